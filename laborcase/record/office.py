"""The office, as its own docket says it is: authorities, officers, number series, settings."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256

from attrs import field, frozen

from ..evolving import evolve
from ..fields import AuthorityId, BodyId, OfficerId, label
from ..law import OFFICIAL, Calendar, Change, Deadline, Moment, Rule, Year, rules, run
from ..law.amounts import Grade, discretion
from ..law.wages import Ground
from ..parties import (
    HEADS,
    Absence,
    Authorisation,
    Authority,
    JointOffice,
    Level,
    Officer,
    Position,
)
from ..values import Fen, Line
from .complexity import Weight
from .docket import Entry
from .handovers import HandoverLimit
from .tickets import TicketLimit
from .wages import LocalFigure, WagePolicy


@frozen(kw_only=True)
class Series:
    """How the numbers of one kind look: ``{words}{word}字〔{year}〕第{n}号``."""

    kind: Line = field(metadata=label("Kind"))
    word: Line = field(metadata=label("Type word"))
    pattern: Line = field(
        default=Line("{words}监{word}字〔{year}〕第{n}号"), metadata=label("Pattern")
    )
    width: int = field(default=4, metadata=label("Digits"))
    first: int = field(default=1, metadata=label("First number"))

    def text(self, words: str, year: int, n: int) -> str:
        """The number as it is printed."""
        return (
            self.pattern.replace("{words}", words)
            .replace("{word}", self.word)
            .replace("{year}", str(year))
            .replace("{n}", str(n).zfill(self.width))
        )


@frozen(kw_only=True)
class LocalClock:
    """What the office decides about one clock of the law, and the local rule that it rests on."""

    clock: Line = field(metadata=label("Clock", of="clocks"))
    on: bool = field(default=True, metadata=label("Runs"))
    stop: Line = field(default=Line(""), metadata=label("Stopped by", hint="empty = as the law"))
    pauses: bool = field(default=False, metadata=label("A suspension pauses it"))
    citation: Line = field(default=Line(""), metadata=label("Local rule"))


@frozen(kw_only=True)
class LocalCriterion:
    """What the office decides about one criterion for handing up: whether it counts, its own
    figures, and why."""

    criterion: Line = field(metadata=label("Criterion", of="criteria", hint="C01 to C20"))
    on: bool = field(default=True, metadata=label("Counts"))
    figure: int | None = field(default=None, metadata=label("Figure", hint="empty = as the list"))
    second: int | None = field(
        default=None, metadata=label("Second figure", hint="empty = as the list")
    )
    weight: Weight | None = field(
        default=None, metadata=label("Suggests", hint="empty = as the list")
    )
    reason: Line = field(default=Line(""), metadata=label("Reason"))


@frozen(kw_only=True)
class HearingLine:
    """From which fine on a party may ask for a hearing (行政处罚法 art. 63): the local figure, of
    units and of citizens, and the rule it stands in. No law sets it."""

    start: date = field(metadata=label("In force from"))
    unit: Fen = field(metadata=label("Fine of a unit from"))
    citizen: Fen = field(metadata=label("Fine of a citizen from"))
    citation: Line = field(metadata=label("Local rule"))


@frozen(kw_only=True)
class CrimeFigures:
    """From which unpaid sums on refusing to pay can be a crime (法释〔2013〕3号 art. 3): the
    province's figures from a day on, and the rule they stand in, instead of the row that is
    shipped."""

    start: date = field(metadata=label("In force from"))
    months: int = field(metadata=label("Months of one worker"))
    one: Fen = field(metadata=label("Sum of one worker"))
    workers: int = field(metadata=label("Workers together"))
    together: Fen = field(metadata=label("Sum of them together"))
    citation: Line = field(metadata=label("Local rule"))


@frozen(kw_only=True)
class GradeRow:
    """One row of the office's discretion table (裁量基准): within the range of a provision the
    range of one grade, in whole units, from the day its document is in force."""

    basis: Line = field(metadata=label("Provision", of="bases"))
    grade: Line = field(metadata=label("Grade", hint="轻微, 一般, 较重, 严重"))
    when: Line = field(metadata=label("In which case"))
    unit: Line = field(metadata=label("Unit", hint="yuan_flat, yuan_per_worker ..."))
    least: int = field(metadata=label("Least"))
    most: int = field(metadata=label("Most"))
    of: Line = field(
        default=Line(""), metadata=label("Of what", hint="of a multiple or a percentage")
    )
    start: date = field(metadata=label("In force from"))
    end: date | None = field(default=None, metadata=label("In force until"))
    source: Line = field(metadata=label("Document it comes from"))

    def as_grade(self, n: int) -> Grade:
        """The row as the law's ranges take it."""
        return Grade(
            id=f"office-{n}",
            basis=self.basis,
            grade_zh=self.grade,
            grade_en=self.grade,
            when_zh=self.when,
            when_en=self.when,
            unit=self.unit,
            min=self.least,
            max=self.most,
            of=self.of,
            effective_from=self.start,
            effective_to=self.end,
            source=self.source,
        )


