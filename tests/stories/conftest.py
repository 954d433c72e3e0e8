"""What every story needs: a register of the sample office, and the three doors to it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from laborcase import acts
from laborcase.opening import found_register
from tests.conftest import Clock
from tests.tui.conftest import Program, program, state_folder, wait_until_idle
from tui.app import LaborcaseApp

from .doors import CommandLine, Library, Story, Terminal, begins, told

__all__ = ["program", "state_folder", "wait_until_idle"]  # fixtures

Play = Callable[[Story], Awaitable[dict[str, Any]]]


@pytest.fixture
def by_library(founding: acts.Founded) -> Play:
    """``await by_library(story)``: play it, ask what must be true, and tell its dockets."""

    async def play(story: Story) -> dict[str, Any]:
        clock = Clock(begins(story))
        with found_register("memory:", founding, clock=clock, account="test") as desk:
            await Library(desk, clock).play(story, checked=True)
            desk.verify()
            return told(desk)

    return play


@pytest.fixture
def by_command_line(
    founding: acts.Founded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Play:
    """The same through ``laborcase enter``, each step a call of its own."""

    async def play(story: Story) -> dict[str, Any]:
        clock, url = Clock(begins(story)), str(tmp_path / "register")
        found_register(url, founding, clock=clock, account="test").close()
        door = CommandLine(url, clock, monkeypatch, capsys)
        await door.play(story)
        with door.desk() as desk:
            return told(desk)

    return play


def undrawn(screen: Screen[object]) -> None:
    """What is to be drawn is forgotten instead."""
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()


@pytest.fixture
def by_terminal(founding: acts.Founded, monkeypatch: pytest.MonkeyPatch) -> Play:
    """The same through the terminal program, by its keys. Nothing is drawn, which would take a
    third of the time: here only what is entered counts."""
    monkeypatch.setattr(Screen, "_compositor_refresh", undrawn)

    async def play(story: Story) -> dict[str, Any]:
        clock = Clock(begins(story))
        with found_register("memory:", founding, clock=clock, account="test") as desk:
            seat = desk.as_officer("wang")
            app = LaborcaseApp(seat, lang="en", demo=True, today=False)
            async with app.run_test() as pilot:
                await Terminal(Program(app, pilot), desk, clock).play(story)
            return told(desk)

    return play
