"""The command line: every verb, ``--json`` everywhere, errors as sentences on stderr.

Exit codes: 0 done or intact; 1 refused; 2 wrong use; 3 conflict; 4 damaged, changed or
unreachable register.
"""

import argparse
import contextlib
import json
import locale
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias, cast

import msgspec
from attrs import asdict

from . import codec, values
from .acts import Registered
from .desk import Desk
from .entering import Commit
from .errors import Invalid, LaborCaseError, Usage
from .fields import FileHash
from .law import clock_title
from .opening import (
    default_register,
    found_register,
    open_desk,
    read_office,
    system_clock,
)
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import Docket, Entry
from .today import GROUPS
from .visible import visible
from .words import LANGUAGES, Said, say, speak

Verb: TypeAlias = "Callable[[argparse.Namespace, Out], int]"
"""What a verb does; returns the exit code."""


class Out:
    """Where a verb writes: sentences in the chosen language, or one JSON document."""

    def __init__(self, lang: str, as_json: bool) -> None:
        self.lang = lang
        self.as_json = as_json

    def say(self, text: str) -> None:
        """One line for people; nothing in it can command the terminal."""
        print(visible(speak(text, self.lang), keep="\n"))

    def json(self, thing: object) -> None:
        """One JSON document."""
        print(msgspec.json.encode(thing).decode())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    _harmless_streams()
    argv = list(sys.argv[1:] if argv is None else argv)
    args = _parser(_early_lang(argv)).parse_args(argv)
    lang = args.lang = args.lang or default_lang()
    out = Out(lang, args.json not in (None, False))
    try:
        return int(args.run(args, out))
    except LaborCaseError as wrong:
        print(visible(speak(wrong.sentence, lang), keep="\n"), file=sys.stderr)
        return wrong.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing is left to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


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

    def common() -> argparse.ArgumentParser:
        # Suppressed, so that an option before the verb is not overwritten by the verb's default.
        made = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
        url = t(say("the register: a folder (else LABORCASE_REGISTER)"))
        made.add_argument("--register", metavar="URL", help=url)
        who = t(say("who acts (else LABORCASE_OFFICER, else this account)"))
        made.add_argument("--officer", metavar="ID", help=who)
        made.add_argument("--lang", choices=LANGUAGES, help=t(say("language")))
        return made

    def plain() -> argparse.ArgumentParser:
        made = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
        made.add_argument("--json", action="store_true", help=t(say("one JSON document")))
        return made

    top = argparse.ArgumentParser(
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

    def verb(
        name: str, run: Verb, text: Said, output: argparse.ArgumentParser | None = None
    ) -> argparse.ArgumentParser:
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

    given = argparse.ArgumentParser(add_help=False)
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

    verb("today", run_today, say("what waits for this officer today"))
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
    lists.add_argument("--sort", default="due", choices=("due", "key", "changed", "dies"))
    lists.add_argument("--limit", type=int, default=50)
    lists.add_argument("--after", default="")

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

    days = verb("days", run_days, say("count a period from a day"))
    days.add_argument("start", metavar="FROM")
    days.add_argument("n", type=int, metavar="N")
    days.add_argument(
        "--unit", default="working", choices=("hour", "working", "calendar", "month", "year")
    )

    check = verb("check", run_check, say("check a credit code or a resident number"))
    check.add_argument("what", choices=("credit-code", "resident-number"))
    check.add_argument("value")

    verb("verify", run_verify, say("read the whole register and prove it unchanged"))
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
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(
            say(
                "The program needs a terminal. In a script use the verbs, such as “laborcase list”."
            )
        )


def run_demo(args: argparse.Namespace, out: Out) -> int:
    """The demonstration office, in a temporary folder unless kept."""
    from . import demo

    if args.headless:
        with demo.story(system_clock) as (desk, key):
            dockets = [desk.docket(k) for k in (*desk.case(key).complaints, key)]
            if out.as_json:
                out.json([_docket_json(docket) for docket in dockets])
            else:
                for docket in dockets:
                    _print_docket(docket, out)
        return 0
    from tui.app import run

    _need_terminal()
    with contextlib.ExitStack() as stack:
        folder = args.keep or str(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "demo")
        desk = stack.enter_context(demo.office(folder))
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
    if args.json and args.field:
        raise Usage(say("Give either --json FILE or --field, not both."))
    if (args.opinion or args.again) and not args.propose:
        raise Usage(say("--opinion and --again go with --propose."))
    if args.propose and not args.key:
        raise Usage(say("Say in which docket it is proposed."))
    with _desk(args) as desk:
        if args.json:
            act = codec.read_act(args.kind, _json_input(args.json))
        else:
            act = codec.from_text(args.kind, _typed(args, desk), desk.now())
        if args.propose:
            commit = desk.propose(
                act,
                on=args.key,
                opinion=args.opinion,
                again=args.again,
                expected=args.expected,
                key=args.client_key,
            )
        else:
            commit = desk.enter(act, on=args.key, expected=args.expected, key=args.client_key)
        _print_commit(commit, out)
    return 0


def _json_input(name: str) -> object:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=name, why=wrong.strerror or "")
        ) from wrong
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
    for pair in args.field:
        path, equals, value = pair.partition("=")
        if not equals:
            raise Usage(say("--field wants PATH=VALUE, not “{given}”.", given=pair[:80]))
        if path in typed:
            raise Usage(say("--field {path} is given twice.", path=path))
        f = codec.field_at(cls, path)
        if f is not None and f.type is FileHash and value.startswith("@"):
            value = desk.add_file(Path(value[1:]))
        typed[path] = value
    if cls is Registered:
        typed.setdefault("received", desk.now().isoformat(timespec="minutes"))
    return typed


