"""The lists of a register on a server: a :class:`Find` in SQL, and a summary in columns."""

import re
from collections.abc import Collection, Iterable
from typing import Final, LiteralString, TypeAlias

import msgspec

from laborcase.errors import Usage
from laborcase.words import say

from . import MARKED, Find, Summary
from .lists import groups
from .memory import beginnings, marks, place

_PIECES: Final = 6
_FROM: Final = ("kind", "search", "against", "key", "names", "lead_name", "assistant_name")
_UNHELD: Final = re.compile("[\0\ud800-\udfff]")

Value: TypeAlias = str | int | bytes | list[str] | list[int] | None


def storable(text: str) -> str:
    """A text to look for. What no register can hold becomes what no register does hold."""
    return _UNHELD.sub("\uffff", text)


def pieces(summary: Summary | None) -> set[str]:
    """The pieces under which a docket is found, each of two characters: those of its words, and
    for what it begins with a line break before the character, which stands in no word. Only a
    docket that is listed has any."""
    if summary is None or summary.get("kind") == "office":
        return set()
    words = f"{summary.get('search') or ''} {summary.get('against') or ''}".split()
    return starts(summary).union(*map(_pairs, words))


def starts(summary: Summary | None) -> set[str]:
    """The pieces of what a docket that is listed begins with."""
    if summary is None or summary.get("kind") == "office":
        return set()
    return {_start(character) for character in beginnings(summary)}


def _start(character: str) -> str:
    return "\n" + character


def _pairs(word: str) -> list[str]:
    # The end of a number tells more than its beginning.
    return [word[i : i + 2] for i in range(len(word) - 2, -1, -1)]


def alike(one: Summary | None, other: Summary | None) -> bool:
    """Whether both are found under the same pieces for certain."""
    if one is None or other is None:
        return False
    return all(one.get(name) == other.get(name) for name in _FROM)


def needles(find: Find) -> list[str]:
    """A few pieces that every docket sought has: enough to find the few that may match."""
    found: list[str] = []
    for word in storable(find.text).split():
        found += _pairs(word) if len(word) > 1 else [_start(word)]
    for word in storable(find.respondent).split():
        found += _pairs(word)
    # What words hold is rarer than what they begin with, and so are characters other than digits
    # and Latin letters.
    return sorted(dict.fromkeys(found), key=lambda p: (p[0] == "\n", p.isascii()))[:_PIECES]


def holding(pieces: Iterable[str], register: str) -> tuple[LiteralString, list[Value]]:
    """The dockets that have all of some pieces, in the order of their keys."""
    parts: list[LiteralString] = []
    values: list[Value] = []
    for piece in pieces:
        parts.append(
            "EXISTS (SELECT FROM laborcase.piece AS other WHERE other.register = %s"
            " AND other.docket = piece.docket AND other.piece = %s)"
            if parts
            else "SELECT docket FROM laborcase.piece WHERE register = %s AND piece = %s"
        )
        values += [register, piece]
    return " AND ".join(parts), values


def conditions(
    find: Find, register: str, sought: Collection[str]
) -> tuple[LiteralString, list[Value]]:
    """What rows of ``summary`` match. ``sought`` are pieces that few dockets have: these are read
    then, whatever the order that is asked for; without any, all are looked at in that order."""
    parts: list[LiteralString] = ["register = %s", "kind <> 'office'"]
    values: list[Value] = [register]

    def want(condition: LiteralString, *asked: Value) -> None:
        parts.append(condition)
        values.extend(asked)

    today, soon = find.today.isoformat(), find.soon.isoformat()
    handled: LiteralString = "(handler = ANY(%s) OR assistant = ANY(%s))"
    if find.queue == "mine":
        mine = [storable(officer) for officer in find.handlers]
        want("open = 1 AND " + handled, mine, mine)
    elif find.queue == "due":
        want("open = 1 AND due BETWEEN %s AND %s", today, soon)
    elif find.queue == "overdue":
        want("open = 1 AND due < %s", today)
    elif find.queue == "joint":
        want("joint = 1")
    elif find.queue in MARKED:
        want("marks <> '' AND strpos(marks, %s) > 0", f" {find.queue} ")
    elif find.queue != "all":
        want("queue = %s", find.queue)
    if find.kind:
        want("kind = %s", storable(find.kind))
    if find.authority:
        want("authority = %s", storable(find.authority))
    if find.officer:
        officer = [storable(find.officer)]
        want(handled, officer, officer)
    if find.due_before is not None:
        want("due < %s", find.due_before.isoformat())
    words, respondent = storable(find.text).split(), storable(find.respondent)
    held, asked = holding(sought, register)
    if asked:
        want("key = ANY(ARRAY(" + held + "))", *asked)
    for word in words:
        if len(word) > 1:
            want("strpos(doc->>'search', %s) > 0", word)
        elif _start(word) not in sought:
            # Counted row by row, never joined: what is not sought begins nearly all dockets.
            want(
                "(SELECT count(*) FROM laborcase.piece WHERE register = %s AND piece = %s"
                " AND docket = summary.key) > 0",
                register,
                _start(word),
            )
    if respondent:
        want("strpos(doc->>'against', %s) > 0", respondent)
    return " AND ".join(parts), values


