"""Assigning the pair: every inspector with load, absence, recusal and past dealings. Nobody is
suggested; two are picked."""

import asyncio
from datetime import date
from typing import Final

from attrs import evolve, frozen
from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.desk import Desk
from laborcase.parties import Officer, Position
from laborcase.record.case import Case
from laborcase.record.office import Office
from laborcase.words import Said, say

from ..base import Words
from ..terms import short_day
from ..widgets.line import Line
from ..widgets.offered import Pick, listed
from ..widgets.pick import Options
from ..widgets.sheet import BOLD, MUTED, Part, told
from .act_form import ActForm
from .form import set_text, text_in

SEATS: Final = ("lead", "assistant")


@frozen
class Candidate:
    """An inspector: how much is open, what stands against the seat, what is worth knowing."""

    officer: Officer
    body: str
    load: int
    against: tuple[Said, ...]
    notes: tuple[Said, ...]
    leads: bool
    """May lead; others may assist only."""


class Assign(ActForm):
    """Lead and assistant, two different inspectors."""

    PURPOSE = (
        say("Here the two inspectors of a case are named."),
        say("The list shows who is free to take it, with open dockets and past dealings."),
        say("Enter on the first makes the lead, Enter on the second the assistant."),
        say("Who cannot be named stands below with the reason. ^S enters it."),
    )

    _candidates: tuple[Candidate, ...] = ()

    def side(self) -> ComposeResult:
        yield Words(say("Inspectors (Enter names one)"), classes="group-title")
        yield Options(id="inspectors")
        yield from super().side()

    def begin(self) -> None:
        super().begin()
        self._read_candidates()

    def changed(self) -> None:
        super().changed()
        self._write_candidates()

    def retitle(self) -> None:
        super().retitle()
        self._write_candidates()

    @work(group="open", exit_on_error=False)
    async def _read_candidates(self) -> None:
        self._candidates = await asyncio.to_thread(candidates, self.desk, self.on)
        self._write_candidates()
        rows = self.query_one("#inspectors", OptionList)
        rows.highlighted = 0 if self._candidates else None
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """A name is typed into the field of the seat, though the cursor stands in the list."""
        if event.is_printable and event.character:
            self._type(event, event.character)

    def on_paste(self, event: events.Paste) -> None:
        self._type(event, event.text.strip())

    def _type(self, event: events.Event, text: str) -> None:
        if self.focused is not self.query_one("#inspectors"):
            return
        seats = [self.fields[s] for s in SEATS if s in self.fields]
        seat = next((w for w in seats if not text_in(w)), None)
        if isinstance(seat, Pick):
            event.stop()
            event.prevent_default()
            line = seat.query_one(Line)
            self.set_focus(line)
            line.insert_text_at_cursor(text)

    def _write_candidates(self) -> None:
        rows, lang = self.query_one("#inspectors", OptionList), self.app.lang
        at = rows.highlighted
        rows.set_options(
            Option(told(_parts(each, self._seat_of(each)), lang)) for each in self._candidates
        )
        rows.highlighted = at

    def _seat_of(self, candidate: Candidate) -> str:
        seats = [seat for seat in SEATS if seat in self.fields]
        return next((s for s in seats if text_in(self.fields[s]) == candidate.officer.id), "")

    @on(OptionList.OptionSelected, "#inspectors")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        picked = self._candidates[event.option_index]
        if picked.against:
            self.app.notify(listed(picked.against), severity="warning")
            return
        seat = self._seat_of(picked)
        if seat:
            set_text(self.fields[seat], "")
        else:
            free = [s for s in SEATS if not text_in(self.fields[s])]
            set_text(self.fields[free[0] if free else SEATS[1]], picked.officer.id)
        self.changed()
        self.look()


def _parts(candidate: Candidate, seat: str) -> tuple[Part, ...]:
    line = say(
        "{name}  {body}  open {n}",
        name=candidate.officer.name,
        body=candidate.body,
        n=candidate.load,
    )
    if seat:
        mark = say("[lead]") if seat == "lead" else say("[assistant]")
        line = say("{mark} {line}", mark=mark, line=line)
    parts = [Part(line, BOLD if seat else MUTED if candidate.against else "")]
    if candidate.against:
        parts.append(
            Part(say("not possible: {why}", why=listed(candidate.against)), MUTED, indent=4)
        )
    if candidate.notes:
        parts.append(Part(say("{notes}", notes=listed(candidate.notes)), MUTED, indent=4))
    return tuple(parts)


def candidates(desk: Desk, key: str) -> tuple[Candidate, ...]:
    """Every inspector in service: who may lead first, who cannot be named last; asks the desk, so
    it is called in a thread."""
    case, office, today = desk.case(key), desk.office, desk.now().date()
    found = [
        _candidate(desk, case, office, officer, today)
        for officer in office.officers
        if officer.active and Position.INSPECTOR in officer.positions
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.against), not each.leads)))


def _candidate(desk: Desk, case: Case, office: Office, officer: Officer, today: date) -> Candidate:
    open_now = evolve(desk.asking(queue="mine", limit=1), me=officer.id, also=())
    against = []
    away = office.absent(officer.id, today)
    if away is not None:
        against.append(say("absent until {day}", day=short_day(away.end, today)))
    if officer.id in case.recused:
        against.append(say("recused from this case"))
    if not office.may_inspect(officer.id, today):
        against.append(say("no established post or no valid certificate"))
    notes = []
    leads = office.works_for(officer, case.authority, case.body, today)
    if not leads:
        notes.append(say("of another authority: assistant only"))
    seated = [s.officer for s in (case.lead, case.assistant) if s]
    if officer.id in seated:
        notes.append(say("on this case now"))
    elif officer.id in case.past:
        notes.append(say("was on this case before"))
    names = [r.name for r in case.respondents[:3]]
    asked = [desk.asking(respondent=name, officer=officer.id) for name in names]
    rows = {row.key for find in asked for row in desk.find(find).rows}
    past = len(rows - {case.key, *case.complaints})
    if past:
        notes.append(say("other dockets handled against this respondent: {n}", n=past))
    return Candidate(
        officer, office.body_name(officer.body), desk.find(open_now).total,
        tuple(against), tuple(notes), leads,
    )  # fmt: skip
