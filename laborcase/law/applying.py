"""Which law governs: the version of an article on a day, and the law of a breach.

A penalty follows the law of the days of the facts, or the milder later one (行政处罚法 art. 37).
Only what our rows hold is known; what they do not hold is said, never guessed.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import frozen

from ..errors import Invalid, NotFound
from ..words import Said, say
from .acceptance import cause as cause_of
from .bases import RANKS, Basis, bases, basis
from .search import article_number, articles_of, instruments

FIRST_DAY: Final = date(2004, 1, 1)
"""Before it no limit can be counted, and of no allegation the law is told."""
MILDER: Final = "cf-37"
"""The provision by which the milder later law applies."""


@frozen(kw_only=True)
class Version:
    """An article on a day: the provisions in force then, those that we hold of it but were not,
    and what is not known of it, each in a sentence."""

    on: date
    provisions: tuple[Basis, ...]
    others: tuple[Basis, ...]
    unknown: tuple[Said, ...]


@frozen(kw_only=True)
class Later:
    """A provision in force only after the days of the facts: those of that time in whose place it
    stands, and whether it is milder; ``None`` where a person has to judge."""

    basis: Basis
    instead_of: tuple[Basis, ...]
    milder: bool | None


@frozen(kw_only=True)
class Part:
    """A part of a breach over which the law did not change, both days included: the provisions of
    those days, and the later ones that are in force when it is decided."""

    start: date
    end: date
    provisions: tuple[Basis, ...]
    later: tuple[Later, ...]


@frozen(kw_only=True)
class BreachLaw:
    """The law of a breach, part by part; ``unknown`` says what our rows do not tell."""

    cause: str
    decided: date
    parts: tuple[Part, ...]
    unknown: tuple[Said, ...]

    def held(self, one: Basis) -> tuple[tuple[date, date], ...]:
        """The days of the breach on which a provision was law and nothing came before it."""
        start, end = self.parts[0].start, self.parts[-1].end
        others = (one, *one.displaced_by())
        found: list[tuple[date, date]] = []
        for first, last in _periods(others, start, end):
            if not one.stands(first) or one.displaced_by(first):
                continue
            if found and found[-1][1] + timedelta(days=1) == first:
                first = found.pop()[0]
            found.append((first, last))
        return tuple(found)

    def in_words(self, lang: str = "en") -> tuple[Said, ...]:
        """Each part with its law in sentences, which is which, and what is not known."""
        return tuple(_in_words(self, lang))


def in_force(instrument: str, article: str | int, on: date) -> Version:
    """What we hold of an article on a day. ``instrument`` is its name in either language, a part of
    it or a short name (条例); ``article`` its number (17, ``"十七"``, ``"276/1"``).

    :raises NotFound: when no instrument of that name is held, or several are meant.
    :raises Invalid: when ``article`` is no number.
    """
    names = instruments(instrument)
    if not names:
        raise NotFound(say("No provision of “{name}” is held here.", name=instrument))
    if len(names) > 1:
        raise NotFound(
            say(
                "“{name}” may be any of these, say which: {names}.",
                name=instrument,
                names="、".join(names[:8]),
            )
        )
    number, inserted = article_number(str(article))
    of_it = [
        one
        for one in bases().values()
        if one.instrument == names[0]
        and number in articles_of(one)
        and one.article.partition("/")[2] == inserted
    ]
    standing = tuple(one for one in of_it if one.stands(on))
    return Version(
        on=on,
        provisions=standing,
        others=tuple(one for one in of_it if one not in standing),
        unknown=tuple(_unknown(names[0], of_it, on)),
    )


def for_breach(cause: str, start: date, end: date | None, decided: date) -> BreachLaw:
    """The law of a breach of this cause (its code) from ``start`` to ``end`` (``None``: it goes on
    until it is decided), decided on a day. Where the law changed in between, it falls into parts.

    :raises NotFound: when there is no such cause.
    :raises Invalid: when the days are not in order, or before 2004.
    """
    last = decided if end is None else end
    if start < FIRST_DAY:
        raise Invalid(
            say("{day} lies before {year}, of which no law is held here.",
                day=start.isoformat(), year=FIRST_DAY.year)
        )  # fmt: skip
    if last < start:
        raise Invalid(
            say("The breach ends on {end}, before it starts on {start}.",
                end=last.isoformat(), start=start.isoformat())
        )  # fmt: skip
    if decided < last:
        raise Invalid(
            say("It is decided on {decided}, before the breach ends on {end}.",
                decided=decided.isoformat(), end=last.isoformat())
        )  # fmt: skip
    of_it = _of_cause(cause)
    parts = tuple(_part(a, b, of_it, decided) for a, b in _periods(of_it, start, last))
    unknown = dict.fromkeys(
        text for part in parts for one in part.provisions for text in _untold(one, part.start)
    )
    return BreachLaw(
        cause=cause, decided=decided, parts=parts,
        unknown=(*unknown, *(_nothing(part) for part in parts if not part.provisions)),
    )  # fmt: skip


def _of_cause(code: str) -> tuple[Basis, ...]:
    """Its duties and penalties, and those that come before any of them; the highest rank first."""
    known = cause_of(code)
    found = {
        one.id: one
        for one in bases().values()
        if one.role != "procedure" and (one.id in known.bases or one.category in known.categories)
    }
    for one in tuple(found.values()):
        found.update((key, basis(key)) for key in one.superseded_by)
    ranks = list(RANKS)
    return tuple(sorted(found.values(), key=lambda one: ranks.index(one.rank)))


def _periods(of_it: Iterable[Basis], start: date, end: date) -> Iterator[tuple[date, date]]:
    """The period, cut before each day on which the law changed."""
    days = {start, end + timedelta(days=1)}
    for one in of_it:
        after = one.effective_to + timedelta(days=1) if one.effective_to else None
        days.update(
            day
            for day in (one.effective_from, one.amended_on, after)
            if day and start < day <= end
        )  # fmt: skip
    for first, following in pairwise(sorted(days)):
        yield first, following - timedelta(days=1)


def _part(start: date, end: date, of_it: Iterable[Basis], decided: date) -> Part:
    then = tuple(one for one in of_it if one.stands(start))
    later = (
        _later(one, then, start)
        for one in of_it
        if not one.stands(start) and one.effective_from and one.effective_from > end
        if one.stands(decided) and one.role == "penalty"
    )
    return Part(start=start, end=end, provisions=then, later=tuple(later))


def _later(one: Basis, then: Iterable[Basis], on: date) -> Later:
    def place(each: Basis) -> tuple[str, ...]:
        return (each.instrument, each.article, each.paragraph, each.item)

    before = tuple(
        old
        for old in then
        if not old.displaced_by(on) and (one.id in old.superseded_by or place(old) == place(one))
    )
    verdicts = {_milder(one, old) for old in before}
    return Later(
        basis=one, instead_of=before, milder=verdicts.pop() if len(verdicts) == 1 else None
    )


def _milder(new: Basis, old: Basis) -> bool | None:
    """Whether a range is milder than another, where both can be compared: the same unit of the
    same thing, by the same measures or fewer."""
    ours, theirs = _range(new), _range(old)
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return None
    low, high = ours[1] - theirs[1], ours[2] - theirs[2]
    if low <= 0 and high <= 0 and (low, high) != (0, 0):
        return True if set(new.measures) <= set(old.measures) else None
    if low >= 0 and high >= 0:
        return False if set(new.measures) >= set(old.measures) else None
    return None


def _range(one: Basis) -> tuple[tuple[str, str], int, int] | None:
    """What an amount is counted in, its least and its most; a multiple in per cent."""
    if one.fine_max is None:
        return None
    times = 100 if one.fine_unit == "multiple_of_amount" else 1
    unit = "percent_of_amount" if times == 100 else one.fine_unit
    return (unit, one.fine_of), (one.fine_min or 0) * times, one.fine_max * times


def _untold(one: Basis, on: date) -> Iterator[Said]:
    """What is not known of a provision on a day."""
    if one.effective_from is None:
        yield say("When {citation} came into force is not known here.", citation=_name(one))
    if one.amended_on and on < one.amended_on:
        yield say(
            "Of {citation} only the text as amended on {day} is known here.",
            citation=_name(one),
            day=one.amended_on.isoformat(),
        )


def _nothing(part: Part) -> Said:
    return say(
        "Of {start} to {end} no provision is held here; that none was in force is not said by it.",
        start=part.start.isoformat(),
        end=part.end.isoformat(),
    )


def _unknown(instrument: str, of_it: list[Basis], on: date) -> Iterator[Said]:
    if not of_it:
        yield say(
            "Of {instrument} this article is not held here; what it says is not known.",
            instrument=f"《{instrument}》",
        )
        return
    for one in of_it:
        yield from _untold(one, on)
    begins = {one.effective_from for one in of_it}
    first = min((day for day in begins if day), default=None)
    if first and on < first:
        yield say(
            "The earliest version held here is in force from {day}; whether another stood before "
            "is not known.",
            day=first.isoformat(),
        )
    if len(begins) == 1 and all(one.effective_to is None for one in of_it):
        yield say("Only one version of it is held here; others are not known.")


def _name(one: Basis) -> str:
    return one.citation("zh_CN")


def _in_words(law: BreachLaw, lang: str) -> Iterator[Said]:
    for part in law.parts:
        start, end = part.start.isoformat(), part.end.isoformat()
        yield say("{start} to {end}: the law of the days of the facts", start=start, end=end)
        for one in part.provisions:
            yield say("  {citation}", citation=one.cited(lang, part.start))
        verdicts = dict.fromkeys((x.basis.effective_from, x.milder) for x in part.later)
        for since, milder in verdicts:
            of_it = [
                x.basis.cited(lang, law.decided)
                for x in part.later
                if (x.basis.effective_from, x.milder) == (since, milder)
            ]
            yield _since(since.isoformat() if since else "", milder, "; ".join(of_it), lang)
    yield from law.unknown


def _since(day: str, milder: bool | None, named: str, lang: str) -> Said:
    """Provisions that came later, and whether they reach back to the days of the facts."""
    rule = basis(MILDER).citation(lang)
    if milder:
        return say("  since {day}, milder, so it applies ({rule}): {named}",
                   day=day, rule=rule, named=named)  # fmt: skip
    if milder is False:
        return say("  since {day}, not milder, so not for these days ({rule}): {named}",
                   day=day, rule=rule, named=named)  # fmt: skip
    return say(
        "  since {day}, for these days only if milder, which a person judges ({rule}): {named}",
        day=day,
        rule=rule,
        named=named,
    )
