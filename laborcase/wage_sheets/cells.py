"""The cells of one row of a wage sheet, read with care: what is wrong stands at its column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ..errors import Invalid, Problem
from ..values import day as read_day
from ..values import money, number, plain
from ..words import Said, say
from ..workbook import Cell
from .columns import FIELDS, FOREIGN, place

SCALE: Final = 10_000
"""Days and hours are counted in ten-thousandths."""
_MONTH: Final = re.compile(r"(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?(?:份)?$")


class Row:
    """One row being read: its cells by field, and what is wrong with it."""

    __slots__ = ("cells", "columns", "n", "problems", "text_numbers", "typed")

    def __init__(
        self, n: int, cells: Sequence[Cell], columns: Mapping[str, int], typed: bool, text: bool
    ) -> None:
        self.n = n
        self.cells = cells
        self.columns = columns
        self.typed = typed
        self.text_numbers = text
        self.problems: list[Problem] = []

    def cell(self, name: str) -> Cell:
        """A cell; none where it is empty."""
        at = self.columns.get(name)
        if at is None or at > len(self.cells):
            return None
        value = self.cells[at - 1]
        return None if isinstance(value, str) and not value.strip() else value

    def wrong(self, name: str, text: Said) -> None:
        """Something is wrong with a cell."""
        at = self.columns.get(name, 0)
        where = place(self.n, at, "") if at else say("row {n}", n=self.n)
        self.problems.append(
            Problem(say("{where} ({what})", where=where, what=FIELDS[name]) if at else where, text)
        )

    def text(self, name: str) -> str:
        """A cell that is a text."""
        value = self.cell(name)
        if isinstance(value, str):
            if value.startswith(("=", "#")):
                self.formula(name, value)
                return ""
            return value.strip()
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, (int, float, date)):
            return str(value)
        if value is not None:  # a formula over several cells is an object of its own
            self.formula(name, "=")
        return ""

    def formula(self, name: str, value: str) -> None:
        """A formula, or the error it came to, stands where a value is wanted."""
        if value.startswith("#"):
            self.wrong(name, say("It holds an error, {value}.", value=value[:20]))
            return
        self.wrong(name, say("It holds a formula, which is never run, and its last result may be "
                             "anything: put the value in its place."))  # fmt: skip

    def scaled(self, name: str, scale: int) -> int | None:
        """A number in units of 1 ÷ scale; ``None`` where the cell is empty or wrong."""
        at = self.columns.get(name)
        if at is None or at > len(self.cells):
            return None
        value = self.cells[at - 1]
        if value is None or value == "":
            return None
        if type(value) is int:
            made = value * scale
        elif type(value) is float:
            exact = value * scale
            made = round(exact)
            if abs(exact - made) > 1e-6 * max(1.0, abs(exact)):
                self.wrong(name, say("{value} has more decimals than can be counted.",
                                     value=f"{value:g}"))  # fmt: skip
                return None
        elif isinstance(value, str):
            return self.typed_number(name, value, scale) if value.strip() else None
        else:
            self.wrong(name, say("It is no number."))
            return None
        if made < 0:
            self.wrong(name, say("It is negative."))
            return None
        return made

    def typed_number(self, name: str, value: str, scale: int) -> int | None:
        """A number that stands there as text."""
        if value[0] in "=#":
            self.formula(name, value)
            return None
        if FOREIGN.search(value):
            self.wrong(name, say("“{typed}” is in a foreign currency.", typed=value[:20]))
            return None
        if not (self.typed or self.text_numbers):
            self.wrong(name, say("The number is stored as text, “{typed}”: turn it into a number, "
                                 "or say that text is to be read.", typed=value[:20]))  # fmt: skip
            return None
        try:
            if scale == 100:
                return money(value)
            return int(Fraction(number(value)) * scale)
        except Invalid as wrong:
            for problem in wrong.problems:
                self.wrong(name, problem.text if isinstance(problem.text, Said) else say("?"))
            return None

    def day(self, name: str) -> date | None:
        """A cell that is a day."""
        value = self.cell(name)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_day(self.text(name))
        except Invalid:
            self.wrong(name, say("It is no day."))
            return None

    def month(self) -> date | None:
        """The month of the row."""
        value = self.cell("month")
        if isinstance(value, datetime):
            return value.date().replace(day=1)
        if isinstance(value, date):
            return value.replace(day=1)
        found = _month_of(self.text("month"))
        if found is None:
            self.wrong("month", say("It is no month with its year, such as 2026-03."))
        return found


@lru_cache(maxsize=1_000)
def _month_of(text: str) -> date | None:
    """A month as it is typed; the same few stand in thousands of rows."""
    found = _MONTH.fullmatch(plain(text))
    return date(int(found[1]), int(found[2]), 1) if found else None
