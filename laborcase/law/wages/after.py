"""What comes on top: extra compensation after a lapsed order, fines, late payment."""

from datetime import date
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from ...values import Fen, Number
from ...words import say
from .counting import ONE_DAY, Count, policy, yuan
from .rules import (
    Found,
    Ground,
    label,
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
    lapsed; to the worker, and no fine."""
    c = Count("added", at)
    ok = c.option(i.of, ADDED_TO, "of")
    percent = Fraction(i.percent)
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
    c.asks.within(i.by, "by")
    if i.of == "leave" and percent != 100:
        c.asks.add("percent", say("For annual leave an equal sum is added: 100 per cent."))
    elif not 50 <= percent <= 100:
        c.asks.add(
            "percent",
            say(
                "Between 50 and 100 per cent; old multiples of 1 to 5 times are "
                "overtaken by higher law."
            ),
        )
    if ok and not c.asks.problems:
        c.line(
            say("Extra compensation"),
            say(
                "{due} × {percent} % ({what})",
                due=yuan(i.due),
                percent=i.percent,
                what=ADDED_TO[i.of],
            ),
            i.due * percent / 100,
            _ADDED_BASES[i.of],
        )
        c.chosen("percent", say("Per cent"), i.percent, False, "")
        c.notes.append(say("To the worker; it is no fine."))
    return c.found()


# ------------------------------------------------------------------ fines and late payment


@frozen(kw_only=True)
class ChildLabour:
    """Both ladders for child labour."""

    children: int = field(metadata=label("Children"))
    months: Number = field(metadata=label("Months each"))
    after: Number = field(
        default=Number("0"), metadata=label("Months each after the order to send them home")
    )
    unlicensed: bool = field(default=False, metadata=label("The unit has no licence"))


def child_labour(i: ChildLabour, at: Ground) -> Found:
    """5,000 yuan a child and month, 10,000 from the order on, doubled for an unlicensed unit;
    beside it the ladder of 2021. Which holds, nobody chose: there is no one sum."""
    c = Count("child_labour", at)
    months, after = Fraction(i.months), Fraction(i.after)
    if not i.children:
        c.asks.add("children", say("Say how many children."))
    for value, path in ((months, "months"), (after, "after")):
        if value.denominator != 1:
            c.asks.add(path, say("Parts of a month are not regulated: whole months alone."))
    if not months + after:
        c.asks.add("months", say("Say how many months."))
    if not c.asks.problems:
        times = 2 if i.unlicensed else 1
        more = ("tg-09",) if i.unlicensed else ()
        for n, yuan, name, basis in (
            (months, 5_000, say("By the month"), "tg-06-1"),
            (after, 10_000, say("After the order to send them home"), "tg-06-2"),
        ):
            if n:
                told = {"yuan": f"{yuan:,}", "children": i.children, "n": text_of(n)}
                how = (
                    say("{yuan} × {children} children × {n} months × 2", **told)
                    if times == 2
                    else (say("{yuan} × {children} children × {n} months", **told))
                )
                amount = Fraction(yuan * 100 * i.children * times) * n
                c.line(name, how, amount, basis, *more, counted=False)
        c.line(
            say("The ladder of 2021"),
            say("up to 100,000; 100,000 to 1,000,000 where it is refused or serious"),
            None,
            "wb-125",
            counted=False,
        )
        c.notes.append(
            say(
                "One breach is fined once, by the higher rule; which one that is, "
                "nobody has chosen. It is a fine, owed to no worker."
            )
        )
    return c.found(owed=False, open_=True)


@frozen(kw_only=True)
class LateInsurance:
    """The late fee on premiums of social insurance."""

    arrears: Fen = field(metadata=label("Premiums unpaid"))
    due: date = field(metadata=label("Day they were due"))
    until: date = field(metadata=label("Until"))


def late_insurance(i: LateInsurance, at: Ground) -> Found:
    """0.05 % a day since 2011-07-01, 0.2 % before; each day by the rate of its date."""
    c = Count("late_insurance", at)
    if not i.arrears:
        c.asks.add("arrears", say("Nothing is unpaid: nothing is added."))
    if c.asks.order(i.due, i.until, "until"):
        c.past(i.until, "until")
    if not c.asks.problems:
        first = i.due + ONE_DAY
        while first <= i.until:
            one = parameter("late_rate", first)
            last = min(i.until, one.end or i.until)
            c.law("late_rate", first, say("per cent a day"))
            n = (last - first).days + 1
            c.line(
                say("Late fee, {first} to {last}", first=first.isoformat(), last=last.isoformat()),
                say(
                    "{sum} × {rate} % × {days} (days)", sum=yuan(i.arrears), rate=one.value, days=n
                ),
                i.arrears * one.number / 100 * n,
                one.basis,
            )
            first = last + ONE_DAY
        c.notes.append(say("The collecting agency orders and collects it."))
    policy(c, "insurance_arrears")
    return c.found(owed=False)


@frozen(kw_only=True)
class AddedFine:
    """What a fine grows by while it is not paid."""

    fine: Fen = field(metadata=label("Fine unpaid"))
    by: date = field(metadata=label("Day by which it was to be paid"))
    until: date = field(metadata=label("Until"))
    pending: int = field(default=0, metadata=label("Days of a pending review or suit"))


def added_fine(i: AddedFine, at: Ground) -> Found:
    """3 % a day after the last day to pay, at most the fine; days of a pending review or suit do
    not count (行政处罚法 72, 73)."""
    c = Count("added_fine", at)
    if not i.fine:
        c.asks.add("fine", say("Nothing is unpaid: nothing is added."))
    if c.asks.order(i.by, i.until, "until"):
        c.past(i.until, "until")
        days = (i.until - i.by).days - i.pending
        if days < 0:
            c.asks.add("pending", say("There are not that many days."))
        elif not c.asks.problems:
            percent = c.law("fine_rate", i.until, say("per cent a day"))
            grown = min(Fraction(i.fine), i.fine * percent / 100 * days)
            c.line(
                say("Additional fine"),
                say(
                    "{fine} × {n} % × {days} (days), at most {fine}",
                    fine=yuan(i.fine),
                    n=text_of(percent),
                    days=days,
                ),
                grown,
                "cf-72",
                "cf-73",
            )
    return c.found(owed=False)
