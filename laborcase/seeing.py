"""What an officer is shown of a docket: the one function every read path asks, and what it hides.

What stands in an identity block is covered already when a docket is read (``codec``), so nothing
made of its entries can name anybody. What is hidden here beside it stands in the ledger in plain:
written by a program of before, or before somebody asked to stay unknown.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any, Final, cast

import msgspec
from attrs import evolve

from . import codec
from .acts import Corrected, IdentityOpened, Registered
from .acts.base import Act
from .errors import Invalid, NotFound
from .fields import fields_of, read
from .parties import Identity, Officer, Person, Position, Worker
from .record.case import Case
from .record.complaint import NAMING, Complaint
from .record.contacts import COMPLAINING
from .record.docket import Brought, Docket, Effect, Entry
from .record.office import Office
from .record.secrecy import may_see
from .record.tickets import Arrival, Ticket
from .values import Line, Raw, Text
from .words import say

__all__ = ["as_seen", "hidden_in", "may_see", "secret_as_typed"]

_WHOLE: Final[frozenset[str]] = frozenset()


def hidden_in(
    act: Effect, state: Complaint | Case | Office | None, *, secret: bool = False
) -> codec.Hidden:
    """The fields of an act that could name the author of the docket it is entered in: what it
    names itself and, where the author must stay unknown, persons and all sealed fields. None in an
    ordinary docket. ``secret``: the docket becomes one by this very act."""
    named = act.seals(state)
    if not (named or secret or (isinstance(state, Complaint) and state.secret)):
        return {}
    found: dict[str, frozenset[str]] = {}
    for f in fields_of(type(act)):
        if f.name in act.of_others:
            continue
        parts = {part for name, _, part in (n.partition(".") for n in named) if name == f.name}
        if f.rows:
            parts |= {g.name for g in fields_of(cast("type", f.type)) if codec.holds_sealed(g)}
        if f.sealed or f.name in named or f.type in (Person, Worker):
            found[f.name] = _WHOLE
        elif parts:
            found[f.name] = frozenset(parts)
    return found


def secret_as_typed(typed: Mapping[str, str], now: datetime) -> bool:
    """Whether a registration, as it is typed, has an author who must stay unknown. What cannot be
    read yet counts as such."""
    by_name = {f.name: f for f in fields_of(Registered)}
    try:
        tipoff = read(by_name["tipoff"], typed.get("tipoff", ""), now)
        identity = read(by_name["identity"], typed.get("identity", ""), now)
    except Invalid:
        return True
    return bool(tipoff) or identity is not Identity.NAMED


def as_seen(docket: Docket, officer: Officer, positions: Set[Position]) -> Docket:
    """A docket as an officer may see it, without opening its identity block.

    :raises NotFound: when that is not at all.
    """
    state = docket.state
    if not may_see(officer, state, "docket", positions):
        raise NotFound(say("The administrator changes the office and sees no complaint or case."))
    if isinstance(state, Office):
        return docket
    if not may_see(officer, state, "purpose", positions):
        docket = evolve(docket, entries=tuple(_without_purpose(e, officer) for e in docket.entries))
    if isinstance(state, Case):
        return _without_authors(docket, state)
    if not state.secret:
        return docket
    return evolve(
        docket,
        state=_covered_state(state),
        entries=tuple(
            evolve(
                e,
                act=_covered(e.act, state),
                first=_covered(e.first, state) if e.first else None,
            )
            for e in docket.entries
        ),
    )


def _without_purpose(entry: Entry, officer: Officer) -> Entry:
    if not isinstance(entry.act, IdentityOpened) or entry.officer == officer.id:
        return entry
    return evolve(entry, act=evolve(entry.act, purpose=Text("")))


def _covered_state(state: Complaint) -> Complaint:
    raw = {name: codec.pack_plain(getattr(state, name)) for name in NAMING}
    covered = codec.cover(Registered, cast("codec.Raw", raw), dict.fromkeys(NAMING, _WHOLE))
    papers = (
        evolve(p, services=tuple(evolve(s, receiver=Line("")) for s in p.services))
        for p in state.papers
    )
    return evolve(
        state,
        complainant=msgspec.convert(covered["complainant"], Person | None),
        agent=msgspec.convert(covered["agent"], Person | None),
        power_of_attorney=msgspec.convert(covered["power_of_attorney"], Line),
        workers=msgspec.convert(covered["workers"], tuple[Worker, ...]),
        representatives=msgspec.convert(covered["representatives"], tuple[Line, ...]),
        papers=tuple(papers),
        claims=state.claims.unnamed(),
        contacts=tuple(c.unnamed() if c.side in COMPLAINING else c for c in state.contacts),
        tickets=tuple(_without_caller(t) for t in state.tickets),
    )


def _without_authors(docket: Docket, case: Case) -> Docket:
    """A case's docket without the authors who must stay unknown. One who asked for it later stands
    openly in what was brought before."""
    secret = {b.complaint for b in case.brought if b.tipoff or b.identity is not Identity.NAMED}
    return evolve(
        docket,
        entries=tuple(
            evolve(
                e,
                act=_covered(e.act, None),
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


def _covered(act: Effect, state: Complaint | None) -> Act:
    """An act without what could name its author; as it is where nothing could."""
    hidden = {**hidden_in(act, state, secret=True)}
    hidden |= {f.name: _WHOLE for f in fields_of(type(act)) if f.name in NAMING}
    if isinstance(act, Corrected):  # of what it changes nobody needs more than that it did
        changes = tuple(c for c in act.changes if c.path.split(".")[0] not in NAMING)
        return evolve(act, changes=changes, sealed_changes=())
    raw = codec.pack_plain(act)
    covered = codec.cover(type(act), raw, hidden)
    if isinstance(getattr(act, "ticket", None), Arrival):  # a file of before is not encrypted
        covered["ticket"] = {**cast("codec.Raw", covered["ticket"]), "file": None}
    if covered == raw:
        return cast("Act", act)
    return cast("Act", msgspec.convert(covered, type(cast("Any", act))))
