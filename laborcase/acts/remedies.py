"""What becomes of a decision afterwards: review and suit, correction, change, withdrawal; and the
end of an inspection for lack of facts.

A paper keeps its number whatever becomes of it. One that was changed, withdrawn or annulled is void
from that day on, and what rested on it follows: the decision of the case, its fine, what was
published or listed because of it.
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, label
from ..parties import HEADS, Identity
from ..record.case import Case, CaseStage, Finding, Outcome
from ..record.complaint import Channel, Complaint, ComplaintStage
from ..record.docket import Entry, Given
from ..record.office import Office
from ..record.papers import DECISIONS, PENALTIES, Paper, PaperKind, issued, voided
from ..record.payments import LineSum
from ..record.remedies import (
    CHANGING,
    FELLING,
    Amending,
    Ended,
    Lodger,
    Remedy,
    RemedyKind,
    ReviewStep,
    Ruling,
    found,
    put,
)
from ..record.sanctions import Measure
from ..values import Fen, Line, Text
from ..words import Said, say
from .base import (
    ANYBODY,
    INSPECTORS,
    LEADERS,
    Act,
    Scene,
    Written,
    at,
    deciding_authority,
    impossible_day,
    in_order,
    need_text,
)
from .decision import (
    hearing_reasons,
    hearing_told,
    imposed,
    ordered_reasons,
    ordered_total,
    outside_range,
    void_without,
)
from .grounds import GROUNDS, Ground, ground_reasons, with_grounds
from .intake import NOTICES
from .investigation import BEFORE_DECISION, PAPER_REPAIR, WORKED
from .money import filled

REMEDIES = say("Review, suit and change of decisions")
LIVE: Final = (frozenset(CaseStage) - {CaseStage.VOID, CaseStage.MERGED}) | (
    frozenset(ComplaintStage) - {ComplaintStage.VOID}
)
"""Where a review or suit can be entered; for a merged case in the one that holds it now."""
ORDERING: Final = (PaperKind.ORDER, PaperKind.HANDLING, PaperKind.PENALTY)
"""Papers that can order sums worker by worker."""
AGAINST: Final = (*DECISIONS, PaperKind.ORDER, PaperKind.EXTRA, PaperKind.LISTING)
"""Papers that somebody can go against, and that can be corrected, changed or withdrawn."""


# ------------------------------------------------------------------ the inspection ended


@frozen(kw_only=True)
class InspectionEnded(Act):
    """The inspection ends since the facts of a breach do not stand (终止检查); the unit and the
    complainant or reporter are told (河南条例 art. 15). That no facts stand is what an inspection
    found: something was looked at or asked, and stands in the docket."""

    kind: ClassVar[str] = "inspection_ended"
    title: ClassVar[Said] = say("End the inspection")
    group: ClassVar[Said] = REMEDIES
    who = HEADS
    into = Case
    stages = BEFORE_DECISION
    pair = True
    authority = True
    relied_on = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-2",)
    repair: ClassVar[Said] = say("end it again by a head, after two inspectors looked into it")
    reason: Text = field(metadata=label("Why no facts stand"))
    unit_told_on: date | None = field(default=None, metadata=label("Unit told on"))
    complainants_told_on: date | None = field(default=None, metadata=label("Complainants told on"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Why no facts stand", "reason")
        for day in (self.unit_told_on, self.complainants_told_on):
            if day is not None:
                yield from in_order(self.day(scene), day, say("Telling"))
                if day > scene.today:
                    yield Reason(
                        say("Nobody can have been told in the future ({day}).", day=day.isoformat())
                    )
        if not scene.case.inspected:
            yield Reason(
                say(
                    "Nothing was inspected yet: no on-site record, no interview and no evidence "
                    "stands in this docket, from which it could be seen that there are no facts."
                ),
                basis="hn-lsi-15-2",
                soft=True,
            )
        if scene.case.pressing.children:
            yield Reason(say("A child was found at work here: that is a fact to be decided on."))

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (
            *super().lines(scene),
            *(Written(docket=key) for key in scene.case.complaints),
        )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        end = Ended(
            on=entry.on,
            complainants=any(b.identity is not Identity.ANONYMOUS for b in was.brought),
            unit_told_on=self.unit_told_on,
            complainants_told_on=self.complainants_told_on,
        )
        after = evolve(
            was,
            outcome=Outcome.ENDED,
            decided_on=entry.on,
            concluded_on=was.concluded_on or entry.on,
            allegations=tuple(evolve(a, finding=Finding.NOT_UPHELD) for a in was.allegations),
            remedies=evolve(was.remedies, ended=end),
        )
        if was.concluded_on is None:
            after = after.with_moment("investigation_concluded", entry.on, entry)
        return after.with_moment("inspection_ended", entry.on, entry)


@frozen(kw_only=True)
class EndTold(Act):
    """Unit or complainants are told that the inspection ended (河南条例 art. 15)."""

    kind: ClassVar[str] = "end_told"
    title: ClassVar[Said] = say("Tell that the inspection ended")
    group: ClassVar[Said] = REMEDIES
    who = INSPECTORS
    into = Case
    stages = WORKED
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-2",)
    unit: bool = field(default=True, metadata=label("The unit was told"))
    complainants: bool = field(default=True, metadata=label("The complainants were told"))
    how: Channel = field(default=Channel.PHONE, metadata=label("How"))
    what: Text = field(default=Text(""), metadata=label("What was said"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        end = scene.case.remedies.ended
        if end is None:
            yield Reason(say("The inspection has not ended."))
        elif end.unit_told_on and (end.complainants_told_on or not end.complainants):
            yield Reason(say("There is nothing left to tell."))

    def earliest(self, scene: Scene) -> date | None:
        end = scene.case.remedies.ended
        return end.on if end else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if not (self.unit or self.complainants):
            yield Reason(say("Say who was told."))

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        told = scene.case.complaints if self.complainants else ()
        return (*super().lines(scene), *(Written(docket=key) for key in told))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        end = was.remedies.ended if was else None
        if was is None or end is None:
            return was
        end = evolve(
            end,
            unit_told_on=end.unit_told_on or (entry.on if self.unit else None),
            complainants_told_on=end.complainants_told_on
            or (entry.on if self.complainants else None),
        )
        return evolve(was, remedies=evolve(was.remedies, ended=end))


# ------------------------------------------------------------------ review and suit


@frozen(kw_only=True)
class RemedyLodged(Act):
    """Somebody asks for administrative review or sues: against papers of a case, against what
    became of a complaint, or against not acting. Nothing is suspended by it unless the law, the
    reviewer or the court says so (行政处罚法 art. 73); against not acting and on-the-spot penalties
    review comes first (行政复议法 art. 23)."""

    kind: ClassVar[str] = "remedy_lodged"
    title: ClassVar[Said] = say("Review or suit lodged")
    group: ClassVar[Said] = REMEDIES
    who = ANYBODY
    both: ClassVar[bool] = True
    stages = LIVE
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-26", "fy-23", "cf-73")
    what: RemedyKind = field(metadata=label("What was lodged"))
    lodger: Lodger = field(default=Lodger.PARTY, metadata=label("Lodged by"))
    about: tuple[Line, ...] = field(
        default=(),
        metadata=label(
            "Against", of="remediable", hint="papers or allegations; empty = against not acting"
        ),
    )
    organ: Line = field(metadata=label("Government or court"))
    its_number: Line = field(default=Line(""), metadata=label("Its number"))
    suspended: bool = field(default=False, metadata=label("Execution suspended"))
    text: Text = field(default=Text(""), metadata=label("What is asked for"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _ours(scene)

    def earliest(self, scene: Scene) -> date | None:
        if isinstance(scene.docket, Case):
            papers = (p for one in self.about if (p := scene.docket.paper(one)))
            return max((p.issued_on for p in papers), default=scene.docket.filed_on)
        return super().earliest(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        state = scene.docket
        if isinstance(state, Case):
            for one in self.about:
                yield from _against(state, one, "about")
        elif isinstance(state, Complaint):
            known = {a.id for a in state.allegations}
            for one in self.about:
                if one not in known:
                    yield Reason(say("There is no allegation {id} in this complaint.", id=one))
        for r in _lodged(scene):
            if r.pending and r.kind is self.what and set(r.about) == set(self.about):
                yield Reason(say("{id} against the same is pending already.", id=r.id))

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return _seals(docket)

    def _remedy(self, n: int, entry: Entry) -> Remedy:
        return Remedy(
            id=f"M{n + 1}",
            kind=self.what,
            lodger=self.lodger,
            organ=self.organ,
            lodged_on=entry.on,
            about=tuple(self.about),
            number=self.its_number,
            suspended=self.suspended,
        )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        lodged = put(was.remedies, self._remedy(len(was.remedies), entry))
        after = evolve(was, remedies=lodged)
        for name in _lodging(self.what):
            after = after.with_moment(name, entry.on, entry)
        return after

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        remedy = self._remedy(len(was.remedies.lodged), entry)
        after = evolve(was, remedies=was.remedies.with_remedy(remedy))
        # Only the party's own remedy against a decision uses its time for one, keeps the decision
        # from the court and stays the additional fine (行政处罚法 art. 73).
        for one in self.about if self.lodger is Lodger.PARTY else ():
            for name in _lodging(self.what):
                after = after.with_moment(name, entry.on, entry, subject=one)
        return after

    def line(self, given: Given) -> Said:
        return say("{kind}, {organ}", kind=self.what.label, organ=self.organ)


def _lodging(what: RemedyKind) -> tuple[str, ...]:
    """The moments of a review or suit that is lodged; the time of a review is counted from then
    until its acceptance is entered."""
    return ("review_lodged", "review_running") if what is RemedyKind.REVIEW else ("suit_lodged",)


@frozen(kw_only=True)
class ReviewMoved(Act):
    """What the reviewing body told of its own time: it accepted the review, from which day its
    sixty days are counted (thirty by the simple procedure), or its head added up to thirty days
    (行政复议法 art. 62)."""

    kind: ClassVar[str] = "review_moved"
    title: ClassVar[Said] = say("Time of a review")
    group: ClassVar[Said] = REMEDIES
    who = ANYBODY
    both: ClassVar[bool] = True
    stages = LIVE
    basis: ClassVar[tuple[str, ...]] = ("fy-62",)
    fixed = frozenset({"remedy"})
    remedy: Line = field(metadata=label("Review or suit", of="remedies"))
    what: ReviewStep = field(metadata=label("What the reviewing body told"))
    document: Line = field(default=Line(""), metadata=label("Document of the reviewing body"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _ours(scene)
        if not any(r.pending and r.kind is RemedyKind.REVIEW for r in _lodged(scene)):
            yield Reason(say("No review is pending."))

    def earliest(self, scene: Scene) -> date | None:
        known = found(_lodged(scene), self.remedy)
        return known.lodged_on if known else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        known = found(_lodged(scene), self.remedy)
        if known is None or not known.pending or known.kind is not RemedyKind.REVIEW:
            yield Reason(say("There is no pending review {id}.", id=self.remedy), path="remedy")

    def _moments(self) -> Iterator[tuple[str, str]]:
        """The moments of it, each with the clock that it is about."""
        if self.what is ReviewStep.ACCEPTED:
            yield "review_running", ""
        elif self.what is ReviewStep.SIMPLE:
            yield "review_simple", ""
        else:
            yield "review_extended", REVIEW_CLOCK

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        for name, clock in self._moments() if was else ():
            was = was and was.with_moment(name, entry.on, entry, clock=clock)
        return was

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        known = was.remedies.get(self.remedy) if was else None
        party = known is not None and known.lodger is Lodger.PARTY
        for one in known.about if known and party else ():
            for name, clock in self._moments():
                was = was and was.with_moment(name, entry.on, entry, subject=one, clock=clock)
        return was

    def line(self, given: Given) -> Said:
        return say("{id}: {what}", id=self.remedy, what=self.what.label)


REVIEW_CLOCK: Final = "review-decision-60d"
"""The clock that a reviewing body lengthens."""


@frozen(kw_only=True)
class RemedyDecided(Act):
    """How a review or suit was decided. While the ruling is not in force (it is appealed, or can
    still be) it is noted and the matter stays pending. One in force that annuls makes the papers
    void and the case undecided, or ends it; one that changes sums changes the fine."""

    kind: ClassVar[str] = "remedy_decided"
    title: ClassVar[Said] = say("Review or suit decided")
    group: ClassVar[Said] = REMEDIES
    who = ANYBODY
    both: ClassVar[bool] = True
    stages = LIVE
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-26",)
    fixed = frozenset({"remedy"})
    remedy: Line = field(metadata=label("Review or suit", of="remedies"))
    ruling: Ruling = field(metadata=label("Decided"))
    in_force: bool = field(
        default=True, metadata=label("In force", hint="no while it is or can be appealed")
    )
    anew: bool = field(
        default=True, metadata=label("We decide anew", hint="asked where it was annulled")
    )
    fine: Fen | None = field(default=None, metadata=label("Fine as changed"))
    document: Line = field(default=Line(""), metadata=label("Document of the ruling"))
    received_on: date | None = field(
        default=None,
        metadata=label("Ruling received on", hint="by who lodged it; empty = that day"),
    )
    text: Text = field(metadata=label("What was decided"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _ours(scene)
        if not any(r.pending for r in _lodged(scene)):
            yield Reason(say("No review or suit is pending."))

    def earliest(self, scene: Scene) -> date | None:
        known = found(_lodged(scene), self.remedy)
        return known.lodged_on if known else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What was decided", "text")
        yield from in_order(
            self.day(scene), self.received_on, say("Ruling received on"), "received_on"
        )
        if self.received_on is not None:
            yield from at("received_on", impossible_day(self.received_on, scene))
        known = found(_lodged(scene), self.remedy)
        if known is None or not known.pending:
            yield Reason(
                say("There is no pending review or suit {id}.", id=self.remedy), path="remedy"
            )
            return
        if self.fine is not None:
            owed = isinstance(scene.docket, Case) and any(
                scene.docket.sanctions.fine(one) for one in known.about
            )
            if self.ruling not in CHANGING or not owed:
                yield Reason(
                    say("A changed fine belongs to a ruling that changes a penalty."), path="ruling"
                )

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return _seals(docket)

    def _ruled(self, known: Remedy, entry: Entry) -> Remedy:
        return evolve(known, ruling=self.ruling, ruled_on=entry.on, in_force=self.in_force)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        known = found(was.remedies, self.remedy) if was else None
        if was is None or known is None:
            return was
        after = evolve(was, remedies=put(was.remedies, self._ruled(known, entry)))
        if not self.in_force:
            return after
        after = after.with_moment(f"{known.kind.value}_decided", entry.on, entry)
        if known.kind is RemedyKind.REVIEW:
            after = after.with_moment("review_told", self.received_on or entry.on, entry)
        if self.ruling in FELLING | {Ruling.TO_ACT} and self.anew and was.case is None:
            told = {*NOTICES.values()}
            fell = {p.id for p in was.papers if p.kind in told and {*p.about} <= {*known.about}}
            after = evolve(
                after,
                papers=voided(after.papers, fell, entry),
                allegations=tuple(
                    evolve(a, disposition=None, disposed_on=None, told_on=None)
                    if a.id in known.about
                    else a
                    for a in after.allegations
                ),
            )
        return after

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        known = was.remedies.get(self.remedy) if was else None
        if was is None or known is None:
            return was
        after = evolve(was, remedies=was.remedies.with_remedy(self._ruled(known, entry)))
        if not self.in_force:
            return after
        for one in known.about or ("",):
            name = f"{known.kind.value}_decided"
            if one and known.lodger is Lodger.PARTY:
                after = after.with_moment(name, entry.on, entry, subject=one)
                if known.kind is RemedyKind.REVIEW:
                    told = self.received_on or entry.on
                    after = after.with_moment("review_told", told, entry, subject=one)
            if self.ruling in FELLING:
                after = fallen(after, one, entry, Amending.ANNULLED, known.id, anew=self.anew)
            elif self.ruling in CHANGING and one:
                after = _changed_by(after, one, self.fine, entry, known.id)
            elif self.ruling is Ruling.UNLAWFUL:
                after = unpublishing(after, one, entry)
        return after

    def line(self, given: Given) -> Said:
        told = say("{id}: {ruling}", id=self.remedy, ruling=self.ruling.label)
        return told if self.in_force else say("{line}, not in force", line=told)


def _seals(docket: Complaint | Case | Office | None) -> frozenset[str]:
    """What a review or suit is about can name somebody who must stay unknown."""
    if isinstance(docket, Complaint):
        secret = docket.secret
    else:
        secret = isinstance(docket, Case) and any(
            b.tipoff or b.identity is not Identity.NAMED for b in docket.brought
        )
    return frozenset({"text"}) if secret else frozenset()


def _ours(scene: Scene) -> Iterator[Reason]:
    """Reviews and suits are entered on the side that decided here."""
    if not isinstance(scene.docket, (Case, Complaint)):
        return
    state, officer = scene.docket, scene.officer
    body = state.body if isinstance(state, Case) else officer.body
    former = state.former if isinstance(state, Case) else frozenset()
    decides = deciding_authority(scene)
    ours = scene.office.works_for(officer, decides, body, scene.today)
    if not ours and officer.authority not in former:
        known = scene.office.authority(decides)
        yield Reason(
            say(
                "The deciding authority is {authority}; only its own people can do this.",
                authority=known.name if known else decides,
            ),
            basis="hn-lsi-09-3",
        )


def _lodged(scene: Scene) -> tuple[Remedy, ...]:
    if isinstance(scene.docket, Case):
        return scene.docket.remedies.lodged
    return scene.docket.remedies if isinstance(scene.docket, Complaint) else ()


def _against(case: Case, paper_id: str, path: str = "paper") -> Iterator[Reason]:
    """Why a paper, named in the field ``path``, can neither be gone against nor corrected, changed
    or withdrawn."""
    paper = case.paper(paper_id)
    if paper is None:
        papers = ", ".join(p.id for p in case.papers if p.kind in AGAINST) or "-"
        yield Reason(
            say("There is no paper {id} here; there are: {papers}.", id=paper_id, papers=papers),
            path=path,
        )
    elif paper.kind not in AGAINST:
        yield Reason(say("{kind} decides nothing by itself.", kind=paper.kind.label), path=path)
    elif paper.void_on:
        yield Reason(
            say(
                "{kind} {number} is void since {day}.",
                kind=paper.kind.label,
                number=paper.number or paper.id,
                day=paper.void_on.isoformat(),
            ),
            path=path,
        )


def _changed_by(case: Case, paper_id: str, fine: Fen | None, entry: Entry, by: str) -> Case:
    known = case.sanctions.fine(paper_id)
    sanctions = case.sanctions
    if known is not None and fine is not None:
        sanctions = sanctions.with_fine(evolve(known, imposed=fine))
    amended = case.remedies.amended(paper_id, Amending.CHANGED, entry.on, by)
    return unpublishing(evolve(case, sanctions=sanctions, remedies=amended), paper_id, entry)


def unpublishing(case: Case, paper_id: str, entry: Entry) -> Case:
    """The case with what was made public of a paper to be taken back, and the moment from which
    that is owed."""
    after = evolve(case, sanctions=case.sanctions.unpublishing(paper_id, entry.on))
    for p in after.sanctions.publications:
        if p.paper == paper_id and p.ended_on is None:
            after = after.with_moment("published_fell", entry.on, entry, subject=p.id)
    return after


def decision_of(case: Case) -> Paper | None:
    """The paper by which the case stands decided; none where the order that was obeyed decides,
    or no paper does."""
    return next(reversed(case.issued(*DECISIONS)), None)


def fallen(case: Case, paper_id: str, entry: Entry, how: Amending, by: str, *, anew: bool) -> Case:
    """The case after one of its papers fell: void from that day, its fine with it, the limit it set
    no longer running. Where it decided the case, that is undecided again, or, unless it is decided
    ``anew``, ended by it; its findings no longer stand."""
    paper = case.paper(paper_id)
    if paper is None or paper.void_on is not None:
        return case
    decides = decision_of(case)
    after = unpublishing(_voided(case, paper_id, entry, how, by), paper_id, entry)
    after = evolve(after, sanctions=after.sanctions.fallen(paper_id, entry.on))
    for x in after.sanctions.listings:
        if x.order == paper_id and x.on_list:
            after = after.with_moment("off_list_due", entry.on, entry, subject=x.id)
    by_order = case.outcome is Outcome.ORDER and paper.kind is PaperKind.ORDER
    if case.outcome is None or not (by_order or (decides and decides.id == paper_id)):
        return after
    if anew:
        after = after.with_moment("to_decide_anew", entry.on, entry)
    return evolve(
        after,
        outcome=None if anew else Outcome.REVOKED,
        decided_on=None if anew else entry.on,
        allegations=tuple(evolve(a, finding=None, verified=None) for a in after.allegations),
    )


def _voided(case: Case, paper_id: str, entry: Entry, how: Amending, by: str) -> Case:
    return evolve(
        case,
        papers=voided(case.papers, (paper_id,), entry),
        remedies=case.remedies.amended(paper_id, how, entry.on, by),
    )


# ------------------------------------------------------------------ corrected, changed, withdrawn


@frozen(kw_only=True)
class DecisionCorrected(Act):
    """A slip in a paper that was issued (a name, a figure) is put right by another paper (补正);
    the old one stays in force."""

    kind: ClassVar[str] = "decision_corrected"
    title: ClassVar[Said] = say("Correct a decision")
    group: ClassVar[Said] = REMEDIES
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    number: ClassVar[str] = "correction"
    basis: ClassVar[tuple[str, ...]] = ("cf-75",)
    repair = PAPER_REPAIR
    tells = frozenset({"paper", "content"})
    paper: Line = field(metadata=label("Paper", of="remediable"))
    content: Text = field(metadata=label("What is corrected"))

    def earliest(self, scene: Scene) -> date | None:
        return _issued_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.content, "What is corrected", "content")
        yield from _against(scene.case, self.paper)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        new = _about(was, self.paper, entry, PaperKind.CORRECTION, self.content)
        after = evolve(was, papers=(*was.papers, new))
        if not entry.regular:
            return after
        amended = after.remedies.amended(self.paper, Amending.CORRECTED, entry.on, new.id)
        return evolve(after, remedies=amended)

    def line(self, given: Given) -> Said:
        return say("{paper}", paper=self.paper)


@frozen(kw_only=True)
class DecisionChanged(Act):
    """A decision or order is replaced by another of its kind with a number of its own (变更); the
    old paper is void. Sums paid on its fine count for the new one."""

    kind: ClassVar[str] = "decision_changed"
    title: ClassVar[Said] = say("Change a decision")
    group: ClassVar[Said] = REMEDIES
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    number: ClassVar[str] = "decision"
    basis: ClassVar[tuple[str, ...]] = ("cf-75", "hn-lsi-17")
    fixed = frozenset({"paper"})
    tells = frozenset({"content", "amount", "fine", "measures", "by", "sums", "grounds"})
    repair = PAPER_REPAIR
    paper: Line = field(metadata=label("Paper", of="remediable"))
    content: Text = field(metadata=label("What is decided and why"))
    amount: Fen | None = field(default=None, metadata=label("Sum to be paid"))
    fine: Fen | None = field(default=None, metadata=label("Fine"))
    by: date | None = field(default=None, metadata=label("To be done by"))
    sums: tuple[LineSum, ...] = field(
        default=(), metadata=label("Sums by worker", hint="none = as the old paper ordered")
    )
    reason: Text = field(metadata=label("Reason"))
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)
    fine_why: Text = field(default=Text(""), metadata=label("Why the fine lies outside the range"))
    measures: tuple[Measure, ...] = field(default=(), metadata=label("What else is imposed"))

    def settled(self, scene: Scene) -> "DecisionChanged":
        sums = filled(self.sums)
        return evolve(self, sums=sums, amount=self.amount or ordered_total(sums))

    def earliest(self, scene: Scene) -> date | None:
        return _issued_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.content, "What is decided and why", "content")
        yield from need_text(self.reason, "Reason", "reason")
        yield from _against(scene.case, self.paper)
        yield from in_order(self.day(scene), self.by, say("To be done by"), "by")
        standing = (Finding.UPHELD, Finding.PARTLY)
        upheld = [Line(a.id) for a in scene.case.allegations if a.finding in standing]
        yield from ground_reasons(
            self.grounds, scene, self.day(scene), upheld=upheld, fined=bool(self.fine)
        )
        old = scene.case.paper(self.paper)
        if old is None:
            return
        yield from at("sums", ordered_reasons(self.sums, self.amount, scene))
        if self.sums and old.kind not in ORDERING:
            yield Reason(say("Sums by worker belong to a decision that orders them."), path="sums")
        if self.fine and old.kind not in PENALTIES:
            yield Reason(say("A fine belongs to a penalty decision only."), path="fine")
        elif self.fine and not self.fine_why.strip():
            named = [(one, Line("")) for one in upheld]
            yield from outside_range(self.fine, named, self.grounds, self.day(scene), scene)
        if self.measures and old.kind not in PENALTIES:
            yield Reason(say("Such measures belong to a penalty decision only."), path="measures")
        elif old.kind in PENALTIES and (self.fine or self.measures):
            yield from hearing_reasons(
                self.fine, self.measures, scene, self.day(scene),
                told=bool(hearing_told(scene.case)), path="fine",
            )  # fmt: skip
            yield from void_without(scene, "fine")
        known = scene.case.sanctions.fine(self.paper)
        raised = self.fine is not None and self.fine > (known.imposed if known else 0)
        if raised and not _heard_since(scene.case, old):
            yield Reason(
                say("The fine is raised: the party must be told and heard on it first."),
                basis="jc-19",
                soft=True,
            )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        old = scene.case.paper(self.paper)
        return ((_kind_anew(old).value, scene.case.authority),) if old else ()

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        old = was.paper(self.paper) if was else None
        if was is None or old is None:
            return was
        kind = _kind_anew(old)
        new = issued(was, entry, kind, self.by, self.content, addressees=old.addressees)
        pays = old.pays and old.kind not in PENALTIES
        new = evolve(
            new,
            pays=pays or bool(self.amount or self.fine),
            fine=self.fine,
            measures=tuple(m.value for m in self.measures),
        )
        if not entry.regular:
            return evolve(was, papers=(*was.papers, new))
        after = _voided(was, old.id, entry, Amending.CHANGED, new.id)
        claims = after.claims
        claims = (
            claims.ordered(self.sums, new.id) if self.sums else claims.ordered_by(new.id, old.id)
        )
        after = evolve(after, papers=(*after.papers, new), claims=claims)
        after = unpublishing(after, old.id, entry)
        after = imposed(after, new, self.fine, entry)
        replaced = after.sanctions.replaced(old.id, new.id, entry.on)
        return evolve(after, sanctions=replaced)

    def line(self, given: Given) -> Said:
        return with_grounds(say("{paper}", paper=self.paper), self.grounds)


@frozen(kw_only=True)
class DecisionWithdrawn(Act):
    """A decision or order is withdrawn by who made it, of its own accord or because the superior
    says so (行政处罚法 art. 75; 河南条例 art. 17). Its paper is void; the case is decided anew, or
    ends by it."""

    kind: ClassVar[str] = "decision_withdrawn"
    title: ClassVar[Said] = say("Withdraw a decision")
    group: ClassVar[Said] = REMEDIES
    who = LEADERS
    into = Case
    stages = WORKED
    authority = True
    number: ClassVar[str] = "revocation"
    basis: ClassVar[tuple[str, ...]] = ("cf-75", "hn-lsi-17")
    fixed = frozenset({"paper"})
    repair = PAPER_REPAIR
    paper: Line = field(metadata=label("Paper", of="remediable"))
    reason: Text = field(metadata=label("Reason"))
    anew: bool = field(default=True, metadata=label("To be decided anew"))
    told_by: Line = field(
        default=Line(""), metadata=label("On whose word", hint="empty = of our own accord")
    )

    def earliest(self, scene: Scene) -> date | None:
        return _issued_on(scene, self.paper)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from _against(scene.case, self.paper)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        new = _about(was, self.paper, entry, PaperKind.REVOCATION, self.reason)
        if not entry.regular:
            return evolve(was, papers=(*was.papers, new))
        after = fallen(was, self.paper, entry, Amending.WITHDRAWN, new.id, anew=self.anew)
        return evolve(after, papers=(*after.papers, new))

    def line(self, given: Given) -> Said:
        return say("{paper}", paper=self.paper)


def _kind_anew(old: Paper) -> PaperKind:
    """What a paper is that takes the place of another: nothing is changed on the spot."""
    return PaperKind.PENALTY if old.kind is PaperKind.SPOT else old.kind


def _about(case: Case, paper_id: str, entry: Entry, kind: PaperKind, text: Text) -> Paper:
    """A paper about another one; it goes to the same addressees."""
    old = case.paper(paper_id)
    return issued(case, entry, kind, None, text, addressees=old.addressees if old else ())


def _heard_since(case: Case, old: Paper) -> bool:
    """Whether the party was told of a harsher decision after the old one, and heard on it."""
    notices = [p for p in case.issued(PaperKind.ADVANCE_NOTICE) if p.entry > old.entry]
    heard = [day for day in (case.defence_on, case.hearing_on) if day is not None]
    return bool(notices and heard) and max(heard) >= notices[-1].issued_on


def _issued_on(scene: Scene, paper_id: str) -> date | None:
    paper = scene.case.paper(paper_id)
    return paper.issued_on if paper else None
