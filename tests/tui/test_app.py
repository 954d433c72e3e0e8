"""The program around the screens: keys that work everywhere, coming back, leaving."""

import subprocess
import sys

import pytest

from laborcase import acts
from laborcase.desk import Commit, Desk
from tui.app import LaborcaseApp, run
from tui.commands import form_of
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen, EntryView
from tui.screens.help import Help, keys_of
from tui.screens.intake import Intake
from tui.screens.worklist import Worklist


async def test_f2_opens_the_registration_from_the_worklist_and_from_a_docket(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("wang")) as p:
        await p.press("f2")
        assert isinstance(p.screen, Intake)
        await p.press("escape", "enter")
        assert isinstance(p.screen, DocketScreen)
        await p.press("f2")
        assert isinstance(p.screen, Intake)


async def test_f3_leads_back_to_the_worklist_from_anywhere(program, desk: Desk, case: str) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("4", "enter", "ctrl+n")
        assert isinstance(p.screen, ActForm)
        await p.press("f3")
        assert isinstance(p.screen, Worklist)
        assert len(p.app.screen_stack) == 2


async def test_f1_works_in_windows_too_and_escape_leads_back_step_by_step(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("4", "enter", "enter")
        assert isinstance(p.screen, EntryView)
        await p.press("f1")
        assert isinstance(p.screen, Help)
        assert "Both versions" in p.text or "both versions" in p.text
        await p.press("escape")
        assert isinstance(p.screen, EntryView)
        await p.press("escape")
        assert isinstance(p.screen, DocketScreen)
        await p.press("escape")
        assert isinstance(p.screen, Worklist)


async def test_every_screen_of_the_program_says_what_it_is_for(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("zhou")) as p:
        for keys in (("f8",), ("f9",), ("f12",), ("9", "enter"), ("f4",), ("escape", "f6")):
            await p.press(*keys)
            assert len(getattr(p.screen, "PURPOSE", ())) >= 2, type(p.screen).__name__
            if keys[0] in ("f8", "f9", "f12"):
                await p.press("escape")


async def test_every_action_of_the_screens_sits_on_an_f_key_or_ctrl_letter(
    program, desk: Desk, case: str
) -> None:
    kept_by_terminals = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "f10", "f11", "space"}
    plain = {"enter", "escape", "up", "down", "left", "right", "tab", "shift+tab"}
    async with program(desk.as_officer("li")) as p:
        for keys in ((), ("4", "enter"), ("enter",), ("escape", "f12"), ("escape", "f9")):
            await p.press(*keys)
            for action, (bound, _, _) in keys_of(p.screen).items():
                if action.startswith("queue("):
                    continue  # the digits only repeat what F4 does
                assert not kept_by_terminals & set(bound), action
                assert plain & set(bound) or any(
                    key.startswith(("ctrl+", "f")) and key != "fullwidth_question_mark"
                    for key in bound
                ), action


async def test_an_entry_made_twice_with_one_key_is_said_to_be_there_already(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    again = [li.enter(acts.Noted(text="x"), on=case, key="k") for _ in range(2)][1]
    assert isinstance(again, Commit)
    async with program(li) as p:
        p.app.committed(again)
        await p.rest()
        assert "It had been entered before." in " ".join(p.text.replace("▌", "").split())


async def test_a_key_in_the_footer_can_be_clicked(program, desk: Desk, case: str) -> None:
    async with program(desk.as_officer("zhou"), size=(100, 30)) as p:
        row = p.text.splitlines()[29]
        await p.pilot.click(offset=(row.index("F9") + 1, 29))
        await p.rest()
        assert type(p.screen).__name__ == "Commands"


def test_run_returns_the_exit_code(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LaborcaseApp, "run", lambda self: None)
    assert run(desk, "en") == 0
    monkeypatch.setattr(LaborcaseApp, "run", lambda self: 3)
    assert run(desk, "zh_CN", demo=True) == 3


def test_the_module_tui_is_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--lang", "en"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert "The program needs a terminal" in done.stderr


async def test_twenty_columns_are_enough_to_read_and_to_leave(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li"), size=(20, 24)) as p:
        assert case in p.text
        for keys, there in (("enter", "under"), ("f9", "Inquiry"), ("f2", "Kind")):
            await p.press(keys)
            assert there in p.text
            await p.press("escape", "f3")


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_at_twenty_columns_every_field_of_a_form_has_room(
    program, desk: Desk, case: str, lang: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, lang=lang, size=(20, 24)) as p:
        await p.press("f2")
        for choice in ("complaint", "tip-off", "named", "anonymous") if lang == "en" else ("举报",):
            assert f") {choice}" in p.text
        for form in (p.screen, form_of(li, "inquiry_issued", case)):
            if form is not p.screen:
                await p.app.push_screen(form)
                await p.rest()
            shown = [w for w in form.query("Line, Lines, ChoiceLine") if w.size.height]
            assert len(shown) > 3
            assert all(10 <= w.size.width <= 20 for w in shown)
