"""Coordination (协调处理): employer and workers come to terms, before filing or beside it.

It moves no clock. A complaint ends by it only once each worker has the money and says so, or
withdraws in writing, and the institution head signs. A promise that is not kept leaves the
complaint open, with its first day of receipt.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import FileHash, label
from ..law import causes
from ..parties import HEADS, Position
from ..record.case import Case
from ..record.claims import Claimant, Claims, Leaving, workers_words
from ..record.complaint import ENDED, Complaint, ComplaintStage, Disposition
from ..record.contacts import Coordination
from ..record.docket import Entry, Given
from ..record.effects import Effects
from ..record.payments import Agreement, Capacity, Instalment
from ..record.urgent import Urgency
from ..values import Fen, Line, Text, money_text
from ..words import Said, say
from .base import HANDLERS, Act, Scene, impossible_day, in_order, need_text
from .filing import LinkKind, same_unit
from .intake import child_reasons
from .money import MoneyAct, claims_of, elsewhere, under_way

COORDINATION = say("Coordination")

GRAVE: Final = {
    "child_labour": say("Child labour"),
    "forced_labour": say("Forced labour"),
}
"""Causes that always become a case: the interest is not the worker's alone."""
GRAVE_URGENCY: Final = frozenset(
    {Urgency.CHILD_LABOUR, Urgency.FORCED_LABOUR, Urgency.GROUP_INCIDENT}
)
"""The same, where it is marked as urgent for it and no cause says so (yet). An injury or a threat
of suicide cannot wait either, but its author may be paid and content."""
SHARED: Final = frozenset(
    {LinkKind.DUPLICATE, LinkKind.RELATED, LinkKind.SAME_EMPLOYER, LinkKind.SAME_SITE}
)
"""Links by which the facts of one docket touch the workers of another."""


def coordination_of(scene: Scene) -> Coordination | None:
    """The newest coordination in the docket."""
    docket = scene.docket
    return docket.coordination if isinstance(docket, (Complaint, Case)) else None


@frozen(kw_only=True)
class CoordinationOpened(Act):
    """The office tries to settle the matter between employer and workers. No limit stands still."""

    kind: ClassVar[str] = "coordination_opened"
    title: ClassVar[Said] = say("Open coordination")
    group: ClassVar[Said] = COORDINATION
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    limits_run_on = True
    plan: Text = field(default=Text(""), metadata=label("What is to be settled, and how"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)
        now = coordination_of(scene)
        if now is not None and not (now.failed_on or now.settled_on):
            yield Reason(
                say("Coordination is open already, since {day}.", day=now.opened_on.isoformat())
            )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, coordination=Coordination(opened_on=entry.on))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, coordination=Coordination(opened_on=entry.on))


