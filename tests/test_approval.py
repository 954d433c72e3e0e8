"""Approval: a complete act is proposed, signed in order, and made by the last signature."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import acts, codec
from laborcase.acts import ACTS
from laborcase.acts.approval import approvers
from laborcase.desk import Desk
from laborcase.errors import Conflict, Invalid, Refused
from laborcase.fields import fields_of
from laborcase.law.approvals import approvals
from laborcase.law.bases import bases
from laborcase.parties import Position
from laborcase.record.case import CaseStage
from laborcase.record.complaint import Disposition
from laborcase.record.docket import Alleged, StandIn
from laborcase.record.proposals import ProposalState
from laborcase.record.tickets import Arrival
from laborcase.words import speak

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂，涉及工人 35 名")


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def propose_extension(desk: Desk, case: str) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="拟延长三十个工作日")


# ------------------------------------------------------------------ the rows


def test_every_row_names_an_act_whose_last_signatory_may_enter_it_and_a_known_provision() -> None:
    for kind, rule in approvals().items():
        assert Position(rule.signs[-1]) in ACTS[kind].who
        assert not rule.basis or rule.basis in bases()
        assert set(approvers(rule)) <= ACTS[kind].who, kind
        if rule.field:
            assert rule.field in {f.name for f in fields_of(ACTS[kind])}


def test_nothing_that_is_proposed_holds_sealed_fields() -> None:
    for kind in approvals():
        assert not any(f.sealed for f in fields_of(ACTS[kind])), kind


# ------------------------------------------------------------------ who holds it


def test_until_the_last_signature_nothing_in_the_case_changes_and_it_shows_who_holds_it(
    desk: Desk, case: str, clock
) -> None:
    before = desk.as_officer("li").deadlines(case)
    propose_extension(desk, case)
    li = desk.as_officer("li")
    proposal = li.case(case).proposals[0]
    assert (proposal.awaits, proposal.since) == (Position.INSTITUTION_HEAD, date(2026, 11, 23))
    clock.forward(days=1)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    proposal = li.case(case).proposals[0]
    assert (proposal.awaits, proposal.since) == (Position.BUREAU_LEADER, date(2026, 11, 24))
    assert li.deadlines(case) == before
    desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    assert li.case(case).extended_on == (("investigate-60wd", date(2026, 11, 24)),)
    assert li.docket(case).entries[-1].officer == "ma"


# ------------------------------------------------------------------ who signs


def test_the_order_of_signatures_is_kept(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    with pytest.raises(Refused, match="waits for: institution head"):
        desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)


def test_nobody_approves_an_own_proposal(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").propose(EXTEND, on=case, opinion="情况属实")
    with pytest.raises(Refused, match="own proposal"):
        desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)


def test_nobody_signs_twice_in_a_round(desk: Desk, case: str) -> None:
    given = acts.AuthorisationGiven(
        giver="ma", holder="zhou", document="授权书〔2026〕1号",
        start=date(2026, 11, 20), end=date(2026, 11, 30),
    )  # fmt: skip
    desk.as_officer("ma").enter(given, on="office")
    propose_extension(desk, case)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Signed(proposal="R1"), on=case)
    with pytest.raises(Refused, match="signed this round already"):
        zhou.enter(acts.Signed(proposal="R1"), on=case)


def test_two_answers_in_one_round_the_second_is_told_and_nothing_is_written(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").propose(
        acts.Preserved(name="账簿", reason="可能毁损"), on=case, opinion="情况属实"
    )
    zhou = desk.as_officer("zhou")
    n = len(zhou.docket(case).entries)
    zhou.enter(acts.Signed(proposal="R1", answer="refuse", opinion="不必"), on=case, expected=n)
    head = zhou.head()
    with pytest.raises(Conflict, match="Somebody was first"):
        zhou.enter(acts.Signed(proposal="R1"), on=case, expected=n)
    with pytest.raises(Refused, match="No proposal waits"):
        zhou.enter(acts.Signed(proposal="R1"), on=case)
    assert zhou.head() == head


def test_whoever_handles_a_case_approves_nothing_in_it_alone(desk: Desk, case: str, clock) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Replaced(old="li", new="zhou", note="交接"), on=case)
    zhou.enter(acts.EvidenceAdded(name="工资表"), on=case)
    ends = acts.InspectionEnded(reason="事实不成立")
    with pytest.raises(Refused, match="Nobody approves the own work: propose it"):
        zhou.enter(ends, on=case)
    assert zhou.proposable(ends, on=case)
    zhou.propose(ends, on=case, opinion="情况属实")
    for officer in ("zhou", "chen"):
        with pytest.raises(Refused):
            desk.as_officer(officer).enter(acts.Signed(proposal="R1"), on=case)


def test_what_lies_proposed_is_not_entered_beside_its_proposal(desk: Desk, complaint) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
    with pytest.raises(Refused, match="R1 proposes this already and waits for: institution head"):
        zhou.enter(acts.Accepted(), on=key)
    zhou.enter(acts.Signed(proposal="R1"), on=key)
    assert zhou.complaint(key).case


def test_another_authority_does_not_sign(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    with pytest.raises(Refused, match="people of 周口经济开发区"):
        desk.as_officer("wu").enter(acts.Signed(proposal="R1"), on=case)


def test_a_transfer_to_the_police_is_signed_by_the_principal_head_alone(
    desk: Desk, case: str
) -> None:
    act = acts.Transferred(receiver="police", organ="市公安局", reason="涉嫌拒不支付劳动报酬")
    desk.as_officer("li").propose(act, on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    for officer in ("zhou", "ma"):
        with pytest.raises(Refused, match="waits for: principal head"):
            desk.as_officer(officer).enter(acts.Signed(proposal="R1"), on=case)
    desk.as_officer("gao").enter(acts.Signed(proposal="R1"), on=case)
    assert desk.as_officer("li").case(case).transferred_to == "市公安局"


# ------------------------------------------------------------------ standing in


def test_a_written_authorisation_lets_one_stand_in_for_its_days_only(
    desk: Desk, case: str, clock
) -> None:
    given = acts.AuthorisationGiven(
        giver="zhou", holder="sun", document="授权书〔2026〕2号",
        start=date(2026, 11, 24), end=date(2026, 11, 25),
    )  # fmt: skip
    desk.as_officer("zhou").enter(given, on="office")
    propose_extension(desk, case)
    sun = desk.as_officer("sun")
    with pytest.raises(Refused, match="waits for: institution head"):
        sun.enter(acts.Signed(proposal="R1"), on=case)
    clock.to("2026-11-26")
    with pytest.raises(Refused, match="waits for: institution head"):
        sun.enter(acts.Signed(proposal="R1"), on=case)
    clock.to("2026-11-25")
    sun.enter(acts.Signed(proposal="R1"), on=case)
    assert sun.case(case).proposals[0].awaits is Position.BUREAU_LEADER


def test_an_authorisation_is_given_by_a_head_within_one_authority_and_can_be_ended(
    desk: Desk, clock
) -> None:
    days = {"document": "授权书", "start": date(2026, 11, 20), "end": date(2026, 12, 20)}
    for giver, holder, why in (
        ("li", "chen", "no signature to lend"),
        ("zhou", "zhao", "same authority"),
        ("zhou", "zhou", "Nobody stands in for themselves"),
        ("ma", "li", "Only the giver"),
    ):
        act = acts.AuthorisationGiven(giver=giver, holder=holder, **days)
        with pytest.raises(Refused) as refused:
            desk.as_officer("zhou").enter(act, on="office")
        assert why in reasons(refused)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.AuthorisationGiven(giver="zhou", holder="sun", **days), on="office")
    sun = desk.office.officer("sun")
    assert Position.INSTITUTION_HEAD in desk.office.positions(sun, date(2026, 11, 23))
    ended = acts.AuthorisationEnded(giver="zhou", holder="sun", reason="已返岗")
    zhou.enter(ended, on="office")
    assert Position.INSTITUTION_HEAD not in desk.office.positions(sun, date(2026, 11, 23))


def authorise(desk: Desk, giver: str, holder: str) -> None:
    given = acts.AuthorisationGiven(
        giver=giver, holder=holder, document="授权〔2026〕1号",
        start=date(2026, 11, 20), end=date(2026, 11, 30),
    )  # fmt: skip
    desk.as_officer(giver).enter(given, on="office")


ZHOU = StandIn(
    giver="zhou", name="周明", position=Position.INSTITUTION_HEAD, document="授权〔2026〕1号"
)


def test_an_act_entered_in_anothers_place_names_the_place_and_the_document(
    desk: Desk, complaint
) -> None:
    authorise(desk, "zhou", "sun")
    key = desk.as_officer("wang").enter(complaint()).docket
    sun = desk.as_officer("sun")
    case = sun.enter(acts.Accepted(), on=key).opened
    for docket in (key, case):
        entry = sun.docket(docket).entries[-1]
        assert entry.given.positions == (Position.INSPECTOR,)
        assert entry.given.stands_in == ZHOU
        assert entry.signer == "孙桥 (for 周明, authorisation 授权〔2026〕1号)"
        assert speak(entry.signer, "zh_CN") == "孙桥（代周明，授权〔2026〕1号）"
    approval = next(line for line in sun.paper(case, "D10").splitlines() if "孙桥" in line)
    assert "监察机构负责人" in approval
    assert "孙桥（代周明，授权〔2026〕1号）" in approval


def test_every_signature_given_in_anothers_place_names_the_place_and_the_document(
    desk: Desk, complaint, case: str
) -> None:
    authorise(desk, "zhou", "sun")
    authorise(desk, "ma", "xie")
    propose_extension(desk, case)
    for officer in ("sun", "xie"):
        desk.as_officer(officer).enter(acts.Signed(proposal="R1"), on=case)
    ma = StandIn(
        giver="ma", name="马原", position=Position.BUREAU_LEADER, document="授权〔2026〕1号"
    )
    li = desk.as_officer("li")
    assert [s.stands_in for s in li.case(case).proposals[0].signatures] == [ZHOU, ma]
    assert [e.given.stands_in for e in li.docket(case).entries[-2:]] == [ZHOU, ma]
    key = desk.as_officer("wang").enter(complaint()).docket
    li.propose(acts.Accepted(), on=key, opinion="情况属实")
    filed = desk.as_officer("sun").enter(acts.Signed(proposal="R1"), on=key).opened
    approval = next(line for line in li.paper(filed, "D10").splitlines() if "孙桥" in line)
    assert "同意" in approval
    assert "孙桥（代周明，授权〔2026〕1号）" in approval


def test_an_authorisation_that_was_not_needed_leaves_no_trace_and_no_byte(
    desk: Desk, case: str
) -> None:
    authorise(desk, "zhou", "sun")
    authorise(desk, "zhou", "ma")
    desk.as_officer("sun").enter(acts.Noted(text="已电话联系"), on=case)
    desk.as_officer("ma").enter(EXTEND, on=case)
    entries = desk.as_officer("ma").docket(case).entries[-2:]
    assert [e.given.stands_in for e in entries] == [None, None]
    assert [e.signer for e in entries] == ["孙桥", "马原"]
    lines = list(desk._store.lines(case))[-2:]
    assert not any("stands_in" in line.body["given"] for line in lines)


# ------------------------------------------------------------------ what is proposed is checked


def test_what_cannot_be_entered_cannot_be_proposed(desk: Desk, case: str) -> None:
    finding = acts.FindingOn(allegation="A9", finding="upheld")
    act = acts.Decided(outcome="penalty", findings=(finding,), content="罚款")
    with pytest.raises(Refused) as refused:
        desk.as_officer("li").propose(act, on=case, opinion="情况属实")
    assert "not possible while it is" in reasons(refused)
    broken = acts.Proposed(what="extended", content='{"clock": "none"}')
    with pytest.raises(Invalid):
        desk.as_officer("li").enter(broken, on=case)
    with pytest.raises(Refused, match="needs no signature"):
        desk.as_officer("li").propose(acts.Noted(text="……"), on=case, opinion="情况属实")


def test_what_has_become_impossible_meanwhile_is_not_made_by_the_signature(
    desk: Desk, case: str, clock
) -> None:
    desk.as_officer("li").propose(EXTEND, on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    ma = desk.as_officer("ma")
    clock.to("2027-04-01")
    with pytest.raises(Refused, match="ended"):
        ma.enter(acts.Signed(proposal="R1"), on=case)
    assert ma.case(case).proposals[0].state is ProposalState.OPEN


def test_one_proposal_of_a_kind_at_a_time_and_the_proposer_withdraws_it(
    desk: Desk, case: str
) -> None:
    propose_extension(desk, case)
    with pytest.raises(Refused, match="proposed already"):
        propose_extension(desk, case)
    with pytest.raises(Refused, match="Only 李川 or a head"):
        desk.as_officer("chen").enter(acts.ProposalWithdrawn(proposal="R1"), on=case)
    desk.as_officer("li").enter(acts.ProposalWithdrawn(proposal="R1"), on=case)
    propose_extension(desk, case)
    assert [p.state.value for p in desk.as_officer("li").case(case).proposals] == [
        "withdrawn", "open",
    ]  # fmt: skip


def test_sending_back_and_refusing_want_their_reason(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    for answer in ("send_back", "refuse"):
        with pytest.raises(Refused, match="“Opinion” is empty"):
            desk.as_officer("zhou").enter(acts.Signed(proposal="R1", answer=answer), on=case)


def test_the_signatory_sees_beforehand_what_the_signature_moves(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    first = desk.as_officer("zhou").what_if(acts.Signed(proposal="R1"), on=case)
    assert first.moved == ()
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    last = desk.as_officer("ma").what_if(acts.Signed(proposal="R1"), on=case)
    assert [after.clock for _, after in last.moved] == ["investigate-60wd"]


def test_taking_back_the_made_act_opens_the_proposal_again(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    ma = desk.as_officer("ma")
    n = dict(ma.enter(acts.Signed(proposal="R1"), on=case).dockets)[case]
    ma.enter(acts.TakenBack(entry=n, reason="误签"), on=case)
    after = ma.case(case)
    assert after.extended_on == ()
    assert after.proposals[0].awaits is Position.BUREAU_LEADER


def test_who_may_not_enter_an_act_is_told_that_it_can_be_proposed(desk: Desk, case: str) -> None:
    found = {p.kind: p for p in desk.as_officer("li").permitted(case)}
    assert found["extended"].reasons
    assert found["extended"].proposable
    assert not found["closed"].proposable  # its duties are open
    assert not found["noted"].proposable


def test_a_closing_is_proposed_and_signed(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    finding = acts.FindingOn(allegation="A1", finding="not_upheld")
    act = acts.Decided(outcome="withdrawn", findings=(finding,), content="不属实")
    li.propose(act, on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.propose(acts.Closed(result="撤销立案"), on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R2"), on=case)
    assert li.case(case).stage is CaseStage.CLOSED


def test_what_is_refused_in_writing_is_signed_by_a_head_and_anybody_else_proposes_it(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    refusal = acts.Disposed(
        how="refused", reason="违法行为终了已逾二年", provision="gd-18-2",
        otherwise="工资表上的月份有误",
    )  # fmt: skip
    with pytest.raises(Refused, match="signed by a head: propose it") as error:
        wang.enter(refusal, on=key)
    assert [r.who for r in error.value.reasons] == ["institution head"]
    assert wang.proposable(refusal, on=key)
    wang.propose(refusal, on=key, opinion="建议不予受理")
    assert wang.complaint(key).allegations[0].disposition is None
    zhou.enter(acts.Signed(proposal="R1"), on=key)
    assert wang.complaint(key).allegations[0].disposition is Disposition.REFUSED
    other = wang.enter(complaint()).docket
    guided = acts.Disposed(how="guided", reason="已申请仲裁")
    assert not wang.proposable(guided, on=other), "the handler's own"
    wang.enter(guided, on=other)


# ------------------------------------------------------------------ what others overtook


def test_a_proposal_whose_act_can_no_longer_be_made_ends_by_itself_and_leaves_today(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
    assert [t.fill for t in zhou.today() if t.act == "signed"] == [{"proposal": "R1"}]
    wang.enter(acts.Disposed(how="guided", reason="已申请仲裁"), on=key)
    (proposal,) = wang.complaint(key).proposals
    assert (proposal.state, proposal.overtaken_by) == (ProposalState.OVERTAKEN, 3)
    assert proposal.awaits is None
    assert not proposal.pending
    assert not [t for t in zhou.today() if t.act == "signed"]
    assert key not in [row.key for row in zhou.find(zhou.asking(queue="waits")).rows]
    with pytest.raises(Refused, match="No proposal R1 waits"):
        zhou.enter(acts.Signed(proposal="R1"), on=key)


def test_what_is_still_open_of_a_complaint_can_be_signed_and_what_it_names_must_all_be(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    told = complaint().allegations[0]
    key = wang.enter(complaint(allegations=(told, told))).docket
    wang.propose(acts.Accepted(allegations=("A1",)), on=key, opinion="情况属实")
    wang.enter(acts.Disposed(allegations=("A2",), how="guided", reason="已申请仲裁"), on=key)
    assert wang.complaint(key).proposals[0].state is ProposalState.OPEN
    wang.enter(acts.Disposed(allegations=("A1",), how="guided", reason="已申请仲裁"), on=key)
    assert wang.complaint(key).proposals[0].state is ProposalState.OVERTAKEN


def test_an_overtaken_proposal_waits_again_when_the_entry_is_taken_back(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
    wang.enter(acts.Withdrawn(reason="已和解"), on=key)
    assert wang.complaint(key).proposals[0].state is ProposalState.OVERTAKEN
    wang.enter(acts.TakenBack(entry=3, reason="误登"), on=key)
    assert wang.complaint(key).proposals[0].state is ProposalState.OPEN


def test_what_lies_sent_back_in_a_case_ends_when_the_case_has_gone_past_it(
    desk: Desk, case: str
) -> None:
    li, zhou, ma = (desk.as_officer(o) for o in ("li", "zhou", "ma"))
    li.propose(
        acts.Preserved(name="工资账簿", place="财务室", reason="可能灭失"),
        on=case,
        opinion="情况属实",
    )
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="写明依据"), on=case)
    li.enter(acts.Concluded(report="不属实", proposal="handling"), on=case)
    assert li.case(case).proposals[0].state is ProposalState.RETURNED
    finding = acts.FindingOn(allegation="A1", finding="not_upheld")
    ma.enter(acts.Decided(outcome="withdrawn", findings=(finding,), content="不属实"), on=case)
    assert li.case(case).proposals[0].state is ProposalState.OVERTAKEN
    assert not [t for t in li.today() if t.act == "preserved"]


def test_what_needs_no_signature_is_not_proposed(desk: Desk, complaint, case: str) -> None:
    wang, li = desk.as_officer("wang"), desk.as_officer("li")
    key = wang.enter(complaint()).docket
    guided = acts.Disposed(how="guided", reason="已申请仲裁")
    with pytest.raises(Refused, match="needs no signature in this form: enter it directly"):
        wang.propose(guided, on=key, opinion="情况属实")
    assert not wang.proposable(guided, on=key)
    wang.enter(guided, on=key)
    advice = acts.Asked(what="guidance", reasons_given="如何认定用工主体")
    with pytest.raises(Refused, match="enter it directly"):
        li.propose(advice, on=case, opinion="情况属实")


# ------------------------------------------------------------------ what was approved is mended


def mend(entry: int, path: str, value: str) -> acts.Corrected:
    return acts.Corrected(
        entry=entry, changes=(acts.Change(path=path, value=value),), reason="写错"
    )


def extend(desk: Desk, case: str) -> int:
    """The entry by which li's extension was made, signed by zhou and ma."""
    propose_extension(desk, case)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    return dict(desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case).dockets)[case]


