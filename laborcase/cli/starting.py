"""Verbs that begin a register and look after it: the program, demo, init, doctor, schema."""

import argparse
import contextlib
import signal
import sys
import tempfile
from pathlib import Path

from ..errors import RegisterError, Usage
from ..opening import (
    default_register,
    found_register,
    read_office,
    system_clock,
)
from ..store import SERVER, shown
from ..words import say, speak
from .out import Out, need_terminal, open_seat
from .reading import docket_json, print_docket
from .serving import let_work, on_server


def open_program(args: argparse.Namespace, out: Out) -> int:
    """The terminal program on the register."""
    from tui.app import run

    need_terminal()
    url = default_register()
    # Whether there is one on a server, only the server can say.
    here = not url.startswith(SERVER)
    if not args.register and here and not Path(url.removeprefix("tinydb:")).exists():
        from tui.app import first_run

        if not first_run(url, out.lang):
            return 0
    with open_seat(args) as desk:
        return run(desk, lang=out.lang)


def run_demo(args: argparse.Namespace, out: Out) -> int:
    """The demonstration office, in a temporary folder unless kept."""
    from .. import demo

    if args.headless and args.keep:
        raise Usage(say("--keep goes with the program, not with --headless: that keeps nothing."))
    if args.headless:
        with demo.story(system_clock) as (desk, key):
            dockets = [desk.docket(k) for k in (*desk.case(key).complaints, key)]
            if out.as_json:
                out.json([docket_json(docket) for docket in dockets])
            else:
                for docket in dockets:
                    print_docket(docket, desk.office, out)
        return 0
    from tui.app import run
    from tui.drafts import Drafts

    need_terminal()
    if hasattr(signal, "SIGHUP"):  # the window is closed: the temporary folder goes, too
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(1))
    with contextlib.ExitStack() as stack:
        folder = args.keep or str(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "demo")
        desk = stack.enter_context(demo.office(folder))
        if not args.keep:
            stack.callback(Drafts().drop, desk.register)
        return run(desk, lang=out.lang, demo=True)


def run_init(args: argparse.Namespace, out: Out) -> int:
    """Make a register."""
    for_server = args.account or args.spread
    if for_server:
        on_server(args.url)
    founding = read_office(Path(args.office))
    with found_register(args.url, founding) as desk:
        if for_server:
            let_work(args.url, args.account, spread=args.spread)
        url = shown(args.url)
        out.json({"url": url, "office": desk.office.name}) if out.as_json else out.say(
            say("The register of {office} is made in {url}.", office=desk.office.name, url=url)
        )
    return 0


def run_doctor(args: argparse.Namespace, out: Out) -> int:
    """What to look at before the dates are trusted."""
    with open_seat(args) as desk:
        found = desk.doctor(out.lang)
    code = RegisterError.exit_code if any(f.about == "damage" for f in found) else 0
    if out.as_json:
        rows = ({"kind": f.kind, "about": f.about, "text": f.text} for f in found)
        out.json([{**row, "text": speak(row["text"], out.lang)} for row in rows])
        return code
    titles = {
        "register": say("The register"),
        "calendar": say("Calendar"),
        "provision": say("Provisions to look at again"),
        "second_hand": say("Rules that were not read in full"),
        "clock": say("Clocks that do not run"),
    }
    for kind, title in titles.items():
        own = [f for f in found if f.kind == kind]
        if own:
            out.say(title)
        for f in own:
            out.say(say("  {line}", line=f.text))
    if not found:
        out.say(say("Nothing to look at."))
    return code


def run_schema(args: argparse.Namespace, out: Out) -> int:
    """The schemas: printed, written, or compared with the committed ones."""
    from .. import schema

    made = schema.documents()
    if args.write:
        folder = Path(args.write)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in made.items():
                (folder / name).write_text(text, "utf-8")
        except OSError as wrong:
            raise Usage(
                say("{path} cannot be written: {why}.", path=args.write, why=wrong.strerror or "")
            ) from wrong
        return 0
    if args.check:
        if not Path(args.check).is_dir():
            raise Usage(
                say(
                    "There is no folder {path} here: name the one with the committed schemas.",
                    path=args.check,
                )
            )
        old = [
            name
            for name, text in made.items()
            if not (Path(args.check) / name).exists()
            or (Path(args.check) / name).read_text("utf-8") != text
        ]
        for name in old:
            out.say(say("{name} is not what the acts say: write it anew with --write.", name=name))
        return 1 if old else 0
    out.print(made["acts.json"])
    return 0
