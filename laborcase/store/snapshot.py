"""The snapshot of an embedded register: what saves reading its whole ledger at the next opening.

It is only a cache, in the form of a TinyDB file. Whatever is not exactly as it was written is not
trusted, and made anew from the ledger.
"""

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b, sha256
from typing import Final

import msgspec
from attrs import frozen

from . import Summary
from .rows import rows_in

# How summaries and positions are laid out; the arrays are in the machine's own order.
LAYOUT: Final = f"2 {sys.byteorder}"
STAMPED: Final = 4096
"""How many bytes of a snapshot hold its stamp."""

# The tables of a snapshot after its head begin with this.
_TABLES: Final = b'"positions":'
_STAMP = re.compile(rb'\{"about":\{"1":(\{.*?\})\},"digest":', re.DOTALL)


class _About(msgspec.Struct):
    """What a snapshot was made of: newest commit, layout, and the rules and fields of the
    summaries; no fields, where they have not all the same."""

    seq: int
    hash: str
    end: int
    summary_version: str
    rules: str
    fields: tuple[str, ...]


class _Positions(msgspec.Struct):
    """Where things are: offsets by commit, commits by docket and by client key, last numbers."""

    offsets: bytes
    key_codes: bytes
    key_seqs: bytes
    dockets: dict[str, str]
    takes: dict[str, int]


class _Stored(msgspec.Struct):
    """A whole snapshot. Every table is one of TinyDB's: documents by number."""

    about: dict[str, _About]
    digest: dict[str, dict[str, str]]
    positions: dict[str, _Positions]
    summaries: dict[str, msgspec.Raw]


class Keys:
    """Which commit carries a client key: eight bytes of the key's hash to a commit.

    Two keys of one code stand at neighbouring codes, so whoever asks compares the keys themselves.
    """

    def __init__(self, codes: "array[int]", seqs: "array[int]") -> None:
        self._codes = codes
        self._seqs = seqs
        self._fresh: dict[int, int] = {}

    def may_be(self, key: str) -> Iterator[int]:
        """The commits that may carry ``key``."""
        code = self._code(key)
        while (seq := self._at(code)) is not None:
            yield seq
            code = (code + 1) % 2**64

    def add(self, key: str, seq: int) -> None:
        """Commit ``seq`` carries ``key``."""
        code = self._code(key)
        while self._at(code) is not None:
            code = (code + 1) % 2**64
        self._fresh[code] = seq

    def packed(self) -> tuple["array[int]", "array[int]"]:
        """All codes, sorted, and their commits."""
        pairs = sorted([*zip(self._codes, self._seqs, strict=True), *self._fresh.items()])
        self._codes = array("Q", [code for code, _ in pairs])
        self._seqs = array("Q", [seq for _, seq in pairs])
        self._fresh = {}
        return self._codes, self._seqs

    @staticmethod
    def _code(key: str) -> int:
        return int.from_bytes(
            blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest(), "big"
        )

    def _at(self, code: int) -> int | None:
        found = self._fresh.get(code)
        if found is None:
            i = bisect_left(self._codes, code)
            if i < len(self._codes) and self._codes[i] == code:
                return self._seqs[i]
        return found


@frozen
class Snapshot:
    """What a register knew at commit ``seq``.

    ``offsets`` tells where each commit begins and ``end`` where the next one will; ``dockets``
    holds the commits of each docket, as text until somebody asks; ``rules`` names what the
    ``summaries`` were made by.
    """

    seq: int
    hash: str
    end: int
    rules: str
    offsets: "array[int]"
    keys: Keys
    dockets: "dict[str, str | array[int]]"
    takes: dict[str, int]
    summaries: dict[str, Summary]


def read_snapshot(data: bytes) -> Snapshot | None:
    """The snapshot in these bytes; None unless it is whole, unchanged and laid out as ours are."""
    try:
        about = _about(data)
        if about is None or about.summary_version != LAYOUT:
            return None
        found = msgspec.json.decode(data, type=_Stored)
        start = data.index(_TABLES)
        positions = found.positions["1"]
        sums = found.digest["1"]
        offsets = array("Q", positions.offsets)
        keys = Keys(array("Q", positions.key_codes), array("Q", positions.key_seqs))
        if sums.get("sha256") != _digest(about, memoryview(data)[start:]):
            return None
        rows = rows_in(found.summaries.values(), about.fields)
    except (msgspec.DecodeError, ValueError, KeyError, RecursionError):
        return None
    if not offsets or len(offsets) != about.seq:  # of a register without commits we keep none
        return None
    return Snapshot(
        seq=about.seq,
        hash=about.hash,
        end=about.end,
        rules=about.rules,
        offsets=offsets,
        keys=keys,
        dockets=dict(positions.dockets),
        takes=positions.takes,
        summaries={str(row["key"]): row for row in rows},
    )


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """The bytes of a snapshot."""
    rows = snapshot.summaries.values()
    fields = {tuple(row) for row in rows}
    about = _About(
        snapshot.seq,
        snapshot.hash,
        snapshot.end,
        LAYOUT,
        snapshot.rules,
        fields.pop() if len(fields) == 1 else (),
    )
    codes, seqs = snapshot.keys.packed()
    positions = _Positions(
        snapshot.offsets.tobytes(),
        codes.tobytes(),
        seqs.tobytes(),
        {
            d: s if isinstance(s, str) else " ".join(map(str, s))
            for d, s in snapshot.dockets.items()
        },
        snapshot.takes,
    )
    encode = msgspec.json.encode
    documents = {str(n): row for n, row in enumerate(rows, 1)}
    rest = encode({"positions": {"1": positions}, "summaries": documents})
    digest = _digest(about, memoryview(rest)[1:])
    data = encode({"about": {"1": about}, "digest": {"1": {"sha256": digest}}})
    return data[:-1] + b"," + rest[1:]


def stamped_rules(start: bytes) -> str | None:
    """By which rules the snapshot that begins with these bytes was made; None if it is no such."""
    about = _about(start)
    return about.rules if about is not None else None


def _about(start: bytes) -> _About | None:
    found = _STAMP.match(start)
    try:
        return msgspec.json.decode(found[1], type=_About) if found else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _digest(about: _About, tables: memoryview) -> str:
    digest = sha256(msgspec.json.encode(about))
    digest.update(tables)
    return digest.hexdigest()
