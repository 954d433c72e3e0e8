"""The papers and forms of a docket: read before they are printed, saved where the person says."""

from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_documents_path
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.desk import Desk, Form
from laborcase.fields import walk
from laborcase.printing import Sheet, file_name, write_into
from laborcase.record.docket import Docket
from laborcase.values import Phone, ResidentNumber, masked_phone, masked_resident
from laborcase.words import say

from ..app import LaborcaseApp
from ..base import BaseScreen, Words
from ..text import show_line
from ..widgets.field import Field
from ..widgets.sheet import MUTED, Part, told


class Papers(BaseScreen[None]):
    """What can be printed of one docket, with the text of the one under the cursor."""

    PURPOSE = (
        say("Here stand the papers and forms of a docket; beside the list stands the text."),
        say("F4 saves the one under the cursor as a page to be printed, F6 as plain text."),
        say("On the screen phone and identity numbers are masked; ^R shows them."),
        say("What is not known is printed as a blank: ____. It is filled by hand."),
    )
    BINDINGS = [
        Binding("f4", "save('html')", say("Save page"), id="papers.page"),
        Binding("f6", "save('text')", say("Save text"), id="papers.text"),
        Binding("ctrl+r", "reveal", say("Show numbers"), id="papers.reveal", show=False),
        Binding("escape", "dismiss", say("Back"), id="papers.back"),
    ]

    app = getters.app(LaborcaseApp)
    listed = getters.query_one(OptionList)
    preview = getters.query_one("#paper", Words)

    class Found(Message):
        """What can be printed."""

        def __init__(self, sheets: tuple[Sheet, ...]) -> None:
            super().__init__()
            self.sheets = sheets

    class Read(Message):
        """The text of one sheet."""

        def __init__(self, sheet: str, text: str) -> None:
            super().__init__()
            self.sheet = sheet
            self.text = text

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self._desk = desk
        self.docket_key = key
        self._sheets: tuple[Sheet, ...] = ()
        self._open = False

    def heading(self) -> str:
        return say("Papers of {key}", key=self.docket_key)

    def body(self) -> ComposeResult:
        with Container(id="papers"):
            with Vertical(classes="pane", id="sheets-pane"):
                yield OptionList(compact=True, markup=False)
            with VerticalScroll(classes="pane", id="paper-pane"):
                yield Words(id="paper")
        folder = self.app.papers_folder or str(user_documents_path() / "laborcase" / "papers")
        yield Field(say("Folder"), str, path="folder", text=folder)

    def on_mount(self) -> None:
        super().on_mount()
        self.listed.focus()
        self._load()

    def retitle(self) -> None:
        super().retitle()
        lang, at = self.app.lang, self.listed.highlighted
        self.query_one("#sheets-pane").border_title = show_line(say("What there is"), lang)
        self.query_one("#paper-pane").border_title = show_line(say("What stands on it"), lang)
        self.listed.set_options(Option(told(tuple(_parts(s, lang)), lang)) for s in self._sheets)
        self.listed.highlighted = at

    # -- asking the desk

    @work(thread=True, exclusive=True, group="sheets", exit_on_error=False)
    def _load(self) -> None:
        self.post_message(self.Found(self._desk.papers(self.docket_key)))

    def on_papers_found(self, event: Found) -> None:
        self._sheets = event.sheets
        self.retitle()
        if event.sheets:
            self.listed.highlighted = 0
        else:
            self.preview.text = say("Nothing can be printed of this docket yet.")

    @work(thread=True, exclusive=True, group="paper", exit_on_error=False)
    def _read(self, sheet: str, opened: bool) -> None:
        text = self._desk.paper(self.docket_key, sheet)
        if not opened:
            text = veiled(text, self._desk.docket(self.docket_key))
        self.post_message(self.Read(sheet, text))

    def on_papers_read(self, event: Read) -> None:
        if self._sheet is not None and event.sheet == self._sheet.id:
            self.preview.text = event.text
            self.query_one("#paper-pane").scroll_home(animate=False)

    # -- what the person does

    @property
    def _sheet(self) -> Sheet | None:
        at = self.listed.highlighted
        return self._sheets[at] if at is not None and at < len(self._sheets) else None

    @on(OptionList.OptionHighlighted)
    def _look(self) -> None:
        if self._sheet is not None:
            self._read(self._sheet.id, self._open)

    @on(OptionList.OptionSelected)
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query_one("#paper-pane").focus()

    def action_reveal(self) -> None:
        """Show the masked numbers, or mask them again."""
        self._open = not self._open
        self._look()

    def action_save(self, form: Form) -> None:
        """Write the paper under the cursor into a new file of the folder."""
        if self._sheet is not None:
            self.app.papers_folder = self.query_one(Field).text.strip()
            self._save(self._sheet.id, form, self.app.papers_folder)

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, sheet: str, form: Form, folder: str) -> None:
        text = self._desk.paper(self.docket_key, sheet, form)
        ending = "html" if form == "html" else "txt"
        name = file_name(self.docket_key, sheet, self._desk.now(), ending)
        path = write_into(Path(folder).expanduser(), name, text)
        self.app.call_from_thread(self.app.notify, say("Saved as {path}", path=str(path)))


def veiled(text: str, docket: Docket) -> str:
    """A printed text with the sealed numbers of its docket masked."""
    for entry in docket.entries:
        for _, declared, value in walk(entry.act):
            if declared.sealed and value and declared.type is Phone:
                text = text.replace(str(value), masked_phone(str(value)))
            elif declared.sealed and value and declared.type is ResidentNumber:
                text = text.replace(str(value), masked_resident(str(value)))
    return text


def _parts(sheet: Sheet, lang: str) -> Iterator[Part]:
    yield Part(say("{id} {title}", id=sheet.id, title=sheet.title(lang)))
    if sheet.number:
        yield Part(sheet.number, MUTED, indent=2)
    if sheet.addressee:
        yield Part(say("to {whom}", whom=sheet.addressee), MUTED, indent=2)
    if sheet.state is not None:
        yield Part(sheet.state.label, MUTED, indent=2)
