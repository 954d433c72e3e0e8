"""Entries, and the one function that adds them up.

An entry is an act written into a docket: numbered, timed, signed. What the desk added to it under
the lock (numbers given, the signer's position and certificate that day, facts copied from another
docket) is its ``given``. ``fold`` trusts: it never asks a rule.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

from attrs import field, frozen

from ..evolving import evolve
from ..fields import AuthorityId, BodyId, Choice, DocketKey, OfficerId, label
from ..parties import Identity, People, Position, Respondent, Site, Worker
from ..values import Fen, Line, Text
from ..words import Said, say
from .claims import Claimant, Claims, of_one, of_rows
from .contacts import Contact
from .urgent import Child, Urgent

if TYPE_CHECKING:
    from .case import Case
    from .complaint import Complaint
    from .office import Office

OFFICE = DocketKey("office")
"""The key of the register's own docket: authorities, officers, settings."""

_WITHOUT_EFFECT = frozenset({"taken_back", "identity_opened"})


class Effect(Protocol):
    """What the record needs of an act: what it does to the state of each kind of docket."""

    kind: ClassVar[str]
    version: ClassVar[int]
    title: ClassVar[Said]
    repair: ClassVar[Said]
    relied_on: ClassVar[bool]
    of_others: ClassVar[frozenset[str]]
    speaks: ClassVar[tuple[str, ...]]

    @property
    def stepped(self) -> bool: ...
    @property
    def happened(self) -> date | None: ...
    @property
    def irregular(self) -> Text: ...
    def line(self, given: "Given") -> Said: ...
    def speaks_of(self) -> tuple[OfficerId, ...]: ...
    def outside(self) -> "tuple[Number, ...]": ...
    def seals(self, docket: "Complaint | Case | Office | None") -> frozenset[str]: ...

    def on_complaint(self, was: "Complaint | None", entry: "Entry") -> "Complaint | None": ...
    def on_case(self, was: "Case | None", entry: "Entry") -> "Case | None": ...
    def on_office(self, was: "Office | None", entry: "Entry") -> "Office | None": ...


class Numbered(Protocol):
    """Something with an id of its own in a docket, such as ``P1``."""

    @property
    def id(self) -> str: ...


def next_id(letter: str, things: Sequence[Numbered]) -> str:
    """The id of one more thing of a kind: never one that stands there, also where some between
    have gone with a case that was merged."""
    return f"{letter}{max((int(t.id[1:]) for t in things), default=0) + 1}"


@frozen(kw_only=True)
class Number:
    """A statutory number: per authority, kind and year, gapless; once taken never reused."""

    kind: Line
    authority: AuthorityId
    year: int
    n: int
    text: Line


@frozen(kw_only=True)
class Alleged:
    """One allegation as it is told: cause, period, sum (fen) and how many workers."""

    cause: Line = field(metadata=label("Cause", of="causes"))
    start: date | None = field(default=None, metadata=label("From"))
    end: date | None = field(default=None, metadata=label("Until"))
    continuing: bool = field(default=False, metadata=label("Continuing"))
    amount: Fen | None = field(default=None, metadata=label("Sum"))
    workers: int | None = field(default=None, metadata=label("Workers"))
    detail: Line = field(default=Line(""), metadata=label("Detail"))


class Likeness(Choice):
    """What a clerk says of a complaint that looks like the one at hand."""

    SAME = "same", say("the same matter")
    RELATED = "related", say("related")
    DIFFERENT = "different", say("different")


@frozen(kw_only=True)
class Compared:
    """A clerk's answer about one complaint that looked like the same matter."""

    docket: DocketKey = field(metadata=label("Complaint", of="dockets"))
    answer: Likeness = field(metadata=label("Is it the same matter?"))


