"""What follows a decision: the fine and its payment, extra compensation, the report upward,
publication, and the list of those who owe migrant workers their wages. Sums in fen."""

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from ..evolving import evolve
from ..fields import Choice, label
from ..values import Fen, Line, money_text
from ..words import say
from .duties import Duty

# ------------------------------------------------------------------ fines


class Measure(Choice):
    """What a penalty can bring besides a fine, where a hearing may be owed for it (行政处罚法 art.
    63); the stored words are ids of ``law/data/measures.toml``."""

    REVOKE_LICENCE = "revoke_licence", say("revoke a licence")
    STOP_BUSINESS = "stop_business", say("stop the business")
    CLOSE_DOWN = "close_down", say("close it down")
    DOWNGRADE = "downgrade_qualification", say("lower a qualification")
    RESTRICT = "restrict_business", say("restrict what it may do")
    CONFISCATE = "confiscate_gain", say("confiscate the illegal gain")


class NoPenalty(Choice):
    """Why a breach that stands is not punished (行政处罚法 art. 33, 36)."""

    HARMLESS = "harmless", say("slight, corrected in time, without harm")
    FIRST = "first", say("first breach of slight harm, corrected in time")
    NO_FAULT = "no_fault", say("the party proves that it was not at fault")
    LAPSED = "lapsed", say("its time for a penalty is over")


class FineMeans(Choice):
    """How a fine was paid (行政处罚法 art. 67: officers do not collect it themselves)."""

    BANK = "bank", say("at the bank")
    ELECTRONIC = "electronic", say("electronic payment")
    COURT = "court", say("by court enforcement")
    OFFICERS = "officers", say("collected by officers")


@frozen(kw_only=True)
class FinePayment:
    """A sum paid on a fine, and what was paid of the additional fine (加处罚款) with it."""

    on: date
    amount: Fen
    additional: Fen
    means: FineMeans
    receipt: Line


@frozen(kw_only=True)
class Instalment:
    """A part of a fine and its day."""

    by: date = field(metadata=label("Day"))
    amount: Fen = field(metadata=label("Sum"))


@frozen(kw_only=True)
class Deferral:
    """A fine deferred, in one sum or in instalments, with the leave of a leader."""

    n: int
    on: date
    instalments: tuple[Instalment, ...]
    paid_before: Fen = Fen(0)
    """What had come in when it was granted."""

    @property
    def until(self) -> date:
        """Its last day."""
        return max(i.by for i in self.instalments)


