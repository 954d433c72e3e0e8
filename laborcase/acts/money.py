"""Claims and payments: workers join and leave, their sums are verified, and they are paid.

They are entered at any stage, line by line, in the complaint before it is filed and in the case
afterwards; the complaint's payments come along into the case.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import FileHash, label
from ..parties import Worker
from ..record.case import Case
from ..record.claims import Claimant, Claims, Leaving, Left, People, claimant, workers_words
from ..record.complaint import ENDED, Complaint
from ..record.docket import Entry, Given
from ..record.office import Office
from ..record.payments import (
    Capacity,
    Confirmation,
    Confirmed,
    LineSum,
    Means,
    Payment,
    worker_of,
)
from ..values import Fen, Line, Text, money_text, plain
from ..words import Said, say
from .base import HANDLERS, INSPECTORS, Act, Scene, asked_anyway, impossible_day, need_text
from .identity import claims_known, same_workers
from .intake import claim_reasons

MONEY = say("Claims and payments")


@frozen(kw_only=True)
class MoneyAct(Act):
    """Parent of the acts that change a docket's claims and nothing else."""

    group: ClassVar[Said] = MONEY
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)

    def changed(self, was: Claims, entry: Entry) -> Claims:
        """The claims after the act."""
        return was

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, claims=self.changed(was.claims, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, claims=self.changed(was.claims, entry))


def elsewhere(scene: Scene) -> Iterator[Reason]:
    """Why nothing of this is entered in a complaint that is in a case: it would count twice."""
    if isinstance(scene.docket, Complaint) and scene.docket.case:
        yield Reason(say("This complaint is in case {key}: enter it there.", key=scene.docket.case))


def under_way(scene: Scene) -> Iterator[Reason]:
    """Why an act that belongs to running matters is too late here."""
    docket = scene.docket
    over = (isinstance(docket, Case) and docket.closed_on is not None) or (
        isinstance(docket, Complaint) and docket.case is None and docket.stage in ENDED
    )
    if over:
        yield Reason(say("This matter is over."))


def claims_of(scene: Scene) -> Claims:
    """The claims of the docket."""
    assert isinstance(scene.docket, (Complaint, Case))
    return scene.docket.claims


def filled(rows: Sequence[LineSum]) -> tuple[LineSum, ...]:
    """The rows that say something, their lines as they are written (``w1-2`` for ``W1-2``)."""
    return tuple(evolve(r, line=Line(r.line.upper())) for r in rows if r.sum is not None)


def line_reasons(rows: Sequence[LineSum], scene: Scene) -> Iterator[Reason]:
    """Why sums cannot stand for these lines: unknown, named twice, of somebody counted already."""
    known = claims_of(scene).by_id()
    for row in rows:
        if row.line not in known:
            yield Reason(
                say(
                    "There is no line {id} here; there are: {ids}.",
                    id=row.line,
                    ids=", ".join(list(known)[:20]) or "-",
                )
            )
            continue
        worker, _ = known[row.line]
        if worker.left is not None and worker.double:
            yield Reason(
                say(
                    "{id} is the same person as {other}: enter it there.",
                    id=worker.id,
                    other=worker.left.same_as,
                )
            )
    for line, times in Counter(r.line for r in rows).items():
        if times > 1:
            yield Reason(say("{id} stands twice.", id=line))


def spread(rows: Sequence[LineSum], scene: Scene) -> tuple[LineSum, ...]:
    """The rows that say something, sums for workers spread over their lines."""
    return claims_of(scene).spread(filled(rows))


# ------------------------------------------------------------------ workers


