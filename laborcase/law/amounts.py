"""How much: the range of a fine for given facts, lenient-first grounds, the additional fine.

Each multiple is taken of its own base (concealed wages, premiums due, arrears, illegal gain ...);
none stands in for another. Sums are in fen. Nothing here decides: the range is shown, and a fine
outside it takes a recorded reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from attrs import field, frozen

from ..errors import Invalid, Problem
from ..values import Fen, money, money_text, plain
from ..words import Said, say, speak
from .answers import Answer, joined, provisions, word
from .applying import BreachLaw
from .bases import BASES_OF_AMOUNT, UNITS_OF_AMOUNT, Basis, bases, basis
from .clocks import Deadline
from .provision import OF
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

COUNTS: Final = {
    "workers": say("workers harmed (not complainants)"),
    "months": say("months"),
    "worker_months": say("months of all workers together"),
    "worker_hours": say("hours of all workers together"),
    "certificates": say("documents"),
}
"""Facts that are counted."""
SUMS: Final = OF
"""Facts that are sums: what a multiple or percentage is taken of."""
FLAGS: Final = {
    "order_lapsed": say("an order to pay has lapsed"),
    "correction_lapsed": say("an order to correct or to pay has lapsed"),
    "slight": say("the breach is slight"),
    "corrected": say("it was corrected in time"),
    "harmless": say("it did no harm"),
    "first": say("it is the first breach, of slight harm"),
    "no_fault": say("the party proves that it was not at fault"),
    "lessened": say("the party removed or lessened the harm, or helped the inquiry"),
}
"""Facts that are so or not."""
assert tuple(SUMS) == BASES_OF_AMOUNT

Amounts = Mapping[str, int]
"""Facts by name: counts, sums in fen, and 1 or 0 for what is so or not."""
_NEEDS: Final = {
    "yuan_flat": (),
    "yuan_per_worker": ("workers",),
    "yuan_per_worker_month": ("worker_months",),
    "yuan_per_worker_hour": ("worker_hours",),
    "yuan_per_certificate": ("certificates",),
}
LADDERS: Final = (("tg-06-1", "wb-125"),)
"""Provisions on one breach between which nobody chose: child labour has a fixed sum by child and
month, and since 2021 a range up to a million. Both are shown."""
LAPSED: Final = ("correction_lapsed", "order_lapsed")
"""Facts either of which says that what the law makes a condition of some fines has happened."""
DAILY: Final = 3
"""Per cent of the fine that each day adds (行政处罚法 art. 72)."""


# ------------------------------------------------------------------ rows


@frozen(kw_only=True)
class Figure:
    """One row of ``law/data/amounts.toml``: a figure that a provision has besides the one in its
    own row, or instead of it. ``whom``: the unit or persons responsible; ``older``: an old figure
    that higher law has overtaken, which is shown and never offered."""

    id: str
    basis: str
    when_zh: str
    when_en: str
    unit: str = field(metadata=one_of(*UNITS_OF_AMOUNT))
    max: int
    min: int | None = None
    of: str = field(default="", metadata=one_of(*BASES_OF_AMOUNT))
    whom: str = field(default="unit", metadata=one_of("unit", "person"))
    older: bool = False

    def when(self, lang: str) -> str:
        """In which case it is the figure."""
        return self.when_en if lang == "en" else self.when_zh


@frozen(kw_only=True)
class Grade:
    """One row of a discretion table (裁量基准): within the range of a provision, the range of one
    grade, from the day its document is in force."""

    id: str
    basis: str
    grade_zh: str
    grade_en: str
    when_zh: str
    when_en: str
    unit: str = field(metadata=one_of(*UNITS_OF_AMOUNT))
    min: int
    max: int
    effective_from: date
    source: str
    of: str = field(default="", metadata=one_of(*BASES_OF_AMOUNT))
    effective_to: date | None = None

    def title(self, lang: str) -> str:
        """The grade and its case."""
        return f"{self.grade_en}: {self.when_en}" if lang == "en" else (
            f"{self.grade_zh}：{self.when_zh}"
        )  # fmt: skip


@cache
def figures() -> Mapping[str, Figure]:
    """The figures besides those of the provisions' own rows, by id."""
    name = "amounts.toml"
    return load_figures(rows(read(DATA / name, "figure").get("figure"), name), name)


