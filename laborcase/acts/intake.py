"""Intake: from the counter to the disposition of each allegation."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import ClassVar, Final

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, Choice, DocketKey, label
from ..law import causes
from ..law.acceptance import AGAINST
from ..law.answers import Judged
from ..law.approvals import approvals
from ..law.classes import classes
from ..parties import (
    HEADS,
    Acting,
    Claim,
    Identity,
    People,
    Person,
    Position,
    Respondent,
    Site,
    Worker,
)
from ..record.case import Case, Source
from ..record.claims import Unequal, of_rows, repeats, unequal
from ..record.complaint import (
    NAMING,
    Channel,
    Complaint,
    ComplaintStage,
    Disposition,
    Supplement,
)
from ..record.complaint import Allegation as Told
from ..record.docket import Alleged, Compared, Entry, Given, Likeness
from ..record.office import Office
from ..record.opinions import acceptance, refusable, unacceptable
from ..record.papers import PaperKind, issued
from ..record.tickets import NUMBERED, Arrival
from ..record.urgent import Urgency, Urgent
from ..values import Line, Text, plain
from ..words import Said, say
from .base import (
    ANYBODY,
    FIRST_YEAR,
    HANDLERS,
    NEW_CASE,
    NEW_COMPLAINT,
    Act,
    Scene,
    Written,
    at,
    before_our_law,
    birth_reasons,
    deciding_authority,
    here,
    in_order,
    need_text,
)
from .grounds import provision_reasons
from .identity import naming

INTAKE = say("Intake")
LIVE = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT, ComplaintStage.TO_TELL})
OPEN = LIVE | {ComplaintStage.IN_CASE}


@frozen(kw_only=True)
class Registered(Act):
    """A complaint or tip-off is written into the register.

    It needs five things only: channel, received, who (or anonymous), against whom or where, and
    one line of what; what form D01 wants beyond that is shown as missing for acceptance. A tip-off
    is anybody's, a complaint a worker's about own rights (《劳动保障监察条例》 art. 9).
    """

    kind: ClassVar[str] = "registered"
    title: ClassVar[Said] = say("Register")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    number: ClassVar[str] = "registration"
    basis: ClassVar[tuple[str, ...]] = ("jc-09",)

    tipoff: bool = field(default=False, metadata=label("Tip-off"))
    identity: Identity = field(default=Identity.NAMED, metadata=label("Identity"))
    channel: Channel = field(metadata=label("Channel"))
    received: datetime = field(metadata=label("Received"))
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
    allegations: tuple[Alleged, ...] = field(default=(), metadata=label("Allegations"))
    workers: tuple[Worker, ...] = field(default=(), metadata=label("Workers"))
    representatives: tuple[Line, ...] = field(default=(), metadata=label("Representatives"))
    urgent: bool = field(default=False, metadata=label("Urgent"))
    people: People = field(factory=People, metadata=label("Of the workers"))
    ticket: Arrival | None = field(default=None, metadata=label("Ticket"))
    likeness: tuple[Compared, ...] = field(
        default=(), metadata=label("Complaints that look the same")
    )
    urgencies: tuple[Urgency, ...] = field(default=(), metadata=label("Why it is urgent"))
    nevertheless: Text = field(default=Text(""), metadata=label("Why the sums may differ"))
    repeats: tuple[int, ...] = field(
        default=(), metadata=label("Row of the same worker further up", system=True)
    )
    """Where the rows are kept secret, so that nobody is counted twice; it tells of no row whose it
    is."""

    def waited_since(self, scene: Scene) -> date:
        return min(self.day(scene), here(self.received, scene).date())

    def earliest(self, scene: Scene) -> date | None:
        return self.received.date()

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.facts, "What happened", "facts")
        if self.received > scene.now:
            yield Reason(
                say(
                    "It cannot have been received in the future ({time}).",
                    time=self.received.isoformat(timespec="minutes"),
                ),
                path="received",
            )
        if self.received.year < FIRST_YEAR:
            yield Reason(before_our_law(self.received.date()), path="received")
        if not self.respondents and not (self.site.address or self.site.subdistrict):
            yield Reason(say("Say against whom it is, or at least where."), path="respondents")
        if self.identity is Identity.ANONYMOUS:
            if not self.tipoff:
                yield Reason(
                    say("Only a tip-off can be anonymous; a complaint is about own rights."),
                    basis="jc-09",
                    path="identity",
                )
            if self.complainant is not None or self.agent is not None:
                yield Reason(
                    say("An anonymous tip-off carries no name: clear the person."),
                    path="complainant",
                )
        elif self.complainant is None:
            yield Reason(say("Say who it is, or mark the tip-off anonymous."), path="complainant")
        if self.acting in (Acting.SELF, Acting.REPRESENTATIVE) and self.agent is not None:
            yield Reason(
                say("Who acts for somebody is no: {how}.", how=self.acting.label), path="agent"
            )
        most = scene.office.settings.representatives
        if len(self.representatives) > most:
            yield Reason(
                say(
                    "{n} representatives are too many; at most {most}.",
                    n=len(self.representatives),
                    most=most,
                ),
                path="representatives",
            )
        hidden = self.seals(None)  # whose names are covered cannot be compared
        names = set() if hidden else {plain(w.name) for w in self.workers}
        for i, name in enumerate(self.representatives, 1):
            if names and plain(name) not in names:
                yield Reason(
                    say("Representative {n} is none of the workers in the list.", n=i),
                    path="representatives",
                )
        for i, a in enumerate(self.allegations, 1):
            yield from claim_reasons(scene, a, say("Allegation {n}", n=i), f"allegations.{i}.")
        yield from workers_reasons(scene, self.workers)
        if self.workers and not self.nevertheless.strip():
            told = tuple((f"A{i}", a) for i, a in enumerate(self.allegations, 1))
            yield from sums_asked(unequal(told, of_rows(NEW_COMPLAINT, self.workers, told)))
        yield from author_reasons(scene, self.complainant)
        yield from class_reasons(self.respondents)
        if self.ticket is not None:
            yield from ticket_reasons(scene, self.ticket)
        yield from likeness_reasons(scene, self.likeness)
        for compared in self.likeness:
            if compared.answer is Likeness.SAME:
                yield Reason(
                    say(
                        "You said that it is the same matter as {key}: it joins that complaint as "
                        "one more ticket, and is not registered a second time.",
                        key=compared.docket,
                    ),
                    path="likeness",
                )
        if hidden:
            yield from naming(self, self.complainant, hidden)

    def settled(self, scene: Scene) -> "Registered":
        kinds, urgent = urgency_of(self.allegations, self.urgencies)
        # Its day is the day in the register's zone, whatever zone a script named.
        received = here(self.received, scene)
        ticket = self.ticket
        if ticket is not None:
            ticket = evolve(
                ticket,
                channel=ticket.channel or self.channel,
                received=ticket.received or received,
            )
        return evolve(
            self,
            received=received,
            urgent=self.urgent or urgent,
            urgencies=kinds,
            ticket=ticket and settled_ticket(ticket, scene),
            likeness=tuple(by_key(c, scene) for c in self.likeness),
            repeats=repeats(self.workers) if self.seals(None) else (),
        )

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (Written(docket=NEW_COMPLAINT),)

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        if not self.tipoff and self.identity is Identity.NAMED:
            return frozenset()
        return frozenset({*NAMING, "ticket.raw"})

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        alleged = self.allegations or (Alleged(cause=Line("other")),)
        made = Complaint(
            key=entry.docket,
            tipoff=self.tipoff,
            channel=self.channel,
            received=self.received,
            identity=self.identity,
            facts=self.facts,
            authority=entry.given.authority,
            clerk=entry.officer,
            acting=self.acting,
            complainant=self.complainant,
            agent=self.agent,
            power_of_attorney=self.power_of_attorney,
            respondents=self.respondents,
            site=self.site,
            allegations=tuple(Told(id=f"A{i}", alleged=a) for i, a in enumerate(alleged, 1)),
            workers=self.workers,
            representatives=self.representatives,
            demand=self.demand,
            urgent=self.urgent,
            people=self.people,
            urgency=Urgent(since=self.received.date(), kinds=self.urgencies)
            if self.urgent
            else None,
            numbers=entry.given.numbers,
            compared=self.likeness,
            sums_differ=self.nevertheless,
        )
        made = evolve(made, claims=made.told_claims(self.repeats))
        if self.ticket is not None:
            made = made.with_ticket(self.ticket.ticket("T1", entry.n))
        made = made.with_moment("received", self.received.date(), entry)
        if not self.tipoff:
            made = made.with_moment("complaint_received", self.received.date(), entry)
        receipt = issued(made, entry, PaperKind.RECEIPT, None, Text(""))
        return evolve(made, papers=(*made.papers, receipt))

    def line(self, given: Given) -> Said:
        told = say(
            "{channel}, against {name}",
            channel=self.channel.label,
            name=self.respondents[0].name if self.respondents else self.site.address,
        )
        if self.ticket is not None and self.ticket.file:
            return say("{ticket}, its raw text kept whole as a file", ticket=told)
        return told


def settled_ticket(ticket: Arrival, scene: Scene) -> Arrival:
    """A ticket as it is stored: its minutes in the register's zone, the office's limits copied."""
    return evolve(
        ticket,
        received=ticket.received and here(ticket.received, scene),
        due=ticket.due and here(ticket.due, scene),
        limits=scene.office.settings.tickets,
    )


def ticket_reasons(scene: Scene, ticket: Arrival) -> Iterator[Reason]:
    """Why a ticket cannot have come in as it is told."""
    if ticket.channel is None or ticket.received is None:
        yield Reason(
            say("Say by which channel the ticket came, and when."),
            path=f"ticket.{'received' if ticket.channel else 'channel'}",
        )
        return
    if not ticket.number and ticket.channel in NUMBERED:
        yield Reason(
            say(
                "Give the number that the ticket has there ({channel}).",
                channel=ticket.channel.label,
            ),
            path="ticket.number",
        )
    other = scene.look(ticket.name) if ticket.name else None
    if isinstance(other, Complaint):
        yield Reason(
            say(
                "Ticket {number} ({channel}) is in {key} already. If it came back, enter “{act}” "
                "there.",
                number=ticket.number,
                channel=ticket.channel.label,
                key=other.key,
                act=say("Ticket returned"),
            ),
            path="ticket.number",
        )
    yield from at("ticket.received", minute_reasons(scene, ticket.received))
    if ticket.due is not None and ticket.due < ticket.received:
        yield Reason(
            say(
                "The ticket wants its reply by {due}, before it was received.",
                due=ticket.due.strftime("%Y-%m-%d %H:%M"),
            ),
            path="ticket.due",
        )


def minute_reasons(scene: Scene, at: datetime) -> Iterator[Reason]:
    """Why something cannot have happened at a minute: it is still to come, or before our law."""
    if at > scene.now:
        yield Reason(
            say(
                "{time} is in the future; what has not happened cannot be entered.",
                time=at.strftime("%Y-%m-%d %H:%M"),
            )
        )
    if at.year < FIRST_YEAR:
        yield Reason(before_our_law(at.date()))


def by_key(compared: Compared, scene: Scene) -> Compared:
    """An answer with its complaint named by the key, whatever number it was named by."""
    other = scene.look(compared.docket)
    return evolve(compared, docket=other.key) if isinstance(other, Complaint) else compared


def likeness_reasons(scene: Scene, answers: tuple[Compared, ...]) -> Iterator[Reason]:
    """Why answers about complaints that looked the same cannot stand."""
    keys = [c.docket for c in answers]
    for twice in sorted({k for k in keys if keys.count(k) > 1}):
        yield Reason(say("Complaint {key} was answered twice.", key=twice), path="likeness")
    for c in answers:
        if not isinstance(scene.look(c.docket), Complaint):
            yield Reason(say("There is no complaint {key}.", key=c.docket), path="likeness")


def class_reasons(respondents: tuple[Respondent, ...]) -> Iterator[Reason]:
    """Why a respondent cannot be classed as it is: there is no such industry or type."""
    for i, r in enumerate(respondents, 1):
        if r.industry and r.industry not in classes("industry"):
            yield Reason(
                say(
                    "Respondent {n}: there is no industry “{code}”; it is a letter of GB/T 4754, "
                    "A to T.",
                    n=i,
                    code=r.industry,
                ),
                path=f"respondents.{i}.industry",
            )
        if r.registration_type and r.registration_type not in classes("registration_type"):
            yield Reason(
                say(
                    "Respondent {n}: there is no registration type “{code}”; there are: {codes}.",
                    n=i,
                    code=r.registration_type,
                    codes=", ".join(classes("registration_type")),
                ),
                path=f"respondents.{i}.registration_type",
            )


def urgency_of(
    alleged: tuple[Alleged, ...], kinds: tuple[Urgency, ...]
) -> tuple[tuple[Urgency, ...], bool]:
    """What is urgent by the reasons ticked and by the causes, and whether anything is."""
    known = (causes().get(a.cause) for a in alleged)
    urgent = [c.code for c in known if c and c.urgent]
    named = (Urgency(code) for code in urgent if code in set(Urgency))
    every = tuple(dict.fromkeys((*kinds, *named)))
    return every, bool(every or urgent)


def claim_reasons(scene: Scene, claim: Alleged | Claim, what: Said, path: str) -> Iterator[Reason]:
    """Why an allegation or a worker's claim cannot stand as it is; ``path`` is its own, with its
    dot."""
    if claim.cause not in causes():
        yield Reason(
            say(
                "{what}: there is no cause “{cause}”; there are: {codes}.",
                what=what,
                cause=claim.cause,
                codes=", ".join(causes()),
            ),
            path=f"{path}cause",
        )
    yield from in_order(claim.start, claim.end, what, f"{path}end")
    last = max((d for d in (claim.start, claim.end) if d), default=None)
    if last and last > scene.today:
        yield Reason(
            say("{what}: the facts lie in the future ({day}).", what=what, day=last.isoformat()),
            path=f"{path}{'end' if last == claim.end else 'start'}",
        )


def workers_reasons(scene: Scene, workers: tuple[Worker, ...]) -> Iterator[Reason]:
    """Why the rows of workers and their claims cannot stand as they are."""
    for i, w in enumerate(workers, 1):
        what, path = say("Worker {n}", n=i), f"workers.{i}."
        for k, claim in enumerate(w.claims, 1):
            yield from claim_reasons(scene, claim, what, f"{path}claims.{k}.")
        yield from birth_reasons(scene, w.resident_number, None, what, path)


def sums_asked(found: Iterable[Unequal]) -> Iterator[Reason]:
    """Whether an allegation may claim another sum than its workers' lines: a question, which is
    answered by saying why. Lines that are not all there yet may add up to less."""
    for one in found:
        if one.whole or one.listed > one.stated:
            yield Reason(
                say(
                    "{question} If both are right, say why in “{field}”.",
                    question=one.text,
                    field=say("Why the sums may differ"),
                ),
                path="nevertheless",
            )


def author_reasons(scene: Scene, who: Person | None) -> Iterator[Reason]:
    """Why a complainant cannot be who the fields say."""
    if who is not None:
        what = say("Complainant")
        yield from birth_reasons(scene, who.resident_number, who.born, what, "complainant.")


@frozen(kw_only=True)
class SupplementAsked(Act):
    """The complainant is told what is missing (Order 25 art. 18; paper D04). No clock stops."""

    kind: ClassVar[str] = "supplement_asked"
    title: ClassVar[Said] = say("Ask for supplement")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    number: ClassVar[str] = "supplement"
    basis: ClassVar[tuple[str, ...]] = ("gd-18-1",)

    items: Text = field(metadata=label("What is missing"))
    by: date | None = field(default=None, metadata=label("Wanted by"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.items, "What is missing", "items")
        yield from in_order(self.happened or scene.today, self.by, say("Wanted by"), "by")

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        asked = Supplement(asked_on=entry.on, items=self.items, by=self.by)
        return evolve(
            was,
            supplements=(*was.supplements, asked),
            numbers=(*was.numbers, *entry.given.numbers),
            papers=(*was.papers, issued(was, entry, PaperKind.SUPPLEMENT, None, self.items)),
        )


@frozen(kw_only=True)
class SupplementReceived(Act):
    """What was asked for came in. The first day of receipt stays. An anonymous author who now
    gives a name stays hidden: the tip-off is confidential from then on."""

    kind: ClassVar[str] = "supplement_received"
    title: ClassVar[Said] = say("Supplement received")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = frozenset({ComplaintStage.SUPPLEMENT})
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("gd-18-1",)

    what: Text = field(metadata=label("What came"))
    respondents: tuple[Respondent, ...] = field(default=(), metadata=label("Respondents"))
    complainant: Person | None = field(default=None, metadata=label("Complainant"))
    demand: Text = field(default=Text(""), metadata=label("What is asked for"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from class_reasons(self.respondents)
        yield from author_reasons(scene, self.complainant)

    def earliest(self, scene: Scene) -> date | None:
        asked = (s.asked_on for s in scene.complaint.supplements if s.received_on is None)
        return min(asked, default=None)

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        secret = isinstance(docket, Complaint) and docket.secret
        return frozenset({"complainant"}) if secret else frozenset()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        after = was.with_complainant(self.complainant) if self.complainant else was
        return evolve(
            after,
            supplements=tuple(
                s if s.received_on else evolve(s, received_on=entry.on) for s in was.supplements
            ),
            respondents=self.respondents or was.respondents,
            identity=Identity.CONFIDENTIAL
            if self.complainant and was.identity is Identity.ANONYMOUS
            else was.identity,
            unreached_on=None if self.complainant else was.unreached_on,
            demand=self.demand or was.demand,
        )


def _known(scene: Scene, ids: tuple[Line, ...]) -> Iterator[Reason]:
    known = {a.id for a in scene.complaint.open_allegations}
    for wrong in (i for i in ids if i not in known):
        yield Reason(
            say(
                "There is no open allegation {id} here; open: {ids}.",
                id=wrong,
                ids=", ".join(sorted(known)) or "-",
            ),
            path="allegations",
        )


def _chosen(complaint: Complaint, ids: tuple[Line, ...]) -> tuple[str, ...]:
    return ids or tuple(a.id for a in complaint.open_allegations)


class Question(Choice):
    """The questions of the acceptance test."""

    OWN_RIGHT = "own_right", say("a worker complains about own rights")
    UNDERSTOOD = "understood", say("the complaint can be understood")
    INSPECTION_MATTER = "inspection_matter", say("it is a matter of labour inspection")
    COMPETENT = "competent", say("this department is competent")
    ELSEWHERE = "elsewhere", say("it is, or must go, before arbitration or a court")
    IN_TIME = "in_time", say("it is within two years")


assert tuple(q.value for q in Question) == tuple(AGAINST)


@frozen(kw_only=True)
class AcceptanceJudged(Act):
    """A person answers a question of the acceptance test, which the docket cannot answer or
    answers otherwise; the answer stands beside the opinion with its reason (Order 25 art. 18)."""

    kind: ClassVar[str] = "acceptance_judged"
    title: ClassVar[Said] = say("Answer a question of acceptance")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("gd-18-1", "jc-20", "jc-21-2")

    question: Question = field(metadata=label("Question"))
    answer: bool = field(metadata=label("Yes or no"))
    why: Text = field(metadata=label("On what it rests"))
    allegations: tuple[Line, ...] = field(
        default=(), metadata=label("Allegations", of="allegations", hint="none = all open ones")
    )

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.complaint.tipoff:
            yield Reason(say("A tip-off is not accepted but filed: nothing is asked."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.why, "On what it rests", "why")
        yield from _known(scene, self.allegations)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        ids = _chosen(was, self.allegations)
        said = Judged(
            question=self.question.value,
            answer="yes" if self.answer else "no",
            why=self.why,
            by=entry.signer,
            on=entry.on,
        )
        return evolve(
            was,
            allegations=tuple(
                evolve(a, said=(*a.said, said)) if a.id in ids else a for a in was.allegations
            ),
        )

    def line(self, given: Given) -> Said:
        answer = say("yes") if self.answer else say("no")
        return say("{question}: {answer}", question=self.question.label, answer=answer)


def _otherwise(
    scene: Scene, ids: tuple[Line, ...], why: Text, *, accepts: bool
) -> Iterator[Reason]:
    """Why something goes against the opinion and says nothing of it: a refusal for which no answer
    gives a ground, an acceptance against which one speaks."""
    if why.strip() or not isinstance(scene.docket, Complaint):
        return
    complaint = scene.complaint
    found = acceptance(complaint, scene.office, _chosen(complaint, ids))
    against = unacceptable(found) if accepts else refusable(found)
    if against:
        text = (
            say("The opinion speaks against accepting {ids}.", ids=", ".join(against))
            if accepts
            else say("The opinion gives no ground to refuse {ids}.", ids=", ".join(against))
        )
        yield Reason(
            say(
                "{text} Say in “{field}” why it is decided so.",
                text=text,
                field=say("Why otherwise than the opinion"),
            ),
            basis="gd-18-1" if accepts else "gd-18-2",
            path="otherwise",
        )


OTHERWISE: Final = label("Why otherwise than the opinion")

NOTICES: Final = {
    Disposition.REFUSED: PaperKind.REFUSAL,
    Disposition.REFERRED: PaperKind.DIRECTION,
    Disposition.FORWARDED: PaperKind.DIRECTION,
    Disposition.GUIDED: PaperKind.DIRECTION,
}
"""The paper by which the complainant is told of a disposition; accepting has its own."""


@frozen(kw_only=True)
class Disposed(Act):
    """Allegations are refused, referred, forwarded, guided to dispute procedure or joined.

    A refusal for lapse of time is in writing and states the remedies (Order 25 art. 18;
    行政复议法 art. 11, 23); a head signs it (``law/data/approvals.toml``), others propose it. Wage
    complaints of migrant workers are forwarded, not merely referred
    (《保障农民工工资支付条例》 art. 10).
    """

    kind: ClassVar[str] = "disposed"
    title: ClassVar[Said] = say("Dispose of allegations")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("gd-18-2", "jc-21-2")
    fixed = frozenset({"how"})

    allegations: tuple[Line, ...] = field(
        default=(), metadata=label("Allegations", of="allegations", hint="none = all open ones")
    )
    how: Disposition = field(metadata=label("Disposition"))
    reason: Text = field(metadata=label("Reason"))
    provision: Line = field(default=Line(""), metadata=label("Legal basis", of="bases"))
    to: Line = field(default=Line(""), metadata=label("To whom"))
    told_on: date | None = field(
        default=None, metadata=label("Complainant told on", hint="empty = not told yet")
    )
    otherwise: Text = field(default=Text(""), metadata=OTHERWISE)
    provision_why: Text = field(default=Text(""), metadata=label("Why it is relied on nonetheless"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from _known(scene, self.allegations)
        if approvals()[self.kind].covers({"how": self.how.value}) and not HEADS & scene.positions:
            yield Reason(
                say("What is refused in writing is signed by a head: propose it."),
                who=Position.INSTITUTION_HEAD.label,
            )
        if self.how is Disposition.ACCEPTED:
            yield Reason(
                say("Accepting is an act of its own: “{act}”.", act=Accepted.title), path="how"
            )
        if self.how is Disposition.NOT_FILED:
            yield Reason(
                say("Not filing is an act of its own: “{act}”.", act=say("Do not file")), path="how"
            )
        if self.how is Disposition.SETTLED:
            yield Reason(
                say("Settling is an act of its own: “{act}”.", act=say("Settle without filing")),
                path="how",
            )
        if self.how in {Disposition.REFERRED, Disposition.FORWARDED} and not self.to:
            yield Reason(say("Say to which department."), path="to")
        if self.provision:
            yield from provision_reasons(self.provision, self.provision_why, self.day(scene))
        left = {a.id for a in scene.complaint.open_allegations}
        if scene.complaint.case is None and left.issubset(self.allegations or left):
            yield from child_reasons(scene.complaint)
        if self.how is Disposition.JOINED:
            other = scene.look(self.to) if self.to else None
            if not isinstance(other, Complaint) or other.void or other.key >= scene.complaint.key:
                yield Reason(
                    say("Say to which earlier complaint it is joined (its number)."), path="to"
                )
        if self.how is Disposition.REFUSED:
            yield from _otherwise(scene, self.allegations, self.otherwise, accepts=False)
        yield from at("told_on", _telling(self.told_on, self.day(scene), scene))

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        ids = _chosen(was, self.allegations)
        notice = NOTICES.get(self.how)
        if notice is not None:
            paper = issued(was, entry, notice, None, self.reason, about=ids)
            was = evolve(was, papers=(*was.papers, paper))
        return was.disposed(
            ids, self.how, entry, told_on=self.told_on, to=self.to, reason=self.reason
        )

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        notice = NOTICES.get(self.how)
        if notice is None or scene.complaint.identity is Identity.ANONYMOUS:
            return ()
        return ((notice.value, deciding_authority(scene)),)

    def line(self, given: Given) -> Said:
        return say("{ids} {how}", ids=", ".join(self.allegations), how=self.how.label)


def child_reasons(complaint: Complaint) -> Iterator[Reason]:
    """Why a complaint in which a child was found goes into a case and ends in no other way."""
    if complaint.children:
        yield Reason(
            say("A child was found at work here: it goes into a case, its own or an open one."),
            basis="tg-06-1",
        )


def _telling(told_on: date | None, decided: date, scene: Scene) -> Iterator[Reason]:
    if told_on and told_on > scene.today:
        yield Reason(
            say("Nobody can have been told in the future ({day}).", day=told_on.isoformat())
        )
    if told_on and scene.proposing:
        yield Reason(
            say(
                "It is decided by the signature, and told after it: leave the day it was told "
                "empty."
            )
        )
    elif told_on and told_on < decided:
        yield Reason(
            say(
                "Nobody can have been told on {day} of what was decided on {decided}.",
                day=told_on.isoformat(),
                decided=decided.isoformat(),
            )
        )


def brings_case(scene: Scene, ids: tuple[str, ...], case: DocketKey | None) -> tuple[Written, ...]:
    """The two dockets of an act by which allegations enter a case: the complaint's and the
    case's (an existing one, or a new one)."""
    assert scene.key is not None
    allegations = scene.complaint.allegations
    there = (a.id for a in allegations if a.disposition is Disposition.ACCEPTED)
    return (
        Written(docket=scene.key),
        Written(docket=case or NEW_CASE, brought=(scene.complaint.brought((*there, *ids)),)),
    )


