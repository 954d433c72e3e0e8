"""A terminal that keeps every character written to it, and what the screen tests share."""

import asyncio
import gettext
import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from laborcase import words
from laborcase.desk import Desk
from tui.app import LaborcaseApp
from tui.base import BaseApp, BaseScreen

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = Path(__file__).parents[1] / "data" / "hostile.json"
NOW = datetime(2026, 11, 23, 8, 31, tzinfo=timezone(timedelta(hours=8)))

# What Textual itself sends: cursor moves, colours, modes, erasing, and the shape of the mouse
# pointer, the only OSC. No other OSC, no DCS, no APC.
SEQUENCE = re.compile(r"\x1b\[(?:[0-9;:]*[mHABCDJKG]|\?[0-9;]+[hl])|\x1b\]22;[a-z-]+\x07")


class CaptureDriver(HeadlessDriver):
    """A terminal without a screen: it keeps what a real one would have got."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.sent: list[str] = []

    @property
    def is_headless(self) -> bool:
        return False  # else the app would not draw

    def write(self, data: str) -> None:
        self.sent.append(data)

    @property
    def stream(self) -> str:
        return "".join(self.sent)


_SUSPECT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)


def first_forbidden(stream: str) -> str | None:
    """Where ``stream`` holds anything but Textual's own sequences and visible text."""
    allowed = 0
    for found in _SUSPECT.finditer(stream):
        at = found.start()
        if at < allowed:
            continue
        sequence = SEQUENCE.match(stream, at)
        if sequence is None:
            return f"offset {at}: {stream[at : at + 40]!r}"
        allowed = sequence.end()
    return None


class OneScreen(BaseScreen[None]):
    """A screen of the widgets under test."""

    def __init__(self, make: Callable[[], ComposeResult], heading: str = "") -> None:
        super().__init__()
        self._make = make
        self._heading = heading

    def heading(self) -> str:
        return self._heading

    def body(self) -> ComposeResult:
        yield from self._make()


type_of_run = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@asynccontextmanager
async def _run(
    make: Callable[[], ComposeResult] | BaseScreen[None],
    *,
    lang: str = "en",
    size: tuple[int, int] = (80, 24),
    heading: str = "",
    app: BaseApp | None = None,
) -> AsyncIterator[Pilot[int]]:
    if app is None:
        app = BaseApp(lang=lang, now=lambda: NOW, officer="周明", driver_class=CaptureDriver)
    async with app.run_test(headless=False, size=size, notifications=True, tooltips=True) as pilot:
        screen = make if isinstance(make, BaseScreen) else OneScreen(make, heading)
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot


@pytest.fixture(autouse=True)
def wait_until_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot waits until nothing is left to do, instead of until the processor looks idle.

    Textual looks every 20 ms how busy the process was, twice a key. Here idle is what it says: no
    callback is due, no thread is at work, and what is dirty has been drawn.
    """
    threads: set[asyncio.Future[object]] = set()
    run_in_executor = asyncio.BaseEventLoop.run_in_executor

    def counted(
        loop: asyncio.BaseEventLoop, executor: None, func: Callable[..., object], *args: object
    ) -> asyncio.Future[object]:
        future = run_in_executor(loop, executor, func, *args)
        threads.add(future)
        future.add_done_callback(threads.discard)
        return future

    async def idle(min_sleep: float = 0, max_sleep: float = 30) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + max_sleep
        drawn = False
        while loop.time() < end:
            await asyncio.sleep(0)
            if loop._ready:  # type: ignore[attr-defined]
                drawn = False
            elif threads:
                await asyncio.wait(
                    threads, timeout=end - loop.time(), return_when=asyncio.FIRST_COMPLETED
                )
                drawn = False
            elif not drawn:
                active_app.get().screen._on_timer_update()
                drawn = True
            else:
                return

    monkeypatch.setattr(asyncio.BaseEventLoop, "run_in_executor", counted)
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1)
    monkeypatch.setattr(textual.app, "wait_for_idle", idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", idle)


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder of this test: no draft is written anywhere else."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def run_screen() -> type_of_run:
    """``async with run_screen(make, lang=..., size=...) as pilot``: a screen on a kept terminal."""
    return _run


@pytest.fixture
def make_app() -> Callable[..., BaseApp]:
    """``make_app(desk, lang)``: an app on a kept terminal, at the desk's clock and officer."""

    def make(desk: Desk, lang: str = "en") -> BaseApp:
        return BaseApp(
            lang=lang, now=desk.now, officer=desk.officer.name, driver_class=CaptureDriver
        )

    return make


