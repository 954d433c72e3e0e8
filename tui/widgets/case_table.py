"""The table of dockets: rows by key, nothing parsed, the cursor stays on its docket."""

from collections.abc import Iterable, Sequence

from attrs import frozen
from rich.text import Text
from textual import events, getters
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from ..base import BaseApp
from ..text import show_cell

LONGEST = 60  # cells of one table cell: long texts make each repaint slow


@frozen
class Column:
    """A heading; ``width`` in cells, as wide as its content if None; ``right`` for sums."""

    label: str
    width: int | None = None
    right: bool = False


@frozen
class Row:
    """One docket: its key and one text per column."""

    key: str
    cells: tuple[str, ...]


class CaseTable(DataTable[Text]):
    """Enter or one click opens a row (``RowSelected``); Up and Down leave it at its edges."""

    app = getters.app(BaseApp)

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self.heads = tuple(columns)
        self._shown: tuple[Row, ...] = ()

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; None in an empty table."""
        return self._shown[self.cursor_row].key if self._shown else None

    def on_mount(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        """Set headings and cells again in the app's language."""
        with self.prevent(self.RowHighlighted):
            at = self.cursor_row
            self.clear(columns=True)
            for head in self.heads:
                label = show_cell(head.label, self.app.lang, head.width, right=head.right)
                self.add_column(label, width=head.width)
            self._write(at)

    def fill(self, rows: Iterable[Row]) -> None:
        """Replace all rows. The cursor stays on its key, else on its line."""
        before = self.key
        at = self.cursor_row
        with self.prevent(self.RowHighlighted):
            self.clear()
            self._shown = tuple(rows)
            self._write(next((i for i, r in enumerate(self._shown) if r.key == before), at))
        if self.key is not None and self.key != before:
            self._highlight_row(self.cursor_row)

    def lay(self, heads: Sequence[Column], rows: Iterable[Row]) -> None:
        """Other columns, and the rows as they stand in them. The cursor stays on its line."""
        self.heads = tuple(heads)
        self._shown = tuple(rows)
        self.retitle()

    def action_cursor_up(self) -> None:
        if self.cursor_row == 0:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.cursor_row >= self.row_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    async def _on_click(self, event: events.Click) -> None:
        # Textual selects only a row that is highlighted already, so highlight it first.
        meta = event.style.meta
        if meta.get("row", -1) >= 0:
            self.cursor_coordinate = Coordinate(meta["row"], meta["column"])

    def _write(self, at: int) -> None:
        lang = self.app.lang
        for row in self._shown:
            self.add_row(
                *(
                    show_cell(text, lang, head.width or LONGEST, right=head.right)
                    for text, head in zip(row.cells, self.heads, strict=True)
                ),
                key=row.key,
            )
        if self._shown:
            self.move_cursor(row=min(at, len(self._shown) - 1), animate=False)
