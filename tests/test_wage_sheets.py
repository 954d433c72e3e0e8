"""Wage sheets: what they come to, what is asked instead of counted, and what is never opened."""

import io
import random
import re
import shlex
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.law.wages import KINDS, Ground, Local, hours_had, kind_of_day, to_fen
from laborcase.law.wages.rules import month_end
from laborcase.parties import Claim, Worker
from laborcase.record.claims import Claimant, ClaimLine, Claims, Told
from laborcase.values import Fen, number_of
from laborcase.wage_sheets import (
    Options,
    SheetResult,
    compared,
    compared_line,
    kept_columns,
    missing_lines,
    numbered,
    read_sheet,
    stated_lines,
    taking,
    usual_cause,
)
from laborcase.workbook import MOST_UNPACKED, Grid, foreign_format, read_grid

TODAY = date(2026, 11, 23)
LEAST = Fen(1_000_00)
HEAD = ("姓名", "月份", "月工资", "出勤天数", "平时加班", "休息日加班", "法定加班", "应发", "实发")


def march(line: str, claimed: int | None = None) -> ClaimLine:
    told = (Told(docket="26-000001", line=line, sum=claimed),) if claimed else ()
    return ClaimLine(id=line, allegation="A1", cause="arrears", start=date(2026, 3, 1),
                     end=date(2026, 3, 31), told=told)  # fmt: skip


CLAIMS = Claims(
    workers=(
        Claimant(id="W1", name="甲", lines=(march("W1-1", 300_00),)),
        Claimant(id="W2", name="乙"),
        Claimant(id="W3", name="丙"),
        Claimant(id="W4", name="丙"),
    )
)


def csv(*rows: Sequence[object], head: Sequence[str] = HEAD) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in (head, *rows)).encode()


def xlsx(*rows: Sequence[object], head: Sequence[object] = HEAD) -> Workbook:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data: bytes, at: Ground | None = None, sheet: str = "", **options: object) -> SheetResult:
    grid = read_grid(data, sheet)
    return read_sheet(grid, CLAIMS, at or Ground(today=TODAY), Options(**options))


def wrong(data: bytes, **more: object) -> str:
    """Everything that is open, with its places; no sum stands beside it."""
    try:
        found = read(data, **more)
    except Invalid as refused:
        return " ".join(f"[{p.path}] {p.text}" for p in refused.problems)
    assert not found.owed
    return " ".join(f"[{p.path}] {p.text}" for p in found.problems)


# ------------------------------------------------------------------ what it comes to


def test_a_row_is_counted_as_the_calculators_count_it() -> None:
    # 4,350 + 25 × (4 × 1.5 + 8 × 2 + 8 × 3) = 4,350 + 1,150; paid 5,000
    found = read(csv(("甲", "2026-05", 4350, 21.75, 4, 8, 8, 5500, 5000)))
    assert [(o.due, o.paid, o.found) for o in found.owed] == [(5_500_00, 5_000_00, 500_00)]
    assert found.problems == ()


def test_csv_and_workbook_say_the_same() -> None:
    row = ("甲", "2026-03", 4350, 20, 4, 8.5, 0, 5500.5, 3000.25)
    assert read(csv(row)).owed == read(saved(xlsx(row))).owed


@st.composite
def months_and_hours(draw: st.DrawFn) -> tuple[date, list[int]]:
    """A month with quarters of hours of each kind, no more than it has."""
    month = draw(st.sampled_from([date(2007, 5, 1), date(2024, 6, 1), date(2026, 2, 1)]))
    return month, [draw(st.integers(0, 4 * most)) for most in hours_had(month, None).values()]


@given(st.integers(1, 5_000_000), st.integers(0, 28), months_and_hours())
def test_every_row_agrees_with_the_calculators_to_the_fen(
    monthly: int, days: int, worked: tuple[date, list[int]]
) -> None:
    yuan = f"{monthly // 100}.{monthly % 100:02}"
    first, hours = worked
    hours = [min(n, 4 * most * days) for n, most in zip(hours, (16, 24, 24), strict=True)]
    month = f"{first:%Y-%m}"
    working, rest, holiday = hours
    quarters = [number_of(Fraction(n, 4)) for n in hours]
    sheet = csv(("甲", month, yuan, days, *quarters, "", 0))
    last = month_end(first)
    absent = sum(kind_of_day(first.replace(day=n + 1)) == "working" for n in range(last.day)) - days
    whole = KINDS["wages"]
    inputs = whole.inputs(
        monthly=Fen(monthly), start=first, end=last, absent=number_of(Fraction(max(0, absent)))
    )
    wage = whole.count(inputs, Ground(today=TODAY)).exact
    extra = Fraction(0)
    if any((working, rest, holiday)):
        kind = KINDS["overtime"]
        inputs = kind.inputs(
            monthly=Fen(monthly), month=first, working=quarters[0], rest=quarters[1],
            holiday=quarters[2],
        )  # fmt: skip
        extra = kind.count(inputs, Ground(today=TODAY)).exact
    assert read(sheet, nevertheless=True).owed[0].due == to_fen(wage + extra)


@given(st.integers(1, 28), st.integers(1, 28), st.integers(0, 20), st.sampled_from([2, 5, 10]))
def test_a_month_in_which_work_began_and_ended_agrees_with_the_calculator(
    one: int, other: int, absent: int, month: int
) -> None:
    first, last = (date(2026, month, day) for day in sorted((one, other)))
    days = [first.replace(day=n) for n in range(first.day, last.day + 1)]
    working = sum(kind_of_day(day) == "working" for day in days)
    absent = min(absent, working)
    kind = KINDS["wages"]
    inputs = kind.inputs(
        monthly=Fen(4_350_00), start=first, end=last, joined=first, left=last,
        absent=number_of(Fraction(absent)),
    )  # fmt: skip
    row = ("甲", f"2026-{month:02}", 4350, working - absent, 0, 0, 0, "", 0, first, last)
    found = read(csv(row, head=(*HEAD, "入职日期", "离职日期")))
    assert found.owed[0].due == kind.count(inputs, Ground(today=TODAY)).total


@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order: list[int]) -> None:
    rows = [("甲", f"2025-{n + 1:02}", 4350 + n, 20, n, 0, 0, "", 1000) for n in order]
    months = {o.month: o.found for o in read(csv(*rows), nevertheless=True).owed}
    assert len(months) == 12
    straight = [("甲", f"2025-{n + 1:02}", 4350 + n, 20, n, 0, 0, "", 1000) for n in range(12)]
    assert months == {o.month: o.found for o in read(csv(*straight), nevertheless=True).owed}


def test_a_wage_of_a_day_counts_by_the_days() -> None:
    head = ("姓名", "日工资", "出勤天数", "平时加班", "实发")
    data, march = csv(("乙", 240, 26, 2, 6000), head=head), date(2026, 3, 1)
    found = read(data, month=march, nevertheless=True)
    assert found.owed[0].due == 240_00 * 26 + 240_00 // 8 * 3  # 2 hours × 1.5


def test_titles_empty_rows_and_totals_are_no_workers() -> None:
    book = xlsx(("甲", "2026-03", 4350, 20, 0, 0, 0, 4000, 3000), (), ("合计", "", 4350))
    book.active.insert_rows(1)
    book.active["A1"] = "2026年3月工资表"
    book.active.merge_cells("A1:I1")
    found = read(saved(book))
    assert len(found.owed) == 1
    assert found.owed[0].row == 3
    assert "Row 5 adds up the others" in " ".join(found.told)


def test_columns_are_known_by_their_names_or_said() -> None:
    data = csv(
        ("甲", "2026-03", 4350, 21.75, 3000), head=("工友", "月份", "约定", "出勤天数", "实发")
    )
    assert "No row names the columns" not in wrong(data)
    assert "No column says who it is" in wrong(data)
    found = read(data, columns={"name": "工友", "monthly": "约定"})
    assert {c.name: c.head for c in found.columns}["monthly"] == "约定"
    assert found.owed[0].found == 1_350_00
    assert "There is no column" in wrong(data, columns={"name": "工人"})
    assert "cannot mean" in wrong(data, columns={"what": "工友"})
    assert read(data, columns={"姓名": "工友", "wage of a month": "约定"}).owed == found.owed


def test_what_was_found_stands_beside_what_was_claimed() -> None:
    sheet = csv(
        ("甲", "2026-03", 4350, 21.75, 0, 0, 0, 4000, 4060),
        ("乙", "2026-03", 4350, 21.75, 0, 0, 0, "", 4000),
    )
    found = read(sheet)
    first, second = compared(found, CLAIMS, "arrears")
    assert (first.line, first.claimed, first.found, first.differs) == ("W1-1", 300_00, 290_00, True)
    assert "≠ -10.00" in compared_line(first)
    assert (second.line, second.claimed, second.found) == ("", None, 350_00)
    assert "nothing claimed" in compared_line(second)
    assert list(stated_lines(found)) == [
        "row 2, 甲: 4,350.00 is due, the employer counts 4,000.00."
    ]


def test_who_does_not_stand_in_the_docket_is_told_and_left_out() -> None:
    found = read(csv(("丁", "2026-03", 4350, 20, 0, 0, 0, "", 0)))
    assert found.strangers == ((2, "丁"),)
    assert not found.owed


# ------------------------------------------------------------------ days that are paid


def test_rows_of_who_is_not_concerned_are_not_looked_at() -> None:
    head = ("姓名", "月工资", "出勤天数", "应发", "实发")
    rows = (
        ("甲", 4350, 19, 4350, 0),
        ("钱七", "", 19, 100, 0),
        ("孙八", 4350, 40, 4350, "=A1"),
        ("周九", 1000, 19, 1000, 0),
    )
    book = xlsx(*rows, ("钱七", "", 19, 100, 0), head=head)
    book.active.row_dimensions[6].hidden = True
    options = {"month": date(2026, 5, 1), "minimum": Fen(2_100_00)}
    for data in (csv(*rows, head=head), saved(book)):
        found = read(data, others="apart", **options)
        assert [(one.worker, one.found) for one in found.owed] == [("W1", 4_350_00)]
        assert found.problems == ()
    # Where nobody said so, they are.
    asked = " ".join(p.path for p in read(csv(*rows, head=head), **options).problems)
    assert "row 3" in asked
    assert "row 4" in asked
    assert "row 5" in asked


