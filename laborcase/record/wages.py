"""Calculations of what workers are owed, as a docket keeps them; local figures and policies as an
office enters them; typed inputs as the calculators of :mod:`laborcase.law.wages` take them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Final

import attrs
from attrs import field, frozen

from ..errors import Invalid, Problem
from ..fields import Choice, Declared, fields_of, label, read
from ..law import wages
from ..law.calendar import LAST_YEAR
from ..law.wages.pay import read_worked
from ..law.wages.rules import month_end
from ..values import Fen, Line, Text, money_text, month, plain
from ..words import LANGUAGES, Said, say, speak

# ------------------------------------------------------------------ what an office says


class FigureKind(Choice):
    """What a local figure is of."""

    MINIMUM_MONTH = "minimum_month", wages.LOCALS["minimum_month"]
    MINIMUM_HOUR = "minimum_hour", wages.LOCALS["minimum_hour"]
    AVERAGE_MONTH = "average_month", wages.LOCALS["average_month"]
    HEAT_DAY = "heat_day", wages.LOCALS["heat_day"]
    HEAT_MONTH = "heat_month", wages.LOCALS["heat_month"]


@frozen(kw_only=True)
class LocalFigure:
    """A figure that a place sets, for its days, with the document it stands in."""

    what: FigureKind = field(metadata=label("What it is"))
    place: Line = field(metadata=label("Place"))
    grade: Line = field(default=Line(""), metadata=label("Class of the place"))
    start: date = field(metadata=label("In force from"))
    end: date | None = field(default=None, metadata=label("In force until"))
    sum: Fen = field(metadata=label("Sum"))
    source: Line = field(metadata=label("Document"))

    @property
    def of_law(self) -> wages.Local:
        """The same as the calculators take it."""
        return wages.Local(
            what=self.what.value,
            place=self.place,
            grade=self.grade,
            start=self.start,
            end=self.end,
            sum=self.sum,
            source=self.source,
        )

    def overlaps(self, other: "LocalFigure") -> bool:
        """Whether both say the same thing of the same day."""
        return (self.what, self.place, self.grade, self.start) == (
            other.what, other.place, other.grade, other.start,
        )  # fmt: skip


class Unsettled(Choice):
    """Matters that the law leaves unsettled."""

    DOUBLE_WAGE = "double_wage", wages.POLICIES["double_wage"]
    INSURANCE_ARREARS = "insurance_arrears", wages.POLICIES["insurance_arrears"]


@frozen(kw_only=True)
class WagePolicy:
    """How the office handles an unsettled matter: itself, or leaving it to arbitration or the
    collecting agency, and the rule that rests on."""

    matter: Unsettled = field(metadata=label("Matter"))
    here: bool = field(metadata=label("The office orders it itself"))
    citation: Line = field(metadata=label("Rule it rests on"))

    @property
    def of_law(self) -> wages.Policy:
        """The same as the calculators take it."""
        return wages.Policy(matter=self.matter.value, here=self.here, citation=self.citation)


# ------------------------------------------------------------------ what a docket keeps


@frozen(kw_only=True)
class WageInput:
    """One input of a calculation, as it was typed."""

    name: Line = field(metadata=label("Input"))
    value: Line = field(metadata=label("Value"))


@frozen(kw_only=True)
class KeptLine:
    """One line of a result, in both languages, as it was when it was counted: ``line``, ``total``,
    ``assumed``, ``note`` or ``column`` (of a wage sheet)."""

    part: Line = field(metadata=label("Part"))
    zh: Text = field(metadata=label("In Chinese"))
    en: Text = field(metadata=label("In English"))

    def text(self, lang: str) -> str:
        """The line in a language."""
        return self.en if lang == "en" else self.zh


@frozen(kw_only=True)
class Calculation:
    """A calculation that stands in a docket, under an id that stays (``K1``)."""

    id: str
    what: Line
    on: date
    total: Fen | None
    lines: tuple[KeptLine, ...]
    line: Line = Line("")
    """The claim line that it is about."""
    evidence: Line = Line("")
    taken: bool = False
    """Whether it was taken over as the verified sum of that line."""
    start: date | None = None
    end: date | None = None
    """The period that it counts, where its inputs say one."""

    def overlaps(self, start: date | None, end: date | None) -> bool:
        """Whether it counts a day of another period; a period that is not known overlaps none."""
        if self.start is None or self.end is None or start is None or end is None:
            return False
        return max(self.start, start) <= min(self.end, end)


def kept(found: wages.Found) -> tuple[KeptLine, ...]:
    """A result as a docket keeps it."""
    return kept_lines([tuple(wages.found_lines(found, lang)) for lang in LANGUAGES])


def kept_lines(told: Sequence[Sequence[tuple[str, Said]]]) -> tuple[KeptLine, ...]:
    """Lines as a docket keeps them; ``told`` has them once for each language."""
    both = zip(*told, strict=True)
    return tuple(
        KeptLine(
            part=Line(part),
            zh=Text(speak(zh, LANGUAGES[0])),
            en=Text(speak(en, LANGUAGES[1])),
        )
        for (part, zh), (_, en) in both
    )


# ------------------------------------------------------------------ typed inputs


def kind_of(name: str) -> wages.Kind:
    """The kind of calculation of that id, or of that name in either language.

    :raises Invalid: when there is none.
    """
    word = plain(name)
    for kind in wages.KINDS.values():
        if word in (kind.id, *(plain(speak(kind.title, lang)) for lang in LANGUAGES)):
            return kind
    raise Invalid(
        say(
            "There is no calculation “{typed}”; there are: {names}.",
            typed=name[:40],
            names=", ".join(wages.KINDS),
        )
    )


_LAST: Final = ("place", "grade", "minimum", "below")


def inputs_of(kind: wages.Kind) -> tuple[Declared, ...]:
    """What a kind asks for, in the order in which people meet it: what is its own first."""
    return tuple(sorted(fields_of(kind.inputs), key=lambda f: f.name in _LAST))


def options_of(kind: wages.Kind, name: str) -> Mapping[str, Said]:
    """The words that an input may hold, with their meaning; none where it is free."""
    found = attrs.fields_dict(kind.inputs)[name].metadata.get("options", {})
    assert isinstance(found, dict)
    return found


def read_input(kind: wages.Kind, f: Declared, typed: str, now: datetime) -> object:
    """One typed input as its value.

    :raises Invalid: when it cannot be read.
    """
    options = options_of(kind, f.name)
    if f.name == "month" and typed.strip():
        with suppress(Invalid):  # a day of the month, as it is typed
            return read(f, typed, now)
        return month(typed, now.date())
    if not options or not typed.strip():
        return read(f, typed, now)
    word = plain(typed)
    for key, text in options.items():
        if word in (key, *(plain(speak(text, lang)) for lang in LANGUAGES)):
            return key
    raise Invalid(
        say(
            "“{typed}” is none of: {choices}.",
            typed=typed[:40],
            choices=", ".join(options),
        )
    )


def read_inputs(kind: wages.Kind, typed: Mapping[str, str], now: datetime) -> object:
    """Typed inputs as the calculator's own.

    :raises Invalid: with everything that is unknown, missing or unreadable, each at its name.
    """
    known = {f.name: f for f in inputs_of(kind)}
    problems = [
        Problem(
            name,
            say("There is no input {name}; there are: {names}.", name=name, names=", ".join(known)),
        )
        for name in typed
        if name not in known
    ]
    values: dict[str, object] = {}
    for name, f in known.items():
        text = typed.get(name, "")
        if not text.strip():
            if f.required:
                problems.append(Problem(name, say("“{name}” is empty: type it.", name=f.label)))
            continue
        try:
            values[name] = read_input(kind, f, text, now)
        except Invalid as wrong:
            problems += [Problem(name, p.text) for p in wrong.problems]
    if problems:
        raise Invalid(*problems)
    made: object = kind.inputs(**values)
    return made


def period_of(inputs: object) -> tuple[date | None, date | None]:
    """The first and last day that inputs speak of; none where they name no period."""
    start, end = getattr(inputs, "start", None), getattr(inputs, "end", None)
    if until := getattr(inputs, "until", None):
        start, end = getattr(inputs, "day", None), until
    month, worked = getattr(inputs, "month", None), getattr(inputs, "worked", "")
    if month is not None:
        start, end = month.replace(day=1), month_end(month)
    if worked:
        days = [one.day for one in read_worked(worked, date(LAST_YEAR, 1, 1))]
        start, end = days[0], days[-1]
    return (start, end) if start and end else (None, None)


def count(what: str, typed: Mapping[str, str], ground: wages.Ground, now: datetime) -> wages.Found:
    """What typed inputs come to.

    :raises Invalid: with everything that is asked or refused.
    """
    kind = kind_of(what)
    return kind.count(read_inputs(kind, typed, now), ground)


def typed_of(rows: Sequence[WageInput]) -> dict[str, str]:
    """Inputs as rows, by name.

    :raises Invalid: for an input that stands twice.
    """
    found: dict[str, str] = {}
    for row in rows:
        if row.name in found:
            raise Invalid(say("{name} stands twice.", name=row.name))
        found[row.name] = row.value
    return found


def figure_lines(figures: Sequence[LocalFigure]) -> Iterator[Said]:
    """Local figures in short lines."""
    for f in figures:
        yield say(
            "{what}: {sum}, {place} {grade} from {day} ({source})",
            what=f.what.label,
            sum=money_text(f.sum),
            place=f.place,
            grade=f.grade,
            day=f.start.isoformat(),
            source=f.source,
        )
