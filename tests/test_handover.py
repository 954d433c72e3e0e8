"""Hand-over: exactly one deciding authority at any moment, no clock stopped, no number lost."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcase import acts, demo
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.parties import Delegation

UP = acts.Asked(what="request_upward", reasons_given="需查询单位账户")
YES = acts.Answered(handover="H1", answer="approved", text="同意提级办理")


def delegated(founding: acts.Founded) -> acts.Founded:
    """The same office, its zone acting in the city's name."""
    by = Delegation(
        by="city", document="周人社委字〔2026〕第1号", scope="开发区", start=date(2026, 1, 1),
        end=date(2028, 12, 31),
    )  # fmt: skip
    return evolve(
        founding,
        authorities=tuple(
            evolve(a, delegation=by) if a.id == "zone" else a for a in founding.authorities
        ),
    )


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def test_in_its_own_name_the_authority_moves_up_with_the_approval_and_comes_back(
    founding: acts.Founded, clock: Callable[[], object]
) -> None:
    with demo.story(clock, founding) as (desk, key):
        case = desk.case(key)
        assert case.authority == "zone"
        assert case.body == "zone-brigade"
        assert [n.text for n in case.numbers] == [
            "周开人社监立字〔2026〕第0001号",
            "周人社监立字〔2026〕第0001号",
        ]
        assert case.number == "周开人社监立字〔2026〕第0001号"
        assert desk.key_of("周人社监立字〔2026〕第0001号") == key
        order = case.paper("P2")
        assert order.number.startswith("周开人社监令字")


def test_by_delegation_the_city_decides_from_the_first_day_and_only_the_handling_body_moves(
    founding: acts.Founded, clock: Callable[[], object]
) -> None:
    with demo.story(clock, delegated(founding)) as (desk, key):
        docket = desk.docket(key)
        assert docket.state.authority == "city"
        assert docket.state.body == "zone-brigade"
        assert [n.text for n in docket.state.numbers] == ["周人社监立字〔2026〕第0001号"]
        assert docket.state.paper("P2").number == "周人社监令字〔2026〕第0001号"
        assert docket.state.archived_on


def test_asking_and_guidance_change_nobodys_power(desk: Desk, case: str) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    before = zhou.case(case)
    desk.as_officer("wu").enter(
        acts.Answered(handover="H1", answer="advice", text="按实际用工认定"), on=case
    )
    zhou.enter(UP, on=case)
    after = zhou.case(case)
    assert (after.authority, after.body, after.lead) == (before.authority, before.body, before.lead)
    assert after.moving.id == "H2"


def test_from_the_approval_on_only_the_new_authority_issues_papers(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    order = acts.Ordered(what="支付工资", by=date(2026, 11, 30))
    with pytest.raises(Refused) as refused:
        desk.as_officer("li").enter(order, on=case)
    assert "周口市人力资源和社会保障局" in reasons(refused)
    now = desk.as_officer("zhao").case(case)
    assert (now.authority, now.body, now.lead, now.assistant) == ("city", "joint", None, None)
    desk.as_officer("wu").enter(acts.Assigned(lead="zhao", assistant="li"), on=case)
    desk.as_officer("zhao").enter(order, on=case)
    assert desk.as_officer("zhao").case(case).paper("P1").authority == "city"


def test_no_clock_stops_or_starts_anew(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    before = [(d.clock, d.due) for d in zhou.deadlines(case)]
    zhou.enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    after = zhou.deadlines(case)
    assert [(d.clock, d.due) for d in after if not d.handover] == before
    own = {d.clock: d for d in after if d.handover}
    assert set(own) == {"handover-receive", "handover-reply"}, "the request's own, no law"
    assert all(d.rule.rank == "office" and d.stopped is not None for d in own.values())


@pytest.mark.parametrize(
    ("officer", "why"),
    [
        ("zhou", "is for 周口市人力资源和社会保障局 to answer"),
        ("wu", "decided by the leaders"),
    ],
)
def test_a_request_is_answered_by_the_level_that_may(
    desk: Desk, case: str, officer: str, why: str
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    with pytest.raises(Refused) as refused:
        desk.as_officer(officer).enter(YES, on=case)
    assert why in reasons(refused)


def test_a_case_moves_one_step_at_a_time(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(UP, on=case)
    with pytest.raises(Refused) as refused:
        zhou.enter(UP, on=case)
    assert "still open" in reasons(refused)


def test_nobody_is_asked_above_the_highest_and_handing_down_needs_its_particulars(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused) as refused:
        zhou.enter(acts.Asked(what="hand_down", reasons_given="x"), on=case)
    assert "no authority below" in reasons(refused)
    zhou.enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    wu = desk.as_officer("wu")
    with pytest.raises(Refused) as refused:
        wu.enter(acts.Asked(what="hand_down", reasons_given="x"), on=case)
    told = reasons(refused)
    assert "still open" in told, "the receipt of the taking up is not signed"
    wu.enter(acts.CarriedOut(handover="H1", received="案卷"), on=case)
    with pytest.raises(Refused) as refused:
        wu.enter(acts.Asked(what="hand_down", reasons_given="x"), on=case)
    assert "what remains" in reasons(refused)
    assert "report back" in reasons(refused)
    with pytest.raises(Refused) as refused:
        wu.enter(UP, on=case)
    assert "no authority above" in reasons(refused)


def test_a_refused_request_leaves_the_case_where_it_is(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(UP, on=case)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="refused", text="由开发区继续办理"), on=case
    )
    now = zhou.case(case)
    assert now.authority == "zone"
    assert now.moving is None
    assert now.lead.officer == "li"


def test_what_gave_the_power_to_decide_is_not_corrected(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    zheng = desk.as_officer("zheng")
    zheng.enter(YES, on=case)
    for path, value in (("answer", '"refused"'), ("decides", '"zone"'), ("body", '"city-brigade"')):
        change = acts.Change(path=path, value=value)
        with pytest.raises(Refused, match="is not corrected"):
            zheng.enter(acts.Corrected(entry=4, changes=(change,), reason="错"), on=case)
    assert zheng.case(case).authority == "city"


def test_the_asking_side_does_not_take_the_answer_back(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    with pytest.raises(Refused):
        desk.as_officer("gao").enter(acts.TakenBack(entry=4, reason="不同意"), on=case)
    desk.as_officer("zheng").enter(acts.TakenBack(entry=4, reason="误批"), on=case)
    assert desk.as_officer("zheng").case(case).authority == "zone"
    assert desk.as_officer("zheng").case(case).paired


def test_a_case_that_a_joint_office_handles_stands_in_its_queue(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    wu = desk.as_officer("wu")
    wu.enter(acts.CarriedOut(handover="H1", received="案卷一册"), on=case)
    assert wu.case(case).body == "joint"
    assert wu.counts()["joint"] == 1
