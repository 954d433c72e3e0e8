"""The classes by which employers are counted in the figures: industries and registration types."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from attrs import field, frozen

from ..words import Said, say
from .rows import DATA, by_id, check, fill, one_of, read, rows

KINDS: Final = ("industry", "registration_type")
"""What employers are classed by."""


@frozen(kw_only=True)
class Class:
    """One row of ``law/data/classes.toml``: what a code means, and where it comes from."""

    code: str
    title_zh: str
    title_en: str
    source: str
    certainty: str = field(metadata=one_of("full", "second_hand", "own"))

    def title(self, lang: str) -> str:
        """Its title in a language."""
        return self.title_en if lang == "en" else self.title_zh


@cache
def classes(kind: str) -> Mapping[str, Class]:
    """The classes of a kind (one of :data:`KINDS`) by their code, in the order of the standard."""
    return _all()[kind]


@cache
def _all() -> Mapping[str, Mapping[str, Class]]:
    name = "classes.toml"
    data = read(DATA / name, *KINDS)
    problems: list[Said] = []
    found: dict[str, Mapping[str, Class]] = {}
    for kind in KINDS:
        made: list[tuple[str, str, Class]] = []
        for n, row in enumerate(rows(data.get(kind), name), 1):
            where = say("{file}, {kind} {n}", file=name, kind=kind, n=n)
            one = fill(Class, row, where, problems)
            if one is not None:
                made.append((one.code, where, one))
        found[kind] = by_id(made, problems)
    check(problems)
    return found


def class_title(kind: str, code: str, lang: str) -> str:
    """The title of a class; the code itself when this program does not know it."""
    known = classes(kind).get(code)
    return known.title(lang) if known else code
