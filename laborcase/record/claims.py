"""What each worker claims, and what was verified, ordered and paid: one line for each worker,
allegation and period.

None of the four sums is ever overwritten: what was told, verified and ordered stays, each with
where it comes from, and the newest counts; what was paid is the sum of the payments. Every total is
made from the lines and the payments when it is asked for. All sums in fen.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from ..evolving import evolve
from ..fields import Choice, DocketKey, label
from ..law.criminal import Arrears
from ..parties import Claim, Worker
from ..values import Fen, Line, Phone, ResidentNumber, money_text
from ..words import Said, say
from .payments import Agreement, Capacity, Confirmation, LineSum, Payment, Promise
from .wages import Calculation

if TYPE_CHECKING:
    from .docket import Alleged


class Leaving(Choice):
    """How a worker leaves a matter."""

    WITHDRAWN = "withdrawn", say("withdraws in writing")
    SATISFIED = "satisfied", say("says in writing that it is settled")
    ORAL = "oral", say("withdraws by word of mouth")
    ELSEWHERE = "elsewhere", say("pursues it elsewhere")
    DOUBLE = "double", say("is the same person as another")


# ------------------------------------------------------------------ workers and their lines


@frozen(kw_only=True)
class Told:
    """A sum as it was claimed: in which docket, under which line there."""

    docket: DocketKey
    line: str
    sum: Fen | None


@frozen(kw_only=True)
class VerifiedSum:
    """A sum found due, on what evidence; ``origin`` is the complaint that brought it."""

    sum: Fen
    evidence: Line
    on: date
    origin: DocketKey | None = None


@frozen(kw_only=True)
class OrderedSum:
    """A sum that a paper (``P1``) orders for a line."""

    paper: str
    sum: Fen


@frozen(kw_only=True)
class ClaimLine:
    """One worker's claim from one allegation and period. ``allegation`` is its id in this docket,
    empty where none fits."""

    id: str
    allegation: str
    cause: Line
    start: date | None = None
    end: date | None = None
    told: tuple[Told, ...] = ()
    verifications: tuple[VerifiedSum, ...] = ()
    orders: tuple[OrderedSum, ...] = ()

    @property
    def claimed(self) -> Fen | None:
        """The sum claimed. A claim told twice counts once, with the larger sum."""
        return max((t.sum for t in self.told if t.sum is not None), default=None)

    @property
    def verified(self) -> Fen | None:
        """The sum last found due."""
        return self.verifications[-1].sum if self.verifications else None

    @property
    def owed(self) -> Fen | None:
        """What is due as far as is known: the verified sum, else the claimed one."""
        return self.claimed if self.verified is None else self.verified

    def ordered(self, standing: Collection[str]) -> OrderedSum | None:
        """What the newest of the ``standing`` papers orders for it."""
        return next((o for o in reversed(self.orders) if o.paper in standing), None)

    def with_claim(self, other: "ClaimLine") -> "ClaimLine":
        """The same line, told by another line too; where it has no verified or ordered sums of its
        own, with those of the other."""
        return evolve(
            self,
            told=(*self.told, *other.told),
            verifications=self.verifications or other.verifications,
            orders=self.orders or other.orders,
        )

    def same_claim(self, other: "ClaimLine") -> bool:
        """Whether the other line speaks of the same cause and period."""
        return (self.cause, self.start, self.end) == (other.cause, other.start, other.end)


@frozen(kw_only=True)
class Left:
    """How and when a worker left; ``same_as`` is the worker whose double it is."""

    how: Leaving
    on: date
    same_as: str = ""


@frozen(kw_only=True)
class Origin:
    """A complaint that brought a worker into a case: the worker's id there, and whether the worker
    had left it."""

    docket: DocketKey
    id: str
    left: Left | None = None


@frozen(kw_only=True)
class Claimant:
    """A worker in a docket, under an id that stays (``W1``). The name is empty where it must stay
    unknown or nobody knows it. ``count`` is more than one only where the docket speaks of several
    people without naming each. ``origins`` are the complaints that brought the worker; ``went`` is
    what this docket itself says of the leaving."""

    id: str
    name: Line = field(default=Line(""), metadata=label("Name"))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )
    phone: Phone | None = field(default=None, metadata=label("Phone", sealed=True))
    count: int = 1
    lines: tuple[ClaimLine, ...] = ()
    joined_on: date | None = None
    went: Left | None = None
    origins: tuple[Origin, ...] = ()

    @property
    def left(self) -> Left | None:
        """How the worker left: by what this docket says, or because all complaints that brought the
        worker were left before."""
        if self.went or self.joined_on or any(o.left is None for o in self.origins):
            return self.went
        return self.origins[-1].left if self.origins else None

    @property
    def double(self) -> bool:
        """Another row of somebody who is counted already."""
        return self.left is not None and self.left.how is Leaving.DOUBLE

    def same_person(self, other: "Claimant") -> bool:
        """Whether two rows speak of one person: by the resident numbers, or, where one is missing,
        by name and phone together. A name alone says nothing."""
        if self.resident_number and other.resident_number:
            return self.resident_number == other.resident_number
        return bool(self.name and self.phone) and (
            (self.name, self.phone) == (other.name, other.phone)
        )

    def unnamed(self) -> "Claimant":
        """The same worker without what could name the person."""
        return evolve(self, name=Line(""), resident_number=None, phone=None)

    def with_lines(self, more: Sequence[ClaimLine]) -> "Claimant":
        """The same worker with these lines beside the own ones, under numbers that follow. A claim
        that was there before is not there twice."""
        lines = list(self.lines)
        free = [i for i, _ in enumerate(lines)]
        for line in more:
            at = next((i for i in free if lines[i].same_claim(line)), None)
            if at is None:
                lines.append(evolve(line, id=f"{self.id}-{_last(lines) + 1}"))
            else:
                free.remove(at)
                lines[at] = lines[at].with_claim(line)
        return evolve(self, lines=tuple(lines))


class People:
    """Finds who stands in a growing list of workers already; a list may have thousands of rows."""

    def __init__(self, workers: Sequence[Claimant]) -> None:
        self.workers: list[Claimant] = []
        self._numbers: dict[str, int] = {}
        self._phones: dict[tuple[str, str], list[int]] = {}
        for worker in workers:
            self.add(worker)

    def add(self, worker: Claimant) -> None:
        """One more, at the end."""
        at = len(self.workers)
        self.workers.append(worker)
        if worker.resident_number:
            self._numbers.setdefault(worker.resident_number, at)
        if worker.name and worker.phone:
            self._phones.setdefault((worker.name, worker.phone), []).append(at)

    def at(self, worker: Claimant) -> int | None:
        """Where the same person stands, if anywhere."""
        found = self._phones.get((worker.name, worker.phone or ""), [])
        at = self._numbers.get(worker.resident_number or "")
        if at is not None:
            return at
        return next((at for at in found if self.workers[at].same_person(worker)), None)


def _last(lines: Sequence[ClaimLine]) -> int:
    return max((int(line.id.partition("-")[2]) for line in lines), default=0)


@frozen(kw_only=True)
class Unequal:
    """An allegation whose sum is not that of the workers' lines for it. ``whole``: each of the
    workers it speaks of stands there with a sum, so that they should add up."""

    allegation: str
    stated: Fen
    listed: Fen
    whole: bool

    @property
    def text(self) -> Said:
        """Both sums and the difference, as a sentence."""
        return say(
            "{id}: the allegation says {stated}, the workers' lines add up to {listed}; the "
            "difference is {difference}.",
            id=self.allegation,
            stated=money_text(self.stated),
            listed=money_text(self.listed),
            difference=money_text(abs(self.stated - self.listed)),
        )


# ------------------------------------------------------------------ all of a docket


@frozen(kw_only=True)
class Totals:
    """The totals of a docket in fen. ``verified`` and ``ordered`` are none until a line has one;
    ``outstanding`` is what is due and unpaid of those who have not left."""

    persons: int
    claimed: Fen
    verified: Fen | None
    ordered: Fen | None
    paid: Fen
    outstanding: Fen


def workers_words(n: int) -> Said:
    """So many workers, in words."""
    return say("{n} worker" if n == 1 else "{n} workers", n=n)


@frozen(kw_only=True)
class Claims:
    """The workers of a docket with their lines, what was paid, and what is promised. ``last`` is
    the last number that a worker got here; none is given twice."""

    workers: tuple[Claimant, ...] = ()
    payments: tuple[Payment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    last: int = 0
    calculations: tuple[Calculation, ...] = ()

    # -- what it says

    @property
    def lines(self) -> tuple[ClaimLine, ...]:
        """All lines, worker by worker."""
        return tuple(line for w in self.workers for line in w.lines)

    @property
    def persons(self) -> int:
        """How many workers it is about, each counted once."""
        return sum(w.count for w in self.workers if not w.double)

    @property
    def claimed(self) -> Fen:
        """What the workers claim altogether."""
        return Fen(sum(line.claimed or 0 for line in self._counted()))

    @property
    def verified_persons(self) -> int:
        """For how many workers something was found due, each counted once."""
        found = (w for w in self.workers if not w.double and any(x.verified for x in w.lines))
        return sum(w.count for w in found)

    @property
    def paid(self) -> Fen:
        """What was paid altogether."""
        return Fen(sum(p.total for p in self.payments))

    @property
    def lump(self) -> Fen:
        """What was paid without anybody saying to whom."""
        return Fen(sum(p.lump for p in self.payments))

    def paid_by_line(self) -> dict[str, Fen]:
        """What was paid on each line."""
        found: dict[str, Fen] = {}
        for p in self.payments:
            for s in p.sums:
                found[s.line] = Fen(found.get(s.line, 0) + (s.sum or 0))
        return found

    def missing(self) -> dict[str, Fen | None]:
        """What is due and unpaid on each line; none where no sum is known, nothing for those who
        have left."""
        paid = self.paid_by_line()
        return {
            line.id: Fen(0)
            if w.left
            else None
            if line.owed is None
            else Fen(max(0, line.owed - paid.get(line.id, 0)))
            for w in self.workers
            for line in w.lines
        }

    def unpaid_of(self, paper: str) -> Fen:
        """What a paper orders for those who have not left, and nobody has paid."""
        paid = self.paid_by_line()
        short = [
            max(0, order.sum - paid.get(line.id, 0))
            for w in self.workers
            for line in w.lines
            if not w.left and (order := line.ordered({paper}))
        ]
        return Fen(max(0, sum(short) - self.lump))

    def arrears(self, causes: Collection[str]) -> tuple[Arrears, ...]:
        """What each worker is owed and has not got for claims of these causes."""
        missing = self.missing()
        return tuple(
            Arrears(
                sum=sum(missing[line.id] or 0 for line in w.lines if line.cause in causes),
                periods=tuple(
                    (line.start, line.end)
                    for line in w.lines
                    if line.cause in causes and missing[line.id] and line.start and line.end
                ),
                claimed=any(
                    line.cause in causes and missing[line.id] and line.verified is None
                    for line in w.lines
                ),
            )
            for w in self.workers
        )

    def totals(self, standing: Collection[str] = ()) -> Totals:
        """The totals; ``standing`` are the papers whose orders count."""
        lines = tuple(self._counted())
        verified = [line.verified for line in lines if line.verified is not None]
        ordered = [o.sum for line in lines if (o := line.ordered(standing))]
        missing = sum(sum_ or 0 for sum_ in self.missing().values())
        return Totals(
            persons=self.persons,
            claimed=self.claimed,
            verified=Fen(sum(verified)) if verified else None,
            ordered=Fen(sum(ordered)) if ordered else None,
            paid=self.paid,
            outstanding=Fen(max(0, missing - self.lump)),
        )

    def worker(self, worker_id: str) -> Claimant | None:
        """The worker with this id (``W1``)."""
        return next((w for w in self.workers if w.id == worker_id), None)

    def line(self, line_id: str) -> ClaimLine | None:
        """The line with this id (``W1-1``)."""
        return next((line for line in self.lines if line.id == line_id), None)

    def by_id(self) -> dict[str, tuple[Claimant, ClaimLine]]:
        """Every line by its id, with whose it is."""
        return {line.id: (w, line) for w in self.workers for line in w.lines}

    def by_worker(self, worker_id: str) -> tuple[ClaimLine, ...]:
        """The lines of a worker."""
        worker = self.worker(worker_id)
        return worker.lines if worker else ()

    def payment(self, payment_id: str) -> Payment | None:
        """The payment with this id (``M1``)."""
        return next((p for p in self.payments if p.id == payment_id), None)

    def payments_to(self, worker_id: str) -> tuple[Payment, ...]:
        """The payments that a worker got something of."""
        return tuple(p for p in self.payments if worker_id in p.workers)

    def promises(self) -> tuple[Promise, ...]:
        """What is promised and not paid yet, by day; nothing where nothing is due any more."""
        found = [p for a in self.agreements if not a.ended_on for p in self._to_come(a)]
        missing = self.missing().values() if found else ()
        if missing and None not in missing and not self.totals().outstanding:
            return ()
        return tuple(sorted(found, key=lambda p: p.by))

    def _to_come(self, agreement: Agreement) -> Iterator[Promise]:
        came: int = sum(p.total for p in self.payments if p.agreement == agreement.id)
        for part in sorted(agreement.instalments, key=lambda i: i.by):
            missing = max(0, part.sum - came)
            came = max(0, came - part.sum)
            if missing:
                yield Promise(
                    agreement=agreement.id,
                    with_whom=agreement.with_whom,
                    by=part.by,
                    missing=Fen(missing),
                )

    def live(self, capacity: Capacity) -> Agreement | None:
        """The promise that a payment of this side keeps: its own, else the only one there is."""
        holding = [a for a in self.agreements if not a.ended_on]
        own = next((a for a in holding if a.capacity is capacity), None)
        return own or (holding[0] if len(holding) == 1 else None)

    def spread(self, rows: Sequence[LineSum]) -> tuple[LineSum, ...]:
        """Sums for workers as sums for their lines: the oldest period first, each up to what is due
        on it, the rest on the last. Sums for lines stay as they are."""
        workers, missing = {w.id: w for w in self.workers}, self.missing()
        return tuple(part for row in rows for part in _spread(row, workers.get(row.line), missing))

    def _counted(self) -> Iterator[ClaimLine]:
        return (line for w in self.workers if not w.double for line in w.lines)

    # -- what becomes of it

    def unnamed(self) -> "Claims":
        """The same without anything that could name a worker."""
        return evolve(self, workers=tuple(w.unnamed() for w in self.workers))

    def joined(self, new: Claimant, same: str | None = None) -> "Claims":
        """One worker more. Who was there already, and had left, is in it again. ``same`` is the
        worker who it is, or empty for nobody, where that was said when it was entered."""
        if same is None:
            at = People(self.workers).at(new)
        else:
            at = next((i for i, w in enumerate(self.workers) if w.id == same), None)
        if at is not None:
            there = self.workers[at]
            back = tuple(evolve(o, left=None) for o in there.origins)
            there = evolve(there, went=None, origins=back)
            return self.with_worker(there.with_lines(new.lines))
        made = evolve(new, id=f"W{self.last + 1}", lines=()).with_lines(new.lines)
        return evolve(self, workers=(*self.workers, made), last=self.last + 1)

    def left(self, worker_id: str, left: Left) -> "Claims":
        """A worker has left; what a double claims is from then on the other's claim."""
        worker, other = self.worker(worker_id), self.worker(left.same_as)
        if worker is None:
            return self
        after = self.with_worker(evolve(worker, went=left))
        return after.with_worker(other.with_lines(worker.lines)) if other else after

    def verified(self, sums: Sequence[LineSum], evidence: Line, on: date) -> "Claims":
        """Sums were verified, on this evidence."""
        new = {s.line: VerifiedSum(sum=s.sum or Fen(0), evidence=evidence, on=on) for s in sums}

        def change(line: ClaimLine) -> ClaimLine:
            made = new.get(Line(line.id))
            return evolve(line, verifications=(*line.verifications, made)) if made else line

        return self._each_line(change)

    def with_calculation(self, new: Calculation) -> "Claims":
        """One calculation more, under the next id; where it was taken over, its total is the
        verified sum of its line."""
        made = evolve(new, id=f"K{len(self.calculations) + 1}")
        after = evolve(self, calculations=(*self.calculations, made))
        if not made.taken or made.total is None:
            return after
        evidence = made.evidence or Line(made.id)
        return after.verified((LineSum(line=made.line, sum=made.total),), evidence, made.on)

    def with_lines(self, worker_id: str, more: Sequence[ClaimLine]) -> "Claims":
        """Lines more of one worker, under numbers that follow."""
        worker = self.worker(worker_id)
        if worker is None:
            return self
        n = _last(worker.lines)
        new = (evolve(line, id=f"{worker.id}-{n + i}") for i, line in enumerate(more, 1))
        return self.with_worker(evolve(worker, lines=(*worker.lines, *new)))

    def ordered(self, sums: Sequence[LineSum], paper: str) -> "Claims":
        """A paper orders sums for lines."""
        new = {s.line: OrderedSum(paper=paper, sum=s.sum or Fen(0)) for s in sums}

        def change(line: ClaimLine) -> ClaimLine:
            made = new.get(Line(line.id))
            return evolve(line, orders=(*line.orders, made)) if made else line

        return self._each_line(change)

    def ordered_by(self, new: str, old: str) -> "Claims":
        """A paper takes the place of another that ordered sums: it orders the same ones."""

        def change(line: ClaimLine) -> ClaimLine:
            was = next((o for o in reversed(line.orders) if o.paper == old), None)
            made = (evolve(was, paper=new),) if was else ()
            return evolve(line, orders=(*line.orders, *made))

        return self._each_line(change)

    def with_payment(self, payment: Payment) -> "Claims":
        """One payment more, under the next id."""
        made = evolve(payment, id=f"M{len(self.payments) + 1}")
        return evolve(self, payments=(*self.payments, made))

    def confirmed(self, payment_id: str, words: Sequence[Confirmation]) -> "Claims":
        """Workers say that the money of a payment came."""
        return evolve(
            self,
            payments=tuple(
                evolve(p, confirmations=(*p.confirmations, *words)) if p.id == payment_id else p
                for p in self.payments
            ),
        )

    def agreed(self, new: Agreement) -> "Claims":
        """One promise more; what the same side promised before counts no longer."""
        before = tuple(
            evolve(a, ended_on=new.on) if not a.ended_on and a.capacity is new.capacity else a
            for a in self.agreements
        )
        return evolve(self, agreements=(*before, evolve(new, id=f"G{len(before) + 1}")))

    def promises_ended(self, on: date) -> "Claims":
        """Nothing that was promised counts any longer."""
        return evolve(
            self,
            agreements=tuple(a if a.ended_on else evolve(a, ended_on=on) for a in self.agreements),
        )

    def with_worker(self, new: Claimant) -> "Claims":
        """The same with one worker in a new state."""
        return evolve(self, workers=tuple(new if w.id == new.id else w for w in self.workers))

    def _each_line(self, change: Callable[[ClaimLine], ClaimLine]) -> "Claims":
        return evolve(
            self,
            workers=tuple(
                evolve(w, lines=tuple(change(line) for line in w.lines)) for w in self.workers
            ),
        )


