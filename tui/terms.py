"""What the codes in dockets and summaries are called on screen."""

from datetime import date
from typing import Final

from laborcase import law
from laborcase.law import Deadline
from laborcase.parties import Officer
from laborcase.record.case import Case, CaseStage
from laborcase.record.complaint import Complaint, ComplaintStage
from laborcase.record.office import Office
from laborcase.record.summary import Summary
from laborcase.values import money_text
from laborcase.words import Said, say

from .widgets.offered import listed

QUEUES: Final = (
    ("decide", say("To decide on")),
    ("file", say("To file")),
    ("assign", say("To assign")),
    ("mine", say("Mine")),
    ("due", say("Due soon")),
    ("overdue", say("Overdue")),
    ("joint", say("With the joint office")),
    ("close", say("To close")),
    ("all", say("All")),
)
"""The queues of the worklist, in the order in which they stand there."""

SORTS: Final = {
    "due": say("nearest limit"),
    "key": say("number"),
    "changed": say("last changed"),
}
"""What the worklist can be sorted by."""


def queue_title(queue: str) -> Said:
    """What a queue is called."""
    return dict(QUEUES)[queue]


def cause_title(code: str, lang: str) -> str:
    """The title of a cause; the code itself when this program does not know it."""
    cause = law.causes().get(code)
    return cause.title(lang) if cause else code


def clock_title(clock: str, lang: str) -> str:
    """The title of a clock; its id when this program does not know it."""
    return law.clock_title(clock, lang)


def stage_title(summary: Summary) -> str:
    """The stage of a docket in a list."""
    if summary.stage == "newer":
        return say("needs a newer program")
    stages = CaseStage if summary.kind == "case" else ComplaintStage
    return stages(summary.stage).label


def kind_title(state: Complaint | Case) -> Said:
    """What kind of docket it is."""
    if isinstance(state, Case):
        return say("Case")
    return say("Tip-off") if state.tipoff else say("Complaint")


def against(name: str, many: int, place: str) -> str:
    """Against whom: the first respondent and how many there are, else the place of work."""
    if not name:
        return say("(place: {place})", place=place) if place else say("not known yet")
    return say("{name} and {more} more", name=name, more=many - 1) if many > 1 else name


def money(fen: int) -> Said:
    """A sum with its unit."""
    return say("{sum} yuan", sum=money_text(fen))


def short_day(day: date, today: date) -> str:
    """``11-27``, with the year only where it is another one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def left(due: date, clock: str, today: date) -> Said:
    """How many days are left in a list, in words; a passed target is no breached limit."""
    days = (due - today).days
    if days == 0:
        return say("today")
    if days > 0:
        return say("{days} d left", days=days)
    if any(rule.id == clock and rule.target for rule in law.rules()):
        return say("target passed {days} d", days=-days)
    return say("overdue {days} d", days=-days)


def left_of(deadline: Deadline, today: date) -> Said:
    """How much of a running limit is left, in the unit it is counted in."""
    if deadline.due == today:
        return say("today")
    if deadline.overdue(today):
        if deadline.target:
            return say("target passed {days} d ago", days=(today - deadline.due).days)
        return say("overdue {days} d", days=(today - deadline.due).days)
    if deadline.rule.unit == "working":
        return say("{days} working days left", days=deadline.left(today))
    return say("{days} d left", days=deadline.left(today))


def officer_title(officer: Officer) -> Said:
    """An officer's name and positions."""
    return say(
        "{name} ({positions})",
        name=officer.name,
        positions=listed([p.label for p in officer.positions]),
    )


def authority_name(office: Office, authority: str) -> str:
    """The name of an authority; its id when the office does not know it (any more)."""
    known = office.authority(authority)
    return known.name if known else authority