def test_what_was_approved_is_mended_only_by_who_could_approve_it(desk: Desk, case: str) -> None:
    n = extend(desk, case)
    for act in (mend(n, "reason", '"工人众多"'), acts.TakenBack(entry=n, reason="误")):
        with pytest.raises(Refused, match="Only who holds that position, or one above") as refused:
            desk.as_officer("zhou").enter(act, on=case)
        assert [r.who for r in refused.value.reasons] == ["bureau leader in charge"]
    desk.as_officer("gao").enter(mend(n, "reason", '"工人众多"'), on=case)


def test_the_author_of_what_was_approved_mends_it_while_holding_the_position(
    desk: Desk, case: str, clock
) -> None:
    authorise(desk, "ma", "xie")
    propose_extension(desk, case)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    xie = desk.as_officer("xie")
    n = dict(xie.enter(acts.Signed(proposal="R1"), on=case).dockets)[case]
    clock.to("2026-12-02")
    with pytest.raises(Refused, match="Only who holds that position, or one above"):
        xie.enter(mend(n, "reason", '"工人众多"'), on=case)


def test_whoever_handles_a_case_changes_nothing_alone_that_others_approved_in_it(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Replaced(old="li", new="zhou", note="交接"), on=case)
    authorise(desk, "ma", "zhou")
    n = dict(desk.as_officer("ma").enter(EXTEND, on=case).dockets)[case]
    with pytest.raises(Refused, match="what others approved of the own work"):
        zhou.enter(mend(n, "reason", '"工人众多"'), on=case)


