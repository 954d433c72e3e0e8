"""What can go wrong, each as a sentence to a person. Apart, so that nothing imports in a circle.

Every error derives from :class:`LaborCaseError` and from the closest builtin, and carries the exit
code of the command line: 1 refused, 2 wrong use, 3 conflict, 4 damaged or unreachable register.
"""

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from .words import Said, say


@frozen
class Problem:
    """One thing wrong with what was typed: where (``"workers.3.phone"``) and what."""

    path: str
    text: Said


@frozen
class Reason:
    """One reason why an act cannot be entered.

    ``basis`` is the id of the provision behind it, ``who`` names who can supply what is missing.
    A ``soft`` reason forbids the regular way only: what did happen against it can still be entered
    as an irregularity. Where the soft reason ``stands``, what was done late (or otherwise amiss)
    has its effect all the same and only the mark stays; else nothing rests on it. ``path`` is the
    field of the act where it is mended (``"allegations.1.end"``), empty where that is not one.
    """

    text: Said
    basis: str = ""
    who: Said | str = ""
    soft: bool = False
    stands: bool = False
    path: str = ""


class LaborCaseError(Exception):
    """The common parent; ``sentence`` is what to show."""

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: Said) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(LaborCaseError, ValueError):
    """What was typed cannot be read; ``problems`` holds all of them, each with its path.

    ``reasons`` holds what stands against the act besides, as far as it can be read, and ``act``
    that much of it, with blanks: to ask its reasons, never to enter it.
    """

    def __init__(
        self, *problems: Problem | Said, reasons: Iterable[Reason] = (), act: object = None
    ) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            p if isinstance(p, Problem) else Problem("", p) for p in problems
        )
        self.reasons: tuple[Reason, ...] = tuple(reasons)
        self.act = act
        sentences = (*(_at(p) for p in self.problems), *(r.text for r in self.reasons))
        super().__init__(_joined(sentences))


class Refused(LaborCaseError, RuntimeError):
    """The act cannot be entered now; ``reasons`` holds all reasons. Nothing was written."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons: tuple[Reason, ...] = tuple(reasons)
        super().__init__(_joined(r.text for r in self.reasons))


class Conflict(LaborCaseError, RuntimeError):
    """The docket has grown since the form was opened; nothing was written."""

    exit_code = 3


class NotFound(LaborCaseError, LookupError):
    """No docket, officer, provision or file of that name."""


class Usage(LaborCaseError, ValueError):
    """The command or call itself is wrong."""

    exit_code = 2


class RegisterError(LaborCaseError, OSError):
    """The register is missing, foreign, damaged, newer, unreachable, or its disk failed."""

    exit_code = 4


class Unreachable(RegisterError):
    """The server of a register does not answer just now."""


def _at(problem: Problem) -> Said:
    if not problem.path:
        return problem.text
    return say("{path}: {text}", path=problem.path, text=problem.text)


def _joined(sentences: Iterable[Said]) -> Said:
    whole: Said | None = None
    for sentence in sentences:
        whole = say("{first}\n{second}", first=whole, second=sentence) if whole else sentence
    return whole if whole is not None else say("")
