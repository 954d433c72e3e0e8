"""What people type, cleaned: text, money, days, telephone and identity numbers.

Each function takes what was typed and returns the clean value or raises
:class:`~laborcase.errors.Invalid` with a sentence; cleaning a clean value again returns it
unchanged. Sentences about telephone and resident numbers never repeat them: those are sealed.
The check of credit codes is our own, because python-stdnum 2.2 refuses lawful codes that begin
with a letter. To find such values inside a message, see :mod:`laborcase.findin`.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Final, Literal, NewType

from attrs import frozen
from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta

from .errors import Invalid
from .words import Said, say

Line = NewType("Line", str)
"""One line of text without control characters."""
Text = NewType("Text", str)
"""Many lines of text, LF between them; tabs allowed, no other control characters."""
Fen = NewType("Fen", int)
"""A sum in whole fen (1/100 yuan)."""
Phone = NewType("Phone", str)
"""A telephone number: ``13800000000``, ``0394-8221234``, ``0394-8221234-801``, ``12345``."""
CreditCode = NewType("CreditCode", str)
"""A unified social credit code (GB 32100-2015), 18 characters in capitals."""
ResidentNumber = NewType("ResidentNumber", str)
"""A resident identity number (GB 11643-1999): 18 characters, or the 15 digits used before."""

# ------------------------------------------------------------------ folding what was typed

# One character for one, so that a place in the folded text is the same place in the original.
_NARROW: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0xA0, 0x202F, *range(0x2000, 0x200B)), 0x20),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63), ord("-")),
    0xFFE5: ord("¥"),
}
_LONGEST: Final = 60  # no sum, day or number that a person means is longer


def narrow(value: str) -> str:
    """``value`` with full-width letters, digits, signs and spaces, and all dashes, in ASCII.

    The length stays the same.
    """
    return value.translate(_NARROW)


def _tight(typed: str) -> str:
    """``typed`` narrowed, ``。`` read as a point, without white space except between digits."""
    folded = narrow(typed).replace("。", ".").strip()
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", folded[: _LONGEST + 1])


def _short(typed: str) -> str:
    return typed.strip()[:40]


def _nothing_typed() -> Invalid:
    return Invalid(say("Nothing was typed here."))


# ------------------------------------------------------------------ text

_UNFIT_IN_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNFIT_IN_LINE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_OUTER: Final = " \t\r\n\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def line(text: str, limit: int = 200) -> Line:
    """One line: outer white space taken off, at most ``limit`` characters; may be empty.

    :raises Invalid: for line breaks, tabs, other control characters and lone surrogates (with
        their position in what was typed, counted from 1), and for too long a text.
    """
    kept = text.strip(_OUTER)
    unfit = _UNFIT_IN_LINE.search(kept)
    if unfit:
        at = text.index(kept) + unfit.start() + 1
        if unfit[0] in "\r\n\u2028\u2029":
            raise Invalid(
                say("Character {at} is a line break, and only one line fits here.", at=at)
            )
        raise Invalid(
            say(
                "Character {at} is {code}, which cannot be seen or kept: delete it.",
                at=at,
                code=_code_point(unfit[0]),
            )
        )
    _not_too_long(kept, limit)
    return Line(kept)


def text(value: str, limit: int = 20_000) -> Text:
    """Many lines, at most ``limit`` characters: CRLF and CR become LF, nothing else is altered.

    :raises Invalid: for control characters other than tab, and lone surrogates (with line and
        column, counted from 1), and for too long a text.
    """
    kept = value.replace("\r\n", "\n").replace("\r", "\n")
    unfit = _UNFIT_IN_TEXT.search(kept)
    if unfit:
        raise Invalid(
            say(
                "Line {row}, character {column} is {code}, which cannot be seen or kept: "
                "delete it.",
                row=kept.count("\n", 0, unfit.start()) + 1,
                column=unfit.start() - kept.rfind("\n", 0, unfit.start()),
                code=_code_point(unfit[0]),
            )
        )
    _not_too_long(kept, limit)
    return Text(kept)


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _not_too_long(kept: str, limit: int) -> None:
    if len(kept) > limit:
        raise Invalid(
            say(
                "This has {count} characters, and {limit} are allowed: shorten it.",
                count=len(kept),
                limit=limit,
            )
        )


# ------------------------------------------------------------------ money

_DIGITS: Final = {
    **{char: n for n, char in enumerate("零一二三四五六七八九")},
    **{char: n for n, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_UNITS: Final = {
    **{"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8},
    **{"拾": 10, "佰": 100, "仟": 1000, "萬": 10**4, "億": 10**8},
    **{"k": 1000, "K": 1000, "w": 10**4, "W": 10**4},
}
_DIGIT: Final = f"[0-9{''.join(_DIGITS)}]"
_SUM: Final = re.compile(
    r"(?:人民币|RMB|CNY)?¥?"
    rf"(?:(?P<bare>[0-9,.{''.join(_DIGITS)}{''.join(_UNITS)}]+)"
    rf"|(?:(?P<yuan>[0-9,.{''.join(_DIGITS)}{''.join(_UNITS)}]+)(?:元|圆|块钱?))?"
    rf"(?:(?P<jiao>{_DIGIT})(?P<mark>[角毛]钱?)?)?(?:(?P<cent>{_DIGIT})分钱?)?)"
    r"[整正]?(?:人民币|RMB|CNY)?",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(
    r"[$€£₩₽฿]|[美欧港日韩澳加英]元|[英]镑|港币|澳门币|新?台币|USD|EUR|HKD|JPY|GBP|AUD|TWD",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_LARGEST: Final = 10**15


def money(text: str) -> Fen:
    """A sum in fen, from figures, Chinese numerals or a mixture of both.

    ``12,500.50``, ``1.2万``, ``3万5`` (35,000), ``壹万贰仟元整``, ``12块5`` (12.50), ``3w``, ``8k``,
    full width or not. A last digit without a unit counts tenths of the unit before it; several
    digits must fill that unit (``3万5000``) or begin with a zero (``三万零五``).

    :raises Invalid: for negative, foreign, misgrouped or unreadable sums, fractions of a fen and
        sums over 10^15 fen.
    """
    typed = _tight(text)
    shown = _short(text)
    if not typed:
        raise _nothing_typed()
    if typed.lstrip("¥")[:1] in ("-", "负"):
        raise Invalid(say("“{typed}” is negative: type the sum without a sign.", typed=shown))
    if _FOREIGN.search(typed):
        raise Invalid(say("“{typed}” is in a foreign currency: type the sum in yuan.", typed=shown))
    for figures in re.findall(r"[0-9,.]*,[0-9,.]*", typed):
        if not _GROUPED.fullmatch(figures):
            raise Invalid(
                say(
                    "The commas in “{typed}” do not part thousands: "
                    "type it like 12,500.50 or without commas.",
                    typed=shown,
                )
            )
    yuan = _sum(typed)
    if yuan is None:
        raise Invalid(
            say(
                "“{typed}” cannot be read as a sum: type it like 12500.50, 1.2万 or 3万5千.",
                typed=shown,
            )
        )
    fen = yuan * 100
    if fen.denominator != 1:
        raise Invalid(
            say("“{typed}” has parts smaller than a fen: two decimals at most.", typed=shown)
        )
    if fen > _LARGEST:
        raise Invalid(say("“{typed}” is more than this program can mean: look again.", typed=shown))
    return Fen(int(fen))


def money_text(fen: int) -> str:
    """``1250050`` fen as ``12,500.50``; differences may be negative."""
    yuan, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{cents:02}"


def _sum(typed: str) -> Fraction | None:
    """The yuan in ``typed``, or None."""
    parts = _SUM.fullmatch(typed) if len(typed) <= _LONGEST else None
    if parts is None:
        return None
    if parts["bare"]:
        return _numeral(parts["bare"])
    yuan = _numeral(parts["yuan"]) if parts["yuan"] else None
    jiao, cent = parts["jiao"], parts["cent"]
    if not jiao and not cent:
        return yuan
    if parts["yuan"]:
        if yuan is None or yuan.denominator != 1:
            return None
    elif jiao and not parts["mark"]:
        return None
    return (yuan or 0) + Fraction(_digit(jiao), 10) + Fraction(_digit(cent), 100)


def _digit(char: str | None) -> int:
    if not char:
        return 0
    return _DIGITS[char] if char in _DIGITS else int(char)


def _numeral(typed: str) -> Fraction | None:
    """The number in Chinese numerals, figures or both (``三万零五``, ``3万5``), or None."""
    tokens = re.findall(r"[0-9][0-9,.]*|[^0-9]", typed)
    above = section = Fraction(0)  # whole 万 and 亿; what stands since the last of them
    pending: Fraction | None = None  # a number that still waits for its unit
    tail = ""  # that number as typed
    zero = decimals = False
    last = 0  # the unit before; 0 at the beginning
    seen: list[int] = []  # the 万 and 亿 so far
    for i, token in enumerate(tokens):
        unit = _UNITS.get(token)
        if unit is None:
            if pending is not None or decimals:
                return None
            if token in "零〇":
                if zero:
                    return None
                zero = True
                continue
            if token in _DIGITS:
                pending = Fraction(_DIGITS[token])
            elif _GROUPED.fullmatch(token):
                pending = Fraction(token.replace(",", ""))
                decimals = "." in token
                zero = zero or (last > 0 and token[0] == "0" and len(token) > 1)
            else:
                return None
            tail = token
            continue
        if unit < 10**4:
            if pending is None:
                if unit != 10 or last in {10, 100, 1000} or (i and not last):
                    return None
                pending = Fraction(1)  # 十五 is 一十五
            if last and pending * unit >= last:
                return None
            section += pending * unit
        else:
            group = section + (pending or 0)
            if not group or (unit == 10**8 and unit in seen) or (seen and seen[-1] == unit):
                return None
            if seen and seen[-1] == 10**8 and group >= 10**4:
                return None
            above = (above + group) * unit if unit == 10**8 else above + group * unit
            section = Fraction(0)
            seen.append(unit)
        last, pending, zero = unit, None, False
    if pending is None:
        return above + section if not zero or len(tokens) == 1 else None
    if not last:
        return pending
    filled = len(tail.partition(".")[0].replace(",", "")) == len(str(last)) - 1
    if zero or filled:
        return above + section + pending if pending < last else None
    return above + section + pending * last / 10 if len(tail) == 1 else None


# ------------------------------------------------------------------ days and times

_FROM_TODAY: Final = {
    **{"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "yesterday": -1},
    **{"今天": 0, "今日": 0, "today": 0},
    **{"明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3},
}
_STATED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>[0-9]{4}|[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]?",
        r"(?P<y>[0-9]{4}|[0-9]{2})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?P<m>[A-Za-z]{3,9})[.,]*(?P<y>[0-9]{4})",
        r"(?P<m>[A-Za-z]{3,9})\.?(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[, ]*(?P<y>[0-9]{4})",
    )
)
_MONTH_DAY: Final = re.compile(
    r"(?P<year>[今去前明]年)?(?P<m>[0-9]{1,2})(?:月(?P<d>[0-9]{1,2})[日号]?|[-/.](?P<d2>[0-9]{1,2}))"
)
_DAY_OF_MONTH: Final = re.compile(
    r"(?P<month>(?P<which>[本上下]|这)个?月)?(?:(?P<d>[0-9]{1,2})[日号]|(?P<end>月?[底末]))"
)
_WEEKDAY: Final = re.compile(
    r"(?P<which>上上|下下|[本这上下])?个?(?:星期|周|礼拜)(?P<n>[一二三四五六日天1-7])"
)
_DISTANCE: Final = re.compile(r"(?P<n>[0-9]{1,4})(?P<unit>天|周|个月|年)[之以]?(?P<way>[前后])")
_WHICH: Final = {"上上": -2, "上": -1, "下": 1, "下下": 2}
_YEAR_WORD: Final = {"前年": -2, "去年": -1, "明年": 1}
_AHEAD: Final = timedelta(days=183)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def day(text: str, today: date | None = None) -> date:
    """A day, always read in the order year, month, day; two-digit years are 2000 and later.

    Stated days: ``2023年1月5日``, ``2023-1-5``, ``23/1/5``, ``20230105``, ``二〇二三年一月五日``,
    ``5 Jan 2023``. Relative ones count from ``today``: ``1/5`` and ``1月5日`` (this year, but the
    year before if that were more than 183 days ahead), ``去年12月1日``, ``15日`` (this month),
    ``上月15日``, ``月底``, ``昨天``, ``上周五`` (weeks begin on Monday), ``3天前``, ``+30``, ``-3``.

    :raises Invalid: for what cannot be read, days that do not exist, years outside 1900-2199, and
        relative days without ``today``.
    """
    typed = _figures(_tight(text))
    if not typed:
        raise _nothing_typed()
    for pattern in _STATED:
        parts = pattern.fullmatch(typed)
        if parts:
            year = int(parts["y"])
            month = parserinfo().month(parts["m"]) if parts["m"].isalpha() else int(parts["m"])
            if month is not None:
                return _existing(year if year > 99 else 2000 + year, month, int(parts["d"]))
    try:
        found = _relative(typed, today)
    except (OverflowError, ValueError) as wrong:
        if isinstance(wrong, Invalid):
            raise
        raise _out_of_years(text) from None
    if found is None:
        raise Invalid(
            say(
                "“{typed}” cannot be read as a day: type year, month, day, such as 2023-1-5, "
                "or 昨天, 上周五, +30.",
                typed=_short(text),
            )
        )
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise _out_of_years(text)
    return found


def _out_of_years(typed: object) -> Invalid:
    return Invalid(
        say(
            "“{typed}” lies outside the years {first} to {last}: look again.",
            typed=_short(str(typed)),
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )
    )


def _existing(year: int, month: int, day_of_month: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _out_of_years(year)
    if not 1 <= month <= 12:
        raise Invalid(
            say("There is no month {month}: type year, month, day in this order.", month=month)
        )
    last = monthrange(year, month)[1]
    if not 1 <= day_of_month <= last:
        raise Invalid(
            say(
                "Month {month} of {year} has {last} days, so there is no day {day}: look again.",
                month=month,
                year=year,
                last=last,
                day=day_of_month,
            )
        )
    return date(year, month, day_of_month)


def _relative(typed: str, today: date | None) -> date | None:
    """The day that ``typed`` means seen from ``today``; None when it is no day at all."""
    matched = (
        re.fullmatch(r"(?P<from>[+-][0-9]{1,5})", typed)
        or _MONTH_DAY.fullmatch(typed)
        or _DAY_OF_MONTH.fullmatch(typed)
        or _WEEKDAY.fullmatch(typed)
        or _DISTANCE.fullmatch(typed)
    )
    away = _FROM_TODAY.get(typed.lower())
    if matched is None and away is None:
        return None
    if today is None:
        raise Invalid(
            say("“{typed}” depends on another day: type the year, month and day.", typed=typed)
        )
    if matched is None:
        return today + timedelta(days=away or 0)
    parts = matched.groupdict()
    if parts.get("from"):
        return today + timedelta(days=int(parts["from"]))
    if matched.re is _MONTH_DAY:
        year = today.year + _YEAR_WORD.get(parts["year"] or "", 0)
        found = _existing(year, int(parts["m"]), int(parts["d"] or parts["d2"]))
        if not parts["year"] and found > today + _AHEAD:
            found = _existing(year - 1, found.month, found.day)
        return found
    steps = _WHICH.get(parts.get("which") or "", 0)
    if matched.re is _DAY_OF_MONTH:
        month = today + relativedelta(months=steps, day=1)
        if parts["end"]:
            return month + relativedelta(day=31)
        return _existing(month.year, month.month, int(parts["d"]))
    if matched.re is _WEEKDAY:
        n = 6 if parts["n"] in "日天7" else ("一二三四五六".find(parts["n"]) % 7)
        if parts["n"].isascii():
            n = int(parts["n"]) - 1
        return today - timedelta(days=today.weekday()) + timedelta(weeks=steps, days=n)
    count = int(parts["n"]) * (-1 if parts["way"] == "前" else 1)
    if parts["unit"] in "天周":
        return today + timedelta(days=count * (7 if parts["unit"] == "周" else 1))
    return today + (
        relativedelta(years=count) if parts["unit"] == "年" else relativedelta(months=count)
    )


def _figures(typed: str) -> str:
    """Chinese numerals that count years, months, days or hours, in figures."""
    return re.sub(
        r"(?<![周期拜])[〇零一二两三四五六七八九十]{1,4}(?=[年月日号天个周点时分秒])",
        lambda found: _small(found[0]),
        typed,
    )


def _small(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(str(_DIGITS[char]) for char in numeral)
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return numeral
    return str(_digit(tens or "一") * 10 + _digit(ones))


_TIME: Final = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|[早晚])?(?<![0-9])(?P<h>[0-9]{1,2})"
    r"(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?"
    r"|[点时](?:整|(?P<half>半)|(?P<m2>[0-9]{1,2})分?(?:(?P<s2>[0-9]{1,2})秒)?)?)"
    r"(?P<end>[AaPp][Mm])?"
)
_HOURS: Final = {  # the hours that a part of the day can be said with, and what to add to them
    "凌晨": ({*range(0, 7)}, 0),
    "早": ({*range(4, 12)}, 0),
    "上": ({*range(5, 12)}, 0),
    "中": ({11, 12}, 0),
    "下": ({*range(1, 12)}, 12),
    "傍": ({*range(4, 10)}, 12),
    "晚": ({*range(5, 12)}, 12),
}


def moment(text: str, now: datetime) -> datetime:
    """A day with a time, in the zone of ``now``; a time alone is today's.

    The day is read as by :func:`day`. Hours run from 0 to 23 (``9:14``, ``15时30分``, ``16:40:05``)
    or follow a part of the day (``下午3点``, ``晚上8点半``, ``3:15 pm``). An ISO 8601 moment with
    an offset is carried over into the zone of ``now``.

    :raises Invalid: also when there is a day without a time: none is invented.
    """
    folded = narrow(text).strip()
    if re.fullmatch(r"[0-9]{4}-[0-9-]+T[0-9:.]+(?:Z|[+-][0-9:]+)", folded):
        try:
            return datetime.fromisoformat(folded).astimezone(now.tzinfo)
        except (ValueError, OverflowError):
            raise _no_moment(text) from None
    typed = _figures(_tight(re.sub(r"(?<=[0-9])[T\s,]+(?=[0-9])", " ", folded)))
    if not typed:
        raise _nothing_typed()
    if typed.lower() in {"现在", "now"}:
        return now.replace(microsecond=0)
    for found in _TIME.finditer(typed):
        if found.end() == len(typed):
            before = typed[: found.start()].rstrip(" ,，")
            of_day = _time(found, text)
            on = day(before, now.date()) if before else now.date()
            return datetime.combine(on, of_day, tzinfo=now.tzinfo)
    day(typed, now.date())
    raise Invalid(
        say("“{typed}” is a day without a time: add the time, such as 9:14.", typed=_short(text))
    )


def _no_moment(typed: str) -> Invalid:
    return Invalid(
        say("“{typed}” is no time of the day: type it like 9:14 or 15:30.", typed=_short(typed))
    )


def _time(found: re.Match[str], typed: str) -> time:
    hour = int(found["h"])
    part = (found["part"] or "")[:2]
    if part and hour < 13:
        hours, more = _HOURS[part] if part in _HOURS else _HOURS[part[0]]
        if part == "中午" and hour in {1, 2}:
            more = 12
        elif part == "下午" and hour == 12:
            more = 0
        elif hour not in hours:
            raise _no_moment(typed)
        hour += more
    elif part and (part in {"凌晨", "上午", "中午"} or part[0] == "早"):
        raise _no_moment(typed)
    if found["end"]:
        if part or not 1 <= hour <= 12:
            raise _no_moment(typed)
        hour = hour % 12 + (12 if found["end"].lower() == "pm" else 0)
    minute = 30 if found["half"] else int(found["m"] or found["m2"] or 0)
    second = int(found["s"] or found["s2"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _no_moment(typed)
    return time(hour, minute, second)


# ------------------------------------------------------------------ telephone

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(
    r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})-?"
    r"(?P<local>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}-[0-9]{4})(?:-(?P<ext>[0-9]{1,6}))?"
)
_SERVICE: Final = re.compile(r"1[0-2][0-9](?:[0-9]{2})?|9[56][0-9]{3,4}|[48]00-?[0-9]{3}-?[0-9]{4}")


def phone(text: str) -> Phone:
    """A mainland telephone number: digits, with ``-`` after the area code and before an extension.

    Mobiles with or without +86, landlines with their area code, 400/800 and short service numbers.

    :raises Invalid: for anything else. The sentence does not repeat the number.
    """
    folded = re.sub(r"(?:转|分机|ext\.?|x|#)", "-", _tight(text), flags=re.IGNORECASE)
    typed = re.sub(r"[-\s().·]+", "-", folded).strip("-")
    if not typed:
        raise _nothing_typed()
    typed = re.sub(r"^(?:\+|00)86-?(?=[1-9])|^86-?(?=1[3-9][0-9-]{9,}$)", "", typed)
    digits = typed.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return Phone(digits)
    if folded.startswith(("+86", "0086")) and digits[:1] not in ("0", "1"):
        typed = f"0{typed}"
    landline = _LANDLINE.fullmatch(typed)
    if landline:
        pieces = (landline["area"], landline["local"].replace("-", ""), landline["ext"])
        return Phone("-".join(piece for piece in pieces if piece))
    if _SERVICE.fullmatch(typed):
        return Phone(digits)
    if re.fullmatch(r"[2-9][0-9]{6,7}", digits):
        raise Invalid(say("A landline needs its area code: type it in front, such as 0394-."))
    if digits.isdecimal() and digits[0] == "1" and len(digits) != 11:
        raise Invalid(
            say("This has {count} digits, and a mobile number has 11.", count=len(digits))
        )
    raise Invalid(
        say(
            "This is no telephone number of the mainland: "
            "type 11 digits of a mobile, or area code, dash and number."
        )
    )


# ------------------------------------------------------------------ identity numbers

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS: Final = tuple(3**i % 31 for i in range(17))
_ORG_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(text: str) -> CreditCode:
    """A unified social credit code, GB 32100-2015; small letters and full width are lifted.

    :raises Invalid: for a wrong length, letters the standard does not use, letters in the division
        code (places 3-8), or a check character that does not fit.
    """
    code = re.sub(r"[\s-]", "", narrow(text)).upper()
    if not code:
        raise _nothing_typed()
    if len(code) != 18:
        raise Invalid(
            say("This has {count} characters, and a credit code has 18.", count=len(code))
        )
    for at, char in enumerate(code, 1):
        if char not in _ALPHABET:
            raise Invalid(
                say(
                    "Character {at} is “{char}”: credit codes use digits and capital letters "
                    "without I, O, Z, S and V.",
                    at=at,
                    char=char,
                )
            )
        if 3 <= at <= 8 and char not in "0123456789":
            raise Invalid(
                say("Character {at} is “{char}”: places 3 to 8 are digits.", at=at, char=char)
            )
    if not _code_fits(code):
        raise Invalid(say("The check character of this credit code does not fit: read it again."))
    return CreditCode(code)


def _code_fits(code: str) -> bool:
    total = sum(w * _ALPHABET.index(c) for w, c in zip(_CODE_WEIGHTS, code, strict=False))
    return _ALPHABET[-total % 31] == code[17]


def resident_number(text: str) -> ResidentNumber:
    """A resident identity number, GB 11643-1999: 18 characters, or the 15 digits used before.

    An unknown division is no error (see :func:`remarks`); divisions come and go.

    :raises Invalid: for a wrong form, a birth date that does not exist, or a check character that
        does not fit. The sentence does not repeat the number.
    """
    number = re.sub(r"\s", "", narrow(text)).upper()
    if not number:
        raise _nothing_typed()
    if len(number) not in (15, 18):
        raise Invalid(
            say(
                "This has {count} characters, and a resident number has 18 (or, before 2000, 15).",
                count=len(number),
            )
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]|[0-9]{15}", number):
        raise Invalid(say("A resident number has digits only; the 18th place can be X."))
    if _born(number) is None:
        raise Invalid(say("The birth date in this resident number does not exist: read it again."))
    if len(number) == 18 and not _resident_fits(number):
        raise Invalid(
            say("The check character of this resident number does not fit: read it again.")
        )
    return ResidentNumber(number)


def _resident_fits(number: str) -> bool:
    total = sum(w * int(c) for w, c in zip(_RESIDENT_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17]


def _born(number: str) -> date | None:
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@frozen
class Resident:
    """What a resident number says of its holder."""

    born: date
    sex: Literal["female", "male"]
    division: str
    """The six-digit division where the number was given out."""

    def age(self, on: date) -> int:
        """Completed years on the day ``on``; the birthday itself completes a year.

        Born on 29 February: completed on 1 March of common years. (Criminal law counts from the
        day after the birthday, 法释〔2006〕1号 art. 2.)
        """
        before = (on.month, on.day) < (self.born.month, self.born.day)
        return on.year - self.born.year - before


def resident(number: ResidentNumber) -> Resident:
    """Birth date, sex and division in a clean resident number.

    :raises Invalid: when the number is not a clean one.
    """
    clean = resident_number(number)
    born = _born(clean)
    assert born is not None  # resident_number has looked
    odd = int(clean[16] if len(clean) == 18 else clean[14]) % 2
    return Resident(born=born, sex="male" if odd else "female", division=clean[:6])


_PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82 83".split()
)
# 411626 was Huaiyang county; 411671 and 411690 are statistical codes of the development zone.
_ZHOUKOU: Final = frozenset(
    "411600 411601 411602 411603 411621 411622 411623 411624 411625 411626 411627 411628 "
    "411671 411681 411690".split()
)


def remarks(value: str, today: date | None = None) -> tuple[Said, ...]:
    """What is lawful but odd in a clean credit code, resident number or telephone number.

    The kinds are told apart by shape: 18 characters that fit GB 11643 (or 15 digits with a birth
    date) are a resident number, 18 others a credit code, the rest a telephone number. With
    ``today``, births in the future or more than 120 years ago are remarked too.
    """
    if len(value) == 18 and not (
        re.fullmatch(r"[0-9]{17}[0-9X]", value) and _born(value) and _resident_fits(value)
    ):
        return _code_remarks(value)
    if len(value) in (15, 18) and value[:15].isdecimal() and _born(value):
        return _resident_remarks(value, today)
    if _SERVICE.fullmatch(value):
        return (say("This is a service number: it reaches no one in person."),)
    return ()


def _code_remarks(code: str) -> tuple[Said, ...]:
    found = []
    if code[0] not in "123456789ANY":
        found.append(
            say(
                "No registering department is known for the first character “{char}”.", char=code[0]
            )
        )
    division = code[2:8]
    if division[:2] not in _PROVINCES | {"10"}:
        found.append(say("The division {division} lies in no known province.", division=division))
    elif division[:4] == "4116" and division not in _ZHOUKOU:
        found.append(say("Zhoukou has no division {division}.", division=division))
    pairs = zip(_ORG_WEIGHTS, code[8:16], strict=True)
    total = sum(w * int(c, 36) for w, c in pairs)
    if "0X987654321"[total % 11] != code[16]:
        found.append(
            say(
                "The organisation code inside (places 9 to 17) has a check character of its own "
                "that does not fit; newer codes may lack it."
            )
        )
    return tuple(found)


def _resident_remarks(number: str, today: date | None) -> tuple[Said, ...]:
    found = []
    division = number[:6]
    # Foreign permanent residents have 9 and the province in front.
    province = division[1:3] if division[0] == "9" else division[:2]
    if province not in _PROVINCES and division[:2] != "91":
        found.append(say("The first digits of this resident number belong to no known province."))
    elif division[:4] == "4116" and division not in _ZHOUKOU:
        found.append(say("Zhoukou has no division with the first six digits of this number."))
    if len(number) == 15:
        found.append(
            say(
                "This is an old number of 15 digits without a check character: ask for the new one."
            )
        )
    born = _born(number)
    if today is not None and born is not None:
        if born > today:
            found.append(say("The birth date in this resident number lies in the future."))
        elif Resident(born, "male", division).age(today) > 120:
            found.append(say("By this resident number the person is more than 120 years old."))
    return tuple(found)


# ------------------------------------------------------------------ masking


def masked_phone(number: str) -> str:
    """``138****0000`` for a clean number; a landline keeps its area code and last four digits."""
    if re.fullmatch(r"1[0-9]{10}", number):
        return f"{number[:3]}****{number[-4:]}"
    area, dash, rest = number.partition("-")
    if dash:
        return f"{area}-***{rest.partition('-')[0][-4:]}"
    return number if _SERVICE.fullmatch(number) else "*" * len(number)


def masked_resident(number: str) -> str:
    """The first and the last four characters: ``4116**********4010``."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


