"""What a decision needs before it is made, and who must give it: a hearing, legal review,
collective discussion, the approval of a look-up of accounts, houses or vehicles."""

from collections.abc import Collection
from datetime import date
from typing import Final

from attrs import frozen

from ..values import money_text
from ..words import Said, say
from .answers import Answer, word
from .jurisdiction import LEVEL_WORDS, RANKS

HEAVY: Final = frozenset(
    {
        "revoke_licence", "stop_business", "close_down", "downgrade_qualification",
        "restrict_business",
    }
)  # fmt: skip
"""Measures for which a hearing is owed whatever the sum (行政处罚法 art. 63)."""
CONFISCATE: Final = "confiscate_gain"
"""A measure for which one is owed where it is a larger one."""


@frozen(kw_only=True)
class Threshold:
    """From which fine (in fen) a hearing is owed, by a local rule; no law sets it."""

    sum: int
    citation: str


@frozen(kw_only=True)
class Deciding:
    """What is known of a penalty that is thought of: its fine in fen, the other measures that are
    intended, the local figure for hearings; and what was done already."""

    fine: int | None = None
    measures: Collection[str] = ()
    """Ids of ``law/data/measures.toml``: what is intended, not what a provision would allow."""
    allowing: Collection[str] = ()
    """Ids of the grounds named that would allow a measure for which a hearing is always owed."""
    threshold: Threshold | None = None
    heard: date | None = None
    reviewed: date | None = None
    discussed: date | None = None
    complex: bool | None = None
    """Difficult or complex, with several legal relations, or of major public interest: of the
    ground of a legal review alone, as a person answered."""
    serious: bool | None = None
    """Complex or serious: of the ground of a collective discussion alone, as a person answered."""


@frozen(kw_only=True)
class LookUp:
    """Who would look up accounts, houses or vehicles: the level of the department, and the
    departments above it that can approve that, nearest first."""

    name: str
    level: str
    above: tuple[tuple[str, str], ...] = ()


def hearing(d: Deciding) -> Answer:
    """Whether the party has to be told of a right to a hearing."""
    heavy = sorted(HEAVY & set(d.measures))
    facts: list[Said] = []
    missing: list[Said] = []
    answer: bool | None = None
    if heavy:
        answer = True
        facts.append(say("a licence is to be revoked, or the business stopped or closed"))
    elif d.allowing:
        facts.append(
            say(
                "{ids} would allow more than a fine: name the measure if it is intended",
                ids=", ".join(sorted(d.allowing)),
            )
        )
    if CONFISCATE in d.measures:
        missing.append(say("whether the confiscation is a larger one, which the local rule says"))
    if d.fine is not None:
        facts.append(say("fine of {sum} yuan", sum=money_text(d.fine)))
    else:
        missing.append(say("the fine that is intended"))
    if d.threshold is None:
        missing.append(say("the local figure (a setting of the office): nobody entered it"))
    else:
        rule = d.threshold
        facts.append(say("{rule}: from {sum} yuan", rule=rule.citation, sum=money_text(rule.sum)))
        if d.fine is not None:
            answer = answer or d.fine >= rule.sum or (None if missing else False)
    return Answer(
        id="hearing",
        question=say("Is a hearing owed?"),
        answer=word(answer),
        bases=("cf-63", "cf-64"),
        note=say(
            "To revoke a licence, stop a business or close it always takes one; so does a larger "
            "confiscation. The right is told in the advance notice."
        ),
        facts=tuple(facts),
        missing=() if answer is not None else tuple(missing),
    )


def review(d: Deciding) -> Answer:
    """Whether a penalty is void without legal review."""
    answer = True if d.heard or d.complex else d.complex
    facts: list[Said] = []
    if d.heard:
        facts.append(say("a hearing was held {day}", day=d.heard.isoformat()))
    if d.complex:
        facts.append(say("the case is complex"))
    if d.reviewed:
        facts.append(say("reviewed {day}", day=d.reviewed.isoformat()))
    missing = () if answer is not None else (
        say("whether major public interest or several legal relations are touched"),
    )  # fmt: skip
    return Answer(
        id="review",
        question=say("Must a legal review come first?"),
        answer=word(answer),
        bases=("cf-58", "cn-apl-58-3"),
        note=say("Without it, or where it is not passed, nothing is decided."),
        facts=tuple(facts),
        missing=missing,
    )


def discussion(d: Deciding) -> Answer:
    """Whether the heads have to discuss it together."""
    facts: tuple[Said, ...] = (say("the case is complex"),) if d.serious else ()
    if d.discussed:
        facts = (*facts, say("discussed {day}", day=d.discussed.isoformat()))
    return Answer(
        id="discussion",
        question=say("Must the heads discuss it together?"),
        answer=word(d.serious),
        bases=("cn-apl-57", "hn-ae-28"),
        note=say("Where the circumstances are complex or the breach is serious; with minutes."),
        facts=facts,
        missing=() if d.serious is not None else (say("whether it is complex or serious"),),
    )


def look_up(who: LookUp) -> Answer:
    """Whether the department's own head can approve a look-up of bank accounts, houses and
    vehicles; it takes the head of a city department at least."""
    able = RANKS[who.level] >= RANKS["city"]
    above = next((name for name, level in who.above if RANKS[level] >= RANKS["city"]), "")
    note = say("The head of the department signs.")
    if not able:
        note = (
            say("It cannot: ask the head of {name} for approval.", name=above)
            if above
            else say("It cannot: the head of the city department has to approve.")
        )
    return Answer(
        id="look_up",
        question=say("Can this department approve a look-up of accounts, houses and vehicles?"),
        answer=word(able),
        bases=("nm-40",),
        note=note,
        facts=(say("{name}: {level}", name=who.name, level=LEVEL_WORDS[who.level]),),
    )
