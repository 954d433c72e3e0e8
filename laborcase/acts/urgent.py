"""What cannot wait: a matter is marked urgent or no longer, and children found at work are looked
after. Their names stand sealed in the entry and nowhere else."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final, TypeVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..law.clocks import Moment
from ..parties import HEADS
from ..record.case import Case
from ..record.complaint import Complaint, ComplaintStage
from ..record.docket import Entry, Given, next_id
from ..record.office import Office
from ..record.urgent import (
    CHILD,
    Child,
    Guardian,
    HowKnown,
    Told,
    Urgency,
    Urgent,
    age,
    with_child,
)
from ..values import Line, ResidentNumber, Text, resident
from ..words import Said, say
from .base import HANDLERS, Act, Scene, in_order, listed, need_text
from .investigation import WORKED

URGENT = say("Urgent matters and children")


@frozen(kw_only=True)
class UrgencySet(Act):
    """A matter is marked as one that cannot wait, or, by a head, no longer so, or no longer for a
    reason that stood there. From then on a first step is owed the same day: somebody is spoken to,
    or somebody goes there."""

    kind: ClassVar[str] = "urgency_set"
    title: ClassVar[Said] = say("Mark as urgent or not")
    group: ClassVar[Said] = URGENT
    who = HANDLERS
    both: ClassVar[bool] = True
    handling = True
    urgent: bool = field(default=True, metadata=label("Urgent"))
    urgencies: tuple[Urgency, ...] = field(default=(), metadata=label("Why it is urgent"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        state = scene.docket
        if isinstance(state, Complaint) and state.case is not None:
            yield Reason(say("This complaint is in case {key}: enter it there.", key=state.case))
        if isinstance(state, Case) and state.closed_on is not None:
            yield Reason(say("The case is closed."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        state = scene.docket
        assert isinstance(state, (Complaint, Case))
        now = state.urgency
        if not self.urgent and self.urgencies:
            yield Reason(
                say("What is not urgent has no reasons to be: clear them."), path="urgencies"
            )
        if not self.urgent and not HEADS & scene.positions:
            yield Reason(
                say("That it can wait is for a head to say."),
                who=say("institution head"),
                path="urgent",
            )
        gone = [k.label for k in now.kinds if k not in self.urgencies] if now else []
        if self.urgent and gone and not HEADS & scene.positions:
            yield Reason(
                say("That it is no longer urgent for this is for a head to say: {why}.",
                    why=listed(gone)),
                who=say("institution head"),
                path="urgencies",
            )  # fmt: skip
        if self.urgent and now is not None and set(self.urgencies) == set(now.kinds):
            yield Reason(say("It is marked so already."))
        if not self.urgent and now is None:
            yield Reason(say("It is not marked urgent."), path="urgent")

    def _urgent(self, entry: Entry) -> Urgent | None:
        return Urgent(since=entry.on, kinds=tuple(self.urgencies)) if self.urgent else None

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, urgent=self.urgent, urgency=self._urgent(entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        judged = (*was.complaints, *(p.case.key for p in was.merged))
        pressing = evolve(was.pressing, urgent=self._urgent(entry), judged=judged)
        return evolve(was, pressing=pressing)

    def line(self, given: Given) -> Said:
        if not self.urgent:
            return say("not urgent")
        return listed([k.label for k in self.urgencies]) if self.urgencies else say("urgent")


S = TypeVar("S", Complaint, Case)
"""A docket of one kind, before and after an act."""
CHILD_STAGES: Final = WORKED | (frozenset(ComplaintStage) - {ComplaintStage.VOID})
"""Children are looked after whatever becomes of a complaint."""


@frozen(kw_only=True)
class ChildAct(Act):
    """Parent of the acts about children found at work: in a complaint before it is in a case, and
    in the case."""

    group: ClassVar[Said] = URGENT
    who = HANDLERS
    both: ClassVar[bool] = True
    stages = CHILD_STAGES
    handling = True

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        state = scene.docket
        if isinstance(state, Complaint) and state.case is not None:
            yield Reason(say("This complaint is in case {key}: enter it there.", key=state.case))

    def changed(self, was: tuple[Child, ...], entry: Entry) -> Iterator[Child]:
        """The children that the act changes, or finds, as they are then."""
        yield from ()

    def after(self, was: S, entry: Entry) -> S:
        """The docket with the children as they are then, each with its moment in the docket."""
        moments, made = list(was.moments), children_of(was)
        for child in self.changed(made, entry):
            made = with_child(made, child)
            moments.append(Moment(name=self.kind, on=entry.on, entry=entry.n, subject=child.id))
        if isinstance(was, Complaint):
            return evolve(was, children=made, moments=tuple(moments))
        pressing = evolve(was.pressing, children=made)
        return evolve(was, pressing=pressing, moments=tuple(moments))

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and self.after(was, entry)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and self.after(was, entry)


def children_of(docket: Complaint | Case | Office | None) -> tuple[Child, ...]:
    """The children found at work in a docket."""
    if isinstance(docket, Complaint):
        return docket.children
    return docket.pressing.children if isinstance(docket, Case) else ()


def _known(scene: Scene, child_id: str) -> Child | None:
    return next((c for c in children_of(scene.docket) if c.id == child_id), None)


def _child(scene: Scene, child_id: str) -> Iterator[Reason]:
    if _known(scene, child_id) is None:
        known = ", ".join(c.id for c in children_of(scene.docket)) or "-"
        yield Reason(say("There is no child {id} here; there are: {ids}.", id=child_id, ids=known))


def _any_child(scene: Scene) -> Iterator[Reason]:
    if not children_of(scene.docket):
        yield Reason(say("No child was found here."))


def _found_on(scene: Scene, child_id: str) -> date | None:
    child = _known(scene, child_id)
    return child.found_on if child else None


@frozen(kw_only=True)
class ChildFound(ChildAct):
    """A child below sixteen was found at work (禁止使用童工规定 art. 6; 未成年人保护法 art. 125):
    when it was born and how that is known, and since when it has worked. What is not known yet is
    corrected in later. Somebody went there who found it: that is the first step."""

    kind: ClassVar[str] = "child_found"
    title: ClassVar[Said] = say("Child found at work")
    stages = WORKED | {ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT}
    first_step = True
    of_others = frozenset({"name", "resident_number", "born"})
    basis: ClassVar[tuple[str, ...]] = ("tg-06-1", "wb-125")
    name: Line = field(default=Line(""), metadata=label("Name of the child", sealed=True))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )
    born: date | None = field(default=None, metadata=label("Born", sealed=True))
    how_known: HowKnown = field(
        default=HowKnown.OWN_WORD, metadata=label("How the birth date is known")
    )
    since: date | None = field(default=None, metadata=label("Working there since"))
    work: Text = field(default=Text(""), metadata=label("What work, and where"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.resident_number and self.born:
            told = resident(self.resident_number).born
            if told != self.born:
                yield Reason(
                    say("The resident number names another birth date than the one typed."),
                    path="born",
                )
        on = self.day(scene)
        for day in (self.born, self.since):
            if day is not None and day > on:
                yield Reason(
                    say("{day} lies after the day the child was found.", day=day.isoformat())
                )
        yield from in_order(self.born, self.since, say("Born, and at work"), "since")
        if self.born is not None and age(self.born, self.since or on) >= CHILD:
            yield Reason(
                say(
                    "Who was {n} by then is no child in this sense: if the work began earlier, say "
                    "since when.",
                    n=age(self.born, self.since or on),
                ),
                basis="wb-125",
                path="since",
            )

    def settled(self, scene: Scene) -> "ChildFound":
        if self.born is not None or not self.resident_number:
            return self
        return evolve(self, born=resident(self.resident_number).born)

    def changed(self, was: tuple[Child, ...], entry: Entry) -> Iterator[Child]:
        yield Child(
            id=next_id("C", was),
            found_on=entry.on,
            born=self.born,
            how_known=self.how_known if self.born else None,
            since=self.since,
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        # A child at work cannot wait, whatever the complaint was about.
        kinds = was.urgency.kinds if was.urgency else ()
        since = was.urgency.since if was.urgency else entry.on
        urgent = Urgent(since=since, kinds=tuple(dict.fromkeys((*kinds, Urgency.CHILD_LABOUR))))
        return evolve(self.after(was, entry), urgent=True, urgency=urgent)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = self.after(was, entry)
        if was.urgency is not None:
            return after
        urgent = Urgent(since=entry.on, kinds=(Urgency.CHILD_LABOUR,))
        return evolve(after, pressing=evolve(after.pressing, urgent=urgent))

    def line(self, given: Given) -> Said:
        if self.since is None:
            return say("")
        return say("at work since {day}", day=self.since.isoformat())


@frozen(kw_only=True)
class ChildSentHome(ChildAct):
    """The child was sent home, to whom, at whose cost (禁止使用童工规定 art. 6: the employer
    bears it)."""

    kind: ClassVar[str] = "child_sent_home"
    title: ClassVar[Said] = say("Child sent home")
    first_step = True
    of_others = frozenset({"receiver"})
    basis: ClassVar[tuple[str, ...]] = ("tg-06-1", "tg-06-2")
    child: Line = field(metadata=label("Child", of="children"))
    to: Guardian = field(default=Guardian.PARENTS, metadata=label("To whom"))
    receiver: Line = field(default=Line(""), metadata=label("Name of the receiver", sealed=True))
    employer_paid: bool = field(default=True, metadata=label("At the employer's cost"))
    how: Text = field(metadata=label("How, by whom, with which proof"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from super().ready(scene)
        yield from _any_child(scene)

    def earliest(self, scene: Scene) -> date | None:
        return _found_on(scene, self.child)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.how, "How, by whom, with which proof", "how")
        yield from _child(scene, self.child)
        child = _known(scene, self.child)
        if child is not None and child.sent_home_on is not None:
            yield Reason(
                say(
                    "Child {id} was sent home on {day} already.",
                    id=child.id,
                    day=child.sent_home_on.isoformat(),
                )
            )

    def changed(self, was: tuple[Child, ...], entry: Entry) -> Iterator[Child]:
        for child in was:
            if child.id == self.child:
                yield evolve(child, sent_home_on=entry.on, to=self.to)

    def line(self, given: Given) -> Said:
        return say("{id} to {whom}", id=self.child, whom=self.to.label)


@frozen(kw_only=True)
class ChildReported(ChildAct):
    """Police or civil affairs are told of the children found."""

    kind: ClassVar[str] = "child_reported"
    title: ClassVar[Said] = say("Tell police or civil affairs of a child")
    basis: ClassVar[tuple[str, ...]] = ("wb-125",)
    child: Line = field(
        default=Line(""), metadata=label("Child", of="children", hint="empty = all of them")
    )
    whom: Told = field(metadata=label("Who was told"))
    organ: Line = field(metadata=label("Organ, and who took it"))
    how: Text = field(default=Text(""), metadata=label("How"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from super().ready(scene)
        yield from _any_child(scene)

    def earliest(self, scene: Scene) -> date | None:
        return _found_on(scene, self.child) if self.child else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.child:
            yield from _child(scene, self.child)

    def changed(self, was: tuple[Child, ...], entry: Entry) -> Iterator[Child]:
        for child in was:
            if self.child in ("", child.id):
                yield evolve(child, told=(*child.told, (self.whom, entry.on)))

    def line(self, given: Given) -> Said:
        return say("{whom}: {organ}", whom=self.whom.label, organ=self.organ)
