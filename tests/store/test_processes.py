"""Several real programs on one register: no gap, nothing lost, also when they are killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from laborcase.store import Line, Store, Summary, create_store, open_store

Reopen = Callable[[], Store]

WRITER = """
import sys
from laborcase.store import open_store

def summarise(docket, lines):
    return {"key": docket, "changed": lines[-1].seq, "tally": len(lines)}

def make(txn):
    n = txn.take("26")
    tally, seen = f"tally-{n // 20}", n % 20 - (n < 20)
    summary = txn.summary(tally)
    assert (summary["tally"] if summary else 0) == len(txn.lines(tally)) == seen
    return {"dockets": [f"26-{n:06}", tally], "text": "拖欠工资" * 40}

name, count = sys.argv[2], int(sys.argv[3])
with open_store(sys.argv[1], summarise) as store:
    for i in range(count):
        line, new = store.commit(f"{name}-{i}", make)
        print(line.seq, f"{name}-{i}", flush=True)
"""


def writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def told(process: "subprocess.Popen[str]", enough: int = 1_000_000) -> dict[int, str]:
    """What a writer was told: number and key of each commit. A cut last line was not told."""
    assert process.stdout is not None
    found: dict[int, str] = {}
    while len(found) < enough and (line := process.stdout.readline()).endswith("\n"):
        seq, key = line.split()
        found[int(seq)] = key
    return found


def check(store: Store, acknowledged: dict[int, str]) -> None:
    """No gap, no number twice, and everything that was acknowledged is there."""
    lines = list(store.each_line())
    assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(len(lines))]
    assert len({line.body["key"] for line in lines}) == len(lines)
    for seq, key in acknowledged.items():
        assert lines[seq - 1].body["key"] == key


def nothing(docket: str, lines: object) -> None:
    """These registers list nothing for those who check them."""


@pytest.fixture(params=["tiny", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty register that programs can share."""
    url: str = (
        request.getfixturevalue("address")()
        if request.param == "postgres"
        else f"tinydb:{tmp_path / 'register'}"
    )
    create_store(url, nothing).close()
    return url


def test_four_programs_write_at_once_without_gap_or_loss(shared: str) -> None:
    processes = [writer(shared, f"w{n}", 50) for n in range(4)]
    acknowledged: dict[int, str] = {}
    for process in processes:
        acknowledged |= told(process)
        assert process.wait() == 0
        assert process.stdout is not None
        process.stdout.close()
    assert len(acknowledged) == 200
    with open_store(shared, nothing) as store:
        assert store.head().seq == 200
        check(store, acknowledged)


def test_killed_programs_lose_nothing_they_were_told(shared: str) -> None:
    acknowledged: dict[int, str] = {}
    with open_store(shared, nothing) as reader:
        for turn in range(4):
            processes = [writer(shared, f"w{turn}{n}", 10_000) for n in range(4)]
            seen = reader.head().seq
            for n, process in enumerate(processes):
                acknowledged |= told(process, 5 + 7 * turn + n)
                assert reader.head().seq >= max(seen, *acknowledged)
                seen = reader.head().seq
            for process in processes:
                process.send_signal(signal.SIGKILL)
            for process in processes:
                acknowledged |= told(process)
                process.wait()
                assert process.stdout is not None
                process.stdout.close()
        check(reader, acknowledged)
    assert len(acknowledged) > 4 * 4 * 5
    with open_store(shared, nothing) as store:
        check(store, acknowledged)
        assert store.count("tally-1") == 20


OPENER = """
import sys
from laborcase.store import open_store

def by_new_rules(docket, lines):
    return {"key": docket, "open": 1, "due": "2026-12-09", "changed": lines[-1].seq}

sys.stdin.readline()
with open_store(sys.argv[1], by_new_rules, rules="2") as store:
    assert store.summary("26-000007")["due"] == "2026-12-09"
    print(len(store.moved), flush=True)
    sys.stdin.readline()
"""


