"""Whether an employer that is being typed is one the register knows already, and why.

Names of one employer are written in many ways; a credit code is not. Nothing here decides: it
offers, with the reason, and a person looks.
"""

from collections.abc import Iterable

from attrs import frozen

from .values import plain, similar_name
from .words import Said, say


@frozen(kw_only=True)
class Known:
    """A respondent the register knows: its name, its credit code if any, a docket it stands in,
    how many of its cases are open, how many allegations were upheld, how many orders are unpaid."""

    name: str
    credit_code: str = ""
    docket: str = ""
    open: int = 0
    upheld: int = 0
    unpaid: int = 0


@frozen
class Like:
    """A known respondent that may be the one meant, and the reason."""

    known: Known
    why: Said


def likely(name: str, credit_code: str, known: Iterable[Known]) -> tuple[Like, ...]:
    """Those of ``known`` that may be the employer typed, the likeliest first.

    ``name`` may be unfinished and ``credit_code`` empty. Two different credit codes are two
    different employers, unless their names are the same: then the code may be mistyped.
    """
    found = [
        (rank, at, Like(one, why))
        for at, one in enumerate(known)
        for rank, why in (_likeness(name, credit_code, one),)
        if why is not None
    ]
    return tuple(like for _, _, like in sorted(found, key=lambda f: f[:2]))


def _likeness(name: str, code: str, known: Known) -> tuple[int, Said | None]:
    if code and code == known.credit_code:
        return 0, say("same credit code")
    whole, other = plain(name), plain(known.name)
    if not whole:
        return 9, None
    other_code = bool(code and known.credit_code)
    if whole == other:
        return 1, say("same name, another credit code") if other_code else say("same name")
    core, known_core = similar_name(name), similar_name(known.name)
    if core == known_core:
        return 2, say("same core of the name")
    if other_code:
        return 9, None
    if min(len(core), len(known_core)) >= 2 and (core in known_core or known_core in core):
        return 3, say("one name contains the other")
    if min(len(core), len(known_core)) >= 3 and _one_off(core, known_core):
        return 4, say("one character different")
    return 9, None


def _one_off(one: str, other: str) -> bool:
    """Whether one character replaced, put in or left out makes ``other`` of ``one``."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    return one[at + 1 :] in (other[at + 1 :], other[at:]) or one[at:] == other[at + 1 :]
