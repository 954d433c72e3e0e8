"""Filing: a case begins, and gets its two inspectors."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, Choice, DocketKey, OfficerId, label
from ..law.answers import joined
from ..law.inspections import Visit, once_a_year, planned
from ..parties import HEADS, People, Respondent, Site
from ..record.case import (
    Case,
    CaseAllegation,
    CaseStage,
    Inspected,
    Inspection,
    RecusalRequest,
    Seat,
    Source,
)
from ..record.claims import Claimant, of_one
from ..record.complaint import Complaint, ComplaintStage, Disposition
from ..record.docket import Alleged, Entry, Given
from ..record.merging import (
    absorbed,
    of_its_own,
    own_workers,
    rebuilt,
    released,
    rested_on,
    unpacked,
)
from ..record.office import Office
from ..record.papers import PaperKind
from ..record.running import Known
from ..record.urgent import Pressing, Urgency, Urgent
from ..values import Line, Text, plain
from ..words import Said, say
from .base import (
    HANDLERS,
    LEADERS,
    NEW_CASE,
    Act,
    Scene,
    Written,
    at,
    impossible_day,
    in_order,
    need_text,
    officer_reasons,
)
from .intake import (
    brings_case,
    case_after_bringing,
    child_reasons,
    claim_reasons,
    class_reasons,
    into_case,
    joins,
    urgency_of,
)

FILING = say("Filing")
PAIR_REPAIR = say("name two inspectors who may inspect and are not recused")
RUNNING = frozenset(
    {
        CaseStage.FILED,
        CaseStage.INVESTIGATION,
        CaseStage.DECISION,
        CaseStage.PERFORMANCE,
        CaseStage.TO_CLOSE,
    }
)


class LinkKind(Choice):
    """How two dockets belong together."""

    DUPLICATE = "duplicate", say("duplicate of")
    FOLLOW_UP = "follow_up", say("follow-up of")
    RETALIATION = "retaliation", say("retaliation for")
    SAME_EMPLOYER = "same_employer", say("same employer")
    SAME_SITE = "same_site", say("same site")
    RELATED = "related", say("related to")
    INCIDENT = "incident", say("same incident as")

    @property
    def back(self) -> str:
        """How the other docket holds the link: as the same, or from its own side."""
        return f"{self.value}_back" if self in _BACK else self.value


_BACK = {
    LinkKind.DUPLICATE: say("has the duplicate"),
    LinkKind.FOLLOW_UP: say("followed up by"),
    LinkKind.RETALIATION: say("met with retaliation in"),
}
"""Links that read otherwise from the other docket."""


def link_title(how: str) -> Said:
    """What a docket's link is called in that docket."""
    kind = LinkKind(how.removesuffix("_back"))
    return kind.label if how == kind.value else _BACK[kind]


