"""Opening a register that exists, and making one where there is none."""

import os
import tomllib
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from attrs import evolve

from . import codec
from .acts import Founded
from .acts.base import Scene, besides, judged
from .acts.office import office_reasons, zone_of
from .desk import Clock, Desk
from .entering import known_officer, unsealed, written
from .errors import Invalid, NotFound, Refused, RegisterError
from .fields import OfficerId
from .folding import Folder, rules_hash
from .parties import Position
from .refusals import count
from .store import Json, Txn, create_store, open_store
from .values import Line as OneLine
from .words import say


def default_register() -> str:
    """Where the register lies when nobody says: ``LABORCASE_REGISTER``, else the user's data
    folder."""
    import platformdirs

    return os.environ.get("LABORCASE_REGISTER") or str(
        platformdirs.user_data_path("laborcase") / "register"
    )


def this_account() -> str:
    """The operating-system account, by its number and never by what the environment says."""
    if hasattr(os, "getuid"):
        return f"uid:{os.getuid()}"
    return f"user:{os.getlogin()}"


def system_clock() -> datetime:
    """The machine's time in UTC; the register's own zone is applied by the desk."""
    return datetime.now(ZoneInfo("UTC"))


def open_desk(
    url: str = "",
    *,
    officer: str = "",
    clock: Clock = system_clock,
    tell: Callable[[Desk], None] = lambda desk: None,
) -> Desk:
    """Open the desk of a register that exists; opening never creates one.

    ``officer`` else ``LABORCASE_OFFICER`` else the officer bound to this system account. ``tell``
    is called once with the desk, also when nobody can take the seat: what :attr:`Desk.moved` says
    is said by this opening or never.

    :raises RegisterError: the register is missing, foreign, newer, damaged or unreadable.
    :raises NotFound: no such officer, or none is bound to this account.
    """
    folder = Folder()
    store = open_store(
        url or default_register(), folder.summarise, rules=rules_hash(), terms=folder.terms
    )
    desk = Desk(store, folder, OfficerId(""), this_account(), clock)
    desk.refused = partial(count, store.register)
    try:
        try:
            desk.officer_id = _seat(desk, officer or os.environ.get("LABORCASE_OFFICER", ""))
        finally:
            tell(desk)
    except BaseException:
        store.close()
        raise
    return desk


def _seat(desk: Desk, wanted: str) -> OfficerId:
    """Who sits at the desk: who is named, else who is bound to this account."""
    if not wanted:
        bound = [o.id for o in desk.office.officers if desk.account in o.accounts and o.active]
        if len(bound) != 1:
            raise NotFound(
                say(
                    "No officer is bound to this system account ({account}): say who you are "
                    "with --officer or LABORCASE_OFFICER.",
                    account=desk.account,
                )
            )
        wanted = bound[0]
    return known_officer(desk.office, wanted).id


def read_office(path: Path) -> Founded:
    """The founding act of an office file (TOML, like ``examples/zhoukou-zone.toml``).

    :raises NotFound: when it cannot be read. :raises Invalid: with all problems of the file.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise NotFound(
            say("{path} cannot be read: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
    except (ValueError, RecursionError) as wrong:
        raise Invalid(say("{path} is not TOML: {why}.", path=str(path), why=str(wrong))) from wrong
    try:
        return cast("Founded", codec.read_act(Founded.kind, raw))
    except Invalid as wrong:
        if not isinstance(wrong.act, Founded):
            raise
        reasons = besides(wrong.problems, office_reasons(wrong.act.office))
        raise Invalid(*wrong.problems, reasons=reasons) from None


def _bound(founding: Founded, account: str) -> Founded:
    """The founding with its first administrator bound to the account that founds, so that the
    register can be opened by it afterwards; as it is when the office binds an administrator."""
    administrators = [o for o in founding.officers if Position.ADMINISTRATOR in o.positions]
    if not administrators or any(o.accounts for o in administrators):
        return founding
    bound = evolve(administrators[0], accounts=(OneLine(account),))
    officers = tuple(bound if o.id == bound.id else o for o in founding.officers)
    return evolve(founding, officers=officers)


def found_register(
    url: str, founding: Founded, *, clock: Clock = system_clock, account: str = ""
) -> Desk:
    """Make a register: create it empty and enter ``founded``, signed by the office's first
    administrator, who is bound to this system account unless the office binds one.

    :raises Refused: when the office does not fit together; nothing is created.
    :raises RegisterError: when something is there already or it cannot be written.
    """
    account = account or this_account()
    founding = _bound(cast("Founded", codec.checked(founding)), account)
    signer = next(
        (o for o in founding.officers if Position.ADMINISTRATOR in o.positions and o.active), None
    )
    if signer is None:
        raise Refused(office_reasons(founding.office))
    now = clock().astimezone(zone_of(founding.settings) or ZoneInfo("UTC"))
    scene = Scene(now=now, officer=signer, office=founding.office, open=lambda _: None)
    founding = evolve(founding, happened=founding.happened or now.date())
    _, reasons = judged(founding, scene)
    if reasons:
        raise Refused(reasons)
    folder = Folder()
    store = create_store(url, folder.summarise, rules=rules_hash(), terms=folder.terms)
    empty = store.head()

    def first(txn: Txn) -> dict[str, Json]:
        if txn.head != empty:
            raise RegisterError(
                say("Another program has just made a register at {url}.", url=store.url)
            )
        return written(txn, founding, scene, account, folder, seal=unsealed)

    try:
        store.commit(str(uuid.uuid4()), first)
        store.own_key(make=True)
    except BaseException:
        store.close()
        raise
    return Desk(store, folder, signer.id, account, clock)
