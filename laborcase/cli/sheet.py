"""``laborcase wages sheet``: what a wage sheet comes to, tried or taken over."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from ..errors import Invalid, Problem, Reason, Refused, Usage
from ..fields import FileHash
from ..law import causes
from ..record.office import Office
from ..values import money, money_text, month
from ..wage_sheets import (
    FIELDS,
    OTHERS,
    Compared,
    Options,
    SheetResult,
    columns_line,
    compared,
    compared_line,
    kept_columns,
    missing_lines,
    numbered,
    read_sheet,
    stated_lines,
    taking,
    usual_cause,
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
    sheet.add_argument(
        "--without",
        metavar="COLUMN",
        action="append",
        default=[],
        help=t(say("this column does not concern the sum; kept for the employer's next sheet")),
    )
    sheet.add_argument("--sheet", metavar="NAME", default="", help=t(say("which sheet is meant")))
    sheet.add_argument(
        "--month", metavar="MONTH", default="", help=t(say("the month, where no column says it"))
    )
    sheet.add_argument("--place", default="", help=t(say("place of the minimum wage")))
    sheet.add_argument("--grade", default="", help=t(say("class of the place")))
    sheet.add_argument(
        "--minimum",
        metavar="SUM",
        default="",
        help=t(say("the minimum wage of a month, where the office has no figure")),
    )
    sheet.add_argument(
        "--below", action="store_true", help=t(say("wages below the minimum are meant"))
    )
    sheet.add_argument(
        "--admitted",
        action="store_true",
        help=t(
            say("where the employer's own count is more than the row comes to, it is due as such")
        ),
    )
    sheet.add_argument(
        "--others",
        choices=list(OTHERS),
        default="",
        help=t(
            say(
                "who does not stand in the docket: join (as workers of it) or apart (not concerned)"
            )
        ),
    )
    sheet.add_argument(
        "--join",
        metavar="NAME",
        action="append",
        default=[],
        help=t(say("this person of the sheet joins as a worker of the docket")),
    )
    sheet.add_argument(
        "--nevertheless", metavar="TEXT", default="", help=t(say("why it is right nevertheless"))
    )
    sheet.add_argument(
        "--text-numbers", action="store_true", help=t(say("read numbers that are stored as text"))
    )
    sheet.add_argument(
        "--cause", default="", help=t(say("the cause of the claims, where they have several"))
    )
    sheet.add_argument(
        "--name", metavar="TEXT", default="", help=t(say("what the sheet is, as evidence"))
    )
    sheet.add_argument(
        "--dry-run", action="store_true", help=t(say("tell what it comes to and write nothing"))
    )


def run_sheet(args: argparse.Namespace, out: Out) -> int:
    """What a wage sheet comes to; without ``--dry-run`` it is taken over in one entry."""
    data = read_input(args.file)
    pairs = [("without", head) for head in args.without]
    for pair in args.map:
        name, equals, head = pair.partition("=")
        if not equals:
            raise Usage(say("--map wants NAME=COLUMN, not “{given}”.", given=pair[:80]))
        pairs.append((name, head))
    columns = numbered(pairs)
    if args.cause and args.cause not in causes():
        raise Usage(say("There is no cause {code}.", code=args.cause))
    with open_seat(args) as desk:
        key = desk.key_of(args.key)
        state = desk.docket(key).state
        if isinstance(state, Office):
            raise Usage(say("{key} is not a case.", key=key))
        cause = args.cause or usual_cause(state.claims)
        today = desk.now().date()
        options = Options(
            columns=columns,
            kept=kept_columns(desk, key),
            month=month(args.month, today) if args.month else None,
            place=args.place,
            grade=args.grade,
            minimum=money(args.minimum) if args.minimum else None,
            below=args.below,
            admitted=args.admitted,
            text_numbers=args.text_numbers,
            others=args.others,
            join=tuple(args.join),
            nevertheless=bool(args.nevertheless.strip()),
        )
        grid = read_grid(data, args.sheet)
        found = read_sheet(grid, state.claims, desk.office.wage_ground(today), options)
        if args.month and any(column.name == "month" for column in found.columns):
            unused = say("--month was not used: a column says the month.")
            found = evolve(found, told=(*found.told, unused))
        beside = compared(found, state.claims, cause)
        if not out.as_json:
            _tell_sheet(found, beside, tuple(missing_lines(found, state.claims, cause)), out)
        reasons: Sequence[Reason] = ()
        name = args.name or Path(args.file).name
        if not (found.problems or found.asks):  # what the docket has against it, told at once
            tried = taking(found, name, FileHash("0" * 64), cause, args.nevertheless)
            reasons = desk.check(tried, on=key)
        commit = None
        if not (args.dry_run or found.problems or found.asks or reasons):
            if args.file == "-":
                raise Usage(say("A sheet is kept as evidence: give it as a file."))
            file = desk.add_file(Path(args.file), secret=desk.keeps_secret(key))
            act = taking(found, name, file, cause, args.nevertheless)
            commit = desk.enter(act, on=key)
        asked = (*found.asks, *(Problem(r.path, r.text) for r in reasons))
        if out.as_json:
            out.json(_sheet_data(found, beside, asked, commit))
            return Invalid.exit_code if found.problems or (asked and not args.dry_run) else 0
        if found.problems or not args.dry_run:
            if found.problems or found.asks:
                raise Invalid(*found.problems, *found.asks)
            if reasons:
                raise Refused(reasons)
        for one in asked:
            out.say(say("? {path}: {text}" if one.path else "? {text}", path=one.path,
                        text=one.text))  # fmt: skip
        if commit is not None:
            print_commit(commit, out)
        else:
            out.say(say("Nothing was entered."))
    return 0


def _tell_sheet(
    found: SheetResult, beside: Sequence[Compared], missing: Sequence[Said], out: Out
) -> None:
    out.say(columns_line(found))
    for told in found.told:
        out.say(say("! {text}", text=told))
    for one in beside:
        out.say(compared_line(one))
    for told in (*missing, *stated_lines(found)):
        out.say(say("! {text}", text=told))
    out.say(
        say(
            "{rows} row, {sum} yuan owed; {problems} to be mended"
            if len(found.owed) == 1
            else "{rows} rows, {sum} yuan owed; {problems} to be mended",
            rows=len(found.owed),
            sum=money_text(found.total),
            problems=len(found.problems),
        )
    )


def _sheet_data(
    found: SheetResult, beside: Sequence[Compared], asked: Sequence[Problem], commit: object
) -> dict[str, object]:
    return {
        "columns": {c.name: c.head for c in found.columns},
        "rows": [
            {"row": o.row, "worker": o.worker, "month": f"{o.month:%Y-%m}", "due": o.due,
             "paid": o.paid, "withheld": o.withheld, "stated": o.stated, "found": o.found,
             "how": o.counted.how}
            for o in found.owed
        ],
        "lines": [
            {"line": c.line, "worker": c.worker, "start": c.start, "months": c.months,
             "wanted": c.wanted, "claimed": c.claimed, "found": c.found, "differs": c.differs}
            for c in beside
        ],
        "problems": [{"path": p.path, "text": p.text} for p in found.problems],
        "asks": [{"path": p.path, "text": p.text} for p in asked],
        "joining": [one.name for one in found.joining],
        "strangers": [{"row": n, "name": name} for n, name in found.strangers],
        "told": list(found.told),
        "total": found.total,
        "entered": commit,
    }  # fmt: skip
