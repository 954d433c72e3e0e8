"""Today (今日): what waits for this officer, group by group; Enter does it."""

import asyncio
from datetime import date

from attrs import frozen
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList

from laborcase.desk import Desk
from laborcase.today import GROUPS, ToDo, about
from laborcase.words import Said, say

from ..base import TitleLine, Words
from ..drafts import Drafts
from ..terms import clock_title, left, short_day
from ..text import day_in_words, fitted
from ..widgets.empty import EmptyState
from ..widgets.sheet import ALARM, HEAD, Part
from .grouped import Grouped

KEY_WIDTH = 9
DAY_WIDTH = 12


@frozen
class Seen:
    """What one reading of the desk brought."""

    lines: tuple[ToDo, ...]
    drafts: int
    seen: tuple[int, date]
    reminder: Said | None = None
    """That it is time for a new checkpoint, to whom that is said."""


class Lines(OptionList):
    """The list of today."""

    BINDINGS = [Binding("enter", "select", say("Do it"), id="today.do")]


class Today(Grouped):
    """What waits for this officer, group by group, the most pressing first."""

    PURPOSE = (
        say("Here stands what waits for you today, the most pressing first."),
        say("Enter opens the act that is due; Ctrl+O opens the whole docket."),
        say("F3 goes to the worklist with all dockets; Esc there comes back here."),
    )
    BINDINGS = [
        Binding("ctrl+o", "docket", say("Docket"), id="today.docket"),
        Binding("f2", "app.register", say("Register"), id="today.register"),
        Binding("f3", "app.worklist", say("Worklist"), id="today.worklist"),
        Binding("f7", "drafts", say("Drafts"), id="today.drafts", show=False),
        Binding("f5", "reload", say("Refresh"), id="today.reload", show=False),
        Binding("slash,ideographic_comma,ctrl+f", "find", say("Find"), id="today.find", show=False),
        Binding("f9", "app.commands", say("Commands"), id="today.commands"),
        Binding("f1", "app.help", say("Help"), id="today.help"),
    ]
    SCOPED_CSS = False
    CSS = """
    Today OptionList { height: 1fr; border: none; padding: 0 1; }
    Today EmptyState { height: 1fr; }
    Today TitleLine .day { display: none; }
    Today #reminder { height: auto; max-height: 3; padding: 0 1; }
    """

    class Read(Message):
        """What the desk holds for today."""

        def __init__(self, found: Seen) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen: Seen | None = None

    def heading(self) -> str:
        day = day_in_words(self.app.today())
        if self._seen and self._seen.drafts:
            return say("Today  {day}  (drafts: {n}, F7)", day=day, n=self._seen.drafts)
        return say("Today  {day}", day=day)

    def body(self) -> ComposeResult:
        yield Words(id="reminder")
        yield Lines(markup=False, compact=True)
        yield EmptyState(
            say("Nothing waits for you"),
            say("No signature, no limit by tomorrow, nothing sent back."),
            say("F2 registers a complaint, F3 shows all dockets."),
        )

    # -- asking the desk

    def reload(self) -> None:
        self._load(self.app.desk)

    @work(exclusive=True, group="today", exit_on_error=False)
    async def _load(self, desk: Desk) -> None:
        remind = not self.app.demo  # the demonstration is gone with its folder
        self.post_message(self.Read(await asyncio.to_thread(read, desk, remind)))

    def on_today_read(self, event: Read) -> None:
        self._seen = event.found
        self.seen = event.found.seen
        self.retitle()
        self.query_one(TitleLine).retitle()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        reminder = self.query_one("#reminder", Words)
        reminder.display = self._seen is not None and self._seen.reminder is not None
        if self._seen is None:
            return
        if self._seen.reminder is not None:
            reminder.text = say(
                "! {reminder} F9 “{command}”",
                reminder=self._seen.reminder,
                command=say("Keep the register safe"),
            )
        lines = self._seen.lines
        rows: list[tuple[ToDo | None, Part]] = []
        for group, title in GROUPS:
            own = [line for line in lines if line.group == group]
            if own:
                rows.append((None, Part(say("{group} {n}", group=title, n=len(own)), HEAD)))
            rows += [(line, self._line(line)) for line in own]
        self.show_rows(rows)

    def _line(self, line: ToDo) -> Part:
        lang, today = self.app.lang, self.app.today()
        room = max(self.size.width - 4 - 2 - DAY_WIDTH - KEY_WIDTH - 3, 10)
        what: str = clock_title(line.clock, lang) if line.clock else line.what
        columns = (
            fitted(self._day(line, today), lang, DAY_WIDTH),
            fitted(what, lang, room * 3 // 5),
            fitted(line.docket, lang, KEY_WIDTH),
            fitted(about(line), lang, room - room * 3 // 5),
        )
        mark = "! " if line.pressing else "  "
        return Part(mark + " ".join(columns), ALARM if line.pressing else "")

    def _day(self, line: ToDo, today: date) -> str | Said:
        if line.day is None:
            return ""
        if line.group in ("due", "ticket"):
            told = left(line.day, line.clock, today)
            return say("~{line}", line=told) if line.doubt else told
        return short_day(line.day, today)

    # -- what the person does

    async def action_find(self) -> None:
        """Go to the worklist and type what is looked for."""
        await self.app.action_worklist()
        await self.app.run_action("find", self.app.screen)

    def action_drafts(self) -> None:
        """The forms that were begun and not entered."""
        from .draft_list import DraftList

        self.app.push_screen(DraftList(self.app.desk), self.app.committed)


def read(desk: Desk, remind: bool = True) -> Seen:
    """What waits at a desk; asks it, so it is called in a thread."""
    seen = (desk.head(), desk.now().date())
    drafts, _ = Drafts().all()
    own = (desk.register, str(desk.officer_id))
    begun = sum((d.register, d.officer) == own for d in drafts)
    return Seen(desk.today(), begun, seen, desk.reminder() if remind else None)
