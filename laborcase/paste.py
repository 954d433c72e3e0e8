"""Workers pasted from a spreadsheet or a chat: lines of text to rows of a collective complaint.

Columns are found by the words of a header line, else by the shape of what stands in them. A cell
that cannot be read keeps its text, so that it is mended where it stands.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from . import law, values
from .errors import Invalid, Problem
from .parties import Claim, Worker
from .values import Line, plain
from .words import LANGUAGES, Said, say

COLUMNS: Final = (
    "name", "resident_number", "phone", "occupation", "cause", "start", "end", "amount",
)  # fmt: skip
"""The columns of a row, in their order."""

_OTHERS: Final = re.compile(
    "签|盖章|手印|确认|银行|开户|卡号|[账帐]|[住地]址|籍贯|民族|性别|年龄|备注|说明|原因|情况|合同|保险|社保|有效期"
    "|班组|[班队组]长|工头|带班|负责|联系人|紧急|家[属庭]|单位|企业|公司|项目|工地|bank|account|address|note"
)
"""A header with such a word is of no column here, whatever else stands in it."""
_HEADERS: Final = {
    "resident_number": "身份证|证件(?!类)|公民身份号码|resident|^id(?:no|number)",
    "phone": "电话|手机|联系方式|phone|mobile",
    "occupation": "工种|岗位|职业|职务|occupation|^job",
    "cause": "案由|事项|^cause",
    "start": "(?:开始|起始|起)(?:时间|日期|日|年月|月份?)?$|^[从自]$|^(?:from|start)",
    "end": "(?:结束|截止|截至|(?<!起)止|至)(?:时间|日期|日|年月|月份?)?$|^(?:until|to$|end)",
    "name": "姓名|名字|^(?:worker)?name"
    "|^(?:被?(?:欠薪|拖欠))?(?:农民工|工人|劳动者|员工|职工|人员?)$",
    "": "序号|编号|^(?:no|#)[.]?$",
}
"""Header words of the columns that are no sum, tried in this order: 欠薪开始 is no sum."""
_TIMES: Final = re.compile(
    "时间|日期|期间|时段|[年月]$|月[份数]|天数?$|人数|[出考]勤|工[日时数]|days|month$"
)
_OWED: Final = re.compile(
    "[欠未][发付结领]|[实尚下净还仍共结]欠|剩余|拖欠|欠[薪资款]|欠工资|unpaid|owed|arrears"
)
"""What is still to be paid."""
_LAST: Final = re.compile("[实尚下净还仍结]欠|剩余|合计|总|共|小计|total|remaining")
"""Of several sums owed, what is left of them or adds them up."""
_RATES: Final = re.compile(
    "标准|计件|[单工]价|日薪|月薪|(?<![0-9一二三四五六七八九十])[日月]工资|底薪|基本|保底|包月|日均|[每/][天日月工平米]"
    "|rate|daily|monthly"
)
"""What is paid for a day, a month or a piece."""
_SETTLED: Final = re.compile(
    "[应已实][发付得领]|支付|发放|借[支款]|[预代]支|生活费|扣|罚|结[清算]|gross|paid|advance|deduct"
)
"""What was earned, and what was paid of it or taken off."""
_SUMS: Final = (
    re.compile("金额|数额|amount|^sum"),
    re.compile("合计|总计|总额|total"),
    re.compile("工资|薪酬|报酬|工钱|劳务费|人工费|^元$|wages?$"),
)
"""Sums that may be what is owed, the likelier first."""
_TOTALS: Final = re.compile("(?:合计金额|合计|总计|共计|小计|总额|total|sum)(?:$|[:(0-9])")
_FOOT: Final = re.compile(
    "(?:制表|填表|编制|审核|复核|审批|经办|签字|负责|[班组队]+长|项目经理|日期|说明|备?注)[^:]{0,6}:"
)
_HEAD_WITHIN: Final = 6  # lines: a title and what belongs to it stand above the header
_LOOKED_AT: Final = 50  # rows that tell the shape of a column


@frozen
class Table:
    """Pasted cells in the order of :data:`COLUMNS`, as they were, the names of columns that have no
    place here, and what a person has to be told: which column the sum is, lines that are no worker.
    """

    cells: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...] = ()
    told: tuple[Said, ...] = ()


@frozen
class Read:
    """What rows of cells mean: a worker for each row without a problem; problems by row and column
    (``3.phone``, rows counted from 1); questions that a person answers."""

    workers: tuple[Worker, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Said, ...]


def rows(text: str, today: date) -> tuple[Table, Read]:
    """The pasted ``text`` as a table, and what it means on the day ``today``."""
    found = table(text, today)
    meant = read(found.cells, today)
    return found, evolve(meant, questions=(*found.told, *meant.questions))


# ------------------------------------------------------------------ text -> cells


def table(text: str, today: date) -> Table:
    """The cells of a pasted text, each in its column. Nothing is read yet, nothing refused.

    A daily wage, what was earned and what was paid are never taken for the sum claimed, and nothing
    is worked out from them. Where two columns may as well be it, neither is taken.
    """
    lines = split(text)
    if not lines:
        return Table(())
    width = max(len(line) for line in lines)
    lines = [[*line, *[""] * (width - len(line))] for line in lines]
    at, names = _header(lines, today)
    told: list[Said] = [
        say("Above the header, left out: {text}", text=_shown(x)) for x in lines[:at]
    ]
    ignored: list[str] = []
    if names:
        head = lines[at : at + (1 if names == lines[at] else 2)]
        lines = [line for line in lines[at + len(head) :] if line not in head]
        places, asked = _by_names(names)
        used = {*places.values(), *(i for i, name in enumerate(names) if _column(name) == "")}
        ignored = [name for i, name in enumerate(names) if i not in used and name.strip()]
    else:
        people = [line for line in lines if not _adds_up(line)]
        places, asked = _by_shape(people[:_LOOKED_AT], width, today)
    told += asked
    if ignored:
        told.append(say("Columns left out: {names}", names=_quoted_names(ignored)))
    in_ten_thousands = bool(names) and "amount" in places and "万元" in names[places["amount"]]
    cells: list[tuple[str, ...]] = []
    for line in lines:
        row = tuple(line[places[c]] if c in places else "" for c in COLUMNS)
        if in_ten_thousands and re.fullmatch("[0-9.]+", plain(row[-1])):
            row = (*row[:-1], f"{row[-1]}万")
        if _adds_up(line):
            told.append(_total(row, cells))
        elif names and any(_FOOT.match(plain(cell)) for cell in line):
            told.append(say("No worker, left out: {text}", text=_shown(line)))
        elif any(row):
            cells.append(row)
    return Table(tuple(cells), tuple(ignored), tuple(told))


def _shown(line: Sequence[str]) -> str:
    return f"“{' '.join(cell for cell in line if cell)[:40]}”"


def _quoted_names(names: Sequence[str]) -> str:
    return " ".join(f"“{name}”" for name in names)


def _adds_up(line: Sequence[str]) -> bool:
    return any(_TOTALS.match(plain(cell)) for cell in line)


def _total(row: tuple[str, ...], before: Sequence[tuple[str, ...]]) -> Said:
    """What is to be said of a row that adds up those before it."""
    says, added = _sum(row), sum(_sum(one) for one in before)
    if says in (0, added):
        return say("The row of the total is no worker: left out.")
    return say(
        "The row of the total is no worker: left out. It says {total}, and the rows before it add "
        "up to {sum}.",
        total=values.money_text(says),
        sum=values.money_text(added),
    )


def _sum(row: Sequence[str]) -> int:
    try:
        return values.money(row[COLUMNS.index("amount")])
    except Invalid:
        return 0


def split(text: str) -> list[list[str]]:
    """Lines and cells of a pasted text: tabs between cells, else commas, else wide gaps.

    A cell in double quotes may hold tabs and line breaks, as spreadsheets write it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        return [line for line in _quoted(text) if any(line)]
    found = []
    for line in text.split("\n"):
        # A comma between groups of three digits belongs to a sum.
        held = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?:[.,]|[^0-9]|$))", "\0", line.strip())
        gap = r"\s*[,，;；、]\s*" if re.search("[,，;；、]", held) else r"\s+"
        cells = [cell.replace("\0", ",") for cell in re.split(gap, held)]
        if any(cells):
            found.append(cells)
    return found


