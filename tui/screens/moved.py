"""Which dates moved because the rules changed: told once, before the worklist."""

from textual import getters
from textual.binding import Binding

from laborcase.desk import Desk
from laborcase.words import say

from ..app import LaborcaseApp
from ..widgets.sheet import Part
from .sheets import SheetModal


class MovedDates(SheetModal[None]):
    """The dockets whose dates moved at this opening, and from when to when."""

    PURPOSE = (
        say("Here you read which dates moved because law data, calendar or program changed."),
        say("It is said once; the worklist and the dockets have the new dates."),
    )
    BINDINGS = [Binding("escape,enter", "dismiss", say("Back"), id="moved.back")]

    app = getters.app(LaborcaseApp)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def heading(self) -> str:
        return say("Dates that moved")

    def retitle(self) -> None:
        super().retitle()
        head, *rows = self._desk.moved_in_words(self.app.lang)
        parts = [Part(head), Part("")] + [Part(row, indent=2) for row in rows]
        self.show_parts(parts)
