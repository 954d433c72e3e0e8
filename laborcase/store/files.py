"""The seam: every call of the embedded register to the file system goes through a :class:`Disk`.

So a test can put a disk in its place that fails, forgets or counts.
"""

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Final, Protocol

from attrs import frozen

from laborcase.errors import RegisterError
from laborcase.words import Said, say

if sys.platform != "win32":
    import fcntl

# Long enough for a bulk load of another program, short enough for a person to wait.
PATIENCE: Final = 30.0
_POLL: Final = 0.001


@frozen
class Stat:
    """What there is under a path: bytes, identity, permission bits, and whether it is a folder."""

    size: int
    inode: int
    mode: int
    folder: bool


class Lock(Protocol):
    """A lock that keeps programs apart; one that holds it may take it again."""

    def acquire(self) -> object: ...

    def release(self) -> None: ...

    def close(self) -> None: ...


class Disk(Protocol):
    """The file calls a register needs; each may raise OSError."""

    def stat(self, path: Path) -> Stat | None:
        """What is there, or None."""

    def names(self, folder: Path) -> list[str]:
        """The names in a folder."""

    def make_folder(self, path: Path) -> None:
        """A folder for this account only, and the ones above it; there may be one already."""

    def open(self, path: Path, *, new: bool = False) -> int:
        """A file to read and write; ``new`` makes it, for this account only, or empties it."""

    def close(self, file: int) -> None:
        """Done with it."""

    def read(self, file: int, offset: int, size: int) -> bytes:
        """Up to ``size`` bytes; fewer at the end of the file only."""

    def write(self, file: int, offset: int, data: bytes) -> None:
        """All of ``data``, into the cache of the system."""

    def truncate(self, file: int, size: int) -> None:
        """Cut off what is beyond ``size``."""

    def flush(self, file: int) -> None:
        """Everything written is on the disk itself when this returns."""

    def flush_folder(self, path: Path) -> None:
        """The names in a folder are on the disk itself when this returns."""

    def replace(self, old: Path, new: Path) -> None:
        """Rename; whatever bore the new name is gone, in one step."""

    def lock(self, path: Path) -> Lock:
        """The lock that lives in a file."""

    def remote(self, path: Path) -> str:
        """The kind of network file system a path lies on; empty if it lies on this machine."""

    def free(self, path: Path) -> int | None:
        """How many bytes are free where a path lies; None if nobody can say."""

    def holders(self, path: Path) -> list[int]:
        """The processes that hold the lock in a file, as far as the system tells."""


class RealDisk:
    """The operating system."""

    def stat(self, path: Path) -> Stat | None:
        try:
            found = path.stat()
        except FileNotFoundError:
            return None
        # Windows has no such bits; there a user's own folders are private as they come.
        mode = 0o700 if os.name == "nt" else found.st_mode & 0o777
        return Stat(found.st_size, found.st_ino, mode, stat.S_ISDIR(found.st_mode))

    def names(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir()]

    def make_folder(self, path: Path) -> None:
        if not path.parent.exists():
            self.make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)

    def open(self, path: Path, *, new: bool = False) -> int:
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
        if not new:
            return os.open(path, flags)
        file = os.open(path, flags | os.O_CREAT | os.O_TRUNC, 0o600)
        if os.name != "nt":  # one that was left there keeps the mode it had
            os.fchmod(file, 0o600)
        return file

    def close(self, file: int) -> None:
        os.close(file)

    def read(self, file: int, offset: int, size: int) -> bytes:
        os.lseek(file, offset, os.SEEK_SET)
        data = os.read(file, size)
        while len(data) < size and (more := os.read(file, size - len(data))):
            data += more
        return data

    def write(self, file: int, offset: int, data: bytes) -> None:
        os.lseek(file, offset, os.SEEK_SET)
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, memoryview(data)[written:])

    def truncate(self, file: int, size: int) -> None:
        os.ftruncate(file, size)

    def flush(self, file: int) -> None:
        if sys.platform == "darwin":
            # There fsync stops at the drive's own cache.
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
        else:
            os.fsync(file)

    def flush_folder(self, path: Path) -> None:
        if os.name == "nt":  # folders cannot be opened there, and names need no flush
            return
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def replace(self, old: Path, new: Path) -> None:
        old.replace(new)

    def lock(self, path: Path) -> Lock:
        return HeldLock(path)

    def remote(self, path: Path) -> str:
        if os.name == "nt":
            return "UNC" if str(path.resolve()).startswith("\\\\") else ""
        try:
            if sys.platform == "darwin":
                return remote_on_macos(path.resolve(), _mount_list())
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except (OSError, subprocess.SubprocessError):
            return ""  # no such list on this system: nothing can be said
        return remote_kind(path.resolve(), mounts)

    def free(self, path: Path) -> int | None:
        return shutil.disk_usage(path).free

    def holders(self, path: Path) -> list[int]:
        try:
            inode = path.stat().st_ino
            locks = Path("/proc/locks").read_text("ascii", "replace")
        except OSError:
            return []
        found = set()
        for line in locks.splitlines():
            parts = line.split()  # 1: FLOCK ADVISORY WRITE 4711 fe:00:1234 0 EOF
            if len(parts) > 5 and parts[1] == "FLOCK" and parts[5].endswith(f":{inode}"):
                found.add(int(parts[4]))
        return sorted(found - {os.getpid()})


