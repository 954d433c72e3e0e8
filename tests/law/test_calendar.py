"""The working-day calendar and counting with it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase.errors import Invalid
from laborcase.law import OFFICIAL, Calendar, LawDataError, due, rows, year_of

DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))
LENGTHS = st.integers(1, 150)
COUNTED = st.sampled_from(["working", "calendar", "month"])
DAY = timedelta(days=1)

SPRING: rows.Row = {
    "zh": "春节",
    "en": "Spring Festival",
    "off": [date(2027, 2, 5), date(2027, 2, 8)],
    "worked": [date(2027, 2, 14)],
}


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def test_every_day_from_2004_to_2026_agrees_with_the_oracle() -> None:
    oracle = holidays.country_holidays("CN", years=range(2003, 2028))
    day = date(2004, 1, 1)
    while day.year < 2027:
        assert OFFICIAL.is_workday(day) == oracle.is_working_day(day), day
        day += DAY


def test_the_calendar_knows_which_notice_it_follows() -> None:
    year = OFFICIAL.years[2026]
    assert (year.notice, year.notice_date) == ("国办发明电〔2025〕7号", date(2025, 11, 4))
    assert OFFICIAL.until == 2026
    assert OFFICIAL.years[2010].notice == ""


def test_days_in_the_holiday_block_of_a_notice_carry_its_name() -> None:
    for day in ("02-15", "02-17", "02-21", "02-23"):
        assert OFFICIAL.name(d(day), "en") == "Spring Festival"
        assert OFFICIAL.name(d(day), "zh_CN") == "春节"
    assert OFFICIAL.name(d("02-14")) == "weekend day worked for Spring Festival"
    assert OFFICIAL.name(d("02-07")) == "weekend"
    assert OFFICIAL.name(d("02-24")) == ""
    assert OFFICIAL.name(d("2025-10-06"), "zh_CN") == "国庆节、中秋节"


def test_a_day_moved_by_the_next_years_notice_stands_in_its_own_year() -> None:
    assert not OFFICIAL.is_workday(d("2018-12-31"))
    assert OFFICIAL.is_workday(d("2018-12-29"))


def test_the_second_notices_of_2019_and_2020_are_in_the_rows() -> None:
    assert not OFFICIAL.is_workday(d("2019-05-02"))
    assert OFFICIAL.is_workday(d("2019-05-05"))
    assert not OFFICIAL.is_workday(d("2020-01-31"))


def test_a_year_without_a_notice_is_provisional_and_has_plain_weeks() -> None:
    assert OFFICIAL.provisional(d("2027-01-01"))
    assert OFFICIAL.is_workday(d("2027-01-01"))
    assert not OFFICIAL.is_workday(d("2027-01-02"))
    assert not OFFICIAL.provisional(d("2026-12-31"))


# The worked dates: filing, complaint, preservation, hearing, penalty, demand, payment period.
WORKED = [
    ("2026-02-12", 5, "working", "2026-02-26"),
    ("2026-04-30", 5, "working", "2026-05-11"),
    ("2026-09-18", 5, "working", "2026-09-24"),
    ("2026-09-30", 5, "working", "2026-10-13"),
    ("2026-01-05", 60, "working", "2026-04-03"),
    ("2026-01-05", 90, "working", "2026-05-20"),
    ("2026-01-05", 75, "working", "2026-04-27"),
    ("2026-01-05", 90, "calendar", "2026-04-07"),
    ("2026-03-02", 60, "working", "2026-05-28"),
    ("2026-03-02", 90, "working", "2026-07-10"),
    ("2026-03-02", 90, "calendar", "2026-06-01"),
    ("2025-09-22", 60, "working", "2025-12-19"),
    ("2025-09-22", 90, "working", "2026-02-02"),
    ("2025-09-22", 90, "calendar", "2025-12-22"),
    ("2026-02-06", 7, "working", "2026-02-24"),
    ("2026-04-28", 5, "working", "2026-05-08"),
    ("2026-09-18", 15, "calendar", "2026-10-08"),
    ("2026-09-21", 10, "working", "2026-10-12"),
    ("2026-01-20", 20, "working", "2026-02-24"),
    ("2026-01-20", 40, "working", "2026-03-23"),
    ("2026-04-30", 7, "calendar", "2026-05-07"),
    ("2026-03-02", 30, "calendar", "2026-04-01"),
    ("2026-03-27", 3, "calendar", "2026-03-30"),
    ("2026-02-14", 7, "calendar", "2026-02-24"),
    ("2026-11-09", 5, "working", "2026-11-16"),
    ("2026-09-07", 60, "working", "2026-12-04"),
    ("2026-09-07", 30, "calendar", "2026-10-08"),
    ("2026-09-07", 60, "calendar", "2026-11-06"),
    ("2026-06-15", 5, "working", "2026-06-23"),
    ("2026-06-15", 7, "calendar", "2026-06-22"),
    ("2026-08-24", 5, "working", "2026-08-31"),
]


@pytest.mark.parametrize(("start", "n", "unit", "end"), WORKED)
def test_the_worked_dates_come_out(start: str, n: int, unit: str, end: str) -> None:
    found = due(d(start), n, unit)
    assert found.date == d(end)
    assert not found.provisional


@pytest.mark.parametrize(
    ("start", "n", "unrolled", "end", "safe"),
    [
        ("02-14", 7, "02-21", "02-24", "02-14"),
        ("01-05", 90, "04-05", "04-07", "04-03"),
        ("03-02", 90, "05-31", "06-01", "05-29"),
        ("09-07", 30, "10-07", "10-08", "09-30"),
        ("09-18", 15, "10-03", "10-08", "09-30"),
        ("04-30", 7, "05-07", "05-07", None),
    ],
)
def test_an_end_that_rolls_shows_the_last_working_day_before_it(
    start: str, n: int, unrolled: str, end: str, safe: str | None
) -> None:
    found = due(d(start), n, "calendar")
    assert (found.unrolled, found.date) == (d(unrolled), d(end))
    assert found.safe == (d(safe) if safe else None)


def test_a_period_inside_a_holiday_has_no_safe_day() -> None:
    assert due(d("02-15"), 7, "calendar").safe is None


def test_calendar_days_keep_their_end_without_a_roll() -> None:
    assert due(d("02-14"), 7, "calendar", roll="none").date == d("02-21")


def test_months_end_on_the_last_day_where_there_is_none() -> None:
    assert due(d("08-31"), 6, "month").unrolled == d("2027-02-28")
    assert due(d("2025-12-31"), 2, "month").date == d("02-28")


def test_years_do_not_roll() -> None:
    assert due(d("2024-02-29"), 2, "year").date == d("2026-02-28")
    assert due(d("2024-10-03"), 2, "year").date == d("10-03")


def test_hours_run_by_the_minute_and_keep_their_zone() -> None:
    begin = datetime(2026, 3, 30, 16, 52, 40, tzinfo=UTC)
    found = due(begin, 24, "hour")
    assert found.at == datetime(2026, 3, 31, 16, 52, tzinfo=UTC)
    assert found.date == d("03-31")


def test_a_hearing_notice_is_due_seven_working_days_before() -> None:
    assert due(d("10-13"), -7, "working").date == d("09-28")


def test_a_period_reaching_a_year_without_notice_is_provisional() -> None:
    assert due(d("11-09"), 60, "working").provisional
    assert due(d("12-28"), 7, "calendar").provisional
    assert not due(d("12-28"), 7, "calendar", roll="none").provisional
    assert not due(d("11-09"), 2, "year").provisional


@pytest.mark.parametrize(
    ("start", "n", "unit", "roll", "sentence"),
    [
        (d("02-14"), 0, "working", None, "A period of zero has no end"),
        (d("02-14"), -7, "calendar", None, "Only working days are counted backwards"),
        (d("02-14"), 7, "wd", None, "There is no unit wd"),
        (d("02-14"), 7, "calendar", "back", "There is no way back to move an end"),
        (d("02-14"), 24, "hour", None, "Hours are counted from a time"),
        (datetime(2026, 2, 14, tzinfo=UTC), 24, "hour", "next_working_day", "does not move"),
        (d("2003-12-31"), 7, "working", None, "lies before 2004"),
        (d("2004-01-05"), -7, "working", None, "lies before 2004"),
        (d("9990-01-01"), 7, "calendar", None, "lies after 2200"),
        (d("02-14"), 101, "year", None, "longer than a hundred years"),
        (d("02-14"), 10**30, "working", None, "longer than a hundred years"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence_and_never_a_date(
    start: date, n: int, unit: str, roll: str | None, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence):
        due(start, n, unit, roll=roll)


@given(DAYS, LENGTHS, COUNTED)
def test_one_more_unit_never_ends_earlier(start: date, n: int, unit: str) -> None:
    assert due(start, n, unit).date <= due(start, n + 1, unit).date


@given(DAYS, LENGTHS, COUNTED)
def test_a_later_start_never_ends_earlier(start: date, n: int, unit: str) -> None:
    assert due(start, n, unit).date <= due(start + DAY, n, unit).date


@given(DAYS, LENGTHS)
def test_a_period_of_working_days_ends_on_one_and_holds_that_many(start: date, n: int) -> None:
    end = due(start, n, "working").date
    assert OFFICIAL.is_workday(end)
    assert OFFICIAL.between(start, end) == n
    assert OFFICIAL.between(end, start) == -n
    counted = sum(OFFICIAL.is_workday(start + DAY * i) for i in range(1, (end - start).days + 1))
    assert counted == n


@given(DAYS, LENGTHS)
def test_counting_back_undoes_counting_forward(start: date, n: int) -> None:
    day = OFFICIAL.roll(start)
    assert due(due(day, n, "working").date, -n, "working").date == day


@given(DAYS, LENGTHS, st.sampled_from(["calendar", "month"]))
def test_a_rolled_end_is_the_first_working_day_from_the_unrolled_one(
    start: date, n: int, unit: str
) -> None:
    found = due(start, n, unit)
    assert found.date >= found.unrolled
    assert OFFICIAL.is_workday(found.date)
    passed = (found.date - found.unrolled).days
    assert not any(OFFICIAL.is_workday(found.unrolled + DAY * i) for i in range(passed))
    if found.safe:
        assert start <= found.safe < found.unrolled
        assert OFFICIAL.between(found.safe, found.unrolled) == 0


@given(DAYS.filter(lambda day: day.year > 2004), LENGTHS, st.booleans(), COUNTED)
def test_adding_the_lines_up_again_gives_the_date(
    start: date, n: int, back: bool, unit: str
) -> None:
    found = due(start, -n if back and unit == "working" else n, unit)
    lines = found.steps
    assert (lines[0].date, lines[0].kind) == (start, "start")
    assert (lines[-1].date, lines[-1].kind) == (found.date, "end")
    counted = [line for line in lines if line.kind in ("counted", "made_up")]
    assert [line.count for line in counted] == list(range(1, n + 1))
    assert counted[-1].date == found.unrolled
    rolled = [line.date for line in lines if line.kind == "rolled"]
    assert rolled == [found.unrolled + DAY * i for i in range(len(rolled))]
    assert found.unrolled + DAY * len(rolled) == found.date
    if unit != "month":
        walked = [line.date for line in lines if line.kind in ("counted", "made_up", "skipped")]
        step = -DAY if found.n < 0 else DAY
        assert walked == [start + step * i for i in range(1, len(walked) + 1)]
    for line in lines:
        if unit == "working" and line.kind == "skipped":
            assert line.name()
        if line.kind == "made_up":
            assert line.date.weekday() > 4
            assert line.name().startswith("weekend day worked for ")


def test_an_office_adds_a_year_from_a_notice_and_the_date_moves() -> None:
    year = year_of({"year": 2027, "notice": "某号", "holiday": [SPRING]}, "2027.toml")
    more = OFFICIAL.with_year(year)
    assert more.until == 2027
    before, after = (due(d("2027-02-04"), 3, "working", calendar=c) for c in (OFFICIAL, more))
    assert (before.date, before.provisional) == (d("2027-02-09"), True)
    assert (after.date, after.provisional) == (d("2027-02-11"), False)
    assert due(d("2027-02-04"), 8, "working", calendar=more).date == d("2027-02-17")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "year is missing"),
        ({"year": "2027"}, "year cannot be '2027'"),
        ({"year": 1999}, "the year 1999 cannot be"),
        ({"year": 2027, "weekends": 1}, "the key weekends is not known"),
        ({"year": 2026, "holiday": [SPRING]}, "2027-02-05 lies in another year"),
        ({"year": 2027, "holiday": [SPRING, SPRING]}, "2027-02-05 is there twice"),
        (
            {"year": 2027, "holiday": [{**SPRING, "off": SPRING["worked"]}]},
            "2027-02-14 is both off and worked",
        ),
        (
            {"year": 2027, "holiday": [{**SPRING, "worked": [date(2027, 2, 9)]}]},
            "2027-02-09 is no weekend day",
        ),
        ({"year": 2027, "holiday": [{"zh": "春节"}]}, "holiday 1: en is missing"),
        ({"year": 2027, "holiday": [{**SPRING, "off": ["2027-02-05"]}]}, "off cannot be"),
        ({"year": 2027, "holiday": {"zh": "春节"}}, "a list of tables is needed"),
    ],
)
def test_a_contradictory_calendar_row_is_refused(row: rows.Row, reason: str) -> None:
    with pytest.raises(LawDataError, match=r"2027\.toml") as caught:
        year_of(row, "2027.toml")
    assert reason in str(caught.value)


def test_a_year_given_twice_is_refused() -> None:
    with pytest.raises(LawDataError, match="The year 2026 is in the calendar twice"):
        OFFICIAL.with_year(OFFICIAL.years[2026])


@pytest.mark.parametrize("text", ["year = ", "year = 2027\nyear = 2027", "\ud800"])
def test_a_calendar_file_that_is_no_toml_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "2027.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(LawDataError, match=r"2027\.toml is not a TOML file"):
        _ = Calendar(folder=tmp_path).until


def test_a_calendar_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2027.toml").write_text("year = 2027\nholidays = []\n", "utf-8")
    with pytest.raises(LawDataError, match=r"2027\.toml: the key holidays is not known"):
        _ = Calendar(folder=tmp_path).years
