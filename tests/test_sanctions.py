"""After the decision: fines to the fen, extra compensation that is no fine, the report upward,
publication, and the list of those who owe migrant workers their wages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.record.case import CaseStage
from laborcase.record.sanctions import Deferral, Fine, FineMeans, FinePayment, Instalment
from tests.conftest import Clock
from tests.test_remedies import FINDING, kinds


def limit(desk: Desk, case: str, clock: str) -> tuple[date, bool]:
    """The day of a case's clock and whether it still runs."""
    (found,) = (d for d in desk.deadlines(case) if d.clock == clock)
    return found.due, found.stopped is None


# ------------------------------------------------------------------ fines


def test_a_fine_is_paid_in_parts_and_the_case_waits_for_the_last(
    desk: Desk,
    fined: str,
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.FinePaid(paper="P2", amount=2_000_00, receipt="001"), on=fined)
    assert [d.text for d in li.case(fined).duties()] == [
        "Fine of 周开人社监罚字〔2026〕第0001号: 3,000.00 yuan not paid."
    ]
    with pytest.raises(Refused, match=r"3,000\.00 yuan are left to pay"):
        li.enter(acts.FinePaid(paper="P2", amount=3_000_01, receipt="002"), on=fined)
    with pytest.raises(Refused, match="entered by itself"):
        li.enter(acts.Performed(paper="P2"), on=fined)
    li.enter(acts.FinePaid(paper="P2", amount=3_000_00, receipt="002"), on=fined)
    after = li.case(fined)
    assert after.paper("P2").performed_on == date(2026, 11, 23)
    assert after.stage is CaseStage.TO_CLOSE
    assert after.paid == 0, "a fine is nobody's wages"
    assert not limit(li, fined, "order-day")[1]


def test_nothing_is_paid_on_a_paper_that_fines_nobody_or_of_nothing(
    desk: Desk,
    fined: str,
    case: str,
) -> None:
    li = desk.as_officer("li")
    with pytest.raises(Refused, match="P1 imposes no fine; there are: P2"):
        li.enter(acts.FinePaid(paper="P1", amount=1_00, receipt="001"), on=fined)
    with pytest.raises(Refused, match="Nothing was paid"):
        li.enter(acts.FinePaid(paper="P2", amount=0, receipt="001"), on=fined)
    early = acts.FinePaid(paper="P2", amount=1_00, receipt="001", happened=date(2026, 11, 20))
    with pytest.raises(Refused, match="what it follows was on"):
        li.enter(early, on=fined)


def test_no_limit_of_a_paper_outlives_it_not_even_an_instalment_of_its_fine(
    desk: Desk, fined: str
) -> None:
    ma = desk.as_officer("ma")
    parts = (
        {"by": date(2026, 12, 20), "amount": 2_000_00},
        {"by": date(2027, 1, 20), "amount": 3_000_00},
    )
    ma.enter(
        acts.FineDeferred(
            paper="P2", asked_on=date(2026, 11, 23), reason="困难", instalments=parts
        ),
        on=fined,
    )
    ma.enter(acts.DecisionWithdrawn(paper="P2", reason="主体错误"), on=fined)
    of_it = [d for d in ma.deadlines(fined) if d.subject.partition("/")[0] == "P2"]
    assert {d.clock for d in of_it} >= {"instalment-day", "review-60d"}
    assert [d.clock for d in of_it if d.stopped is None] == []


def test_money_in_the_hands_of_officers_counts_and_stays_marked(
    desk: Desk,
    fined: str,
) -> None:
    li = desk.as_officer("li")
    cash = {"paper": "P2", "amount": 5_000_00, "receipt": "001", "means": "officers"}
    with pytest.raises(Refused, match="do not collect a fine"):
        li.enter(acts.FinePaid(**cash), on=fined)
    li.enter(acts.FinePaid(**cash, irregular="边远"), on=fined)
    assert li.case(fined).sanctions.fine("P2").left == 0
    assert kinds(li, fined) == {"irregularity_settled"}


