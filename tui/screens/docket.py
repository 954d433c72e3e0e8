"""One docket: its facts, people, allegations, limits, and everything that was entered."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import OptionList
from textual.worker import get_current_worker

from laborcase.acts.base import INSPECTORS
from laborcase.acts.filing import link_title
from laborcase.acts.identity import holds_identity
from laborcase.desk import Desk, Opened, Permission
from laborcase.errors import Refused
from laborcase.law import Deadline
from laborcase.parties import SECRET, Identity, Person, Respondent, Worker
from laborcase.record.case import Case
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Docket, Entry, Irregularity
from laborcase.record.incidents import Incident
from laborcase.record.office import Office
from laborcase.record.opinions import acceptance, pressing
from laborcase.record.papers import Paper
from laborcase.record.proposals import Proposal
from laborcase.record.remedies import Remedy
from laborcase.record.tickets import Ticket
from laborcase.record.urgent import Child
from laborcase.seeing import may_see
from laborcase.telling import (
    handover_steps,
    incident_lines,
    place_lines,
    proceeding_lines,
    proposal_line,
    ticket_line,
    ticket_state,
)
from laborcase.values import (
    masked_phone,
    masked_resident,
)
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, TitleLine
from ..commands import open_act
from ..terms import (
    against,
    authority_name,
    cause_title,
    kind_title,
    money,
    secret,
    short_day,
    sums,
)
from ..text import show_line
from ..widgets.clock_card import ClockCard
from ..widgets.offered import listed
from ..widgets.sheet import ALARM, BOLD, HEAD, MUTED, Part, Sheet
from ..widgets.timeline import Timeline, entry_head, entry_parts
from .identity import Purpose
from .live import Live
from .money import money_parts
from .offers import Around, offers
from .reading import opinion_parts, told_fields

State: TypeAlias = Complaint | Case | Office

STEPS: Final = (
    ("f4", say("Sign"), ("signed",)),
    ("f4", say("Accept"), ("accepted", "filed")),
    ("f4", say("Assign"), ("assigned",)),
    ("f6", say("Supplement"), ("supplement_received", "supplement_asked")),
    ("f6", say("Hand-over"), ("answered", "carried_out", "asked")),
    ("f7", say("Dispose"), ("disposed", "not_filed")),
    ("f7", say("Close"), ("closed", "archived", "reopened")),
    ("ctrl+t", say("Tell the complainant"), ("complainant_told", "replied")),
    ("ctrl+e", say("Add evidence"), ("evidence_added",)),
    ("ctrl+k", say("Decide"), ("decided", "concluded")),
    ("ctrl+n", say("Note"), ("noted",)),
)
"""Keys for the commonest acts: the first kind that is possible now is meant. The others are under
F9."""


class DocketScreen(Live):
    """A complaint or a case as its docket says it is."""

    PURPOSE = (
        say("Here you read one docket: the facts, the limits, and every entry."),
        say("Tab goes from part to part; Enter on an entry shows it whole, on a limit why."),
        say("F9 shows everything that can be done, and why the rest cannot be done now."),
        say("^P shows the papers and forms, to read and to print."),
        say(
            "^W counts what a worker is owed, with what the docket knows filled in; where several "
            "claims are about money, it asks which one. F4 goes on from there to a wage sheet."
        ),
        say("^U says whether a case is to be handed up, and why; F6 opens the form."),
        say("Phone and identity numbers are masked; ^R shows them to those who may see them."),
        say("What was corrected or taken back stays readable, marked as such."),
    )
    BINDINGS = [
        Binding("f9", "app.commands", say("Commands"), id="docket.commands"),
        *(
            Binding(
                key, f"step({','.join(kinds)!r})", what, id=f"docket.{kinds[0]}",
                show=key.startswith("f"),
            )
            for key, what, kinds in STEPS
        ),
        Binding("f5", "reload", say("Refresh"), id="docket.reload", show=False),
        Binding("f12,question_mark,fullwidth_question_mark", "why", say("Why"), id="docket.why"),
        Binding("ctrl+r", "reveal", say("Show numbers"), id="docket.reveal", show=False),
        Binding("ctrl+g", "follow", say("Linked docket"), id="docket.follow"),
        Binding("escape", "leave", say("Back"), id="docket.back"),
        Binding("f1", "app.help", say("Help"), id="docket.help"),
        Binding("ctrl+p", "papers", say("Papers"), id="docket.papers"),
        Binding("ctrl+w", "wages", say("Wages"), id="docket.wages"),
        Binding("ctrl+u", "escalation", say("Hand up?"), id="docket.escalation", show=False),
    ]  # fmt: skip

    FIRST_KEYS = ("f9", "f4", "f6", "f7", "f12", "ctrl+w", "escape")

    facts = getters.query_one("#facts", Sheet)
    clocks = getters.query_one(ClockCard)
    timeline = getters.query_one(Timeline)

    class Read(Message):
        """The docket, read afresh."""

        def __init__(
            self,
            docket: Docket,
            deadlines: tuple[Deadline, ...],
            permitted: tuple[Permission, ...],
            office: Office,
            seen: tuple[int, date],
        ) -> None:
            super().__init__()
            self.docket = docket
            self.deadlines = deadlines
            self.permitted = permitted
            self.office = office
            self.seen = seen

    class Unsealed(Message):
        """The docket with its identity block open."""

        def __init__(self, opened: Opened) -> None:
            super().__init__()
            self.opened = opened

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self._desk = desk
        self.docket_key = key
        self._read: DocketScreen.Read | None = None
        self._open = False
        self._unsealed: Opened | None = None

    def heading(self) -> str:
        if self._read is None or isinstance(self._read.docket.state, Office):
            return say("Docket {key}", key=self.docket_key)
        state = self._read.docket.state
        return say(
            "{kind} {key} {number}",
            kind=kind_title(state),
            key=self.docket_key,
            number=state.number,
        )

    def body(self) -> ComposeResult:
        with Container(id="docket"):
            with Vertical(id="left"):
                with VerticalScroll(classes="pane", id="facts-pane"):
                    yield Sheet(id="facts")
                with Vertical(classes="pane", id="clocks-pane"):
                    yield ClockCard()
            with Vertical(classes="pane", id="timeline-pane"):
                yield Timeline()

    def on_mount(self) -> None:
        super().on_mount()
        self.timeline.focus()

    # -- asking the desk

    def reload(self) -> None:
        """Read the docket again."""
        self._load(self._desk, self.docket_key)

    @work(thread=True, exclusive=True, group="docket", exit_on_error=False)
    def _load(self, desk: Desk, key: str) -> None:
        worker = get_current_worker()
        seen = (desk.head(), desk.now().date())
        found = self.Read(
            desk.docket(key), desk.deadlines(key), desk.permitted(key), desk.office, seen
        )
        if not worker.is_cancelled:
            self.post_message(found)

    def on_docket_screen_read(self, event: Read) -> None:
        opened = self._unsealed
        if opened is not None:  # it stays open until something is entered, or ^R shuts it
            # A reading that began before the opening was entered may arrive after it.
            if len(event.docket.entries) <= len(opened.docket.entries):
                event.docket = opened.docket
            else:
                self._unsealed, self._open = None, False
        self._read = event
        self.seen = event.seen
        self.retitle()
        self.timeline.show(event.docket)
        self.clocks.deadlines = event.deadlines
        self.query_one(TitleLine).retitle()
        self.refresh_bindings()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        lang = self.app.lang
        for pane, title in (
            ("#facts-pane", say("Facts")),
            ("#clocks-pane", say("Limits")),
            ("#timeline-pane", say("Entries, newest first")),
        ):
            self.query_one(pane).border_title = show_line(title, lang)
        if self._read is not None:
            troubles = self._unsealed.troubles if self._unsealed else ()
            self.facts.parts = (
                *(Part(trouble, ALARM) for trouble in troubles),
                *state_parts(
                    self._read.docket.state, self._read.office, self.app.today(), lang, self._open
                ),
            )

    # -- what the person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys for acts that belong into this kind of docket, and for links there are."""
        if self._read is None:
            return action != "follow"
        if action == "follow":
            return bool(linked(self._read.docket.state))
        if action == "wages":
            return any(p.kind == "wages_counted" for p in self._read.permitted)
        if action == "escalation":
            return isinstance(self._read.docket.state, Case)
        if action != "step":
            return True
        kinds = str(parameters[0]).split(",")
        if kinds == ["signed"]:  # its key is another act's while nothing waits for this officer
            return any(p.kind == "signed" and not p.reasons for p in self._read.permitted)
        return any(p.kind in kinds for p in self._read.permitted)

    def action_step(self, kinds: str) -> None:
        """Open the first of these acts that is possible; else say why none is."""
        if self._read is None:
            return
        wanted = [p for kind in kinds.split(",") for p in self._read.permitted if p.kind == kind]
        state = self._read.docket.state
        closing = isinstance(state, Case) and state.closed_on is None
        # The form of the closing is itself the list of what stands against it.
        ready = next(
            (
                p
                for p in wanted
                if p.proposable
                or all(r.soft for r in p.reasons)
                or (closing and p.kind == "closed")
            ),
            None,
        )
        if ready is not None:
            n = len(self._read.docket.entries)
            open_act(self.app, ready.kind, self.docket_key, n)
        elif wanted:
            # The one that lacks least is the one that was meant.
            fittest = min(wanted, key=lambda p: len(p.reasons))
            self.app.fail(Refused(fittest.reasons))

    def action_wages(self) -> None:
        """Count what a worker is owed, with what the docket knows filled in."""
        if self._read is None:
            return
        state = self._read.docket.state
        wanted = next((p for p in self._read.permitted if p.kind == "wages_counted"), None)
        if wanted is None or isinstance(state, Office):
            return
        if wanted.reasons:
            self.app.fail(Refused(wanted.reasons))
            return
        from .wages import Begun, WhichLine, beginnings, of_allegation

        office, n = self._read.office, len(self._read.docket.entries)
        inspects = bool(INSPECTORS & office.positions(self._desk.officer_read, self.app.today()))

        def begin(begun: Begun | None) -> None:
            if begun is not None:
                known = of_allegation(state, office, inspects, begun)
                open_act(self.app, "wages_counted", self.docket_key, n, known)

        found = beginnings(state)
        if len(found) > 1:
            self.app.push_screen(WhichLine(state, found), begin)
        else:
            begin(found[0] if found else Begun())

    def action_reload(self) -> None:
        """Read the docket again."""
        self.reload()

    def action_why(self) -> None:
        """Why the limit under the cursor, or the nearest one, falls on its day."""
        from .why import Why

        self.app.push_screen(Why(self._desk, self.docket_key, self.clocks.clock))

    def action_reveal(self) -> None:
        """Show the masked numbers, or mask them again. An identity block asks what for."""
        if self._read is None:
            return
        docket = self._read.docket
        if not may_see(self._desk.officer_read, docket.state, "contact"):
            self.app.notify(say("Only those who handle a docket see its numbers."))
        elif not self._open and self._may_open(docket):
            self.app.push_screen(Purpose(), self._opened)
        else:
            self._toggle()

    def _may_open(self, docket: Docket) -> bool:
        return (
            not isinstance(docket.state, Office)
            and holds_identity(docket.state, docket.entries)
            and self._desk.may_see(docket.key, "identity")
        )

    def _toggle(self) -> None:
        self._open = not self._open
        if self._unsealed is not None:
            self._unsealed = None
            self.reload()
        self.retitle()

    def _opened(self, purpose: str | None) -> None:
        if purpose is None:
            self._toggle()
        else:
            self._unseal(self._desk, self.docket_key, purpose)

    @work(thread=True, exclusive=True, group="identity", exit_on_error=False)
    def _unseal(self, desk: Desk, key: str, purpose: str) -> None:
        self.post_message(self.Unsealed(desk.open_identity(key, purpose)))

    def on_docket_screen_unsealed(self, event: Unsealed) -> None:
        self._unsealed, self._open = event.opened, True
        self.reload()

    def action_follow(self) -> None:
        """Open the docket that this one stands in, came from, or is linked to."""
        if self._read is None:
            return
        others = linked(self._read.docket.state)
        if not others:
            self.app.notify(say("No other docket is linked to this one."))
            return
        at = [s.docket_key for s in self.app.screen_stack if isinstance(s, DocketScreen)]
        key = next((k for k in others if k not in at), others[0])
        self.app.push_screen(DocketScreen(self._desk, key))

    def action_escalation(self) -> None:
        """Whether this case is to be handed up, with the reasons."""
        from .suggestion import Escalation

        self.app.push_screen(Escalation(self._desk, self.docket_key))

    def action_papers(self) -> None:
        """Read and save the papers and forms of this docket."""
        from .papers import Papers

        self.app.push_screen(Papers(self._desk, self.docket_key))

    def action_leave(self) -> None:
        """Back to where this docket was opened from."""
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list is self.clocks:
            self.action_why()
        elif self._read is not None and self.timeline.entry is not None:
            entry = self.timeline.entry
            self.app.push_screen(
                EntryView(self._read.docket, entry, self._read.office, self._desk, self._open)
            )


