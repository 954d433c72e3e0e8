"""Every figure the project speaks of, as a ratio taken in one run; prints JSON, asserts nothing.

``python tests/bench/run.py [--n 1000 20000] [--rounds 200] [--starts 7]``
``python tests/bench/run.py --store embedded --n 100000``
``python tests/bench/run.py --store postgres --n 1000000``

``commit``: the store's commit ÷ append + fsync of the same bytes. ``enter``: ``desk.enter`` on a
docket of twelve entries ÷ the same. ``json_storage``: TinyDB's own JSON storage at 10,000 documents
÷ ``desk.enter``. ``start``: process start to the painted worklist ÷ the same widgets filled with
constants. ``law_search``: ``law.search`` over all provisions ÷ one bare pass over their texts for
the same words. ``filter``: the third character typed until table and counts are painted, at the
larger register ÷ at 200 dockets. ``clocks``: all clocks of cases of twelve entries ÷ folding the
same entries, and per docket at 10,000 cases ÷ at 1,000. ``sheet``: a wage sheet of 1,000 workers
over 24 months, looked through, read, counted and compared with what is claimed ÷ openpyxl reading
the values of the same file. ``keys``, no ratio: the keys from Today to
each of the twenty commonest acts.

With ``--store``, of a register with the mix of a real office (``office.py``). ``embedded``:
``open`` ÷ parsing its snapshot; ``replay``, opening without one, ÷ parse, hash and structure of the
same lines; kilobytes a docket; a page with all counts ÷ a bare pass over the summaries; a search ÷
the same; acts a second of eight clerks' processes; ``verify`` ÷ ``sha256sum``; seconds to restore a
backup. ``postgres``: the load by COPY in
seconds; page and searches against themselves at 10,000 dockets; ``commit`` ÷ the bare statements of
the same rows; acts a second of eight clerks' processes in one register, and the gaps they left;
``move`` of five thousand dockets ÷ copying their rows by hand.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import office
from keys import table
from openpyxl import Workbook, load_workbook
from register import embedded
from served import postgres
from store import commit_cost, timed
from tinydb import TinyDB

from laborcase import acts, codec, demo, law, values
from laborcase.desk import Desk
from laborcase.law.wages import Ground
from laborcase.opening import found_register, open_desk
from laborcase.parties import Person, Respondent
from laborcase.record.case import Case
from laborcase.record.claims import Claimant, Claims
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Alleged, fold
from laborcase.wage_sheets import Options, compared, read_sheet
from laborcase.workbook import read_grid

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
HERE = Path(__file__).parent


def registered(number: int) -> acts.Registered:
    """A complaint of ordinary size."""
    return acts.Registered(
        channel="counter",
        received=NOW,
        complainant=Person(name=f"工人{number}", phone="13900000000"),
        respondents=(Respondent(name=f"周口某建筑劳务有限公司{number % 977}"),),
        facts=f"第{number}号：工地拖欠三个月工资，已电话联系项目负责人，约定三日内到场。",
        allegations=(Alleged(cause="arrears", amount=number * 100),),
    )


def filled(folder: str, dockets: int, entries: int = 1) -> Desk:
    """A register of so many complaints, each with so many entries, at the clerk's desk."""
    with found_register(folder, demo.founding(), clock=lambda: NOW, account="bench") as desk:
        wang = desk.as_officer("wang")
        for first in range(0, dockets, 2_000):
            rows = [(wang, registered(n), "") for n in range(first, min(first + 2_000, dockets))]
            made = desk.enter_many(rows)
            for _ in range(entries - 1):
                desk.enter_many([(wang, acts.Noted(text="已电话联系单位"), c.docket) for c in made])
    return open_desk(folder, officer="wang", clock=lambda: NOW)


