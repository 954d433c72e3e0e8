"""Screens that notice by themselves what others enter."""

from abc import abstractmethod
from datetime import date

from textual import getters, work
from textual.message import Message

from laborcase.desk import Desk
from laborcase.errors import LaborCaseError
from laborcase.words import Said

from ..app import LaborcaseApp
from ..base import BaseScreen


class Live(BaseScreen[None]):
    """Asks once a second whether the register has grown or the day has changed, and reads again.

    ``seen`` is the commit and the day that the screen shows; None while it has read nothing.
    """

    app = getters.app(LaborcaseApp)

    class Moved(Message):
        """What the screen shows is no longer the newest."""

    class Trouble(Message):
        """The register cannot be read just now, and why."""

        def __init__(self, sentence: Said) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self) -> None:
        super().__init__()
        self.seen: tuple[int, date] | None = None
        self._troubled = False

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()
        self.set_interval(1.0, self.look)

    def on_screen_resume(self) -> None:
        self.reload()

    @abstractmethod
    def reload(self) -> None:
        """Read everything again, in a worker."""

    def look(self) -> None:
        """Ask, in a worker, whether there is anything new."""
        if self.seen is not None and self.is_current:
            self._look(self.app.desk, self.seen)

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(self, desk: Desk, seen: tuple[int, date]) -> None:
        try:
            now = (desk.head(), desk.now().date())
        except LaborCaseError as error:
            self.post_message(self.Trouble(error.sentence))
        else:
            if now != seen:
                self.post_message(self.Moved())

    def on_live_moved(self) -> None:
        self._troubled = False
        self.reload()

    def on_live_trouble(self, event: Trouble) -> None:
        # Said once: a window each second would stop all work.
        if not self._troubled:
            self._troubled = True
            self.app.notify(event.sentence, severity="error")
