"""A field of a form: label, input, what was understood beside it, what is wrong below it."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from laborcase.errors import Invalid
from laborcase.words import Said, say

from ..base import BaseApp, Words
from ..text import day_in_words, show, show_plain
from .line import Line, Lines

T = TypeVar("T")


class Labelled(VerticalGroup):
    """A label with ``control`` to fill in, a note beside it and a sentence below it.

    ``path`` is the field's place in the act, the one that problems and drafts name it by.
    """

    app = getters.app(BaseApp)

    BINDINGS = [
        Binding("up", "step(-1)", say("Previous field"), id="field.previous", show=False),
        Binding("down", "step(1)", say("Next field"), id="field.next", show=False),
    ]

    class Changed(Message):
        """The text of ``field`` changed: time to keep the draft."""

        def __init__(self, field: "Labelled") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Labelled":
            return self.field

    def __init__(self, label: str, control: Widget, *, path: str = "") -> None:
        super().__init__()
        self.path = path
        self._label = Words(label, classes="label")
        self._control = control
        self._note = Words(classes="note")
        self._below = Words(classes="below")
        self._sentence = Words(classes="sentence")

    @property
    def label(self) -> str:
        """What people call the field here."""
        return self._label.text

    @property
    @abstractmethod
    def text(self) -> str:
        """What stands in the field, as typed or as the key chosen: what a draft keeps."""

    @text.setter
    @abstractmethod
    def text(self, text: str) -> None: ...

    @property
    @abstractmethod
    def value(self) -> object:
        """What the text means; None while it is empty or has a problem."""

    @property
    @abstractmethod
    def problem(self) -> Said | None:
        """Why the text cannot be read, whether it is shown already or not."""

    def compose(self) -> ComposeResult:
        with HorizontalGroup():
            yield self._label
            yield self._control
            yield self._note
        yield self._below
        yield self._sentence

    def complain(self, problem: str) -> None:
        """Show ``problem`` below the field until its text changes; empty shows nothing."""
        self._sentence.text = say("! {problem}", problem=problem) if problem else ""
        self.set_class(bool(problem), "-problem")

    def recheck(self) -> None:
        """Show below it only what cannot be read."""
        self.complain(self.problem or "")

    def go(self) -> None:
        """Put the cursor into this field."""
        self._control.focus()

    def action_step(self, by: int) -> None:
        """Go to the field above or below."""
        if by < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()


class Field(Labelled, Generic[T]):
    """A typed field: ``reader`` turns its text into a value or raises Invalid with the sentence.

    ``lines`` above 1 makes it a text of many lines. ``told`` says what a value was understood as.
    The sentence of a problem appears when the field is left, and goes as soon as it is mended.
    Enter in one line moves to the next field; nothing here submits or discards.
    """

    def __init__(
        self,
        label: str,
        reader: Callable[[str], T],
        *,
        path: str = "",
        text: str = "",
        lines: int = 1,
        hint: str = "",
        told: Callable[[T], str] | None = None,
    ) -> None:
        self._input: Line | Lines = Line(text) if lines == 1 else Lines(text)
        super().__init__(label, self._input, path=path)
        self._input.styles.height = lines
        self._reader = reader
        self._hint = hint
        self._told = told
        self._told_of = text  # the text of which Changed was last sent
        self._read = ""
        self._value: T | None = None
        self._problem: Said | None = None

    @property
    def text(self) -> str:
        return self._input.value if isinstance(self._input, Line) else self._input.exact

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self._input, Line):
            self._input.value = text
            self._input.cursor_position = len(text)
        else:
            self._input.exact = text

    @property
    def value(self) -> T | None:
        self._understand()
        return self._value

    @property
    def problem(self) -> Said | None:
        self._understand()
        return self._problem

    def on_mount(self) -> None:
        self.retitle()
        self._tell()

    def retitle(self) -> None:
        """Set the hint in the app's language."""
        if isinstance(self._input, Line):
            self._input.placeholder = show_plain(self._hint, self.app.lang)
        else:
            self._input.placeholder = show(self._hint, self.app.lang)  # a str would be parsed

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._changed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if self.problem:  # else leave what somebody else complained of
            self.complain(self.problem)

    def _changed(self) -> None:
        if self.text == self._told_of:
            return
        self._told_of = self.text
        self._tell()
        if self.has_class("-problem"):
            self.complain(self.problem or "")
        self.post_message(self.Changed(self))

    def _tell(self) -> None:
        value = self.value
        self._note.text = "" if value is None or self._told is None else self._told(value)

    def _understand(self) -> None:
        text = self.text
        if text == self._read:
            return
        self._read = text
        self._value, self._problem = None, None
        if text.strip():
            try:
                self._value = self._reader(text)
            except Invalid as error:
                self._problem = error.sentence


def date_input(
    label: str, reader: Callable[[str], date], *, path: str = "", text: str = "", hint: str = ""
) -> Field[date]:
    """A field for a day, with the day understood and its weekday beside it."""
    return Field(label, reader, path=path, text=text, hint=hint, told=day_in_words)
