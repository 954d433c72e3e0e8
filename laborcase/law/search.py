"""Finding a provision by what people type: words of it, article numbers, short names.

``search`` asks a prepared text of each provision once; nothing of the register is looked at.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from attrs import frozen

from ..errors import Invalid
from ..values import plain
from ..words import LANGUAGES, say
from .acceptance import causes
from .bases import RANKS, Basis, bases, zh_number

SHORT_NAMES: Final = {
    "条例": "劳动保障监察条例",
    "监察条例": "劳动保障监察条例",
    "国家条例": "劳动保障监察条例",
    "423号令": "劳动保障监察条例",
    "若干规定": "关于实施〈劳动保障监察条例〉若干规定",
    "25号令": "关于实施〈劳动保障监察条例〉若干规定",
    "河南条例": "河南省劳动保障监察条例",
    "省条例": "河南省劳动保障监察条例",
    "henanregulation": "河南省劳动保障监察条例",
    "工资条例": "保障农民工工资支付条例",
    "农民工条例": "保障农民工工资支付条例",
    "724": "保障农民工工资支付条例",
    "724号令": "保障农民工工资支付条例",
    "45号令": "拖欠农民工工资失信联合惩戒对象名单管理暂行办法",
    "310号令": "行政执法机关移送涉嫌犯罪案件的规定",
    "处罚法": "中华人民共和国行政处罚法",
    "强制法": "中华人民共和国行政强制法",
    "复议法": "中华人民共和国行政复议法",
    "诉讼法": "中华人民共和国行政诉讼法",
    "社保法": "中华人民共和国社会保险法",
    "合同法": "中华人民共和国劳动合同法",
}
"""What the trade calls an instrument for short, in its plain form, and its name."""

_FEW: Final = 6
_NUMBERS: Final = {zh_number(n): n for n in range(1, 1000)}
_N: Final = r"(\d{1,3}|[一二三四五六七八九十百零]{1,7})"
_ARTICLE: Final = re.compile(
    rf"第?{_N}条(?:之{_N})?(?:第?{_N}款)?(?:第?\(?{_N}\)?项)?$"  # 条例第三十条第一款第(三)项
)
_ENGLISH: Final = re.compile(
    r"\bart(?:icle|icles|s)?\b\.?\s*(\d{1,3})(?:[-/](\d))?"
    r"(?:,?\s*para(?:graph|s)?\b\.?\s*(\d{1,2}))?(?:,?\s*item\s*\(?(\d{1,2})\)?)?",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(r"\border\s+(?:no\.?\s*)?(\d{1,3})\b", re.IGNORECASE)


@frozen
class _Place:
    """An article that was asked for, with paragraph and item where they were named."""

    article: int
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None


@frozen
class _Entry:
    """One provision as it is searched."""

    basis: Basis
    text: str
    head: str
    """Its instrument, both names: what stands there counts more."""
    articles: frozenset[int]
    number: frozenset[str]
    rank: int


def search(text: str, on: date | None = None) -> tuple[Basis, ...]:
    """The provisions that hold every word of ``text``, the best first.

    A word is part of an instrument's name or number, of the summary, a note or the causes it stands
    under in either language, a short name of the trade (条例, 河南条例, 724), an id, or an article:
    ``第十七条``, ``17``, ``art. 17``, ``条例第三十条第(三)项``. ``on`` is the day they are to be
    relied on: those against which something speaks then stand last, and say so by
    :meth:`Basis.warnings`. Nothing typed finds nothing.
    """
    words, places = _asked(text)
    if not (words or places):
        return ()
    found = _entries()
    for place in places:
        found = tuple(e for e in found if _lies(e, place))
    scores: dict[str, int] = {}
    for word in words:
        found = tuple(_holding(found, word, scores))
    usable = {e.basis.id: _usable(e.basis, on) for e in found}
    order = sorted(
        found, key=lambda e: (not usable[e.basis.id], -scores.get(e.basis.id, 0), e.rank)
    )
    return tuple(e.basis for e in order)


def meant(text: str, on: date | None = None) -> Basis:
    """The one provision that a typed text means: its id, its citation, or words that only it holds.

    :raises Invalid: when none or more than one is meant; some of those are named.
    """
    known = bases().get(text.strip())
    if known is not None:
        return known
    found = search(text, on)
    named = {SHORT_NAMES[word] for word in _asked(text)[0] if word in SHORT_NAMES}
    found = tuple(one for one in found if one.instrument in named) or found
    word = plain(text)
    cited = [one for one in found if word in (plain(one.citation(lang)) for lang in LANGUAGES)]
    if len(cited or found) == 1:
        return (cited or found)[0]
    if not found:
        raise Invalid(say("No provision holds all of these words."))
    raise Invalid(
        say(
            "“{typed}” may mean any of these, type more: {choices}.",
            typed=text.strip()[:40],
            choices="; ".join(f"{one.id} {one.citation('zh_CN')}" for one in found[:_FEW]),
        )
    )


def instruments(text: str) -> tuple[str, ...]:
    """The instruments that a name means, by their full Chinese names: a full or short one, or a
    part of one in either language; empty where none is known."""
    word = plain(text).strip("《》")
    short = SHORT_NAMES.get(word)
    if short is not None:
        return (short,)
    names = dict.fromkeys((e.basis.instrument, e.basis.instrument_en) for e in _entries())
    whole = [zh for zh, en in names if word in (plain(zh), plain(en), plain(zh)[7:])]
    return tuple(whole) or tuple(zh for zh, en in names if word and word in plain(f"{zh}\n{en}"))


def article_number(text: str) -> tuple[int, str]:
    """An article as it is typed (17, 十七, 第十七条, ``276/1``): its number, and that of one
    inserted behind it (之一), or nothing.

    :raises Invalid: when it is no number.
    """
    word = plain(text).removeprefix("第").removesuffix("条")
    number, _, inserted = word.replace("条之", "/").replace("之", "/").partition("/")
    found, behind = _number(number), _number(inserted) if inserted else 0
    if found is None or behind is None:
        raise Invalid(say("“{typed}” is no number of an article.", typed=text[:40]))
    return found, str(behind) if behind else ""


def articles_of(one: Basis) -> frozenset[int]:
    """The numbers of the articles it speaks of; none where it is a whole instrument."""
    found: set[int] = set()
    for part in one.article.partition("/")[0].split(",") if one.article else ():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def search_text(one: Basis) -> str:
    """All that is searched of a provision, in its plain form."""
    return plain("\n".join(_texts(one)))


def _asked(text: str) -> tuple[list[str], list[_Place]]:
    """The words of a question, and the articles it names."""
    places = [
        _Place(int(a), *(int(n) if n else None for n in rest))
        for a, *rest in _ENGLISH.findall(text)
    ]
    words = []
    for typed in _ORDER.sub(r"\1号令", _ENGLISH.sub(" ", text)).split():
        word = plain(typed).strip("《》,，、;；")
        named = _ARTICLE.search(word)
        if named:
            article, inserted, paragraph, item = (_number(n) for n in named.groups())
            if article is not None:
                places.append(_Place(article, inserted, paragraph, item))
                word = word[: named.start()].strip("《》")
        if word:
            words.append(word)
    return words, places


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() else _NUMBERS.get(text)


def _lies(entry: _Entry, place: _Place) -> bool:
    if place.article not in entry.articles:
        return False
    one = entry.basis
    _, _, inserted = one.article.partition("/")
    return (
        (place.inserted is None or inserted == str(place.inserted))
        and (place.paragraph is None or _within(place.paragraph, one.paragraph))
        and (place.item is None or _within(place.item, one.item))
    )


def _within(n: int, named: str) -> bool:
    """Whether a paragraph or item is among those a provision names; where it names none it is
    about the whole article."""
    ends = (part.partition("-") for part in named.split(",") if part)
    return not named or any(int(a) <= n <= int(b or a) for a, _, b in ends)


def _holding(found: tuple[_Entry, ...], word: str, scores: dict[str, int]) -> Iterator[_Entry]:
    """Those that hold a word, each with what that counts added to its score."""
    short = SHORT_NAMES.get(word)
    if word.removesuffix("号令").isdecimal():
        n = int(word) if word.isdecimal() else 0
        word = word.removesuffix("号令")
        for e in found:
            weight = 4 if n in e.articles else 3 if word in e.number else 0
            if weight or e.basis.instrument == short:
                scores[e.basis.id] = scores.get(e.basis.id, 0) + max(weight, 3)
                yield e
        return
    for e in found:
        if word in e.text:
            weight = 2 if word in e.head else 1
        elif e.basis.instrument == short:
            weight = 0
        else:
            continue
        if e.basis.instrument == short or word == e.basis.id:
            weight += 6
        scores[e.basis.id] = scores.get(e.basis.id, 0) + weight
        yield e


def _usable(one: Basis, on: date | None) -> bool:
    if one.standing == "in_force" and not one.superseded_by and one.certainty != "recalled":
        return on is None or one.stands(on)
    return not one.objections(on)


@cache
def _entries() -> tuple[_Entry, ...]:
    ranks = list(RANKS)
    return tuple(
        _Entry(
            basis=one,
            text=search_text(one),
            head=plain(f"{one.instrument}\n{one.instrument_en}"),
            articles=articles_of(one),
            number=frozenset(re.findall(r"\d+", one.number)),
            rank=ranks.index(one.rank),
        )
        for one in bases().values()
    )


def _texts(one: Basis) -> Iterator[str]:
    yield one.id
    for lang in ("zh_CN", "en"):
        yield one.citation(lang)
        yield one.summary(lang)
        yield one.note(lang)
        yield from one.measure_titles(lang)
        yield from (c.title(lang) for c in causes().values() if one.category in c.categories)
    yield one.number
