"""The notice of moved dates: before the worklist, once, in both languages, left by a key."""

from collections.abc import Callable

from laborcase.opening import open_desk
from tui.screens.moved import MovedDates
from tui.screens.worklist import Worklist


async def test_moved_dates_stand_before_the_worklist_until_a_key_is_pressed(
    program, clock, older: Callable[[int], str], sent_nothing_forbidden
) -> None:
    url = older(30)
    with open_desk(url, officer="wang", clock=clock) as desk:
        async with program(desk) as p:
            assert isinstance(p.screen, MovedDates)
            assert "moved with it: 30." in " ".join(p.text.replace("│", " ").split())
            assert "26-000001 (周开人社监登字〔2026〕第0001号): 2026-11-27" in p.text
            assert "26-000030" not in p.text
            await p.press("end")
            assert "26-000030" in p.text
            await p.press("ctrl+l")
            assert "变动的日期" in p.text
            assert "26-000030（周开人社监登字" in p.text
            await p.press("escape")
            assert isinstance(p.screen, Worklist)
            sent_nothing_forbidden(p.app)
    with open_desk(url, officer="wang", clock=clock) as desk:
        async with program(desk) as p:
            assert isinstance(p.screen, Worklist)


async def test_help_says_what_the_notice_is(program, clock, older: Callable[[int], str]) -> None:
    with open_desk(older(1), officer="wang", clock=clock) as desk:
        async with program(desk) as p:
            await p.press("f1")
            assert "said once" in p.text
            await p.press("escape", "enter")
            assert isinstance(p.screen, Worklist)
