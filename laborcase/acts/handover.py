"""Hand-over: one family, asked / received / answered / carried out / reported back / closed, with
the kind as data.

The deciding authority is exactly one at any moment. It changes with the signed approval of a kind
that moves it, on that day; a request, guidance or the receipt never change it. No clock of the law
stops or starts anew (河南省劳动保障监察条例 art. 9, 16).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from attrs import evolve, field, frozen

from ..errors import Reason
from ..fields import AuthorityId, BodyId, FileHash, label
from ..law.clocks import Limit
from ..law.handovers import HandoverRule, handover_rules
from ..parties import Authority, Level, Position
from ..record.case import Case, Handover, HandoverAnswer, HandoverKind
from ..record.complaint import Complaint
from ..record.docket import Entry, Given, next_id
from ..record.handovers import HandoverStepKind, Minutes
from ..record.office import Office
from ..record.tickets import LimitUnit
from ..values import Line, Text
from ..words import Said, say
from .approval import title_of
from .base import HANDLERS, INSPECTORS, Act, Scene, in_order, listed, need_text
from .filing import RUNNING

HANDOVER = say("Hand-over")
CITIES = (Level.CITY, Level.PROVINCE)


def rule(kind: HandoverKind) -> HandoverRule:
    """The row of a kind."""
    return handover_rules()[kind.value]


def handler(office: Office, case: Case) -> AuthorityId:
    """The authority whose body handles a case; the deciding one where a joint office does."""
    owner = office.owner(case.body)
    return owner.id if owner else case.authority


def superiors(office: Office, case: Case) -> tuple[Authority, ...]:
    """The authorities above a case, the nearest first. Where the zone handles by delegation, the
    city decides already: it is the one above."""
    above = office.superiors(case.authority)
    decides = office.authority(case.authority)
    delegated = handler(office, case) != case.authority and decides is not None
    return (decides, *above) if delegated and decides else above


def receivers(
    office: Office, case: Case, kind: HandoverKind, *, own: bool = True
) -> tuple[Authority, ...]:
    """The authorities that a hand-over of this kind can go to; ``own`` says that the case's own
    side asks."""
    above = superiors(office, case)
    here = tuple(a for a in office.authorities if a.id == case.authority)
    row = rule(kind)
    if row.to == "subordinate":
        return tuple(a for a in office.authorities if a.superior == case.authority)
    if row.to == "own" or (row.to == "other_side" and not own):
        return here
    if row.to == "common_superior":
        return above
    if row.to == "outside":
        return ()
    if row.level == "city":
        return tuple(a for a in (*here, *above) if a.level in CITIES)[:1]
    return above[:1]


def sides(scene: Scene) -> frozenset[str]:
    """On which sides of the case the officer stands: ``own``, ``superior``."""
    case, officer, office = scene.case, scene.officer, scene.office
    found = set()
    if office.works_for(officer, case.authority, case.body, scene.today):
        found.add("own")
    if officer.authority in {a.id for a in superiors(office, case)}:
        found.add("superior")
    return frozenset(found)


@frozen(kw_only=True)
class Asked(Act):
    """A hand-over is asked for: guidance, the request upward, the handing down, or what a superior
    wants of its own motion."""

    kind: ClassVar[str] = "asked"
    title: ClassVar[Said] = say("Ask for a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    number: ClassVar[str] = "handover"
    fixed = frozenset({"what", "to", "rival"})
    what: HandoverKind = field(metadata=label("Kind of hand-over"))
    to: AuthorityId | None = field(
        default=None, metadata=label("To", of="authorities", hint="empty = the only one possible")
    )
    reasons_given: Text = field(metadata=label("Reasons and what has been done"))
    opinion: Text = field(default=Text(""), metadata=label("Opinion of the institution head"))
    remaining: Text = field(default=Text(""), metadata=label("What remains to be done"))
    report_by: date | None = field(default=None, metadata=label("Report back by"))
    rival: AuthorityId | None = field(
        default=None,
        metadata=label("Other authority in the dispute", of="authorities", hint="of a designation"),
    )
    about: Line = field(
        default=Line(""), metadata=label("Paper or property", hint="which it is about")
    )
    asked_by: AuthorityId | None = field(
        default=None, metadata=label("Asking authority", system=True)
    )
    receive_within: int = field(default=0, metadata=label("Days to receive it", system=True))
    reply_within: int = field(default=0, metadata=label("Time for the answer", system=True))
    reply_unit: LimitUnit = field(
        default=LimitUnit.WORKING, metadata=label("Counted in", system=True)
    )
    reply_source: Line = field(default=Line(""), metadata=label("Source", system=True))
    package: FileHash | None = field(
        default=None, metadata=label("Package that was sent", of="file", system=True)
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not (sides(scene) or _may_be_rival(scene)):
            yield not_theirs(scene, scene.case.authority)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reasons_given, "Reasons and what has been done", "reasons_given")
        row = rule(self.what)
        if row.carried:
            acts = listed([title_of(word) for word in row.acts])
            yield Reason(
                say("“{kind}” has acts of its own: {acts}.", kind=self.what.label, acts=acts),
                path="what",
            )
            return
        if not {p.value for p in scene.positions} & set(row.asked_by):
            yield Reason(
                say("“{kind}” is asked for by the heads.", kind=self.what.label),
                who=say("institution head"),
                path="what",
            )
        yield from self._side(scene, row)
        yield from self._receiver(scene, row)
        moving = scene.case.moving
        if row.moves and moving:
            yield Reason(
                say(
                    "Hand-over {id} ({kind}) is still open; a case moves one step at a time.",
                    id=moving.id,
                    kind=moving.kind.label,
                )
            )
        yield from self._particulars(scene)

    def _side(self, scene: Scene, row: HandoverRule) -> Iterator[Reason]:
        mine = sides(scene) | ({"rival"} if _may_be_rival(scene) else set())
        if mine & set(row.asks_from):
            return
        above = superiors(scene.office, scene.case)
        names = [_name(scene, scene.case.authority)]
        if "own" not in row.asks_from:
            names = [a.name for a in above]
        if names:
            text = say(
                "“{kind}” is for {who} to ask for.", kind=self.what.label, who=", ".join(names)
            )
        else:
            text = say("There is no authority above this case's own to ask.")
        yield Reason(text, basis="hn-lsi-09-3", path="what")

    def _receiver(self, scene: Scene, row: HandoverRule) -> Iterator[Reason]:
        office, case = scene.office, scene.case
        possible = self._possible(scene)
        if not possible:
            if row.to == "subordinate":
                text = say("There is no authority below this case's own to hand it to.")
            elif row.level == "city":
                text = say("No authority of a city or above is there to ask.")
            else:
                text = say("There is no authority above this case's own to ask.")
            yield Reason(text, basis=row.basis_answered)
            return
        known = office.authority(self.to) if self.to is not None else None
        if self.to is None:
            if len(possible) > 1:
                yield Reason(say("Say to which authority."), path="to")
        elif known is None:
            yield Reason(say("There is no authority “{id}” here.", id=self.to), path="to")
        elif known.id not in {a.id for a in possible}:
            if known.id == case.authority:
                text = say("{authority} has the case already.", authority=known.name)
            elif known.superior is not None and known.superior in {
                a.id for a in office.superiors(case.authority)
            }:
                text = say(
                    "No case goes sideways to {authority}: the common superior designates.",
                    authority=known.name,
                )
            else:
                text = say("It cannot go to “{id}” from here.", id=self.to)
            yield Reason(text, basis="hn-lsi-09-3", path="to")

    def _possible(self, scene: Scene) -> tuple[Authority, ...]:
        office, case = scene.office, scene.case
        found = receivers(office, case, self.what, own="own" in sides(scene))
        if rule(self.what).to != "common_superior":
            return found
        rival = self._rival(scene)
        over = {rival, *(a.id for a in office.superiors(rival))} if rival else set()
        both = tuple(a for a in found if a.id in over)
        return both[:1] if rival else found

    def _rival(self, scene: Scene) -> AuthorityId | None:
        if self.rival is None and not sides(scene) and _may_be_rival(scene):
            return scene.officer.authority
        return self.rival

    def _particulars(self, scene: Scene) -> Iterator[Reason]:
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
            yield from in_order(self.day(scene), self.report_by, say("Report back by"), "report_by")
        if self.what is HandoverKind.DESIGNATE:
            rival = self._rival(scene)
            if rival is None:
                yield Reason(say("Say with which authority it is in dispute."), path="rival")
            elif scene.office.authority(rival) is None:
                yield Reason(say("There is no authority “{id}” here.", id=rival), path="rival")
            elif rival == scene.case.authority:
                yield Reason(
                    say("{authority} has the case already.", authority=_name(scene, rival)),
                    path="rival",
                )
        if self.what in (HandoverKind.PROPERTY_QUERY, HandoverKind.SUPERIOR_CORRECTION):
            yield from need_text(self.about, "Paper or property", "about")
            papers = {p.id for p in scene.case.papers}
            paper = self.what is HandoverKind.SUPERIOR_CORRECTION
            if paper and self.about and self.about not in papers:
                yield Reason(say("There is no paper {id} here.", id=self.about), path="about")

    def settled(self, scene: Scene) -> "Asked":
        row = rule(self.what)
        possible = self._possible(scene)
        from_above = "superior" in row.asks_from and "own" not in sides(scene)
        from_above = from_above or row.asks_from == ("superior",)
        outside = not sides(scene)
        own = next((x for x in scene.office.settings.handovers if x.what is self.what), None)
        timed = bool(row.reply) or (own is not None and not row.clock)
        return evolve(
            self,
            to=possible[0].id if self.to is None and len(possible) == 1 else self.to,
            rival=self._rival(scene) if self.what is HandoverKind.DESIGNATE else self.rival,
            asked_by=scene.officer.authority if from_above or outside else scene.case.authority,
            receive_within=scene.office.settings.handover_days if row.decides == "to" else 0,
            reply_within=(own.length if own else row.reply) if timed else 0,
            reply_unit=(own.unit if own else LimitUnit(row.reply_unit))
            if timed
            else LimitUnit.WORKING,
            reply_source=Line((own.source if own else row.reply_source) if timed else ""),
        )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        return ((self.number, numbered_by(scene, self, self.asked_by)),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        asked = Handover(
            id=next_id("H", was.handovers),
            kind=self.what,
            asked_on=entry.on,
            asked_by=self.asked_by or was.authority,
            asker=entry.officer,
            to=self.to or AuthorityId(""),
            reasons=self.reasons_given,
            report_by=self.report_by,
            rival=self.rival,
            about=self.about,
            package=self.package,
        ).stepped(HandoverStepKind.SUBMITTED, entry)
        after = evolve(was, handovers=(*was.handovers, asked))
        if self.receive_within:
            limit = Limit(length=self.receive_within, unit="working")
            after = _begins(after, entry, asked.id, "handover-receive", limit)
        if self.reply_within:
            limit = Limit(
                length=self.reply_within, unit=self.reply_unit.value, source=self.reply_source
            )
            after = _begins(after, entry, asked.id, "handover-reply", limit)
        return after

    def line(self, given: Given) -> Said:
        return self.what.label


def numbered_by(scene: Scene, act: Act, authority: AuthorityId | None) -> AuthorityId:
    """Whose number a paper of a hand-over takes: that of the authority which decides for those who
    sign it; an authority that acts by delegation gives none of its own."""
    state = scene.docket
    assert isinstance(state, (Complaint, Case))
    return scene.office.deciding(authority or state.authority, act.day(scene))


def minute(entry: Entry) -> datetime | None:
    """The minute of an act that was entered on its own day; of an earlier day none is known."""
    return entry.at if entry.at.date() == entry.on else None


def end_of_day(day: date, entry: Entry) -> datetime:
    """The last minute of a day in the zone of an entry."""
    return datetime.combine(day, time(23, 59), tzinfo=entry.at.tzinfo)


def _begins(case: Case, entry: Entry, handover: str, clock: str, limit: Limit) -> Case:
    return case.with_moment(
        "handover_asked", entry.on, entry, subject=handover, clock=clock, limit=limit,
        at=entry.at if limit.unit == "hour" else None,
    )  # fmt: skip


def _name(scene: Scene, authority: AuthorityId) -> str:
    known = scene.office.authority(authority)
    return known.name if known else authority


def not_theirs(scene: Scene, authority: AuthorityId) -> Reason:
    """That an officer stands on no side of a case."""
    return Reason(
        say(
            "The deciding authority is {authority}; only its own people can do this.",
            authority=_name(scene, authority),
        ),
        basis="hn-lsi-09-3",
    )


def _may_be_rival(scene: Scene) -> bool:
    """Whether the officer's authority can dispute a case: it stands under a common superior."""
    office, own = scene.office, scene.officer.authority
    over = {a.id for a in office.superiors(own)}
    return own != scene.case.authority and bool(
        over & {a.id for a in superiors(office, scene.case)}
    )


