"""Registering a complaint or a tip-off, on one screen and by the keyboard alone."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import ClassVar, Final, TypeVar, cast

from attrs import evolve, frozen
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup, VerticalGroup, VerticalScroll
from textual.widget import Widget

from laborcase import codec, law, paste, values
from laborcase.acts import Registered
from laborcase.acts.tickets import joining
from laborcase.codec import text_of
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.errors import Conflict, Invalid, Reason, Refused
from laborcase.fields import Choice as Choices
from laborcase.fields import Declared, fields_of, read
from laborcase.law import Facts, Moment
from laborcase.likeness import Known, Matter, Similar, likely
from laborcase.parties import Claim, People, Person, Respondent, Role, Site, Worker
from laborcase.record.case import Case, Finding
from laborcase.record.complaint import FOR_ANOTHER, Complaint
from laborcase.record.docket import Alleged, Likeness
from laborcase.record.summary import Summary
from laborcase.record.tickets import OUTSIDE, Channel, ticket_name
from laborcase.values import Line, ResidentNumber, similar_name
from laborcase.words import Said, say

from ..base import Words
from ..drafts import Draft
from ..terms import whole_day
from ..widgets.field import Field, Labelled
from ..widgets.grid import Column, Grid, Pasted
from ..widgets.offered import Pick, Ticks, lines, listed
from ..widgets.pick import MOST_MATCHES, Choice, Lookup, Match
from .act_form import told
from .form import Form, Looked, set_text
from .missing import Missing, missing_in, own_right_typed
from .offers import CLASSES, causes, class_offers
from .pasted import Ticket
from .same_matter import SameMatter

V = TypeVar("V")

CLAIMED: Final = ("cause", "start", "end", "amount")
KEPT_FOR_THE_NEXT: Final = ("tipoff", "identity", "channel", "respondents.", "site.")
"""What the next co-worker of the same respondent has in common with the one before; of the
allegations the cause and the period."""
SOMETIMES: Final = ("ticket.", "agent.")
"""Fields that stand there only where they are of use."""
REMARKS: Final = ("nevertheless", "happened", "late_reason", "irregular")
"""What is said of the registration itself, last of all fields."""
TRIES: Final = 20  # so often, in a busy office, it is looked again for what is the same matter
MOST_ALLEGATIONS: Final = 20
LOOKED_AT: Final = 50  # rows of workers that are checked while typing; all are when it is saved
OPENED: Final = 12  # earlier dockets opened to tell their findings and orders


# ------------------------------------------------------------------ what is known already


LABELS: Final = {
    "complainant.name": say("Full name"),
    "complainant.resident_number": say("ID number"),
    "site.address": say("Workplace"),
    "site.subdistrict": say("Subdist."),
    "ticket.number": say("Ticket No."),
    "ticket.due": say("Reply by"),
}
"""Short names of the fields that stand in narrow places."""


@frozen
class Earlier:
    """A respondent the register knows, with what a new complaint can take over from it."""

    known: Known
    respondent: Respondent | None
    site: Site | None


def earlier(desk: Desk, typed: str) -> tuple[tuple[Earlier, Said], ...]:
    """Respondents like the one typed, with the reason; asks the desk, so it runs in a thread."""
    core = similar_name(typed)
    rows: dict[str, Summary] = {}
    for piece in dict.fromkeys((core, core[:2], core[-2:])):
        if len(piece) > 1 or piece == core:
            page = desk.find(desk.asking(respondent=piece, sort="changed", limit=50))
            rows.update((row.key, row) for row in page.rows)
    names = dict.fromkeys(row.respondent for row in rows.values() if row.respondent)
    like = likely(typed, "", (Known(name=name) for name in names))[:MOST_MATCHES]
    return tuple(
        (
            _earlier(
                desk, one.known.name, [r for r in rows.values() if r.respondent == one.known.name]
            ),
            one.why,
        )
        for one in like
    )


def _earlier(desk: Desk, name: str, rows: Sequence[Summary]) -> Earlier:
    upheld = unpaid = 0
    respondent: Respondent | None = None
    site: Site | None = None
    for row in rows[:OPENED]:
        state = desk.docket(row.key).state
        if not isinstance(state, (Complaint, Case)):
            continue
        respondent = respondent or next((r for r in state.respondents if r.name == name), None)
        site = site or state.site
        if isinstance(state, Case):
            upheld += sum(a.finding in (Finding.UPHELD, Finding.PARTLY) for a in state.allegations)
            unpaid += sum(p.until is not None and p.performed_on is None for p in state.papers)
    known = Known(
        name=name,
        credit_code=(respondent.credit_code or "") if respondent else "",
        docket=rows[0].key,
        open=sum(row.open for row in rows if row.kind == "case"),
        upheld=upheld,
        unpaid=unpaid,
    )
    return Earlier(known, respondent, site)


@frozen
class Sight(Looked):
    """What the desk says of the registration, and which complaints may be the same matter."""

    alike: tuple[Similar, ...] = ()


class Unanswered(Refused):
    """Complaints look so much like this one that it must be said first whether they are."""

    def __init__(self, found: tuple[Similar, ...]) -> None:
        super().__init__(Reason(say("{key}: {why}.", key=s.docket, why=s.why)) for s in found)
        self.found = found


def matter_typed(typed: Mapping[str, str], today: date) -> Matter:
    """What an unfinished registration can be compared by."""

    def at(path: str) -> str:
        return typed.get(path, "").strip()

    def read_or_none(reader: Callable[[str], V], path: str) -> V | None:
        try:
            return reader(at(path)) if at(path) else None
        except Invalid:
            return None

    def days(prefix: str) -> Iterator[Alleged]:
        start = read_or_none(lambda text: values.day(text, today), f"{prefix}.start")
        end = read_or_none(lambda text: values.day(text, today), f"{prefix}.end")
        if start or end:
            yield Alleged(cause=Line("other"), start=start, end=end)

    people = [
        Person(
            name=Line(at(f"{who}.name")),
            phone=read_or_none(values.phone, f"{who}.phone"),
            resident_number=read_or_none(values.resident_number, f"{who}.resident_number"),
        )
        for who in ("complainant", *(f"workers.{n}" for n in range(1, LOOKED_AT + 1)))
        if at(f"{who}.name") or at(f"{who}.phone") or at(f"{who}.resident_number")
    ]
    periods = [
        alleged
        for prefix in (
            *(f"allegations.{n}" for n in range(1, MOST_ALLEGATIONS + 1)),
            *(f"workers.{n}.claims.1" for n in range(1, LOOKED_AT + 1)),
        )
        for alleged in days(prefix)
    ]
    name, number = at("respondents.1.name"), at("ticket.number")
    code = read_or_none(values.credit_code, "respondents.1.credit_code")
    channel = Channel(at("channel") or "counter")
    return Matter(
        people=tuple(people),
        respondents=(Respondent(name=Line(name), credit_code=code),) if name else (),
        place=at("site.address"),
        periods=tuple(periods),
        tickets=(ticket_name(channel, number),) if number else (),
    )


# ------------------------------------------------------------------ its fields


class Respondents(Lookup):
    """The respondent's name; taking an earlier one tells the form."""

    class Taken(Labelled.Changed):
        """An earlier respondent was taken."""

    def take(self, match: Match) -> None:
        super().take(match)
        self.post_message(self.Taken(self))


