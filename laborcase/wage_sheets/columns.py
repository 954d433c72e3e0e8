"""What the columns of a wage sheet mean: by their names, or because somebody said so."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from attrs import frozen

from ..errors import Invalid, Problem
from ..law.answers import joined
from ..values import plain
from ..words import LANGUAGES, Said, say, speak
from ..workbook import Cell, Grid, column_name, foreign_in
from .options import Options
from .titles import proposed

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
    "without": say("does not concern the sum"),
}
"""What a column can mean."""
_SUM: Final = "(?:工资|薪资|薪酬|报酬|金额|总额|合计|数额?|款|小计)*$"
_HEADS: Final = {
    "number": "身份证|证件号|residentnumber|^id(?:no|number)$",
    "worker": "^(?:投诉编号|w编号|worker(?:id)?)$",
    "name": "姓名|^name$|^工人$|^员工$",
    "month": "^(?:月份|年月|工资月份|所属月份|所属期|month)$",
    "working": "(?:平时|延时|工作日|日常)加班|150%|overtime\\(?working",
    "rest": "(?:休息日|周末|双休日?)加班|200%|overtime\\(?rest",
    "holiday": "(?:法定|节假?日|节日)加班|300%|overtime\\(?holiday",
    "monthly": "月工资标准|^月?工资标准|^月工资$|^月薪|^monthly",
    "daily": "^每?日工资|^每?日薪|^daily",  # 休息日工资 is none
    # 应出勤 is what was planned, 基本工资 a part of the wage.
    "days": "^(?:实际?|本月|当月)*出勤(?:天数|日数)?$|^(?:实际)?工作天数$|^工日数?$"
    "|^days(?:worked)?$",
    "allowances": "津贴|补贴|allowance",
    "due": f"^(?:本月|当月|工资|薪资)*应[发付]{_SUM}|^gross|^due$",
    "paid": f"^(?:本月|当月|工资|薪资)*(?:实发|已发|已付|实付|实领){_SUM}|^paid",
    "withheld": "个税|所得税|扣税|代扣代缴|社保|社会保险|养老|医保|医疗保险|失业|公积金|withheld",
    "left": "离职|离岗|^left",
    "joined": "入职|进场|^joined",
    "currency": "币种|货币|currency",
}
_NOT: Final = {
    "withheld": "单位(?!:)|公司|企业|基数|罚|计|总",
    "allowances": "扣|罚|计|总",
    "days": "应|缺|旷",
    **dict.fromkeys(("working", "rest", "holiday"), "调休|补休|扣|罚"),
}
"""What in the name of a column says that it does not mean the field after all."""
_HARMLESS: Final = re.compile(
    "序号|编号|工号|(?:员工|人员|职工)编号|备注|说明|部门|车间|班组|班次|岗位|岗位名称|职务|职位|工种|职称|性别|年龄|民族"
    "|籍贯|(?:本人|员工|工人|领款人|领取人)?(?:签名|签字|签收|确认)|(?:联系)?电话|手机号?|手机号码|联系方式|地址|住址"
    "|(?:开户)?银行|开户行|银行卡号?|卡号|(?:银行)?账[号户]|户名|公司|公司名称|单位|单位名称|用人单位"
    "|(?:本月|当月|累计|合计)?(?:欠发|未发|尚欠|拖欠|欠付|未付)(?:工资|薪资|金额|数额?|款|合计|小计)*|欠薪"
    "|(?:实发|发放|支付|付款|发薪)(?:工资)?(?:日期|时间)"
    "|项目|项目名称|no\\.?|#|remarks?|notes?|department|team|position|phone|signature|gender|bank|account"
)
"""Names of columns that plainly have nothing to do with what is owed; any other that is not read is
asked about."""
_INSURANCE: Final = re.compile("社保|社会保险|养老|医[保疗]|失业|工伤|生育|公积金")
_EMPLOYERS: Final = re.compile("(?!.*(?:个人|扣|罚|计|总)).*(?:单位(?!:)|公司|企业)")
WITHHELD: Final = "withheld"
MERGED: Final = say(
    "Names of columns are merged, or two rows name them: in a copy, part the merged cells, write "
    "the names of the lower row into the upper one, so that each column has its own, and delete "
    "the lower row."
)
_MONEY: Final = frozenset({"monthly", "daily", "allowances", "due", "paid", "withheld"})
_HOURS: Final = frozenset({"working", "rest", "holiday"})
_SEVERAL: Final = frozenset({"monthly", "allowances", "days", "paid", "withheld", "without"})
"""Fields that several columns can mean if somebody says so: ``monthly``, ``monthly.2`` and on; they
are added up."""
_BESIDE: Final = {
    "paid": re.compile("借支|预支|预借|预付|暂支|暂借|借款|生活费"),
    "days": re.compile("(?:年|婚|产|丧|病|护理|探亲|工伤|公|育儿)(?:休)?假|年休|带薪"),
}
"""What is paid in advance, and days of leave: once somebody says so, they count beside the column
that is the field by its own name, and do not take its place."""
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PARTS: Final = re.compile("[,;、/:]")
_TRAILING: Final = re.compile(
    "(?:[百千万亿]+元?|元|天数?|日数|小时数?|时数|工时|次数?|班[数次]|hours?|hrs|days?)$"
)
_MAYBE_UNIT: Final = re.compile("[元圆块角百千万亿天日周时班次]|^(?:分|[a-z])$|hour|day")
_TITLE_UNIT: Final = re.compile("(?:单位[:：]?.{0,4}?|[(（])([百千万亿]+元)")
_YUAN: Final = {"元": 1, "人民币": 1, "人民币元": 1, "rmb": 1, "cny": 1, "yuan": 1, "千元": 1_000,
                "千": 1_000, "万元": 10_000, "万": 10_000, "百元": 100}  # fmt: skip
_HOUR: Final = dict.fromkeys(
    ("小时", "小时数", "时", "时数", "工时", "h", "hour", "hours", "hrs"), 1
)  # fmt: skip
_DAYS: Final = ("天", "天数", "日", "日数", "d", "day", "days")
_HOURS_OF_A_DAY: Final = 8
_UNITS: Final = {
    **dict.fromkeys(_MONEY, _YUAN),
    "daily": {**_YUAN, "天": 1, "日": 1},  # 元/天
    "days": dict.fromkeys(_DAYS, 1),
    "working": _HOUR,
    # The wage of a day counts for a day of rest (see gz-13): eight hours.
    "rest": {**_HOUR, **dict.fromkeys(_DAYS, _HOURS_OF_A_DAY)},
    "holiday": {**_HOUR, **dict.fromkeys(_DAYS, _HOURS_OF_A_DAY)},
}
"""The units of each field, and how many yuan, days or hours each is."""
_HEAD_WITHIN: Final = 12
_UNKNOWN: Final = say("What this column means is not known.")
_OVERTIME_PAY: Final = (say("It holds sums of overtime pay, not hours."), ("allowances",))
_OVERTIME: Final = ("working", "rest", "holiday")
_ASKED: Final[Sequence[tuple[str, Said, tuple[str, ...]]]] = (
    ("累计|日期|发薪日|结算日|生日|基数|系数|比例", _UNKNOWN, ()),
    ("加班|overtime", say("It does not say on which days the overtime was."), _OVERTIME),
    (_BESIDE["paid"].pattern, say("It may have been paid in advance."), ("paid",)),
    (
        "扣|罚|deduct|fine",
        say(
            "Something is taken off here: if the law does not have it withheld, "
            "it is owed all the same."
        ),
        ("withheld",),
    ),
    (
        "补发|实发|已发|已付|实付|实领|已领|支付|发放|现金|转账|打卡(?![天日次时])",
        _UNKNOWN,
        ("paid",),
    ),
    ("事假|请假|缺勤|旷工|迟到|早退|应出?勤|计件数|件数|数量|单价|小时工资|时薪", _UNKNOWN, ()),
    ("假.*(?:工资|薪资|费|补|金额)", _UNKNOWN, ("monthly", "allowances")),
    (_BESIDE["days"].pattern, say("It may be leave that is paid like days worked."), ("days",)),
    ("节日|节假日", _UNKNOWN, ("holiday",)),
    ("休息|双休|周末", _UNKNOWN, ("rest",)),
    ("个税|所得税|社保|保险|养老|医[保疗]|失业|公积金|[三五]险", _UNKNOWN, ("withheld",)),
    ("工时|小时|时数|hours?", _UNKNOWN, _OVERTIME),
    ("出勤|工日|天数|日数|[天日]$|[天日][)）]|days?", _UNKNOWN, ("days",)),
    (
        "水电|伙食|餐费|房租|住宿|宿舍|押金|保证金|工装|服装|工具|赔偿",
        _UNKNOWN,
        ("allowances", "withheld"),
    ),
    ("工资|薪|奖|绩效|提成|补|津|贴|费|底", _UNKNOWN, ("monthly", "allowances")),
    ("", _UNKNOWN, ("monthly", "allowances", "days", "paid", "withheld")),
)
"""What is asked of a column that nothing reads, and what it can mean, by what its name holds; the
first that fits counts, and that it does not concern the sum can always be said."""


def _heads(rows: Sequence[Sequence[Cell]], at: int) -> list[Cell]:
    """The names of the columns; one without a name that holds numbers goes by its letter."""
    head = [*rows[at - 1]]
    head += [None] * (max(map(len, rows)) - len(head))
    for i, cell in enumerate(head):
        if cell is None or not str(cell).strip():
            below = (row[i] for row in rows[at:] if len(row) > i)
            if any(_looks_like_number(one) for one in below):
                head[i] = column_name(i + 1)
    return head


def _looks_like_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(re.fullmatch(r"[¥￥]?\d[\d,.]*", cell.strip()))
    return isinstance(cell, (int, float))


@frozen
class Header:
    """The row with the names of the columns; the column of each field; those that somebody said do
    not concern the sum; and how many yuan, days or hours one is of each field, where not 1."""

    row: int
    heads: Sequence[Cell]
    columns: Mapping[str, int]
    without: Mapping[str, int]
    scales: Mapping[str, int]
    beside: frozenset[str]
    """Fields of the columns that count beside another: ``paid.2`` of an advance."""


def header(grid: Grid, options: Options) -> Header:
    """What the columns of a sheet mean.

    :raises Invalid: when they are not found, two can mean the same, one counts in another unit, or
        what one means is not known and it does not plainly concern nothing.
    """
    unknown = [name for name in options.columns if not meaning_of(name)]
    if unknown:
        raise Invalid(say("A column cannot mean {names}; it can mean: {known}.",
                          names=", ".join(unknown), known=joined(FIELDS.values())))  # fmt: skip
    said = {meaning_of(name): head for name, head in options.columns.items()}
    named = {plain(head): base_of(name) for name, head in said.items()}
    # What is said of a field takes the place of all that was said of it for the last sheet.
    now = set(named.values()) - {"without"}
    kept = {
        plain(head): base_of(name)
        for name, head in options.kept.items()
        if base_of(name) not in now
    }
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
                "such as --map name=姓名 (in the form under “Columns”: name=姓名)."
            )
        )
    head_row = _heads(grid.rows, best)
    # What the last sheet of the employer called a column counts where this one calls it so too.
    there = {plain(cell) for cell in head_row if isinstance(cell, str)}
    known = {**{head: name for head, name in kept.items() if head in there}, **named}
    if any(top <= best <= bottom and left < right for top, left, bottom, right in grid.merged):
        # A name over several columns is that of a group: nothing is known of those below it.
        raise Invalid(Problem(say("row {n}", n=best), MERGED))
    columns: dict[str, int] = {}
    without: dict[str, int] = {}
    scales: dict[str, int] = {}
    beside: set[str] = set()
    problems: list[Problem] = []
    own_unit = True
    withheld = [str(cell) for cell in head_row if _meaning(cell, known) == WITHHELD]
    for i, cell in enumerate(head_row, 1):
        head, name = str(cell or "").strip(), _meaning(cell, known)
        where = place(best, i, head)
        is_said = plain(head) in known
        currency = foreign_in(head)
        if name in _MONEY and currency:
            problems.append(Problem(where, say("The column is in a foreign currency, {currency}.",
                                               currency=currency)))  # fmt: skip
        if name == "without":
            without[_free(name, without)] = i
        elif not name:
            problems += [Problem(where, text) for text in _unread(head, withheld)]
        elif (
            (before := [n for n in columns if base_of(n) == name and n not in beside])
            and name != WITHHELD
            and not (is_said and name in _SEVERAL)
        ):
            first = str(head_row[columns[before[0]] - 1]).strip()
            problems.append(Problem(where, _second(name, first, head)))
        else:
            field = _free(name, columns)
            columns[field] = i
            if _is_beside(name, head):
                beside.add(field)
            scale = _scale(name, head, is_said)
            own_unit = own_unit and (name not in _MONEY or "元" in head)
            if isinstance(scale, Said):
                problems.append(Problem(where, scale))
            elif scale != 1:
                scales[field] = scale
    if not own_unit:
        problems += _title_units(grid.rows[: best - 1])
    missing = [head for head in named if head not in there]
    if missing:
        problems.append(
            Problem(say("row {n}", n=best), say("There is no column {names}.",
                                                names=", ".join(missing)))
        )  # fmt: skip
    problems += _lacking(grid, best, columns, options)
    days = [name for name in columns if base_of(name) == "days"]
    if set(days) <= beside:
        problems += [
            Problem(place(best, columns[name], str(head_row[columns[name] - 1]).strip()),
                    say("Leave counts beside days worked, and no column says these: say which does "
                        "(--map days=…), or that the leave does not concern the sum (--without)."))
            for name in days
        ]  # fmt: skip
    problems += [
        Problem(
            place(best, i, str(head_row[i - 1]).strip()),
            say("The column is hidden, or has no width: show it first."),
        )
        for i in sorted(grid.hidden_columns & set(columns.values()))
    ]
    if problems:
        raise Invalid(*problems)
    return Header(best, head_row, columns, without, scales, frozenset(beside))


def _lacking(grid: Grid, best: int, columns: Mapping[str, int], options: Options) -> list[Problem]:
    """What no column says and must be said."""
    where = say("row {n}", n=best)
    problems = []
    if not {"worker", "name", "number"} & columns.keys():
        problems.append(Problem(where, say("No column says who it is (--map name=…).")))
    if "month" not in columns and options.month is None:
        month = proposed(grid, best)
        text = say("No column says the month: say it for the sheet.")
        if month is not None:
            text = say("No column says the month, and the title names {month}: say it for the "
                       "sheet (--month {month}).", month=f"{month:%Y-%m}")  # fmt: skip
        problems.append(Problem("month", text))
    if not {"monthly", "daily", "due"} & columns.keys():
        problems.append(
            Problem(where, say("No column says a wage (--map monthly=…, daily=… or due=…)."))
        )
    if "paid" not in columns:
        problems.append(
            Problem(
                where,
                say("No column says what was paid (--map paid=…): without it nothing can be owed."),
            )
        )
    return problems


def _title_units(rows: Sequence[Sequence[Cell]]) -> Iterator[Problem]:
    """A unit of all sums above the names of the columns: 单位：万元."""
    for n, row in enumerate(rows, 1):
        for cell in row:
            found = _TITLE_UNIT.search(cell) if isinstance(cell, str) else None
            if found:
                yield Problem(
                    say("row {n}", n=n),
                    say("The sums of the sheet are in {unit}: name the unit at each column, such "
                        "as 实发({unit}), or turn them into yuan.", unit=found[1]),
                )  # fmt: skip


def _second(name: str, first: str, head: str) -> Said:
    """What is asked where a second column means the same by its name."""
    what = FIELDS[name]
    if name in _SEVERAL:
        return say("Two columns can mean “{what}”, {first} too: say of each what it is (those of "
                   "one meaning are added up). {answers}", what=what, first=first[:30],
                   answers=_answers(head, (name,)))  # fmt: skip
    return say("Two columns can mean “{what}”, {first} too: say which one does. {answers}",
               what=what, first=first[:30], answers=_answers(head, (name,)))  # fmt: skip


def _unread(head: str, withheld: Sequence[str]) -> Iterator[Said]:
    """What is asked of a column of which nobody knows what it means, beside those of what is
    withheld."""
    if not head or _HARMLESS.fullmatch(_BRACKETS.sub("", plain(head))):
        return
    insured = any(_INSURANCE.search(one) for one in withheld)
    if insured and _INSURANCE.search(head) and _EMPLOYERS.match(plain(head)):
        return  # the employer's part beside the worker's own
    asked, fields = next((a, f) for pattern, a, f in _ASKED if re.search(pattern, plain(head)))
    if is_sum(head):
        asked, fields = _OVERTIME_PAY
    if withheld and re.search("计|总", head):
        fields = tuple(name for name in fields if name != WITHHELD)  # they would count twice
    yield say("{asked} {answers}", asked=asked, answers=_answers(head, fields))


def _answers(head: str, fields: Sequence[str]) -> Said:
    """What can be typed of a column: as ready for a shell, since its name is anybody's."""
    parts = []
    for name in (*fields, "without"):
        typed = f"{name}={head}"
        shown = typed if re.fullmatch(r"[\w=]+", typed) else shlex.quote(typed)
        parts.append(say("--map {typed} ({what})", typed=shown, what=FIELDS[name]))
    return say("Say: {answers}; in the form under “{columns}”, without --map.",
               answers=joined(parts), columns=say("Columns"))  # fmt: skip


