"""What a docket holds that clocks run from and to, beside the moments that its acts left: its
papers as they were issued, its proposals, and how old what is alleged was when it became known."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ..fields import DocketKey
from ..law.calendar import FIRST_YEAR
from ..law.clocks import Moment
from .docket import Alleged
from .papers import Paper, PaperKind
from .proposals import Proposal

ISSUED_AS: Final = {
    PaperKind.PENALTY: "penalty_issued",
    PaperKind.HANDLING: "paper_issued",
    PaperKind.ORDER: "paper_issued",
    PaperKind.EXTRA: "paper_issued",
    PaperKind.NO_PENALTY: "paper_issued",
    PaperKind.WITHDRAWAL: "paper_issued",
}
"""The papers for whose service a time is set."""
PROPOSED_AS: Final = {
    "accepted": ("filing_proposed", "filing_answered"),
    "filed": ("filing_proposed", "filing_answered"),
    "transferred": ("transfer_proposed", "transfer_answered_inside"),
}
"""The proposals that are to be answered in a time, and what their answer is called."""

Known = tuple[tuple[DocketKey, date, tuple[str, ...]], ...]
"""Linked dockets of the same matter, each with the day it became known there and the causes it is
about; none where it names none."""


def from_papers(papers: Iterable[Paper]) -> Iterator[Moment]:
    """The issue of each paper that is to be served in a time."""
    for paper in papers:
        name = ISSUED_AS.get(paper.kind)
        if name:
            yield Moment(name=name, on=paper.issued_on, entry=paper.entry, subject=paper.id)
        if paper.kind is PaperKind.ORDER and paper.regular:
            yield Moment(name="order_issued", on=paper.issued_on, entry=paper.entry)


def from_void(papers: Iterable[Paper]) -> Iterator[Moment]:
    """The day from which each paper is void: no limit that a paper set outlives it."""
    for p in papers:
        if p.void_on is not None:
            yield Moment(name="paper_void", on=p.void_on, entry=p.void_entry, subject=p.id)


def from_proposals(proposals: Iterable[Proposal]) -> Iterator[Moment]:
    """When a filing or a transfer to the police was proposed, and when that was answered."""
    for p in proposals:
        names = PROPOSED_AS.get(p.what)
        if names is None or (p.what == "transferred" and not _to_police(p)):
            continue
        first = p.rounds[0]
        yield Moment(name=names[0], on=first.on, entry=first.entry, subject=p.id, until=first.on)
        if not p.pending:
            last = p.signatures[-1].entry if p.signatures else first.entry
            yield Moment(name=names[1], on=p.since, entry=last, subject=p.id)


def _to_police(p: Proposal) -> bool:
    content = json.loads(p.rounds[-1].content)
    return isinstance(content, dict) and content.get("receiver") == "police"


def from_allegations(
    alleged: Iterable[tuple[str, Alleged, date]], linked: Known
) -> Iterator[Moment]:
    """When each breach ended and when it became known: with the day of its complaint, tip-off or
    finding, or before that in a linked docket about the same cause. One that goes on has not ended,
    and what became known while it went on was known in time."""
    for key, one, received in alleged:
        ended = one.end or one.start
        if one.continuing or ended is None or ended.year < FIRST_YEAR:
            continue
        yield Moment(name="breach_ended", on=ended, entry=1, subject=key)
        ours = ((key, day) for key, day, causes in linked if not causes or one.cause in causes)
        docket, known = min(((DocketKey(""), received), *ours), key=lambda pair: pair[1])
        yield Moment(name="first_known", on=max(known, ended), entry=1, subject=key, docket=docket)
