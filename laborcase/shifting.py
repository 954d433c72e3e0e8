"""Which limits an act would move, told before it is entered: those of its own dockets, and, where
the office would count otherwise (a calendar year added, corrected or taken back, a clock switched
on or off), those of every open docket."""

from collections.abc import Iterator

from attrs import frozen

from .fields import DocketKey
from .law import Deadline
from .record.case import Case
from .record.complaint import Complaint
from .record.office import Office
from .words import Said, say, speak

Moving = tuple[Deadline | None, Deadline | None]
"""A limit before and after; ``None`` where there is none."""


@frozen(kw_only=True)
class WhatIf:
    """What an act would move: limits of its docket, or of the one that it opens; those of the other
    dockets that it is written into, by key (empty for one that it opens beside); and the numbers
    of papers that would say something else."""

    moved: tuple[Moving, ...]
    papers: tuple[str, ...]
    elsewhere: tuple[tuple[str, tuple[Moving, ...]], ...] = ()

    @property
    def moves(self) -> bool:
        """Whether anything moves at all."""
        return bool(self.moved or self.papers or self.elsewhere)

    def told(self, lang: str) -> list[Said]:
        """It in words; empty when nothing moves."""
        told = [_told(pair, lang) for pair in self.moved]
        for key, pairs_ in self.elsewhere:
            told += [
                say("{docket}: {line}", docket=key, line=_told(pair, lang))
                if key
                else say("Newly opened: {line}", line=_told(pair, lang))
                for pair in pairs_
            ]
        if self.papers:
            ids = ", ".join(self.papers)
            told.append(say("Papers that would say something else: {ids}", ids=ids))
        return told

    def json(self, lang: str) -> dict[str, object]:
        """It for a program."""
        return {
            "moved": [_moving_json(pair, lang) for pair in self.moved],
            "elsewhere": [
                {"docket": key, "moved": [_moving_json(pair, lang) for pair in pairs_]}
                for key, pairs_ in self.elsewhere
            ],
            "papers": self.papers,
        }


def _told(pair: Moving, lang: str) -> Said:
    before, after = pair
    clock = _name(_one(pair), lang)
    if before is None:
        return say("{clock}: begins, {after}", clock=clock, after=end_of(after))
    if after is None:
        return say("{clock}: {before}, is no more", clock=clock, before=end_of(before))
    return say(
        "{clock}: {before} becomes {after}",
        clock=clock,
        before=end_of(before),
        after=end_of(after),
    )


def _one(pair: Moving) -> Deadline:
    found = pair[0] or pair[1]
    assert found is not None
    return found


def _name(limit: Deadline, lang: str) -> str:
    title: str = limit.title(lang)
    return say("{clock} {subject}", clock=title, subject=limit.subject) if limit.subject else title


def _moving_json(pair: Moving, lang: str) -> dict[str, object]:
    limit, (before, after) = _one(pair), pair
    return {
        "clock": limit.clock,
        "title": limit.title(lang),
        "subject": limit.subject,
        "before": _end_json(before),
        "after": _end_json(after),
    }


def _end_json(d: Deadline | None) -> dict[str, object] | None:
    if d is None:
        return None
    return {
        "due": d.due,
        "at": d.at.isoformat(timespec="minutes") if d.at else None,
        "doubt": d.doubt,
        "stopped": d.stopped.on if d.stopped else None,
        "late": d.late,
    }


def moved_between(
    before: Complaint | Case | None, after: Complaint | Case, office: Office
) -> tuple[Moving, ...]:
    """The limits of one docket that differ between two states of it, but for those that begin
    stopped: they never run."""
    olds = {
        (d.clock, d.subject): d for d in office.deadlines(before.clock_moments if before else ())
    }
    news = {(d.clock, d.subject): d for d in office.deadlines(after.clock_moments)}
    return tuple(
        pair
        for name in dict.fromkeys((*olds, *news))
        for pair in [(olds.get(name), news.get(name))]
        if _ends(olds.get(name)) != _ends(news.get(name)) and not _never_runs(*pair)
    )


