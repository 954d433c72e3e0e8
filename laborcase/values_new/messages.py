"""Values inside a message, such as a ticket of a hotline: sums, days, numbers of all kinds."""

import re
from datetime import date
from typing import Final, Generic, TypeVar

from attrs import frozen

from ..errors import Invalid
from .days import day
from .numbers import Phone, credit_code, phone, resident_number
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
    """What a message holds; each kind in the order of the text, no two hits overlapping.

    ``residents`` and ``codes`` are clean unless ``unclear``: then they have the form, but their
    check character or birth date does not fit.
    """

    amounts: tuple[Hit[Fen], ...]
    dates: tuple[Hit[date], ...]
    phones: tuple[Hit[Phone], ...]
    residents: tuple[Hit[str], ...]
    codes: tuple[Hit[str], ...]


# Every quantifier is bounded, so that the time grows with the length of the text alone.
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z*])[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?(?![0-9A-Za-z*])")
_PHONE: Final = re.compile(
    r"(?<![0-9A-Za-z*])(?:(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|(?:\(0[0-9]{2,3}\)|0[0-9]{2,3})[- ]?[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?)(?![0-9A-Za-z*])"
)
_FULL_DAY: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:19|20)?[0-9]{2}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号]"
    r"|(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9A-Za-z])"
    r"|(?:19|20)[0-9]{6}(?![0-9A-Za-z]))"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
)
_OTHER_DAY: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[今去前]年)?[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|(?:[今去前]年)?(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月"
    r"[一二三四五六七八九十]{1,3}[日号]"
    r"|[上本这]个?月(?:[0-9]{1,2}[日号]|底)"
    r"|[上本这](?:个?星期|周|个?礼拜)[一二三四五六日天]"
    r"|(?<![0-9])[0-9一二两三四五六七八九十]{1,3}(?:天|周|个月|年)[之以]?前"
    r"|大前天|前天|昨[天日]|今[天日]|明天"
)
_CHINESE: Final = "".join(DIGITS) + "十百千万亿拾佰仟萬億"
_UNIT: Final = f"[{''.join(UNITS)}]"
_AMOUNT: Final = re.compile(
    rf"(?<![0-9A-Za-z.,*{_CHINESE}])(?P<sign>(?:人民币)?¥?\s?)"
    rf"(?P<number>(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}(?![0-9])|[0-9]{{1,13}}(?![0-9]))(?:\.[0-9]{{1,6}})?"
    rf"(?:\s?{_UNIT}{{1,2}}(?:[{_CHINESE}]{{1,8}}|[0-9]{{1,5}}(?![0-9]){_UNIT}?){{0,3}})?"
    rf"|[{_CHINESE}]{{1,20}})"
    rf"\s?(?P<about>[多余来几])?(?P<yuan>元(?![月旦宵])|圆|块钱?)?"
    rf"(?P<small>(?:(?<=[元圆块钱])(?:[0-9{_CHINESE}][角毛])?(?:[0-9{_CHINESE}]{{1,2}}分)?)[整正]?)?"
)
