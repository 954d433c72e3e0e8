"""The first start: there is no register yet, and one is made after a yes."""

from pathlib import Path
from typing import Final

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding

from laborcase.acts import Founded
from laborcase.demo import SAMPLE
from laborcase.errors import Invalid, NotFound
from laborcase.opening import found_register, read_office
from laborcase.words import say

from ..base import BaseApp, BaseScreen, Words
from ..widgets.field import Field

SAMPLE_PATH: Final = str(SAMPLE)


class FirstRun(BaseScreen[None]):
    """Asks for the office file, shows whose register it becomes, makes it on Ctrl+S."""

    PURPOSE = (
        say("Here a register of your own is made, from a file that describes your office."),
        say("Until ^S is pressed nothing is written; Esc leaves."),
    )
    BINDINGS = [
        Binding("ctrl+s", "make", say("Make the register"), id="first.make"),
        Binding("f1", "app.help", say("Help"), id="first.help"),
        Binding("escape", "leave", say("Leave"), id="first.leave"),
    ]

    app = getters.app(BaseApp)

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._office = Field(
            say("Office file"), _office, text=SAMPLE_PATH,
            told=lambda founding: founding.name,
        )  # fmt: skip

    def heading(self) -> str:
        return say("First start")

    def body(self) -> ComposeResult:
        yield Words(say("There is no register at {path} yet.", path=self._url), classes="said")
        yield Words(
            say(
                "An office file says which authorities, officers and number series there are. The "
                "one offered is the sample office: copy it, put in your own people, and give its "
                "path here."
            ),
            classes="said",
        )
        yield self._office
        yield Words(
            say(
                "Ctrl+S makes the register. This account becomes its administrator, who enters "
                "officers and authorities and sees no complaint."
            ),
            classes="said",
        )

    def action_leave(self) -> None:
        """Leave without making anything."""
        self.app.exit(0)

    def action_make(self) -> None:
        """Make the register, once the office file can be read."""
        founding = self._office.value
        if founding is None:
            self._office.complain(self._office.problem or say("Give the path of an office file."))
        else:
            self._make(founding)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _make(self, founding: Founded) -> None:
        found_register(self._url, founding).close()
        self.app.call_from_thread(self.app.exit, 1)


def _office(path: str) -> Founded:
    try:
        return read_office(Path(path))
    except NotFound as missing:
        raise Invalid(missing.sentence) from missing
