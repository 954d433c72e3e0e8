"""Today (今日): what waits for one officer now, line by line, each at the act that is due.

Pure functions over dockets, limits and the office; the desk reads the dockets.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from attrs import evolve, field, frozen

from .acts.answering import answering_reasons, receiving_reasons
from .acts.approval import signatories, signing_reasons, title_of
from .acts.base import Scene
from .acts.reporting import deciding_reasons
from .fields import DocketKey, OfficerId
from .law import Calendar, Deadline, Rule
from .parties import HEADS, Position
from .record.case import Case, CaseStage, Handover
from .record.complaint import ENDED, Complaint
from .record.proposals import ProposalState
from .record.tickets import CONTACT_CLOCK, Ticket, TicketStep
from .words import Said, say

LONG: Final = 2
"""Working days at one desk after which the head is told."""
_AT_WORK: Final = (CaseStage.FILED, CaseStage.INVESTIGATION)


@frozen(kw_only=True)
class ToDo:
    """One line of Today: in which group it stands, which docket it is about, what is due until or
    since which day, and the act by which it is done (with what its form is filled in)."""

    group: str
    docket: DocketKey
    name: str
    """The respondent, or the place where none is known; nothing secret."""
    what: Said = field(factory=lambda: say(""))
    clock: str = ""
    """The limit that it is about, by its id; then ``what`` is empty."""
    day: date | None = None
    at: datetime | None = None
    """The minute of that day, where it counts."""
    doubt: tuple[date, date] | None = None
    """Where a calendar notice that is not out yet may move the day: the first and the last that it
    may become."""
    act: str = ""
    fill: Mapping[str, str] = field(factory=dict)
    pressing: bool = False
    """Overdue, or due today."""
    instead_of: str = ""
    """The absent officer in whose place this one is reminded; empty for the own."""


GROUPS: Final = (
    ("sign", say("For my signature")),
    ("ticket", say("Tickets to answer")),
    ("due", say("Due today or tomorrow")),
    ("do", say("For me to do")),
    ("head", say("For the head")),
)
"""The groups of Today in their order."""


def lines_of(scene: Scene, deadlines: Sequence[Deadline]) -> Iterator[ToDo]:
    """What one docket holds for the officer of the scene today."""
    state = scene.docket
    if not isinstance(state, (Complaint, Case)) or state.void:
        return
    yield from _proposals(state, scene)
    yield from _to_come(state, scene)
    if isinstance(state, Complaint):
        yield from _tickets(state, scene, deadlines)
        yield from _incidents(state, scene, deadlines)
    else:
        yield from _handovers(state, scene, deadlines)
        yield from _beginning_and_end(state, scene)
        yield from _still_kept(state, scene, deadlines)
    reminded = substituted(scene)
    if not (reminded or concerns(scene)):
        return
    if state.urgent_step and state.urgency is not None:
        yield ToDo(
            group="due",
            docket=state.key,
            name=_named(state),
            what=say("urgent: speak to somebody or go there today"),
            day=state.urgency.since,
            act="site_recorded" if isinstance(state, Case) else "contacted",
            pressing=True,
        )
    for line in _children(state):
        yield evolve(line, instead_of=reminded)
    for line in _limits(state, scene, deadlines):
        yield evolve(line, instead_of=reminded)
    if reminded or mine(scene):
        for line in _to_serve(state):
            yield evolve(line, instead_of=reminded)
    if HEADS & scene.positions:
        yield from _of_head(state, scene)


def _beginning_and_end(case: Case, scene: Scene) -> Iterator[ToDo]:
    """A case that was given to a pair, until one of the two has entered something in it; and one
    that is closed and not archived, with the archivists of its authority."""
    line = partial(ToDo, group="do", docket=case.key, name=_named(case))
    pair = {s.officer: s.since for s in case.seats}
    since = pair.get(scene.officer.id)
    begun = any(e.officer in pair and since and e.at.date() >= since for e in scene.entries)
    # Who takes a case over from another was told of it by the hand-over.
    if since is not None and not (begun or case.past) and case.stage in _AT_WORK:
        yield line(what=say("new case: its pair has entered nothing yet"), day=since)
    ours = scene.office.works_for(scene.officer, case.authority, case.body, scene.today)
    if case.stage is CaseStage.CLOSED and Position.ARCHIVIST in scene.positions and ours:
        yield line(what=say("closed, to be archived"), day=case.closed_on, act="archived")


def _children(state: Complaint | Case) -> Iterator[ToDo]:
    """What is owed to each child found, and who is still to be told of it: with the pair or the
    clerk and the head, from the day it was found until it is done."""
    for duty in state.owed_to_children:
        yield ToDo(
            group="due",
            docket=state.key,
            name=_named(state),
            what=duty.text,
            day=next(c.found_on for c in state.children if c.id == duty.about),
            act=duty.kind,
            fill={"child": duty.about},
            pressing=True,
        )


def tomorrow(today: date, calendar: Calendar) -> date:
    """The day up to which limits stand in Today: the next working day, at least the next day."""
    return max(today + timedelta(days=1), calendar.add(today, 1))


def mine(scene: Scene) -> bool:
    """Whether the officer handles the docket: one of the pair, or its clerk while nobody is."""
    state = scene.docket
    if isinstance(state, Case):
        return scene.officer.id in {s.officer for s in state.seats}
    return isinstance(state, Complaint) and state.clerk == scene.officer.id


def substituted(scene: Scene) -> str:
    """The name of the absent officer whose docket it is and whom the officer substitutes; empty
    where it is an own one, or nobody's whom the officer substitutes."""
    state, office = scene.docket, scene.office
    if isinstance(state, Case):
        handlers = [s.officer for s in state.seats]
    else:
        handlers = [state.clerk] if isinstance(state, Complaint) else []
    if scene.officer.id in handlers:
        return ""
    away = office.substituted_by(scene.officer.id, scene.today)
    known = (office.officer(one) for one in handlers if one in away)
    return next((one.name for one in known if one), "")


