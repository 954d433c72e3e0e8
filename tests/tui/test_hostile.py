"""Every hostile text through every widget: nothing reaches the terminal but visible text."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from laborcase.errors import Invalid
from laborcase.visible import visible
from laborcase.words import say
from tui.base import BaseScreen, Words
from tui.text import show_line
from tui.widgets.case_table import CaseTable, Column, Row
from tui.widgets.empty import EmptyState
from tui.widgets.field import Field
from tui.widgets.pick import Choice, ChoiceLine, Lookup, Match


def refuse(text: str) -> str:
    raise Invalid(say("{text} cannot be read.", text=text))


class Everything(BaseScreen[None]):
    """One foreign text in every place a text can stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.foreign = text
        self.lookup = Lookup("L", self.find)

    async def find(self, typed: str) -> Sequence[Match]:
        return [Match("k", self.foreign, self.foreign)]

    def heading(self) -> str:
        return self.foreign

    def body(self) -> ComposeResult:
        text = self.foreign
        yield Words(text, id="words", classes="section")
        yield Field(text, refuse, text=text, hint=text, told=str)
        yield Field(text, str, text=text, lines=2)
        yield Choice(text, [("a", text), ("b", text)], chosen="a")
        yield EmptyState(text, text, text)
        yield self.lookup
        yield CaseTable([Column(text, 30), Column(text)])

    def on_mount(self) -> None:
        self.query_one(CaseTable).fill([Row("k", (self.foreign, self.foreign))])

    def retitle(self) -> None:
        words = self.query_one("#words")
        words.border_title = show_line(self.foreign, self.app.lang)
        words.tooltip = show_line(self.foreign, self.app.lang)


def in_words(texts: list[str]) -> ComposeResult:
    for text in texts:
        yield Words(text)
        yield Words(say("{text}", text=text))


def in_fields(texts: list[str]) -> ComposeResult:
    for text in texts:
        yield Field("F", str, text=text, told=str)
        yield Field(text, str, hint=text)


def in_many_lines(texts: list[str]) -> ComposeResult:
    for text in texts:
        yield Field("F", str, text=text, lines=2)
        yield Field("F", str, hint=text, lines=2)


def in_choices(texts: list[str]) -> ComposeResult:
    for text in texts:
        yield Choice("C", [("a", text), ("b", text)], chosen="a")


def in_headings(texts: list[str]) -> ComposeResult:
    for start in range(0, len(texts), 12):
        table = CaseTable([Column(text, 8) for text in texts[start : start + 12]])
        table.styles.height = 2
        yield table


def in_cells(texts: list[str]) -> ComposeResult:
    table = CaseTable([Column("A", 20), Column("B")])
    table.call_after_refresh(table.fill, [Row(str(i), (t, t)) for i, t in enumerate(texts)])
    yield table


@pytest.mark.parametrize(
    "make", [in_words, in_fields, in_many_lines, in_choices, in_headings, in_cells]
)
async def test_no_widget_lets_a_hostile_text_through(
    run_screen, hostile: list[str], sent_nothing_forbidden, drawn, make
) -> None:
    # The terminal is tall enough to draw every text.
    async with run_screen(lambda: make([*hostile, "the last"]), size=(130, 1200)) as pilot:
        await pilot.pause()
        assert "the last"[:8] in drawn(pilot.app)
        sent_nothing_forbidden(pilot.app)


async def test_no_sentence_below_a_field_lets_a_hostile_text_through(
    run_screen, hostile: list[str], sent_nothing_forbidden
) -> None:
    def make() -> ComposeResult:
        for text in hostile:
            yield Field("F", refuse, text=text)

    async with run_screen(make, size=(130, 1200)) as pilot:
        for field in pilot.app.screen.query(Field):
            field.complain(field.problem or "")
        await pilot.pause()
        sent_nothing_forbidden(pilot.app)


