"""A register on a PostgreSQL server: the same lines and hashes, for many clerks at once.

``postgresql://user@host/database?register=NAME``; the register is ``main`` if the address names
none, and ``identity_key=/path`` says where the key file of its identity blocks lies. Everything
else in the address is libpq's; passwords belong in its password file.

A commit is one transaction that locks the register's row in ``head`` first. That row alone makes
the chain and the numbers gapless, and lets a reader find what is new by looking at it. A commit
whose answer was lost is settled by its client key: the next try takes the same lock, so what the
first one wrote is seen by then, or never will be. The tables are explained in ``sql/``.
How a server is reached stands in ``server.py``, how its tables are made in ``tables.py``, how lists
are asked for in ``sql_lists.py``.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from itertools import groupby
from math import isqrt
from operator import ne
from typing import Final, LiteralString, Self

import msgspec
import psycopg

from laborcase.errors import RegisterError
from laborcase.words import Said, say

from . import (
    COUNTED,
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
    Trace,
    page_of,
    usual,
)
from .chain import (
    Draft,
    Lines,
    dockets_of,
    exact,
    follows,
    names_of,
    not_next,
    read_line,
    redated,
    stamp_of,
    summarised,
)
from .keys import checked, key_file
from .loading import copy_lines, copy_summaries
from .memory import mark, no_file, rank
from .server import PATIENCE, address, connect, failed, key_path, passing
from .sql_lists import (
    ORDER,
    UPSERT,
    Value,
    alike,
    columns,
    conditions,
    holding,
    needles,
    past,
    pieces,
    starts,
    storable,
    tallied,
    tallies,
)
from .tables import bring_up_to_date, files_run, our_files

_BATCH: Final = 200
_RARE: Final = 1000
"""A piece that fewer dockets have is rare."""
_HEAD: Final = "SELECT seq, hash, rules FROM laborcase.head WHERE register = %s"

_decode = msgspec.json.Decoder(dict[str, str | int | None]).decode


def _stored(body: object, found: object) -> bytes:
    """A line as a file would have it."""
    assert isinstance(body, bytes)
    return b"%b\t%b\n" % (body, str(found).encode())


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _head(seq: object, found: object) -> Head:
    return Head(_number(seq), str(found))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


class PostgresStore:
    """A :class:`~laborcase.store.Store` on a PostgreSQL server.

    ``url`` shows the address without its password. One connection serves all threads, one call at
    a time; a broken one is made anew. When a connection breaks, or the server asks for a repeat,
    the maker of a commit is called again on the newest state; the makers of a batch never are.
    """

    def __init__(
        self, url: str, summarise: Summarise, *, rules: str = "", terms: Terms = usual
    ) -> None:
        self._conninfo, self._name, self.url = address(url)
        self._key_file = key_path(url)
        self._summarise = summarise
        self._rules = rules
        self._terms = terms
        self._termed: str | None = None  # the terms as they were last asked; None to ask anew
        self._lock = threading.RLock()
        self._making = False
        # What a commit has read under the lock, so that it need not ask twice.
        self._newest: dict[int, Line] = {}
        self._seen: dict[str, Summary | None] = {}
        self._closed = False
        self.moved: tuple[tuple[Summary, Summary], ...] = ()
        try:
            self._conn = connect(self._conninfo)
        except psycopg.Error as error:
            raise failed(error, self.url) from error
        try:
            self.register, self._root = self._found()
            if self._stamped() != self._ruled():
                self.moved = tuple(self._resummarise(opening=True))
        except BaseException as error:
            self._conn.close()
            if isinstance(error, psycopg.Error):
                raise failed(error, self.url) from error
            raise

    def _found(self) -> tuple[str, Head]:
        """The id of this register, and its head when it was empty. Tables of before are brought up
        to date, but none are made."""
        run = files_run(self._conn, self.url)
        rows: list[tuple[object, ...]] = []
        if run:
            rows = self._run("SELECT first FROM laborcase.head WHERE register = %s", self._name)
        if not rows:
            raise self._gone()
        if run != our_files():
            bring_up_to_date(self._conn, self.url)
        first = rows[0][0]
        assert isinstance(first, bytes)
        text, _, found = first[:-1].partition(b"\t")
        about = msgspec.json.decode(text, type=dict[str, object])
        return str(about["register"]), Head(0, found.decode())

    def _stamped(self) -> object:
        """What the summaries are made by; None if some were made by others."""
        rows = self._run("SELECT rules FROM laborcase.head WHERE register = %s", self._name)
        return rows[0][0] if rows else None

    def _ruled(self) -> str:
        """What summaries are to be stamped with by us now, the terms asked anew."""
        self._termed = self._terms(self._lines(RULING))
        return stamp_of(self._rules, self._termed)

    def _gone(self) -> RegisterError:
        return RegisterError(
            say(
                "There is no register {name} at {url}. Check the address, or make one with:"
                " laborcase init '{url}' --office FILE",
                name=self._name,
                url=self.url,
            )
        )

    # What is read

    def head(self) -> Head:
        rows = self._ask(_HEAD, self._name)
        if not rows:
            raise self._gone()
        return _head(*rows[0][:2])

    def lines(self, docket: str) -> Sequence[Line]:
        return self._lines(docket)

    def count(self, docket: str) -> int:
        rows = self._ask(
            "SELECT count(*) FROM laborcase.entry WHERE register = %s AND docket = %s",
            self._name,
            storable(docket),
        )
        return _number(rows[0][0])

    def summary(self, docket: str) -> Summary | None:
        return self._summary(docket)

    def named(self, name: str) -> tuple[str, ...]:
        return tuple(self._named(name))

    def find(self, find: Find) -> Page:
        sought = self._telling(needles(find))
        where, values = conditions(find, self._name, sought)
        beyond, marks = past(find)
        order = ORDER[find.sort]
        page: LiteralString = f"{beyond} ORDER BY {order} LIMIT %s"
        rest = [*marks, find.limit + 1]
        # One statement, so that the rows and their number are of the same moment.
        if sought:
            rows = self._look(
                "WITH found AS MATERIALIZED (SELECT key, due, dies, changed, ticket_due"
                f" FROM laborcase.summary WHERE {where})"
                " SELECT (SELECT count(*) FROM found), ARRAY(SELECT doc::text"
                " FROM laborcase.summary WHERE register = %s"
                f" AND key = ANY(ARRAY(SELECT key FROM found WHERE true{page})) ORDER BY {order})",
                *values,
                self._name,
                *rest,
            )
        else:
            counted = tallied(find)
            total: LiteralString = "SELECT n FROM laborcase.tally WHERE register = %s AND list = %s"
            totals: list[Value] = [self._name, counted]
            if counted is None:
                total = f"SELECT count(*) FROM (SELECT FROM laborcase.summary WHERE {where}"
                total += " LIMIT %s) AS found"
                totals = [*values, COUNTED + 1 if find.narrowed else None]
            rows = self._look(
                f"SELECT ({total}), ARRAY(SELECT doc::text FROM laborcase.summary"
                f" WHERE {where}{page})",
                *totals,
                *values,
                *rest,
            )
        matching, docs = rows[0]
        assert isinstance(docs, list)
        found = tuple(_decode(doc) for doc in docs[: find.limit])
        more = len(docs) > find.limit
        after = mark(find.sort, rank(found[-1], find.sort)) if more else ""
        return page_of(find, found, _number(matching or 0), after)

    def _telling(self, pieces: list[str]) -> list[str]:
        """The pieces by which few dockets are found; none if there are many with all of them: a
        page of these is soon full, in whatever order one looks."""
        if rare := self._rare(pieces, _RARE):
            return rare
        if not pieces:
            return []
        # Of n among all dockets, a thousand are met after looking at 1000 * all / n in any order:
        # so many may as well be read one by one.
        every = self._ask(
            "SELECT n FROM laborcase.tally WHERE register = %s AND list = 'all'", self._name
        )
        few = isqrt(COUNTED * _number(every[0][0])) if every else 0
        if few > _RARE and (rare := self._rare(pieces, few)):
            return rare
        held, values = holding(pieces, self._name)
        n = self._look(f"SELECT count(*) FROM ({held} LIMIT %s) AS held", *values, few + 1)[0][0]
        return pieces if _number(n) <= few else []

    def _rare(self, pieces: list[str], most: int) -> list[str]:
        """Those of some pieces that fewer dockets have. A common one would be read to the end
        beside them, and for nothing."""
        rows = self._look(
            "SELECT sought, (SELECT count(*) FROM (SELECT FROM laborcase.piece"
            " WHERE register = %s AND piece = sought LIMIT %s) AS few)"
            " FROM unnest(%s::text[]) AS sought",
            self._name,
            most,
            pieces,
        )
        return [str(piece) for piece, n in rows if _number(n) < most]

    def counts(
        self, today: date, officer: str, soon: date, also: tuple[str, ...] = ()
    ) -> dict[str, int]:
        mine = f"@{storable(officer)}"
        first, last = today.isoformat(), soon.isoformat()
        rows = self._ask(
            "SELECT list, n FROM laborcase.tally WHERE register = %s AND list = ANY(%s)"
            " UNION ALL SELECT 'due', count(*) FROM laborcase.summary"
            " WHERE register = %s AND open = 1 AND due BETWEEN %s AND %s"
            " UNION ALL SELECT 'overdue', count(*) FROM laborcase.summary"
            " WHERE register = %s AND open = 1 AND due < %s"
            " UNION ALL SELECT mark, count(*) FROM laborcase.summary,"
            " unnest(string_to_array(btrim(marks), ' ')) AS mark"
            " WHERE register = %s AND kind <> 'office' AND marks <> '' GROUP BY mark",
            self._name,
            [*QUEUES, mine],
            self._name,
            first,
            last,
            self._name,
            first,
            self._name,
        )
        found = {str(queue): _number(n) for queue, n in rows}
        counts = {q: found.get(mine if q == "mine" else q, 0) for q in QUEUES}
        if also:
            own = Find(today=today, soon=soon, queue="mine", me=officer, also=also, limit=1)
            counts["mine"] = self.find(own).total
        return counts

    def each_line(self) -> Iterator[Line]:
        last, head = self.head(), self._root
        while head.seq < last.seq:
            rows = self._ask(
                "SELECT seq, hash, body, prev, key FROM laborcase.ledger"
                " WHERE register = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s",
                self._name,
                head.seq,
                last.seq,
                _BATCH,
            )
            for seq, found, body, prev, key in rows or [(0, "", b"", "", "")]:
                stored = _stored(body, found)
                line = read_line(stored, head.seq + 1)
                if (
                    line is None
                    or not follows(line, head)
                    or not exact(stored, line.body)
                    or (seq, prev, key) != (line.seq, head.hash, line.body["key"])
                ):
                    raise self._damaged(head.seq + 1)
                head = Head(line.seq, line.hash)
                yield line
        if head != last:
            raise self._damaged(last.seq)

    # What is written

    def commit(self, key: str, make: Make) -> tuple[Line, bool]:
        lines, new = self._commit({key: make}, again=True)
        return lines[key], key in new

    def commit_many(self, makes: Iterable[tuple[str, Make]]) -> tuple[Line, ...]:
        todo = list(makes)
        if not todo:
            return ()
        first: dict[str, Make] = {}
        for key, make in todo:
            first.setdefault(key, make)
        lines, _ = self._commit(first, again=False)
        return tuple(lines[key] for key, _ in todo)

    def _commit(
        self, makes: Mapping[str, Make], *, again: bool
    ) -> tuple[dict[str, Line], set[str]]:
        """The lines of all keys, and which of them were written by this call.

        ``again``: makers may be called a second time.
        """
        sent: dict[str, str] = {}
        deadline, pause = time.monotonic() + PATIENCE, 0.01
        with self._lock:
            self._usable()
            if self._making:
                raise RuntimeError("a commit is being made: its maker cannot make another")
            while True:
                try:
                    self._connected()
                    with self._conn.transaction():
                        return self._attempt(makes, sent, again=again)
                except psycopg.Error as error:
                    if not passing(error):
                        raise failed(error, self.url) from error
                    if time.monotonic() > deadline:
                        lost = any(sent.values())
                        raise (self._uncertain() if lost else failed(error, self.url)) from error
                time.sleep(pause)
                pause = min(1.0, pause * 2)

    def _attempt(
        self, makes: Mapping[str, Make], sent: dict[str, str], *, again: bool
    ) -> tuple[dict[str, Line], set[str]]:
        """One transaction. ``sent`` keeps, by key, the hash of what was sent off to be written."""
        head, stamp = self._locked()
        self._seen = {}
        lines = self._known(list(makes), head)
        missing = {key: make for key, make in makes.items() if key not in lines}
        # After a lost answer, a line like the one that was sent is the one that was sent.
        new = {key for key, line in lines.items() if sent.get(key) == line.hash}
        if not missing:
            return lines, new
        if sent and not again:
            raise self._broken_off()
        sent.update(dict.fromkeys(missing, ""))
        draft = Draft(self, head, self._summarise)
        self._making = True
        try:
            if self._termed is None or stamp != stamp_of(self._rules, self._termed):
                self._ruled()  # another program may have changed the terms
            before = self._termed
            assert before is not None
            made = draft.add_all(missing)
            if draft.rules_changed:
                self._termed = None  # known to hold only when this transaction has ended well
            after, summaries = draft.ruled(self._terms, before, ())
            sent.update((key, line.hash) for key, line in made.items())
            self._write(draft, summaries, stamp_of(self._rules, before))
            if after != before:
                for _ in self._put_anew(stamp_of(self._rules, after)):
                    pass
        finally:
            self._making = False
        return lines | made, new | set(made)

    def _broken_off(self) -> RegisterError:
        return RegisterError(
            say(
                "The connection to {url} broke while several acts were being entered. None of them"
                " was written; enter them again.",
                url=self.url,
            )
        )

    def _uncertain(self) -> RegisterError:
        return RegisterError(
            say(
                "The connection to {url} broke, and it is not certain whether the last act was"
                " kept. Repeat it when the server is back: what was kept is not written twice.",
                url=self.url,
            )
        )

    def _locked(self) -> tuple[Head, object]:
        """The newest commit, which stays the newest until this transaction ends, and what the
        summaries are made by; None if some were made by others."""
        rows = self._run(_HEAD + " FOR UPDATE", self._name)
        if not rows:
            raise self._gone()
        return _head(*rows[0][:2]), rows[0][2]

    def _known(self, keys: list[str], head: Head) -> dict[str, Line]:
        """The commits that have one of these keys. The newest comes along: whoever makes the next
        one looks at its time."""
        sought: list[str] | str = [storable(key) for key in keys]
        ours = "key = ANY(%s)"
        if len(sought) == 1:  # a list takes the driver longer than all the rest
            sought, ours = sought[0], "key = %s"
        rows = self._run(
            "SELECT seq, hash, body FROM laborcase.ledger"
            f" WHERE register = %s AND ({ours} OR seq = %s)",
            self._name,
            sought,
            head.seq,
        )
        lines = self._read(rows)
        self._newest = {line.seq: line for line in lines if line.seq == head.seq}
        return {key: line for line in lines if (key := str(line.body["key"])) in keys}

    def _write(self, draft: Draft, summaries: Mapping[str, Summary | None], stamp: str) -> None:
        name = self._name
        old = self._old(summaries)
        with self._conn.pipeline(), self._conn.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO laborcase.ledger (register, seq, prev, hash, body, key)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    (name, line.seq, line.body["prev"], line.hash, raw[:-66], line.body["key"])
                    for line, raw in draft.made
                ],
            )
            cursor.executemany(
                "INSERT INTO laborcase.entry (register, docket, seq) VALUES (%s, %s, %s)",
                [(name, d, line.seq) for line, _ in draft.made for d in dockets_of(line)],
            )
            if draft.takes:
                cursor.executemany(
                    "INSERT INTO laborcase.counter (register, series, n) VALUES (%s, %s, %s)"
                    " ON CONFLICT (register, series) DO UPDATE SET n = excluded.n",
                    [(name, series, n) for series, n in draft.takes.items()],
                )
            self._put(cursor, old, summaries)
            cursor.execute(
                "UPDATE laborcase.head SET seq = %s, hash = %s,"
                " rules = CASE WHEN rules = %s THEN rules END WHERE register = %s",
                [draft.head.seq, draft.head.hash, stamp, name],
            )

    def _old(self, dockets: Iterable[str]) -> dict[str, Summary]:
        seen = {d: self._seen[d] for d in dockets if d in self._seen}
        others = [d for d in dockets if d not in seen]
        found = {docket: old for docket, old in seen.items() if old is not None}
        if others:
            rows = self._run(
                "SELECT key, doc::text FROM laborcase.summary"
                " WHERE register = %s AND key = ANY(%s)",
                self._name,
                others,
            )
            found |= {str(key): _decode(str(doc)) for key, doc in rows}
        return found

    def _put(
        self,
        cursor: "psycopg.Cursor[tuple[object, ...]]",
        old: Mapping[str, Summary],
        summaries: Mapping[str, Summary | None],
    ) -> None:
        """Bring everything up to date that is made from summaries; only what differs is written."""
        name = self._name
        tally: Counter[str] = Counter()
        for docket, new in summaries.items():
            was = old.get(docket)
            if new == was:
                continue
            tally.update(tallies(new))
            tally.subtract(tallies(was))
            before, after = (set(), set()) if alike(was, new) else (pieces(was), pieces(new))
            names, now = set(names_of(was)), set(names_of(new))
            if new is None:
                cursor.execute(
                    "DELETE FROM laborcase.summary WHERE register = %s AND key = %s",
                    [name, docket],
                )
            else:
                cursor.execute(UPSERT, [name, docket, *columns(new)])
            if gone := sorted(before - after):
                cursor.execute(
                    "DELETE FROM laborcase.piece"
                    " WHERE register = %s AND docket = %s AND piece = ANY(%s)",
                    [name, docket, gone],
                )
            if came := sorted(after - before):
                cursor.execute(
                    "INSERT INTO laborcase.piece (register, piece, docket)"
                    " SELECT %s, came, %s FROM unnest(%s::text[]) AS came",
                    [name, docket, came],
                )
            if gone := sorted(names - now):
                cursor.execute(
                    "DELETE FROM laborcase.name"
                    " WHERE register = %s AND docket = %s AND name = ANY(%s)",
                    [name, docket, gone],
                )
            if came := sorted(now - names):
                cursor.execute(
                    "INSERT INTO laborcase.name (register, name, docket)"
                    " SELECT %s, came, %s FROM unnest(%s::text[]) AS came",
                    [name, docket, came],
                )
            self._seen.pop(docket, None)
        moved = [(name, group, n) for group, n in sorted(tally.items()) if n]
        if moved:
            cursor.executemany(
                "INSERT INTO laborcase.tally (register, list, n) VALUES (%s, %s, %s)"
                " ON CONFLICT (register, list) DO UPDATE SET n = tally.n + excluded.n",
                moved,
            )

    # What another engine brings

    def take_over(self, lines: Sequence[Line]) -> None:
        """Write the next commits of another engine as they are, all or none. What is listed of
        them comes with :meth:`take_summaries`, or is made at the next opening."""
        with self._alone():
            head, _ = self._locked()
            for line in lines:
                if not follows(line, head):
                    raise not_next(line.seq, head)
                head = Head(line.seq, line.hash)
            copy_lines(self._conn, self._name, lines)
            self._conn.execute(
                "UPDATE laborcase.head SET seq = %s, hash = %s, rules = NULL WHERE register = %s",
                [head.seq, head.hash, self._name],
            )

    def take_summaries(self, summaries: Iterable[Summary]) -> None:
        """Take the summaries of all dockets as another engine made them, by the rules of this
        program and from the same lines; all or none."""
        with self._alone():
            self._locked()
            copy_summaries(self._conn, self._name, summaries)
            self._conn.execute(
                "UPDATE laborcase.head SET rules = %s WHERE register = %s",
                [self._ruled(), self._name],
            )

    def trace(self) -> str:
        found, head, last = Trace(), self._root, self.head()
        while head.seq < last.seq:
            rows = self._ask(
                "SELECT seq, prev, hash, body, key FROM laborcase.ledger"
                " WHERE register = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s",
                self._name,
                head.seq,
                last.seq,
                _BATCH,
            )
            for seq, prev, hash_, body, key in rows or [(0, "", "", b"", "")]:
                assert isinstance(body, bytes)
                if (seq, prev, hash_) != (head.seq + 1, head.hash, _digest(body)):
                    raise self._damaged(head.seq + 1)
                head = _head(seq, hash_)
                found.add(head.seq, str(prev), head.hash, str(key))
        if head != last:
            raise self._damaged(last.seq)
        return found.told()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One transaction in which nothing is tried a second time."""
        with self._lock:
            self._usable()
            if self._making:
                raise RuntimeError("a commit is being made: its maker cannot change summaries")
            try:
                self._connected()
                with self._conn.transaction():
                    self._making, self._seen = True, {}
                    yield
            except psycopg.Error as error:
                raise failed(error, self.url) from error
            finally:
                self._making = False

    def resummarise(self) -> list[tuple[Summary, Summary]]:
        return self._resummarise()

    def _resummarise(self, *, opening: bool = False) -> list[tuple[Summary, Summary]]:
        """Make all summaries anew. At ``opening`` only if no other program has just done so by the
        same rules, and to find the moved dates of open dockets."""
        tells = redated if opening else ne
        found: list[tuple[Summary, Summary]] = []
        with self._alone():
            _, stamp = self._locked()
            ruled = self._ruled()
            if not opening or stamp != ruled:
                found = [(was, now) for was, now in self._put_anew(ruled) if tells(was, now)]
        return found

    def _put_anew(self, stamp: str) -> Iterator[tuple[Summary, Summary]]:
        """Make and put all summaries anew, and stamp them; the old and the new one of each."""
        # Equal summaries are not put again, but a program of before knew no pieces of what a
        # docket begins with; it wrote such of one character instead.
        self._conn.execute(
            "DELETE FROM laborcase.piece"
            " WHERE register = %s AND (length(piece) = 1 OR left(piece, 1) = %s)",
            [self._name, "\n"],
        )
        for new in self._remade():
            old = self._old(new)
            with self._conn.pipeline(), self._conn.cursor() as cursor:
                self._put(cursor, old, new)
                cursor.executemany(
                    "INSERT INTO laborcase.piece (register, piece, docket) VALUES (%s, %s, %s)"
                    " ON CONFLICT (register, piece, docket) DO NOTHING",
                    [(self._name, piece, d) for d, made in new.items() for piece in starts(made)],
                )
            for docket, made in new.items():
                yield dict(old.get(docket, {})), dict(made or {})
        self._conn.execute(
            "UPDATE laborcase.head SET rules = %s WHERE register = %s", [stamp, self._name]
        )

    def _remade(self) -> Iterator[dict[str, Summary | None]]:
        """The new summaries of all dockets, some at a time, in the order of their keys."""
        last = ""
        while True:
            rows = self._run(
                "SELECT DISTINCT docket FROM laborcase.entry WHERE register = %s AND docket > %s"
                " ORDER BY docket LIMIT %s",
                self._name,
                last,
                _BATCH,
            )
            if not rows:
                return
            last = str(rows[-1][0])
            entries = self._run(
                "SELECT e.docket, l.seq, l.hash, l.body FROM laborcase.entry e"
                " JOIN laborcase.ledger l ON l.register = e.register AND l.seq = e.seq"
                " WHERE e.register = %s AND e.docket = ANY(%s) ORDER BY e.docket, e.seq",
                self._name,
                [str(docket) for (docket,) in rows],
            )
            yield {
                str(docket): summarised(
                    self._summarise, str(docket), self._read([row[1:] for row in part])
                )
                for docket, part in groupby(entries, key=lambda row: row[0])
            }

    # Files

    def condition(self) -> tuple[Said, ...]:
        rows = self._ask(
            "SELECT current_setting('server_version'), current_user::text, rolsuper,"
            " (SELECT max(version) FROM laborcase.schema_version)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        version, account, superuser, tables = rows[0]
        ours = our_files()[-1][0]
        found = [
            say(
                "PostgreSQL {version}; tables of version {tables}, this program's newest is"
                " {ours}.",
                version=version,
                tables=tables,
                ours=ours,
            )
        ]
        if superuser:
            found.append(
                say(
                    "The account {account} may do anything on the server, so also change the"
                    " ledger. Let clerks work by another one: laborcase server --account NAME",
                    account=account,
                )
            )
        return tuple(found)

    def put_file(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self._ask(
            "INSERT INTO laborcase.file (register, sha256, data) VALUES (%s, %s, %s)"
            " ON CONFLICT (register, sha256) DO UPDATE SET data = excluded.data"
            " WHERE file.data <> excluded.data RETURNING 1",
            self._name,
            name,
            data,
        )
        return name

    def get_file(self, sha256: str) -> bytes:
        rows = self._ask(
            "SELECT data FROM laborcase.file WHERE register = %s AND sha256 = %s",
            self._name,
            storable(sha256),
        )
        if not rows:
            raise no_file(sha256)
        data = rows[0][0]
        assert isinstance(data, bytes)
        if _digest(data) != sha256:
            raise RegisterError(
                say(
                    "The file {name} in {url} is damaged or was changed: it does not agree with its"
                    " hash. Take it from a backup.",
                    name=sha256,
                    url=self.url,
                )
            )
        return data

    def has_file(self, sha256: str) -> bool:
        return bool(
            self._ask(
                "SELECT 1 FROM laborcase.file WHERE register = %s AND sha256 = %s",
                self._name,
                storable(sha256),
            )
        )

    # Keys

    def own_key(self, *, make: bool = False) -> bytes | None:
        if self._key_file is None:
            return None
        found = key_file(self._key_file, make=False)
        if found is not None or not make:
            return found
        if self._ask(
            "SELECT 1 FROM laborcase.identity_key WHERE register = %s LIMIT 1", self._name
        ):
            return None  # another file wrapped the keys that are there: it is only not here
        return key_file(self._key_file, make=True)

    def key(self, name: str) -> bytes | None:
        rows = self._ask(
            "SELECT wrapped FROM laborcase.identity_key WHERE register = %s AND name = %s",
            self._name,
            checked(name),
        )
        if not rows:
            return None
        wrapped = rows[0][0]
        assert isinstance(wrapped, bytes)
        return wrapped

    def keep_key(self, name: str, wrapped: bytes) -> None:
        self._ask(
            "INSERT INTO laborcase.identity_key (register, name, wrapped) VALUES (%s, %s, %s)"
            " ON CONFLICT (register, name) DO NOTHING RETURNING 1",
            self._name,
            checked(name),
            wrapped,
        )

    def drop_key(self, name: str) -> None:
        self._ask(
            "INSERT INTO laborcase.identity_key (register, name, wrapped) VALUES (%s, %s, '')"
            " ON CONFLICT (register, name) DO UPDATE SET wrapped = '' RETURNING 1",
            self._name,
            checked(name),
        )

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # What holds the rest together

    def _usable(self) -> None:
        if self._closed:
            raise RegisterError(say("The register {url} was closed.", url=self.url))

    def _connected(self) -> None:
        if self._conn.closed:
            self._conn = connect(self._conninfo)

    def _look(self, sql: str, *values: Value) -> list[tuple[object, ...]]:
        """The same for a list, whose way depends on what is sought: it is found anew each time."""
        return self._ask(sql, *values, prepare=False)

    def _ask(
        self, sql: str, *values: Value, prepare: bool | None = None
    ) -> list[tuple[object, ...]]:
        """The rows of a statement that may be repeated; in a commit, as the commit sees them."""
        with self._lock:
            self._usable()
            if self._making:
                return self._run(sql, *values, prepare=prepare)
            try:
                if self._conn.closed:
                    self._connected()
                    return self._run(sql, *values, prepare=prepare)
                try:
                    return self._run(sql, *values, prepare=prepare)
                except psycopg.Error as error:
                    if not passing(error):
                        raise
                self._connected()
                return self._run(sql, *values, prepare=prepare)
            except psycopg.Error as error:
                raise failed(error, self.url) from error

    def _run(
        self, sql: str, *values: Value, prepare: bool | None = None
    ) -> list[tuple[object, ...]]:
        with self._conn.cursor(binary=True) as cursor:
            return cursor.execute(sql, values, prepare=prepare).fetchall()

    def _read(self, rows: Iterable[Sequence[object]]) -> list[Line]:
        """The lines of rows with number, hash and bytes, each checked against its hash."""
        found = []
        for seq, hash_, body in rows:
            line = read_line(_stored(body, hash_), _number(seq))
            if line is None:
                raise self._damaged(_number(seq))
            found.append(line)
        return found

    def _damaged(self, seq: int) -> RegisterError:
        return RegisterError(
            say(
                "Commit {seq} of the register {name} at {url} is damaged or was changed: it does"
                " not agree with its hash or with the commit before. Nothing was touched. Keep a"
                " copy of the database, and go back to a backup.",
                seq=seq,
                name=self._name,
                url=self.url,
            )
        )

    def _lines(self, docket: str) -> Lines:
        name, sought = self._name, storable(docket)
        # Its summary comes along: a commit will ask for it, to see what changes.
        found = self._ask(
            "SELECT ARRAY(SELECT seq FROM laborcase.entry"
            " WHERE register = %s AND docket = %s ORDER BY seq),"
            " (SELECT doc::text FROM laborcase.summary WHERE register = %s AND key = %s)",
            name,
            sought,
            name,
            sought,
        )
        seqs, doc = found[0]
        assert isinstance(seqs, list)
        if self._making:
            self._seen[docket] = _decode(str(doc)) if doc is not None else None
        ahead: dict[int, Line] = {}

        def read(seq: int) -> Line:
            # Whoever looks at a line looks at the ones after it: they come in one answer.
            if seq not in ahead:
                rows = self._ask(
                    "SELECT l.seq, l.hash, l.body FROM laborcase.entry e"
                    " JOIN laborcase.ledger l ON l.register = e.register AND l.seq = e.seq"
                    " WHERE e.register = %s AND e.docket = %s AND e.seq >= %s"
                    " ORDER BY e.seq LIMIT %s",
                    name,
                    sought,
                    seq,
                    _BATCH,
                )
                ahead.update((line.seq, line) for line in self._read(rows))
            if seq not in ahead:
                raise self._damaged(seq)
            return ahead.pop(seq)

        return Lines(seqs, read)

    def _line(self, seq: int) -> Line:
        if self._making and seq in self._newest:
            return self._newest[seq]
        rows = self._ask(
            "SELECT seq, hash, body FROM laborcase.ledger WHERE register = %s AND seq = %s",
            self._name,
            seq,
        )
        if not rows:
            raise self._damaged(seq)
        return self._read(rows)[0]

    def _summary(self, docket: str) -> Summary | None:
        if self._making and docket in self._seen:
            seen = self._seen[docket]
            return dict(seen) if seen is not None else None
        rows = self._ask(
            "SELECT doc::text FROM laborcase.summary WHERE register = %s AND key = %s",
            self._name,
            storable(docket),
        )
        return _decode(str(rows[0][0])) if rows else None

    def _named(self, name: str) -> Iterable[str]:
        rows = self._ask(
            "SELECT docket FROM laborcase.name WHERE register = %s AND name = %s ORDER BY docket",
            self._name,
            storable(name),
        )
        return [str(docket) for (docket,) in rows]

    def _taken(self, series: str) -> int | None:
        rows = self._ask(
            "SELECT n FROM laborcase.counter WHERE register = %s AND series = %s",
            self._name,
            storable(series),
        )
        return _number(rows[0][0]) if rows else None
