"""Time limits as rows of data, and what a docket's moments make of them.

A clock is a pure function of the moments of a docket, its row in ``law/data/clocks.toml`` and the
calendar. Nothing is stored, so a corrected moment moves its dates as if it had always stood there.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen

from ..words import Said, say, speak
from .bases import CERTAINTIES, RANKS, Basis, basis
from .calendar import (
    OFFICIAL,
    ROLLS,
    Calendar,
    Step,
    depends,
    end_of,
    safe_day,
    steps,
)
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

APPROVERS: Final = {"department_head": say("head of the department")}
_WEEKDAYS: Final = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


@frozen(kw_only=True)
class Moment:
    """Something that happened in a docket and that a clock may start, stop or lengthen at.

    ``name`` is one of the words that ``law/data/clocks.toml`` uses, ``on`` the day it happened,
    ``entry`` the number of the docket entry that says so. ``subject`` tells apart several things of
    one kind (two orders, three preserved items). ``until`` is a day the paper itself names;
    ``clock`` is the id of the one clock that an extension lengthens; an ``irregular`` one lengthens
    nothing.
    """

    name: str
    on: date
    entry: int
    subject: str = ""
    until: date | None = None
    clock: str = ""
    irregular: bool = False


@frozen(kw_only=True)
class Rule:
    """One clock as the law sets it (a row of ``law/data/clocks.toml``).

    It runs from the moment ``starts``, ``length`` ``unit`` long (``named``: to the day that the
    moment carries), until one of ``stops``. ``restart`` says that a later start of the same subject
    begins the count anew. ``roll`` is what happens to an end on a day off; ``by_analogy`` that no
    text says so for this clock. ``extension`` more units are added from the same start, at most
    ``extension_times`` times, each by a moment ``extension_moment`` that names this clock, approved
    by ``extension_by``. ``expiry_*`` says what a passed end means. ``bases`` are ids of provisions;
    ``certainty`` is that of the worst of them. ``target`` marks what an office aims at while a
    national limit runs beside it. A row that is not ``on`` runs only where it is switched on.
    """

    id: str
    title_zh: str
    title_en: str
    scope: str = field(
        metadata=one_of("complaint", "ticket", "allegation", "case", "paper", "order", "item")
    )
    starts: str
    stops: tuple[str, ...]
    unit: str = field(metadata=one_of("working", "calendar", "month", "year", "named"))
    roll: str = field(metadata=one_of(*ROLLS))
    expiry_zh: str
    expiry_en: str
    bases: tuple[str, ...]
    rank: str = field(metadata=one_of("national", "provincial"))
    certainty: str = field(metadata=one_of(*CERTAINTIES))
    length: int = 0
    by_analogy: bool = False
    extension: int = 0
    extension_times: int = 0
    extension_by: str = field(default="", metadata=one_of(*APPROVERS))
    extension_moment: str = ""
    restart: bool = False
    target: bool = False
    on: bool = True

    def title(self, lang: str = "en") -> str:
        """The clock's name."""
        return self.title_en if lang == "en" else self.title_zh

    def expiry(self, lang: str = "en") -> str:
        """What it means when the end has passed."""
        return self.expiry_en if lang == "en" else self.expiry_zh


@frozen(kw_only=True)
class Deadline:
    """One clock of a docket, running or stopped.

    ``due`` is the last day, ``unrolled`` that day before it moved past days off; ``safe`` is then
    the last working day before it. ``provisional`` says that a calendar notice not yet out may move
    it. ``extended`` are the extensions that count, ``too_late`` those signed after the end or
    otherwise irregular, which lengthen nothing. ``late`` says that it was stopped after ``due``;
    ``target`` that a national limit runs beside it, so that passing it is a missed target and not a
    breached limit.
    """

    clock: str
    subject: str
    started: Moment
    due: date
    unrolled: date
    safe: date | None
    provisional: bool
    stopped: Moment | None
    extended: tuple[Moment, ...]
    too_late: tuple[Moment, ...]
    late: bool
    target: bool
    rule: Rule = field(repr=False)
    _calendar: Calendar = field(repr=False, eq=False, alias="calendar")

    @property
    def length(self) -> int:
        """The whole length with its extensions, in the clock's unit; 0 for a named day."""
        return self.rule.length + self.rule.extension * len(self.extended)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count line by line, made when asked; re-adding the lines gives ``due``."""
        return steps(
            self.started.on, self.length, self.rule.unit, self.unrolled, self.due, self._calendar
        )

    def title(self, lang: str = "en") -> str:
        """The clock's name."""
        return self.rule.title(lang)

    def overdue(self, today: date) -> bool:
        """Whether it still runs and its last day is over."""
        return self.stopped is None and today > self.due

    def left(self, today: date) -> int:
        """What is left after ``today``: working days for a clock that counts them, else days.

        0 on the last day, negative afterwards.
        """
        if self.rule.unit == "working":
            return self._calendar.between(today, self.due)
        return (self.due - today).days


