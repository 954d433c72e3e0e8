"""A provision as people read it, line by line; what a screen and the command line both show."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ..words import Said, say
from .acceptance import causes
from .bases import CERTAINTIES, RANKS, Basis

ROLES: Final = {
    "duty": say("duty"),
    "penalty": say("penalty or payment"),
    "procedure": say("procedure"),
}
"""What a provision does, in words."""
UNITS: Final = {
    "yuan_flat": say("yuan"),
    "yuan_per_worker": say("yuan per worker"),
    "yuan_per_worker_month": say("yuan per worker and month"),
    "yuan_per_worker_hour": say("yuan per worker and hour"),
    "yuan_per_certificate": say("yuan per document"),
    "multiple_of_amount": say("times"),
    "percent_of_amount": say("per cent"),
}
OF: Final = {
    "sum_due": say("the sum due"),
    "concealed_wages": say("the wages concealed"),
    "premiums_due": say("the premiums due"),
    "premium_arrears": say("the premiums in arrears"),
    "sum_defrauded": say("the sum got by fraud"),
    "subsidy": say("the subsidy"),
    "illegal_gain": say("the illegal gain"),
    "sum_collected": say("the sum collected"),
    "monthly_wage": say("the monthly wage"),
    "wage": say("the wage"),
    "leave_pay": say("the pay for leave"),
    "fine": say("the fine"),
}
"""What an amount is a multiple or a percentage of."""


def amount(one: Basis) -> Said | None:
    """The range of its fine or payment in words, with what it is taken of; none where it has no
    figure."""
    if one.fine_max is None:
        return None
    unit = UNITS[one.fine_unit]
    if one.fine_min == one.fine_max:
        told = say("{n} {unit}", n=one.fine_max, unit=unit)
    elif one.fine_min is None:
        told = say("up to {n} {unit}", n=one.fine_max, unit=unit)
    else:
        told = say("{low} to {high} {unit}", low=one.fine_min, high=one.fine_max, unit=unit)
    if one.fine_unit == "multiple_of_amount":
        return say("{times} {what}", times=told, what=OF[one.fine_of])
    return say("{amount} of {what}", amount=told, what=OF[one.fine_of]) if one.fine_of else told


def provision_lines(one: Basis, lang: str = "en") -> Iterator[Said]:
    """All that is held of a provision but its citation and what its warnings say, line by line."""
    yield say("{text}", text=one.summary(lang))
    rank = say("Rank: {rank}", rank=RANKS[one.rank])
    yield say("{line}, {number}", line=rank, number=one.number) if one.number else rank
    yield say("What it is: {role}", role=ROLES[one.role])
    under = [c.title(lang) for c in causes().values() if one.category in c.categories]
    if under:
        yield say("Causes: {names}", names=_listed(under, lang))
    if one.measures:
        yield say("Measures: {names}", names=_listed(one.measure_titles(lang), lang))
    figure = amount(one)
    if figure is not None:
        what = say("Fine: {amount}") if "fine" in one.measures else say("Amount: {amount}")
        yield say(what.msgid, amount=figure)
    yield _in_force(one)
    if one.amended_on:
        line = say("Last amended: {day}", day=one.amended_on.isoformat())
        by = one.amended_by(lang)
        yield say("{line}, {by}", line=line, by=by) if by else line
    if one.note(lang):
        yield say("Mind: {text}", text=one.note(lang))
    yield say("How it was seen: {how}", how=CERTAINTIES[one.certainty])
    if one.review_by:
        yield say("To be looked at again by {day}", day=one.review_by.isoformat())
    yield say("Id: {id}", id=one.id)
    yield say("Source: {source}", source=one.url or one.source)


def _listed(words: Iterable[str], lang: str) -> str:
    return (", " if lang == "en" else "、").join(words)


def _in_force(one: Basis) -> Said:
    start: Said | date | str = one.effective_from or say("a day not known here")
    first = start.isoformat() if isinstance(start, date) else start
    if one.effective_to:
        return say("In force: {start} to {end}", start=first, end=one.effective_to.isoformat())
    return say("In force: since {start}, as far as seen", start=first)
