"""What only a register on a server has to promise: broken connections, other people's tables."""

import ast
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from laborcase.errors import RegisterError, Usage
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
    sql_lists,
    tables,
)
from laborcase.store import postgres as engine
from laborcase.store.postgres import PostgresStore
from laborcase.store.sql_lists import needles

TODAY = date(2026, 11, 23)
State = Callable[..., Make]
Summarised = Callable[[str, Sequence[Line]], Summary | None]


def numbered(txn: Txn) -> Mapping[str, Json]:
    return {"dockets": [f"26-{txn.take('26'):06}"]}


def plain(address: str) -> str:
    """The address of the database alone."""
    return re.sub(r"[?&]register=[0-9a-f]+", "", address)


def ask(url: str, sql: str) -> list[tuple[object, ...]]:
    """Asks the database behind the program's back."""
    with psycopg.connect(plain(url), autocommit=True) as conn:
        cursor = conn.execute(sql)  # type: ignore[arg-type, unused-ignore]
        return cursor.fetchall() if cursor.description else []


def pieces_of(url: str) -> list[tuple[object, ...]]:
    """What the dockets of the register are found by."""
    return ask(
        url,
        f"SELECT piece, docket FROM laborcase.piece WHERE register = '{url[-32:]}' ORDER BY 1, 2",
    )


def kill(url: str, pid: int) -> None:
    """Ends one connection from the server's side, and waits until it is gone."""
    ask(url, f"SELECT pg_terminate_backend({pid}, 5000)")


def pid(store: PostgresStore) -> int:
    return store._conn.info.backend_pid


@pytest.fixture
def url(address: Callable[[], str]) -> str:
    return address()


@pytest.fixture
def store(url: str, summarise: Summarised) -> Iterator[PostgresStore]:
    with create_store(url, summarise) as made:
        assert isinstance(made, PostgresStore)
        yield made


def check_numbers(store: Store, count: int) -> None:
    """No gap, no number twice, no commit twice."""
    lines = list(store.each_line())
    assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(count)]
    assert len({line.body["key"] for line in lines}) == count


# The same evidence


def test_the_lines_are_byte_for_byte_those_of_a_file(
    store: PostgresStore, url: str, state: State, summarise: Summarised, tmp_path: Path
) -> None:
    folder = tmp_path / "register"
    with create_store(str(folder), summarise, register=store.register) as file:
        for place in (file, store):
            place.commit("a", state("26-000001", search='拖欠工资 "\\\n\u2028 👩\u200d🏭'))
            place.commit_many([("b", numbered), ("c", numbered)])
        assert file.head() == store.head()
    name = url[-32:]
    rows = ask(
        url,
        f"SELECT first FROM laborcase.head WHERE register = '{name}'"
        " UNION ALL (SELECT body || convert_to(E'\\t' || hash || E'\\n', 'UTF8')"
        f" FROM laborcase.ledger WHERE register = '{name}' ORDER BY seq)",
    )
    stored = [bytes(row[0]) for row in rows]  # type: ignore[arg-type]
    assert b"".join(stored) == (folder / "ledger.jsonl").read_bytes()


def test_a_register_keeps_the_id_it_was_given(address: Callable[[], str]) -> None:
    url = address()
    with create_store(url, lambda docket, lines: None, register="id-7") as made:
        empty = made.head()
    with open_store(url, lambda docket, lines: None) as store:
        assert (store.register, store.head()) == ("id-7", empty)


def test_registers_of_one_database_know_nothing_of_each_other(
    store: PostgresStore, address: Callable[[], str], state: State, summarise: Summarised
) -> None:
    store.commit("a", state("26-000001", search="张三", names="号"))
    kept = store.put_file(b"x")
    with create_store(address(), summarise) as other:
        assert other.register != store.register
        assert (other.head().seq, other.lines("26-000001")) == (0, [])
        assert other.named("号") == ()
        for text in ("张三", "张"):
            assert other.find(Find(today=TODAY, soon=TODAY, text=text)).total == 0
        assert other.counts(TODAY, "", TODAY)["all"] == 0
        assert not other.has_file(kept)
        assert other.commit("a", state("26-000001"))[1]