@pytest.mark.parametrize(
    ("title", "agrees"),
    [
        ("2026年4月工资表", False),
        ("二〇二六年四月份工资表", False),
        ("工资表 2026.4", False),
        ("某公司4月工资", False),
        ("2026年5月工资表", True),
        ("5月份工资", True),
        ("工资表 202605", True),
        ("工资表（制表日期：2026年6月5日）", True),
        ("工资表 2026-06-05", True),
        ("2026年工资表", True),
    ],
)
def test_a_title_that_names_another_month_is_a_question(title: str, agrees: bool) -> None:
    rows = (("序号", "姓名", "月工资", "实发"), (1, "甲", 4350, 0))
    data = csv(*rows, head=(title,))
    options = {"month": date(2026, 5, 1), "minimum": Fen(2_100_00)}
    found = read(data, **options)
    assert [p.path for p in found.asks] == ([] if agrees else ["month"])
    assert all(title in p.text and "2026-05" in p.text for p in found.asks)
    # Who says why it is right is believed, and it is told all the same.
    meant = read(data, nevertheless=True, **options)
    assert meant.asks == ()
    assert ("2026-05" in " ".join(meant.told)) is not agrees


def test_the_name_of_a_sheet_that_names_another_month_is_a_question() -> None:
    book = xlsx(("甲", 4350, 0), head=("姓名", "月工资", "实发"))
    book.active.title = "4月"
    options = {"minimum": Fen(2_100_00)}
    assert [p.path for p in read(saved(book), month=date(2026, 5, 1), **options).asks] == ["month"]
    assert read(saved(book), month=date(2026, 4, 1), **options).asks == ()


def test_the_month_of_the_title_is_proposed_where_none_is_said() -> None:
    rows = (("序号", "姓名", "月工资", "实发"), (1, "甲", 4350, 0))
    assert "names 2026-04: say it for the sheet (--month 2026-04)" in wrong(
        csv(*rows, head=("2026年4月工资表",))
    )
    for title in ("4月工资表", "2026年3月、2026年4月工资表"):
        assert "No column says the month: say it" in wrong(csv(*rows, head=(title,)))


def test_statutory_holidays_are_paid_days_beside_those_attended() -> None:
    # February 2026: 16 working days (two of them made up for) and 4 statutory holidays.
    due = {}
    for days in (16, 15, 8, 0, 26):
        data = csv(("甲", "2026-02", 4350, days, 0, 0, 0, "", 0))
        found = read(data, nevertheless=True)
        due[days] = found.owed[0].due
    # All working days were attended: the month's wage. Else (days + 4) × 4,350 ÷ 21.75 = × 200.
    assert due == {16: 4_350_00, 15: 3_800_00, 8: 2_400_00, 0: 800_00, 26: 4_350_00}
    assert found.owed[0].counted.how == "4,350.00"
    found = read(csv(("甲", "2026-02", 4350, 15, 0, 0, 0, "", 0)))
    assert found.owed[0].counted.how == "4,350.00 ÷ 21.75 × (15 + 4)"
    assumed = {a.name: a.value for a in found.assumed}
    assert assumed["holidays"] == "2026-02-16, 2026-02-17, 2026-02-18, 2026-02-19"


def test_holidays_before_joining_and_after_leaving_are_not_paid() -> None:
    head = (*HEAD, "入职日期", "离职日期")
    row = ("甲", "2026-02", 4350, 8, 0, 0, 0, "", 0)

    def due(joined: str, left: str) -> int:
        data = csv((*row, joined, left), head=head)
        return read(data, nevertheless=True).owed[0].due

    assert due("2026-02-10", "") == 2_400_00  # 8 + 4 holidays
    assert due("2026-02-18", "") == 2_000_00  # 8 + the 18th and 19th
    assert due("2026-02-20", "") == 1_600_00
    assert due("", "2026-02-17") == 2_000_00  # 8 + the 16th and 17th
    assert due("", "2026-02-14") == 1_600_00
    # The 1st is a Sunday: who came on the 2nd has worked the month; on the 3rd, a part of it.
    whole = ("甲", "2026-02", 4350, 16, 0, 0, 0, "", 0)
    assert read(csv((*whole, "2026-02-02", ""), head=head)).owed[0].due == 4_350_00
    part = csv((*whole, "2026-02-03", ""), head=head)
    assert read(part, nevertheless=True).owed[0].due == 4_000_00


def test_a_month_that_is_not_over_counts_the_days_that_were() -> None:
    head = ("姓名", "月份", "月工资", "实发")
    assert "The month is not over" in wrong(csv(("甲", "2026-11", 4350, 0), head=head))
    # 15 of the working days until 23 November were attended; none of its holidays is to come.
    assert read(csv(("甲", "2026-11", 4350, 15, 0, 0, 0, "", 0))).owed[0].due == 3_000_00
    assert "not that many days" in wrong(csv(("甲", "2026-11", 4350, 24, 0, 0, 0, "", 0)))


def test_days_beyond_the_working_days_are_a_question_and_not_counted_in_silence() -> None:
    data = csv(("甲", "2026-03", 4350, 28, 0, 0, 0, "", 0))
    assert "[row 2, column D (days worked)] More days than there are working days (22)" in wrong(
        data
    )
    by_day = csv(("甲", "2026-05", 200, 26, 0), head=("姓名", "月份", "日工资", "出勤天数", "实发"))
    assert "More days than there are working days (19)" in wrong(by_day)
    # A whole month written as its conversion days is none; by the day it is.
    assert read(csv(("甲", "2026-05", 4350, "21.75", 0, 0, 0, "", 0))).problems == ()
    half = csv(
        ("甲", "2026-05", 200, "21.75", 0), head=("姓名", "月份", "日工资", "出勤天数", "实发")
    )
    assert "More days" in wrong(half)
    # Who says why it is right is believed, and it is told all the same.
    assert read(by_day, nevertheless=True).owed[0].due == 5_200_00
    found = read(data, nevertheless=True)
    assert found.owed[0].due == 4_350_00
    assert "row 2: more days than the month has working days" in " ".join(found.told)
    assert "more days" not in " ".join(read(csv(("甲", "2026-03", 4350, 28, 0, 48, 0, "", 0))).told)


def test_a_wage_of_a_day_says_that_holidays_are_not_added() -> None:
    head = ("姓名", "日工资", "出勤天数", "实发")
    found = read(csv(("乙", 240, 16, 0), head=head), month=date(2026, 2, 1))
    assert found.owed[0].due == 240_00 * 16
    assert "statutory holidays without work are not added" in " ".join(found.told)


@given(st.integers(1, 20), st.integers(0, 8), st.integers(1, 900_000))
def test_more_days_hours_and_wage_never_make_less(days: int, hours: int, wage: int) -> None:
    def due(days: int, hours: int, wage: int) -> int:
        yuan = f"{wage // 100}.{wage % 100:02}"
        data = csv(("甲", "2026-02", yuan, days, hours, hours, hours, "", 0))
        return read(data, nevertheless=True).owed[0].due

    least = due(days, hours, wage)
    assert least <= due(days + 1, hours, wage)
    assert least <= due(days, hours + 1, wage)
    assert least <= due(days, hours, wage + 1)


def test_what_was_paid_beyond_a_month_is_said_and_set_off_against_no_other() -> None:
    rows = [
        ("甲", "2026-03", 4350, 22, 0, 0, 0, "", 5000),
        ("甲", "2026-04", 4350, 21, 0, 0, 0, "", 0),
    ]
    found = read(csv(*rows))
    assert [o.found for o in found.owed] == [0, 4_350_00]
    assert "row 2: more was paid than is due for the month" in " ".join(found.told)


# ------------------------------------------------------------------ asked with row and column


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("甲", "2026-03", 4350, 20, -2, 0, 0, "", 0), "[row 2, column E (overtime hours"),
        (("甲", "2026-03", -4350, 20, 0, 0, 0, "", 0), "negative"),
        (("甲", "2026-03", 4350, 32, 0, 0, 0, "", 0), "More days than the month has (31)"),
        (("甲", "2026-02", 4350, 29, 0, 0, 0, "", 0), "More days than the month has (28)"),
        (
            ("甲", "2026-03", 4350, 20, 745, 0, 0, "", 0),
            "745 hours of this kind are more than there are from 2026-03-01 to 2026-03-31 (352)",
        ),
        (("甲", "2026-03", 0, 20, 0, 0, 0, "", 0), "A wage of nothing is none"),
        (("甲", "2026-03", "", 20, 3, 0, 0, 4000, 0), "no wage to count them with"),
        (("甲", "2026-03", 4350, 20, 0, 0, 0, "", ""), "type 0 where nothing was paid"),
        (("甲", "2026-03", 4350, "", 0, 0, 0, "", 0), "type the days"),
        (("甲", "三月", 4350, 20, 0, 0, 0, "", 0), "no month with its year"),
        (("甲", "2027-03", 4350, 20, 0, 0, 0, "", 0), "still to come"),
        (("甲", "2003-03", 4350, 20, 0, 0, 0, "", 0), "2003 are not held here"),
        (("甲", "2026-03", "USD 600", 20, 0, 0, 0, "", 0), "in a foreign currency"),
        (("甲", "2026-03", "4350.123", 20, 0, 0, 0, "", 0), "fraction of a fen"),
        (("丙", "2026-03", 4350, 20, 0, 0, 0, "", 0), "Several workers of that name"),
    ],
)
def test_what_cannot_be_is_a_sentence_with_row_and_column(
    row: tuple[object, ...], told: str
) -> None:
    found = wrong(csv(row))
    assert told in found
    assert "row 2" in found


def test_one_month_of_one_worker_stands_once() -> None:
    row = ("甲", "2026-03", 4350, 20, 0, 0, 0, "", 0)
    found = read(csv(row, row))
    assert not found.owed
    assert "stands in row 3 too" in found.problems[0].text
    assert "stands in row 2 too" in found.problems[1].text
    with pytest.raises(Invalid):
        taking(found, "工资表", "ab" * 32)


def test_nobody_works_after_leaving_or_before_joining() -> None:
    head = (*HEAD, "离职日期", "入职日期")
    row = ("甲", "2026-03", 4350, 12, 0, 0, 0, "", 0)
    assert "after the last day" in wrong(csv((*row, "2026-02-28", ""), head=head))
    assert "up to the last one" in wrong(csv((*row, "2026-03-10", ""), head=head))
    assert "before the first day" in wrong(csv((*row, "", "2026-04-01"), head=head))
    assert "from the first one" in wrong(csv((*row, "", "2026-03-25"), head=head))
    assert "before the first day" in wrong(csv((*row, "2026-03-05", "2026-03-10"), head=head))
    without = ("姓名", "月份", "月工资", "实发", "离职日期", "入职日期")
    part = ("甲", "2026-03", 4350, 0)
    for days in (("2026-03-05", ""), ("", "2026-03-30")):
        assert "a column of days is needed" in wrong(csv((*part, *days), head=without))


