"""What is owed for leave not taken, for work in the heat, and while ill."""

from datetime import date
from fractions import Fraction

from attrs import field, frozen

from ...values import Fen, Line, Number
from ...words import say
from .counting import DAYS, Count, Waged, yuan
from .rules import (
    LOCALS,
    Found,
    Ground,
    from_day,
    in_force,
    label,
    month_end,
    paid_days,
    text_of,
    working_days,
)

# ------------------------------------------------------------------ annual leave


@frozen(kw_only=True)
class AnnualLeave(Waged):
    """Annual leave not taken in one year; the wage is the average of twelve months without
    overtime pay."""

    year: int = field(metadata=label("Year"))
    service: int = field(metadata=label("Full years of work in all, with every employer"))
    taken: Number = field(default=Number("0"), metadata=label("Days of leave taken"))
    joined: date | None = field(default=None, metadata=label("First day here, if in that year"))
    left: date | None = field(default=None, metadata=label("Last day here, if in that year"))
    refused: bool = field(default=False, metadata=label("The worker gave it up in writing"))
    normal_paid: bool = field(
        default=True, metadata=label("The ordinary wage of those days was paid")
    )


def annual_leave(i: AnnualLeave, at: Ground) -> Found:
    """300 % of the daily wage, the ordinary 100 % included; who gave it up gets the ordinary wage
    alone (条例 5; 实施办法 10-12). Owed once the year, or work, has ended."""
    c = Count("annual_leave", at)
    if not 2008 <= i.year <= at.today.year:
        c.asks.add("year", say("{year} is no year of leave that can be counted.", year=i.year))
        return c.found()
    if i.service < 1:
        c.asks.add("service", say("Who has worked for less than a year has no leave yet."))
    if Fraction(i.taken) > 366:
        c.asks.add("taken", say("More than a year has: count each year by itself."))
    if i.service > 60:
        c.asks.add("service", say("Nobody works that long: look again."))
    first, last = date(i.year, 1, 1), date(i.year, 12, 31)
    for day, path in ((i.joined, "joined"), (i.left, "left")):
        if day is not None and day.year != i.year:
            c.asks.add(path, say("{day} lies in another year.", day=day.isoformat()))
    if i.joined and i.left and i.left < i.joined:
        c.asks.add(
            "left",
            say("{end} lies before {start}.", end=i.left.isoformat(), start=i.joined.isoformat()),
        )
    if i.left is not None:
        c.past(i.left, "left")
    elif last >= at.today:
        c.asks.add(
            "left",
            say(
                "{year} is not over: leave that was not taken is owed once the year, or work, has "
                "ended (条例 art. 5, 实施办法 art. 10, 12). Type the last day here, or count it "
                "after the year.",
                year=i.year,
            ),
        )
    on = i.left or last
    c.wage(i, min(on, at.today))
    if not c.asks.problems:
        figure = next(n for n in (20, 10, 1) if i.service >= n)
        whole = c.law(f"leave_days_{figure}", on, say("days of leave a year by years of work"))
        here = ((i.left or last) - (i.joined or first)).days + 1
        share = Fraction(here, 365) * whole if i.joined or i.left else whole
        # Joining counts whole days alone; leaving takes off what was taken first (art. 5, 12).
        if i.joined and not i.left:
            share = Fraction(share // 1)
        days = max(Fraction(0), share - Fraction(i.taken))
        if i.left:
            days = Fraction(days // 1)
        bases = ["nx-03", *(["nxb-05"] if i.joined else []), *(["nxb-12"] if i.left else [])]
        how = say("{n} days a year", n=text_of(whole))
        if i.joined or i.left:
            how = say("{here} ÷ 365 × {n} (days), whole days alone", here=here, n=text_of(whole))
        told = say("{how}, less {taken} taken: {days}", how=how, taken=i.taken, days=text_of(days))
        c.line(say("Days of leave not taken"), told, None, *bases, on=on)
        c.notes.append(
            say("Leave falls away in the cases of 条例 art. 4 (long sick leave and others): look.")
        )
        if not i.left and i.year == at.today.year - 1:
            c.notes.append(
                say(
                    "Where the worker agreed to take it in {year} (条例 art. 5 (2), 实施办法 "
                    "art. 9), nothing is owed before that year ends.",
                    year=at.today.year,
                )
            )
        _leave_pay(c, i, days, on)
    return c.found()


def _leave_pay(c: Count, i: AnnualLeave, days: Fraction, on: date) -> None:
    pay_days = c.law("pay_days", on, DAYS)
    percent, bases = Fraction(100), ["nxb-10", "nxb-11"]
    if not i.refused:
        text = say("per cent of the daily wage for leave not taken")
        percent = c.law("leave_percent", on, text)
        bases.insert(0, "nx-05-3")
    daily = Fraction(i.monthly) / pay_days
    told = {"wage": yuan(i.monthly), "pay": text_of(pay_days), "days": text_of(days)}
    c.line(
        say("Pay for leave not taken"),
        say("{wage} ÷ {pay} × {percent} % × {days} (days)", percent=text_of(percent), **told),
        daily * percent / 100 * days,
        *bases,
        on=on,
    )
    if i.normal_paid:
        c.line(
            say("Ordinary wage of those days, paid"),
            say("−{wage} ÷ {pay} × {days} (days)", **told),
            -daily * days,
            "nxb-10",
            on=on,
        )


# ------------------------------------------------------------------ heat, sick pay


@frozen(kw_only=True)
class Heat:
    """High-temperature allowance, by days or by months."""

    day: date = field(metadata=label("First day of the work"))
    until: date | None = field(
        default=None, metadata=label("Last day of the work", hint="empty = anywhere in that month")
    )
    days: Number = field(default=Number("0"), metadata=label("Days"))
    months: Number = field(default=Number("0"), metadata=label("Months"))
    place: Line = field(default=Line(""), metadata=label("Place"))
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    allowance: Fen | None = field(
        default=None, metadata=label("Allowance", hint="empty = the office's figure")
    )
    paid: Fen = field(default=Fen(0), metadata=label("Paid already"))


def heat(i: Heat, at: Ground) -> Found:
    """The local allowance for each day or month of work in the heat. Without a last day the work
    lay anywhere in the month of the first; there are no more days or months than the period has,
    up to today."""
    c = Count("heat", at)
    days, months = Fraction(i.days), Fraction(i.months)
    if bool(days) == bool(months):
        c.asks.add("days", say("Give either days or months."))
    first, last = i.day if i.until else i.day.replace(day=1), i.until or month_end(i.day)
    in_order = i.until is None or c.asks.order(i.day, i.until, "until")
    if in_order and c.asks.since(i.day, "day"):
        c.past(i.day, "day")
        if i.until:
            c.past(i.until, "until")
        last = max(first, min(last, at.today))
        what = "heat_day" if days else "heat_month"
        _heat_days(c, first, last, days, months)
        sum_ = c.local_period(what, i.allowance, "allowance", i.place, i.grade, first, last)
        if sum_ is not None and not c.asks.problems:
            how = say("{sum} × {n}", sum=yuan(sum_), n=text_of(days or months))
            national = in_force("gw-17", i.day)
            bases = ("gw-17",) if national else ()
            c.line(LOCALS[what], how, sum_ * (days or months), *bases, on=i.day)
            if not national:
                c.notes.append(
                    say(
                        "The national rule is of {day}: before it the local one alone holds.",
                        day=from_day("gw-17").isoformat(),
                    )
                )
            c.paid(i.paid)
    return c.found()


def _heat_days(c: Count, first: date, last: date, days: Fraction, months: Fraction) -> None:
    """Asks about more days or calendar months than a period has."""
    had = (last - first).days + 1
    touched = 12 * (last.year - first.year) + last.month - first.month + 1
    for path, n, most in (("days", days, had), ("months", months, touched)):
        if n > most:
            c.asks.add(
                path,
                say(
                    "{n} are more than there were from {first} to {last} ({most}).",
                    n=text_of(n),
                    first=first.isoformat(),
                    last=last.isoformat(),
                    most=most,
                ),
            )


@frozen(kw_only=True)
class Sick(Waged):
    """Sick pay of some days in one month."""

    month: date = field(metadata=label("A day of the month"))
    days: Number = field(metadata=label("Working days ill"))
    rate: Number | None = field(
        default=None,
        metadata=label("Per cent by contract or rules", hint="empty = only the least by law"),
    )
    paid: Fen = field(default=Fen(0), metadata=label("Paid already"))


def sick(i: Sick, at: Ground) -> Found:
    """What contract or rules give, at least 80 % of the minimum wage; by the working day, of which
    a month has no more than have passed."""
    c = Count("sick", at)
    if c.asks.within(i.month, "month"):
        c.past(i.month.replace(day=1), "month")
        first, last = i.month.replace(day=1), month_end(i.month)
        days, until = Fraction(i.days), min(last, at.today)
        if not days:
            c.asks.add("days", say("Say how many."))
        elif until >= first and days > (most := working_days(first, until, at.calendar)):
            c.asks.add(
                "days",
                say(
                    "More working days than the month has ({most}, until {until}): {days}.",
                    most=most,
                    until=until.isoformat(),
                    days=i.days,
                ),
            )
        c.wage(i, first, last)
        rate_ = Fraction(i.rate) if i.rate is not None else Fraction(0)
        if rate_ > 100:
            c.asks.add("rate", say("More than 100 per cent is no sick pay: look again."))
        least = c.local_month("minimum_month", i.minimum, "minimum", i.place, i.grade, i.month)
        if least is not None and not c.asks.problems:
            floor = c.law("sick_floor", last, say("per cent of the minimum wage at least"))
            pay_days = c.law("pay_days", last, DAYS)
            by_rules, by_law = Fraction(i.monthly) * rate_ / 100, Fraction(least) * floor / 100
            c.chosen(
                "rate",
                say("Sick pay by contract or rules"),
                say("none known: only the least by law")
                if i.rate is None
                else say("{n} % of the wage", n=i.rate),
                i.rate is None,
                "",
            )
            told = {
                "wage": yuan(i.monthly),
                "rate": text_of(rate_),
                "minimum": yuan(least),
                "floor": text_of(floor),
                "pay": text_of(pay_days),
                "days": i.days,
            }
            how = say(
                "the greater of {wage} × {rate} % and {minimum} × {floor} %, ÷ {pay} × {days} "
                "(days), at most the whole of it",
                **told,
            )
            month = max(by_rules, by_law)
            off = paid_days(first, until, at.calendar) - working_days(first, until, at.calendar)
            if off:
                c.notes.append(
                    say(
                        "Statutory holidays of the month are not among the days ({n}): they stay "
                        "paid and are counted besides (劳动法 art. 51).",
                        n=off,
                    )
                )
            c.line(say("Sick pay"), how, min(month, month / pay_days * days), "yj-59", on=last)
            c.paid(i.paid)
    return c.found()
