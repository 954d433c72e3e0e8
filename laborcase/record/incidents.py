"""A group incident as a case's docket says it is: its log by the minute, and its reports."""

from datetime import date, datetime
from typing import Final

from attrs import field, frozen

from ..fields import Choice, DocketKey, OfficerId, label
from ..values import Line, Text
from ..words import say
from .duties import Duty


class Grade(Choice):
    """How grave an incident is, the gravest first."""

    A = "a", say("grade A")
    B = "b", say("grade B")
    C = "c", say("grade C")


GRADES: Final = ((Grade.A, 30), (Grade.B, 10), (Grade.C, 5))
"""The grades and the persons from whom on: the scale of plans for a single project (30 and more, 10
to 29, fewer), of another place; no Henan text."""


class IncidentReport(Choice):
    """Which report on an incident it is."""

    FIRST = "first", say("first report")
    FOLLOW_UP = "follow_up", say("follow-up report")
    FINAL = "final", say("final report")


@frozen(kw_only=True)
class Assured:
    """What was promised to whom on the spot, by which day, and who sees to it."""

    whom: Line = field(metadata=label("To whom"))
    what: Line = field(metadata=label("What was promised"))
    by: date = field(metadata=label("By"))
    officer: OfficerId | None = field(
        default=None, metadata=label("Who sees to it", of="officers", hint="empty = you")
    )


@frozen(kw_only=True)
class Logged:
    """One line of the log."""

    at: datetime
    text: Text
    entry: int
    told: Text = Text("")
    """Who was told."""
    persons: int | None = None
    """How many persons there were, as far as it was said in this minute; so the following."""
    place: Line = Line("")
    demands: Text = Text("")
    on_site: Text = Text("")


@frozen(kw_only=True)
class Reported:
    """One report: which, when, how many persons, and whom it went to."""

    what: IncidentReport
    at: datetime
    persons: int
    told: Text
    number: str = ""


@frozen(kw_only=True)
class Incident:
    """One incident (``N1``)."""

    id: str
    began: datetime
    place: Line
    demands: Text
    on_site: Text
    persons: int
    log: tuple[Logged, ...] = ()
    reports: tuple[Reported, ...] = ()
    linked: tuple[DocketKey, ...] = ()
    """Other dockets of the same incident."""
    promises: tuple[Assured, ...] = ()
    """What was promised; each is a next step of the docket, too."""

    @property
    def most(self) -> int:
        """The most persons that were ever there."""
        logged = (x.persons or 0 for x in self.log)
        return max(self.persons, *logged, *(r.persons for r in self.reports))

    @property
    def grade(self) -> Grade | None:
        """Its grade by the most persons that were there; none below the lowest."""
        return next((grade for grade, least in GRADES if self.most >= least), None)

    @property
    def ended(self) -> bool:
        """The final report was given."""
        return any(r.what is IncidentReport.FINAL for r in self.reports)

    @property
    def next_report(self) -> IncidentReport | None:
        """The report that is owed next; none after the final one."""
        if self.ended:
            return None
        return IncidentReport.FOLLOW_UP if self.reports else IncidentReport.FIRST

    @property
    def duty(self) -> Duty | None:
        """That a report is owed; it does not stand in the way of closing."""
        if self.ended:
            return None
        text = say("Incident {id}: the first report is owed.", id=self.id)
        if self.reports:
            text = say("Incident {id}: the final report is owed.", id=self.id)
        return Duty(text=text, kind="incident_reported", about=self.id, bars=False)
