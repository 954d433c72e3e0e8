"""Two cases become one and two again: nothing of either is lost, whatever happened in between."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from laborcase import acts, codec, demo, law
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import LaborCaseError, Refused
from laborcase.opening import found_register
from laborcase.parties import Person, Respondent, Worker
from laborcase.record.case import Case, CaseStage
from laborcase.record.docket import Alleged, fold, next_id
from laborcase.record.merging import MOVED, STAYS

SHANGHAI = ZoneInfo("Asia/Shanghai")


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def second(desk: Desk, complaint: Callable[..., acts.Registered], **fields: object) -> str:
    """Another case of the zone, with its own complaint and pair."""
    key = desk.as_officer("wang").enter(complaint(**fields)).docket
    zhou = desk.as_officer("zhou")
    opened = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    zhou.enter(acts.Assigned(lead="sun", assistant="chen"), on=opened)
    return opened


def merge(desk: Desk, case: str, other: str) -> None:
    desk.as_officer("zhou").enter(acts.CasesMerged(case=other, reason="同一工地"), on=case)


def part(desk: Desk, case: str, other: str) -> None:
    desk.as_officer("zhou").enter(acts.CasesUnmerged(case=other, reason="两回事"), on=case)


def states(desk: Desk, *keys: str) -> list[object]:
    return [desk.as_officer("zhou").docket(k).state for k in keys]


# ------------------------------------------------------------------ one case


def test_everything_of_the_other_case_stands_in_this_one(
    desk: Desk, case: str, complaint, clock
) -> None:
    clock.forward(days=1)
    other = second(
        desk, complaint, complainant=Person(name="孙某"), respondents=(Respondent(name="某劳务"),)
    )
    li, sun = desk.as_officer("li"), desk.as_officer("sun")
    li.enter(acts.EvidenceAdded(name="考勤"), on=case)
    for desk_, key in ((li, case), (sun, other)):
        desk_.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=key)
    sun.enter(acts.EvidenceAdded(name="工资表"), on=other)
    number = sun.case(other).number
    merge(desk, case, other)
    after = li.case(case)
    assert [p.id for p in after.papers] == ["P1", "P2"]
    assert [e.name for e in after.evidence] == ["考勤", "工资表"]
    assert [a.id for a in after.allegations] == ["A1", "A2"]
    assert {r.name for r in after.respondents} == {"周口某快餐店", "某劳务"}
    assert (after.persons, after.claimed) == (2, 640_000)
    assert number in [n.text for n in after.numbers]
    assert after.number != number
    gone = li.case(other)
    assert (gone.stage, gone.merged_into) == (CaseStage.MERGED, case)
    assert li.complaint("26-000003").case == case
    assert li.key_of(number) == other
    rows = {row.key: row for row in li.find(li.asking(kind="case")).rows}
    assert (rows[other].open, rows[other].due, rows[case].persons) == (0, None, 2)
    assert case in {row.key for row in li.find(li.asking(text=number)).rows}
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    assert li.case(case).paper("P2").served_on == clock.now.date()


def test_the_earliest_filing_counts_whichever_case_takes_the_other_in(
    desk: Desk, case: str, complaint, clock
) -> None:
    first = {d.clock: d.due for d in desk.as_officer("li").deadlines(case)}
    clock.forward(days=4)
    other = second(desk, complaint)
    merge(desk, other, case)
    assert {d.clock: d.due for d in desk.as_officer("li").deadlines(other)} == first
    assert desk.as_officer("li").case(other).filed_on == date(2026, 11, 23)
    assert desk.as_officer("li").deadlines(case) == ()
    assert any(f"({case}, entry 1)" in line for line in desk.as_officer("li").why(other))


def test_a_complaint_that_is_corrected_after_the_merger_tells_the_case_it_is_in_now(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint, complainant=Person(name="孙某"))
    merge(desk, case, other)
    change = acts.Change(path="allegations.1.amount", value="500000")
    desk.as_officer("wang").enter(
        acts.Corrected(entry=1, changes=(change,), reason="算错"), on="26-000003"
    )
    assert desk.as_officer("li").case(case).claimed == 320_000 + 500_000
    part(desk, case, other)
    here, there = states(desk, case, other)
    assert (here.claimed, there.claimed) == (320_000, 500_000)


def test_the_workers_who_came_along_stay_sealed_in_the_ledger(
    desk: Desk, case: str, complaint
) -> None:
    workers = (Worker(name="工一", phone="13955556666"),)
    other = second(desk, complaint, workers=workers)
    merge(desk, case, other)
    part(desk, case, other)
    for line in desk._store.each_line():
        body = dict(line.body)
        body.pop("sealed", None)
        body["entries"] = [
            {k: v for k, v in e.items() if k != "sealed"} for e in line.body["entries"]
        ]
        assert "13955556666" not in str(body)
    (brought,) = desk.as_officer("li").case(other).brought
    assert brought.workers[0].phone == "13955556666"


def test_closing_settles_the_complaints_of_both(desk: Desk, case: str, complaint, clock) -> None:
    other = second(desk, complaint)
    merge(desk, case, other)
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.Concluded(report="属实", proposal="no_penalty"), on=case)
    findings = tuple(acts.FindingOn(allegation=a, finding="not_upheld") for a in ("A1", "A2"))
    ma.enter(acts.Decided(outcome="no_penalty", findings=findings, content="不罚"), on=case)
    with pytest.raises(Refused, match="one decision"):
        part(desk, case, other)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    desk.as_officer("zhou").enter(acts.Closed(result="完"), on=case)
    assert li.complaint("26-000003").stage == "settled"


# ------------------------------------------------------------------ refused


def test_a_case_is_not_merged_with_itself_nor_twice_nor_with_what_is_none(
    desk: Desk, case: str, complaint
) -> None:
    with pytest.raises(Refused, match="merged with itself"):
        merge(desk, case, case)
    for nothing in ("26-000099", "26-000001"):
        with pytest.raises(Refused, match="There is no case"):
            merge(desk, case, nothing)
    other = second(desk, complaint)
    merge(desk, case, other)
    with pytest.raises(Refused, match=f"merged into {case} already"):
        merge(desk, case, other)
    third = second(desk, complaint)
    with pytest.raises(Refused, match=f"merged into {case} already"):
        merge(desk, third, other)
    with pytest.raises(Refused, match="merged into another case"):
        merge(desk, other, third)


def test_cases_of_two_authorities_are_not_merged(desk: Desk, case: str, complaint) -> None:
    key = desk.as_officer("qian").enter(complaint()).docket
    other = desk.as_officer("wu").enter(acts.Accepted(), on=key).opened
    with pytest.raises(Refused, match="decided by another authority"):
        merge(desk, case, other)


def test_a_case_past_its_investigation_or_closed_is_not_merged(
    desk: Desk, case: str, complaint, clock
) -> None:
    other = second(desk, complaint)
    sun = desk.as_officer("sun")
    sun.enter(acts.AdvanceNotice(intended="拟处理"), on=other)
    with pytest.raises(Refused, match=f"Case {other} is past its investigation"):
        merge(desk, case, other)
    third = second(desk, complaint)
    sun.enter(acts.Concluded(report="不实", proposal="withdraw"), on=third)
    with pytest.raises(Refused, match="past its investigation"):
        merge(desk, case, third)
    finding = acts.FindingOn(allegation="A1", finding="not_upheld")
    decided = acts.Decided(outcome="withdrawn", findings=(finding,), content="撤销立案")
    desk.as_officer("ma").enter(decided, on=third)
    sun.enter(acts.Served(paper="P1", receiver="店长"), on=third)
    desk.as_officer("zhou").enter(acts.Closed(result="完"), on=third)
    with pytest.raises(Refused, match=f"Case {third} is closed"):
        merge(desk, case, third)


def test_an_open_handover_or_irregularity_comes_first(desk: Desk, case: str, complaint) -> None:
    other = second(desk, complaint)
    desk.as_officer("zhou").enter(acts.Asked(what="request_upward", reasons_given="难"), on=other)
    with pytest.raises(Refused, match=f"Case {other}: hand-over H1"):
        merge(desk, case, other)
    third = second(desk, complaint)
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Recused(officer="chen", reason="亲属"), on=third)
    ordered = acts.Ordered(what="付", by=date(2026, 12, 1), irregular="一人")
    desk.as_officer("sun").enter(ordered, on=third)
    with pytest.raises(Refused, match="irregular and not settled"):
        merge(desk, case, third)


def test_a_case_with_a_child_or_a_review_takes_the_other_in_and_not_the_other_way(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint, complainant=Person(name="孙某"))
    sun = desk.as_officer("sun")
    sun.enter(acts.ChildFound(), on=other)
    with pytest.raises(Refused, match="Merge this case into that one"):
        merge(desk, case, other)
    merge(desk, other, case)
    assert sun.case(other).urgent
    sun.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=other)
    part(desk, other, case)
    assert [c.id for c in sun.case(other).pressing.children] == ["C1"]
    lodged = acts.RemedyLodged(what="review", about=("P1",), organ="周口市人民政府")
    sun.enter(lodged, on=other)
    with pytest.raises(Refused, match="a review, fine or publication"):
        merge(desk, case, other)


def test_a_case_on_whose_paper_a_review_rests_is_not_parted(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint, complainant=Person(name="孙某"))
    sun = desk.as_officer("sun")
    sun.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=other)
    merge(desk, case, other)
    lodged = acts.RemedyLodged(what="review", about=("P1",), organ="周口市人民政府")
    with pytest.raises(Refused, match="merged into another case"):
        sun.enter(lodged, on=other)
    desk.as_officer("li").enter(lodged, on=case)
    with pytest.raises(Refused, match="cannot be parted"):
        part(desk, case, other)


def test_what_another_organ_was_asked_and_what_was_urgent_come_along_and_go_back(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint, complainant=Person(name="孙某"))
    li, sun = desk.as_officer("li"), desk.as_officer("sun")
    li.enter(acts.AssistanceAsked(organ="市住建局", items="施工许可"), on=case)
    sun.enter(acts.AssistanceAsked(organ="市公安局", items="户籍"), on=other)
    sun.enter(acts.UrgencySet(urgencies=("injury",), reason="有人受伤"), on=other)
    merge(desk, case, other)
    assert li.case(case).urgent_step
    assert not li.case(other).urgent_step
    assert [(a.id, a.organ) for a in li.case(case).assistance] == [
        ("B1", "市住建局"),
        ("B2", "市公安局"),
    ]
    li.enter(acts.AssistanceAnswered(request="B2", answer="已复"), on=case)
    called = acts.Contacted(side="employer", whom="店长", reply="no_answer")
    li.enter(called, on=case)
    assert li.case(case).urgent_step, "nobody was spoken to"
    li.enter(evolve(called, reply="reached"), on=case)
    assert not li.case(case).urgent_step
    part(desk, case, other)
    assert [(a.id, a.answered_on is None) for a in li.case(case).assistance] == [("B1", True)]
    back = sun.case(other).assistance
    assert [(a.id, a.organ, a.answer) for a in back] == [("B1", "市公安局", "已复")]
    assert not li.case(case).urgent
    assert sun.case(other).urgent
    sun.enter(acts.AssistanceAsked(organ="市残联", items="名册"), on=other)
    assert [a.id for a in sun.case(other).assistance] == ["B1", "B2"]


def test_the_merged_case_takes_no_acts_but_can_be_read_and_noted(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint)
    merge(desk, case, other)
    sun = desk.as_officer("sun")
    with pytest.raises(Refused, match="merged into another case"):
        sun.enter(acts.EvidenceAdded(name="账"), on=other)
    change = acts.Change(path="told_on", value="null")
    with pytest.raises(Refused, match=f"merged into {case}, which holds it"):
        sun.enter(acts.Corrected(entry=1, changes=(change,), reason="x"), on=other)
    sun.enter(acts.Noted(text="原案"), on=other)
    key = desk.as_officer("wang").enter(complaint()).docket
    with pytest.raises(Refused, match=f"merged into {case}: join that"):
        desk.as_officer("zhou").enter(acts.Accepted(case=other), on=key)


def test_only_what_was_merged_here_can_be_parted(desk: Desk, case: str, complaint) -> None:
    other, third = second(desk, complaint), second(desk, complaint)
    with pytest.raises(Refused, match="No case was merged"):
        part(desk, case, other)
    merge(desk, case, other)
    with pytest.raises(Refused, match=f"was not merged into this one; merged were: {other}"):
        part(desk, case, third)
    merge(desk, third, case)
    with pytest.raises(Refused, match=f"{third} was not merged|{other} was not merged"):
        part(desk, third, other)
    part(desk, third, case)
    part(desk, case, other)
    assert all(not s.merged_into for s in states(desk, case, other, third))


# ------------------------------------------------------------------ undone


def test_a_merger_that_nothing_has_followed_is_simply_taken_back(
    desk: Desk, case: str, complaint
) -> None:
    other = second(desk, complaint)
    before = states(desk, case, other, "26-000003")
    merge(desk, case, other)
    n = len(desk.as_officer("zhou").docket(case).entries)
    desk.as_officer("zhou").enter(acts.TakenBack(entry=n, reason="误"), on=case)
    assert states(desk, case, other, "26-000003") == before


def test_what_has_happened_to_what_came_along_goes_back_with_it_and_the_rest_stays(
    desk: Desk, case: str, complaint, clock
) -> None:
    other = second(desk, complaint)
    li, sun = desk.as_officer("li"), desk.as_officer("sun")
    sun.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=other)
    merge(desk, case, other)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Ordered(what="提供账册", by=date(2026, 12, 2)), on=case)
    assert [p.id for p in li.case(case).papers] == ["P1", "P2"]
    part(desk, case, other)
    here, there = states(desk, case, other)
    assert [(p.id, p.text) for p in here.papers] == [("P2", "提供账册")]
    assert [(p.id, p.text, p.served_on) for p in there.papers] == [("P1", "支付", clock.now.date())]
    assert [d.subject for d in li.deadlines(other) if d.clock == "order-day"] == ["P1"]
    assert not [d for d in li.deadlines(case) if d.clock == "order-day"]
    li.enter(acts.Served(paper="P2", receiver="会计"), on=case)
    assert next_id("P", here.papers) == "P3"
    sun.enter(acts.EvidenceAdded(name="流水"), on=other)


DAY = date(2026, 12, 20)
BETWEEN: tuple[Act, ...] = (
    acts.EvidenceAdded(name="考勤"),
    acts.Preserved(name="账簿", reason="可能灭失"),
    acts.Ordered(what="付款", by=DAY),
    acts.InquiryIssued(whom="某店", items="工资表"),
    acts.Extended(clock="henan-close-30d", reason="复杂"),
    acts.Extended(clock="investigate-60wd", reason="复杂"),
    acts.Recused(officer="chen", reason="亲属"),
    acts.Assigned(lead="li", assistant="sun"),
    acts.Assigned(lead="zhou", assistant="li"),
    acts.Asked(what="guidance", reasons_given="如何办"),
    *(acts.Released(evidence=f"E{n}", how="发还") for n in range(1, 5)),
    *(acts.Served(paper=f"P{n}", receiver="店长") for n in range(1, 5)),
    # Without a sum: a payment entered in the case itself can be given to neither of the two.
    *(acts.Performed(paper=f"P{n}") for n in range(1, 5)),
    acts.Interviewed(
        interviewer="li", recorder="sun", start=datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI),
        end=datetime(2026, 11, 23, 9, 1, tzinfo=SHANGHAI), place="大队", person="甲", content="问",
    ),
    acts.Noted(text="记"),
    acts.TakenBack(entry=3, reason="误"),
)  # fmt: skip
STEPS = st.lists(st.sampled_from(BETWEEN), max_size=12)
FIND: dict[str, Callable[[Case], Iterable[object]]] = {
    "numbers": lambda c: [n.text for n in c.numbers],
    "parties": lambda c: [r.name for r in c.respondents],
    "papers": lambda c: [(p.kind, p.number, p.services, p.performed_on) for p in c.papers],
    "evidence": lambda c: [(e.name, e.preserved_on, e.released_on) for e in c.evidence],
    "complaints": lambda c: c.complaints,
    "sums": lambda c: [int(c.paid), int(c.claimed)],
}


def pair(desk: Desk) -> tuple[str, str]:
    """Two cases of the zone on different days, each with its own complaint, one of them found by
    the office itself."""
    zhou = desk.as_officer("zhou")
    complaint = acts.Registered(
        channel="counter", received=desk.now(), complainant=Person(name="甲"), facts="欠薪",
        respondents=(Respondent(name="某店"),),
        allegations=(Alleged(cause="arrears", amount=100),),
        workers=(Worker(name="甲", phone="13900000001"),),
    )  # fmt: skip
    key = desk.as_officer("wang").enter(complaint).docket
    one = zhou.enter(acts.Accepted(), on=key).opened
    own = acts.FiledOwnMotion(
        facts="巡查", respondents=(Respondent(name="某店"), Respondent(name="某劳务"))
    )
    two = zhou.enter(own).opened
    joined = evolve(complaint, complainant=Person(name="乙"), workers=())
    key = desk.as_officer("wang").enter(joined).docket
    zhou.enter(acts.Accepted(case=two), on=key)
    for case in (one, two):
        zhou.enter(acts.Assigned(lead="li", assistant="sun"), on=case)
    return one, two


def tried(desk: Desk, case: str, steps: Iterable[Act]) -> None:
    for act in steps:
        officers = [o.id for o in desk.office.officers if act.who & set(o.positions)]
        officer = next((o for o in ("li", "zhou", "ma") if o in officers), officers[0])
        try:
            desk.as_officer(officer).enter(act, on=case)
            note(f"{officer} {act.kind} {case}")
        except LaborCaseError:
            pass


def clocks(desk: Desk, key: str) -> list[tuple[object, ...]]:
    found = desk.as_officer("zhou").deadlines(key)
    return [(d.clock, d.subject, d.due, d.stopped and d.stopped.on) for d in found]


class Ticking:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, STEPS, st.integers(0, 9), st.booleans())
def test_a_merger_undone_leaves_numbers_parties_clocks_and_papers_as_they_were(
    first: list[Act], other: list[Act], days: int, turned: bool
) -> None:
    clock = Ticking()
    with found_register("memory:", demo.founding(), clock=clock, account="test") as desk:
        one, two = pair(desk)
        tried(desk, one, first)
        clock.now += timedelta(days=days)
        tried(desk, two, other)
        here, there = (two, one) if turned else (one, two)
        keys = (here, there, "26-000001", "26-000004")
        before = states(desk, *keys)
        limits = [clocks(desk, k) for k in keys]
        for _ in range(2):
            merge(desk, here, there)
            merged = states(desk, here)[0]
            assert merged.filed_on == min(before[0].filed_on, before[1].filed_on)
            for name in ("numbers", "papers", "evidence", "complaints"):
                both = [*FIND[name](before[0]), *FIND[name](before[1])]
                assert Counter(map(str, FIND[name](merged))) == Counter(map(str, both))
            part(desk, here, there)
            assert states(desk, *keys) == before
            assert [clocks(desk, k) for k in keys] == limits
        for key in keys:
            fresh = codec.entries_from(key, desk._store.lines(key))
            assert fold(fresh) == desk._docket(key).state
        desk.verify()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, STEPS, STEPS)
def test_whatever_is_done_between_a_merger_and_its_undoing_nothing_is_lost_or_doubled(
    first: list[Act], other: list[Act], between: list[Act]
) -> None:
    clock = Ticking()
    with found_register("memory:", demo.founding(), clock=clock, account="test") as desk:
        here, there = pair(desk)
        tried(desk, here, first)
        tried(desk, there, other)
        merge(desk, here, there)
        tried(desk, here, between)
        (merged,) = states(desk, here)
        assert isinstance(merged, Case)
        limits = {(d.clock, d.due) for d in law.run(merged.moments) if d.subject}
        part(desk, here, there)
        one, two = states(desk, here, there)
        for name, of in FIND.items():
            if name not in ("parties", "sums"):
                assert Counter(map(str, of(merged))) == Counter(map(str, [*of(one), *of(two)]))
        assert one.paid + two.paid == merged.paid
        assert one.interviews + two.interviews == merged.interviews
        for case in (one, two):
            ids = [x.id for x in (*case.papers, *case.evidence, *case.allegations)]
            assert len(ids) == len(set(ids))
        after = {(d.clock, d.due) for c in (one, two) for d in law.run(c.moments) if d.subject}
        assert after == limits
        merge(desk, here, there)


def test_every_field_of_a_case_has_its_place_in_a_merger() -> None:
    assert {f.name for f in attrs.fields(Case)} == MOVED | STAYS
    assert not MOVED & STAYS
