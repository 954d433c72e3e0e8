"""The rows of a wage sheet, read one after another: each is one worker and one month."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from ..acts.wages import SheetColumn
from ..errors import Invalid, Problem
from ..law.answers import joined
from ..law.wages import LOCALS, Assumed, Ground, Local, hours_had, parameter, to_fen
from ..law.wages.counting import DAYS
from ..law.wages.pay import FORWARD, METHODS
from ..law.wages.rules import (
    HOLIDAY,
    REST,
    WORKING,
    Asks,
    assumed_of,
    kind_of_day,
    month_end,
    of_its_time,
    statutory,
)
from ..record.claims import Claims
from ..values import Fen, Line, money_text, plain
from ..words import Said, say
from ..workbook import Cell, Grid, column_name
from .cells import SCALE, Row
from .columns import FIELDS, MERGED, WITHHELD, base_of, header, place
from .counting import (
    Counted,
    Owed,
    Rule,
    SheetResult,
    months_text,
    rows_text,
    scaled_text,
    told_rows,
)
from .options import ADMITTED, Options
from .people import APART, People
from .titles import titled

_FOOT: Final = re.compile(
    r"(.*)(?:合计|总计|小计|共计|总数|汇总|累计)(?:\(.*\)|\d+人)?:?|(?:sub|grand)?total:?|sum:?"
)
"""What stands where a name would, in a row that adds others up."""
_MAYBE_FOOT: Final = re.compile("计|总|total|sum", re.IGNORECASE)
_SIGNED: Final = re.compile(
    "(?:制[表单]|填[表制报]|编制|审[核批]|复核|批准|负责人|经办|主管|会计|出纳|财务|人事|班组长|[队工]长|工头|项目经理|总?经理"
    "|签[字名]|日期|备注|说明|注)"
    "[^:：]{0,6}[:：]"
)
"""How a line below the workers begins: who made the table, a remark."""
_SIGNER: Final = re.compile("(?:制[表单]|填[表制报]|编制|审[核批]|复核|批准|经办)人?|负责人")
"""The same in a cell of its own, with the name in the next."""
_SUM: Final = re.compile(r"=.*|[¥￥]?-?\d[\d,]*(?:\.\d+)?元?", re.DOTALL)
_SUMS: Final = ("monthly", "daily", "days", "allowances", "due", "paid", WITHHELD)
_YUAN: Final = ("", "cny", "rmb", "人民币", "元", "¥", "人民币元", "人民币(元)", "yuan")
_KINDS: Final = {"working": WORKING, "rest": REST, "holiday": HOLIDAY}
_PERCENTS: Final = {
    "overtime_working": say("Overtime on working days, per cent of the hourly wage"),
    "overtime_rest": say("Work on rest days, per cent of the hourly wage"),
    "overtime_holiday": say("Work on statutory holidays, per cent of the hourly wage"),
}
_DAY: Final = timedelta(days=1)
NEVERTHELESS: Final = say("Why it is right nevertheless")
_BEYOND: Final = 16
"""The hours of a working day beyond its ordinary eight."""
_ROUNDED: Final = 100
"""An employer's own count that is less than a yuan above ours was rounded another way."""
MANY: Final = 4
"""From so many rows on, what is wrong with all of them in the same way is said once."""


@frozen
class _Begun:
    """A row of which is known who and when; an empty worker, or no month, where it is not."""

    row: Row
    worker: str
    name: str
    month: date | None


def read_sheet(grid: Grid, claims: Claims, ground: Ground, options: Options) -> SheetResult:
    """What a wage sheet comes to for the workers of a docket.

    :raises Invalid: where the columns are not clear; what is wrong with rows stands in the result.
    """
    if options.minimum == 0:
        raise Invalid(Problem("minimum", say("A figure of nothing is none: type it.")))
    reader = _Reader(grid, claims, ground, options)
    owed = tuple(reader.read())
    head = reader.header.heads
    columns = tuple(
        SheetColumn(name=Line(name), head=Line(str(head[i - 1]).strip()))
        for name, i in (*reader.columns.items(), *reader.header.without.items())
    )
    people = reader.people
    if not (owed or reader.wrong or people.strangers or people.apart):
        raise Invalid(say("The table has no rows."))
    return SheetResult(
        owed=owed,
        problems=tuple(reader.problems()),
        asks=tuple(reader.asks()),
        strangers=tuple(people.strangers),
        joining=tuple(people.joining),
        told=tuple(reader.told()),
        assumed=tuple(reader.assumed()),
        columns=columns,
    )


