"""Where a register lies: the protocol of a store, and how one is opened.

A store knows bytes, keys and summaries, never what an act means. Its truth is a ledger: one line
per commit, each linked to the line before by its hash. A *docket* is a string such as
``"26-000123"`` or ``"office"``; a commit names the dockets that it concerns. What the desk wants
to list and find of a docket, its *summary*, is made by the one function given at opening.

Engines: ``memory:`` (gone when closed); ``tinydb:/path/to/folder``, or just the path;
``postgresql://user@host/database?register=NAME``, which needs the extra ``postgres``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, Protocol, Self, TypeAlias, runtime_checkable

from attrs import Attribute, field, frozen

from laborcase.errors import RegisterError, Usage
from laborcase.words import Said, say

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""What a line may hold: JSON without fractions."""

Summary: TypeAlias = Mapping[str, str | int | None]
"""The flat facts of one docket that lists need; read only.

``key``; ``kind`` (``complaint``, ``tipoff``, ``case``, ``office``: the last is never listed);
``open`` and ``joint`` (0 or 1); ``queue`` (``decide``, ``file``, ``assign``, ``work``, ``close``,
``done``); ``lead``, ``assistant``, ``clerk`` (officer ids or ``""``); ``authority``; ``against``
and ``search`` (in :func:`~laborcase.values.plain` form); ``due`` and ``dies`` (ISO date or null);
``due_clock`` (which limit ends on ``due``); ``marks`` (the words of :data:`MARKED` whose lists it
stands in, open or closed, each between spaces); ``ticket_due`` (ISO minute or null); ``changed``
(sequence of the last commit); ``names`` (all numbers of the docket by
:func:`~laborcase.values.as_name`, one per line); ``lead_name`` and ``assistant_name`` (as written).
``against`` holds one respondent per line. Other fields are kept and handed back.
"""

Summarise: TypeAlias = Callable[[str, Sequence["Line"]], Summary | None]
"""All lines of one docket, oldest first, to its summary; None if it is not to be listed."""

Terms: TypeAlias = Callable[[Sequence["Line"]], str]
"""Reads from the lines of the docket :data:`RULING` what summaries are also made by, lets the next
ones be made by it, and names it: the same text for the same terms; empty for the usual ones."""

RULING: Final = "office"
"""The docket whose lines settle by what the summaries of all others are made."""


def usual(lines: Sequence["Line"]) -> str:
    """Nothing in the register settles by what its summaries are made."""
    return ""


Make: TypeAlias = Callable[["Txn"], Mapping[str, Json]]
"""Makes the body of a commit from the newest state; raising means that nothing is written.

On a server it may be called again, if the first try broke off and nothing of it was kept.
"""

Sort: TypeAlias = Literal["due", "key", "changed", "dies", "ticket_due"]

MARKED: Final = ("irregular", "waits", "planned", "urgent", "owed", "archive")
"""Lists that a summary names itself: irregularities not settled; a proposal not yet signed;
something that is to come; an urgent matter whose first step is owed; a closed case of which a
report on a hand-over, or the end of a supervision, is still owed; a closed case to be archived."""
QUEUES: Final = (
    "decide",
    "file",
    "assign",
    "work",
    "close",
    "mine",
    "due",
    "overdue",
    "joint",
    *MARKED,
    "done",
    "all",
)
COUNTED: Final = 1000
"""How far a list is counted that is narrowed by more than its queue."""
SORTS: Final = ("due", "key", "changed", "dies", "ticket_due")
PAGE: Final = 200


@frozen
class Line:
    """One commit as stored: number, SHA-256 in hex, and the body with ``seq`` and ``prev``."""

    seq: int
    hash: str
    body: dict[str, Json]


@frozen
class Head:
    """The newest commit. In an empty register ``seq`` is 0 and ``hash`` that of its first line."""

    seq: int
    hash: str


def _page_size(_: object, __: "Attribute[int]", value: int) -> None:
    if not 1 <= value <= PAGE:
        raise Usage(say("A page has 1 to {most} rows, not {value}.", most=PAGE, value=value))


def _queue_name(_: object, __: "Attribute[str]", value: str) -> None:
    if value not in QUEUES:
        names = ", ".join(QUEUES)
        raise Usage(say("There is no queue {value}; there are {names}.", value=value, names=names))


