"""The bytes of a ledger line, and a commit while it is being made: the same for every engine.

A line is UTF-8 JSON (keys sorted, no spaces, whole numbers only), TAB, the SHA-256 of exactly those
bytes in hex, newline. The JSON holds ``seq`` and ``prev``, the hash of the line before, so that no
line can be changed, left out or put in without breaking every later one. The first line of a
ledger names the format, its version, the hash algorithm and the register, and every line the
algorithm of its own hash. A folder keeps one segment a year: what closes one, and how the next
begins, says the same again.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol, TypedDict, cast, overload

import msgspec
from attrs import frozen

from laborcase.errors import Invalid, Problem, RegisterError
from laborcase.words import Said, say

from . import RULING, Head, Json, Line, Make, Summarise, Summary, Terms

FORMAT: Final = "laborcase ledger"
VERSION: Final = 1
LONGEST: Final = 16 * 1024 * 1024
DEEPEST: Final = 50
# Beyond this, readers of JSON in other languages begin to round.
LARGEST: Final = 2**53 - 1
OURS: Final = ("seq", "prev", "alg", "key", "takes", "batch")
ALG: Final = "sha256"
# What rules make of a docket: its nearest limit, the clock of it, and the day the matter lapses.
DATES: Final = ("due", "due_clock", "dies")

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, object]).decode


class _Placing(TypedDict, total=False):
    """What tells where a commit stands and what it concerns, all else left unread."""

    seq: object
    prev: object
    alg: object
    key: object
    dockets: object
    takes: object
    batch: object


_decode_placing = msgspec.json.Decoder(_Placing).decode


def text_of(body: Mapping[str, Json]) -> bytes:
    """The bytes of a line that its hash is of."""
    return _encode(body)


def seal(body: Mapping[str, Json]) -> tuple[bytes, str]:
    """The line of a body, newline included, and its hash."""
    text = _encode(body)
    found = sha256(text).hexdigest()
    return b"%b\t%b\n" % (text, found.encode()), found


def first_line(register: str | None) -> tuple[bytes, str, str]:
    """The first line of a new ledger, its hash, and the register's id (made here if None)."""
    name = register or str(uuid.uuid4())
    line, found = seal({"format": FORMAT, "version": VERSION, "hash": "sha256", "register": name})
    return line, found, name


def segment_line(register: str, head: Head, year: int) -> bytes:
    """The first line of the segment of ``year``, which goes on after ``head``."""
    after: dict[str, Json] = {"seq": head.seq, "hash": head.hash}
    return seal(
        {
            "format": FORMAT,
            "version": VERSION,
            "hash": ALG,
            "register": register,
            "segment": year,
            "after": after,
        }
    )[0]


def closing_line(register: str, head: Head, at: Json, year: int) -> bytes:
    """The last line of a segment: where the chain stands, and the year it goes on in."""
    return seal(
        {
            "closed": {
                "register": register,
                "seq": head.seq,
                "hash": head.hash,
                "at": at,
                "next": year,
            }
        }
    )[0]


@frozen
class Closing:
    """What a closing line says."""

    register: str
    seq: int
    hash: str
    next: int


