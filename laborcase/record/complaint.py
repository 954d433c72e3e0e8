"""A complaint or tip-off, as its docket says it is."""

import re
from collections.abc import Collection
from datetime import date, datetime
from functools import cached_property
from typing import Final, TypeVar

from attrs import field, frozen

from ..evolving import evolve
from ..fields import AuthorityId, Choice, DocketKey, OfficerId, fields_of
from ..law.answers import Judged
from ..law.clocks import Moment
from ..parties import (
    SECRET,
    Acting,
    Claim,
    Identity,
    People,
    Person,
    Respondent,
    Site,
    Worker,
    same_person,
)
from ..values import Fen, Line, Text, find_in, plain
from ..words import Said, say
from .agenda import ToCome, in_order, planned, promised
from .claims import Claimant, Claims, Unequal, claimant, of_one, of_rows, unequal
from .contacts import COMPLAINING, Contact, Coordination, NextStep
from .docket import Alleged, Brought, Compared, Entry, Irregularity, Number, marked
from .duties import Duty
from .effects import Effects
from .incidents import Incident
from .papers import Paper, PaperKind
from .proposals import Proposal, made_by, overtaken
from .remedies import Remedy
from .running import Known, from_allegations, from_proposals, from_void
from .tickets import CONTACT_CLOCK, REPLY_CLOCK, Ticket
from .tickets import Channel as Channel
from .urgent import Child, Urgent, step_owed


class ComplaintStage(Choice):
    """Where a complaint stands; computed, never stored."""

    REGISTERED = "registered", say("to be decided on")
    SUPPLEMENT = "supplement", say("waiting for a supplement")
    TO_TELL = "to_tell", say("decided, to be told")
    ANSWERED = "answered", say("answered")
    IN_CASE = "in_case", say("in a case")
    SETTLED = "settled", say("settled")
    WITHDRAWN = "withdrawn", say("withdrawn")
    VOID = "void", say("void")


ENDED = frozenset(
    {
        ComplaintStage.ANSWERED,
        ComplaintStage.SETTLED,
        ComplaintStage.WITHDRAWN,
        ComplaintStage.VOID,
    }
)


class Disposition(Choice):
    """What becomes of an allegation at intake (Order 25 art. 18; 《劳动保障监察条例》 art. 21)."""

    ACCEPTED = "accepted", say("accepted")
    REFUSED = "refused", say("refused in writing"), "不予受理"
    REFERRED = "referred", say("referred: told which department to go to")
    FORWARDED = "forwarded", say("forwarded to the competent department")
    GUIDED = "guided", say("guided to dispute procedure")
    JOINED = "joined", say("joined to an earlier one")
    NOT_FILED = "not_filed", say("not filed")
    SETTLED = "settled", say("settled without filing")


FOR_ANOTHER: Final = (Acting.AGENT, Acting.GUARDIAN)
"""Acting so, somebody else stands at the counter than whose rights they are."""
NAMING: Final = ("complainant", "agent", "power_of_attorney", "workers", "representatives")
"""Fields that name the author of a complaint or tip-off, or somebody close."""


@frozen(kw_only=True)
class Allegation:
    """One allegation with what became of it at intake."""

    id: str
    alleged: Alleged
    known_on: date | None = None
    """When a later ticket told of it; none where the complaint told of it from the first."""
    disposition: Disposition | None = None
    disposed_on: date | None = None
    told_on: date | None = None
    to: Line = Line("")
    reason: Text = Text("")
    said: tuple[Judged, ...] = ()
    """What persons answered to questions of acceptance."""


@frozen(kw_only=True)
class Supplement:
    """What was asked for, and when it came."""

    asked_on: date
    items: Text
    by: date | None
    received_on: date | None = None


