"""What stands where a list would stand if there were something in it."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalGroup

from ..base import Words

PLACES: Final = ("title", "message", "hint")


class EmptyState(VerticalGroup):
    """What is empty, why, and the key to press."""

    def __init__(self, title: str, message: str, hint: str) -> None:
        super().__init__()
        self._texts = (title, message, hint)

    def compose(self) -> ComposeResult:
        for text, place in zip(self._texts, PLACES, strict=True):
            yield Words(text, classes=place)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Title, message and hint; setting them shows them."""
        return self._texts

    @texts.setter
    def texts(self, texts: tuple[str, str, str]) -> None:
        self._texts = texts
        for text, place in zip(texts, PLACES, strict=True):
            self.query_one(f".{place}", Words).text = text
