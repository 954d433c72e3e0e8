"""What is owed where no contract was made, and when work ends."""

from datetime import date
from fractions import Fraction
from typing import Final

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from ...values import Fen, Line, Number
from ...words import say
from .counting import DAYS, ONE_DAY, Count, Waged, policy, yuan
from .rules import (
    Found,
    Ground,
    in_force,
    label,
    parameter,
    text_of,
    working_days,
)

SEVERANCE_LAW: Final = date(2008, 1, 1)
EXCEPTIONS_FROM: Final = date(2025, 9, 1)
_MAX_MONTHS: Final = 600
_SHORTEST: Final = 28
"""Days that every month has."""


# ------------------------------------------------------------------ months from a day on

LAST_DAY: Final = "last"
MONTH_ENDS: Final = {
    LAST_DAY: say("the last day of that month ends it"),
    "before": say("the day before the last one of that month ends it"),
}
"""Where months that run from a day of the month end in a month that has no such day: from 31 August
six months end on 28 February (民法典 202) or, as if that were the day, on the 27th."""


def month_begin(start: date, n: int, ends: str) -> date:
    """The first day after ``n`` months from a day on, each counted from it, so that a 31st stays
    one."""
    there = start + relativedelta(months=n)
    return there + ONE_DAY if ends == LAST_DAY and there.day < start.day else there


def _month_ends(c: Count, start: date, ends: str) -> None:
    """Names the way in which months end, where it can matter."""
    if start.day > _SHORTEST:
        name = say("Where a month has no such day")
        c.chosen("month_ends", name, MONTH_ENDS[ends], ends == LAST_DAY, "mf-202")


# ------------------------------------------------------------------ double wage

EXCEPTIONS: Final = {
    "none": say("none"),
    "force_majeure": say("force majeure"),
    "worker": say("the worker's own intent or gross fault"),
    "statute": say("another case that a statute names"),
}

PARTS: Final = {
    "converted": say("the daily wage × the working days of the part, statutory holidays apart"),
    "share": say("the month's wage × the working days of the part ÷ those of that month"),
}
"""How a month of double wage that is not full is counted: 法释〔2025〕12号 art. 6 says by its
actual working days, and not what a day is worth."""


@frozen(kw_only=True)
class DoubleWage(Waged):
    """The second wage where no written contract was made."""

    start: date = field(metadata=label("First day of work"))
    signed: date | None = field(
        default=None, metadata=label("Day the contract was written", hint="empty = never")
    )
    left: date | None = field(
        default=None, metadata=label("Last day of work", hint="empty = still there")
    )
    due: date | None = field(
        default=None,
        metadata=label(
            "Day an open-ended contract was due", hint="where it was refused: art. 82 (2)"
        ),
    )
    most: int | None = field(
        default=None,
        metadata=label(
            "Most months for an open-ended contract that was due", hint="empty = without an end"
        ),
    )
    exception: str = field(
        default="none",
        metadata=label("Exception that the employer proves", options=EXCEPTIONS),
    )
    parts: str = field(
        default="converted",
        metadata=label("Way of counting parts of a month", options=PARTS),
    )
    month_ends: str = field(
        default=LAST_DAY, metadata=label("Where a month has no such day", options=MONTH_ENDS)
    )


def double_wage(i: DoubleWage, at: Ground) -> Found:
    """One more wage a month from the day after the first month to the day before the contract, the
    last day of work or the day before the first anniversary: eleven months at most. Where an
    open-ended contract that was due was not made, from the day it was due, and the text names no
    other end than the contract. A month that is not full counts by its working days."""
    c = Count("double_wage", at)
    ok = c.option(i.exception, EXCEPTIONS, "exception")
    ok &= c.option(i.parts, PARTS, "parts") & c.option(i.month_ends, MONTH_ENDS, "month_ends")
    opens = i.due or i.start
    path = "due" if i.due else "start"
    if opens < SEVERANCE_LAW:
        c.asks.add(
            path,
            say(
                "{day}: double wage is law since {first}. Who had no written contract then begins "
                "on that day (劳动合同法 art. 97 (2)): type it.",
                day=opens.isoformat(),
                first=SEVERANCE_LAW.isoformat(),
            ),
        )
    elif c.asks.within(opens, path):
        c.past(opens, path)
        last = _last(i, at.today)
        c.wage(i, min(_month(i, 0), last), last)
        if i.due:
            c.asks.order(i.start, i.due, "due")
        for day, path in ((i.signed, "signed"), (i.left, "left")):
            if day is not None and c.asks.order(opens, day, path):
                c.past(day, path)
    if i.due and i.exception != "none":
        c.asks.add(
            "exception",
            say("The exceptions are for work without a written contract, not for art. 82 (2)."),
        )
    elif ok and i.exception != "none" and at.today < EXCEPTIONS_FROM:
        c.asks.add(
            "exception",
            say(
                "The exceptions are law since {day}: decide on or after it.",
                day=EXCEPTIONS_FROM.isoformat(),
            ),
        )
    if i.most is not None and not i.due:
        c.asks.add("most", say("Only for an open-ended contract that was due."))
    elif i.most is not None and not 1 <= i.most <= _MAX_MONTHS:
        c.asks.add("most", say("Between 1 and {most}: look again.", most=_MAX_MONTHS))
    if ok and not c.asks.problems:
        if i.exception != "none":
            none = say("No double wage")
            c.line(none, EXCEPTIONS[i.exception], Fraction(0), "sf-07", on=at.today)
        else:
            _window(c, i)
    policy(c, "double_wage")
    return c.found()


