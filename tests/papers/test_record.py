"""Papers in the docket: numbers, addressees, service, void, scans; in complaints and in cases."""

import re
from datetime import date
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.parties import Identity, Person, Respondent
from laborcase.record.case import CaseStage
from laborcase.record.complaint import ComplaintStage
from laborcase.record.docket import Alleged
from laborcase.record.papers import Paper, PaperKind, PaperState, Service, ServiceMode

TODAY = date(2026, 11, 23)
BY = date(2026, 12, 1)


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


@pytest.fixture
def two(desk: Desk, complaint) -> str:
    """A case against two respondents."""
    both = (Respondent(name="甲公司"), Respondent(name="乙公司"))
    key = desk.as_officer("wang").enter(complaint(respondents=both)).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(told_on=TODAY), on=key).opened
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    return case


# ------------------------------------------------------------------ papers of a complaint


def test_a_complaint_has_its_receipt_its_notices_and_their_numbers(desk: Desk, complaint) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    alleged = (Alleged(cause="arrears"), Alleged(cause="overtime_pay"), Alleged(cause="other"))
    key = wang.enter(complaint(allegations=alleged)).docket
    wang.enter(acts.SupplementAsked(items="工资条"), on=key)
    zhou.enter(
        acts.Disposed(
            allegations=("A2",),
            how="refused",
            reason="超过两年",
            provision="gd-18-2",
            otherwise="月份有误",
        ),
        on=key,
    )
    wang.enter(acts.Disposed(allegations=("A3",), how="guided", reason="已仲裁"), on=key)
    zhou.enter(acts.Accepted(), on=key)
    papers = wang.complaint(key).papers
    assert [(p.id, p.kind, p.number, p.about) for p in papers] == [
        ("P1", PaperKind.RECEIPT, "周开人社监登字〔2026〕第0001号", ()),
        ("P2", PaperKind.SUPPLEMENT, "周开人社监补字〔2026〕第0001号", ()),
        ("P3", PaperKind.REFUSAL, "周开人社监不受字〔2026〕第0001号", ("A2",)),
        ("P4", PaperKind.DIRECTION, "周开人社监知字〔2026〕第0001号", ("A3",)),
        ("P5", PaperKind.ACCEPTANCE, "周开人社监受字〔2026〕第0001号", ("A1",)),
    ]
    assert {p.authority for p in papers} == {"zone"}
    assert {p.state for p in papers} == {PaperState.ISSUED}
    assert [p.id for p in wang.complaint(key).to_serve] == ["P2", "P3", "P4", "P5"]
    # The number of a notice finds the complaint, the number of a case the case.
    assert wang.key_of(papers[4].number) == key
    assert wang.key_of("周开人社监立字〔2026〕第0001号") == wang.complaint(key).case