def test_a_wage_below_the_local_minimum_is_asked_about() -> None:
    own = Local(what="minimum_month", place="周口", start=date(2026, 1, 1), sum=Fen(2_000_00),
                source="A")  # fmt: skip
    at = Ground(today=TODAY, locals=(own,))
    data = csv(("甲", "2026-03", 1900, 20, 0, 0, 0, "", 0))
    assert "below the minimum wage of 2,000.00" in wrong(data, at=at)
    assert read(data, at=at, below=True).owed


def test_numbers_stored_as_text_are_asked_about_in_a_workbook() -> None:
    data = saved(xlsx(("甲", "2026-03", "4,350", 21.75, 0, 0, 0, None, 0)))
    assert "[row 2, column C (wage of a month)] The number is stored as text" in wrong(data)
    assert read(data, text_numbers=True).owed[0].due == 4_350_00


def test_formulas_are_never_run_nor_their_results_believed() -> None:
    data = saved(xlsx(("甲", "2026-03", "=4000+350", 20, 0, 0, 0, None, 0)))
    assert "It holds a formula" in wrong(data)
    assert "(copy, then paste special: values), and keep the employer's own file" in wrong(data)
    # A result that a program left beside the formula is a lie that nobody reads.
    archive = zipfile.ZipFile(io.BytesIO(data))
    lied = io.BytesIO()
    with zipfile.ZipFile(lied, "w") as other:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<v></v>", b"<v>99999</v>").replace(b"<v />", b"<v>99999</v>")
                assert b"99999" in part
            other.writestr(name, part)
    assert "It holds a formula" in wrong(lied.getvalue())
    assert "It holds an error" in wrong(
        saved(xlsx(("甲", "2026-03", "#REF!", 20, 0, 0, 0, None, 0)))
    )


def test_mixed_currencies_are_asked_about() -> None:
    head = (*HEAD, "币种")
    rows = (("甲", "2026-03", 4350, 20, 0, 0, 0, "", 0, "人民币"),
            ("乙", "2026-03", 4350, 20, 0, 0, 0, "", 0, "USD"))  # fmt: skip
    found = read(csv(*rows, head=head))
    assert len(found.owed) == 1
    assert "“USD” is in a foreign currency." in found.problems[0].text
    book = xlsx(("甲", "2026-03", 600, 20, 0, 0, 0, None, 0))
    book.active["C2"].number_format = "[$$-409]#,##0.00"
    told = "[row 2, column C (wage of a month)] The cell is shown in a foreign currency, $."
    assert told in wrong(saved(book))
    dollars = (*HEAD[:2], "月工资(美元)", *HEAD[3:])
    told = "[row 1, column C (月工资(美元))] The column is in a foreign currency, 美元."
    assert told in wrong(csv(rows[0][:9], head=dollars))


@pytest.mark.parametrize("money", ["CHF 600", "US$600", "600 usd", "￡600", "600美金", "600法郎"])
def test_a_sum_in_any_foreign_money_is_a_sentence_with_row_and_column(money: str) -> None:
    found = wrong(csv(("甲", "2026-03", money, 20, 0, 0, 0, "", 0)))
    assert f"[row 2, column C (wage of a month)] “{money}” is in a foreign currency." in found
    assert "“CHF” is in a foreign currency" in wrong(
        csv(("甲", "2026-03", 600, 20, 0, 0, 0, "", 0, "CHF"), head=(*HEAD, "币种"))
    )


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("General", False), ("#,##0.00", False), ("[$-804]yyyy", False), ("[$¥-804]#,##0", False),
        ("[Red]0.00", False), ("[$$-409]#,##0", True), ("[$€-407]0", True), ('"$"#,##0', True),
        ('0"美元"', True), ("[$CHF-807] 0", True), ("[$¥-411]0", True), ("[$￥-804]0", False),
    ],
)  # fmt: skip
def test_a_number_format_says_its_currency(code: str, foreign: bool) -> None:
    assert bool(foreign_format(code)) is foreign


def test_merged_cells_and_hidden_rows_and_columns_are_no_sum() -> None:
    row = ("甲", "2026-03", 4350, 20, 0, 0, 0, None, 0)
    book = xlsx(row, ("乙", "2026-03", 4350, 20, 0, 0, 0, None, 0))
    book.active.merge_cells("C2:C3")
    assert "[row 2] Cells of the row are merged" in wrong(saved(book))
    assert "[row 3]" in wrong(saved(book))
    book = xlsx(row)
    book.active.row_dimensions[2].hidden = True
    assert "[row 2] The row is hidden" in wrong(saved(book))
    book = xlsx(row)
    book.active.column_dimensions["C"].hidden = True
    assert "column C" in wrong(saved(book))
    assert "The column is hidden" in wrong(saved(book))
    book = xlsx(row)
    book.active.merge_cells("C1:D1")
    assert "Names of columns are merged" in wrong(saved(book))


def test_a_header_of_two_rows_is_one_sentence_that_says_how_to_mend_it() -> None:
    book = Workbook()
    for row in (
        ("2026年5月工资发放表",),
        ("序号", "姓名", "应发工资", None, None, None, "应扣工资", None, None, "实发工资", "签名"),
        (None, None, "基本工资", "绩效工资", "全勤奖", "小计", "社保", "个税", "小计"),
        (1, "甲", 3000, 1200, 200, 4400, 380, 0, 380, 1020),
    ):
        book.active.append(row)
    for cells in ("A1:K1", "A2:A3", "B2:B3", "C2:F2", "G2:I2", "J2:J3", "K2:K3"):
        book.active.merge_cells(cells)
    told = wrong(saved(book), month=date(2026, 5, 1))
    assert told.startswith("[row 2] Names of columns are merged, or two rows name them: in a copy,")
    assert told.count("[") == 1
    assert "应扣工资" not in told


def test_with_several_or_hidden_sheets_the_one_that_is_meant_is_said() -> None:
    row = ("甲", "2026-03", 4350, 21.75, 0, 0, 0, None, 0)
    book = xlsx(row)
    book.active.title = "三月"
    other = book.create_sheet("备用")
    assert "there are: 三月, 备用" in wrong(saved(book))
    other.sheet_state = "hidden"
    assert "hidden sheets (备用)" in wrong(saved(book))
    assert read(saved(book), sheet="三月").owed
    assert "There is no sheet “四月”" in wrong(saved(book), sheet="四月")


def test_dates_of_a_spreadsheet_are_months() -> None:
    data = saved(xlsx(("甲", datetime(2026, 3, 15), 4350, 21.75, 0, 0, 0, None, 0)))  # noqa: DTZ001
    assert read(data).owed[0].month == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("month", "hours", "column"),
    [
        ("2026-02", (16 * 16 + 1, 0, 0), "E"),  # 16 working days × 16 beyond the ordinary 8
        ("2026-02", (0, 8 * 24 + 1, 0), "F"),  # 28 − 16 − 4 rest days
        ("2026-02", (0, 0, 97), "G"),  # 4 holidays
        ("2026-03", (0, 0, 8), "G"),  # a month without one
    ],
)
def test_no_more_hours_than_the_month_has_of_that_kind(
    month: str, hours: tuple[int, int, int], column: str
) -> None:
    found = wrong(csv(("甲", month, 4350, 16, *hours, "", 0)))
    assert f"[row 2, column {column} (" in found
    assert "of this kind are more than there are" in found
    less = [max(0, n - 1) if month == "2026-02" else 0 for n in hours]
    assert read(csv(("甲", month, 4350, 16, *less, "", 0))).owed


def test_no_hours_before_joining_nor_after_leaving() -> None:
    head = (*HEAD, "入职日期", "离职日期")
    row = ("甲", "2026-02", 4350, 8, 0, 0, 48, "", 0)
    assert "from 2026-02-18 to 2026-02-28 (48)" not in wrong(
        csv((*row[:6], 49, "", 0, "2026-02-20", ""), head=head)
    )
    assert "from 2026-02-18 to 2026-02-28 (48)" in wrong(
        csv((*row[:6], 49, "", 0, "2026-02-18", ""), head=head)
    )
    assert read(csv((*row, "2026-02-18", ""), head=head)).owed
    assert "from 2026-02-01 to 2026-02-16 (24)" in wrong(csv((*row, "", "2026-02-16"), head=head))


def test_who_bears_a_name_that_begins_like_a_total_is_a_worker() -> None:
    claims = Claims(workers=(Claimant(id="W1", name="Sumi"), Claimant(id="W2", name="小计明"),
                             Claimant(id="W3", name="Total")))  # fmt: skip
    names = (
        "Sumi",
        "小计明",
        "Total",
        "合计",
        "小 计：",
        "总计（元）",
        "Total",
        "本页小计",
        "共计3人",
    )
    rows = [(name, "2026-03" if i < 3 else "", 4350, 22, 0, 0, 0, "", 0)
            for i, name in enumerate(names)]  # fmt: skip
    found = read_sheet(read_grid(csv(*rows)), claims, Ground(today=TODAY), Options())
    assert [o.worker for o in found.owed] == ["W1", "W2", "W3"]
    assert found.problems == ()
    assert len([t for t in found.told if "adds up the others" in t]) == 6


def test_lines_below_the_workers_are_told_and_left_out() -> None:
    found = read(
        csv(("甲", "2026-03", 4350, 22, 0, 0, 0, "", 0), ("制表人：",), ("备注：以上已核对",))
    )
    assert len(found.owed) == 1
    assert "Row 3 is no worker’s" in " ".join(found.told)
    assert "Row 4 is no worker’s" in " ".join(found.told)


