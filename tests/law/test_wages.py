"""What a worker is owed: worked examples with their arithmetic, properties, and what is refused."""

import tomllib
from datetime import date, timedelta
from fractions import Fraction

import attrs
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcase.errors import Invalid
from laborcase.fields import fields_of
from laborcase.law import basis
from laborcase.law.rows import DATA
from laborcase.law.wages import (
    KINDS,
    Found,
    Ground,
    Local,
    Policy,
    exact_text,
    found_data,
    found_lines,
    hours_had,
    kind_for,
    kind_of_day,
    parameter,
    statutory,
    to_fen,
)
from laborcase.law.wages.rules import is_unclear, paid_days
from laborcase.values import Fen, Line, Number
from laborcase.words import speak

D = date
TODAY = D(2026, 11, 26)
BARE = Ground(today=TODAY)


def local(what: str, yuan: int, year: int = 2009, source: str = "A") -> Local:
    """A figure of the office, in force from New Year of a year."""
    return Local(what=what, place="周口", start=D(year, 1, 1), sum=Fen(yuan * 100), source=source)


ZHOUKOU = Ground(
    today=TODAY,
    locals=(
        local("minimum_month", 2_000),
        local("minimum_month", 2_200, 2026, "B"),
        local("minimum_hour", 20),
        local("average_month", 6_000),
        local("heat_day", 10),
    ),
)


def count(kind: str, at: Ground = BARE, **given: object) -> Found:
    one = KINDS[kind]
    return one.count(one.inputs(**given), at)


def refused(kind: str, at: Ground = BARE, **given: object) -> str:
    """What is asked instead of a sum."""
    with pytest.raises(Invalid) as wrong:
        count(kind, at, **given)
    return " ".join(f"[{p.path}] {p.text}" for p in wrong.value.problems)


# ------------------------------------------------------------------ rounding


def test_a_sum_is_rounded_half_up_to_the_fen() -> None:
    assert to_fen(Fraction(5, 2)) == 3
    assert to_fen(Fraction(249, 100)) == 2
    assert to_fen(Fraction(-1, 2)) == 0


def test_lines_are_shown_to_a_hundredth_of_a_fen_and_only_the_end_is_rounded() -> None:
    # 5,000 ÷ 21.75 ÷ 8 × 1.5 × 1 = 43.10344...; × 2 for the rest day = 57.47126...
    found = count("overtime", monthly=Fen(500_000), worked="2026-09-24 1, 2026-10-05 1")
    assert [exact_text(x.amount or Fraction(0)) for x in found.lines] == ["43.1034", "57.4713"]
    assert found.exact == Fraction(500_000) / Fraction("21.75") / 8 * (Fraction(3, 2) + 2)
    assert found.total == 10_057  # 100.57471...


# ------------------------------------------------------------------ which day is which


def test_statutory_days_agree_with_the_oracle() -> None:
    names = ("New Year's Day", "Chinese New Year (Spring Festival)", "Chinese New Year's Eve",
             "Tomb-Sweeping Day", "Labor Day", "Dragon Boat Festival", "Mid-Autumn Festival",
             "National Day")  # fmt: skip
    for year in range(2004, 2041):
        oracle = holidays.country_holidays("CN", years=year, language="en_US")
        days = {d for d, name in oracle.items() if set(name.split("; ")) & set(names)}
        ours = set(statutory(year)) - {D(2020, 10, 4)}  # a reply of the ministry, not a festival
        assert ours == days, year


@pytest.mark.parametrize(("year", "n"), [(2007, 10), (2024, 11), (2025, 13), (2026, 13)])
def test_there_are_as_many_statutory_days_as_the_measures_say(year: int, n: int) -> None:
    assert len(statutory(year)) == n


def test_the_days_around_a_holiday_are_rest_days_and_a_weekend_day_may_be_worked() -> None:
    assert kind_of_day(D(2026, 10, 3)) == "holiday"
    assert kind_of_day(D(2026, 10, 5)) == "rest"
    assert kind_of_day(D(2026, 10, 10)) == "working"  # a Saturday worked in exchange


def test_the_conversion_days_are_those_of_the_date_of_the_work() -> None:
    found = [parameter("work_days", D(y, 6, 1)).value for y in (2007, 2024, 2025)]
    assert found == ["20.92", "20.83", "20.67"]
    found = [parameter("pay_days", D(y, 6, 1)).value for y in (2007, 2024, 2025)]
    assert found == ["20.92", "21.75", "21.75"]


# ------------------------------------------------------------------ worked examples


def test_the_wage_of_a_day_and_an_hour() -> None:
    # 4,350 ÷ 21.75 = 200; ÷ 8 = 25
    found = count("rate", monthly=Fen(435_000), day=D(2026, 6, 1))
    assert [x.amount for x in found.lines] == [20_000, 2_500]
    assert found.total is None
    assert not found.owed


def test_overtime_by_the_calendar() -> None:
    # 25 an hour: 4 h × 1.5 (one of the days a Saturday worked in exchange), 8 × 3, 8 × 2
    found = count(
        "overtime",
        monthly=Fen(435_000),
        worked="2026-10-01 8, 2026-10-05 8, 2026-10-10 2, 2026-09-24 2",
    )
    assert found.total == 15_000 + 60_000 + 40_000
    assert "worked in exchange" in " ".join(found.notes)


@pytest.mark.parametrize("day", ["2026-09-24", "2026-10-10"])
def test_a_whole_day_entered_as_overtime_of_a_working_day_is_a_question(day: str) -> None:
    """A plain working day and a Saturday worked in exchange: only what lies beyond eight hours is
    overtime. Nine of them on top: 9 × 25 × 1.5."""
    monthly = Fen(435_000)
    for hours in (8, 9, 16):
        told = refused("overtime", monthly=monthly, worked=f"{day} {hours}")
        assert f"type “{day} {hours} beyond”" in told
    assert count("overtime", monthly=monthly, worked=f"{day} 7.5").total == 75 * 2_500 * 3 // 20
    for word in ("beyond", "超时"):
        found = count("overtime", monthly=monthly, worked=f"{day} 9 {word}")
        assert found.total == 9 * 2_500 * 3 // 2
    assert "more than the day has" in refused(
        "overtime", monthly=monthly, worked=f"{day} 17 beyond"
    )


def test_all_hours_of_a_rest_day_or_holiday_count_and_none_lies_beyond() -> None:
    for day in ("2026-10-01", "2026-10-05"):
        told = refused("overtime", monthly=Fen(435_000), worked=f"{day} 9 beyond")
        assert "is no working day" in told
        assert count("overtime", monthly=Fen(435_000), worked=f"{day} 9").total


@pytest.mark.parametrize("day", ["2009-10-06", "2015-09-03"])
def test_a_day_off_for_two_festivals_in_one_or_for_one_year_is_a_question(day: str) -> None:
    """In 2009 Mid-Autumn fell on 3 October and was moved to the 6th; nobody said at what rate."""
    assert "was not seen" in refused("overtime", monthly=Fen(435_000), worked=f"{day} 8")
    assert hours_had(D.fromisoformat(day), None)["holiday"] >= 72 - 24


def test_the_days_of_the_festivals_that_fell_together() -> None:
    """2009: National Day and Mid-Autumn on the 3rd, ten days. 2020: on the 1st, and the 4th is paid
    like them by a reply. 2028, 2031 and 2039 have no notice yet."""
    assert (len(statutory(2009)), kind_of_day(D(2009, 10, 4))) == (10, "rest")
    assert (len(statutory(2020)), kind_of_day(D(2020, 10, 4))) == (11, "holiday")
    assert [len(statutory(year)) for year in (2028, 2031, 2039)] == [12, 12, 12]
    for year in (2028, 2031, 2039):
        assert is_unclear(D(year, 10, 4))


def test_a_statutory_day_on_a_weekend_is_paid_as_one_and_the_day_off_for_it_as_a_rest_day() -> None:
    """3 October 2026 is a Saturday; 5 to 7 October are days off around it."""
    found = count("overtime", monthly=Fen(435_000), worked="2026-10-03 2, 2026-10-06 2")
    assert [(line.amount, line.bases[0]) for line in found.lines] == [
        (2 * 3 * 2_500, "ld-44-3"), (2 * 2 * 2_500, "ld-44-2"),
    ]  # fmt: skip


def test_time_off_in_lieu_settles_a_rest_day_and_no_holiday() -> None:
    found = count("overtime", monthly=Fen(435_000), worked="2026-10-05 8 lieu")
    assert found.total == 0
    assert "no rest day" in refused("overtime", monthly=Fen(435_000), worked="2026-10-01 8 补休")


def test_overtime_across_an_amendment_counts_each_day_by_its_own_figure() -> None:
    # 2007-12-27: 4,184 ÷ 20.92 ÷ 8 × 1.5 = 37.5; 2008-01-03: 4,184 ÷ 21.75 ÷ 8 × 1.5
    found = count("overtime", monthly=Fen(418_400), worked="2007-12-27 1, 2008-01-03 1")
    assert [x.amount for x in found.lines] == [
        3_750, Fraction(418_400) / Fraction("21.75") / 8 * Fraction(3, 2),
    ]  # fmt: skip


