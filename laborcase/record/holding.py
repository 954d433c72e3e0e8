"""What one officer holds in a docket: everything that somebody else has to take over when the
officer is gone."""

from collections.abc import Iterator

from attrs import frozen

from ..fields import OfficerId
from ..words import Said, say
from .case import Case
from .complaint import ENDED, Complaint, ComplaintStage


@frozen(kw_only=True)
class Held:
    """One thing held: ``lead``, ``assistant``, ``clerk``, ``proposal``, ``evidence``, ``handover``
    or ``step``; in words; and the id of what it is, where it has one."""

    kind: str
    text: Said
    about: str = ""

    @property
    def seat(self) -> bool:
        """One of the two seats of a case, which can stand empty: the case then needs a pair."""
        return self.kind in ("lead", "assistant")


def held(state: Complaint | Case, officer: OfficerId) -> tuple[Held, ...]:
    """What an officer holds in a docket. In one that is through only what was left over there:
    proposals not signed, planned steps; in a complaint also the tickets that want an answer."""
    if state.void:
        return ()
    left = (*_proposals(state, officer), *_steps(state, officer))
    if isinstance(state, Case):
        through = state.closed_on is not None or state.merged_into is not None
        return left if through else (*_in_case(state, officer), *left)
    through = state.stage in ENDED and not state.open_tickets
    return left if through else (*_in_complaint(state, officer), *left)


def _in_complaint(complaint: Complaint, officer: OfficerId) -> Iterator[Held]:
    # The tickets of a complaint in a case are its lead's; but who reported in secret the clerk
    # alone knows, and so answers for it on.
    answers = complaint.secret and bool(complaint.open_tickets)
    there = complaint.stage is not ComplaintStage.IN_CASE or answers
    if complaint.clerk == officer and there:
        yield Held(kind="clerk", text=say("handles the complaint"))


def _in_case(case: Case, officer: OfficerId) -> Iterator[Held]:
    if case.lead and case.lead.officer == officer:
        yield Held(kind="lead", text=say("lead"))
    if case.assistant and case.assistant.officer == officer:
        yield Held(kind="assistant", text=say("assistant"))
    for e in case.evidence:
        if e.preserved_on and not e.released_on and e.keeper == officer:
            text = say("keeps {id} {name}", id=e.id, name=e.name)
            yield Held(kind="evidence", text=text, about=e.id)
    for h in case.handovers:
        if h.open and h.held_by == officer:
            text = say("asked {id} {kind}", id=h.id, kind=h.kind.label)
            yield Held(kind="handover", text=text, about=h.id)


def _proposals(state: Complaint | Case, officer: OfficerId) -> Iterator[Held]:
    for p in state.proposals:
        if p.pending and p.held_by == officer:
            text = say("proposal {id}: {state}", id=p.id, state=p.state.label)
            yield Held(kind="proposal", text=text, about=p.id)


def _steps(state: Complaint | Case, officer: OfficerId) -> Iterator[Held]:
    for s in state.steps:
        if s.ended_on is None and s.officer == officer:
            text = say("step {id} by {day}: {what}", id=s.id, day=s.due.isoformat(), what=s.what)
            yield Held(kind="step", text=text, about=s.id)
