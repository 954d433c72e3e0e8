"""A complaint or tip-off, as its docket says it is."""

from datetime import date, datetime

from attrs import evolve, field, frozen

from ..fields import AuthorityId, Choice, DocketKey, OfficerId
from ..law.clocks import Moment
from ..parties import Acting, Identity, Person, Respondent, Site, Worker
from ..values import Fen, Line, Text
from ..words import Said, say
from .docket import Alleged, Brought, Entry, Irregularity, Number, marked
from .proposals import Proposal, made_by
from .remedies import Remedy
from .urgent import Urgent, step_owed


class Channel(Choice):
    """How it came in."""

    COUNTER = "counter", say("counter")
    PHONE = "phone", say("phone")
    LETTER = "letter", say("letter")
    ONLINE = "online", say("online")
    HOTLINE_12345 = "hotline_12345", say("12345 hotline")
    HOTLINE_12333 = "hotline_12333", say("12333 hotline")
    WAGE_PLATFORM = "wage_platform", say("wage-arrears platform")
    HANDED_OVER = "handed_over", say("handed over by another organ")


class ComplaintStage(Choice):
    """Where a complaint stands; computed, never stored."""

    REGISTERED = "registered", say("to be decided on")
    SUPPLEMENT = "supplement", say("waiting for a supplement")
    TO_TELL = "to_tell", say("decided, to be told")
    ANSWERED = "answered", say("answered")
    IN_CASE = "in_case", say("in a case")
    SETTLED = "settled", say("settled")
    WITHDRAWN = "withdrawn", say("withdrawn")
    VOID = "void", say("void")


ENDED = frozenset(
    {
        ComplaintStage.ANSWERED,
        ComplaintStage.SETTLED,
        ComplaintStage.WITHDRAWN,
        ComplaintStage.VOID,
    }
)


class Disposition(Choice):
    """What becomes of an allegation at intake (Order 25 art. 18; 《劳动保障监察条例》 art. 21)."""

    ACCEPTED = "accepted", say("accepted")
    REFUSED = "refused", say("refused in writing")
    REFERRED = "referred", say("referred: told which department to go to")
    FORWARDED = "forwarded", say("forwarded to the competent department")
    GUIDED = "guided", say("guided to dispute procedure")
    JOINED = "joined", say("joined to an earlier one")
    NOT_FILED = "not_filed", say("not filed")


@frozen(kw_only=True)
class Allegation:
    """One allegation with what became of it at intake."""

    id: str
    alleged: Alleged
    disposition: Disposition | None = None
    disposed_on: date | None = None
    told_on: date | None = None
    to: Line = Line("")
    reason: Text = Text("")


@frozen(kw_only=True)
class Supplement:
    """What was asked for, and when it came."""

    asked_on: date
    items: Text
    by: date | None
    received_on: date | None = None


