"""Absence and leaving: a substitute is reminded and signs nothing; everything that one person holds
is handed over in one batch, and nothing is left on nobody's desk."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcase
from laborcase import acts
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import NotFound, Refused
from laborcase.handing import OPEN_QUEUES
from laborcase.opening import found_register
from laborcase.parties import Position, Respondent
from laborcase.record.case import CaseStage
from laborcase.record.docket import OFFICE, Alleged
from laborcase.words import speak

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


def reasons(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.text for r in error.value.reasons]


def filed(desk: Desk, complaint, lead: str, assistant: str) -> str:
    """One more case, with this pair."""
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    opened = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    zhou.enter(acts.Assigned(lead=lead, assistant=assistant), on=opened)
    return opened


def away(desk: Desk, officer: str, substitute: str | None) -> None:
    act = acts.AbsenceEntered(
        officer=officer, start=date(2026, 11, 20), end=date(2026, 11, 30), substitute=substitute
    )
    desk.as_officer("zhou").enter(act, on="office")


def mine(desk: Desk, officer: str) -> list[tuple[str, bool]]:
    """The dockets of an officer, and whether each is only a reminder for somebody absent."""
    seat = desk.as_officer(officer)
    found = seat.find(seat.asking(queue="mine"))
    assert found.total == seat.counts()["mine"] == len(found.rows)
    return [(row.key, row.key in found.reminders) for row in found.rows]


# ------------------------------------------------------------------ a substitute


def test_a_substitute_finds_the_absent_officers_dockets_among_the_own_marked(
    desk: Desk, case: str, complaint
) -> None:
    assert mine(desk, "sun") == []
    away(desk, "li", "sun")
    assert mine(desk, "sun") == [(case, True)]
    own = filed(desk, complaint, "sun", "chen")
    assert sorted(mine(desk, "sun")) == [(case, True), (own, False)]
    assert mine(desk, "li") == [(case, False)]


def test_a_docket_of_both_is_the_substitutes_own_and_counted_once(desk: Desk, case: str) -> None:
    away(desk, "li", "chen")
    assert mine(desk, "chen") == [(case, False)]


def test_before_and_after_the_absence_nothing_is_shown(desk: Desk, case: str, clock) -> None:
    away(desk, "li", "sun")
    clock.to("2026-12-01")
    assert mine(desk, "sun") == []


def test_a_substitute_is_reminded_today_with_the_name_of_the_absent_officer(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").enter(acts.Ordered(what="支付", by=date(2026, 11, 24)), on=case)
    assert desk.as_officer("sun").today() == ()
    away(desk, "li", "sun")
    (line,) = desk.as_officer("sun").today()
    assert (line.docket, line.act, line.instead_of) == (case, "served", "李川")
    (own,) = [x for x in desk.as_officer("li").today() if x.act == "served"]
    assert own.instead_of == ""


def test_a_substitute_is_reminded_of_the_absent_officers_steps(desk: Desk, case: str) -> None:
    step = acts.StepPlanned(what="回访", by="li", due=date(2026, 11, 24))
    desk.as_officer("zhou").enter(step, on=case)
    away(desk, "li", "sun")
    (line,) = [x for x in desk.as_officer("sun").today() if x.act == "step_ended"]
    assert line.instead_of == "李川"


def test_a_substitute_gets_no_signature(desk: Desk, case: str) -> None:
    act = acts.AbsenceEntered(
        officer="ma", start=date(2026, 11, 20), end=date(2026, 11, 30), substitute="li"
    )
    desk.as_officer("zhou").enter(act, on="office")
    li = desk.as_officer("li")
    assert any("is for" in r.text for r in li.check(EXTEND, on=case))
    desk.as_officer("chen").propose(EXTEND, on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    with pytest.raises(Refused, match="waits for: bureau leader"):
        li.enter(acts.Signed(proposal="R1"), on=case)


def test_an_absence_entered_again_has_another_substitute(desk: Desk, case: str) -> None:
    away(desk, "li", "sun")
    away(desk, "li", "chen")
    assert [a.substitute for a in desk.office.absences] == ["chen"]
    assert mine(desk, "sun") == []


# ------------------------------------------------------------------ what somebody holds


def test_everything_one_officer_holds_is_listed_docket_by_docket(
    desk: Desk, case: str, complaint
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.propose(EXTEND, on=case, opinion="情况属实")
    kept = acts.Preserved(name="账册", reason="可能灭失")
    desk.as_officer("ma").enter(kept, on=case)
    registered = li.enter(complaint()).docket
    away(desk, "chen", "li")
    duties = {d.docket: d for d in zhou.leaving("li")}
    assert [h.kind for h in duties[case].held] == ["lead", "evidence", "proposal"]
    assert [h.kind for h in duties[registered].held] == ["clerk"]
    assert [h.kind for h in duties[OFFICE].held] == ["substitute"]
    assert set(duties) == {OFFICE, case, registered}
    assert "账册" in duties[case].held[1].text


def test_evidence_stays_with_who_keeps_it_when_the_seat_changes(desk: Desk, case: str) -> None:
    desk.as_officer("ma").enter(acts.Preserved(name="账册", reason="可能灭失"), on=case)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Replaced(old="li", new="sun", note="调岗"), on=case)
    (left,) = zhou.leaving("li")
    assert [h.kind for h in left.held] == ["evidence"]
    desk.as_officer("sun").enter(acts.Released(evidence="E1", how="退还"), on=case)
    assert zhou.leaving("li") == ()


def test_what_is_through_is_nobodys_any_more(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    assert len(wang.leaving("wang")) == 1
    wang.enter(acts.Withdrawn(reason="已支付"), on=key)
    assert wang.leaving("wang") == ()


def test_the_administrator_is_not_told_and_an_unknown_officer_is_named(
    desk: Desk, case: str
) -> None:
    assert desk.leaving("li") == ()
    with pytest.raises(NotFound, match="no officer"):
        desk.as_officer("zhou").leaving("nobody")


# ------------------------------------------------------------------ the batch


def test_one_batch_hands_everything_over_with_an_entry_and_a_note_in_each_docket(
    desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    other = filed(desk, complaint, "chen", "li")
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    desk.as_officer("ma").enter(acts.Preserved(name="账册", reason="灭失"), on=case)
    before = zhou.head()
    commits = zhou.hand_over(
        "li", {case: "sun", other: "sun"}, "李川调离", notes={other: "等工资表"}
    )
    assert [c.docket for c in commits] == [case, other]
    assert [c.seq for c in commits] == [before + 1, before + 2]
    state = zhou.case(case)
    assert (state.lead.officer, state.lead.name) == ("sun", "孙桥")
    assert state.past == ("li", "chen")
    assert (state.proposals[0].proposer, state.proposals[0].held_by) == ("li", "sun")
    assert state.evidence[0].keeper == "sun"
    assert zhou.case(other).assistant.officer == "sun"
    assert zhou.docket(case).entries[-1].act.note == "李川调离"
    assert zhou.docket(other).entries[-1].act.note == "等工资表"
    assert zhou.leaving("li") == ()


def test_every_docket_without_a_successor_is_named_and_nothing_is_written(
    desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    other = filed(desk, complaint, "li", "chen")
    third = filed(desk, complaint, "li", "sun")
    zhou.enter(acts.Recused(officer="sun", reason="亲属"), on=case)
    before = zhou.head()
    with pytest.raises(Refused) as refused:
        zhou.hand_over("li", {case: "sun", third: "sun"}, "调离")
    told = reasons(refused)
    assert len(told) == 3
    assert any(other in t and "name a successor" in t for t in told)
    assert any(case in t and "recused" in t for t in told)
    assert any(third in t and "two different inspectors" in t for t in told)
    assert zhou.head() == before


def test_a_docket_that_the_head_leaves_open_needs_a_pair_and_stands_on_the_heads_list(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    zhou.hand_over("li", {case: None}, "暂无人选")
    state = zhou.case(case)
    assert state.stage is CaseStage.FILED
    assert [r.key for r in zhou.find(zhou.asking(queue="assign")).rows] == [case]
    assert any("needs a pair" in line.what for line in zhou.today())


def test_what_cannot_wait_for_a_pair_comes_to_the_head_who_enters_it(
    desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    desk.as_officer("ma").enter(acts.Preserved(name="账册", reason="灭失"), on=case)
    registered = desk.as_officer("li").enter(complaint()).docket
    zhou.hand_over("li", {case: None, registered: None}, "暂无人选")
    state = zhou.case(case)
    assert (state.lead, state.proposals[0].held_by, state.evidence[0].keeper) == (
        None, "zhou", "zhou",
    )  # fmt: skip
    assert zhou.complaint(registered).clerk == "zhou"


def test_a_head_who_leaves_cannot_leave_it_to_nobody(desk: Desk, complaint) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(complaint()).docket
    with pytest.raises(Refused, match="Say who takes over"):
        zhou.hand_over("zhou", {key: None}, "调离")
    zhou.hand_over("zhou", {key: "wang"}, "调离")
    assert zhou.complaint(key).clerk == "wang"


def test_who_is_absent_uncertified_gone_or_of_another_authority_is_refused_by_docket(
    desk: Desk, case: str, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    away(desk, "sun", None)
    for one, why in (
        ("sun", "absent until"),
        ("xie", "may not inspect"),
        ("zhao", "The lead must belong"),
        ("nobody", "no officer"),
        ("li", "to themselves"),
        ("chen", "two different inspectors"),
    ):
        with pytest.raises(Refused) as refused:
            zhou.hand_over("li", {case: one}, "调离")
        assert any(case in t and why in t for t in reasons(refused)), one
    key = desk.as_officer("wang").enter(complaint(tipoff=True)).docket
    with pytest.raises(Refused, match="another authority"):
        zhou.hand_over("wang", {key: "zhao"}, "调离")


def test_only_a_head_hands_over(desk: Desk, case: str) -> None:
    chen, counted = desk.as_officer("chen"), list[str]()
    chen.refused = lambda kind, reasons, day: counted.append(kind)
    for dry_run in (True, False):
        with pytest.raises(Refused, match="is for: institution head"):
            chen.hand_over("li", {case: "sun"}, "调离", dry_run=dry_run)
    assert counted == ["handed_over"]  # of each docket once, and a trial is none


def test_a_head_withdraws_own_people_from_anothers_case_and_nobody_elses(
    desk: Desk, case: str
) -> None:
    zhou, wu = desk.as_officer("zhou"), desk.as_officer("wu")
    with pytest.raises(Refused, match="or of the officer's own"):
        wu.hand_over("li", {case: "zhao"}, "调离")
    zhou.enter(acts.Replaced(old="chen", new="zhao", note="联合办案"), on=case)
    wu.hand_over("zhao", {case: "qian"}, "调离")
    assert wu.case(case).assistant.officer == "qian"


def test_a_recused_head_names_no_successor(desk: Desk, case: str) -> None:
    desk.as_officer("ma").enter(acts.Recused(officer="zhou", reason="亲属"), on=case)
    with pytest.raises(Refused, match="周明 is recused"):
        desk.as_officer("zhou").hand_over("li", {case: "sun"}, "调离")
    desk.as_officer("gao").hand_over("li", {case: "sun"}, "调离")


def test_a_reminding_substitute_who_leaves_is_replaced_too(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    away(desk, "li", "sun")
    with pytest.raises(Refused, match="name a successor"):
        zhou.hand_over("sun", {}, "调离")
    zhou.hand_over("sun", {OFFICE: "chen"}, "调离")
    assert [(a.officer, a.substitute) for a in desk.office.absences] == [("li", "chen")]


def test_a_dry_run_checks_everything_and_writes_nothing(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    before = zhou.head()
    assert zhou.hand_over("li", {case: "sun"}, "调离", dry_run=True) == ()
    with pytest.raises(Refused):
        zhou.hand_over("li", {}, "调离", dry_run=True)
    with pytest.raises(Refused, match="nothing there is held"):
        zhou.hand_over("li", {case: "sun", "26-000099": "sun"}, "调离", dry_run=True)
    assert zhou.head() == before


# ------------------------------------------------------------------ what follows from it


def test_a_proposal_that_was_handed_over_is_proposed_again_by_the_successor_who_cannot_sign_it(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(
        acts.Signed(proposal="R1", answer="send_back", opinion="理由不足"), on=case
    )
    desk.as_officer("zhou").hand_over("li", {case: "sun"}, "调离")
    with pytest.raises(Refused, match="was sent back to 孙桥"):
        desk.as_officer("chen").propose(EXTEND, on=case, again="R1", opinion="情况属实")
    (line,) = [x for x in desk.as_officer("sun").today() if x.group == "do"]
    assert line.act == "extended"
    desk.as_officer("sun").propose(EXTEND, on=case, opinion="情况属实")
    assert len(desk.as_officer("sun").case(case).proposals[0].rounds) == 2


def test_handing_a_proposal_over_makes_nobody_sign_the_own_one(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.propose(EXTEND, on=case, opinion="情况属实")
    zhou.hand_over("zhou", {case: "sun"}, "分工调整")
    with pytest.raises(Refused, match="own proposal"):
        zhou.enter(acts.Signed(proposal="R1"), on=case)


def test_a_signature_that_only_the_leaving_officer_can_give_is_in_the_way(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    zhou, gao = desk.as_officer("zhou"), desk.as_officer("gao")
    (duty,) = gao.leaving("zhou")
    assert (duty.held, [str(x) for x in duty.sole]) == ((), ["R1 Extend a limit"])
    with pytest.raises(Refused, match="nobody else can give"):
        gao.hand_over("zhou", {}, "调离")
    given = acts.AuthorisationGiven(
        giver="zhou", holder="gao", document="授权〔2026〕1号",
        start=date(2026, 11, 20), end=date(2026, 12, 30),
    )  # fmt: skip
    zhou.enter(given, on="office")
    assert gao.leaving("zhou") == ()


def test_nobody_is_taken_out_of_service_while_a_docket_is_still_with_them(
    desk: Desk, case: str
) -> None:
    li = desk.office.officer("li")
    gone = acts.OfficerChanged(officer=evolve(li, active=False), reason="调离")
    assert [r.text for r in desk.check(gone, on="office")] == [
        f"{case} is still with 李川: a head hands it over first."
    ]
    with pytest.raises(Refused) as refused:
        desk.enter(gone, on="office")
    assert "周口某快餐店" not in str(refused.value), "the administrator sees no docket"
    desk.as_officer("zhou").hand_over("li", {case: "sun"}, "调离")
    desk.enter(gone, on="office")
    assert not desk.office.officer("li").active


def test_who_leads_a_case_does_not_become_a_clerk_before_it_is_handed_over(
    desk: Desk, case: str
) -> None:
    li = desk.office.officer("li")
    clerk = acts.OfficerChanged(officer=evolve(li, positions=(Position.CLERK,)), reason="转岗")
    with pytest.raises(Refused, match="a head hands it over first"):
        desk.enter(clerk, on="office")
    desk.as_officer("zhou").hand_over("li", {case: "sun"}, "转岗")
    desk.enter(clerk, on="office")
    assert not desk.office.may_inspect("li", date(2026, 11, 23))


def test_an_account_can_be_shut_at_once_and_the_heads_are_told_what_it_leaves(
    desk: Desk, case: str
) -> None:
    li = desk.office.officer("li")
    gone = acts.OfficerChanged(
        officer=evolve(li, active=False), reason="失联", irregular="须立即停用账号"
    )
    desk.enter(gone, on="office")
    (line,) = [x for x in desk.as_officer("zhou").today() if x.act == "handed_over"]
    assert (line.docket, line.fill) == (case, {"officer": "li"})
    desk.as_officer("zhou").hand_over("li", {case: "sun"}, "失联")
    assert not [x for x in desk.as_officer("zhou").today() if x.act == "handed_over"]


def test_planned_steps_go_along_also_those_left_in_what_is_through(
    desk: Desk, case: str, complaint
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    for on in (case, key):
        step = acts.StepPlanned(what="回访", by="li", due=date(2026, 12, 1))
        desk.as_officer("zhou").enter(step, on=on)
    desk.as_officer("wang").enter(acts.Withdrawn(reason="已支付"), on=key)
    zhou = desk.as_officer("zhou")
    duties = {d.docket: [h.kind for h in d.held] for d in zhou.leaving("li")}
    assert duties == {case: ["lead", "step"], key: ["step"]}
    zhou.hand_over("li", {case: "sun", key: "wang"}, "调离")
    assert (zhou.case(case).steps[0].officer, zhou.complaint(key).steps[0].name) == ("sun", "王禾")
    assert zhou.leaving("li") == ()


# ------------------------------------------------------------------ nothing on nobody's desk

INSPECTORS = ["li", "chen", "sun", "zhou"]
WORK = st.lists(
    st.tuples(
        st.sampled_from(INSPECTORS),
        st.sampled_from(INSPECTORS),
        st.sets(st.sampled_from(["propose", "preserve", "recuse", "register", "empty"])),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(work=WORK, gone=st.sampled_from(["li", "chen", "sun"]), absent=st.sampled_from(INSPECTORS))
def test_after_the_batch_every_open_docket_is_on_somebodys_desk(
    work: list[tuple[str, str, set[str]]], gone: str, absent: str
) -> None:
    now = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with found_register("memory:", laborcase.sample_office(), clock=lambda: now) as desk:
        zhou = desk.as_officer("zhou")

        def registered(officer: str) -> str:
            act = acts.Registered(
                tipoff=True, identity="anonymous", channel="phone", received=now,
                respondents=(Respondent(name="某店"),), facts="欠薪",
                allegations=(Alleged(cause="arrears"),),
            )  # fmt: skip
            return desk.as_officer(officer).enter(act).docket

        for lead, assistant, more in work:
            if "register" in more:
                registered(lead)
            opened = zhou.enter(acts.Filed(reason="属实"), on=registered("wang")).opened
            if lead == assistant or "empty" in more:
                continue
            zhou.enter(acts.Assigned(lead=lead, assistant=assistant), on=opened)
            if "preserve" in more:
                desk.as_officer("ma").enter(acts.Preserved(name="账册", reason="灭失"), on=opened)
            if "propose" in more:
                desk.as_officer(lead).propose(EXTEND, on=opened, opinion="情况属实")
            if "recuse" in more and absent != "zhou":
                zhou.enter(acts.Recused(officer=absent, reason="亲属"), on=opened)
        if absent != gone:
            away(desk, absent, gone)
        to: dict[str, str | None] = {}
        for d in zhou.leaving(gone):
            can = [
                one
                for one in INSPECTORS
                if d.docket != OFFICE
                and not zhou.check(acts.HandedOver(officer=gone, to=one, note="x"), on=d.docket)
            ]
            to[d.docket] = can[0] if can else None
        zhou.hand_over(gone, to, "调离")
        assert zhou.leaving(gone) == ()
        for queue in OPEN_QUEUES:
            for row in zhou.find(zhou.asking(queue=queue)).rows:
                assert gone not in (row.lead, row.assistant, row.clerk)
                if row.kind == "case":
                    state = zhou.case(row.key)
                    assert state.paired or queue == "assign"
                    assert all(e.keeper != gone for e in state.evidence)
                else:
                    assert desk.office.officer(row.clerk).active


# ------------------------------------------------------------------ the command line


def test_the_command_line_lists_and_hands_over(older, complaint, capsys) -> None:
    url = older(2)
    args = ["--register", url, "--officer", "zhou", "--lang", "en"]
    assert main([*args, "hand-over", "wang"]) == 0
    listed = capsys.readouterr().out
    assert "26-000001  周口某快餐店" in listed
    assert "2 dockets" in listed
    batch = [*args, "hand-over", "wang", "--to", "xie", "--docket", "26-000002=", "--note", "调岗"]
    assert main([*batch, "--dry-run"]) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert main(batch) == 0
    capsys.readouterr()
    assert main([*args, "hand-over", "wang", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main([*args, "hand-over", "zhou", "--json"]) == 0
    assert [d["docket"] for d in json.loads(capsys.readouterr().out)] == ["26-000002"]
    assert main([*args, "hand-over", "xie", "--docket", "26-000001"]) == 2
    assert main([*args, "hand-over", "xie", "--docket", "26-000002=li"]) == 1
    assert "26-000001" in capsys.readouterr().err


def test_the_batch_speaks_chinese(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused) as refused:
        zhou.hand_over("li", {}, "")
    for reason in refused.value.reasons:
        assert not speak(reason.text, "zh_CN").isascii()


def test_the_tickets_of_a_secret_complaint_in_a_case_go_to_another_clerk(
    desk: Desk, complaint
) -> None:
    """They are the clerk's who knows the author, not the lead's: nobody else would answer them."""
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    told = complaint(
        tipoff=True, identity="confidential", channel="hotline_12345", ticket={"number": "GD1"}
    )
    key = wang.enter(told).docket
    case = zhou.enter(acts.Filed(), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    wang.enter(acts.ComplainantTold(what="已告知"), on=key)
    assert key in {d.docket for d in zhou.leaving("wang")}
    zhou.hand_over("wang", dict.fromkeys((d.docket for d in zhou.leaving("wang")), "zhou"), "交接")
    assert zhou.complaint(key).clerk == "zhou"
    assert [t.docket for t in zhou.today() if t.group == "ticket"] == [key]
