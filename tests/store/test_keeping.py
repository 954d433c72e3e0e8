"""Backups, restoring, and moving between engines: byte for byte, or nothing."""

import errno
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from laborcase import acts, demo, keeping
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import RegisterError
from laborcase.opening import open_desk
from laborcase.store import Find, Line, Summary, Taker, create_store
from laborcase.values import Text
from tests.store.test_postgres import ask

LATER = datetime(2028, 1, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration office, and two acts more of the years after."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    with demo.office(str(folder)) as desk:
        for year in (0, 366):
            later = desk.at(lambda year=year: LATER + timedelta(days=year))
            later.as_officer("zhou").enter(acts.Noted(text=Text("x")), on="26-000001")
    return folder


@pytest.fixture
def worked(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register that an office has worked in for years, with files and keys."""
    shutil.copytree(once, tmp_path / "register")
    monkeypatch.setenv("LABORCASE_REGISTER", str(tmp_path / "register"))
    monkeypatch.setenv("LABORCASE_OFFICER", "zhou")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "register"


def ledger(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("ledger*")}


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / "files").glob("??/*")}


def desk_of(folder: Path) -> Desk:
    return open_desk(str(folder), officer="zhou")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--lang", "en", *words])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_backup_is_the_ledger_and_the_files_byte_for_byte_and_no_keys(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "backup", "b")
    assert (code, "Saved as b, and read through" in told) == (0, True)
    assert ledger(tmp_path / "b") == ledger(worked)
    assert len(ledger(worked)) == 3
    assert kept(tmp_path / "b") == kept(worked) != set()
    assert (worked / "keys").exists()
    assert {p.name for p in (tmp_path / "b").iterdir()} == {
        *ledger(worked), "files", "verify_ledger.py"
    }  # fmt: skip
    modes = {p.stat().st_mode & 0o777 for p in (tmp_path / "b").rglob("*")}
    assert modes <= {0o700, 0o600}
    check = [sys.executable, "-I", str(tmp_path / "b" / "verify_ledger.py"), str(tmp_path / "b")]
    assert subprocess.run(check, capture_output=True).returncode == 0


def test_the_office_works_on_while_a_backup_is_made(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_of(worked) as desk:
        before = desk.head()
        lines = desk.store.each_line

        def each_line() -> Iterator[Line]:
            for line in lines():
                if line.seq % 100 == 3:
                    desk.enter(acts.Noted(text=Text("meanwhile")), on="26-000001")
                yield line

        monkeypatch.setattr(desk.store, "each_line", each_line)
        found = keeping.backup(desk.store, tmp_path / "b")
        assert found.commits == before < desk.head()
    whole, part = ledger(worked), ledger(tmp_path / "b")
    assert all(whole[name].startswith(data) for name, data in part.items())


def test_what_is_restored_is_the_register_it_was(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("checkpoint", "--to", "point"), ("backup", "b"), ("backup", "--keys", "k")):
        assert run(capsys, *words)[0] == 0
    with desk_of(worked) as desk:
        right = desk.verify(), {k: len(desk.docket(k).entries) for k in ("26-000001", "26-000002")}
    code, told = run(capsys, "restore", "b", "again", "--keys", "k", "--anchor", "point")
    assert (code, "Saved as again, and read through" in told) == (0, True)
    assert ledger(tmp_path / "again") == ledger(worked)
    for name in ("identity.key", "keys"):
        assert (tmp_path / "again" / name).exists()
    keys = {p.name: p.read_bytes() for p in (worked / "keys").iterdir()}
    assert {p.name: p.read_bytes() for p in (tmp_path / "again" / "keys").iterdir()} == keys
    with desk_of(tmp_path / "again") as desk:
        assert (desk.verify(), {k: len(desk.docket(k).entries) for k in right[1]}) == right
        desk.enter(acts.Noted(text=Text("goes on")), on="26-000001")


def test_the_commands_of_the_readme_bring_a_register_back_whole(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], address: Callable[[], str],
) -> None:  # fmt: skip
    """The drill: line by line as they stand there, then the machine is lost."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    block = re.search(r"## Kept safe, and proved\n\n```sh\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    for place in ("stick", "other", "head"):
        (tmp_path / "media" / place).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    server, ran = address(), []
    for line in block[1].splitlines():
        words = [
            str(Path(w).expanduser()) if w.startswith("~") else w
            for w in shlex.split(line, comments=True)
        ]
        words = [w.replace("/media/", f"{tmp_path}/media/") for w in words]
        words = [server if w.startswith("postgresql://") else w for w in words]
        assert words[0] == "laborcase"
        code, told = run(capsys, *words[1:])
        assert code == 0, (line, told)
        ran.append(words[1])
    assert {*ran} == {"backup", "restore", "move", "checkpoint", "verify"}
    # What came back is what was anchored, byte for byte, and the identities open.
    shutil.rmtree(worked)
    again = tmp_path / "again"
    anchor = str(tmp_path / "monday.point")
    code, told = run(capsys, "--register", str(again), "verify", "--strict", "--anchor", anchor)
    assert (code, "newer and not anchored: 0 commits" in told) == (0, True)
    assert keeping.shut_in(again) == 0


def secret_docket(folder: Path) -> str:
    return next(p.name for p in sorted((folder / "keys").iterdir()) if len(p.name) < 20)


def test_a_destroyed_key_leaves_the_ledger_whole_and_the_block_unreadable_in_later_backups(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docket = secret_docket(worked)
    assert run(capsys, "backup", "--keys", "early")[0] == 0
    with desk_of(worked) as desk:
        desk.store.drop_key(docket)
        proof = desk.verify()
    for words in (("backup", "b"), ("backup", "--keys", "late")):
        assert run(capsys, *words)[0] == 0
    assert (tmp_path / "late" / "keys" / docket).read_bytes() == b""
    for keys, readable in (("late", False), ("early", True)):
        assert run(capsys, "restore", "b", keys + "-again", "--keys", keys)[0] == 0
        with desk_of(tmp_path / (keys + "-again")) as desk:
            assert desk.verify() == proof
            assert bool(desk.store.key(docket)) is readable
            desk.store.drop_key(docket)
    # Without any keys the register works, and nobody can read who reported.
    assert run(capsys, "restore", "b", "bare")[0] == 0
    with desk_of(tmp_path / "bare") as desk:
        assert desk.store.key(docket) is None
        assert desk.verify() == proof


def listing(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_that_cannot_be_made_leaves_nothing_behind(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "left.part").mkdir()
    (tmp_path / "inside").symlink_to(worked)
    before, names = listing(tmp_path), sorted(p.name for p in tmp_path.iterdir())
    for target, code, words in (
        ("there", 2, "is there already"),
        ("link", 2, "is there already"),
        ("left", 2, "left from a copy that broke off"),
        (str(worked), 2, "is there already"),
        (str(worked / "backup"), 2, "lies inside"),
        (str(worked / "files" / "x"), 2, "lies inside"),
        ("inside/backup", 2, "lies inside"),
        ("no/such/folder", 4, "failed"),
    ):
        for kind in ((), ("--keys",)):
            found, told = run(capsys, "backup", target, *kind)
            assert (found, words in told) == (code, True), (target, told)
    assert (listing(tmp_path), sorted(p.name for p in tmp_path.iterdir())) == (before, names)


@pytest.mark.parametrize("at", [1, 5])
def test_a_full_disk_is_told_and_leaves_nothing_behind(
    worked: Path, tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [at]
    right = os.fsync

    def fsync(file: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "full")
        right(file)

    with desk_of(worked) as desk:
        monkeypatch.setattr(keeping.os, "fsync", fsync)
        with pytest.raises(RegisterError, match="is full"):
            keeping.backup(desk.store, tmp_path / "b")
        monkeypatch.setattr(keeping.os, "fsync", right)
        assert not (tmp_path / "b").exists()
        assert not (tmp_path / "b.part").exists()
        left[0] = at
        monkeypatch.setattr(keeping.os, "fsync", fsync)
        with pytest.raises(RegisterError, match="is full"):
            keeping.backup_keys(desk.store, tmp_path / "k")
        assert not (tmp_path / "k.part").exists()


def test_what_is_no_whole_backup_is_not_restored(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "checkpoint", "--to", "point")[0] == 0
    assert run(capsys, "backup", "b")[0] == 0
    good = ledger(tmp_path / "b")
    file = next((tmp_path / "b" / "files").glob("??/*"))
    evidence = file.read_bytes()

    def refused(words: str, *more: str, code: int = 4) -> None:
        found, told = run(capsys, "restore", "b", "again", *more)
        assert (found, words in told) == (code, True), told
        assert not (tmp_path / "again").exists()
        assert not (tmp_path / "again.part").exists()

    first = bytearray(good["ledger.jsonl"])
    first[len(first) // 2] ^= 1
    (tmp_path / "b" / "ledger.jsonl").write_bytes(first)
    refused("is damaged or was changed")
    (tmp_path / "b" / "ledger.jsonl").write_bytes(good["ledger.jsonl"])
    file.write_bytes(b"other")
    refused("damaged or was changed")
    file.unlink()
    refused("names the file")
    file.symlink_to("/etc/hostname")
    refused("is not a file of a register")
    file.unlink()
    file.write_bytes(evidence)
    newest = sorted(good)[-2]
    (tmp_path / "b" / newest).unlink()
    refused("is missing", "--anchor", "point")
    (tmp_path / "b" / newest).write_bytes(good[newest])
    refused("is no backup of keys", "--keys", "gone", code=2)
    (tmp_path / "b" / "ledger.jsonl").unlink()
    refused("is no backup of a register")
    (tmp_path / "b" / "ledger.jsonl").write_bytes(good["ledger.jsonl"])
    assert run(capsys, "restore", "b", "b/again")[0] == 2
    assert run(capsys, "restore", "b", "register")[0] == 2
    assert run(capsys, "restore", "b", "again", "--anchor", "point")[0] == 0


def test_a_second_copy_to_one_place_is_told_that_the_first_may_still_run(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[int, str]] = []

    def tell(n: int) -> None:
        if not told:
            told.append(run(capsys, "backup", "b"))

    with desk_of(worked) as desk:
        keeping.backup(desk.store, tmp_path / "b", tell)
    assert [code for code, _ in told] == [2]
    assert "is being made just now" in told[0][1]
    assert ledger(tmp_path / "b") == ledger(worked)


def test_nothing_is_written_into_another_register_either(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(worked, tmp_path / "other")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    assert run(capsys, "backup", "b")[0] == 0
    before = listing(tmp_path)
    for words in (
        ("backup", "other/b"),
        ("backup", "other/files/b"),
        ("backup", "link/b"),
        ("backup", "--keys", "other/k"),
        ("restore", "b", "other/again"),
        ("restore", "b", "register/again"),
        ("checkpoint", "--to", "register/point"),
        ("checkpoint", "--to", "link/point"),
        ("export", "other/out", "26-000001"),
    ):
        code, told = run(capsys, *words)
        assert (code, "lies inside" in told) == (2, True), (words, told)
    assert listing(tmp_path) == before


def test_a_link_in_a_backup_is_not_followed(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "backup", "b")[0] == 0
    assert run(capsys, "backup", "--keys", "k")[0] == 0
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / ("a" * 64)).write_text("of somebody else")
    pair = next((tmp_path / "b" / "files").iterdir()).name

    def refused(path: Path) -> None:
        there = path.with_name("aside")
        path.rename(there)
        path.symlink_to(tmp_path / "secret")
        code, told = run(capsys, "restore", "b", "again", "--keys", "k")
        assert (code, "is not a file of a register" in told) == (4, True), told
        assert not (tmp_path / "again").exists()
        path.unlink()
        there.rename(path)

    refused(tmp_path / "b" / "files")
    refused(tmp_path / "b" / "files" / pair)
    refused(tmp_path / "k" / "keys")
    refused(tmp_path / "k" / "identity.key")
    # What is no kept file is left where it is.
    (tmp_path / "b" / "files" / "notes.txt").write_text("mine")
    (tmp_path / "b" / "files" / pair / "notes.txt").write_text("mine")
    assert run(capsys, "restore", "b", "again", "--keys", "k")[0] == 0
    assert kept(tmp_path / "again") == kept(worked)


def test_keys_that_are_missing_or_of_another_register_are_told(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "backup", "b")[0] == 0
    assert run(capsys, "backup", "--keys", "k")[0] == 0
    code, told = run(capsys, "restore", "b", "whole", "--keys", "k")
    assert (code, "Bring the keys back" in told) == (0, False)
    code, told = run(capsys, "restore", "b", "bare")
    assert (code, "Bring the keys back" in told) == (0, True)
    (tmp_path / "k" / "identity.key").unlink()
    with demo.office(str(tmp_path / "other")):
        shutil.copy(tmp_path / "other" / "identity.key", tmp_path / "k" / "identity.key")
    code, told = run(capsys, "restore", "b", "odd", "--keys", "k")
    assert (code, "another register's. Bring the keys" in told) == (0, True)
    for folder, shut in (("whole", False), ("bare", True), ("odd", True)):
        code, told = run(capsys, "--register", folder, "doctor")
        assert (code, "Bring the keys back" in told) == (0, shut), folder
    code, told = run(capsys, "restore", "b", "never", "--keys", "b")  # has the ledger, no key
    assert (code, "is no backup of keys" in told) == (2, True)
    assert not (tmp_path / "never").exists()
    # A key that was destroyed is not missed.
    with desk_of(tmp_path / "whole") as desk:
        for path in (tmp_path / "whole" / "keys").iterdir():
            desk.store.drop_key(path.name)
        assert [f for f in desk.doctor() if f.about == "keys"] == []


def test_a_plain_copy_is_a_backup_too_and_is_only_read(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(worked, tmp_path / "copy")
    with (tmp_path / "copy" / "ledger-2029.jsonl").open("ab") as file:
        file.write(b'{"dock')  # taken in the middle of a commit
    (tmp_path / "copy" / "ledger.jsonl").chmod(0o644)
    before = listing(tmp_path / "copy")
    assert run(capsys, "restore", "copy", "again")[0] == 0
    assert ledger(tmp_path / "again") == ledger(worked)
    assert listing(tmp_path / "copy") == before


# Moving


def same(url: str, folder: Path, right: Path) -> None:
    """What lies at ``url`` gives the same bytes again in a folder."""
    keeping.move(url, str(folder))
    assert ledger(folder) == ledger(right)
    assert kept(folder) == kept(right)


def test_a_register_moves_to_a_server_and_back_byte_for_byte(
    worked: Path, tmp_path: Path, address: Callable[[], str]
) -> None:
    url = address()
    with desk_of(worked) as desk:
        right = desk.verify()
    assert keeping.move(str(worked), url) == right
    assert keeping.move(str(worked), url) == right  # nothing left to do
    same(url, tmp_path / "back", worked)
    with desk_of(tmp_path / "back") as back, desk_of(worked) as desk:
        assert back.register == desk.register
        assert back.counts() == desk.counts()
        for docket in ("26-000001", "26-000002"):
            assert back.docket(docket).entries == desk.docket(docket).entries
        wrapped = {p.name: p.read_bytes() for p in (worked / "keys").iterdir()}
        assert {name: back.store.key(name) for name in wrapped} == wrapped


def test_what_copying_in_bulk_could_take_for_a_sign_of_its_own_is_text(
    tmp_path: Path, address: Callable[[], str]
) -> None:
    hostile = "\\n\\.\\N\\\\ \"'；--"

    def summarise(docket: str, lines: Sequence[Line]) -> Summary | None:
        return {"key": docket, "kind": "case", "search": hostile, "names": hostile, "open": 1}

    url = f"{address()}%5Ct%27"
    with create_store(str(tmp_path / "old"), summarise) as old:
        keys = [f"26-{n}{hostile}" for n in range(3)]
        for key in keys:
            old.commit(key, lambda txn, key=key: {"dockets": [key], "n": txn.take(hostile)})
        with create_store(url, summarise, register=old.register) as new:
            assert isinstance(new, Taker)
            new.take_over(list(old.each_line()))
            new.take_summaries([old.summary(key) or {} for key in keys])
            assert list(new.each_line()) == list(old.each_line())
            assert (new.named(hostile), new.count(keys[0])) == (tuple(keys), 1)
            for text in ("", "\\N", "\\", "'；", "\\.\\N\\\\"):
                find = Find(today=date(2026, 11, 23), soon=date(2026, 11, 23), text=text)
                assert new.find(find) == old.find(find)
                assert new.find(find).total == 3
            assert new.resummarise() == []
            with pytest.raises(RegisterError, match="does not follow"):
                new.take_over(list(old.each_line()))


@pytest.mark.parametrize("on_server", [False, True])
def test_a_move_that_broke_off_goes_on_where_it_stopped(
    worked: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    on_server: bool,
) -> None:
    url = request.getfixturevalue("address")() if on_server else str(tmp_path / "new")
    monkeypatch.setattr(keeping, "_AT_ONCE", 1)

    class BrokenOffError(Exception):
        """The cable was pulled."""

    def tell(n: int) -> None:
        if n >= 100:
            raise BrokenOffError

    for _ in range(2):  # the second time it is broken off again at once
        with pytest.raises(BrokenOffError):
            keeping.move(str(worked), url, tell)
    asked: list[int] = []
    keeping.move(str(worked), url, asked.append)
    assert min(asked) > 100
    same(url, tmp_path / "back", worked)


def test_a_move_onto_something_else_is_refused_and_changes_nothing(
    worked: Path, tmp_path: Path, summarise: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    def moved(target: Path) -> str:
        code, told = run(capsys, "move", "--from", str(worked), "--to", str(target))
        assert code == 4
        return told

    shutil.copytree(worked, tmp_path / "went-on")
    with desk_of(tmp_path / "went-on") as desk:
        desk.enter(acts.Noted(text=Text("here")), on="26-000001")
    assert "newer than this one" in moved(tmp_path / "went-on")
    with desk_of(worked) as desk:
        desk.enter(acts.Noted(text=Text("there")), on="26-000001")
        desk.enter(acts.Noted(text=Text("there")), on="26-000001")
    before = listing(tmp_path / "went-on")
    assert "went on by itself" in moved(tmp_path / "went-on")
    assert {n: d for n, d in listing(tmp_path / "went-on").items() if "ledger" in n} == {
        n: d for n, d in before.items() if "ledger" in n
    }
    kept_register = Path(__file__).parent.parent / "data" / "registers" / "1"
    shutil.copytree(kept_register, tmp_path / "other")
    for path in (tmp_path / "other", *(tmp_path / "other").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert "another register" in moved(tmp_path / "other")
    (tmp_path / "full").mkdir(0o700)
    (tmp_path / "full" / "letter.txt").write_text("mine")
    assert "not a register" in moved(tmp_path / "full")
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]
    code, told = run(capsys, "move", "--from", "gone", "--to", "new")
    assert (code, "There is no register" in told) == (4, True)
    assert not (tmp_path / "new").exists()


def test_lines_of_before_the_algorithm_was_named_move_as_they_are(tmp_path: Path) -> None:
    source = tmp_path / "old"
    shutil.copytree(Path(__file__).parent.parent / "data" / "registers" / "1", source)
    (source / "expected.json").unlink()
    for path in (source, *source.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert b'"alg"' not in (source / "ledger.jsonl").read_bytes()
    keeping.move(str(source), str(tmp_path / "new"))
    assert ledger(tmp_path / "new") == ledger(source)


def listed(url: str) -> list[tuple[object, ...]]:
    """Everything that a register on a server keeps for its lists."""
    name = url[-32:]
    found: list[tuple[object, ...]] = []
    for table in ("summary", "piece", "name", "tally", "counter", "entry"):
        rows = ask(url, f"SELECT t::text FROM laborcase.{table} t WHERE register = '{name}'")
        found += [(table, *row) for row in sorted(rows) if not str(row[0]).endswith(",0)")]
    return [*found, *ask(url, f"SELECT rules FROM laborcase.head WHERE register = '{name}'")]


def test_what_a_server_lists_after_a_move_is_what_it_would_have_made_itself(
    worked: Path, address: Callable[[], str]
) -> None:
    url = address()
    keeping.move(str(worked), url)
    carried = listed(url)
    assert {row[0] for row in carried} > {"summary", "piece", "name", "tally", "counter", "entry"}
    for table in ("summary", "piece", "name", "tally"):
        ask(url, f"DELETE FROM laborcase.{table} WHERE register = '{url[-32:]}'")
    ask(url, f"UPDATE laborcase.head SET rules = NULL WHERE register = '{url[-32:]}'")
    open_desk(url, officer="zhou").close()
    assert listed(url) == carried


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE laborcase.ledger SET body = body || ' '",
        "UPDATE laborcase.ledger SET hash = repeat('0', 64)",
        "UPDATE laborcase.ledger SET prev = repeat('0', 64)",
        "UPDATE laborcase.ledger SET key = 'another'",
        "DELETE FROM laborcase.ledger",
    ],
)
def test_a_copy_on_a_server_that_is_not_the_register_is_not_called_one(
    worked: Path, address: Callable[[], str], change: str
) -> None:
    url = address()
    done: list[int] = []

    def tell(n: int) -> None:
        if not done:
            ask(url, f"{change} WHERE seq = 7 AND register = '{url[-32:]}'")
        done.append(n)

    with pytest.raises(RegisterError, match="Commit 7 of"):
        keeping.move(str(worked), url, tell)
    assert done


def test_a_register_that_is_worked_in_while_it_moves_leaves_no_list_of_what_is_not_there(
    worked: Path, address: Callable[[], str]
) -> None:
    url = address()

    def tell(n: int) -> None:
        with desk_of(worked) as desk:
            desk.enter(acts.Noted(text=Text("meanwhile")), on="26-000001")

    with pytest.raises(RegisterError, match="worked in while it was moved"):
        keeping.move(str(worked), url, tell)
    assert ask(url, f"SELECT rules FROM laborcase.head WHERE register = '{url[-32:]}'") == [(None,)]
    with desk_of(worked) as desk, open_desk(url, officer="zhou") as there:
        assert there.head() < desk.head()
        assert there.store.resummarise() == []
    assert keeping.move(str(worked), url).commits == ask(url, _HEAD.format(url[-32:]))[0][0]
    carried = listed(url)
    with open_desk(url, officer="zhou") as there:
        assert there.store.resummarise() == []
    assert listed(url) == carried


_HEAD = "SELECT seq FROM laborcase.head WHERE register = '{}'"
