"""Money paid to workers, and money promised to them. All sums in fen."""

from datetime import date

from attrs import field, frozen

from ..fields import Choice, DocketKey, label
from ..values import Fen, Line
from ..words import say


class Capacity(Choice):
    """As what somebody pays or promises to (a contractor in advance: 国务院令第724号 art. 30)."""

    EMPLOYER = "employer", say("employer")
    CONTRACTOR = "contractor", say("contractor in advance")
    WAGE_DEPOSIT = "wage_deposit", say("wage deposit")
    EMERGENCY_FUND = "emergency_fund", say("emergency fund")
    COURT = "court", say("court")
    OTHER = "other", say("other")


class Means(Choice):
    """How money was paid."""

    BANK = "bank", say("bank transfer")
    MOBILE = "mobile", say("WeChat or Alipay")
    CASH = "cash", say("cash")
    OTHER = "other", say("other")


class Confirmed(Choice):
    """How a worker says that the money came."""

    NOT_YET = "not_yet", say("not yet")
    SIGNATURE = "signature", say("signature")
    CALL = "call", say("recorded call")


@frozen(kw_only=True)
class LineSum:
    """A sum for one line (``W3-2``), or for a worker (``W3``). A row without a sum says nothing."""

    line: Line = field(metadata=label("Worker or line", of="claims"))
    sum: Fen | None = field(default=None, metadata=label("Sum"))


@frozen(kw_only=True)
class Instalment:
    """A part of what is promised, and the day by which it is to be paid."""

    by: date = field(metadata=label("To be paid by"))
    sum: Fen = field(metadata=label("Sum"))


@frozen(kw_only=True)
class Confirmation:
    """A worker's word that the money came; ``origin`` is the complaint that brought it."""

    worker: str
    how: Confirmed
    on: date
    origin: DocketKey | None = None


@frozen(kw_only=True)
class Payment:
    """Money paid (``M1``). ``lump`` is what nobody told to whom it went; ``origin`` the complaint
    that brought the payment into a case, and its id there."""

    id: str
    on: date
    payer: Line
    capacity: Capacity
    means: Means = Means.OTHER
    sums: tuple[LineSum, ...] = ()
    lump: Fen = Fen(0)
    paper: str = ""
    agreement: str = ""
    confirmations: tuple[Confirmation, ...] = ()
    origin: tuple[DocketKey, str] | None = None

    @property
    def total(self) -> Fen:
        """The whole sum."""
        return Fen(self.lump + sum(s.sum or 0 for s in self.sums))

    @property
    def workers(self) -> tuple[str, ...]:
        """The ids of those who were paid, each once."""
        return tuple(dict.fromkeys(worker_of(s.line) for s in self.sums))

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The ids of those paid who have not said that the money came."""
        sure = {c.worker for c in self.confirmations}
        return tuple(w for w in self.workers if w not in sure)


@frozen(kw_only=True)
class Agreement:
    """A promise to pay (``G1``): who, how much, by when; ``spoken`` or as an agreement. It ends
    when the same side promises anew, or when the coordination has failed."""

    id: str
    on: date
    with_whom: Line
    capacity: Capacity
    instalments: tuple[Instalment, ...]
    spoken: bool = False
    ended_on: date | None = None
    origin: tuple[DocketKey, str] | None = None

    @property
    def amount(self) -> Fen:
        """The whole sum promised."""
        return Fen(sum(i.sum for i in self.instalments))


@frozen(kw_only=True)
class Promise:
    """What is still to come of one instalment, and by when."""

    agreement: str
    with_whom: Line
    by: date
    missing: Fen


def worker_of(line_id: str) -> str:
    """The worker whom a line belongs to: ``W3`` of ``W3-2``."""
    return line_id.partition("-")[0]