def _scale(name: str, head: str, is_said: bool) -> int | Said:
    """How many yuan, days or hours one is; a sentence for a unit that cannot be."""
    if name not in _UNITS:
        return 1
    text = plain(head)
    bare = _BRACKETS.sub("", text)
    words = [w for piece in _IN_BRACKETS.findall(text) for w in _PARTS.split(piece)]
    words += bare.split("/")[1:]
    if trailing := _TRAILING.search(bare):
        words.append(trailing[0])
    scales = set()
    for word in (w.removeprefix("单位") for w in words):
        if word in _UNITS[name]:
            scales.add(_UNITS[name][word])
        elif any(word in units for units in _UNITS.values()):
            return say("“{unit}” is no unit in which “{what}” is counted: mend the table, or say "
                       "that it does not concern the sum. {answers}", unit=word, what=FIELDS[name],
                       answers=_answers(head, ()))  # fmt: skip
        elif _MAYBE_UNIT.search(word) and not is_said:
            return say("“{unit}” may be a unit: mend the table, or say what the column means as it "
                       "stands. {answers}", unit=word, answers=_answers(head, (name,)))  # fmt: skip
    if len(scales) > 1:
        return say("Two units stand at the column: leave one.")
    return scales.pop() if scales else 1


def _free(name: str, taken: Mapping[str, int]) -> str:
    """The name of a field, numbered where several columns mean it."""
    if name not in taken:
        return name
    return next(f"{name}.{n}" for n in count(2) if f"{name}.{n}" not in taken)


