"""Who may see what of a docket."""

from collections.abc import Set
from typing import Literal, TypeAlias

from ..parties import HEADS, Officer, Position
from .case import Case
from .complaint import Complaint
from .office import Office

What: TypeAlias = Literal["docket", "contact", "identity", "purpose"]


def may_see(
    officer: Officer,
    state: Complaint | Case | Office,
    what: What,
    positions: Set[Position] | None = None,
) -> bool:
    """Whether an officer may see a part of a docket: ``"docket"``, that it is there and what it
    says openly; ``"contact"``, numbers, phones and addresses of a named person; ``"identity"``, who
    a tip-off's author or a confidential complainant is; ``"purpose"``, for what somebody opened
    that. ``positions`` are the officer's own unless given (authorisations included).

    The administrator changes the office and sees no complaint. Identity is for the one who
    registered it and the heads of that authority, and even they open it with a purpose, which the
    heads read (《劳动保障监察条例》 art. 9; 河南条例 art. 8: reporters are kept secret). The rest
    is for everybody who handles.
    """
    held = set(officer.positions) if positions is None else positions
    if isinstance(state, Office):
        return what == "docket"
    if held == {Position.ADMINISTRATOR}:
        return False
    if what in ("docket", "contact"):
        return True
    if what == "identity" and isinstance(state, Complaint) and state.clerk == officer.id:
        return True
    return state.authority == officer.authority and bool(HEADS & held)
