"""Who may see what: the one function every read path asks, and what it hides."""

from typing import Any, cast

from attrs import evolve

from .acts.base import (
    Act,
)
from .errors import NotFound
from .parties import HEADS, Officer, Position
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import Docket
from .record.office import Office
from .words import say


def may_see(officer: Officer, state: Complaint | Case | Office, field: str) -> bool:
    """Whether an officer may see a sealed part of a docket: ``"identity"`` (who a tip-off's author
    or a confidential complainant is) or ``"contact"`` (numbers, phones, addresses of a named one).

    The administrator sees no complaint (河南条例 art. 8: reporters are kept secret). Identity is
    for the one who registered and the institution head; contact for everybody who handles.
    """
    positions = set(officer.positions)
    if positions == {Position.ADMINISTRATOR}:
        return False
    if field != "identity":
        return True
    if isinstance(state, Complaint) and state.clerk == officer.id:
        return True
    return bool(HEADS & positions)


def as_seen(docket: Docket, officer: Officer) -> Docket:
    state = docket.state
    if isinstance(state, Office):
        return docket
    if set(officer.positions) == {Position.ADMINISTRATOR}:
        raise NotFound(say("The administrator changes the office and sees no complaint or case."))
    if not isinstance(state, Complaint) or not state.secret:
        return docket
    if may_see(officer, state, "identity"):
        return docket
    return evolve(
        docket,
        state=evolve(state, complainant=None, workers=(), representatives=()),
        entries=tuple(
            evolve(e, act=_hidden(e.act), first=_hidden(e.first) if e.first else None)
            for e in docket.entries
        ),
    )


def _hidden(act: object) -> Act:
    """An act without what could name its author."""
    blanks: dict[str, object] = {
        "complainant": None, "workers": (), "representatives": (), "sealed_changes": ()
    }  # fmt: skip
    here = {name: empty for name, empty in blanks.items() if hasattr(act, name)}
    return cast("Act", evolve(cast("Any", act), **here))