# ------------------------------------------------------------------ an entry, whole


class EntryView(BaseModal[None]):
    """One entry with every field it has, and both versions where it was corrected."""

    PURPOSE = (
        say("Here you read one entry whole, with who entered it, when and for whom."),
        say("Where it was corrected both versions stand side by side."),
    )
    BINDINGS = [
        Binding("f4", "correct('corrected')", say("Correct it"), id="entry.correct"),
        Binding("f7", "correct('taken_back')", say("Take it back"), id="entry.take_back"),
        Binding("ctrl+r", "reveal", say("Show numbers"), id="entry.reveal"),
        Binding("escape", "dismiss", say("Back"), id="entry.back"),
    ]

    app = getters.app(LaborcaseApp)

    def __init__(
        self, docket: Docket, entry: Entry, office: Office, desk: Desk, opened: bool
    ) -> None:
        super().__init__()
        self._docket = docket
        self._entry = entry
        self._office = office
        self._desk = desk
        self._open = opened

    def heading(self) -> str:
        return entry_head(self._entry, self.app.today())

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Sheet(id="entry")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def retitle(self) -> None:
        super().retitle()
        self.query_one("#entry", Sheet).parts = tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        entry = self._entry
        yield from entry_parts(entry, self._docket.state, self.app.today(), said=True)[1:]
        yield Part(
            say(
                "Entered {time} by {name}, {authority}, certificate {certificate}",
                time=f"{entry.at:%Y-%m-%d %H:%M}",
                name=entry.signer,
                authority=authority_name(self._office, entry.given.authority),
                certificate=entry.given.certificate or "-",
            ),
            MUTED,
        )
        if len(entry.dockets) > 1:
            yield Part(say("Stands in: {keys}", keys=listed(entry.dockets)), MUTED)
        yield Part("")
        was = dict(self._fields(entry.first)) if entry.first is not None else {}
        now = dict(self._fields(entry.act))
        for label in dict.fromkeys((*now, *was)):
            text = now.get(label, say("(nothing)"))
            yield Part(say("{label}: {value}", label=label, value=text))
            if was and was.get(label, say("(nothing)")) != text:
                before = was.get(label, say("(nothing)"))
                yield Part(say("first entered as: {value}", value=before), MUTED, indent=4)

    def _fields(self, act: object) -> Iterator[tuple[str, str]]:
        here = Around(self._desk.officer_read, self._office, self._docket, self.app.today())
        names = self._entry.given.names
        return told_fields(
            act,
            self._office,
            self.app.lang,
            names,
            opened=self._open,
            meant=partial(self._meant, here),
        )

    def _meant(self, here: Around, of: str, key: str) -> str:
        found = offers(of, here, self._desk, self.app.lang)
        match = None if callable(found) else next((m for m in found if m.key == key), None)
        return say("{name} {note}", name=match.text, note=match.note) if match else key

    def action_reveal(self) -> None:
        """Show the masked values, or mask them again."""
        if may_see(self._desk.officer_read, self._docket.state, "contact"):
            self._open = not self._open
            self.retitle()
        else:
            self.app.notify(say("Only those who handle a docket see its numbers."))

    def action_correct(self, kind: str) -> None:
        """Correct this entry, or take it back."""
        self.dismiss(None)
        n = len(self._docket.entries)
        open_act(self.app, kind, self._docket.key, n, {"entry": str(self._entry.n)})


