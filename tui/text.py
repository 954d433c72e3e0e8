"""The display boundary: every text on its way to a widget passes one of the ``show`` functions.

Text typed by people or read from files is foreign. Widgets would parse ``[...]`` in a plain
``str`` as markup, even as a clickable action, and would hand escape sequences on to the terminal.
What comes out of here is never parsed and holds no control, direction or invisible character: each
of them is replaced by one visible sign, so nothing hides and nothing is dropped.

- ``show``: a text of many lines, for any widget.
- ``show_line``: one line, cut to a width, for titles, options, labels, tabs, tooltips.
- ``show_cell``: the same for a table cell, which takes Rich's ``Text`` only.
- ``show_plain``: a ``str`` for the few places that take nothing else and parse nothing:
  placeholders, notifications (the program's own ``notify``), the footer.

Sentences of the program (``say``) are translated here; people's own words pass as they are.

Lines are broken here too: Textual takes a Chinese sentence for one word and moves it whole to the
next line, away from the figure or the mark before it.
"""

import re
from datetime import date
from typing import Final

import textual.content
from rich.cells import cell_len, chop_cells
from rich.text import Text
from textual.content import Content

from laborcase.visible import visible
from laborcase.words import Said, say, speak

_CUT: Final = ".."  # plain ASCII: an ellipsis is two cells wide on some Chinese terminals
_WEEKDAYS: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def show(text: str, lang: str) -> Content:
    """``text`` in ``lang`` with its line breaks, for any widget."""
    return Content(show_plain(text, lang))


def show_line(text: str, lang: str, width: int | None = None) -> Content:
    """``text`` in ``lang`` as one line of at most ``width`` cells; line breaks become a sign."""
    return Content(_line(text, lang, width))


def show_cell(text: str, lang: str, width: int | None = None, *, right: bool = False) -> Text:
    """``text`` in ``lang`` as one line for a table cell, at the right edge for sums."""
    return Text(_line(text, lang, width), justify="right" if right else "left", no_wrap=True)


def show_plain(text: str, lang: str) -> str:
    """``text`` in ``lang`` with its line breaks, for places that take a ``str`` and parse none."""
    return visible(speak(text, lang).replace("\r\n", "\n"), keep="\n")


def day_in_words(day: date) -> Said:
    """A day with its weekday, as it stands in a title or beside a field."""
    return say(
        "{weekday} {year}-{month}-{day}",
        weekday=_WEEKDAYS[day.weekday()],
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
    )


_OPENING: Final = "（〔《「【“‘"
_CLOSING: Final = "，。、；：？！）〕》」】”’%"
_WIDE: Final = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_WORD: Final = re.compile(
    rf"\s*[{_OPENING}]*(?:[^\s{_WIDE}{_OPENING}{_CLOSING}]+|[{_WIDE}]?)[{_CLOSING}]*\s*|\s*\S\s*"
)
"""What stays together on a line: a Latin word or figure, or one ideograph; with the marks that may
not begin or end a line."""


def breaks(text: str, width: int, fold: bool = True) -> list[int]:
    """Where ``text`` is broken so that each line fits into ``width`` cells."""
    found: list[int] = []
    taken = 0
    for match in _WORD.finditer(text):
        word = match[0]
        needed = cell_len(word.rstrip())
        if word and taken + needed > width and match.start():
            found.append(match.start())
            taken = 0
        if needed > width and fold:
            at = match.start()
            pieces = chop_cells(word, width)
            for piece in pieces[:-1]:
                at += len(piece)
                found.append(at)
            word = pieces[-1]
        taken += cell_len(word)
    return found


textual.content.divide_line = breaks  # type: ignore[attr-defined]


def fitted(text: str, lang: str, width: int) -> str:
    """``text`` in ``lang`` as one line of exactly ``width`` cells, cut or filled up: a column of a
    line that is still to be shown."""
    line = _line(text, lang, width)
    return line + " " * (width - cell_len(line))


def _line(text: str, lang: str, width: int | None) -> str:
    line = visible(speak(text, lang))
    if width is None or cell_len(line) <= width:
        return line
    taken = 0
    for index, character in enumerate(line):
        taken += cell_len(character)
        if taken > width - len(_CUT):
            return line[:index] + _CUT[: max(width, 0)]
    return line
