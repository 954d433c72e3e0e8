"""A read-only text of many paragraphs, each with its own emphasis."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from textual import getters
from textual.content import Content
from textual.widgets import Static

from laborcase.words import speak

from ..base import BaseApp
from ..text import show

HEAD: Final = "bold $text-muted"
MUTED: Final = "$text-muted"
BOLD: Final = "bold"
ALARM: Final = "bold $text-error"
VOID: Final = "strike $text-muted"


@frozen
class Part:
    """One paragraph: how it is emphasised (which also stands in words) and moved to the right."""

    text: str
    style: str = ""
    indent: int = 0


class Sheet(Static):
    """Paragraphs, one below the other. They are translated here; people's own words pass as they
    are."""

    app = getters.app(BaseApp)

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._parts: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What stands here; setting it shows it."""
        return self._parts

    @parts.setter
    def parts(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self.retitle()

    def on_mount(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        """Show every paragraph in the app's language."""
        self.update(told(self._parts, self.app.lang))


def told(parts: Sequence[Part], lang: str) -> Content:
    """Paragraphs in ``lang``, one below the other."""
    return Content("\n").join(
        [show(" " * p.indent + speak(p.text, lang), lang).stylize(p.style) for p in parts]
    )
