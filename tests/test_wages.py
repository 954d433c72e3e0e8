"""Calculations in a docket: kept as they were counted, taken over with their evidence, printed as
an annex; the office's own figures and policies."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.law.wages import KINDS
from laborcase.parties import Claim, Worker
from laborcase.record.docket import OFFICE
from laborcase.record.wages import (
    FigureKind,
    LocalFigure,
    Unsettled,
    WageInput,
    WagePolicy,
    period_of,
    read_inputs,
)
from laborcase.values import Fen, Line

OVERTIME = {"monthly": "4350", "worked": "2026-10-01 8, 2026-10-05 8"}
"""25 an hour: 8 × 3 × 25 + 8 × 2 × 25 = 1,000."""


def counted(kind: str, typed: dict[str, str], **more: object) -> acts.WagesCounted:
    rows = tuple(WageInput(name=Line(k), value=Line(v)) for k, v in typed.items())
    return acts.WagesCounted(what=kind, inputs=rows, **more)


def figure(**more: object) -> LocalFigure:
    given = {"what": FigureKind.MINIMUM_MONTH, "place": "周口", "start": date(2026, 1, 1),
             "sum": Fen(2_000_00), "source": "豫某〔2025〕1号"}  # fmt: skip
    return LocalFigure(**{**given, **more})


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(r.text for r in refused.value.reasons)


@pytest.fixture
def filed(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    rows = (Worker(name="甲", claims=(Claim(cause="overtime_pay", amount=Fen(900_00)),)),)
    key = desk.as_officer("wang").enter(complaint(workers=rows)).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    desk.as_officer("li").enter(acts.EvidenceAdded(name="考勤表"), on=case)
    return str(case)


def test_a_calculation_is_taken_over_as_verified_sum_with_its_evidence_in_one_entry(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    before = len(li.docket(filed).entries)
    li.enter(counted("overtime", OVERTIME, about="w1-1", take=True, evidence="e1"), on=filed)
    case = li.case(filed)
    assert len(li.docket(filed).entries) == before + 1
    line = case.claims.line("W1-1")
    assert (line.claimed, line.verified, line.verifications[-1].evidence) == (
        900_00, 1_000_00, "E1",
    )  # fmt: skip
    kept = case.claims.calculations[0]
    assert (kept.id, kept.total, kept.taken) == ("K1", 1_000_00, True)
    assert "300 %" in kept.lines[0].text("en")
    assert "劳动法" in kept.lines[0].text("zh_CN")


def test_a_calculation_alone_verifies_nothing_and_a_clerk_may_keep_it(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(counted("overtime", OVERTIME), on=key)
    state = wang.complaint(key)
    assert state.claims.calculations[0].total == 1_000_00
    assert state.claims.totals().verified is None
    with pytest.raises(Refused) as refused:
        wang.enter(counted("overtime", OVERTIME, about="W1-1", take=True, evidence="x"), on=key)
    assert "An inspector or a head verifies sums" in reasons(refused)


def test_what_stands_against_a_calculation_is_said_at_once_and_nothing_is_written(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    before = len(li.docket(filed).entries)
    with pytest.raises(Refused) as refused:
        li.enter(counted("overtime", OVERTIME, take=True), on=filed)
    assert "Say for which line" in reasons(refused)
    assert "There is no evidence" in reasons(refused)
    with pytest.raises(Refused) as refused:
        li.enter(counted("wages", {"end": "2026-10-01"}), on=filed)
    assert "“Wage of a month” is empty" in reasons(refused)
    assert "“From” is empty" in reasons(refused)
    assert {r.path for r in refused.value.reasons} == {"inputs.monthly", "inputs.start"}
    with pytest.raises(Refused, match="There is no calculation"):
        li.enter(counted("luck", {}), on=filed)
    act = counted("overtime", OVERTIME)
    with pytest.raises(Refused, match="stands twice"):
        li.enter(evolve(act, inputs=(*act.inputs, *act.inputs)), on=filed)
    typed = {"monthly": "4350", "day": "2026-06-01"}
    act = counted("rate", typed, about="W1-1", take=True, evidence="E1")
    with pytest.raises(Refused, match="is no sum that is owed to a worker"):
        li.enter(act, on=filed)
    assert len(li.docket(filed).entries) == before


def test_days_counted_twice_or_outside_the_claim_are_asked_about(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    march = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}
    april = {"start": date(2026, 4, 1), "end": date(2026, 4, 30)}
    rows = (Worker(name="甲", claims=(Claim(**march), Claim(**april))),)
    key = desk.as_officer("wang").enter(complaint(workers=rows)).docket
    li = desk.as_officer("li")
    typed = {"monthly": "4350", "start": "2026-03-01", "end": "2026-03-31"}
    given = {"take": True, "evidence": "工资表"}
    li.enter(counted("wages", typed, about="W1-1", **given), on=key)
    with pytest.raises(Refused) as refused:
        li.enter(counted("wages", typed, about="W1-2", **given), on=key)
    assert "2026-03-01 to 2026-03-31 goes beyond the period of W1-2" in reasons(refused)
    assert "overlaps K1, taken over for W1-1" in reasons(refused)
    meant = counted("wages", typed, about="W1-2", nevertheless="两份合同", **given)
    li.enter(meant, on=key)
    assert len(li.complaint(key).claims.calculations) == 2


def test_nobody_types_a_result(desk: Desk, filed: str) -> None:
    li = desk.as_officer("li")
    lied = counted("overtime", OVERTIME, about="W1-1", take=True, evidence="E1", total=Fen(9))
    li.enter(lied, on=filed)
    assert li.case(filed).claims.line("W1-1").verified == 1_000_00


def test_a_kept_result_does_not_change_with_the_figures_of_the_office(
    desk: Desk, filed: str
) -> None:
    li, boss = desk.as_officer("li"), desk.as_officer("zhou")
    boss.enter(acts.FiguresAdded(figures=(figure(),)), on=OFFICE)
    typed = {"month": "2026-03-01", "gross": "1900"}
    li.enter(counted("minimum", typed), on=filed)
    newer = figure(start=date(2026, 3, 1), sum=Fen(2_500_00), source="豫某〔2026〕2号")
    boss.enter(acts.FiguresAdded(figures=(newer,)), on=OFFICE)
    li.enter(counted("minimum", typed), on=filed)
    kept = li.case(filed).claims.calculations
    assert [k.total for k in kept] == [100_00, 600_00]
    assert any("豫某〔2025〕1号" in line.zh for line in kept[0].lines)


def test_without_a_local_figure_it_is_asked_for(desk: Desk, filed: str) -> None:
    with pytest.raises(Refused, match="The office has no one figure for"):
        desk.as_officer("li").enter(
            counted("minimum", {"month": "2026-03-01", "gross": "1900"}), on=filed
        )


def test_a_figure_stands_once_for_a_place_and_day(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.FiguresAdded(figures=(figure(),)), on=OFFICE)
    wrong = figure(place="郑州", end=date(2025, 1, 1), sum=Fen(0))
    with pytest.raises(Refused) as refused:
        zhou.enter(acts.FiguresAdded(figures=(figure(), wrong)), on=OFFICE)
    assert "is there already" in reasons(refused)
    assert "A figure of nothing is none" in reasons(refused)
    with pytest.raises(Refused, match="is for"):
        desk.as_officer("wang").enter(acts.FiguresAdded(figures=(figure(),)), on=OFFICE)


def test_double_wage_is_taken_over_only_where_the_office_orders_it_itself(
    desk: Desk, filed: str
) -> None:
    li, chief = desk.as_officer("li"), desk.as_officer("guan")
    double = counted(
        "double_wage", {"monthly": "4350", "start": "2025-03-01", "left": "2025-09-15"},
        about="W1-1", take=True, evidence="E1",
    )  # fmt: skip
    with pytest.raises(Refused, match="has not said whether it orders this itself"):
        li.enter(double, on=filed)
    for here in (False, True):
        own = WagePolicy(matter=Unsettled.DOUBLE_WAGE, here=here, citation="某办〔2025〕1号")
        settings = evolve(desk.office.settings, policies=(own,))
        chief.enter(acts.SettingsChanged(settings=settings, reason="研究决定"), on=OFFICE)
        if not here:
            with pytest.raises(Refused, match="leaves it to others"):
                li.enter(double, on=filed)
    li.enter(double, on=filed)
    assert li.case(filed).claims.line("W1-1").verified == 5 * 4_350_00 + 11 * 200_00


# ------------------------------------------------------------------ the annex


def test_a_calculation_is_printed_as_annex_with_algebra_citations_and_rounding(
    desk: Desk, filed: str
) -> None:
    li = desk.as_officer("li")
    li.enter(counted("overtime", OVERTIME, about="W1-1", take=True, evidence="E1"), on=filed)
    sheet = next(s for s in li.papers(filed) if s.code == "D40S")
    text = li.paper(filed, sheet.id)
    formula = "4,350.00 ÷ 21.75 ÷ 8 × 300 %"
    for told in ("应付款项计算表", "W1 甲", "E1 考勤表", "1,000.00元", formula, "第四十四条",
                  "四舍五入到分", "复核人（签名）"):  # fmt: skip
        assert told in text, told


def test_a_tip_offs_author_is_not_named_on_an_annex(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(tipoff=True)).docket
    wang.enter(counted("overtime", OVERTIME, about="W1-1"), on=key)
    name = next(s.id for s in wang.papers(key) if s.code == "D40S")
    assert "张三" not in wang.paper(key, name)
    assert "W1" in wang.paper(key, name)


# ------------------------------------------------------------------ typed inputs


def test_the_days_of_heat_are_the_period_of_their_calculation(desk: Desk) -> None:
    typed = {"day": "2026-07-02", "until": "2026-07-20", "days": "3", "allowance": "10"}
    made = read_inputs(KINDS["heat"], typed, desk.now())
    assert period_of(made) == (date(2026, 7, 2), date(2026, 7, 20))
    alone = read_inputs(KINDS["heat"], {**typed, "until": ""}, desk.now())
    assert period_of(alone) == (None, None)
    late = {"arrears": "100", "due": "2026-01-01", "until": "2026-02-01"}
    assert period_of(read_inputs(KINDS["late_insurance"], late, desk.now())) == (None, None)


def test_typed_inputs_are_read_the_way_people_write_them(desk: Desk) -> None:
    now = desk.now()
    made = read_inputs(KINDS["overtime"], {"monthly": "四千三百五十元", "worked": "x",
                                           "system": "标准工时"}, now)  # fmt: skip
    assert made.monthly == 4_350_00
    assert made.system == "standard"
    with pytest.raises(Invalid) as wrong:
        read_inputs(KINDS["deduction"], {"monthly": "x", "agreed": "maybe", "luck": "1",
                                         "floor": "ceiling"}, now)  # fmt: skip
    assert {p.path for p in wrong.value.problems} == {"monthly", "agreed", "luck", "floor", "month"}


def test_a_file_of_figures_is_read_with_its_rows_named(tmp_path: Path) -> None:
    from laborcase.cli.owing import read_figures

    sample = Path(__file__).parent.parent / "examples" / "figures.toml"
    assert [f.sum for f in read_figures(sample).figures] == [2_000_00, 6_000_00]
    bad = tmp_path / "bad.toml"
    bad.write_text('[[figure]]\nwhat = "minimum_month"\nplace = "周口"\nsum = "viel"\n', "utf-8")
    with pytest.raises(Invalid, match=r"figures\.1\.sum"):
        read_figures(bad)
    bad.write_text("x = 1", "utf-8")
    with pytest.raises(Invalid, match="a list of tables is needed"):
        read_figures(bad)
