"""Which acts are proposed and signed, and by whom in which order, as rows."""

from collections.abc import Mapping
from functools import cache

from attrs import frozen

from ..words import Said, say
from .rows import DATA, check, fill, read, rows


@frozen(kw_only=True)
class ApprovalRule:
    """One row of ``law/data/approvals.toml``: the positions that sign an act in order."""

    act: str
    signs: tuple[str, ...]
    basis: str = ""
    """The provision that asks for the last signature; empty where none does."""
    field: str = ""
    values: tuple[str, ...] = ()
    """Where the row speaks of some cases of the act only: the values of ``field`` it speaks of."""

    def covers(self, fields: Mapping[str, object]) -> bool:
        """Whether an act with these fields is one of its cases."""
        return not self.field or str(fields.get(self.field)) in self.values


@cache
def approvals() -> dict[str, ApprovalRule]:
    """The approval rule of each kind of act that has one."""
    name = "approvals.toml"
    problems: list[Said] = []
    found: dict[str, ApprovalRule] = {}
    for n, row in enumerate(rows(read(DATA / name, "approval").get("approval"), name), 1):
        where = f"{name}, approval {n} ({row.get('act', '?')})"
        rule = fill(ApprovalRule, row, where, problems)
        if rule is None:
            continue
        if rule.act in found:
            problems.append(say("{where}: it stands twice.", where=where))
        if not rule.signs or bool(rule.field) != bool(rule.values):
            problems.append(say("{where}: it is incomplete.", where=where))
        found[rule.act] = rule
    check(problems)
    return found
