"""The package of a request upward: what is sent is hashed, kept, the same for ever, and names
nobody who must stay unknown."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from laborcase import acts, opening, printing
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import NotFound, Refused
from laborcase.parties import Person, Respondent, Worker
from laborcase.record.docket import Alleged
from laborcase.record.package import read_package
from tests.canaries import RARE

ROOT = Path(__file__).parents[1]
UP = acts.Asked(what="request_upward", reasons_given="需查询单位账户", opinion="建议提级")


@pytest.fixture
def evidence(desk: Desk, case: str, tmp_path: Path) -> str:
    """The case with a kept piece of evidence; its hash."""
    file = tmp_path / "payroll.txt"
    file.write_text("三月工资表", "utf-8")
    li = desk.as_officer("li")
    digest = li.add_file(file)
    li.enter(acts.EvidenceAdded(name="工资表", file=digest), on=case)
    return digest


def test_what_is_sent_is_kept_under_its_hash_and_stays_as_it_was(
    desk: Desk, case: str, evidence: str
) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(UP, on=case)
    (h,) = zhou.case(case).handovers
    data = zhou.file(h.package)
    assert sha256(data).hexdigest() == h.package
    sent = zhou.sent(case)
    assert sent.data == data
    assert read_package(data) == sent
    assert sent.request.reasons == "需查询单位账户"
    assert sent.request.to == "周口市人力资源和社会保障局"
    assert [e.sha256 for e in sent.evidence] == [evidence]
    assert {"henan-close-30d", "investigate-60wd"} <= {x.clock for x in sent.limits}
    assert sent.number == zhou.case(case).number
    desk.as_officer("li").enter(acts.Ordered(what="支付工资", by=date(2026, 11, 30)), on=case)
    assert zhou.sent(case).data == data
    assert zhou.package(case).entries == sent.entries + 2
    zhou.verify()


def test_the_package_is_what_its_schema_says(desk: Desk, case: str, evidence: str) -> None:
    schema = json.loads((ROOT / "schemas" / "package.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    whole = json.loads(desk.as_officer("zhou").package(case).data)
    validator.validate(whole)
    assert list(validator.iter_errors({**whole, "more": 1}))


def test_sums_measures_handlers_and_criteria_are_those_of_the_docket(desk: Desk, case: str) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Ordered(what="支付工资", by=date(2026, 11, 30)), on=case)
    li.enter(acts.CriterionNoted(criterion="C08", holds=True, why="须查账户"), on=case)
    p, state = zhou.package(case), zhou.case(case)
    assert (p.sums.claimed, p.sums.paid) == (state.claimed, state.paid)
    assert p.sums.outstanding == state.totals.outstanding
    assert state.paper("P1").number in [n for m in p.measures for n in m.numbers]
    assert [c.id for c in p.criteria] == ["C08"]
    assert all(h.certificate for h in p.handlers[:2])
    limit = next(x for x in p.limits if x.clock == "henan-close-30d")
    assert (limit.used, limit.left) == (0, 30)


def test_a_file_that_changed_since_it_was_hashed_stops_package_and_acceptance(
    desk: Desk, case: str, evidence: str
) -> None:
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    files = desk._store._files
    kept = files.pop(evidence)
    before = zhou.head()
    with pytest.raises(Refused, match="evidence E1 is no longer what was hashed"):
        zhou.enter(UP, on=case)
    assert zhou.head() == before
    files[evidence] = kept
    zhou.enter(UP, on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    del files[evidence]
    with pytest.raises(Refused, match="evidence E1 is no longer"):
        zheng.enter(yes, on=case)
    files[evidence] = kept
    sent = zhou.case(case).handovers[0].package
    whole = files.pop(sent)
    with pytest.raises(Refused, match="package of H1 is no longer"):
        zheng.enter(yes, on=case)
    assert zhou.case(case).authority == "zone"
    files[sent] = whole
    zheng.enter(yes, on=case)
    assert zhou.case(case).authority == "city"


def test_guidance_sends_no_package_and_trying_out_keeps_none(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.what_if(UP, on=case)
    assert desk._store._files == {}
    desk.as_officer("li").enter(evolve(UP, what="guidance"), on=case)
    assert zhou.case(case).handovers[0].package is None
    with pytest.raises(NotFound, match="No package"):
        zhou.sent(case)


def test_whose_identity_is_kept_secret_is_in_neither_form(desk: Desk, complaint) -> None:
    who = Person(name=RARE[0], phone="13900001234", resident_number="411627198503124010")
    line = (Alleged(cause="arrears", start=date(2026, 3, 1), amount=320_000),)
    made = complaint(
        identity="confidential", complainant=who, allegations=line,
        workers=(Worker(name=RARE[0]),),
    )  # fmt: skip
    key = desk.as_officer("wang").enter(made).docket
    zhou = desk.as_officer("zhou")
    opened = zhou.enter(acts.Accepted(), on=key).opened
    package = zhou.package(opened)
    paper = printing.printed_package(package)
    for text in (package.data.decode(), printing.as_text(paper), printing.as_html(paper)):
        assert not any(word in text for word in RARE)
        assert "13900001234" not in text
        assert "4116271985" not in text
    named = zhou.enter(acts.Accepted(), on=desk.as_officer("wang").enter(complaint()).docket)
    text = zhou.package(named.opened).data.decode()
    assert "王某某" in text
    assert "13900000000" not in text


def test_the_document_bears_the_head_of_the_ledger_and_nothing_typed_is_markup(
    desk: Desk, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    made = complaint(respondents=(Respondent(name="<b>某公司</b>{to}"),))
    key = zhou.enter(acts.Accepted(), on=desk.as_officer("wang").enter(made).docket).opened
    package = zhou.package(key)
    text = printing.as_text(printing.printed_package(package))
    page = printing.as_html(printing.printed_package(package))
    assert f"登记台账第 {zhou.head()} 笔" in text
    assert sha256(package.data).hexdigest() in text
    assert "<b>某公司</b>{to}" in text
    assert "<b>某公司" not in page
    assert "&lt;b&gt;某公司" in page


def test_the_command_line_shows_what_would_be_sent_and_what_was(
    founding: acts.Founded, tmp_path: Path, capsys
) -> None:
    url = str(tmp_path / "register")
    with opening.found_register(url, founding, account="test") as made:
        clerk = made.as_officer("wang")
        key = clerk.enter(
            acts.Registered(
                channel="counter",
                received=clerk.now(),
                complainant=Person(name="王某某", phone="13900000000"),
                respondents=(Respondent(name="某公司"),),
                facts="欠薪",
                allegations=(Alleged(cause="arrears", amount=320_000, start=clerk.now().date()),),
            )
        ).docket
        zhou = made.as_officer("zhou")
        case = zhou.enter(acts.Accepted(), on=key).opened
        zhou.enter(UP, on=case)
        sent = zhou.sent(case)

    def run(*words: str) -> tuple[int, str]:
        code = main(["--register", url, "--officer", "zhou", "--lang", "en", "escalate", *words])
        return code, capsys.readouterr().out

    code, out = run("--package", case)
    assert code == 0
    assert "报请上级办理书" in out
    code, out = run("--sent", f"{case}:H1", "--json")
    assert out.strip().encode() == sent.data
    page = tmp_path / "sent.html"
    assert run("--sent", case, "-o", str(page))[0] == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("--sent", case, "-o", str(page))[0] == 2
    assert run("--sent", f"{case}:H9")[0] == 1


def test_the_command_line_shows_the_joint_desk(
    founding: acts.Founded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "register")
    with opening.found_register(url, founding, account="test") as made:
        clerk = made.as_officer("wang")
        key = clerk.enter(
            acts.Registered(
                channel="counter",
                received=clerk.now(),
                complainant=Person(name="王某某", phone="13900000000"),
                respondents=(Respondent(name="某公司"),),
                facts="欠薪",
                allegations=(Alleged(cause="arrears", amount=320_000, start=clerk.now().date()),),
            )
        ).docket
        zhou = made.as_officer("zhou")
        zhou.enter(UP, on=zhou.enter(acts.Accepted(), on=key).opened)

    def run(officer: str, *words: str) -> tuple[int, str]:
        code = main(["--register", url, "--officer", officer, "--lang", "en", "joint", *words])
        return code, capsys.readouterr().out

    code, out = run("zheng")
    assert code == 0
    assert "Waits for us: request upward" in out
    assert "某公司" in out
    (line,) = json.loads(run("zhou", "--json")[1])["lines"]
    assert (line["side"], line["kind"], line["act"]) == ("asked", "request_upward", "")
    assert run("wang")[0] == 1