def test_a_month_has_only_so_many_hours_of_a_kind_until_the_last_day_of_work() -> None:
    """February 2026 has 16 working days (two Saturdays worked in exchange among them), 4 statutory
    holidays and 8 rest days: 16 × 16, 4 × 24 and 8 × 24 hours. Until the 13th it has 10 and 3."""
    month = D(2026, 2, 1)
    assert hours_had(month, None) == {"working": 256, "rest": 192, "holiday": 96}
    assert hours_had(month, D(2026, 2, 13)) == {"working": 160, "rest": 72, "holiday": 0}
    given = {"monthly": Fen(435_000), "month": month}
    whole = count("overtime", **given, working="256", rest="192", holiday="96")
    assert whole.total == 2_500 * (256 * 3 // 2 + 192 * 2 + 96 * 3)
    told = refused("overtime", **given, working="256.5", rest="193", holiday="97")
    for path, most in (("working", 256), ("rest", 192), ("holiday", 96)):
        assert f"[{path}]" in told
        assert f"({most}, until 2026-02-28)" in told
    told = refused("overtime", **given, left=D(2026, 2, 13), holiday="1", working="160")
    assert "[holiday] 1 hours of this kind are more" in told
    assert "(0, until 2026-02-13)" in told
    assert "[working]" not in told


def test_a_month_under_way_has_hours_until_today() -> None:
    # 1 to 26 November 2026: 19 working days
    given = {"monthly": Fen(435_000), "month": D(2026, 11, 30)}
    assert count("overtime", **given, working="304").total == 304 * 2_500 * 3 // 2
    assert "(304, until 2026-11-26)" in refused("overtime", **given, working="305")


def test_averaged_hours_may_all_lie_on_working_and_rest_days_together() -> None:
    given = {"monthly": Fen(435_000), "month": D(2026, 2, 1), "system": "averaged"}
    assert count("overtime", **given, working="448").total == 448 * 2_500 * 3 // 2
    assert "(448, until" in refused("overtime", **given, working="440", rest="9")


def test_a_day_that_may_be_rest_day_or_holiday_has_its_hours_in_both() -> None:
    """3 September 2015 was off by a notice of that year alone."""
    assert hours_had(D(2015, 9, 1), None)["holiday"] == 48  # with Mid-Autumn, 27 September


def test_averaged_hours_are_longer_hours_on_rest_days_too() -> None:
    found = count("overtime", monthly=Fen(435_000), worked="2026-10-05 8", system="averaged")
    assert found.total == 8 * 2_500 * 3 // 2
    assert "does not apply" in refused(
        "overtime", monthly=Fen(435_000), worked="2026-10-05 8", system="flexible"
    )


def test_wages_by_the_day_hour_or_piece() -> None:
    given = {"start": D(2026, 3, 1), "end": D(2026, 3, 31)}
    found = count("by_count", rate=Fen(24_050), per="day", count="25.5", paid=Fen(100_000), **given)
    assert found.exact == Fraction(24_050) * Fraction("25.5") - 100_000
    assert count("by_count", rate=Fen(33), per="piece", count="1001", **given).total == 33_033
    assert "more than there were" in refused(
        "by_count", rate=Fen(9), per="day", count="32", **given
    )
    assert "(744)" in refused("by_count", rate=Fen(9), per="hour", count="745", **given)
    told = refused("by_count", ZHOUKOU, rate=Fen(1_000), per="hour", count="8", **given)
    assert "[rate] 1,740.00 a month lies below the minimum wage of 2,200.00" in told


def test_overtime_of_a_wage_by_the_day() -> None:
    # 240 ÷ 8 = 30 an hour; 8 × 30 × 3
    assert count("overtime", daily=Fen(24_000), worked="2026-10-01 8").total == 72_000
    found = count("overtime", daily=Fen(24_000), worked="2026-10-01 8")
    assert found.lines[0].bases == ("ld-44-3",)  # no conversion by 21.75 is in it
    assert "pay_days" not in {a.name for a in found.assumed}
    both = {"monthly": Fen(435_000), "daily": Fen(24_000), "worked": "2026-10-01 8"}
    assert "either the wage of a month or that of a day" in refused("overtime", **both)


def test_overtime_already_paid_is_taken_off_and_never_below_nothing() -> None:
    given = {"monthly": Fen(435_000), "month": D(2026, 6, 1), "working": "4"}
    assert count("overtime", **given, paid=Fen(5_000)).total == 10_000
    more = count("overtime", **given, paid=Fen(50_000))
    assert more.total == 0
    assert "More was paid than is due: nothing is left." in more.notes


def test_parts_of_a_month_are_counted_in_a_named_way() -> None:
    # June 2026: 22 paid days (19 June is Dragon Boat); 15 to 30 June: 12 of them.
    assert paid_days(D(2026, 6, 15), D(2026, 6, 30)) == 12
    given = {"monthly": Fen(435_000), "start": D(2026, 6, 15), "end": D(2026, 6, 30),
             "joined": D(2026, 6, 15)}  # fmt: skip
    assert count("wages", **given).total == 12 * 20_000
    assert count("wages", **given, method="backward").total == 435_000 - 10 * 20_000
    assert count("wages", **given, method="share").exact == Fraction(435_000) * 12 / 22
    shown = {a.name: a.origin for a in count("wages", **given).assumed}
    assert shown["method"] == "default"
    share = count("wages", **given, method="share")
    assert [(a.name, a.origin) for a in share.assumed] == [("method", "typed")]
    assert share.lines[0].bases == ("ht-85-1",)  # no conversion by 21.75 is in it


def test_a_part_of_a_month_that_was_worked_whole_is_a_share_of_it() -> None:
    """June 2026: 4,350 × 11 ÷ 22 for either half, together 4,350, whatever the way."""
    first = {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 6, 15)}
    second = {"monthly": Fen(435_000), "start": D(2026, 6, 16), "end": D(2026, 6, 30)}
    for method in ("forward", "backward", "share"):
        assert count("wages", **first, method=method).total == 217_500
        assert count("wages", **second, method=method).total == 217_500
    shown = {a.name: a.origin for a in count("wages", **first).assumed}
    assert shown == {"worked": "default"}


def test_what_was_worked_of_a_month_comes_to_the_same_in_one_part_or_in_two() -> None:
    # work began on 10 June: 15 paid days × 200 = 3,000; 3 and 12 of them
    given = {"monthly": Fen(435_000), "joined": D(2026, 6, 10)}
    assert count("wages", **given, start=D(2026, 6, 10), end=D(2026, 6, 30)).total == 300_000
    assert count("wages", **given, start=D(2026, 6, 10), end=D(2026, 6, 14)).total == 60_000
    assert count("wages", **given, start=D(2026, 6, 15), end=D(2026, 6, 30)).total == 240_000
    assert "before the first day of work" in refused(
        "wages", **given, start=D(2026, 6, 9), end=D(2026, 6, 30)
    )


def test_who_missed_no_paid_day_of_a_month_has_the_whole_of_it() -> None:
    """February 2026 began on a Sunday; 20 paid days × 200 would be 4,000."""
    given = {"monthly": Fen(435_000), "start": D(2026, 2, 2), "end": D(2026, 2, 28)}
    assert count("wages", **given, joined=D(2026, 2, 2)).total == 435_000


def test_days_of_absence_are_counted_with_all_that_was_worked_of_the_month() -> None:
    given = {"monthly": Fen(435_000), "absent": "2"}
    assert count("wages", **given, start=D(2026, 6, 1), end=D(2026, 6, 30)).total == 400_000
    assert "at once" in refused("wages", **given, start=D(2026, 6, 1), end=D(2026, 6, 15))


def test_the_figures_of_an_office_are_told_for_a_period_with_the_days_on_which_they_change() -> (
    None
):
    old, new = local("minimum_month", 1_800, 2025), local("minimum_month", 2_100, 2026, "B")
    ended = attrs.evolve(new, end=D(2026, 3, 31))
    elsewhere = attrs.evolve(new, place="郑州", start=D(2026, 2, 1))
    at = Ground(today=TODAY, locals=(elsewhere, ended, old))
    spans = at.local_spans("minimum_month", "周口", "", D(2025, 12, 15), D(2026, 4, 30))
    assert spans == ((D(2025, 12, 15), old), (D(2026, 1, 1), ended), (D(2026, 4, 1), old))
    assert at.local_spans("minimum_month", "周口", "", D(2024, 12, 31), D(2025, 1, 1)) == (
        (D(2024, 12, 31), None), (D(2025, 1, 1), old),
    )  # fmt: skip
    for_ever = Ground(today=TODAY, locals=(attrs.evolve(new, end=date.max),))
    assert len(for_ever.local_spans("minimum_month", "", "", D(2026, 2, 1), TODAY)) == 1
    # where no place is named, two places have no one figure
    assert at.local_spans("minimum_month", "", "", D(2026, 2, 1), D(2026, 2, 1))[0][1] is None


def test_a_minimum_that_changes_within_the_month_is_asked_about() -> None:
    new = Local(what="minimum_month", place="周口", start=D(2026, 3, 15), sum=Fen(250_000),
                source="C")  # fmt: skip
    at = Ground(today=TODAY, locals=(*ZHOUKOU.locals, new))
    given = {"month": D(2026, 3, 1), "gross": Fen(190_000)}
    assert "from 2,200.00 to 2,500.00 on 2026-03-15" in refused("minimum", at, **given)
    assert count("minimum", at, **given, minimum=Fen(250_000)).total == 60_000
    assert count("minimum", at, month=D(2026, 4, 1), gross=Fen(190_000)).total == 60_000


def test_the_gap_to_the_minimum_wage_leaves_out_what_does_not_count() -> None:
    # 2,300 − 300 overtime − 100 night shifts = 1,900; 2,200 − 1,900 = 300
    found = count(
        "minimum", ZHOUKOU, month=D(2026, 3, 1), gross=Fen(230_000), overtime=Fen(30_000),
        allowances=Fen(10_000),
    )  # fmt: skip
    assert found.total == 30_000
    assert next(a for a in found.assumed if a.name == "minimum").source == "B"


def test_the_minimum_is_that_of_the_month_of_the_work() -> None:
    assert count("minimum", ZHOUKOU, month=D(2025, 12, 1), gross=Fen(190_000)).total == 10_000


def test_the_workers_own_insurance_is_a_named_choice() -> None:
    given = {"month": D(2026, 3, 1), "gross": Fen(230_000), "own_insurance": Fen(30_000)}
    assert count("minimum", ZHOUKOU, **given).total == 0
    assert count("minimum", ZHOUKOU, **given, insurance="apart").total == 20_000


def test_part_time_work_is_compared_by_the_hour() -> None:
    found = count("minimum", ZHOUKOU, month=D(2026, 3, 1), gross=Fen(100_000), hours="60")
    assert found.total == 60 * 2_000 - 100_000