def linked(state: State) -> tuple[str, ...]:
    """The keys of the dockets that this one names."""
    if isinstance(state, Complaint):
        own = (state.case,) if state.case else ()
        return (*own, *(key for _, key in state.links))
    if isinstance(state, Case):
        merged = (state.merged_into,) if state.merged_into else ()
        parts = (part.case.key for part in state.merged)
        return (*merged, *state.complaints, *(key for _, key in state.links), *parts)
    return ()


# ------------------------------------------------------------------ the facts


def state_parts(
    state: State, office: Office, today: date, lang: str, opened: bool
) -> Iterator[Part]:
    """What a docket adds up to, as paragraphs; numbers masked unless ``opened``."""
    if isinstance(state, Complaint):
        yield from _complaint_parts(state, office, today, lang, opened)
    elif isinstance(state, Case):
        yield from _case_parts(state, office, today, lang, opened)


def _complaint_parts(
    c: Complaint, office: Office, today: date, lang: str, opened: bool
) -> Iterator[Part]:
    yield Part(say("{number} {stage}", number=c.number, stage=c.stage.label), BOLD)
    yield from _urgent(c)
    yield Part(
        say(
            "Received {time}, {channel}, {identity}",
            time=f"{c.received:%Y-%m-%d %H:%M}",
            channel=c.channel.label,
            identity=c.identity.label,
        )
    )
    if c.case:
        yield Part(say("In case {key} (^G opens it)", key=c.case))
    missing = c.missing()
    if missing and c.open_allegations and not c.tipoff:
        yield Part(
            say("Missing for acceptance ({n}): {what}", n=len(missing), what=listed(missing)), ALARM
        )
    yield from _proposals(c.proposals, office, today)
    yield from _irregular(c.irregularities, today)
    yield from _respondents(c.respondents, opened)
    yield from map(Part, place_lines(c.site))
    yield Part("")
    yield Part(say("Allegations"), HEAD)
    for a in c.allegations:
        became: str = say("open")
        if a.disposition is not None:
            became = a.disposition.label
            told_on = a.told_on
            if told_on is not None:
                became = say("{what}, told {day}", what=became, day=short_day(told_on, today))
            elif c.identity is not Identity.ANONYMOUS:
                became = say("{what}, not told yet", what=became)
        yield _allegation(a.id, a.alleged.cause, a.alleged.start, a.alleged.end,
                          a.alleged.amount, became, lang)  # fmt: skip
        if a.to:
            yield Part(say("to {whom}", whom=a.to), MUTED, indent=4)
        if a.reason:
            yield Part(say("reason: {reason}", reason=a.reason), MUTED, indent=4)
    for differing in c.unequal:
        yield Part(differing.text, MUTED)
    if c.case is None:
        yield from _children(c.children, today)
        duties = (duty for child in c.children for duty in child.duties())
        yield from (Part(say("- {duty}", duty=duty.text), ALARM) for duty in duties)
    yield from _incidents(c.incidents)
    yield from _people(c, opened)
    yield from _tickets(c.tickets, today)
    for looked in c.compared:
        yield Part(
            say("Compared with {key}: {answer}", key=looked.docket, answer=looked.answer.label),
            MUTED,
        )
    yield from _told(say("What happened"), c.facts)
    yield from _told(say("What is asked for"), c.demand)
    yield from _papers(c.papers, today)
    for s in c.supplements:
        done = say("came {day}", day=short_day(s.received_on, today)) if s.received_on else (
            say("wanted by {day}", day=short_day(s.by, today)) if s.by else say("not in yet")
        )  # fmt: skip
        yield Part(say("Supplement: {items} ({done})", items=s.items, done=done))
    yield from opinion_parts(acceptance(c, office), lang)
    yield from money_parts(c, office, today, lang, opened)
    yield from _remedies(c.remedies, today)
    yield from _links(c.links)


