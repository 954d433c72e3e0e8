"""Outside tickets: one more door to a complaint, and what each of them wants: a first contact, an
answer of its own, sometimes a second one. Their limits are the office's, not the law's."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, Self

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..law.clocks import Moment
from ..parties import SECRET, Person, Worker
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.docket import Alleged, Compared, Entry, Given, Likeness
from ..record.office import Office
from ..record.secrecy import may_see
from ..record.tickets import (
    REPLY_CLOCK,
    Arrival,
    Conclusion,
    Reply,
    Return,
    Satisfaction,
    Ticket,
)
from ..values import Line, Text, place_of
from ..words import Said, say
from .base import HANDLERS, Act, Scene, here, need_text
from .identity import same_workers
from .intake import (
    LIVE,
    Registered,
    by_key,
    claim_reasons,
    likeness_reasons,
    minute_reasons,
    settled_ticket,
    sums_asked,
    ticket_reasons,
    workers_reasons,
)

TICKETS = say("Tickets")


@frozen(kw_only=True)
class TicketAttached(Act):
    """One more ticket of a complaint that is there already: the same matter by another door.

    The complaint stays one: its first day of receipt counts, persons, claims and allegations that
    it holds already are not counted again. The ticket is answered by itself all the same, also
    when the complaint has ended.
    """

    kind: ClassVar[str] = "ticket_attached"
    title: ClassVar[Said] = say("Attach a ticket")
    group: ClassVar[Said] = TICKETS
    who = HANDLERS
    into = Complaint

    ticket: Arrival = field(metadata=label("Ticket"))
    new: Text = field(default=Text(""), metadata=label("What it tells that is new"))
    complainant: Person | None = field(default=None, metadata=label("Complainant"))
    allegations: tuple[Alleged, ...] = field(default=(), metadata=label("Allegations"))
    workers: tuple[Worker, ...] = field(default=(), metadata=label("Workers"))
    likeness: tuple[Compared, ...] = field(
        default=(), metadata=label("Complaints that look the same")
    )
    nevertheless: Text = field(default=Text(""), metadata=label("Why the sums may differ"))
    same_as: tuple[Line, ...] = field(
        default=(), metadata=label("Worker that a row is", system=True)
    )
    """Where the rows are kept secret: the worker of the docket that each is, empty for a new one,
    as far as the officer who enters them may know it. It tells of nobody who it is."""

    def earliest(self, scene: Scene) -> date | None:
        return self.ticket.received.date() if self.ticket.received else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from ticket_reasons(scene, self.ticket)
        yield from likeness_reasons(scene, self.likeness)
        for c in self.likeness:
            if c.answer is Likeness.SAME and c.docket != scene.complaint.key:
                yield Reason(
                    say(
                        "You said that it is the same matter as {key}: attach the ticket there.",
                        key=c.docket,
                    ),
                    path="likeness",
                )
        for i, a in enumerate(self.allegations, 1):
            yield from claim_reasons(scene, a, say("Allegation {n}", n=i), f"allegations.{i}.")
            if scene.complaint.is_new(a) and scene.complaint.stage not in LIVE:
                yield Reason(
                    say(
                        "Allegation {n} is new, and what this complaint alleged is decided on "
                        "already: register it as a complaint of its own and link the two.",
                        n=i,
                    ),
                    path=f"allegations.{i}",
                )
        yield from workers_reasons(scene, self.workers)
        if not self.nevertheless.strip():
            was = scene.complaint
            after = was.joined(self.allegations, self.workers, self.complainant, self.same_as)
            yield from sums_asked(u for u in after.unequal if u not in was.unequal)

    def settled(self, scene: Scene) -> "TicketAttached":
        ticket = evolve(self.ticket, received=self.ticket.received or scene.now)
        return evolve(
            self,
            ticket=settled_ticket(ticket, scene),
            likeness=tuple(by_key(c, scene) for c in self.likeness),
            same_as=same_workers(scene, self.workers) if _secret(scene.docket) else (),
        )

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return frozenset({"complainant", "workers", "new"}) if _secret(docket) else frozenset()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        ticket = self.ticket.ticket(f"T{len(was.tickets) + 1}", entry.n)
        after = was.with_ticket(ticket)
        after = after.joined(self.allegations, self.workers, self.complainant, self.same_as)
        had = len(was.allegations)
        told = (evolve(a, known_on=ticket.received.date()) for a in after.allegations[had:])
        after = evolve(
            after,
            allegations=(*after.allegations[:had], *told),
            received=min(was.received, ticket.received),
            compared=(*was.compared, *(c for c in self.likeness if c.docket != was.key)),
            sums_differ=self.nevertheless or was.sums_differ,
        )
        # The clocks count from the earliest receipt, whichever door it came by.
        started = ("received",) if was.tipoff else ("received", "complaint_received")
        for name in started:
            after = after.with_moment(name, ticket.received.date(), entry)
        return after

    def line(self, given: Given) -> Said:
        assert self.ticket.channel is not None
        told = say(
            "{channel} {number}", channel=self.ticket.channel.label, number=self.ticket.number
        )
        if self.ticket.file:
            return say("{ticket}, its raw text kept whole as a file", ticket=told)
        return told


def joining(act: Registered) -> TicketAttached:
    """What a registration becomes when it is the same matter as an earlier complaint: one more
    ticket there, with everything that it tells."""
    ticket = act.ticket or Arrival()
    return TicketAttached(
        happened=act.happened,
        late_reason=act.late_reason,
        irregular=act.irregular,
        ticket=evolve(
            ticket,
            channel=ticket.channel or act.channel,
            received=ticket.received or act.received,
        ),
        new=act.facts,
        complainant=act.complainant,
        allegations=act.allegations,
        workers=act.workers,
        likeness=act.likeness,
        nevertheless=act.nevertheless,
    )


def _secret(docket: Complaint | Case | Office | None) -> bool:
    return isinstance(docket, Complaint) and docket.secret


# ------------------------------------------------------------------ what happens to a ticket


@frozen(kw_only=True)
class TicketAct(Act):
    """The parent of what happens to one ticket, at a minute."""

    group: ClassVar[Said] = TICKETS
    who = HANDLERS
    into = Complaint
    authority = True

    ticket: Line = field(metadata=label("Ticket", of="tickets"))
    at: datetime | None = field(default=None, metadata=label("When", hint="empty = now"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not scene.complaint.tickets:
            yield Reason(say("There is no ticket here: attach it first."))
        elif not any(True for _ in cls.possible(scene.complaint)):
            yield Reason(cls.none_possible())

    @classmethod
    def possible(cls, complaint: Complaint) -> Iterator[Ticket]:
        """The tickets that it can happen to."""
        yield from (t for t in complaint.tickets if t.open)

    @classmethod
    def none_possible(cls) -> Said:
        """Why it can happen to none."""
        return say("Every ticket is answered.")

    def after(self, ticket: Ticket) -> datetime:
        """The minute before which it cannot have happened."""
        return max([ticket.received, *(r.at for r in ticket.returns)])

    def day(self, scene: Scene) -> date:
        return self.happened or (self.at.date() if self.at else scene.today)

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        ticket = scene.complaint.ticket(self.ticket)
        if ticket is None:
            ids = ", ".join(t.id for t in scene.complaint.tickets)
            yield Reason(
                say("There is no ticket {id} here; there are: {ids}.", id=self.ticket, ids=ids),
                path="ticket",
            )
            return
        if ticket not in self.possible(scene.complaint):
            yield Reason(self.impossible(ticket))
            return
        at = self.minute(scene)
        yield from minute_reasons(scene, at)
        if at < self.after(ticket):
            yield Reason(
                say(
                    "It cannot have happened at {time}: what it follows was at {earliest}.",
                    time=at.strftime("%Y-%m-%d %H:%M"),
                    earliest=self.after(ticket).strftime("%Y-%m-%d %H:%M"),
                )
            )
        yield from self.against(scene, ticket)

    def impossible(self, ticket: Ticket) -> Said:
        """Why it cannot happen to this ticket."""
        sent = ticket.replies[-1].sent.strftime("%Y-%m-%d %H:%M") if ticket.replies else "-"
        return say(
            "{id} was answered on {time}. If it came back, enter “{act}” first.",
            id=ticket.id,
            time=sent,
            act=TicketReturned.title,
        )

    def against(self, scene: Scene, ticket: Ticket) -> Iterator[Reason]:
        """Reasons of its own against the act on this ticket."""
        yield from ()

    def minute(self, scene: Scene) -> datetime:
        """When it happened; now unless it says so."""
        return self.at or scene.now

    def settled(self, scene: Scene) -> Self:
        at = here(self.minute(scene), scene)
        return evolve(self, at=at, happened=self.happened or at.date())

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        ticket = was.ticket(self.ticket) if was else None
        if was is None or ticket is None:
            return was
        return was.changing(*self.change(ticket, self.at or entry.at, entry.n))

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        """The ticket afterwards, and what that is to its clocks."""
        return (ticket,)

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.ticket)


@frozen(kw_only=True)
class TicketContacted(TicketAct):
    """The caller is contacted for the first time about a ticket (首次联系)."""

    kind: ClassVar[str] = "ticket_contacted"
    title: ClassVar[Said] = say("First contact on a ticket")
    first_step = True
    note: Text = field(default=Text(""), metadata=label("What was said"))

    @classmethod
    def possible(cls, complaint: Complaint) -> Iterator[Ticket]:
        yield from (t for t in complaint.tickets if t.contacted is None)

    @classmethod
    def none_possible(cls) -> Said:
        return say("The first contact is recorded on every ticket.")

    def after(self, ticket: Ticket) -> datetime:
        return ticket.received

    def impossible(self, ticket: Ticket) -> Said:
        assert ticket.contacted is not None
        return say(
            "The first contact on {id} was at {time}; a later one is a contact, or a note.",
            id=ticket.id,
            time=ticket.contacted.strftime("%Y-%m-%d %H:%M"),
        )

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return frozenset({"note"}) if _secret(docket) else frozenset()

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        return evolve(ticket, contacted=at), ticket.moment("ticket_contacted", at, entry)


@frozen(kw_only=True)
class TicketExtended(TicketAct):
    """Whoever gave the ticket out grants more time for the reply, to a minute that is named."""

    kind: ClassVar[str] = "ticket_extended"
    title: ClassVar[Said] = say("Ticket extended")
    repair: ClassVar[Said] = say("the limit stays passed; a head takes note of it")
    until: datetime = field(metadata=label("New limit of the reply"))
    reason: Text = field(metadata=label("Reason"))

    def against(self, scene: Scene, ticket: Ticket) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        runs = [
            d
            for d in scene.office.deadlines(scene.complaint.clock_moments)
            if d.clock == REPLY_CLOCK and d.subject == ticket.id
        ]
        if not runs:
            yield Reason(say("No limit runs for {id} that could be extended.", id=ticket.id))
            return
        end = runs[0].at or datetime.combine(
            runs[0].due, datetime.max.time().replace(microsecond=0), tzinfo=scene.now.tzinfo
        )
        if self.until <= end:
            yield Reason(
                say(
                    "The new limit {until} is not later than the one there is, {end}.",
                    until=self.until.strftime("%Y-%m-%d %H:%M"),
                    end=end.strftime("%Y-%m-%d %H:%M"),
                )
            )
        if self.minute(scene) > end:
            yield Reason(
                say(
                    "The limit ended at {end}; granted afterwards, an extension lengthens nothing.",
                    end=end.strftime("%Y-%m-%d %H:%M"),
                ),
                soft=True,
            )

    def settled(self, scene: Scene) -> Self:
        return evolve(super().settled(scene), until=here(self.until, scene))

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return frozenset({"reason"}) if _secret(docket) else frozenset()

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        moment = evolve(
            ticket.moment("ticket_extended", at, entry),
            clock=REPLY_CLOCK,
            ends=self.until,
            irregular=bool(self.irregular),
        )
        if self.irregular:
            return ticket, moment
        return evolve(ticket, extended_to=self.until), moment

    def line(self, given: Given) -> Said:
        return say("{id} to {until}", id=self.ticket, until=self.until.strftime("%m-%d %H:%M"))


@frozen(kw_only=True)
class TicketAnswered(TicketAct):
    """A ticket is answered to whoever gave it out, and so sent (答复、反馈).

    The reply leaves the office: where the author of the complaint must stay unknown, it is sent
    only when nothing in it names that person.
    """

    kind: ClassVar[str] = "ticket_answered"
    title: ClassVar[Said] = say("Answer a ticket")
    basis: ClassVar[tuple[str, ...]] = ("jc-09",)
    repair: ClassVar[Said] = say("a head reads the reply and takes note of what it says")
    conclusion: Conclusion = field(metadata=label("What it comes to"))
    reply: Text = field(metadata=label("Reply"))

    def against(self, scene: Scene, ticket: Ticket) -> Iterator[Reason]:
        yield from need_text(self.reply, "Reply", "reply")
        if scene.complaint.secret and not may_see(
            scene.officer, scene.complaint, "identity", scene.positions
        ):
            yield Reason(
                say(
                    "Whoever reported must stay unknown. The reply is checked for that name, and "
                    "the check would tell it to somebody who guesses: whoever registered it, or a "
                    "head, sends the reply."
                ),
                basis="jc-09",
                who=say("whoever registered it, a head"),
            )
            return
        whole = scene.whole()
        assert isinstance(whole, Complaint)
        if scene.complaint.secret and whole.complainant and whole.complainant.name == SECRET:
            yield Reason(
                say(
                    "Who reported cannot be read any more (the key is missing or destroyed), so "
                    "the reply cannot be checked for that name: read it through yourself."
                ),
                basis="jc-09",
                soft=True,
            )
        for what, at in betrayals(self.reply, whole):
            yield Reason(
                say(
                    "Line {row}, character {column} of the reply: {what}. Whoever reported this "
                    "must stay unknown; take it out, then send the reply.",
                    row=self.reply.count("\n", 0, at) + 1,
                    column=at - self.reply.rfind("\n", 0, at),
                    what=what,
                ),
                basis="jc-09",
            )

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        reply = Reply(sent=at, text=self.reply, conclusion=self.conclusion)
        after = evolve(ticket, replies=(*ticket.replies, reply))
        return after, ticket.moment("ticket_answered", at, entry)

    def line(self, given: Given) -> Said:
        return say("{id}: {what}", id=self.ticket, what=self.conclusion.label)


def betrayals(text: str, complaint: Complaint) -> Iterator[tuple[Said, int]]:
    """What in a text that leaves the office would say who reported: what it is and where it
    begins. Nothing where the author need not stay unknown."""
    told: set[int] = set()
    for what, needle in complaint.secrets():
        at = place_of(needle, text)
        if at is not None and at not in told:
            told.add(at)
            yield what, at


@frozen(kw_only=True)
class TicketReturned(TicketAct):
    """The channel gives an answered ticket back to be done again (退回重办). The limit of the reply
    begins anew unless the return names another."""

    kind: ClassVar[str] = "ticket_returned"
    title: ClassVar[Said] = say("Ticket returned")
    why: Text = field(metadata=label("Why it came back"))
    due: datetime | None = field(
        default=None, metadata=label("Reply wanted by", hint="as the return says")
    )

    @classmethod
    def possible(cls, complaint: Complaint) -> Iterator[Ticket]:
        yield from (t for t in complaint.tickets if not t.open)

    @classmethod
    def none_possible(cls) -> Said:
        return say("No ticket has been answered yet.")

    def impossible(self, ticket: Ticket) -> Said:
        return say("{id} is not answered; what was not sent cannot come back.", id=ticket.id)

    def after(self, ticket: Ticket) -> datetime:
        return ticket.replies[-1].sent

    def against(self, scene: Scene, ticket: Ticket) -> Iterator[Reason]:
        yield from need_text(self.why, "Why it came back", "why")
        if self.minute(scene) == self.after(ticket):
            yield Reason(say("It was sent that very minute: give the minute it came back."))
        if self.due is not None and self.due < self.minute(scene):
            yield Reason(
                say(
                    "The ticket wants its reply by {due}, before it was received.",
                    due=self.due.strftime("%Y-%m-%d %H:%M"),
                )
            )

    def settled(self, scene: Scene) -> Self:
        return evolve(super().settled(scene), due=self.due and here(self.due, scene))

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return frozenset({"why"}) if _secret(docket) else frozenset()

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        after = evolve(ticket, returns=(*ticket.returns, Return(at=at, why=self.why)))
        return after, after.starts(REPLY_CLOCK, at, self.due, entry)


@frozen(kw_only=True)
class TicketRated(TicketAct):
    """What the caller said of the answer when the channel asked (回访)."""

    kind: ClassVar[str] = "ticket_rated"
    title: ClassVar[Said] = say("Satisfaction with a ticket")
    satisfaction: Satisfaction = field(metadata=label("Satisfaction"))
    remark: Text = field(default=Text(""), metadata=label("Remark"))

    @classmethod
    def possible(cls, complaint: Complaint) -> Iterator[Ticket]:
        yield from (t for t in complaint.tickets if t.replies)

    @classmethod
    def none_possible(cls) -> Said:
        return say("No ticket has been answered yet.")

    def impossible(self, ticket: Ticket) -> Said:
        return say("{id} is not answered; there is nothing to be satisfied with.", id=ticket.id)

    def after(self, ticket: Ticket) -> datetime:
        return ticket.replies[-1].sent

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        return frozenset({"remark"}) if _secret(docket) else frozenset()

    def change(
        self, ticket: Ticket, at: datetime, entry: int
    ) -> tuple[Ticket, *tuple[Moment | None, ...]]:
        return (evolve(ticket, satisfaction=self.satisfaction),)

    def line(self, given: Given) -> Said:
        return say("{id}: {what}", id=self.ticket, what=self.satisfaction.label)
