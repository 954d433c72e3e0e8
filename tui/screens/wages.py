"""The calculator of what a worker is owed, and the reading of a wage sheet: forms whose result
stands beside them before anything is entered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from attrs import evolve, frozen
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase import law, values
from laborcase.acts.base import Act
from laborcase.acts.wages import WageSheetTaken
from laborcase.errors import Conflict, Invalid, NotFound, Problem, Reason, Refused
from laborcase.fields import Declared, FileHash, fields_of
from laborcase.law import wages
from laborcase.law.answers import joined
from laborcase.record.case import Case
from laborcase.record.complaint import Complaint
from laborcase.record.office import Office
from laborcase.record.wages import count, inputs_of, options_of, read_input
from laborcase.values import money_text
from laborcase.wage_sheets import (
    ADMITTED,
    FIELDS,
    OTHERS,
    Compared,
    Options,
    SheetResult,
    columns_line,
    compared,
    compared_line,
    kept_columns,
    missing_lines,
    numbered,
    read_sheet,
    stated_lines,
    taking,
    usual_cause,
)
from laborcase.words import Said, say
from laborcase.workbook import Grid, read_grid

from ..base import BaseModal
from ..commands import open_act
from ..terms import cause_title
from ..text import show_line
from ..widgets.field import Field, Labelled
from ..widgets.pick import Choice
from ..widgets.sheet import ALARM, BOLD, HEAD, MUTED, Part, Sheet
from .act_form import ActForm, marked, told
from .form import Looked, pasted_path, text_in
from .offers import Around
from .sheets import SheetModal

INPUT: Final = "~"
"""Begins the path of an input of the calculator; no field of an act begins so."""
_STYLES: Final = {"line": "", "total": BOLD, "assumed": MUTED, "note": ALARM}
_COMMAS: Final = re.compile(r"[,，、;；\s]+")
_BETWEEN: Final = re.compile("[,，;；]")
"""What stands between names of columns, which may have other marks within."""
MOST_SHOWN: Final = 200
"""Rows of a wage sheet shown beside its form."""

_CAUSES: Final = frozenset(c for kind in wages.KINDS.values() for c in kind.causes)

State = Complaint | Case


@frozen
class Begun:
    """What a calculation can begin with: an allegation about money, and one worker's line of it
    where there is one."""

    allegation: str = ""
    cause: str = ""
    line: str = ""


def beginnings(state: State) -> tuple[Begun, ...]:
    """The allegations that a calculation is about, each with the lines of those who have not left
    (where they are too many to read, the form finds them); where none is about money, the first one
    there is."""
    wanted = [a for a in state.allegations if a.alleged.cause in _CAUSES]
    found = []
    for a in wanted or state.allegations[:1]:
        own = [
            line.id
            for w in state.claims.workers
            if not w.left
            for line in w.lines
            if line.allegation == a.id
        ]
        few = own if 0 < len(own) <= MOST_SHOWN else [""]
        found += [Begun(a.id, a.alleged.cause, line) for line in few]
    return tuple(found)


def of_allegation(state: State, office: Office, inspector: bool, begun: Begun) -> dict[str, str]:
    """What the calculator begins with: the kind by the cause of the allegation, the line, and
    everything the docket knows of that line."""
    kind = wages.kind_for(begun.cause)
    known = {"what": kind.id}
    if begun.line:
        known["about"] = begun.line
    if isinstance(state, Case) and len(state.evidence) == 1:
        known["evidence"] = state.evidence[0].id
    if inspector and kind.id in ("wages", "overtime", "minimum", "deduction", "severance"):
        known["take"] = "true"
    return {**known, **known_inputs(kind, state, office, begun.line)}


class WhichLine(BaseModal[Begun | None]):
    """Whose claim is counted, where there are several; Enter takes one."""

    PURPOSE = (say("Here it is said whose claim, from which allegation, is counted."),)
    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="whichline.back")]

    def __init__(self, state: State, found: Sequence[Begun]) -> None:
        super().__init__()
        self._lines = state.claims.by_id()
        self._found = tuple(found)
        self._list = OptionList(compact=True, markup=False)

    def heading(self) -> str:
        return say("What is counted")

    def body(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def retitle(self) -> None:
        super().retitle()
        lang, at = self.app.lang, self._list.highlighted or 0
        self._list.set_options(Option(show_line(self._line_of(one), lang)) for one in self._found)
        self._list.highlighted = at

    def _line_of(self, one: Begun) -> Said:
        told = say("{id} {cause}", id=one.allegation, cause=cause_title(one.cause, self.app.lang))
        worker, line = self._lines.get(one.line, (None, None))
        if worker is None or line is None:
            return told
        told = say("{line} {name}: {told}", line=line.id, name=worker.name, told=told)
        if line.start or line.end:
            told = say("{line} {start} to {end}", line=told, start=_day(line.start) or "?",
                       end=_day(line.end) or "?")  # fmt: skip
        if line.claimed is not None:
            told = say("{line} {sum}", line=told, sum=money_text(line.claimed))
        if line.verified is not None:
            told = say("{line}, verified {sum}", line=told, sum=money_text(line.verified))
        return told

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._found[event.option_index])


class Whole(SheetModal[None]):
    """A result in a window of its own, to be read with the arrows."""

    PURPOSE = (say("Here the whole result is read; the arrows scroll it."),)
    BINDINGS = [Binding("escape,f7", "dismiss", say("Back"), id="whole.back")]

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self._parts = tuple(parts)

    def heading(self) -> str:
        return say("The result")

    def on_mount(self) -> None:
        super().on_mount()
        self.show_parts(self._parts)


def known_inputs(kind: wages.Kind, state: State, office: Office, about: str) -> dict[str, str]:
    """What the docket knows of the inputs of a kind, for one line: its period, what was paid on
    it, and the place where the office has figures of one place alone."""
    names = {f.name for f in fields_of(kind.inputs)}
    line = state.claims.line(about)
    known: dict[str, str] = {}
    if line is not None:
        start, end = line.start, line.end
        if line.allegation and start is None and end is None:
            alleged = next((a.alleged for a in state.allegations if a.id == line.allegation), None)
            start, end = (alleged.start, alleged.end) if alleged else (None, None)
        known |= {"start": _day(start), "end": _day(end), "month": _day(start)}
        paid = state.claims.paid_by_line().get(line.id, 0)
        known["paid"] = money_text(paid) if paid else ""
    places = {f.place for f in office.figures}
    if len(places) == 1:
        known["place"] = next(iter(places))
    return {f"{INPUT}{name}": text for name, text in known.items() if name in names and text}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


class WagesForm(ActForm):
    """A calculation: its inputs by kind, its lines beside them as it is typed."""

    PURPOSE = (
        say("Here it is counted what a worker is owed, line by line with its citations."),
        say("What the docket knows already is filled in; what nobody has said is asked for."),
        say("Say yes to taking it over, and ^S makes the total the verified sum of the line."),
    )

    BINDINGS = [
        Binding("f7", "whole", say("The result"), id="wages.whole"),
        Binding("f4", "sheet", say("Wage sheet"), id="wages.sheet"),
    ]
    FIRST_KEYS = ("ctrl+s", "f7", "f4", "f6", "escape", "f1")

    _result: wages.Found | None = None
    _kind = ""
    _here: Around | None = None

    def side(self) -> ComposeResult:
        yield Sheet(classes="result")
        yield from super().side()

    def lay(
        self, here: Around, declared: list[Declared], prefix: str = "", optional: bool = False
    ) -> Iterator[Widget]:
        self._here = here
        if not prefix and any(f.name == "inputs" for f in declared):
            self._kind = self.loaded.get("what", "")
            what, *rest = [f for f in declared if f.name != "inputs"]
            yield from super().lay(here, [what], prefix, optional)
            yield VerticalGroup(*self._inputs(), classes="inputs group")
            yield from super().lay(here, rest, prefix, optional)
            return
        yield from super().lay(here, declared, prefix, optional)

    def _inputs(self) -> Iterator[Labelled]:
        """A field for each input of the kind."""
        if self._kind not in wages.KINDS:
            return
        kind = wages.KINDS[self._kind]
        for f in inputs_of(kind):
            yield self.take(self._input(kind, f))

    def _input(self, kind: wages.Kind, f: Declared) -> Labelled:
        path, label = f"{INPUT}{f.name}", marked(f.label, f.required)
        options = options_of(kind, f.name)
        if options:
            chosen = "" if f.required else str(f.default)
            return Choice(label, list(options.items()), path=path, chosen=chosen)
        if f.type is bool:
            yes_no = [("true", say("yes")), ("false", say("no"))]
            chosen = "" if f.required else "true" if f.default else "false"
            return Choice(label, yes_no, path=path, chosen=chosen)

        def reader(text: str) -> object:
            return read_input(kind, f, text, self.app.now())

        return Field(label, reader, path=path, hint=f.hint, told=told(f))

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        super().on_labelled_changed(event)
        if not self._begun:
            return
        if event.field.path == "what" and text_in(event.field) in wages.KINDS:
            kind = text_in(event.field)
            if kind != self._kind:
                self._kind = kind
                self.run_worker(self._lay_inputs(), group="inputs", exit_on_error=False)
        elif event.field.path == "about":
            self._fill_known()
        self.look()

    async def _lay_inputs(self) -> None:
        """Another kind asks for other things; what both ask for stays as typed."""
        self.loaded |= {p: t for p, t in self.texts().items() if p.startswith(INPUT)}
        for path in [p for p in self.fields if p.startswith(INPUT)]:
            del self.fields[path]
        group = self.query_one(".inputs", VerticalGroup)
        await group.remove_children()
        await group.mount_all(list(self._inputs()))
        self._fill_known()
        self.look()

    def _fill_known(self) -> None:
        """What the docket knows of the line goes into inputs that are empty."""
        state = self._here.docket.state if self._here and self._here.docket else None
        if isinstance(state, Office) or state is None or self._kind not in wages.KINDS:
            return
        assert self._here is not None
        about = text_in(self.fields["about"])
        kind = wages.KINDS[self._kind]
        for path, text in known_inputs(kind, state, self._here.office, about).items():
            if path in self.fields and not text_in(self.fields[path]):
                self.fields[path].text = text

    # -- as the act has them

    def typed(self) -> dict[str, str]:
        """The inputs as the rows of the act; what stands as it is without a word is left out."""
        found = super().typed()
        own = {p.removeprefix(INPUT): t for p, t in found.items() if p.startswith(INPUT)}
        found = {p: t for p, t in found.items() if not p.startswith(INPUT)}
        kind = wages.KINDS.get(self._kind)
        usual = {f.name: f.default for f in fields_of(kind.inputs)} if kind else {}
        rows = [
            (name, self._fixed(name, text))
            for name, text in own.items()
            if text != str(usual.get(name)) and text != str(usual.get(name)).lower()
        ]
        for n, (name, text) in enumerate(rows, 1):
            found[f"inputs.{n}.name"], found[f"inputs.{n}.value"] = name, text
        return found

    def action_whole(self) -> None:
        """Read the whole result in a window of its own."""
        self.app.push_screen(Whole(self.query_one(".result", Sheet).parts))

    def action_sheet(self) -> None:
        """Leave the calculator, and read a wage sheet of many workers instead."""
        if not self.may_go():
            return
        app, on, expected = self.app, self.on, self.draft.expected
        self.action_leave()
        app.call_later(open_act, app, "wage_sheet_taken", on, expected)

    def _fixed(self, name: str, text: str) -> str:
        """A day in full, so that it means the same whenever it is read again."""
        widget = self.fields[f"{INPUT}{name}"]
        if isinstance(widget, Field) and isinstance(widget.value, date):
            return widget.value.isoformat()
        return text

    def field_at(self, path: str) -> Labelled | None:
        name = path.removeprefix("inputs.")
        return self.fields.get(f"{INPUT}{name}") or super().field_at(path)

    def label_at(self, path: str) -> str:
        if path.startswith((INPUT, "inputs.")):
            widget = self.field_at(path)
            return widget.label if widget else path
        return super().label_at(path)

    def ask(self, typed: Mapping[str, str]) -> Looked:
        self._result = None
        inputs = {
            typed[path]: typed[path.removesuffix("name") + "value"]
            for path in typed
            if path.startswith("inputs.") and path.endswith(".name")
        }
        now = self.desk.now()
        with suppress(Invalid):  # the desk's reasons say it
            ground = self.desk.office.wage_ground(now.date())
            self._result = count(typed.get("what", ""), inputs, ground, now)
        return super().ask(typed)

    def tell(self) -> None:
        super().tell()
        lang = self.app.lang
        parts = [Part(say("The result"), HEAD)]
        if self._result is None:
            parts.append(Part(say("Nothing yet: something is still to be said."), MUTED))
        else:
            parts += [
                Part(say("! {text}", text=line) if part == "note" else line, _STYLES[part])
                for part, line in wages.found_lines(self._result, lang)
            ]
        self.query_one(".result", Sheet).parts = parts


# ------------------------------------------------------------------ wage sheets


class SheetForm(ActForm):
    """A wage sheet: where it lies and how it is read; what it comes to stands beside it."""

    PURPOSE = (
        say("Here a wage sheet is read: CSV, or a workbook (XLSX)."),
        say("Beside it stands what was found and what was claimed; what is to be mended is named "
            "by row and column. Mend the file, then F5 reads it again. F7 shows all of it."),
        say("^S takes the sums over as verified ones, with the sheet as evidence."),
    )  # fmt: skip

    BINDINGS = [Binding("f7", "whole", say("The result"), id="sheet.whole")]
    FIRST_KEYS = ("ctrl+s", "f7", "f6", "escape", "f1")

    _parts: tuple[Part, ...] = ()
    _read: tuple[object, Grid] | None = None
    """The file as it was read last, so that each look reads it only where it was changed."""

    def side(self) -> ComposeResult:
        yield Sheet(classes="result")
        yield from super().side()

    def lay(
        self, here: Around, declared: list[Declared], prefix: str = "", optional: bool = False
    ) -> Iterator[Widget]:
        if prefix or not any(f.name == "sums" for f in declared):
            yield from super().lay(here, declared, prefix, optional)
            return
        state = here.docket.state if here.docket else None
        if state is not None and not isinstance(state, Office):
            self.loaded.setdefault("cause", usual_cause(state.claims))
        for path, label, hint in (
            ("file", say("Wage sheet (file)"), say("path of the file; drop it here")),
            (f"{INPUT}sheet", say("Which sheet"), say("its name, where there are several")),
        ):
            yield self.take(Field(marked(label, path == "file"), str, path=path, hint=hint))
        yield self.take(
            Field(
                say("Month"),
                lambda typed: _month(typed, self.desk.now().date()),
                path=f"{INPUT}month",
                hint=say("such as 2026-03, where no column says it"),
            )
        )
        for path, label, hint in (
            (f"{INPUT}columns", say("Columns"), say("such as name=姓名, paid=实发")),
            (
                f"{INPUT}without",
                say("Columns that do not concern the sum"),
                say("their names, such as 罚款, 绩效"),
            ),
            (f"{INPUT}place", say("Place of the minimum wage"), say("may stay empty")),
            (
                f"{INPUT}minimum",
                say("Minimum wage for a month"),
                say("empty = the office's figure"),
            ),
        ):
            yield self.take(Field(label, str, path=path, hint=hint))
        yes_no = [("true", say("yes")), ("false", say("no"))]
        label = say("Wages below the minimum are meant")
        yield self.take(Choice(label, yes_no, path=f"{INPUT}below", chosen="false"))
        yield self.take(Choice(ADMITTED, yes_no, path=f"{INPUT}admitted", chosen="false"))
        label = say("Who does not stand in the docket")
        yield self.take(Choice(label, list(OTHERS.items()), path=f"{INPUT}others", chosen=""))
        hint = say("names, where some alone join")
        yield self.take(Field(say("These join"), str, path=f"{INPUT}join", hint=hint))
        label = say("Read numbers that are stored as text")
        yield self.take(Choice(label, yes_no, path=f"{INPUT}text", chosen="false"))
        hint = say("may stay empty: the name of the file")
        yield self.take(Field(say("What it is"), values.text, path="name", hint=hint))
        rest = [f for f in declared if f.name in ("cause", "nevertheless")]
        yield from super().lay(here, rest, prefix, optional)

    def action_whole(self) -> None:
        """Read the whole result in a window of its own."""
        self.app.push_screen(Whole(self.query_one(".result", Sheet).parts))

    def action_look_again(self) -> None:
        """The file may have been mended."""
        super().action_look_again()
        self.look()

    def ask(self, typed: Mapping[str, str]) -> Looked:
        """Read the file and say what stands against it; runs in a thread."""
        self._parts = ()
        try:
            act = self._act(typed, kept=False)
            return Looked((), self.desk.check(act, on=self.on))
        except Refused as refused:
            return Looked((), tuple(refused.reasons))
        except Invalid as wrong:
            if not self._parts and typed.get("file"):  # F7 lists what no count could begin with
                self._parts = tuple(
                    _problem_part(
                        p
                        if p.path not in self.fields
                        else evolve(p, path=self.fields[p.path].label)
                    )
                    for p in wrong.problems
                )
            found = self._at_fields(wrong.problems)
            at_fields = tuple(p for p in found if p.path in self.fields)
            others = tuple(
                Reason(say("{path}: {text}", path=p.path, text=p.text) if p.path else p.text)
                for p in found
                if p.path not in self.fields
            )
            if others and self._parts:  # the result names each
                n = len(others)
                others = (Reason(say("To be mended in the file, or said of it: {n}.", n=n)),)
            return Looked(at_fields, others[:MOST_SHOWN])

    def label_at(self, path: str) -> str:
        widget = self.fields.get(path)
        return widget.label if widget else super().label_at(path)

    def _at_fields(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Questions about the sheet as a whole stand at the fields that answer them."""
        return tuple(
            Problem(f"{INPUT}{p.path}", p.text) if f"{INPUT}{p.path}" in self.fields else p
            for p in problems
        )

    def act_of(self, typed: Mapping[str, str]) -> Act:
        return self._act(typed, kept=True)

    def failed(self, error: Invalid | Refused | Conflict) -> None:
        if isinstance(error, Invalid):
            error = Invalid(*self._at_fields(error.problems))
            n = len(error.problems)
            self.app.notify(say("Not entered; to be mended or said: {n}. F7 shows all.", n=n))
        super().failed(error)

    def _act(self, typed: Mapping[str, str], *, kept: bool) -> WageSheetTaken:
        """The act that takes the sheet over.

        :raises Invalid: with everything that is open.
        """
        if not typed.get("file"):
            raise Invalid(Problem("file", say("“{name}” is empty: type it.",
                                              name=say("Wage sheet (file)"))))  # fmt: skip
        path = pasted_path(typed["file"])
        try:
            data = path.read_bytes()
        except OSError as wrong:
            raise Invalid(
                Problem("file", say("{path} cannot be read: {why}.", path=str(path),
                                    why=wrong.strerror or ""))
            ) from wrong  # fmt: skip
        state = self.desk.docket(self.on).state
        assert not isinstance(state, Office)
        cause = typed.get("cause") or usual_cause(state.claims)
        if cause not in law.causes():
            raise Invalid(Problem("cause", say("There is no cause {code}.", code=cause)))
        today = self.desk.now().date()
        options = Options(
            columns=_columns(typed),
            kept=kept_columns(self.desk, self.on),
            month=_month(typed.get(f"{INPUT}month", ""), today),
            place=typed.get(f"{INPUT}place", ""),
            minimum=_sum(typed.get(f"{INPUT}minimum", "")),
            below=typed.get(f"{INPUT}below") == "true",
            admitted=typed.get(f"{INPUT}admitted") == "true",
            others=typed.get(f"{INPUT}others", ""),
            join=tuple(filter(None, _COMMAS.split(typed.get(f"{INPUT}join", "")))),
            text_numbers=typed.get(f"{INPUT}text") == "true",
            nevertheless=bool(typed.get("nevertheless", "").strip()),
        )
        asked = (data, typed.get(f"{INPUT}sheet", ""))
        if self._read is None or self._read[0] != asked:
            self._read = (asked, read_grid(*asked))
        grid = self._read[1]
        try:
            found = read_sheet(grid, state.claims, self.desk.office.wage_ground(today), options)
        except Invalid as wrong:  # about the columns: nothing is counted, and F7 shows all of it
            self._parts = tuple(
                Part(p.text, ALARM) if f"{INPUT}{p.path}" in self.fields else _problem_part(p)
                for p in wrong.problems
            )
            raise
        beside = compared(found, state.claims, cause)
        missing = tuple(missing_lines(found, state.claims, cause))
        self._parts = tuple(_sheet_parts(found, beside, missing))
        name = typed.get("name") or path.name
        file = FileHash("0" * 64)
        if kept and not found.problems and not found.asks:
            try:
                file = self.desk.add_file(path, secret=self.desk.keeps_secret(self.on))
            except NotFound as error:
                raise Invalid(Problem("file", error.sentence)) from error
        return taking(found, name, file, cause, typed.get("nevertheless", ""))

    def tell(self) -> None:
        super().tell()
        self.query_one(".result", Sheet).parts = (
            Part(say("The result"), HEAD),
            *(self._parts or (Part(say("Nothing yet: something is still to be said."), MUTED),)),
        )


