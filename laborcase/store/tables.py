"""The tables on a server: numbered files of SQL, each run once, only ever forward.

Which of them a database was made by stands in ``laborcase.schema_version``, with the hash of each.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

import psycopg

from laborcase.errors import RegisterError
from laborcase.words import say

from .chain import first_line
from .rights import grant_again
from .server import Connection, address, connect, failed

_SQL: Final = Path(__file__).parent / "sql"

_AT_ONCE: Final = (
    psycopg.errors.UniqueViolation,
    psycopg.errors.DuplicateSchema,
    psycopg.errors.DuplicateTable,
)

Migrations: TypeAlias = list[tuple[int, str]]


def _migrations() -> list[tuple[int, Path, bytes]]:
    """The files that make the tables, in order: number, file, content."""
    return [(int(p.name[:3]), p, p.read_bytes()) for p in sorted(_SQL.glob("*.sql"))]


def our_files() -> Migrations:
    """Which files a database of this program was made by."""
    return [(number, sha256(data).hexdigest()) for number, _, data in _migrations()]


def files_run(conn: Connection, url: str) -> Migrations:
    """Which files this database was made by; none if it has no tables of ours."""
    if conn.execute("SELECT to_regclass('laborcase.schema_version')").fetchone() == (None,):
        return []
    rows = conn.execute(
        "SELECT version, sha256 FROM laborcase.schema_version ORDER BY version"
    ).fetchall()
    found = [(int(str(version)), str(sum_)) for version, sum_ in rows]
    ours = our_files()
    if found[: len(ours)] != ours[: len(found)]:
        raise RegisterError(
            say(
                "The tables in the schema laborcase of {url} are not those of this program. Nothing"
                " was touched.",
                url=url,
            )
        )
    if len(found) > len(ours):
        raise RegisterError(
            say(
                "The tables of {url} were made by a newer program (version {version}). Update this"
                " program; nothing was touched.",
                url=url,
                version=found[-1][0],
            )
        )
    return found


def bring_up_to_date(conn: Connection, url: str) -> None:
    """Run the files that a database of an older program has not had, all or none.

    Programs of before that are still at work are not disturbed; the next time they open it, they
    ask for a newer program.

    Raises RegisterError if this account may not change the tables.
    """
    try:
        with conn.transaction():
            _run_missing(conn, {number for number, _ in files_run(conn, url)})
            grant_again(conn)
    except psycopg.errors.InsufficientPrivilege as error:
        raise RegisterError(
            say(
                "The tables of {url} are those of an older program, and this account may not bring"
                " them up to date. Let the account that made them open the register once; nothing"
                " was touched.",
                url=url,
            )
        ) from error


def _run_missing(conn: Connection, done: set[int]) -> None:
    for number, path, data in _migrations():
        if number in done:
            continue
        if number == 1:  # it makes the table that tells which were run
            conn.execute(data)
        # Who else is running this file is waited for here, and has then run it.
        noted = conn.execute(
            "INSERT INTO laborcase.schema_version (version, file, sha256) VALUES (%s, %s, %s)"
            " ON CONFLICT (version) DO NOTHING",
            [number, path.name, sha256(data).hexdigest()],
        )
        if number > 1 and noted.rowcount:
            conn.execute(data)


def create_register(url: str, *, rules: str = "", register: str | None = None) -> None:
    """Make an empty register, and the tables if the database has none yet.

    Raises RegisterError if the database has a register of that name already, keeps no Unicode, or
    holds a schema ``laborcase`` that is not ours.
    """
    conninfo, name, shown = address(url)
    line, root, _ = first_line(register)
    try:
        with connect(conninfo) as conn:
            try:
                _create(conn, shown, name, [root, line, rules])
            except _AT_ONCE:  # another program made the tables meanwhile; now they are there
                _create(conn, shown, name, [root, line, rules])
    except psycopg.Error as error:
        raise failed(error, shown) from error


def _create(conn: Connection, url: str, name: str, row: list[str | bytes]) -> None:
    with conn.transaction():
        if conn.execute("SHOW server_encoding").fetchone() != ("UTF8",):
            raise RegisterError(
                say(
                    "The database of {url} cannot hold Chinese. Make one with the encoding UTF8;"
                    " nothing was touched.",
                    url=url,
                )
            )
        there = conn.execute(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'laborcase'"
        ).fetchone()
        applied = {number for number, _ in files_run(conn, url)}
        if there and not applied:
            raise RegisterError(
                say(
                    "The schema laborcase of {url} holds somebody else's tables. Nothing was"
                    " touched; take another database.",
                    url=url,
                )
            )
        _run_missing(conn, applied)
        made = conn.execute(
            "INSERT INTO laborcase.head (register, seq, hash, first, rules)"
            " VALUES (%s, 0, %s, %s, %s) ON CONFLICT (register) DO UPDATE SET"
            " hash = excluded.hash, first = excluded.first, rules = excluded.rules"
            " WHERE head.seq = 0",  # its making was cut off
            [name, *row],
        )
        if not made.rowcount:
            raise RegisterError(
                say(
                    "There is a register {name} at {url} already. Give the new one another name;"
                    " nothing was touched.",
                    name=name,
                    url=url,
                )
            )
