"""Assigning the pair: who is shown, who cannot be named, two picks, one commit."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from tui.base import Failure
from tui.screens.assign import Assign, candidates
from tui.screens.docket import DocketScreen


@pytest.fixture
def filed(desk: Desk, complaint) -> str:
    """A case without a pair, by its key."""
    key = desk.as_officer("wang").enter(complaint()).docket
    told = acts.Accepted(told_on=date(2026, 11, 23))
    return desk.as_officer("zhou").enter(told, on=key).opened


def of(desk: Desk, key: str, officer: str):
    return next(c for c in candidates(desk, key) if c.officer.id == officer)


def test_the_open_load_of_an_inspector_is_counted(desk: Desk, case: str, filed: str) -> None:
    assert of(desk.as_officer("zhou"), filed, "li").load == 1
    assert of(desk.as_officer("zhou"), filed, "chen").load == 1
    assert of(desk.as_officer("zhou"), filed, "sun").load == 0


def test_an_absent_inspector_cannot_be_named(desk: Desk, filed: str) -> None:
    away = acts.AbsenceEntered(officer="li", start=date(2026, 11, 20), end=date(2026, 11, 30))
    desk.enter(away, on="office")
    li = of(desk.as_officer("zhou"), filed, "li")
    assert li.against == ("absent until 11-30",)
    assert candidates(desk.as_officer("zhou"), filed)[-1] == li


def test_a_recused_inspector_cannot_be_named(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Recused(officer="li", reason="近亲属"), on=case)
    assert "recused from this case" in of(zhou, case, "li").against


def test_past_dealings_are_told(desk: Desk, case: str, filed: str) -> None:
    zhou = desk.as_officer("zhou")
    assert any("respondent: 1" in note for note in of(zhou, filed, "li").notes)
    assert not any("respondent: " in note for note in of(zhou, filed, "sun").notes)
    zhou.enter(acts.Replaced(old="li", new="sun", note="调岗"), on=case)
    assert "was on this case before" in of(zhou, case, "li").notes
    assert "on this case now" in of(zhou, case, "sun").notes


def test_inspectors_of_another_authority_are_marked(desk: Desk, filed: str) -> None:
    assert any("assistant only" in n for n in of(desk.as_officer("zhou"), filed, "zhao").notes)


async def opened(p, desk: Desk, key: str) -> Assign:
    await p.app.push_screen(DocketScreen(desk, key))
    await p.rest()
    await p.press("f4")
    assert isinstance(p.screen, Assign)
    return p.screen


async def test_nobody_is_named_before_somebody_is_picked(program, desk: Desk, filed: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        screen = await opened(p, zhou, filed)
        assert screen.typed() == {}


async def test_two_picks_and_ctrl_s_assign_the_pair(program, desk: Desk, filed: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        await opened(p, zhou, filed)
        await p.press("enter", "down", "enter")
        assert "[lead]" in p.text
        assert "[assistant]" in p.text
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
        assert f"Entered in {filed}" in " ".join(p.text.split())
        state = zhou.case(filed)
        assert (state.lead.officer, state.assistant.officer) == ("li", "chen")


async def test_a_second_enter_takes_the_pick_back(program, desk: Desk, filed: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        screen = await opened(p, zhou, filed)
        await p.press("enter", "enter")
        assert screen.typed() == {}


async def test_who_cannot_be_named_is_not_picked(program, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Recused(officer="li", reason="近亲属"), on=case)
    async with program(zhou) as p:
        screen = await opened(p, zhou, case)
        assert "not possible: recused" in p.text
        await p.press("end", "enter")
        assert screen.typed() == {}


async def test_a_colleague_who_was_first_is_named_and_the_picks_stay(
    program, desk: Desk, filed: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p, zhou, filed)
        await p.press("enter", "down", "enter")
        desk.as_officer("li").enter(acts.Noted(text="我在"), on=filed)
        await p.press("ctrl+s")
        assert isinstance(p.screen, Failure)
        assert "李川" in p.text
        await p.press("escape")
        assert screen.typed()["lead"] == "li"
        await p.press("f5", "ctrl+s")
        assert isinstance(p.screen, DocketScreen)
        assert zhou.case(filed).paired


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_assignment_looks_as_drawn(
    program, desk: Desk, filed: str, golden, lang: str, size
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, lang=lang, size=size) as p:
        await opened(p, zhou, filed)
        golden(p.app, f"assign_{lang}_{size[0]}")


async def test_a_name_typed_while_the_cursor_is_in_the_list_goes_to_the_seat(
    program, desk: Desk, filed: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        screen = await opened(p, zhou, filed)
        assert p.app.focused.id == "inspectors"
        await p.type("李川")
        assert screen.fields["lead"].text == "李川"
        await p.press("enter")
        await p.type("陈岭")
        await p.press("enter", "ctrl+s")
        state = zhou.case(filed)
        assert (state.lead.officer, state.assistant.officer) == ("li", "chen")


async def test_a_name_typed_after_one_was_picked_goes_to_the_other_seat(
    program, desk: Desk, filed: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        screen = await opened(p, zhou, filed)
        await p.press("enter")
        await p.type("chen")
        assert screen.typed() == {"lead": "li", "assistant": "chen"}
