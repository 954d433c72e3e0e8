"""What the kinds of calculation share: the wage of a month with its checks, and one calculation
under way."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from ...values import Fen, Line, money_text
from ...words import Said, say
from .rules import (
    LOCALS,
    Asks,
    Assumed,
    Found,
    Ground,
    Local,
    Parameter,
    assumed_of,
    exact_text,
    label,
    month_end,
    of_its_time,
    parameter,
)
from .rules import Line as Row

HOURS: Final = 8
"""Hours of a working day (国务院关于职工工作时间的规定 art. 3; the conversion notices)."""
ONE_DAY: Final = timedelta(days=1)
DAYS = say("days of a month that wages are paid for")


@frozen(kw_only=True)
class Waged:
    """Inputs of the kinds that start from a wage of a month."""

    monthly: Fen = field(metadata=label("Wage of a month"))
    place: Line = field(
        default=Line(""), metadata=label("Place", hint="for the local figures of the office")
    )
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    minimum: Fen | None = field(
        default=None, metadata=label("Minimum wage for a month", hint="empty = the office's figure")
    )
    below: bool = field(
        default=False, metadata=label("The wage below the minimum is meant as it is")
    )


class Count:
    """One calculation under way: lines, assumptions, notes and questions."""

    def __init__(self, kind: str, at: Ground) -> None:
        self.kind = kind
        self.at = at
        self.asks = Asks()
        self.lines: list[Row] = []
        self.assumed: list[Assumed] = []
        self.notes: list[Said] = []

    def line(
        self,
        text: Said,
        how: Said,
        amount: Fraction | None,
        *bases: str,
        on: date | None = None,
        counted: bool = True,
    ) -> None:
        """One line more; its provisions are those of the day ``on`` that it is about."""
        found, later = of_its_time(bases, on) if on else (bases, ())
        self.lines.append(
            Row(label=text, how=how, amount=amount, bases=found, counted=counted, on=on,
                later=later)
        )  # fmt: skip

    def law(self, name: str, on: date, text: Said) -> Fraction:
        """A figure of the law for a day; it stands in the result."""
        one: Parameter = parameter(name, on)
        self.assume(assumed_of(one, text))
        return one.number

    def chosen(self, name: str, text: Said, value: Said | str, default: bool, source: str) -> None:
        """A way of counting that the law leaves open."""
        origin = "default" if default else "typed"
        self.assume(Assumed(name=name, label=text, value=value, origin=origin, source=source))

    def assume(self, one: Assumed) -> None:
        """What the result rests on, once."""
        if one not in self.assumed:
            self.assumed.append(one)

    def local(
        self,
        what: str,
        typed: Fen | None,
        path: str,
        place: str,
        grade: str,
        day: date,
        *,
        ask: bool = True,
    ) -> Fen | None:
        """A local figure: as typed, else the office's; where neither is, the person is asked."""
        if typed is not None:
            if not typed:
                self.asks.add(path, say("A figure of nothing is none: type it."))
                return None
            self.assume(
                Assumed(name=path, label=LOCALS[what], value=money_text(typed), origin="typed")
            )
            return typed
        found = self.at.local(what, place, grade, day)
        if found is not None:
            self.assume(_of_office(found, path))
            return found.sum
        if ask:
            self.asks.add(
                path,
                say(
                    "The office has no one figure for: {what}, {place} {grade}, {day}. Type it, "
                    "or enter it for the office (laborcase wages figures add FILE).",
                    what=LOCALS[what],
                    place=place or "-",
                    grade=grade,
                    day=day.isoformat(),
                ),
            )
        return None

    def local_period(
        self,
        what: str,
        typed: Fen | None,
        path: str,
        place: str,
        grade: str,
        first: date,
        last: date,
    ) -> Fen | None:
        """A local figure for a period; where it changes within, the person is asked."""
        spans = self.at.local_spans(what, place, grade, first, last)
        sums = [(day, one.sum) for day, one in spans if one is not None]
        changed = next((pair for pair in sums if pair[1] != sums[0][1]), None)
        if typed is None and changed is not None and len(sums) == len(spans):
            self.asks.add(
                path,
                say(
                    "{what}: it changes within {first} to {last}, from {old} to {new} on {day}. "
                    "Type the one that counts.",
                    what=LOCALS[what],
                    first=first.isoformat(),
                    last=last.isoformat(),
                    old=money_text(sums[0][1]),
                    new=money_text(changed[1]),
                    day=changed[0].isoformat(),
                ),
            )
            return None
        unknown = next((day for day, one in spans if one is None), first)
        return self.local(what, typed, path, place, grade, unknown)

    def local_month(
        self, what: str, typed: Fen | None, path: str, place: str, grade: str, month: date
    ) -> Fen | None:
        """A local figure for a month; where it changes within the month, the person is asked."""
        first, last = month.replace(day=1), month_end(month)
        return self.local_period(what, typed, path, place, grade, first, last)

    def wage(
        self,
        i: Waged,
        first: date,
        last: date | None = None,
        *,
        monthly: Fraction | None = None,
        path: str = "monthly",
    ) -> None:
        """A wage of nothing is none, and one below the minimum of any day from ``first`` to
        ``last`` is asked about; ``monthly`` is what a wage by the day or hour comes to in a
        month."""
        wage = Fraction(i.monthly) if monthly is None else monthly
        if not wage:
            self.asks.add(path, say("A wage of nothing is none: type the wage agreed."))
            return
        if i.minimum is not None:
            least = self.local("minimum_month", i.minimum, "minimum", i.place, i.grade, first)
            if least is not None and wage < least:
                self._below(i, wage, least, None, path)
            return
        spans = self.at.local_spans("minimum_month", i.place, i.grade, first, last or first)
        for day, one in spans:
            if one is not None:
                self.assume(_of_office(one, "minimum"))
                if wage < one.sum:
                    self._below(i, wage, one.sum, day, path)
        unknown = [day for day, one in spans if one is None]
        if len(unknown) == len(spans):
            self.notes.append(say("The wage was not compared with the minimum wage: not known."))
        elif unknown:
            self.notes.append(
                say(
                    "The minimum wage of {day} is not known: the wage of that time was not "
                    "compared.",
                    day=unknown[0].isoformat(),
                )
            )

    def _below(self, i: Waged, wage: Fraction, least: Fen, day: date | None, path: str) -> None:
        """Asks about a wage below the minimum: one that was typed, or that of a day."""
        told = {"wage": exact_text(wage), "minimum": money_text(least)}
        if i.below:
            return
        if day is None:
            text = say(
                "{wage} a month lies below the minimum wage of {minimum}: count with the "
                "minimum, or say that it is meant (below).",
                **told,
            )
        else:
            text = say(
                "{wage} a month lies below the minimum wage of {minimum}, in force on {day}: count "
                "with the minimum, or say that it is meant (below).",
                day=day.isoformat(),
                **told,
            )
        self.asks.add(path, text)

    def paid(self, sum_: Fen) -> None:
        """What was paid on it already."""
        if sum_:
            self.line(say("Paid already"), say("−{sum}", sum=money_text(sum_)), Fraction(-sum_))

    def official(self, day: date) -> None:
        """A year without a notice is said."""
        if self.at.calendar.provisional(day):
            note = say(
                "The calendar of {year} is not out: working days may still move.", year=day.year
            )
            if note not in self.notes:
                self.notes.append(note)

    def past(self, day: date, path: str) -> None:
        """Work that is still to come is owed to nobody."""
        if day > self.at.today:
            self.asks.add(path, say("{day} is still to come.", day=day.isoformat()))

    def after_leaving(self, day: date, left: date | None, path: str) -> None:
        """Nobody works after the last day."""
        if left is not None and day > left:
            self.asks.add(
                path,
                say(
                    "{day} lies after the last day of work, {left}.",
                    day=day.isoformat(),
                    left=left.isoformat(),
                ),
            )

    def option(self, value: str, options: dict[str, Said], path: str) -> bool:
        """Whether a word is one of those that can stand there; says so if not."""
        if value in options:
            return True
        words = ", ".join(options)
        self.asks.add(
            path, say("“{typed}” is none of: {choices}.", typed=value[:40], choices=words)
        )
        return False

    def found(self, *, owed: bool = True, open_: bool = False) -> Found:
        """The result.

        :raises Invalid: while anything is open.
        """
        self.asks.done()
        if not open_ and sum((n.amount or 0 for n in self.lines if n.counted), Fraction(0)) < 0:
            self.notes.append(say("More was paid than is due: nothing is left."))
        return Found(
            kind=self.kind,
            lines=tuple(self.lines),
            assumed=tuple(self.assumed),
            notes=tuple(self.notes),
            owed=owed,
            open=open_,
        )


def _of_office(one: Local, path: str) -> Assumed:
    """A figure of the office as something the result rests on."""
    told = say(
        "{sum}, {place} {grade} from {day}",
        sum=money_text(one.sum),
        place=one.place,
        grade=one.grade,
        day=one.start.isoformat(),
    )
    return Assumed(
        name=path, label=LOCALS[one.what], value=told, origin="office", source=one.source
    )


def yuan(sum_: int) -> str:
    """A sum in fen as it stands in a formula."""
    return money_text(sum_)


def policy(c: Count, matter: str) -> None:
    """What depends on unsettled law says so, and how the office handles it."""
    own = c.at.policy(matter)
    if own is None:
        c.notes.append(
            say(
                "Unsettled: whether the department orders this itself or leaves it to "
                "others. The office has not said how it handles it (Settings)."
            )
        )
        return
    how = say("the office handles it itself") if own.here else say("the office leaves it to others")
    c.assume(
        Assumed(
            name=matter,
            label=say("How the office handles it"),
            value=how,
            origin="office",
            source=own.citation,
        )
    )
