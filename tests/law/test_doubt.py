"""How far a day may still move that depends on a notice which is not out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcase.law import OFFICIAL, Calendar, Moment, Year, due, rules, run

DAY = timedelta(days=1)
LENGTHS = st.integers(1, 120)


def without(year: int) -> Calendar:
    """The official calendar as if the notice of one year were not out."""
    return Calendar(rows for known, rows in OFFICIAL.years.items() if known != year)


WITHOUT = {year: without(year) for year in OFFICIAL.years}
PAST = st.sampled_from([year for year in OFFICIAL.years if year >= 2008])


@given(PAST, st.integers(-120, 364), LENGTHS, st.booleans())
def test_the_official_end_of_working_days_lies_in_the_range_told_before_its_notice(
    year: int, offset: int, n: int, back: bool
) -> None:
    start = date(year, 1, 1) + DAY * offset
    told = due(start, -n if back else n, "working", calendar=WITHOUT[year])
    official = due(start, -n if back else n, "working")
    if told.doubt is None:
        assert told.date == official.date
    else:
        first, last = told.doubt
        assert first <= official.date <= last
        assert first <= told.date <= last


@given(PAST, st.integers(-120, 364), LENGTHS, st.sampled_from(["calendar", "month"]))
def test_the_official_end_that_moves_past_days_off_lies_in_the_range_told_before_its_notice(
    year: int, offset: int, n: int, unit: str
) -> None:
    n = n if unit == "calendar" else 1 + n % 12
    start = date(year, 1, 1) + DAY * offset
    told = due(start, n, unit, calendar=WITHOUT[year])
    official = due(start, n, unit)
    if told.doubt is None:
        assert told.date == official.date
    else:
        assert told.doubt[0] <= official.date <= told.doubt[1]
        assert told.doubt[0] >= told.unrolled - DAY * 31


def test_every_day_of_every_past_year_lies_in_the_range_that_the_other_years_give() -> None:
    """All starts, not a sample, for the lengths that the law has."""
    for year, calendar in WITHOUT.items():
        if year < 2008:
            continue
        for n in (5, 7, 15, 30, 60):
            day = date(year - 1, 12, 1)
            while day.year <= year and (day + DAY * 7).year <= year:
                told, official = (due(day, n, "working", calendar=c) for c in (calendar, OFFICIAL))
                if told.doubt and official.date.year == year:
                    assert told.doubt[0] <= official.date <= told.doubt[1], (day, n)
                day += DAY * 3


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)), LENGTHS)
def test_the_least_and_the_most_are_the_very_number_where_all_notices_are_out(
    start: date, days: int
) -> None:
    end = min(start + DAY * days, date(2026, 12, 31))
    n = OFFICIAL.between(start, end)
    assert OFFICIAL.least_and_most(start, end) == (n, n)


@given(st.dates(date(2026, 10, 1), date(2029, 12, 31)), LENGTHS)
def test_the_least_is_never_more_than_the_most_nor_the_most_than_the_days(
    start: date, days: int
) -> None:
    low, high = OFFICIAL.least_and_most(start, start + DAY * days)
    assert 0 <= low <= high <= days


def test_a_year_added_takes_the_doubt_away() -> None:
    start = date(2026, 11, 9)
    assert due(start, 60, "working").doubt is not None
    plain = Year(year=2027, notice="某号", notice_date=None, holidays=())
    assert due(start, 60, "working", calendar=OFFICIAL.with_year(plain)).doubt is None


@pytest.mark.parametrize(
    ("start", "n", "unit"),
    [
        (date(2026, 11, 9), 2, "year"),
        (date(2026, 11, 9), 30, "calendar"),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), 48, "hour"),
    ],
)
def test_what_no_notice_can_move_is_not_in_doubt(start: date, n: int, unit: str) -> None:
    assert due(start, n, unit).doubt is None


def test_a_limit_that_begins_where_one_in_doubt_ends_is_in_doubt_from_its_first_to_its_last() -> (
    None
):
    first = next(rule for rule in rules() if rule.id == "investigate-60wd")
    second = evolve(
        first, id="next", after=(first.id,), starts="order_lapsed", length=1, unit="year",
        extension=0, extension_times=0, extension_moment="", extension_by="",
    )  # fmt: skip
    filed = Moment(name="filed", on=date(2026, 11, 23), entry=1)
    base, found = run([filed], rules=[first, second])
    assert base.doubt is not None
    assert found.provisional
    year = timedelta(days=365)
    assert found.doubt == (base.doubt[0] + year, base.doubt[1] + year)
    short = evolve(second, unit="working", length=5)
    _, found = run([filed], rules=[first, short])
    assert found.doubt is not None
    assert found.doubt[0] < found.due < found.doubt[1]
    assert found.doubt[1] - found.doubt[0] > base.doubt[1] - base.doubt[0]
