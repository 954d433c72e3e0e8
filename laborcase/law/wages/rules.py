"""What sums owed to workers are counted with: exact fractions, one rounding, dated figures, and
which day is which.

**Rounding** is said here and nowhere else: everything is counted in exact fractions; what one
calculation comes to is rounded once, at its end, half up to the fen (:func:`to_fen`). The lines of
a calculation are shown to a hundredth of a fen, so that they can be added up by hand.

A figure that the law leaves open is an :class:`Assumed` with its value, who chose it and the
source; it stands in the result. A local figure (a minimum wage, an average wage, an allowance) is
one of the office's own (:class:`Local`); where it has none the person is asked, and nothing is
counted. What stands against a calculation is raised together, as :class:`Invalid`.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Final

from attrs import field, frozen

from ...errors import Invalid, Problem
from ...values import Fen, money_text, number_of
from ...words import Said, say, speak
from ..answers import provisions
from ..bases import bases, basis
from ..calendar import FIRST_YEAR, OFFICIAL, Calendar
from ..rows import DATA, by_id, check, fill, one_of, read, rows

ORIGINS: Final = {
    "law": say("the law"),
    "default": say("as nothing else was said"),
    "typed": say("as typed"),
    "office": say("by the office"),
}
"""Who chose a figure or a way of counting."""
LOCALS: Final = {
    "minimum_month": say("minimum wage for a month"),
    "minimum_hour": say("minimum wage for an hour"),
    "average_month": say("average monthly wage of the year before"),
    "heat_day": say("heat allowance for a day"),
    "heat_month": say("heat allowance for a month"),
}
"""The local figures there can be."""
POLICIES: Final = {
    "double_wage": say("double wage without a written contract"),
    "insurance_arrears": say("arrears of social insurance"),
}
"""Matters that the law leaves unsettled, so that an office says how it handles them."""
_DAY: Final = timedelta(days=1)


def label(
    text: str, *, hint: str = "", options: Mapping[str, Said] | None = None
) -> dict[str, object]:
    """Metadata of an input: its name for people, a hint, and the words it may hold."""
    return {"label": say(text), "hint": say(hint), "options": options or {}}


# ------------------------------------------------------------------ rounding and texts


def to_fen(exact: Fraction) -> Fen:
    """A sum in exact fen as whole fen, half up: the one rounding there is."""
    return Fen((2 * exact.numerator + exact.denominator) // (2 * exact.denominator))


def exact_text(exact: Fraction) -> str:
    """A sum in exact fen as yuan: two decimals where that is all, else four (half up beyond)."""
    if exact.denominator == 1:
        return money_text(int(exact))
    hundredths = (abs(exact) * 100 + Fraction(1, 2)) // 1
    yuan, rest = divmod(hundredths, 10_000)
    return f"{'-' if exact < 0 else ''}{yuan:,}.{rest:04}"


def text_of(value: Fraction) -> str:
    """A number that is no sum, as it is written."""
    return number_of(value)


# ------------------------------------------------------------------ rows


@frozen(kw_only=True)
class Parameter:
    """One figure of the law with the days of the work that it counts for."""

    id: str
    value: str
    start: date
    basis: str
    end: date | None = None

    @property
    def number(self) -> Fraction:
        """The figure, exact."""
        return Fraction(self.value)


@frozen(kw_only=True)
class Moon:
    """The days of one year that the moon and sun calendars move."""

    year: int
    spring: date
    qingming: date | None = None
    dragon: date | None = None
    autumn: date | None = None


@frozen(kw_only=True)
class Festivals:
    """Which days are statutory holidays, for the years from ``start`` on: days of the year, days
    counted from the first of the first month, the three other festivals, and single days more."""

    start: date
    fixed: tuple[str, ...]
    spring: tuple[int, ...]
    others: bool
    end: date | None = None
    more: tuple[date, ...] = ()
    unclear: tuple[date, ...] = ()
    """Single days off of which no text was seen that says at how many per cent they are paid."""


@frozen(kw_only=True)
class _Rows:
    parameters: tuple[Parameter, ...]
    moons: Mapping[str, Moon]
    festivals: tuple[Festivals, ...]
    older: Mapping[str, str]
    """What said the same before a provision came into force."""


@cache
def _rows() -> _Rows:
    name = "wages.toml"
    table = read(DATA / name, "parameter", "moon", "festivals", "older")
    problems: list[Said] = []
    parameters, moons, festivals = [], [], []
    for n, row in enumerate(rows(table.get("parameter"), name), 1):
        one = fill(Parameter, row, f"{name}, parameter {n}", problems)
        if one is not None:
            parameters.append(one)
            if one.basis not in bases():
                problems.append(
                    say("{where}: there is no provision {id}.", where=name, id=one.basis)
                )
    for n, row in enumerate(rows(table.get("moon"), name), 1):
        moon = fill(Moon, row, f"{name}, moon {n}", problems)
        if moon is not None:
            moons.append((str(moon.year), f"{name}, moon {n}", moon))
    for n, row in enumerate(rows(table.get("festivals"), name), 1):
        days = fill(Festivals, row, f"{name}, festivals {n}", problems)
        if days is not None:
            festivals.append(days)
    older = table.get("older", {})
    assert isinstance(older, dict)
    problems += [
        say("{where}: there is no provision {id}.", where=name, id=str(key))
        for key in (*older, *older.values())
        if key not in bases()
    ]
    found = by_id(moons, problems)
    check(problems)
    return _Rows(parameters=tuple(parameters), moons=found, festivals=tuple(festivals), older=older)


def parameter(name: str, on: date) -> Parameter:
    """The figure of the law that counts for work of a day.

    :raises Invalid: for a day that no row of it covers.
    """
    for one in _rows().parameters:
        if one.id == name and one.start <= on and (one.end is None or on <= one.end):
            return one
    raise Invalid(say("{day}: no figure of the law is held for that day.", day=on.isoformat()))


def first_day(name: str) -> date:
    """The first day for which a figure of the law is held."""
    return min(one.start for one in _rows().parameters if one.id == name)


def in_force(key: str, on: date) -> bool:
    """Whether a provision was in force on a day."""
    return basis(key).stands(on)


def from_day(key: str) -> date:
    """The day on which a provision came into force."""
    return basis(key).effective_from or date.min


def of_its_time(keys: Iterable[str], on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Provisions as they are cited for a day: those in force then, an older one where it said the
    same; and apart the later ones, for which none of that time is held."""
    found: list[str] = []
    later: list[str] = []
    for key in keys:
        one: str | None = key
        while one is not None and not in_force(one, on):
            one = _rows().older.get(one)
        (found if one else later).append(one or key)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(later))


