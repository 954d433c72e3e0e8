"""The docket screen: what it says, what it hides, what it offers; why; the commands."""

from collections.abc import Callable
from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Invalid
from laborcase.parties import Identity, Person, Respondent, Worker
from laborcase.record.docket import OFFICE
from laborcase.values import line
from laborcase.values import text as prose
from tui.base import Failure
from tui.commands import Commands
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen, EntryView
from tui.screens.help import Help
from tui.screens.why import Why
from tui.screens.worklist import Worklist
from tui.widgets.sheet import Sheet

PHONE = "13900000000"


async def opened(p, desk: Desk, key: str) -> DocketScreen:
    """Open a docket on the running program."""
    screen = DocketScreen(desk, key)
    await p.app.push_screen(screen)
    await p.rest()
    return screen


def told(screen, selector: str = "#facts") -> str:
    """All the texts of a sheet, in English."""
    return "\n".join(str(part.text) for part in screen.query_one(selector).parts)


async def test_a_complaint_shows_its_facts_people_and_allegations(
    program, desk: Desk, case: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(160, 45)) as p:
        screen = await opened(p, clerk, "26-000001")
        facts = told(screen)
        for word in ("王某某", "周口某快餐店", "3,200.00", "三月工资一直没发", "2026-03-01"):
            assert word in facts
        assert case in facts
        assert PHONE not in p.text
        assert "139****0000" in p.text


async def test_numbers_are_shown_on_a_key_to_those_who_may_see_them(
    program, desk: Desk, case: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(160, 45)) as p:
        await opened(p, clerk, "26-000001")
        await p.press("ctrl+r")
        assert PHONE in p.text
        await p.press("ctrl+r")
        assert PHONE not in p.text


@pytest.mark.parametrize("identity", [Identity.CONFIDENTIAL, Identity.NAMED])
async def test_the_author_of_a_tipoff_is_shown_to_nobody_but_those_entitled(
    program, desk: Desk, complaint, identity: Identity
) -> None:
    secret = Person(name="秘某某", phone=PHONE)
    key = (
        desk.as_officer("wang")
        .enter(complaint(tipoff=True, identity=identity, complainant=secret))
        .docket
    )
    inspector = desk.as_officer("li")
    async with program(inspector, size=(160, 45)) as p:
        await opened(p, inspector, key)
        await p.press("ctrl+r", "enter")
        assert "秘某某" not in p.text
        await p.press("escape")
        assert isinstance(p.screen, DocketScreen)


async def test_the_administrator_is_refused_with_the_reason(program, desk: Desk, case: str) -> None:
    async with program(desk) as p:
        await opened(p, desk, case)
        assert isinstance(p.screen, Failure)
        assert "administrator" in p.text


async def test_the_timeline_says_what_was_taken_back_and_shows_both_versions_of_a_correction(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Noted(text="电话打不通"), on=case)
    n = len(li.docket(case).entries)
    li.enter(
        acts.Corrected(
            entry=n, changes=(acts.Change(path="text", value='"电话打通了"'),), reason="记错"
        ),
        on=case,
    )
    li.enter(acts.Noted(text="写错案卷"), on=case)
    li.enter(acts.TakenBack(entry=n + 2, reason="写错案卷"), on=case)
    async with program(li, size=(160, 45)) as p:
        await opened(p, li, case)
        assert f"void: taken back by entry #{n + 3}" in p.text
        assert f"corrected by entry #{n + 1}" in p.text
        struck = [
            segment
            for strip in p.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.strike
        ]
        assert any("Note" in segment.text for segment in struck)
        await p.press("down", "down", "down", "enter")
        assert isinstance(p.screen, EntryView)
        assert "电话打通了" in p.text
        assert "first entered as: 电话打不通" in p.text


