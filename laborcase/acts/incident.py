"""A group incident (群体性事件): a log by the minute, the first, follow-up and final report
(《劳动保障监察条例》 art. 14). It changes neither who decides nor a limit of the law."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import ClassVar, TypeVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import AuthorityId, DocketKey, OfficerId, label
from ..law.clocks import Limit
from ..law.handovers import handover_rules
from ..record.case import Case
from ..record.complaint import Complaint, ComplaintStage
from ..record.contacts import NextStep
from ..record.docket import Entry, Given, next_id
from ..record.handovers import HandoverKind
from ..record.incidents import Assured, Incident, IncidentReport, Logged, Reported
from ..record.urgent import Pressing, Urgency, Urgent, together
from ..values import Line, Text
from ..words import Said, say
from .base import HANDLERS, Act, Scene, Written, here, in_order, need_text, officer_reasons
from .filing import RUNNING, LinkKind
from .handover import HANDOVER, not_theirs, numbered_by, sides

S = TypeVar("S", Complaint, Case)
"""A docket of one kind, before and after an act."""
GOING = RUNNING | (frozenset(ComplaintStage) - {ComplaintStage.VOID})
"""An incident is answered whatever becomes of a complaint."""


def _linked(
    links: tuple[tuple[str, DocketKey], ...], more: Iterable[DocketKey]
) -> tuple[tuple[str, DocketKey], ...]:
    """Links with those to the other dockets of an incident."""
    return tuple(dict.fromkeys((*links, *((LinkKind.INCIDENT.value, key) for key in more))))


def _stepped(known: date | None, on_site: str, entry: Entry) -> date | None:
    """The newest day somebody was spoken to or there."""
    return max(entry.on, known or entry.on) if on_site else known


def _here(scene: Scene) -> tuple[Incident, ...]:
    """The incidents of the docket."""
    state = scene.docket
    return state.incidents if isinstance(state, (Complaint, Case)) else ()


def _found(scene: Scene, incident: str) -> Incident | None:
    return next((i for i in _here(scene) if i.id == incident), None)


def incident_sides(scene: Scene) -> bool:
    """Whether the officer is of the authority that has the docket, or of one above it."""
    state, office, own = scene.docket, scene.office, scene.officer.authority
    if isinstance(state, Complaint):
        above = {a.id for a in office.superiors(state.authority)}
        ours = (state.authority, office.deciding(state.authority, scene.today))
        return own in ours or own in above
    return bool(sides(scene))


def _theirs(scene: Scene) -> Iterator[Reason]:
    state = scene.docket
    assert isinstance(state, (Complaint, Case))
    if not incident_sides(scene):
        yield not_theirs(scene, state.authority)


def _minute_reasons(at: datetime, since: datetime | None, scene: Scene) -> Iterator[Reason]:
    if at > scene.now:
        yield Reason(say("That minute lies in the future."), path="at")
    if since is not None and at < since:
        yield Reason(
            say("The incident began at {minute}.", minute=since.isoformat(timespec="minutes")),
            path="at",
        )


def _incident_reasons(scene: Scene, incident: str) -> Iterator[Reason]:
    known = _found(scene, incident)
    if known is None:
        yield Reason(say("There is no incident {id} here.", id=incident), path="incident")
    elif known.ended:
        yield Reason(say("The final report on {id} was given.", id=incident), path="incident")


@frozen(kw_only=True)
class IncidentLogged(Act):
    """What happens in a group incident, minute by minute; the first line opens it."""

    kind: ClassVar[str] = "incident_logged"
    title: ClassVar[Said] = say("Log of an incident")
    group: ClassVar[Said] = HANDOVER
    who = HANDLERS
    both: ClassVar[bool] = True
    stages = GOING
    speaks: ClassVar[tuple[str, ...]] = ("text",)
    incident: Line = field(
        default=Line(""),
        metadata=label("Incident", of="incidents", hint="empty = a new one"),
    )
    at: datetime = field(metadata=label("Minute"))
    text: Text = field(metadata=label("What happened"))
    persons: int | None = field(default=None, metadata=label("Persons"))
    place: Line = field(default=Line(""), metadata=label("Place"))
    demands: Text = field(default=Text(""), metadata=label("Demands"))
    on_site: Text = field(default=Text(""), metadata=label("Who is on site"))
    told: Text = field(default=Text(""), metadata=label("Who was told"))
    linked: tuple[DocketKey, ...] = field(
        default=(), metadata=label("Other dockets of the incident", of="cases")
    )
    promises: tuple[Assured, ...] = field(default=(), metadata=label("What was promised"))
    first_within: int = field(default=0, metadata=label("Hours to the first report", system=True))
    source: Line = field(default=Line(""), metadata=label("Source", system=True))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _theirs(scene)

    def day(self, scene: Scene) -> date:
        return self.happened or here(self.at, scene).date()

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What happened", "text")
        known = _found(scene, self.incident) if self.incident else None
        yield from _minute_reasons(self.at, known.began if known else None, scene)
        if self.incident:
            yield from _incident_reasons(scene, self.incident)
        else:
            home = scene.docket
            if isinstance(home, Complaint) and home.case is not None:
                yield Reason(say("This complaint is in case {key}: enter it there.", key=home.case))
            yield from need_text(self.place, "Place", "place")
            yield from need_text(self.demands, "Demands", "demands")
            if not self.persons:
                yield Reason(say("Say how many persons there are."), path="persons")
        for n, key in enumerate(self.linked, 1):
            if key == scene.key:
                yield Reason(say("A docket is not linked to itself."), path=f"linked.{n}")
            elif not isinstance(scene.look(key), (Complaint, Case)):
                yield Reason(say("There is no docket {key}.", key=key), path=f"linked.{n}")
        for n, one in enumerate(self.promises, 1):
            yield from in_order(self.day(scene), one.by, say("Promised"), f"promises.{n}.by")
            if one.officer is not None:
                reasons = officer_reasons(scene, one.officer, inspect=False)
                yield from (evolve(r, path=f"promises.{n}.officer") for r in reasons)

    def settled(self, scene: Scene) -> "IncidentLogged":
        known = ((key, scene.look(key)) for key in self.linked)
        keys = (d.key if isinstance(d, (Complaint, Case)) else key for key, d in known)
        self = evolve(self, linked=tuple(dict.fromkeys(keys)))
        if self.incident:
            return self
        what = HandoverKind.INCIDENT_RESPONSE
        own = next((x for x in scene.office.settings.handovers if x.what is what), None)
        row = handover_rules()[what.value]
        return evolve(
            self,
            first_within=own.length if own else row.length,
            source=Line(own.source if own else row.length_source),
        )

    def speaks_of(self) -> tuple[OfficerId, ...]:
        return tuple(dict.fromkeys(p.officer for p in self.promises if p.officer))

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        assert scene.key is not None
        return tuple(Written(docket=key) for key in (scene.key, *self.linked))

    def _elsewhere(self, was: S, entry: Entry) -> S:
        """A docket of the same incident: it is linked to the one that has the log."""
        return evolve(was, links=_linked(was.links, (entry.given.main,)))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        if entry.docket != entry.given.main:
            return self._elsewhere(was, entry)
        began = not any(i.id == self.incident for i in was.incidents)
        after = self._after(was, entry)
        return evolve(after, pressing=self._pressing(was, entry)) if began else after

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        if entry.docket != entry.given.main:
            return self._elsewhere(was, entry)
        after = self._after(was, entry)
        if any(i.id == self.incident for i in was.incidents):
            return after
        stepped = _stepped(was.stepped_on, self.on_site, entry)
        return evolve(
            after, urgent=True, urgency=self._urgent(was.urgency, entry), stepped_on=stepped
        )

    def _after(self, was: S, entry: Entry) -> S:
        every: tuple[Incident, ...] = was.incidents
        known = next((i for i in every if i.id == self.incident), None)
        one: Incident = self._one(known, next_id("N", every), entry)
        after = evolve(
            was,
            incidents=(*(i for i in every if i.id != one.id), one),
            links=_linked(was.links, self.linked),
            steps=(*was.steps, *self._steps(len(was.steps), entry)),
        )
        if known is None and self.first_within:
            limit = Limit(length=self.first_within, unit="hour", source=self.source)
            after = after.with_moment(
                "incident_begun", entry.on, entry, subject=one.id, at=self.at, limit=limit
            )
        return after

    def _one(self, known: Incident | None, new_id: str, entry: Entry) -> Incident:
        """The incident with one more line in its log; the first line opens it."""
        line = Logged(
            at=self.at, text=self.text, entry=entry.n, told=self.told, persons=self.persons,
            place=self.place, demands=self.demands, on_site=self.on_site,
        )  # fmt: skip
        was = known or Incident(
            id=new_id,
            began=self.at,
            place=self.place,
            demands=self.demands,
            on_site=self.on_site,
            persons=self.persons or 0,
        )
        return evolve(
            was,
            log=tuple(sorted((*was.log, line), key=lambda x: (x.at, x.entry))),
            place=self.place or was.place,
            demands=self.demands or was.demands,
            on_site=self.on_site or was.on_site,
            persons=was.persons if self.persons is None else self.persons,
            linked=tuple(dict.fromkeys((*was.linked, *self.linked))),
            promises=(*was.promises, *self._promised(entry)),
        )

    def _pressing(self, was: Case, entry: Entry) -> Pressing:
        """What cannot wait, with the incident; whoever is on the site has taken the first step."""
        own = was.pressing.urgent
        if was.urgency is None or Urgency.GROUP_INCIDENT not in was.urgency.kinds:
            own = self._urgent(own, entry)
        stepped = _stepped(was.pressing.stepped_on, self.on_site, entry)
        return evolve(was.pressing, urgent=own, stepped_on=stepped)

    def _urgent(self, known: Urgent | None, entry: Entry) -> Urgent | None:
        """What was urgent, and the incident."""
        if known is not None and Urgency.GROUP_INCIDENT in known.kinds:
            return known
        new = Urgent(since=entry.on, kinds=(Urgency.GROUP_INCIDENT,))
        return together((known, new) if known else (new,))

    def _promised(self, entry: Entry) -> Iterator[Assured]:
        """What was promised, each with who sees to it."""
        yield from (evolve(p, officer=p.officer or entry.officer) for p in self.promises)

    def _steps(self, before: int, entry: Entry) -> Iterator[NextStep]:
        """What was promised, as next steps."""
        for n, one in enumerate(self._promised(entry), before + 1):
            officer = one.officer or entry.officer
            yield NextStep(
                id=f"S{n}",
                what=Line(f"{one.whom}: {one.what}"),
                officer=officer,
                name=entry.given.names.get(officer, entry.given.name),
                due=one.by,
            )

    def line(self, given: Given) -> Said:
        return say("{minute}", minute=f"{self.at:%H:%M}")


@frozen(kw_only=True)
class IncidentReported(Act):
    """A report on an incident goes up: the first, a follow-up, the final one."""

    kind: ClassVar[str] = "incident_reported"
    title: ClassVar[Said] = say("Report on an incident")
    group: ClassVar[Said] = HANDOVER
    who = HANDLERS
    both: ClassVar[bool] = True
    stages = GOING
    number: ClassVar[str] = "handover"
    incident: Line = field(metadata=label("Incident", of="incidents"))
    what: IncidentReport = field(metadata=label("Which report"))
    at: datetime = field(metadata=label("Sent at"))
    persons: int = field(metadata=label("Persons"))
    told: Text = field(metadata=label("To whom"))
    text: Text = field(metadata=label("Text"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _theirs(scene)
        if not any(not i.ended for i in _here(scene)):
            yield Reason(say("No incident is going on."))

    def day(self, scene: Scene) -> date:
        return self.happened or here(self.at, scene).date()

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.told, "To whom", "told")
        yield from need_text(self.text, "Text", "text")
        yield from _incident_reasons(scene, self.incident)
        known = _found(scene, self.incident)
        if known is None:
            return
        yield from _minute_reasons(self.at, known.began, scene)
        first = self.what is IncidentReport.FIRST
        if first and known.reports:
            yield Reason(say("The first report was given."), path="what")
        if not first and not known.reports:
            yield Reason(say("The first report comes first."), path="what")

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        return ((self.number, numbered_by(scene, self, scene.officer.authority)),)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        return was and self._after(was, entry)

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        return was and self._after(was, entry)

    def _after(self, was: S, entry: Entry) -> S:
        number = next((n.text for n in entry.given.numbers if n.kind == "handover"), "")
        made = Reported(
            what=self.what, at=self.at, persons=self.persons, told=self.told, number=number
        )
        after = evolve(was, incidents=tuple(self._told(i, made) for i in was.incidents))
        if self.what is not IncidentReport.FIRST:
            return after
        return after.with_moment(
            "incident_reported", entry.on, entry, subject=self.incident, at=self.at
        )

    def line(self, given: Given) -> Said:
        return self.what.label

    def _told(self, known: Incident, made: Reported) -> Incident:
        """An incident with one more report, if it is this one's."""
        if known.id != self.incident:
            return known
        return evolve(known, reports=(*known.reports, made), persons=self.persons)
