"""Why a limit falls on its day, told line by line, fit to be read to the other side's lawyer."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from ..words import Said, say, speak
from .bases import CERTAINTIES, RANKS, Basis, basis
from .calendar import Due, Step
from .clocks import APPROVERS, Deadline, Moment, Pause, beyond, clock_title, moment_names

_WEEKDAYS: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


Signer = Callable[[Moment], str]
"""The name of whoever signed the extension that a moment tells of; empty where it is not known."""


def unknown(moment: Moment) -> str:
    """Nobody says who signed it."""
    return ""


def why(deadline: Deadline, lang: str = "en", signer: Signer = unknown) -> tuple[str, ...]:
    """Why a limit falls on its day, line by line, fit to be read to the other side's lawyer."""
    return tuple(speak(line, lang) for line in _lines(deadline, lang, signer))


def account(deadline: Deadline, lang: str = "en", signer: Signer = unknown) -> dict[str, object]:
    """The same for a program: what started it, each day counted and each passed over, each
    extension, the moving of its end. Adding up its steps gives its day."""
    d, rule = deadline, deadline.rule
    bases = [basis(key) for key in rule.bases]
    return {
        "clock": d.clock,
        "title": d.title(lang),
        "subject": d.subject,
        "binds": rule.binds,
        "target": d.target,
        "start": {**_told(d.started, lang), "off": d.calendar.name(d.started.on, lang)},
        "follows": [{"clock": d.base.clock, "due": d.base.due}] if d.base else [],
        "counted_from": d.first_day,
        "unit": d.unit,
        "length": d.length,
        "steps": [
            {"date": s.date, "kind": s.kind, "count": s.count, "name": s.name(lang)}
            for s in (d.steps if d.unit not in ("named", "hour") else ())
        ],
        "pauses": [
            {"from": _told(p.start, lang), "to": _told(p.end, lang) if p.end else None}
            for p in d.pauses
        ],
        "extensions": [
            {
                **_told(m, lang),
                "by": m.ends.isoformat(timespec="minutes") if m.ends else rule.extension,
                "approved_by": rule.extension_by,
                "signed_by": signer(m),
            }
            for m in d.extended
        ],
        "lengthens_nothing": [{**_told(m, lang), "signed_by": signer(m)} for m in d.too_late],
        "unrolled": d.unrolled,
        "roll": rule.roll,
        "by_analogy": rule.by_analogy,
        "due": d.due,
        "at": d.at.isoformat(timespec="minutes") if d.at else None,
        "safe": d.safe,
        "provisional": d.provisional,
        "doubt": d.doubt,
        "calendar_until": d.calendar.until,
        "stopped": _told(d.stopped, lang) if d.stopped else None,
        "late": d.late,
        "bases": [
            {
                "id": one.id,
                "citation": one.citation(lang),
                "rank": one.rank,
                "certainty": one.certainty,
                "marks": one.marks(lang),
            }
            for one in bases
        ],
        "rank": rule.rank,
        "certainty": rule.certainty,
        "source": d.started.limit.source if d.started.limit else "",
        "expiry": rule.expiry(lang),
    }


def _told(moment: Moment, lang: str) -> dict[str, object]:
    name = moment_names()[moment.name]
    return {
        "moment": moment.name,
        "title": name.en if lang == "en" else name.zh,
        "on": moment.on,
        "at": moment.at.isoformat(timespec="minutes") if moment.at else None,
        "docket": moment.docket,
        "entry": moment.entry,
        "subject": moment.subject,
    }


def counted(due: Due, lang: str = "en") -> tuple[str, ...]:
    """How a period is counted, line by line: what its unit counts, then the days counted and those
    passed over."""
    lines = [
        _UNITS[due.unit](due.n),
        *(_counted(due.steps, due.unit, lang) if due.unit != "hour" else ()),
    ]
    return tuple(speak(line, lang) for line in lines)


