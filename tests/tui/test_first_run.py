"""The first start: nothing is made without a yes; what is made can be opened by its maker."""

from pathlib import Path

from laborcase.opening import open_desk
from tui.app import FirstApp
from tui.screens.first_run import FirstRun


async def test_a_register_is_made_after_a_yes_and_opens_for_its_maker(tmp_path: Path) -> None:
    url = str(tmp_path / "new" / "register")
    app = FirstApp(url, lang="zh_CN")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not Path(url).exists()
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
    assert app.return_value == 1
    with open_desk(url) as desk:
        assert desk.officer.id == "guan"


async def test_the_first_start_explains_itself(tmp_path: Path, drawn) -> None:
    app = FirstApp(str(tmp_path / "register"), lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Until ^S is pressed nothing is written" in drawn(app)
        await pilot.press("escape")
        assert isinstance(app.screen, FirstRun)


async def test_leaving_makes_nothing(tmp_path: Path) -> None:
    url = str(tmp_path / "register")
    app = FirstApp(url, lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
    assert app.return_value == 0
    assert not Path(url).exists()


async def test_an_office_file_that_cannot_be_read_is_a_sentence_beside_the_field(
    tmp_path: Path,
) -> None:
    url = str(tmp_path / "register")
    app = FirstApp(url, lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen._office.text = str(tmp_path / "[/]missing.toml")
        await pilot.press("ctrl+s")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "cannot be read" in shown
    assert not Path(url).exists()
