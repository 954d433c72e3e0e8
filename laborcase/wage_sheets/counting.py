"""How one row of a wage sheet is counted, and what a whole sheet comes to."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from ..acts.wages import SheetColumn, SheetWorker
from ..errors import Problem
from ..law.wages import Assumed
from ..values import Fen, money_text, number_of
from ..words import Said, say
from .cells import SCALE

EIGHTHS: Final = 800
"""An hour is an eighth of a day, a per cent a hundredth."""


@frozen
class Rule:
    """What counts in one month: its days, conversion days, percentages, minimum wages (several
    where it is not clear which counts, the least first)."""

    first: date
    last: date
    days_num: int
    days_den: int
    percents: tuple[int, ...]
    minimums: tuple[Fen, ...]
    working: int
    holidays: int


@frozen
class Counted:
    """How a row was counted: wage, days attended, statutory holidays paid beside them, whether it
    makes a whole month, hours of overtime and allowances; ``admitted`` is the employer's own count
    where that is more and was taken as due. Sums in fen; days and hours in ten-thousandths."""

    rule: Rule
    monthly: int | None
    daily: int | None
    days: int | None
    holidays: int
    whole: bool
    hours: tuple[int | None, ...]
    allowances: int
    stated: int | None = None
    admitted: int | None = None

    @property
    def exact(self) -> Fraction:
        """What is due, in exact fen: whole numbers over one denominator."""
        if self.admitted is not None:
            return Fraction(self.admitted)
        num, den = self.rule.days_num, self.rule.days_den
        extra = 0
        for percent, hours in zip(self.rule.percents, self.hours, strict=True):
            extra += percent * (hours or 0)
        scale = SCALE * num * EIGHTHS
        if self.monthly is not None:
            due = self.monthly * scale
            if not self.whole:
                paid = (self.days or 0) + self.holidays * SCALE
                due = min(due, self.monthly * paid * den * EIGHTHS)
            due += self.monthly * den * extra
        elif self.daily is not None:
            due = self.daily * (self.days or 0) * num * EIGHTHS + self.daily * extra * num
        else:
            return Fraction(self.stated or 0)
        return Fraction(due + self.allowances * scale, scale)

    @property
    def how(self) -> str:
        """The formula, as anybody can count it again."""
        if self.admitted is not None:
            return f"max({money_text(self.admitted)}, {self._formula})"
        return self._formula

    @property
    def _formula(self) -> str:
        hours = [
            f"{p} % × {scaled_text(h)}"
            for p, h in zip(self.rule.percents, self.hours, strict=True)
            if h
        ]  # fmt: skip
        pay = number_of(Fraction(self.rule.days_num, self.rule.days_den))
        if self.monthly is not None:
            wage = money_text(self.monthly)
            hourly, told = f"{wage} ÷ {pay} ÷ 8", wage
            if not self.whole:
                days = scaled_text(self.days or 0)
                days = f"({days} + {self.holidays})" if self.holidays else days
                told = f"{wage} ÷ {pay} × {days}"
                if (self.days or 0) + self.holidays * SCALE > SCALE * self.rule.days_num / (
                    self.rule.days_den
                ):
                    told = f"min({wage}, {told})"
        elif self.daily is not None:
            wage = money_text(self.daily)
            hourly, told = f"{wage} ÷ 8", f"{wage} × {scaled_text(self.days or 0)}"
        else:
            return money_text(self.stated or 0)
        if hours:
            told += f" + {hourly} × ({' + '.join(hours)})"
        if self.allowances:
            told += f" + {money_text(self.allowances)}"
        return told


def scaled_text(scaled: int) -> str:
    return number_of(Fraction(scaled, SCALE))


@frozen(kw_only=True)
class Owed:
    """What one row comes to: due, paid, and what is owed; ``stated`` is what the employer says is
    due, where a column does. Who joins with the sheet has no id yet: ``+1`` is the first of them.
    """

    row: int
    worker: str
    name: str
    month: date
    due: Fen
    paid: Fen
    withheld: Fen
    counted: Counted
    stated: Fen | None = None

    @property
    def found(self) -> Fen:
        """What is still owed."""
        return Fen(max(0, self.due - self.paid - self.withheld))


@frozen(kw_only=True)
class SheetResult:
    """What a sheet comes to: rows without a problem; problems by row and column; what must be said
    of the sheet as a whole (the path is the option that answers it); workers who do not stand in
    the docket and of whom nothing was said, and those who join; what a person has to know; the
    figures that it rests on; and what each column was taken for."""

    owed: tuple[Owed, ...]
    problems: tuple[Problem, ...]
    asks: tuple[Problem, ...]
    strangers: tuple[tuple[int, str], ...]
    joining: tuple[SheetWorker, ...]
    told: tuple[Said, ...]
    assumed: tuple[Assumed, ...]
    columns: tuple[SheetColumn, ...]

    @property
    def total(self) -> Fen:
        """What is owed altogether."""
        return Fen(sum(one.found for one in self.owed))


# ------------------------------------------------------------------ rows and months in words


def rows_text(rows: Sequence[int]) -> str:
    """Rows in short: ``2–5, 7``."""
    runs: list[list[int]] = []
    for n in sorted(set(rows)):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def told_rows(rows: Sequence[int]) -> Said:
    if len(rows) == 1:
        return say("row {n}", n=rows[0])
    return say("rows {rows}", rows=rows_text(rows))


def months_text(months: set[date]) -> str:
    """Months in short: the first and the last of several; empty where there are none."""
    if not months:
        return ""
    first, last = min(months), max(months)
    return f"{first:%Y-%m}" if first == last else f"{first:%Y-%m} – {last:%Y-%m}"
