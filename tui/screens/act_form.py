"""The form of any act, laid out from the fields that the act's class declares."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import ClassVar, Final, cast

from textual.containers import VerticalGroup, VerticalScroll
from textual.widget import Widget

from laborcase import values
from laborcase.fields import Choice as Choices
from laborcase.fields import Declared, FileHash, fields_of, read, walk
from laborcase.words import Said, say

from ..base import Words
from ..text import day_in_words
from ..widgets.field import Field, Labelled
from ..widgets.grid import Column, Grid
from ..widgets.offered import Pick, Ticks, meant, numbered
from ..widgets.pick import Choice, Match
from .form import COMMON, Form, is_hash, pasted_path
from .offers import Around, around, offers

FEW: Final = 6
"""So many offers stand on a line; more are found while typing."""


# ------------------------------------------------------------------ texts of values


def text_of(f: Declared, value: object) -> str:
    """A value of a field as it is typed; a moment keeps its whole precision."""
    if f.type is values.Fen:
        return values.money_text(cast("int", value))
    match value:
        case bool():
            return "true" if value else "false"
        case datetime(second=0, microsecond=0):
            return value.strftime("%Y-%m-%d %H:%M")
        case datetime() | date():
            return value.isoformat()
        case Choices():
            return value.value
    return str(value)


def texts_of(thing: object) -> dict[str, str]:
    """Every value below a thing as typed text, by its path."""
    found: dict[str, str] = {}
    for path, f, value in walk(thing):
        if value is None or value == "":
            continue
        text = text_of(f, value)
        if f.many:
            path = path.rpartition(".")[0]
            text = f"{found[path]}, {text}" if path in found else text
        found[path] = text
    return found


def told(f: Declared) -> Callable[[object], str] | None:
    """What stands beside a field once its text is understood."""
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
            self._note.text = say("{name}, {size} bytes, kept", name=name, size=size)


class ActForm(Form):
    """The form of an act: one field per declared field, rows as grids, the common ones last."""

    PURPOSE: ClassVar[tuple[Said, ...]] = (
        say("Here an act is entered into a docket. Fields marked * must be filled."),
        say("What stands against it appears beside the fields as soon as a field is left."),
        say("Everything typed is kept as a draft until it is entered."),
    )

    async def _lay(self) -> None:
        here = await asyncio.to_thread(around, self.desk, self.on)
        area = self.query_one(".fields", VerticalScroll)
        own = [f for f in fields_of(self.cls) if f not in COMMON]
        await area.mount_all([*self.lay(here, own), *self.lay(here, list(COMMON))])
        self.load_rows()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.go()
        self.begin()

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
            return Choice(label, yes_no, path=path, chosen="true" if f.default else "false")
        if f.of == "endings":
            found = offers(f.of, here, self.desk, self.app.lang)
            if found and not callable(found):  # the likeliest is first
                return Choice(label, named(found), path=path, chosen=found[0].key)
        if isinstance(f.type, type) and issubclass(f.type, Choices) and not f.many:
            chosen = f.default.value if isinstance(f.default, Choices) else ""
            return Choice(label, [(m.value, m.label) for m in f.type], path=path, chosen=chosen)
        if isinstance(f.type, type) and issubclass(f.type, Choices):
            return Ticks(label, [(m.value, m.label) for m in f.type], path=path)
        if f.of and f.of != "file":
            return self._picking(f, label, path, here)
        reader = partial(self._reading, f)
        common = f in COMMON
        many = 4 if f.type is values.Text and not common else 1
        hint = say("empty = today") if f.name == "happened" else f.hint
        return Field(label, reader, path=path, lines=many, hint=hint, told=told(f))

    def _picking(self, f: Declared, label: str, path: str, here: Around) -> Labelled:
        found = offers(f.of, here, self.desk, self.app.lang)
        if not found:  # the desk's reasons say why there is nothing to pick
            return Field(label, partial(self._reading, f), path=path, hint=f.hint)
        if not callable(found) and f.many:
            return Ticks(label, named(found), path=path)
        if not callable(found) and len(found) <= FEW:
            only = found[0].key if len(found) == 1 and f.required else ""
            return Choice(label, named(found), path=path, chosen=only)
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
        """Rows that speak of the case's allegations begin with one for each of them."""
        about = next((f for f in fields_of(cls) if f.of == "case_allegations"), None)
        if about is None or any(loaded.startswith(path) for loaded in self.loaded):
            return
        found = offers(about.of, here, self.desk, self.app.lang)
        if not callable(found):
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
        found = offers(f.of, here, self.desk, self.app.lang) if f.of else ()
        if found and not callable(found):
            return choosing(path, label, found)
        say_it = told(f)
        reader = partial(self._reading, f)
        return Column(
            path, label, read=reader, told=(lambda text: say_it(reader(text))) if say_it else None
        )

    def _reading(self, f: Declared, text: str) -> object:
        return read(f, text, self.app.now())

    def _keep(self, text: str) -> tuple[str, int]:
        path = pasted_path(text)
        secret = self.desk.keeps_secret(self.on, self.typed())
        return self.desk.add_file(path, secret=secret), path.stat().st_size


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


def marked(label: str, required: bool) -> str:
    """A label with the mark of a field that must be filled."""
    return say("{label} *", label=label) if required else label


def named(found: Sequence[Match]) -> list[tuple[str, str]]:
    """Offers as choices on a line: what helps to tell each stands beside its name."""
    return [
        (m.key, say("{name} {note}", name=m.text, note=m.note) if m.note else m.text) for m in found
    ]
