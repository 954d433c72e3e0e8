"""Workers pasted from a spreadsheet or a chat: lines of text to rows of a collective complaint.

Columns are found by the words of a header line, else by the shape of what stands in them. A cell
that cannot be read keeps its text, so that it is mended where it stands.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
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

_HEADERS: Final = {
    "name": "姓名 名字 工人 劳动者 员工 name worker",
    "resident_number": "身份证 证件 公民身份号码 resident idnumber",
    "phone": "电话 手机 联系方式 phone mobile",
    "occupation": "工种 岗位 职业 职务 occupation job",
    "cause": "案由 事项 cause",
    "start": "开始 起始 起 从 from start",
    "end": "结束 截止 止 至 until end",
    "amount": "金额 欠薪 拖欠 工资 合计 元 sum amount wages",
    "": "序号 编号 no #",
}  # tried in this order: 身份证号 is no 编号, 欠薪开始 is no sum
_ORDER: Final = ("resident_number", "phone", "occupation", "cause", "start", "end", "name",
                 "amount", "")  # fmt: skip
_TOTALS: Final = frozenset(("合计", "总计", "共计", "小计", "总额", "合计金额", "total", "sum"))
_LOOKED_AT: Final = 50  # rows that tell the shape of a column


@frozen
class Table:
    """Pasted cells in the order of :data:`COLUMNS`, as they were, the names of columns that have no
    place here, and what is to be said of rows that add up others, which are no workers."""

    cells: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...] = ()
    totals: tuple[Said, ...] = ()


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
    return found, evolve(meant, questions=(*found.totals, *meant.questions))


# ------------------------------------------------------------------ text -> cells


def table(text: str, today: date) -> Table:
    """The cells of a pasted text, each in its column. Nothing is read yet, nothing refused."""
    lines = split(text)
    if not lines:
        return Table(())
    width = max(len(line) for line in lines)
    lines = [[*line, *[""] * (width - len(line))] for line in lines]
    heads = [_column(cell) for cell in lines[0]]
    if sum(head is not None for head in heads) >= min(2, sum(1 for c in lines[0] if c.strip())):
        places = {head: i for i, head in reversed(list(enumerate(heads))) if head}
        used = {*places.values(), *(i for i, head in enumerate(heads) if head == "")}
        ignored = [c for i, c in enumerate(lines[0]) if i not in used and c.strip()]
        lines = lines[1:]
    else:
        people = [line for line in lines if not _adds_up(line)]
        places = _by_shape(people[:_LOOKED_AT], width, today)
        ignored = []
    cells: list[tuple[str, ...]] = []
    totals: list[Said] = []
    for line in lines:
        row = tuple(line[places[c]] if c in places else "" for c in COLUMNS)
        if _adds_up(line):
            totals.append(_total(row, cells))
        elif any(row):
            cells.append(row)
    return Table(tuple(cells), tuple(ignored), tuple(totals))


def _adds_up(line: Sequence[str]) -> bool:
    return any(plain(cell).rstrip(":") in _TOTALS for cell in line)


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


def _column(head: str) -> str | None:
    """The column that a header names; empty for a serial number, None for no known one."""
    word = plain(head)
    if not word or len(word) > 12:
        return None
    return next(
        (column for column in _ORDER if any(w in word for w in _HEADERS[column].split())), None
    )


def _by_shape(lines: list[list[str]], width: int, today: date) -> dict[str, int]:
    """Columns by what stands in most of their cells; each kind of column is taken once, the first
    two with days are beginning and end."""
    places: dict[str, int] = {}
    for i in range(width):
        shapes = Counter(_shape(line[i], today) for line in lines if line[i].strip())
        if not shapes:
            continue
        shape = shapes.most_common(1)[0][0]
        if shape == "amount" and [line[i].strip() for line in lines] == [
            str(n) for n in range(1, len(lines) + 1)
        ]:
            continue  # a serial number
        wanted = {"day": ("start", "end"), "name": ("name", "occupation")}.get(shape, (shape,))
        place = next((c for c in wanted if c not in places), None)
        if place is not None:
            places[place] = i
    return places


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
