"""Wage sheets: attendance and pay of many workers over many months, and what each is still owed.

A column means what its name says, or what a person says it means; that is kept with what is taken
over, so that the next sheet of the same employer is read alike. Each row is one worker and one
month. What is due is counted as the calculators of :mod:`laborcase.law.wages` count it: the wage of
the month, or paid days times the daily wage (at most the month's), and overtime at 150, 200 and
300 per cent; it is rounded once, at its end. A row that leaves anything open is a sentence with row
and column, and no sum.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from .acts.wages import SheetColumn, SheetSum, WageSheetTaken, line_for
from .errors import Invalid, Problem, Usage
from .fields import FileHash
from .law.answers import joined
from .law.wages import Ground, parameter, to_fen
from .law.wages.rules import Asks, month_end
from .record.claims import Claims
from .record.office import Office
from .values import Fen, Line, money, money_text, number, plain, resident_number
from .values import day as read_day
from .words import LANGUAGES, Said, say, speak
from .workbook import Cell, Grid, column_name

if TYPE_CHECKING:
    from .desk import Desk

FIELDS: Final = {
    "worker": say("worker's id in the docket (W1)"),
    "name": say("name"),
    "number": say("resident number"),
    "month": say("month"),
    "monthly": say("wage of a month"),
    "daily": say("wage of a day"),
    "days": say("days worked"),
    "working": say("overtime hours on working days"),
    "rest": say("hours on rest days"),
    "holiday": say("hours on statutory holidays"),
    "allowances": say("allowances"),
    "due": say("due, by the employer's own count"),
    "paid": say("paid"),
    "joined": say("first day of work"),
    "left": say("last day of work"),
    "currency": say("currency"),
}
"""What a column can mean."""
_HEADS: Final = {
    "number": "身份证|证件号|residentnumber|^id(?:no|number)$",
    "worker": "^(?:投诉编号|w编号|worker(?:id)?)$",
    "name": "姓名|^name$|^工人$|^员工$",
    "month": "^(?:月份|年月|工资月份|所属月份|所属期|month)$",
    "working": "(?:平时|延时|工作日|日常)加班|150%|overtime\\(?working",
    "rest": "(?:休息日|周末|双休日?)加班|200%|overtime\\(?rest",
    "holiday": "(?:法定|节假?日|节日)加班|法定节?假日|300%|overtime\\(?holiday",
    "monthly": "月工资标准|^月?工资标准|^月工资$|月薪|^基本工资$|^monthly",
    "daily": "日工资|日薪|^daily",
    "days": "出勤(?:天数|日数)?$|工作天数|^工日|^days",
    "allowances": "津贴|补贴|allowance",
    "due": "应发|应付|^gross|^due$",
    "paid": "实发|已发|已付|实付|^paid",
    "left": "离职|离岗|^left",
    "joined": "入职|进场|^joined",
    "currency": "币种|货币|currency",
}
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_FOOT: Final = re.compile("^(?:合计|总计|小计|共计|total|sum)", re.IGNORECASE)
_FOREIGN: Final = re.compile(
    "[$€£₩฿]|美元|港[币元]|欧元|英镑|日元|台币|USD|EUR|HKD|GBP|JPY|TWD", re.IGNORECASE
)
_YUAN: Final = ("", "cny", "rmb", "人民币", "元", "¥", "人民币元")
_MONTH: Final = re.compile(r"(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?(?:份)?$")
_SCALE: Final = 10_000
"""Days and hours are counted in ten-thousandths."""
_HEAD_WITHIN: Final = 12
_PERCENTS: Final = ("overtime_working", "overtime_rest", "overtime_holiday")


@frozen(kw_only=True)
class Options:
    """How a sheet is read: the columns that a person named (``{"name": "姓名"}``), the month of all
    rows where no column says it, place and class for the local minimum wage, whether a wage below
    it is meant, and whether text that looks like a number is taken for one."""

    columns: Mapping[str, str] = field(factory=dict)
    month: date | None = None
    place: str = ""
    grade: str = ""
    below: bool = False
    text_numbers: bool = False


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
class Compared:
    """What was found beside what was claimed, for one claim line (``line`` is empty where there is
    none yet). ``months`` are those of the sheet, ``wanted`` how many the line speaks of."""

    worker: str
    name: str
    line: str
    start: date
    months: int
    wanted: int
    claimed: Fen | None
    found: Fen

    @property
    def differs(self) -> bool:
        """Whether what was found is not what was claimed."""
        return self.claimed is not None and self.claimed != self.found


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


# ------------------------------------------------------------------ the columns


def _header(grid: Grid, options: Options) -> tuple[int, dict[str, int]]:
    """The row with the names of the columns, and the column of each field.

    :raises Invalid: when it is not found, or two columns can mean the same.
    """
    meant = {meaning_of(name): head for name, head in options.columns.items()}
    named = {plain(head): name for name, head in meant.items()}
    unknown = [name for name in options.columns if not meaning_of(name)]
    if unknown:
        raise Invalid(say("A column cannot mean {names}; it can mean: {known}.",
                          names=", ".join(unknown), known=joined(FIELDS.values())))  # fmt: skip
    best, most = 0, 0
    for n, row in enumerate(grid.rows[:_HEAD_WITHIN], 1):
        found = sum(bool(_meaning(cell, named)) for cell in row)
        if found > most:
            best, most = n, found
    if most < 2:
        raise Invalid(
            say(
                "No row names the columns: at least a name (or id) and a wage. Say what they mean, "
                "such as name=姓名."
            )
        )
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for i, cell in enumerate(grid.rows[best - 1], 1):
        head, name = str(cell or "").strip(), _meaning(cell, named)
        where = _place(best, i, head)
        if name and _FOREIGN.search(head):
            problems.append(Problem(where, say("The column is in a foreign currency.")))
        if name in columns:
            problems.append(
                Problem(where, say("Two columns can mean “{what}”: say which, such as {what}=…",
                                   what=FIELDS[name]))
            )  # fmt: skip
        elif name:
            columns[name] = i
    missing = [h for h, n in named.items() if n not in columns]
    if missing:
        problems.append(
            Problem(say("row {n}", n=best), say("There is no column {names}.",
                                                names=", ".join(missing)))
        )  # fmt: skip
    if not {"worker", "name", "number"} & columns.keys():
        problems.append(Problem(say("row {n}", n=best), say("No column says who it is.")))
    if "month" not in columns and options.month is None:
        problems.append(
            Problem(say("row {n}", n=best), say("No column says the month: say it for the sheet."))
        )
    if not {"monthly", "daily", "due"} & columns.keys():
        problems.append(Problem(say("row {n}", n=best), say("No column says a wage.")))
    if "paid" not in columns:
        problems.append(
            Problem(say("row {n}", n=best), say("No column says what was paid: without it nothing "
                                                "can be owed."))
        )  # fmt: skip
    problems += [
        Problem(_place(best, i, ""), say("The column is hidden: show it first."))
        for i in sorted(grid.hidden_columns & set(columns.values()))
    ]
    if problems:
        raise Invalid(*problems)
    return best, columns


def meaning_of(word: str) -> str:
    """The field that a word means: its id, or its name in either language; empty for none."""
    typed = plain(word)
    for name, text in FIELDS.items():
        if typed in (name, *(plain(speak(text, lang)) for lang in LANGUAGES)):
            return name
    return ""


def _meaning(cell: Cell, named: Mapping[str, str]) -> str:
    if not isinstance(cell, str) or not cell.strip():
        return ""
    head = plain(cell)
    if head in named:
        return named[head]
    bare = _BRACKETS.sub("", head)  # 月工资(元)
    found = next((n for n, p in _HEADS.items() if re.search(p, head) or re.search(p, bare)), "")
    return "" if found in named.values() else found  # somebody said which column that is


def _place(n: int, i: int, head: str) -> Said:
    column = column_name(i)
    if not head:
        return say("row {n}, column {column}", n=n, column=column)
    return say("row {n}, column {column} ({head})", n=n, column=column, head=head[:30])


# ------------------------------------------------------------------ the rows


class _Row:
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
        where = _place(self.n, at, "") if at else say("row {n}", n=self.n)
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
        if _FOREIGN.search(value):
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


@frozen
class _Rule:
    """What counts in one month: the last day, conversion days, percentages, the minimum."""

    last: date
    days_num: int
    days_den: int
    percents: tuple[int, ...]
    minimum: Fen | None


def _rule(month: date, ground: Ground, options: Options) -> _Rule:
    pay_days = parameter("pay_days", month_end(month)).number
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
        self.head, self.columns = _header(grid, options)
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
            row = _Row(n, cells, self.columns, self.grid.typed, self.options.text_numbers)
            if self._is_foot(row):
                self.told.append(say("Row {n} adds up the others and is left out.", n=n))
                continue
            if n in merged:
                self._say(row, say("Cells of the row are merged: part them, so that each says its "
                                   "own value."))  # fmt: skip
            if n in self.grid.hidden_rows:
                self._say(row, say("The row is hidden: show it, or take it out."))
            if n in foreign:
                place = _place(n, foreign[n], "")
                row.problems.append(Problem(place, say("The cell is shown in a foreign currency.")))
            made = self._owed(row) if not row.problems else None
            self.problems += row.problems
            if made is not None:
                yield made

    def _say(self, row: _Row, text: Said) -> None:
        row.problems.append(Problem(say("row {n}", n=row.n), text))

    def _is_foot(self, row: _Row) -> bool:
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

    def _owed(self, row: _Row) -> Owed | None:
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

    def _who(self, row: _Row) -> tuple[str, str]:
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

    def _due(self, row: _Row, month: date) -> tuple[Fen | None, Fen | None]:
        """What is due for a row, counted in whole numbers over one denominator and rounded once."""
        rule = self._rule_of(row, month)
        monthly, daily = row.scaled("monthly", 100), row.scaled("daily", 100)
        days = row.scaled("days", _SCALE)
        hours = [row.scaled(name, _SCALE) for name in ("working", "rest", "holiday")]
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
        whole = _SCALE * num * 800  # the one denominator of all that follows
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

    def _rule_of(self, row: _Row, month: date) -> _Rule | None:
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

    def _currency(self, row: _Row) -> None:
        if "currency" in self.columns and plain(row.text("currency")) not in _YUAN:
            row.wrong("currency", say("“{typed}” is in a foreign currency.",
                                      typed=row.text("currency")[:20]))  # fmt: skip

    def _times(
        self, row: _Row, rule: _Rule, month: date, days: int | None, hours: Sequence[int | None]
    ) -> None:
        """Days and hours that the month, or the employment, does not have."""
        in_month = rule.last.day
        if days is not None and days > in_month * _SCALE:
            row.wrong("days", say("More days than the month has ({n}).", n=in_month))
        if sum(h or 0 for h in hours) + 8 * (days or 0) > 24 * in_month * _SCALE:
            name = next(n for n in ("working", "rest", "holiday") if n in self.columns)
            row.wrong(name, say("{hours} hours are more than the month has ({most}).",
                                most=24 * in_month,
                                hours=sum(h or 0 for h in hours) // _SCALE))  # fmt: skip
        first = month.replace(day=1)
        left = row.day("left") if "left" in self.columns else None
        joined = row.day("joined") if "joined" in self.columns else None
        if left is not None and first > left:
            row.wrong("left", say("{day} lies after the last day of work, {left}.",
                                  day=f"{month:%Y-%m}", left=left.isoformat()))  # fmt: skip
        elif left is not None and left <= rule.last and (days or 0) > left.day * _SCALE:
            row.wrong("days", say("There are not that many days up to the last one, {left}.",
                                  left=left.isoformat()))  # fmt: skip
        if joined is not None and left is not None and left < joined:
            row.wrong("left", say("{left} lies before the first day of work, {joined}.",
                                  left=left.isoformat(), joined=joined.isoformat()))  # fmt: skip
        came = joined is not None and first < joined <= rule.last
        if days is None and (came or (left is not None and first <= left < rule.last)):
            why = say("A part of the month was worked: a column of days is needed.")
            row.wrong("joined" if came else "left", why)
        if joined is not None and came and (days or 0) > (in_month - joined.day + 1) * _SCALE:
            row.wrong("days", say("There are not that many days from the first one, {joined}.",
                                  joined=joined.isoformat()))  # fmt: skip
        if joined is not None and joined > rule.last:
            row.wrong("joined", say("{day} lies before the first day of work, {joined}.",
                                    day=f"{month:%Y-%m}", joined=joined.isoformat()))  # fmt: skip

    def _below(self, row: _Row, rule: _Rule, name: str, monthly: int) -> None:
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


# ------------------------------------------------------------------ beside what was claimed


def compared(result: SheetResult, claims: Claims, cause: str) -> tuple[Compared, ...]:
    """What was found beside what was claimed: one row for each claim line, or new month."""
    workers = {w.id: w for w in claims.workers}
    found: dict[tuple[str, str], list[Owed]] = {}
    for one in result.owed:
        line = line_for(workers[one.worker], one.month, cause)
        key = line.id if line else f"{one.month:%Y-%m}"
        found.setdefault((one.worker, key), []).append(one)
    made = []
    for (worker, key), rows in found.items():
        line = claims.line(key) if key.startswith("W") else None
        start = min(one.month for one in rows)
        wanted = len(rows)
        if line is not None and line.start and line.end:
            wanted = (line.end.year - line.start.year) * 12 + line.end.month - line.start.month + 1
        made.append(
            Compared(
                worker=worker,
                name=rows[0].name,
                line=line.id if line else "",
                start=start,
                months=len(rows),
                wanted=wanted,
                claimed=line.claimed if line else None,
                found=Fen(sum(one.found for one in rows)),
            )
        )
    return tuple(made)


def compared_line(one: Compared) -> Said:
    """A comparison in a line, a difference marked."""
    told = say(
        "{line} {name} {month}: found {found}",
        line=one.line or one.worker,
        name=one.name,
        month=f"{one.start:%Y-%m}",
        found=money_text(one.found),
    )
    if one.claimed is None:
        told = say("{told}, nothing claimed", told=told)
    else:
        told = say("{told}, claimed {sum}", told=told, sum=money_text(one.claimed))
    if one.differs:
        told = say("{told} ≠ {difference}", told=told,
                   difference=money_text(one.found - (one.claimed or 0)))  # fmt: skip
    if one.months < one.wanted:
        told = say("{told}; the sheet has {n} of {wanted} months", told=told, n=one.months,
                   wanted=one.wanted)  # fmt: skip
    return told


def stated_lines(result: SheetResult) -> Iterator[Said]:
    """Rows in which the employer's own count says otherwise."""
    for one in result.owed:
        if one.stated is not None and one.stated != one.due:
            yield say(
                "row {n}, {name}: {due} is due, the employer counts {stated}.",
                n=one.row,
                name=one.name or one.worker,
                due=money_text(one.due),
                stated=money_text(one.stated),
            )


