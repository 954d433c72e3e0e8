"""The package of a request upward, made of a docket by the program.

It is hashed and kept as a file that the act names, so that what was sent can be read for ever as it
was. Whose identity is kept secret is not in it, nor phones or identity numbers.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from . import law
from .acts.answering import Answered
from .acts.base import Act, Scene
from .acts.complexity import suggested
from .acts.handover import Asked, HandoverSupplemented, superiors
from .law.bases import bases
from .record.case import Case
from .record.complexity import ComplexFor
from .record.criteria import VERDICTS, Suggestion
from .record.docket import Entry
from .record.package import (
    Came,
    Handler,
    Matter,
    Measure,
    Met,
    Package,
    Party,
    Piece,
    Place,
    Request,
    Sums,
    WorkerRow,
    limits_of,
)
from .words import Said, speak

LANG: Final = "zh_CN"
QUIET: Final = frozenset(
    {
        "noted", "corrected", "taken_back", "irregularity_settled", "identity_opened", "proposed",
        "signed", "proposal_withdrawn", "linked", "unlinked", "step_planned", "step_ended",
    }
)  # fmt: skip
"""Kinds of acts that are no measures."""


def package_of(
    scene: Scene, head: tuple[int, str], sending: Asked | HandoverSupplemented | None = None
) -> Package:
    """The package of the case of a scene, as it stands; ``head`` is the newest commit and its hash,
    ``sending`` the request that it goes with, or what supplements it."""
    case, office, today = scene.case, scene.office, scene.today
    found = suggested(scene)
    measures = tuple(_measures(scene.entries))
    own = office.authority(case.authority)
    secret = {b.complaint for b in case.brought if b.secret}
    return Package(
        docket=case.key,
        number=case.number,
        numbers=tuple(n.text for n in case.numbers),
        made=scene.now,
        ledger_seq=head[0],
        ledger_hash=head[1],
        entries=len(scene.entries),
        source=_zh(case.source.label),
        filed_on=case.filed_on,
        authority=own.name if own else case.authority,
        body=office.body_name(case.body),
        came=tuple(
            Came(docket=b.complaint, number=b.number, received=b.received, tipoff=b.tipoff)
            for b in case.brought
        ),
        parties=tuple(
            Party(
                name=r.name,
                role=_zh(r.role.label),
                credit_code=r.credit_code or "",
                representative=r.representative,
                address=r.address,
                industry=r.industry,
                registration_type=r.registration_type,
                size=_zh(r.size.label) if r.size else "",
            )
            for r in case.respondents
        ),
        place=Place(
            address=case.site.address,
            subdistrict=case.site.subdistrict,
            project=case.site.project,
            government_funded=case.site.government_funded,
            construction=case.site.construction,
        ),
        facts=case.facts,
        matters=tuple(_matters(case)),
        persons=case.persons,
        workers=tuple(_workers(case, secret)),
        sums=Sums(
            claimed=case.claimed,
            verified=case.verified,
            paid=case.paid,
            outstanding=case.totals.outstanding,
        ),
        law=_law(case, measures, found),
        measures=measures,
        evidence=tuple(
            Piece(
                id=e.id,
                name=e.name,
                on=e.on,
                sha256=e.file or "",
                preserved=e.preserved_on is not None and e.released_on is None,
            )
            for e in case.evidence
            if e.regular
        ),
        limits=tuple(limits_of(office.deadlines(case.clock_moments), today)),
        verdict=_zh(VERDICTS[found.verdict]),
        criteria=tuple(_met(found)),
        complex_for=tuple(
            _zh(what.label) for what in ComplexFor if case.complexity.complex_for(what)
        ),
        risk=tuple(_zh(k.label) for k in case.urgency.kinds) if case.urgency else (),
        request=_request(scene, sending),
        handlers=tuple(_handlers(case, scene)),
    )


def _zh(text: Said | str) -> str:
    return speak(text, LANG)


def _matters(case: Case) -> Iterator[Matter]:
    known = law.causes()
    for a in case.allegations:
        row = known.get(a.alleged.cause)
        yield Matter(
            id=a.id,
            cause=a.alleged.cause,
            title=row.title(LANG) if row else a.alleged.cause,
            start=a.alleged.start,
            end=a.alleged.end,
            amount=a.alleged.amount,
            finding=_zh(a.finding.label) if a.finding else "",
            verified=case.verified_by_allegation.get(a.id, a.verified),
        )


def _workers(case: Case, secret: Iterable[str]) -> Iterator[WorkerRow]:
    hidden = set(secret)
    paid, missing = case.claims.paid_by_line(), case.claims.missing()
    for w in case.claims.workers:
        if w.double:
            continue
        named = not any(o.docket in hidden for o in w.origins)
        verified = [line.verified for line in w.lines if line.verified is not None]
        claimed = [line.claimed for line in w.lines if line.claimed is not None]
        owed = [m for line in w.lines if (m := missing[line.id]) is not None]
        yield WorkerRow(
            id=w.id,
            name=w.name if named else "",
            count=w.count,
            claimed=sum(claimed) if claimed else None,
            verified=sum(verified) if verified else None,
            paid=sum(paid.get(line.id, 0) for line in w.lines),
            outstanding=sum(owed) if owed else None,
        )


def _measures(entries: Iterable[Entry]) -> Iterator[Measure]:
    for e in entries:
        if e.taken_back_by is not None or e.act.kind in QUIET or not isinstance(e.act, Act):
            continue
        yield Measure(
            entry=e.n,
            on=e.on,
            what=_done(e),
            numbers=tuple(str(n.text) for n in e.given.numbers),
            bases=tuple(e.act.basis),
        )


def _done(entry: Entry) -> str:
    """What was done; of a hand-over which kind, and what was answered."""
    title = _zh(entry.act.title)
    if isinstance(entry.act, (Asked, Answered)):
        return f"{title}（{_zh(entry.line)}）"
    return title


def _law(case: Case, measures: Iterable[Measure], found: Suggestion) -> tuple[str, ...]:
    """The provisions that were relied on, as the trade cites them."""
    known = law.causes()
    causes = (known.get(a.alleged.cause) for a in case.allegations)
    keys = [key for c in causes if c is not None for key in c.bases]
    keys += [key for m in measures for key in m.bases]
    keys += [key for h in found.met for key in h.rule.bases]
    return tuple(bases()[key].cited(LANG) for key in dict.fromkeys(keys) if key in bases())


def _met(found: Suggestion) -> Iterator[Met]:
    for h in found.met:
        yield Met(
            id=h.rule.id,
            title=h.rule.title_zh,
            level=h.weight.value,
            figure=h.figure,
            source=h.own.reason if h.own and h.own.reason else h.rule.source,
            certainty=h.rule.certainty,
            facts=tuple(_zh(fact) for fact in h.answer.facts),
            by=_zh(h.answer.by),
        )


def asked_first(scene: Scene, handover: str) -> Asked | None:
    """The act by which a hand-over of the case of a scene was asked for."""
    first = next((h.steps[0].entry for h in scene.case.handovers if h.id == handover), 0)
    act = next((e.act for e in scene.entries if e.n == first), None)
    return act if isinstance(act, Asked) else None


def _request(scene: Scene, sending: Asked | HandoverSupplemented | None) -> Request:
    office, case = scene.office, scene.case
    asked: Asked | None
    added: str
    if isinstance(sending, HandoverSupplemented):
        asked, added = asked_first(scene, sending.handover), sending.added
    else:
        asked, added = sending, ""

    def named(authority: str | None) -> str:
        found = office.authority(authority or "")
        return found.name if found else authority or ""

    above = next((a.id for a in superiors(office, case)), None)
    to = (asked.to if asked else None) or above
    return Request(
        what=_zh(asked.what.label) if asked else "",
        reasons=asked.reasons_given if asked else "",
        opinion=asked.opinion if asked else "",
        remaining=asked.remaining if asked else "",
        added=added,
        asked_by=named(case.authority),
        to=named(to),
        officer=scene.officer.name if asked else "",
        on=(sending.happened if sending else None) or scene.today,
    )


def _handlers(case: Case, scene: Scene) -> Iterator[Handler]:
    for seat, role in ((case.lead, "主办"), (case.assistant, "协办")):
        if seat is not None:
            yield Handler(name=seat.name, certificate=seat.certificate, role=role)
    head = scene.officer
    own = head.certificate(scene.today)
    yield Handler(name=head.name, certificate=own.number if own else "", role="报请人")