# Locks reach only as far as their server lets them, or nowhere.
_REMOTE: Final = re.compile(
    "nfs[0-9]*|cifs|smb.*|(mac|osx)?fuse([._].*)?|9p|afs|afpfs|webdav|ceph|glusterfs|lustre|ncpfs"
    "|davfs|virtiofs|vboxsf|beegfs"
)
_MACOS_MOUNT: Final = re.compile(r"(.*) \(([^ ,()]+)[^()]*\)")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def remote_kind(path: Path, mounts: str) -> str:
    """The kind of network file system that a path lies on, by a list of mounts as Linux gives it
    in ``/proc/self/mountinfo``; empty if it is none."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        parts = before.split(" ")
        if not dash or len(parts) < 5 or not after:
            continue
        point = _OCTAL.sub(lambda m: chr(int(m[1], 8)), parts[4])
        # The last of several on one place is the one that is seen.
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind if _REMOTE.fullmatch(kind) else ""


def remote_on_macos(path: Path, mounts: str) -> str:
    """The same by a list of mounts as ``/sbin/mount`` prints it on macOS:
    ``//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)``."""
    inside = _plain(path)
    best, kind = -1, ""
    for line in mounts.splitlines():
        found = _MACOS_MOUNT.fullmatch(line)
        if found is None:
            continue
        # What is mounted may have an " on " in its name, and so may the place.
        for cut in re.finditer(" on (?=/)", found[1]):
            point = _plain(Path(found[1][cut.end() :]))
            if inside[: len(point)] == point and len(point) >= best:
                best, kind = len(point), found[2]
    return kind if _REMOTE.fullmatch(kind) else ""


def _plain(path: Path) -> tuple[str, ...]:
    """A path as macOS compares paths: neither case nor the way an accent is written counts."""
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in path.parts)


def _mount_list() -> str:
    """What is mounted on a Mac; asks no server, so one that is away keeps nobody waiting."""
    command = ["/sbin/mount"]
    told = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
    return told.stdout.decode("utf-8", "surrogateescape")


if sys.platform != "win32":

    class HeldLock:
        """The lock that ``filelock`` takes too, on a file that stays open.

        Opening the file anew for every commit costs a third of a commit.
        """

        def __init__(self, path: Path) -> None:
            self._path = path
            self._file = -1
            self._depth = 0

        def acquire(self) -> None:
            deadline = time.monotonic() + PATIENCE
            while self._depth == 0 and not self._taken():
                if time.monotonic() > deadline:
                    raise TimeoutError
                time.sleep(_POLL)
            self._depth += 1

        def release(self) -> None:
            self._depth -= 1
            if self._depth == 0:
                fcntl.flock(self._file, fcntl.LOCK_UN)

        def close(self) -> None:
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

        def _taken(self) -> bool:
            if self._file < 0:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            try:
                same = os.path.samestat(os.fstat(self._file), self._path.stat())
            except FileNotFoundError:
                same = False
            if not same:  # somebody tidied the file away: a lock on it keeps nobody out
                self.close()
            return same

else:
    from filelock import FileLock

    class HeldLock(FileLock):
        """The lock of a file where there is no ``flock``."""

        def __init__(self, path: Path) -> None:
            super().__init__(path, PATIENCE, 0o600, thread_local=False, poll_interval=_POLL)

        def close(self) -> None:
            self.release(force=True)


def failed(error: OSError, path: Path) -> RegisterError:
    """The sentence for a file call that failed."""
    if isinstance(error, RegisterError):
        return error
    if isinstance(error.filename, str):
        path = Path(error.filename)
    if isinstance(error, TimeoutError):
        why: Said = say(
            "Another program has held the lock of {path} for {seconds} seconds. Close it, or wait.",
            path=path,
            seconds=int(PATIENCE),
        )
    elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        why = say(
            "The disk of {path} is full. Nothing was written; make room, then repeat.", path=path
        )
    elif error.errno == errno.EROFS:
        why = say(
            "{path} lies on a disk that can only be read; a register must be written to even to be"
            " looked at. Take a folder on another disk, and copy there what you have. Nothing was"
            " written.",
            path=path,
        )
    elif error.errno in (errno.EACCES, errno.EPERM):
        why = say("This account may not read and write {path}. Nothing was written.", path=path)
    else:
        why = say(
            "The disk of {path} failed: {reason}. Nothing was written.",
            path=path,
            reason=error.strerror or str(error),
        )
    return RegisterError(why)
