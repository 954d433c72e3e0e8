"""Proposals (呈批): an act on its way to being signed. Nothing in the docket changes by them; the
last signature makes the act, as an entry of its own that names the proposal."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from ..evolving import evolve
from ..fields import AuthorityId, Choice, OfficerId
from ..parties import Position, above
from ..values import Line, Text
from ..words import say
from .docket import Entry, StandIn, signer

_ABOUT: Final = ("what", "clock", "paper", "order", "officer", "name", "organ")
"""The fields that tell one act of a kind from another in the same docket."""


class Answer(Choice):
    """What one signatory says."""

    AGREE = "agree", say("agree")
    SEND_BACK = "send_back", say("send back")
    REFUSE = "refuse", say("refuse")


class ProposalState(Choice):
    """Where a proposal stands."""

    OPEN = "open", say("waiting for a signature")
    RETURNED = "returned", say("sent back to the proposer")
    REFUSED = "refused", say("refused")
    WITHDRAWN = "withdrawn", say("withdrawn by the proposer")
    MADE = "made", say("signed and entered")
    OVERTAKEN = "overtaken", say("overtaken by another entry")


@frozen(kw_only=True)
class Round:
    """One version of the proposed act, with the opinion it was proposed with."""

    content: Text
    """The act as canonical JSON."""
    opinion: Text
    on: date
    entry: int


@frozen(kw_only=True)
class Signature:
    """What one signatory answered in one round."""

    round: int
    officer: OfficerId
    name: str
    position: Position
    answer: Answer
    opinion: Text
    on: date
    entry: int
    stands_in: StandIn | None = None
    """In whose place it was given; none where the position is the signatory's own."""

    @property
    def signer(self) -> str:
        """Who gave it, and in whose place."""
        return signer(self.name, self.stands_in)


@frozen(kw_only=True)
class Proposal:
    """A proposed act, its rounds and signatures."""

    id: str
    what: Line
    """The kind of act."""
    proposer: OfficerId
    proposer_name: str
    authority: AuthorityId
    """Whose people sign."""
    signs: tuple[Position, ...]
    rounds: tuple[Round, ...]
    signatures: tuple[Signature, ...] = ()
    state: ProposalState = ProposalState.OPEN
    since: date
    """Since when it lies where it lies now."""
    holder: OfficerId | None = None
    """Who answers for it since the proposer handed it over; none while that is the proposer."""
    stages: tuple[str, ...] = ()
    """The stages in which the act can be made, as it was proposed; empty for all."""
    allegations: tuple[str, ...] = ()
    """The allegations that it names; none where it speaks of all that are open."""
    seen: tuple[str, ...] = ()
    """The allegations that it can be meant for: those in question when it was proposed."""
    about: tuple[str, ...] = ()
    """Which of several things of its kind it is about: the limit, the paper, the officer."""
    overtaken_by: int | None = None
    """The entry after which the act could no longer be made."""

    @property
    def held_by(self) -> OfficerId:
        """Who proposes it again when it is sent back, or withdraws it."""
        return self.holder or self.proposer

    @property
    def agreed(self) -> tuple[Signature, ...]:
        """The agreeing signatures of the newest round."""
        newest = len(self.rounds)
        return tuple(s for s in self.signatures if s.round == newest and s.answer is Answer.AGREE)

    @property
    def left(self) -> tuple[Position, ...]:
        """The positions whose signatures the newest round still wants, in order."""
        left = self.signs
        for signature in self.agreed:
            left = _after(left, signature.position)
        return left

    @property
    def awaits(self) -> Position | None:
        """The position whose signature comes next."""
        return self.left[0] if self.state is ProposalState.OPEN and self.left else None

    def exercised(self, held: Collection[Position]) -> Position:
        """As what somebody with these positions signs next: as what is awaited, or else as the
        nearest head above, where the desk let one sign in that place."""
        awaits = self.awaits or self.signs[-1]
        return next((p for p in (awaits, *above(awaits)) if p in held), awaits)

    def after(self, position: Position) -> tuple[Position, ...]:
        """The positions whose signatures are wanted after one more, given as this one; with none
        left, that one makes the act."""
        return _after(self.left, position)

    @property
    def pending(self) -> bool:
        """Somebody still has to do something about it."""
        return self.state in (ProposalState.OPEN, ProposalState.RETURNED)

    def signed(self, entry: Entry, answer: Answer, opinion: Text) -> "Proposal":
        """The same proposal with one more answer."""
        lent = entry.given.stands_in
        position = self.exercised((*entry.given.positions, *((lent.position,) if lent else ())))
        signature = Signature(
            round=len(self.rounds),
            officer=entry.officer,
            name=entry.given.name,
            position=position,
            answer=answer,
            opinion=opinion,
            on=entry.at.date(),
            entry=entry.n,
            stands_in=entry.given.stands_in,
        )
        made = answer is Answer.AGREE and not self.after(position)
        state = {
            Answer.AGREE: ProposalState.MADE if made else ProposalState.OPEN,
            Answer.SEND_BACK: ProposalState.RETURNED,
            Answer.REFUSE: ProposalState.REFUSED,
        }[answer]
        return evolve(
            self,
            signatures=(*self.signatures, signature),
            state=state,
            since=entry.at.date(),
        )


