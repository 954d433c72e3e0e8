"""Choosing among what there is: one found while typing, or several ticked on a line."""

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from laborcase.errors import Invalid
from laborcase.values import plain
from laborcase.words import LANGUAGES, Said, say, speak

from ..text import show_line
from .field import Labelled
from .pick import MOST_MATCHES, ChoiceLine, Lookup, Match

Offers = Sequence[Match] | Callable[[str], Awaitable[Sequence[Match]]]
"""What can be chosen: all of it, or a function that finds it by a typed text."""


def names_of(match: Match) -> tuple[str, ...]:
    """The names of an offer: in every language, and the other words that mean it."""
    return (*(speak(match.text, lang) for lang in LANGUAGES), *match.also)


def among(offers: Sequence[Match], typed: str) -> Match | None:
    """The one of ``offers`` that a typed text means: by key or name in any language, else the
    only one whose name holds it."""
    word = plain(typed)
    for match in offers:
        if word in (plain(match.key), *map(plain, names_of(match))):
            return match
    holding = [m for m in offers if any(word in plain(name) for name in names_of(m))]
    return holding[0] if word and len(holding) == 1 else None


def numbered(offers: Sequence[Match]) -> str:
    """A few offers, each behind the digit that means it."""
    return listed([say("{n} {name}", n=n, name=m.text) for n, m in enumerate(offers[:9], 1)])


def meant(offers: Sequence[Match], typed: str) -> Match:
    """Like :func:`among`, but one digit means the offer of that number, and nothing or more than
    one being meant raises Invalid."""
    found = among(offers, typed)
    if found is None and typed.strip() in "123456789" and 0 < int(typed) <= len(offers):
        found = offers[int(typed) - 1]
    if found is None:
        raise Invalid(
            say(
                "“{typed}” is none of: {choices}.",
                typed=typed.strip()[:40],
                choices=listed([m.text for m in offers[:8]]) or "-",
            )
        )
    return found


def listed(parts: Sequence[str]) -> str:
    """Names with commas between them, each still translatable."""
    whole = ""
    for part in parts:
        whole = say("{first}, {second}", first=whole, second=part) if whole else part
    return whole


def lines(parts: Sequence[str]) -> str:
    """Sentences one below the other, each still translatable."""
    whole = ""
    for part in parts:
        whole = say("{first}\n{second}", first=whole, second=part) if whole else part
    return whole


class Pick(Lookup):
    """One of what is offered. Down in the empty field shows everything there is.

    Its ``key`` is what the act stores; typing the key itself, or enough of a name, will do too.
    """

    def __init__(self, label: str, offers: Offers, *, path: str = "", hint: str = "") -> None:
        self._all = None if callable(offers) else tuple(offers)
        hint = hint or (say("Down shows what there is") if self._all else "")
        find = offers if callable(offers) else self._holding
        super().__init__(label, find, self._understood, path=path, hint=hint)

    @property
    def key(self) -> str:
        """What the act stores: the key of the offer meant, else the text as typed."""
        text = self.text.strip()
        if self._taken is not None and text in (*names_of(self._taken), self._taken.text):
            return self._taken.key
        found = among(self._all or (), text) if text else None
        return found.key if found else text

    @key.setter
    def key(self, key: str) -> None:
        found = next((m for m in self._all or () if m.key == key), None)
        self._taken = found
        self.text = speak(found.text, self.app.lang) if found else key

    @property
    def taken(self) -> Match | None:
        """The offer taken, as long as the text is still its name in some language."""
        taken = self._taken
        return taken if taken is not None and self.text in names_of(taken) else None

    def take(self, match: Match) -> None:
        """Put ``match`` into the field, in the app's language, and close the list."""
        self._taken = match
        self.text = speak(match.text, self.app.lang)
        self._offer(())
        self.post_message(self.Changed(self))

    def retitle(self) -> None:
        """Say the offer taken in the app's language."""
        taken = self.taken
        super().retitle()
        if taken is not None:
            self.text = speak(taken.text, self.app.lang)

    def action_step(self, by: int) -> None:
        if by > 0 and not self._matches and not self.text.strip():
            self.screen.run_worker(
                self._open(), group=f"look {id(self)}", exclusive=True, exit_on_error=False
            )
        else:
            super().action_step(by)

    async def _open(self) -> None:
        self._offer((await self._find(""))[:MOST_MATCHES])
        if self._matches:
            self._list.highlighted = 0
        else:
            super().action_step(1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        # Where only what is offered will do, Enter means the first offer of an unfinished name.
        if self._all and self._matches and self._list.highlighted is None and self.problem:
            self.take(self._matches[0])

    async def _holding(self, typed: str) -> Sequence[Match]:
        word = plain(typed)
        return [
            match
            for match in self._all or ()
            if any(word in plain(text) for text in (match.key, match.note, *names_of(match)))
        ]

    def _understood(self, text: str) -> str:
        if self._all is None or self.taken is not None:
            return text
        return meant(self._all, text).key


class TickLine(ChoiceLine):
    """``[x] one  [ ] other``: arrows move, digits and Space tick, a click ticks."""

    BINDINGS = [
        Binding("space", "tick", say("Tick"), show=False),
    ]

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(choices, choices[0][0] if choices else "")
        self.ticked: set[str] = set()

    def action_tick(self) -> None:
        self._tick(self.chosen)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character in "123456789":
            event.stop()
            at = int(event.character) - 1
            if at < len(self.choices):
                self._choose(at)
                self._tick(self.chosen)

    def on_click(self, event: events.Click) -> None:
        for row, column, index, item in self._places(self.content_size.width):
            if event.y == row and column <= event.x < column + item.cell_length:
                self._choose(index)
                self._tick(self.chosen)

    def _tick(self, key: str) -> None:
        self.ticked ^= {key}
        self.refresh()
        self.post_message(self.Chosen())

    def _places(self, width: int) -> list[tuple[int, int, int, Content]]:
        places = []
        row = column = 0
        for index, (key, label) in enumerate(self.choices):
            mark = show_line("[x] " if key in self.ticked else "[ ] ", self.app.lang)
            item = mark + show_line(label, self.app.lang, max(width - 4, 8))
            if column and column + item.cell_length > width:
                row, column = row + 1, 0
            places.append((row, column, index, item))
            column += item.cell_length + 2
        return places


class Ticks(Labelled):
    """Any number of a few: ``text`` is the ticked keys with commas."""

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, path: str = "", hint: str = ""
    ) -> None:
        self._line = TickLine(choices)
        super().__init__(label, self._line, path=path)
        self._hint = hint

    def on_mount(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """What it means to tick none, as long as none is ticked."""
        self._below.text = "" if self._line.ticked else self._hint
        self._below.display = bool(self._below.text)

    @property
    def text(self) -> str:
        """The keys ticked, in their order, with commas between them."""
        return ", ".join(key for key, _ in self._line.choices if key in self._line.ticked)

    @text.setter
    def text(self, text: str) -> None:
        wanted = {part.strip() for part in text.split(",")}
        self._line.ticked = {key for key, _ in self._line.choices if key in wanted}
        self._line.refresh()
        self._tell()

    @property
    def value(self) -> tuple[str, ...] | None:
        """The keys ticked; None if there is none."""
        return tuple(k for k, _ in self._line.choices if k in self._line.ticked) or None

    @property
    def problem(self) -> Said | None:
        """Nothing can be wrong with a tick."""
        return None

    def on_choice_line_chosen(self, event: ChoiceLine.Chosen) -> None:
        event.stop()
        self._tell()
        self.complain("")
        self.post_message(self.Changed(self))