def test_the_additional_fine_is_at_most_the_fine(desk: Desk, fined: str) -> None:
    li = desk.as_officer("li")
    paid = {"paper": "P2", "amount": 5_000_00, "receipt": "001"}
    with pytest.raises(Refused, match="at most the fine itself"):
        li.enter(acts.FinePaid(**paid, additional=5_000_01), on=fined)
    li.enter(acts.FinePaid(**paid, additional=5_000_00), on=fined)
    assert li.case(fined).sanctions.fine("P2").additional == 5_000_00


def test_instalments_follow_each_other_and_add_up(
    desk: Desk,
    fined: str,
    clock: Clock,
) -> None:
    ma, li = desk.as_officer("ma"), desk.as_officer("li")
    asked = {"paper": "P2", "asked_on": date(2026, 11, 23), "reason": "经营困难"}

    def rows(*parts: tuple[str, int]) -> tuple[dict[str, object], ...]:
        return tuple({"by": date.fromisoformat(d), "amount": n} for d, n in parts)

    for wrong, why in (
        ({}, "either one day, or the instalments"),
        ({"until": date(2026, 11, 23)}, "to a later day"),
        (
            {"instalments": rows(("2026-12-20", 4_999_99))},
            "add up to 4,999.99 yuan; of the fine 5,000.00",
        ),
        (
            {"instalments": rows(("2027-01-20", 1_00), ("2026-12-20", 4_999_00))},
            "put them in order",
        ),
    ):
        with pytest.raises(Refused, match=why):
            ma.enter(acts.FineDeferred(**asked, **wrong), on=fined)
    parts = rows(("2026-12-20", 2_000_00), ("2027-01-20", 3_000_00))
    ma.enter(acts.FineDeferred(**asked, instalments=parts), on=fined)
    assert not limit(li, fined, "order-day")[1], "the day of the decision no longer counts"
    days = {d.subject: d for d in li.deadlines(fined) if d.clock == "instalment-day"}
    assert [(s, d.due.isoformat()) for s, d in days.items()] == [
        ("P2/1.1", "2026-12-20"),
        ("P2/1.2", "2027-01-20"),
    ]
    clock.to("2026-12-18")
    li.enter(acts.FinePaid(paper="P2", amount=2_500_00, receipt="001"), on=fined)
    days = {d.subject: d for d in li.deadlines(fined) if d.clock == "instalment-day"}
    assert days["P2/1.1"].stopped is not None
    assert days["P2/1.2"].stopped is None
    assert "Deferred until 2027-01-20" in li.case(fined).duties()[0].text
    later = acts.FineDeferred(
        paper="P2", asked_on=date(2026, 12, 18), reason="再缓", until=date(2027, 3, 1)
    )
    ma.enter(later, on=fined)
    running = [d.subject for d in li.deadlines(fined) if d.clock == "instalment-day"
               and d.stopped is None]  # fmt: skip
    assert running == ["P2/2.1"]
    clock.to("2027-02-26")
    li.enter(acts.FinePaid(paper="P2", amount=2_500_00, receipt="002"), on=fined)
    assert all(d.stopped for d in li.deadlines(fined) if d.clock == "instalment-day")


SUMS = st.lists(st.integers(1, 10_000), min_size=1, max_size=6)


@given(SUMS, SUMS)
def test_what_is_left_and_paid_always_reconciles(parts: list[int], paid: list[int]) -> None:
    on = date(2026, 1, 1)
    rows = tuple(Instalment(by=date(2026, 2, i + 1), amount=n) for i, n in enumerate(parts))
    fine = Fine(
        paper="P1",
        number="1",
        imposed=sum(parts),
        on=on,
        deferrals=(Deferral(n=1, on=on, instalments=rows),),
        payments=tuple(
            FinePayment(on=on, amount=n, additional=0, means=FineMeans.BANK, receipt=str(i))
            for i, n in enumerate(paid)
        ),
    )
    assert fine.left - fine.over == fine.imposed - fine.paid
    assert not (fine.left and fine.over)
    covered = fine.covered()
    assert covered == rows[: len(covered)]
    assert sum(i.amount for i in covered) <= fine.paid
    assert (len(covered) == len(rows)) == (fine.left == 0)


