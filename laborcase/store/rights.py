"""What an account of the server may do with the tables: add to the ledger, never change it."""

from typing import Final, LiteralString

from psycopg import sql

from .server import Connection

WORK: Final[dict[LiteralString, LiteralString]] = {
    "schema_version": "SELECT",
    "head": "SELECT, UPDATE",
    "ledger": "SELECT, INSERT",
    "entry": "SELECT, INSERT",
    "counter": "SELECT, INSERT, UPDATE",
    "summary": "SELECT, INSERT, UPDATE, DELETE",
    "tally": "SELECT, INSERT, UPDATE",
    "name": "SELECT, INSERT, DELETE",
    "piece": "SELECT, INSERT, DELETE",
    "file": "SELECT, INSERT, UPDATE",
    "identity_key": "SELECT, INSERT, UPDATE",
}
"""What an account that works in a register may do with each table, and no more."""


def grant(conn: Connection, account: str) -> None:
    """Let an account work in the registers of this database."""
    who = sql.Identifier(account)
    conn.execute(sql.SQL("GRANT USAGE ON SCHEMA laborcase TO {}").format(who))
    for table, rights in WORK.items():
        conn.execute(
            sql.SQL("GRANT {} ON laborcase.{} TO {}").format(
                sql.SQL(rights), sql.Identifier(table), who
            )
        )


def accounts(conn: Connection) -> tuple[str, ...]:
    """The accounts, besides the one that made the tables, that may add to the ledger."""
    rows = conn.execute(
        "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
        " WHERE table_schema = 'laborcase' AND table_name = 'ledger' AND privilege_type = 'INSERT'"
        " AND grantee <> (SELECT tableowner FROM pg_tables"
        " WHERE schemaname = 'laborcase' AND tablename = 'ledger') ORDER BY grantee"
    ).fetchall()
    return tuple(str(name) for (name,) in rows)


def grant_again(conn: Connection) -> None:
    """After new tables were made: every account that worked before works with them, too."""
    for account in accounts(conn):
        grant(conn, account)