def test_damages_take_a_fifth_at_most_and_leave_the_minimum() -> None:
    given = {"monthly": Fen(250_000), "month": D(2026, 3, 1), "agreed": True}
    # a fifth is 500, above the minimum lie 300: 800 − 300 = 500 come back
    assert count("deduction", ZHOUKOU, **given, damage=Fen(80_000)).total == 50_000
    assert count("deduction", ZHOUKOU, **given, other=Fen(20_000)).total == 20_000
    given["agreed"] = False
    assert count("deduction", **given, damage=Fen(80_000)).total == 80_000


def test_double_wage_runs_for_eleven_months_at_most() -> None:
    # from 2024-04-01 to 2025-02-28, whatever comes after
    found = count("double_wage", monthly=Fen(500_000), start=D(2024, 3, 1))
    assert found.total == 11 * 500_000
    assert "2024-04-01 to 2025-02-28" in found.lines[0].how


def test_an_incomplete_month_of_double_wage_counts_by_its_working_days() -> None:
    # 1 to 15 September 2025: 11 working days
    found = count("double_wage", monthly=Fen(435_000), start=D(2025, 3, 1), left=D(2025, 9, 15))
    assert found.total == 5 * 435_000 + 11 * 20_000


def test_double_wage_ends_the_day_before_the_contract() -> None:
    found = count("double_wage", monthly=Fen(435_000), start=D(2025, 3, 1), signed=D(2025, 6, 1))
    assert found.total == 2 * 435_000
    found = count("double_wage", monthly=Fen(435_000), start=D(2025, 3, 1), signed=D(2025, 3, 20))
    assert found.total == 0


def test_a_month_of_double_wage_from_a_31st_ends_on_the_30th() -> None:
    """From 31 January the second month is 29 February to 30 March: one whole month, 4,350."""
    found = count("double_wage", monthly=Fen(435_000), start=D(2024, 1, 31), left=D(2024, 3, 30))
    assert found.total == 435_000
    short = count("double_wage", monthly=Fen(435_000), start=D(2024, 1, 31), left=D(2024, 3, 28))
    assert short.total < 435_000


def test_an_open_ended_contract_refused_is_paid_double_from_the_day_it_was_due() -> None:
    """Art. 82 (2): from 1 March 2020 to 30 June 2021 sixteen months; the text names no end."""
    given = {"monthly": Fen(435_000), "start": D(2005, 3, 1), "due": D(2020, 3, 1)}
    found = count("double_wage", **given, left=D(2021, 6, 30))
    assert found.total == 16 * 435_000
    assert {key for line in found.lines for key in line.bases} == {"ht-82-2"}
    shown = {a.name: a.origin for a in found.assumed}
    assert shown["most"] == "default"
    assert count("double_wage", **given, left=D(2021, 6, 30), most=11).total == 11 * 435_000
    assert count("double_wage", **given, signed=D(2020, 3, 1)).total == 0
    assert "not for art. 82 (2)" in refused("double_wage", **given, exception="worker")
    assert "[most] Between 1 and 600" in refused("double_wage", **given, most=95_772)
    alone = {"monthly": Fen(435_000), "start": D(2020, 3, 1), "most": 3}
    assert "Only for an open-ended contract" in refused("double_wage", **alone)


def test_work_without_a_contract_since_before_2008_begins_with_the_law() -> None:
    told = refused("double_wage", monthly=Fen(435_000), start=D(2006, 3, 1))
    assert "art. 97 (2)): type it" in told
    assert count("double_wage", monthly=Fen(100_000), start=D(2008, 1, 1)).total == 1_100_000


def test_how_parts_of_a_month_of_double_wage_are_counted_is_named() -> None:
    found = count("double_wage", monthly=Fen(435_000), start=D(2025, 3, 1), left=D(2025, 9, 15))
    named = {a.name: (a.origin, a.source) for a in found.assumed}
    assert named["parts"] == ("default", "sf-06")


def test_sick_pay_of_a_month_is_never_more_than_the_whole_of_it() -> None:
    """July 2025 has 23 paid days: 5,000 × 23 ÷ 21.75 would be 5,287.36."""
    given = {"monthly": Fen(500_000), "month": D(2025, 7, 1), "days": "23"}
    assert count("sick", ZHOUKOU, **given, rate="100").total == 500_000


def test_the_exceptions_of_2025_leave_no_double_wage() -> None:
    given = {"monthly": Fen(435_000), "start": D(2025, 3, 1), "exception": "worker"}
    assert count("double_wage", **given).total == 0
    assert "2025-09-01" in refused("double_wage", Ground(today=D(2025, 8, 31)), **given)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (D(2020, 3, 1), D(2023, 2, 28), Fraction(3)),
        (D(2020, 3, 1), D(2023, 3, 1), Fraction(7, 2)),
        (D(2020, 3, 1), D(2023, 8, 31), Fraction(4)),  # six months are a year
        (D(2020, 3, 1), D(2023, 8, 30), Fraction(7, 2)),
        (D(2021, 8, 31), D(2022, 2, 27), Fraction(1, 2)),  # a month without a 31st:
        (D(2021, 8, 31), D(2022, 2, 28), Fraction(1)),  # its last day ends the sixth
        (D(2021, 9, 1), D(2022, 2, 27), Fraction(1, 2)),
        (D(2021, 9, 1), D(2022, 2, 28), Fraction(1)),
        (D(2020, 2, 29), D(2021, 2, 27), Fraction(1)),
        (D(2020, 2, 29), D(2021, 2, 28), Fraction(1)),
        (D(2020, 2, 29), D(2021, 3, 1), Fraction(3, 2)),
        (D(2020, 2, 29), D(2024, 2, 28), Fraction(4)),
    ],
)
def test_severance_counts_half_years(start: date, end: date, months: Fraction) -> None:
    found = count("severance", ZHOUKOU, start=start, end=end, monthly=Fen(400_000))
    assert found.exact == 400_000 * months


def test_a_high_wage_is_capped_at_three_averages_and_twelve_years() -> None:
    given = {"start": D(2010, 1, 1), "end": D(2025, 12, 31)}
    found = count("severance", ZHOUKOU, **given, monthly=Fen(1_800_001))
    assert found.total == 12 * 1_800_000
    assert count("severance", ZHOUKOU, **given, monthly=Fen(1_800_000)).total == 16 * 1_800_000


def test_severance_is_never_counted_from_less_than_the_minimum() -> None:
    given = {"start": D(2026, 1, 1), "end": D(2026, 10, 31), "monthly": Fen(150_000)}
    assert count("severance", ZHOUKOU, **given).total == 220_000


def test_years_before_2008_are_asked_for() -> None:
    given = {"start": D(2000, 1, 1), "end": D(2009, 12, 31), "monthly": Fen(300_000),
             "minimum": Fen(60_000), "average": Fen(200_000)}  # fmt: skip
    assert "before 2008" in refused("severance", **given)
    assert count("severance", **given, before="8").total == (8 + 2) * 300_000
    # the double for unlawful dismissal counts from the first day of work (实施条例 25)
    assert count("unlawful_dismissal", **given).total == 2 * 10 * 300_000


def test_months_for_the_years_before_2008_are_no_more_than_the_years_that_had_begun() -> None:
    """A month for each, a part of one counting as one (劳部发〔1994〕481号 art. 5): from July 1994
    fourteen. Twelve at most where it ended by agreement."""
    given = {"start": D(1994, 7, 1), "end": D(2009, 12, 31), "monthly": Fen(300_000),
             "minimum": Fen(60_000), "average": Fen(200_000)}  # fmt: skip
    found = count("severance", **given, before="14")
    assert found.total == (14 + 2) * 300_000
    assert any("stopped at 12" in note for note in found.notes)
    assert next(a for a in found.assumed if a.name == "before").source == "bc-05"
    assert not any("stopped at 12" in n for n in count("severance", **given, before="12").notes)
    assert "(14)" in refused("severance", **given, before="14.5")
    late = {**given, "start": D(2008, 1, 1)}
    assert "(0)" in refused("severance", **late, before="1")
    assert count("severance", **late, before="0").total == 2 * 300_000


def test_a_month_instead_of_notice() -> None:
    assert count("notice", last_month=Fen(432_100), end=D(2026, 6, 30)).total == 432_100


def test_leave_not_taken_is_three_times_the_daily_wage_with_the_ordinary_one_in_it() -> None:
    given = {"monthly": Fen(435_000), "year": 2025, "service": 12, "taken": "4"}
    # 10 − 4 = 6 days × 200 × (300 % − 100 % paid)
    assert count("annual_leave", **given).total == 6 * 20_000 * 2
    assert count("annual_leave", **given, normal_paid=False).total == 6 * 20_000 * 3
    found = count("annual_leave", **given, refused=True)
    assert (found.total, found.lines[1].bases) == (0, ("nxb-10", "nxb-11"))
    assert count("annual_leave", **given, refused=True, normal_paid=False).total == 6 * 20_000


def test_leave_of_a_year_that_is_not_over_is_owed_only_to_who_has_left() -> None:
    """条例 5 (3), 实施办法 10 and 12. Until 1 March 2026: 60 ÷ 365 × 10 = 1.64, one whole day."""
    given = {"monthly": Fen(435_000), "year": 2026, "service": 12}
    for today in (TODAY, D(2026, 12, 31)):
        assert "[left] 2026 is not over" in refused("annual_leave", Ground(today=today), **given)
    left = count("annual_leave", **given, left=D(2026, 3, 1))
    assert left.total == 20_000 * 2
    assert left.lines[1].bases == ("nx-05-3", "nxb-10", "nxb-11")
    over = count("annual_leave", Ground(today=D(2027, 1, 1)), **given)
    assert over.total == 10 * 20_000 * 2
    assert any("agreed to take it in 2027" in note for note in over.notes)


