"""An act as people read it: each field that says something, by its label and in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from laborcase import codec, law
from laborcase.fields import AuthorityId, BodyId, Choice, Declared, OfficerId, walk
from laborcase.law import Opinion
from laborcase.parties import SECRET
from laborcase.record.office import Office
from laborcase.shifting import WhatIf
from laborcase.values import Fen, Phone, ResidentNumber, masked_phone, masked_resident
from laborcase.words import Said, say

from ..terms import cause_title, money, secret
from ..widgets.sheet import BOLD, HEAD, MUTED, Part
from .offers import HANDOVERS, PAPERS


def opinion_parts(found: Sequence[Opinion], lang: str) -> Iterator[Part]:
    """Opinions as paragraphs."""
    styles = {"title": HEAD, "answer": "", "against": MUTED, "follows": BOLD}
    for kind, line in law.told(found, lang):
        if kind == "title":
            yield Part("")
        yield Part(line, styles[kind])


def told_fields(
    act: object,
    office: Office,
    lang: str,
    names: Mapping[str, str],
    *,
    opened: bool,
    meant: Callable[[str, str], str] = lambda _, key: key,
) -> Iterator[tuple[str, str]]:
    """The fields of an act that say something: label and value. ``names`` are those of the officers
    as they were then; sealed values are masked unless ``opened``; ``meant`` tells what a picked
    thing (a paper, a provision) is, by what the field picks from and its key."""
    for path, declared, value in walk(act):
        if value is None or value == "" or value is False:
            continue
        if declared.of in (*PAPERS, "bases", "case_allegations", *HANDOVERS):
            of = "papers" if declared.of in PAPERS else declared.of
            yield _label(act, path), meant(of, str(value))
        else:
            yield _label(act, path), _value(declared, value, office, lang, names, opened)


def _label(act: object, path: str) -> str:
    whole: str = ""
    steps = path.split(".")
    for i, step in enumerate(steps):
        if step.isdecimal():
            whole = say("{first} {n}", first=whole, n=step)
            continue
        found = codec.field_at(type(act), ".".join(steps[: i + 1]))
        name = found.label if found is not None else step
        whole = say("{first}, {second}", first=whole, second=name) if whole else name
    return whole


def _value(
    declared: Declared,
    value: object,
    office: Office,
    lang: str,
    names: Mapping[str, str],
    opened: bool,
) -> str:
    if value == SECRET:
        return secret(SECRET)
    if declared.sealed and not opened:
        return masked(declared, str(value))
    if declared.type is Fen:
        return money(cast("int", value))
    if declared.of == "causes":
        return cause_title(str(value), lang)
    if declared.type is OfficerId:
        known = office.officer(str(value))
        return names.get(str(value), known.name if known else str(value))
    if declared.type in (AuthorityId, BodyId):
        authority = office.authority(str(value))
        return authority.name if authority else office.body_name(str(value))
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, bool):
        return say("yes")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def masked(declared: Declared, value: str) -> Said | str:
    """A sealed value as it stands on a screen before somebody asks for it."""
    if declared.type is Phone:
        return masked_phone(value)
    if declared.type is ResidentNumber:
        return masked_resident(value)
    return say("(sealed; ^R shows it)")


def told_moves(lang: str, moves: WhatIf | None) -> list[str]:
    """Which limits and papers an act would move, in words."""
    if moves is None:
        return []
    told = moves.told(lang)
    return [say("What moves:"), *told] if told else [say("No limit and no paper moves.")]
