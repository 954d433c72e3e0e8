"""Handing up: what changes and what does not stands there before it is signed."""

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.case import HandoverAnswer, HandoverKind
from tui.base import Failure
from tui.screens.docket import DocketScreen
from tui.screens.handover import HandOver

CITY = "周口市人力资源和社会保障局"
ZONE = "周口经济开发区人力资源和社会保障局"


async def opened(p, desk: Desk, key: str) -> HandOver:
    await p.app.push_screen(DocketScreen(desk, key))
    await p.rest()
    await p.press("f6")
    assert isinstance(p.screen, HandOver)
    return p.screen


def effects(screen: HandOver) -> str:
    return "\n".join(str(part.text) for part in screen.query_one("#effects").parts)


async def test_a_request_upward_says_who_decides_now_and_after(
    program, desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 45)) as p:
        screen = await opened(p, zhou, case)
        assert "Choose the kind" in effects(screen)
        screen.field_at("what").go()
        await p.press("2")
        told = effects(screen)
        assert f"now    {ZONE}" in told
        assert f"after  {CITY}" in told
        assert zhou.case(case).number in told
        assert "Who must still act" in told


async def test_a_handing_down_is_signed_by_the_leaders_of_the_superior(
    program, desk: Desk, case: str
) -> None:
    up = acts.Asked(what="request_upward", reasons_given="复杂")
    desk.as_officer("zhou").enter(up, on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    desk.as_officer("zheng").enter(yes, on=case)
    wu = desk.as_officer("wu")
    wu.enter(acts.CarriedOut(handover="H1", received="全卷"), on=case)
    async with program(wu, size=(120, 45)) as p:
        screen = await opened(p, wu, case)
        screen.field_at("what").go()
        offered = [key for key, _ in screen.field_at("what")._line.choices]
        assert offered == ["hand_down", "property_query"]
        await p.press("1")
        told = effects(screen)
        assert f"after  {ZONE}" in told
        assert f"- {CITY} answers, signed by one of: bureau leader in charge" in told


async def test_guidance_changes_nothing(program, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 45)) as p:
        screen = await opened(p, zhou, case)
        screen.field_at("what").go()
        await p.press("1")
        assert f"after  {ZONE}" in effects(screen)


async def test_every_running_limit_stands_there_with_used_and_left_days(
    program, desk: Desk, case: str, clock
) -> None:
    clock.forward(days=7)
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 45)) as p:
        told = effects(await opened(p, zhou, case))
        running = [d for d in zhou.deadlines(case) if d.stopped is None]
        assert running
        for deadline in running:
            assert deadline.title("en") in told
        assert "none stops, none begins anew" in told
        assert "5 used, 55 working days left" in told
        assert "7 used, 23 d left" in told


async def test_asking_and_answering_move_the_authority_and_no_limit(
    program, desk: Desk, case: str
) -> None:
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    before = [(d.clock, d.due) for d in zhou.deadlines(case)]
    async with program(zhou, size=(120, 45)) as p:
        screen = await opened(p, zhou, case)
        screen.field_at("what").go()
        await p.press("2")
        screen.field_at("reasons_given").go()
        await p.type("needs accounts")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
        assert "Number given" in p.text
    async with program(zheng, size=(120, 45)) as p:
        screen = await opened(p, zheng, case)
        assert screen.cls is acts.Answered
        assert "needs accounts" in effects(screen)
        assert "Possible answers: approved, refused" in effects(screen)
        screen.field_at("answer").go()
        await p.press("1")
        assert f"after  {CITY}" in effects(screen)
        screen.field_at("text").go()
        await p.type("agreed")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    state = zheng.case(case)
    assert state.authority == "city"
    assert state.handovers[0].answer is HandoverAnswer.APPROVED
    after = [(d.clock, d.due) for d in zhou.deadlines(case) if not d.handover]
    assert after == before


