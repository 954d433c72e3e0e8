"""The two text inputs: Textual's own, cured of what loses or leaks typed text."""

from unicodedata import category

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.widgets import Input, TextArea

from laborcase.visible import visible


class Line(Input):
    """One line. A paste of many lines is kept whole, with its line breaks shown as signs."""

    def __init__(self, text: str = "") -> None:
        # Selecting all at focus would let the first key wipe out what was typed before.
        super().__init__(text, select_on_focus=False, compact=True)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if character := _dropped(event):
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual would keep the first line only
        self.replace(_pasted(event.text).removesuffix("\n"), *self.selection)

    @property
    def _value(self) -> Text:
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(visible(self.value[:position]))


class Lines(TextArea, inherit_bindings=False):
    """Many lines: Enter is a new line, Tab moves on."""

    # F6 and F7 belong to the screens.
    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if not (isinstance(binding, Binding) and binding.key in ("f6", "f7"))
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__(text, compact=True)
        self.cursor_blink = False
        self._whole = (self.text, text)

    @property
    def exact(self) -> str:
        """The text. What was pasted whole into the empty field, or set, keeps its own line ends as
        long as nobody changes it: Textual itself makes every kind of them the same."""
        shown, whole = self._whole
        return whole if self.text == shown else self.text

    @exact.setter
    def exact(self, text: str) -> None:
        self.text = text
        self._whole = (self.text, text)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        was_empty = not self.text
        await super()._on_paste(event)
        if was_empty:
            self._whole = (self.text, event.text)

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn; Textual itself spreads the tabs."""
        line = self.document.get_line(line_index)
        return Text(visible(line, keep="\t"), end="", no_wrap=True)

    async def _on_key(self, event: events.Key) -> None:
        if character := _dropped(event):
            event.stop()
            event.prevent_default()
            self._replace_via_keyboard(character, *self.selection)


def _dropped(event: events.Key) -> str:
    """The character of a key that Textual ignores although it was typed.

    Python calls these unprintable: the full-width space, the joiners in emoji, ideographs younger
    than its tables or in private use, as they stand in rare names.
    """
    character = event.character
    if character is None or len(character) != 1 or event.is_printable:
        return ""
    return "" if category(character) in ("Cc", "Cs") else character


def _pasted(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
