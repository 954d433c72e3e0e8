"""What becomes of a case's claims when a complaint brings its own, for the first time or anew after
a correction. Ids that were given stay; a worker whom two complaints name stands there once."""

from collections.abc import Mapping, Sequence

from ..evolving import evolve
from ..fields import DocketKey
from ..values import Line
from .claims import Claimant, ClaimLine, Claims, Origin, People, Told
from .payments import Agreement, Payment


def bringing(
    case: Claims, complaint: DocketKey, theirs: Claims, allegations: Mapping[str, str]
) -> Claims:
    """The case's claims with those of a complaint. ``allegations`` gives the id in the case for
    each id in the complaint; lines of allegations that did not come along stay behind. The workers
    of the first complaint keep their ids, those of later ones follow in the same order."""
    come = tuple(
        evolve(w, lines=lines)
        for w in theirs.workers
        if (lines := tuple(x for x in w.lines if not x.allegation or x.allegation in allegations))
    )
    before = {w.id: w for w in case.workers}
    known = {o.id: w.id for w in case.workers for o in w.origins if o.docket == complaint}
    people = People([_without(w, complaint) for w in case.workers])
    where = {w.id: at for at, w in enumerate(people.workers)}
    place: dict[str, str] = {}
    last = case.last if known else case.last + theirs.last
    for their in come:
        at = where.get(known.get(their.id, ""), people.at(their))
        if at is None:
            last += bool(known)
            at = len(people.workers)
            people.add(evolve(their, id=f"W{last if known else case.last + int(their.id[1:])}",
                              lines=(), went=None, joined_on=None))  # fmt: skip
        ours = people.workers[at]
        people.workers[at] = _with(ours, before.get(ours.id), complaint, their, allegations, place)
        place[their.id] = ours.id
        where[ours.id] = at
    for their in come:
        at = where[place[their.id]]
        people.workers[at] = _from(people.workers[at], complaint, their, place)
    _merge_doubles(people.workers, where)
    agreements, promised = _agreements(case.agreements, complaint, theirs.agreements)
    paid = _paid_here(case, complaint)
    workers = (_pruned(w, paid) for w in people.workers)
    return Claims(
        workers=tuple(w for w in workers if w.lines or w.origins),
        payments=_payments(case.payments, complaint, theirs.payments, {**place, **promised}),
        agreements=agreements,
        last=last,
        calculations=case.calculations,
    )


def _merge_doubles(workers: list[Claimant], where: Mapping[str, int]) -> None:
    """What the case's doubles claim is told anew by those who are counted: in the order in which
    they became doubles, so the one who is nobody's double comes last."""
    same = {w.id: w.went.same_as for w in workers if w.went and w.went.same_as in where}

    def far(worker_id: str) -> int:
        hops = 0
        while worker_id in same and hops < len(same):  # corrected entries may name each other
            worker_id, hops = same[worker_id], hops + 1
        return hops

    for double in sorted(same, key=far, reverse=True):
        at = where[same[double]]
        workers[at] = workers[at].with_lines(workers[where[double]].lines)


def _paid_here(case: Claims, complaint: DocketKey) -> set[str]:
    """The lines that were paid on otherwise than by payments the complaint brought."""
    own = (p for p in case.payments if p.origin is None or p.origin[0] != complaint)
    return {s.line for p in own for s in p.sums}


def _without(worker: Claimant, complaint: DocketKey) -> Claimant:
    """A worker without what the complaint told; the lines stand, that they may be told anew."""
    lines = (
        evolve(
            line,
            told=tuple(t for t in line.told if t.docket != complaint),
            verifications=tuple(v for v in line.verifications if v.origin != complaint),
        )
        for line in worker.lines
    )
    origins = tuple(o for o in worker.origins if o.docket != complaint)
    return evolve(worker, lines=tuple(lines), origins=origins)


def _pruned(worker: Claimant, paid: set[str]) -> Claimant:
    """A worker without lines that nobody tells any more and on which nothing rests."""
    stand = [x for x in worker.lines if x.told or x.verifications or x.orders or x.id in paid]
    return evolve(worker, lines=tuple(stand)) if len(stand) < len(worker.lines) else worker


