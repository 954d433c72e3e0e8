"""Hand-over: what the side that is asked does. It receives, answers, or writes the minutes; with an
approval of a kind that moves the case another authority decides from that day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, BodyId, label
from ..law.clocks import Limit
from ..parties import Position
from ..record.case import Case, Handover, HandoverAnswer, HandoverKind
from ..record.docket import Entry, Given
from ..record.handovers import HandoverStepKind, Minutes
from ..record.office import Office
from ..values import Line, Text
from ..words import Said, say
from .base import HANDLERS, INSPECTORS, Act, Scene, need_text
from .filing import RUNNING
from .handover import (
    CITIES,
    HANDOVER,
    end_of_day,
    handler,
    minute,
    name_of,
    numbered_by,
    open_handover,
    rule,
    superiors,
    waiting_reasons,
    with_handover,
)


@frozen(kw_only=True)
class HandoverReceived(Act):
    """The side that answers takes a request in and numbers it; from then on it is under review."""

    kind: ClassVar[str] = "handover_received"
    title: ClassVar[Said] = say("Receive a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = HANDLERS
    into = Case
    stages = RUNNING
    number: ClassVar[str] = "handover"
    handover: Line = field(metadata=label("Hand-over", of="unreceived"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.awaits == "answer" and not h.received_on for h in scene.case.handovers):
            yield Reason(say("No hand-over waits to be received."))

    def earliest(self, scene: Scene) -> date | None:
        h = open_handover(scene, self.handover)
        return h.asked_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from waiting_reasons(scene, self.handover, "answer")
        h = open_handover(scene, self.handover)
        if h is None:
            return
        if h.received_on:
            yield Reason(
                say("It was received on {day} already.", day=h.received_on.isoformat()),
                path="handover",
            )
        yield from receiving_reasons(h, scene)

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        h = open_handover(scene, self.handover)
        return ((self.number, h.decides),) if h else ()

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        after = with_handover(
            was, evolve(h, received_on=entry.on).stepped(HandoverStepKind.RECEIVED, entry)
        )
        return after.with_moment("handover_received", entry.on, entry, subject=h.id)

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


def receiving_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why it is not for this officer to receive a hand-over."""
    if scene.officer.authority != h.decides:
        yield Reason(
            say("This is for {authority} to receive.", authority=name_of(scene, h.decides)),
            basis="hn-lsi-09-3",
        )


