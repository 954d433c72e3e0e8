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
8. A year is closed by a checkpoint, a last line that says where the chain stands and which segment
   goes on; the segment of the new year is there, flushed, before that line is written.

Each year has a segment of its own: ``ledger.jsonl`` is the first, then ``ledger-2027.jsonl``. A new
one begins with the first commit of a later year, so nothing is ever moved or written anew; offsets
count through all segments, as if they were one file.

Several commits made in bulk are written as one: all lines but the last, flush, the last, flush. As
each names its batch, one without its last line is recognised and cut off as a whole.
"""

import os
import re
import shlex
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

import msgspec
from attrs import define

from laborcase.errors import RegisterError
from laborcase.words import Said, say

from . import Head, Line
from .chain import (
    FORMAT,
    LONGEST,
    VERSION,
    batch_of,
    closing_line,
    damaged,
    first_line,
    follows,
    intact,
    newer,
    read_closing,
    read_line,
    segment_line,
    unknown_algorithm,
    year_of,
)
from .files import Disk, RealDisk, failed

LEDGER: Final = "ledger.jsonl"
LOCK: Final = "lock"
SNAPSHOT: Final = "snapshot.json"
FILES: Final = "files"
KEYS: Final = "keys"
KEY_FILE: Final = "identity.key"
NEW: Final = ".new"
ALONE: Final = "LABORCASE_ALONE"
"""The variable by which a user vouches that a folder on a network has one opener only."""
_PIECE: Final = 4 * 1024 * 1024
_RECORD_START = re.compile(rb'(?<![:\[,])\{"')
_RECENT: Final = 16  # the line of the office is asked for at every act
_MOST_STARTS: Final = 64  # a made-up file must not keep us busy for ever
_SEGMENT: Final = re.compile(r"ledger-([0-9]{4})\.jsonl")
_CLOSING: Final = 1024  # the closing line of a segment is shorter
_RECORD_END = re.compile(rb"\t[0-9a-f]{64}(?s:.)")


def create_ledger(folder: Path, *, register: str | None = None, disk: Disk | None = None) -> None:
    """Make an empty register in a folder that is empty or not there yet.

    A register without any commit is nothing yet either: whoever was making it was cut off.
    """
    disk = disk or RealDisk()
    path = folder / LEDGER
    try:
        there = disk.stat(folder)
        _near(disk, folder)
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
        return rest <= LONGEST and b"\n" not in disk.read(ledger._live.file, ledger.end, rest)
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


def open_to_others(disk: Disk, folder: Path) -> Iterator[Said]:
    """Files that other accounts can get at, also those that no opening looks at: what was put
    there by hand, kept files and keys one by one."""
    for path in _below(disk, folder):
        there = disk.stat(path)
        if there is not None and there.mode & 0o077:
            yield say(
                "Other accounts of this computer can get at {path} (mode {mode}).",
                path=path,
                mode=f"{there.mode:04o}",
            )


def _below(disk: Disk, folder: Path) -> Iterator[Path]:
    for name in sorted(disk.names(folder)):
        path = folder / name
        yield path
        there = disk.stat(path)
        if there is not None and there.folder:
            yield from _below(disk, path)


def alone() -> bool:
    """Whether the user said that a folder on a network is used by one program at a time."""
    return os.environ.get(ALONE) == "1"


def _near(disk: Disk, folder: Path) -> None:
    """Refuse a folder whose locks cannot be trusted, unless it is said to be used by one alone."""
    kind = disk.remote(folder)
    if kind and not alone():
        raise RegisterError(
            say(
                "{path} lies on a network file system ({kind}), where locks do not keep programs"
                " apart and two of them could ruin a register. Take a folder on a disk of this"
                " machine, or a server (postgresql://...). If never more than one program uses it,"
                " say so with {name}=1; it is then kept locked as long as it is open.",
                path=folder,
                kind=kind,
                name=ALONE,
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
    _near(disk, folder)
    for name in ("", *segments_in(disk, folder), LOCK, SNAPSHOT, FILES, KEYS, KEY_FILE):
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


@define
class _Segment:
    """One file of the ledger. ``base`` tells where it begins among all, ``after`` the commit before
    its first one; ``stop``, once it is closed, where its commits end, and ``closing`` how."""

    path: Path
    file: int
    inode: int
    header: bytes
    base: int
    after: int
    year: int | None
    stop: int | None = None
    closing: bytes = b""


def segments_in(disk: Disk, folder: Path) -> list[str]:
    """The names of the files that the ledger in a folder consists of, in their order."""
    return [LEDGER, *sorted(n for n in disk.names(folder) if _SEGMENT.fullmatch(n))]


class Ledger:
    """An open ledger. All methods but :meth:`grown` are called under the lock of the store.

    ``offsets`` tells where each commit begins; ``end`` is where the next one will.
    """

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.path = folder / LEDGER
        self.offsets = array("Q")
        self.broken = False
        self._folder = folder
        self._known: tuple[array[int], int] = (array("Q"), 0)
        self._disk = disk
        self._lock = disk.lock(folder / LOCK)
        self._alone = False
        # The bytes are read each time, so damage shows; the same bytes need no second checking.
        self._recent = lru_cache(_RECENT)(read_line)
        self.register = ""
        first = self._opened(self.path, 0, Head(0, ""), None)
        self._segments = [first]
        self._ours = False
        self._rewind()
        if disk.remote(folder):
            self._keep_locked()

    @property
    def root(self) -> Head:
        """The head of this ledger when it was empty."""
        return Head(0, self._segments[0].header[-65:-1].decode())

    @property
    def _live(self) -> _Segment:
        return self._segments[-1]

    def _rewind(self) -> None:
        """Forget everything but the beginning of the first segment."""
        first, *later = self._segments
        for segment in later:
            self._disk.close(segment.file)
        first.stop, first.closing = None, b""
        self._segments = [first]
        self.offsets = array("Q")
        self._last = first.header
        self.end = len(first.header)
        self.head = self.root

    def _opened(self, path: Path, base: int, head: Head, year: int | None) -> _Segment:
        """Open the segment of ``year`` (the first has none), which goes on after ``head``."""
        there = self._disk.stat(path)
        if there is None:
            raise _missing(path)
        file = self._disk.open(path)
        try:
            header = self._read_first(path, file, head, year)
        except BaseException:
            self._disk.close(file)
            raise
        return _Segment(path, file, there.inode, header, base, head.seq, year)

    def _read_first(self, path: Path, file: int, head: Head, year: int | None) -> bytes:
        start = self._disk.read(file, 0, 4096)
        line, newline, _ = start.partition(b"\n")
        if not start:
            raise RegisterError(
                say(
                    "{path} is empty. That is no empty register: its beginning is lost. Go back to"
                    " a backup.",
                    path=path,
                )
            )
        try:
            about = msgspec.json.decode(line.partition(b"\t")[0], type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            about = {}
        if about.get("format") != FORMAT:
            raise RegisterError(
                say("{path} is not the ledger of a register. Nothing was touched.", path=path)
            )
        if about.get("version") != VERSION or about.get("hash") != "sha256":
            raise newer(str(path), about.get("version"))
        register = about.get("register")
        if intact(line + newline) is None or not isinstance(register, str):
            raise damaged(str(path), 1)
        if not self.register:
            self.register = register
        after = {"seq": head.seq, "hash": head.hash} if year is not None else None
        said = register, about.get("after"), about.get("segment")
        if said != (self.register, after, year):
            raise damaged(str(path), 1)
        return line + newline

    def wrong(self, seq: int) -> RegisterError:
        """The error for commit number ``seq``, which is not as it was written."""
        segment = next(s for s in reversed(self._segments) if s.after < seq or s.after == 0)
        return damaged(str(segment.path), seq - segment.after + 1)

    def _keep_locked(self) -> None:
        """Keep every other program out as long as this one has it open."""
        try:
            self._lock.acquire()
        except OSError as error:
            self.close()
            raise failed(error, self.path) from error
        self._alone = True

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
        live = self._live
        try:
            there = self._disk.stat(live.path)
        except OSError as error:
            raise failed(error, live.path) from error
        if there is None or there.inode != live.inode:
            raise RegisterError(
                say(
                    "{path} was moved, deleted or replaced while it was open. Close this program"
                    " and open the register again.",
                    path=live.path,
                )
            )
        return live.base + there.size != self.end

    def resume(self, offsets: "array[int]", end: int, found: str) -> bool:
        """Go on from a position known from before, behind at least one commit, if the line there
        is the one it says."""
        self._known = offsets, end
        while end > self._live.base + self._size():
            if not self._pass_by():
                self._rewind()
                return False
        self.offsets, self.end = offsets, end
        last = self.raw(len(offsets))
        fresh = end == self._live.base + len(self._live.header)
        self._last = self._live.header if fresh else last
        if intact(last) != found or read_line(last, len(offsets)) is None:
            self._rewind()
            return False
        self.head = Head(len(offsets), found)
        return True

    def _size(self) -> int:
        there = self._disk.stat(self._live.path)
        return there.size if there is not None else 0

    def _pass_by(self) -> bool:
        """Go to the next segment without reading this one, if it is closed."""
        size = self._size()
        tail = self._disk.read(self._live.file, max(0, size - _CLOSING), _CLOSING)
        raw = tail[tail.rfind(b"\n", 0, -1) + 1 :]
        closing = read_closing(raw)
        if closing is None or closing.register != self.register:
            return False
        self._go_on(raw, self._live.base + size - len(raw))
        return True

    def _go_on(self, raw: bytes, stop: int) -> None:
        """The newest segment is closed by this line at ``stop``: go on in the next."""
        closing = read_closing(raw)
        assert closing is not None
        path = self._folder / segment_name(closing.next)
        base = stop + len(raw)
        segment = self._opened(path, base, Head(closing.seq, closing.hash), closing.next)
        self._live.stop, self._live.closing = stop, raw
        self._segments.append(segment)

    def catch_up(self) -> Iterator[Line]:
        """The commits that were written since, oldest first, of each what tells where it stands and
        what it concerns. A torn end is cut off."""
        known = self.end - len(self._last) - self._live.base
        if self._disk.read(self._live.file, known, len(self._last)) != self._last:
            raise self.wrong(self.head.seq)
        closed = True
        while closed:
            yield from self._commits()
            closed = self._closed_here()
        size = self._live.base + self._size()
        self._nothing_later()
        if self.end < size:
            offsets, end = self._known
            if offsets[self.head.seq : self.head.seq + 1] == array("Q", [self.end]) and end <= size:
                raise self.wrong(self.head.seq + 1)
            self._disk.truncate(self._live.file, self.end - self._live.base)
            self._disk.flush(self._live.file)
        self._ours = False

    def _commits(self) -> Iterator[Line]:
        """The commits that follow in the newest segment, up to its end, its closing line, or the
        beginning of one that was never finished."""
        live, size = self._live, self._size()
        waiting: list[tuple[Line, bytes]] = []
        head = self.head
        for raw in self._raw(self.end - live.base, size):
            line = read_line(raw, head.seq + 1, placing=True)
            if line is None or not follows(line, head):
                if not waiting and read_closing(raw) is not None:
                    return
                if intact(raw) is not None:  # whole, but not the next: no crash leaves that
                    raise unknown_algorithm(raw, live.path) or self.wrong(head.seq + 1)
                begins = self.end - live.base + sum(len(r) for _, r in waiting)
                self._judge(begins, size, head.seq)
                return
            waiting.append((line, raw))
            head = Head(line.seq, line.hash)
            if line.seq == batch_of(line)[1]:
                for part, bytes_ in waiting:
                    self._count(part, bytes_)
                    yield part
                waiting.clear()

    def _closed_here(self) -> bool:
        """Go on in the next segment, if this one is closed where its commits end."""
        live, size = self._live, self._size()
        raw = self._disk.read(live.file, self.end - live.base, _CLOSING)
        raw = raw[: raw.find(b"\n") + 1]
        closing = read_closing(raw)
        if closing is None:
            return False
        stands = (closing.register, closing.seq, closing.hash)
        beyond = self.end - live.base + len(raw) < size
        if stands != (self.register, self.head.seq, self.head.hash) or beyond:
            raise self.wrong(self.head.seq + 1)
        next_path = self._folder / segment_name(closing.next)
        if self._disk.stat(next_path) is None:
            # A copy that was taken while the year turned: an older state, whose end is cut off.
            if len(self._known[0]) > closing.seq:
                raise _missing(next_path)
            return False
        self._go_on(raw, self.end)
        self._last = self._live.header
        self.end = self._live.base + len(self._last)
        return True

    def _nothing_later(self) -> None:
        """Refuse commits in a segment that no closing line leads to."""
        known = {segment.path.name for segment in self._segments}
        for name in segments_in(self._disk, self._folder):
            there = self._disk.stat(self._folder / name)
            if name in known or there is None:
                continue
            file = self._disk.open(self._folder / name)
            try:
                start = self._disk.read(file, 0, _CLOSING)
            finally:
                self._disk.close(file)
            if 0 <= start.find(b"\n") < there.size - 1:
                raise self.wrong(self.head.seq + 1)

    def check_seams(self) -> None:
        """Read once more how each segment is closed, and how the next begins.

        :raises RegisterError: when that is not as it was read before, or not as we close one.
        """
        for one, following in pairwise(self._segments):
            assert one.stop is not None
            assert following.year is not None
            last = self.line(following.after)
            head = Head(last.seq, last.hash)
            ours = closing_line(self.register, head, last.body.get("at"), following.year)
            closing = self._disk.read(one.file, one.stop - one.base, len(one.closing) + 1)
            header = self._disk.read(following.file, 0, len(following.header))
            if closing != one.closing or closing != ours or header != following.header:
                raise self.wrong(following.after + 1)

    def _raw(self, offset: int, size: int) -> Iterator[bytes]:
        """The pieces of the newest segment that end with a newline, and what is left at its end."""
        rest = b""
        while offset < size:
            piece = self._disk.read(self._live.file, offset, min(_PIECE, size - offset))
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
        tail = self._disk.read(self._live.file, start, size - start)
        ends = tail.find(b"\n") + 1
        if ends > LONGEST and (b"\0" not in tail[:ends] or intact(tail[:ends]) is not None):
            raise self.wrong(before + 1)  # no commit of ours is so long, whole or torn
        for line in _good_lines(tail):
            if line.seq <= before + 1:
                continue  # what an unfinished commit left there earlier
            first, last = batch_of(line)
            # Of a batch that was cut short every line but the last may be there.
            if not first <= before + 1 < last or line.seq == last:
                raise self.wrong(before + 1)

    def append(self, made: Sequence[tuple[Line, bytes]]) -> None:
        """Write commits that follow the head, and flush; or raise, and nothing was written."""
        try:
            if not self._ours:
                self._write_last_again()
                self._ours = True
            year = year_of(made[0][0].body)
            if year is not None and self.head.seq > self._live.after and year > self._year():
                self._turn(year)
            stored = [raw for _, raw in made]
            at = self.end - self._live.base
            for part in (b"".join(stored[:-1]), stored[-1]):
                if part:
                    self._disk.write(self._live.file, at, part)
                    self._disk.flush(self._live.file)
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

    def _write_last_again(self) -> None:
        """Flush the line that was only read, and the closing line that led to a segment in which
        there is no other yet."""
        live = self._live
        if self._last is live.header and len(self._segments) > 1:
            one = self._segments[-2]
            assert one.stop is not None
            self._disk.write(one.file, one.stop - one.base, one.closing)
            self._disk.flush(one.file)
        self._disk.write(live.file, self.end - len(self._last) - live.base, self._last)
        self._disk.flush(live.file)

    def _year(self) -> int:
        """The year of the newest segment: the first one has that of its first commit."""
        if self._live.year is None:
            self._live.year = year_of(self.line(self._live.after + 1).body) or 9999
        return self._live.year

    def _turn(self, year: int) -> None:
        """Close the newest segment and go on in that of ``year``."""
        at = self.line(self.head.seq).body.get("at")
        closing = closing_line(self.register, self.head, at, year)
        path = self._folder / segment_name(year)
        new = path.with_name(path.name + NEW)
        file = self._disk.open(new, new=True)
        try:
            self._disk.write(file, 0, segment_line(self.register, self.head, year))
            self._disk.flush(file)
        finally:
            self._disk.close(file)
        self._disk.replace(new, path)
        self._disk.flush_folder(self._folder)
        live = self._live
        self._disk.write(live.file, self.end - live.base, closing)
        self._disk.flush(live.file)
        self._go_on(closing, self.end)
        self._last = self._live.header
        self.end = self._live.base + len(self._last)

    def _take_back(self) -> None:
        self._ours = False
        try:
            self._disk.truncate(self._live.file, self.end - self._live.base)
            self._disk.flush(self._live.file)
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
        segment = self._live
        if start < segment.base:
            at = bisect_right(self._segments, start, key=lambda s: s.base) - 1
            segment = self._segments[at]
            assert segment.stop is not None
            end = min(end, segment.stop)
        try:
            return self._disk.read(segment.file, start - segment.base, end - start)
        except OSError as error:
            raise failed(error, segment.path) from error

    def line(self, seq: int) -> Line:
        """Commit number ``seq``, checked against its hash."""
        line = self._recent(self.raw(seq), seq)
        if line is None:
            raise self.wrong(seq)
        return line

    def close(self) -> None:
        if self._alone:
            self._alone = False
            self._lock.release()
        for segment in self._segments:
            self._disk.close(segment.file)
        self._lock.close()


def _missing(path: Path) -> RegisterError:
    return RegisterError(
        say(
            "{path} is not here, and the ledger goes on in it. Bring it back from a backup;"
            " nothing was touched.",
            path=path,
        )
    )


def segment_name(year: int) -> str:
    """The file of a later year."""
    return f"ledger-{year:04}.jsonl"
