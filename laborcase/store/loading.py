"""Rows that come to a server in bulk: by COPY, as a register brings them that is carried there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, LiteralString

from . import Line, Summary
from .chain import dockets_of, names_of, takes_of, text_of
from .server import Connection
from .sql_lists import SUMMARY, columns, pieces, tallies

_AT_ONCE: Final = 5_000
"""Of so many dockets the pieces are put in the order of their key, which the server takes in one
go; else they would go all over the index."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_lines(conn: Connection, register: str, lines: Sequence[Line]) -> None:
    """Put commits into the ledger, where each is looked up by its dockets, and the numbers that
    they took."""
    name = _told(register)
    takes: dict[str, int] = {}
    with (
        conn.cursor() as cursor,
        cursor.copy(
            "COPY laborcase.ledger (register, seq, prev, hash, body, key)"
            " FROM STDIN WITH (FORMAT BINARY)"
        ) as copy,
    ):
        copy.set_types(["text", "int8", "text", "text", "bytea", "text"])
        for line in lines:
            prev, key = line.body["prev"], line.body["key"]
            copy.write_row([register, line.seq, prev, line.hash, text_of(line.body), key])
            takes |= takes_of(line)
    _copy(
        conn,
        "COPY laborcase.entry (register, docket, seq) FROM STDIN",
        (f"{name}\t{_told(d)}\t{line.seq}\n" for line in lines for d in dockets_of(line)),
    )
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO laborcase.counter (register, series, n) VALUES (%s, %s, %s)"
            " ON CONFLICT (register, series) DO UPDATE SET n = excluded.n",
            [(register, series, n) for series, n in takes.items()],
        )


def copy_summaries(conn: Connection, register: str, summaries: Iterable[Summary]) -> None:
    """Put the summaries of a register, and everything that is made from them, in the place of what
    is there."""
    for emptied in _EMPTIED:
        conn.execute(emptied, [register])
    name = _told(register)
    tally: Counter[str] = Counter()
    coming = iter(summaries)
    while some := list(islice(coming, _AT_ONCE)):
        with conn.cursor() as cursor, cursor.copy(_SUMMARY) as copy:
            for summary in some:
                copy.write_row([register, str(summary["key"]), *columns(summary)])
        found = sorted((piece, str(s["key"])) for s in some for piece in pieces(s))
        told = {text: _told(text) for pair in found for text in pair}
        _copy(
            conn,
            "COPY laborcase.piece (register, piece, docket) FROM STDIN",
            (f"{name}\t{told[piece]}\t{told[key]}\n" for piece, key in found),
        )
        _copy(
            conn,
            "COPY laborcase.name (register, name, docket) FROM STDIN",
            (
                f"{name}\t{_told(number)}\t{_told(str(s['key']))}\n"
                for s in some
                for number in sorted(set(names_of(s)))
            ),
        )
        for summary in some:
            tally.update(tallies(summary))
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO laborcase.tally (register, list, n) VALUES (%s, %s, %s)"
            " ON CONFLICT (register, list) DO UPDATE SET n = excluded.n",
            [(register, group, n) for group, n in sorted(tally.items())],
        )


_SUMMARY: Final[LiteralString] = f"COPY laborcase.summary ({SUMMARY}) FROM STDIN"
_EMPTIED: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM laborcase.summary WHERE register = %s",
    "DELETE FROM laborcase.piece WHERE register = %s",
    "DELETE FROM laborcase.name WHERE register = %s",
    "UPDATE laborcase.tally SET n = 0 WHERE register = %s",
)


def _told(text: str) -> str:
    """A text as COPY takes it."""
    return text.translate(_ESCAPED)


def _copy(conn: Connection, statement: LiteralString, rows: Iterator[str]) -> None:
    with conn.cursor() as cursor, cursor.copy(statement) as copy:
        while some := "".join(islice(rows, 10_000)):
            copy.write(some)