def load_figures(table: Sequence[Row], name: str) -> dict[str, Figure]:
    """Rows of figures; :class:`LawDataError` names what is wrong by file and row."""
    problems: list[Said] = []
    made: list[tuple[str, str, Figure]] = []
    for n, row in enumerate(table, 1):
        where = f"{name}, row {n} ({row.get('id', '?')})"
        one = fill(Figure, row, where, problems)
        if one is not None:
            made.append((one.id, where, one))
            problems += _wrong(one, where)
    found = by_id(made, problems)
    check(problems)
    return found


@cache
def discretion() -> Mapping[str, Grade]:
    """The discretion table of ``law/data/discretion.toml``; for Henan none was found."""
    return read_discretion(DATA / "discretion.toml")


def read_discretion(path: Path) -> dict[str, Grade]:
    """A discretion table from a file of the same shape; :class:`LawDataError` names what is wrong
    by file and row."""
    table = rows(read(path, "grade").get("grade", []), path.name)
    problems: list[Said] = []
    made: list[tuple[str, str, Grade]] = []
    for n, row in enumerate(table, 1):
        where = f"{path.name}, row {n} ({row.get('id', '?')})"
        one = fill(Grade, row, where, problems)
        if one is None:
            continue
        made.append((one.id, where, one))
        problems += grade_problems(one, where)
    found = by_id(made, problems)
    check(problems)
    return found


def grade_problems(one: Grade, where: str) -> Iterator[Said]:
    """What is wrong with a row of a discretion table; ``where`` says which it is."""
    if one.unit not in UNITS_OF_AMOUNT:
        yield say("{where}: there is no unit {unit}.", where=where, unit=one.unit)
        return
    yield from _wrong(one, where)
    if one.effective_to and one.effective_to < one.effective_from:
        yield say("{where}: it ends before it begins.", where=where)
    law = bases().get(one.basis)
    if law is not None and not _within(one, law):
        yield say("{where}: it goes beyond the range of {id}.", where=where, id=one.basis)


def _wrong(one: Figure | Grade, where: str) -> Iterator[Said]:
    if one.basis not in bases():
        yield say("{where}: there is no provision {id}.", where=where, id=one.basis)
    if one.unit.endswith("_of_amount") != bool(one.of):
        yield say("{where}: of belongs to a multiple or percentage.", where=where)
    if not 0 <= (one.min or 0) <= one.max or not one.max:
        yield say("{where}: min is above max, or nothing.", where=where)


def _within(grade: Grade, law: Basis) -> bool:
    ranges = [(law.fine_unit, law.fine_min or 0, law.fine_max or 0, law.fine_of)]
    ranges += [(f.unit, f.min or 0, f.max, f.of) for f in figures().values() if f.basis == law.id]
    return any(
        unit == grade.unit and of == grade.of and low <= grade.min and grade.max <= high
        for unit, low, high, of in ranges
    )


# ------------------------------------------------------------------ the range


@frozen(kw_only=True)
class Range:
    """What one figure of a provision gives for some facts, in fen; ``None`` where a fact is
    missing (or the law sets no least sum). ``how`` is the count in words, ``missing`` the names of
    the facts it lacks. ``kind``: ``fine``, ``compensation`` (to workers, no fine) or ``payment``.
    What is not ``offered`` is shown with the reason ``why``."""

    basis: str
    kind: str
    how: Said
    low: Fen | None = None
    high: Fen | None = None
    missing: tuple[str, ...] = ()
    whom: str = "unit"
    figure: Figure | None = None
    offered: bool = True
    why: Said | str = ""
    grades: tuple[tuple[Grade, Fen | None, Fen | None], ...] = ()


