"""Papers (文书): what an authority issues under a number, to whom, and every attempt to serve it.

A paper comes from one act and keeps that act's authority, number and day for ever. Its state is
computed. A number once taken is never given again: a spoiled paper stays, void, with its reason.
"""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from attrs import frozen

from ..evolving import evolve
from ..fields import AuthorityId, Choice, FileHash
from ..values import Fen, Line, Text
from ..words import say
from .docket import Entry, next_id


class PaperKind(Choice):
    """Papers that are numbered and served; ``law/data/papers.toml`` has the D-code of each. The
    stored word is also that of the number series, but for those in ``SERIES``."""

    RECEIPT = "receipt", say("receipt")
    SUPPLEMENT = "supplement", say("notice to supplement")
    ACCEPTANCE = "acceptance", say("notice of acceptance")
    REFUSAL = "refusal", say("notice of refusal")
    DIRECTION = "direction", say("notice where to turn")
    INQUIRY = "inquiry", say("inquiry notice")
    ORDER = "order", say("order to correct")
    ADVANCE_NOTICE = "advance_notice", say("advance notice")
    HEARING_NOTICE = "hearing_notice", say("notice of the hearing")
    HANDLING = "handling", say("handling decision")
    PENALTY = "penalty", say("penalty decision")
    SPOT = "spot_penalty", say("penalty on the spot")
    NO_PENALTY = "no_penalty", say("decision of no penalty")
    WITHDRAWAL = "withdrawal", say("withdrawal of filing")
    DEMAND = "demand", say("demand")
    CORRECTION = "correction", say("correction of a decision")
    REVOCATION = "revocation", say("withdrawal of a decision")
    EXTRA = "extra_compensation", say("order of extra compensation")
    LISTING_NOTICE = "listing_notice", say("advance notice of listing")
    LISTING = "listing", say("listing decision")


DECISIONS = frozenset(
    {
        PaperKind.HANDLING,
        PaperKind.PENALTY,
        PaperKind.SPOT,
        PaperKind.NO_PENALTY,
        PaperKind.WITHDRAWAL,
    }
)
PENALTIES = (PaperKind.PENALTY, PaperKind.SPOT)
"""Decisions that can impose a fine."""
SERIES = {PaperKind.RECEIPT: "registration", PaperKind.SPOT: PaperKind.PENALTY.value}
"""The number series of those kinds that have none by their own word."""
DECIDING = DECISIONS | {
    PaperKind.RECEIPT,
    PaperKind.ACCEPTANCE,
    PaperKind.REFUSAL,
    PaperKind.DIRECTION,
    PaperKind.CORRECTION,
    PaperKind.REVOCATION,
    PaperKind.EXTRA,
    PaperKind.LISTING_NOTICE,
    PaperKind.LISTING,
}
"""Papers that say what their own act decided or received: they stand and fall with that act."""


ORDERS = frozenset({PaperKind.ORDER, PaperKind.HANDLING})
"""Papers that order something to be corrected or paid, of which a fine may be the consequence."""


class PaperState(Choice):
    """Where a paper stands; computed, never stored. A draft is what a proposal would issue; its
    last signature issues it, so that nothing is ever approved and not issued."""

    DRAFT = "draft", say("draft, not signed")
    ISSUED = "issued", say("issued, not served")
    SERVED = "served", say("served")
    VOID = "void", say("void")


class ServiceMode(Choice):
    """How a paper reached its addressee (民事诉讼法 ch. 7; 法释〔2013〕3号 art. 4 for posting)."""

    DIRECT = "direct", say("handed over in person")
    LEFT = "left", say("left with witnesses or video")
    POST = "post", say("by post")
    ENTRUSTED = "entrusted", say("entrusted to another organ")
    ELECTRONIC = "electronic", say("electronic, by signed agreement")
    NOTICE = "notice", say("public notice")
    POSTED_UP = "posted_up", say("posted up with photos or video")


@frozen(kw_only=True)
class Service:
    """One attempt to serve a paper on one addressee."""

    on: date
    mode: ServiceMode
    reached: bool
    receiver: Line
    addressee: Line = Line("")
    """Empty where the paper has one addressee only, or none by name."""
    regular: bool = True
    file: FileHash | None = None
    """Its proof, such as the video of the posting up, by its SHA-256."""