def _case_parts(case: Case, office: Office, today: date, lang: str, opened: bool) -> Iterator[Part]:
    yield Part(say("{number} {stage}", number=case.number, stage=case.stage.label), BOLD)
    yield from _urgent(case)
    first = case.respondents[0].name if case.respondents else ""
    yield Part(against(first, len(case.respondents), case.site.address))
    yield Part(say("Workers: {n}, claimed {sum}", n=case.persons, sum=money(case.claimed)))
    if sums(case):
        yield Part(sums(case))
    lead, assistant = case.lead, case.assistant
    yield Part(
        say(
            "Lead {lead}, assistant {assistant}",
            lead=lead.name if lead else "?",
            assistant=assistant.name if assistant else "?",
        )
    )
    yield Part(say("Decided by: {authority}", authority=authority_name(office, case.authority)))
    yield Part(say("Handled by: {body}", body=office.body_name(case.body)))
    yield Part(
        say(
            "{source}, filed {day}",
            source=case.source.label,
            day=short_day(case.filed_on, today),
        )
    )
    if case.merged_into:
        yield Part(say("Merged into {key} (^G opens it)", key=case.merged_into), ALARM)
    for part in case.merged:
        yield Part(say("Merged into this one: {key}", key=part.case.key))
    numbers = [n.text for n in case.numbers if n.text != case.number]
    if numbers:
        yield Part(say("Also numbered: {numbers}", numbers=listed(numbers)), MUTED)
    for line in proceeding_lines(case, office, lang, lambda day: short_day(day, today)):
        yield Part(line)
    yield from _proposals(case.proposals, office, today)
    yield from _irregular(case.irregularities, today)
    yield Part("")
    yield Part(say("Allegations"), HEAD)
    for a in case.allegations:
        found: str = a.finding.label if a.finding else say("open")
        if a.verified is not None:
            found = say("{finding}, verified {sum}", finding=found, sum=money(a.verified))
        yield _allegation(a.id, a.alleged.cause, a.alleged.start, a.alleged.end,
                          a.alleged.amount, found, lang)  # fmt: skip
    yield from _respondents(case.respondents, opened)
    yield from map(Part, place_lines(case.site))
    yield from _told(say("What was found"), case.facts)
    for b in case.brought:
        yield Part(
            say(
                "From {key} {number} {who} (^G opens it)", key=b.complaint, number=b.number,
                who=b.who or b.identity.label,
            )
        )  # fmt: skip
    yield from money_parts(case, office, today, lang, opened)
    yield from _papers(case.papers, today)
    if case.evidence:
        yield Part("")
        yield Part(say("Evidence"), HEAD)
        for e in case.evidence:
            line = say("{id} {name}, {day}", id=e.id, name=e.name, day=short_day(e.on, today))
            if e.preserved_on and not e.released_on:
                line = say("{line}, preserved", line=line)
            yield Part(line)
    if case.handovers:
        yield Part("")
        yield Part(say("Hand-overs"), HEAD)
        for h in case.handovers:
            line = say(
                "{id} {kind} to {whom}, asked {day}: {answer}",
                id=h.id,
                kind=h.kind.label,
                whom=authority_name(office, h.to),
                day=short_day(h.asked_on, today),
                answer=h.told,
            )
            yield Part(line, "" if h.awaits else MUTED)
            steps = handover_steps(h, lambda on: short_day(on, today))
            yield from (Part(step, MUTED, indent=2) for step in steps)
    yield from _incidents(case.incidents)
    yield from _children(case.pressing.children, today)
    yield from _assistance(case, today)
    yield from _afterwards(case, today)
    yield from opinion_parts(pressing(case, office, today), lang)
    duties = case.duties()
    if duties and case.closed_on is None:
        yield Part("")
        yield Part(say("Before it can be closed"), HEAD)
        yield from (Part(say("- {duty}", duty=d.text)) for d in duties)
    reminders = case.reminders()
    if reminders:
        yield Part("")
        yield Part(say("Also open"), HEAD)
        yield from (Part(say("- {duty}", duty=d.text), MUTED) for d in reminders)
    yield from _links(case.links)