async def test_no_list_of_matches_lets_a_hostile_text_through(
    run_screen, hostile: list[str], sent_nothing_forbidden, drawn
) -> None:
    async def find(typed: str) -> Sequence[Match]:
        start = int(typed)
        return [Match("k", text, text) for text in hostile[start : start + 20]]

    lookup = Lookup("L", find)
    async with run_screen(lambda: iter([lookup]), size=(130, 60)) as pilot:
        pilot.app.screen.query_one(OptionList).styles.max_height = 50
        for start in range(0, len(hostile), 20):
            lookup.text = str(start)
            await pilot.pause()
            assert show_line(hostile[start], "en", 100).plain.rstrip() in drawn(pilot.app)
        sent_nothing_forbidden(pilot.app)


async def test_no_title_officer_tooltip_or_notification_lets_a_hostile_text_through(
    run_screen, hostile: list[str], sent_nothing_forbidden
) -> None:
    screen = Everything("")
    async with run_screen(screen, size=(80, 24)) as pilot:
        app = pilot.app
        for text in (text for text in hostile if not text.isprintable()):
            screen.foreign = app.officer = text
            app.clear_notifications()
            app.notify(text, title=text)
            app.retitle()
            await pilot.pause()
        sent_nothing_forbidden(app)


async def test_no_character_of_a_hostile_text_is_lost_on_the_screen(
    run_screen, hostile: list[str], drawn
) -> None:
    short = [text for text in hostile if cell_len(visible(text)) < 100 and text == text.strip()]
    assert len(short) > 100

    def make() -> ComposeResult:
        for text in short:
            yield Words(text.replace("\r\n", "\n").replace("\n", " "), classes="words")
            yield Field("", str, text=text)

    async with run_screen(make, size=(130, 1200)) as pilot:
        await pilot.pause()
        lines = drawn(pilot.app).splitlines()[1:]
        for text, as_words, typed in zip(short, lines[::2], lines[1::2], strict=False):
            assert as_words.strip() == visible(text.replace("\r\n", " ").replace("\n", " "))
            assert typed.strip() == visible(text)


async def test_no_click_on_a_hostile_text_runs_an_action(run_screen, hostile: list[str]) -> None:
    active = [text for text in hostile if "@click=" in text]
    assert len(active) > 3
    async with run_screen(lambda: iter(()), size=(80, 40)) as pilot:
        for text in active:
            screen = Everything(text)
            await pilot.app.push_screen(screen)
            screen.lookup.go()
            screen.lookup.text = "x"
            await pilot.pause()
            for place in ("#words", EmptyState, ChoiceLine, OptionList, CaseTable):
                await pilot.click(place, offset=(4, 1))
                assert pilot.app.is_running
                assert pilot.app.screen is screen
            pilot.app.pop_screen()


async def test_the_clicks_above_would_run_an_action_in_a_raw_widget(run_screen) -> None:
    def make() -> ComposeResult:
        yield Static("[@click=app.quit()]点我[/]", id="words", classes="section")

    async with run_screen(make) as pilot:
        await pilot.click("#words", offset=(4, 1))
        await pilot.pause()
        assert not pilot.app.is_running


@pytest.mark.parametrize("lines", [1, 3])
async def test_a_hostile_paste_is_kept_as_it_is_and_shown_safely(
    run_screen, hostile: list[str], sent_nothing_forbidden, lines: int
) -> None:
    fields = {text: Field("x", str, lines=lines) for text in hostile}
    async with run_screen(lambda: iter(fields.values()), size=(130, 600)) as pilot:
        for text, field in fields.items():
            field.query_one("Line, Lines").post_message(events.Paste(text).stop())
        await pilot.pause()
        for text, field in fields.items():
            line = text.replace("\r\n", "\n").replace("\r", "\n")
            if lines == 1:
                assert field.text == line.removesuffix("\n")
            else:
                # A text of many lines takes every kind of line break for one.
                assert field.text.splitlines() == line.splitlines()
        sent_nothing_forbidden(pilot.app)


async def test_keys_of_hostile_characters_are_kept_and_drawn_safely(
    run_screen, hostile: list[str], type_in, sent_nothing_forbidden
) -> None:
    field = Field("x", str)
    controls = set(map(chr, [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]))
    typed = "".join(sorted(set("".join(hostile)) - controls))
    async with run_screen(lambda: iter([field])) as pilot:
        field.go()
        await pilot.pause()
        await type_in(pilot, typed)
        assert field.text == typed
        sent_nothing_forbidden(pilot.app)
