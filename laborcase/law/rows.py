"""Rows of law read from TOML: every key known, every value of its declared type, or a sentence.

The attrs class of a row says it all: its fields are the keys, a default makes a key optional,
:func:`one_of` closes the vocabulary of a text field. What is wrong is collected for the whole file,
each problem with file and row, and raised together.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import NoneType
from typing import Final, TypeVar, get_args, get_origin, get_type_hints

import attrs

from ..errors import LaborCaseError
from ..words import Said, say

T = TypeVar("T")
Row = Mapping[str, object]

DATA: Final = Path(__file__).parent / "data"


class LawDataError(LaborCaseError, ValueError):
    """Rows of law, calendar or clocks that cannot be; ``problems`` holds all that is wrong."""

    def __init__(self, problems: Iterable[Said]) -> None:
        self.problems = tuple(problems)
        whole = self.problems[0]
        for problem in self.problems[1:]:
            whole = say("{first}\n{second}", first=whole, second=problem)
        super().__init__(whole)


def one_of(*words: str) -> dict[str, object]:
    """Field metadata: the only words that the field may hold."""
    return {"one_of": words}


def read(path: Path, *keys: str) -> Row:
    """The tables of one TOML file, which may have no other keys than ``keys``.

    Raises :class:`LawDataError` for a file that is no TOML, not UTF-8, or has another key.
    """
    try:
        data: dict[str, object] = tomllib.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LawDataError(
            [say("{file} is not a TOML file: {reason}", file=path.name, reason=str(error))]
        ) from error
    unknown = [key for key in data if key not in keys]
    if unknown:
        raise LawDataError(
            say("{file}: the key {key} is not known.", file=path.name, key=key) for key in unknown
        )
    return data


def rows(table: object, file: str) -> list[Row]:
    """The list of tables ``table``; anything else raises :class:`LawDataError`."""
    if not isinstance(table, list) or not all(isinstance(row, dict) for row in table):
        raise LawDataError([say("{file}: a list of tables is needed.", file=file)])
    return list(table)


def fill(cls: type[T], row: Row, where: str, problems: list[Said]) -> T | None:
    """One row as ``cls``, or ``None`` after adding what is wrong with it to ``problems``."""
    before = len(problems)
    hints = get_type_hints(cls)
    # mypy cannot see that every row class is an attrs class.
    fields = {f.name: f for f in attrs.fields(cls)}  # type: ignore[arg-type]
    problems += [
        say("{where}: the key {key} is not known.", where=where, key=key)
        for key in row
        if key not in fields
    ]
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name not in row:
            if field.default is attrs.NOTHING:
                problems.append(say("{where}: {key} is missing.", where=where, key=name))
            continue
        value = row[name]
        if isinstance(value, list):
            value = tuple(value)
        allowed = field.metadata.get("one_of", ())
        if not _fits(value, hints[name]):
            problems.append(
                say(
                    "{where}: {key} cannot be {value}.",
                    where=where,
                    key=name,
                    value=repr(row[name]),
                )
            )
        elif allowed and not set(value if isinstance(value, tuple) else (value,)) <= set(allowed):
            problems.append(
                say(
                    "{where}: {key} is {value}; it may be {words}.",
                    where=where,
                    key=name,
                    value=repr(row[name]),
                    words=", ".join(allowed),
                )
            )
        values[name] = value
    return cls(**values) if len(problems) == before else None


def _fits(value: object, hint: object) -> bool:
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return isinstance(value, tuple) and all(_fits(v, inner) for v in value)
    kinds = get_args(hint) or (hint,)
    if isinstance(value, bool):
        return bool in kinds
    if isinstance(value, datetime):
        return False
    if isinstance(value, str) and not value.strip():
        # What is not known is left out; a key that says nothing is a slip.
        return False
    return isinstance(value, tuple(k for k in kinds if isinstance(k, type) and k is not NoneType))


def by_id(made: Iterable[tuple[str, str, T]], problems: list[Said]) -> dict[str, T]:
    """Rows by their id, given as ``(id, where, row)``; an id met twice becomes a problem."""
    found: dict[str, T] = {}
    for key, where, row in made:
        if key in found:
            problems.append(say("{where}: the id {id} is there twice.", where=where, id=key))
        found[key] = row
    return found


def check(problems: list[Said]) -> None:
    """Raises :class:`LawDataError` when ``problems`` holds any."""
    if problems:
        raise LawDataError(problems)