def _spread(
    row: LineSum, worker: Claimant | None, missing: Mapping[str, Fen | None]
) -> tuple[LineSum, ...]:
    if worker is None or row.sum is None or not worker.lines:
        return (row,)
    lines, left = sorted(worker.lines, key=lambda line: line.start or date.max), row.sum
    parts = []
    for line in lines:
        part = left if line is lines[-1] else Fen(min(left, missing[line.id] or 0))
        left = Fen(left - part)
        if part:
            parts.append(LineSum(line=Line(line.id), sum=part))
    return tuple(parts) or (LineSum(line=Line(lines[0].id), sum=row.sum),)


# ------------------------------------------------------------------ as it was told


def unequal(told: Sequence[tuple[str, "Alleged"]], claims: Claims) -> tuple[Unequal, ...]:
    """The allegations whose sum is not that of the workers' lines for them; none where no line
    claims a sum."""
    if not claims.claimed:
        return ()
    found = []
    for name, alleged in told:
        own = [
            (w, line)
            for w in claims.workers
            if not w.double
            for line in w.lines
            if line.allegation == name
        ]
        listed = sum(line.claimed or 0 for _, line in own)
        people = sum(w.count for w in {w.id: w for w, _ in own}.values())
        whole = people >= (alleged.workers or 0) and all(x.claimed is not None for _, x in own)
        if alleged.amount is not None and alleged.amount != listed:
            found.append(
                Unequal(allegation=name, stated=alleged.amount, listed=Fen(listed), whole=whole)
            )
    return tuple(found)


