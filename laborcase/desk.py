"""The one door. Terminal, command line and scripts all go through ``Desk``.

``enter`` runs under the store's write lock: the docket is loaded afresh, the act asked for its
reasons, numbers taken, one commit written durably, or nothing at all.
"""

import os
import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self, cast
from zoneinfo import ZoneInfo

import msgspec
from attrs import evolve, frozen

from . import codec, law
from .acts import ACTS, Change, Corrected, Founded, TakenBack
from .acts.base import (
    NEW_CASE,
    NEW_COMPLAINT,
    Act,
    Scene,
    Written,
    departures_of,
    gate,
    judged,
)
from .errors import Conflict, Invalid, NotFound, Problem, Reason, Refused, RegisterError
from .fields import DocketKey, FileHash, OfficerId, fields_of, walk
from .law import Deadline
from .parties import HEADS, Identity, Officer, Position
from .record.case import Case
from .record.complaint import Complaint
from .record.docket import OFFICE, Departure, Docket, Entry, Given, Number, fold
from .record.office import Office
from .record.summary import SUMMARY_VERSION, Summary, summary
from .store import Find, Head, Json, Line, Store, Txn, create_store, open_store
from .values import Line as OneLine
from .values import plain
from .words import Said, say

Clock = Callable[[], datetime]
Raw = dict[str, Json]

KEPT: Final = 2_000
"""Folded dockets kept in memory before all are let go."""

FORMAT: Final = 1
"""The version of a commit's body."""


@frozen(kw_only=True)
class Commit:
    """What one ``enter`` wrote: its place in the register, its dockets, the numbers it took."""

    seq: int
    hash: str
    docket: DocketKey
    """The docket the act was entered on, or the one it opened."""
    opened: DocketKey | None
    dockets: tuple[tuple[DocketKey, int], ...]
    """Every docket it was written into, with the number of its entry there."""
    numbers: tuple[Number, ...]
    new: bool
    """False when this client key had been committed before."""


@frozen(kw_only=True)
class Permission:
    """A kind of act, and every reason why it cannot be entered now (none: it can)."""

    kind: str
    title: Said
    group: Said
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class Found:
    """One page of a list: its rows, how many match altogether, and the cursor of the next page."""

    rows: tuple[Summary, ...]
    total: int
    next: str


@frozen(kw_only=True)
class Verified:
    """What ``verify`` read through without finding fault."""

    commits: int
    hash: str
    files: int


@frozen(kw_only=True)
class WhatIf:
    """What an act would move: limits as (before, after), ``None`` where there is none; and the
    numbers of papers that would say something else."""

    moved: tuple[tuple[Deadline | None, Deadline | None], ...]
    papers: tuple[str, ...]


def _ends(deadline: Deadline | None) -> tuple[object, ...]:
    return (deadline.due, deadline.stopped) if deadline else ()


class _Dry:
    """A transaction that never writes: numbers it gives are nobody's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.lines = store.lines
        self.summary = store.summary
        self.named = store.named

    @property
    def head(self) -> Head:
        return self._store.head()

    def take(self, series: str, first: int = 1) -> int:
        return first


# ------------------------------------------------------------------ folding, cached


class _Folder:
    """Folds dockets and keeps what it folded; entries never change, so a fold of the first n lines
    holds for ever, and only newer lines are read."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, int, Docket]] = {}

    def docket(self, key: str, lines: Sequence[Line]) -> Docket | None:
        if not lines:
            return None
        kept = self._kept.get(key)
        last = lines[-1]
        if kept is not None and kept[1] == len(lines) and kept[0] == last.hash:
            return kept[2]
        entries = self._fresh(key, lines, kept)
        if kept is None or not entries:
            entries = codec.entries_from(key, lines)
            state = fold(entries)
        else:
            state = fold(entries, kept[2].state)
            entries = (*kept[2].entries, *entries)
        if state is None:
            raise RegisterError(
                say("Docket {key} does not begin with an act that opens one.", key=key)
            )
        docket = Docket(key=DocketKey(key), entries=entries, state=state)
        if len(self._kept) > KEPT:
            self._kept.clear()
        self._kept[key] = (last.hash, len(lines), docket)
        return docket

    @staticmethod
    def _fresh(
        key: str, lines: Sequence[Line], kept: tuple[str, int, Docket] | None
    ) -> tuple[Entry, ...]:
        """The entries that have come since; none when everything must be read anew."""
        if kept is None or kept[1] >= len(lines) or lines[kept[1] - 1].hash != kept[0]:
            return ()
        fresh = codec.entries_from(key, lines[kept[1] :])
        mends = any(isinstance(e.act, (Corrected, TakenBack)) for e in fresh)
        return () if mends else fresh

    def summarise(self, key: str, lines: Sequence[Line]) -> Mapping[str, str | int | None] | None:
        """The store's one function: all lines of a docket to its flat summary."""
        if key == OFFICE or not lines:
            return None
        try:
            docket = self.docket(key, lines)
        except RegisterError:
            return _newer(key, lines[-1].seq)
        if docket is None or isinstance(docket.state, Office):
            return None
        near = law.nearest(law.run(docket.state.moments))
        made = summary(docket.state, docket.entries, due=(near.due, near.clock) if near else None)
        return cast("Mapping[str, str | int | None]", msgspec.to_builtins(made))


