"""Who may see what: the one function every read path asks, and what it hides."""

from typing import Any, Final, cast

from attrs import evolve

from .acts import Corrected, TicketAttached
from .acts.base import Act
from .acts.tickets import TicketAct
from .errors import NotFound
from .fields import fields_of
from .parties import HEADS, Identity, Officer, Position, Worker
from .record.case import Case
from .record.complaint import NAMING, Complaint
from .record.contacts import COMPLAINING
from .record.docket import Brought, Docket
from .record.office import Office
from .record.tickets import Arrival, Ticket
from .values import Line, Raw, Text
from .words import say

_BLANK_WORKER: Final = Worker(name=Line(""))


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
    return evolve(
        docket,
        state=evolve(
            state,
            complainant=None,
            agent=None,
            power_of_attorney=Line(""),
            workers=(),
            representatives=(),
            claims=state.claims.unnamed(),
            contacts=tuple(c.unnamed() if c.side in COMPLAINING else c for c in state.contacts),
            tickets=tuple(_without_caller(t) for t in state.tickets),
        ),
        entries=tuple(
            evolve(
                e,
                act=_hidden(e.act, state),
                first=_hidden(e.first, state) if e.first else None,
            )
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
                act=_hidden(e.act, case),
                given=evolve(
                    e.given,
                    brought=tuple(
                        _without_author(b) if b.complaint in secret else b for b in e.given.brought
                    ),
                ),
            )
            if secret.intersection(e.dockets)
            else e
            for e in docket.entries
        ),
    )


def _without_author(brought: Brought) -> Brought:
    claims = brought.claims.unnamed() if brought.claims else None
    return evolve(brought, who=Line(""), workers=(), claims=claims)


def _without_caller(ticket: Ticket) -> Ticket:
    """A ticket without the texts from outside: they may name the caller."""
    returns = tuple(evolve(r, why=Text("")) for r in ticket.returns)
    return evolve(ticket, raw=Raw(""), file=None, returns=returns)


def _hidden(act: object, state: Complaint | Case) -> Act:
    """An act without what could name the author of a docket."""
    blanks: dict[str, object] = {
        "complainant": None, "agent": None, "power_of_attorney": Line(""), "workers": (),
        "representatives": (), "sealed_changes": ()
    }  # fmt: skip
    if isinstance(act, TicketAct | TicketAttached):
        blanks |= {name: Text("") for name in ("note", "new", "reason", "why", "remark")}
    arrival = getattr(act, "ticket", None)
    if isinstance(arrival, Arrival):
        blanks["ticket"] = evolve(arrival, raw=Raw(""), file=None)
    if isinstance(act, Corrected):
        blanks["changes"] = tuple(c for c in act.changes if c.path.split(".")[0] not in NAMING)
    here = {name: empty for name, empty in blanks.items() if hasattr(act, name)}
    known = cast("Act", act)
    for f in fields_of(type(known)):
        if f.name in known.seals(state) and f.name not in here:
            here[f.name] = None if f.optional else _BLANK_WORKER if f.rows else Line("")
    return cast("Act", evolve(cast("Any", act), **here))