def claimant(
    docket: DocketKey,
    worker_id: str,
    worker: Worker,
    allegations: Sequence[tuple[str, "Alleged"]],
    joined_on: date | None = None,
) -> Claimant:
    """A worker's row as a worker of the docket, each claim a line of the allegation it fits."""
    first = allegations[0][1].cause if allegations else Line("other")
    lines = (
        ClaimLine(
            id="",
            allegation=_allegation_of(claim, allegations),
            cause=claim.cause,
            start=claim.start,
            end=claim.end,
            told=(Told(docket=docket, line=f"{worker_id}-{n}", sum=claim.amount),),
        )
        for n, claim in enumerate(worker.claims or (Claim(cause=first),), 1)
    )
    made = Claimant(
        id=worker_id,
        name=worker.name,
        resident_number=worker.resident_number,
        phone=worker.phone,
        joined_on=joined_on,
    )
    return made.with_lines(tuple(lines))


def repeats(rows: Sequence[Worker]) -> tuple[int, ...]:
    """For each row the one further up that is of the same person; 0 where there is none."""
    people = People(())
    found = []
    for n, row in enumerate(rows, 1):
        new = claimant(DocketKey(""), f"W{n}", row, ())
        at = people.at(new)
        found.append(0 if at is None else int(people.workers[at].id[1:]))
        if at is None:
            people.add(new)
    return tuple(found)


