"""The form that is made from an act's declaration."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from textual import events
from textual.pilot import Pilot

from laborcase.acts import ACTS, Noted
from laborcase.codec import from_text, texts_of
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.fields import fields_of
from laborcase.record.docket import OFFICE
from tui.base import BaseApp, Failure, Words
from tui.commands import form_of
from tui.drafts import Drafts
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.draft_list import DraftList
from tui.widgets.grid import Cells, Grid

SHOWN_ELSEWHERE = {"corrected", "taken_back", "founded"}


class Opened:
    """A form on its own app, with what it was dismissed with."""

    def __init__(self, pilot: Pilot[int], form: ActForm, commits: list[Commit | None]) -> None:
        self.pilot = pilot
        self.form = form
        self.commits = commits

    async def rest(self) -> None:
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def type(self, path: str, *keys: str) -> None:
        field = self.form.field_at(path)
        assert field is not None
        field.go()
        await self.pilot.press(*keys)
        await self.rest()

    def side(self) -> str:
        return "\n".join(w.text for w in self.form.query(".side Words").results(Words))


@pytest.fixture
def open_form(make_app) -> Callable[..., object]:
    @asynccontextmanager
    async def open_(
        desk: Desk, kind: str, on: str = "", *, lang: str = "en", size=(80, 24), **more: object
    ) -> AsyncIterator[Opened]:
        app: BaseApp = make_app(desk, lang)
        commits: list[Commit | None] = []
        expected = len(desk.docket(on).entries) if on and on != "office" else None
        form = ActForm(desk, kind, on, expected, **more)
        async with app.run_test(headless=False, size=size, notifications=True) as pilot:
            await app.push_screen(form, commits.append)
            opened = Opened(pilot, form, commits)
            await opened.rest()
            yield opened

    return open_


@pytest.mark.parametrize("kind", sorted(set(ACTS) - SHOWN_ELSEWHERE))
async def test_every_act_has_a_form_with_all_its_fields(
    open_form, desk: Desk, case: str, kind: str
) -> None:
    cls = ACTS[kind]
    on = {None: "", "Complaint": "26-000001", "Case": case, "Office": "office"}[
        cls.into.__name__ if cls.into else None
    ]
    person = "guan" if on == "office" else "li"
    async with open_form(desk.as_officer(person), kind, on or case if cls.both else on) as opened:
        wanted = {f.name for f in fields_of(cls) if not f.system}
        assert {path.partition(".")[0] for path in opened.form.fields} == wanted


async def test_ctrl_s_enters_the_act_and_deletes_the_draft(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "noted", case) as opened:
        await opened.type("text", *"abc")
        assert len(Drafts().all()[0]) == 1
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        (commit,) = opened.commits
        assert commit is not None
        assert commit.new
        assert Drafts().all() == ((), ())
        act = desk.as_officer("li").docket(case).entries[-1].act
        assert isinstance(act, Noted)
        assert act.text == "abc"


async def test_esc_keeps_the_draft_and_an_untouched_form_leaves_none(
    open_form, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with open_form(li, "noted", case) as opened:
        await opened.pilot.press("escape")
        await opened.rest()
        assert opened.commits == [None]
        assert Drafts().all() == ((), ())
    async with open_form(li, "noted", case) as opened:
        await opened.type("text", *"abc", "escape")
        (draft,) = Drafts().all()[0]
        assert (draft.kind, draft.on, draft.fields["text"]) == ("noted", case, "abc")
        assert draft.expected == len(li.docket(case).entries)


async def test_a_draft_opens_again_and_is_entered_once(open_form, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with open_form(li, "noted", case) as opened:
        await opened.type("text", *"abc", "escape")
        app = opened.pilot.app
        done: list[Commit | None] = []
        await app.push_screen(DraftList(li), done.append)
        await opened.rest()
        await opened.pilot.press("enter")
        await opened.rest()
        form = app.screen
        assert isinstance(form, ActForm)
        assert form.typed()["text"] == "abc"
        key = form.draft.key
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        (commit,) = done
        assert commit is not None
        again = li.enter(Noted(text="other"), on=case, key=key)
        assert (again.seq, again.new) == (commit.seq, False)


async def test_another_officers_draft_and_another_registers_are_not_offered(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "noted", case) as opened:
        await opened.type("text", *"abc", "escape")
        await opened.pilot.app.push_screen(DraftList(desk.as_officer("chen")))
        await opened.rest()
        assert opened.pilot.app.screen.found == {}


async def test_a_draft_is_deleted_only_when_asked_twice(open_form, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with open_form(li, "noted", case) as opened:
        await opened.type("text", *"abc", "escape")
        await opened.pilot.app.push_screen(DraftList(li))
        await opened.rest()
        await opened.pilot.press("ctrl+d")
        assert len(Drafts().all()[0]) == 1
        await opened.pilot.press("ctrl+d")
        await opened.rest()
        assert Drafts().all() == ((), ())


async def test_a_conflict_keeps_what_was_typed_and_f5_lets_it_in(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "noted", case) as opened:
        await opened.type("text", *"abc")
        desk.as_officer("chen").enter(Noted(text="first"), on=case)
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert isinstance(opened.pilot.app.screen, Failure)
        await opened.pilot.press("escape")
        assert "陈岭" in opened.side()
        assert opened.form.typed()["text"] == "abc"
        await opened.pilot.press("f5")
        await opened.rest()
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert opened.commits[0] is not None


async def test_all_reasons_of_a_refusal_are_shown_and_nothing_is_lost(
    open_form, desk: Desk, case: str
) -> None:
    wang = desk.as_officer("wang")
    async with open_form(wang, "concluded", case) as opened:
        await opened.type("report", *"abc")
        await opened.type("proposal", "2", "ctrl+s")
        assert isinstance(opened.pilot.app.screen, Failure)
        await opened.pilot.press("escape")
        assert "inspector" in opened.side()
        assert opened.form.typed() == {"report": "abc", "proposal": "penalty"}
        assert opened.commits == []


async def test_a_reason_stands_beside_its_field_until_what_it_is_about_is_mended(
    open_form, desk: Desk
) -> None:
    async with open_form(desk.as_officer("zhou"), "absent", "office") as opened:
        start, end = opened.form.fields["start"], opened.form.fields["end"]
        await opened.type("officer", *"li", "enter")
        await opened.type("start", *"2026-12-09")
        await opened.type("end", *"2026-12-01", "ctrl+s")
        await opened.pilot.press("escape")
        assert end.has_class("-problem")
        assert end.has_focus_within
        await opened.type("reason", "f6")
        assert end.has_focus_within
        await opened.type("start", "ctrl+u", *"2026-12-01", "tab")
        assert not end.has_class("-problem"), "the other field was mended"
        assert not start.has_class("-problem")
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert opened.commits


async def test_what_is_missing_and_what_stands_against_it_are_told_in_one_round(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "interviewed", case) as opened:
        await opened.type("recorder", "ctrl+u", *"li")
        for path, text in {"start": "8:00", "end": "7:30", "place": "A", "person": "B"}.items():
            await opened.type(path, *text)
        opened.form.action_enter()
        await opened.rest()
        assert opened.form.fields["content"].has_focus_within, "what is missing comes first"
        assert "Record" in opened.side()
        for path in ("end", "recorder", "content"):
            assert opened.form.fields[path].has_class("-problem")


async def test_every_field_that_cannot_be_read_says_so_and_the_cursor_goes_to_the_first(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "ordered", case) as opened:
        await opened.type("amount", *"xx")
        await opened.type("by", *"yy")
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        for path in ("what", "amount", "by"):
            assert opened.form.fields[path].has_class("-problem")
        assert opened.form.fields["what"].has_focus_within
        await opened.pilot.press("a", "f6")
        await opened.rest()
        assert opened.form.fields["amount"].has_focus_within


async def test_irregular_and_late_reason_appear_only_when_they_are_asked_for(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "interviewed", case) as opened:
        fields = opened.form.fields
        assert not fields["irregular"].display
        assert not fields["late_reason"].display
        assert fields["interviewer"].text == "李川"  # the two of the case, whoever acts first
        await opened.type("recorder", "ctrl+u", *"li")
        for path, text in {"start": "8:00", "end": "8:30", "place": "A", "person": "B"}.items():
            await opened.type(path, *text)
        await opened.type("content", *"abc")
        await opened.type("place", "tab")
        assert fields["irregular"].display
        for path in ("start", "end"):
            fields[path].text = "2026-11-02 8:00"
        await opened.type("happened", *"2026-11-2", "tab")
        assert fields["late_reason"].display


async def test_a_file_is_kept_and_its_hash_stored(
    open_form, desk: Desk, case: str, tmp_path: Path
) -> None:
    path = tmp_path / "账 册.txt"
    path.write_text("x", "utf-8")
    async with open_form(desk.as_officer("li"), "evidence_added", case) as opened:
        await opened.type("name", *"abc")
        field = opened.form.fields["file"]
        field.go()
        await opened.pilot.pause()
        field.query_one("Line").post_message(events.Paste(f"'{path}'"))
        await opened.type("name", "tab")
        digest = opened.form.typed()["file"]
        assert desk.as_officer("wang").file(digest) == b"x"
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert opened.commits[0] is not None


async def test_a_file_that_is_not_there_is_said_at_its_field(
    open_form, desk: Desk, case: str, tmp_path: Path
) -> None:
    async with open_form(
        desk.as_officer("li"),
        "evidence_added",
        case,
        prefill={"name": "abc", "file": str(tmp_path / "none")},
    ) as opened:
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert opened.form.fields["file"].has_class("-problem")
        assert opened.form.typed()["name"] == "abc"


async def test_a_pick_takes_a_name_and_stores_its_key(open_form, desk: Desk, case: str) -> None:
    async with open_form(desk.as_officer("zhou"), "recused", case) as opened:
        await opened.type("officer", *"陈", "down", "enter")
        assert opened.form.typed()["officer"] == "chen"
        await opened.pilot.press("ctrl+l")
        await opened.rest()
        assert opened.form.typed()["officer"] == "chen"


async def test_a_decision_begins_with_a_row_for_each_allegation(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("ma"), "decided", case) as opened:
        grid = opened.form.query_one(Grid)
        assert [row[0] for row in grid.rows] == ["A1"]
        grid.go()
        await opened.pilot.press("1", "enter", *"3200", "enter")  # the first empty cell
        await opened.rest()
        assert opened.form.typed()["findings.1.finding"] == "upheld"
        assert opened.form.typed()["findings.1.verified"] == "3200"


async def test_pasted_lines_fill_rows_and_a_bad_cell_keeps_its_text(open_form, desk: Desk) -> None:
    async with open_form(desk.as_officer("zhou"), "filed_own_motion") as opened:
        grid = opened.form.fields["allegations"]
        assert isinstance(grid, Grid)
        grid.go()
        await opened.pilot.pause()
        cell = grid.query_one("Cell")
        cell.post_message(events.Paste("arrears\t2026-3-1\t2026-3-31\n工资\tnever\t\n"))
        await opened.rest()
        assert [row[1] for row in grid.rows] == ["2026-3-1", "never"]
        assert (1, 1) in grid.problems
        await opened.pilot.press("f6")
        grid.go_to_problem()
        await opened.pilot.press("ctrl+s")
        await opened.rest()
        assert [row[1] for row in grid.rows] == ["2026-3-1", "never"]


async def test_a_filled_row_is_deleted_only_when_asked_twice(open_form, desk: Desk) -> None:
    async with open_form(desk.as_officer("zhou"), "filed_own_motion") as opened:
        grid = opened.form.fields["respondents"]
        assert isinstance(grid, Grid)
        grid.go()
        await opened.pilot.press(*"abc", "ctrl+n", "ctrl+n", *"def")
        assert [row[0] for row in grid.rows] == ["abc", "def"]
        await opened.pilot.press("ctrl+d")
        assert len(grid.rows) == 2
        await opened.pilot.press("ctrl+d")
        assert [row[0] for row in grid.rows] == ["abc"]
        await opened.pilot.press("ctrl+n", "ctrl+d")
        assert [row[0] for row in grid.rows] == ["abc"]


async def test_five_thousand_rows_are_drawn_a_page_at_a_time(open_form, desk: Desk) -> None:
    async with open_form(desk.as_officer("zhou"), "filed_own_motion") as opened:
        grid = opened.form.fields["respondents"]
        assert isinstance(grid, Grid)
        before = len(opened.form.query("*"))
        grid.go()
        await opened.pilot.pause()
        grid.query_one("Cell").post_message(
            events.Paste("\n".join(f"店{n}\temployer" for n in range(5000)))
        )
        await opened.rest()
        assert len(grid.rows) == 5000
        assert len(opened.form.query("*")) < before + 5
        await opened.pilot.press("pagedown", "down", "end", *"x")
        await opened.rest()
        assert grid.rows[9][0] == "店9x"
        (draft,) = Drafts().all()[0]
        assert (
            "店4999" in draft.fields["respondents"] or "\\u5e974999" in draft.fields["respondents"]
        )
        assert grid.query_one(Cells).size.height <= 10


async def test_no_hostile_text_gets_through_the_form(
    open_form, desk: Desk, case: str, hostile: list[str], sent_nothing_forbidden
) -> None:
    async with open_form(desk.as_officer("zhou"), "filed_own_motion") as opened:
        grid = opened.form.fields["respondents"]
        assert isinstance(grid, Grid)
        width = len(grid.columns)
        grid.fill([[text] + [""] * (width - 1) for text in hostile])
        for _at in range(0, len(hostile), 8):
            await opened.pilot.press("pagedown")
        facts = opened.form.fields["facts"]
        facts._control.styles.height = 12
        for at in range(0, len(hostile), 4):
            facts.text = "\n".join(hostile[at : at + 4])
            opened.form.look()
            await opened.pilot.pause()
        await opened.rest()
        assert [row[0] for row in grid.rows] == [t for t in hostile if t.strip()]
        sent_nothing_forbidden(opened.pilot.app)


@pytest.mark.parametrize(
    ("lang", "size"),
    [("zh_CN", (80, 24)), ("en", (80, 24)), ("zh_CN", (160, 45)), ("en", (160, 45))],
)
async def test_the_form_looks_as_drawn(
    open_form, desk: Desk, case: str, golden, lang: str, size: tuple[int, int]
) -> None:
    async with open_form(desk.as_officer("li"), "ordered", case, lang=lang, size=size) as opened:
        await opened.type("amount", *"3200", "enter")
        await opened.type("by", *"+7", "tab")
        golden(opened.pilot.app, f"act_form_{lang}_{size[0]}")


async def test_before_it_is_entered_the_form_says_which_limits_move(
    open_form, desk: Desk, complaint
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    async with open_form(zhou, "accepted", key) as opened:
        await opened.type("told_on", *"today", "tab")
        side = opened.side()
        assert "Acceptance, 5 working days: 2026-11-30 becomes stopped on 2026-11-23" in side
        assert "Newly opened: Investigation, 60 working days: begins, ~2027-02-15" in side
    assert len(zhou.docket(key).entries) == 1


async def test_a_form_of_an_act_that_moves_nothing_says_nothing_of_it(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "noted", case) as opened:
        await opened.type("text", *"abc", "tab")
        assert "What moves" not in opened.side()


@pytest.mark.parametrize(
    ("lang", "size"),
    [("zh_CN", (80, 24)), ("en", (80, 24)), ("zh_CN", (160, 45)), ("en", (160, 45))],
)
async def test_what_moves_stands_beside_the_form_as_drawn(
    open_form, desk: Desk, complaint, golden, lang: str, size: tuple[int, int]
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    async with open_form(desk.as_officer("zhou"), "accepted", key, lang=lang, size=size) as opened:
        await opened.type("told_on", *"today", "tab")
        golden(opened.pilot.app, f"would_{lang}_{size[0]}")


def test_the_texts_of_an_act_make_the_same_act(complaint, clock) -> None:
    act = complaint()
    assert from_text("registered", texts_of(act), clock.now) == act


def test_days_and_sums_are_texts_that_are_read_back(complaint) -> None:
    texts = texts_of(complaint())
    assert texts["allegations.1.start"] == date(2026, 3, 1).isoformat()


async def test_the_footer_stands_as_long_as_the_same_keys_work(
    open_form, desk: Desk, case: str
) -> None:
    async with open_form(desk.as_officer("li"), "ordered", case) as opened:
        opened.form.fields["amount"].go()
        await opened.rest()
        keys = list(opened.form.query("FooterKey"))
        assert keys
        await opened.pilot.press("tab", "3", "tab")
        assert list(opened.form.query("FooterKey")) == keys
        await opened.pilot.press("ctrl+l")
        assert list(opened.form.query("FooterKey")) != keys


async def test_what_a_complaint_lacks_stands_in_the_notice_to_supplement(
    program, desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    lacks = wang.complaint(key).missing()
    assert lacks
    async with program(wang) as p:
        await p.app.push_screen(DocketScreen(wang, key))
        await p.rest()
        assert f"Missing for acceptance ({len(lacks)})" in p.text
        await p.press("f6")
        assert p.screen.typed()["items"].split("\n") == [str(each) for each in lacks]
        await p.press("ctrl+s")
    (asked,) = wang.complaint(key).supplements
    assert asked.items.split("\n") == [str(each) for each in lacks]


async def test_who_decides_on_a_complaint_sees_the_questions_of_acceptance(
    program, desk: Desk, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(complaint()).docket
    async with program(zhou, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(zhou, key))
        await p.rest()
        for form in ("f4", "f7"):
            await p.press(form)
            assert "1 Is the person a worker complaining about own rights? yes." in " ".join(
                line.partition("│")[2].strip() for line in p.text.splitlines()
            )
            await p.press("escape")


async def test_a_yes_or_no_that_must_be_said_comes_unanswered(
    run_screen, make_app, desk: Desk, complaint
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    wang = desk.as_officer("wang")
    form = ActForm(wang, "acceptance_judged", key, 1)
    async with run_screen(form, app=make_app(wang)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "answer" not in form.typed()
        form.fields["why"].text = "合同为凭"
        await pilot.press("ctrl+s")
        await pilot.app.workers.wait_for_complete()
        assert len(wang.docket(key).entries) == 1
        form.fields["answer"].text = "false"
        assert form.typed()["answer"] == "false"


@pytest.mark.parametrize("kind", ["decision_corrected", "remedy_lodged", "served"])
async def test_a_paper_that_is_not_chosen_yet_is_not_said_to_be_missing_here(
    run_screen, make_app, desk: Desk, case: str, kind: str
) -> None:
    li = desk.as_officer("li")
    form = ActForm(li, kind, case, len(li.docket(case).entries))
    async with run_screen(form, app=make_app(li)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "There is no paper" not in form._reasons.text


async def test_the_settings_are_changed_from_what_they_are(program, desk: Desk) -> None:
    """What nobody touched in their form stays: no series goes, no figure becomes the program's."""
    before = desk.office.settings
    async with program(desk, size=(120, 45)) as p:
        entries = len(desk.docket(OFFICE).entries)
        form = form_of(desk, "settings_changed", OFFICE, entries, {"settings.handover_days": "4"})
        await p.app.push_screen(form)
        await p.rest()
        p.screen.field_at("reason").text = "本单位办法"
        await p.press("ctrl+s")
    assert desk.office.settings == evolve(before, handover_days=4)
