"""What seldom happens to the files around a register: they cannot be written, are damaged or of
another kind."""

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import rsa

from laborcase import acts, carrying, keeping, proof, refusals
from laborcase.acts.filing import LinkKind
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, RegisterError, Usage
from laborcase.opening import found_register, open_desk
from laborcase.values import Text


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--lang", "en", *words])
    return code, "".join(capsys.readouterr())


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# Keys and checkpoints


def test_a_key_of_another_kind_signs_and_proves_nothing(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    for name, data in (("rsa", private), ("rsa.pub", public)):
        (tmp_path / name).write_bytes(data)
        (tmp_path / name).chmod(0o600)
    code, told = run(capsys, "checkpoint", "--to", "point", "--key", "rsa")
    assert (code, "is no Ed25519 key" in told) == (2, True)
    assert not (tmp_path / "point").exists()
    assert run(capsys, "checkpoint", "--new-key", "stick")[0] == 0
    assert run(capsys, "checkpoint", "--to", "point", "--key", "stick")[0] == 0
    for public_key, why in (
        ("rsa.pub", "is no Ed25519 key"),
        ("stick", "is no Ed25519 key"),
        ("point", "is no Ed25519 key"),
        ("gone", "cannot be read"),
    ):
        code, told = run(capsys, "verify", "--anchor", "point", "--public-key", public_key)
        assert (code, why in told) == (2, True), public_key
    (tmp_path / "point.sig").unlink()
    code, told = run(capsys, "verify", "--anchor", "point", "--public-key", "stick.pub")
    assert (code, "point.sig cannot be read" in told) == (2, True)
    (tmp_path / "point.sig").write_bytes(b"x" * 64)
    code, told = run(capsys, "verify", "--anchor", "point", "--public-key", "stick.pub")
    assert (code, "is not that of the key" in told) == (4, True)


def test_a_checkpoint_on_a_full_disk_is_not_there(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof.os, "fsync", full)
    with pytest.raises(Usage, match=r"point cannot be written: No space left"):
        proof.write_once(tmp_path / "point", b"x")
    assert not (tmp_path / "point").exists()


def test_what_cannot_be_remembered_stops_nobody_and_a_damaged_note_is_none(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(capsys, "checkpoint", "--to", "one")[0] == 0
    (note,) = (tmp_path / "state").rglob("anchors/*.json")
    assert "0 days old" in run(capsys, "verify")[1]
    for bad in (b"", b"\xff", b"{}", b"[" * 100_000):
        note.write_bytes(bad)
        code, told = run(capsys, "verify")
        assert (code, "No anchor of this register is known" in told) == (0, True)
    note.unlink()
    note.mkdir()
    assert "No anchor of this register is known" in run(capsys, "verify")[1]
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert run(capsys, "checkpoint", "--to", "two")[0] == 0
    assert run(capsys, "backup", "b")[0] == 0


def test_an_anchor_whose_time_says_nothing_has_no_age() -> None:
    from tests.store.test_condition import NOW

    for at in ("", "yesterday", "2020-01-01", "2020-01-01T00:00:00"):
        assert proof.Checkpoint(register="r", seq=1, hash="0" * 64, at=at).age(NOW) == 0


def test_the_log_of_refusals_does_not_grow_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(refusals, "_LARGEST", 100)
    for _ in range(20):
        refusals.count("r", "closed", (), date(2026, 11, 27))
    sizes = [path.stat().st_size for path in (tmp_path).rglob("*.tsv")]
    assert len(sizes) == 2
    assert max(sizes) < 200


# Copies


def test_a_copy_whose_files_cannot_be_written_leaves_nothing(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(str(register), officer="zhou") as desk:
        keeping.backup(desk.store, tmp_path / "good")
        with monkeypatch.context() as patch:
            patch.setattr(keeping.shutil, "copyfileobj", full)
            with pytest.raises(RegisterError, match="is full"):
                keeping.restore(tmp_path / "good", tmp_path / "again")
        with monkeypatch.context() as patch:
            patch.setattr(keeping, "verifier", lambda: 7)  # what cannot be written
            with pytest.raises(TypeError):
                keeping.backup(desk.store, tmp_path / "bad")
        (tmp_path / "file").write_text("")
        with pytest.raises(RegisterError, match="failed"):
            keeping.made_folder(tmp_path / "file" / "below")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "state") == [
        "file", "good", "register"
    ]  # fmt: skip
    assert (tmp_path / "good" / "ledger.jsonl").exists()


def test_a_copy_that_was_made_on_both_sides_of_one_number_does_not_go_on(
    register: Path, tmp_path: Path
) -> None:
    """A move into a folder whose own commits went another way is told by the line itself, too."""
    from laborcase.store import create_store
    from laborcase.store.chain import Copied

    with open_desk(str(register), officer="zhou") as desk:
        second = list(desk.store.each_line())[1]
        made = create_store(str(tmp_path / "new"), lambda docket, lines: None,
                            register=desk.register)  # fmt: skip
        with made as new, pytest.raises(RegisterError, match="does not follow"):
            new.commit(str(second.body["key"]), lambda txn: Copied(second.body))
        with open_desk(str(register), officer="zhou") as again:
            assert again.head() == desk.head()


# Exports


def test_an_export_that_is_too_large_is_refused(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, founding: acts.Founded
) -> None:
    with open_desk(str(register), officer="zhou") as old:
        carrying.written(old, ["26-000001"], tmp_path / "out")
    monkeypatch.setattr(carrying, "LARGEST", 1000)
    with found_register(str(tmp_path / "new"), founding) as new:
        before = new.head()
        with pytest.raises(Invalid, match="too large"):
            carrying.read(new.as_officer("zhou"), tmp_path / "out", lambda n: None)
        assert new.head() == before


def test_dockets_that_name_each_other_name_each_other_again(
    desk: Desk, complaint: Callable[..., acts.Registered], founding: acts.Founded, clock,
    tmp_path: Path,
) -> None:  # fmt: skip
    wang = desk.as_officer("wang")
    one, two = (wang.enter(complaint(facts=f"第{n}件")).docket for n in (1, 2))
    wang.enter(acts.Linked(how=LinkKind.RELATED, to=two), on=one)
    wang.enter(acts.Noted(text=Text("x")), on=two)
    alone = carrying.exported(wang, [one]).data
    both = carrying.exported(wang, [one, two]).data
    with found_register(str(tmp_path / "new"), founding, clock=clock) as new:
        seat = new.as_officer("wang")
        seat.enter(complaint(facts="先有的"))  # so that keys differ here
        with pytest.raises(carrying.Stopped, match=f"names the docket {two}"):
            carrying.imported(seat, alone, lambda n: None)
        made = carrying.imported(seat, both, lambda n: None)
        keys = [commit.opened for commit in made if commit.opened]
        assert len(keys) == 2
        assert keys != [one, two]
        links = [e.act.to for e in seat.docket(keys[0]).entries if isinstance(e.act, acts.Linked)]
        assert links == [keys[1]]
