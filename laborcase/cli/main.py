"""The command line: every verb, ``--json`` everywhere, errors as sentences on stderr.

Exit codes: 0 done or intact; 1 refused; 2 wrong use; 3 conflict; 4 damaged, changed or
unreachable register; 74 the answer could not be written out (what was asked for is done).
"""

import argparse
import contextlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn, TypeAlias

from ..errors import Invalid, LaborCaseError, Refused, Usage
from ..figures import CLASSED
from ..store import SORTS
from ..words import LANGUAGES, Said, say, speak
from .acting import run_calendar, run_enter, run_hand_over, run_identity, run_similar
from .keeping import (
    run_backup,
    run_checkpoint,
    run_export,
    run_import,
    run_move,
    run_restore,
    run_verify,
)
from .lawful import run_check, run_days, run_law, run_opinions
from .out import Out, OutputFailed, complain, default_lang, reason_told, silence
from .owing import add_wage_verbs, run_kinds
from .reading import (
    run_docket,
    run_figures,
    run_list,
    run_permitted,
    run_print,
    run_show,
    run_today,
    run_why,
)
from .serving import run_server
from .starting import open_program, run_demo, run_doctor, run_init, run_schema
from .upward import run_escalate, run_joint

Verb: TypeAlias = "Callable[[argparse.Namespace, Out], int]"
"""What a verb does; returns the exit code."""