def _find(scene: Scene, handover_id: str) -> Handover | None:
    return next((h for h in scene.case.handovers if h.id == handover_id), None)


def _open(scene: Scene, handover_id: str) -> Handover | None:
    h = _find(scene, handover_id)
    return h if h is not None and h.open else None


def _with(case: Case, changed: Handover) -> Case:
    return evolve(
        case, handovers=tuple(changed if h.id == changed.id else h for h in case.handovers)
    )


def waiting_reasons(scene: Scene, handover_id: str, *awaited: str) -> Iterator[Reason]:
    """Why a hand-over does not wait for what is done; none when it does."""
    h = _find(scene, handover_id)
    if h is None:
        yield Reason(say("There is no hand-over {id} here.", id=handover_id), path="handover")
    elif h.awaits not in awaited:
        yield Reason(
            say("Hand-over {id} is: {state}.", id=h.id, state=h.state.label), path="handover"
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
        h = _open(scene, self.handover)
        return h.asked_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from waiting_reasons(scene, self.handover, "answer")
        h = _open(scene, self.handover)
        if h is None:
            return
        if h.received_on:
            yield Reason(
                say("It was received on {day} already.", day=h.received_on.isoformat()),
                path="handover",
            )
        yield from receiving_reasons(h, scene)

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        h = _open(scene, self.handover)
        return ((self.number, h.decides),) if h else ()

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        after = _with(
            was, evolve(h, received_on=entry.on).stepped(HandoverStepKind.RECEIVED, entry)
        )
        return after.with_moment("handover_received", entry.on, entry, subject=h.id)

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


def receiving_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why it is not for this officer to receive a hand-over."""
    if scene.officer.authority != h.decides:
        yield Reason(
            say("This is for {authority} to receive.", authority=_name(scene, h.decides)),
            basis="hn-lsi-09-3",
        )


@frozen(kw_only=True)
class HandoverSupplemented(Act):
    """What was returned for supplement is submitted again; a request upward with the package made
    anew."""

    kind: ClassVar[str] = "handover_supplemented"
    title: ClassVar[Said] = say("Supplement a hand-over and submit it again")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    handover: Line = field(metadata=label("Hand-over", of="to_supplement"))
    added: Text = field(metadata=label("What was added"))
    reply_within: int = field(default=0, metadata=label("Time for the answer", system=True))
    reply_unit: LimitUnit = field(
        default=LimitUnit.WORKING, metadata=label("Counted in", system=True)
    )
    reply_source: Line = field(default=Line(""), metadata=label("Source", system=True))
    package: FileHash | None = field(
        default=None, metadata=label("Package that was sent", of="file", system=True)
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.awaits == "supplement" for h in scene.case.handovers):
            yield Reason(say("No hand-over was returned for supplement."))

    def earliest(self, scene: Scene) -> date | None:
        h = _find(scene, self.handover)
        return h.answered_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.added, "What was added", "added")
        yield from waiting_reasons(scene, self.handover, "supplement")
        h = _find(scene, self.handover)
        if h is not None:
            yield from asking_reasons(h, scene)

    def settled(self, scene: Scene) -> "HandoverSupplemented":
        h = _find(scene, self.handover)
        if h is None:
            return self
        own = next((x for x in scene.office.settings.handovers if x.what is h.kind), None)
        row = h.rule
        if not row.reply and (own is None or row.clock):
            return self
        return evolve(
            self,
            reply_within=own.length if own else row.reply,
            reply_unit=own.unit if own else LimitUnit(row.reply_unit),
            reply_source=Line(own.source if own else row.reply_source),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        again = evolve(
            h, answer=None, answered_on=None, received_on=None, package=self.package or h.package
        )
        after = _with(was, again.stepped(HandoverStepKind.SUPPLEMENTED, entry))
        if not self.reply_within:
            return after
        limit = Limit(
            length=self.reply_within, unit=self.reply_unit.value, source=self.reply_source
        )
        return _begins(after, entry, h.id, "handover-reply", limit)

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


def asking_reasons(h: Handover, scene: Scene) -> Iterator[Reason]:
    """Why it is not for this officer to speak for the side that asked."""
    ours = scene.officer.authority == h.asked_by or (
        h.asked_by == scene.case.authority and "own" in sides(scene)
    )
    if not ours:
        yield Reason(
            say(
                "{authority} asked for it; its own people do this.",
                authority=_name(scene, h.asked_by),
            ),
            basis="hn-lsi-09-3",
        )
    elif not {p.value for p in scene.positions} & set(h.rule.asked_by):
        yield Reason(
            say("“{kind}” is asked for by the heads.", kind=h.kind.label),
            who=say("institution head"),
        )


@frozen(kw_only=True)
class HandoverWithdrawn(Act):
    """The side that asked withdraws its request before it is answered."""

    kind: ClassVar[str] = "handover_withdrawn"
    title: ClassVar[Said] = say("Withdraw a hand-over")
    group: ClassVar[Said] = HANDOVER
    who = INSPECTORS
    into = Case
    stages = RUNNING
    handover: Line = field(metadata=label("Hand-over", of="unanswered"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(h.awaits in ("answer", "supplement") for h in scene.case.handovers):
            yield Reason(say("No hand-over waits for an answer."))

    def earliest(self, scene: Scene) -> date | None:
        h = _find(scene, self.handover)
        return (h.answered_on or h.asked_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from waiting_reasons(scene, self.handover, "answer", "supplement")
        h = _find(scene, self.handover)
        if h is not None:
            yield from asking_reasons(h, scene)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        gone = evolve(h, withdrawn_on=entry.on).stepped(HandoverStepKind.WITHDRAWN, entry)
        return _with(was, gone).with_moment("handover_withdrawn", entry.on, entry, subject=h.id)

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


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
            name = _name(scene, scene.case.authority)
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
        h = _open(scene, self.handover)
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
        h = _open(scene, self.handover)
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
            _with(was, answered.stepped(HandoverStepKind(self.answer.value), entry)),
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
            say("This is for {authority} to answer.", authority=_name(scene, h.decides)),
            basis=basis,
        )
        if row.level == "city" and scene.office.level(scene.officer.authority) not in CITIES:
            yield Reason(
                say(
                    "Accounts, houses and vehicles are looked up with the approval of a head of a "
                    "city-level department; {authority} cannot give it.",
                    authority=_name(scene, scene.officer.authority),
                ),
                basis=basis,
                who=_name(scene, h.decides),
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
        h = _open(scene, self.handover)
        return h.asked_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.present, "Who was present", "present")
        yield from need_text(self.views, "Views", "views")
        yield from need_text(self.conclusion, "Conclusion", "conclusion")
        yield from waiting_reasons(scene, self.handover, "answer")
        h = _open(scene, self.handover)
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
        after = _with(was, done.stepped(HandoverStepKind.MINUTES, entry))
        return after.with_moment(
            "handover_answered", entry.on, entry, subject=h.id, at=minute(entry)
        )

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)


def _consults(h: Handover) -> bool:
    return h.kind is HandoverKind.CONSULTATION and h.awaits == "answer"


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
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        done = evolve(h, carried_out_on=entry.on)
        return _with(was, done.stepped(HandoverStepKind.EXECUTED, entry))


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
        h = _find(scene, self.handover)
        return (h.carried_out_on or h.answered_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.report, "Report", "report")
        yield from waiting_reasons(scene, self.handover, "report")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        if not self.final:
            return _with(was, h.stepped(HandoverStepKind.PROGRESS, entry))
        done = evolve(h, reported_on=entry.on).stepped(HandoverStepKind.REPORTED, entry)
        return _with(was, done).with_moment("handover_reported", entry.on, entry, subject=h.id)

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
        h = _find(scene, self.handover)
        return h.answered_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from waiting_reasons(scene, self.handover, "report")
        h = _find(scene, self.handover)
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
        h = _find(scene, self.handover)
        return ((self.number, numbered_by(scene, self, h.decides if h else None)),)

    def settled(self, scene: Scene) -> "SupervisionExtended":
        h = _find(scene, self.handover)
        return evolve(self, until=self.until or _longest(h, scene)) if h else self

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None or self.until is None:
            return was
        longer = evolve(h, ends_on=self.until, extended=True)
        after = _with(was, longer.stepped(HandoverStepKind.EXTENDED, entry))
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
            say("This is for {authority}.", authority=_name(scene, h.decides)),
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
        h = _find(scene, self.handover)
        return (h.reported_on or h.carried_out_on or h.answered_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.result, "Result", "result")
        h = _find(scene, self.handover)
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
        return _with(was, done).with_moment("handover_closed", entry.on, entry, subject=h.id)

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)
