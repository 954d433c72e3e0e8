"""Time limits as rows of data, and what a docket's moments make of them.

A clock is a pure function of the moments of a docket, its row in ``law/data/clocks.toml``, what the
office decided about that row, and the calendar. Nothing is stored, so a corrected moment moves its
dates as if it had always stood there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from attrs import evolve, field, frozen

from ..words import Said, say
from .bases import CERTAINTIES
from .calendar import (
    OFFICIAL,
    ROLLS,
    Calendar,
    Step,
    depends,
    doubt,
    due,
    end_of,
    safe_day,
    steps,
)
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

_NOT_LAW: Final = ("named", "office")
"""Units of clocks whose length stands in no row of law."""
SUSPENDED: Final = "suspended"
RESUMED: Final = "resumed"
"""The moments between which a clock stands still where an office's local rule says so."""
APPROVERS: Final = {
    "department_head": say("head of the department"),
    "review_head": say("head of the reviewing body"),
}


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
    law), until one of ``stops``. A negative length counts working days back from the day that the
    moment carries: it is the last day on which something may be done before that day. ``restart``
    says that a later start of the same subject begins the count anew.

    ``after`` names clocks instead: it runs from the end of that one of the same subject that began
    last (of several, the one that stands last in ``after``), and ``starts`` is what that end is
    called; where it was stopped in time, this one does not run. Ends of clocks in ``not_before``
    only put its start off. ``needs`` is a moment without which the clock is
    none of this docket's. Days after a moment of ``pause_from`` up to and with the moment of
    ``pause_to`` at the same place do not count.

    ``roll`` is what happens to an end on a day off; ``by_analogy`` that no text says so for this
    clock. ``extension`` more units are added from the same start, at most ``extension_times``
    times, each by a moment ``extension_moment`` that names this clock, approved by
    ``extension_by``. ``binds`` says whose limit it is: the office's, a party's, or another organ's.
    ``warn``: so many days before its end warnings begin.
    ``lapses``: its end is no breach, but opens or closes something by itself, so it never presses;
    ``fatal``: what the office does not do by its end it can never do again. ``expiry_*`` says what
    a passed end means. ``act`` is the kind of act that meets it, and ``fill`` its field that takes
    the clock's subject. ``bases`` are ids of provisions; ``certainty`` is that of the worst one.
    ``target`` marks what an office aims at while a national limit runs beside it. A row that is not
    ``on`` runs only where an office switches it on; it may have one of ``other_stops`` stop it
    instead. See :class:`Change`.
    """

    id: str
    title_zh: str
    title_en: str
    scope: str = field(
        metadata=one_of(
            "complaint", "ticket", "handover", "allegation", "case", "paper", "order", "item"
        )
    )
    starts: str
    stops: tuple[str, ...]
    unit: str = field(metadata=one_of("hour", "working", "calendar", "month", "year", *_NOT_LAW))
    roll: str = field(metadata=one_of(*ROLLS))
    expiry_zh: str
    expiry_en: str
    rank: str = field(metadata=one_of("national", "provincial", "office"))
    bases: tuple[str, ...] = ()
    certainty: str = field(default="", metadata=one_of(*CERTAINTIES))
    length: int = 0
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    warn: int = 0
    needs: str = ""
    pause_from: tuple[str, ...] = ()
    pause_to: tuple[str, ...] = ()
    other_stops: tuple[str, ...] = ()
    binds: str = field(default="office", metadata=one_of("office", "party", "other"))
    lapses: bool = False
    fatal: bool = False
    by_analogy: bool = False
    extension: int = 0
    extension_times: int = 0
    extension_by: str = field(default="", metadata=one_of(*APPROVERS))
    extension_moment: str = ""
    restart: bool = False
    act: str = ""
    fill: str = ""
    target: bool = False
    on: bool = True

    def title(self, lang: str = "en") -> str:
        """The clock's name."""
        return self.title_en if lang == "en" else self.title_zh

    def short(self, lang: str = "en") -> str:
        """The name without its length: what stands before the first comma, or the first space."""
        title = self.title(lang)
        return title if self.rank == "office" else title.split("," if lang == "en" else " ")[0]

    def expiry(self, lang: str = "en") -> str:
        """What it means when the end has passed."""
        return self.expiry_en if lang == "en" else self.expiry_zh