def _lines(d: Deadline, lang: str, signer: Signer) -> list[Said]:
    rule = d.rule
    head = say("{title}: {due}", title=rule.title(lang), due=_end(d.due, d.at))
    if d.provisional:
        head = say("{head} (provisional)", head=head)
    made = [head, say("Starts: {moment}.", moment=_moment(d.started, lang))]
    off = d.calendar.name(d.started.on, lang)
    if off:
        made[1] = say("Starts: {moment}; {why}.", moment=_moment(d.started, lang), why=off)
    if rule.after:
        made.append(
            say(
                "It begins where this ended unused: {clocks}.",
                clocks=", ".join(clock_title(key, lang) for key in rule.after),
            )
        )
    if rule.length < 0:
        made.append(
            say("Counted back from {day}, which itself does not count.", day=_day(d.first_day))
        )
    if rule.unit == "office":
        made += _by_office(d, lang)
    elif rule.unit == "named":
        made.append(say("The paper itself names the day; it does not move."))
    else:
        made.append(_UNITS[rule.unit](abs(d.length)))
        made += _counted(d.steps, rule.unit, lang) if rule.unit != "hour" else ()
    made += [_paused(pause, lang) for pause in d.pauses]
    made += [_extended(d, moment, lang, signer(moment)) for moment in d.extended]
    made += [
        say(
            "Signed after the end, so it lengthens nothing: {moment}.",
            moment=_moment(moment, lang),
        )
        if beyond(moment, d.due, d.at)
        else say("Irregular, so it lengthens nothing: {moment}.", moment=_moment(moment, lang))
        for moment in d.too_late
    ]
    if d.due != d.unrolled:
        made.append(_rolled(d, lang))
    if d.stopped:
        made.append(
            say("Stopped too late: {moment}.", moment=_moment(d.stopped, lang))
            if d.late
            else say("Stopped in time: {moment}.", moment=_moment(d.stopped, lang))
        )
    made += [_citation(basis(key), lang) for key in rule.bases]
    if rule.unit == "office":
        made.append(say("A ticket limit: a rule of the office, no law."))
    if rule.target:
        made.append(say("A target beside the national limit, not a national limit itself."))
    if d.provisional:
        made.append(
            say(
                "The calendar notice is out only up to {year}; later weekends are taken as off and "
                "weekdays as worked, so the day may still move.",
                year=d.calendar.until,
            )
        )
    if d.doubt:
        first, last = d.doubt
        made.append(
            say(
                "By what the notices of the years before did around this day it may become any "
                "day from {first} to {last}.",
                first=_day(first),
                last=_day(last),
            )
        )
    if rule.binds == "party":
        made.append(say("A period of the party, not of the office."))
    elif rule.binds == "other":
        made.append(say("A period of another organ, not of the office."))
    made.append(say("If it passes: {meaning}", meaning=rule.expiry(lang)))
    return made


def _extended(d: Deadline, moment: Moment, lang: str, name: str) -> Said:
    rule, told = d.rule, _moment(moment, lang)
    if moment.ends:
        return say(
            "Extended to {time}: {moment}.",
            time=_end(moment.ends.date(), moment.ends),
            moment=told,
        )
    who: Said = APPROVERS[rule.extension_by]
    if name:
        who = say("{who}, signed by {name}", who=who, name=name)
    return say(
        "Extended by {n} to {all} from the same start: {moment}, by the {who}.",
        n=_length(rule.extension, rule.unit),
        all=_length(d.length, rule.unit),
        moment=told,
        who=who,
    )


def _paused(pause: Pause, lang: str) -> Said:
    if pause.end is None:
        return say("It stands still since {moment}.", moment=_moment(pause.start, lang))
    return say(
        "It stood still from {start} to {end}; these days do not count.",
        start=_moment(pause.start, lang),
        end=_moment(pause.end, lang),
    )


def _by_office(d: Deadline, lang: str) -> list[Said]:
    """How long a limit runs that the ticket names or the office's own rule sets."""
    limit = d.started.limit
    if d.started.ends is not None or limit is None:
        return [say("The ticket itself names the time.")]
    made = [_OFFICE_UNITS[limit.unit](limit.length)]
    if limit.unit != "hour" and not d.extended:
        made += _counted(d.steps, limit.unit, lang)
    if limit.until:
        made.append(say("On the last day until {time}.", time=limit.until))
    made.append(say("The office's own rule: {source}", source=limit.source or "-"))
    return made


def _hours(n: int) -> Said:
    return say(
        "{n} hour, counted by the minute, days off included."
        if n == 1
        else "{n} hours, counted by the minute, days off included.",
        n=n,
    )


def _working(n: int) -> Said:
    return say(
        "{n} working day; the day it starts and days off are not counted."
        if n == 1
        else "{n} working days; the day it starts and days off are not counted.",
        n=n,
    )


def _calendar_days(n: int) -> Said:
    return say(
        "{n} day, days off included; the day it starts is not counted."
        if n == 1
        else "{n} days, days off included; the day it starts is not counted.",
        n=n,
    )


