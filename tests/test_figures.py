"""Figures: what every monthly report asks, counted from the dockets, and the same again as known
then."""

import csv
import io
import json
from datetime import date, datetime, timedelta
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcase
from laborcase import acts
from laborcase.acts import ACTS
from laborcase.acts.base import Act
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Refused
from laborcase.figures import CLASSED, OPENING, class_name, harmless
from laborcase.law.classes import classes
from laborcase.law.figures import EVENTS, figure_rules
from laborcase.opening import found_register, open_desk
from laborcase.parties import People, Person, Respondent, Site, Worker
from laborcase.record.case import ClosingKind, HandoverAnswer, HandoverKind, Outcome, Source
from laborcase.record.complaint import Disposition
from laborcase.record.docket import Alleged
from laborcase.record.effects import Effects
from laborcase.record.payments import LineSum
from laborcase.values import resident_number

FIRST, LAST = date(2026, 11, 21), date(2026, 12, 20)
FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_000_00)


def totals(desk: Desk, **more: object) -> dict[str, int]:
    """The figures of the period that are not zero."""
    report = desk.as_officer("zhou").figures(FIRST, LAST, **more)  # type: ignore[arg-type]
    return {f.id: f.total for f in report.figures if f.total}


def performed(desk: Desk, case: str, **fields: object) -> None:
    act = acts.Performed(**{"paper": "P1", "complete": False, **fields})
    desk.as_officer("li").enter(act, on=case)


def ordered(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)


def close(desk: Desk, case: str, **effects: object) -> None:
    """The case, served and ordered, to its end."""
    li, ma, zhou = (desk.as_officer(one) for one in ("li", "ma", "zhou"))
    li.enter(acts.Performed(paper="P1", amount=3_000_00, workers=1), on=case)
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    decision = acts.Decided(outcome="order", findings=(FINDING,), content="已改正")
    ma.enter(decision, on=case)
    zhou.enter(acts.Closed(result="已付清", effects=Effects(**effects)), on=case)


# ------------------------------------------------------------------ the rows


def test_every_row_is_explained_in_both_languages_and_asks_for_what_exists() -> None:
    cases = {
        "disposed": {d.value for d in Disposition} | {"settled"},
        "ended": {d.value for d in Disposition} | {"withdrawn", "settled"},
        "filed": {s.value for s in Source},
        "decided": {o.value for o in Outcome},
        "closed": {c.value for c in ClosingKind},
        "asked": {h.value for h in HandoverKind},
        "waiting": {h.value for h in HandoverKind},
        "supervised": {"on_time", "late"},
        "watched": {"in_time", "late"},
        "answered": {f"{h.value}:{a.value}" for h in HandoverKind for a in HandoverAnswer},
        "issued": {"inquiry", "order", "advance_notice", "demand"},
    }
    for rule in figure_rules().values():
        assert not rule.zh.isascii()
        assert not rule.meaning_zh.isascii()
        assert rule.meaning_en.isascii()
        assert set(rule.only) <= cases.get(rule.by, set()), rule.id
        assert rule.by in EVENTS


def test_industries_are_the_letters_a_to_t() -> None:
    assert "".join(classes("industry")) == "ABCDEFGHIJKLMNOPQRST"
    assert classes("industry")["E"].title("zh_CN") == "建筑业"


def test_a_class_that_does_not_exist_is_refused_with_the_ones_there_are(
    desk: Desk, complaint
) -> None:
    wrong = Respondent(name="某厂", industry="Z", registration_type="777")
    with pytest.raises(Refused) as refused:
        desk.as_officer("wang").enter(complaint(respondents=(wrong,)))
    told = "\n".join(r.text for r in refused.value.reasons)
    assert "A to T" in told
    assert "170" in told


# ------------------------------------------------------------------ what is counted


def test_a_complaint_counts_in_the_period_of_its_receipt_with_persons_and_sums(
    desk: Desk, complaint, clock
) -> None:
    workers = (
        Worker(name="甲", resident_number=resident_number("411621201107050028"), migrant=True),
        Worker(name="乙", sex="female", born=date(1980, 1, 1)),
        Worker(name="丙", sex="male", migrant=True),
    )
    desk.as_officer("wang").enter(complaint(workers=workers))
    found = totals(desk)
    assert found == {
        "complaints": 1, "received_persons": 3, "received_migrants": 2, "received_women": 2,
        "received_minors": 1, "received_claimed": 3_200_00, "open_unfiled": 1,
    }  # fmt: skip
    assert desk.as_officer("wang").figures(date(2026, 12, 1), LAST).figure("complaints").total == 0


