"""The figures of a period (统计): counted from the dockets alone, each with the dockets behind it.

Pure functions over dockets as they were known on a day; the desk reads the dockets. What a figure
means stands in ``law/data/figures.toml``; here is only how dockets are looked at.

Nothing is taken from the day the report is asked for: so a past report asked again as known then
has the same bytes.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

import msgspec
from attrs import frozen
from dateutil.relativedelta import relativedelta

from .fields import DocketKey
from .law import OFFICIAL, Calendar, causes
from .law.classes import class_title
from .law.figures import FigureRule, figure_rules
from .parties import Size
from .record.case import Case, HandoverAnswer, HandoverKind, Source
from .record.complaint import ENDED, Channel, Complaint, ComplaintStage, Disposition
from .record.docket import Docket, Entry, fold
from .record.effects import Effects
from .record.office import Office
from .record.payments import Payment
from .values import money_text
from .words import Said, say, speak

State: TypeAlias = Complaint | Case
Event: TypeAlias = tuple[date, str]
"""A day, and which case of the event it is: a disposition, an outcome, a kind of paper."""

OPENING: Final = "opening"
"""The kind of the act that takes a running docket over from paper."""


# ------------------------------------------------------------------ what a report holds


@frozen(kw_only=True)
class Part:
    """What one docket adds to a figure."""

    docket: DocketKey
    n: int


@frozen(kw_only=True)
class Figure:
    """One figure: the id of its row, its total (sums in fen), and the dockets behind it."""

    id: str
    total: int
    parts: tuple[Part, ...]

    @property
    def rule(self) -> FigureRule:
        """What it counts."""
        return figure_rules()[self.id]


@frozen(kw_only=True)
class Figures:
    """The report of a period, both days included, as it was known at the end of a day.

    ``classes`` says of each docket behind a figure how it is classed, by each of :data:`CLASSED`;
    an empty class was not stated. ``authority`` is empty where all of the register are counted;
    ``authorities`` are the names they had then.
    """

    start: date
    end: date
    as_known_on: date
    authority: str
    figures: tuple[Figure, ...]
    classes: Mapping[DocketKey, Mapping[str, str]]
    authorities: Mapping[str, str]

    def figure(self, figure_id: str) -> Figure:
        """The figure of a row; KeyError where there is none."""
        return {f.id: f for f in self.figures}[figure_id]

    def by(self, figure: Figure, what: str) -> dict[str, int]:
        """A figure split by one of :data:`CLASSED`, the largest class first."""
        found: Counter[str] = Counter()
        for part in figure.parts:
            found[self.classes[part.docket][what]] += part.n
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def class_name(self, what: str, code: str, lang: str) -> str:
        """What a class is called, with the names that authorities had when the report was made."""
        if what == "authority":
            return self.authorities.get(code, code)
        return class_name(what, code, lang)

    def json(self) -> bytes:
        """The whole report as one JSON document; sums in fen."""
        return msgspec.json.encode(
            {
                "start": self.start,
                "end": self.end,
                "as_known_on": self.as_known_on,
                "authority": self.authority,
                "figures": [
                    {
                        "id": f.id,
                        "zh": f.rule.zh,
                        "en": f.rule.en,
                        "unit": f.rule.unit,
                        "total": f.total,
                        "dockets": f.parts,
                        "by": {what: self.by(f, what) for what in CLASSED},
                    }
                    for f in self.figures
                ],
                "classes": self.classes,
                "authorities": self.authorities,
            }
        )

    def csv(self, lang: str) -> str:
        """The whole report as a table for a spreadsheet: a row for each total and for each class.
        Sums in yuan; no cell can be taken for a formula. It begins with the mark by which
        spreadsheets know UTF-8."""
        out = io.StringIO()
        out.write("\ufeff")
        rows = csv.writer(out, lineterminator="\r\n")
        heads = (
            say("Id"), say("Figure"), say("By"), say("Class"), say("Value"), say("Unit"),
            say("Dockets"),
        )  # fmt: skip
        rows.writerow([speak(head, lang) for head in heads])
        for f in self.figures:
            title, unit = f.rule.title(lang), speak(UNITS[f.rule.unit], lang)
            dockets = " ".join(part.docket for part in f.parts)
            every: list[tuple[str, str, int, str]] = [("", "", f.total, dockets)]
            for what, name in CLASSED.items():
                for code, n in self.by(f, what).items():
                    mine = (p.docket for p in f.parts if self.classes[p.docket][what] == code)
                    named = speak(self.class_name(what, code, lang), lang)
                    every.append((speak(name, lang), named, n, " ".join(mine)))
            for by, named, n, keys in every:
                value = money_text(n) if f.rule.unit == "fen" else str(n)
                rows.writerow([harmless(c) for c in (f.id, title, by, named, value, unit, keys)])
        return out.getvalue()


@frozen(kw_only=True)
class Later:
    """An entry that was made after a report: its number in the docket, what it was, and when."""

    n: int
    kind: str
    title: Said
    on: date
    officer: str


@frozen(kw_only=True)
class Changed:
    """What one docket adds to a figure now and added when the report was made, with the later
    entries that may be the cause, corrections first."""

    figure: str
    docket: DocketKey
    then: int
    now: int
    entries: tuple[Later, ...]


# ------------------------------------------------------------------ events


def _received(state: State) -> Iterator[Event]:
    if isinstance(state, Complaint):
        yield state.received.date(), ""


def _disposed(state: State) -> Iterator[Event]:
    if isinstance(state, Complaint):
        for a in state.allegations:
            if a.disposition is not None and a.disposed_on is not None:
                yield a.disposed_on, a.disposition.value


def through_on(complaint: Complaint) -> date | None:
    """The day a complaint was through: everything disposed of and told, or withdrawn."""
    if complaint.stage not in ENDED and complaint.stage is not ComplaintStage.IN_CASE:
        return None
    days = [m.on for m in complaint.moments if m.name == "disposed_and_told"]
    return max(days, default=None)


def _ended(state: State) -> Iterator[Event]:
    """A complaint that was through without a case."""
    day = through_on(state) if isinstance(state, Complaint) and state.case is None else None
    if day is not None and isinstance(state, Complaint):
        how = next((a.disposition.value for a in state.allegations if a.disposition), "")
        yield day, "withdrawn" if state.withdrawn_on else how


def _established(state: State) -> Iterator[Event]:
    """What is due was found: a case was decided, or a complaint ended that was settled without
    filing."""
    yield from _decided(state)
    if isinstance(state, Complaint) and state.settled_on is not None:
        yield from _ended(state)


def _filed(state: State) -> Iterator[Event]:
    if isinstance(state, Case):  # another case that was merged into it may have been filed before
        own = state.merged[0].filed_on if state.merged else state.filed_on
        yield own, state.source.value


def _issued(state: State) -> Iterator[Event]:
    if isinstance(state, Case):
        yield from ((p.issued_on, p.kind.value) for p in state.papers if p.stands)


def _decided(state: State) -> Iterator[Event]:
    if isinstance(state, Case) and state.decided_on and state.outcome:
        yield state.decided_on, state.outcome.value


def _transferred(state: State) -> Iterator[Event]:
    if isinstance(state, Case) and state.transferred_on:
        yield state.transferred_on, ""


def _extended(state: State) -> Iterator[Event]:
    if isinstance(state, Case):
        yield from ((day, clock) for clock, day in state.extended_on)


def _asked(state: State) -> Iterator[Event]:
    if isinstance(state, Case):
        yield from ((h.asked_on, h.kind.value) for h in state.handovers)


def _answered(state: State) -> Iterator[Event]:
    if isinstance(state, Case):
        for h in state.handovers:
            if h.answer is not None and h.answered_on is not None:
                yield h.answered_on, f"{h.kind.value}:{h.answer.value}"


def waiting(state: State, day: date) -> Iterator[str]:
    """The kinds of the hand-overs that nobody had answered at the end of a day; one that was sent
    back for supplement still waits."""
    if isinstance(state, Case):
        for h in state.handovers:
            final = h.answer not in (None, HandoverAnswer.RETURNED)
            answered = h.withdrawn_on or (h.answered_on if final else None)
            if h.asked_on <= day and (answered is None or answered > day):
                yield h.kind.value


def _supervised(state: State) -> Iterator[Event]:
    """The listed supervisions that were reported done, or struck off before: in time or late."""
    if isinstance(state, Case):
        for h in state.handovers:
            done = h.reported_on or h.closed_on
            if h.kind is HandoverKind.SUPERVISION and h.ends_on and done:
                yield done, "on_time" if done <= h.ends_on else "late"


def watched(state: State, day: date) -> Iterator[str]:
    """The listed supervisions that ran at the end of a day: ``in_time``, or ``late`` where their
    last day had passed."""
    if isinstance(state, Case):
        for h in state.handovers:
            done = h.reported_on or h.closed_on
            if h.kind is not HandoverKind.SUPERVISION or not h.ends_on or not h.answered_on:
                continue
            if h.answered_on <= day and (done is None or done > day):
                yield "in_time" if h.ends_on >= day else "late"


def _kept(state: State) -> Iterator[Event]:
    if isinstance(state, Case):
        yield from ((k.said.on, "") for k in state.complexity.kept)


def reply_days(
    state: State, only: Sequence[str], start: date, end: date, calendar: Calendar
) -> int:
    """The working days from asking to answering of the hand-overs answered in a period."""
    if not isinstance(state, Case):
        return 0
    return sum(
        calendar.between(h.asked_on, h.answered_on)
        for h in state.handovers
        if h.answer is not None
        and h.answered_on is not None
        and start <= h.answered_on <= end
        and f"{h.kind.value}:{h.answer.value}" in only
        and h.asked_on < h.answered_on
    )


def _court_applied(state: State) -> Iterator[Event]:
    if isinstance(state, Case) and state.court_applied_on:
        yield state.court_applied_on, ""


def _child_found(state: State) -> Iterator[Event]:
    """Each child found at work, where it was found first: a case does not count again what its
    complaint brought."""
    yield from ((c.found_on, "") for c in state.children if c.origin is None)


def _closed(state: State) -> Iterator[Event]:
    """A case closed; a complaint through without one."""
    if isinstance(state, Complaint):
        yield from _ended(state)
    elif state.closed_on is not None:
        yield state.closed_on, state.closing.value if state.closing else ""


_HAPPENED: Final[Mapping[str, Callable[[State], Iterator[Event]]]] = {
    "received": _received,
    "disposed": _disposed,
    "ended": _ended,
    "filed": _filed,
    "issued": _issued,
    "decided": _decided,
    "established": _established,
    "transferred": _transferred,
    "extended": _extended,
    "asked": _asked,
    "answered": _answered,
    "supervised": _supervised,
    "kept": _kept,
    "child_found": _child_found,
    "court_applied": _court_applied,
    "closed": _closed,
}


def is_open(state: State, day: date) -> bool:
    """Whether it was there at the end of a day, and neither through nor closed nor in a case."""
    if isinstance(state, Complaint):
        end = through_on(state)
        return state.received.date() <= day and (end is None or end > day)
    return state.filed_on <= day and (state.closed_on is None or state.closed_on > day)


# ------------------------------------------------------------------ what is counted


def _joined(state: State) -> bool:
    """A complaint all of which was joined to an earlier one: its persons and sums count there."""
    return isinstance(state, Complaint) and all(
        a.disposition is Disposition.JOINED for a in state.allegations
    )


def _effects(state: State) -> Effects:
    return state.effects


_COUNTED: Final[Mapping[str, Callable[[State], int]]] = {
    "dockets": lambda s: 1,
    "persons": lambda s: 0 if _joined(s) else s.persons,
    "migrants": lambda s: 0 if _joined(s) else s.of_whom.migrants or 0,
    "women": lambda s: 0 if _joined(s) else s.of_whom.women or 0,
    "minors": lambda s: 0 if _joined(s) else s.of_whom.minors or 0,
    "claimed": lambda s: 0 if _joined(s) else s.claimed,
    "verified": lambda s: (s.verified if isinstance(s, Case) else s.claims.totals().verified) or 0,
    "verified_persons": lambda s: (
        s.verified_persons if isinstance(s, Case) else s.claims.verified_persons
    ),
    "contracts": lambda s: _effects(s).contracts or 0,
    "insured": lambda s: _effects(s).insured or 0,
    "insurance": lambda s: _effects(s).insurance or 0,
    "deposits": lambda s: _effects(s).deposits or 0,
    "deposit_sum": lambda s: _effects(s).deposit_sum or 0,
}


@frozen
class _Known:
    """A docket as it was known."""

    state: State
    entries: tuple[Entry, ...]

    @property
    def kind(self) -> str:
        if isinstance(self.state, Case):
            return "case"
        return "tipoff" if self.state.tipoff else "complaint"

    @property
    def gone(self) -> bool:
        """A case that is merged into another: filed it was, all else of it counts there."""
        return isinstance(self.state, Case) and self.state.merged_into is not None

    def adds(
        self, rules: Iterable[FigureRule], start: date, end: date, calendar: Calendar
    ) -> Iterator[int]:
        """What it adds to each figure; every event is looked up once."""
        happened = {
            name: [which for day, which in found(self.state) if start <= day <= end]
            for name, found in _HAPPENED.items()
        }
        if is_open(self.state, end) and not self.gone:
            happened["open"] = [""]
        happened["waiting"] = list(waiting(self.state, end))
        happened["watched"] = list(watched(self.state, end))
        for rule in rules:
            elsewhere = self.gone and (rule.by, rule.counts) != ("filed", "dockets")
            which = happened.get(rule.by, ())
            times = sum(1 for each in which if not rule.only or each in rule.only)
            if self.kind not in rule.kinds or elsewhere:
                yield 0
            elif rule.by == "paid":
                sums = rule.counts == "recovered"
                yield self.recovered(start, end) if sums else self.paid_persons(start, end)
            elif rule.counts == "times":
                yield times
            elif rule.counts == "reply_days":
                yield reply_days(self.state, rule.only, start, end, calendar)
            else:
                yield _COUNTED[rule.counts](self.state) if times else 0

    def payments(self) -> tuple[Payment, ...]:
        """What was paid to workers here. Of a complaint that is in a case the case tells it; what
        an opening took over from paper came in at a time nobody knows, and is left out."""
        if isinstance(self.state, Complaint) and self.state.case is not None:
            return ()
        taken: tuple[Payment, ...] = ()
        if self.entries[0].act.kind == OPENING:
            opened = fold(self.entries[:1])
            taken = () if opened is None or isinstance(opened, Office) else opened.claims.payments
        known = {p.id for p in taken}
        return tuple(p for p in self.state.claims.payments if p.id not in known)

    def recovered(self, start: date, end: date) -> int:
        """What came in between two days, both included, in fen."""
        return sum(p.total for p in self.payments() if start <= p.on <= end)

    def paid_persons(self, start: date, end: date) -> int:
        """How many workers got their first money between two days. Money that nobody knows to whom
        it went counts for nobody."""
        first: dict[str, date] = {}
        for p in self.payments():
            for worker in p.workers:
                first[worker] = min(first.get(worker, p.on), p.on)
        return sum(
            w.count
            for w in self.state.claims.workers
            if not w.double and w.id in first and start <= first[w.id] <= end
        )


# ------------------------------------------------------------------ classes

CLASSED: Final[Mapping[str, Said]] = {
    "source": say("Source"),
    "channel": say("Channel"),
    "matter": say("Group of causes"),
    "cause": say("Cause"),
    "industry": say("Industry"),
    "registration_type": say("Registration type"),
    "size": say("Size class"),
    "subdistrict": say("Sub-district"),
    "construction": say("Construction"),
    "migrant": say("Migrant workers"),
    "authority": say("Authority"),
}
"""By what every figure can be split. A docket is classed by its first respondent, its first
allegation and, a case, by the complaint that came first; so the parts add up to the whole."""

UNITS: Final[Mapping[str, Said]] = {
    "dockets": say("dockets"),
    "times": say("events"),
    "days": say("days"),
    "persons": say("persons"),
    "fen": say("yuan"),
}
"""The units as they are printed; sums are printed in yuan."""


def _classes(state: State, other: Callable[[DocketKey], Docket | None]) -> dict[str, str]:
    first = state.respondents[0] if state.respondents else None
    cause = state.allegations[0].alleged.cause if state.allegations else ""
    known = causes().get(cause)
    if isinstance(state, Case):
        source = state.source.value
        docket = other(state.complaints[0]) if state.complaints else None
        told = docket.state if docket else None
        channel = told.channel.value if isinstance(told, Complaint) else source
    else:
        source = "tipoff" if state.tipoff else "complaint"
        channel = state.channel.value
    industry = first.industry if first else ""
    return {
        "source": source,
        "channel": channel,
        "matter": known.group if known else "",
        "cause": cause,
        "industry": industry,
        "registration_type": first.registration_type if first else "",
        "size": first.size.value if first and first.size else "",
        "subdistrict": state.site.subdistrict,
        "construction": "yes" if state.site.construction or industry == "E" else "no",
        "migrant": "yes" if state.of_whom.migrants else "no",
        "authority": str(state.authority),
    }


_NAMED: Final[Mapping[str, type[Channel] | type[Source] | type[Size]]] = {
    "channel": Channel, "source": Source, "size": Size,
}  # fmt: skip


def class_name(what: str, code: str, lang: str) -> str:
    """What a class is called; its code where this program knows no name for it."""
    if not code:
        return say("not stated")
    if what in ("construction", "migrant"):
        return say("yes") if code == "yes" else say("no")
    if what in _NAMED:
        names = {m.value: m.label for kind in (Source, _NAMED[what]) for m in kind}
        return names.get(code, code)
    if what in ("industry", "registration_type"):
        return (
            f"{code} {class_title(what, code, lang)}"
            if len(code) == 1
            else class_title(what, code, lang)
        )
    if what == "matter":  # a group is called as its cause of the first level
        tops = (c for c in causes().values() if c.group == code and not c.parent)
        return next((c.title(lang) for c in tops), code)
    if what == "cause":
        known = causes().get(code)
        return known.title(lang) if known else code
    return code


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets a quote before
    it."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else cell


# ------------------------------------------------------------------ the report


def statistical_month(day: date, first: int) -> tuple[date, date]:
    """The statistical month that a day lies in, both ends included: from the day ``first`` of a
    month (21 in many offices) to the day before it in the next."""
    month = 0 if day.day >= first else -1
    start = day.replace(day=1) + relativedelta(months=month, day=first)
    return start, start + relativedelta(months=1, days=-1)


def figures_of(
    dockets: Iterable[Docket],
    start: date,
    end: date,
    as_known_on: date,
    authority: str,
    other: Callable[[DocketKey], Docket | None],
    office: Office | None,
) -> Figures:
    """The report of the period over dockets as they were known; of one authority's, or those of a
    joint office, if it is named. A docket that is void counts nowhere. ``other`` gives any docket
    as it was known, and ``office`` is the office of then."""
    known = [
        _Known(d.state, d.entries)
        for d in dockets
        if not isinstance(d.state, Office) and not d.state.void
    ]
    joint = office.joint_office(authority) if office else None
    of = frozenset(joint.authorities) if joint else {authority}
    counted = [k for k in known if not authority or k.state.authority in of]
    calendar = office.calendar if office else OFFICIAL
    rules = tuple(figure_rules().values())
    parts: dict[str, list[Part]] = {rule.id: [] for rule in rules}
    for k in sorted(counted, key=lambda k: k.state.key):
        for rule, n in zip(rules, k.adds(rules, start, end, calendar), strict=True):
            if n:
                parts[rule.id].append(Part(docket=k.state.key, n=n))
    made = [
        Figure(id=id_, total=sum(p.n for p in own), parts=tuple(own)) for id_, own in parts.items()
    ]
    behind = {p.docket for f in made for p in f.parts}
    return Figures(
        start=start,
        end=end,
        as_known_on=as_known_on,
        authority=authority,
        figures=tuple(made),
        classes={
            k.state.key: _classes(k.state, other)
            for k in sorted(counted, key=lambda k: k.state.key)
            if k.state.key in behind
        },
        authorities={a.id: a.name for a in office.authorities} if office else {},
    )


def changed_between(
    then: Figures, now: Figures, entries: Callable[[DocketKey], Sequence[Entry]]
) -> tuple[Changed, ...]:
    """What a report says now and did not say then, figure by figure and docket by docket, each with
    the entries made since. ``entries`` gives all entries of a docket as they stand now."""
    found = []
    for before, after in zip(then.figures, now.figures, strict=True):
        old = {p.docket: p.n for p in before.parts}
        new = {p.docket: p.n for p in after.parts}
        for key in sorted({*old, *new}):
            if old.get(key, 0) != new.get(key, 0):
                later = _since(entries(key), then)
                found.append(
                    Changed(
                        figure=before.id,
                        docket=key,
                        then=old.get(key, 0),
                        now=new.get(key, 0),
                        entries=later,
                    )
                )
    return tuple(found)


def _since(entries: Sequence[Entry], then: Figures) -> tuple[Later, ...]:
    """The entries made after a report that can have changed it: corrections and takings-back first,
    then what happened in its time and was entered late; where there is none of these, all."""
    later = [e for e in entries if e.at.date() > then.as_known_on]
    mends = [e for e in later if e.given.target is not None]
    late = [e for e in later if e.given.target is None and e.on <= then.end]
    return tuple(
        Later(n=e.n, kind=e.act.kind, title=e.act.title, on=e.at.date(), officer=e.signer)
        for e in mends + late or later
    )
