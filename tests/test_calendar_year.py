"""A year of the calendar that an office adds from its notice: checked, told beforehand, counted by,
and mended like any other entry."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from laborcase import acts, law
from laborcase.acts.office import NoticeHoliday
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, LaborCaseError, Refused
from laborcase.opening import found_register, open_desk
from laborcase.record.docket import OFFICE
from laborcase.record.office import LocalClock
from tests.conftest import Clock

FILE = Path(__file__).parent / "data" / "2027.toml"
INVESTIGATION = "investigate-60wd"
PLAIN, OFFICIAL = date(2027, 2, 15), date(2027, 2, 22)
"""Where 60 working days from 2026-11-23 end without and with the rows of 2027."""


def year(**fields: object) -> acts.CalendarAdded:
    return evolve(acts.CalendarAdded.of(law.read_year(FILE)), **fields)


def holiday(*off: str, worked: tuple[str, ...] = ()) -> NoticeHoliday:
    days = (tuple(map(date.fromisoformat, found)) for found in (off, worked))
    return NoticeHoliday(zh="某节", en="Some day", off=next(days), worked=next(days))


def due(desk: Desk, key: str, clock: str = INVESTIGATION) -> date:
    return next(d.due for d in desk.deadlines(key) if d.clock == clock)


def in_list(desk: Desk, key: str) -> object:
    """The nearest limit of a docket, as the lists have it."""
    row = next(r for r in desk.find(desk.asking()).rows if r.key == key)
    return row.due, row.due_clock, row.provisional


@pytest.fixture
def reaching(desk: Desk, case: str, clock: Clock) -> str:
    """A case whose nearest limit lies in 2027."""
    clock.to("2026-12-24")
    return case


# What is refused


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"year": 2026}, "The calendar has 2026 already (国办发明电〔2025〕7号)"),
        ({"year": 2029}, "No notice for 2029 can be out yet"),
        ({"year": 1999}, "the year 1999 cannot be"),
        ({"notice": ""}, "“Number of the notice” is empty"),
        ({"notice_date": date(2026, 11, 24)}, "2026-11-24 is still to come"),
        ({"holidays": ()}, "A notice names days off"),
        ({"holidays": (holiday("2027-02-08", worked=("2027-02-08",)),)}, "both off and worked"),
        ({"holidays": (holiday("2027-02-06", worked=("2027-02-06",)),)}, "both off and worked"),
        ({"holidays": (holiday("2027-02-08", "2027-02-08"),)}, "is there twice"),
        ({"holidays": (holiday("2027-02-08", worked=("2027-02-09",)),)}, "is no weekend day"),
        ({"holidays": (holiday("2028-01-03"),)}, "2028-01-03 lies in another year"),
        ({"holidays": (holiday("2026-11-30"),)}, "2026-11-30 lies in another year"),
    ],
)
def test_a_year_that_cannot_be_is_refused_with_what_is_wrong(
    desk: Desk, fields: dict[str, object], reason: str
) -> None:
    with pytest.raises((Refused, Invalid)) as caught:
        desk.enter(year(**fields), on=OFFICE)
    assert reason in str(caught.value)
    assert desk.office.years == ()


def test_everything_wrong_with_a_year_is_told_at_once(desk: Desk) -> None:
    wrong = year(
        year=2026, notice_date=date(2026, 12, 1), holidays=(holiday("2027-02-08", "2027-02-08"),)
    )
    with pytest.raises(Refused) as caught:
        desk.enter(wrong, on=OFFICE)
    assert {r.path for r in caught.value.reasons} == {"year", "notice_date", "holidays"}
    assert len(caught.value.reasons) == 4


def test_a_year_is_added_once(desk: Desk) -> None:
    desk.enter(year(), on=OFFICE)
    with pytest.raises(Refused, match=r"The calendar has 2027 already \(国办发明电〔2026〕某号\)"):
        desk.enter(year(), on=OFFICE)


def test_an_administrator_or_a_head_adds_it_and_nobody_else(desk: Desk) -> None:
    for officer in ("wang", "li"):
        with pytest.raises(Refused, match="is for"):
            desk.as_officer(officer).enter(year(), on=OFFICE)
    desk.as_officer("zhou").enter(year(), on=OFFICE)
    assert [y.year for y in desk.office.years] == [2027]


def test_a_notice_may_name_days_of_the_december_before(desk: Desk) -> None:
    """As that of 2019 did: its rows stand where no file of the year before has them."""
    new_year = holiday("2026-12-31", "2027-01-01", worked=("2026-12-26",))
    desk.enter(year(holidays=(new_year,)), on=OFFICE)
    calendar = desk.office.calendar
    assert not calendar.is_workday(date(2026, 12, 31))
    assert calendar.is_workday(date(2026, 12, 26))
    assert law.due(date(2026, 12, 25), 4, "working", calendar=calendar).date == date(2026, 12, 30)


def test_a_december_day_that_its_own_year_names_already_is_refused(
    desk: Desk, clock: Clock
) -> None:
    desk.enter(year(holidays=(holiday("2027-12-31"),)), on=OFFICE)
    clock.to("2027-11-30")
    later = year(year=2028, notice_date=date(2027, 11, 20), late_reason="-")
    with pytest.raises(Refused, match="2027-12-31 stands in the calendar of its own year already"):
        desk.enter(evolve(later, holidays=(holiday("2027-12-31", "2028-01-03"),)), on=OFFICE)


def test_a_year_that_the_program_brings_later_is_the_programs(desk: Desk) -> None:
    desk.enter(year(), on=OFFICE)
    office = evolve(desk.office, years=(*desk.office.years, law.OFFICIAL.years[2026]))
    assert office.calendar.years[2026].holidays == law.OFFICIAL.years[2026].holidays
    assert office.calendar.until == 2027


# What it does


def test_an_added_year_moves_the_limits_the_lists_and_what_is_in_doubt(
    desk: Desk, reaching: str
) -> None:
    seat = desk.as_officer("zhou")
    assert due(seat, reaching) == PLAIN
    before = next(d for d in seat.deadlines(reaching) if d.clock == INVESTIGATION)
    assert before.doubt is not None
    assert before.doubt[0] <= OFFICIAL <= before.doubt[1]
    seat.enter(year(), on=OFFICE)
    after = next(d for d in seat.deadlines(reaching) if d.clock == INVESTIGATION)
    assert (after.due, after.provisional, after.doubt) == (OFFICIAL, False, None)


def test_the_summaries_follow_in_the_same_commit(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    clock.to("2027-02-01")
    seat = desk.as_officer("wang")
    key = seat.enter(complaint()).docket
    assert in_list(seat, key) == ("2027-02-08", "accept-5wd", 1)
    desk.enter(year(), on=OFFICE)
    assert in_list(seat, key)[0] != "2027-02-08"
    assert in_list(seat, key)[2] == 0
    fresh = {d.due.isoformat() for d in seat.deadlines(key) if d.presses}
    assert in_list(seat, key)[0] == min(fresh)


def test_another_program_that_has_the_register_open_sees_the_moved_dates(url: str) -> None:
    with open_desk(url, officer="wang") as one, open_desk(url, officer="zhou") as two:
        assert in_list(one, "26-000001")[0] == "2027-01-06"
        two.enter(year(), on=OFFICE)
        assert in_list(one, "26-000001")[0] == in_list(two, "26-000001")[0] == "2027-01-06"
        limits = one.deadlines("26-000001")
        assert {d.clock: d.due for d in limits}["accept-5wd"] == date(2027, 1, 7)
        assert in_list(one, "26-000001")[1:] == ("henan-file-7d", 0)
    with open_desk(url, officer="wang") as again:
        assert again.moved == ()
        assert in_list(again, "26-000001") == ("2027-01-06", "henan-file-7d", 0)


def test_a_clock_that_an_office_switches_off_is_told_beforehand_and_leaves_the_lists(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    """The calendar is one thing that summaries are made by, the office's clocks are the other."""
    seat = desk.as_officer("wang")
    key = seat.enter(complaint(tipoff=True, identity="anonymous", complainant=None)).docket
    assert in_list(seat, key)[:2] == ("2026-11-30", "henan-file-7d")
    off = LocalClock(clock="henan-file-7d", on=False, citation="某市规定")
    settings = evolve(desk.office.settings, clocks=(off,))
    act = acts.SettingsChanged(settings=settings, reason="地方规定")
    shifts = desk.shifts(act)
    assert shifts is not None
    assert shifts.moving == 1
    desk.enter(act, on=OFFICE)
    assert in_list(seat, key)[:2] == (None, "")


