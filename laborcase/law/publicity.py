"""Whether a breach is made public, and whether an employer comes onto the list of those who owe
migrant workers their wages: conditions, notices and days (人社部令第29号, 第45号)."""

from datetime import date, timedelta

from attrs import frozen

from ..words import Said, say
from .answers import Answer, word
from .calendar import Calendar

LISTING_DAYS = 20
"""Working days for the listing decision, from the end of the time to pay (art. 8)."""


@frozen(kw_only=True)
class Publicity:
    """What is known: the day of the decision or transfer, the order whose time is over unobeyed and
    its last day, whether migrant workers' wages are owed, the sum reaches the line of the crime, or
    a group incident was caused; the notice of the listing and its service; the last day to object;
    whether it was corrected and promised; the listing decision."""

    concluded: date | None = None
    published: date | None = None
    grave: tuple[Said, ...] = ()
    order: str = ""
    order_until: date | None = None
    lapsed: bool = False
    migrants: bool = False
    reached: bool | None = None
    incident: bool = False
    noticed: date | None = None
    notice_served: date | None = None
    objection_until: date | None = None
    objection_open: bool = False
    spared: date | None = None
    listed: date | None = None
    decide_by: date | None = None


def publication(p: Publicity) -> tuple[Answer, ...]:
    """Whether the matter can and has to be made public, and by when."""
    facts: list[Said] = []
    note = say("City and county publish every quarter, or at any time; no secrets, no privacy.")
    if p.concluded:
        facts.append(say("decided or transferred {day}", day=p.concluded.isoformat()))
        note = say(
            "City and county publish every quarter: this one ends {day}.",
            day=quarter_end(p.concluded).isoformat(),
        )
    if p.published:
        facts.append(say("published {day}", day=p.published.isoformat()))
    return (
        Answer(
            id="concluded",
            question=say("Was it dealt with and decided, or transferred to the police?"),
            answer=word(p.concluded is not None),
            bases=("gb-05", "jc-22"),
            note=note,
            facts=tuple(facts),
        ),
        Answer(
            id="kind",
            question=say("Is it one of the seven kinds of major violations?"),
            answer=word(True if p.grave else None),
            bases=("gb-05",),
            note=say("A unit may object in writing; that is answered in fifteen working days."),
            facts=p.grave,
            missing=() if p.grave else (say("whether it is large, serious or of grave effect"),),
        ),
    )


def listing(p: Publicity, calendar: Calendar) -> tuple[Answer, ...]:
    """The conditions of the list, the notice that is due, and the days."""
    by = p.decide_by
    if by is None and p.order_until is not None and p.lapsed:
        by = calendar.add(p.order_until, LISTING_DAYS)
    ordered: tuple[Said, ...] = ()
    if p.order and p.order_until:
        ordered = (say("{number}, to be paid by {day}", number=p.order,
                       day=p.order_until.isoformat()),)  # fmt: skip
    grounds = (
        *((say("the sum reaches the line of the crime"),) if p.reached else ()),
        *((say("a group incident"),) if p.incident else ()),
    )
    noticed: tuple[Said, ...] = ()
    if p.noticed:
        noticed = (say("noticed {day}", day=p.noticed.isoformat()),)
    if p.notice_served:
        noticed = (*noticed, say("served {day}", day=p.notice_served.isoformat()))
    if p.objection_until:
        until = say("objections until {day}", day=p.objection_until.isoformat())
        noticed = (*noticed, until)
    if p.objection_open:
        noticed = (*noticed, say("an objection is to be answered in five working days"))
    return (
        Answer(
            id="lapsed",
            question=say("Has an order to pay lapsed unobeyed?"),
            answer=word(p.lapsed),
            bases=("bl-05",),
            note=say("The list is for wages of migrant workers."),
            facts=(*ordered, *((say("migrant workers' wages"),) if p.migrants else ())),
            missing=() if p.migrants else (say("whether migrant workers' wages are owed"),),
        ),
        Answer(
            id="ground",
            question=say("Does the sum reach the line of the crime, or was there an incident?"),
            answer=word(bool(grounds)),
            bases=("bl-05", "hn-criminal"),
            note=say("Employer, representative and persons directly responsible are listed."),
            facts=grounds,
        ),
        Answer(
            id="noticed",
            question=say("Was the unit told in writing, with five working days to object?"),
            answer=word(p.notice_served is not None),
            bases=("bl-06", "hn-credit-28"),
            note=say("No listing before that time is over and the objection answered."),
            facts=noticed,
        ),
        Answer(
            id="spared",
            question=say("Has it paid and promised in writing before the decision?"),
            answer="yes" if p.spared else "unknown",
            bases=("bl-07",),
            note=say("Then it may be spared."),
            missing=() if p.spared else (say("whether it paid and promised"),),
        ),
        Answer(
            id="listed",
            question=say("Is the listing decided?"),
            answer=word(p.listed is not None),
            bases=("bl-08", "bl-11"),
            note=say("The decision is due by {day}.", day=by.isoformat())
            if by
            else say("Twenty working days from the end of the time to pay; the list lasts three "
                     "years."),
            facts=(say("listed {day}", day=p.listed.isoformat()),) if p.listed else (),
        ),
    )  # fmt: skip


def quarter_end(day: date) -> date:
    """The last day of the quarter that a day lies in."""
    month = (day.month - 1) // 3 * 3 + 4
    first = date(day.year + month // 13, month - 12 if month > 12 else month, 1)
    return first - timedelta(days=1)
