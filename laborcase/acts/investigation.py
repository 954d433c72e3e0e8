"""Investigation: the pair asks, looks, keeps evidence, and comes to an end within its limits."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import Choice, FileHash, OfficerId, label
from ..law.clocks import Deadline
from ..record.assistance import Assistance, AssistanceGround
from ..record.case import Case, CaseStage, Evidence, Inspected, Inspection, Source
from ..record.docket import Entry, Given, next_id
from ..record.papers import PaperKind, issued
from ..values import Line, Phone, ResidentNumber, Text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, birth_reasons, here, in_order, need_text
from .filing import inspection_reasons

INVESTIGATION = say("Investigation")
WORKED = frozenset(
    {
        CaseStage.FILED,
        CaseStage.INVESTIGATION,
        CaseStage.DECISION,
        CaseStage.PERFORMANCE,
        CaseStage.TO_CLOSE,
    }
)
BEFORE_DECISION = frozenset({CaseStage.FILED, CaseStage.INVESTIGATION, CaseStage.DECISION})


PAPER_REPAIR = say("issue it again as the rule wants, and let a head void this paper")
RECORD_REPAIR = say("make the record again by two inspectors with valid certificates")
LATE_REPAIR = say("the limit stays passed; a head takes note of it")


class EvidenceKind(Choice):
    """The eight classes of evidence (河南省行政执法条例 art. 25)."""

    DOCUMENT = "document", say("documentary evidence")
    OBJECT = "object", say("physical evidence")
    AUDIO_VIDEO = "audio_video", say("audio or video")
    DATA = "data", say("electronic data")
    WITNESS = "witness", say("testimony")
    PARTY = "party", say("statement of the party")
    EXPERT = "expert", say("expert opinion")
    RECORD = "record", say("on-site record")


@frozen(kw_only=True)
class InquiryIssued(Act):
    """An inquiry notice (Henan: 询问通知书): who is to come or answer, with what, by when."""

    kind: ClassVar[str] = "inquiry_issued"
    title: ClassVar[Said] = say("Inquiry notice")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = BEFORE_DECISION
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "inquiry"
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-13-2", "jc-15")
    repair = PAPER_REPAIR
    speaks: ClassVar[tuple[str, ...]] = ("items",)
    whom: Line = field(metadata=label("To whom"))
    items: Text = field(metadata=label("Questions and papers wanted"))
    by: date | None = field(default=None, metadata=label("Answer by"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.items, "Questions and papers wanted", "items")
        yield from in_order(self.happened or scene.today, self.by, say("Answer by"), "by")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = issued(was, entry, PaperKind.INQUIRY, None, self.items, addressees=(self.whom,))
        return evolve(was, papers=(*was.papers, paper))

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.whom)


@frozen(kw_only=True)
class InquiryAnswered(Act):
    """The unit answers an inquiry notice in writing; Henan gives it seven days from its service
    (河南条例 art. 13; who refuses: art. 24)."""

    kind: ClassVar[str] = "inquiry_answered"
    title: ClassVar[Said] = say("Answer to the inquiry notice")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-13-2",)
    repair: ClassVar[Said] = say("serve the notice, and enter the answer again")
    paper: Line = field(metadata=label("Inquiry notice", of="inquiries"))
    complete: bool = field(default=True, metadata=label("Everything asked was answered"))
    text: Text = field(metadata=label("What was answered and handed in"))
    file: FileHash | None = field(default=None, metadata=label("Attached file", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.case.issued(PaperKind.INQUIRY):
            yield Reason(say("No inquiry notice has been issued yet."))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What was answered and handed in", "text")
        paper = scene.case.paper(self.paper)
        if paper is None or paper.kind is not PaperKind.INQUIRY:
            yield Reason(say("{id} is no inquiry notice.", id=self.paper), path="paper")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None or not self.complete:
            return was
        return was.with_moment("inquiry_answered", entry.on, entry, subject=self.paper)

    def line(self, given: Given) -> Said:
        return say("{paper}", paper=self.paper) if self.complete else say("in part")


def two_inspectors(
    scene: Scene, first: OfficerId, second: OfficerId, paths: tuple[str, str] = ("", "")
) -> Iterator[Reason]:
    """Why two people cannot stand on a record: the same one, or one recused
    (《劳动保障监察条例》 art. 16). ``paths`` are those of the two."""
    if first == second:
        yield Reason(
            say("Two different inspectors are needed, and both must stand in the record."),
            basis="jc-16",
            soft=True,
            path=paths[1],
        )
    for one, path in zip((first, second), paths, strict=True):
        known = scene.office.officer(one)
        if one in scene.case.recused:
            name = known.name if known else one
            yield Reason(
                say("{name} is recused from this case.", name=name),
                basis="hn-lsi-12",
                soft=True,
                path=path,
            )


def _began(start: datetime, scene: Scene) -> date:
    return here(start, scene).date()


def _recorded(
    scene: Scene,
    on: date,
    start: datetime,
    end: datetime,
    pair: tuple[OfficerId, OfficerId],
    paths: tuple[str, str],
) -> Iterator[Reason]:
    """Why a record cannot stand: it was made on another day, ends before it begins or in the
    future, or not by two inspectors."""
    began = _began(start, scene)
    if on != began:
        yield Reason(
            say(
                "The record begins on {started}; it cannot have happened on {day}.",
                started=began.isoformat(),
                day=on.isoformat(),
            ),
            path="start",
        )
    if end < start:
        yield Reason(say("The record ends before it begins."), path="end")
    if end > scene.now:
        yield Reason(say("The record lies in the future."), path="end")
    yield from two_inspectors(scene, *pair, paths)


def _before_its_time(scene: Scene, on: date) -> Iterator[Reason]:
    """Why a record stands before its case: made when nothing was filed, or nobody assigned."""
    if on < scene.case.filed_on:
        yield Reason(
            say("The case was filed only on {day}.", day=scene.case.filed_on.isoformat()),
            basis="gd-19",
            soft=True,
        )
    paired = [e.on for e in scene.entries if e.act.kind == "assigned" and not e.taken_back_by]
    if paired and on < min(paired):
        yield Reason(
            say("The case had its two inspectors only on {day}.", day=min(paired).isoformat()),
            basis="jc-16",
            soft=True,
        )


@frozen(kw_only=True)
class Interviewed(Act):
    """An interview record (询问笔录), by two different inspectors who showed their certificates."""

    kind: ClassVar[str] = "interviewed"
    title: ClassVar[Said] = say("Interview record")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    pair = True
    handling = True
    relied_on = True
    overtaken = True
    first_step = True
    repair = RECORD_REPAIR
    basis: ClassVar[tuple[str, ...]] = ("jc-15", "jc-16")
    speaks: ClassVar[tuple[str, ...]] = ("capacity", "place")
    interviewer: OfficerId = field(metadata=label("Interviewer", of="pair"))
    recorder: OfficerId = field(metadata=label("Recorder", of="pair"))
    start: datetime = field(metadata=label("From"))
    end: datetime = field(metadata=label("Until"))
    place: Line = field(metadata=label("Place"))
    person: Line = field(metadata=label("Person", sealed=True))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )
    phone: Phone | None = field(default=None, metadata=label("Phone", sealed=True))
    capacity: Line = field(default=Line(""), metadata=label("Capacity"))
    content: Text = field(metadata=label("Record", sealed=True))
    comment: Line = field(default=Line(""), metadata=label("The person's own comment"))
    refused_to_sign: bool = field(default=False, metadata=label("Refused to sign"))
    file: FileHash | None = field(default=None, metadata=label("Attached file", of="file"))

    def day(self, scene: Scene) -> date:
        return self.happened or _began(self.start, scene)

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.content, "Record", "content")
        day = self.day(scene)
        paths = ("interviewer", "recorder")
        yield from _recorded(scene, day, self.start, self.end, self.speaks_of(), paths)
        yield from _before_its_time(scene, day)
        yield from birth_reasons(scene, self.resident_number, None, say("Person"))

    def inspectors(self, scene: Scene) -> tuple[OfficerId, ...]:
        return self.speaks_of()

    def speaks_of(self) -> tuple[OfficerId, OfficerId]:
        return (self.interviewer, self.recorder)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, interviews=was.interviews + 1)


@frozen(kw_only=True)
class SiteRecorded(Act):
    """An on-site inspection record (现场检查笔录; 河南条例 art. 13)."""

    kind: ClassVar[str] = "site_recorded"
    title: ClassVar[Said] = say("On-site record")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    pair = True
    handling = True
    relied_on = True
    overtaken = True
    first_step = True
    repair = RECORD_REPAIR
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-13-1", "jc-15")
    speaks: ClassVar[tuple[str, ...]] = ("findings",)
    first: OfficerId = field(metadata=label("First inspector", of="pair"))
    second: OfficerId = field(metadata=label("Second inspector", of="pair"))
    start: datetime = field(metadata=label("From"))
    end: datetime = field(metadata=label("Until"))
    place: Line = field(metadata=label("Place"))
    present: Line = field(default=Line(""), metadata=label("Present for the unit"))
    findings: Text = field(metadata=label("Findings"))
    refusal: Line = field(default=Line(""), metadata=label("Why not signed"))
    file: FileHash | None = field(default=None, metadata=label("Attached file", of="file"))
    inspection: Inspection | None = field(default=None, metadata=label("Routine inspection"))

    def day(self, scene: Scene) -> date:
        return self.happened or _began(self.start, scene)

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.findings, "Findings", "findings")
        day = self.day(scene)
        case = scene.case
        if self.inspection is not None and case.source is not Source.OWN_MOTION:
            yield Reason(
                say("A complaint or tip-off led to this visit: it is no routine inspection."),
                path="inspection",
            )
        yield from inspection_reasons(self.inspection, scene, day, case.respondents, case.key)
        paths = ("first", "second")
        yield from _recorded(scene, day, self.start, self.end, self.speaks_of(), paths)
        # What an inspection finds is why a case of own motion is filed: it comes before it.
        if scene.case.source is not Source.OWN_MOTION or day >= scene.case.filed_on:
            yield from _before_its_time(scene, day)

    def inspectors(self, scene: Scene) -> tuple[OfficerId, ...]:
        return self.speaks_of()

    def speaks_of(self) -> tuple[OfficerId, OfficerId]:
        return (self.first, self.second)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, site_records=was.site_records + 1)
        if self.inspection is None:
            return after
        made = Inspected(on=entry.on, inspection=self.inspection)
        return evolve(after, inspections=(*was.inspections, made))


@frozen(kw_only=True)
class EvidenceAdded(Act):
    """A piece of evidence comes into the file; its file is kept under its SHA-256."""

    kind: ClassVar[str] = "evidence_added"
    title: ClassVar[Said] = say("Add evidence")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    pair = True
    handling = True
    overtaken = True
    repair: ClassVar[Said] = say("take the evidence again by two inspectors of the case")
    basis: ClassVar[tuple[str, ...]] = ("jc-15", "hn-ae-25")
    name: Line = field(metadata=label("What it is"))
    sort: EvidenceKind = field(default=EvidenceKind.DOCUMENT, metadata=label("Kind of evidence"))
    origin: Line = field(default=Line(""), metadata=label("From whom"))
    original: bool = field(default=False, metadata=label("Original"))
    pages: int | None = field(default=None, metadata=label("Pages"))
    file: FileHash | None = field(default=None, metadata=label("Attached file", of="file"))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        item = Evidence(
            id=next_id("E", was.evidence),
            name=self.name,
            on=entry.on,
            file=self.file,
            regular=entry.regular,
        )
        return evolve(was, evidence=(*was.evidence, item))

    def line(self, given: Given) -> Said:
        return say("{name}", name=self.name)


@frozen(kw_only=True)
class Preserved(Act):
    """Evidence that may be lost is registered and preserved; the department head approves, and
    within 7 working days it is decided what becomes of it (行政处罚法 art. 56, 85)."""

    kind: ClassVar[str] = "preserved"
    title: ClassVar[Said] = say("Preserve evidence")
    group: ClassVar[Said] = INVESTIGATION
    who = LEADERS
    into = Case
    stages = BEFORE_DECISION
    pair = True
    authority = True
    overtaken = True
    repair: ClassVar[Said] = say("release it, or preserve it anew as the rule wants")
    number: ClassVar[str] = "preservation"
    basis: ClassVar[tuple[str, ...]] = ("cf-56", "hn-lsi-14")
    name: Line = field(metadata=label("What it is"))
    place: Line = field(default=Line(""), metadata=label("Where it is kept"))
    keeper: Line = field(default=Line(""), metadata=label("Keeper"))
    kept_by: OfficerId | None = field(
        default=None,
        metadata=label("Officer answering for it", of="officers", hint="empty = the lead"),
    )
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if self.kept_by is not None and scene.office.officer(self.kept_by) is None:
            yield Reason(
                say("There is no officer “{id}” in this office.", id=self.kept_by), path="kept_by"
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        item = Evidence(
            id=next_id("E", was.evidence),
            name=self.name,
            on=entry.on,
            preserved_on=entry.on,
            keeper=self.kept_by or (was.lead.officer if was.lead else None),
        )
        after = evolve(was, evidence=(*was.evidence, item))
        return after.with_moment("preserved", entry.on, entry, subject=item.id)

    def line(self, given: Given) -> Said:
        return say("{name}", name=self.name)


@frozen(kw_only=True)
class Released(Act):
    """What becomes of preserved evidence: returned, copied, taken as evidence."""

    kind: ClassVar[str] = "released"
    title: ClassVar[Said] = say("Release evidence")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    overtaken = True
    repair = LATE_REPAIR
    basis: ClassVar[tuple[str, ...]] = ("cf-56",)
    evidence: Line = field(metadata=label("Evidence", of="preserved"))
    how: Text = field(metadata=label("What became of it"))

    def earliest(self, scene: Scene) -> date | None:
        kept = (e.preserved_on for e in scene.case.evidence if e.id == self.evidence)
        return next(kept, None)

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(e.preserved_on and not e.released_on for e in scene.case.evidence):
            yield Reason(say("No evidence is being preserved."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.how, "What became of it", "how")
        item = next((e for e in scene.case.evidence if e.id == self.evidence), None)
        if item is None or not item.preserved_on or item.released_on:
            yield Reason(
                say("There is no preserved evidence {id}.", id=self.evidence), path="evidence"
            )
            return
        for limit in scene.office.deadlines(scene.case.clock_moments):
            if limit.clock != "preserve-7wd" or limit.subject != self.evidence:
                continue
            if limit.stopped is None and self.day(scene) > limit.due:
                yield Reason(
                    say(
                        "It had to be decided by {day} what becomes of the evidence; it was kept "
                        "longer without a decision.",
                        day=limit.due.isoformat(),
                    ),
                    basis="cf-56",
                    soft=True,
                    stands=True,
                )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(
            was,
            evidence=tuple(
                evolve(e, released_on=entry.on) if e.id == self.evidence else e
                for e in was.evidence
            ),
        )
        return after.with_moment("preservation_ended", entry.on, entry, subject=self.evidence)


class Extendable(Choice):
    """The clocks that can be extended."""

    INVESTIGATE = "investigate-60wd", say("investigation, 30 working days more")
    HENAN_CLOSE = "henan-close-30d", say("closing in Henan, 30 days more")
    LISTING = "listing-20wd", say("listing decision, 20 working days more")


_EXTENDED_BY = {
    Extendable.INVESTIGATE: "jc-17",
    Extendable.HENAN_CLOSE: "hn-lsi-16",
    Extendable.LISTING: "bl-08",
}


@frozen(kw_only=True)
class Extended(Act):
    """A limit is extended once for a complex case, by the department head
    (《劳动保障监察条例》 art. 17; 河南条例 art. 16)."""

    kind: ClassVar[str] = "extended"
    title: ClassVar[Said] = say("Extend a limit")
    group: ClassVar[Said] = INVESTIGATION
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("jc-17", "hn-lsi-16")
    repair = LATE_REPAIR
    fixed = frozenset({"clock"})
    clock: Extendable = field(metadata=label("Limit"))
    about: Line = field(
        default=Line(""),
        metadata=label("Of which listing", of="listings", hint="empty = the only one"),
    )
    reason: Text = field(metadata=label("Reason"))

    def settled(self, scene: Scene) -> "Extended":
        """The listing that is meant, where there is one alone whose decision runs."""
        if self.about or self.clock is not Extendable.LISTING:
            return self
        running = {d.subject for d in self._running(scene) if d.stopped is None}
        return evolve(self, about=Line(running.pop())) if len(running) == 1 else self

    def _running(self, scene: Scene) -> list[Deadline]:
        every = scene.office.deadlines(scene.case.clock_moments)
        return [d for d in every if d.clock == self.clock.value and self.about in ("", d.subject)]

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        found = self._running(scene)
        runs = next((d for d in found if d.stopped is None), found[0] if found else None)
        if self.clock is Extendable.LISTING and not self.about and len(found) > 1:
            ids = ", ".join(d.subject for d in found)
            yield Reason(say("Say which listing is extended: {ids}.", ids=ids), path="about")
        if self.about and not found:
            yield Reason(say("The limit of {id} does not run.", id=self.about), path="about")
        if runs is not None and self.day(scene) > runs.due:
            yield Reason(
                say(
                    "The limit ended on {day}; signed afterwards, an extension lengthens nothing.",
                    day=runs.due.isoformat(),
                ),
                basis=_EXTENDED_BY[self.clock],
                soft=True,
                path="clock",
            )
        before = [d for d in found if d.extended]
        if (before and self.clock is Extendable.LISTING) or (
            self.clock is not Extendable.LISTING
            and any(clock == self.clock.value for clock, _ in scene.case.extended_on)
        ):
            yield Reason(
                say("This limit has been extended already; the law allows it once."),
                basis=_EXTENDED_BY[self.clock],
                soft=True,
                path="clock",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        moment = {
            "clock": self.clock.value, "irregular": not entry.regular, "subject": self.about,
        }  # fmt: skip
        after = was.with_moment("extended", entry.on, entry, **moment)
        if not entry.regular:
            return after
        return evolve(after, extended_on=(*was.extended_on, (self.clock.value, entry.on)))

    def line(self, given: Given) -> Said:
        return self.clock.label


class Proposal(Choice):
    """What the investigation's report proposes (Order 25 art. 33)."""

    HANDLING = "handling", say("order or handling decision")
    PENALTY = "penalty", say("penalty")
    NO_PENALTY = "no_penalty", say("no penalty")
    WITHDRAW = "withdraw", say("withdraw the filing")
    TRANSFER = "transfer", say("transfer")


