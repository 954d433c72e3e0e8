"""What is possible in every docket: a note, a correction, a taking back, the settling of what was
irregular."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..parties import HEADS
from ..record.case import Case
from ..record.complaint import Complaint
from ..record.docket import Entry, Given, Irregularity, Repair
from ..record.office import Office
from ..record.papers import Paper, voided
from ..values import Line, Text
from ..words import Said, say
from .approval import approvers, handles, rule_of
from .base import ANYBODY, Act, Scene, Written, deciding_authority, need_text

ALWAYS = say("Always")


@frozen(kw_only=True)
class Noted(Act):
    """A note; it changes nothing."""

    kind: ClassVar[str] = "noted"
    title: ClassVar[Said] = say("Note")
    group: ClassVar[Said] = ALWAYS
    who = ANYBODY
    both: ClassVar[bool] = True
    always: ClassVar[bool] = True
    speaks: ClassVar[tuple[str, ...]] = ("text",)
    text: Text = field(metadata=label("Text"))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "Text", "text")


@frozen(kw_only=True)
class Change:
    """One corrected value: the field's path in the act, and the new value as JSON."""

    path: Line = field(metadata=label("Field"))
    value: Text = field(metadata=label("New value"))


@frozen(kw_only=True)
class Corrected(Act):
    """An earlier entry gets new values; the docket and its clocks follow, both versions stay
    readable."""

    kind: ClassVar[str] = "corrected"
    title: ClassVar[Said] = say("Correct an entry")
    group: ClassVar[Said] = ALWAYS
    who = ANYBODY
    both: ClassVar[bool] = True
    always: ClassVar[bool] = True
    entry: int = field(metadata=label("Entry", of="entries"))
    changes: tuple[Change, ...] = field(metadata=label("Changes"))
    sealed_changes: tuple[Change, ...] = field(
        default=(), metadata=label("Changes of sealed fields", sealed=True, system=True)
    )
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if isinstance(scene.docket, Case) and scene.docket.merged_into:
            yield Reason(
                say(
                    "This case is merged into {key}, which holds it as it was then: undo the "
                    "merger, then correct it.",
                    key=scene.docket.merged_into,
                )
            )

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        if not (self.changes or self.sealed_changes):
            yield Reason(say("Nothing is changed."), path="changes")
        target = _entry(scene, self.entry)
        if target is None:
            yield Reason(say("There is no entry {n} here.", n=self.entry), path="entry")
        elif isinstance(target.act, (Corrected, TakenBack)):
            yield Reason(
                say(
                    "A correction or a taking back is not corrected; correct the entry "
                    "itself again."
                ),
                path="entry",
            )
        elif target.taken_back_by:
            yield Reason(say("Entry {n} was taken back.", n=self.entry), path="entry")
        elif target.given.main != scene.key:
            yield Reason(
                say("This entry belongs to {key}: correct it there.", key=target.given.main),
                path="entry",
            )
        elif not _mends(scene, target):
            yield Reason(say("Only the author of an entry or a head corrects it."))
        else:
            yield from _approved(scene, target)

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return same_dockets(scene, self.entry)

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        for brought in entry.given.brought:
            was = was and was.bringing(brought)
        return was

    def line(self, given: Given) -> Said:
        return say("entry {n}", n=self.entry)