def taking(
    result: SheetResult, name: str, file: FileHash, cause: str = "arrears"
) -> WageSheetTaken:
    """The act that takes a sheet over.

    :raises Invalid: while any row is open.
    """
    if result.problems:
        raise Invalid(*result.problems)
    return WageSheetTaken(
        name=Line(name),
        file=file,
        cause=Line(cause),
        columns=result.columns,
        sums=tuple(
            SheetSum(worker=Line(o.worker), month=o.month, due=o.due, paid=o.paid, found=o.found)
            for o in result.owed
        ),
    )


def kept_columns(desk: "Desk", key: str) -> Mapping[str, str]:
    """What the columns of the newest sheet of the same employer meant: of this docket, else of
    another docket against the same respondent."""
    docket = desk.docket(key)
    state = docket.state
    if isinstance(state, Office):
        raise Usage(say("{key} is not a case.", key=key))
    keys = [docket.key]
    for respondent in state.respondents:
        page = desk.find(desk.asking(respondent=respondent.name, sort="changed", limit=20))
        keys += [row.key for row in page.rows]
    for one in dict.fromkeys(keys):
        for entry in reversed(desk.docket(one).entries):
            if isinstance(entry.act, WageSheetTaken) and entry.taken_back_by is None:
                return {c.name: c.head for c in entry.act.columns}
    return {}
