"""The law: find a provision by words, article or short name, read it, copy its citation, and see
which open dockets cite it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, HorizontalGroup, VerticalScroll
from textual.message import Message
from textual.widgets import DataTable, Input, OptionList
from textual.widgets.option_list import Option

from laborcase import law
from laborcase.citing import Citing
from laborcase.desk import Desk
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, BaseScreen, Words
from ..widgets.case_table import CaseTable, Column, Row
from ..widgets.line import Line
from ..widgets.offered import listed
from ..widgets.sheet import ALARM, BOLD, MUTED, Part, Sheet, told
from .docket import DocketScreen

MOST: Final = 120
"""Provisions listed at once; more words find the others."""


class LawScreen(BaseScreen[None]):
    """Find as you type; beside the list the provision under the cursor."""

    PURPOSE = (
        say("Here you find and read the provisions that limits and decisions rest on."),
        say("Type words, an article (17, 第十七条, art. 17) or a short name such as 条例."),
        say("What something speaks against stands last, with what to prefer and why."),
        say("Enter lists the open dockets that cite it; Ctrl+Y copies the citation."),
        say("The page keys read on in a long one."),
    )
    BINDINGS = [
        Binding("down", "move(1)", say("Next"), show=False, priority=True),
        Binding("up", "move(-1)", say("Previous"), show=False, priority=True),
        Binding("enter", "citing", say("Dockets citing it"), id="law.citing", priority=True),
        Binding("ctrl+y", "copy", say("Copy citation"), id="law.copy"),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("f9", "app.commands", say("Commands"), id="law.commands"),
        Binding("escape", "dismiss", say("Back"), id="law.back"),
        Binding("f1", "app.help", say("Help"), id="law.help"),
    ]
    FIRST_KEYS = ("enter", "ctrl+y", "f9", "escape")
    SCOPED_CSS = False
    CSS = """
    LawScreen .finder { height: 1; padding: 0 1; }
    LawScreen .finder Words { width: auto; margin-right: 1; color: $text-muted; }
    LawScreen .finder #count { margin: 0 0 0 1; }
    LawScreen OptionList { width: 2fr; height: 1fr; border: none; padding: 0 1; }
    LawScreen #provision { width: 3fr; height: 1fr; padding: 0 1; }
    LawScreen.-narrow Horizontal { layout: vertical; }
    LawScreen.-narrow OptionList { width: 1fr; height: 7; }
    LawScreen.-narrow #provision { width: 1fr; }
    """

    app = getters.app(LaborcaseApp)
    finder = getters.query_one(Line)
    listed = getters.query_one(OptionList)

    class Loaded(Message):
        """The provisions are read."""

    def __init__(self, desk: Desk, keys: Iterable[str] = ()) -> None:
        """``keys`` are ids of provisions to begin with, until something is typed."""
        super().__init__()
        self._desk = desk
        self._keys = tuple(keys)
        self._found: tuple[law.Basis, ...] | None = None

    def heading(self) -> str:
        return say("Law")

    def body(self) -> ComposeResult:
        with HorizontalGroup(classes="finder"):
            yield Words(say("Find"))
            yield Line()
            yield Words(id="count")
        with Horizontal():
            yield OptionList(markup=False, compact=True)
            with VerticalScroll(id="provision", classes="pane", can_focus=False):
                yield Sheet()

    def on_mount(self) -> None:
        super().on_mount()
        self.finder.focus()
        self._load()

    @work(thread=True, group="law", exit_on_error=False)
    def _load(self) -> None:
        law.search("17")  # what is searched is made ready at the first question
        self.post_message(self.Loaded())

    def on_law_screen_loaded(self) -> None:
        self._find()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._found is not None:
            self._find()

    def _find(self) -> None:
        """Look the typed words up; no docket is read for it."""
        typed = self.finder.value
        if typed.strip():
            self._found = law.search(typed, self.app.today())
        else:
            self._found = tuple(law.basis(key) for key in self._keys)
        self.retitle()
        self.listed.highlighted = 0 if self._found else None
        self._read()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        found = self._found
        if found is None:
            return
        lang, today, at = self.app.lang, self.app.today(), self.listed.highlighted
        shown = found[:MOST]
        self.listed.set_options(Option(told(_named(one, lang, today), lang)) for one in shown)
        self.listed.highlighted = at if shown else None
        count = self.query_one("#count", Words)
        if found:
            count.text = say("{n} found", n=len(found))
        else:
            count.text = say("nothing by these words") if self.finder.value.strip() else ""
        self._read()

    def _read(self) -> None:
        lang = self.app.lang
        one = self.provision
        parts: list[Part] = []
        if one is not None:
            parts += _told(one, lang, self.app.today())
        elif not self.finder.value.strip():
            parts += [Part(line, MUTED) for line in self.PURPOSE]
        self.query_one(Sheet).parts = parts
        self.query_one("#provision").scroll_home(animate=False)

    @property
    def provision(self) -> law.Basis | None:
        """The provision under the cursor."""
        at, found = self.listed.highlighted, self._found or ()
        return found[at] if at is not None and at < len(found) else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._read()

    # -- what the person does

    def action_move(self, by: int) -> None:
        """Move in the list while the typing goes on."""
        count = self.listed.option_count
        if count:
            self.listed.highlighted = max(0, min((self.listed.highlighted or 0) + by, count - 1))

    def action_page(self, by: int) -> None:
        """Read on, or back, in the provision."""
        pane = self.query_one("#provision")
        pane.scroll_relative(y=by * max(pane.size.height - 1, 1), animate=False)

    def action_copy(self) -> None:
        """Hand the citation in the trade's form to the clipboard."""
        one = self.provision
        if one is not None:
            citation = one.citation(self.app.lang)
            self.app.copy_to_clipboard(citation)
            self.app.notify(say("Handed to the clipboard: {text}", text=citation))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_citing()

    def action_citing(self) -> None:
        """The open dockets that cite it."""
        one = self.provision
        if one is not None:
            self.app.push_screen(CitingDockets(self._desk, one))


