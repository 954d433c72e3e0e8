"""Rows of cells, such as the workers of a collective complaint: one line a row.

Any number of rows may stand in it: only the visible ones are drawn, and the cell under the cursor
is typed in one input below them, where an input method's window finds it.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen
from rich.cells import cell_len
from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from laborcase.errors import Invalid
from laborcase.words import Said, say, speak

from ..base import BaseApp, Words
from ..text import show_line, show_plain
from .field import Labelled
from .line import Line

PAGE = 8  # rows drawn at once
WIDEST = 22  # cells of a column; the whole text stands in the input below


@frozen
class Column:
    """One column: its path within a row, its label, and what reads a typed cell (raises Invalid).

    ``told`` says what a cell was understood as, ``key`` makes what the act reads of it, ``hint``
    stands in the empty cell. In a ``choice`` the text becomes the name that was meant. ``lacking``
    is what is wrong when the cell of a row in which something was typed is empty.
    """

    path: str
    label: str
    read: Callable[[str], object] = str
    told: Callable[[str], str] | None = None
    key: Callable[[str], str] = str
    hint: str = ""
    choice: bool = False
    lacking: Said | None = None


@frozen
class Pasted:
    """What a pasted text became: rows of cells in the order of the columns, and what to ask."""

    rows: tuple[tuple[str, ...], ...]
    questions: tuple[Said, ...] = field(default=())


class Cell(Line):
    """The input of the cell under the cursor; a paste of several cells goes to the grid."""

    class Table(Message):
        """Several cells were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def _on_paste(self, event: events.Paste) -> None:
        if "\t" in event.text or "\n" in event.text.strip("\r\n"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Table(event.text))


class Cells(Widget):
    """Draws the rows around the cursor. Its grid holds them."""

    app = getters.app(BaseApp)

    class Picked(Message):
        """A cell was clicked."""

        def __init__(self, row: int, column: int) -> None:
            super().__init__()
            self.row = row
            self.column = column

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[list[str]] = []
        self.wrong: set[tuple[int, int]] = set()
        self.row = self.column = self.top = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 + min(max(len(self.rows), 1), PAGE)

    def render(self) -> Content:
        lang = self.app.lang
        self.top = max(min(self.top, self.row), self.row - PAGE + 1, 0)
        self.top = max(min(self.top, len(self.rows) - PAGE), 0)
        shown = range(self.top, min(self.top + PAGE, len(self.rows)))
        margin = len(str(len(self.rows))) + 2
        widths = self._widths(shown, self.content_size.width - margin)
        lines = [
            Content(" ").join(
                [
                    show_line("", lang, margin).pad_right(margin - 1),
                    *(
                        _fitted(show_line(column.label, lang, width), width).stylize("underline")
                        for column, width in zip(self.columns, widths, strict=True)
                    ),
                ]
            )
        ]
        for at in shown:
            mark = ">" if at == self.row else " "
            head = show_line(mark + str(at + 1), lang)
            cells = []
            for column, width in enumerate(widths):
                text = named(self.columns[column], self.rows[at][column], lang)
                if (at, column) in self.wrong:
                    text = "! " + text
                cell = _fitted(show_line(text, lang, width), width)
                here = at == self.row and column == self.column
                cells.append(cell.stylize("reverse") if here else cell)
            lines.append(Content(" ").join([_fitted(head, margin - 1), *cells]))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        at = self.top + event.y - 1
        if event.y < 1 or at >= len(self.rows):
            return
        margin = len(str(len(self.rows))) + 2
        shown = range(self.top, min(self.top + PAGE, len(self.rows)))
        left = margin
        for column, width in enumerate(self._widths(shown, self.content_size.width - margin)):
            if event.x <= left + width:
                self.post_message(self.Picked(at, column))
                return
            left += width + 1

    def _widths(self, shown: range, room: int) -> list[int]:
        """The width of each column: as wide as its texts, the widest cut until all fit."""
        widths = []
        for i, column in enumerate(self.columns):
            texts = [column.label, *(self.rows[at][i][: WIDEST + 2] for at in shown)]
            widths.append(min(max(cell_len(text) for text in texts) + 1, WIDEST))
        while sum(widths) + len(widths) > max(room, len(widths) * 5):
            widths[widths.index(max(widths))] -= 1
        return widths


