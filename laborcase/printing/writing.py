"""A printed paper as a new file of its owner's alone."""

import os
from datetime import datetime
from pathlib import Path

from ..errors import NotFound, Usage
from ..visible import visible
from ..words import say


def write_new(path: Path, text: str) -> None:
    """Write a text into a new file that only its owner can read. What is there already stays.

    :raises Usage: when the path is no plain name of a new file.
    :raises NotFound: when the folder is not there, or the disk will not take it.
    """
    _plain(path)
    # An existing file, link or device is never opened, whoever made it a moment ago.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise Usage(
            say("{path} is there already, and nothing is overwritten: give another name.",
                path=str(path))
        ) from None  # fmt: skip
    except OSError as wrong:
        raise _unwritable(path, wrong) from wrong
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
    except OSError as wrong:
        path.unlink(missing_ok=True)
        raise _unwritable(path, wrong) from wrong


def write_into(folder: Path, name: str, text: str) -> Path:
    """Write a text into a new file of a folder, which is made if it is not there; returns the path.

    :raises Usage, NotFound: as :func:`write_new` does.
    """
    path = folder / name
    _plain(path)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise _unwritable(folder, wrong) from wrong
    write_new(path, text)
    return path


def file_name(key: str, sheet: str, now: datetime, ending: str) -> str:
    """The name of a new file for a sheet: docket, sheet and time, and nothing that people typed."""
    return f"{key}-{sheet}-{now:%Y%m%d-%H%M%S}.{ending}"


def _plain(path: Path) -> None:
    if ".." in path.parts or not path.name or visible(str(path)) != str(path):
        raise Usage(
            say(
                "“{path}” is no plain name of a file: give a folder and a name without “..” and "
                "control characters.",
                path=visible(str(path)),
            )
        )


def _unwritable(path: Path, wrong: OSError) -> NotFound:
    return NotFound(
        say("{path} cannot be written: {why}.", path=str(path), why=wrong.strerror or "")
    )