def _urgent(state: Complaint | Case) -> Iterator[Part]:
    """That it cannot wait, why, and that the first step is owed."""
    urgent = state.urgency
    if urgent is None:
        return
    if not urgent.kinds:
        yield Part(say("! urgent"), ALARM)
    else:
        yield Part(say("! urgent: {why}", why=listed([k.label for k in urgent.kinds])), ALARM)
    if state.urgent_step:
        yield Part(say("! nobody has been spoken to or visited yet: do it today"), ALARM)


def _incidents(incidents: Sequence[Incident]) -> Iterator[Part]:
    for incident in incidents:
        yield Part("")
        yield from map(Part, incident_lines(incident))


def _children(found: Sequence[Child], today: date) -> Iterator[Part]:
    """The children found at work, by number and age; their names stand in the entries."""
    if not found:
        return
    yield Part("")
    yield Part(say("Children found at work"), HEAD)
    for c in found:
        age = c.age(c.found_on)
        line = say("{id} found {day}", id=c.id, day=short_day(c.found_on, today))
        if age is not None:
            line = say("{line}, {n} years old", line=line, n=age)
        if c.since is not None:
            line = say("{line}, at work since {day}", line=line, day=c.since.isoformat())
        if c.sent_home_on is not None and c.to is not None:
            home = short_day(c.sent_home_on, today)
            line = say("{line}, sent home {day}: {whom}", line=line, day=home, whom=c.to.label)
        yield Part(line)
        for whom, on_day in c.told:
            told = say("told {day}: {whom}", day=short_day(on_day, today), whom=whom.label)
            yield Part(told, MUTED, indent=4)
        question = c.question(today)
        if question is not None:
            yield Part(question, MUTED, indent=4)