def _sort_name(_: object, __: "Attribute[Sort]", value: str) -> None:
    if value not in SORTS:
        names = ", ".join(SORTS)
        raise Usage(
            say("Lists cannot be sorted by {value}, only by {names}.", value=value, names=names)
        )


@frozen(kw_only=True)
class Find:
    """What to list. All conditions hold together; an empty one asks nothing.

    ``queue``: ``decide``, ``file``, ``assign``, ``work``, ``close`` are the open dockets of that
    queue; ``done`` those that are through; ``mine`` the open ones handled by ``me``, or by one of
    ``also``, in whose place ``me`` is reminded; ``due`` the open ones due from ``today`` to
    ``soon``, both included; ``overdue`` those due before ``today``; ``joint`` the open ones with
    the joint office; ``irregular`` those with irregularities that are not settled, ``waits`` those
    with a proposal that is not signed and ``planned`` those with something to come, closed ones
    too; ``all`` everything but the office. A docket is handled by its lead and assistant, and by
    its clerk while it has no lead.

    ``text``: every word between white space must occur in the search text; a word of one character
    finds a docket whose key, or one of whose numbers, respondents or officers (lead and assistant),
    begins with it. ``respondent`` must occur in ``against``, the names of all respondents. Both are
    expected in plain form.
    ``officer`` handles the docket. ``authority`` and ``kind`` are equal. ``due_before`` is not
    included.

    Sorted by ``due``, ``dies`` and ``ticket_due`` (nearest first, none last), ``key``, or
    ``changed`` (newest first); equals by key. ``after`` is the :attr:`Page.next` of the page
    before.

    Raises :class:`~laborcase.errors.Usage` for a queue, sort or limit that does not exist.
    """

    today: date
    soon: date
    queue: str = field(default="all", validator=_queue_name)
    text: str = ""
    respondent: str = ""
    officer: str = ""
    authority: str = ""
    kind: str = ""
    due_before: date | None = None
    me: str = ""
    also: tuple[str, ...] = ()
    sort: Sort = field(default="due", validator=_sort_name)
    after: str = ""
    limit: int = field(default=100, validator=_page_size)

    @property
    def handlers(self) -> tuple[str, ...]:
        """Whose dockets stand in ``mine``."""
        return tuple(dict.fromkeys(each for each in (self.me, *self.also) if each))

    @property
    def narrowed(self) -> bool:
        """Whether more is asked than a queue, so that the list is counted no further than
        :data:`COUNTED`."""
        asked = (self.text.split(), self.respondent, self.officer, self.authority, self.kind)
        return any(asked) or self.due_before is not None


@frozen
class Page:
    """``rows`` of one page, how many match in ``total``, and where the ``next`` page begins.

    ``next`` is empty on the last page; otherwise it goes into :attr:`Find.after`. ``over``: there
    are more than ``total``, which is :data:`COUNTED` then; so many are not counted one by one.
    """

    rows: tuple[Summary, ...]
    total: int
    next: str
    over: bool = False


def page_of(find: Find, rows: tuple[Summary, ...], matching: int, after: str) -> Page:
    """A page of so many that match; ``matching`` may stop above :data:`COUNTED` if the list is
    narrowed."""
    over = find.narrowed and matching > COUNTED
    return Page(rows, COUNTED if over else matching, after, over)


class Txn(Protocol):
    """What the maker of a commit sees, under the write lock: the newest state of everything."""

    @property
    def head(self) -> Head:
        """The commit before the one being made."""

    def lines(self, docket: str) -> Sequence[Line]:
        """All lines of a docket, oldest first, each read when looked at; empty if there is none."""

    def summary(self, docket: str) -> Summary | None:
        """The summary of a docket, if it has one."""

    def named(self, name: str) -> tuple[str, ...]:
        """The dockets that bear this name (given as :func:`~laborcase.values.as_name` makes it),
        in order of their keys."""

    def take(self, series: str, first: int = 1) -> int:
        """The next number of a series without gaps, beginning with ``first``.

        What was taken stands in the line under ``takes``; if nothing is written, nothing is used.
        """

    def newest(self) -> Line | None:
        """The commit before the one being made; None for the first."""

    def reach(self, series: str, number: int) -> None:
        """Let a series go on behind ``number``, which was given outside; it never goes back."""


