"""What a declared field says of itself, and how typed text becomes its value.

Acts and the things in them are plain frozen attrs classes. The *type* of a field says how it is
read, cleaned, shown and stored (``Fen``, ``Line``, ``date`` ...); its metadata, made by
:func:`label`, gives its name for people and whether it is sealed. Forms, the command line, the
codec and the schemas all read these declarations; nothing is declared twice.

Cleaning happens when an act is *entered*. An act read back from the ledger is never cleaned again:
history is not judged by today's rules.
"""

import re
import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import (
    Any,
    Final,
    NewType,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs
from attrs import frozen

from . import values
from .errors import Invalid, Problem
from .words import LANGUAGES, Said, say, speak

T = TypeVar("T")

OfficerId = NewType("OfficerId", str)
AuthorityId = NewType("AuthorityId", str)
BodyId = NewType("BodyId", str)
DocketKey = NewType("DocketKey", str)
"""``26-000123``: year and counter of the register; for life, never reused."""
FileHash = NewType("FileHash", str)
"""SHA-256 of a kept file, 64 hex digits."""


_NO_LABEL: Final = say("")


class Choice(StrEnum):
    """A closed list: the value is the stored word, ``label`` the sentence for people, ``also`` what
    else people type for it."""

    label: Said
    also: tuple[str, ...]

    def __new__(cls, value: str, label: Said = _NO_LABEL, *also: str) -> "Choice":
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        made.also = also
        return made


def label(
    text: str, *, sealed: bool = False, hint: str = "", of: str = "", system: bool = False
) -> dict[str, object]:
    """Metadata of a field: its name for people, whether it goes into the sealed part of an entry,
    a hint shown while it is empty, ``of`` what a picker offers (``"allegations"``, ``"cases"``,
    ``"papers"`` ...), and whether the program fills it (``system``), so that no form shows it.
    """
    return {"label": say(text), "sealed": sealed, "hint": say(hint), "of": of, "system": system}


@frozen
class Declared:
    """One field as its class declares it."""

    name: str
    type: object
    """The bare type: ``None`` and ``tuple[..., ...]`` are taken off (see the two flags)."""
    label: Said
    hint: Said
    optional: bool
    many: bool
    sealed: bool
    system: bool
    required: bool
    of: str
    default: object

    @property
    def rows(self) -> bool:
        """True when the value is itself made of fields (a person, a list of allegations)."""
        return isinstance(self.type, type) and attrs.has(self.type)


def fields_of(cls: type) -> tuple[Declared, ...]:
    """The declared fields of an act or a thing in an act, in the order of their declaration."""
    found = _declared.get(cls)
    if found is None:
        found = _declared[cls] = _declaration(cls)
    return found


_declared: dict[type, tuple[Declared, ...]] = {}


def _declaration(cls: type[Any]) -> tuple[Declared, ...]:
    hints = get_type_hints(cls)
    found = []
    for a in attrs.fields(cls):
        bare, optional, many = _bare(hints[a.name])
        default = a.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = cast("Any", default).factory()
        found.append(
            Declared(
                name=a.name,
                type=bare,
                label=a.metadata.get("label", say(a.name)),
                hint=a.metadata.get("hint", say("")),
                optional=optional,
                many=many,
                sealed=bool(a.metadata.get("sealed")),
                system=bool(a.metadata.get("system")),
                required=default is attrs.NOTHING,
                of=cast("str", a.metadata.get("of", "")),
                default=None if default is attrs.NOTHING else default,
            )
        )
    return tuple(found)


def _bare(hint: object) -> tuple[object, bool, bool]:
    optional = many = False
    if get_origin(hint) in (Union, types.UnionType):
        rest = [h for h in get_args(hint) if h is not type(None)]
        optional = len(rest) < len(get_args(hint))
        hint = rest[0]
    if get_origin(hint) is tuple:
        many = True
        hint = get_args(hint)[0]
    return hint, optional, many


# ------------------------------------------------------------------ cleaning (when entered)

CLEANERS: Final[Mapping[object, Callable[[str], object]]] = {
    values.Line: values.line,
    values.Text: values.text,
    values.Raw: values.raw,
    values.Number: values.number,
    values.Phone: values.phone,
    values.CreditCode: values.credit_code,
    values.ResidentNumber: values.resident_number,
    OfficerId: values.line,
    AuthorityId: values.line,
    BodyId: values.line,
    DocketKey: values.line,
    FileHash: values.line,
    str: values.line,
}


UNREAD: Final = object()
"""Stands in a thing where something could not be read and nothing can stand for it."""


def blank(f: Declared) -> object:
    """What stands for one value that could not be read, so that the rest can be judged: a text is
    there and says nothing; nobody enters it."""
    if f.optional:
        return None
    return "?" if f.type in CLEANERS else UNREAD


def clean(thing: T, path: str = "") -> T:
    """``thing`` with every typed field cleaned by its type.

    :raises Invalid: with *all* problems, each at its path (``workers.3.phone``).
    """
    made, problems = cleaned(thing, path)
    if problems:
        raise Invalid(*problems)
    return made


def cleaned(thing: T, path: str = "") -> tuple[T, tuple[Problem, ...]]:
    """``thing`` cleaned, a :func:`blank` where that fails, and all problems, each at its path."""
    problems: list[Problem] = []
    made = _cleaned(thing, path, problems)
    return cast("T", made), tuple(problems)


def _cleaned(thing: object, path: str, problems: list[Problem]) -> object:
    changes: dict[str, object] = {}
    for f in fields_of(type(thing)):
        value = getattr(thing, f.name)
        if value is None or value is UNREAD:
            continue
        where = f"{path}.{f.name}" if path else f.name
        if f.many:
            new: object = tuple(
                _one(f, item, f"{where}.{i}", problems) for i, item in enumerate(value, 1)
            )
        else:
            new = _one(f, value, where, problems)
            if f.required and new == "":
                problems.append(Problem(where, say("“{name}” is empty: type it.", name=f.label)))
        if new != value:
            changes[f.name] = new
    return attrs.evolve(cast("Any", thing), **changes) if changes else thing


def _one(f: Declared, value: object, where: str, problems: list[Problem]) -> object:
    if value is UNREAD:
        return value
    if f.rows:
        return _cleaned(value, where, problems)
    if f.type is values.Fen and isinstance(value, int) and value < 0:
        problems.append(Problem(where, say("A sum cannot be negative.")))
    if f.type is int and isinstance(value, int) and value < 0:
        problems.append(Problem(where, say("A number cannot be negative.")))
    cleaner = CLEANERS.get(f.type)
    if cleaner is None or not isinstance(value, str) or not value:
        return value
    try:
        return cleaner(value)
    except Invalid as wrong:
        problems.extend(Problem(where, p.text) for p in wrong.problems)
        return blank(f)


# ------------------------------------------------------------------ typed text -> value


def read(f: Declared, typed: str, now: datetime) -> object:
    """The value that ``typed`` stands for in field ``f`` (one value, not a row of fields).

    Sums, days, times and choices are read the way people write them; ``now`` gives relative days
    (``昨天``, ``+30``) their meaning.

    :raises Invalid: with a sentence, when it cannot be read.
    """
    if not typed.strip() and (f.optional or not f.required):
        return f.default
    kind = f.type
    if kind is values.Fen:
        return values.money(typed)
    if kind is date:
        return values.day(typed, now.date())
    if kind is datetime:
        return values.moment(typed, now)
    if kind is bool:
        return _yes_or_no(typed)
    if kind is int:
        return _whole(typed)
    if isinstance(kind, type) and issubclass(kind, Choice):
        return _choice(kind, typed)
    cleaner = CLEANERS.get(kind)
    return cleaner(typed) if cleaner else typed


def _yes_or_no(typed: str) -> bool:
    word = values.plain(typed)
    if word in {"1", "y", "yes", "true", "是", "有", "对"}:
        return True
    if word in {"0", "n", "no", "false", "否", "无", "没有", "不"}:
        return False
    raise Invalid(say("“{typed}” is neither yes nor no.", typed=typed[:40]))


def _whole(typed: str) -> int:
    digits = values.plain(typed)
    if re.fullmatch("[-−负][0-9]+", digits):
        raise Invalid(say("“{typed}” is negative: a number of 0 or more.", typed=typed[:40]))
    if not digits.isdecimal() or len(digits) > 9:
        raise Invalid(say("“{typed}” is not a whole number.", typed=typed[:40]))
    return int(digits)


def _choice(kind: type[Choice], typed: str) -> Choice:
    word = values.plain(typed)
    for member in kind:
        if word in _names(member):
            return member
    choices = [say("{word} ({label})", word=m.value, label=m.label) for m in kind]
    whole = choices[0]
    for choice in choices[1:]:
        whole = say("{first}, {second}", first=whole, second=choice)
    raise Invalid(say("“{typed}” is none of: {choices}.", typed=typed[:40], choices=whole))


def _names(member: Choice) -> frozenset[str]:
    return frozenset(
        values.plain(n)
        for n in (member.value, *(speak(member.label, lg) for lg in LANGUAGES), *member.also)
    )


def walk(thing: object, path: str = "") -> Iterator[tuple[str, Declared, object]]:
    """Every field below ``thing`` that holds a plain value, with its path and declaration."""
    for f in fields_of(type(thing)):
        value = getattr(thing, f.name)
        where = f"{path}.{f.name}" if path else f.name
        for at, item in (
            ((f"{where}.{i}", v) for i, v in enumerate(value, 1)) if f.many else ((where, value),)
        ):
            if f.rows and item is not None:
                yield from walk(item, at)
            else:
                yield at, f, item
