"""Closing: every open duty by name; Enter goes and does it."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from tui.base import Failure
from tui.screens.act_form import ActForm
from tui.screens.close import FIELDS, Close, todo_list
from tui.screens.docket import DocketScreen


async def opened(p, desk: Desk, key: str) -> Close:
    await p.app.push_screen(DocketScreen(desk, key))
    await p.rest()
    await p.press("f7")
    assert isinstance(p.screen, Close)
    return p.screen


def test_the_field_that_a_duty_is_about_exists_in_its_act() -> None:
    for kind, name in FIELDS.items():
        assert hasattr(acts.ACTS[kind], name) or name in {
            a.name for a in acts.ACTS[kind].__attrs_attrs__
        }


async def test_every_duty_is_named_and_enter_opens_its_act_with_the_thing_filled_in(
    program, desk: Desk, case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.InquiryIssued(whom="周口某快餐店", items="考勤表", by=date(2026, 12, 1)), on=case)
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p, zhou, case)
        for duty in zhou.case(case).duties():
            assert duty.text in [t.text for t in screen._todo_list]
        await p.press("enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.cls is acts.Served
        assert p.screen.typed()["paper"] == "P1"
        await p.press("escape")
        assert p.screen is screen


async def test_a_duty_done_from_the_list_leaves_it_and_the_closing_goes_on(
    program, desk: Desk, case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.InquiryIssued(whom="周口某快餐店", items="考勤表"), on=case)
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p, zhou, case)
        before = len(screen._todo_list)
        await p.press("enter")
        p.screen.field_at("receiver").go()
        await p.type("Zhang")
        await p.press("ctrl+s")
        assert p.screen is screen
        assert len(screen._todo_list) < before
        assert screen.draft.expected == len(zhou.docket(case).entries)


async def test_a_case_with_open_duties_is_not_closed_and_the_text_stays(
    program, desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p, zhou, case)
        screen.field_at("result").go()
        await p.type("all paid")
        await p.press("ctrl+s")
        assert isinstance(p.screen, Failure)
        await p.press("escape")
        assert screen.typed()["result"] == "all paid"
        assert zhou.case(case).closed_on is None


async def test_the_untold_author_of_a_complaint_is_among_the_duties(desk: Desk, complaint) -> None:
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(complaint()).docket
    case = zhou.enter(acts.Accepted(), on=key).opened
    told = [t for t in todo_list(zhou, case) if t.kind == "complainant_told"]
    assert [t.on for t in told] == [key]


async def test_a_case_with_nothing_open_is_closed(program, desk: Desk, case: str) -> None:
    from laborcase.acts.decision import FindingOn
    from laborcase.acts.investigation import Proposal
    from laborcase.record.case import Finding, Outcome

    li, ma, zhou = (desk.as_officer(o) for o in ("li", "ma", "zhou"))
    li.enter(acts.Interviewed(
        interviewer="li", recorder="chen", start=li.now(), end=li.now(), place="大队",
        person="王某某", content="问答",
    ), on=case)  # fmt: skip
    li.enter(acts.Concluded(report="无违法行为", proposal=Proposal.NO_PENALTY), on=case)
    ma.enter(acts.Decided(
        outcome=Outcome.WITHDRAWN, content="撤销立案",
        findings=(FindingOn(allegation="A1", finding=Finding.NOT_UPHELD),),
    ), on=case)  # fmt: skip
    li.enter(acts.Served(paper="P1", receiver="单位"), on=case)
    assert todo_list(zhou, case) == ()
    async with program(zhou, size=(120, 40)) as p:
        screen = await opened(p, zhou, case)
        assert "Nothing is left open." in p.text
        screen.field_at("result").go()
        await p.type("withdrawn")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    assert zhou.case(case).closed_on is not None
    assert zhou.complaint("26-000001").case_closed_on is not None


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_closing_looks_as_drawn(
    program, desk: Desk, case: str, golden, lang: str, size
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, lang=lang, size=size) as p:
        await opened(p, zhou, case)
        golden(p.app, f"close_{lang}_{size[0]}")
