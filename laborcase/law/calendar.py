"""Which days are working days: the State Council's yearly notices as rows, and counting with them.

Each year has one file, ``law/data/calendar/2026.toml``: the year, the notice and its date where
known, and for each holiday of the notice its names, the days off (``off``: statutory days, days
moved to them and the weekend days between) and the weekend days worked in exchange (``worked``).
A weekend day in no row is off, a Monday to Friday in no row is worked. A day taken from or given to
a year by the notice of the *next* year (31 December 2018) stands in the file of its own year.

A year without a file has no notice yet: its weekends count as off, its weekdays as worked, and
every date that depends on it is *provisional*. Late in the year before, the notice to come can
still move single days.

How far such a date may still move is told as a range, by one rule: the notice to come does no more
than the notices of the known years did within :data:`NEAR` days of the same day of the year (the
moon moves the Spring Festival by so much from one year to the next), and :data:`MARGIN` days more.
That is experience and no promise; for every year since 2008 the official date lies in the range
that the other years give.

Counting is one mechanism: the starting day is not counted; a period of working days counts working
days; all other days count alike. A period of calendar days or months whose last day is off ends on
the next working day (民事诉讼法 art. 85, for periods of the offices themselves by analogy); periods
of years, hours and days that a paper names do not move.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from ..errors import Invalid
from ..words import Said, say, speak
from .rows import DATA, LawDataError, Row, check, fill, read, rows

FIRST_YEAR: Final = 2004
"""Earlier days are refused: the regulation is in force since 2004-12-01 and no rows go further."""
LAST_YEAR: Final = 2200
UNITS: Final = ("hour", "working", "calendar", "month", "year")
ROLLS: Final = ("next_working_day", "none")

_DEFAULT_ROLL: Final = {
    "hour": "none",
    "working": "none",
    "calendar": "next_working_day",
    "month": "next_working_day",
    "year": "none",
}
_ONE_DAY: Final = timedelta(days=1)
NEAR: Final = 15
"""Days of the year around a day in which other years' notices tell what the coming one may do."""
MARGIN: Final = 2
"""Days that a coming notice may go beyond all known ones."""
# A hundred years of each unit; no period of the law comes near, a slip of the keyboard does.
_LONGEST: Final = {
    "hour": 876_600,
    "working": 26_000,
    "calendar": 36_525,
    "month": 1_200,
    "year": 100,
}


@frozen(kw_only=True)
class Holiday:
    """One holiday of a year's notice: its names, the days off, the weekend days worked for it."""

    zh: str
    en: str
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()


@frozen(kw_only=True)
class Year:
    """The working-day rows of one year; ``notice`` and ``notice_date`` are empty where unknown."""

    year: int
    notice: str
    notice_date: date | None
    holidays: tuple[Holiday, ...]


@frozen(kw_only=True)
class _Head:
    year: int
    notice: str = ""
    notice_date: date | None = None


def read_year(path: Path) -> Year:
    """One year's rows from a calendar file that somebody gives, as those shipped are laid out.

    Raises :class:`OSError` when it cannot be read, :class:`LawDataError` as :func:`year_of` does.
    """
    row = read(path, "year", "notice", "notice_date", "holiday")
    return year_of(row, path.name, eve=True)


