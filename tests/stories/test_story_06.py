"""Story 6, one worker, three doors: a 12345 ticket, the platform's clue the same evening, and the
counter two days later are one complaint with three tickets, each with its own limit and reply."""

from datetime import date, datetime

from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Person, Respondent
from laborcase.record.complaint import Channel
from laborcase.record.docket import OFFICE, Alleged
from laborcase.record.tickets import TicketLimit
from tests.conftest import Clock

from .conftest import Play
from .doors import Given, step

KEY = "26-000001"
RAW = "【12345】来电人赵小川 13900001234，反映周口Ａ１商贸拖欠五月工资4600元。\r\n\x07"
WORKER = ("complainant.name=赵小川", "complainant.phone=13900001234", "facts=五月工资没有发")
CLAIM = (
    "allegations.1.cause=arrears", "allegations.1.end=2026-05-31", "allegations.1.amount=4600",
)  # fmt: skip
SAME = (f"likeness.1.docket={KEY}", "likeness.1.answer=same")


def the_office_has_ticket_limits(desk: Desk) -> None:
    """None of them law."""
    limits = (
        TicketLimit(channel="hotline_12345", step="contact", length=4, unit="hour", source="示例"),
        TicketLimit(channel="hotline_12345", length=3, until="17:00", source="示例"),
        TicketLimit(channel="wage_platform", length=15, unit="calendar", source="示例"),
        TicketLimit(channel="counter", length=10, source="示例"),
    )
    settings = evolve(desk.office.settings, tickets=limits)
    desk.enter(acts.SettingsChanged(settings=settings, reason="工单时限"), on=OFFICE)


def alike(desk: Desk, channel: str, employer: str, start: date) -> None:
    """The clerk sees the first complaint, with the reason."""
    clerk = desk.as_officer("wang")
    act = acts.Registered(
        channel=channel,
        received=clerk.now(),
        complainant=Person(name="赵小川", phone="13900001234"),
        respondents=(Respondent(name=employer),),
        facts="五月工资没有发",
        allegations=(Alleged(cause="arrears", start=start, end=date(2026, 5, 31)),),
    )
    (like,) = clerk.similar(act)
    why = "same respondent, same phone, overlapping period"
    assert (like.docket, like.why, like.likely) == (KEY, why, True)


def the_clue_looks_the_same(desk: Desk, clock: Clock) -> None:
    alike(desk, "wage_platform", "周口A1商贸有限公司", date(2026, 5, 1))


def the_complaint_at_the_counter_looks_the_same(desk: Desk, clock: Clock) -> None:
    alike(desk, "counter", "周口　Ａ１ 商贸（有限公司）", date(2026, 5, 6))


def one_complaint_has_three_tickets(desk: Desk, clock: Clock) -> None:
    clerk = desk.as_officer("wang")
    (row,) = clerk.find(clerk.asking()).rows
    state = clerk.complaint(KEY)
    assert [t.channel for t in state.tickets] == [
        Channel.HOTLINE_12345, Channel.WAGE_PLATFORM, Channel.COUNTER
    ]  # fmt: skip
    assert state.received == datetime(2026, 6, 15, 9, 10, tzinfo=clock.now.tzinfo)
    assert (state.persons, state.claimed, len(state.allegations)) == (1, 4_600_00, 1)
    assert (row.persons, row.claimed, row.tickets) == (1, 4_600_00, 3)
    assert state.complainant is not None
    assert state.complainant.occupation == "理货"
    assert clerk.raw_text(KEY, "T1") == RAW
    for number in ("GD2026061500123", "xs411600260615077"):
        assert clerk.key_of(number) == KEY
    # The law's clocks from 06-15 (the Dragon Boat day, 06-19, is off); beside them three limits of
    # the office.
    due = {(d.clock, d.subject): d.due for d in clerk.deadlines(KEY) if not d.rule.lapses}
    assert due == {
        ("accept-5wd", ""): date(2026, 6, 23),
        ("henan-file-7d", ""): date(2026, 6, 22),
        ("ticket-contact", "T1"): date(2026, 6, 15),
        ("ticket-reply", "T1"): date(2026, 6, 18),
        ("ticket-reply", "T2"): date(2026, 6, 30),
        ("ticket-reply", "T3"): date(2026, 7, 2),
    }
    assert row.ticket_due == "2026-06-18T17:00"
    assert row.due == "2026-06-22"


