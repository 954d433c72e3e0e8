"""The causes of complaint, and the opinion whether a complaint can be accepted.

An opinion decides nothing: it shows each question, its answer so far and the provision behind it.
The questions and their order are those of 《劳动保障监察条例》 art. 9, 11, 13, 20, 21 and Order 25
art. 14, 18.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen

from ..errors import NotFound
from ..words import Said, say
from .answers import Answer, Judged, joined, judged, word
from .bases import CATEGORIES
from .clocks import Deadline
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
    ``competent`` is what jurisdiction says. ``continuing`` and ``end`` say of the breach that it
    goes on, or when it ended; ``limit`` is its two years, ``known_in`` the earlier docket by which
    it became known. ``migrant``: migrant workers' wages. ``retired``: the complainant may be past
    retirement age. ``said`` are the answers of persons.
    """

    own_right: bool | None
    missing: tuple[Said, ...]
    cause: str | None
    competent: Answer | None = None
    continuing: bool = False
    end: date | None = None
    limit: Deadline | None = None
    known_in: str = ""
    migrant: bool = False
    retired: bool = False
    said: tuple[Judged, ...] = ()


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
    """The six questions of the acceptance test in order; the first that speaks against acceptance
    decides (:func:`verdict`). Of a tip-off, which is the first *no*, nothing more is asked.

    Raises :class:`NotFound` for a cause that is not in the list.
    """
    own = _own_right(facts)
    if own.answer == "no":
        return (own,)
    return (
        own,
        _understood(facts),
        _inspection_matter(facts),
        _competent(facts),
        _elsewhere(facts),
        _in_time(facts),
    )


def against(answers: Iterable[Answer]) -> tuple[str, ...]:
    """The questions whose answers speak against acceptance, by id; what only lacks a supplement is
    not among them."""
    return tuple(a.id for a in answers if a.id != "understood" and _speaks_against(a))


def _speaks_against(one: Answer) -> bool:
    return one.answer == ("yes" if one.id == "elsewhere" else "no")


def verdict(answers: Iterable[Answer]) -> tuple[str, Said]:
    """What the answers come to, as a word and a sentence: ``accept``, ``tipoff``, ``supplement``,
    ``refer``, ``guide``, ``refuse``, or ``unknown`` while a question is open."""
    open_ = []
    for one in answers:
        word_, text = AGAINST[one.id]
        if _speaks_against(one):
            return word_, text
        if one.answer == "unknown":
            open_.append(one)
    if open_:
        return "unknown", say("questions to be answered by a person: {n}.", n=len(open_))
    return "accept", say("accept and file on the same day.")


AGAINST: Final = {
    "own_right": ("tipoff", say("handle it as a tip-off.")),
    "understood": ("supplement", say("ask for a supplement; nothing is refused for that.")),
    "inspection_matter": ("refer", say("tell the complainant which department to go to.")),
    "competent": ("refer", say("it belongs to another labour department: tell or forward.")),
    "elsewhere": ("guide", say("guide to the dispute procedure, with a dated paper.")),
    "in_time": ("refuse", say("refuse in writing, with the remedies.")),
}
"""What each question comes to when its answer speaks against acceptance."""
QUESTIONS: Final = tuple(AGAINST)
"""The ids of the questions, in the order in which they are asked."""


def _told(
    id_: str, question: Said, answer: str, bases: tuple[str, ...], notes: dict[str, Said],
    facts: Facts, *, on: tuple[Said, ...] = (), missing: tuple[Said, ...] = (),
) -> Answer:  # fmt: skip
    made = Answer(
        id=id_, question=question, answer=answer, bases=bases, note=notes[answer],
        facts=on, missing=missing,
    )  # fmt: skip
    return judged(made, facts.said, notes)


def _own_right(facts: Facts) -> Answer:
    notes = {
        "yes": say("A complaint: the complainant has a right to an answer."),
        "no": say("Handle it as a tip-off: no acceptance test, its author kept secret."),
        "unknown": say("Ask whether the person complains about own rights."),
    }
    question = say("Is the person a worker complaining about own rights?")
    return _told("own_right", question, word(facts.own_right), ("jc-09",), notes, facts)


def _understood(facts: Facts) -> Answer:
    question = say(
        "Can the complaint be understood: who, against whom, what happened, what is asked?"
    )
    lacks = say("Ask for a supplement: {missing}.", missing=joined(facts.missing))
    notes = {"yes": say("Nothing is missing for acceptance."), "no": lacks}
    answer = word(not facts.missing)
    rests = ("gd-14", "gd-18-2") if facts.missing else ("gd-14",)
    return _told("understood", question, answer, rests, notes, facts)


