"""Wages and what belongs to them: rates, periods, overtime, the minimum, deductions."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from ...errors import Invalid
from ...values import Fen, Line, Number, number
from ...values import day as read_day
from ...words import Said, say
from ..calendar import OFFICIAL, Calendar
from .counting import DAYS, HOURS, Count, Waged, yuan
from .rules import (
    HOLIDAY,
    REST,
    WORKING,
    Asks,
    Found,
    Ground,
    exact_text,
    first_day,
    from_day,
    is_unclear,
    kind_of_day,
    label,
    month_end,
    month_parts,
    over_time,
    paid_days,
    parameter,
    text_of,
    working_days,
)

# ------------------------------------------------------------------ rates


@frozen(kw_only=True)
class Rate(Waged):
    """The wage of a day and of an hour."""

    day: date = field(metadata=label("Day of the work"))


def rate(i: Rate, at: Ground) -> Found:
    """Daily wage = monthly wage ÷ the days wages are paid for; hourly = daily ÷ 8."""
    c = Count("rate", at)
    if c.asks.since(i.day, "day", first_day("pay_days")):
        c.wage(i, i.day)
        days = c.law("pay_days", i.day, DAYS)
        average = c.law("work_days", i.day, say("average working days of a month"))
        daily = Fraction(i.monthly) / days
        basis = parameter("pay_days", i.day).basis
        c.line(
            say("Wage of a day"),
            say("{wage} ÷ {days}", wage=yuan(i.monthly), days=text_of(days)),
            daily,
            basis,
            on=i.day,
            counted=False,
        )
        c.line(
            say("Wage of an hour"),
            say("{wage} ÷ {days} ÷ {hours}", wage=yuan(i.monthly), days=text_of(days), hours=HOURS),
            daily / HOURS,
            basis,
            on=i.day,
            counted=False,
        )
        c.notes.append(
            say(
                "Hours of work of a month on average: {days} × {hours} = {n}.",
                days=text_of(average),
                hours=HOURS,
                n=text_of(average * HOURS),
            )
        )
    return c.found(owed=False, open_=True)


# ------------------------------------------------------------------ wages of a period

FORWARD: Final = "forward"
BACKWARD: Final = "backward"
SHARE: Final = "share"
METHODS: Final = {
    FORWARD: say("paid days × the daily wage, at most the month's wage"),
    BACKWARD: say("the month's wage − missing days × the daily wage"),
    SHARE: say("the month's wage × paid days ÷ the paid days of that month"),
}


@frozen(kw_only=True)
class Wages(Waged):
    """Wages of a period: whole months, and parts of months by a chosen way."""

    start: date = field(metadata=label("From"))
    end: date = field(metadata=label("Until"))
    joined: date | None = field(
        default=None, metadata=label("First day of work", hint="empty = before that month")
    )
    left: date | None = field(
        default=None, metadata=label("Last day of work", hint="empty = after that month")
    )
    absent: Number = field(
        default=Number("0"), metadata=label("Working days absent without pay", hint="in one month")
    )
    paid: Fen = field(default=Fen(0), metadata=label("Paid already"))
    method: str = field(
        default=FORWARD, metadata=label("Way of counting parts of a month", options=METHODS)
    )


def wages(i: Wages, at: Ground) -> Found:
    """Whole months at the monthly wage. A month in which work began or ended, or days were missed,
    by the chosen way; a period that is a part of what was worked of a month gets its share of that
    by paid days, so that the parts of a month come to the month."""
    c = Count("wages", at)
    absent = Fraction(i.absent)
    ok = c.option(i.method, METHODS, "method")
    if c.asks.period(i.start, i.end):
        c.past(i.end, "end")
        c.after_leaving(i.end, i.left, "end")
        if i.joined and i.start < i.joined:
            c.asks.add(
                "start",
                say("{day} lies before the first day of work, {joined}.",
                    day=i.start.isoformat(), joined=i.joined.isoformat()),
            )  # fmt: skip
        c.wage(i, i.start, i.end)
        months = tuple(month_parts(i.start, i.end))
        if absent and len(months) > 1:
            c.asks.add("absent", say("Days of absence belong to one month: count it alone."))
        elif absent and months[0][:2] != _worked(i, i.start):
            c.asks.add(
                "absent",
                say("Days of absence change what a month comes to: count all that was worked of "
                    "it at once."),
            )  # fmt: skip
        elif absent > (most := working_days(i.start, i.end, at.calendar)):
            c.asks.add(
                "absent",
                say("There are not that many working days in the period ({most}); statutory "
                    "holidays stay paid.", most=most),
            )  # fmt: skip
        if ok and not c.asks.problems:
            for first, last, _ in months:
                _month(c, i, first, last, absent)
            c.paid(i.paid)
    return c.found()


def _worked(i: Wages, day: date) -> tuple[date, date]:
    """The first and last day of a day's month on which there was work to be paid."""
    return max(day.replace(day=1), i.joined or date.min), min(month_end(day), i.left or date.max)


