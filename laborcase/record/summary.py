"""The flat summary of a docket: what lists and searches need, and nothing sealed."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from ..fields import DocketKey
from ..law import Deadline
from ..parties import SECRET, Respondent
from ..values import as_name, plain
from .case import Case, CaseStage
from .complaint import ENDED, Complaint, ComplaintStage
from .docket import Entry

SUMMARY_VERSION = 9
"""Raised when a field is added or means something else, or when a server keeps more by which a
docket is found: summaries and snapshots of another version are made anew. 9 came with what a word
of one character finds."""


@frozen(kw_only=True)
class Summary:
    """One row of a list. Text, whole numbers and ISO days only; sums in fen."""

    key: DocketKey
    kind: str
    """``complaint``, ``tipoff`` or ``case``."""
    stage: str
    queue: str
    """``decide``, ``file``, ``assign``, ``work``, ``close`` or ``done``."""
    open: int
    joint: int
    """What is on a joint office's desk: an open case that was taken up, is in a hand-over, or was
    consulted on; a docket with an incident that is going on."""
    urgent: int
    number: str
    names: str
    """Every number of the docket as it names it (:func:`~laborcase.values.as_name`), one a line."""
    cause: str
    respondent: str
    """The first respondent's name, as it was written."""
    respondents: int
    against: str
    """All respondents' names in their plain form, one a line: what is searched."""
    place: str
    who: str
    """The complainant's name, or what stands in its place where it is kept secret."""
    lead: str
    lead_name: str
    assistant: str
    assistant_name: str
    clerk: str
    authority: str
    body: str
    persons: int
    claimed: int
    paid: int
    due: str | None
    due_clock: str
    tickets: int
    """Tickets that want an answer, whatever became of the complaint."""
    ticket_due: str | None
    """The last minute (``2026-06-16T17:00``, in the register's zone) of the nearest ticket limit
    that runs: no law, and not in ``due``."""
    dies: str | None
    changed: int
    entries: int
    search: str
    marks: str = ""
    """The further lists it stands in, each word between spaces: ``irregular`` (irregularities not
    settled), ``waits`` (a proposal not signed), ``planned`` (something is to come), ``urgent`` (a
    first step owed). A program of before, still at work on the same server, writes none."""
    next_day: str | None = None
    """The day of the next thing to come, also when it has passed: a promised payment, a step."""
    next_what: str = ""
    """Its word: ``promise``, ``step`` or ``supplement``."""
    provisional: int = 0
    """1 where a calendar notice that is not out yet may move ``due``."""
    doubt: str = ""
    """Then the first and the last day that ``due`` may become (``2027-01-27/2027-02-12``)."""
    urgent_step: int = 0
    """1 while the first step of an urgent matter is owed: somebody must be spoken to or visited the
    same day."""


def summary(
    state: Complaint | Case,
    entries: tuple[Entry, ...],
    *,
    due: Deadline | None,
    dies: date | None = None,
    ticket_due: datetime | None = None,
) -> Summary:
    """The summary of a complaint or case; ``due`` is its nearest open limit,
    ``ticket_due`` the end of its nearest open ticket limit."""
    last = entries[-1]
    # A number, void or not, names the docket that its act was entered on; a case number the case.
    numbers: list[str] = [
        n.text
        for e in entries
        for n in e.given.numbers
        if ((e.given.opened if n.kind == "case" else None) or e.given.main) == state.key
    ]
    # What it was taken over with: the registration's number names the complaint, others the case.
    numbers += [
        n.text
        for e in entries
        if e.taken_back_by is None
        for n in e.act.outside()
        if (n.kind == "registration") == isinstance(state, Complaint)
    ]
    agenda = state.agenda
    names: list[str] = list(numbers)
    if isinstance(state, Complaint) and not state.void:
        # By its number alone, and with its channel, since two channels may give the same number.
        names += [n for t in state.tickets if t.number for n in (t.number, t.name)]
    common: dict[str, object] = {
        "key": state.key,
        "number": state.number,
        "names": "\n".join(dict.fromkeys(as_name(text) for text in names)),
        "respondent": state.respondents[0].name if state.respondents else "",
        "respondents": len(state.respondents),
        "against": "\n".join(plain(r.name) for r in state.respondents),
        "place": state.site.address or state.site.subdistrict,
        "urgent": int(state.urgent),
        "urgent_step": int(state.urgent_step),
        "marks": _marks(state, planned=bool(agenda)),
        "persons": state.persons,
        "claimed": int(state.claimed),
        "due": due.due.isoformat() if due else None,
        "due_clock": due.clock if due else "",
        "provisional": int(due.provisional) if due else 0,
        "doubt": "/".join(day.isoformat() for day in due.doubt or ()) if due else "",
        "tickets": len(state.open_tickets) if isinstance(state, Complaint) else 0,
        "ticket_due": ticket_due.strftime("%Y-%m-%dT%H:%M") if ticket_due else None,
        "dies": dies.isoformat() if dies else None,
        "authority": str(state.authority),
        "changed": last.seq,
        "entries": len(entries),
        "next_day": agenda[0].day.isoformat() if agenda else None,
        "next_what": agenda[0].kind if agenda else "",
    }
    if isinstance(state, Complaint):
        return _of_complaint(state, common, numbers)
    return _of_case(state, common, numbers)


