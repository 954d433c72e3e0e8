"""Signs that a refusal to pay wages may be a crime (刑法 art. 276-1): unpaid sums that reach the
criminal line, orders to pay that lapsed unobeyed, an employer that nobody reaches any more."""

from datetime import date
from typing import Final

from attrs import frozen

from ..evolving import evolve
from ..law.criminal import CriminalLine, criminal_line, criminal_lines, reached
from ..words import Said, say
from .case import Case
from .complaint import Complaint
from .contacts import Contact, Side, out_of_contact
from .office import Settings

SIDES: Final = (Side.EMPLOYER, Side.CONTRACTOR)
"""Who owes wages, and so can be out of contact."""


@frozen(kw_only=True)
class Silent:
    """A side that may count as out of contact: its contacts without an answer, in order of time.
    From how many on is a figure of the office, not of law."""

    side: Side
    contacts: tuple[Contact, ...]

    @property
    def since(self) -> date:
        """The day of the first of them."""
        return self.contacts[0].at.date()


@frozen(kw_only=True)
class CrimeSigns:
    """What there is of the signs in a docket on a day."""

    line: CriminalLine | None = None
    """The criminal line, where the unpaid sums reach it."""
    lapsed: tuple[str, ...] = ()
    """Where they do: the papers that ordered something and lapsed, by number or id."""
    silent: tuple[Silent, ...] = ()


def line_of(settings: Settings, on: date) -> CriminalLine | None:
    """The criminal line in force on a day: the office's own figures, else the shipped row."""
    line = criminal_line(on)
    own = max((f for f in settings.criminal if f.start <= on), key=lambda f: f.start, default=None)
    if own is None:
        return line
    like = line or criminal_lines()[-1]
    return evolve(
        like,
        months=own.months,
        one=own.one // 100,
        workers=own.workers,
        together=own.together // 100,
        effective_from=own.start,
        effective_to=None,
        citation=own.citation,
    )


def crime_signs(state: Complaint | Case, settings: Settings, today: date) -> CrimeSigns:
    """The signs in a docket, by the line in force today and the office's figures."""
    line = line_of(settings, today)
    if line is not None and not reached(line, state.claims.arrears(line.causes)):
        line = None
    papers = state.papers if line is not None and isinstance(state, Case) else ()
    contacts = state.every_contact if isinstance(state, Case) else state.contacts
    gone = (
        Silent(
            side=side,
            contacts=out_of_contact(
                contacts, side, times=settings.unanswered, ways=settings.unanswered_ways
            ),
        )
        for side in SIDES
    )
    return CrimeSigns(
        line=line,
        lapsed=tuple(p.number or p.id for p in papers if p.lapsed and p.pays),
        silent=tuple(s for s in gone if s.contacts),
    )


def lapsed_words(signs: CrimeSigns) -> Said:
    """Whether an order to pay has lapsed, in words."""
    if signs.lapsed:
        return say("An order to pay has lapsed: {numbers}", numbers=", ".join(signs.lapsed))
    return say("No order to pay has lapsed yet.")


def silent_words(silent: Silent, since: str) -> Said:
    """That a side may count as out of contact, in words; ``since`` is the day as it is shown."""
    n = len(silent.contacts)
    return say(
        "{side}: {n} contact without an answer since {day}; may count as out of contact (the "
        "office's figure, not law)."
        if n == 1
        else "{side}: {n} contacts without an answer since {day}; may count as out of contact "
        "(the office's figure, not law).",
        side=silent.side.label,
        n=n,
        day=since,
    )
