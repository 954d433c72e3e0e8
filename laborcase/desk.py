"""The one door. Terminal, command line and scripts all go through ``Desk``.

``enter`` runs under the store's write lock: the docket is loaded afresh, the act asked for its
reasons, numbers taken, one commit written durably, or nothing at all.
"""

import uuid
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Literal, Self, cast
from zoneinfo import ZoneInfo

import msgspec
from attrs import evolve, field, frozen

from . import codec, joint, law, printing, proof
from .acts import (
    ACTS,
    Answered,
    Asked,
    Extended,
    Founded,
    HandedOver,
    HandoverSupplemented,
    IdentityOpened,
    Linked,
    OfficerChanged,
    Proposed,
    Registered,
    SettingsChanged,
    Signed,
)
from .acts.approval import alone_reasons, proposals_of
from .acts.base import (
    HANDLERS,
    Act,
    Scene,
    besides,
    gate,
    judged,
    kinds_of,
    once,
)
from .acts.complexity import suggested
from .acts.filing import LinkKind
from .acts.identity import files_in, naming
from .acts.office import criteria_reasons
from .acts.tickets import joining
from .citing import Citing, where_in
from .doctor import Finding, findings, register_findings
from .entering import (
    Commit,
    Dry,
    by_key,
    commit_of,
    content_of,
    for_signature,
    known_officer,
    mended,
    proposed_act,
    signed_act,
    unsealed,
    with_content,
    with_raw_kept,
    with_target,
    written,
)
from .errors import (
    Conflict,
    Invalid,
    NotFound,
    Problem,
    Reason,
    Refused,
    RegisterError,
    Unreachable,
    Usage,
)
from .fields import Declared, DocketKey, FileHash, OfficerId, fields_of, walk
from .figures import Changed, Figures, changed_between, figures_of
from .folding import Folder
from .handing import LEFT_OVER, OPEN_QUEUES, Duties, duties_in, in_the_office, left_behind, plan
from .imagining import Unnumbered, imagined
from .joint import JointDesk, JointLine
from .law import Deadline
from .law.approvals import approvals
from .likeness import Known, Matter, Similar, cores, likely, matter_in, matter_of, similar
from .moved import Moved, moved_of, told
from .parties import HEADS, Officer, Person, Position, Respondent, Worker
from .record.case import Case, HandoverAnswer, HandoverKind
from .record.complaint import ENDED, Complaint
from .record.crime import CrimeSigns, crime_signs
from .record.criteria import Replay, Suggestion, replayed, seen_of, year_before
from .record.docket import OFFICE, Docket, Entry, Likeness, StandIn, fold
from .record.office import LocalCriterion, Office
from .record.opinions import opinions
from .record.package import Package, read_package
from .record.papers import PaperState
from .record.proposals import Proposal, ProposalState
from .record.sanctions import Measure
from .record.secrecy import What
from .record.summary import Summary
from .refusals import recent
from .seeing import as_seen, hidden_in, may_see, secret_as_typed
from .shifting import Moving, Shift, Shifts, WhatIf, moved_between, moves, pairs
from .standing import Standing, anchor_due, standing
from .store import PAGE, Find, Head, Json, Line, Store, Txn
from .store import Summary as StoredSummary
from .today import ToDo, in_order, lines_of, tomorrow
from .upward import package_of
from .values import Line as OneLine
from .values import Text, as_name, plain
from .vault import Vault, is_sealed_file
from .words import Said, say

Clock = Callable[[], datetime]
_PERHAPS = 3  # complaints of this rank may be anything else against the same respondent
_FEW = 3
_SOME = "-"  # the opinion of an act that is only tried
Raw = dict[str, Json]
Form = Literal["text", "html"]
"""As what a paper is printed."""


@frozen(kw_only=True)
class Permission:
    """A kind of act, and every reason why it cannot be entered now (none: it can)."""

    kind: str
    title: Said
    group: Said
    reasons: tuple[Reason, ...]
    proposable: bool = False
    """It can be proposed for signature by somebody who may not enter it."""


@frozen(kw_only=True)
class Found:
    """One page of a list: its rows, how many match altogether, and the cursor of the next page.

    A list that is narrowed by more than its queue is counted up to a thousand: ``over`` says that
    there are more.
    """

    rows: tuple[Summary, ...]
    total: int
    next: str
    over: bool = False
    reminders: frozenset[DocketKey] = frozenset()
    """Of ``mine``, the rows that are an absent officer's, whom this one substitutes."""


@frozen(kw_only=True)
class Opened:
    """A docket with its identity block open. Whoever holds it has entered for what purpose."""

    docket: Docket
    entry: int
    """The entry of the opening."""
    troubles: tuple[Said, ...] = ()
    """Why parts of the block cannot be read; those are still covered."""
    file: Callable[[str], bytes] = field(repr=False, eq=False)
    """The bytes of a kept file that the docket names, by its hash.

    :raises NotFound: when the docket names no such file.
    :raises RegisterError: when it cannot be read.
    """

    def parts(self) -> Iterator[tuple[Entry, str, Declared, object]]:
        """What was kept secret, value by value: its entry, path and declaration."""
        state = self.docket.state
        for entry in self.docket.entries:
            names = {*entry.kept_secret, *hidden_in(entry.act, state)}
            for path, declared, value in walk(entry.act):
                if path.partition(".")[0] in names and value not in (None, ""):
                    yield entry, path, declared, value