@frozen(kw_only=True)
class Brought:
    """What a complaint brings into a case, copied under the lock, so that the case's fold reads
    its own docket alone."""

    complaint: DocketKey
    number: Line
    tipoff: bool
    identity: Identity
    who: Line
    """The complainant's name; empty unless named."""
    received: date
    allegations: tuple[tuple[str, Alleged], ...]
    """The allegations that come along, by their id in the complaint (``A1``)."""
    respondents: tuple[Respondent, ...]
    site: Site
    workers: tuple[Worker, ...]
    persons: int
    claimed: Fen
    urgent: bool
    people: People = field(factory=People)
    claims: Claims | None = None
    """None where it was brought before claims were kept by worker."""
    contacts: tuple[Contact, ...] = ()
    """Those with the employer's side and others, none with who complains."""

    @property
    def secret(self) -> bool:
        """Its author must stay unknown."""
        return self.tipoff or self.identity is not Identity.NAMED

    @property
    def by_worker(self) -> Claims:
        """The claims by worker; made from the rows, or else the allegations, where none came."""
        if self.claims is not None:
            return self.claims
        if self.workers:
            return of_rows(self.complaint, self.workers, self.allegations)
        told = sum(a.amount or 0 for _, a in self.allegations)
        allegations = self.allegations[:1] if self.claimed != told else self.allegations
        if self.claimed != told:  # rows that must stay unknown claimed another sum
            allegations = tuple((n, evolve(a, amount=self.claimed)) for n, a in allegations)
        made = of_one(self.complaint, Claimant(id="W1", name=self.who), allegations)
        return evolve(made, workers=tuple(evolve(w, count=self.persons) for w in made.workers))

    urgency: Urgent | None = None
    stepped_on: date | None = None
    """When somebody was last spoken to, in the complaint itself."""
    children: tuple[Child, ...] = ()
    """The children found at work before the filing."""
    harmed: tuple[str, ...] = ()
    """The allegations of which somebody said that they touch life or health and did harm."""


@frozen(kw_only=True)
class Departure:
    """A rule that was not kept, as the sentence that said so at the time."""

    msgid: str
    values: Mapping[str, str]
    said: "Mapping[str, Departure]" = field(factory=dict)
    """Those values that are sentences themselves."""
    stands: bool = False
    """What was done against this rule has its effect all the same."""

    @classmethod
    def of(cls, sentence: Said, *, stands: bool = False) -> "Departure":
        """A sentence in the form that is kept."""
        said = {k: cls.of(v) for k, v in sentence.values.items() if isinstance(v, Said)}
        plain = {k: str(v) for k, v in sentence.values.items() if k not in said}
        return cls(msgid=sentence.msgid, values=plain, said=said, stands=stands)

    @property
    def text(self) -> Said:
        """The sentence, translatable."""
        return say(self.msgid, **self.values, **{k: d.text for k, d in self.said.items()})


@frozen(kw_only=True)
class StandIn:
    """In whose place an officer acted, by which written authorisation: as it was that day."""

    giver: OfficerId
    name: str
    """The giver's."""
    position: Position
    """The giver's position that was exercised."""
    document: Line


def signer(name: str, stands_in: StandIn | None) -> str:
    """Who acted, as people read it: with the name of whoever was stood in for, and the document."""
    if stands_in is None:
        return name
    return say(
        "{name} (for {giver}, authorisation {document})",
        name=name,
        giver=stands_in.name,
        document=stands_in.document,
    )


@frozen(kw_only=True)
class Given:
    """What the desk wrote beside the act."""

    main: DocketKey
    """The docket the act was entered on; the others it was written into follow from it."""
    name: Line
    positions: tuple[Position, ...]
    authority: AuthorityId
    body: BodyId
    certificate: Line = Line("")
    numbers: tuple[Number, ...] = ()
    opened: DocketKey | None = None
    brought: tuple[Brought, ...] = ()
    names: Mapping[str, str] = {}
    """Names of the officers an act speaks of, by id, as they were that day."""
    certificates: Mapping[str, str] = {}
    departures: tuple[Departure, ...] = ()
    proposal: Line = Line("")
    """The proposal whose last signature made this act, and what the signatory said."""
    opinion: Text = Text("")
    target: int | None = None
    """For a correction or a taking back: the sequence number of the commit it speaks of."""
    stands_in: StandIn | None = None
    """Whose position was exercised; none where the officer's own sufficed."""