def about(line: ToDo) -> str:
    """Against whom a line is; with the absent officer in whose place this one is reminded."""
    if line.instead_of:
        return say("(for {officer}) {name}", officer=line.instead_of, name=line.name)
    return line.name


def concerns(scene: Scene) -> bool:
    """Whether its limits are this officer's business: an own docket, or a head's own office."""
    state = scene.docket
    if mine(scene):
        return True
    if not HEADS & scene.positions or not isinstance(state, (Complaint, Case)):
        return False
    body = state.body if isinstance(state, Case) else scene.officer.body
    return scene.office.works_for(scene.officer, state.authority, body, scene.today)


def _named(state: Complaint | Case) -> str:
    first = next((r.name for r in state.respondents), "")
    return first or state.site.address or state.site.subdistrict


def _proposals(state: Complaint | Case, scene: Scene) -> Iterator[ToDo]:
    """What is proposed: with whoever signs, or has to propose it again; with who substitutes them,
    as a reminder; and with the head what lies long, or with nobody who is there."""
    if isinstance(state, Case) and state.merged_into is not None:
        return  # what lies proposed there waits for the merger to be undone
    office, today = scene.office, scene.today
    away = office.substituted_by(scene.officer.id, today)
    for p in state.proposals:
        if not p.pending:
            continue
        back = p.state is ProposalState.RETURNED
        line = partial(ToDo, docket=state.key, name=_named(state), day=p.since)
        told = say("{act}, by {name}", act=title_of(p.what), name=p.proposer_name)
        if back:
            why = p.signatures[-1].opinion
            told = say("sent back: {act} ({why})", act=title_of(p.what), why=why)
        holders = [h for h in (office.officer(p.held_by),) if h] if back else signatories(p, scene)
        instead = [h for h in holders if h.id in away]
        gone = [h for h in holders if office.absent(h.id, today)]
        if back and p.held_by == scene.officer.id:
            yield line(group="do", what=told, act=p.what)
        elif not back and not any(signing_reasons(p, scene)):
            yield line(group="sign", what=told, act="signed", fill={"proposal": p.id})
        elif instead:
            yield line(group="do" if back else "sign", what=told, instead_of=instead[0].name)
        elif _heads(scene):
            days = office.calendar.between(p.since, today)
            who = p.awaits.label if p.awaits else holders[0].name if holders else p.held_by
            absence = office.absent(gone[0].id, today) if gone else None
            if absence is not None and len(gone) == len(holders):
                what = say(
                    "{act} lies with {name}, absent until {day}",
                    act=title_of(p.what),
                    name=gone[0].name,
                    day=absence.end.isoformat(),
                )
                yield line(group="head", what=what)
            elif days > LONG:
                what = say(
                    "{act} lies {n} working days with: {who}", act=title_of(p.what), n=days, who=who
                )
                yield line(group="head", what=what)


