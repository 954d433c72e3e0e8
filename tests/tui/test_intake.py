"""Registering, by keys alone; a *control key* is every key beside the text that is typed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest
from attrs import evolve
from textual import events
from textual.pilot import Pilot

from laborcase.acts import OfficerChanged, Registered
from laborcase.desk import Desk
from laborcase.parties import Identity
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Likeness
from tui.base import BaseApp
from tui.drafts import Drafts
from tui.screens.act_form import ActForm
from tui.screens.draft_list import DraftList
from tui.screens.form import set_text
from tui.screens.intake import Intake
from tui.screens.missing import Missing, missing_in
from tui.screens.pasted import Ticket, findings
from tui.screens.same_matter import SameMatter
from tui.widgets.grid import Grid

RESIDENT = "411602198503120012"


class Counter:
    """A form at the counter, its keys counted."""

    def __init__(self, pilot: Pilot[int], form: Intake) -> None:
        self.pilot = pilot
        self.form = form
        self.keys = 0

    async def rest(self) -> None:
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def key(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Key by key, as people do; where typing is not the point, a text is pasted."""
        await self.pilot.press(*text)
        await self.rest()

    async def paste(self, text: str) -> None:
        await self.pilot.pause()
        focused = self.pilot.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text).stop())
        await self.rest()

    def side(self) -> str:
        return "\n".join(w.text for w in self.form.query(".side Words"))  # type: ignore[attr-defined]


@pytest.fixture
def counter(make_app) -> Callable[..., object]:
    @asynccontextmanager
    async def open_(
        desk: Desk, *, lang: str = "en", size: tuple[int, int] = (80, 24), **more: object
    ) -> AsyncIterator[Counter]:
        app: BaseApp = make_app(desk, lang)
        async with app.run_test(headless=False, size=size, notifications=True) as pilot:
            form = Intake(desk, **more)
            await app.push_screen(form)
            found = Counter(pilot, form)
            await found.rest()
            yield found

    return open_


@pytest.fixture
def wang(desk: Desk, case: str) -> Desk:
    """The clerk, in a register that knows one respondent with a case."""
    return desk.as_officer("wang")


async def quick(at: Counter) -> None:
    """A named complaint at the counter against a respondent the register knows."""
    await at.key("enter", "enter", "enter", "enter")
    await at.type("李某")
    await at.key("enter")
    await at.type("13900000001")
    await at.key("enter")
    await at.type(RESIDENT)
    await at.key("enter")
    await at.type("快餐")
    await at.key("down", "enter", "enter", "enter")
    await at.type("工资")
    await at.key("down", "enter")
    await at.type("2026-3-1")
    await at.key("enter")
    await at.type("2026-3-31")
    await at.key("enter")
    await at.type("3200")
    await at.key("enter")
    await at.type("三月工资没发")
    await at.key("ctrl+s")


def newest(desk: Desk) -> Complaint:
    rows = desk.find(desk.asking(sort="changed")).rows
    return desk.complaint(rows[0].key)