def over_time(key: str, first: date, last: date) -> tuple[str, ...]:
    """A provision for a period: as it is cited for its last day, and before it what said the same
    in its earlier days, newest first."""
    of_last, _ = of_its_time((key,), last)
    one = of_last[0] if of_last else key
    found = [one]
    while from_day(one) > first and one in _rows().older:
        one = _rows().older[one]
        found.append(one)
    return tuple(found)


# ------------------------------------------------------------------ which day is which

WORKING: Final = "working"
REST: Final = "rest"
HOLIDAY: Final = "holiday"


@cache
def statutory(year: int) -> frozenset[date]:
    """The statutory holidays of a year, those at 300 per cent. They do not depend on the year's
    notice, which only moves the days around them.

    :raises Invalid: for a year whose festivals are not held.
    """
    moon = _rows().moons.get(str(year))
    first = date(year, 1, 1)
    rule = next(
        (r for r in _rows().festivals if r.start <= first and (not r.end or first <= r.end)), None
    )
    if moon is None or rule is None:
        raise Invalid(say("The statutory holidays of {year} are not held here.", year=year))
    days = {date.fromisoformat(f"{year}-{day}") for day in rule.fixed}
    days |= {moon.spring + timedelta(days=n) for n in rule.spring}
    if rule.others:
        days |= {d for d in (moon.qingming, moon.dragon, moon.autumn) if d is not None}
    return frozenset(days | {d for d in rule.more if d.year == year})


def is_unclear(day: date) -> bool:
    """Whether nobody has seen at how many per cent work of a day off is paid."""
    return any(day in rule.unclear for rule in _rows().festivals)


def kind_of_day(day: date, calendar: Calendar = OFFICIAL) -> str:
    """``working`` (a weekend day worked in exchange is one), ``rest`` or ``holiday``."""
    if day in statutory(day.year):
        return HOLIDAY
    return WORKING if calendar.is_workday(day) else REST


def paid_days(first: date, last: date, calendar: Calendar = OFFICIAL) -> int:
    """The days from ``first`` to ``last`` for which a monthly wage pays: working days and statutory
    holidays. Over a year they are 261 = 12 × 21.75."""
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return sum(kind_of_day(day, calendar) != REST for day in days)


