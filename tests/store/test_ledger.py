"""The embedded register: its bytes, its nine rules, and what it refuses to open."""

import errno
import json
import os
import subprocess
from array import array
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
import tinydb
from attrs import evolve

from laborcase.errors import RegisterError
from laborcase.store import Json, Line, Make, Store, Summary, Txn, create_store, open_store
from laborcase.store.files import RealDisk
from laborcase.store.ledger import create_ledger
from laborcase.store.snapshot import Keys, Snapshot, snapshot_bytes
from laborcase.store.tiny import TinyStore
from tests.store.simdisk import SimDisk

State = Callable[..., Make]
Reopen = Callable[[], Store]
Summarise = Callable[[str, Sequence[Line]], Summary | None]
HERE = Path("/r")


def numbered(txn: Txn) -> Mapping[str, Json]:
    return {"dockets": [f"26-{txn.take('26'):06}"], "text": "拖欠工资"}


def keys(store: Store) -> list[Json]:
    return [line.body["key"] for line in store.each_line()]


# Bytes


def test_a_line_is_sorted_json_tab_hash(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        store.commit("b", numbered)
        head = store.head()
    lines = (folder / "ledger.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    before = ""
    for number, line in enumerate(lines):
        text, _, found = line.partition(b"\t")
        assert sha256(text).hexdigest() == found.decode()
        body = json.loads(text)
        again = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert again.encode() == text
        if number:
            assert (body["seq"], body["prev"]) == (number, before)
        before = found.decode()
    assert before == head.hash
    first = json.loads(lines[0].partition(b"\t")[0])
    assert (first["format"], first["version"], first["hash"]) == ("laborcase ledger", 1, "sha256")


def test_one_commit_is_one_write_and_one_flush(
    sim: Any, summarise: Summarise, state: State
) -> None:
    counted = []
    for size in (10, 500):
        disk = sim()
        create_ledger(HERE, disk=disk)
        store = TinyStore(HERE, summarise, disk=disk)
        store.commit_many((f"{i}", numbered) for i in range(size))
        store.find(_all())
        disk.calls.clear()
        store.commit("x", state("26-000003", search="x"))
        counted.append(dict(disk.calls))
    assert counted[0]["write ledger.jsonl"] == counted[0]["flush ledger.jsonl"] == 1
    assert counted[0]["stat ledger.jsonl"] == 1
    assert counted[0] == counted[1]


def test_a_look_that_finds_nothing_new_costs_one_stat(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    store.commit("a", numbered)
    disk.calls.clear()
    store.head()
    assert dict(disk.calls) == {"stat ledger.jsonl": 1}


def _all() -> Any:
    from datetime import date

    from laborcase.store import Find

    return Find(today=date(2026, 11, 23), soon=date(2026, 11, 23))


# What is refused at opening


def test_opening_never_makes_anything(tmp_path: Path, summarise: Summarise) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(RegisterError, match=str(path)):
            open_store(str(path), summarise)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"hello\n", "not the ledger"),
        (b"\xff\x00" * 900, "not the ledger"),
        (b"[" * 100_000, "not the ledger"),
        (b'{"_default": {"1": {"a": 1}}}', "not the ledger"),
        (b'{"format":"laborcase ledger","hash":"sha256","version":2}\tx\n', "newer program"),
        (b'{"format":"laborcase ledger","hash":"sm3","version":1}\tx\n', "newer program"),
        (b'{"format":"laborcase ledger","hash":"sha256","version":1}\tx\n', "Line 1 of"),
    ],
)
def test_what_is_no_register_is_refused_and_not_touched(
    folder: Path, reopen: Reopen, content: bytes, words: str
) -> None:
    ledger = folder / "ledger.jsonl"
    ledger.write_bytes(content)
    with pytest.raises(RegisterError, match=words) as refused:
        reopen()
    assert str(ledger) in str(refused.value)
    assert ledger.read_bytes() == content


def test_a_register_is_not_made_over_something(tmp_path: Path, summarise: Summarise) -> None:
    with create_store(str(tmp_path / "a" / "b"), summarise) as store:
        store.commit("a", numbered)
    (tmp_path / "foreign").mkdir(0o700)
    (tmp_path / "foreign" / "ledger.jsonl").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir(0o700)
    (tmp_path / "full" / "letter.txt").write_text("mine")
    for path in (tmp_path / "a" / "b", *(tmp_path / name for name in ("file", "foreign", "full"))):
        with pytest.raises(RegisterError, match="something at"):
            create_store(str(path), summarise)
    assert (tmp_path / "foreign" / "ledger.jsonl").read_text() == "mine"
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


