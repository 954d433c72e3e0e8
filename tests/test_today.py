"""Today: what waits for one officer, line by line, each at the act that is due."""

from datetime import date

from laborcase import acts
from laborcase.desk import Desk
from laborcase.today import ToDo

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


def lines(desk: Desk, group: str) -> list[ToDo]:
    return [line for line in desk.today() if line.group == group]


def test_a_proposal_stands_with_whoever_signs_it_next_and_nobody_else(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case)
    (line,) = lines(desk.as_officer("zhou"), "sign")
    assert (line.docket, line.act, line.fill) == (case, "signed", {"proposal": "R1"})
    assert "李川" in line.what
    for other in ("li", "ma", "gao", "wu", "wang"):
        assert lines(desk.as_officer(other), "sign") == []
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    assert lines(desk.as_officer("zhou"), "sign") == []
    assert len(lines(desk.as_officer("ma"), "sign")) == 1


def test_what_is_sent_back_stands_with_its_proposer_at_the_same_act(desk: Desk, case: str) -> None:
    desk.as_officer("li").propose(EXTEND, on=case)
    back = acts.Signed(proposal="R1", answer="send_back", opinion="理由不足")
    desk.as_officer("zhou").enter(back, on=case)
    (line,) = lines(desk.as_officer("li"), "do")
    assert line.act == "extended"
    assert "理由不足" in line.what


def test_a_head_is_told_of_more_than_two_working_days_at_one_desk(
    desk: Desk, case: str, clock
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    clock.to("2026-11-25")
    assert lines(desk.as_officer("zhou"), "head") == []
    clock.to("2026-11-26")
    (line,) = lines(desk.as_officer("zhou"), "head")
    assert "3 working days with: bureau leader" in line.what


def test_what_ends_today_or_tomorrow_stands_with_its_handlers_and_the_head(
    desk: Desk, complaint, clock
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket  # Monday 2026-11-23
    clock.to("2026-11-26")
    assert lines(desk.as_officer("wang"), "due") == []
    clock.to("2026-11-27")
    for officer in ("wang", "zhou"):
        found = lines(desk.as_officer(officer), "due")
        assert [(x.docket, x.clock, x.day, x.pressing) for x in found] == [
            (key, "accept-5wd", date(2026, 11, 30), False),
            (key, "henan-file-7d", date(2026, 11, 30), False),
        ], "Friday's tomorrow is Monday"
    assert lines(desk.as_officer("li"), "due") == []
    assert lines(desk.as_officer("wu"), "due") == []
    clock.to("2026-12-01")
    assert all(x.pressing for x in lines(desk.as_officer("zhou"), "due"))


def test_an_order_whose_time_ran_out_opens_at_the_lapse(desk: Desk, case: str, clock) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 11, 25)), on=case)
    (line,) = lines(li, "do")
    assert (line.act, line.fill) == ("served", {"paper": "P1"})
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    assert lines(li, "do") == []
    clock.to("2026-11-26")
    (line,) = [x for x in lines(li, "due") if x.clock == "order-day"]
    assert (line.act, line.fill) == ("performed", {"paper": "P1", "lapsed": "true"})


def test_a_head_sees_a_case_without_a_pair_an_absent_holder_and_an_irregularity(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    away = acts.AbsenceEntered(officer="chen", start=date(2026, 11, 20), end=date(2026, 12, 1))
    desk.enter(away, on="office")
    (line,) = lines(zhou, "head")
    assert (line.act, line.fill) == ("replaced", {"old": "chen"})
    zhou.enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    act = acts.InquiryIssued(whom="某店", items="工资表", irregular="一人办理")
    desk.as_officer("li").enter(act, on=case)
    assert {x.act for x in lines(zhou, "head")} == {"assigned", "irregularity_settled"}


def test_today_names_no_complainant_and_no_author(desk: Desk, complaint, clock) -> None:
    desk.as_officer("wang").enter(complaint(tipoff=True))
    desk.as_officer("wang").enter(complaint())
    clock.to("2026-12-10")
    for officer in ("wang", "zhou"):
        told = repr(desk.as_officer(officer).today())
        assert "周口某快餐店" in told
        assert "王某某" not in told


def test_the_administrator_has_no_today(desk: Desk, case: str) -> None:
    assert desk.today() == ()
