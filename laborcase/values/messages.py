"""Values inside a message, such as a ticket of a hotline: sums, days, numbers of all kinds."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from attrs import frozen

from ..errors import Invalid
from .days import day
from .numbers import PROVINCES, Phone, credit_code, phone, resident_number
from .sums import DIGITS, UNITS, Fen, money
from .typed import narrow

V = TypeVar("V")


@frozen
class Hit(Generic[V]):
    """A value found at ``text[start:end]``; ``unclear`` when a person has to look at it."""

    value: V
    start: int
    end: int
    unclear: bool = False


@frozen
class Found:
    """What a message holds: each kind in the order of the text, no two hits overlapping.

    ``residents`` and ``codes`` are clean unless ``unclear``: then they have the form, but the
    birth date or the check character does not fit (or, of 15 digits, there is none).
    """

    amounts: tuple[Hit[Fen], ...]
    dates: tuple[Hit[date], ...]
    phones: tuple[Hit[Phone], ...]
    residents: tuple[Hit[str], ...]
    codes: tuple[Hit[str], ...]
    tickets: tuple[Hit[str], ...] = ()
    """Numbers that the message itself calls the number of a ticket, a clue or a petition, or a
    long one that stands right behind such a word."""
    minutes: tuple[Hit[str], ...] = ()
    """When the message says it came in (来电时间 ...), as ``2026-06-15 09:10``."""


def find_in(text: str, received: date | None = None) -> Found:
    """The sums, days, telephone, resident and credit code numbers in a pasted message.

    A sum needs a currency word, a unit (千, 万 ...) or a word such as 工资 shortly before it.
    *Unclear* are sums without a currency word unless such a word stands near, sums said roughly
    (``3千多``) or for a day or a month (``300元/天``), days that depend on the day ``received``
    (without it they are left out), and numbers whose check character does not fit. Masked numbers
    are not found. Never raises; the time grows with the length of the text alone.
    """
    folded = narrow(text)
    free = bytearray(b"\x01") * len(folded)
    tickets = [Hit(run["number"], *run.span("number")) for run in _take(_TICKET, folded, free)]
    minutes = [hit for run in _take(_MINUTE, folded, free) if (hit := _minute(run))]
    codes: list[Hit[str]] = []
    residents: list[Hit[str]] = []
    for run in _take(_IDENTITY, folded, free):
        _identity(run, residents, codes)
    phones = [
        Hit(number, run.start(), run.end())
        for run in _take(_PHONE, folded, free)
        if (number := _phone(run[0]))
    ]
    dates = list(_days(_FULL_DAY, folded, free, None))
    if received is not None:
        dates += _days(_OTHER_DAY, folded, free, received)
    amounts = (
        amount
        for run in _AMOUNT.finditer(folded)
        if all(free[run.start() : run.end()]) and (amount := _amount(run, text))
    )
    return Found(
        amounts=tuple(amounts),
        dates=tuple(sorted(dates, key=lambda hit: hit.start)),
        phones=tuple(phones),
        residents=tuple(residents),
        codes=tuple(codes),
        tickets=tuple(tickets),
        minutes=tuple(minutes),
    )


# Every quantifier below is bounded, which keeps the time linear.


def _take(pattern: re.Pattern[str], folded: str, free: bytearray) -> Iterator[re.Match[str]]:
    """The matches in what is still ``free``; each takes its place away from the later kinds."""
    for run in pattern.finditer(folded):
        if all(free[run.start() : run.end()]):
            free[run.start() : run.end()] = bytes(run.end() - run.start())
            yield run


# ------------------------------------------------------------------ numbers

_ALNUM: Final = "0-9A-Za-z*"
_IDENTITY: Final = re.compile(
    rf"(?<![{_ALNUM}])(?:[0-9A-Za-z]{{15}}(?:[0-9A-Za-z]{{3}})?"
    rf"|[0-9]{{6}} ?(?:19|20)[0-9]{{6}} ?[0-9]{{3}}[0-9Xx])(?![{_ALNUM}])"
)
_CODE_FORM: Final = re.compile("[1-9ANY][1-9][0-9]{6}(?=.*[A-Z])[0-9A-Z]{10}")
_PHONE: Final = re.compile(
    rf"(?<![{_ALNUM}])(?:"
    r"(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|(?:\(0[0-9]{2,3}\)|0[0-9]{2,3})[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?"
    rf")(?![{_ALNUM}])"
)


def _identity(run: re.Match[str], residents: list[Hit[str]], codes: list[Hit[str]]) -> None:
    typed = run[0].replace(" ", "").upper()
    place = (run.start(), run.end())
    try:
        # 15 digits without a check character could be anything else.
        residents.append(Hit(resident_number(typed), *place, unclear=len(typed) == 15))
        return
    except Invalid:
        pass
    try:
        codes.append(Hit(credit_code(typed), *place))
        return
    except Invalid:
        pass
    if re.fullmatch("[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X]", typed) and typed[:2] in PROVINCES:
        residents.append(Hit(typed, *place, unclear=True))
    elif _CODE_FORM.fullmatch(typed):
        codes.append(Hit(typed, *place, unclear=True))


def _phone(piece: str) -> Phone | None:
    try:
        return phone(piece)
    except Invalid:
        return None


# ------------------------------------------------------------------ tickets

_TICKET: Final = re.compile(
    r"(?:(?:工单|诉求|线索|信访件|交办[单件]|转办[单件]) ?[:.]? ?(?!1[3-9][0-9]{9}(?![0-9]))"
    r"(?=[A-Za-z]{0,6}[0-9]{9})|(?:工单|诉求|线索|信访|来信|交办|转办|受理|热线)(?:件)?(?:编号|单号|流水号|号码|号|编码)"
    r" ?[:.]? ?)(?P<number>[A-Za-z0-9][A-Za-z0-9-]{4,39})(?![A-Za-z0-9-])"
)
_MINUTE: Final = re.compile(
    r"(?:来电|受理|反映|登记|接收|接件|派单|创建|提交|转办|交办|信访)(?:日期|时间) ?[:.]? ?"
    r"(?P<y>20[0-9]{2})[-/.年](?P<mo>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?[ T]{0,2}"
    r"(?P<h>[0-9]{1,2})[:时](?P<mi>[0-9]{2})(?:分|:[0-9]{2})?(?![0-9])"
)


def _minute(run: re.Match[str]) -> Hit[str] | None:
    year, month, day_, hour, minute = (int(run[name]) for name in ("y", "mo", "d", "h", "mi"))
    try:
        at = datetime(year, month, day_, hour, minute)  # noqa: DTZ001 - as it is written
    except ValueError:
        return None
    return Hit(at.strftime("%Y-%m-%d %H:%M"), run.start("y"), run.end())


# ------------------------------------------------------------------ days

_SAID: Final = "一二三四五六七八九十"
_FULL_DAY: Final = re.compile(
    rf"(?<![{_ALNUM}])(?:(?:19|20)?[0-9]{{2}}\s?年\s?(?:[0-9]{{1,2}}|元)\s?月\s?[0-9]{{1,2}}\s?[日号]"
    rf"|(?:19|20)[0-9]{{2}}([-/.])[0-9]{{1,2}}\1[0-9]{{1,2}}(?![{_ALNUM}])"
    rf"|(?:19|20)[0-9]{{6}}(?![{_ALNUM}]))"
    rf"|(?<![〇零{_SAID}])[〇零{_SAID}]{{4}}年[{_SAID}]{{1,2}}月[{_SAID}]{{1,3}}[日号]"
)
_OTHER_DAY: Final = re.compile(
    rf"(?:[今去前]年)?(?<![{_ALNUM}{_SAID}])"
    rf"(?:(?:[0-9]{{1,2}}|元)月[0-9]{{1,2}}[日号]|[{_SAID}]{{1,2}}月[{_SAID}]{{1,3}}[日号])"
    rf"|[上本这]个?月(?:[0-9]{{1,2}}[日号]|底)"
    rf"|[上本这](?:个?星期|周|个?礼拜)[一二三四五六日天]"
    rf"|(?<![{_ALNUM}{_SAID}两])(?:[0-9]{{1,3}}|[两{_SAID}]{{1,3}})(?:天|周|个月)[之以]?前"
    rf"|大前天|(?<![以之])前天(?!天)|昨[天日]|今[天日]|明天"
)


def _days(
    pattern: re.Pattern[str], folded: str, free: bytearray, received: date | None
) -> Iterator[Hit[date]]:
    for run in _take(pattern, folded, free):
        if run[0].isdecimal() and _NUMBERED.search(folded, max(0, run.start() - 4), run.start()):
            continue
        try:
            found = day(run[0], received)
        except Invalid:
            continue
        yield Hit(found, run.start(), run.end(), unclear=received is not None)


# ------------------------------------------------------------------ sums

_NUMERAL: Final = "廿卅" + "".join(DIGITS) + "".join(unit for unit in UNITS if not unit.isascii())
_DIGIT: Final = "".join(DIGITS)
_UNIT: Final = "".join(UNITS)
_LARGE: Final = "".join(unit for unit, power in UNITS.items() if power > 1)
_CHAR: Final = f"(?!一个?[月天年人])[0-9{_NUMERAL}]"  # 5千一个月 is 5,000 each month
_AMOUNT: Final = re.compile(
    # A name may end in a numeral: 张三12,500元.
    rf"(?:(?<![{_ALNUM}{_NUMERAL}])|(?<=[^{_ALNUM}{_NUMERAL}][{_DIGIT}])(?=[0-9]))"
    rf"(?<![0-9][.,])(?P<sign>(?:人民币)?¥?) ?"
    # Atomic (?>): no number is found in the front part of a longer one.
    rf"(?P<number>(?>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{1,13}}(?![0-9]))"
    rf"(?:\.[0-9]{{1,2}}(?![0-9])|\.[0-9]{{1,6}}(?= ?[万亿])|(?![.,]?[0-9]))"
    rf"(?: ?[多余]?[{_UNIT}](?![A-Za-z])(?:{_CHAR}){{0,12}})?"
    rf"|(?![{_DIGIT}][0-9])(?:{_CHAR}){{1,20}}(?:[多余][{_UNIT}]{{1,2}})?)"
    rf"(?: ?(?P<about>[多余来]))?"
    rf"(?: ?(?P<yuan>(?:元(?![月旦])|圆|块钱?)(?:零?[0-9{_NUMERAL}][角毛])?"
    rf"(?:零?[0-9{_NUMERAL}]分)?整?))?"
)
_WAGE: Final = "工资|薪|欠|款|费|钱|赔偿|补偿|押金|合计|共计|总计|金额|报酬|奖金|补贴"
_WAGE_BEFORE: Final = re.compile(rf"(?:{_WAGE})[^。；;!?\n]*$")
_JUST_BEFORE: Final = re.compile(
    rf"(?:{_WAGE})[^0-9。；;!?\n]{{0,6}}$|(?:共|[转汇付给发还借领]了|[转汇借]给?)[:\s]?$"
)
_NUMBERED: Final = re.compile(r"[号码][:\s]?$")
"""What stands before a number that is a name of something: 工号, 编号, 号码."""
_WAGE_AFTER: Final = re.compile(rf"的?(?:{_WAGE}|加班费|人工费)")
_HOTLINE: Final = re.compile("1[12][0-9]|123[0-9]{2}|100(?:00|10|86)")
_RATE_BEFORE: Final = re.compile(
    rf"(?:(?<![0-9{_SAID}])[日月时]工资|[日月时底]薪|[每一][天日]|每个?月|[单工]价|标准)[^0-9。；;!?\n]{{0,6}}$"
)
_RATE_AFTER: Final = re.compile(
    r"\s?(?:[/每一]|一?个)\s?(?:个?工作日|小时|个?工|个?月|天|日|平|米|件)(?!资)"
)
"""What makes a sum one of a day, a month or a piece, which is no sum that is owed."""
_ROUGHLY: Final = re.compile("左右|上下")
_COUNTED: Final = re.compile(  # what follows a number that is no sum
    "[0-9A-Za-z*年月日号位名个天时点分米平栋幢楼层岁次期户张份台届度路室吨斤克瓦字件只条辆间页几"
    "美欧港韩英澳%:~-]|/(?![月天人])|人(?!工费)|工(?!资)|加(?!班)|公(?!司)|家"
)


def _amount(run: re.Match[str], text: str) -> Hit[Fen] | None:
    number, yuan = re.sub("[多余]", "", run["number"]), run["yuan"] or ""
    folded = run.string
    start = run.start("sign" if run["sign"] else "number")
    end = max(run.end("number"), run.end("about"), run.end("yuan"))
    before = folded[max(0, start - 12) : start]
    bare = not run["sign"] and not yuan
    unit = re.search(f"[{_LARGE}]", number)
    if bare and (_COUNTED.match(folded, end) or not (unit or _JUST_BEFORE.search(before))):
        return None
    if yuan == "块" and number in ("一", "1"):
        return None  # 一块 mostly means "together"
    try:
        fen = money(number + yuan)
    except Invalid:
        return None
    if bare and not unit:
        year = 1990 <= fen // 100 <= 2099 and fen != 2000_00
        if fen < 100_00 or year or _HOTLINE.fullmatch(number):
            return None
        return Hit(fen, start, end, unclear=True)
    near = _WAGE_BEFORE.search(before) or _WAGE_AFTER.match(folded, end)
    roughly = re.search("[多余来，]", text[start:end]) or _ROUGHLY.match(folded, end)
    rate = _RATE_BEFORE.search(before) or _RATE_AFTER.match(folded, end)
    unsure = (bare or yuan == "块") and not near
    return Hit(
        fen, start, end, unclear=bool(roughly or rate or unsure or before.endswith(("约", "近")))
    )
