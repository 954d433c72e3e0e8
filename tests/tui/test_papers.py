"""The papers of a docket on the screen: read, masked, saved into the folder that was named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Respondent
from tui.base import Failure
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.papers import Papers

PHONE = "13900000000"


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents folder of this test."""
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    return tmp_path / "documents" / "laborcase" / "papers"


async def opened(p, desk: Desk, key: str) -> Papers:
    """The papers of a docket, by its key."""
    await p.app.push_screen(DocketScreen(desk, key))
    await p.rest()
    await p.press("ctrl+p")
    assert isinstance(p.screen, Papers)
    return p.screen


async def test_a_key_of_the_docket_opens_its_papers_with_the_text_of_the_first(
    program, desk: Desk, case: str
) -> None:
    wang = desk.as_officer("wang")
    async with program(wang, size=(160, 45)) as p:
        screen = await opened(p, wang, "26-000001")
        assert "劳动保障监察投诉登记表" in screen.preview.text
        assert "王某某" in p.text
        await p.press("down")
        assert "投诉举报材料收件回执" in screen.preview.text
        await p.press("enter", "pagedown", "escape")
        assert isinstance(p.screen, DocketScreen)


async def test_numbers_are_masked_until_somebody_asks(program, desk: Desk, case: str) -> None:
    wang = desk.as_officer("wang")
    async with program(wang, size=(160, 45)) as p:
        screen = await opened(p, wang, "26-000001")
        assert PHONE not in screen.preview.text
        assert "联系电话：139****0000" in screen.preview.text
        await p.press("ctrl+r")
        assert f"联系电话：{PHONE}" in screen.preview.text
        await p.press("ctrl+r")
        assert PHONE not in screen.preview.text


async def test_one_key_saves_a_page_and_one_a_text_into_the_folder(
    program, desk: Desk, case: str, documents: Path, clock
) -> None:
    wang = desk.as_officer("wang")
    async with program(wang, size=(160, 45)) as p:
        await opened(p, wang, "26-000001")
        await p.press("f4", "f6")
        names = sorted(path.name for path in documents.iterdir())
        assert names == [
            "26-000001-D01-20261123-093000.html",
            "26-000001-D01-20261123-093000.txt",
        ]
        page, text = (documents / name for name in names)
        assert page.stat().st_mode & 0o777 == text.stat().st_mode & 0o777 == 0o600
        # What is printed is whole.
        assert PHONE in page.read_text("utf-8")
        assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
        # The same second once more: nothing is overwritten.
        await p.press("f4")
        assert isinstance(p.screen, Failure)
        assert "nothing is overwritten" in p.text


async def test_the_folder_that_was_named_is_used_and_remembered(
    program, desk: Desk, case: str, tmp_path: Path
) -> None:
    wang = desk.as_officer("wang")
    async with program(wang, size=(160, 45)) as p:
        screen = await opened(p, wang, "26-000001")
        folder = tmp_path / "我的文书"
        screen.query_one("Field").text = str(folder)
        await p.press("f6")
        assert len(list(folder.iterdir())) == 1
        await p.press("escape", "ctrl+p")
        assert p.screen.query_one("Field").text == str(folder)
        p.screen.query_one("Field").text = str(tmp_path / ".." / "x")
        await p.press("f6")
        assert isinstance(p.screen, Failure)
        assert not (tmp_path.parent / "x").exists()


async def test_hostile_text_on_a_paper_reaches_no_terminal_and_runs_nothing(
    program, desk: Desk, complaint, hostile: list[str], sent_nothing_forbidden
) -> None:
    wang = desk.as_officer("wang")
    facts = "\n".join(t for t in hostile if t.isascii() and t.isprintable())
    names = (Respondent(name="[@click=app.quit()]点我[/]\u202e店"),)
    key = wang.enter(complaint(facts=facts, respondents=names)).docket
    async with program(wang, size=(160, 60)) as p:
        screen = await opened(p, wang, key)
        assert "[@click=app.quit()]点我[/]\ufffd店" in screen.preview.text
        assert "[@click=app.quit()]点我[/]\ufffd店" in p.text
        await p.pilot.click("#paper", offset=(8, 20))
        await p.press("f4")
        assert isinstance(p.screen, Papers)
        sent_nothing_forbidden(p.app)


async def test_a_paper_is_served_and_voided_from_its_docket(program, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.SupplementAsked(items="工资条"), on=key)
    async with program(wang, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(wang, key))
        await p.rest()
        assert "P2 notice to supplement" in " ".join(p.text.split())
        await p.press("f9")
        await p.type("Serve a paper")
        await p.press("enter")
        assert isinstance(p.screen, ActForm)
        assert "P2" in p.text
        p.screen.fields["paper"].text = "P2"
        p.screen.fields["receiver"].text = "王某某"
        await p.press("ctrl+s")
        assert wang.complaint(key).papers[1].served_on == date(2026, 11, 23)


async def test_an_anonymous_tipoff_and_an_empty_list_say_so(program, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.enter(acts.TakenBack(entry=1, reason="登错"), on=key)
    async with program(wang, size=(160, 45)) as p:
        await opened(p, wang, key)
        assert "Nothing can be printed of this docket yet" in p.text
        await p.press("f4", "f6", "ctrl+r")
        assert isinstance(p.screen, Papers)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (160, 30)])  # the foot, a hash, is not drawn
async def test_the_papers_as_drawn(
    program, desk: Desk, case: str, golden: Callable[..., None], lang: str,
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", "/documents")
    li = desk.as_officer("li")
    li.enter(acts.Ordered(found="欠薪属实", what="支付工资", by=date(2026, 12, 1)), on=case)
    async with program(li, lang=lang, size=size) as p:
        await opened(p, li, case)
        await p.press("down")
        golden(p.app, f"papers_{lang}_{size[0]}")