def _month(c: Count, i: Wages, first: date, last: date, absent: Fraction) -> None:
    name = say("Wages {month}", month=f"{first:%Y-%m}")
    begun, ended = _worked(i, first)
    calendar = c.at.calendar
    in_month = paid_days(first.replace(day=1), month_end(first), calendar)
    worked = paid_days(begun, ended, calendar)
    part = (first, last) != (begun, ended)
    bases = ["ht-85-1"]
    if worked == in_month and not absent:
        amount, how = Fraction(i.monthly), say("a whole month")
    else:
        amount, how = _by_days(c, i, ended, in_month, worked - absent)
        if i.method != SHARE:
            bases.append(parameter("pay_days", ended).basis)
        if absent and i.method == FORWARD:
            _absence(c, i, ended, in_month, worked, absent)
    if part:
        c.official(first)
        days = paid_days(first, last, calendar)
        how = say(
            "{wage} × {days} ÷ {n} (days)",
            wage=yuan(i.monthly) if worked == in_month else say("({sum})", sum=how),
            days=days,
            n=worked,
        )
        amount = amount * days / worked if worked else Fraction(0)
        whole = say("the month was worked whole: the period gets its share by paid days")
        if worked == in_month:
            typed = bool(i.joined or i.left)
            c.chosen("worked", say("What was worked of the month"), whole, not typed, "")
    if part or worked != in_month or absent:
        name = say(
            "{name}, {first} to {last}", name=name, first=first.isoformat(), last=last.isoformat()
        )
    c.line(name, how, amount, *bases, on=ended)


def _by_days(c: Count, i: Wages, on: date, in_month: int, days: Fraction) -> tuple[Fraction, Said]:
    """What a month comes to of which not every paid day was worked."""
    c.official(on)
    c.chosen(
        "method",
        say("Way of counting parts of a month"),
        METHODS[i.method],
        i.method == FORWARD,
        "",
    )
    wage = Fraction(i.monthly)
    told = {"wage": yuan(i.monthly), "days": text_of(days)}
    if i.method == SHARE:
        return wage * days / in_month, say("{wage} × {days} ÷ {n} (days)", n=in_month, **told)
    pay_days = c.law("pay_days", on, DAYS)
    told["pay"] = text_of(pay_days)
    if i.method == FORWARD:
        how = say("{wage} ÷ {pay} × {days} (days), at most {wage}", **told)
        return min(wage, wage * days / pay_days), how
    told["missing"] = text_of(in_month - days)
    how = say("{wage} − {wage} ÷ {pay} × {missing} (days)", **told)
    return max(Fraction(0), wage - wage * (in_month - days) / pay_days), how


