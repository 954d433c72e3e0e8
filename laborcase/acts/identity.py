"""Opening an identity block, and what must not be written beside it."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from ..errors import Reason
from ..evolving import evolve
from ..fields import DocketKey, FileHash, label, walk
from ..parties import SECRET, Person, Worker
from ..record.case import Case
from ..record.claims import Claims, People, claimant
from ..record.complaint import Complaint
from ..record.docket import Entry
from ..record.secrecy import may_see
from ..values import Line, Text, plain
from ..words import Said, say
from .always import ALWAYS
from .base import HANDLERS, Act, Scene, need_text


@frozen(kw_only=True)
class IdentityOpened(Act):
    """Somebody who may know opens the identity block of a docket, for a purpose.

    It stands in the ledger before the first character of the block is drawn; ``Desk.open_identity``
    enters it and only then reads the block. Its purpose is read by the heads and by who opened.
    """

    kind: ClassVar[str] = "identity_opened"
    title: ClassVar[Said] = say("Open the identity block")
    group: ClassVar[Said] = ALWAYS
    who = HANDLERS
    both: ClassVar[bool] = True
    basis: ClassVar[tuple[str, ...]] = ("jc-09",)
    fixed = frozenset({"purpose", "happened"})
    purpose: Text = field(metadata=label("Purpose"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        assert isinstance(scene.docket, (Complaint, Case))
        if not may_see(scene.officer, scene.docket, "identity", scene.positions):
            yield Reason(
                say("Who it is stays with the clerk who registered it and the heads there."),
                basis="jc-09",
                who=say("institution head"),
            )
        elif not holds_identity(scene.docket, scene.entries):
            yield Reason(say("Nothing is kept secret in this docket."))

    def earliest(self, scene: Scene) -> date | None:
        return None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.purpose, "Purpose", "purpose")
        if self.day(scene) != scene.today:
            yield Reason(say("An opening is entered on the day on which it happens."))


def holds_identity(docket: Complaint | Case, entries: Sequence[Entry]) -> bool:
    """Whether anything in a docket is kept for those alone who may know who it is."""
    if any(e.kept_secret for e in entries):
        return True
    if not isinstance(docket, Complaint) or not docket.secret:
        return False
    named = docket.complainant or docket.workers or docket.representatives
    return bool(named) or any(True for e in entries for _ in files_in(e.act))


def claims_known(scene: Scene) -> Claims:
    """The claims of the docket at hand: with the names that are kept secret where this officer may
    know them, for a check alone."""
    docket = scene.docket
    assert isinstance(docket, (Complaint, Case))
    if isinstance(docket, Case) or not docket.secret:
        return docket.claims
    if not may_see(scene.officer, docket, "identity", scene.positions):
        return docket.claims
    whole = scene.whole()
    assert isinstance(whole, Complaint)
    # Entries of before say of no row whose it is: read with their names they may count otherwise.
    alike = [w.id for w in whole.claims.workers] == [w.id for w in docket.claims.workers]
    return whole.claims if alike else docket.claims


def same_workers(scene: Scene, rows: Sequence[Worker]) -> tuple[Line, ...]:
    """Which worker of the docket each new row is, empty for a new one. Of workers who are kept
    secret only an officer who may know them learns it: to anybody else the answer would tell who
    they are by guessing, and the row counts as a new one."""
    claims = claims_known(scene)
    people = People(claims.workers)
    last, found = claims.last, []
    for row in rows:
        new = claimant(DocketKey(""), "W0", row, ())
        at = people.at(new)
        found.append(Line("" if at is None else people.workers[at].id))
        if at is None:
            last += 1
            people.add(evolve(new, id=f"W{last}"))
    return tuple(found)


def files_in(act: object) -> Iterator[str]:
    """The kept files that an act names."""
    yield from (str(value) for _, f, value in walk(act) if f.type is FileHash and value)


def naming(
    act: Act, person: Person | None, hidden: Set[str], callers: Sequence[str] = ()
) -> Iterator[Reason]:
    """Reasons against open texts of an act that name a person who must stay unknown: by name,
    telephone or resident number. ``callers`` are names and numbers of who called, where the raw
    text of a ticket is all that tells of the person. ``hidden`` fields are not open; the sentence
    repeats nothing."""
    marks = [plain(c) for c in callers]
    if person is not None and person.name != SECRET:
        marks += [plain(person.name), person.phone or "", person.resident_number or ""]
    marks = [m for m in marks if len(m) > 1]
    if not marks:
        return
    for path, f, value in walk(act):
        text = plain(value) if isinstance(value, str) else ""
        if {path, path.partition(".")[0]} & hidden:
            continue
        if any(m in text for m in marks):
            yield Reason(
                say(
                    "“{field}” names the person who must stay unknown, and everybody who handles "
                    "the docket reads it: leave it out there.",
                    field=f.label,
                ),
                basis="jc-09",
            )