def joins(scene: Scene, key: DocketKey | None) -> Iterator[Reason]:
    """Why allegations cannot go into the named case, or, without one, into a new one."""
    already = scene.complaint.case
    if already is not None and already != key:
        yield Reason(
            say("This complaint is in case {key} already: its allegations join that.", key=already)
        )
    if key is None:
        return
    case = scene.look(key)
    if not isinstance(case, Case):
        yield Reason(say("There is no case {key}.", key=key))
    elif case.closed_on or case.void:
        yield Reason(say("Case {key} is closed; reopen it or file a new one.", key=key))
    elif case.merged_into:
        yield Reason(
            say("Case {key} is merged into {other}: join that.", key=key, other=case.merged_into)
        )
    elif case.outcome or case.transferred_on:
        yield Reason(say("Case {key} is decided; file a new one.", key=key))
    elif case.authority != deciding_authority(scene):
        yield Reason(
            say(
                "Case {key} is decided by another authority; a complaint joins its own "
                "authority's case.",
                key=key,
            )
        )


def into_case(given: Given, case: DocketKey | None) -> Said:
    """Which complaint went into which case, for the timelines of both."""
    return say(
        "{complaint} into case {case}", complaint=given.main, case=case or given.opened or ""
    )


def case_after_bringing(was: Case | None, entry: Entry, source: Source) -> Case:
    """The case after allegations were brought into it; a new one when there was none."""
    if was is None:
        number = next((n for n in entry.given.numbers if n.kind == "case"), None)
        was = Case(
            key=entry.docket,
            source=source,
            filed_on=entry.on,
            authority=number.authority if number else entry.given.authority,
            body=entry.given.body,
            numbers=tuple(n for n in entry.given.numbers if n.kind == "case"),
        ).with_moment("filed", entry.on, entry)
    for brought in entry.given.brought:
        was = was.bringing(brought)
    return was


