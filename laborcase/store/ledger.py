"""The ledger file of an embedded register: read on, append durably, never rewrite.

What is promised rests on these rules, each of which a test breaks:

1. Under the lock: read on to the end, decide, write, flush, then count it as written.
2. A bad end is a commit nobody was told about: cut off. A bad line before good ones is damage, and
   so is a bad end where the snapshot knows of a commit.
3. After a failed write or flush the line is cut off again; if that fails too, no more is written
   until the register is opened anew. A flush is never repeated and believed.
4. Nothing is built on a line that was only read: it may be in the system's cache alone. The last
   line, if another program's, is written and flushed once more before the next one.
5. Reading on happens under the lock, and only after seeing that the last known line is still there.
6. Threads are kept apart by the store, as locks of files do not.
7. The folder is flushed after the file was made in it.

Several commits made in bulk are written as one: all lines but the last, flush, the last, flush. As
each names its batch, one without its last line is recognised and cut off as a whole.
"""

import re
import shlex
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from laborcase.errors import RegisterError
from laborcase.words import say

from . import Head, Line
from .chain import (
    FORMAT,
    LONGEST,
    VERSION,
    batch_of,
    damaged,
    first_line,
    follows,
    intact,
    read_line,
)
from .files import Disk, RealDisk, failed

LEDGER: Final = "ledger.jsonl"
LOCK: Final = "lock"
SNAPSHOT: Final = "snapshot.json"
FILES: Final = "files"
KEYS: Final = "keys"
KEY_FILE: Final = "identity.key"
NEW: Final = ".new"
_PIECE: Final = 4 * 1024 * 1024
_RECORD_START = re.compile(rb'(?<![:\[,])\{"')
_RECENT: Final = 16  # the line of the office is asked for at every act
_MOST_STARTS: Final = 64  # a made-up file must not keep us busy for ever
_RECORD_END = re.compile(rb"\t[0-9a-f]{64}(?s:.)")


def create_ledger(folder: Path, *, register: str | None = None, disk: Disk | None = None) -> None:
    """Make an empty register in a folder that is empty or not there yet.

    A register without any commit is nothing yet either: whoever was making it was cut off.
    """
    disk = disk or RealDisk()
    path = folder / LEDGER
    try:
        there = disk.stat(folder)
        if there is not None:
            # What a creation that broke off leaves behind is nothing yet.
            if not there.folder or set(disk.names(folder)) - {LOCK, LEDGER + NEW, LEDGER}:
                raise _taken(folder)
            _private(disk, folder)
        else:
            missing = [p for p in (folder, *folder.parents) if disk.stat(p) is None]
            disk.make_folder(folder)
            for made in missing:
                disk.flush_folder(made.parent)
        lock = disk.lock(folder / LOCK)
        lock.acquire()
        try:
            if disk.stat(path) is not None and not _unused(disk, folder):
                raise _taken(folder)
            file = disk.open(folder / (LEDGER + NEW), new=True)
            try:
                disk.write(file, 0, first_line(register)[0])
                disk.flush(file)
            finally:
                disk.close(file)
            disk.replace(folder / (LEDGER + NEW), path)
            disk.flush_folder(folder)
        finally:
            lock.release()
            lock.close()
    except OSError as error:
        raise failed(error, folder) from error


def _taken(folder: Path) -> RegisterError:
    return RegisterError(
        say(
            "There is something at {path} already. A new register needs a folder that is empty or"
            " not there yet; nothing was touched.",
            path=folder,
        )
    )


def _unused(disk: Disk, folder: Path) -> bool:
    """Whether nothing but the beginning of a first commit was ever written to the ledger there."""
    there = disk.stat(folder / LEDGER)
    try:
        ledger = Ledger(folder, disk)
    except RegisterError:
        return False
    try:
        rest = there.size - ledger.end if there is not None else 0
        return rest <= LONGEST and b"\n" not in disk.read(ledger._file, ledger.end, rest)
    finally:
        ledger.close()


def _private(disk: Disk, folder: Path, name: str = "") -> None:
    """Refuse what other accounts may read or write: a register's folder, or something in it."""
    path = folder / name
    there = disk.stat(path)
    if there is not None and there.mode & 0o077:
        raise RegisterError(
            say(
                "Other accounts of this computer can get at {path} (mode {mode}). Close the"
                " register to them with: chmod -R go= {folder}",
                path=path,
                mode=f"{there.mode:04o}",
                folder=shlex.quote(str(folder)),
            )
        )