class Desk:
    """One officer at one register. Closing it closes the register's files, never loses a commit."""

    def __init__(
        self, store: Store, folder: Folder, officer: OfficerId, account: str, clock: Clock
    ) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        self._vault = Vault(store)
        self.account = account
        self.officer_id = officer
        self.refused: Callable[[str, Sequence[Reason], date], None] = _uncounted

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

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The open dockets whose dates moved at this opening of the register, because law data,
        calendar or program changed; the nearest limit first. No later opening tells it again.

        Empty for a seat that sees no docket, or that nobody has taken yet.
        """
        if not self._store.moved or self._sees_nothing():
            return ()
        rows = (moved_of(old, new) for old, new in self._store.moved)
        return tuple(sorted(rows, key=lambda row: (row.due or date.max, row.key)))

    def moved_in_words(self, lang: str) -> tuple[str, ...]:
        """What moved at this opening, line by line; empty when nothing did. Whoever may see no
        docket is told how many there are."""
        return told(self.moved, len(self._store.moved), lang)

    # -- who and when

    @property
    def office(self) -> Office:
        """The office as it stands now; while a server cannot be reached, as it was last read.
        Whatever is entered asks it anew."""
        try:
            return self._office(self._store)
        except Unreachable:
            if self._folder.office_seen is None:
                raise
            return self._folder.office_seen

    @property
    def office_read(self) -> Office:
        """The office as it was last read. It asks no register, so that no screen waits for it."""
        return self._folder.office_seen or self.office

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
        return known_officer(self.office, self.officer_id)

    @property
    def officer_read(self) -> Officer:
        """The officer at this desk, by :attr:`office_read`."""
        return known_officer(self.office_read, self.officer_id)

    def as_officer(self, officer: str) -> "Desk":
        """The same register with another officer at the desk."""
        known_officer(self.office, officer)
        return self._beside(OfficerId(officer), self._clock)

    def at(self, clock: Clock) -> "Desk":
        """The same register and officer with another clock."""
        return self._beside(self.officer_id, clock)

    def _beside(self, officer: OfficerId, clock: Clock) -> "Desk":
        made = Desk(self._store, self._folder, officer, self.account, clock)
        made.refused = self.refused
        return made

    def now(self) -> datetime:
        """The time in the register's zone, by the clock the desk was opened with."""
        return self._now(self.office)

    def time(self) -> datetime:
        """The same, in the zone as it was last read. It asks no register: a screen tells the time,
        and reads what is typed, also while a server cannot be reached."""
        return self._now(self.office_read)

    def _now(self, office: Office) -> datetime:
        return self._clock().astimezone(ZoneInfo(office.settings.zone))

    # -- reading

    def key_of(self, name: str) -> DocketKey:
        """The key of a docket by its key or any of its numbers, in any bracket style.

        :raises NotFound: when nothing or more than one docket bears that name.
        """
        return _one_named(name, self._store)

    def docket(self, name: str) -> Docket:
        """A docket with all its entries, as this officer may see it.

        :raises NotFound: when there is none of that key or number.
        """
        return self._seen(self.key_of(name))

    def _seen(self, key: str) -> Docket:
        officer = self.officer
        return as_seen(self._docket(key), officer, self._positions(officer))

    def _positions(self, officer: Officer) -> frozenset[Position]:
        office = self.office
        return office.positions(officer, self._now(office).date())

    def may_see(self, name: str, what: What) -> bool:
        """Whether this officer may see a part of a docket (``record/secrecy.py``)."""
        officer = self.officer
        state = self._docket(self.key_of(name)).state
        return may_see(officer, state, what, self._positions(officer))

    def keeps_secret(self, name: str, typed: Mapping[str, str] | None = None) -> bool:
        """Whether the author of a docket must stay unknown, so that files and drafts of it are
        encrypted where they lie; without a name, of the one that is typed just now, by path."""
        if not name:
            return secret_as_typed(typed or {}, self.now())
        state = self._docket(self.key_of(name)).state
        return isinstance(state, Complaint) and state.secret

    def hides_drafts(self, name: str, typed: Mapping[str, str] | None = None) -> bool:
        """Whether drafts for a docket are encrypted where they lie: where :meth:`keeps_secret`
        says so, and in a case to which such a complaint belongs, since what is typed there may name
        the author before it is refused."""
        if not name:
            return secret_as_typed(typed or {}, self.time())
        try:
            docket = self._docket(self.key_of(name))
        except Unreachable:
            # A draft is kept also while a server cannot be reached: by what was read last.
            seen = self._folder.seen(name)
            if seen is None:
                raise
            docket = seen
        state = docket.state
        if isinstance(state, Case):
            return any(b.secret for b in state.brought)
        return isinstance(state, Complaint) and state.secret

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
        rows = tuple(msgspec.convert(dict(row), Summary) for row in page.rows)
        others = {row.key for row in rows if find.queue == "mine" and not _handles(row, find.me)}
        return Found(
            rows=rows,
            total=page.total,
            next=page.next,
            over=page.over,
            reminders=frozenset(others),
        )

    def similar(self, what: Registered | Matter) -> tuple[Similar, ...]:
        """Complaints that may be the same matter as a registration, the likeliest first, each with
        the reason: the same ticket, or the same worker and respondent; else, at most three that
        have not ended, against the same respondent.

        Among the complaints against a respondent all those that bear a worker's name are compared,
        of the others the newest hundred. What this officer may not see of a complaint takes no
        part, so no reason can give it away. Who reported in secret takes no part at all, not even
        for those who may know it: a form that answered to a name would be an opening of the
        identity block without a purpose, and whoever guesses could ask it.
        """
        if isinstance(what, Registered):
            what = matter_of(cast("Registered", codec.checked(with_raw_kept(what, _unkept))))
        found = [
            (evolve(one, by=_registered(docket)), row.changed, state.stage not in ENDED)
            for key, row in self._comparable(what).items()
            for docket in (self.docket(key),)
            for state in (docket.state,)
            if isinstance(state, Complaint) and not state.void
            for one in (similar(what, state.key, matter_in(state)),)
            if one is not None
        ]
        found.sort(key=lambda f: (f[0].rank, -f[1]))
        sure = tuple(one for one, _, _ in found if one.rank < _PERHAPS)
        return sure or tuple(one for one, _, runs in found if runs)[:_FEW]

    def _comparable(self, new: Matter) -> dict[str, Summary]:
        """The complaints that are worth comparing."""
        rows: dict[str, Summary] = {}
        for ticket in new.tickets:
            for key in self._store.named(as_name(ticket)):
                named = self._store.summary(key)
                if named is not None and not self._sees_nothing():
                    rows[key] = msgspec.convert(dict(named), Summary)
        texts = {"", *(p.name for p in new.people[:_FEW])}
        asked = {(text, core) for text in texts for r in new.respondents for core in cores(r.name)}
        if new.place:
            asked.add((new.place, ""))
        for text, respondent in sorted(asked):
            find = self.asking(text=text, respondent=respondent, sort="changed", limit=100)
            for row in self.find(find).rows:
                names = [Known(name=name) for name in row.against.split("\n")]
                alike = any(likely(r.name, "", names) for r in new.respondents)
                if row.kind != "case" and (alike or not respondent):
                    rows[row.key] = row
        return rows

    def asking(self, **conditions: object) -> Find:
        """A :class:`Find` for this officer, today."""
        office = self.office
        today = self._now(office).date()
        base = Find(
            today=today,
            soon=today + timedelta(days=office.settings.soon_days),
            me=self.officer_id,
            also=office.substituted_by(self.officer_id, today),
        )
        return evolve(base, **conditions)  # type: ignore[arg-type]

    def counts(self) -> dict[str, int]:
        """How many dockets stand in each queue, for this officer."""
        find = self.asking()
        counts = self._store.counts(find.today, self.officer_id, find.soon, find.also)
        return dict.fromkeys(counts, 0) if self._sees_nothing() else counts

    def _sees_nothing(self) -> bool:
        return not self.officer_id or set(self.officer.positions) == {Position.ADMINISTRATOR}

    def head(self) -> int:
        """The sequence number of the newest commit; cheap to ask."""
        return self._store.head().seq

    def today(self) -> tuple[ToDo, ...]:
        """What waits for this officer today (今日), group by group, the most pressing first."""
        if self._sees_nothing():
            return ()
        office = self.office
        found: list[ToDo] = []
        for key in dict.fromkeys(self._today_keys(office)):
            docket = self._docket(key)
            scene = self._scene(self._store, office, docket)
            state = docket.state
            deadlines = () if isinstance(state, Office) else office.deadlines(state.clock_moments)
            found += lines_of(scene, deadlines)
        return in_order(found)

    def joint(self) -> JointDesk:
        """The desk of the joint offices that this officer sits in, or of whose authorities this
        officer is a head: requests waiting, what was asked, cases taken up, group incidents.

        :raises NotFound: for anybody else.
        """
        office, officer = self.office, self.officer
        offices = joint.seats(office, officer, self._positions(officer))
        if not offices or self._sees_nothing():
            raise NotFound(
                say(
                    "This desk is for those who sit in a joint office and for the heads of its "
                    "authorities."
                )
            )
        asked = (self.asking(queue=queue, sort="key", limit=PAGE) for queue in joint.QUEUES)
        found: list[JointLine] = []
        for key in dict.fromkeys(key for find in asked for key in self._keys(find)):
            docket = self._docket(key)
            if isinstance(docket.state, (Complaint, Case)):
                scene = self._scene(self._store, office, docket)
                deadlines = office.deadlines(docket.state.clock_moments)
                found += joint.lines_of(scene, offices, deadlines)
        names = tuple(j.name for j in offices)
        ids = tuple(str(j.id) for j in offices)
        return JointDesk(offices=names, ids=ids, lines=joint.in_order(found))

    def _today_keys(self, office: Office) -> Iterator[str]:
        """The dockets that may hold something for today, some of them twice: those that wait for a
        signature, for the first step of an urgent matter or for the end of a supervision, those
        that lie at a joint office, own ones, what ends or is planned by
        tomorrow, tickets to be answered by then; for a head also what has no pair, an absent one,
        or is irregular; for an archivist what is closed."""
        today = self._now(office).date()
        base = self.asking(soon=tomorrow(today, office.calendar))
        queues = ["waits", "urgent", "owed", "mine", "overdue", "due", "planned"]
        asked = [evolve(base, queue=queue) for queue in queues]
        if Position.ARCHIVIST in office.positions(self.officer, today):
            asked.append(evolve(base, queue="archive"))
        if HEADS & office.positions(self.officer, today):
            asked += [evolve(base, queue=queue) for queue in ("assign", "irregular", "joint")]
            away = {a.officer for a in office.absences if a.start <= today <= a.end}
            away |= {o.id for o in office.officers if not o.active}
            asked += [
                evolve(base, queue=queue, officer=officer)
                for officer in sorted(away)
                for queue in ("decide", "file", "work")
            ]
        else:
            # What this one may have to answer there, or keeps until it is signed for.
            seated = joint.seats(office, self.officer, ())
            own = str(self.officer.authority)
            for row in self._rows(evolve(base, queue="joint")):
                if seated or str(row["authority"]) != own:
                    yield str(row["key"])
        limit = tomorrow(today, office.calendar).isoformat()
        yield from (
            str(row["key"])
            for find in asked
            for row in self._rows(find)
            if find.queue != "planned" or str(row.get("next_day") or "") <= limit
        )
        # Nearest first, those without any last: what comes after the first later one is not read.
        for row in self._rows(evolve(base, queue="all", sort="ticket_due")):
            if str(row.get("ticket_due") or "~")[: len(limit)] > limit:
                return
            yield str(row["key"])

    def _rows(self, find: Find) -> Iterator[StoredSummary]:
        """The summaries of all dockets that match, page after page."""
        while True:
            page = self._store.find(find)
            yield from page.rows
            if not page.next:
                return
            find = evolve(find, after=page.next)

    def _keys(self, find: Find) -> Iterator[str]:
        """The keys of all dockets that match."""
        return (str(row["key"]) for row in self._rows(find))

    def figures(
        self, start: date, end: date, as_known_on: date | None = None, *, authority: str = ""
    ) -> Figures:
        """The figures of a period (统计), both days included, as they were known at the end of a
        day (today unless one is named): only what was entered by then counts, so a report asked
        again is the same to the byte. ``authority`` counts the dockets of one authority only, or
        those of all authorities of a joint office.

        :raises Invalid: when the period ends before it starts, or the day is still to come.
        :raises NotFound: for the administrator, who sees no docket; for an unknown authority.
        """
        office = self.office
        today = self._now(office).date()
        day = as_known_on or today
        if end < start:
            raise Invalid(
                say("The period ends on {end}, before it starts on {start}.",
                    start=start.isoformat(), end=end.isoformat())
            )  # fmt: skip
        if day > today:
            raise Invalid(say("{day} is still to come: nothing is known as of then.", day=day))
        if self._sees_nothing():
            raise NotFound(
                say("The administrator changes the office and sees no complaint or case.")
            )
        if authority and not (office.authority(authority) or office.joint_office(authority)):
            raise NotFound(say("There is no authority “{id}” in this office.", id=authority))
        known = self._known_between(start, day)
        then = self._known_on(OFFICE, day)
        return figures_of(
            known, start, end, day, authority,
            lambda key: self._known_on(key, day),
            then.state if then and isinstance(then.state, Office) else None,
        )  # fmt: skip

    def figures_changed(
        self, start: date, end: date, as_known_on: date, *, authority: str = ""
    ) -> tuple[Changed, ...]:
        """What the report of a period says today and did not say on a day: each figure and docket
        that differs, with the entries made since.

        :raises Invalid, NotFound: as :meth:`figures` does.
        """
        then = self.figures(start, end, as_known_on, authority=authority)
        now = self.figures(start, end, authority=authority)
        return changed_between(then, now, lambda key: self._docket(key).entries)

    def _known_between(self, start: date, day: date) -> Iterator[Docket]:
        """Every docket as it was known at the end of a day, without those opened later; and
        without those that were through, and in which nothing was entered any more, before the day
        ``start``: nothing of them can lie in a period that begins then."""
        for row in self._rows(self._all()):
            key = str(row["key"])
            entered = [_entered_on(line) for line in self._store.lines(key)]
            if row["open"] or max(entered) >= min(start, day):
                docket = self._known_on(key, day)
                if docket is not None:
                    yield docket

    def _known_on(self, key: str, day: date) -> Docket | None:
        """A docket as it was known at the end of a day; none if it was opened later."""
        lines = self._store.lines(key)
        by_then = [line for line in lines if _entered_on(line) <= day]
        if len(by_then) == len(lines):
            return self._docket(key)
        entries = codec.entries_from(key, by_then)
        state = fold(entries)
        return Docket(key=DocketKey(key), entries=entries, state=state) if state else None

    def leaving(self, officer: str) -> tuple[Duties, ...]:
        """Everything an officer holds (交接): the seats and complaints, proposals not signed,
        preserved evidence, hand-overs asked, and the absences in which the officer substitutes
        (in the docket ``office``). Looks through every open docket.

        :raises NotFound: when the office has no such officer.
        """
        known = known_officer(self.office, officer).id
        return () if self._sees_nothing() else self._duties(known)

    def _duties(self, officer: OfficerId) -> tuple[Duties, ...]:
        office = self.office
        today = self._now(office).date()
        found = [in_the_office(office, officer, today)]
        base = self.asking(sort="key", limit=PAGE)
        queues = (evolve(base, queue=queue) for queue in (*OPEN_QUEUES, *LEFT_OVER))
        keys = sorted({key for find in queues for key in self._keys(find)})
        found += [duties_in(self._docket(key), officer, office, today) for key in keys]
        return tuple(d for d in found if d is not None)

    def hand_over(
        self,
        officer: str,
        to: Mapping[str, str | None],
        note: str,
        *,
        notes: Mapping[str, str] | None = None,
        dry_run: bool = False,
    ) -> tuple[Commit, ...]:
        """Hand over everything an officer holds, in one batch: one entry in each docket, all or
        none. ``to`` names a successor for each docket of :meth:`leaving`, or ``None`` where the
        head says that nobody can be named yet: a seat then stands empty and the case needs a pair,
        anything else comes to this officer. ``notes`` are hand-over notes of single dockets instead
        of ``note``. ``dry_run`` checks everything and writes nothing.

        :raises Refused: with every reason of every docket, each naming it; nothing was written.
        """
        office = self.office
        leaver = known_officer(office, officer).id
        successors = {key: None if one is None else OfficerId(one) for key, one in to.items()}
        planned, reasons = plan(
            self.leaving(leaver), leaver, successors, notes or {}, note, office,
            self._now(office).date(),
        )  # fmt: skip
        against: list[Reason] = []
        for key, act in planned:
            found = self._against(act, key)
            if found and not dry_run:
                self.refused(act.kind, found, self._now(office).date())
            against += [
                evolve(r, text=say("{docket}: {reason}", docket=key, reason=r.text)) for r in found
            ]
        if reasons and not dry_run:
            self.refused(HandedOver.kind, reasons, self._now(office).date())
        if reasons or against:
            raise Refused([*reasons, *against])
        if dry_run:
            return ()
        return self.enter_many([(self, act, key) for key, act in planned])

    def _against(self, act: Act, on: str) -> tuple[Reason, ...]:
        """Every reason against an act, what cannot be read among them."""
        try:
            return self.check(act, on=on)
        except Invalid as wrong:
            return tuple(Reason(p.text) for p in wrong.problems)

    def _left_behind(self, act: Act) -> tuple[Reason, ...]:
        """What an officer who is taken out of service would leave on nobody's desk."""
        if not isinstance(act, OfficerChanged) or act.irregular:
            return ()
        known = self.office.officer(act.officer.id)
        if known is None or not known.active:
            return ()
        inspects = {Position.INSPECTOR, *HEADS}
        if act.officer.active and (inspects & {*act.officer.positions} and act.officer.established):
            return ()
        # Who no longer inspects leaves the seats of cases, and goes on with the rest.
        duties = self._duties(known.id)
        return tuple(
            left_behind(d, known.name) for d in duties if d.seats or not act.officer.active
        )

    def deadlines(self, name: str) -> tuple[Deadline, ...]:
        """The clocks of a docket, computed afresh, nearest first."""
        state = self.docket(name).state
        return () if isinstance(state, Office) else self.office.deadlines(state.clock_moments)

    def crime_signs(self, name: str) -> CrimeSigns:
        """The signs in a docket that a refusal to pay may be a crime: whether its unpaid sums reach
        the criminal line, and who may count as out of contact; nothing of the office's own."""
        state, office = self.docket(name).state, self.office
        if isinstance(state, Office):
            return CrimeSigns()
        return crime_signs(state, office.settings, self._now(office).date())

    def opinions(
        self, name: str, *, fine: int | None = None, measures: Sequence[Measure] = ()
    ) -> tuple[law.Opinion, ...]:
        """What the law makes of a docket as it stands today: whether it can be accepted, whose
        matter it is, who must approve, and what else it asks; no opinion decides anything. With a
        ``fine`` (in fen) or ``measures``, what such a penalty would need."""
        state, office = self.docket(name).state, self.office
        if isinstance(state, Office):
            return ()
        return opinions(state, office, self._now(office).date(), fine, measures)

    def askable(self, name: str) -> dict[HandoverKind, tuple[Reason, ...]]:
        """Every kind of hand-over with what stands against this officer's asking for it, or
        proposing to ask for it, in a case now; what only a filled form could tell is left out.

        :raises NotFound: when there is no such case.
        """
        case = self.case(name)
        day = self._now(self.office).date() + timedelta(days=1)
        rivals = (a.id for a in self.office.authorities if a.id != case.authority)
        common = {
            "reasons_given": Text("-"), "remaining": Text("-"), "report_by": day,
            "rival": next(rivals, None),
            "about": OneLine(case.papers[0].id if case.papers else "-"),
        }  # fmt: skip
        found: dict[HandoverKind, tuple[Reason, ...]] = {}
        for kind in HandoverKind:
            more = common if kind is HandoverKind.DESIGNATE else {**common, "rival": None}
            act = Asked(what=kind, **more)  # type: ignore[arg-type]
            bars = tuple(r for r in self.check(act, on=case.key) if r.path in ("", "what"))
            if bars and self.proposable(act, on=case.key):
                bars = ()
            found[kind] = bars
        return found

    def criteria(self, name: str) -> Suggestion:
        """Whether a case is complex or difficult enough to be handed up, criterion by criterion, by
        the office's own figures; it suggests, and a person decides.

        :raises NotFound: when there is no such case.
        """
        key = self.case(name).key
        return suggested(self._scene(self._store, self.office, self._docket(key)))

    def replay(self, start: date, end: date, local: Sequence[LocalCriterion]) -> Replay:
        """What other criteria would have made of the cases filed in a period, beside what the
        office's own make of them; every docket is read once.

        :raises Invalid: when the period ends before it starts, or the criteria cannot be.
        :raises NotFound: for the administrator, who sees no docket.
        """
        office = self.office
        if end < start:
            raise Invalid(
                say("The period ends on {end}, before it starts on {start}.",
                    start=start.isoformat(), end=end.isoformat())
            )  # fmt: skip
        if self._sees_nothing():
            raise NotFound(
                say("The administrator changes the office and sees no complaint or case.")
            )
        wrong = tuple(criteria_reasons(evolve(office.settings, criteria=tuple(local))))
        if wrong:
            raise Invalid(*(Problem(r.path, r.text) for r in wrong))
        return self._replayed(start, end, local)

    def _replayed(self, start: date, end: date, local: Sequence[LocalCriterion]) -> Replay:
        office = self.office
        today = self._now(office).date()
        every = [self._docket(key).state for key in self._keys(self._all())]
        return replayed(seen_of(every, office, today, start, end), start, end, local)

    def replay_of(self, act: Act) -> tuple[Said, ...]:
        """What the criteria that an act brings into the settings would have made of the cases of
        the last year, in words; nothing where it leaves the criteria as they are, or where they
        cannot be. Who sees no docket is told how many, not which.

        :raises Invalid: when the act cannot be.
        """
        office = self.office
        if not isinstance(act, SettingsChanged):
            return ()
        act = cast("SettingsChanged", codec.checked(act))
        local = act.settings.criteria
        if local == office.settings.criteria or any(criteria_reasons(act.settings)):
            return ()
        today = self._now(office).date()
        found = self._replayed(year_before(today), today, local)
        told = tuple(found.told())
        return told[:1] if self._sees_nothing() else told

    def _all(self) -> Find:
        return self.asking(queue="all", sort="key", limit=PAGE)

    def why(self, name: str, clock: str = "", lang: str = "en") -> tuple[str, ...]:
        """Why a limit falls on its day, line by line; of all limits, or of one clock."""
        signer = self.signer(name)
        return tuple(line for d in self._asked(name, clock) for line in law.why(d, lang, signer))

    def accounts(
        self, name: str, clock: str = "", lang: str = "en"
    ) -> tuple[dict[str, object], ...]:
        """The same for a program: each limit with its start, its steps, extensions and bases."""
        signer = self.signer(name)
        return tuple(law.account(d, lang, signer) for d in self._asked(name, clock))

    def _asked(self, name: str, clock: str) -> list[Deadline]:
        found = [d for d in self.deadlines(name) if not clock or d.clock == clock]
        if not found:
            raise NotFound(say("{key} has no such limit.", key=name))
        return found

    def signer(self, name: str) -> law.Signer:
        """Who signed the extensions of a docket's limits."""
        docket = self.docket(name)

        def signed_by(moment: law.Moment) -> str:
            where = self._other(moment.docket) if moment.docket else docket
            entries = where.entries if where else ()
            entry = next((e for e in entries if e.n == moment.entry), None)
            # Whoever enters afterwards what stands on paper has not signed it.
            return entry.signer if entry and entry.act.kind == Extended.kind else ""

        return signed_by

    def citing(self, basis: str, lang: str = "en") -> tuple[Citing, ...]:
        """The open dockets that cite a provision, each with where: through a limit that runs, a
        ground of what was decided, or a cause. Reads every open docket, so it is asked once and not
        at each key; nothing for a seat that sees no docket.

        :raises NotFound: when there is no such provision.
        """
        key = law.basis(basis).id
        if self._sees_nothing():
            return ()
        return tuple(self._citing(key, lang))

    def doctor(self, lang: str = "en") -> tuple[Finding, ...]:
        """What the office should look at before it trusts its dates; reads every docket once.
        Nothing of single dockets is told, only how many there are."""
        office = self.office
        running: list[Deadline] = []
        fired: set[str] = set()
        for row in self._rows(self._all()):
            state = self._docket(DocketKey(str(row["key"]))).state
            if isinstance(state, Office):
                continue
            found = office.deadlines(state.clock_moments)
            fired.update(d.clock for d in found)
            if row["open"]:
                running += [d for d in found if d.stopped is None]
        now = self._now(office)
        return (*self.looked_through(), *findings(office, running, fired, now.date(), lang))

    def looked_through(self, tell: proof.Tell = proof.silent) -> tuple[Finding, ...]:
        """What the doctor says of the register itself; reads all of it. ``tell`` is told the number
        of each commit that was read; what it raises ends the reading."""
        now = self.now()
        refused = recent(self.register, now.date())
        return tuple(register_findings(self._store, now, refused, tell))

    def _citing(self, basis: str, lang: str) -> Iterator[Citing]:
        office = self.office
        for row in self._rows(self._all()):
            if not row["open"]:
                continue
            docket = self._seen(str(row["key"]))
            state = docket.state
            if isinstance(state, Office):
                continue
            where = tuple(where_in(docket, office.deadlines(state.clock_moments), basis, lang))
            if where:
                name = str(row["respondent"] or row["place"])
                yield Citing(docket=state.key, name=name, number=state.number, where=where)

    def permitted(self, name: str | None = None) -> tuple[Permission, ...]:
        """Every kind of act for a docket (or, without one, those that open a docket), each with
        the reasons that stand against it now whatever its fields say."""
        office = self.office
        if name is None:
            scene = self._scene(self._store, office, None)
            kinds = [c for c in ACTS.values() if c.into is None and not c.both]
        else:
            key = self.key_of(name)
            self._seen(key)
            docket = self._docket(key)
            scene = self._scene(self._store, office, docket)
            kinds = [c for c in ACTS.values() if isinstance(docket.state, kinds_of(c))]
        made_by_calls = (Founded, Proposed, IdentityOpened)  # by calls that do more than enter
        return tuple(_permission(c, scene) for c in kinds if c not in made_by_calls)

    def check(self, act: Act, *, on: str = "") -> tuple[Reason, ...]:
        """Every reason against an act as things stand; nothing is written.

        :raises Invalid: when a field cannot be read.
        """
        act = codec.checked(with_raw_kept(act, _unkept))
        office = self.office
        docket: Docket | None = None
        if on:
            key = self.key_of(on)
            self._seen(key)
            docket = self._docket(key)
        scene = self._scene(self._store, office, docket)
        act, reasons = _judged(act, scene)
        return (*reasons, *self._naming(act, scene), *self._left_behind(act))

    def proposable(self, act: Act, *, on: str) -> bool:
        """Whether an act that this officer may not enter can be proposed for signature instead.

        :raises Invalid: when a field cannot be read.
        """
        if act.kind not in approvals() or not self.check(act, on=on):
            return False
        return not self.check(self._proposal(codec.checked(act), on, _SOME, ""), on=on)

    def sent_back(self, kind: str, on: str) -> Proposal | None:
        """This officer's proposal of a kind of act that was sent back in a docket, if there is one:
        its last round is what is proposed again.

        :raises NotFound: when there is no such docket.
        """
        found = proposals_of(self.docket(on).state)
        mine = (p for p in found if p.what == kind and p.held_by == self.officer_id)
        return next((p for p in mine if p.state is ProposalState.RETURNED), None)

    def what_if(self, act: Act, *, on: str = "", propose: bool = False) -> WhatIf:
        """What an act would move in its dockets, those that it opens among them, without entering
        it; or, ``propose``, what it would move once it is proposed and signed.

        :raises Invalid, Refused: as ``enter`` (or ``propose``) does.
        """
        key = self.key_of(on) if on else DocketKey("")
        if key:
            self._seen(key)
        try:
            act = codec.checked(act if propose else self._with_raw_kept(act, key))
        except Invalid as wrong:
            raise (wrong if propose else self.unreadable(wrong, type(act), key)) from None
        dry = Unnumbered(self._store)
        if propose:
            self._body(dry, self._proposal(act, on, _SOME, ""), key, None)
            docket = self._docket(key)
            scene = self._scene(self._store, self.office, docket)
            act, _ = _judged(act, for_signature(act.kind, scene))
            act = evolve(act, happened=act.day(scene))
            body = written(dry, act, scene, self.account, self._folder, seal=unsealed)
        else:
            body = self._body(dry, act, key, None)
        line = Line(seq=self.head() + 1, hash="", body=body)
        main = key or cast("str", cast("Raw", body["given"])["main"])
        office = self.office
        moved: tuple[Moving, ...] = ()
        papers: tuple[str, ...] = ()
        elsewhere = []
        for one in cast("list[str]", body["dockets"]):
            lines = self._store.lines(one)
            before = self._docket(one).state if lines else None
            after = fold(codec.entries_from(one, [*lines, line]))
            if isinstance(before, Office) or isinstance(after, Office) or after is None:
                continue
            pairs_ = moved_between(before, after, office)
            if one == main:
                moved = pairs_
                then = {p.id: p for p in after.papers}
                old = before.papers if before else ()
                papers = tuple(p.number or p.id for p in old if then.get(p.id) != p)
            elif pairs_:
                elsewhere.append((one if lines else "", pairs_))
        return WhatIf(moved=moved, papers=papers, elsewhere=tuple(elsewhere))

    def shifts(
        self, act: Act, *, on: str = OFFICE, tell: Callable[[int], None] = lambda read: None
    ) -> Shifts | None:
        """Which running limits of open dockets an act of the office would move, from when to when,
        and which issued papers name the day before, without entering it; ``None`` where it leaves
        calendar and clocks as they are. Reads every open docket once; ``tell`` hears how many.

        :raises Invalid, Refused: as ``enter`` does.
        """
        if on != OFFICE:
            return None
        try:
            act = codec.checked(act)
        except Invalid as wrong:
            raise self.unreadable(wrong, type(act), on) from None
        body = self._body(Dry(self._store), act, OFFICE, None)
        line = Line(seq=self.head() + 1, hash="", body=body)
        before = self.office
        after = fold(codec.entries_from(OFFICE, [*self._store.lines(OFFICE), line]))
        if not isinstance(after, Office) or after.terms == before.terms:
            return None
        blind = self._sees_nothing()
        base = self.asking(sort="key", limit=PAGE)
        keys = (key for queue in OPEN_QUEUES for key in self._keys(evolve(base, queue=queue)))
        found: list[Shift] = []
        read = moving = certain = 0
        for read, key in enumerate(keys, 1):
            tell(read)
            state = self._docket(key).state
            if isinstance(state, Office):
                continue
            for old, new in pairs(state, before, after):
                if not moves(old, new):
                    certain += bool(old and new and old.provisional and not new.provisional)
                    continue
                moving += 1
                if not blind:
                    named = tuple(self._naming_day(state, old.due)) if old else ()
                    found.append(
                        Shift(docket=state.key, number=state.number, before=old, after=new,
                              papers=named)
                    )  # fmt: skip
        found.sort(key=lambda s: (s.limit.due, s.docket))
        return Shifts(dockets=read, moving=moving, certain=certain, limits=tuple(found))

    def _naming_day(self, state: Complaint | Case, day: date) -> Iterator[str]:
        """The papers of a docket, not void, on which a day stands, by number or id."""
        printed = {sheet.id for sheet in self.papers(state.key)}
        for paper in state.papers:
            if paper.state is not PaperState.VOID and (
                paper.until == day
                or (paper.id in printed and printing.zh_day(day) in self.paper(state.key, paper.id))
            ):
                yield paper.number or paper.id

    # -- printing

    def papers(self, name: str) -> tuple[printing.Sheet, ...]:
        """What can be printed of a docket: its papers, the forms of its entries, and drafts of what
        is proposed."""
        docket = self.docket(name)
        drafts = tuple(sheet for sheet, _, _ in self._drafts(docket))
        return (*printing.sheets(docket), *drafts)

    def paper(self, name: str, paper: str, form: Form = "text") -> str:
        """A paper or form of a docket (``P1``, ``D01``, or its number), as plain text or as a page
        to be printed. What is not known is a blank; whose identity is kept secret is not named.

        :raises NotFound: when there is no such docket or nothing of that name to print.
        :raises Usage: when ``form`` is neither ``text`` nor ``html``.
        """
        if form not in ("text", "html"):
            raise Usage(say("A paper is printed as text or html, not as {form}.", form=form))
        docket = self.docket(name)
        drafts = {sheet: (made, by) for sheet, made, by in self._drafts(docket)}
        sheet = printing.chosen((*printing.sheets(docket), *drafts), paper)
        if sheet in drafts:
            made, proposal = drafts[sheet]
            origin = printing.origin(
                sheet, made, self.office, self._other, home=docket.key, draft=proposal
            )
        else:
            seq = next(e.seq for e in docket.entries if e.n == sheet.entry)
            origin = printing.origin(sheet, docket, self._office_then(seq), self._other)
        head = self._store.head()
        if sheet.code == printing.PACKAGE:
            filled = self._sent_paper(origin, head)
        else:
            filled = printing.printed(origin, head.seq, head.hash)
        return printing.as_text(filled) if form == "text" else printing.as_html(filled)

    def _sent_paper(self, origin: printing.Origin, head: Head) -> printing.Printed:
        """A request upward as it was sent; of a proposed one, as it would be sent now."""
        act = origin.entry.act
        marks = printing.marks_of(origin)
        if isinstance(act, (Asked, HandoverSupplemented)) and act.package is not None:
            package = read_package(self._store.get_file(act.package))
            return printing.printed_package(package, origin.sheet.number, marks)
        scene = self._scene(self._store, self.office, self._docket(origin.docket.key))
        sending = act if isinstance(act, (Asked, HandoverSupplemented)) else None
        package = package_of(scene, (head.seq, head.hash), sending)
        return printing.printed_package(package, marks=marks)

    def _drafts(self, docket: Docket) -> Iterator[tuple[printing.Sheet, Docket, Proposal]]:
        """What the open proposals of a docket would print, each with its docket as it would be."""
        state = docket.state
        for proposal in () if isinstance(state, Office) else state.proposals:
            if not proposal.pending:
                continue
            scene = self._scene(self._store, self.office, self._docket(docket.key))
            for made in imagined(self._store, proposal, scene, self.account, self._folder):
                seen = as_seen(made, scene.officer, scene.positions)
                for sheet in printing.drafts(proposal, seen):
                    yield sheet, seen, proposal

    def _office_then(self, seq: int) -> Office:
        """The office as it was when a commit was written, with what was corrected since."""
        docket = self._docket(OFFICE)
        state = fold([e for e in docket.entries if e.seq <= seq])
        assert isinstance(state, Office)
        return state

    def _other(self, key: str) -> Docket | None:
        """Another docket as this officer may see it, if there is one and he may."""
        try:
            return self.docket(key)
        except NotFound:
            return None

    def _scene(self, source: Store | Txn, office: Office, docket: Docket | None) -> Scene:
        now = self._now(office)

        def other(name: str) -> Docket | None:
            lines = source.lines(name)
            if not lines:
                named = source.named(as_name(name))
                lines = source.lines(named[0]) if len(named) == 1 else lines
                name = named[0] if len(named) == 1 else name
            return self._folder.docket(name, lines)

        def whole(of: Docket | None) -> Complaint | Case | Office | None:
            state = of.state if of else None
            if of is None or not isinstance(state, Complaint) or not state.secret:
                return state
            opening = self._vault.open(of.key)
            return fold(codec.entries_from(of.key, source.lines(of.key), opening))

        def against(respondents: Sequence[Respondent], *kinds: str) -> list[object]:
            asked = Find(today=now.date(), soon=now.date(), sort="changed", limit=PAGE)
            keys: dict[str, None] = {}
            for name in {plain(r.name) for r in respondents}:
                for kind in kinds:
                    page = self._store.find(evolve(asked, kind=kind, respondent=name))
                    keys.update(dict.fromkeys(str(row["key"]) for row in page.rows))
            found = (self._folder.docket(key, source.lines(key)) for key in keys)
            return [d.state for d in found if d]

        return Scene(
            now=now,
            against=lambda of: [s for s in against(of, "case") if isinstance(s, Case)],
            complaints=lambda of: [
                s for s in against(of, "complaint", "tipoff") if isinstance(s, Complaint)
            ],
            officer=known_officer(office, self.officer_id),
            office=office,
            key=docket.key if docket else None,
            docket=docket.state if docket else None,
            entries=docket.entries if docket else (),
            open=other,
            whole=lambda: whole(docket),
            whole_of=lambda key: whole(other(key)),
        )

    # -- writing

    def enter(
        self, act: Act, *, on: str = "", expected: int | None = None, key: str | None = None
    ) -> Commit:
        """Enter an act: check everything, write one commit, or write nothing.

        ``on`` is the docket (key or number; empty for acts that open one), ``expected`` how many
        entries it had when the form was opened (where there is no docket: the newest commit of the
        register, as ``head`` tells it, that was looked at), ``key`` the client's own id of this
        commit: a second call with the same key returns the first commit.

        :raises Invalid: a field cannot be read; all problems with their paths.
        :raises Refused: the act may not happen now; all reasons.
        :raises Conflict: it has grown since; who was first in a docket, and with what.
        :raises RegisterError: the register cannot be written.

        A registration goes by :meth:`take_in`, which asks first whether it is known already.
        """
        return self._enter(act, on, expected, key)

    def _enter(
        self,
        act: Act,
        on: str,
        expected: int | None,
        key: str | None,
        questions: tuple[Reason, ...] = (),
    ) -> Commit:
        try:
            act = codec.checked(self._with_raw_kept(act, on))
        except Invalid as wrong:
            raise self.unreadable(wrong, type(act), on) from None

        def make(txn: Txn) -> Raw:
            # Asked only here, so that a second try is known again; who was first is told first.
            if questions and expected in (None, txn.head.seq):
                raise Refused(questions)
            return self._body(txn, act, on, expected)

        try:
            left = self._left_behind(act)
            if left:
                raise Refused(left)
            line, new = self._store.commit(key or str(uuid.uuid4()), make)
        except Refused as wrong:
            self.refused(act.kind, wrong.reasons, self.now().date())
            raise
        return commit_of(line, new)

    def _alike(self, act: Registered) -> tuple[Reason, ...]:
        """The complaints that look so much like the same matter that whoever registers has to say
        of each whether it is, and has not. What is one with an earlier complaint is asked no more.
        """
        if any(c.answer is Likeness.SAME for c in act.likeness):
            return ()
        answered: set[str] = {c.docket for c in act.likeness}
        answered |= {key for name in answered for key in self._store.named(as_name(name))}
        return tuple(
            Reason(
                say(
                    "{key} may be the same matter ({why}): say of it whether it is the same, "
                    "related or different (field “{field}”).",
                    key=one.docket,
                    why=one.why,
                    field=next(f.label for f in fields_of(Registered) if f.name == "likeness"),
                ),
                path="likeness",
            )
            for one in self.similar(act)
            if one.likely and one.docket not in answered
        )

    def _with_raw_kept(self, act: Act, on: str | Callable[[Sequence[Commit]], str]) -> Act:
        """The act, a raw text that no docket can hold kept as a file; encrypted, unless whose text
        it is need not stay unknown."""

        def keep(data: bytes) -> str:
            if isinstance(on, str) and on:
                secret = self.keeps_secret(on)
            else:  # a bulk load may name a docket that is not there yet
                secret = bool(on) or bool(codec.checked(with_raw_kept(act, _unkept)).seals(None))
            return self._store.put_file(self._vault.seal_file(data) if secret else data)

        return with_raw_kept(act, keep)

    def unreadable(self, wrong: Invalid, cls: type[Act], on: str) -> Invalid:
        """What cannot be read in an act's fields, and beside it every reason against what can be:
        one round of telling, not two."""
        try:
            docket = self._docket(self.key_of(on)) if on else None
        except NotFound as missing:
            return Invalid(*wrong.problems, missing.sentence)
        scene = self._scene(self._store, self.office, docket)
        act = wrong.act if isinstance(wrong.act, Act) else None
        reasons: tuple[Reason, ...] = ()
        if docket is None and (cls.into is not None or cls.both):
            reasons = (needs_docket(cls),)
        elif act is None:
            reasons = tuple(gate(cls, scene))
        else:
            reasons = _beside(wrong.problems, act, scene)
        return Invalid(*wrong.problems, reasons=reasons, act=act)

    def propose(
        self,
        act: Act,
        *,
        on: str,
        opinion: str = "",
        again: str = "",
        expected: int | None = None,
        key: str | None = None,
    ) -> Commit:
        """Propose a complete act for signature (呈批): it is checked like an act that is entered,
        and nothing in the docket changes before the last signature. ``opinion`` is what its form
        asks of whoever handles the matter: none is refused. ``again`` names the proposal
        that was sent back (``R1``); where this officer has one of that kind, it need not be named.

        :raises Invalid, Refused, Conflict, RegisterError: as ``enter`` does.
        """
        proposed = self._proposal(codec.checked(act), on, opinion, again)
        return self.enter(proposed, on=on, expected=expected, key=key)

    def _proposal(self, act: Act, on: str, opinion: str, again: str) -> Proposed:
        back = None if again else self.sent_back(act.kind, on)
        return Proposed(
            what=OneLine(act.kind),
            content=content_of(act),
            opinion=Text(opinion),
            again=OneLine(back.id if back else again),
        )

    def take_in(
        self, act: Registered, *, expected: int | None = None, key: str | None = None
    ) -> Commit:
        """Register a complaint as the clerk's answers about similar ones say (``likeness``); of
        each that is likely the same matter an answer is wanted. One that is the same
        matter as an earlier complaint joins it as one more ticket, and opens no docket; one that is
        related is registered and linked.

        ``expected`` is the newest commit at which was looked for similar ones, ``key`` the client's
        own id: a second call with it writes nothing twice.

        :raises Invalid, Refused, Conflict, RegisterError: as ``enter`` does.
        """
        key = key or str(uuid.uuid4())
        try:  # a script may give rows as tables
            act = cast("Registered", codec.checked(self._with_raw_kept(act, "")))
        except Invalid as wrong:
            raise self.unreadable(wrong, type(act), "") from None
        same = [c.docket for c in act.likeness if c.answer == Likeness.SAME]
        if len(same) == 1:
            return self.enter(joining(act), on=same[0], key=key)
        alike = self._alike(act)
        questions = (*self.check(act), *alike) if alike else ()
        commit = self._enter(act, "", expected, key, questions)
        for c in act.likeness:
            if c.answer == Likeness.RELATED:
                link = Linked(how=LinkKind.RELATED, to=c.docket)
                self.enter(link, on=commit.docket, key=f"{key}/{c.docket}")
        return commit

    def enter_many(
        self, acts: Sequence[tuple["Desk", Act, str | Callable[[Sequence[Commit]], str]]]
    ) -> tuple[Commit, ...]:
        """Enter many acts as one bulk load: one lock, one flush, all or nothing. Each row is the
        desk (officer and clock) it is entered at, the act, and its docket, or a function that
        takes the commits so far and gives the docket."""
        made: list[Commit] = []

        def makes() -> Iterator[tuple[str, Callable[[Txn], Raw]]]:
            for desk, act, on in acts:
                act = codec.checked(desk._with_raw_kept(act, on))
                yield str(uuid.uuid4()), _maker(desk, act, on, made)

        try:
            lines = self._store.commit_many(makes())
        except Refused as wrong:
            desk, act, _ = acts[len(made)]  # the first that could not be made
            desk.refused(act.kind, wrong.reasons, desk.now().date())
            raise
        return tuple(commit_of(line, True) for line in lines)

    def _body(self, txn: Txn, act: Act, on: str, expected: int | None) -> Raw:
        office = self._office(txn)
        docket: Docket | None = None
        if on:
            key = _one_named(on, txn)
            docket = self._folder.docket(key, txn.lines(key))
        scene = self._scene(txn, office, docket)
        if docket is not None and expected is not None and len(docket.entries) != expected:
            raise _conflict(docket, expected)
        if docket is None and expected is not None and txn.head.seq != expected:
            raise Conflict(
                say("Somebody entered something meanwhile. Look at it, then enter again.")
            )
        if docket is None and (act.into is not None or act.both):
            raise Refused([needs_docket(type(act))])
        act, reasons = _judged(act, scene)
        reasons = (*reasons, *self._naming(act, scene))
        reasons = reasons or tuple(self._naming_elsewhere(act, scene))
        stands_in = None if reasons else _stands_in(act, scene)
        signing = act if isinstance(act, Signed) else None
        held = (*scene.officer.positions, *((stands_in.position,) if stands_in else ()))
        makes = signing.makes(scene.docket, held) if signing and not reasons else None
        if makes is not None:  # the last signature is entered as the act that it makes, today
            act = evolve(signed_act(makes), happened=None)
            act, reasons = _judged(act, scene, signed=True)
            stands_in = stands_in or _stands_in(act, scene, signed=True)
        reasons = (*reasons, *self._changed_since(act, scene))
        missing = self._missing_files(act)
        if reasons:
            also = (
                Reason(say("{path}: {text}", path=p.path, text=p.text), path=p.path)
                for p in missing
            )
            raise Refused([*reasons, *also])
        if missing:
            raise Invalid(*missing)
        if act.happened is None:
            act = evolve(act, happened=act.day(scene))
        act = self._with_package(act, scene, txn)
        signing = signing if makes is not None else None
        seal = unsealed if isinstance(txn, Dry) else self._vault.seal
        return written(
            txn, act, scene, self.account, self._folder, signing, stands_in=stands_in, seal=seal
        )

    # -- the package of a request upward

    def package(self, name: str) -> Package:
        """What would be sent with a request upward for a case as it stands; nobody's secret
        identity is in it.

        :raises NotFound: when there is no such case.
        """
        key = self.case(name).key
        head = self._store.head()
        scene = self._scene(self._store, self.office, self._docket(key))
        return package_of(scene, (head.seq, head.hash))

    def sent(self, name: str, handover: str = "") -> Package:
        """What was sent with a request upward of a case, exactly; the newest, or of one hand-over.

        :raises NotFound: when nothing was sent with it.
        :raises RegisterError: when the file is not what was sent.
        """
        case = self.case(name)
        found = [h for h in case.handovers if h.package and handover in ("", h.id)]
        if not found or not found[-1].package:
            raise NotFound(say("No package was sent with a request of {key}.", key=case.key))
        return read_package(self._store.get_file(found[-1].package))

    def _with_package(self, act: Act, scene: Scene, txn: Txn) -> Act:
        """A request upward, or what supplements it, with the package that the program makes of the
        docket just now."""
        if not isinstance(act, (Asked, HandoverSupplemented)) or not _goes_up(act, scene.docket):
            return act
        data = package_of(scene, (txn.head.seq, txn.head.hash), act).data
        dry = isinstance(txn, Dry)
        kept = sha256(data).hexdigest() if dry else self._store.put_file(data)
        return evolve(act, package=FileHash(kept))

    def _changed_since(self, act: Act, scene: Scene) -> Iterator[Reason]:
        """Why a package cannot go, or be accepted: a file that it names is gone or is no longer
        what was hashed."""
        case = scene.docket
        if not isinstance(case, Case):
            return
        files: dict[str, str] = {}
        if isinstance(act, (Asked, HandoverSupplemented)) and _goes_up(act, case):
            files = {e.id: e.file for e in case.evidence if e.regular and e.file}
        elif isinstance(act, Answered) and act.answer is HandoverAnswer.APPROVED:
            own = next((h for h in case.handovers if h.id == act.handover), None)
            if own is None or own.package is None:
                return
            try:
                sent = read_package(self._store.get_file(own.package))
            except (NotFound, RegisterError, msgspec.MsgspecError):
                yield Reason(
                    say("The package of {id} is no longer what was sent.", id=own.id),
                    path="handover",
                )
                return
            files = {e.id: e.sha256 for e in sent.evidence if e.sha256}
        for evidence, digest in files.items():
            try:
                self._store.get_file(digest)
            except (NotFound, RegisterError):
                yield Reason(
                    say("The file of evidence {id} is no longer what was hashed.", id=evidence)
                )

    def _naming(self, act: Act, scene: Scene) -> Iterator[Reason]:
        """Reasons against what would write openly who must stay unknown. Only whom this officer
        may know is looked for: to anybody else a refusal would tell the name by guessing."""
        docket = scene.docket
        if isinstance(docket, Case):
            yield from self._naming_in(act, scene, docket)
        if not isinstance(docket, Complaint) or not docket.secret or scene.key is None:
            return
        if not may_see(scene.officer, docket, "identity", scene.positions):
            return
        hidden = hidden_in(act, docket)
        if not _says_something(act, hidden):
            return
        whole = scene.whole()
        if isinstance(whole, Complaint):
            yield from naming(act, whole.complainant, hidden.keys(), whole.callers)

    def _naming_elsewhere(self, act: Act, scene: Scene) -> Iterator[Reason]:
        """The same for the other dockets that the act is written into, such as a case that is
        merged with this one."""
        own = scene.docket.complaints if isinstance(scene.docket, Case) else ()
        for line in act.lines(scene):
            if line.docket == scene.key or line.docket in own:
                continue
            other = scene.look(line.docket)
            if isinstance(other, Case):
                yield from self._naming_in(act, scene, other)

    def _naming_in(self, act: Act, scene: Scene, case: Case) -> Iterator[Reason]:
        """The same in a case, of the authors of its complaints who must stay unknown. Where there
        is none of these no other docket is read. Free text is looked through: who is a worker there
        or was interviewed is told in the fields for it, and does not say who reported."""
        secret = [b.complaint for b in case.brought if b.secret]
        rows = {f.name for f in fields_of(type(act)) if f.sealed or f.type in (Person, Worker)}
        rows |= act.names_whom
        if not secret or not _says_something(act, rows):
            return
        for key in secret:
            known = scene.look(key)
            if known and may_see(scene.officer, known, "identity", scene.positions):
                whole = scene.whole_of(key)
                if isinstance(whole, Complaint):
                    yield from naming(act, whole.complainant, rows, whole.callers)

    # -- the identity block

    def open_identity(self, name: str, purpose: str) -> Opened:
        """Open the identity block of a docket for a purpose. That is entered first, durably, and
        only then is anything of the block read. Each call is an opening of its own: it takes no
        client key, since one that is in the ledger already is never checked again.

        :raises Refused: when this officer may not, or nothing is kept secret there.
        :raises Invalid: when the purpose cannot be read.
        """
        on = self.key_of(name)
        commit = self.enter(IdentityOpened(purpose=Text(purpose)), on=on)
        opening = self._vault.open(on)
        entries = codec.entries_from(on, self._store.lines(on), opening)
        state = fold(entries)
        assert state is not None
        docket = Docket(key=on, entries=entries, state=state)
        named = {digest for e in entries for digest in files_in(e.act)}

        def file(digest: str) -> bytes:
            if digest not in named:
                raise NotFound(say("No entry of {key} names this file.", key=on))
            data = self._store.get_file(digest)
            return self._vault.open_file(data) if is_sealed_file(data) else data

        return Opened(
            docket=docket, entry=commit.dockets[0][1], troubles=tuple(opening.troubles), file=file
        )

    def hide_draft(self, text: str, key: str) -> str:
        """A draft's text as it may lie on the disk where an author must stay unknown.

        :raises RegisterError: when the register's key file is missing.
        """
        return self._vault.hide(text, key)

    def show_draft(self, hidden: str, key: str) -> str:
        """The text of a draft that was hidden.

        :raises RegisterError: when it cannot be read.
        """
        return self._vault.show(hidden, key)

    def _missing_files(self, act: Act) -> list[Problem]:
        return [
            Problem(path, say("This file is not kept in the register: add it first."))
            for path, f, value in walk(act)
            if f.type is FileHash and value and not self._store.has_file(cast("str", value))
        ]

    # -- files

    def add_file(self, path: Path, *, secret: bool = False) -> FileHash:
        """Keep a copy of a file in the register, durably, before an act names it; ``secret``:
        encrypted, since it belongs to an identity block (a caller's voice, a raw ticket). Whoever
        opens that reads it.

        :raises NotFound: when it cannot be read.
        :raises RegisterError: when it cannot be kept, or the register's key file is missing.
        """
        try:
            data = path.read_bytes()
        except OSError as wrong:
            raise NotFound(
                say("{path} cannot be read: {why}.", path=path.name, why=wrong.strerror or "")
            ) from wrong
        return FileHash(self._store.put_file(self._vault.seal_file(data) if secret else data))

    def file(self, digest: str) -> bytes:
        """The bytes of a kept file, checked against its name.

        :raises NotFound: when it is not kept, or this officer sees no docket.
        :raises Refused: when it belongs to an identity block.
        """
        if self._sees_nothing():
            raise NotFound(say("There is no file for you here."))
        data = self._store.get_file(digest)
        if is_sealed_file(data):
            raise Refused(
                [Reason(say("This file belongs to an identity block: open that, with a purpose."))]
            )
        return data

    def raw_text(self, name: str, ticket: str) -> str:
        """The text of a ticket (``T1``) as it came, every character of it. Of an author who must
        stay unknown it is read by :meth:`open_identity`.

        :raises NotFound: when there is no such ticket, or its text is not for this officer.
        :raises Refused: when it belongs to an identity block that this officer may open.
        """
        key = self.key_of(name)
        state = self._docket(key).state
        found = state.ticket(ticket) if isinstance(state, Complaint) else None
        secret = isinstance(state, Complaint) and state.secret
        if found is None or not self.may_see(key, "identity" if secret else "contact"):
            raise NotFound(say("{key} has no ticket {id} for you to read.", key=name, id=ticket))
        if secret:
            raise Refused(
                [Reason(say("This text belongs to an identity block: open that, with a purpose."))]
            )
        if found.file is None:
            return found.raw
        data = self._store.get_file(found.file)
        data = self._vault.open_file(data) if is_sealed_file(data) else data
        return data.decode("utf-8", "surrogatepass")

    # -- proof

    @property
    def store(self) -> Store:
        """Where the register lies, for copying it whole; acts are entered through the desk."""
        return self._store

    def checkpoint(self) -> proof.Checkpoint:
        """Where the chain stands now, to be kept outside.

        :raises Refused: when nothing was entered yet.
        """
        head = self._store.head()
        if not head.seq:
            raise Refused([Reason(say("Nothing was entered yet: there is nothing to anchor."))])
        at = self.now().isoformat(timespec="seconds")
        return proof.Checkpoint(register=self.register, seq=head.seq, hash=head.hash, at=at)

    def standing(self) -> Standing:
        """How the register stands, told without reading it through."""
        return standing(self._store, self.now())

    def reminder(self) -> Said | None:
        """That it is time for a new checkpoint, said to the administrator and the heads; None to
        everybody else, or where it is not time yet."""
        officer = self.officer
        if not {Position.ADMINISTRATOR, *HEADS} & self._positions(officer):
            return None
        if self._store.url == "memory:":  # ends with the program
            return None
        told, due = anchor_due(self._store, self.now())
        return told if due else None

    def verify(
        self, anchors: Sequence[proof.Checkpoint] = (), tell: proof.Tell = proof.silent
    ) -> proof.Verified:
        """Reads the whole register: every hash, every link, every file an act names; and whether
        the anchored commits are those that were anchored. ``tell`` is told the number of each
        commit that was read; what it raises ends the reading.

        :raises Usage: when an anchor is another register's.
        :raises RegisterError: naming the first commit that is not as it was written.
        """
        return proof.prove(self._store, anchors, tell)


