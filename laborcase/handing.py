"""Leaving and handing over: everything one officer holds in a register, and who takes it over.

Used through :class:`~laborcase.desk.Desk`, which reads the dockets.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from .acts import AbsenceEntered, HandedOver
from .acts.approval import title_of
from .acts.base import Act
from .errors import Reason
from .fields import DocketKey, OfficerId
from .parties import Absence
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import OFFICE, Docket
from .record.holding import Held, held
from .record.office import Office
from .values import Text
from .words import Said, say

OPEN_QUEUES: Final = ("decide", "file", "assign", "work", "close")
"""The queues that together hold every open docket, each once."""
LEFT_OVER: Final = ("waits", "planned")
"""The lists of dockets, closed ones too, in which something may still be somebody's."""


@frozen(kw_only=True)
class Duties:
    """What one officer holds in one docket (or, in the office's own, as a substitute).

    ``name`` is the respondent, or the place; ``stage`` in words; ``sole`` the proposals that wait
    for a signature which nobody else can give.
    """

    docket: DocketKey
    name: str
    stage: Said
    held: tuple[Held, ...]
    sole: tuple[Said, ...] = ()

    @property
    def seats(self) -> bool:
        """It holds a seat of a case: without a successor the case needs a pair."""
        return any(h.seat for h in self.held)


def duties_in(docket: Docket, officer: OfficerId, office: Office, today: date) -> Duties | None:
    """What an officer holds in a docket, or leaves there without anybody to sign; else None."""
    state = docket.state
    if not isinstance(state, (Complaint, Case)):
        return None
    mine, sole = held(state, officer), _sole(state, officer, office, today)
    if not (mine or sole):
        return None
    first = next((r.name for r in state.respondents), "")
    name = first or state.site.address or state.site.subdistrict
    return Duties(docket=docket.key, name=name, stage=state.stage.label, held=mine, sole=sole)


def _sole(
    state: Complaint | Case, officer: OfficerId, office: Office, today: date
) -> tuple[Said, ...]:
    """The proposals here that wait for a signature only this officer can give."""
    known = office.officer(officer)
    found = []
    for p in state.proposals:
        if known is None or p.awaits is None or known.authority != p.authority:
            continue
        can = [
            o.id
            for o in office.officers
            if o.active
            and o.authority == p.authority
            and p.awaits in office.positions(o, today)
            and o.id not in (p.proposer, p.held_by)
        ]
        if can == [officer]:
            found.append(say("{id} {act}", id=p.id, act=title_of(p.what)))
    return tuple(found)


def as_substitute(office: Office, officer: OfficerId, today: date) -> tuple[Absence, ...]:
    """The absences, running or to come, in which an officer substitutes somebody."""
    return tuple(a for a in office.absences if a.substitute == officer and a.end >= today)


def in_the_office(office: Office, officer: OfficerId, today: date) -> Duties | None:
    """What an officer is bound to as a substitute, if anything."""
    absences = as_substitute(office, officer, today)
    if not absences:
        return None
    names = {o.id: o.name for o in office.officers}
    things = tuple(
        Held(
            kind="substitute",
            text=say(
                "substitutes {name} until {day}",
                name=names.get(a.officer, a.officer),
                day=a.end.isoformat(),
            ),
            about=a.officer,
        )
        for a in absences
    )
    return Duties(docket=OFFICE, name=office.name, stage=say("office"), held=things)


def plan(
    duties: Sequence[Duties],
    officer: OfficerId,
    to: Mapping[str, OfficerId | None],
    notes: Mapping[str, str],
    note: str,
    office: Office,
    today: date,
) -> tuple[tuple[tuple[DocketKey, Act], ...], tuple[Reason, ...]]:
    """The acts that hand everything over, one for each docket; and a reason for each docket that
    nobody was named for, or that is not among the officer's. ``to`` names a successor by docket,
    or ``None`` where the head says that a pair is assigned later."""
    acts: list[tuple[DocketKey, Act]] = []
    reasons: list[Reason] = []
    for d in duties:
        reasons += [_unsigned(d, what) for what in d.sole]
        if d.docket not in to and d.held:
            reasons.append(_unnamed(d))
        elif d.docket == OFFICE:
            acts += [
                (OFFICE, _passed(a, to[OFFICE])) for a in as_substitute(office, officer, today)
            ]
        elif d.held:
            text = Text(notes.get(d.docket, note))
            acts.append((d.docket, HandedOver(officer=officer, to=to[d.docket], note=text)))
    known = {d.docket for d in duties}
    reasons += [
        Reason(say("{docket}: nothing there is held by {id}.", docket=key, id=officer))
        for key in to
        if key not in known
    ]
    return tuple(acts), tuple(reasons)


def _unsigned(d: Duties, what: Said) -> Reason:
    return Reason(
        say(
            "{docket} {name}: {what} waits for a signature that nobody else can give: appoint or "
            "authorise somebody first.",
            docket=d.docket,
            name=d.name,
            what=what,
        ),
        who=say("principal head"),
    )


def _unnamed(d: Duties) -> Reason:
    if d.seats:
        text = say(
            "{docket} {name}: name a successor, or say that it needs a pair.",
            docket=d.docket,
            name=d.name,
        )
    else:
        text = say("{docket} {name}: name a successor.", docket=d.docket, name=d.name)
    return Reason(text, who=say("institution head"))


def left_behind(d: Duties, officer: str) -> Reason:
    """Why an officer, by name, cannot be taken out of service yet. Said to the administrator too,
    who sees no docket: so it names the docket and nothing in it. Where an account has to be shut
    at once, it can be done as an irregularity, and the docket stands on the heads' Today."""
    return Reason(
        say("{docket} is still with {name}: a head hands it over first.", docket=d.docket,
            name=officer),
        who=say("institution head"),
        soft=True,
    )  # fmt: skip


def _passed(a: Absence, to: OfficerId | None) -> AbsenceEntered:
    return AbsenceEntered(officer=a.officer, start=a.start, end=a.end, substitute=to)