def test_a_wrong_row_is_corrected_and_the_dates_are_as_if_the_right_one_had_always_stood_there(
    desk: Desk, reaching: str, clock: Clock
) -> None:
    wrong = year(holidays=(holiday("2027-01-01"),))
    commit = desk.enter(wrong, on=OFFICE)
    assert due(desk.as_officer("zhou"), reaching) == date(2027, 2, 16)
    right = [
        {"zh": h.zh, "en": h.en, "off": [d.isoformat() for d in h.off],
         "worked": [d.isoformat() for d in h.worked]}
        for h in year().holidays
    ]  # fmt: skip
    change = acts.Change(path="holidays", value=json.dumps(right, ensure_ascii=False))
    n = commit.dockets[0][1]
    mended = acts.Corrected(entry=n, changes=(change,), reason="抄错")
    shifts = desk.shifts(mended)
    assert shifts is not None
    assert shifts.moving > 0
    desk.enter(mended, on=OFFICE)
    assert due(desk.as_officer("zhou"), reaching) == OFFICIAL


def test_a_year_that_is_taken_back_counts_no_more(desk: Desk, reaching: str) -> None:
    commit = desk.enter(year(), on=OFFICE)
    desk.enter(acts.TakenBack(entry=commit.dockets[0][1], reason="通知有误"), on=OFFICE)
    assert desk.office.years == ()
    assert due(desk.as_officer("zhou"), reaching) == PLAIN


