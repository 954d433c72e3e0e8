"""The figures of a period: a table, what the figure under the cursor is made of, the dockets
behind it."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from attrs import frozen
from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, HorizontalGroup, VerticalScroll
from textual.message import Message
from textual.widgets import DataTable
from textual.worker import get_current_worker

from laborcase import values
from laborcase.desk import Desk
from laborcase.figures import CLASSED, Figure, Figures, class_name, statistical_month
from laborcase.values import money_text
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, BaseScreen, Words
from ..terms import authority_name
from ..widgets.case_table import CaseTable, Column, Row
from ..widgets.field import Field, Labelled, date_input
from ..widgets.sheet import BOLD, HEAD, MUTED, Part, Sheet
from .docket import DocketScreen

SHOWN: Final = 8
"""Classes of one kind that are shown beside the table; the rest is one line."""


@frozen
class Asked:
    """The period, and as known on which day; an answer to anything else is stale."""

    start: date
    end: date
    as_known_on: date | None


class Table(CaseTable):
    """The figures."""

    BINDINGS = [Binding("enter", "select_cursor", say("Dockets"), id="figures.dockets")]


class Report(BaseScreen[None]):
    """The figures of a period, each with its dockets."""

    PURPOSE = (
        say("Here you see the figures of a period, counted from the dockets."),
        say("Type the two days; with a third, only what was entered by then counts."),
        say("Beside the table stands what a figure means and how it splits."),
        say("Enter lists the dockets behind it. ^P and ^N go to the month before and after."),
    )
    BINDINGS = [
        Binding("ctrl+p", "month(-1)", say("Month before"), id="figures.before"),
        Binding("ctrl+n", "month(1)", say("Month after"), id="figures.after"),
        Binding("f5", "reload", say("Refresh"), id="figures.reload", show=False),
        Binding("f9", "app.commands", say("Commands"), id="figures.commands"),
        Binding("escape", "dismiss", say("Back"), id="figures.back"),
        Binding("f1", "app.help", say("Help"), id="figures.help"),
    ]
    SCOPED_CSS = False
    CSS = """
    Report .period { height: auto; padding: 0 1; }
    Report .period Labelled { width: 1fr; }
    Report .period .note { display: none; }
    Report .period .label { width: 12; }
    Report #split { width: 1fr; height: 1fr; padding: 0 1; }
    Report #figures { width: 2fr; height: 1fr; }
    Report.-narrow #split { display: none; }
    """

    app = getters.app(LaborcaseApp)
    table = getters.query_one(Table)

    class Counted(Message):
        """A report."""

        def __init__(self, asked: Asked, report: Figures) -> None:
            super().__init__()
            self.asked = asked
            self.report = report

    def __init__(self, desk: Desk, authority: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._authority = authority
        self._counted: Report.Counted | None = None
        self._days: dict[str, Field[date]] = {}

    def heading(self) -> str:
        if self._counted is None:
            return say("Figures")
        day = self._counted.report.as_known_on.isoformat()
        if self._authority:
            office = self._desk.office
            joint = office.joint_office(self._authority)
            name = joint.name if joint else authority_name(office, self._authority)
            return say("Figures of {name} as known on {day}", name=name, day=day)
        return say("Figures as known on {day}", day=day)

    def body(self) -> ComposeResult:
        start, end = statistical_month(self.app.today(), self._desk.office.settings.month_start)
        reader = partial(values.day, today=self.app.today())
        self._days = {
            "start": date_input(say("From"), reader, text=start.isoformat()),
            "end": date_input(say("Until"), reader, text=end.isoformat()),
            "known": date_input(say("As known on"), reader, hint=say("empty = today")),
        }
        yield HorizontalGroup(*self._days.values(), classes="period")
        with Horizontal():
            yield Table(
                [Column(say("Figure"), 50), Column(say("Value"), 16, right=True)], id="figures"
            )
            with VerticalScroll(id="split", classes="pane"):
                yield Sheet()

    def on_mount(self) -> None:
        super().on_mount()
        self.table.focus()
        self.reload()

    # -- asking the desk

    @property
    def _asked(self) -> Asked | None:
        start, end = self._days["start"].value, self._days["end"].value
        known = self._days["known"]
        if start is None or end is None or known.problem:
            return None
        return Asked(start, end, known.value)

    def reload(self) -> None:
        """Count again, in a worker."""
        asked = self._asked
        if asked is not None:
            self._count(self._desk, asked)

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def _count(self, desk: Desk, asked: Asked) -> None:
        worker = get_current_worker()
        report = desk.figures(asked.start, asked.end, asked.as_known_on, authority=self._authority)
        if not worker.is_cancelled:
            self.post_message(self.Counted(asked, report))

    def on_report_counted(self, event: Counted) -> None:
        if event.asked == self._asked:
            self._counted = event
            self.retitle()
            self.app.retitle()

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        event.stop()

    def on_descendant_blur(self) -> None:
        """A day was typed: count by it, if it is another."""
        counted = self._counted
        if self._asked is not None and (counted is None or counted.asked != self._asked):
            self.reload()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        if self._counted is None:
            return
        lang = self.app.lang
        self.table.fill(
            Row(f.id, (f.rule.title(lang), counted(f, f.total)))
            for f in self._counted.report.figures
        )
        self._write_split()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._write_split()

    def _write_split(self) -> None:
        figure = self._under
        if figure is not None and self._counted is not None:
            parts = split_parts(self._counted.report, figure, self.app.lang)
            self.query_one(Sheet).parts = tuple(parts)

    @property
    def _under(self) -> Figure | None:
        key = self.table.key
        return self._counted.report.figure(key) if self._counted and key else None

    # -- what the person does

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        figure = self._under
        if figure is not None and self._counted is not None:
            self.app.push_screen(Behind(self._desk, self._counted.report, figure))

    def action_month(self, by: int) -> None:
        """The statistical month before or after the one that is shown."""
        first = self._desk.office.settings.month_start
        start = self._days["start"].value or self.app.today()
        inside = date.fromordinal(start.toordinal() + (45 if by > 0 else -1))
        begin, end = statistical_month(inside, first)
        self._days["start"].text = begin.isoformat()
        self._days["end"].text = end.isoformat()
        self.reload()

    def action_reload(self) -> None:
        """Count again."""
        self.reload()


def counted(figure: Figure, n: int) -> str:
    """A number of a figure as it is printed; sums in yuan."""
    return money_text(n) if figure.rule.unit == "fen" else str(n)


def split_parts(report: Figures, figure: Figure, lang: str) -> Iterator[Part]:
    """What a figure means, and how it splits by every class that tells something."""
    yield Part(figure.rule.title(lang), BOLD)
    yield Part(figure.rule.meaning(lang), MUTED)
    for what, name in CLASSED.items():
        found = report.by(figure, what)
        if not found or (len(found) == 1 and "" in found):
            continue
        yield Part("")
        yield Part(name, HEAD)
        for code, n in list(found.items())[:SHOWN]:
            line = say(
                "{n}  {name}",
                n=counted(figure, n),
                name=report.class_name(what, code, lang),
            )
            yield Part(line, indent=2)
        rest = list(found.values())[SHOWN:]
        if rest:
            more = say(
                "{n}  in {count} other" if len(rest) == 1 else "{n}  in {count} others",
                n=counted(figure, sum(rest)),
                count=len(rest),
            )
            yield Part(more, MUTED, indent=2)


class Behind(BaseModal[None]):
    """The dockets behind a figure; Enter opens one."""

    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="behind.back")]
    SCOPED_CSS = False
    CSS = "Behind CaseTable { height: auto; max-height: 70vh; }"

    def __init__(self, desk: Desk, report: Figures, figure: Figure) -> None:
        super().__init__()
        self._desk = desk
        self._report = report
        self._figure = figure

    def heading(self) -> Said:
        title = self._figure.rule.title(self.app.lang)
        return say("{title}: {n}", title=title, n=counted(self._figure, self._figure.total))

    def body(self) -> ComposeResult:
        yield Words(
            say("Enter opens a docket.")
            if self._figure.parts
            else say("No docket stands behind it.")
        )
        yield Table(
            [
                Column(say("Docket"), 11),
                Column(say("Value"), 14, right=True),
                Column(say("Channel"), 16),
                Column(say("Cause"), 24),
            ]
        )

    def on_mount(self) -> None:
        super().on_mount()
        table = self.query_one(Table)
        table.display = bool(self._figure.parts)
        table.focus()

    def retitle(self) -> None:
        super().retitle()
        lang = self.app.lang
        self.query_one(Table).fill(
            Row(
                part.docket,
                (
                    part.docket,
                    counted(self._figure, part.n),
                    class_name("channel", self._report.classes[part.docket]["channel"], lang),
                    class_name("cause", self._report.classes[part.docket]["cause"], lang),
                ),
            )
            for part in self._figure.parts
        )

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        key = self.query_one(Table).key
        if key is not None:
            self.app.push_screen(DocketScreen(self._desk, key))