@frozen(kw_only=True)
class Accepted(Act):
    """Allegations are accepted, which files a new case or joins an open one on the same day.

    There is no "accepted but not filed": the day of this approval is the day of filing
    (Order 25 art. 18, 19), and the institution head gives it.
    """

    kind: ClassVar[str] = "accepted"
    title: ClassVar[Said] = say("Accept and file")
    group: ClassVar[Said] = INTAKE
    who = HEADS
    into = Complaint
    stages = frozenset({ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT})
    authority = True
    number: ClassVar[str] = "case"
    basis: ClassVar[tuple[str, ...]] = ("gd-18-1", "gd-19")
    fixed = frozenset({"case"})

    allegations: tuple[Line, ...] = field(
        default=(), metadata=label("Allegations", of="allegations", hint="none = all open ones")
    )
    case: DocketKey | None = field(
        default=None, metadata=label("Join the case", of="cases", hint="empty = file a new one")
    )
    told_on: date | None = field(
        default=None, metadata=label("Complainant told on", hint="empty = not told yet")
    )
    otherwise: Text = field(default=Text(""), metadata=OTHERWISE)

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.complaint.tipoff:
            yield Reason(say("A tip-off is not accepted but filed: “{act}”.", act=say("File")))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from _known(scene, self.allegations)
        yield from at("case", joins(scene, self.case))
        yield from at("told_on", _telling(self.told_on, self.day(scene), scene))
        yield from _otherwise(scene, self.allegations, self.otherwise, accepts=True)

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        notice = (PaperKind.ACCEPTANCE.value, deciding_authority(scene))
        return (notice,) if self.case else (*super().numbering(scene), notice)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return brings_case(scene, _chosen(scene.complaint, self.allegations), self.case)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        ids = _chosen(was, self.allegations)
        notice = issued(was, entry, PaperKind.ACCEPTANCE, None, Text(""), about=ids)
        after = evolve(was, case=self.case or entry.given.opened, papers=(*was.papers, notice))
        return after.disposed(ids, Disposition.ACCEPTED, entry, told_on=self.told_on)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return case_after_bringing(was, entry, Source.COMPLAINT)

    def line(self, given: Given) -> Said:
        return into_case(given, self.case)


