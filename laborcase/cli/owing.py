"""The verbs of ``laborcase wages``: calculations of what workers are owed, wage sheets, and the
local figures they stand on."""

import argparse
import os
import tomllib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .. import codec
from ..acts.wages import FiguresAdded, WagesCounted
from ..errors import Invalid, Problem, Refused, Usage
from ..fields import Declared
from ..law import causes, wages
from ..opening import system_clock
from ..record.docket import OFFICE
from ..record.office import Office
from ..record.wages import (
    WageInput,
    figure_lines,
    inputs_of,
    kind_of,
    options_of,
    read_inputs,
)
from ..values import Line, Text, day, money, money_text
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

Parents = Callable[[], tuple[Any, ...]]


def add_wage_verbs(owed: Any, parents: Parents, t: Callable[[Said], str]) -> None:
    """One verb for each kind of calculation, with an option for each of its inputs."""
    kinds = owed.add_subparsers(metavar="KIND")

    def verb(name: str, run: Callable[..., int], text: Said) -> Any:
        made = kinds.add_parser(name, parents=parents(), help=t(text), description=t(text))
        made.set_defaults(run=run)
        return made

    for kind in wages.KINDS.values():
        made = verb(kind.id, run_count, kind.title)
        made.set_defaults(what=kind.id)
        for f in inputs_of(kind):
            made.add_argument(
                f"--{f.name.replace('_', '-')}",
                dest=f"input_{f.name}",
                metavar="VALUE",
                default="",
                help=_help(kind, f, t),
            )
        made.add_argument(
            "--keep", metavar="KEY", default="", help=t(say("keep the calculation in this docket"))
        )
        made.add_argument(
            "--line", metavar="ID", default="", help=t(say("the line it is about (W1-1)"))
        )
        made.add_argument(
            "--take",
            action="store_true",
            help=t(say("take the total over as the verified sum of the line")),
        )
        made.add_argument(
            "--nevertheless",
            metavar="TEXT",
            default="",
            help=t(say("why it is right nevertheless")),
        )
        made.add_argument(
            "--evidence", metavar="ID", default="", help=t(say("what the verified sum rests on"))
        )
    sheet = verb("sheet", run_sheet, say("what a wage sheet comes to, beside what is claimed"))
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
    figures = verb("figures", run_local, say("the local figures of the office"))
    figures.add_argument("what", nargs="?", choices=("list", "add"), default="list")
    figures.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="",
        help=t(say("figures in TOML, laid out like examples/figures.toml")),
    )
    figures.add_argument(
        "--dry-run", action="store_true", help=t(say("check everything and write nothing"))
    )


def _help(kind: wages.Kind, f: Declared, t: Callable[[Said], str]) -> str:
    told = t(f.label)
    options = options_of(kind, f.name)
    if options:
        told += f" ({', '.join(options)})"
    elif f.hint.msgid:
        told += f" ({t(f.hint)})"
    return (told + ("" if not f.required else " *")).replace("%", "%%")


def run_kinds(args: argparse.Namespace, out: Out) -> int:
    """Every kind of calculation with its inputs."""
    if out.as_json:
        out.json(
            [
                {
                    "id": kind.id,
                    "title": kind.title,
                    "inputs": [
                        {
                            "name": f.name,
                            "label": f.label,
                            "required": f.required,
                            "options": list(options_of(kind, f.name)),
                        }
                        for f in inputs_of(kind)
                    ],
                }
                for kind in wages.KINDS.values()
            ]
        )
        return 0
    for kind in wages.KINDS.values():
        out.say(say("{id:<20} {title}", id=kind.id, title=kind.title))
    out.say(say("What each asks for: laborcase wages KIND --help"))
    return 0