def test_who_comes_alone_is_counted_by_the_own_number(desk: Desk, complaint) -> None:
    who = Person(name="王某某", resident_number=resident_number("411621201107050028"))
    desk.as_officer("wang").enter(complaint(complainant=who))
    found = totals(desk)
    assert (found["received_women"], found["received_minors"]) == (1, 1)


def test_of_a_list_that_must_stay_unknown_only_what_was_said_is_counted(
    desk: Desk, complaint
) -> None:
    worker = Worker(name="甲", sex="female", born=date(2012, 1, 1))
    act = complaint(tipoff=True, workers=(worker,), people=People(minors=1))
    desk.as_officer("wang").enter(act)
    found = totals(desk)
    assert (found["tipoffs"], found["received_minors"]) == (1, 1)
    assert "received_women" not in found


def test_a_case_counts_by_its_days_and_a_worker_once_whatever_is_paid_in_parts(
    desk: Desk, case: str
) -> None:
    ordered(desk, case)
    performed(desk, case, amount=1_000_00, workers=1)
    found = totals(desk)
    assert found["filed"] == found["filed_persons"] == found["orders"] == found["open_cases"] == 1
    assert (found["recovered"], found["paid_persons"]) == (1_000_00, 1)
    assert found["accepted"] == 1
    assert "open_unfiled" not in found, "the complaint is in the case"
    close(desk, case, contracts=1, insured=2, insurance=500_00, deposits=3, deposit_sum=600_00)
    found = totals(desk)
    assert (found["recovered"], found["paid_persons"]) == (4_000_00, 1)
    assert (found["verified"], found["verified_persons"]) == (3_000_00, 1)
    assert (found["closed"], found["closed_persons"]) == (1, 1)
    assert [
        found[name] for name in ("contracts", "insured", "insurance", "deposits", "deposit_sum")
    ] == [1, 2, 500_00, 3, 600_00]
    assert "open_cases" not in found


def test_sums_fall_into_the_period_of_their_payment(desk: Desk, case: str, clock) -> None:
    ordered(desk, case)
    performed(desk, case, amount=1_000_00)
    clock.to("2026-12-21")
    performed(desk, case, amount=200_00)
    late = date(2026, 12, 19)
    performed(desk, case, amount=30_00, happened=late, late_reason="收据才到")
    zhou = desk.as_officer("zhou")
    assert zhou.figures(FIRST, LAST).figure("recovered").total == 1_030_00
    after = zhou.figures(date(2026, 12, 21), date(2027, 1, 20))
    assert after.figure("recovered").total == 200_00
    assert zhou.figures(FIRST, LAST, LAST).figure("recovered").total == 1_000_00


def test_what_ends_without_a_case_is_told_apart_from_what_is_filed(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    one = wang.enter(complaint()).docket
    wang.enter(acts.Withdrawn(reason="已支付"), on=one)
    two = wang.enter(complaint()).docket
    told = desk.now().date()
    wang.enter(acts.Disposed(how="guided", reason="劳动争议", told_on=told), on=two)
    found = totals(desk)
    assert found["ended_unfiled"] == 2
    assert found["directed"] == 1
    assert "filed" not in found


def paid(**fields: object) -> acts.Paid:
    """The worker of a complaint who comes alone gets money."""
    rows = (LineSum(line="W1", sum=3_200_00),)
    return acts.Paid(**{"sums": rows, "payer": "周口某快餐店", "means": "mobile", **fields})


def test_what_is_settled_at_the_counter_is_recovered_without_a_case(desk: Desk, complaint) -> None:
    wang, zhou, today = desk.as_officer("wang"), desk.as_officer("zhou"), desk.now().date()
    key = wang.enter(complaint()).docket
    wang.enter(paid(confirmed="signature"), on=key)
    settled = acts.SettledWithoutFiling(
        result="已付清", no_crime=True, no_others=True, told_on=today
    )
    zhou.enter(settled, on=key)
    found = totals(desk)
    assert (found["settled_unfiled"], found["settled_unfiled_persons"]) == (1, 1)
    assert (found["recovered"], found["paid_persons"]) == (3_200_00, 1)
    assert "filed" not in found


def test_what_was_verified_counts_when_a_complaint_is_settled_without_filing_and_not_before(
    desk: Desk, complaint
) -> None:
    wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))
    key = wang.enter(complaint()).docket
    sums = (LineSum(line="W1-1", sum=3_000_00),)
    li.enter(acts.SumsVerified(sums=sums, evidence="考勤表"), on=key)
    wang.enter(paid(sums=sums, confirmed="signature"), on=key)
    assert "verified" not in totals(desk), "nothing is settled yet"
    settled = acts.SettledWithoutFiling(result="已付清", no_crime=True, no_others=True)
    zhou.enter(settled, on=key)
    assert "verified" not in totals(desk), "the complainant is not told yet"
    wang.enter(acts.ComplainantTold(what="已告知"), on=key)
    found = totals(desk)
    assert (found["verified"], found["verified_persons"]) == (3_000_00, 1)
    assert found["recovered"] == 3_000_00


