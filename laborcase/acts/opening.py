"""Going live (期初建档): a running docket on paper is taken over in one entry, with its own
numbers, days and pair.

What happened on paper is folded as the ordinary acts it would have been entered by, each on its own
day: so the docket is the same as if it had been worked here from the first day, its clocks run from
the paper's days, and every act goes on from there. The entry itself is of the day it was made, and
its title marks it for ever.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, OfficerId, label
from ..law import causes
from ..parties import (
    HEADS,
    Acting,
    Identity,
    People,
    Person,
    Respondent,
    Site,
    Worker,
)
from ..record.case import Case, CaseStage, Finding, Outcome
from ..record.complaint import NAMING, Channel, Complaint
from ..record.docket import Alleged, Brought, Entry, Given, Number
from ..record.office import Office
from ..record.papers import PaperKind
from ..values import Fen, Line, Text, as_name, plain
from ..words import Said, say
from .base import (
    FIRST_YEAR,
    NEW_CASE,
    NEW_COMPLAINT,
    Act,
    Scene,
    Written,
    deciding_authority,
    officer_reasons,
)
from .decision import (
    PAPER_OF,
    AdvanceNotice,
    Decided,
    Defended,
    FindingOn,
    Ordered,
    Reviewed,
)
from .filing import Assigned, Filed, FiledOwnMotion
from .hearing import Heard
from .identity import naming
from .intake import INTAKE, Accepted, Registered
from .investigation import Concluded, Extendable, Extended, InquiryIssued, Proposal
from .service import Demanded, Performed, Served

ON_PAPER: Final = Text("见纸质卷宗")
"""What stands in the texts of papers that only the paper docket holds."""


@frozen(kw_only=True)
class PaperTaken:
    """A paper that was issued before the docket was taken over; the decision has fields of its
    own."""

    kind: PaperKind = field(metadata=label("Kind of paper"))
    number: Line = field(default=Line(""), metadata=label("Number of the paper"))
    issued: date = field(metadata=label("Issued on"))
    by: date | None = field(default=None, metadata=label("To be done by"))
    served: date | None = field(default=None, metadata=label("Served on"))
    done: date | None = field(default=None, metadata=label("Performed on"))
    content: Text = field(default=Text(""), metadata=label("Content"))
    hearing_right: bool = field(default=False, metadata=label("Right to a hearing told"))
    amount: Fen | None = field(default=None, metadata=label("Sum to be paid"))


@frozen(kw_only=True)
class AllegationTaken(Alleged):
    """An allegation with what the investigation has found of it so far; the sum in fen."""

    finding: Finding | None = field(default=None, metadata=label("Finding"))
    verified: Fen | None = field(default=None, metadata=label("Verified sum"))


@frozen(kw_only=True)
class Opening(Act):
    """A running docket is taken over from paper: a complaint that is not decided on yet, or, with
    the day of filing, a case with its complaint. Closed dockets stay on paper."""

    kind: ClassVar[str] = "opening"
    title: ClassVar[Said] = say("Take over from paper")
    group: ClassVar[Said] = INTAKE
    who = HEADS
    fixed = frozenset(
        {"registration_number", "case_number", "decision_number", "own_motion", "outcome"}
    )

    tipoff: bool = field(default=False, metadata=label("Tip-off"))
    own_motion: bool = field(default=False, metadata=label("Own finding"))
    identity: Identity = field(default=Identity.NAMED, metadata=label("Identity"))
    channel: Channel = field(default=Channel.COUNTER, metadata=label("Channel"))
    received: date | None = field(default=None, metadata=label("Received on"))
    registration_number: Line = field(default=Line(""), metadata=label("Registration number"))
    complainant: Person | None = field(default=None, metadata=label("Complainant"))
    acting: Acting = field(default=Acting.SELF, metadata=label("Acting"))
    agent: Person | None = field(default=None, metadata=label("Who acts for the complainant"))
    power_of_attorney: Line = field(
        default=Line(""), metadata=label("Power of attorney", hint="of which day, for what")
    )
    respondents: tuple[Respondent, ...] = field(default=(), metadata=label("Respondents"))
    site: Site = field(factory=Site, metadata=label("Place of work"))
    facts: Text = field(metadata=label("What happened"))
    demand: Text = field(default=Text(""), metadata=label("What is asked for"))
    allegations: tuple[AllegationTaken, ...] = field(default=(), metadata=label("Allegations"))
    workers: tuple[Worker, ...] = field(default=(), metadata=label("Workers"))
    representatives: tuple[Line, ...] = field(default=(), metadata=label("Representatives"))
    urgent: bool = field(default=False, metadata=label("Urgent"))
    people: People = field(factory=People, metadata=label("Of the workers"))
    clerk: OfficerId | None = field(
        default=None,
        metadata=label("Who handles the complaint", of="officers", hint="empty = who enters this"),
    )
    filed: date | None = field(default=None, metadata=label("Filed on"))
    case_number: Line = field(default=Line(""), metadata=label("Case number"))
    told: date | None = field(default=None, metadata=label("Complainant told on"))
    lead: OfficerId | None = field(default=None, metadata=label("Lead", of="inspectors"))
    assistant: OfficerId | None = field(default=None, metadata=label("Assistant", of="inspectors"))
    assigned: date | None = field(default=None, metadata=label("Pair assigned on"))
    extended: date | None = field(default=None, metadata=label("Investigation extended on"))
    henan_extended: date | None = field(default=None, metadata=label("Closing extended on"))
    papers: tuple[PaperTaken, ...] = field(default=(), metadata=label("Papers"))
    concluded: date | None = field(default=None, metadata=label("Investigation concluded on"))
    defence: date | None = field(default=None, metadata=label("Defence or waiver on"))
    hearing: date | None = field(default=None, metadata=label("Hearing on"))
    reviewed: date | None = field(default=None, metadata=label("Legal review on"))
    decided: date | None = field(default=None, metadata=label("Decided on"))
    outcome: Outcome | None = field(default=None, metadata=label("Outcome"))
    decision_number: Line = field(default=Line(""), metadata=label("Number of the decision"))
    decision_by: date | None = field(default=None, metadata=label("Decision to be done by"))
    decision_served: date | None = field(default=None, metadata=label("Decision served on"))
    fine: Fen | None = field(default=None, metadata=label("Fine of the decision"))
    paid: Fen | None = field(default=None, metadata=label("Sum paid so far"))
    stage: CaseStage | None = field(
        default=None, metadata=label("Stage on paper", hint="compared with what the days say")
    )
    taken: tuple[Number, ...] = field(default=(), metadata=label("Numbers taken over", system=True))

    # -- may it be entered?

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        found = [*self._of_its_acts(scene), *self._days(scene), *self._whole()]
        found += [*self._people(scene), *self._numbers(scene)]
        hidden = self.seals(None)
        found += naming(self, self.complainant, hidden) if hidden else ()
        if self.stage is not None and self.filed is not None:
            found += self._stage(scene)
        yield from {reason.text: reason for reason in found}.values()

    def _of_its_acts(self, scene: Scene) -> Iterator[Reason]:
        """What stands against the registration, or the filing, that it would have been."""
        if self.own_motion:
            yield from self._found(self.filed or scene.today).reasons(scene)
            if self.filed is None:
                yield Reason(
                    say(
                        "What the office found itself is taken over as a case: “{field}” is empty.",
                        field=say("Filed on"),
                    )
                )
            return
        if self.received is None:
            yield Reason(say("“{field}” is empty: type it.", field=say("Received on")))
        possible = self.received and FIRST_DAY <= self.received <= scene.today
        day = self.received if self.received and possible else scene.today
        yield from self._registered(day, scene.now).reasons(scene)

    def _days(self, scene: Scene) -> Iterator[Reason]:
        """Every day that cannot be, and every two that contradict each other."""
        days = self._named_days()
        for name, day in days.items():
            if day is not None and day > scene.today:
                yield Reason(
                    say("“{field}”: {day} is in the future.", field=name, day=day.isoformat())
                )
            elif day is not None and day.year < FIRST_YEAR:
                yield Reason(
                    say("“{field}”: {day} lies before {year}.", field=name, day=day.isoformat(),
                        year=FIRST_YEAR)
                )  # fmt: skip
        for earlier, later in self._order():
            first, second = days.get(earlier), days.get(later)
            if first is not None and second is not None and second < first:
                yield Reason(
                    say(
                        "“{later}” ({second}) lies before “{earlier}” ({first}).",
                        later=later,
                        second=second.isoformat(),
                        earlier=earlier,
                        first=first.isoformat(),
                    )
                )
        for n, p in enumerate(self.papers, 1):
            if p.by is not None and p.by < p.issued:
                yield Reason(
                    say(
                        "Paper {n}: “{later}” ({second}) lies before “{earlier}” ({first}).",
                        n=n,
                        later=say("To be done by"),
                        second=p.by.isoformat(),
                        earlier=say("Issued on"),
                        first=p.issued.isoformat(),
                    )
                )

    def _named_days(self) -> dict[Said, date | None]:
        """Each day on which something happened, by the name of its field."""
        found: dict[Said, date | None] = {
            say("Received on"): self.received,
            say("Filed on"): self.filed,
            say("Complainant told on"): self.told,
            say("Pair assigned on"): self.assigned,
            say("Investigation extended on"): self.extended,
            say("Closing extended on"): self.henan_extended,
            say("Investigation concluded on"): self.concluded,
            say("Defence or waiver on"): self.defence,
            say("Hearing on"): self.hearing,
            say("Legal review on"): self.reviewed,
            say("Decided on"): self.decided,
            say("Decision served on"): self.decision_served,
        }
        for n, p in enumerate(self.papers, 1):
            found[say("Paper {n}, issued on", n=n)] = p.issued
            found[say("Paper {n}, served on", n=n)] = p.served
            found[say("Paper {n}, performed on", n=n)] = p.done
        return found

    def _order(self) -> Iterator[tuple[Said, Said]]:
        """Which of two days has to come first."""
        yield say("Received on"), say("Filed on")
        yield say("Received on"), say("Complainant told on")
        for later in (
            say("Pair assigned on"), say("Investigation extended on"), say("Closing extended on"),
            say("Investigation concluded on"), say("Defence or waiver on"), say("Hearing on"),
            say("Legal review on"),
        ):  # fmt: skip
            yield say("Filed on"), later
        yield say("Investigation concluded on"), say("Decided on")
        yield say("Decided on"), say("Decision served on")
        for n, _ in enumerate(self.papers, 1):
            issued, served = say("Paper {n}, issued on", n=n), say("Paper {n}, served on", n=n)
            yield say("Filed on"), issued
            yield issued, served
            yield served, say("Paper {n}, performed on", n=n)
            yield issued, say("Paper {n}, performed on", n=n)

    def _whole(self) -> Iterator[Reason]:
        """What is missing, or has no place without something else."""

        def goes_with(what: Said, other: Said) -> Reason:
            return Reason(say("“{what}” needs “{other}”.", what=what, other=other))

        filed = say("Filed on")
        if self.filed is None:
            of_case = {
                say("Case number"): self.case_number,
                say("Lead"): self.lead,
                say("Assistant"): self.assistant,
                say("Papers"): self.papers,
                say("Investigation concluded on"): self.concluded,
                say("Decided on"): self.decided,
                say("Outcome"): self.outcome,
                say("Sum paid so far"): self.paid,
                say("Stage on paper"): self.stage,
                say("Complainant told on"): self.told,
                say("Investigation extended on"): self.extended,
                say("Closing extended on"): self.henan_extended,
                say("Defence or waiver on"): self.defence,
                say("Hearing on"): self.hearing,
                say("Legal review on"): self.reviewed,
            }
            yield from (goes_with(name, filed) for name, given in of_case.items() if given)
        elif not self.case_number:
            yield goes_with(filed, say("Case number"))
        if self.decided is not None and self.concluded is None:
            yield goes_with(say("Decided on"), say("Investigation concluded on"))
        if (self.decided is None) != (self.outcome is None):
            pair = (say("Decided on"), say("Outcome"))
            yield goes_with(*(pair if self.outcome is None else pair[::-1]))
        if self.fine is not None and self.outcome is not Outcome.PENALTY:
            yield Reason(say("A fine belongs to a penalty decision only."), path="fine")
        for n, p in enumerate(self.papers, 1):
            if p.hearing_right and p.kind is not PaperKind.ADVANCE_NOTICE:
                yield Reason(
                    say("Paper {n}: the right to a hearing is told in an advance notice.", n=n)
                )
        numbered = self.outcome is not None and self.outcome is not Outcome.ORDER
        decision = {
            say("Number of the decision"): self.decision_number,
            say("Decision to be done by"): self.decision_by,
            say("Decision served on"): self.decision_served,
        }
        if not numbered:
            yield from (
                goes_with(name, say("Outcome")) for name, given in decision.items() if given
            )
        elif not self.decision_number:
            yield goes_with(say("Outcome"), say("Number of the decision"))
        if self.outcome is not None:
            for n, a in enumerate(self.allegations, 1):
                if a.finding is None:
                    yield Reason(say("Allegation {n}: it is decided, so say what was found.", n=n))
        for n, p in enumerate(self.papers, 1):
            if p.kind not in _PAPERS:
                yield Reason(
                    say(
                        "Paper {n}: {kind} is no paper of its own here; a decision has its own "
                        "fields.",
                        n=n,
                        kind=p.kind.label,
                    )
                )
            elif p.kind is PaperKind.ORDER and p.by is None:
                yield Reason(say("Paper {n}: an order names a day: “{field}”.", n=n,
                                 field=say("To be done by")))  # fmt: skip

    def _people(self, scene: Scene) -> Iterator[Reason]:
        """Why clerk and pair cannot be who is named. Who is absent just now keeps the docket."""
        if self.clerk is not None:
            yield from _serving(scene, self.clerk)
        if (self.lead is None) != (self.assistant is None):
            yield Reason(say("Name both of the pair, or neither: then a pair is assigned."))
        if self.lead is not None and self.lead == self.assistant:
            yield Reason(say("Lead and assistant must be two different inspectors."), basis="jc-16")
        for one in dict.fromkeys(o for o in (self.lead, self.assistant) if o is not None):
            yield from _serving(scene, one, inspect=True)
        lead = scene.office.officer(self.lead) if self.lead else None
        decides = deciding_authority(scene)
        if lead and not scene.office.works_for(lead, decides, scene.officer.body, scene.today):
            yield Reason(
                say(
                    "The lead must belong to the deciding authority; {name} may be the assistant.",
                    name=lead.name,
                )
            )

    def _numbers(self, scene: Scene) -> Iterator[Reason]:
        """Why the numbers cannot be this docket's: given twice, another's, another authority's."""
        texts = [text for _, text, _ in self.numbers_on_paper()]
        same = [as_name(text) for text in texts]
        for text in dict.fromkeys(texts):
            if same.count(as_name(text)) > 1:
                yield Reason(say("Number {number} stands here twice.", number=text))
            taken = scene.open(text)
            if taken is not None:
                yield Reason(
                    say("Number {number} is that of docket {key} already.", number=text,
                        key=taken.key)
                )  # fmt: skip
        decides = deciding_authority(scene)
        for number in self._parsed(scene):
            of = scene.office.authority(number.authority)
            if number.n and number.authority != decides and of is not None:
                yield Reason(
                    say(
                        "Number {number} is one of {authority}: its own head takes it over.",
                        number=number.text,
                        authority=of.name,
                    )
                )

    def _stage(self, scene: Scene) -> Iterator[Reason]:
        case = self.as_case(scene)
        if case is not None and self.stage is not None and case.stage is not self.stage:
            yield Reason(
                say(
                    "By its days the case is: {stage}. On paper it says: {said}.",
                    stage=case.stage.label,
                    said=self.stage.label,
                )
            )

    def as_case(self, scene: Scene) -> Case | None:
        """The case that this would be, if it were entered now."""
        at = Entry(
            docket=NEW_CASE,
            n=1,
            seq=0,
            at=scene.now,
            officer=scene.officer.id,
            account="",
            act=self.settled(scene),
            given=Given(
                main=NEW_CASE,
                name=scene.officer.name,
                positions=(),
                authority=scene.officer.authority,
                body=scene.officer.body,
                opened=NEW_CASE,
            ),
            dockets=(NEW_COMPLAINT, NEW_CASE),
        )
        return self.on_case(None, at)

    # -- its numbers

    def numbers_on_paper(self) -> Iterator[tuple[str, Line, date]]:
        """Each number that the docket has on paper: the kind of series, the number, its day."""
        if self.registration_number:
            yield "registration", self.registration_number, self.received or FIRST_DAY
        if self.case_number:
            yield "case", self.case_number, self.filed or FIRST_DAY
        for p in self.papers:
            if p.number:
                yield p.kind.value, p.number, p.issued
        if self.decision_number and self.outcome in PAPER_OF:
            kind = PAPER_OF[self.outcome].value
            yield kind, self.decision_number, self.decided or FIRST_DAY

    def _parsed(self, scene: Scene) -> tuple[Number, ...]:
        decides = deciding_authority(scene)
        return tuple(
            number_of(scene.office, kind, text, day, decides)
            for kind, text, day in self.numbers_on_paper()
        )

    def settled(self, scene: Scene) -> "Opening":
        known = (causes().get(a.cause) for a in self.allegations)
        urgent = self.urgent or any(c and c.urgent for c in known)
        return evolve(self, taken=self._parsed(scene), urgent=urgent)

    def outside(self) -> tuple[Number, ...]:
        return self.taken

    # -- where it is written

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        if self.filed is None:
            return (Written(docket=NEW_COMPLAINT),)
        case = Written(docket=NEW_CASE)
        return (case,) if self.own_motion else (Written(docket=NEW_COMPLAINT), case)

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        return ()

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        if not self.tipoff and self.identity is Identity.NAMED:
            return frozenset()
        return frozenset(NAMING)

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return tuple(o for o in (self.lead, self.assistant, self.clerk) if o is not None)

    def line(self, given: Given) -> Said:
        name = self.respondents[0].name if self.respondents else self.site.address
        if self.filed is None:
            return say("against {name}", name=name)
        return say("{number}, against {name}", number=self.case_number, name=name)

    # -- what it does

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        opens_case = self.filed is not None and entry.docket == entry.given.opened
        return was or (None if opens_case or self.own_motion else self._complaint(entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is not None or self.filed is None or entry.docket != entry.given.opened:
            return was
        case = self._filed_case(entry, self.filed)
        for act, number in self._steps(self.filed, case):
            case = act.on_case(case, self._as(entry, act, number)) or case
        return evolve(
            case,
            allegations=tuple(
                evolve(a, verified=taken.verified) if a.verified is None else a
                for a, taken in zip(case.allegations, self._told(), strict=True)
            ),
        )

    def _registered(self, received: date, now: datetime) -> Registered:
        """The registration that it would have been."""
        return Registered(
            happened=received,
            tipoff=self.tipoff,
            identity=self.identity,
            channel=self.channel,
            received=datetime.combine(received, time(), tzinfo=now.tzinfo),
            complainant=self.complainant,
            acting=self.acting,
            agent=self.agent,
            power_of_attorney=self.power_of_attorney,
            respondents=self.respondents,
            site=self.site,
            facts=self.facts,
            demand=self.demand,
            allegations=tuple(map(_alleged, self.allegations)),
            workers=self.workers,
            representatives=self.representatives,
            urgent=self.urgent,
            people=self.people,
        )

    def _complaint(self, entry: Entry) -> Complaint | None:
        """The complaint, registered on its day, and accepted or filed where it is a case."""
        registered = self._registered(self.received or entry.at.date(), entry.at)
        made = registered.on_complaint(None, self._as(entry, registered, self.registration_number))
        if made is None or self.filed is None:
            return made and evolve(made, clerk=self.clerk or made.clerk)
        act = self._filing(self.filed)
        after = act.on_complaint(made, self._as(entry, act)) or made
        made = evolve(after, papers=made.papers)  # its notice was given on paper
        if self.tipoff and self.told:
            made = made.told(self.told, self._as(entry, evolve(act, happened=self.told)))
        return evolve(made, clerk=self.clerk or made.clerk)

    def _filing(self, filed: date) -> Accepted | Filed:
        return Filed(happened=filed) if self.tipoff else Accepted(happened=filed, told_on=self.told)

    def _found(self, filed: date) -> FiledOwnMotion:
        """The filing of an own finding that it would have been."""
        return FiledOwnMotion(
            happened=filed,
            facts=self.facts,
            respondents=self.respondents,
            site=self.site,
            allegations=tuple(map(_alleged, self.allegations)),
            people=self.people,
        )

    def _filed_case(self, entry: Entry, filed: date) -> Case:
        """The case on the day of its filing."""
        if self.own_motion:
            own = self._found(filed)
            made = own.on_case(None, self._as(entry, own, self.case_number))
        else:
            key = next(d for d in entry.dockets if d != entry.docket)
            complaint = self._complaint(evolve(entry, docket=key))
            assert complaint is not None
            brought = complaint.brought(tuple(a.id for a in complaint.allegations))
            act = self._filing(filed)
            made = act.on_case(None, self._as(entry, act, self.case_number, brought))
        assert made is not None
        return made

    def _steps(self, filed: date, case: Case) -> Iterator[tuple[Act, Line]]:
        """What happened in the case on paper, as the acts it would have been entered by, each with
        its number."""
        none = Line("")
        if self.lead is not None and self.assistant is not None:
            day = self.assigned or filed
            yield Assigned(happened=day, lead=self.lead, assistant=self.assistant), none
        for extended, clock in (
            (self.extended, Extendable.INVESTIGATE),
            (self.henan_extended, Extendable.HENAN_CLOSE),
        ):
            if extended is not None:
                yield Extended(happened=extended, clock=clock, reason=ON_PAPER), none
        to = Line(case.respondents[0].name if case.respondents else "")
        papers = sorted(self.papers, key=lambda p: p.issued)
        for n, p in enumerate(papers, len(case.papers) + 1):
            yield _issuing(p, to), p.number
            if p.served is not None:
                yield Served(happened=p.served, paper=Line(f"P{n}"), receiver=to), none
            if p.done is not None:
                yield Performed(happened=p.done, paper=Line(f"P{n}")), none
        for act in self._procedure():
            yield act, none
        if self.decided is not None and self.outcome is not None:
            findings = tuple(
                FindingOn(allegation=Line(a.id), finding=t.finding, verified=t.verified)
                for a, t in zip(case.allegations, self._told(), strict=True)
                if t.finding is not None
            )
            decided = Decided(
                happened=self.decided,
                outcome=self.outcome,
                findings=findings,
                content=ON_PAPER,
                by=self.decision_by,
                fine=self.fine,
            )
            yield decided, self.decision_number
            if self.decision_served is not None:
                paper = Line(f"P{len(case.papers) + len(papers) + 1}")
                yield Served(happened=self.decision_served, paper=paper, receiver=to), none
        if self.paid:
            yield Performed(paper=none, amount=self.paid, complete=False), none

    def _procedure(self) -> Iterator[Act]:
        if self.concluded is not None:
            yield Concluded(happened=self.concluded, report=ON_PAPER, proposal=Proposal.HANDLING)
        if self.defence is not None:
            yield Defended(happened=self.defence, views=ON_PAPER)
        if self.hearing is not None:
            yield Heard(happened=self.hearing, chair=OfficerId(""), record=ON_PAPER)
        if self.reviewed is not None:
            yield Reviewed(happened=self.reviewed, opinion=ON_PAPER)

    def _as(self, entry: Entry, act: Act, number: str = "", *brought: Brought) -> Entry:
        """The entry as if it had entered another act, with this number."""
        numbers = tuple(n for n in self.taken if n.text == number)
        return evolve(entry, act=act, given=evolve(entry.given, numbers=numbers, brought=brought))

    def _told(self) -> tuple[AllegationTaken, ...]:
        """The allegations; where there is none, the one that stands for it."""
        return self.allegations or (AllegationTaken(cause=Line("other")),)


def _serving(scene: Scene, officer_id: OfficerId, *, inspect: bool = False) -> Iterator[Reason]:
    """Why a docket cannot be an officer's: unknown, gone, not allowed to inspect."""
    absent = evolve(scene.office, absences=())
    yield from officer_reasons(evolve(scene, office=absent), officer_id, inspect=inspect)


FIRST_DAY: Final = date(FIRST_YEAR, 1, 1)

_PAPERS: Final = {
    PaperKind.INQUIRY, PaperKind.ORDER, PaperKind.ADVANCE_NOTICE, PaperKind.DEMAND,
}  # fmt: skip


def _issuing(p: PaperTaken, receiver: Line) -> Act:
    """The act that issued a paper."""
    text = p.content or ON_PAPER
    if p.kind is PaperKind.ORDER:
        return Ordered(happened=p.issued, what=text, by=p.by or p.issued, amount=p.amount)
    if p.kind is PaperKind.ADVANCE_NOTICE:
        return AdvanceNotice(happened=p.issued, intended=text, hearing_right=p.hearing_right)
    if p.kind is PaperKind.DEMAND:
        return Demanded(happened=p.issued, text=text, by=p.by)
    return InquiryIssued(happened=p.issued, whom=receiver, items=text, by=p.by)


def _alleged(a: AllegationTaken) -> Alleged:
    return Alleged(
        cause=a.cause,
        start=a.start,
        end=a.end,
        continuing=a.continuing,
        amount=a.amount,
        workers=a.workers,
        detail=a.detail,
    )


def number_of(office: Office, kind: str, text: Line, day: date, authority: AuthorityId) -> Number:
    """A number as the office's series of that kind writes it, in any bracket style, with whose it
    is. One that no series here writes keeps its text and stands outside every count (``n`` is 0).
    """
    series = office.series(kind)
    for a in office.authorities if series else ():
        assert series is not None
        face = series.pattern.replace("{words}", a.words).replace("{word}", series.word)
        parts = re.split(r"(\{year\}|\{n\})", face)
        pattern = "".join(_FIGURES.get(part) or _literal(part) for part in parts)
        found = re.fullmatch(pattern, plain(text))
        if found:
            year, n = int(found["year"]), int(found["n"])
            return Number(kind=Line(kind), authority=a.id, year=year, n=n, text=text)
    return Number(kind=Line(kind), authority=authority, year=day.year, n=0, text=text)


_FIGURES: Final = {"{year}": "(?P<year>[0-9]{4})", "{n}": "(?P<n>[0-9]{1,9})"}


def _literal(part: str) -> str:
    """What stands between the figures of a number; 第 may be left out."""
    return re.escape(plain(part)).replace("第", "第?")
