"""What follows a decision: the fine is paid, deferred, paid back; extra compensation is ordered;
the penalty is reported upward."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..record.case import Case
from ..record.docket import Entry, Given
from ..record.papers import ORDERS, PENALTIES, PaperKind, issued
from ..record.sanctions import (
    Deferral,
    Extra,
    Fine,
    FineMeans,
    FinePayment,
    Instalment,
    UpwardReport,
)
from ..values import Fen, Line, Text, money_text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, impossible_day, in_order, need_text
from .grounds import GROUNDS, Ground, ground_reasons, with_grounds
from .investigation import PAPER_REPAIR, WORKED

SANCTIONS = say("After the decision")
LEAST, MOST = 50, 100
"""Extra compensation in per cent of the sum due (《劳动保障监察条例》 art. 26)."""


# ------------------------------------------------------------------ the fine


def _fine(scene: Scene, paper_id: str) -> Iterator[Reason]:
    fine = scene.case.sanctions.fine(paper_id)
    if fine is None:
        papers = ", ".join(f.paper for f in scene.case.sanctions.fines) or "-"
        yield Reason(
            say("Paper {id} imposes no fine; there are: {papers}.", id=paper_id, papers=papers)
        )


def _fined(scene: Scene) -> Iterator[Reason]:
    if not scene.case.sanctions.fines:
        yield Reason(say("No fine was imposed in this case."))


def _imposed_on(scene: Scene, paper_id: str) -> date | None:
    fine = scene.case.sanctions.fine(paper_id)
    return fine.on if fine else None


@frozen(kw_only=True)
class FinePaid(Act):
    """A fine, or a part of it, came in: at the bank or electronically, never into the hands of
    officers outside the cases the law names (行政处罚法 art. 67). The additional fine of three per
    cent a day is at most the fine itself (art. 72)."""

    kind: ClassVar[str] = "fine_paid"
    title: ClassVar[Said] = say("Fine paid")
    group: ClassVar[Said] = SANCTIONS
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cf-67", "cf-72")
    repair: ClassVar[Said] = say("pay the sum in at the bank and keep its receipt")
    paper: Line = field(metadata=label("Penalty decision", of="fines"))
    amount: Fen = field(metadata=label("Sum paid on the fine"))
    additional: Fen = field(default=Fen(0), metadata=label("Sum paid on the additional fine"))
    means: FineMeans = field(default=FineMeans.BANK, metadata=label("How it was paid"))
    receipt: Line = field(metadata=label("Receipt number"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _fined(scene)

    def earliest(self, scene: Scene) -> date | None:
        return _imposed_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from _fine(scene, self.paper)
        fine = scene.case.sanctions.fine(self.paper)
        if fine is None:
            return
        if not (self.amount or self.additional):
            yield Reason(say("Nothing was paid: type the sum."), path="amount")
        if self.amount > fine.left:
            yield Reason(
                say(
                    "Of this fine {sum} yuan are left to pay. Enter that; what came in above it is "
                    "the additional fine, or is to be paid back at once.",
                    sum=money_text(fine.left),
                ),
                path="amount",
            )
        if fine.additional + self.additional > fine.imposed:
            yield Reason(
                say(
                    "The additional fine is at most the fine itself, {sum} yuan.",
                    sum=money_text(fine.imposed),
                ),
                basis="cf-72",
                soft=True,
                stands=True,
                path="additional",
            )
        if self.means is FineMeans.OFFICERS:
            yield Reason(
                say("Officers do not collect a fine themselves, but in the cases the law names."),
                basis="cf-67",
                soft=True,
                stands=True,
                path="means",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        fine = was.sanctions.fine(self.paper) if was else None
        if was is None or fine is None:
            return was
        payment = FinePayment(
            on=entry.on,
            amount=self.amount,
            additional=self.additional,
            means=self.means,
            receipt=self.receipt,
        )
        now = evolve(fine, payments=(*fine.payments, payment))
        after = evolve(was, sanctions=was.sanctions.with_fine(now))
        for i in range(len(fine.covered()), len(now.covered())):
            subject = part_of(now, i)
            after = after.with_moment("instalment_paid", entry.on, entry, subject=subject)
        if now.left or not fine.left:
            return after
        after = after.with_moment("fine_paid", entry.on, entry, subject=self.paper)
        if after.claims.unpaid_of(self.paper):
            return after  # the wages that it orders too are still owed
        after = evolve(
            after,
            papers=tuple(
                evolve(p, performed_on=p.performed_on or entry.on) if p.id == self.paper else p
                for p in after.papers
            ),
        )
        return after.with_moment("order_obeyed", entry.on, entry, subject=self.paper)

    def line(self, given: Given) -> Said:
        return say("{paper}: {sum} yuan", paper=self.paper, sum=money_text(self.amount))


def part_of(fine: Fine, i: int) -> str:
    """What the clocks call the instalment ``i`` (from 0) of a fine's newest deferral."""
    n = fine.deferral.n if fine.deferral else 0
    return f"{fine.paper}/{n}.{i + 1}"