def _absence(c: Count, i: Wages, on: date, in_month: int, worked: int, absent: Fraction) -> None:
    """What the days of absence cost in each way, where nobody chose one: in a month with more paid
    days than wages are converted by, some cost nothing, in a short one more than a day's wage."""
    wage, pay = Fraction(i.monthly), parameter("pay_days", on).number
    forward = wage if worked == in_month else min(wage, wage * worked / pay)
    costs = {
        FORWARD: forward - min(wage, wage * (worked - absent) / pay),
        BACKWARD: wage * absent / pay,
        SHARE: wage * absent / in_month,
    }
    c.notes.append(
        say(
            "{absent} days of absence cost {forward} as counted here (method forward), {backward} "
            "backward and {share} by share: choose the way that the contract or the office says.",
            absent=text_of(absent),
            forward=exact_text(costs[FORWARD]),
            backward=exact_text(costs[BACKWARD]),
            share=exact_text(costs[SHARE]),
        )
    )


# ------------------------------------------------------------------ by the day, hour or piece

PER: Final = {
    "day": say("a day"),
    "hour": say("an hour"),
    "piece": say("a piece or another unit"),
}


@frozen(kw_only=True)
class ByCount:
    """Wages that are agreed by the day, the hour or the piece."""

    rate: Fen = field(metadata=label("Wage agreed for one"))
    per: str = field(metadata=label("For", options=PER))
    count: Number = field(metadata=label("How many"))
    start: date = field(metadata=label("From"))
    end: date = field(metadata=label("Until"))
    left: date | None = field(default=None, metadata=label("Last day of work"))
    paid: Fen = field(default=Fen(0), metadata=label("Paid already"))
    place: Line = field(default=Line(""), metadata=label("Place"))
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    minimum: Fen | None = field(
        default=None, metadata=label("Minimum wage for a month", hint="empty = the office's figure")
    )
    below: bool = field(
        default=False, metadata=label("The wage below the minimum is meant as it is")
    )


def by_count(i: ByCount, at: Ground) -> Found:
    """The wage agreed times the days, hours or pieces; no more days or hours than there were."""
    c = Count("by_count", at)
    n, known = Fraction(i.count), c.option(i.per, PER, "per")
    if not i.rate:
        c.asks.add("rate", say("A wage of nothing is none: type the wage agreed."))
    if not n:
        c.asks.add("count", say("Say how many."))
    if c.asks.order(i.start, i.end) and c.asks.since(i.start, "start"):
        c.past(i.end, "end")
        c.after_leaving(i.end, i.left, "end")
        days = (i.end - i.start).days + 1
        most = {"day": days, "hour": 24 * days}.get(i.per)
        if most is not None and n > most:
            c.asks.add(
                "count",
                say("{n} are more than there were from {first} to {last} ({most}).", n=i.count,
                    first=i.start.isoformat(), last=i.end.isoformat(), most=most),
            )  # fmt: skip
        pay_days = parameter("pay_days", i.end).number
        month = {"day": i.rate * pay_days, "hour": i.rate * HOURS * pay_days}.get(i.per)
        if month:
            waged = Waged(monthly=i.rate, place=i.place, grade=i.grade, minimum=i.minimum,
                          below=i.below)  # fmt: skip
            c.wage(waged, i.start, i.end, monthly=month, path="rate")
        elif i.per == "piece":
            c.notes.append(say("A wage by the piece is compared with the minimum month by month."))
    if known and not c.asks.problems:
        bases = over_time("ht-85-1", i.start, i.end)
        c.line(
            say("Wages"), say("{wage} × {n} ({what})", wage=yuan(i.rate), n=i.count,
                              what=PER[i.per]), i.rate * n, *bases, on=i.end,
        )  # fmt: skip
        if len(bases) > 1:
            c.notes.append(
                say(
                    "The law changed within the period ({days}): the provisions of its days stand "
                    "together. Count them apart where it matters how many fell on which.",
                    days=", ".join(from_day(key).isoformat() for key in reversed(bases[:-1])),
                )
            )  # fmt: skip
        c.paid(i.paid)
    return c.found()


# ------------------------------------------------------------------ overtime

