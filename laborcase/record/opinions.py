"""What the law makes of a docket: its facts gathered for the questions that ``law`` asks."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ..law.acceptance import DEALT_WITH, Facts, against, causes, opinion, verdict
from ..law.answers import Answer, Opinion
from ..law.clocks import Deadline
from ..law.jurisdiction import Where, competent, jurisdiction
from ..parties import NoCode, Respondent, Role, Sex, who_is
from ..words import say
from .case import Case
from .complaint import Allegation, Complaint
from .docket import Alleged
from .office import Office

RETIRED: Final = {Sex.FEMALE: 50, Sex.MALE: 60}
"""Ages in years from which somebody may be past retirement age; which one counts since 2025 is
for a person to look up."""
OVER_AGE_SINCE: Final = date(2026, 7, 1)
"""Since when they may complain at all (56号令)."""


def opinions(state: Complaint | Case, office: Office, today: date) -> tuple[Opinion, ...]:
    """All opinions on a docket as it stands on a day."""
    if isinstance(state, Complaint):
        return (*acceptance(state, office), jurisdiction_of(state, office, today))
    return (jurisdiction_of(state, office, today),)


# ------------------------------------------------------------------ acceptance


def acceptance(c: Complaint, office: Office, ids: tuple[str, ...] = ()) -> tuple[Opinion, ...]:
    """The questions of acceptance of each open allegation, or of those named; of a tip-off none."""
    if c.tipoff:
        return ()
    limits = {d.subject: d for d in office.deadlines(c.clock_moments) if d.clock == "breach-2y"}
    asked = [a for a in c.allegations if a.id in ids] if ids else list(c.open_allegations)
    return tuple(_of_allegation(c, a, office, limits.get(a.id)) for a in asked)


def _of_allegation(c: Complaint, a: Allegation, office: Office, limit: Deadline | None) -> Opinion:
    alleged = a.alleged
    known = limit.stopped if limit else None
    facts = Facts(
        own_right=c.own_right,
        missing=c.missing(),
        cause=alleged.cause,
        competent=competent(jurisdiction(where(c, office, c.received.date(), (alleged,)))),
        continuing=alleged.continuing,
        end=alleged.end or alleged.start,
        limit=limit,
        known_in=known.docket if known else "",
        migrant=_migrants(c, alleged),
        retired=_retired(c),
        said=a.said,
    )
    answers = opinion(facts)
    word, follows = verdict(answers)
    return Opinion(
        id="acceptance",
        about=a.id,
        title=say("Can it be accepted? An opinion"),
        answers=answers,
        verdict=word,
        follows=follows,
    )


def refusable(found: tuple[Opinion, ...]) -> tuple[str, ...]:
    """The allegations whose opinion gives no ground to refuse them, by id."""
    return tuple(o.about for o in found if not against(o.answers))


def unacceptable(found: tuple[Opinion, ...]) -> tuple[str, ...]:
    """The allegations whose opinion speaks against accepting them, by id."""
    return tuple(o.about for o in found if against(o.answers))


def _migrants(c: Complaint, alleged: Alleged) -> bool:
    wages = alleged.cause in DEALT_WITH
    return alleged.cause == "migrant_wages" or (wages and bool(c.of_whom.migrants))


def _retired(c: Complaint) -> bool:
    """Whether the complainant may be past retirement age; of one kept secret nothing is told."""
    day = c.received.date()
    if c.secret or c.complainant is None or day < OVER_AGE_SINCE:
        return False
    who = c.complainant
    sex, born = who_is(who.resident_number, who.sex, who.born)
    if born is None or sex is None:
        return False
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return age >= RETIRED[sex]


# ------------------------------------------------------------------ jurisdiction


def where(state: Complaint | Case, office: Office, on: date, alleged: tuple[Alleged, ...]) -> Where:
    """What jurisdiction over some allegations of a docket is asked by."""
    own = office.authority(state.authority)
    decides = office.deciding(state.authority, on)
    above = office.authority(own.superior) if own and own.superior else None
    decider = office.authority(decides)
    known = (causes().get(a.cause) for a in alleged)
    return Where(
        name=own.name if own else state.authority,
        level=own.level.value if own else "county",
        address=state.site.address,
        subdistrict=state.site.subdistrict,
        areas=tuple(own.areas) if own else (),
        others=tuple(
            (a.name, tuple(a.areas))
            for a in office.authorities
            if a.id != state.authority and (own is None or a.id != own.superior)
        ),
        insurance=any(c is not None and c.group == "INS" for c in known),
        pooling=office.settings.pooling.value if office.settings.pooling else "",
        superior=above.name if above else "",
        delegated_by=decider.name if decider and decides != state.authority else "",
        kinds=tuple(dict.fromkeys(_kinds(state.respondents))),
    )


def jurisdiction_of(state: Complaint | Case, office: Office, today: date) -> Opinion:
    """The questions of jurisdiction of a docket."""
    alleged = tuple(a.alleged for a in state.allegations)
    answers = jurisdiction(where(state, office, today, alleged))
    whole: Answer = competent(answers)
    follows = {
        "yes": say("this department is competent."),
        "no": say("another department is competent."),
        "unknown": say("it is not known yet whether this department is competent."),
    }
    return Opinion(
        id="jurisdiction",
        title=say("Whose matter is it? An opinion"),
        answers=answers,
        verdict=whole.answer,
        follows=follows[whole.answer],
    )


def _kinds(respondents: tuple[Respondent, ...]) -> Iterator[str]:
    for r in respondents:
        if r.role is Role.UNLICENSED or r.no_code is NoCode.UNLICENSED:
            yield "unlicensed"
        if r.role is Role.NATURAL_PERSON or r.no_code is NoCode.NATURAL_PERSON:
            yield "natural_person"
        if r.role is Role.ORGAN or r.no_code is NoCode.ORGAN:
            yield "organ"