def _sheet_parts(
    found: SheetResult, beside: Sequence[Compared], missing: Sequence[Said]
) -> Iterator[Part]:
    """What a sheet comes to: altogether, what is open, the differences, and how it was read."""
    yield Part(
        say("{rows} row, {sum} yuan owed; {problems} to be mended" if len(found.owed) == 1
            else "{rows} rows, {sum} yuan owed; {problems} to be mended", rows=len(found.owed),
            sum=money_text(found.total), problems=len(found.problems)), BOLD,
    )  # fmt: skip
    for problem in found.asks:
        yield Part(say("? {text}", text=problem.text), ALARM)
    for problem in found.problems[:MOST_SHOWN]:
        yield _problem_part(problem)
    ordered = sorted(beside, key=lambda one: not one.differs)
    for one in ordered[:MOST_SHOWN]:
        yield Part(compared_line(one), BOLD if one.differs else "")
    if len(ordered) > MOST_SHOWN:
        yield Part(say("… and {n} more", n=len(ordered) - MOST_SHOWN), MUTED)
    for text in (*missing, *found.told, *stated_lines(found)):
        yield Part(say("! {text}", text=text), ALARM)
    yield Part(columns_line(found), MUTED)


def _problem_part(problem: Problem) -> Part:
    told = say("{path}: {text}", path=problem.path, text=problem.text)
    return Part(told if problem.path else problem.text, ALARM)