def year_of(row: Row, where: str, *, eve: bool = False) -> Year:
    """One year's rows, as a calendar file has them; ``where`` names the file in what is said.
    ``eve``: a notice may also name days of the December before its year, as that of 2019 did, where
    no file of that year has them.

    Raises :class:`LawDataError` with all problems: an unknown or missing key, a day of another
    year, a day named twice, a day both off and worked, a weekday named as worked in exchange.
    """
    problems: list[Said] = []
    head = fill(_Head, {k: v for k, v in row.items() if k != "holiday"}, where, problems)
    holidays = [
        fill(Holiday, one, f"{where}, holiday {i}", problems)
        for i, one in enumerate(rows(row.get("holiday", []), where), 1)
    ]
    check(problems)
    assert head is not None
    made = Year(
        year=head.year,
        notice=head.notice,
        notice_date=head.notice_date,
        holidays=tuple(h for h in holidays if h is not None),
    )
    if not FIRST_YEAR <= made.year <= LAST_YEAR:
        problems.append(say("{where}: the year {year} cannot be.", where=where, year=made.year))
    seen: dict[date, bool] = {}
    for holiday in made.holidays:
        for works, days in ((False, holiday.off), (True, holiday.worked)):
            for day in days:
                told = {"where": where, "day": day.isoformat()}
                before = eve and (day.year, day.month) == (made.year - 1, 12)
                if day.year != made.year and not before:
                    problems.append(say("{where}: {day} lies in another year.", **told))
                if seen.get(day, works) != works:
                    problems.append(say("{where}: {day} is both off and worked.", **told))
                elif day in seen:
                    problems.append(say("{where}: {day} is there twice.", **told))
                elif works and day.weekday() < 5:
                    problems.append(
                        say("{where}: {day} is no weekend day; it is worked anyway.", **told)
                    )
                seen[day] = works
    check(problems)
    return made


class Calendar:
    """Working days and days off, from the rows of single years.

    Give the years, or the folder of their files, which is then read at the first question.
    Raises :class:`LawDataError` for contradicting rows and for a year given twice.
    """

    def __init__(self, years: Iterable[Year] = (), *, folder: Path | None = None) -> None:
        self._folder = folder
        self._given = tuple(years)
        self._tables: dict[int, tuple[list[int], list[date]]] = {}
        if folder is None:
            _ = self.years

    @cached_property
    def years(self) -> Mapping[int, Year]:
        """The years that have rows, in order."""
        given = self._given
        if self._folder is not None:
            given = tuple(
                year_of(read(path, "year", "notice", "notice_date", "holiday"), path.name)
                for path in sorted(self._folder.glob("*.toml"))
            )
        found: dict[int, Year] = {}
        for one in sorted(given, key=lambda y: y.year):
            if one.year in found:
                raise LawDataError(
                    [say("The year {year} is in the calendar twice.", year=one.year)]
                )
            found[one.year] = one
        return found

    @cached_property
    def _days(self) -> dict[date, tuple[Holiday, bool]]:
        return {
            day: (holiday, works)
            for year in self.years.values()
            for holiday in year.holidays
            for works, days in ((False, holiday.off), (True, holiday.worked))
            for day in days
        }

    @property
    def until(self) -> int:
        """The last year with rows; 0 for a calendar without any."""
        return max(self.years, default=0)

    def with_year(self, year: Year) -> "Calendar":
        """The same calendar with one more year; one that is there already is refused."""
        return Calendar((*self.years.values(), year))

    def provisional(self, day: date) -> bool:
        """Whether ``day`` lies in a year without rows, so that a notice may still change it."""
        return day.year not in self.years

    def is_workday(self, day: date) -> bool:
        """Whether offices work on ``day``. A day before 2004 raises :class:`Invalid`."""
        _in_range(day)
        row = self._days.get(day)
        return row[1] if row else day.weekday() < 5

    def holiday(self, day: date) -> Holiday | None:
        """The holiday for which ``day`` is off, or worked though a weekend day."""
        row = self._days.get(day)
        return row[0] if row else None

    def name(self, day: date, lang: str = "en") -> str:
        """Why ``day`` is off, or worked though a weekend day; empty for any other working day."""
        return _name(day, self.holiday(day), self.is_workday(day), lang)

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, or before it for a negative ``n``."""
        year = _in_range(day).year
        upto, days = self._table(year)
        yday = day.timetuple().tm_yday
        wanted = upto[yday] + n if n > 0 else upto[yday - 1] + n + 1
        while wanted > len(days):
            wanted -= len(days)
            year += 1
            _, days = self._table(year)
        while wanted < 1:
            year -= 1
            _, days = self._table(year)
            wanted += len(days)
        return days[wanted - 1]

    def roll(self, day: date) -> date:
        """``day`` if it is a working day, else the next one."""
        return day if self.is_workday(day) else self.add(day, 1)

    def between(self, day: date, other: date) -> int:
        """How many working days lie after ``day`` up to and with ``other``; negative backwards."""
        if other < day:
            return -self.between(other, day)
        count = self._table(_in_range(other).year)[0][other.timetuple().tm_yday]
        count -= self._table(_in_range(day).year)[0][day.timetuple().tm_yday]
        return count + sum(len(self._table(year)[1]) for year in range(day.year, other.year))

    def _table(self, year: int) -> tuple[list[int], list[date]]:
        """For one year: working days up to each day of it (index 0: none), and those days."""
        if year not in self._tables:
            upto, days = [0], []
            day = _in_range(date(year, 1, 1))
            while day.year == year:
                if self.is_workday(day):
                    days.append(day)
                upto.append(len(days))
                day += _ONE_DAY
            self._tables[year] = upto, days
        return self._tables[year]

    def least_and_most(self, day: date, other: date) -> tuple[int, int]:
        """How many working days lie after ``day`` up to and with ``other``, at the least and at the
        most, whatever the notices to come say; ``other`` is not before ``day``."""
        low_day, high_day = self._bounds(day)
        low, high = self._bounds(other)
        for year in range(day.year, other.year):
            least, most = self._bounds(date(year, 12, 31))
            low, high = low + least, high + most
        days = (other - day).days
        return max(0, low - high_day), min(days, high - low_day)

    def longest_off(self, day: date) -> int:
        """How many days may pass from ``day`` to the next working day, at the most, in a year whose
        notice is not out."""
        return self._doubts[2][day.timetuple().tm_yday]

    def _bounds(self, day: date) -> tuple[int, int]:
        """The least and the most working days from the start of the year up to ``day``."""
        yday = day.timetuple().tm_yday
        plain = self._table(_in_range(day).year)[0][yday]
        if not self.provisional(day):
            return plain, plain
        fewer, more, _ = self._doubts
        return max(0, plain + fewer[yday]), min(yday, plain + more[yday])

    @cached_property
    def _doubts(self) -> tuple[list[int], list[int], list[int]]:
        """For each day of a year whose notice is not out: by how many working days the count up to
        it may fall short of the weekdays or go beyond them, and how long the next may be away."""
        shifts, waits = [], []
        for year in self.years:
            shift, wait, day = [0], [0], date(year, 1, 1)
            while day.year == year:
                shift.append(shift[-1] + self.is_workday(day) - (day.weekday() < 5))
                wait.append((self.roll(day) - day).days)
                day += _ONE_DAY
            shifts.append(shift)
            waits.append(wait)
        fewer, more, away = [], [], []
        for yday in range(367):
            near = slice(max(0, yday - NEAR), yday + NEAR + 1)
            fewer.append(min((min(s[near]) for s in shifts), default=0) - MARGIN)
            more.append(max((max(s[near]) for s in shifts), default=0) + MARGIN)
            away.append(max((max(w[near]) for w in waits), default=2) + MARGIN)
        return fewer, more, away


OFFICIAL: Final = Calendar(folder=DATA / "calendar")
"""The State Council's calendar, read at the first question."""