def test_which_limit_was_extended_and_what_somebody_signed_is_not_corrected(
    desk: Desk, case: str
) -> None:
    n = extend(desk, case)
    ma = desk.as_officer("ma")
    with pytest.raises(Refused, match=r"“Limit” is not corrected.*as an act of its own"):
        ma.enter(mend(n, "clock", '"henan-close-30d"'), on=case)
    for entry, path in ((n - 1, "answer"), (n - 2, "content")):
        with pytest.raises(Refused, match="is not corrected"):
            ma.enter(mend(entry, path, '"refuse"'), on=case)
    assert ma.case(case).extended_on == (("investigate-60wd", date(2026, 11, 23)),)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("fine", "2000000"),
        ("content", '"罚款两万元"'),
        ("by", '"2027-12-08"'),
        ("findings.1.finding", '"not_upheld"'),
    ],
)
def test_what_a_served_decision_says_is_changed_by_an_act_of_its_own(
    desk: Desk, fined: str, path: str, value: str
) -> None:
    ma = desk.as_officer("ma")
    n = next(e.n for e in ma.docket(fined).entries if e.act.kind == "decided")
    head = ma.head()
    with pytest.raises(Refused) as refused:
        ma.enter(mend(n, path, value), on=fined)
    assert "which was served: a slip is put right by “Correct a decision”" in reasons(refused)
    assert "anything else by “Change a decision” or “Withdraw a decision”" in reasons(refused)
    assert "周开人社" in reasons(refused)
    assert ma.head() == head


