"""Lists of what is to be done, group by group; Enter does the line under the cursor."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from textual import getters, on, work
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.desk import Desk

from ..commands import open_act
from ..widgets.empty import EmptyState
from ..widgets.sheet import Part, told
from .docket import DocketScreen
from .live import Live


class Doable(Protocol):
    """A line about a docket, and the act that it opens with what is filled in."""

    @property
    def docket(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def fill(self) -> Mapping[str, str]: ...


class Grouped(Live):
    """A list of lines under headings, which are no lines; empty, it says so."""

    listed = getters.query_one(OptionList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Doable | None, ...] = ()

    def on_mount(self) -> None:
        super().on_mount()
        self.listed.focus()

    def on_resize(self) -> None:
        self.retitle()

    def show_rows(self, rows: Sequence[tuple[Doable | None, Part]]) -> None:
        """Show lines, each with what is read of it; a heading is without a line. The cursor stays
        on the line it was on."""
        at = self.under
        self.query_one(EmptyState).display = not rows
        self.listed.display = bool(rows)
        self._shown = shown = tuple(line for line, _ in rows)
        self.listed.set_options(
            Option(told((part,), self.app.lang), disabled=line is None) for line, part in rows
        )
        again = next((i for i, line in enumerate(shown) if line is not None and line == at), None)
        first = next((i for i, line in enumerate(shown) if line is not None), None)
        self.listed.highlighted = again if again is not None else first

    @property
    def under(self) -> Doable | None:
        """The line under the cursor."""
        at = self.listed.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the act of the line; where the docket cannot have it, the docket itself."""
        event.stop()
        if self.under is not None:
            self._open(self.app.desk, self.under)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, desk: Desk, line: Doable) -> None:
        found = await asyncio.to_thread(possible, desk, line)
        if found is None:
            self.app.push_screen(DocketScreen(desk, line.docket))
        else:
            open_act(self.app, line.act, line.docket, found, line.fill)

    def action_docket(self) -> None:
        """Open the docket under the cursor."""
        if self.under is not None:
            self.app.push_screen(DocketScreen(self.app.desk, self.under.docket))

    def action_reload(self) -> None:
        """Read again."""
        self.reload()


def possible(desk: Desk, line: Doable) -> int | None:
    """How many entries the docket of a line has, where its act is possible now; else None. The
    closing form is itself the list of what stands against it."""
    if not line.act:
        return None
    found = next((p for p in desk.permitted(line.docket) if p.kind == line.act), None)
    if found is None or not (
        found.proposable or found.kind == "closed" or all(r.soft for r in found.reasons)
    ):
        return None
    return len(desk.docket(line.docket).entries)
