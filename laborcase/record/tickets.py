"""Outside tickets (工单): the doors by which a complaint came in, each with its own life.

A hotline, the wage-arrears platform, petition or a superior wants an answer of its own, whatever
becomes of the complaint. A limit on it is the office's own rule (工单时限), never law.
"""

from datetime import datetime, time
from typing import Final

from attrs import field, frozen

from ..fields import Choice, FileHash, label
from ..law.clocks import Limit, Moment
from ..values import Line, Raw, Text
from ..words import say

CONTACT_CLOCK: Final = "ticket-contact"
REPLY_CLOCK: Final = "ticket-reply"


class Channel(Choice):
    """How it came in."""

    COUNTER = "counter", say("counter")
    PHONE = "phone", say("phone")
    LETTER = "letter", say("letter")
    ONLINE = "online", say("online")
    HOTLINE_12345 = "hotline_12345", say("12345 hotline"), "12345"
    HOTLINE_12333 = "hotline_12333", say("12333 hotline"), "12333"
    WAGE_PLATFORM = "wage_platform", say("wage-arrears platform"), "欠薪平台", "根治欠薪平台"
    PETITION = "petition", say("petition")
    SUPERIOR = "superior", say("superior's instruction")
    HANDED_OVER = "handed_over", say("handed over by another organ")


OUTSIDE: Final = frozenset(
    {
        Channel.HOTLINE_12345,
        Channel.HOTLINE_12333,
        Channel.WAGE_PLATFORM,
        Channel.PETITION,
        Channel.SUPERIOR,
        Channel.HANDED_OVER,
    }
)
"""Channels whose tickets others gave out, and want answered."""
NUMBERED: Final = frozenset({Channel.HOTLINE_12345, Channel.HOTLINE_12333, Channel.WAGE_PLATFORM})
"""Channels that number every ticket: without its number none can be answered there."""


class TicketStep(Choice):
    """What a ticket limit asks for."""

    CONTACT = "contact", say("first contact")
    REPLY = "reply", say("reply")


class LimitUnit(Choice):
    """What a ticket limit is counted in."""

    HOUR = "hour", say("hours")
    WORKING = "working", say("working days")
    CALENDAR = "calendar", say("calendar days")


@frozen(kw_only=True)
class TicketLimit:
    """One ticket limit of the office: what a channel's tickets want, by when, and where that
    stands. No text of law."""

    channel: Channel = field(metadata=label("Channel"))
    step: TicketStep = field(default=TicketStep.REPLY, metadata=label("What it limits"))
    length: int = field(metadata=label("Length"))
    unit: LimitUnit = field(default=LimitUnit.WORKING, metadata=label("Counted in"))
    until: Line = field(
        default=Line(""), metadata=label("Until (time of day)", hint="such as 17:00")
    )
    source: Line = field(metadata=label("Source"))

    @property
    def limit(self) -> Limit:
        """The same as the clocks read it."""
        return Limit(length=self.length, unit=self.unit.value, until=self.until, source=self.source)

    @property
    def fits(self) -> bool:
        """Whether it ends at all: hours end by the minute, days need one unless a time of day
        ends the first."""
        if self.unit is LimitUnit.HOUR:
            return self.length > 0 and not self.until
        try:
            clock = time.fromisoformat(self.until) if self.until else None
        except ValueError:
            return False
        plain = clock is None or (self.until == f"{clock:%H:%M}")
        return plain and (self.length > 0 or clock is not None)


class Conclusion(Choice):
    """What a ticket's reply comes to (核处结论). The platform's ten official codes were seen only
    second-hand, their names not at all: this list is a draft of the office's own."""

    PAID = "paid", say("paid in full")
    AGREED = "agreed", say("a plan to pay is agreed")
    FILED = "filed", say("accepted or filed for inspection")
    UNTRUE = "untrue", say("not true")
    REPEATED = "repeated", say("repeated: dealt with already")
    WITHDRAWN = "withdrawn", say("the caller withdrew")
    UNREACHABLE = "unreachable", say("the caller cannot be reached")
    NOT_LABOUR = "not_labour", say("not arrears of labour (contract price and the like)")
    DISPUTE = "dispute", say("in arbitration or before the court")
    TRANSFERRED = "transferred", say("for another department")
    EXPLAINED = "explained", say("explained")