def test_a_correction_that_would_have_a_year_twice_is_refused(desk: Desk, clock: Clock) -> None:
    first = desk.enter(year(), on=OFFICE).dockets[0][1]
    clock.to("2027-11-30")
    next_year = year(year=2028, notice_date=date(2027, 11, 20), holidays=(holiday("2028-01-03"),))
    desk.enter(next_year, on=OFFICE)
    changes = (
        acts.Change(path="year", value="2028"),
        acts.Change(
            path="holidays",
            value='[{"zh": "某节", "en": "Some day", "off": ["2028-01-03"], "worked": []}]',
        ),
    )
    with pytest.raises(Refused, match="“2028” stands twice"):
        desk.enter(acts.Corrected(entry=first, changes=changes, reason="-"), on=OFFICE)


# What is told before


def test_before_it_is_entered_it_tells_which_limits_move_from_when_to_when(
    desk: Desk, reaching: str
) -> None:
    seat = desk.as_officer("zhou")
    heard: list[int] = []
    shifts = seat.shifts(year(), tell=heard.append)
    assert shifts is not None
    assert heard == [1]
    found = {s.limit.clock: s for s in shifts.limits}
    moved = found[INVESTIGATION]
    assert moved.docket == reaching
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.due, moved.after.due) == (PLAIN, OFFICIAL)
    assert seat.office.years == ()
    seat.enter(year(), on=OFFICE)
    for clock, shift in found.items():
        assert shift.after is not None
        assert due(seat, reaching, clock) == shift.after.due


def test_an_act_of_the_office_that_leaves_calendar_and_clocks_shifts_nothing(desk: Desk) -> None:
    settings = evolve(desk.office.settings, soon_days=5)
    assert desk.shifts(acts.SettingsChanged(settings=settings, reason="-")) is None


