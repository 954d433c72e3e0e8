"""Filing: a case begins, and gets its two inspectors."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from ..errors import Reason
from ..fields import AuthorityId, Choice, DocketKey, OfficerId, label
from ..parties import HEADS, Respondent, Site
from ..record.case import Case, CaseAllegation, CaseStage, Seat, Source
from ..record.complaint import Complaint, ComplaintStage, Disposition
from ..record.docket import Alleged, Entry, Given
from ..record.urgent import Pressing, Urgency, Urgent
from ..values import Line, Text
from ..words import Said, say
from .base import (
    HANDLERS,
    NEW_CASE,
    Act,
    Scene,
    Written,
    need_text,
    officer_reasons,
)
from .intake import (
    brings_case,
    case_after_bringing,
    claim_reasons,
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
        yield from joins(scene, self.case)

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

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.facts, "What was found")
        if not self.respondents and not (self.site.address or self.site.subdistrict):
            yield Reason(say("Say against whom it is, or at least where."))
        for i, a in enumerate(self.allegations, 1):
            yield from claim_reasons(scene, a, say("Allegation {n}", n=i))

    def settled(self, scene: Scene) -> "FiledOwnMotion":
        kinds, urgent = urgency_of(self.allegations, self.urgencies)
        return evolve(self, urgent=self.urgent or urgent, urgencies=kinds)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (Written(docket=NEW_CASE),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        made = case_after_bringing(was, entry, Source.OWN_MOTION)
        urgent = Urgent(since=entry.on, kinds=self.urgencies) if self.urgent else None
        return evolve(
            made,
            pressing=Pressing(urgent=urgent),
            facts=self.facts,
            own_respondents=self.respondents,
            own_site=self.site,
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
        yield from need_text(self.reason, "Reason")

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

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        other = scene.look(self.to)
        if not isinstance(other, (Complaint, Case)):
            yield Reason(say("There is no docket {key}.", key=self.to))
        elif other.key == scene.key:
            yield Reason(say("A docket cannot be linked to itself."))
        elif isinstance(scene.docket, (Complaint, Case)) and (
            (self.how.value, other.key) in scene.docket.links
        ):
            yield Reason(say("This link is there already."))

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        return (Written(docket=scene.key), Written(docket=self.to))

    def _pair(self, here: DocketKey, entry: Entry) -> tuple[str, DocketKey]:
        other = self.to if here != self.to else entry.given.main
        return (self.how.value, other)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, links=(*was.links, self._pair(was.key, entry)))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, links=(*was.links, self._pair(was.key, entry)))


@frozen(kw_only=True)
class Unlinked(Act):
    """A link is withdrawn, with the reason."""

    kind: ClassVar[str] = "unlinked"
    title: ClassVar[Said] = say("Unlink")
    group: ClassVar[Said] = FILING
    who = HANDLERS
    both: ClassVar[bool] = True
    fixed = frozenset({"to"})
    to: DocketKey = field(metadata=label("Other docket", of="links"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if isinstance(scene.docket, (Complaint, Case)) and not scene.docket.links:
            yield Reason(say("There is no link to withdraw."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason")
        if isinstance(scene.docket, (Complaint, Case)) and self.to not in {
            key for _, key in scene.docket.links
        }:
            yield Reason(say("There is no link to {key}.", key=self.to))

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        return (Written(docket=scene.key), Written(docket=self.to))

    def _without(
        self, links: tuple[tuple[str, DocketKey], ...], here: DocketKey, entry: Entry
    ) -> tuple[tuple[str, DocketKey], ...]:
        other = self.to if here != self.to else entry.given.main
        return tuple(pair for pair in links if pair[1] != other)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and evolve(was, links=self._without(was.links, was.key, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, links=self._without(was.links, was.key, entry))


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
            )
        for one in dict.fromkeys((self.lead, self.assistant)):
            yield from named_wrongly(scene, one)
        lead = scene.office.officer(self.lead)
        if lead and not scene.office.works_for(
            lead, scene.case.authority, scene.case.body, scene.today
        ):
            yield Reason(
                say(
                    "The lead must belong to the deciding authority; {name} may be the assistant.",
                    name=lead.name,
                )
            )

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.lead, self.assistant)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            lead=seat(self.lead, entry),
            assistant=seat(self.assistant, entry),
            past=_past(was),
        )

    def line(self, given: Given) -> Said:
        return say(
            "lead {lead}, assistant {assistant}",
            lead=given.names.get(self.lead, self.lead),
            assistant=given.names.get(self.assistant, self.assistant),
        )


def _past(case: Case) -> tuple[OfficerId, ...]:
    seats = [s.officer for s in case.seats]
    return tuple(dict.fromkeys((*case.past, *seats)))


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
        yield from need_text(self.reason, "Reason")
        if scene.office.officer(self.officer) is None:
            yield Reason(say("There is no officer “{id}” in this office.", id=self.officer))
        if self.officer == scene.officer.id and not scene.proposing:
            yield Reason(say("Nobody decides on the own recusal."), basis="hn-ae-23", soft=True)
        yield from recused_reason(scene, self.officer)

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return (self.officer,)

    def line(self, given: Given) -> Said:
        return say("{name}", name=given.names.get(self.officer, self.officer))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            recused=(*was.recused, self.officer),
            past=_past(was),
            lead=None if was.lead and was.lead.officer == self.officer else was.lead,
            assistant=None
            if was.assistant and was.assistant.officer == self.officer
            else was.assistant,
        )


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
        yield from need_text(self.note, "Hand-over note")
        case = scene.case
        seated = {s.officer for s in case.seats}
        if self.old not in seated:
            yield Reason(say("{id} is not on this case.", id=self.old))
        if self.new in seated:
            yield Reason(say("Lead and assistant must be two different inspectors."), basis="jc-16")
        yield from named_wrongly(scene, self.new)

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
            return evolve(was, lead=new, past=_past(was))
        return evolve(was, assistant=new, past=_past(was))
