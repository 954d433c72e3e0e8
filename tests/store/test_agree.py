"""Differential: random programs on all engines give equal bytes and equal answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from laborcase.store import (
    QUEUES,
    SORTS,
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
from laborcase.store.ledger import create_ledger
from laborcase.store.memory import MemoryStore
from laborcase.store.tiny import TinyStore

TODAY = date(2026, 11, 23)
Summarised = Callable[[str, Sequence[Line]], Summary | None]

days = st.none() | st.integers(-3, 5).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
officers = st.sampled_from(["", "a", "b", "c"])
texts = st.text("甲乙丙 a", max_size=6)
facts = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["complaint", "tipoff", "case", "office", "hidden"]),
        "open": st.sampled_from([0, 1]),
        "queue": st.sampled_from(["decide", "file", "assign", "work", "close", "done"]),
        "joint": st.sampled_from([0, 1]),
        "marks": st.sampled_from(["", " irregular ", " waits ", " irregular waits ", " urgent "]),
        "lead": officers,
        "assistant": officers,
        "clerk": officers,
        "authority": st.sampled_from(["", "x", "y"]),
        "against": texts,
        "search": texts,
        "due": days,
        "dies": days,
        "ticket_due": days,
        "names": st.sampled_from(["", "甲", "甲\n乙", "乙"]),
        "lead_name": st.sampled_from(["", "甲乙", "丙", "Ａ甲"]),
        "assistant_name": st.sampled_from(["", "乙", "A b"]),
    },
)
dockets = st.sampled_from([f"26-{n:06}" for n in range(1, 7)])
commits = st.dictionaries(dockets, facts, min_size=1, max_size=3)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("commit"), commits),
        st.tuples(st.just("batch"), st.lists(commits, min_size=1, max_size=4)),
        st.tuples(st.just("reopen"), st.booleans()),
        st.tuples(st.just("again"), st.integers(0, 5)),
        st.tuples(st.just("look"), officers),
    ),
    max_size=12,
)
finds = st.builds(
    Find,
    today=st.just(TODAY),
    soon=st.integers(-1, 4).map(lambda n: TODAY + timedelta(days=n)),
    queue=st.sampled_from(QUEUES),
    text=texts | st.sampled_from(["2", "甲", "a", "甲 乙", "2 丙", "A", "Ａ"]),
    respondent=st.just("") | st.sampled_from(["甲", "乙甲"]),
    officer=officers,
    authority=st.sampled_from(["", "", "x"]),
    kind=st.sampled_from(["", "", "case"]),
    due_before=st.none() | st.just(TODAY),
    me=officers,
    also=st.just(()) | st.lists(officers, max_size=2).map(tuple),
    sort=st.sampled_from(SORTS),
    limit=st.integers(1, 4),
)


def maker(stated: dict[str, dict[str, Json]]) -> Make:
    def make(txn: Txn) -> Mapping[str, Json]:
        txn.take("26")
        return {"dockets": list(stated), "facts": dict(stated)}

    return make


def play(store: Store, program: list[tuple[str, Any]], reopened: Callable[[bool], Store]) -> Store:
    """Run a program; ``reopened`` closes the store and opens it again, if its kind can."""
    for n, (verb, with_what) in enumerate(program):
        if verb == "commit":
            store.commit(f"{n}", maker(with_what))
        elif verb == "batch":
            store.commit_many((f"{n}-{i}", maker(c)) for i, c in enumerate(with_what))
        elif verb == "again":
            store.commit(f"{with_what}", maker({"26-000001": {"queue": "done"}}))
        elif verb == "look":
            store.find(Find(today=TODAY, soon=TODAY, queue="mine", me=with_what))
            store.named("甲")
        else:
            store = reopened(with_what)
    return store


def pages(store: Store, find: Find) -> list[Mapping[str, object]]:
    """The whole list, page by page."""
    rows: list[Mapping[str, object]] = []
    after = ""
    while True:
        found = store.find(_after(find, after))
        assert len(found.rows) <= find.limit
        rows += found.rows
        after = found.next
        if not after:
            assert found.total == len(rows)
            return rows


def _after(find: Find, after: str, limit: int | None = None) -> Find:
    from attrs import evolve

    return evolve(find, after=after, limit=limit or find.limit)


def cannot_be_told_apart(store: Store, memory: Store, asked: list[Find]) -> None:
    assert store.head() == memory.head()
    assert list(store.each_line()) == list(memory.each_line())
    for docket in [f"26-{n:06}" for n in range(1, 7)]:
        assert store.lines(docket) == memory.lines(docket)
        assert store.count(docket) == memory.count(docket)
        assert store.summary(docket) == memory.summary(docket)
    for name in ("甲", "乙", "丙"):
        assert store.named(name) == memory.named(name)
    for find in asked:
        rows = pages(store, find)
        assert rows == pages(memory, find)
        whole = memory.find(_after(find, "", 200))
        assert rows == list(whole.rows)
        assert len({row["key"] for row in rows}) == len(rows)
        counted = store.counts(find.today, find.me, find.soon, find.also)
        assert counted == memory.counts(find.today, find.me, find.soon, find.also)


@settings(max_examples=150, deadline=None)
@given(program=steps, asked=st.lists(finds, min_size=1, max_size=5))
def test_memory_and_tinydb_cannot_be_told_apart(
    sim: Any, summarise: Summarised, program: list[tuple[str, Any]], asked: list[Find]
) -> None:
    folder, disk = Path("/r"), sim()
    create_ledger(folder, register="same", disk=disk)
    opened = [TinyStore(folder, summarise, disk=disk)]

    def reopened(forget: bool) -> Store:
        opened[-1].close()
        if forget:
            disk.files.pop(folder / "snapshot.json", None)
        opened.append(TinyStore(folder, summarise, disk=disk))
        return opened[-1]

    memory = MemoryStore(summarise, register="same")
    play(memory, program, lambda forget: memory)
    tiny = play(opened[-1], program, reopened)
    cannot_be_told_apart(tiny, memory, asked)


@settings(max_examples=60, deadline=None)
@given(program=steps, asked=st.lists(finds, min_size=1, max_size=5))
def test_memory_and_postgres_cannot_be_told_apart(
    address: Callable[[], str],
    summarise: Summarised,
    program: list[tuple[str, Any]],
    asked: list[Find],
) -> None:
    url = address()
    opened = [create_store(url, summarise, register="same")]

    def reopened(_: bool) -> Store:
        opened[-1].close()
        opened.append(open_store(url, summarise))
        return opened[-1]

    memory = MemoryStore(summarise, register="same")
    play(memory, program, lambda forget: memory)
    with play(opened[-1], program, reopened) as server:
        cannot_be_told_apart(server, memory, asked)
        assert server.resummarise() == []


@settings(max_examples=100, deadline=None)
@given(program=steps)
def test_a_list_is_never_longer_than_its_count(
    summarise: Summarised, program: list[tuple[str, Any]]
) -> None:
    memory = MemoryStore(summarise)
    play(memory, program, lambda forget: memory)
    counts = memory.counts(TODAY, "a", TODAY)
    for queue in QUEUES:
        found = memory.find(Find(today=TODAY, soon=TODAY, queue=queue, me="a", limit=200))
        assert found.total == len(found.rows) == counts[queue]
