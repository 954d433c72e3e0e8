"""Signing a proposal: what is proposed stands beside the answer, with what the signature moves."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import partial

from attrs import evolve, frozen
from textual import work
from textual.app import ComposeResult

from laborcase.acts import Signed
from laborcase.acts.approval import proposals_of, title_of
from laborcase.desk import Desk
from laborcase.entering import act_of_round, signed_act
from laborcase.errors import Invalid, Refused
from laborcase.record.office import Office
from laborcase.record.proposals import Answer, Proposal
from laborcase.shifting import WhatIf
from laborcase.telling import signature_line
from laborcase.values import Line
from laborcase.words import say

from ..terms import short_day
from ..widgets.sheet import BOLD, HEAD, MUTED, Part, Sheet
from .act_form import ActForm
from .form import Looked
from .reading import told_fields, told_moves


@frozen
class Waiting:
    """A proposal that waits, with what its next signature would move."""

    proposal: Proposal
    office: Office
    moves: WhatIf | None


class Sign(ActForm):
    """Agree, send back or refuse; beside it the act as it is proposed, round by round."""

    PURPOSE = (
        say("Here a proposal is signed, sent back or refused."),
        say("Beside the answer stands the whole act as it will be entered, and what it moves."),
        say("The last signature enters it at once, dated today, with its number."),
    )

    _waiting: tuple[Waiting, ...] = ()

    def side(self) -> ComposeResult:
        yield from super().side()
        yield Sheet(id="proposed")

    def begin(self) -> None:
        super().begin()
        self.query_one(".side").can_focus = True
        self._read()

    def changed(self) -> None:
        super().changed()
        self._write()

    def retitle(self) -> None:
        super().retitle()
        self._write()

    def ask(self, typed: Mapping[str, str]) -> Looked:
        # What it moves stands with the act that is proposed.
        return evolve(super().ask(typed), would=None)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _read(self) -> None:
        self._waiting = await asyncio.to_thread(waiting, self.desk, self.on)
        field = self.field_at("proposal")
        if field is not None and len(self._waiting) == 1 and not field.text:
            field.text = self._waiting[0].proposal.id
        self._write()

    def _write(self) -> None:
        chosen = self.typed().get("proposal", "")
        found = next((w for w in self._waiting if w.proposal.id == chosen), None)
        parts = tuple(self._parts(found)) if found else ()
        self.query_one("#proposed", Sheet).parts = parts

    def _parts(self, seen: Waiting) -> Iterator[Part]:
        p, today, lang = seen.proposal, self.app.today(), self.app.lang
        yield Part("")
        yield Part(title_of(p.what), HEAD)
        yield Part(
            say("proposed by {name}, {day}", name=p.proposer_name,
                day=short_day(p.rounds[-1].on, today)),
            MUTED,
        )  # fmt: skip
        if p.rounds[-1].opinion:
            yield Part(say("Opinion: {text}", text=p.rounds[-1].opinion))
        for s in p.signatures:
            yield Part(signature_line(s, partial(short_day, today=today), said=False))
            if s.opinion:
                yield Part(say("Opinion: {text}", text=s.opinion), indent=4)
        yield Part("")
        now = dict(told_fields(signed_act(p), seen.office, lang, {}, opened=True))
        before = now
        if len(p.rounds) > 1:
            last = act_of_round(p.rounds[-2])
            before = dict(told_fields(last, seen.office, lang, {}, opened=True))
        nothing = say("(nothing)")
        for name in dict.fromkeys((*now, *before)):
            text, was = now.get(name, nothing), before.get(name, nothing)
            yield Part(say("{label}: {value}", label=name, value=text), BOLD if was != text else "")
            if was != text:
                yield Part(say("in the round before: {value}", value=was), MUTED, indent=4)
        yield Part("")
        signer = seen.office.officer(self.desk.officer_id)
        position = p.exercised(seen.office.positions(signer, today) if signer else ())
        if not p.after(position):
            yield from (Part(line) for line in told_moves(lang, seen.moves))
        else:
            after = p.after(position)[0].label
            yield Part(say("After this signature it goes to: {who}.", who=after), MUTED)


def waiting(desk: Desk, key: str) -> tuple[Waiting, ...]:
    """The proposals that wait for a signature; asks the desk, so it is called in a thread."""
    office = desk.office
    found = proposals_of(desk.docket(key).state)
    return tuple(Waiting(p, office, _moves(desk, key, p)) for p in found if p.awaits)


def _moves(desk: Desk, key: str, p: Proposal) -> WhatIf | None:
    try:
        return desk.what_if(Signed(proposal=Line(p.id), answer=Answer.AGREE), on=key)
    except (Refused, Invalid):
        return None  # the reasons stand beside the answer