def run_count(args: argparse.Namespace, out: Out) -> int:
    """Count; with ``--keep`` the calculation is entered into a docket."""
    typed = {
        name.removeprefix("input_"): value
        for name, value in vars(args).items()
        if name.startswith("input_") and value
    }
    if (args.line or args.take or args.evidence) and not args.keep:
        raise Usage(say("--line, --take and --evidence go with --keep KEY."))
    kind = kind_of(args.what)
    if not (args.keep or args.register or os.environ.get("LABORCASE_REGISTER")):
        now = system_clock().astimezone(ZoneInfo("Asia/Shanghai"))
        found = kind.count(read_inputs(kind, typed, now), wages.Ground(today=now.date()))
        _tell(found, out)
        return 0
    with open_seat(args) as desk:
        now = desk.now()
        ground = desk.office.wage_ground(now.date())
        found = kind.count(read_inputs(kind, typed, now), ground)
        commit = None
        if args.keep:
            act = WagesCounted(
                what=Line(kind.id),
                inputs=tuple(
                    WageInput(name=Line(name), value=Line(_fixed(kind, name, text, now)))
                    for name, text in typed.items()
                ),
                about=Line(args.line),
                take=args.take,
                evidence=Line(args.evidence),
                nevertheless=Text(args.nevertheless),
            )
            commit = desk.enter(act, on=args.keep)
        if out.as_json and commit is not None:
            out.json({**wages.found_data(found, out.lang), "entered": commit})
            return 0
        _tell(found, out)
        if commit is not None:
            print_commit(commit, out)
    return 0


def _fixed(kind: wages.Kind, name: str, text: str, now: datetime) -> str:
    """A typed day in full, so that it means the same whenever it is read again."""
    f = next(f for f in inputs_of(kind) if f.name == name)
    return day(text, now.date()).isoformat() if f.type is date else text


def _tell(found: wages.Found, out: Out) -> None:
    if out.as_json:
        out.json(wages.found_data(found, out.lang))
        return
    for part, line in wages.found_lines(found, out.lang):
        out.say(say("! {text}", text=line) if part == "note" else line)


# ------------------------------------------------------------------ local figures


def read_figures(path: Path) -> FiguresAdded:
    """The act that adds the local figures of a TOML file, ``[[figure]]`` by ``[[figure]]``; sums
    are typed in yuan.

    :raises Invalid: with everything that is wrong, each at its row.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
    except (ValueError, RecursionError) as wrong:
        raise Invalid(
            say("{file} is not a TOML file: {reason}", file=path.name, reason=str(wrong))
        ) from wrong
    table = raw.get("figure")
    if not isinstance(table, list) or set(raw) - {"figure"}:
        raise Invalid(say("{file}: a list of tables is needed.", file=path.name))
    problems: list[Problem] = []
    figures = []
    for n, row in enumerate(table, 1):
        made = dict(row) if isinstance(row, dict) else {}
        try:
            made["sum"] = money(str(made.get("sum", "")))
        except Invalid as wrong:
            problems += [Problem(f"figures.{n}.sum", p.text) for p in wrong.problems]
        figures.append({k: v.isoformat() if isinstance(v, date) else v for k, v in made.items()})
    if problems:
        raise Invalid(*problems)
    act = codec.read_act(FiguresAdded.kind, {"figures": figures})
    assert isinstance(act, FiguresAdded)
    return act


def run_local(args: argparse.Namespace, out: Out) -> int:
    """The local figures of the office, or more of them from a file."""
    if args.what == "list":
        with open_seat(args) as desk:
            there = desk.office.figures
        if out.as_json:
            out.json([codec.plain_value(f) for f in there])
            return 0
        for line in figure_lines(there):
            out.say(line)
        if not there:
            out.say(say("The office has no local figure yet: laborcase wages figures add FILE."))
        return 0
    if not args.file:
        raise Usage(say("Give the file with the figures."))
    act = read_figures(Path(args.file))
    with open_seat(args) as desk:
        reasons = desk.check(act, on=OFFICE)
        if reasons:
            raise Refused(reasons)
        if args.dry_run:
            for line in figure_lines(act.figures):
                out.say(line)
            out.say(say("Nothing was entered."))
            return 0
        print_commit(desk.enter(act, on=OFFICE), out)
    return 0


# ------------------------------------------------------------------ wage sheets


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