def test_what_a_served_notice_or_order_says_is_not_corrected_either(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=3_200_00), on=case)
    (n, m) = (e.n for e in li.docket(case).entries[-2:])
    li.enter(mend(n, "intended", '"拟罚款五千元"'), on=case)
    for paper in ("P1", "P2"):
        li.enter(acts.Served(paper=paper, receiver="店长"), on=case)
    with pytest.raises(Refused, match="enter “Advance notice” once more"):
        li.enter(mend(n, "intended", '"拟罚款"'), on=case)
    with pytest.raises(Refused, match="“Change a decision”"):
        li.enter(mend(m, "what", '"重新支付"'), on=case)


def test_a_decision_that_is_not_served_yet_is_corrected_by_who_decides(
    desk: Desk, case: str
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.Concluded(report="不实", proposal="withdraw"), on=case)
    finding = acts.FindingOn(allegation="A1", finding="not_upheld")
    act = acts.Decided(outcome="withdrawn", findings=(finding,), content="不属实")
    n = dict(ma.enter(act, on=case).dockets)[case]
    with pytest.raises(Refused, match="Only who holds that position, or one above"):
        desk.as_officer("zhou").enter(mend(n, "content", '"查无实据"'), on=case)
    ma.enter(mend(n, "content", '"查无实据"'), on=case)
    assert li.case(case).papers[-1].text == "查无实据"


