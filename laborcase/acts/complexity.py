"""How complex a case is, as people say it: criteria for handing up that no docket can know, the
three other things that are called complex, and the reason why a case is not handed up.

Nothing here decides anything: meeting a criterion suggests, and a person answers.
"""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..law.answers import Judged
from ..law.criteria import criteria
from ..parties import HEADS
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.complexity import ComplexFor, Kept
from ..record.criteria import TITLES, Seen, Suggestion, suggestion
from ..record.docket import Entry, Given
from ..values import Line, Text
from ..words import Said, say
from .base import INSPECTORS, Act, Scene, need_text
from .filing import RUNNING
from .handover import HANDOVER


def seen_in(scene: Scene) -> Seen:
    """What the criteria are computed from, as it stands under the lock."""
    case = scene.case
    found = (scene.look(key) for key in case.complaints)
    return Seen(
        case=case,
        office=scene.office,
        today=scene.today,
        complaints=tuple(c for c in found if isinstance(c, Complaint)),
        others=tuple(scene.against(case.respondents)),
    )


def suggested(scene: Scene) -> Suggestion:
    """The criteria asked of the case of a scene."""
    return suggestion(seen_in(scene))


def _judged(question: str, answer: bool, why: Text, entry: Entry) -> Judged:
    return Judged(
        question=question,
        answer="yes" if answer else "no",
        why=why,
        by=entry.signer,
        on=entry.on,
    )


@frozen(kw_only=True)
class CriterionNoted(Act):
    """A person says whether a criterion for handing up is met, where the docket cannot know it or
    says otherwise (press, a dispute over jurisdiction, a look-up that is needed)."""

    kind: ClassVar[str] = "criterion_noted"
    title: ClassVar[Said] = say("Answer a criterion for handing up")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    handling = True
    criterion: Line = field(metadata=label("Criterion", of="criteria", hint="C01 to C20"))
    holds: bool = field(metadata=label("Is it met?"))
    why: Text = field(metadata=label("On what it rests"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.why, "On what it rests", "why")
        if self.criterion not in criteria():
            yield Reason(say("There is no criterion “{id}”.", id=self.criterion), path="criterion")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        said = _judged(self.criterion, self.holds, self.why, entry)
        own = was.complexity
        return evolve(was, complexity=evolve(own, noted=(*own.noted, said)))

    def line(self, given: Given) -> Said:
        title = TITLES.get(self.criterion, say("{id}", id=self.criterion))
        answer = say("yes") if self.holds else say("no")
        return say("{id} {title}: {answer}", id=self.criterion, title=title, answer=answer)


@frozen(kw_only=True)
class ComplexityJudged(Act):
    """A person answers whether the case is complex as the law says it for one of three things: an
    extension, collective discussion, legal review. Each is answered for itself; no answer follows
    from another, nor from a criterion for handing up."""

    kind: ClassVar[str] = "complexity_judged"
    title: ClassVar[Said] = say("Answer whether it is complex")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("jc-17", "hn-lsi-16", "cn-apl-57", "cn-apl-58-3")
    what: ComplexFor = field(metadata=label("For what"))
    answer: bool = field(metadata=label("Yes or no"))
    why: Text = field(metadata=label("On what it rests"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.why, "On what it rests", "why")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        said = _judged(self.what.value, self.answer, self.why, entry)
        own = was.complexity
        return evolve(was, complexity=evolve(own, judged=(*own.judged, said)))

    def line(self, given: Given) -> Said:
        answer = say("yes") if self.answer else say("no")
        return say("{what}: {answer}", what=self.what.label, answer=answer)


@frozen(kw_only=True)
class KeptHere(Act):
    """A head does not hand a case up although the criteria suggest it, and says why; the criteria
    that held stand beside the reason."""

    kind: ClassVar[str] = "kept_here"
    title: ClassVar[Said] = say("Not hand up, against the suggestion")
    group: ClassVar[Said] = HANDOVER
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    reason: Text = field(metadata=label("Reason"))
    met: tuple[Line, ...] = field(default=(), metadata=label("Criteria that hold", system=True))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if suggested(scene).verdict == "none":
            yield Reason(say("No criterion suggests that it is handed up: nothing is to be said."))

    def settled(self, scene: Scene) -> "KeptHere":
        return evolve(self, met=tuple(Line(code) for code in suggested(scene).codes))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        kept = Kept(met=tuple(self.met), said=_judged("kept", False, self.reason, entry))
        own = was.complexity
        return evolve(was, complexity=evolve(own, kept=(*own.kept, kept)))

    def line(self, given: Given) -> Said:
        return say("{criteria}: {reason}", criteria=", ".join(self.met), reason=self.reason)
