"""Irregularities: what happened otherwise than the law wants is entered, marked for ever, opens no
gate, and stays a duty until a head settles it. And who may enter what in a case."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.record.case import CaseStage, ClosingKind
from laborcase.words import speak

FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def alone(desk: Desk, case: str) -> Desk:
    """The lead without an assistant."""
    desk.as_officer("zhou").enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    return desk.as_officer("li")


def decided_irregularly(desk: Desk, case: str) -> None:
    """A penalty without an advance notice, entered as the irregularity it is."""
    desk.as_officer("li").enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    desk.as_officer("ma").enter(
        acts.Decided(
            outcome="penalty", findings=(FINDING,), content="罚款", irregular="未事先告知"
        ),
        on=case,
    )


# ------------------------------------------------------------------ no gate


def test_an_irregular_conclusion_leaves_the_investigation_and_its_clock_running(
    desk: Desk, case: str
) -> None:
    li = alone(desk, case)
    li.enter(acts.Concluded(report="属实", proposal="handling", irregular="一人办理"), on=case)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Assigned(lead="li", assistant="sun"), on=case)
    assert zhou.case(case).stage is CaseStage.INVESTIGATION
    clocks = {d.clock: d for d in zhou.deadlines(case)}
    assert clocks["investigate-60wd"].stopped is None


def test_an_irregular_decision_moves_no_stage_and_its_paper_is_a_fact(
    desk: Desk, case: str
) -> None:
    decided_irregularly(desk, case)
    after = desk.as_officer("ma").case(case)
    assert after.stage is CaseStage.DECISION
    assert after.outcome is None
    assert after.allegations[0].finding is None
    assert [(p.kind.value, p.regular) for p in after.papers] == [("penalty", False)]


def test_an_irregular_notice_is_no_notice(desk: Desk, case: str) -> None:
    li = alone(desk, case)
    li.enter(acts.AdvanceNotice(intended="拟罚款", irregular="一人办理"), on=case)
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="sun"), on=case)
    with pytest.raises(Refused, match="No advance notice"):
        li.enter(acts.Defended(views="无异议"), on=case)


def test_a_hearing_chaired_by_an_investigator_is_no_hearing_but_wants_its_legal_review(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Heard(chair="li", record="……", irregular="人手不足"), on=case)
    assert li.case(case).hearing_on is None
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    penalty = acts.Decided(outcome="penalty", findings=(FINDING,), content="罚款")
    with pytest.raises(Refused) as refused:
        desk.as_officer("ma").enter(penalty, on=case)
    assert "Neither a defence" in reasons(refused)
    assert "without legal review" in reasons(refused)


def test_posting_up_without_video_does_not_serve_and_starts_no_clock(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    posted = acts.Served(paper="P1", mode="posted_up", receiver="门卫", irregular="忘带执法仪")
    li.enter(posted, on=case)
    assert li.case(case).paper("P1").served_on is None
    assert "order-day" not in {d.clock for d in li.deadlines(case)}
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    assert li.case(case).paper("P1").served_on == date(2026, 11, 23)


def test_an_irregular_extension_lengthens_nothing_and_leaves_the_one_that_the_law_allows(
    desk: Desk, case: str
) -> None:
    ma = desk.as_officer("ma")
    before = {d.clock: d.due for d in ma.deadlines(case)}
    act = acts.Extended(clock="investigate-60wd", reason="复杂", irregular="代签")
    ma.enter(act, on=case)
    assert {d.clock: d.due for d in ma.deadlines(case)} == before
    assert any("Irregular, so it lengthens nothing" in line for line in ma.why(case))
    ma.enter(acts.Extended(clock="investigate-60wd", reason="复杂"), on=case)
    after = {d.clock: d.due for d in ma.deadlines(case)}
    assert after["investigate-60wd"] > before["investigate-60wd"]


def test_an_irregular_answer_moves_no_authority(desk: Desk, case: str) -> None:
    asked = acts.Asked(what="request_upward", reasons_given="需查询")
    desk.as_officer("zhou").enter(asked, on=case)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意", irregular="口头同意"), on=case
    )
    assert desk.as_officer("zhou").case(case).authority == "zone"
    assert desk.as_officer("zhou").case(case).moving.answer is None


# ------------------------------------------------------------------ the head's list and settling


def test_an_open_irregularity_stands_in_the_summary_and_before_the_closing(
    desk: Desk, case: str
) -> None:
    decided_irregularly(desk, case)
    zhou = desk.as_officer("zhou")
    (row,) = zhou.find(zhou.asking(kind="case")).rows
    assert " irregular " in row.marks
    duties = {d.kind: d for d in zhou.case(case).duties()}
    assert "decide anew as the rule wants" in duties["irregularity_settled"].text
    closing = next(p for p in zhou.permitted(case) if p.kind == "closed")
    assert any("is irregular and not settled" in r.text for r in closing.reasons)


def test_a_head_settles_it_and_the_mark_stays(desk: Desk, case: str) -> None:
    decided_irregularly(desk, case)
    zhou = desk.as_officer("zhou")
    n = zhou.case(case).irregularities[0].entry
    zhou.enter(acts.IrregularitySettled(entry=n, how="voided", reason="未告知，撤销"), on=case)
    after = zhou.case(case)
    assert after.irregularities[0].reason == "未事先告知"
    assert after.irregularities[0].settled_on == date(2026, 11, 23)
    assert after.papers[0].void_on == date(2026, 11, 23)
    assert after.stage is CaseStage.DECISION
    (row,) = zhou.find(zhou.asking(kind="case")).rows
    assert row.marks == ""
    with pytest.raises(Refused, match="is void"):
        desk.as_officer("li").enter(acts.Served(paper="P1", receiver="店长"), on=case)
    with pytest.raises(Refused, match="Nothing irregular is left"):
        zhou.enter(acts.IrregularitySettled(entry=n, how="noted", reason="再"), on=case)


def test_done_again_names_the_later_regular_act_of_the_same_kind(desk: Desk, case: str) -> None:
    li = alone(desk, case)
    li.enter(acts.InquiryIssued(whom="某店", items="工资表", irregular="一人办理"), on=case)
    zhou = desk.as_officer("zhou")
    n = zhou.case(case).irregularities[0].entry
    for again in (None, n, n - 1):
        act = acts.IrregularitySettled(entry=n, how="redone", again=again, reason="重办")
        with pytest.raises(Refused, match="Say by which later entry"):
            zhou.enter(act, on=case)
    zhou.enter(acts.Assigned(lead="li", assistant="sun"), on=case)
    li.enter(acts.InquiryIssued(whom="某店", items="工资表"), on=case)
    last = li.docket(case).entries[-1].n
    zhou.enter(acts.IrregularitySettled(entry=n, how="redone", again=last, reason="重办"), on=case)
    assert zhou.case(case).irregularities[0].how == "redone"


def test_neither_the_author_nor_a_handler_nor_another_authority_settles_it(
    desk: Desk, case: str
) -> None:
    decided_irregularly(desk, case)
    n = desk.as_officer("ma").case(case).irregularities[0].entry
    act = acts.IrregularitySettled(entry=n, how="noted", reason="记录")
    for officer, why in (
        ("ma", "Nobody settles an irregularity of their own"),
        ("li", "institution head"),
        ("zheng", "a head of the side that decides here"),
    ):
        with pytest.raises(Refused) as refused:
            desk.as_officer(officer).enter(act, on=case)
        assert why in reasons(refused)


def test_no_correction_takes_the_mark_away(desk: Desk, case: str) -> None:
    decided_irregularly(desk, case)
    ma = desk.as_officer("ma")
    n = ma.case(case).irregularities[0].entry
    change = acts.Change(path="irregular", value='""')
    with pytest.raises(Refused, match="stays marked"):
        ma.enter(acts.Corrected(entry=n, changes=(change,), reason="误"), on=case)


def test_a_departure_speaks_chinese_to_its_last_word(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    li.enter(acts.Served(paper="P1", mode="posted_up", receiver="门卫", irregular="没带"), on=case)
    for departure in li.docket(case).entries[-1].given.departures:
        told = speak(departure.text, "zh_CN")
        assert not any("a" <= c <= "z" for c in told), told


# ------------------------------------------------------------------ who enters


def test_an_inspector_beside_the_pair_enters_its_steps_only_as_an_irregularity(
    desk: Desk, case: str
) -> None:
    sun = desk.as_officer("sun")
    order = acts.Ordered(what="支付", by=date(2026, 12, 1))
    with pytest.raises(Refused, match="one of them or a head"):
        sun.enter(order, on=case)
    desk.as_officer("zhou").enter(order, on=case)


def test_an_inspector_of_another_authority_records_nothing_in_the_case(
    desk: Desk, case: str
) -> None:
    zhao = desk.as_officer("zhao")
    for act in (
        acts.EvidenceAdded(name="工资表"),
        acts.Served(paper="P1", receiver="店长"),
        acts.Performed(paper="P1"),
    ):
        with pytest.raises(Refused, match="does not handle this case"):
            zhao.enter(act, on=case)


def test_until_the_receipt_the_old_pair_keeps_evidence_and_records_facts_and_no_more(
    desk: Desk, case: str
) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    zhou.enter(acts.Asked(what="request_upward", reasons_given="需查询"), on=case)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意"), on=case
    )
    li.enter(acts.EvidenceAdded(name="工人送来的考勤表"), on=case)
    assert li.docket(case).entries[-1].given.departures == ()
    with pytest.raises(Refused, match="deciding authority is"):
        li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    with pytest.raises(Refused, match="does not handle this case"):
        desk.as_officer("sun").enter(acts.EvidenceAdded(name="照片"), on=case)
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="案卷一册"), on=case)
    with pytest.raises(Refused, match="does not handle this case"):
        li.enter(acts.EvidenceAdded(name="照片"), on=case)


# ------------------------------------------------------------------ how it ends


def closable(desk: Desk, case: str, **decision: object) -> Desk:
    desk.as_officer("li").enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    told = {"outcome": "order", "findings": (FINDING,), "content": "已履行", **decision}
    desk.as_officer("ma").enter(acts.Decided(**told), on=case)
    return desk.as_officer("zhou")


def test_a_case_ends_by_what_was_decided(desk: Desk, case: str) -> None:
    zhou = closable(desk, case)
    for how in ("withdrawn", "no_breach", "no_penalty", "transferred", "enforced"):
        with pytest.raises(Refused, match="It does not end so"):
            zhou.enter(acts.Closed(how=how, result="结清"), on=case)
    zhou.enter(acts.Closed(result="结清"), on=case)
    assert zhou.case(case).closing is ClosingKind.PERFORMED


def test_a_withdrawn_filing_without_breach_can_end_either_way(desk: Desk, case: str) -> None:
    none = acts.FindingOn(allegation="A1", finding="not_upheld")
    zhou = closable(desk, case, outcome="withdrawn", findings=(none,), content="不成立")
    desk.as_officer("li").enter(acts.Served(paper="P1", receiver="店长"), on=case)
    zhou.enter(acts.Closed(how="withdrawn", result="撤销立案"), on=case)
    assert zhou.case(case).closing is ClosingKind.WITHDRAWN


def test_a_transfer_ends_the_case_only_once_it_was_taken_over(desk: Desk, case: str) -> None:
    gao = desk.as_officer("gao")
    gao.enter(acts.Transferred(receiver="police", organ="市公安局", reason="拒不支付"), on=case)
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="has not taken over"):
        zhou.enter(acts.Closed(result="移送"), on=case)
    li = desk.as_officer("li")
    li.enter(acts.TransferAnswered(taken=False, text="材料不足"), on=case)
    assert zhou.case(case).stage is CaseStage.INVESTIGATION
    gao.enter(acts.Transferred(receiver="police", organ="市公安局", reason="已补充"), on=case)
    li.enter(acts.TransferAnswered(document="周公（经）立字〔2026〕1号"), on=case)
    zhou.enter(acts.Closed(result="已移送并立案"), on=case)
    assert zhou.case(case).closing is ClosingKind.TRANSFERRED


# ------------------------------------------------------------------ the office's own docket


def test_the_office_docket_has_notes_corrections_and_taking_back_for_its_administrator(
    desk: Desk, founding: acts.Founded
) -> None:
    desk.enter(acts.Noted(text="证件已换发"), on="office")
    away = acts.AbsenceEntered(officer="li", start=date(2026, 12, 1), end=date(2026, 12, 5))
    n = dict(desk.enter(away, on="office").dockets)["office"]
    change = acts.Change(path="end", value='"2026-12-08"')
    desk.enter(acts.Corrected(entry=n, changes=(change,), reason="多请三天"), on="office")
    assert desk.office.absences[-1].end == date(2026, 12, 8)
    assert desk.docket("office").entries[n - 1].first.end == date(2026, 12, 5)
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="administrator"):
        zhou.enter(acts.Noted(text="……"), on="office")
    back = desk.enter(acts.TakenBack(entry=n + 1, reason="不改了"), on="office")
    assert back.docket == "office"
    assert desk.office.absences[-1].end == date(2026, 12, 5)


def test_neither_the_founding_is_taken_back_nor_an_office_left_that_does_not_fit_together(
    desk: Desk,
) -> None:
    with pytest.raises(Refused, match="founding is not taken back"):
        desk.enter(acts.TakenBack(entry=1, reason="重来"), on="office")
    change = acts.Change(path="authorities", value="[]")
    with pytest.raises(Refused, match="at least one authority"):
        desk.enter(acts.Corrected(entry=1, changes=(change,), reason="误"), on="office")


def test_the_administrator_enters_nothing_in_a_complaint_or_case(desk: Desk, case: str) -> None:
    with pytest.raises(Refused):
        desk.enter(acts.Noted(text="看看"), on=case)
