"""``laborcase print``: a paper on the screen or in a new file."""

import json
from pathlib import Path

import pytest

from laborcase import demo
from laborcase.cli import main

from .conftest import NOW

CASE, COMPLAINT = "26-000002", "26-000001"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demonstration office in a folder."""
    folder = tmp_path_factory.mktemp("print") / "register"
    with demo.office(folder, lambda: NOW):
        return str(folder)


def run(register: str, *words: str, officer: str = "zhou") -> int:
    return main(["--register", register, "--officer", officer, "--lang", "en", "print", *words])


def test_a_paper_is_printed_as_text(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(register, CASE, "P2") == 0
    out = capsys.readouterr().out
    assert "劳动保障监察限期改正指令书" in out
    assert "周开人社监令字〔2026〕" in out
    assert out.endswith("\n")
    assert not out.endswith("\n\n")


def test_without_a_paper_it_lists_what_can_be_printed(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(register, CASE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("D10        Filing approval form")
    assert any(line.startswith("P2 ") and line.endswith("  served") for line in lines)
    assert run(register, COMPLAINT, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [f["id"] for f in found] == ["D01", "P1", "P2", "D68.P2"]


def test_the_ending_of_the_file_says_what_it_becomes(register: str, tmp_path: Path) -> None:
    text, page = tmp_path / "a.txt", tmp_path / "a.HTML"
    assert run(register, CASE, "P2", "-o", str(text)) == 0
    assert run(register, CASE, "P2", "-o", str(page)) == 0
    assert "<" not in text.read_text("utf-8")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert text.stat().st_mode & 0o777 == page.stat().st_mode & 0o777 == 0o600


def test_json_tells_the_file_or_the_text(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    assert run(register, CASE, "D10", "-o", str(path), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"paper": "D10", "file": str(path), "text": ""}
    assert run(register, CASE, "D10", "--json") == 0
    assert json.loads(capsys.readouterr().out)["text"] == path.read_text("utf-8")


def test_nothing_is_overwritten_and_no_trick_of_a_path_is_followed(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for to in (kept, tmp_path / "link", tmp_path, f"{tmp_path}/../x.txt", "/dev/stdout"):
        assert run(register, CASE, "P2", "-o", str(to)) == 2, to
        assert "Traceback" not in capsys.readouterr().err
    assert run(register, CASE, "P2", "-o", str(tmp_path / "no" / "x.txt")) == 1
    assert kept.read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept.txt", "link"]


def test_what_is_not_there_is_a_sentence_and_writes_nothing(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    for words in (("26-999999", "D01"), (CASE, "P99"), (CASE, "../../etc/passwd"), (CASE, "D68")):
        assert run(register, *words, "-o", str(path)) == 1
        assert "Traceback" not in capsys.readouterr().err
    assert not path.exists()
    assert run(register, CASE, "P2", officer="guan") == 1
    assert "administrator" in capsys.readouterr().err