@pytest.mark.parametrize(
    "line",
    [
        ("班组长：刘某", "", "项目经理：钱某", "", "", "制表：孙某"),
        ("制表人", "王会计", "", "", "审核人", "张总"),
        ("制表人", "王会计", "", "", "", "审核人"),
        ("制表人：王会计", "", "", "审核人：张总", "审核人：张总", ""),
        ("审核：李某", "", "", "", "制表人：", "2026.6.3"),
        ("", "", "", "", "", "制表：孙某"),
        ("", "", "审核人：张总", "", "", "日期：2026年6月5日"),
    ],
)
def test_a_line_of_who_signs_is_no_worker_wherever_it_stands(line: Sequence[object]) -> None:
    head = ("序号", "姓名", "月工资", "应发", "实发", "签名")
    found = read(csv((1, "甲", 4350, 4350, 0, ""), line, head=head),
                 month=date(2026, 5, 1))  # fmt: skip
    assert [one.worker for one in found.owed] == ["W1"]
    assert found.problems == ()
    assert found.strangers == ()
    assert "Row 3 is no worker’s" in " ".join(found.told)
    assert "孙某" not in " ".join(found.told)
    assert "王会计" not in " ".join(found.told)


def test_who_has_a_sum_or_stands_in_the_docket_is_no_line_below_the_workers() -> None:
    head = ("岗位", "姓名", "月工资", "应发", "实发")
    rows = (
        ("负责人", "甲", 4350, 4350, 0),
        ("制表人", "乙", "", "", ""),
        ("主管：", "丁", 4350, 0, 0),
    )
    found = read(csv(*rows, head=head), month=date(2026, 5, 1))
    assert [one.worker for one in found.owed] == ["W1"]
    assert found.strangers == ((4, "丁"),)
    assert "row 3" in " ".join(p.path for p in found.problems)
    assert "no worker’s" not in " ".join(found.told)


def test_a_row_of_sums_with_nobodys_name_says_what_to_do_if_it_is_a_total() -> None:
    head = ("编号", "姓名", "月工资", "实发")
    found = read(csv(("001", "甲", 4350, 0), ("", "", 4350, 0), head=head), month=date(2026, 5, 1))
    assert ["take the row out of the file if it adds up" in p.text for p in found.problems] == [
        True
    ]


def test_without_a_local_minimum_the_figure_is_asked_for() -> None:
    data = csv(("甲", "2026-03", 1900, 22, 0, 0, 0, "", 0))
    found = read(data, place="周口")
    assert found.owed  # a try shows what it would come to
    assert [p.path for p in found.asks] == ["minimum"]
    assert "no one minimum wage for 周口, 2026-03" in found.asks[0].text
    with pytest.raises(Invalid, match="no one minimum wage"):
        taking(found, "工资表", "ab" * 32)
    assert not read(data, minimum=Fen(1_800_00)).asks
    assert "below the minimum wage of 2,000.00" in wrong(data, minimum=Fen(2_000_00))
    assert not read(data, below=True).asks
    # Where the office has its own figure, that one counts.
    own = Local(what="minimum_month", place="周口", start=date(2026, 1, 1), sum=Fen(2_000_00),
                source="A")  # fmt: skip
    at = Ground(today=TODAY, locals=(own,))
    assert "minimum wage of 2,000.00" in wrong(data, at=at, minimum=Fen(1_800_00))
    # Within a month in which it changes, the higher one is asked about.
    more = Local(what="minimum_month", place="周口", start=date(2026, 3, 16), sum=Fen(2_100_00),
                 source="B")  # fmt: skip
    at = Ground(today=TODAY, locals=(own, more))
    assert "minimum wage of 2,100.00" in wrong(data, at=at)
    # A sum that the employer states alone is compared, too.
    alone = csv(("甲", "2026-03", 500, 100), head=("姓名", "月份", "应发", "实发"))
    assert [p.path for p in read(alone).asks] == ["minimum"]
    assert (
        "[row 2, column C (due, by the employer's own count)] It lies below the minimum"
        in wrong(alone, minimum=LEAST)
    )
    with pytest.raises(Invalid, match="A figure of nothing is none"):
        read(data, minimum=Fen(0))


def test_resident_numbers_tell_people_of_one_name_apart() -> None:
    one, two = "440524188001010014", "11010519491231002X"
    claims = Claims(workers=(Claimant(id="W1", name="甲", resident_number=one),
                             Claimant(id="W2", name="乙")))  # fmt: skip
    head = ("姓名", "身份证号", "月份", "月工资", "实发")

    def rows(*rows: Sequence[object]) -> SheetResult:
        return read_sheet(read_grid(csv(*rows, head=head)), claims, Ground(today=TODAY), Options())

    assert rows(("甲", one, "2026-03", 4350, 0)).owed[0].worker == "W1"
    assert rows(("甲", two, "2026-03", 4350, 0)).strangers == ((2, "甲"),)
    assert rows(("乙", two, "2026-03", 4350, 0)).owed[0].worker == "W2"
    found = rows(("丙", one, "2026-03", 4350, 0))
    assert "That is W1, 甲, and the row says 丙" in found.problems[0].text
    book = xlsx(("甲", int(one), "2026-03", 4350, 0), head=head)
    assert "loses its last digits" in wrong(saved(book))


def test_the_names_of_columns_that_are_known_count_where_they_are_there() -> None:
    data = csv(("甲", "2026-03", 4350, 22, 0, 0, 0, "", 0))
    kept = {"name": "姓名", "monthly": "约定", "daily": "出勤天数"}
    told = wrong(data, kept=kept)
    assert "row 1, column D (出勤天数)" in told
    assert "wage of a day" in told
    assert read(data, kept={"name": "工友", "monthly": "约定"}).owed
    assert read(data, kept=kept, columns={"days": "出勤天数"}).owed


def test_sums_of_overtime_are_not_taken_for_its_hours() -> None:
    head = ("姓名", "月份", "月工资", "平时加班费", "周末加班(元)", "实发")
    data = csv(("甲", "2026-03", 4350, 300, 400, 0), head=head)
    told = wrong(data)
    assert "[row 1, column D (平时加班费)] It holds sums of overtime pay, not hours" in told
    assert "column E" in told
    found = read(data, columns=numbered([("without", head[3]), ("without", head[4])]))
    assert found.owed[0].due == 4_350_00


def test_what_the_law_withholds_is_not_owed_and_a_fine_is() -> None:
    """Net pay stands in a sheet as paid: tax and the worker's own insurance are no arrears."""
    head = (
        "姓名",
        "月份",
        "月工资",
        "个税",
        "社保个人",
        "单位社保",
        "公积金",
        "罚款",
        "加班小时",
        "实发",
    )
    data = csv(("甲", "2026-03", 4350, 50, 400, 900, 100, 200, 7, 3600), head=head)
    told = wrong(data)
    assert "单位社保" not in told  # the employer's part beside the worker's own
    assert "[row 1, column H (罚款)] Something is taken off here" in told
    assert "column I (加班小时)] It does not say on which days" in told
    columns = numbered([("without", "单位社保"), ("without", "罚款"), ("rest", "加班小时")])
    found = read(data, columns=columns)
    assert [(o.due, o.paid, o.withheld, o.found) for o in found.owed] == [
        (4_700_00, 3_600_00, 550_00, 550_00)
    ]
    meant = {c.name: c.head for c in found.columns}
    assert (meant["withheld.3"], meant["without.2"]) == ("公积金", "罚款")
    assert next(a for a in found.assumed if a.name == "withheld").source == "gz-15"
    act = taking(read(data, columns=columns, minimum=LEAST), "s", "ab" * 32)
    assert act.sums[0].withheld == 550_00
    kept = {c.name: c.head for c in act.columns}
    assert read(data, kept=kept).owed == found.owed
    # What is said now counts before what was said of the last sheet.
    fined = read(data, kept=kept, columns={"withheld": "罚款"})
    assert fined.owed[0].withheld == 750_00
    wrong_ = wrong(
        csv(("甲", "2026-03", 4350, 50, -400, 900, 100, 200, 7, 3600), head=head), columns=columns
    )
    assert "row 2, column E (withheld by law" in wrong_


SHORT = ("姓名", "月份", "月工资")


def test_several_columns_of_what_was_paid_are_added_up_once_somebody_says_so() -> None:
    for heads in (("实发工资(现金)", "实发工资(银行)"), ("已发工资", "实发工资")):
        data = csv(("甲", "2026-05", 4350, 1000, 2000), head=(*SHORT, *heads))
        told = wrong(data)
        assert f"Two columns can mean “paid”, {heads[0]} too" in told
        assert f"paid={heads[1]}" in told
        # Of two that say it themselves the one that is named leaves the other open.
        assert f"({heads[1]})] What this column means" in wrong(data, columns={"paid": heads[0]})
        found = read(data, columns=numbered([("paid", head) for head in heads]))
        assert [(o.paid, o.found) for o in found.owed] == [(3_000_00, 1_350_00)]
        kept = {c.name: c.head for c in found.columns}
        assert read(data, kept=kept).owed == found.owed
        alone = read(data, columns=numbered([("paid", heads[1]), ("without", heads[0])]))
        assert alone.owed[0].found == 2_350_00


@pytest.mark.parametrize("head", ["借支", "预支", "已付生活费", "生活费", "扣借款"])
@pytest.mark.parametrize("first", [True, False])
def test_an_advance_is_proposed_as_paid_and_counts_beside_what_was_paid(
    head: str, first: bool
) -> None:
    heads = (head, "实发") if first else ("实发", head)
    sums = {"实发": 100, head: 2000}
    data = csv(("甲", "2026-05", 4350, *map(sums.get, heads)), head=(*SHORT, *heads))
    told = wrong(data)
    assert f"It may have been paid in advance. Say: --map paid={head} (paid), --map without" in told
    assert "monthly=" not in told
    assert "withheld=" not in told
    found = read(data, columns={"paid": head})
    assert [(o.paid, o.withheld, o.found) for o in found.owed] == [(2_100_00, 0, 2_250_00)]
    kept = {c.name: c.head for c in found.columns}
    assert read(data, kept=kept).owed == found.owed
    # What was paid in the end is asked for all the same.
    sums["实发"] = ""
    data = csv(("甲", "2026-05", 4350, *map(sums.get, heads)), head=(*SHORT, *heads))
    told = wrong(data, columns={"paid": head})
    assert f"column {'E' if first else 'D'} (paid)] It is empty: type 0 where nothing" in told
    # A book that has nothing but advances says what was paid with them.
    data = csv(("甲", "2026-05", 4350, 2000), head=(*SHORT, head))
    assert read(data, columns={"paid": head}).owed[0].found == 2_350_00