def read_closing(line: bytes) -> Closing | None:
    """A closing line read; None if it is none."""
    if not line.startswith(b'{"closed":') or intact(line) is None:
        return None
    try:
        found = _decode(line[:-66])["closed"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    register, seq, hash_, year = (found.get(n) for n in ("register", "seq", "hash", "next"))
    if not (isinstance(register, str) and isinstance(hash_, str)):
        return None
    if not (isinstance(seq, int) and isinstance(year, int)):
        return None
    return Closing(register, seq, hash_, year)


def year_of(body: Mapping[str, Json]) -> int | None:
    """The year in which a commit was entered, if it says so."""
    at = body.get("at")
    year = at[:4] if isinstance(at, str) else ""
    return int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None


def newer(place: str, version: object) -> RegisterError:
    """The error for what a newer program wrote."""
    return RegisterError(
        say(
            "{path} was written by a newer program (version {version}). Update this"
            " program; nothing was touched.",
            path=place,
            version=version,
        )
    )


def unknown_algorithm(line: bytes, path: Path) -> RegisterError | None:
    """The error for a line whose algorithm this program does not know; None if it does."""
    try:
        alg = _decode(memoryview(line)[:-66]).get("alg", ALG)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return None if alg == ALG else newer(str(path), alg)


def intact(line: bytes) -> str | None:
    """The hash of a line whose bytes agree with it, else None."""
    if len(line) < 67 or line[-1:] != b"\n" or line[-66:-65] != b"\t":
        return None
    found = sha256(memoryview(line)[:-66]).hexdigest()
    return found if line[-65:-1] == found.encode() else None


def read_line(line: bytes, seq: int | None = None, *, placing: bool = False) -> Line | None:
    """A commit's line read, if its bytes agree with its hash and it is number ``seq``, if given.

    ``placing`` reads no more of it than what tells where it stands and what it concerns, for those
    who pass over very many lines.
    """
    found = intact(line)
    if found is None:
        return None
    decode: Callable[[memoryview], object] = _decode_placing if placing else _decode
    try:
        body = cast("dict[str, Json]", decode(memoryview(line)[:-66]))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    number = body.get("seq")
    if not isinstance(number, int) or number != (number if seq is None else seq):
        return None
    if not isinstance(body.get("key"), str) or _dockets_wrong(body.get("dockets")):
        return None
    if body.get("alg", ALG) != ALG:  # the first lines that were written did not name it
        return None
    return Line(number, found, body)


def exact(line: bytes, body: Mapping[str, Json]) -> bool:
    """Whether these bytes are the only ones this body may have: no doubled key, no spaces."""
    return _encode(body) == line[:-66]


def damaged(place: str, number: int) -> RegisterError:
    """The error for a wrong line; ``number`` counts from 1, the first line included."""
    return RegisterError(
        say(
            "Line {number} of {place} is damaged or was changed: it does not agree with its hash"
            " or with the line before. Nothing was touched. Keep a copy of the folder, and go back"
            " to a backup.",
            place=place,
            number=number,
        )
    )


def follows(line: Line, head: Head) -> bool:
    """Whether a line is the next one after ``head``, and in the batch that it names, if any."""
    if line.seq != head.seq + 1 or line.body.get("prev") != head.hash:
        return False
    return "batch" not in line.body or line.body["batch"] == [*batch_of(line)]


def not_next(seq: object, head: Head) -> RegisterError:
    """The error for a commit of another engine that does not go on after ``head``."""
    return RegisterError(
        say(
            "Commit {n} of the other register does not follow commit {last} of this one:"
            " they are not the same register. Nothing was written.",
            n=seq,
            last=head.seq,
        )
    )


def dockets_of(line: Line) -> list[str]:
    """The dockets that a commit concerns."""
    found = line.body["dockets"]
    assert isinstance(found, list)
    return [d for d in found if isinstance(d, str)]


def batch_of(line: Line) -> tuple[int, int]:
    """The first and the last commit that were written together with this one."""
    found = line.body.get("batch")
    if isinstance(found, list) and len(found) == 2:
        first, last = found
        if isinstance(first, int) and isinstance(last, int) and first <= line.seq <= last:
            return first, last
    return line.seq, line.seq


def takes_of(line: Line) -> dict[str, int]:
    """The last number that a commit took, by series."""
    found = line.body.get("takes")
    if not isinstance(found, dict):
        return {}
    return {series: n for series, n in found.items() if isinstance(n, int)}


def summarised(summarise: Summarise, docket: str, lines: Sequence[Line]) -> Summary | None:
    """The summary of a docket, ours to keep."""
    found = summarise(docket, lines)
    if found is None:
        return None
    if found.get("key") != docket:
        raise ValueError(f"the summary of {docket} carries the key {found.get('key')}")
    return dict(found)


def stamp_of(rules: str, terms: str) -> str:
    """What a set of summaries is stamped with: the rules of the program that made it, and the terms
    of the register where they are not the usual ones."""
    return f"{rules}/{terms}" if terms else rules


def names_of(summary: Summary | None) -> list[str]:
    """The names under which a docket is found besides its key."""
    names = summary.get("names") if summary is not None else None
    return names.split("\n") if isinstance(names, str) and names else []


def _unfit(table: Mapping[str, object]) -> list[Problem]:
    """What the ledger cannot hold, each with its place."""
    problems: list[Problem] = []
    _search(table.items(), "", 1, problems)
    return problems


def _search(
    parts: Iterable[tuple[object, object]], path: str, depth: int, problems: list[Problem]
) -> None:
    for name, part in parts:
        text: Said | None = None
        if isinstance(part, str):
            if _halved(part):
                text = say("Holds half a character and cannot be stored.")
            elif "\0" in part:
                text = say("Holds a character that ends texts (NUL) and cannot be stored.")
        elif isinstance(part, int):
            if not -LARGEST <= part <= LARGEST:
                text = say("{value} is too large a number to be stored.", value=part)
        elif isinstance(part, dict | list):
            if depth > DEEPEST:
                text = say("Is nested deeper than {most} levels.", most=DEEPEST)
            else:
                inner = part.items() if isinstance(part, dict) else enumerate(part)
                _search(inner, f"{path}{name}.", depth + 1, problems)
        elif part is not None:
            text = say(
                "{kind} cannot be stored; only text, whole numbers, yes and no, lists and tables"
                " can.",
                kind=type(part).__name__,
            )
        if text is not None:
            problems.append(Problem(f"{path}{name}", text))
        if not isinstance(name, str | int) or (isinstance(name, str) and _halved(name)):
            problems.append(Problem(path[:-1], say("{name} cannot be a name.", name=repr(name))))


def _halved(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, which no encoding can store."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _dockets_wrong(value: object) -> Said | None:
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(d, str) and d for d in value)
        or len(set(value)) != len(value)
    ):
        return say("A commit names the dockets that it concerns, each once.")
    return None


