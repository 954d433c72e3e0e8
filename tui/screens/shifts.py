"""What an act of the office moves in all open dockets: read before it is entered."""

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from laborcase.shifting import Shifts
from laborcase.words import say

from ..base import BaseApp, BaseModal
from ..widgets.sheet import Part, Sheet


class ShiftsTold(BaseModal[bool]):
    """The limits that move, from when to when, and the papers that name the day before; whether
    it is entered all the same."""

    PURPOSE = (
        say("Here you read which limits of open dockets move before the office counts otherwise."),
        say("^S enters it; Esc goes back to the form, and nothing is written."),
    )
    BINDINGS = [
        Binding("ctrl+s", "dismiss(True)", say("Enter it"), id="shifts.enter"),
        Binding("escape", "dismiss(False)", say("Back"), id="shifts.back"),
    ]

    app = getters.app(BaseApp)

    def __init__(self, shifts: Shifts) -> None:
        super().__init__()
        self._shifts = shifts

    def heading(self) -> str:
        return say("What would move")

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Sheet(id="shifts")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def retitle(self) -> None:
        super().retitle()
        head, *rows = self._shifts.told(self.app.lang)
        parts = [Part(head), Part("")] + [Part(row, indent=2) for row in rows]
        self.query_one("#shifts", Sheet).parts = parts