def _quoted(text: str) -> Iterator[list[str]]:
    line: list[str] = []
    for cell, end in re.findall(r'("(?:[^"]|"")*"|[^\t\n]*)([\t\n]|$)', text):
        if cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
            cell = cell[1:-1].replace('""', '"')
        line.append(" ".join(cell.split("\n")).strip())
        if end != "\t":
            yield line
            line = []


# ------------------------------------------------------------------ columns


def _header(lines: Sequence[list[str]], today: date) -> tuple[int, list[str]]:
    """Where the header stands, and its names, none if there is none. A title may stand above it;
    below it a second line may part what the first one holds together."""
    for at, line in enumerate(lines[:_HEAD_WITHIN]):
        heads = {head for cell in line if (head := _column(cell)) is not None}
        if any(_is_value(cell, today) for cell in line):
            break
        if "name" in heads or (at == 0 and len(heads) > 1):
            below = lines[at + 1] if at + 1 < len(lines) else []
            return at, _joined(line, below, today)
    if len(lines[0]) == 1 and _column(lines[0][0]) and not _is_value(lines[0][0], today):
        return 0, lines[0]
    return 0, []


def _joined(line: list[str], below: Sequence[str], today: date) -> list[str]:
    """The names of a header, with what a second line of it adds to them."""
    named = {_column(cell): i for i, cell in enumerate(line)}
    parts = [cell for cell in below if cell]
    if (
        not any(_column(cell) is not None for cell in parts)
        or any(_is_value(cell, today) for cell in parts)
        or any(below[named[c]] for c in ("name", "") if c in named)
    ):
        return line
    names, over = [], ""
    for above, part in zip(line, below, strict=True):
        over = above or over  # a joined cell stands over several
        names.append(over + part if part else above)
    return names