# ------------------------------------------------------------------ extra compensation


@pytest.fixture
def ordered(desk: Desk, case: str, clock: Clock) -> str:
    """A case with an order to pay, P1, served with its time until 2026-12-01."""
    li = desk.as_officer("li")
    order = acts.Ordered(what="支付工资", amount=3_200_00, workers=1, by=date(2026, 12, 1))
    li.enter(order, on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    return case


def test_extra_compensation_follows_a_lapsed_order_and_goes_to_the_workers(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    ma = desk.as_officer("ma")
    second = acts.ExtraCompensation(
        order="P1", due=3_200_00, percent=75, workers=1, by=date(2026, 12, 20), reason="逾期"
    )
    clock.to("2026-12-01")
    with pytest.raises(Refused, match="has not lapsed"):
        ma.enter(second, on=ordered)
    clock.to("2026-12-02")
    ma.enter(second, on=ordered)
    after = ma.case(ordered)
    (extra,) = after.sanctions.extra
    assert (extra.order, extra.amount) == ("P1", 2_400_00)
    assert after.sanctions.fines == (), "never a fine"
    paper = after.papers[-1]
    assert paper.number == "周开人社监赔字〔2026〕第0001号"
    assert paper.until == date(2026, 12, 20)
    desk.as_officer("li").enter(acts.Served(paper="P2", receiver="店长"), on=ordered)
    days = {d.subject: d.due for d in ma.deadlines(ordered) if d.clock == "order-day"}
    assert days["P2"] == date(2026, 12, 20)


@pytest.mark.parametrize(("percent", "amount"), [(49, None), (101, None), (300, 9_600_00)])
def test_one_to_five_times_is_no_extra_compensation(
    desk: Desk, ordered: str, clock: Clock, percent: int, amount: int | None
) -> None:
    clock.to("2026-12-02")
    ma = desk.as_officer("ma")
    second = acts.ExtraCompensation(
        order="P1", due=3_200_00, percent=percent, amount=amount, by=date(2026, 12, 20),
        reason="逾期", irregular="",
    )  # fmt: skip
    with pytest.raises(Refused, match="50 to 100 per cent"):
        ma.enter(second, on=ordered)
    wrong = acts.ExtraCompensation(
        order="P1", due=3_200_00, percent=percent, amount=amount, by=date(2026, 12, 20),
        reason="逾期", irregular="按旧条例",
    )  # fmt: skip
    ma.enter(wrong, on=ordered)
    assert ma.case(ordered).sanctions.extra == ()
    assert not ma.case(ordered).papers[-1].regular


def test_a_paid_order_and_a_penalty_bring_no_extra_compensation(
    desk: Desk,
    fined: str,
    clock: Clock,
) -> None:
    ma = desk.as_officer("ma")
    second = {"due": 1_00, "percent": 50, "by": date(2026, 12, 20), "reason": "逾期"}
    with pytest.raises(Refused, match="P2 is no order to pay"):
        ma.enter(acts.ExtraCompensation(order="P2", **second), on=fined)
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 11, 24), amount=1_00), on=fined)
    li.enter(acts.Served(paper="P3", receiver="店长"), on=fined)
    li.enter(acts.Performed(paper="P3", amount=1_00), on=fined)
    clock.to("2026-11-26")
    with pytest.raises(Refused, match="has not lapsed"):
        ma.enter(acts.ExtraCompensation(order="P3", **second), on=fined)


# ------------------------------------------------------------------ report upward


