"""Which labour department is competent (《劳动保障监察条例》 art. 13, 33, 34; 河南条例 art. 2, 9;
行政处罚法 art. 25): by the place where the labour is used, never by the registered seat."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from ..words import Said, say
from .answers import Answer, word

RANKS: Final = {"zone": 1, "county": 1, "city": 2, "province": 3}
"""The levels, lowest first; a zone counts as a county."""


@frozen(kw_only=True)
class Where:
    """What is known of a matter and of the department that it lies with.

    ``areas`` are the sub-districts and places of the department, empty where nobody entered them;
    ``others`` those of the other departments of the register, with their names. ``pooling`` is the
    level at which social insurance is pooled, empty where nobody said. ``superior`` is the common
    superior; ``delegated_by`` who decides in its place. ``kinds`` are what the respondents are
    (``unlicensed``, ``natural_person``, ``organ``).
    """

    name: str
    level: str
    address: str = ""
    subdistrict: str = ""
    areas: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    insurance: bool = False
    pooling: str = ""
    superior: str = ""
    delegated_by: str = ""
    kinds: tuple[str, ...] = ()


LEVEL_WORDS: Final = {
    "zone": say("development zone"),
    "county": say("county or district"),
    "city": say("city"),
    "province": say("province"),
}


def jurisdiction(where: Where) -> tuple[Answer, ...]:
    """The questions of jurisdiction that the matter raises, in order."""
    found = [_place(where), _level(where)]
    if where.insurance:
        found.append(_pooling(where))
    found += [_first(where), *_kinds(where)]
    return tuple(found)


def competent(answers: tuple[Answer, ...]) -> Answer:
    """Whether the department is competent, as far as the answers to place, level and pooling say:
    one *no* is enough, and *yes* takes all of them."""
    deciding = [a for a in answers if a.id in ("place", "level", "pooling")]
    said = {a.answer for a in deciding}
    answer = "no" if "no" in said else "unknown" if "unknown" in said else "yes"
    shown = [a for a in deciding if a.answer == answer] if answer != "yes" else deciding
    others = [a for a in answers if a.id in ("unlicensed", "organ", "natural_person")]
    return Answer(
        id="competent",
        question=say("Is this department competent?"),
        answer=answer,
        bases=tuple(dict.fromkeys(b for a in (*shown, *others) for b in a.bases)),
        note=shown[0].note,
        facts=tuple(f for a in (*shown, *others) for f in a.facts),
        missing=tuple(m for a in shown for m in a.missing),
    )


def _place(w: Where) -> Answer:
    place = f"{w.subdistrict} {w.address}".strip()
    lies = [area for area in w.areas if area and area in place]
    other = next((n for n, areas in w.others if any(a and a in place for a in areas)), "")
    missing: tuple[Said, ...] = ()
    facts: tuple[Said, ...] = (say("place of work: {place}", place=place),) if place else ()
    note = say("Not the registered seat counts, nor where the worker lives.")
    answer: bool | None = None
    if not place:
        missing = (say("where the labour is used"),)
    elif lies:
        answer = True
        facts = (*facts, say("{area} is {name}'s", area=lies[0], name=w.name))
    elif other:
        answer = False
        note = say("The place is {name}'s.", name=other)
    elif not w.areas:
        missing = (say("the areas of {name} (nobody entered them)", name=w.name),)
    elif w.subdistrict:
        answer = False
        note = say("The sub-district is none of {name}'s areas.", name=w.name)
    else:
        missing = (say("the sub-district"),)
    return Answer(
        id="place",
        question=say("Is the labour used in this department's area?"),
        answer=word(answer),
        bases=("jc-13-1", "hn-lsi-09-2"),
        note=note,
        facts=facts,
        missing=missing,
    )


def _level(w: Where) -> Answer:
    notes = {
        "zone": say(
            "A zone acts by the grant of the government that made it, or by delegation: the "
            "office's own papers say which."
        ),
        "province": say("Counties and cities are competent; the province guides, or takes over."),
    }
    facts = [say("{name}: {level}", name=w.name, level=LEVEL_WORDS[w.level])]
    answer: bool | None = w.level in ("county", "city") or None
    if w.level == "province":
        answer = False
    if w.delegated_by:
        answer = True
        facts.append(say("acts by delegation, {name} decides", name=w.delegated_by))
    return Answer(
        id="level",
        question=say("Is it a county or city department?"),
        # What a zone may do by itself its own papers say; that alone makes nothing doubtful.
        answer="yes" if w.level == "zone" else word(answer),
        bases=("jc-13-1", "cn-apl-20") if w.level == "zone" else ("jc-13-1",),
        note=notes.get(w.level, say("The province may split the work between the two.")),
        facts=tuple(facts),
    )


def _pooling(w: Where) -> Answer:
    facts: tuple[Said, ...] = ()
    answer: bool | None = None
    if w.pooling:
        answer = RANKS[w.level] >= RANKS[w.pooling]
        facts = (say("insurance is pooled by the {level}", level=LEVEL_WORDS[w.pooling]),)
    return Answer(
        id="pooling",
        question=say("Does it lie at the level at which the insurance is pooled?"),
        answer=word(answer),
        bases=("hn-lsi-09-2",),
        note=say("Inspection of social insurance follows the level of pooling."),
        facts=facts,
        missing=() if w.pooling else (say("the level of pooling (a setting of the office)"),),
    )


def _first(w: Where) -> Answer:
    common = (
        say("A dispute goes to the common superior, {name}, which designates.", name=w.superior)
        if w.superior
        else say("A dispute goes to the common superior, which designates.")
    )
    return Answer(
        id="first",
        question=say("Has another competent department filed first?"),
        answer="unknown",
        bases=("cn-apl-25", "jc-13-2", "hn-lsi-09-3"),
        note=say("For penalties the first to file is competent. {more}", more=common),
        missing=(say("whether another department has filed the same matter"),),
    )


def _kinds(w: Where) -> Iterator[Answer]:
    if "unlicensed" in w.kinds:
        yield Answer(
            id="unlicensed",
            question=say("Is an employer without a licence inspected all the same?"),
            answer="yes",
            bases=("jc-33",),
            note=say("The registration authority is told in time."),
            facts=(say("the respondent has no licence"),),
        )
    if "natural_person" in w.kinds:
        yield Answer(
            id="natural_person",
            question=say("Is an individual an employer who can be inspected?"),
            answer="unknown",
            bases=("hn-lsi-02", "jc-33"),
            note=say(
                "An individual is inspected as a business without a licence, or pays for the "
                "contractor that let the work; a household is no employer."
            ),
            facts=(say("the respondent is a natural person"),),
        )
    if "organ" in w.kinds:
        yield Answer(
            id="organ",
            question=say("Is a state organ or institution inspected?"),
            answer="yes",
            bases=("jc-34", "hn-lsi-02"),
            note=say("Within the powers of the department, where it has labour contracts."),
            facts=(say("the respondent is an organ or institution"),),
        )