def check_folder(disk: Disk, folder: Path) -> None:
    """Refuse a folder that is missing, holds no register, or is open to other accounts."""
    there = disk.stat(folder)
    if there is None:
        raise RegisterError(
            say(
                "There is no register at {path}. Check the path, or make one with: laborcase init"
                " {path} --office FILE",
                path=folder,
            )
        )
    ledger = disk.stat(folder / LEDGER) if there.folder else None
    if ledger is None or ledger.folder:
        raise RegisterError(
            say("{path} is not a register: it holds no file {name}.", path=folder, name=LEDGER)
        )
    for name in ("", LEDGER, LOCK, SNAPSHOT, FILES, KEYS, KEY_FILE):
        _private(disk, folder, name)


def _good_lines(tail: bytes) -> Iterator[Line]:
    """All lines in a stretch of bytes that agree with their hash, wherever they begin.

    What stood before a line, its newline too, may be damaged. So a line is looked for where the one
    before should have ended, and where a table opens that does not stand inside another.
    """
    begins = 0
    for end in _RECORD_END.finditer(tail):
        opens = (m.start() for m in _RECORD_START.finditer(tail, begins, end.start()))
        for start in {begins, *islice(opens, _MOST_STARTS)}:
            line = read_line(tail[start : end.end()])
            if line is not None:
                yield line
        begins = end.end()


