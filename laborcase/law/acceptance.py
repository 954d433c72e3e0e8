"""The causes of complaint, and the opinion whether a complaint can be accepted.

An opinion decides nothing: it shows each question, its answer so far and the provision behind it.
The questions and their order are those of 《劳动保障监察条例》 art. 9, 11 and Order 25 art. 14, 18.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from attrs import field, frozen

from ..errors import NotFound
from ..words import Said, say
from .bases import CATEGORIES, basis
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows


@frozen(kw_only=True)
class Cause:
    """One cause (案由): ``code`` never changes, ``group`` is its code in the statistics, ``parent``
    the cause of the first level it belongs to.

    ``bases`` are the provisions that papers name; ``categories`` the kinds of provisions among
    which its duties and penalties stand. ``inspection`` says whether it is a matter of labour
    inspection, ``None`` that a person has to judge; ``urgent`` that a head has to see it at once.
    """

    code: str
    group: str = field(
        metadata=one_of(
            "WAG", "HRS", "CON", "RUL", "CHD", "FEM", "INS", "DIS", "REC", "AGY", "TRN", "COL",
            "OVS", "OBS", "RET", "OTH",
        )
    )  # fmt: skip
    title_zh: str
    title_en: str
    bases: tuple[str, ...]
    categories: tuple[str, ...] = field(default=(), metadata=one_of(*CATEGORIES))
    parent: str = ""
    inspection: bool | None = None
    urgent: bool = False

    def title(self, lang: str = "en") -> str:
        """The cause's name."""
        return self.title_en if lang == "en" else self.title_zh


@frozen(kw_only=True)
class Facts:
    """What is known of a complaint so far; ``None`` for what is not.

    ``own_right``: a worker complains about own rights. ``missing``: what the complaint still lacks
    to be understood (identity, contact, employer, facts, demand), in words. ``cause``: its code.
    """

    own_right: bool | None
    missing: tuple[str, ...]
    cause: str | None


@frozen(kw_only=True)
class Answer:
    """One question of the test: ``answer`` is ``yes``, ``no`` or ``unknown``, ``bases`` the ids of
    the provisions behind it, ``note`` what follows from the answer."""

    question: Said
    answer: str
    bases: tuple[str, ...]
    note: Said


def causes() -> Mapping[str, Cause]:
    """All causes by code, each first-level one before its own."""
    return _shipped()


def cause(code: str) -> Cause:
    """The cause of that code; :class:`NotFound` if there is none."""
    found = _shipped().get(code)
    if found is None:
        raise NotFound(say("There is no cause {code}.", code=code))
    return found


@cache
def _shipped() -> dict[str, Cause]:
    table = rows(read(DATA / "causes.toml", "cause").get("cause"), "causes.toml")
    # Reading all provisions takes longer than the worklist to paint; a test looks ours up.
    return load(table, "causes.toml", None)


def load(table: list[Row], file: str, known: Iterable[str] | None) -> dict[str, Cause]:
    """Rows of causes; ``known`` are the ids of provisions, None if they are not to be looked up.

    Raises :class:`LawDataError`.
    """
    problems: list[Said] = []
    made: list[tuple[str, str, Cause]] = []
    ids = None if known is None else set(known)
    for i, row in enumerate(table, 1):
        where = f"{file}, row {i} ({row.get('code', '?')})"
        one = fill(Cause, row, where, problems)
        if one is None:
            continue
        made.append((one.code, where, one))
        problems += [
            say("{where}: there is no provision {id}.", where=where, id=key)
            for key in one.bases
            if ids is not None and key not in ids
        ]
    found = by_id(made, problems)
    for code, where, one in made:
        parent = found.get(one.parent)
        if one.parent and (parent is None or parent.parent or parent.group != one.group):
            problems.append(
                say(
                    "{where}: {parent} cannot be the parent of {code}.",
                    where=where,
                    parent=one.parent,
                    code=code,
                )
            )
    check(problems)
    return found


def opinion(facts: Facts) -> tuple[Answer, ...]:
    """The questions of the acceptance test in order; the first *no* decides. Of a tip-off, which
    is the first *no*, nothing more is asked.

    Raises :class:`NotFound` for a cause that is not in the list.
    """
    own = _own_right(facts)
    if own.answer == "no":
        return (own,)
    return own, _understood(facts), _inspection_matter(facts)


def in_words(answers: Iterable[Answer], lang: str) -> tuple[Said, ...]:
    """Each answer in a sentence, with what follows from it and the provisions behind it."""
    words = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet")}
    return tuple(
        say(
            "{n} {question} {answer}. {note} ({provisions})",
            n=n,
            question=a.question,
            answer=words[a.answer],
            note=a.note,
            provisions="; ".join(one.cited(lang) for one in map(basis, a.bases)),
        )
        for n, a in enumerate(answers, 1)
    )


def _answer(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"


def _own_right(facts: Facts) -> Answer:
    notes = {
        "yes": say("A complaint: the complainant has a right to an answer."),
        "no": say("Handle it as a tip-off: no acceptance test, its author kept secret."),
        "unknown": say("Ask whether the person complains about own rights."),
    }
    answer = _answer(facts.own_right)
    return Answer(
        question=say("Is the person a worker complaining about own rights?"),
        answer=answer,
        bases=("jc-09",),
        note=notes[answer],
    )


def _understood(facts: Facts) -> Answer:
    question = say(
        "Can the complaint be understood: who, against whom, what happened, what is asked?"
    )
    if not facts.missing:
        return Answer(
            question=question,
            answer="yes",
            bases=("gd-14",),
            note=say("Nothing is missing for acceptance."),
        )
    missing: Said | str = facts.missing[0]
    for one in facts.missing[1:]:
        missing = say("{first}, {second}", first=missing, second=one)
    return Answer(
        question=question,
        answer="no",
        bases=("gd-14", "gd-18-2"),
        note=say("Ask for a supplement: {missing}.", missing=missing),
    )


def _inspection_matter(facts: Facts) -> Answer:
    one = cause(facts.cause) if facts.cause else None
    notes = {
        "yes": say("A matter of labour inspection."),
        "no": say("Refer it to the organ that is competent, and tell the complainant."),
        "unknown": say("Judge whether another law makes it a matter of inspection."),
    }
    answer = _answer(one.inspection if one else None)
    return Answer(
        question=say("Is it a matter of labour inspection?"),
        answer=answer,
        bases=one.bases if one else ("jc-11",),
        note=notes[answer] if one else say("Name the cause first."),
    )
