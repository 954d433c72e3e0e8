"""The criminal line: from which unpaid sums on a refusal to pay wages can be a crime."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from attrs import frozen
from dateutil.relativedelta import relativedelta

from ..values import money_text
from ..words import Said, say
from .answers import Answer, word
from .rows import DATA, check, fill, read, rows


@frozen(kw_only=True)
class CriminalLine:
    """One row of ``law/data/criminal.toml``; ``one`` and ``together`` in whole yuan. It counts the
    ``causes`` that are wages in the sense of the crime. ``citation`` is the local rule, where an
    office entered its own figures."""

    id: str
    months: int
    one: int
    workers: int
    together: int
    causes: tuple[str, ...]
    effective_from: date
    basis: str
    effective_to: date | None = None
    citation: str = ""


@frozen(kw_only=True)
class Arrears:
    """What one worker is owed and has not got: the sum in fen, and the periods as (first, last day)
    as far as they are known. ``claimed``: a part of it is only claimed, nobody verified it."""

    sum: int
    periods: tuple[tuple[date, date], ...] = ()
    claimed: bool = False


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


def limbs(line: CriminalLine, arrears: Sequence[Arrears]) -> tuple[Answer, Answer]:
    """The two ways to reach the line, each for itself: one worker with months and sum, or many
    workers with the sum alone."""
    owed = [a for a in arrears if a.sum > 0]
    most = max(owed, key=lambda a: (a.sum, months(a.periods)), default=None)
    alone = any(a.sum >= line.one * 100 and months(a.periods) >= line.months for a in owed)
    together = sum(a.sum for a in owed)
    undated = any(a.sum >= line.one * 100 and not a.periods for a in owed)
    only = sum(1 for a in owed if a.claimed)
    claimed = (say("only claimed and not verified, of workers: {n}", n=only),) if only else ()
    rule = (say("{rule}", rule=line.citation),) if line.citation else ()
    return (
        Answer(
            id="one",
            question=say(
                "Is one worker owed {sum} yuan and {months} months?",
                sum=money_text(line.one * 100),
                months=line.months,
            ),
            answer="unknown" if undated and not alone else word(alone),
            bases=(line.basis, "xs-03"),
            note=say("Both are needed, sum and months."),
            facts=(
                *rule,
                *(
                    (say("at most {sum} yuan, whole months: {months}", sum=money_text(most.sum),
                         months=months(most.periods)),)
                    if most
                    else ()
                ),
                *claimed,
            ),
            missing=(say("the months that are owed"),) if undated and not alone else (),
        ),
        Answer(
            id="many",
            question=say(
                "Are {workers} workers owed {sum} yuan together?",
                workers=line.workers,
                sum=money_text(line.together * 100),
            ),
            answer=word(len(owed) >= line.workers and together >= line.together * 100),
            bases=(line.basis, "xs-03"),
            note=say("Then the months do not count."),
            facts=(
                *rule,
                say("workers: {n}, {sum} yuan", n=len(owed), sum=money_text(together)),
                *claimed,
            ),
        ),
    )  # fmt: skip


@frozen(kw_only=True)
class Package:
    """What a docket holds of a package for the police (国务院令第310号 art. 6; 2014 notice No. 100,
    recalled). ``order`` is the order to pay by its number; ``posted`` that it was posted up, and
    ``photos`` that a picture of that was kept, ``pictures`` the SHA-256 of each; ``paid`` what came
    in, in fen."""

    order: str = ""
    served: date | None = None
    posted: bool = False
    photos: bool = False
    pictures: tuple[str, ...] = ()
    until: date | None = None
    lapsed: bool = False
    evades: bool = False
    report: date | None = None
    statements: int = 0
    party: bool = False
    articles: int = 0
    evidence: int = 0
    approved: bool = False
    proposed: bool = False
    paid: int = 0
    fined: bool = False


def package(p: Package) -> tuple[Answer, ...]:
    """What a transfer for refusing to pay stands on and what its package still lacks, as a
    checklist; *no* is missing."""
    served: list[Said] = []
    if p.order:
        served.append(say("{text}", text=p.order))
    if p.served:
        served.append(say("served {day}", day=p.served.isoformat()))
    if p.posted:
        served.append(say("posted up"))
    rows = [
        ("order", say("Is there an order to pay, with its service?"), bool(p.order and p.served),
         ("xs-04",), say("An order to correct or a handling decision; one that ordered payment."),
         tuple(served)),
        ("lapsed", say("Has its time run out unobeyed?"), p.lapsed, ("xs-04", "xf-276-1"),
         say("That is an element of the crime; issue the order early."),
         (say("until {day}", day=p.until.isoformat()),) if p.until else ()),
    ]  # fmt: skip
    if p.posted:
        rows.append(
            ("photos", say("Was the posting up kept by photo or video?"), p.photos, ("xs-04",),
             say("Posting counts only so."),
             tuple(say("file {hash}", hash=one) for one in p.pictures))
        )  # fmt: skip
    rows += [
        ("report", say("Is there a report on the investigation?"), p.report is not None,
         ("cn-xfer-06",), say("Letter, report, list of articles, test reports, other material."),
         ()),
        ("statements", say("Are there statements of workers?"), p.statements > 0, ("cn-xfer-06",),
         say("Where payrolls are missing they are taken with sound or video."),
         (say("interview records: {n}", n=p.statements),) if p.statements else ()),
        ("party", say("Is it known who the party is, and who answers for it?"), p.party,
         ("cn-xfer-06",), say("Credit code, representative, address."), ()),
        ("evidence", say("Is evidence kept in the docket?"), p.evidence > 0, ("cn-xfer-06",),
         say("It goes along with a list; preserved articles stand in it."),
         (say("pieces: {n}, preserved: {k}", n=p.evidence, k=p.articles),) if p.evidence else ()),
        ("approved", say("Has the principal head approved it?"), p.approved, ("cn-xfer-05",),
         say("Within three days of the report; then it goes within twenty-four hours."),
         (say("proposed"),) if p.proposed else ()),
    ]  # fmt: skip
    found = [
        Answer(id=id_, question=question, answer=word(ok), bases=rests, note=note, facts=facts)
        for id_, question, ok, rests, note, facts in rows
    ]
    found.append(
        Answer(
            id="unpaid",
            question=say("Is it still unpaid today?"),
            answer="unknown",
            bases=("xf-276-1", "cn-xfer-11"),
            note=say(
                "Who pays before the police file may go free: look again just before the transfer. "
                "A fine is no substitute for it."
            ),
            facts=(say("{sum} yuan paid so far", sum=money_text(p.paid)),) if p.paid else (),
            missing=(say("whether it was paid meanwhile"),),
        )
    )
    return tuple(found)


def lacking(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The rows of a checklist that are still missing."""
    return tuple(a for a in answers if a.answer == "no")


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
