"""The embedded register: the ledger is the truth, TinyDB the face that it is read through.

In memory lie one flat summary per docket, as TinyDB documents, and positions in the ledger. Entries
are read from the ledger when a docket is opened. A snapshot on disk, in the form of a TinyDB file,
saves reading the whole ledger at the next opening; it is only a cache, and is made anew whenever it
is missing, old or not trusted.
"""

import gc
import os
import re
import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from laborcase.errors import RegisterError
from laborcase.words import Said, say

from . import (
    QUEUES,
    RULING,
    Find,
    Head,
    Line,
    Make,
    Page,
    Summarise,
    Summary,
    Terms,
    page_of,
    usual,
)
from .chain import (
    Draft,
    Lines,
    changed,
    dockets_of,
    exact,
    follows,
    names_of,
    read_line,
    redated,
    stamp_of,
    summarised,
    takes_of,
)
from .files import Disk, RealDisk, failed
from .keys import checked, key_in, new_key
from .ledger import (
    FILES,
    KEY_FILE,
    KEYS,
    LOCK,
    NEW,
    SNAPSHOT,
    Ledger,
    check_folder,
    open_to_others,
)
from .lists import Lists
from .memory import mark, no_file, place
from .rows import row_of
from .snapshot import (
    STAMPED,
    Keys,
    Snapshot,
    read_snapshot,
    snapshot_bytes,
    stamped_rules,
)

# Reading on over so many commits takes about as long as a person does not notice.
_EVERY: Final = 1000
_WORTH: Final = 100
_ROOM: Final = 1024**3
"""Less room than this on its disk is told, or less than the ledger takes."""

_REFUSAL: Final = "a register is changed by commits only, never through TinyDB"


class ReadFace(Storage):
    """Hands TinyDB our own summaries as documents, and refuses to write."""

    def __init__(self, rows: Mapping[str, Summary]) -> None:
        self._rows = rows

    def read(self) -> dict[str, dict[str, Summary]]:
        return {"summaries": {str(n): row for n, row in enumerate(self._rows.values(), 1)}}

    def write(self, data: object) -> None:
        raise RuntimeError(_REFUSAL)


class ReadTable(Table):
    """A table that does not touch its documents: TinyDB changes them first and writes then."""

    def _update_table(self, updater: object) -> None:
        raise RuntimeError(_REFUSAL)


