"""What workers are owed: a calculation kept in a docket, sums from a wage sheet, and the local
figures of the office."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import ClassVar

from attrs import field, frozen

from ..errors import Invalid, Reason
from ..evolving import evolve
from ..fields import FileHash, label
from ..law import wages
from ..law.answers import joined
from ..law.wages.rules import month_end
from ..parties import HEADS
from ..record.case import Case, Evidence
from ..record.claims import Claimant, ClaimLine, Claims, People, workers_words
from ..record.complaint import Complaint
from ..record.docket import Entry, Given, next_id
from ..record.office import Office
from ..record.payments import LineSum, worker_of
from ..record.wages import (
    Calculation,
    KeptLine,
    LocalFigure,
    WageInput,
    count,
    kept,
    kind_of,
    period_of,
    read_inputs,
    typed_of,
)
from ..values import Fen, Line, ResidentNumber, Text, money_text, plain
from ..words import Said, say
from .base import ADMIN, INSPECTORS, Scene, asked_anyway, in_order
from .money import MoneyAct, claims_of, elsewhere, line_reasons, under_way, unknown_worker
from .office import OfficeAct

MOST_ROWS = 30_000
"""Rows of one wage sheet: a thousand workers over two years, and some."""


def evidence_reasons(evidence: str, scene: Scene) -> Iterator[Reason]:
    """Why a verified sum cannot rest on this: in a case on evidence that is there."""
    if not isinstance(scene.docket, Case):
        if not evidence:
            yield Reason(say("Say what the sum rests on."), path="evidence")
        return
    known = [e.id for e in scene.docket.evidence]
    if evidence.upper() not in known:
        yield Reason(
            say(
                "There is no evidence {id} in this case; there is: {ids}.",
                id=evidence or "-",
                ids=", ".join(known) or "-",
            ),
            path="evidence",
        )


@frozen(kw_only=True)
class WagesCounted(MoneyAct):
    """A calculation of what a worker is owed is kept, with its lines and citations as they are on
    that day; its total may at once become the verified sum of a line."""

    kind: ClassVar[str] = "wages_counted"
    title: ClassVar[Said] = say("Calculate what is owed")
    basis: ClassVar[tuple[str, ...]] = ("jc-15",)
    fixed: ClassVar[frozenset[str]] = frozenset(
        {"what", "inputs", "take", "about", "result", "total", "start", "end"}
    )
    what: Line = field(metadata=label("Kind of calculation", of="wage_kinds"))
    inputs: tuple[WageInput, ...] = field(metadata=label("Inputs"))
    about: Line = field(default=Line(""), metadata=label("Worker's line", of="claims"))
    take: bool = field(default=False, metadata=label("Take it over as the verified sum"))
    evidence: Line = field(
        default=Line(""),
        metadata=label("Evidence", of="evidence", hint="E1 … in a case, else what it rests on"),
    )
    nevertheless: Text = field(default=Text(""), metadata=label("Why it is right nevertheless"))
    result: tuple[KeptLine, ...] = field(default=(), metadata=label("Result", system=True))
    total: Fen | None = field(default=None, metadata=label("Total", system=True))
    start: date | None = field(default=None, metadata=label("From", system=True))
    end: date | None = field(default=None, metadata=label("Until", system=True))

    def _now(self, scene: Scene) -> datetime:
        return datetime.combine(self.day(scene), time(), scene.now.tzinfo)

    def _found(self, scene: Scene) -> wages.Found:
        ground = scene.office.wage_ground(self.day(scene))
        return count(self.what, typed_of(self.inputs), ground, self._now(scene))

    def settled(self, scene: Scene) -> "WagesCounted":
        made = evolve(self, about=Line(self.about.upper()))
        if isinstance(scene.docket, Case):
            made = evolve(made, evidence=Line(self.evidence.upper()))
        try:
            found = self._found(scene)
        except Invalid:
            return evolve(made, result=(), total=None, start=None, end=None)  # the reasons say it
        inputs = read_inputs(kind_of(self.what), typed_of(self.inputs), self._now(scene))
        start, end = period_of(inputs)
        return evolve(
            made,
            what=Line(found.kind),
            result=kept(found),
            total=found.total,
            start=start,
            end=end,
        )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        try:
            found = self._found(scene)
        except Invalid as wrong:
            for problem in wrong.problems:
                where = f"inputs.{problem.path}" if problem.path else "inputs"
                yield Reason(problem.text, path=where)
            return
        if self.about:
            yield from line_reasons((LineSum(line=self.about, sum=found.total),), scene)
        if self.take:
            yield from self._take_reasons(found, scene)

    def _take_reasons(self, found: wages.Found, scene: Scene) -> Iterator[Reason]:
        yield from under_way(scene)
        if not INSPECTORS & scene.positions:
            yield Reason(say("An inspector or a head verifies sums; others keep the calculation."),
                         path="take")  # fmt: skip
        if not found.owed or found.total is None:
            yield Reason(
                say("“{kind}” is no sum that is owed to a worker: keep it without taking it over.",
                    kind=kind_of(self.what).title),
                path="take",
            )  # fmt: skip
        if not self.about:
            yield Reason(say("Say for which line it is the verified sum (W1-1 …)."), path="about")
        yield from evidence_reasons(self.evidence, scene)
        yield from asked_anyway(self.nevertheless, self._questions(found, scene))
        if found.kind in wages.POLICIES:
            policy = scene.office.wage_ground(self.day(scene)).policy(found.kind)
            if policy is None:
                yield Reason(
                    say("Unsettled: {matter}. The office has not said whether it orders this "
                        "itself (Settings).", matter=wages.POLICIES[found.kind]),
                    path="take",
                    who=say("administrator"),
                )  # fmt: skip
            elif not policy.here:
                yield Reason(
                    say("This office leaves it to others: {matter} ({citation}). Tell the worker "
                        "the way to arbitration.", matter=wages.POLICIES[found.kind],
                        citation=policy.citation),
                    path="take",
                )  # fmt: skip

    def _questions(self, found: wages.Found, scene: Scene) -> Iterator[Said]:
        """What looks odd and may still be so: days counted twice, or outside the claim."""
        claims = claims_of(scene)
        line = claims.line(self.about)
        if line is None or self.start is None or self.end is None:
            return
        told = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        if (line.start and self.start < line.start) or (line.end and self.end > line.end):
            yield say("{start} to {end} goes beyond the period of {id}.", id=line.id, **told)
        for other in claims.calculations:
            same = other.taken and other.what == found.kind and other.line != line.id
            if (
                same
                and worker_of(other.line) == worker_of(line.id)
                and other.overlaps(self.start, self.end)
            ):
                yield say("{start} to {end} overlaps {id}, taken over for {line}.", id=other.id,
                          line=other.line, **told)  # fmt: skip

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return was.with_calculation(
            Calculation(
                id="",
                what=self.what,
                on=entry.on,
                total=self.total,
                lines=self.result,
                line=self.about,
                evidence=self.evidence,
                taken=self.take,
                start=self.start,
                end=self.end,
            )
        )

    def line(self, given: Given) -> Said:
        title = kind_of(self.what).title
        if self.total is None:
            return title
        return say("{what}, {sum}", what=title, sum=money_text(self.total))


# ------------------------------------------------------------------ wage sheets


@frozen(kw_only=True)
class SheetColumn:
    """Which column of a sheet means what."""

    name: Line = field(metadata=label("What it means"))
    head: Line = field(metadata=label("Name of the column"))


@frozen(kw_only=True)
class SheetWorker:
    """A worker of a wage sheet who joins the docket with it."""

    name: Line = field(metadata=label("Name"))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )


@frozen(kw_only=True)
class SheetSum:
    """What a wage sheet comes to for one worker and month; ``line`` is the claim line that it
    belongs to, empty where it becomes a new one. Of who joins with it ``worker`` is ``+1``, the
    place among them, until it is entered. ``how`` is the formula of what is due, ``stated`` what
    the employer says is due, where the sheet does."""

    worker: Line = field(metadata=label("Worker", of="workers"))
    month: date = field(metadata=label("Month"))
    due: Fen = field(metadata=label("Due"))
    paid: Fen = field(metadata=label("Paid"))
    found: Fen = field(metadata=label("Found owed"))
    withheld: Fen = field(default=Fen(0), metadata=label("Withheld by law"))
    how: Line = field(default=Line(""), metadata=label("How it is counted"))
    stated: Fen | None = field(default=None, metadata=label("Due, by the employer's own count"))
    line: Line = field(default=Line(""), metadata=label("Worker's line", system=True))


def lines_for(worker: Claimant, month: date, cause: str) -> Iterator[ClaimLine]:
    """The worker's claim lines of a cause that a month belongs to."""
    if not worker.lines:
        return
    first, last = month.replace(day=1), month_end(month)
    for line in worker.lines:
        if line.cause == cause and (line.start or first) <= last and (line.end or last) >= first:
            yield line