def _assistance(case: Case, today: date) -> Iterator[Part]:
    if case.assistance:
        yield Part("")
        yield Part(say("Assistance asked for"), HEAD)
    for a in case.assistance:
        answer: str = say("no answer yet")
        if a.answered_on is not None:
            answer = say("helped") if a.helped else say("could not help")
            answer = say("{what}, {day}", what=answer, day=short_day(a.answered_on, today))
        yield Part(
            say(
                "{id} {organ} {number}, asked {day}: {answer}",
                id=a.id,
                organ=a.organ,
                number=a.number,
                day=short_day(a.asked_on, today),
                answer=answer,
            )
        )


def _remedies(lodged: Sequence[Remedy], today: date) -> Iterator[Part]:
    if lodged:
        yield Part("")
        yield Part(say("Review and suit"), HEAD)
    for r in lodged:
        line = say(
            "{id} {kind}, {organ}, {day}",
            id=r.id,
            kind=r.kind.label,
            organ=r.organ,
            day=short_day(r.lodged_on, today),
        )
        if r.about:
            line = say("{line}, against {what}", line=line, what=", ".join(r.about))
        if r.ruling is not None and r.ruled_on is not None:
            day = short_day(r.ruled_on, today)
            line = say("{line}: {ruling}, {day}", line=line, ruling=r.ruling.label, day=day)
        if r.pending:
            line = say("{line}, pending", line=line)
        if r.pending and r.suspended:
            line = say("{line}, execution suspended", line=line)
        yield Part(line, "" if r.pending else MUTED)