@contextmanager
def _no_circles() -> Iterator[None]:
    """For a stretch that makes very many things none of which refer to each other in circles:
    Python does not look through all that is alive for such again and again, which would take a
    third of the time."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


_NAME = re.compile("[0-9a-f]{64}")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


class TinyStore:
    """A :class:`~laborcase.store.Store` in a folder: the ledger, kept files and the snapshot.

    ``db`` is a read-only TinyDB over the summaries, for scripts that want to ask more than
    :class:`~laborcase.store.Find` can; it is as new as the last call of the store.
    """

    def __init__(
        self,
        folder: Path,
        summarise: Summarise,
        *,
        rules: str = "",
        terms: Terms = usual,
        url: str = "",
        disk: Disk | None = None,
    ) -> None:
        self.url = url or str(folder)
        self._folder = folder
        self._disk = disk or RealDisk()
        self._summarise = summarise
        self._rules = rules
        self._terms = terms
        self._termed = ""
        self._lock = threading.RLock()
        self._making = False
        self._closed = False
        self._failure: RegisterError | None = None
        self._rows: dict[str, Summary] = {}
        self._dockets: dict[str, str | array[int]] = {}
        self._keys = Keys(array("Q"), array("Q"))
        self._takes: dict[str, int] = {}
        self._names: dict[str, set[str]] | None = None
        self._lists: Lists | None = None
        self.moved: tuple[tuple[Summary, Summary], ...] = ()
        self._stamp: str | None = None  # the rules of the snapshot as it was last seen
        self._saved = -1  # the newest commit in the snapshot; -1 if there is none to trust
        try:
            check_folder(self._disk, folder)
            self._ledger = Ledger(folder, self._disk)
        except OSError as error:
            raise failed(error, folder) from error
        try:
            with _no_circles(), self._ledger.locked():
                found = self._load()
                others = found is not None and found.rules != self._ruled
                self._catch_up(again=self._saved < 0)
                if found is not None and others:
                    self.moved = self._redated(found)
                    self._save()
        except BaseException:
            self._ledger.close()
            raise
        self.register = self._ledger.register
        self.db = TinyDB(storage=lambda: ReadFace(self._rows))
        self.db.table_class = ReadTable
        # TinyDB forgets its cached answers at its own writes only, and it never writes here.
        self.db.default_table_name = "summaries"
        self.db.table("summaries", cache_size=0)

    # What is read

    def head(self) -> Head:
        with self._fresh():
            return self._ledger.head

    def lines(self, docket: str) -> Sequence[Line]:
        with self._fresh():
            return self._lines(docket)

    def count(self, docket: str) -> int:
        with self._fresh():
            return len(self._seqs(docket))

    def summary(self, docket: str) -> Summary | None:
        with self._fresh():
            return self._summary(docket)

    def named(self, name: str) -> tuple[str, ...]:
        with self._fresh():
            return tuple(sorted(self._named(name)))

    def find(self, find: Find) -> Page:
        after = place(find)
        with self._fresh():
            ranks = self._listed().matching(find)
            start = bisect_right(ranks, after) if after is not None else 0
            page = ranks[start : start + find.limit]
            rows = tuple(dict(self._rows[key]) for _, key in page)
            more = start + find.limit < len(ranks)
            return page_of(find, rows, len(ranks), mark(find.sort, page[-1]) if more else "")

    def counts(
        self, today: date, officer: str, soon: date, also: tuple[str, ...] = ()
    ) -> dict[str, int]:
        with self._fresh():
            lists = self._listed()
            counts = {queue: lists.size(queue) for queue in QUEUES}
            handlers = Find(today=today, soon=soon, me=officer, also=also).handlers
            counts["mine"] = len(lists.handled(handlers))
            for queue in ("due", "overdue"):
                days = lists.days(queue, today, soon)
                counts[queue] = days.stop - days.start
            return counts

    def each_line(self) -> Iterator[Line]:
        with self._fresh():
            last, head = self._ledger.head.seq, self._ledger.root
        for seq in range(1, last + 1):
            with self._lock:
                self._usable()
                raw = self._ledger.raw(seq)
            line = read_line(raw, seq)
            if line is None or not follows(line, head) or not exact(raw, line.body):
                raise self._ledger.wrong(seq)
            head = Head(line.seq, line.hash)
            yield line
        with self._lock, self._calls(self._folder):
            self._usable()
            self._ledger.check_seams()

    # What is written

    def commit(self, key: str, make: Make) -> tuple[Line, bool]:
        with self._writing():
            known = self._known(key)
            if known is not None:
                return known, False
            return self._write({key: make})[key], True

    def commit_many(self, makes: Iterable[tuple[str, Make]]) -> tuple[Line, ...]:
        todo = list(makes)
        with self._writing():
            found: dict[str, Line] = {}
            new: dict[str, Make] = {}
            for key, make in todo:
                known = self._known(key)
                if known is not None:
                    found[key] = known
                else:
                    new.setdefault(key, make)
            if new:
                found |= self._write(new)
            return tuple(found[key] for key, _ in todo)

    def resummarise(self) -> list[tuple[Summary, Summary]]:
        with self._writing():
            old = dict(self._rows)
            self._put(self._summarised(self._dockets))
            self._saved = -1
            return changed(old, self._rows)

    def close(self) -> None:
        with self._lock:
            if self._closed:
                return
            behind = self._ledger.head.seq - self._saved
            if self._failure is None and (self._saved < 0 or behind >= _WORTH):
                self._save()
            self._closed = True
            self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def condition(self) -> tuple[Said, ...]:
        with self._fresh(), self._calls(self._folder):
            behind = self._ledger.head.seq - max(self._saved, 0)
            size = self._ledger.end
            found = [*open_to_others(self._disk, self._folder)]
            found += [
                say("Process {n} holds the lock of the register.", n=process)
                for process in self._disk.holders(self._folder / LOCK)
            ]
            free = self._disk.free(self._folder)
        if free is not None and free < max(_ROOM, size):
            found.append(
                say(
                    "Only {free} MB are free on the disk of {path}; the ledger has {size} MB.",
                    free=free // 1024**2,
                    path=self._folder,
                    size=size // 1024**2,
                )
            )
        if behind > 2 * (_EVERY + behind // 50):
            found.append(
                say(
                    "The snapshot is far behind (by {n}), and openings take long: it cannot be"
                    " written, or was removed.",
                    n=behind,
                )
            )
        return tuple(found)

    # Files

    def put_file(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        path = self._file(name)
        with self._lock, self._calls(path):
            self._usable()
            if self._read_file(path) == data:
                return name
            self._disk.make_folder(path.parent.parent)
            self._disk.make_folder(path.parent)
            self._replace(path, data, f"{NEW}{os.getpid()}")
            # Also when they were there: whoever made them may have been cut off before.
            self._disk.flush_folder(path.parent.parent)
            self._disk.flush_folder(self._folder)
        return name

    def get_file(self, sha256: str) -> bytes:
        path = self._file(sha256)
        with self._lock, self._calls(path):
            self._usable()
            data = self._read_file(path)
        if data is None:
            raise no_file(sha256)
        if _digest(data) != sha256:
            raise RegisterError(
                say(
                    "The file {path} is damaged or was changed: it does not agree with its hash."
                    " Take it from a backup.",
                    path=path,
                )
            )
        return data

    def has_file(self, sha256: str) -> bool:
        if not _NAME.fullmatch(sha256):
            return False
        path = self._file(sha256)
        with self._lock, self._calls(path):
            return self._disk.stat(path) is not None

    # Keys

    def own_key(self, *, make: bool = False) -> bytes | None:
        path = self._folder / KEY_FILE
        with self._lock, self._calls(path):
            self._usable()
            data = self._read_file(path)
            if data is None and make:
                with self._ledger.locked():  # another program may be making it, too
                    data = self._read_file(path)
                    if data is None and not self._disk.stat(self._folder / KEYS):
                        data = new_key()
                        self._replace(path, data, NEW)
            return key_in(data, path) if data is not None else None

    def key(self, name: str) -> bytes | None:
        path = self._folder / KEYS / checked(name)
        with self._lock, self._calls(path):
            self._usable()
            data = self._read_file(path)
        return data if data is None or data.strip(b"\0") else b""

    def keep_key(self, name: str, wrapped: bytes) -> None:
        path = self._folder / KEYS / checked(name)
        with self._lock, self._calls(path), self._ledger.locked():
            self._usable()
            if self._disk.stat(path) is None:
                self._disk.make_folder(path.parent)
                self._replace(path, wrapped, NEW)
                self._disk.flush_folder(self._folder)

    def drop_key(self, name: str) -> None:
        path = self._folder / KEYS / checked(name)
        self.keep_key(name, b"")  # also where there is none: nobody puts one there afterwards
        with self._lock, self._calls(path), self._ledger.locked():
            self._usable()
            size = len(self._read_file(path) or b"")
            file = self._disk.open(path)
            try:
                # Over its own place on the disk, as far as the system lets anybody say where.
                self._disk.write(file, 0, bytes(size))
                self._disk.flush(file)
                self._disk.truncate(file, 0)
                self._disk.flush(file)
            finally:
                self._disk.close(file)

    def _file(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise no_file(name)
        return self._folder / FILES / name[:2] / name

    def _read_file(self, path: Path) -> bytes | None:
        there = self._disk.stat(path)
        if there is None:
            return None
        file = self._disk.open(path)
        try:
            return self._disk.read(file, 0, there.size)
        finally:
            self._disk.close(file)

    def _replace(self, path: Path, data: bytes, suffix: str) -> None:
        """Put a file in place whole or not at all."""
        new = path.with_name(path.name + suffix)
        file = self._disk.open(new, new=True)
        try:
            self._disk.write(file, 0, data)
            self._disk.flush(file)
        except OSError:
            with suppress(OSError):
                self._disk.truncate(file, 0)  # a full disk gets its room back
            raise
        finally:
            self._disk.close(file)
        self._disk.replace(new, path)
        self._disk.flush_folder(path.parent)

    # What holds the rest together

    @contextmanager
    def _calls(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise failed(error, path) from error

    def _usable(self) -> None:
        if self._closed:
            raise RegisterError(say("The register {url} was closed.", url=self.url))
        if self._failure is not None:
            raise self._failure

    @contextmanager
    def _fresh(self) -> Iterator[None]:
        """For reading: this thread alone, with the commits of other programs."""
        with self._lock:
            self._usable()
            if not self._ledger.broken and self._ledger.grown():
                with self._ledger.locked():
                    self._catch_up()
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """For writing: this thread and program alone, on the newest state."""
        with self._lock:
            self._usable()
            if self._making:
                raise RuntimeError("a commit is being made: its maker cannot make another")
            if self._ledger.broken:
                raise RegisterError(
                    say(
                        "The disk of {path} failed while writing, so this program writes nothing"
                        " more to it. See to the disk, and open the register again.",
                        path=self._folder,
                    )
                )
            with self._ledger.locked():
                if self._ledger.grown():
                    self._catch_up()
                yield
            seq = self._ledger.head.seq
            if seq - max(self._saved, 0) > _EVERY + seq // 50:
                self._save()

    def _write(self, makes: Mapping[str, Make]) -> dict[str, Line]:
        draft = Draft(self, self._ledger.head, self._summarise)
        self._making = True
        try:
            lines = draft.add_all(makes)
            termed, summaries = draft.ruled(self._terms, self._termed, self._dockets)
            self._ledger.append(draft.made)
        except BaseException:
            if draft.rules_changed:
                self._terms(self._lines(RULING))
            raise
        finally:
            self._making = False
        with self._whole():
            for line in lines.values():
                self._note(line)
            self._by(termed)
            self._put(summaries)
        return lines

    @property
    def _ruled(self) -> str:
        """By what summaries are made: the program's rules, and the register's own terms."""
        return stamp_of(self._rules, self._termed)

    def _by(self, termed: str) -> bool:
        """Note by which terms of the register summaries are made; whether these are others. The
        snapshot of the ones before is of no more use."""
        changes = termed != self._termed
        if changes:
            self._termed, self._saved = termed, -1
        return changes

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is on disk must reach memory whole; if it cannot, this store is of no more use."""
        try:
            yield
        except BaseException as error:
            self._failure = (
                error
                if isinstance(error, RegisterError)
                else RegisterError(
                    say(
                        "An earlier error left what is known of {url} unfinished. Open it again.",
                        url=self.url,
                    )
                )
            )
            raise

    def _catch_up(self, *, again: bool = False) -> None:
        touched: set[str] = set()
        with self._whole(), self._calls(self._ledger.path):
            for line in self._ledger.catch_up():
                self._note(line)
                touched.update(dockets_of(line))
            if RULING in touched and self._by(self._terms(self._lines(RULING))):
                again = True
            self._put(self._summarised(self._dockets if again else touched))

    def _redated(self, old: Snapshot) -> tuple[tuple[Summary, Summary], ...]:
        """Which open dockets' dates our rules moved, against a snapshot that was made by others.

        What got entries since is compared as it was then: those may have moved its dates, too.
        """
        found: list[tuple[Summary, Summary]] = []
        for docket, was in sorted(old.summaries.items()):
            now = self._summary(docket)
            if now is None or not redated(was, now):
                continue
            seqs = self._seqs(docket)
            then = seqs[: bisect_right(seqs, old.seq)]
            if len(then) < len(seqs) and not redated(
                was, summarised(self._summarise, docket, Lines(then, self._line))
            ):
                continue
            found.append((was, now))
        return tuple(found)

    def _note(self, line: Line) -> None:
        """Remember where a commit is, and what it took."""
        self._keys.add(str(line.body["key"]), line.seq)
        self._takes |= takes_of(line)
        for docket in dockets_of(line):
            seqs = self._seqs(docket)
            seqs.append(line.seq)
            self._dockets[docket] = seqs

    def _summarised(self, dockets: Iterable[str]) -> dict[str, Summary | None]:
        return {d: summarised(self._summarise, d, self._lines(d)) for d in sorted(dockets)}

    def _put(self, summaries: Mapping[str, Summary | None]) -> None:
        for docket, new in summaries.items():
            old = self._rows.get(docket)
            if self._names is not None:
                for name in names_of(old):
                    self._names[name].discard(docket)
                for name in names_of(new):
                    self._names.setdefault(name, set()).add(docket)
            if self._lists is not None:
                self._lists.change(docket, old, new)
            if new is not None:
                self._rows[docket] = row_of(new)
            elif old is not None:
                del self._rows[docket]

    def _listed(self) -> Lists:
        if self._lists is None:
            self._lists = Lists(self._rows)
        return self._lists

    def _seqs(self, docket: str) -> "array[int]":
        """The commits of a docket; from a snapshot they come as text, read when asked for."""
        found = self._dockets.get(docket)
        if found is None:
            return array("Q")
        if isinstance(found, str):
            found = self._dockets[docket] = array("Q", map(int, found.split()))
        return found

    def _known(self, key: str) -> Line | None:
        for seq in self._keys.may_be(key):
            line = self._ledger.line(seq)
            if line.body["key"] == key:
                return line
        return None

    def _lines(self, docket: str) -> Lines:
        # A copy: the docket may grow while somebody still reads.
        return Lines(self._seqs(docket)[:], self._line)

    def _line(self, seq: int) -> Line:
        with self._lock:
            return self._ledger.line(seq)

    def _summary(self, docket: str) -> Summary | None:
        row = self._rows.get(docket)
        return dict(row) if row is not None else None

    def _named(self, name: str) -> Iterable[str]:
        if self._names is None:
            self._names = {}
            for docket, row in self._rows.items():
                for known in names_of(row):
                    self._names.setdefault(known, set()).add(docket)
        return self._names.get(name, ())

    def _taken(self, series: str) -> int | None:
        return self._takes.get(series)

    # The snapshot

    def _load(self) -> Snapshot | None:
        """Take over the snapshot, if it can be trusted; its summaries only if our rules made them.

        ``_saved`` tells whether they were taken over.
        """
        try:
            data = self._read_file(self._folder / SNAPSHOT) or b""
            self._stamp = stamped_rules(data[:STAMPED])
            found = read_snapshot(data)
            if found is None or not self._ledger.resume(found.offsets, found.end, found.hash):
                return None
        except RegisterError:
            raise  # what a snapshot knows of is not there: that is no matter of the cache
        except OSError:
            return None
        self._keys = found.keys
        self._takes = found.takes
        self._dockets = found.dockets
        self._termed = self._terms(self._lines(RULING))
        if found.rules == self._ruled:
            self._rows = found.summaries
            self._saved = found.seq
        return found

    def _save(self) -> None:
        """Write the snapshot. It is a cache: if that fails, the next opening takes longer.

        One by other rules that came after this opening stays: whoever stamped it has told what
        moved, and it is not to be told again.
        """
        head = self._ledger.head
        if not head.seq or self._ledger.broken:
            return
        data = snapshot_bytes(
            Snapshot(
                seq=head.seq,
                hash=head.hash,
                end=self._ledger.end,
                rules=self._ruled,
                offsets=self._ledger.offsets,
                keys=self._keys,
                dockets=self._dockets,
                takes=self._takes,
                summaries=self._rows,
            )
        )
        self._saved = head.seq  # also if it fails: the next try is as many commits away
        with suppress(OSError), self._ledger.locked():
            there = self._stamped()
            # By whatever terms: those of the register are no news to whoever opens it.
            ours = there is not None and there.partition("/")[0] == self._rules
            if ours or there in (None, self._stamp):
                self._replace(self._folder / SNAPSHOT, data, NEW)
                self._stamp = self._ruled

    def _stamped(self) -> str | None:
        """By which rules the snapshot on disk was made."""
        path = self._folder / SNAPSHOT
        if self._disk.stat(path) is None:
            return None
        file = self._disk.open(path)
        try:
            return stamped_rules(self._disk.read(file, 0, STAMPED))
        finally:
            self._disk.close(file)
