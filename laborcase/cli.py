"""The command line: every verb, ``--json`` everywhere, errors as sentences on stderr.

Exit codes: 0 done or intact; 1 refused; 2 wrong use; 3 conflict; 4 damaged, changed or
unreachable register; 74 the answer could not be written out (what was asked for is done).
"""

import argparse
import contextlib
import json
import locale
import os
import re
import signal
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn, TypeAlias, cast
from zoneinfo import ZoneInfo

import msgspec
from attrs import asdict

from . import codec, law, telling, values
from .acts import CalendarAdded, Corrected, Registered
from .acts.base import Act, listed
from .acts.office import present_of
from .bulk import read_table
from .desk import Desk
from .entering import Commit
from .errors import Invalid, LaborCaseError, Problem, Reason, Refused, RegisterError, Usage
from .fields import Choice, FileHash
from .figures import CLASSED, Changed, Figure, Figures
from .handing import Duties
from .law import amounts, clock_title
from .law.figures import figure_rules
from .opening import (
    default_register,
    found_register,
    open_desk,
    read_office,
    system_clock,
)
from .printing import Sheet, write_new
from .record.case import Case
from .record.claims import workers_words
from .record.complaint import Complaint
from .record.docket import OFFICE, Docket, Entry
from .record.office import Office
from .shifting import as_json
from .store import SORTS
from .today import GROUPS, about
from .visible import visible
from .words import LANGUAGES, Said, say, speak

Verb: TypeAlias = "Callable[[argparse.Namespace, Out], int]"
"""What a verb does; returns the exit code."""

OUTPUT_FAILED: Final = 74
"""EX_IOERR of sysexits.h: neither a refusal nor a damaged register."""


class OutputFailed(Exception):
    """The answer could not be written out: a full disk, a closed device."""


class Out:
    """Where a verb writes: sentences in the chosen language, or one JSON document."""

    def __init__(self, lang: str, as_json: bool) -> None:
        self.lang = lang
        self.as_json = as_json

    def say(self, text: str) -> None:
        """One line for people; nothing in it can command the terminal."""
        self.print(visible(speak(text, self.lang), keep="\n"))

    def json(self, thing: object) -> None:
        """One JSON document; its sentences are in the chosen language."""
        self.print(msgspec.json.encode(thing, enc_hook=self._sentence).decode())

    def print(self, text: str) -> None:
        """Text as it is.

        :raises OutputFailed: when it cannot be written.
        """
        try:
            print(text)
        except BrokenPipeError:
            raise
        except OSError as wrong:
            raise OutputFailed(wrong.strerror or "") from wrong

    def flush(self) -> None:
        """Let nothing wait in the buffer: what cannot be written is found now, not at the exit.

        :raises OutputFailed: when it cannot be written.
        """
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as wrong:
            raise OutputFailed(wrong.strerror or "") from wrong

    def _sentence(self, value: object) -> str:
        if isinstance(value, Said):
            return speak(value, self.lang)
        raise NotImplementedError  # how the encoder is told that a value is none of its own


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _harmless_streams()
    argv = list(sys.argv[1:] if argv is None else argv)
    args = _parser(_early_lang(argv)).parse_args(argv)
    lang = args.lang = args.lang or default_lang()
    out = Out(lang, args.json not in (None, False))
    try:
        code = int(args.run(args, out))
        out.flush()
    except LaborCaseError as wrong:
        for sentence in _sentences(wrong, lang):
            _tell(sentence, lang)
        if out.as_json and isinstance(wrong, (Invalid, Refused)):
            with contextlib.suppress(OSError, OutputFailed):  # it has been told
                out.json(_told(wrong))
        return wrong.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing is left to tell it.
        _silence()
        return 0
    except OutputFailed as failed:
        _silence()
        _tell(
            say(
                "The answer could not be written out ({why}). What was asked for is done: look "
                "before you do it again.",
                why=str(failed),
            ),
            lang,
        )
        return OUTPUT_FAILED
    except KeyboardInterrupt:
        return 130
    return code


def _tell(sentence: str, lang: str) -> None:
    print(visible(speak(sentence, lang), keep="\n"), file=sys.stderr)


def _silence() -> None:
    """Send what is left in the buffer of stdout nowhere, so that the exit does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentences(wrong: LaborCaseError, lang: str) -> Iterator[Said]:
    if isinstance(wrong, Invalid) and wrong.reasons:
        yield Invalid(*wrong.problems).sentence
        yield from (_reason(r, lang) for r in wrong.reasons)
    elif isinstance(wrong, Refused):
        yield from (_reason(r, lang) for r in wrong.reasons)
    else:
        yield wrong.sentence


def _told(wrong: Invalid | Refused) -> dict[str, object]:
    """What stands against it, each with its path, as a script reads it."""
    problems = wrong.problems if isinstance(wrong, Invalid) else ()
    return {
        "problems": [{"path": p.path, "text": p.text} for p in problems],
        "reasons": [
            {"path": r.path, "text": r.text, "basis": r.basis, "who": r.who, "soft": r.soft}
            for r in wrong.reasons
        ],
    }


def _reason(reason: Reason, lang: str) -> Said:
    """A reason with its provision as the trade cites it, and who can supply what is missing."""
    told = reason.text
    if reason.basis:
        cited = law.basis(reason.basis).cited(lang)
        told = say("{sentence} Basis: {basis}.", sentence=told, basis=cited)
    if reason.who:
        told = say("{sentence} Who can supply it: {who}.", sentence=told, who=reason.who)
    return told


def _harmless_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def default_lang() -> str:
    """The language of the account: Chinese where its locale is Chinese, else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh_CN" if value.lower().startswith("zh") else "en"
    code = locale.getlocale()[0] or ""
    return "zh_CN" if code.lower().startswith(("zh", "chinese")) else "en"


