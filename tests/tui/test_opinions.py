"""Opinions in the terminal: in the docket, and beside the forms that they are about."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.docket import Alleged
from laborcase.record.office import HearingLine
from laborcase.words import speak
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.form import set_text
from tui.widgets.sheet import Sheet


def said(form: ActForm, which: str) -> str:
    return "\n".join(str(part.text) for s in form.query(which).results(Sheet) for part in s.parts)


async def opened(p, desk: Desk, key: str) -> DocketScreen:
    """Open a docket on the running program."""
    screen = DocketScreen(desk, key)
    await p.app.push_screen(screen)
    await p.rest()
    return screen


async def shown(pilot, screen) -> None:
    await pilot.app.push_screen(screen)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
def open_case(desk: Desk, complaint) -> str:
    """A concluded case of unlawful overtime of ten workers."""
    over = (Alleged(cause="hours", start=date(2026, 3, 1), workers=10),)
    key = desk.as_officer("wang").enter(complaint(allegations=over)).docket
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    assert isinstance(case, str)
    return case


@pytest.mark.parametrize(("lang", "word"), [("en", "two years"), ("zh_CN", "二年内")])
async def test_a_complaint_shows_the_six_questions_of_each_allegation(
    program, desk: Desk, complaint, lang: str, word: str
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    wang = desk.as_officer("wang")
    async with program(wang, lang=lang, size=(160, 90)) as p:
        screen = await opened(p, wang, key)
        told = [str(part.text) for part in screen.query_one("#facts", Sheet).parts]
        six = [t for t in told if t[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ", "6 ")]
        assert [t[0] for t in six] == list("123456")
        lines = (speak(part.text, lang) for part in screen.query_one("#facts", Sheet).parts)
        assert any(word in line for line in lines)


async def test_the_form_of_a_disposition_has_the_opinion_beside_it_and_asks_why(
    make_app, desk: Desk, complaint
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    app = make_app(zhou, "en")
    async with app.run_test(headless=False, size=(160, 45)) as pilot:
        form = ActForm(zhou, "disposed", key, 1, {"how": "refused", "reason": "超过二年"})
        await shown(pilot, form)
        assert "Is it within two years" in said(form, ".opinion")
        assert [r.path for r in form.looked.reasons] == ["otherwise"]


async def test_the_range_of_the_fine_stands_beside_the_decision(
    make_app, desk: Desk, open_case: str
) -> None:
    ma = desk.as_officer("ma")
    typed = {"outcome": "penalty", "fine": "6000", "content": "罚款",
             "findings.1.allegation": "A1", "findings.1.finding": "upheld",
             "findings.1.basis": "jc-25"}  # fmt: skip
    app = make_app(ma, "en")
    async with app.run_test(headless=False, size=(160, 45)) as pilot:
        form = ActForm(ma, "decided", open_case, 4, typed)
        await shown(pilot, form)
        told = said(form, ".range")
        assert "1,000.00 to 5,000.00 yuan" in told
        assert "Not offered" in told, "the older figure of Henan, with why"
        assert "Is a hearing owed?" in said(form, ".opinion")
        assert "fine_why" in {r.path for r in form.looked.reasons}
    app = make_app(desk.as_officer("li"), "en")
    async with app.run_test(headless=False, size=(160, 45)) as pilot:
        form = ActForm(desk.as_officer("li"), "advance_notice", open_case, 4,
                       {"intended": "拟罚款", "grounds.1.basis": "jc-25"})  # fmt: skip
        await shown(pilot, form)
        assert "1,000.00 to 5,000.00 yuan" in said(form, ".range"), "and beside the notice"


async def test_the_opinion_beside_a_penalty_follows_the_fine_and_measures_as_they_are_typed(
    make_app, desk: Desk, open_case: str
) -> None:
    row = HearingLine(start=date(2026, 1, 1), unit=3_000_00, citizen=1_000_00, citation="×规")
    settings = evolve(desk.office.settings, hearing=(row,))
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")
    ma = desk.as_officer("ma")
    typed = {"outcome": "penalty", "fine": "2000", "content": "罚款"}
    app = make_app(ma, "en")
    async with app.run_test(headless=False, size=(160, 45)) as pilot:
        form = ActForm(ma, "decided", open_case, 4, typed)
        await shown(pilot, form)
        assert "Is a hearing owed? no" in said(form, ".opinion")
        assert "Which law?" in said(form, ".opinion"), "and the law of the days of the facts"
        set_text(form.fields["fine"], "6000")
        await pilot.pause()
        form.tell()
        assert "Is a hearing owed? yes" in said(form, ".opinion")


async def test_a_case_whose_law_changed_in_between_shows_the_parts(
    program, desk: Desk, complaint
) -> None:
    child = (Alleged(cause="child_labour", start=date(2021, 5, 20), end=date(2021, 6, 5)),)
    key = desk.as_officer("wang").enter(complaint(allegations=child)).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(otherwise="有危害后果"), on=key).opened
    assert case
    li = desk.as_officer("li")
    async with program(li, size=(160, 90)) as p:
        screen = await opened(p, li, case)
        told = "\n".join(str(part.text) for part in screen.query_one("#facts", Sheet).parts)
        assert "2021-05-20 to 2021-05-31: does the law of these days apply?" in told
        assert "each part is judged by its own" in told


async def test_the_form_of_a_transfer_has_the_checklist(make_app, desk: Desk, complaint) -> None:
    owed = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 6, 30), amount=900_000)
    key = desk.as_officer("wang").enter(complaint(allegations=(owed,))).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
    assert case
    ma = desk.as_officer("ma")
    app = make_app(ma, "en")
    async with app.run_test(headless=False, size=(160, 45)) as pilot:
        form = ActForm(ma, "transferred", case, 1)
        await shown(pilot, form)
        told = said(form, ".opinion")
        assert "Is there an order to pay, with its service? no" in told
        assert "missing in the package: " in told


async def test_a_case_at_the_criminal_line_shows_its_checklist(
    program, desk: Desk, complaint
) -> None:
    owed = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 6, 30), amount=900_000)
    key = desk.as_officer("wang").enter(complaint(allegations=(owed,))).docket
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Accepted(), on=key).opened
    assert case
    async with program(zhou, size=(160, 45)) as p:
        screen = await opened(p, zhou, case)
        told = "\n".join(str(part.text) for part in screen.query_one("#facts", Sheet).parts)
        assert "missing in the package: " in told
