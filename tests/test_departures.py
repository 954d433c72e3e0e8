"""What can happen wrongly: every act that did happen can be entered, opens nothing where the law
takes its effect away, and stands with its mark where it does not."""

import ast
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from laborcase import acts, law
from laborcase.acts import ACTS
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.fields import DocketKey
from laborcase.record.case import Case, CaseStage
from tests.conftest import SHANGHAI, Clock

FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
SOURCES = sorted((Path(__file__).parents[1] / "laborcase" / "acts").glob("*.py"))


def refusals(desk: Desk, act: Act, case: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        desk.enter(act, on=case)
    assert all(r.soft for r in refused.value.reasons), refused.value
    assert all(law.basis(r.basis) for r in refused.value.reasons)
    return [r.text for r in refused.value.reasons]


def marked(desk: Desk, act: Act, case: str) -> Case:
    """The case after an act that is refused as a regular one and entered as an irregularity."""
    from attrs import evolve

    refusals(desk, act, case)
    desk.enter(evolve(act, irregular="当时如此"), on=case)
    after = desk.case(case)
    assert after.irregularities[-1].kind == act.kind
    assert desk.docket(case).entries[-1].given.departures
    return after


def record(clock: Clock, first: str, second: str) -> acts.Interviewed:
    return acts.Interviewed(
        interviewer=first,
        recorder=second,
        start=clock.now,
        end=clock.now,
        place="大队",
        person="甲",
        content="问答",
    )


# ------------------------------------------------------------------ what every soft reason has


def _reasons(tree: ast.AST) -> list[ast.Call]:
    return [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "Reason"
    ]


def test_every_soft_reason_names_its_provision() -> None:
    found = 0
    for path in SOURCES:
        if path.name == "tickets.py":
            continue  # how long a ticket may take is the office's own rule, in no provision
        for call in _reasons(ast.parse(path.read_text("utf-8"))):
            words = {k.arg: k.value for k in call.keywords}
            soft = words.get("soft")
            if soft is None or (isinstance(soft, ast.Constant) and not soft.value):
                continue
            found += 1
            basis = words.get("basis")
            assert basis is not None, (path.name, call.lineno)
            if isinstance(basis, ast.Constant):
                assert law.basis(str(basis.value)), (path.name, call.lineno)
    assert found > 30


def test_every_act_that_can_happen_wrongly_says_how_it_is_mended() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        for cls in (n for n in tree.body if isinstance(n, ast.ClassDef)):
            soft = [
                c
                for c in _reasons(cls)
                if any(
                    k.arg == "soft" and isinstance(k.value, ast.Constant) and k.value.value
                    for k in c.keywords
                )
            ]
            kind = next((k for k, a in ACTS.items() if a.__name__ == cls.name), None)
            if soft and kind is not None:
                assert ACTS[kind].repair != Act.repair, kind
    for kind, cls in ACTS.items():
        if cls.pair or cls.relied_on:
            assert cls.repair != Act.repair, kind


# ------------------------------------------------------------------ records and the pair


def test_a_record_by_somebody_without_certificate_is_entered_and_leaves_its_mark_alone(
    desk: Desk, case: str, clock: Clock
) -> None:
    after = marked(desk.as_officer("li"), record(clock, "li", "wang"), case)
    assert after.interviews == 0
    assert "two inspectors with valid certificates" in after.irregularities[0].repair


def test_a_record_with_a_recused_inspector_is_entered(desk: Desk, case: str, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    zhou.enter(acts.Assigned(lead="li", assistant="sun"), on=case)
    after = marked(desk.as_officer("li"), record(clock, "li", "chen"), case)
    assert after.interviews == 0


def test_a_pair_named_wrongly_does_not_take_its_seats(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    for act in (
        acts.Assigned(lead="li", assistant="li"),
        acts.Assigned(lead="li", assistant="wang"),
        acts.Replaced(old="chen", new="xie", note="交接"),
    ):
        after = marked(zhou, act, case)
        assert (after.lead.officer, after.assistant.officer) == ("li", "chen")
        assert "two inspectors who may inspect" in after.irregularities[-1].repair


def test_an_own_recusal_leaves_the_seat_taken(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    zhou.enter(acts.Assigned(lead="zhou", assistant="chen"), on=case)
    after = marked(zhou, acts.Recused(officer="zhou", reason="亲属"), case)
    assert after.lead.officer == "zhou"
    assert after.recused == ()


def test_somebody_unknown_can_have_done_nothing(desk: Desk, case: str) -> None:
    act = acts.Assigned(lead="li", assistant="nobody", irregular="记错")
    with pytest.raises(Refused, match="no officer"):
        desk.as_officer("zhou").enter(act, on=case)


# ------------------------------------------------------------------ hearing, review, decision


def noticed(desk: Desk, case: str) -> Desk:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款", hearing_right=True), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    return li


@pytest.mark.parametrize(("told", "in_time"), [("2026-11-27", True), ("2026-11-30", False)])
def test_a_hearing_is_noticed_seven_working_days_before(
    desk: Desk, case: str, clock: Clock, told: str, in_time: bool
) -> None:
    li = noticed(desk, case)
    clock.to("2026-12-08")  # seven working days after Friday 11-27
    heard = acts.Heard(chair="xu", record="……", noticed_on=date.fromisoformat(told))
    if in_time:
        li.enter(heard, on=case)
        assert li.case(case).hearing_on == date(2026, 12, 8)
    else:
        assert marked(li, heard, case).hearing_on is None


def test_a_hearing_or_defence_without_notice_is_entered_and_is_none(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    assert marked(li, acts.Heard(chair="xu", record="……"), case).hearing_on is None
    assert marked(li, acts.Defended(views="无异议"), case).defence_on is None


def test_a_review_by_an_investigator_is_no_review(
    desk: Desk, case: str, founding: acts.Founded
) -> None:
    from attrs import evolve

    zhou = desk.as_officer("zhou")
    xu = next(o for o in founding.officers if o.id == "xu")
    xu = evolve(
        xu,
        positions=("legal_reviewer", "inspector"),
        certificates=({"number": "豫监1", "start": date(2024, 1, 1), "end": date(2029, 1, 1)},),
    )
    desk.enter(acts.OfficerChanged(officer=xu), on="office")
    zhou.enter(acts.Replaced(old="chen", new="xu", note="交接"), on=case)
    after = marked(desk.as_officer("xu"), acts.Reviewed(opinion="合法"), case)
    assert after.legal_review_on is None


def test_a_penalty_after_a_hearing_without_review_or_with_an_older_one_opens_nothing(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = noticed(desk, case)
    desk.as_officer("xu").enter(acts.Reviewed(opinion="合法"), on=case)
    clock.to("2026-12-08")
    li.enter(acts.Heard(chair="xu", record="……", noticed_on=date(2026, 11, 25)), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    penalty = acts.Decided(outcome="penalty", findings=(FINDING,), content="罚款", fine=5_000_00)
    after = marked(desk.as_officer("ma"), penalty, case)
    assert after.outcome is None
    assert after.sanctions.fines == ()
    assert after.stage is CaseStage.DECISION
    desk.as_officer("xu").enter(acts.Reviewed(opinion="合法"), on=case)
    desk.as_officer("ma").enter(penalty, on=case)
    assert desk.as_officer("ma").case(case).sanctions.fines[0].imposed == 5_000_00


# ------------------------------------------------------------------ service


def penalty(desk: Desk, case: str, **more: object) -> Desk:
    """A penalty decided, not served yet: paper P2."""
    li = noticed(desk, case)
    li.enter(acts.Defended(views="无异议，不要求听证", waived=True), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    told = {"outcome": "penalty", "findings": (FINDING,), "content": "罚款", **more}
    desk.as_officer("ma").enter(acts.Decided(**told), on=case)
    return li


def test_a_decision_served_after_seven_working_days_is_served_and_the_lateness_stays(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = penalty(desk, case)
    clock.to("2026-12-02")
    act = acts.Served(paper="P2", receiver="店长")
    assert li.check(act, on=case) == ()
    clock.to("2026-12-03")
    after = marked(li, act, case)
    assert after.paper("P2").served_on == date(2026, 12, 3)
    assert "decision_served" in {m.name for m in after.moments}
    assert after.irregularities[0].settled_on is None


def test_a_late_service_that_is_amiss_otherwise_too_is_none(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = penalty(desk, case)
    clock.to("2026-12-03")
    act = acts.Served(paper="P2", receiver="路人", entitled=False)
    after = marked(li, act, case)
    assert after.paper("P2").served_on is None
    assert "decision_served" not in {m.name for m in after.moments}


def test_a_paper_left_without_witness_or_picture_is_not_served(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    after = marked(li, acts.Served(paper="P1", mode="left", receiver="店长"), case)
    assert after.paper("P1").served_on is None
    left = acts.Served(paper="P1", mode="left", receiver="店长", witness="居委会 某某")
    li.enter(left, on=case)
    assert li.case(case).paper("P1").served_on


def test_an_order_served_after_its_own_day_gives_no_time(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 11, 25)), on=case)
    clock.to("2026-11-26")
    after = marked(li, acts.Served(paper="P1", receiver="店长"), case)
    assert after.paper("P1").served_on is None
    assert "order-day" not in {d.clock for d in li.deadlines(case)}


def test_the_service_of_an_irregular_order_starts_no_clock(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    li = desk.as_officer("li")
    order = acts.Ordered(what="支付", by=date(2026, 12, 1), irregular="一人办理")
    li.enter(order, on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    assert "order-day" not in {d.clock for d in li.deadlines(case)}


# ------------------------------------------------------------------ evidence, extension, court


def test_evidence_kept_beyond_seven_working_days_is_released_and_the_lateness_stays(
    desk: Desk, case: str, clock: Clock
) -> None:
    desk.as_officer("ma").enter(acts.Preserved(name="账簿", reason="可能灭失"), on=case)
    li = desk.as_officer("li")
    clock.to("2026-12-02")
    release = acts.Released(evidence="E1", how="发还")
    assert li.check(release, on=case) == ()
    clock.to("2026-12-03")
    after = marked(li, release, case)
    assert after.evidence[0].released_on == date(2026, 12, 3)
    kept = next(d for d in li.deadlines(case) if d.clock == "preserve-7wd")
    assert kept.stopped is not None
    assert kept.late


def test_a_second_extension_is_entered_and_lengthens_nothing(desk: Desk, case: str) -> None:
    ma = desk.as_officer("ma")
    act = acts.Extended(clock="investigate-60wd", reason="复杂")
    ma.enter(act, on=case)
    before = {d.clock: d.due for d in ma.deadlines(case)}
    marked(ma, act, case)
    assert {d.clock: d.due for d in ma.deadlines(case)} == before


def test_the_court_asked_too_early_was_not_asked(desk: Desk, case: str, clock: Clock) -> None:
    li = penalty(desk, case, by=date(2026, 12, 1))
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    li.enter(acts.Demanded(text="履行"), on=case)
    li.enter(acts.Served(paper="P3", receiver="店长"), on=case)
    ma = desk.as_officer("ma")
    asked = acts.CourtApplied(court="某法院", request="执行")
    clock.to("2026-12-07")  # the tenth working day after 11-23
    assert marked(ma, asked, case).court_applied_on is None
    li.enter(acts.RemedyLodged(what="suit", about=("P2",), organ="某法院"), on=case)
    clock.to("2026-12-08")
    assert refusals(ma, asked, case) == [
        "M1 (administrative suit) is pending: the court is asked when no review or suit is left."
    ]


# ------------------------------------------------------------------ story 5: after a taking up


def taken_up(desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock) -> DocketKey:
    """Filed 2026-09-07, asked for 09-21, taken up 09-24; the receipt is not signed yet."""
    clock.to("2026-09-07")
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    clock.to("2026-09-21")
    zhou.enter(acts.Asked(what="request_upward", reasons_given="涉及面广"), on=case)
    clock.to("2026-09-24")
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意"), on=case
    )
    return case


def test_a_zone_paper_of_the_day_after_the_taking_up_is_irregular_not_lost(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    case = taken_up(desk, complaint, clock)
    clock.to("2026-09-28")
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="一册"), on=case)
    li = desk.as_officer("li")
    paper = acts.Ordered(what="支付", by=date(2026, 10, 9), happened=date(2026, 9, 25))
    assert "The deciding authority is 周口市人力资源和社会保障局" in "".join(
        refusals(li, paper, case)
    )
    after = marked(li, paper, case)
    (order,) = after.papers
    assert order.authority == "zone"
    assert order.number.startswith("周开人社")
    assert not order.regular
    marked(li, acts.Served(paper="P1", receiver="店长", happened=date(2026, 9, 25)), case)
    clock.to("2026-10-12")
    wu = desk.as_officer("wu")
    wu.enter(acts.Assigned(lead="zhao", assistant="qian"), on=case)
    desk.as_officer("zhao").enter(acts.Ordered(what="支付", by=date(2026, 10, 19)), on=case)
    assert wu.case(case).papers[-1].number.startswith("周人社")
    assert "order-day" not in {d.clock for d in wu.deadlines(case)}
    assert wu.case(case).authority == "city"


def test_what_the_zone_did_before_the_taking_up_is_regular_also_when_entered_after_it(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    case = taken_up(desk, complaint, clock)
    li = desk.as_officer("li")
    paper = acts.InquiryIssued(whom="某店", items="工资表", happened=date(2026, 9, 23))
    li.enter(paper, on=case)
    (inquiry,) = li.case(case).papers
    assert (inquiry.authority, inquiry.regular) == ("zone", True)
    assert inquiry.number.startswith("周开人社")
    sun = desk.as_officer("sun")
    assert "one of them or a head" in "".join(refusals(sun, paper, case))
    on_the_day = acts.InquiryIssued(whom="某店", items="工资表", happened=date(2026, 9, 24))
    refusals(li, on_the_day, case)


def test_who_took_the_case_up_records_what_happened_before_but_issues_no_paper_of_then(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    case = taken_up(desk, complaint, clock)
    desk.as_officer("wu").enter(acts.Assigned(lead="zhao", assistant="qian"), on=case)
    zhao = desk.as_officer("zhao")
    zhao.enter(acts.EvidenceAdded(name="旧考勤表", happened=date(2026, 9, 22)), on=case)
    assert zhao.case(case).evidence[0].regular
    paper = acts.Ordered(what="支付", by=date(2026, 10, 9), happened=date(2026, 9, 22))
    with pytest.raises(Refused, match="deciding authority is 周口经济开发区"):
        zhao.enter(paper, on=case)


def test_a_head_of_the_former_authority_neither_assigns_nor_closes(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    case = taken_up(desk, complaint, clock)
    zhou = desk.as_officer("zhou")
    for act in (
        acts.Assigned(lead="li", assistant="chen", happened=date(2026, 9, 23), irregular="不知"),
        acts.Closed(result="完", irregular="不知"),
    ):
        with pytest.raises(Refused, match="deciding authority is"):
            zhou.enter(act, on=case)


def test_a_stranger_to_the_case_enters_nothing_even_as_an_irregularity(
    desk: Desk, case: str
) -> None:
    order = acts.Ordered(what="支付", by=date(2026, 12, 1), irregular="不知")
    with pytest.raises(Refused, match="deciding authority is"):
        desk.as_officer("zhao").enter(order, on=case)


# ------------------------------------------------------------------ kept registers


def test_an_entry_that_was_made_irregular_without_a_rule_against_it_still_opens_nothing(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    act = acts.Concluded(report="属实", proposal="handling", irregular="口头汇报")
    li.enter(act, on=case)
    assert li.case(case).concluded_on is None


def test_a_clock_set_back_does_not_take_the_effect_of_a_late_service(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = penalty(desk, case)
    clock.now = datetime(2026, 12, 3, 10, 0, tzinfo=SHANGHAI)
    li.enter(acts.Noted(text="记"), on=case)
    clock.now = datetime(2026, 12, 3, 9, 0, tzinfo=SHANGHAI)
    li.enter(acts.Served(paper="P2", receiver="店长", irregular="当事人外出"), on=case)
    assert len(li.docket(case).entries[-1].given.departures) == 2
    assert li.case(case).paper("P2").served_on == date(2026, 12, 3)