def test_leave_before_the_measures_of_september_2008_rests_on_the_regulation() -> None:
    given = {"monthly": Fen(217_500), "year": 2008, "service": 12, "left": D(2008, 5, 31)}
    found = count("annual_leave", **given)  # 152 ÷ 365 × 10 = 4.16
    assert found.total == 4 * 10_000 * 2
    assert (found.lines[1].bases, found.lines[1].later) == (("nx-05-3",), ("nxb-11",))
    assert (found.lines[0].bases, found.lines[0].later) == (("nx-03",), ("nxb-12",))


def test_leave_of_a_part_of_the_year_counts_whole_days() -> None:
    given = {"monthly": Fen(435_000), "year": 2025, "service": 12}
    # 181 ÷ 365 × 10 = 4.95..., less 1: 3 whole days; joined 1 July: 184 ÷ 365 × 10 = 5
    left = count("annual_leave", **given, left=D(2025, 6, 30), taken="1")
    assert left.total == 3 * 20_000 * 2
    assert count("annual_leave", **given, joined=D(2025, 7, 1)).total == 5 * 20_000 * 2


def test_heat_and_sick_pay() -> None:
    assert count("heat", ZHOUKOU, day=D(2026, 7, 1), days="22").total == 22_000
    given = {"monthly": Fen(435_000), "month": D(2026, 3, 1), "days": "5"}
    # 2,200 × 80 % = 1,760 ÷ 21.75 × 5; by the contract 60 % of 4,350 = 2,610
    found = count("sick", ZHOUKOU, **given)
    assert found.exact == Fraction(176_000) / Fraction("21.75") * 5
    assert count("sick", ZHOUKOU, **given, rate="60").total == 60_000


def test_extra_compensation_comes_only_after_the_order_has_lapsed() -> None:
    given = {"due": Fen(100_001), "of": "wages", "percent": "50"}
    assert count("added", **given, by=D(2026, 11, 25)).total == 50_001  # 50,000.5 half up
    assert "has not lapsed" in refused("added", **given, by=TODAY)
    assert "overtaken" in refused("added", **{**given, "percent": "300"}, by=D(2026, 11, 1))
    leave = {**given, "of": "leave"}
    assert "100 per cent" in refused("added", **leave, by=D(2026, 11, 1))


def test_both_ladders_of_child_labour_stand_side_by_side_without_a_sum() -> None:
    found = count("child_labour", children=2, months="3", after="1", unlicensed=True)
    assert [x.amount for x in found.lines] == [2 * 500_000 * 2 * 3, 2 * 1_000_000 * 2, None]
    assert found.total is None
    assert not found.owed
    assert "not regulated" in refused("child_labour", children=2, months="1.5")


def test_placing_children_and_missing_records_have_their_own_sums() -> None:
    """禁止使用童工规定 7 and 8, doubled by 9: 3 × 5,000 × 2 and 10,000 × 2."""
    given = {"children": 0, "placed": 3, "records": True}
    found = count("child_labour", **given, unlicensed=True, last=D(2020, 1, 1))
    assert [(line.amount, line.bases) for line in found.lines] == [
        (3_000_000, ("tg-07", "tg-09")), (2_000_000, ("tg-08", "tg-09")),
    ]  # fmt: skip
    assert "how many children" in refused("child_labour", children=0, months="2")
    assert "how many months" in refused("child_labour", children=2)


def test_the_ladder_of_2021_is_not_for_work_that_ended_before_it() -> None:
    given = {"children": 1, "months": "2"}
    assert len(count("child_labour", **given, last=D(2021, 6, 1)).lines) == 2
    early = count("child_labour", **given, last=D(2021, 5, 31))
    assert [line.bases for line in early.lines] == [("tg-06-1",)]
    assert any("law since 2021-06-01" in note for note in early.notes)
    assert "begins on 2002-12-01" in refused("child_labour", **given, last=D(2002, 11, 30))


def test_extra_compensation_rests_on_the_law_of_the_day_on_which_the_order_lapsed() -> None:
    given = {"due": Fen(100_000), "percent": "50"}
    bases = {
        (of, day.year): count("added", **given, of=of, by=day).lines[0].bases
        for of in ("wages", "severance")
        for day in (D(2007, 12, 31), D(2008, 1, 1))
    }
    assert bases == {
        ("wages", 2007): ("jc-26-1",), ("wages", 2008): ("ht-85-1",),
        ("severance", 2007): ("jc-26-3",), ("severance", 2008): ("ht-85-4",),
    }  # fmt: skip
    assert "gave extra compensation on this: overtime pay" in refused(
        "added", **given, of="overtime", by=D(2007, 12, 31)
    )


def test_the_late_fee_needs_no_holidays_and_is_held_since_january_1999() -> None:
    # 2003-06-02 to 2004-06-01: 366 days × 0.2 % of 1,000
    given = {"arrears": Fen(100_000), "until": D(2004, 6, 1)}
    assert count("late_insurance", **given, due=D(2003, 6, 1)).total == 73_200
    assert "[due] 1999-01-21: the law that is held here for it begins on 1999-01-22" in refused(
        "late_insurance", **given, due=D(1999, 1, 21)
    )
    assert "there is none" in refused("late_insurance", **given, due=D(2004, 6, 1))


def test_whether_the_late_fee_stops_at_the_premiums_is_a_named_choice() -> None:
    """行政强制法 45 (2), since 2012: 2,557 days of 0.05 % are 1,278.50 of 1,000. What had grown
    above the premiums by then stays: 2,220 days of 0.2 % and 184 of 0.05 % are 4,532.00."""
    given = {"arrears": Fen(100_000), "due": D(2013, 1, 1), "until": D(2020, 1, 2)}
    found = count("late_insurance", **given)
    assert (found.total, found.lines[-1].bases) == (100_000, ("qz-45",))
    assert next(a for a in found.assumed if a.name == "cap").origin == "default"
    assert count("late_insurance", **given, cap="none").total == 127_850
    old = {**given, "due": D(2005, 6, 1)}
    assert count("late_insurance", **old).total == 453_200


def test_the_late_fee_changes_its_rate_in_july_2011() -> None:
    # 10 days of 0.2 %, then 10 of 0.05 %, of 1,000
    found = count("late_insurance", arrears=Fen(100_000), due=D(2011, 6, 20), until=D(2011, 7, 10))
    assert [x.amount for x in found.lines] == [2_000, 500]
    assert not found.owed


def test_a_fine_grows_by_three_per_cent_a_day_to_twice_itself() -> None:
    given = {"fine": Fen(100_000), "by": D(2026, 9, 1)}
    assert count("added_fine", **given, until=D(2026, 9, 11)).total == 30_000
    assert count("added_fine", **given, until=D(2026, 9, 11), pending=4).total == 18_000
    assert count("added_fine", **given, until=D(2026, 11, 20)).total == 100_000


def test_what_is_unsettled_says_so_until_the_office_has_said_how() -> None:
    given = {"monthly": Fen(435_000), "start": D(2025, 3, 1)}
    assert any("Unsettled" in note for note in count("double_wage", **given).notes)
    own = Policy(matter="double_wage", here=False, citation="周某办〔2025〕1号")
    found = count("double_wage", Ground(today=TODAY, policies=(own,)), **given)
    assert not any("Unsettled" in note for note in found.notes)
    assert found.assumed[-1].source == "周某办〔2025〕1号"


# ------------------------------------------------------------------ across a change, and part way

RAISED = Ground(
    today=TODAY,
    locals=(
        local("minimum_month", 1_800, 2020),
        Local(what="minimum_month", place="周口", start=D(2026, 1, 15), sum=Fen(210_000),
              source="B"),
        local("average_month", 6_000),
        local("heat_day", 10),
        Local(what="heat_day", place="周口", start=D(2026, 7, 16), sum=Fen(2_000), source="H"),
    ),
)  # fmt: skip
"""The minimum rises from 1,800 to 2,100 on 15 January 2026, the heat allowance on 16 July."""


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("double_wage", {"start": D(2025, 6, 1)}),  # window 2025-07-01 to 2026-05-31
        ("wages", {"start": D(2025, 12, 1), "end": D(2026, 1, 31)}),
        ("overtime", {"worked": "2025-12-20 2, 2026-01-24 2"}),
        ("overtime", {"month": D(2026, 1, 1), "rest": "8"}),
        ("deduction", {"month": D(2026, 2, 1), "agreed": True, "damage": Fen(10_000)}),
        ("sick", {"month": D(2026, 2, 1), "days": "3", "rate": "60"}),
    ],
)
def test_a_wage_is_compared_with_the_minimum_of_every_day_it_is_paid_for(
    kind: str, given: dict[str, object]
) -> None:
    """1,900 lies above the 1,800 of 2025 and below the 2,100 of 2026."""
    told = refused(kind, RAISED, monthly=Fen(190_000), **given)
    assert "[monthly] 1,900.00 a month lies below the minimum wage of 2,100.00, in force" in told
    assert "2026-0" in told
    typed = {**given, "minimum": Fen(210_000)}
    assert "below the minimum wage of 2,100.00: count" in refused(
        kind, monthly=Fen(190_000), **typed
    )
    assert count(kind, monthly=Fen(190_000), below=True, **typed).lines


def test_a_wage_that_keeps_to_the_minimum_of_its_days_is_counted() -> None:
    """The window from July 2024 to May 2025 saw 1,800 alone; both figures stand in a result that
    spans them."""
    found = count("double_wage", RAISED, monthly=Fen(190_000), start=D(2024, 6, 1))
    assert found.total == 11 * 190_000
    later = count("double_wage", RAISED, monthly=Fen(210_000), start=D(2025, 6, 1))
    assert [a.source for a in later.assumed if a.name == "minimum"] == ["A", "B"]


def test_days_before_the_first_figure_are_said_not_to_have_been_compared() -> None:
    given = {"monthly": Fen(210_000), "start": D(2019, 12, 1), "end": D(2020, 1, 31)}
    notes = count("wages", RAISED, **given).notes
    assert any(n.startswith("The minimum wage of 2019-12-01 is not known") for n in notes)