def _early_lang(argv: Sequence[str]) -> str:
    for i, word in enumerate(argv):
        if word == "--lang" and i + 1 < len(argv) and argv[i + 1] in LANGUAGES:
            return argv[i + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    return default_lang()


# ------------------------------------------------------------------ the words of the command line


def _parser(lang: str) -> argparse.ArgumentParser:
    def t(text: Said) -> str:
        return speak(text, lang)

    class Parser(argparse.ArgumentParser):
        """Says what is wrong with the words of a command in the chosen language."""

        def error(self, message: str) -> NoReturn:
            usage = self.format_usage().removeprefix("usage: ").rstrip()
            _tell(say("Usage: {usage}", usage=usage), lang)
            _tell(_wrong_use(message), lang)
            self.exit(Usage.exit_code)

    def common() -> Parser:
        # Suppressed, so that an option before the verb is not overwritten by the verb's default.
        made = Parser(add_help=False, argument_default=argparse.SUPPRESS)
        url = t(say("the register: a folder (else LABORCASE_REGISTER)"))
        made.add_argument("--register", metavar="URL", help=url)
        who = t(say("who acts (else LABORCASE_OFFICER, else this account)"))
        made.add_argument("--officer", metavar="ID", help=who)
        made.add_argument("--lang", choices=LANGUAGES, help=t(say("language")))
        return made

    def plain() -> Parser:
        made = Parser(add_help=False, argument_default=argparse.SUPPRESS)
        made.add_argument("--json", action="store_true", help=t(say("one JSON document")))
        return made

    top = Parser(
        prog="laborcase",
        parents=[common(), plain()],
        description=t(
            say(
                "Case management for labour-inspection offices. Without a verb it opens "
                "the terminal program."
            )
        ),
    )
    top.set_defaults(run=open_program, register="", officer="", lang=None, json=None)
    verbs = top.add_subparsers(metavar="VERB")

    def verb(name: str, run: Verb, text: Said, output: Parser | None = None) -> Parser:
        made = verbs.add_parser(
            name, parents=[common(), output or plain()], help=t(text), description=t(text)
        )
        made.set_defaults(run=run)
        return made

    demo = verb("demo", run_demo, say("the program with a demonstration office"))
    demo.add_argument(
        "--headless", action="store_true", help=t(say("play one story and print its docket"))
    )
    demo.add_argument("--keep", metavar="DIR", help=t(say("keep the register in this folder")))

    init = verb("init", run_init, say("make a register of an office file"))
    init.add_argument("url", metavar="URL")
    init.add_argument(
        "--office",
        metavar="FILE",
        required=True,
        help=t(say("the office in TOML, like examples/zhoukou-zone.toml")),
    )

    given = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    given.add_argument(
        "--json",
        metavar="FILE",
        nargs="?",
        const="",
        help=t(say("the act as a JSON file (- is stdin); without a file, only the answer is JSON")),
    )
    enter = verb("enter", run_enter, say("enter an act into a docket"), given)
    enter.add_argument("kind", metavar="KIND")
    enter.add_argument("key", metavar="KEY", nargs="?", default="")
    enter.add_argument(
        "--field",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help=t(say("one field, read as in a form; @file for a file")),
    )
    enter.add_argument(
        "--expected",
        type=int,
        metavar="N",
        help=t(say("how many entries the docket has, as far as you know")),
    )
    enter.add_argument(
        "--client-key",
        metavar="UUID",
        help=t(say("your own id of this commit; a second try returns the first")),
    )
    enter.add_argument(
        "--propose", action="store_true", help=t(say("propose the act for signature instead"))
    )
    enter.add_argument(
        "--opinion", metavar="TEXT", default="", help=t(say("the opinion it is proposed with"))
    )
    enter.add_argument(
        "--again", metavar="ID", default="", help=t(say("the proposal that was sent back (R1)"))
    )

    enter.add_argument(
        "--what-if",
        action="store_true",
        help=t(say("say which limits and papers would move, and enter nothing")),
    )
    verb("today", run_today, say("what waits for this officer today"))
    enter.add_argument(
        "--csv",
        metavar="FILE",
        default="",
        help=t(say("a table, one act a row (- is stdin): all are entered or none")),
    )
    enter.add_argument(
        "--dry-run", action="store_true", help=t(say("check the table and write nothing"))
    )
    verb("similar", run_similar, say("complaints that look like one not yet entered"), given)

    lists = verb("list", run_list, say("a page of the worklist"))
    lists.add_argument("--queue", default="all")
    lists.add_argument("--text", default="")
    lists.add_argument("--respondent", default="")
    lists.add_argument("--of", metavar="ID", default="", help=t(say("dockets of this officer")))
    lists.add_argument("--authority", metavar="ID", default="")
    lists.add_argument("--kind", choices=("complaint", "tipoff", "case"), default="")
    lists.add_argument(
        "--due-before", metavar="DAY", default="", help=t(say("limits that end before this day"))
    )
    lists.add_argument("--sort", default="due", choices=SORTS)
    lists.add_argument("--limit", type=int, default=50)
    lists.add_argument("--after", default="")

    counting = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    form = counting.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=t(say("one JSON document")))
    form.add_argument("--csv", action="store_true", help=t(say("a table for a spreadsheet")))
    figures = verb("figures", run_figures, say("the figures of a period"), counting)
    figures.set_defaults(csv=False)
    figures.add_argument("start", metavar="FROM")
    figures.add_argument("end", metavar="TO")
    figures.add_argument(
        "--as-known-on",
        metavar="DAY",
        default="",
        help=t(say("only what was entered up to the end of this day")),
    )
    figures.add_argument(
        "--authority", metavar="ID", default="", help=t(say("only dockets of this authority"))
    )
    figures.add_argument(
        "--by", choices=tuple(CLASSED), default="", help=t(say("also split by this"))
    )
    figures.add_argument(
        "--dockets", action="store_true", help=t(say("also the dockets behind each figure"))
    )
    figures.add_argument(
        "--changes",
        action="store_true",
        help=t(say("what today says otherwise than that day, with the later entries")),
    )

    passing = verb("hand-over", run_hand_over, say("what an officer holds, and who takes it over"))
    passing.add_argument("who", metavar="OFFICER")
    passing.add_argument("--to", metavar="ID", default="", help=t(say("who takes over everything")))
    passing.add_argument(
        "--docket",
        metavar="KEY=ID",
        action="append",
        default=[],
        help=t(say("who takes over this docket; KEY= means that a pair is assigned later")),
    )
    passing.add_argument("--note", metavar="TEXT", default="", help=t(say("the hand-over note")))
    passing.add_argument(
        "--dry-run", action="store_true", help=t(say("check everything and write nothing"))
    )

    for name, run, text in (
        ("show", run_show, say("what a docket says")),
        ("docket", run_docket, say("a docket entry by entry")),
        ("permitted", run_permitted, say("which acts are possible, and why others are not")),
        ("why", run_why, say("why a limit falls on its day")),
    ):
        made = verb(name, run, text)
        made.add_argument("key", metavar="KEY", nargs="?" if name == "permitted" else None)
        if name == "why":
            made.add_argument("clock", metavar="CLOCK", nargs="?", default="")

    printed = verb("print", run_print, say("a paper of a docket, as text or as a page"))
    printed.add_argument("key", metavar="KEY")
    printed.add_argument(
        "paper",
        metavar="PAPER",
        nargs="?",
        default="",
        help=t(say("P1, a D-code such as D01, or a number; empty = list what can be printed")),
    )
    printed.add_argument(
        "-o",
        dest="to",
        metavar="FILE",
        default="",
        help=t(say("write a new file; a name that ends in .html makes a page")),
    )
    opined = verb("opinions", run_opinions, say("what the law makes of a docket, with its grounds"))
    opined.add_argument("key", metavar="KEY")
    opined.add_argument(
        "which",
        metavar="WHICH",
        nargs="?",
        default="",
        help=t(say("one kind of opinion, such as acceptance, jurisdiction or transfer")),
    )
    identity = verb(
        "identity", run_identity, say("open who must stay unknown in a docket, for a purpose")
    )
    identity.add_argument("key", metavar="KEY")
    identity.add_argument(
        "--purpose", metavar="TEXT", required=True, help=t(say("what for; the heads read it"))
    )
    identity.add_argument(
        "--file", metavar="SHA256", default="", help=t(say("a kept file of the docket"))
    )
    identity.add_argument(
        "--output", metavar="FILE", default="", help=t(say("where that file is written"))
    )

    days = verb("days", run_days, say("count a period from a day"))
    days.add_argument("start", metavar="FROM")
    days.add_argument("n", type=int, metavar="N")
    days.add_argument(
        "--unit", default="working", choices=("hour", "working", "calendar", "month", "year")
    )

    reading = verb(
        "law",
        run_law,
        say("find and read provisions, the law of a breach, and how much a fine can be"),
    )
    reading.add_argument("what", choices=("search", "show", "breach", "fine"))
    reading.add_argument(
        "words",
        metavar="TEXT",
        nargs="+",
        help=t(
            say("words, an article, a short name; an id; or a cause and its first and last day")
        ),
    )
    reading.add_argument(
        "--on", metavar="DAY", default="", help=t(say("the day it is relied on, or decided"))
    )
    reading.add_argument(
        "--dockets", action="store_true", help=t(say("also the open dockets that cite it"))
    )
    reading.add_argument(
        "--fact",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=t(say("one fact of a fine, such as workers=35 or illegal_gain=2万")),
    )
    reading.add_argument(
        "--table", metavar="FILE", default="", help=t(say("a discretion table of your own"))
    )

    check = verb("check", run_check, say("check a credit code or a resident number"))
    check.add_argument("what", choices=("credit-code", "resident-number"))
    check.add_argument("value")

    calendar = verb("calendar", run_calendar, say("add a year to the calendar from its notice"))
    calendar.add_argument("what", choices=("add",))
    calendar.add_argument(
        "file",
        metavar="FILE",
        help=t(say("the year in TOML, laid out like laborcase/law/data/calendar/2026.toml")),
    )
    calendar.add_argument(
        "--yes", action="store_true", help=t(say("enter it without asking, once it is told"))
    )
    calendar.add_argument(
        "--dry-run", action="store_true", help=t(say("tell what would move and write nothing"))
    )

    verb("verify", run_verify, say("read the whole register and prove it unchanged"))
    verb("doctor", run_doctor, say("what to look at before the dates are trusted"))
    schema = verb("schema", run_schema, say("the JSON Schemas of the acts"))
    schema.add_argument(
        "--check",
        metavar="DIR",
        nargs="?",
        const="schemas",
        help=t(say("compare with the files in this folder")),
    )
    schema.add_argument("--write", metavar="DIR", help=t(say("write the files")))
    return top


