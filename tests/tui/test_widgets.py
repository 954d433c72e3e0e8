from collections.abc import Sequence
from datetime import date

import pytest
from textual import events, on
from textual.app import ComposeResult
from textual.widgets import DataTable, OptionList

from laborcase.errors import Invalid
from laborcase.words import say
from tui.base import BaseScreen
from tui.widgets.case_table import CaseTable, Column, Row
from tui.widgets.empty import EmptyState
from tui.widgets.field import Field, Labelled, date_input
from tui.widgets.offered import Pick, Ticks
from tui.widgets.pick import Choice, ChoiceLine, Lookup, Match

KINDS = [("complaint", "投诉"), ("tip_off", "举报"), ("own", say("Own finding"))]


def whole_number(text: str) -> int:
    if not text.strip().isdecimal():
        raise Invalid(say("{text} is not a whole number. Type digits only.", text=text))
    return int(text)


def iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(say("This is not a day.")) from None


async def find(text: str) -> Sequence[Match]:
    return [Match(f"k{i}", f"周口{text}{i}店", f"在办 {i}") for i in range(30)]


class Form(BaseScreen[None]):
    """A form with each kind of field, which notes what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: list[str] = []
        self.name_ = Field("姓名", str, path="name")
        self.count_ = Field("人数", whole_number, path="count", told=lambda n: f"= {n}")
        self.day_ = date_input("日期", iso_day, path="day")
        self.note_ = Field("经过", str, path="note", lines=3)
        self.kind_ = Choice("类别", KINDS, path="kind", chosen="complaint")
        self.firm_ = Lookup("被投诉", find, path="firm")

    def body(self) -> ComposeResult:
        yield self.name_
        yield self.count_
        yield self.day_
        yield self.note_
        yield self.kind_
        yield self.firm_

    @on(Labelled.Changed)
    def note_change(self, event: Labelled.Changed) -> None:
        self.changed.append(event.field.path)

    def focused_field(self) -> Labelled | None:
        return next((f for f in self.query(Labelled) if f.has_focus_within), None)


async def test_enter_in_one_line_moves_on_and_never_submits(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await pilot.press("a", "enter", "2", "enter", "enter")
        assert form.name_.text == "a"
        assert form.count_.value == 2
        assert form.focused_field() is form.note_
        assert pilot.app.screen is form


async def test_enter_in_many_lines_is_a_new_line_and_tab_moves_on(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.note_.go()
        await pilot.press("a", "enter", "b", "tab")
        assert form.note_.text == "a\nb"
        assert form.focused_field() is form.kind_


async def test_up_and_down_step_through_one_line_fields(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await pilot.press("down", "down")
        assert form.focused_field() is form.day_
        await pilot.press("up")
        assert form.focused_field() is form.count_


async def test_esc_discards_nothing(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await pilot.press("王", "escape", "escape", "tab", "tab", "tab", "经", "escape")
        assert form.name_.text == "王"
        assert form.note_.text == "经"
        assert pilot.app.screen is form


async def test_what_an_input_method_commits_arrives_whole(run_screen, type_in) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        for field in (form.name_, form.note_):
            field.go()
            # Rare ideographs, full-width space and a joined emoji are "unprintable" to Python.
            await type_in(pilot, "你好　𰻝\U0002ebf0\ue000👨\u200d👩")
            assert field.text == "你好　𰻝\U0002ebf0\ue000👨\u200d👩"
        assert form.focused_field() is form.note_


async def test_enter_and_esc_after_a_commit_neither_submit_nor_discard(run_screen, type_in) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await type_in(pilot, "王某\r")
        assert (form.name_.text, form.focused_field()) == ("王某", form.count_)
        form.name_.go()
        await pilot.press("escape")
        assert form.name_.text == "王某"
        assert pilot.app.screen is form


async def test_a_problem_waits_until_the_field_is_left_and_goes_when_mended(
    run_screen, drawn
) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.count_.go()
        await pilot.press("x")
        assert "is not a whole number" in str(form.count_.problem)
        assert form.count_.value is None
        assert "is not a whole number" not in drawn(pilot.app)
        await pilot.press("tab")
        await pilot.pause()
        assert "! x is not a whole number. Type digits only." in drawn(pilot.app)
        form.count_.go()
        await pilot.press("backspace", "7")
        await pilot.pause()
        assert form.count_.problem is None
        assert "is not a whole number" not in drawn(pilot.app)
        assert "= 7" in drawn(pilot.app)


async def test_a_complaint_from_outside_stays_until_the_text_changes(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.complain(say("Somebody else has this name."))
        await pilot.pause()
        assert "! Somebody else has this name." in drawn(pilot.app)
        form.name_.go()
        await pilot.press("tab", "shift+tab")
        await pilot.pause()
        assert "! Somebody else has this name." in drawn(pilot.app)
        await pilot.press("a")
        await pilot.pause()
        assert "Somebody else" not in drawn(pilot.app)


async def test_value_and_problem_are_true_at_once_without_waiting_for_messages(run_screen) -> None:
    form = Form()
    async with run_screen(form):
        form.count_.text = "12"
        assert form.count_.value == 12
        form.count_.text = "zwölf"
        assert (form.count_.value, form.count_.problem is None) == (None, False)
        form.count_.text = " "
        assert (form.count_.value, form.count_.problem) == (None, None)


async def test_a_day_is_shown_as_understood_beside_the_field(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.day_.go()
        await pilot.press(*"2026-11-23")
        await pilot.pause()
        assert "Monday 2026-11-23" in drawn(pilot.app)


async def test_each_change_is_told_once(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        assert form.changed == []
        form.name_.go()
        await pilot.press("a", "b", "left", "enter")
        form.kind_.go()
        await pilot.press("2", "2")
        await pilot.pause()
        assert form.changed == ["name", "name", "kind"]


async def test_a_change_is_told_even_if_the_value_was_read_meanwhile(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.count_.text = "12"
        assert form.count_.value == 12
        await pilot.pause()
        assert form.changed == ["count"]
        assert "= 12" in drawn(pilot.app)


async def test_a_paste_of_many_lines_into_one_line_is_kept_whole(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await pilot.press("甲", "乙", "left")
        pilot.app.post_message(events.Paste("一\r\n二\r三\n"))
        await pilot.pause()
        assert form.name_.text == "甲一\n二\n三乙"
        assert "甲一␊二␊三乙" in drawn(pilot.app)


async def test_a_paste_of_200_000_characters_is_kept_and_can_be_worked_on(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        for field in (form.name_, form.note_):
            field.go()
            await pilot.pause()
            pilot.app.post_message(events.Paste("王" * 200_000))
            await pilot.pause()
            await pilot.press("x")
            assert field.text == "王" * 200_000 + "x"


async def test_keys_of_the_screens_are_not_taken_by_a_field(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        for field in (form.name_, form.note_, form.kind_, form.firm_):
            field.go()
            await pilot.pause()
            taken = {key for key in form.active_bindings if key[0] == "f" and key[1:].isdigit()}
            assert not taken


async def test_arrows_digits_and_clicks_choose(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        assert "(x) 投诉  ( ) 举报  ( ) Own finding" in drawn(pilot.app)
        form.kind_.go()
        await pilot.press("right")
        assert form.kind_.text == "tip_off"
        await pilot.press("left", "left")
        assert form.kind_.text == "own"
        await pilot.press("1", "9")
        assert form.kind_.text == "complaint"
        await pilot.click(ChoiceLine, offset=(11, 0))
        assert form.kind_.text == "tip_off"
        await pilot.press("enter")
        assert form.focused_field() is form.firm_


async def test_choices_that_do_not_fit_go_to_the_next_row(run_screen, drawn) -> None:
    def make() -> ComposeResult:
        yield Choice("渠道", [(str(i), f"第{i}种渠道") for i in range(8)], chosen="3")

    async with run_screen(make, size=(40, 12)) as pilot:
        shown = drawn(pilot.app)
        assert "(x) 第3种渠道" in shown
        assert "( ) 第7种渠道" in shown
        await pilot.click(ChoiceLine, offset=(1, 1))
        assert "(x) 第2种渠道" in drawn(pilot.app)


async def test_at_most_twenty_matches_stand_below_and_one_is_taken(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.firm_.go()
        await pilot.press("快")
        await pilot.pause()
        assert "周口快0店  在办 0" in drawn(pilot.app)
        assert form.query_one(OptionList).option_count == 20
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert form.firm_.text == "周口快1店"
        assert form.firm_.taken == Match("k1", "周口快1店", "在办 1")
        assert form.focused_field() is not form.firm_
        assert "在办" not in drawn(pilot.app)
        form.firm_.go()
        await pilot.press("x")
        assert form.firm_.taken is None
        assert form.firm_.text == "周口快1店x"


async def test_enter_without_a_marked_match_keeps_the_text_as_typed(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.firm_.go()
        await pilot.press("新", "enter")
        await pilot.pause()
        assert (form.firm_.text, form.firm_.taken) == ("新", None)


async def test_a_click_takes_a_match(run_screen) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.firm_.go()
        await pilot.press("快")
        await pilot.pause()
        await pilot.click("OptionList", offset=(2, 2))
        assert form.firm_.taken == Match("k2", "周口快2店", "在办 2")


async def test_esc_closes_the_list_first_and_keeps_the_text(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.firm_.go()
        await pilot.press("快")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "在办" not in drawn(pilot.app)
        assert form.firm_.text == "快"
        assert "escape" not in {
            key
            for key, bound in form.active_bindings.items()
            if bound.binding.action == "close" and bound.enabled
        }


async def test_a_late_answer_for_an_older_text_is_dropped(run_screen, drawn) -> None:
    import asyncio

    gate = asyncio.Event()

    async def slow_first(text: str) -> Sequence[Match]:
        if text == "a":
            await gate.wait()
        return [Match(text, f"found {text}")]

    lookup = Lookup("x", slow_first)

    def make() -> ComposeResult:
        yield lookup

    async with run_screen(make) as pilot:
        await pilot.press("a", "b")
        gate.set()
        await pilot.pause()
        await pilot.pause()
        assert "found ab" in drawn(pilot.app)


@pytest.mark.usefixtures("brackets")
async def test_a_language_switch_loses_nothing_typed(run_screen, drawn) -> None:
    form = Form()
    async with run_screen(form) as pilot:
        form.name_.go()
        await pilot.press(
            "王", "tab", "x", "tab", "tab", "经", "enter", "过", "tab", "3", "tab", "快"
        )
        await pilot.pause()
        before = [field.text for field in (form.name_, form.count_, form.note_, form.kind_)]
        await pilot.press("ctrl+l")
        await pilot.pause()
        shown = drawn(pilot.app)
        assert "(x) 〈Own finding〉" in shown
        assert "〈! 〈x is not a whole number. Type digits only.〉〉" in shown
        assert "周口快0店" in shown
        assert before == ["王", "x", "经\n过", "own"]
        assert before == [f.text for f in (form.name_, form.count_, form.note_, form.kind_)]
        assert form.focused_field() is form.firm_


COLUMNS = [Column(say("Number"), 10), Column(say("Name")), Column(say("Sum"), 10, right=True)]


def rows(*numbers: int) -> list[Row]:
    return [Row(f"26-{n:06}", (f"26-{n:06}", f"甲{n}[/]", f"{n},000.00")) for n in numbers]


class Listing(BaseScreen[None]):
    """A field above a table, noting which rows were opened and pointed at."""

    def __init__(self) -> None:
        super().__init__()
        self.filter = Field("查找", str)
        self.table = CaseTable(COLUMNS)
        self.opened: list[str | None] = []
        self.pointed: list[str | None] = []

    def body(self) -> ComposeResult:
        yield self.filter
        yield self.table

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        self.opened.append(event.row_key.value)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self.pointed.append(event.row_key.value)


async def test_the_table_shows_its_rows_unparsed_with_sums_at_the_right(run_screen, golden) -> None:
    screen = Listing()
    async with run_screen(screen, size=(60, 9)) as pilot:
        screen.table.fill(rows(1, 2, 3))
        await pilot.pause()
        golden(pilot.app, "table_60")


async def test_the_cursor_stays_on_its_docket_when_rows_are_replaced(run_screen) -> None:
    screen = Listing()
    async with run_screen(screen) as pilot:
        table = screen.table
        assert table.key is None
        table.fill(rows(1, 2, 3))
        table.focus()
        await pilot.press("down")
        assert table.key == "26-000002"
        await pilot.pause()
        screen.pointed.clear()
        table.fill(rows(5, 4, 2, 1))
        await pilot.pause()
        assert (table.key, table.cursor_row) == ("26-000002", 2)
        assert screen.pointed == []
        table.fill(rows(7, 8))
        await pilot.pause()
        assert (table.key, table.cursor_row) == ("26-000008", 1)
        assert screen.pointed == ["26-000008"]
        table.fill([])
        assert table.key is None


@pytest.mark.usefixtures("brackets")
async def test_the_table_changes_language_and_keeps_its_cursor(run_screen, drawn) -> None:
    screen = Listing()
    async with run_screen(screen) as pilot:
        screen.table.fill([*rows(1), Row("k", (say("open"), "", ""))])
        screen.table.focus()
        await pilot.press("down", "ctrl+l")
        await pilot.pause()
        assert screen.table.key == "k"
        for word in ("〈Number〉", "〈open〉"):
            assert word in drawn(pilot.app)


async def test_up_and_down_leave_the_table_at_its_edges(run_screen) -> None:
    screen = Listing()
    async with run_screen(screen) as pilot:
        screen.table.fill(rows(1, 2))
        screen.table.focus()
        await pilot.press("up")
        assert screen.filter.has_focus_within
        await pilot.press("down")
        assert screen.table.has_focus
        await pilot.press("down")
        assert (screen.table.has_focus, screen.table.key) == (True, "26-000002")
        await pilot.press("down")
        assert screen.filter.has_focus_within


async def test_enter_opens_a_row_and_so_does_one_click(run_screen) -> None:
    screen = Listing()
    async with run_screen(screen) as pilot:
        screen.table.fill(rows(1, 2, 3))
        screen.table.focus()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.click(CaseTable, offset=(3, 3))
        await pilot.click(CaseTable, offset=(3, 0))
        await pilot.pause()
        assert screen.opened == ["26-000001", "26-000003"]


async def test_an_empty_state_says_what_why_and_which_key(run_screen, golden) -> None:
    def make() -> ComposeResult:
        yield EmptyState(say("No dockets"), say("Nothing is assigned to you."), say("F2 registers"))

    async with run_screen(make, size=(40, 8)) as pilot:
        golden(pilot.app, "empty_40")


async def test_the_form_at_80_columns(run_screen, golden) -> None:
    form = Form()
    async with run_screen(form, heading="登记") as pilot:
        form.name_.go()
        await pilot.press(*"王某某", "tab", *"35人", "tab", *"2026-11-23", "tab", *"三月工资")
        await pilot.press("tab", "tab", "快")
        await pilot.pause()
        golden(pilot.app, "form_80")


async def test_a_terminal_of_20_columns_is_survived(run_screen) -> None:
    form = Form()
    async with run_screen(form, size=(20, 6)) as pilot:
        form.firm_.go()
        await pilot.press("快")
        await pilot.pause()
        assert form.firm_.text == "快"


async def test_what_it_means_to_choose_none_stands_there_until_something_is_chosen(
    run_screen, drawn
) -> None:
    ticks = Ticks("Which", [("a", "A"), ("b", "B")], hint=say("none = all open ones"))
    choice = Choice("To", [("c", "C"), ("d", "D")], hint=say("empty = the usual one"))
    async with run_screen(lambda: iter([ticks, choice])) as pilot:
        assert "none = all open ones" in drawn(pilot.app)
        assert "empty = the usual one" in drawn(pilot.app)
        ticks.go()
        await pilot.press("2", "tab", "1")
        assert (ticks.text, choice.text) == ("b", "c")
        assert "none = all" not in drawn(pilot.app)
        assert "empty = the" not in drawn(pilot.app)
        ticks.go()
        await pilot.press("2")
        assert "none = all open ones" in drawn(pilot.app)


async def test_where_only_what_is_offered_will_do_enter_means_the_first_of_it(
    run_screen, drawn
) -> None:
    pick = Pick("Cause", [Match("arrears", "Wage arrears"), Match("overtime", "Overtime arrears")])
    after = Field("After", str)
    async with run_screen(lambda: iter([pick, after])) as pilot:
        assert "Down shows what there is" in drawn(pilot.app)
        pick.go()
        await pilot.press(*"arre", "enter")
        assert (pick.key, pick.text) == ("arrears", "Wage arrears")
        assert after.has_focus_within
        pick.go()
        await pilot.press("ctrl+u", "down", "enter")
        assert pick.key == "arrears"


async def test_enter_leaves_a_name_alone_that_is_one_of_the_offered(run_screen) -> None:
    pick = Pick("Cause", [Match("all", "Wages and hours"), Match("wages", "Wages")])
    async with run_screen(lambda: iter([pick])) as pilot:
        pick.go()
        await pilot.press(*"Wages", "enter")
        assert pick.key == "wages"
