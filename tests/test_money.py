"""Claim lines and payments: four sums for each worker, allegation and period, never overwritten;
totals that reconcile to the fen; a worker counted once."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts, codec
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.fields import DocketKey
from laborcase.parties import Claim, Identity, Person, Worker
from laborcase.record.bringing import bringing
from laborcase.record.claims import Claims, Leaving, Left, of_rows
from laborcase.record.docket import Alleged, fold
from laborcase.record.payments import Capacity, LineSum, Payment
from laborcase.store import Line

MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
APRIL = {"start": date(2026, 4, 1), "end": date(2026, 4, 30)}
NUMBER = "411627198503124010"


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def worker(name: str, *sums: int, **more: object) -> Worker:
    """A worker who claims these sums, for March, April …"""
    periods = (MARCH, APRIL)
    claims = tuple(Claim(amount=s, **periods[n]) for n, s in enumerate(sums))
    return Worker(name=name, claims=claims, **more)


def paid(*sums: tuple[str, int], **more: object) -> acts.Paid:
    rows = tuple(LineSum(line=line, sum=fen) for line, fen in sums)
    return acts.Paid(**{"sums": rows, "payer": "周口某快餐店", **more})


@pytest.fixture
def group(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    """A complaint of three workers: 300, 100 and 200 + 50."""
    rows = (
        worker("甲", 300_00, phone="13900000001"),
        worker("乙", 100_00),
        worker("丙", 200_00, 50_00, resident_number=NUMBER),
    )
    return desk.as_officer("wang").enter(complaint(workers=rows)).docket


@pytest.fixture
def filed(desk: Desk, group: str) -> str:
    """The case of that complaint, with its pair."""
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=group).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    return case


def obeyed(desk: Desk, case: str) -> None:
    """An order, served and performed, so that the case can end by it."""
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1"), on=case)


# ------------------------------------------------------------------ lines


def test_each_row_is_a_worker_and_each_claim_a_line_of_the_allegation_it_fits(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    key = (
        desk.as_officer("wang")
        .enter(
            complaint(
                allegations=(Alleged(cause="arrears", **MARCH), Alleged(cause="overtime_pay")),
                workers=(
                    Worker(
                        name="甲",
                        claims=(
                            Claim(cause="overtime_pay", amount=7_00),
                            Claim(cause="arrears", amount=9_00, **MARCH),
                            Claim(cause="insurance"),
                        ),
                    ),
                ),
            )
        )
        .docket
    )
    lines = desk.as_officer("wang").complaint(key).claims.lines
    assert [(line.id, line.allegation, line.claimed) for line in lines] == [
        ("W1-1", "A2", 7_00),
        ("W1-2", "A1", 9_00),
        ("W1-3", "", None),
    ]


def test_a_complaint_without_rows_has_its_complainant_as_w1(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    state = wang.complaint(wang.enter(complaint()).docket)
    assert [(w.id, w.name, w.count) for w in state.claims.workers] == [("W1", "王某某", 1)]
    assert state.claims.line("W1-1").claimed == 3_200_00
    told = complaint(acting="agent", agent=Person(name="刘律师"))
    assert wang.complaint(wang.enter(told).docket).claims.worker("W1").name == "王某某"
    unsaid = wang.complaint(wang.enter(complaint(acting="agent")).docket)
    assert unsaid.claims.worker("W1").name == "", "it may be the agent who stands there"


def test_unnamed_workers_of_an_allegation_count_as_many_as_it_says(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    many = (Alleged(cause="arrears", workers=12, amount=5_000_00),)
    state = wang.complaint(wang.enter(complaint(allegations=many)).docket)
    assert (state.persons, state.claimed) == (12, 5_000_00)


def test_two_rows_of_one_person_are_one_worker_and_a_same_claim_counts_once(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    rows = (
        worker("甲", 300_00, resident_number=NUMBER),
        worker("乙", 100_00),
        worker("甲", 320_00, 80_00, resident_number=NUMBER),
        worker("乙", 100_00),
    )
    wang = desk.as_officer("wang")
    state = wang.complaint(wang.enter(complaint(workers=rows)).docket)
    assert [w.id for w in state.claims.workers] == ["W1", "W2", "W4"]  # a name alone says nothing
    assert [line.claimed for line in state.claims.worker("W1").lines] == [320_00, 80_00]
    assert state.persons == 3
    wang.enter(acts.WorkerLeft(worker="W4", how="double", same_as="W2"), on=state.key)
    state = wang.complaint(state.key)
    assert (state.persons, state.claimed) == (2, 500_00)


def test_what_a_double_claims_for_another_month_is_the_others_claim_also_in_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    rows = (worker("乙", 100_00), Worker(name="乙", claims=(Claim(amount=70_00, **APRIL),)))
    key = wang.enter(complaint(workers=rows)).docket
    wang.enter(acts.WorkerLeft(worker="W2", how="double", same_as="W1"), on=key)
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened
    for state in (wang.complaint(key), zhou.case(case)):
        assert (state.persons, state.claimed) == (1, 170_00)
        assert [line.id for line in state.claims.worker("W1").lines] == ["W1-1", "W1-2"]


def test_a_double_in_the_case_stays_one_when_its_complaint_is_corrected(
    desk: Desk, group: str, filed: str
) -> None:
    li, wang = desk.as_officer("li"), desk.as_officer("wang")
    li.enter(acts.WorkerLeft(worker="W2", how="double", same_as="W1"), on=filed)
    before = li.case(filed).totals
    change = acts.Change(path="facts", value='"四月也没发。"')
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="补记"), on=group)
    assert li.case(filed).totals == before
    assert before.persons == 2


def test_doubles_that_corrections_made_name_each_other_break_nothing(
    desk: Desk, group: str, filed: str
) -> None:
    li, wang = desk.as_officer("li"), desk.as_officer("wang")
    li.enter(acts.WorkerLeft(worker="W1", how="oral", reason="算了"), on=filed)
    n = len(li.docket(filed).entries)
    li.enter(acts.WorkerLeft(worker="W2", how="double", same_as="W1"), on=filed)
    changes = (
        acts.Change(path="how", value='"double"'),
        acts.Change(path="same_as", value='"W2"'),
    )
    li.enter(acts.Corrected(entry=n, changes=changes, reason="误"), on=filed)
    change = acts.Change(path="facts", value='"四月也没发。"')
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="补记"), on=group)
    assert li.case(filed).persons == 1


def test_a_ledger_from_before_lines_were_kept_is_read_as_it_stands(desk: Desk, filed: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=650_00), on=filed)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=filed)
    li.enter(acts.Performed(paper="P1", amount=400_00, complete=False), on=filed)
    old = json.loads(json.dumps([line.body for line in desk._store.lines(filed)]))
    for body in old:
        for new in ("sums",):
            body["act"].pop(new, None)
        for entry in body["entries"]:
            for brought in entry.get("brought", []):
                del brought["claims"], brought["contacts"]
            for sealed in entry.get("sealed", []):
                sealed.pop("claims", None)
    lines = [Line(seq=n, hash="", body=body) for n, body in enumerate(old, 1)]
    state = fold(codec.entries_from(filed, lines))
    assert state.claims == li.case(filed).claims
    assert (state.persons, state.claimed, state.paid) == (3, 650_00, 400_00)


def test_the_case_has_the_lines_under_the_same_ids_and_of_its_own_allegations_only(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    zhou = desk.as_officer("zhou")
    alleged = (Alleged(cause="insurance"), Alleged(cause="arrears", **MARCH))
    rows = (
        Worker(name="甲", claims=(Claim(cause="insurance"), Claim(amount=9_00, **MARCH))),
        Worker(name="乙", claims=(Claim(cause="insurance"),)),
    )
    key = desk.as_officer("wang").enter(complaint(allegations=alleged, workers=rows)).docket
    zhou.enter(
        acts.Disposed(how="referred", allegations=("A1",), reason="税务", to="税务局"), on=key
    )
    case = zhou.case(zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened)
    assert [(w.id, w.name) for w in case.claims.workers] == [("W1", "甲")]
    assert [(line.allegation, line.claimed) for line in case.claims.lines] == [("A1", 9_00)]


def test_a_worker_whom_two_complaints_name_is_counted_once_in_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    one = Person(name="丙", phone="13900000003", resident_number=NUMBER)
    alleged = (Alleged(cause="arrears", amount=250_00, **MARCH),)
    first = wang.enter(complaint(complainant=one, allegations=alleged)).docket
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=first).opened
    rows = (worker("甲", 300_00), worker("丙", 200_00, 50_00, resident_number=NUMBER))
    second = wang.enter(complaint(workers=rows)).docket
    zhou.enter(acts.Accepted(case=case, told_on=date(2026, 11, 23)), on=second)
    state = zhou.case(case)
    assert (state.persons, state.claimed) == (2, 600_00)
    assert [(w.id, w.name) for w in state.claims.workers] == [("W1", "丙"), ("W2", "甲")]
    assert [line.claimed for line in state.claims.worker("W1").lines] == [250_00, 50_00]


def test_what_was_brought_before_lines_were_kept_is_read_as_lines(desk: Desk, filed: str) -> None:
    state = desk.as_officer("li").case(filed)
    (new,) = state.brought
    old = evolve(new, claims=None)
    assert bringing(Claims(), old.complaint, old.by_worker, {"A1": "A1"}) == state.claims
    secret = evolve(old, workers=(), persons=3, claimed=650_00)
    read = secret.by_worker
    assert (read.persons, read.claimed) == (3, 650_00)


# ------------------------------------------------------------------ workers join and leave


def test_workers_join_and_leave_a_case_that_runs(desk: Desk, filed: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.WorkerJoined(worker=worker("丁", 80_00)), on=filed)
    li.enter(acts.WorkerLeft(worker="w2", how="withdrawn", reason="已私下领取"), on=filed)
    totals = li.case(filed).totals
    assert (totals.persons, totals.claimed, totals.outstanding) == (4, 730_00, 630_00)
    with pytest.raises(Refused, match="has left already"):
        li.enter(acts.WorkerLeft(worker="W2", how="oral", reason="……"), on=filed)
    with pytest.raises(Refused, match="There is no worker W9 here"):
        li.enter(acts.WorkerLeft(worker="W9", how="oral", reason="……"), on=filed)


def test_who_is_there_does_not_join_again_and_who_had_left_does(desk: Desk, group: str) -> None:
    wang = desk.as_officer("wang")
    again = acts.WorkerJoined(worker=worker("丙", 200_00, resident_number=NUMBER))
    with pytest.raises(Refused, match="This is W3, who stands here already"):
        wang.enter(again, on=group)
    wang.enter(acts.WorkerLeft(worker="W3", how="elsewhere", reason="已申请仲裁"), on=group)
    wang.enter(again, on=group)
    claims = wang.complaint(group).claims
    assert claims.worker("W3").left is None
    assert [line.claimed for line in claims.worker("W3").lines] == [200_00, 50_00]
    assert claims.persons == 3


def test_a_namesake_joins_only_with_how_one_knows_that_it_is_another_person(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    name = li.case(filed).claims.workers[0].name
    with pytest.raises(Refused, match=r"W1 has the same name.*Why it is another person"):
        li.enter(acts.WorkerJoined(worker=worker(name, 100_00)), on=filed)
    li.enter(acts.WorkerJoined(worker=worker(name, 100_00), another="两人同名，当面核对"), on=filed)
    numbered = worker("同名甲", 1_00, resident_number="110101199003077774")
    li.enter(acts.WorkerJoined(worker=numbered), on=filed)
    other = worker("同名甲", 1_00, resident_number="11010119900307053X")
    li.enter(acts.WorkerJoined(worker=other), on=filed)  # two numbers tell two people apart
    assert len({w.id for w in li.case(filed).claims.workers if w.name == "同名甲"}) == 2


def test_a_double_names_whose_and_has_no_payments_of_its_own(desk: Desk, group: str) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused, match="Say with whom W2 is the same person"):
        wang.enter(acts.WorkerLeft(worker="W2", how="double"), on=group)
    with pytest.raises(Refused, match="belongs to: is the same person"):
        wang.enter(acts.WorkerLeft(worker="W2", how="oral", same_as="W1", reason="x"), on=group)
    wang.enter(paid(("W2", 100_00)), on=group)
    with pytest.raises(Refused, match="W2 was paid: correct those payments first"):
        wang.enter(acts.WorkerLeft(worker="W2", how="double", same_as="W1"), on=group)
    wang.enter(acts.WorkerLeft(worker="W3", how="double", same_as="W1"), on=group)
    with pytest.raises(Refused, match="W3 is the same person as W1"):
        wang.enter(paid(("W3", 10_00)), on=group)


# ------------------------------------------------------------------ verified and ordered


def test_verified_sums_rest_on_evidence_and_the_newest_counts_while_all_stay_readable(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    rows = (LineSum(line="W1-1", sum=290_00), LineSum(line="W2-1"))
    with pytest.raises(Refused, match="There is no evidence E1 in this case"):
        li.enter(acts.SumsVerified(sums=rows, evidence="E1"), on=filed)
    li.enter(acts.EvidenceAdded(name="考勤表"), on=filed)
    li.enter(acts.SumsVerified(sums=rows, evidence="E1"), on=filed)
    li.enter(acts.EvidenceAdded(name="银行流水"), on=filed)
    better = (LineSum(line="W1-1", sum=280_00), LineSum(line="W3-2", sum=0))
    li.enter(acts.SumsVerified(sums=better, evidence="E2"), on=filed)
    state = li.case(filed)
    assert [(v.sum, v.evidence) for v in state.claims.line("W1-1").verifications] == [
        (290_00, "E1"),
        (280_00, "E2"),
    ]
    assert state.claims.line("W1-1").claimed == 300_00
    assert state.claims.line("W2-1").verified is None
    totals = state.totals
    assert (totals.verified, totals.outstanding) == (280_00, 280_00 + 100_00 + 200_00)
    assert state.verified == 280_00


def test_a_finding_takes_the_verified_sums_of_its_lines_and_does_not_contradict_them(
    desk: Desk, filed: str
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.EvidenceAdded(name="考勤表"), on=filed)
    rows = tuple(LineSum(line=i, sum=s) for i, s in (("W1-1", 300_00), ("W3-1", 100_00)))
    li.enter(acts.SumsVerified(sums=rows, evidence="E1"), on=filed)
    obeyed(desk, filed)
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=filed)
    wrong = acts.FindingOn(allegation="A1", finding="partly", verified=500_00)
    decided = acts.Decided(outcome="order", findings=(wrong,), content="……")
    with pytest.raises(Refused, match=r"worker by worker 400\.00 was verified, the finding says"):
        ma.enter(decided, on=filed)
    right = evolve(wrong, verified=None)
    ma.enter(evolve(decided, findings=(right,)), on=filed)
    assert ma.case(filed).allegations[0].verified == 400_00


def test_sums_are_ordered_by_a_paper_and_a_void_paper_orders_nothing(
    desk: Desk, filed: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    by = date(2026, 12, 1)
    rows = (LineSum(line="W1-1", sum=290_00), LineSum(line="W2-1", sum=90_00), LineSum(line="W3-1"))
    with pytest.raises(Refused, match=r"add up to 380\.00, the sum to be paid is 400\.00"):
        li.enter(acts.Ordered(what="支付", by=by, sums=rows, amount=400_00), on=filed)
    li.enter(acts.Ordered(what="支付", by=by, sums=rows), on=filed)
    state = li.case(filed)
    assert li.docket(filed).entries[-1].act.amount == 380_00
    ordered = [line.ordered(state.standing) for line in state.claims.lines]
    assert [o and (o.paper, o.sum) for o in ordered] == [
        ("P1", 290_00),
        ("P1", 90_00),
        None,
        None,
    ]
    again = acts.Ordered(what="支付", by=by, sums=rows[:1], irregular="一人办理")
    li.enter(evolve(again, sums=(LineSum(line="W1-1", sum=1_00),)), on=filed)
    state = li.case(filed)
    assert state.totals.ordered == 380_00, "an irregular paper orders nothing"
    n = state.irregularities[0].entry
    zhou.enter(acts.IrregularitySettled(entry=n, how="voided", reason="撤销"), on=filed)
    assert zhou.case(filed).totals.ordered == 380_00


def test_an_order_of_one_sum_for_all_leaves_each_workers_unknown(desk: Desk, filed: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=650_00, workers=3), on=filed)
    state = li.case(filed)
    assert state.totals.ordered is None
    assert all(line.ordered(state.standing) is None for line in state.claims.lines)


# ------------------------------------------------------------------ payments


def test_payments_are_kept_one_by_one_with_payer_capacity_means_and_the_workers_word(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    act = paid(
        ("W1-1", 100_00), ("W3", 220_00), payer="某建设集团", capacity="contractor", means="bank",
        proof="代付回单", confirmed="signature",
    )  # fmt: skip
    li.enter(act, on=filed)
    li.enter(paid(("W1-1", 50_00)), on=filed)
    claims = li.case(filed).claims
    first, second = claims.payments
    assert (first.id, first.payer, first.capacity) == ("M1", "某建设集团", Capacity.CONTRACTOR)
    assert [(s.line, s.sum) for s in first.sums] == [
        ("W1-1", 100_00), ("W3-1", 200_00), ("W3-2", 20_00),
    ]  # fmt: skip
    assert first.unconfirmed == ()
    assert second.unconfirmed == ("W1",)
    assert claims.paid_by_line() == {"W1-1": 150_00, "W3-1": 200_00, "W3-2": 20_00}
    li.enter(acts.PaymentConfirmed(payment="m2", how="call", proof="录音 20261123-1"), on=filed)
    assert li.case(filed).claims.payment("M2").unconfirmed == ()
    with pytest.raises(Refused, match="No payment waits for a worker's word"):
        li.enter(acts.PaymentConfirmed(payment="M2"), on=filed)


def test_a_payment_before_filing_comes_along_into_the_case_and_counts_once(
    desk: Desk, group: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W2", 100_00), confirmed="signature"), on=group)
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=group).opened
    assert zhou.case(case).paid == 100_00
    assert zhou.case(case).claims.payment("M1").unconfirmed == ()
    with pytest.raises(Refused, match=f"in case {case}: enter it there"):
        wang.enter(paid(("W1", 5_00)), on=group)
    rows = {r.key: r.paid for r in zhou.find(zhou.asking()).rows}
    assert rows == {group: 100_00, case: 100_00}


def test_a_corrected_payment_of_the_complaint_is_corrected_in_the_case_too(
    desk: Desk, group: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    wang.enter(paid(("W1", 50_00)), on=group)
    n = len(wang.docket(group).entries)
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=group).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    desk.as_officer("li").enter(acts.PaymentConfirmed(payment="M1"), on=case)
    desk.as_officer("li").enter(paid(("W1", 10_00)), on=case)
    change = acts.Change(path="sums.1.sum", value="500")
    wang.enter(acts.Corrected(entry=n, changes=(change,), reason="多打一个零"), on=group)
    state = zhou.case(case)
    assert [(p.id, p.total) for p in state.claims.payments] == [("M1", 5_00), ("M2", 10_00)]
    assert state.claims.payment("M1").unconfirmed == (), "what the case knows of it stays"
    assert wang.complaint(group).claims.paid == 5_00
    first = wang.docket(group).entries[n - 1].first
    assert first.sums[0].sum == 50_00


def test_a_worker_corrected_away_stays_in_the_case_where_money_rests_on_it(
    desk: Desk, group: str, filed: str
) -> None:
    li, wang = desk.as_officer("li"), desk.as_officer("wang")
    li.enter(paid(("W2", 60_00)), on=filed)
    rows = json.dumps(codec.plain_value(wang.complaint(group).workers[:1]))
    change = acts.Change(path="workers", value=rows)
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="名单有误"), on=group)
    claims = li.case(filed).claims
    assert [(w.id, [line.claimed for line in w.lines]) for w in claims.workers] == [
        ("W1", [300_00]),
        ("W2", [None]),
    ]
    assert claims.paid == 60_00


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (paid(), "Say who was paid"),
        (paid(("W1", 0)), "A payment of nothing is none"),
        (paid(("W7", 5_00)), "There is no line W7"),
        (paid(("W1-9", 5_00)), "There is no line W1-9"),
        (paid(("W1", 5_00), ("W1-1", 5_00)), "W1-1 stands twice"),
        (paid(("W1", 5_00), agreement="G1"), "There is no promise G1"),
        (paid(("W1", 5_00), paper="P1"), "There is no paper P1"),
        (paid(("W1", 5_00), confirmed="call"), "where the recording of the call is kept"),
        (paid(("W1", 5_00), confirmed_on=date(2026, 11, 23)), "Say how the workers confirmed it"),
        (
            paid(("W1", 5_00), confirmed="signature", confirmed_on=date(2026, 11, 20)),
            "Nobody can have confirmed on 2026-11-20",
        ),
        (paid(("W1", 5_00), happened=date(2026, 11, 24)), "is in the future"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_with_the_reason(
    desk: Desk, group: str, act: acts.Paid, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("wang").enter(act, on=group)
    assert why in reasons(refused)


def test_a_payment_by_nobody_is_no_payment(desk: Desk, group: str) -> None:
    with pytest.raises(Invalid, match="“Payer” is empty"):
        desk.as_officer("wang").enter(paid(("W1", 5_00), payer=" "), on=group)


def test_what_looks_odd_is_a_question_that_a_field_answers(desk: Desk, filed: str) -> None:
    li = desk.as_officer("li")
    sums = (LineSum(line="W1-1", sum=200_00),)
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), sums=sums), on=filed)
    li.enter(acts.WorkerLeft(worker="W2", how="withdrawn", reason="撤回"), on=filed)
    act = paid(("W1", 250_00), ("W2", 10_00), ("W3-2", 60_00))
    with pytest.raises(Refused) as refused:
        li.enter(act, on=filed)
    told = reasons(refused)
    assert "W1-1: 250.00 would be paid, more than the 200.00 ordered." in told
    assert "W2 has left on 2026-11-23: withdraws in writing." in told
    assert "W3-2: 60.00 would be paid, more than the 50.00 claimed." in told
    assert told.count("If it is right, say why in “Why it is right nevertheless”.") == 3
    assert all(not r.soft for r in refused.value.reasons), "a question is no irregularity"
    li.enter(evolve(act, nevertheless="含四月补发"), on=filed)
    assert li.case(filed).paid == 320_00
    assert li.docket(filed).entries[-1].act.irregular == ""


def test_money_is_entered_in_one_way_and_performance_does_not_count_it_again(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=650_00), on=filed)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=filed)
    li.enter(paid(("W1", 300_00), paper="P1"), on=filed)
    with pytest.raises(Refused, match=r"stands here by worker already \(300.00\)"):
        li.enter(acts.Performed(paper="P1", amount=300_00, complete=False), on=filed)
    li.enter(acts.Performed(paper="P1", complete=False), on=filed)
    assert li.case(filed).paid == 300_00


def test_performance_with_a_sum_stays_readable_as_money_that_nobody_says_to_whom(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=650_00), on=filed)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=filed)
    li.enter(acts.Performed(paper="P1", amount=400_00, complete=False), on=filed)
    li.enter(acts.Performed(paper="P1", amount=50_00, complete=False), on=filed)
    totals = li.case(filed).totals
    assert (totals.paid, totals.outstanding) == (450_00, 200_00)
    with pytest.raises(Refused, match=r"450\.00 stands here as paid without saying to whom"):
        li.enter(paid(("W1", 100_00)), on=filed)
    li.enter(paid(("W1", 100_00), nevertheless="另一笔"), on=filed)
    assert li.case(filed).totals.outstanding == 100_00


def test_performance_with_a_sum_of_the_only_worker_is_that_workers(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), amount=3_200_00), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1", amount=3_200_00), on=case)
    assert li.case(case).claims.paid_by_line() == {"W1-1": 3_200_00}


def test_payments_are_recorded_after_the_end_too(desk: Desk, case: str) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    obeyed(desk, case)
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    desk.as_officer("ma").enter(
        acts.Decided(outcome="order", findings=(finding,), content="……"), on=case
    )
    zhou.enter(acts.Closed(result="……"), on=case)
    li.enter(paid(("W1", 3_200_00), payer="市中级人民法院", capacity="court"), on=case)
    assert zhou.case(case).paid == 3_200_00
    with pytest.raises(Refused, match="This matter is over"):
        li.enter(acts.WorkerJoined(worker=worker("丁", 80_00)), on=case)


def test_another_authority_enters_no_money_in_a_case(desk: Desk, filed: str) -> None:
    with pytest.raises(Refused, match="does not handle this case"):
        desk.as_officer("zhao").enter(paid(("W1", 5_00)), on=filed)


def test_another_authority_enters_no_money_in_a_complaint(desk: Desk, group: str) -> None:
    with pytest.raises(Refused, match="does not handle this complaint"):
        desk.as_officer("zhao").enter(paid(("W1", 5_00)), on=group)


# ------------------------------------------------------------------ secrets


@pytest.mark.parametrize("tipoff", [False, True])
def test_a_secret_complaint_brings_workers_without_names_that_count(
    desk: Desk, complaint: Callable[..., acts.Registered], tipoff: bool
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(
        complaint(
            tipoff=tipoff,
            identity=Identity.CONFIDENTIAL,
            complainant=Person(name="金丝雀", phone="13900000009"),
            workers=(worker("金丝雀", 300_00, resident_number=NUMBER), worker("鹦鹉", 100_00)),
        )
    ).docket
    wang.enter(acts.WorkerJoined(worker=worker("画眉", 80_00, phone="13900000008")), on=key)
    wang.enter(
        acts.Contacted(
            side="complainant", whom="金丝雀", phone="13900000009", reply="reached",
            said="金丝雀说钱还没到",
        ),
        on=key,
    )  # fmt: skip
    opened = wang.open_identity(key, "核对").docket.state
    assert [w.name for w in opened.claims.workers] == ["金丝雀", "鹦鹉", "画眉"]
    act = acts.Filed() if tipoff else acts.Accepted(told_on=date(2026, 11, 23))
    case = zhou.enter(act, on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li = desk.as_officer("li")
    state = li.case(case)
    assert (state.persons, state.claimed) == (3, 480_00)
    li.enter(paid(("W2", 100_00)), on=case)
    seen = str(li.docket(key)) + str(li.docket(case)) + str(li.find(li.asking()).rows)
    seen += str(li.docket(case).entries[0].given)
    for name in ("金丝雀", "鹦鹉", "画眉", NUMBER, "13900000009", "13900000008"):
        assert name not in seen
    assert li.complaint(key).persons == 3


def test_what_is_sealed_of_a_worker_stands_in_the_sealed_part_of_the_ledger(
    desk: Desk, group: str, filed: str
) -> None:
    wang = desk.as_officer("wang")
    wang.enter(acts.Contacted(whom="店长", phone="13900000007", reply="no_answer"), on=filed)
    for line in desk._store.each_line():
        opened = {k: v for k, v in line.body.items() if k not in ("sealed", "entries")}
        entries = [{k: v for k, v in e.items() if k != "sealed"} for e in line.body["entries"]]
        for secret in (NUMBER, "13900000001", "13900000007"):
            assert secret not in str(opened)
            assert secret not in str(entries)
    assert wang.case(filed).contacts[0].phone == "13900000007"


# ------------------------------------------------------------------ properties

KEY = DocketKey("26-000001")
SUMS = st.integers(0, 10_000)
ROWS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁"), st.lists(SUMS | st.none(), max_size=2), st.booleans()),
    max_size=8,
)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "verify", "order", "leave", "lump"]), st.integers(0, 20), SUMS
    ),
    max_size=12,
)


def told(rows: list[tuple[str, list[int | None], bool]]) -> Claims:
    """Claims of rows; some bear a phone, by which the same name is the same person."""
    workers = [
        Worker(
            name=name,
            phone=f"1390000000{'甲乙丙丁'.index(name)}" if known else None,
            claims=tuple(Claim(amount=s, **(MARCH, APRIL)[n]) for n, s in enumerate(sums)),
        )
        for name, sums, known in rows
    ]
    return of_rows(KEY, workers, (("A1", Alleged(cause="arrears")),))


def done(claims: Claims, deeds: list[tuple[str, int, int]]) -> Claims:
    """Claims after payments, verified and ordered sums, and workers who left."""
    for what, at, fen in deeds:
        workers = [w for w in claims.workers if not w.double]
        lines = [line for w in workers for line in w.lines]
        if not lines:
            continue
        row = LineSum(line=lines[at % len(lines)].id, sum=fen)
        of_double = any(w.double for w in workers for x in w.lines if x.id == row.line)
        if what in ("verify", "order") and of_double:
            continue  # as the desk refuses it
        if what == "pay":
            row = evolve(row, line=workers[at % len(workers)].id)
            sums = claims.spread((row,))
            assert sum(s.sum for s in sums) == fen, "a sum is spread to the last fen"
            claims = claims.with_payment(_payment(sums=sums))
        elif what == "lump":
            claims = claims.with_payment(_payment(lump=fen))
        elif what == "verify":
            claims = claims.verified((row,), "E1", date(2026, 3, 1))
        elif what == "order":
            claims = claims.ordered((row,), f"P{at % 3}")
        else:
            worker_, other = workers[at % len(workers)], workers[(at + 1) % len(workers)]
            how = list(Leaving)[fen % 5]
            if how is Leaving.DOUBLE and (other is worker_ or claims.payments_to(worker_.id)):
                continue
            same_as = other.id if how is Leaving.DOUBLE else ""
            if worker_.left is None:
                gone = Left(how=how, on=date(2026, 3, 1), same_as=same_as)
                claims = claims.left(worker_.id, gone)
    return claims


def _payment(**more: object) -> Payment:
    return Payment(id="", on=date(2026, 3, 2), payer="某店", capacity=Capacity.EMPLOYER, **more)


@given(ROWS, DEEDS)
def test_totals_reconcile_to_the_fen(
    rows: list[tuple[str, list[int | None], bool]], deeds: list[tuple[str, int, int]]
) -> None:
    claims = done(told(rows), deeds)
    totals, paid_by, missing = claims.totals({"P1"}), claims.paid_by_line(), claims.missing()
    counted = [(w, line) for w in claims.workers if not w.double for line in w.lines]
    assert totals.paid == sum(p.total for p in claims.payments)
    assert totals.paid == sum(paid_by.values()) + claims.lump
    assert totals.claimed == sum(line.claimed or 0 for _, line in counted)
    assert (totals.verified or 0) == sum(line.verified or 0 for _, line in counted)
    assert (totals.ordered or 0) == sum(o.sum for _, line in counted if (o := line.ordered({"P1"})))
    for worker_, line in counted:
        if worker_.left is None and line.owed is not None:
            over = max(0, paid_by.get(line.id, 0) - line.owed)
            assert line.owed + over == paid_by.get(line.id, 0) + missing[line.id]
    assert totals.outstanding == max(0, sum(s or 0 for s in missing.values()) - claims.lump)
    assert totals.persons == len([w for w in claims.workers if not w.double])
    ids = [w.id for w in claims.workers]
    assert len(ids) == len(set(ids))
    assert len(claims.lines) == len({line.id for line in claims.lines})


@given(ROWS, DEEDS, ROWS, DEEDS)
def test_bringing_again_changes_nothing_and_keeps_what_the_case_did(
    rows: list[tuple[str, list[int | None], bool]],
    deeds: list[tuple[str, int, int]],
    more: list[tuple[str, list[int | None], bool]],
    later: list[tuple[str, int, int]],
) -> None:
    first, second = DocketKey("26-000001"), DocketKey("26-000002")
    one, two = done(told(rows), deeds), told(more)
    case = bringing(Claims(), first, one, {"A1": "A1"})
    assert (case.persons, case.claimed) == (one.persons, one.claimed)
    assert case.paid == one.paid
    assert [w.id for w in case.workers] == [w.id for w in one.workers]
    case = done(bringing(case, second, two, {"A1": "A2"}), later)
    again = bringing(case, first, one, {"A1": "A1"})
    assert again.totals({"P1"}) == case.totals({"P1"})
    assert {line.id: line.orders for line in again.lines} == {
        line.id: line.orders for line in case.lines
    }
    assert [(p.id, p.total) for p in again.payments] == [(p.id, p.total) for p in case.payments]
    assert [w.id for w in again.workers] == [w.id for w in case.workers]
