"""The figures on screen: a period, the table, what stands behind a figure."""

from datetime import date

import pytest

from laborcase.desk import Desk
from laborcase.figures import statistical_month
from laborcase.parties import People, Respondent, Site
from tui.screens.docket import DocketScreen
from tui.screens.figures import Behind, Report


@pytest.fixture
def counted(desk: Desk, case: str, complaint) -> Desk:
    """A desk with one case and one more complaint in the month."""
    act = complaint(
        channel="wage_platform",
        respondents=(Respondent(name="周口某建筑公司", industry="E", size="small"),),
        site=Site(address="某工地", subdistrict="太昊路街道", construction=True),
        people=People(migrants=1),
    )
    desk.as_officer("wang").enter(act)
    return desk.as_officer("zhou")


@pytest.mark.parametrize(
    ("day", "first", "start", "end"),
    [
        (date(2026, 7, 20), 21, date(2026, 6, 21), date(2026, 7, 20)),
        (date(2026, 7, 21), 21, date(2026, 7, 21), date(2026, 8, 20)),
        (date(2026, 1, 5), 21, date(2025, 12, 21), date(2026, 1, 20)),
        (date(2026, 2, 28), 1, date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), 28, date(2026, 2, 28), date(2026, 3, 27)),
    ],
)
def test_a_statistical_month_begins_on_the_offices_day(
    day: date, first: int, start: date, end: date
) -> None:
    assert statistical_month(day, first) == (start, end)


async def test_one_key_from_anywhere_shows_the_figures_of_this_month(
    program, counted: Desk
) -> None:
    async with program(counted) as p:
        await p.press("ctrl+b")
        assert isinstance(p.screen, Report)
        assert "2026-11-21" in p.text
        assert "Figures as known on 2026-11-23" in p.text
        assert "Complaints registered" in p.text
        await p.press("escape")
        assert not isinstance(p.screen, Report)


async def test_the_commands_know_the_figures_by_name(program, counted: Desk) -> None:
    async with program(counted, lang="zh_CN") as p:
        await p.press("f9")
        await p.type("统计数字")
        await p.press("enter")
        assert isinstance(p.screen, Report)


async def test_enter_lists_the_dockets_behind_a_figure_and_opens_one(
    program, counted: Desk, case: str
) -> None:
    async with program(counted) as p:
        await p.press("ctrl+b", "enter")
        assert isinstance(p.screen, Behind)
        assert "26-000001" in p.text
        assert "26-000003" in p.text
        await p.press("down", "enter")
        assert isinstance(p.screen, DocketScreen)
        assert p.screen.docket_key == "26-000003"
        await p.press("escape")
        assert isinstance(p.screen, Behind)
        await p.press("escape")
        assert isinstance(p.screen, Report)


async def test_a_wide_screen_says_what_a_figure_means_and_how_it_splits(
    program, counted: Desk
) -> None:
    async with program(counted, size=(140, 45)) as p:
        await p.press("ctrl+b")
        assert "Complaints received in the period." in p.text
        assert "1  wage-arrears platform" in p.text
        assert "1  E Construction" in p.text


async def test_another_period_and_another_day_of_knowing_count_anew(
    program, counted: Desk, clock
) -> None:
    clock.to("2026-11-26")
    async with program(counted) as p:
        await p.press("ctrl+b")
        screen = p.screen
        assert screen._counted.report.figure("complaints").total == 2
        await p.press("ctrl+p")
        assert screen._counted.report.end == date(2026, 11, 20)
        assert screen._counted.report.figure("complaints").total == 0
        await p.press("ctrl+n", "shift+tab")
        await p.type("2026-11-22")
        await p.press("enter")
        assert screen._counted.report.as_known_on == date(2026, 11, 22)
        assert screen._counted.report.figure("complaints").total == 0


async def test_a_period_that_cannot_be_says_so_and_keeps_what_was_typed(
    program, counted: Desk
) -> None:
    async with program(counted) as p:
        await p.press("ctrl+b", "shift+tab")
        await p.type("2027-01-01")
        await p.press("enter")
        assert "still to come" in p.text
        await p.press("escape")
        assert "2027-01-01" in p.text


async def test_what_a_colleague_enters_is_counted_on_refresh(
    program, counted: Desk, complaint
) -> None:
    async with program(counted) as p:
        await p.press("ctrl+b")
        counted.as_officer("wang").enter(complaint())
        await p.press("f5")
        assert p.screen._counted.report.figure("complaints").total == 3


async def test_the_administrator_is_told_why_there_are_none(program, desk: Desk) -> None:
    async with program(desk) as p:
        await p.press("ctrl+b")
        assert "sees no complaint" in " ".join(p.text.split())


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_figures_look_as_drawn(
    program, counted: Desk, golden, lang: str, size: tuple[int, int]
) -> None:
    async with program(counted, lang=lang, size=size) as p:
        await p.press("ctrl+b")
        golden(p.app, f"figures_{lang}_{size[0]}")


async def test_a_hostile_sub_district_is_drawn_harmless(
    program, desk: Desk, complaint, sent_nothing_forbidden
) -> None:
    site = Site(address="路", subdistrict="[red]=1+1")
    desk.as_officer("wang").enter(complaint(site=site))
    async with program(desk.as_officer("wang"), size=(160, 45)) as p:
        await p.press("ctrl+b")
        assert "[red]=1+1" in p.text
        sent_nothing_forbidden(p.app)