def _never_runs(before: Deadline | None, after: Deadline | None) -> bool:
    return before is None and after is not None and after.stopped is not None


def _ends(deadline: Deadline | None) -> tuple[object, ...]:
    return (deadline.due, deadline.at, deadline.stopped, deadline.standing) if deadline else ()


@frozen(kw_only=True)
class Shift:
    """One running limit of an open docket that moves; ``None`` where there is none before or
    after. ``papers`` are the issued papers that name the day before, by number or id."""

    docket: DocketKey
    number: str
    before: Deadline | None
    after: Deadline | None
    papers: tuple[str, ...] = ()

    @property
    def limit(self) -> Deadline:
        """The limit, as it is or as it would be."""
        found = self.before or self.after
        assert found is not None
        return found

    def told(self, lang: str) -> Said:
        """It in one sentence."""
        docket: str = self.docket
        if self.number:
            docket = say("{key} ({number})", key=self.docket, number=self.number)
        line = say("{docket}: {line}", docket=docket, line=_told((self.before, self.after), lang))
        if self.papers:
            papers = ", ".join(self.papers)
            line = say("{line}; the day before stands on: {papers}", line=line, papers=papers)
        return line


@frozen(kw_only=True)
class Shifts:
    """What would move in the open dockets: how many were looked through, how many limits move, how
    many stay but are no longer in doubt; and each that moves, for whoever may see dockets."""

    dockets: int
    moving: int
    certain: int
    limits: tuple[Shift, ...]

    def told(self, lang: str) -> tuple[str, ...]:
        """It line by line."""
        lines: list[Said] = [
            say(
                "Open dockets: {dockets}. Limits that move: {moving}; that stay and are no longer "
                "in doubt: {certain}.",
                dockets=self.dockets,
                moving=self.moving,
                certain=self.certain,
            ),
            *(shift.told(lang) for shift in self.limits),
        ]
        return tuple(speak(line, lang) for line in lines)


def end_of(deadline: Deadline | None) -> Said | str:
    """The last day of a limit in words, and what it may become where that is in doubt."""
    if deadline is None:
        return ""
    if deadline.stopped is not None:
        return say("stopped on {day}", day=deadline.stopped.on.isoformat())
    day = deadline.due.isoformat()
    if not deadline.doubt:
        return day
    first, last = (one.isoformat() for one in deadline.doubt)
    return say("~{day} ({first} to {last})", day=day, first=first, last=last)


def pairs(state: Complaint | Case, before: Office, after: Office) -> Iterator[Moving]:
    """The running limits of a docket as two offices count them, each with the other's."""
    olds, news = (_running(state, office) for office in (before, after))
    for name in dict.fromkeys((*olds, *news)):
        yield olds.get(name), news.get(name)


def _running(state: Complaint | Case, office: Office) -> dict[tuple[str, str], Deadline]:
    found = office.deadlines(state.clock_moments)
    return {(d.clock, d.subject): d for d in found if d.stopped is None}


def moves(before: Deadline | None, after: Deadline | None) -> bool:
    """Whether a limit moves, begins or is no more."""
    if before is None or after is None:
        return True
    return (before.due, before.at) != (after.due, after.at)


def as_json(shifts: Shifts, lang: str) -> dict[str, object]:
    """It for a program."""
    return {
        "dockets": shifts.dockets,
        "moving": shifts.moving,
        "certain": shifts.certain,
        "limits": [_json(shift, lang) for shift in shifts.limits],
    }


def _json(shift: Shift, lang: str) -> dict[str, object]:
    return {
        "docket": shift.docket,
        "number": shift.number,
        "clock": shift.limit.clock,
        "title": shift.limit.title(lang),
        "subject": shift.limit.subject,
        "before": shift.before.due if shift.before else None,
        "after": shift.after.due if shift.after else None,
        "doubt_before": shift.before.doubt if shift.before else None,
        "doubt_after": shift.after.doubt if shift.after else None,
        "papers": shift.papers,
    }
