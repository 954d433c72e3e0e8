"""Many acts of one kind from a table (CSV), one a row: all rows are read and checked, so that they
are entered all or none.

The first row names the columns: by the path of a field (``respondents.1.name``), or by its label
in either language (被投诉人 1 姓名; the label of a part alone, 被投诉人, means its first field).
Cells are read as in a form; causes, classes and officers may be given by name. Rows are counted as
a spreadsheet counts them: the one with the column names is row 1.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from . import codec
from .acts import Opening
from .acts.base import Act
from .errors import Invalid, Problem, Usage
from .fields import Declared, fields_of
from .law import causes
from .law.classes import classes
from .record.office import Office
from .values import as_name, plain
from .words import LANGUAGES, Said, say, speak

if TYPE_CHECKING:
    from .desk import Desk

PARTS: Final = 9
"""So many rows of a part (respondents, allegations, papers) can have columns."""


def read_table(desk: "Desk", kind: str, data: bytes, *, dry_run: bool = False) -> tuple[Act, ...]:
    """The acts that the rows of a table mean, each checked as if it were entered at this desk.

    ``data`` is CSV in UTF-8 or GB 18030, with commas or tabs. Each row with reasons against it
    counts as a refusal, unless it is a ``dry_run``.

    :raises Invalid: with every problem of every row, each naming row and column.
    :raises Usage: for a kind of act that opens no docket.
    """
    cls = codec.act_class(kind)
    if cls.into is not None or cls.both:
        raise Usage(say("“{act}” opens no docket: a table cannot enter it.", act=cls.title))
    rows = csv_rows(data)
    if not rows:
        raise Invalid(say("The table has no rows."))
    heads = rows[0]
    paths, problems = _columns(cls, heads)
    acts: list[tuple[int, Act]] = []
    office, now = desk.office, desk.now()
    for n, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            problems.append(_at(n, "", say("There are more cells than columns.")))
        before, typed = len(problems), dict[str, str]()
        for path, head, cell in zip(paths, heads, cells, strict=False):
            if path and cell.strip():
                try:
                    typed[path] = _code(codec.field_at(cls, path), cell.strip(), office)
                except Invalid as wrong:
                    problems += [_at(n, head, p.text) for p in wrong.problems]
        known = len(problems) == before  # what is missing because it could not be read is no reason
        try:
            act = codec.from_text(kind, typed, now)
        except Invalid as wrong:
            named = dict(zip(paths, heads, strict=True))
            problems += [_at(n, named.get(p.path, p.path), p.text) for p in wrong.problems]
            reasons = desk.unreadable(wrong, cls, "").reasons if known else ()
        else:
            acts.append((n, act))
            reasons = desk.check(act) if known else ()
        if reasons and not dry_run:
            desk.refused(kind, reasons, now.date())
        problems += [_at(n, "", r.text) for r in reasons]
    problems += _twice(acts)
    if problems:
        raise Invalid(*problems)
    if not acts:
        raise Invalid(say("The table has no rows."))
    return tuple(act for _, act in acts)


def _at(n: int, column: str, text: Said) -> Problem:
    if not column:
        return Problem(say("row {n}", n=n), text)
    return Problem(say("row {n}, {column}", n=n, column=column.strip()), text)


def csv_rows(data: bytes) -> list[list[str]]:
    """The cells of a table in CSV (UTF-8, GB 18030, or UTF-16 that says so; commas, semicolons or
    tabs).

    :raises Invalid: when it is none.
    """
    said = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        text = data.decode("utf-16" if said else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise Invalid(say("The table is neither UTF-8 nor GB 18030.")) from None
    if "\0" in text:
        raise Invalid(say("The table holds a character that ends texts (NUL): it is no CSV."))
    begins = text[:4_000]  # a line with a title may stand above the names of the columns
    comma = max(",\t;", key=begins.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True))
    except csv.Error as wrong:
        raise Invalid(say("The table is not CSV: {why}.", why=str(wrong))) from None


# ------------------------------------------------------------------ columns


def _columns(cls: type[Act], heads: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The path of each column, empty for one without a name; and what is wrong with the names."""
    known = _names(cls)
    paths: list[str] = []
    problems: list[Problem] = []
    for head in heads:
        path = known.get(plain(head), "")
        if head.strip() and not path:
            problems.append(_at(1, head, say("There is no such column.")))
        elif path and path in paths:
            problems.append(_at(1, head, say("This column stands twice.")))
        paths.append(path)
    missing = [f for f in fields_of(cls) if f.required and not f.rows and f.name not in paths]
    problems += [
        Problem(say("row {n}", n=1), say("The column “{name}” is missing.", name=f.label))
        for f in missing
    ]
    return paths, problems


