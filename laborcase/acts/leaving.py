"""Handing over to a colleague (交接): when somebody leaves or changes posts, everything that person
holds in a docket goes to one successor, with a note of what stands open.

The register's desk makes one such entry for each docket and enters them all or none
(:meth:`laborcase.desk.Desk.hand_over`).
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import OfficerId, label
from ..parties import HEADS, Officer
from ..record.case import Case, Evidence, Handover, Seat
from ..record.complaint import Complaint
from ..record.contacts import NextStep
from ..record.docket import Entry, Given
from ..record.holding import Held, held
from ..record.proposals import Proposal
from ..values import Text
from ..words import Said, say
from .base import HANDLERS, Act, Scene, deciding_authority, need_text, officer_reasons
from .filing import FILING, recused_reason, seat, seats_before


def held_here(scene: Scene, officer: OfficerId) -> tuple[Held, ...]:
    """What an officer holds in the docket of the scene."""
    return held(scene.docket, officer) if isinstance(scene.docket, (Complaint, Case)) else ()


@frozen(kw_only=True)
class HandedOver(Act):
    """Everything one officer holds in a docket goes to another: the seat, preserved evidence,
    proposals that are not signed, hand-overs that were asked, planned steps.

    Without a successor the seat stands empty until a pair is assigned, and the rest comes to the
    head who enters this: nothing is left on nobody's desk.
    """

    kind: ClassVar[str] = "handed_over"
    title: ClassVar[Said] = say("Hand over to a colleague")
    group: ClassVar[Said] = FILING
    who = HEADS
    both: ClassVar[bool] = True
    basis: ClassVar[tuple[str, ...]] = ("jc-16",)
    officer: OfficerId = field(metadata=label("Who hands over", of="officers"))
    to: OfficerId | None = field(
        default=None,
        metadata=label("Who takes over", of="officers", hint="empty = a pair is assigned later"),
    )
    note: Text = field(metadata=label("Hand-over note"))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.note, "Hand-over note", "note")
        leaving = scene.office.officer(self.officer)
        if leaving is None:
            yield Reason(
                say("There is no officer “{id}” in this office.", id=self.officer), path="officer"
            )
            return
        yield from _entering(scene, leaving)
        things = held_here(scene, self.officer)
        if not things:
            yield Reason(say("{name} holds nothing here.", name=leaving.name))
        elif self.to is None:
            yield from _nobody(scene, leaving, things)
        else:
            yield from _successor(scene, leaving, self.to, things)

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.officer,) if self.to is None else (self.officer, self.to)

    def line(self, given: Given) -> Said:
        old = given.names.get(self.officer, self.officer)
        if self.to is None:
            return say("{old}, nobody named yet", old=old)
        return say("{new} for {old}", new=given.names.get(self.to, self.to), old=old)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        mine = was.clerk == self.officer
        return evolve(
            was,
            clerk=self._heir(entry) if mine else was.clerk,
            proposals=self._proposals(was.proposals, entry),
            steps=self._steps(was.steps, entry),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        return evolve(
            was,
            lead=self._seat(was.lead, entry),
            assistant=self._seat(was.assistant, entry),
            past=seats_before(was),
            proposals=self._proposals(was.proposals, entry),
            steps=self._steps(was.steps, entry),
            evidence=tuple(self._kept(e, entry) for e in was.evidence),
            handovers=tuple(self._asked(h, entry) for h in was.handovers),
        )

    def _heir(self, entry: Entry) -> OfficerId:
        """Who gets what cannot wait for a new pair."""
        return self.to or entry.officer

    def _seat(self, was: Seat | None, entry: Entry) -> Seat | None:
        if was is None or was.officer != self.officer:
            return was
        return seat(self.to, entry) if self.to is not None else None

    def _proposals(self, was: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
        return tuple(
            evolve(p, holder=self._heir(entry)) if p.pending and p.held_by == self.officer else p
            for p in was
        )

    def _steps(self, was: tuple[NextStep, ...], entry: Entry) -> tuple[NextStep, ...]:
        heir = self._heir(entry)
        name = entry.given.names.get(heir, entry.given.name)
        return tuple(
            evolve(s, officer=heir, name=name)
            if s.ended_on is None and s.officer == self.officer
            else s
            for s in was
        )

    def _kept(self, e: Evidence, entry: Entry) -> Evidence:
        mine = e.keeper == self.officer and e.released_on is None
        return evolve(e, keeper=self._heir(entry)) if mine else e

    def _asked(self, h: Handover, entry: Entry) -> Handover:
        mine = h.open and h.held_by == self.officer
        return evolve(h, holder=self._heir(entry)) if mine else h


def _entering(scene: Scene, leaving: Officer) -> Iterator[Reason]:
    """Why this head cannot hand over here: neither of the side that decides, nor of the authority
    that the officer belongs to."""
    body = scene.docket.body if isinstance(scene.docket, Case) else scene.officer.body
    decides = deciding_authority(scene)
    ours = scene.office.works_for(scene.officer, decides, body, scene.today)
    if not ours and leaving.authority != scene.officer.authority:
        known = scene.office.authority(decides)
        yield Reason(
            say(
                "This is for a head of {authority}, or of the officer's own.",
                authority=known.name if known else decides,
            ),
            basis="hn-lsi-09-3",
        )
    if isinstance(scene.docket, Case):
        yield from recused_reason(scene, scene.officer.id)


def _nobody(scene: Scene, leaving: Officer, things: tuple[Held, ...]) -> Iterator[Reason]:
    """Why a successor has to be named: what is held cannot come to the head who leaves."""
    rest = [h for h in things if not h.seat]
    if rest and leaving.id == scene.officer.id:
        yield Reason(
            say("Say who takes over: {name} would keep it.", name=leaving.name),
            who=say("institution head"),
        )


def _successor(
    scene: Scene, leaving: Officer, to: OfficerId, things: tuple[Held, ...]
) -> Iterator[Reason]:
    """Why an officer cannot take over what another holds here."""
    if to == leaving.id:
        yield Reason(say("Nobody hands over to themselves."))
        return
    seats = [h.kind for h in things if h.seat]
    yield from officer_reasons(scene, to, inspect=bool(seats))
    new = scene.office.officer(to)
    if new is None:
        return
    if not HANDLERS & set(new.positions):
        yield Reason(say("{name} handles no dockets.", name=new.name))
    if isinstance(scene.docket, Case):
        case = scene.docket
        yield from recused_reason(scene, to)
        others = {s.officer for s in case.seats if s.officer != leaving.id}
        if seats and to in others:
            yield Reason(say("Lead and assistant must be two different inspectors."), basis="jc-16")
        leads = scene.office.works_for(new, case.authority, case.body, scene.today)
        if "lead" in seats and not leads:
            yield Reason(
                say(
                    "The lead must belong to the deciding authority; {name} may be the assistant.",
                    name=new.name,
                )
            )
    elif isinstance(scene.docket, Complaint) and new.authority != scene.docket.authority:
        yield Reason(say("{name} belongs to another authority than the complaint.", name=new.name))
