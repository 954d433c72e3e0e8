"""Handing over everything one officer holds, on screen: one list, a successor per row, one
batch."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.case import CaseStage
from tui.base import Failure
from tui.screens.leaving import Leavers, Leaving, heirs
from tui.screens.worklist import Worklist

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


@pytest.fixture
def held(desk: Desk, case: str, complaint) -> list[str]:
    """Three dockets of li: a case led, a case assisted, a complaint; by their keys."""
    zhou, told = desk.as_officer("zhou"), desk.now().date()
    key = desk.as_officer("wang").enter(complaint()).docket
    other = zhou.enter(acts.Accepted(told_on=told), on=key).opened
    zhou.enter(acts.Assigned(lead="chen", assistant="li"), on=other)
    return [case, other, desk.as_officer("li").enter(complaint()).docket]


async def opened(p) -> Leaving:
    """The list of li, whose seat is third among those who handle dockets."""
    await p.press("ctrl+y")
    assert isinstance(p.screen, Leavers)
    await p.press("down", "enter")
    assert isinstance(p.screen, Leaving)
    return p.screen


def test_who_can_take_over_stands_first_with_load_and_the_others_with_the_reason(
    desk: Desk, held: list[str]
) -> None:
    away = acts.AbsenceEntered(officer="sun", start=date(2026, 11, 20), end=date(2026, 11, 30))
    desk.enter(away, on="office")
    zhou = desk.as_officer("zhou")
    duties = {d.docket: d for d in zhou.leaving("li")}
    found = {h.officer.id: h for h in heirs(zhou, "li", duties[held[0]])}
    assert found["zhou"].against == ()
    assert any("open 0" in n for n in found["zhou"].notes)
    assert any("absent until" in a for a in found["sun"].against)
    assert any("two different inspectors" in a for a in found["chen"].against)
    order = [bool(h.against) for h in heirs(zhou, "li", duties[held[0]])]
    assert order == sorted(order)
    assert "li" not in found


async def test_a_successor_per_row_and_one_key_enters_the_whole_batch(
    program, desk: Desk, held: list[str]
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p)
        assert "What 李川 holds: 3 dockets, 3 without a successor" in p.text
        await p.press("enter")
        assert screen.focused is screen.heirs
        await p.press("enter")
        named = next(iter(screen._to.values()))
        assert "2 without a successor" in p.text
        await p.press("f4")
        assert named in ("sun", "zhou", "wang")
        await p.press("f6")
        for _ in range(3):
            if len(screen._to) < 3:
                await p.press("f6")
        await p.press("tab")
        while screen.focused is not screen._note._input:
            await p.press("tab")
        await p.type("李川调离")
        await p.press("ctrl+s")
        assert isinstance(p.screen, Worklist)
        assert "3 dockets were handed over" in p.text
    assert zhou.leaving("li") == ()
    assert zhou.docket(held[0]).entries[-1].act.note == "李川调离"


async def test_what_is_left_open_needs_a_pair(program, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        await opened(p)
        await p.press("f6")
        assert "needs a pair" in p.text
        await p.press("tab", "tab")
        await p.type("无人")
        await p.press("ctrl+s")
        assert isinstance(p.screen, Worklist)
    assert zhou.case(case).stage is CaseStage.FILED


async def test_reasons_name_the_dockets_and_what_was_chosen_stays(
    program, desk: Desk, held: list[str]
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p)
        await p.press("f6", "ctrl+s")
        assert isinstance(p.screen, Failure)
        told = " ".join(p.text.split())
        assert held[1] in told
        assert held[2] in told
        assert "Hand-over note" in told
        await p.press("escape")
        assert len(screen._to) == 1
    assert len(zhou.leaving("li")) == 3


async def test_escape_asks_before_it_forgets_and_goes_back_from_the_colleagues_first(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("zhou")) as p:
        screen = await opened(p)
        await p.press("enter", "escape")
        assert screen.focused is screen.table
        await p.press("f6", "escape")
        assert isinstance(p.screen, Leaving)
        assert "Esc once more" in p.text
        await p.press("escape")
        assert isinstance(p.screen, Worklist)


async def test_who_holds_nothing_has_an_empty_list(program, desk: Desk) -> None:
    async with program(desk.as_officer("zhou")) as p:
        await opened(p)
        assert "Nothing is held" in p.text


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_batch_looks_as_drawn(
    program, desk: Desk, held: list[str], golden, lang: str, size: tuple[int, int]
) -> None:
    desk.as_officer("li").propose(EXTEND, on=held[0], opinion="情况属实")
    async with program(desk.as_officer("zhou"), lang=lang, size=size) as p:
        await opened(p)
        await p.press("f6")
        golden(p.app, f"leaving_{lang}_{size[0]}")
