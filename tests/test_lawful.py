"""What the law wants of single acts: told after it was decided, done by two who may, performed only
what was served, punished only what was upheld, enforced only when the time has run out."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law import Deadline
from laborcase.parties import (
    Certificate,
    Claim,
    Identity,
    Person,
    Respondent,
    Site,
    Worker,
)
from laborcase.record.case import CaseStage
from laborcase.record.complaint import ComplaintStage
from laborcase.record.docket import Alleged

Make = Callable[..., acts.Registered]
Zone = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
UPHELD = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
UNFOUNDED = acts.FindingOn(allegation="A1", finding="not_upheld")


def told(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def on(desk: Desk, day: str, hour: int = 9) -> Desk:
    """The same seat on another day."""
    moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=Zone)
    return desk.at(lambda: moment)


def limit(desk: Desk, key: str, clock: str) -> Deadline:
    return next(d for d in desk.deadlines(key) if d.clock == clock)


# ------------------------------------------------------------------ told of what was decided


def test_nobody_is_told_of_a_decision_before_it_is_made(desk: Desk, complaint: Make) -> None:
    wang = on(desk.as_officer("wang"), "2026-03-02")
    received = datetime(2026, 2, 20, 9, tzinfo=Zone)
    claim = (Alleged(cause="arrears"),)
    act = complaint(received=received, late_reason="来信压件", allegations=claim)
    key = wang.enter(act).docket
    zhou = on(desk.as_officer("zhou"), "2026-03-09")
    for act in (
        acts.Accepted(told_on=date(2026, 2, 24)),
        acts.Disposed(how="guided", reason="已仲裁", told_on=date(2026, 2, 24)),
    ):
        with pytest.raises(Refused, match="Nobody can have been told on 2026-02-24"):
            zhou.enter(act, on=key)
    zhou.enter(acts.Accepted(told_on=date(2026, 3, 9)), on=key)
    accept = limit(zhou, key, "accept-5wd")
    assert (accept.due, accept.stopped.on, accept.late) == (
        date(2026, 2, 28), date(2026, 3, 9), True,
    )  # fmt: skip


def test_the_complainant_is_told_on_the_day_of_the_last_decision_at_the_earliest(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    on(desk.as_officer("zhou"), "2026-11-25").enter(acts.Accepted(), on=key)
    later = on(wang, "2026-11-26")
    with pytest.raises(Refused, match="what it follows was on 2026-11-25"):
        later.enter(acts.ComplainantTold(happened=date(2026, 11, 24)), on=key)
    later.enter(acts.ComplainantTold(), on=key)


def test_the_henan_limit_wants_the_decision_and_the_notice(desk: Desk, complaint: Make) -> None:
    received = datetime(2026, 3, 2, 9, tzinfo=Zone)
    act = complaint(received=received, allegations=(Alleged(cause="arrears"),))
    key = on(desk.as_officer("wang"), "2026-03-02").enter(act).docket
    zhou = on(desk.as_officer("zhou"), "2026-03-04")
    zhou.enter(acts.Accepted(), on=key)
    assert limit(zhou, key, "henan-file-7d").stopped is None
    late = on(desk.as_officer("wang"), "2026-03-23")
    late.enter(acts.ComplainantTold(), on=key)
    henan = limit(late, key, "henan-file-7d")
    assert (henan.due, henan.stopped.on, henan.late) == (
        date(2026, 3, 9), date(2026, 3, 23), True,
    )  # fmt: skip


def tipoff(complaint: Make, **fields: object) -> acts.Registered:
    return complaint(tipoff=True, respondents=(), site=Site(address="某鞋厂"), **fields)


def test_for_an_anonymous_tipoff_the_decision_alone_stops_the_henan_limit(
    desk: Desk, complaint: Make
) -> None:
    act = tipoff(complaint, identity=Identity.ANONYMOUS, complainant=None)
    key = desk.as_officer("wang").enter(act).docket
    zhou = on(desk.as_officer("zhou"), "2026-11-25")
    zhou.enter(acts.Filed(), on=key)
    assert limit(zhou, key, "henan-file-7d").stopped.on == date(2026, 11, 25)


def test_an_author_out_of_reach_is_as_good_as_told_and_only_a_tipoffs(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint, complainant=Person(name="周某"))).docket
    zhou = on(desk.as_officer("zhou"), "2026-11-25")
    zhou.enter(acts.Filed(), on=key)
    later = on(wang, "2026-12-07")
    with pytest.raises(Refused, match="how it was tried"):
        later.enter(acts.ComplainantTold(reached=False), on=key)
    later.enter(acts.ComplainantTold(reached=False, what="三次拨打，均为空号"), on=key)
    assert later.complaint(key).stage is ComplaintStage.IN_CASE
    henan = limit(later, key, "henan-file-7d")
    assert (henan.stopped.on, henan.late) == (date(2026, 11, 25), False)

    named = wang.enter(complaint()).docket
    zhou.enter(acts.Accepted(), on=named)
    with pytest.raises(Refused, match="is told in writing"):
        later.enter(acts.ComplainantTold(reached=False, what="关机"), on=named)


def test_an_anonymous_author_who_gives_a_name_becomes_confidential(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    act = tipoff(complaint, identity=Identity.ANONYMOUS, complainant=None)
    key = wang.enter(act).docket
    wang.enter(acts.SupplementAsked(items="时间地点"), on=key)
    named = acts.SupplementReceived(what="补充", complainant=Person(name="金丝雀"))
    wang.enter(named, on=key)
    assert wang.complaint(key).identity is Identity.CONFIDENTIAL
    assert "金丝雀" not in repr(desk.as_officer("li").docket(key))
    desk.as_officer("zhou").enter(acts.Filed(), on=key)
    assert wang.complaint(key).stage is ComplaintStage.TO_TELL


# ------------------------------------------------------------------ who may


def test_another_authority_neither_answers_nor_tells_nor_takes_supplements(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    waiting = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="身份证"), on=waiting)
    key = wang.enter(complaint()).docket
    desk.as_officer("zhou").enter(acts.Accepted(), on=key)
    zhao = desk.as_officer("zhao")
    for act, docket in (
        (acts.ComplainantTold(), key),
        (acts.Replied(what="正在办"), key),
        (acts.SupplementReceived(what="来了"), waiting),
    ):
        with pytest.raises(Refused, match="does not handle this complaint"):
            zhao.enter(act, on=docket)


def test_who_handles_the_case_after_it_was_taken_up_answers_its_complainant(
    desk: Desk, case: str
) -> None:
    zhao = desk.as_officer("zhao")
    with pytest.raises(Refused, match="does not handle this complaint"):
        zhao.enter(acts.Replied(what="已由市级办理"), on="26-000001")
    asked = acts.Asked(what="request_upward", reasons_given="需查询")
    desk.as_officer("zhou").enter(asked, on=case)
    up = acts.Answered(handover="H1", answer="approved", text="同意")
    desk.as_officer("zheng").enter(up, on=case)
    zhao.enter(acts.Replied(what="已由市级办理"), on="26-000001")
    desk.as_officer("li").enter(acts.Replied(what="案件已上提"), on="26-000001")


def test_who_is_recused_serves_nothing_and_settles_nothing(desk: Desk, case: str) -> None:
    order(desk, case)
    zhou = desk.as_officer("zhou")
    for one in ("li", "chen"):
        zhou.enter(acts.Recused(officer=one, reason="亲属"), on=case)
    li = desk.as_officer("li")
    for act in (
        acts.Served(paper="P1", receiver="店长"),
        acts.Performed(paper="P1"),
        acts.EvidenceAdded(name="工资表"),
        acts.Linked(to="26-000001"),
    ):
        with pytest.raises(Refused, match="is recused"):
            li.enter(act, on=case)
    li.enter(acts.Noted(text="已交接"), on=case)


def test_who_replaces_the_lead_may_lead(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="must belong to the deciding authority"):
        zhou.enter(acts.Replaced(old="li", new="zhao", note="交接"), on=case)
    zhou.enter(acts.Replaced(old="chen", new="zhao", note="交接"), on=case)


# ------------------------------------------------------------------ two who may, on that day


def change(desk: Desk, officer: str, **fields: object) -> None:
    """The administrator changes an officer."""
    new = evolve(desk.office.officer(officer), **fields)
    desk.enter(acts.OfficerChanged(officer=new, irregular="当日停用账号"), on="office")


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda desk: change(desk, "chen", certificates=()), "may not inspect"),
        (lambda desk: change(desk, "chen", active=False), "no longer in service"),
        (
            lambda desk: desk.enter(
                acts.AbsenceEntered(officer="chen", start=TODAY, end=date(2026, 11, 27)),
                on="office",
            ),
            "absent until 2026-11-27",
        ),
    ],
)
def test_a_step_that_takes_two_is_irregular_when_one_of_the_pair_could_not_act(
    desk: Desk, case: str, happens: Callable[[Desk], None], why: str
) -> None:
    happens(desk)
    li = desk.as_officer("li")
    start = datetime(2026, 11, 23, 9, tzinfo=Zone)
    steps = (
        acts.InquiryIssued(whom="某店", items="工资表"),
        acts.Ordered(what="支付", by=date(2026, 12, 1)),
        acts.EvidenceAdded(name="工资表"),
        acts.Concluded(report="属实", proposal="handling"),
        acts.Interviewed(
            interviewer="li", recorder="chen", start=start, end=start, place="大队",
            person="王某某", content="问答",
        ),
    )  # fmt: skip
    for act in steps:
        with pytest.raises(Refused, match=why) as refused:
            li.enter(act, on=case)
        assert {r.basis for r in refused.value.reasons} == {"jc-16"}
    li.enter(evolve(steps[0], irregular="人手不足"), on=case)
    (departure,) = li.docket(case).entries[-1].given.departures
    assert why in departure.text


def test_what_counts_is_who_could_act_on_the_day_and_not_today(desk: Desk, case: str) -> None:
    later = on(desk, "2026-11-25")
    change(later, "chen", active=False)
    li = on(desk.as_officer("li"), "2026-11-25")
    li.enter(acts.EvidenceAdded(name="工资表", happened=date(2026, 11, 24)), on=case)
    with pytest.raises(Refused, match="no longer in service"):
        li.enter(acts.EvidenceAdded(name="工资表"), on=case)


def test_a_certificate_entered_late_counts_from_its_own_first_day(desk: Desk, case: str) -> None:
    old = desk.office.officer("chen").certificates[0]
    change(desk, "chen", certificates=())
    later = on(desk, "2026-11-25")
    change(later, "chen", certificates=(Certificate(
        number=old.number, start=date(2026, 11, 24), end=date(2030, 1, 1)),))  # fmt: skip
    li = on(desk.as_officer("li"), "2026-11-25")
    li.enter(acts.EvidenceAdded(name="工资表", happened=date(2026, 11, 24)), on=case)
    with pytest.raises(Refused, match="may not inspect"):
        li.enter(acts.EvidenceAdded(name="工资表", happened=date(2026, 11, 23)), on=case)


def test_the_decision_is_the_heads_and_waits_for_no_inspector_on_leave(
    desk: Desk, case: str
) -> None:
    penalty_ready(desk, case)
    away = acts.AbsenceEntered(officer="chen", start=TODAY, end=date(2026, 11, 27))
    desk.enter(away, on="office")
    desk.as_officer("ma").enter(penalty(), on=case)


def record(day: date, **fields: object) -> acts.Interviewed:
    start = datetime(day.year, day.month, day.day, 8, tzinfo=Zone)
    told = {
        "interviewer": "li", "recorder": "chen", "start": start, "end": start, "place": "大队",
        "person": "王某某", "content": "问答", **fields,
    }  # fmt: skip
    return acts.Interviewed(**told)


def test_a_record_from_before_the_filing_or_the_pair_is_irregular(
    desk: Desk, complaint: Make
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    case = on(desk.as_officer("zhou"), "2026-11-24").enter(acts.Accepted(), on=key).opened
    pair = acts.Assigned(lead="li", assistant="chen")
    on(desk.as_officer("zhou"), "2026-11-25").enter(pair, on=case)
    li = on(desk.as_officer("li"), "2026-11-26")
    for day, why in ((23, "was filed only on 2026-11-24"), (24, "inspectors only on 2026-11-25")):
        early = record(date(2026, 11, day))
        with pytest.raises(Refused, match=why):
            li.enter(early, on=case)
        li.enter(evolve(early, irregular="先行了解"), on=case)
        assert any(why in d.text for d in li.docket(case).entries[-1].given.departures)
    assert li.case(case).interviews == 0
    li.enter(record(date(2026, 11, 25)), on=case)


def test_what_an_inspection_found_comes_before_the_case_it_is_the_reason_for(desk: Desk) -> None:
    found = acts.FiledOwnMotion(facts="检查发现未签合同", respondents=(Respondent(name="某厂"),))
    case = desk.as_officer("zhou").enter(found).opened
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    start = datetime(2026, 11, 20, 9, tzinfo=Zone)
    site = acts.SiteRecorded(
        first="li", second="chen", start=start, end=start, place="某厂", findings="未签合同"
    )
    desk.as_officer("li").enter(site, on=case)


# ------------------------------------------------------------------ orders and their performance


def order(desk: Desk, case: str, **fields: object) -> None:
    told = {"what": "支付", "by": date(2026, 11, 30), **fields}
    desk.as_officer("li").enter(acts.Ordered(**told), on=case)


def test_only_what_orders_something_is_performed(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    (performed,) = (p for p in li.permitted(case) if p.kind == "performed")
    assert "Nothing has been ordered" in performed.reasons[0].text
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    with pytest.raises(Refused, match="orders nothing"):
        li.enter(acts.Performed(paper="P1", amount=100), on=case)
    assert li.case(case).paid == 0


def test_what_was_paid_on_an_unserved_order_is_a_fact_and_ends_no_duty(
    desk: Desk, case: str
) -> None:
    order(desk, case)
    li = desk.as_officer("li")
    paid = acts.Performed(paper="P1", amount=3_200_00)
    with pytest.raises(Refused, match="is not served"):
        li.enter(paid, on=case)
    li.enter(evolve(paid, irregular="指令书未送达即主动支付"), on=case)
    assert li.case(case).paid == 3_200_00
    assert li.case(case).paper("P1").performed_on is None


def test_a_case_ends_by_an_order_only_when_one_was_obeyed(desk: Desk, case: str) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    done = acts.Decided(outcome="order", findings=(UPHELD,), content="已履行")
    with pytest.raises(Refused, match="No order to correct has been issued and performed"):
        ma.enter(done, on=case)
    order(desk, case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    with pytest.raises(Refused, match="No order to correct has been issued and performed"):
        ma.enter(done, on=case)
    li.enter(acts.Performed(paper="P1"), on=case)
    ma.enter(done, on=case)


# ------------------------------------------------------------------ penalties


def penalty(**fields: object) -> acts.Decided:
    told = {"outcome": "penalty", "findings": (UPHELD,), "content": "罚款", **fields}
    return acts.Decided(**told)


def penalty_ready(desk: Desk, case: str, *, serve: bool = True) -> None:
    """Concluded, noticed and heard: what a penalty decision wants before it."""
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    if serve:
        li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Defended(views="无异议"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)


def test_a_notice_that_was_not_served_told_nobody(desk: Desk, case: str) -> None:
    penalty_ready(desk, case, serve=False)
    ma = desk.as_officer("ma")
    with pytest.raises(Refused, match="has not been served"):
        ma.enter(penalty(), on=case)
    ma.enter(penalty(irregular="口头告知"), on=case)
    assert ma.case(case).stage is CaseStage.DECISION


@pytest.mark.parametrize("outcome", ["penalty", "handling"])
def test_nothing_is_punished_or_ordered_that_was_not_upheld(
    desk: Desk, case: str, outcome: str
) -> None:
    penalty_ready(desk, case)
    ma = desk.as_officer("ma")
    act = penalty(outcome=outcome, findings=(UNFOUNDED,), irregular="误")
    with pytest.raises(Refused, match="Nothing is upheld"):
        ma.enter(act, on=case)
    ma.enter(penalty(outcome="no_penalty", findings=(UNFOUNDED,)), on=case)


def test_a_review_that_was_not_passed_stops_the_decision(desk: Desk, case: str) -> None:
    penalty_ready(desk, case)
    xu, ma = desk.as_officer("xu"), desk.as_officer("ma")
    xu.enter(acts.Reviewed(opinion="证据不足", passed=False), on=case)
    for outcome in ("penalty", "handling"):
        with pytest.raises(Refused, match="was not passed") as refused:
            ma.enter(penalty(outcome=outcome), on=case)
        assert refused.value.reasons[0].basis == "cf-58"
    xu.enter(acts.Reviewed(opinion="已补充，同意"), on=case)
    ma.enter(penalty(), on=case)


def test_a_waiver_needs_no_views_and_a_defence_does(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    with pytest.raises(Refused, match="Views of the party"):
        li.enter(acts.Defended(), on=case)
    li.enter(acts.Defended(waived=True), on=case)
    assert li.case(case).defence_on == TODAY


@pytest.mark.parametrize(
    ("sums", "owed", "paid"),
    [
        (
            {"fine": 20_000_00},
            "yuan not paid",
            acts.FinePaid(paper="P2", amount=20_000_00, receipt="PJ-1"),
        ),
        (
            {"amount": 5_00, "outcome": "handling"},
            "is not performed",
            acts.Performed(paper="P2", amount=5_00),
        ),
    ],
)
def test_money_that_was_ordered_is_owed_without_a_day_too(
    desk: Desk, case: str, sums: dict[str, object], owed: str, paid: acts.Act
) -> None:
    penalty_ready(desk, case)
    desk.as_officer("ma").enter(penalty(**sums), on=case)
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    with pytest.raises(Refused, match=owed):
        zhou.enter(acts.Closed(result="完"), on=case)
    assert zhou.case(case).stage is CaseStage.PERFORMANCE
    lapsed = acts.Performed(paper="P2", lapsed=True)
    li.enter(lapsed, on=case)
    with pytest.raises(Refused, match=owed):
        zhou.enter(acts.Closed(result="逾期未缴"), on=case)
    li.enter(paid, on=case)
    zhou.enter(acts.Closed(result="已缴清"), on=case)


def test_an_order_of_money_is_not_performed_while_some_of_it_stands_unpaid(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付工资", amount=3_200_00, by=date(2026, 11, 30)), on=case)
    assert [line.orders[-1].sum for line in li.case(case).claims.lines] == [3_200_00]
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1", amount=1_000_00, complete=False), on=case)
    with pytest.raises(Refused, match=r"2,200\.00 of it stands unpaid"):
        li.enter(acts.Performed(paper="P1"), on=case)
    li.enter(acts.Performed(paper="P1", amount=2_200_00), on=case)
    state = li.case(case)
    assert state.claims.paid == 3_200_00
    assert state.claims.totals({"P1"}).outstanding == 0


# ------------------------------------------------------------------ the court


def test_the_court_is_asked_after_the_decisions_day_and_ten_working_days_after_the_demand(
    desk: Desk, case: str
) -> None:
    penalty_ready(desk, case)
    desk.as_officer("ma").enter(penalty(fine=1_000_00, by=date(2026, 12, 8)), on=case)
    li = desk.as_officer("li")
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    li.enter(acts.Demanded(text="限期缴纳"), on=case)
    li.enter(acts.Served(paper="P3", receiver="店长"), on=case)
    ma = desk.as_officer("ma")
    ask = acts.CourtApplied(court="川汇区人民法院", request="强制执行")
    for day, reasons in (
        ("2026-12-07", {"until 2026-12-08", "asked after 2026-12-07"}),
        ("2026-12-08", {"until 2026-12-08"}),
    ):
        with pytest.raises(Refused) as refused:
            on(ma, day).enter(ask, on=case)
        assert len(refused.value.reasons) == len(reasons)
        assert all(r.soft and r.basis == "qz-54" for r in refused.value.reasons)
        assert all(part in told(refused) for part in reasons)
    on(ma, "2026-12-09").enter(ask, on=case)


# ------------------------------------------------------------------ what is still to come


def number_of(born: str) -> str:
    """A resident number with this birth date and a check character that fits."""
    first = f"411602{born}123"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, first, strict=True))
    return first + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {"allegations": (Alleged(cause="arrears", end=date(2027, 12, 31)),)},
            "Allegation 1: the facts lie in the future (2027-12-31)",
        ),
        (
            {"workers": (Worker(name="甲", claims=(Claim(end=date(2026, 11, 24)),)),)},
            "Worker 1: the facts lie in the future (2026-11-24)",
        ),
        (
            {"complainant": Person(name="甲", born=date(2030, 1, 1))},
            "Complainant: the birth date lies in the future",
        ),
        (
            {"complainant": Person(name="甲", resident_number=number_of("20300101"))},
            "Complainant: the birth date lies in the future",
        ),
        (
            {"workers": (Worker(name="甲", resident_number=number_of("20300101")),)},
            "Worker 1: the birth date lies in the future",
        ),
        (
            {
                "complainant": Person(
                    name="甲", born=date(1990, 1, 1), resident_number=number_of("19880229")
                )
            },
            "Complainant: the birth date is not the one in the resident number",
        ),
    ],
)
def test_nothing_that_is_still_to_come_is_a_fact_and_nobody_has_two_birthdays(
    desk: Desk, complaint: Make, fields: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("wang").enter(complaint(**fields))
    assert why in told(refused)
    assert "411602" not in told(refused), "a number is sealed, in sentences too"


def test_who_comes_later_or_is_heard_was_born_as_well(
    desk: Desk, complaint: Make, case: str
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="身份证"), on=key)
    unborn = Person(name="甲", resident_number=number_of("20300101"))
    with pytest.raises(Refused, match="lies in the future"):
        wang.enter(acts.SupplementReceived(what="来了", complainant=unborn), on=key)
    heard = record(TODAY, resident_number=number_of("20300101"))
    with pytest.raises(Refused, match="lies in the future"):
        desk.as_officer("li").enter(heard, on=case)


# ------------------------------------------------------------------ all reasons at once


def test_what_is_wrong_in_the_fields_is_told_beside_what_is_wrong_with_the_moment(
    desk: Desk, case: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("li").enter(acts.Decided(
            outcome="penalty", findings=(), content=" ", happened=date(2026, 11, 30)
        ), on=case)  # fmt: skip
    for part in (
        "bureau leader",  # who
        "not concluded",  # when
        "in the future",  # the day
        "“What is decided and why” is empty",  # the fields
        "No finding yet on: A1",
        "no advance notice",
    ):
        assert part in told(refused), part
    assert len({r.text for r in refused.value.reasons}) == len(refused.value.reasons)


def test_an_act_in_the_wrong_kind_of_docket_is_told_so_and_asked_nothing_more(
    desk: Desk, case: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(acts.Accepted(), on=case)
    assert "does not belong into this kind of docket" in told(refused)


# ------------------------------------------------------------------ agents, absences, withdrawal


def test_an_agent_and_the_power_of_attorney_have_their_fields_and_are_wanted_for_acceptance(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(acting="agent")).docket
    assert {"name of who acts for the complainant", "power of attorney"} <= set(
        wang.complaint(key).missing()
    )
    whole = complaint(
        acting="agent", agent=Person(name="赵律师"), power_of_attorney="2026-11-20，代为投诉"
    )
    key = wang.enter(whole).docket
    assert not any("attorney" in m or "acts for" in m for m in wang.complaint(key).missing())
    with pytest.raises(Refused, match="for oneself"):
        wang.enter(complaint(agent=Person(name="赵律师")))


def test_the_agent_of_a_hidden_author_is_hidden_too(desk: Desk, complaint: Make) -> None:
    act = complaint(
        identity=Identity.CONFIDENTIAL, acting="agent", agent=Person(name="金丝雀"),
        power_of_attorney="金丝雀 2026-11-20",
    )  # fmt: skip
    key = desk.as_officer("wang").enter(act).docket
    for officer in ("wang", "zhou", "li"):
        assert "金丝雀" not in repr(desk.as_officer(officer).docket(key))
    li = desk.as_officer("li")
    assert li.find(li.asking(text="金丝雀")).total == 0
    assert "金丝雀" not in str([line.body for line in desk._store.each_line()])
    opened = desk.as_officer("zhou").open_identity(key, "核对").docket.state
    assert opened.agent == Person(name="金丝雀")
    assert opened.power_of_attorney == "金丝雀 2026-11-20"
    with pytest.raises(Refused, match="carries no name"):
        desk.as_officer("wang").enter(tipoff(
            complaint, identity=Identity.ANONYMOUS, complainant=None, acting="agent",
            agent=Person(name="甲"),
        ))  # fmt: skip


@pytest.mark.parametrize(
    ("who", "whose", "until", "why"),
    [
        ("wang", "gao", "2026-11-25", "a head of the same authority"),
        ("wu", "li", "2026-11-25", "a head of the same authority"),
        ("wang", "wang", "2036-01-01", "at most 366 days"),
        ("wang", "wang", "2026-11-25", ""),
        ("zhou", "li", "2026-11-25", ""),
        ("guan", "gao", "2026-11-25", ""),
    ],
)
def test_an_absence_is_ones_own_or_entered_by_a_head_or_the_administrator_and_ends(
    desk: Desk, who: str, whose: str, until: str, why: str
) -> None:
    act = acts.AbsenceEntered(officer=whose, start=TODAY, end=date.fromisoformat(until))
    seat = desk.as_officer(who)
    if not why:
        seat.enter(act, on="office")
        return
    with pytest.raises(Refused, match=why):
        seat.enter(act, on="office")


def test_a_complainant_withdraws_from_a_running_case_and_the_case_goes_on(
    desk: Desk, complaint: Make
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    case = zhou.enter(acts.Accepted(), on=key).opened
    wang.enter(acts.Withdrawn(reason="单位已付清"), on=key)
    assert wang.complaint(key).stage is ComplaintStage.WITHDRAWN
    assert zhou.case(case).stage is CaseStage.FILED
    assert zhou.docket(case).entries[-1].act.kind == "withdrawn"
    closing = next(p for p in zhou.permitted(case) if p.kind == "closed")
    assert not any("has not been told" in r.text for r in closing.reasons)


def test_nobody_is_told_of_what_is_only_proposed(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    with pytest.raises(Refused, match="told after it"):
        wang.propose(acts.Accepted(told_on=TODAY), on=key, opinion="情况属实")
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