@frozen(kw_only=True)
class TakenBack(Act):
    """A whole commit is taken back while nothing has followed it in any docket it touched; its
    numbers stay used and read void."""

    kind: ClassVar[str] = "taken_back"
    title: ClassVar[Said] = say("Take back an entry")
    group: ClassVar[Said] = ALWAYS
    who = ANYBODY
    both: ClassVar[bool] = True
    always: ClassVar[bool] = True
    entry: int = field(metadata=label("Entry", of="entries"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        target = _entry(scene, self.entry)
        if target is None:
            yield Reason(say("There is no entry {n} here.", n=self.entry), path="entry")
            return
        if target.taken_back_by:
            yield Reason(say("Entry {n} was taken back.", n=self.entry), path="entry")
            return
        if isinstance(target.act, TakenBack):
            yield Reason(say("A taking back is not taken back; enter the act again."))
        if target.act.kind == "served":
            yield Reason(say("Nothing can be taken back after service: correct it instead."))
        if target.act.kind == "identity_opened":
            yield Reason(say("What was opened has been seen: an opening is not taken back."))
        if target.act.kind == "founded":
            yield Reason(say("The founding is not taken back: correct it, or change the office."))
        if not _mends(scene, target):
            yield Reason(say("Only the author of an entry or a head takes it back."))
        else:
            yield from _approved(scene, target)
        for key in target.dockets:
            docket = scene.open(key)
            newest = docket.newest if docket else None
            if newest and newest.seq != target.seq:
                yield Reason(
                    say(
                        "In {key} entry {n} ({act}) has followed: take that back first, or "
                        "correct this one.",
                        key=key,
                        n=newest.n,
                        act=newest.act.title,
                    )
                )

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        return same_dockets(scene, self.entry)

    def line(self, given: Given) -> Said:
        return say("entry {n}", n=self.entry)


@frozen(kw_only=True)
class IrregularitySettled(Act):
    """A head settles what was entered as an irregularity: done again, its paper void, or noted.
    The mark stays, and what the irregular act did not open stays shut."""

    kind: ClassVar[str] = "irregularity_settled"
    title: ClassVar[Said] = say("Settle an irregularity")
    group: ClassVar[Said] = ALWAYS
    who = HEADS
    both: ClassVar[bool] = True
    entry: int = field(metadata=label("Irregular entry", of="irregularities"))
    how: Repair = field(metadata=label("How it is settled"))
    again: int | None = field(
        default=None, metadata=label("Entry by which it was done again", of="entries")
    )
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(i.settled_on is None for i in _irregularities(scene)):
            yield Reason(say("Nothing irregular is left to settle."))
        elif not _own_head(scene):
            yield Reason(say("This is for a head of the side that decides here."))

    def earliest(self, scene: Scene) -> date | None:
        return next((i.on for i in _irregularities(scene) if i.entry == self.entry), None)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        mark = next((i for i in _irregularities(scene) if i.entry == self.entry), None)
        if mark is None or mark.settled_on is not None:
            yield Reason(say("Entry {n} is no open irregularity.", n=self.entry), path="entry")
            return
        if mark.officer == scene.officer.id:
            yield Reason(say("Nobody settles an irregularity of their own."))
        if self.how is Repair.REDONE:
            new = _entry(scene, self.again) if self.again is not None else None
            if new is None or new.n <= mark.entry or new.act.kind != mark.kind:
                yield Reason(
                    say("Say by which later entry “{act}” was done again.", act=mark.title),
                    path="again",
                )
            elif new.act.irregular or new.taken_back_by:
                yield Reason(
                    say("Entry {n} is irregular itself, or was taken back.", n=new.n), path="again"
                )
        elif self.again is not None:
            yield Reason(
                say("An entry that did it again belongs to: {how}.", how=Repair.REDONE.label),
                path="again",
            )
        if self.how is Repair.VOIDED and not _papers_of(scene.docket, mark.entry):
            yield Reason(
                say("Entry {n} issued no paper that could be void.", n=mark.entry), path="how"
            )

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        if was is None:
            return None
        marks = self._settled(was.irregularities, entry)
        return evolve(was, irregularities=marks, papers=self._voided(was, entry))

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        marks = self._settled(was.irregularities, entry)
        return evolve(was, irregularities=marks, papers=self._voided(was, entry))

    def _voided(self, was: Complaint | Case, entry: Entry) -> tuple[Paper, ...]:
        ids = _papers_of(was, self.entry) if self.how is Repair.VOIDED else ()
        return voided(was.papers, ids, entry, self.reason)

    def _settled(self, marks: tuple[Irregularity, ...], entry: Entry) -> tuple[Irregularity, ...]:
        return tuple(
            evolve(i, settled_on=entry.on, how=self.how) if i.entry == self.entry else i
            for i in marks
        )

    def line(self, given: Given) -> Said:
        return say("entry {n}: {how}", n=self.entry, how=self.how.label)


def _irregularities(scene: Scene) -> tuple[Irregularity, ...]:
    docket = scene.docket
    return docket.irregularities if isinstance(docket, (Complaint, Case)) else ()


def _papers_of(docket: object, n: int) -> tuple[str, ...]:
    """The papers, not void yet, that an entry issued."""
    if not isinstance(docket, (Complaint, Case)):
        return ()
    return tuple(p.id for p in docket.papers if p.entry == n and p.void_on is None)


def _mends(scene: Scene, target: Entry) -> bool:
    """Whether the officer may mend an entry: its author, a head of the side that decides in this
    docket, in the office's own docket its administrator (who alone enters there)."""
    own = target.officer == scene.officer.id
    return own or isinstance(scene.docket, Office) or _own_head(scene)


def _approved(scene: Scene, target: Entry) -> Iterator[Reason]:
    """Why the officer does not mend what was approved: that takes who could approve it, and has no
    part in the matter or approved it then."""
    rule = rule_of(target.act)
    if rule is None or isinstance(scene.docket, Office):
        return
    may = approvers(rule)
    if not scene.positions.intersection(may):
        yield Reason(
            say(
                "“{act}” is approved by: {who}. Only who holds that position, or one above it, "
                "corrects it or takes it back.",
                act=target.act.title,
                who=may[0].label,
            ),
            basis=rule.basis,
            who=may[0].label,
        )
    elif handles(scene) and target.officer != scene.officer.id:
        yield Reason(
            say("Nobody changes alone what others approved of the own work."), who=may[0].label
        )


def _own_head(scene: Scene) -> bool:
    """Whether the officer is a head on the side that decides in this docket."""
    body = scene.docket.body if isinstance(scene.docket, Case) else scene.officer.body
    decides = deciding_authority(scene)
    return bool(HEADS & scene.positions) and scene.office.works_for(
        scene.officer, decides, body, scene.today
    )


def _entry(scene: Scene, n: int) -> Entry | None:
    return next((e for e in scene.entries if e.n == n), None)


def same_dockets(scene: Scene, n: int) -> tuple[Written, ...]:
    """The dockets that the commit of entry ``n`` was written into."""
    entry = _entry(scene, n)
    assert entry is not None
    return tuple(Written(docket=d) for d in entry.dockets)
