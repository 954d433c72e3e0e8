"""The package of a request upward: what a case is, as it is sent to whoever shall decide it.

Its shape stands in ``schemas/package.json``. Sums are in fen; words are Chinese, as on the paper.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

import msgspec
from attrs import frozen

from ..fields import FileHash
from ..law.clocks import Deadline

VERSION: Final = 1


@frozen(kw_only=True)
class Party:
    """Somebody complained of."""

    name: str
    role: str
    credit_code: str
    representative: str
    address: str
    industry: str
    registration_type: str
    size: str


@frozen(kw_only=True)
class Place:
    """The place of work."""

    address: str
    subdistrict: str
    project: str
    government_funded: bool
    construction: bool


@frozen(kw_only=True)
class WorkerRow:
    """One worker, or several told together; without a name where it is kept secret."""

    id: str
    name: str
    count: int
    claimed: int | None
    verified: int | None
    paid: int
    outstanding: int | None


@frozen(kw_only=True)
class Sums:
    """The sums of all workers together."""

    claimed: int
    verified: int | None
    paid: int
    outstanding: int


@frozen(kw_only=True)
class Matter:
    """One allegation: cause, period, and what was found."""

    id: str
    cause: str
    title: str
    start: date | None
    end: date | None
    amount: int | None
    finding: str
    verified: int | None


@frozen(kw_only=True)
class Came:
    """A complaint or tip-off that the case came from."""

    docket: str
    number: str
    received: date
    tipoff: bool


@frozen(kw_only=True)
class Piece:
    """A piece of evidence; ``sha256`` of its kept file, empty where there is none."""

    id: str
    name: str
    on: date
    sha256: str
    preserved: bool


@frozen(kw_only=True)
class Measure:
    """Something that was done: the entry, its day, and the number of the paper it gave."""

    entry: int
    on: date
    what: str
    numbers: tuple[str, ...]
    bases: tuple[str, ...]


@frozen(kw_only=True)
class Limit:
    """A limit of the case: used and left are days in its own unit; left is negative once it is
    over, and none where it was stopped."""

    clock: str
    title: str
    started: date
    due: date
    unit: str
    used: int
    left: int | None
    extended: int
    provisional: bool
    stopped: date | None


@frozen(kw_only=True)
class Met:
    """A criterion for handing up that holds, with its facts."""

    id: str
    title: str
    level: str
    figure: int | None
    source: str
    certainty: str
    facts: tuple[str, ...]
    by: str


@frozen(kw_only=True)
class Handler:
    """Somebody who handled it, with the certificate of that time."""

    name: str
    certificate: str
    role: str


@frozen(kw_only=True)
class Request:
    """What is asked, by whom, and why; empty while nobody has asked."""

    what: str
    reasons: str
    opinion: str
    remaining: str
    added: str = ""
    """What was added after it was returned for supplement."""
    asked_by: str
    to: str
    officer: str
    on: date


@frozen(kw_only=True)
class Package:
    """The whole package."""

    version: int = VERSION
    docket: str
    number: str
    numbers: tuple[str, ...]
    made: datetime
    ledger_seq: int
    """The newest commit of the register when it was made, and its hash."""
    ledger_hash: str
    entries: int
    """How many entries the docket had."""
    source: str
    filed_on: date
    authority: str
    body: str
    came: tuple[Came, ...]
    parties: tuple[Party, ...]
    place: Place
    facts: str
    matters: tuple[Matter, ...]
    persons: int
    workers: tuple[WorkerRow, ...]
    sums: Sums
    law: tuple[str, ...]
    measures: tuple[Measure, ...]
    evidence: tuple[Piece, ...]
    limits: tuple[Limit, ...]
    verdict: str
    criteria: tuple[Met, ...]
    complex_for: tuple[str, ...]
    risk: tuple[str, ...]
    request: Request
    handlers: tuple[Handler, ...]

    @property
    def data(self) -> bytes:
        """It as it is sent and kept: JSON in UTF-8, the same bytes for the same package."""
        return msgspec.json.encode(self, order="sorted")

    @property
    def files(self) -> tuple[FileHash, ...]:
        """The kept files that it names."""
        return tuple(FileHash(e.sha256) for e in self.evidence if e.sha256)


def read_package(data: bytes) -> Package:
    """A package as it was sent.

    :raises msgspec.ValidationError: for anything else.
    """
    return msgspec.json.decode(data, type=Package)


def limits_of(deadlines: Iterable[Deadline], today: date) -> Iterator[Limit]:
    """Limits with the days used and left on a day, each in its own unit; those of tickets and of
    hand-overs themselves are not among them."""
    for d in deadlines:
        if d.ticket or d.handover:
            continue
        end = d.stopped.on if d.stopped else today
        working = d.unit == "working"
        used = d.calendar.between(d.first_day, end) if working else (end - d.first_day).days
        left: int | None = None
        if d.stopped is None and working and today > d.due:
            left = -d.calendar.between(d.due, today)
        elif d.stopped is None:
            left = d.calendar.between(today, d.due) if working else (d.due - today).days
        yield Limit(
            clock=d.clock,
            title=d.title("zh_CN"),
            started=d.first_day,
            due=d.due,
            unit=d.unit,
            used=max(0, used),
            left=left,
            extended=len(d.extended),
            provisional=d.provisional,
            stopped=d.stopped.on if d.stopped else None,
        )
