"""The limits of a docket: nearest first, target told apart from limit, in words."""

from collections.abc import Sequence
from datetime import date

from textual import getters
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.law import Deadline
from laborcase.words import Said, say
from tui.terms import left_of, short_day

from ..base import BaseApp
from .offered import listed
from .sheet import ALARM, MUTED, Part, told


def clock_parts(deadline: Deadline, today: date, lang: str) -> tuple[Part, ...]:
    """One limit in one or two lines: the day, what it is, how much is left, what it means."""
    title: str = deadline.title(lang)
    if deadline.subject:
        title = say("{clock} {subject}", clock=title, subject=deadline.subject)
    day = short_day(deadline.due, today)
    if deadline.stopped is not None:
        done = say("kept on {day}", day=short_day(deadline.stopped.on, today))
        if deadline.late:
            done = say("done late on {day}", day=short_day(deadline.stopped.on, today))
        line = say("{day} {clock}  {done}", day=day, clock=title, done=done)
        return (Part(line, MUTED, indent=2),)
    if not deadline.presses:
        state = say("over") if deadline.over(today) else left_of(deadline, today)
        if deadline.standing is not None:
            state = say("stands still since {day}", day=short_day(deadline.standing.on, today))
        line = say("{day} {clock}  {left}", day=day, clock=title, left=state)
        return (Part(line, MUTED, indent=2),)
    pressing = deadline.due <= today
    line = say("{day} {clock}  {left}", day=day, clock=title, left=left_of(deadline, today))
    if deadline.provisional:
        line = say("~{line}", line=line)
    if pressing:
        line = say("▸ {line}", line=line)
    notes = _notes(deadline, today)
    head = Part(line, ALARM if pressing else "", indent=0 if pressing else 2)
    return (head, Part(listed(notes), MUTED, indent=4)) if notes else (head,)


def _notes(deadline: Deadline, today: date) -> Sequence[Said]:
    notes = []
    if deadline.ticket:
        notes.append(say("ticket limit of the office, no law"))
    if deadline.handover and deadline.rule.rank == "office":
        notes.append(say("limit of the office, no law"))
    if deadline.target:
        notes.append(say("provincial target; the national limit runs beside it"))
    if deadline.doubt:
        first, last = (short_day(day, today) for day in deadline.doubt)
        notes.append(
            say(
                "provisional, {first} to {last}: holidays not announced yet",
                first=first,
                last=last,
            )
        )
    if deadline.safe is not None and deadline.safe != deadline.due:
        notes.append(say("safe day {day}", day=short_day(deadline.safe, today)))
    if deadline.extended:
        notes.append(say("extended"))
    return notes


def _group(deadline: Deadline, today: date) -> int:
    """Which limits stand first: what presses, then what runs, then what is over."""
    if deadline.presses:
        return 0
    return 2 if deadline.stopped is not None or deadline.over(today) else 1


class ClockCard(OptionList):
    """The limits of one docket as a list; Enter asks why."""

    app = getters.app(BaseApp)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, compact=True, markup=False)
        self._deadlines: tuple[Deadline, ...] = ()

    @property
    def clock(self) -> Deadline | None:
        """The limit under the cursor, else the nearest one."""
        if not self._deadlines:
            return None
        return self._deadlines[self.highlighted or 0]

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The limits shown: those that press, those that stand still or end by themselves, those
        that are over or stopped. Setting them keeps the cursor on its line."""
        return self._deadlines

    @deadlines.setter
    def deadlines(self, deadlines: Sequence[Deadline]) -> None:
        today = self.app.today()
        self._deadlines = tuple(sorted(deadlines, key=lambda d: (_group(d, today), d.due)))
        self.retitle()

    def on_mount(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        """Write the limits in the app's language."""
        lang, today, at = self.app.lang, self.app.today(), self.highlighted
        self.set_options(
            Option(told(clock_parts(deadline, today, lang), lang)) for deadline in self._deadlines
        )
        if self._deadlines:
            self.highlighted = min(at or 0, len(self._deadlines) - 1)