async def test_an_entry_names_its_proposal_and_who_signed_in_whose_place_with_which_opinion(
    program, desk: Desk, case: str
) -> None:
    days = {"start": date(2026, 11, 20), "end": date(2026, 11, 30)}
    given = acts.AuthorisationGiven(giver="ma", holder="xie", document="授权〔2026〕1号", **days)
    desk.as_officer("ma").enter(given, on="office")
    li = desk.as_officer("li")
    extend = acts.Extended(clock="investigate-60wd", reason="案情复杂")
    li.propose(extend, on=case, opinion="拟延长")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1", opinion="拟同意"), on=case)
    desk.as_officer("xie").enter(acts.Signed(proposal="R1", opinion="同意延长"), on=case)
    lines = (
        "came of R1, proposed by 李川, 11-23, “拟延长”",
        "周明 (institution head), 11-23: agree, “拟同意”",
        "“同意延长”",
        "谢坪 (for 马原, authorisation",
    )
    async with program(li, size=(260, 45)) as p:
        await opened(p, li, case)
        assert all(line in p.text for line in lines), p.text
        await p.press("enter")
        assert isinstance(p.screen, EntryView)
        parts = "\n".join(part.text for part in p.screen.query_one(Sheet).parts)
        assert all(line in parts for line in lines), parts


async def test_an_irregular_entry_bears_its_mark(program, desk: Desk, complaint) -> None:
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(complaint()).docket
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened
    zhou.enter(
        acts.InquiryIssued(whom="周口某快餐店", items="考勤表", irregular="现场只有一人"), on=case
    )
    async with program(zhou, size=(160, 45)) as p:
        await opened(p, zhou, case)
        assert "! irregular" in p.text


async def test_the_limits_stand_nearest_first_and_why_explains_the_one_under_the_cursor(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(160, 45)) as p:
        screen = await opened(p, li, case)
        running = [d.due for d in screen.clocks.deadlines if d.stopped is None]
        assert running == sorted(running)
        assert "provincial target" in p.text
        screen.clocks.focus()
        await p.press("down", "enter")
        assert isinstance(p.screen, Why)
        wanted = screen.clocks.clock
        assert told(p.screen, "#lines").startswith(wanted.title("en"))
        await p.press("escape")
        for key in ("f12", "question_mark", "fullwidth_question_mark"):
            await p.press(key)
            assert isinstance(p.screen, Why)
            await p.press("escape")


