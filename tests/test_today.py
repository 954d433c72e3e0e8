"""Today: what waits for one officer, line by line, each at the act that is due."""

import json
from datetime import date, timedelta

import pytest

from laborcase import acts
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.opening import found_register
from laborcase.record.tickets import Arrival
from laborcase.today import ToDo

from .test_desk import walk_to_decision

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


def lines(desk: Desk, group: str) -> list[ToDo]:
    return [line for line in desk.today() if line.group == group]


def test_a_proposal_stands_with_whoever_signs_it_next_and_nobody_else(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    (line,) = lines(desk.as_officer("zhou"), "sign")
    assert (line.docket, line.act, line.fill) == (case, "signed", {"proposal": "R1"})
    assert "李川" in line.what
    for other in ("li", "ma", "gao", "wu", "wang"):
        assert lines(desk.as_officer(other), "sign") == []
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    assert lines(desk.as_officer("zhou"), "sign") == []
    assert len(lines(desk.as_officer("ma"), "sign")) == 1


def test_what_is_sent_back_stands_with_its_proposer_at_the_same_act(desk: Desk, case: str) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    back = acts.Signed(proposal="R1", answer="send_back", opinion="理由不足")
    desk.as_officer("zhou").enter(back, on=case)
    (line,) = lines(desk.as_officer("li"), "do")
    assert line.act == "extended"
    assert "理由不足" in line.what


def test_a_head_is_told_of_more_than_two_working_days_at_one_desk(
    desk: Desk, case: str, clock
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
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
    li.enter(acts.Performed(paper="P1", lapsed=True), on=case)
    assert [x for x in lines(li, "due") if x.clock == "order-day"] == [], "it was said"
    with pytest.raises(Refused, match="entered already"):
        li.enter(acts.Performed(paper="P1", lapsed=True), on=case)


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


def test_what_waits_for_an_absent_signatory_is_told_to_the_substitute_and_the_other_head(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    away = {"start": date(2026, 11, 20), "end": date(2026, 12, 1)}
    desk.enter(acts.AbsenceEntered(officer="zhou", substitute="sun", **away), on="office")
    (line,) = lines(desk.as_officer("sun"), "sign")
    assert (line.docket, line.act, line.instead_of) == (case, "", "周明")
    (line,) = [x for x in lines(desk.as_officer("ma"), "head") if "absent until" in x.what]
    assert "lies with 周明, absent until 2026-12-01" in line.what


def test_what_is_sent_back_to_somebody_absent_is_told_to_the_substitute(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    back = acts.Signed(proposal="R1", answer="send_back", opinion="理由不足")
    desk.as_officer("zhou").enter(back, on=case)
    away = {"start": date(2026, 11, 20), "end": date(2026, 12, 1)}
    desk.enter(acts.AbsenceEntered(officer="li", substitute="sun", **away), on="office")
    (line,) = [x for x in lines(desk.as_officer("sun"), "do") if "sent back" in x.what]
    assert (line.act, line.instead_of) == ("", "李川")


def test_a_limit_that_is_met_by_what_lies_proposed_opens_the_signature(
    desk: Desk, complaint, clock
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    desk.as_officer("wang").propose(acts.Accepted(), on=key, opinion="拟受理")
    clock.to("2026-11-30")
    for officer, act in (("zhou", "signed"), ("wang", "")):
        found = lines(desk.as_officer(officer), "due")
        assert {(x.clock, x.act) for x in found} == {("accept-5wd", act), ("henan-file-7d", act)}


def test_the_filing_limit_of_a_tip_off_opens_the_filing(desk: Desk, complaint, clock) -> None:
    desk.as_officer("wang").enter(complaint(tipoff=True))
    clock.to("2026-11-30")
    assert {x.act for x in lines(desk.as_officer("zhou"), "due")} == {"filed"}


# ------------------------------------------------------------------ tickets to answer


def ticketed(desk: Desk, complaint, number: str, hour: int, day: int = 23, **fields) -> str:
    """A complaint by a 12345 ticket that wants its reply on that day of November, at that hour;
    the caller was spoken to."""
    due = desk.now().replace(day=day, hour=hour, minute=0)
    act = complaint(
        channel="hotline_12345", ticket=Arrival(number=number, due=due, raw="来电"), **fields
    )
    key = desk.as_officer("wang").enter(act).docket
    desk.as_officer("wang").enter(acts.TicketContacted(ticket="T1"), on=key)
    return key


def test_tickets_stand_with_the_clerk_and_the_head_by_their_minute(desk: Desk, complaint) -> None:
    evening = ticketed(desk, complaint, "GD2", 17)
    noon = ticketed(desk, complaint, "GD1", 12)
    ticketed(desk, complaint, "GD3", 12, day=25)  # neither today nor tomorrow
    for officer in ("wang", "zhou"):
        first, second = lines(desk.as_officer(officer), "ticket")
        assert (first.docket, first.act, first.fill) == (noon, "ticket_answered", {"ticket": "T1"})
        assert (first.what, first.pressing) == ("reply by 12:00: GD1, 12345 hotline", True)
        assert (second.docket, second.what) == (evening, "reply by 17:00: GD2, 12345 hotline")
    for other in ("li", "xie", "wu"):
        assert lines(desk.as_officer(other), "ticket") == []


def test_a_first_contact_that_is_owed_opens_there_and_a_passed_minute_stays(
    desk: Desk, complaint, clock
) -> None:
    wang = desk.as_officer("wang")
    due = clock.now.replace(day=23, hour=12, minute=0)
    act = complaint(channel="hotline_12345", ticket=Arrival(number="GD1", due=due))
    key = wang.enter(act).docket
    clock.to("2026-11-24", 18)  # the office's own limits: first contact by 17:00 of the 24th
    found = lines(wang, "ticket")
    assert [(x.day, x.act, x.pressing) for x in found] == [
        (date(2026, 11, 23), "ticket_answered", True),
        (date(2026, 11, 24), "ticket_contacted", True),
    ]
    assert "first contact by 17:00" in found[1].what
    wang.enter(acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已受理"), on=key)
    assert lines(wang, "ticket") == []


def test_a_ticket_of_a_complaint_in_a_case_stands_with_the_lead_until_the_case_closes(
    desk: Desk, complaint, clock
) -> None:
    key = ticketed(desk, complaint, "GD1", 17)
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    assert [x.docket for x in lines(desk.as_officer("wang"), "ticket")] == [key], "no lead yet"
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    (line,) = lines(desk.as_officer("li"), "ticket")
    assert (line.docket, line.fill) == (key, {"ticket": "T1"})
    assert [lines(desk.as_officer(o), "ticket") for o in ("wang", "chen")] == [[], []]
    desk.as_officer("li").enter(acts.EvidenceAdded(name="工资表"), on=case)
    told = clock.now.date()
    ended = acts.InspectionEnded(reason="查无实据", unit_told_on=told, complainants_told_on=told)
    zhou.enter(ended, on=case)
    zhou.enter(acts.Closed(how="no_breach", result="终止"), on=case)
    assert [x.docket for x in lines(desk.as_officer("wang"), "ticket")] == [key]
    assert lines(desk.as_officer("li"), "ticket") == []


def test_a_lead_of_another_authority_answers_no_ticket_of_this_one(
    desk: Desk, complaint, clock
) -> None:
    key = ticketed(desk, complaint, "GD1", 17)
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    asked = acts.Asked(what="request_upward", reasons_given="责任主体不清", opinion="建议市级办理")
    zhou.enter(asked, on=case)
    answered = acts.Answered(handover="H1", answer="approved", text="同意")
    desk.as_officer("zheng").enter(answered, on=case)
    desk.as_officer("wu").enter(acts.Assigned(lead="zhao", assistant="qian"), on=case)
    assert lines(desk.as_officer("zhao"), "ticket") == []
    assert [x.docket for x in lines(desk.as_officer("wang"), "ticket")] == [key]


def test_a_substitute_is_reminded_of_the_absent_clerks_tickets(desk: Desk, complaint) -> None:
    key = ticketed(desk, complaint, "GD1", 17)
    away = acts.AbsenceEntered(
        officer="wang", start=date(2026, 11, 20), end=date(2026, 11, 30), substitute="xie"
    )
    desk.as_officer("zhou").enter(away, on="office")
    (line,) = lines(desk.as_officer("xie"), "ticket")
    assert (line.docket, line.instead_of) == (key, "王禾")


def test_a_ticket_of_a_complaint_that_has_ended_is_still_answered_and_handed_over(
    desk: Desk, complaint, clock
) -> None:
    key = ticketed(desk, complaint, "GD1", 17)
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(acts.Withdrawn(reason="单位已支付"), on=key)
    assert [x.docket for x in lines(wang, "ticket")] == [key]
    assert [d.docket for d in zhou.leaving("wang")] == [key]
    zhou.hand_over("wang", {key: "xie"}, "调离")
    assert [x.docket for x in lines(desk.as_officer("xie"), "ticket")] == [key]
    xie = desk.as_officer("xie")
    xie.enter(acts.TicketAnswered(ticket="T1", conclusion="withdrawn", reply="已撤回"), on=key)
    assert (lines(xie, "ticket"), zhou.leaving("xie")) == ([], ())


def test_the_line_of_a_ticket_names_no_secret_author(desk: Desk, complaint) -> None:
    ticketed(desk, complaint, "GD1", 17, identity="confidential")
    for officer in ("wang", "zhou"):
        told = repr(lines(desk.as_officer(officer), "ticket"))
        assert "周口某快餐店" in told
        assert "王某某" not in told
        assert "13900000000" not in told


def test_today_as_json_tells_the_minute(founding, clock, complaint, tmp_path, capsys) -> None:
    url = str(tmp_path / "r")
    with found_register(url, founding, clock=clock, account="test") as desk:
        ticketed(desk, complaint, "GD1", 12)
    assert main(["today", "--register", url, "--officer", "wang", "--json"]) == 0
    found = [x for x in json.loads(capsys.readouterr().out) if x["group"] == "ticket"]
    assert [x["at"] for x in found] == ["2026-11-23T12:00:00+08:00"]


# ------------------------------------------------------------------ hand-overs


def test_a_request_upward_waits_with_whoever_may_answer_it_then_with_who_signs_for_the_file(
    desk: Desk, case: str
) -> None:
    def waits(officer: str, *acts_: str) -> list[tuple[str, str, str]]:
        found = desk.as_officer(officer).today()
        return [(t.group, t.act, t.fill.get("handover", "")) for t in found if t.act in acts_]

    desk.as_officer("zhou").enter(
        acts.Asked(what="request_upward", reasons_given="涉及多个法律关系"), on=case
    )
    assert waits("zheng", "answered") == [("sign", "answered", "H1")]
    for officer in ("wu", "ma", "zhou", "li"):
        assert not waits(officer, "answered"), f"{officer} may not answer it"
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意"), on=case
    )
    assert not waits("zheng", "answered")
    assert ("head", "carried_out", "H1") in waits("wu", "carried_out")
    wu = desk.as_officer("wu")
    wu.enter(acts.Assigned(lead="zhao", assistant="qian"), on=case)
    assert waits("zhao", "carried_out") == [("do", "carried_out", "H1")]
    desk.as_officer("zhao").enter(acts.CarriedOut(handover="H1", received="全卷"), on=case)
    assert not waits("zhao", "carried_out")
    assert not waits("wu", "carried_out")


def test_a_request_that_was_returned_waits_with_who_asked(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Asked(what="request_upward", reasons_given="复杂"), on=case)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="returned", text="补证据"), on=case
    )
    (line,) = [t for t in zhou.today() if "sent back for supplement" in t.what]
    assert (line.group, line.docket) == ("do", case)


# ------------------------------------------------------------------ complaints, for the head


def test_an_absent_clerk_and_an_irregularity_of_a_complaint_stand_with_the_head(
    desk: Desk, complaint, clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    until = zhou.now() + timedelta(days=1)
    ticket = Arrival(number="GD1", due=until)
    key = wang.enter(complaint(channel="hotline_12345", ticket=ticket)).docket
    clock.to("2026-11-25")
    more = acts.TicketExtended(
        ticket="T1", until=until + timedelta(days=7), reason="核实", irregular="来电补批"
    )
    wang.enter(more, on=key)
    away = acts.AbsenceEntered(officer="wang", start=date(2026, 11, 25), end=date(2026, 12, 4))
    zhou.enter(away, on="office")
    head = {t.act: t for t in lines(zhou, "head")}
    assert head["irregularity_settled"].docket == key
    assert "absent until 2026-12-04" in head["handed_over"].what
    assert head["handed_over"].fill == {"officer": "wang"}


def test_a_complaint_that_is_disposed_of_opens_at_the_telling(desk: Desk, complaint, clock) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    desk.as_officer("wang").enter(acts.Disposed(how="guided", reason="已申请仲裁"), on=key)
    clock.to("2026-11-27")
    due = lines(desk.as_officer("wang"), "due")
    assert {(t.docket, t.act) for t in due} == {(key, "complainant_told")}


def test_what_was_sent_back_and_lies_is_told_to_the_head(desk: Desk, case: str, clock) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    back = acts.Signed(proposal="R1", answer="send_back", opinion="理由不足")
    desk.as_officer("zhou").enter(back, on=case)
    clock.to("2026-12-02")
    (line,) = [t for t in lines(desk.as_officer("zhou"), "head") if "working days with" in t.what]
    assert "李川" in line.what


def test_a_new_case_stands_with_its_pair_until_one_of_them_has_entered_something(
    desk: Desk, case: str
) -> None:
    li, chen, zhou = (desk.as_officer(one) for one in ("li", "chen", "zhou"))
    for one in (li, chen):
        (line,) = lines(one, "do")
        assert (line.docket, line.act, line.day) == (case, "", one.case(case).lead.since)
        assert line.what == "new case: its pair has entered nothing yet"
    assert lines(zhou, "do") == []
    zhou.enter(acts.Noted(text="请抓紧"), on=case)
    assert len(lines(li, "do")) == 1
    chen.enter(acts.Noted(text="已收到"), on=case)
    assert lines(li, "do") == lines(chen, "do") == []
    zhou.enter(acts.Replaced(old="li", new="sun", note="调岗"), on=case)
    assert lines(li, "do") == []


def test_a_closed_case_stands_with_the_archivist_until_it_is_archived(
    desk: Desk, case: str
) -> None:
    he, zhou = desk.as_officer("he"), desk.as_officer("zhou")
    assert he.today() == ()
    walk_to_decision(desk, case)
    assert he.today() == ()
    zhou.enter(acts.Closed(result="已付清"), on=case)
    (line,) = he.today()
    assert (line.docket, line.act, line.what) == (case, "archived", "closed, to be archived")
    assert not [t for t in desk.as_officer("li").today() if t.act == "archived"]
    he.enter(acts.Archived(volumes=1), on=case)
    assert he.today() == ()
