"""The form of a calendar year: its rows are typed, or read from a file of the notice."""

from textual.containers import VerticalScroll

from laborcase import law
from laborcase.acts import CalendarAdded
from laborcase.codec import texts_of
from laborcase.errors import Invalid
from laborcase.law import LawDataError, Year
from laborcase.words import say

from ..widgets.field import Field
from .act_form import ActForm
from .form import pasted_path


class NoticeFile(Field[Year]):
    """The path of a year's file, laid out like those of the program; its rows go into the form."""

    def __init__(self) -> None:
        super().__init__(
            say("From a file"), read, hint=say("path of the file; drop it here"),
            told=lambda year: str(year.year),
        )  # fmt: skip

    def on_descendant_blur(self, event: object) -> None:
        """The rows are filled in when the field is left."""
        screen = self.screen
        if self.value is not None and isinstance(screen, CalendarYear):
            screen.fill_from(self.value)


class CalendarYear(ActForm):
    """A year of the calendar, added from its notice."""

    PURPOSE = (
        say("Here a year of the working-day calendar is added from its notice."),
        say("Type its days off and the weekend days worked, or give a file that has them."),
        say("Before it is entered you read which limits of open dockets move."),
    )

    async def _lay(self) -> None:
        self._file = NoticeFile()
        await self.query_one(".fields", VerticalScroll).mount(self._file)
        await super()._lay()
        self._file.go()

    def fill_from(self, year: Year) -> None:
        """Take the rows of a file; what the notice leaves out stays to be typed."""
        found = texts_of(CalendarAdded.of(year))
        if self._filled == found:
            return
        self._filled = found
        self.loaded = {**found, "holidays": ""}
        for path in ("year", "notice", "notice_date"):
            self.fields[path].text = found.get(path, "")
        self.load_rows()
        self.changed()
        self.look()

    _filled: dict[str, str] | None = None


def read(path: str) -> Year:
    """A year's file.

    :raises Invalid: with everything that is wrong with it.
    """
    try:
        return law.read_year(pasted_path(path))
    except OSError as wrong:
        raise Invalid(
            say("{path} cannot be read: {why}.", path=path, why=wrong.strerror or "")
        ) from wrong
    except LawDataError as wrong:
        raise Invalid(wrong.sentence) from wrong