def _uncounted(kind: str, reasons: Sequence[Reason], day: date) -> None:
    """Refusals are counted only where a register was opened by its address."""


def _says_something(act: Act, hidden: Container[str]) -> bool:
    """Whether an act says anything in words that are open to everybody who handles its docket."""
    texts = (v for path, _, v in walk(act) if path.partition(".")[0] not in hidden)
    return any(type(v) is str and v for v in texts)


def needs_docket(cls: type[Act]) -> Reason:
    """Why an act that goes into a docket cannot be entered into none."""
    return Reason(say("“{act}” needs a docket to be entered in.", act=cls.title))


def _registered(docket: Docket) -> Said:
    """Who opened a docket, and when."""
    first = docket.entries[0]
    at = first.at.strftime("%Y-%m-%d %H:%M")
    return say("registered by {name}, {time}", name=first.signer, time=at)


def _entered_on(line: Line) -> date:
    return datetime.fromisoformat(cast("str", line.body["at"])).date()


def _handles(row: Summary, officer: str) -> bool:
    return officer in (row.lead, row.assistant) or (not row.lead and row.clerk == officer)


def _goes_up(act: Asked | HandoverSupplemented, case: object) -> bool:
    """Whether an act sends a request upward, or what supplements one."""
    if isinstance(act, Asked):
        return act.what is HandoverKind.REQUEST_UPWARD
    known = case.handovers if isinstance(case, Case) else ()
    return any(h.id == act.handover and h.kind is HandoverKind.REQUEST_UPWARD for h in known)