def test_what_a_settling_without_filing_brought_counts_while_it_holds(
    desk: Desk, complaint
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.enter(paid(confirmed="signature"), on=key)
    settled = acts.SettledWithoutFiling(
        result="付清", no_crime=True, no_others=True, told_on=date(2026, 11, 23),
        effects={"contracts": 1, "deposits": 2, "deposit_sum": 600_00},
    )  # fmt: skip
    zhou.enter(settled, on=key)
    got = totals(zhou)
    assert (got["contracts"], got["deposits"], got["deposit_sum"]) == (1, 2, 600_00)
    zhou.enter(acts.CoordinationFailed(reason="支票退票"), on=key)
    assert "contracts" not in totals(zhou)


def test_what_was_verified_before_the_filing_counts_once_in_the_decided_case(
    desk: Desk, complaint
) -> None:
    wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))
    key = wang.enter(complaint()).docket
    sums = (LineSum(line="W1-1", sum=3_000_00),)
    li.enter(acts.SumsVerified(sums=sums, evidence="考勤表"), on=key)
    case = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    assert "verified" not in totals(desk)
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="handling"), on=case)
    finding = acts.FindingOn(allegation="A1", finding="upheld")
    decision = acts.Decided(
        outcome="no_penalty", findings=(finding,), content="首次", lenient="first",
        education="已当面教育",
    )  # fmt: skip
    desk.as_officer("ma").enter(decision, on=case)
    found = totals(desk)
    assert (found["verified"], found["verified_persons"]) == (3_000_00, 1)


def test_what_was_paid_before_the_filing_counts_once_on_its_day_and_not_on_the_days_of_the_case(
    desk: Desk, complaint, clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.enter(paid(), on=key)
    clock.to("2026-12-22")
    zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key)
    next_period = zhou.figures(date(2026, 12, 21), date(2027, 1, 20))
    assert next_period.figure("filed").total == 1
    assert next_period.figure("recovered").total == 0
    assert totals(desk)["recovered"] == 3_200_00
    assert totals(desk)["paid_persons"] == 1