STANDARD: Final = "standard"
AVERAGED: Final = "averaged"
SYSTEMS: Final = {
    STANDARD: say("standard hours"),
    AVERAGED: say("hours averaged over a period, as approved"),
    "flexible": say("flexible hours, as approved"),
}
_KINDS_OF_DAY: Final = {
    WORKING: (say("Working days"), "overtime_working", "ld-44-1"),
    REST: (say("Rest days"), "overtime_rest", "ld-44-2"),
    HOLIDAY: (say("Statutory holidays"), "overtime_holiday", "ld-44-3"),
}


@frozen(kw_only=True)
class Overtime(Waged):
    """Overtime: day by day, or as hours of one month by kind of day."""

    monthly: Fen = field(default=Fen(0), metadata=label("Wage of a month"))
    daily: Fen | None = field(
        default=None, metadata=label("Wage of a day", hint="instead of that of a month")
    )
    worked: Line = field(
        default=Line(""),
        metadata=label(
            "Days and hours",
            hint="2026-10-01 8, 2026-10-05 8 lieu, 2026-10-09 9 beyond (lieu = time off was given; "
            "beyond = all of them on top of the ordinary eight)",
        ),
    )
    month: date | None = field(default=None, metadata=label("A day of the month of the hours"))
    working: Number = field(
        default=Number("0"), metadata=label("Hours beyond eight on working days")
    )
    rest: Number = field(
        default=Number("0"), metadata=label("Hours on rest days without time off in lieu")
    )
    holiday: Number = field(default=Number("0"), metadata=label("Hours on statutory holidays"))
    left: date | None = field(default=None, metadata=label("Last day of work"))
    system: str = field(default=STANDARD, metadata=label("System of hours", options=SYSTEMS))
    paid: Fen = field(default=Fen(0), metadata=label("Paid already"))


@frozen
class _Worked:
    day: date
    hours: Fraction
    word: str = ""


def hours_had(month: date, left: date | None, calendar: Calendar = OFFICIAL) -> dict[str, int]:
    """The most hours of overtime that a month has for each kind of day: what a working day has
    beyond its ordinary eight, all of a rest day or holiday; none after the last day of work. A day
    of which nobody has seen what it counts as stands in both."""
    first, last = month.replace(day=1), min(left or date.max, month_end(month))
    had = {WORKING: 0, REST: 0, HOLIDAY: 0}
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        kind = kind_of_day(day, calendar)
        had[kind] += 24 - HOURS if kind == WORKING else 24
        if is_unclear(day):
            had[HOLIDAY] += 24
    return had


LIEU: Final = "lieu"
BEYOND: Final = "beyond"
_WORDS: Final = {
    **dict.fromkeys((LIEU, "off", "补休", "已补休", "调休"), LIEU),
    **dict.fromkeys((BEYOND, "extra", "超时", "延时", "另加"), BEYOND),
}
_SPLIT: Final = re.compile(r"[,，;；、\n]+")


def read_worked(text: str, today: date) -> tuple[_Worked, ...]:
    """Days with their hours as they are typed: ``2026-10-01 8, 2026-10-05 8 lieu, 2026-10-09 9
    beyond``.

    :raises Invalid: with everything that cannot be read, and a day that stands twice.
    """
    asks, found = Asks(), list[_Worked]()
    for piece in filter(None, (p.strip() for p in _SPLIT.split(text))):
        words = re.split(r"[\s=:：]+", piece)
        if len(words) not in (2, 3) or (len(words) == 3 and words[2].lower() not in _WORDS):
            asks.add(
                "worked",
                say("“{typed}”: a day and its hours, such as 2026-10-01 8.", typed=piece[:40]),
            )
            continue
        try:
            word = _WORDS[words[2].lower()] if len(words) == 3 else ""
            one = _Worked(read_day(words[0], today), Fraction(number(words[1])), word)
        except Invalid as wrong:
            asks.problems += [type(p)("worked", p.text) for p in wrong.problems]
            continue
        if any(one.day == other.day for other in found):
            asks.add("worked", say("{day} stands twice.", day=one.day.isoformat()))
        found.append(one)
    asks.done()
    return tuple(sorted(found, key=lambda w: w.day))


