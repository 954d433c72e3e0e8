"""The worklist: queues with live counts, a table in pages, a preview of the docket under the
cursor."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final

from attrs import evolve, frozen
from rich.cells import cell_len
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from laborcase import law
from laborcase.desk import Desk, Found, Permission
from laborcase.errors import LaborCaseError
from laborcase.law import Deadline
from laborcase.parties import Position
from laborcase.record.case import Case
from laborcase.record.docket import Docket
from laborcase.record.office import Office
from laborcase.record.summary import Summary
from laborcase.values import as_name
from laborcase.words import Said, say, speak

from ..app import LaborcaseApp
from ..base import Words
from ..drafts import Drafts
from ..terms import (
    QUEUES,
    SORTS,
    against,
    cause_title,
    clock_name,
    left,
    money,
    queue_title,
    short_day,
    stage_title,
    sums,
)
from ..text import show_line
from ..widgets.case_table import CaseTable, Column, Row
from ..widgets.clock_card import clock_parts
from ..widgets.empty import EmptyState
from ..widgets.line import Line
from ..widgets.offered import listed
from ..widgets.sheet import ALARM, BOLD, HEAD, Part, Sheet
from ..widgets.timeline import entry_head
from .live import Live

PAGE: Final = 100
LAST_ENTRIES: Final = 5
LEAST: Final = {"key": 11, "respondent": 14, "limit": 22, "pair": 11, "stage": 10, "cause": 8}
"""The columns of the list with the fewest cells each can be read in."""


@frozen
class Asked:
    """What the list shows, or is waiting for: an answer to anything else is stale."""

    queue: str = "all"
    text: str = ""
    sort: str = "due"
    pages: tuple[str, ...] = ()
    """Where each page gone through ended; this one begins at the last of them."""


class Queues(OptionList):
    """The queues with their counts."""

    app = getters.app(LaborcaseApp)

    def __init__(self) -> None:
        super().__init__(id="queues", compact=True, markup=False)
        self.counts: dict[str, int] = {}

    def on_mount(self) -> None:
        self.retitle()

    def on_resize(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        """Write the queues in the app's language."""
        lang, at = self.app.lang, self.highlighted
        wide = max(14, self.content_size.width - 1)
        lines = []
        for queue, title in QUEUES:
            name, count = speak(title, lang), str(self.counts.get(queue, ""))
            lines.append(name + " " * (wide - cell_len(name) - len(count)) + count)
        self.set_options(Option(show_line(line, lang)) for line in lines)
        self.highlighted = at

    def choose(self, queue: str) -> None:
        """Put the cursor on a queue."""
        self.highlighted = [q for q, _ in QUEUES].index(queue)


class Finder(Line):
    """The filter over the table: Enter or Down goes to the table, Esc clears it. Where a whole
    number was typed, Enter opens its docket."""

    class Entered(Message):
        """What was typed is meant as it stands."""

    BINDINGS = [
        Binding(
            "enter", "open", say("To the table, or into the docket of this number"), show=False
        ),
        Binding("down", "to_table", say("To the table"), show=False),
        Binding("escape", "clear", say("Clear the filter"), show=False),
    ]

    def action_open(self) -> None:
        """Leave for the table, or for the docket whose number stands here."""
        self.action_to_table()
        self.post_message(self.Entered())

    def action_to_table(self) -> None:
        """Leave for the table."""
        self.screen.query_one(CaseTable).focus()

    def action_clear(self) -> None:
        """Empty the filter and leave for the table."""
        self.value = ""
        self.action_to_table()


class Dockets(CaseTable):
    """The table of the worklist."""

    BINDINGS = [Binding("enter", "select_cursor", say("Open"), id="worklist.open")]

    def action_cursor_down(self) -> None:
        # Below it stands nothing to go to: whoever holds Down wants the last docket.
        if self.cursor_row < self.row_count - 1:
            super().action_cursor_down()


