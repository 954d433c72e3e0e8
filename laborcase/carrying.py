"""Dockets carried from one register into another: their acts, each as the schemas in ``schemas/``
say, one a line, in the order in which they were entered.

What comes in is entered anew, by the rules of the register it comes into: it gets keys and numbers
of its own there, and whatever the rules refuse is told and stops it. Each act brings a client key
made of where it comes from, so the same file read twice, or read on after it was stopped, enters
nothing twice. A docket whose author must stay unknown is not carried: nothing of it leaves its
register.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

import msgspec
from attrs import evolve, fields_dict, frozen

from . import codec
from .acts.base import Act
from .desk import Desk
from .entering import Commit, files_of
from .errors import Invalid, LaborCaseError, RegisterError, Usage
from .fields import DocketKey, fields_of
from .keeping import apart, kept, verifier, whole
from .record.complaint import Complaint
from .record.docket import OFFICE, Docket, Entry
from .schema import documents
from .store import Json
from .store.ledger import FILES
from .values import Text
from .words import Said, say

FORMAT: Final = "laborcase acts"
ACTS: Final = "acts.jsonl"
LARGEST: Final = 256 * 1024 * 1024
_HERE: Final = uuid.UUID("5d1f2b53-3b0e-4e0a-9a39-0d1f7b7d6c11")
Raw = dict[str, Json]


@frozen
class Exported:
    """What is carried: the acts as lines, the kept files they name, which dockets, and which were
    left out."""

    data: bytes
    acts: int
    files: tuple[str, ...]
    dockets: tuple[DocketKey, ...]
    left_out: tuple[DocketKey, ...]


class Stopped(Invalid):
    """An act could not be entered; those before it, ``entered``, were."""

    def __init__(self, why: Said, entered: tuple[Commit, ...]) -> None:
        super().__init__(why)
        self.entered = entered


def exported(desk: Desk, names: Iterable[str]) -> Exported:
    """The acts of these dockets, as far as this officer sees them.

    :raises NotFound: when one of them is none.
    :raises Usage: when one of them is the office.
    """
    keys = sorted({desk.key_of(name) for name in names})
    if OFFICE in keys:
        raise Usage(say("The office is no docket to be carried: every register has its own."))
    dockets = [desk.docket(key) for key in keys]
    told = [d for d in dockets if not _secret(d)]
    entries = sorted(
        (e for d in told for e in d.entries if e.given.main == d.key), key=lambda e: e.seq
    )
    known = {d.key for d in told}
    head: Raw = {"format": FORMAT, "version": 1, "register": desk.register}
    lines = [_line(head), *(_line(_told(entry, known)) for entry in entries)]
    left = tuple(d.key for d in dockets if _secret(d))
    files = {d for e in entries for d in _files(cast("Act", e.first or e.act))}
    return Exported(b"".join(lines), len(entries), tuple(sorted(files)), tuple(sorted(known)), left)


def _files(act: Act) -> Iterator[str]:
    """The kept files that an act names, but for those a desk makes anew."""
    ours = {f.name for f in fields_of(type(act)) if f.system}
    return files_of({n: v for n, v in codec.pack_plain(act).items() if n not in ours})


def written(desk: Desk, names: Iterable[str], target: Path) -> Exported:
    """Write an export into a folder that is not there yet: the acts, the files they name, the
    schemas they follow, and the stand-alone verifier of ledgers.

    :raises Usage: when the target is there already, or lies inside the register.
    :raises RegisterError: when it cannot be written; nothing is left behind.
    """
    found = exported(desk, names)
    apart(target, desk.store.url)
    with whole(target) as part:
        kept(part / ACTS, found.data)
        kept(part / "acts.schema.json", documents()["acts.json"].encode())
        kept(part / "verify_ledger.py", verifier())
        for digest in found.files:
            kept(part / FILES / digest, desk.file(digest))
    return found


def read(desk: Desk, source: Path, tell: Callable[[int], None]) -> tuple[Commit, ...]:
    """Enter what an export's folder holds: its files first, then its acts.

    :raises Usage: when it is no such folder.
    :raises Invalid: when it is damaged; nothing was entered.
    :raises Stopped: when an act cannot be entered; those before it were.
    """
    try:
        data = (source / ACTS).read_bytes()
        files = [p for p in sorted((source / FILES).glob("*")) if p.is_file()]
        contents = {p.name: p.read_bytes() for p in files if not p.is_symlink()}
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=source / ACTS, why=wrong.strerror or "")
        ) from wrong
    for name, content in contents.items():
        if sha256(content).hexdigest() != name:
            raise Invalid(say("The file {name} is damaged: nothing was entered.", name=name[:80]))
    _from_elsewhere(desk, _read(data)[0])
    for content in contents.values():
        desk.store.put_file(content)
    return imported(desk, data, tell)


def _secret(docket: Docket) -> bool:
    state = docket.state
    return (isinstance(state, Complaint) and state.secret) or any(
        e.kept_secret for e in docket.entries
    )


def _line(body: Raw) -> bytes:
    return msgspec.json.encode(body, order="sorted") + b"\n"


def _told(entry: Entry, known: set[DocketKey]) -> Raw:
    act = cast("Act", entry.first or entry.act)
    return {
        "act": {"kind": act.kind, "version": act.version, **codec.pack_plain(act)},
        "docket": entry.given.main,
        "on": entry.on.isoformat(),
        "opened": entry.given.opened if entry.given.opened in known else None,
        "officer": entry.officer,
        "seq": entry.seq,
    }


def imported(desk: Desk, data: bytes, tell: Callable[[int], None]) -> tuple[Commit, ...]:
    """Enter the acts of an export, each by the officer it names, who must be one here, too.

    :raises Invalid: when the file is none, or damaged; nothing was entered.
    :raises Stopped: when an act cannot be entered; those before it were.
    """
    register, rows = _read(data)
    _from_elsewhere(desk, register)
    here: dict[str, str] = {}
    made: list[Commit] = []
    for n, row in enumerate(rows, 2):
        try:
            commit = _entered(desk, register, row, here)
        except LaborCaseError as wrong:
            why = say(
                "Line {n} cannot be entered: {why} Entered before it: {done}. Once that is mended,"
                " repeat the command; nothing is entered twice.",
                n=n,
                why=wrong.sentence,
                done=len(made),
            )
            raise Stopped(why, tuple(made)) from wrong
        if commit.opened and isinstance(row.get("opened"), str):
            here[str(row["opened"])] = commit.opened
        made.append(commit)
        tell(len(made))
    return tuple(made)


def _from_elsewhere(desk: Desk, register: str) -> None:
    if register == desk.register:
        raise Usage(say("These dockets come from this very register; nothing was entered."))


def _entered(desk: Desk, register: str, row: Raw, here: dict[str, str]) -> Commit:
    act = codec.act_from(cast("Raw", row["act"]))
    opens = act.into is None and not act.both
    docket = str(row["docket"])
    if not opens and docket not in here:
        raise Invalid(say("Its docket {key} is not among what was imported.", key=docket))
    changes = _elsewhere(act, here)
    changes["happened"] = act.happened or date.fromisoformat(str(row["on"]))
    changes["late_reason"] = act.late_reason or Text(f"由登记台账 {register} 导入")
    act = cast("Act", evolve(cast("Any", act), **changes))
    key = str(uuid.uuid5(_HERE, f"{register}/{row['seq']}"))
    one = desk.as_officer(str(row["officer"]))
    commit = one.enter(act, on="" if opens else here[docket], key=key)
    if not commit.new:
        _same(desk, commit, act, one)
    return commit


def _same(desk: Desk, commit: Commit, act: Act, officer: Desk) -> None:
    """Refuse what bears the number of something else that was imported: of two copies of a register
    that went on by themselves, or a made-up file, one act would take the other's place unseen."""
    lines = desk.store.lines(commit.docket)
    body = next(line.body for line in lines if line.seq == commit.seq)
    before = cast("Raw", body["act"])["kind"], body["officer"]
    if before != (act.kind, officer.officer_id):
        raise Invalid(
            say(
                "Under its number another act was imported before ({kind}, {docket}): the two files"
                " are not of the same register, or one was changed.",
                kind=str(before[0]),
                docket=commit.docket,
            )
        )


