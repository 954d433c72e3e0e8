"""Two cases become one (并案), and two again.

``absorbed`` puts one case into another: its numbers, respondents, allegations, papers, evidence,
hand-overs, complaints and moments stand there too, under ids of the other docket; the earlier
filing counts. ``released`` takes it out again as it is then, and leaves what has come since to the
case that it came to. The one undoes the other.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, cast

from ..evolving import evolve
from ..fields import DocketKey
from ..law.clocks import Moment
from .assistance import Assistance
from .bringing import bringing
from .case import Case, CaseAllegation, Evidence, Handover, Part
from .claims import Claimant, Claims
from .docket import Brought, next_id
from .incidents import Incident
from .papers import Paper
from .remedies import Remedies
from .sanctions import Sanctions

MOVED: Final = frozenset(
    {
        "filed_on", "own_respondents", "brought", "allegations", "numbers", "recused", "past",
        "papers", "evidence", "handovers", "interviews", "site_records", "extended_on", "claims",
        "moments", "merged", "assistance", "incidents",
    }
)  # fmt: skip
"""What of a case stands in the other one after a merger."""
STAYS: Final = frozenset(
    {
        # Its own docket still says it.
        "key", "source", "authority", "body", "joint", "facts", "own_site", "own_people", "lead",
        "assistant", "inspections",
        "links", "known", "found_on",
        "irregularities", "void", "merged_into", "proposals", "contacts", "steps",
        "coordination", "complexity",
        # Of a case with any of these no other takes it in; what is urgent in it still counts.
        "remedies", "sanctions", "pressing",
        # Nothing of it can have happened yet: only cases under investigation are merged.
        "concluded_on", "defence_on", "hearing_on", "legal_review_on", "discussed_on", "outcome",
        "decided_on", "review_failed_on", "transferred_to", "transferred_on", "transfer_taken_on",
        "court_applied_on", "defence_waived_on", "hearing_asked_on", "to_police", "delivered_on",
        "refused_on", "challenged_on", "material_on", "relied", "suspended_on", "recusals",
        "closed_on", "closing", "effects", "archived_on", "archive_number",
    }
)  # fmt: skip
"""What does not."""

_Item = TypeVar("_Item", CaseAllegation, Paper, Evidence, Handover, Assistance, Incident)
_LETTERS: Final = {
    "allegations": "A", "papers": "P", "evidence": "E", "handovers": "H", "assistance": "B",
    "incidents": "N",
}  # fmt: skip


def packed(case: Case) -> Case:
    """A case as another docket keeps it: without what its complaints bring, which travels sealed
    beside it, and without its irregularities, proposals, contacts and steps, which stay in its own
    docket."""
    claims = Claims(workers=own_workers(case))
    bare = evolve(case, brought=(), claims=claims, irregularities=(), proposals=())
    return evolve(bare, contacts=(), steps=(), coordination=None)


def unpacked(case: Case, brought: tuple[Brought, ...]) -> Case:
    """A packed case with what its complaints bring."""
    claims = rebuilt(own_workers(case), brought, case.allegations)
    return evolve(case, brought=brought, claims=claims)


def of_its_own(case: Case) -> bool:
    """Whether children were found in a case, or something followed its papers (a review, a fine, a
    publication): it can take another in, but stays a docket of its own."""
    followed = case.remedies != Remedies() or case.sanctions != Sanctions()
    return followed or bool(case.pressing.children)


def rested_on(case: Case) -> frozenset[str]:
    """The papers that a review, a fine, a publication or the like is about."""
    r, s = case.remedies, case.sanctions
    return frozenset(
        (
            *(one for m in r.lodged for one in m.about),
            *(a.paper for a in r.amendments),
            *(f.paper for f in s.fines),
            *(report.paper for report in s.reports),
            *(p.paper for p in s.publications),
            *(one for x in s.extra for one in (x.paper, x.order)),
            *(one for x in s.listings for one in (x.order, x.notice, x.decision)),
        )
    )


def rebuilt(
    own: Iterable[Claimant], brought: Iterable[Brought], allegations: Iterable[CaseAllegation]
) -> Claims:
    """The claims of a case from its own workers and what its complaints bring, and nothing entered
    of them since. Only cases whose claims are no more than that are merged or parted."""
    workers, known = tuple(own), tuple(allegations)
    made = Claims(workers=workers, last=max((_number(w) for w in workers), default=0))
    for b in brought:
        ids = {a.source_id: a.id for a in known if a.source == b.complaint}
        made = bringing(made, b.complaint, b.by_worker, ids)
    return made


def own_workers(case: Case) -> tuple[Claimant, ...]:
    """The workers that no complaint brought."""
    return tuple(w for w in case.claims.workers if not w.origins)


def _number(worker: Claimant) -> int:
    return int(worker.id[1:])


def _renamed(worker: Claimant, ids: Mapping[str, str]) -> Claimant:
    """A worker under the id of another docket, with the allegations' ids there."""
    new = ids[worker.id]
    lines = tuple(
        evolve(
            line,
            id=f"{new}-{line.id.partition('-')[2]}",
            allegation=ids.get(line.allegation, line.allegation),
        )
        for line in worker.lines
    )
    return evolve(worker, id=new, lines=lines)


