"""Verbs that ask the law and its calendar: days, provisions, fines, numbers that are checked."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from attrs import asdict

from .. import law, values
from ..acts.base import listed
from ..errors import Usage
from ..law import amounts
from ..opening import (
    system_clock,
)
from ..record.sanctions import Measure
from ..words import say, speak
from .out import Out, open_seat

LENIENT: Final = say("Before any sum: grounds for none, or a lighter one")


def run_opinions(args: argparse.Namespace, out: Out) -> int:
    """What the law makes of a docket, opinion by opinion."""
    fine = values.money(args.fine) if args.fine else None
    with open_seat(args) as desk:
        found = desk.opinions(args.key, fine=fine, measures=_measures(args.measure))
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


def _measures(typed: Sequence[str]) -> tuple[Measure, ...]:
    known = [m.value for m in Measure]
    for one in typed:
        if one not in known:
            raise Usage(
                say(
                    "There is no measure “{given}” here; there are: {names}.",
                    given=one[:40],
                    names=", ".join(known),
                )
            )
    return tuple(map(Measure, typed))


def _fine(args: argparse.Namespace, on: date, out: Out) -> int:
    pairs = []
    for pair in args.fact:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Usage(say("--fact wants NAME=VALUE, not “{given}”.", given=pair[:80]))
        pairs.append((name, value))
    facts = amounts.read_facts(pairs)
    table: Mapping[str, amounts.Grade] | None = _table(args.table) if args.table else None
    if table is None and args.register:
        with open_seat(args) as desk:
            table = desk.office.discretion
    breach = _breach(args.breach, on) if args.breach else None
    found = [r for key in args.words for r in amounts.ranges(key, facts, on, table, breach)]
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


def _table(path: str) -> dict[str, amounts.Grade]:
    try:
        return amounts.read_discretion(Path(path))
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=path, why=wrong.strerror or "")
        ) from wrong


def run_days(args: argparse.Namespace, out: Out) -> int:
    """Count a period; needs no register, and follows the years that the one named has added."""
    calendar = law.OFFICIAL
    if args.register:
        with open_seat(args) as desk:
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
        with open_seat(args) as desk:
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


def _breach(words: Sequence[str], decided: date, today: date | None = None) -> law.BreachLaw:
    """The law of a typed breach: its cause, its first day and, unless it goes on, its last."""
    if not 2 <= len(words) <= 3:
        raise Usage(say("Give the cause, its first day and, unless it goes on, its last."))
    cause, start, *last = words
    near = today or decided
    end = values.day(last[0], near) if last else None
    return law.for_breach(cause, values.day(start, near), end, decided)


def _law_of_breach(words: Sequence[str], decided: date, today: date, out: Out) -> int:
    found = _breach(words, decided, today)
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
