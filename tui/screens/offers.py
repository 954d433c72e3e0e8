"""What a field with ``of`` offers: the officers, papers, allegations ... there are just now."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from attrs import frozen

from laborcase import law
from laborcase.acts.approval import title_of
from laborcase.acts.closing import endings
from laborcase.acts.remedies import AGAINST
from laborcase.acts.service import TO_PERFORM
from laborcase.acts.urgent import children_of
from laborcase.desk import Desk
from laborcase.law.bases import bases
from laborcase.law.classes import classes
from laborcase.law.criteria import criteria as law_criteria
from laborcase.parties import Officer
from laborcase.record.case import Case, Handover, HandoverKind
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Alleged, Docket
from laborcase.record.incidents import Incident
from laborcase.record.office import Office
from laborcase.record.papers import ORDERS, PENALTIES, Paper, PaperKind
from laborcase.record.proposals import Proposal
from laborcase.record.remedies import Remedy
from laborcase.telling import line_of
from laborcase.values import money_text
from laborcase.words import LANGUAGES, Said, say

from ..widgets.offered import Offers
from ..widgets.pick import MOST_MATCHES, Match


@frozen
class Around:
    """What a form stands in: the officer, the office, the docket if there is one, the day."""

    officer: Officer
    office: Office
    docket: Docket | None
    today: date


def around(desk: Desk, on: str) -> Around:
    """What stands around a form now; asks the desk, so it is called in a thread."""
    return Around(desk.officer, desk.office, desk.docket(on) if on else None, desk.now().date())


def offers(of: str, here: Around, desk: Desk, lang: str) -> Offers:
    """What a field with this ``of`` offers; a function where the desk has to be searched."""
    if of in ("cases", "dockets"):
        return partial(_found, desk, "case" if of == "cases" else "")
    if of == "causes":
        return causes(lang)
    if of in CLASSES:
        return class_offers(of, lang)
    if of == "bases":
        # What something speaks against is offered last, and says so.
        every = sorted(bases().values(), key=lambda b: bool(b.objections(here.today)))
        return tuple(
            Match(
                b.id,
                b.citation(lang),
                "; ".join(b.marks(lang, here.today)),
                (b.id, b.summary(lang)),
            )
            for b in every
        )
    state = here.docket.state if here.docket else None
    if of == "entries" and here.docket:
        docket = here.docket
        return tuple(
            _entry(e.n, e.act.title, line_of(e, docket.state)) for e in reversed(docket.entries)
        )
    if of == "irregularities" and isinstance(state, (Case, Complaint)):
        open_ones = (i for i in state.irregularities if i.settled_on is None)
        return tuple(_entry(i.entry, i.title, i.reason) for i in open_ones)
    if of == "proposals" and isinstance(state, (Case, Complaint)):
        return tuple(_proposed(p) for p in state.proposals if p.pending)
    if of in ("claims", "workers", "payments", "agreements", "steps") and (
        isinstance(state, (Case, Complaint))
    ):
        return tuple(_of_money(of, state, lang))
    if of == "children":
        return tuple(Match(c.id, c.id, c.found_on.isoformat()) for c in children_of(state))
    if isinstance(state, Case):
        found = tuple(_of_case(of, state, here, lang))
    elif isinstance(state, Complaint):
        found = tuple(_of_complaint(of, state, lang))
    else:
        found = ()
    return found or tuple(_of_office(of, here, lang))


def causes(lang: str) -> tuple[Match, ...]:
    """The causes of complaint (案由) by their name in ``lang``."""
    return tuple(
        Match(c.code, c.title(lang), also=tuple(c.title(each) for each in LANGUAGES))
        for c in law.causes().values()
    )


CLASSES: Final = {"industries": "industry", "registration_types": "registration_type"}
"""What fields of a respondent pick from, and the kind of class that is."""


def class_offers(of: str, lang: str) -> tuple[Match, ...]:
    """The industries, or the registration types, by name; the letter of an industry before it."""
    return tuple(
        Match(
            c.code,
            f"{c.code} {c.title(lang)}" if len(c.code) == 1 else c.title(lang),
            also=(c.code, *(c.title(each) for each in LANGUAGES)),
        )
        for c in classes(CLASSES[of]).values()
    )


PAPERS: Final[Mapping[str, Callable[[Paper], bool]]] = {
    "papers": lambda p: True,
    "unserved": lambda p: p.to_serve,
    "unperformed": lambda p: p.kind in TO_PERFORM and p.stands and p.performed_on is None,
    "inquiries": lambda p: p.kind is PaperKind.INQUIRY and p.stands,
}
"""What fields that name a paper pick from, and which papers those are."""

HANDOVERS: Final[Mapping[str, Callable[[Handover], bool]]] = {
    "unreceived": lambda h: h.awaits == "answer" and h.received_on is None,
    "to_answer": lambda h: h.awaits == "answer" and h.kind is not HandoverKind.CONSULTATION,
    "consultations": lambda h: h.awaits == "answer" and h.kind is HandoverKind.CONSULTATION,
    "to_supplement": lambda h: h.awaits == "supplement",
    "unanswered": lambda h: h.awaits in ("answer", "supplement"),
    "to_carry_out": lambda h: h.awaits == "receipt",
    "reported": lambda h: h.awaits in ("report", "closing"),
}
"""What fields that name a hand-over pick from, and which those are."""


async def _found(desk: Desk, kind: str, typed: str) -> Sequence[Match]:
    def find() -> Sequence[Match]:
        page = desk.find(desk.asking(text=typed, kind=kind, limit=MOST_MATCHES))
        return [
            Match(row.key, row.key, f"{row.respondent or row.place} {row.number}")
            for row in page.rows
        ]

    return await asyncio.to_thread(find)


def _of_money(of: str, state: Case | Complaint, lang: str) -> Iterator[Match]:
    claims = state.claims
    if of == "claims":
        missing = claims.missing()
        for w in claims.workers:
            for line in () if w.double else w.lines:
                left = missing[line.id]
                due = "" if left is None else say("{sum} due", sum=money_text(left))
                yield Match(line.id, say("{id} {name}", id=line.id, name=w.name), due)
    elif of == "workers":
        for w in claims.workers:
            yield Match(w.id, say("{id} {name}", id=w.id, name=w.name),
                        w.left.how.label if w.left else "")  # fmt: skip
    elif of == "payments":
        for p in claims.payments:
            if p.payer:
                yield Match(p.id, say("{id} {name}", id=p.id, name=p.payer), money_text(p.total))
    elif of == "agreements":
        for a in claims.agreements:
            if not a.ended_on:
                yield Match(a.id, say("{id} {name}", id=a.id, name=a.with_whom),
                            money_text(a.amount))  # fmt: skip
    elif of == "steps":
        for s in state.steps:
            if s.ended_on is None:
                yield Match(s.id, say("{id} {name}", id=s.id, name=s.what), s.due.isoformat())


def _of_complaint(of: str, complaint: Complaint, lang: str) -> Iterator[Match]:
    if of == "allegations":
        for a in complaint.open_allegations:
            yield Match(a.id, a.id, _alleged(a.alleged, lang))
    elif of in PAPERS:
        yield from (_paper(p) for p in complaint.papers if PAPERS[of](p))
    elif of in ("remediable", "every_allegation"):
        for a in complaint.allegations:
            yield Match(a.id, a.id, _alleged(a.alleged, lang))
    elif of == "remedies":
        yield from _remedies(complaint.remedies)
    elif of == "links":
        yield from (Match(key, key) for _, key in complaint.links)
    elif of == "incidents":
        yield from _incidents(complaint.incidents)
    elif of == "tickets":
        for t in complaint.tickets:
            yield Match(
                t.id, t.id, say("{channel} {number}", channel=t.channel.label, number=t.number)
            )


def _of_case(of: str, case: Case, here: Around, lang: str) -> Iterator[Match]:
    if of in ("case_allegations", "every_allegation"):
        yield from (Match(a.id, a.id, _alleged(a.alleged, lang)) for a in case.allegations)
    elif of in PAPERS:
        yield from (_paper(p) for p in case.papers if PAPERS[of](p))
    elif of == "addressees":
        names = (name for p in case.papers for name in p.addressees)
        yield from (Match(name, name) for name in dict.fromkeys(names))
    elif of == "respondents":
        yield from (Match(r.name, r.name, r.role.label) for r in case.respondents)
    elif of == "evidence":
        yield from (Match(e.id, say("{id} {name}", id=e.id, name=e.name)) for e in case.evidence)
    elif of == "preserved":
        for e in case.evidence:
            if e.preserved_on and not e.released_on:
                yield Match(e.id, e.id, e.name)
    elif of in HANDOVERS:
        yield from (Match(h.id, h.id, h.kind.label) for h in case.handovers if HANDOVERS[of](h))
    elif of == "incidents":
        yield from _incidents(case.incidents)
    elif of == "links":
        yield from (Match(key, key) for _, key in case.links)
    elif of == "merged":
        yield from (Match(p.case.key, p.case.key, p.case.number) for p in case.merged)
    elif of in ("remediable", "orders", "penalties"):
        kinds = {"remediable": AGAINST, "orders": ORDERS}.get(of, PENALTIES)
        for p in case.papers:
            if p.kind in kinds and p.void_on is None:
                yield Match(p.id, p.id, say("{kind} {number}", kind=p.kind.label, number=p.number))
    elif of == "remedies":
        yield from _remedies(case.remedies.lodged)
    elif of == "fines":
        for f in case.sanctions.fines:
            left = say("{number}, {sum} yuan left", number=f.number, sum=money_text(f.left))
            yield Match(f.paper, f.paper, left)
    elif of in ("publications", "listings", "publicity"):
        yield from _publicity(of, case)
    elif of == "assistance":
        for a in case.assistance:
            if a.answered_on is None:
                yield Match(a.id, a.id, a.organ)
    elif of == "clocks":
        clocks = dict.fromkeys(d.rule.id for d in here.office.deadlines(case.clock_moments))
        yield from (Match(key, law.clock_title(key, lang), also=(key,)) for key in clocks)
    elif of == "endings":
        yield from (Match(kind.value, kind.label) for kind in endings(case))


def _incidents(incidents: Sequence[Incident]) -> Iterator[Match]:
    yield from (Match(i.id, i.id, i.place) for i in incidents if not i.ended)


def _paper(p: Paper) -> Match:
    told = say("{kind} {number}", kind=p.kind.label, number=p.number)
    return Match(p.id, p.id, say("{paper}, {state}", paper=told, state=p.state.label))


def _remedies(lodged: Sequence[Remedy]) -> Iterator[Match]:
    for r in lodged:
        if r.pending:
            yield Match(r.id, r.id, say("{kind}, {organ}", kind=r.kind.label, organ=r.organ))


def _publicity(of: str, case: Case) -> Iterator[Match]:
    """Publications in force and listings that are not off the list."""
    if of != "listings":
        for p in case.sanctions.publications:
            if p.ended_on is None:
                yield Match(p.id, p.id, p.ground.label)
    if of != "publications":
        for x in case.sanctions.listings:
            if x.undecided or x.on_list:
                yield Match(x.id, x.id, x.ground.label)


def _of_office(of: str, here: Around, lang: str) -> Iterator[Match]:
    office = here.office
    if of in ("officers", "inspectors", "pair"):
        case = here.docket.state if here.docket else None
        seats = (case.lead, case.assistant) if isinstance(case, Case) else ()
        seated = [seat.officer for seat in seats if seat]
        for officer in sorted(office.officers, key=lambda o: of == "pair" and o.id not in seated):
            if officer.active and (of == "officers" or office.may_inspect(officer.id, here.today)):
                yield Match(officer.id, officer.name, office.body_name(officer.body), (officer.id,))
    elif of == "authorities":
        yield from (Match(a.id, a.name) for a in office.authorities)
    elif of == "clocks":
        for rule in office.clocks:
            if rule.rank != "office":
                yield Match(rule.id, rule.title(lang), also=(rule.id,))
    elif of == "criteria":
        for row in law_criteria().values():
            yield Match(row.id, say("{id} {title}", id=row.id, title=row.title(lang)), row.source)
    elif of == "bodies":
        yield from (Match(b.id, b.name) for a in office.authorities for b in a.bodies)
        yield from (Match(j.id, j.name) for j in office.joint_offices)


def _proposed(p: Proposal) -> Match:
    title = say("{id} {act}", id=p.id, act=title_of(p.what))
    return Match(p.id, title, say("by {name}", name=p.proposer_name))


def _entry(n: int, title: Said, line: str) -> Match:
    return Match(str(n), say("#{n} {act}", n=n, act=title), line)


def _alleged(alleged: Alleged, lang: str) -> str:
    known = law.causes().get(alleged.cause)
    days = [day.isoformat() for day in (alleged.start, alleged.end) if day]
    parts = [known.title(lang) if known else alleged.cause, " - ".join(days)]
    if alleged.amount is not None:
        parts.append(money_text(alleged.amount))
    return " ".join(part for part in parts if part)
