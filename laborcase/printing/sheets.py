"""What can be printed of a docket: papers it issued, and forms that belong to its entries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from ..errors import NotFound
from ..law.papers import code_of, paper_rule, wording
from ..parties import Identity
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.docket import Docket, Entry, fold
from ..record.office import Office
from ..record.papers import Paper, PaperKind, PaperState
from ..record.proposals import Proposal
from ..values import plain
from ..words import say

FORMS: Final = {"interviewed": "D21", "closed": "D70", "incident_reported": "D95"}
"""The forms of entries that can stand in a case more than once."""


@frozen(kw_only=True)
class Sheet:
    """One thing that can be printed.

    ``id`` names it in its docket for life: a paper by its own (``P1``), a form by its D-code, with
    the number of its entry or the paper it is about where there can be several (``D21.7``,
    ``D68.P1``, ``D68.P1.2`` for the second addressee), a draft by its proposal (``R1.D10``); papers
    of hand-overs by the entry of their step (``D85.9``).
    """

    id: str
    code: str
    entry: int
    """The entry it comes from."""
    paper: str = ""
    """The paper it is, or is about."""
    addressee: str = ""
    number: str = ""
    state: PaperState | None = None
    handover: str = ""
    """The hand-over that it is a paper of."""

    @property
    def numbered(self) -> bool:
        """It bears a number of its own."""
        own = self.paper or self.handover or self.number
        return bool(own) and self.code not in ("D68", "D92", "D96")

    def title(self, lang: str = "en") -> str:
        """What it is called."""
        return paper_rule(self.code).title(lang)


@frozen(kw_only=True)
class Origin:
    """All that a sheet is printed from: its entry, the docket as it stood after it, the office as
    it was then, and the docket as it is now; of a draft, the proposal, and its dockets as they
    would be."""

    sheet: Sheet
    entry: Entry
    then: Complaint | Case
    docket: Docket
    office: Office
    open: Callable[[str], Docket | None]
    """Another docket, as the same officer may see it."""
    home: str
    """The key of the docket that the sheet was asked of."""
    draft: Proposal | None = None

    @property
    def paper(self) -> Paper | None:
        """The paper that the sheet is, or is about, as it stands now."""
        state = self.docket.state
        papers = state.papers if isinstance(state, (Complaint, Case)) else ()
        return next((p for p in papers if p.id == self.sheet.paper), None)


PACKAGE: Final = "D84"
"""The readable form of a package that was sent."""


def sheets(docket: Docket) -> tuple[Sheet, ...]:
    """What can be printed of a docket, in the order in which it came about."""
    found = tuple(_sheets(docket))
    return tuple(sorted(found, key=lambda sheet: sheet.entry))


def _sheets(docket: Docket) -> Iterator[Sheet]:
    state = docket.state
    if isinstance(state, Office) or state.void:
        return
    code = "D10" if isinstance(state, Case) else "D02" if state.tipoff else "D01"
    yield Sheet(id=code, code=code, entry=docket.entries[0].n)
    if isinstance(state, Complaint):
        reports = (e for e in docket.entries if e.act.kind == "incident_reported")
        yield from (_form("D95", e) for e in reports if e.taken_back_by is None)
    if isinstance(state, Case):
        for entry in docket.entries:
            form = FORMS.get(entry.act.kind)
            if form is not None and entry.taken_back_by is None:
                yield _form(form, entry)
        yield from _handed(state, docket.entries)
    elif state.identity is Identity.ANONYMOUS:  # there is nobody to give a paper to
        return
    acts = {entry.n: entry.act.kind for entry in docket.entries}
    for paper in state.papers:
        code = code_of(paper.kind.value)
        # A paper that took the place of another has no wording of its own yet.
        if code in wording() and acts.get(paper.entry) in paper_rule(code).acts:
            yield Sheet(
                id=paper.id,
                code=code,
                entry=paper.entry,
                paper=paper.id,
                number=paper.number,
                state=paper.state,
            )
        if paper.kind is not PaperKind.RECEIPT:
            yield from _proofs(paper)


def _form(code: str, entry: Entry) -> Sheet:
    """The form of an entry, with the number it took where it has one of hand-overs."""
    numbers = (n.text for n in entry.given.numbers if n.kind == "handover")
    return Sheet(id=f"{code}.{entry.n}", code=code, entry=entry.n, number=next(numbers, ""))


def _handed(case: Case, entries: Iterable[Entry]) -> Iterator[Sheet]:
    """The papers of hand-overs, step by step: what their kinds declare. The steps of what came with
    a case that was merged are in the docket of that one."""
    known = {e.n: e for e in entries if e.taken_back_by is None}
    for h in case.handovers:
        for step in h.steps:
            code, entry = h.rule.sheet(step.what.value), known.get(step.entry)
            if not code or entry is None or entry.act.kind not in paper_rule(code).acts:
                continue
            if (entry.on, entry.officer) != (step.on, step.officer):
                continue
            number = step.number
            if code == PACKAGE:
                number = h.steps[0].number
                # Of what was sent without one nothing can be printed; a draft has no number yet.
                if number and not getattr(entry.act, "package", None):
                    continue
            yield Sheet(
                id=f"{code}.{entry.n}", code=code, entry=entry.n, number=number, handover=h.id
            )


def _proofs(paper: Paper) -> Iterator[Sheet]:
    """The proofs of service of a paper, one for each addressee."""
    for i, addressee in enumerate(paper.addressees or ("",), 1):
        name = f"D68.{paper.id}.{i}" if len(paper.addressees) > 1 else f"D68.{paper.id}"
        yield Sheet(
            id=name,
            code="D68",
            entry=paper.entry,
            paper=paper.id,
            addressee=addressee,
            number=paper.number,
            state=paper.state,
        )


def chosen(found: Sequence[Sheet], name: str) -> Sheet:
    """The sheet of that id, D-code or number.

    :raises NotFound: when there is none, or several; the sentence says which there are.
    """
    wanted = plain(name)
    ids = [(s.id, s) for s in found]
    numbers = [(s.number, s) for s in found if s.id == s.paper or not s.paper]
    codes = [(s.code, s) for s in found]
    for named in (ids, numbers, codes):
        hits = [s for text, s in named if wanted and plain(text) == wanted]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise NotFound(
                say(
                    "There are several “{name}” here: {ids}. Name one of them.",
                    name=name[:40],
                    ids=", ".join(s.id for s in hits),
                )
            )
    raise NotFound(
        say(
            "“{name}” cannot be printed here; there are: {ids}.",
            name=name[:40],
            ids=", ".join(s.id for s in found) or "-",
        )
    )


def drafts(proposal: Proposal, imagined: Docket) -> tuple[Sheet, ...]:
    """What a proposal would bring into one of its dockets, which has that entry last."""
    new = imagined.entries[-1].n
    return tuple(
        evolve(sheet, id=f"{proposal.id}.{sheet.code}", state=PaperState.DRAFT)
        for sheet in sheets(imagined)
        if sheet.entry == new and sheet.code != "D68"
    )


def origin(
    sheet: Sheet,
    docket: Docket,
    office: Office,
    open_: Callable[[str], Docket | None],
    *,
    home: str = "",
    draft: Proposal | None = None,
) -> Origin:
    """What a sheet is printed from; ``office`` is the office as it was at the sheet's entry."""
    entries = tuple(e for e in docket.entries if e.n <= sheet.entry)
    then = fold(entries)
    assert isinstance(then, (Complaint, Case))
    return Origin(
        sheet=sheet,
        entry=entries[-1],
        then=then,
        docket=docket,
        office=office,
        open=open_,
        home=home or docket.key,
        draft=draft,
    )
