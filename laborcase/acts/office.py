"""The office changes itself: founded, officers, absences, authorities. The administrator enters
these; they stand in the register's own docket."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import OfficerId, label
from ..law import Holiday, LawDataError, Year, rules, year_of
from ..law.amounts import grade_problems
from ..law.criteria import criteria
from ..parties import (
    HEADS,
    Absence,
    Authorisation,
    Authority,
    JointOffice,
    Officer,
    Position,
)
from ..record.contacts import Way
from ..record.docket import OFFICE, Entry, Given
from ..record.office import GradeRow, Office, Settings
from ..values import Line, Text
from ..words import Said, say
from .base import (
    ADMIN,
    FIRST_YEAR,
    HANDLERS,
    Act,
    Scene,
    Written,
    at,
    before_our_law,
    in_order,
    need_text,
)

OFFICE_GROUP = say("Office")
LONGEST_ABSENCE = 366
"""Days; a longer one is no absence but a change of service."""


@frozen(kw_only=True)
class Founded(Act):
    """The first commit of a register: its office. The signer becomes administrator."""

    kind: ClassVar[str] = "founded"
    title: ClassVar[Said] = say("Found the office")
    group: ClassVar[Said] = OFFICE_GROUP
    who = ADMIN
    name: Line = field(metadata=label("Name"))
    settings: Settings = field(factory=Settings, metadata=label("Settings"))
    authorities: tuple[Authority, ...] = field(metadata=label("Authorities"))
    joint_offices: tuple[JointOffice, ...] = field(default=(), metadata=label("Joint offices"))
    officers: tuple[Officer, ...] = field(metadata=label("Officers"))

    def waited_since(self, scene: Scene) -> date:
        return scene.today  # before it there was no register that could have waited

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        if scene.open(OFFICE) is not None:
            yield Reason(say("This register has its office already: change it."))
        yield from office_reasons(self.office)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return (Written(docket=OFFICE),)

    def on_office(self, was: Office | None, entry: Entry) -> Office | None:
        return self.office

    @property
    def office(self) -> Office:
        """The office that it founds."""
        return Office(
            name=self.name,
            settings=self.settings,
            authorities=self.authorities,
            joint_offices=self.joint_offices,
            officers=self.officers,
        )

    def line(self, given: Given) -> Said:
        return say("{name}", name=self.name)


def zone_of(settings: Settings) -> ZoneInfo | None:
    """The register's time zone; none where there is none of that name."""
    try:
        return ZoneInfo(settings.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _clock_reasons(settings: Settings) -> Iterator[Reason]:
    """Why clocks cannot run as an office wants: unknown, not possible, or without a rule."""
    known = {rule.id: rule for rule in rules()}
    for n, c in enumerate(settings.clocks, 1):
        path = f"settings.clocks.{n}"
        rule = known.get(c.clock)
        if rule is None or rule.rank == "office":
            yield Reason(say("There is no clock of the law “{id}”.", id=c.clock), path=path)
            continue
        told = {"clock": rule.id}
        if rule.on and not c.on and rule.rank == "national":
            yield Reason(
                say("{clock}: a national limit cannot be switched off.", **told), path=path
            )
        possible = (*rule.stops, *rule.other_stops)
        if c.stop and c.stop not in possible:
            yield Reason(
                say("{clock}: it is stopped by: {stops}.", stops=", ".join(possible), **told),
                path=f"{path}.stop",
            )
        if c.pauses and (rule.unit not in ("working", "calendar") or rule.length < 0):
            yield Reason(
                say("{clock}: only a period of days can be paused.", **told), path=f"{path}.pauses"
            )
        if (c.pauses or c.stop or c.on != rule.on) and not c.citation:
            yield Reason(
                say("{clock}: say on which local rule it rests.", **told), path=f"{path}.citation"
            )


def criteria_reasons(settings: Settings) -> Iterator[Reason]:
    """Why criteria cannot count as an office wants: unknown, no such figure, no reason."""
    for n, c in enumerate(settings.criteria, 1):
        path = f"settings.criteria.{n}"
        rule = criteria().get(c.criterion)
        if rule is None:
            yield Reason(say("There is no criterion “{id}”.", id=c.criterion), path=path)
            continue
        for name, own, figure in (
            ("figure", c.figure, rule.figure), ("second", c.second, rule.second),
        ):  # fmt: skip
            if own is None:
                continue
            if figure is None:
                yield Reason(
                    say("{id} counts from no such figure.", id=rule.id), path=f"{path}.{name}"
                )
            elif own < 1 or (rule.unit == "percent" and own > 100):
                yield Reason(
                    say("{id}: {n} cannot be its figure.", id=rule.id, n=own),
                    path=f"{path}.{name}",
                )
        if not c.reason.strip():
            yield Reason(
                say("{id}: say why it counts otherwise here.", id=rule.id), path=f"{path}.reason"
            )


def office_reasons(office: Office) -> Iterator[Reason]:
    """Everything that does not fit together in an office."""
    limits = [f"{t.channel}, {t.step}" for t in office.settings.tickets]
    groups: tuple[tuple[Said, str, list[str]], ...] = (
        (say("authority"), "authorities", [a.id for a in office.authorities]),
        (say("officer"), "officers", [o.id for o in office.officers]),
        (say("number words"), "authorities", [a.words for a in office.authorities]),
        (say("number series"), "settings.series", [s.kind for s in office.settings.series]),
        (say("ticket limit"), "settings.tickets", limits),
        (
            say("time for a hand-over"),
            "settings.handovers",
            [h.what.value for h in office.settings.handovers],
        ),
        (say("calendar year"), "year", [str(y.year) for y in office.years]),
        (say("clock"), "settings.clocks", [c.clock for c in office.settings.clocks]),
        (say("criterion"), "settings.criteria", [c.criterion for c in office.settings.criteria]),
        (
            say("handling body"),
            "authorities",
            [str(b.id) for a in office.authorities for b in a.bodies]
            + [str(j.id) for j in office.joint_offices],
        ),
    )
    for what, path, ids in groups:
        for twice in sorted({i for i in ids if ids.count(i) > 1}):
            yield Reason(say("{what} “{id}” stands twice.", what=what, id=twice), path=path)
    if not office.authorities:
        yield Reason(say("An office needs at least one authority."), path="authorities")
    known = {a.id for a in office.authorities}
    bodies = {b.id for a in office.authorities for b in a.bodies} | {
        j.id for j in office.joint_offices
    }
    people = {o.id for o in office.officers}
    for n, a in enumerate(office.authorities, 1):
        path = f"authorities.{n}"
        if a.superior is not None and a.superior not in known:
            yield Reason(
                say("{name}: its superior “{id}” is not here.", name=a.name, id=a.superior),
                path=f"{path}.superior",
            )
        if a.superior == a.id:
            yield Reason(
                say("{name} cannot be its own superior.", name=a.name), path=f"{path}.superior"
            )
        if not a.bodies:
            yield Reason(say("{name} needs a handling body.", name=a.name), path=f"{path}.bodies")
        if a.delegation:
            end = f"{path}.delegation.end"
            yield from in_order(a.delegation.start, a.delegation.end, say("Delegation"), end)
            if a.delegation.by not in known or a.delegation.by == a.id:
                yield Reason(
                    say(
                        "{name}: the delegating authority “{id}” is not here.",
                        name=a.name,
                        id=a.delegation.by,
                    ),
                    path=f"{path}.delegation.by",
                )
    for n, j in enumerate(office.joint_offices, 1):
        for missing in (i for i in j.authorities if i not in known):
            yield Reason(
                say("{name}: authority “{id}” is not here.", name=j.name, id=missing),
                path=f"joint_offices.{n}.authorities",
            )
        for nobody in (i for i in j.members if i not in people):
            yield Reason(
                say("{name}: officer “{id}” is not here.", name=j.name, id=nobody),
                path=f"joint_offices.{n}.members",
            )
    for n, o in enumerate(office.officers, 1):
        path = f"officers.{n}"
        if o.authority not in known:
            yield Reason(
                say("{name}: authority “{id}” is not here.", name=o.name, id=o.authority),
                path=f"{path}.authority",
            )
        if o.body not in bodies:
            yield Reason(
                say("{name}: handling body “{id}” is not here.", name=o.name, id=o.body),
                path=f"{path}.body",
            )
        if not o.positions:
            yield Reason(say("{name} has no position.", name=o.name), path=f"{path}.positions")
        for c in o.certificates:
            what = say("Certificate {number}", number=c.number)
            yield from in_order(c.start, c.end, what, f"{path}.certificates")
    if not any(Position.ADMINISTRATOR in o.positions and o.active for o in office.officers):
        yield Reason(say("Somebody in service must be administrator."), path="officers")
    if zone_of(office.settings) is None:
        yield Reason(
            say("There is no time zone “{zone}”.", zone=office.settings.zone),
            path="settings.zone",
        )
    yield from _clock_reasons(office.settings)
    yield from criteria_reasons(office.settings)
    starts = [h.start for h in office.settings.hearing]
    if starts != sorted(set(starts)):
        yield Reason(
            say("The figures of hearings follow each other by their days: put them in order."),
            path="settings.hearing",
        )
    for n, h in enumerate(office.settings.hearing, 1):
        if h.start.year < FIRST_YEAR:
            yield Reason(before_our_law(h.start), path=f"settings.hearing.{n}.start")
        if not (h.unit and h.citizen):
            yield Reason(
                say("A figure from which a hearing is owed is above nothing."),
                path=f"settings.hearing.{n}",
            )
    crimes = [f.start for f in office.settings.criminal]
    if crimes != sorted(set(crimes)):
        yield Reason(
            say("The figures of the crime follow each other by their days: put them in order."),
            path="settings.criminal",
        )
    for n, f in enumerate(office.settings.criminal, 1):
        if f.start.year < FIRST_YEAR:
            yield Reason(before_our_law(f.start), path=f"settings.criminal.{n}.start")
        if min(f.months, f.one, f.workers, f.together) < 1:
            yield Reason(
                say("A figure of the criminal line is above nothing."),
                path=f"settings.criminal.{n}",
            )
    if not 1 <= office.settings.month_start <= 28:
        yield Reason(
            say("The statistical month begins on a day from 1 to 28."), path="settings.month_start"
        )
    if max(office.settings.soon_days, office.settings.backdate_days) > 366:
        yield Reason(say("A setting in days is at most 366."), path="settings")
    if min(office.settings.group_size, office.settings.unanswered) < 1:
        yield Reason(say("A figure that something counts from is at least 1."), path="settings")
    if not 1 <= office.settings.unanswered_ways <= len(Way):
        yield Reason(
            say("There are {n} ways to contact somebody.", n=len(Way)),
            path="settings.unanswered_ways",
        )
    for t in office.settings.tickets:
        if not t.fits or t.length > 1_000:
            yield Reason(
                say(
                    "Ticket limit “{channel}, {step}”: hours or days above 0 and up to 1000, for "
                    "days also a time such as 17:00; with one, 0 means the same day.",
                    channel=t.channel.label,
                    step=t.step.label,
                ),
                path="settings.tickets",
            )
    faces = [(s.pattern, s.word) for s in office.settings.series]
    words = [a.words for a in office.authorities]
    for s in office.settings.series:
        alike = faces.count((s.pattern, s.word)) > 1
        if alike or ("{words}" not in s.pattern and len(words) > 1):
            yield Reason(
                say("Series “{kind}”: its numbers look like others'.", kind=s.kind),
                path="settings.series",
            )
        if "{n}" not in s.pattern or "{year}" not in s.pattern:
            yield Reason(
                say("Series “{kind}”: its pattern needs {{n}} and {{year}}.", kind=s.kind),
                path="settings.series",
            )
        if not 1 <= s.width <= 9 or s.first < 1:
            yield Reason(
                say("Series “{kind}”: width 1 to 9, first number at least 1.", kind=s.kind),
                path="settings.series",
            )


def series_reasons(before: Office, after: Office, scene: Scene) -> Iterator[Reason]:
    """Why a number series cannot go: a number of it was given, and the next one must follow it."""
    kept = {s.kind for s in after.settings.series}
    for series in before.settings.series:
        if series.kind not in kept and _used(series.kind, before, scene):
            yield Reason(
                say(
                    "Series “{kind}” has given numbers and cannot be removed: they go on from the "
                    "last one.",
                    kind=series.kind,
                )
            )


def _used(kind: str, office: Office, scene: Scene) -> bool:
    """Whether the first number of a series is some docket's, in any form it ever had here."""
    acts = [e.act for e in scene.entries]
    settings = [office.settings, *(a.settings for a in acts if isinstance(a, SettingsChanged))]
    authorities = [*office.authorities, *(a.body for a in acts if isinstance(a, AuthoritySet))]
    for founded in (a for a in acts if isinstance(a, Founded)):
        settings.append(founded.settings)
        authorities.extend(founded.authorities)
    forms = {s for one in settings for s in one.series if s.kind == kind}
    return any(
        scene.open(form.text(words, year, form.first)) is not None
        for form in forms
        for words in {a.words for a in authorities}
        for year in range(FIRST_YEAR, scene.today.year + 1)
    )


def present_of(cls: type[Act], office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
    """What an act of this kind begins from when only some of its fields are typed."""
    return cls.present(office, typed) if issubclass(cls, OfficeAct) else {}


def _named(**things: object) -> Mapping[str, object]:
    return {name: thing for name, thing in things.items() if thing is not None}


@frozen(kw_only=True)
class OfficeAct(Act, ABC):
    """Parent of the acts that change the office: the changed office must fit together."""

    group: ClassVar[Said] = OFFICE_GROUP
    who = ADMIN
    into = Office

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        after = self.change(scene.docket)
        before = {r.text for r in office_reasons(scene.docket)}
        # Their paths are those of the whole office, not of this act.
        yield from at("", (r for r in office_reasons(after) if r.text not in before))

    @abstractmethod
    def change(self, office: Office) -> Office:
        """The office after the act."""

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        """What stands now of what the act replaces, by field: what nobody types stays so."""
        return {}

    def on_office(self, was: Office | None, entry: Entry) -> Office | None:
        return self.change(was) if was else None


@frozen(kw_only=True)
class OfficerAdded(OfficeAct):
    """An officer joins the office."""

    kind: ClassVar[str] = "officer_added"
    title: ClassVar[Said] = say("Add an officer")
    officer: Officer = field(metadata=label("Officer"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        if scene.docket.officer(self.officer.id):
            yield Reason(
                say("There is an officer “{id}” already.", id=self.officer.id), path="officer.id"
            )
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return office.with_officer(self.officer)

    def line(self, given: Given) -> Said:
        return say("{name}", name=self.officer.name)


@frozen(kw_only=True)
class OfficerChanged(OfficeAct):
    """An officer's position, certificates, accounts or service change."""

    kind: ClassVar[str] = "officer_changed"
    title: ClassVar[Said] = say("Change an officer")
    officer: Officer = field(metadata=label("Officer"))
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        if scene.docket.officer(self.officer.id) is None:
            yield Reason(
                say("There is no officer “{id}” in this office.", id=self.officer.id),
                path="officer.id",
            )
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return office.with_officer(self.officer)

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        return _named(officer=office.officer(typed.get("officer.id", "")))

    def line(self, given: Given) -> Said:
        return say("{name}", name=self.officer.name)


@frozen(kw_only=True)
class AbsenceEntered(OfficeAct):
    """An officer is away for some days. Entered again from the same day, it counts as it stands
    then: the end, or the substitute, is another."""

    kind: ClassVar[str] = "absent"
    title: ClassVar[Said] = say("Enter an absence")
    who = HANDLERS | ADMIN
    officer: OfficerId = field(metadata=label("Officer", of="officers"))
    start: date = field(metadata=label("From"))
    end: date = field(metadata=label("Until"))
    substitute: OfficerId | None = field(default=None, metadata=label("Substitute", of="officers"))
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        for one in (self.officer, self.substitute):
            if one is not None and scene.docket.officer(one) is None:
                yield Reason(say("There is no officer “{id}” in this office.", id=one))
        if self.substitute == self.officer:
            yield Reason(say("Nobody substitutes for themselves."), path="substitute")
        yield from in_order(self.start, self.end, say("Absence"), "end")
        if (self.end - self.start).days > LONGEST_ABSENCE:
            yield Reason(
                say(
                    "An absence is at most {n} days; whoever is away longer is taken out of "
                    "service.",
                    n=LONGEST_ABSENCE,
                ),
                path="end",
            )
        away, who = scene.docket.officer(self.officer), scene.officer
        head = HEADS & scene.positions and away and away.authority == who.authority
        if away and not (away.id == who.id or head or Position.ADMINISTRATOR in scene.positions):
            yield Reason(
                say(
                    "The absence of {name} is entered by {name}, a head of the same authority or "
                    "the administrator.",
                    name=away.name,
                )
            )

    def change(self, office: Office) -> Office:
        absence = Absence(
            officer=self.officer, start=self.start, end=self.end, substitute=self.substitute
        )
        others = tuple(
            a for a in office.absences if (a.officer, a.start) != (self.officer, self.start)
        )
        return evolve(office, absences=(*others, absence))


@frozen(kw_only=True)
class AuthoritySet(OfficeAct):
    """An authority is added or changed, its delegation above all."""

    kind: ClassVar[str] = "authority_set"
    title: ClassVar[Said] = say("Add or change an authority")
    body: Authority = field(metadata=label("Authority"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return office.with_authority(self.body)

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        return _named(body=office.authority(typed.get("body.id", "")))


@frozen(kw_only=True)
class JointOfficeSet(OfficeAct):
    """A joint office is added or changed."""

    kind: ClassVar[str] = "joint_office_set"
    title: ClassVar[Said] = say("Add or change a joint office")
    joint_office: JointOffice = field(metadata=label("Joint office"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return office.with_joint_office(self.joint_office)

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        return _named(joint_office=office.joint_office(typed.get("joint_office.id", "")))


@frozen(kw_only=True)
class SettingsChanged(OfficeAct):
    """The office's settings and number series change."""

    kind: ClassVar[str] = "settings_changed"
    title: ClassVar[Said] = say("Change the settings")
    settings: Settings = field(metadata=label("Settings"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        yield from need_text(self.reason, "Reason", "reason")
        yield from series_reasons(scene.docket, self.change(scene.docket), scene)
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return evolve(office, settings=self.settings)

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        return {"settings": office.settings}


@frozen(kw_only=True)
class NoticeHoliday:
    """One holiday of a year's notice, as in ``law/data/calendar``: the days off, and the weekend
    days worked in exchange."""

    zh: Line = field(metadata=label("Name in Chinese"))
    en: Line = field(metadata=label("Name in English"))
    off: tuple[date, ...] = field(default=(), metadata=label("Days off"))
    worked: tuple[date, ...] = field(default=(), metadata=label("Weekend days worked"))


@frozen(kw_only=True)
class DiscretionSet(OfficeAct):
    """The discretion table (裁量基准) of the office, in the place of the one before: rows with the
    document they come from and the days of it; each stays within the range of its provision."""

    kind: ClassVar[str] = "discretion_set"
    title: ClassVar[Said] = say("Set the discretion table")
    who = HEADS | ADMIN
    grades: tuple[GradeRow, ...] = field(default=(), metadata=label("Grades"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        for n, row in enumerate(self.grades, 1):
            for problem in grade_problems(row.as_grade(n), f"{row.basis} {row.grade}"):
                yield Reason(problem, path=f"grades.{n}")
        keys = [(g.basis, g.grade, g.when, g.start) for g in self.grades]
        for twice in sorted({k for k in keys if keys.count(k) > 1}):
            yield Reason(
                say("{id}: the same grade stands there twice.", id=twice[0]), path="grades"
            )

    def change(self, office: Office) -> Office:
        return evolve(office, grades=self.grades)

    @classmethod
    def present(cls, office: Office, typed: Mapping[str, str]) -> Mapping[str, object]:
        return {"grades": office.grades}

    def line(self, given: Given) -> Said:
        return say("rows: {n}", n=len(self.grades))


@frozen(kw_only=True)
class CalendarAdded(OfficeAct):
    """A year of the working-day calendar, from its notice (国务院办公厅关于部分节假日安排的通知);
    every limit that reaches the year is counted by it from then on."""

    kind: ClassVar[str] = "calendar_added"
    title: ClassVar[Said] = say("Add a year to the calendar")
    who = HEADS | ADMIN
    speaks: ClassVar[tuple[str, ...]] = ("notice",)
    year: int = field(metadata=label("Year"))
    notice: Line = field(metadata=label("Number of the notice"))
    notice_date: date = field(metadata=label("Date of the notice"))
    holidays: tuple[NoticeHoliday, ...] = field(metadata=label("Holidays"))

    @classmethod
    def of(cls, year: Year) -> "CalendarAdded":
        """The act that adds a year read from a file; what the file leaves out is found missing
        when the act is checked."""
        return cls(
            year=year.year,
            notice=Line(year.notice),
            notice_date=cast("date", year.notice_date),
            holidays=tuple(
                NoticeHoliday(zh=Line(h.zh), en=Line(h.en), off=h.off, worked=h.worked)
                for h in year.holidays
            ),
        )

    @property
    def rows(self) -> Year:
        """The year as the calendar has it; nothing is checked."""
        return Year(
            year=self.year,
            notice=self.notice,
            notice_date=self.notice_date,
            holidays=tuple(
                Holiday(zh=h.zh, en=h.en, off=h.off, worked=h.worked) for h in self.holidays
            ),
        )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        calendar = scene.docket.calendar
        yield from need_text(self.notice, "Number of the notice", "notice")
        known = calendar.years.get(self.year)
        if known is not None:
            yield Reason(
                say(
                    "The calendar has {year} already ({notice}): correct the entry that added it.",
                    year=self.year,
                    notice=known.notice or "-",
                ),
                path="year",
            )
        if self.year > scene.today.year + 1:
            yield Reason(
                say(
                    "No notice for {year} can be out yet: it comes late in the year before.",
                    year=self.year,
                ),
                path="year",
            )
        if self.notice_date > scene.today:
            yield Reason(
                say("{day} is still to come.", day=self.notice_date.isoformat()),
                path="notice_date",
            )
        if not any(h.off for h in self.holidays):
            yield Reason(say("A notice names days off: type them."), path="holidays")
        row = {
            "year": self.year,
            "holiday": [
                {"zh": h.zh, "en": h.en, "off": list(h.off), "worked": list(h.worked)}
                for h in self.holidays
            ],
        }
        try:
            year_of(row, str(self.year), eve=True)
        except LawDataError as wrong:
            yield from (Reason(problem, path="holidays") for problem in wrong.problems)
        before = calendar.years.get(self.year - 1)
        there = {day for h in before.holidays for day in (*h.off, *h.worked)} if before else set()
        for day in (day for h in self.holidays for day in (*h.off, *h.worked)):
            if day.year != self.year and day in there:
                yield Reason(
                    say("{day} stands in the calendar of its own year already.",
                        day=day.isoformat()),
                    path="holidays",
                )  # fmt: skip
        yield from super().reasons(scene)

    def change(self, office: Office) -> Office:
        return evolve(office, years=(*office.years, self.rows))

    def line(self, given: Given) -> Said:
        return say("{year}, {notice}", year=self.year, notice=self.notice)


@frozen(kw_only=True)
class AuthorisationGiven(OfficeAct):
    """A head authorises somebody in writing to sign in the own place for some days; the signature
    names both."""

    kind: ClassVar[str] = "authorised"
    title: ClassVar[Said] = say("Authorise a stand-in")
    who = HEADS | ADMIN
    giver: OfficerId = field(metadata=label("Whose place", of="officers"))
    holder: OfficerId = field(metadata=label("Who stands in", of="officers"))
    document: Line = field(metadata=label("Document"))
    start: date = field(metadata=label("Valid from"))
    end: date = field(metadata=label("Valid until"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        yield from in_order(self.start, self.end, say("Authorisation"), "end")
        if self.giver == self.holder:
            yield Reason(say("Nobody stands in for themselves."), path="holder")
        giver, holder = scene.docket.officer(self.giver), scene.docket.officer(self.holder)
        for id_, known in ((self.giver, giver), (self.holder, holder)):
            if known is None:
                yield Reason(say("There is no officer “{id}” in this office.", id=id_))
        if giver and not HEADS & set(giver.positions):
            yield Reason(
                say(
                    "{name} is no head and has no signature to lend. Who is to do another's work "
                    "for a time gets that position (“{act}”), and leaves it again.",
                    name=giver.name,
                    act=OfficerChanged.title,
                )
            )
        if giver and holder and giver.authority != holder.authority:
            yield Reason(say("Giver and stand-in must belong to the same authority."))
        own = scene.officer.id == self.giver or Position.ADMINISTRATOR in scene.officer.positions
        if not own:
            yield Reason(
                say("Only the giver, or the administrator with the document, enters this.")
            )

    def change(self, office: Office) -> Office:
        given = Authorisation(
            giver=self.giver,
            holder=self.holder,
            document=self.document,
            start=self.start,
            end=self.end,
        )
        return evolve(office, authorisations=(*office.authorisations, given))


@frozen(kw_only=True)
class AuthorisationEnded(OfficeAct):
    """A written authorisation is called back; it ends with the day before."""

    kind: ClassVar[str] = "authorisation_ended"
    title: ClassVar[Said] = say("End an authorisation")
    who = HEADS | ADMIN
    giver: OfficerId = field(metadata=label("Whose place", of="officers"))
    holder: OfficerId = field(metadata=label("Who stands in", of="officers"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, Office)
        yield from need_text(self.reason, "Reason", "reason")
        running = (a for a in scene.docket.authorisations if a.end >= scene.today)
        if not any((a.giver, a.holder) == (self.giver, self.holder) for a in running):
            yield Reason(say("There is no such authorisation any more."))
        if scene.officer.id != self.giver and ADMIN.isdisjoint(scene.officer.positions):
            yield Reason(
                say("Only the giver, or the administrator with the document, enters this."),
                path="giver",
            )

    def change(self, office: Office) -> Office:
        return self._ended(office, self.happened)

    def on_office(self, was: Office | None, entry: Entry) -> Office | None:
        return self._ended(was, entry.on) if was else None

    def _ended(self, office: Office, on: date | None) -> Office:
        return evolve(
            office,
            authorisations=tuple(
                evolve(a, end=on - timedelta(days=1))
                if on and (a.giver, a.holder) == (self.giver, self.holder) and a.end >= on
                else a
                for a in office.authorisations
            ),
        )
