"""A matter goes to the police or to another organ, and what comes of that
(国务院令第310号; 《劳动保障监察条例》 art. 18)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import Choice, label
from ..parties import Position
from ..record.case import Case
from ..record.docket import Entry, Given
from ..values import Line, Text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, here, impossible_day, need_text
from .decision import DECISION
from .investigation import WORKED


class Receiver(Choice):
    """To whom a matter can be transferred."""

    POLICE = "police", say("police")
    OTHER = "other", say("another organ")


@frozen(kw_only=True)
class Transferred(Act):
    """The matter goes to the police (the principal head decides, 国务院令第310号 art. 5) or to
    another organ (《劳动保障监察条例》 art. 18)."""

    kind: ClassVar[str] = "transferred"
    title: ClassVar[Said] = say("Transfer to police or another organ")
    group: ClassVar[Said] = DECISION
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("decide on the transfer again by who may")
    number: ClassVar[str] = "transfer"
    basis: ClassVar[tuple[str, ...]] = ("jc-18-2", "cn-xfer-05", "cn-xfer-06")
    receiver: Receiver = field(metadata=label("To whom"))
    organ: Line = field(metadata=label("Organ"))
    reason: Text = field(metadata=label("Facts and reason"))
    accepted_on: date | None = field(default=None, metadata=label("Receipt signed on"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Facts and reason", "reason")
        if self.accepted_on is not None:
            yield from impossible_day(self.accepted_on, scene)
        if self.receiver is Receiver.POLICE and Position.PRINCIPAL_HEAD not in scene.positions:
            yield Reason(
                say("A transfer to the police is decided by the principal head alone."),
                basis="cn-xfer-05",
                who=Position.PRINCIPAL_HEAD.label,
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        police = self.receiver is Receiver.POLICE
        after = evolve(
            was,
            transferred_to=self.organ,
            transferred_on=entry.on,
            transfer_taken_on=self.accepted_on,
            to_police=police,
            delivered_on=self.accepted_on,
        ).with_moment("transferred", entry.on, entry)
        if not police:
            return after
        after = after.with_moment("transfer_decided", entry.on, entry, at=_minute(entry))
        if self.accepted_on:
            after = after.with_moment("transfer_delivered", self.accepted_on, entry)
        return after

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.organ)


def _minute(entry: Entry) -> datetime | None:
    """The minute of an act that was entered on its own day; of an earlier day none is known."""
    return entry.at if entry.at.date() == entry.on else None


@frozen(kw_only=True)
class TransferDelivered(Act):
    """The file is taken to the police of the same level, within twenty-four hours of the approval
    (国务院令第310号 art. 5, 6): letter, report, list of articles, test reports, other material."""

    kind: ClassVar[str] = "transfer_delivered"
    title: ClassVar[Said] = say("File taken to the police")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cn-xfer-05", "cn-xfer-06")
    at: datetime = field(metadata=label("Handed over at"))
    receiver: Line = field(metadata=label("Who signed for it"))
    contents: Text = field(metadata=label("What was handed over"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.transferred_on is None or not scene.case.to_police:
            yield Reason(say("No transfer to the police has been approved."))
        elif scene.case.delivered_on is not None:
            yield Reason(
                say("It was taken there on {day}.", day=scene.case.delivered_on.isoformat())
            )

    def day(self, scene: Scene) -> date:
        return self.happened or here(self.at, scene).date()

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.transferred_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.contents, "What was handed over", "contents")
        if self.at > scene.now:
            yield Reason(say("That minute lies in the future."), path="at")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, delivered_on=entry.on)
        return after.with_moment("transfer_delivered", entry.on, entry, at=self.at)

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.receiver)


@frozen(kw_only=True)
class TransferAnswered(Act):
    """What the other organ answers: it signs for the file and takes it over, or gives it back
    (国务院令第310号 art. 8, 10)."""

    kind: ClassVar[str] = "transfer_answered"
    title: ClassVar[Said] = say("Answer to a transfer")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = WORKED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("enter the answer once it is there in writing")
    basis: ClassVar[tuple[str, ...]] = ("cn-xfer-08",)
    taken: bool = field(default=True, metadata=label("Taken over"))
    document: Line = field(default=Line(""), metadata=label("Document of the reply"))
    text: Text = field(default=Text(""), metadata=label("What was answered"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.transferred_on is None:
            yield Reason(say("Nothing has been transferred."))
        elif scene.case.transfer_taken_on is not None:
            yield Reason(
                say(
                    "It was taken over already, on {day}.",
                    day=scene.case.transfer_taken_on.isoformat(),
                )
            )

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.transferred_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if not self.taken:
            yield from need_text(self.text, "What was answered", "text")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = was
        if was.to_police:
            after = after.with_moment("police_answered", entry.on, entry)
            name = "police_filed" if self.taken else "police_refused"
            after = after.with_moment(name, entry.on, entry)
        if self.taken:
            return evolve(after, transfer_taken_on=entry.on)
        return evolve(
            after, transferred_to=Line(""), transferred_on=None, delivered_on=None,
            refused_on=entry.on if was.to_police else None, challenged_on=None,
        )  # fmt: skip

    def line(self, given: Given) -> Said:
        return say("taken over") if self.taken else say("given back")


class Challenge(Choice):
    """To whom one turns against a refusal of the police (国务院令第310号 art. 9)."""

    POLICE = "police", say("the police, to reconsider")
    PROCURATORATE = "procuratorate", say("the procuratorate, to supervise")


@frozen(kw_only=True)
class RefusalChallenged(Act):
    """The police do not file; within three days of that notice they are asked to reconsider, or
    the procuratorate to supervise (国务院令第310号 art. 9)."""

    kind: ClassVar[str] = "refusal_challenged"
    title: ClassVar[Said] = say("Challenge the refusal of the police")
    group: ClassVar[Said] = DECISION
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("cn-xfer-09",)
    whom: Challenge = field(metadata=label("To whom"))
    grounds: Text = field(metadata=label("Grounds"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.refused_on is None:
            yield Reason(say("The police have refused nothing."))
        elif scene.case.challenged_on is not None:
            day = scene.case.challenged_on
            yield Reason(say("It was challenged on {day} already.", day=day.isoformat()))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.refused_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.grounds, "Grounds", "grounds")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, challenged_on=entry.on)
        return after.with_moment("refusal_challenged", entry.on, entry)

    def line(self, given: Given) -> Said:
        return self.whom.label


@frozen(kw_only=True)
class MaterialHanded(Act):
    """The police have filed; within three days of their notice the articles and the material are
    handed over, with its formalities (国务院令第310号 art. 12)."""

    kind: ClassVar[str] = "material_handed"
    title: ClassVar[Said] = say("Hand the material to the police")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("cn-xfer-12",)
    receiver: Line = field(metadata=label("Who signed for it"))
    contents: Text = field(metadata=label("What was handed over"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.to_police or scene.case.transfer_taken_on is None:
            yield Reason(say("The police have filed nothing of this case."))
        elif scene.case.material_on is not None:
            day = scene.case.material_on
            yield Reason(say("It was handed over on {day} already.", day=day.isoformat()))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.transfer_taken_on

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.contents, "What was handed over", "contents")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, material_on=entry.on)
        return after.with_moment("material_handed", entry.on, entry)

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.receiver)
