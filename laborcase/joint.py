"""The desk of a joint office: what waits there, what was taken up, and the same seen by those who
asked. The office decides nothing in its own name; here stands only whose turn it is.

Pure functions over dockets and the office; the desk reads the dockets.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from .acts.base import Scene
from .acts.handover import answering_reasons
from .fields import AuthorityId, DocketKey
from .law import Deadline
from .parties import HEADS, JointOffice, Officer, Position
from .record.case import Case, Handover, HandoverAnswer, HandoverKind
from .record.office import Office
from .record.urgent import Urgency
from .words import Said, say

SIDES: Final[Mapping[str, Said]] = {
    "answer": say("Waits for us"),
    "asked": say("We asked"),
    "others": say("Between others"),
    "taken": say("Taken up by the joint office"),
    "incident": say("Group incidents"),
}
"""The parts of the desk in their order."""


@frozen(kw_only=True)
class JointLine:
    """One line: a hand-over that is open, a case that was taken up, or a group incident.

    ``day`` is since when it lies so, ``waited`` the working days since then; ``clock`` and ``due``
    are the limit of the hand-over itself where it has one, else the nearest one of the case: no
    hand-over stops it. ``other`` is the authority on the other side.
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
    act: str = ""
    fill: Mapping[str, str] = field(factory=dict)
    pressing: bool = False
    """The limit is over, or ends today."""

    @property
    def title(self) -> Said:
        """The part that it stands in: the side, and of hand-overs the kind."""
        if self.kind is None:
            return SIDES[self.side]
        return say("{side}: {kind}", side=SIDES[self.side], kind=self.kind.label)


@frozen(kw_only=True)
class JointDesk:
    """The joint offices whose desk it is, by name, and what lies there."""

    offices: tuple[str, ...]
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
    """What one case holds for the desk of these joint offices."""
    case = scene.docket
    if not isinstance(case, Case) or case.void or case.closed_on or case.merged_into:
        return
    limits = tuple(d for d in deadlines if d.presses)
    ours = {a for j in offices for a in j.authorities}
    for h in case.handovers:
        if h.open and {h.asked_by, h.to} & ours:
            yield _line(case, h, scene, limits)
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
    urgency = case.urgency
    if urgency and Urgency.GROUP_INCIDENT in urgency.kinds and case.authority in ours:
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
    own = [d for d in limits if d.subject == h.id]
    due = min(own or limits, key=lambda d: d.due, default=None)
    since = h.answered_on or h.asked_on
    return JointLine(
        side=side,
        docket=case.key,
        number=case.number,
        name=_named(case),
        kind=h.kind,
        handover=h.id,
        other=_name(scene.office, h.to if h.asked_by == mine else h.asked_by),
        state=h.answer.label if h.answer else say("not answered"),
        day=since,
        waited=_waited(since, scene),
        clock=due.clock if due else "",
        due=due.due if due else None,
        package=h.package is not None,
        act=act,
        fill={"handover": h.id} if act else {},
        pressing=bool(due and due.due <= scene.today),
    )


def _waited(since: date, scene: Scene) -> int:
    return scene.office.calendar.between(since, scene.today) if since < scene.today else 0


def _name(office: Office, authority: AuthorityId) -> str:
    found = office.authority(authority)
    return found.name if found else authority


def _named(case: Case) -> str:
    first = next((r.name for r in case.respondents), "")
    return first or case.site.address or case.site.subdistrict


def in_order(found: Iterable[JointLine]) -> tuple[JointLine, ...]:
    """The lines part by part, kinds as they are declared, the longest wait first."""
    sides, kinds = list(SIDES), list(HandoverKind)

    def place(x: JointLine) -> tuple[int, int, date, str, str]:
        kind = kinds.index(x.kind) if x.kind else -1
        return sides.index(x.side), kind, x.day, x.docket, x.handover

    return tuple(sorted(found, key=place))