async def test_a_quick_registration_takes_at_most_60_control_keys_and_leaves_a_ready_empty_form(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        await quick(at)
        made = newest(wang)
        assert made.complainant is not None
        assert (made.complainant.name, made.complainant.sex) == ("李某", "male")
        assert made.respondents[0].name == "周口某快餐店"
        (told,) = made.allegations
        assert told.alleged.amount == 320_000
        assert at.keys <= 60
        assert made.key in at.form.heading()
        assert at.form.fields["complainant.name"].text == ""
        assert at.form.fields["tipoff"].has_focus_within
        assert Drafts().all() == ((), ())


async def test_the_next_co_worker_keeps_respondent_place_cause_and_period_and_no_person(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        await at.key("enter", "enter", "enter", "enter")
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("甲店")
        at.form.fields["allegations.1.cause"].go()
        await at.paste("arrears")
        await at.key("enter")
        await at.paste("2026-3-1")
        at.form.fields["facts"].go()
        await at.paste("没发")
        await at.key("f3")
        assert newest(wang).respondents[0].name == "甲店"
        typed = at.form.typed()
        assert typed["respondents.1.name"] == "甲店"
        assert typed["allegations.1.cause"] == "arrears"
        assert typed["allegations.1.start"] == "2026-03-01"
        assert not any(path.startswith("complainant") for path in typed)
        assert at.form.fields["complainant.name"].has_focus_within
        at.keys = 0
        await at.paste("孙某")
        await at.key("enter")
        await at.paste("13900000002")
        await at.key("enter", "enter", "enter", "enter", "enter", "enter", "enter", "enter")
        await at.paste("2800")
        await at.key("enter")
        await at.paste("没发")
        await at.key("f3")
        made = newest(wang)
        assert made.complainant is not None
        assert (made.complainant.name, made.claimed) == ("孙某", 280_000)
        assert at.keys <= 35


async def test_the_whole_form_d01_takes_at_most_140_control_keys(counter, wang: Desk) -> None:
    async with counter(wang, size=(130, 40)) as at:
        await at.key("enter", "enter", "enter", "enter")
        await at.paste("李某")
        await at.key("enter")
        await at.paste("13900000001")
        await at.key("enter")
        await at.paste(RESIDENT)
        await at.key("enter")
        await at.paste("新店")
        await at.key("enter")
        await at.paste("七一路")
        await at.key("enter")
        await at.paste("太昊路")
        await at.key("enter")
        await at.paste("arrears")
        await at.key("enter")
        await at.paste("2026-3-1")
        await at.key("enter")
        await at.paste("2026-3-31")
        await at.key("enter")
        await at.paste("3200")
        await at.key("enter")
        await at.paste("没发")
        await at.key("tab")
        await at.paste("要工资")
        await at.key("ctrl+o")
        for text in ("厨师", "新店", "某村"):
            await at.paste(text)
            await at.key("enter")
        await at.key("f6")
        assert isinstance(at.pilot.app.screen, Missing)
        await at.key("enter")
        assert at.form.fields["respondents.1.representative"].has_focus_within
        await at.paste("钱某")
        await at.key("f6")
        assert len(at.pilot.app.screen._gaps) == 0
        await at.key("escape", "ctrl+s")
        assert newest(wang).missing() == ()
        assert at.keys <= 140


async def test_what_is_missing_before_is_what_is_missing_after(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        await at.key("enter", "enter", "enter", "enter")
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("新店")
        at.form.fields["facts"].go()
        await at.paste("没发")
        before = [str(text) for _, text in missing_in(at.form.typed())]
        await at.key("ctrl+s")
        assert [str(text) for text in newest(wang).missing()] == before


async def test_every_missing_thing_has_a_field_to_go_to(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        for typed in (
            {},
            {"complainant.name": "李", "respondents.1.name": "店"},
            {"acting": "agent"},
        ):
            if "acting" in typed:
                set_text(at.form.fields["acting"], "agent")
                await at.rest()
            for path, _ in missing_in(typed):
                at.form.show_field(path)
                await at.rest()
                assert at.form.fields[path].has_focus_within, path


async def test_who_acts_for_another_is_asked_for_with_the_paper_that_says_so(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("新店")
        at.form.fields["facts"].go()
        await at.paste("没发")
        await at.key("ctrl+o")
        assert not at.form.fields["agent.name"].region
        assert "1 Own rights: yes" in at.side()
        at.form.fields["acting"].go()
        await at.key("right")
        assert "1 Own rights: not known yet" in at.side()
        assert [path for path, _ in at.form.missing()][-2:] == ["agent.name", "power_of_attorney"]
        await at.key("tab")
        await at.paste("赵某")
        at.form.fields["power_of_attorney"].go()
        await at.paste("2026-11-20 特别授权")
        await at.key("tab")
        assert "1 Own rights: yes" in at.side()
        await at.key("ctrl+s")
        made = newest(wang)
        assert made.agent is not None
        assert made.agent.name == "赵某"
        assert made.complainant is not None
        assert made.complainant.name == "李某"
        assert made.power_of_attorney == "2026-11-20 特别授权"
        assert "power of attorney" not in [str(text) for text in made.missing()]
        assert not at.form.fields["agent.name"].region  # the next one comes for himself


async def test_there_is_room_for_whose_workers_they_are_and_who_contracted_the_work(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("周口某劳务有限公司")
        await at.key("ctrl+r")
        await at.paste("周口某建筑有限公司")
        await at.key("tab")
        await at.paste("general")
        await at.key("ctrl+o")
        set_text(at.form.fields["allegations.1.continuing"], "true")
        set_text(at.form.fields["allegations.1.workers"], "3")
        at.form.fields["allegations.1.cause"].go()
        await at.paste("arrears")
        at.form.fields["facts"].go()
        await at.paste("没发")
        await at.key("f3")
        made = newest(wang)
        assert [(r.name, r.role.value) for r in made.respondents] == [
            ("周口某劳务有限公司", "employer"),
            ("周口某建筑有限公司", "general_contractor"),
        ]
        assert made.allegations[0].alleged.continuing
        assert made.allegations[0].alleged.workers == 3
        assert at.form.fields["respondents.2.name"].text == "周口某建筑有限公司"  # the co-worker's
        await at.key("escape")


async def test_the_resident_number_says_sex_birth_date_and_age(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.resident_number"].go()
        await at.paste(RESIDENT)
        assert at.form.typed()["complainant.sex"] == "male"
        assert at.form.typed()["complainant.born"] == "1985-03-12"


async def test_earlier_respondents_appear_with_their_history_and_the_reason(
    counter, wang: Desk, drawn
) -> None:
    async with counter(wang) as at:
        at.form.fields["respondents.1.name"].go()
        await at.paste("快餐")
        assert "周口某快餐店  one name contains the other · open 1" in drawn(at.pilot.app)


async def test_the_same_matter_is_offered_with_its_reason(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("王某某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("周口某快餐店")
        await at.key("enter")
        assert "26-000001 same respondent, same name" in at.side()


async def test_the_keys_that_matter_most_stand_first_in_the_footer(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        assert list(at.form.active_bindings)[:4] == ["ctrl+s", "f3", "f6", "f4"]


async def test_saving_too_early_goes_to_the_first_field_that_is_missing(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        await at.key("ctrl+s")
        assert at.form.fields["facts"].has_focus_within
        at.form.fields["complainant.phone"].go()
        await at.paste("12")
        await at.key("ctrl+s")
        assert at.form.fields["complainant.name"].has_focus_within
        await at.paste("李某")
        await at.key("ctrl+s")
        assert at.form.fields["complainant.phone"].has_focus_within


async def test_an_empty_registration_is_told_all_that_it_needs_by_the_names_on_the_screen(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        await at.key("ctrl+s")
        for part in ("fields to mend: 3", "Say who it is", "Say against whom"):
            assert part in at.side()
        for path in ("complainant.name", "respondents.1.name", "facts"):
            assert at.form.fields[path].has_class("-problem")
        at.form.fields["complainant.phone"].go()
        await at.paste("13900000000")
        at.form.fields["allegations.1.start"].go()
        await at.paste("2026-3-1")
        await at.key("tab")
        assert at.form.label_at("complainant.name") == "Full name"
        assert "Still to fill: Full name, What happened, Matter 1" in at.side()


async def test_what_was_received_long_ago_is_asked_why_in_its_own_field(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        five = {"complainant.name": "李某", "respondents.1.name": "甲店", "facts": "没发工资"}
        for path, text in {**five, "received": "2026-11-03 9:00"}.items():
            at.form.fields[path].go()
            await at.key("ctrl+u")
            await at.paste(text)
        await at.key("ctrl+s", "escape")
        late = at.form.fields["late_reason"]
        assert late.has_focus_within
        await at.paste("值班本漏录")
        await at.key("ctrl+s")
        made = newest(wang)
        assert made.received.date().isoformat() == "2026-11-03"


async def test_opinion_and_limits_follow_what_is_typed(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        assert "2026-11-30" in at.side()
        assert "Acceptance, 5 working days" in at.side()
        at.form.fields["tipoff"].go()
        await at.key("2", "tab")
        assert "Acceptance, 5 working days" not in at.side()
        assert "no acceptance test" in at.side()


async def test_an_anonymous_complaint_is_refused_and_an_anonymous_tip_off_is_not(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        await at.key("enter", "3")
        at.form.fields["respondents.1.name"].go()
        await at.paste("甲店")
        at.form.fields["facts"].go()
        await at.paste("童工")
        await at.key("ctrl+s", "escape")
        assert "Only a tip-off can be anonymous" in at.side()
        assert at.form.fields["facts"].text == "童工"
        at.form.fields["tipoff"].go()
        await at.key("2", "ctrl+s")
        made = newest(wang)
        assert made.tipoff
        assert made.identity is Identity.ANONYMOUS


async def test_parking_leaves_a_draft_and_an_empty_form(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        await at.key("f4")
        assert at.form.fields["complainant.name"].text == ""
        (draft,) = Drafts().all()[0]
        assert draft.fields["complainant.name"] == "李某"
        assert at.form.draft.key != draft.key
        at.form.fields["complainant.name"].go()
        await at.paste("赵某")
        await at.key("escape")
        assert {d.fields["complainant.name"] for d in Drafts().all()[0]} == {"李某", "赵某"}


async def test_a_parked_form_comes_back_whole(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        await at.key("2")
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        await at.key("ctrl+n")
        await at.paste("arrears")
        await at.key("ctrl+g")
        await at.paste("工一")
        before = at.form.typed()
        await at.key("escape")
        await at.pilot.app.push_screen(DraftList(wang))
        await at.rest()
        await at.key("enter")
        form = at.pilot.app.screen
        assert isinstance(form, Intake)
        assert form.typed() == before


async def test_an_untouched_form_leaves_no_draft(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        await at.key("enter", "enter", "enter", "escape")
        assert Drafts().all() == ((), ())


async def test_a_ticket_is_offered_piece_by_piece_and_never_filled_in_silently(
    counter, wang: Desk
) -> None:
    message = f"来电人 13900000003 身份证{RESIDENT} 反映拖欠工资3200元，2026年3月1日至2026年3月31日"
    async with counter(wang) as at:
        await at.key("f5")
        await at.paste(message)
        assert isinstance(at.pilot.app.screen, Ticket)
        await at.key("escape")
        assert at.form.fields["complainant.phone"].text == ""
        await at.key("f5")
        await at.paste(message)
        await at.key("f5", "ctrl+s")
        typed = at.form.typed()
        assert typed["complainant.phone"] == "13900000003"
        assert typed["complainant.resident_number"] == RESIDENT
        assert typed["allegations.1.amount"] == "3,200.00"
        assert typed["allegations.1.start"] == "2026-03-01"
        assert typed["allegations.1.end"] == "2026-03-31"
        assert typed["facts"] == message


def test_an_unclear_finding_says_so() -> None:
    found = findings("大概欠了3千多", received=date(2026, 11, 23))
    assert any(offer.unclear for offer in found)


async def test_workers_are_pasted_with_their_errors_and_questions(counter, wang: Desk) -> None:
    text = f"姓名\t身份证\t电话\t金额\n工一\t{RESIDENT}\t1390000\t3200\n工二\t{RESIDENT}\t\t3300\n"
    async with counter(wang, size=(130, 40)) as at:
        await at.key("ctrl+g")
        await at.paste(text)
        grid = at.form.fields["workers"]
        assert isinstance(grid, Grid)
        assert [row[0] for row in grid.rows] == ["工一", "工二"]
        assert list(grid.problems) == [(0, 2)]
        assert grid.rows[0][2] == "1390000"
        await at.key("tab")
        assert "one person?" in at.side()


async def test_a_row_without_a_name_is_counted_and_marked(counter, wang: Desk, drawn) -> None:
    text = "姓名\t电话\t金额\n工一\t1390000\t3200\n\t13900000002\t3300\n"
    async with counter(wang, size=(130, 40)) as at:
        await at.key("ctrl+g")
        await at.paste(text)
        grid = at.form.fields["workers"]
        assert isinstance(grid, Grid)
        assert list(grid.problems) == [(0, 2), (1, 0)]
        assert "2 rows, 2 cells to mend" in drawn(at.pilot.app)


async def test_what_a_paste_leaves_out_stays_in_sight(counter, wang: Desk) -> None:
    async with counter(wang, size=(130, 40)) as at:
        await at.key("ctrl+g")
        await at.paste("姓名\t应发\t已发\n工一\t6000\t2000\n")
        side = " ".join(at.side().split())
        assert "No column says what is still owed" in side
        assert "“应发” “已发”" in side


async def test_five_thousand_workers_are_registered_in_one_complaint(counter, wang: Desk) -> None:
    text = "\n".join(f"工{n}\t{n % 9 + 1}200元" for n in range(5000))
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("甲店")
        at.form.fields["facts"].go()
        await at.paste("没发")
        await at.key("ctrl+g")
        before = len(at.form.query("*"))
        await at.paste(text)
        assert len(at.form.query("*")) < before + 5
        await at.paste("x")
        await at.key("ctrl+s")
        made = newest(wang)
        assert made.persons == 5000
        assert made.workers[0].name == "工0x"


async def test_a_paste_of_200_000_characters_is_kept_and_said_to_be_too_long(
    counter, wang: Desk
) -> None:
    async with counter(wang) as at:
        field = at.form.fields["complainant.name"]
        field.go()
        await at.rest()
        await at.paste("长" * 200_000)
        await at.key("enter")
        assert len(field.text) == 200_000
        assert field.problem is not None
        assert "200000" in field.problem
        await at.key("escape")
        (draft,) = Drafts().all()[0]
        assert len(draft.fields["complainant.name"]) == 200_000


async def test_switching_the_language_loses_nothing(counter, wang: Desk) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        at.form.fields["allegations.1.cause"].go()
        await at.paste("arrears")
        before = at.form.typed()
        await at.key("ctrl+l")
        assert at.form.typed() == before
        assert "working days" not in at.side()


async def test_a_removed_officer_keeps_what_was_typed(counter, desk: Desk, wang: Desk) -> None:
    async with counter(wang) as at:
        at.form.fields["complainant.name"].go()
        await at.paste("李某")
        at.form.fields["respondents.1.name"].go()
        await at.paste("甲店")
        at.form.fields["facts"].go()
        await at.paste("没发")
        office = desk.office
        officer = office.officer("wang")
        assert officer is not None
        desk.enter(OfficerChanged(officer=evolve(officer, active=False), reason="x"), on="office")
        await at.key("ctrl+s", "escape")
        assert "no longer in service" in at.side()
        assert at.form.typed()["facts"] == "没发"


async def test_no_hostile_text_gets_through_the_intake(
    counter, wang: Desk, complaint, hostile: list[str], sent_nothing_forbidden
) -> None:
    fours = [hostile[at : at + 4] for at in range(0, len(hostile), 4)]
    async with counter(wang, size=(130, 60)) as at:
        lines = ("complainant.name", "respondents.1.name", "site.address", "site.subdistrict")
        at.form.fields["facts"]._control.styles.height = 12
        for some in fours:
            at.form.fields["facts"].text = "\n".join(some)
            for path, text in zip(lines, some, strict=False):
                at.form.fields[path].text = text
            await at.pilot.pause()
        at.form.look()
        await at.rest()
        at.pilot.app.push_screen(Ticket(at.pilot.app.today()))
        await at.rest()
        ticket = at.pilot.app.screen
        assert isinstance(ticket, Ticket)
        for some in fours:
            ticket._text.text = "\n".join(some)
            await at.pilot.pause()
        sent_nothing_forbidden(at.pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_the_intake_looks_as_drawn(
    counter, wang: Desk, case: str, golden, lang: str, size: tuple[int, int]
) -> None:
    async with counter(wang, lang=lang, size=size) as at:
        # What another form brings along for itself changes nothing here.
        await at.pilot.app.push_screen(ActForm(wang, "noted", case))
        await at.key("escape")
        await at.key("enter", "enter", "enter", "enter")
        await at.paste("李某")
        await at.key("enter")
        await at.paste("13900000001")
        await at.key("enter")
        await at.paste(RESIDENT)
        await at.key("enter")
        await at.paste("快餐")
        golden(at.pilot.app, f"intake_{lang}_{size[0]}")


async def test_of_two_clerks_in_the_same_moment_the_second_is_told_who_was_first(
    counter, desk: Desk, wang: Desk, complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[str] = []
    look = Desk.similar

    def similar(self: Desk, what: object) -> object:
        found = look(self, what)  # type: ignore[arg-type]
        if isinstance(what, Registered) and not first:  # the other clerk's commit comes right here
            first.append(desk.as_officer("xie").enter(complaint()).docket)
        return found

    async with counter(wang) as at:
        for path, text in (
            ("complainant.name", "王某某"),
            ("complainant.phone", "13900000000"),
            ("respondents.1.name", "周口某快餐店"),
            ("facts", "三月工资没发"),
        ):
            at.form.fields[path].go()
            await at.paste(text)
        alike = look(wang, at.form.act_of(at.form.typed()))
        at.form._answers = {s.docket: Likeness.DIFFERENT for s in alike}
        monkeypatch.setattr(Desk, "similar", similar)
        await at.key("ctrl+s")
        assert isinstance(at.pilot.app.screen, SameMatter)
        assert [s.docket for s in at.pilot.app.screen._found] == first
        assert at.form.fields["facts"].text == "三月工资没发"