def _handovers(case: Case, scene: Scene, deadlines: Sequence[Deadline]) -> Iterator[ToDo]:
    """What waits of hand-overs: an answer with whoever may give it, a supplement with whoever
    follows the request up, the receipt with the pair and the head, a report with those who handle
    the case, the closing with those who decided; and what nobody took up in time with both sides.
    """
    for h in case.handovers:
        line = partial(
            ToDo, docket=case.key, name=_named(case), day=h.answered_on or h.asked_on,
            fill={"handover": h.id},
        )  # fmt: skip
        if h.awaits == "answer":
            late = [
                d for d in deadlines if d.handover and d.subject == h.id and d.overdue(scene.today)
            ]
            yield from _to_answer(h, scene, line, late)
        elif h.awaits == "supplement" and h.held_by == scene.officer.id:
            what = say("sent back for supplement: {act}", act=h.kind.label)
            yield line(group="do", what=what, act="handover_supplemented")
        elif h.awaits == "receipt" and (mine(scene) or _heads(scene)):
            yield line(
                group="do" if mine(scene) else "head",
                what=say("the file is to be signed for: {act}", act=h.kind.label)
                if h.rule.moves
                else say("to be carried out: {act}", act=h.kind.label),
                act="carried_out",
            )
        elif h.awaits == "report" and (mine(scene) or _heads(scene)):
            day = h.ends_on or h.report_by
            if day is not None and day <= tomorrow(scene.today, scene.office.calendar):
                yield line(
                    group="do" if mine(scene) else "head",
                    what=say("final report on: {act}", act=h.kind.label),
                    act="handover_reported",
                    day=day,
                    pressing=day <= scene.today,
                )
        elif h.awaits == "closing" and not any(deciding_reasons(h, scene)):
            what = say("reported back, to be closed: {act}", act=h.kind.label)
            yield line(group="sign", what=what, act="handover_closed", day=h.reported_on)
    yield from _incidents(case, scene, deadlines)


def _still_kept(case: Case, scene: Scene, deadlines: Sequence[Deadline]) -> Iterator[ToDo]:
    """What has gone to another authority and is not signed for: with the old pair, which stays
    bound, and the old side's heads; with the limits that fall due meanwhile, which stand on the new
    side's desk as well."""
    for h in case.handovers:
        if h.awaits != "receipt" or not h.moved:
            continue
        bound = scene.officer.id in h.bound
        heads = bool(HEADS & scene.positions) and scene.officer.authority == h.before
        if not (bound or heads):
            continue
        yield ToDo(
            group="do" if bound else "head",
            docket=case.key,
            name=_named(case),
            what=say(
                "hand the file over; until it is signed for, keep it: {act}", act=h.kind.label
            ),
            day=h.answered_on or h.asked_on,
            fill={"handover": h.id},
        )
        if not concerns(scene):
            yield from (evolve(x, act="", fill={}) for x in _limits(case, scene, deadlines))


def _to_answer(
    h: Handover, scene: Scene, line: Callable[..., ToDo], late: Sequence[Deadline]
) -> Iterator[ToDo]:
    """A request that is not answered: with whoever may answer it. What nobody received or answered
    in time stands with the side that asked, too, and climbs: to the next higher head of the side
    that answers, one more with each such time that passes."""
    answers = not any(answering_reasons(h, scene))
    if answers:
        asks = scene.office.authority(h.asked_by)
        what = say("{act}, by {name}", act=h.kind.label, name=asks.name if asks else h.asked_by)
        yield line(group="sign", what=what, act="answered", pressing=bool(late))
    elif h.received_on is None and HEADS & scene.positions and not any(receiving_reasons(h, scene)):
        what = say("to be received: {act}", act=h.kind.label)
        yield line(group="do", what=what, act="handover_received")
    if not late:
        return
    days = scene.office.calendar.between(h.asked_on, scene.today)
    text = say("{n} working days unanswered: {act}", n=days, act=h.kind.label)
    if h.received_on is None:
        text = say("{n} working days not received: {act}", n=days, act=h.kind.label)
    if h.held_by == scene.officer.id or (
        HEADS & scene.positions and scene.officer.authority == h.asked_by
    ):
        yield line(group="head" if HEADS & scene.positions else "do", what=text, pressing=True)
    elif not answers and _climbed_to(h, scene, days, late):
        yield line(group="head", what=text, pressing=True)


