"""``laborcase wages``: calculations, wage sheets and local figures on the command line."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from laborcase.cli import main

ROOT = Path(__file__).parent.parent
OFFICE = str(ROOT / "examples" / "zhoukou-zone.toml")
TIPPED = {
    "channel": "counter",
    "complainant": {"name": "甲", "phone": "13900000000"},
    "respondents": [{"name": "周口某制衣有限公司"}],
    "facts": "拖欠工资",
    "allegations": [{"cause": "arrears", "amount": 30_000}],
    "workers": [
        {"name": "甲", "claims": [{"amount": 30_000, "start": "2026-03-01", "end": "2026-03-31"}]}
    ],
}
SHEET = "姓名,月份,月工资,平时加班,实发\n甲,2026-03,4350,{hours},4060\n乙,2026-03,4350,0,4000\n"


def nth(n: int) -> str:
    """The key of the n-th docket of a register that was made just now."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')):%y}-{n:06}"


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A register with one complaint."""
    url = str(tmp_path / "register")
    assert main(["init", url, "--office", OFFICE]) == 0
    told = tmp_path / "told.json"
    told.write_text(json.dumps(TIPPED), "utf-8")
    assert main(["--register", url, "--officer", "wang", "enter", "registered", "--json",
                 str(told)]) == 0  # fmt: skip
    capsys.readouterr()
    return url


def wages(*words: str) -> int:
    return main(["wages", *words, "--lang", "en"])


def asked(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_the_kinds_are_listed_with_their_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert wages() == 0
    assert "severance            Severance" in capsys.readouterr().out
    assert wages("--json") == 0
    kinds = {k["id"]: k for k in json.loads(capsys.readouterr().out)}
    assert len(kinds) == 17
    system = next(i for i in kinds["overtime"]["inputs"] if i["name"] == "system")
    assert system["options"] == ["standard", "averaged", "flexible"]


def test_a_sum_is_counted_without_a_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert wages("overtime", "--monthly", "4350", "--worked", "2026-10-01 8, 2026-10-05 8") == 0
    out = capsys.readouterr().out
    assert "300 % × 8 hours = 600.00 (Labour Law, art. 44 item (3)" in out
    assert "Altogether 1,000.00 yuan" in out
    assert wages("overtime", "--monthly", "4350", "--worked", "2026-10-01 8", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["total"], found["lines"][0]["amount"]) == (60_000, "60000")
    assert found["assumed"][0]["source"] == "zs-1"


def test_chinese_is_spoken_all_through(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["overtime", "--monthly", "4350", "--worked", "2026-10-01 8"]
    assert main(["--lang", "zh_CN", "wages", *words]) == 0
    out = capsys.readouterr().out
    assert "法定休假日：4,350.00 ÷ 21.75 ÷ 8 × 300 % × 8小时 = 600.00" in out
    assert "一次性四舍五入到分" in out


def test_what_is_open_is_asked_and_no_sum_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert wages("severance", "--start", "2000-1-1", "--end", "2023-5-1", "--monthly", "0") == 1
    told = capsys.readouterr()
    assert told.out == ""
    for path in ("monthly:", "minimum:", "average:", "before:"):
        assert path in told.err
    assert wages("severance", "--start", "x", "--json") == 1
    told = capsys.readouterr()
    assert {p["path"] for p in json.loads(told.out)["problems"]} == {"start", "end", "monthly"}
    assert wages("overtime", "--take") == 2
    assert "go with --keep" in asked(capsys)


MONTH = ["--start", "2026-06-01", "--end", "2026-06-30"]
JUNE = ["overtime", "--monthly", "4350", "--month", "2026-06-01"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([*JUNE, "--working=-3"], "working: “-3” is negative"),
        ([*JUNE, "--working", "337"], "more than the month has (336, until 2026-06-30)"),
        ([*JUNE, "--working", "129", "--left", "2026-06-10"], "(128, until 2026-06-10)"),
        ([*JUNE, "--holiday", "2", "--left", "2026-06-10"], "(0, until 2026-06-10)"),
        (["overtime", "--monthly", "4350", "--worked", "2026-06-10 8"], "type “2026-06-10 8 bey"),
        (["overtime", "--monthly", "4350", "--worked", "2026-06-10 25"], "more than the day has"),
        (["wages", "--monthly", "0", *MONTH], "monthly: A wage of nothing is none"),
        (["wages", "--monthly", "$5000", *MONTH], "is in a foreign currency"),
        (["wages", "--monthly", "4350", "--start", "2026-06-01", "--end", "2026-06-31"],
         "There is no day 31 in 2026-06"),
        (["wages", "--monthly", "4350", *MONTH, "--left", "2026-06-20"], "after the last day"),
        (["wages", "--monthly", "1000", *MONTH, "--minimum", "2000"], "below the minimum wage"),
        (["sick", "--monthly", "4350", "--month", "2026-06-01", "--days", "0", "--minimum", "1900"],
         "days: Say how many."),
        (["annual_leave", "--monthly", "4350", "--year", "2025", "--service", "-3"],
         "service: “-3” is negative"),
        (["annual_leave", "--monthly", "4350", "--year", "2025", "--service", "x"],
         "service: “x” is not a whole number"),
        (["late_insurance", "--arrears", "1", "--due", "1998-01-01", "--until", "2004-01-01"],
         "the law that is held here for it begins on 1999-01-22"),
        (["wages", "--monthly", "4350", "--start", "2026-10-01", "--end", "2026-10-31", "--absent",
          "20"], "working days in the period (18); statutory holidays stay paid"),
        (["sick", "--monthly", "4350", "--month", "2026-10-1", "--days", "21", "--minimum", "1900"],
         "days: More working days than the month has (18, until 2026-10-31): 21."),
        (["minimum", "--month", "2026-10-01", "--gross", "0", "--minimum", "2100"],
         "gross: Nothing was paid"),
        (["deduction", "--monthly", "2000", "--month", "2026-10-01", "--agreed", "yes", "--damage",
          "100", "--minimum", "2100"], "monthly: 2,000.00 a month lies below the minimum wage"),
        (["heat", "--day", "2026-06-27", "--days", "366", "--allowance", "10"],
         "days: 366 are more than there were from 2026-06-01 to 2026-06-30 (30)"),
        (["child_labour", "--children", "1", "--months", "1200"], "months: 1200 months each"),
        (["severance", "--start", "1990-5-1", "--end", "2008-1-1", "--monthly", "1500", "--minimum",
          "2000", "--average", "6000", "--before", "18"], "before_wage: 1,500.00 lies below"),
        (["double_wage", "--monthly", "3000", "--start", "2025-09-01", "--parts", "weeks"],
         "parts: “weeks” is none of: converted, share"),
        (["severance", "--start", "2000-1-1", "--end", "2020-1-1", "--monthly", "3000", "--before",
          "9", "--minimum", "1000", "--average", "5000"], "before: 9 is more than a month"),
    ],
)  # fmt: skip
def test_bad_input_is_a_question_or_a_sentence_and_never_a_sum(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wages(*words) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert told in out.err


def test_the_double_for_unlawful_dismissal_knows_no_months_before_2008(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It counts from the first day of work (实施条例 25): the option is not there."""
    with pytest.raises(SystemExit, match="2"):
        wages("unlawful_dismissal", "--start", "2000-1-1", "--end", "2010-1-1", "--monthly", "3000",
              "--before", "8")  # fmt: skip
    assert "--before" in asked(capsys)