# ------------------------------------------------------------------ row after row


class _Reader:
    def __init__(self, grid: Grid, claims: Claims, ground: Ground, options: Options) -> None:
        self.grid, self.ground, self.options = grid, ground, options
        self.header = header(grid, options)
        self.head, self.columns = self.header.row, self.header.columns
        self.people = People(claims, options)
        self.rules: dict[date, Rule | Said] = {}
        self.spans: dict[tuple[date, date], tuple[int, int]] = {}
        self.had: dict[tuple[date, date, date], dict[str, int]] = {}
        self.wrong: list[tuple[int, str, Said]] = []
        self.service: dict[tuple[str, str], tuple[date, Row]] = {}
        """The first and last day of work of each worker, and the row that says it."""
        self.notes: list[Said] = list(grid.told)
        self.unknown: set[date] = set()
        """Months of which nobody knows the minimum wage, and a wage was to be compared."""
        self.parts: set[date] = set()
        """Months of which a part was counted."""
        self.beyond: list[int] = []
        self.over: list[int] = []
        self.bare: list[int] = []
        self.admitted: list[int] = []
        self.by_day = False
        self.monthly, self.allowances, self.days, self.paid, self.withheld = (
            # Advances and leave last, so that what lacks is asked for at the other column.
            sorted((name for name in self.columns if base_of(name) == base),
                   key=self.header.beside.__contains__)
            for base in ("monthly", "allowances", "days", "paid", WITHHELD)
        )  # fmt: skip
        self.dated = bool({"joined", "left"} & self.columns.keys())
        self.used: set[str] = set()

    def read(self) -> Iterator[Owed]:
        """Who and when of every row first, since one row may say something of another; then what
        each comes to. What is wrong is collected."""
        rows = list(self._rows())
        begun = [one for row in rows if (one := self._begun(row)) is not None]
        self._twice(begun)
        if self.dated:
            self._served(begun)
        owed = [self._owed(one) for one in begun]
        self.wrong += [(row.n, name, text) for row in rows for name, text in row.problems]
        yield from (one for one in owed if one is not None)

    def _rows(self) -> Iterator[Row]:
        """The rows of workers, with what can be said of the row as it stands."""
        merged = self._merged()
        used = {i: name for name, i in self.columns.items()}
        foreign: dict[int, list[tuple[str, str]]] = {}
        for (n, i), currency in sorted(self.grid.foreign.items()):
            if i in used:
                foreign.setdefault(n, []).append((used[i], currency))
        head = tuple(self.grid.rows[self.head - 1])
        for n, cells in enumerate(self.grid.rows[self.head :], self.head + 1):
            if all(_is_empty(cell) for cell in cells):
                continue
            row = Row(n, cells, self.header, self.grid.typed, self.options.text_numbers)
            if self._is_no_worker(row) or cells == head:
                continue
            if n in merged:
                row.wrong("", say("Cells of the row are merged: part them, so that each says its "
                                  "own value."))  # fmt: skip
            if n in self.grid.hidden_rows:
                row.wrong("", say("The row is hidden, filtered away, or has no height: show it, or "
                                  "take it out."))  # fmt: skip
            for name, currency in foreign.get(n, ()):
                row.wrong(name, say("The cell is shown in a foreign currency, {currency}.",
                                    currency=currency))  # fmt: skip
            yield row

    def _begun(self, row: Row) -> _Begun | None:
        """Who and when; none where the row cannot be read, or is of somebody not concerned, of
        whom nothing but the name is looked at."""
        before = len(row.problems)
        worker, name = self.people.who(row)
        if worker == APART:
            row.problems.clear()
            return None
        if before:  # hidden or merged: what stands there may be read wrongly
            del row.problems[before:]
            return None
        month = row.month() if "month" in self.columns else self.options.month
        return _Begun(row, worker, name, month and month.replace(day=1))

    def _twice(self, rows: Sequence[_Begun]) -> None:
        """Of two rows for one worker and month nobody knows which is right: neither counts."""
        first: dict[tuple[str, date], _Begun] = {}
        for one in rows:
            if not one.worker or one.month is None:
                continue
            before = first.setdefault((one.worker, one.month), one)
            if before is not one:
                for row, other in ((before.row, one.row), (one.row, before.row)):
                    row.wrong("", say("{worker}, {month} stands in row {row} too.",
                                      worker=one.name or one.worker, month=f"{one.month:%Y-%m}",
                                      row=other.n))  # fmt: skip

    def _served(self, rows: Sequence[_Begun]) -> None:
        """The first and last day of work hold for all rows of a worker, whichever says them."""
        for one in rows:
            for name in ("joined", "left"):
                day = one.row.day(name)
                if day is None or not one.worker:
                    continue
                known, first = self.service.setdefault((one.worker, name), (day, one.row))
                if known == day:
                    continue
                for row, other, said in ((one.row, first, known), (first, one.row, day)):
                    row.wrong(name, say("Row {row} says {day} of the same worker: which is right?",
                                        row=other.n, day=said.isoformat()))  # fmt: skip

    def _is_no_worker(self, row: Row) -> bool:
        """Whether a row adds up others, or is a line below them; both are told."""
        first = next(cell for cell in row.cells if not _is_empty(cell))
        name = row.cell("name")
        for cell in (first,) if first is name else (first, name):
            if not isinstance(cell, str):
                continue
            foot = _FOOT.fullmatch(plain(cell)) if _MAYBE_FOOT.search(cell) else None
            if foot and foot[1]:
                if cell is not name and name is not None:
                    continue  # the name of a department
                if plain(cell) in self.people.names:
                    continue  # a worker of the docket
            if foot:
                latin = cell.strip()[0].isascii()
                if latin and "month" in self.columns and row.cell("month") is not None:
                    continue  # somebody's name
                self.notes.append(say("Row {n} adds up the others and is left out.", n=row.n))
                return True
        signed = self._signed(row, first, name)
        if signed:  # the words alone: a name may follow
            self.notes.append(say("Row {n} is no worker’s (“{text}”) and is left out.", n=row.n,
                                  text=signed))  # fmt: skip
        return bool(signed)

    def _signed(self, row: Row, first: Cell, name: Cell) -> str:
        """The words by which a row is a line below the workers: it has no sum, and names nobody of
        the docket; empty where it is none."""
        if isinstance(name, str) and plain(name) in self.people.names:
            return ""
        for field, i in self.columns.items():
            value = row.cells[i - 1] if i <= len(row.cells) else None
            if base_of(field) not in _SUMS or _is_empty(value) or isinstance(value, date):
                continue
            if not isinstance(value, str) or _SUM.fullmatch(value.strip()):
                return ""
        if isinstance(first, str) and _SIGNER.fullmatch(plain(first)):
            return first.strip()
        where = (first, name) if name is not None else row.cells
        found = (_SIGNED.match(cell.strip()) for cell in where if isinstance(cell, str))
        return next((one[0] for one in found if one), "")

    def _merged(self) -> set[int]:
        """Rows of which a merged range takes cells that are read; the header counts too."""
        used = set(self.columns.values())
        rows: set[int] = set()
        for top, left, bottom, right in self.grid.merged:
            if bottom >= self.head and used & set(range(left, right + 1)):
                rows |= set(range(max(top, self.head), bottom + 1))
        if self.head in rows:
            raise Invalid(Problem(say("row {n}", n=self.head), MERGED))
        return rows

    # -- one row

    def _owed(self, one: _Begun) -> Owed | None:
        row, worker, month = one.row, one.worker, one.month
        paid, withheld = row.sum_of(self.paid), row.sum_of(self.withheld) or 0
        counted, stated = None, None
        if month is not None:
            counted, stated = self._counted(one, month)
        if paid is None and not row.problems:
            row.wrong(self.paid[0], say("It is empty: type 0 where nothing was paid."))
        if row.problems or month is None or not worker or counted is None or paid is None:
            return None
        due = to_fen(counted.exact)
        if stated is not None and stated > due and self.options.admitted:
            counted, due = evolve(counted, admitted=stated), stated
            self.admitted.append(row.n)
        elif stated is not None and stated - due >= _ROUNDED:
            row.wrong("due", say("The employer's own count, {stated}, is more than the row comes "
                                 "to, {due}: say which column does not concern the sum "
                                 "(without=…), mend the row, or take what the employer counts as "
                                 "due (--admitted; in the form “{field}”).",
                                 stated=money_text(stated), due=money_text(due),
                                 field=ADMITTED))  # fmt: skip
            return None
        if paid + withheld > due:
            self.over.append(row.n)
        return Owed(row=row.n, worker=worker, name=one.name, month=month, due=due,
                    paid=Fen(paid), withheld=Fen(withheld), counted=counted,
                    stated=stated)  # fmt: skip

    def _counted(self, one: _Begun, month: date) -> tuple[Counted | None, Fen | None]:
        """How a row is counted, and what the employer says is due."""
        row = one.row
        rule = self._rule_of(row, month)
        monthly, daily = row.sum_of(self.monthly), row.scaled("daily", 100)
        days = row.sum_of(self.days, SCALE)
        hours = (
            row.scaled("working", SCALE), row.scaled("rest", SCALE), row.scaled("holiday", SCALE),
        )  # fmt: skip
        allowances, told = row.sum_of(self.allowances), row.scaled("due", 100)
        stated = None if told is None else Fen(told)
        self._currency(row)
        if row.problems or rule is None:
            return None, stated
        first, last = rule.first, rule.last
        if self.dated or last > self.ground.today:
            first, last = self._service(one, rule, days)
        self._times(row, rule, first, last, days, hours)
        self._wage(row, monthly, daily, days, stated, hours)
        if row.problems:
            return None, stated
        if monthly is None and daily is None:
            assert stated is not None
            self._below(row, rule, "due", stated)
            self.bare.append(row.n)
            return Counted(rule, None, None, None, 0, True, hours, 0, stated), stated
        working, holidays = rule.working, rule.holidays
        if first != rule.first or last != rule.last:
            working, holidays = self._days(first, last)
        # Who came on the second, a Monday, has worked a whole month.
        whole = working + holidays == rule.working + rule.holidays
        whole = whole and (days is None or days >= working * SCALE)
        if daily is not None:
            self.by_day = True
            if days and days > working * SCALE and (hours[1] or hours[2]):
                row.wrong("days", say("More days than there are working days ({n}), and hours on "
                                      "rest days or holidays: with a wage of a day, let those days "
                                      "stand in one place alone.", n=working))  # fmt: skip
            self._below(row, rule, "daily", int(daily * Fraction(rule.days_num, rule.days_den)))
        else:
            assert monthly is not None
            self._below(row, rule, "monthly", monthly)
            if not whole:
                self.parts.add(month)
        if days is not None and days > working * SCALE and not (hours[1] or hours[2]):
            self.beyond.append(row.n)
            # A whole month is often written as its conversion days, 21.75.
            usual = monthly is not None and days * rule.days_den == rule.days_num * SCALE
            if not (usual or row.problems or self.options.nevertheless):
                row.wrong("days", say("More days than there are working days ({n}): say by columns "
                                      "of hours which were rest days or holidays, whose work is "
                                      "paid at 200 or 300 per cent, or, if it is right, say why in "
                                      "“{field}” (--nevertheless).", n=working,
                                      field=NEVERTHELESS))  # fmt: skip
        if any(hours):
            self.used |= {name for name, h in zip(_PERCENTS, hours, strict=True) if h}
        made = Counted(rule, monthly, daily, days, holidays, whole, hours, allowances or 0)
        return made, stated

    def _wage(
        self,
        row: Row,
        monthly: int | None,
        daily: int | None,
        days: int | None,
        stated: Fen | None,
        hours: Sequence[int | None],
    ) -> None:
        """What stands against the wage of a row."""
        if monthly == 0 or daily == 0:
            row.wrong("monthly" if monthly == 0 else "daily",
                      say("A wage of nothing is none: type the wage agreed."))  # fmt: skip
        elif monthly is not None and daily is not None:
            row.wrong("daily", say("The row has a wage of a month and one of a day: leave one."))
        elif monthly is None and daily is None:
            if stated is None:
                row.wrong("", say("The row has no wage."))
            elif any(hours):
                row.wrong("", say("The row has hours and no wage to count them with."))
        elif daily is not None and days is None:
            row.wrong("days", say("A wage of a day needs the days worked."))
        elif days is None and "days" in self.columns:
            row.wrong(self.days[0], say("It is empty: type the days, 0 where there were none."))

    def _rule_of(self, row: Row, month: date) -> Rule | None:
        found = self.rules.get(month)
        if found is None:
            asks = Asks()
            if month > self.ground.today:
                asks.add("", say("{day} is still to come.", day=f"{month:%Y-%m}"))
            elif asks.within(month, "") and asks.since(month, ""):
                self.rules[month] = found = self._rule(month)
            if found is None:
                self.rules[month] = found = say("{text}", text=asks.problems[0].text)
        if isinstance(found, Rule):
            return found
        row.wrong("month", found)
        return None

    def _rule(self, month: date) -> Rule:
        options, last = self.options, month_end(month)
        pay_days = parameter("pay_days", last).number
        # The office's figure may change within the month; which of them counts can be typed.
        figures = {one.sum for one in self._locals(month, last)}
        typed = options.minimum
        if typed is not None:
            figures = {typed} if typed in figures else {*figures, typed}
        working, holidays = self._days(month, last)
        return Rule(
            month,
            last,
            pay_days.numerator,
            pay_days.denominator,
            tuple(int(parameter(name, last).value) for name in _PERCENTS),
            tuple(sorted(figures)),
            working,
            holidays,
        )

    def _locals(self, month: date, last: date) -> list[Local]:
        """The minimum wages of the office within a month, one after another."""
        options = self.options
        spans = self.ground.local_spans("minimum_month", options.place, options.grade, month, last)
        return [one for _, one in spans if one is not None]

    def _days(self, first: date, last: date) -> tuple[int, int]:
        """How many working days and statutory holidays lie in a part of a month."""
        found = self.spans.get((first, last))
        if found is None:
            days = (first + timedelta(days=n) for n in range((last - first).days + 1))
            kinds = [kind_of_day(day, self.ground.calendar) for day in days]
            found = self.spans[first, last] = (kinds.count(WORKING), kinds.count(HOLIDAY))
        return found

    def _currency(self, row: Row) -> None:
        if "currency" in self.columns and plain(row.text("currency")) not in _YUAN:
            row.wrong("currency", say("“{typed}” is in a foreign currency.",
                                      typed=row.text("currency")[:20]))  # fmt: skip

    def _service(self, one: _Begun, rule: Rule, days: int | None) -> tuple[date, date]:
        """The first and last day of the month on which the worker was employed: all of it, but for
        what the columns of the first and last day of work say, in whichever row of the worker."""
        row, month = one.row, f"{rule.first:%Y-%m}"
        left, joined = self._day_of(one, "left"), self._day_of(one, "joined")
        if left is not None and rule.first > left:
            row.wrong("left", say("{day} lies after the last day of work, {left}.",
                                  day=month, left=left.isoformat()))  # fmt: skip
        if joined is not None and left is not None and left < joined:
            row.wrong("left", say("{left} lies before the first day of work, {joined}.",
                                  left=left.isoformat(), joined=joined.isoformat()))  # fmt: skip
        if joined is not None and joined > rule.last:
            row.wrong("joined", say("{day} lies before the first day of work, {joined}.",
                                    day=month, joined=joined.isoformat()))  # fmt: skip
        first, last = max(joined or rule.first, rule.first), min(left or rule.last, rule.last)
        if self.ground.today < last:  # of a month that is not over yet, the days that were
            last = max(first, self.ground.today)
        if row.problems:
            return rule.first, rule.last
        paid = sum(self._days(first, last))
        if days is None and paid != rule.working + rule.holidays:
            if last == self.ground.today:
                row.wrong("month", say("The month is not over: a column of days is needed."))
            else:
                why = say("A part of the month was worked: a column of days is needed.")
                row.wrong("joined" if first > rule.first else "left", why)
        return first, last

    def _day_of(self, one: _Begun, name: str) -> date | None:
        """The first or last day of work of a worker, whichever row says it."""
        known = self.service.get((one.worker, name))
        return known[0] if known else None

    def _times(
        self,
        row: Row,
        rule: Rule,
        first: date,
        last: date,
        days: int | None,
        hours: Sequence[int | None],
    ) -> None:
        """Days and hours that the month, or the employment in it, does not have."""
        in_month = rule.last.day
        if days is not None and days > in_month * SCALE:
            row.wrong("days", say("More days than the month has ({n}).", n=in_month))
        elif days is not None and days > ((last - first).days + 1) * SCALE:
            if last < rule.last:
                row.wrong("days", say("There are not that many days up to the last one, {left}.",
                                      left=last.isoformat()))  # fmt: skip
            else:
                row.wrong("days", say("There are not that many days from the first one, {joined}.",
                                      joined=first.isoformat()))  # fmt: skip
        if not any(hours):
            return
        if days is not None:
            for (name, kind), h in zip(_KINDS.items(), hours, strict=True):
                most = -(-days // SCALE) * (_BEYOND if kind == WORKING else 24)
                if h and h > most * SCALE:
                    row.wrong(name, say("{hours} hours are more than the days worked, {days}, can "
                                        "hold ({most}).", hours=scaled_text(h),
                                        days=scaled_text(days), most=most))  # fmt: skip
        until = min(last, self.ground.today)
        had = self._hours_had(rule.first, first, until)
        for (name, kind), h in zip(_KINDS.items(), hours, strict=True):
            if h and h > had[kind] * SCALE:
                row.wrong(name, say("{hours} hours of this kind are more than there are from "
                                    "{first} to {until} ({most}): a working day has 16 beyond its "
                                    "ordinary 8, a rest day or holiday 24.", hours=scaled_text(h),
                                    first=first.isoformat(), until=until.isoformat(),
                                    most=had[kind]))  # fmt: skip

    def _hours_had(self, month: date, first: date, until: date) -> dict[str, int]:
        """The hours of overtime there are in a part of a month, for each kind of day."""
        had = self.had.get((month, first, until))
        if had is None:
            had = hours_had(month, until, self.ground.calendar)
            if first > month:
                before = hours_had(month, first - _DAY, self.ground.calendar)
                had = {kind: n - before[kind] for kind, n in had.items()}
            self.had[month, first, until] = had
        return had

    def _below(self, row: Row, rule: Rule, name: str, monthly: int) -> None:
        if self.options.below:
            return
        if not rule.minimums:
            self.unknown.add(rule.first)
        elif monthly >= rule.minimums[-1]:
            return
        elif monthly < rule.minimums[0]:
            row.wrong(name, say("It lies below the minimum wage of {minimum}: say that it is "
                                "meant (--below; in the form “{below}”), and count the gap by "
                                "itself.", below=say("Wages below the minimum are meant"),
                                minimum=money_text(rule.minimums[-1])))  # fmt: skip
        else:
            row.wrong(name, say("It lies below the minimum wage of {minimum}, and not below "
                                "{other}; the month has both, from the office or typed: type the "
                                "one of the office that counts (--minimum), or say that it is "
                                "meant (--below; in the form “{below}”).",
                                below=say("Wages below the minimum are meant"),
                                minimum=money_text(rule.minimums[-1]),
                                other=money_text(rule.minimums[0])))  # fmt: skip

    # -- what is said of it

    def problems(self) -> Iterator[Problem]:
        """What is wrong, by row and column; the same thing in many rows stands once."""
        groups: dict[tuple[str, str], list[int]] = {}
        texts: dict[tuple[str, str], Said] = {}
        for n, name, text in self.wrong:
            groups.setdefault((name, str(text)), []).append(n)
            texts[name, str(text)] = text
        found: list[tuple[int, Problem]] = []
        for (name, told), rows in groups.items():
            text = texts[name, told]
            if len(rows) >= MANY:
                found.append((rows[0], Problem(self._where(name, rows), text)))
            else:
                found += [(n, Problem(self._where(name, (n,)), text)) for n in rows]
        yield from (problem for _, problem in sorted(found, key=lambda one: one[0]))

    def _where(self, name: str, rows: Sequence[int]) -> Said:
        at = self.columns.get(name, 0)
        if len(rows) == 1:
            where = place(rows[0], at, "") if at else say("row {n}", n=rows[0])
        else:
            where = say("rows {rows}", rows=rows_text(rows))
            if at:
                where = say("{rows}, column {column}", rows=where, column=column_name(at))
        return say("{where} ({what})", where=where, what=FIELDS[base_of(name)]) if at else where

    def asks(self) -> Iterator[Problem]:
        """What must be said of the sheet before it can be taken over."""
        place_, months = self.options.place, months_text(self.unknown)
        if self.unknown:
            yield Problem(
                "minimum",
                say(
                    "The office has no one minimum wage for {where}: type the figure (--minimum), "
                    "name the place (--place), enter it for the office (laborcase wages figures "
                    "add FILE), or say that wages below it are meant (--below).",
                    where=say("{place}, {months}", place=place_, months=months)
                    if place_
                    else months,
                ),
            )
        for text in self._titled():
            if not self.options.nevertheless:
                yield Problem("month", text)
        yield from self.people.asks()

    def _titled(self) -> Iterator[Said]:
        """Titles that name another month than the one that was said."""
        month = self.options.month
        if month is None or "month" in self.columns:
            return
        for one in titled(self.grid, self.head):
            if not one.fits(month):
                yield say("“{title}” names another month than {month}: say the month of the wages, "
                          "or, if it is right, say why in “{field}”.", title=one.text,
                          month=f"{month:%Y-%m}",
                          field=NEVERTHELESS)  # fmt: skip

    def told(self) -> Iterator[Said]:
        """What a person has to know of it."""
        yield from self.notes
        if self.options.nevertheless:
            yield from self._titled()
        yield from self.people.told()
        yield from self._unread()
        for rows, text in (
            (self.bare, say("no wage is typed, and the employer's own count of what is due is "
                            "taken as it stands")),
            (self.beyond, say("more days than the month has working days; work on rest days and "
                              "holidays counts only where its hours are typed")),
            (self.over, say("more was paid than is due for the month; it is not set off against "
                            "another month")),
        ):  # fmt: skip
            if rows:
                yield say("{rows}: {text}.", rows=told_rows(rows), text=text)
        if self.by_day and any(isinstance(r, Rule) and r.holidays for r in self.rules.values()):
            yield say("A wage of a day counts by the days typed alone: statutory holidays without "
                      "work are not added to them.")  # fmt: skip

    def _unread(self) -> Iterator[Said]:
        """Columns that are hidden and not read, and those in which other units are counted."""
        row = self.header.heads
        known = {*self.columns.values(), *self.header.without.values()}
        heads = [
            str(cell).strip()[:30]
            for i, cell in enumerate(row, 1)
            if i not in known and cell is not None and str(cell).strip()
        ]
        if heads:
            yield say("Columns that plainly do not concern the sum, and are not read: {heads}.",
                      heads=joined(heads))  # fmt: skip
        for i, cell in enumerate(row, 1):
            if i in self.grid.hidden_columns and isinstance(cell, str) and cell.strip():
                yield say("Column {column} ({head}) is hidden and is not read.",
                          column=column_name(i), head=cell.strip()[:30])  # fmt: skip
        for name, scale in self.header.scales.items():
            i = self.columns[name]
            yield say("Column {column} ({head}): 1 counts as {n} {unit}.", column=column_name(i),
                      head=str(row[i - 1]).strip()[:30], n=scale,
                      unit=say("hours") if name in _KINDS else say("yuan"))  # fmt: skip

    def assumed(self) -> Iterator[Assumed]:
        """The figures and ways of counting that it rests on, each once."""
        months = sorted(m for m, rule in self.rules.items() if isinstance(rule, Rule))
        lasts = [month_end(month) for month in months]
        due = dict.fromkeys(b for last in lasts for b in of_its_time(("ht-85-1",), last)[0])
        label, value = (
            say("Wages are paid in full and in time"),
            say("what is missing is ordered to be paid"),
        )
        found = [
            Assumed(name="wages", label=label, value=value, origin="law", source=basis)
            for basis in due
        ]
        found += [assumed_of(parameter("pay_days", last), DAYS) for last in lasts]
        found += [
            assumed_of(parameter(name, last), text)
            for name, text in _PERCENTS.items()
            if name in self.used
            for last in lasts
        ]
        if self.withheld:
            found.append(
                Assumed(
                    name=WITHHELD,
                    label=say("Withheld by law: tax, the worker's own insurance"),
                    value=say("counts as paid; whether it was passed on was not looked at"),
                    origin="default",
                    source="gz-15",
                )
            )
        if self.admitted:
            found.append(
                Assumed(
                    name="admitted",
                    label=say("The employer's own count, where it is more than the row comes to"),
                    value=say("taken as due, since the employer admits it: {rows}",
                              rows=told_rows(self.admitted)),
                    origin="typed",
                )
            )  # fmt: skip
        if self.used:
            base = say(
                "the wage of a month as typed; the contract, the collective contract or a local "
                "rule may say another base"
            )
            found.append(
                Assumed(
                    name="counted_from",
                    label=say("What overtime is counted from"),
                    value=base,
                    origin="default",
                    source="gz-13",
                )
            )
        for month in sorted(self.parts):
            days = sorted(d for d in statutory(month.year) if d.month == month.month)
            if days:
                found.append(
                    Assumed(
                        name="holidays",
                        label=say("Statutory holidays of {month}, paid days as well as those "
                                  "attended", month=f"{month:%Y-%m}"),
                        value=", ".join(d.isoformat() for d in days),
                        origin="law",
                        source=parameter("pay_days", month_end(month)).basis,
                    )
                )  # fmt: skip
        if self.parts:
            found.append(
                Assumed(
                    name="method",
                    label=say("Way of counting parts of a month"),
                    value=METHODS[FORWARD],
                    origin="default",
                )
            )
        found += [self._minimum(month) for month in months]
        yield from dict.fromkeys(found)

    def _minimum(self, month: date) -> Assumed:
        options = self.options
        last = month_end(month)
        locals_ = self._locals(month, last)
        local = next((one for one in locals_ if one.sum == options.minimum), None)
        local = local or (locals_[-1] if locals_ else None)
        label = LOCALS["minimum_month"]
        if options.below:
            meant = say("wages below it are meant as they are")
            return Assumed(name="minimum", label=label, value=meant, origin="typed")
        if local is not None:
            value = say("{sum}, {place} {grade} from {day}", sum=money_text(local.sum),
                        place=local.place, grade=local.grade,
                        day=local.start.isoformat())  # fmt: skip
            return Assumed(name="minimum", label=label, value=value, origin="office",
                           source=local.source)  # fmt: skip
        typed = money_text(options.minimum) if options.minimum else say("not known")
        return Assumed(name="minimum", label=label, value=typed, origin="typed")


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
