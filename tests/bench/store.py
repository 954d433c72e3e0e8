"""What the embedded register costs, as ratios taken in one run; prints JSON, asserts nothing.

``python tests/bench/store.py [--n 1000 20000] [--rounds 300]``
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import msgspec

from laborcase.store import (
    Find,
    Json,
    Line,
    Make,
    Store,
    Summary,
    Txn,
    create_store,
    open_store,
)
from laborcase.store.ledger import SNAPSHOT

TODAY = date(2026, 11, 23)
QUEUES = ("decide", "file", "assign", "work", "close", "done")


def summarise(docket: str, lines: Sequence[Line]) -> Summary | None:
    """A summary of the size of a real one."""
    number = int(docket[3:])
    queue = QUEUES[number % 6]
    return {
        "key": docket,
        "kind": "case" if number % 3 else "complaint",
        "open": int(queue != "done"),
        "queue": queue,
        "joint": int(number % 17 == 0),
        "lead": f"officer-{number % 40}",
        "assistant": f"officer-{(number + 1) % 40}",
        "clerk": f"officer-{number % 7}",
        "authority": f"authority-{number % 3}",
        "against": f"示例建筑工程有限公司{number}",
        "search": f"{docket} 示例建筑工程有限公司{number} 工人{number % 977} 工资{number % 103}",
        "due": (TODAY + timedelta(days=number % 90 - 30)).isoformat(),
        "dies": None,
        "climbs_on": None,
        "names": f"周开人社监立字[2026]第{number:04}号\n{number}",
        "title": "拖欠工资",
        "sum": number * 100,
        "changed": lines[-1].seq,
    }


def opens(number: int) -> Make:
    """The commit that opens a docket."""

    def make(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": [f"26-{number:06}"], "entries": [_entry(number, 0)]}

    return make


def adds(docket: str, number: int) -> Make:
    """One more commit in a docket, as the desk makes it: reads the docket, takes a number."""

    def make(txn: Txn) -> Mapping[str, Json]:
        seen = len(txn.lines(docket))
        txn.take("周开人社监立字 2026")
        return {"dockets": [docket], "entries": [_entry(number, seen)]}

    return make


def _entry(number: int, place: int) -> dict[str, Json]:
    return {
        "kind": "note",
        "version": 1,
        "at": "2026-11-23T09:30:00+08:00",
        "officer": f"officer-{number % 40}",
        "n": place + 1,
        "text": f"第{number}号：投诉人称工地拖欠工资，已电话联系项目负责人，约定三日内到场。" * 3,
    }


def filled(folder: Path, n: int) -> Store:
    """A register of ``n`` dockets with one commit each."""
    store = create_store(str(folder), summarise)
    store.commit_many((f"open-{i}", opens(i)) for i in range(1, n + 1))
    store.close()
    return open_store(str(folder), summarise)


def timed(call: Callable[[], object]) -> float:
    """Seconds one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def commit_cost(n: int, rounds: int) -> dict[str, object]:
    """``commit`` against append and fsync of the same bytes, interleaved, on ``n`` dockets."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "register"
        bare = os.open(Path(place) / "bare", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with filled(folder, n) as store:
            find = Find(today=TODAY, soon=TODAY, me="officer-1")
            store.find(find)
            store.counts(TODAY, "officer-1", TODAY)
            ours: list[float] = []
            bares: list[float] = []
            for i in range(rounds):
                # Dockets far apart, as clerks choose them.
                docket = f"26-{i * 7919 % n + 1:06}"
                size = (folder / "ledger.jsonl").stat().st_size
                make = adds(docket, i)
                ours.append(timed(partial(store.commit, f"add-{n}-{i}", make)))
                line = bytes((folder / "ledger.jsonl").stat().st_size - size)

                def append(line: bytes = line) -> None:
                    os.write(bare, line)
                    os.fsync(bare)

                bares.append(timed(append))
        os.close(bare)
    return {
        "dockets": n,
        "commit_ms": round(median(ours) * 1000, 3),
        "append_fsync_ms": round(median(bares) * 1000, 3),
        "ratio": round(median(ours) / median(bares), 2),
    }


def opening_cost(n: int) -> dict[str, object]:
    """Opening from the snapshot against parsing that snapshot; a page and the counts; a search."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "register"
        filled(folder, n).close()
        snapshot = folder / SNAPSHOT
        parse = median(timed(lambda: msgspec.json.decode(snapshot.read_bytes())) for _ in range(7))
        opening = median(
            timed(lambda: open_store(str(folder), summarise).close()) for _ in range(7)
        )
        with open_store(str(folder), summarise) as store:
            find = Find(today=TODAY, soon=TODAY, queue="work")
            text = Find(today=TODAY, soon=TODAY, text="工人97")
            summaries = [{"search": str(row["search"])} for row in rows(store)]
            first = timed(lambda: store.find(find))
            page = median(timed(lambda: _screen(store, find)) for _ in range(21))
            search = median(timed(lambda: store.find(text)) for _ in range(21))
            bare = median(
                timed(lambda: [s for s in summaries if "工人97" in s["search"]]) for _ in range(21)
            )
        snapshot.unlink()
        replay = timed(lambda: open_store(str(folder), summarise).close())
    return {
        "dockets": n,
        "open_ms": round(opening * 1000, 2),
        "parse_ms": round(parse * 1000, 2),
        "open_ratio": round(opening / parse, 2),
        "open_without_snapshot_ms": round(replay * 1000, 1),
        "first_page_ms": round(first * 1000, 2),
        "page_and_counts_ms": round(page * 1000, 3),
        "search_ms": round(search * 1000, 2),
        "bare_pass_ms": round(bare * 1000, 2),
        "search_ratio": round(search / bare, 2),
    }


def rows(store: Store) -> Iterator[Summary]:
    """Every listed summary, page by page."""
    page = store.find(Find(today=TODAY, soon=TODAY, sort="key", limit=200))
    yield from page.rows
    while page.next:
        page = store.find(Find(today=TODAY, soon=TODAY, sort="key", limit=200, after=page.next))
        yield from page.rows


def _screen(store: Store, find: Find) -> None:
    store.find(find)
    store.counts(find.today, "officer-1", find.soon)


def measure(sizes: Sequence[int], rounds: int) -> dict[str, object]:
    """All figures for the sizes given."""
    return {
        "commit": [commit_cost(n, rounds) for n in sizes],
        "opening": [opening_cost(n) for n in sizes],
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, nargs="+", default=[1000, 20000])
    arguments.add_argument("--rounds", type=int, default=300)
    given = arguments.parse_args()
    print(json.dumps(measure(given.n, given.rounds), indent=2))
