"""What the columns of a wage sheet mean: by their names, or because somebody said so."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from ..errors import Invalid, Problem
from ..law.answers import joined
from ..values import plain
from ..words import LANGUAGES, Said, say, speak
from ..workbook import Cell, Grid, column_name, foreign_in
from .options import Options

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
    "withheld": say("withheld by law: tax, the worker's own insurance"),
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
    "paid": "实发|已发|已付|实付|实领|^paid",
    "withheld": "^(?!.*(?:单位|公司|企业|基数)).*"
    "(?:个税|所得税|扣税|代扣代缴|社保|社会保险|养老|医保|医疗保险|失业|公积金|withheld)",
    "left": "离职|离岗|^left",
    "joined": "入职|进场|^joined",
    "currency": "币种|货币|currency",
}
_MONEY: Final = frozenset({"monthly", "daily", "allowances", "due", "paid", "withheld"})
_HOURS: Final = frozenset({"working", "rest", "holiday"})
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_HEAD_WITHIN: Final = 12


def header(grid: Grid, options: Options) -> tuple[int, dict[str, int]]:
    """The row with the names of the columns, and the column of each field.

    :raises Invalid: when it is not found, or two columns can mean the same.
    """
    said = {meaning_of(name): head for name, head in options.columns.items()}
    unknown = [name for name in options.columns if not meaning_of(name)]
    if unknown:
        raise Invalid(say("A column cannot mean {names}; it can mean: {known}.",
                          names=", ".join(unknown), known=joined(FIELDS.values())))  # fmt: skip
    named = {plain(head): name for name, head in said.items()}
    kept = {plain(head): name for name, head in options.kept.items() if name not in said}
    either = {**kept, **named}
    best, most = 0, 0
    for n, row in enumerate(grid.rows[:_HEAD_WITHIN], 1):
        found = sum(bool(_meaning(cell, either)) for cell in row)
        if found > most:
            best, most = n, found
    if most < 2:
        raise Invalid(
            say(
                "No row names the columns: at least a name (or id) and a wage. Say what they mean, "
                "such as name=姓名."
            )
        )
    head_row = grid.rows[best - 1]
    # What the last sheet of the employer called a column counts where this one calls it so too.
    there = {plain(cell) for cell in head_row if isinstance(cell, str)}
    known = {**{head: name for head, name in kept.items() if head in there}, **named}
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for i, cell in enumerate(head_row, 1):
        head, name = str(cell or "").strip(), _meaning(cell, known)
        where = place(best, i, head)
        currency = foreign_in(head)
        if base_of(name) in _MONEY and currency:
            problems.append(Problem(where, say("The column is in a foreign currency, {currency}.",
                                               currency=currency)))  # fmt: skip
        if name == WITHHELD and name in columns:  # tax, insurance and fund are columns of their own
            columns[next(n for n in _withheld() if n not in columns)] = i
        elif name in columns:
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
    problems += _lacking(best, columns, options)
    problems += [
        Problem(
            place(best, i, str(head_row[i - 1]).strip()),
            say("The column is hidden, or has no width: show it first."),
        )
        for i in sorted(grid.hidden_columns & set(columns.values()))
    ]
    if problems:
        raise Invalid(*problems)
    return best, columns


def _lacking(best: int, columns: Mapping[str, int], options: Options) -> list[Problem]:
    """What no column says and must be said."""
    where = say("row {n}", n=best)
    problems = []
    if not {"worker", "name", "number"} & columns.keys():
        problems.append(Problem(where, say("No column says who it is.")))
    if "month" not in columns and options.month is None:
        problems.append(Problem(where, say("No column says the month: say it for the sheet.")))
    if not {"monthly", "daily", "due"} & columns.keys():
        problems.append(Problem(where, say("No column says a wage.")))
    if "paid" not in columns:
        problems.append(
            Problem(where, say("No column says what was paid: without it nothing can be owed."))
        )
    return problems


WITHHELD: Final = "withheld"
"""The one field that several columns can mean: ``withheld``, ``withheld.2`` and on."""


def _withheld() -> Iterator[str]:
    yield WITHHELD
    yield from (f"{WITHHELD}.{n}" for n in count(2))


def base_of(name: str) -> str:
    """The field of a column, without the number that tells several apart."""
    return name.partition(".")[0]


def meaning_of(word: str) -> str:
    """The field that a word means: its id, or its name in either language; empty for none."""
    typed = plain(word)
    if re.fullmatch(rf"{WITHHELD}\.\d{{1,2}}", typed):
        return typed
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
    if found in _HOURS and is_sum(cell):
        return ""
    if found == WITHHELD:
        return found
    return "" if found in named.values() else found  # somebody said which column that is


def is_sum(head: str) -> bool:
    """Whether the name of a column of overtime speaks of money: 平时加班费, 周末加班(元)."""
    if not re.search("加班|overtime", head, re.IGNORECASE):
        return False
    return bool(re.search(r"费|工资|金额|[(（]元[)）]|pay\b|amount", head, re.IGNORECASE))


def place(n: int, i: int, head: str) -> Said:
    """A row and column, with the name of the column where it has one."""
    column = column_name(i)
    if not head:
        return say("row {n}, column {column}", n=n, column=column)
    return say("row {n}, column {column} ({head})", n=n, column=column, head=head[:30])