@frozen(kw_only=True)
class _Name:
    name: str
    zh: str
    en: str


@frozen
class _Clocks:
    rules: tuple[Rule, ...]
    moments: Mapping[str, _Name]


def rules() -> tuple[Rule, ...]:
    """The clocks of the law, in the order of their file."""
    return _shipped().rules


@cache
def _shipped() -> _Clocks:
    # As with the causes: a test looks up the provisions of our own rows.
    return load(read(DATA / "clocks.toml", "clock", "moment"), "clocks.toml", None)


def load(data: Row, file: str, known: Iterable[str] | None) -> _Clocks:
    """The tables of a clock file; ``known`` are the ids of provisions, None if they are not to be
    looked up.

    Raises :class:`LawDataError` with all problems: what does not fit its key, an id twice, a moment
    or provision that is not there, a length or extension that does not fit the unit.
    """
    problems: list[Said] = []
    names: list[tuple[str, str, _Name]] = []
    for i, row in enumerate(rows(data.get("moment"), file), 1):
        where = f"{file}, moment {i} ({row.get('name', '?')})"
        name = fill(_Name, row, where, problems)
        if name is not None:
            names.append((name.name, where, name))
    moments = by_id(names, problems)
    ids = None if known is None else set(known)
    made: list[tuple[str, str, Rule]] = []
    for i, row in enumerate(rows(data.get("clock"), file), 1):
        where = f"{file}, clock {i} ({row.get('id', '?')})"
        one = fill(Rule, row, where, problems)
        if one is None:
            continue
        made.append((one.id, where, one))
        used = [one.starts, *one.stops, *filter(None, [one.extension_moment])]
        problems += [
            say("{where}: the moment {name} is not known.", where=where, name=name)
            for name in used
            if name not in moments
        ]
        problems += [
            say("{where}: there is no provision {id}.", where=where, id=key)
            for key in one.bases
            if ids is not None and key not in ids
        ]
        if not one.stops or not one.bases:
            problems.append(say("{where}: a clock needs a stop and a provision.", where=where))
        if (one.length > 0) != (one.unit != "named"):
            problems.append(
                say("{where}: the length {n} does not fit its unit.", where=where, n=one.length)
            )
        extending = (one.extension, one.extension_times, one.extension_by, one.extension_moment)
        if any(extending) and (
            not all(extending) or min(one.extension, one.extension_times) < 1 or not one.length
        ):
            problems.append(say("{where}: its extension is incomplete.", where=where))
    found = by_id(made, problems)
    check(problems)
    return _Clocks(tuple(found.values()), moments)


def run(
    moments: Iterable[Moment],
    calendar: Calendar = OFFICIAL,
    rules: Iterable[Rule] | None = None,
) -> tuple[Deadline, ...]:
    """The clocks that these moments of one docket have started, the nearest end first."""
    by_name: dict[str, list[Moment]] = {}
    for moment in sorted(moments, key=lambda m: (m.on, m.entry)):
        by_name.setdefault(moment.name, []).append(moment)
    made: list[Deadline] = []
    for rule in _shipped().rules if rules is None else rules:
        if not rule.on or rule.starts not in by_name:
            continue
        starts: dict[str, Moment] = {}
        for moment in by_name[rule.starts]:
            if rule.restart or moment.subject not in starts:
                starts[moment.subject] = moment
        made += [
            _deadline(rule, start, by_name, calendar)
            for start in starts.values()
            if rule.unit != "named" or start.until is not None
        ]
    made.sort(key=lambda d: (d.due, d.clock, d.subject))
    return tuple(made)