class Store(Protocol):
    """One register. Every read sees the commits of other programs; all calls are thread safe.

    Any call may raise :class:`~laborcase.errors.RegisterError` when the register is damaged, gone
    or cannot be reached.
    """

    @property
    def url(self) -> str:
        """Where it lies, as it was opened."""

    @property
    def register(self) -> str:
        """The id that the register got when it was made; the same after a move."""

    @property
    def moved(self) -> tuple[tuple[Summary, Summary], ...]:
        """The open dockets whose dates (``due``, ``due_clock``, ``dies``) moved at this opening,
        because they are made by other rules than before, as (old, new) in the order of their keys.

        Only the opening that brought them up to date tells it: the rules are stamped durably by
        then. Nothing is told where there is nothing to compare with.
        """

    def head(self) -> Head:
        """The newest commit, other programs' included. Cheap when there is nothing new."""

    def lines(self, docket: str) -> Sequence[Line]:
        """All lines of a docket, oldest first, each read when looked at; empty if there is none."""

    def count(self, docket: str) -> int:
        """How many lines a docket has; 0 if it does not exist."""

    def commit(self, key: str, make: Make) -> tuple[Line, bool]:
        """Write one commit durably, or nothing; returns its line and whether it is new.

        ``key`` is the client's own and is used once: if the ledger has it already, its line is
        returned with False and ``make`` is not called. ``make`` returns the body without ``seq``,
        ``prev``, ``key`` and ``takes``; its ``dockets`` lists the dockets concerned. Whatever it
        raises passes through. Raises :class:`~laborcase.errors.Invalid` for a body that the ledger
        cannot hold (fractions, more than 16 MB).
        """

    def commit_many(self, makes: Iterable[tuple[str, Make]]) -> tuple[Line, ...]:
        """Several commits, all or none, under one lock and one flush; for loading in bulk."""

    def summary(self, docket: str) -> Summary | None:
        """The summary of a docket, if it has one."""

    def named(self, name: str) -> tuple[str, ...]:
        """The dockets that bear this name (given as :func:`~laborcase.values.as_name` makes it),
        in order of their keys."""

    def find(self, find: Find) -> Page:
        """One page of the dockets that match."""

    def counts(
        self, today: date, officer: str, soon: date, also: tuple[str, ...] = ()
    ) -> dict[str, int]:
        """How many dockets each of the :data:`QUEUES` holds; ``mine`` is the officer's, and that of
        those ``also`` in whose place the officer is reminded."""

    def each_line(self) -> Iterator[Line]:
        """The whole chain, oldest first; raises RegisterError naming the first wrong line."""

    def resummarise(self) -> list[tuple[Summary, Summary]]:
        """Make all summaries anew, because the rules changed; what moved, as (old, new).

        In the order of their keys; a summary that was not or is no more is an empty one.
        """

    def condition(self) -> tuple[Said, ...]:
        """What to look at where it lies, each a sentence: who holds its lock, room that runs out,
        a snapshot far behind, files that other accounts can get at. Reads no commits."""

    def put_file(self, data: bytes) -> str:
        """Keep a file durably; returns its SHA-256 in hex, by which it is found again."""

    def get_file(self, sha256: str) -> bytes:
        """A kept file, checked; NotFound if it is not here."""

    def has_file(self, sha256: str) -> bool:
        """Whether a file of that SHA-256 is kept."""

    def own_key(self, *, make: bool = False) -> bytes | None:
        """The 32 bytes in this register's key file, by which all other keys are wrapped; None if
        there is no such file. ``make``: made now, if no key was ever wrapped by one.

        It lies beside the ledger of a folder; for a server, in the file that the address or the
        environment names, never in the database.
        """

    def key(self, name: str) -> bytes | None:
        """The wrapped key of a docket or a kept file: None if there is none, empty if it was
        destroyed. Keys are no part of the ledger."""

    def keep_key(self, name: str, wrapped: bytes) -> None:
        """Keep a wrapped key durably, where there is none yet; one that is there stays."""

    def drop_key(self, name: str) -> None:
        """Destroy a key for good: what it wrapped cannot be read any more, and no other key is
        kept under its name. In the ledger nothing changes."""

    def close(self) -> None:
        """Let go of it. Nothing that was committed depends on this."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


@runtime_checkable
class Taker(Protocol):
    """A store that takes over the commits of another engine faster than one makes them."""

    def take_over(self, lines: Sequence[Line]) -> None:
        """Write the next commits as they are, all or none. What is listed of them comes with
        :meth:`take_summaries`, or is made at the next opening.

        Raises RegisterError if they do not follow the newest commit.
        """

    def take_summaries(self, summaries: Iterable[Summary]) -> None:
        """Take the summaries of all dockets, made by this program's rules from the same lines; all
        or none."""

    def trace(self) -> str:
        """The :class:`Trace` of what lies there, every commit read and hashed anew.

        Raises RegisterError naming the first commit that does not agree with its hash.
        """


class Trace:
    """Two registers with the same trace hold the same commits byte for byte: it is made of the
    numbers, links, hashes and keys of all of them, and every hash is of the bytes."""

    def __init__(self) -> None:
        self._made = sha256()

    def add(self, seq: int, prev: str, hash_: str, key: str) -> None:
        self._made.update(f"{seq} {prev} {hash_} {len(key)} {key}\n".encode())

    def told(self) -> str:
        return self._made.hexdigest()


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)


def shown(url: str) -> str:
    """An address as it may be shown and printed: without a password."""
    base, _, query = url.partition("?")
    base = re.sub(r"(^|//)([^/@:]*):[^/]*@", r"\1\2@", base)
    parts = [p for p in query.split("&") if p and "password" not in p.partition("=")[0]]
    return base + ("?" + "&".join(parts) if parts else "")


def _folder(url: str) -> Path:
    """The folder an embedded register's URL means. One letter before the colon is a drive."""
    found = _SCHEME.fullmatch(url)
    server = "?register=" in url or "&register=" in url  # and its scheme was forgotten
    if found is None and url and not server:
        return Path(url)
    if found is None or found[1] != "tinydb" or not found[2] or server:
        raise Usage(
            say(
                "{url} is not the address of a register. Give a folder, tinydb:/path/to/folder,"
                " postgresql://user@host/database?register=name, or memory: for one that is not"
                " kept.",
                url=shown(url) or '""',
            )
        )
    return Path(found[2])