def test_days_of_absence_are_working_days_and_holidays_stay_paid() -> None:
    """October 2026 has 18 working days and 3 statutory holidays: 3 × 200 for who missed all 18.
    February 2026 has 16 and 4: 800."""
    october = {"monthly": Fen(435_000), "start": D(2026, 10, 1), "end": D(2026, 10, 31)}
    for absent in ("18.5", "20", "21"):
        assert "working days in the period (18)" in refused("wages", **october, absent=absent)
    assert count("wages", **october, absent="18").total == 60_000
    february = {"monthly": Fen(435_000), "start": D(2026, 2, 1), "end": D(2026, 2, 28)}
    assert count("wages", **february, absent="16").total == 80_000


def test_what_days_of_absence_cost_in_each_way_is_said_where_nobody_chose_one() -> None:
    """July 2026 has 23 paid days: 22 × 6,000 ÷ 21.75 is more than the month, so that a day costs
    nothing; backward it costs 275.8621, by share 6,000 ÷ 23 = 260.8696. February has 20: half a day
    costs 6,000 − 19.5 × 6,000 ÷ 21.75 = 620.6897."""
    july = {"monthly": Fen(600_000), "start": D(2026, 7, 1), "end": D(2026, 7, 31), "absent": "1"}
    found = count("wages", **july)
    assert found.total == 600_000
    note = next(n for n in found.notes if "days of absence cost" in n)
    assert "1 days of absence cost 0.00 as counted here" in note
    assert "275.8621 backward and 260.8696 by share" in note
    february = {**july, "start": D(2026, 2, 1), "end": D(2026, 2, 28), "absent": "0.5"}
    assert any("cost 620.6897 as" in n for n in count("wages", **february).notes)
    for method in ("backward", "share"):
        notes = count("wages", **july, method=method).notes
        assert not any("days of absence cost" in n for n in notes)


def test_sick_days_are_working_days_that_have_passed() -> None:
    """October 2026 has 18 of them; of November 19 until the 26th."""
    given = {"monthly": Fen(435_000), "rate": "60", "minimum": Fen(210_000)}
    october = {**given, "month": D(2026, 10, 1)}
    assert "has (18, until 2026-10-31): 21" in refused("sick", **october, days="21")
    found = count("sick", **october, days="18")
    assert found.total == 18 * 12_000  # 4,350 × 60 % ÷ 21.75 = 120
    assert any("not among the days (3)" in note for note in found.notes)
    november = {**given, "month": D(2026, 11, 1)}
    assert "has (19, until 2026-11-26): 20" in refused("sick", **november, days="20")
    assert count("sick", **november, days="19").total == 19 * 12_000


def test_a_month_is_compared_with_the_minimum_when_it_is_over() -> None:
    given = {"month": D(2026, 11, 1), "minimum": Fen(210_000)}
    assert "[month] 2026-11-30 is still to come" in refused("minimum", gross=Fen(100_000), **given)
    over = Ground(today=D(2026, 11, 30))
    assert count("minimum", over, gross=Fen(100_000), **given).total == 110_000
    hourly = {"month": D(2026, 11, 1), "minimum": Fen(2_000), "gross": Fen(100_000)}
    assert count("minimum", **hourly, hours="60").total == 20_000  # 60 × 20 − 1,000
    assert "(624, until 2026-11-26)" in refused("minimum", **hourly, hours="625")


def test_what_stands_against_a_calculation_is_said_once_at_an_input() -> None:
    """Sick pay asks for the minimum twice: to compare the wage, and for its least."""
    given = {"monthly": Fen(435_000), "month": D(2026, 3, 1), "days": "3", "minimum": Fen(0)}
    assert refused("sick", **given).count("A figure of nothing is none") == 1


def test_nothing_paid_is_arrears_and_no_gap_to_the_minimum() -> None:
    given = {"month": D(2026, 3, 1), "minimum": Fen(210_000)}
    assert "[gross] Nothing was paid: the wage itself is in arrears" in refused(
        "minimum", gross=Fen(0), **given
    )
    assert count("minimum", gross=Fen(1), **given).total == 209_999


def test_a_heat_allowance_that_changes_within_the_days_is_asked_about() -> None:
    """Days whose dates are not typed lie anywhere in the month: 10 a day or 20."""
    july = {"day": D(2026, 7, 15), "days": "14"}
    assert "from 10.00 to 20.00 on 2026-07-16" in refused("heat", RAISED, **july)
    first = count("heat", RAISED, day=D(2026, 7, 1), until=D(2026, 7, 15), days="10")
    second = count("heat", RAISED, day=D(2026, 7, 16), until=D(2026, 8, 15), days="20")
    assert (first.total, second.total) == (10_000, 40_000)
    assert "changes within 2026-07-15 to 2026-08-03" in refused(
        "heat", RAISED, day=D(2026, 7, 15), until=D(2026, 8, 3), days="20"
    )
    assert count("heat", RAISED, **july, allowance=Fen(2_000)).total == 28_000


def test_there_are_no_more_days_of_heat_than_the_period_had_until_today() -> None:
    given = {"allowance": Fen(1_000)}
    told = refused("heat", **given, day=D(2026, 11, 26), days="27")
    assert "[days] 27 are more than there were from 2026-11-01 to 2026-11-26 (26)" in told
    told = refused("heat", **given, day=D(2026, 6, 10), until=D(2026, 7, 9), days="31")
    assert "from 2026-06-10 to 2026-07-09 (30)" in told
    assert "(1)" in refused("heat", **given, day=D(2026, 7, 1), months="2")
    three = {"day": D(2026, 6, 10), "until": D(2026, 8, 9)}
    assert count("heat", **given, **three, months="3").total == 3_000
    assert "[until] 2026-07-01 lies before 2026-07-02" in refused(
        "heat", **given, day=D(2026, 7, 2), until=D(2026, 7, 1), days="1"
    )
    assert "[until] 2026-11-27 is still" in refused(
        "heat", **given, day=D(2026, 7, 2), until=D(2026, 11, 27), days="1"
    )


def test_how_a_part_of_a_month_of_double_wage_is_counted_can_be_chosen() -> None:
    """1 to 30 October 2025 has 17 of the 18 working days of that month: 3,000 × 17 ÷ 21.75 or
    3,000 × 17 ÷ 18 (法释〔2025〕12号 art. 6 names no divisor)."""
    given = {"monthly": Fen(300_000), "start": D(2025, 9, 1), "left": D(2025, 10, 30)}
    assert count("double_wage", **given).total == 234_483
    found = count("double_wage", **given, parts="share")
    assert (found.total, found.lines[-1].bases) == (283_333, ("sf-06",))
    assert {a.name: a.origin for a in found.assumed}["parts"] == "typed"
    whole = {**given, "left": D(2025, 10, 31)}
    assert count("double_wage", **whole, parts="share").total == 300_000


# ------------------------------------------------------------------ choices that are named


def test_where_months_end_that_have_no_such_day_is_named_and_can_be_chosen() -> None:
    """民法典 202: six months from 31 August end on 28 February. Who counts from day to day ends
    them on the 27th; one who began a day later never has more."""
    given = {"monthly": Fen(400_000), "minimum": Fen(200_000), "average": Fen(600_000),
             "start": D(2025, 8, 31), "end": D(2026, 2, 27)}  # fmt: skip
    found = count("severance", **given)
    assert found.total == 200_000
    named = {a.name: (a.origin, a.source) for a in found.assumed}
    assert named["month_ends"] == ("default", "mf-202")
    assert count("severance", **given, month_ends="before").total == 400_000
    later = count("severance", **{**given, "start": D(2025, 9, 1)})
    assert later.total == 200_000
    assert "month_ends" not in {a.name for a in later.assumed}
    double = {"monthly": Fen(400_000), "start": D(2025, 1, 31), "left": D(2025, 3, 1)}
    assert "2025-03-01 to 2025-03-01" in count("double_wage", **double).lines[0].how
    told = count("double_wage", **double, month_ends="before").lines[0].how
    assert "2025-02-28 to 2025-03-01" in told


@given(st.dates(D(2008, 1, 1), D(2026, 1, 1)), st.integers(0, 3_000))
def test_who_began_earlier_never_has_less_severance(start: date, days: int) -> None:
    given = {"monthly": Fen(400_000), "minimum": Fen(200_000), "average": Fen(600_000),
             "end": min(start + timedelta(days=days + 1), TODAY)}  # fmt: skip
    one = count("severance", **given, start=start).exact
    assert one >= count("severance", **given, start=start + timedelta(days=1)).exact


def test_what_the_years_before_2008_count_by_is_asked_where_the_later_ones_are_raised() -> None:
    """1990 to New Year 2008 at 1,500, with a minimum of 2,000: half a month of it for 2008."""
    given = {"monthly": Fen(150_000), "minimum": Fen(200_000), "average": Fen(600_000),
             "start": D(1990, 5, 1), "end": D(2008, 1, 1), "before": "18"}  # fmt: skip
    assert "[before_wage] 1,500.00 lies below the minimum wage" in refused("severance", **given)
    for wage in (150_000, 200_000):
        found = count("severance", **given, before_wage=Fen(wage))
        assert found.total == 18 * wage + 100_000
        assert next(a for a in found.assumed if a.name == "before_wage").source == "ht-97-3"
    assert count("severance", **{**given, "before": "0"}).total == 100_000
    alone = {**given, "before": "0", "before_wage": Fen(1)}
    assert "[before_wage] Only where months are owed" in refused("severance", **alone)


def test_the_rules_before_2008_gave_whole_months() -> None:
    given = {"monthly": Fen(300_000), "minimum": Fen(200_000), "average": Fen(600_000),
             "start": D(1990, 5, 1), "end": D(2010, 1, 1)}  # fmt: skip
    for before in ("0.3", "17.5"):
        assert "gave whole months" in refused("severance", **given, before=before)


def test_the_double_for_unlawful_dismissal_cites_what_its_years_and_its_wage_come_from() -> None:
    given = {"monthly": Fen(300_000), "minimum": Fen(200_000), "average": Fen(600_000)}
    found = count("unlawful_dismissal", **given, start=D(2020, 3, 1), end=D(2021, 4, 1))
    assert found.total == 2 * 3 * 300_000 // 2
    assert found.lines[-1].bases == ("ht-87", "ht-47-1", "ht-47-3", "hts-25")