def line_for(worker: Claimant, month: date, cause: str) -> ClaimLine | None:
    """The first of them."""
    return next(lines_for(worker, month, cause), None)


def months_of(line: ClaimLine) -> int:
    """How many calendar months a line speaks of; 0 where it names no period."""
    if not line.start or not line.end:
        return 0
    return (line.end.year - line.start.year) * 12 + line.end.month - line.start.month + 1


@frozen(kw_only=True)
class WageSheetTaken(MoneyAct):
    """What a wage sheet comes to, worker by worker and month by month, becomes the verified sums;
    the sheet itself comes into the case as evidence by the same act. The columns are kept, so that
    the next sheet of the same employer is read the same way."""

    kind: ClassVar[str] = "wage_sheet_taken"
    title: ClassVar[Said] = say("Take over a wage sheet")
    who = INSPECTORS
    pair = True
    repair: ClassVar[Said] = say("take the evidence again by two inspectors of the case")
    basis: ClassVar[tuple[str, ...]] = ("jc-15",)
    speaks: ClassVar[tuple[str, ...]] = ("name",)
    fixed: ClassVar[frozenset[str]] = frozenset({"sums", "cause", "file", "joining", "result"})
    name: Line = field(metadata=label("What it is"))
    file: FileHash = field(metadata=label("Wage sheet (file)", of="file"))
    sums: tuple[SheetSum, ...] = field(metadata=label("Sums of the sheet"))
    columns: tuple[SheetColumn, ...] = field(default=(), metadata=label("Columns"))
    cause: Line = field(default=Line("arrears"), metadata=label("Cause", of="causes"))
    joining: tuple[SheetWorker, ...] = field(
        default=(), metadata=label("Workers who join with the sheet")
    )
    result: tuple[KeptLine, ...] = field(
        default=(), metadata=label("Figures and ways of counting it rests on")
    )
    nevertheless: Text = field(default=Text(""), metadata=label("Why it is right nevertheless"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from elsewhere(scene)
        yield from under_way(scene)

    def settled(self, scene: Scene) -> "WageSheetTaken":
        claims = claims_of(scene)
        workers = {w.id: w for w in claims.workers}
        new = {f"+{n}": f"W{claims.last + n}" for n, _ in enumerate(self.joining, 1)}
        rows = []
        for row in self.sums:
            name = new.get(row.worker, row.worker.upper())
            worker = workers.get(name)
            line = line_for(worker, row.month, self.cause) if worker else None
            rows.append(
                evolve(
                    row,
                    worker=Line(name),
                    month=row.month.replace(day=1),
                    line=Line(line.id if line else ""),
                )
            )
        return evolve(self, sums=tuple(rows))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        claims = claims_of(scene)
        if not self.sums:
            yield Reason(say("Say at least one sum."), path="sums")
        if len(self.sums) > MOST_ROWS:
            yield Reason(
                say("Too many rows, {n} at most: part the sheet.", n=MOST_ROWS), path="sums"
            )
        yield from self._joining_reasons(scene)
        workers = {w.id: w for w in claims.workers}
        new = {f"W{claims.last + n}" for n, _ in enumerate(self.joining, 1)}
        named = dict.fromkeys(row.worker for row in self.sums)
        for worker in named:
            if worker not in workers and worker not in new:
                yield from unknown_worker(worker, scene)
            elif worker in workers and workers[worker].double:
                yield Reason(say("{id} is a double: take the sums over for the other.", id=worker),
                             path="sums")  # fmt: skip
        for n, one in enumerate(self.joining, 1):
            if f"W{claims.last + n}" not in named:
                yield Reason(say("{name} joins with no row of the sheet.", name=one.name),
                             path="joining")  # fmt: skip
        seen: set[tuple[str, date]] = set()
        for row in self.sums:
            key = (row.worker, row.month)
            if key in seen:
                yield Reason(say("{worker}, {month} stands twice.", worker=row.worker,
                                 month=f"{row.month:%Y-%m}"), path="sums")  # fmt: skip
            seen.add(key)
            if row.found != max(0, row.due - row.paid - row.withheld):
                yield Reason(
                    say(
                        "{worker}, {month}: what is owed is what is due less what was paid and "
                        "withheld.",
                        worker=row.worker,
                        month=f"{row.month:%Y-%m}",
                    ),
                    path="sums",
                )
            if row.month > scene.today:
                yield Reason(say("{day} is still to come.", day=row.month.isoformat()),
                             path="sums")  # fmt: skip
        yield from asked_anyway(self.nevertheless, self._questions(claims))

    def _joining_reasons(self, scene: Scene) -> Iterator[Reason]:
        """Why those on the sheet cannot join as new workers."""
        if not self.joining:
            return
        if isinstance(scene.docket, Complaint) and scene.docket.secret:
            yield Reason(say("The names of this docket are kept secret: nobody joins it with a "
                             "sheet. Enter each by “{act}”.", act=say("A worker joins")),
                         path="joining", basis="jc-09")  # fmt: skip
            return
        claims = claims_of(scene)
        people = People(claims.workers)
        names: dict[str, list[Claimant]] = {}
        for w in claims.workers:
            if not w.double:
                names.setdefault(plain(w.name), []).append(w)
        for one in self.joining:
            new = Claimant(id="", name=one.name, resident_number=one.resident_number)
            at = people.at(new)
            same = [
                w
                for w in names.get(plain(one.name), ())
                if not (w.resident_number and one.resident_number)
            ]
            if at is not None:
                there = people.workers[at].id
                yield Reason(say("This is {id}, who stands here already.", id=there),
                             path="joining")  # fmt: skip
            elif same:
                yield Reason(say("{id} has the same name, {name}: say by a column of ids or "
                                 "resident numbers who it is.", id=same[0].id, name=one.name),
                             path="joining")  # fmt: skip

    def _questions(self, claims: Claims) -> Iterator[Said]:
        """What looks odd and may still be so: a line of which the sheet holds some months alone,
        since its sum becomes that of the whole line; a month that belongs to two lines; a line
        that was verified before."""
        workers, lines = {w.id: w for w in claims.workers}, claims.by_id()
        months: dict[str, int] = {}
        several: dict[str, None] = {}
        for row in self.sums:
            if not row.line or row.worker not in workers:
                continue
            months[row.line] = months.get(row.line, 0) + 1
            every = [x.id for x in lines_for(workers[row.worker], row.month, self.cause)]
            if len(every) > 1:
                several[f"{row.month:%Y-%m}: {', '.join(every)}"] = None
        if several:
            yield say("Some months belong to several lines and are counted to the first ({lines}).",
                      lines=_some(list(several)))  # fmt: skip
        short = [
            say("{id}: {n} of {wanted} months", id=key, n=n, wanted=months_of(lines[key][1]))
            for key, n in months.items()
            if n < months_of(lines[key][1])
        ]
        if short:
            yield say("The sheet lacks months of which lines speak, and its sum becomes that of "
                      "the whole line ({lines}).", lines=_some(short))  # fmt: skip
        before = [
            say("{id}: {sum}", id=key, sum=money_text(verified))
            for key in months
            if (verified := lines[key][1].verified) is not None
        ]
        if before:
            yield say(
                "Lines were verified before, and the sheet takes the place of that ({lines}); it "
                "is not added to it. If it holds other months, join the sheets into one with a "
                "column of months, and take that over.",
                lines=_some(before),
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        item = Evidence(
            id=next_id("E", was.evidence),
            name=self.name,
            on=entry.on,
            file=self.file,
            regular=entry.regular,
        )
        claims = self._taken(was.claims, Line(item.id), entry.on)
        return evolve(was, claims=claims, evidence=(*was.evidence, item))

    def changed(self, was: Claims, entry: Entry) -> Claims:
        return self._taken(was, self.name, entry.on)

    def _taken(self, was: Claims, evidence: Line, on: date) -> Claims:
        for one in self.joining:
            who = Claimant(id="", name=one.name, resident_number=one.resident_number, joined_on=on)
            was = was.joined(who, "")
        new: dict[str, list[ClaimLine]] = {}
        sums: dict[str, int] = {}
        allegations = _allegations(was, self.cause)
        for row in self.sums:
            if row.line:
                sums[row.line] = sums.get(row.line, 0) + row.found
            else:
                new.setdefault(row.worker, []).append(
                    ClaimLine(
                        id="",
                        allegation=allegations.get(row.worker, allegations[""]),
                        cause=self.cause,
                        start=row.month,
                        end=month_end(row.month),
                    )
                )
        after = was
        for worker, lines in new.items():
            before = len(was.by_worker(worker))
            after = after.with_lines(worker, lines)
            added = after.by_worker(worker)[before:]
            rows = [row for row in self.sums if row.worker == worker and not row.line]
            sums |= {line.id: row.found for line, row in zip(added, rows, strict=True)}
        verified = tuple(LineSum(line=Line(key), sum=Fen(sum_)) for key, sum_ in sums.items())
        return after.verified(verified, evidence, on)

    def line(self, given: Given) -> Said:
        return _many(self.sums)


def _some(parts: Sequence[Said | str]) -> Said:
    """The first of several, and how many more there are."""
    more = [say("{n} more", n=len(parts) - 20)] if len(parts) > 20 else []
    return joined([*parts[:20], *more])


def _allegations(claims: Claims, cause: str) -> dict[str, str]:
    """The allegation that new lines of each worker belong to: that of the own first line of the
    cause; under no name that of the first line of all."""
    found: dict[str, str] = {}
    for w in claims.workers:
        own = [x.allegation for x in w.lines if x.cause == cause]
        if own:
            found[w.id] = own[0]
    return {"": next(iter(found.values()), ""), **found}


def _many(sums: Sequence[SheetSum]) -> Said:
    n = len({s.worker for s in sums})
    return say("{workers}, {sum}", workers=workers_words(n),
               sum=money_text(sum(s.found for s in sums)))  # fmt: skip


# ------------------------------------------------------------------ local figures


@frozen(kw_only=True)
class FiguresAdded(OfficeAct):
    """Minimum wages, average wages or allowances of places come into the office, each from its day
    and with its document."""

    kind: ClassVar[str] = "figures_added"
    title: ClassVar[Said] = say("Add local figures")
    who = HEADS | ADMIN
    figures: tuple[LocalFigure, ...] = field(metadata=label("Local figures"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        if not self.figures:
            yield Reason(say("Type at least one figure."), path="figures")
        there = list(scene.docket.figures)
        for n, one in enumerate(self.figures, 1):
            path = f"figures.{n}"
            if not one.sum:
                yield Reason(say("A figure of nothing is none: type it."), path=f"{path}.sum")
            yield from in_order(one.start, one.end, one.what.label, f"{path}.end")
            if any(one.overlaps(other) for other in there):
                yield Reason(
                    say(
                        "{what}, {place} {grade} from {day} is there already: correct the entry "
                        "that added it.",
                        what=one.what.label,
                        place=one.place,
                        grade=one.grade,
                        day=one.start.isoformat(),
                    ),
                    path=path,
                )
            there.append(one)
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return evolve(office, figures=(*office.figures, *self.figures))

    def line(self, given: Given) -> Said:
        n = len(self.figures)
        return say("{n} figure" if n == 1 else "{n} figures", n=n)