def test_a_making_that_broke_off_can_be_repeated(sim: Any, summarise: Summarise) -> None:
    for call in ("open", "write", "flush", "replace"):
        disk = sim()
        disk.fails = lambda name, path, call=call: (
            OSError(errno.ENOSPC, "full") if name == call else None
        )
        with pytest.raises(RegisterError, match="is full"):
            create_ledger(HERE, disk=disk)
        disk.fails = lambda name, path: None
        with pytest.raises(RegisterError, match="not a register"):
            TinyStore(HERE, summarise, disk=disk)
        create_ledger(HERE, disk=disk)
        assert TinyStore(HERE, summarise, disk=disk).head().seq == 0


def test_a_making_that_ended_in_the_first_commit_can_be_repeated(
    folder: Path, summarise: Summarise, reopen: Reopen
) -> None:
    with reopen() as store:
        first = store.register
    with (folder / "ledger.jsonl").open("ab") as file:
        file.write(b'{"dockets":["off')
    with create_store(str(folder), summarise) as store:
        assert store.register != first
        store.commit("a", numbered)
    assert {path.name for path in folder.iterdir()} == {"ledger.jsonl", "lock", "snapshot.json"}
    (folder / "snapshot.json").unlink()
    damaged = bytearray((folder / "ledger.jsonl").read_bytes())
    damaged[-70] ^= 1
    (folder / "ledger.jsonl").write_bytes(damaged)
    with pytest.raises(RegisterError, match="something at"):
        create_store(str(folder), summarise)


def test_who_had_it_open_when_it_was_made_again_is_told(
    folder: Path, summarise: Summarise, reopen: Reopen
) -> None:
    with reopen() as late:
        create_store(str(folder), summarise).close()
        with pytest.raises(RegisterError, match="replaced"):
            late.commit("a", numbered)


def test_the_folders_made_above_are_private_too(tmp_path: Path, summarise: Summarise) -> None:
    """Who may rename the folder above may put another register in its place."""
    create_store(str(tmp_path / "a" / "b" / "c"), summarise).close()
    for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"):
        assert path.stat().st_mode & 0o777 == 0o700


def test_a_folder_in_the_place_of_the_ledger_is_no_register(folder: Path, reopen: Reopen) -> None:
    (folder / "ledger.jsonl").unlink()
    (folder / "ledger.jsonl").mkdir(0o700)
    with pytest.raises(RegisterError, match="not a register"):
        reopen()