def _afterwards(case: Case, today: date) -> Iterator[Part]:
    """What followed decisions, a line each."""
    yield from _remedies(case.remedies.lodged, today)
    lines = (*_amended(case, today), *_fines(case), *_published(case, today))
    if lines:
        yield Part("")
        yield Part(say("After the decision"), HEAD)
        yield from lines


def _amended(case: Case, today: date) -> Iterator[Part]:
    for a in case.remedies.amendments:
        line = say(
            "{paper} {how} by {what}, {day}",
            paper=a.paper,
            how=a.how.label,
            what=a.by,
            day=short_day(a.on, today),
        )
        yield Part(line, MUTED)


def _fines(case: Case) -> Iterator[Part]:
    for f in case.sanctions.fines:
        line = say(
            "Fine of {number}: {sum}, paid {paid}",
            number=f.number,
            sum=money(f.imposed),
            paid=money(f.paid),
        )
        if f.additional:
            line = say("{line}, additional fine {sum}", line=line, sum=money(f.additional))
        if f.deferral is not None and f.left:
            line = say("{line}, deferred until {day}", line=line, day=f.deferral.until.isoformat())
        if f.void_on is not None:
            line = say("{line}, void", line=line)
        yield Part(line, "" if f.left else MUTED)
    for x in case.sanctions.extra:
        yield Part(
            say(
                "{paper} extra compensation {sum}, to the workers", paper=x.paper,
                sum=money(x.amount),
            )
        )  # fmt: skip
    for r in case.sanctions.reports:
        yield Part(say("{paper} reported to {whom}", paper=r.paper, whom=r.to), MUTED)


def _published(case: Case, today: date) -> Iterator[Part]:
    for p in case.sanctions.publications:
        line = say(
            "{id} published {day}: {ground}",
            id=p.id,
            day=short_day(p.on, today),
            ground=p.ground.label,
        )
        if p.ended_on is not None:
            back = short_day(p.ended_on, today)
            line = say("{line}, taken back {day}", line=line, day=back)
        yield Part(line, MUTED if p.ended_on else "")
    for x in case.sanctions.listings:
        state: str = say("noticed {day}", day=short_day(x.noticed_on, today))
        if x.off_on is not None:
            state = say("off the list {day}", day=short_day(x.off_on, today))
        elif x.until is not None:
            state = say("on the list until {day}", day=x.until.isoformat())
        elif x.spared_on is not None:
            state = say("spared {day}", day=short_day(x.spared_on, today))
        yield Part(say("{id} list of wage debtors: {state}", id=x.id, state=state))


def _allegation(
    name: str,
    cause: str,
    start: date | None,
    end: date | None,
    amount: int | None,
    became: str,
    lang: str,
) -> Part:
    line = say("{id} {cause}", id=name, cause=cause_title(cause, lang))
    if start or end:
        line = say(
            "{line} {start} to {end}", line=line,
            start=start.isoformat() if start else "?", end=end.isoformat() if end else "?",
        )  # fmt: skip
    if amount is not None:
        line = say("{line} {sum}", line=line, sum=money(amount))
    return Part(say("{line}: {became}", line=line, became=became))


def _people(c: Complaint, opened: bool) -> Iterator[Part]:
    yield Part("")
    yield Part(say("Complainant") if not c.tipoff else say("Reporter"), HEAD)
    person = c.complainant
    if person is None:
        unknown = c.identity is Identity.ANONYMOUS
        yield Part(say("anonymous") if unknown else say("not known yet"))
        return
    if person.name == SECRET:
        yield Part(secret(person.name))
        who = say("^R opens who it is, with a purpose, to the clerk who registered it and heads.")
        yield Part(who, MUTED, indent=2)
        return
    yield Part(_person(person, opened))
    more: list[str] = [t for t in (person.occupation, person.work_unit) if t]
    if person.sex is not None:
        more.insert(0, person.sex.label)
    if more:
        yield Part(say("{more}", more=listed(more)), MUTED, indent=2)
    if c.representatives:
        yield Part(say("Representatives: {names}", names=listed(c.representatives)))


