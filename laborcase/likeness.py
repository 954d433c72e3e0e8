"""Whether an employer that is being typed is one the register knows already, and whether a whole
complaint is the same matter as an earlier one; and why.

Names of one employer are written in many ways; a credit code is not. Nothing here decides: it
offers, with the reason, and a person looks.
"""

from collections.abc import Iterable

from attrs import field, frozen

from .acts import Registered
from .fields import DocketKey
from .parties import Claim, Person, Respondent, Worker, same_person
from .record.complaint import Complaint, marks, overlap
from .record.docket import Alleged
from .record.tickets import ticket_name
from .values import plain, similar_name
from .words import Said, say


@frozen(kw_only=True)
class Known:
    """A respondent the register knows: its name, its credit code if any, a docket it stands in,
    how many of its cases are open, how many allegations were upheld, how many orders are unpaid."""

    name: str
    credit_code: str = ""
    docket: str = ""
    open: int = 0
    upheld: int = 0
    unpaid: int = 0


@frozen
class Like:
    """A known respondent that may be the one meant, and the reason."""

    known: Known
    why: Said


def likely(name: str, credit_code: str, known: Iterable[Known]) -> tuple[Like, ...]:
    """Those of ``known`` that may be the employer typed, the likeliest first.

    ``name`` may be unfinished and ``credit_code`` empty. Two different credit codes are two
    different employers, unless their names are the same: then the code may be mistyped.
    """
    found = [
        (rank, at, Like(one, why))
        for at, one in enumerate(known)
        for rank, why in (_likeness(name, credit_code, one),)
        if why is not None
    ]
    return tuple(like for _, _, like in sorted(found, key=lambda f: f[:2]))


def cores(name: str) -> tuple[str, ...]:
    """Pieces of an employer's name, one of which stands in every name that is like it."""
    core = similar_name(name)
    pieces = dict.fromkeys((core, core[:2], core[-2:]))
    return tuple(piece for piece in pieces if len(piece) > 1 or (core and piece == core))


def _likeness(name: str, code: str, known: Known) -> tuple[int, Said | None]:
    if code and code == known.credit_code:
        return 0, say("same credit code")
    whole, other = plain(name), plain(known.name)
    if not whole:
        return 9, None
    other_code = bool(code and known.credit_code)
    if whole == other:
        return 1, say("same name, another credit code") if other_code else say("same name")
    core, known_core = similar_name(name), similar_name(known.name)
    if core == known_core:
        return 2, say("same core of the name")
    if other_code:
        return 9, None
    if min(len(core), len(known_core)) >= 2 and (core in known_core or known_core in core):
        return 3, say("one name contains the other")
    if min(len(core), len(known_core)) >= 3 and _one_off(core, known_core):
        return 4, say("one character different")
    return 9, None


def _one_off(one: str, other: str) -> bool:
    """Whether one character replaced, put in or left out makes ``other`` of ``one``."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    return one[at + 1 :] in (other[at + 1 :], other[at:]) or one[at:] == other[at + 1 :]


# ------------------------------------------------------------------ the same matter


@frozen(kw_only=True)
class Matter:
    """What two complaints are compared by: who, against whom or where, when, by which tickets."""

    people: tuple[Person | Worker, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    place: str = ""
    periods: tuple[Alleged | Claim, ...] = ()
    tickets: tuple[str, ...] = ()
    """Names of tickets: channel and outside number."""


def matter_of(act: Registered) -> Matter:
    """What a registration is compared by."""
    ticket = act.ticket
    channel = (ticket.channel or act.channel) if ticket else None
    return Matter(
        people=(*((act.complainant,) if act.complainant else ()), *act.workers),
        respondents=act.respondents,
        place=act.site.address,
        periods=(*act.allegations, *(c for w in act.workers for c in w.claims)),
        tickets=(ticket_name(channel, ticket.number),) if channel and ticket and ticket.number
        else (),
    )  # fmt: skip


def matter_in(complaint: Complaint) -> Matter:
    """What a complaint is compared by: only what is known of it to whoever looks, so that a reason
    never tells more."""
    people = (*((complaint.complainant,) if complaint.complainant else ()), *complaint.workers)
    return Matter(
        people=people,
        respondents=complaint.respondents,
        place=complaint.site.address,
        periods=(
            *(a.alleged for a in complaint.allegations),
            *(c for w in complaint.workers for c in w.claims),
        ),
        tickets=tuple(t.name for t in complaint.tickets if t.name),
    )


@frozen(kw_only=True)
class Similar:
    """A complaint that may be the same matter, and the reason; ``likely`` when so much agrees that
    a person has to say whether it is."""

    docket: DocketKey
    why: Said
    likely: bool
    rank: int
    """0 is the likeliest."""
    by: Said = field(default=say(""))
    """Who registered it, and when."""


def similar(new: Matter, docket: DocketKey, old: Matter) -> Similar | None:
    """Whether a complaint may be the same matter as a new one.

    The same ticket is; the same person against the same respondent most likely, unless the periods
    lie apart; another person, or one not known, against the same respondent only perhaps.
    """
    for ticket in new.tickets:
        if ticket in old.tickets:
            number = ticket.partition("/")[2]
            why = say("same ticket {number}", number=number)
            return Similar(docket=docket, why=why, likely=True, rank=0)
    against = _same_side(new, old)
    if against is None:
        return None
    told, rank = against, 3
    who = _same_people(new.people, old.people)
    if who is not None:
        told, rank = say("{first}, {second}", first=told, second=who), 1
    apart = _apart(new.periods, old.periods)
    if apart is not None:
        period = say("another period") if apart else say("overlapping period")
        told = say("{first}, {second}", first=told, second=period)
        rank += apart
    return Similar(docket=docket, why=told, likely=rank == 1, rank=rank)


def _same_side(new: Matter, old: Matter) -> Said | None:
    """Why two matters may be against the same respondent, or at the same place."""
    known = [Known(name=r.name, credit_code=r.credit_code or "") for r in old.respondents]
    best = [9]
    for r in new.respondents:
        best += [rank for k in known for rank, _ in (_likeness(r.name, r.credit_code or "", k),)]
    if min(best) <= _SAME:
        return say("same respondent")
    if min(best) < 9:
        return say("similar respondent")
    if new.place and plain(new.place) == plain(old.place):
        return say("same place of work")
    return None


_SAME = 2  # so alike that it is the same name


def _same_people(new: tuple[Person | Worker, ...], old: tuple[Person | Worker, ...]) -> Said | None:
    by_mark: dict[str, list[Person | Worker]] = {}
    for person in old:
        for mark in marks(person):
            by_mark.setdefault(mark, []).append(person)
    for person in new:
        for mark in marks(person):
            for other in by_mark.get(mark, ()):
                why = same_person(person, other)
                if why is not None:
                    return why
    return None


def _apart(new: tuple[Alleged | Claim, ...], old: tuple[Alleged | Claim, ...]) -> bool | None:
    """Whether no period of one has a day in common with one of the other; ``None`` where one side
    names no period."""
    mine = [p for p in new if p.start or p.end]
    others = [p for p in old if p.start or p.end]
    if not mine or not others:
        return None
    return not any(overlap(a, b) for a in mine for b in others)
