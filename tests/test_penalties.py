"""What a penalty needs before it is decided: a hearing where one is owed, a legal review and a
discussion where somebody said that they are; the law of the days of the facts; a ground where there
is none; an order that lapsed where its fine wants one."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcase import acts, law
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Reason, Refused
from laborcase.law import Answer, amounts, applying, bases, basis
from laborcase.law.amounts import ranges
from laborcase.law.deciding import Deciding, Threshold, hearing
from laborcase.parties import Respondent, Role
from laborcase.record.complexity import ComplexFor
from laborcase.record.docket import Alleged
from laborcase.record.office import HearingLine
from laborcase.record.sanctions import Measure
from tests.conftest import Clock

FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
PENALTY = acts.Decided(outcome="penalty", findings=(FINDING,), content="罚款五万元")
TOLD = acts.AdvanceNotice(intended="拟罚款")


def told(desk: Desk, case: str, *notices: acts.AdvanceNotice) -> None:
    """The party is told by these notices, defends itself, and the investigation is concluded."""
    li = desk.as_officer("li")
    for notice in notices:
        n = len(li.case(case).papers) + 1
        li.enter(notice, on=case)
        li.enter(acts.Served(paper=f"P{n}", receiver="店长"), on=case)
    li.enter(acts.Defended(views="无异议"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)


def from_thirty_thousand(desk: Desk) -> None:
    row = HearingLine(start=date(2026, 1, 1), unit=30_000_00, citizen=1_000_00, citation="×规")
    settings = evolve(desk.office.settings, hearing=(row,))
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")


def against(desk: Desk, case: str, act: acts.Decided | acts.DecisionChanged) -> tuple[Reason, ...]:
    return desk.as_officer("ma").check(act, on=case)


def asked(desk: Desk, case: str, **thought: object) -> Answer:
    """The answer to whether a hearing is owed."""
    found = desk.as_officer("li").opinions(case, **thought)  # type: ignore[arg-type]
    (one,) = (a for o in found if o.id == "approvals" for a in o.answers if a.id == "hearing")
    return one


# ------------------------------------------------------------------ the hearing that is owed


def test_a_fine_from_the_local_figure_on_is_not_decided_before_the_right_was_told(
    desk: Desk, case: str
) -> None:
    from_thirty_thousand(desk)
    told(desk, case, TOLD)
    assert not against(desk, case, evolve(PENALTY, fine=29_999_99))
    (one,) = against(desk, case, evolve(PENALTY, fine=30_000_00))
    assert (one.basis, one.soft) == ("cf-63", True)
    assert "×规: from 30,000.00 yuan" in one.text


@pytest.mark.parametrize("measure", sorted(set(Measure) - {Measure.CONFISCATE}))
def test_what_is_heavy_takes_a_hearing_whatever_the_fine_and_without_a_figure(
    desk: Desk, case: str, measure: Measure
) -> None:
    told(desk, case, TOLD)
    (one,) = against(desk, case, evolve(PENALTY, measures=(measure,)))
    assert one.basis == "cf-63"


def test_a_notice_of_what_takes_a_hearing_tells_of_it(desk: Desk, case: str) -> None:
    from_thirty_thousand(desk)
    li = desk.as_officer("li")
    notice = evolve(TOLD, fine=50_000_00)
    (one,) = li.check(notice, on=case)
    assert (one.basis, one.path, one.soft) == ("cf-63", "hearing_right", True)
    assert not li.check(evolve(notice, hearing_right=True), on=case)
    assert not li.check(evolve(notice, fine=5_000_00), on=case)


def test_a_warning_takes_no_hearing_whatever_was_intended_before(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    from_thirty_thousand(desk)
    li.enter(evolve(TOLD, fine=50_000_00, irregular="漏告听证"), on=case)
    told(desk, case, TOLD)
    assert not against(desk, case, PENALTY)


def test_a_right_that_was_told_and_served_opens_the_decision_when_its_time_is_over(
    desk: Desk, case: str, clock: Clock
) -> None:
    from_thirty_thousand(desk)
    li = desk.as_officer("li")
    told(desk, case, TOLD)
    li.enter(evolve(TOLD, fine=50_000_00, hearing_right=True), on=case)
    penalty = evolve(PENALTY, fine=50_000_00)
    assert [r.basis for r in against(desk, case, penalty)] == ["cf-63"], "issued is not served"
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    assert [r.basis for r in against(desk, case, penalty)] == ["cf-64"], "its five days run"
    clock.to("2026-12-10")
    assert not against(desk, case, penalty)


def test_the_opinion_speaks_of_what_is_intended_and_of_what_is_thought_of(
    desk: Desk, case: str
) -> None:
    from_thirty_thousand(desk)
    assert asked(desk, case).answer == "unknown"
    assert asked(desk, case, fine=30_000_00).answer == "yes"
    assert asked(desk, case, fine=100_00).answer == "no"
    assert asked(desk, case, measures=(Measure.CLOSE_DOWN,)).answer == "yes"
    desk.as_officer("li").enter(evolve(TOLD, fine=50_000_00, hearing_right=True), on=case)
    assert asked(desk, case).answer == "yes", "the fine of the notice"


def test_without_a_local_figure_the_decision_says_that_nobody_knows(
    desk: Desk, case: str, clock: Clock
) -> None:
    told(desk, case, TOLD)
    assert "nobody entered it" in " ".join(asked(desk, case, fine=50_000_00).missing)
    ma = desk.as_officer("ma")
    ma.enter(evolve(PENALTY, fine=50_000_00), on=case)
    last = ma.docket(case).entries[-1]
    assert "whether a hearing was owed nobody could say" in last.act.line(last.given)


def test_a_confiscation_leaves_it_open_until_somebody_says_whether_it_is_a_large_one() -> None:
    rule = Threshold(sum=30_000_00, citation="×规")
    taken = hearing(Deciding(fine=100, measures=("confiscate_gain",), threshold=rule))
    assert (taken.answer, bool(taken.missing)) == ("unknown", True)
    assert hearing(Deciding(fine=30_000_00, measures=taken.bases, threshold=rule)).answer == "yes"


def test_a_changed_decision_is_asked_the_same(desk: Desk, case: str) -> None:
    told(desk, case, TOLD)
    desk.as_officer("ma").enter(evolve(PENALTY, fine=5_000_00), on=case)
    from_thirty_thousand(desk)
    changed = acts.DecisionChanged(paper="P2", content="改罚", fine=50_000_00, reason="加重")
    assert {r.basis for r in against(desk, case, changed)} == {"cf-63", "jc-19"}
    assert not against(desk, case, evolve(changed, fine=4_000_00))


def test_measures_belong_to_a_penalty(desk: Desk, case: str) -> None:
    told(desk, case, TOLD)
    handling = evolve(PENALTY, outcome="handling", measures=(Measure.CLOSE_DOWN,))
    assert [r.path for r in against(desk, case, handling)] == ["measures"]


@pytest.mark.parametrize(
    ("what", "rule"), [(ComplexFor.REVIEW, "cf-58"), (ComplexFor.DISCUSSION, "cn-apl-57")]
)
def test_what_was_said_to_be_complex_is_reviewed_and_discussed_before_a_penalty(
    desk: Desk, case: str, what: ComplexFor, rule: str
) -> None:
    told(desk, case, TOLD)
    desk.as_officer("zhou").enter(
        acts.ComplexityJudged(what=what, answer=True, why="涉及多个法律关系"), on=case
    )
    (one,) = against(desk, case, PENALTY)
    assert (one.basis, one.soft) == (rule, True)
    if what is ComplexFor.REVIEW:
        desk.as_officer("xu").enter(acts.Reviewed(opinion="同意"), on=case)
    else:
        desk.as_officer("ma").enter(
            acts.Discussed(present="马、赵", views="同意", conclusion="罚"), on=case
        )
    assert not against(desk, case, PENALTY)


def test_the_command_line_asks_it_of_a_penalty_that_is_thought_of(
    older: Callable[[int], str], capsys: pytest.CaptureFixture[str]
) -> None:
    seat = ["--register", older(1), "--officer", "zhou", "--lang", "en"]
    assert main([*seat, "enter", "accepted", "26-000001", "--json"]) == 0
    opened = json.loads(capsys.readouterr().out)["opened"]  # in the machine's own year
    ask = [*seat, "opinions", opened, "approvals", "--fine", "50000"]
    assert main([*ask, "--measure", "close_down"]) == 0
    assert "Is a hearing owed? yes" in capsys.readouterr().out
    assert main(ask) == 0
    assert "Is a hearing owed? not known yet" in capsys.readouterr().out
    assert main([*ask, "--measure", "x"]) == 2
    assert "There is no measure “x” here" in capsys.readouterr().err


# ------------------------------------------------------------------ the law of the days


@pytest.fixture
def of_days(desk: Desk, complaint, clock: Clock) -> Callable[..., str]:
    """A case of one allegation of these days, told, defended and concluded."""

    def make(cause: str, start: str, end: str = "", **more: object) -> str:
        days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end) if end else None}
        alleged = (Alleged(cause=cause, continuing=not end, **days, **more),)  # type: ignore[arg-type]
        key = desk.as_officer("wang").enter(complaint(allegations=alleged)).docket
        zhou = desk.as_officer("zhou")
        accepted = acts.Accepted(told_on=clock.now.date(), otherwise="有危害后果")
        opened = zhou.enter(accepted, on=key).opened
        assert opened
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=opened)
        told(desk, opened, TOLD)
        return opened

    return make


def of(desk: Desk, case: str, which: str) -> list[Answer]:
    found = desk.as_officer("li").opinions(case)
    return [a for o in found if o.id == which for a in o.answers]


def test_the_range_is_that_of_the_law_of_the_days_of_the_facts(
    desk: Desk, of_days: Callable[..., str]
) -> None:
    case = of_days("child_labour", "2021-01-01", "2021-03-31", workers=1)
    finding = evolve(FINDING, basis="tg-06-1", verified=None)
    penalty = acts.Decided(outcome="penalty", findings=(finding,), content="罚款")
    assert not against(desk, case, evolve(penalty, fine=15_000_00)), "three months of one child"
    (one,) = against(desk, case, evolve(penalty, fine=500_000_00))
    assert (one.path, "15,000.00 to 15,000.00" in one.text) == ("fine_why", True)
    later = evolve(penalty, findings=(evolve(finding, basis="wb-125"),), fine=500_000_00)
    assert "came into force only on 2021-06-01" in " ".join(r.text for r in
                                                            against(desk, case, later))  # fmt: skip


def test_a_part_of_a_month_is_not_counted_for_the_office(
    desk: Desk, of_days: Callable[..., str]
) -> None:
    case = of_days("child_labour", "2021-01-01", "2021-03-20", workers=1)
    finding = evolve(FINDING, basis="tg-06-1", verified=None)
    penalty = acts.Decided(outcome="penalty", findings=(finding,), content="罚款", fine=1_00)
    assert not against(desk, case, penalty), "what cannot be counted refuses nothing"


def test_an_allegation_that_crosses_an_amendment_is_shown_in_its_parts(
    desk: Desk, of_days: Callable[..., str]
) -> None:
    case = of_days("child_labour", "2021-05-20", "2021-06-05", workers=1)
    before, after = of(desk, case, "breach_law")
    assert "2021-05-20 to 2021-05-31" in before.question
    assert ("wb-125" in before.bases, "wb-125" in after.bases) == (False, True)
    assert (before.answer, after.answer) == ("unknown", "yes")
    assert any("wb-125" in m for m in before.missing), "milder or not a person judges"


def test_without_the_days_of_the_breach_nothing_is_guessed(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint(allegations=(Alleged(cause="hours"),))).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(otherwise="x"), on=key).opened
    assert case
    (one,) = of(desk, case, "breach_law")
    assert (one.answer, len(one.missing)) == ("unknown", 1)


def test_a_milder_later_law_is_offered_and_a_harsher_one_shown_with_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = evolve(basis("jc-25"), effective_to=date(2025, 12, 31))
    new = evolve(basis("jc-25"), id="jc-25-new", effective_from=date(2026, 1, 1),
                 fine_max=300, effective_to=None)  # fmt: skip

    def law_with(later: law.Basis) -> law.BreachLaw:
        found = {old.id: old, later.id: later}
        monkeypatch.setattr(applying, "_of_cause", lambda code: tuple(found.values()))
        for module in (amounts, applying):
            monkeypatch.setattr(module, "basis", lambda key: found.get(key) or law.basis(key))
            monkeypatch.setattr(module, "bases", lambda: found, raising=False)
        return law.for_breach("hours", date(2025, 3, 1), date(2025, 4, 30), date(2026, 11, 1))

    def given(later: law.Basis) -> dict[str, tuple[int | None, bool, str]]:
        found = ranges("jc-25", {"workers": 1}, date(2026, 11, 1), {}, law_with(later))
        return {r.basis: (r.high, r.offered, str(r.why)) for r in found}

    milder = given(new)
    assert milder["jc-25"] == (500_00, True, ""), "the law of the days, though it has ended since"
    assert milder["jc-25-new"][:2] == (300_00, True)
    assert "milder, so it applies" in milder["jc-25-new"][2]
    harsher = given(evolve(new, fine_max=900))
    assert harsher["jc-25-new"][1:] == (
        False, "Not offered: later than the facts (since 2026-01-01) and not milder.",
    )  # fmt: skip


def test_the_command_line_gives_the_range_for_the_days_of_a_breach(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["law", "fine", "tg-06-1", "--fact", "worker_months=3", "--lang", "en"]
    assert main([*asked, "--breach", "child_labour", "2021-01-01", "2021-03-31"]) == 0
    out = capsys.readouterr().out
    assert "fine: 15,000.00 yuan" in out
    assert "only if it is milder, which a person judges" in out
    assert main([*asked, "--breach", "child_labour"]) == 2


def test_a_finding_holds_on_the_days_of_its_own_allegation(desk: Desk, complaint) -> None:
    child = Alleged(cause="child_labour", start=date(2021, 3, 1), end=date(2021, 4, 1))
    later = Alleged(cause="arrears", start=date(2026, 1, 1), end=date(2026, 2, 1))
    key = desk.as_officer("wang").enter(complaint(allegations=(child, later))).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(otherwise="有危害后果"), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    told(desk, case, TOLD)
    findings = (
        acts.FindingOn(allegation="A1", finding="upheld", basis="wb-125"),
        acts.FindingOn(allegation="A2", finding="not_upheld"),
    )
    found = against(desk, case, acts.Decided(outcome="penalty", findings=findings, content="罚"))
    assert [r.basis for r in found] == ["wb-125"]


# ------------------------------------------------------------------ no penalty, filing withdrawn


def test_no_penalty_for_a_breach_that_stands_names_its_ground_and_the_education(
    desk: Desk, case: str
) -> None:
    told(desk, case, TOLD)
    none = evolve(PENALTY, outcome="no_penalty", content="不予处罚")
    assert {r.path for r in against(desk, case, none)} == {"lenient", "education"}
    why = {"lenient": "first", "education": "已当面教育并记录"}
    assert not against(desk, case, evolve(none, **why))
    unfounded = evolve(none, findings=(evolve(FINDING, finding="not_upheld"),))
    assert not against(desk, case, unfounded), "what does not stand needs no ground"
    assert {r.path for r in against(desk, case, evolve(PENALTY, lenient="first"))} == {"lenient"}


def test_a_filing_is_withdrawn_only_where_the_breach_was_corrected(desk: Desk, case: str) -> None:
    told(desk, case, TOLD)
    withdrawn = evolve(PENALTY, outcome="withdrawn", content="劳动者撤回")
    (one,) = against(desk, case, withdrawn)
    assert (one.basis, one.path, one.soft) == ("jc-18-1", "corrected", True)
    assert not against(desk, case, evolve(withdrawn, corrected="当场补签劳动合同"))
    unfounded = evolve(withdrawn, findings=(evolve(FINDING, finding="not_upheld"),))
    assert not against(desk, case, unfounded)


def test_an_order_that_was_obeyed_shows_the_correction(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="补签劳动合同", by=date(2026, 12, 8)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="withdraw"), on=case)
    withdrawn = evolve(PENALTY, outcome="withdrawn", content="已改正")
    assert not against(desk, case, withdrawn)


# ------------------------------------------------------------------ fines that need a lapsed order


def test_a_fine_that_takes_a_lapsed_order_says_so_and_wants_one(
    desk: Desk, case: str, clock: Clock
) -> None:
    (found,) = (r for r in ranges("nm-54-1", {}, clock.now.date()) if r.whom == "unit")
    assert (found.missing, "Only after an order" in found.why) == (("correction_lapsed",), True)
    yes = ranges("nm-54-1", {"correction_lapsed": 1}, clock.now.date())
    assert [(r.missing, r.why) for r in yes] == [((), "")] * len(yes)
    no = ranges("nm-54-1", {"correction_lapsed": 0}, clock.now.date())
    assert not any(r.offered for r in no)
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="以货币支付", by=date(2026, 11, 27)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    told(desk, case, TOLD)
    fine = evolve(PENALTY, findings=(evolve(FINDING, basis="nm-54-1"),), fine=20_000_00)
    (one,) = against(desk, case, fine)
    assert (one.basis, one.path) == ("nm-54-1", "grounds")
    assert "takes an order that was not obeyed" in one.text
    reason = acts.Ground(basis="nm-54-1", why="行业主管部门已责令，逾期未改")
    assert not against(desk, case, evolve(fine, grounds=(reason,)))
    assert not against(desk, case, evolve(fine, fine=None)), "it names a provision, no fine"
    clock.to("2026-11-30")
    assert not against(desk, case, fine), "its time ran out unobeyed"


def test_every_fine_that_takes_an_order_is_marked() -> None:
    marked = {one.id for one in bases().values() if one.after_order}
    assert {f"nm-5{n}" for n in (4, 5, 6, 7)} == {key[:5] for key in marked if key[:2] == "nm"}
    assert {"sb-84", "sb-86", "jc-30-3", "ht-92-2"} < marked
    assert all("fine" in basis(key).measures for key in marked)


# ------------------------------------------------------------------ on the spot


SPOT = acts.SpotPenalty(facts="未订立书面合同，当场查明", fine=3_000_00, views="无异议",
                        receiver="店长")  # fmt: skip


def test_a_small_fine_is_imposed_on_the_spot_and_filed_within_two_days(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    (one,) = li.check(evolve(SPOT, fine=3_000_01), on=case)
    assert (one.basis, one.path, one.soft) == ("cf-51", "fine", True)
    li.enter(SPOT, on=case)
    after = li.case(case)
    assert (after.outcome, after.paper("P1").served_on) == ("penalty", date(2026, 11, 23))
    assert after.sanctions.fine("P1").imposed == 3_000_00
    assert after.paper("P1").number.endswith("罚字〔2026〕第0001号"), "of the penalties' series"
    ends = {d.clock: d.due for d in li.deadlines(case) if d.stopped is None}
    assert ends["spot-report-2d"] == date(2026, 11, 25)
    assert ends["pay-fine-15d"] == date(2026, 12, 8)
    assert ends["spot-review-60d"] == date(2027, 1, 22)
    assert ends["court-3m"] == date(2027, 4, 22)
    assert "suit-6m" not in ends, "review comes before suit"
    assert ends["report-10wd"]
    li.enter(acts.SpotReported(paper="P1"), on=case)
    (filed,) = (d for d in li.deadlines(case) if d.clock == "spot-report-2d")
    assert filed.stopped is not None
    with pytest.raises(Refused, match="filed already"):
        li.enter(acts.SpotReported(paper="P1"), on=case)


def test_of_a_citizen_it_is_at_most_two_hundred_and_a_warning_needs_no_sum(
    desk: Desk, complaint
) -> None:
    person = (Respondent(name="李包工头", role=Role.NATURAL_PERSON),)
    key = desk.as_officer("wang").enter(complaint(respondents=person)).docket
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    assert "at most 200.00" in li.check(evolve(SPOT, fine=200_01), on=case)[0].text
    assert not li.check(evolve(SPOT, fine=200_00), on=case)
    with pytest.raises(Refused, match="No penalty was imposed on the spot"):
        li.enter(acts.SpotReported(paper="P1"), on=case)
    li.enter(evolve(SPOT, fine=None), on=case)
    assert "pay-fine-15d" not in {d.clock for d in li.deadlines(case)}


def test_what_was_fined_on_the_spot_is_changed_by_an_ordinary_penalty(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").enter(SPOT, on=case)
    ma = desk.as_officer("ma")
    ma.enter(
        acts.DecisionChanged(paper="P1", content="改罚", fine=1_000_00, reason="有误"), on=case
    )
    new = ma.case(case).paper("P2")
    assert (new.kind.value, new.number[-6:]) == ("penalty", "第0002号")
    assert ma.case(case).sanctions.fine("P2").left == 1_000_00
