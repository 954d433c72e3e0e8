"""How often acts were refused here: a local log without names, in the user's state folder.

A refusal is no part of the ledger: nothing happened. Which kind of act it was, on which provisions
the reasons rest, and on which day, is all that is kept; no docket, no officer, nothing typed.
"""

import os
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from .errors import Reason

RECENT: Final = 30
"""Over how many days they are counted."""
_LARGEST: Final = 1_000_000


def log_of(register: str) -> Path:
    """Where the refusals of a register are written on this account."""
    from platformdirs import user_state_path

    name = re.sub("[^0-9A-Za-z-]", "_", register)[:64]
    return user_state_path("laborcase", appauthor=False) / "refusals" / f"{name}.tsv"


def count(register: str, kind: str, reasons: Iterable[Reason], day: date) -> None:
    """Write one refusal down: day, kind of act, provisions. What cannot be written is let go."""
    path = log_of(register)
    line = f"{day.isoformat()}\t{kind}\t{' '.join(sorted({r.basis for r in reasons if r.basis}))}\n"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.tsv"))
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, line.encode())
        finally:
            os.close(file)
    except OSError:
        return


def recent(register: str, today: date) -> int:
    """How many acts were refused in the last :data:`RECENT` days."""
    first = (today - timedelta(days=RECENT)).isoformat()
    try:
        lines = log_of(register).read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    return sum(line[:10] >= first for line in lines)