@frozen(kw_only=True)
class WorkerJoined(MoneyAct):
    """A worker joins a matter that runs: with an own claim, at any stage."""

    kind: ClassVar[str] = "worker_joined"
    title: ClassVar[Said] = say("A worker joins")
    basis: ClassVar[tuple[str, ...]] = ("jc-09",)
    worker: Worker = field(metadata=label("Worker"))
    another: Text = field(default=Text(""), metadata=label("Why it is another person"))
    same_as: tuple[Line, ...] = field(
        default=(), metadata=label("Worker that a row is", system=True)
    )
    """Where the name is kept secret: the worker of the docket who it is, empty for a new one, as
    far as the officer who enters it may know it."""

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)

    def settled(self, scene: Scene) -> "WorkerJoined":
        same = same_workers(scene, (self.worker,)) if self.seals(scene.docket) else ()
        return evolve(self, same_as=same)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        for n, claim in enumerate(self.worker.claims, 1):
            path = f"worker.claims.{n}."
            yield from claim_reasons(scene, claim, say("Claim {n}", n=n), path)
        new = Claimant(
            id="",
            name=self.worker.name,
            resident_number=self.worker.resident_number,
            phone=self.worker.phone,
        )
        people = People(claims_known(scene).workers)
        at = people.at(new)
        if at is not None and people.workers[at].left is None:
            there = people.workers[at].id
            yield Reason(say("This is {id}, who stands here already.", id=there))
        elif at is None and not self.another.strip():
            yield from _namesakes(new, people.workers)

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        secret = isinstance(docket, Complaint) and docket.secret
        return frozenset({"worker"}) if secret else frozenset()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        same = self.same_as[0] if self.same_as else None
        return was and evolve(was, claims=was.claims.joined(self._new(was, entry), same))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, claims=was.claims.joined(self._new(was, entry)))

    def _new(self, was: Complaint | Case, entry: Entry) -> Claimant:
        told = tuple((a.id, a.alleged) for a in was.allegations)
        return claimant(was.key, f"W{was.claims.last + 1}", self.worker, told, entry.on)

    def line(self, given: Given) -> Said:
        return say("claims {sum}", sum=money_text(self.worker.claimed))


def _namesakes(new: Claimant, workers: Sequence[Claimant]) -> Iterator[Reason]:
    """Whether somebody of the same name joins twice: two numbers tell two people apart, nothing
    else does."""
    for one in workers:
        numbers = {new.resident_number, one.resident_number} - {None}
        if (
            one.left is None
            and new.name
            and plain(one.name) == plain(new.name)
            and len(numbers) < 2
        ):
            yield Reason(
                say(
                    "{id} has the same name. If it is the same person, correct the entry that "
                    "brought {id}; if not, say how you know in “{field}”.",
                    id=one.id,
                    field=say("Why it is another person"),
                ),
                path="another",
            )


@frozen(kw_only=True)
class WorkerLeft(MoneyAct):
    """A worker leaves a matter: withdraws, says that it is settled, pursues it elsewhere, or turns
    out to be counted already. A case is not ended by it (《劳动保障监察条例》 art. 18)."""

    kind: ClassVar[str] = "worker_left"
    title: ClassVar[Said] = say("A worker leaves")
    worker: Line = field(metadata=label("Worker", of="workers"))
    how: Leaving = field(metadata=label("How"))
    same_as: Line = field(
        default=Line(""), metadata=label("Same person as", of="workers", hint="for a double only")
    )
    reason: Text = field(default=Text(""), metadata=label("Reason"))
    file: FileHash | None = field(
        default=None, metadata=label("The worker's writing (file)", of="file")
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)

    def settled(self, scene: Scene) -> "WorkerLeft":
        return evolve(self, worker=Line(self.worker.upper()), same_as=Line(self.same_as.upper()))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        claims = claims_of(scene)
        worker = claims.worker(self.worker)
        if worker is None:
            yield from unknown_worker(self.worker, scene)
            return
        if worker.left is not None:
            yield Reason(
                say(
                    "{id} has left already, on {day}: {how}.",
                    id=worker.id,
                    day=worker.left.on.isoformat(),
                    how=worker.left.how.label,
                )
            )
        if self.how is Leaving.DOUBLE:
            other = claims.worker(self.same_as)
            if other is None or other.id == worker.id or other.double:
                yield Reason(
                    say("Say with whom {id} is the same person (W1 …).", id=worker.id),
                    path="same_as",
                )
            if claims.payments_to(worker.id):
                yield Reason(
                    say(
                        "{id} was paid: correct those payments first, so that they stand at the "
                        "one who is counted.",
                        id=worker.id,
                    )
                )
        elif self.same_as:
            yield Reason(
                say("“{field}” belongs to: {how}.", field=say("Same person as"),
                    how=Leaving.DOUBLE.label), path="same_as")  # fmt: skip
        else:
            yield from need_text(self.reason, "Reason", "reason")

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return was.left(self.worker, Left(how=self.how, on=entry.on, same_as=self.same_as))

    def line(self, given: Given) -> Said:
        return say("{id} {how}", id=self.worker, how=self.how.label)


