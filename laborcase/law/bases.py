"""The provisions that acts, clocks and findings rest on: ``law/data/bases-*.toml``.

Ids are kept for ever: they stand in ledgers. Summaries are in our own words, never the text itself.
"""

import re
from collections.abc import Collection, Iterator, Mapping
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
DISPLACED: Final = say("displaced by later or higher law")
"""The mark of a provision before which others come, whatever its own standing."""
_SENTENCES: Final = {
    "quoted": say("Seen only as quoted elsewhere."),
    "secondary": say("Seen only second-hand."),
    "recalled": say("Not seen in any text: it stands here from general knowledge."),
    "doubtful": say("Its validity today is uncertain."),
    "contested": say("It is probably overtaken by superior law."),
}
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
    seen, ``amended_by_*`` what amended it. ``source`` is where the text was read, ``url`` its
    official place where known. ``superseded_by`` holds the ids of provisions to prefer once they
    are in force, ``superseded_*`` why; ``note_*`` what to mind. ``after_order`` says that
    its fine is imposed only after an order to correct or to pay was not obeyed in time.
    ``review_by`` is the day by which the office looks again whether it still holds; what cannot be
    relied on without more has one. ``effective_to`` stands only with the few older rules that sums
    owed for work of their time are counted by.
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
    after_order: bool = False
    fine_min: int | None = None
    fine_max: int | None = None
    fine_unit: str = field(default="", metadata=one_of(*UNITS_OF_AMOUNT))
    fine_of: str = field(default="", metadata=one_of(*BASES_OF_AMOUNT))
    effective_from: date | None = None
    effective_to: date | None = None
    amended_on: date | None = None
    amended_by_zh: str = ""
    amended_by_en: str = ""
    url: str = ""
    standing: str = field(default="in_force", metadata=one_of(*STANDINGS))
    superseded_by: tuple[str, ...] = ()
    superseded_zh: str = ""
    superseded_en: str = ""
    review_by: date | None = None
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

    def note(self, lang: str = "en") -> str:
        """What to mind; empty where nothing."""
        return self.note_en if lang == "en" else self.note_zh

    def amended_by(self, lang: str = "en") -> str:
        """What amended it last; empty where that is not known."""
        return self.amended_by_en if lang == "en" else self.amended_by_zh

    def displaced_because(self, lang: str = "en") -> str:
        """Why others come first; empty where none do."""
        return self.superseded_en if lang == "en" else self.superseded_zh

    @property
    def known_from(self) -> date | None:
        """The first day of which the text that was read speaks: it came into force then, or was
        amended last."""
        known = [day for day in (self.effective_from, self.amended_on) if day]
        return max(known, default=None)

    def stands(self, on: date) -> bool:
        """Whether it is in force on a day, as far as seen; a first day that is not known never
        speaks against it."""
        return not (self._begins_after(on) or self._ended_before(on))

    def _begins_after(self, on: date) -> bool:
        return self.effective_from is not None and on < self.effective_from

    def _ended_before(self, on: date) -> bool:
        return self.effective_to is not None and self.effective_to < on

    def displaced_by(self, on: date | None = None) -> tuple["Basis", ...]:
        """The provisions that come before it on a day; without one, all that ever do."""
        others = map(basis, self.superseded_by)
        return tuple(one for one in others if on is None or one.stands(on))

    def marks(self, lang: str = "en", on: date | None = None) -> tuple[str, ...]:
        """What a reader must know before relying on it, in few words; empty for a provision in
        good standing. With a day, also whether it was in force then."""
        told: list[Said | str] = []
        if self.second_hand:
            told.append(CERTAINTIES[self.certainty])
        if on is not None and not self.stands(on):
            told.append(say("not in force on {day}", day=on.isoformat()))
        if self.standing != "in_force":
            told.append(STANDINGS[self.standing])
        elif self.displaced_by(on):
            told.append(DISPLACED)
        return tuple(speak(mark, lang) for mark in told)

    def cited(self, lang: str = "en", on: date | None = None) -> str:
        """The citation with its marks behind it."""
        return "".join((self.citation(lang), *(f" [{mark}]" for mark in self.marks(lang, on))))

    def objections(self, on: date | None = None) -> tuple[Said, ...]:
        """Why nothing is decided on it without a recorded reason: not in force on the day, in no
        text that was seen, uncertain, contested or displaced; each a sentence. Empty where nothing
        speaks against it.
        """
        told = list(self._own_objections(on))
        others = self.displaced_by(on)
        if others:
            ids = ", ".join(one.id for one in others)
            told.append(say("It is displaced: {ids} comes before it.", ids=ids))
        return tuple(told)

    def _own_objections(self, on: date | None) -> Iterator[Said]:
        if on is not None and self.effective_from is not None and self._begins_after(on):
            yield say("It came into force only on {day}.", day=self.effective_from.isoformat())
        if on is not None and self.effective_to is not None and self._ended_before(on):
            yield say("It ended on {day}.", day=self.effective_to.isoformat())
        if self.certainty == "recalled":
            yield _SENTENCES[self.certainty]
        if self.standing != "in_force":
            yield _SENTENCES[self.standing]

    def warnings(self, lang: str = "en", on: date | None = None) -> tuple[Said, ...]:
        """All that a reader must know before relying on it on a day, each a sentence: how it was
        seen, what speaks against it, and whether its text of that day is known."""
        told: list[Said] = []
        if self.second_hand and self.certainty != "recalled":  # that is an objection
            told.append(_SENTENCES[self.certainty])
        told += self._own_objections(on)
        others = self.displaced_by(on)
        if others:
            between = "; " if lang == "en" else "、"
            named = between.join(one.citation(lang) for one in others)
            why = self.displaced_because(lang)
            told.append(say("Prefer {others}: {why}.", others=named, why=why))
        if on is not None and self.amended_on and self.stands(on) and on < self.amended_on:
            told.append(
                say(
                    "The text known is that amended on {day}; what it said before is not known.",
                    day=self.amended_on.isoformat(),
                )
            )
        return tuple(told)