# ------------------------------------------------------------------ the own complaint


def test_whoever_handles_a_complaint_approves_nothing_in_it_alone(desk: Desk, complaint) -> None:
    authorise(desk, "zhou", "wang")
    wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))
    key = wang.enter(complaint()).docket
    with pytest.raises(Refused, match="Nobody approves the own work: propose it"):
        wang.enter(acts.Accepted(), on=key)
    li.propose(acts.Accepted(), on=key, opinion="情况属实")
    with pytest.raises(Refused, match="Nobody approves the own work"):
        wang.enter(acts.Signed(proposal="R1"), on=key)
    zhou.enter(acts.Signed(proposal="R1"), on=key)
    own = zhou.enter(complaint()).docket
    with pytest.raises(Refused, match="Nobody approves the own work: propose it"):
        zhou.enter(acts.Accepted(), on=own)
    zhou.enter(acts.Accepted(irregular="只有一人在岗"), on=own)
    assert zhou.complaint(own).irregularities


# ------------------------------------------------------------------ nobody else is there to sign


def led_by_the_head(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(acts.Replaced(old="li", new="zhou", note="交接"), on=case)


def signing(desk: Desk, officer: str) -> list[object]:
    return [t.fill for t in desk.as_officer(officer).today() if t.act == "signed"]


def test_where_only_the_handler_holds_the_position_the_head_above_signs_in_its_place(
    desk: Desk, case: str
) -> None:
    led_by_the_head(desk, case)
    zhou, ma = desk.as_officer("zhou"), desk.as_officer("ma")
    zhou.enter(acts.EvidenceAdded(name="工资表"), on=case)
    zhou.propose(acts.InspectionEnded(reason="事实不成立"), on=case, opinion="情况属实")
    with pytest.raises(Refused) as refused:
        zhou.enter(acts.Signed(proposal="R1"), on=case)
    assert "Nobody else in service is institution head: bureau leader in charge signs R1" in (
        reasons(refused)
    )
    with pytest.raises(Refused, match="waits for: bureau leader in charge"):
        ma.enter(acts.InspectionEnded(reason="事实不成立"), on=case)
    assert signing(desk, "ma") == [{"proposal": "R1"}]
    assert signing(desk, "gao") == []
    ma.enter(acts.Signed(proposal="R1"), on=case)
    (proposal,) = zhou.case(case).proposals
    assert proposal.state is ProposalState.MADE
    assert [s.position for s in proposal.signatures] == [Position.BUREAU_LEADER]


def test_a_head_who_signs_in_the_place_below_and_is_asked_later_answers_for_both(
    desk: Desk, case: str
) -> None:
    led_by_the_head(desk, case)
    zhou, ma = desk.as_officer("zhou"), desk.as_officer("ma")
    zhou.propose(EXTEND, on=case, opinion="情况属实")
    assert [d.clock for _, d in ma.what_if(acts.Signed(proposal="R1"), on=case).moved] == [
        "investigate-60wd"
    ]
    ma.enter(acts.Signed(proposal="R1"), on=case)
    assert zhou.case(case).extended_on
    assert zhou.case(case).proposals[0].state is ProposalState.MADE
    assert zhou.docket(case).entries[-1].given.proposal == "R1"
    transfer = acts.Transferred(receiver="police", organ="市公安局", reason="涉嫌拒不支付劳动报酬")
    zhou.propose(transfer, on=case, opinion="情况属实")
    ma.enter(acts.Signed(proposal="R2"), on=case)
    assert zhou.case(case).proposals[1].awaits is Position.PRINCIPAL_HEAD
    desk.as_officer("gao").enter(acts.Signed(proposal="R2"), on=case)
    assert zhou.case(case).transferred_to == "市公安局"


def test_where_the_only_leader_has_signed_for_the_head_the_principal_signs_for_the_leader(
    desk: Desk, case: str
) -> None:
    authorise(desk, "zhou", "ma")
    propose_extension(desk, case)
    desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    assert desk.as_officer("li").case(case).proposals[0].awaits is Position.BUREAU_LEADER
    with pytest.raises(Refused, match="signed this round already"):
        desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    desk.as_officer("gao").enter(acts.Signed(proposal="R1"), on=case)
    assert desk.as_officer("li").case(case).extended_on


def test_a_head_above_signs_only_where_nobody_else_in_service_can(desk: Desk, case: str) -> None:
    led_by_the_head(desk, case)
    desk.as_officer("zhou").propose(EXTEND, on=case, opinion="情况属实")
    authorise(desk, "zhou", "sun")
    with pytest.raises(Refused, match="waits for: institution head"):
        desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    assert signing(desk, "sun") == [{"proposal": "R1"}]


def test_who_has_left_the_service_signs_through_nobody(desk: Desk, complaint) -> None:
    authorise(desk, "zhou", "sun")
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
    gone = evolve(desk.office.officer("zhou"), active=False)
    desk.enter(acts.OfficerChanged(officer=gone, reason="离职"), on="office")
    sun = desk.as_officer("sun")
    with pytest.raises(Refused, match="waits for: institution head"):
        sun.enter(acts.Signed(proposal="R1"), on=key)
    with pytest.raises(Refused):
        sun.enter(acts.Accepted(), on=key)
    desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=key)  # nobody else is one now


