"""Hand-over: what comes after an approval. The receipt is signed, reports are given, a supervision
is extended once and struck off; none of it changes who decides or a limit of the law."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, label
from ..record.case import Case, Handover, HandoverAnswer, HandoverKind
from ..record.docket import Entry, Given
from ..record.handovers import HandoverStepKind
from ..values import Line, Text
from ..words import Said, say
from .base import INSPECTORS, Act, Scene, need_text
from .filing import RUNNING
from .handover import (
    HANDOVER,
    end_of_day,
    find_handover,
    name_of,
    numbered_by,
    open_handover,
    waiting_reasons,
    with_handover,
)


@frozen(kw_only=True)
class CarriedOut(Act):
    """The file is handed over and the receipt signed; until then the old pair stays bound to keep
    evidence and receive papers."""

    kind: ClassVar[str] = "carried_out"
    title: ClassVar[Said] = say("Sign the receipt of a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("sign the receipt again by who took the file over")
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-09-3",)
    handover: Line = field(metadata=label("Hand-over", of="to_carry_out"))
    received: Text = field(metadata=label("What was received"))

    def earliest(self, scene: Scene) -> date | None:
        h = open_handover(scene, self.handover)
        return h.answered_on if h else None

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.open and h.answer is HandoverAnswer.APPROVED for h in scene.case.handovers):
            yield Reason(say("No approved hand-over waits for its receipt."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.received, "What was received", "received")
        h = open_handover(scene, self.handover)
        if h is None or h.answer is not HandoverAnswer.APPROVED:
            yield Reason(
                say("No hand-over {id} waits for its receipt.", id=self.handover), path="handover"
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        done = evolve(h, carried_out_on=entry.on)
        return with_handover(was, done.stepped(HandoverStepKind.EXECUTED, entry))


@frozen(kw_only=True)
class HandoverReported(Act):
    """Whoever handles the case reports on a supervision or on a case handed down: progress, or the
    result."""

    kind: ClassVar[str] = "handover_reported"
    title: ClassVar[Said] = say("Report on a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    handling = True
    number: ClassVar[str] = "handover"
    handover: Line = field(metadata=label("Hand-over", of="reported"))
    final: bool = field(default=False, metadata=label("Final report"))
    report: Text = field(metadata=label("Report"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.awaits == "report" for h in scene.case.handovers):
            yield Reason(say("No hand-over waits for a report."))

    def earliest(self, scene: Scene) -> date | None:
        h = find_handover(scene, self.handover)
        return (h.carried_out_on or h.answered_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.report, "Report", "report")
        yield from waiting_reasons(scene, self.handover, "report")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        if not self.final:
            return with_handover(was, h.stepped(HandoverStepKind.PROGRESS, entry))
        done = evolve(h, reported_on=entry.on).stepped(HandoverStepKind.REPORTED, entry)
        return with_handover(was, done).with_moment(
            "handover_reported", entry.on, entry, subject=h.id
        )

    def line(self, given: Given) -> Said:
        what = HandoverStepKind.REPORTED if self.final else HandoverStepKind.PROGRESS
        return say("{id}: {what}", id=self.handover, what=what.label)


@frozen(kw_only=True)
class SupervisionExtended(Act):
    """The supervisor lengthens the time of a listed supervision, once; no other limit moves."""

    kind: ClassVar[str] = "supervision_extended"
    title: ClassVar[Said] = say("Extend a supervision")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    number: ClassVar[str] = "handover"
    handover: Line = field(metadata=label("Hand-over", of="reported"))
    reason: Text = field(metadata=label("Reason"))
    until: date | None = field(
        default=None, metadata=label("Until", hint="empty = as long as it may be")
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.ends_on and h.awaits == "report" for h in scene.case.handovers):
            yield Reason(say("No supervision is running."))

    def earliest(self, scene: Scene) -> date | None:
        h = find_handover(scene, self.handover)
        return h.answered_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from waiting_reasons(scene, self.handover, "report")
        h = find_handover(scene, self.handover)
        if h is None:
            return
        yield from deciding_reasons(h, scene)
        last = _longest(h, scene)
        if h.ends_on is None or last is None:
            yield Reason(say("Hand-over {id} has no time to extend.", id=h.id), path="handover")
            return
        if h.extended:
            yield Reason(say("It was extended once already."), path="handover")
        if self.day(scene) > h.ends_on:
            yield Reason(
                say("Its time ended on {day}.", day=h.ends_on.isoformat()), path="handover"
            )
        if self.until is not None and not h.ends_on < self.until <= last:
            yield Reason(
                say(
                    "It can be extended to a day after {start}, to {end} at most.",
                    start=h.ends_on.isoformat(),
                    end=last.isoformat(),
                ),
                path="until",
            )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        h = find_handover(scene, self.handover)
        return ((self.number, numbered_by(scene, self, h.decides if h else None)),)

    def settled(self, scene: Scene) -> "SupervisionExtended":
        h = find_handover(scene, self.handover)
        return evolve(self, until=self.until or _longest(h, scene)) if h else self

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None or self.until is None:
            return was
        longer = evolve(h, ends_on=self.until, extended=True)
        after = with_handover(was, longer.stepped(HandoverStepKind.EXTENDED, entry))
        ends = end_of_day(self.until, entry)
        return after.with_moment(
            "supervision_extended", entry.on, entry, subject=h.id, clock="supervision", ends=ends
        )

    def line(self, given: Given) -> Said:
        return say("until {day}", day=self.until.isoformat() if self.until else "-")


def _longest(h: Handover, scene: Scene) -> date | None:
    """The last day that a supervision can have; ``None`` where it cannot be extended."""
    own = next((x for x in scene.office.settings.handovers if x.what is h.kind), None)
    days = own.extended if own else h.rule.extended
    return h.answered_on + timedelta(days=days) if days and h.answered_on else None


def deciding_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why this officer is not of the side that decides a hand-over, or not of its heads."""
    if scene.officer.authority != h.decides:
        yield Reason(
            say("This is for {authority}.", authority=name_of(scene, h.decides)),
            basis="hn-lsi-09-3",
        )
    if not {p.value for p in scene.positions} & set(h.rule.decided_by):
        yield Reason(
            say("“{kind}” is decided by the leaders of the bureau.", kind=h.kind.label),
            who=say("bureau leader in charge"),
        )


@frozen(kw_only=True)
class HandoverClosed(Act):
    """The deciding side takes the final report and closes the hand-over; a listed supervision is
    struck off (销号), which it can also be before."""

    kind: ClassVar[str] = "handover_closed"
    title: ClassVar[Said] = say("Close a hand-over, strike a supervision off")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    handover: Line = field(metadata=label("Hand-over", of="reported"))
    result: Text = field(metadata=label("Result"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.awaits in ("closing", "report") for h in scene.case.handovers):
            yield Reason(say("No hand-over waits to be closed."))

    def earliest(self, scene: Scene) -> date | None:
        h = find_handover(scene, self.handover)
        return (h.reported_on or h.carried_out_on or h.answered_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.result, "Result", "result")
        h = find_handover(scene, self.handover)
        struck = h is not None and h.kind is HandoverKind.SUPERVISION
        awaited = ("closing", "report") if struck else ("closing",)
        yield from waiting_reasons(scene, self.handover, *awaited)
        if h is not None:
            yield from deciding_reasons(h, scene)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        done = evolve(h, closed_on=entry.on).stepped(HandoverStepKind.CLOSED, entry)
        return with_handover(was, done).with_moment(
            "handover_closed", entry.on, entry, subject=h.id
        )

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)