@frozen(kw_only=True)
class FineReturned(Act):
    """A fine is paid back, since its decision fell or was lowered."""

    kind: ClassVar[str] = "fine_returned"
    title: ClassVar[Said] = say("Fine paid back")
    group: ClassVar[Said] = SANCTIONS
    who = INSPECTORS
    into = Case
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cf-75",)
    paper: Line = field(metadata=label("Penalty decision", of="fines"))
    amount: Fen = field(metadata=label("Sum paid back"))
    receipt: Line = field(default=Line(""), metadata=label("Receipt number"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(f.over for f in scene.case.sanctions.fines):
            yield Reason(say("No fine is to be paid back."))

    def earliest(self, scene: Scene) -> date | None:
        return _imposed_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from _fine(scene, self.paper)
        fine = scene.case.sanctions.fine(self.paper)
        if not self.amount:
            yield Reason(say("Nothing was paid: type the sum."), path="amount")
        if fine is not None and self.amount > fine.over:
            yield Reason(
                say("{sum} yuan are to be paid back, no more.", sum=money_text(fine.over)),
                path="amount",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        fine = was.sanctions.fine(self.paper) if was else None
        if was is None or fine is None:
            return was
        now = evolve(fine, returned=Fen(fine.returned + self.amount))
        return evolve(was, sanctions=was.sanctions.with_fine(now))

    def line(self, given: Given) -> Said:
        return say("{paper}: {sum} yuan", paper=self.paper, sum=money_text(self.amount))


@frozen(kw_only=True)
class FineDeferred(Act):
    """A leader lets the party pay a fine later or in instalments, on its application
    (行政处罚法 art. 66). Without rows, all that is left is due on the day given."""

    kind: ClassVar[str] = "fine_deferred"
    title: ClassVar[Said] = say("Defer a fine")
    group: ClassVar[Said] = SANCTIONS
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("let a leader grant it again")
    basis: ClassVar[tuple[str, ...]] = ("cf-66",)
    paper: Line = field(metadata=label("Penalty decision", of="fines"))
    asked_on: date = field(metadata=label("Asked for on"))
    until: date | None = field(default=None, metadata=label("Deferred until"))
    instalments: tuple[Instalment, ...] = field(default=(), metadata=label("Instalments"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(f.left for f in scene.case.sanctions.fines):
            yield Reason(say("No fine is left to pay."))

    def earliest(self, scene: Scene) -> date | None:
        return _imposed_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from _fine(scene, self.paper)
        yield from impossible_day(self.asked_on, scene)
        yield from in_order(self.asked_on, self.day(scene), say("Application and leave"))
        fine = scene.case.sanctions.fine(self.paper)
        if bool(self.instalments) == (self.until is not None):
            yield Reason(say("Say either one day, or the instalments with theirs."), path="until")
        days = [i.by for i in self.instalments]
        if days != sorted(set(days)):
            yield Reason(
                say("The days of the instalments follow each other: put them in order."),
                path="instalments",
            )
        last = self.until or (days[-1] if days else None)
        if last is not None and last <= self.day(scene):
            yield Reason(say("A fine is deferred to a later day."))
        total = sum(i.amount for i in self.instalments)
        if fine is not None and self.instalments and total != fine.left:
            yield Reason(
                say(
                    "The instalments add up to {total} yuan; of the fine {left} yuan are left.",
                    total=money_text(total),
                    left=money_text(fine.left),
                ),
                path="instalments",
            )
        if any(not i.amount for i in self.instalments):
            yield Reason(say("An instalment of nothing is none."), path="instalments")
        if fine is not None and not fine.left:
            yield Reason(say("Nothing of this fine is left to pay."))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        fine = was.sanctions.fine(self.paper) if was else None
        if was is None or fine is None:
            return was
        rows = self.instalments or (
            (Instalment(by=self.until, amount=fine.left),) if self.until else ()
        )
        if not rows:
            return was
        after = was
        if fine.deferral is not None:
            for i in range(len(fine.covered()), len(fine.deferral.instalments)):
                subject = part_of(fine, i)
                after = after.with_moment("instalment_paid", entry.on, entry, subject=subject)
        deferral = Deferral(
            n=len(fine.deferrals) + 1, on=entry.on, instalments=rows, paid_before=fine.paid
        )
        now = evolve(fine, deferrals=(*fine.deferrals, deferral))
        after = evolve(after, sanctions=after.sanctions.with_fine(now))
        after = after.with_moment(
            "fine_deferred", entry.on, entry, subject=self.paper, until=deferral.until
        )
        for i, row in enumerate(rows):
            after = after.with_moment(
                "instalment", entry.on, entry, subject=part_of(now, i), until=row.by
            )
        return after

    def line(self, given: Given) -> Said:
        if self.until is not None:
            return say("{paper}: until {day}", paper=self.paper, day=self.until.isoformat())
        n = len(self.instalments)
        return say(
            "{paper}: in {n} instalment" if n == 1 else "{paper}: in {n} instalments",
            paper=self.paper,
            n=n,
        )


# ------------------------------------------------------------------ extra compensation, report


def lapsed_order(scene: Scene, paper_id: str, day: date, basis: str) -> Iterator[Reason]:
    """Why a paper is no order to pay that lapsed: it orders no payment, or it has not lapsed."""
    paper = scene.case.paper(paper_id)
    if paper is None or paper.kind not in ORDERS or not paper.pays:
        papers = ", ".join(p.id for p in scene.case.issued(*ORDERS) if p.pays) or "-"
        yield Reason(
            say("Paper {id} is no order to pay; there are: {papers}.", id=paper_id, papers=papers)
        )
    elif not paper.has_lapsed(day):
        yield Reason(
            say(
                "{kind} {number} has not lapsed: it stands, was served, and its time has run out "
                "unobeyed.",
                kind=paper.kind.label,
                number=paper.number or paper.id,
            ),
            basis=basis,
            soft=True,
        )


@frozen(kw_only=True)
class ExtraCompensation(Act):
    """A second order, after the first order to pay lapsed: 50 to 100 per cent of the sum due on
    top, to the workers (加付赔偿金). It is no fine: no three per cent, no treasury."""

    kind: ClassVar[str] = "extra_compensation"
    title: ClassVar[Said] = say("Order extra compensation")
    group: ClassVar[Said] = SANCTIONS
    who = LEADERS
    into = Case
    stages = WORKED
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "extra_compensation"
    basis: ClassVar[tuple[str, ...]] = ("jc-26-1", "ht-85-1")
    repair = PAPER_REPAIR
    tells = frozenset({"order", "due", "percent", "amount", "workers", "by", "reason", "grounds"})
    order: Line = field(metadata=label("Order that lapsed", of="orders"))
    due: Fen = field(metadata=label("Sum that stayed unpaid"))
    percent: int = field(metadata=label("Per cent of it", hint="50 to 100"))
    amount: Fen | None = field(
        default=None, metadata=label("Extra compensation", hint="empty = as the per cent say")
    )
    workers: int | None = field(default=None, metadata=label("Workers"))
    by: date = field(metadata=label("To be paid by"))
    reason: Text = field(metadata=label("Reason"))
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.order)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from lapsed_order(scene, self.order, self.day(scene), "jc-26-1")
        yield from ground_reasons(self.grounds, scene, self.day(scene))
        yield from in_order(self.day(scene), self.by, say("To be paid by"), "by")
        if not self.due:
            yield Reason(say("Say which sum stayed unpaid."), path="due")
        sum_ = self.amount if self.amount is not None else Fen(0)
        outside = not LEAST <= self.percent <= MOST or not (
            LEAST * self.due <= 100 * sum_ <= MOST * self.due
        )
        if outside:
            yield Reason(
                say(
                    "Extra compensation is {least} to {most} per cent of the sum due; older rules "
                    "of one to five times are overtaken.",
                    least=LEAST,
                    most=MOST,
                ),
                basis="jc-26-1",
                soft=True,
            )

    def settled(self, scene: Scene) -> "ExtraCompensation":
        if self.amount is not None:
            return self
        return evolve(self, amount=Fen((self.due * self.percent + 50) // 100))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        order = was.paper(self.order)
        to = order.addressees if order else ()
        paper = issued(was, entry, PaperKind.EXTRA, self.by, self.reason, addressees=to)
        after = evolve(was, papers=(*was.papers, paper))
        if not entry.regular:
            return after
        extra = Extra(
            paper=paper.id,
            order=self.order,
            due=self.due,
            amount=self.amount or Fen(0),
            workers=self.workers,
        )
        sanctions = evolve(after.sanctions, extra=(*after.sanctions.extra, extra))
        return evolve(after, sanctions=sanctions)

    def line(self, given: Given) -> Said:
        line = say("{sum} yuan by {day}", sum=money_text(self.amount or 0), day=self.by.isoformat())
        return with_grounds(line, self.grounds)


@frozen(kw_only=True)
class ReportedUpward(Act):
    """A penalty decision is reported to the next higher department within ten working days
    (Order 25 art. 46, seen second-hand)."""

    kind: ClassVar[str] = "reported_upward"
    title: ClassVar[Said] = say("Report a penalty upward")
    group: ClassVar[Said] = SANCTIONS
    who = INSPECTORS
    into = Case
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("gd-46",)
    paper: Line = field(metadata=label("Penalty decision", of="penalties"))
    to: Line = field(default=Line(""), metadata=label("To whom", hint="empty = the superior"))
    document: Line = field(default=Line(""), metadata=label("Document of the report"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.issued(*PENALTIES):
            yield Reason(say("There is no penalty decision to report."))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.paper not in {p.id for p in scene.case.issued(*PENALTIES)}:
            yield Reason(say("{id} is no penalty decision in force.", id=self.paper), path="paper")
        if self.paper in {r.paper for r in scene.case.sanctions.reports}:
            yield Reason(say("{id} has been reported already.", id=self.paper), path="paper")
        if not self.to:
            yield Reason(
                say("There is no superior authority here: say to whom it is reported."), path="to"
            )

    def settled(self, scene: Scene) -> "ReportedUpward":
        own = scene.office.authority(scene.case.authority)
        above = scene.office.authority(own.superior) if own and own.superior else None
        return evolve(self, to=above.name) if above and not self.to else self

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        report = UpwardReport(paper=self.paper, to=self.to, on=entry.on)
        sanctions = evolve(was.sanctions, reports=(*was.sanctions.reports, report))
        after = evolve(was, sanctions=sanctions)
        return after.with_moment("reported_upward", entry.on, entry, subject=self.paper)

    def line(self, given: Given) -> Said:
        return say("{paper} to {whom}", paper=self.paper, whom=self.to)
