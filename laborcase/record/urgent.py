"""What cannot wait, and the children found at work."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from ..evolving import evolve
from ..fields import Choice, DocketKey, label
from ..words import Said, say
from .duties import Duty

CHILD: Final = 16
"""Below this age nobody may be put to work (未成年人保护法 art. 125)."""


class Urgency(Choice):
    """Why a matter cannot wait. The words of the first two are those of their causes."""

    CHILD_LABOUR = "child_labour", say("child labour")
    FORCED_LABOUR = "forced_labour", say("forced labour")
    INJURY = "injury", say("injury or violence")
    GROUP_INCIDENT = "group_incident", say("group incident")
    SUICIDE = "suicide", say("threat of suicide")


@frozen(kw_only=True)
class Urgent:
    """That a docket is urgent: since when, and why. The reasons may be unknown; a tick is enough.

    From ``since`` on a first step is owed, the same day.
    """

    since: date
    kinds: tuple[Urgency, ...] = ()


def together(found: Iterable[Urgent]) -> Urgent | None:
    """Several urgencies as one, with every reason, since the newest of them."""
    every = tuple(found)
    if not every:
        return None
    return Urgent(
        since=max(u.since for u in every),
        kinds=tuple(dict.fromkeys(k for u in every for k in u.kinds)),
    )


def step_owed(urgent: Urgent | None, stepped_on: date | None) -> bool:
    """Whether nobody was spoken to or visited since it became urgent."""
    return urgent is not None and (stepped_on is None or stepped_on < urgent.since)


def age(born: date, on: date) -> int:
    """Completed years on a day; the birthday itself completes one."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class HowKnown(Choice):
    """How a child's birth date is known."""

    IDENTITY_CARD = "identity_card", say("identity card")
    HOUSEHOLD_REGISTER = "household_register", say("household register")
    POLICE = "police", say("asked of the police")
    SCHOOL = "school", say("school records")
    EXAMINATION = "examination", say("age examination")
    OWN_WORD = "own_word", say("own word or appearance")


class Guardian(Choice):
    """To whom a child was handed."""

    PARENTS = "parents", say("parents or guardian")
    RELATIVE = "relative", say("another relative")
    CIVIL_AFFAIRS = "civil_affairs", say("civil affairs or a relief station")
    OTHER = "other", say("somebody else")


class Told(Choice):
    """Who is told of a child at work."""

    POLICE = "police", say("police")
    CIVIL_AFFAIRS = "civil_affairs", say("civil affairs")


@frozen(kw_only=True)
class Child:
    """A child found at work. The name stands in the entry alone, sealed."""

    id: str
    found_on: date
    born: date | None = field(default=None, metadata=label("Born", sealed=True))
    how_known: HowKnown | None = None
    since: date | None = None
    """Since when it worked there."""
    sent_home_on: date | None = None
    to: Guardian | None = None
    told: tuple[tuple[Told, date], ...] = ()
    origin: tuple[DocketKey, str] | None = None
    """In a case, the complaint in which it was found and its id there."""

    def age(self, on: date) -> int | None:
        """Completed years on a day; ``None`` while the birth date is not known."""
        return None if self.born is None else age(self.born, on)

    def worked(self, today: date) -> tuple[int, int] | None:
        """Whole months and days beyond them from the first day of work to the day it was sent
        home, or to today; at most to the 16th birthday. ``None`` where the first day is unknown.
        """
        if self.since is None:
            return None
        end = self.sent_home_on or today
        if self.born is not None:
            end = min(end, self.born + relativedelta(years=CHILD))
        length = relativedelta(max(end, self.since), self.since)
        return length.years * 12 + length.months, length.days

    def question(self, today: date) -> Said | None:
        """What no text answers: whether the part of a month counts as one."""
        worked = self.worked(today)
        if worked is None or not worked[1]:
            return None
        months, days = worked
        return say(
            "{id} worked {months} and {days}: no text says whether the part of a month counts; "
            "decide it and say why.",
            id=self.id,
            months=say("{n} whole month" if months == 1 else "{n} whole months", n=months),
            days=say("{n} day" if days == 1 else "{n} days", n=days),
        )

    def duties(self) -> Iterator[Duty]:
        """What is owed to the child (禁止使用童工规定 art. 6), and who is still to be told."""
        if self.sent_home_on is None:
            text = say("Child {id} has not been sent home.", id=self.id)
            yield Duty(text=text, kind="child_sent_home", about=self.id)
        done = {whom for whom, _ in self.told}
        for whom in Told:
            if whom not in done:
                text = say("Of child {id} not told yet: {whom}.", id=self.id, whom=whom.label)
                yield Duty(text=text, kind="child_reported", about=self.id, bars=False)


def with_child(children: tuple[Child, ...], child: Child) -> tuple[Child, ...]:
    """The children with one of them as it now is, or with one more."""
    if not any(c.id == child.id for c in children):
        return (*children, child)
    return tuple(child if c.id == child.id else c for c in children)


def with_children_of(
    ours: tuple[Child, ...], complaint: DocketKey, theirs: Iterable[Child]
) -> tuple[Child, ...]:
    """A case's children with those that a complaint brings, or brings anew after a correction:
    they keep their ids, and what was done for them in the case."""
    come = {(complaint, c.id): c for c in theirs}
    kept = []
    for c in ours:
        if c.origin is None or c.origin[0] != complaint:
            kept.append(c)
        elif (new := come.pop(c.origin, None)) is not None:
            kept.append(
                evolve(
                    new,
                    id=c.id,
                    origin=c.origin,
                    sent_home_on=c.sent_home_on or new.sent_home_on,
                    to=c.to or new.to,
                    told=tuple(dict.fromkeys((*new.told, *c.told))),
                )
            )
    last = max((int(c.id[1:]) for c in ours), default=0)
    more = (evolve(c, id=f"C{n}", origin=o) for n, (o, c) in enumerate(come.items(), last + 1))
    return (*kept, *more)


@frozen(kw_only=True)
class Pressing:
    """What is urgent in a case of itself, beside what its complaints brought."""

    urgent: Urgent | None = None
    judged: tuple[str, ...] = ()
    """The complaints in the case, and the cases merged into it, when an act said anew what is
    urgent: theirs no longer counts."""
    stepped_on: date | None = None
    """The newest day somebody was spoken to or visited."""
    children: tuple[Child, ...] = ()

    def child(self, child_id: str) -> Child | None:
        """The child with this id (``C1``)."""
        return next((c for c in self.children if c.id == child_id), None)
