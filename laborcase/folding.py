"""Folding dockets, once: what was folded is kept, and only newer lines are read."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

import msgspec

from . import codec, law
from .acts import Corrected, TakenBack
from .errors import RegisterError
from .fields import DocketKey
from .law import Deadline
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import OFFICE, Docket, Entry, fold
from .record.office import Office
from .record.summary import SUMMARY_VERSION, Summary, summary
from .store import Line
from .words import say

Nearest = tuple[Deadline | None, Deadline | None, Deadline | None]

KEPT: Final = 500
"""Folded dockets kept in memory before all are let go."""


class Folder:
    """Folds dockets and keeps what it folded; entries never change, so a fold of the first n lines
    holds for ever, and only newer lines are read."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, int, Docket]] = {}
        self._near: dict[str, tuple[tuple[object, ...], Nearest]] = {}
        self._office: Office | None = None
        self.office_seen: Office | None = None
        """The office as it was last read."""
        self._terms = ""

    def docket(self, key: str, lines: Sequence[Line]) -> Docket | None:
        if not lines:
            return None
        kept = self._kept.get(key)
        last = lines[-1]
        if kept is not None and kept[1] == len(lines) and kept[0] == last.hash:
            return kept[2]
        entries = self._fresh(key, lines, kept)
        if kept is None or not entries:
            entries = codec.entries_from(key, lines)
            state = fold(entries)
        else:
            state = fold(entries, kept[2].state)
            entries = (*kept[2].entries, *entries)
        if state is None:
            raise RegisterError(
                say("Docket {key} does not begin with an act that opens one.", key=key)
            )
        docket = Docket(key=DocketKey(key), entries=entries, state=state)
        if len(self._kept) > KEPT:
            self._kept.clear()
            self._near.clear()
        self._kept[key] = (last.hash, len(lines), docket)
        if isinstance(state, Office):
            self.office_seen = state
        return docket

    def seen(self, key: str) -> Docket | None:
        """A docket as it was last read, if it is still kept."""
        kept = self._kept.get(key)
        return kept[2] if kept is not None else None

    @staticmethod
    def _fresh(
        key: str, lines: Sequence[Line], kept: tuple[str, int, Docket] | None
    ) -> tuple[Entry, ...]:
        """The entries that have come since; none when everything must be read anew."""
        if kept is None or kept[1] >= len(lines) or lines[kept[1] - 1].hash != kept[0]:
            return ()
        fresh = codec.entries_from(key, lines[kept[1] :])
        mends = any(isinstance(e.act, (Corrected, TakenBack)) for e in fresh)
        return () if mends else fresh

    def terms(self, lines: Sequence[Line]) -> str:
        """The store's other function: lets the summaries be made by the calendar and the clocks of
        the office that these lines say, and names those."""
        try:
            docket = self.docket(OFFICE, lines)
        except RegisterError:
            # A newer program's: it makes them anew by what this one cannot read.
            return "unread"
        office = docket.state if docket is not None else None
        found = office.terms if isinstance(office, Office) else ""
        if found != self._terms or self._office is None:
            self._terms, self._office = found, office if isinstance(office, Office) else None
            self._near.clear()
        return found

    def summarise(self, key: str, lines: Sequence[Line]) -> Mapping[str, str | int | None] | None:
        """The store's one function: all lines of a docket to its flat summary."""
        if key == OFFICE or not lines:
            return None
        try:
            docket = self.docket(key, lines)
        except RegisterError:
            return _newer(key, lines[-1].seq)
        if docket is None or isinstance(docket.state, Office):
            return None
        near, ticket, fatal = self._nearest(key, docket.state)
        made = summary(
            docket.state,
            docket.entries,
            due=near,
            dies=fatal.due if fatal else None,
            ticket_due=ticket.minute if ticket else None,
        )
        return cast("Mapping[str, str | int | None]", msgspec.to_builtins(made))

    def _nearest(self, key: str, state: Complaint | Case) -> Nearest:
        """The nearest limit of the law, of a ticket, and after which something is lost. Most acts
        start and stop none: then all that clocks run from is the very same as before."""
        papers = state.papers
        made_from = (state.moments, state.proposals, papers)
        kept = self._near.get(key)
        if kept is None or any(a is not b for a, b in zip(kept[0], made_from, strict=True)):
            moments = state.clock_moments
            clocks = self._office.deadlines(moments) if self._office else law.run(moments)
            near = (
                law.nearest(d for d in clocks if not (d.ticket or d.handover)),
                law.nearest(d for d in clocks if d.ticket),
                law.nearest(d for d in clocks if d.rule.fatal),
            )
            kept = self._near[key] = (made_from, near)
        return kept[1]


def _newer(key: str, seq: int) -> Mapping[str, str | int | None]:
    """The summary of a docket that only a newer program can read: it stays in the lists."""
    blank: dict[str, str | int | None] = {
        name: 0 if kind is int else "" for name, kind in Summary.__annotations__.items()
    }
    return {
        **blank, "key": key, "kind": "case", "stage": "newer", "queue": "work", "open": 1,
        "due": None, "dies": None, "next_day": None, "ticket_due": None, "changed": seq,
        "search": key,
    }  # fmt: skip


def rules_hash() -> str:
    """Names what summaries are made by: their version, the clocks, the calendar."""
    digest = sha256(str(SUMMARY_VERSION).encode())
    data = Path(law.__file__).parent / "data"
    for path in [data / "clocks.toml", *sorted((data / "calendar").glob("*.toml"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
