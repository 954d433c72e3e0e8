"""What ``show`` and ``docket`` print: the state of a docket and its entries in words, line by line.

Sealed fields (numbers, phones, addresses, and what could name an author who must stay unknown)
are never among them: whoever may see them reads them in the program, or with ``--json``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias, cast

import msgspec
from attrs import frozen

from . import codec, law
from .acts import Proposed
from .acts.approval import proposals_of, title_of
from .acts.base import Act, listed
from .fields import AuthorityId, BodyId, Choice, Declared, OfficerId, fields_of
from .law import Deadline
from .parties import Acting, Identity, Respondent, Site, Worker
from .record.case import Case
from .record.claims import workers_words
from .record.complaint import Complaint
from .record.contacts import COMPLAINING, Contact, Coordination, NextStep
from .record.crime import CrimeSigns, crime_signs, lapsed_words, silent_words
from .record.docket import Alleged, Entry, Irregularity
from .record.handovers import Handover, Minutes
from .record.incidents import Incident
from .record.office import Office
from .record.opinions import acceptance, pressing
from .record.papers import Paper
from .record.payments import Promise
from .record.proposals import Answer, Proposal, Signature
from .record.tickets import Ticket
from .values import Fen, money_text
from .words import Said, say, speak

_LEFT_OUT: Final = frozenset(f.name for f in fields_of(Act))
"""What every act has is told with the entry itself."""
_ROWS: Final = 20
"""So many rows of a field are printed; of more, how many there are."""


Day: TypeAlias = Callable[[date], str]
"""How a day is shown."""


# ------------------------------------------------------------------ an entry

_FIRST_WORDS: Final = 30


def line_of(entry: Entry, state: Complaint | Case | Office) -> Said:
    """What a list of entries says beside the act's title: the act's own line, the paper it speaks
    of by kind and number, and the first words of what it says. No words where an author must stay
    unknown: people write down names."""
    act = entry.act
    parts = [entry.line] if entry.line else []
    if isinstance(state, (Complaint, Case)):
        paper = next((p for p in state.papers if p.id == getattr(act, "paper", "")), None)
        if paper is not None:
            parts.append(say("{kind} {number}", kind=paper.kind.label, number=paper.number))
    if not keeps_secret(state):
        shown = (str(getattr(act, f)) for f in act.speaks if f not in act.seals(state))
        words = re.sub(r"[ \t\n]+", " ", " ".join(shown)).strip()
        if words:
            cut = f"{words[: _FIRST_WORDS - 1]}…" if len(words) > _FIRST_WORDS else words
            parts.append(say("{text}", text=cut))
    return listed(parts) if parts else say("")


def keeps_secret(state: Complaint | Case | Office) -> bool:
    """Whether an author must stay unknown in a docket."""
    if isinstance(state, Case):
        return any(brought.secret for brought in state.brought)
    return isinstance(state, Complaint) and state.secret


def entry_lines(
    entry: Entry, state: Complaint | Case | Office, office: Office, lang: str
) -> Iterator[Said]:
    """What an entry says beside its timeline line: every field that is neither empty nor sealed,
    and what a correction replaced; of a proposal those of the proposed act."""
    act = entry.act
    fields = _Fields(office, entry.given.names, lang)
    content = frozenset({"content"} if isinstance(act, Proposed) else ())
    told = list(fields.of(act, act.seals(state) | content))
    yield from told
    if entry.first is not None:
        first = cast("Act", entry.first)
        said = [speak(line, lang) for line in told]
        for line in fields.of(first, first.seals(state) | content):
            if speak(line, lang) not in said:
                yield say("as first entered: {line}", line=line)
    if isinstance(act, Proposed):
        inner = codec.act_from(msgspec.json.decode(act.content))
        yield from fields.of(inner, inner.seals(state))
    yield from approval_lines(entry, state)


def approval_lines(
    entry: Entry, state: Complaint | Case | Office, day: Day = date.isoformat, *, said: bool = True
) -> Iterator[Said]:
    """What an entry came of, where a last signature made it: the proposal, and every signature in
    its rounds with position, day, answer and (where ``said``) opinion."""
    name = entry.given.proposal
    if not name:
        return
    own = entry.given.main == entry.docket
    found = next((p for p in proposals_of(state) if own and p.id == name), None)
    if found is None:  # it lies where it was proposed
        line = say("came of {id} in {docket}", id=name, docket=entry.given.main)
        yield _with_opinion(line, entry.given.opinion if said else "")
        return
    rounds = [r for r in found.rounds if r.entry < entry.n]
    line = say(
        "came of {id}, proposed by {name}, {day}",
        id=name,
        name=found.proposer_name,
        day=day(rounds[-1].on),
    )
    if len(rounds) > 1:
        line = say("{line}, round {n}", line=line, n=len(rounds))
    yield _with_opinion(line, rounds[-1].opinion if said else "")
    last = found.signed(entry, Answer.AGREE, entry.given.opinion).signatures[-1]
    earlier = (s for s in found.signatures if s.entry < entry.n)
    for s in (*earlier, last):  # also of an entry that was taken back
        yield signature_line(s, day, said=said)


def signature_line(s: Signature, day: Day = date.isoformat, *, said: bool = True) -> Said:
    """One signature in words; without the opinion unless ``said``."""
    line = say(
        "{name} ({position}), {day}: {answer}",
        name=s.signer,
        position=s.position.label,
        day=day(s.on),
        answer=s.answer.label,
    )
    return _with_opinion(line, s.opinion if said else "")


def _with_opinion(line: Said, opinion: str) -> Said:
    return say("{line}, “{opinion}”", line=line, opinion=opinion) if opinion else line


@frozen
class _Fields:
    """Fields of acts in words, with the names of who and what they speak of."""

    office: Office
    names: Mapping[str, str]
    lang: str

    def of(self, act: object, whole: frozenset[str]) -> Iterator[Said]:
        for f in fields_of(type(act)):
            value = getattr(act, f.name)
            hidden = f.sealed or f.system or f.name in whole | _LEFT_OUT
            text = "" if hidden or value == f.default else self._text(f, value)
            if text:
                yield say("{label}: {value}", label=f.label, value=text)

    def _text(self, f: Declared, value: object) -> str:
        if not f.many or not isinstance(value, tuple):
            return self._one(f, value)
        shown = [self._one(f, item) for item in value[:_ROWS]]
        text = "; ".join(speak(s, self.lang) for s in shown if s)
        more = len(value) - _ROWS
        return say("{text} … and {n} more", text=text, n=more) if more > 0 else text

    def _one(self, f: Declared, value: object) -> str:
        if value is None or value == "":
            return ""
        if f.rows:
            parts = (
                self._text(part, getattr(value, part.name))
                for part in fields_of(type(value))
                if not part.sealed and getattr(value, part.name) != part.default
            )
            return " ".join(speak(p, self.lang) for p in parts if p)
        if isinstance(value, Choice):
            return value.label
        if isinstance(value, bool):
            return say("yes") if value else say("no")
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if f.type is Fen and isinstance(value, int):
            return money(value)
        return self._named(f, str(value))

    def _named(self, f: Declared, value: str) -> str:
        if f.type is OfficerId:
            return self.names.get(value, value)
        if f.type is AuthorityId:
            known = self.office.authority(value)
            return known.name if known else value
        if f.type is BodyId:
            return self.office.body_name(value)
        if f.of == "bases":
            one = law.bases().get(value)
            return one.cited(self.lang) if one else value
        return _cause(value, self.lang) if f.of == "causes" else value


def money(fen: int) -> Said:
    """A sum with its unit."""
    return say("{sum} yuan", sum=money_text(fen))


def _cause(code: str, lang: str) -> str:
    known = law.causes().get(code)
    return known.title(lang) if known else code


# ------------------------------------------------------------------ a state


def place_lines(site: Site) -> Iterator[Said]:
    """The place of work, which decides jurisdiction, and who else answers for it."""
    parts = [say("{text}", text=t) for t in (site.address, site.subdistrict, site.project) if t]
    if site.construction:
        parts.append(say("construction site"))
    if site.government_funded:
        parts.append(say("government-funded"))
    if site.regulator:
        parts.append(say("regulated by {organ}", organ=site.regulator))
    if parts:
        yield say("Place of work: {place}", place=listed(parts))


def complaint_lines(c: Complaint, office: Office, lang: str) -> Iterator[Said | str]:
    """A complaint or tip-off in words."""
    kind = say("tip-off") if c.tipoff else say("complaint")
    yield say("{key}  {kind}, {stage}", key=c.key, kind=kind, stage=c.stage.label)
    yield say(
        "Received {time}, {channel}, {identity}",
        time=f"{c.received:%Y-%m-%d %H:%M}",
        channel=c.channel.label,
        identity=c.identity.label,
    )
    if c.complainant is not None and not c.secret:
        yield say("From {name}", name=c.complainant.name)
    if c.acting is not Acting.SELF:
        yield say("Acting: {how}", how=c.acting.label)
    if c.agent is not None and not c.secret:
        yield say("Who acts for the complainant: {name}", name=c.agent.name)
    yield c.facts
    if c.demand:
        yield say("What is asked for: {text}", text=c.demand)
    yield from _parties(c.respondents)
    yield from place_lines(c.site)
    missing = c.missing()
    if missing and c.open_allegations:
        yield say("Missing for acceptance ({n}): {what}", n=len(missing), what=listed(missing))
    for a in c.allegations:
        became: Said = a.disposition.label if a.disposition else say("open")
        if a.told_on:
            became = say("{what}, told {day}", what=became, day=a.told_on.isoformat())
        elif a.disposition and c.identity is not Identity.ANONYMOUS:
            became = say("{what}, not told yet", what=became)
        yield _allegation(a.id, a.alleged, became, lang)
    yield from (one.text for one in c.unequal)
    if c.case is None:
        duties = (duty for child in c.children for duty in child.duties())
        yield from (say("- {duty}", duty=duty.text) for duty in duties)
    yield from law.opinion_lines(acceptance(c, office), lang)
    yield from _workers(() if c.secret else c.workers)
    yield from map(_paper, c.papers)
    for s in c.supplements:
        done: Said = say("not in yet")
        if s.received_on:
            done = say("came {day}", day=s.received_on.isoformat())
        elif s.by:
            done = say("wanted by {day}", day=s.by.isoformat())
        yield say("Supplement: {items} ({done})", items=s.items, done=done)
    if c.case:
        yield say("In case {key}", key=c.case)
    for i in c.incidents:
        yield from incident_lines(i)
    yield from _irregular(c.irregularities)


def case_lines(case: Case, office: Office, lang: str) -> Iterator[Said | str]:
    """A case in words."""
    yield say("{key}  case, {stage}", key=case.key, stage=case.stage.label)
    yield say("{source}, filed {day}", source=case.source.label, day=case.filed_on.isoformat())
    decides = office.authority(case.authority)
    yield say(
        "decides: {authority}; handles: {body}",
        authority=decides.name if decides else case.authority,
        body=office.body_name(case.body),
    )
    yield say(
        "lead {lead}, assistant {assistant}",
        lead=case.lead.name if case.lead else "-",
        assistant=case.assistant.name if case.assistant else "-",
    )
    yield from proceeding_lines(case, office, lang)
    if case.facts:
        yield case.facts
    yield from _parties(case.respondents)
    yield from place_lines(case.site)
    yield say(
        "{workers}, claimed {sum}",
        workers=workers_words(case.persons),
        sum=money(case.claimed),
    )
    for a in case.allegations:
        found: Said = a.finding.label if a.finding else say("open")
        if a.verified is not None:
            verified = money(a.verified)
            found = say("{finding}, verified {sum}", finding=found, sum=verified)
        yield _allegation(a.id, a.alleged, found, lang)
    for b in case.brought:
        secret = b.tipoff or b.identity is not Identity.NAMED
        who = b.identity.label if secret else b.who
        yield say("From {key} {number} {who}", key=b.complaint, number=b.number, who=who)
        yield from _workers(() if secret else b.workers)
    yield from map(_paper, case.papers)
    for e in case.evidence:
        line = say("Evidence {id} {name}, {day}", id=e.id, name=e.name, day=e.on.isoformat())
        kept = e.preserved_on and not e.released_on
        yield say("{line}, preserved", line=line) if kept else line
    for h in case.handovers:
        to = office.authority(h.to)
        yield say(
            "Hand-over {id} {kind} to {whom}, asked {day}: {answer}",
            id=h.id,
            kind=h.kind.label,
            whom=to.name if to else h.to,
            day=h.asked_on.isoformat(),
            answer=h.told,
        )
        yield from handover_steps(h)
    for i in case.incidents:
        yield from incident_lines(i)
    yield from _irregular(case.irregularities)
    if case.closed_on is None:
        yield from (say("- {duty}", duty=d.text) for d in case.duties())
    yield from (say("  {duty}", duty=d.text) for d in case.reminders())


def handover_steps(h: Handover, day: Day = date.isoformat) -> Iterator[Said]:
    """What was done about a hand-over, by whom, when, under which number; and its minutes."""
    for s in h.steps[1:]:
        step = {"day": day(s.on), "name": s.name, "step": s.what.label, "number": s.number}
        if s.number:
            yield say("  {day} {step}: {name}, {number}", **step)
        else:
            yield say("  {day} {step}: {name}", **step)
    if h.minutes is not None:
        yield from (say("  {line}", line=line) for line in minutes_lines(h.minutes))


def minutes_lines(m: Minutes) -> Iterator[Said]:
    """The minutes of a consultation."""
    yield say("Present: {text}", text=m.present)
    yield say("Views: {text}", text=m.views)
    yield say("Conclusion: {text}", text=m.conclusion)
    if m.dissent:
        yield say("Dissent: {text}", text=m.dissent)


def incident_lines(i: Incident) -> Iterator[Said]:
    """An incident: where, how many, what they want, who is there; its log and its reports."""
    yield say(
        "Incident {id}: {place}, {n} persons, {demands}",
        id=i.id,
        place=i.place,
        n=i.persons,
        demands=i.demands,
    )
    if i.grade:
        yield say("  {grade}, {n} persons at most", grade=i.grade.label, n=i.most)
    if i.on_site:
        yield say("  On site: {text}", text=i.on_site)
    for key in i.linked:
        yield say("  Also in {key}", key=key)
    for line in i.log:
        yield say("  {minute} {text}", minute=f"{line.at:%m-%d %H:%M}", text=line.text)
        if line.persons is not None:
            yield say("    Persons: {n}", n=line.persons)
        for name, said in (
            (say("Place"), line.place), (say("Demands"), line.demands),
            (say("On site"), line.on_site),
        ):  # fmt: skip
            if said and len(i.log) > 1:  # what was said once stands above
                yield say("    {name}: {text}", name=name, text=said)
        if line.told:
            yield say("  Told: {text}", text=line.told)
    for p in i.promises:
        yield say("  Promised to {whom} by {day}: {what}", whom=p.whom, day=p.by.isoformat(),
                  what=p.what)  # fmt: skip
    for r in i.reports:
        yield say(
            "  {minute} {report} to {whom}",
            minute=f"{r.at:%m-%d %H:%M}",
            report=r.what.label,
            whom=r.told,
        )


def proceeding_lines(
    case: Case, office: Office, lang: str, day: Day = date.isoformat
) -> Iterator[Said]:
    """How the proceeding stands beside its stage: which limit is relied on, whether it stands
    still, and what was asked for and is not decided."""
    for r in case.relied:
        yield say(
            "Relied on since {day}: {clock} ({reason})",
            day=day(r.on),
            clock=law.clock_title(r.clock, lang),
            reason=r.reason,
        )
    if case.suspended_on:
        yield say("It stands still since {day}.", day=day(case.suspended_on))
    for asked in case.recusals:
        if asked.decided_on is None:
            known = office.officer(asked.officer)
            yield say(
                "Recusal of {name} asked for on {day}, not decided",
                name=known.name if known else asked.officer,
                day=day(asked.asked_on),
            )
    heard = case.hearing_on
    if case.hearing_asked_on and (heard is None or heard < case.hearing_asked_on):
        yield say("Hearing asked for on {day}, not held", day=day(case.hearing_asked_on))


# ------------------------------------------------------------------ the work on it


def work_lines(
    state: Complaint | Case, office: Office, limits: Sequence[Deadline], today: date, lang: str
) -> Iterator[Said]:
    """How the work on a docket stands: its proposals and who holds them, tickets with their limits
    (of ``limits``), coordination, promises, contacts, next steps, and signs of a crime."""
    for p in state.proposals:
        yield say("Proposal {line}", line=proposal_line(p, office))
        yield from (say("  {line}", line=signature_line(s)) for s in p.signatures)
    for t in state.tickets if isinstance(state, Complaint) else ():
        yield say("Ticket {line}", line=ticket_line(t))
        yield say("  {line}", line=ticket_state(t))
        yield from (_ticket_limit(d, lang) for d in limits if d.ticket and d.subject == t.id)
    if state.coordination is not None:
        yield say("Coordination {line}", line=coordination_line(state.coordination))
    open_ = {t.kind for t in state.agenda}
    for promise in state.claims.promises() if "promise" in open_ else ():
        line = promise_line(promise)
        broken = promise.by < today
        yield (
            say("! broken promise: {line}", line=line)
            if broken
            else say("Promise {line}", line=line)
        )
    contacts = state.every_contact if isinstance(state, Case) else state.contacts
    newest = sorted(contacts, key=lambda c: c.at, reverse=True)
    for c in newest[:_ROWS]:
        shown = c.unnamed() if c.side in COMPLAINING and keeps_secret(state) else c
        yield say("Contact {line}", line=contact_line(shown))
    if len(newest) > _ROWS:
        yield say("and {n} more", n=len(newest) - _ROWS)
    planned = [s for s in state.steps if s.ended_on is None] if "step" in open_ else []
    for step in sorted(planned, key=lambda s: s.due):
        yield say("Next step {line}", line=step_line(step))
    signs = crime_signs(state, office.settings, today)
    if signs.line is not None:
        yield reached_words(signs, lang)
        yield lapsed_words(signs)
    if isinstance(state, Case):
        yield from law.opinion_lines(pressing(state, office, today), lang)
    yield from (silent_words(s, s.since.isoformat()) for s in signs.silent)


def proposal_line(p: Proposal, office: Office, day: Day = date.isoformat) -> Said:
    """A proposal in words: who made it, and with whom it lies since when, or how it ended."""
    holder = office.officer(p.held_by)
    if p.pending:
        back = say("{name} (sent back)", name=holder.name if holder else p.proposer_name)
        return say(
            "{id} {act}, proposed by {name}: with {who} since {day}",
            id=p.id,
            act=title_of(p.what),
            name=p.proposer_name,
            who=p.awaits.label if p.awaits else back,
            day=day(p.since),
        )
    if p.overtaken_by is not None:
        return say(
            "{id} {act}, proposed by {name}: overtaken by #{n}, {day}",
            id=p.id,
            act=title_of(p.what),
            name=p.proposer_name,
            n=p.overtaken_by,
            day=day(p.since),
        )
    return say(
        "{id} {act}, proposed by {name}: {state}, {day}",
        id=p.id,
        act=title_of(p.what),
        name=p.proposer_name,
        state=p.state.label,
        day=day(p.since),
    )


def minute(at: datetime, day: Day = date.isoformat) -> str:
    """A time to the minute."""
    return f"{day(at.date())} {at:%H:%M}"


def ticket_line(t: Ticket, day: Day = date.isoformat) -> Said:
    """A ticket: the door it came by, its number there, and when."""
    return say(
        "{id} {channel} {number}, received {time}",
        id=t.id,
        channel=t.channel.label,
        number=t.number,
        time=minute(t.received, day),
    )


def ticket_state(t: Ticket, day: Day = date.isoformat) -> Said:
    """How the answer to a ticket stands."""
    told: list[Said] = []
    if t.contacted:
        told.append(say("first contact {time}", time=minute(t.contacted, day)))
    if t.extended_to:
        told.append(say("extended to {time}", time=minute(t.extended_to, day)))
    if t.replies:
        reply = t.replies[-1]
        sent = minute(reply.sent, day)
        told.append(say("answered {time}: {what}", time=sent, what=reply.conclusion.label))
    if t.returns:
        told.append(say("returned {n}", n=len(t.returns)))
    if t.open:
        told.append(say("to be answered"))
    if t.satisfaction:
        told.append(t.satisfaction.label)
    if t.file:
        told.append(say("raw text kept whole as a file"))
    return listed(told)


def limit_state(d: Deadline, today: date) -> Said:
    """Whether a limit runs, stands still, is over by itself, or was stopped."""
    if d.stopped is not None:
        return say("stopped")
    if d.standing is not None:
        return say("stands still")
    return say("over") if d.rule.lapses and d.over(today) else say("open")


def _ticket_limit(d: Deadline, lang: str) -> Said:
    end = minute(d.at) if d.at else d.due.isoformat()
    line = say("  {clock}: {time}", clock=d.title(lang), time=end)
    if d.stopped is None:
        return line
    return say("{line}, {what}", line=line, what=say("late") if d.late else say("kept"))


def coordination_line(now: Coordination, day: Day = date.isoformat) -> Said:
    """Since when it is tried to settle without filing, and what came of it."""
    line = say("opened {day}", day=day(now.opened_on))
    if now.failed_on:
        line = say("{line}, failed {day}", line=line, day=day(now.failed_on))
    if now.settled_on:
        settled = day(now.settled_on)
        line = say("{line}, settled without filing {day}", line=line, day=settled)
    return line


def promise_line(p: Promise, day: Day = date.isoformat) -> Said:
    """A promised payment that has not come."""
    return say(
        "{id} {name} is to pay {sum} by {day}",
        id=p.agreement,
        name=p.with_whom,
        sum=money_text(p.missing),
        day=day(p.by),
    )


def contact_line(c: Contact, day: Day = date.isoformat) -> Said:
    """One contact: when, how, with whom, what came of it, by whom."""
    return say(
        "{day} {time} {way}, {side} {whom}: {reply} ({name})",
        day=day(c.at.date()),
        time=f"{c.at:%H:%M}",
        way=c.way.label,
        side=c.side.label,
        whom=c.whom,
        reply=c.reply.label,
        name=c.name,
    )


def step_line(s: NextStep, day: Day = date.isoformat) -> Said:
    """A planned step: its day, what, by whom."""
    return say("{id} {day} {what} ({name})", id=s.id, day=day(s.due), what=s.what, name=s.name)


def reached_words(signs: CrimeSigns, lang: str) -> Said:
    """That the unpaid sums reach the criminal line, with the rule; the line must be there."""
    assert signs.line is not None
    rule = law.basis(signs.line.basis)
    marks: str = rule.citation(lang)
    for mark in rule.marks(lang):
        marks = say("{first}, {second}", first=marks, second=mark)
    return say("Unpaid sums reach the criminal line ({rule}).", rule=marks)


def office_lines(office: Office) -> Iterator[Said | str]:
    """The office in words: its authorities and officers."""
    yield office.name
    yield from (a.name for a in office.authorities)
    for o in office.officers:
        posts = listed([p.label for p in o.positions])
        yield say("{id}  {name}  {posts}", id=o.id, name=o.name, posts=posts)


def _parties(respondents: tuple[Respondent, ...]) -> Iterator[Said]:
    for r in respondents:
        yield say("against {name} ({role})", name=r.name, role=r.role.label)


def _allegation(name: str, alleged: Alleged, became: Said, lang: str) -> Said:
    line = say("{id} {cause}", id=name, cause=_cause(alleged.cause, lang))
    if alleged.start or alleged.end:
        line = say(
            "{line} {start} to {end}",
            line=line,
            start=alleged.start.isoformat() if alleged.start else "?",
            end=alleged.end.isoformat() if alleged.end else "?",
        )
    if alleged.amount is not None:
        line = say("{line} {sum}", line=line, sum=money(alleged.amount))
    return say("{line}: {became}", line=line, became=became)


def _workers(workers: tuple[Worker, ...]) -> Iterator[Said]:
    for w in workers[:_ROWS]:
        sum_ = money(w.claimed)
        yield say("Worker {name}, claimed {sum}", name=w.name, sum=sum_)
    if len(workers) > _ROWS:
        yield say("… and {workers} more", workers=workers_words(len(workers) - _ROWS))


def _paper(p: Paper) -> Said:
    line = say(
        "Paper {id} {kind} {number}, issued {day}",
        id=p.id,
        kind=p.kind.label,
        number=p.number,
        day=p.issued_on.isoformat(),
    )
    if p.served_on:
        line = say("{line}, served {day}", line=line, day=p.served_on.isoformat())
    if p.until:
        line = say("{line}, to be done by {day}", line=line, day=p.until.isoformat())
    if p.performed_on:
        line = say("{line}, performed {day}", line=line, day=p.performed_on.isoformat())
    return say("{line}, void", line=line) if p.void_on else line


def _irregular(marks: tuple[Irregularity, ...]) -> Iterator[Said]:
    for mark in marks:
        told = say("Irregular: entry {n} ({act}), {reason}", n=mark.entry, act=mark.title,
                   reason=mark.reason)  # fmt: skip
        yield say("{told}; settled: {how}", told=told, how=mark.how.label) if mark.how else told