def _permission(cls: type[Act], scene: Scene) -> Permission:
    reasons = tuple(gate(cls, scene))
    rule = approvals().get(cls.kind)
    handles = bool(HANDLERS & scene.positions)
    return Permission(
        kind=cls.kind,
        title=cls.title,
        group=cls.group,
        reasons=reasons,
        proposable=bool(reasons and rule and handles)
        and not any(gate(cls, for_signature(cls.kind, scene))),
    )


def _unkept(data: bytes) -> str:
    """The name that a file would be kept by."""
    return sha256(data).hexdigest()


def _judged(act: Act, scene: Scene, *, signed: bool = False) -> tuple[Act, tuple[Reason, ...]]:
    act = with_content(with_target(by_key(act, scene), scene), scene)
    act, reasons = judged(act, scene)
    if not (signed or scene.proposing):
        reasons = (*reasons, *alone_reasons(act, scene))
    if isinstance(act, Proposed) and act.what in approvals():
        inner, against = _judged(proposed_act(act), for_signature(act.what, scene))
        act = evolve(act, content=content_of(inner))
        reasons = (*reasons, *against)
    return act, once((*reasons, *mended(act, scene)))


def _stands_in(act: Act, scene: Scene, *, signed: bool = False) -> StandIn | None:
    """In whose place, and by which authorisation, the officer does what may be done: nobody's
    where the own positions suffice. One lent position is enough: every rule that asks for one
    names all that would do."""
    own, office = frozenset(scene.officer.positions), scene.office

    def possible(positions: frozenset[Position]) -> bool:
        return not _judged(act, evolve(scene, positions=positions), signed=signed)[1]

    if scene.positions == own or possible(own):
        return None
    for a in office.authorised(scene.officer.id, scene.today):
        giver = office.officer(a.giver)
        lent = scene.positions.intersection(giver.positions) - own if giver else ()
        for position in sorted(lent):
            if giver and possible(own | {position}):
                return StandIn(
                    giver=giver.id, name=giver.name, position=position, document=a.document
                )
    return None