_WRONG_USE: Final = (
    (r"the following arguments are required: (?P<names>.*)", say("Missing: {names}.")),
    (r"unrecognized arguments: (?P<names>.*)", say("Not understood: {names}.")),
    (
        r"argument (?P<name>.*?): invalid choice: '?(?P<typed>.*?)'? \(choose from "
        r"(?P<choices>.*)\)",
        say("{name}: “{typed}” is none of: {choices}."),
    ),
    (r"argument (?P<name>.*?): expected .*", say("{name}: a value is missing.")),
    (
        r"argument (?P<name>.*?): invalid int value: '(?P<typed>.*)'",
        say("{name}: “{typed}” is not a whole number."),
    ),
    (
        r"ambiguous option: (?P<typed>.*?) could match (?P<choices>.*)",
        say("“{typed}” can mean: {choices}."),
    ),
)
"""What argparse says, by the words it says it with in Python 3.11 to 3.13."""


def _wrong_use(message: str) -> Said:
    for pattern, sentence in _WRONG_USE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(sentence.msgid, **found.groupdict())
    return say("{message}", message=message)


# ------------------------------------------------------------------ verbs


def _desk(args: argparse.Namespace) -> Desk:
    return open_desk(args.register, officer=args.officer, tell=lambda desk: _moved(desk, args.lang))


def _moved(desk: Desk, lang: str) -> None:
    """Say on stderr which dates moved because the rules changed: nobody says it later."""
    for line in desk.moved_in_words(lang) if sys.stderr else ():  # closed: not among the answers
        print(visible(line), file=sys.stderr)


def open_program(args: argparse.Namespace, out: Out) -> int:
    """The terminal program on the register."""
    from tui.app import run

    _need_terminal()
    if not args.register and not Path(default_register()).exists():
        from tui.app import first_run

        if not first_run(default_register(), out.lang):
            return 0
    with _desk(args) as desk:
        return run(desk, lang=out.lang)


def _need_terminal() -> None:
    # A stream that was closed before the start is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Usage(
            say(
                "The program needs a terminal. In a script use the verbs, such as “laborcase list”."
            )
        )


def run_demo(args: argparse.Namespace, out: Out) -> int:
    """The demonstration office, in a temporary folder unless kept."""
    from . import demo

    if args.headless and args.keep:
        raise Usage(say("--keep goes with the program, not with --headless: that keeps nothing."))
    if args.headless:
        with demo.story(system_clock) as (desk, key):
            dockets = [desk.docket(k) for k in (*desk.case(key).complaints, key)]
            if out.as_json:
                out.json([_docket_json(docket) for docket in dockets])
            else:
                for docket in dockets:
                    _print_docket(docket, desk.office, out)
        return 0
    from tui.app import run
    from tui.drafts import Drafts

    _need_terminal()
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
    founding = read_office(Path(args.office))
    with found_register(args.url, founding) as desk:
        out.json({"url": args.url, "office": desk.office.name}) if out.as_json else out.say(
            say("The register of {office} is made in {url}.", office=desk.office.name, url=args.url)
        )
    return 0


