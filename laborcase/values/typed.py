"""Typed text: what is kept of it, and the foldings under which two texts are alike."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NewType

from ..errors import Invalid
from ..words import say

Line = NewType("Line", str)
"""One line of text without control characters."""
Text = NewType("Text", str)
"""Many lines of text, LF between them; tabs allowed, no other control characters."""
Raw = NewType("Raw", str)
"""Text as it came from outside, with whatever stands in it; nothing of it is altered."""

_UNFIT_IN_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNFIT_IN_LINE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPACES: Final = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def line(text: str, limit: int = 200) -> Line:
    """One line: outer white space taken off, at most ``limit`` characters; may be empty.

    :raises Invalid: for line breaks, tabs, other control characters and lone surrogates (with
        their position in what was typed, counted from 1), and for too long a text.
    """
    kept = text.strip(f" \t\r\n{_SPACES}")
    unfit = _UNFIT_IN_LINE.search(kept)
    if unfit:
        at = text.index(kept) + unfit.start() + 1
        if unfit[0] in "\r\n\u2028\u2029":
            raise Invalid(
                say(
                    "Character {at} is a line break, and one line fits here: join the lines.", at=at
                )
            )
        code = _code_point(unfit[0])
        raise Invalid(
            say("Character {at} is {code}, which a line cannot hold: delete it.", at=at, code=code)
        )
    return Line(_not_too_long(kept, limit))


def text(value: str, limit: int = 20_000) -> Text:
    """Many lines, at most ``limit`` characters: CRLF and CR become LF, nothing else is altered.

    :raises Invalid: for control characters other than tab, and lone surrogates (with line and
        column, counted from 1), and for too long a text.
    """
    kept = value.replace("\r\n", "\n").replace("\r", "\n")
    unfit = _UNFIT_IN_TEXT.search(kept)
    if unfit:
        raise Invalid(
            say(
                "Line {row}, character {column} is {code}, which a text cannot hold: delete it.",
                row=kept.count("\n", 0, unfit.start()) + 1,
                column=unfit.start() - kept.rfind("\n", 0, unfit.start()),
                code=_code_point(unfit[0]),
            )
        )
    return Text(_not_too_long(kept, limit))


RAW_LIMIT: Final = 200_000
"""Characters of a raw text that a docket holds itself."""


def raw(value: str) -> Raw:
    """A text from outside, as it is; :func:`fits` says whether a docket can hold it."""
    return Raw(value)


def fits(value: str) -> bool:
    """Whether a docket can hold a raw text itself, unaltered: line breaks of any kind and tabs,
    no other control characters, no lone surrogates, at most :data:`RAW_LIMIT` characters."""
    return len(value) <= RAW_LIMIT and not _UNFIT_IN_TEXT.search(value.replace("\r", "\n"))


def readable(value: str) -> Raw:
    """What can be read of a raw text: without the characters that no text holds, cut at
    :data:`RAW_LIMIT`."""
    kept = _UNFIT_IN_TEXT.sub(lambda found: "\r" if found[0] == "\r" else "", value)
    return Raw(kept[:RAW_LIMIT])


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _not_too_long(kept: str, limit: int) -> str:
    if len(kept) > limit:
        raise Invalid(
            say(
                "This has {count} characters, and {limit} are allowed: shorten it.",
                count=len(kept),
                limit=limit,
            )
        )
    return kept


# ------------------------------------------------------------------ reading one typed value

_NARROW: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-"),
    ord("￥"): "¥",
}
# Marks without width that come along when numbers are copied from chats and tables.
_INVISIBLE: Final[dict[int, None]] = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF)
)
_LONGEST: Final = 60  # no sum, day or number that a person means is longer


def narrow(value: str) -> str:
    """``value`` with full-width letters, digits, signs and spaces, and all dashes, in ASCII.

    One character for one: a place in it is the same place in ``value``.
    """
    return value.translate(_NARROW)


def bare(typed: str) -> str:
    """``typed`` narrowed, ``。`` read as a point, without outer white space and invisible marks."""
    return narrow(typed).translate(_INVISIBLE).replace("。", ".").strip()


def tight(typed: str) -> str:
    """:func:`bare` without white space but between two digits, where it would join numbers.

    :raises Invalid: when nothing was typed, or far more than a value.
    """
    folded = bare(typed)
    if not folded:
        raise nothing_typed()
    if len(folded) > _LONGEST:
        raise Invalid(say("This is too long for one value: type the value alone."))
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", folded)


def nothing_typed() -> Invalid:
    """The error for an empty value."""
    return Invalid(say("Nothing was typed here: type a value."))


def shown(typed: str) -> str:
    """``typed`` cut to what fits into a sentence."""
    return typed.strip()[:40]


# ------------------------------------------------------------------ likeness

_BRACKETS: Final = str.maketrans("〔【[〖〕】]〗", "(((())))")


@lru_cache(maxsize=512)  # every commit makes the words of its docket anew, and they hardly change
def plain(text: str) -> str:
    """``text`` for looking up: NFKC, case folded, all brackets round, no white space.

    So a document number is found in any bracket style.
    """
    for _ in range(2):  # NFKC makes white space, and white space taken away lets NFKC join
        text = unicodedata.normalize("NFKC", "".join(text.split())).casefold()
    text = unicodedata.normalize("NFKC", "".join(text.split()))
    return text.translate(_BRACKETS)


_COUNTED: Final = re.compile(r"(?<=\([0-9]{4}\))第?0*(?=[0-9]{1,9}号$)")


def as_name(number: str) -> str:
    """The form in which a document number names a docket: :func:`plain`, and behind the year in
    brackets neither 第 nor zeros in front. So ``…〔2026〕第0001号``, ``…(2026)第1号`` and
    ``…[2026]1号`` are one name; no office gives them to two dockets."""
    return _COUNTED.sub("", plain(number))


_FORMS: Final = re.compile("有限责任公司|有限公司|股份|集团|分公司|公司|个体工商户|[()]")
_PLACES: Final = re.compile(
    "河南省?|周口市?|川汇区|淮阳[区县]|(?:扶沟|西华|商水|沈丘|郸城|太康|鹿邑)县|项城市"
    "|(?:经济|高新)?技术(?:产业)?开发区|(?:经济)?开发区|经开区|高新区"
)


def similar_name(text: str) -> str:
    """The core of an employer's name, equal for likely spellings of one employer.

    :func:`plain` without brackets, forms of company (anywhere) and Henan and Zhoukou place names
    (in front). 店 and 厂 stay: they tell employers apart. A name of nothing else stays whole.
    """
    whole = core = plain(text)
    before = ""
    while before != core:
        before = core
        core = _FORMS.sub("", core)
        place = _PLACES.match(core)
        core = core[place.end() :] if place else core
    return core or whole


def place_of(needle: str, text: str) -> int | None:
    """Where ``needle`` begins in ``text``, counted from 0; ``None`` when it is not there.

    Letters, digits and ideographs alone are compared, narrow and in small letters, so neither
    spaces, points and dashes nor full-width figures hide a name or a number. A needle of fewer
    than two of them is never found.
    """
    wanted = "".join(char for char, _ in _marks(needle))
    marks = list(_marks(text))
    at = "".join(char for char, _ in marks).find(wanted) if len(wanted) > 1 else -1
    return marks[at][1] if at >= 0 else None


def _marks(text: str) -> Iterator[tuple[str, int]]:
    """Each letter, digit and ideograph of a text, folded, with the place it came from."""
    for at, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if folded.isalnum():
                yield folded, at
