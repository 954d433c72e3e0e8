"""Why a limit falls on its day: a drawer that can be copied, and saved as an annex."""

from datetime import datetime
from pathlib import Path

from textual import getters, work
from textual.binding import Binding
from textual.message import Message

from laborcase import law
from laborcase.desk import Desk
from laborcase.errors import RegisterError
from laborcase.law import Deadline
from laborcase.words import say

from ..app import LaborcaseApp
from ..text import show_plain
from ..widgets.sheet import BOLD, MUTED, Part, Sheet
from .sheets import SheetModal


class Why(SheetModal[None]):
    """The count of one limit of a docket, or of all that run, line by line."""

    PURPOSE = (
        say("Here you read how each limit was counted: start, days left out, basis."),
        say("The lines can be copied or saved as a text to put into the file."),
    )
    BINDINGS = [
        Binding("ctrl+y,c", "copy", say("Copy"), id="why.copy"),
        Binding("ctrl+g", "provisions", say("Provisions"), id="why.provisions"),
        Binding("f4", "save", say("Save as text"), id="why.save"),
        Binding("escape,f12", "dismiss", say("Back"), id="why.back"),
    ]

    app = getters.app(LaborcaseApp)

    class Found(Message):
        """The limits of the docket."""

        def __init__(self, deadlines: tuple[Deadline, ...], signer: law.Signer) -> None:
            super().__init__()
            self.deadlines = deadlines
            self.signer = signer

    def __init__(self, desk: Desk, key: str, clock: Deadline | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._key = key
        self._clock = clock
        self._deadlines: tuple[Deadline, ...] | None = None
        self._signer: law.Signer = lambda moment: ""

    def heading(self) -> str:
        return say("Why: the limits of {key}", key=self._key)

    def on_mount(self) -> None:
        super().on_mount()
        self._load()

    @work(thread=True, group="why", exit_on_error=False)
    def _load(self) -> None:
        found = self._desk.deadlines(self._key)
        signer = self._desk.signer(self._key)
        names = {m: signer(m) for d in found for m in d.extended}
        self.post_message(self.Found(found, lambda moment: names.get(moment, "")))

    def on_why_found(self, event: Found) -> None:
        self._deadlines = event.deadlines
        self._signer = event.signer
        self.retitle()

    def retitle(self) -> None:
        super().retitle()
        parts: list[Part] = []
        for deadline in self._wanted:
            head, *rest = law.why(deadline, self.app.lang, self._signer)
            parts.append(Part(head, BOLD))
            parts.extend(Part(say("{line}", line=line), indent=2) for line in rest)
            parts.append(Part(""))
        if self._deadlines is not None and not parts:
            parts.append(Part(say("No limit is running in this docket."), MUTED))
        self.show_parts(parts)

    @property
    def _wanted(self) -> tuple[Deadline, ...]:
        """The limit asked for first, then the others that run."""
        found = self._deadlines or ()
        asked = [d for d in found if self._clock is not None and _same(d, self._clock)]
        today = self.app.today()
        going = [d for d in found if not d.stopped and not (d.rule.lapses and d.over(today))]
        others = [d for d in going if d not in asked]
        return (*asked, *others)

    def _text(self) -> str:
        sheet = self.query_one("#lines", Sheet)
        lines = [show_plain(part.text, self.app.lang) for part in sheet.parts]
        title = show_plain(self.heading(), self.app.lang)
        return "\n".join([title, "", *lines]).rstrip() + "\n"

    def action_provisions(self) -> None:
        """Read the provisions that these limits rest on."""
        from .law import LawScreen

        keys = dict.fromkeys(key for d in self._wanted for key in d.rule.bases)
        self.app.push_screen(LawScreen(self._desk, keys))

    def action_copy(self) -> None:
        """Hand the lines to the clipboard; not every terminal passes them on."""
        self.app.copy_to_clipboard(self._text())
        self.app.notify(say("Handed to the clipboard; if your terminal keeps it out, save it."))

    def action_save(self) -> None:
        """Write the lines into a new file in the home folder."""
        self._write(self._text(), self.app.now())

    @work(thread=True, group="why", exit_on_error=False)
    def _write(self, text: str, now: datetime) -> None:
        path = Path.home() / f"laborcase-{self._key}-{now:%Y%m%d-%H%M%S}.txt"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as wrong:
            raise RegisterError(
                say("{path} cannot be written: {why}.", path=str(path), why=wrong.strerror or "")
            ) from wrong
        self.app.call_from_thread(self.app.notify, say("Saved as {path}", path=str(path)))


def _same(one: Deadline, other: Deadline) -> bool:
    return (one.clock, one.subject) == (other.clock, other.subject)