@pytest.mark.parametrize("head", ["带薪年假", "年休假", "婚假(天)", "病假", "产假天数"])
def test_days_of_leave_count_beside_the_days_worked_once_somebody_says_so(head: str) -> None:
    data = csv(("甲", "2026-05", 4350, 14, 5, 0), head=(*SHORT, "出勤天数", head, "实发"))
    told = wrong(data)
    assert f"days={head}" in told
    assert "monthly=" not in told
    assert "allowances=" not in told
    found = read(data, columns={"days": head})
    assert [(o.counted.days, o.due) for o in found.owed] == [(19 * 10_000, 4_350_00)]
    both = read(data, columns=numbered([("days", "出勤天数"), ("days", head)]))
    assert both.owed == found.owed
    data = csv(("甲", "2026-05", 4350, "", 5, 0), head=(*SHORT, "出勤天数", head, "实发"))
    assert "It is empty: type the days" in wrong(data, columns={"days": head})
    data = csv(("甲", "2026-05", 4350, 5, 0), head=(*SHORT, head, "实发"))
    assert "Leave counts beside days worked" in wrong(data, columns={"days": head})


@pytest.mark.parametrize(
    "head",
    ["缺勤天数", "旷工天数", "应出勤天数", "基本工资", "岗位工资", "绩效", "代扣", "罚款",
     "加班小时", "法定节假日", "社保合计", "累计个税", "医保罚款", "五险一金", "全勤奖",
     "社保（单位）", "公积金(企业部分)", "休息日工资", "上月薪资", "扣补贴", "出勤天数(应)",
     "应发加班费", "已发生活费", "周末加班调休(小时)"],
)  # fmt: skip
def test_a_column_that_nothing_reads_is_asked_about(head: str) -> None:
    """Hours, absences, parts of the wage and deductions are never dropped in silence."""
    data = csv(("甲", "2026-05", 4350, 5, 4350), head=(*SHORT, head, "实发"))
    told = wrong(data)
    assert f"[row 1, column D ({head})]" in told
    assert f"without={head}" in told
    found = read(data, columns={"without": head})
    assert found.owed[0].found == 0
    assert {c.name: c.head for c in found.columns}["without"] == head
    assert read(data, kept={"without": head}).owed == found.owed
    assert "There is no column" in wrong(data, columns={"without": "岗位津贴"})


@pytest.mark.parametrize(
    "head",
    [
        "序号",
        "备注",
        "部门",
        "班组",
        "岗位",
        "签名",
        "领款人签字",
        "身份证号",
        "欠发",
        "未发金额",
        "尚欠",
        "实发日期",
        "发放时间",
    ],
)
def test_a_column_that_plainly_concerns_nothing_is_not(head: str) -> None:
    data = csv(("甲", "2026-05", 4350, "", 4350), head=(*SHORT, head, "实发"))
    assert read(data).owed[0].found == 0


def test_a_column_without_a_name_that_holds_numbers_goes_by_its_letter() -> None:
    for head, row in (((*SHORT, "", "实发"), (300, 4050)), ((*SHORT, "实发"), (4050, 300))):
        data = csv(("甲", "2026-05", 4350, *row), head=head)
        letter = "D" if head[3] == "" else "E"
        assert f"[row 1, column {letter} ({letter})] What this column means" in wrong(data)
        assert read(data, columns={"without": letter}).owed[0].found == 300_00
        assert read(data, columns={"withheld": letter}).owed[0].found == 0
    assert read(csv(("甲", "2026-05", 4350, 4350, "已签"), head=(*SHORT, "实发"))).owed


def test_parts_of_the_wage_that_the_employer_adds_up_himself_are_a_question() -> None:
    head = ("姓名", "月份", "基本工资", "岗位工资", "绩效", "应发", "实发")
    data = csv(("甲", "2026-03", 2200, 1500, 500, 4200, 3200), head=head)
    assert "column C (基本工资)" in wrong(data, minimum=Fen(2_100_00))
    parts = [("without", "岗位工资"), ("without", "绩效")]
    told = wrong(data, columns=numbered([("monthly", "基本工资"), *parts]))
    assert "The employer's own count, 4,200.00, is more than the row comes to, 2,200.00" in told
    found = read(data, columns=numbered([("without", "基本工资"), *parts]), minimum=LEAST)
    assert found.owed[0].found == 1_000_00
    # What is less than a yuan above was rounded another way: no question, and ours is owed.
    near = csv(("甲", "2026-03", 4350, "4350.99", 0), head=(*SHORT[:3], "应发", "实发"))
    assert [(o.due, o.stated) for o in read(near, minimum=LEAST).owed] == [(4_350_00, 4_350_99)]
    # Or they are said to be parts of the wage of a month: then overtime is counted from all three.
    said = [("monthly", name) for name in head[2:5]]
    found = read(data, columns=numbered(said), minimum=LEAST)
    assert (found.owed[0].counted.monthly, found.owed[0].found) == (4_200_00, 1_000_00)
    kept = {c.name: c.head for c in found.columns}
    assert read(data, kept=kept, minimum=LEAST).owed == found.owed
    assert "Two columns can mean" in wrong(
        csv(("甲", "2026-03", 4350, 4350, 0), head=(*SHORT, "月工资标准", "实发"))
    )
    # What is said of the wage now takes the place of what was said of it before.
    told = wrong(data, kept=kept, columns={"monthly": "基本工资"})
    assert "column D (岗位工资)" in told
    assert "column E (绩效)" in told


def test_what_the_employer_admits_can_be_taken_as_due_where_it_is_more() -> None:
    head = ("姓名", "月份", "月工资", "平时加班(小时)", "周末加班(小时)", "应发", "实发")
    rows = [("甲", f"2026-0{n}", 2610, 10, 8, 3135, 2000) for n in (3, 4, 5)]
    data = csv(*rows, ("乙", "2026-05", 4350, 0, 0, 4000, 0), head=head)
    assert "or take what the employer counts as due (--admitted" in " ".join(
        p.text for p in read(data, minimum=LEAST).problems
    )
    found = read(data, minimum=LEAST, admitted=True)
    # Where the employer counts less, the law's own count stands.
    assert [(o.due, o.found) for o in found.owed] == [(3_135_00, 1_135_00)] * 3 + [
        (4_350_00, 4_350_00)
    ]
    assert found.problems == found.asks == ()
    assert found.owed[0].counted.how.startswith("max(3,135.00, 2,610.00 + 2,610.00 ÷ 21.75 ÷ 8")
    assert "max" not in found.owed[3].counted.how
    admitted = [one for one in found.assumed if one.name == "admitted"]
    assert [str(one.value) for one in admitted] == [
        "taken as due, since the employer admits it: rows 2–4"
    ]


def test_a_month_whose_working_days_were_all_attended_is_whole_for_both() -> None:
    """The sheet and the calculator agree on every month of a year, attended whole or but a day."""
    kind = KINDS["wages"]
    for month in range(1, 11):
        first = date(2026, month, 1)
        last = month_end(first)
        working = sum(kind_of_day(first.replace(day=n + 1)) == "working" for n in range(last.day))
        for absent in (0, 1):
            inputs = kind.inputs(monthly=Fen(4_350_00), start=first, end=last, absent=str(absent))
            data = csv(("甲", f"2026-{month:02}", 4350, working - absent, 0, 0, 0, "", 0))
            due = read(data).owed[0].due
            assert due == kind.count(inputs, Ground(today=TODAY)).total
            assert absent or due == 4_350_00


@pytest.mark.parametrize(
    ("head", "row", "due", "paid"),
    [
        (("月工资", "休息日加班(天)", "实发"), (4350, 2, 0), 5_150_00, 0),  # 16 × 25 × 2
        (("月工资", "周末加班天数", "实发"), (4350, 0.5, 0), 4_550_00, 0),
        (("月工资", "法定节假日加班（天）", "实发"), (4350, 1, 0), 4_950_00, 0),
        (("月工资", "平时加班(小时)", "实发"), (4350, 2, 0), 4_425_00, 0),
        (("月工资(元)", "实发(万元)"), (5000, 0.3), 5_000_00, 3_000_00),
        (("月工资(千元)", "实发（单位：千元）"), (4.35, "4"), 4_350_00, 4_000_00),
        (("月工资(元/月)", "实发万元"), (5000, 0.3), 5_000_00, 3_000_00),
        (("日工资（元/天）", "出勤（天）", "实发/元"), (200, 19, 0), 3_800_00, 0),
        (("月工资", "实发(税后)"), (5000, 3000), 5_000_00, 3_000_00),
    ],
)
def test_units_of_columns_are_read(
    head: tuple[str, ...], row: tuple[object, ...], due: int, paid: int
) -> None:
    month = "2026-10" if "法定" in head[1] else "2026-05"
    found = read(csv(("甲", month, *row), head=("姓名", "月份", *head)))
    assert [(o.due, o.paid) for o in found.owed] == [(due, paid)]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("月工资", "平时加班(天)", "实发"), "column D (平时加班(天))] “天” is no unit"),
        (("月工资", "休息日加班次数", "实发"), "“次数” may be a unit"),
        (("月工资(元/天)", "出勤天数", "实发"), "“天” is no unit in which “wage of a month”"),
        (("日工资", "出勤(小时)", "实发"), "“小时” is no unit in which “days worked”"),
        (("月工资", "出勤天数", "实发(百万元)"), "“百万元” may be a unit"),
    ],
)
def test_a_unit_in_which_a_column_cannot_count_is_a_question(
    head: tuple[str, ...], told: str
) -> None:
    assert told in wrong(csv(("甲", "2026-05", 4350, 2, 0), head=("姓名", "月份", *head)))


def test_a_unit_above_the_names_of_the_columns_is_a_question() -> None:
    data = "工资表（单位：万元）,,,\n".encode() + csv(
        ("甲", "2026-05", 0.5, 0.3), head=(*SHORT, "实发")
    )
    assert "[row 1] The sums of the sheet are in 万元" in wrong(data)
    head = ("姓名", "月份", "月工资(万元)", "实发(元)")
    data = "工资表（万元）,,,\n".encode() + csv(("甲", "2026-05", 0.5, 3000), head=head)
    assert read(data).owed[0].found == 2_000_00


