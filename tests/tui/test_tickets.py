"""Tickets on the screens: read into the registration, shown with their limits, answered; and the
question whether it is the same matter, asked before it is saved."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from attrs import evolve
from textual import events
from textual.pilot import Pilot

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.docket import OFFICE, Likeness
from laborcase.record.tickets import Arrival, Channel, TicketLimit
from tui.base import BaseApp
from tui.drafts import Drafts
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.draft_list import DraftList
from tui.screens.intake import Intake
from tui.screens.pasted import findings
from tui.screens.same_matter import SameMatter

MESSAGE = """【12345政务服务便民热线】工单编号：GD2026112300077
来电时间：2026-11-23 08:05:10
来电人 13900000003，反映周口某快餐店拖欠2026年3月1日至2026年3月31日工资3200元。"""


class Form:
    """The intake on a kept terminal."""

    def __init__(self, pilot: Pilot[int], form: Intake) -> None:
        self.pilot = pilot
        self.form = form

    async def rest(self) -> None:
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def key(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def paste(self, path: str, text: str) -> None:
        if path:
            self.form.fields[path].go()
            await self.rest()
        focused = self.pilot.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text).stop())
        await self.rest()

    async def fill(self, name: str, phone: str = "", employer: str = "周口某快餐店") -> None:
        await self.paste("complainant.name", name)
        if phone:
            await self.paste("complainant.phone", phone)
        await self.paste("respondents.1.name", employer)
        await self.paste("facts", "还是没发")
        await self.key("tab")

    @property
    def said(self) -> str:
        return "\n".join(str(n.message) for n in self.pilot.app._notifications)


@pytest.fixture
def intake(make_app) -> Callable[..., object]:
    @asynccontextmanager
    async def open_(desk: Desk, **more: object) -> AsyncIterator[Form]:
        app: BaseApp = make_app(desk)
        async with app.run_test(headless=False, size=(130, 40), notifications=True) as pilot:
            form = Intake(desk, **more)
            await app.push_screen(form)
            found = Form(pilot, form)
            await found.rest()
            yield found

    return open_


@pytest.fixture
def wang(desk: Desk) -> Desk:
    return desk.as_officer("wang")


@pytest.fixture
def first(wang: Desk, complaint) -> str:
    """A complaint of 王某某, phone 13900000000, against 周口某快餐店 for March."""
    return wang.enter(complaint()).docket


# ------------------------------------------------------------------ reading a ticket


async def test_a_pasted_ticket_brings_its_number_channel_minute_and_raw_text(
    intake, wang: Desk
) -> None:
    async with intake(wang) as at:
        assert not at.form.has_class("-ticket")
        await at.key("f5")
        await at.paste("", MESSAGE)
        await at.key("f5", "ctrl+s")
        typed = at.form.typed()
        assert typed["channel"] == "hotline_12345"
        assert typed["received"] == "2026-11-23 08:05"
        assert typed["ticket.number"] == "GD2026112300077"
        assert typed["allegations.1.start"] == "2026-03-01"
        assert at.form.has_class("-ticket")
        await at.paste("complainant.name", "李某")
        await at.paste("respondents.1.name", "周口某快餐店")
        await at.paste("allegations.1.cause", "arrears")
        await at.key("tab", "ctrl+s")
        made = wang.complaint("GD2026112300077")
        (ticket,) = made.tickets
        assert (ticket.channel, ticket.number) == (Channel.HOTLINE_12345, "GD2026112300077")
        assert f"{ticket.received:%H:%M}" == f"{made.received:%H:%M}" == "08:05"
        assert wang.raw_text(made.key, "T1") == MESSAGE
        assert not at.form.has_class("-ticket")
        assert at.form.fields["ticket.raw"].text == ""


async def test_a_ticket_keeps_the_line_ends_it_was_pasted_with_until_it_is_edited(
    intake, wang: Desk
) -> None:
    whole = "第一行\r\n第二行\x0b\u2028\x07\r\n"
    async with intake(wang) as at:
        at.form.fields["channel"].go()
        await at.key("5")
        await at.paste("ticket.raw", whole)
        raw = at.form.fields["ticket.raw"]
        assert raw.text == whole
        raw.text = raw.text  # as a draft brings it back
        assert raw.text == whole
        await at.key("a")
        assert raw.text.startswith("a第一行")


def test_a_message_that_is_no_ticket_makes_none(clock) -> None:
    paths = {f.path for f in findings("老板欠我3200元，13900000003", clock.now.date())}
    assert not paths & {"ticket.raw", "ticket.number", "channel"}
    outside = {f.path for f in findings("老板欠我3200元", clock.now.date(), outside=True)}
    assert "ticket.raw" in outside


def test_two_channels_in_one_message_are_for_a_person_to_tell_apart(clock) -> None:
    text = "信访件转12345，工单编号 GD20261123001"
    found = [f for f in findings(text, clock.now.date()) if f.path == "channel"]
    assert [f.unclear for f in found] == [True, True]


def test_a_ticket_is_told_by_its_number_without_the_word_number(clock) -> None:
    found = findings("工单20261123001 12345热线：老板欠我3200元", clock.now.date())
    offered = {f.path: f.text for f in found}
    assert offered["ticket.number"] == "20261123001"
    assert offered["channel"] == "hotline_12345"


async def test_the_fields_of_a_ticket_stand_there_for_channels_that_give_one(
    intake, wang: Desk
) -> None:
    async with intake(wang) as at:
        assert not at.form.has_class("-ticket")
        at.form.fields["channel"].go()
        await at.key("5")
        assert at.form.fields["channel"].text == "hotline_12345"
        assert at.form.has_class("-ticket")
        await at.key("1")
        assert not at.form.has_class("-ticket")


# ------------------------------------------------------------------ the same matter?


async def test_the_same_matter_joins_the_first_complaint_with_one_key_more(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        at.form.fields["channel"].go()
        await at.key("7")
        await at.paste("ticket.number", "XS001")
        await at.fill("王某某", "13900000000", "周口某快餐店有限公司")
        await at.key("ctrl+s")
        assert isinstance(at.pilot.app.screen, SameMatter)
        await at.key("1")
        assert f"Joined to {first}" in at.said
        assert len(wang.find(wang.asking()).rows) == 1
        (ticket,) = wang.complaint(first).tickets
        assert (ticket.channel, ticket.number) == (Channel.WAGE_PLATFORM, "XS001")
        assert wang.complaint(first).persons == 1
        assert at.form.fields["complainant.name"].text == ""
        assert Drafts().all() == ((), ())


async def test_what_is_related_is_registered_and_linked_and_the_answer_kept(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        await at.fill("王某某")
        assert f"{first} same respondent, same name" in "\n".join(
            w.text for w in at.form.query(".side Words")
        )
        await at.key("f7", "2", "ctrl+s")
        rows = wang.find(wang.asking(sort="changed")).rows
        made = wang.complaint(next(r.key for r in rows if r.key != first))
        assert made.compared == (acts.Compared(docket=first, answer=Likeness.RELATED),)
        assert made.links == (("related", first),)
        assert wang.complaint(first).links == (("related", made.key),)


async def test_what_is_different_is_registered_and_not_asked_again(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        await at.fill("王某某")
        await at.key("ctrl+s")
        assert isinstance(at.pilot.app.screen, SameMatter)
        await at.key("escape")
        assert at.form.fields["facts"].text == "还是没发"
        await at.key("ctrl+s", "3")
        rows = wang.find(wang.asking(sort="changed")).rows
        assert len(rows) == 2
        made = wang.complaint(next(r.key for r in rows if r.key != first))
        assert made.compared == (acts.Compared(docket=first, answer=Likeness.DIFFERENT),)


async def test_another_worker_of_the_same_employer_is_shown_and_not_asked_for(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        await at.fill("李某", "13900000009")
        assert first in "\n".join(w.text for w in at.form.query(".side Words"))
        await at.key("ctrl+s")
        assert len(wang.find(wang.asking()).rows) == 2


async def test_an_answer_goes_when_its_complaint_no_longer_looks_the_same(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        await at.fill("王某某")
        await at.key("f7", "1")
        assert at.form._answers == {first: Likeness.SAME}
        at.form.fields["respondents.1.name"].text = "另一家鞋厂"
        await at.key("tab")
        assert at.form._answers == {}
        await at.key("ctrl+s")
        assert len(wang.find(wang.asking()).rows) == 2


async def test_a_parked_form_keeps_the_ticket_and_the_answers(
    intake, wang: Desk, first: str
) -> None:
    async with intake(wang) as at:
        await at.fill("王某某")
        at.form.fields["channel"].text = "wage_platform"
        at.form.fields["ticket.number"].text = "XS001"
        await at.key("f7", "1", "escape")
        await at.pilot.app.push_screen(DraftList(wang))
        await at.rest()
        await at.key("enter")
        form = at.pilot.app.screen
        assert isinstance(form, Intake)
        assert form.has_class("-ticket")
        assert form.fields["ticket.number"].text == "XS001"
        assert form._answers == {first: Likeness.SAME}


# ------------------------------------------------------------------ in the docket


@pytest.fixture
def with_tickets(desk: Desk, wang: Desk, complaint) -> str:
    """A complaint from the 12345 hotline, to be answered today before 17:00."""
    row = TicketLimit(
        channel=Channel.HOTLINE_12345, length=0, unit="working", until="17:00", source="示例"
    )
    settings = evolve(desk.office.settings, tickets=(row,))
    desk.enter(acts.SettingsChanged(settings=settings, reason="试行"), on=OFFICE)
    act = complaint(channel="hotline_12345", ticket=Arrival(number="GD1", raw="来电 13900000000"))
    return wang.enter(act).docket


async def test_a_docket_shows_its_tickets_with_their_limits_and_masks_the_raw_text(
    program, wang: Desk, with_tickets: str
) -> None:
    async with program(wang, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(wang, with_tickets))
        await p.rest()
        assert "T1 12345 hotline GD1, received 11-23 09:30" in p.text
        assert "to be answered" in p.text
        assert "Ticket, reply T1  today 17:00" in p.text
        assert "ticket limit of the office, no law" in p.text
        await p.press("enter")
        assert "(sealed; ^R shows it)" in p.text
        assert "13900000000" not in p.text


async def test_a_ticket_is_answered_from_the_docket_by_keys(
    program, wang: Desk, with_tickets: str
) -> None:
    async with program(wang, size=(120, 40)) as p:
        await p.app.push_screen(DocketScreen(wang, with_tickets))
        await p.rest()
        await p.press("f9")
        await p.type("ticket_answered")
        await p.press("enter")
        form = p.screen
        assert isinstance(form, ActForm)
        assert form.fields["ticket"].text == "T1"
        form.fields["conclusion"].go()
        await p.press("3")
        form.fields["reply"].go()
        await p.rest()
        await p.type("已受理")
        await p.press("ctrl+s")
        (ticket,) = wang.complaint(with_tickets).tickets
        assert [(r.text, r.conclusion.value) for r in ticket.replies] == [("已受理", "filed")]
        assert "answered 11-23 09:30" in p.text


async def test_a_merged_case_says_into_which(program, desk: Desk, case: str, complaint) -> None:
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(complaint()).docket
    other = zhou.enter(acts.Accepted(), on=key).opened
    zhou.enter(acts.CasesMerged(case=other, reason="同一工地"), on=case)
    async with program(zhou, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(zhou, other))
        await p.rest()
        assert f"Merged into {case} (^G opens it)" in p.text
        await p.press("ctrl+g")
        assert f"Merged into this one: {other}" in p.text
