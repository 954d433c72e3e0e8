"""What stands where a list would stand if there were something in it."""

from textual.app import ComposeResult
from textual.containers import VerticalGroup

from tui.base import Words


class EmptyState(VerticalGroup):
    """What is empty, why, and the key to press."""

    def __init__(self, title: str, message: str, hint: str) -> None:
        super().__init__()
        self._texts = (title, message, hint)

    def compose(self) -> ComposeResult:
        for text, place in zip(self._texts, ("title", "message", "hint"), strict=True):
            yield Words(text, classes=place)