OUTPUT_FAILED: Final = 74
"""EX_IOERR of sysexits.h: neither a refusal nor a damaged register."""
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _harmless_streams()
    argv = list(sys.argv[1:] if argv is None else argv)
    args = _parser(_early_lang(argv), wages="wages" in argv).parse_args(argv)
    lang = args.lang = args.lang or default_lang()
    out = Out(lang, args.json not in (None, False))
    try:
        code = int(args.run(args, out))
        out.flush()
    except LaborCaseError as wrong:
        for sentence in _sentences(wrong, lang):
            complain(sentence, lang)
        if out.as_json and isinstance(wrong, (Invalid, Refused)):
            with contextlib.suppress(OSError, OutputFailed):  # it has been told
                out.json(_told(wrong))
        return wrong.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing is left to tell it.
        silence()
        return 0
    except OutputFailed as failed:
        silence()
        complain(
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


def _sentences(wrong: LaborCaseError, lang: str) -> Iterator[Said]:
    if isinstance(wrong, Invalid) and wrong.reasons:
        yield Invalid(*wrong.problems).sentence
        yield from (reason_told(r, lang) for r in wrong.reasons)
    elif isinstance(wrong, Refused):
        yield from (reason_told(r, lang) for r in wrong.reasons)
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


def _harmless_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _early_lang(argv: Sequence[str]) -> str:
    for i, word in enumerate(argv):
        if word == "--lang" and i + 1 < len(argv) and argv[i + 1] in LANGUAGES:
            return argv[i + 1]
        if word.startswith("--lang=") and word[7:] in LANGUAGES:
            return word[7:]
    return default_lang()


def _parser(lang: str, *, wages: bool = False) -> argparse.ArgumentParser:
    """Every verb; the many of ``wages`` only where they are asked for."""

    def t(text: Said) -> str:
        return speak(text, lang)

    class Parser(argparse.ArgumentParser):
        """Says what is wrong with the words of a command in the chosen language."""

        def error(self, message: str) -> NoReturn:
            usage = self.format_usage().removeprefix("usage: ").rstrip()
            complain(say("Usage: {usage}", usage=usage), lang)
            complain(_wrong_use(message), lang)
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
    served = verb("server", run_server, say("the server behind a register: tables and accounts"))
    for made in (init, served):
        made.add_argument(
            "--account",
            metavar="NAME",
            action="append",
            default=[],
            help=t(say("on a server: let this account work in it; the ledger it can only add to")),
        )
        made.add_argument(
            "--spread",
            action="store_true",
            help=t(say("on a server with Citus: spread the tables by register over the cluster")),
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
    enter.add_argument("--opinion", metavar="TEXT", help=t(say("the opinion it is proposed with")))
    enter.add_argument(
        "--again",
        metavar="ID",
        default="",
        help=t(say("the proposal that was sent back (R1); what is not given anew stays as it was")),
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
    lists.add_argument(
        "--text",
        default="",
        help=t(say("words; one of a single character begins a number, respondent or officer")),
    )
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
    opined.add_argument(
        "--fine",
        metavar="SUM",
        default="",
        help=t(say("ask what a penalty of this fine would need")),
    )
    opined.add_argument(
        "--measure",
        metavar="ID",
        action="append",
        default=[],
        help=t(say("and of this measure, such as stop_business; may be given again")),
    )
    upward = verb("escalate", run_escalate, say("whether a case is to be handed up, and how"))
    which = upward.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--check", metavar="KEY", default="", help=t(say("explain the criteria of a case"))
    )
    which.add_argument(
        "--package", metavar="KEY", default="", help=t(say("what would be sent with a request"))
    )
    which.add_argument(
        "--sent",
        metavar="KEY[:H1]",
        default="",
        help=t(say("what was sent with a request, exactly")),
    )
    upward.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        default="",
        help=t(say("write a new file: .json, .html, else plain text")),
    )
    which.add_argument(
        "--replay",
        metavar="FILE",
        default="",
        help=t(say("what the criteria of a file would have made of past cases")),
    )
    upward.add_argument(
        "--from", dest="since", metavar="DAY", default="", help=t(say("cases filed from this day"))
    )
    upward.add_argument(
        "--to", dest="until", metavar="DAY", default="", help=t(say("cases filed up to this day"))
    )
    joint = verb("joint", run_joint, say("what lies at the desk of a joint office"))
    joint.add_argument(
        "--figures", action="store_true", help=t(say("also its figures of this statistical month"))
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
    reading.add_argument(
        "--breach",
        metavar="WORD",
        nargs="+",
        default=[],
        help=t(say("for fine: the cause, the first and the last day, whose law then counts")),
    )

    owed = verb("wages", run_kinds, say("count what a worker is owed"))
    if wages:
        add_wage_verbs(owed, lambda: (common(), plain()), t)

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

    proving = verb("verify", run_verify, say("read the whole register and prove it unchanged"))
    proving.add_argument(
        "--anchor",
        metavar="FILE",
        action="append",
        default=[],
        help=t(say("a checkpoint that was kept elsewhere; may be given several times")),
    )
    proving.add_argument(
        "--page",
        metavar="TEXT",
        action="append",
        default=[],
        help=t(say("a checkpoint as it stands on a paper, such as “18: ecd6 2a3e b3e0 e929 48ed”")),
    )
    proving.add_argument(
        "--public-key",
        metavar="FILE",
        default="",
        help=t(say("the key that must have signed the anchors")),
    )
    proving.add_argument(
        "--strict", action="store_true", help=t(say("exit 1 when anything is not anchored"))
    )
    point = verb(
        "checkpoint", run_checkpoint, say("where the chain stands: for a paper, or kept elsewhere")
    )
    point.add_argument("--to", metavar="FILE", default="", help=t(say("write it to a new file")))
    point.add_argument(
        "--key", metavar="FILE", default="", help=t(say("sign it with this Ed25519 key"))
    )
    point.add_argument(
        "--sign",
        metavar="FILE",
        default="",
        help=t(say("sign a checkpoint that was written elsewhere; needs no register")),
    )
    point.add_argument(
        "--new-key", metavar="FILE", default="", help=t(say("make a key, and FILE.pub beside it"))
    )
    saving = verb(
        "backup", run_backup, say("copy the register into a new folder while the office works")
    )
    saving.add_argument("target", metavar="FOLDER")
    saving.add_argument(
        "--keys",
        action="store_true",
        help=t(say("the keys of the identity blocks instead; kept apart from the rest")),
    )
    back = verb("restore", run_restore, say("bring a backup back as a register in a new folder"))
    back.add_argument("source", metavar="BACKUP")
    back.add_argument("target", metavar="FOLDER")
    back.add_argument("--keys", metavar="FOLDER", default="", help=t(say("the backup of the keys")))
    back.add_argument(
        "--anchor",
        metavar="FILE",
        action="append",
        default=[],
        help=t(say("a checkpoint that was kept elsewhere; may be given several times")),
    )
    away = verb("export", run_export, say("write the acts of dockets into a new folder"))
    away.add_argument("target", metavar="FOLDER")
    away.add_argument("keys", metavar="KEY", nargs="+")
    coming = verb(
        "import", run_import, say("enter the acts of an export here; what is known stays once")
    )
    coming.add_argument("source", metavar="FOLDER")
    moving = verb("move", run_move, say("copy the register to a server or a folder, byte for byte"))
    moving.add_argument("--from", dest="source", metavar="URL", required=True)
    moving.add_argument("--to", dest="target", metavar="URL", required=True)
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


def _wrong_use(message: str) -> Said:
    for pattern, sentence in _WRONG_USE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(sentence.msgid, **found.groupdict())
    return say("{message}", message=message)
