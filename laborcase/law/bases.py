"""The provisions that acts, clocks and findings rest on: ``law/data/bases-*.toml``.

Ids are kept for ever: they stand in ledgers. Summaries are in our own words, never the text itself.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Final

from attrs import field, frozen

from ..errors import NotFound
from ..words import Said, say, speak
from .rows import DATA, Row, by_id, check, fill, one_of, read, rows

RANKS: Final = {
    "law": say("law"),
    "state_council": say("State Council regulation"),
    "ministry": say("ministry rule"),
    "judicial": say("judicial interpretation"),
    "provincial": say("provincial regulation"),
    "notice": say("normative document"),
}
"""What kind of instrument, highest first but for court and notice."""
CERTAINTIES: Final = {
    "full": say("full text read"),
    "quoted": say("seen only as quoted elsewhere"),
    "secondary": say("seen only second-hand"),
    "recalled": say("not seen in any text, from general knowledge"),
}
"""How the provision was read, best first."""
STANDINGS: Final = {
    "in_force": say("in force as far as seen"),
    "doubtful": say("validity today uncertain"),
    "contested": say("probably overtaken by superior law"),
}
"""Whether the provision can be relied on."""
CATEGORIES: Final = (
    "procedure", "wages", "minimum_wage", "migrant_wages", "working_hours", "overtime", "leave",
    "contracts", "internal_rules", "child_labour", "female_minor_protection", "social_insurance",
    "dispatch", "agencies", "obstruction", "retaliation", "publicity", "criminal", "other",
)  # fmt: skip
UNITS_OF_AMOUNT: Final = (
    "yuan_flat", "yuan_per_worker", "yuan_per_worker_month", "yuan_per_worker_hour",
    "yuan_per_certificate", "multiple_of_amount", "percent_of_amount",
)  # fmt: skip
BASES_OF_AMOUNT: Final = (
    "sum_due", "concealed_wages", "premiums_due", "premium_arrears", "sum_defrauded", "subsidy",
    "illegal_gain", "sum_collected", "monthly_wage", "wage", "leave_pay", "fine",
)  # fmt: skip


@frozen(kw_only=True)
class Basis:
    """One provision.

    ``article`` is ``"15"``, ``"20-21"`` for several, ``"276/1"`` for 第二百七十六条之一, empty
    where the whole instrument is meant; ``paragraph`` (款) and ``item`` (项) are ``"1"``,
    ``"1-3"`` or ``"1,3"``. ``role``: it is a duty, sets a penalty or rules the procedure.

    ``fine_min`` and ``fine_max`` are the range of the fine when ``measures`` has ``fine``, else
    that of the payment or extra compensation: whole yuan, a multiple, or a percentage (50 is 50 %)
    as ``fine_unit`` says; ``fine_of`` names what a multiple or percentage is taken of.

    ``effective_to`` is ``None`` while in force as far as seen; ``amended_on`` is the last amendment
    seen. ``source`` is where the text was read, ``url`` its official place where known.
    ``superseded_by`` holds the ids of provisions to prefer, ``note_*`` what to mind.
    """

    id: str
    instrument: str
    instrument_en: str
    rank: str = field(metadata=one_of(*RANKS))
    category: str = field(metadata=one_of(*CATEGORIES))
    role: str = field(metadata=one_of("duty", "penalty", "procedure"))
    summary_zh: str
    summary_en: str
    source: str
    certainty: str = field(metadata=one_of(*CERTAINTIES))
    number: str = ""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    measures: tuple[str, ...] = ()
    fine_min: int | None = None
    fine_max: int | None = None
    fine_unit: str = field(default="", metadata=one_of(*UNITS_OF_AMOUNT))
    fine_of: str = field(default="", metadata=one_of(*BASES_OF_AMOUNT))
    effective_from: date | None = None
    effective_to: date | None = None
    amended_on: date | None = None
    url: str = ""
    standing: str = field(default="in_force", metadata=one_of(*STANDINGS))
    superseded_by: tuple[str, ...] = ()
    note_zh: str = ""
    note_en: str = ""

    @property
    def second_hand(self) -> bool:
        """Whether the provision was not read in full; shown wherever the rule is shown."""
        return self.certainty != "full"

    def citation(self, lang: str = "en") -> str:
        """The provision as the trade cites it: 《劳动保障监察条例》第十七条."""
        return _english(self) if lang == "en" else _chinese(self)

    def summary(self, lang: str = "en") -> str:
        """What the provision says, in our own words."""
        return self.summary_en if lang == "en" else self.summary_zh

    def measure_titles(self, lang: str = "en") -> tuple[str, ...]:
        """What the provision lets an authority do, in words."""
        known = _measures()
        return tuple(known[m].en if lang == "en" else known[m].zh for m in self.measures)

    def marks(self, lang: str = "en") -> tuple[str, ...]:
        """What a reader must know before relying on it; empty for a provision in good standing."""
        told: list[Said | str] = []
        if self.second_hand:
            told.append(CERTAINTIES[self.certainty])
        if self.standing != "in_force":
            told.append(STANDINGS[self.standing])
        return tuple(speak(mark, lang) for mark in told)


@frozen(kw_only=True)
class _Measure:
    word: str
    zh: str
    en: str


def basis(key: str) -> Basis:
    """The provision of that id; :class:`NotFound` if there is none."""
    found = bases().get(key)
    if found is None:
        raise NotFound(say("There is no provision {id}.", id=key))
    return found


@cache
def bases() -> dict[str, Basis]:
    """All provisions by id; :class:`LawDataError` names each malformed row by file and number."""
    files = {
        path.name: rows(read(path, "basis").get("basis"), path.name)
        for path in sorted(DATA.glob("bases-*.toml"))
    }
    return load(files, _measures())


def load(files: Mapping[str, list[Row]], measures: Collection[str]) -> dict[str, Basis]:
    """Rows of several files as provisions; ``measures`` is the vocabulary of what may be done."""
    problems: list[Said] = []
    made: list[tuple[str, str, Basis]] = []
    for name, table in files.items():
        for i, row in enumerate(table, 1):
            where = f"{name}, row {i} ({row.get('id', '?')})"
            one = fill(Basis, row, where, problems)
            if one is None:
                continue
            made.append((one.id, where, one))
            problems += [
                say("{where}: the measure {word} is not known.", where=where, word=word)
                for word in one.measures
                if word not in measures
            ]
            if (one.fine_unit.endswith("_of_amount")) != bool(one.fine_of):
                problems.append(
                    say("{where}: fine_of belongs to a multiple or percentage.", where=where)
                )
            if one.fine_unit and one.fine_max is None:
                problems.append(say("{where}: {key} is missing.", where=where, key="fine_max"))
            if (one.fine_min or 0) > (one.fine_max or one.fine_min or 0):
                problems.append(say("{where}: fine_min is above fine_max.", where=where))
            if one.effective_from and one.effective_to and one.effective_to < one.effective_from:
                problems.append(say("{where}: it ends before it begins.", where=where))
    found = by_id(made, problems)
    problems += [
        say("{where}: superseded by {id}, which is not there.", where=where, id=other)
        for _, where, one in made
        for other in one.superseded_by
        if other not in found
    ]
    check(problems)
    return found


@cache
def _measures() -> dict[str, _Measure]:
    problems: list[Said] = []
    table = rows(read(DATA / "measures.toml", "measure").get("measure"), "measures.toml")
    made = []
    for i, row in enumerate(table, 1):
        where = f"measures.toml, row {i}"
        one = fill(_Measure, row, where, problems)
        if one is not None:
            made.append((one.word, where, one))
    found = by_id(made, problems)
    check(problems)
    return found


_DIGITS: Final = "零一二三四五六七八九"


def _zh_number(n: int) -> str:
    """1 to 999 as the law writes it: 十七, 二十一, 一百零五, 二百七十六."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _zh_numbers(text: str, before: str, after: str) -> str:
    """``"1-3"`` as 第一款至第三款, with ``before`` 第 and ``after`` 款."""
    parts = []
    for part in text.split(","):
        ends = [f"{before}{_zh_number(int(n))}{after}" for n in part.split("-")]
        parts.append("至".join(ends))
    return "、".join(parts)


def _chinese(one: Basis) -> str:
    text = f"《{one.instrument}》"
    if one.article:
        number, _, inserted = one.article.partition("/")
        text += _zh_numbers(number, "第", "条")
        if inserted:
            text += f"之{_zh_number(int(inserted))}"
    if one.paragraph:
        text += _zh_numbers(one.paragraph, "第", "款")
    if one.item:
        text += "第" + _zh_numbers(one.item, "(", ")") + "项"
    return text


def _english(one: Basis) -> str:
    text = one.instrument_en
    if one.article:
        several = "-" in one.article or "," in one.article
        text += f", {'arts.' if several else 'art.'} {one.article.replace('/', '-')}"
    if one.paragraph:
        several = "-" in one.paragraph or "," in one.paragraph
        text += f" {'paras.' if several else 'para.'} {one.paragraph}"
    if one.item:
        text += " item " + ", ".join(
            "-".join(f"({n})" for n in part.split("-")) for part in one.item.split(",")
        )
    return text