@frozen(kw_only=True)
class Concluded(Act):
    """The investigation is concluded with its report (案件调查终结报告)."""

    kind: ClassVar[str] = "concluded"
    title: ClassVar[Said] = say("Conclude the investigation")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = frozenset({CaseStage.FILED, CaseStage.INVESTIGATION})
    pair = True
    authority = True
    relied_on = True
    overtaken = True
    repair: ClassVar[Said] = say("conclude it again by the pair of the case")
    basis: ClassVar[tuple[str, ...]] = ("jc-17",)
    report: Text = field(metadata=label("Facts found, evidence, rules broken"))
    proposal: Proposal = field(metadata=label("Proposal"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.concluded_on is not None:
            yield Reason(say("The investigation is concluded already."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.report, "Facts found, evidence, rules broken", "report")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(was, concluded_on=entry.on)
        if self.proposal is Proposal.PENALTY and entry.regular:
            after = after.with_moment("penalty_intended", entry.on, entry)
        return after.with_moment("investigation_concluded", entry.on, entry)

    def line(self, given: Given) -> Said:
        return self.proposal.label


@frozen(kw_only=True)
class AssistanceAsked(Act):
    """Another organ is asked in writing for its help (协助调查函; 河南省行政执法条例 art. 17;
    行政处罚法 art. 26). No limit stops for it, and no text says by when it answers."""

    kind: ClassVar[str] = "assistance_asked"
    title: ClassVar[Said] = say("Ask for assistance")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "assistance"
    basis: ClassVar[tuple[str, ...]] = ("hn-ae-17", "cn-apl-26", "cn-mw-41")
    repair: ClassVar[Said] = say("ask again by the authority that decides, and tell the organ so")
    organ: Line = field(metadata=label("Organ asked for help"))
    ground: AssistanceGround = field(
        default=AssistanceGround.MATERIAL, metadata=label("Why its help is needed")
    )
    items: Text = field(metadata=label("What is asked for"))
    by: date | None = field(default=None, metadata=label("Answer wanted by"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.items, "What is asked for", "items")
        yield from in_order(self.day(scene), self.by, say("Answer wanted by"), "by")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        number = next(iter(entry.given.numbers), None)
        asked = Assistance(
            id=next_id("B", was.assistance),
            organ=self.organ,
            ground=self.ground,
            asked_on=entry.on,
            number=number.text if number else "",
            by=self.by,
        )
        after = evolve(was, assistance=(*was.assistance, asked))
        return after.with_moment(
            "assistance_asked", entry.on, entry, subject=asked.id, until=self.by
        )

    def line(self, given: Given) -> Said:
        return say("to {whom}", whom=self.organ)


@frozen(kw_only=True)
class AssistanceAnswered(Act):
    """What the other organ answered. One that cannot help says so in writing, with its reasons
    (河南省行政执法条例 art. 17)."""

    kind: ClassVar[str] = "assistance_answered"
    title: ClassVar[Said] = say("Answer to a request for assistance")
    group: ClassVar[Said] = INVESTIGATION
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    overtaken = True
    basis: ClassVar[tuple[str, ...]] = ("hn-ae-17",)
    request: Line = field(metadata=label("Request", of="assistance"))
    helped: bool = field(default=True, metadata=label("It helped"))
    answer: Text = field(metadata=label("What was answered"))
    file: FileHash | None = field(default=None, metadata=label("Attached file", of="file"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(a.answered_on is None for a in scene.case.assistance):
            yield Reason(say("No request for assistance waits for an answer."))

    def earliest(self, scene: Scene) -> date | None:
        return next((a.asked_on for a in scene.case.assistance if a.id == self.request), None)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.answer, "What was answered", "answer")
        if not any(a.id == self.request and not a.answered_on for a in scene.case.assistance):
            yield Reason(
                say("No request {id} waits for an answer.", id=self.request), path="request"
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = evolve(
            was,
            assistance=tuple(
                evolve(a, answered_on=entry.on, helped=self.helped, answer=self.answer)
                if a.id == self.request
                else a
                for a in was.assistance
            ),
        )
        return after.with_moment("assistance_answered", entry.on, entry, subject=self.request)

    def line(self, given: Given) -> Said:
        how = say("helped") if self.helped else say("could not help")
        return say("{id}: {answer}", id=self.request, answer=how)
