"""Whether a case is to be handed up, with the reasons; and what would go with it."""

import asyncio

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from laborcase import law, printing
from laborcase.desk import Desk
from laborcase.record.case import Case
from laborcase.record.complexity import ComplexFor
from laborcase.record.criteria import Suggestion
from laborcase.words import say

from ..app import LaborcaseApp
from ..base import BaseModal, Words
from ..commands import open_act
from ..widgets.sheet import HEAD, MUTED, Part
from .reading import opinion_parts
from .sheets import SheetModal


class Escalation(SheetModal[None]):
    """The criteria for handing up one case: what holds, what is not known, what a person says."""

    PURPOSE = (
        say("Here stands whether the office's criteria suggest that a case is handed up."),
        say("F6 opens the request upward, F7 enters why it is not handed up."),
        say("F4 answers a criterion that the docket cannot know; ^P reads what would be sent."),
        say("No criterion decides anything, and none extends a limit or asks for a review."),
    )
    BINDINGS = [
        Binding("f6", "form('asked')", say("Request upward"), id="escalation.ask"),
        Binding("f7", "form('kept_here')", say("Not hand up"), id="escalation.keep"),
        Binding("f4", "form('criterion_noted')", say("Answer one"), id="escalation.note"),
        Binding("ctrl+p", "package", say("Package"), id="escalation.package"),
        Binding("escape", "dismiss", say("Back"), id="escalation.back"),
    ]

    app = getters.app(LaborcaseApp)

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self._desk = desk
        self.docket_key = key
        self._found: tuple[Suggestion, Case] | None = None

    def heading(self) -> str:
        return say("Is {key} to be handed up?", key=self.docket_key)

    def on_screen_resume(self) -> None:
        self._load()

    @work(exclusive=True, group="escalation", exit_on_error=False)
    async def _load(self) -> None:
        self._found = await asyncio.to_thread(_read, self._desk, self.docket_key)
        self.retitle()

    def retitle(self) -> None:
        super().retitle()
        if self._found is None:
            return
        found, case = self._found
        parts = list(opinion_parts([found.opinion], self.app.lang))
        parts += [Part(""), Part(say("Kept apart, each answered by a person for itself:"), HEAD)]
        for what in ComplexFor:
            said = case.complexity.complex_for(what)
            answer = law.WORDS["unknown" if said is None else "yes" if said else "no"]
            line = say("- {what}: {answer}", what=what.label, answer=answer)
            parts.append(Part(line, MUTED if said is None else ""))
        for k in case.complexity.kept:
            parts.append(
                Part(
                    say(
                        "{day} {name} did not hand it up ({criteria}): {why}",
                        day=k.said.on.isoformat(),
                        name=k.said.by,
                        criteria=", ".join(k.met),
                        why=k.said.why,
                    )
                )
            )
        self.show_parts(parts)

    def action_form(self, kind: str) -> None:
        """Open the form of an act here."""
        fill = {"what": "request_upward"} if kind == "asked" else {}
        open_act(self.app, kind, self.docket_key, None, fill)

    def action_package(self) -> None:
        """Read what would be sent with a request upward."""
        self.app.push_screen(PackageView(self._desk, self.docket_key))


def _read(desk: Desk, key: str) -> tuple[Suggestion, Case]:
    return desk.criteria(key), desk.case(key)


class PaperView(BaseModal[None]):
    """A paper of a docket, to be read."""

    PURPOSE = (
        say("Here you read one paper as it is printed."),
        say("`laborcase print` with -o saves it as a file; so does ^P in the docket."),
    )
    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="package.back")]

    app = getters.app(LaborcaseApp)

    def __init__(self, desk: Desk, key: str, sheet: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._key = key
        self._sheet = sheet

    def heading(self) -> str:
        return say("{sheet} of {key}", sheet=self._sheet, key=self._key)

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Words(id="paper")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()
        self._load()

    @work(exclusive=True, group="package", exit_on_error=False)
    async def _load(self) -> None:
        self.query_one("#paper", Words).text = await asyncio.to_thread(self.read)

    def read(self) -> str:
        """Its text; asks the desk, so it is called in a thread."""
        return self._desk.paper(self._key, self._sheet)


class PackageView(PaperView):
    """The package of a request upward as a document: what was sent with a hand-over, or what would
    be sent now."""

    PURPOSE = (
        say("Here you read the package of a request upward as it is sent."),
        say("`laborcase escalate --package` or `--sent` with -o saves it as a file."),
    )

    def __init__(self, desk: Desk, key: str, handover: str = "") -> None:
        super().__init__(desk, key)
        self._handover = handover

    def heading(self) -> str:
        if self._handover:
            return say("Sent with {id} of {key}", id=self._handover, key=self._key)
        return say("What would be sent of {key}", key=self._key)

    def read(self) -> str:
        desk, key = self._desk, self._key
        package = desk.sent(key, self._handover) if self._handover else desk.package(key)
        return printing.as_text(printing.printed_package(package))
