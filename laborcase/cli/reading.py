"""Verbs that tell what a register says: today, lists, dockets, limits, papers, figures."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from attrs import asdict

from .. import codec, telling, values
from ..desk import Desk
from ..errors import Usage
from ..figures import Changed, Figure, Figures
from ..law import clock_title
from ..law.figures import figure_rules
from ..printing import Sheet, write_new
from ..record.case import Case
from ..record.claims import workers_words
from ..record.complaint import Complaint
from ..record.docket import Docket, Entry
from ..record.office import Office
from ..today import GROUPS, about
from ..visible import visible
from ..words import Said, say, speak
from .out import Out, complain, open_seat, reason_told


def run_today(args: argparse.Namespace, out: Out) -> int:
    """What waits for one officer today, group by group."""
    with open_seat(args) as desk:
        found = desk.today()
        reminder = desk.reminder()
    if reminder is not None:
        complain(reminder, out.lang)
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
    with open_seat(args) as desk:
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


def run_list(args: argparse.Namespace, out: Out) -> int:
    """A page of the worklist."""
    with open_seat(args) as desk:
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
        out.say(
            say(
                "{shown} of more than {total}" if page.over else "{shown} of {total}",
                shown=len(page.rows),
                total=page.total,
            )
        )
        if page.next:
            out.say(say("more: --after {mark}", mark=page.next))
    return 0


def _stage(kind: str, stage: str) -> str:
    from ..record.case import CaseStage
    from ..record.complaint import ComplaintStage

    try:
        return (CaseStage(stage) if kind == "case" else ComplaintStage(stage)).label
    except ValueError:
        return stage


def run_show(args: argparse.Namespace, out: Out) -> int:
    """The state of a docket."""
    with open_seat(args) as desk:
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


def run_docket(args: argparse.Namespace, out: Out) -> int:
    """Every entry of a docket."""
    with open_seat(args) as desk:
        docket = desk.docket(args.key)
        if out.as_json:
            out.json(docket_json(docket))
        else:
            print_docket(docket, desk.office, out)
    return 0


def docket_json(docket: Docket) -> object:
    return {
        "key": docket.key,
        "entries": [
            {"kind": e.act.kind, "version": e.act.version,
             **cast("dict[str, object]", codec.pack_plain(e))}
            for e in docket.entries
        ],
    }  # fmt: skip


def print_docket(docket: Docket, office: Office, out: Out) -> None:
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


def run_permitted(args: argparse.Namespace, out: Out) -> int:
    """Possible acts, and the reasons against the others."""
    with open_seat(args) as desk:
        found = desk.permitted(args.key)
        if out.as_json:
            out.json(
                [
                    {
                        "kind": p.kind,
                        "title": p.title,
                        "proposable": p.proposable,
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
                    mark="^" if p.proposable else "-" if p.reasons else "+",
                    kind=p.kind,
                    title=p.title,
                )
            )
            if p.proposable:
                out.say(say("      {reason}", reason=say("It may be proposed: --propose.")))
            for reason in p.reasons:
                out.say(say("      {reason}", reason=reason_told(reason, out.lang)))
    return 0


def run_why(args: argparse.Namespace, out: Out) -> int:
    """Why a limit falls on its day."""
    with open_seat(args) as desk:
        if out.as_json:
            out.json(desk.accounts(args.key, args.clock, out.lang))
        else:
            for line in desk.why(args.key, args.clock, out.lang):
                out.say(line)
    return 0


def run_print(args: argparse.Namespace, out: Out) -> int:
    """A paper on the screen or in a new file; without a paper, what there is."""
    with open_seat(args) as desk:
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
