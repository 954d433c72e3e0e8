"""Opinions on a docket, at the desk and on the command line: shown with their grounds, never
decided; against them a person says why."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law import Opinion
from laborcase.parties import Level, Person, Respondent, Role, Site
from laborcase.record.case import Inspection
from laborcase.record.docket import Alleged
from laborcase.record.office import HearingLine

ZONE = ZoneInfo("Asia/Shanghai")
OLD = Alleged(cause="arrears", start=date(2023, 1, 1), end=date(2023, 3, 31), amount=100)


def of(desk: Desk, key: str, which: str, about: str = "") -> Opinion:
    found = desk.as_officer("zhou").opinions(key)
    (one,) = (o for o in found if o.id == which and about in ("", o.about))
    return one


def answers(one: Opinion) -> dict[str, str]:
    return {a.id: a.answer for a in one.answers}


# ------------------------------------------------------------------ acceptance


def test_each_allegation_has_its_own_opinion(desk: Desk, complaint) -> None:
    new = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 3, 31))
    key = desk.as_officer("wang").enter(complaint(allegations=(OLD, new))).docket
    assert answers(of(desk, key, "acceptance", "A1"))["in_time"] == "no"
    assert answers(of(desk, key, "acceptance", "A2"))["in_time"] == "yes"


def test_a_refusal_for_which_the_opinion_gives_no_ground_says_why(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    refusal = acts.Disposed(how="refused", reason="超过二年")
    with pytest.raises(Refused, match="no ground to refuse A1") as caught:
        zhou.enter(refusal, on=key)
    assert [r.path for r in caught.value.reasons] == ["otherwise"]
    zhou.enter(evolve(refusal, otherwise="劳动者补充说明：2023 年终了"), on=key)


def test_a_lapsed_breach_is_refused_without_and_accepted_with_a_reason(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    one, two = (wang.enter(complaint(allegations=(OLD,))).docket for _ in "ab")
    zhou.enter(acts.Disposed(how="refused", reason="超过二年"), on=one)
    with pytest.raises(Refused, match="speaks against accepting A1"):
        zhou.enter(acts.Accepted(), on=two)
    zhou.enter(acts.Accepted(otherwise="持续催讨，视为继续"), on=two)


def test_a_linked_earlier_tip_off_saves_the_complaint(desk: Desk, complaint, clock) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    clock.to("2025-03-03")
    tip = wang.enter(complaint(tipoff=True, identity="anonymous", complainant=None,
                               allegations=(OLD,))).docket  # fmt: skip
    clock.to("2026-11-23")
    key = wang.enter(complaint(allegations=(OLD,))).docket
    assert answers(of(desk, key, "acceptance"))["in_time"] == "no"
    zhou.enter(acts.Linked(to=tip, how="duplicate"), on=key)
    one = of(desk, key, "acceptance")
    assert answers(one)["in_time"] == "yes"
    assert any(tip in f for a in one.answers for f in a.facts)


def test_a_person_answers_what_the_docket_cannot_and_is_named(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    said = acts.AcceptanceJudged(
        question="elsewhere", answer=True, why="已向仲裁委申请，受理通知书在卷"
    )
    with pytest.raises(Refused, match="no open allegation A7"):
        zhou.enter(evolve(said, allegations=("A7",)), on=key)
    zhou.enter(said, on=key)
    one = of(desk, key, "acceptance")
    (elsewhere,) = (a for a in one.answers if a.id == "elsewhere")
    assert (elsewhere.answer, elsewhere.by) == ("yes", zhou.officer.name)
    assert one.verdict in ("guide", "supplement")
    with pytest.raises(Refused, match="speaks against accepting"):
        zhou.enter(acts.Accepted(), on=key)


def test_a_tip_off_is_asked_nothing(desk: Desk, complaint) -> None:
    tip = complaint(tipoff=True, identity="anonymous", complainant=None)
    key = desk.as_officer("wang").enter(tip).docket
    assert not [o for o in desk.as_officer("zhou").opinions(key) if o.id == "acceptance"]
    with pytest.raises(Refused, match="not accepted but filed"):
        desk.as_officer("zhou").enter(
            acts.AcceptanceJudged(question="in_time", answer=True, why="是"), on=key
        )


def test_of_a_complainant_who_is_kept_secret_no_age_is_told(desk: Desk, complaint) -> None:
    old = Person(name="王某某", sex="male", born=date(1955, 1, 1))
    insured = (Alleged(cause="insurance", start=date(2026, 1, 1)),)
    wang = desk.as_officer("wang")
    open_ = wang.enter(complaint(complainant=old, allegations=insured)).docket
    hidden = wang.enter(
        complaint(complainant=old, allegations=insured, identity="confidential")
    ).docket
    assert answers(of(desk, open_, "acceptance"))["inspection_matter"] == "unknown"
    assert answers(of(desk, hidden, "acceptance"))["inspection_matter"] == "yes"


# ------------------------------------------------------------------ jurisdiction


def test_the_areas_of_the_authority_say_whose_matter_it_is(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(
        complaint(site=Site(address="文昌街道某路8号"), respondents=(
            Respondent(name="周口某快餐店", role=Role.UNLICENSED),))
    ).docket  # fmt: skip
    assert of(desk, key, "jurisdiction").verdict == "unknown"
    office = desk.office
    zone = office.authority("zone")
    assert zone is not None
    desk.enter(
        acts.AuthoritySet(body=evolve(zone, areas=("文昌街道",)), reason="录入"), on="office"
    )
    one = of(desk, key, "jurisdiction")
    assert one.verdict == "yes"
    assert answers(one)["unlicensed"] == "yes"


def test_insurance_is_the_matter_of_the_level_that_pools_it(desk: Desk, complaint) -> None:
    insured = (Alleged(cause="insurance", start=date(2026, 1, 1), continuing=True),)
    key = desk.as_officer("wang").enter(complaint(allegations=insured)).docket
    assert answers(of(desk, key, "jurisdiction"))["pooling"] == "unknown"
    settings = evolve(desk.office.settings, pooling=Level.CITY)
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")
    one = of(desk, key, "acceptance")
    assert (answers(one)["competent"], one.verdict in ("refer", "supplement")) == ("no", True)


# ------------------------------------------------------------------ what a decision needs


def test_the_figure_of_hearings_is_a_dated_row_of_the_office(desk: Desk, fined: str) -> None:
    assert answers(of(desk, fined, "approvals"))["hearing"] == "unknown"
    rows = (
        HearingLine(start=date(2026, 1, 1), unit=5_000_00, citizen=1_000_00, citation="×规"),
        HearingLine(start=date(2027, 1, 1), unit=9_000_00, citizen=2_000_00, citation="×规二"),
    )
    settings = evolve(desk.office.settings, hearing=rows)
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")
    assert answers(of(desk, fined, "approvals"))["hearing"] == "yes"
    wrong = evolve(settings, hearing=rows[::-1])
    with pytest.raises(Refused, match="put them in order"):
        desk.enter(acts.SettingsChanged(settings=wrong, reason="录入"), on="office")
    nothing = evolve(settings, hearing=(evolve(rows[0], unit=0),))
    with pytest.raises(Refused, match="above nothing"):
        desk.enter(acts.SettingsChanged(settings=nothing, reason="录入"), on="office")


def test_the_zone_is_told_that_the_city_approves_a_look_up(desk: Desk, complaint) -> None:
    migrants = (Alleged(cause="migrant_wages", start=date(2026, 3, 1)),)
    key = desk.as_officer("wang").enter(complaint(allegations=migrants)).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
    (asked,) = (a for a in of(desk, case, "approvals").answers if a.id == "look_up")
    assert asked.answer == "no"
    assert "周口市人力资源和社会保障局" in asked.note


# ------------------------------------------------------------------ amounts


def test_a_fine_outside_the_range_says_why(desk: Desk, complaint) -> None:
    over = (Alleged(cause="hours", start=date(2026, 3, 1), workers=10),)
    key = desk.as_officer("wang").enter(complaint(allegations=over)).docket
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Defended(views="无异议"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    finding = acts.FindingOn(allegation="A1", finding="upheld", basis="jc-25")
    decision = acts.Decided(outcome="penalty", findings=(finding,), content="罚款", fine=6_000_00)
    ma = desk.as_officer("ma")
    with pytest.raises(Refused, match=r"give 1,000\.00 to 5,000\.00 yuan") as caught:
        ma.enter(decision, on=case)
    assert [r.path for r in caught.value.reasons] == ["fine_why"]
    assert not ma.check(evolve(decision, fine=5_000_00), on=case)
    general = evolve(
        decision,
        findings=(evolve(finding, basis=""),),
        grounds=(acts.Ground(basis="jc-25"),),
    )
    assert [r.path for r in ma.check(general, on=case)] == ["fine_why"], "the ground of the whole"
    ma.enter(evolve(decision, fine_why="另有从重情节"), on=case)
    changed = acts.DecisionChanged(
        paper="P2", content="改处罚款", fine=5_500_00, reason="计算有误",
        grounds=(acts.Ground(basis="jc-25"),),
    )  # fmt: skip
    assert [r.path for r in ma.check(changed, on=case)] == ["fine_why"], "when it is changed, too"
    assert not ma.check(evolve(changed, fine=5_000_00), on=case)


def test_the_additional_fine_is_told_by_the_day(desk: Desk, fined: str, clock) -> None:
    assert not [o for o in desk.as_officer("zhou").opinions(fined) if o.id == "additional_fine"]
    clock.to("2026-12-18")
    one = of(desk, fined, "additional_fine")
    assert (one.about, answers(one)["grows"]) == ("P2", "yes")
    assert int(one.verdict) % 150_00 == 0
    clock.to("2027-03-01")
    assert of(desk, fined, "additional_fine").verdict == "500000"


# ------------------------------------------------------------------ the criminal line


def test_a_case_at_the_criminal_line_shows_what_its_package_lacks(
    desk: Desk, complaint, clock
) -> None:
    owed = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 6, 30), amount=900_000)
    key = desk.as_officer("wang").enter(complaint(allegations=(owed,))).docket
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    one = of(desk, case, "transfer")
    assert one.verdict == "incomplete"
    assert (answers(one)["one"], answers(one)["many"], answers(one)["order"]) == ("yes", "no", "no")
    li.enter(acts.Ordered(what="支付", amount=900_000, by=date(2026, 11, 25)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    assert answers(of(desk, case, "transfer"))["order"] == "yes"
    assert answers(of(desk, case, "transfer"))["lapsed"] == "no"
    clock.to("2026-11-30")
    li.enter(acts.Performed(paper="P1", lapsed=True, complete=False), on=case)
    assert answers(of(desk, case, "transfer"))["lapsed"] == "yes"
    assert "listing" in {o.id for o in zhou.opinions(case)}


# ------------------------------------------------------------------ one routine inspection a year


def routine(plan: str = "年度计划第3项", suspicion: str = "", name: str = "某厂") -> acts.Act:
    return acts.FiledOwnMotion(
        facts="巡查",
        respondents=(Respondent(name=name),),
        inspection=Inspection(kind="daily", plan=plan, suspicion=suspicion),
    )


def test_a_second_routine_inspection_in_the_year_needs_a_suspicion(desk: Desk, clock) -> None:
    zhou = desk.as_officer("zhou")
    clock.to("2026-03-02")
    first = zhou.enter(routine()).opened
    clock.to("2026-11-23")
    with pytest.raises(Refused, match="inspected in 2026 already") as caught:
        zhou.enter(routine())
    (reason,) = caught.value.reasons
    assert (reason.basis, reason.soft, reason.path) == ("hn-lsi-11-2", True, "inspection.suspicion")
    assert first in reason.text
    zhou.enter(routine(suspicion="群众反映仍未签合同"))
    zhou.enter(routine(name="另一厂"))
    clock.to("2027-01-05")
    zhou.enter(routine())


def test_the_approval_and_plan_are_a_check_of_their_own(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="approval and plan") as caught:
        zhou.enter(routine(plan=""))
    assert [r.basis for r in caught.value.reasons] == ["gb-54"]
    zhou.enter(evolve(routine(plan=""), irregular="上级临时交办"))


def test_complaints_do_not_count_and_are_no_routine(desk: Desk, case: str, complaint) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    name = zhou.case(case).respondents[0].name
    zhou.enter(routine(name=name))
    at = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    visit = acts.SiteRecorded(
        first="li", second="chen", start=at, end=at, place="某店", findings="未发",
        inspection=Inspection(kind="special", plan="计划"),
    )  # fmt: skip
    with pytest.raises(Refused, match="no routine inspection"):
        li.enter(visit, on=case)
    li.enter(evolve(visit, inspection=None), on=case)


def test_a_recorded_visit_in_another_case_counts(desk: Desk) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    found = acts.FiledOwnMotion(facts="线索", respondents=(Respondent(name="某厂"),))
    case = zhou.enter(found).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    at = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    visit = acts.SiteRecorded(
        first="li", second="chen", start=at, end=at, place="某厂", findings="无",
        inspection=Inspection(kind="daily", plan="计划"),
    )  # fmt: skip
    li.enter(visit, on=case)
    assert answers(of(desk, case, "inspection"))["planned"] == "yes"
    with pytest.raises(Refused, match=case):
        zhou.enter(routine())


# ------------------------------------------------------------------ command line


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    url = str(tmp_path / "register")
    office = str(Path(__file__).parent.parent / "examples" / "zhoukou-zone.toml")
    assert main(["init", url, "--office", office, "--lang", "en"]) == 0
    five = ["channel=counter", "complainant.name=王某某", "respondents.1.name=某店", "facts=没发",
            "allegations.1.cause=arrears", "allegations.1.start=2019-01-01",
            "allegations.1.end=2019-02-01"]  # fmt: skip
    words = [w for f in five for w in ("--field", f)]
    assert main(["--register", url, "--officer", "wang", "enter", "registered", *words]) == 0
    capsys.readouterr()
    return url


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_opinions_are_printed_and_told_to_programs(
    register: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--register", register, "--officer", "zhou", "--lang", lang]
    key = f"{datetime.now(ZoneInfo('Asia/Shanghai')):%y}-000001"
    assert main([*base, "opinions", key]) == 0
    told = capsys.readouterr().out
    assert ("Refuse in writing" if lang == "en" else "书面不予受理") in told
    assert main([*base, "opinions", key, "acceptance", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["about"], one["id"]) == ("A1", "acceptance")
    assert [a["id"] for a in one["answers"]][-1] == "in_time"
    assert all(a["bases"] and a["citations"] for a in one["answers"])
    assert main([*base, "opinions", key, "noise"]) == 2
    assert "jurisdiction" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_law_fine_counts_without_a_register(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = ["--fact", "workers=35", "--on", "2026-11-23", "--lang", lang]
    assert main(["law", "fine", "jc-25", "jc-30-1", *facts]) == 0
    told = capsys.readouterr().out
    assert "3,500.00" in told
    assert "jc-30-1" in told
    assert main(["law", "fine", "jc-25", *facts, "--json"]) == 0
    raw = json.loads(capsys.readouterr().out)
    offered = [r for r in raw["ranges"] if r["offered"]]
    assert [(r["low"], r["high"]) for r in offered] == [(3_500_00, 17_500_00)]
    assert len(raw["lenient"]) == 4
    wrong = tmp_path / "mine.toml"
    wrong.write_text("[[grade]]\nid = 'x'\n", "utf-8")
    assert main(["law", "fine", "jc-25", "--table", str(wrong)]) == 1
    assert "mine.toml, row 1 (x)" in capsys.readouterr().err
    assert main(["law", "fine", "jc-25", "--table", str(tmp_path / "none.toml")]) == 2
    assert main(["law", "fine", "jc-99"]) == 1
    assert main(["law", "fine", "jc-25", "--fact", "workers"]) == 2
