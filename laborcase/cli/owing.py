"""The verbs of ``laborcase wages``: calculations of what workers are owed, wage sheets, and the
local figures they stand on."""

import argparse
import os
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .. import codec
from ..acts.wages import FiguresAdded, WagesCounted
from ..errors import Invalid, Problem, Refused, Usage
from ..fields import Declared
from ..law import wages
from ..opening import system_clock
from ..record.docket import OFFICE
from ..record.wages import (
    WageInput,
    figure_lines,
    inputs_of,
    kind_of,
    options_of,
    read_inputs,
)
from ..values import Line, Text, day, money
from ..words import Said, say
from .acting import print_commit
from .out import Out, open_seat
from .sheet import add_sheet_options, run_sheet

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
    add_sheet_options(
        verb("sheet", run_sheet, say("what a wage sheet comes to, beside what is claimed")), t
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