def run_enter(args: argparse.Namespace, out: Out) -> int:
    """Enter one act, or propose it for signature."""
    # Before the verb, --json asks for a JSON answer alone; beside --field, no file can be meant.
    file = args.json if isinstance(args.json, str) else ""
    if file and args.field and not args.key:
        args.key, file = file, ""
    if file and args.field:
        raise Usage(say("Give either --json FILE or --field, not both."))
    if (args.opinion or args.again) and not args.propose:
        raise Usage(say("--opinion and --again go with --propose."))
    if args.propose and not args.key:
        raise Usage(say("Say in which docket it is proposed."))
    if args.csv:
        return _enter_table(args, file, out)
    if args.dry_run:
        raise Usage(say("--dry-run goes with --csv; for one act there is --what-if."))
    if args.client_key is not None:
        args.client_key = _uuid(args.client_key)
    with _desk(args) as desk:
        try:
            act = _read_act(args, file, desk)
        except Invalid as wrong:
            cls = codec.act_class(args.kind)
            raise (wrong if args.propose else desk.unreadable(wrong, cls, args.key)) from None
        if args.what_if:
            _what_if(args, act, desk, out)
            return 0
        if args.propose:
            commit = desk.propose(
                act,
                on=args.key,
                opinion=args.opinion,
                again=args.again,
                expected=args.expected,
                key=args.client_key,
            )
        elif isinstance(act, Registered) and not args.key:
            commit = desk.take_in(act, key=args.client_key)
        else:
            commit = desk.enter(act, on=args.key, expected=args.expected, key=args.client_key)
        _print_commit(commit, out)
    return 0


def _what_if(args: argparse.Namespace, act: Act, desk: Desk, out: Out) -> None:
    """Say what an act would move; nothing is entered."""
    on = desk.key_of(args.key) if args.key else ""
    found = desk.what_if(act, on=on, propose=args.propose)
    shifts = desk.shifts(act, on=on, tell=_reading(out.lang)) if on == OFFICE else None
    if out.as_json:
        more = {"office": as_json(shifts, out.lang)} if shifts else {}
        out.json({**found.json(out.lang), **more})
        return
    if args.propose:
        out.say(say("Proposed, it moves nothing. Once it is signed:"))
    for line in found.told(out.lang):
        out.say(line)
    for told in shifts.told(out.lang) if shifts else ():
        out.say(told)
    if not (found.moves or shifts):
        out.say(say("No limit and no paper moves."))
    out.say(say("Nothing was entered."))


def _reading(lang: str) -> Callable[[int], None]:
    """Tells on stderr how many open dockets were read, where there are many."""

    def tell(read: int) -> None:
        if read % 1000 == 0:
            _tell(say("Open dockets read: {n}", n=read), lang)

    return tell


def run_calendar(args: argparse.Namespace, out: Out) -> int:
    """Add a year to the calendar: first it is told what moves."""
    try:
        act = CalendarAdded.of(law.read_year(Path(args.file)))
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=args.file, why=wrong.strerror or "")
        ) from wrong
    if out.as_json and not (args.yes or args.dry_run):
        raise Usage(say("With --json nobody is asked: give --yes or --dry-run."))
    with _desk(args) as desk:
        entries = len(desk.docket(OFFICE).entries)
        shifts = desk.shifts(act, tell=_reading(out.lang))
        if not out.as_json:
            for line in shifts.told(out.lang) if shifts else ():
                out.say(line)
        commit = None
        if not args.dry_run and (args.yes or _yes(out)):
            commit = desk.enter(act, on=OFFICE, expected=entries)
        if out.as_json:
            told = as_json(shifts, out.lang) if shifts else {}
            out.json({"year": act.year, **told, "entered": commit})
        elif commit is None:
            out.say(say("Nothing was entered."))
        else:
            _print_commit(commit, out)
    return 0