def _is_value(cell: str, today: date) -> bool:
    return len(re.findall("[0-9]", values.plain(cell))) > 2 and _shape(cell, today) in (
        "resident_number", "phone", "amount", "day",
    )  # fmt: skip


def _column(head: str) -> str | None:
    """The column that a header names; empty for a serial number, None for no known one."""
    word = re.sub(r"[(]?单位:?(?:人民币)?万?元[)]?", "", plain(head))
    if not word or len(word) > 20 or _OTHERS.search(word):
        return None
    for column, pattern in _HEADERS.items():
        if re.search(pattern, word):
            return column
    return "amount" if _sum_of(word) else None


def _sum_of(word: str) -> str:
    """What sum a header names: ``owed0`` and ``owed1``, ``sum0`` to ``sum2``, ``rate``,
    ``settled``; empty for none."""
    if _TIMES.search(word):
        return ""
    if _OWED.search(word):
        return "owed0" if _LAST.search(word) else "owed1"
    if _RATES.search(word):
        return "rate"
    if _SETTLED.search(word):
        return "settled"
    return next((f"sum{n}" for n, one in enumerate(_SUMS) if one.search(word)), "")


def _by_names(names: Sequence[str]) -> tuple[dict[str, int], list[Said]]:
    """Columns by the names of a header, the first of two alike; the sum by what it is the sum of.

    What is still owed is taken; a plain sum only where no column says what was paid or earned.
    """
    places: dict[str, int] = {}
    sums: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        column = _column(name)
        if column == "amount":
            sums.setdefault(_sum_of(plain(name)), []).append(i)
        elif column:
            places.setdefault(column, i)
    taken = next((k for k in ("owed0", "owed1") if k in sums), "")
    if not taken and "settled" not in sums:
        taken = next((k for k in ("sum0", "sum1", "sum2") if k in sums), "")
    found = sums.get(taken, [])
    here = [name for name in names if _column(name) == "amount"]
    if len(found) == 1:
        places["amount"] = found[0]
        if taken in ("sum1", "sum2"):
            return places, [
                say(
                    "The sum claimed was taken from the column “{name}”: look whether it is what "
                    "is owed.",
                    name=names[found[0]],
                )
            ]
    elif found:
        return places, [_which(names[i] for i in found)]
    elif sums:
        return places, [
            say(
                "No column says what is still owed, and nothing is worked out from {names}: paste "
                "again with the sum owed, or type the sums.",
                names=_quoted_names(here),
            )
        ]
    return places, []


def _which(names: Iterable[str]) -> Said:
    return say(
        "Which column is the sum claimed: {names}? None was taken: paste again without the others, "
        "or type the sums.",
        names=_quoted_names(list(names)),
    )


def _by_shape(lines: list[list[str]], width: int, today: date) -> tuple[dict[str, int], list[Said]]:
    """Columns by what stands in most of their cells; each kind of column is taken once, the first
    two with days are beginning and end. Of several columns with sums none is taken."""
    places: dict[str, int] = {}
    sums: list[int] = []
    for i in range(width):
        cells = [line[i].strip() for line in lines]
        shapes = Counter(_shape(cell, today) for cell in cells if cell)
        if not shapes:
            continue
        shape = shapes.most_common(1)[0][0]
        if shape == "amount":
            if not _serial(cells):
                sums.append(i)
            continue
        wanted = {"day": ("start", "end"), "name": ("name", "occupation")}.get(shape, (shape,))
        place = next((c for c in wanted if c not in places), None)
        if place is not None:
            places[place] = i
    if len(sums) > 1:
        return places, [_which(next(line[i] for line in lines if line[i].strip()) for i in sums)]
    return places | dict.fromkeys(("amount",), sums[0]) if sums else places, []


