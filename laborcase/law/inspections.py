"""How often an employer may be inspected without suspicion (河南条例 art. 11; 国办发〔2024〕
54号)."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from ..words import Said, say
from .answers import Answer


@frozen(kw_only=True)
class Visit:
    """A daily or special inspection without suspicion, and the docket that it stands in."""

    docket: str
    on: date


def once_a_year(day: date, earlier: Sequence[Visit], suspicion: str) -> Answer:
    """Whether a daily or special inspection of a day is the only one of its calendar year.
    Inspections driven by a complaint or a tip-off do not count, nor those with a reason to believe
    that there is a breach."""
    same = sorted((v for v in earlier if v.on.year == day.year), key=lambda v: (v.on, v.docket))
    facts: tuple[Said, ...] = tuple(
        say("{day} in {docket}", day=v.on.isoformat(), docket=v.docket) for v in same
    )
    if suspicion:
        facts = (*facts, say("reason to believe in a breach: {text}", text=suspicion))
    return Answer(
        id="once_a_year",
        question=say("Is it the only routine inspection of this employer in the year?"),
        answer="yes" if not same or suspicion else "no",
        bases=("hn-lsi-11-2",),
        note=say("Daily and special inspections together at most once a year, without suspicion."),
        facts=facts,
    )


def planned(plan: str) -> Answer:
    """Whether an inspection was approved and stands in a plan."""
    return Answer(
        id="planned",
        question=say("Is it approved, and in the yearly plan?"),
        answer="yes" if plan else "no",
        bases=("gb-54",),
        note=say("An inspection on no complaint has an approval and a notice of its own."),
        facts=(say("{text}", text=plan),) if plan else (),
    )