def test_the_issued_papers_that_name_the_day_before_are_told(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    clock.to("2027-02-01")
    seat = desk.as_officer("wang")
    key = seat.enter(complaint()).docket
    receipt = next(p for p in seat.complaint(key).papers)
    shifts = desk.as_officer("zhou").shifts(year())
    assert shifts is not None
    moved = next(s for s in shifts.limits if s.limit.clock == "accept-5wd")
    assert moved.papers == (receipt.number,)
    printed = seat.paper(key, receipt.id)
    assert "2027年2月8日（暂定" in printed
    desk.enter(year(), on=OFFICE)
    assert "2027年2月8日（暂定" in seat.paper(key, receipt.id)


def test_the_administrator_is_told_how_many_move_and_not_which(desk: Desk, reaching: str) -> None:
    shifts = desk.shifts(year())
    assert shifts is not None
    assert shifts.moving > 0
    assert shifts.limits == ()


def test_a_receipt_marks_a_day_in_doubt_with_its_range(
    desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock
) -> None:
    clock.to("2026-12-30")
    seat = desk.as_officer("wang")
    key = seat.enter(complaint()).docket
    text = seat.paper(key, "D01R").replace("\n", "").replace(" ", "")
    assert "2027年1月6日（暂定：国务院办公厅尚未公布2027年放假安排" in text


# At the command line


@pytest.fixture
def url(
    founding: acts.Founded,
    complaint: Callable[..., acts.Registered],
    clock: Clock,
    tmp_path: Path,
) -> str:
    """A register with a complaint whose limits lie in 2027."""
    folder = str(tmp_path / "register")
    clock.to("2026-12-30")
    with found_register(folder, founding, clock=clock, account="test") as desk:
        desk.as_officer("wang").enter(complaint())
    return folder


def run(url: str, officer: str, *words: str) -> int:
    return main(["--register", url, "--officer", officer, "--lang", "en", *words])


def test_calendar_add_tells_what_moves_and_enters_only_when_told(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(url, "zhou", "calendar", "add", str(FILE), "--dry-run") == 0
    out = capsys.readouterr().out
    assert "26-000001" in out
    assert "2027-01-06" in out
    assert out.endswith("Nothing was entered.\n")
    assert run(url, "zhou", "calendar", "add", str(FILE)) == 2
    assert "give --yes or --dry-run" in capsys.readouterr().err
    assert run(url, "zhou", "calendar", "add", str(FILE), "--json", "--yes") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["year"], told["dockets"]) == (2027, 1)
    assert told["entered"]["dockets"] == [["office", 2]]
    moved = {row["clock"]: (row["before"], row["after"]) for row in told["limits"]}
    assert moved["accept-5wd"] == ("2027-01-06", "2027-01-07")
    with open_desk(url, officer="wang") as desk:
        assert desk.moved == ()
        assert due(desk, "26-000001", "accept-5wd") == date(2027, 1, 7)
    capsys.readouterr()
    assert run(url, "zhou", "days", "2026-12-30", "5", "--json") == 0
    counted = json.loads(capsys.readouterr().out)
    assert (counted["end"], counted["provisional"]) == ("2027-01-07", False)
    assert run(url, "zhou", "calendar", "add", str(FILE), "--yes") == 1


def test_a_file_that_is_no_calendar_is_refused_with_all_that_is_wrong(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(
        'year = 2027\n[[holiday]]\nzh = "某"\nen = "x"\n'
        "off = [2027-02-08, 2027-02-08, 2029-01-01]\nworked = [2027-02-09]\n",
        "utf-8",
    )
    assert run(url, "zhou", "calendar", "add", str(bad), "--yes") == 1
    err = capsys.readouterr().err
    for sentence in ("is there twice", "lies in another year", "is no weekend day"):
        assert sentence in err
    assert run(url, "zhou", "calendar", "add", str(tmp_path / "none.toml"), "--yes") == 2
    with open_desk(url, officer="zhou") as desk:
        assert desk.office.years == ()


def test_what_a_file_leaves_out_is_found_missing(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "2027.toml"
    file.write_text("year = 2027\nholiday = []\n", "utf-8")
    assert run(url, "zhou", "calendar", "add", str(file), "--dry-run") in (1, 2)
    assert "A day like 2026-11-23 is wanted here" in capsys.readouterr().err


def test_every_refusal_is_one_of_ours() -> None:
    assert issubclass(law.LawDataError, LaborCaseError)