# Many clerks, broken connections


def test_eight_clerks_with_rollbacks_and_killed_connections_leave_no_gap(
    store: PostgresStore, url: str, summarise: Summarised
) -> None:
    clerks = [PostgresStore(url, summarise) for _ in range(8)]
    told: list[tuple[str, Line]] = []
    errors: list[BaseException] = []

    def refused(txn: Txn) -> Mapping[str, Json]:
        numbered(txn)
        raise KeyError

    def work(clerk: int) -> None:
        chance = random.Random(clerk)
        try:
            for n in range(25):
                if chance.random() < 0.1:
                    with pytest.raises(KeyError):
                        clerks[clerk].commit(f"{clerk}-{n}", refused)
                if chance.random() < 0.2:
                    kill(url, pid(chance.choice(clerks)))
                line, new = clerks[clerk].commit(f"{clerk}-{n}", numbered)
                assert new
                told.append((f"{clerk}-{n}", line))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for clerk in clerks:
        clerk.close()
    assert errors == []
    check_numbers(store, 200)
    lines = {line.body["key"]: line for line in store.each_line()}
    assert dict(told) == lines


@pytest.mark.parametrize("fault", ["killed", "40001", "40P01", "08006"])
@pytest.mark.parametrize("statement", range(1, 15))
def test_what_breaks_at_any_statement_of_a_commit_is_as_if_it_had_not(
    store: PostgresStore,
    url: str,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
    statement: int,
    fault: str,
) -> None:
    store.commit("a", state("26-000001", search="旧", names="旧"))
    asked: list[object] = []

    def breaking(real: Callable[..., object]) -> Callable[..., object]:
        def execute(cursor: "psycopg.Cursor[object]", sql: object, *rest: object, **more: object):  # type: ignore[no-untyped-def]
            if cursor.connection is broken:
                asked.append(sql)
                if len(asked) == statement and fault == "killed":
                    kill(url, pid(store))
                elif len(asked) == statement:
                    raise psycopg.errors.lookup(fault)("asked to repeat")
            return real(cursor, sql, *rest, **more)

        return execute

    def makes(txn: Txn) -> Mapping[str, Json]:
        txn.take("26")
        assert len(txn.lines("26-000001")) == 1
        return {"dockets": ["26-000001"], "facts": {"26-000001": {"search": "新", "names": "新"}}}

    broken = store._conn
    for way in ("execute", "executemany"):
        monkeypatch.setattr(psycopg.Cursor, way, breaking(getattr(psycopg.Cursor, way)))
    line, new = store.commit("b", makes)
    assert len(asked) >= statement
    assert (line.seq, new, line.body["takes"]) == (2, True, {"26": 1})
    assert store.lines("26-000001")[1:] == [line] == list(store.each_line())[1:]
    assert (store.named("旧"), store.named("新")) == ((), ("26-000001",))


@contextmanager
def lost_answers(monkeypatch: pytest.MonkeyPatch, *, written: bool) -> Iterator[None]:
    """The next transaction loses its connection: just after it was written, or just before."""
    real = psycopg.Connection.transaction
    armed = [True]

    @contextmanager
    def transaction(conn: "psycopg.Connection[object]") -> Iterator[object]:
        with real(conn) as made:
            yield made
            if armed and not written:
                armed.clear()
                conn.close()
                raise psycopg.OperationalError("the connection is lost")
        if armed:
            armed.clear()
            conn.close()
            raise psycopg.OperationalError("the answer is lost")

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Connection, "transaction", transaction)
        yield
    assert not armed


