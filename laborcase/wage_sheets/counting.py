"""What the rows of a wage sheet come to: each is one worker and one month."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import frozen

from ..acts.wages import SheetColumn
from ..errors import Invalid, Problem
from ..law.wages import Ground, parameter, to_fen
from ..law.wages.rules import Asks, month_end
from ..record.claims import Claims
from ..values import Fen, Line, money_text, plain, resident_number
from ..words import Said, say
from ..workbook import Grid
from .cells import SCALE, Row
from .columns import header, place
from .options import Options

_FOOT: Final = re.compile("^(?:合计|总计|小计|共计|total|sum)", re.IGNORECASE)
_YUAN: Final = ("", "cny", "rmb", "人民币", "元", "¥", "人民币元")
_PERCENTS: Final = ("overtime_working", "overtime_rest", "overtime_holiday")


@frozen(kw_only=True)
class Owed:
    """What one row comes to: due, paid, and what is owed; ``stated`` is what the employer says is
    due, where a column does."""

    row: int
    worker: str
    name: str
    month: date
    due: Fen
    paid: Fen
    stated: Fen | None = None

    @property
    def found(self) -> Fen:
        """What is still owed."""
        return Fen(max(0, self.due - self.paid))


@frozen(kw_only=True)
class SheetResult:
    """What a sheet comes to: rows without a problem; problems by row and column; workers who do not
    stand in the docket; what a person has to know; and what each column was taken for."""

    owed: tuple[Owed, ...]
    problems: tuple[Problem, ...]
    strangers: tuple[tuple[int, str], ...]
    told: tuple[Said, ...]
    columns: tuple[SheetColumn, ...]

    @property
    def total(self) -> Fen:
        """What is owed altogether."""
        return Fen(sum(one.found for one in self.owed))


@frozen
class _Rule:
    """What counts in one month: the last day, conversion days, percentages, the minimum."""

    last: date
    days_num: int
    days_den: int
    percents: tuple[int, ...]
    minimum: Fen | None


def _rule(month: date, ground: Ground, options: Options) -> _Rule:
    pay_days = parameter("pay_days", month).number
    local = ground.local("minimum_month", options.place, options.grade, month)
    return _Rule(
        month_end(month),
        pay_days.numerator,
        pay_days.denominator,
        tuple(int(parameter(name, month).value) for name in _PERCENTS),
        local.sum if local else None,
    )


class _Reader:
    def __init__(self, grid: Grid, claims: Claims, ground: Ground, options: Options) -> None:
        self.grid, self.ground, self.options = grid, ground, options
        self.head, self.columns = header(grid, options)
        self.rules: dict[date, _Rule | Said] = {}
        self.ids = {w.id: w for w in claims.workers}
        self.names: dict[str, list[str]] = {}
        self.numbers: dict[str, str] = {}
        for w in claims.workers:
            if w.double:
                continue
            if w.name:
                self.names.setdefault(plain(w.name), []).append(w.id)
            if w.resident_number:
                self.numbers[w.resident_number] = w.id
        self.problems: list[Problem] = []
        self.strangers: list[tuple[int, str]] = []
        self.told: list[Said] = list(grid.told)
        self.seen: dict[tuple[str, date], int] = {}

    def read(self) -> Iterator[Owed]:
        """Row after row; what is wrong is collected."""
        merged = self._merged()
        used = set(self.columns.values())
        foreign = {n: i for n, i in sorted(self.grid.foreign) if i in used}
        for n, cells in enumerate(self.grid.rows[self.head :], self.head + 1):
            if all(cell is None or cell == "" for cell in cells):
                continue
            row = Row(n, cells, self.columns, self.grid.typed, self.options.text_numbers)
            if self._is_foot(row):
                self.told.append(say("Row {n} adds up the others and is left out.", n=n))
                continue
            if n in merged:
                self._say(row, say("Cells of the row are merged: part them, so that each says its "
                                   "own value."))  # fmt: skip
            if n in self.grid.hidden_rows:
                self._say(row, say("The row is hidden: show it, or take it out."))
            if n in foreign:
                where = place(n, foreign[n], "")
                row.problems.append(Problem(where, say("The cell is shown in a foreign currency.")))
            made = self._owed(row) if not row.problems else None
            self.problems += row.problems
            if made is not None:
                yield made

    def _say(self, row: Row, text: Said) -> None:
        row.problems.append(Problem(say("row {n}", n=row.n), text))

    def _is_foot(self, row: Row) -> bool:
        first = next((c for c in row.cells if c is not None and c != ""), None)
        return isinstance(first, str) and bool(_FOOT.match(first.strip()))

    def _merged(self) -> set[int]:
        """Rows of which a merged range takes cells that are read; the header counts too."""
        used = set(self.columns.values())
        rows: set[int] = set()
        for top, left, bottom, right in self.grid.merged:
            if bottom >= self.head and used & set(range(left, right + 1)):
                rows |= set(range(max(top, self.head), bottom + 1))
        if self.head in rows:
            raise Invalid(
                Problem(say("row {n}", n=self.head), say("Names of columns are merged: give each "
                                                         "column its own name."))
            )  # fmt: skip
        return rows

    # -- one row

    def _owed(self, row: Row) -> Owed | None:
        month = row.month() if "month" in self.columns else self.options.month
        worker, name = self._who(row)
        paid = row.scaled("paid", 100)
        due, stated = self._due(row, month) if month is not None else (None, None)
        if paid is None and not row.problems:
            row.wrong("paid", say("It is empty: type 0 where nothing was paid."))
        if row.problems or month is None or not worker or due is None or paid is None:
            return None
        month = month.replace(day=1)
        before = self.seen.setdefault((worker, month), row.n)
        if before != row.n:
            self._say(row, say("{worker}, {month} stands in row {row} too.", worker=worker,
                               month=f"{month:%Y-%m}", row=before))  # fmt: skip
            return None
        return Owed(row=row.n, worker=worker, name=name, month=month, due=due,
                    paid=Fen(paid), stated=stated)  # fmt: skip

    def _who(self, row: Row) -> tuple[str, str]:
        """The worker's id in the docket; empty, and said, where it is not clear."""
        name = row.text("name") if "name" in self.columns else ""
        typed = row.text("worker").upper() if "worker" in self.columns else ""
        if typed:
            if typed in self.ids and not self.ids[typed].double:
                return typed, name
            row.wrong("worker", say("There is no worker {id} here.", id=typed[:20]))
            return "", name
        if "number" in self.columns and row.cell("number") is not None:
            try:
                found = self.numbers.get(resident_number(row.text("number")))
            except Invalid:
                row.wrong("number", say("It is no resident number."))
                return "", name
            if found:
                return found, name
        ids = self.names.get(plain(name), []) if name else []
        if len(ids) == 1:
            return ids[0], name
        if ids:
            row.wrong("name", say("Several workers of that name stand here ({ids}): say which in a "
                                  "column with their ids.", ids=", ".join(ids)))  # fmt: skip
        elif name:
            self.strangers.append((row.n, name))
        else:
            self._say(row, say("Nobody is named."))
        return "", name

    def _due(self, row: Row, month: date) -> tuple[Fen | None, Fen | None]:
        """What is due for a row, counted in whole numbers over one denominator and rounded once."""
        rule = self._rule_of(row, month)
        monthly, daily = row.scaled("monthly", 100), row.scaled("daily", 100)
        days = row.scaled("days", SCALE)
        hours = [row.scaled(name, SCALE) for name in ("working", "rest", "holiday")]
        allowances, told = row.scaled("allowances", 100), row.scaled("due", 100)
        stated = None if told is None else Fen(told)
        self._currency(row)
        if row.problems or rule is None:
            return None, stated
        self._times(row, rule, month, days, hours)
        extra = sum(p * (h or 0) for p, h in zip(rule.percents, hours, strict=True))
        if monthly == 0 or daily == 0:
            row.wrong("monthly" if monthly == 0 else "daily",
                      say("A wage of nothing is none: type the wage agreed."))  # fmt: skip
        elif monthly is not None and daily is not None:
            row.wrong("daily", say("The row has a wage of a month and one of a day: leave one."))
        elif monthly is None and daily is None:
            if stated is None:
                self._say(row, say("The row has no wage."))
            elif extra:
                self._say(row, say("The row has hours and no wage to count them with."))
            else:
                return stated, stated
        elif daily is not None and days is None:
            row.wrong("days", say("A wage of a day needs the days worked."))
        elif days is None and "days" in self.columns:
            row.wrong("days", say("It is empty: type the days, 0 where there were none."))
        if row.problems:
            return None, stated
        num, den = rule.days_num, rule.days_den
        whole = SCALE * num * 800  # the one denominator of all that follows
        if monthly is not None:
            due = monthly * whole
            if days is not None:
                due = min(due, monthly * days * den * 800)
            due += monthly * den * extra
            self._below(row, rule, "monthly", monthly)
        else:
            assert daily is not None
            due = daily * (days or 0) * num * 800 + daily * extra * num
            self._below(row, rule, "daily", int(daily * Fraction(num, den)))
        return to_fen(Fraction(due + (allowances or 0) * whole, whole)), stated

    def _rule_of(self, row: Row, month: date) -> _Rule | None:
        found = self.rules.get(month)
        if found is None:
            asks = Asks()
            if month > self.ground.today:
                asks.add("", say("{day} is still to come.", day=f"{month:%Y-%m}"))
            elif asks.within(month, ""):
                self.rules[month] = found = _rule(month, self.ground, self.options)
            if found is None:
                self.rules[month] = found = say("{text}", text=asks.problems[0].text)
        if isinstance(found, _Rule):
            return found
        row.wrong("month", found)
        return None

    def _currency(self, row: Row) -> None:
        if "currency" in self.columns and plain(row.text("currency")) not in _YUAN:
            row.wrong("currency", say("“{typed}” is in a foreign currency.",
                                      typed=row.text("currency")[:20]))  # fmt: skip

    def _times(
        self, row: Row, rule: _Rule, month: date, days: int | None, hours: Sequence[int | None]
    ) -> None:
        """Days and hours that the month, or the employment, does not have."""
        in_month = rule.last.day
        if days is not None and days > in_month * SCALE:
            row.wrong("days", say("More days than the month has ({n}).", n=in_month))
        if sum(h or 0 for h in hours) + 8 * (days or 0) > 24 * in_month * SCALE:
            name = next(n for n in ("working", "rest", "holiday") if n in self.columns)
            row.wrong(name, say("{hours} hours are more than the month has ({most}).",
                                most=24 * in_month,
                                hours=sum(h or 0 for h in hours) // SCALE))  # fmt: skip
        first = month.replace(day=1)
        left = row.day("left") if "left" in self.columns else None
        joined = row.day("joined") if "joined" in self.columns else None
        if left is not None and first > left:
            row.wrong("left", say("{day} lies after the last day of work, {left}.",
                                  day=f"{month:%Y-%m}", left=left.isoformat()))  # fmt: skip
        elif left is not None and left <= rule.last and (days or 0) > left.day * SCALE:
            row.wrong("days", say("There are not that many days up to the last one, {left}.",
                                  left=left.isoformat()))  # fmt: skip
        if joined is not None and left is not None and left < joined:
            row.wrong("left", say("{left} lies before the first day of work, {joined}.",
                                  left=left.isoformat(), joined=joined.isoformat()))  # fmt: skip
        came = joined is not None and first < joined <= rule.last
        if days is None and (came or (left is not None and first <= left < rule.last)):
            why = say("A part of the month was worked: a column of days is needed.")
            row.wrong("joined" if came else "left", why)
        if joined is not None and came and (days or 0) > (in_month - joined.day + 1) * SCALE:
            row.wrong("days", say("There are not that many days from the first one, {joined}.",
                                  joined=joined.isoformat()))  # fmt: skip
        if joined is not None and joined > rule.last:
            row.wrong("joined", say("{day} lies before the first day of work, {joined}.",
                                    day=f"{month:%Y-%m}", joined=joined.isoformat()))  # fmt: skip

    def _below(self, row: Row, rule: _Rule, name: str, monthly: int) -> None:
        if rule.minimum is not None and monthly < rule.minimum and not self.options.below:
            row.wrong(name, say("It lies below the minimum wage of {minimum}: say that it is "
                                "meant, and count the gap by itself.",
                                minimum=money_text(rule.minimum)))  # fmt: skip


def read_sheet(grid: Grid, claims: Claims, ground: Ground, options: Options) -> SheetResult:
    """What a wage sheet comes to for the workers of a docket.

    :raises Invalid: where the columns are not clear; what is wrong with rows stands in the result.
    """
    reader = _Reader(grid, claims, ground, options)
    owed = tuple(reader.read())
    head = grid.rows[reader.head - 1]
    columns = tuple(
        SheetColumn(name=Line(name), head=Line(str(head[i - 1]).strip()))
        for name, i in reader.columns.items()
    )
    if not owed and not reader.problems and not reader.strangers:
        raise Invalid(say("The table has no rows."))
    return SheetResult(
        owed=owed,
        problems=tuple(reader.problems),
        strangers=tuple(reader.strangers),
        told=tuple(reader.told),
        columns=columns,
    )
