"""``laborcase wages sheet``: what a wage sheet comes to, tried or taken over."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import Invalid, Usage
from ..law import causes
from ..record.office import Office
from ..values import day, money_text
from ..wage_sheets import (
    FIELDS,
    Compared,
    Options,
    SheetResult,
    compared,
    compared_line,
    kept_columns,
    read_sheet,
    stated_lines,
    taking,
)
from ..words import Said, say
from ..workbook import read_grid
from .acting import print_commit
from .out import Out, open_seat, read_input


def add_sheet_options(sheet: Any, t: Callable[[Said], str]) -> None:
    """The file of a wage sheet, and how it is read."""
    sheet.add_argument("key", metavar="KEY")
    sheet.add_argument("file", metavar="FILE", help=t(say("CSV or XLSX")))
    sheet.add_argument(
        "--map",
        metavar="NAME=COLUMN",
        action="append",
        default=[],
        help=t(say("what a column means, such as name=姓名; names: {names}")).replace(
            "{names}", ", ".join(FIELDS)
        ),
    )
    sheet.add_argument("--sheet", metavar="NAME", default="", help=t(say("which sheet is meant")))
    sheet.add_argument(
        "--month", metavar="MONTH", default="", help=t(say("the month, where no column says it"))
    )
    sheet.add_argument("--place", default="", help=t(say("place of the minimum wage")))
    sheet.add_argument("--grade", default="", help=t(say("class of the place")))
    sheet.add_argument(
        "--below", action="store_true", help=t(say("wages below the minimum are meant"))
    )
    sheet.add_argument(
        "--text-numbers", action="store_true", help=t(say("read numbers that are stored as text"))
    )
    sheet.add_argument("--cause", default="arrears", help=t(say("the cause of the claims")))
    sheet.add_argument(
        "--name", metavar="TEXT", default="", help=t(say("what the sheet is, as evidence"))
    )
    sheet.add_argument(
        "--dry-run", action="store_true", help=t(say("tell what it comes to and write nothing"))
    )


def run_sheet(args: argparse.Namespace, out: Out) -> int:
    """What a wage sheet comes to; without ``--dry-run`` it is taken over in one entry."""
    data = read_input(args.file)
    columns = {}
    for pair in args.map:
        name, equals, head = pair.partition("=")
        if not equals:
            raise Usage(say("--map wants NAME=COLUMN, not “{given}”.", given=pair[:80]))
        columns[name] = head
    if args.cause not in causes():
        raise Usage(say("There is no cause {code}.", code=args.cause))
    with open_seat(args) as desk:
        key = desk.key_of(args.key)
        state = desk.docket(key).state
        if isinstance(state, Office):
            raise Usage(say("{key} is not a case.", key=key))
        today = desk.now().date()
        options = Options(
            columns={**kept_columns(desk, key), **columns},
            month=_month(args.month, today),
            place=args.place,
            grade=args.grade,
            below=args.below,
            text_numbers=args.text_numbers,
        )
        grid = read_grid(data, args.sheet)
        found = read_sheet(grid, state.claims, desk.office.wage_ground(today), options)
        beside = compared(found, state.claims, args.cause)
        if not out.as_json:
            _tell_sheet(found, beside, out)
        commit = None
        if not (args.dry_run or found.problems):
            if args.file == "-":
                raise Usage(say("A sheet is kept as evidence: give it as a file."))
            file = desk.add_file(Path(args.file), secret=desk.keeps_secret(key))
            name = args.name or Path(args.file).name
            commit = desk.enter(taking(found, name, file, args.cause), on=key)
        if out.as_json:
            out.json(_sheet_data(found, beside, commit))
            return Invalid.exit_code if found.problems else 0
        if found.problems:
            raise Invalid(*found.problems)
        if commit is not None:
            print_commit(commit, out)
        else:
            out.say(say("Nothing was entered."))
    return 0


def _month(typed: str, today: date) -> date | None:
    if not typed:
        return None
    return day(f"{typed}-1" if typed.count("-") == 1 else typed, today).replace(day=1)


def _tell_sheet(found: SheetResult, beside: Sequence[Compared], out: Out) -> None:
    for told in found.told:
        out.say(say("! {text}", text=told))
    for one in beside:
        out.say(compared_line(one))
    for told in stated_lines(found):
        out.say(say("! {text}", text=told))
    for n, name in found.strangers:
        out.say(say("! row {n}: {name} does not stand in this docket and is left out.", n=n,
                    name=name))  # fmt: skip
    out.say(
        say(
            "{rows} rows, {sum} yuan owed; {problems} to be mended",
            rows=len(found.owed),
            sum=money_text(found.total),
            problems=len(found.problems),
        )
    )


def _sheet_data(
    found: SheetResult, beside: Sequence[Compared], commit: object
) -> dict[str, object]:
    return {
        "columns": {c.name: c.head for c in found.columns},
        "rows": [
            {"row": o.row, "worker": o.worker, "month": f"{o.month:%Y-%m}", "due": o.due,
             "paid": o.paid, "stated": o.stated, "found": o.found}
            for o in found.owed
        ],
        "lines": [
            {"line": c.line, "worker": c.worker, "start": c.start, "months": c.months,
             "wanted": c.wanted, "claimed": c.claimed, "found": c.found, "differs": c.differs}
            for c in beside
        ],
        "problems": [{"path": p.path, "text": p.text} for p in found.problems],
        "strangers": [{"row": n, "name": name} for n, name in found.strangers],
        "told": list(found.told),
        "total": found.total,
        "entered": commit,
    }  # fmt: skip