def test_serving_a_notice_tells_the_complainant_of_what_it_says_and_of_nothing_else(
    desk: Desk, complaint, clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    alleged = (Alleged(cause="arrears"), Alleged(cause="overtime_pay"))
    key = wang.enter(complaint(allegations=alleged)).docket
    zhou.enter(
        acts.Disposed(allegations=("A2",), how="refused", reason="超过两年", otherwise="月份有误"),
        on=key,
    )
    zhou.enter(acts.Accepted(), on=key)
    assert wang.complaint(key).stage is ComplaintStage.TO_TELL
    clock.to("2026-11-24")
    wang.enter(acts.Served(paper="P2", receiver="王某某"), on=key)
    after = wang.complaint(key)
    assert [a.told_on for a in after.allegations] == [None, date(2026, 11, 24)]
    assert after.stage is ComplaintStage.TO_TELL
    wang.enter(acts.Served(paper="P3", receiver="王某某", reached=False), on=key)
    assert wang.complaint(key).allegations[0].told_on is None
    clock.to("2026-11-25")
    wang.enter(acts.Served(paper="P3", receiver="王某某"), on=key)
    after = wang.complaint(key)
    assert [a.told_on for a in after.allegations] == [date(2026, 11, 25), date(2026, 11, 24)]
    assert after.stage is ComplaintStage.IN_CASE
    clocks = {d.clock: d for d in wang.deadlines(key)}
    assert clocks["accept-5wd"].stopped.on == date(2026, 11, 25)
    assert after.to_serve == ()


def test_whoever_was_told_needs_no_notice_but_a_refusal_is_told_in_writing(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    accepted = wang.enter(complaint()).docket
    zhou.enter(acts.Accepted(told_on=TODAY), on=accepted)
    assert wang.complaint(accepted).to_serve == ()
    refused = wang.enter(complaint()).docket
    zhou.enter(
        acts.Disposed(how="refused", reason="超过两年", told_on=TODAY, otherwise="月份有误"),
        on=refused,
    )
    assert [p.kind for p in wang.complaint(refused).to_serve] == [PaperKind.REFUSAL]


def test_an_anonymous_tipoff_has_nobody_to_serve_and_takes_no_number_for_a_notice(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    made = complaint(tipoff=True, identity=Identity.ANONYMOUS, complainant=None)
    key = wang.enter(made).docket
    commit = wang.enter(acts.Disposed(how="referred", to="公安机关", reason="不属"), on=key)
    assert commit.numbers == ()
    assert wang.complaint(key).to_serve == ()
    assert [s.id for s in wang.papers(key)] == ["D02"]


def test_a_correction_of_who_it_is_leaves_every_paper_its_name(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    made = complaint(tipoff=True, identity=Identity.ANONYMOUS, complainant=None)
    key = wang.enter(made).docket
    wang.enter(acts.SupplementAsked(items="地点"), on=key)
    wang.enter(acts.Served(paper="P2", receiver="本人"), on=key)
    changes = (
        acts.Change(path="identity", value='"confidential"'),
        acts.Change(path="complainant", value='{"name": "王某某"}'),
    )
    wang.enter(acts.Corrected(entry=1, changes=changes, reason="本人后来留名"), on=key)
    papers = wang.complaint(key).papers
    assert [(p.id, p.kind) for p in papers] == [
        ("P1", PaperKind.RECEIPT),
        ("P2", PaperKind.SUPPLEMENT),
    ]
    assert papers[1].served_on == TODAY


def test_how_allegations_were_disposed_of_is_not_corrected_since_a_number_follows_from_it(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.Disposed(how="guided", reason="已仲裁"), on=key)
    change = acts.Change(path="how", value='"refused"')
    with pytest.raises(Refused, match="is not corrected"):
        wang.enter(acts.Corrected(entry=2, changes=(change,), reason="误"), on=key)


def test_a_refusal_on_a_provision_that_is_not_there_is_refused(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    act = acts.Disposed(how="refused", reason="超过两年", provision="xx-1")
    with pytest.raises(Refused, match="no provision xx-1"):
        desk.as_officer("zhou").enter(act, on=key)


# ------------------------------------------------------------------ service


def test_nothing_is_served_before_it_was_issued_in_a_complaint_or_a_case(
    desk: Desk, case: str, clock
) -> None:
    li, wang = desk.as_officer("li"), desk.as_officer("wang")
    clock.to("2026-11-25")
    li.enter(acts.Ordered(what="支付", by=BY), on=case)
    early = {"receiver": "店长", "happened": date(2026, 11, 24)}
    with pytest.raises(Refused, match="cannot have been served before"):
        li.enter(acts.Served(paper="P1", **early), on=case)
    # The complaint's notice of acceptance was issued on the 23rd.
    with pytest.raises(Refused, match="cannot have been served before"):
        wang.enter(
            acts.Served(paper="P2", receiver="王某某", happened=date(2026, 11, 22)), on="26-000001"
        )
    # And no irregularity makes it possible.
    with pytest.raises(Refused, match="cannot have been served before"):
        li.enter(acts.Served(paper="P1", irregular="先送后开", **early), on=case)
    assert li.case(case).paper("P1").services == ()


def test_no_correction_moves_the_issue_behind_the_service_or_the_service_before_the_issue(
    desk: Desk, case: str, clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=BY), on=case)
    n = li.docket(case).entries[-1].n
    clock.to("2026-11-24")
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    clock.to("2026-11-26")
    later = acts.Change(path="happened", value='"2026-11-25"')
    with pytest.raises(Refused, match="was served on 2026-11-24"):
        li.enter(acts.Corrected(entry=n, changes=(later,), reason="误"), on=case)
    earlier = acts.Change(path="happened", value='"2026-11-22"')
    with pytest.raises(Refused, match="cannot have been served before"):
        li.enter(acts.Corrected(entry=n + 1, changes=(earlier,), reason="误"), on=case)
    same = acts.Change(path="happened", value='"2026-11-24"')
    li.enter(acts.Corrected(entry=n, changes=(same,), reason="误"), on=case)
    assert li.case(case).paper("P1").issued_on == date(2026, 11, 24)


def test_each_addressee_is_served_for_itself_with_its_own_attempts(
    desk: Desk, two: str, clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=BY), on=two)
    paper = li.case(two).paper("P1")
    assert paper.addressees == ("甲公司", "乙公司")
    with pytest.raises(Refused, match="Say to whom it was served; it goes to: 甲公司, 乙公司"):
        li.enter(acts.Served(paper="P1", receiver="前台"), on=two)
    with pytest.raises(Refused, match="Say to whom"):
        li.enter(acts.Served(paper="P1", addressee="丙公司", receiver="前台"), on=two)
    li.enter(acts.Served(paper="P1", addressee="乙公司", receiver="-", reached=False), on=two)
    li.enter(acts.Served(paper="P1", addressee="甲公司", receiver="前台"), on=two)
    paper = li.case(two).paper("P1")
    assert (paper.served_on, paper.unserved, paper.state) == (None, ("乙公司",), PaperState.ISSUED)
    duty = next(d for d in li.case(two).duties() if d.kind == "served")
    assert "is not served on: 乙公司" in duty.text
    with pytest.raises(Refused, match="served already, on 2026-11-23"):
        li.enter(acts.Served(paper="P1", addressee="甲公司", receiver="前台"), on=two)
    clock.to("2026-11-24")
    li.enter(acts.Served(paper="P1", addressee="乙公司", receiver="门卫"), on=two)
    paper = li.case(two).paper("P1")
    assert paper.served_on == date(2026, 11, 24)
    assert paper.state is PaperState.SERVED
    # The day set by the order runs out once, whoever was served when.
    assert [d.due for d in li.deadlines(two) if d.clock == "order-day"] == [BY]
    proofs = [s for s in li.papers(two) if s.code == "D68"]
    assert [(s.id, s.addressee) for s in proofs] == [
        ("D68.P1.1", "甲公司"),
        ("D68.P1.2", "乙公司"),
    ]
    first, second = (li.paper(two, s.id) for s in proofs)
    assert "受送达人：甲公司" in first
    assert "门卫" not in first
    assert "2     2026年11月24日" in second


def test_an_order_goes_to_those_named_and_to_everybody_where_none_is(desk: Desk, two: str) -> None:
    li = desk.as_officer("li")
    named = ("乙公司", "乙公司")
    li.enter(acts.Ordered(what="支付", by=BY, addressees=named), on=two)
    li.enter(acts.AdvanceNotice(intended="拟处理"), on=two)
    papers = li.case(two).papers
    assert [p.addressees for p in papers] == [("乙公司",), ("甲公司", "乙公司")]
    li.enter(acts.Served(paper="P1", receiver="前台"), on=two)
    assert li.docket(two).entries[-1].act.addressee == "乙公司"
    assert li.case(two).paper("P1").served_on == TODAY
    assert "乙公司：" in li.paper(two, "P1")


def test_a_service_of_an_older_program_counts_for_the_whole_paper() -> None:
    attempt = Service(on=TODAY, mode=ServiceMode.DIRECT, reached=True, receiver="店长")
    paper = Paper(
        id="P1", kind=PaperKind.ORDER, number="", authority="zone", issued_on=TODAY, entry=3,
        addressees=("甲", "乙"), services=(attempt,),
    )  # fmt: skip
    assert paper.served_on == TODAY
    assert paper.unserved == ()


def test_in_a_case_inspectors_serve_and_in_a_complaint_the_clerk_too_of_its_own_authority(
    desk: Desk, case: str
) -> None:
    wang = desk.as_officer("wang")
    desk.as_officer("li").enter(acts.Ordered(what="支付", by=BY), on=case)
    with pytest.raises(Refused, match="served by its inspectors"):
        wang.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    with pytest.raises(Refused, match="does not handle this complaint or its case"):
        desk.as_officer("zhao").enter(acts.Served(paper="P2", receiver="王某某"), on="26-000001")
    wang.enter(acts.Served(paper="P2", receiver="王某某"), on="26-000001")
    with pytest.raises(Refused, match="There is no paper P9 here; there are: P1, P2"):
        wang.enter(acts.Served(paper="P9", receiver="王某某"), on="26-000001")


def test_who_received_for_a_secret_author_is_sealed_and_shown_to_nobody_else(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    who = Person(name="秘某某")
    key = wang.enter(complaint(identity=Identity.CONFIDENTIAL, complainant=who)).docket
    wang.enter(acts.SupplementAsked(items="工资条"), on=key)
    wang.enter(acts.Served(paper="P2", receiver="秘某某之妻", refusal="秘不收"), on=key)
    opened = wang.open_identity(key, "核对送达").docket.state
    assert opened.papers[1].services[0].receiver == "秘某某之妻"
    seen = desk.as_officer("li").docket(key)
    assert "秘" not in str(seen)
    line = next(x for x in desk._store.each_line() if x.body["act"]["kind"] == "served")
    assert "秘某" not in str(line.body)
    assert set(line.body["identity"]["fields"]) == {"receiver", "refusal"}


def test_what_is_to_be_served_stands_on_today_with_the_addressee_it_has_not_reached(
    desk: Desk, two: str, complaint
) -> None:
    li, wang = desk.as_officer("li"), desk.as_officer("wang")
    li.enter(acts.Ordered(what="支付", by=BY), on=two)
    li.enter(acts.Served(paper="P1", addressee="甲公司", receiver="前台"), on=two)
    (line,) = [x for x in li.today() if x.act == "served"]
    assert line.fill == {"paper": "P1", "addressee": "乙公司"}
    key = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="工资条"), on=key)
    found = [x for x in wang.today() if x.act == "served"]
    assert [(x.docket, x.fill) for x in found] == [(key, {"paper": "P2"})]


# ------------------------------------------------------------------ void


def test_a_spoiled_paper_is_void_with_its_reason_and_its_number_never_comes_again(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    first = li.enter(acts.Ordered(what="支付", by=BY), on=case)
    li.enter(acts.Voided(paper="P1", reason="打印错误"), on=case)
    second = li.enter(acts.Ordered(what="支付", by=BY), on=case)
    assert [c.numbers[0].n for c in (first, second)] == [1, 2]
    old, new = li.case(case).papers
    assert (old.state, old.void_on, old.void_reason) == (PaperState.VOID, TODAY, "打印错误")
    assert (new.id, new.state) == ("P2", PaperState.ISSUED)
    assert "作废（2026年11月23日）：打印错误" in li.paper(case, "P1")
    assert "作废" not in li.paper(case, "P2")
    for act, why in (
        (acts.Served(paper="P1", receiver="店长"), "is void since"),
        (acts.Performed(paper="P1"), "is void since"),
        (acts.Voided(paper="P1", reason="再"), "It is void already"),
        (acts.Voided(paper="P7", reason="再"), "There is no paper P7 here"),
    ):
        with pytest.raises(Refused, match=why):
            li.enter(act, on=case)
    # Its old number still finds the case, and no duty is left of it.
    assert li.key_of(old.number) == case
    assert [d.about for d in li.case(case).duties() if d.kind == "served"] == ["P2"]


def test_only_its_author_or_a_head_of_the_deciding_side_makes_a_paper_void(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").enter(acts.Ordered(what="支付", by=BY), on=case)
    act = acts.Voided(paper="P1", reason="打印错误")
    for officer, why in (
        ("chen", "author of a paper or a head"),
        ("wang", "author of a paper or a head"),
        ("wu", "deciding authority is"),
    ):
        with pytest.raises(Refused) as refused:
            desk.as_officer(officer).enter(act, on=case)
        assert why in reasons(refused)
    desk.as_officer("zhou").enter(act, on=case)


def test_what_reached_somebody_or_tells_a_decision_is_not_made_void(desk: Desk, case: str) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Ordered(what="支付", by=BY), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    with pytest.raises(Refused, match="It has been served"):
        zhou.enter(acts.Voided(paper="P1", reason="错"), on=case)
    with pytest.raises(Refused, match="tells what its entry 2 says"):
        zhou.enter(acts.Voided(paper="P2", reason="错"), on="26-000001")
    finding = acts.FindingOn(allegation="A1", finding="not_upheld")
    li.enter(acts.Concluded(report="不成立", proposal="withdraw"), on=case)
    decided = acts.Decided(outcome="withdrawn", findings=(finding,), content="撤销立案")
    desk.as_officer("ma").enter(decided, on=case)
    with pytest.raises(Refused, match="tells what its entry"):
        zhou.enter(acts.Voided(paper="P2", reason="错"), on=case)


def test_a_supplement_notice_of_a_complaint_can_be_void_too(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="工资条"), on=key)
    wang.enter(acts.Voided(paper="P2", reason="写错"), on=key)
    assert wang.complaint(key).papers[1].state is PaperState.VOID
    with pytest.raises(Refused, match="is void since"):
        wang.enter(acts.Served(paper="P2", receiver="王某某"), on=key)


def test_settling_an_irregularity_and_voiding_leave_the_same_mark(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Ordered(what="支付", by=BY, irregular="一人办理"), on=case)
    n = zhou.case(case).irregularities[0].entry
    zhou.enter(acts.IrregularitySettled(entry=n, how="voided", reason="一人所开"), on=case)
    paper = zhou.case(case).paper("P1")
    assert (paper.state, paper.void_on, paper.void_reason) == (PaperState.VOID, TODAY, "一人所开")
    assert "作废（2026年11月23日）：一人所开" in zhou.paper(case, "P1")


def test_an_irregular_notice_of_a_complaint_is_settled_by_voiding_it(desk: Desk, complaint) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="工资条", irregular="越权"), on=key)
    n = wang.complaint(key).irregularities[0].entry
    zhou.enter(acts.IrregularitySettled(entry=n, how="voided", reason="撤回"), on=key)
    assert zhou.complaint(key).papers[1].void_on == TODAY
    assert zhou.complaint(key).irregularities[0].settled_on == TODAY


# ------------------------------------------------------------------ scans


def test_the_signed_scan_is_kept_under_its_hash(desk: Desk, case: str, tmp_path: Path) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=BY), on=case)
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 signed")
    digest = li.add_file(path)
    li.enter(acts.ScanKept(paper="P1", file=digest), on=case)
    assert li.file(li.case(case).paper("P1").file) == b"%PDF-1.7 signed"
    assert li.verify().files == 1
    with pytest.raises(Invalid, match="not kept in the register"):
        li.enter(acts.ScanKept(paper="P1", file="0" * 64), on=case)
    with pytest.raises(Refused, match="There is no paper P9 here"):
        li.enter(acts.ScanKept(paper="P9", file=digest), on=case)
    assert li.case(case).stage is CaseStage.INVESTIGATION


