"""Key files and the names of keys: the same for every engine. Nothing here encrypts."""

import os
import re
import shlex
from pathlib import Path
from typing import Final

from laborcase.errors import RegisterError
from laborcase.words import say

from .files import Disk, RealDisk, failed

_FORM: Final = re.compile(rb"laborcase identity key 1 ([0-9a-f]{64})\n?")
_NAME: Final = re.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}")


def new_key() -> bytes:
    """The bytes of a new key file: one line, its format first."""
    return key_line(os.urandom(32))


def key_line(key: bytes) -> bytes:
    """The bytes of the key file that holds these 32 bytes."""
    return b"laborcase identity key 1 %b\n" % key.hex().encode()


def key_in(data: bytes, path: Path | None = None) -> bytes:
    """The 32 bytes that a key file holds.

    :raises RegisterError: when it is no key file of ours, or damaged.
    """
    found = _FORM.fullmatch(data)
    if found is None:
        raise RegisterError(
            say(
                "{path} is not the key file of a register, or it is damaged. Bring it back from its"
                " backup; nothing was touched.",
                path=path or "-",
            )
        )
    return bytes.fromhex(found[1].decode())


def checked(name: str) -> str:
    """A name under which a key may be kept: a docket's or a file's, never a path."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no key is kept under {name[:80]!r}")
    return name


def key_file(path: Path, *, make: bool, disk: Disk | None = None) -> bytes | None:
    """The key in a file that lies apart from the register; None if there is no file. ``make``: it
    is made, for this account only.

    :raises RegisterError: when it is open to other accounts, damaged, or cannot be read or made.
    """
    disk = disk or RealDisk()
    try:
        there = disk.stat(path)
        if there is None:
            if not make:
                return None
            data = new_key()
            fresh = path.with_name(path.name + ".new")
            file = disk.open(fresh, new=True)
            try:
                disk.write(file, 0, data)
                disk.flush(file)
            finally:
                disk.close(file)
            disk.replace(fresh, path)
            disk.flush_folder(path.parent)
            return key_in(data, path)
        if there.mode & 0o077:
            raise RegisterError(
                say(
                    "Other accounts of this computer can get at {path} (mode {mode}). Close it to"
                    " them with: chmod go= {quoted}",
                    path=path,
                    mode=f"{there.mode:04o}",
                    quoted=shlex.quote(str(path)),
                )
            )
        file = disk.open(path)
        try:
            return key_in(disk.read(file, 0, there.size), path)
        finally:
            disk.close(file)
    except OSError as error:
        raise failed(error, path) from error
