"""A PostgreSQL server: its address, a connection to it, and the sentences for what fails there."""

import os
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from laborcase.errors import RegisterError, Unreachable, Usage
from laborcase.words import say

from . import shown

Connection: TypeAlias = "psycopg.Connection[tuple[object, ...]]"

LEAST: Final = 140_000
"""The oldest server that is spoken to: PostgreSQL 14."""
PATIENCE: Final = 30.0
"""Seconds that a commit waits for its turn, and for a server that went away."""

# Whoever sleeps in the middle of a commit keeps all others waiting, so the server ends it.
_SESSION: Final = """
SET lock_timeout = '30s';
SET idle_in_transaction_session_timeout = '60s';
SELECT set_config('synchronous_commit', 'on', false)
WHERE current_setting('synchronous_commit') = 'off'
"""
# What the address may set otherwise: a dead network is noticed within half a minute.
_DEFAULTS: Final = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "fallback_application_name": "laborcase",
    "client_encoding": "UTF8",
}
# The server is going down or coming up, asks for a repeat, or has no connection free.
_PASSING: Final = {"40001", "40P01", "57P01", "57P02", "57P03", "53300"}


_KEY: Final = "identity_key="


def address(url: str) -> tuple[str, str, str]:
    """What libpq is given, the name of the register, and the address to show: no password."""
    base, _, query = url.partition("?")
    given = [part for part in query.split("&") if part]
    names = [unquote(p.partition("=")[2]) for p in given if p.startswith("register=")]
    rest = [p for p in given if not p.startswith(("register=", _KEY))]
    name = names[0] if names else "main"
    wrong = len(names) > 1 or not name.strip() or not name.isprintable()
    parts: dict[str, str] = {}
    try:
        found = conninfo_to_dict(base + ("?" + "&".join(rest) if rest else ""))
        parts = {key: str(value) for key, value in found.items()}
    except psycopg.ProgrammingError:
        wrong = True
    if wrong:
        raise Usage(
            say(
                "This is not the address of a register on PostgreSQL. Write"
                " postgresql://user@host/database?register=name."
            )
        )
    return make_conninfo(**(_DEFAULTS | parts)), name, shown(url)


def key_path(url: str) -> Path | None:
    """Where the key file of the register's identity blocks lies on this machine: as the address
    (``identity_key=/path``) or else LABORCASE_IDENTITY_KEY says; None if neither does."""
    given = [p for p in url.partition("?")[2].split("&") if p.startswith(_KEY)]
    named = unquote(given[0].removeprefix(_KEY)) if given else ""
    named = named or os.environ.get("LABORCASE_IDENTITY_KEY", "")
    return Path(named) if named else None


def _reason(error: psycopg.Error) -> str:
    return error.diag.message_primary or (str(error).strip().splitlines() or [""])[0]


def passing(error: psycopg.Error) -> bool:
    """Whether the same may well succeed a little later."""
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError)
    return state in _PASSING or state.startswith("08")


def failed(error: psycopg.Error, url: str) -> RegisterError:
    """The sentence for a call that was not carried out."""
    if error.sqlstate == "55P03":
        return RegisterError(
            say(
                "Other programs have kept {url} busy for {seconds} seconds. Nothing was written;"
                " try again.",
                url=url,
                seconds=int(PATIENCE),
            )
        )
    if error.pgconn is not None and (error.pgconn.used_password or error.pgconn.needs_password):
        return RegisterError(
            say(
                "The server of {url} does not take this account and its password: {reason}."
                " Nothing was written. See to the account in the address and to the password, which"
                " belongs in the password file (.pgpass), then repeat.",
                url=url,
                reason=_reason(error),
            )
        )
    if passing(error):
        return Unreachable(
            say(
                "The server of {url} cannot be reached: {reason}. Nothing was written. See to the"
                " server and the network, then repeat.",
                url=url,
                reason=_reason(error),
            )
        )
    return RegisterError(
        say(
            "The server of {url} refused: {reason}. Nothing was written.",
            url=url,
            reason=_reason(error),
        )
    )


def connect(conninfo: str) -> Connection:
    """A connection of our kind; each statement alone unless a transaction is begun."""
    try:
        conn = psycopg.connect(conninfo, autocommit=True)
    except ValueError as wrong:  # a host or port that cannot be one
        raise psycopg.OperationalError(str(wrong)) from wrong
    try:
        if conn.info.server_version < LEAST:
            raise RegisterError(
                say(
                    "The server is PostgreSQL {version}, and {least} or newer is needed. Nothing"
                    " was touched.",
                    version=conn.info.server_version // 10_000,
                    least=LEAST // 10_000,
                )
            )
        conn.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        conn.execute(_SESSION)
    except BaseException:
        conn.close()
        raise
    return conn
