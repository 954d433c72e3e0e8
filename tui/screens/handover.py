"""Handing a case up or down, and answering: what changes and what does not, before it is signed."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import cast

from attrs import frozen
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from laborcase.acts.answering import bodies_after, landing
from laborcase.acts.approval import title_of
from laborcase.acts.handover import receivers, rule, superiors
from laborcase.desk import Desk
from laborcase.errors import Reason
from laborcase.fields import AuthorityId, Declared
from laborcase.law import Deadline
from laborcase.parties import Position
from laborcase.record.case import Case, Handover, HandoverAnswer, HandoverKind
from laborcase.record.office import Office
from laborcase.words import say

from ..terms import authority_name, day_of, left_of, short_day
from ..widgets.field import Labelled
from ..widgets.offered import listed
from ..widgets.pick import Choice
from ..widgets.sheet import ALARM, BOLD, HEAD, MUTED, Part, Sheet
from .act_form import FEW, ActForm, marked
from .offers import Around

MOVES = say("Who decides, now and after an approval")
STAYS = say("Who decides: this changes nothing")


@frozen
class Beside:
    """What the sheet beside the form is made of."""

    case: Case
    office: Office
    deadlines: tuple[Deadline, ...]


class HandOver(ActForm):
    """Asking for a hand-over, or answering one."""

    BINDINGS = [
        Binding("f7", "package", say("Package"), id="handover.package"),
    ]

    PURPOSE = (
        say("Here a case is asked to be handed up or down, or such a request is answered."),
        say("Beside the form stands what an approval changes and what it does not."),
        say("No limit stops and none begins anew; each stands there with its days."),
        say("^S enters it. Esc leaves; what you typed stays as a draft."),
    )

    _seen: Beside | None = None
    _askable: Mapping[HandoverKind, Sequence[Reason]] = {}
    """What stands against each kind, where a hand-over is asked for."""

    async def _lay(self) -> None:
        if self.cls.kind == "asked" and self.on:
            self._askable = await asyncio.to_thread(self.desk.askable, self.on)
        await super()._lay()

    def lay(
        self, here: Around, declared: list[Declared], prefix: str = "", optional: bool = False
    ) -> Iterator[Widget]:
        """Without the fields that nothing which waits can need: a handling body where no case
        moves, an authority to name where none is designated."""
        kinds = {h.kind for h in self._waiting(here)}
        needless = set()
        if kinds and not any(rule(kind).moves for kind in kinds):
            needless.add("body")
        if kinds and HandoverKind.DESIGNATE not in kinds:
            needless.add("named")
        wanted = [f for f in declared if prefix or f.name not in needless]
        return super().lay(here, wanted, prefix, optional)

    def _waiting(self, here: Around) -> list[Handover]:
        """The hand-overs that this form can answer; none where one is asked for."""
        case = here.docket.state if here.docket else None
        if self.cls.kind != "answered" or not isinstance(case, Case):
            return []
        named = self.loaded.get("handover", "")
        return [h for h in case.handovers if h.awaits == "answer" and named in ("", h.id)]

    def one(self, f: Declared, path: str, here: Around, *, required: bool) -> Labelled:
        """Of the kinds only those that this person may ask for, or propose, here and now; beside
        the form stands why not the others."""
        if path == "answer":
            return self._answers(f, here, required)
        if path == "body":
            return self._bodies(f, here, required)
        possible = [k for k in HandoverKind if not self._askable.get(k)]
        loaded = self.loaded.get("what", "")
        if path != "what" or not possible:
            return super().one(f, path, here, required=required)
        offered = [k for k in HandoverKind if k in possible or k.value == loaded]
        return Choice(
            marked(f.label, required), [(k.value, k.label) for k in offered], path=path, hint=f.hint
        )

    def _answers(self, f: Declared, here: Around, required: bool) -> Labelled:
        """The answers that what waits can get."""
        answers = {a for h in self._waiting(here) for a in h.rule.answers}
        possible = answers - {HandoverAnswer.MINUTES.value}
        if not possible:
            return super().one(f, "answer", here, required=required)
        possible.add(self.loaded.get("answer", ""))
        offered = [(a.value, a.label) for a in HandoverAnswer if a.value in possible]
        return Choice(marked(f.label, required), offered, path="answer", hint=f.hint)

    def _bodies(self, f: Declared, here: Around, required: bool) -> Labelled:
        """The bodies that can handle the case afterwards."""
        case = here.docket.state if here.docket else None
        office = here.office
        known = [a.id for a in office.authorities]
        found = (
            body
            for h in self._waiting(here)
            for named in (known if h.kind is HandoverKind.DESIGNATE else [None])
            for body in bodies_after(office, cast("Case", case), h, named)
        )
        offered = [(body, office.body_name(body)) for body in dict.fromkeys(found)]
        if not offered or len(offered) > FEW:
            return super().one(f, "body", here, required=required)
        return Choice(marked(f.label, required), offered, path="body", hint=f.hint)

    def action_package(self) -> None:
        """Read what was sent with the request that is answered, or what would be sent."""
        from .suggestion import PackageView

        if self.cls.kind == "asked":
            self.app.push_screen(PackageView(self.desk, self.on))
            return
        seen = self._seen
        known = self.typed().get("handover", "")
        sent = [h for h in seen.case.handovers if h.package and h.open] if seen else []
        one = next((h for h in sent if known in ("", h.id)), None)
        if one is None:
            self.app.notify(say("Nothing was sent with it."))
        else:
            self.app.push_screen(PackageView(self.desk, self.on, one.id))

    def side(self) -> ComposeResult:
        yield Sheet(id="effects")
        yield from super().side()

    def begin(self) -> None:
        super().begin()
        # What an approval changes must be readable on a small terminal too: Tab, then arrows.
        self.query_one(".side").can_focus = True
        self._read_beside()

    def changed(self) -> None:
        super().changed()
        self._write_beside()

    def retitle(self) -> None:
        super().retitle()
        self._write_beside()

    @work(group="open", exit_on_error=False)
    async def _read_beside(self) -> None:
        self._seen = await asyncio.to_thread(beside, self.desk, self.on)
        self._write_beside()

    def _write_beside(self) -> None:
        seen = self._seen
        if seen is None:
            return
        typed = self.typed()
        if self.cls.kind == "asked":
            what = typed.get("what", "")
            parts = asked_parts(seen, what, typed.get("to", ""))
            if not what:
                parts = chain(parts, barred_parts(self._askable))
        else:
            named = typed.get("named", "")
            parts = answered_parts(
                seen,
                typed.get("handover", ""),
                typed.get("answer", ""),
                self.app.today(),
                AuthorityId(named) if named else None,
            )
        today, lang = self.app.today(), self.app.lang
        self.query_one("#effects", Sheet).parts = (
            *parts,
            *clocks_parts(seen.deadlines, today, lang),
            Part(""),
        )


def beside(desk: Desk, key: str) -> Beside:
    """Read what the sheet is made of; asks the desk, so it is called in a thread."""
    return Beside(desk.case(key), desk.office, desk.deadlines(key))


def barred_parts(askable: Mapping[HandoverKind, Sequence[Reason]]) -> Iterator[Part]:
    """The kinds that are not offered, each with the first reason why."""
    barred = [(kind, why[0]) for kind, why in askable.items() if why]
    if barred:
        yield Part("")
        yield Part(say("Not here, or not by you"), HEAD)
    for kind, why in barred:
        yield Part(say("- {kind}: {why}", kind=kind.label, why=why.text), MUTED)


def asked_parts(seen: Beside, what: str, to: str) -> Iterator[Part]:
    """What asking for a hand-over would mean."""
    case, office = seen.case, seen.office
    known = [kind for kind in HandoverKind if kind.value == what]
    if not known:
        yield Part(say("Choose the kind of hand-over first."), MUTED)
        return
    kind = known[0]
    possible = receivers(office, case, kind)
    name = authority_name(office, to) if to else listed([a.name for a in possible]) or "-"
    row = rule(kind)
    after = name
    if row.lands == "asked_by":
        after = listed([a.name for a in superiors(office, case)[:1]]) or "-"
    elif row.lands == "named":
        after = say("whom the decision names")
    yield from _authorities(seen, kind, after)
    yield Part("")
    yield Part(say("Who must still act"), HEAD)
    if row.carried:
        titles = listed([title_of(word) for word in row.acts])
        yield Part(say("- it is carried by acts of its own: {acts}", acts=titles))
        return
    # What is decided by the side that asks, as a handing down, its own leaders sign.
    signer = name
    if row.decides == "asked_by":
        above = superiors(office, case)
        own = row.asks_from == ("own",)
        asks = case.authority if own else above[0].id if above else ""
        signer = authority_name(office, asks) if asks else "-"
    yield Part(
        say(
            "- {authority} answers, signed by one of: {who}",
            authority=signer,
            who=_positions(row.decided_by),
        )
    )
    if row.moves:
        yield Part(say("- then the receipt of the file is signed, and a new pair assigned."))


def answered_parts(
    seen: Beside, handover: str, answer: str, today: date, named: AuthorityId | None = None
) -> Iterator[Part]:
    """What an answer would mean."""
    case, office = seen.case, seen.office
    h = next((x for x in case.handovers if x.id == handover), None)
    waiting = [x for x in case.handovers if x.open and x.answer is not HandoverAnswer.APPROVED]
    if h is None and len(waiting) == 1:
        h = waiting[0]
    if h is None:
        yield Part(say("Choose the hand-over first."), MUTED)
        return
    yield from _asked(h, office, today)
    row = rule(h.kind)
    yield Part(
        say(
            "Possible answers: {answers}",
            answers=listed([HandoverAnswer(a).label for a in row.answers]),
        )
    )
    yield Part("")
    if answer in ("", HandoverAnswer.APPROVED.value):
        lands = landing(h, named)
        after = say("whom the decision names") if row.lands == "named" and not lands else ""
        name = after or authority_name(office, office.deciding(lands or h.to, today))
        yield from _authorities(seen, h.kind, name)
    else:
        now = authority_name(office, case.authority)
        yield Part(say("Nothing changes: {authority} goes on deciding.", authority=now))


def _asked(h: Handover, office: Office, today: date) -> Iterator[Part]:
    yield Part(
        say(
            "{id} {kind}, asked {day} by {authority}",
            id=h.id,
            kind=h.kind.label,
            day=short_day(h.asked_on, today),
            authority=authority_name(office, h.asked_by),
        ),
        BOLD,
    )
    yield Part(h.reasons)
    if h.package:
        yield Part(say("Package {hash}; F7 reads it.", hash=h.package[:12]), MUTED)


def _authorities(seen: Beside, kind: HandoverKind, after: str) -> Iterator[Part]:
    case, office = seen.case, seen.office
    now = authority_name(office, case.authority)
    moves = rule(kind).moves
    if kind is HandoverKind.GUIDANCE:
        yield Part(say("Who decides: guidance changes nothing"), HEAD)
    else:
        yield Part(MOVES if moves else STAYS, HEAD)
    yield Part(say("now    {authority}", authority=now), indent=2)
    yield Part(say("after  {authority}", authority=after if moves else now), BOLD, indent=2)
    yield Part(say("Handled by"), HEAD)
    yield Part(say("now    {body}", body=office.body_name(case.body)), indent=2)
    if moves:
        yield Part(say("after  whom the answer names; a new pair is needed"), BOLD, indent=2)
    else:
        yield Part(say("after  the same"), indent=2)
    yield Part("")
    yield Part(say("What does not change"), HEAD)
    yield Part(say("- the docket {key} with all its entries and evidence", key=case.key))
    yield Part(say("- case number {number}", number=case.number or "-"))
    if case.papers:
        yield Part(
            say(
                "- papers already issued ({n}) stay those of {authority}",
                n=len(case.papers),
                authority=now,
            )
        )


def clocks_parts(deadlines: tuple[Deadline, ...], today: date, lang: str) -> Iterator[Part]:
    """The limits that run, with what is used and what is left: none stops, none begins anew."""
    running = [d for d in deadlines if d.presses]
    yield Part("")
    yield Part(say("Limits: none stops, none begins anew"), HEAD)
    for d in running:
        line = say(
            "{day} {clock}: {used} used, {left}",
            day=day_of(d, today),
            clock=d.title(lang),
            used=_used(d, today),
            left=left_of(d, today),
        )
        yield Part(line, ALARM if d.due <= today else "", indent=2)
    if not running:
        yield Part(say("no limit is running"), MUTED)


def _used(d: Deadline, today: date) -> int:
    if d.rule.unit == "working":
        return d.calendar.between(d.started.on, today)
    return (today - d.started.on).days


def _positions(ids: tuple[str, ...]) -> str:
    return listed([Position(each).label for each in ids])
