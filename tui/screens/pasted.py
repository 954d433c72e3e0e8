"""A pasted message, a ticket of a hotline say, and what of it goes into the form."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase import values
from laborcase.record.tickets import Channel
from laborcase.words import Said, say

from ..base import BaseModal, Words
from ..text import show_line
from ..widgets.field import Field, Labelled
from ..widgets.pick import Options


@frozen
class Offer:
    """Something that stands in a pasted message, and the field it could go into."""

    path: str
    text: str
    shown: Said
    unclear: bool = False


_CHANNELS: Final = (
    ("12345", Channel.HOTLINE_12345),
    ("12333", Channel.HOTLINE_12333),
    ("欠薪线索", Channel.WAGE_PLATFORM),
    ("线索反映平台", Channel.WAGE_PLATFORM),
    ("根治欠薪", Channel.WAGE_PLATFORM),
    ("信访", Channel.PETITION),
    ("交办", Channel.SUPERIOR),
)
"""Words by which a message says which channel it comes from."""


def findings(text: str, received: date, outside: bool = False) -> tuple[Offer, ...]:
    """What a pasted message offers to the fields of a registration. Where it is a ticket, by what
    it says or because the channel is an ``outside`` one, its whole text is kept as it came."""
    hits = values.find_in(text, received)
    found: list[Offer] = []

    def offer(path: str, typed: str, what: Said, unclear: bool) -> None:
        shown = say("{what}: {value}", what=what, value=typed)
        if unclear:
            shown = say("{shown} (unclear: look at it)", shown=shown)
        found.append(Offer(path, typed, shown, unclear))

    named = list(dict.fromkeys(channel for word, channel in _CHANNELS if word in text))
    for channel in named if hits.tickets else ():
        shown = say("{what}: {value}", what=say("Channel"), value=channel.label)
        unclear = len(named) > 1
        if unclear:
            shown = say("{shown} (unclear: look at it)", shown=shown)
        found.append(Offer("channel", channel.value, shown, unclear))
    for number in hits.tickets:
        offer("ticket.number", number.value, say("Ticket No."), number.unclear)
    for minute in hits.minutes:
        offer("received", minute.value, say("Received"), minute.unclear)
    people = ("complainant.phone", "respondents.1.phone")
    for i, phone in enumerate(hits.phones):
        what = say("Phone of the respondent") if i else say("Phone")
        offer(people[min(i, 1)], phone.value, what, phone.unclear)
    for resident in hits.residents:
        offer(
            "complainant.resident_number", resident.value, say("Resident number"), resident.unclear
        )
    for code in hits.codes:
        offer("respondents.1.credit_code", code.value, say("Credit code"), code.unclear)
    for amount in hits.amounts:
        offer("allegations.1.amount", values.money_text(amount.value), say("Sum"), amount.unclear)
    for i, day in enumerate(hits.dates):
        where = ("allegations.1.end", say("Until")) if i else ("allegations.1.start", say("From"))
        offer(where[0], day.value.isoformat(), where[1], day.unclear)
    if text.strip():
        found.append(Offer("facts", text, say("The whole text: What happened")))
        if hits.tickets or outside:
            found.append(Offer("ticket.raw", text, say("The whole text: Raw text")))
    return tuple(found)


class Ticket(BaseModal[Mapping[str, str] | None]):
    """A pasted message and what was found in it. Nothing goes into the form that was not taken."""

    BINDINGS = [
        Binding("ctrl+s", "take", say("Take what is ticked"), id="ticket.take", priority=True),
        Binding("f5", "all", say("Tick all that is clear"), id="ticket.all"),
        Binding("escape", "dismiss", say("Back"), id="ticket.back"),
    ]
    CSS = "Ticket OptionList { height: auto; max-height: 10; margin-top: 1; }"

    def __init__(self, received: date, outside: bool = False) -> None:
        super().__init__()
        self._received = received
        self._outside = outside
        self._found: tuple[Offer, ...] = ()
        self._ticked: set[int] = set()
        self._text = Field(say("Message"), str, lines=6)
        self._list = Options()

    def heading(self) -> str:
        return say("Read a pasted ticket")

    def body(self) -> ComposeResult:
        yield Words(say("Paste the text; Tab goes to what was found; Enter ticks."))
        yield self._text
        yield self._list

    def on_mount(self) -> None:
        self._text.go()

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        event.stop()
        self._found = findings(self._text.text, self._received, self._outside)
        self._ticked = set()
        self.retitle()

    def retitle(self) -> None:
        super().retitle()
        lang = self.app.lang
        at = self._list.highlighted
        self._list.set_options(
            Option(
                show_line("[x] " if i in self._ticked else "[ ] ", lang)
                + show_line(found.shown, lang)
            )
            for i, found in enumerate(self._found)
        )
        self._list.highlighted = min(at or 0, len(self._found) - 1) if self._found else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._ticked ^= {event.option_index}
        self.retitle()

    def action_all(self) -> None:
        """Tick the first clear finding for each field."""
        paths: set[str] = set()
        for i, found in enumerate(self._found):
            if not found.unclear and found.path not in paths:
                paths.add(found.path)
                self._ticked.add(i)
        self.retitle()

    def action_take(self) -> None:
        """Give what is ticked to the form."""
        self.dismiss({f.path: f.text for i, f in enumerate(self._found) if i in self._ticked})