def _newer(key: str, seq: int) -> Mapping[str, str | int | None]:
    """The summary of a docket that only a newer program can read: it stays in the lists."""
    blank: dict[str, str | int | None] = {
        name: 0 if kind is int else "" for name, kind in Summary.__annotations__.items()
    }
    return {
        **blank, "key": key, "kind": "case", "stage": "newer", "queue": "work", "open": 1,
        "due": None, "dies": None, "changed": seq, "search": key,
    }  # fmt: skip


def rules_hash() -> str:
    """Names what summaries are made by: their version, the clocks, the calendar."""
    digest = sha256(str(SUMMARY_VERSION).encode())
    data = Path(law.__file__).parent / "data"
    for path in [data / "clocks.toml", *sorted((data / "calendar").glob("*.toml"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


# ------------------------------------------------------------------ the desk


class Desk:
    """One officer at one register. Closing it closes the register's files, never loses a commit."""

    def __init__(
        self, store: Store, folder: _Folder, officer: OfficerId, account: str, clock: Clock
    ) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        self.account = account
        self.officer_id = officer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets the register go."""
        self._store.close()

    @property
    def register(self) -> str:
        """The id that the register got when it was made; the same after a move."""
        return self._store.register

    # -- who and when

    @property
    def office(self) -> Office:
        """The office as it stands now."""
        return self._office(self._store)

    def _office(self, source: Store | Txn) -> Office:
        docket = self._folder.docket(OFFICE, source.lines(OFFICE))
        if docket is None or not isinstance(docket.state, Office):
            raise RegisterError(say("This register has no office yet: initialise it."))
        return docket.state

    @property
    def officer(self) -> Officer:
        """The officer at this desk.

        :raises NotFound: when the office has no such officer (any more).
        """
        return _known(self.office, self.officer_id)

    def as_officer(self, officer: str) -> "Desk":
        """The same register with another officer at the desk."""
        _known(self.office, officer)
        return Desk(self._store, self._folder, OfficerId(officer), self.account, self._clock)

    def at(self, clock: Clock) -> "Desk":
        """The same register and officer with another clock."""
        return Desk(self._store, self._folder, self.officer_id, self.account, clock)

    def now(self) -> datetime:
        """The time in the register's zone, by the clock the desk was opened with."""
        return self._now(self.office)

    def _now(self, office: Office) -> datetime:
        return self._clock().astimezone(ZoneInfo(office.settings.zone))

    # -- reading

    def key_of(self, name: str) -> DocketKey:
        """The key of a docket by its key or any of its numbers, in any bracket style.

        :raises NotFound: when nothing or more than one docket bears that name.
        """
        if self._store.count(name):
            return DocketKey(name)
        return _one_named(name, self._store)

    def docket(self, name: str) -> Docket:
        """A docket with all its entries, as this officer may see it.

        :raises NotFound: when there is none of that key or number.
        """
        docket = self._docket(self.key_of(name))
        return _as_seen(docket, self.officer)

    def _docket(self, key: str) -> Docket:
        docket = self._folder.docket(key, self._store.lines(key))
        if docket is None:
            raise NotFound(say("There is no docket {key}.", key=key))
        return docket

    def complaint(self, name: str) -> Complaint:
        """A complaint or tip-off by its key or number.

        :raises NotFound: when that docket is no complaint.
        """
        state = self.docket(name).state
        if not isinstance(state, Complaint):
            raise NotFound(say("{key} is not a complaint.", key=name))
        return state

    def case(self, name: str) -> Case:
        """A case by its key or any of its numbers.

        :raises NotFound: when that docket is no case.
        """
        state = self.docket(name).state
        if not isinstance(state, Case):
            raise NotFound(say("{key} is not a case.", key=name))
        return state

    def find(self, find: Find) -> Found:
        """One page of the worklist. Empty days are filled in from the register's today."""
        if self._sees_nothing():
            return Found(rows=(), total=0, next="")
        page = self._store.find(
            evolve(find, text=plain_words(find.text), respondent=plain(find.respondent))
        )
        return Found(
            rows=tuple(msgspec.convert(dict(row), Summary) for row in page.rows),
            total=page.total,
            next=page.next,
        )

    def asking(self, **conditions: object) -> Find:
        """A :class:`Find` for this officer, today."""
        office = self.office
        today = self._now(office).date()
        base = Find(
            today=today,
            soon=today + timedelta(days=office.settings.soon_days),
            me=self.officer_id,
        )
        return evolve(base, **conditions)  # type: ignore[arg-type]

    def counts(self) -> dict[str, int]:
        """How many dockets stand in each queue, for this officer."""
        find = self.asking()
        counts = self._store.counts(find.today, self.officer_id, find.soon)
        return dict.fromkeys(counts, 0) if self._sees_nothing() else counts

    def _sees_nothing(self) -> bool:
        return set(self.officer.positions) == {Position.ADMINISTRATOR}

    def head(self) -> int:
        """The sequence number of the newest commit; cheap to ask."""
        return self._store.head().seq

    def deadlines(self, name: str) -> tuple[Deadline, ...]:
        """The clocks of a docket, computed afresh, nearest first."""
        state = self._docket(self.key_of(name)).state
        return () if isinstance(state, Office) else law.run(state.moments)

    def why(self, name: str, clock: str = "", lang: str = "en") -> tuple[str, ...]:
        """Why a limit falls on its day, line by line; of all limits, or of one clock."""
        found = [d for d in self.deadlines(name) if not clock or d.clock == clock]
        if not found:
            raise NotFound(say("{key} has no such limit.", key=name))
        return tuple(line for d in found for line in law.why(d, lang))

    def permitted(self, name: str | None = None) -> tuple[Permission, ...]:
        """Every kind of act for a docket (or, without one, those that open a docket), each with
        the reasons that stand against it now whatever its fields say."""
        office = self.office
        if name is None:
            scene = self._scene(self._store, office, None)
            kinds = [c for c in ACTS.values() if c.into is None and not c.both]
        else:
            docket = self._docket(self.key_of(name))
            scene = self._scene(self._store, office, docket)
            kinds = [
                c
                for c in ACTS.values()
                if (c.into is not None and isinstance(docket.state, c.into))
                or (c.both and not isinstance(docket.state, Office))
            ]
        return tuple(
            Permission(kind=c.kind, title=c.title, group=c.group, reasons=tuple(gate(c, scene)))
            for c in kinds
            if c is not Founded
        )

    def check(self, act: Act, *, on: str = "") -> tuple[Reason, ...]:
        """Every reason against an act as things stand; nothing is written.

        :raises Invalid: when a field cannot be read.
        """
        act = codec.checked(act)
        office = self.office
        docket = self._docket(self.key_of(on)) if on else None
        scene = self._scene(self._store, office, docket)
        return judged(act, scene)[1]

    def what_if(self, act: Act, *, on: str) -> "WhatIf":
        """What an act would move in its docket, without entering it.

        :raises Invalid, Refused: as ``enter`` does.
        """
        key = self.key_of(on)
        before = self._docket(key)
        body = self._body(_Dry(self._store), codec.checked(act), key, None)
        lines = [*self._store.lines(key), Line(seq=self.head() + 1, hash="", body=body)]
        after = fold(codec.entries_from(key, lines))
        if isinstance(before.state, Office) or isinstance(after, Office) or after is None:
            return WhatIf(moved=(), papers=())
        old = {(d.clock, d.subject): d for d in law.run(before.state.moments)}
        new = {(d.clock, d.subject): d for d in law.run(after.moments)}
        moved = tuple(
            (old.get(name), new.get(name))
            for name in dict.fromkeys((*old, *new))
            if _ends(old.get(name)) != _ends(new.get(name))
        )
        papers = tuple(
            p.number or p.id
            for p in (before.state.papers if isinstance(before.state, Case) else ())
            if isinstance(after, Case) and after.paper(p.id) != p
        )
        return WhatIf(moved=moved, papers=papers)

    def _scene(self, source: Store | Txn, office: Office, docket: Docket | None) -> Scene:
        now = self._now(office)

        def other(name: str) -> Docket | None:
            lines = source.lines(name)
            if not lines:
                named = source.named(plain(name))
                lines = source.lines(named[0]) if len(named) == 1 else lines
                name = named[0] if len(named) == 1 else name
            return self._folder.docket(name, lines)

        return Scene(
            now=now,
            officer=_known(office, self.officer_id),
            office=office,
            key=docket.key if docket else None,
            docket=docket.state if docket else None,
            entries=docket.entries if docket else (),
            open=other,
            backdate_limit=law.due(now.date(), -office.settings.backdate_days, "working").date
            if office.settings.backdate_days
            else now.date(),
        )

    # -- writing

    def enter(
        self, act: Act, *, on: str = "", expected: int | None = None, key: str | None = None
    ) -> Commit:
        """Enter an act: check everything, write one commit, or write nothing.

        ``on`` is the docket (key or number; empty for acts that open one), ``expected`` how many
        entries it had when the form was opened, ``key`` the client's own id of this commit: a
        second call with the same key returns the first commit.

        :raises Invalid: a field cannot be read; all problems with their paths.
        :raises Refused: the act may not happen now; all reasons.
        :raises Conflict: the docket has grown since; who was first and with what.
        :raises RegisterError: the register cannot be written.
        """
        act = codec.checked(act)
        line, new = self._store.commit(
            key or str(uuid.uuid4()), lambda txn: self._body(txn, act, on, expected)
        )
        return _commit(line, new)

    def enter_many(
        self, acts: Sequence[tuple["Desk", Act, str | Callable[[Sequence[Commit]], str]]]
    ) -> tuple[Commit, ...]:
        """Enter many acts as one bulk load: one lock, one flush, all or nothing. Each row is the
        desk (officer and clock) it is entered at, the act, and its docket, or a function that
        takes the commits so far and gives the docket."""
        made: list[Commit] = []

        def makes() -> Iterator[tuple[str, Callable[[Txn], Raw]]]:
            for desk, act, on in acts:
                yield str(uuid.uuid4()), _maker(desk, codec.checked(act), on, made)

        lines = self._store.commit_many(makes())
        return tuple(_commit(line, True) for line in lines)

    def _body(self, txn: Txn, act: Act, on: str, expected: int | None) -> Raw:
        office = self._office(txn)
        docket: Docket | None = None
        if on:
            key = on if txn.lines(on) else _one_named(on, txn)
            docket = self._folder.docket(key, txn.lines(key))
        scene = self._scene(txn, office, docket)
        if docket is not None and expected is not None and len(docket.entries) != expected:
            raise _conflict(docket, expected, office)
        if docket is None and act.into is not None:
            raise Refused([Reason(say("“{act}” needs a docket to be entered in.", act=act.title))])
        act, reasons = judged(_with_target(_by_key(act, scene), scene), scene)
        if reasons:
            raise Refused(reasons)
        if act.happened is None:
            act = evolve(act, happened=scene.today)
        self._check_files(act)
        return self._written(txn, act, scene)

    def _check_files(self, act: Act) -> None:
        missing = [
            Problem(path, say("This file is not kept in the register: add it first."))
            for path, f, value in walk(act)
            if f.type is FileHash and value and not self._store.has_file(cast("str", value))
        ]
        if missing:
            raise Invalid(*missing)

    def _written(self, txn: Txn, act: Act, scene: Scene) -> Raw:
        opened: DocketKey | None = None
        dockets: list[Written] = []
        for written in act.lines(scene):
            if written.docket in (NEW_COMPLAINT, NEW_CASE):
                opened = _new_key(txn, scene.now)
                written = evolve(written, docket=opened)
            dockets.append(written)
        spoken_of = _corrected(act, scene).speaks_of()
        officers = [o for o in spoken_of if scene.office.officer(o)]
        given = Given(
            main=scene.key or opened or dockets[0].docket,
            name=scene.officer.name,
            positions=scene.officer.positions,
            authority=scene.officer.authority,
            body=scene.officer.body,
            certificate=_certificate(scene.officer, scene.today),
            numbers=_numbers(txn, act, scene),
            opened=opened,
            names={o: _known(scene.office, o).name for o in officers},
            certificates={o: _certificate(_known(scene.office, o), scene.today) for o in officers},
            departures=tuple(
                Departure(msgid=r.text.msgid, values={k: str(v) for k, v in r.text.values.items()})
                for r in (*departures_of(act, scene), *_clock_set_back(scene))
            ),
            target=_target(act, scene),
        )
        open_part, sealed = codec.pack(act, act.seals(scene.docket))
        given_raw = codec.pack_plain(given)
        del given_raw["brought"]
        body: Raw = {
            "v": FORMAT,
            "at": scene.now.isoformat(timespec="seconds"),
            "officer": scene.officer.id,
            "account": self.account,
            "act": open_part,
            "given": given_raw,
        }
        if sealed:
            body["sealed"] = sealed
        dockets = _following(txn, act, scene, dockets, body, self._folder)
        body["dockets"] = [d.docket for d in dockets]
        body["entries"] = [_entry(txn, d) for d in dockets]
        return body

    # -- files

    def add_file(self, path: Path) -> FileHash:
        """Keep a copy of a file in the register, durably, before an act names it.

        :raises NotFound: when it cannot be read.
        """
        try:
            data = path.read_bytes()
        except OSError as wrong:
            raise NotFound(
                say("{path} cannot be read: {why}.", path=path.name, why=wrong.strerror or "")
            ) from wrong
        return FileHash(self._store.put_file(data))

    def file(self, digest: str) -> bytes:
        """The bytes of a kept file, checked against its name."""
        return self._store.get_file(digest)

    # -- proof

    def verify(self) -> Verified:
        """Reads the whole register: every hash, every link, every file an act names.

        :raises RegisterError: naming the first commit that is not as it was written.
        """
        count, head, files = 0, self._store.head().hash, set()
        for line in self._store.each_line():
            count, head = line.seq, line.hash
            for digest in _files_of(line.body.get("act")):
                if digest not in files:
                    self._store.get_file(digest)
                    files.add(digest)
        return Verified(commits=count, hash=head, files=len(files))


# ------------------------------------------------------------------ pieces of a commit


def _maker(
    desk: Desk, act: Act, on: str | Callable[[Sequence[Commit]], str], made: list[Commit]
) -> Callable[[Txn], Raw]:
    def make(txn: Txn) -> Raw:
        key = on if isinstance(on, str) else on(made)
        body = desk._body(txn, act, key, None)
        line = Line(seq=txn.head.seq + 1, hash="", body=body)
        made.append(_commit(line, True))
        return body

    return make


def _commit(line: Line, new: bool) -> Commit:
    given = cast("Raw", line.body["given"])
    opened = cast("str | None", given["opened"])
    return Commit(
        seq=line.seq,
        hash=line.hash,
        docket=DocketKey(cast("str", given["main"])),
        opened=DocketKey(opened) if opened else None,
        dockets=tuple(
            (DocketKey(cast("str", e["d"])), cast("int", e["n"]))
            for e in cast("list[Raw]", line.body["entries"])
        ),
        numbers=msgspec.convert(given["numbers"], tuple[Number, ...]),
        new=new,
    )


def _new_key(txn: Txn, now: datetime) -> DocketKey:
    year = f"{now.year % 100:02d}"
    return DocketKey(f"{year}-{txn.take(f'docket/{year}'):06d}")


def _numbers(txn: Txn, act: Act, scene: Scene) -> tuple[Number, ...]:
    year = (act.happened or scene.today).year
    found = []
    for kind, authority in act.numbering(scene):
        series = scene.office.series(kind)
        owner = scene.office.authority(authority)
        if series is None or owner is None:
            continue
        n = txn.take(f"{authority}/{kind}/{year}", series.first)
        found.append(
            Number(
                kind=OneLine(kind),
                authority=authority,
                year=year,
                n=n,
                text=OneLine(series.text(owner.words, year, n)),
            )
        )
    return tuple(found)


def _entry(txn: Txn, written: Written) -> Raw:
    entry: Raw = {"d": written.docket, "n": len(txn.lines(written.docket)) + 1}
    if written.brought:
        packed = [codec.pack_brought(b) for b in written.brought]
        entry["brought"] = [p[0] for p in packed]
        entry["sealed"] = [p[1] for p in packed]
    return entry


def _target(act: Act, scene: Scene) -> int | None:
    if isinstance(act, (Corrected, TakenBack)):
        return next((e.seq for e in scene.entries if e.n == act.entry), None)
    return None


def _by_key(act: Act, scene: Scene) -> Act:
    """The act with dockets named by a number named by their key instead."""
    keys: dict[str, object] = {}
    for f in fields_of(type(act)):
        value = getattr(act, f.name)
        docket = scene.open(value) if f.type is DocketKey and value else None
        if docket is not None and docket.key != value:
            keys[f.name] = docket.key
    return cast("Act", evolve(cast("Any", act), **keys)) if keys else act


def _corrected(act: Act, scene: Scene) -> Act:
    """The act that a correction makes of the one it corrects; any other act as it is."""
    if not isinstance(act, Corrected):
        return act
    target = next(e for e in scene.entries if e.n == act.entry)
    raw = codec.pack_plain(target.act)
    for change in (*act.changes, *act.sealed_changes):
        raw = codec.changed_at(raw, change.path, msgspec.json.decode(change.value))
    return codec.read_act(target.act.kind, raw)


def _with_target(act: Act, scene: Scene) -> Act:
    """A correction, its changes checked against the act they change and its sealed ones moved
    into the sealed field.

    :raises Invalid: when a changed field does not exist or its new value cannot be read.
    """
    if not isinstance(act, Corrected):
        return act
    target = next((e for e in scene.entries if e.n == act.entry), None)
    if target is None or isinstance(target.act, (Corrected, TakenBack)):
        return act
    whole = target.act.seals(scene.docket)
    open_changes: list[Change] = []
    sealed: list[Change] = []
    for change in (*act.changes, *act.sealed_changes):
        try:
            msgspec.json.decode(change.value)
        except msgspec.DecodeError:
            raise Invalid(Problem(change.path, say("The new value is not JSON."))) from None
        f = codec.field_at(type(target.act), change.path)
        hidden = (f is not None and codec.holds_sealed(f)) or change.path.split(".")[0] in whole
        (sealed if hidden else open_changes).append(change)
    act = evolve(act, changes=tuple(open_changes), sealed_changes=tuple(sealed))
    _corrected(act, scene)
    return act


def _following(
    txn: Txn,
    act: Act,
    scene: Scene,
    dockets: list[Written],
    body: Raw,
    folder: _Folder,
) -> list[Written]:
    """A correction of a complaint that is in a case is written into the case too, with what the
    complaint brings after it."""
    complaint = scene.docket
    if not isinstance(act, Corrected) or not isinstance(complaint, Complaint):
        return dockets
    if complaint.case is None or scene.key is None:
        return dockets
    draft = dict(body)
    draft["dockets"] = [d.docket for d in dockets]
    draft["entries"] = [_entry(txn, d) for d in dockets]
    lines = [*txn.lines(scene.key), Line(seq=txn.head.seq + 1, hash="", body=draft)]
    after = fold(codec.entries_from(scene.key, lines))
    if not isinstance(after, Complaint):
        return dockets
    case = scene.look(complaint.case)
    ids = (
        tuple(a.source_id for a in case.allegations if a.source == complaint.key)
        if isinstance(case, Case)
        else ()
    )
    brings = (after.brought(ids),)
    if any(d.docket == complaint.case for d in dockets):
        return [evolve(d, brought=brings) if d.docket == complaint.case else d for d in dockets]
    return [*dockets, Written(docket=complaint.case, brought=brings)]


def _files_of(raw: Json) -> Iterator[str]:
    if isinstance(raw, dict):
        for name, value in raw.items():
            if name == "file" and isinstance(value, str) and len(value) == 64:
                yield value
            else:
                yield from _files_of(value)
    elif isinstance(raw, list):
        for item in raw:
            yield from _files_of(item)


def _clock_set_back(scene: Scene) -> Iterator[Reason]:
    """A machine clock that runs behind the docket is no bar, but it stays on record."""
    last = scene.entries[-1] if scene.entries else None
    if last is not None and scene.now < last.at:
        yield Reason(
            say(
                "The clock of this machine stood at {now}, before entry {n} of {then}.",
                now=scene.now.isoformat(timespec="minutes"),
                n=last.n,
                then=last.at.isoformat(timespec="minutes"),
            )
        )


def _certificate(officer: Officer, on: date) -> OneLine:
    certificate = officer.certificate(on)
    return certificate.number if certificate else OneLine("")


def _conflict(docket: Docket, expected: int, office: Office) -> Conflict:
    newer = docket.entries[expected:]
    told: Said = say("")
    for entry in newer:
        one = say(
            "{name}: {act} ({time})",
            name=entry.given.name,
            act=entry.act.title,
            time=entry.at.strftime("%H:%M"),
        )
        told = say("{first}; {second}", first=told, second=one) if told else one
    return Conflict(
        say(
            "Somebody was first. Since this form was opened: {told}. Nothing was written and "
            "what you typed is kept; look at it once more.",
            told=told,
        )
    )


def _known(office: Office, officer_id: str) -> Officer:
    officer = office.officer(officer_id)
    if officer is None:
        names = ", ".join(o.id for o in office.officers[:20])
        raise NotFound(
            say(
                "There is no officer “{id}” in this office; there are: {names}.",
                id=officer_id,
                names=names,
            )
        )
    return officer


def _one_named(name: str, source: Store | Txn) -> DocketKey:
    found = source.named(plain(name))
    if len(found) == 1:
        return DocketKey(found[0])
    if found:
        raise NotFound(
            say(
                "“{name}” is a number of several dockets: {keys}.", name=name, keys=", ".join(found)
            )
        )
    raise NotFound(say("There is no docket {key}.", key=name))


def plain_words(text: str) -> str:
    """Search words in their plain form, still separated."""
    return " ".join(plain(word) for word in text.split())


# ------------------------------------------------------------------ who may see what


def may_see(officer: Officer, state: Complaint | Case | Office, field: str) -> bool:
    """Whether an officer may see a sealed part of a docket: ``"identity"`` (who a tip-off's author
    or a confidential complainant is) or ``"contact"`` (numbers, phones, addresses of a named one).

    The administrator sees no complaint (河南条例 art. 8: reporters are kept secret). Identity is
    for the one who registered and the institution head; contact for everybody who handles.
    """
    positions = set(officer.positions)
    if positions == {Position.ADMINISTRATOR}:
        return False
    if field != "identity":
        return True
    if isinstance(state, Complaint) and state.clerk == officer.id:
        return True
    return bool(HEADS & positions)


def _as_seen(docket: Docket, officer: Officer) -> Docket:
    state = docket.state
    if isinstance(state, Office):
        return docket
    if set(officer.positions) == {Position.ADMINISTRATOR}:
        raise NotFound(say("The administrator changes the office and sees no complaint or case."))
    if not isinstance(state, Complaint) or state.identity is Identity.NAMED:
        return docket
    if may_see(officer, state, "identity"):
        return docket
    return evolve(
        docket,
        state=evolve(state, complainant=None, workers=(), representatives=()),
        entries=tuple(
            evolve(e, act=_hidden(e.act), first=_hidden(e.first) if e.first else None)
            for e in docket.entries
        ),
    )


def _hidden(act: object) -> Act:
    """An act without what could name its author."""
    blanks: dict[str, object] = {
        "complainant": None, "workers": (), "representatives": (), "sealed_changes": ()
    }  # fmt: skip
    here = {name: empty for name, empty in blanks.items() if hasattr(act, name)}
    return cast("Act", evolve(cast("Any", act), **here))


# ------------------------------------------------------------------ opening


def default_register() -> str:
    """Where the register lies when nobody says: ``LABORCASE_REGISTER``, else the user's data
    folder."""
    import platformdirs

    return os.environ.get("LABORCASE_REGISTER") or str(
        platformdirs.user_data_path("laborcase") / "register"
    )


def this_account() -> str:
    """The operating-system account, by its number and never by what the environment says."""
    if hasattr(os, "getuid"):
        return f"uid:{os.getuid()}"
    return f"user:{os.getlogin()}"


def system_clock() -> datetime:
    """The machine's time in UTC; the register's own zone is applied by the desk."""
    return datetime.now(ZoneInfo("UTC"))


def open_desk(url: str = "", *, officer: str = "", clock: Clock = system_clock) -> Desk:
    """Open the desk of a register that exists; opening never creates one.

    ``officer`` else ``LABORCASE_OFFICER`` else the officer bound to this system account.

    :raises RegisterError: the register is missing, foreign, newer, damaged or unreadable.
    :raises NotFound: no such officer, or none is bound to this account.
    """
    folder = _Folder()
    store = open_store(url or default_register(), folder.summarise, rules=rules_hash())
    account = this_account()
    desk = Desk(store, folder, OfficerId(officer), account, clock)
    try:
        wanted = officer or os.environ.get("LABORCASE_OFFICER", "")
        if not wanted:
            bound = [o.id for o in desk.office.officers if account in o.accounts and o.active]
            if len(bound) != 1:
                raise NotFound(
                    say(
                        "No officer is bound to this system account ({account}): say who you are "
                        "with --officer or LABORCASE_OFFICER.",
                        account=account,
                    )
                )
            wanted = bound[0]
        desk.officer_id = _known(desk.office, wanted).id
    except BaseException:
        store.close()
        raise
    return desk


def read_office(path: Path) -> Founded:
    """The founding act of an office file (TOML, like ``examples/zhoukou-zone.toml``).

    :raises NotFound: when it cannot be read. :raises Invalid: with all problems of the file.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as wrong:
        raise NotFound(
            say("{path} cannot be read: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Invalid(say("{path} is not TOML: {why}.", path=str(path), why=str(wrong))) from wrong
    return cast("Founded", codec.read_act(Founded.kind, raw))


def _bound(founding: Founded, account: str) -> Founded:
    """The founding with its first administrator bound to the account that founds, so that the
    register can be opened by it afterwards; as it is when the office binds an administrator."""
    administrators = [o for o in founding.officers if Position.ADMINISTRATOR in o.positions]
    if not administrators or any(o.accounts for o in administrators):
        return founding
    bound = evolve(administrators[0], accounts=(OneLine(account),))
    officers = tuple(bound if o.id == bound.id else o for o in founding.officers)
    return evolve(founding, officers=officers)


def found_register(
    url: str, founding: Founded, *, clock: Clock = system_clock, account: str = ""
) -> Desk:
    """Make a register: create it empty and enter ``founded``, signed by the office's first
    administrator, who is bound to this system account unless the office binds one.

    :raises Refused: when the office does not fit together; nothing is created.
    :raises RegisterError: when something is there already or it cannot be written.
    """
    account = account or this_account()
    founding = _bound(cast("Founded", codec.checked(founding)), account)
    office = Office(
        name=founding.name,
        settings=founding.settings,
        authorities=founding.authorities,
        joint_offices=founding.joint_offices,
        officers=founding.officers,
    )
    signer = next(
        (o for o in founding.officers if Position.ADMINISTRATOR in o.positions and o.active), None
    )
    if signer is None:
        raise Refused([Reason(say("Somebody in service must be administrator."))])
    now = clock().astimezone(ZoneInfo(founding.settings.zone))
    scene = Scene(
        now=now, officer=signer, office=office, open=lambda _: None, backdate_limit=date.min
    )
    founding = evolve(founding, happened=founding.happened or now.date())
    _, reasons = judged(founding, scene)
    if reasons:
        raise Refused(reasons)
    folder = _Folder()
    store = create_store(url, folder.summarise, rules=rules_hash())
    desk = Desk(store, folder, signer.id, account, clock)
    store.commit(str(uuid.uuid4()), lambda txn: desk._written(txn, founding, scene))
    return desk