def _after(left: tuple[Position, ...], position: Position) -> tuple[Position, ...]:
    """The positions left after a signature: a head who signs in the place of one below, and is
    asked later too, has answered for both."""
    return left[left.index(position) + 1 if position in left else 1 :]


def about(fields: Mapping[str, object]) -> tuple[str, ...]:
    """Which of several things of its kind an act with these fields is about."""
    return tuple(str(fields[name]) for name in _ABOUT if fields.get(name))


def replaced(proposals: tuple[Proposal, ...], new: Proposal) -> tuple[Proposal, ...]:
    """The proposals with one of them in a new state."""
    return tuple(new if p.id == new.id else p for p in proposals)


def made_by(proposals: tuple[Proposal, ...], entry: Entry) -> tuple[Proposal, ...]:
    """The proposals after an entry that the last signature of one of them made."""
    made = next((p for p in proposals if p.id == entry.given.proposal), None)
    if made is None:
        return proposals
    return replaced(proposals, made.signed(entry, Answer.AGREE, entry.given.opinion))


def overtaken(
    proposals: tuple[Proposal, ...],
    entry: Entry,
    stage: Choice,
    *,
    undisposed: frozenset[str] | None = None,
    authority: str = "",
    recused: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """The proposals after an entry: those end whose act can no longer be made, since the docket is
    past the last stage for it, an allegation that it names is disposed of, or another authority
    decides now; and those whose act was entered directly, or whose proposer was recused.
    ``undisposed`` are the others of a complaint; ``authority`` decides in the case."""

    def late(p: Proposal) -> bool:
        order = [one.value for one in type(stage)]  # a docket goes through its stages in this order
        last = max((order.index(s) for s in p.stages if s in order), default=len(order))
        gone = undisposed is not None and not undisposed.issuperset(p.allegations)
        elsewhere = bool(authority) and p.authority != authority
        return gone or elsewhere or p.held_by in recused or order.index(stage.value) > last

    def directly(p: Proposal) -> bool:  # in a complaint what becomes of the allegations tells
        if entry.act.kind != p.what or entry.given.main != entry.docket:
            return False
        fields = {name: getattr(entry.act, name, None) for name in _ABOUT}
        return undisposed is None and about(fields) == p.about

    return tuple(
        evolve(p, state=ProposalState.OVERTAKEN, since=entry.at.date(), overtaken_by=entry.n)
        if p.pending and (late(p) or directly(p))
        else p
        for p in proposals
    )