def test_a_calculation_is_kept_taken_over_and_printed(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--register", register, "--officer", "li", "--json"]
    assert main(["wages", "wages", "--monthly", "4350", "--start", "2026-03-01", "--end",
                 "2026-03-31", "--paid", "4060", "--keep", nth(1), "--line", "W1-1",
                 "--take", "--evidence", "工资表", *words]) == 0  # fmt: skip
    assert json.loads(capsys.readouterr().out)["total"] == 29_000
    assert main(["show", nth(1), *words]) == 0
    assert '"sum":29000' in capsys.readouterr().out
    assert main(["print", nth(1), "D40S.2", "--register", register, "--officer", "li"]) == 0
    assert "应付款项计算表" in capsys.readouterr().out


def test_a_sheet_is_tried_mended_and_taken_over(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "工资表.csv"
    words = ["--register", register, "--officer", "li"]
    sheet.write_text(SHEET.format(hours=-4), "utf-8")
    assert wages("sheet", nth(1), str(sheet), *words) == 1
    assert "row 2, column D (overtime hours on working days): “-4” is negative" in asked(capsys)
    sheet.write_text(SHEET.format(hours=4), "utf-8")
    assert wages("sheet", nth(1), str(sheet), "--dry-run", *words) == 0
    out = capsys.readouterr().out
    assert "W1-1 甲 2026-03: found 440.00, claimed 300.00 ≠ 140.00" in out
    assert "? others: 乙 (row 3) does not stand in this docket" in out
    assert "? minimum: The office has no one minimum wage for 2026-03" in out
    assert "Nothing was entered." in out
    # What is asked of the sheet as a whole must be answered before it is taken over.
    assert wages("sheet", nth(1), str(sheet), *words) == 1
    assert "乙 (row 3) does not stand in this docket" in asked(capsys)
    words += ["--minimum", "2000", "--others", "apart"]
    assert wages("sheet", nth(1), str(sheet), "--json", *words) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["lines"][0]["differs"]) == (44_000, True)
    assert told["entered"]["dockets"]
    assert told["rows"][0]["how"] == "4,350.00 + 4,350.00 ÷ 21.75 ÷ 8 × (150 % × 4)"
    # A second sheet over the same line is a question; the colleague joins with it.
    assert wages("sheet", nth(1), str(sheet), "--join", "乙", *words) == 1
    assert (
        "Lines were verified before, and the sheet takes the place of that (W1-1: 440.00)"
        in asked(capsys)
    )
    words += ["--join", "乙", "--nevertheless", "补充核对"]
    assert wages("sheet", nth(1), str(sheet), "--json", *words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["joining"] == ["乙"]
    assert wages("sheet", nth(1), str(sheet), "--map", "paid", *words) == 2
    assert "NAME=COLUMN" in asked(capsys)


def test_a_column_that_nothing_reads_is_asked_about_once_for_an_employer(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "工资表.csv"
    sheet.write_text("姓名,月份,月工资,罚款,房租,实发\n甲,2026-03,4350,100,200,4000\n", "utf-8")
    words = ["--minimum", "2000", "--register", register, "--officer", "li"]
    assert wages("sheet", nth(1), str(sheet), "--dry-run", *words) == 1
    told = asked(capsys)
    assert "row 1, column D (罚款)" in told
    assert "column E (房租)" in told
    said = ["--without", "罚款", "--map", "withheld=房租"]
    assert wages("sheet", nth(1), str(sheet), *said, "--json", *words) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 150_00
    assert wages("sheet", nth(1), str(sheet), "--dry-run", "--json", *words) == 0
    columns = json.loads(capsys.readouterr().out)["columns"]
    assert (columns["without"], columns["withheld"]) == ("罚款", "房租")
    both = ["--without", "罚款", "--without", "房租", "--dry-run", "--json"]
    assert wages("sheet", nth(1), str(sheet), *both, *words) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 350_00


def test_a_month_beside_a_column_of_months_is_said_not_to_have_been_used(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "工资表.csv"
    words = ["--register", register, "--officer", "li", "--dry-run", "--month", "2026-02"]
    told = "--month was not used: a column says the month."
    sheet.write_text(SHEET.format(hours=4), "utf-8")
    assert wages("sheet", nth(1), str(sheet), *words) == 0
    out = capsys.readouterr().out
    assert f"! {told}" in out
    assert "W1-1 甲 2026-03: found 440.00" in out
    assert wages("sheet", nth(1), str(sheet), *words, "--json") == 0
    assert told in json.loads(capsys.readouterr().out)["told"]
    sheet.write_text("姓名,月工资,实发\n甲,4350,4060\n", "utf-8")
    assert wages("sheet", nth(1), str(sheet), *words) == 0
    assert told not in capsys.readouterr().out


@pytest.mark.parametrize("month", ["2026-03", "2026年3月", "2026/3", "2026.3", "202603"])
def test_a_month_is_taken_as_people_write_it(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], month: str
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("姓名,月工资,实发\n甲,4350,4060\n", "utf-8")
    assert wages("sheet", nth(1), str(sheet), "--minimum", "1000", "--dry-run", "--register",
                 register, "--officer", "li", "--month", month) == 0  # fmt: skip
    assert "W1-1 甲 2026-03: found 290.00" in capsys.readouterr().out


def test_a_month_that_cannot_be_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    hours = ("--monthly", "4350", "--working", "4")
    assert wages("overtime", *hours, "--month", "2026年3月") == 0
    assert "Altogether 150.00" in capsys.readouterr().out
    assert wages("overtime", *hours, "--month", "2026-13") != 0
    assert "no month 13" in asked(capsys)
    assert wages("overtime", *hours, "--month", "2026年") != 0
    assert "cannot be read as a month" in asked(capsys)


def test_a_choice_of_a_calculation_is_made_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """3,000 × 17 ÷ 21.75 or × 17 ÷ 18, of October 2025."""
    words = ["double_wage", "--monthly", "3000", "--start", "2025-09-01", "--left", "2025-10-30"]
    for more, total in ((["--parts", "converted"], 234_483), (["--parts", "share"], 283_333)):
        assert wages(*words, *more, "--json") == 0
        assert json.loads(capsys.readouterr().out)["total"] == total


def test_local_figures_are_listed_tried_and_added(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--register", register, "--officer", "zhou"]
    assert wages("figures", *words) == 0
    assert "no local figure yet" in capsys.readouterr().out
    sample = str(ROOT / "examples" / "figures.toml")
    assert wages("figures", "add", sample, "--dry-run", *words) == 0
    assert "Nothing was entered." in capsys.readouterr().out
    assert wages("figures", "add", sample, *words) == 0
    capsys.readouterr()
    assert wages("figures", "--json", *words) == 0
    assert [f["sum"] for f in json.loads(capsys.readouterr().out)] == [200_000, 600_000]
    assert wages("figures", "add", sample, *words) == 1
    assert "is there already" in asked(capsys)
    minimum = ["minimum", "--month", "2026-3-1", "--gross", "1900"]
    assert wages(*minimum, *words) == 0
    assert "Altogether 100.00 yuan" in capsys.readouterr().out
    assert wages("figures", "add", *words) == 2