@frozen(kw_only=True)
class Fine:
    """The fine of one penalty decision; ``number`` is how the paper is called."""

    paper: str
    number: str
    imposed: Fen
    on: date
    by: date | None = None
    payments: tuple[FinePayment, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    returned: Fen = Fen(0)
    void_on: date | None = None

    @property
    def paid(self) -> Fen:
        """What came in on the fine itself, less what was paid back."""
        return Fen(sum(p.amount for p in self.payments) - self.returned)

    @property
    def additional(self) -> Fen:
        """What came in on the additional fine."""
        return Fen(sum(p.additional for p in self.payments))

    @property
    def left(self) -> Fen:
        """What is still to be paid."""
        return Fen(0) if self.void_on else Fen(max(self.imposed - self.paid, 0))

    @property
    def over(self) -> Fen:
        """What is to be paid back, since the decision fell or was lowered."""
        return Fen(max(self.paid - (0 if self.void_on else self.imposed), 0))

    @property
    def deferral(self) -> Deferral | None:
        """The newest deferral."""
        return self.deferrals[-1] if self.deferrals else None

    def covered(self) -> tuple[Instalment, ...]:
        """The instalments of the newest deferral that are paid, from the first on."""
        deferral = self.deferral
        if deferral is None:
            return ()
        left = self.paid - deferral.paid_before
        done = []
        for one in deferral.instalments:
            left -= one.amount
            if left < 0:
                break
            done.append(one)
        return tuple(done)

    def duties(self) -> Iterator[Duty]:
        """That it is not paid, or to be paid back."""
        if self.left:
            text = say("Fine of {number}: {sum} yuan not paid.", number=self.number,
                       sum=money_text(self.left))  # fmt: skip
            if self.deferral is not None:
                until = self.deferral.until.isoformat()
                text = say("{text} Deferred until {day}.", text=text, day=until)
            yield Duty(text=text, kind="fine_paid", about=self.paper)
        if self.over:
            text = say("Fine of {number}: {sum} yuan to be paid back.", number=self.number,
                       sum=money_text(self.over))  # fmt: skip
            yield Duty(text=text, kind="fine_returned", about=self.paper)


# ------------------------------------------------------------------ extra compensation, report


@frozen(kw_only=True)
class Extra:
    """A second order: extra compensation to workers, after the first order lapsed. No fine."""

    paper: str
    order: str
    due: Fen
    amount: Fen
    workers: int | None


@frozen(kw_only=True)
class UpwardReport:
    """A penalty decision reported to the next higher department."""

    paper: str
    to: Line
    on: date


# ------------------------------------------------------------------ publication and the list


@frozen(kw_only=True)
class Objection:
    """The unit's objection, and what was found of it."""

    on: date
    answered_on: date | None = None
    holds: bool | None = None


class PublicationGround(Choice):
    """The seven kinds of violations that are published (人社部令第29号 art. 5, second-hand)."""

    WAGES = "wages", say("larger wage arrears")
    INSURANCE = "insurance", say("serious default on social insurance")
    HOURS = "hours", say("serious breach of hours and rest")
    WOMEN_MINORS = "women_minors", say("serious breach of the protection of women and minors")
    CHILD_LABOUR = "child_labour", say("child labour")
    EFFECT = "effect", say("grave social effect")
    OTHER = "other", say("another serious violation")


@frozen(kw_only=True)
class Publication:
    """A major violation made public (重大劳动保障违法行为社会公布)."""

    id: str
    ground: PublicationGround
    on: date
    where: Line
    paper: str = ""
    objections: tuple[Objection, ...] = ()
    fell_on: date | None = None
    """The decision it rests on was changed, withdrawn or annulled."""
    ended_on: date | None = None


class CreditGrade(Choice):
    """How grave a decision is for the credit record that is shown of it (信用修复管理办法,
    second-hand)."""

    SLIGHT = "slight", say("slight")
    ORDINARY = "ordinary", say("ordinary")
    SERIOUS = "serious", say("serious")


class ListingGround(Choice):
    """What leads onto the list (人社部令第45号 art. 5)."""

    AMOUNT = "amount", say("the sum reaches the line of the crime")
    INCIDENT = "incident", say("a group or extreme incident with grave effect")


class OffGround(Choice):
    """Why a name comes off the list (人社部令第45号 art. 11-17)."""

    TERM = "term", say("its term is over")
    GRANTED = "granted", say("early removal was granted")
    REVOKED = "revoked", say("the listing was revoked")


@frozen(kw_only=True)
class Listing:
    """From the advance notice to coming off the list (失信联合惩戒名单)."""

    id: str
    ground: ListingGround
    order: str
    """The order that was not obeyed."""
    notice: str
    noticed_on: date
    persons: tuple[Line, ...] = ()
    objections: tuple[Objection, ...] = ()
    spared_on: date | None = None
    decision: str = ""
    listed_on: date | None = None
    until: date | None = None
    corrected_on: date | None = None
    asked_on: date | None = None
    """Early removal was asked for, and waits for an answer."""
    granted_on: date | None = None
    fell_on: date | None = None
    """The order it rests on fell."""
    off_on: date | None = None

    @property
    def on_list(self) -> bool:
        """The name stands on the list."""
        return self.listed_on is not None and self.off_on is None

    @property
    def undecided(self) -> bool:
        """Noticed, and neither listed nor spared."""
        return self.listed_on is None and self.spared_on is None


@frozen(kw_only=True)
class Sanctions:
    """All of these in one case."""

    fines: tuple[Fine, ...] = ()
    extra: tuple[Extra, ...] = ()
    reports: tuple[UpwardReport, ...] = ()
    publications: tuple[Publication, ...] = ()
    listings: tuple[Listing, ...] = ()
    graded: tuple[tuple[str, CreditGrade], ...] = ()
    """Decisions graded for the credit record, each with its newest grade."""

    def fine(self, paper_id: str) -> Fine | None:
        """The fine of a penalty decision."""
        return next((f for f in self.fines if f.paper == paper_id), None)

    def owes(self, paper_id: str) -> bool:
        """Whether something of a decision's fine is still to be paid."""
        fine = self.fine(paper_id)
        return fine is not None and fine.left > 0

    def publication(self, publication_id: str) -> Publication | None:
        """The publication with this id (``G1``)."""
        return next((p for p in self.publications if p.id == publication_id), None)

    def listing(self, listing_id: str) -> Listing | None:
        """The listing with this id (``L1``)."""
        return next((x for x in self.listings if x.id == listing_id), None)

    def with_fine(self, fine: Fine) -> "Sanctions":
        """The same with one fine as it now is."""
        if self.fine(fine.paper) is None:
            return evolve(self, fines=(*self.fines, fine))
        return evolve(self, fines=tuple(fine if f.paper == fine.paper else f for f in self.fines))

    def with_publication(self, one: Publication) -> "Sanctions":
        """The same with one publication as it now is."""
        if self.publication(one.id) is None:
            return evolve(self, publications=(*self.publications, one))
        return evolve(
            self, publications=tuple(one if p.id == one.id else p for p in self.publications)
        )

    def with_listing(self, one: Listing) -> "Sanctions":
        """The same with one listing as it now is."""
        if self.listing(one.id) is None:
            return evolve(self, listings=(*self.listings, one))
        return evolve(self, listings=tuple(one if x.id == one.id else x for x in self.listings))

    def unpublishing(self, paper_id: str, on: date) -> "Sanctions":
        """The same after a decision was changed or fell: what was made public of it is to be
        taken back (行政处罚法 art. 48)."""
        return evolve(
            self,
            publications=tuple(
                evolve(p, fell_on=on) if p.paper == paper_id and p.ended_on is None else p
                for p in self.publications
            ),
        )

    def fallen(self, paper_id: str, on: date) -> "Sanctions":
        """The same after a paper fell: its fine is void, what was published or listed because of
        it is to be undone."""
        return evolve(
            self.unpublishing(paper_id, on),
            fines=tuple(
                evolve(f, void_on=on) if f.paper == paper_id and f.void_on is None else f
                for f in self.fines
            ),
            listings=tuple(
                evolve(x, fell_on=on) if x.order == paper_id and x.off_on is None else x
                for x in self.listings
            ),
        )

    def replaced(self, old: str, new: str, on: date) -> "Sanctions":
        """The same after another paper took the place of one: what was paid on its fine counts
        for the new one's, a listing rests on the new one."""
        was = self.fine(old)
        after = self.unpublishing(old, on)
        after = evolve(
            after,
            listings=tuple(evolve(x, order=new) if x.order == old else x for x in after.listings),
        )
        now = after.fine(new)
        if was is None:
            return after
        gone = evolve(was, void_on=on)
        if now is not None:
            after = after.with_fine(evolve(now, payments=was.payments, returned=was.returned))
            gone = evolve(gone, payments=(), returned=Fen(0))
        return after.with_fine(gone)

    def duties(self, *, enforced: bool) -> Iterator[Duty]:
        """What stays open. ``enforced``: the court or the police has it, so that an unpaid fine
        no longer stands in the way."""
        for fine in self.fines:
            for duty in fine.duties():
                bars = duty.kind != "fine_paid" or not enforced
                yield evolve(duty, bars=bars)
        for p in self.publications:
            if p.ended_on is None and any(o.answered_on is None for o in p.objections):
                text = say("The objection to publication {id} is not answered.", id=p.id)
                yield Duty(text=text, kind="objection_answered", about=p.id)
            if p.ended_on is None and (p.fell_on or any(o.holds for o in p.objections)):
                text = say("Publication {id} is to be taken back.", id=p.id)
                yield Duty(text=text, kind="unpublished", about=p.id)
        for x in self.listings:
            yield from _of_listing(x)


def _of_listing(x: Listing) -> Iterator[Duty]:
    if x.undecided:
        if any(o.answered_on is None for o in x.objections):
            text = say("The objection to listing {id} is not answered.", id=x.id)
            yield Duty(text=text, kind="objection_answered", about=x.id)
        text = say("Listing {id} was noticed, and is neither decided nor spared.", id=x.id)
        yield Duty(text=text, kind="listed", about=x.id)
    if x.on_list and x.asked_on is not None:
        text = say("Early removal of listing {id} was asked for and is not answered.", id=x.id)
        yield Duty(text=text, kind="removal_answered", about=x.id, bars=False)
    if x.on_list and (x.granted_on or x.fell_on):
        text = say("Listing {id} is to be taken off the list.", id=x.id)
        yield Duty(text=text, kind="delisted", about=x.id, bars=x.fell_on is not None)