@frozen(kw_only=True)
class Step:
    """One line of a count.

    ``kind`` is ``start``, ``counted``, ``made_up`` (a weekend day worked, counted), ``skipped``
    (a day that does not count), ``paused`` (the clock stood still), ``rolled`` (a day off that the
    end moves past) or ``end``;
    ``count`` is how many units have been counted up to and with this line. ``holiday`` and
    ``workday`` say what the calendar has for the day.
    """

    date: dt.date
    kind: str
    count: int
    holiday: Holiday | None
    workday: bool

    def name(self, lang: str = "en") -> str:
        """Why the day is off, or worked though a weekend day; empty for any other working day."""
        return _name(self.date, self.holiday, self.workday, lang)


@frozen(kw_only=True)
class Due:
    """Where a period ends. ``date`` is the day, ``unrolled`` the day before any moving, ``at`` the
    minute for a period of hours; ``provisional`` says that a calendar notice may still move it."""

    start: dt.date
    n: int
    unit: str
    roll: str
    unrolled: dt.date
    date: dt.date
    at: datetime | None
    provisional: bool
    _calendar: Calendar = field(repr=False, eq=False, alias="calendar")

    @property
    def safe(self) -> dt.date | None:
        """For a period whose end moves: the last working day before the unmoved end."""
        return safe_day(self.start, self.unrolled, self.date, self._calendar)

    @property
    def doubt(self) -> tuple[dt.date, dt.date] | None:
        """For a provisional end: the first and the last day that it may come to be."""
        if not self.provisional:
            return None
        return doubt(self.start, self.n, self.unit, self.unrolled, self.date, self._calendar)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count line by line: the working days or days or months counted and passed over."""
        return steps(self.start, self.n, self.unit, self.unrolled, self.date, self._calendar)


def safe_day(start: date, unrolled: date, due: date, calendar: Calendar) -> date | None:
    """The last working day before an end that moved from ``unrolled`` to ``due``.

    ``None`` when nothing moved, or when no working day lies between ``start`` and ``unrolled``.
    """
    if due == unrolled:
        return None
    safe = calendar.add(unrolled, -1)
    return safe if safe >= start else None


def due(
    start: date, n: int, unit: str, calendar: Calendar = OFFICIAL, roll: str | None = None
) -> Due:
    """The end of a period of ``n`` units after ``start``, whose own day is not counted.

    ``unit`` is ``hour`` (``start`` is a time, counted by the minute), ``working``, ``calendar``,
    ``month`` or ``year``; months and years end on the same day of the month, or its last day.
    A negative number of working days counts backwards ("at least 7 working days before").
    ``roll`` says whether an end on a day off moves to the ``next_working_day`` (the default for
    ``calendar`` and ``month``) or stays (``none``, the default for the others).

    Raises :class:`Invalid` for an unknown unit or roll, a length of zero, a negative length of
    another unit, a length beyond a hundred years, days before 2004 and after 2200.
    """
    if unit not in UNITS:
        raise Invalid(
            say("There is no unit {unit}; it may be {units}.", unit=unit, units=", ".join(UNITS))
        )
    if roll is not None and roll not in ROLLS:
        raise Invalid(
            say(
                "There is no way {roll} to move an end; it may be {rolls}.",
                roll=roll,
                rolls=", ".join(ROLLS),
            )
        )
    if n == 0:
        raise Invalid(say("A period of zero has no end; give a number of units."))
    if n < 0 and unit != "working":
        raise Invalid(say("Only working days are counted backwards; give a positive number."))
    if abs(n) > _LONGEST[unit]:
        raise Invalid(say("{n} is longer than a hundred years; check the number.", n=n))
    if unit == "hour":
        if not isinstance(start, datetime):
            raise Invalid(say("Hours are counted from a time; give the hour and minute as well."))
        if roll == "next_working_day":
            raise Invalid(say("A period of hours does not move to a working day."))
        return _due_at(start, n, calendar)
    day = start.date() if isinstance(start, datetime) else start
    way = roll or _DEFAULT_ROLL[unit]
    unrolled, end = end_of(day, n, unit, way, calendar)
    return Due(
        start=day,
        n=n,
        unit=unit,
        roll=way,
        unrolled=unrolled,
        date=end,
        at=None,
        provisional=depends(unit, way, day, unrolled, end, calendar),
        calendar=calendar,
    )


def _due_at(start: datetime, n: int, calendar: Calendar) -> Due:
    _in_range(start.date())
    begin = start.replace(second=0, microsecond=0)
    if begin.tzinfo is None:
        at = begin + timedelta(hours=n)
    else:
        at = (begin.astimezone(UTC) + timedelta(hours=n)).astimezone(begin.tzinfo)
    return Due(
        start=begin.date(),
        n=n,
        unit="hour",
        roll="none",
        unrolled=at.date(),
        date=_in_range(at.date()),
        at=at,
        provisional=False,
        calendar=calendar,
    )


def end_of(day: date, n: int, unit: str, roll: str, calendar: Calendar) -> tuple[date, date]:
    """The end before and after moving; the arguments are known to be good."""
    _in_range(day)
    if unit == "working":
        unrolled = calendar.add(day, n)
    elif unit == "calendar":
        unrolled = day + timedelta(days=n)
    else:
        unrolled = day + (relativedelta(months=n) if unit == "month" else relativedelta(years=n))
    _in_range(unrolled)
    return unrolled, calendar.roll(unrolled) if roll == "next_working_day" else unrolled


def depends(
    unit: str, roll: str, start: date, unrolled: date, end: date, calendar: Calendar
) -> bool:
    """Whether an end depends on a year whose notice is not out."""
    if unit == "working":
        low, high = sorted((start, end))
        return any(year not in calendar.years for year in range(low.year, high.year + 1))
    return roll != "none" and (calendar.provisional(unrolled) or calendar.provisional(end))


def doubt(
    start: date, n: int, unit: str, unrolled: date, end: date, calendar: Calendar
) -> tuple[date, date]:
    """The first and the last day that a provisional end may come to be, once the notices are out;
    the day it has now is always among them. See the head of this module for the rule."""
    if unit != "working":
        # It only moves past days off: in a year without a notice any day may be worked or off.
        begins = unrolled if calendar.provisional(unrolled) else calendar.roll(unrolled)
        if calendar.provisional(begins) and not calendar.provisional(unrolled):
            begins = date(begins.year, 1, 1)
        known = begins if calendar.provisional(begins) else end
        return min(begins, end), max(known + timedelta(days=calendar.longest_off(known)), end)
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    first: date | None = None
    last: date | None = None
    day = start
    while first is None or last is None:
        day += step
        span = (start, day) if n > 0 else (day - _ONE_DAY, start - _ONE_DAY)
        least, most = calendar.least_and_most(*span)
        first = day if first is None and most >= abs(n) else first
        last = day if last is None and least >= abs(n) else last
    return min(first, last, end), max(first, last, end)


def steps(
    start: date,
    n: int,
    unit: str,
    unrolled: date,
    end: date,
    calendar: Calendar,
    pauses: tuple[tuple[date, date], ...] = (),
) -> tuple[Step, ...]:
    """The count from ``start`` to ``end`` line by line; see :class:`Step`. Days after the first
    and up to the second day of a pause do not count."""

    def step(day: date, kind: str, count: int) -> Step:
        return Step(
            date=day,
            kind=kind,
            count=count,
            holiday=calendar.holiday(day),
            workday=calendar.is_workday(day),
        )

    made = [step(start, "start", 0)]
    if unit in ("month", "year"):
        for k in range(1, n + 1):
            span = relativedelta(months=k) if unit == "month" else relativedelta(years=k)
            made.append(step(start + span, "counted", k))
    elif unit in ("working", "calendar"):
        day, count, forward = start, 0, _ONE_DAY if n > 0 else -_ONE_DAY
        while count < abs(n):
            day += forward
            if any(first < day <= last for first, last in pauses):
                made.append(step(day, "paused", count))
                continue
            if unit == "working" and not calendar.is_workday(day):
                made.append(step(day, "skipped", count))
                continue
            count += 1
            made_up = unit == "working" and day.weekday() > 4
            made.append(step(day, "made_up" if made_up else "counted", count))
        while pauses and day < unrolled:  # it stood still from the very last day on
            day += _ONE_DAY
            made.append(step(day, "paused", count))
    day = unrolled
    while day < end:
        made.append(step(day, "rolled", abs(n)))
        day += _ONE_DAY
    made.append(step(end, "end", abs(n)))
    return tuple(made)


def _name(day: date, holiday: Holiday | None, works: bool, lang: str) -> str:
    if holiday is None:
        return speak(say("weekend"), lang) if day.weekday() > 4 else ""
    title = holiday.en if lang == "en" else holiday.zh
    return speak(say("weekend day worked for {holiday}", holiday=title), lang) if works else title


def _in_range(day: date) -> date:
    if day.year < FIRST_YEAR:
        raise Invalid(
            say(
                "{day} lies before {year}; there is no calendar for it.",
                day=day.isoformat(),
                year=FIRST_YEAR,
            )
        )
    if day.year > LAST_YEAR:
        raise Invalid(
            say(
                "{day} lies after {year}; check the date and the number.",
                day=day.isoformat(),
                year=LAST_YEAR,
            )
        )
    return day