@frozen(kw_only=True)
class _Measure:
    word: str
    zh: str
    en: str


def past_review(on: date) -> tuple[Basis, ...]:
    """The provisions that the office should have looked at again by a day, the oldest first."""
    due = [one for one in bases().values() if one.review_by and one.review_by < on]
    return tuple(sorted(due, key=lambda one: (one.review_by or on, one.id)))


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
            problems += [
                say("{where}: {problem}", where=where, problem=p) for p in _contradictions(one)
            ]
    found = by_id(made, problems)
    problems += [
        say("{where}: superseded by {id}, which is not there.", where=where, id=other)
        for _, where, one in made
        for other in one.superseded_by
        if other not in found
    ]
    problems += [
        say("{where}: it is superseded by itself ({way}).", where=where, way=" > ".join(way))
        for key, where, _ in made
        for way in _circles(key, found)
    ]
    check(problems)
    return found


def _contradictions(one: Basis) -> Iterator[Said]:
    """What a row says against itself, or leaves out."""
    if one.effective_from and one.effective_to and one.effective_to < one.effective_from:
        yield say("it ends before it begins.")
    if one.effective_from and one.amended_on and one.amended_on < one.effective_from:
        yield say("it was amended before it begins.")
    if one.effective_to and one.amended_on and one.effective_to < one.amended_on:
        yield say("it was amended after it ended.")
    if bool(one.amended_by_zh or one.amended_by_en) and not one.amended_on:
        yield say("{key} is missing.", key="amended_on")
    for zh, en in (("amended_by_zh", "amended_by_en"), ("superseded_zh", "superseded_en"),
                   ("note_zh", "note_en")):  # fmt: skip
        if bool(getattr(one, zh)) != bool(getattr(one, en)):
            yield say("{key} is missing.", key=en if getattr(one, zh) else zh)
    if bool(one.superseded_by) != bool(one.superseded_zh or one.superseded_en):
        yield say("superseded_by and the reason for it belong together.")
    shaky = one.second_hand or one.standing != "in_force" or one.superseded_by
    if shaky and one.review_by is None:
        yield say("{key} is missing.", key="review_by")
    for name in ("article", "paragraph", "item"):
        value = getattr(one, name)
        if value and not _PLACE.fullmatch(value):
            yield say("{key} cannot be {value}.", key=name, value=repr(value))


def _circles(key: str, found: Mapping[str, Basis]) -> Iterator[tuple[str, ...]]:
    """The shortest way on which a provision is displaced by itself, if there is one."""
    ways: list[tuple[str, ...]] = [(key,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for other in found[way[-1]].superseded_by:
            if other == key:
                yield (*way, key)
                return
            if other in found and other not in seen:
                seen.add(other)
                ways.append((*way, other))


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


_PLACE: Final = re.compile(r"[1-9]\d{0,2}(?:/[1-9])?(?:[-,][1-9]\d{0,2})*")
"""``"15"``, ``"20-21"``, ``"1,3"``, ``"276/1"``."""
_DIGITS: Final = "零一二三四五六七八九"


def zh_number(n: int) -> str:
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
        ends = [f"{before}{zh_number(int(n))}{after}" for n in part.split("-")]
        parts.append("至".join(ends))
    return "、".join(parts)


def _chinese(one: Basis) -> str:
    text = f"《{one.instrument}》"
    if one.article:
        number, _, inserted = one.article.partition("/")
        text += _zh_numbers(number, "第", "条")
        if inserted:
            text += f"之{zh_number(int(inserted))}"
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
