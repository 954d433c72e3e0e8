"""Contacts with the people of a matter, and next steps: in complaints and cases alike."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import FileHash, OfficerId, label
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.contacts import (
    COMPLAINING,
    UNANSWERED,
    Contact,
    Moved,
    NextStep,
    Reply,
    Side,
    StepEnd,
    Way,
)
from ..record.docket import Entry, Given
from ..record.office import Office
from ..record.payments import Agreement, Capacity, Instalment
from ..values import Fen, Line, Phone, Text
from ..words import Said, say
from .base import HANDLERS, Act, Scene, here, in_order, need_text, officer_reasons
from .coordination import outstanding, promise_reasons
from .money import elsewhere

CONTACTS = say("Contacts and next steps")


@frozen(kw_only=True)
class Contacted(Act):
    """Somebody was called, written to, visited or met, with what came of it. A promise to pay
    stands from then on among what is to come. Where the author of the docket must stay unknown,
    what could name the author is sealed."""

    kind: ClassVar[str] = "contacted"
    title: ClassVar[Said] = say("Contact")
    names_whom = frozenset({"whom"})
    group: ClassVar[Said] = CONTACTS
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("jc-15",)
    speaks: ClassVar[tuple[str, ...]] = ("said",)
    way: Way = field(default=Way.CALL, metadata=label("How"))
    side: Side = field(default=Side.EMPLOYER, metadata=label("Side"))
    whom: Line = field(metadata=label("With whom"))
    phone: Phone | None = field(default=None, metadata=label("Number", sealed=True))
    at: datetime | None = field(default=None, metadata=label("When", hint="empty = now"))
    reply: Reply = field(metadata=label("What came of it"))
    said: Text = field(default=Text(""), metadata=label("What was said"))
    promised: Fen | None = field(
        default=None, metadata=label("Sum promised", hint="empty = all that is outstanding")
    )
    by: date | None = field(default=None, metadata=label("To be paid by"))
    file: FileHash | None = field(default=None, metadata=label("Recording or letter", of="file"))

    @property
    def stepped(self) -> bool:
        spoken = self.way in {Way.CALL, Way.MEETING} and self.reply not in UNANSWERED
        return spoken or self.way is Way.VISIT

    def day(self, scene: Scene) -> date:
        return here(self.at, scene).date() if self.at else super().day(scene)

    def settled(self, scene: Scene) -> "Contacted":
        promised = self.promised
        if self.reply is Reply.PROMISED and promised is None and self.by is not None:
            promised = outstanding(scene)
        at = here(self.at, scene) if self.at else scene.now
        return evolve(self, at=at, promised=promised)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.at is not None and self.at > scene.now:
            yield Reason(
                say("What has not happened cannot be entered: look at the time again."), path="at"
            )
        if self.happened and self.at and self.happened != self.at.date():
            yield Reason(
                say(
                    "The contact was on {at}; it cannot have happened on {day}.",
                    at=self.at.date().isoformat(),
                    day=self.happened.isoformat(),
                ),
                path="happened",
            )
        if self.side not in COMPLAINING:
            yield from elsewhere(scene)
        elif self.side is Side.COMPLAINANT and isinstance(scene.docket, Case):
            secret = [b.complaint for b in scene.docket.brought if b.secret]
            if secret:
                yield Reason(
                    say(
                        "Who complains must stay unknown here: enter it in the complaint ({keys}).",
                        keys=", ".join(secret),
                    ),
                    basis="jc-09",
                )
        if self.reply is Reply.PROMISED:
            if self.by is None:
                yield Reason(say("Say by when."), path="by")
            yield from promise_reasons(self.promised, self.by, self.day(scene), "promised")
        elif self.promised is not None or self.by is not None:
            yield Reason(say("A sum or a day belongs to: {reply}.", reply=Reply.PROMISED.label))

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        hidden = isinstance(docket, Complaint) and docket.secret and self.side in COMPLAINING
        return frozenset({"whom", "phone", "said"}) if hidden else frozenset()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        made = self._contact(len(was.contacts), entry)
        promise = self._promise(entry)
        claims = was.claims.agreed(promise) if promise else was.claims
        return evolve(was, contacts=(*was.contacts, made), claims=claims)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        made = self._contact(len(was.contacts), entry)
        promise = self._promise(entry)
        claims = was.claims.agreed(promise) if promise else was.claims
        return evolve(was, contacts=(*was.contacts, made), claims=claims)

    def _contact(self, before: int, entry: Entry) -> Contact:
        return Contact(
            id=f"K{before + 1}",
            at=self.at or entry.at,
            way=self.way,
            side=self.side,
            whom=self.whom,
            phone=self.phone,
            reply=self.reply,
            said=self.said,
            officer=entry.officer,
            name=entry.given.name,
            file=self.file,
        )

    def _promise(self, entry: Entry) -> Agreement | None:
        if self.by is None or not self.promised:
            return None
        contractor = self.side is Side.CONTRACTOR
        return Agreement(
            id="",
            on=entry.on,
            with_whom=self.whom,
            capacity=Capacity.CONTRACTOR if contractor else Capacity.EMPLOYER,
            instalments=(Instalment(by=self.by, sum=self.promised),),
            spoken=True,
        )

    def line(self, given: Given) -> Said:
        return say("{way}, {side}: {reply}", way=self.way.label, side=self.side.label,
                   reply=self.reply.label)  # fmt: skip


@frozen(kw_only=True)
class StepPlanned(Act):
    """A next step: what is to be done, by whom, on which day."""

    kind: ClassVar[str] = "step_planned"
    title: ClassVar[Said] = say("Next step")
    group: ClassVar[Said] = CONTACTS
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    what: Line = field(metadata=label("What is to be done"))
    due: date = field(metadata=label("On"))
    by: OfficerId | None = field(
        default=None, metadata=label("By whom", of="officers", hint="empty = you")
    )

    def settled(self, scene: Scene) -> "StepPlanned":
        return evolve(self, by=self.by or scene.officer.id)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from in_order(self.day(scene), self.due, say("Next step"), "due")
        if self.by is not None:
            yield from officer_reasons(scene, self.by, inspect=False, on=self.due)

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.by,) if self.by else ()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, steps=(*was.steps, self._step(len(was.steps), entry)))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, steps=(*was.steps, self._step(len(was.steps), entry)))

    def _step(self, before: int, entry: Entry) -> NextStep:
        officer = self.by or entry.officer
        return NextStep(
            id=f"S{before + 1}",
            what=self.what,
            officer=officer,
            name=entry.given.names.get(officer, officer),
            due=self.due,
        )

    def line(self, given: Given) -> Said:
        return say("{day}: {what}", day=self.due.isoformat(), what=self.what)


@frozen(kw_only=True)
class StepEnded(Act):
    """A planned step is done, moved to another day with the reason, or dropped with the reason."""

    kind: ClassVar[str] = "step_ended"
    title: ClassVar[Said] = say("Next step: done, moved or dropped")
    group: ClassVar[Said] = CONTACTS
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    step: Line = field(metadata=label("Step", of="steps"))
    how: StepEnd = field(default=StepEnd.DONE, metadata=label("What became of it"))
    to: date | None = field(default=None, metadata=label("Moved to"))
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(s.ended_on is None for s in _steps(scene)):
            yield Reason(say("No step is planned."))

    def settled(self, scene: Scene) -> "StepEnded":
        return evolve(self, step=Line(self.step.upper()))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        step = next((s for s in _steps(scene) if s.id == self.step), None)
        if step is None or step.ended_on is not None:
            known = ", ".join(s.id for s in _steps(scene) if s.ended_on is None)
            yield Reason(
                say("No step {id} is open; open: {ids}.", id=self.step, ids=known), path="step"
            )
        if self.how is not StepEnd.DONE:
            yield from need_text(self.reason, "Reason", "reason")
        if self.how is StepEnd.MOVED:
            if self.to is None:
                yield Reason(say("Say to which day it is moved."), path="to")
            yield from in_order(self.day(scene), self.to, say("Moved to"), "to")
        elif self.to is not None:
            yield Reason(say("A day belongs to: {how}.", how=StepEnd.MOVED.label), path="to")

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, steps=self._after(was.steps, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, steps=self._after(was.steps, entry))

    def _after(self, steps: tuple[NextStep, ...], entry: Entry) -> tuple[NextStep, ...]:
        return tuple(self._ended(s, entry) if s.id == self.step else s for s in steps)

    def _ended(self, step: NextStep, entry: Entry) -> NextStep:
        if self.how is StepEnd.MOVED and self.to is not None:
            moved = Moved(was=step.due, to=self.to, reason=self.reason)
            return evolve(step, due=self.to, moved=(*step.moved, moved))
        return evolve(step, ended_on=entry.on, how=self.how)

    def line(self, given: Given) -> Said:
        return say("{id} {how}", id=self.step, how=self.how.label)


def _steps(scene: Scene) -> tuple[NextStep, ...]:
    docket = scene.docket
    return docket.steps if isinstance(docket, (Complaint, Case)) else ()