def overtime(i: Overtime, at: Ground) -> Found:
    """150, 200 and 300 per cent of the hourly wage: by the calendar where the days are known. A
    weekend day worked in exchange is a working day; time off in lieu settles a rest day alone."""
    c = Count("overtime", at)
    known = c.option(i.system, SYSTEMS, "system")
    if i.system == "flexible":
        c.asks.add(
            "system",
            say(
                "With flexible hours, as approved, the rule of overtime pay does "
                "not apply (工资支付暂行规定 art. 13): there is nothing to count."
            ),
        )
    totals = [("working", WORKING), ("rest", REST), ("holiday", HOLIDAY)]
    hours = {kind: Fraction(getattr(i, name)) for name, kind in totals}
    if bool(i.worked) == any(hours.values()):
        c.asks.add("worked", say("Give either the days with their hours, or the hours of a month."))
        return c.found()
    spans: list[tuple[date, str, Fraction, bool]] = []
    if i.worked:
        spans = _by_day(c, i)
    elif i.month is None:
        c.asks.add("month", say("Say of which month the hours are."))
    elif c.asks.within(i.month, "month"):
        c.past(i.month.replace(day=1), "month")
        c.after_leaving(i.month.replace(day=1), i.left, "month")
        _in_month(c, i, i.month, hours)
        until = min(i.left or c.at.today, c.at.today, month_end(i.month))
        on = max(i.month.replace(day=1), until)
        spans = [(on, kind, n, False) for kind, n in hours.items() if n]
    if bool(i.monthly) == bool(i.daily):
        c.asks.add("monthly", say("Give either the wage of a month or that of a day."))
    elif spans:
        on = spans[-1][0]
        by_day = i.daily and i.daily * parameter("pay_days", on).number
        first = i.month.replace(day=1) if i.month and not i.worked else spans[0][0]
        c.wage(i, first, on, monthly=by_day or None, path="daily" if i.daily else "monthly")
    if known and not c.asks.problems:
        if i.system == AVERAGED:
            spans = [
                (day, kind if kind == HOLIDAY else WORKING, n, off) for day, kind, n, off in spans
            ]
            c.chosen("system", say("System of hours"), SYSTEMS[i.system], False, "gz-13")
        _overtime_lines(c, i, spans)
        c.paid(i.paid)
    return c.found()


def _in_month(c: Count, i: Overtime, month: date, hours: dict[str, Fraction]) -> None:
    """Asks about more hours than the month has on its days of a kind, up to today and the last day
    of work. Averaged hours are those beyond the ones of a period, on whatever day but a holiday."""
    until = min(i.left or c.at.today, c.at.today)
    if until < month.replace(day=1):
        return  # asked about already
    had = hours_had(month, until, c.at.calendar)
    asked = dict(hours)
    if i.system == AVERAGED:
        had[WORKING] += had.pop(REST)
        asked[WORKING] += asked.pop(REST)
    for kind, most in had.items():
        if asked[kind] > most:
            c.asks.add(
                kind,
                say(
                    "{hours} hours of this kind are more than the month has ({most}, until "
                    "{until}): a working day has {more} beyond its ordinary {n}, a rest day or "
                    "holiday 24.",
                    hours=text_of(asked[kind]),
                    most=most,
                    until=min(until, month_end(month)).isoformat(),
                    more=24 - HOURS,
                    n=HOURS,
                ),
            )


