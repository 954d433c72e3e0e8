"""Verbs that enter something: acts, tables of them, a calendar year, a hand-over, an opening."""

import argparse
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from .. import codec, law
from ..acts import CalendarAdded, Corrected, Registered
from ..acts.approval import proposals_of
from ..acts.base import Act, listed
from ..acts.office import present_of
from ..bulk import read_table
from ..desk import Desk
from ..entering import Commit, signed_act
from ..errors import Invalid, Problem, Reason, Refused, RegisterError, Usage
from ..fields import Choice, FileHash
from ..handing import Duties
from ..record.docket import OFFICE
from ..record.proposals import Proposal
from ..shifting import as_json
from ..words import say
from .out import Out, complain, json_input, open_seat, read_input, said_yes, write_private


def run_enter(args: argparse.Namespace, out: Out) -> int:
    """Enter one act, or propose it for signature."""
    # Before the verb, --json asks for a JSON answer alone; beside --field, no file can be meant.
    file = args.json if isinstance(args.json, str) else ""
    if file and args.field and not args.key:
        args.key, file = file, ""
    if file and args.field:
        raise Usage(say("Give either --json FILE or --field, not both."))
    if (args.opinion is not None or args.again) and not args.propose:
        raise Usage(say("--opinion and --again go with --propose."))
    if args.propose and not args.key:
        raise Usage(say("Say in which docket it is proposed."))
    if args.csv:
        return _enter_table(args, file, out)
    if args.dry_run:
        raise Usage(say("--dry-run goes with --csv; for one act there is --what-if."))
    if args.client_key is not None:
        args.client_key = _uuid(args.client_key)
    with open_seat(args) as desk:
        back = _sent_back(args, desk) if args.again else None
        try:
            act = _read_act(args, file, desk, back)
        except Invalid as wrong:
            cls = codec.act_class(args.kind)
            raise (wrong if args.propose else desk.unreadable(wrong, cls, args.key)) from None
        if args.what_if:
            _what_if(args, act, desk, out)
            return 0
        if args.propose:
            if back is not None and args.opinion is None:
                args.opinion = back.rounds[-1].opinion
            commit = desk.propose(
                act,
                on=args.key,
                opinion=args.opinion or "",
                again=args.again,
                expected=args.expected,
                key=args.client_key,
            )
        elif isinstance(act, Registered) and not args.key:
            commit = desk.take_in(act, key=args.client_key)
        else:
            commit = desk.enter(act, on=args.key, expected=args.expected, key=args.client_key)
        print_commit(commit, out)
    return 0


def _what_if(args: argparse.Namespace, act: Act, desk: Desk, out: Out) -> None:
    """Say what an act would move; nothing is entered."""
    on = desk.key_of(args.key) if args.key else ""
    found = desk.what_if(act, on=on, propose=args.propose)
    shifts = desk.shifts(act, on=on, tell=_reading(out.lang)) if on == OFFICE else None
    replay = desk.replay_of(act)
    if out.as_json:
        more = {"office": as_json(shifts, out.lang)} if shifts else {}
        again = {"criteria": replay} if replay else {}
        out.json({**found.json(out.lang), **more, **again})
        return
    if args.propose:
        out.say(say("Proposed, it moves nothing. Once it is signed:"))
    for line in found.told(out.lang):
        out.say(line)
    for told in shifts.told(out.lang) if shifts else ():
        out.say(told)
    if not (found.moves or shifts):
        out.say(say("No limit and no paper moves."))
    for line in replay:
        out.say(line)
    out.say(say("Nothing was entered."))


def _reading(lang: str) -> Callable[[int], None]:
    """Tells on stderr how many open dockets were read, where there are many."""

    def tell(read: int) -> None:
        if read % 1000 == 0:
            complain(say("Open dockets read: {n}", n=read), lang)

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
    with open_seat(args) as desk:
        entries = len(desk.docket(OFFICE).entries)
        shifts = desk.shifts(act, tell=_reading(out.lang))
        if not out.as_json:
            for line in shifts.told(out.lang) if shifts else ():
                out.say(line)
        commit = None
        if not args.dry_run and (args.yes or said_yes(out)):
            commit = desk.enter(act, on=OFFICE, expected=entries)
        if out.as_json:
            told = as_json(shifts, out.lang) if shifts else {}
            out.json({"year": act.year, **told, "entered": commit})
        elif commit is None:
            out.say(say("Nothing was entered."))
        else:
            print_commit(commit, out)
    return 0