@frozen(kw_only=True)
class Agreed(MoneyAct):
    """An agreement: who pays how much by when, at once or in instalments. It moves no limit, and
    replaces what the same side promised before."""

    kind: ClassVar[str] = "agreed"
    title: ClassVar[Said] = say("Agreement to pay")
    group: ClassVar[Said] = COORDINATION
    limits_run_on = True
    with_whom: Line = field(metadata=label("Who pays"))
    capacity: Capacity = field(default=Capacity.EMPLOYER, metadata=label("Payer is"))
    amount: Fen | None = field(
        default=None, metadata=label("Sum", hint="empty = all that is outstanding")
    )
    by: date | None = field(default=None, metadata=label("To be paid by"))
    instalments: tuple[Instalment, ...] = field(default=(), metadata=label("Instalments"))
    text: Text = field(default=Text(""), metadata=label("What else was agreed"))
    file: FileHash | None = field(default=None, metadata=label("Agreement (file)", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)

    def settled(self, scene: Scene) -> "Agreed":
        parts = self.instalments
        amount = self.amount
        if amount is None:
            amount = Fen(sum(i.sum for i in parts)) if parts else outstanding(scene)
        if not parts and self.by is not None and amount:
            parts = (Instalment(by=self.by, sum=amount),)
        return evolve(self, amount=amount, instalments=parts)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from promise_reasons(self.amount, self.by, self.day(scene))
        parts = self.instalments
        if self.by is None and not parts:
            yield Reason(say("Say by when."), path="by")
        if parts and sum(i.sum for i in parts) != self.amount:
            yield Reason(
                say(
                    "The instalments add up to {parts}, the agreement to {sum}.",
                    parts=money_text(sum(i.sum for i in parts)),
                    sum=money_text(self.amount or 0),
                ),
                path="amount",
            )
        for before, after in zip((self.day(scene), *(i.by for i in parts)), (i.by for i in parts),
                                 strict=False):  # fmt: skip
            yield from in_order(before, after, say("Instalments"), "instalments")
        if any(i.sum == 0 for i in parts):
            yield Reason(say("An instalment of nothing is none."), path="instalments")

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return was.agreed(
            Agreement(
                id="",
                on=entry.on,
                with_whom=self.with_whom,
                capacity=self.capacity,
                instalments=self.instalments,
            )
        )

    def line(self, given: Given) -> Said:
        last = self.instalments[-1].by.isoformat() if self.instalments else "?"
        return say("{name} pays {sum} by {day}", name=self.with_whom,
                   sum=money_text(self.amount or 0), day=last)  # fmt: skip


def outstanding(scene: Scene) -> Fen | None:
    """What is outstanding in the docket; none where no sum is known."""
    return claims_of(scene).totals().outstanding or None


def promise_reasons(
    amount: Fen | None, by: date | None, on: date, path: str = "amount"
) -> Iterator[Reason]:
    """Why a promise cannot stand: no sum, or its day lies before the promise; ``path`` is that of
    the sum."""
    if not amount:
        yield Reason(say("Say how much: no outstanding sum is known here."), path=path)
    yield from in_order(on, by, say("To be paid by"), "by")


@frozen(kw_only=True)
class CoordinationFailed(Act):
    """Coordination has come to nothing, or a promise was broken: what was promised counts no
    longer. A complaint that was settled by it is open again, with its first day of receipt: its
    limits run as if they had never stopped."""

    kind: ClassVar[str] = "coordination_failed"
    title: ClassVar[Said] = say("Coordination failed")
    group: ClassVar[Said] = COORDINATION
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    limits_run_on = True
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        now = coordination_of(scene)
        settled = now is not None and now.settled_on is not None
        if not settled:
            yield from under_way(scene)
        holds = any(a.ended_on is None for a in claims_of(scene).agreements)
        if not (settled or holds or (now is not None and now.failed_on is None)):
            yield Reason(say("No coordination is open, and nothing is promised."))
        if settled and not HEADS & scene.positions:
            yield Reason(
                say("A head signed that it was settled: a head opens it again."),
                who=Position.INSTITUTION_HEAD.label,
            )

    def earliest(self, scene: Scene) -> date | None:
        now = coordination_of(scene)
        return (now.settled_on or now.opened_on) if now else super().earliest(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        after = was.unsettled() if was.settled_on else was
        return evolve(
            after,
            claims=after.claims.promises_ended(entry.on),
            coordination=_failed(after.coordination, entry),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            claims=was.claims.promises_ended(entry.on),
            coordination=_failed(was.coordination, entry),
        )


def _failed(was: Coordination | None, entry: Entry) -> Coordination:
    return evolve(was or Coordination(opened_on=entry.on), failed_on=entry.on)


@frozen(kw_only=True)
class SettledWithoutFiling(Act):
    """A complaint ends by coordination: each worker has the money and confirms it, or withdraws in
    writing, and the institution head signs. A crime, child labour, a group incident or facts that
    touch other workers do not end so."""

    kind: ClassVar[str] = "settled_without_filing"
    title: ClassVar[Said] = say("Settle without filing")
    group: ClassVar[Said] = COORDINATION
    who = HEADS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    relied_on = True
    limits_run_on = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-1",)
    repair: ClassVar[Said] = say("settle it again as the rule wants, or file it")
    result: Text = field(metadata=label("Course and result"))
    no_crime: bool = field(default=False, metadata=label("No crime is suspected"))
    no_others: bool = field(default=False, metadata=label("No other workers are concerned"))
    apart: Text = field(
        default=Text(""), metadata=label("Why what is open against the employer is another matter")
    )
    told_on: date | None = field(default=None, metadata=label("Complainant told on"))
    effects: Effects = field(factory=Effects, metadata=label("What it brought"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        complaint = scene.complaint
        if complaint.tipoff:
            yield Reason(
                say("A tip-off is about others: it is filed or not filed, not settled."),
                basis="jc-09",
            )
        if complaint.case:
            yield Reason(say("This complaint is in case {key}: it ends there.", key=complaint.case))
        yield from too_grave(scene)
        missing = complaint.claims.missing()
        for worker in complaint.claims.workers:
            yield from still_open(worker, complaint.claims, missing)

    def earliest(self, scene: Scene) -> date | None:
        claims = scene.complaint.claims
        days = [scene.complaint.received.date()]
        days += [w.left.on for w in claims.workers if w.left]
        days += [c.on for p in claims.payments for c in p.confirmations]
        return max(days)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.result, "Course and result", "result")
        for said, name in ((self.no_crime, "No crime is suspected"),
                           (self.no_others, "No other workers are concerned")):  # fmt: skip
            if not said:
                yield Reason(
                    say("“{field}” must hold, and you must say so.", field=say(name)),
                    basis="hn-lsi-15-7" if name == "No crime is suspected" else "",
                )
        if not self.apart.strip():
            yield from _open_against(scene)
        if self.told_on is not None:
            yield from impossible_day(self.told_on, scene)
            yield from in_order(
                scene.complaint.received.date(),
                self.told_on,
                say("Complainant told on"),
                "told_on",
            )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        ids = tuple(a.id for a in was.open_allegations)
        now = was.coordination or Coordination(opened_on=entry.on)
        after = evolve(
            was,
            coordination=evolve(
                now,
                settled_on=entry.on,
                settled_in=entry.n,
                failed_on=None,
                effects=self.effects,
            ),
        )
        return after.disposed(
            ids, Disposition.SETTLED, entry, told_on=self.told_on, reason=self.result
        )


def _open_against(scene: Scene) -> Iterator[Reason]:
    """Whether other workers are concerned: what else is open against the same employer is named,
    and whoever settles says why it is another matter."""
    complaint = scene.complaint
    open_: list[Complaint | Case] = [
        c for c in scene.complaints(complaint.respondents) if c.stage not in ENDED and not c.case
    ]
    open_ += [c for c in scene.against(complaint.respondents) if c.closed_on is None]
    others = [
        c
        for c in open_
        if c.key != complaint.key and not c.void and same_unit(c.respondents, complaint.respondents)
    ]
    if others:
        workers = complaint.persons + sum(other.persons for other in others)
        yield Reason(
            say(
                "Open against the same employer: {dockets}; with these it is about {workers} (a "
                "group incident by the office's figure: {most}). Link what belongs together and "
                "file it; or say why it is another matter in “{field}”.",
                dockets=", ".join(other.key for other in others),
                workers=workers_words(workers),
                most=scene.office.settings.group_size,
                field=say("Why what is open against the employer is another matter"),
            ),
            path="apart",
        )


def too_grave(scene: Scene) -> Iterator[Reason]:
    """Why a complaint cannot end by coordination, whatever was paid."""
    complaint = scene.complaint
    yield from child_reasons(complaint)
    for a in complaint.allegations:
        cause = GRAVE.get(a.alleged.cause)
        if cause is not None:
            yield Reason(
                say("{cause} does not end by coordination: file it.", cause=cause),
                basis=causes()[a.alleged.cause].bases[0],
            )
    told = {a.alleged.cause for a in complaint.allegations}
    for kind in complaint.urgency.kinds if complaint.urgency else ():
        if kind in GRAVE_URGENCY and kind.value not in told:
            known = causes().get(kind.value)
            yield Reason(
                say(
                    "It is marked urgent ({why}): that does not end by coordination. File it, or a "
                    "head marks it otherwise.",
                    why=kind.label,
                ),
                basis=known.bases[0] if known else "",
            )
    most = scene.office.settings.group_size
    if complaint.persons >= most:
        yield Reason(
            say(
                "{n} worker is a group incident (the office's figure: {most}); it does not end by "
                "coordination."
                if complaint.persons == 1
                else "{n} workers are a group incident (the office's figure: {most}); it does not "
                "end by coordination.",
                n=complaint.persons,
                most=most,
            )
        )
    for how, key in complaint.links:
        other = scene.look(key) if how in SHARED else None
        running = (isinstance(other, Case) and other.closed_on is None and not other.void) or (
            isinstance(other, Complaint) and other.stage not in ENDED
        )
        if running:
            yield Reason(
                say(
                    "It is linked to {key} ({how}), which is open: its facts touch other workers.",
                    key=key,
                    how=LinkKind(how).label,
                )
            )


def still_open(
    worker: Claimant, claims: Claims, missing: Mapping[str, Fen | None]
) -> Iterator[Reason]:
    """What is still missing before a worker's part is settled; ``missing`` is what is due and
    unpaid on each line."""
    gone = worker.left is not None
    if gone and worker.left and worker.left.how in (
        Leaving.WITHDRAWN, Leaving.SATISFIED, Leaving.DOUBLE
    ):  # fmt: skip
        return
    if gone and worker.left:
        yield Reason(
            say(
                "{id} has left ({how}): that wants the worker's own writing.",
                id=worker.id,
                how=worker.left.how.label,
            )
        )
        return
    if worker.count > 1:
        yield Reason(
            say(
                "{id} stands for {n} workers: each must be named first (correct the registration).",
                id=worker.id,
                n=worker.count,
            )
        )
    for line in worker.lines:
        left = missing[line.id]
        if left is None:
            yield Reason(
                say(
                    "{id}: no sum is known; the worker says in writing that it is settled.",
                    id=line.id,
                )
            )
        elif left:
            yield Reason(
                say(
                    "{id}: {sum} is outstanding; it is paid, or the worker withdraws in writing.",
                    id=line.id,
                    sum=money_text(left),
                )
            )
    for payment in claims.payments_to(worker.id):
        if worker.id in payment.unconfirmed:
            yield Reason(
                say(
                    "{id} has not confirmed payment {payment} (signature or recorded call).",
                    id=worker.id,
                    payment=payment.id,
                )
            )
