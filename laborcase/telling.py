"""What ``show`` and ``docket`` print: the state of a docket and its entries in words, line by line.

Sealed fields (numbers, phones, addresses, and what could name an author who must stay unknown)
are never among them: whoever may see them reads them in the program, or with ``--json``.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import msgspec
from attrs import frozen

from . import codec, law
from .acts import Proposed
from .acts.base import Act, listed
from .fields import AuthorityId, BodyId, Choice, Declared, OfficerId, fields_of
from .parties import Acting, Identity, Respondent, Site, Worker
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import Alleged, Entry, Irregularity
from .record.office import Office
from .record.papers import Paper
from .values import Fen, money_text
from .words import Said, say, speak

_LEFT_OUT: Final = frozenset(f.name for f in fields_of(Act))
"""What every act has is told with the entry itself."""
_ROWS: Final = 20
"""So many rows of a field are printed; of more, how many there are."""


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
    if not _secret(state):
        shown = (str(getattr(act, f)) for f in act.speaks if f not in act.seals(state))
        words = re.sub(r"[ \t\n]+", " ", " ".join(shown)).strip()
        if words:
            cut = f"{words[: _FIRST_WORDS - 1]}…" if len(words) > _FIRST_WORDS else words
            parts.append(say("{text}", text=cut))
    return listed(parts) if parts else say("")


def _secret(state: Complaint | Case | Office) -> bool:
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


def complaint_lines(c: Complaint, lang: str) -> Iterator[Said | str]:
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
    if c.open_allegations and not c.tipoff:
        yield say("Can it be accepted? An opinion")
        yield from law.in_words(law.opinion(c.acceptance()), lang)
    yield from _workers(() if c.secret else c.workers)
    yield from map(_paper, c.papers)
    for s in c.supplements:
        done = (
            say("came {day}", day=s.received_on.isoformat()) if s.received_on else say("not in yet")
        )
        yield say("Supplement: {items} ({done})", items=s.items, done=done)
    if c.case:
        yield say("In case {key}", key=c.case)
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
    if case.facts:
        yield case.facts
    yield from _parties(case.respondents)
    yield from place_lines(case.site)
    yield say(
        "{persons} workers, claimed {sum}",
        persons=case.persons,
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
            answer=h.answer.label if h.answer else say("no answer yet"),
        )
    yield from _irregular(case.irregularities)
    if case.closed_on is None:
        yield from (say("- {duty}", duty=d.text) for d in case.duties())
    yield from (say("  {duty}", duty=d.text) for d in case.reminders())


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
        yield say("… and {n} workers more", n=len(workers) - _ROWS)


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