def _deadline(
    rule: Rule, start: Moment, by_name: Mapping[str, list[Moment]], calendar: Calendar
) -> Deadline:
    if start.until is not None and rule.unit == "named":
        unrolled = due = start.until
    else:
        unrolled, due = end_of(start.on, rule.length, rule.unit, rule.roll, calendar)
    extended: list[Moment] = []
    too_late: list[Moment] = []
    for moment in by_name.get(rule.extension_moment, ()) if rule.extension else ():
        if moment.clock != rule.id or moment.subject not in ("", start.subject):
            continue
        if moment.irregular or moment.on > due:
            too_late.append(moment)
        elif moment.on >= start.on and len(extended) < rule.extension_times:
            extended.append(moment)
            length = rule.length + rule.extension * len(extended)
            unrolled, due = end_of(start.on, length, rule.unit, rule.roll, calendar)
    stops = [
        moment
        for name in rule.stops
        for moment in by_name.get(name, ())
        if moment.on >= start.on and moment.subject in ("", start.subject)
    ]
    stopped = min(stops, key=lambda m: (m.on, m.entry), default=None)
    return Deadline(
        clock=rule.id,
        subject=start.subject,
        started=start,
        due=due,
        unrolled=unrolled,
        safe=safe_day(start.on, unrolled, due, calendar),
        provisional=depends(rule.unit, rule.roll, start.on, unrolled, due, calendar),
        stopped=stopped,
        extended=tuple(extended),
        too_late=tuple(too_late),
        late=stopped is not None and stopped.on > due,
        target=rule.target,
        rule=rule,
        calendar=calendar,
    )


def nearest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The one that ends first among those still running."""
    return min(
        (d for d in deadlines if d.stopped is None), key=lambda d: (d.due, d.clock), default=None
    )


def clock_title(clock: str, lang: str = "en") -> str:
    """The title of a clock; its id when this program does not know it."""
    return next((rule.title(lang) for rule in rules() if rule.id == clock), clock)


def why(deadline: Deadline, lang: str = "en") -> tuple[str, ...]:
    """Why a limit falls on its day, line by line, fit to be read to the other side's lawyer."""
    return tuple(speak(line, lang) for line in _lines(deadline, lang))


def _lines(d: Deadline, lang: str) -> list[Said]:
    rule = d.rule
    head = say("{title}: {due}", title=rule.title(lang), due=_day(d.due))
    if d.provisional:
        head = say("{head} (provisional)", head=head)
    made = [head, say("Starts: {moment}.", moment=_moment(d.started, lang))]
    off = d._calendar.name(d.started.on, lang)
    if off:
        made[1] = say("Starts: {moment}; {why}.", moment=_moment(d.started, lang), why=off)
    if rule.unit == "named":
        made.append(say("The paper itself names the day; it does not move."))
    else:
        made.append(_UNITS[rule.unit](d.length))
        made += _counted(d.steps, rule.unit, lang)
    for moment in d.extended:
        made.append(
            say(
                "Extended by {n} to {all} from the same start: {moment}, by the {who}.",
                n=rule.extension,
                all=d.length,
                moment=_moment(moment, lang),
                who=APPROVERS[rule.extension_by],
            )
        )
    made += [
        say(
            "Signed after the end, so it lengthens nothing: {moment}.",
            moment=_moment(moment, lang),
        )
        if moment.on > d.due
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
    if rule.target:
        made.append(say("A target beside the national limit, not a national limit itself."))
    if d.provisional:
        made.append(
            say(
                "The calendar notice is out only up to {year}; later weekends are taken as off and "
                "weekdays as worked, so the day may still move.",
                year=d._calendar.until,
            )
        )
    made.append(say("If it passes: {meaning}", meaning=rule.expiry(lang)))
    return made


def _working(n: int) -> Said:
    return say("{n} working days; the day it starts and days off are not counted.", n=n)


def _calendar_days(n: int) -> Said:
    return say("{n} days, days off included; the day it starts is not counted.", n=n)


def _months(n: int) -> Said:
    return say("{n} months; it ends on the same day of the month, or the month's last.", n=n)


def _years(n: int) -> Said:
    return say("{n} years; it ends on the same day of the year.", n=n)


_UNITS: Final = {
    "working": _working,
    "calendar": _calendar_days,
    "month": _months,
    "year": _years,
}


def _day(day: date) -> Said:
    return say("{day} {weekday}", day=day.isoformat(), weekday=_WEEKDAYS[day.weekday()])


def _moment(moment: Moment, lang: str) -> Said:
    name = _shipped().moments[moment.name]
    return say(
        "{day}, {what} (entry {n})",
        day=_day(moment.on),
        what=name.en if lang == "en" else name.zh,
        n=moment.entry,
    )


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
        why=d._calendar.name(d.unrolled, lang),
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