def test_of_programs_that_open_at_once_by_new_rules_one_tells_what_moved(shared: str) -> None:
    def by_old_rules(docket: str, lines: Sequence[Line]) -> Summary:
        return {"key": docket, "open": 1, "due": "2026-12-01", "changed": lines[-1].seq}

    with open_store(shared, by_old_rules, rules="1") as store:
        for n in range(300):
            store.commit(f"{n}", lambda txn: {"dockets": [f"26-{txn.take('26'):06}"]})
    command = [sys.executable, "-c", OPENER, shared]
    openers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = []
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("\n")
        opener.stdin.flush()
    for opener in openers:
        assert opener.stdout is not None
        told.append(int(opener.stdout.readline()))
        opener.kill()  # the stamp does not wait for anybody to close well
        opener.communicate()
    assert sorted(told) == [0, 0, 0, 300]
    with open_store(shared, by_old_rules, rules="2") as store:
        assert store.moved == ()


def test_a_full_disk_refuses_and_goes_on_when_there_is_room(folder: Path, reopen: Reopen) -> None:
    script = """
import resource, sys
from laborcase.errors import RegisterError
from laborcase.store import open_store

store = open_store(sys.argv[1], lambda docket, lines: None)
make = lambda txn: {"dockets": ["26-000001"], "text": "x" * 5000}
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
done = 0
try:
    while True:
        store.commit(f"{done}", make)
        done += 1
except RegisterError as error:
    assert "is full" in str(error), error
assert store.head().seq == done == len(store.lines("26-000001")) > 5
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.commit("after", make)
print(done)
"""
    found = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    with reopen() as store:
        assert store.head().seq == int(found.stdout) + 1
        assert len(list(store.each_line())) == store.head().seq


# The long drills: one program starts and kills the others, so that a start costs next to nothing.

KILLS = 5000 if os.environ.get("LABORCASE_LONG") == "1" else 500

DRILL = """
import json, os, random, select, shutil, signal, sys
from laborcase.store import open_store

folder, kills, seed, copies = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
chance = random.Random(seed)

def summarise(docket, lines):
    return {"key": docket, "changed": lines[-1].seq, "tally": len(lines)}

def make(txn):
    n = txn.take("26")
    tally, seen = f"tally-{n // 20}", n % 20 - (n < 20)
    summary = txn.summary(tally)
    assert (summary["tally"] if summary else 0) == len(txn.lines(tally)) == seen
    year = 2026 + min(n // 300, 99)  # so that segments are closed under fire, too
    return {"dockets": [f"26-{n:06}", tally], "text": "\u62d6\u6b20" * 40, "at": f"{year}-01-01"}

def write(out, name):
    with open_store(folder, summarise) as store:
        for i in range(1_000_000):
            line, new = store.commit(f"{name}-{i}", make)
            os.write(out, f"{line.seq} {name}-{i} {line.hash}\\n".encode())

def read(out):
    last = 0
    with open_store(folder, summarise) as store:
        while True:
            seq = store.head().seq
            assert seq >= last, "the reader went back"
            if seq != last:
                os.write(out, f"{seq}\\n".encode())
            last = seq
            select.select([], [], [], 0.002)  # leave the machine to the writers

def fork(work, *args):
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(here)
        try:
            work(there, *args)
        except BaseException as error:
            os.write(there, f"! {error!r}\\n".encode())
        os._exit(1)
    os.close(there)
    return pid, here

buffers = {}
def lines_of(pipe, wait):
    while select.select([pipe], [], [], wait)[0]:
        data = os.read(pipe, 65536)
        if not data:
            break
        buffers[pipe] = buffers.get(pipe, b"") + data
        wait = 0
    *whole, rest = buffers.pop(pipe, b"").split(b"\\n")
    buffers[pipe] = rest
    return [line.decode() for line in whole]

told, seen, wrong = {}, [], []
def hear(pipe, wait=0):
    found = lines_of(pipe, wait)
    for line in found:
        if line.startswith("!"):
            wrong.append(line)
        else:
            seq, key, hash_ = line.split()
            told[int(seq)] = key, hash_
    return len(found)

reader, reading = fork(read)
names = iter(range(1_000_000))
writers = [fork(write, f"w{next(names)}") for _ in range(4)]
taken = []

def drill():
    for turn in range(kills // 2):
        two = chance.sample(range(4), 2)
        if chance.randrange(2):  # sometimes while they open, sometimes in full swing
            hear(writers[two[0]][1], 5)
        if turn < 50 and copies:
            before = max(told, default=0)
            copy = f"{copies[0]}-{turn}"
            try:
                shutil.copytree(folder, copy)
            except shutil.Error as error:
                # Whoever copies is told of a file that was put in place meanwhile under its name.
                if not all(".new" in os.path.basename(source) for source, *_ in error.args[0]):
                    raise
            taken.append((copy, before))
        for at in two:
            os.kill(writers[at][0], signal.SIGKILL)
        for at in two:
            pid, pipe = writers[at]
            os.waitpid(pid, 0)
            hear(pipe, 0.5)
            os.close(pipe)
            buffers.pop(pipe, None)
            writers[at] = fork(write, f"w{next(names)}")
        for line in lines_of(reading, 0):
            seen.append(int(line) if line[0] != "!" else wrong.append(line))

try:
    drill()
finally:  # nobody goes on writing when it is over, whatever went wrong
    for pid, pipe in [*writers, (reader, reading)]:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        if pipe != reading:
            hear(pipe, 0.5)
print(json.dumps({"told": told, "seen": seen, "wrong": wrong, "copies": taken}))
"""