def enter_cost(n: int, rounds: int) -> dict[str, object]:
    """``desk.enter`` on dockets of twelve entries against append + fsync of the same bytes."""
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/register"
        desk = filled(folder, n)
        note = acts.Noted(text="已电话联系单位负责人，答应三日内结清所欠工资，并书面报告。")
        keys = [f"26-{i * 7919 % n + 1:06}" for i in range(rounds)]
        for key in dict.fromkeys(keys):
            for _ in range(11):
                desk.enter(note, on=key)
        bare = os.open(f"{place}/bare", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        ledger = Path(folder) / "ledger.jsonl"
        ours, bares = [], []
        for key in keys:
            size = ledger.stat().st_size
            ours.append(timed(lambda key=key: desk.enter(note, on=key)))
            line = bytes(ledger.stat().st_size - size)
            bares.append(timed(lambda line=line: (os.write(bare, line), os.fsync(bare))))
        os.close(bare)
        desk.close()
    return {
        "dockets": n,
        "enter_ms": round(median(ours) * 1000, 3),
        "append_fsync_ms": round(median(bares) * 1000, 3),
        "ratio": round(median(ours) / median(bares), 2),
    }


def clocks_cost(n: int) -> dict[str, float]:
    """All clocks of so many dockets of an office against folding the same entries."""
    with tempfile.TemporaryDirectory() as place:
        office.register(f"{place}/register", n)
        with open_desk(f"{place}/register", officer="zhou", clock=lambda: NOW) as desk:
            dockets = [desk.docket(f"26-{i:06}").entries for i in range(1, n + 1)]
            rules = desk.office
            for entries in dockets[:500]:  # law and calendar are read once
                state = fold(entries)
                assert isinstance(state, Case | Complaint)
                rules.deadlines(state.clock_moments)
            start = time.perf_counter()
            states = [fold(entries) for entries in dockets]
            folded = time.perf_counter() - start
            start = time.perf_counter()
            found = [
                rules.deadlines(s.clock_moments) for s in states if isinstance(s, Case | Complaint)
            ]
            run = time.perf_counter() - start
    return {
        "dockets": n,
        "entries": sum(map(len, dockets)) / n,
        "clocks": sum(map(len, found)) / n,
        "fold_us": round(folded / n * 1e6, 1),
        "clocks_us": round(run / n * 1e6, 1),
        "ratio": round(run / folded, 2),
    }


def json_storage(documents: int = 10_000, rounds: int = 5) -> float:
    """Milliseconds of one insert with TinyDB's own JSON storage; a document is a registration."""
    with tempfile.TemporaryDirectory() as place, TinyDB(f"{place}/db.json") as db:
        db.insert_multiple(codec.pack_plain(registered(i)) for i in range(documents))
        one = codec.pack_plain(registered(0))
        return median(timed(lambda: db.insert(one)) for _ in range(rounds)) * 1000


ASKED = (
    "拖欠 工资",
    "条例第十七条",
    "child labour",
    "加付赔偿金",
    "河南条例 16",
    "fine per worker",
)


def law_cost(rounds: int = 300) -> dict[str, object]:
    """Searches of the provisions against one bare pass over their texts for the same words."""
    texts = [law.search_text(one) for one in law.bases().values()]
    words = [[values.plain(word) for word in typed.split()] for typed in ASKED]
    ours, bares = [], []
    for _ in range(rounds):
        ours.append(timed(lambda: [law.search(typed, NOW.date()) for typed in ASKED]))
        bares.append(timed(lambda: [[t for t in texts if w in t] for ws in words for w in ws]))
    return {
        "search_us": round(median(ours) / len(ASKED) * 1e6),
        "bare_us": round(median(bares) / len(ASKED) * 1e6),
        "ratio": round(median(ours) / median(bares), 2),
    }


# ------------------------------------------------------------------ screens, each in its process


def child(*words: str) -> float:
    """Seconds that a child process takes from its start until it says that it has painted."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(HERE / "screen.py"), *words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    took = time.perf_counter() - start
    process.wait()
    if said.strip() != "painted":
        raise SystemExit(f"the screen {words} was not painted")
    return took


def start_cost(folder: str, starts: int) -> dict[str, object]:
    """Process start to the painted worklist against the same widgets filled with constants."""
    child("worklist", folder)
    child("bare")
    ours, bares = [], []
    for _ in range(starts):
        ours.append(child("worklist", folder))
        bares.append(child("bare"))
    return {
        "worklist_ms": round(median(ours) * 1000),
        "bare_ms": round(median(bares) * 1000),
        "ratio": round(median(ours) / median(bares), 2),
    }


def filter_cost(folder: str) -> float:
    """Milliseconds from the third character typed until table and counts are painted."""
    done = subprocess.run(
        [sys.executable, str(HERE / "screen.py"), "filter", folder],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout.split()[-1])


def wage_sheet() -> bytes:
    """A workbook of a thousand workers over two years."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("工资表")
    sheet.append(["姓名", "月份", "月工资", "出勤天数", "平时加班", "休息日加班", "法定加班",
                  "补贴", "应发", "实发"])  # fmt: skip
    for worker in range(1_000):
        for month in range(24):
            day = f"{2024 + month // 12}-{month % 12 + 1:02}"
            sheet.append([f"工人{worker}", day, 4350 + worker, 20, month % 7, 8.5, 0, 100, 4500.5,
                          3000])  # fmt: skip
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_cost(rounds: int) -> dict[str, object]:
    """Everything that is done with a wage sheet against openpyxl alone."""
    data = wage_sheet()
    claims = Claims(workers=tuple(Claimant(id=f"W{n + 1}", name=f"工人{n}") for n in range(1_000)))
    ground = Ground(today=NOW.date())

    def whole() -> None:
        found = read_sheet(read_grid(data), claims, ground, Options())
        assert len(compared(found, claims, "arrears")) == 24_000

    def bare() -> None:
        book = load_workbook(io.BytesIO(data), read_only=True)
        assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) == 24_001
        book.close()

    ours, bares = [], []
    for _ in range(rounds):
        ours.append(timed(whole))
        bares.append(timed(bare))
    return {
        "rows": 24_000,
        "ours_ms": round(median(ours) * 1000),
        "openpyxl_ms": round(median(bares) * 1000),
        "ratio": round(median(ours) / median(bares), 2),
    }