def _sum(typed: str) -> values.Fen | None:
    if not typed.strip():
        return None
    try:
        return values.money(typed)
    except Invalid as wrong:
        raise Invalid(*(Problem(f"{INPUT}minimum", p.text) for p in wrong.problems)) from wrong


def _columns(typed: Mapping[str, str]) -> dict[str, str]:
    """What somebody said of columns: what they mean, and which do not concern the sum."""
    heads = _BETWEEN.split(typed.get(f"{INPUT}without", ""))
    pairs = [("without", head.strip()) for head in heads if head.strip()]
    for piece in _BETWEEN.split(typed.get(f"{INPUT}columns", "")):
        # As a question shows it, it may come with the words of the command line.
        name, equals, head = piece.strip().removeprefix("--map").strip(" '").partition("=")
        if equals:
            pairs.append((name.strip(), head.strip()))
        elif piece.strip():
            raise Invalid(
                Problem(
                    f"{INPUT}columns",
                    say(
                        "“{typed}”: such as name=姓名; it can mean: {names}.",
                        typed=piece[:40],
                        names=joined(FIELDS.values()),
                    ),
                )
            )
    try:
        return numbered(pairs)
    except Invalid as wrong:
        raise Invalid(*(Problem(f"{INPUT}columns", p.text) for p in wrong.problems)) from wrong


def _month(typed: str, today: date) -> date | None:
    if not typed.strip():
        return None
    try:
        return values.month(typed, today)
    except Invalid as wrong:
        raise Invalid(*(Problem(f"{INPUT}month", p.text) for p in wrong.problems)) from wrong
