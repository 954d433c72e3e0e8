"""The criteria by which a case is difficult (复杂疑难) enough to be handed up, as rows."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from ..words import Said
from .rows import DATA, by_id, check, fill, one_of, read, rows


@frozen(kw_only=True)
class Criterion:
    """One row of ``law/data/criteria.toml``; the keys are explained there. Figures are in the unit
    that ``unit`` says, sums in whole yuan."""

    id: str
    fact: str
    title_zh: str
    title_en: str
    level: str = field(metadata=one_of("mandatory", "counts"))
    source: str
    certainty: str = field(metadata=one_of("A", "B", "C", "D"))
    figure: int | None = None
    second: int | None = None
    unit: str = field(
        default="", metadata=one_of("", "persons", "yuan", "cases", "percent", "times")
    )
    bases: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """What it is called in a language."""
        return self.title_en if lang == "en" else self.title_zh


@cache
def criteria() -> Mapping[str, Criterion]:
    """All criteria by their code (``C01``), in the order of the file."""
    name = "criteria.toml"
    problems: list[Said] = []
    made: list[tuple[str, str, Criterion]] = []
    for n, row in enumerate(rows(read(DATA / name, "criterion").get("criterion"), name), 1):
        where = f"{name}, criterion {n} ({row.get('id', '?')})"
        one = fill(Criterion, row, where, problems)
        if one is not None:
            made.append((one.id, where, one))
    found = by_id(made, problems)
    check(problems)
    return found
