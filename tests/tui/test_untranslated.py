"""In Chinese no screen shows an English word: every form of every act, and every other screen."""

import re

from laborcase import acts
from laborcase.codec import texts_of
from laborcase.desk import Desk
from laborcase.record.docket import OFFICE
from tui.commands import open_act

# Names of keys, and the one word that says which other language there is.
KEPT = {"Esc", "Tab", "Ctrl"}
WORD = re.compile(r"[A-Za-z]{3,}")


def english(text: str) -> set[str]:
    """The words on a screen that are no names of keys."""
    return set(WORD.findall(text)) - KEPT


async def test_no_form_of_any_act_has_an_untranslated_word(
    program, desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    tipoff = desk.as_officer("wang").enter(complaint(tipoff=True)).docket
    homes = {acts.Registered: "", acts.FiledOwnMotion: ""}
    found: dict[str, set[str]] = {}
    async with program(zhou, lang="zh_CN", size=(160, 60)) as p:
        for kind, cls in acts.ACTS.items():
            if cls is acts.Founded:
                continue
            home = homes.get(cls)
            if home is None:
                into = cls.into.__name__ if cls.into else "Case"
                home = {"Office": str(OFFICE), "Complaint": "26-000001", "Case": case}[into]
                home = tipoff if cls in (acts.Filed, acts.NotFiled) else home
            open_act(p.app, kind, home)
            await p.rest()
            words = english(p.text)
            if (
                cls is acts.SettingsChanged
            ):  # what the office's own settings hold is no word of ours
                words -= english(" ".join(texts_of(desk.office.settings).values()))
            if words:
                found[kind] = words
    assert found == {}


async def test_no_other_screen_has_an_untranslated_word(
    program, desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    found: dict[str, set[str]] = {}
    async with program(zhou, lang="zh_CN", size=(160, 60), demo=True) as p:
        for keys in ((), ("f1",), ("f9",), ("f8",), ("f7",), ("f12",), ("enter",),
                     ("enter", "f1"), ("enter", "f9"), ("enter", "f12"), ("enter", "tab", "enter"),
                     ("f2", "f1"), ("f2", "f6"), ("f2", "f5"), ("f2", "ctrl+g"), ("f2", "ctrl+o"),
                     ("f2", "ctrl+s"), ("ctrl+t",), ("ctrl+t", "f1")):  # fmt: skip
            await p.press(*keys)
            if words := english(p.text):
                found[" ".join(keys)] = words
            while len(p.app.screen_stack) > 2:
                await p.press("escape")
    assert found == {}
