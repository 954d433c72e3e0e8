"""Every verb on a register that is none, newer, damaged or made up: a sentence, exit 4, and nothing
is touched."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from laborcase.cli import main

VERBS = (
    ("verify",),
    ("verify", "--strict"),
    ("doctor",),
    ("checkpoint",),
    ("checkpoint", "--to", "point"),
    ("backup", "b"),
    ("backup", "--keys", "b"),
    ("restore", "register", "b"),
    ("move", "--from", "register", "--to", "b"),
    ("export", "b", "26-000001"),
    ("list",),
    ("today",),
    ("show", "26-000001"),
    ("enter", "noted", "26-000001", "--field", "text=x"),
)


def sealed(text: bytes) -> bytes:
    return text + b"\t" + sha256(text).hexdigest().encode() + b"\n"


def more(body: str) -> Callable[[bytes], bytes]:
    """One line more, which follows and whose hash fits."""

    def made(ledger: bytes) -> bytes:
        text = body.replace("PREV", ledger[-65:-1].decode()).encode("utf-8", "surrogatepass")
        return ledger + sealed(text)

    return made


def first(**changes: object) -> Callable[[bytes], bytes]:
    """The first line changed, with a hash that fits."""

    def made(ledger: bytes) -> bytes:
        line, _, rest = ledger.partition(b"\n")
        about = {**json.loads(line.rpartition(b"\t")[0]), **changes}
        return sealed(json.dumps(about, sort_keys=True, separators=(",", ":")).encode()) + rest

    return made


HEAD = '{"dockets":["26-000001"],"key":"x","prev":"PREV"'
BAD: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda ledger: b"",
    "foreign": lambda ledger: b"Dear all,\n" + ledger,
    "of a newer program": first(version=2),
    "of another algorithm": first(hash="sm3"),
    "no ledger": first(format="laborcase snapshot"),
    "of another register": first(register="somebody-else"),
    "a number twice": lambda ledger: ledger + ledger.splitlines(keepends=True)[-1],
    "NaN": more(HEAD + ',"seq":19,"sum":NaN}'),
    "a surrogate": more(HEAD + ',"seq":19,"sum":"\\ud800"}'),
    "no UTF-8": more(HEAD + ',"seq":19,"sum":"\ud800"}'),
    "depth": more(HEAD + ',"seq":19,"sum":' + "[" * 100_000 + "}"),
    "no number": more(HEAD + "}"),
    "number too large": more(HEAD + ',"seq":' + "9" * 5000 + "}"),
    "a list": more("[]"),
    "a bad byte early": lambda ledger: ledger[:900] + b"\x00" + ledger[901:],
}
ONLY_READ_THROUGH: dict[str, Callable[[bytes], bytes]] = {
    "a name twice": more(HEAD + ',"seq":19,"seq":19}'),
    "spaces": more(HEAD + ', "seq":19}'),
}
"""What is found by whoever reads all; the others need not."""


def everything(folder: Path) -> dict[str, bytes]:
    """All files but the lock and the snapshot, a cache, which opening makes where none was."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in ("lock", "snapshot.json")
    }


def refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> str:
    capsys.readouterr()
    code = main(["--lang", "en", *words])
    out, err = capsys.readouterr()
    assert code == 4, (words, out, err)
    assert err.strip().endswith((".", "FILE")), (words, err)
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("snapshot", [False, True])
@pytest.mark.parametrize("kind", sorted(BAD))
def test_a_bad_ledger_is_a_sentence_with_every_verb_and_stays_as_it_is(
    register: Path, kind: str, snapshot: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if snapshot:
        assert main(["list"]) == 0
        assert (register / "snapshot.json").exists()
    ledger = register / "ledger.jsonl"
    ledger.write_bytes(BAD[kind](ledger.read_bytes()))
    before = everything(register.parent)
    for words in VERBS:
        err = refused(capsys, words)
        assert "ledger.jsonl" in err, (words, err)
        if words[0] == "move":  # what it copied before the bad line is an older state
            shutil.rmtree(register.parent / "b", ignore_errors=True)
        assert everything(register.parent) == before, words


@pytest.mark.parametrize("kind", sorted(ONLY_READ_THROUGH))
def test_what_only_reading_through_finds_is_copied_nowhere(
    register: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = register / "ledger.jsonl"
    ledger.write_bytes(ONLY_READ_THROUGH[kind](ledger.read_bytes()))
    before = everything(register.parent)
    for words in (("verify",), ("backup", "b"), ("restore", "register", "b")):
        assert "Line 20 of" in refused(capsys, words)
        assert everything(register.parent) == before, words
    assert main(["doctor"]) == 4


def test_a_missing_place_a_file_and_a_socket_are_no_registers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "none").mkdir(0o700)
    (tmp_path / "pipe").mkdir(0o700)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe" / "ledger.jsonl", 0o600)
    before = sorted(tmp_path.rglob("*"))
    for place in ("gone", "file", "none", "pipe", "file/below", "none\tx"):
        for words in (("verify",), ("list",), ("enter", "noted", "26-000001", "--field", "text=x")):
            refused(capsys, ("--register", place, "--officer", "zhou", *words))
        assert sorted(tmp_path.rglob("*")) == before
    for wrong in ("ftp://x/y", "postgres:", "tinydb:", "http:x"):
        assert main(["--register", wrong, "--officer", "zhou", "verify"]) == 2
    assert sorted(tmp_path.rglob("*")) == before
