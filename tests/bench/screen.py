"""One screen in a process of its own, for ``run.py``: ``worklist FOLDER``, ``bare``, ``filter FOLDER``.

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
    from laborcase.desk import open_desk
    from tui.app import LaborcaseApp

    with open_desk(folder, officer="wang") as desk:
        app = LaborcaseApp(desk, lang="zh_CN")
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
    """The same widgets, filled with constants, over nothing."""
    from textual.app import App
    from textual.containers import Horizontal, Vertical, VerticalScroll
    from textual.widgets import DataTable, Footer, Input, OptionList, Static

    class Bare(App):
        CSS = "OptionList { width: 18; } #list { width: 1fr; } #preview { width: 37; }"

        def compose(self):
            yield Static("台账")
            with Horizontal():
                yield OptionList(*(f"待处理投诉 {n}" for n in range(9)))
                with Vertical(id="list"):
                    yield Input()
                    yield DataTable(cursor_type="row")
                with VerticalScroll(id="preview"):
                    yield Static("周口某建筑劳务有限公司\n" * 20)
            yield Footer()

        def on_mount(self):
            table = self.query_one(DataTable)
            table.add_columns("编号", "案由", "被投诉人", "承办", "先到期", "阶段")
            for n in range(100):
                table.add_row(f"26-{n:06}", "工资", "周口某建筑劳务有限公司", "李 / 陈", "11-27", "调查")

    app = Bare()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.pause()
        print("painted", flush=True)
        os._exit(0)


async def filtering(folder: str) -> None:
    """The third character typed until rows and counts are painted; the median of nine."""
    from laborcase.desk import open_desk
    from tui.app import LaborcaseApp

    took = []
    with open_desk(folder, officer="wang") as desk:
        app = LaborcaseApp(desk, lang="zh_CN")
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
