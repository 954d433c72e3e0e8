"""What a commit of the embedded store costs, for ``run.py``."""

import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

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
