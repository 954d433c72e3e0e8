"""Wage sheets: what they come to, what is asked instead of counted, and what is never opened."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.law.wages import KINDS, Ground, Local, hours_had, to_fen
from laborcase.parties import Claim, Worker
from laborcase.record.claims import Claimant, ClaimLine, Claims, Told
from laborcase.values import Fen, number_of
from laborcase.wage_sheets import (
    Options,
    SheetResult,
    compared,
    compared_line,
    kept_columns,
    read_sheet,
    stated_lines,
    taking,
)
from laborcase.workbook import MOST_UNPACKED, Grid, is_foreign, read_grid

TODAY = date(2026, 11, 23)
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
    found = read(csv(("甲", "2026-03", 4350, 21.75, 4, 8, 8, 5500, 5000)))
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
    month = f"{first:%Y-%m}"
    working, rest, holiday = hours
    quarters = [number_of(Fraction(n, 4)) for n in hours]
    sheet = csv(("甲", month, yuan, days, *quarters, "", 0))
    pay_days = Fraction("20.92") if month < "2008" else Fraction("21.75")
    wage = min(Fraction(monthly), monthly * days / pay_days)
    extra = Fraction(0)
    if any((working, rest, holiday)):
        kind = KINDS["overtime"]
        inputs = kind.inputs(
            monthly=Fen(monthly), month=first, working=quarters[0], rest=quarters[1],
            holiday=quarters[2],
        )  # fmt: skip
        extra = kind.count(inputs, Ground(today=TODAY)).exact
    assert read(sheet).owed[0].due == to_fen(wage + extra)


@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order: list[int]) -> None:
    rows = [("甲", f"2025-{n + 1:02}", 4350 + n, 20, n, 0, 0, "", 1000) for n in order]
    months = {o.month: o.found for o in read(csv(*rows)).owed}
    straight = [("甲", f"2025-{n + 1:02}", 4350 + n, 20, n, 0, 0, "", 1000) for n in range(12)]
    assert months == {o.month: o.found for o in read(csv(*straight)).owed}


def test_a_wage_of_a_day_counts_by_the_days() -> None:
    head = ("姓名", "日工资", "出勤天数", "平时加班", "实发")
    found = read(csv(("乙", 240, 26, 2, 6000), head=head), month=date(2026, 3, 1))
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
            "745 hours are more than the month has (744)",
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
    assert "stands in row 2 too" in found.problems[0].text
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
    assert "[row 2, column C] The cell is shown in a foreign currency." in wrong(saved(book))
    dollars = (*HEAD[:2], "月工资(美元)", *HEAD[3:])
    assert "The column is in a foreign currency." in wrong(csv(rows[0][:9], head=dollars))


@pytest.mark.parametrize(
    ("code", "foreign"),
    [
        ("General", False), ("#,##0.00", False), ("[$-804]yyyy", False), ("[$¥-804]#,##0", False),
        ("[Red]0.00", False), ("[$$-409]#,##0", True), ("[$€-407]0", True), ('"$"#,##0', True),
        ('0"美元"', True),
    ],
)  # fmt: skip
def test_a_number_format_says_its_currency(code: str, foreign: bool) -> None:
    assert is_foreign(code) is foreign


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
    return read_sheet(read_grid(data), desk.case(key).claims, ground, Options())


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
    options = Options(columns={"name": "工友", "monthly": "约定"})
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
