"""The wording of a paper filled with the facts of a docket: what stands on it, not how it looks."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from ..law.bases import bases
from ..law.papers import Block, joint_wording, paper_rule, wording
from ..record.papers import PaperState
from ..visible import visible
from .facts import Facts, facts_of, zh_day
from .handing import handed_facts
from .sheets import Origin

BLANK: Final = "____"
MARK: Final = "※"
"""Stands behind a provision that must not be relied on unseen; the reason stands at the foot."""


@frozen(kw_only=True)
class Filled:
    """One block with everything filled in: its lines; for ``rows`` pairs of label and value; for
    ``list`` its rows, the headings first."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@frozen(kw_only=True)
class Printed:
    """A paper, filled. Every text in it is harmless to show and is never read as anything else."""

    authority: str
    title: str
    number: str
    """The paper's own number; empty on forms of the file."""
    marks: tuple[str, ...]
    """What a reader must see first: void, corrected since."""
    blocks: tuple[Filled, ...]
    notes: tuple[str, ...]
    """What is to be minded of the provisions cited."""
    foot: str
    """Docket, commit and head of the ledger at the time of printing."""


def printed(origin: Origin, seq: int, digest: str) -> Printed:
    """A sheet with its facts filled in; ``seq`` and ``digest`` are the newest commit and its hash,
    which it bears."""
    joint = origin.sheet.code in joint_wording()
    facts = handed_facts(origin) if joint else facts_of(origin)
    wordings = joint_wording() if joint else wording()
    on = origin.paper.issued_on if origin.paper else origin.entry.on
    slots = _Slots(facts, on)
    blocks = tuple(
        _filled(block, slots, facts)
        for block in wordings[origin.sheet.code]
        if block.stands(facts.texts, on)
    )
    return Printed(
        authority=harmless(facts.texts["authority"]) or BLANK,
        title=paper_rule(origin.sheet.code).title_zh,
        number=(harmless(origin.sheet.number) or BLANK) if origin.sheet.numbered else "",
        marks=marks_of(origin),
        blocks=blocks,
        notes=tuple(slots.notes()),
        foot=f"案卷 {origin.home}　登记台账第 {seq} 笔　校验 {short(digest)}",
    )


def short(digest: str) -> str:
    """The short form of a hash: 20 hex digits in groups of 4."""
    return " ".join(digest[i : i + 4] for i in range(0, 20, 4))


class _Slots(dict[str, str]):
    """Slot to text: a fact, a blank where it is not known, or the citation of a provision."""

    def __init__(self, facts: Facts, on: date) -> None:
        super().__init__({name: harmless(text) or BLANK for name, text in facts.texts.items()})
        self.on = on
        self.cited: dict[str, None] = {}
        for name, keys in facts.cited.items():
            self[name] = self._cite(keys) or BLANK

    def __missing__(self, key: str) -> str:
        return self._cite(key.split("、"))

    def _cite(self, keys: Sequence[str]) -> str:
        """Provisions one after another; the instrument of several is named once."""
        made: list[str] = []
        named = ""
        for key in keys:
            one = bases()[key]
            self.cited[key] = None
            whole = one.citation("zh_CN") + (MARK if one.marks("zh_CN", self.on) else "")
            made.append(whole.removeprefix(named) if named else whole)
            named = f"《{one.instrument}》"
        return "、".join(made)

    def notes(self) -> Iterator[str]:
        """The marks of what was cited, each provision once."""
        for key in self.cited:
            marks = bases()[key].marks("zh_CN", self.on)
            if marks:
                yield f"{MARK}{bases()[key].citation('zh_CN')}：{'；'.join(marks)}，用印前请核对。"


def filled(block: Block, facts: Facts, on: date) -> Filled:
    """One block of a paper of a day with its facts filled in."""
    return _filled(block, _Slots(facts, on), facts)


def _filled(block: Block, slots: _Slots, facts: Facts) -> Filled:
    if block.kind == "list":
        head = block.lines[1:]
        rows = [
            tuple(harmless(cell, "") or BLANK for cell in row)
            for row in facts.tables[block.lines[0]] or [("",) * len(head)]
        ]
        return Filled(kind="list", rows=(head, *rows))
    if block.kind == "rows":
        pairs = (line.partition("：")[::2] for line in block.lines)
        return Filled(
            kind="rows", rows=tuple((name, value.format_map(slots)) for name, value in pairs)
        )
    return Filled(kind=block.kind, lines=tuple(line.format_map(slots) for line in block.lines))


def harmless(text: str, keep: str = "\n") -> str:
    """A text in which nothing can command a terminal or a page."""
    return visible(text, keep=keep)


def marks_of(origin: Origin) -> tuple[str, ...]:
    """What a reader of a sheet must see first: a draft, void, corrected since."""
    return tuple(_marks(origin))


def _marks(origin: Origin) -> Iterator[str]:
    paper, entry = origin.paper, origin.entry
    if origin.draft is not None:
        yield f"草稿（{origin.draft.id}）：正在呈批，尚未签批，不得用印、送达。"
    if paper is not None and paper.state is PaperState.VOID and paper.void_on:
        reason = harmless(paper.void_reason)
        yield (
            f"作废（{zh_day(paper.void_on)}）：{reason}"
            if reason
            else (f"作废（{zh_day(paper.void_on)}）")
        )
    if entry.corrected_by is not None:
        yield f"第 {entry.n} 条记录已由第 {entry.corrected_by} 条记录更正，按更正后的内容打印。"