def test_what_was_joined_to_an_earlier_one_counts_its_persons_and_sums_there(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    first = wang.enter(complaint()).docket
    second = wang.enter(complaint()).docket
    wang.enter(acts.Disposed(how="joined", reason="同一件", to=first), on=second)
    found = totals(desk)
    assert (found["complaints"], found["received_persons"]) == (2, 1)
    assert found["received_claimed"] == 3_200_00


def test_what_was_through_before_the_period_is_not_looked_at_and_still_classes_its_case(
    desk: Desk, case: str, complaint, clock
) -> None:
    wang = desk.as_officer("wang")
    gone = wang.enter(complaint()).docket
    wang.enter(acts.Withdrawn(reason="已支付"), on=gone)
    ordered(desk, case)
    clock.to("2026-12-22")
    performed(desk, case, amount=100_00)
    zhou = desk.as_officer("zhou")
    after = zhou.figures(date(2026, 12, 21), date(2027, 1, 20))
    assert {f.id for f in after.figures if f.total} == {
        "recovered", "paid_persons", "open_cases",
    }  # fmt: skip
    assert after.by(after.figure("recovered"), "channel") == {"counter": 100_00}
    assert gone not in after.classes
    assert totals(desk)["ended_unfiled"] == 1, "in its own period it counts"
    early = zhou.figures(date(2026, 12, 21), date(2027, 1, 20), date(2026, 11, 20))
    assert not any(f.total for f in early.figures)


def test_a_case_merged_into_another_was_filed_and_counts_there(
    desk: Desk, case: str, complaint
) -> None:
    zhou, told = desk.as_officer("zhou"), desk.now().date()
    act = complaint(complainant=Person(name="李某某", phone="13700000000"))
    key = desk.as_officer("wang").enter(act).docket
    other = zhou.enter(acts.Accepted(told_on=told), on=key).opened
    ordered(desk, case)
    before = totals(desk)
    assert (before["filed"], before["filed_persons"], before["open_cases"]) == (2, 2, 2)
    zhou.enter(acts.CasesMerged(case=other, reason="同一单位"), on=case)
    after = totals(desk)
    assert (after["filed"], after["open_cases"]) == (2, 1)
    assert after["orders"] == 1
    assert after["filed_claimed"] == before["filed_claimed"]


def test_a_void_docket_counts_nowhere_but_did_before_it_was_void(
    desk: Desk, complaint, clock
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    clock.to("2026-11-25")
    wang.enter(acts.TakenBack(entry=1, reason="录错"), on=key)
    assert totals(desk.as_officer("wang")) == {}
    assert totals(wang, as_known_on=date(2026, 11, 23))["complaints"] == 1


def test_each_authority_counts_what_it_decides(desk: Desk, case: str, complaint) -> None:
    desk.as_officer("zhao").enter(complaint())
    zhou = desk.as_officer("zhou")
    assert totals(zhou)["complaints"] == 2
    assert totals(zhou, authority="zone")["complaints"] == 1
    assert totals(zhou, authority="city")["complaints"] == 1
    assert "filed" not in totals(zhou, authority="city")
    with pytest.raises(NotFound, match="no authority"):
        zhou.figures(FIRST, LAST, authority="moon")


def test_every_figure_splits_by_every_class_without_loss(desk: Desk, complaint, case: str) -> None:
    respondent = Respondent(name="某厂", industry="E", registration_type="170", size="small")
    site = Site(address="工地", subdistrict="太昊路街道", construction=True)
    act = complaint(
        channel="wage_platform", respondents=(respondent,), site=site, people=People(migrants=2)
    )
    desk.as_officer("wang").enter(act)
    report = desk.as_officer("zhou").figures(FIRST, LAST)
    for figure in report.figures:
        assert figure.total == sum(p.n for p in figure.parts)
        for what in CLASSED:
            assert sum(report.by(figure, what).values()) == figure.total
    complaints = report.figure("complaints")
    assert report.by(complaints, "channel") == {"counter": 1, "wage_platform": 1}
    assert report.by(complaints, "industry") == {"": 1, "E": 1}
    assert report.by(complaints, "construction") == {"no": 1, "yes": 1}
    assert report.by(complaints, "migrant") == {"no": 1, "yes": 1}
    assert report.by(complaints, "subdistrict") == {"": 1, "太昊路街道": 1}
    assert report.by(complaints, "matter") == {"WAG": 2}
    assert report.by(report.figure("filed"), "channel") == {"counter": 1}
    assert class_name("industry", "E", "zh_CN") == "E 建筑业"
    assert class_name("matter", "WAG", "zh_CN") == "工资"
    assert report.class_name("authority", "zone", "en").startswith("周口经济开发区")
    assert class_name("channel", "counter", "en") == "counter"
    assert class_name("size", "", "en") == "not stated"


# ------------------------------------------------------------------ the same again


def test_an_entry_of_the_same_evening_counts_and_of_the_next_morning_not(
    desk: Desk, complaint, clock
) -> None:
    wang = desk.as_officer("wang")
    clock.to("2026-11-23", 23)
    wang.enter(complaint())
    clock.to("2026-11-24", 0)
    wang.enter(complaint(received=datetime(2026, 11, 23, 22, tzinfo=ZoneInfo("Asia/Shanghai"))))
    assert totals(wang)["complaints"] == 2
    assert totals(wang, as_known_on=date(2026, 11, 23))["complaints"] == 1


def test_a_renamed_authority_does_not_change_a_past_report(desk: Desk, complaint, clock) -> None:
    wang = desk.as_officer("wang")
    wang.enter(complaint())
    made = wang.figures(FIRST, LAST)
    clock.to("2026-11-25")
    zone = desk.office.authority("zone")
    act = acts.AuthoritySet(body=evolve(zone, name="周口临港开发区人社局"), reason="更名")
    desk.enter(act, on="office")
    again = wang.figures(FIRST, LAST, date(2026, 11, 23))
    assert (again.json(), again.csv("zh_CN")) == (made.json(), made.csv("zh_CN"))
    assert "临港" in wang.figures(FIRST, LAST).csv("zh_CN")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["register", "accept", "order", "pay", "correct", "close", "void", "note"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(steps=STEPS, cut=st.integers(1, 12))
def test_a_report_asked_again_as_known_then_is_the_same_to_the_byte(
    steps: list[tuple[str, int, int]], cut: int
) -> None:
    now = [datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))]
    with found_register("memory:", laborcase.sample_office(), clock=lambda: now[0]) as desk:
        zhou = desk.as_officer("zhou")
        made: tuple[date, bytes, str] | None = None
        keys: list[str] = []

        def play(step: str, which: int) -> None:
            on = keys[which % len(keys)] if keys else ""
            act: Act | None = None
            seat = desk.as_officer("li")
            if step == "register" or not on:
                act = acts.Registered(
                    channel="counter", received=now[0], facts="欠薪",
                    complainant=Person(name="甲"), respondents=(Respondent(name="某店"),),
                    allegations=(Alleged(cause="arrears", amount=100_00),),
                )  # fmt: skip
                keys.append(desk.as_officer("wang").enter(act).docket)
                return
            if step == "accept":
                opened = zhou.enter(acts.Accepted(told_on=now[0].date()), on=on).opened
                assert opened
                zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=opened)
                keys.append(opened)
                return
            if step == "order":
                act = acts.Ordered(what="支付", by=now[0].date())
            elif step == "pay":
                act = acts.Performed(paper="P1", amount=which * 10_00, complete=False)
            elif step == "correct":
                entries = [e for e in zhou.docket(on).entries if e.act.kind == "performed"]
                if not entries:
                    return
                changes = (acts.Change(path="amount", value="1"),)
                act = acts.Corrected(entry=entries[0].n, changes=changes, reason="错")
            elif step == "close":
                act, seat = acts.Withdrawn(reason="撤"), desk.as_officer("wang")
            elif step == "void":
                n = len(zhou.docket(on).entries)
                act, seat = acts.TakenBack(entry=n, reason="错"), zhou
            else:
                act = acts.Noted(text="注")
            seat.enter(act, on=on)

        for n, (step, which, days) in enumerate(steps):
            if n == cut:
                then = now[0].date()
                made = (then, zhou.figures(FIRST, LAST).json(),
                        zhou.figures(FIRST, LAST).csv("zh_CN"))  # fmt: skip
                now[0] += timedelta(days=1)
            now[0] += timedelta(days=days)
            try:
                play(step, which)
            except (Refused, NotFound, Invalid):
                continue
        if made is not None:
            again = zhou.figures(FIRST, LAST, made[0])
            assert (again.json(), again.csv("zh_CN")) == made[1:]
            changes = zhou.figures_changed(FIRST, LAST, made[0])
            then = {(f.id, p.docket): p.n for f in again.figures for p in f.parts}
            today = {
                (f.id, p.docket): p.n for f in zhou.figures(FIRST, LAST).figures for p in f.parts
            }
            differing = {k for k in {*then, *today} if then.get(k, 0) != today.get(k, 0)}
            assert {(c.figure, c.docket) for c in changes} == differing
            assert all(c.entries for c in changes), "each difference names its entries"