@pytest.mark.parametrize("written", [True, False])
def test_a_commit_whose_answer_was_lost_is_written_once(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    for n in range(10):
        with lost_answers(monkeypatch, written=written):
            line, new = store.commit(f"{n}", numbered)
        assert (line.seq, new) == (n + 1, True)
    check_numbers(store, 10)


def test_a_batch_whose_answer_was_lost_is_written_once(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lost_answers(monkeypatch, written=True):
        lines = store.commit_many([("a", numbered), ("b", numbered)])
    assert [line.seq for line in lines] == [1, 2]
    check_numbers(store, 2)


def test_a_batch_that_broke_off_is_not_made_again(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def counted(txn: Txn) -> Mapping[str, Json]:
        calls.append("")
        return numbered(txn)

    with (
        lost_answers(monkeypatch, written=False),
        pytest.raises(RegisterError, match="None of them"),
    ):
        store.commit_many([("a", counted), ("b", counted)])
    assert (len(calls), store.head().seq) == (2, 0)


def test_a_batch_after_a_connection_went_to_sleep_is_written(
    store: PostgresStore, url: str
) -> None:
    kill(url, pid(store))
    assert len(store.commit_many([("a", numbered), ("b", numbered)])) == 2


@pytest.mark.parametrize(
    "error", [psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected]
)
def test_a_commit_that_the_server_asks_to_repeat_is_repeated(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch, error: type[psycopg.Error]
) -> None:
    real, tries = PostgresStore._write, []

    def write(self: PostgresStore, *what: object) -> None:
        tries.append(what)
        real(self, *what)  # type: ignore[arg-type]
        if len(tries) == 1:
            raise error

    monkeypatch.setattr(PostgresStore, "_write", write)
    assert store.commit("a", numbered)[0].seq == 1
    assert len(tries) == 2
    check_numbers(store, 1)


def test_an_error_that_will_not_pass_is_told_at_once(
    store: PostgresStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.commit("a", numbered)
    name = url[-32:]
    ask(url, f"UPDATE laborcase.head SET seq = 0 WHERE register = '{name}'")
    with pytest.raises(RegisterError, match=r"refused.*Nothing was written"):
        store.commit("b", numbered)
    ask(url, f"UPDATE laborcase.head SET seq = 1 WHERE register = '{name}'")
    assert store.commit("b", numbered)[0].seq == 2


def test_reading_goes_on_after_a_broken_connection(
    store: PostgresStore, url: str, state: State
) -> None:
    store.commit("a", state("26-000001"))
    kill(url, pid(store))
    assert store.count("26-000001") == 1
    kill(url, pid(store))
    assert store.put_file(b"x") == store.put_file(b"x")


def test_a_server_that_stays_away_is_told_and_nothing_is_written_twice(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(conninfo: str) -> None:
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(engine, "PATIENCE", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "connect", away)
        store._conn.close()
        with pytest.raises(RegisterError, match=r"cannot be reached: connection refused"):
            store.head()
        with pytest.raises(RegisterError, match=r"cannot be reached.*Nothing was written"):
            store.commit("a", numbered)
    assert store.head().seq == 0
    with (
        lost_answers(monkeypatch, written=True),
        pytest.raises(RegisterError, match="not certain"),
    ):
        store.commit("a", numbered)
    assert store.commit("a", numbered)[1] is False
    check_numbers(store, 1)


def test_who_cannot_have_the_lock_is_told_and_readers_need_none(
    store: PostgresStore, url: str, state: State
) -> None:
    store.commit("a", state("26-000001", against="甲"))
    store._conn.execute("SET lock_timeout = '1ms'")
    with psycopg.connect(plain(url)) as other:
        other.execute("SELECT 1 FROM laborcase.head FOR UPDATE")
        with pytest.raises(RegisterError, match="busy"):
            store.commit("b", numbered)
        assert store.head().seq == 1
        assert store.find(Find(today=TODAY, soon=TODAY, text="甲")).total == 1
    assert store.commit("b", numbered)[0].seq == 2


def test_what_was_committed_is_on_the_disk_though_the_server_thinks_otherwise(
    database: Callable[..., str], summarise: Summarised
) -> None:
    url = database()
    ((name,),) = ask(url, "SELECT current_database()")
    ask(url, f"ALTER DATABASE {name} SET synchronous_commit = off")
    with create_store(url, summarise) as store:
        assert isinstance(store, PostgresStore)
        assert store._run("SHOW synchronous_commit") == [("on",)]


# Long registers


def test_what_does_not_fit_into_one_answer_comes_in_several(
    store: PostgresStore, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BATCH", 2)
    for n in range(7):
        store.commit(f"{n}", state("26-000001", search=f"{n}"))
        store.commit(f"s{n}", state(f"26-00001{n}"))
    lines = list(store.each_line())
    assert [line.seq for line in lines] == list(range(1, 15))
    assert store.lines("26-000001") == lines[::2]
    assert store.lines("26-000001")[-1] == lines[12]
    assert store.resummarise() == []


def test_other_rules_make_the_summaries_anew(url: str, state: State) -> None:
    made: list[str] = []

    def summarise(docket: str, lines: Sequence[Line]) -> Summary:
        made.append(docket)
        return {"key": docket, "kind": "case", "open": 1, "search": rule, "lines": len(lines)}

    rule = "旧规"
    with create_store(url, summarise, rules="1") as store:
        for docket in ("b", "a"):
            store.commit(docket, state(docket))
    made.clear()
    open_store(url, summarise, rules="1").close()
    assert made == []
    rule = "新规"
    with open_store(url, summarise, rules="2") as store:
        assert made == ["a", "b"]
        find = Find(today=TODAY, soon=TODAY, text="新规")
        assert (store.find(find).total, store.counts(TODAY, "", TODAY)["all"]) == (2, 2)
        with PostgresStore(url, summarise, rules="2") as late:
            late._rules = "1"  # a program of before, still open
            late.commit("c", state("a"))
        made.clear()
        open_store(url, summarise, rules="2").close()
        assert made == ["a", "b"]


def test_what_many_dockets_begin_with_finds_them_and_no_others(
    store: PostgresStore, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_RARE", 2)
    monkeypatch.setattr(engine, "COUNTED", 1)
    keys = [f"26-{n:06}" for n in range(40)]
    facts = [{"against": "甲乙"[n % 2] + "公司", "lead_name": "丙丁戊"[n % 3]} for n in range(40)]
    store.commit_many((k, state(k, **f)) for k, f in zip(keys, facts, strict=True))

    def found(text: str) -> list[str]:
        find = Find(today=TODAY, soon=TODAY, text=text, sort="key")
        assert not store._telling(needles(find))  # each is looked at
        return [str(row["key"]) for row in store.find(find).rows]

    assert found("乙") == keys[1::2]
    assert found("乙 2") == keys[1::2]
    assert found("乙 丁") == keys[1::6]


def test_what_a_program_of_before_wrote_to_find_by_is_made_anew_with_the_summaries(
    url: str, state: State, summarise: Summarised
) -> None:
    facts = {"against": "甲公司", "lead_name": "李川", "search": "甲公司李川"}
    with create_store(url, summarise, rules="1") as store:
        store.commit_many((key, state(key, **facts)) for key in ("26-000001", "26-000002"))
        right = pieces_of(url)
    name = url[-32:]
    ask(url, f"DELETE FROM laborcase.piece WHERE register = '{name}' AND piece = E'\\n李'")
    ask(
        url,
        "INSERT INTO laborcase.piece (register, piece, docket) VALUES"
        f" ('{name}', '川', '26-000001'), ('{name}', E'\\n王', '26-000002'),"
        " ('another', '川', '26-000001')",
    )
    with open_store(url, summarise, rules="2") as store:
        assert pieces_of(url) == right
        assert store.find(Find(today=TODAY, soon=TODAY, text="李")).total == 2
        assert store.find(Find(today=TODAY, soon=TODAY, text="王")).total == 0
    assert ask(url, "DELETE FROM laborcase.piece WHERE register = 'another' RETURNING 1") == [(1,)]


# Damage


@pytest.mark.parametrize(
    ("change", "first_wrong"),
    [
        ("UPDATE laborcase.ledger SET body = body || ' ' WHERE seq = 2", 2),
        ("UPDATE laborcase.ledger SET hash = repeat('0', 64) WHERE seq = 2", 2),
        ("UPDATE laborcase.ledger SET prev = '' WHERE seq = 3", 3),
        ("UPDATE laborcase.ledger SET key = 'z' WHERE seq = 3", 3),
        ("UPDATE laborcase.ledger SET seq = 9 WHERE seq = 3", 3),
        ("DELETE FROM laborcase.ledger WHERE seq = 1", 1),
        ("DELETE FROM laborcase.ledger WHERE seq = 3", 3),
        ("UPDATE laborcase.head SET hash = repeat('0', 64) WHERE seq = 3", 3),
    ],
)
def test_a_changed_row_is_found_and_named(
    store: PostgresStore, url: str, state: State, change: str, first_wrong: int
) -> None:
    for key in "abc":
        store.commit(key, state("26-000001"))
    ask(url, f"{change} AND register = '{url[-32:]}'")
    read: list[int] = []
    with pytest.raises(RegisterError, match=f"Commit {first_wrong} of"):
        read.extend(line.seq for line in store.each_line())
    assert read == list(range(1, len(read) + 1))


def test_a_docket_with_a_missing_or_changed_line_is_not_shown(
    store: PostgresStore, url: str, state: State
) -> None:
    for key in "abc":
        store.commit(key, state("26-000001"))
    ours = f"register = '{url[-32:]}'"
    ask(url, f"UPDATE laborcase.ledger SET body = body || ' ' WHERE {ours} AND seq = 2")
    with pytest.raises(RegisterError, match="Commit 2 of"):
        list(store.lines("26-000001"))
    ask(url, f"DELETE FROM laborcase.ledger WHERE {ours} AND seq > 1")
    with pytest.raises(RegisterError, match="Commit 3 of"):
        store.lines("26-000001")[-1]


def test_a_changed_file_is_refused_and_mended_by_keeping_it_again(
    store: PostgresStore, url: str
) -> None:
    name = store.put_file("证据".encode())
    ask(url, f"UPDATE laborcase.file SET data = 'x' WHERE register = '{url[-32:]}'")
    with pytest.raises(RegisterError, match="damaged"):
        store.get_file(name)
    store.put_file("证据".encode())
    assert store.get_file(name) == "证据".encode()


# Making and opening


def nothing(docket: str, lines: object) -> None:
    """No docket is listed."""


def schemas(url: str) -> list[tuple[object, ...]]:
    return ask(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'laborcase'")


def test_opening_never_makes_anything(database: Callable[..., str]) -> None:
    url = database()
    with pytest.raises(RegisterError, match=r"no register main at.*laborcase init"):
        open_store(url, nothing)
    assert schemas(url) == []
    create_store(url, nothing).close()
    sign = "&" if "?" in url else "?"
    with pytest.raises(RegisterError, match="no register 周口 at"):
        open_store(f"{url}{sign}register=%E5%91%A8%E5%8F%A3", nothing)
    with open_store(f"{url}{sign}register=main", nothing) as store:
        assert store.head().seq == 0


def test_a_register_is_made_once(store: PostgresStore, url: str, state: State) -> None:
    store.commit("a", state("26-000001"))
    with pytest.raises(RegisterError, match="already"):
        create_store(url, nothing)
    assert store.head().seq == 1


def test_registers_made_at_once_in_an_empty_database_are_all_made(
    database: Callable[..., str],
) -> None:
    url = database()
    sign, start, errors = "&" if "?" in url else "?", threading.Barrier(4), []

    def makes(n: int) -> None:
        try:
            start.wait()
            create_store(f"{url}{sign}register=r{n}", nothing).close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=makes, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert ask(url, "SELECT count(*) FROM laborcase.head") == [(4,)]


def test_a_closed_register_says_so(store: PostgresStore) -> None:
    store.close()
    store.close()
    with pytest.raises(RegisterError, match="was closed"):
        store.head()
    with pytest.raises(RegisterError, match="was closed"):
        store.commit("a", numbered)


def test_a_register_that_was_dropped_meanwhile_is_told(store: PostgresStore, url: str) -> None:
    ask(url, f"DELETE FROM laborcase.head WHERE register = '{url[-32:]}'")
    with pytest.raises(RegisterError, match="There is no register"):
        store.head()
    with pytest.raises(RegisterError, match="There is no register"):
        store.commit("a", numbered)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("CREATE SCHEMA laborcase; CREATE TABLE laborcase.head (a int)", "somebody else's"),
        (
            "CREATE SCHEMA laborcase; CREATE TABLE laborcase.schema_version (version, sha256)"
            " AS VALUES (1, 'x')",
            "not those of this program",
        ),
    ],
)
def test_other_peoples_tables_are_left_alone(
    database: Callable[..., str], before: str, sentence: str
) -> None:
    url = database()
    ask(url, before)
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'laborcase'"
    there = ask(url, tables)
    with pytest.raises(RegisterError, match=sentence):
        create_store(url, nothing)
    with pytest.raises(RegisterError):
        open_store(url, nothing)
    assert ask(url, tables) == there


def test_tables_of_a_newer_program_are_left_alone(database: Callable[..., str]) -> None:
    url = database()
    create_store(url, nothing).close()
    ask(url, "INSERT INTO laborcase.schema_version VALUES (999, '999_later.sql', 'x')")
    with pytest.raises(RegisterError, match="newer program \\(version 999\\)"):
        open_store(url, nothing)


# Tables of an older program


def shape(url: str) -> set[tuple[object, ...]]:
    """The columns and indices of our tables."""
    return {
        *ask(
            url,
            "SELECT table_name, column_name, data_type, is_nullable"
            " FROM information_schema.columns WHERE table_schema = 'laborcase'",
        ),
        *ask(url, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'laborcase'"),
    }


def versions(url: str) -> list[tuple[object, ...]]:
    return ask(url, "SELECT version FROM laborcase.schema_version ORDER BY version")


@pytest.fixture
def old(database: Callable[..., str], state: State, summarise: Summarised) -> str:
    """A database as the first version of the tables left it, with one register."""
    url = database()
    with create_store(url, summarise) as store:
        store.commit("a", state("26-000001", against="甲", open=1, queue="work", due="2026-12-01"))
        store.put_file(b"x")
    ask(url, "ALTER TABLE laborcase.summary DROP COLUMN marks, DROP COLUMN ticket_due")
    ask(url, "DROP TABLE laborcase.identity_key")
    ask(url, "DELETE FROM laborcase.schema_version WHERE version > 1")
    fresh = database()
    first = Path(tables.__file__).parent / "sql" / "001_tables.sql"
    ask(fresh, first.read_text("utf-8"))
    assert shape(url) == shape(fresh)
    return url


def test_older_tables_are_brought_up_to_date_at_opening_and_the_ledger_is_the_same(
    old: str, database: Callable[..., str], state: State, summarise: Summarised
) -> None:
    ledger = "SELECT * FROM laborcase.ledger"
    before = ask(old, ledger)
    with open_store(old, summarise) as store:
        assert ask(old, ledger) == before
        assert store.find(Find(today=TODAY, soon=TODAY, text="甲")).total == 1
        store.commit("b", state("26-000001", marks=" irregular "))
        assert store.find(Find(today=TODAY, soon=TODAY, queue="irregular")).total == 1
    fresh = database()
    create_store(fresh, summarise).close()
    assert shape(old) == shape(fresh)
    assert versions(old) == versions(fresh)


def test_making_another_register_brings_older_tables_up_to_date_too(
    old: str, summarise: Summarised
) -> None:
    sign = "&" if "?" in old else "?"
    create_store(f"{old}{sign}register=second", summarise).close()
    assert len(versions(old)) > 1
    with open_store(old, summarise) as store:
        assert store.head().seq == 1


def test_what_is_refused_leaves_older_tables_alone(old: str) -> None:
    sign = "&" if "?" in old else "?"
    before = shape(old)
    with pytest.raises(RegisterError, match="There is no register none"):
        open_store(f"{old}{sign}register=none", nothing)
    with pytest.raises(RegisterError, match=r"already.*nothing was touched"):
        create_store(old, nothing)
    assert (shape(old), versions(old)) == (before, [(1,)])


def test_programs_that_bring_the_tables_up_to_date_at_once_do_not_disturb_each_other(
    old: str, summarise: Summarised
) -> None:
    start, errors = threading.Barrier(4), []

    def opens() -> None:
        try:
            start.wait()
            open_store(old, summarise).close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert versions(old) == [(number,) for number, _ in tables.our_files()]


def test_bringing_up_to_date_that_breaks_off_leaves_the_older_tables(
    old: str, summarise: Summarised, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shape(old)
    real = tables._migrations()
    broken = [(n, path, data + (b"; SELECT 1 / 0" if n > 1 else b"")) for n, path, data in real]
    with monkeypatch.context() as patch:
        patch.setattr(tables, "_migrations", lambda: broken)
        with pytest.raises(RegisterError, match="division by zero"):
            open_store(old, summarise)
    assert (shape(old), versions(old)) == (before, [(1,)])
    open_store(old, summarise).close()


def test_an_account_that_may_not_change_the_tables_is_told_who_can(
    old: str, server: str, summarise: Summarised
) -> None:
    role = f"clerk_{old[-12:]}".replace("?", "_").replace("/", "_")
    before = shape(old)
    ask(server, f'CREATE ROLE "{role}" LOGIN')
    try:
        ask(
            old,
            f'GRANT USAGE ON SCHEMA laborcase TO "{role}";'
            f' GRANT ALL ON ALL TABLES IN SCHEMA laborcase TO "{role}"',
        )
        parts = urlsplit(old)
        host = parts.netloc.rpartition("@")[2]
        clerk = urlunsplit(parts._replace(netloc=f"{role}@{host}"))
        with pytest.raises(RegisterError, match="account that made them"):
            open_store(clerk, summarise)
        assert (shape(old), versions(old)) == (before, [(1,)])
        open_store(old, summarise).close()
        open_store(clerk, summarise).close()
    finally:
        ask(old, f'DROP OWNED BY "{role}"')
        ask(server, f'DROP ROLE "{role}"')


def test_a_program_of_before_goes_on_while_the_tables_are_brought_up_to_date(
    old: str, state: State, summarise: Summarised, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its statements, as they were, still do their work."""
    with open_store(old, summarise) as store:
        assert isinstance(store, PostgresStore)
        store.commit("b", state("26-000001", marks=" irregular "))
        upsert = engine.UPSERT.replace(", marks, ticket_due, doc)", ", doc)")
        upsert = upsert.replace("%s, %s, %s::", "%s::").replace("marks = excluded.marks,", "")
        upsert = upsert.replace("ticket_due = excluded.ticket_due, ", "")
        assert upsert.count("%s") == engine.UPSERT.count("%s") - 2
        assert "marks" not in upsert

        def columns(summary: Summary) -> list[str | int]:
            *most, _, _, doc = sql_lists.columns(summary)
            return [*most, doc]

        monkeypatch.setattr(engine, "UPSERT", upsert)
        monkeypatch.setattr(engine, "columns", columns)
        store.commit("c", state("26-000002", marks=" irregular "))
        store.commit("d", state("26-000001", marks=""))
        monkeypatch.undo()
        assert store.counts(TODAY, "", TODAY)["all"] == 2
        ask(old, "UPDATE laborcase.summary SET doc = doc - 'marks'")  # it knows of none
    with open_store(old, summarise, rules="new") as store:
        find = Find(today=TODAY, soon=TODAY, queue="irregular")
        assert [row["key"] for row in store.find(find).rows] == ["26-000002"]
        assert store.counts(TODAY, "", TODAY)["irregular"] == 1


def test_tables_of_an_older_program_get_what_they_lack(
    database: Callable[..., str], state: State, summarise: Summarised
) -> None:
    url = database()

    def older(docket: str, lines: Sequence[Line]) -> Summary:
        made = dict(summarise(docket, lines) or {})
        del made["ticket_due"]
        return made

    with create_store(url, older) as store:
        store.commit("a", state("26-000001", ticket_due="2026-11-23T17:00"))
    ask(
        url,
        "ALTER TABLE laborcase.summary DROP COLUMN ticket_due;"
        " DROP TABLE laborcase.identity_key;"
        " DELETE FROM laborcase.schema_version WHERE version > 2",
    )
    with open_store(url, summarise, rules="newer") as store:
        store.commit("b", state("26-000002", ticket_due="2026-11-23T12:00"))
        rows = store.find(Find(today=TODAY, soon=TODAY, sort="ticket_due")).rows
    assert [row["key"] for row in rows] == ["26-000002", "26-000001"]


def test_a_database_without_unicode_is_refused(server: str, database: Callable[..., str]) -> None:
    url = database("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(RegisterError, match="cannot hold Chinese"):
        create_store(url, nothing)
    assert schemas(url) == []


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    url = "postgresql://clerk:secret@127.0.0.1:1/office?sslpassword=secret2&register=a"
    for way in (open_store, create_store):
        with pytest.raises(RegisterError, match=r"clerk@127.0.0.1:1/office.*cannot be r") as told:
            way(url, nothing)
        assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "wrong",
    ["h/d?register=", "h/d?register=a&register=b", "h/d?register=%00", "h/d?nonsense=1", "h:x/d%"],
)
def test_an_address_that_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(Usage, match="not the address of a register on PostgreSQL"):
        open_store(f"postgresql://{wrong}", nothing)


def test_without_the_driver_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from laborcase.store import open_store\n"
        "from laborcase.errors import RegisterError\n"
        "try: open_store('postgresql://h/d', None)\n"
        "except RegisterError as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'laborcase[postgres]'" in done.stdout


# What keeps the tables portable


def test_the_tables_keep_to_what_distributed_engines_have(store: PostgresStore, url: str) -> None:
    columns = ask(
        url,
        "SELECT table_name, data_type, is_generated, column_default FROM"
        " information_schema.columns WHERE table_schema = 'laborcase'",
    )
    assert {str(kind) for _, kind, _, _ in columns} == {
        "text",
        "bigint",
        "bytea",
        "jsonb",
        "timestamp with time zone",
    }
    assert {made for _, _, made, _ in columns} == {"NEVER"}
    assert {table for table, _, _, default in columns if default} == {"schema_version"}
    ours = "JOIN pg_namespace n ON n.nspname = 'laborcase'"
    kinds = ask(url, f"SELECT DISTINCT relkind FROM pg_class c {ours} AND relnamespace = n.oid")
    assert {kind for (kind,) in kinds} == {"r", "i"}
    found = ask(url, f"SELECT contype FROM pg_constraint c {ours} AND connamespace = n.oid")
    assert {kind for (kind,) in found} <= {"p", "u", "n"}
    triggers = f"SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid {ours}"
    assert ask(url, f"{triggers} AND relnamespace = n.oid") == []
    leading = ask(
        url,
        "SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        f" {ours} AND c.relnamespace = n.oid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]",
    )
    assert {n for table, n in leading if table != "schema_version"} == {"register"}


def test_every_statement_asks_for_one_register_and_none_changes_the_ledger() -> None:
    folder = Path(engine.__file__).parent
    texts = [
        node.value
        for module in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    asking = [t for t in texts if re.search(r"(FROM|UPDATE) laborcase\.(?!schema_version)", t)]
    assert len(asking) > 15
    for text in asking:
        assert text.endswith("WHERE ") or "register = %s" in text, text
    for text in texts:
        assert not re.search(r"(UPDATE|DELETE FROM|TRUNCATE)[A-Z ]* laborcase\.ledger", text), text
    files = [re.sub("--.*", "", f.read_text("utf-8")) for f in (folder / "sql").glob("*.sql")]
    assert len(files) > 4
    unportable = (
        "LISTEN |NOTIFY|advisory|nextval|SEQUENCE|SERIAL|REFERENCES|FOREIGN KEY|TRIGGER"
        "|GENERATED|EXTENSION|EXCLUDE|DEFERRABLE|FUNCTION"
    )
    for text in (*texts, *files):
        assert not re.search(unportable, text), text