def _yes(out: Out) -> bool:
    """Ask whether it is to be entered."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Usage(say("Nobody is here to be asked: give --yes or --dry-run."))
    out.say(say("Enter it? (y/n)"))
    out.flush()
    return values.plain(sys.stdin.readline()) in ("y", "yes", "是")


def _enter_table(args: argparse.Namespace, file: str, out: Out) -> int:
    """Enter the rows of a table, all or none."""
    one = args.key or args.field or file or args.propose or args.expected or args.client_key
    if one or args.what_if:
        raise Usage(say("--csv goes with --dry-run alone: every row is an act of its own."))
    data = _input(args.csv)
    with _desk(args) as desk:
        acts = read_table(desk, args.kind, data)
        if args.dry_run:
            out.json({"rows": len(acts)}) if out.as_json else out.say(
                say(
                    "{n} row can be entered; nothing was written."
                    if len(acts) == 1
                    else "{n} rows can be entered; nothing was written.",
                    n=len(acts),
                )
            )
            return 0
        commits = desk.enter_many([(desk, act, "") for act in acts])
        if out.as_json:
            out.json(commits)
        else:
            for commit in commits:
                _print_commit(commit, out)
            n = len(commits)
            out.say(say("{n} row was entered." if n == 1 else "{n} rows were entered.", n=n))
    return 0


def _uuid(typed: str) -> str:
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        raise Usage(say("--client-key wants a UUID, not “{given}”.", given=typed[:80])) from None


def _read_act(args: argparse.Namespace, file: str, desk: Desk) -> Act:
    received = {"received": desk.now().isoformat(timespec="minutes")}
    now = received if args.kind == Registered.kind else {}
    if not file:
        typed = {**now, **_typed(args, desk)}
        if args.kind == Corrected.kind:
            typed = _as_in_a_form(typed, args.key, desk)
        present = present_of(codec.act_class(args.kind), desk.office, typed)
        return codec.from_text(args.kind, typed, desk.now(), present)
    raw = _json_input(file)
    return codec.read_act(args.kind, {**now, **raw} if isinstance(raw, dict) else raw)


def _as_in_a_form(typed: dict[str, str], key: str, desk: Desk) -> dict[str, str]:
    """A correction with its new values as JSON, each typed as in the form of what it corrects."""
    entries = desk.docket(key).entries if key else ()
    target = next((e for e in entries if str(e.n) == typed.get("entry")), None)
    if target is None:
        return typed
    found, problems = dict(typed), list[Problem]()
    for path, text in typed.items():
        row = path.removesuffix(".value")
        if row == path or f"{row}.path" not in typed:
            continue
        try:
            cls = cast("type[Act]", type(target.act))
            found[path] = codec.changed_value(cls, typed[f"{row}.path"], text, desk.now())
        except Invalid as wrong:
            problems += [Problem(path, p.text) for p in wrong.problems]
    if problems:
        raise Invalid(*problems)
    return found


def run_similar(args: argparse.Namespace, out: Out) -> int:
    """Complaints that may be the same matter as a registration that is not entered yet."""
    if not args.json:
        raise Usage(say("Give the registration as a file: --json FILE (- is stdin)."))
    with _desk(args) as desk:
        act = codec.read_act(Registered.kind, _json_input(args.json))
        assert isinstance(act, Registered)
        found = desk.similar(act)
    out.json([{"docket": s.docket, "why": s.why, "by": s.by, "likely": s.likely} for s in found])
    return 0


def _input(name: str) -> bytes:
    if name == "-" and sys.stdin is None:  # closed before the start
        raise Usage(say("There is nothing to read on the standard input."))
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=name, why=wrong.strerror or "")
        ) from wrong


def _json_input(name: str) -> object:
    data = _input(name)
    try:
        return json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        if isinstance(wrong, Invalid):
            raise
        raise Invalid(say("{path} is not JSON: {why}.", path=name, why=str(wrong))) from wrong


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Invalid(say("{names}: given twice.", names=", ".join(twice)))
    return dict(pairs)


def _typed(args: argparse.Namespace, desk: Desk) -> dict[str, str]:
    cls = codec.act_class(args.kind)
    typed: dict[str, str] = {}
    files: list[str] = []
    for pair in args.field:
        path, equals, value = pair.partition("=")
        if not equals:
            raise Usage(say("--field wants PATH=VALUE, not “{given}”.", given=pair[:80]))
        path = ".".join(str(int(p)) if p.isdecimal() else p for p in path.split("."))
        if path in typed:
            raise Usage(say("--field {path} is given twice.", path=path))
        f = codec.field_at(cls, path)
        if f is not None and f.type is FileHash and value.startswith("@"):
            files.append(path)
        typed[path] = value
    for path in files:
        secret = desk.keeps_secret(args.key, typed)
        typed[path] = desk.add_file(Path(typed[path][1:]), secret=secret)
    return typed


def _print_commit(commit: Commit, out: Out) -> None:
    if out.as_json:
        out.json(commit)
        return
    if not commit.new:
        out.say(say("This --client-key was used before: nothing new was written. Its commit:"))
    for docket, n in commit.dockets:
        out.say(say("{docket}, entry {n}", docket=docket, n=n))
    for number in commit.numbers:
        out.say(number.text)


def run_today(args: argparse.Namespace, out: Out) -> int:
    """What waits for one officer today, group by group."""
    with _desk(args) as desk:
        found = desk.today()
    if out.as_json:
        out.json([{**asdict(line), "what": str(line.what)} for line in found])
        return 0
    for group, title in GROUPS:
        lines = [line for line in found if line.group == group]
        if lines:
            out.say(say("{group} {n}", group=title, n=len(lines)))
        for line in lines:
            clock = clock_title(line.clock, out.lang)
            told = say(
                "  {day}  {key}  {name}  {what}",
                day=line.day.isoformat() if line.day else "-",
                key=line.docket,
                name=about(line),
                what=clock or line.what,
            )
            out.say(_doubted(told, line.doubt))
    return 0


def run_figures(args: argparse.Namespace, out: Out) -> int:
    """The figures of a period, as known today or on a day."""
    with _desk(args) as desk:
        today = desk.now().date()
        start, end = values.day(args.start, today), values.day(args.end, today)
        known = values.day(args.as_known_on, today) if args.as_known_on else None
        if args.changes:
            if known is None or args.csv:
                raise Usage(say("--changes goes with --as-known-on, and not with --csv."))
            _print_changes(desk.figures_changed(start, end, known, authority=args.authority), out)
            return 0
        report = desk.figures(start, end, known, authority=args.authority)
    if out.as_json:
        print(report.json().decode())
    elif args.csv:
        print(report.csv(out.lang), end="")
    else:
        _print_figures(report, args, out)
    return 0


def _print_figures(report: Figures, args: argparse.Namespace, out: Out) -> None:
    out.say(
        say(
            "{start} to {end}, as known on {day}",
            start=report.start.isoformat(),
            end=report.end.isoformat(),
            day=report.as_known_on.isoformat(),
        )
    )
    for f in report.figures:
        title = f.rule.title(out.lang)
        out.say(say("{n:>14}  {title}", n=_counted(f, f.total), title=title))
        if args.by:
            for code, n in report.by(f, args.by).items():
                name = report.class_name(args.by, code, out.lang)
                out.say(say("{n:>20}  {name}", n=_counted(f, n), name=name))
        if args.dockets:
            for part in f.parts:
                out.say(say("{n:>20}  {name}", n=_counted(f, part.n), name=part.docket))


def _counted(f: Figure, n: int) -> str:
    return values.money_text(n) if f.rule.unit == "fen" else str(n)


def _print_changes(changes: Sequence[Changed], out: Out) -> None:
    if out.as_json:
        out.json(
            [{**asdict(c), "entries": [{**asdict(e), "title": str(e.title)} for e in c.entries]}
             for c in changes]
        )  # fmt: skip
        return
    for c in changes:
        rule = figure_rules()[c.figure]
        money = rule.unit == "fen"
        then, now = (values.money_text(n) if money else str(n) for n in (c.then, c.now))
        out.say(
            say(
                "{title}: {docket} {then} → {now}",
                title=rule.title(out.lang),
                docket=c.docket,
                then=then,
                now=now,
            )
        )
        for e in c.entries:
            out.say(
                say(
                    "      entry {n}, {day}, {name}: {act}",
                    n=e.n,
                    day=e.on.isoformat(),
                    name=e.officer,
                    act=e.title,
                )
            )
    n = len(changes)
    out.say(say("{n} difference" if n == 1 else "{n} differences", n=n))


def run_hand_over(args: argparse.Namespace, out: Out) -> int:
    """What an officer holds; with a successor, the batch that hands it over."""
    with _desk(args) as desk:
        duties = desk.leaving(args.who)
        if not (args.to or args.docket):
            _print_duties(duties, out)
            return 0
        to: dict[str, str | None] = {d.docket: args.to for d in duties if args.to}
        for pair in args.docket:
            name, equals, officer = pair.partition("=")
            if not equals:
                raise Usage(say("--docket wants KEY=ID, not “{given}”.", given=pair[:80]))
            to[name if name == OFFICE else desk.key_of(name)] = officer or None
        commits = desk.hand_over(args.who, to, args.note, dry_run=args.dry_run)
        if out.as_json:
            out.json(commits)
        elif args.dry_run:
            out.say(
                say(
                    "{n} docket can be handed over; nothing was written."
                    if len(duties) == 1
                    else "{n} dockets can be handed over; nothing was written.",
                    n=len(duties),
                )
            )
        else:
            for commit in commits:
                _print_commit(commit, out)
    return 0


def _print_duties(duties: Sequence[Duties], out: Out) -> None:
    if out.as_json:
        out.json(
            [
                {
                    "docket": d.docket,
                    "name": d.name,
                    "held": [{"kind": h.kind, "about": h.about} for h in d.held],
                    "sole": [str(s) for s in d.sole],
                }
                for d in duties
            ]
        )
        return
    for d in duties:
        things = [*(h.text for h in d.held), *d.sole]
        out.say(
            say(
                "{key}  {name}  {stage}: {things}",
                key=d.docket,
                name=d.name,
                stage=d.stage,
                things=listed(things),
            )
        )
    n = len(duties)
    out.say(say("{n} docket" if n == 1 else "{n} dockets", n=n))


def run_list(args: argparse.Namespace, out: Out) -> int:
    """A page of the worklist."""
    with _desk(args) as desk:
        before = values.day(args.due_before, desk.now().date()) if args.due_before else None
        page = desk.find(
            desk.asking(
                queue=args.queue,
                text=args.text,
                respondent=args.respondent,
                officer=args.of,
                authority=args.authority,
                kind=args.kind,
                due_before=before,
                sort=args.sort,
                limit=args.limit,
                after=args.after,
            )
        )
        if out.as_json:
            out.json(page)
            return 0
        for row in page.rows:
            pair = "/".join(n for n in (row.lead_name, row.assistant_name) if n) or "-"
            if row.key in page.reminders:
                pair = speak(say("for {pair}", pair=pair), out.lang)
            told = say(
                "{line}",
                line="  ".join(
                    (
                        row.key,
                        row.due or "-",
                        row.respondent or row.place or "-",
                        pair,
                        speak(_stage(row.kind, row.stage), out.lang),
                    )
                ),
            )
            first, _, last = row.doubt.partition("/")
            doubt = (date.fromisoformat(first), date.fromisoformat(last)) if first else None
            out.say(_doubted(told, doubt))
        out.say(say("{shown} of {total}", shown=len(page.rows), total=page.total))
        if page.next:
            out.say(say("more: --after {mark}", mark=page.next))
    return 0


def _stage(kind: str, stage: str) -> str:
    from .record.case import CaseStage
    from .record.complaint import ComplaintStage

    try:
        return (CaseStage(stage) if kind == "case" else ComplaintStage(stage)).label
    except ValueError:
        return stage


def run_show(args: argparse.Namespace, out: Out) -> int:
    """The state of a docket."""
    with _desk(args) as desk:
        docket = desk.docket(args.key)
        state = docket.state
        if out.as_json:
            out.json(_state_json(desk, docket))
            return 0
        if isinstance(state, Complaint):
            lines = telling.complaint_lines(state, desk.office, out.lang)
        elif isinstance(state, Case):
            lines = telling.case_lines(state, desk.office, out.lang)
        else:
            lines = telling.office_lines(state)
        for line in lines:
            out.say(line)
        limits, today = desk.deadlines(docket.key), desk.now().date()
        if isinstance(state, (Complaint, Case)):
            for number in state.numbers:
                out.say(number.text)
            _say_money(state, out)
            for line in telling.work_lines(state, desk.office, limits, today, out.lang):
                out.say(line)
        for d in limits:
            if d.ticket:  # told with its ticket
                continue
            mark = telling.limit_state(d, today)
            clock = d.title(out.lang)
            line = say("{day}  {clock}  {mark}", day=d.due.isoformat(), clock=clock, mark=mark)
            out.say(_doubted(line, d.doubt))
    return 0


def _state_json(desk: Desk, docket: Docket) -> object:
    """A docket's state with what follows from it: stage, duties, what is missing, limits."""
    state = docket.state
    told = codec.pack_plain(state)
    if isinstance(state, Office):
        return told
    today = desk.now().date()
    told["stage"] = state.stage.value
    told["number"] = state.number
    limits = [
        {
            "clock": d.clock,
            "subject": d.subject,
            "due": d.due,
            "stopped": d.stopped.on if d.stopped else None,
            "late": d.late,
            "overdue": d.overdue(today),
            "over": d.over(today),
            "standing_since": d.standing.on if d.standing else None,
            "target": d.target,
            "provisional": d.provisional,
            "doubt": d.doubt,
        }
        for d in desk.deadlines(docket.key)
    ]
    signs = desk.crime_signs(docket.key)
    line = signs.line
    told["criminal_line"] = (
        {"line": line.id, "basis": line.basis, "lapsed": list(signs.lapsed)} if line else None
    )
    told["out_of_contact"] = [
        {"side": s.side.value, "contacts": len(s.contacts), "since": s.since.isoformat()}
        for s in signs.silent
    ]
    if isinstance(state, Complaint):
        return {**told, "missing": state.missing(), "deadlines": limits}
    duties = [{"kind": d.kind, "about": d.about, "text": d.text} for d in state.duties()]
    return {**told, "duties": duties, "deadlines": limits}


