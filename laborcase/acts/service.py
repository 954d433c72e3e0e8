"""Service and performance: papers reach people, sums are paid, the court is asked."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import evolve, field, frozen

from ..errors import Reason
from ..fields import FileHash, label
from ..record.case import DECISIONS, Case, PaperKind, Service, ServiceMode
from ..record.docket import Entry, Given
from ..values import Fen, Line, Text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, in_order, need_text
from .investigation import PAPER_REPAIR, WORKED, issued

SERVICE = say("Service and performance")


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
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cf-61",)
    repair: ClassVar[Said] = say("serve it again as the rule wants")
    paper: Line = field(metadata=label("Paper", of="papers"))
    mode: ServiceMode = field(default=ServiceMode.DIRECT, metadata=label("How"))
    receiver: Line = field(metadata=label("Receiver"))
    reached: bool = field(default=True, metadata=label("Reached"))
    witness: Line = field(default=Line(""), metadata=label("Witness"))
    refusal: Line = field(default=Line(""), metadata=label("Why refused"))
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

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        attempt = Service(
            on=entry.on,
            mode=self.mode,
            reached=self.reached,
            receiver=self.receiver,
            regular=not self.irregular,
        )
        after = evolve(
            was,
            papers=tuple(
                evolve(p, services=(*p.services, attempt)) if p.id == self.paper else p
                for p in was.papers
            ),
        )
        paper = was.paper(self.paper)
        if paper and self.reached and paper.until and not self.irregular:
            after = after.with_moment(
                "order_served", entry.on, entry, subject=paper.id, until=paper.until
            )
        return after

    def line(self, given: Given) -> Said:
        return say("{paper}: {mode}", paper=self.paper, mode=self.mode.label)


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
            paid_workers=was.paid_workers + (self.workers or 0),
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
    number: ClassVar[str] = "demand"
    basis: ClassVar[tuple[str, ...]] = ("qz-54",)
    repair = PAPER_REPAIR
    text: Text = field(metadata=label("What is demanded"))
    by: date | None = field(default=None, metadata=label("To be done by"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.served_on for p in scene.case.issued(*DECISIONS)):
            yield Reason(say("No decision has been served yet."))

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

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, court_applied_on=entry.on)

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.court)