def test_a_penalty_is_reported_to_the_superior_within_ten_working_days(
    desk: Desk,
    fined: str,
) -> None:
    li = desk.as_officer("li")
    assert limit(li, fined, "report-10wd") == (date(2026, 12, 7), True)
    assert any("second-hand" in line for line in li.why(fined, "report-10wd"))
    assert "reported_upward" not in kinds(li, fined)
    assert [d.kind for d in li.case(fined).reminders()] == ["reported_upward"]
    li.enter(acts.ReportedUpward(paper="P2", document="周开人社〔2026〕9号"), on=fined)
    assert li.case(fined).sanctions.reports[0].to == "周口市人力资源和社会保障局"
    assert not limit(li, fined, "report-10wd")[1]
    with pytest.raises(Refused, match="reported already"):
        li.enter(acts.ReportedUpward(paper="P2"), on=fined)
    with pytest.raises(Refused, match="P1 is no penalty decision"):
        li.enter(acts.ReportedUpward(paper="P1"), on=fined)


# ------------------------------------------------------------------ publication


def publish(desk: Desk, case: str, **more: object) -> Desk:
    ma = desk.as_officer("ma")
    told = {"ground": "wages", "paper": "P2", "where": "局网站", "content": "某店拖欠工资", **more}
    ma.enter(acts.Published(**told), on=case)
    return ma


def test_an_objection_to_a_publication_is_answered_and_takes_it_back_when_it_holds(
    desk: Desk,
    fined: str,
) -> None:
    ma = publish(desk, fined)
    li = desk.as_officer("li")
    li.enter(acts.Objected(about="G1", text="数额有误"), on=fined)
    assert "objection_answered" in kinds(li, fined)
    with pytest.raises(Refused, match="open already"):
        li.enter(acts.Objected(about="G1", text="再"), on=fined)
    answer = acts.ObjectionAnswered(about="G1", holds=True, text="确有误")
    desk.as_officer("zhou").enter(answer, on=fined)
    assert "unpublished" in kinds(ma, fined)
    desk.as_officer("zhou").enter(acts.Unpublished(publication="G1", reason="更正"), on=fined)
    assert not {"unpublished", "objection_answered"} & kinds(ma, fined)
    with pytest.raises(Refused, match="Nothing is published"):
        desk.as_officer("zhou").enter(acts.Unpublished(publication="G1", reason="更正"), on=fined)


@pytest.mark.parametrize("how", ["changed", "withdrawn", "ruled"])
def test_a_published_decision_that_is_changed_or_falls_is_taken_back_in_three_working_days(
    desk: Desk,
    fined: str,
    how: str,
) -> None:
    ma = publish(desk, fined)
    if how == "changed":
        ma.enter(acts.DecisionChanged(paper="P2", content="三千元", reason="误", fine=3), on=fined)
    elif how == "withdrawn":
        ma.enter(acts.DecisionWithdrawn(paper="P2", reason="主体错误"), on=fined)
    else:
        ma.enter(acts.RemedyLodged(what="review", about=("P2",), organ="市政府"), on=fined)
        ma.enter(acts.RemedyDecided(remedy="M1", ruling="unlawful", text="违法"), on=fined)
        assert ma.case(fined).paper("P2").stands, "its effect stays"
    assert limit(ma, fined, "unpublish-3wd") == (date(2026, 11, 26), True)
    assert "unpublished" in kinds(ma, fined)
    ma.enter(acts.Unpublished(publication="G1", reason="决定已变更"), on=fined)
    assert not limit(ma, fined, "unpublish-3wd")[1]


def test_what_is_not_decided_yet_is_published_as_an_irregularity_only(
    desk: Desk, case: str
) -> None:
    with pytest.raises(Refused, match="Only what was decided"):
        publish(desk, case, paper="")
    publish(desk, case, paper="", irregular="先行通报")
    assert len(desk.as_officer("ma").case(case).sanctions.publications) == 1
    with pytest.raises(Refused, match="no paper P9 in force"):
        publish(desk, case, paper="P9", irregular="先行通报")


# ------------------------------------------------------------------ the list