def unknown_worker(worker_id: str, scene: Scene) -> Iterator[Reason]:
    """Why somebody of that id cannot be meant: nobody here has it."""
    if claims_of(scene).worker(worker_id) is None:
        known = ", ".join(w.id for w in claims_of(scene).workers[:20]) or "-"
        yield Reason(
            say("There is no worker {id} here; there are: {ids}.", id=worker_id, ids=known)
        )


@frozen(kw_only=True)
class SumsVerified(MoneyAct):
    """Sums are found due, worker by worker, on named evidence. What was verified before stays
    readable; the newest counts."""

    kind: ClassVar[str] = "sums_verified"
    title: ClassVar[Said] = say("Verify sums")
    who = INSPECTORS
    basis: ClassVar[tuple[str, ...]] = ("jc-15",)
    sums: tuple[LineSum, ...] = field(metadata=label("Verified sums"))
    evidence: Line = field(
        metadata=label("Evidence", of="evidence", hint="E1 … in a case, else what it rests on")
    )
    file: FileHash | None = field(default=None, metadata=label("Calculation (file)", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)

    def settled(self, scene: Scene) -> "SumsVerified":
        return evolve(self, sums=filled(self.sums))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from line_reasons(self.sums, scene)
        if not self.sums:
            yield Reason(say("Say at least one sum."), path="sums")
        if isinstance(scene.docket, Case):
            kept = [e.id for e in scene.docket.evidence]
            if self.evidence.upper() not in kept:
                yield Reason(
                    say(
                        "There is no evidence {id} in this case; there is: {ids}.",
                        id=self.evidence,
                        ids=", ".join(kept) or "-",
                    ),
                    path="evidence",
                )

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return was.verified(self.sums, self.evidence, entry.on)

    def line(self, given: Given) -> Said:
        return many(self.sums)


def many(sums: Sequence[LineSum]) -> Said:
    """How many workers a list of sums is about, and their total."""
    n = len({worker_of(s.line) for s in sums})
    total = money_text(sum(s.sum or 0 for s in sums))
    return say("{workers}, {sum}", workers=workers_words(n), sum=total)


# ------------------------------------------------------------------ payments


@frozen(kw_only=True)
class Paid(MoneyAct):
    """Money reaches workers: on which day, how much each, from whom and as what, with which
    evidence, and whether the workers confirm it. A sum for a worker (``W3``) is spread over the
    worker's lines, the oldest period first. This is the one way by which money to workers is
    entered; to perform a paper is an act of its own."""

    kind: ClassVar[str] = "paid"
    title: ClassVar[Said] = say("Payment to workers")
    basis: ClassVar[tuple[str, ...]] = ("jc-18-1", "nm-30-3")
    sums: tuple[LineSum, ...] = field(metadata=label("Who was paid"))
    payer: Line = field(metadata=label("Payer"))
    capacity: Capacity = field(default=Capacity.EMPLOYER, metadata=label("Payer is"))
    means: Means = field(default=Means.BANK, metadata=label("Means"))
    proof: Text = field(default=Text(""), metadata=label("Evidence of payment"))
    file: FileHash | None = field(default=None, metadata=label("Evidence (file)", of="file"))
    confirmed: Confirmed = field(default=Confirmed.NOT_YET, metadata=label("Workers confirm it by"))
    confirmed_on: date | None = field(default=None, metadata=label("Confirmed on"))
    paper: Line = field(
        default=Line(""), metadata=label("Paper that orders it", of="papers", hint="P1 …")
    )
    agreement: Line = field(
        default=Line(""),
        metadata=label("Promise that it keeps", of="agreements", hint="empty = that of the payer"),
    )
    nevertheless: Text = field(default=Text(""), metadata=label("Why it is right nevertheless"))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def settled(self, scene: Scene) -> "Paid":
        held = claims_of(scene).live(self.capacity)
        return evolve(
            self,
            sums=spread(self.sums, scene),
            paper=Line(self.paper.upper()),
            agreement=Line(self.agreement.upper() or (held.id if held else "")),
            confirmed_on=self.confirmed_on
            if self.confirmed_on or self.confirmed is Confirmed.NOT_YET
            else self.day(scene),
        )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        claims = claims_of(scene)
        yield from line_reasons(self.sums, scene)
        if not self.sums:
            yield Reason(say("Say who was paid, and how much."), path="sums")
        if any(s.sum == 0 for s in self.sums):
            yield Reason(say("A payment of nothing is none: leave the sum empty."), path="sums")
        if self.agreement and self.agreement not in {a.id for a in claims.agreements}:
            yield Reason(say("There is no promise {id} here.", id=self.agreement), path="agreement")
        papers = scene.docket.papers if isinstance(scene.docket, Case) else ()
        if self.paper and self.paper not in {p.id for p in papers}:
            yield Reason(
                say("There is no paper {id} here; there are: {papers}.", id=self.paper,
                    papers=", ".join(p.id for p in papers) or "-"), path="paper")  # fmt: skip
        yield from word_reasons(
            self.confirmed, self.confirmed_on, self.day(scene), self.proof, self.file, scene
        )
        yield from asked_anyway(self.nevertheless, self._questions(scene))

    def _questions(self, scene: Scene) -> Iterator[Said]:
        """What looks odd and may still be so."""
        claims = claims_of(scene)
        known, paid = claims.by_id(), claims.paid_by_line()
        standing = scene.docket.standing if isinstance(scene.docket, Case) else ()
        for row in self.sums:
            if row.line not in known or known[row.line][0].double:
                continue
            worker, line = known[row.line]
            if worker.left is not None:
                yield say(
                    "{id} has left on {day}: {how}.",
                    id=worker.id,
                    day=worker.left.on.isoformat(),
                    how=worker.left.how.label,
                )
            after = Fen(paid.get(row.line, 0) + (row.sum or 0))
            ordered = line.ordered(standing)
            for bound, what in (
                (ordered.sum if ordered else None, say("ordered")),
                (line.verified, say("verified")),
                (line.owed, say("claimed")),
            ):
                if bound is not None and after > bound:
                    yield say(
                        "{id}: {paid} would be paid, more than the {sum} {what}.",
                        id=row.line,
                        paid=money_text(after),
                        sum=money_text(bound),
                        what=what,
                    )
                    break
        if claims.lump:
            yield say(
                "{sum} stands here as paid without saying to whom: is this the same money?",
                sum=money_text(claims.lump),
            )

    def changed(self, was: Claims, entry: Entry) -> Claims:
        payment = Payment(
            id="",
            on=entry.on,
            payer=self.payer,
            capacity=self.capacity,
            means=self.means,
            sums=self.sums,
            paper=self.paper,
            agreement=self.agreement,
        )
        after = was.with_payment(payment)
        if self.confirmed is Confirmed.NOT_YET:
            return after
        made = after.payments[-1]
        return after.confirmed(
            made.id, words(made.workers, self.confirmed, self.confirmed_on or entry.on)
        )

    def line(self, given: Given) -> Said:
        return say("{many}, by {payer}", many=many(self.sums), payer=self.payer)


def words(workers: Sequence[str], how: Confirmed, on: date) -> tuple[Confirmation, ...]:
    """The words of several workers that the money came."""
    return tuple(Confirmation(worker=w, how=how, on=on) for w in workers)


def word_reasons(
    how: Confirmed, on: date | None, paid_on: date, proof: str, file: str | None, scene: Scene
) -> Iterator[Reason]:
    """Why workers cannot have confirmed a payment so."""
    if how is Confirmed.NOT_YET:
        if on is not None:
            yield Reason(say("Say how the workers confirmed it."))
        return
    if on is not None:
        yield from impossible_day(on, scene)
        if on < paid_on:
            yield Reason(
                say(
                    "Nobody can have confirmed on {day} what was paid on {paid}.",
                    day=on.isoformat(),
                    paid=paid_on.isoformat(),
                )
            )
    if how is Confirmed.CALL and not (proof.strip() or file):
        yield Reason(say("Say where the recording of the call is kept, or add the file."))


@frozen(kw_only=True)
class PaymentConfirmed(MoneyAct):
    """Workers say that the money of a payment came: by their signature, or in a recorded call."""

    kind: ClassVar[str] = "payment_confirmed"
    title: ClassVar[Said] = say("Workers confirm a payment")
    payment: Line = field(metadata=label("Payment", of="payments"))
    workers: tuple[Line, ...] = field(
        default=(), metadata=label("Workers", of="workers", hint="none = all it was paid to")
    )
    how: Confirmed = field(default=Confirmed.SIGNATURE, metadata=label("How"))
    proof: Text = field(default=Text(""), metadata=label("Evidence"))
    file: FileHash | None = field(default=None, metadata=label("Evidence (file)", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        if not any(p.unconfirmed for p in claims_of(scene).payments):
            yield Reason(say("No payment waits for a worker's word."))

    def earliest(self, scene: Scene) -> date | None:
        payment = claims_of(scene).payment(self.payment)
        return payment.on if payment else None

    def settled(self, scene: Scene) -> "PaymentConfirmed":
        made = evolve(
            self,
            payment=Line(self.payment.upper()),
            workers=tuple(Line(w.upper()) for w in self.workers),
        )
        payment = claims_of(scene).payment(made.payment)
        if payment is None or made.workers:
            return made
        return evolve(made, workers=tuple(Line(w) for w in payment.unconfirmed))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        payment = claims_of(scene).payment(self.payment)
        if payment is None:
            known = ", ".join(p.id for p in claims_of(scene).payments) or "-"
            yield Reason(
                say("There is no payment {id} here; there are: {ids}.", id=self.payment, ids=known),
                path="payment",
            )
            return
        if self.how is Confirmed.NOT_YET:
            yield Reason(say("Say how the workers confirmed it."), path="how")
        if not self.workers:
            yield Reason(
                say("All who were paid by {id} have confirmed it.", id=payment.id), path="workers"
            )
        for worker in self.workers:
            if worker not in payment.workers:
                yield Reason(
                    say("{worker} got nothing of {id}.", worker=worker, id=payment.id),
                    path="workers",
                )
            elif worker not in payment.unconfirmed:
                yield Reason(
                    say("{worker} has confirmed it already.", worker=worker), path="workers"
                )
        yield from word_reasons(self.how, None, payment.on, self.proof, self.file, scene)

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return was.confirmed(self.payment, words(self.workers, self.how, entry.on))

    def line(self, given: Given) -> Said:
        return say("{id}: {workers}, {how}", id=self.payment, workers=", ".join(self.workers),
                   how=self.how.label)  # fmt: skip