def test_the_employers_part_of_insurance_is_no_question_once_the_workers_own_is_read() -> None:
    heads = ("社保个人", "社保公司", "公积金个人", "公积金公司")
    data = csv(("甲", "2026-05", 4350, 380, 900, 100, 100, 2000), head=(*SHORT, *heads, "实发"))
    assert [(o.withheld, o.found) for o in read(data).owed] == [(480_00, 1_870_00)]
    # Beside tax alone, or where it may hold the worker's own part too, it is asked about.
    for other in ("社保公司", "社保(单位及个人)", "单位代扣社保"):
        data = csv(("甲", "2026-05", 4350, 0, 900, 2000), head=(*SHORT, "个税", other, "实发"))
        assert f"without={other}" in wrong(data).replace("'", "")


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("应出勤天数", ""),
        ("请假天数", ""),
        ("计件数量", ""),
        ("累计借支", ""),
        ("发薪日", ""),
        ("社保基数", ""),
        ("年休假工资", "monthly allowances"),
        ("打卡天数", "days"),
        ("房租", "allowances withheld"),
        ("工时", "working rest holiday"),
        ("加班小时", "working rest holiday"),
        ("工作日数(天)", "days"),
        ("陪产假天数", "days"),
        ("转账", "paid"),
        ("扣水电费", "withheld"),
        ("代缴保险", "withheld"),
        ("全勤奖", "monthly allowances"),
        ("加班费", "allowances"),
        ("D", "monthly allowances days paid withheld"),
    ],
)
def test_the_question_offers_what_the_name_of_the_column_may_mean(head: str, fields: str) -> None:
    told = wrong(csv(("甲", "2026-05", 4350, 1, 0), head=(*SHORT, head, "实发")))
    told = told.replace("'", "")
    offered = re.findall(r"--map (\w+)=", told)
    assert offered == [*fields.split(), "without"]
    assert "in the form under “Columns”" in told


def test_sums_of_what_is_taken_off_are_not_withheld_twice() -> None:
    head = (*SHORT, "个税", "扣款小计", "实发")
    told = wrong(csv(("甲", "2026-05", 4350, 50, 50, 4300), head=head))
    assert "withheld=" not in told
    head = (*SHORT, "扣款合计", "实发")
    assert "withheld=扣款合计" in wrong(csv(("甲", "2026-05", 4350, 50, 4300), head=head))


def test_what_can_be_typed_is_ready_for_a_shell() -> None:
    head = "其他'; x (元)"
    told = wrong(csv(("甲", "2026-05", 4350, 50, 4300), head=(*SHORT, head, "实发")))
    assert f"--map {shlex.quote('without=' + head)} " in told


def test_days_attended_and_sums_due_are_known_by_more_names() -> None:
    head = ("姓名", "月份", "月工资", "实出勤", "应发小计", "实发小计")
    found = read(csv(("甲", "2026-05", 4350, 19, 4350, 350), head=head))
    assert [c.name for c in found.columns] == ["name", "month", "monthly", "days", "due", "paid"]
    assert found.owed[0].found == 4_000_00


def test_days_that_were_planned_are_not_days_that_were_worked() -> None:
    head = ("姓名", "月份", "月工资", "应出勤天数", "出勤天数", "实发")
    data = csv(("甲", "2026-05", 4350, 19, 10, 0), head=head)
    assert "column D (应出勤天数)] What this column means is not known" in wrong(data)
    found = read(data, columns={"without": "应出勤天数"})
    assert found.owed[0].counted.days == 10 * 10_000


@pytest.mark.parametrize("empty", [("2026-05-20", ""), ("", "2026-05-20")])
def test_a_last_day_of_work_holds_for_every_row_of_the_worker(empty: tuple[str, str]) -> None:
    head = ("姓名", "月份", "月工资", "出勤天数", "实发", "离职日期")
    may, june = ("甲", "2026-05", 4350, 5, 0), ("甲", "2026-06", 4350, 5, 0)
    rows = [(*may, empty[0]), (*june, empty[1])]
    for order in (rows, rows[::-1]):
        found = read(csv(*order, head=head))
        assert [(o.month.month, o.due) for o in found.owed] == [(5, 1_400_00)]  # 5 + 2 holidays
        assert "2026-06 lies after the last day of work, 2026-05-20" in found.problems[0].text


@pytest.mark.parametrize("name", ["离职日期", "入职日期"])
def test_two_rows_that_name_other_days_of_joining_or_leaving_are_both_asked_about(
    name: str,
) -> None:
    head = ("姓名", "月份", "月工资", "出勤天数", "实发", name)
    may, june = ("甲", "2026-05", 4350, 5, 0), ("甲", "2026-06", 4350, 5, 0)
    told = wrong(csv((*may, "2026-05-20"), (*june, "2026-06-25"), head=head))
    assert "[row 2, column F" in told
    assert "Row 3 says 2026-06-25 of the same worker" in told
    assert "[row 3, column F" in told
    assert "Row 2 says 2026-05-20 of the same worker" in told


@pytest.mark.parametrize(
    ("days", "hours", "most"),
    [
        (0, (304, 0, 0), 0), (1, (304, 0, 0), 16), (0, (0, 240, 0), 0), (1.5, (33, 0, 0), 32),
        (1, (0, 25, 0), 24),
    ],
)  # fmt: skip
def test_no_more_hours_than_the_days_worked_can_hold(
    days: float, hours: tuple[int, int, int], most: int
) -> None:
    told = wrong(csv(("甲", "2026-05", 4350, days, *hours, "", 0)))
    assert f"hours are more than the days worked, {days}, can hold ({most})" in told
    assert read(csv(("甲", "2026-05", 4350, 2, 32, 48, 0, "", 0))).owed


@pytest.mark.parametrize("hours", [(24, ""), ("", 8)])
def test_with_a_wage_of_a_day_no_rest_day_stands_in_two_columns(hours: tuple[object, ...]) -> None:
    head = ("姓名", "月份", "日工资", "出勤天数", "休息日加班", "法定加班", "实发")
    told = wrong(csv(("甲", "2026-05", 200, 22, *hours, 0), head=head))
    assert "[row 2, column D (days worked)] More days than there are working days (19)" in told
    assert read(csv(("甲", "2026-05", 200, 19, *hours, 0), head=head)).owed
    # Working days in service count, not those of the month.
    part = ("甲", "2026-05", 200, 10, *hours, 0, "2026-05-19")
    assert "working days (11)" in wrong(csv((*part[:3], 14, *part[4:]), head=(*head, "离职日期")))


def test_a_minimum_that_changes_within_the_month_or_is_typed_otherwise_is_a_question() -> None:
    def figure(start: date, sum_: int) -> Local:
        return Local(what="minimum_month", place="周口", start=start, sum=Fen(sum_), source="A")

    both = (figure(date(2024, 1, 1), 1_800_00), figure(date(2026, 1, 15), 2_100_00))
    at = Ground(today=TODAY, locals=both)
    january = csv(("甲", "2026-01", 2000, 0), head=(*SHORT, "实发"))
    told = wrong(january, at=at)
    assert "[row 2, column C (wage of a month)]" in told
    assert "below the minimum wage of 2,100.00, and not below 1,800.00" in told
    assert "minimum wage of 2,100.00" in wrong(january, at=at, minimum=Fen(2_100_00))
    found = read(january, at=at, minimum=Fen(1_800_00))
    assert found.owed[0].due == 2_000_00
    least = next(a for a in found.assumed if a.name == "minimum")
    assert "1,800.00" in str(least.value)
    # What the office entered is not overruled by what is typed, nor the other way round.
    told = wrong(csv(("甲", "2025-05", 2000, 0), head=(*SHORT, "实发")), at=at,
                 minimum=Fen(2_100_00))  # fmt: skip
    assert "below the minimum wage of 2,100.00, and not below 1,800.00" in told
    assert read(january, at=at, below=True).owed
    assert read(csv(("甲", "2026-01", 2100, 0), head=(*SHORT, "实发")), at=at).owed


def test_totals_of_a_team_or_worker_are_no_workers() -> None:
    row = ("2026-05", 4350, 19, 0, 0, 0, "", 0)
    names = ("甲", "乙", "缝纫车间合计", "甲小计", "部门合计", "一车间汇总", "甲班小计：")
    found = read(csv(*((name, *row) for name in names)), others="join")
    assert [o.worker for o in found.owed] == ["W1", "W2"]
    assert not found.joining
    assert found.total == 8_700_00
    assert len([t for t in found.told if "adds up the others" in t]) == 5
    # A department may be called so, and a worker of the docket.
    head = ("部门", "姓名", "月份", "月工资", "实发")
    found = read(csv(("数据汇总", "甲", "2026-05", 4350, 0), head=head))
    assert len(found.owed) == 1
    claims = Claims(workers=(Claimant(id="W1", name="张小计"),))
    grid = read_grid(csv(("张小计", *row)))
    assert read_sheet(grid, claims, Ground(today=TODAY), Options()).owed


@given(st.permutations([20, 1, 19]))
def test_neither_of_two_rows_for_one_month_counts_whatever_their_order(days: list[int]) -> None:
    found = read(csv(*(("甲", "2026-05", 4350, n, 0, 0, 0, "", 0) for n in days)))
    assert not found.owed
    assert {p.path for p in found.problems} == {"row 2", "row 3", "row 4"}


def test_no_two_columns_are_said_to_be_one_thing() -> None:
    pairs = [("without", "甲"), ("不影响金额", "乙"), ("withheld", "丙"), ("withheld", "丁")]
    assert numbered(pairs) == {"without": "甲", "without.2": "乙", "withheld": "丙",
                               "withheld.2": "丁"}  # fmt: skip
    with pytest.raises(Invalid, match="Two columns cannot both be “name”"):
        numbered([("name", "甲"), ("name", "乙")])


def test_the_same_thing_in_many_rows_is_said_once() -> None:
    names = "甲乙丙丁戊己庚辛"
    book = xlsx(*((f"{name}", "2026-03", "=4000+350", 20, 0, 0, 0, None, 0) for name in names))
    problems = read(saved(book)).problems
    assert [p.path for p in problems if "formula" in p.text] == [
        "rows 2–9, column C (wage of a month)"
    ]


def test_no_height_no_width_and_a_filter_hide_too() -> None:
    row = ("甲", "2026-03", 4350, 20, 0, 0, 0, None, 0)
    book = xlsx(row, ("乙", *row[1:]))
    book.active.row_dimensions[3].height = 0.1
    assert "[row 3] The row is hidden, filtered away, or has no height" in wrong_of(book)
    assert "[row 2]" not in wrong_of(book)
    book = xlsx(row)
    book.active.column_dimensions["C"].width = 0.1
    assert "column C (月工资)] The column is hidden, or has no width" in wrong(saved(book))
    book = xlsx(row, ("乙", "2026-03", 4350, 20, 0, 0, 0, None, 0))
    book.active.auto_filter.ref = "A1:I3"
    book.active.row_dimensions[2].hidden = True  # as a filter leaves it in the file
    assert "[row 2] The row is hidden, filtered away" in wrong_of(book)
    book = xlsx((*row, 5), head=(*HEAD, "扣款"))
    book.active.column_dimensions["J"].hidden = True
    assert "column J (扣款)] Something is taken off here" in wrong(saved(book))
    found = read(saved(book), columns={"without": "扣款"})
    assert "Column J (扣款) is hidden and is not read." in found.told
    book = xlsx(row)
    book.active.sheet_format.zeroHeight = True
    assert "hides its rows" in wrong(saved(book))


