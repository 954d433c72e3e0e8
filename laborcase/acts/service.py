"""Service and performance: papers reach people, sums are paid, the court is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import Choice, FileHash, label
from ..parties import Position
from ..record.case import Case, CaseStage
from ..record.claims import Claims
from ..record.complaint import Complaint, ComplaintStage
from ..record.docket import Entry, Given
from ..record.office import Office
from ..record.opinions import listing_ground
from ..record.papers import (
    DECISIONS,
    ORDERS,
    PENALTIES,
    Paper,
    PaperKind,
    Service,
    ServiceMode,
    issued,
    served,
)
from ..record.payments import Capacity, LineSum, Payment
from ..values import Fen, Line, Text, money_text
from ..words import Said, say
from .base import HANDLERS, INSPECTORS, LEADERS, Act, Scene, in_order, need_text
from .investigation import PAPER_REPAIR, WORKED
from .papers import ADDRESSEES, everybody, no_such_paper, paper_here, papers_here

SERVICE = say("Service and performance")
TO_PERFORM = frozenset({*ORDERS, *PENALTIES, PaperKind.EXTRA})
"""Papers that order something which can be performed."""
AFTER_DEMAND = 10
"""Working days between the service of the demand and the application (行政强制法 art. 54, 69)."""
ENDED_STAGES = frozenset({CaseStage.CLOSED, CaseStage.ARCHIVED})
SERVICE_LIMIT: Final = 7
"""Working days in which a decision is served (行政处罚法 art. 61, 85; of a handling decision the
kind of day is open, and this is its outer limit)."""
PUBLIC_NOTICE: Final = 30
"""Days after which a public notice counts as service (民事诉讼法 art. 95)."""
SERVED_AS: Final = {
    PaperKind.INQUIRY: ("inquiry_served",),
    PaperKind.HEARING_NOTICE: ("hearing_noticed",),
    PaperKind.HANDLING: ("decision_served", "enforceable_served"),
    PaperKind.PENALTY: ("decision_served", "enforceable_served", "penalty_served"),
    PaperKind.NO_PENALTY: ("decision_served",),
    PaperKind.WITHDRAWAL: ("decision_served",),
    PaperKind.EXTRA: ("decision_served", "enforceable_served"),
    PaperKind.LISTING: ("decision_served",),
    PaperKind.ADVANCE_NOTICE: ("notice_served",),
    PaperKind.LISTING_NOTICE: ("listing_notice_served",),
    PaperKind.DEMAND: ("demand_served",),
}
"""The moments that the service of a paper makes, for the clocks that run from it."""


def _void(paper: Paper) -> Iterator[Reason]:
    if paper.void_on:
        yield Reason(
            say(
                "{kind} {number} is void since {day}.",
                kind=paper.kind.label,
                number=paper.number or paper.id,
                day=paper.void_on.isoformat(),
            )
        )


@frozen(kw_only=True)
class Served(Act):
    """One attempt to serve a paper: how, to whom, with which result (民事诉讼法 ch. 7). Posting
    up counts only with photos or video (法释〔2013〕3号 art. 4).

    Each addressee is served for itself. In a complaint, who got the notice of what became of some
    allegations has been told of them.
    """

    kind: ClassVar[str] = "served"
    title: ClassVar[Said] = say("Serve a paper")
    group: ClassVar[Said] = SERVICE
    who = HANDLERS
    both: ClassVar[bool] = True
    stages = WORKED | ENDED_STAGES | (frozenset(ComplaintStage) - {ComplaintStage.VOID})
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("cf-61",)
    repair: ClassVar[Said] = say("serve it again as the rule wants")
    paper: Line = field(metadata=label("Paper", of="unserved"))
    addressee: Line = field(
        default=Line(""),
        metadata=label("Addressee", of="addressees", hint="empty = the only one"),
    )
    mode: ServiceMode = field(default=ServiceMode.DIRECT, metadata=label("How"))
    receiver: Line = field(metadata=label("Receiver"))
    reached: bool = field(default=True, metadata=label("Reached"))
    witness: Line = field(default=Line(""), metadata=label("Witness"))
    refusal: Line = field(default=Line(""), metadata=label("Why refused"))
    entitled: bool = field(
        default=True, metadata=label("The receiver may receive it for the addressee")
    )
    file: FileHash | None = field(default=None, metadata=label("Proof (file)", of="file"))
    remedies_told: bool = field(
        default=True, metadata=label("It tells of review and suit", hint="right, organ and period")
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not papers_here(scene):
            yield Reason(say("No paper has been issued yet."))
        if isinstance(scene.docket, Case) and not INSPECTORS & scene.positions:
            yield Reason(
                say("The papers of a case are served by its inspectors."),
                who=Position.INSPECTOR.label,
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        paper = paper_here(scene, self.paper)
        if paper is None:
            yield no_such_paper(scene, self.paper)
            return
        yield from _void(paper)
        on = self.happened or scene.today
        if on < paper.issued_on:
            yield Reason(
                say(
                    "{kind} {number} was issued on {day}; it cannot have been served before.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                    day=paper.issued_on.isoformat(),
                )
            )
        if (self.addressee or len(paper.addressees) > 1) and self.addressee not in paper.addressees:
            yield Reason(
                say(
                    "Say to whom it was served; it goes to: {names}.",
                    names=", ".join(paper.addressees) or "-",
                ),
                path="addressee",
            )
        elif (before := paper.served_to(self.addressee)) is not None:
            yield Reason(
                say("It has been served already, on {day}.", day=before.isoformat()),
                path="addressee",
            )
        if self.mode is ServiceMode.POSTED_UP and self.file is None:
            yield Reason(
                say("Posting up counts only with photos or video: add the file."),
                basis="cn-spc-pay-4",
                soft=True,
                path="file",
            )
        if paper and self.reached:
            yield from _served_amiss(self, paper, on, scene)

    def settled(self, scene: Scene) -> "Served":
        paper = paper_here(scene, self.paper)
        if self.addressee or paper is None or len(paper.addressees) != 1:
            return self
        return evolve(self, addressee=paper.addressees[0])

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        secret = isinstance(docket, Complaint) and docket.secret
        return frozenset({"receiver", "witness", "refusal"}) if secret else frozenset()

    def _attempt(self, entry: Entry) -> Service:
        return Service(
            on=entry.on,
            mode=self.mode,
            reached=self.reached,
            receiver=self.receiver,
            addressee=self.addressee,
            regular=entry.regular,
            file=self.file,
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        paper = next((p for p in was.papers if p.id == self.paper), None)
        after = evolve(was, papers=served(was.papers, self.paper, self._attempt(entry)))
        if paper is None or not (self.reached and entry.regular):
            return after
        if paper.about:
            after = after.told(entry.on, entry, paper.about)
        if paper.kind is PaperKind.REFUSAL and paper.served_on is None:
            name = self._named("refusal_served")
            after = after.with_moment(name, entry.on, entry, subject=paper.id)
        return after

    def _named(self, moment: str) -> str:
        """The moment of a service, or that of a paper that does not tell of remedies."""
        return moment if self.remedies_told else f"{moment}_untold"

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = was.paper(self.paper)
        after = evolve(was, papers=served(was.papers, self.paper, self._attempt(entry)))
        if paper is None or not paper.stands or not entry.regular:
            return after
        if self.mode is ServiceMode.NOTICE and not self.reached:
            return after.with_moment("public_notice_issued", entry.on, entry, subject=paper.id)
        # What runs for the parties begins when the last of them has it: no date is too early.
        now = after.paper(paper.id)
        if not self.reached or paper.served_on is not None or now is None or not now.served_on:
            return after
        after = after.with_moment("paper_served", entry.on, entry, subject=paper.id)
        if paper.until:
            after = after.with_moment(
                "order_served", entry.on, entry, subject=paper.id, until=paper.until
            )
        for name in SERVED_AS.get(paper.kind, ()):
            name = self._named(name) if name == "decision_served" else name
            after = after.with_moment(name, entry.on, entry, subject=paper.id)
        if paper.hearing:
            after = after.with_moment("hearing_right_told", entry.on, entry, subject=paper.id)
        if was.sanctions.fine(paper.id) is not None:
            after = after.with_moment("fine_served", entry.on, entry, subject=paper.id)
        return after

    def line(self, given: Given) -> Said:
        return say("{paper}: {mode}", paper=self.paper, mode=self.mode.label)


def _served_amiss(act: Served, paper: Paper, on: date, scene: Scene) -> Iterator[Reason]:
    """How a paper can have reached somebody otherwise than the law wants."""
    if not act.entitled:
        yield Reason(
            say("The receiver may not receive it for the addressee; so it is not served."),
            basis="cf-61",
            soft=True,
        )
    if act.mode is ServiceMode.NOTICE:
        published = [
            s.on
            for s in paper.services
            if s.mode is ServiceMode.NOTICE and not s.reached and s.regular
        ]
        ends = min(published) + timedelta(days=PUBLIC_NOTICE) if published else None
        if ends is None or on < ends:
            yield Reason(
                say(
                    "A public notice serves thirty days after its issue: enter the notice as not "
                    "reached on its day, and the service from {day} on.",
                    day=ends.isoformat(),
                )
                if ends
                else say(
                    "A public notice serves thirty days after its issue: enter the notice as not "
                    "reached on its day first."
                ),
                basis="ms-95",
                soft=True,
                path="mode",
            )
    if act.mode is ServiceMode.LEFT and not act.witness and act.file is None:
        yield Reason(
            say("A paper is left only before witnesses, or with photos or video."),
            basis="cf-61",
            soft=True,
        )
    if paper.until is not None and on > paper.until:
        yield Reason(
            say(
                "It sets a time until {day}; served after that day it gives no time.",
                day=paper.until.isoformat(),
            ),
            basis="jc-18-1",
            soft=True,
        )
    limit = scene.office.calendar.add(paper.issued_on, SERVICE_LIMIT)
    if paper.kind in DECISIONS and on > limit:
        yield Reason(
            say(
                "A decision is served within {n} working days, here by {day}.",
                n=SERVICE_LIMIT,
                day=limit.isoformat(),
            ),
            basis="cf-61",
            soft=True,
            stands=True,
        )


@frozen(kw_only=True)
class Performed(Act):
    """What was ordered is done, in whole or in part, or its time has run out.

    Money that reaches workers is entered as a payment (``paid``), which says to whom. ``amount``,
    in fen, is for what nobody can say to whom it went, and is taken only while no payment stands in
    the case: it becomes a payment itself, so nothing is counted twice.
    """

    kind: ClassVar[str] = "performed"
    title: ClassVar[Said] = say("Performance")
    group: ClassVar[Said] = SERVICE
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("jc-18-1",)
    repair: ClassVar[Said] = say("serve the paper, and enter again what was performed")
    paper: Line = field(metadata=label("Paper", of="unperformed"))
    amount: Fen | None = field(
        default=None, metadata=label("Sum paid", hint="only where nobody says to whom")
    )
    workers: int | None = field(default=None, metadata=label("Workers"))
    complete: bool = field(default=True, metadata=label("Complete"))
    lapsed: bool = field(default=False, metadata=label("Not performed, the time has run out"))
    proof: Text = field(default=Text(""), metadata=label("Proof"))
    listing: bool = field(
        default=False, metadata=label("A ground for listing is reached", system=True)
    )
    """Of a lapsed order to pay migrant workers, as it stood when it was entered: the sum reaches
    the line of the crime, or there was a group incident (人社部令第45号 art. 5)."""

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.kind in TO_PERFORM for p in scene.case.papers):
            yield Reason(say("Nothing has been ordered yet that could be performed."))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        paper = paper_here(scene, self.paper)
        if paper is None:
            yield no_such_paper(scene, self.paper)
            return
        yield from _void(paper)
        if paper.kind not in TO_PERFORM:
            yield Reason(
                say(
                    "{kind} {number} orders nothing that could be performed.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                )
            )
        elif not paper.served_on:
            yield Reason(
                say(
                    "{kind} {number} is not served.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                ),
                basis="cf-61",
                soft=True,
            )
        if paper.performed_on:
            yield Reason(
                say("It has been performed already, on {day}.", day=paper.performed_on.isoformat())
            )
        if self.complete and not self.lapsed and scene.case.sanctions.owes(self.paper):
            yield Reason(say("A fine is entered by itself: “{act}”.", act=say("Fine paid")))
        if self.complete and not self.lapsed:
            unpaid = scene.case.claims.unpaid_of(self.paper) - (self.amount or 0)
            if unpaid > 0:
                yield Reason(
                    say(
                        "{kind} {number} orders money, and {sum} of it stands unpaid: enter first "
                        "what was paid to whom (“{act}”), or say that it is not complete.",
                        kind=paper.kind.label,
                        number=paper.number or paper.id,
                        sum=money_text(unpaid),
                        act=say("Payment to workers"),
                    )
                )
        if self.lapsed and paper.lapsed:
            yield Reason(say("That its time ran out is entered already."), path="lapsed")
        if self.lapsed:
            if paper.until and (self.happened or scene.today) <= paper.until:
                yield Reason(
                    say(
                        "The time runs until {day}; it has not run out.",
                        day=paper.until.isoformat(),
                    ),
                    path="happened",
                )
            if self.amount or self.workers:
                yield Reason(
                    say("What was paid is entered by itself, not with the lapse."), path="amount"
                )
        by_worker = [p for p in scene.case.claims.payments if p.payer]
        if self.amount and by_worker:
            yield Reason(
                say(
                    "What was paid stands here by worker already ({sum}): leave the sum empty, or "
                    "enter what is still missing as a payment.",
                    sum=money_text(sum(p.total for p in by_worker)),
                ),
                path="amount",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        # Money that came is a fact; as an irregularity it ends no duty.
        done = self.complete and not self.lapsed and not self.irregular
        after = evolve(
            was,
            claims=self._paid(was, entry),
            papers=tuple(
                evolve(
                    p,
                    performed_on=entry.on if done else p.performed_on,
                    lapsed=p.lapsed or (self.lapsed and not self.irregular),
                )
                if p.id == self.paper
                else p
                for p in was.papers
            ),
        )
        if done:
            return correcting(after, self.paper, entry).with_moment(
                "order_obeyed", entry.on, entry, subject=self.paper
            )
        paper = was.paper(self.paper)
        if self.lapsed and not self.irregular:
            after = after.with_moment("lapse_entered", entry.on, entry, subject=self.paper)
        if self.listing and entry.regular and paper and paper.until:
            # The time for the listing decision runs from the day the order's own time was over.
            after = after.with_moment("order_lapsed", paper.until, entry, subject=paper.id)
        return after

    def settled(self, scene: Scene) -> "Performed":
        paper = paper_here(scene, self.paper)
        pays = paper is not None and paper.pays and paper.kind in ORDERS
        reached = self.lapsed and pays and listing_ground(scene.case, scene.office, scene.today)
        return evolve(self, listing=reached)

    def _paid(self, was: Case, entry: Entry) -> Claims:
        """The claims with the sum as a payment: to the worker where there is one line only. A
        penalty is paid to the treasury, not to workers."""
        paper = was.paper(self.paper)
        if not self.amount or (paper and paper.kind in PENALTIES):
            return was.claims
        lines = was.claims.lines
        only = lines[0].id if len(lines) == 1 and was.claims.persons == 1 else ""
        return was.claims.with_payment(
            Payment(
                id="",
                on=entry.on,
                payer=Line(""),
                capacity=Capacity.EMPLOYER,
                sums=(LineSum(line=Line(only), sum=self.amount),) if only else (),
                lump=Fen(0) if only else self.amount,
                paper=self.paper,
            )
        )

    def line(self, given: Given) -> Said:
        if self.lapsed:
            return say("{paper}: not performed in time", paper=self.paper)
        return say("{paper}", paper=self.paper)


def correcting(case: Case, paper: str, entry: Entry) -> Case:
    """The case with the day from which six months on the list are counted, where the order that a
    listing rests on was obeyed at last (人社部令第45号 art. 12)."""
    for x in case.sanctions.listings:
        if x.order == paper and x.on_list:
            case = case.with_moment("listing_corrected", entry.on, entry, subject=x.id)
    return case


@frozen(kw_only=True)
class Demanded(Act):
    """The demand before the court is asked; ten working days must pass after its service
    (行政强制法 art. 54, 69)."""

    kind: ClassVar[str] = "demanded"
    title: ClassVar[Said] = say("Demand")
    group: ClassVar[Said] = SERVICE
    who = INSPECTORS
    into = Case
    stages = WORKED
    authority = True
    overtaken = True
    number: ClassVar[str] = "demand"
    basis: ClassVar[tuple[str, ...]] = ("qz-54",)
    repair = PAPER_REPAIR
    text: Text = field(metadata=label("What is demanded"))
    by: date | None = field(default=None, metadata=label("To be done by"))
    addressees: tuple[Line, ...] = field(default=(), metadata=ADDRESSEES)

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.served_on for p in scene.case.issued(*DECISIONS, PaperKind.EXTRA)):
            yield Reason(say("No decision has been served yet."), basis="qz-54", soft=True)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What is demanded", "text")
        yield from in_order(self.happened or scene.today, self.by, say("To be done by"), "by")

    def settled(self, scene: Scene) -> "Demanded":
        return evolve(self, addressees=everybody(scene, self.addressees))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = issued(was, entry, PaperKind.DEMAND, None, self.text, addressees=self.addressees)
        return evolve(was, papers=(*was.papers, paper))


@frozen(kw_only=True)
class CourtApplied(Act):
    """The court is asked to enforce (行政强制法 art. 53; 河南条例 art. 26)."""

    kind: ClassVar[str] = "court_applied"
    title: ClassVar[Said] = say("Apply to the court")
    group: ClassVar[Said] = SERVICE
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("apply again when the time has come")
    number: ClassVar[str] = "enforcement"
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-26", "cn-mw-42")
    court: Line = field(metadata=label("Court"))
    request: Text = field(metadata=label("What is asked for"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.served_on for p in scene.case.issued(PaperKind.DEMAND)):
            yield Reason(say("No demand has been served yet."), basis="qz-54", soft=True)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.request, "What is asked for", "request")
        day = self.day(scene)
        owed = [p for p in scene.case.issued(*DECISIONS) if p.served_on and p.owed]
        ends = [p.until for p in owed if p.until]
        if ends and len(ends) == len(owed) and day <= min(ends):
            yield Reason(
                say("The decision may be performed until {day}.", day=min(ends).isoformat()),
                basis="qz-54",
                soft=True,
            )
        demands = [p.served_on for p in scene.case.issued(PaperKind.DEMAND) if p.served_on]
        waits = scene.office.calendar.add(min(demands), AFTER_DEMAND) if demands else None
        if waits and day <= waits:
            yield Reason(
                say(
                    "The demand was served on {served}; the court is asked after {day}, ten "
                    "working days later.",
                    served=min(demands).isoformat(),
                    day=waits.isoformat(),
                ),
                basis="qz-54",
                soft=True,
            )
        for r in scene.case.remedies.pending():
            yield Reason(
                say(
                    "{id} ({kind}) is pending: the court is asked when no review or suit is left.",
                    id=r.id,
                    kind=r.kind.label,
                ),
                basis="qz-53",
                soft=True,
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, court_applied_on=entry.on).with_moment(
            "court_applied", entry.on, entry
        )

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.court)


class CourtStep(Choice):
    """What a court answered to an application to enforce, and what was asked of the next one."""

    ACCEPTED = "accepted", say("accepted")
    REFUSED = "refused", say("not accepted")
    ALLOWED = "allowed", say("enforcement allowed")
    DENIED = "denied", say("enforcement refused")
    CHALLENGED = "challenged", say("the next higher court was asked")


COURT_MOMENTS: Final = {
    CourtStep.ACCEPTED: ("court_accepted",),
    CourtStep.REFUSED: ("court_refused",),
    CourtStep.ALLOWED: ("court_ruled",),
    CourtStep.DENIED: ("court_ruled", "court_refused"),
    CourtStep.CHALLENGED: ("court_challenged",),
}
"""The moments that each makes for the clocks."""


@frozen(kw_only=True)
class CourtAnswered(Act):
    """What the court answered: it accepts within five working days and rules within seven (thirty
    days where it hears the sides); against a refusal the next higher court is asked within fifteen
    days (行政强制法 art. 56-58)."""

    kind: ClassVar[str] = "court_answered"
    title: ClassVar[Said] = say("Answer of the court")
    group: ClassVar[Said] = SERVICE
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("qz-56",)
    what: CourtStep = field(metadata=label("What was answered"))
    document: Line = field(default=Line(""), metadata=label("Document of the court"))
    text: Text = field(default=Text(""), metadata=label("What it says"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.court_applied_on is None:
            yield Reason(say("No court was asked to enforce."))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.court_applied_on

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        for name in COURT_MOMENTS[self.what]:
            was = was and was.with_moment(name, entry.on, entry)
        return was

    def line(self, given: Given) -> Said:
        return self.what.label