class Lines(Sequence[Line]):
    """The lines of a docket, each read when it is first looked at: a docket that was folded before
    is looked at only from where the fold ended."""

    def __init__(self, seqs: Sequence[int], read: Callable[[int], Line]) -> None:
        self._seqs = seqs
        self._read = read
        self._known: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self._seqs)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._line(seq) for seq in self._seqs[index]]
        return self._line(self._seqs[index])

    def __iter__(self) -> Iterator[Line]:
        return map(self._line, self._seqs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def and_new(self, new: Sequence[Line]) -> "Lines":
        """These lines and the drafts that follow them."""
        made = Lines([*self._seqs, *(line.seq for line in new)], self._read)
        made._known = {**self._known, **{line.seq: line for line in new}}
        return made

    def _line(self, seq: int) -> Line:
        found = self._known.get(seq)
        if found is None:
            found = self._known[seq] = self._read(seq)
        return found


class State(Protocol):
    """What a draft asks the engine under the write lock; nothing here looks for news."""

    def _lines(self, docket: str) -> Lines: ...

    def _summary(self, docket: str) -> Summary | None: ...

    def _named(self, name: str) -> Iterable[str]: ...

    def _taken(self, series: str) -> int | None: ...

    def _line(self, seq: int) -> Line: ...


class Copied(dict[str, Json]):
    """The body of a commit of another engine, to be written as it is: with its own number, link
    and algorithm. It must be the next one."""


class Draft:
    """Commits that are made but not written yet; forgotten if they never are.

    It is the :class:`~laborcase.store.Txn` that makers get: later commits of a batch see the
    earlier ones.
    """

    def __init__(self, state: State, head: Head, summarise: Summarise) -> None:
        self.head = head
        self.made: list[tuple[Line, bytes]] = []
        self.takes: dict[str, int] = {}
        self._state = state
        self._summarise = summarise
        self._new: dict[str, list[Line]] = {}
        self._read: dict[str, Lines] = {}
        self._summaries: dict[str, Summary | None] = {}
        self._stale: set[str] = set()
        self._names: dict[str, set[str]] = {}
        self._now: dict[str, int] = {}

    def lines(self, docket: str) -> Sequence[Line]:
        old = self._read.get(docket)
        if old is None:
            old = self._read[docket] = self._state._lines(docket)
        new = self._new.get(docket)
        return old.and_new(new) if new else old

    def summary(self, docket: str) -> Summary | None:
        if docket in self._stale:
            self._settle(docket)
        if docket in self._summaries:
            return self._summaries[docket]
        return self._state._summary(docket)

    def named(self, name: str) -> tuple[str, ...]:
        new = self.settled()
        old = (docket for docket in self._state._named(name) if docket not in new)
        return tuple(sorted({*old, *self._names.get(name, ())}))

    def take(self, series: str, first: int = 1) -> int:
        last = self.takes.get(series)
        if last is None:
            last = self._state._taken(series)
        number = first if last is None else last + 1
        self.takes[series] = self._now[series] = number
        return number

    def newest(self) -> Line | None:
        if self.made:
            return self.made[-1][0]
        return self._state._line(self.head.seq) if self.head.seq else None

    def reach(self, series: str, number: int) -> None:
        last = self.takes.get(series)
        if last is None:
            last = self._state._taken(series)
        if last is None or last < number:
            self.takes[series] = self._now[series] = number

    def settled(self) -> Mapping[str, Summary | None]:
        """The new summaries of all dockets touched so far."""
        for docket in sorted(self._stale):
            self._settle(docket)
        return self._summaries

    @property
    def rules_changed(self) -> bool:
        """Whether it touches the docket that settles by what summaries are made."""
        return RULING in self._new

    def ruled(
        self, terms: Terms, before: str, dockets: Iterable[str]
    ) -> tuple[str, Mapping[str, Summary | None]]:
        """By what summaries are made once this is written (``before`` it is known), and the
        summaries to be put: of the dockets touched, or of all ``dockets`` where that changes.

        Whoever does not write it then asks ``terms`` again: they were told what may never be.
        """
        now = terms(self.lines(RULING)) if self.rules_changed else before
        if now == before:
            return now, self.settled()
        self._stale |= self._new.keys()
        others = {
            d: summarised(self._summarise, d, self._state._lines(d))
            for d in sorted(dockets)
            if d not in self._new
        }
        return now, {**others, **self.settled()}

    def _settle(self, docket: str) -> None:
        for name in names_of(self._summaries.get(docket)):
            self._names[name].discard(docket)
        found = summarised(self._summarise, docket, self.lines(docket))
        for name in names_of(found):
            self._names.setdefault(name, set()).add(docket)
        self._summaries[docket] = found
        self._stale.discard(docket)

    def add(self, key: str, make: Make, batch: tuple[int, int] | None = None) -> Line:
        """Make one commit and link it to the one before."""
        self._now = {}
        given = make(self)
        if isinstance(given, Copied):
            return self._copy(key, given)
        given = dict(given)
        problems = _unfit({**given, "key": key})
        problems += [Problem(n, say("Is set by the store.")) for n in OURS if n in given]
        dockets = _dockets_wrong(given.get("dockets"))
        if dockets is not None:
            problems.append(Problem("dockets", dockets))
        if problems:
            raise Invalid(*problems)
        body: dict[str, Json] = given | {
            "seq": self.head.seq + 1,
            "prev": self.head.hash,
            "alg": ALG,
            "key": key,
        }
        if self._now:
            body["takes"] = dict[str, Json](self._now)
        if batch is not None:
            body["batch"] = list[Json](batch)
        return self._sealed(body)

    def _copy(self, key: str, body: Copied) -> Line:
        """Add the next commit of another engine, byte for byte."""
        if (body.get("seq"), body.get("prev")) != (self.head.seq + 1, self.head.hash):
            raise not_next(body.get("seq"), self.head)
        line = self._sealed(body)
        assert line.body["key"] == key
        self.takes |= takes_of(line)
        return line

    def _sealed(self, body: Mapping[str, Json]) -> Line:
        stored, found = seal(body)
        if len(stored) > LONGEST:
            raise Invalid(
                say(
                    "This is {size} MB in one piece; the ledger takes {most} MB. Keep large texts"
                    " as files.",
                    size=len(stored) // 1024**2,
                    most=LONGEST // 1024**2,
                )
            )
        # Read back, so that the maker's own lists cannot change a line after it was made.
        line = read_line(stored, self.head.seq + 1)
        assert line is not None
        self.made.append((line, stored))
        self.head = Head(line.seq, found)
        for docket in dockets_of(line):
            self._new.setdefault(docket, []).append(line)
            self._stale.add(docket)
        return line

    def add_all(self, makes: Mapping[str, Make]) -> dict[str, Line]:
        """Make a batch; each line of it says from which to which commit it goes.

        Only so can a reader tell a batch that was cut short by a power cut from damage: its lines
        reach the disk together, in any order.
        """
        first, last = self.head.seq + 1, self.head.seq + len(makes)
        batch = (first, last) if last > first else None
        return {key: self.add(key, make, batch) for key, make in makes.items()}


def changed(
    old: Mapping[str, Summary], new: Mapping[str, Summary]
) -> list[tuple[Summary, Summary]]:
    """What differs between two sets of summaries, in the order of their keys."""
    pairs = ((old.get(key, {}), new.get(key, {})) for key in sorted({*old, *new}))
    return [(dict(before), dict(after)) for before, after in pairs if before != after]


def redated(old: Summary, new: Summary | None) -> bool:
    """Whether a docket that is open has other dates in its new summary than in its old one."""
    if new is None or not old or not new.get("open"):
        return False
    return any((old.get(name) or "") != (new.get(name) or "") for name in DATES)
