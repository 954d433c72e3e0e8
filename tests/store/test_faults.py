"""Faults: every file call of a little program fails, or is the last before the power goes.

What must hold afterwards, whatever was left on the disk: everything that was acknowledged is there,
in its order and with its content; nothing stands there that nobody wrote; numbers have no gap; the
register can be written to, and says the same when it is opened once more.

The same drills must find eight programs out that break a rule each (the mutants below).
``LABORCASE_LONG=1`` looks at many more states. Every draw is made from the seed that is printed.
"""

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count, product
from pathlib import Path

import pytest

from laborcase.errors import RegisterError
from laborcase.store import Json, Line, Make, Store, Txn, chain, create_store, open_store
from laborcase.store import ledger as ledger_module
from laborcase.store.files import RealDisk
from laborcase.store.ledger import Ledger, create_ledger
from laborcase.store.tiny import TinyStore
from tests.store.conftest import simple
from tests.store.simdisk import PowerCut, SimDisk

LONG = os.environ.get("LABORCASE_LONG") == "1"
OUTCOMES = 1000 if LONG else 100
HERE = Path("/r")
TEXTS = {"ascii": "unpaid wages ", "chinese": "拖欠工资"}
SIZES = (20, 600, 5000)
Fails = Callable[[str, Path], BaseException | None]


