"""Hand-over: one family, asked / received / answered / carried out / reported back / closed, with
the kind as data. Here is what the side that asks does; the answers stand in ``answering.py``, what
comes after an approval in ``reporting.py``.

The deciding authority is exactly one at any moment. It changes with the signed approval of a kind
that moves it, on that day; a request, guidance or the receipt never change it. No clock of the law
stops or starts anew (河南省劳动保障监察条例 art. 9, 16).
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, FileHash, label
from ..law.clocks import Limit
from ..law.handovers import HandoverRule, handover_rules
from ..parties import Authority, Level
from ..record.case import Case, Handover, HandoverKind
from ..record.complaint import Complaint
from ..record.docket import Entry, Given, next_id
from ..record.handovers import HandoverStepKind
from ..record.office import Office
from ..record.tickets import LimitUnit
from ..values import Line, Text
from ..words import Said, say
from .approval import title_of
from .base import INSPECTORS, Act, Scene, in_order, listed, need_text
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
        names = [name_of(scene, scene.case.authority)]
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
                    say("{authority} has the case already.", authority=name_of(scene, rival)),
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


def name_of(scene: Scene, authority: AuthorityId) -> str:
    """The name of an authority; its id when unknown."""
    known = scene.office.authority(authority)
    return known.name if known else authority


def not_theirs(scene: Scene, authority: AuthorityId) -> Reason:
    """That an officer stands on no side of a case."""
    return Reason(
        say(
            "The deciding authority is {authority}; only its own people can do this.",
            authority=name_of(scene, authority),
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


def find_handover(scene: Scene, handover_id: str) -> Handover | None:
    """A hand-over of the case; ``None`` when there is none of that id."""
    return next((h for h in scene.case.handovers if h.id == handover_id), None)


def open_handover(scene: Scene, handover_id: str) -> Handover | None:
    """The same, as long as an answer or the receipt is still to come."""
    h = find_handover(scene, handover_id)
    return h if h is not None and h.open else None


def with_handover(case: Case, changed: Handover) -> Case:
    """The case with one hand-over as it now is."""
    return evolve(
        case, handovers=tuple(changed if h.id == changed.id else h for h in case.handovers)
    )


def waiting_reasons(scene: Scene, handover_id: str, *awaited: str) -> Iterator[Reason]:
    """Why a hand-over does not wait for what is done; none when it does."""
    h = find_handover(scene, handover_id)
    if h is None:
        yield Reason(say("There is no hand-over {id} here.", id=handover_id), path="handover")
    elif h.awaits not in awaited:
        yield Reason(
            say("Hand-over {id} is: {state}.", id=h.id, state=h.state.label), path="handover"
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
        h = find_handover(scene, self.handover)
        return h.answered_on if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.added, "What was added", "added")
        yield from waiting_reasons(scene, self.handover, "supplement")
        h = find_handover(scene, self.handover)
        if h is not None:
            yield from asking_reasons(h, scene)

    def settled(self, scene: Scene) -> "HandoverSupplemented":
        h = find_handover(scene, self.handover)
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
        after = with_handover(was, again.stepped(HandoverStepKind.SUPPLEMENTED, entry))
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
                authority=name_of(scene, h.asked_by),
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
        h = find_handover(scene, self.handover)
        return (h.answered_on or h.asked_on) if h else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from waiting_reasons(scene, self.handover, "answer", "supplement")
        h = find_handover(scene, self.handover)
        if h is not None:
            yield from asking_reasons(h, scene)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        h = next((x for x in was.handovers if x.id == self.handover), None) if was else None
        if was is None or h is None:
            return was
        gone = evolve(h, withdrawn_on=entry.on).stepped(HandoverStepKind.WITHDRAWN, entry)
        return with_handover(was, gone).with_moment(
            "handover_withdrawn", entry.on, entry, subject=h.id
        )

    def line(self, given: Given) -> Said:
        return say("hand-over {id}", id=self.handover)