def _by_day(c: Count, i: Overtime) -> list[tuple[date, str, Fraction, bool]]:
    spans = []
    try:
        worked = read_worked(i.worked, c.at.today)
    except Invalid as wrong:
        c.asks.problems += wrong.problems
        return []
    if not worked:
        c.asks.add("worked", say("Give either the days with their hours, or the hours of a month."))
    for one in worked:
        if not c.asks.within(one.day, "worked"):
            continue
        c.past(one.day, "worked")
        c.after_leaving(one.day, i.left, "worked")
        c.official(one.day)
        kind = kind_of_day(one.day, c.at.calendar)
        most = 24 - HOURS if kind == WORKING else 24
        told = {"day": one.day.isoformat(), "hours": text_of(one.hours)}
        if one.hours > most:
            c.asks.add(
                "worked",
                say("{day}: {hours} hours are more than the day has ({most}).", most=most, **told),
            )
        if is_unclear(one.day):
            c.asks.add(
                "worked",
                say(
                    "{day} was off by a notice of that year alone, or for a holiday that fell "
                    "together with another: whether it is paid as a rest day or as a statutory "
                    "holiday was not seen. Count its hours as those of one of them.",
                    **told,
                ),
            )
        if not one.hours:
            c.asks.add("worked", say("{day}: no hours: leave the day out.", **told))
        if one.word == LIEU and kind != REST:
            c.asks.add(
                "worked",
                say(
                    "{day} is no rest day: time off in lieu settles nothing "
                    "there. Leave “lieu” out.",
                    **told,
                ),
            )
        if one.word == LIEU and i.system == AVERAGED:
            c.asks.add(
                "worked",
                say(
                    "{day}: with averaged hours what was given off within the period is no "
                    "overtime of it: leave the day out.",
                    **told,
                ),
            )
        if one.word == BEYOND and kind != WORKING:
            c.asks.add(
                "worked",
                say(
                    "{day} is no working day: all its hours count as they are. Leave “beyond” out.",
                    **told,
                ),
            )
        if kind == WORKING and one.hours >= HOURS and not one.word:
            c.asks.add(
                "worked",
                say(
                    "{day} is a working day, and {hours} hours look like the whole of it. If they "
                    "came on top of the ordinary {n}, type “{day} {hours} beyond”; else type only "
                    "those beyond {n}, or leave the day out.",
                    n=HOURS,
                    **told,
                ),
            )
        spans.append((one.day, kind, one.hours, one.word == LIEU))
        if kind == WORKING and one.day.weekday() > 4:
            c.notes.append(say("{day} is a weekend day worked in exchange: a working day.", **told))
    return spans


def _overtime_lines(
    c: Count, i: Overtime, spans: Sequence[tuple[date, str, Fraction, bool]]
) -> None:
    groups: dict[tuple[str, Fraction, str, bool], Fraction] = {}
    latest: dict[tuple[str, Fraction, str, bool], date] = {}
    by_month: dict[str, Fraction] = {}
    for day, kind, n, lieu in spans:
        one = parameter("pay_days", day)
        if not i.daily:
            c.law("pay_days", day, DAYS)
        key = (kind, one.number, one.basis, lieu)
        groups[key] = groups.get(key, Fraction(0)) + n
        latest[key] = max(day, latest.get(key, day))
        if kind != HOLIDAY:
            month = f"{day:%Y-%m}"
            by_month[month] = by_month.get(month, Fraction(0)) + (0 if lieu else n)
    for key, n in groups.items():
        kind, pay_days, basis, lieu = key
        on = latest[key]
        name, figure, law = _KINDS_OF_DAY[kind]
        told = {"hours": text_of(n), "wage": yuan(i.monthly), "days": text_of(pay_days), "n": HOURS}
        if lieu:
            c.line(
                say("{days}, time off given", days=name),
                say("{hours} hours: settled by time off", hours=text_of(n)),
                Fraction(0),
                law,
                on=on,
            )
            continue
        percent = parameter(figure, on).number
        told["percent"] = text_of(percent)
        hourly = Fraction(i.monthly) / pay_days / HOURS
        how = say("{wage} ÷ {days} ÷ {n} × {percent} % × {hours} hours", **told)
        if i.daily:
            hourly = Fraction(i.daily) / HOURS
            told["wage"] = yuan(i.daily)
            how = say("{wage} ÷ {n} × {percent} % × {hours} hours", **told)
        bases = (law,) if i.daily else (law, basis)
        c.line(name, how, hourly * percent / 100 * n, *bases, on=on)
    c.chosen(
        "counted_from",
        say("What overtime is counted from"),
        say(
            "the wage of a day as typed; the contract, the collective contract or a local rule may "
            "say another base"
        )
        if i.daily
        else say(
            "the wage of a month as typed; the contract, the collective contract or a local "
            "rule may say another base"
        ),
        True,
        "gz-13",
    )
    most = parameter("overtime_most", spans[-1][0]).number
    for month, n in by_month.items():
        if n > most and i.system == STANDARD:
            c.notes.append(
                say(
                    "{month}: overtime of {hours} hours is above the {most} that the law "
                    "allows; it is paid all the same.",
                    month=month,
                    hours=text_of(n),
                    most=text_of(most),
                )
            )