def says(text: str, size: int, year: int = 2026) -> Make:
    """A commit of about ``size`` bytes that takes a number."""
    unit = len(text.encode())

    def make(txn: Txn) -> Mapping[str, Json]:
        number = txn.take("26")
        return {
            "dockets": [f"26-{number:06}"],
            "at": f"{year}-06-01T08:00:00+08:00",
            "text": text * (size // unit + 1),
        }

    return make


class Program:
    """A little program on one disk, and what it was told: keys of commits, names of files.

    A step that failed may be there or not; one that was acknowledged is there.
    """

    def __init__(self, disk: SimDisk, text: str, size: int, goes_on: bool = False) -> None:
        self.disk = disk
        self.told: list[tuple[str, str]] = []
        self.perhaps: list[tuple[str, ...]] = []
        self.files: dict[str, bytes] = {}
        self._goes_on = goes_on
        self._text, self._size = text, size

    def run(self) -> None:
        """Two openers; commits, a batch, kept files, a new year, a snapshot."""
        with suppress(RegisterError):
            self._run()

    def _run(self) -> None:
        with TinyStore(HERE, simple, disk=self.disk) as one:
            self.commit(one, "a")
            self.keep(one)
            with TinyStore(HERE, simple, disk=self.disk) as two:
                self.commit(two, "b")
                self.commit(one, "c")
                self.commit(two, "d", 2027)
            self.batch(one, ("e", "f", "g"))
            self.commit(one, "h")
            self.commit(one, "i", 2028)

    def commit(self, store: Store, key: str, year: int = 2026) -> None:
        self.perhaps.append((key,))
        try:
            line, _ = store.commit(key, says(self._text, self._size, year))
            self.told.append((key, line.hash))
        except RegisterError:
            if not self._goes_on:
                raise

    def batch(self, store: Store, keys: tuple[str, ...]) -> None:
        self.perhaps.append(keys)
        try:
            lines = store.commit_many((k, says(self._text, self._size, 2027)) for k in keys)
            self.told += [(str(line.body["key"]), line.hash) for line in lines]
        except RegisterError:
            if not self._goes_on:
                raise

    def keep(self, store: Store) -> None:
        data = self._text.encode() * (self._size // 8)
        try:
            self.files[store.put_file(data)] = data
        except RegisterError:
            if not self._goes_on:
                raise


def check(program: Program, disk: SimDisk) -> None:
    """What must hold of a disk that was found again."""
    with TinyStore(HERE, simple, disk=disk) as store:
        lines = list(store.each_line())
        found = [(str(line.body["key"]), line.hash) for line in lines]
        # What was acknowledged, in its order; between, only what was tried.
        assert [pair for pair in found if pair in program.told] == program.told
        tried = [key for keys in program.perhaps for key in keys]
        assert [key for key, _ in found] == [key for key in tried if key in dict(found)]
        for keys in program.perhaps:  # a batch is there whole or not at all
            assert len({key in dict(found) for key in keys}) == 1
        assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(len(lines))]
        text = str(program._text)
        for line in lines:
            assert str(line.body["text"]).replace(text, "") == ""
            assert store.lines(f"26-{line.seq:06}") == [line]
        for name, data in program.files.items():
            assert store.get_file(name) == data
        added, new = store.commit("after", says(text, program._size, 2028))
        assert new
        assert added.body["takes"] == {"26": len(lines) + 1}
    with TinyStore(HERE, simple, disk=disk) as store:
        assert list(store.each_line()) == [*lines, added]


def checked_after_power_cuts(
    program: Program, disk: SimDisk, seeds: Iterator[int], outcomes: int = OUTCOMES
) -> int:
    """Check what may be left of a disk, each different state once; returns how many there were."""
    seen: set[int] = set()
    for _ in range(outcomes):
        seed = next(seeds)
        found = disk.after_power_cut(seed)
        state = hash(found.content())
        if state in seen:
            continue
        seen.add(state)
        try:
            check(program, found)
        except BaseException:
            sys.stdout.write(f"seed {seed}\n")
            raise
    return len(seen)


def dying(disk: SimDisk, left: int) -> list[int]:
    """Make the disk stop at one of its calls; what is left to it stands in the list."""
    counted = [left]

    def fails(name: str, path: Path) -> BaseException | None:
        counted[0] -= 1
        return PowerCut() if counted[0] < 0 else None

    disk.fails = fails
    return counted


def made(kind: type[SimDisk] = SimDisk) -> SimDisk:
    disk = kind()
    create_ledger(HERE, register="drill", disk=disk)
    return disk


# The drills. Each raises when a rule is broken.


def crash_points(text: str, size: int, kind: type[SimDisk] = SimDisk, first: int = 1) -> int:
    """The power goes at every file call in turn."""
    states, seeds = 0, count(first)
    for point in count():
        disk = made(kind)
        program = Program(disk, text, size)
        left = dying(disk, point)
        with suppress(PowerCut):
            program.run()
        disk.fails = lambda name, path: None
        states += checked_after_power_cuts(program, disk, seeds)
        if left[0] >= 0:  # it ran to its end
            break
    return states


def failing_once(point: int, error: int, stuck: bool) -> tuple[Fails, list[int]]:
    asked = [0]

    def fails(name: str, path: Path) -> OSError | None:
        asked[0] += 1
        bad = asked[0] > point if stuck else asked[0] == point + 1
        return OSError(error, os.strerror(error), str(path)) if bad else None

    return fails, asked


def error_points(text: str, size: int, kind: type[SimDisk] = SimDisk, first: int = 1) -> int:
    """Every file call fails in turn: once or from then on; the program stops or goes on."""
    states, seeds = 0, count(first)
    ways = product((errno.EIO, errno.ENOSPC), (False, True), (False, True))
    for error, stuck, goes_on in ways:
        for point in count():
            disk = made(kind)
            program = Program(disk, text, size, goes_on)
            disk.fails, asked = failing_once(point, error, stuck)
            program.run()
            disk.fails = lambda name, path: None
            ended = asked[0] <= point
            # The program ended in order, the machine goes on: the cache is what counts.
            check(program, _copied(disk))
            states += 1 + checked_after_power_cuts(program, disk, seeds, OUTCOMES // 5)
            if ended:
                break
    return states


def _copied(disk: SimDisk) -> SimDisk:
    """The disk as its cache shows it, so that looking at it changes nothing."""
    found = SimDisk()
    found.folders = set(disk.folders)
    for path, file in disk.files.items():
        copy = type(file)()
        copy.cached, copy.stable = bytearray(file.cached), bytearray(file.cached)
        found.files[path] = found.kept[path] = copy
    return found


def double_faults(text: str, size: int, kind: type[SimDisk] = SimDisk, first: int = 1) -> int:
    """A flush fails, the process dies before it can take its line back, another goes on, and then
    the power fails."""
    states, seeds = 0, count(first)
    for point in count():
        disk = made(kind)
        program = Program(disk, text, size)
        flushes = [0]

        def fails(
            name: str, path: Path, point: int = point, flushes: list[int] = flushes
        ) -> BaseException | None:
            if flushes[0] > point:
                return PowerCut()  # of this process alone
            if name.startswith("flush"):
                flushes[0] += 1
                if flushes[0] > point:
                    return OSError(errno.EIO, "bad")
            return None

        disk.fails = fails
        with suppress(PowerCut):
            program.run()
        disk.fails = lambda name, path: None
        disk = disk.after_death()
        other = Program(disk, text, size)
        with TinyStore(HERE, simple, disk=disk) as store:
            seen = [(str(line.body["key"]), line.hash) for line in store.each_line()]
            assert [pair for pair in seen if pair in program.told] == program.told
            for key in ("x", "y"):
                other.commit(store, key, 2028)
        program.told = [*seen, *other.told]
        program.perhaps = [*((key,) for key, _ in seen), ("x",), ("y",)]
        states += checked_after_power_cuts(program, disk, seeds)
        if flushes[0] <= point:
            break
    return states


def torn_tails(text: str, folder: Path) -> int:
    """Every cut of the last two lines, every flip in the last and some in the others."""
    with create_store(str(folder), simple) as store:
        for key, year in (("a", 2026), ("b", 2026), ("c", 2027), ("d", 2027), ("e", 2027)):
            store.commit(key, says(text, 20, year))
    snapshot, live = folder / "snapshot.json", folder / "ledger-2027.jsonl"
    snapshot.unlink()
    whole = live.read_bytes()
    ends = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    states = 0

    def found() -> list[Json]:
        snapshot.unlink(missing_ok=True)
        with open_store(str(folder), simple) as store:
            return [line.body["key"] for line in store.each_line()]

    for cut in range(ends[1], len(whole) + 1):
        live.write_bytes(whole[:cut])
        assert found() == list("abcde")[: 2 + sum(end <= cut for end in ends[1:])]
        states += 1
    for place, flip in product(range(ends[0], len(whole)), (1, 128)):
        if place < ends[2] and place % 11:
            continue
        bad = bytearray(whole)
        bad[place] ^= flip
        live.write_bytes(bad)
        if place >= ends[2]:
            assert found() == list("abcd")
        else:
            with pytest.raises(RegisterError, match=f"Line {2 if place < ends[1] else 3} of"):
                found()
            assert live.read_bytes() == bytes(bad)
        states += 1
    live.write_bytes(whole)
    closed = folder / "ledger.jsonl"
    whole = closed.read_bytes()
    for place in range(0, len(whole), 9):  # what is closed has no torn end, whatever happens
        for bad in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            closed.write_bytes(bad)
            with pytest.raises(RegisterError):
                found()
            assert closed.read_bytes() == bad
            states += 1
    return states


def looks_while_writing(text: str, size: int) -> None:
    """A reader looks while a writer's flush is about to fail: it sees no line that is taken back,
    and cuts off nobody's commit."""
    for step in ("write", "flush", "truncate"):
        disk = made()
        writer = TinyStore(HERE, simple, disk=disk)
        reader = TinyStore(HERE, simple, disk=disk)
        writer.commit("a", says(text, size))
        seen: list[int] = [reader.head().seq]
        busy: list[str] = []

        def fails(
            name: str,
            path: Path,
            step: str = step,
            seen: list[int] = seen,
            busy: list[str] = busy,
            reader: TinyStore = reader,
        ) -> OSError | None:
            if path.name != "ledger.jsonl" or name != step or "now" in busy:
                return OSError(errno.EIO, "bad") if name == "flush" and len(busy) == 1 else None
            busy.append("now")
            with suppress(RegisterError):  # it has to wait
                seen.append(reader.head().seq)
            return OSError(errno.EIO, "bad") if step == "flush" else None

        disk.fails = fails
        with suppress(RegisterError):
            writer.commit("b", says(text, size))
        disk.fails = lambda name, path: None
        with suppress(RegisterError):
            reader.head()
        told = []
        with suppress(RegisterError):
            told = [writer.commit("c", says(text, size))[0].seq]
        with TinyStore(HERE, simple, disk=disk) as store:
            keys = [line.body["key"] for line in store.each_line()]
        assert "a" in keys
        assert max(seen) <= len(keys)
        assert not told or keys[told[0] - 1] == "c"
        assert "b" not in keys or max(seen) == 1 or keys[1] == "b"
        if max(seen) > 1:  # whatever it saw stays
            assert keys[1] == "b"


def threads(text: str, folder: Path, writers: int, each: int) -> None:
    """Threads of one program share a store."""
    create_store(str(folder), simple).close()
    told: list[tuple[int, str]] = []
    wrong: list[BaseException] = []
    with open_store(str(folder), simple) as store:

        def write(name: str) -> None:
            try:
                for n in range(each):
                    line, _ = store.commit(f"{name}-{n}", says(text, 20))
                    told.append((line.seq, f"{name}-{n}"))
            except BaseException as error:
                wrong.append(error)

        workers = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(writers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert wrong == []
    with open_store(str(folder), simple) as store:
        lines = list(store.each_line())
    assert len(told) == len(lines) == writers * each
    assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(len(lines))]
    assert all(lines[seq - 1].body["key"] == key for seq, key in told)


def interleaved(text: str, folder: Path) -> None:
    """A second thread commits in the middle of a commit of the first: it must wait."""
    create_store(str(folder), simple).close()
    went: list[Line] = []
    started = threading.Event()
    second: list[threading.Thread] = []

    class Slow(RealDisk):
        def write(self, file: int, offset: int, data: bytes) -> None:
            if not second and b'"key":"a"' in data:
                other = threading.Thread(target=commit, args=("b",))
                second.append(other)
                other.start()
                started.wait()
                other.join(0.3)  # a broken program gets through in this time
            super().write(file, offset, data)

    def commit(key: str) -> None:
        started.set()
        with suppress(RegisterError):
            went.append(store.commit(key, says(text, 20))[0])

    with TinyStore(folder, simple, disk=Slow()) as store:
        store.commit("-", says(text, 20))
        commit("a")
        second[0].join()
    with open_store(str(folder), simple) as again:
        lines = list(again.each_line())
    assert [line.body["key"] for line in lines] == ["-", "a", "b"]
    assert sorted(line.seq for line in went) == [2, 3]


# What must hold


def test_the_same_seed_finds_the_same_bytes() -> None:
    different = 0
    for point in range(20, 60):
        found = []
        for _ in range(2):
            disk = made()
            left = dying(disk, point)
            with suppress(PowerCut):
                Program(disk, TEXTS["chinese"], 600).run()
            assert left[0] < 0
            disk.fails = lambda name, path: None
            found.append([disk.after_power_cut(seed).content() for seed in range(5)])
        assert found[0] == found[1]
        different = max(different, len({hash(content) for content in found[0]}))
    assert different > 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_a_power_cut_at_any_file_call_loses_nothing_that_was_told(text: str, size: int) -> None:
    assert crash_points(TEXTS[text], size) > 300


@pytest.mark.parametrize("size", SIZES if LONG else SIZES[1:2])
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_an_error_of_any_file_call_loses_nothing_that_was_told(text: str, size: int) -> None:
    assert error_points(TEXTS[text], size) > 500


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", sorted(TEXTS))
def test_a_failed_flush_a_death_another_program_and_a_power_cut_damage_nothing(
    text: str, size: int
) -> None:
    assert double_faults(TEXTS[text], size) > 30


@pytest.mark.parametrize("text", sorted(TEXTS))
def test_every_cut_and_every_flip_is_a_torn_end_or_refused(text: str, tmp_path: Path) -> None:
    assert torn_tails(TEXTS[text], tmp_path / "r") > 500


@pytest.mark.parametrize("text", sorted(TEXTS))
def test_a_reader_sees_nothing_that_is_taken_back(text: str) -> None:
    looks_while_writing(TEXTS[text], 600)


def test_eight_threads_of_200_commits_lose_nothing(tmp_path: Path) -> None:
    threads(TEXTS["chinese"], tmp_path / "r", 8, 200)


def test_a_thread_waits_for_the_commit_of_another(tmp_path: Path) -> None:
    interleaved(TEXTS["chinese"], tmp_path / "r")


# Eight programs that break a rule, each found out by a drill


class NoFlush(SimDisk):
    """Says that everything is on the disk, once a file has its name."""

    def flush(self, file: int) -> None:
        path = self._open[file][0]
        if path.suffix == ".new":
            super().flush(file)
        else:
            self._call("flush", path)


class NoFolderFlush(SimDisk):
    """Leaves the names of new files to chance."""

    def flush_folder(self, path: Path) -> None:
        self._call("flush_folder", path)


def _unchecked(line: bytes) -> str | None:
    """Believes whatever stands where the hash should."""
    whole = len(line) >= 67 and line[-1:] == b"\n" and line[-66:-65] == b"\t"
    return line[-65:-1].decode(errors="replace") if whole else None


def no_checksum(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(chain, "intact", _unchecked)
    patch.setattr(ledger_module, "intact", _unchecked)


def torn_end_kept(patch: pytest.MonkeyPatch) -> None:
    """What was read of a torn end stays, and the next commit is written behind it."""
    right = Ledger.catch_up

    def catch_up(self: Ledger) -> Iterator[Line]:
        cut = self._disk.truncate
        self._disk.truncate = lambda file, size: None  # type: ignore[method-assign]
        yield from right(self)
        self._disk.truncate = cut  # type: ignore[method-assign]
        self.end = self._live.base + self._size()

    patch.setattr(Ledger, "catch_up", catch_up)


def failed_flush_believed(patch: pytest.MonkeyPatch) -> None:
    """A flush that failed is repeated; the second one says that all is well."""
    right = SimDisk.flush

    def flush(self: SimDisk, file: int) -> None:
        try:
            right(self, file)
        except OSError:
            right(self, file)

    patch.setattr(SimDisk, "flush", flush)


def reads_without_lock(patch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def fresh(self: TinyStore) -> Iterator[None]:
        if self._ledger.grown():
            self._catch_up()
        yield

    patch.setattr(TinyStore, "_fresh", fresh)


def foreign_line_trusted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Ledger, "_write_last_again", lambda self: None)


class NoLock:
    """What threads may all hold at once."""

    def __enter__(self) -> None: ...

    def __exit__(self, *exception: object) -> None: ...


def no_thread_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("laborcase.store.tiny.threading.RLock", NoLock)


MUTANTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None] | None, Callable[..., object]]] = {
    "no flush": (None, lambda text, folder: crash_points(text, 600, NoFlush)),
    "no flush of the folder": (None, lambda text, folder: crash_points(text, 600, NoFolderFlush)),
    "no checksum": (no_checksum, torn_tails),
    "torn end kept": (torn_end_kept, lambda text, folder: crash_points(text, 600)),
    "failed flush believed": (
        failed_flush_believed,
        lambda text, folder: error_points(text, 600),
    ),
    "reads without the lock": (
        reads_without_lock,
        lambda text, folder: looks_while_writing(text, 600),
    ),
    "no lock of threads": (no_thread_lock, interleaved),
    "foreign line trusted": (foreign_line_trusted, lambda text, folder: double_faults(text, 600)),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("text", sorted(TEXTS))
@pytest.mark.parametrize("mutant", sorted(MUTANTS))
def test_the_drills_find_out_a_program_that_breaks_a_rule(
    mutant: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, drill = MUTANTS[mutant]
    if broken is not None:
        broken(monkeypatch)
    with pytest.raises((AssertionError, RegisterError, pytest.fail.Exception)) as caught:
        drill(TEXTS[text], tmp_path / "r")
    sys.stdout.write(f"{caught.value!r:.300}\n")