@frozen(kw_only=True)
class Settings:
    """What the office decides for itself; none of it is law."""

    zone: Line = field(default=Line("Asia/Shanghai"), metadata=label("Time zone"))
    soon_days: int = field(default=3, metadata=label("Days that count as due soon"))
    representatives: int = field(
        default=5, metadata=label("Most representatives of a collective complaint")
    )
    backdate_days: int = field(
        default=3, metadata=label("Working days an act may be entered late without a reason")
    )
    group_size: int = field(
        default=10, metadata=label("Workers from whom on it is a group incident")
    )
    unanswered: int = field(
        default=3, metadata=label("Days with unanswered contacts that may count as out of contact")
    )
    unanswered_ways: int = field(
        default=2, metadata=label("Ways by which they must have been tried")
    )
    month_start: int = field(default=21, metadata=label("First day of the statistical month"))
    series: tuple[Series, ...] = field(default=(), metadata=label("Number series"))
    tickets: tuple[TicketLimit, ...] = field(default=(), metadata=label("Ticket limits"))
    clocks: tuple[LocalClock, ...] = field(
        default=(), metadata=label("Clocks that run otherwise here")
    )
    pooling: Level | None = field(
        default=None,
        metadata=label("Level at which social insurance is pooled", hint="empty = not known"),
    )
    hearing: tuple[HearingLine, ...] = field(
        default=(), metadata=label("From which fine on a hearing is owed")
    )
    criminal: tuple[CrimeFigures, ...] = field(
        default=(), metadata=label("From which sums on refusing to pay can be a crime")
    )
    handover_days: int = field(
        default=2, metadata=label("Working days in which a hand-over must be received")
    )
    handovers: tuple[HandoverLimit, ...] = field(
        default=(), metadata=label("Own times for hand-overs")
    )
    criteria: tuple[LocalCriterion, ...] = field(
        default=(), metadata=label("Criteria for handing up that count otherwise here")
    )
    policies: tuple[WagePolicy, ...] = field(
        default=(), metadata=label("How unsettled matters of wages are handled here")
    )


