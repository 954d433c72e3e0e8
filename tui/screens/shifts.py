"""What an act of the office moves in all open dockets: read before it is entered."""

from collections.abc import Sequence

from textual import getters
from textual.binding import Binding

from laborcase.shifting import Shifts
from laborcase.words import Said, say

from ..base import BaseApp
from ..widgets.sheet import Part
from .sheets import SheetModal


class ShiftsTold(SheetModal[bool]):
    """The limits that move, from when to when, and the papers that name the day before; which cases
    of a year other criteria would have handed up; whether it is entered all the same."""

    PURPOSE = (
        say("Here you read which limits of open dockets move before the office counts otherwise."),
        say("Of changed criteria: how many cases of the last year would have gone up by them."),
        say("^S enters it; Esc goes back to the form, and nothing is written."),
    )
    BINDINGS = [
        Binding("ctrl+s", "dismiss(True)", say("Enter it"), id="shifts.enter"),
        Binding("escape", "dismiss(False)", say("Back"), id="shifts.back"),
    ]

    app = getters.app(BaseApp)

    def __init__(self, shifts: Shifts | None, replay: Sequence[Said] = ()) -> None:
        super().__init__()
        self._shifts = shifts
        self._replay = replay

    def heading(self) -> str:
        return say("What would move")

    def retitle(self) -> None:
        super().retitle()
        parts: list[Part] = []
        if self._replay:
            head, *lines = self._replay
            parts += [Part(head), Part("")] + [Part(line, indent=2) for line in lines]
        if self._shifts is not None:
            first, *rows = self._shifts.told(self.app.lang)
            parts += [Part("")] * bool(parts)
            parts += [Part(first), Part("")] + [Part(row, indent=2) for row in rows]
        self.show_parts(parts)
