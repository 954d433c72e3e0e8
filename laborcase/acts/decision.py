"""Decision: order, notice, hearing, review, and the decision with a finding on each allegation."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, OfficerId, label
from ..law.amounts import outside
from ..law.answers import joined
from ..parties import Position
from ..record.case import Case, CaseStage, Finding, Outcome
from ..record.complexity import ComplexFor
from ..record.docket import Entry, Given
from ..record.opinions import approvals_of, breach_ranges
from ..record.papers import ORDERS, PENALTIES, Paper, PaperKind, issued
from ..record.payments import LineSum
from ..record.sanctions import Fine, Measure, NoPenalty
from ..values import Fen, Line, Text, money_text
from ..words import Said, say
from .base import (
    INSPECTORS,
    LEADERS,
    Act,
    Scene,
    at,
    in_order,
    issuer,
    need_text,
)
from .grounds import GROUNDS, Ground, ground_reasons, with_grounds
from .investigation import BEFORE_DECISION, PAPER_REPAIR, WORKED
from .money import filled, line_reasons
from .papers import ADDRESSEES, everybody

DECISION = say("Decision")
UNDECIDED = frozenset({CaseStage.INVESTIGATION, CaseStage.DECISION})
MEASURES = label("What else is intended", hint="beside a fine: where a hearing may be owed")
TO_BE_HEARD = WORKED - {CaseStage.FILED}
"""Also after a decision: one that is raised needs its notice and its hearing anew."""


@frozen(kw_only=True)
class Ordered(Act):
    """An order to correct within a time (限期改正指令书). It is no penalty; a lapsed order is what
    extra compensation and the criminal line stand on."""

    kind: ClassVar[str] = "ordered"
    title: ClassVar[Said] = say("Order to correct")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = BEFORE_DECISION | {CaseStage.PERFORMANCE}
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "order"
    basis: ClassVar[tuple[str, ...]] = ("jc-18-1", "hn-lsi-15-3")
    repair = PAPER_REPAIR
    tells = frozenset({"what", "amount", "workers", "sums", "grounds"})
    what: Text = field(metadata=label("What is to be corrected"))
    amount: Fen | None = field(default=None, metadata=label("Sum to be paid"))
    workers: int | None = field(default=None, metadata=label("Workers"))
    by: date = field(metadata=label("To be done by"))
    sums: tuple[LineSum, ...] = field(default=(), metadata=label("Sums by worker"))
    found: Text = field(default=Text(""), metadata=label("Facts found"))
    addressees: tuple[Line, ...] = field(default=(), metadata=ADDRESSEES)
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)

    def settled(self, scene: Scene) -> "Ordered":
        sums = ordered_sums(self.sums, self.amount, scene)
        return evolve(
            self,
            sums=sums,
            amount=self.amount or ordered_total(sums),
            addressees=everybody(scene, self.addressees),
        )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.what, "What is to be corrected", "what")
        yield from in_order(self.happened or scene.today, self.by, say("To be done by"), "by")
        yield from at("sums", ordered_reasons(self.sums, self.amount, scene))
        yield from ground_reasons(self.grounds, scene, self.day(scene))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = issued(was, entry, PaperKind.ORDER, self.by, self.what, addressees=self.addressees)
        paper = evolve(paper, pays=bool(self.amount or self.sums))
        claims = was.claims.ordered(self.sums, paper.id)
        return evolve(was, papers=(*was.papers, paper), claims=claims)

    def line(self, given: Given) -> Said:
        return with_grounds(say("by {day}", day=self.by.isoformat()), self.grounds)


def ordered_sums(
    sums: tuple[LineSum, ...], amount: Fen | None, scene: Scene
) -> tuple[LineSum, ...]:
    """The sums by worker that are ordered; the whole sum where one worker has one claim."""
    sums, lines = filled(sums), scene.case.claims.lines
    if sums or not amount or len(lines) != 1 or scene.case.claims.persons != 1:
        return sums
    return (LineSum(line=Line(lines[0].id), sum=amount),)


def ordered_total(sums: tuple[LineSum, ...]) -> Fen | None:
    """What the sums by worker add up to; none where there are none."""
    return Fen(sum(s.sum or 0 for s in sums)) if sums else None


def ordered_reasons(
    sums: tuple[LineSum, ...], amount: Fen | None, scene: Scene
) -> Iterator[Reason]:
    """Why sums by worker cannot be ordered: their lines, or their total."""
    yield from line_reasons(sums, scene)
    total = ordered_total(sums)
    if total is not None and total != amount:
        yield Reason(
            say(
                "The sums by worker add up to {parts}, the sum to be paid is {sum}.",
                parts=money_text(total),
                sum=money_text(amount or 0),
            )
        )


@frozen(kw_only=True)
class AdvanceNotice(Act):
    """Content, facts, reasons, basis and rights are told before a penalty or handling decision
    (行政处罚法 art. 44; 《劳动保障监察条例》 art. 19)."""

    kind: ClassVar[str] = "advance_notice"
    title: ClassVar[Said] = say("Advance notice")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = WORKED
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "advance_notice"
    basis: ClassVar[tuple[str, ...]] = ("jc-19", "hn-ae-26")
    repair = PAPER_REPAIR
    tells = frozenset({"intended", "fine", "measures", "hearing_right", "grounds"})
    intended: Text = field(metadata=label("Intended decision, facts, reasons, basis"))
    fine: Fen | None = field(default=None, metadata=label("Fine that is intended"))
    measures: tuple[Measure, ...] = field(default=(), metadata=MEASURES)
    hearing_right: bool = field(default=False, metadata=label("Right to a hearing told"))
    addressees: tuple[Line, ...] = field(default=(), metadata=ADDRESSEES)
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.intended, "Intended decision, facts, reasons, basis", "intended")
        yield from ground_reasons(self.grounds, scene, self.day(scene), fined=bool(self.fine))
        if not self.hearing_right:
            told = bool(hearing_told(scene.case, served=False))
            yield from hearing_reasons(
                self.fine, self.measures, scene, self.day(scene), told=told, path="hearing_right"
            )

    def settled(self, scene: Scene) -> "AdvanceNotice":
        return evolve(self, addressees=everybody(scene, self.addressees))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        paper = issued(
            was,
            entry,
            PaperKind.ADVANCE_NOTICE,
            None,
            self.intended,
            addressees=self.addressees,
        )
        paper = evolve(
            paper,
            hearing=self.hearing_right,
            fine=self.fine,
            measures=tuple(m.value for m in self.measures),
        )
        after = evolve(was, papers=(*was.papers, paper))
        if self.hearing_right and entry.regular:
            after = after.with_moment("penalty_intended", entry.on, entry)
        return after

    def line(self, given: Given) -> Said:
        return with_grounds(say(""), self.grounds)


def hearing_told(case: Case, *, served: bool = True, since: int = 0) -> tuple[Paper, ...]:
    """The notices after an entry that told of the right to a hearing; those that were served, or
    all that were given."""
    notices = case.issued(PaperKind.ADVANCE_NOTICE)
    told = (p for p in notices if p.hearing and p.entry > since)
    return tuple(p for p in told if p.served_on or not served)


def hearing_reasons(
    fine: Fen | None,
    measures: Sequence[Measure],
    scene: Scene,
    day: date,
    *,
    told: bool,
    path: str = "outcome",
) -> Iterator[Reason]:
    """Why a penalty is void as it is intended: the party may ask for a hearing, and was not told so
    (行政处罚法 art. 63)."""
    if told or not (fine or measures):
        return
    owed = approvals_of(scene.case, scene.office, day, fine, measures).get("hearing")
    if owed is not None and owed.answer == "yes":
        yield Reason(
            say(
                "A hearing is owed ({facts}), and no notice that was served tells of the right to "
                "one.",
                facts=joined(owed.facts),
            ),
            basis="cf-63",
            soft=True,
            path=path,
        )


def void_without(scene: Scene, path: str = "outcome") -> Iterator[Reason]:
    """Why a penalty would be void, or was not discussed by those who have to: what somebody said of
    the case asks for a legal review or a discussion, and none stands in the docket (行政处罚法 art.
    57, 58)."""
    case = scene.case
    if case.complexity.complex_for(ComplexFor.REVIEW) and case.legal_review_on is None:
        yield Reason(
            say("The case was said to be complex: there is no penalty without legal review."),
            basis="cf-58",
            who=Position.LEGAL_REVIEWER.label,
            soft=True,
            path=path,
        )
    if case.complexity.complex_for(ComplexFor.DISCUSSION) and case.discussed_on is None:
        yield Reason(
            say("The case was said to be complex or serious: the heads discuss it together first."),
            basis="cn-apl-57",
            soft=True,
            path=path,
        )


def noticed(scene: Scene) -> Iterator[Reason]:
    """Why nobody can be heard yet: nothing was told in advance."""
    if not scene.case.issued(PaperKind.ADVANCE_NOTICE):
        yield Reason(say("No advance notice has been given yet."), basis="jc-19", soft=True)


@frozen(kw_only=True)
class Defended(Act):
    """The party's statement and defence, and what is thought of it; it never raises a penalty
    (行政处罚法 art. 45)."""

    kind: ClassVar[str] = "defended"
    title: ClassVar[Said] = say("Statement and defence")
    group: ClassVar[Said] = DECISION
    who = INSPECTORS
    into = Case
    stages = TO_BE_HEARD
    handling = True
    relied_on = True
    overtaken = True
    repair: ClassVar[Said] = say("give the notice, and hear the party on it")
    basis: ClassVar[tuple[str, ...]] = ("hn-ae-26",)
    views: Text = field(default=Text(""), metadata=label("Views of the party"))
    answer: Text = field(default=Text(""), metadata=label("Accepted or not, and why"))
    waived: bool = field(default=False, metadata=label("Waived or time lapsed"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from noticed(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if not self.waived:
            yield from need_text(self.views, "Views of the party", "views")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            defence_on=entry.on,
            defence_waived_on=entry.on if self.waived else was.defence_waived_on,
        )


def not_investigator(scene: Scene, officer: OfficerId) -> Iterator[Reason]:
    """Why somebody who investigated cannot hear or review the case."""
    case = scene.case
    investigators = {s.officer for s in case.seats} | set(case.past)
    if officer in investigators:
        known = scene.office.officer(officer)
        yield Reason(
            say(
                "{name} investigates this case and can neither hear nor review it.",
                name=known.name if known else officer,
            ),
            basis="cn-apl-64",
            soft=True,
        )


@frozen(kw_only=True)
class Reviewed(Act):
    """Legal review; where the law wants one, nothing is decided without it
    (行政处罚法 art. 58)."""

    kind: ClassVar[str] = "reviewed"
    title: ClassVar[Said] = say("Legal review")
    group: ClassVar[Said] = DECISION
    who = frozenset({Position.LEGAL_REVIEWER})
    into = Case
    stages = UNDECIDED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("let somebody review it who did not investigate")
    basis: ClassVar[tuple[str, ...]] = ("cf-58", "cn-apl-58-3")
    opinion: Text = field(metadata=label("Opinion"))
    passed: bool = field(default=True, metadata=label("Passed"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.opinion, "Opinion", "opinion")
        yield from not_investigator(scene, scene.officer.id)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(
            was,
            legal_review_on=entry.on if self.passed else None,
            review_failed_on=None if self.passed else entry.on,
        )


@frozen(kw_only=True)
class Discussed(Act):
    """Collective discussion of a complex or serious case (行政处罚法 art. 57)."""

    kind: ClassVar[str] = "discussed"
    title: ClassVar[Said] = say("Collective discussion")
    group: ClassVar[Said] = DECISION
    who = LEADERS
    into = Case
    stages = UNDECIDED
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("discuss it again among those who have to")
    basis: ClassVar[tuple[str, ...]] = ("cn-apl-57", "hn-ae-28")
    present: Line = field(metadata=label("Present"))
    views: Text = field(metadata=label("Views"))
    conclusion: Text = field(metadata=label("Conclusion"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.conclusion, "Conclusion", "conclusion")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and evolve(was, discussed_on=entry.on)


@frozen(kw_only=True)
class FindingOn:
    """The finding on one allegation, with the verified sum in fen."""

    allegation: Line = field(metadata=label("Allegation", of="case_allegations"))
    finding: Finding = field(metadata=label("Finding"))
    verified: Fen | None = field(default=None, metadata=label("Verified sum"))
    basis: Line = field(default=Line(""), metadata=label("Legal basis", of="bases"))


PAPER_OF = {
    Outcome.HANDLING: PaperKind.HANDLING,
    Outcome.PENALTY: PaperKind.PENALTY,
    Outcome.NO_PENALTY: PaperKind.NO_PENALTY,
    Outcome.WITHDRAWN: PaperKind.WITHDRAWAL,
}
"""The paper that a decision is; an order that was obeyed needs none."""


def imposed(case: Case, paper: Paper, fine: Fen | None, entry: Entry) -> Case:
    """The case with the fine of a penalty decision that can be relied on, and the moment from
    which its report upward is owed."""
    if not paper.regular or paper.kind not in PENALTIES:
        return case
    if fine:
        new = Fine(
            paper=paper.id,
            number=paper.number or paper.id,
            imposed=fine,
            on=entry.on,
            by=paper.until,
        )
        case = evolve(case, sanctions=case.sanctions.with_fine(new))
    return case.with_moment("penalty_decided", entry.on, entry, subject=paper.id)


def _still_to_be_heard(act: "Decided", scene: Scene) -> Iterator[Reason]:
    """Why no penalty is decided yet: the party may still ask for a hearing, or asked for one that
    was not held."""
    case, day = scene.case, act.day(scene)
    if act.outcome is not Outcome.PENALTY:
        return
    asked = case.hearing_asked_on
    if asked and (case.hearing_on is None or case.hearing_on < asked):
        yield Reason(
            say("The party asked for a hearing on {day}; none was held.", day=asked.isoformat()),
            basis="cf-63",
            soft=True,
            path="outcome",
        )
    for d in scene.office.deadlines(case.clock_moments):
        open_still = d.clock == "hearing-request-5wd" and d.stopped is None and day <= d.due
        if open_still and case.defence_waived_on is None:
            yield Reason(
                say("The party may ask for a hearing until {day}.", day=d.due.isoformat()),
                basis="cf-64",
                soft=True,
                path="outcome",
            )


def outside_range(
    fine: Fen,
    upheld: Sequence[tuple[Line, Line]],
    grounds: Sequence[Ground],
    day: date,
    scene: Scene,
) -> Iterator[Reason]:
    """Why a fine takes a reason of its own: it lies outside what the provisions named give for the
    facts of the docket. ``upheld`` are the allegations, each with the provision of its finding."""
    named = [g.basis for g in grounds]
    by = breach_ranges(scene.case, upheld, named, day, scene.office.discretion)
    span = outside(fine, [found for _, found in by])
    if span is not None:
        yield Reason(
            say(
                "The provisions named give {low} to {high} yuan for the facts of this docket. Say "
                "in “{field}” why the fine lies outside.",
                low=money_text(span[0] or 0),
                high=money_text(span[1]),
                field=say("Why the fine lies outside the range"),
            ),
            basis="cf-29",
            path="fine_why",
        )


@frozen(kw_only=True)
class Decided(Act):
    """The department head decides: a finding per allegation and one outcome
    (《劳动保障监察条例》 art. 18)."""

    kind: ClassVar[str] = "decided"
    title: ClassVar[Said] = say("Decide")
    group: ClassVar[Said] = DECISION
    who = LEADERS
    into = Case
    stages = frozenset({CaseStage.FILED, CaseStage.DECISION})
    pair = True
    authority = True
    overtaken = True
    number: ClassVar[str] = "decision"
    basis: ClassVar[tuple[str, ...]] = ("jc-18-1",)
    fixed = frozenset({"outcome"})
    tells = frozenset(
        {"findings", "content", "amount", "fine", "measures", "by", "sums", "grounds"}
    )
    repair: ClassVar[Said] = say("decide anew as the rule wants, and let a head void this paper")
    outcome: Outcome = field(metadata=label("Outcome"))
    findings: tuple[FindingOn, ...] = field(metadata=label("Findings"))
    content: Text = field(metadata=label("What is decided and why"))
    amount: Fen | None = field(default=None, metadata=label("Sum to be paid"))
    fine: Fen | None = field(default=None, metadata=label("Fine"))
    measures: tuple[Measure, ...] = field(default=(), metadata=label("What else is imposed"))
    by: date | None = field(default=None, metadata=label("To be done by"))
    sums: tuple[LineSum, ...] = field(default=(), metadata=label("Sums by worker"))
    addressees: tuple[Line, ...] = field(default=(), metadata=ADDRESSEES)
    fine_why: Text = field(default=Text(""), metadata=label("Why the fine lies outside the range"))
    lenient: NoPenalty | None = field(
        default=None, metadata=label("Why there is no penalty", hint="of a breach that stands")
    )
    education: Text = field(default=Text(""), metadata=label("Education given"))
    corrected: Text = field(default=Text(""), metadata=label("How the breach was corrected"))
    grounds: tuple[Ground, ...] = field(default=(), metadata=GROUNDS)
    hearing: Line = field(
        default=Line(""), metadata=label("Whether a hearing was owed", system=True)
    )
    """``unknown`` where a penalty was decided without one and nobody could say whether it was owed,
    since no local figure was entered."""

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.case.concluded_on is None:
            yield Reason(say("The investigation is not concluded."))

    def earliest(self, scene: Scene) -> date | None:
        return scene.case.concluded_on

    def inspectors(self, scene: Scene) -> tuple[OfficerId, ...]:
        return ()  # the department head decides; nobody of the pair has to be there

    def settled(self, scene: Scene) -> "Decided":
        """Sums by worker are added up: what is ordered, and what was verified of an allegation."""
        by_line = scene.case.verified_by_allegation
        orders = self.outcome in {Outcome.HANDLING, Outcome.PENALTY}
        sums = ordered_sums(self.sums, self.amount if orders else None, scene)
        papers = self.outcome is not Outcome.ORDER
        return evolve(
            self,
            addressees=everybody(scene, self.addressees) if papers else (),
            sums=sums,
            amount=self.amount or ordered_total(sums),
            hearing=self._hearing(scene),
            findings=tuple(
                evolve(f, verified=by_line.get(f.allegation)) if f.verified is None else f
                for f in self.findings
            ),
        )

    def _hearing(self, scene: Scene) -> Line:
        case = scene.case
        if self.outcome is not Outcome.PENALTY or case.hearing_on or hearing_told(case):
            return Line("")
        day = self.day(scene)
        owed = approvals_of(case, scene.office, day, self.fine, self.measures).get("hearing")
        unsure = bool(self.fine or self.measures) and owed and owed.answer == "unknown"
        return Line("unknown") if unsure else Line("")

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        case = scene.case
        yield from need_text(self.content, "What is decided and why", "content")
        yield from _still_to_be_heard(self, scene)
        yield from at("sums", ordered_reasons(self.sums, self.amount, scene))
        yield from ground_reasons(
            self.grounds,
            scene,
            self.day(scene),
            findings=[(f.allegation, f.basis) for f in self.findings],
            upheld=[f.allegation for f in self.findings if f.finding is not Finding.NOT_UPHELD],
            fined=bool(self.fine),
        )
        if self.sums and self.outcome not in {Outcome.HANDLING, Outcome.PENALTY}:
            text = say("Sums by worker belong to a decision that orders them.")
            yield Reason(text, path="sums")
        for f in self.findings:
            by_line = case.verified_by_allegation.get(f.allegation, f.verified)
            if by_line != f.verified:
                yield Reason(
                    say(
                        "{id}: worker by worker {parts} was verified, the finding says {sum}.",
                        id=f.allegation,
                        parts=money_text(by_line or 0),
                        sum=money_text(f.verified or 0),
                    ),
                    path="findings",
                )
        known = {a.id for a in case.allegations}
        given = [f.allegation for f in self.findings]
        for wrong in (g for g in given if g not in known):
            yield Reason(
                say("There is no allegation {id} in this case.", id=wrong), path="findings"
            )
        for twice in sorted({g for g in given if given.count(g) > 1}):
            yield Reason(say("Two findings on allegation {id}.", id=twice), path="findings")
        left = [a for a in sorted(known) if a not in given]
        if left:
            yield Reason(say("No finding yet on: {ids}.", ids=", ".join(left)), path="findings")
        if self.outcome in {Outcome.HANDLING, Outcome.PENALTY}:
            notices = case.issued(PaperKind.ADVANCE_NOTICE)
            if not notices:
                yield Reason(
                    say(
                        "Before a penalty or handling decision the party must be told and heard: "
                        "no advance notice stands in the docket."
                    ),
                    basis="jc-19",
                    soft=True,
                )
            elif not any(p.served_on for p in notices):
                yield Reason(
                    say("The advance notice has not been served: the party was told nothing yet."),
                    basis="jc-19",
                    soft=True,
                )
            if notices and case.defence_on is None and case.hearing_on is None:
                yield Reason(
                    say("Neither a defence (or its waiver) nor a hearing stands in the docket."),
                    basis="jc-19",
                    soft=True,
                )
        held = [i.on for i in case.irregularities if i.kind == "heard"]
        heard = max((*held, *((case.hearing_on,) if case.hearing_on else ())), default=None)
        reviewed = case.legal_review_on
        if self.outcome is Outcome.PENALTY and heard and (reviewed is None or reviewed < heard):
            yield Reason(
                say("After a hearing there is no penalty without legal review."),
                basis="cf-58",
                soft=True,
                path="outcome",
            )
        if self.outcome is Outcome.PENALTY:
            yield from hearing_reasons(
                self.fine, self.measures, scene, self.day(scene), told=bool(hearing_told(case))
            )
            yield from void_without(scene)
        if case.review_failed_on and self.outcome in {Outcome.HANDLING, Outcome.PENALTY}:
            yield Reason(
                say(
                    "The legal review of {day} was not passed; nothing is decided before one is.",
                    day=case.review_failed_on.isoformat(),
                ),
                basis="cf-58",
                who=Position.LEGAL_REVIEWER.label,
                soft=True,
                path="outcome",
            )
        upheld = any(f.finding is not Finding.NOT_UPHELD for f in self.findings)
        if self.findings and not upheld and self.outcome in {Outcome.HANDLING, Outcome.PENALTY}:
            yield Reason(
                say("Nothing is upheld, so nothing can be ordered or punished."),
                basis="cn-apl-57",
                path="outcome",
            )
        yield from self._leniency(case, upheld=upheld)
        orders = case.issued(PaperKind.ORDER)
        if self.outcome is Outcome.ORDER and not any(p.performed_on for p in orders):
            yield Reason(
                say("No order to correct has been issued and performed, so it cannot end by one."),
                basis="jc-18-1",
                path="outcome",
            )
        own_act = {
            Outcome.ENDED: say("End the inspection"),
            Outcome.REVOKED: say("Withdraw a decision"),
        }.get(self.outcome)
        if own_act is not None:
            yield Reason(say("That is an act of its own: “{act}”.", act=own_act), path="outcome")
        if self.measures and self.outcome is not Outcome.PENALTY:
            yield Reason(say("Such measures belong to a penalty decision only."), path="measures")
        if self.fine and self.outcome is not Outcome.PENALTY:
            yield Reason(say("A fine belongs to a penalty decision only."), path="fine")
        elif self.fine and not self.fine_why.strip():
            stands = [f for f in self.findings if f.finding is not Finding.NOT_UPHELD]
            named = [(f.allegation, f.basis) for f in stands]
            yield from outside_range(self.fine, named, self.grounds, self.day(scene), scene)
        yield from in_order(self.happened or scene.today, self.by, say("To be done by"), "by")

    def _leniency(self, case: Case, *, upheld: bool) -> Iterator[Reason]:
        """Why a breach that stands cannot end without a penalty: no ground of 行政处罚法 art. 33 is
        named, nobody was taught, or it was not corrected (条例 art. 18)."""
        if self.outcome is Outcome.NO_PENALTY and upheld:
            if self.lenient is None:
                yield Reason(
                    say("A breach stands: say why there is no penalty for it."),
                    basis="cf-33",
                    path="lenient",
                )
            if not self.education.strip():
                yield Reason(
                    say("Where no penalty is imposed the party is taught: say what was done."),
                    basis="cf-33",
                    path="education",
                )
        elif self.lenient is not None and self.outcome is not Outcome.WITHDRAWN:
            yield Reason(
                say("Such a ground belongs to a breach that stands without a penalty."),
                path="lenient",
            )
        obeyed = any(p.performed_on for p in case.issued(*ORDERS))
        paid = case.paid > 0 and not case.totals.outstanding
        corrected = obeyed or paid or self.corrected.strip()
        if self.outcome is Outcome.WITHDRAWN and upheld and not corrected:
            yield Reason(
                say(
                    "A filing is withdrawn where the breach is slight and was corrected; here "
                    "stands no order that was obeyed, and what was found is not paid. Say in "
                    "“{field}” how it was corrected.",
                    field=say("How the breach was corrected"),
                ),
                basis="jc-18-1",
                soft=True,
                path="corrected",
            )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        if self.outcome is Outcome.ORDER:
            return ()
        return ((PAPER_OF[self.outcome].value, issuer(self, scene)),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        after = was
        if self.outcome is not Outcome.ORDER:
            paper = issued(
                was,
                entry,
                PAPER_OF[self.outcome],
                self.by,
                self.content,
                addressees=self.addressees,
            )
            paper = evolve(
                paper,
                pays=bool(self.amount or self.fine),
                fine=self.fine,
                measures=tuple(m.value for m in self.measures),
            )
            claims = was.claims.ordered(self.sums, paper.id)
            after = evolve(was, papers=(*was.papers, paper), claims=claims)
            after = imposed(after, paper, self.fine, entry)
        if not entry.regular:
            return after
        by_id = {f.allegation: f for f in self.findings}
        after = evolve(
            after,
            outcome=self.outcome,
            decided_on=entry.on,
            allegations=tuple(
                evolve(a, finding=by_id[Line(a.id)].finding, verified=by_id[Line(a.id)].verified)
                if a.id in by_id
                else a
                for a in was.allegations
            ),
        )
        return after.with_moment("decided", entry.on, entry)

    def line(self, given: Given) -> Said:
        told: Said = self.outcome.label
        if self.hearing:
            told = say(
                "{outcome}; whether a hearing was owed nobody could say, no local figure is "
                "entered",
                outcome=told,
            )
        return with_grounds(told, self.grounds)