def _doubted(line: Said, doubt: tuple[date, date] | None) -> Said:
    """A line about a day, with the days that it may become where that is in doubt."""
    if doubt is None:
        return line
    first, last = (day.isoformat() for day in doubt)
    return say("{line}  (provisional: {first} to {last})", line=line, first=first, last=last)


def _say_money(state: Complaint | Case, out: Out) -> None:
    """The totals of the claims, and each worker's line."""
    standing = state.standing if isinstance(state, Case) else frozenset()
    secret = isinstance(state, Complaint) and state.secret
    claims, text = state.claims, values.money_text
    totals, paid, missing = claims.totals(standing), claims.paid_by_line(), claims.missing()
    out.say(
        say(
            "{workers}: claimed {claimed}, verified {verified}, ordered {ordered}, paid {paid}, "
            "outstanding {left}",
            workers=workers_words(totals.persons),
            claimed=text(state.claimed),
            verified="-" if totals.verified is None else text(totals.verified),
            ordered="-" if totals.ordered is None else text(totals.ordered),
            paid=text(totals.paid),
            left=text(totals.outstanding),
        )
    )
    for w in claims.workers:
        for line in w.lines:
            left = missing[line.id]
            out.say(
                say(
                    "{id}  {name}  claimed {claimed}, paid {paid}, outstanding {left}",
                    id=line.id,
                    name="-" if secret else w.name or "-",
                    claimed="-" if line.claimed is None else text(line.claimed),
                    paid=text(paid.get(line.id, 0)),
                    left="-" if left is None else text(left),
                )
            )


def run_opinions(args: argparse.Namespace, out: Out) -> int:
    """What the law makes of a docket, opinion by opinion."""
    with _desk(args) as desk:
        found = desk.opinions(args.key)
    kinds = list(dict.fromkeys(o.id for o in found))
    if args.which and args.which not in kinds:
        raise Usage(
            say(
                "There is no opinion “{which}” on this docket; there are: {kinds}.",
                which=args.which,
                kinds=", ".join(kinds) or "-",
            )
        )
    chosen = [o for o in found if args.which in ("", o.id)]
    if out.as_json:
        out.json([law.opinion_data(o, out.lang) for o in chosen])
        return 0
    for line in law.opinion_lines(chosen, out.lang):
        out.say(line)
    return 0


