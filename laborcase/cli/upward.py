"""Verbs of the joint office: whether a case is to be handed up, and what would go with it."""

import argparse
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import asdict

from .. import printing, values
from ..acts import SettingsChanged
from ..codec import read_act
from ..desk import Desk
from ..errors import Usage
from ..figures import Figures, statistical_month
from ..law import clock_title
from ..record.complexity import ComplexFor
from ..record.criteria import criteria_lines, held_data, year_before
from ..record.office import LocalCriterion
from ..record.package import Package
from ..telling import minutes_lines
from ..visible import visible
from ..words import say
from .out import Out, open_seat


def run_escalate(args: argparse.Namespace, out: Out) -> int:
    """Explain the criteria of one case, or replay others over a period."""
    with open_seat(args) as desk:
        if args.check:
            return _check(desk, args.check, out)
        if args.package or args.sent:
            key, _, handover = args.sent.partition(":")
            package = desk.package(args.package) if args.package else desk.sent(key, handover)
            return _package(package, args.output, out)
        return _replay(desk, args, out)


def run_joint(args: argparse.Namespace, out: Out) -> int:
    """What lies at the desk of a joint office, part by part."""
    with open_seat(args) as desk:
        found = desk.joint()
        counted = _joint_figures(desk, found.ids) if args.figures else {}
    if out.as_json:
        out.json(
            {
                "offices": found.offices,
                "lines": [{**asdict(x), "state": x.state, "title": x.title} for x in found.lines],
                "figures": {
                    office: {f.id: f.total for f in report.figures if f.rule.by in JOINT}
                    for office, report in counted.items()
                },
            }
        )
        return 0
    for name in found.offices:
        out.say(name)
    title = ""
    for x in found.lines:
        if x.title != title:
            title = x.title
            out.say(x.title)
        out.say(
            say(
                "  {day}  {key} {number}  {name}  {state} (working days: {n}){due}",
                day=x.day.isoformat(),
                key=x.docket,
                number=x.number,
                name=x.name,
                state=x.state,
                n=x.waited,
                due=say("; {clock} {day}", clock=clock_title(x.clock, out.lang),
                        day=x.due.isoformat())
                if x.due
                else "",
            )
        )  # fmt: skip
        for told in minutes_lines(x.minutes) if x.minutes else ():
            out.say(say("    {line}", line=told))
    for name, report in zip(found.offices, counted.values(), strict=bool(counted)):
        out.say(
            say("{office}, {start} to {end}:", office=name, start=report.start.isoformat(),
                end=report.end.isoformat())
        )  # fmt: skip
        for f in report.figures:
            if f.rule.by in JOINT:
                out.say(say("  {figure}: {n}", figure=f.rule.title(out.lang), n=f.total))
    return 0


JOINT: Final = ("asked", "answered", "waiting", "supervised", "watched", "kept")
"""The events of hand-overs, by which their figures are known."""


def _joint_figures(desk: Desk, offices: Iterable[str]) -> dict[str, Figures]:
    """The figures of each joint office for the statistical month of today."""
    start, end = statistical_month(desk.now().date(), desk.office.settings.month_start)
    return {office: desk.figures(start, end, authority=office) for office in offices}


def _check(desk: Desk, key: str, out: Out) -> int:
    found, case = desk.criteria(key), desk.case(key)
    if out.as_json:
        out.json(
            {
                "docket": case.key,
                "verdict": found.verdict,
                "follows": found.opinion.follows,
                "criteria": [held_data(h, out.lang) for h in found.held],
                "complex_for": [
                    {"what": what.value, "answer": case.complexity.complex_for(what)}
                    for what in ComplexFor
                ],
                "kept": [
                    {"criteria": k.met, "by": k.said.by, "on": k.said.on, "why": k.said.why}
                    for k in case.complexity.kept
                ],
            }
        )
        return 0
    for line in criteria_lines(found, case, out.lang):
        out.say(line)
    return 0


def _package(package: Package, to: str, out: Out) -> int:
    """What would be sent, or was: JSON, a page or plain text, by the name of the file."""
    if out.as_json or to.endswith(".json"):
        text = package.data.decode()
    else:
        paper = printing.printed_package(package)
        page = to.endswith((".html", ".htm"))
        text = printing.as_html(paper) if page else printing.as_text(paper)
    if to:
        printing.write_new(Path(to), text)
        out.say(say("Saved as {path}", path=to))
    else:
        out.print(text if out.as_json else visible(text, keep="\n").rstrip("\n"))
    return 0


def _replay(desk: Desk, args: argparse.Namespace, out: Out) -> int:
    today = desk.now().date()
    end = values.day(args.until, today) if args.until else today
    start = values.day(args.since, today) if args.since else year_before(end)
    found = desk.replay(start, end, read_criteria(args.replay))
    if out.as_json:
        out.json(
            {
                "start": found.start,
                "end": found.end,
                "now": found.now,
                "then": found.then,
                "cases": found.cases,
            }
        )
        return 0
    for line in found.told():
        out.say(line)
    return 0


def read_criteria(path: str) -> tuple[LocalCriterion, ...]:
    """The criteria of a TOML file, laid out as in the settings: ``[[criteria]]`` with
    ``criterion``, ``on``, ``figure``, ``second``, ``weight`` and ``reason``.

    :raises Usage: when it cannot be read.
    :raises Invalid: with all problems of its rows.
    """
    try:
        raw = tomllib.loads(Path(path).read_text("utf-8"))
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=path, why=wrong.strerror or "")
        ) from wrong
    except (ValueError, RecursionError) as wrong:
        raise Usage(say("{file} is not a TOML file: {reason}", file=path, reason=str(wrong))) from (
            wrong
        )
    # Read as the settings would be, so that what is tried is what would be switched on.
    act = read_act("settings_changed", {"settings": raw, "reason": "-"})
    assert isinstance(act, SettingsChanged)
    return act.settings.criteria