def _elsewhere(act: Act, here: dict[str, str]) -> dict[str, object]:
    """The fields that name dockets, with the names they have here, and those a desk fills in."""
    found: dict[str, object] = {}
    for f in fields_of(type(act)):
        value = getattr(act, f.name)
        if f.system:  # the register that it comes into fills it in
            found[f.name] = cast("Any", fields_dict(type(act)))[f.name].default
            continue
        if f.type is not DocketKey or not value:
            continue
        names = cast("tuple[str, ...]", value) if f.many else (cast("str", value),)
        missing = [name for name in names if name not in here]
        if missing:
            raise Invalid(say("It names the docket {key}, which was not imported.", key=missing[0]))
        known = tuple(DocketKey(here[name]) for name in names)
        found[f.name] = known if f.many else known[0]
    return found


def _read(data: bytes) -> tuple[str, list[Raw]]:
    if len(data) > LARGEST:
        raise Invalid(say("The file is too large: export fewer dockets at a time."))
    rows: list[Raw] = []
    for n, line in enumerate(data.splitlines(), 1):
        try:
            row = json.loads(line.decode("utf-8"), parse_constant=_never, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise Invalid(say("Line {n} is damaged: nothing of this file was entered.", n=n))
        rows.append(row)
    head, acts = (rows[0], rows[1:]) if rows else ({}, [])
    register = head.get("register")
    known = isinstance(register, str) and 0 < len(register) <= 200 and register.isprintable()
    if (head.get("format"), head.get("version")) != (FORMAT, 1) or not known:
        raise Invalid(
            say("This is no file of dockets: “laborcase export” makes one. Nothing was entered.")
        )
    for n, row in enumerate(acts, 2):
        whole = isinstance(row.get("act"), dict) and all(
            isinstance(row.get(name), str) for name in ("docket", "officer", "on")
        )
        act = row.get("act")
        shape = isinstance(act, dict) and (type(act.get("kind")), type(act.get("version")))
        numbered = type(row.get("seq")) is int and cast("int", row["seq"]) > 0
        if not whole or not numbered or shape != (str, int) or not _readable(row):
            raise Invalid(say("Line {n} is damaged: nothing of this file was entered.", n=n))
    return cast("str", register), acts


def _readable(row: Raw) -> bool:
    """Whether a row holds an act and a day; what a newer program wrote may be one."""
    try:
        date.fromisoformat(cast("str", row["on"]))
        codec.act_from(cast("Raw", row["act"]))
    except RegisterError:
        return True
    except (msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError):
        return False
    return True


def _never(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Json]]) -> Raw:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)
