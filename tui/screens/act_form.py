"""The form of any act, laid out from the fields that the act's class declares."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import ClassVar, Final, cast

from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.widget import Widget

from laborcase import law, values
from laborcase.acts import SupplementAsked
from laborcase.codec import texts_of
from laborcase.entering import signed_act
from laborcase.fields import Choice as Choices
from laborcase.fields import Declared, FileHash, fields_of, read
from laborcase.law import Deadline, amounts
from laborcase.record.case import Case, Finding
from laborcase.record.complaint import Complaint
from laborcase.record.office import Office
from laborcase.record.opinions import approvals_of, breach_ranges
from laborcase.record.sanctions import Measure
from laborcase.words import Said, say, speak

from ..base import Words
from ..terms import clock_title, day_of, left_of
from ..text import day_in_words
from ..widgets.field import Field, Labelled
from ..widgets.grid import Column, Grid
from ..widgets.offered import Pick, Ticks, meant, numbered
from ..widgets.pick import Choice, Match
from ..widgets.sheet import ALARM, HEAD, Part, Sheet
from .form import COMMON, OPINION, Form, is_hash, pasted_path, proposing, set_text
from .offers import Around, around, offers
from .reading import opinion_parts

FEW: Final = 6
"""So many offers stand on a line; more are found while typing."""
ASKED: Final = {
    "accepted": ("acceptance",),
    "disposed": ("acceptance",),
    "acceptance_judged": ("acceptance",),
    "not_filed": ("jurisdiction",),
    "asked": ("jurisdiction",),
    "assistance_asked": ("approvals",),
    "advance_notice": ("approvals", "breach_law"),
    "reviewed": ("approvals",),
    "decided": ("approvals", "breach_law"),
    "decision_changed": ("approvals", "breach_law"),
    "transferred": ("transfer",),
    "transfer_delivered": ("transfer",),
    "published": ("publication",),
    "listing_noticed": ("listing",),
    "listing_spared": ("listing",),
    "listed": ("listing",),
    "fine_paid": ("additional_fine",),
    "demanded": ("additional_fine",),
    "court_applied": ("additional_fine",),
}
"""The opinions that stand beside the form of an act."""
PENALTIES: Final = frozenset({"advance_notice", "decided", "decision_changed"})
"""The acts whose fine and measures these opinions and ranges follow as they are typed."""
MOST_ROWS: Final = 60
"""So many rows a form begins with, one for each thing they speak of; else with an empty one."""


# ------------------------------------------------------------------ texts of values


def told(f: Declared) -> Callable[[object], str] | None:
    """What stands beside a field once its text is understood."""
    if f.many:
        return None
    if f.type is values.Fen:
        return lambda value: say("= {sum}", sum=values.money_text(cast("int", value)))
    if f.type is date:
        return lambda value: day_in_words(cast("date", value))
    if f.type is datetime:
        return lambda value: cast("datetime", value).strftime("%Y-%m-%d %H:%M")
    return None


# ------------------------------------------------------------------ the form


class FileField(Field[str]):
    """A file: its path is typed, pasted or dropped; the register keeps a copy, the act its hash."""

    def __init__(self, label: str, *, path: str, keep: Callable[[str], tuple[str, int]]) -> None:
        super().__init__(label, str, path=path, hint=say("path of the file; drop it here"))
        self._keep = keep

    def on_descendant_blur(self, event: object) -> None:
        """The file is read when the field is left."""
        if self.text.strip() and not is_hash(self.text):
            self.screen.run_worker(self._kept(self.text), exclusive=True, exit_on_error=False)

    async def _kept(self, text: str) -> None:
        name = pasted_path(text).name
        digest, size = await asyncio.to_thread(self._keep, text)
        if self.text == text:
            self.text = digest
            self._note.text = say(
                "{name}, {size} byte, kept" if size == 1 else "{name}, {size} bytes, kept",
                name=name,
                size=size,
            )


class ActForm(Form):
    """The form of an act: one field per declared field, rows as grids, the common ones last."""

    PURPOSE: ClassVar[tuple[Said, ...]] = (
        say("Here an act is entered into a docket. Fields marked * must be filled."),
        say("What stands against it appears beside the fields as soon as a field is left."),
        say("Everything typed is kept as a draft until it is entered."),
    )

    _deadlines: tuple[Deadline, ...] = ()
    _opinions: tuple[law.Opinion, ...] = ()
    """What the law makes of the docket, where the form is about that."""
    _case: Case | None = None
    """The case whose fine is thought of."""
    _office: Office | None = None

    def side(self) -> ComposeResult:
        yield from super().side()
        if self.cls.limits_run_on:
            yield Sheet(classes="limits")
        if self.cls.kind in ASKED:
            yield Sheet(classes="opinion")
        if self.cls.kind in PENALTIES:
            yield Sheet(classes="range")

    def retitle(self) -> None:
        super().retitle()
        self._tell_limits()
        self._tell_opinions()

    def tell(self) -> None:
        super().tell()
        self._tell_range()
        if self.cls.kind in PENALTIES:
            self._tell_opinions()

    def _tell_opinions(self) -> None:
        """What the law makes of the docket; of a penalty by the fine and measures as typed."""
        found = tuple(self._of_typed(one) for one in self._opinions)
        for sheet in self.query(".opinion").results(Sheet):
            sheet.parts = tuple(opinion_parts(found, self.app.lang))

    def _of_typed(self, one: law.Opinion) -> law.Opinion:
        case, office = self._case, self._office
        if one.id != "approvals" or case is None or office is None:
            return one
        typed = self.typed()
        try:
            fine = values.money(typed["fine"]) if typed.get("fine") else None
            words = typed.get("measures", "").split(",")
            measures = [Measure(word.strip()) for word in words if word.strip()]
        except ValueError:  # beside its own field stands why it cannot be read
            return one
        named = [text for path, text in typed.items() if path.endswith(".basis")]
        return approvals_of(case, office, self.app.today(), fine, measures, named)

    def _tell_range(self) -> None:
        """What the provisions named so far give for the facts of the case."""
        case = self._case
        if case is None:
            return
        typed = self.typed()
        rows = range(1, MOST_ROWS + 1)
        upheld = [
            (typed[f"findings.{n}.allegation"], typed.get(f"findings.{n}.basis", ""))
            for n in rows
            if f"findings.{n}.allegation" in typed
            and typed.get(f"findings.{n}.finding", "") != "not_upheld"
        ]
        if self.cls.kind != "decided":  # its grounds are for what stands, or may stand, by now
            open_ = [a.id for a in case.allegations if a.finding is not Finding.NOT_UPHELD]
            upheld = [(one, "") for one in open_]
        grounds = [typed.get(f"grounds.{n}.basis", "") for n in rows]
        table = self._office.discretion if self._office else None
        found = breach_ranges(case, upheld, grounds, self.app.today(), table)
        parts = []
        for allegation, ranges in found:
            parts.append(Part(say("How much, {id}", id=allegation), HEAD))
            parts += [Part(line) for line in amounts.range_lines(ranges, self.app.lang)]
        for sheet in self.query(".range").results(Sheet):
            sheet.parts = tuple(parts)

    def _tell_limits(self) -> None:
        told = tuple(limit_parts(self._deadlines, self.app.today(), self.app.lang))
        for sheet in self.query(".limits").results(Sheet):
            sheet.parts = told

    async def _lay(self) -> None:
        if self.cls.limits_run_on:
            self._deadlines = await asyncio.to_thread(self.desk.deadlines, self.on)
            self._tell_limits()
        here = await asyncio.to_thread(around, self.desk, self.on)
        await self._read_proposing()
        state = here.docket.state if here.docket else None
        if self.cls.kind in PENALTIES and isinstance(state, Case):
            self._case, self._office = state, here.office
        wanted = ASKED.get(self.cls.kind, ())
        if wanted and self.on:
            found = await asyncio.to_thread(self.desk.opinions, self.on)
            self._opinions = tuple(o for o in found if o.id in wanted)
            self.retitle()
        area = self.query_one(".fields", VerticalScroll)
        own = [f for f in fields_of(self.cls) if f not in COMMON]
        await area.mount_all([*self.lay(here, own), *self.lay(here, list(COMMON))])
        self.load_rows()
        self._suggest(here)
        fields = list(self.fields.values())
        # Where there is only one thing to choose, it is chosen: nothing to stop at.
        first = next((w for w in fields if not (isinstance(w, Choice) and w.single)), None)
        if first is not None:
            first.go()
        self.begin()

    async def _read_proposing(self) -> None:
        """Whether it is proposed here; what came back is proposed again as it was, till changed."""
        found = await asyncio.to_thread(proposing, self.desk, self.draft.kind, self.on)
        self._proposing = found
        if found is not None and found.back is not None and not self.draft.changed:
            last = {**texts_of(signed_act(found.back)), OPINION: found.back.rounds[-1].opinion}
            self.loaded = {**last, **self.loaded}

    def _suggest(self, here: Around) -> None:
        """What the docket knows already: what a complaint lacks, and the two of the case, by whom
        a record is taken; whoever acts stands first."""
        case = here.docket.state if here.docket else None
        if self.cls is SupplementAsked and isinstance(case, Complaint) and not self.loaded:
            lacks = "\n".join(speak(each, self.app.lang) for each in case.missing())
            set_text(self.fields["items"], lacks)
        asked = [f.name for f in fields_of(self.cls) if f.of == "pair" and f.required]
        if isinstance(case, Case) and case.lead and case.assistant and len(asked) == 2:
            pair = sorted(
                (case.lead.officer, case.assistant.officer), key=lambda o: o != here.officer.id
            )
            for name, officer in zip(asked, pair, strict=True):
                if name not in self.loaded:
                    set_text(self.fields[name], officer)

    def lay(
        self, here: Around, declared: list[Declared], prefix: str = "", optional: bool = False
    ) -> Iterator[Widget]:
        """A widget for each field; fields of a part (a person) stand in a group of their own."""
        for f in declared:
            path = prefix + f.name
            if f.system:
                continue
            if not f.rows:
                yield self.take(self.one(f, path, here, required=f.required and not optional))
                continue
            inner = cast("type", f.type)
            if f.many:
                columns = tuple(self.columns(inner, here, "", "", path))
                self._one_row_each(inner, here, path)
                yield self.take(Grid(marked(f.label, f.required), columns, path=path))
            else:
                parts = list(fields_of(inner))
                yield VerticalGroup(
                    Words(f.label, classes="group-title"),
                    *self.lay(here, parts, f"{path}.", optional or f.optional),
                    classes="group",
                )

    def one(self, f: Declared, path: str, here: Around, *, required: bool) -> Labelled:
        """The widget of one field, by its type and what it picks from."""
        label = marked(f.label, required)
        if f.type is FileHash:
            return FileField(label, path=path, keep=self._keep)
        if f.type is bool:
            yes_no = [("true", say("yes")), ("false", say("no"))]
            # What must be answered waits for the answer.
            usual = "" if f.required else "true" if f.default else "false"
            return Choice(label, yes_no, path=path, chosen=usual)
        if f.of == "endings":
            found = offers(f.of, here, self.desk, self.app.lang)
            if found and not callable(found):  # the likeliest is first
                return Choice(label, named(found), path=path, chosen=found[0].key)
        hint = hint_of(f, required)
        if isinstance(f.type, type) and issubclass(f.type, Choices) and not f.many:
            chosen = f.default.value if isinstance(f.default, Choices) else ""
            named_ = [(m.value, m.label) for m in f.type]
            return Choice(label, named_, path=path, chosen=chosen, hint=f.hint)
        if isinstance(f.type, type) and issubclass(f.type, Choices):
            return Ticks(label, [(m.value, m.label) for m in f.type], path=path, hint=f.hint)
        if f.of and f.of != "file":
            return self._picking(f, label, path, here, hint)
        reader = partial(self._reading, f)
        many = 4 if f.type in (values.Text, values.Raw) and f not in COMMON else 1
        return Field(label, reader, path=path, lines=many, hint=hint, told=told(f))

    def _picking(self, f: Declared, label: str, path: str, here: Around, hint: str) -> Labelled:
        found = offers(f.of, here, self.desk, self.app.lang)
        if not found:  # the desk's reasons say why there is nothing to pick
            return Field(label, partial(self._reading, f), path=path, hint=hint)
        if not callable(found) and f.many:
            return Ticks(label, named(found), path=path, hint=f.hint)
        if not callable(found) and len(found) <= FEW:
            only = found[0].key if len(found) == 1 and f.required else ""
            return Choice(label, named(found), path=path, chosen=only, hint=f.hint)
        return Pick(label, found, path=path, hint=f.hint)

    def columns(
        self, cls: type, here: Around, prefix: str, title: str, path: str
    ) -> Iterator[Column]:
        """The columns of rows of ``cls``; rows within rows are flattened, as many as there are."""
        for f in fields_of(cls):
            label = say("{part} {name}", part=title, name=f.label) if title else f.label
            if not f.rows:
                yield self._column(f, prefix + f.name, label, here)
                continue
            inner = cast("type", f.type)
            if not f.many:
                yield from self.columns(inner, here, f"{prefix}{f.name}.", f.label, path)
                continue
            for n in range(1, self._most(path, prefix + f.name) + 1):
                name = say("{n}", n=n) if n > 1 else ""
                yield from self.columns(inner, here, f"{prefix}{f.name}.{n}.", name, path)

    def _one_row_each(self, cls: type, here: Around, path: str) -> None:
        """Rows that speak of the case's allegations, or of the workers' lines, begin with one for
        each of them."""
        each = ("case_allegations", "claims")
        about = next((f for f in fields_of(cls) if f.of in each), None)
        if about is None or any(loaded.startswith(path) for loaded in self.loaded):
            return
        found = offers(about.of, here, self.desk, self.app.lang)
        if not callable(found) and len(found) <= MOST_ROWS:
            for n, match in enumerate(found, 1):
                self.loaded[f"{path}.{n}.{about.name}"] = match.key

    def _most(self, path: str, part: str) -> int:
        """How many rows within one row what is loaded holds at most; one at least."""
        most = 1
        for loaded in self.loaded:
            rest = loaded.removeprefix(f"{path}.").partition(".")[2]
            if loaded.startswith(f"{path}.") and rest.startswith(f"{part}."):
                n = rest.removeprefix(f"{part}.").partition(".")[0]
                most = max(most, int(n))
        return most

    def _column(self, f: Declared, path: str, label: str, here: Around) -> Column:
        if f.type is bool:
            return choosing(path, label, [Match("true", say("yes")), Match("false", say("no"))])
        if isinstance(f.type, type) and issubclass(f.type, Choices):
            return choosing(path, label, [Match(m.value, m.label) for m in f.type])
        if f.of == "bases":
            return provisions(path, label, here.today, self.app.lang)
        found = offers(f.of, here, self.desk, self.app.lang) if f.of else ()
        if found and not callable(found):
            return choosing(path, label, found)
        say_it = told(f)
        reader = partial(self._reading, f)
        return Column(
            path, label, read=reader, told=(lambda text: say_it(reader(text))) if say_it else None
        )

    def _reading(self, f: Declared, text: str) -> object:
        if f.many and f.type is date:
            pieces = text.replace("，", ",").replace("、", ",").split(",")
            return tuple(read(f, piece, self.app.now()) for piece in pieces if piece.strip())
        return read(f, text, self.app.now())

    def _keep(self, text: str) -> tuple[str, int]:
        path = pasted_path(text)
        secret = self.desk.keeps_secret(self.on, self.typed())
        return self.desk.add_file(path, secret=secret), path.stat().st_size


def limit_parts(deadlines: Sequence[Deadline], today: date, lang: str) -> Iterator[Part]:
    """The limits that run on while people talk, with what is left of each."""
    running = [d for d in deadlines if d.presses]
    if running:
        yield Part(say("No limit stands still meanwhile:"), HEAD)
    for d in running:
        title = clock_title(d.clock, lang)
        line = say("{clock}: {day}, {left}", clock=title, day=day_of(d, today),
                   left=left_of(d, today))  # fmt: skip
        yield Part(line, ALARM if d.overdue(today) else "")


def choosing(path: str, label: str, found: Sequence[Match]) -> Column:
    """A column of one of a few things: typed by name, by key, or by its digit."""
    return Column(
        path,
        label,
        read=lambda text: meant(found, text).key,
        told=lambda text: meant(found, text).text,
        key=lambda text: meant(found, text).key,
        hint=numbered(found),
        choice=True,
    )


def provisions(path: str, label: str, today: date, lang: str) -> Column:
    """A column of provisions: typed by article, short name, words or id; beside it stands which one
    was understood, with its marks."""
    return Column(
        path,
        label,
        read=lambda text: law.meant(text, today).id,
        told=lambda text: law.meant(text, today).cited(lang, today),
        key=lambda text: law.meant(text, today).id,
        hint=say("such as 条例 26 (1), or words of it"),
    )


def hint_of(f: Declared, required: bool) -> str:
    """What stands in a field while it is empty: what that means, or what could be typed."""
    if f.name == "happened":
        return say("empty = today")
    if f.hint.msgid:
        return f.hint
    if f.type is datetime:
        return say("such as 9:14, yesterday 15:30, 1-5 9:00")
    if f.type is date and required:
        return say("such as 1-5, yesterday, +7")
    return "" if required else say("may stay empty")


def marked(label: str, required: bool) -> str:
    """A label with the mark of a field that must be filled."""
    return say("{label} *", label=label) if required else label


def named(found: Sequence[Match]) -> list[tuple[str, str]]:
    """Offers as choices on a line: what helps to tell each stands beside its name."""
    return [
        (m.key, say("{name} {note}", name=m.text, note=m.note) if m.note else m.text) for m in found
    ]