def _print_commit(commit: Commit, out: Out) -> None:
    if out.as_json:
        out.json(commit)
        return
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
            out.say(
                say(
                    "  {day}  {key}  {name}  {what}",
                    day=line.day.isoformat() if line.day else "-",
                    key=line.docket,
                    name=line.name,
                    what=clock or line.what,
                )
            )
    return 0


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
            out.say(
                "  ".join(
                    (
                        row.key,
                        row.due or "-",
                        row.respondent or row.place or "-",
                        pair,
                        speak(_stage(row.kind, row.stage), out.lang),
                    )
                )
            )
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
            out.json(state)
            return 0
        if isinstance(state, Complaint):
            kind = say("tip-off") if state.tipoff else say("complaint")
            out.say(
                say("{key}  {kind}, {stage}", key=state.key, kind=kind, stage=state.stage.label)
            )
            out.say(state.facts)
        elif isinstance(state, Case):
            decides = desk.office.authority(state.authority)
            out.say(say("{key}  case, {stage}", key=state.key, stage=state.stage.label))
            out.say(
                say(
                    "decides: {authority}; handles: {body}",
                    authority=decides.name if decides else state.authority,
                    body=desk.office.body_name(state.body),
                )
            )
            for duty in state.duties():
                out.say(say("- {duty}", duty=duty.text))
            for reminder in state.reminders():
                out.say(say("  {duty}", duty=reminder.text))
        else:
            out.say(state.name)
            for authority in state.authorities:
                out.say(authority.name)
            for o in state.officers:
                posts = ", ".join(speak(p.label, out.lang) for p in o.positions)
                out.say(say("{id}  {name}  {posts}", id=o.id, name=o.name, posts=posts))
        if isinstance(state, (Complaint, Case)):
            for number in state.numbers:
                out.say(number.text)
            for r in state.respondents:
                out.say(say("against {name} ({role})", name=r.name, role=r.role.label))
        for d in desk.deadlines(docket.key):
            mark = say("stopped") if d.stopped else say("open")
            out.say(say("{day}  {clock}  {mark}", day=d.due.isoformat(), clock=d.clock, mark=mark))
    return 0


def run_docket(args: argparse.Namespace, out: Out) -> int:
    """Every entry of a docket."""
    with _desk(args) as desk:
        docket = desk.docket(args.key)
        if out.as_json:
            out.json(_docket_json(docket))
        else:
            _print_docket(docket, out)
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


def _print_docket(docket: Docket, out: Out) -> None:
    out.say(docket.key)
    for entry in docket.entries:
        out.say(entry_line(entry))
        for number in entry.given.numbers:
            text: Said | str = number.text
            if entry.taken_back_by:
                text = say("{number} (void)", number=number.text)
            out.say(say("      {number}", number=text))
        if entry.act.irregular:
            out.say(say("      irregular: {text}", text=entry.act.irregular))
        for departure in entry.given.departures:
            out.say(say("      irregular: {text}", text=departure.text))


def entry_line(entry: Entry) -> Said:
    """One entry as one line: number, day, who, what."""
    line = say(
        "{n:>4}  {day}  {name}  {act}  {line}",
        n=entry.n,
        day=entry.on.isoformat(),
        name=entry.given.name,
        act=entry.act.title,
        line=entry.line,
    )
    if entry.taken_back_by:
        return say("{line}  (taken back by entry {n})", line=line, n=entry.taken_back_by)
    if entry.corrected_by:
        return say("{line}  (corrected by entry {n})", line=line, n=entry.corrected_by)
    return line


def run_permitted(args: argparse.Namespace, out: Out) -> int:
    """Possible acts, and the reasons against the others."""
    with _desk(args) as desk:
        found = desk.permitted(args.key)
        if out.as_json:
            out.json([{"kind": p.kind, "reasons": [r.text for r in p.reasons]} for p in found])
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
                out.say(say("      {reason}", reason=reason.text))
    return 0


def run_why(args: argparse.Namespace, out: Out) -> int:
    """Why a limit falls on its day."""
    with _desk(args) as desk:
        lines = desk.why(args.key, args.clock, out.lang)
        if out.as_json:
            out.json(lines)
        else:
            for line in lines:
                out.say(line)
    return 0


def run_days(args: argparse.Namespace, out: Out) -> int:
    """Count a period; needs no register."""
    from . import law

    now = datetime.now().astimezone()
    start: date | datetime = (
        values.moment(args.start, now)
        if args.unit == "hour"
        else values.day(args.start, now.date())
    )
    due = law.due(start, args.n, args.unit)
    end = due.at.isoformat(timespec="minutes") if due.at else due.date.isoformat()
    if out.as_json:
        out.json({"end": end, "unrolled": due.unrolled.isoformat(), "provisional": due.provisional})
        return 0
    out.say(end)
    if due.provisional:
        out.say(say("provisional: no official calendar for that year yet"))
    return 0


def run_check(args: argparse.Namespace, out: Out) -> int:
    """Check a number; needs no register."""
    reads: Callable[[str], str] = (
        values.credit_code if args.what == "credit-code" else values.resident_number
    )
    value = reads(args.value)
    remarks = values.remarks(values.CreditCode(value))
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
                    "intact: {n} commits, {files} files, head {hash}, not anchored",
                    n=proof.commits,
                    files=proof.files,
                    hash=proof.hash,
                )
            )
    return 0


def run_schema(args: argparse.Namespace, out: Out) -> int:
    """The schemas: printed, written, or compared with the committed ones."""
    from . import schema

    made = schema.documents()
    if args.write:
        folder = Path(args.write)
        folder.mkdir(exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, "utf-8")
        return 0
    if args.check:
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
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