def test_years_before_2008_in_a_double_of_before_the_regulation_say_whose_law_they_are() -> None:
    """实施条例 25 is of 18 September 2008: four months, half of them before 2008."""
    given = {"monthly": Fen(300_000), "minimum": Fen(60_000), "average": Fen(200_000)}
    old = count("unlawful_dismissal", **given, start=D(2007, 12, 1), end=D(2008, 3, 1))
    assert (old.total, old.lines[-1].later) == (300_000, ("hts-25",))
    named = {a.name: (a.origin, a.source) for a in old.assumed}
    assert named["years_from"] == ("default", "hts-25")
    new = count("unlawful_dismissal", **given, start=D(2008, 2, 1), end=D(2008, 3, 1))
    assert new.lines[-1].later == ()


def test_whether_old_arrears_of_insurance_keep_the_old_rate_is_named_and_can_be_chosen() -> None:
    """实施若干规定 29: 10 days of 0.2 %, then 10 of 0.05 % or of 0.2 %, of 1,000."""
    given = {"arrears": Fen(100_000), "due": D(2011, 6, 20), "until": D(2011, 7, 10)}
    found = count("late_insurance", **given)
    named = {a.name: (a.origin, a.source) for a in found.assumed}
    assert (found.total, named["old"]) == (2_500, ("default", "sbg-29"))
    other = count("late_insurance", **given, old="old_rules")
    assert other.total == 4_000
    assert {key for line in other.lines for key in line.bases} == {"zj-13"}
    later = count("late_insurance", **{**given, "due": D(2011, 6, 30)}, old="old_rules")
    assert later.total == 500  # late since 1 July: 10 days of 0.05 %
    assert "old" not in {a.name for a in later.assumed}


def test_what_the_law_lets_be_withheld_has_its_line_and_citation() -> None:
    found = count("deduction", monthly=Fen(435_000), month=D(2026, 3, 1), agreed=False,
                  lawful=Fen(50_000))  # fmt: skip
    assert found.total == 0
    assert [(line.amount, line.bases) for line in found.lines] == [(0, ("gz-15",))]


def test_a_period_across_changes_of_the_law_cites_each_and_says_so() -> None:
    given = {"rate": Fen(10_000), "per": "day", "count": "20", "end": D(2026, 10, 31)}
    found = count("by_count", **given, start=D(2004, 1, 1))
    assert found.lines[0].bases == ("ht-85-1", "jc-26-1", "ld-91-1")
    assert any("2004-12-01, 2008-01-01" in note for note in found.notes)
    since = count("by_count", **given, start=D(2008, 1, 1))
    assert since.lines[0].bases == ("ht-85-1",)
    assert not any("changed within" in note for note in since.notes)


def test_a_child_has_worked_no_longer_than_it_is_a_child_and_the_rules_are_law() -> None:
    assert "(192)" in refused("child_labour", children=1, months="1200")
    assert "(192)" in refused("child_labour", children=1, months="100", after="93")
    assert count("child_labour", children=1, months="192").lines
    early = {"children": 1, "last": D(2003, 2, 10)}  # December 2002 to February 2003
    assert "[months] 4 months each are more than can be (3)" in refused(
        "child_labour", months="4", **early
    )
    assert count("child_labour", months="3", **early).lines


def test_what_overtime_is_counted_from_is_the_wage_that_was_typed() -> None:
    by_day = count("overtime", daily=Fen(24_000), worked="2026-10-01 8")
    by_month = count("overtime", monthly=Fen(435_000), worked="2026-10-01 8")
    for found, what in ((by_day, "day"), (by_month, "month")):
        value = next(a.value for a in found.assumed if a.name == "counted_from")
        assert value.startswith(f"the wage of a {what} as typed")


def test_averaged_hours_know_no_rest_day_that_time_off_would_settle() -> None:
    told = refused("overtime", monthly=Fen(435_000), worked="2026-10-05 8 lieu", system="averaged")
    assert "2026-10-05: with averaged hours" in told


# ------------------------------------------------------------------ what is asked or refused


def test_a_figure_that_nobody_has_said_is_asked_for() -> None:
    told = refused("severance", start=D(2020, 1, 1), end=D(2022, 1, 1), monthly=Fen(400_000))
    assert "[minimum]" in told
    assert "[average]" in told
    assert "laborcase wages figures add" in told