def of_rows(
    docket: DocketKey,
    rows: Sequence[Worker],
    allegations: Sequence[tuple[str, "Alleged"]],
    same: Sequence[int] = (),
) -> Claims:
    """The claims of a list of workers: row 7 is ``W7``. A row of somebody who stands further up
    makes no second worker; ``same`` says whose rows are whose (:func:`repeats`) where that was
    said when they were entered, since the rows as they are read name nobody."""
    people = People(())
    said = len(same) == len(rows)
    for n, row in enumerate(rows, 1):
        new = claimant(docket, f"W{n}", row, allegations)
        if said:
            first = f"W{same[n - 1]}"
            at = next((i for i, w in enumerate(people.workers) if w.id == first), None)
        else:
            at = people.at(new)
        if at is None:
            people.add(new)
        else:
            people.workers[at] = people.workers[at].with_lines(new.lines)
    return Claims(workers=tuple(people.workers), last=len(rows))


def of_one(
    docket: DocketKey, who: Claimant, allegations: Sequence[tuple[str, "Alleged"]]
) -> Claims:
    """The claims where no rows of workers are told: one worker, or as many unnamed ones as the
    allegations speak of, with a line for each allegation."""
    lines = tuple(
        ClaimLine(
            id="",
            allegation=name,
            cause=alleged.cause,
            start=alleged.start,
            end=alleged.end,
            told=(Told(docket=docket, line=f"{who.id}-{n}", sum=alleged.amount),),
        )
        for n, (name, alleged) in enumerate(allegations, 1)
    )
    count = max((alleged.workers or 0 for _, alleged in allegations), default=0) or 1
    return Claims(workers=(evolve(who, count=count).with_lines(lines),), last=1)


def _allegation_of(claim: Claim, allegations: Sequence[tuple[str, "Alleged"]]) -> str:
    """The allegation that a worker's claim belongs to: of the same cause, best in the same time; or
    the only one there is."""
    same = [(name, a) for name, a in allegations if a.cause == claim.cause]
    in_time = (name for name, a in same if _overlap(claim, a))
    if len(allegations) == 1:
        return allegations[0][0]
    return next(in_time, same[0][0] if same else "")


def _overlap(claim: Claim, alleged: "Alleged") -> bool:
    starts = (claim.start or date.min, alleged.start or date.min)
    ends = (claim.end or date.max, alleged.end or date.max)
    return max(starts) <= min(ends)