def _named(one: law.Basis, lang: str, today: date) -> tuple[Part, ...]:
    """A provision in the list: its citation, its marks below it."""
    marks = one.marks(lang, today)
    head = Part(one.citation(lang), MUTED if one.objections(today) else "")
    return (head, Part(say("! {text}", text=listed(marks)), ALARM, 2)) if marks else (head,)


def _told(one: law.Basis, lang: str, today: date) -> Iterator[Part]:
    """The whole of a provision: its citation, what to mind first, then all that is held of it."""
    yield Part(one.citation(lang), BOLD)
    for warning in one.warnings(lang, today):
        yield Part(say("! {text}", text=warning), ALARM)
    yield Part("")
    for n, line in enumerate(law.provision_lines(one, lang)):
        yield Part(line, "" if n == 0 else MUTED)
        if n == 0:
            yield Part("")


class CitingDockets(BaseModal[None]):
    """The open dockets that cite a provision, and where; Enter opens one."""

    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="citing.back")]
    SCOPED_CSS = False
    CSS = "CitingDockets CaseTable { height: auto; max-height: 70vh; }"

    app = getters.app(LaborcaseApp)

    class Read(Message):
        """What the desk found."""

        def __init__(self, found: tuple[Citing, ...]) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk, basis: law.Basis) -> None:
        super().__init__()
        self._desk = desk
        self._basis = basis
        self._cited: tuple[Citing, ...] | None = None

    def heading(self) -> Said:
        return say("Open dockets citing {citation}", citation=self._basis.citation(self.app.lang))

    def body(self) -> ComposeResult:
        yield Words(say("reading"), id="told")
        yield CaseTable(
            [Column(say("Docket"), 11), Column(say("Name"), 16), Column(say("Where"), 36)]
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(CaseTable).display = False
        self._load(self.app.lang)

    @work(thread=True, exclusive=True, group="citing", exit_on_error=False)
    def _load(self, lang: str) -> None:
        self.post_message(self.Read(self._desk.citing(self._basis.id, lang)))

    def on_citing_dockets_read(self, event: Read) -> None:
        self._cited = event.found
        self.retitle()
        table = self.query_one(CaseTable)
        table.display = bool(event.found)
        table.focus()

    def retitle(self) -> None:
        super().retitle()
        if self._cited is None:
            return
        self.query_one("#told", Words).text = (
            say("Enter opens a docket.") if self._cited else say("No open docket cites it.")
        )
        self.query_one(CaseTable).fill(
            Row(f"{one.docket} {n}", (one.docket, "" if n else one.name, where))
            for one in self._cited
            for n, where in enumerate(one.where)
        )

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        key = self.query_one(CaseTable).key
        if key is not None:
            self.app.push_screen(DocketScreen(self._desk, key.split()[0]))
