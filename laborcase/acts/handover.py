"""Hand-over: one family, asked / answered / carried out, with the kind as data.

The deciding authority is exactly one at any moment. It changes with the signed approval of a kind
that moves it, on that day; a request, guidance or the receipt never change it. No clock stops or
starts anew (河南省劳动保障监察条例 art. 9, 16).
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import evolve, field, frozen

from ..errors import Reason
from ..fields import AuthorityId, BodyId, FileHash, label
from ..law.handovers import HandoverRule, handover_rules
from ..parties import Authority
from ..record.case import Case, Handover, HandoverAnswer, HandoverKind
from ..record.docket import Entry, Given, next_id
from ..record.office import Office
from ..values import Line, Text
from ..words import Said, say
from .base import INSPECTORS, Act, Scene, need_text
from .filing import RUNNING

HANDOVER = say("Hand-over")


def rule(kind: HandoverKind) -> HandoverRule:
    """The row of a kind."""
    return handover_rules()[kind.value]


def receivers(office: Office, case: Case, kind: HandoverKind) -> tuple[Authority, ...]:
    """The authorities that a hand-over of this kind can go to from the case's own."""
    if rule(kind).to == "subordinate":
        return tuple(a for a in office.authorities if a.superior == case.authority)
    handles = office.owner(case.body)
    if handles is None:
        return ()
    # Where the zone handles by delegation, the city decides already: it is the one to ask.
    above = case.authority if handles.id != case.authority else handles.superior
    return tuple(a for a in office.authorities if a.id == above)


@frozen(kw_only=True)
class Asked(Act):
    """A hand-over is asked for: guidance, the request upward, the handing down."""

    kind: ClassVar[str] = "asked"
    title: ClassVar[Said] = say("Ask for a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    authority = True
    number: ClassVar[str] = "handover"
    fixed = frozenset({"what", "to"})
    what: HandoverKind = field(metadata=label("Kind of hand-over"))
    to: AuthorityId | None = field(
        default=None, metadata=label("To", of="authorities", hint="empty = the only one possible")
    )
    reasons_given: Text = field(metadata=label("Reasons and what has been done"))
    opinion: Text = field(default=Text(""), metadata=label("Opinion of the institution head"))
    remaining: Text = field(default=Text(""), metadata=label("What remains to be done"))
    report_by: date | None = field(default=None, metadata=label("Report back by"))
    package: FileHash | None = field(
        default=None, metadata=label("Package that was sent", of="file", system=True)
    )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reasons_given, "Reasons and what has been done", "reasons_given")
        row = rule(self.what)
        if not {p.value for p in scene.positions} & set(row.asked_by):
            yield Reason(
                say("“{kind}” is asked for by the heads.", kind=self.what.label),
                who=say("institution head"),
                path="what",
            )
        possible = receivers(scene.office, scene.case, self.what)
        if not possible:
            yield Reason(
                say("There is no authority above this case's own to ask.")
                if row.to == "superior"
                else say("There is no authority below this case's own to hand it to.")
            )
        elif self.to is None and len(possible) > 1:
            yield Reason(say("Say to which authority."), path="to")
        elif self.to is not None and self.to not in {a.id for a in possible}:
            yield Reason(say("It cannot go to “{id}” from here.", id=self.to), path="to")
        moving = scene.case.moving
        if row.moves and moving:
            yield Reason(
                say(
                    "Hand-over {id} ({kind}) is still open; a case moves one step at a time.",
                    id=moving.id,
                    kind=moving.kind.label,
                )
            )
        if self.what is HandoverKind.HAND_DOWN:
            if scene.case.decided_on:
                yield Reason(
                    say(
                        "The superior has decided; only following up the performance can be "
                        "entrusted, the case stays."
                    ),
                    basis="hn-lsi-09-3",
                    path="what",
                )
            if not self.remaining:
                yield Reason(say("Say what remains to be done."), path="remaining")
            if self.report_by is None:
                yield Reason(say("Say by which day to report back."), path="report_by")

    def settled(self, scene: Scene) -> "Asked":
        possible = receivers(scene.office, scene.case, self.what)
        if self.to is None and len(possible) == 1:
            return evolve(self, to=possible[0].id)
        return self

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        asked = Handover(
            id=next_id("H", was.handovers),
            kind=self.what,
            asked_on=entry.on,
            asked_by=was.authority,
            asker=entry.officer,
            to=self.to or AuthorityId(""),
            reasons=self.reasons_given,
            report_by=self.report_by,
            package=self.package,
        )
        return evolve(was, handovers=(*was.handovers, asked))

    def line(self, given: Given) -> Said:
        return self.what.label


