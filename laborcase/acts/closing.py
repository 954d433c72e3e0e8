"""Closing: nothing is left open, the complainants are told, the file goes to the archive."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..parties import HEADS, Position
from ..record.case import Case, CaseStage, ClosingKind, Finding, Outcome
from ..record.complaint import Complaint, ComplaintStage
from ..record.docket import Entry, Given
from ..record.effects import Effects
from ..values import Text
from ..words import Said, say
from .base import Act, Scene, Written, listed, need_text
from .filing import RUNNING

CLOSING = say("Closing")


def endings(case: Case) -> tuple[ClosingKind, ...]:
    """The ways a case can end by what was decided in it, the likeliest first."""
    none_upheld = bool(case.allegations) and all(
        a.finding is Finding.NOT_UPHELD for a in case.allegations
    )
    by = {
        ClosingKind.TRANSFERRED: case.transfer_taken_on is not None,
        ClosingKind.ENFORCED: case.court_applied_on is not None,
        ClosingKind.PERFORMED: case.outcome in (Outcome.ORDER, Outcome.HANDLING, Outcome.PENALTY),
        ClosingKind.NO_BREACH: case.outcome is not None and none_upheld,
        ClosingKind.WITHDRAWN: case.outcome is Outcome.WITHDRAWN,
        ClosingKind.NO_PENALTY: case.outcome is Outcome.NO_PENALTY,
        ClosingKind.REVOKED: case.outcome is Outcome.REVOKED,
    }
    return tuple(kind for kind, holds in by.items() if holds)


@frozen(kw_only=True)
class Closed(Act):
    """A case is closed (结案); each complaint in it is settled by the same act. Every open duty
    stands in the way, named one by one."""

    kind: ClassVar[str] = "closed"
    title: ClassVar[Said] = say("Close the case")
    group: ClassVar[Said] = CLOSING
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("close it again when nothing is left open")
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-16",)
    how: ClosingKind | None = field(
        default=None, metadata=label("Why it ends", hint="empty = as it was decided", of="endings")
    )
    result: Text = field(metadata=label("Course and result"))
    effects: Effects = field(factory=Effects, metadata=label("What it brought"))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.decided_on or scene.case.transferred_on

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        for duty in scene.case.duties():
            yield Reason(duty.text)
        for key in scene.case.complaints:
            complaint = scene.look(key)
            if (
                isinstance(complaint, Complaint)
                and complaint.open_allegations
                and complaint.stage is not ComplaintStage.WITHDRAWN
            ):
                ids = ", ".join(a.id for a in complaint.open_allegations)
                yield Reason(
                    say("Complaint {key}: not disposed of yet: {ids}.", key=key, ids=ids),
                    basis="gd-18-1",
                )
            if isinstance(complaint, Complaint) and complaint.to_be_told:
                yield Reason(
                    say("Complaint {key}: its author has not been told of the filing.", key=key),
                    basis="hn-lsi-15-1",
                )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.result, "Course and result", "result")
        possible = endings(scene.case)
        if self.how is not None and self.how not in possible:
            yield Reason(
                say(
                    "It does not end so: {how}. By what was decided it ends: {possible}.",
                    how=self.how.label,
                    possible=listed([p.label for p in possible]),
                )
                if possible
                else say("Nothing was decided that it could end by."),
                path="how",
            )

    def settled(self, scene: Scene) -> "Closed":
        possible = endings(scene.case)
        return evolve(self, how=possible[0]) if self.how is None and possible else self

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (
            *super().lines(scene),
            *(Written(docket=key) for key in scene.case.complaints),
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, case_closed_on=entry.on)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, closed_on=entry.on, closing=self.how, effects=self.effects)
        return after.with_moment("closed", entry.on, entry)

    def line(self, given: Given) -> Said:
        return self.how.label if self.how else say("")


@frozen(kw_only=True)
class Reopened(Act):
    """A closed case is taken up again, with the reason. No text gives it a new period or takes the
    first closing back: limits that the closing met stay met, and none runs anew."""

    kind: ClassVar[str] = "reopened"
    title: ClassVar[Said] = say("Reopen the case")
    group: ClassVar[Said] = CLOSING
    who = HEADS
    into = Case
    stages = frozenset({CaseStage.CLOSED, CaseStage.ARCHIVED})
    authority = True
    reason: Text = field(metadata=label("Reason"))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.archived_on or scene.case.closed_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (
            *super().lines(scene),
            *(Written(docket=key) for key in scene.case.complaints),
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, case_closed_on=None)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, closed_on=None, closing=None, archived_on=None)
        return after.with_moment("reopened", entry.on, entry)


@frozen(kw_only=True)
class Archived(Act):
    """The closed file is bound and archived; kept at least three years (Order 25 art. 40, seen
    second-hand)."""

    kind: ClassVar[str] = "archived"
    title: ClassVar[Said] = say("Archive")
    group: ClassVar[Said] = CLOSING
    who = frozenset({Position.ARCHIVIST, Position.CLERK}) | HEADS
    into = Case
    stages = frozenset({CaseStage.CLOSED})
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("archive it again when the file is whole")
    number: ClassVar[str] = "archive"
    volumes: int = field(default=1, metadata=label("Volumes"))
    pages: int | None = field(default=None, metadata=label("Pages"))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.closed_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.volumes < 1:
            yield Reason(say("A file has at least one volume."), path="volumes")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        number = next(iter(entry.given.numbers), None)
        return was and evolve(
            was, archived_on=entry.on, archive_number=number.text if number else ""
        )
