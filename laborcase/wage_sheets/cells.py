"""The cells of one row of a wage sheet, read with care: what is wrong stands at its column."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ..errors import Invalid
from ..values import day as read_day
from ..values import money, number, plain
from ..words import Said, say
from ..workbook import Cell, foreign_in
from .columns import Header, base_of

SCALE: Final = 10_000
"""Days and hours are counted in ten-thousandths."""
MOST: Final = 10**12
"""More hundredths of a yuan, or ten-thousandths of an hour, than any row can hold."""
_NOTHING: Final = ("", "-", "--", "–", "—", "——", "/", "－", "无", "\\")
"""What stands in books where there is nothing."""
_MONTH: Final = re.compile(r"(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?(?:份)?$")
_EITHER: Final = re.compile(r"20\d\d\.1")
_SERIAL: Final = re.compile(r"[34]\d{4}")
_DAY_NOUGHT: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets, for every day since March 1900."""


class Row:
    """One row being read: its cells by field, and what is wrong with it."""

    __slots__ = ("beside", "cells", "columns", "n", "problems", "scales", "text_numbers", "typed")

    def __init__(
        self, n: int, cells: Sequence[Cell], head: Header, typed: bool, text: bool
    ) -> None:
        self.n = n
        self.cells = cells
        self.columns = head.columns
        self.beside = head.beside
        self.scales = head.scales
        self.typed = typed
        self.text_numbers = text
        self.problems: list[tuple[str, Said]] = []
        """Each with the field of its column; empty where it is about the row."""

    def cell(self, name: str) -> Cell:
        """A cell; none where it is empty."""
        at = self.columns.get(name)
        if at is None or at > len(self.cells):
            return None
        value = self.cells[at - 1]
        return None if isinstance(value, str) and _is_nothing(value) else value

    def wrong(self, name: str, text: Said) -> None:
        """Something is wrong with a cell, or with the row where no column is meant."""
        self.problems.append((name if name in self.columns else "", text))

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
                             "anything: in a copy put the value in its place (copy, then paste "
                             "special: values), and keep the employer's own file as evidence "
                             "too."))  # fmt: skip

    def scaled(self, name: str, scale: int) -> int | None:
        """A number in units of 1 ÷ scale; ``None`` where the cell is empty or wrong."""
        at = self.columns.get(name)
        if at is None or at > len(self.cells):
            return None
        value = self.cells[at - 1]
        if value is None or value == "":
            return None
        if self.scales:  # a column in days or 万元
            scale *= self.scales.get(name, 1)
        if type(value) is int:
            made = value * scale
        elif type(value) is float:
            exact = value * scale
            made = round(exact)
            if abs(exact - made) > 1e-9 * max(1.0, abs(exact)):
                self.wrong(name, _too_fine(f"{value:.12g}"))
                return None
        elif isinstance(value, str):
            return self.typed_number(name, value, scale) if value.strip() else None
        elif isinstance(value, (bool, date, time, timedelta)):
            self.wrong(name, say("It is no number."))
            return None
        else:  # a formula over several cells is an object of its own
            self.formula(name, "=")
            return None
        if made < 0:
            self.wrong(name, say("It is negative."))
            return None
        if made > MOST:
            self.wrong(name, say("It is too large."))
            return None
        return made

    def sum_of(self, names: Sequence[str], scale: int = 100) -> int | None:
        """Columns that mean one thing, added up in units of 1 ÷ scale; ``None`` where all are
        empty, or all but advances or days of leave, beside which something else has to stand."""
        if len(names) == 1:
            return self.scaled(names[0], scale)
        found, empty = 0, True
        own = any(name not in self.beside for name in names)
        for name in names:
            one = self.scaled(name, scale)
            if one is not None:
                found += one
                empty = empty and own and name in self.beside
        return None if empty else found

    def typed_number(self, name: str, value: str, scale: int) -> int | None:
        """A number that stands there as text."""
        if _is_nothing(value):  # nothing paid is 0; another column may have to say something
            return 0 if base_of(name) == "paid" else None
        if value[0] in "=#":
            self.formula(name, value)
            return None
        if foreign_in(value):
            self.wrong(name, say("“{typed}” is in a foreign currency.", typed=value[:20]))
            return None
        if not (self.typed or self.text_numbers):
            self.wrong(name, say("The number is stored as text, “{typed}”: turn it into a number, "
                                 "or say that text is to be read.", typed=value[:20]))  # fmt: skip
            return None
        try:
            if scale == 100:
                return money(value)
            exact = Fraction(number(value)) * scale
            if exact.denominator == 1:
                return int(exact)
            self.wrong(name, _too_fine(value[:20]))
        except Invalid as wrong:
            for problem in wrong.problems:
                self.wrong(name, problem.text if isinstance(problem.text, Said) else say("?"))
        return None

    def day(self, name: str) -> date | None:
        """A cell that is a day."""
        value = self.cell(name)
        if value is None or isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        before = len(self.problems)
        text = self.text(name)
        if len(self.problems) > before or self.serial(name, text):
            return None
        try:
            return read_day(text)
        except Invalid:
            self.wrong(name, say("It is no day."))
            return None

    def month(self) -> date | None:
        """The month of the row."""
        value = self.cell("month")
        if isinstance(value, date):
            return date(value.year, value.month, 1)
        if isinstance(value, str) and (known := _month_of(value)):
            return known
        before = len(self.problems)
        text = self.text("month")
        if len(self.problems) > before or self.serial("month", text):
            return None
        if _EITHER.fullmatch(plain(text)):
            year = plain(text)[:4]
            self.wrong("month", say("“{typed}” may be January or October, since a number loses its "
                                    "last 0: write {first} or {tenth}.", typed=text,
                                    first=f"{year}-01", tenth=f"{year}-10"))  # fmt: skip
            return None
        found = _month_of(text)
        if found is None:
            self.wrong("month", say("It is no month with its year, such as 2026-03."))
        return found

    def serial(self, name: str, text: str) -> bool:
        """Whether a day stands as the bare number by which a spreadsheet counts days; says so."""
        if not _SERIAL.fullmatch(text):
            return False
        day = _DAY_NOUGHT + timedelta(days=int(text))
        self.wrong(name, say("{n} is how a spreadsheet counts the day {day}: show the column as "
                             "dates.", n=text, day=day.isoformat()))  # fmt: skip
        return True


def _is_nothing(value: str) -> bool:
    return value.strip(" \t¥￥") in _NOTHING


def _too_fine(value: str) -> Said:
    return say("{value} has more decimals than can be counted.", value=value)


@lru_cache(maxsize=1_000)
def _month_of(text: str) -> date | None:
    """A month as it is typed; the same few stand in thousands of rows."""
    found = _MONTH.fullmatch(plain(text))
    if not found or _EITHER.fullmatch(plain(text)):
        return None
    return date(int(found[1]), int(found[2]), 1)