def _open(scene: Scene, handover_id: str) -> Handover | None:
    return next((h for h in scene.case.handovers if h.id == handover_id and h.open), None)


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
    fixed = frozenset({"handover", "answer", "body"})
    handover: Line = field(metadata=label("Hand-over", of="handovers"))
    answer: HandoverAnswer = field(metadata=label("Answer"))
    text: Text = field(metadata=label("Text"))
    body: BodyId | None = field(
        default=None, metadata=label("Handling body", of="bodies", hint="empty = the usual one")
    )
    decides: AuthorityId | None = field(
        default=None, metadata=label("Deciding authority from then on", system=True)
    )
    joint: bool = field(default=False, metadata=label("By a joint office", system=True))

    def earliest(self, scene: Scene) -> date | None:
        h = _open(scene, self.handover)
        return h.asked_on if h else None

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        going = [h for h in scene.case.handovers if h.open]
        if any(h.answer is not HandoverAnswer.APPROVED for h in going):
            return
        if not going:
            yield Reason(say("No hand-over waits for an answer."))
        for h in going:
            takes = scene.office.authority(scene.case.authority)
            name = takes.name if takes else scene.case.authority
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
        h = _open(scene, self.handover)
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
        yield from answering_reasons(h, scene)
        if self.body is not None and self.body not in _bodies(scene, h):
            yield Reason(say("“{id}” cannot handle this case.", id=self.body), path="body")

    def settled(self, scene: Scene) -> "Answered":
        h = _open(scene, self.handover)
        if h is None or self.answer is not HandoverAnswer.APPROVED or not rule(h.kind).moves:
            return self
        possible = _bodies(scene, h)
        body = self.body or (possible[0] if possible else None)
        return evolve(
            self,
            body=body,
            decides=scene.office.deciding(h.to, self.day(scene)),
            joint=body is not None and scene.office.joint_office(body) is not None,
        )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        h = _open(scene, self.handover)
        if h is None:
            return ()
        answers = h.asked_by if h.kind is HandoverKind.HAND_DOWN else h.to
        taken: tuple[tuple[str, AuthorityId], ...] = ((self.number, answers),)
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
        after = evolve(
            was,
            handovers=tuple(
                evolve(x, answer=self.answer, answered_on=entry.on, bound=bound)
                if x.id == h.id
                else x
                for x in was.handovers
            ),
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
        return after

    def line(self, given: Given) -> Said:
        return self.answer.label


def _bodies(scene: Scene, h: Handover) -> tuple[BodyId, ...]:
    to = scene.office.authority(h.to)
    own = tuple(b.id for b in to.bodies) if to else ()
    if h.kind is HandoverKind.REQUEST_UPWARD:
        joint = tuple(
            j.id for j in scene.office.joint_offices if {h.to, h.asked_by} <= set(j.authorities)
        )
        return (*joint, *own)
    return own


def answering_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why it is not for this officer to answer a hand-over."""
    decides = h.asked_by if h.kind is HandoverKind.HAND_DOWN else h.to
    if scene.officer.authority != decides:
        who = scene.office.authority(decides)
        yield Reason(
            say("This is for {authority} to answer.", authority=who.name if who else decides),
            basis="hn-lsi-09-3",
        )
    if not {p.value for p in scene.positions} & set(rule(h.kind).decided_by):
        yield Reason(
            say("“{kind}” is decided by the leaders of the bureau.", kind=h.kind.label),
            basis="hn-lsi-09-3",
            who=say("bureau leader in charge"),
        )
    if h.asker == scene.officer.id:
        yield Reason(say("Nobody answers the own request."))


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
    handover: Line = field(metadata=label("Hand-over", of="handovers"))
    received: Text = field(metadata=label("What was received"))

    def earliest(self, scene: Scene) -> date | None:
        h = _open(scene, self.handover)
        return h.answered_on if h else None

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.open and h.answer is HandoverAnswer.APPROVED for h in scene.case.handovers):
            yield Reason(say("No approved hand-over waits for its receipt."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.received, "What was received", "received")
        h = _open(scene, self.handover)
        if h is None or h.answer is not HandoverAnswer.APPROVED:
            yield Reason(
                say("No hand-over {id} waits for its receipt.", id=self.handover), path="handover"
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            handovers=tuple(
                evolve(h, carried_out_on=entry.on) if h.id == self.handover else h
                for h in was.handovers
            ),
        )
