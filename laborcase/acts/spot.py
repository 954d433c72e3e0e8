"""The penalty on the spot (当场处罚): a warning or a small fine for plain facts, written on a
numbered form, handed over there and then, and filed with the own department within two days."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..parties import NoCode, Role
from ..record.case import Case, Finding, Outcome
from ..record.docket import Entry, Given
from ..record.papers import PaperKind, Service, ServiceMode, issued
from ..values import Fen, Line, Text, money_text
from ..words import Said, say
from .base import INSPECTORS, Act, Scene, need_text
from .decision import DECISION, imposed
from .grounds import GROUNDS, Ground, ground_reasons, with_grounds
from .investigation import BEFORE_DECISION, PAPER_REPAIR

CITIZEN: Final = Fen(200_00)
UNIT: Final = Fen(3_000_00)
"""The highest fine of each that can be imposed on the spot (行政处罚法 art. 51)."""
SERVED_MOMENTS: Final = ("paper_served", "spot_served", "enforceable_served")


@frozen(kw_only=True)
class SpotPenalty(Act):
    """Two inspectors impose a warning or a small fine at once: the facts are plain, the party is
    told and heard by word of mouth, and gets the form in hand (行政处罚法 art. 51, 52; Order 25
    art. 31, 32). Against it review comes before suit. It ends the investigation and decides the
    case."""

    kind: ClassVar[str] = "spot_penalty"
    title: ClassVar[Said] = say("Penalty on the spot")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = BEFORE_DECISION
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "penalty"
    basis: ClassVar[tuple[str, ...]] = ("cf-51", "gd-32")
    repair = PAPER_REPAIR
    tells = frozenset({"facts", "fine", "grounds"})
    facts: Text = field(metadata=label("Facts, evidence and basis"))
    fine: Fen | None = field(default=None, metadata=label("Fine", hint="empty = a warning"))
    views: Text = field(metadata=label("What the party said", hint="told and heard on the spot"))
    receiver: Line = field(metadata=label("Who got it in hand"))
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.facts, "Facts, evidence and basis", "facts")
        yield from need_text(self.views, "What the party said", "views")
        fined = bool(self.fine)
        yield from ground_reasons(self.grounds, scene, self.day(scene), fined=fined)
        most = CITIZEN if _citizen(scene.case) else UNIT
        if self.fine and self.fine > most:
            yield Reason(
                say(
                    "On the spot a fine is at most {sum} yuan here: conclude the investigation, "
                    "give notice and decide.",
                    sum=money_text(most),
                ),
                basis="cf-51",
                soft=True,
                path="fine",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        to = was.respondents[0].name if was.respondents else Line("")
        paper = issued(was, entry, PaperKind.SPOT, None, self.facts, addressees=(Line(to),))
        service = Service(
            on=entry.on,
            mode=ServiceMode.DIRECT,
            reached=True,
            receiver=self.receiver,
            addressee=Line(to),
            regular=entry.regular,
        )
        paper = evolve(paper, services=(service,), pays=bool(self.fine), fine=self.fine)
        after = evolve(was, papers=(*was.papers, paper))
        if not entry.regular:
            return after
        after = imposed(after, paper, self.fine, entry)
        fined = ("fine_served",) if self.fine else ()
        for name in (*SERVED_MOMENTS, *fined, "spot_penalty"):
            after = after.with_moment(name, entry.on, entry, subject=paper.id)
        if was.concluded_on is None:
            after = after.with_moment("investigation_concluded", entry.on, entry)
        after = evolve(
            after,
            outcome=Outcome.PENALTY,
            decided_on=entry.on,
            concluded_on=was.concluded_on or entry.on,
            allegations=tuple(evolve(a, finding=Finding.UPHELD) for a in was.allegations),
        )
        return after.with_moment("decided", entry.on, entry)

    def line(self, given: Given) -> Said:
        told = say("{sum} yuan", sum=money_text(self.fine)) if self.fine else say("warning")
        return with_grounds(told, self.grounds)


def _citizen(case: Case) -> bool:
    """Whether all respondents are citizens, for whom the smaller sum holds."""
    known = [
        r.role is Role.NATURAL_PERSON or r.no_code is NoCode.NATURAL_PERSON
        for r in case.respondents
    ]
    return bool(known) and all(known)


@frozen(kw_only=True)
class SpotReported(Act):
    """A penalty on the spot is filed with the own department (行政处罚法 art. 52; Order 25 art. 32:
    within two days)."""

    kind: ClassVar[str] = "spot_reported"
    title: ClassVar[Said] = say("File a penalty on the spot")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("gd-32",)
    paper: Line = field(metadata=label("Penalty decision", of="penalties"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.issued(PaperKind.SPOT):
            yield Reason(say("No penalty was imposed on the spot."))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.paper not in {p.id for p in scene.case.issued(PaperKind.SPOT)}:
            yield Reason(say("{id} is no penalty on the spot.", id=self.paper), path="paper")
        done = {m.subject for m in scene.case.moments if m.name == "spot_reported"}
        if self.paper in done:
            yield Reason(say("{id} was filed already.", id=self.paper), path="paper")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and was.with_moment("spot_reported", entry.on, entry, subject=self.paper)

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.paper)
