"""Windows in which lines are read: a sheet that scrolls."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ScreenResultType

from ..base import BaseModal
from ..widgets.sheet import Part, Sheet


class SheetModal(BaseModal[ScreenResultType]):
    """A window with one sheet, which has the focus so that the arrows scroll it."""

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Sheet(id="lines")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def show_parts(self, parts: Iterable[Part]) -> None:
        """Write the sheet."""
        self.query_one("#lines", Sheet).parts = tuple(parts)
