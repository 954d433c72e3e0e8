"""The hearing before a penalty: asked for, set and noticed, held (行政处罚法 art. 63-65)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import OfficerId, label
from ..record.case import Case
from ..record.docket import Entry, Given
from ..record.papers import PaperKind, issued
from ..values import Line, Text
from ..words import Said, say
from .base import ANYBODY, INSPECTORS, Act, Scene, impossible_day, in_order, need_text
from .decision import DECISION, TO_BE_HEARD, not_investigator, noticed
from .investigation import PAPER_REPAIR
from .papers import ADDRESSEES, everybody

HEARING_NOTICE: Final = 7
"""Working days between the notice of a hearing and the hearing (行政处罚法 art. 64, 85)."""


def chair_reasons(scene: Scene, chair: OfficerId) -> Iterator[Reason]:
    """Why somebody cannot chair the hearing: unknown, an investigator of the case, or recused."""
    if scene.office.officer(chair) is None:
        yield Reason(say("There is no officer “{id}” in this office.", id=chair), path="chair")
    yield from not_investigator(scene, chair)
    if chair in scene.case.recused:
        known = scene.office.officer(chair)
        yield Reason(
            say("{name} is recused from this case.", name=known.name if known else chair),
            basis="hn-lsi-12",
            soft=True,
            path="chair",
        )


@frozen(kw_only=True)
class HearingAsked(Act):
    """The party asks for a hearing, within five working days of being told of the right
    (行政处罚法 art. 64, 85). One who asks later has no right to it; the office may still hear."""

    kind: ClassVar[str] = "hearing_asked"
    title: ClassVar[Said] = say("Hearing asked for")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = TO_BE_HEARD
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("cf-64", "cn-apl-64")
    repair: ClassVar[Said] = say("a head decides whether the party is heard all the same")
    by: Line = field(metadata=label("Who asked"))
    text: Text = field(default=Text(""), metadata=label("What was said"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from noticed(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        until = hearing_until(scene)
        if until is not None and self.day(scene) > until:
            yield Reason(
                say(
                    "A hearing could be asked for until {day}; it is late.",
                    day=until.isoformat(),
                ),
                basis="cf-64",
                soft=True,
                stands=True,
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, hearing_asked_on=entry.on)
        return after.with_moment("hearing_asked", entry.on, entry)

    def line(self, given: Given) -> Said:
        return say("by {name}", name=self.by)


def hearing_until(scene: Scene) -> date | None:
    """Until when a hearing can be asked for, where its right was told; the latest of several."""
    ends = [
        d.due
        for d in scene.office.deadlines(scene.case.clock_moments)
        if d.clock == "hearing-request-5wd"
    ]
    return max(ends, default=None)


@frozen(kw_only=True)
class HearingSet(Act):
    """The day of the hearing is set, and its notice written: it reaches the party at least seven
    working days before (行政处罚法 art. 64, 85)."""

    kind: ClassVar[str] = "hearing_set"
    title: ClassVar[Said] = say("Set the hearing")
    group: ClassVar[Said] = DECISION
    who = ANYBODY
    into = Case
    stages = TO_BE_HEARD
    authority = True
    overtaken = True
    number: ClassVar[str] = "hearing_notice"
    basis: ClassVar[tuple[str, ...]] = ("cf-64", "cn-apl-64")
    repair = PAPER_REPAIR
    hearing: date = field(metadata=label("Day of the hearing"))
    place: Line = field(metadata=label("Time and place"))
    chair: OfficerId = field(metadata=label("Chair", of="officers"))
    addressees: tuple[Line, ...] = field(default=(), metadata=ADDRESSEES)

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from noticed(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from in_order(
            self.happened or scene.today, self.hearing, say("Day of the hearing"), "hearing"
        )
        yield from chair_reasons(scene, self.chair)
        latest = scene.office.calendar.add(self.hearing, -HEARING_NOTICE)
        if self.day(scene) > latest:
            yield Reason(
                say(
                    "A hearing is noticed {n} working days before, here by {day}.",
                    n=HEARING_NOTICE,
                    day=latest.isoformat(),
                ),
                basis="cf-64",
                soft=True,
                path="hearing",
            )

    def settled(self, scene: Scene) -> "HearingSet":
        return evolve(self, addressees=everybody(scene, self.addressees))

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.chair,)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        text = Text(f"{self.hearing.isoformat()} {self.place}")
        paper = issued(was, entry, PaperKind.HEARING_NOTICE, None, text, addressees=self.addressees)
        after = evolve(was, papers=(*was.papers, paper))
        if not entry.regular:
            return after
        return after.with_moment(
            "hearing_set", entry.on, entry, subject=paper.id, until=self.hearing
        )

    def line(self, given: Given) -> Said:
        return say("on {day}", day=self.hearing.isoformat())


@frozen(kw_only=True)
class Heard(Act):
    """A hearing; its chair is no investigator of the case (行政处罚法 art. 63-65)."""

    kind: ClassVar[str] = "heard"
    title: ClassVar[Said] = say("Hearing")
    group: ClassVar[Said] = DECISION
    who = ANYBODY
    into = Case
    stages = TO_BE_HEARD
    authority = True
    relied_on = True
    overtaken = True
    repair: ClassVar[Said] = say("hear again, noticed in time and chaired by somebody else")
    basis: ClassVar[tuple[str, ...]] = ("cf-63", "cf-64", "cn-apl-64")
    chair: OfficerId = field(metadata=label("Chair", of="officers"))
    record: Text = field(metadata=label("Record"))
    noticed_on: date | None = field(default=None, metadata=label("Notice of the hearing given on"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from noticed(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.record, "Record", "record")
        yield from chair_reasons(scene, self.chair)
        if self.noticed_on is not None:
            yield from impossible_day(self.noticed_on, scene)
            latest = scene.office.calendar.add(self.day(scene), -HEARING_NOTICE)
            if self.noticed_on > latest:
                yield Reason(
                    say(
                        "A hearing is noticed {n} working days before, here by {day}.",
                        n=HEARING_NOTICE,
                        day=latest.isoformat(),
                    ),
                    basis="cf-64",
                    soft=True,
                    path="noticed_on",
                )

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.chair,)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, hearing_on=entry.on)
        return after.with_moment("hearing_held", entry.on, entry)