def test_what_is_hidden_or_merged_is_seen_however_it_is_written() -> None:
    """Other programs write their XML otherwise: other quotes, prefixes, rows without numbers."""
    row = ("甲", "2026-03", 4350, 20, 0, 0, 0, None, 0)
    book = xlsx(row, ("乙", *row[1:]))
    book.active.row_dimensions[3].hidden = True
    book.active.merge_cells("C2:D2")
    data = saved(book)

    def rewritten(change: Callable[[bytes], bytes]) -> bytes:
        archive, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
        with zipfile.ZipFile(made, "w") as other:
            for name in archive.namelist():
                part = archive.read(name)
                changed = change(part) if name.endswith("sheet1.xml") else part
                assert name.endswith("sheet1.xml") is (changed != part)
                other.writestr(name, changed)
        return made.getvalue()

    def unnumbered(part: bytes) -> bytes:
        return re.sub(rb'(<row) r="\d+"', rb"\1", part)

    for change in (lambda part: part.replace(b'"', b"'"), unnumbered):
        told = wrong(rewritten(change))
        assert "[row 2] Cells of the row are merged" in told
        assert "[row 3] The row is hidden" in told


def wrong_of(book: Workbook) -> str:
    """What is wrong with rows of which others may be right."""
    return " ".join(f"[{p.path}] {p.text}" for p in read(saved(book)).problems)


# ------------------------------------------------------------------ as strangers save them

ROW = ("甲", "2026-03", 4350, 22, 4, 0, 0, 4500, 3000)
DUE = 4_350_00 + 4 * 25_00 * 3 // 2


@pytest.mark.parametrize(
    "data",
    [
        csv(ROW).decode().encode("gbk"),
        b"\xef\xbb\xbf" + csv(ROW),
        csv(ROW).decode().encode("utf-16"),
        csv(ROW).replace(b",", b";"),
        csv(ROW).replace(b",", b"\t"),
        csv(ROW).replace(b"\n", b"\r\n"),
        "工资表,,,,,,,,\n,,,,,,,,\n".encode() + csv(ROW),
        "工资表\n制表日期：2026年4月\n".encode() + csv(ROW).replace(b",", b";"),
        csv(ROW, (), ("", "  ", "")),
        csv(("甲", "２０２６年３月", "４３５０", "２２", "４", 0, 0, "", "３０００")),
        csv(("甲", "2026年3月份", '"4,350.00"', 22, 4, 0, 0, "", "¥3000")),
        csv(("甲", 202603, 4350, 22, 4, 0, 0, "", "3000元")),
        saved(xlsx(("甲", 202603, 4350, 22, 4, 0, 0, None, 3000))),
        saved(xlsx(HEAD, ROW, head=("三月工资",))),
    ],
)
def test_tables_are_read_as_programs_save_them(data: bytes) -> None:
    found = read(data)
    assert found.problems == ()
    assert [(o.month, o.due, o.paid) for o in found.owed] == [(date(2026, 3, 1), DUE, 3_000_00)]


def test_a_month_that_lost_its_last_nought_is_asked_about() -> None:
    for month in (2026.1, "2026.1"):
        data = saved(xlsx(("甲", month, 4350, 22, 0, 0, 0, None, 0)))
        assert "may be January or October" in wrong(data)
    assert "may be January or October" in wrong(csv(("甲", "2026.1", 4350, 22, 0, 0, 0, "", 0)))
    assert read(csv(("甲", "2026.10", 4350, 18, 0, 0, 0, "", 0))).owed[0].month.month == 10


def test_a_day_as_a_bare_number_of_a_spreadsheet_is_named() -> None:
    data = saved(xlsx(("甲", 46082, 4350, 22, 0, 0, 0, None, 0)))
    assert (
        "[row 2, column B (month)] 46082 is how a spreadsheet counts the day 2026-03-01"
        in wrong(data)
    )
    head = (*HEAD, "离职日期")
    row = ("甲", "2026-03", 4350, 12, 0, 0, 0, "", 0, 46093)
    assert "counts the day 2026-03-12" in wrong(csv(row, head=head))


def test_sums_finer_than_a_fen_and_yes_or_no_are_sentences() -> None:
    assert "more decimals" in wrong(saved(xlsx(("甲", "2026-03", 4350.004, 22, 0, 0, 0, None, 0))))
    assert "four decimals" in wrong(csv(("甲", "2026-03", 4350, "21.33333", 0, 0, 0, "", 0)))
    assert "It is no number" in wrong(saved(xlsx(("甲", "2026-03", 4350, True, 0, 0, 0, None, 0))))
    assert "It is too large" in wrong(saved(xlsx(("甲", "2026-03", 1e300, 22, 0, 0, 0, None, 0))))


@pytest.mark.parametrize("dash", ["-", "—", "/", "无", "￥-"])
def test_a_dash_is_nothing_and_never_a_wage_nor_days(dash: str) -> None:
    """Books have a dash where there is nothing; where a number is needed it is asked for."""
    found = read(csv(("甲", "2026-03", 4350, 22, dash, dash, dash, dash, dash)))
    assert [(o.due, o.paid, o.stated) for o in found.owed] == [(4_350_00, 0, None)]
    book = saved(xlsx(("甲", "2026-03", 4350, 22, dash, 0, 0, None, dash)))
    assert read(book).owed[0].found == 4_350_00
    assert "It is empty: type the days" in wrong(csv(("甲", "2026-03", 4350, dash, 0, 0, 0, "", 0)))
    assert "The row has no wage" in wrong(csv(("甲", "2026-03", dash, 22, 0, 0, 0, "", 0)))


def test_a_formula_over_several_cells_is_one_too() -> None:
    book = xlsx(("甲", "2026-03", None, 22, 0, 0, 0, None, 0))
    book.active["C2"] = ArrayFormula("C2:C2", "=SUM(1,2)")
    assert "[row 2, column C (wage of a month)] It holds a formula" in wrong(saved(book))


# ------------------------------------------------------------------ never opened


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return data.getvalue()


def test_a_workbook_that_unpacks_to_150_mb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    monkeypatch.setattr(openpyxl, "load_workbook", None)
    chance = random.Random(7)  # a little of it new each time: an ordinary ratio
    part = b"".join(chance.randbytes(500) + b" " * 19_500 for _ in range(7_865))
    assert len(part) > 150 * 2**20 > MOST_UNPACKED
    assert "unpacks to more than 100 MB" in wrong(zipped(**{"xl/worksheets/sheet1.xml": part}))


