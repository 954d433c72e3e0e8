"""Dates are computed, never kept: those in the lists are a cache, the order in which the same
things are entered does not matter, and a correction counts as if it had always stood there."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from laborcase import acts, codec, demo, law
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import LaborCaseError
from laborcase.opening import found_register
from laborcase.parties import Person, Respondent
from laborcase.record.case import Case
from laborcase.record.complaint import Complaint
from laborcase.record.docket import OFFICE, Alleged, fold
from tests.law.test_account import holds

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR = Path(__file__).parent / "data" / "2027.toml"


def stale(desk: Desk) -> list[str]:
    """The dockets whose dates in the lists are not those of a fresh computation."""
    found = []
    for row in desk.find(desk.asking(limit=200)).rows:
        entries = codec.entries_from(row.key, desk._store.lines(row.key))
        state = fold(entries)
        assert isinstance(state, (Complaint, Case))
        limits = law.run(state.clock_moments, desk.office.calendar, desk.office.clocks)
        near = law.nearest(d for d in limits if not (d.ticket or d.handover))
        ticket = law.nearest(d for d in limits if d.ticket)
        fatal = law.nearest(d for d in limits if d.rule.fatal)
        fresh = (
            near.due.isoformat() if near else None,
            near.clock if near else "",
            bool(near and near.provisional),
            "/".join(day.isoformat() for day in near.doubt) if near and near.doubt else "",
            f"{ticket.minute:%Y-%m-%dT%H:%M}" if ticket else None,
            fatal.due.isoformat() if fatal else None,
        )
        kept = (row.due, row.due_clock, bool(row.provisional), row.doubt, row.ticket_due, row.dies)
        if fresh != kept:
            found.append(row.key)
    return found


@pytest.mark.parametrize("day", ["2026-02-20", "2026-11-26", "2026-12-29"])
def test_the_dates_in_the_lists_of_the_demonstration_are_those_computed_afresh(day: str) -> None:
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=SHANGHAI)
    with demo.office("memory:", lambda: now) as desk:
        assert stale(desk) == []
        if day != "2026-02-20":
            moved = desk.shifts(acts.CalendarAdded.of(law.read_year(YEAR)))
            desk.enter(acts.CalendarAdded.of(law.read_year(YEAR)), on=OFFICE)
            assert stale(desk) == []
            assert moved is not None
            for shift in moved.limits:
                now_due = next(
                    d.due
                    for d in desk.deadlines(shift.docket)
                    if (d.clock, d.subject) == (shift.limit.clock, shift.limit.subject)
                )
                assert shift.after is not None
                assert now_due == shift.after.due


def test_the_accounts_of_all_limits_of_the_demonstration_add_up() -> None:
    now = datetime(2026, 11, 26, 10, tzinfo=SHANGHAI)
    with demo.office("memory:", lambda: now) as desk:
        limits = [d for row in desk.find(desk.asking(limit=200)).rows
                  for d in desk.deadlines(row.key)]  # fmt: skip
    assert len(limits) > 50
    for limit in limits:
        holds(limit)


# The order in which the same things are entered

Dates: TypeAlias = list[tuple[object, ...]]
Entered: TypeAlias = Callable[[Case, date], Act]
"""Makes an act that happened on a day, of the case as it stands: its papers by kind, not by id."""

LATE = {"late_reason": "补录"}


def paper(case: Case, kind: str) -> str:
    return next((p.id for p in case.papers if p.kind.value == kind), "P9")


THINGS: tuple[Entered, ...] = (
    lambda case, on: acts.InquiryIssued(whom="某店", items="工资表", happened=on, **LATE),
    lambda case, on: acts.Preserved(name="账簿", reason="可能灭失", happened=on, **LATE),
    lambda case, on: acts.Released(evidence="E1", how="发还", happened=on, **LATE),
    lambda case, on: acts.Ordered(what="付款", by=on + timedelta(9), happened=on, **LATE),
    lambda case, on: acts.Served(paper=paper(case, "order"), receiver="店长", happened=on, **LATE),
    lambda case, on: acts.AdvanceNotice(intended="拟罚", happened=on, **LATE),
    lambda case, on: acts.Served(
        paper=paper(case, "advance_notice"), receiver="店长", happened=on, **LATE
    ),
    lambda case, on: acts.Defended(views="无异议", happened=on, **LATE),
    lambda case, on: acts.Concluded(report="属实", proposal="penalty", happened=on, **LATE),
    lambda case, on: acts.Extended(clock="investigate-60wd", reason="复杂", happened=on, **LATE),
    lambda case, on: acts.Extended(clock="henan-close-30d", reason="复杂", happened=on, **LATE),
    lambda case, on: acts.Performed(paper=paper(case, "order"), amount=1_00, happened=on, **LATE),
)
WHO = {"extended": "ma", "decided": "ma"}
FIRST = date(2026, 11, 23)
CHOSEN = st.lists(
    st.tuples(st.integers(0, len(THINGS) - 1), st.integers(0, 24)),
    min_size=2, max_size=10, unique_by=lambda pair: pair[0],
)  # fmt: skip


@contextmanager
def a_case(filed: date = FIRST):  # type: ignore[no-untyped-def]
    """A case of a pair, filed on a day, at the desk of whoever may; its key."""
    at = [datetime(filed.year, filed.month, filed.day, 9, tzinfo=SHANGHAI)]
    with found_register("memory:", demo.founding(), clock=lambda: at[0], account="test") as desk:
        registered = acts.Registered(
            channel="counter", received=at[0], complainant=Person(name="王某某"), facts="欠薪",
            respondents=(Respondent(name="某店"),), allegations=(Alleged(cause="arrears"),),
        )  # fmt: skip
        key = desk.as_officer("wang").enter(registered).docket
        opened = desk.as_officer("zhou").enter(acts.Accepted(told_on=filed), on=key).opened
        desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=opened)
        at[0] = datetime(2026, 12, 18, 9, tzinfo=SHANGHAI)
        yield desk, str(opened)


def enter(desk: Desk, key: str, thing: Entered, on: date) -> bool:
    """Enter what happened on a day; whether it was permitted."""
    act = thing(desk.as_officer("zhou").case(key), on)
    try:
        desk.as_officer(WHO.get(act.kind, "li")).enter(act, on=key)
    except LaborCaseError:
        return False
    return True


def dates(desk: Desk, key: str) -> Dates:
    """All limits of a case, without the numbers of entries and ids that came of the order."""
    case = desk.as_officer("zhou").case(key)
    kinds = {p.id: p.kind.value for p in case.papers}
    return sorted(
        (
            d.clock,
            kinds.get(d.subject, d.subject),
            d.due,
            d.safe,
            d.stopped.on if d.stopped else None,
            d.late,
            tuple(m.on for m in d.extended),
            tuple(m.on for m in d.too_late),
        )
        for d in desk.office.deadlines(case.clock_moments)
    )  # type: ignore[type-var]


@settings(max_examples=120, deadline=None)
@given(CHOSEN, st.randoms(use_true_random=False))
def test_two_orders_in_which_the_same_acts_are_permitted_give_the_same_dates(
    chosen: Sequence[tuple[int, int]], dice: object
) -> None:
    with a_case() as (desk, key):
        done = [(n, on) for n, on in chosen if enter(desk, key, THINGS[n], FIRST + timedelta(on))]
        first = dates(desk, key)
    assume(len(done) > 1)
    other = list(done)
    dice.shuffle(other)  # type: ignore[attr-defined]
    with a_case() as (desk, key):
        assume(all(enter(desk, key, THINGS[n], FIRST + timedelta(on)) for n, on in other))
        assert dates(desk, key) == first


@settings(max_examples=120, deadline=None)
@given(CHOSEN, st.integers(0, 9), st.integers(0, 24))
def test_a_correction_moves_the_dates_as_if_the_right_day_had_always_stood_there(
    chosen: Sequence[tuple[int, int]], which: int, wrong: int
) -> None:
    with a_case() as (desk, key):
        done = [(n, on) for n, on in chosen if enter(desk, key, THINGS[n], FIRST + timedelta(on))]
        right = dates(desk, key)
    assume(done)
    which %= len(done)
    n, on = done[which]
    slip = [*done[:which], (n, wrong), *done[which + 1 :]]
    with a_case() as (desk, key):
        begun = len(desk.as_officer("zhou").docket(key).entries)
        for n, day in slip:
            assume(enter(desk, key, THINGS[n], FIRST + timedelta(day)))
        day = FIRST + timedelta(on)
        changes = [acts.Change(path="happened", value=f'"{day}"')]
        act = desk.as_officer("zhou").docket(key).entries[begun + which].act
        if isinstance(act, acts.Ordered):
            changes.append(acts.Change(path="by", value=f'"{day + timedelta(9)}"'))
        mended = acts.Corrected(entry=begun + which + 1, changes=tuple(changes), reason="日期写错")
        zhou = desk.as_officer("zhou")
        try:
            told = zhou.what_if(mended, on=key)
        except LaborCaseError:
            assume(False)
        before = dates(desk, key)
        zhou.enter(mended, on=key)
        assert dates(desk, key) == right
        if not told.moved:
            assert [row[2] for row in before] == [row[2] for row in right]
        assert stale(zhou) == []
