"""F8: who may take whose seat, and what happens to what was open."""

import pytest

from laborcase import acts
from laborcase.desk import Desk
from tui.base import Failure
from tui.drafts import Drafts
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.officers import Officers
from tui.screens.worklist import Worklist
from tui.terms import QUEUES


async def test_in_the_demonstration_every_seat_can_be_taken(program, desk: Desk, case: str) -> None:
    async with program(desk.as_officer("zhou"), demo=True) as p:
        await p.press("f8")
        assert isinstance(p.screen, Officers)
        assert p.screen._officers[p.screen.listed.highlighted].id == "zhou"
        await p.press("home", "down", "down", "enter")
        assert isinstance(p.screen, Worklist)
        assert p.app.desk.officer_id == "li"
        assert "李川" in p.text
        await p.press("4")
        assert p.screen.table.key == case


async def test_in_a_real_register_only_officers_bound_to_the_account_can_be_taken(
    program, desk: Desk, case: str
) -> None:
    office = desk.office
    wang = office.officer("wang")
    from attrs import evolve

    desk.enter(
        acts.OfficerChanged(officer=evolve(wang, accounts=("test",)), reason="绑定账户"),
        on="office",
    )
    async with program(desk.as_officer("zhou")) as p:
        await p.press("f8")
        assert "not bound to this account" in p.text
        ids = [o.id for o in p.screen._officers]
        p.screen.listed.highlighted = ids.index("li")
        await p.press("enter")
        assert isinstance(p.screen, Failure)
        assert "--officer li" in p.text
        assert "Change an officer" in p.text
        await p.press("escape")
        assert p.app.desk.officer_id == "zhou"
        p.screen.listed.highlighted = ids.index("wang")
        await p.press("enter")
        assert p.app.desk.officer_id == "wang"
        assert isinstance(p.screen, Worklist)


async def test_what_one_officer_had_open_is_closed_for_the_next_and_kept_as_a_draft(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, demo=True) as p:
        await p.app.push_screen(DocketScreen(li, case))
        await p.rest()
        await p.press("ctrl+n")
        assert isinstance(p.screen, ActForm)
        await p.type("half a note")
        p.app.screen_stack[1].finder.value = "快餐"
        await p.press("f8", "home", "enter")
        assert isinstance(p.screen, Worklist)
        assert len(p.app.screen_stack) == 2
        assert p.screen.table.row_count == 0
        assert p.screen.finder.value == ""
        (draft,) = Drafts().all()[0]
        assert draft.fields["text"] == "half a note"


@pytest.mark.parametrize("key", ["escape", "f8"])
async def test_the_window_closes_without_a_change(program, desk: Desk, key: str) -> None:
    async with program(desk, demo=True) as p:
        await p.press("f8", key)
        assert isinstance(p.screen, Worklist)
        assert p.app.desk.officer_id == "guan"


async def test_a_click_on_the_title_line_changes_the_officer_or_the_language(
    program, desk: Desk
) -> None:
    async with program(desk, demo=True) as p:
        await p.pilot.click("TitleLine .language")
        assert p.app.lang == "zh_CN"
        await p.pilot.click("TitleLine .officer")
        await p.rest()
        assert isinstance(p.screen, Officers)


async def test_the_next_officer_begins_with_the_whole_list(program, desk: Desk, case: str) -> None:
    async with program(desk.as_officer("li"), demo=True) as p:
        await p.press("4", "slash")
        await p.type("王某某")
        await p.press("f8", "home", "enter", "f8", "down", "enter")
        assert QUEUES[p.screen.queues.highlighted][0] == "all"
        assert p.screen.finder.value == ""
        assert p.app.focused is p.screen.table
        await p.press("slash", "slash")
        await p.type(case)
        assert p.screen.table.key == case
