"""What another program enters is on the screen by itself: no key, and a look each second."""

import asyncio
import sys
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.opening import found_register
from tui.screens.docket import DocketScreen
from tui.screens.live import Live
from tui.screens.today import Today
from tui.screens.worklist import Worklist

REGISTRATION = (
    "enter", "registered", "--field", "channel=counter", "--field", "complainant.name=甲",
    "--field", "respondents.1.name=迟到工厂", "--field", "facts=三月工资没发",
)  # fmt: skip
NOTE = ("enter", "noted", "26-000001", "--field", "text=同事的记录")


@pytest.mark.parametrize("shown", ["worklist", "today", "docket"])
async def test_what_a_second_program_enters_appears_without_a_key(
    program, founding: acts.Founded, complaint, clock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, shown: str,
) -> None:  # fmt: skip
    every: list[float] = []
    noticed = asyncio.Event()
    set_interval, moved = Live.set_interval, Live.on_live_moved

    def counted(self, interval: float, *args, **kwargs):
        every.append(interval)
        return set_interval(self, interval, *args, **kwargs)

    def heard(self) -> None:
        moved(self)
        if self.app.screen is self:
            noticed.set()

    monkeypatch.setattr(Live, "set_interval", counted)
    monkeypatch.setattr(Live, "on_live_moved", heard)
    folder = tmp_path / "register"
    with found_register(str(folder), founding, clock=clock, account="test") as desk:
        desk.as_officer("wang").enter(complaint())
        zhou = desk.as_officer("zhou")
        async with program(zhou, size=(160, 45), today=shown == "today") as p:
            if shown == "docket":
                await p.app.push_screen(DocketScreen(zhou, "26-000001"))
                await p.rest()
            kinds = {"worklist": Worklist, "today": Today, "docket": DocketScreen}
            assert isinstance(p.screen, kinds[shown])
            words = NOTE if shown == "docket" else REGISTRATION
            before = p.screen.seen[0] if shown == "today" else None
            news = "同事的记录" if shown == "docket" else "迟到工厂"
            assert news not in p.text
            other = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "laborcase", "--register", str(folder), "--officer", "wang",
                *words, stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            assert await other.wait() == 0
            await asyncio.wait_for(noticed.wait(), 60)
            await p.rest()
            if shown == "today":  # it waits for somebody else, but what is shown is the newest
                assert p.screen.seen[0] == before + 1
            else:
                assert news in p.text, p.text
    assert every
    assert max(every) <= 1.0