@frozen(kw_only=True)
class Entry:
    """One act in one docket. ``n`` counts in the docket, ``seq`` in the whole register."""

    docket: DocketKey
    n: int
    seq: int
    at: datetime
    officer: OfficerId
    account: str
    act: Effect
    given: Given
    dockets: tuple[DocketKey, ...] = ()
    """Every docket that the same commit was written into."""
    absorbed: "Case | None" = None
    """The case that this one takes in, or, after a merger was undone, that it is again."""
    first: Effect | None = None
    """The act as it was first entered, when a later entry corrected it."""
    corrected_by: int | None = None
    taken_back_by: int | None = None
    kept_secret: tuple[str, ...] = ()
    """Fields of the act as it was entered that stand encrypted in the ledger."""

    @property
    def line(self) -> Said:
        """What a timeline says beside the act's title; nothing sealed."""
        line = self.act.line(self.given)
        if self.given.target is not None and self.docket != self.given.main:
            return say("{docket}, {line}", docket=self.given.main, line=line)
        return line

    @property
    def signer(self) -> str:
        """Who entered it, and in whose place."""
        return signer(self.given.name, self.given.stands_in)

    @property
    def on(self) -> date:
        """When it happened; the day of entry unless the act says another."""
        return self.act.happened or self.at.date()

    @property
    def regular(self) -> bool:
        """Other things may rest on it: it was no irregularity, or only one of those that have
        their effect all the same (service a day late)."""
        kept = self.given.departures
        return not self.act.irregular or (bool(kept) and all(d.stands for d in kept))


class Repair(Choice):
    """How an irregularity was settled; none of them unmakes it."""

    REDONE = "redone", say("done again as the rule wants")
    VOIDED = "voided", say("its paper is void")
    NOTED = "noted", say("cannot be mended; noted")


@frozen(kw_only=True)
class Irregularity:
    """An act that happened otherwise than the law wants (程序瑕疵): marked for ever, open until a
    head settles it."""

    entry: int
    kind: str
    title: Said
    on: date
    officer: OfficerId
    reason: Text
    repair: Said
    """How it can be mended."""
    settled_on: date | None = None
    how: Repair | None = None


S = TypeVar("S", bound="Complaint | Case")


def marked(state: S, entry: Entry) -> S:
    """The same docket, with the mark of an act that was entered on it as an irregularity."""
    act = entry.act
    if not act.irregular or entry.given.main != entry.docket:
        return state
    mark = Irregularity(
        entry=entry.n,
        kind=act.kind,
        title=act.title,
        on=entry.on,
        officer=entry.officer,
        reason=act.irregular,
        repair=act.repair,
    )
    return cast("S", evolve(cast("Any", state), irregularities=(*state.irregularities, mark)))


def fold(
    entries: Sequence[Entry], state: "Complaint | Case | Office | None" = None
) -> "Complaint | Case | Office | None":
    """The state that a docket's entries add up to, from ``state``, which earlier ones made.

    An entry that was taken back has no effect; when it is the one that opened the docket, the
    docket stays, marked void.
    """
    for entry in entries:
        if state is None:
            state = _opened(entry)
        elif entry.taken_back_by is None:
            state = state.after(entry)
    return state


def _opened(entry: Entry) -> "Complaint | Case | Office | None":
    act = entry.act
    if entry.docket == OFFICE:
        return act.on_office(None, entry)
    opened = act.on_complaint(None, entry) or act.on_case(None, entry)
    if opened and entry.taken_back_by is not None:
        return evolve(opened, void=True, moments=())  # no limit runs in it
    return marked(opened, entry) if opened else None


@frozen(kw_only=True)
class Docket:
    """A docket: its key, its entries in order, and what they add up to."""

    key: DocketKey
    entries: tuple[Entry, ...]
    state: "Complaint | Case | Office"

    @property
    def newest(self) -> Entry | None:
        """The newest entry that still has effect: neither taken back nor a taking back, nor the
        mere opening of an identity block."""
        return next(
            (
                e
                for e in reversed(self.entries)
                if e.taken_back_by is None and e.act.kind not in _WITHOUT_EFFECT
            ),
            None,
        )
