"""What comes on top: extra compensation after a lapsed order, fines, late payment."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from ...values import Fen, Number
from ...words import Said, say
from ..bases import basis
from .counting import ONE_DAY, Count, policy, yuan
from .rules import (
    Found,
    Ground,
    Parameter,
    exact_text,
    first_day,
    from_day,
    in_force,
    label,
    of_its_time,
    parameter,
    text_of,
)

# ------------------------------------------------------------------ on top of an order

ADDED_TO: Final = {
    "wages": say("wages"),
    "minimum": say("the gap to the minimum wage"),
    "overtime": say("overtime pay"),
    "severance": say("severance"),
    "leave": say("pay for annual leave"),
}
_ADDED_BASES: Final = {
    "wages": "ht-85-1",
    "minimum": "ht-85-2",
    "overtime": "ht-85-3",
    "severance": "ht-85-4",
    "leave": "nx-07",
}


@frozen(kw_only=True)
class Added:
    """Extra compensation to the worker, where an order to pay has lapsed."""

    due: Fen = field(metadata=label("Sum ordered and unpaid when the period ended"))
    of: str = field(metadata=label("What it is of", options=ADDED_TO))
    by: date = field(metadata=label("Day by which the order wanted payment"))
    percent: Number = field(metadata=label("Per cent", hint="50 to 100; annual leave: 100"))


def added(i: Added, at: Ground) -> Found:
    """50 to 100 % of what is due; of annual-leave pay an equal sum. Never before the order has
    lapsed; to the worker, and no fine. Of what an order that lapsed on a day knew no extra
    compensation yet, none is counted."""
    c = Count("added", at)
    ok = c.option(i.of, ADDED_TO, "of")
    percent = Fraction(i.percent)
    found: tuple[str, ...] = ()
    if ok and c.asks.since(i.by, "by"):
        found, _ = of_its_time((_ADDED_BASES[i.of],), i.by)
        found = tuple(key for key in found if basis(key).fine_max)
        if not found:
            c.asks.add(
                "of",
                say(
                    "On {day} no law that is held here gave extra compensation on this: {what}.",
                    day=i.by.isoformat(),
                    what=ADDED_TO[i.of],
                ),
            )
    if not i.due:
        c.asks.add("due", say("Nothing is unpaid: nothing is added."))
    if i.by >= at.today:
        c.asks.add(
            "by",
            say(
                "The order has not lapsed: it runs to the end of {day}. Extra "
                "compensation is owed after that alone.",
                day=i.by.isoformat(),
            ),
        )
    least, most = (
        (basis(found[0]).fine_min or 0, basis(found[0]).fine_max or 0) if found else (0, 0)
    )
    if i.of == "leave" and percent != 100:
        c.asks.add("percent", say("For annual leave an equal sum is added: 100 per cent."))
    elif found and not least <= percent <= most:
        c.asks.add(
            "percent",
            say(
                "Between {least} and {most} per cent; old multiples of 1 to 5 times are "
                "overtaken by higher law.",
                least=least,
                most=most,
            ),
        )
    if not c.asks.problems:
        c.line(
            say("Extra compensation"),
            say(
                "{due} × {percent} % ({what})",
                due=yuan(i.due),
                percent=i.percent,
                what=ADDED_TO[i.of],
            ),
            i.due * percent / 100,
            *found,
            on=i.by,
        )
        c.chosen("percent", say("Per cent"), i.percent, False, "")
        c.notes.append(say("To the worker; it is no fine."))
    return c.found()


# ------------------------------------------------------------------ fines and late payment


_CHILDHOOD: Final = 16 * 12
"""Months before a child is sixteen (禁止使用童工规定 2)."""


@frozen(kw_only=True)
class ChildLabour:
    """Both ladders for child labour."""

    children: int = field(metadata=label("Children"))
    months: Number = field(default=Number("0"), metadata=label("Months each"))
    after: Number = field(
        default=Number("0"), metadata=label("Months each after the order to send them home")
    )
    placed: int = field(default=0, metadata=label("Children placed in work with others"))
    records: bool = field(
        default=False, metadata=label("Records of hiring were not kept, or were forged")
    )
    unlicensed: bool = field(default=False, metadata=label("The unit has no licence"))
    last: date | None = field(
        default=None, metadata=label("Last day of their work", hint="empty = today")
    )


def child_labour(i: ChildLabour, at: Ground) -> Found:
    """A sum a child and month, twice that from the order on, one for each child placed with others
    and one for missing records, doubled for an unlicensed unit; since 2021 another ladder beside
    it. Which holds, nobody chose: there is no one sum."""
    c = Count("child_labour", at)
    months, after = Fraction(i.months), Fraction(i.after)
    last = i.last or at.today
    c.past(last, "last")
    c.asks.since(last, "last", from_day("tg-06-1"))
    if not i.children and months + after:
        c.asks.add("children", say("Say how many children."))
    first = from_day("tg-06-1")
    held = 12 * (last.year - first.year) + last.month - first.month + 1
    for value, path in ((months, "months"), (after, "after"), (months + after, "months")):
        if value > (most := min(_CHILDHOOD, max(0, held))) and last >= first:
            c.asks.add(
                path,
                say(
                    "{n} months each are more than can be ({most}): a child is under sixteen, and "
                    "the rules are of {first}.",
                    n=text_of(value),
                    most=most,
                    first=first.isoformat(),
                ),
            )
    for value, path in ((months, "months"), (after, "after")):
        if value.denominator != 1:
            c.asks.add(path, say("Parts of a month are not regulated: whole months alone."))
    if not (months + after or i.placed or i.records):
        c.asks.add("months", say("Say how many months."))
    if not c.asks.problems:
        by_month = say("{children} (children) × {n} (months)", children=i.children,
                       n=text_of(months))  # fmt: skip
        by_order = say("{children} (children) × {n} (months)", children=i.children,
                       n=text_of(after))  # fmt: skip
        placed = say("{children} (children)", children=i.placed)
        for n, name, told, key in (
            (i.children * months, say("By the month"), by_month, "tg-06-1"),
            (i.children * after, say("After the order to send them home"), by_order, "tg-06-2"),
            (Fraction(i.placed), say("Children placed in work with others"), placed, "tg-07"),
            (Fraction(i.records), say("Records of hiring"), say("once"), "tg-08"),
        ):
            if n:
                _child_line(c, i, n, name, told, key, last)
        if in_force("wb-125", last):
            c.line(
                say("The ladder of 2021"),
                say("up to 100,000; 100,000 to 1,000,000 where it is refused or serious"),
                None,
                "wb-125",
                on=last,
                counted=False,
            )
        else:
            c.notes.append(
                say(
                    "The ladder of 2021 is law since {day}: not for work that ended before.",
                    day=from_day("wb-125").isoformat(),
                )
            )
        c.chosen("last", say("Last day of their work"), last.isoformat(), i.last is None, "")
        c.notes.append(
            say(
                "One breach is fined once, by the higher rule; which one that is, "
                "nobody has chosen. It is a fine, owed to no worker."
            )
        )
    return c.found(owed=False, open_=True)


def _child_line(
    c: Count, i: ChildLabour, n: Fraction, name: Said, told: Said, key: str, on: date
) -> None:
    each = basis(key).fine_max or 0
    how = say("{yuan} × {told}", yuan=f"{each:,}", told=told)
    bases, amount = [key], each * 100 * n
    if i.unlicensed:
        times = basis("tg-09").fine_max or 1
        how = say("{how} × {times}", how=how, times=times)
        bases, amount = [key, "tg-09"], amount * times
    c.line(name, how, amount, *bases, on=on, counted=False)


CAPS: Final = {
    "principal": say("what grows since 2012 stops at the premiums themselves"),
    "none": say("it grows without an end"),
}


OLD_ARREARS: Final = {
    "by_day": say("each day grows by the rate of its date"),
    "old_rules": say("the rate of their time goes on after it"),
}


@frozen(kw_only=True)
class LateInsurance:
    """The late fee on premiums of social insurance."""

    arrears: Fen = field(metadata=label("Premiums unpaid"))
    due: date = field(metadata=label("Day they were due"))
    until: date = field(metadata=label("Until"))
    cap: str = field(
        default="principal", metadata=label("Whether the late fee has an end", options=CAPS)
    )
    old: str = field(
        default="by_day",
        metadata=label("Arrears that arose before July 2011", options=OLD_ARREARS),
    )


def late_insurance(i: LateInsurance, at: Ground) -> Found:
    """0.05 % a day since 2011-07-01, 0.2 % before. Whether arrears that arose before follow the
    rules of their time to the end (实施若干规定 29), and whether it stops at the premiums
    (行政强制法 45), are choices that the result names."""
    c = Count("late_insurance", at)
    ok = c.option(i.cap, CAPS, "cap") & c.option(i.old, OLD_ARREARS, "old")
    if not i.arrears:
        c.asks.add("arrears", say("Nothing is unpaid: nothing is added."))
    if _grows(c, i.due, i.until):
        c.past(i.until, "until")
        c.asks.since(i.due, "due", first_day("late_rate"))
    if ok and not c.asks.problems:
        grown, before = Fraction(0), Fraction(0)
        capped, new = from_day("qz-45"), from_day("sbg-29")
        arose = i.due + ONE_DAY
        then = parameter("late_rate", arose) if arose < new and i.old == "old_rules" else None
        if arose < new <= i.until:
            name = say("Arrears that arose before July 2011")
            c.chosen("old", name, OLD_ARREARS[i.old], i.old == "by_day", "sbg-29")
        for first, last, own in _spans("late_rate", arose, i.until, capped):
            one = then or own
            c.law("late_rate", arose if then else first, say("per cent a day"))
            n = (last - first).days + 1
            amount = i.arrears * one.number / 100 * n
            c.line(
                say("Late fee, {first} to {last}", first=first.isoformat(), last=last.isoformat()),
                say(
                    "{sum} × {rate} % × {days} (days)", sum=yuan(i.arrears), rate=one.value, days=n
                ),
                amount,
                one.basis,
                on=last,
            )
            grown += amount
            before += amount if last < capped else 0
        if i.until >= capped:
            c.chosen(
                "cap",
                say("Whether the late fee has an end"),
                CAPS[i.cap],
                i.cap == "principal",
                "qz-45",
            )
            if i.cap == "principal":
                above = say("Above the premiums themselves")
                _stops(c, i.arrears, grown, before, i.until, above)
        c.notes.append(say("The collecting agency orders and collects it."))
    policy(c, "insurance_arrears")
    return c.found(owed=False)


def _stops(
    c: Count,
    sum_: Fen,
    grown: Fraction,
    before: Fraction,
    until: date,
    what: Said,
    *,
    pending: int = 0,
) -> None:
    """What grows since 2012 stops at the sum itself (行政强制法 45 (2)); what had grown above it
    before that law stays, as it does not reach back."""
    if before:
        day = from_day("qz-45") - ONE_DAY
        told = {"sum": exact_text(before), "day": day.isoformat()}
        value = say("it stays: {sum} on {day}", **told)
        if pending:
            value = say(
                "it stays: {sum} on {day}, the days of a pending review or suit taken off", **told
            )
        name = say("What had grown before the end came into law")
        c.chosen("before_2012", name, value, True, "qz-45")
    most = max(Fraction(sum_), before)
    if grown > most:
        also = ("cf-72",) if c.kind == "added_fine" and in_force("cf-72", until) else ()
        how = say("−({sum} − {most})", sum=exact_text(grown), most=exact_text(most))
        c.line(what, how, most - grown, "qz-45", *also, on=until)


def _grows(c: Count, by: date, until: date) -> bool:
    """Whether there is a day on which a sum grows: the first is that after the last one to pay."""
    if until > by:
        return True
    c.asks.add(
        "until",
        say(
            "It grows from the day after {by} on: until {until} there is none.",
            by=by.isoformat(),
            until=until.isoformat(),
        ),
    )
    return False


def _spans(
    name: str, first: date, last: date, *cuts: date
) -> Iterator[tuple[date, date, Parameter]]:
    """The days from ``first`` to ``last`` by the figure of the law of their date, and parted before
    some days."""
    while first <= last:
        one = parameter(name, first)
        ends = [last, one.end or last, *(cut - ONE_DAY for cut in cuts if cut > first)]
        yield first, min(ends), one
        first = min(ends) + ONE_DAY


@frozen(kw_only=True)
class AddedFine:
    """What a fine grows by while it is not paid."""

    fine: Fen = field(metadata=label("Fine unpaid"))
    by: date = field(metadata=label("Day by which it was to be paid"))
    until: date = field(metadata=label("Until"))
    pending: int = field(default=0, metadata=label("Days of a pending review or suit"))


def added_fine(i: AddedFine, at: Ground) -> Found:
    """3 % a day after the last day to pay, since 2012 at most the fine or what had grown by then;
    days of a pending review or suit do not count (行政处罚法 72, 73)."""
    c = Count("added_fine", at)
    if not i.fine:
        c.asks.add("fine", say("Nothing is unpaid: nothing is added."))
    if _grows(c, i.by, i.until) and c.asks.since(i.by, "by"):
        c.past(i.until, "until")
        if i.pending > (i.until - i.by).days:
            c.asks.add("pending", say("There are not that many days."))
    if not c.asks.problems:
        grown, before, capped = Fraction(0), Fraction(0), from_day("qz-45")
        for first, last, one in _spans("fine_rate", i.by + ONE_DAY, i.until, capped):
            c.law("fine_rate", first, say("per cent a day"))
            n = (last - first).days + 1
            amount = _fine_line(
                c, i, say("Additional fine, {first} to {last}", first=first.isoformat(),
                          last=last.isoformat()), one, n, one.basis, last,
            )  # fmt: skip
            grown += amount
            before += amount if last < capped else 0
        if i.pending:
            one = parameter("fine_rate", i.until)
            name = say("Days of a pending review or suit")
            off = _fine_line(c, i, name, one, -i.pending, "cf-73", i.until)
            grown += off
            before = max(Fraction(0), before + off)  # whichever days they were: never too much
        if not in_force("qz-45", i.until):
            c.notes.append(
                say("Only since {day} does it stop at the fine.", day=from_day("qz-45").isoformat())
            )
        else:
            above = say("Above the fine itself")
            _stops(c, i.fine, grown, before, i.until, above, pending=i.pending)
    return c.found(owed=False)


def _fine_line(
    c: Count, i: AddedFine, name: Said, one: Parameter, days: int, key: str, on: date
) -> Fraction:
    how = say("{fine} × {n} % × {days} (days)", fine=yuan(i.fine), n=one.value, days=abs(days))
    amount = i.fine * one.number / 100 * days
    c.line(name, say("−{sum}", sum=how) if days < 0 else how, amount, key, on=on)
    return amount