def read_facts(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Typed facts: counts as whole numbers, sums as money, the rest as yes or no.

    :raises Invalid: with all that cannot be read, each at its name.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for name, text in pairs:
        try:
            if name in found:
                raise Invalid(say("It is given twice."))
            found[name] = _fact(name, text)
        except Invalid as wrong:
            problems += [Problem(name, p.text) for p in wrong.problems]
    if problems:
        raise Invalid(*problems)
    return found


def _fact(name: str, text: str) -> int:
    typed = plain(text)
    if name in COUNTS:
        if not typed.isdecimal() or len(typed) > 9 or not int(typed):
            raise Invalid(say("“{typed}” is no number above 0.", typed=text[:40]))
        return int(typed)
    if name in SUMS:
        return money(text)
    if name in FLAGS:
        if typed not in ("yes", "no", "是", "否"):
            raise Invalid(say("“{typed}” is neither yes nor no.", typed=text[:40]))
        return int(typed in ("yes", "是"))
    known = ", ".join((*COUNTS, *SUMS, *FLAGS))
    raise Invalid(say("There is no fact {name}; there are: {names}.", name=name, names=known))


def ranges(
    key: str,
    facts: Amounts,
    on: date,
    table: Mapping[str, Grade] | None = None,
    breach: BreachLaw | None = None,
) -> tuple[Range, ...]:
    """What a provision gives for facts, its older figures behind it, and, where it stands on one
    of two ladders, what the other gives. ``on`` is the day of the decision, ``table`` the
    discretion table, the shipped one unless given.

    With the law of a ``breach`` only what was law on its days is offered, and what came later where
    it is milder (行政处罚法 art. 37); what came later in its place stands behind it, with why.

    :raises NotFound: when there is no such provision.
    """
    grades = discretion() if table is None else table
    asked = next((ladder for ladder in LADDERS if key in ladder), (key,))
    later = [
        x.basis.id
        for part in (breach.parts if breach else ())
        for x in part.later
        if {old.id for old in x.instead_of} & set(asked)
    ]
    named = dict.fromkeys((*asked, *later))
    found = [r for one in named for r in _of_provision(basis(one), facts, on, grades, breach)]
    older = [
        r
        for other in bases().values()
        if set(asked) & set(other.superseded_by) and other.id not in named
        for r in _of_provision(other, facts, on, grades, breach)
    ]
    return (*found, *older)


def _of_provision(
    one: Basis,
    facts: Amounts,
    on: date,
    grades: Mapping[str, Grade],
    breach: BreachLaw | None,
) -> Iterator[Range]:
    own = [f for f in figures().values() if f.basis == one.id]
    if not any(f.whom == "unit" for f in own) and one.fine_max is not None:
        yield _range(
            one, one.fine_unit, one.fine_min, one.fine_max, one.fine_of, facts, on, grades, breach
        )
    for f in own:
        yield _range(one, f.unit, f.min, f.max, f.of, facts, on, grades, breach, f)


def _range(
    one: Basis, unit: str, least: int | None, most: int, of: str, facts: Amounts, on: date,
    grades: Mapping[str, Grade], breach: BreachLaw | None, figure: Figure | None = None,
) -> Range:  # fmt: skip
    low, high, how, missing = _count(unit, least, most, of, facts)
    offered, why = _offered(one, figure, on, breach)
    kind = "fine" if "fine" in one.measures else (
        "compensation" if "extra_compensation" in one.measures else "payment"
    )  # fmt: skip
    if kind == "compensation" and offered:
        why = say("To the workers, and no fine: only after an order to pay has lapsed.")
        if facts.get("order_lapsed") != 1:
            missing = (*missing, "order_lapsed")
    elif one.after_order and offered and 1 not in map(facts.get, LAPSED):
        offered = 0 not in map(facts.get, LAPSED)
        after = say("Only after an order to correct was not obeyed in time.")
        why = say("{why} {more}", why=why, more=after) if why else after
        missing = (*missing, "correction_lapsed") if offered else missing
    return Range(
        basis=one.id,
        kind=kind,
        how=how,
        low=low,
        high=high,
        missing=missing,
        whom=figure.whom if figure else "unit",
        figure=figure,
        offered=offered,
        why=why,
        grades=tuple(
            (g, *_count(g.unit, g.min, g.max, g.of, facts)[:2])
            for g in grades.values()
            if g.basis == one.id
            and g.effective_from <= on
            and (g.effective_to is None or on <= g.effective_to)
        ),
    )


def _offered(
    one: Basis, figure: Figure | None, on: date, breach: BreachLaw | None
) -> tuple[bool, Said | str]:
    if breach is not None and not (figure and figure.older):
        return _on_its_days(one, breach)
    if one.superseded_by:
        others = ", ".join(one.superseded_by)
        return False, say("Not offered: overtaken by {ids}.", ids=others)
    if figure is not None and figure.older:
        return False, say("Not offered: an older figure that higher law has overtaken.")
    if one.effective_from and on < one.effective_from:
        return False, say("Not offered: not in force yet on {day}.", day=on.isoformat())
    if one.effective_to and one.effective_to < on:
        return False, say("Not offered: no longer in force on {day}.", day=on.isoformat())
    return True, ""


def _on_its_days(one: Basis, breach: BreachLaw) -> tuple[bool, Said | str]:
    """Whether a provision is offered for a breach: it was law on its days, or it is milder."""
    held = breach.held(one)
    start, end = breach.parts[0].start, breach.parts[-1].end
    if held == ((start, end),):
        return True, ""
    if held:
        periods = joined(say("{start} to {end}", start=a.isoformat(), end=b.isoformat())
                         for a, b in held)  # fmt: skip
        return True, say("It was law on a part of the days alone: {periods}.", periods=periods)
    milder = next((x.milder for part in breach.parts for x in part.later if x.basis is one), None)
    if one.effective_from and one.effective_from > end:
        since = one.effective_from.isoformat()
        if milder:
            return True, say("Later than the facts (since {day}) and milder, so it applies.",
                             day=since)  # fmt: skip
        if milder is False:
            return False, say(
                "Not offered: later than the facts (since {day}) and not milder.", day=since
            )
        return False, say(
            "Not offered: later than the facts (since {day}); only if it is milder, which a person "
            "judges.",
            day=since,
        )
    if one.effective_to and one.effective_to < start:
        return False, say("Not offered: no longer in force on {day}.", day=start.isoformat())
    others = ", ".join(other.id for other in one.displaced_by(end))
    return False, say("Not offered: overtaken by {ids}.", ids=others)


def _count(
    unit: str, least: int | None, most: int, of: str, facts: Amounts
) -> tuple[Fen | None, Fen | None, Said, tuple[str, ...]]:
    """Least and greatest sum in fen, the count in words, and the facts it lacks."""
    if of:
        base = facts.get(of)
        per = 1 if unit == "percent_of_amount" else 100
        what = SUMS[of]
        times = say("{range} per cent", range=_span(least, most)) if per == 1 else (
            say("{range} times", range=_span(least, most))
        )  # fmt: skip
        if base is None:
            return None, None, say("{times} of {what}", times=times, what=what), (of,)
        how = say("{times} of {what}, {sum}", times=times, what=what, sum=money_text(base))
        low = None if least is None else Fen(base * least * per // 100)
        return low, Fen(base * most * per // 100), how, ()
    n, missing = 1, ()
    span = say("{range} yuan", range=_span(least, most))
    how = span
    for need in _NEEDS[unit]:
        given = facts.get(need)
        if given is None and need == "worker_months" and {"workers", "months"} <= facts.keys():
            given = facts["workers"] * facts["months"]
        if given is None:
            return None, None, say("{span} for each of {what}", span=span, what=COUNTS[need]), (
                need,
            )  # fmt: skip
        n *= given
        how = say("{span} × {n} ({what})", span=span, n=given, what=COUNTS[need])
    return (
        None if least is None else Fen(least * n * 100),
        Fen(most * n * 100),
        how,
        missing,
    )


def _span(least: int | None, most: int) -> Said:
    if least is None:
        return say("up to {n}", n=most)
    if least == most:
        return say("{n}", n=most)
    return say("{low} to {high}", low=least, high=most)


def fines(found: Iterable[Range]) -> tuple[Range, ...]:
    """Of some ranges, the fines on the unit that are offered."""
    return tuple(r for r in found if r.offered and r.kind == "fine" and r.whom == "unit")


def higher(found: Iterable[Range]) -> Range | None:
    """Of several fines for one breach the higher one (行政处罚法 art. 29); none where one of them
    cannot be counted yet, or where they are two ladders, between which nobody chose."""
    offered = fines(found)
    named = {r.basis for r in offered}
    if not offered or any(r.high is None for r in offered):
        return None
    if any(set(ladder) <= named for ladder in LADDERS):
        return None
    return max(offered, key=lambda r: (r.high or 0, r.low or 0))


def outside(fine: int, breaches: Sequence[Sequence[Range]]) -> tuple[Fen | None, Fen] | None:
    """The range that a fine for some breaches lies outside of, as (least, greatest); ``None`` where
    it lies inside, or nothing can be said. Each breach takes one of its fines; two ladders leave it
    open which."""
    low, high = 0, 0
    known = False
    for found in breaches:
        offered = fines(found)
        if any(r.high is None for r in offered):
            return None
        if not offered:
            continue
        known = True
        one = higher(offered)
        taken = (one,) if one else offered
        low += min(r.low or 0 for r in taken)
        high += max(r.high or 0 for r in taken)
    if not known or low <= fine <= high:
        return None
    return Fen(low), Fen(high)


# ------------------------------------------------------------------ lenient first


def lenient(facts: Amounts) -> tuple[Answer, ...]:
    """The grounds on which no fine, or a lighter one, is imposed; asked before any sum
    (行政处罚法 art. 32, 33)."""
    return (
        _ground(
            "harmless",
            say("Is it slight, corrected in time and without harm?"),
            ("slight", "corrected", "harmless"),
            facts,
            say("If so there is no penalty, and education is recorded."),
            "cf-33",
        ),
        _ground(
            "first",
            say("Is it a first breach of slight harm, corrected in time?"),
            ("first", "corrected"),
            facts,
            say("If so there may be no penalty, and education is recorded."),
            "cf-33",
        ),
        _ground(
            "no_fault",
            say("Does the party prove that it was not at fault?"),
            ("no_fault",),
            facts,
            say("If so there is no penalty."),
            "cf-33",
        ),
        _ground(
            "lessened",
            say("Did the party remove or lessen the harm, or help the inquiry?"),
            ("lessened",),
            facts,
            say("If so the penalty is lighter."),
            "cf-32",
        ),
    )


def _ground(
    id_: str, question: Said, needs: tuple[str, ...], facts: Amounts, note: Said, rule: str
) -> Answer:
    known = [facts.get(n) for n in needs]
    answer = False if 0 in known else None if None in known else True
    return Answer(
        id=id_,
        question=question,
        answer=word(answer),
        bases=(rule,),
        note=note if answer is not False else say("This ground is none here."),
        facts=tuple(FLAGS[n] for n in needs if facts.get(n) == 1),
        missing=tuple(FLAGS[n] for n in needs if n not in facts) if answer is None else (),
    )


# ------------------------------------------------------------------ the additional fine


@frozen(kw_only=True)
class Additional:
    """The additional fine of one fine, or of one instalment, by a day: the sum in fen, the days
    counted, whether it has reached the fine itself, and since when it stands still."""

    sum: Fen
    days: int
    capped: bool
    standing: date | None


def additional(
    fine: int, paid: Iterable[tuple[date, int]], limit: Deadline, on: date
) -> Additional:
    """Three per cent a day of what is left of the fine, from the day after it was due to the day it
    was paid, at most as much as the fine; days of a pending review or suit do not count
    (行政处罚法 art. 72, 73). ``limit`` is the clock ``additional-fine``."""
    payments = sorted(paid)
    last = min(on, limit.stopped.on) if limit.stopped else on
    hundredths = days = 0
    day = limit.first_day + timedelta(days=1)
    while day <= last and hundredths < fine * 100:
        if not _stands(limit, day):
            left = fine - sum(s for d, s in payments if d < day)
            if left <= 0:
                break
            hundredths += DAILY * left
            days += 1
        day += timedelta(days=1)
    capped = hundredths >= fine * 100
    return Additional(
        sum=Fen(min(hundredths // 100, fine)),
        days=days,
        capped=capped,
        standing=limit.standing.on if limit.standing and not capped else None,
    )


def _stands(limit: Deadline, day: date) -> bool:
    return any(p.start.on < day and (p.end is None or day <= p.end.on) for p in limit.pauses)


# ------------------------------------------------------------------ in words


def range_lines(found: Iterable[Range], lang: str) -> Iterator[Said]:
    """Ranges line by line, with their provisions, cases, grades and what they lack."""
    found = tuple(found)
    for r in found:
        yield _range_line(r, lang)
        for grade, low, high in r.grades:
            yield say(
                "  {grade}: {sums} ({source})",
                grade=grade.title(lang),
                sums=_sums(low, high),
                source=grade.source,
            )
    named = {r.basis for r in found}
    if any(set(ladder) <= named for ladder in LADDERS):
        yield say(
            "Two ladders stand side by side: one breach is fined once, by the higher rule; which "
            "one that is, nobody has chosen. Parts of a month are not regulated."
        )
    elif any(r.grades for r in found):
        return
    elif fines(found):
        yield say("No discretion table is there for it (law/data/discretion.toml).")


def _range_line(r: Range, lang: str) -> Said:
    kinds = {
        "fine": say("fine"),
        "compensation": say("extra compensation"),
        "payment": say("payment"),
    }
    line = say("{kind}: {sums} = {how}", kind=kinds[r.kind], sums=_sums(r.low, r.high), how=r.how)
    if r.whom == "person":
        line = say("{line}, of persons responsible", line=line)
    if r.figure is not None:
        line = say("{line}, {case}", line=line, case=r.figure.when(lang))
    if r.why:
        line = say("{line}. {why}", line=line, why=r.why)
    if r.missing:
        names = {**COUNTS, **SUMS, **FLAGS}
        what = joined(say("{what} [{id}]", what=names[m], id=m) for m in r.missing)
        line = say("{line} Missing: {what}.", line=line, what=what)
    return say("{line} ({provisions})", line=line, provisions=provisions((r.basis,), lang))


def _sums(low: Fen | None, high: Fen | None) -> Said:
    if high is None:
        return say("not known yet")
    if low is None:
        return say("up to {sum} yuan", sum=money_text(high))
    if low == high:
        return say("{sum} yuan", sum=money_text(high))
    return say("{low} to {high} yuan", low=money_text(low), high=money_text(high))


def range_data(r: Range, lang: str) -> dict[str, object]:
    """A range for a program; sums in fen."""
    return {
        "basis": r.basis,
        "citation": provisions((r.basis,), lang),
        "kind": r.kind,
        "whom": r.whom,
        "case": r.figure.when(lang) if r.figure else "",
        "low": r.low,
        "high": r.high,
        "how": speak(r.how, lang),
        "missing": list(r.missing),
        "offered": r.offered,
        "why": speak(r.why, lang),
        "grades": [
            {"grade": g.id, "title": g.title(lang), "low": low, "high": high, "source": g.source}
            for g, low, high in r.grades
        ],
    }
