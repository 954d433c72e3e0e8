"""What becomes of a decision afterwards, and of its papers, its fine and what rested on it."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.printing.sheets import sheets
from laborcase.record.case import CaseStage, ClosingKind, Outcome
from laborcase.record.complaint import ComplaintStage
from tests.conftest import Clock

FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)


def kinds(desk: Desk, case: str) -> set[str]:
    return {d.kind for d in desk.case(case).duties()}


def lodge(desk: Desk, case: str, what: str = "review", **more: object) -> Desk:
    li = desk.as_officer("li")
    told = {"what": what, "about": ("P2",), "organ": "周口市人民政府", **more}
    li.enter(acts.RemedyLodged(**told), on=case)
    return li


# ------------------------------------------------------------------ inspection ended


def looked_at(desk: Desk, case: str) -> None:
    """The inspectors have the wage sheets."""
    desk.as_officer("li").enter(acts.EvidenceAdded(name="工资表"), on=case)


def test_that_no_facts_stand_is_said_of_what_was_inspected(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    ends = acts.InspectionEnded(reason="无")
    with pytest.raises(Refused, match="Nothing was inspected yet") as error:
        zhou.enter(ends, on=case)
    (reason,) = error.value.reasons
    assert reason.soft
    assert reason.basis == "hn-lsi-15-2"
    with pytest.raises(Refused, match="Nothing was inspected yet"):
        desk.as_officer("li").propose(ends, on=case, opinion="情况属实")
    zhou.enter(evolve(ends, irregular="当日已撤回，未及检查"), on=case)
    assert zhou.case(case).outcome is None, "as an irregularity it ends nothing"
    assert zhou.case(case).irregularities
    now = desk.now()
    site = acts.SiteRecorded(
        first="li", second="chen", start=now, end=now, place="门店", findings="工资已发"
    )
    desk.as_officer("li").enter(site, on=case)
    zhou.enter(ends, on=case)
    assert zhou.case(case).outcome is Outcome.ENDED


def test_an_inspection_ended_for_lack_of_facts_is_told_to_the_unit_and_the_complainant(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    looked_at(desk, case)
    zhou.enter(acts.InspectionEnded(reason="工资已结清，记录有误"), on=case)
    after = zhou.case(case)
    assert after.outcome is Outcome.ENDED
    assert after.stage is CaseStage.PERFORMANCE
    assert [d.kind for d in after.duties()] == ["end_told", "end_told"]
    assert {d.clock for d in zhou.deadlines(case) if d.stopped} >= {"investigate-60wd"}
    li = desk.as_officer("li")
    li.enter(acts.EndTold(complainants=False), on=case)
    assert [d.text for d in li.case(case).duties()] == [
        "The complainants have not been told that the inspection ended."
    ]
    li.enter(acts.EndTold(unit=False), on=case)
    entries = desk.as_officer("wang").docket("26-000001").entries
    assert [e.act.kind for e in entries][-2:] == ["inspection_ended", "end_told"]
    with pytest.raises(Refused, match="nothing left to tell"):
        li.enter(acts.EndTold(), on=case)
    zhou.enter(acts.Closed(result="终止检查"), on=case)
    assert zhou.case(case).closing is ClosingKind.NO_BREACH


def test_nobody_is_told_of_the_end_where_nobody_can_be(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.FiledOwnMotion(facts="日常巡查", site={"address": "某路1号"})).docket
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    looked_at(desk, case)
    zhou.enter(acts.InspectionEnded(reason="无", unit_told_on=date(2026, 11, 23)), on=case)
    assert zhou.case(case).duties() == ()


def test_where_a_child_was_found_there_are_facts(desk: Desk, case: str) -> None:
    desk.as_officer("li").enter(acts.ChildFound(), on=case)
    with pytest.raises(Refused, match="A child was found"):
        desk.as_officer("zhou").enter(acts.InspectionEnded(reason="无"), on=case)


def test_ending_and_withdrawing_are_not_entered_as_a_decision(desk: Desk, case: str) -> None:
    desk.as_officer("li").enter(acts.Concluded(report="无", proposal="withdraw"), on=case)
    for outcome, act in (("ended", "End the inspection"), ("revoked", "Withdraw a decision")):
        with pytest.raises(Refused, match=act):
            desk.as_officer("ma").enter(
                acts.Decided(outcome=outcome, findings=(FINDING,), content="无"), on=case
            )


# ------------------------------------------------------------------ review and suit


def test_a_pending_review_stands_before_the_closing_and_suspends_nothing(
    desk: Desk, fined: str
) -> None:
    li = lodge(desk, fined)
    assert kinds(li, fined) == {"remedy_decided", "fine_paid"}
    assert li.case(fined).remedies.lodged[0].suspended is False
    with pytest.raises(Refused, match="M1 against the same is pending"):
        lodge(desk, fined)
    lodge(desk, fined, "suit", organ="某法院", lodger="complainant")
    li.enter(acts.RemedyDecided(remedy="M1", ruling="upheld", text="维持"), on=fined)
    assert [r.id for r in li.case(fined).remedies.pending()] == ["M2"]
    with pytest.raises(Refused, match="no pending review or suit M1"):
        li.enter(acts.RemedyDecided(remedy="M1", ruling="upheld", text="维持"), on=fined)


def test_a_judgment_that_is_appealed_changes_nothing_until_one_is_in_force(
    desk: Desk, fined: str
) -> None:
    li = lodge(desk, fined, "suit", organ="某法院")
    first = acts.RemedyDecided(remedy="M1", ruling="annulled", in_force=False, text="一审撤销")
    li.enter(first, on=fined)
    assert li.case(fined).paper("P2").void_on is None
    assert "remedy_decided" in kinds(li, fined)
    li.enter(acts.RemedyDecided(remedy="M1", ruling="dismissed", text="二审改判"), on=fined)
    after = li.case(fined)
    assert after.paper("P2").void_on is None
    assert after.outcome is Outcome.PENALTY
    assert not after.remedies.pending()


def test_an_annulled_decision_is_void_and_the_case_is_decided_anew(desk: Desk, fined: str) -> None:
    li = lodge(desk, fined)
    li.enter(acts.FinePaid(paper="P2", amount=2_000_00, receipt="001"), on=fined)
    li.enter(acts.RemedyDecided(remedy="M1", ruling="annulled", text="撤销，重作"), on=fined)
    after = li.case(fined)
    assert after.paper("P2").void_on == date(2026, 11, 23)
    assert after.stage is CaseStage.DECISION
    assert after.allegations[0].finding is None
    assert [(a.paper, a.how.value, a.by) for a in after.remedies.amendments] == [
        ("P2", "annulled", "M1")
    ]
    assert {"decided", "fine_returned"} <= kinds(li, fined)
    with pytest.raises(Refused, match=r"2,000\.00 yuan are to be paid back, no more"):
        li.enter(acts.FineReturned(paper="P2", amount=3_000_00), on=fined)
    li.enter(acts.FineReturned(paper="P2", amount=2_000_00), on=fined)
    assert "fine_returned" not in kinds(li, fined)
    desk.as_officer("ma").enter(
        acts.Decided(
            outcome="no_penalty",
            findings=(FINDING,),
            content="不予处罚",
            lenient="first",
            education="已当面教育",
        ),
        on=fined,
    )
    assert li.case(fined).outcome is Outcome.NO_PENALTY


def test_an_annulled_decision_that_is_not_made_anew_ends_the_case(desk: Desk, fined: str) -> None:
    li = lodge(desk, fined)
    ruled = acts.RemedyDecided(remedy="M1", ruling="void", anew=False, text="确认无效")
    li.enter(ruled, on=fined)
    after = li.case(fined)
    assert after.outcome is Outcome.REVOKED
    assert after.stage is CaseStage.TO_CLOSE
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="It does not end so"):
        zhou.enter(acts.Closed(how="performed", result="完"), on=fined)
    zhou.enter(acts.Closed(result="决定被确认无效"), on=fined)
    assert zhou.case(fined).closing is ClosingKind.REVOKED


def test_a_ruling_that_lowers_the_fine_leaves_the_paper_in_force(desk: Desk, fined: str) -> None:
    li = lodge(desk, fined)
    li.enter(acts.FinePaid(paper="P2", amount=4_000_00, receipt="001"), on=fined)
    with pytest.raises(Refused, match="belongs to a ruling that changes"):
        li.enter(acts.RemedyDecided(remedy="M1", ruling="upheld", fine=1_00, text="维持"), on=fined)
    changed = acts.RemedyDecided(remedy="M1", ruling="changed", fine=3_000_00, text="变更")
    li.enter(changed, on=fined)
    after = li.case(fined)
    assert after.paper("P2").stands
    assert (after.sanctions.fine("P2").left, after.sanctions.fine("P2").over) == (0, 1_000_00)


def test_a_ruling_after_the_closing_is_entered_and_the_case_reopened(
    desk: Desk, fined: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.FinePaid(paper="P2", amount=5_000_00, receipt="001"), on=fined)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Closed(result="缴清"), on=fined)
    lodge(desk, fined, "suit", organ="某法院")
    li.enter(acts.RemedyDecided(remedy="M1", ruling="annulled", text="撤销"), on=fined)
    assert zhou.case(fined).stage is CaseStage.CLOSED
    zhou.enter(acts.Reopened(reason="判决撤销"), on=fined)
    assert zhou.case(fined).stage is CaseStage.DECISION


def test_only_the_side_that_decides_enters_reviews_and_only_against_what_decides(
    desk: Desk, fined: str
) -> None:
    lodged = acts.RemedyLodged(what="review", about=("P2",), organ="政府")
    with pytest.raises(Refused, match="only its own people"):
        desk.as_officer("zhao").enter(lodged, on=fined)
    li = desk.as_officer("li")
    for about, why in (("P1", "decides nothing by itself"), ("P9", "There is no paper P9")):
        with pytest.raises(Refused, match=why):
            li.enter(acts.RemedyLodged(what="review", about=(about,), organ="政府"), on=fined)


def test_a_complaint_refused_wrongly_is_disposed_of_anew(
    desk: Desk, complaint: object, clock: Clock
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket  # type: ignore[operator]
    refused = acts.Disposed(
        how="refused", reason="超过二年", told_on=date(2026, 11, 23), otherwise="误算终了日"
    )
    desk.as_officer("zhou").enter(refused, on=key)
    assert wang.complaint(key).stage is ComplaintStage.ANSWERED
    wang.enter(
        acts.RemedyLodged(what="review", about=("A1",), lodger="complainant", organ="市政府"),
        on=key,
    )
    wang.enter(acts.RemedyDecided(remedy="M1", ruling="to_act", text="责令受理"), on=key)
    after = wang.complaint(key)
    assert after.stage is ComplaintStage.REGISTERED
    desk.as_officer("zhou").enter(acts.Accepted(), on=key)
    assert wang.complaint(key).case


# ------------------------------------------------------------------ corrected, changed, withdrawn


def test_a_slip_is_corrected_by_another_paper_and_the_old_one_stays_in_force(
    desk: Desk, fined: str
) -> None:
    ma = desk.as_officer("ma")
    ma.enter(acts.DecisionCorrected(paper="P2", content="“某店”更正为“某快餐店”"), on=fined)
    after = ma.case(fined)
    assert after.paper("P2").stands
    assert after.papers[-1].number == "周开人社监正字〔2026〕第0001号"
    assert "served" in kinds(ma, fined)
    assert after.outcome is Outcome.PENALTY


def test_a_changed_decision_gets_a_number_of_its_own_and_the_old_paper_is_void(
    desk: Desk, fined: str
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.FinePaid(paper="P2", amount=1_000_00, receipt="001"), on=fined)
    change = {"paper": "P2", "content": "罚款三千元", "reason": "裁量有误"}
    ma.enter(acts.DecisionChanged(**change, fine=3_000_00, by=date(2026, 12, 10)), on=fined)
    after = ma.case(fined)
    old, new = after.paper("P2"), after.paper("P3")
    assert (old.void_on, new.stands) == (date(2026, 11, 23), True)
    assert new.kind is old.kind
    assert new.number == "周开人社监罚字〔2026〕第0002号"
    assert after.outcome is Outcome.PENALTY
    assert after.allegations[0].finding is not None
    assert after.sanctions.fine("P3").left == 2_000_00
    assert (after.sanctions.fine("P2").left, after.sanctions.fine("P2").over) == (0, 0)
    limits = {(d.clock, d.subject): d for d in ma.deadlines(fined)}
    assert limits["order-day", "P2"].stopped is not None
    with pytest.raises(Refused, match="is void since"):
        ma.enter(acts.DecisionChanged(**change, fine=1_00), on=fined)


def test_a_fine_is_not_raised_without_hearing_the_party_anew(
    desk: Desk, fined: str, clock: Clock
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    raised = {"paper": "P2", "content": "罚款八千元", "reason": "漏算", "fine": 8_000_00}
    with pytest.raises(Refused, match="The fine is raised"):
        ma.enter(acts.DecisionChanged(**raised), on=fined)
    ma.enter(acts.DecisionChanged(**raised, irregular="未再告知"), on=fined)
    after = ma.case(fined)
    assert after.paper("P2").void_on is None
    assert [f.imposed for f in after.sanctions.fines] == [5_000_00]
    clock.forward(days=1)
    li.enter(acts.AdvanceNotice(intended="拟罚款八千元"), on=fined)
    assert ma.check(acts.DecisionChanged(**raised), on=fined)
    li.enter(acts.Defended(views="无异议"), on=fined)
    assert not ma.check(acts.DecisionChanged(**raised), on=fined)


def test_an_order_has_no_fine(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    ma = desk.as_officer("ma")
    with pytest.raises(Refused, match="penalty decision only"):
        ma.enter(acts.DecisionChanged(paper="P1", content="支付", reason="误", fine=1_00), on=case)
    ma.enter(
        acts.DecisionChanged(paper="P1", content="支付", reason="误", by=date(2026, 12, 4)),
        on=case,
    )
    assert ma.case(case).papers[-1].until == date(2026, 12, 4)


@pytest.mark.parametrize("anew", [True, False])
def test_a_withdrawn_decision_is_void_by_a_paper_that_is_served_itself(
    desk: Desk, fined: str, anew: bool
) -> None:
    ma = desk.as_officer("ma")
    ma.enter(
        acts.DecisionWithdrawn(paper="P2", reason="主体错误", anew=anew, told_by="市局"), on=fined
    )
    after = ma.case(fined)
    assert after.paper("P2").void_on is not None
    assert after.papers[-1].number == "周开人社监撤决字〔2026〕第0001号"
    assert after.stage is (CaseStage.DECISION if anew else CaseStage.PERFORMANCE)
    desk.as_officer("li").enter(acts.Served(paper="P3", receiver="店长"), on=fined)
    assert after.sanctions.fine("P2").left == 0
    assert ma.case(fined).stage is (CaseStage.DECISION if anew else CaseStage.TO_CLOSE)


def test_a_withdrawn_order_takes_its_named_day_along(desk: Desk, case: str) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    ma.enter(acts.DecisionWithdrawn(paper="P1", reason="数额错误"), on=case)
    (day,) = (d for d in ma.deadlines(case) if d.clock == "order-day")
    assert day.stopped is not None
    assert ma.case(case).stage is CaseStage.INVESTIGATION


# ------------------------------------------------------------------ assistance


def test_assistance_is_asked_in_writing_and_its_answer_does_not_hold_up_the_closing(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(
        acts.AssistanceAsked(organ="市住建局", items="施工许可资料", by=date(2026, 12, 1)), on=case
    )
    asked = li.case(case).assistance[0]
    assert asked.number == "周开人社监协字〔2026〕第0001号"
    assert "assistance_answered" not in kinds(li, case)
    assert [d.kind for d in li.case(case).reminders()] == ["assistance_answered"]
    with pytest.raises(Refused, match="No request B2"):
        li.enter(acts.AssistanceAnswered(request="B2", answer="无"), on=case)
    answer = acts.AssistanceAnswered(request="B1", helped=False, answer="不归我局管理")
    li.enter(answer, on=case)
    assert li.case(case).reminders() == ()
    assert li.case(case).assistance[0].helped is False
    with pytest.raises(Refused, match="No request for assistance waits"):
        li.enter(answer, on=case)


def test_a_changed_order_goes_to_the_same_parties_and_orders_the_same_sums_unless_it_says_others(
    desk: Desk, case: str
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    line = li.case(case).claims.lines[0].id
    rows = ({"line": line, "sum": 3_000_00},)
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), sums=rows), on=case)
    told = {"content": "改期", "by": date(2026, 12, 8), "reason": "期限有误"}
    ma.enter(acts.DecisionChanged(paper="P1", **told), on=case)
    after = li.case(case)
    old, new = after.papers
    assert (new.addressees, new.until) == (old.addressees, date(2026, 12, 8))
    assert new.addressees
    assert after.totals.ordered == 3_000_00
    assert after.totals.verified is None
    less = ({"line": line, "sum": 2_500_00},)
    ma.enter(acts.DecisionChanged(paper="P2", sums=less, **told), on=case)
    assert li.case(case).totals.ordered == 2_500_00
    ma.enter(acts.DecisionWithdrawn(paper="P3", reason="事实不清"), on=case)
    after = li.case(case)
    assert after.totals.ordered is None
    assert after.papers[-1].addressees == old.addressees
    printed = [s.id for s in sheets(li.docket(case))]
    assert "P1" in printed
    assert "P2" not in printed, "what took its place has no wording of its own"
