"""Approval (呈批 · 审核 · 审批 · 退回): one mechanism for every act that needs a signature.

A handler proposes the complete, checked act with an opinion; those named by the rule
(``law/data/approvals.toml``) answer in order; the last signature makes the act, on its day, in one
commit with its number. Until then nothing in the docket changes.

Nobody approves the own work. Where nobody else in service holds the position that is asked, a head
above it signs in its place, so that nothing lies where nobody can sign it.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import ClassVar, Final

import msgspec
from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, label
from ..law.approvals import ApprovalRule, approvals
from ..parties import HEADS, Officer, Position, above
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.docket import Effect, Entry, Given
from ..record.proposals import Answer, Proposal, ProposalState, Round, about, replaced
from ..values import Line, Text
from ..words import Said, say
from .base import ANYBODY, HANDLERS, Act, Scene, deciding_authority, need_text

APPROVAL = say("Approval")


def title_of(kind: str) -> Said:
    """The title of a kind of act."""
    from . import ACTS  # made of these very classes

    return ACTS[kind].title if kind in ACTS else say("?")


def _stages_of(kind: str) -> tuple[str, ...]:
    from . import ACTS  # made of these very classes

    return tuple(sorted(stage.value for stage in ACTS[kind].stages)) if kind in ACTS else ()


def _content(text: str) -> dict[str, object]:
    """The fields of a proposed act; none where it is no JSON object."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _allegations_in(content: str) -> tuple[str, ...]:
    named = _content(content).get("allegations")
    return tuple(map(str, named)) if isinstance(named, list) else ()


def proposals_of(docket: object) -> tuple[Proposal, ...]:
    """The proposals in a docket."""
    return docket.proposals if isinstance(docket, (Complaint, Case)) else ()


def rule_of(act: Effect) -> ApprovalRule | None:
    """The approval that an act wants; none where it wants none in this form."""
    rule = approvals().get(act.kind)
    if rule is None or (rule.field and not rule.covers({rule.field: getattr(act, rule.field)})):
        return None
    return rule


def approvers(rule: ApprovalRule) -> tuple[Position, ...]:
    """The positions that may give the last signature of a rule: its own, and the heads above."""
    last = Position(rule.signs[-1])
    return (last, *above(last))


_WHOLE: Final = frozenset({"inspection_ended", "transferred"})
"""Acts on a whole case: what has come into it since they were proposed they would end, too."""


def _in_question(docket: object, kind: str) -> tuple[str, ...]:
    """The allegations that an act can be meant for: a complaint's open ones, a whole case's."""
    if isinstance(docket, Complaint):
        return tuple(a.id for a in docket.open_allegations)
    if isinstance(docket, Case) and kind in _WHOLE:
        return tuple(a.id for a in docket.allegations)
    return ()


def _holder(p: Proposal, scene: Scene) -> str:
    known = scene.office.officer(p.held_by)
    return known.name if known else p.proposer_name


def _named(scene: Scene, proposal: str) -> Proposal | None:
    return next((p for p in proposals_of(scene.docket) if p.id == proposal), None)


