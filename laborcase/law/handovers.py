"""The kinds of hand-over as rows: who asks, who decides, whether the authority moves."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from attrs import frozen


@frozen(kw_only=True)
class HandoverRule:
    """One kind of hand-over (``law/data/handovers.toml``)."""

    id: str
    title_zh: str
    title_en: str
    to: str
    """``superior`` or ``subordinate``: where the other side stands."""
    moves: bool
    """Whether an approval changes the deciding authority."""
    asked_by: tuple[str, ...]
    decided_by: tuple[str, ...]
    answers: tuple[str, ...]
    basis_asked: str
    basis_answered: str


@cache
def handover_rules() -> dict[str, HandoverRule]:
    """All kinds by their id."""
    path = Path(__file__).parent / "data" / "handovers.toml"
    rows = tomllib.loads(path.read_text("utf-8"))["handover"]
    rules = msgspec.convert(rows, tuple[HandoverRule, ...])
    return {rule.id: rule for rule in rules}
