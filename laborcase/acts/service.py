"""Service and performance: papers reach people, sums are paid, the court is asked."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import evolve, field, frozen

from .. import law
from ..errors import Reason
from ..fields import FileHash, label
from ..record.case import DECISIONS, Case, CaseStage, Paper, PaperKind, Service, ServiceMode
from ..record.docket import Entry, Given
from ..values import Fen, Line, Text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, in_order, need_text
from .investigation import PAPER_REPAIR, WORKED, issued

SERVICE = say("Service and performance")
ENDED_STAGES = frozenset({CaseStage.CLOSED, CaseStage.ARCHIVED})
SERVICE_LIMIT: Final = 7
"""Working days in which a decision is served (行政处罚法 art. 61, 85; of a handling decision the
kind of day is open, and this is its outer limit)."""
DEMAND_DAYS: Final = 10
"""Working days that must pass after the service of the demand (行政强制法 art. 54, 69)."""
SERVED_AS: Final = {
    PaperKind.HANDLING: ("decision_served",),
    PaperKind.PENALTY: ("decision_served", "penalty_served"),
    PaperKind.NO_PENALTY: ("decision_served",),
    PaperKind.WITHDRAWAL: ("decision_served",),
    PaperKind.EXTRA: ("decision_served",),
    PaperKind.LISTING: ("decision_served",),
    PaperKind.ADVANCE_NOTICE: ("notice_served",),
    PaperKind.LISTING_NOTICE: ("notice_served",),
    PaperKind.DEMAND: ("demand_served",),
}
"""The moments that the service of a paper makes, for the clocks that run from it."""


def _paper(scene: Scene, paper_id: str) -> Iterator[Reason]:
    paper = scene.case.paper(paper_id)
    if paper and paper.void_on:
        yield Reason(
            say(
                "{kind} {number} is void since {day}.",
                kind=paper.kind.label,
                number=paper.number or paper.id,
                day=paper.void_on.isoformat(),
            )
        )
    if paper is None:
        papers = ", ".join(p.id for p in scene.case.papers) or "-"
        yield Reason(
            say("There is no paper {id} here; there are: {papers}.", id=paper_id, papers=papers)
        )


@frozen(kw_only=True)
class Served(Act):
    """One attempt to serve a paper: how, to whom, with which result (民事诉讼法 ch. 7). Posting
    up counts only with photos or video (法释〔2013〕3号 art. 4)."""

    kind: ClassVar[str] = "served"
    title: ClassVar[Said] = say("Serve a paper")
    group: ClassVar[Said] = SERVICE
    who = INSPECTORS
    into = Case
    stages = WORKED | ENDED_STAGES
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("cf-61",)
    repair: ClassVar[Said] = say("serve it again as the rule wants")
    paper: Line = field(metadata=label("Paper", of="papers"))
    mode: ServiceMode = field(default=ServiceMode.DIRECT, metadata=label("How"))
    receiver: Line = field(metadata=label("Receiver"))
    reached: bool = field(default=True, metadata=label("Reached"))
    witness: Line = field(default=Line(""), metadata=label("Witness"))
    refusal: Line = field(default=Line(""), metadata=label("Why refused"))
    entitled: bool = field(
        default=True, metadata=label("The receiver may receive it for the addressee")
    )
    file: FileHash | None = field(default=None, metadata=label("Proof (file)", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.papers:
            yield Reason(say("No paper has been issued yet."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from _paper(scene, self.paper)
        paper = scene.case.paper(self.paper)
        on = self.happened or scene.today
        if paper and on < paper.issued_on:
            yield Reason(
                say(
                    "{kind} {number} was issued on {day}; it cannot have been served before.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                    day=paper.issued_on.isoformat(),
                )
            )
        if paper and paper.served_on:
            yield Reason(
                say("It has been served already, on {day}.", day=paper.served_on.isoformat())
            )
        if self.mode is ServiceMode.POSTED_UP and self.file is None:
            yield Reason(
                say("Posting up counts only with photos or video: add the file."),
                basis="cn-spc-pay-4",
                soft=True,
            )
        if paper and self.reached:
            yield from _served_amiss(self, paper, on)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        attempt = Service(
            on=entry.on,
            mode=self.mode,
            reached=self.reached,
            receiver=self.receiver,
            regular=entry.regular,
        )
        after = evolve(
            was,
            papers=tuple(
                evolve(p, services=(*p.services, attempt)) if p.id == self.paper else p
                for p in was.papers
            ),
        )
        paper = was.paper(self.paper)
        if paper is None or not self.reached or not paper.stands or not entry.regular:
            return after
        if paper.until:
            after = after.with_moment(
                "order_served", entry.on, entry, subject=paper.id, until=paper.until
            )
        for name in SERVED_AS.get(paper.kind, ()):
            after = after.with_moment(name, entry.on, entry, subject=paper.id)
        return after

    def line(self, given: Given) -> Said:
        return say("{paper}: {mode}", paper=self.paper, mode=self.mode.label)


def _served_amiss(act: Served, paper: Paper, on: date) -> Iterator[Reason]:
    """How a paper can have reached somebody otherwise than the law wants."""
    if not act.entitled:
        yield Reason(
            say("The receiver may not receive it for the addressee; so it is not served."),
            basis="cf-61",
            soft=True,
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
    limit = law.due(paper.issued_on, SERVICE_LIMIT, "working").date
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
    """What was ordered is done, in whole or in part; ``amount`` in fen."""

    kind: ClassVar[str] = "performed"
    title: ClassVar[Said] = say("Performance")
    group: ClassVar[Said] = SERVICE
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("jc-18-1",)
    paper: Line = field(metadata=label("Paper", of="papers"))
    amount: Fen | None = field(default=None, metadata=label("Sum paid"))
    workers: int | None = field(default=None, metadata=label("Workers"))
    complete: bool = field(default=True, metadata=label("Complete"))
    lapsed: bool = field(default=False, metadata=label("Not performed, the time has run out"))
    proof: Text = field(default=Text(""), metadata=label("Proof"))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from _paper(scene, self.paper)
        paper = scene.case.paper(self.paper)
        if paper and paper.performed_on:
            yield Reason(
                say("It has been performed already, on {day}.", day=paper.performed_on.isoformat())
            )
        if self.complete and not self.lapsed and scene.case.sanctions.owes(self.paper):
            yield Reason(say("A fine is entered by itself: “{act}”.", act=say("Fine paid")))
        if self.lapsed:
            if paper and paper.until and (self.happened or scene.today) <= paper.until:
                yield Reason(
                    say(
                        "The time runs until {day}; it has not run out.",
                        day=paper.until.isoformat(),
                    )
                )
            if self.amount or self.workers:
                yield Reason(say("What was paid is entered by itself, not with the lapse."))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        done = self.complete and not self.lapsed
        after = evolve(
            was,
            paid=Fen(was.paid + (self.amount or 0)),
            papers=tuple(
                evolve(
                    p,
                    performed_on=entry.on if done else p.performed_on,
                    lapsed=p.lapsed or self.lapsed,
                )
                if p.id == self.paper
                else p
                for p in was.papers
            ),
        )
        return (
            after.with_moment("order_obeyed", entry.on, entry, subject=self.paper)
            if (done)
            else after
        )

    def line(self, given: Given) -> Said:
        if self.lapsed:
            return say("{paper}: not performed in time", paper=self.paper)
        return say("{paper}", paper=self.paper)


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

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.served_on for p in scene.case.issued(*DECISIONS, PaperKind.EXTRA)):
            yield Reason(say("No decision has been served yet."), basis="qz-54", soft=True)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What is demanded")
        yield from in_order(self.happened or scene.today, self.by, say("To be done by"))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = issued(was, entry, PaperKind.DEMAND, None, self.text)
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
        yield from need_text(self.request, "What is asked for")
        demanded = [p.served_on for p in scene.case.issued(PaperKind.DEMAND) if p.served_on]
        if demanded:
            until = law.due(min(demanded), DEMAND_DAYS, "working").date
            if self.day(scene) <= until:
                yield Reason(
                    say(
                        "After the demand {n} working days must pass, until {day}.",
                        n=DEMAND_DAYS,
                        day=until.isoformat(),
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
        return was and evolve(was, court_applied_on=entry.on)

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.court)