def _window(c: Count, i: DoubleWage) -> None:
    """The days for which double wage is owed, and what they come to."""
    if i.due:
        told = say("without an end") if i.most is None else str(i.most)
        end = say("Most months for an open-ended contract that was due")
        c.chosen("most", end, told, i.most is None, "ht-82-2")
        c.notes.append(
            say(
                "For the time in which an open-ended contract counts as made, after a year without "
                "a written one, no double wage is owed (法释〔2025〕12号 art. 9)."
            )
        )
    law = ("ht-82-2",) if i.due else ("hts-06", "hts-07")
    first, last = _month(i, 0), _last(i, c.at.today)
    _month_ends(c, i.due or i.start, i.month_ends)
    name = say("Window of the double wage")
    if last < first:
        told = say("it did not open before {day}", day=first.isoformat())
        c.line(name, told, Fraction(0), *law[:1], on=max(last, i.due or i.start))
        return
    told = say("{first} to {last}", first=first.isoformat(), last=last.isoformat())
    c.line(name, told, None, *law, on=last)
    months = 0
    while _month(i, months + 1) - ONE_DAY <= last:
        months += 1
    wage = Fraction(i.monthly)
    if months:
        c.line(
            say("Full months"),
            say("{wage} × {n} (months)", wage=yuan(i.monthly), n=months),
            wage * months,
            "ht-82-2" if i.due else "ht-82-1",
            on=_month(i, months) - ONE_DAY,
        )
    if _month(i, months) <= last:
        _part(c, i, _month(i, months), _month(i, months + 1) - ONE_DAY, last)
    c.notes.append(
        say("This is the second wage alone; an ordinary wage unpaid is counted besides.")
    )


def _month(i: DoubleWage, n: int) -> date:
    """The first day of the n-th month of double wage, or of what would be it."""
    anchor, later = (i.due, 0) if i.due else (i.start, 1)
    return month_begin(anchor, n + later, i.month_ends)


def _last(i: DoubleWage, today: date) -> date:
    """The last day for which double wage is owed; before the window where it did not open."""
    ends = [i.left or today]
    if i.signed:
        ends.append(i.signed - ONE_DAY)
    most = i.most if i.due else 11
    if most is not None and most <= _MAX_MONTHS:
        ends.append(_month(i, most) - ONE_DAY)
    return min(ends)


def _part(c: Count, i: DoubleWage, first: date, full: date, last: date) -> None:
    """A month of double wage that would end with ``full`` and ends with ``last``."""
    c.official(first)
    calendar = c.at.calendar
    days, wage = working_days(first, last, calendar), Fraction(i.monthly)
    name = say("Way of counting parts of a month")
    c.chosen("parts", name, PARTS[i.parts], i.parts == "converted", "sf-06")
    text = say("Part of a month, {first} to {last}", first=first.isoformat(), last=last.isoformat())
    if i.parts == "share":
        c.official(full)
        n = working_days(first, full, calendar)
        how = say("{wage} × {days} ÷ {n} (working days)", wage=yuan(i.monthly), days=days, n=n)
        c.line(text, how, wage * days / n, "sf-06", on=last)
        return
    pay_days = c.law("pay_days", last, DAYS)
    how = say(
        "{wage} ÷ {pay} × {days} (working days), at most {wage}",
        wage=yuan(i.monthly),
        pay=text_of(pay_days),
        days=days,
    )
    c.line(
        text,
        how,
        min(wage, wage * days / pay_days),
        "sf-06",
        parameter("pay_days", last).basis,
        on=last,
    )


# ------------------------------------------------------------------ severance and dismissal


