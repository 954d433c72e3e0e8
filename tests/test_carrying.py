"""Dockets carried into another register: after the schemas, each act once, nothing secret."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

import laborcase
from laborcase import acts, carrying
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Usage
from laborcase.opening import open_desk
from laborcase.values import Text

ROOT = Path(__file__).parent.parent
BOTH = ("26-000001", "26-000002")


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Desk]:
    """A register in which a complaint became a case, went up and came down, and was closed."""
    shutil.copytree(ROOT / "tests" / "data" / "registers" / "1", tmp_path / "old")
    (tmp_path / "old" / "expected.json").unlink()
    for path in (tmp_path / "old", *(tmp_path / "old").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    with open_desk(str(tmp_path / "old"), officer="zhou") as desk:
        yield desk


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Desk]:
    """Another register of the same office, which has a docket already."""
    office = laborcase.sample_office()
    with laborcase.found_register(str(tmp_path / "new"), office) as desk:
        act = acts.FiledOwnMotion(
            facts=Text("x"),
            respondents=({"name": "甲"},),  # type: ignore[arg-type]
            allegations=({"cause": "arrears", "amount": 1},),  # type: ignore[arg-type]
        )
        desk.as_officer("zhou").enter(act)
        yield desk.as_officer("zhou")


def silent(n: int) -> None:
    """Tells nobody."""


def test_every_act_of_an_export_is_one_of_the_schema(old: Desk, tmp_path: Path) -> None:
    found = carrying.written(old, BOTH, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "acts.jsonl", "acts.schema.json", "verify_ledger.py"
    ]  # fmt: skip
    lines = (tmp_path / "out" / "acts.jsonl").read_bytes().splitlines()
    assert len(lines) - 1 == found.acts == 17
    schema = json.loads((tmp_path / "out" / "acts.schema.json").read_bytes())
    check = jsonschema.Draft202012Validator(schema)
    for line in lines[1:]:
        check.validate(json.loads(line)["act"])
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "out").iterdir()} == {0o600}


def test_what_is_imported_tells_the_same_story_and_a_second_time_enters_nothing(
    old: Desk, new: Desk, tmp_path: Path
) -> None:
    carrying.written(old, BOTH, tmp_path / "out")
    before = new.head()
    made = carrying.read(new, tmp_path / "out", silent)
    assert [c.new for c in made] == [True] * 17
    keys = [c.opened for c in made if c.opened]
    assert [key[2:] for key in keys] == ["-000002", "-000003"]  # keys of its own
    for key, was in zip(keys, BOTH, strict=True):
        there, here = old.docket(was), new.docket(key)
        assert [e.act.kind for e in here.entries] == [e.act.kind for e in there.entries]
        assert [e.officer for e in here.entries] == [e.officer for e in there.entries]
        assert [e.on for e in here.entries] == [e.on for e in there.entries]
        assert here.state.stage == there.state.stage  # type: ignore[union-attr]
    head = new.head()
    assert head == before + 17
    again = carrying.read(new, tmp_path / "out", silent)
    assert [c.new for c in again] == [False] * 17
    assert [c.seq for c in again] == [c.seq for c in made]
    assert new.head() == head
    assert new.verify().commits == head


def test_an_import_that_was_stopped_goes_on_where_it_stopped(
    old: Desk, new: Desk, tmp_path: Path
) -> None:
    carrying.written(old, BOTH, tmp_path / "out")
    file = tmp_path / "out" / "acts.jsonl"
    whole = file.read_text("utf-8").splitlines(keepends=True)
    stranger = whole[8].replace('"officer":"', '"officer":"nobody-')
    assert stranger != whole[8]
    file.write_text("".join([*whole[:8], stranger, *whole[9:]]), "utf-8")
    with pytest.raises(carrying.Stopped, match="Line 9 cannot be entered: There is no off") as why:
        carrying.read(new, tmp_path / "out", silent)
    assert "Entered before it: 7." in str(why.value)
    assert len(why.value.entered) == 7
    file.write_text("".join(whole), "utf-8")
    made = carrying.read(new, tmp_path / "out", silent)
    assert [c.new for c in made] == [False] * 7 + [True] * 10


def test_evidence_comes_along(old: Desk, new: Desk, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"not a photo")
    digest = old.add_file(tmp_path / "photo")
    added = acts.FiledOwnMotion(
        facts=Text("y"),
        respondents=({"name": "乙"},),  # type: ignore[arg-type]
        allegations=({"cause": "arrears", "amount": 1},),  # type: ignore[arg-type]
    )
    key = old.enter(added).docket
    old.enter(acts.Assigned(lead="li", assistant="chen"), on=key)  # type: ignore[arg-type]
    evidence = acts.EvidenceAdded(name="照片", file=digest)  # type: ignore[arg-type]
    old.as_officer("li").enter(evidence, on=key)
    carrying.written(old, [key], tmp_path / "out")
    kept = tmp_path / "out" / "files" / digest
    assert kept.read_bytes() == b"not a photo"
    kept.write_bytes(b"another")
    before = new.head()
    with pytest.raises(Invalid, match="is damaged"):
        carrying.read(new, tmp_path / "out", silent)
    assert new.head() == before
    kept.write_bytes(b"not a photo")
    carrying.read(new, tmp_path / "out", silent)
    assert new.file(digest) == b"not a photo"


def test_who_must_stay_unknown_is_not_carried(desk: Desk, tmp_path: Path) -> None:
    tipoff = acts.Registered(
        channel="phone",  # type: ignore[arg-type]
        received=desk.now(),
        tipoff=True,
        complainant=laborcase.parties.Person(name="赵某举"),  # type: ignore[arg-type]
        respondents=({"name": "丙"},),  # type: ignore[arg-type]
        facts=Text("f"),
        allegations=({"cause": "arrears"},),  # type: ignore[arg-type]
    )
    key = desk.as_officer("wang").enter(tipoff).docket
    found = carrying.exported(desk.as_officer("wang"), [key])
    assert (found.acts, found.dockets, found.left_out) == (0, (), (key,))
    assert "赵".encode() not in found.data
    assert found.data.count(b"\n") == 1


def test_what_is_no_export_is_told_and_nothing_entered(
    old: Desk, new: Desk, tmp_path: Path
) -> None:
    carrying.written(old, BOTH, tmp_path / "out")
    file = tmp_path / "out" / "acts.jsonl"
    good = file.read_bytes()
    head, first, *_ = good.splitlines(keepends=True)
    before = new.head()
    for bad in (
        b"",
        b"hello\n",
        b"[" * 100_000,
        b"\xff\xfe\n",
        good.replace(b"laborcase acts", b"laborcase ledger"),
        good.replace(b'"version":1}\n', b'"version":2}\n', 1),
        head + first.replace(b'"seq":2', b'"seq":NaN'),
        head + first.replace(b'"seq":2', b'"seq":2,"seq":2'),
        head + b"{}\n",
        head + first.replace(b'"act":{', b'"act":{"act":[],', 1)[:90] + b"\n",
        good[:-30],
        good.replace(b'"on":"2026', b'"on":"0000', 1),
        head + first.replace(b'"seq":2', b'"seq":-2'),
        head + first.replace(b'"version":1', b'"version":0', 1),
        head + first.replace(b'"version":1', b'"version":-1', 1),
        head + first.replace(b'"facts":"', b'"facts":1.5,"x":"', 1),
        head
        + first.replace(b'"facts":"', b'"facts":["', 1).replace(b'","happened"', b'"],"happened"'),
        b'{"format":"laborcase acts","register":"\\ud800","version":1}\n' + first,
        b'{"format":"laborcase acts","register":"\\u001b[2J","version":1}\n' + first,
    ):
        assert bad != good
        file.write_bytes(bad)
        with pytest.raises(Invalid):
            carrying.read(new, tmp_path / "out", silent)
        assert new.head() == before
    file.write_bytes(good)
    with pytest.raises(Usage, match="this very register"):
        carrying.read(old, tmp_path / "out", silent)
    file.unlink()
    with pytest.raises(Usage, match="cannot be read"):
        carrying.read(new, tmp_path / "out", silent)
    with pytest.raises(NotFound):
        carrying.exported(old, ["26-999999"])
    with pytest.raises(Usage, match="office is no docket"):
        carrying.exported(old, ["office"])


def test_an_act_that_bears_the_number_of_another_is_not_taken_for_it(
    old: Desk, new: Desk, tmp_path: Path
) -> None:
    """Two copies of a register that went on by themselves give one number to two acts."""
    found = carrying.exported(old, BOTH)
    head, *rows = found.data.splitlines(keepends=True)
    assert len(carrying.imported(new, found.data, silent)) == found.acts
    at, other = 1, 2
    assert json.loads(rows[at])["act"]["kind"] != json.loads(rows[other])["act"]["kind"]
    seqs = [json.loads(row)["seq"] for row in rows]
    changed = list(rows)
    for n, seq in ((at, seqs[other]), (other, seqs[at])):
        changed[n] = changed[n].replace(b'"seq":%d}' % seqs[n], b'"seq":%d}' % seq)
    before = new.head()
    with pytest.raises(carrying.Stopped, match="another act was imported before"):
        carrying.imported(new, head + b"".join(changed), silent)
    assert new.head() == before


def test_files_of_what_is_not_imported_are_not_kept(old: Desk, tmp_path: Path) -> None:
    carrying.written(old, BOTH, tmp_path / "out")
    (tmp_path / "out" / "files").mkdir(exist_ok=True)
    name = sha256(b"x").hexdigest()
    (tmp_path / "out" / "files" / name).write_bytes(b"x")
    with pytest.raises(Usage, match="this very register"):
        carrying.read(old, tmp_path / "out", silent)
    assert not old.store.has_file(name)


def test_the_verbs_export_and_import(
    old: Desk, new: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(desk: Desk, *words: str) -> tuple[int, str]:
        capsys.readouterr()
        base = ["--register", desk.store.url, "--officer", "zhou", "--lang", "en"]
        code = main([*base, *words])
        told = capsys.readouterr()
        return code, told.out + told.err

    out = str(tmp_path / "out")
    assert run(old, "export", out, *BOTH) == (0, f"Saved as {out}: 17 acts.\n")
    code, told = run(old, "export", out, *BOTH)
    assert (code, "is there already" in told) == (2, True)
    code, told = run(old, "export", str(tmp_path / "old" / "out"), *BOTH)
    assert (code, "lies inside" in told) == (2, True)
    assert run(new, "import", out)[1] == "17 acts were entered, 0 had been entered before.\n"
    assert run(new, "import", out)[1] == "0 acts were entered, 17 had been entered before.\n"
    assert run(new, "import", str(tmp_path / "gone"))[0] == 2
