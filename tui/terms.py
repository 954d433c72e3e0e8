"""What the codes in dockets and summaries are called on screen."""

from datetime import date
from typing import Final

from laborcase import law
from laborcase.law import Deadline
from laborcase.parties import SECRET, Officer
from laborcase.record.case import Case, CaseStage
from laborcase.record.complaint import Complaint, ComplaintStage
from laborcase.record.office import Office
from laborcase.record.summary import Summary
from laborcase.values import money_text
from laborcase.words import Said, say

from .widgets.offered import listed

QUEUES: Final = (
    ("waits", say("To sign")),
    ("decide", say("To decide on")),
    ("file", say("To file")),
    ("assign", say("To assign")),
    ("mine", say("Mine")),
    ("due", say("Due soon")),
    ("overdue", say("Overdue")),
    ("joint", say("Joint office")),
    ("close", say("To close")),
    ("all", say("All")),
    ("irregular", say("Irregular")),
)
"""The queues of the worklist, in the order in which they stand there; the first ten have the keys
0 to 9."""

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


CLOCKS: Final = {
    "accept-5wd": say("acceptance"),
    "henan-file-7d": say("Henan filing"),
    "investigate-60wd": say("investigation"),
    "henan-close-30d": say("Henan closing"),
    "order-day": say("order"),
    "preserve-7wd": say("preservation"),
}
"""What the clocks are called where there is no room for their length."""


def clock_name(clock: str, lang: str) -> str:
    """A clock in a list: its short name, else its title, else its id."""
    title = next((rule.short(lang) for rule in law.rules() if rule.id == clock), clock)
    return CLOCKS.get(clock, title)


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


def sums(case: Case) -> str:
    """What was verified and paid in a case; empty if neither."""
    told = [] if case.verified is None else [say("verified {sum}", sum=money(case.verified))]
    return listed([*told, say("paid {sum}", sum=money(case.paid))] if case.paid else told)


def secret(name: str) -> str:
    """A name, or in words what stands in its place where it is kept secret."""
    return say("reporter (kept secret)") if name == SECRET else name


def short_day(day: date, today: date) -> str:
    """``11-27``, with the year only where it is another one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def day_of(deadline: Deadline, today: date) -> str | Said:
    """The last day of a limit; marked where a notice that is not out yet may move it."""
    day = short_day(deadline.due, today)
    return say("~{line}", line=day) if deadline.provisional else day


def whole_day(deadline: Deadline) -> str | Said:
    """The last day of a limit with its year, and what it may become where that is in doubt."""
    day = deadline.due.isoformat()
    if not deadline.doubt:
        return day
    first, last = (one.isoformat() for one in deadline.doubt)
    return say("~{day} ({first} to {last})", day=day, first=first, last=last)


def left(due: date, clock: str, today: date) -> Said:
    """How many days are left in a list, in words; a passed target is no breached limit."""
    days = (due - today).days
    if days == 0:
        return say("today")
    if days > 0:
        return say("{days} d left", days=days)
    if any(rule.id == clock and rule.target for rule in law.rules()):
        return say("target +{days} d", days=-days)
    return say("overdue {days} d", days=-days)


def left_of(deadline: Deadline, today: date) -> Said:
    """How much of a running limit is left, in the unit it is counted in."""
    if deadline.due == today:
        return say("today {time}", time=f"{deadline.at:%H:%M}") if deadline.at else say("today")
    if deadline.overdue(today):
        if deadline.target:
            return say("target passed {days} d ago", days=(today - deadline.due).days)
        return say("overdue {days} d", days=(today - deadline.due).days)
    if deadline.unit == "working":
        days = deadline.left(today)
        return say(
            "{days} working day left" if days == 1 else "{days} working days left", days=days
        )
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