def _with(
    worker: Claimant,
    old: Claimant | None,
    complaint: DocketKey,
    their: Claimant,
    allegations: Mapping[str, str],
    place: dict[str, str],
) -> Claimant:
    """A worker with what the complaint tells; notes in ``place`` where each of its lines went."""
    lines = list(worker.lines)
    free = set(range(len(lines)))
    serial = max((_serial(x) for x in (*lines, *(old.lines if old else ()))), default=0)
    for theirs in their.lines:
        known = _told_as(old, complaint, theirs.id)
        at = next((i for i in free if lines[i].id == known), None)
        if at is None and not known:
            at = next((i for i in sorted(free) if lines[i].same_claim(theirs)), None)
        if at is None:
            serial += not known
            lines.append(ClaimLine(id=known or f"{worker.id}-{serial}", allegation="",
                                   cause=theirs.cause))  # fmt: skip
            at = len(lines) - 1
        free.discard(at)
        lines[at] = _line(lines[at], complaint, theirs, allegations)
        place[theirs.id] = lines[at].id
    alone = not worker.origins and worker.joined_on is None
    named = their if alone or not worker.name else worker
    return evolve(
        worker,
        name=named.name,
        resident_number=named.resident_number or their.resident_number,
        phone=named.phone or their.phone,
        count=their.count if alone else worker.count,
        lines=tuple(sorted(lines, key=_serial)),
    )


def _told_as(old: Claimant | None, complaint: DocketKey, line_id: str) -> str:
    """The id that a line of the complaint has in the case; empty when it is new there."""
    if old is None:
        return ""
    return next(
        (x.id for x in old.lines for t in x.told if (t.docket, t.line) == (complaint, line_id)), ""
    )


def _line(
    ours: ClaimLine, complaint: DocketKey, theirs: ClaimLine, allegations: Mapping[str, str]
) -> ClaimLine:
    """A line with what the complaint tells of it; what was verified in the case stays newest."""
    told = Told(docket=complaint, line=theirs.id, sum=theirs.claimed)
    alone = not ours.told
    return evolve(
        ours,
        allegation=allegations.get(theirs.allegation, "") if alone else ours.allegation,
        cause=theirs.cause if alone else ours.cause,
        start=theirs.start if alone else ours.start,
        end=theirs.end if alone else ours.end,
        told=(*ours.told, told),
        verifications=(
            *(evolve(v, origin=complaint) for v in theirs.verifications),
            *ours.verifications,
        ),
    )


def _serial(line: ClaimLine) -> int:
    return int(line.id.partition("-")[2])


def _from(
    worker: Claimant, complaint: DocketKey, their: Claimant, place: Mapping[str, str]
) -> Claimant:
    """A worker who came from the complaint, also where the worker had left it."""
    left = their.left and evolve(their.left, same_as=place.get(their.left.same_as, ""))
    new = Origin(docket=complaint, id=their.id, left=left)
    return evolve(worker, origins=(*worker.origins, new))


def _agreements(
    ours: tuple[Agreement, ...], complaint: DocketKey, theirs: Sequence[Agreement]
) -> tuple[tuple[Agreement, ...], dict[str, str]]:
    """The case's promises with those that still hold in the complaint, and the ids they got; one
    that was there keeps what became of it in the case."""
    made, place = list(ours), {}
    for agreement in theirs:
        origin = (complaint, agreement.id)
        at = next((i for i, a in enumerate(made) if a.origin == origin), None)
        if at is not None:
            old = made[at]
            made[at] = evolve(
                agreement, id=old.id, origin=origin, ended_on=old.ended_on or agreement.ended_on
            )
        elif agreement.ended_on is None:
            at = len(made)
            made.append(evolve(agreement, id=f"G{at + 1}", origin=origin))
        if at is not None:
            place[agreement.id] = made[at].id
    return tuple(made), place


def _payments(
    ours: tuple[Payment, ...],
    complaint: DocketKey,
    theirs: Sequence[Payment],
    place: Mapping[str, str],
) -> tuple[Payment, ...]:
    """The case's payments with the complaint's, as far as they went to lines that came along; one
    that was there keeps its id, and what the case knows of its confirmation."""
    made = list(ours)
    for payment in theirs:
        origin = (complaint, payment.id)
        at = next((i for i, p in enumerate(made) if p.origin == origin), len(made))
        known = made[at] if at < len(made) else None
        own = (c for c in (known.confirmations if known else ()) if c.origin != complaint)
        new = evolve(
            payment,
            id=f"M{at + 1}",
            sums=tuple(
                evolve(s, line=Line(place[s.line])) for s in payment.sums if s.line in place
            ),
            paper="",
            agreement=place.get(payment.agreement, ""),
            origin=origin,
            confirmations=(
                *(
                    evolve(c, worker=place[c.worker], origin=complaint)
                    for c in payment.confirmations
                    if c.worker in place
                ),
                *own,
            ),
        )
        if known is not None or new.total:
            made[at : at + 1] = [new]
    return tuple(made)