class Settled(Field[object]):
    """A field in a narrow place: once left, its text becomes the value as it was understood."""

    def __init__(
        self, label: str, f: Declared, read_it: Callable[[str], object], path: str
    ) -> None:
        super().__init__(label, read_it, path=path)
        self._f = f

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if self.value is not None:
            self.text = text_of(self._f, self.value)


class Several(VerticalGroup):
    """One of several of a kind, on a line; what is wrong with it stands below."""

    KIND: ClassVar[str]

    def __init__(self, n: int, parts: Sequence[Labelled], more: Sequence[Labelled] = ()) -> None:
        super().__init__(classes="several")
        self.n = n
        self.parts = (*parts, *more)
        self._line = tuple(parts)
        self._more = tuple(more)

    def compose(self) -> ComposeResult:
        yield HorizontalGroup(*self._line, classes="row")
        if self._more:
            yield HorizontalGroup(*self._more, classes="row more")
        yield Words(classes="wrong")

    def tell(self) -> None:
        """Show what cannot be read in it, across the whole line."""
        wrong = [p.problem for p in self.parts if p.problem and p.has_class("-problem")]
        words = self.query_one(".wrong", Words)
        words.text = lines([say("! {problem}", problem=problem) for problem in wrong])
        words.display = bool(wrong)


class Allegation(Several):
    """Cause, from, until, sum; and with all fields, whether it goes on, for how many, a detail."""

    KIND = "allegations"


class Other(Several):
    """One more respondent: name, role, credit code."""

    KIND = "respondents"


# ------------------------------------------------------------------ the screen


