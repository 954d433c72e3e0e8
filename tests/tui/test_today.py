"""Today opens first; Enter does what is due."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.tickets import Arrival
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.sign import Sign
from tui.screens.today import Today
from tui.screens.worklist import Worklist

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


@pytest.fixture
def busy(desk: Desk, case: str, complaint, clock) -> Desk:
    """The head's desk on a day with something in every group."""
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付工资", by=date(2026, 11, 25)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    due = clock.now.replace(day=27, hour=12, minute=0)
    ticket = Arrival(number="2026112300001", due=due)
    desk.as_officer("wang").enter(complaint(channel="hotline_12345", ticket=ticket))
    away = acts.AbsenceEntered(officer="chen", start=date(2026, 11, 20), end=date(2026, 12, 4))
    desk.enter(away, on="office")
    clock.to("2026-11-27", 8)
    return desk.as_officer("zhou")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_today_looks_as_drawn(program, golden, busy: Desk, lang, size) -> None:
    async with program(busy, lang=lang, size=size, today=True) as p:
        golden(p.app, f"today_{lang}_{size[0]}")


async def test_today_opens_first_and_enter_opens_the_act_that_is_due(program, busy: Desk) -> None:
    async with program(busy, today=True) as p:
        assert isinstance(p.screen, Today)
        await p.press("enter")
        assert isinstance(p.screen, Sign)
        await p.press("escape")
        assert isinstance(p.screen, Today)
        await p.press("down", "down", "enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.typed()["ticket"] == "T1"
        assert "Answer a ticket" in p.text
        await p.press("escape", "down", "enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.typed()["lapsed"] == "true"


async def test_what_is_done_leaves_the_list_without_a_key(program, busy: Desk, case: str) -> None:
    async with program(busy, today=True) as p:
        assert "For my signature 1" in p.text
        busy.enter(acts.Signed(proposal="R1"), on=case)
        p.screen.look()
        await p.rest()
        assert "For my signature" not in p.text


async def test_the_worklist_is_one_key_away_and_escape_comes_back(program, busy: Desk) -> None:
    async with program(busy, today=True) as p:
        await p.press("f3")
        assert isinstance(p.screen, Worklist)
        await p.press("escape")
        assert isinstance(p.screen, Today)
        await p.press("ctrl+o")
        assert isinstance(p.screen, DocketScreen)
        await p.press("escape", "slash")
        assert isinstance(p.screen, Worklist)
        assert p.screen.finder.has_focus


async def test_a_quiet_day_says_so(program, desk: Desk) -> None:
    async with program(desk.as_officer("sun"), today=True) as p:
        assert "Nothing waits for you" in p.text