@frozen(kw_only=True)
class Complaint:
    """A complaint (of a worker about own rights) or a tip-off (of anybody)."""

    key: DocketKey
    tipoff: bool
    channel: Channel
    received: datetime
    identity: Identity
    facts: Text
    authority: AuthorityId
    clerk: OfficerId
    acting: Acting = Acting.SELF
    complainant: Person | None = None
    respondents: tuple[Respondent, ...] = ()
    site: Site = field(factory=Site)
    allegations: tuple[Allegation, ...] = ()
    workers: tuple[Worker, ...] = ()
    representatives: tuple[Line, ...] = ()
    demand: Text = Text("")
    urgent: bool = False
    numbers: tuple[Number, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    withdrawn_on: date | None = None
    replied_on: tuple[date, ...] = ()
    case: DocketKey | None = None
    case_closed_on: date | None = None
    links: tuple[tuple[str, DocketKey], ...] = ()
    moments: tuple[Moment, ...] = ()
    irregularities: tuple[Irregularity, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    urgency: Urgent | None = None
    stepped_on: date | None = None
    """The newest day somebody was spoken to."""
    remedies: tuple[Remedy, ...] = ()
    """Reviews and suits against what became of its allegations, or against not acting."""
    void: bool = False

    def after(self, entry: Entry) -> "Complaint":
        """What it is after one more entry; an irregular one opens no gate."""
        act = entry.act
        bars = act.relied_on and not entry.regular
        after = self if bars else act.on_complaint(self, entry) or self
        if act.first_step:
            after = evolve(after, stepped_on=max(entry.on, after.stepped_on or entry.on))
        if entry.given.proposal and entry.given.main == self.key:
            after = evolve(after, proposals=made_by(after.proposals, entry))
        return marked(after, entry)

    @property
    def stage(self) -> ComplaintStage:
        """Where it stands."""
        if self.void:
            return ComplaintStage.VOID
        if self.withdrawn_on:
            return ComplaintStage.WITHDRAWN
        if self.case_closed_on:
            return ComplaintStage.SETTLED
        if all(a.disposition for a in self.allegations):
            if self.to_be_told:
                return ComplaintStage.TO_TELL
            return ComplaintStage.IN_CASE if self.case else ComplaintStage.ANSWERED
        if any(s.received_on is None for s in self.supplements):
            return ComplaintStage.SUPPLEMENT
        return ComplaintStage.REGISTERED

    @property
    def secret(self) -> bool:
        """Its author must stay unknown: every tip-off's (《劳动保障监察条例》 art. 9),
        and the complainant's who asked for it."""
        return self.tipoff or self.identity is not Identity.NAMED

    @property
    def urgent_step(self) -> bool:
        """A first step is owed: it is urgent, nothing is decided yet, and nobody was spoken to
        since. In a case the case owes it."""
        waits = self.stage in {ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT}
        return waits and self.case is None and step_owed(self.urgency, self.stepped_on)

    @property
    def open_allegations(self) -> tuple[Allegation, ...]:
        """Those that nobody has disposed of yet."""
        return tuple(a for a in self.allegations if a.disposition is None)

    @property
    def to_be_told(self) -> bool:
        """Somebody who can be reached has not been told of a disposition yet."""
        return self.identity is not Identity.ANONYMOUS and any(
            a.disposition and a.told_on is None for a in self.allegations
        )

    @property
    def number(self) -> str:
        """The registration number, empty where the office gives none."""
        return self.numbers[0].text if self.numbers else ""

    @property
    def persons(self) -> int:
        """How many workers it speaks of: the rows, else what the allegations say, else one."""
        if self.workers:
            return len(self.workers)
        return max((a.alleged.workers or 0 for a in self.allegations), default=0) or 1

    @property
    def claimed(self) -> Fen:
        """The sum claimed in fen: the workers' rows where there are any, else the allegations."""
        rows = sum(w.claimed for w in self.workers)
        return Fen(rows or sum(a.alleged.amount or 0 for a in self.allegations))

    def missing(self) -> tuple[Said, ...]:
        """What form D01 still wants before acceptance (Order 25 art. 14); never a bar to
        registration. A tip-off is not accepted and wants nothing."""
        if self.tipoff:
            return ()
        alleged = tuple(a.alleged for a in self.allegations)
        found = wanted(self.complainant, self.respondents, self.site, self.demand, alleged)
        return tuple(text for _, text in found)

    def brought(self, ids: tuple[str, ...]) -> Brought:
        """What the named allegations take along into a case."""
        return Brought(
            complaint=self.key,
            number=Line(self.number),
            tipoff=self.tipoff,
            identity=self.identity,
            who=self.complainant.name if self.complainant and not self.secret else Line(""),
            received=self.received.date(),
            allegations=tuple((a.id, a.alleged) for a in self.allegations if a.id in ids),
            respondents=self.respondents,
            site=self.site,
            workers=() if self.secret else self.workers,
            persons=self.persons,
            claimed=self.claimed,
            urgent=self.urgent,
            urgency=self.urgency,
            stepped_on=self.stepped_on,
        )

    def with_moment(self, name: str, on: date, entry: Entry) -> "Complaint":
        """The same complaint with one more moment for the clocks."""
        return evolve(self, moments=(*self.moments, Moment(name=name, on=on, entry=entry.n)))

    def disposed(
        self,
        ids: tuple[str, ...],
        how: Disposition,
        entry: Entry,
        *,
        told_on: date | None,
        to: Line = Line(""),
        reason: Text = Text(""),
    ) -> "Complaint":
        """The same complaint with the named allegations disposed of; when that was the last one
        and the complainant has been told, its clocks stop."""
        after = evolve(
            self,
            allegations=tuple(
                evolve(
                    a,
                    disposition=how,
                    disposed_on=entry.on,
                    told_on=told_on,
                    to=to,
                    reason=reason,
                )
                if a.id in ids
                else a
                for a in self.allegations
            ),
        )
        return after.settled(entry)

    def told(self, on: date, entry: Entry) -> "Complaint":
        """The same complaint, its author told of all dispositions so far."""
        after = evolve(
            self,
            allegations=tuple(
                evolve(a, told_on=on) if a.disposition and a.told_on is None else a
                for a in self.allegations
            ),
        )
        return after.settled(entry)

    def settled(self, entry: Entry) -> "Complaint":
        """Adds the moments that stop the intake clocks, once everything is disposed of and told."""
        if not all(a.disposition for a in self.allegations):
            return self
        made = self
        if not any(m.name == "filing_decided" for m in self.moments):
            made = made.with_moment("filing_decided", entry.on, entry)
        if not self.to_be_told and not any(m.name == "disposed_and_told" for m in self.moments):
            last = max((a.told_on for a in self.allegations if a.told_on), default=entry.on)
            made = made.with_moment("disposed_and_told", last, entry)
        return made


def wanted(
    who: Person | None,
    respondents: tuple[Respondent, ...],
    site: Site,
    demand: str,
    alleged: tuple[Alleged, ...],
) -> tuple[tuple[str, Said], ...]:
    """What form D01 wants and is not there, each with the path of the field to fill in the act of
    registration (Order 25 art. 14)."""
    found: list[tuple[str, Said]] = []
    if who is None:
        found.append(("complainant.name", say("name of the complainant")))
    else:
        phone = say("phone or address of the complainant")
        parts = (
            (who.phone or who.address, "phone", phone),
            (who.resident_number or who.sex, "sex", say("sex of the complainant")),
            (who.resident_number or who.born, "born", say("age of the complainant")),
            (who.occupation, "occupation", say("occupation of the complainant")),
            (who.work_unit, "work_unit", say("work unit of the complainant")),
        )
        found.extend((f"complainant.{name}", text) for has, name, text in parts if not has)
    if not respondents:
        found.append(("respondents.1.name", say("name of the employer")))
    else:
        first = respondents[0]
        if not (first.address or site.address):
            text = say("address of the employer or place of work")
            found.append(("site.address", text))
        if not first.representative:
            text = say("legal representative or person in charge of the employer")
            found.append(("respondents.1.representative", text))
    if not demand:
        found.append(("demand", say("what is asked for")))
    if not any(a.start for a in alleged):
        found.append(("allegations.1.start", say("period of the facts")))
    return tuple(found)