def noticed(desk: Desk, case: str, clock: Clock) -> Desk:
    """The order P1 lapsed on 12-01; the notice P2 is served on Monday 12-07."""
    zhou = desk.as_officer("zhou")
    clock.to("2026-12-07")
    zhou.enter(
        acts.ListingNoticed(order="P1", ground="amount", persons=("店主某",), content="拟列入"),
        on=case,
    )
    desk.as_officer("li").enter(acts.Served(paper="P2", receiver="店长"), on=case)
    return zhou


def test_a_listing_runs_from_the_lapsed_order_over_notice_and_objection_to_three_years(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    zhou = noticed(desk, ordered, clock)
    ma, li = desk.as_officer("ma"), desk.as_officer("li")
    assert limit(zhou, ordered, "listing-20wd")[0] == date(2026, 12, 29)  # from 12-01
    listed = acts.Listed(listing="L1", content="列入")
    with pytest.raises(Refused, match="may object until 2026-12-14"):
        ma.enter(listed, on=ordered)
    clock.to("2026-12-10")
    li.enter(acts.Objected(about="L1", text="已付一半"), on=ordered)
    assert limit(zhou, ordered, "listing-objection-5wd") == (date(2026, 12, 17), True)
    with pytest.raises(Refused, match="objection to listing L1 is not answered"):
        ma.enter(listed, on=ordered)
    assert {"objection_answered", "listed"} <= kinds(zhou, ordered)
    zhou.enter(acts.ObjectionAnswered(about="L1", holds=False, text="未付"), on=ordered)
    clock.to("2026-12-15")
    ma.enter(listed, on=ordered)
    (one,) = ma.case(ordered).sanctions.listings
    assert (one.until, one.persons) == (date(2029, 12, 15), ("店主某",))
    assert ma.case(ordered).papers[-1].number == "周开人社监失字〔2026〕第0001号"
    assert not {"objection_answered", "listed", "delisted"} & kinds(zhou, ordered)
    assert not limit(zhou, ordered, "listing-20wd")[1]
    assert limit(zhou, ordered, "delist-10wd")[0] > date(2029, 12, 15)
    with pytest.raises(Refused, match="against it by review or suit"):
        li.enter(acts.Objected(about="L1", text="再"), on=ordered)


def test_the_listing_decision_can_be_put_off_once_by_twenty_working_days(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    zhou = noticed(desk, ordered, clock)
    desk.as_officer("ma").enter(acts.Extended(clock="listing-20wd", reason="核实"), on=ordered)
    (found,) = (d for d in zhou.deadlines(ordered) if d.clock == "listing-20wd")
    assert found.length == 40


def test_who_puts_things_right_and_promises_is_spared(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    zhou = noticed(desk, ordered, clock)
    spared = {"listing": "L1", "reason": "已付清"}
    with pytest.raises(Refused, match="put things right and promised"):
        zhou.enter(acts.ListingSpared(**spared, corrected_on=date(2026, 12, 7)), on=ordered)
    zhou.enter(
        acts.ListingSpared(**spared, corrected_on=date(2026, 12, 7), promised_on=date(2026, 12, 7)),
        on=ordered,
    )
    assert "listed" not in kinds(zhou, ordered)
    clock.to("2026-12-15")
    with pytest.raises(Refused, match="No listing was noticed"):
        desk.as_officer("ma").enter(acts.Listed(listing="L1", content="列入"), on=ordered)


def test_a_listing_without_a_lapsed_order_or_notice_opens_nothing(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    zhou = desk.as_officer("zhou")
    early = {"order": "P1", "ground": "amount", "content": "拟列入"}
    with pytest.raises(Refused, match="has not lapsed"):
        zhou.enter(acts.ListingNoticed(**early), on=ordered)
    zhou.enter(acts.ListingNoticed(**early, irregular="误算"), on=ordered)
    assert zhou.case(ordered).sanctions.listings == ()
    clock.to("2026-12-07")
    zhou.enter(acts.ListingNoticed(**early), on=ordered)
    listed = {"listing": "L1", "content": "列入"}
    with pytest.raises(Refused, match="has not been served"):
        desk.as_officer("ma").enter(acts.Listed(**listed), on=ordered)
    desk.as_officer("ma").enter(acts.Listed(**listed, irregular="漏送"), on=ordered)
    assert zhou.case(ordered).sanctions.listings[0].listed_on is None


@pytest.fixture
def on_list(desk: Desk, ordered: str, clock: Clock) -> str:
    noticed(desk, ordered, clock)
    clock.to("2026-12-15")
    desk.as_officer("ma").enter(acts.Listed(listing="L1", content="列入"), on=ordered)
    return ordered


def test_early_removal_takes_six_months_on_the_list_since_it_was_put_right(
    desk: Desk, on_list: str, clock: Clock
) -> None:
    li, ma, zhou = (desk.as_officer(o) for o in ("li", "ma", "zhou"))
    asked = acts.RemovalAsked(listing="L1", corrected_on=date(2027, 1, 10))
    clock.to("2027-07-09")
    li.enter(asked, on=on_list)
    assert limit(li, on_list, "removal-15wd")[1]
    assert [d.kind for d in li.case(on_list).reminders()] == ["removal_answered"]
    grant = acts.RemovalAnswered(listing="L1", granted=True, text="符合条件")
    with pytest.raises(Refused, match="from 2027-07-10 on"):
        ma.enter(grant, on=on_list)
    with pytest.raises(Refused, match="No early removal of listing L1 was granted"):
        zhou.enter(acts.Delisted(listing="L1", why="granted"), on=on_list)
    ma.enter(acts.RemovalAnswered(listing="L1", granted=False, text="未满六个月"), on=on_list)
    clock.to("2027-07-12")
    li.enter(asked, on=on_list)
    ma.enter(grant, on=on_list)
    assert limit(li, on_list, "delist-10wd") == (date(2027, 7, 26), True)
    zhou.enter(acts.Delisted(listing="L1", why="granted"), on=on_list)
    assert not limit(li, on_list, "delist-10wd")[1]
    assert not zhou.case(on_list).sanctions.listings[0].on_list


def test_a_name_comes_off_when_the_term_is_over_and_not_before(
    desk: Desk, on_list: str, clock: Clock
) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="ends on 2029-12-15"):
        zhou.enter(acts.Delisted(listing="L1", why="term"), on=on_list)
    clock.to("2029-12-17")
    zhou.enter(acts.Delisted(listing="L1", why="term"), on=on_list)
    with pytest.raises(Refused, match="Nobody is on the list"):
        zhou.enter(acts.Delisted(listing="L1", why="term"), on=on_list)


def test_when_the_order_falls_the_listing_is_to_be_undone(
    desk: Desk, on_list: str, clock: Clock
) -> None:
    ma = desk.as_officer("ma")
    ma.enter(acts.DecisionWithdrawn(paper="P1", reason="查无此欠薪"), on=on_list)
    assert "delisted" in kinds(ma, on_list)
    assert limit(ma, on_list, "delist-10wd") == (date(2026, 12, 29), True)
    with pytest.raises(Refused, match="Reason"):
        ma.enter(acts.Delisted(listing="L1", why="revoked"), on=on_list)
    ma.enter(acts.Delisted(listing="L1", why="revoked", reason="依据已撤销"), on=on_list)
    assert "delisted" not in kinds(ma, on_list)


def test_a_listing_does_not_hold_up_the_closing(desk: Desk, on_list: str) -> None:
    assert "delisted" not in kinds(desk.as_officer("zhou"), on_list)


def test_a_fine_of_a_penalty_without_advance_notice_is_none(desk: Desk, case: str) -> None:
    desk.as_officer("li").enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    desk.as_officer("ma").enter(
        acts.Decided(
            outcome="penalty", findings=(FINDING,), content="罚", fine=1_00, irregular="未告知"
        ),
        on=case,
    )
    paid = acts.FinePaid(paper="P1", amount=1_00, receipt="1")
    with pytest.raises(Refused, match="No fine was imposed"):
        desk.as_officer("li").enter(paid, on=case)