def working_days(first: date, last: date, calendar: Calendar = OFFICIAL) -> int:
    """The working days from ``first`` to ``last``: no statutory holiday is one."""
    days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
    return sum(kind_of_day(day, calendar) == WORKING for day in days)


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_parts(start: date, end: date) -> Iterator[tuple[date, date, bool]]:
    """The calendar months that a period touches: first and last day within it, whether whole."""
    first = start
    while first <= end:
        last = min(month_end(first), end)
        yield first, last, first.day == 1 and last == month_end(first)
        first = last + _DAY


# ------------------------------------------------------------------ local figures and policies


@frozen(kw_only=True)
class Local:
    """A local figure: what it is of, for which place and class, from when, how much, and the
    document that sets it."""

    what: str = field(metadata=one_of(*LOCALS))
    place: str
    start: date
    sum: Fen
    source: str
    grade: str = ""
    end: date | None = None


@frozen(kw_only=True)
class Policy:
    """How an office handles a matter that the law leaves unsettled, and what it rests on."""

    matter: str
    here: bool
    """Whether the office handles it itself; otherwise it is left to arbitration or the collecting
    agency."""
    citation: str


@frozen(kw_only=True)
class Ground:
    """What a calculation stands on besides its inputs: the calendar, the day it is made, the local
    figures and policies of the office."""

    today: date
    calendar: Calendar = OFFICIAL
    locals: tuple[Local, ...] = ()
    policies: tuple[Policy, ...] = ()

    def local(self, what: str, place: str, grade: str, day: date) -> Local | None:
        """The newest figure for a place, class and day; an empty place or class means the only one
        there is."""
        found = [
            one
            for one in self.locals
            if one.what == what
            and (not place or one.place == place)
            and (not grade or one.grade == grade)
            and one.start <= day
            and (one.end is None or day <= one.end)
        ]
        if len({(one.place, one.grade) for one in found}) != 1:
            return None
        return max(found, key=lambda one: one.start)

    def local_spans(
        self, what: str, place: str, grade: str, first: date, last: date
    ) -> tuple[tuple[date, Local | None], ...]:
        """The figures in force from ``first`` to ``last``, one after another: each with the first
        day within the period on which it counts, none where there is no one figure."""
        turns = {first}
        for one in self.locals:
            if one.what == what:
                turns |= {one.start, *([one.end + _DAY] if one.end and one.end < last else [])}
        found: list[tuple[date, Local | None]] = []
        for day in sorted(turn for turn in turns if first <= turn <= last):
            figure = self.local(what, place, grade, day)
            if not found or found[-1][1] != figure:
                found.append((day, figure))
        return tuple(found)

    def policy(self, matter: str) -> Policy | None:
        """What the office says of a matter; none where it says nothing."""
        return next((p for p in self.policies if p.matter == matter), None)


# ------------------------------------------------------------------ results


@frozen(kw_only=True)
class Line:
    """One line of a calculation: what, how it is counted in words and figures, the exact amount in
    fen, the provisions of the day ``on`` that it is about. What is not ``counted`` stands beside
    the total. ``amount`` is none where only the way is told."""

    label: Said
    how: Said
    amount: Fraction | None
    bases: tuple[str, ...] = ()
    counted: bool = True
    on: date | None = None
    later: tuple[str, ...] = ()
    """Provisions that came into force after that day and are cited for want of one of its time."""


@frozen(kw_only=True)
class Assumed:
    """A figure or way of counting that the result rests on: its name, value, who chose it (see
    :data:`ORIGINS`) and the source."""

    name: str
    label: Said
    value: Said | str
    origin: str
    source: str = ""
    """The id of a provision, or the document that an office named."""


@frozen(kw_only=True)
class Found:
    """What a calculation comes to. ``owed``: whether it is due to a worker from the employer, so
    that it may be taken over as a verified sum."""

    kind: str
    lines: tuple[Line, ...]
    assumed: tuple[Assumed, ...] = ()
    notes: tuple[Said, ...] = ()
    inputs: tuple[Assumed, ...] = field(default=(), eq=False)
    """What was typed; the same result may have been typed in another order."""
    owed: bool = True
    open: bool = False
    """Whether there is no one sum: two ladders, or rates alone."""

    @property
    def exact(self) -> Fraction:
        """The total in exact fen, never below nothing."""
        whole = sum((n.amount for n in self.lines if n.counted and n.amount), Fraction(0))
        return max(whole, Fraction(0))

    @property
    def total(self) -> Fen | None:
        """The total in whole fen: the one place where a calculation is rounded."""
        return None if self.open else to_fen(self.exact)

    @property
    def bases(self) -> tuple[str, ...]:
        """Every provision that it rests on, once."""
        own = [b for line in self.lines for b in (*line.bases, *line.later)]
        own += [a.source for a in self.assumed if a.source in bases()]
        return tuple(dict.fromkeys(own))


