"""One screen in a process of its own, for ``run.py``: ``worklist FOLDER``, ``bare`` or
``filter FOLDER``.

The screen is drawn without a terminal, at 160 × 45. ``painted`` is printed once the rows, the
counts and the preview are on it.
"""

import asyncio
import os
import sys
import time
from statistics import median

SIZE = (160, 45)


async def worklist(folder: str) -> None:
    """The real program on a register."""
    from laborcase.opening import open_desk
    from tui.app import LaborcaseApp

    with open_desk(folder, officer="wang") as desk:
        app = LaborcaseApp(desk, lang="zh_CN", today=False)
        async with app.run_test(size=SIZE) as pilot:
            await shown(app, pilot)
            print("painted", flush=True)
            os._exit(0)


async def shown(app, pilot) -> None:
    """Waits until the worklist holds rows and counts and has been drawn."""
    while not (app.screen.query("#dockets") and app.screen.queues.counts):
        await pilot.pause()
    while app.screen.table.row_count == 0:
        await pilot.pause()
    await pilot.pause()


async def bare() -> None:
    """The worklist's own widgets in their places, filled with constants, over nothing."""
    from datetime import UTC, datetime

    from textual.containers import Horizontal, Vertical, VerticalScroll
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option

    from tui.base import BaseApp, BaseScreen, Words
    from tui.text import show_line
    from tui.widgets.case_table import CaseTable, Column, Row
    from tui.widgets.line import Line
    from tui.widgets.sheet import Part, Sheet

    heads = {"编号": 11, "案由": 8, "被投诉人": 30, "承办": 11, "先到期": 22, "阶段": 10}
    cells = ("26-000371", "工资", "周口某建筑劳务有限公司", "李 / 陈", "11-27 还 4 天", "调查")

    class Bare(BaseScreen[None]):
        def body(self):
            with Horizontal():
                yield OptionList(id="queues", compact=True)
                with Vertical(id="list", classes="pane"):
                    yield Words("F4 全部 100")
                    yield Line()
                    yield CaseTable([Column(h, w) for h, w in heads.items()])
                with VerticalScroll(id="preview", classes="pane", can_focus=False):
                    yield Sheet(id="peek")

        def on_mount(self):
            super().on_mount()
            options = (Option(show_line(f"待处理投诉 {n}", "zh_CN")) for n in range(9))
            self.query_one(OptionList).set_options(options)
            self.query_one(CaseTable).fill(Row(str(n), cells) for n in range(100))
            self.query_one(Sheet).parts = tuple(Part("周口某建筑劳务有限公司") for _ in range(20))

    app = BaseApp(lang="zh_CN", now=lambda: datetime.now(UTC), officer="王禾")
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(Bare())
        await pilot.pause()
        await pilot.pause()
        print("painted", flush=True)
        os._exit(0)


async def filtering(folder: str) -> None:
    """The third character typed until rows and counts are painted; the median of nine."""
    from laborcase.opening import open_desk
    from tui.app import LaborcaseApp

    took = []
    with open_desk(folder, officer="wang") as desk:
        app = LaborcaseApp(desk, lang="zh_CN", today=False)
        async with app.run_test(size=SIZE) as pilot:
            await shown(app, pilot)
            for _ in range(9):
                await pilot.press("slash")
                app.screen.finder.value = ""
                await app.workers.wait_for_complete()
                await pilot.press("周", "口")
                await app.workers.wait_for_complete()
                await pilot.pause()
                before = app.screen._listed
                start = time.perf_counter()
                await pilot.press("某")
                while app.screen._listed is before:
                    await pilot.pause()
                await pilot.pause()
                took.append(time.perf_counter() - start)
            assert app.screen.table.row_count == 100
            print(median(took) * 1000, flush=True)
            os._exit(0)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    asyncio.run({"worklist": worklist, "bare": bare, "filter": filtering}[what](*rest))