# ------------------------------------------------------------------ approval forms


def test_an_approval_form_bears_what_each_signatory_said(desk: Desk, complaint, clock) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="事实清楚，建议立案")
    clock.to("2026-11-25")
    case = zhou.enter(acts.Signed(proposal="R1", opinion="同意立案"), on=key).opened
    text = zhou.paper(case, "D10")
    assert "事实清楚，建议立案  王禾" in text
    assert "监察机构负责人  同意立案            周明  豫监16710004  2026年11月25日" in text
    assert "立案日期（批准之日）：2026年11月25日" in text


def test_a_proposal_prints_its_papers_as_drafts_without_a_number_or_a_day(
    desk: Desk, complaint, clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="建议立案")
    before = zhou.head()
    found = {s.id: s.state for s in zhou.papers(key)}
    assert found == {
        "D01": None,
        "P1": PaperState.ISSUED,
        "R1.D05": PaperState.DRAFT,
        "R1.D10": PaperState.DRAFT,
    }
    notice, form = zhou.paper(key, "R1.D05"), zhou.paper(key, "R1.D10")
    for text in (notice, form):
        assert "草稿（R1）：正在呈批，尚未签批" in text
        assert f"案卷 {key}" in text
        assert "999999" not in text
        assert "第0001号" not in text.replace("周开人社监登字〔2026〕第0001号", "")
    assert "立案编号：____" in notice
    assert "并于____立案" in notice
    assert re.search("（印章）\n +____\n", notice)
    assert "立案日期（批准之日）：____" in form
    assert "承办人          建议立案  王禾" in form
    assert "监察机构负责人  ____      ____  ____      ____            ____" in form
    assert zhou.head() == before
    zhou.enter(acts.Signed(proposal="R1"), on=key)
    assert [s.id for s in zhou.papers(key)] == ["D01", "P1", "P2", "D68.P2"]
    assert "草稿" not in zhou.paper(key, "P2")