def numbered(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What columns mean, as pairs of meaning and name, with each meaning once: of a field that
    several columns can mean, the second is ``withheld.2``.

    :raises Invalid: for another meaning that stands there twice.
    """
    found: dict[str, str] = {}
    for word, head in pairs:
        name = meaning_of(word)
        if not name or name not in found:
            found[name or word] = head
        elif base_of(name) in _SEVERAL:
            base = base_of(name)
            found[next(f"{base}.{n}" for n in count(2) if f"{base}.{n}" not in found)] = head
        else:
            raise Invalid(say("Two columns cannot both be “{what}”.", what=FIELDS[name]))
    return found


def base_of(name: str) -> str:
    """The field of a column, without the number that tells several apart."""
    return name.partition(".")[0]


def meaning_of(word: str) -> str:
    """The field that a word means: its id, or its name in either language; empty for none."""
    typed = plain(word)
    base, dot, number = typed.partition(".")
    if dot and base in _SEVERAL and re.fullmatch(r"\d{1,3}", number):
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
    core = _TRAILING.sub("", bare.split("/")[0])  # 实发/元
    found = next(
        (n for n, p in _HEADS.items() if any(re.search(p, text) for text in (head, bare, core))), ""
    )
    if (found in _HOURS and is_sum(cell)) or (found in _NOT and re.search(_NOT[found], head)):
        return ""
    said = [one for one, name in named.items() if name == found]
    if found == WITHHELD or all(_is_beside(found, one) for one in said):
        return found
    return ""  # somebody said which column that is


def _is_beside(name: str, head: str) -> bool:
    """Whether a column that means a field counts beside the one that is it by its own name."""
    return name in _BESIDE and bool(_BESIDE[name].search(_BRACKETS.sub("", plain(head))))


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