async def test_why_is_copied_and_saved_as_text(
    program, desk: Desk, case: str, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    li = desk.as_officer("li")
    async with program(li) as p:
        await opened(p, li, case)
        await p.press("f12", "ctrl+y")
        assert "Basis:" in p.app.clipboard
        await p.press("f4")
        (saved,) = tmp_path.glob("laborcase-*.txt")
        assert saved.read_text("utf-8") == p.app.clipboard


async def test_keys_open_the_form_of_an_act_or_say_why_not(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await opened(p, li, case)
        await p.press("ctrl+n")
        assert isinstance(p.screen, ActForm)
        assert p.screen.cls is acts.Noted
        assert p.screen.draft.expected == len(li.docket(case).entries)
        await p.press("escape")
        await p.press("f4")
        assert isinstance(p.screen, Failure)
        assert "institution head" in p.text


async def test_a_note_entered_from_the_docket_appears_in_it(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 40)) as p:
        await opened(p, li, case)
        await p.press("ctrl+n")
        await p.type("hello")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
        assert p.screen.timeline.entry.act.kind == "noted" or any(
            e.act.kind == "noted" for e in p.screen.timeline.entries
        )


async def test_what_a_colleague_enters_appears_by_itself(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        screen = await opened(p, li, case)
        before = len(screen.timeline.entries)
        desk.as_officer("chen").enter(acts.Noted(text="同事的话"), on=case)
        screen.look()
        await p.rest()
        assert len(screen.timeline.entries) == before + 1


async def test_a_linked_docket_is_a_key_away(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await opened(p, li, case)
        await p.press("ctrl+g")
        assert p.screen.docket_key == "26-000001"
        await p.press("escape", "escape")
        assert isinstance(p.screen, Worklist)


# ------------------------------------------------------------------ commands


async def test_the_commands_name_the_possible_acts_first_and_the_others_with_their_reasons(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(100, 40)) as p:
        await opened(p, li, case)
        await p.press("f9")
        acts_shown = [c for c in p.screen._shown if c.reasons or c.alias in acts.ACTS]
        greyed = [not c.possible for c in acts_shown]
        assert greyed == sorted(greyed)
        assert {c.alias for c in acts_shown} >= {
            x.kind for x in (*li.permitted(case), *li.permitted())
        }
        await p.type("assigned")
        assert "not now" in p.text
        assert "institution head" in p.text


@pytest.mark.parametrize(("typed", "lang"), [("笔录", "en"), ("interviewed", "zh_CN")])
async def test_a_command_is_found_in_chinese_and_by_its_latin_name_in_either_language(
    program, desk: Desk, case: str, typed: str, lang: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, lang=lang) as p:
        await opened(p, li, case)
        await p.press("f9")
        p.screen.finder.value = typed
        await p.rest()
        found = [c.alias for c in p.screen._shown]
        assert "interviewed" in found
        while p.screen._command.alias != "interviewed":
            await p.press("down")
        await p.press("enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.cls is acts.Interviewed


async def test_a_command_that_cannot_be_done_says_why_and_stays(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await opened(p, li, case)
        await p.press("f9")
        await p.type("archived")
        await p.press("enter")
        assert isinstance(p.screen, Failure)
        await p.press("escape")
        assert isinstance(p.screen, Commands)


async def test_what_the_keys_of_a_screen_do_stands_among_the_commands(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await p.press("f9")
        p.screen.finder.value = "help"
        await p.rest()
        await p.press("enter")
        assert isinstance(p.screen, Help)


async def test_the_administrator_finds_the_changes_to_the_office(program, desk: Desk) -> None:
    async with program(desk) as p:
        await p.press("f9")
        await p.type("officer_added")
        await p.press("enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.on == OFFICE


# ------------------------------------------------------------------ looks, hostile texts


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_docket_looks_as_drawn(
    program, desk: Desk, case: str, golden, lang: str, size
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, lang=lang, size=size) as p:
        await opened(p, zhou, case)
        golden(p.app, f"docket_{lang}_{size[0]}")
        await p.press("f12")
        golden(p.app, f"why_{lang}_{size[0]}")
        await p.press("escape", "f9")
        golden(p.app, f"commands_{lang}_{size[0]}")


async def test_hostile_texts_in_a_docket_are_shown_and_nothing_more(
    program, desk: Desk, complaint: Callable[..., acts.Registered], hostile, sent_nothing_forbidden
) -> None:
    clerk = desk.as_officer("wang")
    texts = [text for text in hostile if enterable(text)]
    assert len(texts) > len(hostile) // 3
    keys = []
    for at in range(0, len(texts), 12):
        some = texts[at : at + 12]
        key = clerk.enter(
            complaint(
                complainant=Person(name=some[0][:150], occupation=some[-1][:150]),
                respondents=tuple(Respondent(name=t[:150], representative=t[:150]) for t in some),
                workers=tuple(Worker(name=t[:150], occupation=t[:150]) for t in some),
                facts="\n".join(some),
                demand=some[-1],
            )
        ).docket
        for text in some:
            clerk.enter(acts.Noted(text=text), on=key)
        keys.append(key)
    async with program(clerk, size=(120, 40)) as p:
        for key in keys:
            await opened(p, clerk, key)
            for key_pressed in ("home", "end"):
                await p.pilot.press(key_pressed, "enter")
                await p.rest()
                assert isinstance(p.screen, EntryView)
                await p.press("escape")
            await p.press("pagedown", "escape")
        sent_nothing_forbidden(p.app)
        assert isinstance(p.screen, Worklist)


def enterable(text: str) -> bool:
    """Whether a text can get into a register at all, as a name and as a text."""
    try:
        line(text[:150])
        prose(text)
    except Invalid:
        return False
    return bool(text.strip())


async def test_the_timeline_says_the_first_words_of_a_note(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Noted(text="店长下午来"), on=case)
    async with program(li) as p:
        await p.app.push_screen(DocketScreen(li, case))
        await p.rest()
        assert "Note: 店长下午来" in p.text