_DOUBLE_SURNAMES: Final = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 长孙 宇文 端木 南宫 西门 百里".split()
)


def masked_name(name: str) -> str:
    """The surname and one star, whatever the length: ``王*``, ``欧阳*``."""
    kept = name.strip()
    return f"{kept[:2] if kept[:2] in _DOUBLE_SURNAMES else kept[:1]}*" if kept else ""


# ------------------------------------------------------------------ likeness

_BRACKETS: Final = str.maketrans("〔【[〖〕】]〗", "(((())))")


def plain(text: str) -> str:
    """``text`` for looking up: NFKC, case folded, all brackets round, no white space.

    So a document number is found in any bracket style.
    """
    for _ in range(2):  # taking white space away can bring together what NFKC joins
        text = unicodedata.normalize("NFKC", "".join(text.split())).casefold()
    text = unicodedata.normalize("NFKC", "".join(text.split()))
    return text.translate(_BRACKETS)


_FORMS: Final = re.compile(
    r"有限责任公司|股份有限公司|有限公司|股份|集团|分公司|公司|个体工商户|[()]"
)
_PLACES: Final = re.compile(
    r"河南省?|周口市?|川汇区|淮阳[区县]|(?:扶沟|西华|商水|沈丘|郸城|太康|鹿邑)县|项城市"
    r"|(?:经济|高新)?技术(?:产业)?开发区|经济开发区|经开区|开发区|高新区|市辖区"
)


def similar_name(text: str) -> str:
    """The core of an employer's name, equal for likely spellings of one employer.

    :func:`plain` without brackets, forms of company (anywhere) and Henan and Zhoukou place names
    (in front). 店 and 厂 stay: they tell employers apart. A name of nothing else stays whole.
    """
    whole = core = plain(text).replace("(", "").replace(")", "")
    before = ""
    while before != core:
        before = core
        core = _FORMS.sub("", core)
        place = _PLACES.match(core)
        core = core[place.end() :] if place else core
    return core or whole