def _person(person: Person | Worker, opened: bool) -> Said:
    line = say("{name}", name=secret(person.name))
    if person.phone:
        phone = person.phone if opened else masked_phone(person.phone)
        line = say("{line}  phone {phone}", line=line, phone=phone)
    if person.resident_number:
        number = person.resident_number
        shown = number if opened else masked_resident(number)
        line = say("{line}  No. {number}", line=line, number=shown)
    return line


def _respondents(respondents: Sequence[Respondent], opened: bool) -> Iterator[Part]:
    yield Part("")
    yield Part(say("Against"), HEAD)
    if not respondents:
        yield Part(say("not known yet"))
    for r in respondents:
        code = r.credit_code or r.no_code.label
        yield Part(say("{name} ({role}, code: {code})", name=r.name, role=r.role.label, code=code))
        if r.representative or r.phone:
            phone = r.phone or ""
            yield Part(
                say(
                    "{name} {phone}",
                    name=r.representative,
                    phone=phone if opened or not phone else masked_phone(phone),
                ),
                MUTED,
                indent=2,
            )


def _papers(papers: Sequence[Paper], today: date) -> Iterator[Part]:
    if papers:
        yield Part("")
        yield Part(say("Papers"), HEAD)
        yield from (_paper(p, today) for p in papers)


def _paper(p: Paper, today: date) -> Part:
    line = say(
        "{id} {kind} {number}, {day}",
        id=p.id,
        kind=p.kind.label,
        number=p.number,
        day=short_day(p.issued_on, today),
    )
    if p.file:
        line = say("{line}, scan kept", line=line)
    if p.void_on:
        line = say("{line}, void since {day}", line=line, day=short_day(p.void_on, today))
        return Part(
            say("{line}: {why}", line=line, why=p.void_reason) if p.void_reason else line, MUTED
        )
    if not p.regular:
        line = say("{line}, irregular", line=line)
    if p.lapsed:
        return Part(say("{line}, lapsed", line=line), MUTED)
    served = p.served_on
    if served is None:
        if len(p.unserved) < len(p.addressees):
            return Part(
                say("{line}, not served yet on: {names}", line=line, names=listed(p.unserved))
            )
        return Part(say("{line}, not served yet", line=line) if p.to_serve else line)
    line = say("{line}, served {day}", line=line, day=short_day(served, today))
    if p.performed_on:
        line = say("{line}, performed {day}", line=line, day=short_day(p.performed_on, today))
    elif p.until:
        line = say("{line}, until {day}", line=line, day=short_day(p.until, today))
    return Part(line)


def _proposals(found: Sequence[Proposal], office: Office, today: date) -> Iterator[Part]:
    day = partial(short_day, today=today)
    for p in found:
        if p.pending or p.overtaken_by is not None:
            yield Part(proposal_line(p, office, day), BOLD if p.pending else MUTED)


def _irregular(marks: Sequence[Irregularity], today: date) -> Iterator[Part]:
    for i in marks:
        if i.how and i.settled_on:
            done = say("{how}, {day}", how=i.how.label, day=short_day(i.settled_on, today))
            yield Part(
                say("Irregular: #{n} {act} ({done})", n=i.entry, act=i.title, done=done), MUTED
            )
        else:
            yield Part(say("! irregular: #{n} {act}, not settled", n=i.entry, act=i.title), ALARM)


def _tickets(tickets: Sequence[Ticket], today: date) -> Iterator[Part]:
    """Each door the complaint came in by, and how its own answer stands."""
    if tickets:
        yield Part("")
        yield Part(say("Tickets"), HEAD)
    day = partial(short_day, today=today)
    for t in tickets:
        yield Part(ticket_line(t, day), BOLD if t.open else "")
        yield Part(ticket_state(t, day), "" if t.open else MUTED, indent=4)


def _told(label: Said, text: str) -> Iterator[Part]:
    if text:
        yield Part("")
        yield Part(label, HEAD)
        yield Part(text)


def _links(links: Sequence[tuple[str, str]]) -> Iterator[Part]:
    for how, key in links:
        yield Part(say("{how} {key} (^G opens it)", how=link_title(how), key=key))
