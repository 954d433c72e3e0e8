"""The months that stand above the columns of a wage sheet, or in its name."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from ..values import in_figures, plain
from ..workbook import Grid

_WHOLE: Final = re.compile(
    r"(?<!\d)(20\d\d)(?:年度?|[-./])(1[0-2]|0?[1-9])(?:月|(?![-./\d月]))(?!份?\d)"
    r"|(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)"
)
_BARE: Final = re.compile(r"(?<![\d年])(1[0-2]|0?[1-9])月(?!份?\d)")
_MADE: Final = re.compile(r"(?:日期|时间)[^\d]{0,3}20\d\d\D\d{1,2}(?:\D\d{1,2})?")
"""When the table was made or paid out, which is no month of wages."""
_LONGEST: Final = 60


@frozen
class Titled:
    """A text that names months: with their years, else the bare ones."""

    text: str
    months: tuple[date, ...]
    bare: tuple[int, ...]

    def fits(self, month: date) -> bool:
        """Whether a month is among those named."""
        if self.months:
            return month.replace(day=1) in self.months
        return month.month in self.bare


def titled(grid: Grid, head: int) -> Iterator[Titled]:
    """What names months above the row ``head`` with the names of the columns, and in the name of
    the sheet; a day (2026年6月5日) is none."""
    cells = [cell for row in grid.rows[: head - 1] for cell in row]
    for cell in (*cells, grid.sheet):
        if not isinstance(cell, str) or not cell.strip():
            continue
        text = _MADE.sub("", in_figures(plain(cell)))
        months = [date(int(m[1] or m[3]), int(m[2] or m[4]), 1) for m in _WHOLE.finditer(text)]
        bare = [int(m[1]) for m in _BARE.finditer(text)]
        if months or bare:
            shown = " ".join(cell.split())[:_LONGEST]
            yield Titled(shown, tuple(dict.fromkeys(months)), tuple(dict.fromkeys(bare)))


def proposed(grid: Grid, head: int) -> date | None:
    """The one month that a title names with its year; none where there are several or none."""
    found = {month for one in titled(grid, head) for month in one.months}
    return found.pop() if len(found) == 1 else None