# ------------------------------------------------------------------ bad input and secrets


def test_a_period_that_ends_before_it_starts_and_a_day_to_come_are_refused(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Invalid, match="before it starts"):
        zhou.figures(LAST, FIRST)
    with pytest.raises(Invalid, match="still to come"):
        zhou.figures(FIRST, LAST, date(2026, 11, 24))


def test_the_administrator_counts_nothing(desk: Desk, case: str) -> None:
    with pytest.raises(NotFound, match="administrator"):
        desk.figures(FIRST, LAST)


def test_no_report_names_a_person(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    wang.enter(complaint(tipoff=True, workers=(Worker(name="金丝雀"),)))
    wang.enter(complaint(identity="confidential"))
    report = wang.figures(FIRST, LAST)
    for told in (report.json().decode(), report.csv("zh_CN")):
        assert "王某某" not in told
        assert "金丝雀" not in told
        assert "13900000000" not in told


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]
)
def test_no_cell_of_the_table_is_taken_for_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("太昊路街道") == "太昊路街道"
    assert harmless("") == ""


def test_a_hostile_sub_district_is_harmless_in_the_table(desk: Desk, complaint) -> None:
    site = Site(address="路", subdistrict='=HYPERLINK("http://x")')
    wang = desk.as_officer("wang")
    wang.enter(complaint(site=site))
    text = wang.figures(FIRST, LAST).csv("en")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == ["Id", "Figure", "By", "Class", "Value", "Unit", "Dockets"]
    assert any("HYPERLINK" in row[3] for row in rows)
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row if cell)
    assert {len(row) for row in rows} == {7}