def absorbed(case: Case, other: Case) -> Case:
    """``case`` with ``other`` in it."""
    ids: dict[str, str] = {}
    lists = {
        name: _with(getattr(case, name), getattr(other, name), letter, ids)
        for name, letter in _LETTERS.items()
    }
    mine = own_workers(case)
    for n, w in enumerate(own_workers(other), max((_number(w) for w in mine), default=0) + 1):
        ids[w.id] = f"W{n}"
    known = {r.name for r in case.own_respondents}
    respondents = tuple(r for r in other.own_respondents if r.name not in known)
    part = Part(
        case=packed(other),
        complaints=other.complaints,
        ids=tuple(ids.items()),
        filed_on=case.merged[0].filed_on if case.merged else case.filed_on,
        respondents=tuple(r.name for r in respondents),
        recused=_new(other.recused, case.recused),
        past=_new(other.past, case.past),
        extended_on=_new(other.extended_on, case.extended_on),
    )
    return evolve(
        case,
        **cast("Any", lists),
        filed_on=min(case.filed_on, other.filed_on),
        own_respondents=(*case.own_respondents, *respondents),
        brought=(*case.brought, *other.brought),
        numbers=(*other.numbers, *case.numbers),  # the last one is the case's own
        recused=(*case.recused, *part.recused),
        past=(*case.past, *part.past),
        extended_on=(*case.extended_on, *part.extended_on),
        interviews=case.interviews + other.interviews,
        site_records=case.site_records + other.site_records,
        claims=rebuilt(
            (*mine, *(_renamed(w, ids) for w in own_workers(other))),
            (*case.brought, *other.brought),
            cast("tuple[CaseAllegation, ...]", lists["allegations"]),
        ),
        moments=(*case.moments, *(_moved(m, other.key, ids) for m in other.moments)),
        merged=(*case.merged, part),
    )


def released(case: Case, key: DocketKey) -> tuple[Case, Case]:
    """``case`` without the one that was merged into it, and that one as it is now: what has
    happened since to what it brought goes with it."""
    part = next(p for p in case.merged if p.case.key == key)
    was = part.case
    back = {here: there for there, here in part.ids}
    lists: dict[str, object] = {}
    own: dict[str, object] = {}
    for name in _LETTERS:
        kept, gone = _without(getattr(case, name), part, back)
        lists[name], own[name] = kept, gone
    papers = {p.id: p.entry for p in was.papers}
    own["papers"] = tuple(
        evolve(p, entry=papers.get(p.id, p.entry)) for p in cast("tuple[Paper, ...]", own["papers"])
    )
    others = tuple(p for p in case.merged if p is not part)
    dockets = {key, *(m.docket for m in was.moments if m.docket)}
    theirs = tuple(m for m in case.moments if m.docket in dockets or m.subject in back)
    rest = evolve(
        case,
        **cast("Any", lists),
        filed_on=min([part.filed_on, *(p.case.filed_on for p in others)]),
        own_respondents=tuple(r for r in case.own_respondents if r.name not in part.respondents),
        brought=tuple(b for b in case.brought if b.complaint not in part.complaints),
        numbers=tuple(n for n in case.numbers if n not in was.numbers),
        recused=_new(case.recused, part.recused),
        past=_new(case.past, part.past),
        extended_on=_new(case.extended_on, part.extended_on),
        interviews=case.interviews - was.interviews,
        site_records=case.site_records - was.site_records,
        moments=tuple(m for m in case.moments if m not in theirs),
        merged=others,
    )
    everybody = own_workers(case)
    staying = tuple(w for w in everybody if w.id not in back)
    leaving = tuple(_renamed(w, back) for w in everybody if w.id in back)
    rest = evolve(rest, claims=rebuilt(staying, rest.brought, rest.allegations))
    brought = tuple(b for b in case.brought if b.complaint in part.complaints)
    other = evolve(
        was,
        **cast("Any", own),
        brought=brought,
        claims=rebuilt(leaving, brought, cast("tuple[CaseAllegation, ...]", own["allegations"])),
        moments=tuple(_returned(m, case.key, key, back) for m in theirs),
    )
    return rest, other


def _with(
    mine: tuple[_Item, ...], theirs: tuple[_Item, ...], letter: str, ids: dict[str, str]
) -> tuple[_Item, ...]:
    """Two lists as one; the second gets ids that are free in the first."""
    made = list(mine)
    for item in theirs:
        ids[item.id] = next_id(letter, made)
        # An entry number of the other docket means nothing here.
        entry: dict[str, int] = {"entry": 0} if isinstance(item, Paper) else {}
        made.append(cast("Any", evolve(cast("Any", item), id=ids[item.id], **entry)))
    return tuple(made)


def _without(
    items: tuple[_Item, ...], part: Part, back: Mapping[str, str]
) -> tuple[tuple[_Item, ...], tuple[_Item, ...]]:
    """What stays of a list, and what goes with a case that leaves, under its ids there."""
    kept: list[_Item] = []
    gone: list[_Item] = []
    for item in items:
        brought = isinstance(item, CaseAllegation) and item.source in part.complaints
        if item.id in back:
            gone.append(cast("Any", evolve(item, id=back[item.id])))
        elif brought:  # a complaint of its own alleged it after the merger
            gone.append(cast("Any", evolve(item, id=next_id("A", gone))))
        else:
            kept.append(item)
    return tuple(kept), tuple(gone)


def _moved(moment: Moment, key: DocketKey, ids: Mapping[str, str]) -> Moment:
    subject = ids.get(moment.subject, moment.subject)
    return evolve(moment, subject=subject, docket=moment.docket or key)


def _returned(moment: Moment, here: DocketKey, key: DocketKey, back: Mapping[str, str]) -> Moment:
    docket = "" if moment.docket == key else moment.docket or here
    return evolve(moment, subject=back.get(moment.subject, moment.subject), docket=docket)


_T = TypeVar("_T")


def _new(more: Iterable[_T], known: Iterable[_T]) -> tuple[_T, ...]:
    """Those that are not known yet."""
    there = tuple(known)
    return tuple(item for item in more if item not in there)
