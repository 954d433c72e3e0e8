"""What is to come in a docket, by day: promised payments, planned steps, a supplement awaited."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from ..fields import OfficerId
from ..values import money_text
from ..words import Said, say
from .claims import Claims
from .contacts import NextStep


@frozen(kw_only=True)
class ToCome:
    """One thing to come. ``kind`` is its word: ``promise``, ``step`` or ``supplement``; ``act`` the
    kind of act that settles it, and ``about`` what its ``field`` then holds. It stays until it is
    settled, also when its day has passed. ``officer`` is whose it is; none where nobody handles the
    docket.
    """

    day: date
    what: Said
    kind: str
    act: str
    field: str = ""
    about: str = ""
    officer: OfficerId | None = None


def promised(claims: Claims, officer: OfficerId | None) -> Iterator[ToCome]:
    """The payments that are promised and have not come."""
    for p in claims.promises():
        yield ToCome(
            day=p.by,
            what=say("{name} promised {sum}", name=p.with_whom, sum=money_text(p.missing)),
            kind="promise",
            act="paid",
            field="agreement",
            about=p.agreement,
            officer=officer,
        )


def planned(steps: Iterable[NextStep]) -> Iterator[ToCome]:
    """The steps that are neither done nor dropped."""
    for s in steps:
        if s.ended_on is None:
            yield ToCome(
                day=s.due,
                what=say("{what} ({name})", what=s.what, name=s.name),
                kind="step",
                act="step_ended",
                field="step",
                about=s.id,
                officer=s.officer,
            )


def in_order(things: Iterable[ToCome]) -> tuple[ToCome, ...]:
    """The same, the earliest day first."""
    return tuple(sorted(things, key=lambda t: (t.day, t.kind, t.about)))