class Asks:
    """Collects what stands against a calculation, so that all is said at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, path: str, text: Said) -> None:
        """One thing that stands against it, at an input."""
        if (one := Problem(path, text)) not in self.problems:
            self.problems.append(one)

    def done(self) -> None:
        """Nothing is counted while anything is open.

        :raises Invalid: with all of it.
        """
        if self.problems:
            raise Invalid(*self.problems)

    def order(self, start: date, end: date, path: str = "end") -> bool:
        """Whether two days stand in order; says so if not."""
        if end >= start:
            return True
        self.add(
            path, say("{end} lies before {start}.", end=end.isoformat(), start=start.isoformat())
        )
        return False

    def period(self, start: date, end: date) -> bool:
        """Whether two days stand in order, late enough, and with the holidays of their years known;
        says so if not."""
        known = self.order(start, end) and self.since(start, "start")
        return known and self.within(start, "start") and self.within(end, "end")

    def within(self, day: date, path: str) -> bool:
        """Whether it is known which days of a day's year are holidays; says so if not."""
        try:
            statutory(day.year)
        except Invalid as wrong:
            self.add(path, wrong.problems[0].text)
            return False
        return True

    def since(self, day: date, path: str, first: date = date(FIRST_YEAR, 1, 1)) -> bool:
        """Whether a day is late enough for the law that is held here; says so if not."""
        if day >= first:
            return True
        self.add(
            path,
            say(
                "{day}: the law that is held here for it begins on {first}.",
                day=day.isoformat(),
                first=first.isoformat(),
            ),
        )
        return False


def assumed_of(one: Parameter, name: Said) -> Assumed:
    """A figure of the law as something the result rests on."""
    return Assumed(name=one.id, label=name, value=one.value, origin="law", source=one.basis)


# ------------------------------------------------------------------ in words


def found_lines(found: Found, lang: str) -> Iterator[tuple[str, Said]]:
    """A result line by line, each with what it is: ``line``, ``total``, ``assumed`` (what was typed
    is among it), ``note``."""
    for line in found.lines:
        yield "line", told_line(line, lang)
    if found.total is not None:
        yield (
            "total",
            say(
                "Altogether {sum} yuan (rounded here, once, half up to the fen)",
                sum=money_text(found.total),
            ),
        )
    for one in (*found.assumed, *found.inputs):
        yield "assumed", told_assumed(one, lang)
    for note in found.notes:
        yield "note", note


def told_line(line: Line, lang: str) -> Said:
    """One line with its amount and provisions."""
    told = say("{label}: {how}", label=line.label, how=line.how)
    if line.amount is not None:
        told = say("{line} = {sum}", line=told, sum=exact_text(line.amount))
    if line.bases:
        told = say("{line} ({provisions})", line=told, provisions=provisions(line.bases, lang))
    if line.later:
        told = say(
            "{line} [later law, as none of {day} is held: {provisions}]",
            line=told,
            day=line.on.isoformat() if line.on else "-",
            provisions=provisions(line.later, lang),
        )
    return told


def told_assumed(one: Assumed, lang: str) -> Said:
    """A figure with its origin and source."""
    told = say(
        "{label} [{name}]: {value}, {origin}",
        label=one.label,
        name=one.name,
        value=one.value,
        origin=ORIGINS[one.origin],
    )
    if not one.source:
        return told
    source = provisions((one.source,), lang) if one.source in bases() else one.source
    return say("{line} ({provisions})", line=told, provisions=source)


def found_data(found: Found, lang: str) -> dict[str, object]:
    """A result for a program: sums in fen, exact amounts as fractions of a fen."""
    return {
        "kind": found.kind,
        "total": found.total,
        "exact": str(found.exact),
        "owed": found.owed,
        "lines": [
            {
                "label": speak(line.label, lang),
                "how": speak(line.how, lang),
                "amount": None if line.amount is None else str(line.amount),
                "counted": line.counted,
                "on": line.on.isoformat() if line.on else None,
                "bases": list(line.bases),
                "later": list(line.later),
                "citations": provisions((*line.bases, *line.later), lang),
            }
            for line in found.lines
        ],
        "assumed": [
            {
                "name": a.name,
                "label": speak(a.label, lang),
                "value": speak(a.value, lang),
                "origin": a.origin,
                "source": a.source,
            }
            for a in found.assumed
        ],
        "inputs": [
            {"name": a.name, "label": speak(a.label, lang), "value": speak(a.value, lang)}
            for a in found.inputs
        ],
        "notes": [speak(n, lang) for n in found.notes],
    }