def _names(cls: type[Act]) -> Mapping[str, str]:
    """Everything a column can be called, in plain form, and the path of its field. The label of a
    field alone will do where no other field of the first rows bears it."""
    found: dict[str, str] = {}
    alone: dict[str, set[str]] = {}
    for path, labels in _paths(cls, "", tuple("" for _ in LANGUAGES)):
        found.setdefault(plain(path), path)
        for label in labels:
            found.setdefault(plain(label), path)
        f = codec.field_at(cls, path)
        if f is not None and not any(p.isdecimal() and p != "1" for p in path.split(".")):
            for lang in LANGUAGES:
                alone.setdefault(plain(speak(f.label, lang)), set()).add(path)
    for name, paths in alone.items():
        if len(paths) == 1:
            found.setdefault(name, *paths)
    return found


def _paths(
    cls: type, prefix: str, before: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every field that a column can hold, with its names in the languages; the shorter name of the
    first row of a part stands beside the whole one."""
    for f in fields_of(cls):
        if f.system:
            continue
        labels = tuple(b + speak(f.label, lang) for b, lang in zip(before, LANGUAGES, strict=True))
        path = prefix + f.name
        if not f.rows:
            yield path, labels
            continue
        inner = cast("type", f.type)
        if not f.many:
            yield from _alone(inner, path, labels)
            yield from _paths(inner, f"{path}.", labels)
            continue
        yield from _alone(inner, f"{path}.1", labels)
        yield from _paths(inner, f"{path}.1.", labels)
        for n in range(1, PARTS + 1):
            yield from _paths(inner, f"{path}.{n}.", tuple(f"{label}{n}" for label in labels))


def _alone(cls: type, path: str, labels: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The label of a part alone: it means the first field, where that is a text."""
    first = fields_of(cls)[0]
    if first.required and not first.rows:
        yield f"{path}.{first.name}", labels


# ------------------------------------------------------------------ cells


def _code(f: Declared | None, cell: str, office: Office) -> str:
    """What a field that picks something stores for a name: its code; any other cell as it is.

    :raises Invalid: when there is nothing, or more than one thing, of that name.
    """
    choices = _PICKED.get(f.of) if f is not None else None
    if choices is None:
        return cell
    word = plain(cell)
    codes = dict.fromkeys(c for c, name in choices(office) if word in (plain(c), plain(name)))
    if len(codes) != 1:
        raise Invalid(say("“{typed}” is none of those that can stand here.", typed=cell[:40]))
    return next(iter(codes))


def _causes(office: Office) -> Iterator[tuple[str, str]]:
    for cause in causes().values():
        yield from ((cause.code, cause.title(lang)) for lang in LANGUAGES)


def _officers(office: Office) -> Iterator[tuple[str, str]]:
    yield from ((o.id, o.name) for o in office.officers if o.active)


def _classes(kind: str) -> Callable[[Office], Iterator[tuple[str, str]]]:
    def found(office: Office) -> Iterator[tuple[str, str]]:
        for one in classes(kind).values():
            yield from ((one.code, name) for name in (one.code, one.title_zh, one.title_en))

    return found


_PICKED: Final[Mapping[str, Callable[[Office], Iterator[tuple[str, str]]]]] = {
    "causes": _causes,
    "officers": _officers,
    "inspectors": _officers,
    "industries": _classes("industry"),
    "registration_types": _classes("registration_type"),
}


def _twice(acts: Sequence[tuple[int, Act]]) -> Iterator[Problem]:
    """Numbers that two rows of the table bear."""
    first: dict[tuple[str, str], int] = {}
    for n, act in acts:
        for kind, number, _ in act.numbers_on_paper() if isinstance(act, Opening) else ():
            row = first.setdefault((kind, as_name(number)), n)
            if row != n:
                yield _at(n, "", say("Number {number} stands in row {row} too.", number=number,
                                     row=row))  # fmt: skip
