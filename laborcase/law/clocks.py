"""Time limits as rows of data, and what a docket's moments make of them.

A clock is a pure function of the moments of a docket, its row in ``law/data/clocks.toml`` and the
calendar. Nothing is stored, so a corrected moment moves its dates as if it had always stood there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Final

from attrs import field, frozen

from ..words import Said, say, speak
from .bases import CERTAINTIES, RANKS, Basis, basis
from .calendar import (
    OFFICIAL,
    ROLLS,
    Calendar,
    Due,
    Step,
    depends,
    due,
    end_of,
    safe_day,
    steps,
)
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

_NOT_LAW: Final = ("named", "office")
"""Units of clocks whose length stands in no row of law."""
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
class Limit:
    """How long a limit that is not law runs: the office's own rule, as it stood when the limit
    began. ``length`` ``unit`` (``hour``, ``working``, ``calendar``), of days to the time of day
    ``until`` (``17:00``; empty: to the end of the day); ``source`` is where the office has it from.
    """

    length: int
    unit: str
    until: str = ""
    source: str = ""


@frozen(kw_only=True)
class Moment:
    """Something that happened in a docket and that a clock may start, stop or lengthen at.

    ``name`` is one of the words that ``law/data/clocks.toml`` uses, ``on`` the day it happened,
    ``entry`` the number of the docket entry that says so. ``subject`` tells apart several things of
    one kind (two orders, three preserved items). ``until`` is a day the paper itself names;
    ``clock`` is the id of the one clock that an extension lengthens, or a start begins; an
    ``irregular`` one lengthens nothing. ``at`` is its minute where that counts, ``limit`` how long
    a clock runs whose length is the office's own, ``ends`` the minute that a ticket or an
    extension names instead. ``docket`` is the other docket whose entry says so, if it is another.
    """

    name: str
    on: date
    entry: int
    subject: str = ""
    until: date | None = None
    clock: str = ""
    irregular: bool = False
    at: datetime | None = None
    limit: Limit | None = None
    ends: datetime | None = None
    docket: str = ""


@frozen(kw_only=True)
class Rule:
    """One clock as the law sets it (a row of ``law/data/clocks.toml``).

    It runs from the moment ``starts``, ``length`` ``unit`` long (``named``: to the day that the
    moment carries; ``office``: as long as the office's own rule in that moment says, which is no
    law), until one of ``stops``. ``restart`` says that a later start of the same subject
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
    unit: str = field(metadata=one_of("working", "calendar", "month", "year", *_NOT_LAW))
    roll: str = field(metadata=one_of(*ROLLS))
    expiry_zh: str
    expiry_en: str
    rank: str = field(metadata=one_of("national", "provincial", "office"))
    bases: tuple[str, ...] = ()
    certainty: str = field(default="", metadata=one_of(*CERTAINTIES))
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
    breached limit. ``at`` is the minute of the end, where it is not the end of the day ``due``.
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
    at: datetime | None = None

    @property
    def ticket(self) -> bool:
        """Whether it is a ticket limit: the office's own rule beside the law's clocks."""
        return self.rule.scope == "ticket"

    @property
    def unit(self) -> str:
        """What it is counted in; ``named`` where a paper, a ticket or an extension says the day."""
        return _unit(self.rule, self.started, self.extended)

    @property
    def length(self) -> int:
        """The whole length with its extensions, in the clock's unit; 0 for a named day."""
        if self.unit == "named":
            return 0
        if self.started.limit:
            return self.started.limit.length
        return self.rule.length + self.rule.extension * len(self.extended)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count line by line, made when asked; re-adding the lines gives ``due``."""
        return steps(
            self.started.on, self.length, self.unit, self.unrolled, self.due, self._calendar
        )

    def title(self, lang: str = "en") -> str:
        """The clock's name."""
        return self.rule.title(lang)

    @property
    def minute(self) -> datetime:
        """The last minute, in the zone of ``at`` if there is one: for what sorts by the minute."""
        return self.at or datetime.combine(self.due, time(23, 59))

    def overdue(self, now: date) -> bool:
        """Whether it still runs past its end: past the last day, or, asked by the minute, past
        the last minute."""
        if self.stopped is not None:
            return False
        if isinstance(now, datetime):
            return now > self.at if self.at else now.date() > self.due
        return now > self.due

    def left(self, today: date) -> int:
        """What is left after ``today``: working days for a clock that counts them, else days.

        0 on the last day, negative afterwards.
        """
        if self.unit == "working":
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
        office = one.unit == "office"
        if not one.stops or office == bool(one.bases and one.certainty):
            problems.append(say("{where}: a clock needs a stop and a provision.", where=where))
        if (one.length > 0) != (one.unit not in _NOT_LAW):
            problems.append(
                say("{where}: the length {n} does not fit its unit.", where=where, n=one.length)
            )
        extending = (one.extension, one.extension_times, one.extension_by, one.extension_moment)
        if any(extending[:3] if office else extending) and (
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
    for moment in sorted(moments, key=_order):
        by_name.setdefault(moment.name, []).append(moment)
    made: list[Deadline] = []
    for rule in _shipped().rules if rules is None else rules:
        if not rule.on or rule.starts not in by_name:
            continue
        starts: dict[str, Moment] = {}
        for moment in by_name[rule.starts]:
            if moment.clock not in ("", rule.id):
                continue
            if rule.restart or moment.subject not in starts:
                starts[moment.subject] = moment
        made += [
            _deadline(rule, start, by_name, calendar)
            for start in starts.values()
            if rule.unit != "named" or start.until is not None
        ]
    made.sort(key=lambda d: (d.due, d.minute.time(), d.clock, d.subject))
    return tuple(made)


def _order(moment: Moment) -> tuple[date, str, int]:
    return moment.on, moment.at.isoformat() if moment.at else "", moment.entry


def _since(moment: Moment, start: Moment) -> bool:
    """Whether a moment lies after the start of a clock, by the minute where both have one."""
    if moment.at and start.at:
        return moment.at >= start.at
    return moment.on >= start.on


def _beyond(moment: Moment, end: date, at: datetime | None) -> bool:
    """Whether a moment lies after the end of a clock."""
    return moment.on > end or bool(moment.at and at and moment.at > at)


def _end_by_office(start: Moment, calendar: Calendar) -> tuple[date, datetime | None]:
    """The day and, where there is one, the minute at which an office's own limit ends."""
    if start.ends is not None:
        return start.ends.date(), start.ends
    limit = start.limit
    assert limit is not None
    if limit.unit == "hour":
        assert start.at is not None
        at = due(start.at, limit.length, "hour", calendar).at
        assert at is not None
        return at.date(), at
    end, _ = end_of(start.on, limit.length, limit.unit, "none", calendar)
    if not limit.until:
        return end, None
    zone = start.at.tzinfo if start.at else None
    return end, datetime.combine(end, time.fromisoformat(limit.until), tzinfo=zone)


def _deadline(
    rule: Rule, start: Moment, by_name: Mapping[str, list[Moment]], calendar: Calendar
) -> Deadline:
    at: datetime | None = None
    if start.until is not None and rule.unit == "named":
        unrolled = end = start.until
    elif rule.unit == "office":
        end, at = _end_by_office(start, calendar)
        unrolled = end
    else:
        unrolled, end = end_of(start.on, rule.length, rule.unit, rule.roll, calendar)
    extended: list[Moment] = []
    too_late: list[Moment] = []
    for moment in by_name.get(rule.extension_moment, ()) if rule.extension_moment else ():
        if moment.clock != rule.id or moment.subject not in ("", start.subject):
            continue
        if not _since(moment, start):
            continue
        if moment.irregular or _beyond(moment, end, at):
            too_late.append(moment)
        elif moment.ends is not None:
            extended.append(moment)
            unrolled, end, at = moment.ends.date(), moment.ends.date(), moment.ends
        elif len(extended) < rule.extension_times:
            extended.append(moment)
            length = rule.length + rule.extension * len(extended)
            unrolled, end = end_of(start.on, length, rule.unit, rule.roll, calendar)
    stops = [
        moment
        for name in rule.stops
        for moment in by_name.get(name, ())
        if _since(moment, start) and moment.subject in ("", start.subject)
    ]
    stopped = min(stops, key=_order, default=None)
    unit = _unit(rule, start, extended)
    return Deadline(
        clock=rule.id,
        subject=start.subject,
        started=start,
        due=end,
        unrolled=unrolled,
        safe=safe_day(start.on, unrolled, end, calendar),
        provisional=depends(unit, rule.roll, start.on, unrolled, end, calendar),
        stopped=stopped,
        extended=tuple(extended),
        too_late=tuple(too_late),
        late=stopped is not None and _beyond(stopped, end, at),
        target=rule.target,
        rule=rule,
        calendar=calendar,
        at=at,
    )


def _unit(rule: Rule, start: Moment, extended: Sequence[Moment]) -> str:
    """What a clock is counted in; see :attr:`Deadline.unit`."""
    if rule.unit != "office":
        return rule.unit
    limit = start.limit
    return limit.unit if limit and not start.ends and not extended else "named"


def nearest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The one that ends first among those still running."""
    return min(
        (d for d in deadlines if d.stopped is None),
        key=lambda d: (d.due, d.minute.time(), d.clock),
        default=None,
    )


def clock_title(clock: str, lang: str = "en") -> str:
    """The title of a clock; its id when this program does not know it."""
    return next((rule.title(lang) for rule in rules() if rule.id == clock), clock)


def why(deadline: Deadline, lang: str = "en") -> tuple[str, ...]:
    """Why a limit falls on its day, line by line, fit to be read to the other side's lawyer."""
    return tuple(speak(line, lang) for line in _lines(deadline, lang))


def counted(due: Due, lang: str = "en") -> tuple[str, ...]:
    """How a period is counted, line by line: what its unit counts, then the days counted and those
    passed over."""
    unit = _hours if due.unit == "hour" else _UNITS[due.unit]
    lines = [unit(due.n), *(_counted(due.steps, due.unit, lang) if due.unit != "hour" else ())]
    return tuple(speak(line, lang) for line in lines)


def _lines(d: Deadline, lang: str) -> list[Said]:
    rule = d.rule
    head = say("{title}: {due}", title=rule.title(lang), due=_end(d.due, d.at))
    if d.provisional:
        head = say("{head} (provisional)", head=head)
    made = [head, say("Starts: {moment}.", moment=_moment(d.started, lang))]
    off = d._calendar.name(d.started.on, lang)
    if off:
        made[1] = say("Starts: {moment}; {why}.", moment=_moment(d.started, lang), why=off)
    if rule.unit == "office":
        made += _by_office(d, lang)
    elif rule.unit == "named":
        made.append(say("The paper itself names the day; it does not move."))
    else:
        made.append(_UNITS[rule.unit](d.length))
        made += _counted(d.steps, rule.unit, lang)
    for moment in d.extended:
        made.append(
            say(
                "Extended to {time}: {moment}.",
                time=_end(moment.ends.date(), moment.ends),
                moment=_moment(moment, lang),
            )
            if moment.ends
            else say(
                "Extended by {n} to {all} from the same start: {moment}, by the {who}.",
                n=_length(rule.extension, rule.unit),
                all=_length(d.length, rule.unit),
                moment=_moment(moment, lang),
                who=APPROVERS[rule.extension_by],
            )
        )
    made += [
        say(
            "Signed after the end, so it lengthens nothing: {moment}.",
            moment=_moment(moment, lang),
        )
        if _beyond(moment, d.due, d.at)
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
                year=d._calendar.until,
            )
        )
    made.append(say("If it passes: {meaning}", meaning=rule.expiry(lang)))
    return made


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
    name = _shipped().moments[moment.name]
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
