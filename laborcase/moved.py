"""Dates that moved because the rules changed: law data, the calendar, or the program itself."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from . import law
from .fields import DocketKey
from .store import Summary
from .words import Said, say, speak

MOST: Final = 50
"""So many moved dockets are told one by one."""


@frozen(kw_only=True)
class Moved:
    """The dates of one open docket before and after: its nearest limit with the id of its clock,
    and the day the matter lapses. A day is ``None`` where there is none."""

    key: DocketKey
    number: str
    clock_before: str
    due_before: date | None
    clock: str
    due: date | None
    dies_before: date | None
    dies: date | None

    def told(self, lang: str) -> tuple[Said, ...]:
        """One sentence for each date that moved."""
        docket: str = self.key
        if self.number:
            docket = say("{key} ({number})", key=self.key, number=self.number)
        found = []
        if (self.clock_before, self.due_before) != (self.clock, self.due):
            before = _limit(self.clock_before, self.due_before, lang)
            after = _limit(self.clock, self.due, lang)
            found.append(
                say("{docket}: {before} → {after}", docket=docket, before=before, after=after)
            )
        if self.dies_before != self.dies:
            found.append(
                say(
                    "{docket}: the matter lapses {before} → {after}",
                    docket=docket,
                    before=_day(self.dies_before),
                    after=_day(self.dies),
                )
            )
        return tuple(found)


def _limit(clock: str, due: date | None, lang: str) -> Said:
    if due is None:
        return say("no limit")
    return say("{day} ({clock})", day=due.isoformat(), clock=law.clock_title(clock, lang))


def _day(day: date | None) -> Said | str:
    return day.isoformat() if day is not None else say("never")


def moved_of(old: Summary, new: Summary) -> Moved:
    """What moved between two summaries of a docket."""
    return Moved(
        key=DocketKey(str(new["key"])),
        number=str(new.get("number") or ""),
        clock_before=str(old.get("due_clock") or ""),
        due_before=_date(old.get("due")),
        clock=str(new.get("due_clock") or ""),
        due=_date(new.get("due")),
        dies_before=_date(old.get("dies")),
        dies=_date(new.get("dies")),
    )


def _date(value: str | int | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def told(rows: Sequence[Moved], count: int, lang: str) -> tuple[str, ...]:
    """What moved, line by line: how many dockets, each of the first ones, how many more."""
    if not count:
        return ()
    lines = [
        say(
            "The law data, the calendar or the program changed since the dates of this register "
            "were computed. Open dockets whose dates moved with it: {count}.",
            count=count,
        )
    ]
    for row in rows[:MOST]:
        lines.extend(row.told(lang))
    if len(rows) > MOST:
        lines.append(say("and {n} more", n=len(rows) - MOST))
    return tuple(speak(line, lang) for line in lines)
