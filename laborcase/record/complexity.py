"""What people said of how complex a case is: four things, each with its own answer.

The criteria for handing up, complex as a ground of an extension, of collective discussion, and of
legal review are kept apart: no answer to one is an answer to another.
"""

from attrs import frozen

from ..fields import Choice
from ..law.answers import Judged
from ..words import say


class Weight(Choice):
    """What a criterion asks for where it holds."""

    MANDATORY = "mandatory", say("by itself")
    COUNTS = "counts", say("together with another")


class ComplexFor(Choice):
    """For what a case is complex, beside the criteria for handing up."""

    EXTENSION = "extension", say("a limit may be extended")
    DISCUSSION = "discussion", say("the heads must discuss it")
    REVIEW = "review", say("legal review must come first")


@frozen(kw_only=True)
class Kept:
    """That a case was not handed up although that was suggested: the criteria that held then, and
    who said why."""

    met: tuple[str, ...]
    said: Judged


@frozen(kw_only=True)
class Complexity:
    """All of it, in the order in which it was said."""

    noted: tuple[Judged, ...] = ()
    """Criteria that a person answered, by their codes."""
    judged: tuple[Judged, ...] = ()
    """Answers for one of :class:`ComplexFor`."""
    kept: tuple[Kept, ...] = ()

    def complex_for(self, what: ComplexFor) -> bool | None:
        """The newest answer for one of them; ``None`` where nobody answered."""
        said = [j.answer for j in self.judged if j.question == what.value]
        return said[-1] == "yes" if said else None
