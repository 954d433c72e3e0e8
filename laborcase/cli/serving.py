"""Verb of whoever runs the database of a register on a server: how its tables stand, which
accounts work in it, and spreading it over a cluster."""

import argparse
import os
from collections.abc import Sequence

from ..errors import Usage
from ..opening import default_register
from ..store import SERVER, driver, shown
from ..words import say
from .out import Out


def run_server(args: argparse.Namespace, out: Out) -> int:
    """Change what is asked, then tell how the tables stand."""
    url = args.register or os.environ.get("LABORCASE_REGISTER") or default_register()
    on_server(url)
    let_work(url, args.account, spread=args.spread)
    with driver():
        from ..store.upkeep import server

    found = server(url)
    if out.as_json:
        out.json(found)
        return 0
    out.say(say("PostgreSQL {version}", version=found.version))
    out.say(
        say(
            "Tables: version {n}, {pending} still to be made", n=found.tables, pending=found.pending
        )
        if found.pending
        else say("Tables: version {n}, up to date", n=found.tables)
    )
    told = ", ".join(found.accounts) or say("none but the one that made the tables")
    out.say(say("Accounts that may work in it: {accounts}", accounts=told))
    out.say(
        say("Spread over a cluster, each register whole on one server.")
        if found.spread
        else say("On one server.")
    )
    return 0


def on_server(url: str) -> None:
    """Refuse an address that is none of a server.

    :raises Usage: it is a folder.
    """
    if not url.startswith(SERVER):
        raise Usage(
            say(
                "{url} is no register on a server: write postgresql://user@host/database.",
                url=shown(url),
            )
        )


def let_work(url: str, accounts: Sequence[str], *, spread: bool) -> None:
    """Let accounts work in a register's database, and spread its tables, as far as is asked."""
    with driver():
        from ..store import upkeep

    if spread:
        upkeep.spread(url)
    for account in accounts:
        upkeep.let_work(url, account)