def _marks(state: Complaint | Case, *, planned: bool) -> str:
    found = {
        "irregular": any(i.settled_on is None for i in state.irregularities),
        "waits": any(p.pending for p in state.proposals),
        "planned": planned,
        "urgent": state.urgent_step or bool(state.owed_to_children),
        "owed": _owed(state),
        "archive": isinstance(state, Case) and state.stage is CaseStage.CLOSED,
    }
    return "".join(f" {word}" for word, holds in found.items() if holds) + " " * any(found.values())


def _owed(state: Complaint | Case) -> bool:
    """Whether a case is closed and a report on a hand-over, or its closing, is still owed."""
    if not isinstance(state, Case) or state.closed_on is None:
        return False
    return any(h.awaits in ("report", "closing") for h in state.handovers)


def _of_complaint(c: Complaint, common: dict[str, object], numbers: Sequence[str]) -> Summary:
    stage = c.stage
    if stage in ENDED or stage is ComplaintStage.IN_CASE:
        queue = "done"
    elif stage is ComplaintStage.TO_TELL:
        queue = "work"
    else:
        queue = "file" if c.tipoff else "decide"
    if queue == "done" and c.open_tickets:
        queue = "work"  # each ticket is answered by itself, also when the complaint has ended
    named = not c.secret
    who = c.complainant.name if c.complainant and named else ""
    told = (who, *(w.name for w in c.claims.workers), c.facts) if named else ()
    if c.complainant and not named:
        who = SECRET
    return Summary(
        kind="tipoff" if c.tipoff else "complaint",
        stage=stage.value,
        queue=queue,
        open=int(queue != "done"),
        joint=int(any(not i.ended for i in c.incidents)),
        cause=c.allegations[0].alleged.cause if c.allegations else "",
        who=who,
        lead="",
        lead_name="",
        assistant="",
        assistant_name="",
        clerk=str(c.clerk),
        body="",
        paid=int(c.claims.paid),
        search=_search(
            c.key, numbers, c.respondents, (c.site.address, *(t.number for t in c.tickets), *told)
        ),
        **common,  # type: ignore[arg-type]
    )


def _of_case(case: Case, common: dict[str, object], numbers: Sequence[str]) -> Summary:
    stage = case.stage
    queue = {
        CaseStage.FILED: "assign",
        CaseStage.INVESTIGATION: "work",
        CaseStage.DECISION: "work",
        CaseStage.PERFORMANCE: "work",
        CaseStage.TO_CLOSE: "close",
        CaseStage.CLOSED: "close",
    }.get(stage, "done")
    is_open = stage not in {
        CaseStage.CLOSED, CaseStage.MERGED, CaseStage.ARCHIVED, CaseStage.VOID
    }  # fmt: skip
    if not is_open:
        queue = "done"
    lead, assistant = case.lead, case.assistant
    joint = (
        case.joint
        or any(h.awaits or h.minutes is not None for h in case.handovers)
        or any(not i.ended for i in case.incidents)
    )
    people = [w.name for w in case.claims.workers]
    return Summary(
        kind="case",
        stage=stage.value,
        queue=queue,
        open=int(is_open),
        joint=int(joint and is_open),
        cause=case.allegations[0].alleged.cause if case.allegations else "",
        who=next((b.who for b in case.brought if b.who), ""),
        lead=lead.officer if lead else "",
        lead_name=lead.name if lead else "",
        assistant=assistant.officer if assistant else "",
        assistant_name=assistant.name if assistant else "",
        clerk="",
        body=str(case.body),
        paid=int(case.paid),
        search=_search(
            case.key,
            list(dict.fromkeys((*numbers, *(n.text for n in case.numbers)))),
            case.respondents,
            (
                *(b.who for b in case.brought),
                *people,
                lead.name if lead else "",
                assistant.name if assistant else "",
                case.site.address,
                case.facts,
            ),
        ),
        **common,  # type: ignore[arg-type]
    )


SEARCHED = 30_000
"""Characters of a docket that lists search through."""


def _search(
    key: str,
    numbers: Sequence[str],
    respondents: tuple[Respondent, ...],
    more: tuple[str, ...],
) -> str:
    words = [key, *numbers, *map(as_name, numbers), *(r.name for r in respondents)]
    words += more
    return plain("\n".join(w for w in words if w))[:SEARCHED]