def _fine(args: argparse.Namespace, on: date, out: Out) -> int:
    pairs = []
    for pair in args.fact:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Usage(say("--fact wants NAME=VALUE, not “{given}”.", given=pair[:80]))
        pairs.append((name, value))
    facts = amounts.read_facts(pairs)
    table = _table(args.table) if args.table else None
    found = [r for key in args.words for r in amounts.ranges(key, facts, on, table)]
    one = amounts.higher(found) if len(args.words) > 1 else None
    first = amounts.lenient(facts)
    if out.as_json:
        out.json(
            {
                "ranges": [amounts.range_data(r, out.lang) for r in found],
                "higher": one.basis if one else None,
                "lenient": law.opinion_data(
                    law.Opinion(id="lenient", title=LENIENT, answers=first), out.lang
                )["answers"],
            }
        )
        return 0
    for line in amounts.range_lines(found, out.lang):
        out.say(line)
    if one is not None:
        out.say(say("One breach is fined once, by the higher rule: {id}.", id=one.basis))
    out.say(LENIENT)
    for line in law.in_words(first, out.lang):
        out.say(line)
    return 0


LENIENT: Final = say("Before any sum: grounds for none, or a lighter one")


def _table(path: str) -> dict[str, amounts.Grade]:
    try:
        return amounts.read_discretion(Path(path))
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=path, why=wrong.strerror or "")
        ) from wrong


def run_docket(args: argparse.Namespace, out: Out) -> int:
    """Every entry of a docket."""
    with _desk(args) as desk:
        docket = desk.docket(args.key)
        if out.as_json:
            out.json(_docket_json(docket))
        else:
            _print_docket(docket, desk.office, out)
    return 0


def _docket_json(docket: Docket) -> object:
    return {
        "key": docket.key,
        "entries": [
            {"kind": e.act.kind, "version": e.act.version,
             **cast("dict[str, object]", codec.pack_plain(e))}
            for e in docket.entries
        ],
    }  # fmt: skip


def _print_docket(docket: Docket, office: Office, out: Out) -> None:
    out.say(docket.key)
    for entry in docket.entries:
        out.say(entry_line(entry, docket.state))
        for number in entry.given.numbers:
            text: Said | str = number.text
            if entry.taken_back_by:
                text = say("{number} (void)", number=number.text)
            out.say(say("      {number}", number=text))
        for line in telling.entry_lines(entry, docket.state, office, out.lang):
            told = speak(line, out.lang).replace("\n", "\n        ")
            out.say(say("      {text}", text=told))
        if entry.act.irregular:
            out.say(say("      irregular: {text}", text=entry.act.irregular))
        for departure in entry.given.departures:
            out.say(say("      irregular: {text}", text=departure.text))


def entry_line(entry: Entry, state: Complaint | Case | Office) -> Said:
    """One entry as one line: number, day, who, what."""
    line = say(
        "{n:>4}  {day}  {name}  {act}  {line}",
        n=entry.n,
        day=entry.on.isoformat(),
        name=entry.signer,
        act=entry.act.title,
        line=telling.line_of(entry, state),
    )
    if entry.taken_back_by:
        return say("{line}  (taken back by entry {n})", line=line, n=entry.taken_back_by)
    if entry.corrected_by:
        return say("{line}  (corrected by entry {n})", line=line, n=entry.corrected_by)
    return line


def run_identity(args: argparse.Namespace, out: Out) -> int:
    """Open an identity block: the opening is entered first. Exit 4 when it cannot be read."""
    if bool(args.file) != bool(args.output):
        raise Usage(say("--file and --output go together."))
    with _desk(args) as desk:
        opened = desk.open_identity(args.key, args.purpose)
        if args.file:
            _write_new(Path(args.output), opened.file(args.file))
        if out.as_json:
            out.json(
                {
                    "docket": opened.docket.key,
                    "entry": opened.entry,
                    "troubles": opened.troubles,
                    "parts": [
                        {"entry": entry.n, "path": path, "value": codec.plain_value(value)}
                        for entry, path, _, value in opened.parts()
                    ],
                }
            )
        else:
            for trouble in opened.troubles:
                out.say(trouble)
            for entry, _, declared, value in opened.parts():
                shown = value.label if isinstance(value, Choice) else str(value)
                out.say(say("{n:>4}  {label}: {value}", n=entry.n, label=declared.label,
                            value=shown))  # fmt: skip
    return RegisterError.exit_code if opened.troubles else 0


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, for this account only."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be written: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong


def run_permitted(args: argparse.Namespace, out: Out) -> int:
    """Possible acts, and the reasons against the others."""
    with _desk(args) as desk:
        found = desk.permitted(args.key)
        if out.as_json:
            out.json(
                [
                    {
                        "kind": p.kind,
                        "title": p.title,
                        "reasons": [
                            {"text": r.text, "basis": r.basis, "who": r.who} for r in p.reasons
                        ],
                    }
                    for p in found
                ]
            )
            return 0
        for p in found:
            out.say(
                say(
                    "{mark} {kind}  {title}",
                    mark="-" if p.reasons else "+",
                    kind=p.kind,
                    title=p.title,
                )
            )
            for reason in p.reasons:
                out.say(say("      {reason}", reason=_reason(reason, out.lang)))
    return 0


def run_why(args: argparse.Namespace, out: Out) -> int:
    """Why a limit falls on its day."""
    with _desk(args) as desk:
        if out.as_json:
            out.json(desk.accounts(args.key, args.clock, out.lang))
        else:
            for line in desk.why(args.key, args.clock, out.lang):
                out.say(line)
    return 0


def run_print(args: argparse.Namespace, out: Out) -> int:
    """A paper on the screen or in a new file; without a paper, what there is."""
    with _desk(args) as desk:
        if not args.paper:
            _print_papers(desk.papers(args.key), out)
            return 0
        page = Path(args.to).suffix.lower() in (".html", ".htm")
        text = desk.paper(args.key, args.paper, "html" if page else "text")
        if args.to:
            write_new(Path(args.to), text)
        if out.as_json:
            out.json({"paper": args.paper, "file": args.to, "text": "" if args.to else text})
        elif args.to:
            out.say(say("Saved as {path}", path=args.to))
        else:
            print(visible(text, keep="\n"), end="")
    return 0


def _print_papers(sheets: Sequence[Sheet], out: Out) -> None:
    if out.as_json:
        out.json(sheets)
        return
    for sheet in sheets:
        line = say("{id:<10} {title}", id=sheet.id, title=sheet.title(out.lang))
        if sheet.number:
            line = say("{line}  {number}", line=line, number=sheet.number)
        if sheet.addressee:
            line = say("{line}  {name}", line=line, name=sheet.addressee)
        if sheet.state is not None:
            line = say("{line}  {state}", line=line, state=sheet.state.label)
        out.say(line)