def _enter_table(args: argparse.Namespace, file: str, out: Out) -> int:
    """Enter the rows of a table, all or none."""
    one = args.key or args.field or file or args.propose or args.expected or args.client_key
    if one or args.what_if:
        raise Usage(say("--csv goes with --dry-run alone: every row is an act of its own."))
    data = read_input(args.csv)
    with open_seat(args) as desk:
        acts = read_table(desk, args.kind, data, dry_run=args.dry_run)
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
                print_commit(commit, out)
            n = len(commits)
            out.say(say("{n} row was entered." if n == 1 else "{n} rows were entered.", n=n))
    return 0


def _uuid(typed: str) -> str:
    try:
        return str(uuid.UUID(typed))
    except ValueError:
        raise Usage(say("--client-key wants a UUID, not “{given}”.", given=typed[:80])) from None


def _sent_back(args: argparse.Namespace, desk: Desk) -> Proposal:
    """The proposal that is proposed again: what is not given anew is as it was in its last round.
    Whether it was sent back to this officer the desk says, so that a second try of the same command
    is known again.

    :raises Refused: when there is none of that name.
    """
    found = proposals_of(desk.docket(args.key).state)
    back = next((p for p in found if p.id == args.again), None)
    if back is None:
        raise Refused([Reason(say("No proposal {id} was sent back.", id=args.again))])
    return back


def _read_act(args: argparse.Namespace, file: str, desk: Desk, back: Proposal | None) -> Act:
    last = signed_act(back) if back and back.what == args.kind else None
    received = {"received": desk.now().isoformat(timespec="minutes")}
    now = received if args.kind == Registered.kind else {}
    if not file:
        typed = _typed(args, desk)
        anew = {path.partition(".")[0] for path in typed}
        before = codec.texts_of(last) if last else {}
        kept = {p: text for p, text in before.items() if p.partition(".")[0] not in anew}
        typed = {**now, **kept, **typed}
        if args.kind == Corrected.kind:
            typed = _as_in_a_form(typed, args.key, desk)
        present = present_of(codec.act_class(args.kind), desk.office, typed)
        return codec.from_text(args.kind, typed, desk.now(), present)
    raw = json_input(file)
    said: dict[str, object] = {**now, **(codec.pack_plain(last) if last else {})}
    return codec.read_act(args.kind, {**said, **raw} if isinstance(raw, dict) else raw)


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
    with open_seat(args) as desk:
        act = codec.read_act(Registered.kind, json_input(args.json))
        assert isinstance(act, Registered)
        found = desk.similar(act)
    out.json([{"docket": s.docket, "why": s.why, "by": s.by, "likely": s.likely} for s in found])
    return 0


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


def print_commit(commit: Commit, out: Out) -> None:
    """What was entered: dockets with their entries, and the numbers given."""
    if commit.warning is not None:
        complain(commit.warning, out.lang)
    if out.as_json:
        out.json(commit)
        return
    if not commit.new:
        out.say(say("This --client-key was used before: nothing new was written. Its commit:"))
    for docket, n in commit.dockets:
        out.say(say("{docket}, entry {n}", docket=docket, n=n))
    for number in commit.numbers:
        out.say(number.text)


def run_hand_over(args: argparse.Namespace, out: Out) -> int:
    """What an officer holds; with a successor, the batch that hands it over."""
    with open_seat(args) as desk:
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
                print_commit(commit, out)
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


def run_identity(args: argparse.Namespace, out: Out) -> int:
    """Open an identity block: the opening is entered first. Exit 4 when it cannot be read."""
    if bool(args.file) != bool(args.output):
        raise Usage(say("--file and --output go together."))
    with open_seat(args) as desk:
        opened = desk.open_identity(args.key, args.purpose)
        if args.file:
            write_private(Path(args.output), opened.file(args.file))
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