# ------------------------------------------------------------------ what ends a proposal


def test_a_proposal_ends_when_another_authority_decides_in_the_case(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    back = acts.Preserved(name="账簿", reason="可能毁损")
    desk.as_officer("li").propose(back, on=case, opinion="情况属实")
    returned = acts.Signed(proposal="R2", answer="send_back", opinion="补")
    desk.as_officer("zhou").enter(returned, on=case)
    up = acts.Asked(what="request_upward", reasons_given="需查询单位账户")
    desk.as_officer("zhou").enter(up, on=case)
    assert signing(desk, "ma") == [{"proposal": "R1"}]
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意"), on=case
    )
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="一册"), on=case)
    states = [p.state for p in desk.as_officer("wu").case(case).proposals]
    assert states == [ProposalState.OVERTAKEN] * 2
    assert signing(desk, "ma") == []
    assert not [t for t in desk.as_officer("li").today() if t.act in ("extended", "preserved")]


def test_what_lies_sent_back_ends_when_its_act_is_entered_directly(desk: Desk, case: str) -> None:
    li, zhou, ma = (desk.as_officer(o) for o in ("li", "zhou", "ma"))
    books = acts.Preserved(name="账簿", reason="可能毁损")
    for n, act in enumerate((EXTEND, books), 1):
        li.propose(act, on=case, opinion="情况属实")
        zhou.enter(acts.Signed(proposal=f"R{n}", answer="send_back", opinion="补"), on=case)
    ma.enter(acts.Preserved(name="考勤机", reason="可能毁损"), on=case)
    assert [p.state.value for p in li.case(case).proposals] == ["returned"] * 2, "another thing"
    n = dict(ma.enter(EXTEND, on=case).dockets)[case]
    first, second = li.case(case).proposals
    assert (first.state, first.overtaken_by) == (ProposalState.OVERTAKEN, n)
    assert second.state is ProposalState.RETURNED
    assert [t.act for t in li.today() if t.act in ("extended", "preserved")] == ["preserved"]