def _fitted(content: Content, width: int) -> Content:
    return content.pad_right(max(width - content.cell_length, 0))


class Grid(Labelled):
    """Rows of cells. Enter goes to the next cell and, after the last one, to a new row; on an
    empty row it leaves the grid. Up and Down change the row. Pasted lines become rows.

    ``paste`` turns a pasted text into rows; the default maps a header line to the columns.
    """

    BINDINGS = [
        Binding("ctrl+n", "add", say("Row more"), id="grid.add", priority=True),
        Binding("ctrl+d", "delete", say("Delete row"), id="grid.delete", priority=True),
        Binding("pageup", "step(-8)", say("Page up"), show=False),
        Binding("pagedown", "step(8)", say("Page down"), show=False),
    ]

    class Asked(Message):
        """A paste raised these questions, or none; the screen shows them."""

        def __init__(self, questions: tuple[Said, ...]) -> None:
            super().__init__()
            self.questions = questions

    def __init__(
        self,
        label: str,
        columns: Sequence[Column],
        *,
        path: str = "",
        paste: Callable[[str], Pasted] | None = None,
    ) -> None:
        self._cell = Cell()
        super().__init__("", self._cell, path=path)
        self._heading = label
        self.columns = tuple(columns)
        self._paste = paste or (lambda text: positioned(text, self.columns))
        self._title = Words(classes="grid-title")
        self._cells = Cells(columns)
        self._problems: dict[tuple[int, int], Said] = {}
        self._doomed: int | None = None
        self._cells.rows = [self._fresh()]

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._cells
        with HorizontalGroup():
            yield self._label
            yield self._cell
            yield self._note
        yield self._sentence

    def on_mount(self) -> None:
        self._move(0, 0)

    def retitle(self) -> None:
        """Draw the cells again in the app's language."""
        self._cells.refresh()

    # -- what stands in it

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows in which something was typed."""
        return tuple(tuple(row) for row in self._cells.rows if _filled(row))

    def fill(self, rows: Iterable[Sequence[str]]) -> None:
        """Replace all rows."""
        self._cells.rows = [list(row) for row in rows] or [self._fresh()]
        self._problems.clear()
        self._move(0, 0)
        self._judge()

    @property
    def text(self) -> str:
        """Its rows as JSON, as a draft keeps them; empty if nothing was typed."""
        rows = self.rows
        return json.dumps([[c.path for c in self.columns], *rows]) if rows else ""

    @text.setter
    def text(self, text: str) -> None:
        kept = json.loads(text) if text else []
        places = {path: i for i, path in enumerate(kept[0])} if kept else {}
        self.fill(
            [row[places[c.path]] if c.path in places else "" for c in self.columns]
            for row in kept[1:]
        )

    @property
    def value(self) -> tuple[tuple[str, ...], ...] | None:
        """The rows in which something was typed; None if there is none, or a cell has a problem."""
        return None if self._problems else self.rows or None

    def typed(self, most: int | None = None) -> dict[str, str]:
        """What was typed by path (``allegations.2.amount``), of ``most`` rows if given."""
        return {
            f"{self.path}.{n}.{column.path}": _key(column, text)
            for n, row in enumerate(self.rows[:most], 1)
            for column, text in zip(self.columns, row, strict=True)
            if text.strip()
        }

    def load(self, fields: Mapping[str, str]) -> None:
        """Take what a draft kept, or single cells by their path."""
        if fields.get(self.path):
            self.text = fields[self.path]
            return
        rows: dict[int, list[str]] = {}
        places = {column.path: i for i, column in enumerate(self.columns)}
        for path, text in fields.items():
            start, _, rest = path.removeprefix(f"{self.path}.").partition(".")
            if path.startswith(f"{self.path}.") and start.isdecimal() and rest in places:
                row = rows.setdefault(int(start), [""] * len(self.columns))
                row[places[rest]] = text
        if rows:
            self.fill(rows[n] for n in sorted(rows))
            first = self._cells.rows[0]
            self._move(0, next((i for i, text in enumerate(first) if not text), 0))

    # -- what is wrong in it

    @property
    def problem(self) -> Said | None:
        """What is wrong with the first cell that cannot be read."""
        return self._problems[min(self._problems)] if self._problems else None

    @property
    def problems(self) -> Mapping[tuple[int, int], Said]:
        """What cannot be read, by row and column counted from 0."""
        return self._problems

    def complain_at(self, place: str, problem: Said) -> None:
        """Mark the cell at ``place`` (``2.amount``, rows in which something was typed counted)."""
        n, _, path = place.partition(".")
        filled = [at for at, row in enumerate(self._cells.rows) if _filled(row)]
        column = next((i for i, c in enumerate(self.columns) if c.path == path), 0)
        at = filled[int(n) - 1] if n.isdecimal() and 0 < int(n) <= len(filled) else 0
        self._problems[at, column] = problem
        self._tell()

    def recheck(self) -> None:
        self._judge()

    def go_to_problem(self) -> None:
        """Put the cursor into the first cell that cannot be read."""
        if self._problems:
            self._move(*min(self._problems))
        self.go()

    # -- moving and changing

    def action_step(self, by: int) -> None:
        at = self._cells.row + by
        if abs(by) > 1:
            at = min(max(at, 0), len(self._cells.rows) - 1)
        if 0 <= at < len(self._cells.rows):
            self._move(at, self._cells.column)
        else:
            super().action_step(by)

    def action_add(self) -> None:
        """A new row below this one; an empty one is not left behind."""
        at = self._cells.row
        if _filled(self._cells.rows[at]):
            at += 1
            self._cells.rows.insert(at, self._fresh())
            self._shift(at, 1)
        self._move(at, 0)
        self._cells.refresh(layout=True)

    def action_delete(self) -> None:
        """Delete this row; a filled one only when asked a second time."""
        at = self._cells.row
        row = self._cells.rows[at]
        if _filled(row) and self._doomed != at:
            self._doomed = at
            self._sentence.text = say(
                "Ctrl+D once more deletes row {n} ({text}).", n=at + 1, text=" ".join(row)[:40]
            )
            self.add_class("-problem")
            return
        del self._cells.rows[at]
        self._problems = {p: s for p, s in self._problems.items() if p[0] != at}
        self._shift(at, -1)
        if not self._cells.rows:
            self._cells.rows = [self._fresh()]
        self._move(min(at, len(self._cells.rows) - 1), 0)
        self._cells.refresh(layout=True)
        self.post_message(self.Changed(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        cells = self._cells
        if cells.column == 0 and not _filled(cells.rows[cells.row]):
            self.screen.focus_next()
        elif cells.column + 1 < len(self.columns):
            self._move(cells.row, cells.column + 1)
        elif cells.row + 1 < len(cells.rows):
            self._move(cells.row + 1, 0)
        else:
            self.action_add()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        cells = self._cells
        row = cells.rows[cells.row]
        if row[cells.column] == self._cell.value:
            return
        row[cells.column] = self._cell.value
        self._read(cells.row)
        self._tell()
        self.post_message(self.Changed(self))

    def on_cells_picked(self, event: Cells.Picked) -> None:
        event.stop()
        self._move(event.row, event.column)
        self.go()

    def on_cell_table(self, event: Cell.Table) -> None:
        event.stop()
        pasted = self._paste(event.text)
        cells = self._cells
        at = cells.row
        if _filled(cells.rows[at]):
            at += 1
        else:
            del cells.rows[at]
        rows = [list(row) for row in pasted.rows]
        cells.rows[at:at] = rows
        self._shift(at, len(rows))
        self._move(min(at, len(cells.rows) - 1), 0)
        cells.refresh(layout=True)
        self._judge()
        self.post_message(self.Changed(self))
        self.post_message(self.Asked(pasted.questions))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._move(self._cells.row, self._cells.column)

    def _fresh(self) -> list[str]:
        return [""] * len(self.columns)

    def _settle(self) -> None:
        """A choice that was understood takes the name that was meant."""
        cells = self._cells
        if cells.row < len(cells.rows):
            row = cells.rows[cells.row]
            row[cells.column] = named(self.columns[cells.column], row[cells.column], self.app.lang)

    def _move(self, row: int, column: int) -> None:
        cells = self._cells
        self._settle()
        cells.row, cells.column = row, column
        self._settle()
        self._doomed = None
        self._label.text = self.columns[column].label
        self._cell.placeholder = show_plain(self.columns[column].hint, self.app.lang)
        self._cell.value = cells.rows[row][column]
        self._cell.cursor_position = len(self._cell.value)
        self._tell()

    def _shift(self, at: int, by: int) -> None:
        """Move the problems of the rows from ``at`` on."""
        self._problems = {
            (row + by if row >= at else row, column): text
            for (row, column), text in self._problems.items()
        }

    def _read(self, row: int) -> None:
        """Read the cells of a row: what is typed in one may tell that another lacks."""
        for column in range(len(self.columns)):
            self._problems.pop((row, column), None)
        for column, problem in _wrong(self.columns, self._cells.rows[row]):
            self._problems[row, column] = problem

    def _judge(self) -> None:
        """Read all cells, off the screen: there may be thousands."""
        self.screen.run_worker(
            self._judged(), group=f"judge {id(self)}", exclusive=True, exit_on_error=False
        )

    async def _judged(self) -> None:
        rows = [tuple(row) for row in self._cells.rows]
        found = await asyncio.to_thread(_problems, self.columns, rows)
        if [tuple(row) for row in self._cells.rows] == rows:
            self._problems = found
            self._tell()
        else:
            self._judge()

    def _tell(self) -> None:
        cells = self._cells
        cells.wrong = set(self._problems)
        filled = len(self.rows)
        rows = say(
            "{title}: {n} row" if filled == 1 else "{title}: {n} rows",
            title=self._heading,
            n=filled,
        )
        wrong = len(self._problems)
        if wrong:
            rows = say(
                "{rows}, {n} cell to mend (F6)" if wrong == 1 else "{rows}, {n} cells to mend (F6)",
                rows=rows,
                n=wrong,
            )
        self._title.text = rows
        problem = self._problems.get((cells.row, cells.column))
        self.complain(problem or "")
        column, text = self.columns[cells.column], cells.rows[cells.row][cells.column]
        understood = bool(text.strip()) and column.told is not None and problem is None
        self._note.text = column.told(text) if understood and column.told else ""
        cells.refresh()


def positioned(text: str, columns: Sequence[Column]) -> Pasted:
    """Pasted lines by position; what is more than the columns hold stays in the last one."""
    rows = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            cells = [cell.strip() for cell in line.split("\t")]
            cells += [""] * (len(columns) - len(cells))
            last = len(columns) - 1
            rows.append((*cells[:last], " ".join(c for c in cells[last:] if c)))
    return Pasted(tuple(rows))


def named(column: Column, text: str, lang: str) -> str:
    """The name of what a choice means, in ``lang``; any other text as it is."""
    if not column.choice or column.told is None or not text.strip() or _problem(column, text):
        return text
    return speak(column.told(text), lang)


def _filled(row: Sequence[str]) -> bool:
    return any(text.strip() for text in row)


def _key(column: Column, text: str) -> str:
    """What the act reads of a cell; a cell that cannot be read stays as it was typed."""
    return text if _problem(column, text) else column.key(text)


def _problem(column: Column, text: str) -> Said | None:
    try:
        column.read(text)
    except Invalid as error:
        return error.sentence
    return None


def _wrong(columns: Sequence[Column], row: Sequence[str]) -> Iterator[tuple[int, Said]]:
    """What is wrong in a row in which something was typed, by column."""
    for i, (column, text) in enumerate(zip(columns, row, strict=True)):
        problem = _problem(column, text) if text.strip() else column.lacking
        if problem is not None and _filled(row):
            yield i, problem


def _problems(
    columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> dict[tuple[int, int], Said]:
    return {(at, i): problem for at, row in enumerate(rows) for i, problem in _wrong(columns, row)}
