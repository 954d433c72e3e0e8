"""What happens to a paper after it was issued, wherever it came from: void, or kept as a scan."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import FileHash, label
from ..parties import HEADS
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.docket import Entry, Given
from ..record.papers import DECIDING, Paper, voided
from ..values import Line, Text
from ..words import Said, say
from .base import HANDLERS, Act, Scene, need_text

PAPERS: Final = say("Papers")
ADDRESSEES: Final = label("Addressees", of="respondents", hint="none = every respondent")


def papers_here(scene: Scene) -> tuple[Paper, ...]:
    """The papers of the docket."""
    docket = scene.docket
    return docket.papers if isinstance(docket, (Complaint, Case)) else ()


def paper_here(scene: Scene, paper_id: str) -> Paper | None:
    """The paper of the docket with this id (``P1``)."""
    return next((p for p in papers_here(scene) if p.id == paper_id), None)


def no_such_paper(scene: Scene, paper_id: str) -> Reason:
    """There is no such paper, and these there are."""
    papers = ", ".join(p.id for p in papers_here(scene)) or "-"
    return Reason(
        say("There is no paper {id} here; there are: {papers}.", id=paper_id, papers=papers),
        path="paper",
    )


def everybody(scene: Scene, named: tuple[Line, ...]) -> tuple[Line, ...]:
    """The addressees of a paper, each once: those named, else every respondent of the case."""
    everyone = named or tuple(r.name for r in scene.case.respondents)
    return tuple(dict.fromkeys(everyone))


@frozen(kw_only=True)
class Voided(Act):
    """A spoiled paper that reached nobody is void, with the reason; its number stays taken.

    What has been served is changed or withdrawn by an act of its own, and a paper that tells a
    decision stands and falls with that decision.
    """

    kind: ClassVar[str] = "voided"
    title: ClassVar[Said] = say("Void a paper")
    group: ClassVar[Said] = PAPERS
    who = HANDLERS
    both: ClassVar[bool] = True
    authority = True
    paper: Line = field(metadata=label("Paper", of="papers"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.void_on is None for p in papers_here(scene)):
            yield Reason(say("No paper has been issued yet."))

    def earliest(self, scene: Scene) -> date | None:
        paper = paper_here(scene, self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        paper = paper_here(scene, self.paper)
        if paper is None:
            yield no_such_paper(scene, self.paper)
            return
        if paper.void_on is not None:
            yield Reason(say("It is void already, since {day}.", day=paper.void_on.isoformat()))
        if any(s.reached for s in paper.services):
            yield Reason(
                say("It has been served: what was served is changed or withdrawn, not void.")
            )
        if paper.kind in DECIDING:
            yield Reason(
                say(
                    "{kind} {number} tells what its entry {n} says: take that entry back, or "
                    "correct it.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                    n=paper.entry,
                )
            )
        author = next((e.officer for e in scene.entries if e.n == paper.entry), None)
        if author != scene.officer.id and not HEADS & scene.positions:
            yield Reason(say("Only the author of a paper or a head makes it void."))

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, papers=voided(was.papers, (self.paper,), entry, self.reason))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, papers=voided(was.papers, (self.paper,), entry, self.reason))

    def line(self, given: Given) -> Said:
        return say("{paper}", paper=self.paper)


@frozen(kw_only=True)
class ScanKept(Act):
    """The signed and sealed paper, scanned; its file is kept under its SHA-256."""

    kind: ClassVar[str] = "scan_kept"
    title: ClassVar[Said] = say("Keep the signed scan")
    group: ClassVar[Said] = PAPERS
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    paper: Line = field(metadata=label("Paper", of="papers"))
    file: FileHash = field(metadata=label("Attached file", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not papers_here(scene):
            yield Reason(say("No paper has been issued yet."))

    def earliest(self, scene: Scene) -> date | None:
        paper = paper_here(scene, self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if paper_here(scene, self.paper) is None:
            yield no_such_paper(scene, self.paper)

    def _with_scan(self, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
        return tuple(evolve(p, file=self.file) if p.id == self.paper else p for p in papers)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, papers=self._with_scan(was.papers))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, papers=self._with_scan(was.papers))

    def line(self, given: Given) -> Said:
        return say("{paper}", paper=self.paper)