@frozen(kw_only=True)
class ProposalAct(Act):
    """Parent of the acts that move a proposal and nothing else."""

    group: ClassVar[Said] = APPROVAL
    both: ClassVar[bool] = True

    def earliest(self, scene: Scene) -> date | None:
        return None

    def moved(self, was: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
        """The proposals after the act."""
        return was

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, proposals=self.moved(was.proposals, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, proposals=self.moved(was.proposals, entry))


@frozen(kw_only=True)
class Proposed(ProposalAct):
    """A complete act is proposed for signature (呈批), or once more after it was sent back."""

    kind: ClassVar[str] = "proposed"
    title: ClassVar[Said] = say("Propose")
    who = HANDLERS
    what: Line = field(metadata=label("Act", system=True))
    content: Text = field(metadata=label("The act as JSON", system=True))
    opinion: Text = field(default=Text(""), metadata=label("Opinion"))
    again: Line = field(
        default=Line(""), metadata=label("Proposal that was sent back", of="proposals")
    )
    signs: tuple[Position, ...] = field(
        default=(), metadata=label("Who signs, in order", system=True)
    )
    deciding: AuthorityId = field(default=AuthorityId(""), metadata=label("Authority", system=True))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        rule = approvals().get(self.what)
        if rule is None:
            yield Reason(say("“{act}” needs no signature: enter it.", act=title_of(self.what)))
        elif not rule.covers(_content(self.content)):
            yield Reason(
                say(
                    "“{act}” needs no signature in this form: enter it directly.",
                    act=title_of(self.what),
                )
            )
        # The forms of an approval have a box for it (D10, D70).
        yield from need_text(self.opinion, "Opinion", "opinion")
        same = [p for p in proposals_of(scene.docket) if p.what == self.what and p.pending]
        back = _named(scene, self.again) if self.again else None
        if self.again and (back is None or back.state is not ProposalState.RETURNED):
            yield Reason(say("No proposal {id} was sent back.", id=self.again))
        elif back is not None and back.what != self.what:
            yield Reason(say("Proposal {id} is about: {act}.", id=back.id, act=title_of(back.what)))
        elif back is not None and back.held_by != scene.officer.id:
            yield Reason(
                say("Proposal {id} was sent back to {name}.", id=back.id, name=_holder(back, scene))
            )
        for other in (p for p in same if p is not back):
            yield Reason(
                say(
                    "“{act}” is proposed already ({id}, by {name}): it is signed, sent back or "
                    "withdrawn first.",
                    act=title_of(self.what),
                    id=other.id,
                    name=other.proposer_name,
                )
            )

    def settled(self, scene: Scene) -> "Proposed":
        rule = approvals().get(self.what)
        signs = tuple(Position(p) for p in rule.signs) if rule else ()
        return evolve(self, signs=signs, deciding=deciding_authority(scene))

    def moved(self, was: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
        new = Round(content=self.content, opinion=self.opinion, on=entry.on, entry=entry.n)
        back = next((p for p in was if p.id == self.again), None)
        if back is not None:
            again = evolve(
                back,
                rounds=(*back.rounds, new),
                state=ProposalState.OPEN,
                since=entry.on,
                allegations=_allegations_in(self.content),
                about=about(_content(self.content)),
            )
            return replaced(was, again)
        made = Proposal(
            id=f"R{len(was) + 1}",
            what=self.what,
            proposer=entry.officer,
            proposer_name=entry.given.name,
            authority=self.deciding,
            signs=self.signs,
            rounds=(new,),
            since=entry.on,
            stages=_stages_of(self.what),
            allegations=_allegations_in(self.content),
            about=about(_content(self.content)),
        )
        return (*was, made)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, proposals=self._pinned(was, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, proposals=self._pinned(was, entry))

    def _pinned(self, was: Complaint | Case, entry: Entry) -> tuple[Proposal, ...]:
        made, seen = self.again or f"R{len(was.proposals) + 1}", _in_question(was, self.what)
        after = self.moved(was.proposals, entry)
        return tuple(evolve(p, seen=seen) if p.id == made else p for p in after)

    def line(self, given: Given) -> Said:
        return title_of(self.what)


@frozen(kw_only=True)
class Signed(ProposalAct):
    """A signatory answers a proposal: agrees, sends it back, or refuses it, with the reason. The
    last agreement is entered as the proposed act itself."""

    kind: ClassVar[str] = "signed"
    title: ClassVar[Said] = say("Sign")
    who = ANYBODY
    fixed = frozenset({"proposal", "answer"})
    proposal: Line = field(metadata=label("Proposal for signature", of="proposals"))
    answer: Answer = field(default=Answer.AGREE, metadata=label("Answer of the signatory"))
    opinion: Text = field(default=Text(""), metadata=label("Opinion"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        waiting = [p for p in proposals_of(scene.docket) if p.awaits]
        if not waiting:
            yield Reason(say("No proposal waits for a signature."))
        elif all(any(signing_reasons(p, scene)) for p in waiting):
            yield from signing_reasons(waiting[0], scene)

    def earliest(self, scene: Scene) -> date | None:
        p = _named(scene, self.proposal)
        return p.since if p else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        p = _named(scene, self.proposal)
        if p is None or p.awaits is None:
            yield Reason(
                say("No proposal {id} waits for a signature.", id=self.proposal), path="proposal"
            )
            return
        yield from signing_reasons(p, scene)
        earlier = self.happened is not None and self.happened != scene.today
        if earlier and self.makes(scene.docket, scene.positions) is not None:
            yield Reason(
                say(
                    "The last signature makes the act, dated the day it is given, today: leave the "
                    "day empty."
                ),
                path="happened",
            )
        if self.answer is not Answer.AGREE:
            yield from need_text(self.opinion, "Opinion", "opinion")
        else:
            yield from _unseen(p, scene)

    def makes(self, docket: object, held: Collection[Position]) -> Proposal | None:
        """The proposal whose act this signature, given by somebody with these positions, makes, if
        it is the last that agrees."""
        p = next((p for p in proposals_of(docket) if p.id == self.proposal), None)
        agrees = self.answer is Answer.AGREE
        return p if p and agrees and not p.after(p.exercised(held)) else None

    def moved(self, was: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
        p = next((p for p in was if p.id == self.proposal), None)
        return replaced(was, p.signed(entry, self.answer, self.opinion)) if p else was

    def line(self, given: Given) -> Said:
        return say("{id}: {answer}", id=self.proposal, answer=self.answer.label)


_OWN_RULE: Final = frozenset({"recused"})
"""Acts that say themselves what of the own affairs nobody decides."""


def alone_reasons(act: Act, scene: Scene) -> Iterator[Reason]:
    """Why an act that wants a second pair of eyes is not entered at once, though the position
    would do: whoever handles the case approves no own work, and what lies proposed is signed or
    refused there."""
    rule, docket = rule_of(act), scene.docket
    if rule is None or not isinstance(docket, (Complaint, Case)):
        return
    approves = isinstance(docket, Case) or scene.positions.intersection(approvers(rule))
    if approves and handles(scene) and not act.irregular and act.kind not in _OWN_RULE:
        yield Reason(say("Nobody approves the own work: propose it."), basis=rule.basis)
    for p in docket.proposals:
        if p.what == act.kind and p.awaits:
            yield Reason(
                say(
                    "{id} proposes this already and waits for: {who}. It is signed, or refused, "
                    "there.",
                    id=p.id,
                    who=_may_sign(p, scene)[-1].label,
                )
            )


def handles(scene: Scene) -> bool:
    """Whether the docket is this officer's own work: one of the pair, or the complaint's clerk."""
    return scene.officer.id in _handlers(scene.docket)


def _handlers(docket: object) -> frozenset[str]:
    if isinstance(docket, Case):
        return frozenset(s.officer for s in docket.seats)
    return frozenset((docket.clerk,)) if isinstance(docket, Complaint) else frozenset()


def _unseen(p: Proposal, scene: Scene) -> Iterator[Reason]:
    """Why nobody agrees to a proposal: its docket says more than when it was proposed."""
    new = [a for a in _in_question(scene.docket, p.what) if p.seen and a not in p.seen]
    if new:
        yield Reason(
            say(
                "Since {id} was proposed there is more here: {ids}. Nobody signs what the "
                "proposal does not speak of: send it back, so that it is proposed with that.",
                id=p.id,
                ids=", ".join(new),
            ),
            path="answer",
        )


def _may_sign(p: Proposal, scene: Scene) -> tuple[Position, ...]:
    """As what the next signature can be given, the proper position first: where nobody else in
    service holds it, the nearest head above whom somebody else holds signs in its place."""
    if p.awaits is None:
        return ()
    for position in (p.awaits, *above(p.awaits)):
        if any(_could(o, position, p, scene) for o in scene.office.officers):
            return (p.awaits,) if position is p.awaits else (p.awaits, position)
    return (p.awaits,)


def signatories(p: Proposal, scene: Scene) -> tuple[Officer, ...]:
    """Everybody in service who could give the next signature, away or not."""
    return tuple(
        o
        for o in scene.office.officers
        if any(_could(o, position, p, scene) for position in _may_sign(p, scene))
    )


def _could(officer: Officer, position: Position, p: Proposal, scene: Scene) -> bool:
    """Whether somebody in service could sign as this position, and has no part in the matter."""
    own = {p.proposer, p.held_by, *_handlers(scene.docket), *(s.officer for s in p.agreed)}
    if isinstance(scene.docket, Case):
        own |= set(scene.docket.recused)
    return (
        officer.active
        and officer.id not in own
        and position in scene.office.positions(officer, scene.today)
        and _of_authority(officer, p, scene)
    )


def _of_authority(officer: Officer, p: Proposal, scene: Scene) -> bool:
    body = scene.docket.body if isinstance(scene.docket, Case) else officer.body
    return scene.office.works_for(officer, p.authority, body, scene.today)


def signing_reasons(p: Proposal, scene: Scene) -> Iterator[Reason]:
    """Why this officer cannot sign the open proposal ``p`` now, whatever the answer."""
    officer = scene.officer
    if isinstance(scene.docket, Case) and scene.docket.merged_into:
        yield Reason(
            say(
                "This case is merged into {key}: what lies proposed here waits until the merger "
                "is undone.",
                key=scene.docket.merged_into,
            )
        )
    may = _may_sign(p, scene)
    if may and not scene.positions.intersection(may):
        yield Reason(
            say("Proposal {id} waits for: {who}.", id=p.id, who=may[0].label),
            basis=approvals()[p.what].basis if p.what in approvals() else "",
            who=may[0].label,
        )
    if not _of_authority(officer, p, scene):
        known = scene.office.authority(p.authority)
        yield Reason(
            say("It is signed by the people of {authority}.",
                authority=known.name if known else p.authority)
        )  # fmt: skip
    own = officer.id in (p.proposer, p.held_by)
    if own:
        yield Reason(say("Nobody approves an own proposal."))
    elif handles(scene):
        yield Reason(say("Nobody approves the own work: propose it."))
    if (own or not scene.positions.intersection(may)) and len(may) > 1:
        yield Reason(
            say(
                "Nobody else in service is {position}: {who} signs {id} in that place.",
                position=may[0].label,
                who=may[1].label,
                id=p.id,
            ),
            who=may[1].label,
        )
    if any(s.officer == officer.id for s in p.agreed):
        yield Reason(say("{name} has signed this round already.", name=officer.name))
    if isinstance(scene.docket, Case) and officer.id in scene.docket.recused:
        yield Reason(say("{name} is recused from this case.", name=officer.name), basis="hn-lsi-12")


@frozen(kw_only=True)
class ProposalWithdrawn(ProposalAct):
    """The proposer takes a proposal back before it is signed; a head may clear one away too."""

    kind: ClassVar[str] = "proposal_withdrawn"
    title: ClassVar[Said] = say("Withdraw a proposal")
    who = HANDLERS
    proposal: Line = field(metadata=label("Proposal for signature", of="proposals"))
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.pending for p in proposals_of(scene.docket)):
            yield Reason(say("No proposal is pending."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        p = _named(scene, self.proposal)
        if p is None or not p.pending:
            yield Reason(say("No proposal {id} is pending.", id=self.proposal), path="proposal")
        elif p.held_by != scene.officer.id:
            if not HEADS & scene.positions:
                name = _holder(p, scene)
                yield Reason(say("Only {name} or a head withdraws it.", name=name))
            yield from need_text(self.reason, "Reason", "reason")

    def moved(self, was: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
        p = next((p for p in was if p.id == self.proposal), None)
        if p is None:
            return was
        return replaced(was, evolve(p, state=ProposalState.WITHDRAWN, since=entry.on))

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.proposal)