# ------------------------------------------------------------------ the joint office


def test_hand_overs_are_counted_by_kind_and_answer_and_what_waits_by_the_last_day(
    desk: Desk, case: str, clock
) -> None:
    li, zhou, wu = (desk.as_officer(o) for o in ("li", "zhou", "wu"))
    li.enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    zhou.enter(acts.Asked(what="request_upward", reasons_given="需查询账户"), on=case)
    asked = {"guidance": 1, "guidance_waiting": 1, "upward": 1, "upward_waiting": 1}
    assert asked.items() <= totals(desk).items()
    clock.to("2026-11-26")
    wu.enter(acts.Answered(handover="H1", answer="advice", text="按实际用工认定"), on=case)
    no = acts.Answered(handover="H2", answer="refused", text="本级能办")
    desk.as_officer("zheng").enter(no, on=case)
    found = totals(desk)
    assert {"guidance_given": 1, "guidance_days": 3, "upward_refused": 1}.items() <= found.items()
    assert not {"guidance_waiting", "upward_waiting", "upward_approved"} & set(found)
    before = zhou.figures(FIRST, date(2026, 11, 25))
    assert before.figure("upward_waiting").total == 1
    assert before.figure("guidance_days").total == 0


def test_what_was_sent_back_for_supplement_still_waits(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(
        acts.Asked(what="request_upward", reasons_given="需查询账户"), on=case
    )
    back = acts.Answered(handover="H1", answer="returned", text="补充证据目录")
    desk.as_officer("zheng").enter(back, on=case)
    assert totals(desk)["upward_waiting"] == 1


def test_the_joint_office_counts_all_its_authorities(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Asked(what="request_upward", reasons_given="需查询账户"), on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="同意提级办理")
    desk.as_officer("zheng").enter(yes, on=case)
    assert "upward_approved" not in totals(desk, authority="zone")
    assert totals(desk, authority="joint")["upward_approved"] == 1
    assert totals(desk, authority="city")["upward_approved"] == 1
    noted = acts.CriterionNoted(criterion="C08", holds=True, why="须查账户")
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="全卷"), on=case)
    desk.as_officer("wu").enter(noted, on=case)
    desk.as_officer("wu").enter(acts.KeptHere(reason="市级办结"), on=case)
    assert totals(desk, authority="joint")["kept"] == 1


# ------------------------------------------------------------------ the command line


def test_the_command_line_gives_text_json_and_a_table(
    older, clock, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laborcase.cli.out.open_desk", partial(open_desk, clock=clock))
    args = ["--register", older(2), "--officer", "wang", "--lang", "en"]
    period = ["figures", "2026-11-21", "2026-12-20"]
    assert main([*args, *period, "--by", "channel", "--dockets"]) == 0
    told = capsys.readouterr().out
    assert "2  Complaints registered" in told
    assert "2  counter" in told
    assert "26-000001" in told
    assert main([*args, *period, "--json"]) == 0
    raw = capsys.readouterr().out
    document = json.loads(raw)
    assert document["as_known_on"] == "2026-11-23"
    assert main([*args, *period, "--json", "--as-known-on", "2026-11-23"]) == 0
    assert capsys.readouterr().out == raw
    assert main([*args, *period, "--csv"]) == 0
    assert capsys.readouterr().out.startswith("\ufeffId,Figure")
    assert main([*args, *period, "--as-known-on", "2026-11-22", "--changes"]) == 0
    changes = capsys.readouterr().out
    assert "Complaints registered: 26-000001 0 → 1" in changes
    assert "entry 1, 2026-11-23, 王禾: Register" in changes
    assert main([*args, *period, "--changes"]) == 2
    assert main([*args, "figures", "2026-12-20", "2026-11-21"]) == 1


def test_the_kind_of_the_opening_is_an_act() -> None:
    assert cast("str", OPENING) in ACTS
