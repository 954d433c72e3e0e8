"""Who may see what: the one function every read path asks, and what it hides."""

from typing import Any, cast

from attrs import evolve

from .acts import Corrected
from .acts.base import Act
from .errors import NotFound
from .fields import Declared, fields_of
from .parties import HEADS, Identity, Officer, Position
from .record.case import Case
from .record.complaint import NAMING, Complaint
from .record.docket import Docket
from .record.office import Office
from .values import Line
from .words import say


def may_see(officer: Officer, state: Complaint | Case | Office, field: str) -> bool:
    """Whether an officer may see a sealed part of a docket: ``"identity"`` (who a tip-off's author
    or a confidential complainant is) or ``"contact"`` (numbers, phones, addresses of a named one).

    The administrator sees no complaint (河南条例 art. 8: reporters are kept secret). Identity is
    for the one who registered and the heads of that authority; contact for everybody who handles.
    """
    positions = set(officer.positions)
    if positions == {Position.ADMINISTRATOR}:
        return False
    if field != "identity":
        return True
    if isinstance(state, Complaint) and state.clerk == officer.id:
        return True
    own = not isinstance(state, Complaint) or state.authority == officer.authority
    return own and bool(HEADS & positions)


def as_seen(docket: Docket, officer: Officer) -> Docket:
    state = docket.state
    if isinstance(state, Office):
        return docket
    if set(officer.positions) == {Position.ADMINISTRATOR}:
        raise NotFound(say("The administrator changes the office and sees no complaint or case."))
    if isinstance(state, Case):
        return _without_authors(docket, state)
    if not state.secret or may_see(officer, state, "identity"):
        return docket
    papers = tuple(
        evolve(p, services=tuple(evolve(s, receiver=Line("")) for s in p.services))
        for p in state.papers
    )
    return evolve(
        docket,
        state=evolve(
            state,
            complainant=None,
            agent=None,
            power_of_attorney=Line(""),
            workers=(),
            representatives=(),
            papers=papers,
        ),
        entries=tuple(
            evolve(e, act=_hidden(e.act, state), first=_hidden(e.first, state) if e.first else None)
            for e in docket.entries
        ),
    )


def _without_authors(docket: Docket, case: Case) -> Docket:
    """A case's docket without the authors who must stay unknown; who may know them reads the
    complaint's. One who asked for it later stands openly in what was brought before."""
    secret = {b.complaint for b in case.brought if b.tipoff or b.identity is not Identity.NAMED}
    return evolve(
        docket,
        entries=tuple(
            evolve(
                e,
                act=_hidden(e.act),
                given=evolve(
                    e.given,
                    brought=tuple(
                        evolve(b, who=Line(""), workers=()) if b.complaint in secret else b
                        for b in e.given.brought
                    ),
                ),
            )
            if secret.intersection(e.dockets)
            else e
            for e in docket.entries
        ),
    )


def _hidden(act: object, state: Complaint | None = None) -> Act:
    """An act without what could name its author; with ``state``, the complaint it stands in, also
    without every field that its class seals there."""
    blanks: dict[str, object] = {
        "complainant": None, "agent": None, "power_of_attorney": Line(""), "workers": (),
        "representatives": (), "sealed_changes": ()
    }  # fmt: skip
    if isinstance(act, Corrected):
        blanks["changes"] = tuple(c for c in act.changes if c.path.split(".")[0] not in NAMING)
    if state is not None:
        whole = cast("Act", act).seals(state)
        blanks |= {f.name: _nothing(f) for f in fields_of(type(act)) if f.name in whole}
    here = {name: empty for name, empty in blanks.items() if hasattr(act, name)}
    return cast("Act", evolve(cast("Any", act), **here))


def _nothing(f: Declared) -> object:
    return () if f.many else None if f.optional else ""
