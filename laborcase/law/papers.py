"""The kinds of papers (文书) and the wording of those that are printed, as rows.

``law/data/papers.toml`` is the catalogue, one row a D-code; ``law/data/wording.toml`` says of each
printed paper what stands on it, block by block. The Chinese is the legal text.
"""

import string
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen

from ..errors import NotFound
from ..words import Said, say, speak
from .bases import CERTAINTIES
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

SEEN: Final = {**CERTAINTIES, "own": say("our own proposal")}
"""How the title and the fields of a paper were seen, best first."""


@frozen(kw_only=True)
class PaperRule:
    """One kind of paper. ``code`` is its D-code and never changes.

    ``acts`` are the kinds of acts it comes from; ``kind`` the word by which a docket keeps it,
    where it does so with number and service; ``series`` the number series it takes from;
    ``served`` whether service on it is proved; ``blanks`` what is left to be filled by hand.
    ``source`` is where title and fields were seen, ``certainty`` how.
    """

    code: str
    title_zh: str
    title_en: str
    step: str = field(
        metadata=one_of("intake", "filing", "investigation", "decision", "execution", "joint")
    )
    source: str
    certainty: str = field(metadata=one_of(*SEEN))
    acts: tuple[str, ...] = ()
    kind: str = ""
    series: str = ""
    served: bool = False
    blanks: tuple[str, ...] = field(default=(), metadata=one_of("signature", "fingerprint", "seal"))

    def title(self, lang: str = "en") -> str:
        """What the paper is called."""
        return self.title_en if lang == "en" else self.title_zh

    def seen(self, lang: str = "en") -> str:
        """How its title and fields were seen, in words."""
        return speak(SEEN[self.certainty], lang)


@frozen(kw_only=True)
class Block:
    """One block of a printed paper.

    ``kind``: ``say`` paragraphs, ``lead`` a salutation, ``head`` a heading, ``rows`` lines of
    "label：value", ``list`` a table (the first line names it, the others are its headings),
    ``sign`` lines to be signed, ``small`` print, ``part`` the name of shared blocks.

    ``lines`` hold plain ``{slots}``: facts of the docket, or ids of provisions (several with 、
    between them), which become their citations. ``needs`` and ``without`` name a fact that must be
    there, or must not. ``since`` and ``until`` are the first and last day of a paper on which the
    block stands.
    """

    kind: str = field(
        metadata=one_of("say", "lead", "head", "rows", "list", "sign", "small", "part")
    )
    lines: tuple[str, ...]
    needs: str = ""
    without: str = ""
    since: date | None = None
    until: date | None = None

    def stands(self, facts: Mapping[str, str], on: date) -> bool:
        """Whether it stands on a paper of that day with these facts."""
        return (
            (not self.needs or bool(facts[self.needs]))
            and (not self.without or not facts[self.without])
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= self.until)
        )

    @property
    def slots(self) -> frozenset[str]:
        """The slots of its lines."""
        lines = self.lines[1:] if self.kind == "list" else self.lines
        parsed = (string.Formatter().parse(line) for line in lines)
        return frozenset(name for line in parsed for _, name, _, _ in line if name is not None)


def paper_rule(code: str) -> PaperRule:
    """The kind of paper of that D-code; :class:`NotFound` if there is none."""
    found = paper_rules().get(code)
    if found is None:
        raise NotFound(say("There is no kind of paper {code}.", code=code))
    return found


def code_of(kind: str) -> str:
    """The D-code of what a docket keeps under this word."""
    return next(r.code for r in paper_rules().values() if r.kind == kind)


@cache
def paper_rules() -> dict[str, PaperRule]:
    """All kinds of papers by their D-code; :class:`LawDataError` names each malformed row."""
    return load_rules(rows(read(DATA / "papers.toml", "paper").get("paper"), "papers.toml"))


def load_rules(table: list[Row]) -> dict[str, PaperRule]:
    """Rows of ``papers.toml`` as kinds of papers."""
    problems: list[Said] = []
    made = []
    for i, row in enumerate(table, 1):
        where = f"papers.toml, row {i} ({row.get('code', '?')})"
        one = fill(PaperRule, row, where, problems)
        if one is not None:
            made.append((one.code, where, one))
    found = by_id(made, problems)
    check(problems)
    return found


@cache
def wording() -> dict[str, tuple[Block, ...]]:
    """The blocks of every printed paper by its D-code, shared parts put in."""
    return load_wording(read(DATA / "wording.toml", "part", *paper_rules()))


@cache
def joint_wording() -> dict[str, tuple[Block, ...]]:
    """The same of the papers of hand-overs and incidents (``law/data/upward.toml``), which share
    the parts of the others."""
    shared = read(DATA / "wording.toml", "part", *paper_rules()).get("part", {})
    own = read(DATA / "upward.toml", "part", *paper_rules())
    more = own.get("part", {})
    assert isinstance(shared, dict)
    assert isinstance(more, dict)
    return load_wording({**own, "part": {**shared, **more}}, "upward.toml")


def load_wording(table: Row, file: str = "wording.toml") -> dict[str, tuple[Block, ...]]:
    """The tables of ``wording.toml``, or of another ``file``, as blocks.

    Raises :class:`LawDataError` for a block that cannot be, or a part that is not there.
    """
    problems: list[Said] = []
    shared = table.get("part", {})
    parts = {
        name: _blocks(blocks, f"{file}, part {name}", problems)
        for name, blocks in (shared.items() if isinstance(shared, dict) else ())
    }
    found = {
        code: _blocks(blocks, f"{file}, {code}", problems)
        for code, blocks in table.items()
        if code != "part"
    }
    problems += [
        say("{where}: there is no part {name}.", where=f"{file}, {code}", name=name)
        for code, blocks in found.items()
        for block in blocks
        for name in (block.lines if block.kind == "part" else ())
        if name not in parts
    ]
    check(problems)
    return {code: tuple(_whole(blocks, parts)) for code, blocks in found.items()}


def _whole(blocks: Iterable[Block], parts: Mapping[str, tuple[Block, ...]]) -> Iterable[Block]:
    for block in blocks:
        if block.kind == "part":
            for name in block.lines:
                yield from parts[name]
        else:
            yield block


def _blocks(table: object, where: str, problems: list[Said]) -> tuple[Block, ...]:
    made = (
        fill(Block, row, f"{where}, block {i}", problems)
        for i, row in enumerate(rows(table, where), 1)
    )
    return tuple(block for block in made if block is not None)
