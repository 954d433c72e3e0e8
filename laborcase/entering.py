"""How an act becomes the body of a commit: keys and numbers taken, names and facts copied."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast

import msgspec
from attrs import evolve, frozen

from . import codec
from .acts import (
    Change,
    Corrected,
    DecisionChanged,
    DecisionCorrected,
    DecisionWithdrawn,
    Proposed,
    Signed,
    TakenBack,
)
from .acts.base import (
    NEW_CASE,
    NEW_COMPLAINT,
    Act,
    Scene,
    Written,
    departures_of,
    impossible_day,
    pair_reasons,
    too_early,
)
from .acts.office import office_reasons, series_reasons
from .acts.remedies import AGAINST
from .errors import Invalid, NotFound, Problem, Reason
from .fields import DocketKey, FileHash, fields_of
from .folding import Folder
from .law.approvals import approvals
from .parties import SECRET, Officer, Position
from .record import merging
from .record.case import Case
from .record.complaint import Complaint, Disposition
from .record.docket import Departure, Entry, Given, Number, StandIn, fold
from .record.office import Office
from .record.proposals import Proposal, Round
from .record.tickets import Arrival
from .seeing import hidden_in
from .store import Head, Json, Line, Store, Txn
from .values import Line as OneLine
from .values import Text, fits, readable
from .words import Said, say

Raw = dict[str, Json]


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
    warning: Said | None = None
    """That the clock of the machine stands oddly; it stays on record in the commit."""


Seal = Callable[[str, Raw, bool], Raw]
"""Makes the identity block of a docket from the fields that were covered; whether it is the
docket's first."""


def unsealed(docket: str, fields: Raw, first: bool) -> Raw:
    """The block of a commit that is never written."""
    return {"alg": "", "fields": dict.fromkeys(fields)}


def written(
    txn: Txn,
    act: Act,
    scene: Scene,
    account: str,
    folder: Folder,
    signing: Signed | None = None,
    *,
    stands_in: StandIn | None = None,
    seal: Seal,
) -> Raw:
    """The body of the commit that enters ``act``: dockets, numbers, what was relied on, and the
    last signature that made it, if it was proposed."""
    opened: DocketKey | None = None
    dockets: list[Written] = []
    for written in act.lines(scene):
        if written.docket in (NEW_COMPLAINT, NEW_CASE):
            opened = _new_key(txn, scene.now)
            written = evolve(written, docket=opened)
        dockets.append(written)
    _keep_taken(txn, act, scene)
    after = _corrected(act, scene)
    spoken_of = after.speaks_of()
    officers = [o for o in spoken_of if scene.office.officer(o)]
    given = Given(
        main=scene.key or dockets[0].docket,
        name=scene.officer.name,
        positions=scene.officer.positions,
        authority=scene.officer.authority,
        body=scene.officer.body,
        certificate=_certificate(scene.officer, scene.today),
        numbers=_numbers(txn, act, scene),
        opened=opened,
        names={o: known_officer(scene.office, o).name for o in officers},
        certificates={
            o: _certificate(known_officer(scene.office, o), act.day(scene)) for o in officers
        },
        departures=tuple(
            Departure.of(r.text, stands=r.stands)
            for r in (*departures_of(act, scene), *_clock_set_back(scene))
        ),
        proposal=signing.proposal if signing else OneLine(""),
        opinion=signing.opinion if signing else Text(""),
        target=_target(act, scene),
        stands_in=stands_in,
    )
    hidden = hidden_in(act, scene.docket, secret=after is not act and bool(after.seals(None)))
    kept: Raw = {}
    if hidden:
        open_part, kept = codec.pack_covered(act, hidden, type(after))
        sealed = codec.left_sealed(open_part, type(after))
    else:
        open_part, sealed = codec.pack(act)
    given_raw = codec.pack_plain(given)
    del given_raw["brought"]
    if stands_in is None:
        del given_raw["stands_in"]
    body: Raw = {
        "v": codec.FORMAT,
        "at": scene.now.isoformat(timespec="seconds"),
        "officer": scene.officer.id,
        "account": account,
        "act": open_part,
        "given": given_raw,
    }
    jump = clock_jump(txn.newest(), scene.now)
    if jump is not None:
        body["clock"] = jump
    if sealed:
        body["sealed"] = sealed
    if kept:
        body["identity"] = seal(given.main, kept, not any(e.kept_secret for e in scene.entries))
    dockets = _following(txn, act, scene, dockets, body, folder)
    body["dockets"] = [d.docket for d in dockets]
    body["entries"] = [_entry(txn, d) for d in dockets]
    return body


