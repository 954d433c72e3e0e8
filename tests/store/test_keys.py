"""The keys of identity blocks: kept durably before what they wrap, destroyed for good, and no part
of the ledger or of the database that holds it."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from laborcase.errors import RegisterError
from laborcase.store import Make, Store, create_store, open_store
from laborcase.store.files import RealDisk
from laborcase.store.ledger import create_ledger
from laborcase.store.tiny import TinyStore

State = Callable[..., Make]


# ------------------------------------------------------------------ on every engine


def test_a_key_is_kept_once_and_stays(store: Store) -> None:
    assert store.key("26-000001") is None
    store.keep_key("26-000001", b"first")
    store.keep_key("26-000001", b"second")
    store.keep_key("26-000002", b"other")
    assert store.key("26-000001") == b"first"
    assert store.key("26-000002") == b"other"


def test_a_destroyed_key_is_told_from_one_that_never_was_and_none_takes_its_place(
    store: Store, state: State
) -> None:
    store.commit("a", state("26-000001"))
    head = store.head()
    store.keep_key("26-000001", b"key" * 40)
    for name in ("26-000001", "26-000002"):
        store.drop_key(name)
        store.drop_key(name)
        assert store.key(name) == b""
        store.keep_key(name, b"late")
        assert store.key(name) == b""
    assert store.key("26-000003") is None
    assert store.head() == head
    assert len(list(store.each_line())) == 1


@pytest.mark.parametrize("name", ["", "../ledger.jsonl", "a/b", ".", "x" * 65, "-a", "26-000001\0"])
def test_no_key_is_kept_under_a_path(store: Store, name: str) -> None:
    for call in (store.key, store.drop_key, lambda n: store.keep_key(n, b"x")):
        with pytest.raises(ValueError, match="no key is kept"):
            call(name)


def test_a_key_kept_in_a_commit_that_is_not_written_harms_nobody(store: Store) -> None:
    def refused(txn: object) -> dict[str, object]:
        store.keep_key("26-000001", b"key")
        raise KeyError

    with pytest.raises(KeyError):
        store.commit("a", refused)  # type: ignore[arg-type]
    assert store.head().seq == 0
    assert store.key("26-000001") in (None, b"key")


def test_keys_outlive_the_program(kept: str, summarise: Callable[..., None]) -> None:
    with create_store(kept, summarise) as store:  # type: ignore[arg-type]
        store.keep_key("26-000001", b"key")
        store.keep_key("26-000002", b"key")
        store.drop_key("26-000002")
    with open_store(kept, summarise) as store:  # type: ignore[arg-type]
        assert store.key("26-000001") == b"key"
        assert store.key("26-000002") == b""


# ------------------------------------------------------------------ in a folder


def test_the_key_file_is_made_once_for_this_account_alone(
    folder: Path, reopen: Callable[[], Store]
) -> None:
    path = folder / "identity.key"
    with reopen() as store, reopen() as other:
        assert store.own_key() is None
        assert not path.exists()
        key = store.own_key(make=True)
        assert key is not None
        assert len(key) == 32
        assert other.own_key(make=True) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with reopen() as store:
        store.keep_key("26-000001", b"key")
        path.unlink()
        assert store.own_key(make=True) is None  # another one would open nothing that is there


@pytest.mark.parametrize("open_", ["identity.key", "keys"])
def test_keys_that_others_may_read_are_refused(
    folder: Path, reopen: Callable[[], Store], open_: str
) -> None:
    with reopen() as store:
        store.own_key(make=True)
        store.keep_key("26-000001", b"key")
    (folder / open_).chmod(0o755 if open_ == "keys" else 0o644)
    with pytest.raises(RegisterError, match="chmod"):
        reopen()


def test_a_destroyed_key_leaves_nothing_in_its_file(
    folder: Path, reopen: Callable[[], Store]
) -> None:
    with reopen() as store:
        store.keep_key("26-000001", b"key" * 40)
        number = os.open(folder / "keys" / "26-000001", os.O_RDONLY)
        store.drop_key("26-000001")
        assert os.read(number, 1000) == b""
        os.close(number)


def test_a_destroyed_key_is_overwritten_on_the_disk_before_its_file_is_emptied(
    folder: Path, summarise: Callable[..., None]
) -> None:
    """Emptying a file only gives its place back; what stood there would still stand there."""
    calls: list[object] = []

    class Watched(RealDisk):
        def write(self, file: int, offset: int, data: bytes) -> None:
            calls.append(("write", offset, data))
            super().write(file, offset, data)

        def flush(self, file: int) -> None:
            calls.append("flush")
            super().flush(file)

        def truncate(self, file: int, size: int) -> None:
            calls.append(("truncate", size))
            super().truncate(file, size)

    with TinyStore(folder, summarise, disk=Watched()) as store:
        store.keep_key("26-000001", b"key" * 40)
        calls.clear()
        store.drop_key("26-000001")
    assert calls == [("write", 0, bytes(120)), "flush", ("truncate", 0), "flush"]


def commits_with_key(store: Store, state: State) -> Make:
    """A maker as the desk's is: the key is kept first, then the commit that needs it is made."""

    def make(txn: object) -> object:
        store.keep_key("26-000001", b"key" * 40)
        return state("26-000001")(txn)  # type: ignore[arg-type]

    return make  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(60))
