"""What the law makes of facts, told as answers with their grounds. An answer decides nothing: a
person may decide otherwise, with a recorded reason."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from ..words import Said, say
from .bases import basis

WORDS: Final = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet")}
"""The answers in words."""


@frozen(kw_only=True)
class Answer:
    """One question: ``answer`` is ``yes``, ``no`` or ``unknown``, ``bases`` the ids of the
    provisions behind it, ``note`` what follows from the answer.

    ``id`` names the question for programs. ``facts`` are what the answer rests on, ``missing`` what
    would have to be known for a sure one, ``by`` who answered it, empty where the docket did.
    """

    question: Said
    answer: str
    bases: tuple[str, ...]
    note: Said
    id: str = ""
    facts: tuple[Said, ...] = ()
    missing: tuple[Said, ...] = ()
    by: Said | str = ""


@frozen(kw_only=True)
class Opinion:
    """Several answers to one matter of a docket: ``about`` is the id of what it speaks of (``A1``),
    empty for the whole; ``verdict`` a word for programs, ``follows`` what follows from it all."""

    id: str
    title: Said
    answers: tuple[Answer, ...]
    about: str = ""
    verdict: str = ""
    follows: Said | str = ""

    def get(self, answer: str) -> Answer | None:
        """The answer with this id."""
        return next((a for a in self.answers if a.id == answer), None)


@frozen(kw_only=True)
class Judged:
    """A person's own answer to a question that the docket cannot answer, or answers otherwise."""

    question: str
    answer: str
    why: str
    by: str
    on: date


def word(value: bool | None) -> str:
    """An answer of what is true, false or not known."""
    return "unknown" if value is None else "yes" if value else "no"


def judged(answer: Answer, said: Sequence[Judged], notes: dict[str, Said]) -> Answer:
    """An answer, or the newest one that a person gave to the same question; ``notes`` say what
    follows from each."""
    own = next((j for j in reversed(said) if j.question == answer.id), None)
    if own is None:
        return answer
    facts = [say("{name}, {day}: {why}", name=own.by, day=own.on.isoformat(), why=own.why)]
    if answer.answer not in ("unknown", own.answer):
        facts.append(say("By the docket alone: {answer}.", answer=WORDS[answer.answer]))
    return evolve(
        answer,
        answer=own.answer,
        note=notes[own.answer],
        by=own.by,
        facts=(*answer.facts, *facts),
        missing=(),
    )


def joined(parts: Iterable[Said | str]) -> Said:
    """Several things as one, with commas; empty where there are none."""
    whole: Said | str = ""
    for part in parts:
        whole = say("{first}, {second}", first=whole, second=part) if whole else part
    return whole if isinstance(whole, Said) else say("{text}", text=whole) if whole else say("")


def provisions(ids: Iterable[str], lang: str) -> str:
    """Provisions as the trade cites them, each with its marks."""
    return "; ".join(one.cited(lang) for one in map(basis, ids))


def in_words(answers: Iterable[Answer], lang: str) -> tuple[Said, ...]:
    """Each answer in a sentence, with what it rests on, what follows and the provisions."""
    return tuple(_sentence(n, a, lang) for n, a in enumerate(answers, 1))


def _sentence(n: int, a: Answer, lang: str) -> Said:
    told = say("{n} {question} {answer}.", n=n, question=a.question, answer=WORDS[a.answer])
    if a.facts:
        told = say("{line} On: {facts}.", line=told, facts=joined(a.facts))
    if a.note:
        told = say("{line} {note}", line=told, note=a.note)
    if a.missing:
        told = say("{line} Missing: {what}.", line=told, what=joined(a.missing))
    if not a.bases:
        return told
    return say("{line} ({provisions})", line=told, provisions=provisions(a.bases, lang))


def told(found: Iterable[Opinion], lang: str) -> Iterator[tuple[str, Said]]:
    """Opinions line by line, each line with what it is: ``title``, ``answer``, ``against`` (an
    answer that leaves something open) or ``follows``. An answer that an earlier opinion of the same
    kind gave in the same words is not told again."""
    before: set[tuple[str, str]] = set()
    for one in found:
        title = say("{title} {about}", title=one.title, about=one.about) if one.about else one.title
        yield "title", title
        if one.follows:  # first what it comes to, then why
            yield "follows", say("Opinion: {text}", text=one.follows)
        for answer, line in zip(one.answers, in_words(one.answers, lang), strict=True):
            if (one.id, line) not in before:
                yield "against" if answer.missing else "answer", line
            before.add((one.id, line))


def opinion_lines(found: Iterable[Opinion], lang: str) -> Iterator[Said]:
    """Opinions line by line."""
    return (line for _, line in told(found, lang))


def opinion_data(one: Opinion, lang: str) -> dict[str, object]:
    """An opinion for a program, its sentences in a language."""
    return {
        "id": one.id,
        "about": one.about,
        "title": one.title,
        "verdict": one.verdict,
        "follows": one.follows,
        "answers": [
            {
                "id": a.id,
                "question": a.question,
                "answer": a.answer,
                "by": a.by,
                "facts": list(a.facts),
                "missing": list(a.missing),
                "note": a.note,
                "bases": list(a.bases),
                "citations": provisions(a.bases, lang),
            }
            for a in one.answers
        ],
    }
