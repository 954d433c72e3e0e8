"""The entries of a docket, newest first: corrected ones with their mark, taken-back ones void."""

from datetime import date
from functools import partial

from textual import getters
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.record.case import Case
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Docket, Entry
from laborcase.record.office import Office
from laborcase.telling import approval_lines, keeps_secret, line_of
from laborcase.words import Said, say
from tui.terms import short_day

from ..base import BaseApp
from .sheet import ALARM, MUTED, VOID, Part, told


def entry_head(entry: Entry, today: date) -> Said:
    """Number, day, officer, what was done."""
    return say(
        "#{n} {day} {officer} {act}",
        n=entry.n,
        day=short_day(entry.on, today),
        officer=entry.signer,
        act=entry.act.title,
    )


def entry_parts(
    entry: Entry, state: Complaint | Case | Office, today: date, *, said: bool
) -> tuple[Part, ...]:
    """An entry in the timeline of a docket, with every mark it bears, in words; the opinions of
    those who signed it where ``said``."""
    void = entry.taken_back_by is not None
    head: Said = entry_head(entry, today)
    if line := line_of(entry, state):
        head = say("{head}: {line}", head=head, line=line)
    parts = [Part(head, VOID if void else "")]
    if void:
        parts.append(
            Part(say("void: taken back by entry #{n}", n=entry.taken_back_by), MUTED, indent=4)
        )
    if entry.corrected_by is not None:
        parts.append(Part(say("corrected by entry #{n}", n=entry.corrected_by), MUTED, indent=4))
    if entry.given.numbers:
        numbers = " ".join(number.text for number in entry.given.numbers)
        parts.append(Part(say("{numbers}", numbers=numbers), VOID if void else MUTED, indent=4))
    day = partial(short_day, today=today)
    parts.extend(
        Part(line, MUTED, indent=4) for line in approval_lines(entry, state, day, said=said)
    )
    if entry.act.happened and entry.act.happened != entry.at.date():
        parts.append(
            Part(say("entered on {day}", day=short_day(entry.at.date(), today)), MUTED, indent=4)
        )
    if entry.act.irregular:
        parts.append(Part(say("! irregular: {what}", what=entry.act.irregular), ALARM, indent=4))
    parts.extend(
        Part(say("! irregular: {what}", what=departure.text), ALARM, indent=4)
        for departure in entry.given.departures
    )
    return tuple(parts)


class Timeline(OptionList):
    """The entries of one docket, newest first; Enter opens one whole."""

    app = getters.app(BaseApp)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, compact=True, markup=False)
        self._entries: tuple[Entry, ...] = ()
        self._docket: Docket | None = None

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor, else the newest one."""
        return self._entries[self.highlighted or 0] if self._entries else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, newest first."""
        return self._entries

    def show(self, docket: Docket) -> None:
        """Show the entries of a docket; the cursor stays on its entry or the newest."""
        before = self.entry if self.highlighted else None
        self._docket = docket
        self._entries = tuple(sorted(docket.entries, key=lambda e: -e.n))
        self.highlighted = next(
            (i for i, e in enumerate(self._entries) if before and e.n == before.n), None
        )
        self.retitle()

    def on_mount(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        """Write the entries in the app's language."""
        lang, today, at = self.app.lang, self.app.today(), self.highlighted
        if self._docket is None:
            return
        state = self._docket.state
        said = not keeps_secret(state)  # people write down names in what they say
        self.set_options(
            Option(told(entry_parts(e, state, today, said=said), lang)) for e in self._entries
        )
        if self._entries:
            self.highlighted = min(at or 0, len(self._entries) - 1)