@frozen(kw_only=True)
class Dismissal:
    """What both severance and the double for unlawful dismissal start from."""

    start: date = field(metadata=label("First day of work"))
    end: date = field(metadata=label("Last day of work"))
    monthly: Fen = field(metadata=label("Average wage of the twelve months before the end"))
    place: Line = field(default=Line(""), metadata=label("Place"))
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    average: Fen | None = field(
        default=None,
        metadata=label(
            "Local average monthly wage of the year before", hint="empty = the office's figure"
        ),
    )
    minimum: Fen | None = field(
        default=None, metadata=label("Minimum wage for a month", hint="empty = the office's figure")
    )
    month_ends: str = field(
        default=LAST_DAY, metadata=label("Where a month has no such day", options=MONTH_ENDS)
    )


@frozen(kw_only=True)
class Severance(Dismissal):
    """Severance: a month's wage for each year."""

    before: Number | None = field(
        default=None,
        metadata=label("Months owed for the years before 2008", hint="by the rules of that time"),
    )
    before_wage: Fen | None = field(
        default=None,
        metadata=label(
            "Wage of a month for the years before 2008", hint="empty = the average wage"
        ),
    )


def years_owed(start: date, end: date, ends: str = LAST_DAY) -> Fraction:
    """Years of work as severance counts them: six months or more are a year, less is a half. Months
    run from the day of the month on which work began; how they end where a month has no such day
    is said at :data:`MONTH_ENDS`."""
    years, after = 0, end + ONE_DAY
    while month_begin(start, 12 * (years + 1), ends) <= after:
        years += 1
    if month_begin(start, 12 * years, ends) >= after:
        return Fraction(years)
    half = month_begin(start, 12 * years + 6, ends) > after
    return years + (Fraction(1, 2) if half else Fraction(1))


def severance(i: Severance, at: Ground) -> Found:
    """Years since 2008 by art. 47 with its cap; those before by what their time's rules gave."""
    c = Count("severance", at)
    if _employment(c, i):
        wage, capped = _severance_wage(c, i)
        start = max(i.start, SEVERANCE_LAW)
        if i.start < SEVERANCE_LAW and i.before is None:
            c.asks.add(
                "before",
                say(
                    "Work began before 2008: type the months that the rules of "
                    "that time give for those years (0 for none)."
                ),
            )
        elif i.before is not None:
            _before(c, i, Fraction(i.before), raised=wage > i.monthly)
        if i.before_wage is not None and not Fraction(i.before or 0):
            c.asks.add("before_wage", say("Only where months are owed for the years before 2008."))
        if not c.asks.problems:
            if i.before is not None and i.start < SEVERANCE_LAW:
                each = i.before_wage or i.monthly
                c.line(
                    say("Years before 2008"),
                    say("{wage} × {n} (months)", wage=yuan(each), n=i.before),
                    Fraction(each) * Fraction(i.before),
                    "ht-97-3",
                    on=i.end,
                )
            if i.end >= start:
                _severance_line(c, i, start, wage, capped, 1)
    return c.found()


def _before(c: Count, i: Severance, months: Fraction, *, raised: bool) -> None:
    """Months for the years before 2008: a month for each year begun, at most; twelve in two cases
    of those rules. ``raised``: whether the later years count by the minimum wage, so that it is
    asked what these count by."""
    span = relativedelta(SEVERANCE_LAW, min(i.start, SEVERANCE_LAW))
    most = span.years + bool(span.months or span.days)
    if months > most:
        c.asks.add(
            "before",
            say(
                "{months} is more than a month for each year that had begun before 2008 ({most}).",
                months=text_of(months),
                most=most,
            ),
        )
    elif months.denominator != 1:
        c.asks.add(
            "before",
            say(
                "{months}: the rules before 2008 gave whole months, one for a part of a year too.",
                months=text_of(months),
            ),
        )
    elif months and raised and not i.before_wage:
        c.asks.add(
            "before_wage",
            say(
                "{wage} lies below the minimum wage, by which the years since 2008 count; what "
                "those before count by is left to the rules of that time (劳动合同法 art. 97 (3)): "
                "type it.",
                wage=yuan(i.monthly),
            ),
        )
    elif most:
        if i.before_wage:
            text = say("Wage of a month for the years before 2008")
            c.chosen("before_wage", text, yuan(i.before_wage), False, "ht-97-3")
        name = say("Months owed for the years before 2008")
        c.chosen("before", name, text_of(months), False, "bc-05")
        cap = parameter("prior_months", SEVERANCE_LAW - ONE_DAY).number
        if months > cap:
            c.notes.append(
                say(
                    "Where the contract was ended by agreement, or for who could not do the work, "
                    "the rules before 2008 stopped at {most}: look at the reason.",
                    most=text_of(cap),
                )
            )


