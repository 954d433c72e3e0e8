"""A register of a size with the mix of a real office: what opening, looking and proving cost.

Used by ``run.py --store``; every figure is a ratio to a bare way of doing the same in the same run.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import msgspec
import office
from tinydb import where

from laborcase import codec, keeping
from laborcase.desk import Desk
from laborcase.opening import open_desk
from laborcase.store import Find, Store
from laborcase.store.chain import read_line
from laborcase.store.ledger import SNAPSHOT
from laborcase.store.tiny import TinyStore

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=7)
CLERKS = 8


def seconds(call: Callable[[], object], times: int = 1) -> float:
    """Seconds that a call takes, the median of so many."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return median(found)


def desk(folder: str) -> Desk:
    """The register of a folder, at the institution head's desk."""
    return open_desk(folder, officer="zhou", clock=lambda: office.NOW)


def ratio(ours: float, bare: float, unit: str = "ms") -> dict[str, float]:
    """Both times and their ratio."""
    scale = {"ms": 1000, "s": 1}[unit]
    return {
        f"ours_{unit}": round(ours * scale, 3),
        f"bare_{unit}": round(bare * scale, 3),
        "ratio": round(ours / bare, 2),
    }


def embedded(n: int) -> dict[str, object]:
    """Everything of a folder with ``n`` dockets."""
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/register"
        held = office.register(folder, n)
        replay = seconds(lambda: desk(folder).close())
        bare = seconds(lambda: _structured(Path(folder) / "ledger.jsonl"))
        snapshot = Path(folder) / SNAPSHOT
        opening = seconds(lambda: desk(folder).close(), 5)
        parsing = seconds(lambda: msgspec.json.decode(snapshot.read_bytes()), 5)
        verify, summed = _verified(folder)
        return {
            **held,
            "replay": ratio(replay, bare, "s"),
            "open": ratio(opening, parsing),
            "memory_kb_per_docket": _memory(folder, n),
            **_looked(folder),
            "clerks": clerks(folder, 10.0),
            "others_seen": _seen(folder),
            "restore_s": _restored(folder),
            "verify": ratio(verify, summed, "s"),
        }


def _structured(ledger: Path) -> None:
    """Parse, hash and structure every line, one after the other, and keep none."""
    with ledger.open("rb") as lines:
        next(lines)
        for n, raw in enumerate(lines, 1):
            line = read_line(raw, n)
            assert line is not None
            for key in line.body["dockets"]:  # type: ignore[union-attr]
                codec.entries_from(str(key), [line])


def _looked(folder: str) -> dict[str, object]:
    """A page with all counts, and a search, each against a bare pass over the same summaries."""
    with desk(folder) as open_:
        summaries = list(_rows(open_))
        page = Find(today=TODAY, soon=SOON, queue="work", limit=50)
        store = open_._store

        def screen() -> None:
            store.find(page)
            store.counts(TODAY, "zhou", SOON)

        def passed() -> None:
            counts: dict[str, int] = {}
            rows = []
            for s in summaries:
                queue = s["queue"]
                counts[queue] = counts.get(queue, 0) + 1
                if queue == "work":
                    rows.append((s["due"] or "~", s["key"]))
            rows.sort()

        screen()
        text = Find(today=TODAY, soon=SOON, text="限公司9")
        seen = store.find(text).total
        assert seen
        return {
            "page_and_counts": {
                **ratio(seconds(screen, 21), seconds(passed, 7)),
                "tinydb_ms": round(seconds(lambda: _through_tinydb(store)) * 1000),
            },
            "search": {
                **ratio(
                    seconds(lambda: store.find(text), 21),
                    seconds(lambda: [s for s in summaries if "限公司9" in s["search"]], 21),
                ),
                "hits": seen,
            },
        }


def _through_tinydb(store: Store) -> None:
    """The same page and counts, asked of TinyDB in its own way."""
    assert isinstance(store, TinyStore)
    Counter(document["queue"] for document in store.db)
    found = store.db.search(where("queue") == "work")
    sorted(found, key=lambda document: (document["due"] or "~", document["key"]))[:50]


def _rows(open_: Desk) -> Iterator[dict[str, str]]:
    find = Find(today=TODAY, soon=SOON, sort="key", limit=200)
    while True:
        page = open_._store.find(find)
        yield from page.rows  # type: ignore[misc]
        if not page.next:
            return
        find = Find(today=TODAY, soon=SOON, sort="key", limit=200, after=page.next)