def _beside(problems: Sequence[Problem], act: Act, scene: Scene) -> tuple[Reason, ...]:
    """The reasons against an act with blanks, those that hold whatever is put there."""
    always = tuple(gate(type(act), scene, act.day(scene)))
    try:
        _, reasons = _judged(act, scene)
    except Invalid:  # a correction or a proposal, whose content cannot be read either
        return always
    texts = {path: value for path, _, value in walk(act)}
    if all(texts.get(p.path) == "" for p in problems):  # what is empty is known to be empty
        always = tuple(r for r in reasons if not r.path)
    return once((*always, *besides(problems, reasons)))


def _maker(
    desk: Desk, act: Act, on: str | Callable[[Sequence[Commit]], str], made: list[Commit]
) -> Callable[[Txn], Raw]:
    def make(txn: Txn) -> Raw:
        key = on if isinstance(on, str) else on(made)
        body = desk._body(txn, act, key, None)
        line = Line(seq=txn.head.seq + 1, hash="", body=body)
        made.append(commit_of(line, True))
        return body

    return make


def _conflict(docket: Docket, expected: int) -> Conflict:
    if expected > len(docket.entries):
        return Conflict(
            say(
                "{key} has {n} entry, and {expected} were expected: this is not the docket you "
                "looked at, or an older state of it. Nothing was written; look at it once more."
                if len(docket.entries) == 1
                else "{key} has {n} entries, and {expected} were expected: this is not the docket "
                "you looked at, or an older state of it. Nothing was written; look at it once "
                "more.",
                key=docket.key,
                n=len(docket.entries),
                expected=expected,
            )
        )
    newer = docket.entries[expected:]
    told: Said = say("")
    for entry in newer:
        one = say(
            "{name}: {act} ({time})",
            name=entry.signer,
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


def _one_named(name: str, source: Store | Txn) -> DocketKey:
    for key in (name, plain(name)):
        if source.lines(key):
            return DocketKey(key)
    found = source.named(as_name(name))
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
    """Search words in their plain form, a number as it names its docket, still separated."""
    return " ".join(as_name(word) for word in text.split())