@frozen(kw_only=True)
class Complaint:
    """A complaint (of a worker about own rights) or a tip-off (of anybody)."""

    key: DocketKey
    tipoff: bool
    channel: Channel
    received: datetime
    identity: Identity
    facts: Text
    authority: AuthorityId
    clerk: OfficerId
    acting: Acting = Acting.SELF
    complainant: Person | None = None
    agent: Person | None = None
    power_of_attorney: Line = Line("")
    respondents: tuple[Respondent, ...] = ()
    site: Site = field(factory=Site)
    allegations: tuple[Allegation, ...] = ()
    workers: tuple[Worker, ...] = ()
    representatives: tuple[Line, ...] = ()
    demand: Text = Text("")
    urgent: bool = False
    people: People = field(factory=People)
    """As it was said; :attr:`of_whom` also counts the workers' rows."""
    numbers: tuple[Number, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    withdrawn_on: date | None = None
    replied_on: tuple[date, ...] = ()
    unreached_on: date | None = None
    """When it was last tried in vain to tell a tip-off's author of the decision."""
    case: DocketKey | None = None
    case_closed_on: date | None = None
    links: tuple[tuple[str, DocketKey], ...] = ()
    known: Known = ()
    """Since when linked dockets of the same matter know of it."""
    tickets: tuple[Ticket, ...] = ()
    compared: tuple[Compared, ...] = ()
    """What the clerk said of complaints that looked like the same matter."""
    papers: tuple[Paper, ...] = ()
    moments: tuple[Moment, ...] = ()
    irregularities: tuple[Irregularity, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    claims: Claims = field(factory=Claims)
    contacts: tuple[Contact, ...] = ()
    steps: tuple[NextStep, ...] = ()
    coordination: Coordination | None = None
    urgency: Urgent | None = None
    stepped_on: date | None = None
    """The newest day somebody was spoken to."""
    remedies: tuple[Remedy, ...] = ()
    """Reviews and suits against what became of its allegations, or against not acting."""
    sums_differ: Text = Text("")
    """Why an allegation claims another sum than its workers' lines."""
    children: tuple[Child, ...] = ()
    """The children found at work; once it is in a case, that says what becomes of them."""
    incidents: tuple[Incident, ...] = ()
    """Group incidents; one that began here is reported on here to its end, also once the complaint
    is in a case."""
    void: bool = False

    def after(self, entry: Entry) -> "Complaint":
        """What it is after one more entry; an irregular one opens no gate."""
        act = entry.act
        bars = act.relied_on and not entry.regular
        after = self if bars else act.on_complaint(self, entry) or self
        if act.stepped:
            after = evolve(after, stepped_on=max(entry.on, after.stepped_on or entry.on))
        if entry.given.proposal and entry.given.main == self.key:
            after = evolve(after, proposals=made_by(after.proposals, entry))
        if any(p.pending for p in after.proposals):
            left = frozenset(a.id for a in after.open_allegations)
            after = evolve(after, proposals=overtaken(
                after.proposals, entry, after.stage, undisposed=left
            ))  # fmt: skip
        return marked(after, entry)

    @property
    def stage(self) -> ComplaintStage:
        """Where it stands."""
        if self.void:
            return ComplaintStage.VOID
        if self.withdrawn_on:
            return ComplaintStage.WITHDRAWN
        if self.case_closed_on:
            return ComplaintStage.SETTLED
        if all(a.disposition for a in self.allegations):
            if self.to_be_told:
                return ComplaintStage.TO_TELL
            if self.settled_on:
                return ComplaintStage.SETTLED
            return ComplaintStage.IN_CASE if self.case else ComplaintStage.ANSWERED
        if any(s.received_on is None for s in self.supplements):
            return ComplaintStage.SUPPLEMENT
        return ComplaintStage.REGISTERED

    @property
    def secret(self) -> bool:
        """Its author must stay unknown: every tip-off's (《劳动保障监察条例》 art. 9),
        and the complainant's who asked for it."""
        return self.tipoff or self.identity is not Identity.NAMED

    def secrets(self) -> tuple[tuple[Said, str], ...]:
        """What must not stand in a text that leaves the office, each with what it is; empty where
        the author need not stay unknown. The raw text of a ticket is all that tells of a caller who
        gave no name: who it says that called, and its numbers but for the respondents' own."""
        if not self.secret:
            return ()
        found: list[tuple[Said, str]] = []
        people = (self.complainant, self.agent, *self.workers)
        for person in (p for p in people if p is not None):
            found += _named_by(person.name)
            found += (
                (say("a telephone number of whoever reported"), person.phone or ""),
                (say("a resident number of whoever reported"), person.resident_number or ""),
            )
            if isinstance(person, Person):
                found.append((say("the address of whoever reported"), person.address))
        for name in self.representatives:
            found += _named_by(name)
        open_ones = {r.phone for r in self.respondents}
        for ticket in self.tickets:
            names, phones, residents = _called(ticket, open_ones)
            for told in names:
                found += _named_by(told)
            found += ((say("a telephone number from the raw text of {id}", id=ticket.id), p)
                      for p in phones)  # fmt: skip
            found += ((say("a resident number from the raw text of {id}", id=ticket.id), r)
                      for r in residents)  # fmt: skip
        return tuple(dict.fromkeys((what, needle) for what, needle in found if needle))

    @property
    def callers(self) -> tuple[str, ...]:
        """Names and numbers of whoever called, as the raw texts of tickets tell them, where nobody
        who reported is known otherwise."""
        if self.complainant is not None:
            return ()
        open_ones = {r.phone for r in self.respondents}
        return tuple(mark for t in self.tickets for part in _called(t, open_ones) for mark in part)

    @property
    def urgent_step(self) -> bool:
        """A first step is owed: it is urgent, nothing is decided yet, and nobody was spoken to
        since. In a case the case owes it."""
        waits = self.stage in {ComplaintStage.REGISTERED, ComplaintStage.SUPPLEMENT}
        return waits and self.case is None and step_owed(self.urgency, self.stepped_on)

    @property
    def owed_to_children(self) -> tuple[Duty, ...]:
        """What is owed to the children found; in a case the case says it."""
        open_ = not self.void and self.case is None
        return tuple(d for c in self.children for d in c.duties()) if open_ else ()

    @property
    def open_allegations(self) -> tuple[Allegation, ...]:
        """Those that nobody has disposed of yet."""
        return tuple(a for a in self.allegations if a.disposition is None)

    @property
    def open_tickets(self) -> tuple[Ticket, ...]:
        """Tickets that want an answer, whatever became of the complaint."""
        return () if self.void else tuple(t for t in self.tickets if t.open)

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket with this id (``T1``)."""
        return next((t for t in self.tickets if t.id == ticket_id), None)

    @property
    def to_be_told(self) -> bool:
        """Somebody who can be reached has not been told of a disposition yet."""
        reachable = self.identity is not Identity.ANONYMOUS and self.unreached_on is None
        reachable = reachable and self.withdrawn_on is None
        return reachable and any(a.disposition and a.told_on is None for a in self.allegations)

    @property
    def to_serve(self) -> tuple[Paper, ...]:
        """The papers that must still reach the complainant, if anybody can be reached. Whoever has
        been told otherwise needs no notice any more, but a refusal is told in writing (Order 25
        art. 18)."""
        if self.identity is Identity.ANONYMOUS:
            return ()
        told = {a.id for a in self.allegations if a.told_on}
        return tuple(
            p
            for p in self.papers
            if p.to_serve
            and not (p.about and told.issuperset(p.about) and p.kind is not PaperKind.REFUSAL)
        )

    @property
    def number(self) -> str:
        """The registration number, empty where the office gives none."""
        return self.numbers[0].text if self.numbers else ""

    @property
    def persons(self) -> int:
        """How many workers it is about, each once: the rows, else what the allegations say."""
        return self.claims.persons

    @property
    def claimed(self) -> Fen:
        """The sum claimed in fen: by the workers' lines, else as the allegations say it."""
        return Fen(self.claims.claimed or sum(a.alleged.amount or 0 for a in self.allegations))

    @property
    def unequal(self) -> tuple[Unequal, ...]:
        """The allegations whose sum is not that of their workers' lines."""
        return unequal(tuple((a.id, a.alleged) for a in self.allegations), self.claims)

    @property
    def settled_on(self) -> date | None:
        """The day it was settled without filing."""
        return self.coordination.settled_on if self.coordination else None

    @property
    def agenda(self) -> tuple[ToCome, ...]:
        """What is to come, by day; the promises of a complaint that is in a case stand there."""
        found = [*planned(self.steps)]
        if self.stage not in ENDED and self.case is None:
            found += promised(self.claims, self.clerk)
            found += (
                ToCome(
                    day=s.by,
                    what=say("supplement wanted"),
                    kind="supplement",
                    act="supplement_received",
                    officer=self.clerk,
                )
                for s in self.supplements
                if s.by and s.received_on is None
            )
        return () if self.void else in_order(found)

    def told_claims(self, same: tuple[int, ...] = ()) -> Claims:
        """The claims as they were told at the counter: a list of workers, or who complains;
        ``same`` as for :func:`of_rows`."""
        told = tuple((a.id, a.alleged) for a in self.allegations)
        if self.workers:
            return of_rows(self.key, self.workers, told, same)
        return of_one(self.key, self._as_worker(Claimant(id="W1")), told)

    def _as_worker(self, one: Claimant) -> Claimant:
        """A worker who is the complainant. Who tips off need not be one, nor who complains for
        somebody without saying for whom."""
        who = self.complainant
        for_another = self.acting in FOR_ANOTHER and self.agent is None
        if who is None or self.tipoff or for_another:
            return one
        return evolve(one, name=who.name, resident_number=who.resident_number, phone=who.phone)

    def with_complainant(self, who: Person) -> "Complaint":
        """The same complaint, its complainant better known."""
        after = evolve(self, complainant=who)
        first = self.claims.worker("W1")
        if self.workers or first is None:
            return after
        return evolve(after, claims=self.claims.with_worker(after._as_worker(first)))

    @property
    def of_whom(self) -> People:
        """How many migrant workers, women, minors it is about, as far as was said or stands in the
        workers' rows. Who must stay unknown is not looked at: one number in a table could tell who
        it was."""
        return self.people.completed(() if self.secret else self._rows(), self.received.date())

    def _rows(self) -> tuple[Worker, ...]:
        """The workers' rows, or one for the complainant who comes alone for himself or herself."""
        who = self.complainant
        alone = who is not None and self.acting is Acting.SELF and self.persons == 1
        if self.workers or who is None or not alone:
            return self.workers
        return (
            Worker(name=who.name, resident_number=who.resident_number, sex=who.sex, born=who.born),
        )

    @property
    def own_right(self) -> bool | None:
        """Whether somebody complains about own rights; none while that is not shown."""
        return own_right(
            self.tipoff, self.complainant, self.acting, self.agent, self.power_of_attorney,
            bool(self.workers),
        )  # fmt: skip

    def missing(self) -> tuple[Said, ...]:
        """What form D01 still wants before acceptance (Order 25 art. 14); never a bar to
        registration. A tip-off is not accepted and wants nothing; of a complainant who is kept
        secret nothing is told here."""
        if self.tipoff:
            return ()
        alleged = tuple(a.alleged for a in self.allegations)
        found = wanted(
            self.complainant, self.respondents, self.site, self.demand, alleged,
            self.acting, self.agent, self.power_of_attorney, bool(self.representatives),
        )  # fmt: skip
        unknown = self.complainant is not None and self.complainant.name == SECRET
        return tuple(t for path, t in found if not (unknown and path.partition(".")[0] in NAMING))

    def brought(self, ids: tuple[str, ...]) -> Brought:
        """What the named allegations take along into a case."""
        return Brought(
            complaint=self.key,
            number=Line(self.number),
            tipoff=self.tipoff,
            identity=self.identity,
            who=self.complainant.name if self.complainant and not self.secret else Line(""),
            received=self.received.date(),
            allegations=tuple((a.id, a.alleged) for a in self.allegations if a.id in ids),
            respondents=self.respondents,
            site=self.site,
            workers=() if self.secret else self.workers,
            persons=self.persons,
            claimed=self.claimed,
            urgent=self.urgent,
            harmed=tuple(
                m.subject for m in self.moments if m.name == "health_harmed" and m.subject in ids
            ),
            people=self.of_whom,
            claims=self.claims.unnamed() if self.secret else self.claims,
            contacts=tuple(c for c in self.contacts if c.side not in COMPLAINING),
            urgency=self.urgency,
            stepped_on=self.stepped_on,
            children=self.children,
        )

    def sealing(self, entry: Entry) -> AuthorityId:
        """Whose seal a paper of an entry bears."""
        return self.authority

    def with_ticket(self, ticket: Ticket) -> "Complaint":
        """The same complaint with one more ticket, its limits running."""
        clocks = ((CONTACT_CLOCK, None), (REPLY_CLOCK, ticket.due))
        started = (ticket.starts(c, ticket.received, due, ticket.entry) for c, due in clocks)
        return evolve(
            self,
            tickets=(*self.tickets, ticket),
            moments=(*self.moments, *(m for m in started if m)),
        )

    def changing(self, ticket: Ticket, *moments: Moment | None) -> "Complaint":
        """The same complaint with one of its tickets as it is now, and what that is to clocks."""
        return evolve(
            self,
            tickets=tuple(ticket if t.id == ticket.id else t for t in self.tickets),
            moments=(*self.moments, *(m for m in moments if m)),
        )

    def joined(
        self,
        alleged: tuple[Alleged, ...],
        workers: tuple[Worker, ...],
        complainant: Person | None,
        same: tuple[str, ...] = (),
    ) -> "Complaint":
        """The same complaint with what one more ticket tells of it: each person, claim and
        allegation counted once, whichever door it came in by. ``same`` says of each row which
        worker it is, empty for a new one, where that was said when it was entered."""
        new = tuple(a for a in alleged if self.is_new(a))
        last = max((int(a.id[1:]) for a in self.allegations), default=0)
        more = tuple(Allegation(id=f"A{i}", alleged=a) for i, a in enumerate(new, last + 1))
        after = evolve(
            self,
            allegations=(*self.allegations, *more),
            workers=joined_workers(self.workers, workers),
        )
        who = completed(self.complainant, complainant)
        after = after.with_complainant(who) if who else after
        return evolve(after, claims=after._more_claims(more, workers, same))

    def _more_claims(
        self, more: tuple[Allegation, ...], workers: tuple[Worker, ...], same: tuple[str, ...]
    ) -> Claims:
        """The claims with what one more ticket tells: rows of workers, else new allegations of the
        one worker there is."""
        claims = self.claims
        told = tuple((a.id, a.alleged) for a in self.allegations)
        for n, row in enumerate(workers, 1):
            is_ = same[n - 1] if len(same) == len(workers) else None
            claims = claims.joined(claimant(self.key, f"W{n}", row, told), is_)
        first = claims.worker("W1")
        if workers or not more or first is None or len(claims.workers) > 1:
            return claims
        new = of_one(self.key, first, tuple((a.id, a.alleged) for a in more)).workers[0]
        return claims.with_worker(evolve(new, count=max(first.count, new.count)))

    def is_new(self, alleged: Alleged) -> bool:
        """Whether an allegation says more than those there are: another cause or period."""
        return not any(
            a.alleged.cause == alleged.cause and overlap(a.alleged, alleged)
            for a in self.allegations
        )

    @cached_property
    def clock_moments(self) -> tuple[Moment, ...]:
        """All that its clocks run from and to; nothing runs in a docket that is void."""
        if self.void:
            return ()
        first = self.received.date()
        alleged = ((a.id, a.alleged, a.known_on or first) for a in self.allegations)
        return (
            *self.moments,
            *from_void(self.papers),
            *from_proposals(self.proposals),
            *from_allegations(alleged, self.known),
        )

    def with_moment(self, name: str, on: date, entry: Entry, **more: object) -> "Complaint":
        """The same complaint with one more moment for the clocks."""
        moment = Moment(name=name, on=on, entry=entry.n)
        if more:
            moment = evolve(moment, **more)  # type: ignore[arg-type]
        return evolve(self, moments=(*self.moments, moment))

    def disposed(
        self,
        ids: tuple[str, ...],
        how: Disposition,
        entry: Entry,
        *,
        told_on: date | None,
        to: Line = Line(""),
        reason: Text = Text(""),
    ) -> "Complaint":
        """The same complaint with the named allegations disposed of; when that was the last one
        and the complainant has been told, its clocks stop."""
        after = evolve(
            self,
            allegations=tuple(
                evolve(
                    a,
                    disposition=how,
                    disposed_on=entry.on,
                    told_on=told_on,
                    to=to,
                    reason=reason,
                )
                if a.id in ids
                else a
                for a in self.allegations
            ),
        )
        return after.settled(entry)

    def told(self, on: date, entry: Entry, ids: Collection[str] | None = None) -> "Complaint":
        """The same complaint, its author told of all dispositions so far, or of those of the named
        allegations."""
        after = evolve(
            self,
            allegations=tuple(
                evolve(a, told_on=on)
                if a.disposition and a.told_on is None and (ids is None or a.id in ids)
                else a
                for a in self.allegations
            ),
        )
        return after.settled(entry)

    def beyond_reach(self, entry: Entry) -> "Complaint":
        """The same tip-off, its author tried in vain: there is nobody left to tell."""
        return evolve(self, unreached_on=entry.on).settled(entry)

    @property
    def effects(self) -> Effects:
        """What it brought besides wages, where it was settled without filing."""
        settled = self.coordination if self.settled_on else None
        return settled.effects if settled else Effects()

    def unsettled(self) -> "Complaint":
        """The same complaint as if it had not been settled without filing: what that disposed of is
        open, and the clocks that it stopped run from their first day."""
        now = self.coordination
        first = now.settled_in if now and now.settled_in is not None else 0
        stops = ("filing_decided", "disposed_and_told")
        return evolve(
            self,
            coordination=now and evolve(now, settled_on=None, settled_in=None),
            allegations=tuple(
                Allegation(id=a.id, alleged=a.alleged, known_on=a.known_on, said=a.said)
                if a.disposition is Disposition.SETTLED
                else a
                for a in self.allegations
            ),
            moments=tuple(m for m in self.moments if m.name not in stops or m.entry < first),
        )

    def settled(self, entry: Entry) -> "Complaint":
        """Adds the moments that stop the intake clocks, once everything is disposed of and told:
        nobody is told of a decision before it is made, and where nobody can be told, the decision
        counts."""
        if not all(a.disposition for a in self.allegations):
            return self
        made = self
        if not any(m.name == "filing_decided" for m in self.moments):
            made = made.with_moment("filing_decided", entry.on, entry)
        if not self.to_be_told and not any(m.name == "disposed_and_told" for m in self.moments):
            days = ((a.disposed_on, a.told_on) for a in self.allegations)
            last = max((d for pair in days for d in pair if d), default=entry.on)
            made = made.with_moment("disposed_and_told", last, entry)
        return made


_TITLES = ("先生", "女士", "同志", "师傅", "小姐", "某某", "某")
"""What follows a family name where the given name is left out."""


_NOBODY: Final = "(?!.{0,3}(?:保密|匿名|不详|不愿|未|无))"
_CALL: Final = "(?:来电|来访|来信|反映|诉求|投诉|举报|信访|报案|求助|联系|申请|当事)"
_LABEL: Final = f"(?:{_CALL}人(?:姓名|名称)?|姓名|[Nn]ame)"
_MARK: Final = "[】\\])）]?[ \t]*(?:[:：|｜\t】]|\r?\n)[ \t|｜]*"
_COMPOUND: Final = (
    "欧阳|诸葛|上官|司马|司徒|慕容|皇甫|尉迟|公孙|东方|夏侯|令狐|长孙|宇文|轩辕|端木|独孤|亓官"
)
_SURNAME: Final = (
    f"(?:{_COMPOUND}"
    "|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔])"
)
"""Compound family names, and the commonest single ones: without a mark behind the label only a word
that begins with one is taken for a name."""
_WORD: Final = "[\u4e00-\u9fff]"
_END: Final = f"(?=先生|女士|小姐|同志|师傅|来电|来访|反映|投诉|举报|(?!{_WORD})|$)"
_CALLER: Final = re.compile(
    f"{_LABEL}{_MARK}{_NOBODY}({_WORD}{{2,4}}?){_END}"
    f"|(?:{_LABEL}|{_CALL}{_MARK})({_SURNAME}{_WORD}{{1,2}}?){_END}"
    f"|(?:^|[，。；,;]|市民|群众|职工|工人|员工)[ \t]*({_SURNAME}{_WORD}{{1,2}}?)"
    "(?:先生|女士|小姐|同志|师傅)?[ \t]*"
    "(?:[（(]?(?:来电|来访|来信|致电|1[3-9][0-9]{9})|[，,、（(][ \t]*[男女](?![\u4e00-\u9fff]))",
    re.MULTILINE,
)
"""Who a raw text says that called: a name of two to four ideographs behind a label of the person
and its mark (as exports of ticket systems have it); or one that begins with a family name, behind a
label alone, before a word that somebody called, before a mobile number or before the sex."""


def _called(
    ticket: Ticket, open_ones: Collection[str | None]
) -> tuple[list[str], list[str], list[str]]:
    """The names, phones and resident numbers of a raw text, without the phones that are open."""
    hits = find_in(ticket.raw)
    phones = [str(h.value) for h in hits.phones if h.value not in open_ones]
    names = (name for found in _CALLER.findall(ticket.raw) for name in found if name)
    return list(dict.fromkeys(names)), phones, [h.value for h in hits.residents]


def _named_by(name: str) -> tuple[tuple[Said, str], ...]:
    """A person's name, and the ways in which half of it still names the person."""
    told = say("the name of whoever reported")
    half = say("the family name of whoever reported with a title")
    chinese = 2 <= len(name) <= 4 and all("\u4e00" <= char <= "\u9fff" for char in name)
    compound = len(name) > 2 and name[:2] in _COMPOUND.split("|")
    family = name[:2] if compound else name[:1]
    return ((told, name), *((half, family + title) for title in _TITLES if chinese))


def wanted(
    who: Person | None,
    respondents: tuple[Respondent, ...],
    site: Site,
    demand: str,
    alleged: tuple[Alleged, ...],
    acting: Acting = Acting.SELF,
    agent: Person | None = None,
    power_of_attorney: str = "",
    represented: bool = False,
) -> tuple[tuple[str, Said], ...]:
    """What form D01 wants and is not there, each with the path of the field to fill in the act of
    registration (Order 25 art. 14)."""
    found: list[tuple[str, Said]] = []
    if who is None:
        found.append(("complainant.name", say("name of the complainant")))
    else:
        phone = say("phone or address of the complainant")
        parts = (
            (who.phone or who.address, "phone", phone),
            (who.resident_number or who.sex, "sex", say("sex of the complainant")),
            (who.resident_number or who.born, "born", say("age of the complainant")),
            (who.occupation, "occupation", say("occupation of the complainant")),
            (who.work_unit, "work_unit", say("work unit of the complainant")),
        )
        found.extend((f"complainant.{name}", text) for has, name, text in parts if not has)
    if not respondents:
        found.append(("respondents.1.name", say("name of the employer")))
    else:
        first = respondents[0]
        if not (first.address or site.address):
            text = say("address of the employer or place of work")
            found.append(("site.address", text))
        if not first.representative:
            text = say("legal representative or person in charge of the employer")
            found.append(("respondents.1.representative", text))
    if not demand:
        found.append(("demand", say("what is asked for")))
    if not any(a.start for a in alleged):
        found.append(("allegations.1.start", say("period of the facts")))
    if acting in FOR_ANOTHER and agent is None:
        found.append(("agent.name", say("name of who acts for the complainant")))
    if acting is Acting.AGENT and not power_of_attorney:
        found.append(("power_of_attorney", say("power of attorney")))
    if acting is Acting.REPRESENTATIVE and not represented:
        found.append(("representatives", say("names of the representatives of the group")))
    return tuple(found)


def own_right(
    tipoff: bool,
    who: Person | None,
    acting: Acting,
    agent: Person | None,
    power_of_attorney: str,
    group: bool,
) -> bool | None:
    """Whether somebody complains about own rights, or those of the one he or she may act for
    (《劳动保障监察条例》 art. 9); none while it is not shown: no name, no power of attorney, no
    group that is represented."""
    if tipoff:
        return False
    shown = {
        Acting.SELF: True,
        Acting.AGENT: agent is not None and bool(power_of_attorney),
        Acting.GUARDIAN: agent is not None,
        Acting.REPRESENTATIVE: group,
    }[acting]
    return True if who is not None and shown else None


def overlap(one: Alleged | Claim, other: Alleged | Claim) -> bool:
    """Whether two periods have a day in common; one that is not known may be any."""
    if one.start and other.end and one.start > other.end:
        return False
    return not (other.start and one.end and other.start > one.end)


def completed(person: Person | None, more: Person | None) -> Person | None:
    """A person with what a later ticket says of the same one and was not known yet."""
    if person is None or more is None or same_person(person, more) is None:
        return person or more
    return _filled(person, more)


def joined_workers(known: tuple[Worker, ...], more: tuple[Worker, ...]) -> tuple[Worker, ...]:
    """The workers of two lists, each once; of the same worker's claims those that say more."""
    joined = list(known)
    marked: dict[str, list[int]] = {}
    for i, worker in enumerate(known):
        for mark in marks(worker):
            marked.setdefault(mark, []).append(i)
    taken: set[int] = set()
    for worker in more:
        found = (i for mark in marks(worker) for i in marked.get(mark, ()) if i not in taken)
        at = next((i for i in found if same_person(joined[i], worker)), None)
        if at is None:
            joined.append(worker)
            continue
        taken.add(at)
        was = joined[at]
        claims = tuple(
            c
            for c in worker.claims
            if not any(c.cause == k.cause and overlap(c, k) for k in was.claims)
        )
        joined[at] = evolve(_filled(was, worker), claims=(*was.claims, *claims))
    return tuple(joined)


def marks(person: Person | Worker) -> tuple[str, ...]:
    """What a person may be known by, the surest first."""
    return tuple(m for m in (person.resident_number, person.phone, plain(person.name)) if m)


P = TypeVar("P", Person, Worker)


def _filled(known: P, more: P) -> P:
    blank = (f.name for f in fields_of(type(known)) if not getattr(known, f.name))
    return evolve(known, **{name: getattr(more, name) for name in blank})