class Intake(Form):
    """The registration. After saving it stands ready and empty for the next one; it is dismissed
    with None when it is left."""

    PURPOSE = (
        say("Here a complaint or a tip-off is registered; five things are enough."),
        say("Earlier respondents appear while you type the name; Down takes one."),
        say("F6 lists what acceptance still wants and goes to its field; nothing is refused."),
        say("F3 saves and keeps respondent, place, cause and period for the next co-worker."),
        say("F5 reads a pasted ticket; only what you tick goes into the form."),
        say("F7 shows complaints that look the same; 1, 2, 3 say whether they are."),
    )
    BINDINGS = [
        Binding("f3", "save_next", say("Save, next co-worker"), id="intake.next"),
        Binding("f4", "park", say("Park"), id="intake.park"),
        Binding("f5", "ticket", say("Read a ticket"), id="intake.ticket"),
        Binding("f6", "missing", say("What is missing"), id="intake.missing"),
        Binding("f7", "alike", say("The same matter?"), id="intake.alike", show=False),
        Binding("ctrl+n", "allegation", say("Allegation more"), id="intake.add", show=False),
        Binding("ctrl+r", "respondent", say("Respondent more"), id="intake.respondent", show=False),
        Binding("ctrl+g", "workers", say("Workers"), id="intake.workers"),
        Binding("ctrl+o", "rest", say("All fields"), id="intake.rest"),
        Binding("escape", "leave", say("Leave"), id="intake.leave"),
    ]
    FIRST_KEYS = ("ctrl+s", "f3", "f6", "f4", "escape", "f5", "ctrl+g", "ctrl+o")
    CSS = (
        Form.CSS
        + """
    Intake .row { height: auto; }
    Intake .row Labelled { width: 1fr; padding-right: 1; }
    Intake .row .wide { width: 3fr; }
    Intake .row .middle { width: 2fr; }
    Intake .fields Labelled .label { width: 10; }
    Intake .fields Labelled .sentence { margin-left: 10; }
    Intake .fields Labelled .below { margin-left: 10; }
    Intake .fields Lookup OptionList { margin-left: 10; max-height: 6; }
    Intake .fields .several Labelled .label { width: auto; }
    Intake .fields .several .first .label { width: 10; }
    Intake .several Settled { width: auto; }
    Intake .several Settled HorizontalGroup { width: auto; }
    Intake .several Settled Line { width: 12; }
    Intake .fields .several OptionList { margin-left: 0; }
    Intake .several Labelled.-problem .sentence { display: none; }
    Intake .several .wrong { display: none; margin-left: 10; color: $text-error; }
    Intake .more { display: none; margin-left: 10; }
    Intake.-whole .more { display: block; }
    Intake .ticket { display: none; height: auto; }
    Intake.-ticket .ticket { display: block; }
    Intake .rest Labelled .label { width: 16; }
    Intake .agent { display: none; height: auto; }
    Intake.-agent .agent { display: block; }
    Intake .rest { display: none; height: auto; margin-top: 1; }
    Intake.-whole .rest { display: block; }
    Intake .workers { display: none; }
    Intake.-workers .workers { display: block; }
    Intake .opinion { margin-top: 0; }
    """
    )

    def __init__(
        self, desk: Desk, prefill: Mapping[str, str] | None = None, *, draft: Draft | None = None
    ) -> None:
        super().__init__(desk, "registered", prefill=prefill, draft=draft)
        self._opinion = Words(classes="opinion")
        self._last = ""
        self._next = False
        self._fresh: dict[str, str] = {}
        self._earlier: dict[str, Earlier] = {}
        self._causes: tuple[Match, ...] = ()
        self._questions: tuple[Said, ...] = ()
        self._asked: tuple[Said, ...] = ()
        self._answers: dict[str, Likeness] = {}
        self._entering_after = False

    def heading(self) -> str:
        if self._last:
            return say("Register (last: {key})", key=self._last)
        return say("Register (the number is given when it is saved)")

    def side(self) -> ComposeResult:
        yield self._opinion
        yield from super().side()

    async def _lay(self) -> None:
        self._causes = await asyncio.to_thread(causes, self.app.lang)
        await self.query_one(".fields", VerticalScroll).mount_all(list(self._rows()))
        for row in (Allegation, Other):
            for n in range(2, MOST_ALLEGATIONS + 1):
                if any(path.startswith(f"{row.KIND}.{n}.") for path in self.loaded):
                    await self._add(row, n)
        self.load_rows()
        if any(path.startswith("workers") for path in self.loaded):
            self.add_class("-workers")
        self._answers = answered(self.loaded)
        self._show_sometimes()
        self._fresh = {"received": "", "channel": "counter", "tipoff": "false"} | {
            path: widget.text
            for path, widget in self.fields.items()
            if isinstance(widget, Choice) and path not in self.loaded
        }
        if "received" not in self.loaded:
            set_text(self.fields["received"], self._now())
        self.fields["tipoff"].go()
        self.begin()

    def _now(self) -> str:
        return self.app.now().strftime("%Y-%m-%d %H:%M")

    def _rows(self) -> Iterator[Widget]:
        """The fields from top to bottom, as they are asked at the counter."""
        tipoff = [("false", say("complaint")), ("true", say("tip-off"))]
        kind = self.take(Choice(say("Kind"), tipoff, path="tipoff", chosen="false"))
        yield HorizontalGroup(
            with_class(kind, "middle"), with_class(self._of("identity"), "wide"), classes="row"
        )
        yield self._of("channel")
        yield self._of("received")
        yield VerticalGroup(
            HorizontalGroup(
                with_class(self._of("ticket.number"), "middle"),
                with_class(self._of("ticket.due"), "middle"),
                classes="row",
            ),
            self._of("ticket.raw", rows=2),
            classes="ticket",
        )
        yield HorizontalGroup(
            self._of("complainant.name"), self._of("complainant.phone"), classes="row"
        )
        yield self._of("complainant.resident_number")
        yield self.take(
            Respondents(
                say("Against"),
                self._find,
                values.line,
                path="respondents.1.name",
                hint=say("earlier ones appear while you type; Down takes one"),
            )
        )
        place = with_class(self._of("site.address"), "middle")
        yield HorizontalGroup(place, self._of("site.subdistrict"), classes="row")
        yield self._allegation(1)
        workers = self.take(self._grid())
        workers.add_class("workers")
        yield workers
        yield self._of("facts", rows=3)
        yield self._of("demand", rows=2)
        yield VerticalGroup(*self._rest(), classes="rest")

    def _rest(self) -> Iterator[Widget]:
        """What form D01 wants beyond that."""
        first = ("name", "phone", "resident_number")
        yield self._of("urgent")
        yield self._of("urgencies")
        yield Words(say("Complainant"), classes="group-title")
        yield from (
            self._of(f"complainant.{f.name}") for f in fields_of(Person) if f.name not in first
        )
        yield self._of("acting")
        yield VerticalGroup(
            Words(say("Who acts for the complainant"), classes="group-title"),
            *(self._of(f"agent.{f.name}") for f in fields_of(Person)),
            self._of("power_of_attorney"),
            classes="agent",
        )
        yield Words(say("Respondent"), classes="group-title")
        yield from (
            self._of(f"respondents.1.{f.name}") for f in fields_of(Respondent) if f.name != "name"
        )
        yield Words(say("Place of work"), classes="group-title")
        for f in fields_of(Site):
            if f.name not in ("address", "subdistrict"):
                yield self._of(f"site.{f.name}")
        yield Words(say("Of the workers"), classes="group-title")
        yield from (self._of(f"people.{f.name}") for f in fields_of(People))
        yield self._of("representatives")
        yield from (self._of(name) for name in REMARKS)

    def label_at(self, path: str) -> str:
        widget = self.fields.get(path)
        return widget.label if widget else super().label_at(path)

    def _of(self, path: str, rows: int = 1) -> Labelled:
        """The widget of the declared field at a path."""
        f = self._declared(path)
        label = LABELS.get(path, f.label)
        if f.type is bool:
            yes_no = [("true", say("yes")), ("false", say("no"))]
            return self.take(Choice(label, yes_no, path=path, chosen="false"))
        if isinstance(f.type, type) and issubclass(f.type, Choices) and f.many:
            return self.take(Ticks(label, [(m.value, m.label) for m in f.type], path=path))
        if isinstance(f.type, type) and issubclass(f.type, Choices):
            chosen = f.default.value if isinstance(f.default, Choices) else ""
            chosen = "counter" if path == "channel" else chosen
            named = [(m.value, m.label) for m in f.type]
            return self.take(Choice(label, named, path=path, chosen=chosen))
        if f.of in CLASSES:
            return self.take(Pick(label, class_offers(f.of, self.app.lang), path=path, hint=f.hint))
        if path == "complainant.resident_number":
            return self.take(Field(label, values.resident_number, path=path, told=self._person))
        reader = partial(self._read, f)
        if f.type is datetime:
            return self.take(Settled(label, f, reader, path))
        return self.take(Field(label, reader, path=path, lines=rows, hint=f.hint, told=told(f)))

    def _declared(self, path: str) -> Declared:
        here: type = self.cls
        found: Declared | None = None
        for part in path.split("."):
            if not part.isdecimal():
                found = next(f for f in fields_of(here) if f.name == part)
                here = cast("type", found.type)
        assert found is not None
        return found

    def _read(self, f: Declared, text: str) -> object:
        return read(f, text, self.app.now())

    def _person(self, number: ResidentNumber) -> str:
        """What a resident number says: sex, birth date, age, and what is odd about it."""
        today = self.app.today()
        holder = values.resident(number)
        told_ = say(
            "{sex} {born}, {age} years",
            sex=say("female") if holder.sex == "female" else say("male"),
            born=holder.born.isoformat(),
            age=holder.age(today),
        )
        for remark in values.remarks(number, today):
            told_ = say("{told} ! {remark}", told=told_, remark=remark)
        return told_

    def _allegation(self, n: int) -> Allegation:
        parts: list[Labelled] = []
        labels = {"start": say("from"), "end": say("until"), "amount": say("sum")}
        cause = Pick(say("Matter {n}", n=n), self._causes, path=f"allegations.{n}.cause")
        cause.add_class("first", "middle")
        parts.append(self.take(cause))
        for f in fields_of(Alleged):
            if f.name in labels:
                path = f"allegations.{n}.{f.name}"
                reader = partial(self._read, f)
                parts.append(self.take(Settled(labels[f.name], f, reader, path)))
        more = [self._of(f"allegations.{n}.{name}") for name in ("continuing", "workers", "detail")]
        return Allegation(n, parts, more)

    def _other(self, n: int) -> Other:
        name = self.take(Field(say("Against {n}", n=n), values.line, path=f"respondents.{n}.name"))
        roles = [Match(role.value, role.label) for role in Role]
        role = self.take(Pick(say("Role"), roles, path=f"respondents.{n}.role"))
        code = self._of(f"respondents.{n}.credit_code")
        return Other(n, [with_class(name.add_class("middle"), "first"), role, code])

    def _grid(self) -> Grid:
        claim = {f.name: f for f in fields_of(Claim)}
        worker = {f.name: f for f in fields_of(Worker)}
        columns = []
        for name, reader in paste.readers(self.app.today()).items():
            f = claim.get(name) or worker[name]
            path = f"claims.1.{name}" if name in claim else name
            key = (lambda text: str(paste.cause_of(text))) if name == "cause" else str
            lacking = say("The name is missing.") if name == "name" else None
            columns.append(Column(path, f.label, read=reader, key=key, lacking=lacking))
        return Grid(say("Workers"), columns, path="workers", paste=self._pasted)

    def _pasted(self, text: str) -> Pasted:
        found = paste.table(text, self.app.today())
        return Pasted(found.cells, found.told)

    def on_grid_asked(self, event: Grid.Asked) -> None:
        """What was left out of a paste, and what could not be told of it, stays in sight."""
        self._asked = event.questions
        self.tell()

    def retitle(self) -> None:
        super().retitle()
        if self.fields:
            self.tell()

    # -- what is typed

    def typed(self, most: int | None = None) -> dict[str, str]:
        """What was typed; of the workers only the first ``most`` rows if given."""
        found: dict[str, str] = {}
        for path, widget in self.fields.items():
            if isinstance(widget, Grid):
                found.update(widget.typed(most))
            elif text := (widget.key if isinstance(widget, Pick) else widget.text):
                found[path] = text
        for path in ("role", "no_code"):
            key = f"respondents.1.{path}"
            if found.get(key) == self._fresh.get(key):
                found.pop(key, None)
        for row in self.query(Allegation):  # that it does not go on makes no allegation yet
            if found.get(f"allegations.{row.n}.continuing") == "false":
                del found[f"allegations.{row.n}.continuing"]
        return found | self._answered()

    def _answered(self) -> dict[str, str]:
        """The answers about complaints that look the same, as they are stored."""
        found: dict[str, str] = {}
        for n, (key, answer) in enumerate(self._answers.items(), 1):
            found[f"likeness.{n}.docket"] = key
            found[f"likeness.{n}.answer"] = answer.value
        return found

    def texts(self) -> dict[str, str]:
        kept = super().texts() | self._answered()
        return {p: t for p, t in kept.items() if p == "received" or self._fresh.get(p) != t}

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        if event.field.path == "complainant.resident_number":
            self._fill_person()
        if event.field.path in ("channel", "acting") or event.field.path.startswith(SOMETIMES):
            self._show_sometimes()

    def _show_sometimes(self) -> None:
        """The fields of a ticket stand there where the channel gives one, those of an agent where
        somebody acts for another; and both where something is typed."""
        owed = {
            "ticket": self.fields["channel"].text in OUTSIDE,
            "agent": self.fields["acting"].text in FOR_ANOTHER,
        }
        for name, shown in owed.items():
            typed = any(w.text for p, w in self.fields.items() if p.startswith(f"{name}."))
            self.set_class(typed or shown, f"-{name}")

    def on_respondents_taken(self, event: Respondents.Taken) -> None:
        """Take over what the earlier docket says of the respondent, and say so."""
        event.stop()
        widget = self.fields["respondents.1.name"]
        assert isinstance(widget, Respondents)
        found = self._earlier.get(widget.taken.key if widget.taken else "")
        if found is None:
            return
        took: list[str] = []
        for prefix, thing in (("respondents.1.", found.respondent), ("site.", found.site)):
            for f in fields_of(type(thing)) if thing is not None else ():
                value = getattr(thing, f.name)
                target = self.fields.get(prefix + f.name)
                if target is None or not value or value == f.default or f.name == "name":
                    continue
                if not target.text:
                    set_text(target, text_of(f, value))
                    took.append(f.label)
        if took:
            self.app.notify(
                say("Taken over from {key}: {names}.", key=found.known.docket, names=listed(took))
            )

    def _fill_person(self) -> None:
        """Sex and birth date come from the resident number."""
        number = self.fields["complainant.resident_number"].value
        if number is None:
            return
        holder = values.resident(cast("ResidentNumber", number))
        set_text(self.fields["complainant.sex"], holder.sex)
        set_text(self.fields["complainant.born"], holder.born.isoformat())

    async def _find(self, typed: str) -> Sequence[Match]:
        found = await asyncio.to_thread(earlier, self.desk, typed)
        self._earlier = {one.known.docket: one for one, _ in found}
        return [
            Match(one.known.docket, one.known.name, _history(one.known, why)) for one, why in found
        ]

    # -- what the desk and the law say of it

    async def _looking(self) -> None:
        typed = self.typed(LOOKED_AT)
        self.looked = await asyncio.to_thread(self.ask, typed)
        self.tell()
        grid = cast("Grid", self.fields["workers"])
        if len(grid.rows) > LOOKED_AT:  # a part of the rows never adds up to the whole sum
            reasons = tuple(r for r in self.looked.reasons if r.path != "nevertheless")
            self.looked = evolve(self.looked, reasons=reasons)
            self.tell()
        if grid.rows:
            found = await asyncio.to_thread(paste.read, grid.rows, self.app.today())
            self._questions = found.questions
            self.tell()

    def ask(self, typed: Mapping[str, str]) -> Looked:
        found = self.desk.similar(matter_typed(typed, self.app.today()))
        same = [key for key, answer in self._answers.items() if answer is Likeness.SAME]
        looked = super().ask(typed)
        if len(same) == 1 and not looked.problems:
            act = cast("Registered", codec.from_text("registered", typed, self.desk.now()))
            looked = Looked((), self.desk.check(joining(act), on=same[0]))
        return Sight(looked.problems, looked.reasons, found)

    def commit(self, typed: Mapping[str, str]) -> Commit:
        """Register it, or let it join the complaint that it was said to be; first it must be said
        of those that look the same."""
        act = self.act_of(typed)
        assert isinstance(act, Registered)
        for _ in range(TRIES):
            head = self.desk.head()
            found = self.desk.similar(act)
            open_ones = tuple(s for s in found if s.likely and s.docket not in self._answers)
            if open_ones and Likeness.SAME not in self._answers.values():
                raise Unanswered(open_ones)
            # What a colleague registers in this very moment is looked at before this is entered.
            with suppress(Conflict):
                return self.desk.take_in(act, expected=head, key=self.draft.key)
        return self.desk.take_in(act, key=self.draft.key)

    def tell(self) -> None:
        super().tell()
        if isinstance(self.looked, Sight):
            # What no longer looks the same is no longer answered for.
            there = {one.docket for one in self.looked.alike}
            self._answers = {k: a for k, a in self._answers.items() if k in there}
        for row in self.query(Several):
            row.tell()
        typed = self.typed(1)
        told_ = [*self._opined(typed), *self._clocks(typed)]
        if self.has_class("-narrow"):
            told_ = [_along(told_)]
        if isinstance(self.looked, Sight) and self.looked.alike:
            told_.append(say("The same matter? (F7)"))
            told_ += [self._seen(one) for one in self.looked.alike]
        told_ += [*self._asked[:8], *self._questions[:5]]
        self._opinion.text = lines(told_)

    def _seen(self, one: Similar) -> Said:
        told_ = say("{key} {why}", key=one.docket, why=one.why)
        answer = self._answers.get(one.docket)
        return say("{line}: {answer}", line=told_, answer=answer.label) if answer else told_

    def missing(self) -> tuple[tuple[str, Said], ...]:
        """What form D01 still wants before acceptance, with the paths of its fields."""
        return missing_in(self.typed(1))

    def _opined(self, typed: Mapping[str, str]) -> list[str]:
        """The first questions of the acceptance test, answered by what is typed so far."""
        if typed.get("tipoff") == "true":
            return [say("Tip-off: no acceptance test; its author is kept secret.")]
        missing = missing_in(typed)
        cause = typed.get("allegations.1.cause") or typed.get("workers.1.claims.1.cause")
        known = cause if cause in law.causes() else None
        words_missing = tuple(text for _, text in missing)
        own, _, matter, *_ = law.opinion(
            Facts(own_right=own_right_typed(typed), missing=words_missing, cause=known)
        )
        words = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet")}
        found: list[str] = [
            say("1 Own rights: {answer}", answer=words[own.answer]),
            say("2 Papers: {n} missing (F6)", n=len(missing))
            if missing
            else say("2 Papers: complete"),
            say("3 Matter of inspection: {answer}", answer=words[matter.answer]),
        ]
        if matter.answer == "no":
            found.append(matter.note)
        elif own.answer != "yes":
            found.append(own.note)
        elif missing:
            found.append(say("Opinion: can be accepted once supplemented"))
        else:
            found.append(say("Opinion: can be accepted"))
        return found

    def _clocks(self, typed: Mapping[str, str]) -> list[str]:
        """The limits that begin with this registration, from the day it was received."""
        received = self.fields["received"].value
        if not isinstance(received, datetime):
            return []
        names = (
            ["received"] if typed.get("tipoff") == "true" else ["received", "complaint_received"]
        )
        moments = [Moment(name=name, on=received.date(), entry=1) for name in names]
        return [
            say("{clock} {day}", clock=d.title(self.app.lang), day=whole_day(d))
            for d in self.desk.office_read.deadlines(moments)
        ]

    # -- keys

    async def _add(self, kind: type[Several], n: int) -> None:
        row = self._allegation(n) if kind is Allegation else self._other(n)
        above = [self.fields["respondents.1.name"], *self.query(kind)]
        await self.query_one(".fields").mount(row, after=above[-1])

    async def action_allegation(self) -> None:
        """One more allegation, below the others."""
        n = len(self.query(Allegation)) + 1
        if n <= MOST_ALLEGATIONS:
            await self._add(Allegation, n)
            self.fields[f"allegations.{n}.cause"].go()

    async def action_respondent(self) -> None:
        """One more respondent, below the first: whose worker it is, who contracted the work."""
        n = len(self.query(Other)) + 2
        if n <= MOST_ALLEGATIONS:
            await self._add(Other, n)
            self.fields[f"respondents.{n}.name"].go()

    def action_workers(self) -> None:
        """The rows of a collective complaint."""
        self.add_class("-workers")
        self.fields["workers"].go()

    def action_rest(self) -> None:
        """Show or fold the fields that registration does not need."""
        self.toggle_class("-whole")
        if self.has_class("-whole"):
            self.fields["complainant.occupation"].go()

    def show_field(self, path: str) -> None:
        widget = self.field_at(path)
        if widget is not None and any(
            a.has_class("rest") for a in widget.ancestors if isinstance(a, Widget)
        ):
            self.add_class("-whole")
        super().show_field(path)

    def action_missing(self) -> None:
        """What is missing, with a jump to its field."""
        self.app.push_screen(Missing(self._gaps()), self._jump)

    def _gaps(self) -> tuple[tuple[str, Said], ...]:
        typed = self.typed(1)
        needed = tuple(
            (p.path, say("needed now: {name}", name=self.label_at(p.path)))
            for p in self.looked.problems
            if p.path not in typed
        )
        wrong = tuple(
            (path, say("cannot be read: {name}", name=self.label_at(path)))
            for path, widget in self.fields.items()
            if widget.problem
        )
        return (*needed, *wrong, *missing_in(typed))

    def _jump(self, path: str | None) -> None:
        if path:
            self.show_field(path)

    def action_ticket(self) -> None:
        """Read what stands in a pasted message, and take what is offered."""
        outside = self.fields["channel"].text in OUTSIDE
        self.app.push_screen(Ticket(self.app.today(), outside), self._from_ticket)

    def _from_ticket(self, taken: Mapping[str, str] | None) -> None:
        for path, text in (taken or {}).items():
            set_text(self.fields[path], text)
        if taken:
            self._show_sometimes()
            self.changed()
            self.look()

    def action_alike(self) -> None:
        """Say of the complaints that look the same whether they are."""
        found = self.looked.alike if isinstance(self.looked, Sight) else ()
        if found:
            self.app.push_screen(SameMatter(found, self._answers), self._compared)
        else:
            self.app.notify(say("No complaint looks the same."))

    def _compared(self, answers: Mapping[str, Likeness] | None) -> None:
        after, self._entering_after = self._entering_after, False
        if answers is None:
            self._next = False
            return
        self._answers = dict(answers)
        self.changed()
        self.look()
        if after:
            self.action_enter()

    def action_save_next(self) -> None:
        """Save; the next form keeps respondent, place, cause and period."""
        self._next = True
        self.action_enter()

    def action_park(self) -> None:
        """Put this form aside; its draft stays, an empty form takes its place."""
        if not self.may_go():
            return
        if self._has_typed() and not self._loss_told:
            self.app.notify(say("Parked: F7 in the worklist brings it back."))
        self.run_worker(self._empty({}), group="empty", exit_on_error=False)

    def failed(self, error: Exception) -> None:
        if isinstance(error, Unanswered):
            self._entering_after = True
            self.app.push_screen(SameMatter(error.found, self._answers), self._compared)
            return
        self._next = False
        super().failed(error)  # type: ignore[arg-type]

    def done(self, commit: Commit) -> None:
        """Say the number, and stand ready for the next one."""
        self._last = commit.opened or commit.docket
        number = commit.numbers[0].text if commit.numbers else ""
        registered = (
            say("Registered: {number}", number=f"{self._last} {number}".strip())
            if commit.opened
            else say(
                "Joined to {key} as one more ticket; nothing was registered twice.", key=self._last
            )
        )
        self.app.notify(registered)
        self._told_kept.text = registered
        kept: dict[str, str] = {}
        if self._next:
            kept = {
                path: text
                for path, text in self.texts().items()
                if path.startswith(KEPT_FOR_THE_NEXT)
                or (path.startswith("allegations.") and not path.endswith(".amount"))
            }
        self._next = False
        self.run_worker(self._empty(kept), group="empty", exit_on_error=False)

    async def _empty(self, kept: Mapping[str, str]) -> None:
        """An empty form with a draft of its own, holding only what is ``kept``."""
        self.draft = Draft(
            kind=self.draft.kind, register=self.desk.register, officer=str(self.desk.officer_id)
        )
        for row in self.query(Several):
            if row.n > 1 and not any(path.startswith(f"{row.KIND}.{row.n}.") for path in kept):
                for part in row.parts:
                    del self.fields[part.path]
                await row.remove()
        for path, widget in self.fields.items():
            set_text(widget, kept.get(path, self._fresh.get(path, "")))
            widget.complain("")
        set_text(self.fields["received"], self._now())
        self.remove_class("-workers", "-whole")
        self._questions = self._asked = ()
        self._answers = {}
        self._show_sometimes()
        self.query_one(".fields", VerticalScroll).scroll_home(animate=False)
        self.fields["complainant.name" if kept else "tipoff"].go()
        self.app.retitle()
        self.begin()


def answered(texts: Mapping[str, str]) -> dict[str, Likeness]:
    """The answers about complaints that look the same, as a draft keeps them."""
    found: dict[str, Likeness] = {}
    for path, key in texts.items():
        if path.startswith("likeness.") and path.endswith(".docket"):
            found[key] = Likeness(texts[path.replace(".docket", ".answer")])
    return found


def with_class(widget: Labelled, name: str) -> Labelled:
    """The widget with one more class, for its width."""
    return widget.add_class(name)


def _history(known: Known, why: Said) -> Said:
    history = say("{why} · open {n}", why=why, n=known.open)
    if known.upheld:
        history = say("{told} · upheld {n}", told=history, n=known.upheld)
    if known.unpaid:
        history = say("{told} · unpaid orders {n}", told=history, n=known.unpaid)
    return history


def _along(parts: Sequence[str]) -> str:
    whole = ""
    for part in parts:
        whole = say("{first} · {second}", first=whole, second=part) if whole else part
    return whole