def unlawful(i: Dismissal, at: Ground) -> Found:
    """Twice the severance, its years counted from the first day of work (实施条例 25)."""
    c = Count("unlawful_dismissal", at)
    if _employment(c, i):
        wage, capped = _severance_wage(c, i)
        if not c.asks.problems:
            if i.start < SEVERANCE_LAW:
                c.chosen(
                    "years_from",
                    say("Where the years of work begin"),
                    say("with the first day of work, those before 2008 too"),
                    True,
                    "hts-25",
                )
            _severance_line(c, i, i.start, wage, capped, 2)
            c.notes.append(say("Instead of severance, not besides it."))
    return c.found()


def _employment(c: Count, i: Dismissal) -> bool:
    if not i.monthly:
        c.asks.add("monthly", say("A wage of nothing is none: type the wage agreed."))
    if not c.option(i.month_ends, MONTH_ENDS, "month_ends"):
        return False
    if i.end < i.start:
        c.asks.order(i.start, i.end)
        return False
    c.past(i.end, "end")
    if i.end < SEVERANCE_LAW:
        c.asks.add(
            "end",
            say(
                "Work that ended before 2008 follows the rules of its time: they are not held here."
            ),
        )
        return False
    if i.start.year < 1949 or (i.end - i.start).days > 31 * _MAX_MONTHS:
        c.asks.add(
            "start", say("{day}: nobody works that long: look again.", day=i.start.isoformat())
        )
        return False
    return True


def _severance_wage(c: Count, i: Dismissal) -> tuple[Fen, bool]:
    """The wage that counts, and whether the cap of three times the average holds."""
    least = c.local("minimum_month", i.minimum, "minimum", i.place, i.grade, i.end)
    average = c.local("average_month", i.average, "average", i.place, i.grade, i.end)
    if least is None or average is None:
        return i.monthly, False
    multiple = c.law(
        "cap_multiple", i.end, say("multiple of the average wage from which it is capped")
    )
    most = Fen(int(average * multiple))
    if i.monthly > most:
        c.line(
            say("Wage capped"),
            say(
                "{wage} is above {average} × {n} = {most}",
                wage=yuan(i.monthly),
                average=yuan(average),
                n=text_of(multiple),
                most=yuan(most),
            ),
            None,
            "ht-47-2",
            on=i.end,
        )
        return most, True
    if i.monthly < least:
        c.line(
            say("Wage raised"),
            say(
                "{wage} is below the minimum wage {minimum}",
                wage=yuan(i.monthly),
                minimum=yuan(least),
            ),
            None,
            "hts-27",
            on=i.end,
        )
        return least, False
    return i.monthly, False


def _severance_line(
    c: Count, i: Dismissal, start: date, wage: Fen, capped: bool, times: int
) -> None:
    years = years_owed(start, i.end, i.month_ends)
    _month_ends(c, start, i.month_ends)
    bases = ["ht-47-1", "ht-47-3"]
    if times == 2:
        bases.insert(0, "ht-87")
        if i.start < SEVERANCE_LAW or in_force("hts-25", i.end):
            bases.append("hts-25")
    if capped:
        most = c.law("cap_years", i.end, say("most years where the wage is capped"))
        years = min(years, most)
    told = {"wage": yuan(wage), "years": text_of(years)}
    how = (
        say("{wage} × {years} (months) × 2", **told)
        if times == 2
        else (say("{wage} × {years} (months)", **told))
    )
    span = say("Work from {start} to {end}", start=start.isoformat(), end=i.end.isoformat())
    c.line(span, how, Fraction(wage) * years * times, *bases, on=i.end)


@frozen(kw_only=True)
class Notice:
    """The month paid instead of thirty days of notice."""

    last_month: Fen = field(metadata=label("Wage of the month before the end"))
    end: date = field(metadata=label("Last day of work"))


def notice(i: Notice, at: Ground) -> Found:
    """One month at the wage of the last month (劳动合同法 40; 实施条例 20)."""
    c = Count("notice", at)
    c.past(i.end, "end")
    c.asks.since(i.end, "end", SEVERANCE_LAW)
    if not i.last_month:
        c.asks.add("last_month", say("A wage of nothing is none: type the wage agreed."))
    if not c.asks.problems:
        c.line(
            say("One month instead of notice"),
            say("the wage of the month before"),
            Fraction(i.last_month),
            "ht-40",
            "hts-20",
            on=i.end,
        )
        c.notes.append(say("Only in the three cases of art. 40."))
    return c.found()
