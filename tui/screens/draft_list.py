"""The forms that were begun and not entered."""

import asyncio

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable

from laborcase.acts import ACTS
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.errors import RegisterError
from laborcase.fields import fields_of
from laborcase.parties import SECRET
from laborcase.words import say

from ..base import BaseScreen, Words
from ..commands import form_of
from ..drafts import HIDDEN, DamagedDraft, Draft, Drafts, uncovered
from ..terms import secret
from ..widgets.case_table import CaseTable, Column, Row
from ..widgets.empty import EmptyState


class Begun(CaseTable):
    """The table of the drafts."""

    BINDINGS = [Binding("enter", "select_cursor", say("Open"), id="drafts.open")]


class DraftList(BaseScreen[Commit | None]):
    """The drafts that this officer left in this register. Enter opens one; what it becomes, if
    it is entered, is what this screen is dismissed with."""

    PURPOSE = (
        say("Here stand the forms that you began in this register and did not enter."),
        say("Enter opens one as it was. Another officer's drafts are not shown."),
    )
    BINDINGS = [
        Binding("ctrl+d", "delete", say("Delete draft"), id="drafts.delete", priority=True),
        Binding("escape", "dismiss", say("Back"), id="drafts.back"),
    ]
    SCOPED_CSS = False
    CSS = """
    DraftList .damaged { color: $text-error; margin: 0 1; }
    DraftList .doomed { margin: 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.drafts = Drafts()
        self.found: dict[str, Draft] = {}
        self._doomed = ""
        self._table = Begun(
            [
                Column(say("Typed"), 16),
                Column(say("Act"), 20),
                Column(say("Docket"), 10),
                Column(say("What it says")),
            ]
        )

    def heading(self) -> str:
        return say("Drafts: begun and not entered")

    def body(self) -> ComposeResult:
        yield EmptyState(
            say("No drafts"),
            say("Every form that you leave with something typed in it is kept here."),
            say("Esc goes back."),
        )
        yield self._table
        yield Words(classes="doomed")
        yield Words(classes="damaged")

    def on_mount(self) -> None:
        self.read()

    def on_screen_resume(self) -> None:
        self.read()

    def read(self) -> None:
        """Read the folder again, in the background."""
        self.run_worker(self._reading(), group="drafts", exclusive=True, exit_on_error=False)

    async def _reading(self) -> None:
        drafts, damaged = await asyncio.to_thread(self.drafts.all)
        self.show(drafts, damaged)

    def show(self, drafts: tuple[Draft, ...], damaged: tuple[DamagedDraft, ...]) -> None:
        """Show the drafts of this register and officer, and the files that cannot be read."""
        own = (self.desk.register, str(self.desk.officer_id))
        self.found = {d.key: d for d in drafts if (d.register, d.officer) == own}
        self.query_one(EmptyState).display = not self.found
        self._table.display = bool(self.found)
        self._table.fill(
            Row(
                draft.key,
                (
                    draft.changed[:16].replace("T", " "),
                    ACTS[draft.kind].title if draft.kind in ACTS else draft.kind,
                    draft.on or "",
                    _told(draft),
                ),
            )
            for draft in self.found.values()
        )
        self.query_one(".damaged", Words).text = "\n".join(str(d.text) for d in damaged)
        if self.found:
            self._table.focus()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        draft = self.found.get(self._table.key or "")
        if draft is None or draft.kind not in ACTS:
            return
        try:
            draft = uncovered(draft, self.desk)
        except RegisterError as error:
            self.app.fail(error)
            return
        self.app.push_screen(form_of(self.desk, draft.kind, draft=draft), self._entered)

    def _entered(self, commit: Commit | None) -> None:
        if commit is not None:
            self.dismiss(commit)

    def action_delete(self) -> None:
        """Delete the draft under the cursor, when asked a second time."""
        key = self._table.key
        draft = self.found.get(key or "")
        if key is None or draft is None:
            return
        told = self.query_one(".doomed", Words)
        if self._doomed != key:
            self._doomed = key
            told.text = say(
                "Ctrl+D once more deletes the draft of {time} for good.",
                time=draft.changed[:16].replace("T", " "),
            )
            return
        self.drafts.delete(key)
        told.text = ""
        self.read()


def _told(draft: Draft) -> str:
    """What was typed, without grids and the time of receipt, which nobody typed."""
    if HIDDEN in draft.fields:
        return secret(SECRET)
    declared = fields_of(ACTS[draft.kind]) if draft.kind in ACTS else ()
    unshown = {"received", *(f.name for f in declared if f.many and f.rows)}
    return " ".join(text for path, text in draft.fields.items() if path not in unshown)[:60]