def test_a_draft_that_was_sent_back_says_what_is_proposed_now_and_a_refused_one_is_gone(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    refusal = acts.Disposed(how="refused", reason="超过两年", otherwise="月份有误")
    wang.propose(refusal, on=key, opinion="不受理")
    assert "不予受理的理由：超过两年" in zhou.paper(key, "R1.D05N")
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="补依据"), on=key)
    better = acts.Disposed(
        how="refused", reason="超过两年", provision="gd-18-2", otherwise="月份有误"
    )
    wang.propose(better, on=key, opinion="已补", again="R1")
    assert "第十八条第二款至第三款" in zhou.paper(key, "R1.D05N")
    zhou.enter(acts.Signed(proposal="R1", answer="refuse", opinion="应受理"), on=key)
    assert [s.id for s in zhou.papers(key)] == ["D01", "P1"]
    assert zhou.complaint(key).papers[-1].id == "P1"


def test_a_closing_form_can_be_read_before_it_is_signed(desk: Desk, case: str) -> None:
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.Ordered(what="支付", by=BY), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    decided = acts.Decided(outcome="order", findings=(finding,), content="已履行")
    desk.as_officer("ma").enter(decided, on=case)
    li.propose(acts.Closed(result="已付清"), on=case, opinion="建议结案")
    text = zhou.paper(case, "R1.D70")
    assert "草稿（R1）" in text
    assert "已付清" in text
    assert "结案日期：____" in text
    assert zhou.case(case).closed_on is None