@frozen(kw_only=True)
class ComplainantTold(Act):
    """The complainant (or the author of a tip-off who can be reached) is told of the
    dispositions so far (河南条例 art. 15). The limit stops when that was done; for an author who
    could not be reached, when the decision was made."""

    kind: ClassVar[str] = "complainant_told"
    title: ClassVar[Said] = say("Tell the complainant")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = OPEN | {ComplaintStage.ANSWERED}
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("hn-lsi-15-1",)

    how: Channel = field(default=Channel.PHONE, metadata=label("How"))
    what: Text = field(default=Text(""), metadata=label("What was said"))
    reached: bool = field(default=True, metadata=label("The person was reached"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.complaint.to_be_told:
            yield Reason(say("There is nothing left to tell."))

    def earliest(self, scene: Scene) -> date | None:
        decided = (a.disposed_on for a in scene.complaint.allegations if a.told_on is None)
        return max((d for d in decided if d), default=super().earliest(scene))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if self.reached:
            return
        if not scene.complaint.tipoff:
            yield Reason(
                say("A complainant who cannot be reached is told in writing; a tip-off's author "
                    "alone can be out of reach."),
                basis="hn-lsi-15-1", path="reached")  # fmt: skip
        if not self.what.strip():
            yield Reason(say("Say how it was tried to reach the author."), path="what")

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        return was.told(entry.on, entry) if self.reached else was.beyond_reach(entry)


@frozen(kw_only=True)
class Withdrawn(Act):
    """The complainant withdraws, before or after the filing. A case that runs is not ended by it
    (《劳动保障监察条例》 art. 18 names other grounds): it goes on, and its timeline says so."""

    kind: ClassVar[str] = "withdrawn"
    title: ClassVar[Said] = say("Complaint withdrawn")
    group: ClassVar[Said] = INTAKE
    who = HANDLERS
    into = Complaint
    stages = OPEN
    authority = True
    reason: Text = field(metadata=label("Reason"))
    in_writing: bool = field(default=True, metadata=label("In writing"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        complaint = scene.complaint
        if complaint.case is None:
            yield from child_reasons(complaint)
        if complaint.case is None and complaint.urgent and not HEADS & scene.positions:
            yield Reason(
                say("It is urgent: its withdrawal is entered by a head, who looks at it first."),
                who=say("institution head"),
            )

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        case = scene.complaint.case
        return (*super().lines(scene), *((Written(docket=case),) if case else ()))

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        after = evolve(was, withdrawn_on=entry.on)
        for name in ("filing_decided", "disposed_and_told"):
            if not any(m.name == name for m in after.moments):
                after = after.with_moment(name, entry.on, entry)
        return after


@frozen(kw_only=True)
class Replied(Act):
    """An answer to the complainant on how the matter stands or ended."""

    kind: ClassVar[str] = "replied"
    title: ClassVar[Said] = say("Answer the complainant")
    group: ClassVar[Said] = INTAKE
    who = ANYBODY
    into = Complaint
    handling = True
    how: Channel = field(default=Channel.PHONE, metadata=label("How"))
    what: Text = field(metadata=label("What was said"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if scene.complaint.identity is Identity.ANONYMOUS:
            yield Reason(say("The tip-off is anonymous; there is nobody to answer."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.what, "What was said", "what")

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        assert was is not None
        return evolve(was, replied_on=(*was.replied_on, entry.on))
