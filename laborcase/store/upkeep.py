"""What the owner of a database does for a register on a server besides making it: lets other
accounts work in it, and spreads its tables over a cluster. And how the tables stand.

Everything here is said in SQL that a plain PostgreSQL 14 has; ``create_distributed_table`` is of
the extension Citus.
"""

from typing import Final, LiteralString

import psycopg
from attrs import frozen

from laborcase.errors import RegisterError
from laborcase.words import say

from .rights import WORK, accounts, grant
from .server import Connection, address, connect, failed
from .tables import files_run, our_files

_OWNS: Final = (
    "SELECT pg_has_role(tableowner, 'MEMBER') FROM pg_tables"
    " WHERE schemaname = 'laborcase' AND tablename = 'ledger'"
)


@frozen(kw_only=True)
class Server:
    """How the tables of a register stand: the server's version, the newest file of SQL that they
    were made by and how many are still to be run, the accounts that may work there, and whether
    the tables are spread over a cluster."""

    version: str
    tables: int
    pending: int
    accounts: tuple[str, ...]
    spread: bool


def server(url: str) -> Server:
    """How the tables at ``url`` stand.

    :raises RegisterError: the server cannot be reached, or has no tables of ours.
    """
    conninfo, _, shown = address(url)
    try:
        with connect(conninfo) as conn:
            run = _ours(conn, shown)
            return Server(
                version=str(_one(conn, "SHOW server_version")),
                tables=run[-1][0],
                pending=len(our_files()) - len(run),
                accounts=accounts(conn),
                spread=_spread(conn),
            )
    except psycopg.Error as error:
        raise failed(error, shown) from error


def let_work(url: str, account: str) -> None:
    """Let an account of the server work in the registers of this database: it may add to the
    ledger and read it, and has no right to change or empty it, nor to change the tables.

    :raises RegisterError: there is no such account, or whoever asks did not make the tables.
    """
    conninfo, _, shown = address(url)
    try:
        with connect(conninfo) as conn, conn.transaction():
            _ours(conn, shown)
            if not _one(conn, _OWNS):  # the server itself would only warn
                raise _not_the_owner(shown)
            if not conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [account]).fetchone():
                raise RegisterError(
                    say(
                        "The server of {url} has no account {account}. Make it there first, with:"
                        " CREATE ROLE … LOGIN",
                        url=shown,
                        account=account,
                    )
                )
            grant(conn, account)
    except psycopg.Error as error:
        raise failed(error, shown) from error


def spread(url: str) -> None:
    """Spread the tables over the servers of a cluster, each register whole on one of them.

    :raises RegisterError: the database has not the extension Citus, or whoever asks did not make
        the tables. Tables that are spread already are left as they are.
    """
    conninfo, _, shown = address(url)
    try:
        with connect(conninfo) as conn:
            _ours(conn, shown)
            if not _has_citus(conn):
                raise RegisterError(
                    say(
                        "The database of {url} has not the extension Citus, so its tables cannot be"
                        " spread over several servers. Ask whoever runs the server for it, or leave"
                        " out --spread: one server carries a province.",
                        url=shown,
                    )
                )
            if not _spread(conn):
                with conn.transaction():
                    _distribute(conn)
    except psycopg.errors.InsufficientPrivilege as error:
        raise _not_the_owner(shown) from error
    except psycopg.Error as error:
        raise failed(error, shown) from error


def _distribute(conn: Connection) -> None:
    """``head`` first, the others beside it: a register's rows lie together, so that each commit is
    a transaction of one server."""
    conn.execute("SELECT create_distributed_table('laborcase.head', 'register')")
    for table in WORK:
        if table not in ("head", "schema_version"):
            conn.execute(
                "SELECT create_distributed_table("
                "%s, 'register', colocate_with => 'laborcase.head')",
                [f"laborcase.{table}"],
            )


def _has_citus(conn: Connection) -> bool:
    return bool(
        _one(conn, "SELECT count(*) FROM pg_proc WHERE proname = 'create_distributed_table'")
    )


def _spread(conn: Connection) -> bool:
    if not _one(conn, "SELECT count(*) FROM pg_class WHERE relname = 'pg_dist_partition'"):
        return False
    return bool(
        _one(
            conn,
            "SELECT count(*) FROM pg_dist_partition"
            " WHERE logicalrelid = 'laborcase.head'::regclass",
        )
    )


def _ours(conn: Connection, url: str) -> list[tuple[int, str]]:
    run = files_run(conn, url)
    if not run:
        raise RegisterError(
            say(
                "The database of {url} has no register yet. Make one with: laborcase init '{url}'"
                " --office FILE",
                url=url,
            )
        )
    return run


def _one(conn: Connection, query: LiteralString) -> object:
    row = conn.execute(query).fetchone()
    return row[0] if row else None


def _not_the_owner(url: str) -> RegisterError:
    return RegisterError(
        say(
            "This account may not change the tables of {url}. Ask as the account that made them;"
            " nothing was changed.",
            url=url,
        )
    )