def run_days(args: argparse.Namespace, out: Out) -> int:
    """Count a period; needs no register, and follows the years that the one named has added."""
    calendar = law.OFFICIAL
    if args.register:
        with _desk(args) as desk:
            calendar = desk.office.calendar
    now = system_clock().astimezone(ZoneInfo("Asia/Shanghai"))
    start: date | datetime = (
        values.moment(args.start, now)
        if args.unit == "hour"
        else values.day(args.start, now.date())
    )
    due = law.due(start, args.n, args.unit, calendar)
    end = due.at.isoformat(timespec="minutes") if due.at else due.date.isoformat()
    if out.as_json:
        steps = [
            {"date": s.date, "kind": s.kind, "count": s.count, "name": s.name(out.lang)}
            for s in due.steps
        ]
        out.json({"end": end, "unrolled": due.unrolled.isoformat(), "provisional": due.provisional,
                  "doubt": due.doubt, "steps": steps})  # fmt: skip
        return 0
    out.say(end)
    for line in law.counted(due, out.lang):
        out.say(say("      {text}", text=line))
    if due.unrolled != due.date:
        out.say(
            say(
                "The last day, {day}, is off, so it moves to {due}.",
                day=due.unrolled.isoformat(),
                due=due.date.isoformat(),
            )
        )
    if due.doubt:
        out.say(say("provisional: no official calendar for that year yet"))
        first, last = (day.isoformat() for day in due.doubt)
        out.say(say("it may become any day from {first} to {last}", first=first, last=last))
    return 0


def run_law(args: argparse.Namespace, out: Out) -> int:
    """Find and read provisions; needs a register only for the dockets that cite one."""
    today = system_clock().astimezone(ZoneInfo("Asia/Shanghai")).date()
    on = values.day(args.on, today) if args.on else today
    if args.what == "fine":
        return _fine(args, on, out)
    if args.what == "breach":
        return _law_of_breach(args.words, on, today, out)
    if args.what == "show":
        return _show_provisions(args, on, out)
    found = law.search(" ".join(args.words), on)
    if out.as_json:
        out.json([_provision(one, on, out.lang) for one in found])
        return 0
    for one in found:
        out.say(say("{id:<12} {citation}", id=one.id, citation=one.cited(out.lang, on)))
        out.say(say("             {text}", text=one.summary(out.lang)))
    if not found:
        out.say(say("No provision holds all of these words."))
    return 0


def _show_provisions(args: argparse.Namespace, on: date, out: Out) -> int:
    shown = [law.basis(key) for key in args.words]
    citing = {}
    if args.dockets:
        with _desk(args) as desk:
            citing = {one.id: desk.citing(one.id, out.lang) for one in shown}
    if out.as_json:
        out.json(
            [{**_provision(one, on, out.lang), "dockets": citing.get(one.id, ())} for one in shown]
        )
        return 0
    for one in shown:
        out.say(one.citation(out.lang))
        for warning in one.warnings(out.lang, on):
            out.say(say("! {text}", text=warning))
        for line in law.provision_lines(one, out.lang):
            out.say(say("      {text}", text=line))
        for docket in citing.get(one.id, ()):
            where = listed(docket.where)
            out.say(say("{key}  {name}  {where}", key=docket.docket, name=docket.name, where=where))
        if args.dockets and not citing[one.id]:
            out.say(say("No open docket cites it."))
    return 0


def _provision(one: law.Basis, on: date, lang: str) -> dict[str, object]:
    """A provision for scripts: every field, its citation, and what to mind on a day."""
    return {
        **asdict(one),
        "citation": one.citation(lang),
        "second_hand": one.second_hand,
        "marks": one.marks(lang, on),
        "warnings": [speak(w, lang) for w in one.warnings(lang, on)],
    }


def _law_of_breach(words: Sequence[str], decided: date, today: date, out: Out) -> int:
    if not 2 <= len(words) <= 3:
        raise Usage(say("Give the cause, its first day and, unless it goes on, its last."))
    cause, start, *last = words
    end = values.day(last[0], today) if last else None
    found = law.for_breach(cause, values.day(start, today), end, decided)
    if out.as_json:
        out.json(
            {
                "cause": found.cause,
                "decided": found.decided,
                "parts": [
                    {
                        "start": part.start,
                        "end": part.end,
                        "provisions": [one.id for one in part.provisions],
                        "later": [
                            {"id": x.basis.id, "milder": x.milder,
                             "instead_of": [old.id for old in x.instead_of]}
                            for x in part.later
                        ],
                    }
                    for part in found.parts
                ],
                "unknown": found.unknown,
            }
        )  # fmt: skip
        return 0
    for line in found.in_words(out.lang):
        out.say(line)
    return 0


def run_check(args: argparse.Namespace, out: Out) -> int:
    """Check a number; needs no register."""
    reads: Callable[[str], str] = (
        values.credit_code if args.what == "credit-code" else values.resident_number
    )
    value = reads(args.value)
    today = system_clock().astimezone(ZoneInfo("Asia/Shanghai")).date()
    remarks = values.remarks(values.CreditCode(value), today)
    if out.as_json:
        out.json({"value": value, "remarks": [speak(r, out.lang) for r in remarks]})
    else:
        out.say(value)
        for remark in remarks:
            out.say(remark)
    return 0


def run_verify(args: argparse.Namespace, out: Out) -> int:
    """Read everything; exit 4 names the first wrong commit."""
    with _desk(args) as desk:
        proof = desk.verify()
        if out.as_json:
            out.json(proof)
        else:
            out.say(
                say(
                    "intact: {commits}, {files}, head {hash}, not anchored",
                    commits=say(
                        "{n} commit" if proof.commits == 1 else "{n} commits", n=proof.commits
                    ),
                    files=say("{n} file" if proof.files == 1 else "{n} files", n=proof.files),
                    hash=proof.hash,
                )
            )
    return 0


def run_doctor(args: argparse.Namespace, out: Out) -> int:
    """What to look at before the dates are trusted."""
    with _desk(args) as desk:
        found = desk.doctor(out.lang)
    if out.as_json:
        rows = ({"kind": f.kind, "about": f.about, "text": f.text} for f in found)
        out.json([{**row, "text": speak(row["text"], out.lang)} for row in rows])
        return 0
    titles = {
        "calendar": say("Calendar"),
        "clock": say("Clocks that do not run"),
        "provision": say("Provisions to look at again"),
        "second_hand": say("Rules that were not read in full"),
    }
    for kind, title in titles.items():
        own = [f for f in found if f.kind == kind]
        if own:
            out.say(title)
        for f in own:
            out.say(say("  {line}", line=f.text))
    if not found:
        out.say(say("Nothing to look at."))
    return 0


def run_schema(args: argparse.Namespace, out: Out) -> int:
    """The schemas: printed, written, or compared with the committed ones."""
    from . import schema

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
    for text in made.values():
        out.print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
