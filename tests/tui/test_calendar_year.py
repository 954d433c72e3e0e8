"""A calendar year in the terminal: filled from a file, and told what it moves before it counts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.record.docket import OFFICE
from tui.commands import form_of
from tui.screens.calendar_year import CalendarYear
from tui.screens.shifts import ShiftsTold

FILE = Path(__file__).parents[1] / "data" / "2027.toml"
SIZES = [("zh_CN", (80, 24)), ("en", (80, 24)), ("zh_CN", (160, 45)), ("en", (160, 45))]


class Open:
    """The form of a calendar year on its own app."""

    def __init__(self, pilot, form, commits) -> None:
        self.pilot, self.form, self.commits = pilot, form, commits

    async def rest(self) -> None:
        """Until every worker but one that waits for an answer has ended."""
        await self.pilot.pause()
        asking = isinstance(self.pilot.app.screen, ShiftsTold)
        if not asking:
            for worker in [w for w in self.pilot.app.workers if w.group != "enter"]:
                await worker.wait()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.rest()

    async def until(self, screen: type) -> None:
        """Until another screen stands on top."""
        for _ in range(1000):
            if isinstance(self.pilot.app.screen, screen):
                break
            await self.pilot.pause()
        assert isinstance(self.pilot.app.screen, screen)
        await self.pilot.pause()


@pytest.fixture
def opened(make_app) -> Callable[..., object]:
    @asynccontextmanager
    async def open_(desk: Desk, lang: str = "en", size=(80, 24)) -> AsyncIterator[Open]:
        app = make_app(desk, lang)
        commits: list[object] = []
        form = form_of(desk, acts.CalendarAdded.kind, OFFICE, len(desk.docket(OFFICE).entries))
        assert isinstance(form, CalendarYear)
        async with app.run_test(headless=False, size=size, notifications=True) as pilot:
            await app.push_screen(form, commits.append)
            at = Open(pilot, form, commits)
            await at.rest()
            form._file.text = str(FILE)
            await at.press("tab")
            await at.rest()
            yield at

    return open_


async def test_the_rows_of_a_file_are_filled_in(opened, desk: Desk) -> None:
    async with opened(desk.as_officer("zhou")) as at:
        typed = at.form.typed()
        assert typed["year"] == "2027"
        assert typed["holidays.2.worked"] == "2027-01-31, 2027-02-20"
        assert at.form.looked.problems == ()
        assert at.form.looked.reasons == ()


async def test_it_is_entered_only_after_what_moves_was_read(opened, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with opened(zhou) as at:
        await at.pilot.press("ctrl+s")
        await at.until(ShiftsTold)
        await at.pilot.press("escape")
        await at.until(CalendarYear)
        assert zhou.office.years == ()
        await at.pilot.press("ctrl+s")
        await at.until(ShiftsTold)
        await at.pilot.press("ctrl+s")
        for _ in range(1000):
            if at.commits:
                break
            await at.pilot.pause()
    assert [y.year for y in zhou.office.years] == [2027]


@pytest.mark.parametrize(("lang", "size"), SIZES)
async def test_the_year_and_what_it_moves_look_as_drawn(
    opened, desk: Desk, case: str, golden, lang: str, size: tuple[int, int]
) -> None:
    async with opened(desk.as_officer("zhou"), lang, size) as at:
        at.form._file.text = "2027.toml"  # no machine's path
        at.form.fields["year"].go()
        await at.rest()
        golden(at.pilot.app, f"calendar_{lang}_{size[0]}")
        await at.pilot.press("ctrl+s")
        await at.until(ShiftsTold)
        golden(at.pilot.app, f"shifts_{lang}_{size[0]}")
        await at.pilot.press("escape")
        await at.until(CalendarYear)