# ------------------------------------------------------------------ minimum wage

INSURANCE: Final = {
    "within": say("the worker's own insurance is within the minimum wage"),
    "apart": say("the worker's own insurance comes on top of the minimum wage"),
}


@frozen(kw_only=True)
class MinimumWage:
    """The gap to the minimum wage of one month of normal work."""

    month: date = field(metadata=label("A day of the month"))
    gross: Fen = field(metadata=label("Wage paid for the month, before tax and own insurance"))
    overtime: Fen = field(default=Fen(0), metadata=label("Overtime pay in it"))
    allowances: Fen = field(
        default=Fen(0), metadata=label("Allowances for shifts, heat, cold, underground in it")
    )
    benefits: Fen = field(default=Fen(0), metadata=label("Statutory benefits in it"))
    own_insurance: Fen = field(default=Fen(0), metadata=label("The worker's own insurance in it"))
    insurance: str = field(
        default="within", metadata=label("Own insurance and the minimum", options=INSURANCE)
    )
    normal: bool = field(default=True, metadata=label("Normal work was done the whole month"))
    hours: Number = field(
        default=Number("0"), metadata=label("Hours, for part-time work by the hour")
    )
    place: Line = field(default=Line(""), metadata=label("Place"))
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    minimum: Fen | None = field(
        default=None, metadata=label("Minimum wage", hint="empty = the office's figure")
    )


def minimum_wage(i: MinimumWage, at: Ground) -> Found:
    """What does not count towards the minimum is taken off before comparing (最低工资规定 12). A
    month is compared when it is over; hours of part-time work up to today."""
    c = Count("minimum", at)
    ok = c.option(i.insurance, INSURANCE, "insurance")
    if c.asks.since(i.month, "month"):
        hours = Fraction(i.hours)
        c.past(i.month.replace(day=1) if hours else month_end(i.month), "month")
        until = min(month_end(i.month), at.today)
        most = 24 * until.day
        if hours > most and until >= i.month.replace(day=1):
            c.asks.add(
                "hours",
                say(
                    "{hours} hours are more than the month has ({most}, until {until}).",
                    most=most,
                    hours=text_of(hours),
                    until=until.isoformat(),
                ),
            )
        if not i.gross:
            c.asks.add(
                "gross",
                say(
                    "Nothing was paid: the wage itself is in arrears, and there is no gap to "
                    "compare. Count the wages of the period."
                ),
            )
        if not i.normal:
            c.asks.add(
                "normal",
                say(
                    "Where no normal work was done for the worker's own reasons, "
                    "the rule does not apply: count the wages of the days worked."
                ),
            )
        what = "minimum_hour" if hours else "minimum_month"
        least = c.local_month(what, i.minimum, "minimum", i.place, i.grade, i.month)
        apart = i.own_insurance if i.insurance == "apart" else Fen(0)
        taken = i.overtime + i.allowances + i.benefits + apart
        if taken > i.gross:
            c.asks.add(
                "gross",
                say(
                    "More is taken off ({taken}) than was paid ({gross}).",
                    taken=yuan(taken),
                    gross=yuan(i.gross),
                ),
            )
        if ok and least is not None and not c.asks.problems:
            due = least * hours if hours else Fraction(least)
            basis = "ht-85-2"
            how = (
                say("{sum} × {hours} hours", sum=yuan(least), hours=text_of(hours))
                if hours
                else (say("for the month"))
            )
            on = month_end(i.month)
            c.line(say("Minimum wage"), how, due, basis, on=on)
            counts = say(
                "{gross} − {overtime} − {allowances} − {benefits} − {own}",
                gross=yuan(i.gross),
                overtime=yuan(i.overtime),
                allowances=yuan(i.allowances),
                benefits=yuan(i.benefits),
                own=yuan(apart),
            )
            c.line(
                say("Wage that counts towards it"), counts, Fraction(-(i.gross - taken)), "zd-12",
                on=on,
            )  # fmt: skip
            c.chosen(
                "insurance",
                say("Own insurance and the minimum"),
                INSURANCE[i.insurance],
                i.insurance == "within",
                "",
            )
    return c.found()


