"""What cannot wait: set by a tick, a reason, the cause or an act; a first step the same day; and
children found at work."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law import causes
from laborcase.parties import Person, Site
from laborcase.record.docket import Alleged
from laborcase.record.urgent import Child, Urgency, age
from tests.conftest import Clock


def step(clock: Clock) -> acts.SiteRecorded:
    return acts.SiteRecorded(
        first="li", second="chen", start=clock.now, end=clock.now, place="厂区", findings="在场"
    )


def row(desk: Desk, key: str) -> tuple[int, int]:
    (found,) = (r for r in desk.find(desk.asking(limit=200)).rows if r.key == key)
    return found.urgent, found.urgent_step


# ------------------------------------------------------------------ how it becomes urgent


@pytest.mark.parametrize("fields", [{"urgent": True}, {"urgencies": ("suicide",)}])
def test_a_tick_or_a_reason_is_enough(
    desk: Desk, complaint: Callable[..., acts.Registered], fields: dict[str, object]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(**fields)).docket
    assert wang.complaint(key).urgent
    assert row(desk.as_officer("zhou"), key) == (1, 1)


def test_every_urgent_cause_has_its_reason(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    for cause in causes().values():
        if cause.urgent:
            key = wang.enter(complaint(allegations=(Alleged(cause=cause.code),))).docket
            assert wang.complaint(key).urgency.kinds == (Urgency(cause.code),)


def test_an_own_finding_is_urgent_by_its_cause_too(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    case = zhou.enter(
        acts.FiledOwnMotion(
            facts="巡查发现",
            site=Site(address="某路"),
            allegations=(Alleged(cause="child_labour"),),
        )
    ).docket
    assert zhou.case(case).urgency.kinds == (Urgency.CHILD_LABOUR,)
    assert row(zhou, case) == (1, 1)


def test_an_ordinary_matter_owes_no_step(desk: Desk, case: str) -> None:
    assert row(desk.as_officer("zhou"), case) == (0, 0)
    assert "site_recorded" not in {d.kind for d in desk.as_officer("zhou").case(case).duties()}


def test_an_act_marks_a_matter_urgent_and_only_a_head_says_it_can_wait(
    desk: Desk, case: str, clock: Clock
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.UrgencySet(urgencies=("group_incident",), reason="三十人聚集"), on=case)
    assert row(zhou, case) == (1, 1)
    with pytest.raises(Refused, match="marked so already"):
        li.enter(acts.UrgencySet(urgencies=("group_incident",), reason="再"), on=case)
    li.enter(step(clock), on=case)
    assert row(zhou, case) == (1, 0)
    clock.forward(days=1)
    both = ("group_incident", "suicide")
    li.enter(acts.UrgencySet(urgencies=both, reason="一人欲跳楼"), on=case)
    assert row(zhou, case) == (1, 1), "what is new owes a step of its own"
    with pytest.raises(Refused, match="for a head to say"):
        li.enter(acts.UrgencySet(urgent=False, reason="散去"), on=case)
    zhou.enter(acts.UrgencySet(urgent=False, reason="散去"), on=case)
    assert row(zhou, case) == (0, 0)
    with pytest.raises(Refused, match="not marked urgent"):
        zhou.enter(acts.UrgencySet(urgent=False, reason="散去"), on=case)
    with pytest.raises(Refused, match="no reasons to be"):
        zhou.enter(acts.UrgencySet(urgent=False, urgencies=both, reason="散去"), on=case)


def test_what_a_head_said_of_the_old_complaints_does_not_hide_a_new_urgent_one(
    desk: Desk, complaint: Callable[..., acts.Registered], case: str
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    first = wang.enter(complaint(urgent=True)).docket
    zhou.enter(acts.Accepted(case=case), on=first)
    zhou.enter(acts.UrgencySet(urgent=False, reason="已平息"), on=case)
    assert not zhou.case(case).urgent
    second = wang.enter(complaint(urgencies=("injury",))).docket
    zhou.enter(acts.Accepted(case=case), on=second)
    assert zhou.case(case).urgency.kinds == (Urgency.INJURY,)
    with pytest.raises(Refused, match="is in case"):
        wang.enter(acts.UrgencySet(urgencies=("suicide",), reason="……"), on=second)


def test_a_correction_of_the_complaint_takes_its_urgency_out_of_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint(urgent=True)).docket
    case = zhou.enter(acts.Accepted(), on=key).opened
    assert case
    change = acts.Change(path="urgent", value="false")
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="误勾"), on=key)
    assert not zhou.case(case).urgent


def test_a_complaint_that_is_disposed_of_owes_no_step(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(urgent=True)).docket
    wang.enter(acts.Disposed(how="guided", reason="已仲裁", told_on=wang.now().date()), on=key)
    assert row(wang, key) == (1, 0)


def test_an_interview_is_a_first_step_too_and_one_before_the_urgency_is_not(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    li.enter(step(clock), on=case)
    clock.forward(days=1)
    li.enter(acts.UrgencySet(urgencies=("injury",), reason="工伤"), on=case)
    assert li.case(case).urgent_step
    li.enter(
        acts.Interviewed(
            interviewer="li", recorder="chen", start=clock.now, end=clock.now, place="医院",
            person="甲", content="问答",
        ),
        on=case,
    )  # fmt: skip
    assert not li.case(case).urgent_step


def test_who_does_not_handle_the_case_marks_nothing_in_it(desk: Desk, case: str) -> None:
    with pytest.raises(Refused, match="does not handle this case"):
        desk.as_officer("zhao").enter(
            acts.UrgencySet(urgencies=("injury",), reason="工伤"), on=case
        )


def test_it_stands_on_the_heads_today_until_the_first_step(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    tipoff = {"tipoff": True, "identity": "anonymous", "complainant": None, "respondents": ()}
    key = wang.enter(complaint(**tipoff, site=Site(address="鞋厂"), urgent=True)).docket

    def lines(seat: Desk) -> list[tuple[str, str, bool]]:
        return [(t.docket, t.name, t.pressing) for t in seat.today() if "urgent" in t.what]

    assert lines(zhou) == lines(wang) == [(key, "鞋厂", True)]
    assert lines(desk.as_officer("wu")) == [], "another authority's head has nothing of it"
    case = zhou.enter(acts.Filed(), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li = desk.as_officer("li")
    assert lines(zhou) == lines(li) == [(case, "鞋厂", True)]
    li.enter(step(clock), on=case)
    assert lines(zhou) == lines(li) == []


# ------------------------------------------------------------------ children


def test_a_child_can_be_entered_before_anything_is_known_of_it_and_makes_the_case_urgent(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.ChildFound(), on=case)
    after = li.case(case)
    assert after.urgency.kinds == (Urgency.CHILD_LABOUR,)
    child = after.pressing.children[0]
    assert (child.born, child.how_known, child.worked(date(2026, 11, 23))) == (None, None, None)
    assert child.question(date(2026, 11, 23)) is None
    n = li.docket(case).entries[-1].n
    change = acts.Change(path="born", value='"2012-03-01"')
    li.enter(acts.Corrected(entry=n, changes=(change,), reason="查明"), on=case)
    assert li.case(case).pressing.children[0].age(date(2026, 11, 23)) == 14


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"born": date(2010, 11, 23)}, "Who was 16 by then"),
        ({"born": date(2010, 3, 1), "since": date(2026, 3, 1)}, "Who was 16 by then"),
        ({"born": date(2026, 12, 1)}, "after the day the child was found"),
        ({"since": date(2026, 11, 24)}, "after the day the child was found"),
        ({"born": date(2012, 3, 1), "since": date(2012, 2, 1)}, "Born, and at work"),
        (
            {"born": date(2011, 7, 6), "resident_number": "411621201107050028"},
            "names another birth date",
        ),
    ],
)
def test_what_cannot_be_of_a_child_is_refused(
    desk: Desk, case: str, fields: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        desk.as_officer("li").enter(acts.ChildFound(**fields), on=case)


def test_one_who_has_turned_sixteen_at_work_was_a_child_until_then(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    born, since = date(2010, 9, 1), date(2026, 6, 1)
    li.enter(acts.ChildFound(born=born, since=since, how_known="police"), on=case)
    assert li.case(case).pressing.children[0].worked(date(2026, 11, 23)) == (3, 0)


def test_children_are_looked_after_one_by_one_and_reported_together(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    for _ in range(2):
        li.enter(acts.ChildFound(born=date(2012, 1, 1)), on=case)
    li.enter(acts.ChildReported(whom="police", organ="派出所"), on=case)
    li.enter(acts.ChildSentHome(child="C1", to="civil_affairs", how="送救助站"), on=case)
    abouts = [(d.kind, d.about) for d in li.case(case).duties() if "child" in d.kind]
    assert abouts == [("child_sent_home", "C2")]
    assert [(d.about, d.bars) for d in li.case(case).reminders()] == [("C1", False), ("C2", False)]
    with pytest.raises(Refused, match="what it follows was on"):
        li.enter(acts.ChildSentHome(child="C2", how="送回", happened=date(2026, 11, 20)), on=case)


def test_no_child_no_act(desk: Desk, case: str) -> None:
    for act in (
        acts.ChildSentHome(child="C1", how="送回"),
        acts.ChildReported(whom="police", organ="派出所"),
    ):
        with pytest.raises(Refused, match="No child was found"):
            desk.as_officer("li").enter(act, on=case)


DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 4_000), st.integers(0, 400))
def test_the_time_worked_is_never_negative_and_grows(born: date, later: int, more: int) -> None:
    since = born + timedelta(days=later)
    child = Child(id="C1", found_on=since, born=born, since=since)
    first, second = (child.worked(since + timedelta(days=d)) for d in (more, more + 1))
    assert first is not None
    assert second is not None
    assert (0, 0) <= first <= second
    assert all(0 <= days < 31 for _, days in (first, second))


@given(DAYS, DAYS)
def test_age_counts_birthdays(born: date, on: date) -> None:
    years = age(born, on)
    assert on.year - born.year - 1 <= years <= on.year - born.year


def test_a_child_found_is_the_first_step_since_somebody_went_there(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.UrgencySet(urgencies=("child_labour",), reason="来电"), on=case)
    assert li.case(case).urgent_step
    li.enter(acts.ChildFound(born=date(2012, 1, 1)), on=case)
    assert not li.case(case).urgent_step
    assert "site_recorded" not in {d.kind for d in li.case(case).duties()}
    assert not [t for t in li.today() if "urgent" in t.what]


def a_tipoff(desk: Desk, complaint: Callable[..., acts.Registered], **fields: object) -> str:
    told = {"tipoff": True, "identity": "anonymous", "complainant": None, **fields}
    return desk.as_officer("wang").enter(complaint(**told)).docket


GIRL = {"name": "小某娟", "born": date(2011, 7, 5), "how_known": "identity_card"}


def test_a_child_found_before_the_filing_makes_it_urgent_and_goes_into_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    key = a_tipoff(desk, complaint)
    li.enter(acts.ChildFound(**GIRL, since=date(2026, 9, 1)), on=key)
    after = li.complaint(key)
    assert after.urgency.kinds == (Urgency.CHILD_LABOUR,)
    assert not after.urgent_step, "somebody was there"
    assert after.children[0].age(date(2026, 11, 23)) == 15
    li.enter(acts.ChildSentHome(child="C1", how="送回"), on=key)
    case = zhou.enter(acts.Filed(), on=key).opened
    (child,) = zhou.case(case).pressing.children
    assert (child.id, child.origin, child.born) == ("C1", (key, "C1"), date(2011, 7, 5))
    assert child.sent_home_on == date(2026, 11, 23)
    assert [d.kind for d in zhou.case(case).reminders()] == ["child_reported", "child_reported"]
    assert zhou.case(case).urgent
    assert not zhou.case(case).urgent_step
    with pytest.raises(Refused, match="is in case"):
        li.enter(acts.ChildFound(), on=key)
    li.enter(acts.ChildReported(whom="police", organ="派出所"), on=case)
    assert [d.about for d in li.case(case).reminders()] == ["C1"]


def test_what_was_not_known_of_a_child_is_corrected_in_and_reaches_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    key = a_tipoff(desk, complaint)
    li.enter(acts.ChildFound(name="小某娟"), on=key)
    case = zhou.enter(acts.Filed(), on=key).opened
    li.enter(acts.ChildSentHome(child="C1", how="送回"), on=case)
    change = acts.Change(path="born", value='"2011-07-05"')
    li.enter(acts.Corrected(entry=2, changes=(change,), reason="查明"), on=key)
    assert li.complaint(key).children[0].born == date(2011, 7, 5)
    (child,) = li.case(case).pressing.children
    assert (child.born, child.sent_home_on) == (date(2011, 7, 5), date(2026, 11, 23))
    for line in desk._store.each_line():
        entries = [{**e, "sealed": None} for e in line.body["entries"]]
        told = str({**line.body, "sealed": None, "entries": entries})
        assert not [word for word in ("小某娟", "2011-07-05") if word in told], "sealed everywhere"


def test_children_of_several_complaints_keep_apart_in_one_case(
    desk: Desk, complaint: Callable[..., acts.Registered], case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.ChildFound(born=date(2012, 1, 1)), on=case)
    for born in (date(2011, 7, 5), date(2013, 2, 2)):
        key = a_tipoff(desk, complaint)
        li.enter(acts.ChildFound(born=born), on=key)
        zhou.enter(acts.Filed(case=case), on=key)
    found = zhou.case(case).pressing.children
    assert [(c.id, c.born.year) for c in found] == [("C1", 2012), ("C2", 2011), ("C3", 2013)]
    change = acts.Change(path="since", value='"2026-10-01"')
    li.enter(acts.Corrected(entry=2, changes=(change,), reason="查明"), on=key)
    assert [c.since for c in zhou.case(case).pressing.children] == [None, None, date(2026, 10, 1)]


def test_a_case_whose_complaint_brought_a_child_is_not_merged_away(
    desk: Desk, complaint: Callable[..., acts.Registered], case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    key = a_tipoff(desk, complaint)
    li.enter(acts.ChildFound(), on=key)
    other = zhou.enter(acts.Filed(), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=other)
    with pytest.raises(Refused):
        zhou.enter(acts.CasesMerged(case=other, reason="同一单位"), on=case)
    zhou.enter(acts.CasesMerged(case=case, reason="同一单位"), on=other)
    assert [c.id for c in zhou.case(other).pressing.children] == ["C1"]


def test_a_complaint_in_which_a_child_was_found_goes_into_a_case_and_ends_in_no_other_way(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    first = wang.enter(complaint()).docket
    key = wang.enter(complaint()).docket
    wang.enter(acts.ChildFound(), on=key)
    settle = acts.SettledWithoutFiling(result="已付", no_crime=True, no_others=True)
    for seat, act in (
        (zhou, settle),
        (wang, acts.Disposed(how="guided", reason="已仲裁")),
        (wang, acts.Disposed(how="joined", reason="同一件", to=first)),
    ):
        with pytest.raises(Refused, match="it goes into a case"):
            seat.enter(act, on=key)
    tip = a_tipoff(desk, complaint)
    wang.enter(acts.ChildFound(), on=tip)
    with pytest.raises(Refused, match="it goes into a case"):
        zhou.enter(acts.NotFiled(reason="不属实"), on=tip)


def test_a_child_in_a_tipoff_is_named_to_who_handles_it_and_its_author_is_not(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    li = desk.as_officer("li")
    key = a_tipoff(desk, complaint, identity="confidential", complainant=Person(name="冒仉嫘"))
    li.enter(acts.ChildFound(**GIRL), on=key)
    seen = li.docket(key)
    assert seen.entries[-1].act.name == "小某娟"
    assert "冒仉嫘" not in repr(seen)
    with pytest.raises(Refused, match="who must stay unknown"):
        desk.as_officer("wang").enter(acts.ChildFound(name="冒仉嫘"), on=key)


def test_what_is_owed_to_a_child_stands_on_today_of_the_pair_and_the_head_until_it_is_done(
    desk: Desk, case: str
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    li.enter(acts.ChildFound(born=date(2012, 1, 1)), on=case)

    def owed(seat: Desk) -> list[tuple[str, dict[str, str]]]:
        return [(t.act, dict(t.fill)) for t in seat.today() if t.act.startswith("child_")]

    home, told = ("child_sent_home", {"child": "C1"}), ("child_reported", {"child": "C1"})
    assert owed(li) == owed(zhou) == [home, told, told]
    li.enter(acts.ChildSentHome(child="C1", how="送回"), on=case)
    li.enter(acts.ChildReported(whom="police", organ="派出所"), on=case)
    assert owed(zhou) == [told]
    li.enter(acts.ChildReported(whom="civil_affairs", organ="民政局"), on=case)
    assert owed(li) == owed(zhou) == []


def test_a_complaint_with_a_child_does_not_end_by_its_withdrawal(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, li = desk.as_officer("wang"), desk.as_officer("li")
    key = wang.enter(complaint()).docket
    li.enter(acts.ChildFound(**GIRL), on=key)
    for seat in (wang, desk.as_officer("zhou")):
        with pytest.raises(Refused, match="it goes into a case"):
            seat.enter(acts.Withdrawn(reason="不投诉了"), on=key)


def test_an_urgent_complaint_is_withdrawn_by_a_head_who_looks_at_it_first(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.UrgencySet(urgencies=("suicide",), reason="来电称要跳楼"), on=key)
    with pytest.raises(Refused, match="entered by a head"):
        wang.enter(acts.Withdrawn(reason="不投诉了"), on=key)
    desk.as_officer("zhou").enter(acts.Withdrawn(reason="已当面核实"), on=key)


def test_a_child_found_counts_once_whether_before_the_filing_or_in_the_case(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    day = date(2026, 11, 23)
    key = a_tipoff(desk, complaint)
    li.enter(acts.ChildFound(**GIRL), on=key)
    case = zhou.enter(acts.Filed(), on=key).opened
    li.enter(acts.ChildFound(), on=case)
    found = zhou.figures(day, day).figure("children")
    assert {part.docket: part.n for part in found.parts} == {key: 1, case: 1}
    assert (
        zhou.figures(day - timedelta(days=9), day - timedelta(days=1)).figure("children").total == 0
    )
