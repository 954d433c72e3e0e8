"""The desk of a joint office: what waits there, what was taken up, and the same seen by those who
asked. The office decides nothing in its own name; here stands only whose turn it is.

Pure functions over dockets and the office; the desk reads the dockets.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from .acts.answering import answering_reasons
from .acts.base import Scene
from .acts.incident import incident_sides
from .acts.reporting import deciding_reasons
from .fields import AuthorityId, DocketKey
from .law import Deadline
from .parties import HEADS, JointOffice, Officer, Position
from .record.case import Case, Handover, HandoverAnswer, HandoverKind
from .record.complaint import Complaint
from .record.handovers import Minutes
from .record.incidents import Incident
from .record.office import Office
from .record.urgent import Urgency
from .words import Said, say

QUEUES: Final = ("joint", "urgent", "owed")
"""The lists of dockets that can hold something for the desk."""
SIDES: Final[Mapping[str, Said]] = {
    "answer": say("Waits for us"),
    "asked": say("We asked"),
    "others": say("Between others"),
    "taken": say("Taken up by the joint office"),
    "watched": say("Supervised, or to be reported back"),
    "incident": say("Group incidents"),
    "consulted": say("Consultations held"),
}
"""The parts of the desk in their order."""


@frozen(kw_only=True)
class JointLine:
    """One line: a hand-over that is open, or on which reports are owed, a case that was taken up, a
    group incident, or a consultation that was held.

    ``day`` is since when it lies so, ``waited`` the working days since then; ``clock`` and ``due``
    are the limit of the hand-over itself where it has one, else the nearest one of the case: no
    hand-over stops it. ``other`` is the authority on the other side. ``paper`` is the newest paper
    of the hand-over that can be printed, ``minutes`` those of a consultation.
    """

    side: str
    docket: DocketKey
    number: str
    name: str
    kind: HandoverKind | None = None
    handover: str = ""
    other: str = ""
    state: Said
    day: date
    waited: int = 0
    clock: str = ""
    due: date | None = None
    package: bool = False
    paper: str = ""
    minutes: Minutes | None = None
    act: str = ""
    fill: Mapping[str, str] = field(factory=dict)
    pressing: bool = False
    """The limit is over, or ends today."""

    @property
    def title(self) -> Said:
        """The part that it stands in: the side, and of hand-overs the kind."""
        if self.kind is None or self.side == "consulted":
            return SIDES[self.side]
        return say("{side}: {kind}", side=SIDES[self.side], kind=self.kind.label)


@frozen(kw_only=True)
class JointDesk:
    """The joint offices whose desk it is, by name and id, and what lies there."""

    offices: tuple[str, ...]
    ids: tuple[str, ...]
    lines: tuple[JointLine, ...]


def seats(
    office: Office, officer: Officer, positions: Iterable[Position]
) -> tuple[JointOffice, ...]:
    """The joint offices at whose desk an officer sits: as a member, or as a head of one of its
    authorities."""
    heads = bool(HEADS & set(positions))
    return tuple(
        j
        for j in office.joint_offices
        if officer.body == j.id
        or officer.id in j.members
        or (heads and officer.authority in j.authorities)
    )


def lines_of(
    scene: Scene, offices: tuple[JointOffice, ...], deadlines: Iterable[Deadline]
) -> Iterator[JointLine]:
    """What one case holds for the desk of these joint offices; of a complaint, an incident."""
    case = scene.docket
    if isinstance(case, Complaint) and not case.void:
        if {case.authority} & {a for j in offices for a in j.authorities}:
            for i in case.incidents:
                if not i.ended:
                    yield _incident(case, i, scene, tuple(d for d in deadlines if d.presses))
        return
    if not isinstance(case, Case) or case.void or case.merged_into:
        return
    limits = tuple(d for d in deadlines if d.presses)
    ours = {a for j in offices for a in j.authorities}
    for h in case.handovers:
        if not {h.asked_by, h.to} & ours:
            continue
        if h.open:
            yield _line(case, h, scene, limits)
        elif h.awaits or (h.minutes is not None and not case.closed_on):
            yield _since(case, h, scene, limits)
    if case.closed_on:
        return  # what is owed on a supervision outlives the case
    due = min(limits, key=lambda d: d.due, default=None)
    common = {
        "docket": case.key,
        "number": case.number,
        "name": _named(case),
        "clock": due.clock if due else "",
        "due": due.due if due else None,
        "pressing": bool(due and due.due <= scene.today),
    }
    if case.body in {j.id for j in offices}:
        since = max((h.answered_on or h.asked_on for h in case.handovers), default=case.filed_on)
        lead = case.lead.name if case.lead else ""
        yield JointLine(
            side="taken",
            state=say("lead: {name}", name=lead) if lead else say("needs a pair"),
            day=since,
            waited=_waited(since, scene),
            act="" if lead else "assigned",
            **common,  # type: ignore[arg-type]
        )
    if case.authority not in ours:
        return
    going = [i for i in case.incidents if not i.ended]
    for i in going:
        yield _incident(case, i, scene, limits)
    urgency = case.urgency
    if urgency and Urgency.GROUP_INCIDENT in urgency.kinds and not case.incidents:
        yield JointLine(
            side="incident",
            state=say("first step owed") if case.urgent_step else say("under way"),
            day=urgency.since,
            waited=_waited(urgency.since, scene),
            **common,  # type: ignore[arg-type]
        )


def _line(case: Case, h: Handover, scene: Scene, limits: tuple[Deadline, ...]) -> JointLine:
    mine = scene.officer.authority
    waits = h.answer is None
    side = "asked" if h.asked_by == mine else "answer" if h.to == mine else "others"
    act = ""
    if waits and not any(answering_reasons(h, scene)):
        side, act = "answer", "answered"
    elif h.answer is HandoverAnswer.APPROVED and case.authority == mine:
        act = "carried_out"
    line = _handover(case, h, scene, limits)
    state = h.answer.label if h.answer else say("received") if h.received_on else line.state
    return evolve(line, side=side, state=state, act=act, fill={"handover": h.id} if act else {})


def _since(case: Case, h: Handover, scene: Scene, limits: tuple[Deadline, ...]) -> JointLine:
    """What is answered and not over: reports are owed, or the minutes stand."""
    line = _handover(case, h, scene, limits)
    if h.minutes is not None:
        told = say("{text}", text=h.minutes.conclusion)
        return evolve(line, side="consulted", state=told, clock="", due=None, pressing=False)
    state = say("reported back") if h.awaits == "closing" else say("report owed")
    if h.extended and h.awaits == "report":
        state = say("report owed, extended once")
    act = ""
    if h.awaits == "closing" and not any(deciding_reasons(h, scene)):
        act = "handover_closed"
    elif h.awaits == "report" and scene.officer.id in {s.officer for s in case.seats}:
        act = "handover_reported"
    return evolve(
        line, side="watched", state=state, act=act, fill={"handover": h.id} if act else {}
    )


def _handover(case: Case, h: Handover, scene: Scene, limits: tuple[Deadline, ...]) -> JointLine:
    mine = scene.officer.authority
    own = [d for d in limits if d.subject == h.id]
    due = min(own or limits, key=lambda d: d.due, default=None)
    since = h.answered_on or h.asked_on
    papers = [(s, h.rule.sheet(s.what.value)) for s in h.steps]
    return JointLine(
        side="others",
        docket=case.key,
        number=case.number,
        name=_named(case),
        kind=h.kind,
        handover=h.id,
        other=_name(scene.office, h.to if h.asked_by == mine else h.asked_by),
        state=say("not answered"),
        day=since,
        waited=_waited(since, scene),
        clock=due.clock if due else "",
        due=due.due if due else None,
        package=h.package is not None,
        paper=next((f"{code}.{s.entry}" for s, code in reversed(papers) if code), ""),
        minutes=h.minutes,
        pressing=bool(due and due.due <= scene.today),
    )


def _incident(
    case: Complaint | Case, i: Incident, scene: Scene, limits: tuple[Deadline, ...]
) -> JointLine:
    """An incident that is going on: how many, which report is owed, the limit of the first."""
    due = next((d for d in limits if d.clock == "incident-first" and d.subject == i.id), None)
    owed = i.next_report.label if i.next_report else ""
    grade = i.grade.label if i.grade else ""
    began = i.began.date()
    act = "incident_reported" if incident_sides(scene) else ""
    return JointLine(
        side="incident",
        docket=case.key,
        number=case.number,
        name=_named(case),
        state=say("{n} persons, {grade}; owed: {report}", n=i.most, grade=grade, report=owed)
        if grade
        else say("{n} persons; owed: {report}", n=i.most, report=owed),
        day=began,
        waited=_waited(began, scene),
        clock=due.clock if due else "",
        due=due.due if due else None,
        act=act,
        fill={"incident": i.id} if act else {},
        pressing=due is not None,
    )


def _waited(since: date, scene: Scene) -> int:
    return scene.office.calendar.between(since, scene.today) if since < scene.today else 0


def _name(office: Office, authority: AuthorityId) -> str:
    found = office.authority(authority)
    return found.name if found else authority


def _named(case: Complaint | Case) -> str:
    first = next((r.name for r in case.respondents), "")
    return first or case.site.address or case.site.subdistrict


def in_order(found: Iterable[JointLine]) -> tuple[JointLine, ...]:
    """The lines part by part, kinds as they are declared, the longest wait first."""
    sides, kinds = list(SIDES), list(HandoverKind)

    def place(x: JointLine) -> tuple[int, int, date, str, str]:
        kind = kinds.index(x.kind) if x.kind else -1
        return sides.index(x.side), kind, x.day, x.docket, x.handover

    return tuple(sorted(found, key=place))
