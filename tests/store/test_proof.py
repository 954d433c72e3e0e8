"""The proof of the past: tampering is found with an anchor, and nothing is promised without one.

A second program, ``laborcase/standalone/verify_ledger.py``, knows nothing of ours and must agree.
"""

import contextlib
import importlib.util
import io
import json
import os
import random
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from laborcase import proof
from laborcase.cli import main
from laborcase.errors import RegisterError, Usage
from laborcase.proof import Checkpoint, against
from laborcase.store import Json, Line, Make, Summary, Txn, create_store, open_store

ROOT = Path(__file__).parent.parent.parent
ALONE = ROOT / "laborcase" / "standalone" / "verify_ledger.py"
LONG = os.environ.get("LABORCASE_LONG") == "1"
PLACES = 1000 if LONG else 200


def nothing(docket: str, lines: Sequence[Line]) -> Summary | None:
    """These registers list nothing."""
    return None


def says(text: str, year: int) -> Make:
    def make(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": [f"26-{txn.take('26'):06}"], "at": f"{year}-05-04", "text": text}

    return make


def _standalone() -> Any:
    spec = importlib.util.spec_from_file_location("verify_ledger", ALONE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STANDALONE = _standalone()


def alone(folder: Path, *more: str) -> tuple[int, str]:
    """What the stand-alone verifier says: exit code and text."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = STANDALONE.main([str(folder), *more])
    return code, told.getvalue()


def ours(folder: Path, anchors: Sequence[Checkpoint] = ()) -> tuple[int, str]:
    """What our own verifying says: commits and head, or the sentence against it."""
    (folder / "snapshot.json").unlink(missing_ok=True)
    try:
        with open_store(str(folder), nothing) as store:
            last, head = 0, ""
            for line in against(store.each_line(), store.register, anchors):
                last, head = line.seq, line.hash
    except RegisterError as wrong:
        return -1, str(wrong)
    return last, head


def filled(folder: Path, chance: random.Random, commits: int) -> Checkpoint:
    """A register with batches and several years; its checkpoint at the end."""
    year = 2026
    texts = ("拖欠工资", "unpaid", '"\\\t\n', "\u2028 é 😀", "")
    with create_store(str(folder), nothing, register="drill") as store:
        n = 0
        while n < commits:
            if chance.random() < 0.08:
                year += 1
            text = chance.choice(texts) * chance.randrange(6)
            size = chance.choice((1, 1, 1, 3))
            store.commit_many((f"{n + i}", says(text, year)) for i in range(size))
            n += size
        head = store.head()
    return Checkpoint(
        register="drill", seq=head.seq, hash=head.hash, at="2026-05-04T10:00:00+08:00"
    )


def sealed(text: bytes) -> bytes:
    return text + b"\t" + sha256(text).hexdigest().encode() + b"\n"


Files = dict[str, list[bytes]]


def read(folder: Path) -> Files:
    """The lines of each segment, in their order."""
    parts = sorted(folder.glob("ledger*"), key=lambda p: (p.name != "ledger.jsonl", p.name))
    return {p.name: p.read_bytes().splitlines(keepends=True) for p in parts}


def some(files: Files, chance: random.Random) -> tuple[str, int]:
    """One of the commits: its file, and its line there."""
    places = [
        (name, n)
        for name, lines in files.items()
        for n, line in enumerate(lines)
        if b'"seq":' in line and b'"dockets":' in line
    ]
    return chance.choice(places)


def change(files: Files, chance: random.Random) -> None:
    name, n = some(files, chance)
    line = bytearray(files[name][n])
    line[chance.randrange(len(line) - 1)] ^= 1 << chance.randrange(7)
    files[name][n] = bytes(line)


def change_with_hash(files: Files, chance: random.Random) -> None:
    name, n = some(files, chance)
    body = json.loads(files[name][n].rpartition(b"\t")[0])
    body["text"] = "changed"
    files[name][n] = sealed(_canonical(body))


def delete(files: Files, chance: random.Random) -> None:
    name, n = some(files, chance)
    del files[name][n]


def insert(files: Files, chance: random.Random) -> None:
    name, n = some(files, chance)
    body = json.loads(files[name][n].rpartition(b"\t")[0])
    body["key"] = "inserted"
    files[name].insert(n, sealed(_canonical(body)))


def reorder(files: Files, chance: random.Random) -> None:
    (a, n), (b, m) = some(files, chance), some(files, chance)
    while (a, n) == (b, m):
        b, m = some(files, chance)
    files[a][n], files[b][m] = files[b][m], files[a][n]


def re_chain(files: Files, chance: random.Random) -> None:
    """A commit changed, and everything after it made to fit: without an anchor it verifies."""
    name, n = some(files, chance)
    changed, prev, seq = False, "", 0
    for file, lines in files.items():
        for at, line in enumerate(lines):
            body = json.loads(line.rpartition(b"\t")[0])
            if (file, at) == (name, n):
                body["text"], changed = "changed afterwards", True
            if changed and (file, at) != (name, n):
                if "closed" in body:
                    body["closed"] |= {"hash": prev, "seq": seq}
                elif "after" in body:
                    body["after"] = {"seq": seq, "hash": prev}
                elif "prev" in body:
                    body["prev"] = prev
            lines[at] = sealed(_canonical(body))
            if "prev" in body or (not seq and "format" in body):
                prev, seq = lines[at][-65:-1].decode(), body.get("seq", 0)


def cut_tail(files: Files, chance: random.Random) -> None:
    """The newest commits gone, as if they had never been: without an anchor it verifies."""
    names = list(files)
    name, n = some(files, chance)
    first = json.loads(files[name][n].rpartition(b"\t")[0])
    n -= first["seq"] - first.get("batch", [first["seq"]])[0]  # a part of a batch would be noticed
    del files[name][n:]
    for later in names[names.index(name) + 1 :]:
        del files[later]


def swap_segment(files: Files, chance: random.Random) -> None:
    names = list(files)
    a, b = chance.sample(names, 2)
    files[a], files[b] = files[b], files[a]


def _canonical(body: object) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


TAMPERINGS: dict[str, Callable[[Files, random.Random], None]] = {
    "change": change,
    "change with its hash": change_with_hash,
    "delete": delete,
    "insert": insert,
    "reorder": reorder,
    "re-chain": re_chain,
    "cut the tail": cut_tail,
    "swap a segment": swap_segment,
}
UNSEEN = ("re-chain", "cut the tail")
"""What only an anchor tells."""


def written(files: Files, folder: Path) -> None:
    for path in folder.glob("ledger*"):
        path.unlink()
    for name, lines in files.items():
        (folder / name).write_bytes(b"".join(lines))
        (folder / name).chmod(0o600)


@pytest.mark.parametrize("kind", sorted(TAMPERINGS))
def test_tampering_at_200_places_is_found_with_an_anchor(kind: str, tmp_path: Path) -> None:
    chance = random.Random(2026)
    sys.stdout.write("seed 2026\n")
    folder, anchor_file = tmp_path / "r", tmp_path / "anchor"
    anchor = filled(folder, chance, 40)
    anchor_file.write_bytes(anchor.data())
    honest = read(folder)
    assert len(honest) > 2
    for place in range(PLACES):
        files = {name: list(lines) for name, lines in honest.items()}
        TAMPERINGS[kind](files, chance)
        written(files, folder)
        count, said = ours(folder, [anchor])
        assert count == -1, (place, said)
        assert "ommit" in said or "Line" in said or "is not" in said or "empty" in said, said
        written(files, folder)
        assert alone(folder, "--anchor", str(anchor_file))[0] == 4, place
        written(files, folder)
        code, told = alone(folder)
        if kind in UNSEEN:
            assert (code, "unanchored" in told) == (0, True), (place, told)
            assert ours(folder)[0] >= 0
        elif code == 0:  # of the last commit: by all one can see, written so or never finished
            assert "unanchored" in told
            assert ours(folder)[0] <= anchor.seq
        else:
            assert "CHANGED" in told


def test_the_first_wrong_commit_is_named(tmp_path: Path) -> None:
    anchor = filled(tmp_path / "r", random.Random(1), 30)
    with open_store(str(tmp_path / "r"), nothing) as store:
        lines = list(store.each_line())
    early = Checkpoint(register="drill", seq=5, hash=lines[4].hash, at=anchor.at)
    files = read(tmp_path / "r")
    honest = {name: list(rows) for name, rows in files.items()}

    class Tenth(random.Random):
        def choice(self, seq: Sequence[Any]) -> Any:
            return seq[9]

    re_chain(files, Tenth())
    written(files, tmp_path / "r")
    _, said = ours(tmp_path / "r", [anchor, early])
    assert f"Commit {anchor.seq} is not the one that was anchored" in said
    assert "between commit 6 and this one" in said
    written(honest, tmp_path / "r")
    assert ours(tmp_path / "r", [anchor, early]) == (anchor.seq, anchor.hash)
    cut_tail(honest, Tenth())
    written(honest, tmp_path / "r")
    last = ours(tmp_path / "r")[0]
    assert f"Commit {last + 1} is missing" in ours(tmp_path / "r", [anchor])[1]


def test_another_program_agrees_on_100_ledgers_honest_and_tampered(tmp_path: Path) -> None:
    chance = random.Random(11)
    sys.stdout.write("seed 11\n")
    ways = sorted(TAMPERINGS)
    verdicts: set[tuple[bool, str]] = set()
    for n in range(100):
        folder = tmp_path / f"r{n}"
        filled(folder, chance, chance.randrange(5, 25))
        kind = "honest" if n % 3 == 0 else chance.choice(ways)
        files = read(folder)
        if kind == "swap a segment" and len(files) == 1:
            kind = "delete"
        if kind != "honest":
            TAMPERINGS[kind](files, chance)
        elif chance.random() < 0.5:  # a commit that was never finished
            last = list(files)[-1]
            files[last].append(files[last][-1][: chance.randrange(1, 60)])
        written(files, folder)
        # Theirs first: ours cuts a torn end off.
        code, told = alone(folder)
        count, head = ours(folder)
        verdicts.add((code == 0, kind))
        assert (code == 0) == (count >= 0), (n, kind, told, head)
        if code == 0:
            assert f" {count} commits, head {head or '-'}," in told, (n, kind, told)
        if kind == "honest":
            assert code == 0
        shutil.rmtree(folder)
    assert {good for good, _ in verdicts} == {True, False}
    assert len({kind for _, kind in verdicts}) > 6


def harmed(files: Files, file: str, at: int, *lines: bytes, instead: int = 0) -> Files:
    """The ledger with lines put in before line ``at`` of a segment, in place of so many."""
    made = {name: list(rows) for name, rows in files.items()}
    made[file][at : at + instead] = lines
    return made


def test_another_program_agrees_on_what_no_program_of_ours_writes(tmp_path: Path) -> None:
    """Lines whose hashes agree, and segments that do not belong where they stand."""
    folder = tmp_path / "r"
    create_store(str(folder), nothing, register="drill").close()
    with open_store(str(folder), nothing) as store:
        for n, year in enumerate((2026, 2026, 2027)):
            store.commit(f"k{n}", says("x", year))
    honest = read(folder)
    first, later = sorted(honest, key=len)
    head = json.loads(honest[later][1].rpartition(b"\t")[0])
    last = honest[later][-1][-65:-1]

    def line(fields: bytes) -> bytes:
        return sealed(b'{%b,"dockets":["a"],"key":"x","prev":"%b","seq":4}' % (fields, last))

    def begins(file: str, **other: object) -> bytes:
        body = json.loads(honest[file][0].rpartition(b"\t")[0])
        return sealed(_canonical(body | other))

    def closes(**other: object) -> bytes:
        body = json.loads(honest[first][3].rpartition(b"\t")[0])
        return sealed(_canonical({"closed": body["closed"] | other}))

    assert head["seq"] == 3
    assert alone(folder)[0] == 0
    cases = {
        "NaN": harmed(honest, later, 2, line(b'"a":NaN')),
        "surrogate": harmed(honest, later, 2, line(b'"a":"\\ud800"')),
        "depth": harmed(honest, later, 2, line(b'"a":' + b"[" * 100_000)),
        "spaces": harmed(honest, later, 2, line(b'"a": 1')),
        "a batch of others": harmed(honest, later, 2, line(b'"batch":[5,6]')),
        "a batch of text": harmed(honest, later, 2, line(b'"batch":["4",4]')),
        "a batch of one end": harmed(honest, later, 2, line(b'"batch":[4]')),
        "no batch": harmed(honest, later, 2, line(b'"batch":null')),
        "foreign": harmed(honest, first, 0, begins(first, format="x"), instead=1),
        "other hashes": harmed(honest, first, 0, begins(first, hash="sm3"), instead=1),
        "another's segment": harmed(honest, later, 0, begins(later, register="x"), instead=1),
        "of another year": harmed(honest, later, 0, begins(later, segment=2028), instead=1),
        "closed elsewhere": harmed(honest, first, 3, closes(seq=1), instead=1),
        "not closed": harmed(honest, first, 3, instead=1),
        "behind its end": harmed(honest, first, 4, honest[first][1]),
    }
    for name, files in cases.items():
        written(files, folder)
        code, told = alone(folder)
        assert (code, "CHANGED" in told) == (4, True), name
        written(files, folder)
        try:
            with open_store(str(folder), nothing) as store:
                proof.prove(store)
        except RegisterError:
            continue
        raise AssertionError(name)
    written(cases["other hashes"], folder)
    assert "not SHA-256; use a newer program" in alone(folder)[1]
    written(harmed(honest, later, 2, line(b'"batch":[4,4]')), folder)
    assert (alone(folder)[0], ours(folder)[0]) == (0, 4)
    # A turn of the year that broke off: the new segment is there, and nothing leads to it yet.
    written({first: honest[first][:3], later: honest[later][:1]}, folder)
    assert (alone(folder)[0], ours(folder)[0]) == (0, 2)


def test_another_program_tells_a_commit_that_was_never_finished_from_damage(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "r"
    create_store(str(folder), nothing, register="drill").close()
    with open_store(str(folder), nothing) as store:
        store.commit("a", says("x", 2026))
        store.commit_many((key, says("x", 2026)) for key in "bcd")
    honest = read(folder)
    (name,) = honest
    first, a, b, c, d = honest[name]
    torn = bytes(len(b) - 1) + b"\n"
    rehashed = bytearray(b)
    rehashed[-2] ^= 1
    ends = {
        "nothing": ((), 1),
        "a part": ((b[:90],), 1),
        "a part with a newline": ((b[:90] + b"\n",), 1),
        "no hash": ((b.partition(b"\t")[0] + b"\n",), 1),
        "half a batch": ((b, c), 1),
        "the later half": ((torn, c), 1),
        "an older line behind": ((torn, a), 1),
        "all of it": ((b, c, d), 4),
        "its last line behind a bad one": ((torn, c, d), -1),
        "another hash": ((bytes(rehashed), c, d), -1),
        "one left out": ((b, d), -1),
    }
    for kind, (lines, commits) in ends.items():
        written({name: [first, a, *lines]}, folder)
        code, told = alone(folder)
        assert code == (4 if commits < 0 else 0), (kind, told)
        assert commits < 0 or f" {commits} commits" in told, (kind, told)
        assert ours(folder)[0] == commits, kind


def test_another_program_holds_a_ledger_against_its_anchors(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    anchor = filled(folder, random.Random(3), 12)
    with open_store(str(folder), nothing) as store:
        lines = list(store.each_line())
    early = evolve(anchor, seq=5, hash=lines[4].hash)
    cases = {
        "the newest": ([anchor], 0, f"anchored 已锚定 through {anchor.seq}"),
        "two": ([anchor, early], 0, f"anchored 已锚定 through {anchor.seq}"),
        "an early one": ([early], 0, "anchored 已锚定 through 5"),
        "of another commit": ([evolve(early, seq=6)], 4, "commit 6 is not the one"),
        "of another register": ([evolve(early, register="x")], 4, "commit 5 is not the one"),
        "of a longer one": (
            [evolve(early, seq=anchor.seq + 2)], 4, f"commit {anchor.seq + 1} is missing",
        ),
    }  # fmt: skip
    for kind, (anchors, code, sentence) in cases.items():
        (tmp_path / "anchor").write_bytes(b"".join(one.data() for one in anchors))
        found, told = alone(folder, "--anchor", str(tmp_path / "anchor"))
        assert (found, sentence in told) == (code, True), (kind, told)
        if not code:
            assert "openssl pkeyutl -verify -pubin -inkey KEY.pub" in told
        strict = alone(folder, "--anchor", str(tmp_path / "anchor"), "--strict")[0]
        assert strict == (1 if kind == "an early one" else code), kind
    assert alone(tmp_path / "nowhere")[0] == 4


def test_the_other_program_stands_alone_and_is_short() -> None:
    text = ALONE.read_text("utf-8")
    assert len(text.splitlines()) <= 150
    lines = [line.split() for line in text.splitlines()]
    loads = {w[1].partition(".")[0] for w in lines if w and w[0] in ("import", "from")}
    assert "json" in loads
    assert loads <= sys.stdlib_module_names


def test_the_other_program_runs_by_itself(tmp_path: Path) -> None:
    filled(tmp_path / "r", random.Random(3), 9)
    shutil.copy(ALONE, tmp_path)
    command = [sys.executable, "-I", str(tmp_path / "verify_ledger.py"), str(tmp_path / "r")]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert subprocess.run([*command, "--strict"], capture_output=True).returncode == 1


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--strict",), 1)])
def test_the_other_program_ends_with_the_code_that_its_text_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    filled(tmp_path / "r", random.Random(3), 9)
    monkeypatch.setattr(sys, "argv", ["verify_ledger.py", str(tmp_path / "r"), *words])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ALONE), run_name="__main__")
    assert ended.value.code == code


# The verbs


@pytest.fixture
def register(register: Path) -> str:
    """Where the register lies that an office has worked in."""
    return str(register)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--lang", "en", *words])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_verify_says_whether_it_is_anchored(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "verify")
    assert (code, "intact: 18 commits" in told, "not anchored" in told) == (0, True, True)
    assert "No anchor of this register is known here" in told
    assert run(capsys, "verify", "--strict")[0] == 1
    assert run(capsys, "checkpoint", "--to", "point")[0] == 0
    code, told = run(capsys, "verify", "--strict", "--anchor", "point")
    assert (code, "anchored through 18; newer and not anchored: 0 commits" in told) == (0, True)
    assert run(capsys, "enter", "noted", "26-000001", "--field", "text=x")[0] == 0
    code, told = run(capsys, "verify", "--anchor", "point")
    assert (code, "anchored through 18; newer and not anchored: 1 commit" in told) == (0, True)
    assert "The newest anchor known here is 0 days old: commit 18; 1 commit later." in told
    assert run(capsys, "verify", "--strict", "--anchor", "point")[0] == 1
    assert json.loads(run(capsys, "verify", "--anchor", "point", "--json")[1])["anchored"] == 18


def test_verify_finds_what_only_an_anchor_tells(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "checkpoint", "--to", "point")
    folder = Path(register)
    files = read(folder)
    re_chain(files, random.Random(5))
    written(files, folder)
    (folder / "snapshot.json").unlink(missing_ok=True)
    assert run(capsys, "verify")[0] == 0
    code, told = run(capsys, "verify", "--anchor", "point")
    assert (code, "Commit 18 is not the one that was anchored" in told) == (4, True)
    assert "changed between commit 1" in told


def test_a_checkpoint_is_short_on_paper_and_found_again(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "checkpoint")[1]
    assert "18: ecd6 2a3e b3e0 e929 48ed" in told
    for page in ("18: ecd6 2a3e b3e0 e929 48ed", "18：ECD62A3EB3E0E92948ED"):
        code, told = run(capsys, "verify", "--page", page)
        assert (code, "anchored through 18" in told) == (0, True)
    assert run(capsys, "verify", "--page", "18: ecd6 2a3e b3e0 e929 48ee")[0] == 4
    # The foot of a paper, typed or pasted as it stands there; anything of it changed is found.
    assert run(capsys, "print", "26-000001", "D01", "-o", "paper.txt")[0] == 0
    paper = (Path(register).parent / "paper.txt").read_text("utf-8")
    foot = next(line for line in paper.splitlines() if "校验" in line)
    for page in (foot, foot[foot.index("第") :], foot.replace("\u3000", " ")):
        code, told = run(capsys, "verify", "--page", page)
        assert (code, "anchored through 18" in told) == (0, True), page
    assert run(capsys, "verify", "--page", foot.replace("ecd6", "ecd7"))[0] == 4
    assert run(capsys, "verify", "--page", foot.replace("第 18", "第 17"))[0] == 4
    for page in ("", "18", "ecd6", "0: ecd6 2a3e b3e0 e929 48ed", "18: zzzz 2a3e b3e0 e929 48ed"):
        code, told = run(capsys, "verify", "--page", page)
        assert (code, "is not how a checkpoint stands on a paper" in told) == (2, True)


def test_a_checkpoint_is_signed_by_a_key_that_lies_elsewhere(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "checkpoint", "--new-key", "stick")[0] == 0
    assert (tmp_path / "stick").stat().st_mode & 0o777 == 0o600
    assert run(capsys, "checkpoint", "--to", "point")[0] == 0
    assert "point: not signed" in run(capsys, "verify", "--anchor", "point")[1]
    # Carried to another machine, where no register is, and back.
    code, told = run(
        capsys, "--register", "/nowhere", "checkpoint", "--sign", "point", "--key", "stick"
    )
    assert code == 0
    line = told.splitlines()[-1]
    assert line == (
        "openssl pkeyutl -verify -pubin -inkey stick.pub -rawin -in point -sigfile point.sig"
    )
    openssl = shutil.which("openssl")
    if openssl is not None:
        assert subprocess.run(line.split(), capture_output=True).returncode == 0
    told = run(capsys, "verify", "--anchor", "point")[1]
    assert "point: signed; anybody checks it with\nopenssl pkeyutl" in told
    code, told = run(capsys, "verify", "--anchor", "point", "--public-key", "stick.pub")
    assert (code, "its signature is that of the key" in told) == (0, True)
    run(capsys, "checkpoint", "--new-key", "other")
    wrong = ("verify", "--anchor", "point", "--public-key", "other.pub")
    assert run(capsys, *wrong)[0] == 4
    code, told = alone(Path(register), "--anchor", "point")
    assert (code, "openssl pkeyutl -verify" in told) == (0, True)


def test_what_is_no_checkpoint_or_no_key_is_told_and_nothing_written(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "checkpoint", "--new-key", "stick")
    run(capsys, "checkpoint", "--to", "point", "--key", "stick")
    point = (tmp_path / "point").read_bytes()
    bad = {
        "empty": b"",
        "foreign": b'{"a":1}',
        "newer": point.replace(b'"version":1', b'"version":2'),
        "no hash": point.replace(b'"hash":"ecd6', b'"hash":"xyz6'),
        "no number": point.replace(b'"seq":18', b'"seq":true'),
        "no time": point.replace(b'"at":"', b'"at":null,"x":"'),
        "bytes": b"\xff\x00",
        "deep": b"[" * 100_000,
        "large": b" " * 2_000_000,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        code, told = run(capsys, "verify", "--anchor", name)
        assert (code, "is no checkpoint" in told) == (2, True), name
    assert run(capsys, "verify", "--anchor", "gone")[0] == 2
    other = point.replace(b'"register":"6a72', b'"register":"6a73')
    (tmp_path / "other").write_bytes(other)
    code, told = run(capsys, "verify", "--anchor", "other")
    assert (code, "is of another register" in told) == (2, True)
    (tmp_path / "taken.sig").write_bytes(b"")
    before = sorted(p.name for p in tmp_path.iterdir())
    known = proof.newest(json.loads(point)["register"])
    for words, sentence in (
        (("--to", "point"), "is there already"),
        (("--to", "nowhere/x"), "cannot be written"),
        (("--to", "fresh", "--key", "stick.pub"), "is no Ed25519 key"),
        (("--to", "fresh", "--key", "gone"), "cannot be read"),
        (("--to", "taken", "--key", "stick"), "taken.sig is there already"),
        (("--new-key", "stick"), "is there already"),
        (("--sign", "point", "--key", "stick"), "is there already"),
        (("--sign", "point", "--key", "stick.pub"), "Other accounts|is no Ed25519 key"),
        (("--sign", "point"), "wants the key"),
        (("--sign", "gone", "--key", "stick"), "cannot be read"),
        (("--key", "stick"), "goes with"),
        (("--to", "a", "--sign", "b"), "stand alone"),
    ):
        code, told = run(capsys, "checkpoint", *words)
        assert code == 2, (words, told)
        assert any(part in told for part in sentence.split("|")), told
    (tmp_path / "stick").chmod(0o644)
    assert "Other accounts" in run(capsys, "checkpoint", "--sign", "point", "--key", "stick")[1]
    assert "Other accounts" in run(capsys, "checkpoint", "--to", "fresh", "--key", "stick")[1]
    assert proof.newest(json.loads(point)["register"]) == known
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_the_age_of_the_newest_anchor_is_told_and_after_a_week_it_is_a_warning(
    register: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.fromisoformat("2026-12-01T12:00:00+08:00")
    made = Checkpoint(register="r", seq=5, hash="a" * 64, at=now.isoformat())
    assert proof.newest("r") is None
    proof.note(made)
    assert proof.newest("r") == made
    for days, stale in ((0, False), (7, False), (8, True)):
        told, warn = proof.anchor_told("r", 9, now + timedelta(days=days))
        assert (f"{days} days old: commit 5; 4 commits later" in told, warn) == (True, stale)
    assert proof.anchor_told("r", 5, now + timedelta(days=99))[1] is False  # nothing came since
    proof.note(Checkpoint(register="r", seq=3, hash="b" * 64, at="2026-11-01T12:00:00+08:00"))
    assert proof.newest("r") == made
    with pytest.raises(Usage):
        proof.from_page("?", "r")