# ------------------------------------------------------------------ deductions

FLOORS: Final = {
    "gross": say("what is left is compared before tax and own insurance"),
    "net": say("what is left is compared after tax and own insurance"),
}


@frozen(kw_only=True)
class Deductions(Waged):
    """What was deducted beyond what the law allows, of one month."""

    month: date = field(metadata=label("A day of the month"))
    agreed: bool = field(metadata=label("The contract says that damage is made good"))
    damage: Fen = field(default=Fen(0), metadata=label("Deducted for damage"))
    lawful: Fen = field(
        default=Fen(0), metadata=label("Withheld: tax, own insurance, maintenance by judgment")
    )
    other: Fen = field(default=Fen(0), metadata=label("Deducted for anything else, such as fines"))
    floor: str = field(default="gross", metadata=label("How it is compared", options=FLOORS))


def deductions(i: Deductions, at: Ground) -> Found:
    """Damages: at most 20 % of the month, and never below the minimum wage; the rest has no
    basis (工资支付暂行规定 15, 16)."""
    c = Count("deduction", at)
    ok = c.option(i.floor, FLOORS, "floor")
    if c.asks.since(i.month, "month"):
        c.past(i.month.replace(day=1), "month")
        taken = i.damage + i.lawful + i.other
        if not taken:
            c.asks.add("damage", say("Nothing was deducted: type what was."))
        if taken > i.monthly:
            c.asks.add(
                "damage",
                say(
                    "More was deducted ({taken}) than the wage ({wage}).",
                    taken=yuan(taken),
                    wage=yuan(i.monthly),
                ),
            )
        least = None
        if i.damage and i.agreed:
            least = c.local_month("minimum_month", i.minimum, "minimum", i.place, i.grade, i.month)
        c.wage(i, i.month.replace(day=1), month_end(i.month))
        if ok and not c.asks.problems:
            if i.lawful:
                c.line(
                    say("Withheld as the law names"),
                    say("{sum}: nothing of it comes back", sum=yuan(i.lawful)),
                    Fraction(0), "gz-15", on=month_end(i.month),
                )  # fmt: skip
            if i.damage:
                _damage(c, i, least)
            if i.other:
                c.line(
                    say("Deducted without a basis"), say("all of it"), Fraction(i.other), "gz-15",
                    on=month_end(i.month),
                )  # fmt: skip
    return c.found()


def _damage(c: Count, i: Deductions, least: Fen | None) -> None:
    if least is None:
        c.line(
            say("Deducted for damage"),
            say("the contract does not say it: all of it"),
            Fraction(i.damage),
            "gz-16",
            on=month_end(i.month),
        )
        return
    share = c.law("damage_share", i.month, say("most of a month's wage that damages may take"))
    wage = Fraction(i.monthly)
    left = wage - (i.lawful if i.floor == "net" else 0)
    most = min(wage * share / 100, max(Fraction(0), left - least))
    c.chosen("floor", say("How it is compared"), FLOORS[i.floor], i.floor == "gross", "")
    how = say(
        "{damage} − the lesser of {wage} × {share} % and {left} − {minimum}",
        damage=yuan(i.damage),
        wage=yuan(i.monthly),
        share=text_of(share),
        left=yuan(int(left)),
        minimum=yuan(least),
    )
    c.line(
        say("Deducted for damage beyond what is allowed"),
        how,
        max(Fraction(0), i.damage - most),
        "gz-16",
        on=month_end(i.month),
    )
