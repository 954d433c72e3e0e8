"""F1: what a screen is for, and its keys, read from the bindings themselves."""

from typing import Any

from rich.cells import cell_len
from textual import getters
from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen

from laborcase.words import Said, say

from ..base import BaseApp, BaseModal
from ..widgets.sheet import HEAD, Part, Sheet


class Help(BaseModal[None]):
    """The purpose of the screen below, and every key that works there now."""

    BINDINGS = [
        Binding("escape", "dismiss", say("Back"), id="help.back"),
        Binding("f1", "dismiss", say("Back"), show=False),
    ]

    app = getters.app(BaseApp)

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._purpose: tuple[Said, ...] = getattr(below, "PURPOSE", ())
        self._keys = keys_of(below)

    def heading(self) -> str:
        return say("Help")

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Sheet(id="help")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def retitle(self) -> None:
        super().retitle()
        parts = [Part(line) for line in self._purpose]
        parts += [Part(""), Part(say("Keys"), HEAD)]
        for keys, what, _ in self._keys.values():
            if not keys:
                continue
            names = " ".join(self._names(keys))
            names += " " * (16 - cell_len(names))
            parts.append(Part(say("{keys} {what}", keys=names, what=what), indent=2))
        self.query_one("#help", Sheet).parts = parts

    def _names(self, keys: tuple[str, ...]) -> list[str]:
        names = [self.app.get_key_display(Binding(key, "", "")) for key in keys]
        return list(dict.fromkeys(names))


def keys_of(screen: Screen[Any]) -> dict[str, tuple[tuple[str, ...], Said, DOMNode]]:
    """What the keys of a screen do now: for each action its keys, what it does, and whose it is. An
    action whose key does something else here has none."""
    found: dict[str, tuple[tuple[str, ...], Said, DOMNode]] = {}
    taken: dict[str, str] = {}
    for node, bindings in screen._modal_binding_chain:
        for key, each in bindings.key_to_bindings.items():
            for binding in each:
                _, action, parameters = parse(binding.action)
                works = node.check_action(action, parameters) is not False
                if works and isinstance(binding.description, Said):
                    # What a screen repeats from the app, to order its footer, is the same key.
                    of_app = f"app.{binding.action}"
                    name = of_app if of_app in found else binding.action
                    keys, what, owner = found.get(name, ((), binding.description, node))
                    own = taken.setdefault(key, name) == name and key not in keys
                    found[name] = ((*keys, key) if own else keys, what, owner)
    return found
