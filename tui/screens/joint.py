"""The joint office's desk (联合执法): requests that wait, what was asked, cases taken up."""

import asyncio
from datetime import date

from attrs import frozen
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList

from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.joint import JointDesk, JointLine
from laborcase.words import Said, say

from ..base import TitleLine
from ..terms import clock_title, short_day
from ..text import fitted
from ..widgets.empty import EmptyState
from ..widgets.offered import listed
from ..widgets.sheet import ALARM, HEAD, Part
from .figures import Report
from .grouped import Grouped
from .suggestion import PaperView

DAY_WIDTH = 10
KEY_WIDTH = 9
WAIT_WIDTH = 9
WIDE = 110
"""Columns of a terminal from which on there is room for the day itself, beside how long ago."""


@frozen
class Seen:
    """What one reading of the desk brought; none where it is not this officer's."""

    found: JointDesk | None
    seen: tuple[int, date]


class Lines(OptionList):
    """The list of the desk."""

    BINDINGS = [Binding("enter", "select", say("Do it"), id="joint.do")]


class Joint(Grouped):
    """What lies at the desk of a joint office, part by part, the longest wait first."""

    PURPOSE = (
        say("Here stands what waits at the joint office, what was asked, and what was taken up."),
        say("The heads of its authorities see the same from their side."),
        say("Enter opens the answer or the receipt where it is yours, else the docket."),
        say(
            "^P reads the newest paper of a hand-over: the request as it was sent, advice, minutes."
        ),
        say("^O opens the docket, F6 the figures of the office."),
        say("Beside each stands the nearest limit: no hand-over stops one."),
    )
    BINDINGS = [
        Binding("ctrl+o", "docket", say("Docket"), id="joint.docket"),
        Binding("ctrl+p", "paper", say("Read"), id="joint.paper"),
        Binding("f6", "figures", say("Figures"), id="joint.figures"),
        Binding("f5", "reload", say("Refresh"), id="joint.reload", show=False),
        Binding("f9", "app.commands", say("Commands"), id="joint.commands"),
        Binding("escape", "leave", say("Back"), id="joint.back"),
        Binding("f1", "app.help", say("Help"), id="joint.help"),
    ]
    SCOPED_CSS = False
    CSS = """
    Joint OptionList { height: 1fr; border: none; padding: 0 1; }
    Joint EmptyState { height: 1fr; }
    """

    class Read(Message):
        """What the desk holds."""

        def __init__(self, found: Seen) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: Seen | None = None

    def heading(self) -> str:
        found = self._seen.found if self._seen else None
        if found is None:
            return say("Joint office")
        return say("Joint office  {names}", names=listed(found.offices))

    def body(self) -> ComposeResult:
        yield Lines(markup=False, compact=True)
        yield EmptyState(
            say("Nothing lies here"),
            say("No hand-over is open and no case was taken up; or this desk is not yours."),
            say("F3 shows all dockets, F9 what can be done."),
        )

    # -- asking the desk

    def reload(self) -> None:
        self._load(self.app.desk)

    @work(exclusive=True, group="joint", exit_on_error=False)
    async def _load(self, desk: Desk) -> None:
        self.post_message(self.Read(await asyncio.to_thread(read, desk)))

    def on_joint_read(self, event: Read) -> None:
        self._seen = event.found
        self.seen = event.found.seen
        self.retitle()
        self.query_one(TitleLine).retitle()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        if self._seen is None:
            return
        lines = self._seen.found.lines if self._seen.found else ()
        rows: list[tuple[JointLine | None, Part]] = []
        title: Said | None = None
        for line in lines:
            if line.title != title:
                title = line.title
                n = sum(x.title == title for x in lines)
                rows.append((None, Part(say("{group} {n}", group=title, n=n), HEAD)))
            rows.append((line, self._line(line)))
        self.show_rows(rows)

    def _line(self, line: JointLine) -> Part:
        lang, today = self.app.lang, self.app.today()
        wide = self.size.width >= WIDE
        room = self.size.width - 4 - 2 - KEY_WIDTH - WAIT_WIDTH - 4
        room = max(room - (DAY_WIDTH + 1) * wide, 20)
        name = room * (3 if wide else 4) // 10
        state = room * 4 // 10 if wide else room // 4
        limit: str = ""
        if line.due is not None:
            limit = say(
                "{day} {clock}",
                day=short_day(line.due, today),
                clock=clock_title(line.clock, lang),
            )
        columns = (
            *((fitted(line.day.isoformat(), lang, DAY_WIDTH),) if wide else ()),
            fitted(say("{n} wd", n=line.waited), lang, WAIT_WIDTH),
            fitted(line.docket, lang, KEY_WIDTH),
            fitted(line.name, lang, name),
            fitted(state_of(line, wide), lang, state),
            fitted(limit, lang, room - name - state),
        )
        mark = "! " if line.pressing else "  "
        return Part(mark + " ".join(columns), ALARM if line.pressing else "")

    # -- what the person does

    def action_paper(self) -> None:
        """Read the newest paper of the hand-over under the cursor."""
        line = self.under
        if isinstance(line, JointLine) and line.paper:
            self.app.push_screen(PaperView(self.app.desk, line.docket, line.paper))
        else:
            self.app.notify(say("It has no paper yet."))

    def action_figures(self) -> None:
        """The figures of the office whose desk it is; of several, of the first."""
        found = self._seen.found if self._seen else None
        if found is not None:
            self.app.push_screen(Report(self.app.desk, found.ids[0]))

    def action_leave(self) -> None:
        """Back to where this was opened from."""
        self.dismiss(None)


def state_of(line: JointLine, wide: bool) -> Said:
    """Where a line stands; with the other side where there is room."""
    if wide and line.other:
        return say("{state}, {other}", state=line.state, other=line.other)
    return line.state


def read(desk: Desk) -> Seen:
    """What lies at the desk; asks it, so it is called in a thread."""
    seen = (desk.head(), desk.now().date())
    try:
        return Seen(desk.joint(), seen)
    except NotFound:
        return Seen(None, seen)
