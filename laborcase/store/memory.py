"""A register in memory: the plain reference that the other engines are compared with."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Self

from laborcase.errors import NotFound, Usage
from laborcase.values import plain
from laborcase.words import Said, say

from . import (
    MARKED,
    QUEUES,
    RULING,
    Find,
    Head,
    Line,
    Make,
    Page,
    Summarise,
    Summary,
    Terms,
    page_of,
    usual,
)
from .chain import (
    Draft,
    Lines,
    changed,
    damaged,
    dockets_of,
    exact,
    first_line,
    follows,
    names_of,
    read_line,
    summarised,
)
from .keys import checked, key_in, new_key


def handles(summary: Summary, officer: str) -> bool:
    """Whether an officer handles it: as lead or assistant, or as clerk while there is no lead."""
    if not officer:
        return False
    if officer in (summary.get("lead"), summary.get("assistant")):
        return True
    return not summary.get("lead") and summary.get("clerk") == officer


def marks(summary: Summary) -> str:
    """The further lists that a docket stands in, each word between spaces; empty for none."""
    return str(summary.get("marks") or "")


def in_queue(
    summary: Summary, queue: str, *, today: str, soon: str, handlers: Iterable[str]
) -> bool:
    """Whether a docket stands in a queue; dates in ISO form, which compares as dates do."""
    due = summary.get("due")
    if summary.get("kind") == "office":
        return False
    if queue in ("all", "done"):
        return queue == "all" or summary.get("queue") == "done"
    if queue in MARKED:
        return f" {queue} " in marks(summary)
    if not summary.get("open"):
        return False
    if queue == "mine":
        return any(handles(summary, officer) for officer in handlers)
    if queue == "due":
        return isinstance(due, str) and today <= due <= soon
    if queue == "overdue":
        return isinstance(due, str) and "" < due < today
    if queue == "joint":
        return bool(summary.get("joint"))
    return summary.get("queue") == queue


def beginnings(summary: Summary) -> str:
    """What a docket's key, numbers, respondents and officers begin with, each character once: a
    word of one character finds the dockets that have it here, for it occurs in nearly every text.
    """
    lines = [str(summary.get("key") or "")]
    for several in ("names", "against"):
        lines += str(summary.get(several) or "").split("\n")
    lines += [plain(str(summary.get(name) or "")) for name in ("lead_name", "assistant_name")]
    return "".join(dict.fromkeys(line[0] for line in lines if line))


def says(summary: Summary, word: str) -> bool:
    """Whether a word is found in a docket."""
    return word in (beginnings(summary) if len(word) == 1 else str(summary.get("search") or ""))


def matches(find: Find, summary: Summary) -> bool:
    """Whether a docket fulfils the conditions of a :class:`Find` besides its queue."""
    due = summary.get("due")
    before = find.due_before.isoformat() if find.due_before else ""
    return (
        (not find.kind or summary.get("kind") == find.kind)
        and (not find.authority or summary.get("authority") == find.authority)
        and (not find.officer or handles(summary, find.officer))
        and find.respondent in str(summary.get("against") or "")
        and (not before or (isinstance(due, str) and "" < due < before))
        and all(says(summary, word) for word in find.text.split())
    )


Rank = tuple[str, str]


def rank(summary: Summary, sort: str) -> Rank:
    """Where a docket stands in a sorted list; the key settles what is equal."""
    key = str(summary["key"])
    if sort == "key":
        return ("", key)
    if sort == "changed":
        # Sixteen digits hold every sequence; counted down, the newest comes first.
        return (f"{10**16 - int(summary.get('changed') or 0):017}", key)
    return (str(summary.get(sort) or "~"), key)


def place(find: Find) -> Rank | None:
    """The rank after which a page begins, or None for the first page."""
    if not find.after:
        return None
    sort, _, rest = find.after.partition("|")
    value, bar, key = rest.partition("|")
    if sort != find.sort or not bar:
        raise Usage(say("This mark does not belong to a list sorted by {sort}.", sort=find.sort))
    return (value, key)


def mark(sort: str, last: Rank) -> str:
    """The opaque mark of the last row of a page."""
    return f"{sort}|{last[0]}|{last[1]}"


def no_file(sha256: str) -> NotFound:
    """The error for a file that is not kept."""
    return NotFound(say("The register keeps no file {sha256}.", sha256=sha256))


class MemoryStore:
    """A :class:`~laborcase.store.Store` that is gone when it is closed."""

    def __init__(
        self, summarise: Summarise, *, terms: Terms = usual, register: str | None = None
    ) -> None:
        first, first_hash, self.register = first_line(register)
        self.url = "memory:"
        self.moved: tuple[tuple[Summary, Summary], ...] = ()
        self._summarise = summarise
        self._terms = terms
        self._termed = terms(())
        self._lock = threading.RLock()
        self._making = False
        self._head = Head(0, first_hash)
        self._first = self._head
        self._ledger: list[bytes] = [first]
        self._dockets: dict[str, list[int]] = {}
        self._keys: dict[str, int] = {}
        self._takes: dict[str, int] = {}
        self._summaries: dict[str, Summary] = {}
        self._files: dict[str, bytes] = {}
        self._own_key = key_in(new_key())
        self._wrapped: dict[str, bytes] = {}

    def head(self) -> Head:
        return self._head

    def lines(self, docket: str) -> Sequence[Line]:
        with self._lock:
            return self._lines(docket)

    def count(self, docket: str) -> int:
        return len(self._dockets.get(docket, ()))

    def commit(self, key: str, make: Make) -> tuple[Line, bool]:
        with self._lock:
            known = key in self._keys
            return self.commit_many([(key, make)])[0], not known

    def commit_many(self, makes: Iterable[tuple[str, Make]]) -> tuple[Line, ...]:
        todo = list(makes)
        with self._lock:
            if self._making:
                raise RuntimeError("a commit is being made: its maker cannot make another")
            new: dict[str, Make] = {}
            for key, make in todo:
                if key not in self._keys:
                    new.setdefault(key, make)
            draft = Draft(self, self._head, self._summarise)
            self._making = True
            try:
                draft.add_all(new)
                termed, summaries = draft.ruled(self._terms, self._termed, self._dockets)
            except BaseException:
                if draft.rules_changed:
                    self._terms(self._lines(RULING))
                raise
            finally:
                self._making = False
            self._termed = termed
            for line, stored in draft.made:
                self._ledger.append(stored)
                self._keys[str(line.body["key"])] = line.seq
                for docket in dockets_of(line):
                    self._dockets.setdefault(docket, []).append(line.seq)
            self._takes |= draft.takes
            self._put(summaries)
            self._head = draft.head
            return tuple(self._line(self._keys[key]) for key, _ in todo)

    def summary(self, docket: str) -> Summary | None:
        with self._lock:
            return self._summary(docket)

    def named(self, name: str) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted(self._named(name)))

    def find(self, find: Find) -> Page:
        with self._lock:
            rows = [s for s in self._queue(find.queue, find) if matches(find, s)]
        rows.sort(key=lambda s: rank(s, find.sort))
        after = place(find)
        rest = [s for s in rows if after is None or rank(s, find.sort) > after]
        page = tuple(dict(s) for s in rest[: find.limit])
        more = len(rest) > find.limit
        after_it = mark(find.sort, rank(page[-1], find.sort)) if more else ""
        return page_of(find, page, len(rows), after_it)

    def counts(
        self, today: date, officer: str, soon: date, also: tuple[str, ...] = ()
    ) -> dict[str, int]:
        find = Find(today=today, soon=soon, me=officer, also=also)
        with self._lock:
            return {queue: len(self._queue(queue, find)) for queue in QUEUES}

    def each_line(self) -> Iterator[Line]:
        head = self._first
        for stored in self._ledger[1 : self._head.seq + 1]:
            line = read_line(stored, head.seq + 1)
            if line is None or not follows(line, head) or not exact(stored, line.body):
                raise damaged(self.url, head.seq + 2)
            head = Head(line.seq, line.hash)
            yield line

    def resummarise(self) -> list[tuple[Summary, Summary]]:
        with self._lock:
            old = dict(self._summaries)
            self._put({d: summarised(self._summarise, d, self._lines(d)) for d in self._dockets})
            return changed(old, self._summaries)

    def condition(self) -> tuple[Said, ...]:
        return ()

    def put_file(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self._files[name] = bytes(data)
        return name

    def get_file(self, sha256: str) -> bytes:
        if sha256 not in self._files:
            raise no_file(sha256)
        return self._files[sha256]

    def has_file(self, sha256: str) -> bool:
        return sha256 in self._files

    def own_key(self, *, make: bool = False) -> bytes | None:
        return self._own_key

    def key(self, name: str) -> bytes | None:
        return self._wrapped.get(checked(name))

    def keep_key(self, name: str, wrapped: bytes) -> None:
        self._wrapped.setdefault(checked(name), wrapped)

    def drop_key(self, name: str) -> None:
        self._wrapped[checked(name)] = b""

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _put(self, summaries: Mapping[str, Summary | None]) -> None:
        for docket, summary in summaries.items():
            if summary is None:
                self._summaries.pop(docket, None)
            else:
                self._summaries[docket] = summary

    def _queue(self, queue: str, find: Find) -> list[Summary]:
        today, soon = find.today.isoformat(), find.soon.isoformat()
        return [
            s
            for s in self._summaries.values()
            if in_queue(s, queue, today=today, soon=soon, handlers=find.handlers)
        ]

    def _line(self, seq: int) -> Line:
        line = read_line(self._ledger[seq], seq)
        assert line is not None
        return line

    def _lines(self, docket: str) -> Lines:
        return Lines(list(self._dockets.get(docket, ())), self._line)

    def _summary(self, docket: str) -> Summary | None:
        found = self._summaries.get(docket)
        return dict(found) if found is not None else None

    def _named(self, name: str) -> Iterable[str]:
        return [key for key, s in self._summaries.items() if name in names_of(s)]

    def _taken(self, series: str) -> int | None:
        return self._takes.get(series)
