"""The calculator of what is owed and the wage sheet, as they are used at the terminal."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Claim, Worker
from laborcase.record.docket import Alleged
from laborcase.values import Fen
from tui.base import Failure
from tui.screens.docket import DocketScreen
from tui.screens.wages import SheetForm, WagesForm, WhichLine, Whole
from tui.widgets.sheet import Sheet

from .conftest import Program

Programs = Callable[..., AbstractAsyncContextManager[Program]]


@pytest.fixture
def overtime(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    """A case about overtime pay of October, with its pair and one piece of evidence."""
    october = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}
    worker = Worker(name="甲", claims=(Claim(cause="overtime_pay", amount=Fen(900_00), **october),))
    told = Alleged(cause="overtime_pay", amount=Fen(900_00), **october)
    key = desk.as_officer("wang").enter(complaint(allegations=(told,), workers=(worker,))).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    desk.as_officer("li").enter(acts.EvidenceAdded(name="考勤表"), on=case)
    return str(case)


def result(p: Program) -> str:
    return "\n".join(part.text for part in p.screen.query_one(".result", Sheet).parts)


async def opened(p: Program, desk: Desk, key: str) -> None:
    await p.app.push_screen(DocketScreen(desk, key))
    await p.rest()


async def put(p: Program, path: str, text: str) -> None:
    p.screen.fields[path].text = text  # type: ignore[attr-defined]
    await p.rest()
    p.screen.look()  # type: ignore[attr-defined]
    await p.rest()


async def back_to(p: Program, form: object) -> None:
    """Leave the window that says why, if one is open."""
    if p.screen is not form:
        await p.press("escape")
    assert p.screen is form


async def test_one_key_from_the_docket_to_the_calculator_and_one_takes_it_over(
    program: Programs, desk: Desk, overtime: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 40)) as p:
        await opened(p, li, overtime)
        await p.press("ctrl+w")
        form = p.screen
        assert isinstance(form, WagesForm)
        typed = form.typed()
        assert (typed["what"], typed["about"], typed["evidence"]) == ("overtime", "W1-1", "E1")
        assert typed["take"] == "true"
        assert form.fields["~month"].text == "2026-10-01"
        assert "Nothing yet" in result(p)
        await put(p, "~month", "")
        await put(p, "~monthly", "4350")
        await put(p, "~worked", "2026-10-01 8, 2026-10-05 8")
        assert "300 % × 8 hours = 600.00" in result(p)
        assert "Altogether 1,000.00 yuan" in result(p)
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    line = li.case(overtime).claims.line("W1-1")
    assert line is not None
    assert (line.verified, line.verifications[-1].evidence) == (1_000_00, "E1")


async def test_the_calculator_and_the_sheet_are_seen_from_the_docket(
    program: Programs, desk: Desk, overtime: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, lang="zh_CN", size=(80, 24)) as p:
        await opened(p, li, overtime)
        assert "^W 工资" in p.text.splitlines()[-1]
        for typed in ("工资", "工资计算器"):
            await p.press("f9")
            await p.type(typed)
            await p.rest()
            assert "计算应付款项" in p.text
            if typed == "工资":
                assert "采用工资表" in p.text
            await p.press("escape")
        await p.press("ctrl+w")
        assert isinstance(p.screen, WagesForm)
        assert "F4 工资表" in p.text.splitlines()[-1]
        await p.press("f4")
        await p.rest()
        assert isinstance(p.screen, SheetForm)
        await p.press("escape")
        assert isinstance(p.screen, DocketScreen)


async def test_another_kind_asks_for_other_things_and_keeps_what_both_ask_for(
    program: Programs, desk: Desk, overtime: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 40)) as p:
        await opened(p, li, overtime)
        await p.press("ctrl+w")
        form = p.screen
        assert isinstance(form, WagesForm)
        await put(p, "~monthly", "4350")
        form.fields["what"].key = "wages"  # type: ignore[attr-defined]
        await p.rest()
        assert "~worked" not in form.fields
        assert form.fields["~monthly"].text == "4350"
        assert (form.fields["~start"].text, form.fields["~end"].text) == (
            "2026-10-01",
            "2026-10-31",
        )
        await p.rest()
        assert "Altogether 4,350.00 yuan" in result(p)


async def test_what_is_asked_stands_at_its_field_and_no_sum_beside_it(
    program: Programs, desk: Desk, overtime: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 40)) as p:
        await opened(p, li, overtime)
        await p.press("ctrl+w")
        await put(p, "~month", "")
        await put(p, "~monthly", "4350")
        await put(p, "~worked", "2026-10-01 25")
        assert "Nothing yet" in result(p)
        form = p.screen
        await p.press("ctrl+s")
        assert isinstance(p.screen, Failure)
        await p.press("escape")
        assert p.screen is form
        assert isinstance(form, WagesForm)
        assert form.fields["~worked"].has_class("-problem")
        assert "more than the day has" in p.text
    assert not li.case(overtime).claims.calculations


async def test_a_draft_of_a_calculation_goes_on_where_it_was_left(
    program: Programs, desk: Desk, overtime: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(120, 40)) as p:
        await opened(p, li, overtime)
        await p.press("ctrl+w")
        await put(p, "~monthly", "4350")
        await p.press("escape")
        await p.press("ctrl+w")
        assert isinstance(p.screen, WagesForm)
        assert p.screen.fields["~monthly"].text == "4350"


async def test_a_column_that_nothing_reads_is_asked_about_and_answered_at_the_form(
    program: Programs, desk: Desk, overtime: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    sheet = tmp_path / "工资表.csv"
    sheet.write_text("姓名,月份,月工资,罚款,房租,实发\n甲,2026-09,4350,100,200,4000\n", "utf-8")
    async with program(li, size=(120, 40)) as p:
        form = SheetForm(li, "wage_sheet_taken", overtime, len(li.docket(overtime).entries))
        await p.app.push_screen(form)
        await p.rest()
        await put(p, "~minimum", "2000")
        await put(p, "file", str(sheet))
        assert "row 1, column D (罚款)" in result(p)
        assert "column E (房租)" in result(p)
        assert "said of it: 2." in " ".join(r.text for r in form.looked.reasons)
        await put(p, "~without", "罚款，房租")
        assert "found 350.00" in result(p)
        await put(p, "~without", "罚款")
        await put(p, "~columns", "withheld=房租")
        assert "found 150.00" in result(p)
        await put(p, "~columns", "paid=实发, paid=房租")
        assert "found 150.00" in result(p)
        await put(p, "~columns", "--map 'paid=实发', --map paid=房租")
        assert "found 150.00" in result(p)
        await put(p, "~columns", "due=实发, due=房租")
        told = " ".join(q.text for q in form.looked.problems if q.path == "~columns")
        assert "Two columns cannot both be" in told


async def test_a_wage_sheet_is_read_mended_and_taken_over(
    program: Programs, desk: Desk, overtime: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    sheet = tmp_path / "工资表.csv"
    head = "姓名,月份,月工资,法定加班,实发\n"
    sheet.write_text(f"{head}甲,2026-10,4350,-8,4350\n", "utf-8")
    async with program(li, size=(120, 40)) as p:
        form = SheetForm(li, "wage_sheet_taken", overtime, len(li.docket(overtime).entries))
        await p.app.push_screen(form)
        await p.rest()
        await put(p, "file", str(sheet))
        await put(p, "cause", "overtime_pay")
        assert "row 2, column D" in p.text
        await p.press("ctrl+s")
        assert p.screen is form
        sheet.write_text(f"{head}甲,2026-10,4350,8,4350\n", "utf-8")
        await p.press("f5")
        assert "W1-1 甲 2026-10: found 600.00, claimed 900.00 ≠ -300.00" in result(p)
        # The office has no minimum wage to compare with: the figure is asked at its field.
        assert form.fields["~minimum"].has_class("-problem") or "minimum wage" in result(p)
        await p.press("ctrl+s")
        assert p.screen is form or isinstance(p.screen, Failure)
        assert not li.case(overtime).claims.line("W1-1").verifications
        await back_to(p, form)
        await put(p, "~minimum", "2000")
        await p.press("f7")
        assert isinstance(p.screen, Whole)
        assert "Columns: name = 姓名" in p.text
        await p.press("escape")
        await p.press("ctrl+s")
        assert p.screen is not form
    case = li.case(overtime)
    line = case.claims.line("W1-1")
    assert line is not None
    assert (line.verified, line.verifications[-1].evidence) == (600_00, "E2")
    assert case.evidence[-1].name == "工资表.csv"


async def test_the_month_of_a_sheet_is_typed_as_people_write_it_and_refused_at_its_field(
    program: Programs, desk: Desk, overtime: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    sheet = tmp_path / "工资表.csv"
    sheet.write_text("2026年10月工资表\n姓名,月工资,法定加班,实发\n甲,4350,8,4350\n", "utf-8")
    async with program(li, lang="zh_CN", size=(80, 24)) as p:
        form = SheetForm(li, "wage_sheet_taken", overtime, len(li.docket(overtime).entries))
        await p.app.push_screen(form)
        await p.rest()
        await put(p, "file", str(sheet))
        await put(p, "cause", "overtime_pay")
        await put(p, "~minimum", "2000")
        assert "the title names 2026-10: say it" in result(p)
        form.show_field("~month")
        await p.type("10年5")
        await p.press("enter")
        assert form.fields["~month"].has_class("-problem")
        assert "不能识别为月份" in p.text
        await p.rest()
        form.look()
        await p.rest()
        await p.press("f7")
        assert isinstance(p.screen, Whole)
        assert "不能识别为月份" in p.text
        await p.press("escape")
        for typed in ("2026-10", "2026年10月", "2026/10", "2026.10"):
            await put(p, "~month", typed)
            assert not form.fields["~month"].has_class("-problem")
            assert "W1-1 甲 2026-10: found 600.00" in result(p)
        await put(p, "~month", "2026年9月")
        assert "names another month than 2026-09" in result(p)


async def test_of_several_claims_about_money_it_asks_which_one_is_counted(
    program: Programs, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    """The first allegation may be about something else, and the second about two workers."""
    october = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}
    told = (
        Alleged(cause="other"),
        Alleged(cause="arrears", amount=Fen(900_00), **october),
        Alleged(cause="overtime_pay", amount=Fen(500_00), **october),
    )
    rows = (
        Worker(name="甲", claims=(Claim(cause="arrears", amount=Fen(900_00), **october),)),
        Worker(name="乙", claims=(Claim(cause="overtime_pay", amount=Fen(500_00), **october),)),
    )
    key = desk.as_officer("wang").enter(complaint(allegations=told, workers=rows)).docket
    wang = desk.as_officer("wang")
    async with program(wang, size=(120, 40)) as p:
        await opened(p, wang, key)
        await p.press("ctrl+w")
        assert isinstance(p.screen, WhichLine)
        assert "W2-1 乙" in p.text
        await p.press("down", "enter")
        form = p.screen
        assert isinstance(form, WagesForm)
        typed = form.typed()
        assert (typed["what"], typed["about"]) == ("overtime", "W2-1")
        assert form.fields["~month"].text == "2026-10-01"
        await p.press("escape")
        await p.press("ctrl+w")
        await p.press("escape")
        assert isinstance(p.screen, DocketScreen)


async def test_the_one_allegation_about_money_is_taken_though_it_is_not_the_first(
    program: Programs, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    told = (Alleged(cause="other"), Alleged(cause="overtime_pay", amount=Fen(500_00)))
    worker = Worker(name="甲", claims=(Claim(cause="overtime_pay", amount=Fen(500_00)),))
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(allegations=told, workers=(worker,))).docket
    async with program(wang, size=(120, 40)) as p:
        await opened(p, wang, key)
        await p.press("ctrl+w")
        assert isinstance(p.screen, WagesForm)
        typed = p.screen.typed()
        assert (typed["what"], typed["about"]) == ("overtime", "W1-1")


async def test_who_does_not_stand_in_the_docket_joins_or_is_not_concerned(
    program: Programs, desk: Desk, overtime: str, tmp_path: Path
) -> None:
    li = desk.as_officer("li")
    sheet = tmp_path / "工资表.csv"
    rows = "".join(f"{name},2026-10,4350,4000\n" for name in "甲乙丙丁")
    sheet.write_text(f"姓名,月份,月工资,实发\n{rows}", "utf-8")
    async with program(li, size=(120, 40)) as p:
        form = SheetForm(li, "wage_sheet_taken", overtime, len(li.docket(overtime).entries))
        await p.app.push_screen(form)
        await p.rest()
        await put(p, "file", str(sheet))
        await put(p, "cause", "overtime_pay")
        await put(p, "~minimum", "2000")
        assert "乙 (row 3), 丙 (row 4), 丁 (row 5) do not stand in this docket" in result(p)
        await put(p, "~join", "乙、丙")
        assert "丁 (row 5) does not stand in this docket" in result(p)
        form.fields["~others"].text = "apart"
        await p.rest()
        form.look()
        await p.rest()
        assert "not concerned, and left out: 1" in result(p)
        await p.press("ctrl+s")
        assert p.screen is not form
    claims = li.case(overtime).claims
    assert [(w.id, w.name) for w in claims.workers] == [("W1", "甲"), ("W2", "乙"), ("W3", "丙")]
    assert [x.verified for x in claims.by_worker("W3")] == [350_00]


@pytest.mark.parametrize(
    ("lang", "size"),
    [("zh_CN", (80, 24)), ("en", (80, 24)), ("zh_CN", (160, 45)), ("en", (160, 45))],
)
async def test_the_calculator_looks_as_drawn(
    program: Programs,
    desk: Desk,
    overtime: str,
    golden: Callable[..., None],
    lang: str,
    size: tuple[int, int],
) -> None:
    li = desk.as_officer("li")
    async with program(li, lang=lang, size=size) as p:
        await opened(p, li, overtime)
        await p.press("ctrl+w")
        await put(p, "~month", "")
        await put(p, "~monthly", "4350")
        await put(p, "~worked", "2026-10-01 8, 2026-10-05 8")
        golden(p.app, f"wages_{lang}_{size[0]}")


@pytest.mark.parametrize(
    ("lang", "size"),
    [("zh_CN", (80, 24)), ("en", (80, 24)), ("zh_CN", (160, 45)), ("en", (160, 45))],
)
async def test_the_wage_sheet_looks_as_drawn(
    program: Programs,
    desk: Desk,
    overtime: str,
    golden: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "甲,2026-10,4350,8,4350\n乙,2026-10,4350,-8,4350\n丙,2026-10,4350,8,4000\n"
    Path("工资表.csv").write_text(f"姓名,月份,月工资,法定加班,实发\n{rows}", "utf-8")
    li = desk.as_officer("li")
    async with program(li, lang=lang, size=size) as p:
        form = SheetForm(li, "wage_sheet_taken", overtime, len(li.docket(overtime).entries))
        await p.app.push_screen(form)
        await p.rest()
        await put(p, "file", "工资表.csv")
        await put(p, "~minimum", "2000")
        golden(p.app, f"wage_sheet_{lang}_{size[0]}")
