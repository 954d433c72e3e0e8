"""Contacts with the people of a matter, the next steps that were planned, and the coordination."""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import field, frozen

from ..evolving import evolve
from ..fields import Choice, FileHash, OfficerId, label
from ..values import Line, Phone, Text
from ..words import say
from .effects import Effects


class Way(Choice):
    """How somebody was contacted."""

    CALL = "call", say("call")
    TEXT = "text", say("text message")
    LETTER = "letter", say("letter")
    VISIT = "visit", say("visit")
    MEETING = "meeting", say("meeting")


class Side(Choice):
    """On which side a contacted person stands."""

    EMPLOYER = "employer", say("employer")
    CONTRACTOR = "contractor", say("contractor")
    COMPLAINANT = "complainant", say("complainant or reporter")
    WORKER = "worker", say("worker")
    OTHER = "other", say("somebody else")


COMPLAINING = frozenset({Side.COMPLAINANT, Side.WORKER})
"""The sides on which the author of a tip-off may stand."""


class Reply(Choice):
    """What came of a contact."""

    REACHED = "reached", say("reached")
    PROMISED = "promised", say("promises to pay")
    REFUSED = "refused", say("refuses")
    NO_ANSWER = "no_answer", say("no answer")
    DEAD = "dead", say("number dead or address unknown")


UNANSWERED = frozenset({Reply.NO_ANSWER, Reply.DEAD})


@frozen(kw_only=True)
class Contact:
    """One contact: when to the minute, how, with whom, what came of it, and who recorded it."""

    id: str
    at: datetime
    way: Way
    side: Side
    whom: Line
    phone: Phone | None = field(default=None, metadata=label("Number", sealed=True))
    reply: Reply
    said: Text = Text("")
    officer: OfficerId
    name: str
    """The officer's."""
    file: FileHash | None = None

    def unnamed(self) -> "Contact":
        """The same contact without what could name the person."""
        return evolve(self, whom=Line(""), phone=None, said=Text(""), file=None)


def unanswered(contacts: Iterable[Contact], side: Side) -> tuple[Contact, ...]:
    """The contacts of a side since it last answered, in the order of time."""
    found: list[Contact] = []
    for contact in sorted(contacts, key=lambda c: c.at):
        if contact.side is side:
            found = [*found, contact] if contact.reply in UNANSWERED else []
    return tuple(found)


def out_of_contact(
    contacts: Iterable[Contact], side: Side, *, times: int, ways: int
) -> tuple[Contact, ...]:
    """The unanswered contacts of a side where they reach the office's figures: on so many different
    days, by so many ways; none where they do not. The figures are the office's, not law's; the law
    wants calls, letters or messages that nobody answers (人社部发〔2014〕100号)."""
    found = unanswered(contacts, side)
    days = {c.at.date() for c in found}
    enough = len(days) >= times and len({c.way for c in found}) >= ways
    return found if enough else ()


class StepEnd(Choice):
    """What becomes of a planned step."""

    DONE = "done", say("done")
    MOVED = "moved", say("moved to another day")
    DROPPED = "dropped", say("dropped")


@frozen(kw_only=True)
class Moved:
    """A step was moved: from which day, to which, why."""

    was: date
    to: date
    reason: Text


@frozen(kw_only=True)
class NextStep:
    """Something planned (``S1``): what, by whom, when; how it ended."""

    id: str
    what: Line
    officer: OfficerId
    name: str
    """The officer's."""
    due: date
    moved: tuple[Moved, ...] = ()
    ended_on: date | None = None
    how: StepEnd | None = None


@frozen(kw_only=True)
class Coordination:
    """An attempt to settle between worker and employer (协调处理); it moves no clock.
    ``settled_in`` is the entry by which it settled the complaint."""

    opened_on: date
    failed_on: date | None = None
    settled_on: date | None = None
    settled_in: int | None = None
    effects: Effects = field(factory=Effects)
