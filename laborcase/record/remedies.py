"""What became of a decision after it was made: review and suit, correction, change, withdrawal;
and the end of an inspection for lack of facts."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from ..evolving import evolve
from ..fields import Choice
from ..values import Line
from ..words import say
from .duties import Duty


class RemedyKind(Choice):
    """How somebody goes against a decision, or against not acting."""

    REVIEW = "review", say("administrative review")
    SUIT = "suit", say("administrative suit")


class Lodger(Choice):
    """Who lodged it; never by name, which may be one that stays secret."""

    PARTY = "party", say("the party")
    COMPLAINANT = "complainant", say("the complainant")
    OTHER = "other", say("somebody else concerned")


class ReviewStep(Choice):
    """What a reviewing body tells of its own time."""

    ACCEPTED = "accepted", say("accepted")
    SIMPLE = "simple", say("accepted, simple procedure")
    EXTENDED = "extended", say("extended by thirty days")


class Ruling(Choice):
    """How a review or suit was decided."""

    UPHELD = "upheld", say("decision upheld")
    DISMISSED = "dismissed", say("request dismissed")
    NOT_TAKEN = "not_taken", say("not accepted there")
    WITHDRAWN = "withdrawn", say("withdrawn by who lodged it")
    SETTLED = "settled", say("settled by agreement")
    CHANGED = "changed", say("decision changed")
    PARTLY_ANNULLED = "partly_annulled", say("annulled in part")
    ANNULLED = "annulled", say("annulled")
    VOID = "void", say("held void")
    UNLAWFUL = "unlawful", say("held unlawful, its effect stays")
    TO_ACT = "to_act", say("ordered to act")


FELLING: Final = frozenset({Ruling.ANNULLED, Ruling.VOID})
"""Rulings by which the paper is void."""
CHANGING: Final = frozenset({Ruling.CHANGED, Ruling.PARTLY_ANNULLED, Ruling.SETTLED})
"""Rulings that leave the paper in force with other sums."""


@frozen(kw_only=True)
class Remedy:
    """One review or suit. Pending until a ruling is in force: a judgment that is appealed, or can
    still be, is none."""

    id: str
    kind: RemedyKind
    lodger: Lodger
    organ: Line
    lodged_on: date
    about: tuple[str, ...] = ()
    """Papers (``P2``) or, in a complaint, allegations (``A1``); none where it is against not
    acting."""
    number: Line = Line("")
    suspended: bool = False
    """Execution is suspended; it is not unless the law, the reviewer or the court says so."""
    ruling: Ruling | None = None
    ruled_on: date | None = None
    in_force: bool = False

    @property
    def pending(self) -> bool:
        """No ruling is in force yet."""
        return not self.in_force


class Amending(Choice):
    """What was done to a paper that had been issued."""

    CORRECTED = "corrected", say("corrected")
    CHANGED = "changed", say("changed")
    WITHDRAWN = "withdrawn", say("withdrawn")
    ANNULLED = "annulled", say("annulled")


@frozen(kw_only=True)
class Amendment:
    """A paper corrected, changed, withdrawn or annulled: by another paper or by a ruling."""

    paper: str
    how: Amending
    on: date
    by: str
    """The paper (``P5``) or the review or suit (``M1``) that did it."""


@frozen(kw_only=True)
class Ended:
    """The inspection ended, since there was nothing unlawful; unit and complainants are told."""

    on: date
    complainants: bool
    """Somebody can be told: a complainant, or a reporter who is not anonymous."""
    unit_told_on: date | None = None
    complainants_told_on: date | None = None


@frozen(kw_only=True)
class Remedies:
    """All of these in one case."""

    lodged: tuple[Remedy, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ended: Ended | None = None

    def get(self, remedy_id: str) -> Remedy | None:
        """The review or suit with this id (``M1``)."""
        return found(self.lodged, remedy_id)

    def pending(self, paper_id: str = "") -> tuple[Remedy, ...]:
        """Those without a ruling in force; all, or those against one paper."""
        return tuple(r for r in self.lodged if r.pending and (not paper_id or paper_id in r.about))

    def lost(self) -> Iterator[tuple[str, str]]:
        """The papers against which a party's suit failed, each with the id of the suit."""
        for r in self.lodged:
            failed = r.ruling in (Ruling.UPHELD, Ruling.DISMISSED)
            if r.kind is RemedyKind.SUIT and r.lodger is Lodger.PARTY and r.in_force and failed:
                yield from ((paper, r.id) for paper in r.about)

    def with_remedy(self, remedy: Remedy) -> "Remedies":
        """The same with one review or suit as it now is."""
        return evolve(self, lodged=put(self.lodged, remedy))

    def amended(self, paper: str, how: Amending, on: date, by: str) -> "Remedies":
        """The same with what was done to a paper."""
        done = Amendment(paper=paper, how=how, on=on, by=by)
        return evolve(self, amendments=(*self.amendments, done))

    def duties(self) -> Iterator[Duty]:
        """What stays open: a pending review or suit, and who was not told of the end."""
        yield from pending_duties(self.lodged)
        end = self.ended
        if end is not None and end.unit_told_on is None:
            text = say("The unit has not been told that the inspection ended.")
            yield Duty(text=text, kind="end_told")
        if end is not None and end.complainants and end.complainants_told_on is None:
            text = say("The complainants have not been told that the inspection ended.")
            yield Duty(text=text, kind="end_told")


def pending_duties(lodged: tuple[Remedy, ...]) -> Iterator[Duty]:
    """A duty for each review or suit without a ruling in force."""
    for r in lodged:
        if r.pending:
            text = say(
                "{id} ({kind}, {organ}) is pending.", id=r.id, kind=r.kind.label, organ=r.organ
            )
            yield Duty(text=text, kind="remedy_decided", about=r.id)


def found(lodged: tuple[Remedy, ...], remedy_id: str) -> Remedy | None:
    """The review or suit with this id."""
    return next((r for r in lodged if r.id == remedy_id), None)


def put(lodged: tuple[Remedy, ...], remedy: Remedy) -> tuple[Remedy, ...]:
    """The list with one review or suit added or replaced."""
    if found(lodged, remedy.id) is None:
        return (*lodged, remedy)
    return tuple(remedy if r.id == remedy.id else r for r in lodged)
