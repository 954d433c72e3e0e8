"""Handing over everything one officer holds: one list with a successor for each docket, entered in
one batch. Nobody is suggested; who cannot take over stands there with the reason."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen
from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import DataTable, OptionList
from textual.widgets.option_list import Option

from laborcase.acts import HandedOver
from laborcase.acts.base import HANDLERS
from laborcase.desk import Desk
from laborcase.errors import LaborCaseError
from laborcase.fields import DocketKey, OfficerId
from laborcase.handing import Duties
from laborcase.parties import Officer
from laborcase.record.case import Case
from laborcase.record.docket import OFFICE
from laborcase.values import Text
from laborcase.values import text as read_text
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, BaseScreen, Words
from ..terms import officer_title
from ..widgets.case_table import CaseTable, Column, Row
from ..widgets.empty import EmptyState
from ..widgets.field import Field, Labelled
from ..widgets.offered import listed
from ..widgets.pick import Options
from ..widgets.sheet import BOLD, MUTED, Part, told
from .assign import candidates

WIDE: Final = 130
OPEN: Final = say("needs a pair")
"""What stands where the head names nobody."""


class Leavers(BaseModal[OfficerId | None]):
    """Whose dockets are handed over; Enter says whose."""

    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="leavers.back")]

    app = getters.app(LaborcaseApp)
    listed = getters.query_one(OptionList)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._officers = tuple(o for o in desk.office.officers if HANDLERS & set(o.positions))

    def heading(self) -> Said:
        return say("Whose dockets are handed over?")

    def body(self) -> ComposeResult:
        yield Options()

    def on_mount(self) -> None:
        super().on_mount()
        self.listed.focus()

    def retitle(self) -> None:
        super().retitle()
        at = self.listed.highlighted
        lang = self.app.lang
        self.listed.set_options(
            Option(told((Part(officer_title(o)),), lang)) for o in self._officers
        )
        self.listed.highlighted = at or 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._officers[event.option_index].id)


@frozen
class Heir:
    """Somebody who might take over a docket: what is worth knowing, and what stands against it."""

    officer: Officer
    notes: tuple[Said, ...]
    against: tuple[Said, ...]


class Held(CaseTable):
    """The dockets, each with what is held there and who takes it over."""

    BINDINGS = [Binding("enter", "select_cursor", say("Choose who"), id="leaving.choose")]


class Leaving(BaseScreen[int | None]):
    """Everything one officer holds. Dismissed with how many dockets were handed over."""

    PURPOSE = (
        say("Here everything one officer holds goes to colleagues, all in one batch."),
        say("Enter on a docket goes to the colleagues; Enter there names one for it."),
        say("F4 names the same one wherever that is possible. F6 leaves a docket open:"),
        say("a case then needs a pair, anything else comes to you."),
        say("^S enters all or none; each docket gets an entry with your note."),
    )
    BINDINGS = [
        Binding("ctrl+s", "enter", say("Enter all"), id="leaving.enter", priority=True),
        Binding("f4", "same", say("The same for all"), id="leaving.same"),
        Binding("f6", "open", say("Leave open"), id="leaving.open"),
        Binding("f5", "reload", say("Refresh"), id="leaving.reload", show=False),
        Binding("escape", "leave", say("Back"), id="leaving.back"),
        Binding("f1", "app.help", say("Help"), id="leaving.help"),
    ]
    SCOPED_CSS = False
    CSS = """
    Leaving #held { height: 1fr; }
    Leaving #rows { width: 3fr; height: 1fr; }
    Leaving #heirs-pane { width: 2fr; height: 1fr; padding: 0 1; }
    Leaving #heirs { height: 1fr; }
    Leaving Labelled { padding: 0 1; }
    Leaving.-narrow Horizontal { layout: vertical; }
    Leaving.-narrow #rows { width: 1fr; height: 1fr; }
    Leaving.-narrow #heirs-pane { width: 1fr; height: 8; }
    Leaving EmptyState { height: 1fr; }
    """

    app = getters.app(LaborcaseApp)
    table = getters.query_one(Held)
    heirs = getters.query_one("#heirs", OptionList)

    class Read(Message):
        """What the officer holds."""

        def __init__(self, duties: tuple[Duties, ...]) -> None:
            super().__init__()
            self.duties = duties

    class Heard(Message):
        """Who could take over a docket."""

        def __init__(self, key: str, heirs: tuple[Heir, ...]) -> None:
            super().__init__()
            self.key = key
            self.heirs = heirs

    def __init__(self, desk: Desk, officer: OfficerId) -> None:
        super().__init__()
        self._desk = desk
        self._officer = officer
        self._names = {o.id: o.name for o in desk.office.officers}
        self._duties: tuple[Duties, ...] | None = None
        self._to: dict[str, OfficerId | None] = {}
        self._heard: Leaving.Heard | None = None
        self._doomed = False
        self._note = Field(say("Hand-over note"), read_text)

    def heading(self) -> Said:
        name = self._names[self._officer]
        if self._duties is None:
            return say("What {name} holds", name=name)
        return say(
            "What {name} holds: {n} docket, {left} without a successor"
            if len(self._duties) == 1
            else "What {name} holds: {n} dockets, {left} without a successor",
            name=name,
            n=len(self._duties),
            left=len([d for d in self._duties if d.docket not in self._to]),
        )

    def body(self) -> ComposeResult:
        yield EmptyState(
            say("Nothing is held"),
            say("This officer holds no docket, no proposal, no evidence and no step."),
            say("Esc goes back."),
        )
        with Horizontal():
            with Vertical(id="rows"):
                yield Held(columns(wide=False), id="held")
            with Vertical(id="heirs-pane", classes="pane"):
                yield Words(say("Who takes over (Enter names one)"), classes="group-title")
                yield OptionList(id="heirs", compact=True, markup=False)
        yield self._note

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        heads = columns(wide=self.size.width >= WIDE)
        if heads != self.table.heads:
            self.table.lay(heads, self._rows())

    # -- asking the desk

    def reload(self) -> None:
        """Read anew what the officer holds; what was chosen stays."""
        self._read(self._desk)

    @work(thread=True, exclusive=True, group="held", exit_on_error=False)
    def _read(self, desk: Desk) -> None:
        self.post_message(self.Read(desk.leaving(self._officer)))

    def on_leaving_read(self, event: Read) -> None:
        first = self._duties is None
        self._duties = event.duties
        self._write()
        if first:
            self.table.focus()
        self._ask_heirs()

    def _ask_heirs(self) -> None:
        duties = self._under
        if duties is not None:
            self._hear(self._desk, duties)

    @work(exclusive=True, group="heirs", exit_on_error=False)
    async def _hear(self, desk: Desk, duties: Duties) -> None:
        found = await asyncio.to_thread(heirs, desk, self._officer, duties)
        self.post_message(self.Heard(duties.docket, found))

    def on_leaving_heard(self, event: Heard) -> None:
        if event.key == self.table.key:
            self._heard = event
            self._write_heirs()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        if self._duties is not None:
            self._write()
            self._write_heirs()

    def _write(self) -> None:
        duties = self._duties or ()
        self.query_one(EmptyState).display = not duties
        self.query_one(Horizontal).display = self._note.display = bool(duties)
        self.table.fill(self._rows())
        for line in self.query("TitleLine .heading"):
            if isinstance(line, Words):
                line.text = self.heading()

    def _rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(
                d.docket,
                (d.docket, d.name, listed([*(h.text for h in d.held), *d.sole]), self._whom(d)),
            )
            for d in self._duties or ()
        )

    def _whom(self, d: Duties) -> str:
        if d.docket not in self._to:
            return "-"
        to = self._to[d.docket]
        return OPEN if to is None else self._names[to]

    def _write_heirs(self) -> None:
        heard, lang = self._heard, self.app.lang
        chosen = self._to.get(heard.key) if heard else None
        at = self.heirs.highlighted
        self.heirs.set_options(
            Option(told(tuple(_parts(heir, chosen)), lang))
            for heir in (heard.heirs if heard else ())
        )
        self.heirs.highlighted = at or 0

    # -- what the person does

    @property
    def _under(self) -> Duties | None:
        key = self.table.key
        return next((d for d in self._duties or () if d.docket == key), None)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self._ask_heirs()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.heirs.focus()

    @on(OptionList.OptionSelected, "#heirs")
    def _named(self, event: OptionList.OptionSelected) -> None:
        """Name a successor, and go on to the next docket without one."""
        event.stop()
        assert self._heard is not None
        heir = self._heard.heirs[event.option_index]
        if heir.against:
            self.app.notify(listed(heir.against), severity="warning")
            return
        self._choose(self._heard.key, heir.officer.id)
        self.table.focus()

    def _choose(self, key: str, to: OfficerId | None) -> None:
        self._to[key] = to
        self._doomed = False
        self._write()
        self._write_heirs()
        keys = [d.docket for d in self._duties or ()]
        following = keys[keys.index(DocketKey(key)) + 1 :] if key in keys else []
        after = next((k for k in following if k not in self._to), None)
        if after is not None:
            self.table.move_cursor(row=keys.index(after))

    def action_open(self) -> None:
        """Name nobody: the case needs a pair, anything else comes to who enters this."""
        duties = self._under
        if duties is not None:
            self._choose(duties.docket, None)

    def action_same(self) -> None:
        """Name who was named last, or stands under the cursor, wherever that is possible."""
        named = [to for to in self._to.values() if to is not None]
        if named:
            self._fill(self._desk, named[-1])
        else:
            self.app.notify(say("Name one for a docket first: Enter on it, then on a colleague."))

    @work(exclusive=True, group="same", exit_on_error=False)
    async def _fill(self, desk: Desk, to: OfficerId) -> None:
        left = tuple(d for d in self._duties or () if d.docket not in self._to)
        can = await asyncio.to_thread(possible, desk, self._officer, left, to)
        self._to |= dict.fromkeys(can, to)
        self._write()
        self._write_heirs()
        missing = len(left) - len(can)
        if missing:
            self.app.notify(
                say("{name} cannot take over {n} of them: name somebody else, or F6.",
                    name=self._names[to], n=missing),
                severity="warning",
            )  # fmt: skip

    def action_enter(self) -> None:
        """Enter the whole batch."""
        self._enter(self._desk, dict(self._to), self._note.text)

    @work(exclusive=True, group="enter", exit_on_error=False)
    async def _enter(self, desk: Desk, to: Mapping[str, OfficerId | None], note: str) -> None:
        try:
            commits = await asyncio.to_thread(desk.hand_over, self._officer, to, note)
        except LaborCaseError as error:
            self.app.fail(error)
            self.reload()
        else:
            self.dismiss(len(commits))

    def action_reload(self) -> None:
        """Read again."""
        self.reload()

    def action_leave(self) -> None:
        """Go back; what was chosen is forgotten when it is asked a second time."""
        if self._to and not self._doomed:
            self._doomed = True
            self.app.notify(say("Esc once more forgets who was named; nothing is entered."))
            return
        self.dismiss(None)

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        event.stop()

    def on_key(self, event: events.Key) -> None:
        """Esc among the colleagues goes back to the dockets first."""
        if event.key == "escape" and self.focused is self.heirs:
            event.stop()
            event.prevent_default()
            self.table.focus()


def columns(*, wide: bool) -> tuple[Column, ...]:
    """The columns of the list."""
    against, holds = (26, 36) if wide else (16, 20)
    return (
        Column(say("Docket"), 10),
        Column(say("Against"), against),
        Column(say("Holds"), holds),
        Column(say("Takes over"), 14),
    )


def _parts(heir: Heir, chosen: str | None) -> Iterator[Part]:
    line: Said = say("{name}", name=heir.officer.name)
    if heir.officer.id == chosen:
        line = say("[x] {line}", line=line)
    if heir.notes:
        line = say("{line}  {notes}", line=line, notes=listed(heir.notes))
    yield Part(line, BOLD if heir.officer.id == chosen else MUTED if heir.against else "")
    if heir.against:
        yield Part(say("not possible: {why}", why=listed(heir.against)), MUTED, indent=4)


def heirs(desk: Desk, leaver: OfficerId, duties: Duties) -> tuple[Heir, ...]:
    """Everybody who might take over a docket, those who can first; asks the desk, so it is called
    in a thread."""
    office = desk.office
    others = [
        o for o in office.officers if o.active and o.id != leaver and HANDLERS & set(o.positions)
    ]
    known: dict[str, tuple[Said, ...]] = {}
    if duties.docket != OFFICE and isinstance(desk.docket(duties.docket).state, Case):
        known = {
            c.officer.id: (say("open {n}", n=c.load), *c.notes)
            for c in candidates(desk, duties.docket)
        }
    found = [Heir(o, known.get(o.id, ()), _against(desk, leaver, duties, o.id)) for o in others]
    return tuple(sorted(found, key=lambda heir: bool(heir.against)))


def _against(desk: Desk, leaver: OfficerId, duties: Duties, to: OfficerId) -> tuple[Said, ...]:
    if duties.docket == OFFICE or not duties.held:
        return ()
    act = HandedOver(officer=leaver, to=to, note=Text("-"))
    return tuple(r.text for r in desk.check(act, on=duties.docket))


def possible(
    desk: Desk, leaver: OfficerId, left: Sequence[Duties], to: OfficerId
) -> tuple[DocketKey, ...]:
    """The dockets that somebody can take over; asks the desk, so it is called in a thread."""
    return tuple(d.docket for d in left if not _against(desk, leaver, d, to))