def tallies(summary: Summary | None) -> set[str]:
    """The lists whose length is kept. Marked dockets are few, and counted when it is asked."""
    return groups(summary).difference(MARKED) if summary is not None else set()


def tallied(find: Find) -> str | None:
    """The list whose tally is the number of matches, if nothing else is asked."""
    if find.narrowed or find.queue in ("due", "overdue", *MARKED):
        return None
    if find.queue != "mine":
        return find.queue
    # A docket of two officers would be counted twice.
    return f"@{storable(find.handlers[0])}" if len(find.handlers) == 1 else None


ORDER: Final[dict[str, LiteralString]] = {
    "due": "due, key",
    "dies": "dies, key",
    "ticket_due": "coalesce(ticket_due, '~'), key",
    "key": "key",
    "changed": "changed DESC, key",
}
SUMMARY: Final[LiteralString] = (
    "register, key, kind, open, joint, queue, handler, assistant, authority, due, dies, changed,"
    " marks, ticket_due, doc"
)
"""The columns that :func:`columns` fills, behind the register and the key."""
UPSERT: Final[LiteralString] = f"""
INSERT INTO laborcase.summary ({SUMMARY})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
ON CONFLICT (register, key) DO UPDATE SET kind = excluded.kind, open = excluded.open,
    joint = excluded.joint, queue = excluded.queue, handler = excluded.handler,
    assistant = excluded.assistant, authority = excluded.authority, due = excluded.due,
    dies = excluded.dies, changed = excluded.changed, marks = excluded.marks,
    ticket_due = excluded.ticket_due, doc = excluded.doc
"""


def columns(summary: Summary) -> list[str | int]:
    """The columns of a summary after its key."""
    lists = groups(summary)

    def text(name: str, missing: str = "") -> str:
        return str(summary.get(name) or missing)

    queue = text("queue")
    return [
        text("kind"),
        int("open" in lists),
        int("joint" in lists),
        queue if queue in lists else "",
        text("lead") or text("clerk"),
        text("assistant"),
        text("authority"),
        text("due", "~"),
        text("dies", "~"),
        int(summary.get("changed") or 0),
        marks(summary),
        text("ticket_due", "~"),
        msgspec.json.encode(summary).decode(),
    ]


def past(find: Find) -> tuple[LiteralString, list[Value]]:
    """The condition for what comes after the page before."""
    after = place(find)
    if after is None:
        return "", []
    value, key = map(storable, after)
    if find.sort == "key":
        return " AND key > %s", [key]
    if find.sort == "due":
        return " AND (due, key) > (%s, %s)", [value, key]
    if find.sort == "dies":
        return " AND (dies, key) > (%s, %s)", [value, key]
    if find.sort == "ticket_due":
        return " AND (coalesce(ticket_due, '~'), key) > (%s, %s)", [value, key]
    if not value.isdecimal():
        raise Usage(say("This mark does not belong to a list sorted by {sort}.", sort=find.sort))
    changed = 10**16 - int(value)
    return " AND changed <= %s AND (changed < %s OR key > %s)", [changed, changed, key]