def test_what_a_recused_officer_proposed_is_not_signed_any_more(desk: Desk, case: str) -> None:
    propose_extension(desk, case)
    desk.as_officer("gao").enter(acts.Recused(officer="li", reason="亲属"), on=case)
    assert desk.as_officer("zhou").case(case).proposals[0].state is ProposalState.OVERTAKEN
    with pytest.raises(Refused, match="No proposal R1 waits"):
        desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)


def test_nothing_is_signed_in_a_case_that_is_merged_into_another(
    desk: Desk, case: str, complaint
) -> None:
    other = desk.as_officer("wang").enter(complaint()).docket
    other = desk.as_officer("zhou").enter(acts.Accepted(), on=other).opened
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=other)
    propose_extension(desk, other)
    desk.as_officer("zhou").enter(acts.CasesMerged(case=other, reason="同一工地"), on=case)
    with pytest.raises(Refused, match="waits until the merger is undone"):
        desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=other)


# ------------------------------------------------------------------ what a signature files


def test_a_signature_files_nothing_that_the_proposal_does_not_speak_of(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="拟立案")
    assert wang.complaint(key).proposals[0].seen == ("A1",)
    later = acts.TicketAttached(
        ticket=Arrival(number="Q1", channel="hotline_12345"),
        new="还没签合同", allegations=(Alleged(cause="contracts"),),
    )  # fmt: skip
    wang.enter(later, on=key)
    with pytest.raises(Refused, match="Since R1 was proposed there is more here: A2"):
        zhou.enter(acts.Signed(proposal="R1"), on=key)
    assert zhou.complaint(key).case is None
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="合同一并审查"), on=key)
    wang.propose(acts.Accepted(), on=key, opinion="两项一并立案")
    zhou.enter(acts.Signed(proposal="R1"), on=key)
    assert all(a.disposition is Disposition.ACCEPTED for a in zhou.complaint(key).allegations)


