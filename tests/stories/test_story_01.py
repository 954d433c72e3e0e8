"""Story 1, paid at the counter: registered on 2026-04-30, promised by phone, paid by WeChat on
2026-05-06, signed for, and settled without filing by the institution head."""

from datetime import date

from laborcase.desk import Desk
from laborcase.record.complaint import ComplaintStage, Disposition
from tests.conftest import Clock

from .conftest import Play
from .doors import step

KEY, OTHER = "26-000001", "26-000002"
LIMITS = {"henan-file-7d": date(2026, 5, 7), "accept-5wd": date(2026, 5, 11)}


def the_limits_run_and_the_receipt_is_there(desk: Desk, clock: Clock) -> None:
    wang = desk.as_officer("wang")
    assert {d.clock: d.due for d in wang.deadlines(KEY) if not d.rule.lapses} == LIMITS
    receipt = wang.paper(KEY, "P1")
    for day in ("2026年4月30日16时40分", "2026年5月7日", "2026年5月11日"):
        assert day in receipt


def the_promise_moves_no_limit_and_waits_for_its_day(desk: Desk, clock: Clock) -> None:
    wang = desk.as_officer("wang")
    (contact,) = wang.complaint(KEY).contacts
    assert (contact.at, contact.name) == (clock.now, "王禾")
    assert {d.clock: d.due for d in wang.deadlines(KEY) if not d.rule.lapses} == LIMITS
    (row,) = wang.find(wang.asking()).rows
    assert (row.next_day, row.next_what) == ("2026-05-06", "promise")
    (promise,) = wang.complaint(KEY).agenda
    assert (promise.act, promise.officer) == ("paid", "wang")
    clock.to("2026-05-06", 8)
    assert [(t.group, t.act, t.day) for t in wang.today() if t.act == "paid"] == [
        ("do", "paid", date(2026, 5, 6))
    ]


def the_promise_is_kept(desk: Desk, clock: Clock) -> None:
    assert desk.as_officer("wang").complaint(KEY).agenda == ()


def it_is_settled_without_filing(desk: Desk, clock: Clock) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    state = wang.complaint(KEY)
    assert state.stage is ComplaintStage.SETTLED
    assert [a.disposition for a in state.allegations] == [Disposition.SETTLED]
    assert (state.persons, state.claims.paid) == (1, 3_200_00)
    assert state.claims.totals().outstanding == 0
    assert not any(d.late for d in wang.deadlines(KEY))
    (row,) = wang.find(wang.asking()).rows
    assert (row.open, row.persons, row.paid, row.next_day) == (0, 1, 3_200_00, None)
    numbers = [n.kind for e in wang.docket(KEY).entries for n in e.given.numbers]
    assert numbers == ["registration"]
    report = zhou.figures(date(2026, 4, 21), date(2026, 5, 20))
    wanted = ("settled_unfiled", "filed", "settled_unfiled_persons", "recovered")
    assert [report.figure(name).total for name in wanted] == [1, 0, 1, 3_200_00]


def the_settled_complaint_took_no_case_number(desk: Desk, clock: Clock) -> None:
    entry = desk.as_officer("zhou").docket(OTHER).entries[-1]
    (number,) = [n for n in entry.given.numbers if n.kind == "case"]
    assert number.n == 1


STORY = (
    step(
        "2026-04-30 16:40", "wang", "registered", "",
        "channel=counter", "received=2026-04-30 16:40",
        "complainant.name=王某某", "complainant.resident_number=411627198503124010",
        "complainant.sex=male", "complainant.born=1985-03-12",
        "respondents.1.name=周口某快餐店",
        "allegations.1.cause=arrears", "allegations.1.start=2026-03-01",
        "allegations.1.end=2026-03-31", "allegations.1.amount=3200",
        "facts=三月工资一直没发。",
    ),
    the_limits_run_and_the_receipt_is_there,
    step(
        "2026-04-30 16:52", "wang", "contacted", KEY,
        "whom=周口某快餐店老板", "phone=13900000000", "reply=promised", "by=2026-05-06",
    ),
    the_promise_moves_no_limit_and_waits_for_its_day,
    step(
        "2026-05-06 10:10", "zhou", "settled_without_filing", KEY,
        "result=付清", "no_crime=true", "no_others=true", "told_on=2026-05-06",
        refused="3,200.00 is outstanding",
    ),
    step(
        "2026-05-06 10:15", "wang", "paid", KEY,
        "sums.1.line=W1-1", "sums.1.sum=3200", "payer=周口某快餐店", "means=mobile",
        "proof=微信转账截图", "confirmed=signature",
    ),
    the_promise_is_kept,
    step(
        "2026-05-06 10:20", "zhou", "settled_without_filing", KEY,
        "result=店主当日微信支付 3,200 元，劳动者签字确认。",
        "no_crime=true", "no_others=true", "told_on=2026-05-06",
    ),
    it_is_settled_without_filing,
    step(
        "2026-05-06 10:40", "wang", "registered", "",
        "channel=counter", "received=2026-05-06 10:40", "complainant.name=李某某",
        "respondents.1.name=周口某商贸有限公司", "facts=四月工资没发。",
    ),
    step("2026-05-06 11:00", "zhou", "accepted", OTHER, "told_on=2026-05-06"),
    the_settled_complaint_took_no_case_number,
)  # fmt: skip


async def test_paid_at_the_counter(by_library: Play) -> None:
    await by_library(STORY)
