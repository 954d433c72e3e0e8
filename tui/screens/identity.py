"""What for: asked before the identity block of a docket is opened."""

from textual.app import ComposeResult
from textual.binding import Binding

from laborcase.values import text
from laborcase.words import say

from ..base import BaseModal, Words
from ..widgets.field import Field


class Purpose(BaseModal[str | None]):
    """Asks for the purpose; None: the block stays shut, only the other numbers are shown."""

    PURPOSE = (
        say("Here you say what for you open who must stay unknown."),
        say("The opening is entered first; the heads read by whom, when and what for."),
    )
    BINDINGS = [
        Binding("ctrl+s,enter", "open", say("Open it"), id="purpose.open", priority=True),
        Binding("escape", "dismiss", say("Only the other numbers"), id="purpose.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._purpose = Field(say("Purpose"), text)

    def heading(self) -> str:
        return say("Open the identity block")

    def body(self) -> ComposeResult:
        yield Words(
            say("That you open it is entered with the purpose, and read by the heads."),
            classes="paragraph",
        )
        yield self._purpose

    def on_mount(self) -> None:
        super().on_mount()
        self._purpose.go()

    def action_open(self) -> None:
        """Give the purpose, if there is one."""
        if self._purpose.text.strip():
            self.dismiss(self._purpose.text)
        else:
            self._purpose.complain(say("“{name}” is empty: type it.", name=say("Purpose")))