class Ledger:
    """One open ledger file. All methods but :meth:`grown` are called under the lock of the store.

    ``offsets`` tells where each commit begins; ``end`` is where the next one will.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.path = folder / LEDGER
        self.offsets = array("Q")
        self.broken = False
        self._known: tuple[array[int], int] = (array("Q"), 0)
        self._disk = disk
        self._lock = disk.lock(folder / LOCK)
        there = disk.stat(self.path)
        assert there is not None
        self._inode = there.inode
        # The bytes are read each time, so damage shows; the same bytes need no second checking.
        self._recent = lru_cache(_RECENT)(read_line)
        self._file = disk.open(self.path)
        try:
            first = self._read_first()
        except BaseException:
            disk.close(self._file)
            raise
        self._first = self._last = first
        self._ours = False
        self.end = len(first)
        self.head = self.root

    @property
    def root(self) -> Head:
        """The head of this ledger when it was empty."""
        return Head(0, self._first[-65:-1].decode())

    def _read_first(self) -> bytes:
        start = self._disk.read(self._file, 0, 4096)
        line, newline, _ = start.partition(b"\n")
        if not start:
            raise RegisterError(
                say(
                    "{path} is empty. That is no empty register: its beginning is lost. Go back to"
                    " a backup.",
                    path=self.path,
                )
            )
        try:
            about = msgspec.json.decode(line.partition(b"\t")[0], type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            about = {}
        if about.get("format") != FORMAT:
            raise RegisterError(
                say("{path} is not the ledger of a register. Nothing was touched.", path=self.path)
            )
        if about.get("version") != VERSION or about.get("hash") != "sha256":
            raise RegisterError(
                say(
                    "{path} was written by a newer program (version {version}). Update this"
                    " program; nothing was touched.",
                    path=self.path,
                    version=about.get("version"),
                )
            )
        register = about.get("register")
        if intact(line + newline) is None or not isinstance(register, str):
            raise damaged(str(self.path), 1)
        self.register = register
        return line + newline

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other programs out."""
        try:
            self._lock.acquire()
        except OSError as error:
            raise failed(error, self.path) from error
        try:
            yield
        finally:
            self._lock.release()

    def grown(self) -> bool:
        """Whether the file is not as it was last seen: one look, without the lock."""
        try:
            there = self._disk.stat(self.path)
        except OSError as error:
            raise failed(error, self.path) from error
        if there is None or there.inode != self._inode:
            raise RegisterError(
                say(
                    "{path} was moved, deleted or replaced while it was open. Close this program"
                    " and open the register again.",
                    path=self.path,
                )
            )
        return there.size != self.end

    def resume(self, offsets: "array[int]", end: int, found: str) -> bool:
        """Go on from a position known from before, if the line there is the one it says."""
        if not offsets:
            return end == self.end and found == self.head.hash
        self._known = offsets, end
        last = self._disk.read(self._file, offsets[-1], end - offsets[-1])
        if intact(last) != found or read_line(last, len(offsets)) is None:
            return False
        self.offsets, self.end, self._last = offsets, end, last
        self.head = Head(len(offsets), found)
        return True

    def catch_up(self) -> Iterator[Line]:
        """The commits that were written since, oldest first. A torn end is cut off."""
        there = self._disk.stat(self.path)
        size = there.size if there is not None else 0
        known = self.end - len(self._last)
        if self._disk.read(self._file, known, len(self._last)) != self._last:
            raise damaged(str(self.path), self.head.seq + 1)
        waiting: list[tuple[Line, bytes]] = []
        head = self.head
        for raw in self._raw(self.end, size):
            line = read_line(raw, head.seq + 1)
            if line is None or not follows(line, head):
                if intact(raw) is not None:  # whole, but not the next: no crash leaves that
                    raise damaged(str(self.path), head.seq + 2)
                self._judge(self.end + sum(len(r) for _, r in waiting), size, head.seq)
                break
            waiting.append((line, raw))
            head = Head(line.seq, line.hash)
            if line.seq == batch_of(line)[1]:
                for part, bytes_ in waiting:
                    self._count(part, bytes_)
                    yield part
                waiting.clear()
        if self.end < size:
            offsets, end = self._known
            if offsets[self.head.seq : self.head.seq + 1] == array("Q", [self.end]) and end <= size:
                raise damaged(str(self.path), self.head.seq + 2)
            self._disk.truncate(self._file, self.end)
            self._disk.flush(self._file)
        self._ours = False

    def _raw(self, offset: int, size: int) -> Iterator[bytes]:
        """The pieces of the file that end with a newline, and what is left at its end."""
        rest = b""
        while offset < size:
            piece = self._disk.read(self._file, offset, min(_PIECE, size - offset))
            if not piece:
                break
            offset += len(piece)
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                yield line + b"\n"
            if len(rest) > LONGEST:  # no line of ours; do not gather it for ever
                break
        if rest:
            yield rest

    def _judge(self, start: int, size: int, before: int) -> None:
        """Refuse a bad line unless it can be the end of a commit that was never finished."""
        tail = self._disk.read(self._file, start, size - start)
        for line in _good_lines(tail):
            if line.seq <= before + 1:
                continue  # what an unfinished commit left there earlier
            first, last = batch_of(line)
            # Of a batch that was cut short every line but the last may be there.
            if not first <= before + 1 < last or line.seq == last:
                raise damaged(str(self.path), before + 2)

    def append(self, made: Sequence[tuple[Line, bytes]]) -> None:
        """Write commits that follow the head, and flush; or raise, and nothing was written."""
        try:
            if not self._ours:
                self._disk.write(self._file, self.end - len(self._last), self._last)
                self._disk.flush(self._file)
                self._ours = True
            stored = [raw for _, raw in made]
            at = self.end
            for part in (b"".join(stored[:-1]), stored[-1]):
                if part:
                    self._disk.write(self._file, at, part)
                    self._disk.flush(self._file)
                    at += len(part)
        except BaseException as error:
            self._take_back()
            if self.broken:
                raise RegisterError(
                    say(
                        "The disk of {path} failed, and it is not certain whether the last act was"
                        " kept. See to the disk, open the register again, and look before you"
                        " repeat it.",
                        path=self.path,
                    )
                ) from error
            if isinstance(error, OSError):
                raise failed(error, self.path) from error
            raise
        for line, raw in made:
            self._count(line, raw)

    def _take_back(self) -> None:
        self._ours = False
        try:
            self._disk.truncate(self._file, self.end)
            self._disk.flush(self._file)
        except OSError:
            self.broken = True

    def _count(self, line: Line, raw: bytes) -> None:
        self.offsets.append(self.end)
        self.end += len(raw)
        self._last = raw
        self.head = Head(line.seq, line.hash)

    def raw(self, seq: int) -> bytes:
        """The bytes of commit number ``seq``."""
        start = self.offsets[seq - 1]
        end = self.offsets[seq] if seq < len(self.offsets) else self.end
        try:
            return self._disk.read(self._file, start, end - start)
        except OSError as error:
            raise failed(error, self.path) from error

    def line(self, seq: int) -> Line:
        """Commit number ``seq``, checked against its hash."""
        line = self._recent(self.raw(seq), seq)
        if line is None:
            raise damaged(str(self.path), seq + 1)
        return line

    def close(self) -> None:
        self._disk.close(self._file)
        self._lock.close()