SERVER: Final = "postgresql://"


@contextmanager
def driver() -> Iterator[None]:
    """The driver for servers comes with an extra."""
    try:
        yield
    except ImportError as error:
        if error.name != "psycopg":
            raise
        raise RegisterError(
            say(
                "A register on a server needs the driver psycopg, which is not installed. Install"
                " it with: pip install 'laborcase[postgres]'"
            )
        ) from error


def open_store(url: str, summarise: Summarise, *, rules: str = "", terms: Terms = usual) -> Store:
    """Open a register that exists; never makes one.

    ``rules`` names what the summaries are made by (law data, calendar, program): if it differs
    from what the stored ones were made by, they are made anew. So they are whenever a commit, of
    this program or another, changes ``terms``, what the register itself says they are made by; in
    the same step, so that no list ever mixes old dates and new ones. Raises RegisterError if
    nothing is there, or if it is not a register, newer than this program, damaged, or open to
    other accounts.
    """
    if url == "memory:":
        raise RegisterError(
            say("A register in memory ends with its program, so there is none to open.")
        )
    if url.startswith(SERVER):
        with driver():
            from .postgres import PostgresStore

        return PostgresStore(url, summarise, rules=rules, terms=terms)
    from .tiny import TinyStore

    return TinyStore(_folder(url), summarise, rules=rules, terms=terms, url=url)


def create_store(
    url: str,
    summarise: Summarise,
    *,
    rules: str = "",
    terms: Terms = usual,
    register: str | None = None,
) -> Store:
    """Make an empty register and open it; refuses if something is there already.

    A register without any commit does not count: its making was cut off, and may be repeated.

    ``register`` is the id of the new register, a fresh UUID if not given.
    """
    if url == "memory:":
        from .memory import MemoryStore

        return MemoryStore(summarise, terms=terms, register=register)
    if url.startswith(SERVER):
        with driver():
            from .tables import create_register

        create_register(url, rules=rules, register=register)
        return open_store(url, summarise, rules=rules, terms=terms)
    from .ledger import create_ledger
    from .tiny import TinyStore

    folder = _folder(url)
    create_ledger(folder, register=register)
    return TinyStore(folder, summarise, rules=rules, terms=terms, url=url)
