"""The summaries of an embedded register as they lie in memory: a third of what dictionaries take.

A row is a struct with the names of its summary as fields, and answers like the summary; rows of the
same names are of one class. Words that many rows have, such as officers and queues, are kept once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, cast

import msgspec

from . import Summary

_SAMPLE: Final = 500
_SEVERAL: Final = 25
"""A column that has no more values than this in a sample holds words that many rows have."""


class Row(msgspec.Struct):
    """A summary in little room: a mapping in all that a summary is asked."""

    def __getitem__(self, name: str) -> str | int | None:
        try:
            return cast("str | int | None", getattr(self, name))
        except AttributeError:
            raise KeyError(name) from None

    def get(self, name: str, default: str | int | None = None) -> str | int | None:
        return cast("str | int | None", getattr(self, name, default))

    def keys(self) -> tuple[str, ...]:
        return self.__struct_fields__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__struct_fields__)

    def __len__(self) -> int:
        return len(self.__struct_fields__)

    __contains__ = Mapping.__contains__
    items = Mapping.items
    values = Mapping.values


Mapping.register(Row)


@cache
def row_class(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """The class of rows with exactly these fields."""
    fields = [(name, str | int | None) for name in names]
    return msgspec.defstruct("Row", fields, bases=(Row,), gc=False, forbid_unknown_fields=True)


def row_of(summary: Summary) -> Summary:
    """A summary as a row."""
    return cast("Summary", row_class(tuple(summary))(**summary))


def rows_in(documents: Iterable[msgspec.Raw], names: tuple[str, ...]) -> list[Summary]:
    """The rows in documents with these fields; in any documents, where no names are given.

    :raises msgspec.DecodeError: when one is no such document.
    """
    plain = msgspec.json.Decoder(dict[str, str | int | None]).decode
    decode = cast(
        "Callable[[msgspec.Raw], Summary]",
        msgspec.json.Decoder(row_class(names)).decode if names else lambda d: row_of(plain(d)),
    )
    rows: list[Summary] = []
    known: dict[str, dict[object, object]] = {}
    for document in documents:
        row = decode(document)
        for name, words in known.items():
            word = getattr(row, name)
            setattr(row, name, words.setdefault(word, word))
        rows.append(row)
        if len(rows) == _SAMPLE:
            known = {name: {} for name in row if _few(row[name] for row in rows)}
    return rows


def _few(words: Iterable[str | int | None]) -> bool:
    """Whether a column of the sample holds words that many rows have."""
    found = set(words)
    return len(found) <= _SEVERAL and any(isinstance(word, str) for word in found)