_PEAK = """
import sys
from laborcase import opening

if len(sys.argv) > 1:
    desk = opening.open_desk(sys.argv[1], officer="zhou")
    desk.find(desk.asking(limit=50))
import gc; gc.collect()
line = [x for x in open("/proc/self/status") if x.startswith("VmRSS")][0]
print(line.split()[1])
"""


def _memory(folder: str, n: int) -> float:
    """Kilobytes that a docket costs an open program, above one with an empty register."""
    with tempfile.TemporaryDirectory() as place:
        office.register(f"{place}/small", 1)
        small, large = (
            int(
                subprocess.run(
                    [sys.executable, "-c", _PEAK, f],
                    capture_output=True, text=True, check=True,
                ).stdout
            )
            for f in (f"{place}/small", folder)
        )  # fmt: skip
    return round((large - small) / n, 2)


_OTHER = """
import sys, time
from laborcase import acts, opening

desk = opening.open_desk(sys.argv[1], officer="zhou")
for key in sys.stdin:
    desk.enter(acts.Noted(text="x"), on=key.strip())
    print(time.monotonic(), flush=True)
"""
_EACH = 1.0  # as the terminal looks


def _seen(folder: str, times: int = 9) -> dict[str, float]:
    """How long after another program was told that its act is entered a program that looks each
    second has it; and what a look costs that finds nothing."""
    command = [sys.executable, "-c", _OTHER, folder]
    with (
        desk(folder) as open_,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other,
    ):
        assert other.stdin is not None
        assert other.stdout is not None
        key = open_.find(open_.asking(limit=1)).rows[0].key
        look = seconds(open_.head, 1001)
        late = []
        for n in range(times):
            before = open_.head()
            begun = time.monotonic()
            time.sleep(_EACH * n / times)  # the act falls anywhere between two looks
            other.stdin.write(f"{key}\n")
            other.stdin.flush()
            looks = 1
            while open_.head() == before:
                time.sleep(max(0.0, begun + looks * _EACH - time.monotonic()))
                looks += 1
            seen = time.monotonic()
            late.append(seen - float(other.stdout.readline()))
    return {
        "median_s": round(median(late), 3),
        "worst_s": round(max(late), 3),
        "look_us": round(look * 1e6, 1),
    }


def _restored(folder: str) -> float:
    """Seconds from a backup to a register that is proved."""
    with desk(folder) as open_:
        keeping.backup(open_.store, Path(f"{folder}-backup"))
    begun = time.perf_counter()
    keeping.restore(Path(f"{folder}-backup"), Path(f"{folder}-restored"))
    return round(time.perf_counter() - begun, 1)


def _verified(folder: str) -> tuple[float, float]:
    """Seconds that ``verify`` takes, and ``sha256sum`` of the same file."""
    with desk(folder) as open_:
        verify = seconds(lambda: open_.verify())
    ledger = f"{folder}/ledger.jsonl"
    summed = seconds(lambda: subprocess.run(["sha256sum", ledger], capture_output=True, check=True))
    return verify, summed


_CLERK = """
import sys, time
from laborcase import acts
from laborcase.opening import open_desk
desk = open_desk(sys.argv[1], officer="zhou")
note = acts.Noted(text="已电话联系单位负责人")
keys = [f"26-{int(sys.argv[2]) * 7 + i + 1:06}" for i in range(5)]
desk.enter(note, on=keys[0])
print("ready", flush=True)
sys.stdin.readline()
end, n = time.time() + float(sys.argv[3]), 0
while time.time() < end:
    desk.enter(note, on=keys[n % 5])
    n += 1
print(n, flush=True)
"""


def clerks(address: str, length: float) -> dict[str, object]:
    """Acts a second through ``desk.enter`` by so many clerks' processes in one register."""
    made = [
        subprocess.Popen(
            [sys.executable, "-c", _CLERK, address, str(n), str(length)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n in range(CLERKS)
    ]  # fmt: skip
    for one in made:
        assert one.stdout
        one.stdout.readline()
    for one in made:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    acts_made = sum(int(one.communicate()[0]) for one in made)
    with open_desk(address, officer="zhou", clock=lambda: office.NOW) as desk:
        proof = desk.verify()
        gaps = proof.commits - desk._store.head().seq
    return {
        "clerks": CLERKS,
        "seconds": length,
        "acts_per_second": round(acts_made / length),
        "gaps": gaps,
    }
