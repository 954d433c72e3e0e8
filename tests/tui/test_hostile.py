"""Every hostile text through every widget: nothing reaches the terminal but visible text."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList

from laborcase.errors import Invalid
from laborcase.words import say
from tui.base import BaseModal, BaseScreen, Words
from tui.text import show_line, visible
from tui.widgets.case_table import CaseTable, Column, Row
from tui.widgets.empty import EmptyState
from tui.widgets.field import Field
from tui.widgets.pick import Choice, ChoiceLine, Lookup, Match


def refuse(text: str) -> str:
    raise Invalid(say("{text} cannot be read.", text=text))


class Window(BaseModal[None]):
    """A window whose heading and text are foreign."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def heading(self) -> str:
        return self._text

    def body(self) -> ComposeResult:
        yield Words(self._text)


class Everything(BaseScreen[None]):
    """One foreign text in every place a text can stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.foreign = text
        self.typed = Field(text, refuse, text=text, hint=text, told=str)
        self.lookup = Lookup("L", self.find)

    async def find(self, typed: str) -> Sequence[Match]:
        return [Match("k", self.foreign, self.foreign)]

    def heading(self) -> str:
        return self.foreign

    def body(self) -> ComposeResult:
        text = self.foreign
        section = Words(say("{text}", text=text), id="words", classes="section")
        section.border_title = show_line(text, self.app.lang)
        yield section
        yield self.typed
        yield Field("F", str, text=text, told=str)
        yield Field("N", str, text=text, lines=2)
        yield Field("P", str, hint=text)
        yield Choice(text, [("a", text), ("b", text)], chosen="a")
        yield EmptyState(text, text, text)
        yield self.lookup
        yield CaseTable([Column(text, 30), Column(text)])

    def on_mount(self) -> None:
        self.query_one(CaseTable).fill([Row("k", (self.foreign, self.foreign))])


async def test_no_widget_lets_a_hostile_text_through(
    run_screen, hostile: list[str], sent_nothing_forbidden
) -> None:
    async with run_screen(lambda: iter(()), size=(80, 60)) as pilot:
        app = pilot.app
        for text in hostile:
            app.officer = text
            screen = Everything(text)
            app.push_screen(screen)
            await pilot.pause()
            screen.typed.complain(screen.typed.problem or "")
            screen.lookup.go()
            screen.lookup.text = "x"
            app.notify(text, title=text)
            await pilot.pause()
            app.push_screen(Window(text))
            await pilot.pause()
            app.pop_screen()
            await pilot.pause()
            app.clear_notifications()
            app.pop_screen()
        sent_nothing_forbidden(app)


async def test_no_character_of_a_hostile_text_is_lost_on_the_screen(
    run_screen, hostile: list[str], drawn
) -> None:
    words = Words(id="words")
    field = Field("", str)

    def make() -> ComposeResult:
        yield words
        yield field

    async with run_screen(make) as pilot:
        for text in hostile:
            shown = visible(text)
            if cell_len(shown) > 60 or text != text.strip():
                continue
            words.text = text.replace("\n", " ")
            field.text = text
            await pilot.pause()
            lines = drawn(pilot.app).splitlines()
            assert lines[1].strip() == visible(text.replace("\r\n", " ").replace("\n", " "))
            assert shown in lines[2]


async def test_no_click_on_a_hostile_text_runs_an_action(run_screen, hostile: list[str]) -> None:
    active = [text for text in hostile if "@click" in text or "link" in text]
    assert len(active) > 5
    async with run_screen(lambda: iter(()), size=(80, 40)) as pilot:
        for text in active:
            screen = Everything(text)
            await pilot.app.push_screen(screen)
            screen.lookup.go()
            screen.lookup.text = "x"
            await pilot.pause()
            for place in (Words, EmptyState, ChoiceLine, OptionList, CaseTable, "#words"):
                await pilot.click(place, offset=(3, 1 if place is CaseTable else 0))
                assert pilot.app.is_running
                assert pilot.app.screen is screen
            pilot.app.pop_screen()


@pytest.mark.parametrize("lines", [1, 3])
async def test_a_hostile_paste_is_kept_as_it_is_and_shown_safely(
    run_screen, hostile: list[str], sent_nothing_forbidden, lines: int
) -> None:
    field = Field("x", str, lines=lines)

    def make() -> ComposeResult:
        yield field

    async with run_screen(make) as pilot:
        field.go()
        for text in hostile:
            field.text = ""
            await pilot.pause()
            pilot.app.post_message(events.Paste(text))
            await pilot.pause()
            if text.isprintable():
                assert field.text == text
            else:
                assert len(field.text) >= len(text.replace("\r\n", "\n")) - 1
        sent_nothing_forbidden(pilot.app)


async def test_keys_of_hostile_characters_are_drawn_safely(
    run_screen, hostile: list[str], type_in, sent_nothing_forbidden
) -> None:
    field = Field("x", str)

    def make() -> ComposeResult:
        yield field

    async with run_screen(make) as pilot:
        field.go()
        letters = {letter for text in hostile for letter in text if ord(letter) >= 0xA0}
        await type_in(pilot, "".join(sorted(letters - set(map(chr, range(0xD800, 0xE000))))))
        sent_nothing_forbidden(pilot.app)
        assert pilot.app.is_running
