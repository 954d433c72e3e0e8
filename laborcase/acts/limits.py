"""Limits of a case: which of two is relied on, and the pause that a local rule allows."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..law import rules
from ..parties import HEADS
from ..record.case import Case, Reliance
from ..record.complaint import Complaint
from ..record.docket import Entry, Given
from ..values import Line, Text
from ..words import Both, Said, say
from .base import HANDLERS, LEADERS, Act, Scene, need_text
from .investigation import INVESTIGATION, WORKED


@frozen(kw_only=True)
class LimitRelied(Act):
    """Where two limits of one step say different things (sixty working days and fifteen against the
    ninety days of 行政处罚法 art. 60; Henan's against the national one), a head records which one
    is relied on, and why. Every limit runs on; none is changed by it."""

    kind: ClassVar[str] = "limit_relied"
    title: ClassVar[Said] = say("Record which limit is relied on")
    group: ClassVar[Said] = INVESTIGATION
    who = HEADS
    into = Case
    stages = WORKED
    authority = True
    clock: Line = field(metadata=label("Limit", of="clocks"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        known = {d.clock for d in scene.office.deadlines(scene.case.clock_moments)}
        if self.clock not in known:
            yield Reason(
                say(
                    "The limit {id} does not run in this case; there are: {ids}.",
                    id=self.clock,
                    ids=", ".join(sorted(known)),
                ),
                path="clock",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        new = Reliance(clock=self.clock, on=entry.on, entry=entry.n, reason=self.reason)
        return evolve(was, relied=(*(r for r in was.relied if r.clock != new.clock), new))

    def line(self, given: Given) -> Said:
        rule = next((r for r in rules() if r.id == self.clock), None)
        name = Both(rule.title("zh_CN"), rule.title("en")) if rule else self.clock
        return say("{id}: {reason}", id=name, reason=self.reason)


def _no_rule(scene: Scene) -> Iterator[Reason]:
    if not any(c.pauses for c in scene.office.settings.clocks):
        yield Reason(
            say(
                "No limit stands still: no national text and none of Henan's says so, and the "
                "office has switched on no local rule that does (settings, clocks)."
            )
        )


@frozen(kw_only=True)
class Suspended(Act):
    """The investigation stands still (中止调查). No national text knows it: it is possible only
    where the office has switched on a local rule, with its citation, and pauses only the limits
    that the rule names."""

    kind: ClassVar[str] = "suspended"
    title: ClassVar[Said] = say("Suspend")
    group: ClassVar[Said] = INVESTIGATION
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _no_rule(scene)
        if scene.case.suspended_on is not None:
            yield Reason(
                say("It stands still since {day}.", day=scene.case.suspended_on.isoformat())
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, suspended_on=entry.on).with_moment("suspended", entry.on, entry)


@frozen(kw_only=True)
class Resumed(Act):
    """What stood still goes on; the days between do not count where the local rule says so."""

    kind: ClassVar[str] = "resumed"
    title: ClassVar[Said] = say("Resume")
    group: ClassVar[Said] = INVESTIGATION
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.suspended_on is None:
            yield Reason(say("Nothing stands still."))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.suspended_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, suspended_on=None).with_moment("resumed", entry.on, entry)


@frozen(kw_only=True)
class HarmNoted(Act):
    """Somebody says of one allegation that it touches life, health or safety and did harm: for a
    penalty it has five years then instead of two (行政处罚法 art. 36). The two years of the
    Regulation run on beside them."""

    kind: ClassVar[str] = "harm_noted"
    title: ClassVar[Said] = say("Note harm to life or health")
    group: ClassVar[Said] = INVESTIGATION
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cf-36",)
    allegation: Line = field(metadata=label("Allegation", of="every_allegation"))
    why: Text = field(metadata=label("On what it rests"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.why, "On what it rests", "why")
        state = scene.docket
        known = [a.id for a in state.allegations] if isinstance(state, (Case, Complaint)) else []
        if self.allegation not in known:
            yield Reason(
                say(
                    "There is no allegation {id} here; there are: {ids}.",
                    id=self.allegation,
                    ids=", ".join(known) or "-",
                ),
                path="allegation",
            )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        about = {"subject": self.allegation}
        return was and was.with_moment("health_harmed", entry.on, entry, **about)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        about = {"subject": self.allegation}
        return was and was.with_moment("health_harmed", entry.on, entry, **about)

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.allegation)