def test_after_a_power_cut_no_commit_is_there_without_its_key(
    sim: type, state: State, summarise: Callable[..., None], seed: int
) -> None:
    at = Path("/register")
    for cut in range(40):
        disk = sim()
        create_ledger(at, disk=disk)
        calls = 0

        def count(call: str, path: Path) -> None:
            nonlocal calls
            calls += 1
            if calls > cut:  # noqa: B023 - called within this very round
                raise KeyboardInterrupt  # the power is cut here, and nothing comes after

        store = TinyStore(at, summarise, disk=disk)  # type: ignore[arg-type]
        disk.fails = count
        try:
            store.commit("a", commits_with_key(store, state))
            done = True
        except KeyboardInterrupt:
            done = False
        disk.fails = lambda call, path: None
        after = disk.after_power_cut(seed)
        with TinyStore(at, summarise, disk=after) as again:  # type: ignore[arg-type]
            if done or again.head().seq:
                assert again.key("26-000001") == b"key" * 40
        if done:
            break
    else:
        pytest.fail("the commit has more calls than were cut")


def test_the_folder_of_the_first_key_is_flushed_with_it(
    sim: type, state: State, summarise: Callable[..., None]
) -> None:
    disk = sim()
    at = Path("/register")
    create_ledger(at, disk=disk)
    store = TinyStore(at, summarise, disk=disk)  # type: ignore[arg-type]
    before = disk.calls["flush_folder register"]
    store.keep_key("26-000001", b"key")
    assert disk.calls["flush_folder keys"] == 1
    assert disk.calls["flush_folder register"] == before + 1


def test_a_full_disk_while_the_key_is_kept_writes_no_commit(
    sim: type, state: State, summarise: Callable[..., None]
) -> None:
    disk = sim()
    at = Path("/register")
    create_ledger(at, disk=disk)
    store = TinyStore(at, summarise, disk=disk)  # type: ignore[arg-type]
    full = OSError(28, "No space left on device")
    disk.fails = lambda call, path: full if call == "flush" and "26-" in path.name else None
    with pytest.raises(RegisterError, match="full"):
        store.commit("a", commits_with_key(store, state))
    disk.fails = lambda call, path: None
    assert store.head().seq == 0
    store.commit("a", commits_with_key(store, state))
    assert store.key("26-000001") == b"key" * 40


# ------------------------------------------------------------------ on a server


def with_key(url: str, path: Path) -> str:
    return f"{url}&identity_key={path}"


def test_the_key_file_of_a_server_lies_where_the_address_or_the_environment_says(
    address: Callable[[], str], summarise: Callable[..., None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("LABORCASE_IDENTITY_KEY", raising=False)
    url, path = address(), tmp_path / "zone.key"
    with create_store(url, summarise) as store:  # type: ignore[arg-type]
        assert store.own_key(make=True) is None
    with open_store(with_key(url, path), summarise) as store:  # type: ignore[arg-type]
        assert "identity_key" in store.url
        assert store.own_key() is None
        key = store.own_key(make=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.setenv("LABORCASE_IDENTITY_KEY", str(path))
    with open_store(url, summarise) as store:  # type: ignore[arg-type]
        assert store.own_key() == key
        store.keep_key("26-000001", b"key")
        monkeypatch.setenv("LABORCASE_IDENTITY_KEY", str(tmp_path / "other.key"))
        with open_store(url, summarise) as other:  # type: ignore[arg-type]
            assert other.own_key(make=True) is None
    assert not (tmp_path / "other.key").exists()


def test_a_key_file_that_is_open_to_others_or_cannot_be_made_is_refused(
    address: Callable[[], str], summarise: Callable[..., None], tmp_path: Path
) -> None:
    url, path = address(), tmp_path / "zone.key"
    with create_store(with_key(url, path), summarise) as store:  # type: ignore[arg-type]
        store.own_key(make=True)
        path.chmod(0o640)
        with pytest.raises(RegisterError, match="chmod go="):
            store.own_key()
        path.chmod(0o600)
        path.write_bytes(b"?")
        with pytest.raises(RegisterError, match="not the key file"):
            store.own_key()
    nowhere = with_key(url, tmp_path / "no" / "folder" / "zone.key")
    with (
        open_store(nowhere, summarise) as store,  # type: ignore[arg-type]
        pytest.raises(RegisterError),
    ):
        store.own_key(make=True)


def test_of_the_key_file_nothing_is_in_the_database(
    address: Callable[[], str], summarise: Callable[..., None], tmp_path: Path
) -> None:
    url, path = address(), tmp_path / "zone.key"
    with create_store(with_key(url, path), summarise) as store:  # type: ignore[arg-type]
        key = store.own_key(make=True)
        assert key is not None
        store.keep_key("26-000001", b"wrapped")
        base = re.sub(r"[?&]register=[0-9a-f]+", "", url)
        tables = ("head", "ledger", "entry", "counter", "summary", "name", "piece", "file",
                  "identity_key")  # fmt: skip
        with psycopg.connect(base) as conn:
            for table in tables:
                rows = conn.execute(f"SELECT t::text FROM laborcase.{table} t").fetchall()  # type: ignore[arg-type]
                assert key.hex() not in str(rows)
