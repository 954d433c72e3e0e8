"""How a register stands, told without reading it through: where it lies, how far it is, how old its
newest checkpoint and backup are, and whether there is room. What the screen shows to whoever looks
after it, and what reminds them.

The newest backup that was made from this account is remembered in the user's state folder, beside
the newest checkpoint; if that cannot be written, nothing is lost but the reminder.
"""

import json
import os
import re
import shutil
from datetime import datetime
from pathlib import Path

from attrs import asdict, frozen

from . import proof
from .record.docket import OFFICE
from .store import SERVER, Store
from .words import Said, say


@frozen(kw_only=True)
class Backup:
    """A backup that was made: of which commit, when (ISO 8601 with offset), into which folder."""

    seq: int
    at: str
    path: str


def note_backup(register: str, made: Backup) -> None:
    """Remember that a backup was made; what cannot be written is let go."""
    path = _noted(register)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps(asdict(made), ensure_ascii=False), "utf-8")
        fresh.replace(path)
    except (OSError, ValueError):
        return


def newest_backup(register: str) -> Backup | None:
    """The newest backup of a register that this account made."""
    try:
        found = json.loads(_noted(register).read_text("utf-8"))
        made = Backup(seq=int(found["seq"]), at=str(found["at"]), path=str(found["path"]))
        datetime.fromisoformat(made.at)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return made


def _noted(register: str) -> Path:
    from platformdirs import user_state_path

    name = re.sub("[^0-9A-Za-z-]", "_", register)[:64]
    return user_state_path("laborcase", appauthor=False) / "backups" / f"{name}.json"


@frozen(kw_only=True)
class Standing:
    """How a register stands."""

    register: str
    place: str
    commits: int
    short: str
    """Where the chain stands, as it is written on papers; empty before the first commit."""
    anchored: bool
    """Whether any checkpoint is known here."""
    anchor: Said
    """How old the newest checkpoint is."""
    due: bool
    """Whether it is time for a new one."""
    backup: Said
    free: int | None
    """How many bytes are free where it lies; None where that cannot be told."""
    troubles: tuple[Said, ...]
    """What to look at where it lies."""


def standing(store: Store, now: datetime) -> Standing:
    """How a register stands; reads none of its commits but the first."""
    head = store.head()
    anchor, due = anchor_due(store, now)
    short = proof.Checkpoint(register=store.register, seq=head.seq, hash=head.hash, at="").short
    return Standing(
        register=store.register,
        place=store.url,
        commits=head.seq,
        short=short if head.seq else "",
        anchored=proof.newest(store.register) is not None,
        anchor=anchor,
        due=due,
        backup=_backup_told(store.register, head.seq),
        free=room(store.url),
        troubles=store.condition(),
    )


def anchor_due(store: Store, now: datetime) -> tuple[Said, bool]:
    """How old the newest checkpoint known here is, and whether it is time for a new one; so it is
    also where none was ever made since the register began more than a week ago."""
    told, stale = proof.anchor_told(store.register, store.head().seq, now)
    if proof.newest(store.register) is not None:
        return told, stale
    first = next(iter(store.lines(OFFICE)), None)
    try:
        began = datetime.fromisoformat(str(first.body.get("at"))) if first is not None else now
        return told, (now - began).days > proof.STALE
    except (ValueError, TypeError):  # what another program wrote
        return told, True


def _backup_told(register: str, head: int) -> Said:
    made = newest_backup(register)
    if made is None:
        return say("No backup was made from this account.")
    later = max(0, head - made.seq)
    return say(
        "The newest from this account is of {at}, commit {n}; {later} later: {path}",
        at=made.at[:16].replace("T", " "),
        n=made.seq,
        later=say("{n} commit" if later == 1 else "{n} commits", n=later),
        path=made.path,
    )


def room(url: str) -> int | None:
    """How many bytes are free where a register lies; None on a server, or where nobody can say."""
    if url.startswith(SERVER) or url == "memory:":
        return None
    try:
        return shutil.disk_usage(url.removeprefix("tinydb:")).free
    except OSError:
        return None