def test_the_same_of_a_tip_off_whose_filing_names_no_allegations(desk: Desk, complaint) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint(tipoff=True)).docket
    wang.propose(acts.Filed(), on=key, opinion="情况属实")
    later = acts.TicketAttached(
        ticket=Arrival(number="Q1", channel="hotline_12345"),
        new="还没签合同", allegations=(Alleged(cause="contracts"),),
    )  # fmt: skip
    wang.enter(later, on=key)
    with pytest.raises(Refused, match="Since R1 was proposed there is more here: A2"):
        zhou.enter(acts.Signed(proposal="R1"), on=key)


def test_one_allegation_answered_otherwise_leaves_a_proposal_sent_back_for_the_others(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    told = complaint().allegations[0]
    key = wang.enter(complaint(allegations=(told, told))).docket
    refusal = acts.Disposed(how="refused", reason="逾二年", otherwise="工资表上的月份有误")
    wang.propose(refusal, on=key, opinion="情况属实")
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="补"), on=key)
    wang.enter(acts.Disposed(allegations=("A2",), how="guided", reason="已申请仲裁"), on=key)
    assert wang.complaint(key).proposals[0].state is ProposalState.RETURNED


def test_a_case_is_not_ended_with_what_came_into_it_after_the_proposal(
    desk: Desk, case: str, complaint
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.EvidenceAdded(name="工资表"), on=case)
    li.propose(acts.InspectionEnded(reason="事实不成立"), on=case, opinion="情况属实")
    other = desk.as_officer("wang").enter(complaint()).docket
    zhou.enter(acts.Accepted(case=case), on=other)
    with pytest.raises(Refused, match="there is more here: A2"):
        zhou.enter(acts.Signed(proposal="R1"), on=case)


def test_a_proposal_takes_an_opinion(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    for empty in ("", "  \n"):
        with pytest.raises(Refused) as refused:
            li.propose(EXTEND, on=case, opinion=empty)
        assert [r.path for r in refused.value.reasons] == ["opinion"]
    assert not li.case(case).proposals
    assert li.proposable(EXTEND, on=case)
    assert li.what_if(EXTEND, on=case, propose=True).moves


def test_what_came_back_lies_with_its_holder_till_it_is_proposed_again(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.propose(EXTEND, on=case, opinion="拟延长")
    assert li.sent_back("extended", case) is None
    back = acts.Signed(proposal="R1", answer="send_back", opinion="写明天数")
    desk.as_officer("zhou").enter(back, on=case)
    found = li.sent_back("extended", case)
    assert found is not None
    assert found.id == "R1"
    assert li.sent_back("closed", case) is None
    assert desk.as_officer("chen").sent_back("extended", case) is None
    li.propose(EXTEND, on=case, opinion="拟延长三十个工作日")
    assert li.sent_back("extended", case) is None


def test_labels_say_in_chinese_what_stands_there() -> None:
    told = {
        ("signed", "proposal"): "呈批件",
        ("signed", "answer"): "签批结论",
        ("proposal_withdrawn", "proposal"): "呈批件",
        ("objected", "about"): "异议对象",
        ("objection_answered", "about"): "异议对象",
        ("assistance_asked", "by"): "答复期限",
        ("assistance_asked", "organ"): "被请求机关",
        ("remedy_decided", "document"): "裁决文书",
    }
    for (kind, name), word in told.items():
        f = codec.field_at(ACTS[kind], name)
        assert f is not None
        assert speak(f.label, "zh_CN") == word, (kind, name)


def test_a_signature_is_given_after_the_proposal_and_the_last_one_on_its_own_day(
    desk: Desk, case: str, clock
) -> None:
    clock.to("2026-11-25")
    propose_extension(desk, case)
    clock.to("2026-11-26")
    before = acts.Signed(proposal="R1", happened=date(2026, 11, 24))
    with pytest.raises(Refused, match="2026-11-2"):
        desk.as_officer("zhou").enter(before, on=case)
    desk.as_officer("zhou").enter(evolve(before, happened=date(2026, 11, 25)), on=case)
    with pytest.raises(Refused, match="The last signature makes the act"):
        desk.as_officer("ma").enter(evolve(before, happened=date(2026, 11, 25)), on=case)
    desk.as_officer("ma").enter(acts.Signed(proposal="R1"), on=case)
    (found,) = (d for d in desk.as_officer("li").case(case).extended_on)
    assert found[1] == date(2026, 11, 26)
