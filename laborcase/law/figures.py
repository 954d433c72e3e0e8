"""The figures of the monthly report as rows: what each counts, and by which day."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from ..words import Said
from .rows import DATA, by_id, check, fill, one_of, read, rows

EVENTS = (
    "received", "disposed", "ended", "filed", "issued", "decided", "transferred", "extended",
    "asked", "answered", "waiting", "supervised", "watched", "kept", "child_found", "court_applied",
    "closed", "established", "paid", "open",
)  # fmt: skip
COUNTS = {
    "dockets": "dockets",
    "times": "times",
    "reply_days": "days",
    "persons": "persons",
    "migrants": "persons",
    "women": "persons",
    "minors": "persons",
    "verified_persons": "persons",
    "paid_persons": "persons",
    "contracts": "persons",
    "insured": "persons",
    "deposits": "persons",
    "claimed": "fen",
    "verified": "fen",
    "recovered": "fen",
    "insurance": "fen",
    "deposit_sum": "fen",
}
"""What can be counted, and its unit."""


@frozen(kw_only=True)
class FigureRule:
    """One row of ``law/data/figures.toml``; the keys are explained there."""

    id: str
    zh: str
    en: str
    kinds: tuple[str, ...] = field(metadata=one_of("complaint", "tipoff", "case"))
    by: str = field(metadata=one_of(*EVENTS))
    counts: str = field(metadata=one_of(*COUNTS))
    meaning_zh: str
    meaning_en: str
    source: str
    certainty: str = field(metadata=one_of("release", "report", "own"))
    only: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """Its title in a language, with the unit where it is not a matter of course."""
        return self.en if lang == "en" else self.zh

    def meaning(self, lang: str) -> str:
        """What it counts, in a language."""
        return self.meaning_en if lang == "en" else self.meaning_zh

    @property
    def unit(self) -> str:
        """``dockets``, ``times``, ``days``, ``persons`` or ``fen``."""
        return COUNTS[self.counts]


@cache
def figure_rules() -> Mapping[str, FigureRule]:
    """All figures by their id, in the order of the report."""
    name = "figures.toml"
    problems: list[Said] = []
    made: list[tuple[str, str, FigureRule]] = []
    for n, row in enumerate(rows(read(DATA / name, "figure").get("figure"), name), 1):
        where = f"{name}, figure {n} ({row.get('id', '?')})"
        rule = fill(FigureRule, row, where, problems)
        if rule is not None:
            made.append((rule.id, where, rule))
    found = by_id(made, problems)
    check(problems)
    return found
