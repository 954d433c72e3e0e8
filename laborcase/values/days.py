"""Days and moments, as people type them."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.parser import parserinfo
from dateutil.relativedelta import relativedelta

from ..errors import Invalid
from ..words import say
from .sums import digit
from .typed import bare, shown, tight

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
_WORDS: Final = {
    word: days
    for days, words in (
        (-3, ("大前天",)),
        (-2, ("前天", "前日")),
        (-1, ("昨天", "昨日", "yesterday")),
        (0, ("今天", "今日", "today")),
        (1, ("明天", "明日", "tomorrow")),
        (2, ("后天",)),
        (3, ("大后天",)),
    )
    for word in words
}
_RELATIVE: Final = re.compile(
    r"(?P<days>[+-][0-9]{1,5})"
    r"|(?P<year>[今去前明]年)?(?P<m>[0-9]{1,2})(?:月(?P<d>[0-9]{1,2})[日号]?|[-/.](?P<md>[0-9]{1,2}))"
    r"|(?:(?P<month>[这本上下])个?月)?(?:(?P<dom>[0-9]{1,2})[日号]|(?P<end>月?[底末]))"
    r"|(?P<week>上上|下下|[这本上下])?个?(?:星期|周|礼拜)(?P<wd>[一二三四五六日天1-7])"
    r"|(?P<n>[0-9]{1,4})(?P<unit>天|周|个月|年)[之以]?(?P<way>[前后])"
)
_STEPS: Final = {"上上": -2, "上": -1, "下": 1, "下下": 2}
_YEARS: Final = {"前年": -2, "去年": -1, "明年": 1}
_UNITS: Final = {
    "天": relativedelta(days=1),
    "周": relativedelta(weeks=1),
    "个月": relativedelta(months=1),
    "年": relativedelta(years=1),
}
_AHEAD: Final = timedelta(days=183)
_MONTH: Final = re.compile(
    r"(?:[0-9]{4}|[0-9]{2}|[今去前明])年[0-9]{1,2}月份?|[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}月份?"
    r"|[这本上下]个?月份?"
)
_WRITTEN_MONTH: Final = re.compile(
    r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})|(?P<y2>[0-9]{4})(?P<m2>[0-9]{2})"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_YEARS_AHEAD: Final = 10
_LAST_OF_TWO: Final = 2049


def day(text: str, today: date | None = None) -> date:
    """A day, always read in the order year, month, day.

    A two-digit year is the last such year that lies at most ten years after that of ``today``
    (without it, not after 2049): in 2026, ``36.5.1`` is 2036 and ``88.5.1`` is 1988.

    Stated days: ``2023年1月5日``, ``2023-1-5``, ``23/1/5``, ``20230105``, ``二〇二三年一月五日``,
    ``5 Jan 2023``. Relative ones are seen from ``today``: ``1/5`` and ``1月5日`` (this year, but
    the year before if that were more than 183 days ahead), ``去年12月1日``, ``15日`` (this month),
    ``上月15日``, ``月底``, ``昨天``, ``上周五`` (weeks begin on Monday), ``3天前``, ``+30``,
    ``-3``. ``元月`` is January.

    :raises Invalid: for what cannot be read, a month without a day (none is invented), days that
        do not exist, years outside 1900-2199, and relative days without ``today``.
    """
    typed = in_figures(tight(text))
    for pattern in _STATED:
        parts = pattern.fullmatch(typed)
        if parts:
            year = int(parts["y"])
            if len(parts["y"]) == 2:
                last = today.year + _YEARS_AHEAD if today else _LAST_OF_TWO
                year = last - (last - year) % 100
            month = parserinfo().month(parts["m"]) if parts["m"].isalpha() else int(parts["m"])
            if month is not None:
                return _existing(year, month, int(parts["d"]))
    found = _RELATIVE.fullmatch(typed)
    if found is None and _MONTH.fullmatch(typed):
        raise Invalid(
            say("“{typed}” is a month: add the day, such as 2023年1月5日.", typed=shown(text))
        )
    if found is None and typed.lower() not in _WORDS:
        raise Invalid(
            say(
                "“{typed}” cannot be read as a day: type year, month, day, such as 2023-1-5, "
                "or 昨天, 上周五, +30.",
                typed=shown(text),
            )
        )
    if today is None:
        raise Invalid(
            say("“{typed}” depends on the day it was said: type the full date.", typed=shown(text))
        )
    if found is None:
        return today + timedelta(days=_WORDS[typed.lower()])
    if found["m"]:
        return _month_and_day(found, today)
    try:
        seen = _seen_from(today, found)
    except (OverflowError, ValueError):
        raise _outside(shown(text)) from None
    if found["dom"]:
        return _existing(seen.year, seen.month, int(found["dom"]))
    if not _FIRST_YEAR <= seen.year <= _LAST_YEAR:
        raise _outside(shown(text))
    return seen


def month(text: str, today: date | None = None) -> date:
    """The first day of a month: ``2026-05``, ``2026/5``, ``2026.5``, ``202605``, ``2026年5月``,
    ``5月`` and ``上月`` as :func:`day` reads their first day; a day stands for its month.

    :raises Invalid: for what cannot be read, and months that do not exist.
    """
    typed = in_figures(tight(text))
    found = _WRITTEN_MONTH.fullmatch(typed)
    if found:
        return _existing(int(found["y"] or found["y2"]), int(found["m"] or found["m2"]), 1)
    if _MONTH.fullmatch(typed):
        return day(f"{typed.removesuffix('份')}1日", today)
    try:
        return day(text, today).replace(day=1)
    except Invalid:
        raise Invalid(
            say("“{typed}” cannot be read as a month: type year and month, such as 2026-05 or "
                "2026年5月.", typed=shown(text))
        ) from None  # fmt: skip


def _month_and_day(found: re.Match[str], today: date) -> date:
    year = today.year + _YEARS.get(found["year"] or "", 0)
    on = _existing(year, int(found["m"]), int(found["d"] or found["md"]))
    if not found["year"] and on > today + _AHEAD:
        return _existing(year - 1, on.month, on.day)
    return on


def _seen_from(today: date, found: re.Match[str]) -> date:
    """The day at the distance ``found``; for ``上月15日`` the first of that month."""
    if found["days"]:
        return today + timedelta(days=int(found["days"]))
    if found["n"]:
        count = int(found["n"]) * (-1 if found["way"] == "前" else 1)
        return today + count * _UNITS[found["unit"]]
    if found["wd"]:
        weekday = "一二三四五六日1234567".index(found["wd"].replace("天", "日")) % 7
        weeks = _STEPS.get(found["week"] or "", 0)
        return today + timedelta(weeks=weeks, days=weekday - today.weekday())
    months = _STEPS.get(found["month"] or "", 0)
    return today + relativedelta(months=months, day=31 if found["end"] else 1)


def _existing(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _outside(str(year))
    if not 1 <= month <= 12:
        raise Invalid(
            say("There is no month {month}: type year, month, day in this order.", month=month)
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Invalid(
            say(
                "There is no day {day} in {year}-{month:02}, which has {last} days: look again.",
                day=day,
                year=year,
                month=month,
                last=last,
            )
        )
    return date(year, month, day)


def _outside(what: str) -> Invalid:
    return Invalid(
        say(
            "“{typed}” lies outside the years {first} to {last}: look again.",
            typed=what,
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )
    )


def in_figures(typed: str) -> str:
    """``typed`` with the Chinese numerals that count years, months, days or hours in figures."""
    typed = re.sub("(?<![0-9])元月", "1月", typed)
    return re.sub(
        r"(?<![周期拜])[〇零一二两三四五六七八九十]{1,4}(?=[年月日号天个周点时分秒])",
        lambda found: _figures(found[0]),
        typed,
    )


def _figures(numeral: str) -> str:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return "".join(str(digit(char)) for char in numeral)
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return numeral
    return str(digit(tens or "一") * 10 + digit(ones or "零"))


# ------------------------------------------------------------------ moments

_TIME: Final = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|[早晚])?(?<![0-9:])(?P<h>[0-9]{1,2})"
    r"(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?"
    r"|[点时](?:整|(?P<half>半)|(?P<m2>[0-9]{1,2})分?(?:(?P<s2>[0-9]{1,2})秒)?)?)"
    r"(?P<half_day>[AaPp][Mm])?$"
)
_HOURS: Final = {  # the first and the last hour of the parts of a day
    part: hours
    for hours, parts in (
        ((0, 6), ("凌晨",)),
        ((4, 11), ("早上", "早晨", "早")),
        ((5, 11), ("上午",)),
        ((11, 14), ("中午",)),
        ((12, 19), ("下午",)),
        ((16, 20), ("傍晚",)),
        ((17, 23), ("晚上", "晚")),
    )
    for part in parts
}


def moment(text: str, now: datetime) -> datetime:
    """A day with a time, in the zone of ``now``; a time alone is today's.

    The day is read as by :func:`day`. Hours run from 0 to 23 (``9:14``, ``15时30分``,
    ``16:40:05``) or follow a part of the day (``下午3点``, ``晚上8点半``, ``3:15 pm``). An ISO 8601
    moment with an offset is carried over into the zone of ``now``; ``现在`` is ``now`` itself.

    :raises Invalid: also for a day without a time: none is invented.
    """
    folded = bare(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,20}(?:Z|[+-][0-9:]{4,6})", folded):
        try:
            carried = datetime.fromisoformat(folded).astimezone(now.tzinfo)
        except (ValueError, OverflowError):
            raise _no_time(text) from None
        if not _FIRST_YEAR <= carried.year <= _LAST_YEAR:
            raise _outside(shown(text))
        return carried
    typed = in_figures(tight(re.sub(r"(?<=[0-9])[T\s,]+(?=[0-9])", " ", folded)))
    if typed.lower() in {"现在", "now"}:
        return now.replace(microsecond=0)
    found = _TIME.search(typed)
    if found:
        before = typed[: found.start()].rstrip(" ,")
        on = day(before, now.date()) if before else now.date()
        return datetime.combine(on, _time(found, text), tzinfo=now.tzinfo)
    day(typed, now.date())
    raise Invalid(
        say("“{typed}” is a day without a time: add the time, such as 9:14.", typed=shown(text))
    )


def _no_time(typed: str) -> Invalid:
    return Invalid(
        say("“{typed}” is no time of the day: type it like 9:14 or 15:30.", typed=shown(typed))
    )


def _time(found: re.Match[str], typed: str) -> time:
    hour = int(found["h"])
    if found["part"]:
        first, last = _HOURS[found["part"]]
        hour = next((h for h in (hour, hour + 12) if first <= h <= last), 24)
    if found["half_day"]:
        afternoon = found["half_day"].lower() == "pm"
        hour = hour % 12 + 12 * afternoon if 1 <= hour <= 12 and not found["part"] else 24
    minute = 30 if found["half"] else int(found["m"] or found["m2"] or 0)
    second = int(found["s"] or found["s2"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _no_time(typed)
    return time(hour, minute, second)