def _months(n: int) -> Said:
    return say(
        "{n} month; it ends on the same day of the month, or the month's last."
        if n == 1
        else "{n} months; it ends on the same day of the month, or the month's last.",
        n=n,
    )


def _years(n: int) -> Said:
    return say(
        "{n} year; it ends on the same day of the year."
        if n == 1
        else "{n} years; it ends on the same day of the year.",
        n=n,
    )


def _length(n: int, unit: str) -> Said:
    if unit == "working":
        return say("{n} working day" if n == 1 else "{n} working days", n=n)
    if unit == "calendar":
        return say("{n} day" if n == 1 else "{n} days", n=n)
    if unit == "month":
        return say("{n} month" if n == 1 else "{n} months", n=n)
    return say("{n} year" if n == 1 else "{n} years", n=n)


_UNITS: Final = {
    "hour": _hours,
    "working": _working,
    "calendar": _calendar_days,
    "month": _months,
    "year": _years,
}


_OFFICE_UNITS: Final = {"hour": _hours, "working": _working, "calendar": _calendar_days}


def _day(day: date) -> Said:
    return say("{day} {weekday}", day=day.isoformat(), weekday=_WEEKDAYS[day.weekday()])


def _end(day: date, at: datetime | None) -> Said:
    return say("{day} {time}", day=_day(day), time=f"{at:%H:%M}") if at else _day(day)


def _moment(moment: Moment, lang: str) -> Said:
    name = moment_names()[moment.name]
    told = {"day": _end(moment.on, moment.at), "what": name.en if lang == "en" else name.zh}
    if moment.docket:
        return say(
            "{day}, {what} ({docket}, entry {n})", **told, docket=moment.docket, n=moment.entry
        )
    return say("{day}, {what} (entry {n})", **told, n=moment.entry)


def _counted(lines: tuple[Step, ...], unit: str, lang: str) -> list[Said]:
    """The count in ranges, broken by each holiday passed over and each weekend day worked."""
    made: list[Said] = []
    run: list[Step] = []
    block: list[Step] = []

    def flush() -> None:
        if run:
            made.append(_range(run, unit))
            run.clear()
        if block:
            made.append(_block(block, lang))
            block.clear()

    for step in lines:
        if step.kind == "counted":
            if block:
                flush()
            run.append(step)
        elif step.kind == "made_up":
            flush()
            made.append(
                say(
                    "{n}: {day}, {why}",
                    n=step.count,
                    day=_day(step.date),
                    why=step.name(lang),
                )
            )
        elif step.kind == "skipped" and step.holiday is not None:
            if block and block[-1].holiday is not step.holiday:
                flush()
            block.append(step)
    flush()
    return made


def _range(run: list[Step], unit: str) -> Said:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return say("{n}: {day}", n=first.count, day=_day(first.date))
    if unit in ("month", "year"):
        return say("{n}–{m}: to {day}", n=first.count, m=last.count, day=_day(last.date))
    return say(
        "{n}–{m}: {first} … {last}",
        n=first.count,
        m=last.count,
        first=_day(first.date),
        last=_day(last.date),
    )


def _block(block: list[Step], lang: str) -> Said:
    first, last, name = block[0].date, block[-1].date, block[0].name(lang)
    if first == last:
        return say("not counted: {day}, {why}", day=_day(first), why=name)
    return say("not counted: {first} … {last}, {why}", first=_day(first), last=_day(last), why=name)


def _rolled(d: Deadline, lang: str) -> Said:
    told = say(
        "The last day, {day}, is off ({why}), so it moves to {due}.",
        day=_day(d.unrolled),
        why=d.calendar.name(d.unrolled, lang),
        due=_day(d.due),
    )
    if d.rule.by_analogy:
        told = say(
            "{told} Only by analogy with the Civil Procedure Law, art. 85.",
            told=told,
        )
    if d.safe:
        return say("{told} Safe day: {safe}.", told=told, safe=_day(d.safe))
    return say("{told} No working day lies before it in the period.", told=told)


def _citation(one: Basis, lang: str) -> Said:
    told = say("Basis: {citation}, {rank}", citation=one.citation(lang), rank=RANKS[one.rank])
    if one.amended_on:
        told = say("{told}, as amended on {day}", told=told, day=one.amended_on.isoformat())
    for mark in one.marks(lang) or (speak(CERTAINTIES[one.certainty], lang),):
        told = say("{told} · {mark}", told=told, mark=mark)
    return told