class Satisfaction(Choice):
    """What the caller says of the answer when asked by the channel (回访)."""

    SATISFIED = "satisfied", say("satisfied")
    FAIR = "fair", say("fairly satisfied")
    DISSATISFIED = "dissatisfied", say("dissatisfied")
    UNASKED = "unasked", say("not asked or no answer")


@frozen(kw_only=True)
class Arrival:
    """A ticket as it comes in: with a registration, or to a complaint that is there already."""

    channel: Channel | None = field(
        default=None, metadata=label("Channel", hint="empty = as the registration")
    )
    number: Line = field(default=Line(""), metadata=label("Outside number"))
    received: datetime | None = field(
        default=None, metadata=label("Received", hint="empty = as the registration")
    )
    due: datetime | None = field(
        default=None, metadata=label("Reply wanted by", hint="as the ticket itself says")
    )
    raw: Raw = field(default=Raw(""), metadata=label("Raw text", sealed=True))
    file: FileHash | None = field(
        default=None, metadata=label("Raw text as a file", of="file", system=True)
    )
    limits: tuple[TicketLimit, ...] = field(
        default=(), metadata=label("Ticket limits of the office", system=True)
    )

    @property
    def name(self) -> str:
        """The name by which the ticket is found in the register; empty without a number."""
        return ticket_name(self.channel, self.number) if self.channel and self.number else ""

    def ticket(self, id: str, entry: int) -> "Ticket":  # noqa: A002 - what it is called
        """The ticket that it becomes."""
        assert self.channel is not None
        assert self.received is not None
        return Ticket(
            id=id,
            channel=self.channel,
            received=self.received,
            entry=entry,
            number=self.number,
            raw=self.raw,
            file=self.file,
            due=self.due,
            limits=self.limits,
        )


@frozen(kw_only=True)
class Reply:
    """One answer that was sent."""

    sent: datetime
    text: Text
    conclusion: Conclusion


@frozen(kw_only=True)
class Return:
    """One time the channel gave the ticket back to be done again."""

    at: datetime
    why: Text


@frozen(kw_only=True)
class Ticket:
    """One ticket of a complaint. A door of the office's own (the counter) has no number."""

    id: str
    channel: Channel
    received: datetime
    entry: int
    number: Line = Line("")
    raw: Raw = Raw("")
    """The text as it came; where it holds what no text can, what can be read of it."""
    file: FileHash | None = None
    """The whole of such a text, byte for byte, as a kept file (UTF-8)."""
    due: datetime | None = None
    """When the ticket itself wants its reply."""
    limits: tuple[TicketLimit, ...] = ()
    """The office's ticket limits when it came in."""
    contacted: datetime | None = None
    extended_to: datetime | None = None
    replies: tuple[Reply, ...] = ()
    returns: tuple[Return, ...] = ()
    satisfaction: Satisfaction | None = None

    @property
    def open(self) -> bool:
        """It wants an answer: none was sent yet, or it came back since."""
        return len(self.replies) <= len(self.returns)

    @property
    def name(self) -> str:
        """The name by which it is found, unlike any other's in the register; empty without a
        number. Two channels may give the same number."""
        return ticket_name(self.channel, self.number) if self.number else ""

    def limit(self, step: TicketStep) -> Limit | None:
        """The office's own limit for this step, if it has one for the channel."""
        rows = (r for r in self.limits if r.channel is self.channel and r.step is step)
        return next((r.limit for r in rows), None)

    def starts(self, clock: str, on: datetime, due: datetime | None, entry: int) -> Moment | None:
        """The moment that starts one of its clocks; none where nothing limits it."""
        step = TicketStep.CONTACT if clock == CONTACT_CLOCK else TicketStep.REPLY
        limit = self.limit(step)
        if limit is None and due is None:
            return None
        return Moment(
            name="ticket_open",
            on=on.date(),
            entry=entry,
            subject=self.id,
            clock=clock,
            at=on,
            limit=limit,
            ends=due,
        )

    def moment(self, name: str, at: datetime, entry: int) -> Moment:
        """Something that stops one of its clocks."""
        return Moment(name=name, on=at.date(), entry=entry, subject=self.id, at=at)


def ticket_name(channel: Channel, number: str) -> str:
    """A ticket's name in the register: its channel and its number there."""
    return f"{channel.value}/{number}"
