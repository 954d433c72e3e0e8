"""Story 7, sent back: a filing is proposed on the day of receipt, sent back for its cause, proposed
again and approved on the fifth working day; a day later it would be late, and recordable."""

from datetime import date

from laborcase.desk import Desk
from laborcase.entering import act_of_round
from laborcase.record.complaint import ComplaintStage
from laborcase.record.proposals import ProposalState
from tests.conftest import Clock

from .conftest import Play
from .doors import step

KEY, CASE = "26-000001", "26-000002"


def nothing_is_filed_yet(desk: Desk, clock: Clock) -> None:
    assert desk.as_officer("wang").complaint(KEY).stage is ComplaintStage.REGISTERED


def it_is_back_with_the_proposer(desk: Desk, clock: Clock) -> None:
    (proposal,) = desk.as_officer("wang").complaint(KEY).proposals
    assert (proposal.state, proposal.held_by) == (ProposalState.RETURNED, "wang")


def it_is_filed_on_the_day_of_approval_with_one_number(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    assert zhou.case(CASE).filed_on == date(2026, 8, 31)
    entry = zhou.docket(KEY).entries[-1]
    assert (entry.act.kind, entry.given.proposal, entry.given.opinion) == (
        "accepted", "R1", "同意立案",
    )  # fmt: skip
    numbers = [n.text for e in zhou.docket(KEY).entries for n in e.given.numbers]
    assert [n for n in numbers if "立字" in n] == ["周开人社监立字〔2026〕第0001号"]


def both_rounds_are_readable(desk: Desk, clock: Clock) -> None:
    (proposal,) = desk.as_officer("zhou").complaint(KEY).proposals
    assert proposal.state is ProposalState.MADE
    assert [r.opinion for r in proposal.rounds] == ["拟立案", "案由已改为拖欠工资"]
    assert [s.answer.value for s in proposal.signatures] == ["send_back", "agree"]
    assert proposal.signatures[0].opinion == "案由不准"
    before, after = (act_of_round(r) for r in proposal.rounds)
    assert before != after


def it_was_in_time(desk: Desk, clock: Clock) -> None:
    found = {d.clock: (d.due, d.late) for d in desk.as_officer("zhou").deadlines(KEY)}
    assert found["accept-5wd"] == (date(2026, 8, 31), False)


def it_was_late(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    assert zhou.case(CASE).filed_on == date(2026, 9, 1)
    found = {d.clock: (d.due, d.late) for d in zhou.deadlines(KEY)}
    assert found["accept-5wd"] == (date(2026, 8, 31), True)


PROPOSED = (
    step(
        "2026-08-24 09:10", "wang", "registered", "",
        "channel=counter", "received=2026-08-24 09:00", "complainant.name=王某某",
        "respondents.1.name=周口某快餐店", "facts=七月工资没发。",
        "allegations.1.cause=overtime_pay", "allegations.1.start=2026-07-01",
        "allegations.1.end=2026-07-31",
    ),
    step("2026-08-24 10:00", "wang", "accepted", KEY, propose="拟立案"),
    nothing_is_filed_yet,
    step("2026-08-24 10:05", "wang", "signed", KEY, "proposal=R1", refused="own proposal"),
    step(
        "2026-08-26 09:00", "zhou", "signed", KEY,
        "proposal=R1", "answer=send_back", "opinion=案由不准",
    ),
    it_is_back_with_the_proposer,
    step(
        "2026-08-27 09:00", "wang", "corrected", KEY,
        "entry=1", "changes.1.path=allegations.1.cause", 'changes.1.value="arrears"',
        "reason=案由不准",
    ),
    step(
        "2026-08-27 09:10", "wang", "accepted", KEY, "allegations=A1",
        propose="案由已改为拖欠工资",
    ),
)  # fmt: skip
STORY = (
    *PROPOSED,
    step("2026-08-31 16:00", "zhou", "signed", KEY, "proposal=R1", "opinion=同意立案"),
    it_is_filed_on_the_day_of_approval_with_one_number,
    both_rounds_are_readable,
    step("2026-08-31 16:20", "wang", "complainant_told", KEY, "how=phone"),
    it_was_in_time,
)
A_DAY_LATER = (
    *PROPOSED,
    step("2026-09-01 09:00", "zhou", "signed", KEY, "proposal=R1", "opinion=同意立案"),
    step("2026-09-01 09:20", "wang", "complainant_told", KEY, "how=phone"),
    it_was_late,
)


async def test_sent_back(by_library: Play) -> None:
    await by_library(STORY)


async def test_a_day_later_it_is_late_and_recorded(by_library: Play) -> None:
    await by_library(A_DAY_LATER)