class Worklist(Live):
    """Everything there is to do, what dies first on top."""

    PURPOSE = (
        say("Here you see what is to be done, the nearest limit first."),
        say("On the left are the queues, on the right what the docket under the cursor says."),
        say("Type / to find a docket by number, respondent, worker, officer or any word in it."),
        say("A single character finds what begins with it: a number, a respondent, an officer."),
        say("A number typed whole opens its docket with Enter."),
        say("Enter opens the docket; F9 shows what can be done with it now."),
        say("What colleagues enter appears by itself; the cursor stays on its docket."),
    )
    BINDINGS = [
        Binding("slash,ideographic_comma,ctrl+f", "find", say("Find"), id="worklist.find"),
        Binding("f2", "app.register", say("Register"), id="worklist.register"),
        Binding("f9", "app.commands", say("Commands"), id="worklist.commands"),
        Binding("f4", "queues", say("Queues"), id="worklist.queues"),
        Binding("f5", "reload", say("Refresh"), id="worklist.reload", show=False),
        Binding("f6,s", "sort", say("Sort"), id="worklist.sort", show=False),
        Binding("f7", "drafts", say("Drafts"), id="worklist.drafts", show=False),
        Binding(
            "f12,question_mark,fullwidth_question_mark", "why", say("Why"), id="worklist.why"
        ),
        Binding("f1", "app.help", say("Help"), id="worklist.help"),
        Binding("ctrl+n", "page(1)", say("Next page"), id="worklist.next", show=False),
        Binding("ctrl+p", "page(-1)", say("Previous page"), id="worklist.previous", show=False),
        Binding("escape", "back", say("Back to the table"), id="worklist.back", show=False),
        *(
            Binding(n, f"queue('{queue}')", title, id=f"worklist.queue.{queue}", show=False)
            for n, (queue, title) in zip("0123456789", QUEUES, strict=False)
        ),
    ]  # fmt: skip

    table = getters.query_one(Dockets)
    finder = getters.query_one(Finder)
    queues = getters.query_one(Queues)

    class Listed(Message):
        """A page and the counts, as they were at commit ``head``."""

        def __init__(
            self, asked: Asked, found: Found, counts: dict[str, int], head: int, today: date
        ) -> None:
            super().__init__()
            self.asked = asked
            self.found = found
            self.counts = counts
            self.head = head
            self.today = today

    class Previewed(Message):
        """A docket with its limits and what can be done with it."""

        def __init__(
            self,
            docket: Docket,
            deadlines: tuple[Deadline, ...],
            permitted: tuple[Permission, ...],
        ) -> None:
            super().__init__()
            self.docket = docket
            self.deadlines = deadlines
            self.permitted = permitted

    class Unreadable(Message):
        """Why a docket cannot be previewed."""

        def __init__(self, key: str, sentence: Said) -> None:
            super().__init__()
            self.key = key
            self.sentence = sentence

    class Left(Message):
        """How many forms were begun and not entered."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._listed: Worklist.Listed | None = None
        self._preview: Worklist.Previewed | None = None
        self._meant = False
        """What was typed is to be opened as soon as it is found."""

    @property
    def docket_key(self) -> str | None:
        """The docket that commands are about: the one under the cursor."""
        return self.table.key

    def heading(self) -> str:
        return say("Worklist (demonstration)") if self.app.demo else say("Worklist")

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Queues()
            with Vertical(id="list", classes="pane"):
                yield Words(id="folded")
                yield Finder()
                yield Dockets(columns(80, self.app.lang), id="dockets")
                yield EmptyState("", "", "")
            with VerticalScroll(id="preview", classes="pane", can_focus=False):
                yield Sheet(id="peek")

    def on_mount(self) -> None:
        super().on_mount()
        self.queues.choose(self._asked.queue)
        self.table.focus()
        self._count_drafts(self.app.desk)

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def begin(self) -> None:
        """All queues in one list, without a filter, as at the start of the program."""
        with self.prevent(Input.Changed):
            self.finder.value = ""
        self.action_queue(Asked().queue)
        self._asked = Asked()

    # -- asking the desk

    def reload(self) -> None:
        """Ask the desk for the page and the counts again."""
        self._load(self.app.desk, self._asked)

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def _load(self, desk: Desk, asked: Asked) -> None:
        worker = get_current_worker()
        head, today = desk.head(), desk.now().date()
        found = desk.find(
            desk.asking(
                queue=asked.queue,
                text=asked.text,
                sort=asked.sort,
                after=asked.pages[-1] if asked.pages else "",
                limit=PAGE,
            )
        )
        if not worker.is_cancelled:
            self.post_message(self.Listed(asked, found, desk.counts(), head, today))

    @work(thread=True, group="drafts", exit_on_error=False)
    def _count_drafts(self, desk: Desk) -> None:
        own = (desk.register, str(desk.officer_id))
        drafts, damaged = Drafts().all()
        left = sum((draft.register, draft.officer) == own for draft in drafts) + len(damaged)
        if left:
            self.post_message(self.Left(left))

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _peek(self, desk: Desk, key: str) -> None:
        worker = get_current_worker()
        try:
            found = self.Previewed(desk.docket(key), desk.deadlines(key), desk.permitted(key))
        except LaborCaseError as error:
            # A window for each docket the cursor passes would stop all work.
            self.post_message(self.Unreadable(key, error.sentence))
            return
        if not worker.is_cancelled:
            self.post_message(found)

    def _preview_of(self, key: str | None) -> None:
        if key is None:
            self._preview = None
            self.query_one("#peek", Sheet).parts = ()
        elif self.query_one("#preview").display:
            self._peek(self.app.desk, key)

    # -- what came back

    def on_worklist_listed(self, event: Listed) -> None:
        if event.asked != self._asked:
            return
        self._listed = event
        self.seen = (event.head, event.today)
        self._write()
        self._preview_of(self.table.key)
        self._open_meant()

    def on_finder_entered(self) -> None:
        self._meant = True
        self._open_meant()

    def _open_meant(self) -> None:
        """Open the docket whose number was typed whole, once the list is that of what was typed.
        What one queue has not is looked for in all."""
        if not self._meant or self._listed is None or self._listed.asked != self._asked:
            return
        if self._asked.text and not self._listed.found.rows and self._asked.queue != "all":
            self.action_queue("all")
            self._meant = True
            return
        self._meant = False
        typed = as_name(self._asked.text)
        found = [s.key for s in self._listed.found.rows if typed in (s.key, *s.names.split("\n"))]
        if typed and len(found) == 1:
            self._show(found[0])

    def on_worklist_previewed(self, event: Previewed) -> None:
        if event.docket.key == self.table.key:
            self._preview = event
            self._write_preview()

    def on_worklist_unreadable(self, event: Unreadable) -> None:
        if event.key == self.table.key:
            self._preview = None
            self.query_one("#peek", Sheet).parts = (Part(event.sentence, ALARM),)
            self._write_titles()

    def on_worklist_left(self, event: Left) -> None:
        self.app.notify(say("Forms begun and not entered: {n}. F7 shows them.", n=event.count))

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        if self._listed is not None:
            self._write()
            self._write_preview()
        self._write_titles()

    def _lay_out(self) -> None:
        previewed = self.query_one("#preview").display
        heads = columns(self.table.size.width, self.app.lang, previewed)
        if heads != self.table.heads:
            self.table.lay(heads, self._rows(heads))
        if self._preview is None:
            self._preview_of(self.table.key)

    def _write(self) -> None:
        assert self._listed is not None
        rows = self._rows(self.table.heads)
        self.table.fill(rows)
        self.queues.counts = self._listed.counts
        self.queues.retitle()
        self.table.display = bool(rows)
        empty = self.query_one(EmptyState)
        empty.display = not rows
        if not rows:
            empty.texts = self._nothing()
            if self.focused is None:
                self.finder.focus()
        self._write_titles()

    def _rows(self, heads: Sequence[Column]) -> tuple[Row, ...]:
        if self._listed is None:
            return ()
        lang, today = self.app.lang, self._listed.today
        names = [head.name for head in heads if isinstance(head, Place)]
        found = self._listed.found
        return tuple(
            Row(s.key, tuple(_cell(n, s, today, lang, s.key in found.reminders) for n in names))
            for s in found.rows
        )

    def _nothing(self) -> tuple[str, str, str]:
        if self._asked.text:
            return (
                say("Nothing found"),
                say("No docket in “{queue}” has these words.", queue=self._queue),
                say("Esc clears the filter; F4 chooses another queue.")
                if self._asked.queue == "all"
                else say("Enter looks in all queues; Esc clears the filter."),
            )
        if self._blind:
            return (
                say("Nothing to see here"),
                say("The administrator changes the office and sees no complaint or case."),
                say("F9 shows the changes to the office; F8 changes the officer."),
            )
        if self._asked.queue == "all":
            return (
                say("No dockets yet"),
                say("Nothing has been registered here."),
                say("F2 registers the first complaint or tip-off."),
            )
        return (
            say("Nothing in “{queue}”", queue=self._queue),
            say("Nobody waits here."),
            say("F4 chooses another queue; F2 registers."),
        )

    def _write_titles(self) -> None:
        lang = self.app.lang
        self.queues.border_title = show_line(say("Queues"), lang)
        place = self.query_one("#list")
        place.border_title = show_line(self._queue, lang)
        place.border_subtitle = show_line(self._extent(), lang)
        preview = self.query_one("#preview")
        preview.border_title = show_line(self.table.key or "", lang)
        self.finder.placeholder = show_line(say("/ find: number, name, any word"), lang).plain
        counts = self.queues.counts
        folded = say("F4")
        for queue in dict.fromkeys((self._asked.queue, "mine", "due", "overdue")):
            folded = say(
                "{before} {queue} {n}  ",
                before=folded,
                queue=queue_title(queue),
                n=counts.get(queue, 0),
            )
        self.query_one("#folded", Words).text = folded

    @property
    def _queue(self) -> Said:
        return queue_title(self._asked.queue)

    @property
    def _blind(self) -> bool:
        return set(self.app.desk.officer_read.positions) == {Position.ADMINISTRATOR}

    def _extent(self) -> Said:
        if self._listed is None:
            return say("reading")
        found, start = self._listed.found, PAGE * len(self._asked.pages)
        return say(
            "{first}-{last} / over {total}  by {sort}"
            if found.over
            else "{first}-{last} / {total}  by {sort}",
            first=start + 1 if found.rows else 0,
            last=start + len(found.rows),
            total=found.total,
            sort=SORTS[self._asked.sort],
        )

    def _write_preview(self) -> None:
        seen = self._preview
        if seen is None or seen.docket.key != self.table.key:
            return
        self.query_one("#peek", Sheet).parts = _preview_parts(seen, self.app.today(), self.app.lang)
        self._write_titles()

    # -- what the person does

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._ask(evolve(self._asked, text=event.value.strip(" /、"), pages=()))

    @on(OptionList.OptionSelected, "#queues")
    def _queue_chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_queue(QUEUES[event.option_index][0])

    @on(Dockets.RowHighlighted)
    def _moved_to(self) -> None:
        self._preview_of(self.table.key)

    @on(Dockets.RowSelected)
    def _opened(self) -> None:
        if self.table.key is not None:
            self._show(self.table.key)

    def _show(self, key: str) -> None:
        from .docket import DocketScreen

        self.app.push_screen(DocketScreen(self.app.desk, key))

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            self._meant = False
            self._asked = asked
            self._write_titles()
            self.reload()

    def action_queue(self, queue: str) -> None:
        """Show a queue."""
        self.queues.choose(queue)
        self.remove_class("-choosing")
        self._ask(evolve(self._asked, queue=queue, pages=()))
        self.table.focus()

    def action_queues(self) -> None:
        """Go to the list of queues, unfolding it where the terminal is narrow."""
        self.add_class("-choosing")
        self.queues.focus()

    def action_back(self) -> None:
        """From the queues back to the table; in the table, to the list without a filter, and from
        there to what waits today."""
        if self.focused is self.table:
            if not self.finder.value:
                self.app.action_today()
            self.finder.value = ""
        self.remove_class("-choosing")
        self.table.focus()

    def action_find(self) -> None:
        """Go to the filter."""
        self.remove_class("-choosing")
        self.finder.focus()

    def action_reload(self) -> None:
        """Read the list again."""
        self.reload()

    def action_sort(self) -> None:
        """Sort by the next thing one can sort by."""
        sorts = list(SORTS)
        after = sorts[(sorts.index(self._asked.sort) + 1) % len(sorts)]
        self._ask(evolve(self._asked, sort=after, pages=()))

    def action_page(self, by: int) -> None:
        """Turn the page."""
        if by < 0 and self._asked.pages:
            self._ask(evolve(self._asked, pages=self._asked.pages[:-1]))
        elif by > 0 and self._listed is not None and self._listed.found.next:
            pages = (*self._asked.pages, self._listed.found.next)
            self._ask(evolve(self._asked, pages=pages))

    def action_drafts(self) -> None:
        """Offer the forms that were begun and not entered."""
        from .draft_list import DraftList

        self.app.push_screen(DraftList(self.app.desk), self.app.committed)

    def action_why(self) -> None:
        """Why the nearest limit of this docket falls on its day."""
        if self.table.key is not None:
            from .why import Why

            self.app.push_screen(Why(self.app.desk, self.table.key))


# ------------------------------------------------------------------ columns and cells


@frozen
class Place(Column):
    """A column of the worklist: ``name`` says which fact of a docket stands in it."""

    name: str = ""


def columns(width: int, lang: str, previewed: bool = False) -> tuple[Place, ...]:
    """The columns that fit. Where not all do, the preview tells stage, cause and limits, so the
    pair stands; without a preview the pair and the cause have to wait until a limit is told whole.
    What is left goes to the limit, then to the respondent, the stage and the cause."""
    whole = _limit_width(lang)
    order = ("cause", "stage", "pair") if previewed else ("pair", "cause")
    wide = dict(LEAST)
    for name in order:
        if _taken(wide) + (0 if previewed else whole - wide["limit"]) > width:
            del wide[name]
    for name, most in (("limit", whole), ("respondent", 26), ("stage", 19), ("cause", 14)):
        if name in wide:
            wide[name] += max(0, min(most - wide[name], width - _taken(wide)))
    wide["respondent"] = max(12, wide["respondent"] + width - _taken(wide))
    heads = {
        "key": say("No."),
        "cause": say("Cause"),
        "respondent": say("Against"),
        "pair": say("Handled by"),
        "limit": say("Nearest limit"),
        "stage": say("Stage"),
    }
    return tuple(Place(head, wide[name], name=name) for name, head in heads.items() if name in wide)


def _taken(wide: Mapping[str, int]) -> int:
    """The cells that columns take, with their margins and the scroll bar."""
    return sum(wide.values()) + 2 * len(wide) + 2


def _cell(name: str, summary: Summary, today: date, lang: str, reminder: bool) -> str:
    match name:
        case "key":
            return f"{summary.key} !" if summary.urgent else summary.key
        case "cause":
            return cause_title(summary.cause, lang) if summary.cause else ""
        case "respondent":
            return against(summary.respondent, summary.respondents, summary.place)
        case "pair":
            return say("for {pair}", pair=_pair(summary)) if reminder else _pair(summary)
        case "limit":
            return _limit(summary, today, lang)
        case _:
            return stage_title(summary)


def _pair(summary: Summary) -> str:
    if not (summary.lead or summary.assistant):
        return "-"
    return f"{summary.lead_name or '?'} / {summary.assistant_name or '?'}"


def _limit(summary: Summary, today: date, lang: str) -> str:
    if summary.due is None:
        return "-"
    told = _limit_told(date.fromisoformat(summary.due), summary.due_clock, today, lang)
    return say("~{line}", line=told) if summary.provisional else told


@cache
def _limit_width(lang: str) -> int:
    """The cells of the longest limit in a list, overdue by less than a hundred days."""
    today = date(2020, 12, 31)
    told = (_limit_told(today - timedelta(99), rule.id, today, lang) for rule in law.rules())
    return max(cell_len(speak(line, lang)) for line in told)


def _limit_told(due: date, clock: str, today: date, lang: str) -> Said:
    line = say(
        "{day} {left} {clock}",
        day=short_day(due, today),
        left=left(due, clock, today),
        clock=clock_name(clock, lang),
    )
    if due <= today:
        line = say("▸ {line}", line=line)
    return line


def _preview_parts(seen: Worklist.Previewed, today: date, lang: str) -> Sequence[Part]:
    state = seen.docket.state
    assert not isinstance(state, Office)
    first = state.respondents[0].name if state.respondents else ""
    parts = [Part(against(first, len(state.respondents), state.site.address), BOLD)]
    causes = dict.fromkeys(cause_title(a.alleged.cause, lang) for a in state.allegations)
    parts.append(
        Part(say("{stage}  {causes}", stage=state.stage.label, causes=listed(tuple(causes))))
    )
    parts.append(
        Part(say("Workers: {n}, claimed {sum}", n=state.persons, sum=money(state.claimed)))
    )
    if isinstance(state, Case) and sums(state):
        parts.append(Part(sums(state)))
    running = [d for d in seen.deadlines if d.presses]
    parts.append(Part(""))
    parts.append(Part(say("Limits"), HEAD))
    for deadline in running:
        parts.extend(clock_parts(deadline, today, lang)[:1])
    if not running:
        parts.append(Part(say("no limit is running")))
    parts.append(Part(""))
    parts.append(Part(say("Last entries"), HEAD))
    parts.extend(Part(entry_head(e, today)) for e in seen.docket.entries[: -LAST_ENTRIES - 1 : -1])
    possible = [p for p in seen.permitted if not p.reasons]
    if possible:
        parts.append(Part(""))
        parts.append(Part(say("Possible now (F9)"), HEAD))
        parts.extend(Part(say("{act}", act=p.title), indent=2) for p in possible[:8])
    return parts