@frozen(kw_only=True)
class Answered(Act):
    """The asked side answers. Approving a request upward is the taking up: from its day the
    superior decides, under its own number; approving a handing down gives the case back."""

    kind: ClassVar[str] = "answered"
    title: ClassVar[Said] = say("Answer a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    relied_on = True
    repair: ClassVar[Said] = say("answer it again by who may")
    number: ClassVar[str] = "handover"
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-09-3",)
    fixed = frozenset({"handover", "answer", "body", "named"})
    handover: Line = field(metadata=label("Hand-over", of="to_answer"))
    answer: HandoverAnswer = field(metadata=label("Answer"))
    text: Text = field(metadata=label("Text"))
    body: BodyId | None = field(
        default=None, metadata=label("Handling body", of="bodies", hint="empty = the usual one")
    )
    named: AuthorityId | None = field(
        default=None,
        metadata=label("Designated authority", of="authorities", hint="of a designation"),
    )
    decides: AuthorityId | None = field(
        default=None, metadata=label("Deciding authority from then on", system=True)
    )
    joint: bool = field(default=False, metadata=label("By a joint office", system=True))
    supervised_for: int = field(default=0, metadata=label("Days of the supervision", system=True))
    source: Line = field(default=Line(""), metadata=label("Source", system=True))

    def earliest(self, scene: Scene) -> date | None:
        h = open_handover(scene, self.handover)
        return h.asked_on if h else None

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        going = [h for h in scene.case.handovers if h.open]
        if any(h.answer is not HandoverAnswer.APPROVED for h in going):
            return
        if not going:
            yield Reason(say("No hand-over waits for an answer."))
        for h in going:
            name = name_of(scene, scene.case.authority)
            yield Reason(
                say(
                    "Hand-over {id} ({kind}) is answered; it waits for its receipt, which the "
                    "people of {authority} sign.",
                    id=h.id,
                    kind=h.kind.label,
                    authority=name,
                ),
                who=name,
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "Text", "text")
        h = open_handover(scene, self.handover)
        if h is None or h.answer is HandoverAnswer.APPROVED:
            yield Reason(
                say("No hand-over {id} waits for an answer.", id=self.handover), path="handover"
            )
            return
        row = rule(h.kind)
        if self.answer.value not in row.answers:
            yield Reason(
                say(
                    "“{answer}” is no answer to: {kind}.",
                    answer=self.answer.label,
                    kind=h.kind.label,
                ),
                path="answer",
            )
        elif self.answer is HandoverAnswer.MINUTES:
            yield Reason(
                say("The minutes are entered with “{act}”.", act=Consulted.title), path="answer"
            )
        yield from answering_reasons(h, scene)
        if self.answer is HandoverAnswer.APPROVED and row.lands == "named":
            yield from self._named_wrongly(scene, h)
        if self.body is not None and self.body not in bodies_after(
            scene.office, scene.case, h, self.named
        ):
            yield Reason(say("“{id}” cannot handle this case.", id=self.body), path="body")

    def _named_wrongly(self, scene: Scene, h: Handover) -> Iterator[Reason]:
        if self.named is None:
            yield Reason(say("Say which authority is designated."), path="named")
            return
        known = scene.office.authority(self.named)
        if known is None:
            yield Reason(say("There is no authority “{id}” here.", id=self.named), path="named")
        elif h.to not in {a.id for a in scene.office.superiors(known.id)} | {known.id}:
            yield Reason(
                say(
                    "{authority} does not stand under who designates.",
                    authority=known.name,
                ),
                basis="hn-lsi-09-3",
                path="named",
            )

    def settled(self, scene: Scene) -> "Answered":
        h = open_handover(scene, self.handover)
        if h is None or self.answer is not HandoverAnswer.APPROVED:
            return self
        if h.kind is HandoverKind.SUPERVISION:
            own = next((x for x in scene.office.settings.handovers if x.what is h.kind), None)
            row = rule(h.kind)
            return evolve(
                self,
                supervised_for=own.length if own else row.length,
                source=Line(own.source if own else row.length_source),
            )
        lands = landing(h, self.named)
        if lands is None:
            return self
        decides = scene.office.deciding(lands, self.day(scene))
        if rule(h.kind).lands == "named" and lands == handler(scene.office, scene.case):
            return self  # it confirms who has the case: nothing moves
        possible = bodies_after(scene.office, scene.case, h, self.named)
        body = self.body or (possible[0] if possible else None)
        return evolve(
            self,
            body=body,
            decides=decides,
            joint=body is not None and scene.office.joint_office(body) is not None,
        )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        h = open_handover(scene, self.handover)
        if h is None:
            return ()
        taken: tuple[tuple[str, AuthorityId], ...] = ((self.number, h.decides),)
        known = {n.authority for n in scene.case.numbers if n.kind == "case"}
        if self.decides is not None and self.decides not in known:
            taken = (*taken, ("case", self.decides))
        return taken

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        h = next((x for x in was.handovers if x.id == self.handover), None)
        if h is None:
            return was
        seats = tuple(s.officer for s in was.seats)
        bound = seats if self.decides is not None else ()
        answered = evolve(h, answer=self.answer, answered_on=entry.on, bound=bound)
        if self.decides is not None:
            answered = evolve(answered, before=was.authority, landed=self.decides)
        if self.supervised_for:
            ends = entry.on + timedelta(days=self.supervised_for)
            answered = evolve(answered, ends_on=ends)
        after = evolve(
            with_handover(was, answered.stepped(HandoverStepKind(self.answer.value), entry)),
            numbers=(*was.numbers, *(n for n in entry.given.numbers if n.kind == "case")),
        )
        if self.decides is not None:
            after = evolve(
                after,
                authority=self.decides,
                body=self.body or was.body,
                joint=self.joint,
                lead=None,
                assistant=None,
                past=tuple(dict.fromkeys((*was.past, *seats))),
            )
        return self._clocks(after, answered, entry)

    def _clocks(self, case: Case, h: Handover, entry: Entry) -> Case:
        after = case.with_moment(
            "handover_answered", entry.on, entry, subject=h.id, at=minute(entry)
        )
        if self.supervised_for:
            limit = Limit(length=self.supervised_for, unit="calendar", source=self.source)
            after = after.with_moment("supervised", entry.on, entry, subject=h.id, limit=limit)
        approved = self.answer is HandoverAnswer.APPROVED
        if approved and h.kind is HandoverKind.HAND_DOWN and h.report_by:
            ends = end_of_day(h.report_by, entry)
            after = after.with_moment("handed_down", entry.on, entry, subject=h.id, ends=ends)
        return after

    def line(self, given: Given) -> Said:
        return self.answer.label


def landing(h: Handover, named: AuthorityId | None = None) -> AuthorityId | None:
    """The authority that a case goes to with the approval of a hand-over; ``named`` is the one
    designated. ``None`` where nothing moves."""
    lands = rule(h.kind).lands
    return {"to": h.to, "asked_by": h.asked_by, "named": named}.get(lands)


def bodies_after(
    office: Office, case: Case, h: Handover, named: AuthorityId | None = None
) -> tuple[BodyId, ...]:
    """The bodies that can handle a case after a hand-over; where it goes up, the joint office of
    the two authorities first."""
    lands = landing(h, named)
    to = office.authority(lands) if lands else None
    own = tuple(b.id for b in to.bodies) if to else ()
    if to is not None and to.id in {a.id for a in superiors(office, case)}:
        both = {to.id, handler(office, case)}
        joint = tuple(j.id for j in office.joint_offices if both <= set(j.authorities))
        return (*joint, *own)
    return own


def answering_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why it is not for this officer to answer a hand-over."""
    row = rule(h.kind)
    basis = row.basis_answered or "hn-lsi-09-3"
    if scene.officer.authority != h.decides:
        yield Reason(
            say("This is for {authority} to answer.", authority=name_of(scene, h.decides)),
            basis=basis,
        )
        if row.level == "city" and scene.office.level(scene.officer.authority) not in CITIES:
            yield Reason(
                say(
                    "Accounts, houses and vehicles are looked up with the approval of a head of a "
                    "city-level department; {authority} cannot give it.",
                    authority=name_of(scene, scene.officer.authority),
                ),
                basis=basis,
                who=name_of(scene, h.decides),
            )
    if not {p.value for p in scene.positions} & set(row.decided_by):
        yield Reason(
            say("“{kind}” is decided by the leaders of the bureau.", kind=h.kind.label)
            if Position.INSTITUTION_HEAD.value not in row.decided_by
            else say("“{kind}” is decided by the heads.", kind=h.kind.label),
            basis=basis,
            who=say("bureau leader in charge"),
        )
    if h.asker == scene.officer.id:
        yield Reason(say("Nobody answers the own request."))


@frozen(kw_only=True)
class Consulted(Act):
    """The minutes of a consultation: who was present, the views, the conclusion, the dissent. It
    changes neither who decides nor the pair nor a limit."""

    kind: ClassVar[str] = "consulted"
    title: ClassVar[Said] = say("Minutes of a consultation")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    number: ClassVar[str] = "handover"
    fixed = frozenset({"handover"})
    handover: Line = field(metadata=label("Hand-over", of="consultations"))
    present: Text = field(metadata=label("Who was present"))
    views: Text = field(metadata=label("Views"))
    conclusion: Text = field(metadata=label("Conclusion"))
    dissent: Text = field(default=Text(""), metadata=label("Dissent", hint="empty = none"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(_consults(h) for h in scene.case.handovers):
            yield Reason(say("No consultation was asked for."))

    def earliest(self, scene: Scene) -> date | None:
        h = open_handover(scene, self.handover)
        return h.asked_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.present, "Who was present", "present")
        yield from need_text(self.views, "Views", "views")
        yield from need_text(self.conclusion, "Conclusion", "conclusion")
        yield from waiting_reasons(scene, self.handover, "answer")
        h = open_handover(scene, self.handover)
        if h is None:
            return
        if not _consults(h):
            yield Reason(
                say("Hand-over {id} is no consultation: {kind}.", id=h.id, kind=h.kind.label),
                path="handover",
            )
        if scene.officer.authority not in (h.to, h.asked_by):
            yield Reason(
                say("The minutes are written by one of the two sides."), basis="hn-lsi-09-3"
            )
        if not {p.value for p in scene.positions} & set(h.rule.decided_by):
            yield Reason(
                say("“{kind}” is decided by the heads.", kind=h.kind.label),
                who=say("institution head"),
            )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        return ((self.number, numbered_by(scene, self, scene.officer.authority)),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        minutes = Minutes(
            present=self.present,
            views=self.views,
            conclusion=self.conclusion,
            dissent=self.dissent,
        )
        done = evolve(h, answer=HandoverAnswer.MINUTES, answered_on=entry.on, minutes=minutes)
        after = with_handover(was, done.stepped(HandoverStepKind.MINUTES, entry))
        return after.with_moment(
            "handover_answered", entry.on, entry, subject=h.id, at=minute(entry)
        )

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


def _consults(h: Handover) -> bool:
    return h.kind is HandoverKind.CONSULTATION and h.awaits == "answer"
