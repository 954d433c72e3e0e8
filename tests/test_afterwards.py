"""What follows a decision in time: what the reviewing body and the court told, whether a paper
tells of remedies, refusals to accept, the list and its restoration, deciding anew."""

from collections.abc import Callable
from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law import Deadline
from laborcase.parties import Claim, Worker
from laborcase.record.docket import Alleged
from tests.conftest import Clock


def running(desk: Desk, key: str, clock: str) -> dict[str, Deadline]:
    """The clocks of this id, by what they are about."""
    return {d.subject: d for d in desk.deadlines(key) if d.clock == clock}


def due(desk: Desk, key: str, clock: str) -> date:
    (one,) = running(desk, key, clock).values()
    return one.due


# ------------------------------------------------------------------ review and court


def lodged(desk: Desk, case: str, what: str = "review", lodger: str = "party") -> Desk:
    li = desk.as_officer("li")
    li.enter(acts.RemedyLodged(what=what, lodger=lodger, about=("P2",), organ="区管委会"), on=case)
    return li


def test_the_acceptance_of_a_review_moves_its_time_and_its_head_may_add_thirty_days(
    desk: Desk, fined: str, clock: Clock
) -> None:
    li = lodged(desk, fined)
    before = due(li, fined, "review-decision-60d")
    clock.to("2026-11-27")
    li.enter(acts.ReviewMoved(remedy="M1", what="accepted"), on=fined)
    assert (due(li, fined, "review-decision-60d") - before).days == 4
    clock.to("2027-01-11")
    li.enter(acts.ReviewMoved(remedy="M1", what="extended"), on=fined)
    assert due(li, fined, "review-decision-60d") == date(2027, 2, 25)
    li.enter(acts.RemedyDecided(remedy="M1", ruling="upheld", text="维持"), on=fined)
    with pytest.raises(Refused, match="No review is pending"):
        li.enter(acts.ReviewMoved(remedy="M1", what="simple"), on=fined)


def test_a_review_of_somebody_else_moves_no_limit_of_the_party(desk: Desk, fined: str) -> None:
    li = lodged(desk, fined, lodger="complainant")
    li.enter(acts.ReviewMoved(remedy="M1", what="simple"), on=fined)
    assert not running(li, fined, "review-decision-30d")
    assert due(li, fined, "review-60d")


def test_the_fifteen_days_for_a_suit_run_from_the_receipt_of_the_ruling(
    desk: Desk, fined: str, clock: Clock
) -> None:
    li = lodged(desk, fined)
    clock.to("2026-12-04")
    ruled = {"remedy": "M1", "ruling": "upheld", "text": "维持", "happened": date(2026, 12, 1)}
    late = acts.RemedyDecided(**ruled, received_on=date(2026, 11, 30), late_reason="今日收到")
    with pytest.raises(Refused, match="lies before the start"):
        li.enter(late, on=fined)
    li.enter(
        acts.RemedyDecided(**ruled, received_on=date(2026, 12, 4), late_reason="今日收到"), on=fined
    )
    assert due(li, fined, "suit-15d") == date(2026, 12, 21), "12-19 is a Saturday"


def test_a_suit_that_is_not_about_a_review_has_no_time_of_one(desk: Desk, fined: str) -> None:
    li = lodged(desk, fined, "suit")
    with pytest.raises(Refused, match="no pending review M1"):
        li.enter(acts.ReviewMoved(remedy="M1", what="accepted"), on=fined)
    li.enter(acts.RemedyDecided(remedy="M1", ruling="dismissed", text="驳回"), on=fined)
    told = [str(r.text) for r in li.case(fined).reminders()]
    assert any("M1: the suit was lost; what" in text for text in told)


def test_after_an_annulment_the_time_to_decide_runs_anew(
    desk: Desk, fined: str, clock: Clock
) -> None:
    li = lodged(desk, fined)
    li.enter(acts.RemedyDecided(remedy="M1", ruling="annulled", text="撤销，重作"), on=fined)
    assert due(li, fined, "decide-anew-15wd") == date(2026, 12, 14)
    desk.as_officer("ma").enter(
        acts.Decided(outcome="no_penalty", content="不予处罚", lenient="first", education="已教育",
                     findings=(acts.FindingOn(allegation="A1", finding="upheld",
                                              verified=3_200_00),), happened=date(2026, 11, 23)),
        on=fined,
    )  # fmt: skip
    (one,) = running(li, fined, "decide-anew-15wd").values()
    assert one.stopped is not None