def the_returned_ticket_has_a_new_limit(desk: Desk, clock: Clock) -> None:
    found = desk.as_officer("wang").deadlines(KEY)
    limits = {d.subject: d for d in found if d.clock == "ticket-reply"}
    assert (limits["T1"].due, limits["T1"].stopped) == (date(2026, 6, 25), None)


def each_ticket_is_answered_by_itself(desk: Desk, clock: Clock) -> None:
    clerk = desk.as_officer("wang")
    state = clerk.complaint(KEY)
    assert [len(t.replies) for t in state.tickets] == [2, 1, 1]
    assert [len(t.returns) for t in state.tickets] == [1, 0, 0]
    assert not state.open_tickets
    assert desk.as_officer("zhou").complaint(KEY).persons == 1


def nothing_came_in_twice(desk: Desk, clock: Clock) -> None:
    clerk = desk.as_officer("wang")
    (row,) = clerk.find(clerk.asking()).rows
    assert (row.tickets, row.ticket_due) == (0, None)


STORY = (
    Given("2026-06-12 09:00", the_office_has_ticket_limits),
    # Monday 09:10, the hotline.
    step(
        "2026-06-15 09:24", "wang", "registered", "",
        "channel=hotline_12345", "received=2026-06-15 09:10",
        "ticket.number=GD2026061500123", f"ticket.raw={RAW}",
        *WORKER, "respondents.1.name=周口Ａ１商贸", *CLAIM, "allegations.1.start=2026-05-01",
    ),
    step("2026-06-15 10:02", "wang", "ticket_contacted", KEY, "ticket=T1", "note=本人确认"),
    the_clue_looks_the_same,
    # The same evening, the platform; read on Tuesday morning.
    step(
        "2026-06-16 08:40", "wang", "registered", "",
        "channel=wage_platform", "received=2026-06-15 21:30", "ticket.number=XS411600260615077",
        *WORKER, "respondents.1.name=周口A1商贸有限公司",
        *CLAIM, "allegations.1.start=2026-05-01", *SAME,
    ),
    the_complaint_at_the_counter_looks_the_same,
    # Wednesday, at the counter, with a wrong idea of when it began.
    step(
        "2026-06-17 15:20", "wang", "registered", "",
        "channel=counter", "received=2026-06-17 15:20", *WORKER,
        "complainant.occupation=理货", "complainant.work_unit=A1商贸",
        "respondents.1.name=周口　Ａ１ 商贸（有限公司）",
        *CLAIM, "allegations.1.start=2026-05-06", *SAME,
    ),
    one_complaint_has_three_tickets,
    # Three replies, each by itself; one comes back.
    step(
        "2026-06-18 16:10", "wang", "ticket_answered", KEY,
        "ticket=T1", "conclusion=filed", "reply=已受理，正在核实。",
    ),
    step(
        "2026-06-18 16:10", "wang", "ticket_answered", KEY,
        "ticket=T1", "conclusion=filed", "reply=已受理，正在核实。",
        refused="T1 was answered",
    ),
    step("2026-06-22 09:05", "wang", "ticket_returned", KEY, "ticket=T1", "why=未写明办理结果"),
    the_returned_ticket_has_a_new_limit,
    *(
        step(
            "2026-06-23 11:00", "wang", "ticket_answered", KEY,
            f"ticket={ticket}", f"conclusion={conclusion}", "reply=已付清。",
        )
        for ticket, conclusion in (("T1", "paid"), ("T2", "repeated"), ("T3", "paid"))
    ),
    step("2026-06-23 11:00", "wang", "ticket_rated", KEY, "ticket=T1", "satisfaction=satisfied"),
    each_ticket_is_answered_by_itself,
    # No ticket number comes in twice, by whichever door.
    step(
        "2026-06-23 11:10", "wang", "registered", "",
        "channel=hotline_12345", "received=2026-06-23 11:10", "ticket.number=GD2026061500123",
        *WORKER, "respondents.1.name=别家", *CLAIM, "allegations.1.start=2026-05-01",
        f"likeness.1.docket={KEY}", "likeness.1.answer=different",
        refused=f"is in {KEY} already",
    ),
    nothing_came_in_twice,
)  # fmt: skip


async def test_one_worker_three_doors(by_library: Play) -> None:
    await by_library(STORY)
