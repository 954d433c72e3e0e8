"""Choosing: one of a few on a line, or one of many found while typing."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from attrs import frozen
from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from laborcase.errors import Unreachable
from laborcase.words import say

from ..base import BaseApp
from ..text import show_line
from .field import Field, Labelled

MOST_MATCHES = 20


class ChoiceLine(Widget, can_focus=True):
    """``(x) one  ( ) other``: arrows move the mark, digits set it, a click sets it."""

    app = getters.app(BaseApp)

    BINDINGS = [
        Binding("left", "move(-1)", say("Choice before"), show=False),
        Binding("right", "move(1)", say("Choice after"), show=False),
        Binding("enter", "app.focus_next", say("Next field"), show=False),
    ]

    class Chosen(Message):
        """Another choice was marked."""

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.chosen = chosen

    def retitle(self) -> None:
        self.refresh(layout=True)

    def render(self) -> Content:
        rows: list[list[Content]] = []
        for row, _, index, item in self._places(self.content_size.width):
            if row == len(rows):
                rows.append([])
            marked = self.choices[index][0] == self.chosen
            rows[row].append(item.stylize("bold") if marked else item)
        return Content("\n").join([Content("  ").join(row) for row in rows])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + max(row for row, _, _, _ in self._places(width))

    def action_move(self, by: int) -> None:
        keys = [key for key, _ in self.choices]
        at = keys.index(self.chosen) + by if self.chosen in keys else 0
        self._choose(at % len(keys))

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789":
            event.stop()
            self._choose(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        for row, column, index, item in self._places(self.content_size.width):
            if event.y == row and column <= event.x < column + item.cell_length:
                self._choose(index)

    def _choose(self, index: int) -> None:
        if index < len(self.choices) and self.choices[index][0] != self.chosen:
            self.chosen = self.choices[index][0]
            self.refresh()
            self.post_message(self.Chosen())

    def _places(self, width: int) -> list[tuple[int, int, int, Content]]:
        """Row, column, index and text of each choice, filled into rows of ``width`` cells."""
        places = []
        row = column = 0
        for index, (key, label) in enumerate(self.choices):
            mark = "x" if key == self.chosen else " "
            item = Content(f"({mark}) ") + show_line(label, self.app.lang, max(width - 4, 8))
            if column and column + item.cell_length > width:
                row, column = row + 1, 0
            places.append((row, column, index, item))
            column += item.cell_length + 2
        return places


class Choice(Labelled):
    """One of at most fifteen: ``choices`` are pairs of key and label, ``chosen`` a key or empty."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]],
        *,
        path: str = "",
        chosen: str = "",
        hint: str = "",
    ) -> None:
        self._line = ChoiceLine(choices, chosen)
        super().__init__(label, self._line, path=path)
        self._hint = hint

    def on_mount(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What it means to choose none, as long as none is chosen."""
        self._below.text = "" if self.text else self._hint
        self._below.display = bool(self._below.text)

    @property
    def text(self) -> str:
        return self._line.chosen

    @text.setter
    def text(self, key: str) -> None:
        self._line.chosen = key
        self._line.retitle()
        self._tell()

    @property
    def single(self) -> bool:
        """Whether there was nothing to choose: the one thing there is, is chosen."""
        return len(self._line.choices) == 1 and bool(self.text)

    @property
    def value(self) -> str | None:
        return self.text or None

    @property
    def problem(self) -> None:
        return None

    def on_choice_line_chosen(self, event: ChoiceLine.Chosen) -> None:
        event.stop()
        self._tell()
        self.complain("")
        self.post_message(self.Changed(self))


class Options(OptionList):
    """A list to choose from by Enter, which the footer says."""

    BINDINGS = [Binding("enter", "select", say("Choose"), id="options.choose")]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, compact=True, markup=False)


@frozen
class Match:
    """One thing found: its key, its name as it goes into the field, what else helps to tell it,
    and ``also`` the other words that mean it."""

    key: str
    text: str
    note: str = ""
    also: tuple[str, ...] = ()


class Lookup(Field[str]):
    """One of many: what is typed is looked up by ``find``; up to twenty matches stand below.

    Down and Up go through the matches, Enter or a click takes one, Esc closes the list. Enter with
    no match marked moves on and leaves the text as typed: ``taken`` is then None.
    """

    BINDINGS = [
        Binding("escape", "close", say("Close the list"), id="lookup.close", show=False),
    ]

    def __init__(
        self,
        label: str,
        find: Callable[[str], Awaitable[Sequence[Match]]],
        reader: Callable[[str], str] = str,
        *,
        path: str = "",
        text: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(label, reader, path=path, text=text, hint=hint)
        self._find = find
        self._taken: Match | None = None
        self._matches: Sequence[Match] = ()
        self._list = OptionList(compact=True)
        self._list.can_focus = False
        self._list.display = False

    @property
    def taken(self) -> Match | None:
        """The match taken, as long as the text is still its name."""
        taken = self._taken
        return taken if taken is not None and taken.text == self.text else None

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._list

    def retitle(self) -> None:
        super().retitle()
        self._offer(self._matches)

    def take(self, match: Match) -> None:
        """Put ``match`` into the field and close the list."""
        self._taken = match
        self.text = match.text
        self._offer(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is ours only while the list is open."""
        return action != "close" or bool(self._matches)

    def action_close(self) -> None:
        self._offer(())

    def action_step(self, by: int) -> None:
        if not self._matches:
            super().action_step(by)
        elif by < 0:
            self._list.action_cursor_up()
        else:
            self._list.action_cursor_down()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.taken is None:
            # A screen's worker, so that its failure is told like every other.
            self.screen.run_worker(
                self._look(self.text), group=f"look {id(self)}", exclusive=True, exit_on_error=False
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._list.highlighted is not None:
            self.take(self._matches[self._list.highlighted])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.take(self._matches[event.option_index])
        self.go()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._offer(())

    async def _look(self, text: str) -> None:
        found: Sequence[Match] = ()
        if text.strip():
            with suppress(Unreachable):  # told when it is entered; what is typed need not be there
                found = await self._find(text)
        if text == self.text and self.taken is None:
            self._offer(found[:MOST_MATCHES])

    def _offer(self, matches: Sequence[Match]) -> None:
        lang = self.app.lang
        self._matches = matches
        self._list.set_options(
            Option(show_line(match.text, lang) + Content("  ") + show_line(match.note, lang))
            for match in matches
        )
        self._list.display = bool(matches)
        self.refresh_bindings()