@frozen(kw_only=True)
class Filed(Act):
    """A tip-off is filed as a case, or joins an open one (《劳动保障监察条例》 art. 14)."""

    kind: ClassVar[str] = "filed"
    title: ClassVar[Said] = say("File")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    number: ClassVar[str] = "case"
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-1", "gd-19")
    fixed = frozenset({"case"})

    case: DocketKey | None = field(
        default=None, metadata=label("Join the case", of="cases", hint="empty = file a new one")
    )
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.complaint.tipoff:
            yield Reason(
                say("A complaint is filed by accepting it: “{act}”.", act=say("Accept and file"))
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from at("case", joins(scene, self.case))

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        return () if self.case else super().numbering(scene)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        ids = tuple(a.id for a in scene.complaint.open_allegations)
        return brings_case(scene, ids, self.case)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        ids = tuple(a.id for a in was.open_allegations)
        after = evolve(was, case=self.case or entry.given.opened)
        return after.disposed(ids, Disposition.ACCEPTED, entry, told_on=None)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return case_after_bringing(was, entry, Source.TIPOFF)

    def line(self, given: Given) -> Said:
        return into_case(given, self.case)


def inspection_reasons(
    inspection: Inspection | None,
    scene: Scene,
    day: date,
    respondents: tuple[Respondent, ...],
    own: str,
) -> Iterator[Reason]:
    """What speaks against an inspection that nobody complained of: another one in the same year
    without suspicion (河南条例 art. 11), or no approval and plan (国办发〔2024〕54号), each for
    itself. ``own`` is the key of its case, whose filing and record are one inspection."""
    if inspection is None:
        return
    if inspection.counts:
        visits = [
            Visit(docket=case.key, on=made.on)
            for case in scene.against(respondents)
            if case.key != own and not case.void and same_unit(case.respondents, respondents)
            for made in case.inspections
            if made.inspection.counts
        ]
        answer = once_a_year(day, visits, inspection.suspicion)
        if answer.answer == "no":
            yield Reason(
                say(
                    "This employer was inspected in {year} already: {where}. Say why a breach is "
                    "believed in, or leave it.",
                    year=day.year,
                    where=joined(answer.facts),
                ),
                basis="hn-lsi-11-2",
                soft=True,
                stands=True,
                path="inspection.suspicion",
            )
    if planned(inspection.plan).answer == "no":
        yield Reason(
            say("Say which approval and plan the inspection stands in."),
            basis="gb-54",
            soft=True,
            stands=True,
            path="inspection.plan",
        )


def same_unit(one: tuple[Respondent, ...], other: tuple[Respondent, ...]) -> bool:
    """Whether two lists have a unit in common: by its code where both have one, else by name."""
    return any(
        a.credit_code == b.credit_code
        if a.credit_code and b.credit_code
        else plain(a.name) == plain(b.name)
        for a in one
        for b in other
    )


@frozen(kw_only=True)
class FiledOwnMotion(Act):
    """The office files a case from its own finding (《劳动保障监察条例》 art. 14)."""

    kind: ClassVar[str] = "filed_own_motion"
    title: ClassVar[Said] = say("File of own motion")
    group: ClassVar[Said] = FILING
    who = HEADS
    number: ClassVar[str] = "case"
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-1", "gd-19")

    facts: Text = field(metadata=label("What was found"))
    respondents: tuple[Respondent, ...] = field(default=(), metadata=label("Respondents"))
    site: Site = field(factory=Site, metadata=label("Place of work"))
    allegations: tuple[Alleged, ...] = field(default=(), metadata=label("Allegations"))
    urgent: bool = field(default=False, metadata=label("Urgent"))
    urgencies: tuple[Urgency, ...] = field(default=(), metadata=label("Why it is urgent"))
    people: People = field(factory=People, metadata=label("Of the workers"))
    inspection: Inspection | None = field(default=None, metadata=label("Routine inspection"))
    found_on: date | None = field(
        default=None, metadata=label("Found on", hint="empty = the day of filing")
    )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from inspection_reasons(self.inspection, scene, self.day(scene), self.respondents, "")
        if self.found_on is not None:
            yield from impossible_day(self.found_on, scene)
            yield from in_order(self.found_on, self.day(scene), say("Found on"), "found_on")
        yield from need_text(self.facts, "What was found", "facts")
        if not self.respondents and not (self.site.address or self.site.subdistrict):
            yield Reason(say("Say against whom it is, or at least where."), path="respondents")
        for i, a in enumerate(self.allegations, 1):
            yield from claim_reasons(scene, a, say("Allegation {n}", n=i), f"allegations.{i}.")
        yield from class_reasons(self.respondents)

    def settled(self, scene: Scene) -> "FiledOwnMotion":
        kinds, urgent = urgency_of(self.allegations, self.urgencies)
        return evolve(self, urgent=self.urgent or urgent, urgencies=kinds)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (Written(docket=NEW_CASE),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        made = case_after_bringing(was, entry, Source.OWN_MOTION)
        told = tuple((f"A{i}", a) for i, a in enumerate(self.allegations, 1))
        counted = any(a.workers for a in self.allegations)
        urgent = Urgent(since=entry.on, kinds=self.urgencies) if self.urgent else None
        if self.found_on is not None:
            made = made.with_moment("received", self.found_on, entry)
            made = made.with_moment("disposed_and_told", entry.on, entry)
        return evolve(
            made,
            found_on=self.found_on,
            claims=of_one(made.key, Claimant(id="W1"), told) if counted else made.claims,
            pressing=Pressing(urgent=urgent),
            facts=self.facts,
            own_respondents=self.respondents,
            own_site=self.site,
            own_people=self.people,
            inspections=(Inspected(on=entry.on, inspection=self.inspection),)
            if self.inspection
            else (),
            allegations=tuple(
                CaseAllegation(id=f"A{i}", source=None, source_id=f"A{i}", alleged=a)
                for i, a in enumerate(self.allegations or (Alleged(cause=Line("other")),), 1)
            ),
        )


@frozen(kw_only=True)
class NotFiled(Act):
    """A tip-off is not filed, with the reason (河南条例 art. 15)."""

    kind: ClassVar[str] = "not_filed"
    title: ClassVar[Said] = say("Do not file")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-1",)
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.complaint.tipoff:
            yield Reason(
                say(
                    "A complaint is accepted, or its allegations are disposed of; it is "
                    "not “not filed”."
                ),
                basis="gd-18-1",
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from child_reasons(scene.complaint)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        ids = tuple(a.id for a in was.open_allegations)
        return was.disposed(ids, Disposition.NOT_FILED, entry, told_on=None, reason=self.reason)


@frozen(kw_only=True)
class Linked(Act):
    """Two dockets are linked; the link stands in both."""

    kind: ClassVar[str] = "linked"
    title: ClassVar[Said] = say("Link")
    group: ClassVar[Said] = FILING
    who = HANDLERS
    both: ClassVar[bool] = True
    fixed = frozenset({"to"})
    how: LinkKind = field(default=LinkKind.RELATED, metadata=label("How"))
    to: DocketKey = field(metadata=label("Other docket", of="dockets"))
    known: date | None = field(default=None, metadata=label("Known there since", system=True))
    known_here: date | None = field(default=None, metadata=label("Known here since", system=True))
    causes: tuple[Line, ...] = field(default=(), metadata=label("Causes there", system=True))
    causes_here: tuple[Line, ...] = field(default=(), metadata=label("Causes here", system=True))

    def settled(self, scene: Scene) -> "Linked":
        """Where both are about the same matter, each learns since when the other knows of it: the
        two years of the breach stop at the earlier day (《劳动保障监察条例》 art. 20)."""
        if self.how not in _SAME_MATTER:
            return self
        other = scene.look(self.to)
        return evolve(
            self,
            known=_known(other),
            known_here=_known(scene.docket),
            causes=_causes(other),
            causes_here=_causes(scene.docket),
        )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        other = scene.look(self.to)
        if not isinstance(other, (Complaint, Case)):
            yield Reason(say("There is no docket {key}.", key=self.to), path="to")
        elif other.key == scene.key:
            yield Reason(say("A docket cannot be linked to itself."), path="to")
        elif isinstance(scene.docket, (Complaint, Case)) and (
            {(self.how.value, other.key), (self.how.back, other.key)} & {*scene.docket.links}
        ):
            yield Reason(say("This link is there already."), path="to")

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        return (Written(docket=scene.key), Written(docket=self.to))

    def _pair(self, here: DocketKey, entry: Entry) -> tuple[str, DocketKey]:
        if here != self.to:
            return (self.how.value, self.to)
        return (self.how.back, entry.given.main)

    def _learnt(self, here: DocketKey, entry: Entry) -> Known:
        other = self._pair(here, entry)[1]
        there = here != self.to
        day = self.known if there else self.known_here
        causes = self.causes if there else self.causes_here
        return ((other, day, tuple(map(str, causes))),) if day else ()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(
            was,
            links=(*was.links, self._pair(was.key, entry)),
            known=(*was.known, *self._learnt(was.key, entry)),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            links=(*was.links, self._pair(was.key, entry)),
            known=(*was.known, *self._learnt(was.key, entry)),
        )


_SAME_MATTER: Final = frozenset({LinkKind.DUPLICATE, LinkKind.FOLLOW_UP, LinkKind.RELATED})


def _causes(docket: Complaint | Case | Office | None) -> tuple[Line, ...]:
    """The causes that a docket is about."""
    allegations = docket.allegations if isinstance(docket, (Complaint, Case)) else ()
    return tuple(dict.fromkeys(a.alleged.cause for a in allegations if a.alleged.cause != "other"))


def _known(docket: Complaint | Case | Office | None) -> date | None:
    """Since when a docket's matter is known in it."""
    if isinstance(docket, Complaint):
        return docket.received.date()
    if isinstance(docket, Case):
        return min((docket.filed_on, *(b.received for b in docket.brought)))
    return None


@frozen(kw_only=True)
class Unlinked(Act):
    """A link is withdrawn, with the reason."""

    kind: ClassVar[str] = "unlinked"
    title: ClassVar[Said] = say("Unlink")
    group: ClassVar[Said] = FILING
    who = HANDLERS
    both: ClassVar[bool] = True
    fixed = frozenset({"to", "how"})
    to: DocketKey = field(metadata=label("Other docket", of="links"))
    how: LinkKind | None = field(
        default=None, metadata=label("Only the link", hint="empty = every link to it")
    )
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if isinstance(scene.docket, (Complaint, Case)) and not scene.docket.links:
            yield Reason(say("There is no link to withdraw."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if isinstance(scene.docket, (Complaint, Case)) and not any(
            self._meant(pair, self.to) for pair in scene.docket.links
        ):
            yield Reason(say("There is no link to {key}.", key=self.to), path="to")

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        return (Written(docket=scene.key), Written(docket=self.to))

    def _without(
        self, links: tuple[tuple[str, DocketKey], ...], here: DocketKey, entry: Entry
    ) -> tuple[tuple[str, DocketKey], ...]:
        other = self.to if here != self.to else entry.given.main
        return tuple(pair for pair in links if not self._meant(pair, other))

    def _meant(self, pair: tuple[str, DocketKey], other: DocketKey) -> bool:
        """Whether a link is one of those that are withdrawn, from whichever side it is seen."""
        kinds = {self.how.value, f"{self.how.value}_back"} if self.how else {pair[0]}
        return pair[1] == other and pair[0] in kinds

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        links = self._without(was.links, was.key, entry)
        left = {key for _, key in links}
        known = tuple(one for one in was.known if one[0] in left)
        return evolve(was, links=links, known=known)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        links = self._without(was.links, was.key, entry)
        left = {key for _, key in links}
        known = tuple(one for one in was.known if one[0] in left)
        return evolve(was, links=links, known=known)


def seat(officer: OfficerId, entry: Entry) -> Seat:
    """The seat an officer takes by an entry, with the name and certificate of that day."""
    return Seat(
        officer=officer,
        name=entry.given.names.get(officer, officer),
        certificate=entry.given.certificates.get(officer, ""),
        since=entry.on,
    )


@frozen(kw_only=True)
class Assigned(Act):
    """The head names lead and assistant (《劳动保障监察条例》 art. 16: at least two)."""

    kind: ClassVar[str] = "assigned"
    title: ClassVar[Said] = say("Assign the pair")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    relied_on = True
    repair = PAIR_REPAIR
    basis: ClassVar[tuple[str, ...]] = ("jc-16", "hn-lsi-12")
    lead: OfficerId = field(metadata=label("Lead", of="inspectors"))
    assistant: OfficerId = field(metadata=label("Assistant", of="inspectors"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.lead == self.assistant:
            yield Reason(
                say("Lead and assistant must be two different inspectors."),
                basis="jc-16",
                soft=True,
                path="assistant",
            )
        yield from at("lead", named_wrongly(scene, self.lead))
        yield from at("assistant", named_wrongly(scene, self.assistant))
        yield from at("lead", lead_reasons(scene, self.lead))

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.lead, self.assistant)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            lead=seat(self.lead, entry),
            assistant=seat(self.assistant, entry),
            past=seats_before(was),
        )

    def line(self, given: Given) -> Said:
        return say(
            "lead {lead}, assistant {assistant}",
            lead=given.names.get(self.lead, self.lead),
            assistant=given.names.get(self.assistant, self.assistant),
        )


def seats_before(case: Case) -> tuple[OfficerId, ...]:
    """Everybody who has had a seat in the case, those who have one now included."""
    seats = [s.officer for s in case.seats]
    return tuple(dict.fromkeys((*case.past, *seats)))


def lead_reasons(scene: Scene, officer: OfficerId) -> Iterator[Reason]:
    """Why an officer cannot lead the case: whose paper it is, leads."""
    lead = scene.office.officer(officer)
    case = scene.case
    if lead and not scene.office.works_for(lead, case.authority, case.body, scene.today):
        yield Reason(
            say(
                "The lead must belong to the deciding authority; {name} may be the assistant.",
                name=lead.name,
            )
        )


def named_wrongly(scene: Scene, officer: OfficerId) -> Iterator[Reason]:
    """Why an officer should not have been put on the case; only somebody unknown cannot have."""
    known = scene.office.officer(officer) is not None
    for reason in (*officer_reasons(scene, officer), *recused_reason(scene, officer)):
        yield evolve(reason, soft=known)


def recused_reason(scene: Scene, officer: OfficerId) -> Iterator[Reason]:
    """Why a recused officer cannot be put on the case."""
    if officer in scene.case.recused:
        known = scene.office.officer(officer)
        yield Reason(
            say("{name} is recused from this case.", name=known.name if known else officer),
            basis="hn-lsi-12",
        )


def _requested(was: Case, officer: OfficerId, on: date, *, granted: bool) -> Case:
    """The case with the open requests against an officer decided."""
    return evolve(
        was,
        recusals=tuple(
            evolve(r, decided_on=on, granted=granted)
            if r.officer == officer and r.decided_on is None
            else r
            for r in was.recusals
        ),
    )


@frozen(kw_only=True)
class RecusalAsked(Act):
    """A party asks that an officer step aside, or the officer says so (《劳动保障监察条例》
    art. 16; 河南条例 art. 12). The investigation goes on until it is decided."""

    kind: ClassVar[str] = "recusal_asked"
    title: ClassVar[Said] = say("Recusal asked for")
    group: ClassVar[Said] = FILING
    who = HANDLERS
    into = Case
    stages = RUNNING
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-12", "jc-16")
    officer: OfficerId = field(metadata=label("Officer", of="officers"))
    by: Line = field(metadata=label("Who asked"))
    grounds: Text = field(metadata=label("Grounds"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.grounds, "Grounds", "grounds")
        if scene.office.officer(self.officer) is None:
            yield Reason(
                say("There is no officer “{id}” in this office.", id=self.officer), path="officer"
            )
        elif any(r.officer == self.officer and not r.decided_on for r in scene.case.recusals):
            yield Reason(say("Such a request is open already."), path="officer")

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.officer,)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        new = RecusalRequest(officer=self.officer, asked_on=entry.on)
        after = evolve(was, recusals=(*was.recusals, new))
        return after.with_moment("recusal_asked", entry.on, entry, subject=self.officer)

    def line(self, given: Given) -> Said:
        return say("{name}", name=given.names.get(self.officer, self.officer))


@frozen(kw_only=True)
class RecusalRefused(Act):
    """The department head decides that an officer does not step aside, with the reason
    (河南省行政执法条例 art. 23); nobody decides on the own recusal."""

    kind: ClassVar[str] = "recusal_refused"
    title: ClassVar[Said] = say("Refuse a recusal")
    group: ClassVar[Said] = FILING
    who = LEADERS
    into = Case
    stages = RUNNING
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("hn-ae-23", "hn-lsi-12")
    repair: ClassVar[Said] = say("let another head decide on the recusal")
    officer: OfficerId = field(metadata=label("Officer", of="officers"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if all(r.decided_on for r in scene.case.recusals):
            yield Reason(say("No recusal has been asked for that is still to be decided."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if not any(r.officer == self.officer and not r.decided_on for r in scene.case.recusals):
            yield Reason(
                say("Nobody asked that this officer step aside, or it is decided."), path="officer"
            )
        if self.officer == scene.officer.id:
            yield Reason(
                say("Nobody decides on the own recusal."),
                basis="hn-ae-23",
                soft=True,
                path="officer",
            )

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.officer,)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = _requested(was, self.officer, entry.on, granted=False)
        return after.with_moment("recusal_decided", entry.on, entry, subject=self.officer)

    def line(self, given: Given) -> Said:
        return say("{name}", name=given.names.get(self.officer, self.officer))


@frozen(kw_only=True)
class Recused(Act):
    """An inspector steps aside; the seat is empty from then on (河南条例 art. 12: direct interest
    or another relation). The department head decides, never the person concerned."""

    kind: ClassVar[str] = "recused"
    title: ClassVar[Said] = say("Recuse")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("let another head decide on the recusal")
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-12", "hn-ae-23")
    officer: OfficerId = field(metadata=label("Officer", of="officers"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if scene.office.officer(self.officer) is None:
            yield Reason(
                say("There is no officer “{id}” in this office.", id=self.officer), path="officer"
            )
        if self.officer == scene.officer.id and not scene.proposing:
            yield Reason(
                say("Nobody decides on the own recusal."),
                basis="hn-ae-23",
                soft=True,
                path="officer",
            )
        yield from at("officer", recused_reason(scene, self.officer))

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.officer,)

    def line(self, given: Given) -> Said:
        return say("{name}", name=given.names.get(self.officer, self.officer))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(
            was,
            recused=(*was.recused, self.officer),
            past=seats_before(was),
            lead=None if was.lead and was.lead.officer == self.officer else was.lead,
            assistant=None
            if was.assistant and was.assistant.officer == self.officer
            else was.assistant,
        )
        after = _requested(after, self.officer, entry.on, granted=True)
        return after.with_moment("recusal_decided", entry.on, entry, subject=self.officer)


@frozen(kw_only=True)
class Replaced(Act):
    """One of the pair hands the docket to another inspector, with a note of what stands open."""

    kind: ClassVar[str] = "replaced"
    title: ClassVar[Said] = say("Replace an inspector")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    relied_on = True
    repair = PAIR_REPAIR
    basis: ClassVar[tuple[str, ...]] = ("jc-16",)
    old: OfficerId = field(metadata=label("Who leaves the case", of="pair"))
    new: OfficerId = field(metadata=label("Who takes over", of="inspectors"))
    note: Text = field(metadata=label("Hand-over note"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.lead is None and scene.case.assistant is None:
            yield Reason(say("Nobody is on the case yet: assign a pair."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.note, "Hand-over note", "note")
        case = scene.case
        seated = {s.officer for s in case.seats}
        if self.old not in seated:
            yield Reason(say("{id} is not on this case.", id=self.old), path="old")
        if self.new in seated:
            yield Reason(
                say("Lead and assistant must be two different inspectors."),
                basis="jc-16",
                path="new",
            )
        yield from at("new", named_wrongly(scene, self.new))
        if case.lead and case.lead.officer == self.old:
            yield from at("new", lead_reasons(scene, self.new))

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.old, self.new)

    def line(self, given: Given) -> Said:
        return say(
            "{new} for {old}",
            new=given.names.get(self.new, self.new),
            old=given.names.get(self.old, self.old),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        new = seat(self.new, entry)
        if was.lead and was.lead.officer == self.old:
            return evolve(was, lead=new, past=seats_before(was))
        return evolve(was, assistant=new, past=seats_before(was))


# ------------------------------------------------------------------ two cases, one


@frozen(kw_only=True)
class CasesMerged(Act):
    """Another case is merged into this one (并案): one investigation, one decision.

    Everything of the other comes along, its numbers, parties, complaints, papers and evidence; the
    earlier filing counts, and no limit starts anew. The other docket reads "merged into" and takes
    no acts of its own.
    """

    kind: ClassVar[str] = "merged"
    title: ClassVar[Said] = say("Merge a case into this one")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Case
    stages = frozenset({CaseStage.FILED, CaseStage.INVESTIGATION})
    authority = True
    fixed = frozenset({"case"})
    case: DocketKey = field(metadata=label("The other case", of="cases"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _not_to_merge(scene.case)

    def earliest(self, scene: Scene) -> date | None:
        other = scene.look(self.case)
        return max(scene.case.filed_on, other.filed_on) if isinstance(other, Case) else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        other = scene.look(self.case)
        if not isinstance(other, Case):
            yield Reason(say("There is no case {key}.", key=self.case), path="case")
            return
        if other.key == scene.key:
            yield Reason(say("A case cannot be merged with itself."), path="case")
            return
        if other.authority != scene.case.authority:
            yield Reason(
                say(
                    "Case {key} is decided by another authority; only cases of one deciding "
                    "authority are merged.",
                    key=other.key,
                ),
                path="case",
            )
        yield from _not_to_merge(other)
        if of_its_own(other):
            yield Reason(
                say(
                    "Case {key}: a child was found there, or a review, fine or publication rests "
                    "on its papers; its docket stays. Merge this case into that one.",
                    key=other.key,
                ),
                path="case",
            )

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        other = scene.look(self.case)
        assert isinstance(other, Case)
        return (
            Written(docket=scene.key, brought=other.brought, absorbed=other),
            Written(docket=other.key),
            *(Written(docket=key) for key in other.complaints),
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, case=entry.given.main)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        if entry.absorbed is None:
            return evolve(was, merged_into=entry.given.main, moments=())
        return absorbed(was, unpacked(entry.absorbed, entry.given.brought))

    def line(self, given: Given) -> Said:
        return say("{case} into {key}", case=self.case, key=given.main)


def _own_claims(case: Case) -> Iterator[Reason]:
    """Why the workers' claims of a case can neither be put together nor parted."""
    own = own_workers(case)
    named = any(w.name or w.joined_on for w in own)
    if named or case.claims != rebuilt(own, case.brought, case.allegations):
        yield Reason(
            say(
                "Case {key}: workers, sums or payments were entered in it by itself; whose they "
                "would be cannot be told.",
                key=case.key,
            )
        )


def _not_to_merge(case: Case) -> Iterator[Reason]:
    """Why a case, either of the two, cannot be merged."""
    if case.merged_into:
        yield Reason(
            say("Case {key} is merged into {other} already.", key=case.key, other=case.merged_into)
        )
    elif case.void:
        yield Reason(say("Case {key} is void.", key=case.key))
    elif case.closed_on:
        yield Reason(say("Case {key} is closed; reopen it first.", key=case.key))
    elif case.stage not in {CaseStage.FILED, CaseStage.INVESTIGATION} or _heard(case):
        yield Reason(
            say(
                "Case {key} is past its investigation: two cases are merged while both are "
                "investigated.",
                key=case.key,
            )
        )
    yield from _own_claims(case)
    if case.moving:
        yield Reason(
            say(
                "Case {key}: hand-over {id} ({kind}) is still open.",
                key=case.key,
                id=case.moving.id,
                kind=case.moving.kind.label,
            )
        )
    for i in case.irregularities:
        if i.settled_on is None:
            yield Reason(
                say(
                    "Entry {n} of case {key} is irregular and not settled: settle it there first.",
                    n=i.entry,
                    key=case.key,
                )
            )


def _heard(case: Case) -> bool:
    """Whether the other side was heard or the draft reviewed: a decision is being prepared."""
    prepared = (case.defence_on, case.hearing_on, case.legal_review_on, case.discussed_on)
    return any(prepared) or bool(case.issued(PaperKind.ADVANCE_NOTICE))


@frozen(kw_only=True)
class CasesUnmerged(Act):
    """A merger is undone: the other case is what it was, with what has happened since to what it
    brought. What was done since for both stays in this docket."""

    kind: ClassVar[str] = "unmerged"
    title: ClassVar[Said] = say("Undo a merger")
    group: ClassVar[Said] = FILING
    who = HEADS
    into = Case
    stages = RUNNING
    authority = True
    fixed = frozenset({"case"})
    case: DocketKey = field(metadata=label("The other case", of="merged"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.merged:
            yield Reason(say("No case was merged into this one."))
        elif scene.case.outcome or scene.case.transferred_on:
            yield Reason(say("Both are decided by one decision; the merger stays."))
        yield from _own_claims(scene.case) if scene.case.merged else ()

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        part = next((p for p in scene.case.merged if p.case.key == self.case), None)
        if part is None:
            merged = ", ".join(p.case.key for p in scene.case.merged)
            yield Reason(
                say(
                    "Case {key} was not merged into this one; merged were: {keys}.",
                    key=self.case,
                    keys=merged,
                ),
                path="case",
            )
        elif rested_on(scene.case) & {here for _, here in part.ids}:
            yield Reason(
                say(
                    "A review, fine or publication rests on a paper of that case; they cannot be "
                    "parted."
                )
            )
        elif part.case.authority != scene.case.authority:
            yield Reason(
                say("Since the merger another authority decides here; the two cannot be parted.")
            )

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        _, other = released(scene.case, self.case)
        return (
            Written(docket=scene.key),
            Written(docket=other.key, brought=other.brought, absorbed=other),
            *(Written(docket=key) for key in other.complaints),
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, case=self.case)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        if entry.absorbed is None:
            return released(was, self.case)[0]
        return evolve(
            unpacked(entry.absorbed, entry.given.brought),
            irregularities=was.irregularities,
            links=was.links,
            proposals=was.proposals,
            contacts=was.contacts,
            steps=was.steps,
            coordination=was.coordination,
        )

    def line(self, given: Given) -> Said:
        return say("{case} out of {key}", case=self.case, key=given.main)