@frozen(kw_only=True)
class Office:
    """Everything the desk asks about authorities and people."""

    name: Line
    settings: Settings
    authorities: tuple[Authority, ...] = ()
    joint_offices: tuple[JointOffice, ...] = ()
    officers: tuple[Officer, ...] = ()
    absences: tuple[Absence, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    years: tuple[Year, ...] = ()
    """The years of the calendar that the office entered itself, from their notices."""
    grades: tuple[GradeRow, ...] = ()
    """The office's discretion table, row by row."""
    figures: tuple[LocalFigure, ...] = ()
    """Minimum wages, average wages and allowances of its places, as the office entered them."""

    @cached_property
    def calendar(self) -> Calendar:
        """The official calendar, with the years that the office entered itself. A year that the
        program has brought since is the program's: its rows are checked day by day."""
        found = OFFICIAL
        for year in self.years:
            if year.year not in found.years:
                found = found.with_year(year)
        return found

    @cached_property
    def discretion(self) -> Mapping[str, Grade]:
        """The discretion table by which ranges are split: the shipped one and the office's own."""
        own = (row.as_grade(n) for n, row in enumerate(self.grades, 1))
        return {**discretion(), **{grade.id: grade for grade in own}}

    @cached_property
    def clocks(self) -> tuple[Rule, ...]:
        """The clocks of the law as this office runs them."""
        return rules(
            Change(clock=c.clock, on=c.on, stop=c.stop, pauses=c.pauses)
            for c in self.settings.clocks
        )

    @cached_property
    def terms(self) -> str:
        """Names by what this office counts besides the law: another text for another calendar or
        other clocks; empty where it counts as the law alone says."""
        if not self.years and self.clocks == rules():
            return ""
        return sha256(repr((self.years, self.clocks)).encode()).hexdigest()[:16]

    def wage_ground(self, today: date) -> Ground:
        """What calculations of wages stand on here besides their inputs."""
        return Ground(
            today=today,
            calendar=self.calendar,
            locals=tuple(f.of_law for f in self.figures),
            policies=tuple(p.of_law for p in self.settings.policies),
        )

    def deadlines(self, moments: Iterable[Moment]) -> tuple[Deadline, ...]:
        """The limits that these moments of a docket have started, the nearest end first."""
        return run(moments, self.calendar, self.clocks)

    def after(self, entry: Entry) -> "Office":
        """What it is after one more entry."""
        return entry.act.on_office(self, entry) or self

    def officer(self, officer_id: str) -> Officer | None:
        """The officer with this id."""
        return next((o for o in self.officers if o.id == officer_id), None)

    def authority(self, authority_id: str) -> Authority | None:
        """The authority with this id."""
        return next((a for a in self.authorities if a.id == authority_id), None)

    def body_name(self, body_id: str) -> str:
        """The name of a handling body or joint office; its id when unknown."""
        for a in self.authorities:
            for b in a.bodies:
                if b.id == body_id:
                    return b.name
        return next((j.name for j in self.joint_offices if j.id == body_id), body_id)

    def owner(self, body_id: str) -> Authority | None:
        """The authority that a brigade belongs to; ``None`` for a joint office."""
        return next((a for a in self.authorities if any(b.id == body_id for b in a.bodies)), None)

    def joint_office(self, body_id: str) -> JointOffice | None:
        """The joint office with this id."""
        return next((j for j in self.joint_offices if j.id == body_id), None)

    def deciding(self, authority_id: AuthorityId, on: date) -> AuthorityId:
        """Who decides in the cases of an authority on a day: itself, or, where it acts by a
        delegation then in force, the delegator (行政处罚法 art. 20-21)."""
        authority = self.authority(authority_id)
        if authority and authority.delegation:
            d = authority.delegation
            if d.start <= on <= d.end:
                return d.by
        return authority_id

    def standing_in(self, officer_id: str, on: date) -> tuple[Officer, ...]:
        """In whose place an officer may sign on a day, by written authorisation."""
        givers = (a.giver for a in self.authorised(officer_id, on))
        return tuple(o for o in map(self.officer, givers) if o is not None)

    def authorised(self, officer_id: str, on: date) -> tuple[Authorisation, ...]:
        """The written authorisations that an officer holds on a day. Who has left the service
        has no signature that anybody could give for them."""
        return tuple(
            a
            for a in self.authorisations
            if a.holder == officer_id
            and a.start <= on <= a.end
            and (giver := self.officer(a.giver)) is not None
            and giver.active
        )

    def positions(self, officer: Officer, on: date) -> frozenset[Position]:
        """What an officer is on a day: the own positions, and those of whom the officer may sign
        for. Being administrator is nobody else's."""
        lent = (p for giver in self.standing_in(officer.id, on) for p in giver.positions)
        return frozenset((*officer.positions, *(p for p in lent if p != Position.ADMINISTRATOR)))

    def absent(self, officer_id: str, on: date) -> Absence | None:
        """The absence that covers a day, if there is one."""
        return next(
            (a for a in self.absences if a.officer == officer_id and a.start <= on <= a.end), None
        )

    def substituted_by(self, officer_id: str, on: date) -> tuple[OfficerId, ...]:
        """The absent officers whose reminders an officer gets on a day; never their signatures."""
        away = (
            a.officer
            for a in self.absences
            if a.substitute == officer_id and a.start <= on <= a.end
        )
        return tuple(dict.fromkeys(away))

    def may_inspect(self, officer_id: str, on: date) -> bool:
        """In service, on the establishment, inspector or head, certificate valid that day."""
        officer = self.officer(officer_id)
        return (
            officer is not None
            and officer.active
            and officer.established
            and bool({Position.INSPECTOR, *HEADS} & set(officer.positions))
            and officer.certificate(on) is not None
        )

    def works_for(self, officer: Officer, authority: AuthorityId, body: BodyId, on: date) -> bool:
        """Whether an officer may act in a case of this deciding authority and handling body: of
        the authority itself, or of an authority that handles for it by delegation."""
        if officer.authority == authority:
            return True
        own = self.authority(officer.authority)
        return (
            own is not None
            and self.deciding(own.id, on) == authority
            and any(b.id == body for b in own.bodies)
        )

    def superiors(self, authority_id: AuthorityId) -> tuple[Authority, ...]:
        """The authorities above one, the nearest first."""
        found: list[Authority] = []
        at = self.authority(authority_id)
        while at is not None and at.superior is not None:
            at = self.authority(at.superior)
            if at is None or at in found:
                break
            found.append(at)
        return tuple(found)

    def series(self, kind: str) -> Series | None:
        """The number series of a kind of paper; ``None`` where the office gives no number."""
        return next((s for s in self.settings.series if s.kind == kind), None)

    def with_officer(self, officer: Officer) -> "Office":
        """The office with one officer added or replaced."""
        others = tuple(o for o in self.officers if o.id != officer.id)
        return evolve(self, officers=(*others, officer))

    def with_authority(self, authority: Authority) -> "Office":
        """The office with one authority added or replaced."""
        others = tuple(a for a in self.authorities if a.id != authority.id)
        return evolve(self, authorities=(*others, authority))

    def with_joint_office(self, joint: JointOffice) -> "Office":
        """The office with one joint office added or replaced."""
        others = tuple(j for j in self.joint_offices if j.id != joint.id)
        return evolve(self, joint_offices=(*others, joint))

    def level(self, authority_id: AuthorityId) -> Level | None:
        """The level of an authority."""
        authority = self.authority(authority_id)
        return authority.level if authority else None