def _serial(cells: Sequence[str]) -> bool:
    """Whether cells count the rows, from 1 or, as a part of a longer list, from anywhere."""
    first = int(cells[0]) if cells[0].isdecimal() else 0
    return (first == 1 or len(cells) > 2) and list(cells) == [
        str(n) for n in range(first, first + len(cells))
    ]


def _shape(cell: str, today: date) -> str:
    digits = re.sub(r"[\s-]", "", values.plain(cell))
    if re.fullmatch("[0-9]{17}[0-9x]|[0-9]{15}", digits):
        return "resident_number"
    if re.fullmatch(r"(?:\+?86)?1[3-9][0-9]{9}", digits):
        return "phone"
    if _reads(values.money, cell):
        return "amount"
    if _reads(lambda text: values.day(text, today), cell):
        return "day"
    if _reads(cause_of, cell):
        return "cause"
    return "name" if len(cell) <= 20 else "occupation"


def _reads(reader: Callable[[str], object], cell: str) -> bool:
    try:
        reader(cell)
    except Invalid:
        return False
    return True


# ------------------------------------------------------------------ cells -> workers


def read(cells: Sequence[Sequence[str]], today: date) -> Read:
    """What rows of cells mean. Problems leave their row out of the workers, never out of sight."""
    workers: list[Worker] = []
    problems: list[Problem] = []
    for n, row in enumerate(cells, 1):
        wrong: list[Problem] = []
        worker = _worker(dict(zip(COLUMNS, row, strict=True)), n, today, wrong)
        if wrong:
            problems.extend(wrong)
        else:
            workers.append(worker)
    return Read(tuple(workers), tuple(problems), tuple(_questions(cells)))


def readers(today: date) -> Mapping[str, Callable[[str], object]]:
    """What reads a cell of each column; each raises Invalid."""
    return {
        "name": values.line,
        "resident_number": values.resident_number,
        "phone": values.phone,
        "occupation": values.line,
        "cause": cause_of,
        "start": lambda text: values.day(text, today),
        "end": lambda text: values.day(text, today),
        "amount": values.money,
    }


def cause_of(text: str) -> Line:
    """The code of the cause (案由) that a text names, in either language or by its code.

    :raises Invalid: when it names none.
    """
    word = plain(text)
    for cause in law.causes().values():
        if word in {cause.code, *(plain(cause.title(lang)) for lang in LANGUAGES)}:
            return Line(cause.code)
    raise Invalid(say("“{typed}” is no cause of complaint.", typed=text.strip()[:40]))


def _worker(row: Mapping[str, str], n: int, today: date, problems: list[Problem]) -> Worker:
    found: dict[str, object] = {}
    for column, reader in readers(today).items():
        if row[column].strip():
            try:
                found[column] = reader(row[column])
            except Invalid as error:
                problems.append(Problem(f"{n}.{column}", error.problems[0].text))
    if not row["name"].strip():
        problems.append(Problem(f"{n}.name", say("The name is missing.")))
    start, end = found.get("start"), found.get("end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        problems.append(Problem(f"{n}.end", say("The end lies before the start.")))
    claim = {c: found[c] for c in ("cause", "start", "end", "amount") if c in found}
    person = {c: v for c, v in found.items() if c not in claim}
    if problems:
        return Worker(name=Line(""))
    return Worker(**person, claims=(Claim(**claim),) if claim else ())  # type: ignore[arg-type]


def _questions(cells: Sequence[Sequence[str]]) -> Iterator[Said]:
    """The same worker twice: by the resident number, or by name where a number is missing."""
    numbers: dict[str, int] = {}
    names: dict[str, tuple[int, str]] = {}
    for n, row in enumerate(cells, 1):
        name, number = plain(row[0]), plain(row[1])
        if number and number in numbers:
            yield say(
                "Rows {a} and {b} bear the same resident number: one person?",
                a=numbers[number],
                b=n,
            )
        elif name in names and not (number and names[name][1]):
            yield say("Rows {a} and {b} bear the same name: one person?", a=names[name][0], b=n)
        if number:
            numbers.setdefault(number, n)
        if name:
            names.setdefault(name, (n, number))