def test_a_bomb_is_known_by_its_ratio() -> None:
    bomb = zipped(**{"xl/worksheets/sheet1.xml": b"<a>" + b" " * 50 * 2**20})
    assert "times its size" in wrong(bomb)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 no archive", "no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0 old", "old (.xls) or locked"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "a web page or XML"),
        (b'<?xml version="1.0"?><Workbook/>', "a web page or XML"),
        (zipped(**{"a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "declares things"),
        (zipped(**{"a.txt": b"x"}), "no workbook that can be read"),
        (zipped(**{f"{n}": b"" for n in range(1_001)}), "more than 1000 parts"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB 18030"),
        (b"", "No row names the columns"),
    ],
)
def test_what_is_no_table_is_a_sentence(data: bytes, told: str) -> None:
    assert told in wrong(data)


def test_a_grid_without_rows_below_its_names_says_so() -> None:
    with pytest.raises(Invalid, match="The table has no rows"):
        read_sheet(Grid(rows=(HEAD,)), CLAIMS, Ground(today=TODAY), Options())


# ------------------------------------------------------------------ into the docket


@pytest.fixture
def filed(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    rows = (
        Worker(name="甲", claims=(Claim(amount=Fen(300_00), start=date(2026, 3, 1),
                                       end=date(2026, 3, 31)),)),
        Worker(name="乙", claims=(Claim(amount=Fen(100_00), start=date(2026, 3, 1),
                                       end=date(2026, 4, 30)),)),
    )  # fmt: skip
    key = desk.as_officer("wang").enter(complaint(workers=rows)).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=TODAY), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    return str(case)


def sheet_of(desk: Desk, key: str, data: bytes) -> SheetResult:
    ground = desk.office.wage_ground(TODAY)
    options = Options(minimum=LEAST)
    return read_sheet(read_grid(data), desk.case(key).claims, ground, options)


def test_a_sheet_is_taken_over_with_itself_as_evidence_in_one_entry(
    desk: Desk, filed: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    path = tmp_path / "工资表.csv"
    path.write_bytes(
        csv(
            ("甲", "2026-03", 4350, 21.75, 0, 0, 0, "", 4060),
            ("甲", "2026-05", 4350, 21.75, 0, 0, 0, "", 4340),
            ("乙", "2026-03", 4350, 21.75, 0, 0, 0, "", 4300),
            ("乙", "2026-04", 4350, 21.75, 0, 0, 0, "", 4310),
        )
    )
    found = sheet_of(li, filed, path.read_bytes())
    before = len(li.docket(filed).entries)
    li.enter(taking(found, "工资表", li.add_file(path)), on=filed)
    case = li.case(filed)
    assert len(li.docket(filed).entries) == before + 1
    assert [(e.id, e.name) for e in case.evidence] == [("E1", "工资表")]
    sums = {x.id: (x.claimed, x.verified, x.allegation) for x in case.claims.lines}
    assert sums == {
        "W1-1": (300_00, 290_00, "A1"),
        "W1-2": (None, 10_00, "A1"),
        "W2-1": (100_00, 50_00 + 40_00, "A1"),
    }
    assert case.claims.line("W1-1").verifications[-1].evidence == "E1"
    assert kept_columns(li, filed)["name"] == "姓名"


def test_columns_are_known_again_for_the_next_docket_of_the_same_employer(
    desk: Desk, filed: str, tmp_path: Path, complaint: Callable[..., acts.Registered]
) -> None:
    li = desk.as_officer("li")
    path = tmp_path / "s.csv"
    path.write_bytes(csv(("甲", "2026-03", 4350, 4060), head=("工友", "月份", "约定", "实发")))
    grid, ground = read_grid(path.read_bytes()), desk.office.wage_ground(TODAY)
    options = Options(columns={"name": "工友", "monthly": "约定"}, minimum=LEAST)
    found = read_sheet(grid, li.case(filed).claims, ground, options)
    li.enter(taking(found, "s", li.add_file(path)), on=filed)
    other = desk.as_officer("wang").enter(complaint()).docket
    assert kept_columns(desk.as_officer("wang"), other)["monthly"] == "约定"


def test_a_sheet_is_refused_whole(desk: Desk, filed: str, tmp_path: Path) -> None:
    li = desk.as_officer("li")
    path = tmp_path / "s.csv"
    path.write_bytes(csv(("甲", "2026-03", 4350, 21.75, 0, 0, 0, "", 4060)))
    act = taking(sheet_of(li, filed, path.read_bytes()), "s", li.add_file(path))
    from attrs import evolve

    more = evolve(act.sums[0], worker="W9")
    lied = evolve(act.sums[0], found=Fen(1))
    with pytest.raises(Refused) as refused:
        li.enter(evolve(act, sums=(*act.sums, more, lied)), on=filed)
    told = " ".join(r.text for r in refused.value.reasons)
    assert "There is no worker W9 here" in told
    assert "stands twice" in told
    assert "less what was paid" in told
    assert li.case(filed).evidence == ()


def test_what_looks_odd_beside_the_claims_is_asked_and_can_be_answered(
    desk: Desk, filed: str, tmp_path: Path
) -> None:
    """A sheet that lacks months of a line would make its part the sum of the whole line."""
    li = desk.as_officer("li")
    path = tmp_path / "s.csv"
    path.write_bytes(csv(("乙", "2026-03", 4350, 22, 0, 0, 0, "", 4300)))
    found = sheet_of(li, filed, path.read_bytes())
    act = taking(found, "s", li.add_file(path))
    with pytest.raises(Refused, match="W2-1: 1 of 2 months") as refused:
        li.enter(act, on=filed)
    assert refused.value.reasons[0].path == "nevertheless"
    li.enter(taking(found, "s", li.add_file(path), nevertheless="四月未上班"), on=filed)
    assert li.case(filed).claims.line("W2-1").verified == 50_00
    with pytest.raises(Refused, match=r"verified before.*W2-1: 50\.00"):
        li.enter(act, on=filed)


def test_a_second_sheet_says_that_months_are_not_added_and_marks_the_first_as_replaced(
    desk: Desk, filed: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    acts_ = []
    second = (
        ("乙", "2026-03", 4350, 22, 0, 0, 0, "", 4300),
        ("乙", "2026-04", 4350, 21, 0, 0, 0, "", 4310),
    )
    # The first also begins lines of its own: 甲 has none for May.
    for month, rows in (
        ("03", (second[0], ("甲", "2026-05", 4350, 19, 0, 0, 0, "", 0))),
        ("04", second[1:]),
        ("05", (("甲", "2026-05", 4350, 19, 0, 0, 0, "", 1000),)),
    ):  # fmt: skip
        path = tmp_path / f"{month}.csv"
        path.write_bytes(csv(*rows))
        found = sheet_of(li, filed, path.read_bytes())
        acts_.append(
            taking(found, f"{month}月工资表", li.add_file(path), nevertheless="另一月未上班")
        )
    li.enter(acts_[0], on=filed)
    first = next(s.id for s in li.papers(filed) if s.code == "D40T")
    assert "此后已重新核实" not in li.paper(filed, first)
    with pytest.raises(Refused, match="join the sheets into one with a column of months"):
        li.enter(evolve(acts_[1], nevertheless=""), on=filed)
    li.enter(acts_[1], on=filed)
    entered = li.docket(filed).entries[-1].n
    assert li.case(filed).claims.line("W2-1").verified == 40_00  # its own alone

    def printed(sheet: str) -> str:
        return "\n".join(" ".join(line.split()) for line in li.paper(filed, sheet).splitlines())

    assert "以下各项此后已重新核实，本表的数额已被替代，不再采用" in printed(first)
    assert f"W2-1 2026年11月23日 #{entered} 采用工资表" in printed(first)
    assert "W1-2 2026年" not in printed(first)
    li.enter(acts_[2], on=filed)
    assert "W1-2 2026年11月23日" in printed(first)
    last = [s.id for s in li.papers(filed) if s.code == "D40T"][-1]
    assert "此后已重新核实" not in printed(last)


def test_who_joins_with_a_sheet_is_a_worker_of_the_docket_by_the_same_entry(
    desk: Desk, filed: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    path = tmp_path / "s.csv"
    number = "440524188001010014"
    head = ("姓名", "身份证号", "月份", "月工资", "实发")
    rows = [(name, no, f"2026-{m:02}", 4350, 4000) for m in (3, 4)
            for name, no in (("丙", ""), ("丁", number), ("乙", ""))]  # fmt: skip
    path.write_bytes(csv(*rows, head=head))
    options = Options(minimum=LEAST, others="join")
    claims = li.case(filed).claims
    found = read_sheet(read_grid(path.read_bytes()), claims, li.office.wage_ground(TODAY), options)
    assert [w.name for w in found.joining] == ["丙", "丁"]
    assert "丙" in " ".join(compared_line(c) for c in compared(found, claims, "arrears"))
    act = taking(found, "s", li.add_file(path))
    before = len(li.docket(filed).entries)
    li.enter(act, on=filed)
    assert len(li.docket(filed).entries) == before + 1
    claims = li.case(filed).claims
    assert [(w.id, w.name) for w in claims.workers[2:]] == [("W3", "丙"), ("W4", "丁")]
    assert claims.workers[3].resident_number == number
    assert [x.verified for x in claims.by_worker("W4")] == [350_00, 350_00]
    # The same act again would make them twice.
    with pytest.raises(Refused) as refused:
        li.enter(act, on=filed)
    told = " ".join(r.text for r in refused.value.reasons)
    assert "W3 has the same name, 丙" in told
    assert "This is W4, who stands here already" in told


def test_nobody_joins_a_docket_whose_names_are_kept_secret(
    desk: Desk, complaint: Callable[..., acts.Registered], tmp_path: Path
) -> None:
    rows = (Worker(name="甲", claims=(Claim(amount=Fen(300_00)),)),)
    key = desk.as_officer("wang").enter(complaint(workers=rows, identity="confidential")).docket
    li = desk.as_officer("li")
    path = tmp_path / "s.csv"
    path.write_bytes(csv(("丁", "2026-03", 4350, 22, 0, 0, 0, "", 4300)))
    options = Options(minimum=LEAST, others="join")
    claims = li.complaint(key).claims
    found = read_sheet(read_grid(path.read_bytes()), claims, li.office.wage_ground(TODAY), options)
    with pytest.raises(Refused, match="names of this docket are kept secret"):
        li.enter(taking(found, "s", li.add_file(path, secret=True)), on=key)


def test_a_sheet_is_about_the_cause_of_the_claims() -> None:
    def line(n: int, cause: str) -> ClaimLine:
        return ClaimLine(id=f"W1-{n}", allegation="A1", cause=cause)

    def usual(*causes: str) -> str:
        lines = tuple(line(n, cause) for n, cause in enumerate(causes, 1))
        return usual_cause(Claims(workers=(Claimant(id="W1", lines=lines),)))

    assert usual("overtime_pay", "migrant_wages") == "migrant_wages"
    assert usual("overtime_pay", "overtime_pay") == "overtime_pay"
    assert usual("overtime_pay", "severance") == usual() == "arrears"


def test_whose_claims_the_sheet_says_nothing_of_is_told() -> None:
    found = read(csv(("乙", "2026-03", 4350, 22, 0, 0, 0, "", 0)))
    told = " ".join(missing_lines(found, CLAIMS, "arrears"))
    assert told == "Of these workers the sheet has no row: W1 甲."
    assert not [*missing_lines(found, CLAIMS, "overtime_pay")]


def test_the_annex_lets_an_accountant_count_every_line_again(
    desk: Desk, filed: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    path = tmp_path / "工资表.csv"
    path.write_bytes(
        csv(
            ("甲", "2026-03", 4350, 21, 4, 0, 0, 4300, 4000, 50, ""),
            ("乙", "2026-03", 4350, 22, 0, 0, 0, "", 4400, 0, ""),
            ("乙", "2026-04", 4350, 20, 0, 8, 0, "", 4310.01, 0, ""),
            head=(*HEAD, "罚款", "签名"),
        )
    )
    options = Options(minimum=LEAST, columns={"without": "罚款"})
    grid, ground = read_grid(path.read_bytes()), desk.office.wage_ground(TODAY)
    found = read_sheet(grid, li.case(filed).claims, ground, options)
    li.enter(taking(found, "工资表", li.add_file(path)), on=filed)
    sheet = next(s for s in li.papers(filed) if s.code == "D40T")
    text = "\n".join(" ".join(line.split()) for line in li.paper(filed, sheet.id).splitlines())
    for line in (
        "依据材料：E1 工资表",
        "1 W1 甲 2026-03 4,350.00 4,000.00 0.00 350.00",
        "1 4,350.00 ÷ 21.75 × 21 + 4,350.00 ÷ 21.75 ÷ 8 × (150 % × 4) 4,300.00 4,350.00",
        # 20 days and the holiday of April, 5 April; 8 hours of a rest day
        "3 4,350.00 ÷ 21.75 × (20 + 1) + 4,350.00 ÷ 21.75 ÷ 8 × (200 % × 8) 未列 4,600.00",
        "W2 乙 2 8,950.00 8,710.01 0.00 289.99",
        "合计尚欠：639.99元",
        "W1-1 甲 2026-03-01 至 2026-03-31 300.00 350.00 50.00",
        "月计薪天数：21.75，法律规定（《人力资源社会保障部关于职工全年月平均工作时间和",
        "2026-04的法定休假日，与出勤日同为计薪日：2026-04-05",
        "加班工资的计算基数：",
        "第 3 行：已付多于当月应付，不抵减其他月份。",
        "每人每月的应付数一次性四舍五入到分",
        # Which column was taken for what, and which were left out.
        "平时加班：工作日加班小时数",
        "实发：已付",
        "罚款：不影响金额",
        "明显与金额无关、未读取的列：签名。",
    ):
        assert line in text
    assert re.search(r"\[[a-z_]+\]", text) is None