def measure(sizes: list[int], rounds: int, starts: int) -> dict[str, object]:
    """All figures."""
    figures: dict[str, object] = {"commit": [commit_cost(n, rounds) for n in sizes]}
    enters = [enter_cost(n, rounds) for n in sizes]
    figures["enter"] = enters
    figures["law_search"] = law_cost()
    slow = json_storage()
    figures["json_storage"] = {
        "insert_ms": round(slow, 1),
        "ratio": round(slow / float(str(enters[-1]["enter_ms"]))),
    }
    with tempfile.TemporaryDirectory() as place:
        with demo.office(f"{place}/demo", lambda: NOW):
            pass
        filled(f"{place}/small", 200).close()
        filled(f"{place}/large", sizes[-1]).close()
        figures["start"] = {
            "demonstration": start_cost(f"{place}/demo", starts),
            f"{sizes[-1]} dockets": start_cost(f"{place}/large", starts),
        }
        large, small = filter_cost(f"{place}/large"), filter_cost(f"{place}/small")
        figures["filter"] = {
            "large_ms": round(large, 1),
            "small_ms": round(small, 1),
            "ratio": round(large / small, 2),
        }
    few, many = clocks_cost(1_000), clocks_cost(10_000)
    apart = round(many["clocks_us"] / few["clocks_us"], 2)
    figures["clocks"] = {"small": few, "large": many, "apart": apart}
    figures["sheet"] = sheet_cost(starts)
    figures["keys"] = table()
    return figures


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--store", choices=("embedded", "postgres"))
    arguments.add_argument("--n", type=int, nargs="+", default=[1000, 20000])
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--starts", type=int, default=7)
    given = arguments.parse_args()
    if given.store:
        of = embedded if given.store == "embedded" else postgres
        print(json.dumps([of(n) for n in given.n], indent=2))
    else:
        print(json.dumps(measure(given.n, given.rounds, given.starts), indent=2))