def drilled(folder: Path, kills: int, seed: int, *copies: str) -> dict[str, list[object]]:
    """Run the drill; what it heard."""
    sys.stdout.write(f"seed {seed}\n")
    command = [sys.executable, "-c", DRILL, str(folder), str(kills), str(seed), *copies]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    heard: dict[str, list[object]] = json.loads(done.stdout)
    return heard


def drill_checked(folder: Path, told: object) -> int:
    """Every acknowledged commit is there; numbers have no gap; no update was lost."""
    assert isinstance(told, dict)
    with open_store(str(folder), nothing) as store:
        lines = list(store.each_line())
        check(store, {int(seq): key for seq, (key, _) in told.items()})
        assert all(lines[int(seq) - 1].hash == hash_ for seq, (_, hash_) in told.items())
        for n in range((len(lines) + 1) // 20):
            assert store.count(f"tally-{n}") == 20 - (n == 0)
    return len(lines)


def test_500_kills_of_four_writers_beside_a_reader_and_50_copies_lose_nothing(
    folder: Path, tmp_path: Path
) -> None:
    heard = drilled(folder, KILLS, 26, str(tmp_path / "copy"))
    assert heard["wrong"] == []
    assert heard["seen"] == sorted(heard["seen"])  # type: ignore[type-var]
    count = drill_checked(folder, heard["told"])
    assert count >= len(heard["told"]) > KILLS // 2
    assert heard["seen"]
    assert len(list(folder.glob("ledger-*.jsonl"))) == min(count // 300, 99)
    # Any copy taken meanwhile opens as an older state, and lacks nothing told before it.
    with open_store(str(folder), nothing) as store:
        whole = [line.hash for line in store.each_line()]
    assert len(heard["copies"]) == 50
    for copy, before in heard["copies"]:  # type: ignore[misc]
        with open_store(copy, nothing) as store:
            head = store.head()
            assert head.seq >= before
            assert head.seq == 0 or head.hash == whole[head.seq - 1]
            store.commit("after", lambda txn: {"dockets": ["x"]})
        shutil.rmtree(copy)
