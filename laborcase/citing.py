"""Which open dockets a provision stands in: a limit that runs, a ground of a decision, a cause."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from . import law
from .acts.base import Act
from .acts.grounds import grounds_of
from .fields import DocketKey
from .law import Deadline
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import Docket
from .words import Said, say


@frozen(kw_only=True)
class Citing:
    """One open docket that cites a provision, and where."""

    docket: DocketKey
    name: str
    """The respondent, or the place where none is known; nothing secret."""
    number: str
    where: tuple[Said, ...]


def where_in(docket: Docket, deadlines: Iterable[Deadline], key: str, lang: str) -> Iterator[Said]:
    """Where a docket cites a provision: limits that run, grounds of what was decided, causes."""
    state = docket.state
    if not isinstance(state, (Complaint, Case)) or state.void:
        return
    for one in deadlines:
        if one.stopped is None and key in one.rule.bases:
            yield say("limit: {clock}", clock=one.title(lang))
    for entry in docket.entries:
        act = entry.act
        if entry.taken_back_by is None and isinstance(act, Act) and key in grounds_of(act):
            yield say("ground of #{n} {act}", n=entry.n, act=act.title)
    for a in state.allegations:
        known = law.causes().get(a.alleged.cause)
        if known is not None and key in known.bases:
            yield say("cause of {id}: {cause}", id=a.id, cause=known.title(lang))