def test_the_answers_of_the_court_start_its_time_and_ours(
    desk: Desk, fined: str, clock: Clock
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    answer = acts.CourtAnswered(what="refused", document="(2026)豫行审1号")
    with pytest.raises(Refused, match="No court was asked"):
        li.enter(answer, on=fined)
    clock.to("2026-12-09")
    li.enter(acts.Demanded(text="缴纳罚款"), on=fined)
    li.enter(acts.Served(paper="P3", receiver="店长"), on=fined)
    clock.to("2027-06-01")
    ma.enter(acts.CourtApplied(court="某法院", request="强制执行"), on=fined)
    assert running(li, fined, "court-accept-5wd")
    clock.to("2027-06-07")
    li.enter(answer, on=fined)
    assert due(li, fined, "court-challenge-15d") == date(2027, 6, 22)
    li.enter(acts.CourtAnswered(what="challenged"), on=fined)
    (one,) = running(li, fined, "court-challenge-15d").values()
    assert one.stopped is not None
    clock.to("2027-06-21")
    li.enter(acts.CourtAnswered(what="accepted"), on=fined)
    assert due(li, fined, "court-rule-7wd") == date(2027, 6, 30)
    li.enter(acts.CourtAnswered(what="allowed"), on=fined)
    (ruled,) = running(li, fined, "court-rule-7wd").values()
    assert ruled.stopped is not None


# ------------------------------------------------------------------ papers without remedies


def test_a_paper_that_does_not_tell_of_remedies_is_open_for_a_year(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Defended(views="无异议"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    desk.as_officer("ma").enter(
        acts.Decided(outcome="penalty", findings=(finding,), content="罚款", fine=500_00), on=case
    )
    li.enter(acts.Served(paper="P2", receiver="店长", remedies_told=False), on=case)
    assert (due(li, case, "review-1y"), due(li, case, "suit-1y")) == (date(2027, 11, 23),) * 2
    assert not running(li, case, "review-60d")
    assert due(li, case, "court-3m") == date(2028, 2, 23)


def test_the_complainant_has_sixty_days_against_a_refusal_and_the_office_sees_them(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    old = Alleged(cause="arrears", start=date(2023, 1, 1), end=date(2023, 3, 31))
    one, two = (wang.enter(complaint(allegations=(old,))).docket for _ in "ab")
    for key, told in ((one, True), (two, False)):
        zhou.enter(acts.Disposed(how="refused", reason="超过二年"), on=key)
        paper = next(p.id for p in wang.complaint(key).papers if p.kind.value == "refusal")
        wang.enter(acts.Served(paper=paper, receiver="本人", remedies_told=told), on=key)
    assert due(wang, one, "refusal-review-60d") == date(2027, 1, 22)
    assert due(wang, two, "refusal-review-1y") == date(2027, 11, 23)
    assert not running(wang, one, "suit-6m"), "review comes before suit"
    zhou.enter(
        acts.RemedyLodged(what="review", lodger="complainant", about=("A1",), organ="区管委会"),
        on=one,
    )
    (stopped,) = running(wang, one, "refusal-review-60d").values()
    assert stopped.stopped is not None
    assert due(wang, one, "review-decision-60d") == date(2027, 1, 22)


# ------------------------------------------------------------------ the list


@pytest.fixture
def owing(desk: Desk, complaint, clock: Clock) -> Callable[[int], str]:
    """A migrant-wage case of so many yuan each to eleven workers, with an order to pay, P1, that
    was served and whose time ran until 2026-12-01."""

    def make(each: int) -> str:
        workers = tuple(
            Worker(name=f"工人{n:02}", claims=(
                Claim(cause="migrant_wages", start=date(2026, 5, 1), end=date(2026, 8, 31),
                      amount=each * 100),))
            for n in range(1, 12)
        )  # fmt: skip
        wages = (Alleged(cause="migrant_wages", start=date(2026, 5, 1), end=date(2026, 8, 31)),)
        key = desk.as_officer("wang").enter(complaint(allegations=wages, workers=workers)).docket
        zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
        case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
        assert case
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
        li.enter(acts.Ordered(what="支付", amount=1_000_000, by=date(2026, 12, 1)), on=case)
        li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
        clock.to("2026-12-03")
        li.enter(acts.Performed(paper="P1", lapsed=True), on=case)
        return case

    return make


@pytest.mark.parametrize(("each", "runs"), [(4_000, True), (100, False)])
def test_the_listing_decision_is_due_from_the_lapse_where_a_ground_is_reached(
    desk: Desk, owing: Callable[[int], str], clock: Clock, each: int, runs: bool
) -> None:
    case = owing(each)
    found = running(desk.as_officer("li"), case, "listing-20wd")
    assert {s: d.due for s, d in found.items()} == ({"P1": date(2026, 12, 29)} if runs else {})
    if not runs:
        return
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.ListingNoticed(order="P1", ground="amount", content="拟列入"), on=case)
    found = running(desk.as_officer("li"), case, "listing-20wd")
    assert {s: d.stopped is None for s, d in found.items()} == {"P1": False, "L1": True}
    ma = desk.as_officer("ma")
    ma.enter(acts.Extended(clock="listing-20wd", reason="核实异议"), on=case)
    found = running(desk.as_officer("li"), case, "listing-20wd")
    assert found["L1"].extended
    assert not found["P1"].extended
    with pytest.raises(Refused, match="allows it once"):
        ma.enter(acts.Extended(clock="listing-20wd", reason="再延"), on=case)


def listed(desk: Desk, case: str, clock: Clock) -> Desk:
    """The name is on the list from 2026-12-28."""
    zhou, ma, li = desk.as_officer("zhou"), desk.as_officer("ma"), desk.as_officer("li")
    zhou.enter(acts.ListingNoticed(order="P1", ground="amount", content="拟列入"), on=case)
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    clock.to("2026-12-28")
    ma.enter(acts.Listed(listing="L1", content="列入"), on=case)
    return ma


def test_six_months_on_the_list_are_shown_from_the_correction_on(
    desk: Desk, owing: Callable[[int], str], clock: Clock
) -> None:
    case = owing(4_000)
    listed(desk, case, clock)
    li = desk.as_officer("li")
    assert not running(li, case, "removal-6m")
    clock.to("2027-01-11")
    asked = acts.RemovalAsked(listing="L1", corrected_on=date(2027, 1, 8))
    li.enter(asked, on=case)
    assert due(li, case, "removal-6m") == date(2027, 7, 8)


def test_who_came_off_by_fraud_is_put_back_and_the_dates_start_again(
    desk: Desk, owing: Callable[[int], str], clock: Clock
) -> None:
    case = owing(4_000)
    ma = listed(desk, case, clock)
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    back = acts.ListingRestored(listing="L1", reason="伪造清偿凭证")
    with pytest.raises(Refused, match="No name came off the list early"):
        ma.enter(back, on=case)
    clock.to("2027-07-12")
    li.enter(acts.RemovalAsked(listing="L1", corrected_on=date(2026, 12, 28)), on=case)
    ma.enter(acts.RemovalAnswered(listing="L1", granted=True, text="同意"), on=case)
    zhou.enter(acts.Delisted(listing="L1", why="granted"), on=case)
    clock.to("2027-09-01")
    ma.enter(back, on=case)
    terms = running(ma, case, "listing-3y")
    assert (terms["L1"].stopped is None, terms["L2"].due) == (False, date(2030, 9, 1))
    assert li.case(case).sanctions.listing("L2").on_list
    with pytest.raises(Refused, match="put back already"):
        ma.enter(back, on=case)


def test_a_graded_decision_is_shown_for_its_time_and_a_new_grade_outweighs_the_old(
    desk: Desk, fined: str
) -> None:
    zhou = desk.as_officer("zhou")
    graded = acts.CreditGraded(paper="P2", grade="ordinary", reason="一般失信")
    with pytest.raises(Refused, match="P1 is no decision in force"):
        zhou.enter(acts.CreditGraded(paper="P1", grade="slight", reason="x"), on=fined)
    zhou.enter(graded, on=fined)
    assert due(zhou, fined, "credit-ordinary-shortest") == date(2027, 2, 23)
    assert due(zhou, fined, "credit-ordinary-longest") == date(2027, 11, 23)
    with pytest.raises(Refused, match="graded so already"):
        zhou.enter(graded, on=fined)
    zhou.enter(acts.CreditGraded(paper="P2", grade="serious", reason="情节严重"), on=fined)
    assert due(zhou, fined, "credit-serious-shortest") == date(2027, 11, 23)
    assert due(zhou, fined, "credit-serious-longest") == date(2029, 11, 23)
    assert not running(zhou, fined, "credit-ordinary-longest")