async def test_after_the_approval_the_old_side_is_told_who_signs_the_receipt(
    program, desk: Desk, case: str
) -> None:
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    zhou.enter(acts.Asked(what=HandoverKind.REQUEST_UPWARD, reasons_given="多层分包"), on=case)
    yes = acts.Answered(handover="H1", answer=HandoverAnswer.APPROVED, text="同意")
    zheng.enter(yes, on=case)
    async with program(zhou, size=(120, 45)) as p:
        await p.app.push_screen(DocketScreen(zhou, case))
        await p.rest()
        await p.press("f6")
        assert isinstance(p.screen, Failure)
        told = "".join(p.text.replace("│", "").split())  # its lines are broken
        assert "H1" in told
        assert CITY in told
        assert "receipt" in told


async def test_a_refusal_changes_nothing_and_says_so(program, desk: Desk, case: str) -> None:
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    zhou.enter(acts.Asked(what=HandoverKind.REQUEST_UPWARD, reasons_given="多层分包"), on=case)
    async with program(zheng, size=(120, 45)) as p:
        screen = await opened(p, zheng, case)
        screen.field_at("answer").go()
        await p.press("2")
        assert f"Nothing changes: {ZONE} goes on deciding." in effects(screen)


async def test_an_inspector_proposes_what_heads_ask_for(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 45)) as p:
        screen = await opened(p, li, case)
        screen.field_at("what").go()
        await p.press("2")
        screen.field_at("reasons_given").go()
        await p.type("many layers")
        await p.press("tab")
        assert "proposes it for signature by: institution head" in p.text
        screen._remark.go()
        await p.type("to the city")
        await p.press("ctrl+s")
        assert p.screen is not screen
    (proposal,) = li.case(case).proposals
    assert (proposal.what, "many layers" in proposal.rounds[0].content) == ("asked", True)
    assert li.case(case).handovers == ()


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_request_upward_looks_as_drawn(
    program, desk: Desk, case: str, golden, lang: str, size
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, lang=lang, size=size) as p:
        screen = await opened(p, zhou, case)
        screen.field_at("what").go()
        await p.press("2")
        golden(p.app, f"handover_{lang}_{size[0]}")


async def test_hostile_reasons_are_shown_to_the_other_side_and_nothing_more(
    program, desk: Desk, case: str, hostile, sent_nothing_forbidden
) -> None:
    from laborcase.errors import Invalid
    from laborcase.values import text

    kept = []
    for one in hostile:
        try:
            kept.append(text(one)[:300])
        except Invalid:
            continue
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    reasons = "\n".join(kept)
    assert len(reasons) < 20_000
    zhou.enter(acts.Asked(what=HandoverKind.REQUEST_UPWARD, reasons_given=reasons), on=case)
    async with program(zheng, size=(120, 45)) as p:
        screen = await opened(p, zheng, case)
        screen.query_one(".side").focus()
        await p.press("pagedown", "pagedown", "end")
        sent_nothing_forbidden(p.app)


async def test_an_answer_offers_only_bodies_that_can_handle_the_case_and_no_field_in_vain(
    program, desk: Desk, case: str
) -> None:
    desk.as_officer("li").enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    zheng = desk.as_officer("zheng")
    async with program(zheng, size=(120, 45)) as p:
        screen = await opened(p, zheng, case)
        assert not {"body", "named"} & set(screen.fields)
    answer = acts.Answered(handover="H1", answer="advice", text="宜查账户")
    desk.as_officer("wu").enter(answer, on=case)
    up = acts.Asked(what="request_upward", reasons_given="复杂")
    desk.as_officer("zhou").enter(up, on=case)
    async with program(zheng, size=(120, 45)) as p:
        screen = await opened(p, zheng, case)
        offered = [key for key, _ in screen.field_at("body")._line.choices]
        assert offered == ["joint", "city-brigade"]
        assert "named" not in screen.fields
