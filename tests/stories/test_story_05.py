"""Story 5, up and down again: taken up by the city and handed down, while the limits run on.

What a later issue adds: the request upward with its grounds and package, taking up and handing down
told to the parties as papers of their own, and the four working days in which a request must be
taken. Here the hand-overs, their papers, numbers and limits stand as the present acts have them.
"""

from datetime import date

from laborcase import law
from laborcase.desk import Desk
from laborcase.record.case import CaseStage
from tests.conftest import Clock

from .conftest import Play
from .doors import step

KEY, CASE = "26-000001", "26-000002"
ZONE, CITY = "周开人社监立字〔2026〕第0001号", "周人社监立字〔2026〕第0001号"


def the_limits_run_from_the_filing(desk: Desk, clock: Clock) -> None:
    found = {d.clock: (d.unrolled, d.due, d.safe) for d in desk.as_officer("zhou").deadlines(CASE)}
    assert found["investigate-60wd"][1] == date(2026, 12, 4)
    assert found["henan-close-30d"] == (date(2026, 10, 7), date(2026, 10, 8), date(2026, 9, 30))


def the_city_decides_and_no_limit_stopped(desk: Desk, clock: Clock) -> None:
    the_limits_run_from_the_filing(desk, clock)
    assert law.OFFICIAL.between(date(2026, 9, 7), clock.now.date()) == 14, "used of the 60"
    case = desk.as_officer("wu").case(CASE)
    assert (case.authority, case.lead, case.assistant) == ("city", None, None)


def the_paper_is_irregular_and_not_lost(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("wu").case(CASE)
    (paper,) = case.papers
    assert (paper.regular, paper.served_on) == (False, date(2026, 9, 25))
    assert [i.on for i in case.irregularities if i.settled_on is None] == [date(2026, 9, 25)]


def it_is_back_with_the_zone_and_wants_a_new_pair(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    case = zhou.case(CASE)
    assert (case.authority, case.body, case.stage) == ("zone", "zone-brigade", CaseStage.FILED)
    assert (case.lead, case.assistant) == (None, None)
    assert [row.key for row in zhou.find(zhou.asking(queue="assign")).rows] == [CASE]
    order = next(p for p in case.papers if p.regular)
    assert (order.authority, order.number) == ("city", "周人社监令字〔2026〕第0001号")
    for number in (ZONE, CITY):
        assert zhou.key_of(number) == CASE


def the_limits_are_the_same_as_before(desk: Desk, clock: Clock) -> None:
    found = {d.clock: d.due for d in desk.as_officer("zhou").deadlines(CASE)}
    assert found["investigate-60wd"] == date(2026, 12, 4)
    assert law.OFFICIAL.between(date(2026, 9, 7), clock.now.date()) == 27, "used of the 60"
    assert found["henan-close-30d"] == date(2026, 11, 6), "30 + 30 days, not counted from a roll"


STORY = (
    step(
        "2026-09-07 09:00", "wang", "registered", "",
        "channel=counter", "received=2026-09-07 08:40", "complainant.name=王某某",
        "respondents.1.name=某建设集团有限公司", "facts=工地两个月工资未发。",
        "allegations.1.cause=migrant_wages",
    ),
    step("2026-09-07 10:00", "zhou", "accepted", KEY, "told_on=2026-09-07"),
    step("2026-09-07 10:10", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    the_limits_run_from_the_filing,
    step(
        "2026-09-21 09:00", "zhou", "asked", CASE,
        "what=request_upward", "reasons_given=需查询单位账户",
    ),
    step(
        "2026-09-21 10:00", "zhou", "answered", CASE,
        "handover=H1", "answer=approved", "text=同意", refused="is for 周口市",
    ),
    # Thursday 2026-09-24: the city takes it up, by document.
    step(
        "2026-09-24 10:00", "zheng", "answered", CASE,
        "handover=H1", "answer=approved", "text=同意提级办理",
    ),
    the_city_decides_and_no_limit_stopped,
    # On holiday duty, not yet told, a zone inspector issued and served a paper on 09-25.
    step(
        "2026-09-28 08:50", "li", "inquiry_issued", CASE,
        "whom=某建设集团有限公司", "items=工资支付台账", "by=2026-09-30", "happened=2026-09-25",
        refused="The deciding authority is 周口市",
    ),
    step(
        "2026-09-28 09:00", "li", "inquiry_issued", CASE,
        "whom=某建设集团有限公司", "items=工资支付台账", "by=2026-09-30", "happened=2026-09-25",
        "irregular=值班时尚未接到提级通知",
    ),
    step(
        "2026-09-28 09:10", "li", "served", CASE,
        "paper=P1", "receiver=项目部", "happened=2026-09-25",
    ),
    the_paper_is_irregular_and_not_lost,
    step("2026-09-28 10:00", "wu", "carried_out", CASE, "handover=H1", "received=案卷一册"),
    step("2026-09-28 10:30", "wu", "assigned", CASE, "lead=zhao", "assistant=qian"),
    step("2026-10-07 10:00", "zheng", "extended", CASE, "clock=henan-close-30d", "reason=复杂"),
    step(
        "2026-10-12 10:00", "zhao", "ordered", CASE, "what=支付工资", "by=2026-10-26",
    ),
    # Tuesday 2026-10-20: handed down.
    step(
        "2026-10-19 10:00", "wu", "asked", CASE, "what=hand_down", "reasons_given=账户已查明",
        "remaining=送达并督促履行", "report_by=2026-11-02",
    ),
    step(
        "2026-10-20 10:00", "zheng", "answered", CASE,
        "handover=H2", "answer=approved", "text=交开发区继续办理",
    ),
    step("2026-10-20 15:00", "zhou", "carried_out", CASE, "handover=H2", "received=案卷两册"),
    it_is_back_with_the_zone_and_wants_a_new_pair,
    the_limits_are_the_same_as_before,
    step("2026-10-20 15:30", "zhou", "assigned", CASE, "lead=sun", "assistant=li"),
)  # fmt: skip


async def test_up_and_down_again(by_library: Play) -> None:
    await by_library(STORY)