def test_what_lies_on_a_disk_that_can_only_be_read_is_told_apart(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    TinyStore(HERE, summarise, disk=disk).close()
    for error, words in ((errno.EROFS, "can only be read"), (errno.EACCES, "This account may not")):
        disk.fails = lambda name, path, error=error: (
            OSError(error, "no", str(path)) if name == "open" else None
        )
        with pytest.raises(RegisterError, match=words) as refused:
            TinyStore(HERE, summarise, disk=disk)
        assert str(HERE / "ledger.jsonl") in str(refused.value)


def test_everything_is_private_whatever_the_umask(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        store.put_file(b"x")
    modes = {path: path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}
    assert len(modes) == 7
    assert {m for p, m in modes.items() if p.is_dir()} == {0o700}
    assert {m for p, m in modes.items() if p.is_file()} == {0o600}


@pytest.mark.parametrize("name", [".", "ledger.jsonl", "snapshot.json", "files", "lock"])
def test_what_other_accounts_can_read_is_not_opened(
    folder: Path, reopen: Reopen, name: str
) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        store.put_file(b"x")
    path = folder / name
    path.chmod(path.stat().st_mode | 0o040)
    with pytest.raises(RegisterError, match="chmod -R go= ") as refused:
        reopen()
    assert str(path) in str(refused.value)
    # A copy is often open to others in all its parts, and what is advised closes them all.
    for each in (folder, *folder.rglob("*")):
        each.chmod(each.stat().st_mode | 0o044)
    words = str(refused.value).partition("with: ")[2].split()
    subprocess.run(words, check=True)
    reopen().close()


def test_what_was_left_open_to_others_by_a_write_that_broke_off_does_not_stay_so(
    folder: Path, reopen: Reopen
) -> None:
    (folder / "snapshot.json.new").write_text("left")
    with reopen() as store:
        store.commit("a", numbered)
    assert (folder / "snapshot.json").stat().st_mode & 0o777 == 0o600


def test_a_closed_register_says_so(reopen: Reopen) -> None:
    store = reopen()
    store.close()
    store.close()
    with pytest.raises(RegisterError, match="was closed"):
        store.head()


def test_a_ledger_replaced_while_open_is_noticed(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        copy = folder / "copy"
        copy.write_bytes((folder / "ledger.jsonl").read_bytes())
        copy.replace(folder / "ledger.jsonl")
        with pytest.raises(RegisterError, match="replaced"):
            store.head()
        (folder / "ledger.jsonl").unlink()
        with pytest.raises(RegisterError, match="deleted"):
            store.commit("b", numbered)


# Rule 2: a torn end is cut off, damage is refused


@pytest.fixture(params=["拖欠工资", "ascii only"])
def three(
    request: pytest.FixtureRequest, folder: Path, reopen: Reopen, state: State
) -> tuple[Path, list[int]]:
    """A ledger of three commits without snapshot, and where each of its lines begins."""
    with reopen() as store:
        for key in "abc":
            store.commit(key, state("26-000001", search=request.param))
    (folder / "snapshot.json").unlink()
    ledger = folder / "ledger.jsonl"
    starts = [0]
    for line in ledger.read_bytes().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return ledger, starts


def test_every_cut_of_the_last_two_lines_leaves_the_whole_ones(
    three: tuple[Path, list[int]], reopen: Reopen, state: State
) -> None:
    ledger, starts = three
    whole = ledger.read_bytes()
    for cut in range(starts[2], starts[4] + 1):
        ledger.write_bytes(whole[:cut])
        (ledger.parent / "snapshot.json").unlink(missing_ok=True)
        kept = sum(end <= cut for end in starts[2:])
        with reopen() as store:
            assert keys(store) == ["a", "b", "c"][:kept]
            store.commit("x", state("26-000001"))
        with reopen() as store:
            assert keys(store) == [*["a", "b", "c"][:kept], "x"]


def test_every_flipped_byte_of_the_last_line_drops_it_and_of_others_is_refused(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    ledger, starts = three
    whole = ledger.read_bytes()
    for place, flip in product(range(starts[1], starts[4]), (1, 128)):
        bad = bytearray(whole)
        bad[place] ^= flip
        ledger.write_bytes(bad)
        (ledger.parent / "snapshot.json").unlink(missing_ok=True)
        if place >= starts[3]:
            with reopen() as store:
                assert keys(store) == ["a", "b"]
            continue
        with pytest.raises(RegisterError, match=f"Line {2 if place < starts[2] else 3} of"):
            reopen()
        assert ledger.read_bytes() == bytes(bad)


def test_a_last_line_that_the_snapshot_knows_of_is_damage_when_it_is_bad(
    folder: Path, reopen: Reopen, state: State
) -> None:
    """Somebody was told of it, so no crash left it like that: nothing is cut off."""
    with reopen() as store:
        store.commit("a", state("26-000001", search="甲"))
        store.commit_many((key, state("26-000001", search="乙")) for key in "bc")
    ledger, snapshot = folder / "ledger.jsonl", folder / "snapshot.json"
    whole, kept = ledger.read_bytes(), snapshot.read_bytes()
    ends = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    for place in (ends[2] + 30, ends[3] - 70, ends[3] - 1):
        bad = bytearray(whole)
        bad[place] ^= 1
        ledger.write_bytes(bad)
        with pytest.raises(RegisterError, match="Line 3 of"):
            reopen()
        assert (ledger.read_bytes(), snapshot.read_bytes()) == (bytes(bad), kept)
    # An older copy of the ledger is a valid older state, and what follows it a torn end.
    ledger.write_bytes(whole[: ends[1]] + b'{"dock')
    with reopen() as store:
        assert keys(store) == ["a"]


def test_a_newline_written_into_a_line_is_damage_too(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    ledger, starts = three
    bad = bytearray(ledger.read_bytes())
    bad[starts[2] + 9] = 10
    bad[starts[3] - 1] = 0
    ledger.write_bytes(bad)
    with pytest.raises(RegisterError, match="Line 3 of"):
        reopen()


def test_an_older_line_that_lies_behind_a_torn_one_is_no_damage(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    """What a sector held before shows again where a commit was never finished."""
    ledger, starts = three
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b'{"dockets":["26-0' + b"\n" + whole[starts[2] : starts[3]])
    with reopen() as store:
        assert keys(store) == ["a", "b", "c"]
    assert ledger.read_bytes() == whole


def test_a_whole_line_that_does_not_follow_is_refused(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    ledger, starts = three
    whole = ledger.read_bytes()
    lines = [whole[a:b] for a, b in pairwise(starts)]
    changed = lines[3].partition(b"\t")[0].replace(b'"seq":3', b'"seq":4')
    renumbered = changed + b"\t" + sha256(changed).hexdigest().encode() + b"\n"
    changed = lines[2].partition(b"\t")[0].replace(b'"key":"b"', b'"key":"x"')
    rehashed = changed + b"\t" + sha256(changed).hexdigest().encode() + b"\n"
    forgeries = {
        "twice": [*lines, lines[3]],
        "left out": [lines[0], lines[2], lines[3]],
        "exchanged": [lines[0], lines[1], lines[3], lines[2]],
        "renumbered": [*lines[:3], renumbered],
        "rehashed": [*lines[:2], rehashed, lines[3]],
    }
    for forged in forgeries.values():
        ledger.write_bytes(b"".join(forged))
        with pytest.raises(RegisterError, match="Line"):
            reopen()


@pytest.mark.parametrize(
    "body",
    [
        '{"dockets":["a"],"key":"d","key":"d","prev":"%s","seq":4}',
        '{"dockets":["a"],"key":"d", "prev":"%s","seq":4}',
        '{"key":"d","dockets":["a"],"prev":"%s","seq":4}',
        '{"dockets":["a"],"key":"d","prev":"%s","seq":4,"sum":1.50}',
    ],
)
def test_verifying_refuses_a_line_whose_bytes_are_not_the_only_ones(
    three: tuple[Path, list[int]], reopen: Reopen, body: str
) -> None:
    ledger, starts = three
    whole = ledger.read_bytes()
    text = (body % whole[starts[4] - 65 : starts[4] - 1].decode()).encode()
    ledger.write_bytes(whole + text + b"\t" + sha256(text).hexdigest().encode() + b"\n")
    with reopen() as store:
        assert store.head().seq == 4
        with pytest.raises(RegisterError, match="Line 5 of"):
            keys(store)


def test_a_line_of_many_megabytes_without_end_is_cut_off(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    ledger, starts = three
    with ledger.open("ab") as file:
        file.write(b"x" * 40_000_000)
    with reopen() as store:
        assert keys(store) == ["a", "b", "c"]
    assert ledger.stat().st_size == starts[4]


def test_damage_that_comes_while_open_is_noticed_when_read(
    three: tuple[Path, list[int]], reopen: Reopen
) -> None:
    ledger, starts = three
    with reopen() as store:
        bad = bytearray(ledger.read_bytes())
        bad[starts[2] + 20] ^= 1
        with ledger.open("r+b") as file:
            file.write(bad)
        with pytest.raises(RegisterError, match="Line 3 of"):
            list(store.lines("26-000001"))


def test_a_batch_cut_short_anywhere_is_gone_as_a_whole(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        start = (folder / "ledger.jsonl").stat().st_size
        store.commit_many((key, numbered) for key in "bcd")
    ledger = folder / "ledger.jsonl"
    whole = ledger.read_bytes()
    (folder / "snapshot.json").unlink()
    ends = [i + 1 for i, byte in enumerate(whole) if byte == 10]
    for cut in range(start, len(whole)):
        ledger.write_bytes(whole[:cut])
        with reopen() as store:
            assert keys(store) == ["a"]
        (folder / "snapshot.json").unlink()
    for first, last in ((ends[1], ends[2]), (ends[2], ends[3])):
        ledger.write_bytes(whole[:first] + bytes(last - first) + whole[last : ends[3]])
        with reopen() as store:
            assert keys(store) == ["a"]
        (folder / "snapshot.json").unlink()
    ledger.write_bytes(whole[: ends[2]] + bytes(ends[3] - ends[2]) + whole[ends[3] :])
    with pytest.raises(RegisterError, match="Line 4 of"):
        reopen()


def test_of_a_batch_without_its_last_line_the_whole_ones_are_cut_off_too(
    folder: Path, reopen: Reopen
) -> None:
    """Before that line all others are flushed, and a power cut leaves any part of them."""
    with reopen() as store:
        store.commit("a", numbered)
        store.commit_many((key, numbered) for key in "bcd")
    ledger = folder / "ledger.jsonl"
    (folder / "snapshot.json").unlink()
    first, a, b, c, d = ledger.read_bytes().splitlines(keepends=True)
    torn = bytes(len(b) - 1) + b"\n"
    for left in (b + c, torn + c, b + torn, b):
        ledger.write_bytes(first + a + left)
        with reopen() as store:
            assert keys(store) == ["a"]
        assert ledger.read_bytes() == first + a
    ledger.write_bytes(first + a + torn + c + d)
    with pytest.raises(RegisterError, match="Line 3 of"):
        reopen()


def test_a_batch_whose_flush_failed_is_there_whole_or_not_at_all(
    sim: Any, summarise: Summarise, state: State
) -> None:
    for seed in range(100):
        disk = sim()
        create_ledger(HERE, disk=disk)
        store = TinyStore(HERE, summarise, disk=disk)
        store.commit("a", numbered)

        def dies(name: str, path: Path) -> OSError | None:
            return OSError(errno.EIO, "power") if name in ("flush", "truncate") else None

        if seed % 2:
            disk.fails = dies
        else:
            disk.fails = failing("flush", errno.EIO, 2, after=1)
        with pytest.raises(RegisterError):
            store.commit_many((key, state("26-000001", search="x" * 900)) for key in "bcd")
        found = keys(TinyStore(HERE, summarise, disk=disk.after_power_cut(seed)))
        assert found in (["a"], ["a", "b", "c", "d"])


# Rules 1, 3, 4, 5, 7: a disk that fails and forgets


def failing(
    call: str, error: int, times: int = 1, after: int = 0
) -> Callable[[str, Path], OSError | None]:
    """Makes a call on the ledger fail so many times, after it went well so many times."""
    asked = [0]

    def fails(name: str, path: Path) -> OSError | None:
        if name != call or path.name != "ledger.jsonl":
            return None
        asked[0] += 1
        return OSError(error, os.strerror(error)) if after < asked[0] <= after + times else None

    return fails


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("call", ["write", "flush"])
def test_a_failed_write_or_flush_is_taken_back_and_the_next_commit_works(
    sim: Any, summarise: Summarise, call: str, error: int
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    store.commit("a", numbered)
    disk.fails = failing(call, error)
    with pytest.raises(RegisterError, match="Nothing was written"):
        store.commit("b", numbered)
    assert keys(store) == ["a"]
    assert store.commit("c", numbered)[0].body["dockets"] == ["26-000002"]
    for seed in range(20):
        assert keys(TinyStore(HERE, summarise, disk=disk.after_power_cut(seed))) == ["a", "c"]


def test_who_breaks_off_a_commit_while_it_is_flushed_has_written_nothing(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    store.commit("a", numbered)
    keys_pressed = iter([KeyboardInterrupt()])
    disk.fails = lambda name, path: next(keys_pressed, None) if name == "flush" else None
    with pytest.raises(KeyboardInterrupt):
        store.commit("b", numbered)
    assert keys(store) == ["a"]
    assert store.commit("c", numbered)[0].body["dockets"] == ["26-000002"]
    for seed in range(20):
        assert keys(TinyStore(HERE, summarise, disk=disk.after_power_cut(seed))) == ["a", "c"]


def test_a_docket_that_the_disk_cannot_read_is_told_and_the_others_are_read(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, summarise, disk=disk) as store:
        store.commit("a", numbered)
        store.commit("b", numbered)
        bad = iter([OSError(errno.EIO, "bad sector")])
        disk.fails = lambda name, path: next(bad, None) if name == "read" else None
        with pytest.raises(RegisterError, match=r"ledger\.jsonl"):
            list(store.lines("26-000001"))
        assert [line.body["key"] for line in store.lines("26-000002")] == ["b"]


def test_who_cannot_look_for_news_is_told_so_and_sees_them_later(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    one, two = TinyStore(HERE, summarise, disk=disk), TinyStore(HERE, summarise, disk=disk)
    one.commit("a", numbered)
    bad = iter([OSError(errno.EIO, "bad disk")])
    disk.fails = lambda name, path: next(bad, None) if name == "stat" else None
    with pytest.raises(RegisterError, match=r"ledger\.jsonl"):
        two.head()
    assert two.head().seq == 1


def test_a_ledger_that_ends_before_the_system_says_is_read_to_its_end(
    sim: Any, summarise: Summarise
) -> None:
    """A size that is not there yet, or not any more, is neither waited for nor a commit."""
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, summarise, disk=disk) as store:
        store.commit("a", numbered)
    disk.files.pop(HERE / "snapshot.json")

    class Ahead(SimDisk):
        def stat(self, path: Path) -> Any:
            there = super().stat(path)
            return evolve(there, size=there.size + 500) if path.name == "ledger.jsonl" else there

    ahead = Ahead()
    ahead.folders, ahead.files, ahead.kept = disk.folders, disk.files, disk.kept

    def waits(name: str, path: Path) -> None:
        assert ahead.calls["read ledger.jsonl"] < 100

    ahead.fails = waits
    with TinyStore(HERE, summarise, disk=ahead) as store:
        assert store.head().seq == 1


def test_when_taking_back_fails_too_nothing_more_is_written(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    store.commit("a", numbered)
    disk.fails = failing("flush", errno.EIO, 2)
    with pytest.raises(RegisterError, match="not certain"):
        store.commit("b", numbered)
    disk.calls.clear()
    with pytest.raises(RegisterError, match="open the register again"):
        store.commit("c", numbered)
    assert disk.calls["write ledger.jsonl"] == 0
    assert store.head().seq == 1
    assert len(store.lines("26-000001")) == 1
    store.close()
    with TinyStore(HERE, summarise, disk=disk) as again:
        again.commit("c", numbered)
        assert keys(again)[0] == "a"


def test_a_line_that_was_only_read_is_flushed_before_the_next(
    sim: Any, summarise: Summarise
) -> None:
    for seed in range(60):
        disk = sim()
        create_ledger(HERE, disk=disk)
        first = TinyStore(HERE, summarise, disk=disk)
        first.commit("a", numbered)
        # The flush fails, and the process dies before it can take its line back.
        disk.fails = lambda name, path: (
            OSError(errno.EIO, "bad") if name in ("flush", "truncate") else None
        )
        with pytest.raises(RegisterError):
            first.commit("b", numbered)
        disk.fails = lambda name, path: None
        disk = disk.after_death()
        second = TinyStore(HERE, summarise, disk=disk)
        assert second.head().seq == 2
        second.commit("c", numbered)
        found = TinyStore(HERE, summarise, disk=disk.after_power_cut(seed))
        assert keys(found) == ["a", "b", "c"]


def test_a_power_cut_at_any_call_loses_no_acknowledged_commit(
    sim: Any, summarise: Summarise
) -> None:
    """Every call of a little program is a point where the power may go."""
    for seed in range(300):
        disk = sim()
        create_ledger(HERE, disk=disk)
        told: list[str] = ["-"]
        left = [seed % 60]

        def fails(name: str, path: Path, left: list[int] = left) -> OSError | None:
            left[0] -= 1
            return OSError(errno.EIO, "power") if left[0] < 0 else None

        try:
            with TinyStore(HERE, summarise, disk=disk) as store:
                store.commit("-", numbered)
                disk.fails = fails
                for key in ("a", "b"):
                    store.commit(key, numbered)
                    told.append(key)
                store.commit_many((key, numbered) for key in ("c", "d", "e"))
                told += ["c", "d", "e"]
                store.commit("f", numbered)
                told.append("f")
        except RegisterError:
            disk.fails = lambda name, path: None
        found = keys(TinyStore(HERE, summarise, disk=disk.after_power_cut(seed)))
        assert found[: len(told)] == told
        assert found in (["-", "a", "b", "c", "d", "e", "f"][:n] for n in (1, 2, 3, 6, 7))


def test_a_new_register_survives_a_power_cut(sim: Any, summarise: Summarise) -> None:
    for seed in range(40):
        disk = sim()
        create_ledger(HERE, disk=disk)
        assert TinyStore(HERE, summarise, disk=disk.after_power_cut(seed)).head().seq == 0


def test_every_folder_that_was_made_is_flushed_into_the_one_above(sim: Any) -> None:
    disk = sim()
    create_ledger(Path("/a/b/r"), disk=disk)
    flushed = {call for call in disk.calls if call.startswith("flush_folder")}
    assert flushed == {"flush_folder r", "flush_folder b", "flush_folder a", "flush_folder "}


def test_before_reading_on_the_last_known_line_must_still_be_there(
    folder: Path, reopen: Reopen
) -> None:
    with reopen() as store:
        store.commit("a", numbered)
        ledger = folder / "ledger.jsonl"
        changed = bytearray(ledger.read_bytes())
        changed[-90] ^= 1
        with ledger.open("r+b") as file:
            file.write(bytes(changed) + b"{torn")
        for _ in range(2):
            with pytest.raises(RegisterError, match="Line 2 of"):
                store.head()
        assert ledger.read_bytes() == bytes(changed) + b"{torn"


def test_who_holds_the_lock_too_long_is_named_as_the_reason(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    other = disk.lock(HERE / "lock")
    other.acquire()
    with pytest.raises(RegisterError, match="Another program has held the lock"):
        store.commit("a", numbered)
    other.release()
    assert store.commit("a", numbered)[1]


def test_a_lock_file_that_was_tidied_away_still_keeps_programs_apart(tmp_path: Path) -> None:
    disk = RealDisk()
    one, two = disk.lock(tmp_path / "lock"), disk.lock(tmp_path / "lock")
    one.acquire()
    one.release()
    (tmp_path / "lock").unlink()
    two.acquire()
    two.release()
    one.acquire()
    assert (tmp_path / "lock").stat().st_nlink == 1
    one.release()
    one.close()
    two.close()


# Several openers


def test_commits_of_another_opener_are_seen_at_once(
    folder: Path, reopen: Reopen, state: State
) -> None:
    with reopen() as one, reopen() as two:
        one.commit("a", state("26-000001", names="甲", search="甲"))
        assert two.head() == one.head()
        assert two.named("甲") == ("26-000001",)
        two.commit("b", state("26-000001", search="乙"))
        assert [line.body["key"] for line in one.lines("26-000001")] == ["a", "b"]
        summary = one.summary("26-000001")
        assert summary is not None
        assert summary["search"] == "乙"
        assert one.commit("b", state("26-000009")) == (two.lines("26-000001")[1], False)


def test_the_tail_of_a_dead_program_is_cut_off_while_open(folder: Path, reopen: Reopen) -> None:
    with reopen() as one:
        one.commit("a", numbered)
        with (folder / "ledger.jsonl").open("ab") as file:
            file.write(b'{"dockets":["26-0')
        assert one.head().seq == 1
        one.commit("b", numbered)
        assert keys(one) == ["a", "b"]


# The snapshot


@pytest.fixture
def stocked(folder: Path, reopen: Reopen, state: State) -> Path:
    """A register with a snapshot on disk."""
    with reopen() as store:
        for n in range(1, 8):
            store.commit(f"{n}", state(f"26-{n:06}", search=f"甲{n}", names=f"号{n}", open=1))
        store.commit("again", state("26-000003", queue="work"))
        store.commit("number", numbered)
    return folder


def answers(store: Store) -> list[object]:
    found: list[object] = [store.head(), store.find(_all()), store.named("号3")]
    found += [store.lines(f"26-{n:06}") for n in range(1, 8)]
    found.append(store.commit("again", numbered))
    return found


def test_a_snapshot_is_a_tinydb_file_without_entries(stocked: Path) -> None:
    with tinydb.TinyDB(stocked / "snapshot.json", access_mode="r") as db:
        table = db.table("summaries")
        assert len(table) == 7
        assert table.search(tinydb.where("queue") == "work")[0]["key"] == "26-000003"
        assert db.table("about").all()[0]["seq"] == 9
    assert "拖欠工资" not in (stocked / "snapshot.json").read_text("utf-8")


def test_any_snapshot_gives_the_same_answers(stocked: Path, reopen: Reopen, state: State) -> None:
    snapshot = stocked / "snapshot.json"
    with reopen() as store:
        right = answers(store)
    good = snapshot.read_bytes()
    bad: list[bytes | None] = [None, b"", b"{}", b"[1]", good[: len(good) // 2], b"\xff" * 99]
    for old, new in (
        (b"\xe7\x94\xb23", b"\xe7\x94\xb24"),
        (b'"seq":9', b'"seq":8'),
        (b'"rules":""', b'"rules":"x"'),
        (b'"26-000003":"3 8"', b'"26-000003":"3"'),
        (b'"takes":{"26":1}', b'"takes":{"26":7}'),
    ):
        assert old in good
        bad.append(good.replace(old, new))
    for content in bad:
        snapshot.unlink(missing_ok=True)
        if content is not None:
            snapshot.write_bytes(content)
            snapshot.chmod(0o600)
        with reopen() as store:
            assert answers(store) == right
            assert store.commit(f"{content!r}", numbered)[0].body["takes"]
            right = answers(store)
        assert json.loads(snapshot.read_bytes())["about"]["1"]["seq"] == store_seq(right)


def store_seq(found: list[object]) -> int:
    return found[0].seq  # type: ignore[attr-defined, no-any-return]


def test_a_stale_snapshot_is_read_on_from(stocked: Path, reopen: Reopen, state: State) -> None:
    snapshot = stocked / "snapshot.json"
    old = snapshot.read_bytes()
    with reopen() as store:
        store.commit("later", state("26-000005", queue="done", names="新"))
        right = answers(store)
    snapshot.write_bytes(old)
    with reopen() as store:
        assert answers(store) == right
        assert store.named("号5") == ()


def test_the_snapshot_of_another_register_is_not_trusted(
    stocked: Path, reopen: Reopen, tmp_path: Path, summarise: Summarise, state: State
) -> None:
    with create_store(str(tmp_path / "other"), summarise) as other:
        for n in range(9):
            other.commit(f"{n}", state("26-000009", search="丙"))
    with reopen() as store:
        right = answers(store)
    (stocked / "snapshot.json").write_bytes((tmp_path / "other" / "snapshot.json").read_bytes())
    with reopen() as store:
        assert answers(store) == right


def test_a_snapshot_of_no_commits_is_none(stocked: Path, reopen: Reopen) -> None:
    """None of ours is so; there is no commit by which it could be told whose it is."""
    with reopen() as store:
        before = answers(store)
        root = store._ledger.root  # type: ignore[attr-defined]
    empty = Snapshot(0, root.hash, 9, "", array("Q"), Keys(array("Q"), array("Q")), {}, {}, {})
    (stocked / "snapshot.json").write_bytes(snapshot_bytes(empty))
    with reopen() as store:
        assert answers(store) == before


def test_other_rules_make_the_summaries_anew(stocked: Path) -> None:
    def ruled(docket: str, lines: Sequence[Line]) -> Summary:
        return {"key": docket, "due": "2026-12-01"}

    with open_store(str(stocked), ruled, rules="") as store:
        assert store.summary("26-000001") != {"key": "26-000001", "due": "2026-12-01"}
    for _ in range(2):
        with open_store(str(stocked), ruled, rules="new") as store:
            assert store.summary("26-000001") == {"key": "26-000001", "due": "2026-12-01"}
            assert len(store.lines("26-000003")) == 2


def dated(day: str) -> Summarise:
    """Rules by which every limit ends on this day."""
    return lambda docket, lines: {"key": docket, "open": 1, "due": day, "changed": lines[-1].seq}


def moves(store: Store) -> list[tuple[object, object]]:
    return [(old["due"], new["due"]) for old, new in store.moved]


@pytest.mark.parametrize("harm", ["missing", "cut", "changed", "other layout"])
def test_with_no_snapshot_to_trust_nothing_is_said_to_have_moved(folder: Path, harm: str) -> None:
    with open_store(str(folder), dated("2026-12-01"), rules="1") as store:
        store.commit("a", numbered)
    snapshot = folder / "snapshot.json"
    good = snapshot.read_bytes()
    snapshot.unlink()
    bad = {
        "cut": good[:-9],
        "changed": good.replace(b"2026-12-01", b"2026-11-01"),
        "other layout": good.replace(b'"summary_version":"2 ', b'"summary_version":"1 '),
    }.get(harm)
    if bad is not None:
        assert bad != good
        snapshot.write_bytes(bad)
        snapshot.chmod(0o600)
    with open_store(str(folder), dated("2026-12-09"), rules="2") as store:
        assert moves(store) == []
        assert store.summary("26-000001")["due"] == "2026-12-09"  # type: ignore[index]


def test_an_older_program_that_closes_late_does_not_have_the_moves_told_again(folder: Path) -> None:
    with open_store(str(folder), dated("2026-12-01"), rules="1") as store:
        store.commit("a", numbered)
    old = open_store(str(folder), dated("2026-12-01"), rules="1")
    with open_store(str(folder), dated("2026-12-09"), rules="2") as store:
        assert moves(store) == [("2026-12-01", "2026-12-09")]
    old.resummarise()  # so it would like to keep its own when it closes
    old.close()
    with open_store(str(folder), dated("2026-12-09"), rules="2") as store:
        assert moves(store) == []
    # Opened anew it lists by its own rules, and says what that moves.
    with open_store(str(folder), dated("2026-12-01"), rules="1") as store:
        assert moves(store) == [("2026-12-09", "2026-12-01")]


def test_what_moved_is_told_again_when_the_stamp_could_not_be_kept(sim: Any) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, dated("2026-12-01"), rules="1", disk=disk) as store:
        store.commit("a", numbered)
    disk.fails = lambda name, path: (
        OSError(errno.ENOSPC, "full") if (name, path.name[:8]) == ("write", "snapshot") else None
    )
    for _ in range(2):
        with TinyStore(HERE, dated("2026-12-09"), rules="2", disk=disk) as store:
            assert moves(store) == [("2026-12-01", "2026-12-09")]
    disk.fails = lambda name, path: None
    with TinyStore(HERE, dated("2026-12-09"), rules="2", disk=disk) as store:
        assert moves(store) == [("2026-12-01", "2026-12-09")]
    for seed in range(20):
        found = TinyStore(HERE, dated("2026-12-09"), rules="2", disk=disk.after_power_cut(seed))
        assert moves(found) == []


def test_a_snapshot_that_cannot_be_written_harms_nothing(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    disk.fails = lambda name, path: (
        OSError(errno.ENOSPC, "full") if (name, path.name[:8]) == ("write", "snapshot") else None
    )
    with TinyStore(HERE, summarise, disk=disk) as store:
        store.commit_many((f"{i}", numbered) for i in range(1500))
        store.commit("x", numbered)
    with TinyStore(HERE, summarise, disk=disk) as store:
        assert store.head().seq == 1501


def test_the_snapshot_is_renewed_now_and_then_not_at_each_commit(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    store = TinyStore(HERE, summarise, disk=disk)
    for i in range(2500):
        store.commit(f"{i}", numbered)
    assert disk.calls["replace snapshot.json"] == 2


def test_a_snapshot_survives_a_power_cut_or_is_not_trusted(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, summarise, disk=disk) as store:
        store.commit("a", numbered)
    for seed in range(40):
        found = TinyStore(HERE, summarise, disk=disk.after_power_cut(seed))
        assert keys(found) == ["a"]


# TinyDB


def test_tinydb_reads_the_newest_summaries_and_writes_nothing(
    folder: Path, summarise: Summarise, state: State
) -> None:
    with TinyStore(folder, summarise) as store:
        store.commit("a", state("26-000001", queue="work"))
        at_work = tinydb.where("queue") == "work"
        assert [row["key"] for row in store.db.search(at_work)] == ["26-000001"]
        store.commit("b", state("26-000001", queue="done"))
        assert store.db.search(at_work) == []
        with pytest.raises(RuntimeError, match="by commits only"):
            store.db.insert({"key": "x"})
        with pytest.raises(RuntimeError, match="by commits only"):
            store.db.update({"queue": "work"})
        with pytest.raises(RuntimeError, match="by commits only"):
            store.db.drop_tables()
        assert store.db.search(at_work) == []
        assert len(store.db) == 1


# Files


def test_a_changed_file_is_refused(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        name = store.put_file(b"evidence")
        path = folder / "files" / name[:2] / name
        path.write_bytes(b"Evidence")
        with pytest.raises(RegisterError, match="damaged or was changed"):
            store.get_file(name)
        assert store.put_file(b"evidence") == name
        assert store.get_file(name) == b"evidence"


def test_a_kept_file_survives_a_power_cut(sim: Any, summarise: Summarise) -> None:
    for seed in range(40):
        disk = sim()
        create_ledger(HERE, disk=disk)
        with TinyStore(HERE, summarise, disk=disk) as store:
            name = store.put_file(b"evidence" * 200)
        with TinyStore(HERE, summarise, disk=disk.after_power_cut(seed)) as store:
            assert store.get_file(name) == b"evidence" * 200


def test_a_file_on_a_full_disk_is_refused(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, summarise, disk=disk) as store:
        disk.fails = lambda name, path: OSError(errno.ENOSPC, "") if name == "write" else None
        with pytest.raises(RegisterError, match="is full"):
            store.put_file(b"evidence")
        disk.fails = lambda name, path: None
        assert not store.has_file(sha256(b"evidence").hexdigest())
        store.put_file(b"evidence")