class Program:
    """The whole program at a desk, with keys to press and waits that end."""

    def __init__(self, app: LaborcaseApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def text(self) -> str:
        return screen_text(self.app)

    async def rest(self) -> None:
        """Until every worker has answered and every answer is drawn."""
        await self.pilot.pause()
        while running := [w for w in self.app.workers if not w.is_finished]:
            for worker in running:
                with suppress(WorkerCancelled, WorkerFailed):
                    await worker.wait()
            await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each after the one before has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Type a text, key by key."""
        await self.pilot.press(*text)
        await self.rest()


@pytest.fixture
def program() -> Callable[..., AbstractAsyncContextManager[Program]]:
    """``async with program(desk, lang="en", size=(80, 24)) as p``: the program, at the worklist."""

    @asynccontextmanager
    async def run(
        desk: Desk,
        *,
        lang: str = "en",
        size: tuple[int, int] = (80, 24),
        demo: bool = False,
        today: bool = False,
    ) -> AsyncIterator[Program]:
        app = LaborcaseApp(desk, lang=lang, demo=demo, today=today, driver_class=CaptureDriver)
        async with app.run_test(headless=False, size=size, notifications=True) as pilot:
            program = Program(app, pilot)
            await program.rest()
            yield program

    return run


class Brackets(gettext.NullTranslations):
    """A language for tests: a sentence that was translated stands in 〈 〉."""

    def gettext(self, message: str) -> str:
        return f"〈{message}〉"


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make ``zh_CN`` the language of brackets, whatever the catalogue holds today."""
    languages = {"en": gettext.NullTranslations(), "zh_CN": Brackets()}
    monkeypatch.setattr(words, "_catalogue", languages.__getitem__)


async def _type(pilot: Pilot[int], data: str) -> None:
    driver = pilot.app._driver
    assert driver is not None
    for event in XTermParser().feed(data):
        driver.process_message(event)
    await pilot.pause()


@pytest.fixture
def type_in() -> Callable[[Pilot[int], str], Awaitable[None]]:
    """``await type_in(pilot, text)``: what a terminal sends, through Textual's own parser."""
    return _type


def screen_text(app: BaseApp) -> str:
    """The screen as lines of text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


@pytest.fixture
def golden() -> Callable[[BaseApp, str], None]:
    """Compare the screen with ``golden/NAME.txt``; LABORCASE_UPDATE_GOLDEN=1 writes it."""

    def check(app: BaseApp, name: str) -> None:
        path = GOLDEN / f"{name}.txt"
        text = screen_text(app)
        if os.environ.get("LABORCASE_UPDATE_GOLDEN") == "1":
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def drawn() -> Callable[[BaseApp], str]:
    """The screen of an app as text."""
    return screen_text


@pytest.fixture
def sent_nothing_forbidden() -> Callable[[BaseApp], None]:
    """Fail with the offset if the terminal got anything but allowed sequences and visible text."""

    def check(app: BaseApp) -> None:
        driver = app._driver
        assert isinstance(driver, CaptureDriver)
        assert driver.stream
        assert first_forbidden(driver.stream) is None

    return check


@pytest.fixture(scope="session")
def hostile() -> list[str]:
    """About 120 texts that a hostile person would type or put into a file."""
    texts: list[str] = json.loads(HOSTILE.read_text(encoding="ascii"))
    return texts


@pytest.fixture
def forbidden() -> Callable[[str], str | None]:
    """Where a stream holds what no terminal may get; None if nowhere."""
    return first_forbidden