def _inspection_matter(facts: Facts) -> Answer:
    one = cause(facts.cause) if facts.cause else None
    notes = {
        "yes": say("A matter of labour inspection."),
        "no": say("Refer it to the organ that is competent, and tell the complainant."),
        "unknown": say("Judge whether another law makes it a matter of inspection.")
        if one
        else say("Name the cause first."),
    }
    answer = word(one.inspection if one else None)
    rests = one.bases if one else ("jc-11",)
    if facts.retired and one is not None and answer == "yes" and one.code not in OVER_AGE:
        answer = "unknown"
        rests = (*rests, "cl-20")
        notes["unknown"] = say(
            "The complainant may be past retirement age: then only overtime, minimum wage and "
            "payment of wages are a matter of inspection."
        )
    question = say("Is it a matter of labour inspection?")
    return _told("inspection_matter", question, answer, rests, notes, facts)


def _competent(facts: Facts) -> Answer:
    found = facts.competent
    notes = {
        "yes": say("This department is competent."),
        "no": say("Forward it to the competent department, and have the result reported back.")
        if facts.migrant
        else say("Tell the complainant which department is competent."),
        "unknown": say("Look where the labour is used, and say so."),
    }
    rests = (*(found.bases if found else ("jc-13-1",)), *(("nm-10-3",) if facts.migrant else ()))
    return _told(
        "competent",
        say("Is this department competent?"),
        found.answer if found else "unknown",
        rests,
        notes,
        facts,
        on=found.facts if found else (),
        missing=found.missing if found else (),
    )


def _elsewhere(facts: Facts) -> Answer:
    wages = facts.cause in DEALT_WITH
    notes = {
        "yes": say("Guide to that procedure; the complaint interrupts its limit of one year."),
        "no": say("Nothing stands in the way here."),
        "unknown": say(
            "Arrears of pay and severance are dealt with here: only the same matter pending there "
            "stands in the way."
        )
        if wages
        else say("Ask whether the matter is pending there, or is a mere dispute."),
    }
    return _told(
        "elsewhere",
        say("Is the same matter before arbitration or a court, or must it go there?"),
        "unknown",
        ("jc-21-2", "tj-09", "tj-27") if wages else ("jc-21-2", "tj-27"),
        notes,
        facts,
        missing=(say("whether it is pending in mediation, arbitration or court"),),
    )


def _in_time(facts: Facts) -> Answer:
    insured = bool(facts.cause) and cause(facts.cause or "").group == "INS"
    notes = {
        "yes": say("The two years stand in no way."),
        "no": say("Refuse in writing, with the remedies: review comes first."),
        "unknown": say("Insurance arrears are never refused for that by themselves: courts differ.")
        if insured
        else say("Find out when the breach ended, and whether it goes on."),
    }
    on: list[Said] = []
    missing: tuple[Said, ...] = ()
    limit = facts.limit
    if facts.continuing:
        answer = "yes"
        on.append(say("the breach goes on"))
    elif limit is None or facts.end is None:
        answer = "unknown"
        missing = (say("when the breach ended"),)
    else:
        known = limit.stopped.on if limit.stopped else None
        late = limit.late or known is None
        answer = "no" if late else "yes"
        on.append(say("ended {day}, two years until {due}", day=facts.end.isoformat(),
                      due=limit.due.isoformat()))  # fmt: skip
        if known:
            where = facts.known_in
            on.append(
                say("known {day} by {docket}", day=known.isoformat(), docket=where)
                if where
                else say("known {day}", day=known.isoformat())
            )
        if late and insured:
            answer = "unknown"
    return _told(
        "in_time",
        say("Is it within two years from the end of the breach to when it became known?"),
        answer,
        ("jc-20", "gd-18-2"),
        notes,
        facts,
        on=tuple(on),
        missing=missing,
    )


DEALT_WITH: Final = (
    "wages", "arrears", "deduction", "minimum_wage", "overtime_pay", "severance", "migrant_wages",
)  # fmt: skip
"""Causes that a labour department has to deal with (劳动争议调解仲裁法 art. 9)."""
OVER_AGE: Final = tuple(c for c in (*DEALT_WITH, "hours") if c != "severance")
"""Causes of which somebody past retirement age may complain (56号令 art. 20, since 2026-07-01)."""
