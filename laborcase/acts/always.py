"""What is possible in every docket: a note, a correction, a taking back."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..fields import label
from ..parties import HEADS
from ..record.case import Case
from ..record.docket import Entry, Given
from ..values import Line, Text
from ..words import Said, say
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
    text: Text = field(metadata=label("Text"))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "Text")


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
    entry: int = field(metadata=label("Entry", of="entries"))
    changes: tuple[Change, ...] = field(metadata=label("Changes"))
    sealed_changes: tuple[Change, ...] = field(
        default=(), metadata=label("Changes of sealed fields", sealed=True, system=True)
    )
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason")
        if not (self.changes or self.sealed_changes):
            yield Reason(say("Nothing is changed."))
        target = _entry(scene, self.entry)
        if target is None:
            yield Reason(say("There is no entry {n} here.", n=self.entry))
        elif isinstance(target.act, (Corrected, TakenBack)):
            yield Reason(
                say(
                    "A correction or a taking back is not corrected; correct the entry "
                    "itself again."
                )
            )
        elif target.taken_back_by:
            yield Reason(say("Entry {n} was taken back.", n=self.entry))
        elif target.given.main != scene.key:
            yield Reason(
                say("This entry belongs to {key}: correct it there.", key=target.given.main)
            )
        elif target.officer != scene.officer.id and not _own_head(scene):
            yield Reason(say("Only the author of an entry or a head corrects it."))

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
    entry: int = field(metadata=label("Entry", of="entries"))
    reason: Text = field(metadata=label("Reason"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason")
        target = _entry(scene, self.entry)
        if target is None:
            yield Reason(say("There is no entry {n} here.", n=self.entry))
            return
        if target.taken_back_by:
            yield Reason(say("Entry {n} was taken back.", n=self.entry))
            return
        if isinstance(target.act, TakenBack):
            yield Reason(say("A taking back is not taken back; enter the act again."))
        if target.act.kind == "served":
            yield Reason(say("Nothing can be taken back after service: correct it instead."))
        if target.officer != scene.officer.id and not _own_head(scene):
            yield Reason(say("Only the author of an entry or a head takes it back."))
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


def _own_head(scene: Scene) -> bool:
    """Whether the officer is a head on the side that decides in this docket."""
    body = scene.docket.body if isinstance(scene.docket, Case) else scene.officer.body
    decides = deciding_authority(scene)
    return bool(HEADS & set(scene.officer.positions)) and scene.office.works_for(
        scene.officer, decides, body, scene.today
    )


def _entry(scene: Scene, n: int) -> Entry | None:
    return next((e for e in scene.entries if e.n == n), None)


def same_dockets(scene: Scene, n: int) -> tuple[Written, ...]:
    """The dockets that the commit of entry ``n`` was written into."""
    entry = _entry(scene, n)
    assert entry is not None
    return tuple(Written(docket=d) for d in entry.dockets)
