"""Draws ``examples/worklist.svg``, the picture in README: ``python tests/make_picture.py``."""

import asyncio
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.worker import WorkerCancelled

from laborcase import demo
from tui.app import LaborcaseApp

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PICTURE = Path(__file__).parent.parent / "examples" / "worklist.svg"


async def draw() -> str:
    """The worklist of the demonstration as it is on the day of the picture."""
    with demo.office("memory:", lambda: NOW) as desk:
        app = LaborcaseApp(desk, lang="zh_CN", demo=True, today=False)
        async with app.run_test(size=(132, 34)) as pilot:
            for _ in range(3):  # the list, its preview, what they lead to
                with suppress(WorkerCancelled):
                    await app.workers.wait_for_complete()
                await pilot.pause()
            return app.export_screenshot(title="laborcase")


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(draw()), "utf-8")
