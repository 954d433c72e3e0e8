"""Proposing and signing with the keyboard."""

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.proposals import ProposalState
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.sign import Sign

from .conftest import screen_text

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


async def test_what_a_handler_may_not_enter_is_proposed_by_the_same_key(
    run_screen, make_app, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    n = len(li.docket(case).entries)
    form = ActForm(li, "extended", case, n, {"clock": "investigate-60wd", "reason": "案情复杂"})
    async with run_screen(form, app=make_app(li)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "proposes it for signature by: institution head, bureau leader" in screen_text(
            pilot.app
        )
        form._remark.go()
        await pilot.press(*"yes")
        await pilot.press("ctrl+s")
        await pilot.app.workers.wait_for_complete()
    (proposal,) = li.case(case).proposals
    assert (proposal.what, proposal.rounds[0].opinion) == ("extended", "yes")


async def test_the_signatory_reads_the_act_and_what_it_moves_and_signs(
    run_screen, make_app, desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="拟延长")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1", opinion="拟同意"), on=case)
    ma = desk.as_officer("ma")
    form = Sign(ma, "signed", case, len(ma.docket(case).entries))
    async with run_screen(form, app=make_app(ma), size=(160, 45)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        text = screen_text(pilot.app)
        for part in ("Extend a limit", "案情复杂", "拟延长", "拟同意", "What moves"):
            assert part in text
        await pilot.press("ctrl+s")
        await pilot.app.workers.wait_for_complete()
    assert ma.case(case).proposals[0].state is ProposalState.MADE
    assert ma.case(case).extended_on


async def test_that_an_act_is_proposed_stands_in_its_form_from_the_beginning(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(160, 45)) as p:
        form = ActForm(li, "extended", case, len(li.docket(case).entries))
        await p.app.push_screen(form)
        await p.rest()
        assert "proposes it for signature by: institution head" in form._reasons.text
        assert "Opinion *" in p.text
        assert "is for:" not in p.text
        form.fields["reason"].text = "案情复杂"
        form.fields["clock"].text = "investigate-60wd"
        await p.press("ctrl+s")
        assert "“Opinion” is empty" in p.text
        assert not li.case(case).proposals
        await p.press("escape")
        assert p.app.focused is form._remark._control
        await p.type("yes")
        await p.press("ctrl+s")
    assert li.case(case).proposals[0].rounds[0].opinion == "yes"


async def test_what_was_sent_back_opens_as_it_was_with_the_reason_beside_it(
    program, desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.propose(EXTEND, on=case, opinion="拟延长")
    back = acts.Signed(proposal="R1", answer="send_back", opinion="写明天数")
    desk.as_officer("zhou").enter(back, on=case)
    async with program(li, size=(160, 45), today=True) as p:
        assert "sent back: Extend a limit" in p.text
        await p.press("enter")
        assert isinstance(p.screen, ActForm)
        told = "R1 came back: 周明 (institution head), 11-23: send back, “写明天数”"
        assert p.screen._back.text == told
        for part in ("案情复杂", "拟延长"):
            assert part in p.text
        p.screen.fields["reason"].text = "需审计工资账"
        await p.press("ctrl+s")
    proposal = li.case(case).proposals[0]
    assert proposal.state is ProposalState.OPEN
    assert proposal.rounds[1].opinion == "拟延长"
    assert "需审计工资账" in proposal.rounds[1].content


async def test_from_the_docket_one_key_signs_and_sending_back_wants_its_reason(
    program, desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(zhou, case))
        await p.rest()
        assert "R1 Extend a limit, proposed by 李川: with institution head" in p.text
        await p.press("f4", "right", "ctrl+s")
        assert "“Opinion” is empty" in p.text
        await p.press("escape")
        assert isinstance(p.screen, Sign)
        p.screen.show_field("opinion")
        await p.rest()
        await p.type("no reason given")
        await p.press("ctrl+s")
    proposal = zhou.case(case).proposals[0]
    assert proposal.state is ProposalState.RETURNED
    assert proposal.signatures[0].opinion == "no reason given"


async def test_what_changed_between_two_rounds_is_readable(
    run_screen, make_app, desk: Desk, case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.propose(EXTEND, on=case, opinion="情况属实")
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="理由不足"), on=case)
    li.propose(
        acts.Extended(clock="investigate-60wd", reason="需审计工资账"), on=case, opinion="情况属实"
    )
    form = Sign(zhou, "signed", case)
    async with run_screen(form, app=make_app(zhou), size=(160, 45)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        text = screen_text(pilot.app)
        for part in ("需审计工资账", "in the round before: 案情复杂", "理由不足"):
            assert part in text


async def test_a_head_who_signs_in_the_place_below_is_told_that_it_makes_the_act(
    run_screen, make_app, desk: Desk, case: str
) -> None:
    zhou, ma = desk.as_officer("zhou"), desk.as_officer("ma")
    zhou.enter(acts.Replaced(old="li", new="zhou", note="交接"), on=case)
    zhou.propose(EXTEND, on=case, opinion="情况属实")
    form = Sign(ma, "signed", case, len(ma.docket(case).entries))
    async with run_screen(form, app=make_app(ma), size=(160, 45)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "What moves" in screen_text(pilot.app)
        await pilot.press("ctrl+s")
        await pilot.app.workers.wait_for_complete()
    assert ma.case(case).extended_on