def test_two_places_are_no_one_figure() -> None:
    two = (*ZHOUKOU.locals, Local(what="minimum_month", place="郑州", start=D(2024, 1, 1),
                                  sum=Fen(230_000), source="Z"))  # fmt: skip
    given = {"month": D(2026, 3, 1), "gross": Fen(200_000)}
    at = Ground(today=TODAY, locals=two)
    assert "no one figure" in refused("minimum", at, **given)
    assert count("minimum", at, **given, place="郑州").total == 30_000


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-09-24 17"}, "more than the day has"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-10-01 25"}, "more than the day has"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-10-01 -2"}, "negative"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-10-01 2, 2026-10-01 3"}, "twice"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-02-30 2"}, "worked"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2015-09-03 2"}, "was not seen"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-12-01 2"}, "still to come"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2026-10-01"}, "a day and its hours"),
        ("overtime", {"monthly": Fen(435_000), "worked": "2003-10-01 2"}, "not held"),
        (
            "overtime",
            {"monthly": Fen(435_000), "month": D(2026, 2, 9), "working": "673"},
            "more than the month has (256, until 2026-02-28)",
        ),
        ("overtime", {"monthly": Fen(435_000), "working": "3"}, "of which month"),
        ("overtime", {"monthly": Fen(435_000), "worked": " , "}, "either the days with their"),
        (
            "overtime",
            {"daily": Fen(9_000), "month": D(2004, 1, 1), "rest": "1", "left": D(2000, 1, 1)},
            "[month] 2004-01-01 lies after the last day of work, 2000-01-01",
        ),
        ("overtime", {"monthly": Fen(0), "worked": "2026-10-01 2"}, "either the wage"),
        (
            "overtime",
            {"monthly": Fen(435_000), "worked": "2026-10-01 2", "left": D(2026, 9, 1)},
            "after the last day of work",
        ),
        (
            "wages",
            {"monthly": Fen(435_000), "start": D(2026, 6, 30), "end": D(2026, 6, 1)},
            "lies before",
        ),
        (
            "wages",
            {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 6, 30),
             "left": D(2026, 6, 15)},
            "after the last day of work",
        ),
        (
            "wages",
            {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 6, 30),
             "absent": "23"},
            "[absent] There are not that many working days in the period (21)",
        ),
        (
            "wages",
            {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 7, 31),
             "absent": "2"},
            "belong to one month",
        ),
        (
            "wages",
            {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 6, 30),
             "method": "best"},
            "none of",
        ),
        ("sick", {"monthly": Fen(435_000), "month": D(2026, 3, 1), "days": "32"},
         "has (22, until 2026-03-31): 32."),
        ("annual_leave", {"monthly": Fen(435_000), "year": 2026, "service": 0}, "no leave yet"),
        (
            "annual_leave",
            {"monthly": Fen(435_000), "year": 2025, "service": 2, "taken": "367"},
            "[taken] More than a year has",
        ),
        (
            "minimum",
            {"month": D(2026, 3, 1), "gross": Fen(10), "overtime": Fen(20)},
            "More is taken off",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_never_a_sum(
    kind: str, given: dict[str, object], told: str
) -> None:
    assert told in refused(kind, **given)


def test_a_wage_below_the_minimum_is_a_question() -> None:
    given = {"monthly": Fen(180_000), "worked": "2026-10-01 8"}
    assert "below the minimum wage of 2,200.00" in refused("overtime", ZHOUKOU, **given)
    assert count("overtime", ZHOUKOU, **given, below=True).total


def test_everything_that_is_open_is_said_at_once() -> None:
    told = refused("severance", start=D(2000, 1, 1), end=D(2020, 1, 1), monthly=Fen(0))
    for path in ("[monthly]", "[minimum]", "[average]", "[before]"):
        assert path in told


# ------------------------------------------------------------------ properties

WAGES = st.integers(100_000, 5_000_000).map(Fen)
MONTHS = st.integers(0, 200)
DAYS = st.lists(
    st.tuples(st.dates(D(2016, 1, 1), D(2026, 11, 20)), st.integers(1, 16)),
    min_size=1, max_size=8, unique_by=lambda pair: pair[0],
)  # fmt: skip


def typed(days: list[tuple[date, int]]) -> str:
    """Days with hours as they are typed; on a working day all of them beyond the ordinary eight."""
    words = {day: " beyond" if kind_of_day(day) == "working" else "" for day, _ in days}
    return ", ".join(f"{day.isoformat()} {hours}{words[day]}" for day, hours in days)


@given(WAGES, DAYS)
def test_more_hours_and_a_higher_wage_never_give_less(
    wage: Fen, days: list[tuple[date, int]]
) -> None:
    less = count("overtime", monthly=wage, worked=typed(days)).exact
    more = [(day, min(16, hours + 1)) for day, hours in days]
    assert count("overtime", monthly=wage, worked=typed(more)).exact >= less
    assert count("overtime", monthly=Fen(wage + 1), worked=typed(days)).exact >= less


@given(WAGES, DAYS, st.randoms())
def test_the_order_of_the_rows_changes_nothing(
    wage: Fen, days: list[tuple[date, int]], chance: object
) -> None:
    other = list(days)
    chance.shuffle(other)  # type: ignore[attr-defined]
    first = count("overtime", monthly=wage, worked=typed(days))
    second = count("overtime", monthly=wage, worked=typed(other))
    assert first == second


@given(WAGES, DAYS, st.integers(0, 8))
def test_overtime_split_and_added_is_the_whole(
    wage: Fen, days: list[tuple[date, int]], at: int
) -> None:
    whole = count("overtime", monthly=wage, worked=typed(days)).exact
    parts = [part for part in (days[:at], days[at:]) if part]
    each = [count("overtime", monthly=wage, worked=typed(part)).exact for part in parts]
    assert sum(each) == whole


@given(
    WAGES, st.dates(D(2004, 1, 1), D(2026, 10, 30)), st.integers(0, 500), st.integers(0, 500),
    st.integers(0, 60), st.integers(0, 60), st.sampled_from(["forward", "backward", "share"]),
)  # fmt: skip
def test_wages_split_anywhere_and_added_are_the_whole(
    wage: Fen, start: date, n: int, at: int, before: int, after: int, method: str
) -> None:
    """In every way, within months and between them, whenever work began and ended."""
    end = min(start + timedelta(days=n), TODAY)
    cut = start + timedelta(days=at)
    if not start < cut <= end:
        return
    given = {"monthly": wage, "method": method,
             "joined": None if before > 40 else max(start - timedelta(days=before), D(2004, 1, 1)),
             "left": None if after > 40 else end + timedelta(days=after)}  # fmt: skip
    whole = count("wages", **given, start=start, end=end).exact
    first = count("wages", **given, start=start, end=cut - timedelta(days=1)).exact
    assert first + count("wages", **given, start=cut, end=end).exact == whole


@given(WAGES, st.dates(D(2008, 1, 1), D(2026, 1, 1)), st.integers(0, 300), st.integers(1, 300))
def test_longer_work_never_gives_less_severance(
    wage: Fen, start: date, days: int, more: int
) -> None:
    given = {"monthly": wage, "minimum": Fen(100_000), "average": Fen(10_000_000)}
    less = count("severance", **given, start=start, end=start + timedelta(days=days)).exact
    longer = min(start + timedelta(days=days + more), TODAY)
    assert count("severance", **given, start=start, end=longer).exact >= less


@given(WAGES, st.dates(D(2008, 1, 1), D(2026, 11, 1)))
def test_double_wage_is_never_more_than_eleven_months(wage: Fen, start: date) -> None:
    assert count("double_wage", monthly=wage, start=start).exact <= 11 * wage


SOMETIME = st.dates(D(2004, 1, 1), TODAY - timedelta(days=1))
SUMS = st.integers(1, 2_000_000).map(Fen)
LATER = st.integers(0, 4_000)


@st.composite
def calculations(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """Any kind of calculation with inputs of any time that it can count."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    wage, day = draw(WAGES), draw(SOMETIME)
    end = min(day + timedelta(days=draw(LATER)), TODAY - timedelta(days=1))
    since_2008 = max(day, D(2008, 1, 1))
    month = hours_had(day, TODAY)
    given: dict[str, dict[str, object]] = {
        "rate": {"monthly": wage, "day": day},
        "wages": {"monthly": wage, "start": day, "end": end, "paid": Fen(1),
                  "method": draw(st.sampled_from(["forward", "backward", "share"])),
                  "left": draw(st.sampled_from([None, end]))},
        "by_count": {"rate": Fen(100), "per": "hour", "count": "7.5", "start": day, "end": end},
        "overtime": {"monthly": wage, "month": day} | (
            {"working": str(min(9, month["working"])), "rest": str(min(8, month["rest"]))}
            if month["working"] else {"worked": f"{day} 4", "month": None}),
        "minimum": {"month": min(day, D(2026, 10, 31)), "gross": Fen(100), "minimum": Fen(1_000)},
        "deduction": {"monthly": wage, "month": day, "agreed": draw(st.booleans()),
                      "damage": Fen(100), "other": Fen(50), "minimum": Fen(1_000)},
        "double_wage": {"monthly": wage, "start": since_2008, "left": max(end, since_2008),
                        "parts": draw(st.sampled_from(["converted", "share"])),
                        "month_ends": draw(st.sampled_from(["last", "before"]))},
        "severance": {"monthly": wage, "start": day, "end": max(end, D(2008, 1, 1)),
                      "minimum": draw(SUMS), "average": draw(SUMS), "before": "0"},
        "notice": {"last_month": wage, "end": since_2008},
        "annual_leave": {"monthly": wage, "year": draw(st.integers(2008, 2025)), "service": 12,
                         "refused": draw(st.booleans())},
        "heat": {"day": day, "days": "3", "allowance": Fen(1_000)},
        "sick": {"monthly": wage, "month": day, "days": "3", "minimum": Fen(100_000)},
        "added": {"due": wage, "of": draw(st.sampled_from(["wages", "minimum", "severance"])),
                  "by": min(max(day, D(2004, 12, 1)), TODAY - timedelta(days=1)), "percent": "60"},
        "child_labour": {"children": 2, "months": "3", "after": "1", "last": day,
                         "unlicensed": draw(st.booleans())},
        "late_insurance": {"arrears": wage, "due": day - timedelta(days=1), "until": end,
                           "old": draw(st.sampled_from(["by_day", "old_rules"])),
                           "cap": draw(st.sampled_from(["principal", "none"]))},
        "added_fine": {"fine": wage, "by": day, "until": end + timedelta(days=1),
                       "pending": draw(st.integers(0, (end - day).days))},
    }  # fmt: skip
    given["unlawful_dismissal"] = {k: v for k, v in given["severance"].items() if k != "before"}
    if draw(st.booleans()):
        given["double_wage"] |= {"start": day, "due": since_2008}
        given["annual_leave"] |= {"left": D(given["annual_leave"]["year"], 5, 31)}
    return kind, given[kind]


KEYS = {"monthly", "rate", "last_month", "due", "arrears", "fine"}
"""What a sum is counted from, by the names of inputs that hold money."""
MORE = {
    "by_count": "count", "overtime": "working", "heat": "days", "sick": "days",
    "late_insurance": "until", "added_fine": "until", "severance": "end",
    "unlawful_dismissal": "end", "double_wage": "left", "annual_leave": "service",
    "added": "percent", "wages": "end", "deduction": "damage", "child_labour": "months",
}  # fmt: skip
"""What more of never makes a sum smaller."""


def whole(kind: str, given: dict[str, object]) -> Fraction:
    """All that a calculation comes to, its open sums too."""
    return sum((line.amount or Fraction(0) for line in count(kind, **given).lines), Fraction(0))


@settings(max_examples=300)
@given(calculations(), st.integers(1, 100_000))
def test_no_kind_gives_less_for_a_higher_wage(
    counted: tuple[str, dict[str, object]], more: int
) -> None:
    """But where the law itself does: above three averages twelve years count at most, and from a
    higher wage more may be deducted."""
    kind, given = counted
    names = [name for name in given if name in KEYS and isinstance(given[name], int)]
    if kind == "deduction" or not names:
        return
    if "average" in given:
        given["end"] = min(given["end"], max(given["start"], D(2008, 1, 1)) + timedelta(days=4_000))
    if kind == "unlawful_dismissal" and given["start"] < D(2008, 1, 1):
        return
    higher = {**given, names[0]: Fen(given[names[0]] + more)}
    assert whole(kind, higher) >= whole(kind, given)


@settings(max_examples=300)
@given(calculations())
def test_no_kind_gives_less_for_more_time(counted: tuple[str, dict[str, object]]) -> None:
    kind, given = counted
    name = MORE.get(kind, "")
    if kind == "wages":
        given["left"] = None
    was = given.get(name)
    if was is None:
        return
    if isinstance(was, date):
        now: object = was + timedelta(days=1)
        if now > TODAY:
            return
    else:
        now = was + 1 if isinstance(was, int) else str(Fraction(was) + 1).split("/")[0]
    if kind == "overtime" and int(now) > hours_had(given["month"], TODAY)["working"]:
        return
    assert whole(kind, {**given, name: now}) >= whole(kind, given)


COUNTS = st.integers(1, 80)


@given(WAGES, st.dates(D(2004, 1, 1), D(2026, 10, 31)), st.data())
def test_hours_of_a_month_parted_and_added_are_the_whole(
    wage: Fen, day: date, data: st.DataObject
) -> None:
    def exact(hours: dict[str, int]) -> Fraction:
        if not any(hours.values()):
            return Fraction(0)
        typed = {name: str(n) for name, n in hours.items()}
        return count("overtime", monthly=wage, month=day, **typed).exact

    first = {k: data.draw(st.integers(0, most)) for k, most in hours_had(day, None).items()}
    second = {k: data.draw(st.integers(0, m - first[k])) for k, m in hours_had(day, None).items()}
    both = {kind: first[kind] + second[kind] for kind in first}
    assert exact(first) + exact(second) == exact(both)


@given(WAGES, COUNTS, COUNTS, st.sampled_from(["day", "hour", "piece"]))
def test_days_hours_and_pieces_parted_and_added_are_the_whole(
    wage: Fen, a: int, b: int, per: str
) -> None:
    given = {"rate": wage, "per": per, "start": D(2026, 1, 1), "end": D(2026, 6, 30)}
    one, two, both = (count("by_count", **given, count=str(n)).exact for n in (a, b, a + b))
    assert one + two == both
    heat = {"day": D(2026, 5, 1), "until": D(2026, 10, 31), "allowance": wage}
    one, two, both = (count("heat", **heat, days=str(n)).exact for n in (a, b, a + b))
    assert one + two == both
    child = {"children": a, "last": D(2020, 1, 1)}
    one, two, both = (whole("child_labour", {**child, "months": str(n)}) for n in (a, b, a + b))
    assert one + two == both


@given(WAGES, WAGES)
def test_sums_parted_and_added_are_the_whole(a: Fen, b: Fen) -> None:
    for kind, name, fixed in (
        ("added", "due", {"of": "wages", "percent": "77.7", "by": D(2026, 1, 1)}),
        ("late_insurance", "arrears", {"due": D(2010, 1, 1), "until": D(2020, 1, 1)}),
        ("added_fine", "fine", {"by": D(2026, 1, 1), "until": D(2026, 1, 20)}),
        ("deduction", "damage", {"monthly": Fen(20_000_000), "month": D(2026, 1, 1),
                                 "agreed": False}),
        ("notice", "last_month", {"end": D(2026, 1, 1)}),
    ):  # fmt: skip
        one, two, both = (count(kind, **fixed, **{name: Fen(n)}).exact for n in (a, b, a + b))
        assert one + two == both


@given(SUMS, st.dates(D(1999, 1, 22), D(2018, 1, 1)), st.integers(2, 3_000), st.data())
def test_days_of_growth_parted_and_added_are_the_whole(
    due: Fen, start: date, days: int, data: st.DataObject
) -> None:
    cut = start + timedelta(days=data.draw(st.integers(1, days - 1)))
    end = start + timedelta(days=days)
    given = {"arrears": due, "cap": "none"}
    one = count("late_insurance", **given, due=start, until=cut).exact
    two = count("late_insurance", **given, due=cut, until=end).exact
    assert one + two == count("late_insurance", **given, due=start, until=end).exact


ANY: dict[object, st.SearchStrategy[object]] = {
    date: st.dates() | st.dates(D(2003, 12, 1), D(2027, 1, 31)),
    Fen: st.integers(0, 10**12).map(Fen),
    int: st.integers(0, 80) | st.integers(0, 10**9),
    bool: st.booleans(),
    Number: st.decimals(0, 10**7, places=4).map(lambda n: f"{n:f}") | COUNTS.map(str),
    Line: st.text(max_size=20) | st.dates().map(lambda day: f"{day} 3"),
}


@st.composite
def anything(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A kind of calculation with inputs of the right types that need not make sense."""
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    given: dict[str, object] = {}
    for f in fields_of(kind.inputs):
        options = attrs.fields_dict(kind.inputs)[f.name].metadata["options"]
        if f.required or draw(st.booleans()):
            given[f.name] = draw(st.sampled_from([*options, "?"]) if options else ANY[f.type])
    return kind.id, given


@settings(max_examples=600)
@given(anything())
def test_whatever_is_typed_there_is_a_result_or_a_sentence_at_an_input(
    typed: tuple[str, dict[str, object]],
) -> None:
    kind, given = typed
    try:
        found = count(kind, **given)
    except Invalid as wrong:
        names = {f.name for f in fields_of(KINDS[kind].inputs)}
        for problem in wrong.problems:
            assert problem.path in names, problem
            assert speak(problem.text, "zh_CN") != problem.text
        return
    for lang in ("en", "zh_CN"):
        assert list(found_lines(found, lang))


# ------------------------------------------------------------------ the law of its day


@settings(max_examples=400)
@given(calculations())
def test_every_line_cites_law_that_was_in_force_on_its_day_or_says_that_it_is_later(
    counted: tuple[str, dict[str, object]],
) -> None:
    kind, given = counted
    found = count(kind, **given)
    assert found.lines
    for line in found.lines:
        assert bool(line.bases or line.later) == bool(line.on) or kind == "heat", line
        for key in line.bases:
            assert basis(key).stands(line.on), (kind, key, line.on)
        for key in line.later:
            assert basis(key).effective_from > line.on, (kind, key, line.on)
            told = [text for part, text in found_lines(found, "en") if part == "line"]
            assert any("later law" in text for text in told)


def test_every_figure_of_the_law_rests_on_a_provision_in_force_all_its_days() -> None:
    table = tomllib.loads((DATA / "wages.toml").read_text("utf-8"))["parameter"]
    for row in table:
        one = basis(row["basis"])
        assert one.stands(row["start"]), row
        assert one.stands(row.get("end", TODAY)), row


@pytest.mark.parametrize(
    ("kind", "given", "bases"),
    [
        ("wages", {"start": D(2007, 12, 1), "end": D(2007, 12, 31)}, ["jc-26-1"]),
        ("wages", {"start": D(2008, 1, 1), "end": D(2008, 1, 31)}, ["ht-85-1"]),
        ("wages", {"start": D(2004, 11, 1), "end": D(2004, 11, 30)}, ["ld-91-1"]),
        ("overtime", {"worked": "2008-01-02 2"}, ["ld-44-1", "zs-00"]),
        ("overtime", {"worked": "2008-01-03 2"}, ["ld-44-1", "zs-0"]),
        ("overtime", {"month": D(2008, 1, 1), "working": "2"}, ["ld-44-1", "zs-0"]),
        ("sick", {"month": D(2008, 1, 1), "days": "2", "minimum": Fen(60_000)}, ["yj-59"]),
    ],
)  # fmt: skip
def test_the_provisions_are_those_of_the_date_of_the_work(
    kind: str, given: dict[str, object], bases: list[str]
) -> None:
    found = count(kind, monthly=Fen(418_400), **given)
    assert [key for line in found.lines for key in line.bases] == bases


def test_what_is_cited_though_it_is_later_law_says_so() -> None:
    """Working days of a part of a month of double wage: the interpretation is of September 2025."""
    found = count("double_wage", monthly=Fen(435_000), start=D(2024, 3, 1), left=D(2024, 4, 12))
    line = found.lines[-1]
    assert (line.bases, line.later) == (("zs-0",), ("sf-06",))
    assert "later law, as none of 2024-04-12 is held" in " ".join(
        text for _, text in found_lines(found, "en")
    )
    assert found_data(found, "en")["lines"][-1]["later"] == ["sf-06"]


def test_heat_before_the_national_rule_rests_on_the_local_figure_alone() -> None:
    early = count("heat", ZHOUKOU, day=D(2012, 6, 28), days="2")
    assert early.lines[0].bases == early.lines[0].later == ()
    assert "2012-06-29" in " ".join(early.notes)
    assert count("heat", ZHOUKOU, day=D(2012, 6, 29), days="2").lines[0].bases == ("gw-17",)


def test_an_additional_fine_rests_on_the_penalty_law_of_its_days() -> None:
    # 14 and 15 July 2021, each 3 % of 1,000; before the new law nothing stood still in its text
    given = {"fine": Fen(100_000), "by": D(2021, 7, 13)}
    found = count("added_fine", **given, until=D(2021, 7, 15))
    assert [(x.amount, x.bases) for x in found.lines] == [
        (3_000, ("cf96-51",)), (3_000, ("cf-72",)),
    ]  # fmt: skip
    old = count("added_fine", **given, until=D(2021, 7, 14), pending=1)
    assert (old.total, old.lines[-1].later) == (0, ("cf-73",))


def test_the_end_of_an_additional_fine_is_law_since_2012() -> None:
    """What had grown by then stays, as with the late fee: it never falls with time."""
    given = {"fine": Fen(100_000), "by": D(2011, 10, 1)}
    found = count("added_fine", **given, until=D(2011, 12, 31))  # 91 days × 3 %
    assert found.total == 273_000
    assert "Only since 2012-01-01 does it stop at the fine." in found.notes
    found = count("added_fine", **given, until=D(2012, 1, 1))
    assert (found.total, found.lines[-1].bases) == (273_000, ("qz-45",))
    assert {a.name: a.origin for a in found.assumed}["before_2012"] == "default"
    off = count("added_fine", **given, until=D(2012, 1, 1), pending=70)  # 21 days of 2011 are left
    assert off.total == 100_000 * 3 * 22 // 100
    named = {a.name: a.value for a in off.assumed}
    assert named["before_2012"].startswith("it stays: 630.00 on 2011-12-31, the days of a pending")
    assert count("added_fine", **given, until=D(2012, 3, 1), pending=70).total == 100_000


def test_growth_before_2012_stays_with_fines_and_late_fees_alike() -> None:
    """60 days of 3 % of 5,000 are 9,000. Of premiums of 5,000 due on New Year 2009, 910 days of
    0.2 % until June 2011 and 184 of 0.05 % until the end of that year: 9,100 + 460."""
    fine = {"fine": Fen(500_000), "by": D(2011, 11, 1)}
    assert count("added_fine", **fine, until=D(2011, 12, 30)).total == 59 * 15_000
    for until in (D(2011, 12, 31), D(2012, 1, 1), D(2020, 1, 1)):
        assert count("added_fine", **fine, until=until).total == 60 * 15_000
    late = {"arrears": Fen(500_000), "due": D(2009, 1, 1)}
    for until in (D(2011, 12, 31), D(2012, 1, 1), D(2020, 1, 1)):
        assert count("late_insurance", **late, until=until).total == 956_000
    found = count("late_insurance", **late, until=D(2012, 1, 1))
    named = {a.name: (a.origin, a.source) for a in found.assumed}
    assert named["before_2012"] == ("default", "qz-45")


# ------------------------------------------------------------------ the table


def test_every_kind_names_provisions_that_are_there_and_speaks_both_languages() -> None:
    found = count("overtime", ZHOUKOU, monthly=Fen(435_000), worked="2026-10-01 8")
    assert {basis(key).id for key in found.bases} == {"ld-44-3", "zs-1", "gz-13"}
    for lang in ("en", "zh_CN"):
        data = found_data(found, lang)
        assert data["total"] == 60_000
        assert [kind for kind, _ in found_lines(found, lang)][:2] == ["line", "total"]


def test_a_result_carries_what_was_typed_each_once() -> None:
    given = {"monthly": Fen(435_000), "start": D(2026, 6, 1), "end": D(2026, 6, 30),
             "absent": "2", "method": "share", "below": True}  # fmt: skip
    found = count("wages", **given)
    assert {a.name: a.value for a in found.inputs} == {
        "monthly": "4,350.00", "start": "2026-06-01", "end": "2026-06-30", "absent": "2",
        "below": "yes",
    }  # fmt: skip
    assert "method" in {a.name for a in found.assumed}
    assert {row["name"] for row in found_data(found, "en")["inputs"]} == {
        "monthly", "start", "end", "absent", "below",
    }  # fmt: skip
    told = [text for part, text in found_lines(found, "en") if part == "assumed"]
    assert "Working days absent without pay [absent]: 2, as typed" in told


def test_a_cause_leads_to_its_kind() -> None:
    assert kind_for("overtime_pay").id == "overtime"
    assert kind_for("obstruction").id == "wages"