@frozen(kw_only=True)
class Change:
    """What an office decided about one clock: whether it runs, which moment stops it (empty: the
    row's own stops), and whether a recorded suspension pauses it, which no national text does."""

    clock: str
    on: bool = True
    stop: str = ""
    pauses: bool = False


@frozen(kw_only=True)
class Pause:
    """Days that did not count: those after ``start`` up to and with ``end``; it still stands still
    while there is no ``end``."""

    start: Moment
    end: Moment | None


@frozen(kw_only=True)
class Deadline:
    """One clock of a docket, running or stopped.

    ``due`` is the last day, ``unrolled`` that day before it moved past days off; ``safe`` is then
    the last working day before it. ``provisional`` says that a calendar notice not yet out may move
    it. ``extended`` are the extensions that count, ``too_late`` those signed after the end or
    otherwise irregular, which lengthen nothing. ``late`` says that it was stopped after ``due``;
    ``target`` that a national limit runs beside it, so that passing it is a missed target and not a
    breached limit. ``at`` is the minute of the end, where it is not the end of the day ``due``.
    ``pauses`` are the days that did not count; while the last of them lasts, ``due`` is where the
    end would be if it went on on its first day.
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
    calendar: Calendar = field(repr=False, eq=False)
    at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    base: "Deadline | None" = field(default=None, repr=False, eq=False)
    """The clock at whose end it begins, where it follows one."""

    @property
    def doubt(self) -> tuple[date, date] | None:
        """For a provisional end: the first and the last day that it may come to be, by the rule of
        ``law/calendar.py``. Where it begins at an end that is in doubt, from the first of that to
        the last."""
        if not self.provisional:
            return None
        starts = (self.base.doubt if self.base else None) or (self.first_day,)
        found = [self._doubt(start) for start in starts]
        return min(first for first, _ in found), max(last for _, last in found)

    def _doubt(self, start: date) -> tuple[date, date]:
        unrolled, end, n = self.unrolled, self.due, self.length
        if start != self.first_day:
            unrolled, end = end_of(start, n, self.unit, self.rule.roll, self.calendar)
        elif self.pauses and self.unit == "working":
            n = self.calendar.between(start, unrolled)  # what stood still lengthens it
        if self.unit != "working" and self.rule.roll == "none":
            return end, end
        return doubt(start, n, self.unit, unrolled, end, self.calendar)

    @property
    def standing(self) -> Moment | None:
        """Since when it stands still; ``None`` while it runs."""
        last = self.pauses[-1] if self.pauses and self.stopped is None else None
        return last.start if last and last.end is None else None

    @property
    def presses(self) -> bool:
        """Whether somebody must act before its end: it runs, and does not end by itself."""
        return self.stopped is None and not self.rule.lapses and self.standing is None

    @property
    def warned(self) -> date:
        """The day that warnings aim at: the safe day of a duty of the office whose end moves by
        analogy or over days off, else the end; so many days before as the row says."""
        return (self.safe or self.due) - timedelta(days=self.rule.warn)

    def over(self, today: date) -> bool:
        """Whether its end has passed and nothing stopped it in time."""
        return (self.stopped is None or self.late) and self.standing is None and today > self.due

    @property
    def first_day(self) -> date:
        """The day from which it is counted, which itself does not count."""
        back = self.rule.length < 0 and self.started.until is not None
        return self.started.until if back and self.started.until else self.started.on

    @property
    def ticket(self) -> bool:
        """Whether it is a ticket limit: the office's own rule beside the law's clocks."""
        return self.rule.scope == "ticket"

    @property
    def handover(self) -> bool:
        """Whether it is a limit of a hand-over itself: the office's own, or its document's."""
        return self.rule.scope == "handover"

    @property
    def unit(self) -> str:
        """What it is counted in; ``named`` where a paper, a ticket or an extension says the day."""
        return _unit(self.rule, self.started, self.extended)

    @property
    def length(self) -> int:
        """The whole length with its extensions, in the clock's unit; 0 for a named day, negative
        for one counted back."""
        if self.unit == "named":
            return 0
        if self.started.limit:
            return self.started.limit.length
        return self.rule.length + self.rule.extension * len(self.extended)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The count line by line, made when asked; re-adding the lines gives ``due``."""
        return steps(
            self.first_day,
            self.length,
            self.unit,
            self.unrolled,
            self.due,
            self.calendar,
            tuple((p.start.on, p.end.on) for p in self.pauses if p.end),
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
        the last minute. What ends by itself is over then, not overdue."""
        if not self.presses:
            return False
        if isinstance(now, datetime):
            return now > self.at if self.at else now.date() > self.due
        return now > self.due

    def left(self, today: date) -> int:
        """What is left after ``today``: working days for a clock that counts them, else days.

        0 on the last day, negative afterwards.
        """
        if self.unit == "working":
            return self.calendar.between(today, self.due)
        return (self.due - today).days


@frozen(kw_only=True)
class Name:
    """What a moment is called."""

    name: str
    zh: str
    en: str


@frozen
class _Clocks:
    rules: tuple[Rule, ...]
    moments: Mapping[str, Name]


def moment_names() -> Mapping[str, Name]:
    """What each moment is called."""
    return _shipped().moments


def rules(changes: Iterable[Change] = ()) -> tuple[Rule, ...]:
    """The clocks of the law, in the order of their file, as an office changed them."""
    changed = {change.clock: change for change in changes}
    if not changed:
        return _shipped().rules
    return tuple(
        _changed(rule, changed[rule.id]) if rule.id in changed else rule
        for rule in _shipped().rules
    )


def _changed(rule: Rule, change: Change) -> Rule:
    changed = evolve(rule, on=change.on, stops=(change.stop,) if change.stop else rule.stops)
    if not change.pauses:
        return changed
    return evolve(
        changed,
        pause_from=(*rule.pause_from, SUSPENDED),
        pause_to=(*rule.pause_to, RESUMED),
    )


@cache
def _shipped() -> _Clocks:
    # As with the causes: a test looks up the provisions of our own rows.
    return load(read(DATA / "clocks.toml", "clock", "moment"), "clocks.toml", None)


_MOST: Final = {
    "hour": 876_000, "working": 36_500, "calendar": 36_500, "month": 1_200, "year": 100,
}  # fmt: skip
"""The longest period of each unit: a hundred years."""


def load(
    data: Row, file: str, known: Iterable[str] | None, acts: Iterable[str] | None = None
) -> _Clocks:
    """The tables of a clock file; ``known`` are the ids of provisions and ``acts`` the kinds of
    acts, None if they are not to be looked up.

    Raises :class:`LawDataError` with all problems: what does not fit its key, an id twice, a
    moment, provision or act that is not there, a length or extension that does not fit the unit, an
    end of the office's own that moves without ``by_analogy``.
    """
    problems: list[Said] = []
    names: list[tuple[str, str, Name]] = []
    for i, row in enumerate(rows(data.get("moment"), file), 1):
        where = f"{file}, moment {i} ({row.get('name', '?')})"
        name = fill(Name, row, where, problems)
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
        used = [
            one.starts, *one.stops, *one.other_stops, *one.pause_from, *one.pause_to,
            *filter(None, [one.extension_moment, one.needs]),
        ]  # fmt: skip
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
        if acts is not None and one.act and one.act not in set(acts):
            problems.append(say("{where}: there is no act {kind}.", where=where, kind=one.act))
        if abs(one.length) + one.extension * one.extension_times > _MOST.get(one.unit, 0):
            problems.append(
                say("{where}: the length {n} does not fit its unit.", where=where, n=one.length)
            )
        if one.roll != "none" and one.binds == "office" and not one.by_analogy:
            problems.append(
                say("{where}: a limit of the office moves by analogy only; say so.", where=where)
            )
        office = one.unit == "office"
        if not (one.stops or one.lapses) or office == bool(one.bases and one.certainty):
            problems.append(say("{where}: a clock needs a stop and a provision.", where=where))
        backwards = one.length < 0 and one.unit == "working"
        if (one.length > 0 or backwards) != (one.unit not in _NOT_LAW):
            problems.append(
                say("{where}: the length {n} does not fit its unit.", where=where, n=one.length)
            )
        if one.roll != "none" and (backwards or one.unit not in ("calendar", "month")):
            problems.append(say("{where}: such a period does not move.", where=where))
        if len(one.pause_from) != len(one.pause_to) or (
            one.pause_from and (one.unit not in ("working", "calendar") or backwards)
        ):
            problems.append(say("{where}: it cannot be paused so.", where=where))
        earlier = {key for key, _, _ in made}
        problems += [
            say("{where}: it follows {id}, which does not stand before it.", where=where, id=key)
            for key in (*one.after, *one.not_before)
            if key not in earlier - {one.id}
        ]
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
        if not rule.on:
            continue
        if rule.after:
            made += _following(rule, made, by_name, calendar)
            continue
        if rule.starts not in by_name:
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
            if _needed(rule, start.subject, by_name)
            and (start.until is not None or (rule.unit != "named" and rule.length >= 0))
        ]
    made.sort(key=lambda d: (d.due, d.minute.time(), d.clock, d.subject))
    return tuple(made)


def _needed(rule: Rule, subject: str, by_name: Mapping[str, list[Moment]]) -> bool:
    """Whether what the clock needs has happened."""
    needed = by_name.get(rule.needs, ())
    return not rule.needs or any(_concerns(m, subject) for m in needed)


def _concerns(moment: Moment, subject: str) -> bool:
    """Whether a moment is about a subject: about all of the docket, about it, or, where it is a
    part of a paper (``P2/1``), about that paper."""
    return moment.subject in ("", subject, subject.partition("/")[0])


def _following(
    rule: Rule,
    made: Iterable[Deadline],
    by_name: Mapping[str, list[Moment]],
    calendar: Calendar,
) -> list[Deadline]:
    """The clocks that begin where others ended, for each subject that had those."""
    before: dict[str, list[Deadline]] = {}
    later: dict[str, list[Deadline]] = {}
    for d in made:
        if d.clock in rule.after:
            before.setdefault(d.subject, []).append(d)
        elif d.clock in rule.not_before:
            later.setdefault(d.subject.partition("/")[0], []).append(d)
    found = []
    for subject, ones in before.items():
        first, *others = sorted(
            ones, key=lambda d: (d.started.on, rule.after.index(d.clock), d.due)
        )
        last = first
        for d in others:
            if _ran_out(last) and last.due < d.started.on:
                break  # what began after that came too late
            last = d
        if not (_needed(rule, subject, by_name) and _ran_out(last)):
            continue
        d = max((last, *filter(_ran_out, later.get(subject, ()))), key=lambda d: d.due)
        start = Moment(name=rule.starts, on=d.due, entry=d.started.entry, subject=subject)
        one = _deadline(rule, start, by_name, calendar)
        found.append(evolve(one, base=d, provisional=one.provisional or d.provisional))
    return found


def _ran_out(d: Deadline) -> bool:
    """Whether nothing stopped a clock in time; it need not have ended yet."""
    return (d.stopped is None or d.late) and d.standing is None


def _pauses(rule: Rule, start: Moment, by_name: Mapping[str, list[Moment]]) -> tuple[Pause, ...]:
    """When the clock stood still, in order and apart from each other."""
    found: list[Pause] = []
    for begin, go_on in zip(rule.pause_from, rule.pause_to, strict=True):
        ours = [m for m in by_name.get(begin, ()) if _concerns(m, start.subject)]
        for moment in ours:
            ends = (
                m
                for m in by_name.get(go_on, ())
                if _concerns(m, start.subject) and _order(m) > _order(moment)
            )
            found.append(Pause(start=moment, end=min(ends, key=_order, default=None)))
    apart: list[Pause] = []
    for pause in sorted(found, key=lambda p: _order(p.start)):
        if pause.end is not None and pause.end.on <= start.on:
            continue
        last = apart[-1] if apart else None
        if last is None or (last.end is not None and last.end.on < pause.start.on):
            apart.append(pause)
        elif last.end is not None and (pause.end is None or pause.end.on > last.end.on):
            apart[-1] = evolve(last, end=pause.end)
    return tuple(apart)


def _paused_end(
    rule: Rule, start: Moment, length: int, calendar: Calendar, pauses: tuple[Pause, ...]
) -> tuple[date, date, tuple[Pause, ...]]:
    """The end before and after moving, and the pauses that began before it."""
    from_day = start.until if length < 0 and start.until else start.on
    unrolled, end = end_of(from_day, length, rule.unit, rule.roll, calendar)
    met: list[Pause] = []
    for pause in pauses:
        if pause.start.on > unrolled:
            break
        met.append(pause)
        if pause.end is None:
            break
        since = max(pause.start.on, from_day)
        working = rule.unit == "working"
        length += calendar.between(since, pause.end.on) if working else (pause.end.on - since).days
        unrolled, end = end_of(from_day, length, rule.unit, rule.roll, calendar)
    return unrolled, end, tuple(met)


def _order(moment: Moment) -> tuple[date, str, int]:
    return moment.on, moment.at.isoformat() if moment.at else "", moment.entry


def _since(moment: Moment, start: Moment) -> bool:
    """Whether a moment lies after the start of a clock, by the minute where both have one."""
    if moment.at and start.at:
        return moment.at >= start.at
    return moment.on >= start.on


def beyond(moment: Moment, end: date, at: datetime | None) -> bool:
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
    pauses = _pauses(rule, start, by_name) if rule.pause_from else ()
    met: tuple[Pause, ...] = ()
    if start.until is not None and rule.unit == "named":
        unrolled = end = start.until
    elif rule.unit == "office":
        end, at = _end_by_office(start, calendar)
        unrolled = end
    elif rule.unit == "hour":
        # Where no minute is known, from the beginning of the day: the strictest reading.
        at = due(start.at or datetime.combine(start.on, time()), rule.length, "hour", calendar).at
        assert at is not None
        unrolled = end = at.date()
    else:
        unrolled, end, met = _paused_end(rule, start, rule.length, calendar, pauses)
    extended: list[Moment] = []
    too_late: list[Moment] = []
    for moment in by_name.get(rule.extension_moment, ()) if rule.extension_moment else ():
        if moment.clock != rule.id or moment.subject not in ("", start.subject):
            continue
        if not _since(moment, start):
            continue
        if moment.irregular or beyond(moment, end, at):
            too_late.append(moment)
        elif moment.ends is not None:
            extended.append(moment)
            unrolled, end, at = moment.ends.date(), moment.ends.date(), moment.ends
        elif len(extended) < rule.extension_times:
            extended.append(moment)
            length = rule.length + rule.extension * len(extended)
            unrolled, end, met = _paused_end(rule, start, length, calendar, pauses)
    stops = [
        moment
        for name in rule.stops
        for moment in by_name.get(name, ())
        if _since(moment, start) and _concerns(moment, start.subject)
    ]
    stopped = min(stops, key=_order, default=None)
    unit = _unit(rule, start, extended)
    first = start.until if rule.length < 0 and start.until else start.on
    return Deadline(
        clock=rule.id,
        subject=start.subject,
        started=start,
        due=end,
        unrolled=unrolled,
        safe=safe_day(start.on, unrolled, end, calendar) if rule.binds == "office" else None,
        provisional=depends(unit, rule.roll, first, unrolled, end, calendar),
        stopped=stopped,
        extended=tuple(extended),
        too_late=tuple(too_late),
        late=stopped is not None and beyond(stopped, end, at),
        target=rule.target,
        rule=rule,
        calendar=calendar,
        at=at,
        pauses=met,
    )


def _unit(rule: Rule, start: Moment, extended: Sequence[Moment]) -> str:
    """What a clock is counted in; see :attr:`Deadline.unit`."""
    if rule.unit != "office":
        return rule.unit
    limit = start.limit
    return limit.unit if limit and not start.ends and not extended else "named"


def nearest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The one that ends first among those by whose end somebody must act."""
    return min(
        (d for d in deadlines if d.presses),
        key=lambda d: (d.due, d.minute.time(), d.clock),
        default=None,
    )


def clock_title(clock: str, lang: str = "en") -> str:
    """The title of a clock; its id when this program does not know it."""
    return next((rule.title(lang) for rule in rules() if rule.id == clock), clock)