@frozen(kw_only=True)
class Paper:
    """A paper with its number; its authority stays for ever the one that issued it."""

    id: str
    kind: PaperKind
    number: str
    authority: AuthorityId
    issued_on: date
    entry: int
    """The entry whose act issued it."""
    until: date | None = None
    """The last day of the period it sets."""
    text: Text = Text("")
    addressees: tuple[Line, ...] = ()
    """The parties it goes to, each served for itself; empty for the one who complained, whose
    name stands in the complaint alone."""
    about: tuple[str, ...] = ()
    """The allegations of a complaint that it tells of."""
    services: tuple[Service, ...] = ()
    performed_on: date | None = None
    pays: bool = False
    """Money is to be paid by it."""
    lapsed: bool = False
    hearing: bool = False
    """It tells of the right to a hearing."""
    fine: Fen | None = None
    measures: tuple[str, ...] = ()
    """Of an advance notice the fine and the other measures that are intended, of a penalty decision
    those that it imposed."""
    regular: bool = True
    """Issued as the law wants; an irregular paper is a fact on which nothing rests."""
    void_on: date | None = None
    void_entry: int = 0
    """The entry that made it void."""
    void_reason: Text = Text("")
    file: FileHash | None = None
    """The signed paper as it was scanned, by its SHA-256."""

    def served_to(self, addressee: str) -> date | None:
        """The day service on one addressee succeeded."""
        return next(
            (
                s.on
                for s in self.services
                if s.reached and s.regular and s.addressee in ("", addressee)
            ),
            None,
        )

    @property
    def unserved(self) -> tuple[Line, ...]:
        """The addressees whom it has not reached yet."""
        return tuple(a for a in self.addressees if self.served_to(a) is None)

    @property
    def served_on(self) -> date | None:
        """The day service succeeded; with several addressees, on the last of them."""
        days = [self.served_to(a) for a in self.addressees or (Line(""),)]
        reached = [day for day in days if day is not None]
        return max(reached) if len(reached) == len(days) else None

    @property
    def owed(self) -> bool:
        """It is still to be obeyed. A lapsed order is followed by a decision and owes no more; a
        decision is owed until it is performed, whether or not it names a day."""
        wants = self.until is not None or self.pays
        return (
            wants and self.performed_on is None and not (self.lapsed and self.kind not in DECISIONS)
        )

    def has_lapsed(self, day: date) -> bool:
        """Whether, relied on and served, its time ran out unobeyed by a day."""
        if not self.stands or self.served_on is None or self.performed_on is not None:
            return False
        return self.lapsed or (self.until is not None and self.until < day)

    @property
    def stands(self) -> bool:
        """It can be relied on: regular and not void."""
        return self.regular and self.void_on is None

    @property
    def state(self) -> PaperState:
        """Where it stands."""
        if self.void_on is not None:
            return PaperState.VOID
        return PaperState.ISSUED if self.served_on is None else PaperState.SERVED

    @property
    def to_serve(self) -> bool:
        """It must still reach somebody. A receipt is handed over when it is written."""
        return self.state is PaperState.ISSUED and self.kind is not PaperKind.RECEIPT


class Issuing(Protocol):
    """A docket that papers come from."""

    @property
    def papers(self) -> "tuple[Paper, ...]": ...
    def sealing(self, entry: Entry) -> AuthorityId: ...


def issued(
    docket: Issuing,
    entry: Entry,
    kind: PaperKind,
    until: date | None,
    text: Text,
    *,
    addressees: tuple[Line, ...] = (),
    about: tuple[str, ...] = (),
) -> Paper:
    """The paper that an entry issues, with its number and the authority whose seal it bears: the
    number's, else who decided in the docket."""
    series = SERIES.get(kind, kind.value)
    number = next((n for n in entry.given.numbers if n.kind == series), None)
    return Paper(
        id=next_id("P", docket.papers),
        kind=kind,
        number=number.text if number else "",
        authority=number.authority if number else docket.sealing(entry),
        issued_on=entry.on,
        entry=entry.n,
        until=until,
        text=text,
        addressees=addressees,
        about=about,
        regular=entry.regular,
    )


def served(papers: tuple[Paper, ...], paper_id: str, attempt: Service) -> tuple[Paper, ...]:
    """The papers of a docket after one attempt to serve one of them."""
    return tuple(
        evolve(p, services=(*p.services, attempt)) if p.id == paper_id else p for p in papers
    )


def voided(
    papers: tuple[Paper, ...], ids: Collection[str], entry: Entry, reason: Text = Text("")
) -> tuple[Paper, ...]:
    """The papers of a docket, those of these ids void by an entry; what was void already stays as
    it was."""
    return tuple(
        evolve(p, void_on=entry.on, void_entry=entry.n, void_reason=reason)
        if p.id in ids and p.void_on is None
        else p
        for p in papers
    )