def _climbed_to(h: Handover, scene: Scene, days: int, late: Sequence[Deadline]) -> bool:
    """Whether a request that nobody took up has come to this officer."""
    times = max(max(1, days // max(1, d.length)) for d in late)
    above = {h.rule.next_above(n) for n in range(1, times + 1)}
    if scene.officer.authority == h.decides:
        return bool(above & {p.value for p in scene.positions})
    # Past the principal head it stands with the principal heads further up, as far as there are.
    further = {a.id for a in scene.office.superiors(h.decides)[: max(0, times - 1)]}
    principal = Position.PRINCIPAL_HEAD in scene.positions
    return principal and scene.officer.authority in further


def _incidents(
    case: Complaint | Case, scene: Scene, deadlines: Sequence[Deadline]
) -> Iterator[ToDo]:
    """Reports owed on incidents: with those who handle the docket, and with their heads."""
    if not (mine(scene) or _heads(scene)):
        return
    for one in case.incidents:
        if one.next_report is None:
            continue
        limit = next(
            (d for d in deadlines if d.clock == "incident-first" and d.subject == one.id), None
        )
        first = limit is not None and limit.stopped is None
        yield ToDo(
            group="do" if mine(scene) else "head",
            docket=case.key,
            name=_named(case),
            what=say("incident {id}: {report}", id=one.id, report=one.next_report.label),
            day=one.began.date(),
            at=limit.at if limit and first else None,
            act="incident_reported",
            fill={"incident": one.id},
            pressing=first,
        )


def _heads(scene: Scene) -> bool:
    """Whether the docket is of an office that this officer heads."""
    return bool(HEADS & scene.positions) and concerns(scene)


def _limits(state: Complaint | Case, scene: Scene, deadlines: Iterable[Deadline]) -> Iterator[ToDo]:
    last = tomorrow(scene.today, scene.office.calendar)
    signed = {p.id for p in state.proposals if p.pending}  # they stand with whoever signs
    for d in deadlines:
        if d.ticket or d.handover or d.subject in signed or not d.presses or d.warned > last:
            continue
        lapsed = d.clock == "order-day" and d.overdue(scene.today)
        fill = {d.rule.fill: d.subject} if d.rule.fill else {}
        act = "performed" if lapsed else _next(state, d.rule)
        proposed = next((p for p in state.proposals if p.awaits and p.what == act), None)
        if proposed is not None:  # it waits for a signature: whoever gives it opens that
            act, fill = "signed", {"proposal": proposed.id}
            if any(signing_reasons(proposed, scene)):
                act, fill = "", {}
        yield ToDo(
            group="due",
            docket=state.key,
            name=_named(state),
            clock=d.clock,
            day=d.due,
            doubt=d.doubt,
            act=act,
            fill={"paper": d.subject, "lapsed": "true"} if lapsed else fill,
            pressing=d.due <= scene.today,
        )


def _next(state: Complaint | Case, rule: Rule) -> str:
    """The act that meets a limit: of a complaint that is disposed of, telling it; of a tip-off,
    which is not accepted, filing it. A docket that cannot have it yet opens as a whole."""
    if isinstance(state, Complaint) and state.to_be_told and not state.open_allegations:
        return "complainant_told"
    if isinstance(state, Complaint) and state.tipoff and rule.act == "accepted":
        return "filed"
    return rule.act


def answers_tickets(complaint: Complaint, scene: Scene) -> OfficerId:
    """Who answers the tickets of a complaint: the lead of the open case it is in, as far as that
    officer may answer for the complaint's authority; else its clerk. No text says who: whoever
    works the matter knows what there is to answer."""
    if complaint.secret:  # who reported is known to the clerk, and the reply is checked for it
        return complaint.clerk
    case = scene.look(complaint.case) if complaint.case else None
    lead = case.lead if isinstance(case, Case) and case.closed_on is None else None
    known = scene.office.officer(lead.officer) if lead else None
    if known is None:
        return complaint.clerk
    decides = scene.office.deciding(complaint.authority, scene.today)
    ours = scene.office.works_for(known, decides, known.body, scene.today)
    return known.id if ours else complaint.clerk


def _tickets(complaint: Complaint, scene: Scene, deadlines: Iterable[Deadline]) -> Iterator[ToDo]:
    """The tickets that want their first contact or their answer by tomorrow, or wanted it before:
    with whoever answers them, and with the head."""
    who = answers_tickets(complaint, scene)
    own = who == scene.officer.id
    away = scene.office.substituted_by(scene.officer.id, scene.today)
    absent = scene.office.officer(who) if who in away and not own else None
    head = _heads(scene)
    if not (own or absent or head):
        return
    last = tomorrow(scene.today, scene.office.calendar)
    for d in deadlines:
        ticket = complaint.ticket(d.subject) if d.ticket else None
        if ticket is None or d.stopped is not None or d.due > last:
            continue
        yield ToDo(
            group="ticket",
            docket=complaint.key,
            name=_named(complaint),
            what=_wanted(ticket, d),
            day=d.due,
            doubt=d.doubt,
            at=d.at,
            act="ticket_contacted" if d.clock == CONTACT_CLOCK else "ticket_answered",
            fill={"ticket": ticket.id},
            pressing=d.due <= scene.today,
            instead_of=absent.name if absent else "",
        )


def _wanted(ticket: Ticket, limit: Deadline) -> Said:
    """What a ticket wants and by which minute; which ticket it is, as its channel calls it."""
    step = TicketStep.CONTACT if limit.clock == CONTACT_CLOCK else TicketStep.REPLY
    named = {"channel": ticket.channel.label, "number": ticket.number or ticket.id}
    if limit.at is None:
        return say("{step}: {number}, {channel}", step=step.label, **named)
    return say(
        "{step} by {time}: {number}, {channel}", step=step.label, time=f"{limit.at:%H:%M}", **named
    )


def _to_come(state: Complaint | Case, scene: Scene) -> Iterator[ToDo]:
    """What was promised or planned for today or tomorrow, and what of it did not come: with whose
    it is; a promise that was not kept also with the head."""
    head = _heads(scene)
    away = scene.office.substituted_by(scene.officer.id, scene.today)
    last = tomorrow(scene.today, scene.office.calendar)
    for t in state.agenda:
        absent = scene.office.officer(t.officer) if t.officer in away else None
        own = t.officer == scene.officer.id or absent is not None
        late = t.kind == "promise" and t.day < scene.today
        if t.day <= last and (own or (head and (late or t.officer is None))):
            yield ToDo(
                group="do" if own else "head",
                docket=state.key,
                name=_named(state),
                what=say("{what}: it did not come", what=t.what) if late else t.what,
                day=t.day,
                act=t.act,
                fill={t.field: t.about} if t.about else {},
                pressing=t.day <= scene.today,
                instead_of=absent.name if absent else "",
            )


def _to_serve(state: Complaint | Case) -> Iterator[ToDo]:
    for p in state.to_serve:
        fill = {"paper": p.id}
        if len(p.addressees) > 1:
            fill["addressee"] = p.unserved[0]
        yield ToDo(
            group="do",
            docket=state.key,
            name=_named(state),
            what=say("{kind} {number} is to be served", kind=p.kind.label,
                     number=p.number or p.id),
            day=p.issued_on,
            act="served",
            fill=fill,
        )  # fmt: skip


def _of_head(state: Complaint | Case, scene: Scene) -> Iterator[ToDo]:
    line = partial(ToDo, group="head", docket=state.key, name=_named(state))
    if isinstance(state, Case):
        running = state.closed_on is None
        held = [(seat.officer, seat.since) for seat in state.seats if running]
        if running and not state.paired:
            yield line(what=say("needs a pair"), day=state.filed_on, act="assigned")
    else:
        running = state.stage not in ENDED and state.case is None
        held = [(state.clerk, state.received.date())] if running else []
    for officer, since in held:
        away = scene.office.absent(officer, scene.today)
        known = scene.office.officer(officer)
        if known is not None and not known.active:
            what = say("{name} is no longer in service", name=known.name)
            yield line(what=what, day=since, act="handed_over", fill={"officer": officer})
        elif known is not None and away is not None:
            what = say("{name} is absent until {day}", name=known.name, day=away.end.isoformat())
            seat = isinstance(state, Case)
            yield line(
                what=what,
                day=away.start,
                act="replaced" if seat else "handed_over",
                fill={"old" if seat else "officer": officer},
            )
    for i in state.irregularities:
        if i.settled_on is None:
            yield line(
                what=say("irregular: #{n} {act}", n=i.entry, act=i.title),
                day=i.on,
                act="irregularity_settled",
                fill={"entry": str(i.entry)},
            )


def in_order(found: Iterable[ToDo]) -> tuple[ToDo, ...]:
    """The lines group by group, the earliest day and minute first."""
    order = [group for group, _ in GROUPS]

    def place(t: ToDo) -> tuple[int, date, time, str]:
        minute = t.at.time() if t.at else time.max
        return order.index(t.group), t.day or date.max, minute, t.docket

    return tuple(sorted(found, key=place))
