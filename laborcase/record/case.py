"""A case, as its docket says it is: filed, worked by a pair, decided by exactly one authority."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from attrs import field, frozen

from ..evolving import evolve
from ..fields import AuthorityId, BodyId, Choice, DocketKey, FileHash, OfficerId, label
from ..law.clocks import Moment
from ..parties import People, Respondent, Site
from ..values import Fen, Line, Text
from ..words import say
from .agenda import ToCome, in_order, planned, promised
from .assistance import Assistance
from .bringing import bringing
from .claims import Claims, Totals
from .complexity import Complexity
from .contacts import Contact, Coordination, NextStep
from .docket import Alleged, Brought, Entry, Irregularity, Number, marked
from .duties import Duty as Duty
from .effects import Effects
from .handovers import Handover as Handover
from .handovers import HandoverAnswer as HandoverAnswer
from .handovers import HandoverKind as HandoverKind
from .handovers import HandoverState as HandoverState
from .incidents import Incident
from .papers import PENALTIES, Paper, PaperKind
from .proposals import Proposal, made_by, overtaken
from .remedies import Remedies
from .running import Known, from_allegations, from_papers, from_proposals, from_void
from .sanctions import Sanctions
from .urgent import Child, Pressing, Urgent, step_owed, together, with_children_of


class CaseStage(Choice):
    """Where a case stands; computed, never stored."""

    FILED = "filed", say("filed, needs a pair")
    INVESTIGATION = "investigation", say("under investigation")
    DECISION = "decision", say("to be decided")
    PERFORMANCE = "performance", say("to be performed")
    TO_CLOSE = "to_close", say("ready to close")
    CLOSED = "closed", say("closed")
    MERGED = "merged", say("merged into another case")
    ARCHIVED = "archived", say("archived")
    VOID = "void", say("void")


class Source(Choice):
    """Where a case comes from."""

    COMPLAINT = "complaint", say("complaint")
    TIPOFF = "tipoff", say("tip-off")
    OWN_MOTION = "own_motion", say("own finding")


class Finding(Choice):
    """What the investigation says of one allegation."""

    UPHELD = "upheld", say("upheld")
    PARTLY = "partly", say("partly upheld")
    NOT_UPHELD = "not_upheld", say("not upheld")


class Outcome(Choice):
    """How a case is decided (《劳动保障监察条例》 art. 18)."""

    ORDER = "order", say("order to correct obeyed")
    HANDLING = "handling", say("handling decision")
    PENALTY = "penalty", say("penalty decision")
    NO_PENALTY = "no_penalty", say("no penalty")
    WITHDRAWN = "withdrawn", say("filing withdrawn")
    ENDED = "ended", say("inspection ended, no facts")
    REVOKED = "revoked", say("decision withdrawn or annulled")


class ClosingKind(Choice):
    """Why a case ends."""

    PERFORMED = "performed", say("performed")
    ENFORCED = "enforced", say("taken over by the court")
    WITHDRAWN = "withdrawn", say("filing withdrawn")
    NO_BREACH = "no_breach", say("no breach found")
    NO_PENALTY = "no_penalty", say("no penalty")
    TRANSFERRED = "transferred", say("transferred and accepted there")
    REVOKED = "revoked", say("decision withdrawn or annulled")


class InspectionKind(Choice):
    """What an inspection without a complaint or a tip-off is (河南条例 art. 11)."""

    DAILY = "daily", say("daily inspection")
    SPECIAL = "special", say("special inspection")
    ANNUAL = "annual", say("annual inspection")


@frozen(kw_only=True)
class Inspection:
    """On what ground an employer is inspected that nobody complained of: its kind, the approval or
    plan it stands in, and the reason to believe that there is a breach, if there is one."""

    kind: InspectionKind = field(metadata=label("Kind of inspection"))
    plan: Line = field(default=Line(""), metadata=label("Approval and plan"))
    suspicion: Text = field(default=Text(""), metadata=label("Reason to believe in a breach"))

    @property
    def counts(self) -> bool:
        """Of its like there may be one a year only."""
        return self.kind is not InspectionKind.ANNUAL and not self.suspicion.strip()


@frozen(kw_only=True)
class Inspected:
    """An inspection that was made or that a case came of."""

    on: date
    inspection: Inspection


@frozen(kw_only=True)
class Seat:
    """One of the pair: who, with which certificate, since when."""

    officer: OfficerId
    name: str
    certificate: str
    since: date


@frozen(kw_only=True)
class CaseAllegation:
    """An allegation in the case: where it came from, and what was found."""

    id: str
    source: DocketKey | None
    source_id: str
    alleged: Alleged
    finding: Finding | None = None
    verified: Fen | None = None


@frozen(kw_only=True)
class Evidence:
    """A piece of evidence; its file is kept under its SHA-256."""

    id: str
    name: Line
    on: date
    file: FileHash | None = None
    regular: bool = True
    preserved_on: date | None = None
    released_on: date | None = None
    keeper: OfficerId | None = None
    """The officer who answers for it while it is preserved."""


@frozen(kw_only=True)
class Reliance:
    """A limit that a head relies on where others of the same step say otherwise."""

    clock: str
    on: date
    entry: int
    reason: Text


@frozen(kw_only=True)
class RecusalRequest:
    """Somebody asked that an officer step aside, and what was decided."""

    officer: OfficerId
    asked_on: date
    decided_on: date | None = None
    granted: bool = False


@frozen(kw_only=True)
class Part:
    """A case that was merged into this one: what it was then, and under which ids what it brought
    stands here, so that the merger can be undone."""

    case: "Case"
    """As it was when it was merged, without what its complaints bring: that stands here."""
    complaints: tuple[DocketKey, ...]
    ids: tuple[tuple[str, str], ...]
    """Its own ids of allegations, papers, evidence, hand-overs, requests for assistance and
    incidents, each with the one here."""
    filed_on: date
    """When this case was filed itself, before any merger."""
    respondents: tuple[Line, ...] = ()
    """Names that came with it, as did the following."""
    recused: tuple[OfficerId, ...] = ()
    past: tuple[OfficerId, ...] = ()
    extended_on: tuple[tuple[str, date], ...] = ()


def _total(counts: Iterable[int | None]) -> int | None:
    said = [n for n in counts if n is not None]
    return sum(said) if said else None


@frozen(kw_only=True)
class Case:
    """A case. ``authority`` decides and signs; ``body`` does the work.

    When it is merged into another, the other's docket keeps it whole: a new field needs a default,
    and a place in ``record/merging.py``.
    """

    key: DocketKey
    source: Source
    filed_on: date
    authority: AuthorityId
    body: BodyId
    joint: bool = False
    """Handled by a joint office."""
    facts: Text = Text("")
    own_respondents: tuple[Respondent, ...] = ()
    own_site: Site = field(factory=Site)
    own_people: People = field(factory=People)
    brought: tuple[Brought, ...] = ()
    allegations: tuple[CaseAllegation, ...] = ()
    numbers: tuple[Number, ...] = ()
    lead: Seat | None = None
    assistant: Seat | None = None
    recused: tuple[OfficerId, ...] = ()
    past: tuple[OfficerId, ...] = ()
    papers: tuple[Paper, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    interviews: int = 0
    site_records: int = 0
    extended_on: tuple[tuple[str, date], ...] = ()
    concluded_on: date | None = None
    defence_on: date | None = None
    defence_waived_on: date | None = None
    """When the party said that it waives being heard, or its time was over."""
    hearing_asked_on: date | None = None
    hearing_on: date | None = None
    legal_review_on: date | None = None
    review_failed_on: date | None = None
    """When the newest legal review was not passed."""
    discussed_on: date | None = None
    outcome: Outcome | None = None
    decided_on: date | None = None
    transferred_to: Line = Line("")
    transferred_on: date | None = None
    transfer_taken_on: date | None = None
    to_police: bool = False
    """What is transferred goes to the police."""
    delivered_on: date | None = None
    """When the file was taken to the police."""
    refused_on: date | None = None
    """When the police said that they do not file."""
    challenged_on: date | None = None
    """When that refusal was challenged."""
    material_on: date | None = None
    """When the police got the material after they had filed."""
    relied: "tuple[Reliance, ...]" = ()
    suspended_on: date | None = None
    """Since when it stands still, by a local rule that the office switched on."""
    recusals: "tuple[RecusalRequest, ...]" = ()
    court_applied_on: date | None = None
    handovers: tuple[Handover, ...] = ()
    closed_on: date | None = None
    closing: ClosingKind | None = None
    effects: Effects = field(factory=Effects)
    archived_on: date | None = None
    archive_number: str = ""
    links: tuple[tuple[str, DocketKey], ...] = ()
    found_on: date | None = None
    """When the office found by itself what it filed of own motion."""
    known: Known = ()
    """Since when linked dockets of the same matter know of it."""
    moments: tuple[Moment, ...] = ()
    irregularities: tuple[Irregularity, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    claims: Claims = field(factory=Claims)
    contacts: tuple[Contact, ...] = ()
    steps: tuple[NextStep, ...] = ()
    coordination: Coordination | None = None
    merged: tuple[Part, ...] = ()
    merged_into: DocketKey | None = None
    remedies: Remedies = field(factory=Remedies)
    sanctions: Sanctions = field(factory=Sanctions)
    assistance: tuple[Assistance, ...] = ()
    inspections: tuple[Inspected, ...] = ()
    """Those that nobody's complaint or tip-off led to."""
    pressing: Pressing = field(factory=Pressing)
    incidents: tuple[Incident, ...] = ()
    complexity: Complexity = field(factory=Complexity)
    """What people said of how complex it is."""
    void: bool = False

    def after(self, entry: Entry) -> "Case":
        """What it is after one more entry; an irregular one opens no gate."""
        act = entry.act
        after = self if act.relied_on and not entry.regular else act.on_case(self, entry) or self
        if act.stepped:
            stepped = max(entry.on, after.pressing.stepped_on or entry.on)
            after = evolve(after, pressing=evolve(after.pressing, stepped_on=stepped))
        if entry.given.proposal and entry.given.main == self.key:
            after = evolve(after, proposals=made_by(after.proposals, entry))
        if after.merged_into is None and any(p.pending for p in after.proposals):
            # What lies proposed when a case is merged waits for the merger to be undone.
            after = evolve(after, proposals=overtaken(
                after.proposals, entry, after.stage,
                authority=after.authority, recused=after.recused,
            ))  # fmt: skip
        return marked(after, entry)

    @property
    def stage(self) -> CaseStage:
        """Where it stands."""
        if self.void:
            return CaseStage.VOID
        if self.merged_into:
            return CaseStage.MERGED
        if self.archived_on:
            return CaseStage.ARCHIVED
        if self.closed_on:
            return CaseStage.CLOSED
        if not self.paired:
            return CaseStage.FILED
        if self.concluded_on is None and self.outcome is None and self.transferred_on is None:
            return CaseStage.INVESTIGATION
        if self.outcome is None and self.transferred_on is None:
            return CaseStage.DECISION
        return CaseStage.PERFORMANCE if self.duties() else CaseStage.TO_CLOSE

    @property
    def paired(self) -> bool:
        """A lead and an assistant, two different people, neither recused."""
        return (
            self.lead is not None
            and self.assistant is not None
            and self.lead.officer != self.assistant.officer
            and not {self.lead.officer, self.assistant.officer} & set(self.recused)
        )

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Lead and assistant, as far as they are named."""
        return tuple(s for s in (self.lead, self.assistant) if s)

    @property
    def bound(self) -> frozenset[OfficerId]:
        """The pair before a hand-over whose receipt is not signed yet: until then it keeps
        evidence, receives papers and visitors, and records facts."""
        return frozenset(officer for h in self.handovers if h.open for officer in h.bound)

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Everybody complained of, each name once."""
        found = {r.name: r for r in self.own_respondents}
        for b in self.brought:
            found.update({r.name: r for r in b.respondents})
        return tuple(found.values())

    @property
    def site(self) -> Site:
        """The place of work."""
        places = [self.own_site, *(b.site for b in self.brought)]
        return next((p for p in places if p.address or p.subdistrict), places[0])

    @property
    def complaints(self) -> tuple[DocketKey, ...]:
        """The dockets that brought it something."""
        return tuple(b.complaint for b in self.brought)

    @property
    def number(self) -> str:
        """The current case number: the deciding authority's newest."""
        own = [n for n in self.numbers if n.kind == "case" and n.authority == self.authority]
        every = own or [n for n in self.numbers if n.kind == "case"]
        return every[-1].text if every else ""

    @property
    def persons(self) -> int:
        """Workers concerned, each counted once."""
        return self.claims.persons

    @property
    def claimed(self) -> Fen:
        """Sum claimed, in fen: by the workers' lines, and what complaints claim for workers whose
        own sums they do not tell."""
        untold = sum(b.claimed for b in self.brought if not b.by_worker.claimed)
        return Fen(self.claims.claimed + untold)

    @property
    def verified(self) -> Fen | None:
        """Sum found due, in fen; ``None`` until something was verified. What was verified worker by
        worker counts, else the finding on the whole allegation."""
        by_line = self.verified_by_allegation
        found = [by_line.get(""), *(by_line.get(a.id, a.verified) for a in self.allegations)]
        sums = [sum_ for sum_ in found if sum_ is not None]
        return Fen(sum(sums)) if sums else None

    @property
    def verified_by_allegation(self) -> dict[str, Fen]:
        """What was verified worker by worker, by allegation."""
        found: dict[str, Fen] = {}
        for w in self.claims.workers:
            for line in w.lines:
                if line.verified is not None and not w.double:
                    found[line.allegation] = Fen(found.get(line.allegation, 0) + line.verified)
        return found

    @property
    def inspected(self) -> bool:
        """Something was looked at or asked: a place, a person, or a regular piece of evidence."""
        looked = any(e.regular for e in self.evidence)
        return bool(self.site_records or self.interviews or looked)

    @property
    def paid(self) -> Fen:
        """Sum paid to workers, in fen."""
        return self.claims.paid

    @property
    def standing(self) -> frozenset[str]:
        """The papers that can be relied on, by id: their orders count."""
        return frozenset(p.id for p in self.papers if p.stands)

    @property
    def totals(self) -> Totals:
        """The totals of the workers' lines; the orders of papers that are void do not count."""
        return self.claims.totals(self.standing)

    @property
    def every_contact(self) -> tuple[Contact, ...]:
        """The contacts of the case, and those that its complaints brought."""
        return (*(c for b in self.brought for c in b.contacts), *self.contacts)

    @property
    def agenda(self) -> tuple[ToCome, ...]:
        """What is to come, by day."""
        lead = self.lead.officer if self.lead else None
        open_ = promised(self.claims, lead) if self.closed_on is None else ()
        return () if self.void else in_order((*planned(self.steps), *open_))

    @property
    def verified_persons(self) -> int:
        """Workers for whom something was found due; where nothing was verified worker by worker,
        those whose allegations were upheld at least in part, as far as these say how many they are
        about, else all."""
        if any(line.verified for line in self.claims.lines):
            return self.claims.verified_persons
        upheld = [a for a in self.allegations if a.finding in (Finding.UPHELD, Finding.PARTLY)]
        if not upheld:
            return 0
        return max((a.alleged.workers or 0 for a in upheld), default=0) or self.persons

    @property
    def of_whom(self) -> People:
        """How many migrant workers, women, minors it is about."""
        own = (self.own_people, *(p.case.own_people for p in self.merged))
        every = (*own, *(b.people for b in self.brought))
        return People(
            migrants=_total(p.migrants for p in every),
            women=_total(p.women for p in every),
            minors=_total(p.minors for p in every),
        )

    @property
    def urgency(self) -> Urgent | None:
        """Why it is urgent and since when: by what its complaints brought and by its own acts; an
        act that said it anew outweighs the complaints that were there."""
        every = (self.pressing, *self._merged_pressing)
        own = (p.urgent for p in every if p.urgent)
        judged = {key for p in every for key in p.judged}
        brought = (b for b in self.brought if b.complaint not in judged)
        return together(
            (*own, *(b.urgency or Urgent(since=b.received) for b in brought if b.urgent))
        )

    @property
    def children(self) -> tuple[Child, ...]:
        """The children found at work."""
        return self.pressing.children

    @property
    def owed_to_children(self) -> tuple[Duty, ...]:
        """What is owed to them, and who is still to be told, while the case is open."""
        open_ = not self.void and self.merged_into is None and self.closed_on is None
        return tuple(d for c in self.children for d in c.duties()) if open_ else ()

    @property
    def _merged_pressing(self) -> tuple[Pressing, ...]:
        """What was urgent in cases merged into this one, unless an act said it anew since."""
        parts = (p.case for p in self.merged if p.case.key not in self.pressing.judged)
        return tuple(one for c in parts for one in (c.pressing, *c._merged_pressing))

    @property
    def urgent(self) -> bool:
        """It cannot wait."""
        return self.urgency is not None

    @property
    def urgent_step(self) -> bool:
        """A first step is owed: nobody was spoken to or visited since it became urgent."""
        pressing = (self.pressing, *self._merged_pressing)
        steps = (*(p.stepped_on for p in pressing), *(b.stepped_on for b in self.brought))
        newest = max((s for s in steps if s is not None), default=None)
        ended = self.void or self.closed_on is not None or self.merged_into is not None
        return not ended and step_owed(self.urgency, newest)

    @property
    def _moves(self) -> tuple[Handover, ...]:
        """The hand-overs by which another authority came to decide, in the order of their days."""
        others = {here for p in self.merged for _, here in p.ids}  # of cases merged into this one
        moved = (h for h in self.handovers if h.moved and h.id not in others)
        return tuple(sorted(moved, key=lambda h: h.answered_on or h.asked_on))

    def _left_after(self, day: date) -> Handover | None:
        return next((h for h in self._moves if h.answered_on and h.answered_on > day), None)

    def authority_on(self, day: date) -> AuthorityId:
        """Who decided on a day; from the day of its approval on a hand-over's receiver."""
        left = self._left_after(day)
        return (left.before or left.asked_by) if left else self.authority

    def pair_on(self, day: date) -> tuple[OfficerId, ...]:
        """The pair that was on the case when it was last handed over after a day; the present one
        where it was not."""
        left = self._left_after(day)
        return left.bound if left else tuple(s.officer for s in self.seats)

    @property
    def former(self) -> frozenset[AuthorityId]:
        """The authorities that decided before and no longer do."""
        return frozenset(h.before or h.asked_by for h in self._moves) - {self.authority}

    def sealing(self, entry: Entry) -> AuthorityId:
        """Whose seal a paper of an entry bears: who decided on its day, or the earlier authority
        whose people had not learnt yet that the case had gone."""
        own = entry.given.authority
        return own if own in self.former else self.authority_on(entry.on)

    @property
    def moving(self) -> Handover | None:
        """The open hand-over that may move the authority, if there is one."""
        return next((h for h in self.handovers if h.open and h.rule.moves), None)

    @property
    def to_serve(self) -> tuple[Paper, ...]:
        """The papers that must still reach somebody."""
        return tuple(p for p in self.papers if p.to_serve)

    def issued(self, *kinds: PaperKind) -> tuple[Paper, ...]:
        """The papers of these kinds that can be relied on."""
        return tuple(p for p in self.papers if p.kind in kinds and p.stands)

    def paper(self, paper_id: str) -> Paper | None:
        """The paper with this id (``P1``)."""
        return next((p for p in self.papers if p.id == paper_id), None)

    def duties(self) -> tuple[Duty, ...]:
        """What must still be done before the case can be closed, each with the act that does it."""
        return tuple(d for d in self._duties() if d.bars)

    def reminders(self) -> tuple[Duty, ...]:
        """What else is still open, and does not stand in the way of closing."""
        return tuple(d for d in self._duties() if not d.bars)

    def _duties(self) -> Iterator[Duty]:
        if self.urgent_step:
            text = say("Urgent: nobody has been spoken to or visited yet.")
            yield Duty(text=text, kind="site_recorded")
        for e in self.evidence:
            if e.preserved_on and not e.released_on:
                text = say(
                    "Preserved evidence {id} ({name}) is not released.", id=e.id, name=e.name
                )
                yield Duty(text=text, kind="released", about=e.id)
        for i in self.irregularities:
            if i.settled_on is None:
                text = say(
                    "Entry {n} ({act}) is irregular and not settled: {repair}.",
                    n=i.entry,
                    act=i.title,
                    repair=i.repair,
                )
                yield Duty(text=text, kind="irregularity_settled", about=str(i.entry))
        for p in self.papers:
            if p.void_on is not None:
                continue
            paper = {"kind": p.kind.label, "number": p.number or p.id}
            if p.served_on is None:
                text = say("{kind} {number} is not served.", **paper)
                if len(p.addressees) > 1:
                    names = ", ".join(p.unserved)
                    text = say("{kind} {number} is not served on: {names}.", names=names, **paper)
                yield Duty(text=text, kind="served", about=p.id)
            elif p.owed and not (self._ends_duties or self.sanctions.owes(p.id)):
                text = say("{kind} {number} is not performed.", **paper)
                yield Duty(text=text, kind="performed", about=p.id)
        yield from self._following()
        yield from (h.duty for h in self.handovers if h.duty is not None)
        if self.transferred_on is not None:
            if self.to_police and self.delivered_on is None and self.transfer_taken_on is None:
                text = say("The file has not been taken to the police.")
                yield Duty(text=text, kind="transfer_delivered")
            if self.transfer_taken_on is None:
                text = say(
                    "{organ} has not taken over what was transferred.", organ=self.transferred_to
                )
                yield Duty(text=text, kind="transfer_answered")
            return
        if self.concluded_on is None and self.outcome is None:
            yield Duty(text=say("The investigation is not concluded."), kind="concluded")
        if self.outcome is None:
            yield Duty(text=say("The case is not decided."), kind="decided")
        open_ids = [a.id for a in self.allegations if a.finding is None]
        if open_ids and self.outcome is not Outcome.REVOKED:
            text = say("No finding yet on: {ids}.", ids=", ".join(open_ids))
            yield Duty(text=text, kind="decided")

    def _following(self) -> Iterator[Duty]:
        """What followed decisions, and what is owed to children and other organs."""
        yield from self.remedies.duties()
        if not self._ends_duties:
            for paper, suit in self.remedies.lost():
                if (known := self.paper(paper)) and known.stands and known.owed:
                    text = say("{id}: the suit was lost; what {number} orders can be enforced.",
                               id=suit, number=known.number or paper)  # fmt: skip
                    yield Duty(text=text, kind="court_applied", about=paper, bars=False)
        yield from self.sanctions.duties(enforced=self._ends_duties)
        reported = {r.paper for r in self.sanctions.reports}
        for p in self.issued(*PENALTIES):
            if p.id not in reported:
                text = say("{number} is not reported upward.", number=p.number or p.id)
                yield Duty(text=text, kind="reported_upward", about=p.id, bars=False)
        yield from self._police()
        for r in self.recusals:
            if r.decided_on is None:
                text = say("The recusal of {id} is asked for and not decided.", id=r.officer)
                yield Duty(text=text, kind="recused", about=r.officer, bars=False)
        for child in self.pressing.children:
            yield from child.duties()
        for a in self.assistance:
            if a.duty is not None:
                yield a.duty
        yield from (i.duty for i in self.incidents if i.duty is not None)

    def _police(self) -> Iterator[Duty]:
        """What the answer of the police asks for (国务院令第310号 art. 9, 12)."""
        if self.refused_on and self.challenged_on is None and self.transferred_on is None:
            text = say("The police refused on {day}; nobody challenged it.",
                       day=self.refused_on.isoformat())  # fmt: skip
            yield Duty(text=text, kind="refusal_challenged", bars=False)
        if self.to_police and self.transfer_taken_on and self.material_on is None:
            text = say("The material has not been handed to the police that filed.")
            yield Duty(text=text, kind="material_handed", bars=False)

    @property
    def _ends_duties(self) -> bool:
        return self.court_applied_on is not None or self.transferred_on is not None

    @cached_property
    def clock_moments(self) -> tuple[Moment, ...]:
        """All that its clocks run from and to; nothing runs in a case that is void or merged."""
        if self.void or self.merged_into:
            return ()
        known = {b.complaint: b.received for b in self.brought}
        found = self.found_on or self.filed_on
        alleged = (
            (a.id, a.alleged, known.get(a.source, found) if a.source else found)
            for a in self.allegations
        )
        return (
            *self.moments,
            *from_papers(self.papers),
            *from_void(self.papers),
            *from_proposals(self.proposals),
            *from_allegations(alleged, self.known),
            *self._harmed(),
        )

    def _harmed(self) -> Iterator[Moment]:
        """What was said of the allegations of its complaints before they came here."""
        said = {b.complaint: b for b in self.brought}
        for a in self.allegations:
            brought = said.get(a.source) if a.source else None
            if brought and a.source_id in brought.harmed:
                yield Moment(name="health_harmed", on=brought.received, entry=1, subject=a.id)

    def with_moment(self, name: str, on: date, entry: Entry, **more: object) -> "Case":
        """The same case with one more moment for the clocks."""
        moment = Moment(name=name, on=on, entry=entry.n)
        if more:
            moment = evolve(moment, **more)  # type: ignore[arg-type]
        return evolve(self, moments=(*self.moments, moment))

    def bringing(self, brought: Brought) -> "Case":
        """The same case with what a complaint brings (or brings anew after a correction)."""
        kept = [a for a in self.allegations if a.source != brought.complaint]
        known = {a.source_id: a for a in self.allegations if a.source == brought.complaint}
        serial = max((int(a.id[1:]) for a in self.allegations), default=0)
        fresh = []
        for source_id, alleged in brought.allegations:
            if source_id in known:
                fresh.append(evolve(known[source_id], alleged=alleged))
            else:
                serial += 1
                fresh.append(
                    CaseAllegation(
                        id=f"A{serial}",
                        source=brought.complaint,
                        source_id=source_id,
                        alleged=alleged,
                    )
                )
        children = with_children_of(self.pressing.children, brought.complaint, brought.children)
        return evolve(
            self,
            pressing=evolve(self.pressing, children=children),
            brought=(*(b for b in self.brought if b.complaint != brought.complaint), brought),
            allegations=tuple(sorted([*kept, *fresh], key=lambda a: int(a.id[1:]))),
            claims=bringing(
                self.claims,
                brought.complaint,
                brought.by_worker,
                {a.source_id: a.id for a in fresh},
            ),
        )
