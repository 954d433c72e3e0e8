"""Outside tickets: each door wants its own answer by the office's own limit, whatever becomes of
the complaint; nothing that names a secret author leaves the office, and no text of theirs is lost.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts, codec
from laborcase.acts.filing import link_title
from laborcase.acts.tickets import joining
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Refused
from laborcase.parties import Claim, Identity, Person, Respondent, Worker
from laborcase.record.complaint import joined_workers
from laborcase.record.docket import OFFICE, Alleged
from laborcase.record.tickets import Arrival, Channel, TicketLimit
from laborcase.values import fits, place_of, readable
from laborcase.words import speak

MORNING = Arrival(channel=Channel.HOTLINE_12345, number="GD2026112300001")
SOURCE = "热线办〔2026〕1号"
EVERY_CONTROL = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    return desk.as_officer("wang")


@pytest.fixture
def by_ticket(complaint) -> Callable[..., acts.Registered]:
    """A complaint that came from the 12345 hotline just now."""

    def make(**fields: object) -> acts.Registered:
        ticket = fields.pop("ticket", Arrival(number="GD2026112300001"))
        return complaint(channel="hotline_12345", ticket=ticket, **fields)

    return make


def limited(desk: Desk, *rows: TicketLimit) -> None:
    """Let the office have these ticket limits."""
    settings = evolve(desk.office.settings, tickets=rows)
    desk.enter(acts.SettingsChanged(settings=settings, reason="试行"), on=OFFICE)


def row(channel: str, length: int, unit: str, until: str = "", step: str = "reply") -> TicketLimit:
    return TicketLimit(
        channel=channel, step=step, length=length, unit=unit, until=until, source=SOURCE
    )


def clocks(desk: Desk, key: str) -> dict[tuple[str, str], object]:
    return {(d.clock, d.subject): d for d in desk.deadlines(key)}


# ------------------------------------------------------------------ coming in


def test_a_ticket_comes_with_the_registration_and_is_found_by_its_number(
    clerk: Desk, by_ticket
) -> None:
    key = clerk.enter(by_ticket()).docket
    (ticket,) = clerk.complaint(key).tickets
    assert (ticket.id, ticket.channel, ticket.open) == ("T1", Channel.HOTLINE_12345, True)
    assert ticket.received == clerk.complaint(key).received
    assert clerk.key_of("gd2026112300001") == key
    assert clerk.key_of("hotline_12345/GD2026112300001") == key


def test_two_channels_may_give_the_same_number_and_one_channel_may_not(
    clerk: Desk, by_ticket, complaint
) -> None:
    first = clerk.enter(by_ticket()).docket
    other = Arrival(number="GD2026112300001")
    second = clerk.enter(complaint(channel="wage_platform", ticket=other)).docket
    assert clerk.key_of("wage_platform/GD2026112300001") == second
    with pytest.raises(NotFound, match="several dockets"):
        clerk.key_of("GD2026112300001")
    with pytest.raises(Refused, match=f"is in {first} already"):
        clerk.enter(by_ticket())
    with pytest.raises(Refused, match=f"is in {first} already"):
        clerk.enter(acts.TicketAttached(ticket=MORNING), on=second)


def test_a_number_is_free_again_when_its_registration_was_taken_back(
    clerk: Desk, by_ticket
) -> None:
    key = clerk.enter(by_ticket()).docket
    clerk.enter(acts.TakenBack(entry=1, reason="登错"), on=key)
    again = clerk.enter(by_ticket()).docket
    assert clerk.key_of("GD2026112300001") == again != key


def test_a_hotline_and_the_platform_number_every_ticket(clerk: Desk, by_ticket) -> None:
    with pytest.raises(Refused, match="Give the number"):
        clerk.enter(by_ticket(ticket=Arrival()))
    clerk.enter(by_ticket(ticket=Arrival(channel=Channel.PETITION)))


def test_a_ticket_from_the_future_or_answered_before_it_came_is_refused(
    clerk: Desk, by_ticket, clock
) -> None:
    late = clock.now + timedelta(hours=1)
    with pytest.raises(Refused, match="future"):
        clerk.enter(by_ticket(ticket=Arrival(number="1", received=late)))
    with pytest.raises(Refused, match="before it was received"):
        clerk.enter(by_ticket(ticket=Arrival(number="1", due=clock.now - timedelta(hours=1))))


# ------------------------------------------------------------------ the raw text


@pytest.mark.parametrize("url", ["memory:", "tinydb"])
def test_a_raw_text_of_200_000_characters_with_every_control_character_is_kept_whole(
    founding, clock, by_ticket, url: str, tmp_path
) -> None:
    from laborcase.opening import found_register

    raw = (EVERY_CONTROL + "\ud800来电人 13900000003 说\r\n") * 3_000
    raw = raw[:200_000]
    place = "memory:" if url == "memory:" else str(tmp_path / "r")
    with found_register(place, founding, clock=clock, account="test") as desk:
        clerk = desk.as_officer("wang")
        key = clerk.enter(by_ticket(ticket=Arrival(number="1", raw=raw))).docket
        assert clerk.raw_text(key, "T1") == raw
        (ticket,) = clerk.complaint(key).tickets
        assert ticket.raw == readable(raw)
        assert "its raw text kept whole as a file" in clerk.docket(key).entries[0].line
        other = ({"docket": key, "answer": "different"},)
        table = by_ticket(ticket={"number": "2", "raw": raw}, likeness=other)  # as a script may
        again = clerk.take_in(table).docket
        assert clerk.raw_text(again, "T1") == raw
        assert desk.verify().files == 1


def test_the_timeline_says_that_a_raw_text_is_kept_as_a_file(clerk: Desk, by_ticket) -> None:
    key = clerk.enter(by_ticket()).docket
    act = acts.TicketAttached(ticket=Arrival(channel=Channel.WAGE_PLATFORM, number="2", raw="a\0b"))
    clerk.enter(act, on=key)
    assert "its raw text kept whole as a file" in clerk.docket(key).entries[-1].line
    assert clerk.complaint(key).tickets[1].raw == "ab"


def test_an_ordinary_raw_text_stands_in_the_docket_unaltered(clerk: Desk, by_ticket) -> None:
    raw = "来电\r\n\t反映 欠薪\n"
    key = clerk.enter(by_ticket(ticket=Arrival(number="1", raw=raw))).docket
    (ticket,) = clerk.complaint(key).tickets
    assert (ticket.raw, ticket.file) == (raw, None)


@given(st.text(st.characters(), max_size=50))
def test_what_can_be_read_of_a_raw_text_fits_and_what_fits_is_all_of_it(text: str) -> None:
    assert fits(readable(text))
    assert not fits(text) or readable(text) == text


def test_checking_a_registration_keeps_no_file(clerk: Desk, by_ticket) -> None:
    act = by_ticket(ticket=Arrival(number="1", raw="a\0b"))
    assert clerk.check(act) == ()
    assert clerk._store._files == {}


def test_a_raw_text_typed_into_a_form_or_given_as_json_may_hold_anything(clerk: Desk) -> None:
    typed = {
        "channel": "hotline_12345", "received": "2026-11-23 09:00", "facts": "欠薪",
        "complainant.name": "李某", "respondents.1.name": "某店",
        "ticket.number": "1", "ticket.raw": "\x1b[31m\ud800\0",
    }  # fmt: skip
    act = codec.from_text("registered", typed, clerk.now())
    key = clerk.enter(act).docket
    assert clerk.raw_text(key, "T1") == "\x1b[31m\ud800\0"
    with pytest.raises(Invalid, match="text is wanted"):
        codec.read_act("registered", {"ticket": {"raw": 5}})


# ------------------------------------------------------------------ limits


def test_a_limit_is_the_offices_own_rule_and_stands_beside_the_laws(
    desk: Desk, clerk: Desk, by_ticket
) -> None:
    limited(desk, row("hotline_12345", 3, "working", "17:00"))
    key = clerk.enter(by_ticket()).docket
    assert {d.clock for d in clerk.deadlines(key) if not d.rule.lapses} == {
        "ticket-reply", "accept-5wd", "henan-file-7d",
    }  # fmt: skip
    limit = clocks(clerk, key)["ticket-reply", "T1"]
    assert limit.due == date(2026, 11, 26)
    assert limit.at == datetime(2026, 11, 26, 17, 0, tzinfo=clerk.now().tzinfo)
    told = clerk.why(key, "ticket-reply")
    assert "On the last day until 17:00." in told
    assert "The office's own rule: 热线办〔2026〕1号" in told
    assert "A ticket limit: a rule of the office, no law." in told
    assert not any(line.startswith("Basis") for line in told)
    (listed,) = clerk.find(clerk.asking()).rows
    assert (listed.due_clock, listed.ticket_due) == ("accept-5wd", "2026-11-26T17:00")


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        (row("hotline_12345", 24, "hour"), "2026-11-24T09:30"),
        (row("hotline_12345", 0, "working", "17:00"), "2026-11-23T17:00"),
        (row("hotline_12345", 5, "calendar"), "2026-11-28T23:59"),
        (row("hotline_12345", 5, "working", "12:00"), "2026-11-30T12:00"),
        (row("hotline_12345", 2, "hour", step="contact"), "2026-11-23T11:30"),
        (row("wage_platform", 2, "hour"), None),
    ],
)
def test_limits_end_by_hour_or_day_and_only_for_their_channel(
    desk: Desk, clerk: Desk, by_ticket, limit: TicketLimit, end: str | None
) -> None:
    limited(desk, limit)
    clerk.enter(by_ticket())
    (listed,) = clerk.find(clerk.asking()).rows
    assert listed.ticket_due == end


def test_a_limit_of_one_day_on_a_holiday_ends_on_the_first_working_day(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(desk, row("hotline_12345", 0, "working", "17:00"))
    clock.to("2026-11-28", 20)  # a Saturday
    clerk.enter(by_ticket())
    (listed,) = clerk.find(clerk.asking()).rows
    assert listed.ticket_due == "2026-11-30T17:00"


def test_what_the_ticket_itself_names_goes_before_the_offices_rule(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(desk, row("hotline_12345", 3, "working"))
    named = clock.now + timedelta(hours=5)
    key = clerk.enter(by_ticket(ticket=Arrival(number="1", due=named))).docket
    assert clocks(clerk, key)["ticket-reply", "T1"].at == named
    assert "The ticket itself names the time." in clerk.why(key, "ticket-reply")


def test_a_new_rule_of_the_office_holds_for_tickets_that_come_after_it(
    desk: Desk, clerk: Desk, by_ticket, complaint
) -> None:
    limited(desk, row("hotline_12345", 3, "working"))
    key = clerk.enter(by_ticket()).docket
    limited(desk, row("hotline_12345", 1, "working"))
    later = clerk.enter(by_ticket(ticket=Arrival(number="2"))).docket
    assert clocks(clerk, key)["ticket-reply", "T1"].due == date(2026, 11, 26)
    assert clocks(clerk, later)["ticket-reply", "T1"].due == date(2026, 11, 24)


def test_correcting_the_minute_or_the_channel_of_a_ticket_moves_its_limit(
    desk: Desk, clerk: Desk, by_ticket
) -> None:
    limited(desk, row("hotline_12345", 2, "hour"), row("wage_platform", 4, "hour"))
    key = clerk.enter(by_ticket()).docket
    for path, value, end in (
        ("ticket.received", '"2026-11-23T08:00:00+08:00"', "10:00"),
        ("ticket.channel", '"wage_platform"', "12:00"),
    ):
        change = acts.Change(path=path, value=value)
        clerk.enter(acts.Corrected(entry=1, changes=(change,), reason="记错"), on=key)
        assert f"{clocks(clerk, key)['ticket-reply', 'T1'].at:%H:%M}" == end


@pytest.mark.parametrize(
    "wrong",
    [
        row("hotline_12345", 0, "working"),
        row("hotline_12345", 0, "hour"),
        row("hotline_12345", 1, "hour", "17:00"),
        row("hotline_12345", 1, "working", "25:00"),
        row("hotline_12345", 1, "working", "17点"),
        row("hotline_12345", 9_999, "working"),
    ],
)
def test_a_limit_that_never_ends_is_no_setting(desk: Desk, wrong: TicketLimit) -> None:
    with pytest.raises(Refused, match="Ticket limit"):
        limited(desk, wrong)


def test_a_channel_has_one_limit_of_each_kind(desk: Desk) -> None:
    with pytest.raises(Refused, match="stands twice"):
        limited(desk, row("hotline_12345", 1, "hour"), row("hotline_12345", 2, "hour"))


# ------------------------------------------------------------------ its life


def test_a_ticket_is_contacted_extended_answered_returned_and_rated(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(
        desk,
        row("hotline_12345", 1, "working", "17:00", step="contact"),
        row("hotline_12345", 2, "working", "17:00"),
    )
    key = clerk.enter(by_ticket()).docket
    clock.forward(hours=1)
    clerk.enter(acts.TicketContacted(ticket="T1", note="已联系"), on=key)
    assert clocks(clerk, key)["ticket-contact", "T1"].stopped is not None
    until = datetime(2026, 11, 27, 12, 0, tzinfo=clock.now.tzinfo)
    clerk.enter(acts.TicketExtended(ticket="T1", until=until, reason="需核实"), on=key)
    assert clocks(clerk, key)["ticket-reply", "T1"].at == until
    assert any("Extended to 2026-11-27 Friday 12:00" in x for x in clerk.why(key, "ticket-reply"))
    clock.to("2026-11-27", 11)
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="agreed", reply="已约定"), on=key)
    (ticket,) = clerk.complaint(key).tickets
    assert not ticket.open
    assert not clocks(clerk, key)["ticket-reply", "T1"].late
    clock.forward(hours=3)
    clerk.enter(acts.TicketReturned(ticket="T1", why="未说明付款日"), on=key)
    again = clocks(clerk, key)["ticket-reply", "T1"]
    assert (again.due, again.stopped, again.extended) == (date(2026, 12, 1), None, ())
    clock.to("2026-12-02")
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="paid", reply="已付清"), on=key)
    assert clocks(clerk, key)["ticket-reply", "T1"].late
    clerk.enter(acts.TicketRated(ticket="T1", satisfaction="satisfied"), on=key)
    (ticket,) = clerk.complaint(key).tickets
    assert [r.conclusion.value for r in ticket.replies] == ["agreed", "paid"]
    assert [r.why for r in ticket.returns] == ["未说明付款日"]
    assert ticket.satisfaction == "satisfied"
    assert clerk.find(clerk.asking()).rows[0].tickets == 0


def test_an_answer_and_its_return_on_the_same_day_keep_their_minutes(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(desk, row("hotline_12345", 8, "hour"))
    key = clerk.enter(by_ticket()).docket
    clock.forward(minutes=5)
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已受理"), on=key)
    with pytest.raises(Refused, match="that very minute"):
        clerk.enter(acts.TicketReturned(ticket="T1", why="退"), on=key)
    clock.forward(minutes=5)
    clerk.enter(acts.TicketReturned(ticket="T1", why="退"), on=key)
    limit = clocks(clerk, key)["ticket-reply", "T1"]
    assert (limit.stopped, f"{limit.at:%H:%M}") == (None, "17:40")


def test_a_ticket_is_answered_once_until_it_comes_back(clerk: Desk, by_ticket, clock) -> None:
    key = clerk.enter(by_ticket()).docket
    clock.forward(minutes=1)
    answer = acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已受理")
    with pytest.raises(Refused, match="No ticket has been answered yet"):
        clerk.enter(acts.TicketReturned(ticket="T1", why="退"), on=key)
    clerk.enter(answer, on=key)
    with pytest.raises(Refused, match="Every ticket is answered"):
        clerk.enter(answer, on=key)
    clerk.enter(acts.TicketAttached(ticket=Arrival(channel=Channel.PETITION, number="X")), on=key)
    with pytest.raises(Refused, match="T1 was answered on 2026-11-23 09:31"):
        clerk.enter(answer, on=key)
    with pytest.raises(Refused, match="There is no ticket T7 here; there are: T1, T2"):
        clerk.enter(evolve(answer, ticket="T7"), on=key)


def test_nothing_happens_to_a_ticket_before_what_it_follows(clerk: Desk, by_ticket, clock) -> None:
    key = clerk.enter(by_ticket()).docket
    early = clock.now - timedelta(hours=1)
    with pytest.raises(Refused, match="what it follows was at 2026-11-23 09:30"):
        clerk.enter(acts.TicketContacted(ticket="T1", at=early), on=key)
    with pytest.raises(Refused, match="in the future"):
        clerk.enter(acts.TicketContacted(ticket="T1", at=clock.now + timedelta(hours=1)), on=key)


def test_an_extension_granted_after_the_end_is_only_a_mark(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(desk, row("hotline_12345", 2, "hour"))
    key = clerk.enter(by_ticket()).docket
    until = clock.now + timedelta(hours=9)
    clock.forward(hours=3)
    act = acts.TicketExtended(ticket="T1", until=until, reason="忙")
    with pytest.raises(Refused, match="The limit ended at 2026-11-23 11:30"):
        clerk.enter(act, on=key)
    clerk.enter(evolve(act, irregular="电话同意，文后补"), on=key)
    limit = clocks(clerk, key)["ticket-reply", "T1"]
    assert f"{limit.at:%H:%M}" == "11:30"
    assert limit.overdue(clock.now)
    assert clerk.complaint(key).tickets[0].extended_to is None
    assert len(clerk.complaint(key).irregularities) == 1


def test_an_extension_goes_beyond_the_limit_that_runs(
    desk: Desk, clerk: Desk, by_ticket, clock
) -> None:
    limited(desk)
    key = clerk.enter(by_ticket()).docket
    until = clock.now + timedelta(hours=1)
    act = acts.TicketExtended(ticket="T1", until=until, reason="忙")
    with pytest.raises(Refused, match="No limit runs"):
        clerk.enter(act, on=key)
    limited(desk, row("hotline_12345", 2, "hour"))
    other = clerk.enter(by_ticket(ticket=Arrival(number="2"))).docket
    with pytest.raises(Refused, match="not later than"):
        clerk.enter(act, on=other)


def test_each_ticket_wants_its_answer_also_when_the_complaint_has_ended(
    clerk: Desk, by_ticket, clock
) -> None:
    key = clerk.enter(by_ticket()).docket
    clerk.enter(acts.Withdrawn(reason="已付"), on=key)
    (listed,) = clerk.find(clerk.asking()).rows
    assert (listed.stage, listed.queue, listed.open, listed.tickets) == ("withdrawn", "work", 1, 1)
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="withdrawn", reply="已撤诉"), on=key)
    (listed,) = clerk.find(clerk.asking()).rows
    assert (listed.queue, listed.open, listed.tickets) == ("done", 0, 0)
    clerk.enter(acts.TicketAttached(ticket=Arrival(channel=Channel.PETITION)), on=key)
    assert clerk.find(clerk.asking()).rows[0].tickets == 1


# ------------------------------------------------------------------ one complaint, many doors


def test_a_second_door_keeps_the_first_day_and_counts_persons_and_sums_once(
    desk: Desk, clerk: Desk, complaint, clock
) -> None:
    limited(desk)
    key = clerk.enter(complaint()).docket
    before = {(d.clock): d.due for d in clerk.deadlines(key)}
    clock.forward(days=2)
    again = complaint(
        channel="wage_platform",
        received=clock.now,
        ticket=Arrival(number="X1"),
        complainant=Person(name="王某某", phone="13900000000", work_unit="某快餐店"),
    )
    clerk.enter(joining(again), on=key)
    after = clerk.complaint(key)
    assert [t.channel.value for t in after.tickets] == ["wage_platform"]
    assert (after.persons, after.claimed, len(after.allegations)) == (1, 320_000, 1)
    assert after.complainant.work_unit == "某快餐店"
    assert {d.clock: d.due for d in clerk.deadlines(key)} == before
    assert len(clerk.find(clerk.asking()).rows) == 1


def test_the_clocks_count_from_the_earliest_door_whichever_was_entered_first(
    clerk: Desk, complaint, clock
) -> None:
    key = clerk.enter(complaint()).docket
    earlier = clock.now - timedelta(days=3)
    ticket = Arrival(channel=Channel.HOTLINE_12345, number="1", received=earlier)
    clerk.enter(acts.TicketAttached(ticket=ticket), on=key)
    assert clerk.complaint(key).received == earlier
    assert clocks(clerk, key)["henan-file-7d", ""].started.on == earlier.date()


def test_what_a_second_door_tells_beyond_the_first_comes_in(clerk: Desk, complaint) -> None:
    key = clerk.enter(complaint()).docket
    act = acts.TicketAttached(
        ticket=MORNING,
        allegations=(
            Alleged(cause="arrears", start=date(2026, 3, 15), end=date(2026, 3, 31), amount=9),
            Alleged(cause="arrears", start=date(2026, 5, 1), amount=100_00),
            Alleged(cause="hours"),
        ),
    )
    clerk.enter(act, on=key)
    after = clerk.complaint(key)
    assert [a.id for a in after.allegations] == ["A1", "A2", "A3"]
    assert after.claimed == 320_000 + 100_00


def test_a_new_allegation_does_not_creep_into_what_is_decided(
    desk: Desk, case: str, clerk: Desk
) -> None:
    act = acts.TicketAttached(ticket=MORNING, allegations=(Alleged(cause="hours"),))
    with pytest.raises(Refused, match="register it as a complaint of its own"):
        clerk.enter(act, on="26-000001")
    clerk.enter(evolve(act, allegations=(Alleged(cause="arrears"),)), on="26-000001")


def test_a_registration_that_is_the_same_matter_is_not_registered(clerk: Desk, complaint) -> None:
    key = clerk.enter(complaint()).docket
    number = clerk.complaint(key).number
    act = complaint(likeness=(acts.Compared(docket=number, answer="same"),))
    with pytest.raises(Refused, match=f"the same matter as {key}"):
        clerk.enter(act)
    kept = clerk.enter(complaint(likeness=(acts.Compared(docket=number, answer="related"),)))
    assert clerk.complaint(kept.docket).compared == (acts.Compared(docket=key, answer="related"),)
    with pytest.raises(Refused, match="There is no complaint 26-000099"):
        clerk.enter(complaint(likeness=(acts.Compared(docket="26-000099", answer="different"),)))
    twice = tuple(acts.Compared(docket=key, answer=a) for a in ("related", "different"))
    with pytest.raises(Refused, match="answered twice"):
        clerk.enter(complaint(likeness=twice))


def test_workers_of_two_lists_are_counted_once_by_number_phone_or_name() -> None:
    march = Claim(start=date(2026, 3, 1), end=date(2026, 3, 31), amount=100)
    april = Claim(start=date(2026, 4, 1), end=date(2026, 4, 30), amount=200)
    known = (
        Worker(name="张三", phone="13900000001", claims=(march,)),
        Worker(name="李四", resident_number="411602198503120012", claims=(march,)),
        Worker(name="王五", claims=(march,)),
    )
    more = (
        Worker(name="张叁", phone="13900000001", claims=(march, april)),
        Worker(name="李四", resident_number="411627198503124010", claims=(march,)),
        Worker(name="王 五", phone="13900000005", claims=(march,)),
        Worker(name="王五", claims=(march,)),
    )
    joined = joined_workers(known, more)
    assert [w.name for w in joined] == ["张三", "李四", "王五", "李四", "王五"]
    assert [w.claimed for w in joined] == [300, 100, 100, 100, 100]
    assert joined[2].phone == "13900000005"
    assert joined_workers(known, known) == known


names = st.sampled_from(["张三", "李四", "王五"])
phones = st.none() | st.sampled_from(["13900000001", "13900000002"])
workers = st.lists(st.builds(Worker, name=names, phone=phones), max_size=6).map(tuple)


@given(workers, workers)
def test_joining_a_list_never_loses_a_worker_and_twice_is_once(known, more) -> None:
    joined = joined_workers(known, more)
    assert len(joined) >= max(len(known), len(more))
    assert len(joined) <= len(known) + len(more)
    assert joined[: len(known)] == joined_workers(known, more)[: len(known)]
    assert joined_workers(joined, joined) == joined


# ------------------------------------------------------------------ nothing names the author

SECRET = Person(
    name="秦小明",
    phone="13911112222",
    resident_number="411602198503120012",
    address="川汇区某巷7号",
)


@pytest.fixture
def tipoff(by_ticket) -> acts.Registered:
    return by_ticket(
        tipoff=True, identity=Identity.CONFIDENTIAL, complainant=SECRET,
        ticket=Arrival(number="1", raw="来电人秦小明，另一个号 0394-8223344，店里电话 03948229999"),
        respondents=(Respondent(name="某店", phone="03948229999"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reply", "place", "what"),
    [
        ("经查，秦小明反映属实", "Line 1, character 4", "the name of"),
        ("已查。\n秦 小·明反映", "Line 2, character 1", "the name of"),
        ("已联系秦先生", "Line 1, character 4", "family name"),
        ("已拨１３９-１１１１-２２２２核实", "Line 1, character 3", "telephone number of"),
        ("身份证411602198503120012", "Line 1, character 4", "resident number of"),
        ("住川汇区某巷7号", "Line 1, character 2", "the address of"),
        ("已拨0394 8223344", "Line 1, character 3", "from the raw text of T1"),
    ],
)
def test_a_reply_that_names_whoever_reported_is_not_sent_and_the_refusal_repeats_nothing(
    clerk: Desk, tipoff, reply: str, place: str, what: str
) -> None:
    key = clerk.enter(tipoff).docket
    with pytest.raises(Refused) as refused:
        clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="untrue", reply=reply), on=key)
    told = reasons(refused)
    assert place in told
    assert what in told
    for lang in ("en", "zh_CN"):
        spoken = " ".join(speak(r.text, lang) for r in refused.value.reasons)
        assert not any(word in spoken for word in ("秦", "1391111", "8223344", "某巷", "4116"))
    assert clerk.complaint(key).tickets[0].open


def test_who_may_not_know_who_reported_learns_nothing_from_the_check_of_a_reply(
    desk: Desk, clerk: Desk, tipoff
) -> None:
    key = clerk.enter(tipoff).docket
    told = []
    for reply in ("经查，秦小明反映属实", "经查，周大山反映属实"):
        answer = acts.TicketAnswered(ticket="T1", conclusion="untrue", reply=reply)
        with pytest.raises(Refused) as refused:
            desk.as_officer("li").enter(answer, on=key)
        told.append(reasons(refused))
    assert told[0] == told[1]
    assert "sends the reply" in told[0]


def test_where_the_key_is_gone_the_reply_says_that_it_could_not_be_checked(
    clerk: Desk, tipoff
) -> None:
    key = clerk.enter(tipoff).docket
    clerk._store.drop_key(key)
    answer = acts.TicketAnswered(ticket="T1", conclusion="untrue", reply="经查，秦小明反映属实")
    with pytest.raises(Refused, match="cannot be checked for that name"):
        clerk.enter(answer, on=key)
    clerk.enter(evolve(answer, reply="查无此事", irregular="已通读，无身份信息"), on=key)
    assert not clerk.complaint(key).tickets[0].open


def test_a_reply_that_names_nobody_is_sent(clerk: Desk, tipoff) -> None:
    key = clerk.enter(tipoff).docket
    reply = "经查，某店（电话 0394-8229999）已签订合同；对反映人信息保密。"
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="untrue", reply=reply), on=key)
    assert not clerk.complaint(key).tickets[0].open


def test_an_anonymous_callers_number_in_the_raw_text_does_not_leave_either(
    clerk: Desk, by_ticket
) -> None:
    raw = Arrival(number="1", raw="匿名来电 13933334444")
    act = by_ticket(tipoff=True, identity=Identity.ANONYMOUS, complainant=None, ticket=raw)
    key = clerk.enter(act).docket
    answer = acts.TicketAnswered(ticket="T1", conclusion="untrue", reply="回拨13933334444未接")
    with pytest.raises(Refused, match="from the raw text of T1"):
        clerk.enter(answer, on=key)


@pytest.mark.parametrize(
    "raw",
    [
        "来电人：慕容雪先生\n联系电话：不详\n举报人：要求保密",
        "联系人:慕容雪 13900001234",
        "【诉求人】慕容雪 【电话】13900001234",
        "姓名\t慕容雪",
        "姓名|慕容雪|女",
        "诉求人姓名\n慕容雪\n电话\n不详",
        "来电人慕容雪，称店里欠薪",
        "市民慕容雪（13900001234）反映欠薪",
        "慕容雪女士来电反映欠薪",
        "慕容雪，女，48岁，反映欠薪",
        "Name: 慕容雪",
    ],
)
def test_who_the_raw_text_says_that_called_is_not_named_either(
    clerk: Desk, by_ticket, raw: str
) -> None:
    raw = Arrival(number="1", raw=raw)
    act = by_ticket(tipoff=True, identity=Identity.ANONYMOUS, complainant=None, ticket=raw)
    key = clerk.enter(act).docket
    for reply in ("已联系慕容雪", "已联系慕容女士，办结"):
        named = acts.TicketAnswered(ticket="T1", conclusion="untrue", reply=reply)
        with pytest.raises(Refused, match="must stay unknown"):
            clerk.enter(named, on=key)
    clerk.enter(evolve(named, reply="已按要求保密处理"), on=key)


@pytest.mark.parametrize(
    "raw",
    ["诉求：尽快支付工资", "投诉：拖欠工资", "来电反映某店欠薪，投诉人要求支付", "来电人：保密"],
)
def test_what_a_raw_text_asks_for_is_no_name_and_may_be_answered(
    clerk: Desk, by_ticket, raw: str
) -> None:
    act = by_ticket(
        tipoff=True,
        identity=Identity.ANONYMOUS,
        complainant=None,
        ticket=Arrival(number="1", raw=raw),
    )
    key = clerk.enter(act).docket
    reply = "某店拖欠工资属实，已责令尽快支付工资，要求支付的数额已核定，信息保密。"
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="untrue", reply=reply), on=key)


def test_a_named_complainant_may_be_named(clerk: Desk, by_ticket) -> None:
    key = clerk.enter(by_ticket()).docket
    answer = acts.TicketAnswered(ticket="T1", conclusion="filed", reply="王某某的投诉已受理")
    clerk.enter(answer, on=key)


def test_the_texts_of_a_secret_authors_tickets_are_for_those_who_may_know(
    desk: Desk, clerk: Desk, tipoff
) -> None:
    key = clerk.enter(tipoff).docket
    attached = acts.TicketAttached(
        ticket=Arrival(channel=Channel.PETITION, raw="秦小明来信\0"), new="秦小明又说",
        complainant=SECRET,
    )  # fmt: skip
    clerk.enter(attached, on=key)
    clerk.enter(acts.TicketContacted(ticket="T1", note="秦小明说"), on=key)
    clerk.enter(acts.TicketAnswered(ticket="T1", conclusion="untrue", reply="查无此事"), on=key)
    desk.as_officer("wang").at(lambda: desk.now() + timedelta(minutes=2)).enter(
        acts.TicketReturned(ticket="T1", why="秦小明不认可"), on=key
    )
    inspector = desk.as_officer("li")
    seen = inspector.docket(key)
    assert "秦小明" not in str(seen)
    assert seen.state.tickets[1].file is None
    with pytest.raises(NotFound):
        inspector.raw_text(key, "T1")
    with pytest.raises(Refused, match="open that, with a purpose"):
        clerk.raw_text(key, "T2")
    for line in desk._store.each_line():
        assert "秦小明" not in str(line.body)
    opened = clerk.open_identity(key, "核对来信")
    ticket = opened.docket.state.tickets[1]
    assert "秦小明" in ticket.raw
    assert "秦小明".encode() not in desk._store.get_file(ticket.file)
    assert opened.file(ticket.file).decode() == "秦小明来信\0"
    assert [t.returns[0].why for t in opened.docket.state.tickets[:1]] == ["秦小明不认可"]
    assert not any("秦小明" in str(row) for row in inspector.find(inspector.asking()).rows)


def test_a_name_is_found_through_spaces_points_and_width() -> None:
    assert place_of("王某", "ＸＸ王 · 某") == 2
    assert place_of("13900000000", "+86 139-0000-0000") == 4
    assert place_of("王", "王") is None
    assert place_of("甲乙", "乙甲") is None


# ------------------------------------------------------------------ what looks the same


def test_the_desk_finds_the_same_worker_by_phone_number_or_name_and_says_why(
    clerk: Desk, complaint
) -> None:
    key = clerk.enter(complaint()).docket
    other = Person(name="王木木", phone="13900000000")
    (found,) = clerk.similar(complaint(complainant=other))
    assert (found.docket, found.likely) == (key, True)
    assert found.why == "same respondent, same phone, overlapping period"
    (found,) = clerk.similar(complaint(complainant=Person(name="王某某")))
    assert found.why == "same respondent, same name of the person, overlapping period"
    assert clerk.similar(complaint(respondents=(Respondent(name="某建筑公司"),))) == ()


def test_a_worker_among_many_of_one_employer_is_found_by_name(clerk: Desk, complaint) -> None:
    key = clerk.enter(complaint()).docket
    for n in range(120):
        clerk.enter(complaint(complainant=Person(name=f"工{n}")))
    (found,) = clerk.similar(complaint())
    assert found.docket == key


def test_a_ticket_number_is_found_whatever_else_is_said(clerk: Desk, by_ticket) -> None:
    key = clerk.enter(by_ticket()).docket
    act = by_ticket(complainant=Person(name="别人"), respondents=(Respondent(name="别家"),))
    (found,) = clerk.similar(act)
    assert (found.docket, found.why, found.likely) == (key, "same ticket GD2026112300001", True)


def test_a_void_complaint_and_a_case_are_not_looked_alike(
    desk: Desk, clerk: Desk, complaint, case: str
) -> None:
    assert {s.docket for s in clerk.similar(complaint())} == {"26-000001"}
    second = clerk.enter(complaint(respondents=(Respondent(name="另一店"),))).docket
    clerk.enter(acts.TakenBack(entry=1, reason="误"), on=second)
    assert clerk.similar(complaint(respondents=(Respondent(name="另一店"),))) == ()


@pytest.mark.parametrize("identity", [Identity.NAMED, Identity.CONFIDENTIAL])
def test_no_reason_gives_away_a_secret_author(
    desk: Desk, clerk: Desk, complaint, identity: Identity
) -> None:
    """Whether the person typed is the author or not: it looks the same, also to whoever may know,
    since nobody has opened the block for a purpose."""
    secret = complaint(tipoff=True, identity=identity, complainant=SECRET)
    key = clerk.enter(secret).docket
    for officer in (desk.as_officer("xie"), clerk):
        people = (SECRET, Person(name="李某"), Person(name=officer.complaint(key).complainant.name))
        seen = [officer.similar(complaint(complainant=who)) for who in people]
        assert seen[0] == seen[1] == seen[2]
        assert [s.why for s in seen[0]] == ["same respondent, overlapping period"]
        elsewhere = complaint(complainant=SECRET, respondents=(Respondent(name="某厂"),))
        assert officer.similar(elsewhere) == ()


def test_taking_in_twice_with_one_key_writes_once(clerk: Desk, complaint) -> None:
    first = clerk.take_in(complaint(), key="a").docket
    related = complaint(likeness=(acts.Compared(docket=first, answer="related"),))
    for _ in range(2):
        made = clerk.take_in(related, key="b").docket
    same = complaint(likeness=(acts.Compared(docket=first, answer="same"),))
    for _ in range(2):
        assert clerk.take_in(same, key="c").docket == first
    assert clerk.complaint(made).links == (("related", first),)
    assert len(clerk.complaint(first).tickets) == 1
    assert clerk.head() == 5


def test_two_that_are_said_to_be_the_same_are_one_too_many(clerk: Desk, complaint) -> None:
    keys = [clerk.enter(complaint()).docket for _ in range(2)]
    both = tuple(acts.Compared(docket=key, answer="same") for key in keys)
    with pytest.raises(Refused, match="the same matter"):
        clerk.take_in(complaint(likeness=both))
    with pytest.raises(Refused, match="attach the ticket there"):
        clerk.enter(joining(complaint(likeness=both)), on=keys[0])


# ------------------------------------------------------------------ links


def test_a_link_reads_rightly_from_either_side_and_is_withdrawn_kind_by_kind(
    clerk: Desk, complaint
) -> None:
    old, new = (clerk.enter(complaint()).docket for _ in range(2))
    clerk.enter(acts.Linked(how="follow_up", to=old), on=new)
    clerk.enter(acts.Linked(how="same_site", to=old), on=new)
    assert clerk.complaint(new).links == (("follow_up", old), ("same_site", old))
    assert clerk.complaint(old).links == (("follow_up_back", new), ("same_site", new))
    assert [link_title(how) for how, _ in clerk.complaint(old).links] == [
        "followed up by",
        "same site",
    ]
    with pytest.raises(Refused, match="there already"):
        clerk.enter(acts.Linked(how="follow_up", to=new), on=old)
    clerk.enter(acts.Unlinked(to=new, how="follow_up", reason="错"), on=old)
    assert clerk.complaint(new).links == (("same_site", old),)
    clerk.enter(acts.Unlinked(to=old, reason="错"), on=new)
    assert clerk.complaint(old).links == clerk.complaint(new).links == ()