def commit_of(line: Line, new: bool) -> Commit:
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
        warning=_clock_told(line) if new else None,
    )


def _clock_told(line: Line) -> Said | None:
    """What is said to whoever enters while the clock stands oddly."""
    odd = line.body.get("clock")
    if not isinstance(odd, dict):
        return None
    return say(
        "The clock of this machine stood at {now}, and the commit before is of {then}. See which of"
        " them is wrong, and set the clock right before more is entered: days are counted by it.",
        now=str(line.body["at"]),
        then=str(odd.get("at")),
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


def _keep_taken(txn: Txn, act: Act, scene: Scene) -> None:
    """Counts numbers that were given outside as taken: their series go on behind them, and never
    before the office's own first number."""
    for number in act.outside():
        series = scene.office.series(number.kind)
        if series is not None and number.n:
            name = f"{number.authority}/{number.kind}/{number.year}"
            txn.reach(name, max(number.n, series.first - 1))


def _entry(txn: Txn, written: Written) -> Raw:
    entry: Raw = {"d": written.docket, "n": len(txn.lines(written.docket)) + 1}
    if written.brought:
        packed = [codec.pack_brought(b) for b in written.brought]
        entry["brought"] = [p[0] for p in packed]
        entry["sealed"] = [p[1] for p in packed]
    if written.absorbed:
        entry["absorbed"] = codec.pack_plain(merging.packed(written.absorbed))
    return entry


def _target(act: Act, scene: Scene) -> int | None:
    if isinstance(act, (Corrected, TakenBack)):
        return next((e.seq for e in scene.entries if e.n == act.entry), None)
    return None


def by_key(act: Act, scene: Scene) -> Act:
    """The act with dockets named by a number named by their key instead."""
    keys: dict[str, object] = {}

    def key(name: str) -> str:
        docket = scene.open(name) if name else None
        return docket.key if docket is not None else name

    for f in fields_of(type(act)):
        value = getattr(act, f.name)
        if f.type is not DocketKey or not value:
            continue
        known = tuple(map(key, value)) if f.many else key(value)
        if known != value:
            keys[f.name] = known
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


def with_target(act: Act, scene: Scene) -> Act:
    """A correction, its changes checked against the act they change and its sealed ones moved
    into the sealed field.

    :raises Invalid: when a changed field does not exist or its new value cannot be read.
    """
    if not isinstance(act, Corrected):
        return act
    target = next((e for e in scene.entries if e.n == act.entry), None)
    if target is None or isinstance(target.act, (Corrected, TakenBack)):
        return act
    for change in (*act.changes, *act.sealed_changes):
        try:
            msgspec.json.decode(change.value)
        except (msgspec.DecodeError, RecursionError):
            raise Invalid(
                Problem(
                    change.path,
                    say("The new value is not JSON: a text stands in quotation marks there."),
                )
            ) from None
    new = _corrected(act, scene)
    whole = {
        *hidden_in(target.act, scene.docket),
        *hidden_in(new, scene.docket, secret=bool(new.seals(None))),
    }
    open_changes: list[Change] = []
    sealed: list[Change] = []
    for change in (*act.changes, *act.sealed_changes):
        f = codec.field_at(type(target.act), change.path)
        hidden = (f is not None and codec.holds_sealed(f)) or change.path.split(".")[0] in whole
        (sealed if hidden else open_changes).append(change)
    return evolve(act, changes=tuple(open_changes), sealed_changes=tuple(sealed))


def proposed_act(act: Proposed) -> Act:
    """The act that is proposed.

    :raises Invalid: when the content is no act of that kind; all problems with their paths.
    :raises Usage: when there is no such kind.
    """
    try:
        raw = msgspec.json.decode(act.content)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid(Problem("content", say("This is not JSON."))) from None
    return codec.read_act(act.what, raw)


def with_content(act: Act, scene: Scene) -> Act:
    """A proposal with its act cleaned, its dockets named by key, and what it leaves open settled,
    so that what is signed says everything."""
    if not isinstance(act, Proposed):
        return act
    inner = by_key(proposed_act(act), scene)
    return evolve(act, content=content_of(inner))


def content_of(act: Act) -> Text:
    """An act as the canonical JSON that a proposal holds."""
    raw = codec.pack_plain(act)
    whole = {"kind": act.kind, "version": act.version, **raw}
    return Text(msgspec.json.encode(whole, order="sorted").decode())


def signed_act(proposal: Proposal) -> Act:
    """The act that the newest round of a proposal proposes."""
    return act_of_round(proposal.rounds[-1])


def act_of_round(one: Round) -> Act:
    """The act that a round of a proposal proposes, lifted to today's shape."""
    return codec.act_from(cast("Raw", msgspec.json.decode(one.content)))


def for_signature(kind: str, scene: Scene) -> Scene:
    """The scene in which a proposed act is judged: its last signatory's positions at the desk."""
    rule = approvals().get(kind)
    signs = frozenset({Position(rule.signs[-1])}) if rule else frozenset()
    return evolve(scene, proposing=True, positions=signs)


def mended(act: Act, scene: Scene) -> Iterator[Reason]:
    """Why the new values of a correction cannot stand: what nobody corrects, and every reason
    against the mended act, as its docket stood before it, that the old one did not have; and why
    the office of today would not stand a taking back."""
    if not isinstance(act, (Corrected, TakenBack)):
        return
    target = next((e for e in scene.entries if e.n == act.entry), None)
    if target is None or target.taken_back_by or target.given.main != scene.key:
        return
    if isinstance(act, TakenBack):
        if isinstance(scene.docket, Office):
            yield from _office_after(scene, evolve(target, taken_back_by=len(scene.entries) + 1))
        return
    if isinstance(target.act, (Corrected, TakenBack)):
        return
    old, new = cast("Act", target.act), _corrected(act, scene)
    for f in fields_of(type(old)):
        if (f.system or f.name in old.fixed) and getattr(old, f.name) != getattr(new, f.name):
            yield Reason(
                say(
                    "“{field}” is not corrected, since powers, numbers or other dockets follow "
                    "from it: take the entry back, or enter what has changed as an act of its own.",
                    field=f.label,
                )
            )
    yield from _told_already(scene, target, old, new)
    if any(SECRET in change.value for change in act.sealed_changes):
        yield Reason(
            say(
                "The new value holds “{secret}” where something is kept secret, and would put that "
                "in its place: change the single fields instead.",
                secret=SECRET,
            )
        )
    if old.irregular and not new.irregular:
        yield Reason(
            say("What was irregular stays marked: it is settled by a head, not corrected.")
        )
    if isinstance(scene.docket, Office):
        yield from _office_after(scene, evolve(target, act=new))
    else:
        yield from _served_too_early(scene, evolve(target, act=new))
    before = tuple(e for e in scene.entries if e.n < act.entry)
    then = evolve(scene, key=scene.key if before else None, docket=fold(before), entries=before)
    known = {r.text for r in _against(old, then)}
    yield from (
        r for r in _against(new, then) if r.text not in known and not (r.soft and new.irregular)
    )


def _told_already(scene: Scene, target: Entry, old: Act, new: Act) -> Iterator[Reason]:
    """Why what a paper told whoever was served with it is not corrected in the docket alone."""
    if not isinstance(scene.docket, (Complaint, Case)):
        return
    for paper in scene.docket.papers:
        if paper.entry != target.n or not any(s.reached for s in paper.services):
            continue
        for f in fields_of(type(old)):
            if f.name in old.tells and getattr(old, f.name) != getattr(new, f.name):
                yield Reason(
                    say(
                        "“{field}” stands in {kind} {number}, which was served: {how}.",
                        field=f.label,
                        kind=paper.kind.label,
                        number=paper.number or paper.id,
                        how=say(
                            "a slip is put right by “{slip}”, anything else by “{change}” or "
                            "“{withdraw}”",
                            slip=DecisionCorrected.title,
                            change=DecisionChanged.title,
                            withdraw=DecisionWithdrawn.title,
                        )
                        if paper.kind in AGAINST
                        else say("enter “{act}” once more, as it should be", act=old.title),
                    )
                )


def _office_after(scene: Scene, changed: Entry) -> Iterator[Reason]:
    """Why the office of today would not fit together with one of its entries changed."""
    assert isinstance(scene.docket, Office)
    after = fold([changed if e.n == changed.n else e for e in scene.entries])
    before = {r.text for r in office_reasons(scene.docket)}
    if isinstance(after, Office):
        yield from series_reasons(scene.docket, after, scene)
        yield from (r for r in office_reasons(after) if r.text not in before)


def _served_too_early(scene: Scene, changed: Entry) -> Iterator[Reason]:
    """Why one of its entries cannot be changed so: a paper would have been served before it was
    issued."""
    after = fold([changed if e.n == changed.n else e for e in scene.entries])
    if not isinstance(after, (Complaint, Case)):
        return
    for paper in after.papers:
        early = [s.on for s in paper.services if s.on < paper.issued_on]
        if changed.n == paper.entry and early:
            yield Reason(
                say(
                    "{kind} {number} was served on {day}; it cannot have been issued after that.",
                    kind=paper.kind.label,
                    number=paper.number or paper.id,
                    day=min(early).isoformat(),
                )
            )


def _against(act: Act, scene: Scene) -> Iterator[Reason]:
    yield from impossible_day(act.day(scene), scene)
    yield from act.reasons(scene)
    yield from pair_reasons(act, scene)
    yield from too_early(act, scene)


def _following(
    txn: Txn,
    act: Act,
    scene: Scene,
    dockets: list[Written],
    body: Raw,
    folder: Folder,
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
    ids = tuple(a.id for a in after.allegations if a.disposition is Disposition.ACCEPTED)
    brings = (after.brought(ids),)
    if any(d.docket == complaint.case for d in dockets):
        return [evolve(d, brought=brings) if d.docket == complaint.case else d for d in dockets]
    return [*dockets, Written(docket=complaint.case, brought=brings)]


_DIGEST = re.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def files_perhaps(raw: Json) -> set[str]:
    """What may be kept files in an act, also inside a proposed act or a corrected value."""
    return set(_DIGEST.findall(msgspec.json.encode(raw).decode()))


def files_of(raw: Json) -> Iterator[str]:
    """The kept files that an act names."""
    found: list[str] = []
    _find_files(raw, found)
    return iter(found)


def _find_files(raw: Json, found: list[str]) -> None:
    # Asked of every commit of a register: no generator, and no call for a mere word.
    if isinstance(raw, dict):
        for name, value in raw.items():
            if isinstance(value, dict | list):
                _find_files(value, found)
            elif name in ("file", "package") and isinstance(value, str) and len(value) == 64:
                found.append(value)
    elif isinstance(raw, list):
        for item in raw:
            if isinstance(item, dict | list):
                _find_files(item, found)


def with_raw_kept(act: Act, keep: Callable[[bytes], str]) -> Act:
    """The act with raw texts of tickets that a docket cannot hold kept whole as files, byte for
    byte (UTF-8, a lone surrogate as three bytes); what can be read of them stays in the act."""
    changes: dict[str, object] = {}
    for f in fields_of(type(act)):
        value = getattr(act, f.name)
        given = isinstance(value, dict) and f.type is Arrival  # a script may give it as a table
        raw = value.get("raw") if given else value.raw if isinstance(value, Arrival) else None
        if not isinstance(raw, str) or fits(raw):
            continue
        kept = {"raw": readable(raw), "file": FileHash(keep(raw.encode("utf-8", "surrogatepass")))}
        changes[f.name] = {**value, **kept} if given else evolve(value, **kept)
    return cast("Act", evolve(cast("Any", act), **changes)) if changes else act


_UNEVEN = timedelta(minutes=5)
"""Clocks of several machines may differ by so much."""
_LONG = timedelta(days=366)
"""No office enters nothing for so long: rather its clock is wrong."""


def clock_jump(last: Line | None, now: datetime) -> Raw | None:
    """What stays on record when the clock stands before the newest commit, or very long after it:
    that commit and its time. None when nothing is odd."""
    at = last.body.get("at") if last is not None else None
    try:
        then = datetime.fromisoformat(at) if isinstance(at, str) else None
    except ValueError:
        then = None
    if last is None or then is None or then.tzinfo is None:
        return None
    if then - _UNEVEN <= now <= then + _LONG:
        return None
    return {"commit": last.seq, "at": at}


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
            ),
            stands=True,
        )


def _certificate(officer: Officer, on: date) -> OneLine:
    certificate = officer.certificate(on)
    return certificate.number if certificate else OneLine("")


def known_officer(office: Office, officer_id: str) -> Officer:
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


class Dry:
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

    def newest(self) -> Line | None:
        return None

    def reach(self, series: str, number: int) -> None:
        """Nothing is kept."""
