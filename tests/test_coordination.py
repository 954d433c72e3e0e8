"""Coordination moves no clock, and ends a complaint only when every worker has the money and says
so; a broken promise leaves it open. Contacts, next steps, what is to come, who is out of contact.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from laborcase import acts, law
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.law.criminal import Arrears, criminal_line, criminal_lines, months, reached
from laborcase.parties import Claim, Identity, Person, Respondent, Worker
from laborcase.record.complaint import ComplaintStage, Disposition
from laborcase.record.contacts import Side, out_of_contact
from laborcase.record.docket import Alleged
from laborcase.record.payments import Instalment, LineSum
from laborcase.record.urgent import Urgency

if TYPE_CHECKING:
    from .conftest import Clock

DAY = date(2026, 11, 23)


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def paid(*sums: tuple[str, int], **more: object) -> acts.Paid:
    rows = tuple(LineSum(line=line, sum=fen) for line, fen in sums)
    return acts.Paid(**{"sums": rows, "payer": "周口某快餐店", "confirmed": "signature", **more})


def settle(**more: object) -> acts.SettledWithoutFiling:
    return acts.SettledWithoutFiling(
        **{"result": "已付清", "no_crime": True, "no_others": True, "told_on": DAY, **more}
    )


def agenda(desk: Desk, key: str) -> list[tuple[str, str]]:
    return [(t.day.isoformat(), t.kind) for t in desk.docket(key).state.agenda]


def clocks(desk: Desk, key: str) -> dict[str, tuple[object, ...]]:
    return {
        d.clock: (d.due, d.stopped and d.stopped.on)
        for d in desk.deadlines(key)
        if not d.rule.lapses
    }


@pytest.fixture
def told(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    """An ordinary complaint: one worker, 3,200.00."""
    return desk.as_officer("wang").enter(complaint()).docket


# ------------------------------------------------------------------ what it does to clocks


def test_coordination_agreement_payment_and_failure_move_no_clock(desk: Desk, told: str) -> None:
    wang = desk.as_officer("wang")
    before = clocks(wang, told)
    for act in (
        acts.CoordinationOpened(plan="分两期付"),
        acts.Contacted(whom="店长", reply="promised", by=DAY + timedelta(days=3)),
        acts.Agreed(with_whom="周口某快餐店", by=DAY + timedelta(days=5)),
        paid(("W1", 200_00)),
        acts.CoordinationFailed(reason="不再付"),
    ):
        moved = wang.what_if(act, on=told).moved
        assert moved == ()
        wang.enter(act, on=told)
    assert clocks(wang, told) == before
    assert wang.complaint(told).stage is ComplaintStage.REGISTERED


def test_settled_without_filing_stops_the_clocks_and_takes_no_case_number(
    desk: Desk, told: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 3_200_00)), on=told)
    with pytest.raises(Refused, match="institution head"):
        wang.enter(settle(), on=told)
    assert zhou.enter(settle(), on=told).numbers == ()
    after = zhou.complaint(told)
    assert after.stage is ComplaintStage.SETTLED
    assert after.settled_on == DAY
    assert [a.disposition for a in after.allegations] == [Disposition.SETTLED]
    assert all(stopped == DAY for _, stopped in clocks(zhou, told).values())


def test_a_settling_that_is_not_told_yet_waits_for_the_telling(desk: Desk, told: str) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 3_200_00)), on=told)
    zhou.enter(settle(told_on=None), on=told)
    assert zhou.complaint(told).stage is ComplaintStage.TO_TELL
    wang.enter(acts.ComplainantTold(), on=told)
    assert zhou.complaint(told).stage is ComplaintStage.SETTLED


def test_the_settling_can_be_proposed_by_the_clerk_and_signed_by_the_head(
    desk: Desk, told: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 3_200_00)), on=told)
    wang.propose(settle(), on=told, opinion="已付清")
    assert zhou.complaint(told).settled_on is None
    zhou.enter(acts.Signed(proposal="R1"), on=told)
    assert zhou.complaint(told).stage is ComplaintStage.SETTLED


def test_a_settling_that_did_not_hold_opens_it_again_with_its_first_day(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    before = clocks(wang, told)
    wang.enter(paid(("W1", 3_200_00)), on=told)
    zhou.enter(settle(told_on=None), on=told)
    wang.enter(acts.ComplainantTold(), on=told)
    clock.forward(days=1)
    failed = acts.CoordinationFailed(reason="转账被撤回")
    with pytest.raises(Refused, match="a head opens it again"):
        wang.enter(failed, on=told)
    zhou.enter(failed, on=told)
    after = zhou.complaint(told)
    assert after.stage is ComplaintStage.REGISTERED
    assert after.settled_on is None
    assert clocks(zhou, told) == before
    zhou.enter(acts.Accepted(told_on=date(2026, 11, 24)), on=told)


# ------------------------------------------------------------------ when it does not end so


def test_each_worker_must_have_it_and_say_so_or_withdraw_in_writing(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    rows = tuple(
        Worker(name=name, claims=(Claim(amount=100_00),)) for name in ("甲", "乙", "丙", "丁")
    )
    key = wang.enter(complaint(workers=(*rows, Worker(name="戊")))).docket
    wang.enter(paid(("W1", 100_00), confirmed="not_yet"), on=key)
    wang.enter(paid(("W2", 60_00)), on=key)
    wang.enter(acts.WorkerLeft(worker="W3", how="oral", reason="电话里说算了"), on=key)
    with pytest.raises(Refused) as refused:
        zhou.enter(settle(), on=key)
    assert reasons(refused).splitlines() == [
        "W1 has not confirmed payment M1 (signature or recorded call).",
        "W2-1: 40.00 is outstanding; it is paid, or the worker withdraws in writing.",
        "W3 has left (withdraws by word of mouth): that wants the worker's own writing.",
        "W4-1: 100.00 is outstanding; it is paid, or the worker withdraws in writing.",
        "W5-1: no sum is known; the worker says in writing that it is settled.",
    ]
    wang.enter(acts.PaymentConfirmed(payment="M1", how="call", proof="录音"), on=key)
    wang.enter(acts.WorkerLeft(worker="W2", how="withdrawn", reason="其余不要"), on=key)
    wang.enter(paid(("W4", 100_00)), on=key)
    wang.enter(acts.WorkerLeft(worker="W5", how="satisfied", reason="押金已退"), on=key)
    with pytest.raises(Refused, match="W3 has left"):
        zhou.enter(settle(), on=key)


@pytest.mark.parametrize("cause", ["child_labour", "forced_labour"])
def test_child_and_forced_labour_do_not_end_by_coordination(
    desk: Desk, complaint: Callable[..., acts.Registered], cause: str
) -> None:
    key = desk.as_officer("wang").enter(complaint(allegations=(Alleged(cause=cause),))).docket
    with pytest.raises(Refused, match="labour does not end by coordination: file it"):
        desk.as_officer("zhou").enter(settle(), on=key)


@pytest.mark.parametrize("why", ["child_labour", "forced_labour", "group_incident"])
def test_what_is_marked_urgent_for_a_grave_reason_does_not_end_by_coordination(
    desk: Desk, told: str, why: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 3_200_00)), on=told)
    wang.enter(acts.UrgencySet(urgencies=("injury", why), reason="来电说"), on=told)
    with pytest.raises(Refused) as refused:
        zhou.enter(settle(), on=told)
    assert reasons(refused).startswith(f"It is marked urgent ({Urgency(why).label}): that does not")
    with pytest.raises(Refused, match="no longer urgent for this is for a head to say"):
        wang.enter(acts.UrgencySet(urgencies=("injury",), reason="记错"), on=told)
    zhou.enter(acts.UrgencySet(urgencies=("injury",), reason="查明并非如此"), on=told)
    zhou.enter(settle(), on=told)


@pytest.mark.parametrize("fields", [{"urgent": True}, {"urgencies": ("injury", "suicide")}])
def test_what_is_urgent_for_another_reason_may_end_by_coordination(
    desk: Desk, complaint: Callable[..., acts.Registered], fields: dict[str, object]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(**fields)).docket
    wang.enter(paid(("W1", 3_200_00)), on=key)
    desk.as_officer("zhou").enter(settle(), on=key)


def test_a_reason_that_the_cause_says_already_is_said_once(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    made = complaint(allegations=(Alleged(cause="child_labour"),), urgencies=("child_labour",))
    key = desk.as_officer("wang").enter(made).docket
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(settle(), on=key)
    assert reasons(refused).count("abour") == 1


def test_a_group_of_the_offices_size_does_not_end_by_coordination(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    zhou = desk.as_officer("zhou")
    rows = tuple(Worker(name=f"工人{n}", claims=(Claim(amount=1_00),)) for n in range(10))
    key = desk.as_officer("wang").enter(complaint(workers=rows)).docket
    with pytest.raises(Refused, match=r"10 workers are a group incident \(the office's figure: 10"):
        zhou.enter(settle(), on=key)
    unnamed = (Alleged(cause="arrears", workers=4, amount=1_00),)
    key = desk.as_officer("wang").enter(complaint(allegations=unnamed)).docket
    with pytest.raises(Refused, match="W1 stands for 4 workers: each must be named first"):
        zhou.enter(settle(), on=key)


def test_suspicion_and_other_workers_must_be_denied_and_open_links_forbid_it(
    desk: Desk, told: str, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 3_200_00)), on=told)
    with pytest.raises(Refused) as refused:
        zhou.enter(settle(no_crime=False, no_others=False), on=told)
    assert "“No crime is suspected” must hold" in reasons(refused)
    assert "“No other workers are concerned” must hold" in reasons(refused)
    other = wang.enter(complaint()).docket
    wang.enter(acts.Linked(to=other, how="same_employer"), on=told)
    with pytest.raises(Refused, match=f"linked to {other} .* its facts touch other workers"):
        zhou.enter(settle(), on=told)
    wang.enter(acts.Withdrawn(reason="已付"), on=other)
    zhou.enter(settle(), on=told)


def test_a_tipoff_and_what_is_in_a_case_are_not_settled_so(
    desk: Desk, case: str, complaint: Callable[..., acts.Registered]
) -> None:
    zhou = desk.as_officer("zhou")
    tip = desk.as_officer("wang").enter(complaint(tipoff=True)).docket
    with pytest.raises(Refused, match="A tip-off is about others"):
        zhou.enter(settle(), on=tip)
    with pytest.raises(Refused, match=f"in case {case}: it ends there"):
        zhou.enter(settle(), on="26-000001")
    told = acts.Disposed(how="settled", reason="已付")
    with pytest.raises(Refused, match="Settling is an act of its own"):
        zhou.enter(told, on=tip)


# ------------------------------------------------------------------ promises


def test_a_promise_is_to_come_until_it_is_paid_and_a_newer_one_replaces_it(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    wang = desk.as_officer("wang")
    wang.enter(acts.Contacted(whom="店长", reply="promised", by=date(2026, 11, 25)), on=told)
    (promise,) = wang.complaint(told).claims.promises()
    assert (promise.with_whom, promise.missing) == ("店长", 3_200_00)
    assert agenda(wang, told) == [("2026-11-25", "promise")]
    parts = (
        Instalment(by=date(2026, 11, 27), sum=1_200_00),
        Instalment(by=date(2026, 12, 4), sum=2_000_00),
    )
    wang.enter(acts.Agreed(with_whom="周口某快餐店", instalments=parts), on=told)
    assert agenda(wang, told) == [("2026-11-27", "promise"), ("2026-12-04", "promise")]
    wang.enter(paid(("W1", 1_500_00)), on=told)
    (left,) = wang.complaint(told).claims.promises()
    assert (left.by, left.missing) == (date(2026, 12, 4), 1_700_00)
    clock.to("2026-12-08")
    assert agenda(wang, told) == [("2026-12-04", "promise")], "a broken promise stays on the list"
    (row,) = wang.find(wang.asking()).rows
    assert (row.next_day, row.next_what) == ("2026-12-04", "promise")
    wang.enter(acts.CoordinationFailed(reason="未付"), on=told)
    assert agenda(wang, told) == []
    assert wang.complaint(told).stage is ComplaintStage.REGISTERED


def test_a_promise_comes_along_into_the_case_and_money_in_the_case_keeps_it(
    desk: Desk, told: str
) -> None:
    wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))
    wang.enter(acts.Agreed(with_whom="周口某快餐店", by=date(2026, 11, 25)), on=told)
    case = zhou.enter(acts.Accepted(told_on=DAY), on=told).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    (to_come,) = zhou.case(case).agenda
    assert (to_come.act, to_come.about, to_come.officer) == ("paid", "G1", "li")
    assert agenda(wang, told) == []
    li.enter(paid(("W1", 3_200_00), payer="某建设集团", capacity="contractor"), on=case)
    assert zhou.case(case).agenda == ()
    assert zhou.case(case).claims.payments[0].agreement == "G1"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (acts.Agreed(with_whom="店长", amount=5_00), "Say by when"),
        (acts.Agreed(with_whom="店长", amount=0, by=DAY), "Say how much"),
        (
            acts.Agreed(with_whom="店长", amount=5_00, instalments=(Instalment(by=DAY, sum=4_00),)),
            "The instalments add up to 4.00, the agreement to 5.00",
        ),
        (
            acts.Agreed(
                with_whom="店长",
                instalments=(
                    Instalment(by=date(2026, 12, 2), sum=4_00),
                    Instalment(by=date(2026, 12, 1), sum=4_00),
                ),
            ),
            "Instalments: the end 2026-12-01 lies before the start 2026-12-02",
        ),
        (acts.Agreed(with_whom="店长", by=date(2026, 11, 1)), "lies before the start"),
        (
            acts.Agreed(with_whom="店长", instalments=(Instalment(by=DAY, sum=0),), amount=0),
            "An instalment of nothing is none",
        ),
        (acts.Contacted(whom="店长", reply="promised"), "Say by when"),
        (acts.Contacted(whom="店长", reply="reached", by=DAY), "belongs to: promises to pay"),
        (acts.CoordinationFailed(reason="未付"), "No coordination is open"),
    ],
)
def test_a_promise_that_cannot_be_is_refused_with_the_reason(
    desk: Desk, told: str, act: acts.Act, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("wang").enter(act, on=told)
    assert why in reasons(refused)


def test_coordination_is_opened_once_and_again_after_it_failed(desk: Desk, told: str) -> None:
    wang = desk.as_officer("wang")
    wang.enter(acts.CoordinationOpened(), on=told)
    with pytest.raises(Refused, match="open already, since 2026-11-23"):
        wang.enter(acts.CoordinationOpened(), on=told)
    wang.enter(acts.CoordinationFailed(reason="不见人"), on=told)
    wang.enter(acts.CoordinationOpened(), on=told)
    assert wang.complaint(told).coordination.failed_on is None


# ------------------------------------------------------------------ contacts


def test_a_contact_is_kept_to_the_minute_with_who_recorded_it(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    wang = desk.as_officer("wang")
    at = clock.now - timedelta(minutes=20)
    act = acts.Contacted(
        way="visit", side="contractor", whom="某项目部", phone="0394-8000000", at=at,
        reply="refused", said="称已付给包工头",
    )  # fmt: skip
    wang.enter(act, on=told)
    wang.enter(acts.Contacted(whom="店长", reply="dead"), on=told)
    first, second = wang.complaint(told).contacts
    assert (first.id, first.at, first.officer, first.name) == ("K1", at, "wang", "王禾")
    assert second.at == clock.now
    with pytest.raises(Refused, match="look at the time again"):
        wang.enter(
            acts.Contacted(whom="店长", reply="dead", at=clock.now + timedelta(hours=1)), on=told
        )
    with pytest.raises(Refused, match="it cannot have happened on 2026-11-22"):
        wang.enter(acts.Contacted(whom="店长", reply="dead", happened=date(2026, 11, 22)), on=told)
    with pytest.raises(Invalid, match="“With whom” is empty"):
        wang.enter(acts.Contacted(whom=" ", reply="dead"), on=told)


def test_a_complaint_in_a_case_takes_contacts_with_who_complains_only(
    desk: Desk, case: str
) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused, match=f"in case {case}: enter it there"):
        wang.enter(acts.Contacted(whom="店长", reply="no_answer"), on="26-000001")
    wang.enter(acts.Contacted(side="complainant", whom="王某某", reply="reached"), on="26-000001")


def test_in_a_case_nobody_contacts_an_author_who_must_stay_unknown(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint(identity=Identity.CONFIDENTIAL)).docket
    case = zhou.enter(acts.Accepted(told_on=DAY), on=key).opened
    act = acts.Contacted(side="complainant", whom="王某某", reply="reached")
    with pytest.raises(Refused, match=f"enter it in the complaint .{key}."):
        zhou.enter(act, on=case)
    wang.enter(act, on=key)
    opened = wang.open_identity(key, "回访").docket.state
    assert opened.contacts[0].whom == "王某某"
    assert desk.as_officer("li").complaint(key).contacts[0].whom == ""


def contacts(desk: Desk, key: str, clock: "Clock", *tries: tuple[str, str, str]) -> None:
    """Contacts on days, by ways, with what came of them."""
    for day, way, reply in tries:
        clock.to(day)
        act = acts.Contacted(whom="李老板", way=way, reply=reply)
        desk.as_officer("wang").enter(act, on=key)


def test_unanswered_contacts_on_different_days_by_two_ways_may_count_as_out_of_contact(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    def gone() -> int:
        made = desk.as_officer("wang").complaint(told).contacts
        return len(out_of_contact(made, Side.EMPLOYER, times=3, ways=2))

    contacts(
        desk, told, clock,
        ("2026-11-23", "call", "no_answer"),
        ("2026-11-23", "text", "no_answer"),
        ("2026-11-24", "call", "dead"),
    )  # fmt: skip
    assert gone() == 0, "three contacts, but on two days"
    contacts(desk, told, clock, ("2026-11-25", "call", "no_answer"))
    assert gone() == 4
    contacts(desk, told, clock, ("2026-11-26", "call", "reached"))
    assert gone() == 0, "who answers is not out of contact"
    contacts(
        desk, told, clock,
        ("2026-11-27", "call", "no_answer"),
        ("2026-11-30", "call", "no_answer"),
        ("2026-12-01", "call", "no_answer"),
    )  # fmt: skip
    assert gone() == 0, "one way is not enough"
    contacts(desk, told, clock, ("2026-12-02", "letter", "no_answer"))
    assert gone() == 4


def test_contacts_before_filing_count_in_the_case_too(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    contacts(
        desk, told, clock,
        ("2026-11-23", "call", "no_answer"),
        ("2026-11-24", "call", "no_answer"),
    )  # fmt: skip
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(acts.Contacted(side="complainant", whom="王某某", reply="reached"), on=told)
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 24)), on=told).opened
    clock.to("2026-11-25")
    zhou.enter(acts.Contacted(whom="李老板", way="letter", reply="dead"), on=case)
    every = zhou.case(case).every_contact
    assert [c.side for c in every] == [Side.EMPLOYER] * 3
    assert len(out_of_contact(every, Side.EMPLOYER, times=3, ways=2)) == 3


# ------------------------------------------------------------------ next steps


def test_a_step_is_planned_moved_with_the_reason_and_done_or_dropped(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.StepPlanned(what="再打店长电话", due=date(2026, 11, 25)), on=case)
    li.enter(acts.StepPlanned(what="取考勤表", due=date(2026, 11, 24), by="chen"), on=case)
    assert [(t.day.day, t.officer, t.about) for t in li.case(case).agenda] == [
        (24, "chen", "S2"),
        (25, "li", "S1"),
    ]
    with pytest.raises(Refused) as refused:
        li.enter(acts.StepEnded(step="S1", how="moved"), on=case)
    assert "“Reason” is empty" in reasons(refused)
    assert "Say to which day it is moved" in reasons(refused)
    li.enter(acts.StepEnded(step="s1", how="moved", to=date(2026, 11, 30), reason="店休"), on=case)
    li.enter(acts.StepEnded(step="S2"), on=case)
    step = li.case(case).steps[0]
    assert (step.due, step.moved[0].was) == (date(2026, 11, 30), date(2026, 11, 25))
    with pytest.raises(Refused, match="No step S2 is open; open: S1"):
        li.enter(acts.StepEnded(step="S2"), on=case)
    li.enter(acts.StepEnded(step="S1", how="dropped", reason="已付清"), on=case)
    assert li.case(case).agenda == ()
    with pytest.raises(Refused, match="No step is planned"):
        li.enter(acts.StepEnded(step="S1"), on=case)


def test_a_step_needs_a_day_to_come_and_somebody_in_service(desk: Desk, told: str) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused, match="lies before the start"):
        wang.enter(acts.StepPlanned(what="打电话", due=date(2026, 11, 20)), on=told)
    with pytest.raises(Refused, match="There is no officer “nobody”"):
        wang.enter(acts.StepPlanned(what="打电话", due=DAY, by="nobody"), on=told)


def test_steps_of_a_complaint_stay_on_the_list_when_it_is_filed(desk: Desk, told: str) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(acts.StepPlanned(what="回访", due=date(2026, 12, 1)), on=told)
    zhou.enter(acts.Accepted(told_on=DAY), on=told)
    assert agenda(wang, told) == [("2026-12-01", "step")]


def test_a_supplement_with_its_day_is_to_come(desk: Desk, told: str) -> None:
    wang = desk.as_officer("wang")
    wang.enter(acts.SupplementAsked(items="合同", by=date(2026, 11, 30)), on=told)
    assert agenda(wang, told) == [("2026-11-30", "supplement")]
    wang.enter(acts.SupplementReceived(what="合同", complainant=Person(name="王某某")), on=told)
    assert agenda(wang, told) == []


def test_the_office_sets_its_figures_within_reason(desk: Desk) -> None:
    for figure, why in (
        ({"group_size": 0}, "at least 1"),
        ({"unanswered": 0}, "at least 1"),
        ({"unanswered_ways": 9}, "There are 5 ways"),
    ):
        settings = evolve(desk.office.settings, **figure)
        with pytest.raises(Refused, match=why):
            desk.enter(acts.SettingsChanged(settings=settings, reason="试"), on="office")


# ------------------------------------------------------------------ the criminal line


def test_every_criminal_line_rests_on_a_provision_and_known_causes() -> None:
    for line in criminal_lines():
        assert law.basis(line.basis).second_hand, "the mark is shown wherever the line is"
        assert set(line.causes) <= set(law.causes())
    assert criminal_line(date(2012, 1, 1)) is None


@pytest.mark.parametrize(
    ("arrears", "over"),
    [
        # One worker: three months and 8,000 together, neither alone.
        ([Arrears(sum=8_000_00, periods=((date(2026, 3, 1), date(2026, 5, 31)),))], True),
        ([Arrears(sum=7_999_99, periods=((date(2026, 3, 1), date(2026, 5, 31)),))], False),
        ([Arrears(sum=90_000_00, periods=((date(2026, 3, 1), date(2026, 5, 30)),))], False),
        # Ten workers and 40,000 together.
        ([Arrears(sum=4_000_00)] * 10, True),
        ([Arrears(sum=4_000_00)] * 9, False),
        ([*[Arrears(sum=4_400_00)] * 9, Arrears(sum=0)], False),
        ([Arrears(sum=3_999_99)] * 10, False),
    ],
)
def test_the_henan_figures_are_reached_by_one_worker_or_by_ten_together(
    arrears: list[Arrears], over: bool
) -> None:
    line = criminal_line(DAY)
    assert line is not None
    assert reached(line, arrears) is over


def test_months_are_counted_over_all_periods_and_no_day_twice() -> None:
    march, april = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))
    assert months([march, april]) == 2
    assert months([april, march, (date(2026, 3, 15), date(2026, 4, 15))]) == 2
    assert months([(date(2026, 3, 15), date(2026, 6, 14))]) == 3
    assert months([]) == 0


def test_only_unpaid_wages_count_for_the_line(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    quarter = {"start": date(2026, 3, 1), "end": date(2026, 5, 31)}
    alleged = (
        Alleged(cause="arrears", amount=9_000_00, **quarter),
        Alleged(cause="severance", amount=20_000_00, **quarter),
    )
    key = wang.enter(complaint(allegations=alleged)).docket
    line = criminal_line(DAY)

    def over() -> bool:
        return reached(line, wang.complaint(key).claims.arrears(line.causes))

    assert over()
    wang.enter(paid(("W1-1", 1_000_01)), on=key)
    assert not over()


def test_a_contact_speaks_of_its_minute_in_the_zone_of_the_register(desk: Desk, told: str) -> None:
    wang = desk.as_officer("wang")
    wang.enter(
        acts.Contacted(
            whom="店长", reply="no_answer", at=datetime.fromisoformat("2026-11-22T23:30:00+00:00")
        ),
        on=told,
    )
    assert wang.docket(told).entries[-1].on == DAY


# ------------------------------------------------------------------ today


def today(desk: Desk, officer: str) -> list[tuple[str, str, str, dict[str, str]]]:
    return [
        (t.group, t.docket, t.act, dict(t.fill))
        for t in desk.as_officer(officer).today()
        if t.act in ("paid", "step_ended")
    ]


def test_a_promise_is_on_the_clerks_today_and_a_broken_one_on_the_heads_too(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    wang = desk.as_officer("wang")
    wang.enter(acts.Contacted(whom="店长", reply="promised", by=date(2026, 11, 26)), on=told)
    assert today(desk, "wang") == []
    clock.to("2026-11-25")
    line = (told, "paid", {"agreement": "G1"})
    assert today(desk, "wang") == [("do", *line)]
    clock.to("2026-11-26")
    assert today(desk, "zhou") == []
    clock.to("2026-11-27")
    assert today(desk, "zhou") == [("head", *line)]
    (broken,) = [t for t in desk.as_officer("wang").today() if t.act == "paid"]
    assert "it did not come" in broken.what
    wang.enter(paid(("W1", 3_200_00)), on=told)
    assert today(desk, "wang") == today(desk, "zhou") == []


def test_a_planned_step_is_on_the_today_of_who_does_it_in_whosever_docket(
    desk: Desk, told: str, clock: "Clock"
) -> None:
    desk.as_officer("wang").enter(
        acts.StepPlanned(what="去店里看", due=date(2026, 11, 25), by="chen"), on=told
    )
    assert today(desk, "chen") == []
    clock.to("2026-11-24")
    assert today(desk, "chen") == [("do", told, "step_ended", {"step": "S1"})]
    assert today(desk, "wang") == []


def test_what_is_open_against_the_same_employer_is_named_and_answered_before_a_settling(
    desk: Desk, told: str, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    other = wang.enter(complaint(complainant=Person(name="另一人", phone="13700000000"))).docket
    wang.enter(paid(("W1", 3_200_00)), on=told)
    with pytest.raises(Refused) as refused:
        zhou.enter(settle(), on=told)
    assert f"Open against the same employer: {other}; with these it is about 2 workers" in reasons(
        refused
    )
    zhou.enter(settle(apart="另一人的是加班费，2024 年的事"), on=told)
    assert zhou.complaint(told).settled_on


def test_a_settling_is_not_asked_about_what_is_over_or_against_somebody_else(
    desk: Desk, told: str, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    elsewhere = (Respondent(name="周口另一家公司"),)
    wang.enter(complaint(respondents=elsewhere))
    over = wang.enter(complaint()).docket
    wang.enter(acts.Withdrawn(reason="撤回"), on=over)
    wang.enter(paid(("W1", 3_200_00)), on=told)
    zhou.enter(settle(), on=told)
