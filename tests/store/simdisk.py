"""A disk that keeps only what was flushed, forgets the rest in any way a real one may, and fails.

It stands in for :class:`laborcase.store.files.RealDisk`. Every call is counted, and may be made a
point of failure (the call raises, a write leaves half behind) or of death (nothing happens after).
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from laborcase.store.files import Stat

SECTOR = 512


class PowerCut(BaseException):
    """The machine stops here. No OSError: no program gets to handle it."""


class SimFile:
    """What the system's cache shows of a file, and what is on the disk."""

    def __init__(self) -> None:
        self.cached = bytearray()
        self.stable = bytearray()
        self.dirty: set[int] = set()
        self.resized = False


class SimLock:
    """A lock that another opener of the same disk cannot have at the same time."""

    def __init__(self, held: dict[Path, object], path: Path) -> None:
        self._held = held
        self._path = path
        self._depth = 0

    def acquire(self) -> None:
        if self._held.setdefault(self._path, self) is not self:
            raise TimeoutError
        self._depth += 1

    def release(self) -> None:
        self._depth -= 1
        if not self._depth:
            self._held.pop(self._path, None)

    def close(self) -> None: ...


class SimDisk:
    """A disk that keeps only what was flushed, counts every call, and can be made to fail.

    ``fails`` is asked before each call, with its name and the path; what it returns is raised. A
    flush that fails forgets what it should have written, and a later flush does not know of it,
    but it can still be read.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.fails: Callable[[str, Path], BaseException | None] = lambda call, path: None
        self.files: dict[Path, SimFile] = {}
        self.kept: dict[Path, SimFile] = {}
        self.folders: set[Path] = set()
        self.network = ""
        self._open: dict[int, tuple[Path, SimFile]] = {}
        self._held: dict[Path, object] = {}

    def after_power_cut(self, seed: int) -> "SimDisk":
        """The disk as it may be found again: of what was not flushed any part may be there.

        Which sectors reached it, how long a file is, and which of two files bears a name, is drawn
        each for itself. What lies in a gap is zeros, rubbish, or what once stood elsewhere. The
        seed is printed, and stands in what pytest shows of a test that fails.
        """
        sys.stdout.write(f"seed {seed}\n")
        chance = random.Random(seed)
        found = SimDisk()
        found.folders = set(self.folders)
        for path in sorted({*self.files, *self.kept}):
            file = (self.files if chance.random() < 0.5 else self.kept).get(path)
            if file is None:
                continue
            size = len(file.cached if file.resized and chance.random() < 0.5 else file.stable)
            data = bytearray(file.stable[:size])
            data += self._stale(chance, file, len(data), size)
            for sector in sorted(file.dirty):
                if chance.random() < 0.5:
                    part = slice(sector * SECTOR, min((sector + 1) * SECTOR, size))
                    piece = file.cached[part]
                    data[part.start : part.start + len(piece)] = piece[: max(0, size - part.start)]
            copy = SimFile()
            copy.cached, copy.stable = bytearray(data), bytearray(data)
            found.files[path] = found.kept[path] = copy
        return found

    @staticmethod
    def _stale(chance: random.Random, file: SimFile, start: int, size: int) -> bytes:
        """What may lie from ``start`` to ``size``, which nobody wrote: zeros to the end of the
        sector, then in each sector zeros, rubbish, or what another sector holds or held."""
        data = bytearray(max(0, min(-start % SECTOR, size - start)))
        while start + len(data) < size:
            kind = chance.randrange(3)
            sector = bytes(SECTOR)
            if kind == 1:
                sector = bytes(chance.choice((0, 123)) for _ in range(SECTOR))
            elif kind == 2 and len(file.stable) >= SECTOR:
                other = chance.randrange(len(file.stable) // SECTOR) * SECTOR
                sector = bytes(file.stable[other : other + SECTOR])
            data += sector
        return bytes(data[: max(0, size - start)])

    def after_death(self) -> "SimDisk":
        """The same machine after the process died: the cache is still there, the locks are not."""
        found = SimDisk()
        found.folders, found.files, found.kept = self.folders, self.files, self.kept
        return found

    def content(self) -> tuple[tuple[Path, bytes], ...]:
        """What every file holds, to tell two disks apart."""
        return tuple((path, bytes(file.cached)) for path, file in sorted(self.files.items()))

    def stat(self, path: Path) -> Stat | None:
        self._call("stat", path)
        if path in self.folders or path == path.parent:
            return Stat(0, 0, 0o700, True)
        file = self.files.get(path)
        return None if file is None else Stat(len(file.cached), id(file), 0o600, False)

    def names(self, folder: Path) -> list[str]:
        self._call("names", folder)
        return [path.name for path in {*self.files, *self.folders} if path.parent == folder]

    def make_folder(self, path: Path) -> None:
        self._call("make_folder", path)
        self.folders |= {path, *path.parents}

    def open(self, path: Path, *, new: bool = False) -> int:
        self._call("open", path)
        if new:
            self.files[path] = SimFile()
        number = len(self._open) + 1
        self._open[number] = (path, self.files[path])
        return number

    def close(self, file: int) -> None:
        assert file in self._open

    def read(self, file: int, offset: int, size: int) -> bytes:
        path, there = self._open[file]
        self._call("read", path)
        return bytes(there.cached[offset : offset + size])

    def write(self, file: int, offset: int, data: bytes) -> None:
        path, there = self._open[file]
        try:
            self._call("write", path)
        except BaseException:
            data = data[: len(data) // 2]
            raise
        finally:
            there.cached += bytes(max(0, offset + len(data) - len(there.cached)))
            there.cached[offset : offset + len(data)] = data
            there.dirty |= set(range(offset // SECTOR, (offset + len(data)) // SECTOR + 1))
            there.resized = True

    def truncate(self, file: int, size: int) -> None:
        path, there = self._open[file]
        self._call("truncate", path)
        del there.cached[size:]
        there.dirty.add(size // SECTOR)
        there.resized = True

    def flush(self, file: int) -> None:
        path, there = self._open[file]
        try:
            self._call("flush", path)
        except PowerCut:
            raise
        except OSError:
            there.dirty, there.resized = set(), False
            raise
        if there.resized:
            size = len(there.cached)
            del there.stable[size:]
            there.stable += bytes(size - len(there.stable))
        for sector in there.dirty:
            part = slice(sector * SECTOR, (sector + 1) * SECTOR)
            piece = there.cached[part]
            there.stable[part.start : part.start + len(piece)] = piece
        there.dirty, there.resized = set(), False

    def flush_folder(self, path: Path) -> None:
        self._call("flush_folder", path)
        for name in {*self.files, *self.kept}:
            if name.parent == path:
                if name in self.files:
                    self.kept[name] = self.files[name]
                else:
                    del self.kept[name]

    def replace(self, old: Path, new: Path) -> None:
        self._call("replace", new)
        self.files[new] = self.files.pop(old)

    def lock(self, path: Path) -> SimLock:
        return SimLock(self._held, path)

    def remote(self, path: Path) -> str:
        """The kind of network file system a path lies on; empty if it lies on this machine."""
        return self.network

    def free(self, path: Path) -> int | None:
        return None

    def holders(self, path: Path) -> list[int]:
        return []

    def _call(self, call: str, path: Path) -> None:
        self.calls[f"{call} {path.name}"] += 1
        error = self.fails(call, path)
        if error is not None:
            raise error
