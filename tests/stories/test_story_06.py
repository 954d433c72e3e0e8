"""Story 6, one worker, three doors: a 12345 ticket, the platform's clue the same evening, and the
counter two days later are one complaint with three tickets, each with its own limit and reply."""

from datetime import date, datetime

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.parties import Person, Respondent
from laborcase.record.complaint import Channel, Complaint
from laborcase.record.docket import OFFICE, Alleged, Likeness
from laborcase.record.tickets import Arrival, TicketLimit

PHONE = "13900001234"
SPELLINGS = ("周口Ａ１商贸", "周口A1商贸有限公司", "周口　Ａ１ 商贸（有限公司）")
CLAIM = Alleged(cause="arrears", start=date(2026, 5, 1), end=date(2026, 5, 31), amount=4_600_00)


@pytest.fixture
def office(desk: Desk, clock) -> Desk:
    """The office has its ticket limits, none of them law."""
    clock.to("2026-06-12")
    limits = (
        TicketLimit(channel="hotline_12345", step="contact", length=4, unit="hour", source="示例"),
        TicketLimit(channel="hotline_12345", length=3, until="17:00", source="示例"),
        TicketLimit(channel="wage_platform", length=15, unit="calendar", source="示例"),
        TicketLimit(channel="counter", length=10, source="示例"),
    )
    settings = evolve(desk.office.settings, tickets=limits)
    desk.enter(acts.SettingsChanged(settings=settings, reason="工单时限"), on=OFFICE)
    return desk


def door(channel: str, received: datetime, employer: str, **more: object) -> acts.Registered:
    """The worker's complaint as one of the doors has it."""
    given: dict[str, object] = {
        "channel": channel,
        "received": received,
        "complainant": Person(name="赵小川", phone=PHONE),
        "respondents": (Respondent(name=employer),),
        "facts": "五月工资没有发",
        "allegations": (CLAIM,),
        **more,
    }
    return acts.Registered(**given)


def at(clock, text: str) -> datetime:
    """Set the clock, and say what it shows."""
    clock.now = datetime.fromisoformat(text).replace(tzinfo=clock.now.tzinfo)
    return clock.now


def joined(desk: Desk, act: acts.Registered, first: str, why: str) -> None:
    """The clerk sees the first complaint with the reason, and says that it is the same matter."""
    (like,) = desk.similar(act)
    assert (like.docket, like.why, like.likely) == (first, why, True)
    answer = acts.Compared(docket=first, answer=Likeness.SAME)
    commit = desk.take_in(evolve(act, likeness=(answer,)))
    assert (commit.docket, commit.opened) == (first, None)


def test_one_worker_three_doors(office: Desk, clock) -> None:
    clerk = office.as_officer("wang")
    raw = "【12345】来电人赵小川 13900001234，反映周口Ａ１商贸拖欠五月工资4600元。\r\n\x07"

    # Monday 09:10, the hotline.
    received = at(clock, "2026-06-15 09:10")
    at(clock, "2026-06-15 09:24")
    ticket = Arrival(number="GD2026061500123", raw=raw)
    act = door("hotline_12345", received, SPELLINGS[0], ticket=ticket)
    assert clerk.similar(act) == ()
    first = clerk.take_in(act).docket
    at(clock, "2026-06-15 10:02")
    clerk.enter(acts.TicketContacted(ticket="T1", note="本人确认"), on=first)

    # The same evening, the platform; read on Tuesday morning.
    at(clock, "2026-06-16 08:40")
    evening = datetime(2026, 6, 15, 21, 30, tzinfo=clock.now.tzinfo)
    act = door("wage_platform", evening, SPELLINGS[1], ticket=Arrival(number="XS411600260615077"))
    joined(clerk, act, first, "same respondent, same phone, overlapping period")

    # Wednesday, at the counter, with a wrong idea of when it began.
    at(clock, "2026-06-17 15:20")
    act = door(
        "counter", clock.now, SPELLINGS[2],
        complainant=Person(name="赵小川", phone=PHONE, occupation="理货", work_unit="A1商贸"),
        allegations=(evolve(CLAIM, start=date(2026, 5, 6)),),
    )  # fmt: skip
    joined(clerk, act, first, "same respondent, same phone, overlapping period")

    # One complaint with three tickets, first receipt on the Monday.
    (row,) = clerk.find(clerk.asking()).rows
    state = clerk.complaint(first)
    assert [t.channel for t in state.tickets] == [
        Channel.HOTLINE_12345, Channel.WAGE_PLATFORM, Channel.COUNTER
    ]  # fmt: skip
    assert state.received == received
    assert (state.persons, state.claimed, len(state.allegations)) == (1, 4_600_00, 1)
    assert (row.persons, row.claimed, row.tickets) == (1, 4_600_00, 3)
    assert state.complainant.occupation == "理货"
    assert clerk.raw_text(first, "T1") == raw
    for number in ("GD2026061500123", "xs411600260615077"):
        assert clerk.key_of(number) == first

    # The law's clocks from 06-15 (the Dragon Boat day, 06-19, is off); beside them three limits of
    # the office.
    due = {(d.clock, d.subject): d.due for d in clerk.deadlines(first)}
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

    # Three replies, each by itself; one comes back.
    at(clock, "2026-06-18 16:10")
    answer = acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已受理，正在核实。")
    clerk.enter(answer, on=first)
    with pytest.raises(Refused, match="T1 was answered"):
        clerk.enter(answer, on=first)
    at(clock, "2026-06-22 09:05")
    clerk.enter(acts.TicketReturned(ticket="T1", why="未写明办理结果"), on=first)
    limits = {d.subject: d for d in clerk.deadlines(first) if d.clock == "ticket-reply"}
    assert (limits["T1"].due, limits["T1"].stopped) == (date(2026, 6, 25), None)
    at(clock, "2026-06-23 11:00")
    for ticket_id, conclusion in (("T1", "paid"), ("T2", "repeated"), ("T3", "paid")):
        reply = acts.TicketAnswered(ticket=ticket_id, conclusion=conclusion, reply="已付清。")
        clerk.enter(reply, on=first)
    clerk.enter(acts.TicketRated(ticket="T1", satisfaction="satisfied"), on=first)
    state = clerk.complaint(first)
    assert [len(t.replies) for t in state.tickets] == [2, 1, 1]
    assert [len(t.returns) for t in state.tickets] == [1, 0, 0]
    assert not state.open_tickets
    assert isinstance(office.as_officer("zhou").docket(first).state, Complaint)

    # No ticket number comes in twice, by whichever door.
    with pytest.raises(Refused, match=f"is in {first} already"):
        clerk.take_in(door("hotline_12345", clock.now, "别家", ticket=ticket))
    (row,) = clerk.find(clerk.asking()).rows
    assert (row.tickets, row.ticket_due) == (0, None)
    office.verify()
