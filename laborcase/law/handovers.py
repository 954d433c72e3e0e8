"""The kinds of hand-over as rows: who asks, who decides, whether the authority moves, which papers
go out and come back, and which limit of its own a hand-over has."""

from functools import cache
from typing import Final

from attrs import field, frozen

from ..words import Said, say
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

HANDED_BY: Final = ("inspector", "institution_head", "bureau_leader", "principal_head")
"""The positions that ask for and decide hand-overs, the lowest first."""
CERTAIN: Final = ("own", "other_place", "secondary", "quoted", "full")
"""How certain a number is that no Henan text sets: this program's proposal, a rule of another place
or of other authorities, a Henan text seen second-hand, as quoted, or in full."""


@frozen(kw_only=True)
class HandoverRule:
    """One kind of hand-over (a row of ``law/data/handovers.toml``).

    ``asks_from`` says from which side it is asked for: the case's ``own`` authority, its
    ``superior`` of its own motion, or a ``rival`` that claims the same case. ``to`` says whom it
    goes to: the ``superior``, a ``subordinate``, the case's ``own`` authority, the ``other_side``
    of whoever asks, the ``common_superior`` of two that dispute, or an organ ``outside``.
    ``decides`` is the side that answers: ``to`` or ``asked_by``; ``level`` the lowest level at
    which that authority must stand.

    ``lands`` is where the case goes with an approval: ``to``, ``asked_by``, the authority that the
    answer ``named``; empty where nothing moves. ``receipt``: an approval waits for a signature that
    it was carried out. ``report``: after it reports are owed, and the deciding side closes it.

    ``acts`` are the kinds of act that carry it, where it has its own; then it is not asked for or
    answered by the acts of the family. ``papers_out`` and ``papers_back`` are the titles of its
    papers; ``sheets`` says which D-code is printed of which of its steps (``approved:D85``).

    ``clock`` is the limit that belongs to the hand-over itself, of ``length`` calendar days (of an
    incident: hours), once ``extended`` to so many in all; ``reply`` ``reply_unit`` is the time in
    which an answer is looked for. Both are no law: their ``_source`` and ``_certainty`` stand
    beside them, and the office's own figures go before. On every other limit of a docket a
    hand-over has no effect.
    """

    id: str
    title_zh: str
    title_en: str
    asks_from: tuple[str, ...] = field(metadata=one_of("own", "superior", "rival"))
    to: str = field(
        metadata=one_of(
            "superior", "subordinate", "own", "other_side", "common_superior", "outside"
        )
    )
    decides: str = field(metadata=one_of("to", "asked_by"))
    asked_by: tuple[str, ...] = field(metadata=one_of(*HANDED_BY))
    papers_out: tuple[str, ...]
    papers_back: tuple[str, ...]
    level: str = field(default="", metadata=one_of("city"))
    lands: str = field(default="", metadata=one_of("to", "asked_by", "named"))
    receipt: bool = False
    report: bool = False
    decided_by: tuple[str, ...] = field(default=(), metadata=one_of(*HANDED_BY))
    answers: tuple[str, ...] = field(
        default=(), metadata=one_of("approved", "refused", "returned", "advice", "minutes")
    )
    acts: tuple[str, ...] = ()
    clock: str = field(
        default="", metadata=one_of("handover-report", "supervision", "incident-first")
    )
    sheets: tuple[str, ...] = ()
    length: int = 0
    extended: int = 0
    length_source: str = ""
    length_certainty: str = field(default="", metadata=one_of(*CERTAIN))
    reply: int = 0
    reply_unit: str = field(default="", metadata=one_of("hour", "working", "calendar"))
    reply_source: str = ""
    reply_certainty: str = field(default="", metadata=one_of(*CERTAIN))
    basis_asked: str = ""
    basis_answered: str = ""

    @property
    def moves(self) -> bool:
        """Whether an approval changes the deciding authority."""
        return bool(self.lands)

    @property
    def carried(self) -> bool:
        """Whether acts of its own carry it."""
        return not self.answers or self.to == "outside"

    def title(self, lang: str = "en") -> str:
        """What it is called."""
        return self.title_en if lang == "en" else self.title_zh

    def sheet(self, step: str) -> str:
        """The D-code of the paper of a step; empty where it has none."""
        return next((s.partition(":")[2] for s in self.sheets if s.startswith(f"{step}:")), "")

    def next_above(self, steps: int = 1) -> str:
        """The position so many steps above the lowest that decides it; the principal head at
        most."""
        lowest = min(map(HANDED_BY.index, self.decided_by), default=0)
        return HANDED_BY[min(lowest + steps, len(HANDED_BY) - 1)]


def load(data: Row, file: str) -> dict[str, HandoverRule]:
    """The rows of a file by their id.

    Raises :class:`~laborcase.law.rows.LawDataError` with all problems: what does not fit its key,
    an id twice, a kind that nobody decides, a number without source and certainty.
    """
    problems: list[Said] = []
    made: list[tuple[str, str, HandoverRule]] = []
    for i, row in enumerate(rows(data.get("handover"), file), 1):
        where = f"{file}, handover {i} ({row.get('id', '?')})"
        one = fill(HandoverRule, row, where, problems)
        if one is None:
            continue
        made.append((one.id, where, one))
        if bool(one.answers) != bool(one.decided_by) and not one.acts:
            problems.append(say("{where}: nobody answers it.", where=where))
        if bool(one.reply) != bool(one.reply_unit and one.reply_source and one.reply_certainty):
            problems.append(say("{where}: its time for the reply is incomplete.", where=where))
        if bool(one.length) != bool(one.length_source and one.length_certainty):
            problems.append(say("{where}: its own limit is incomplete.", where=where))
        if one.moves and not one.receipt:
            problems.append(say("{where}: a case that moves needs a receipt.", where=where))
    found = by_id(made, problems)
    check(problems)
    return found


@cache
def handover_rules() -> dict[str, HandoverRule]:
    """All kinds by their id."""
    name = "handovers.toml"
    return load(read(DATA / name, "handover"), name)
