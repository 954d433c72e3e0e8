"""The criminal line: from which unpaid sums on a refusal to pay wages can be a crime."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from attrs import frozen
from dateutil.relativedelta import relativedelta

from ..words import Said
from .rows import DATA, check, fill, read, rows


@frozen(kw_only=True)
class CriminalLine:
    """One row of ``law/data/criminal.toml``; ``one`` and ``together`` in whole yuan. It counts the
    ``causes`` that are wages in the sense of the crime."""

    id: str
    months: int
    one: int
    workers: int
    together: int
    causes: tuple[str, ...]
    effective_from: date
    basis: str
    effective_to: date | None = None


@frozen(kw_only=True)
class Arrears:
    """What one worker is owed and has not got: the sum in fen, and the periods as (first, last day)
    as far as they are known."""

    sum: int
    periods: tuple[tuple[date, date], ...] = ()


@cache
def criminal_lines() -> tuple[CriminalLine, ...]:
    """All rows, in the order of the file."""
    name = "criminal.toml"
    problems: list[Said] = []
    found = [
        fill(CriminalLine, row, f"{name}, line {n} ({row.get('id', '?')})", problems)
        for n, row in enumerate(rows(read(DATA / name, "line").get("line"), name), 1)
    ]
    check(problems)
    return tuple(line for line in found if line is not None)


def criminal_line(on: date) -> CriminalLine | None:
    """The row in force on a day."""
    return next(
        (
            line
            for line in criminal_lines()
            if line.effective_from <= on and (line.effective_to is None or on <= line.effective_to)
        ),
        None,
    )


def reached(line: CriminalLine, arrears: Sequence[Arrears]) -> bool:
    """Whether the unpaid sums reach the line: those of one worker, or of many together."""
    owed = [a for a in arrears if a.sum > 0]
    alone = any(a.sum >= line.one * 100 and months(a.periods) >= line.months for a in owed)
    together = sum(a.sum for a in owed) >= line.together * 100
    return alone or (len(owed) >= line.workers and together)


def months(periods: Sequence[tuple[date, date]]) -> int:
    """How many whole months the periods cover together, a day counted once; odd days make a month
    when there are 31 of them."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(p for p in periods if p[0] <= p[1]):
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    spans = [relativedelta(end + timedelta(days=1), start) for start, end in joined]
    return sum(s.years * 12 + s.months for s in spans) + sum(s.days for s in spans) // 31
