"""Sums of money, in whole fen."""

import re
from fractions import Fraction
from typing import Final, NewType

from ..errors import Invalid
from ..words import say
from .typed import shown, tight

Fen = NewType("Fen", int)
"""A sum in whole fen (1/100 yuan)."""
Number = NewType("Number", str)
"""A number that is no sum (hours, days, per cent) as it is written: ``2.5``; exact as a text."""

DIGITS: Final = {
    **{char: n for n, char in enumerate("零一二三四五六七八九")},
    **{char: n for n, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
"""Chinese numerals below ten."""
UNITS: Final = dict(
    zip("十百千万亿拾佰仟萬億kKwW", (1, 2, 3, 4, 8) * 2 + (3, 3, 4, 4), strict=True)
)
"""Chinese units and the letters k and w of chats, as powers of ten."""

_NUMBER: Final = f"[0-9,.{''.join(DIGITS)}{''.join(UNITS)}]+"
_DIGIT: Final = f"[0-9{''.join(DIGITS)}]"
_SUM: Final = re.compile(
    rf"(?:人民币|RMB|CNY)?¥?"
    rf"(?:(?P<alone>{_NUMBER})"
    rf"|(?:(?P<yuan>{_NUMBER})(?:元|圆|块钱?))?"
    # 零 may stand for what is left out: 壹佰元零伍角, 伍角零叁分.
    rf"(?:[零〇](?={_DIGIT}[角毛]))?(?:(?P<jiao>{_DIGIT})(?P<mark>[角毛]钱?)?)?"
    rf"(?:[零〇]?(?P<cent>{_DIGIT})分钱?)?)"
    rf"[整正]?(?:人民币|RMB|CNY)?",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(
    "[$€£₩₽฿]|[美欧港日韩澳加]元|英镑|港币|台币|USD|EUR|HKD|JPY|GBP|TWD", re.IGNORECASE
)
_GROUPED: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_LARGEST: Final = 10**15


def money(text: str) -> Fen:
    """A sum in fen, from figures, Chinese numerals or a mixture of both.

    ``12,500.50``, ``1.2万``, ``3万5`` (35,000), ``壹万贰仟元整``, ``廿元``, ``12块5`` (12.50),
    ``3w``, ``8k``, full width or not. A last digit without a unit counts tenths of the unit before
    it; several digits must fill that unit (``3万5000``) or begin with a zero (``三万零五``).

    :raises Invalid: for negative, foreign, misgrouped or unreadable sums, fractions of a fen and
        sums over 10^15 fen.
    """
    typed = tight(text).replace("廿", "二十").replace("卅", "三十")
    if typed.lstrip("¥")[:1] in ("-", "负"):
        raise Invalid(say("“{typed}” is negative: type the sum without a sign.", typed=shown(text)))
    if _FOREIGN.search(typed):
        raise Invalid(
            say("“{typed}” is in a foreign currency: type the sum in yuan.", typed=shown(text))
        )
    if not all(_GROUPED.fullmatch(part) for part in re.findall("[0-9,.]*,[0-9,.]*", typed)):
        raise Invalid(
            say(
                "The commas in “{typed}” do not part thousands: "
                "type it like 12,500.50 or without commas.",
                typed=shown(text),
            )
        )
    yuan = _yuan(typed)
    if yuan is None:
        raise Invalid(
            say(
                "“{typed}” cannot be read as a sum: type it like 12500.50, 1.2万 or 3万5千.",
                typed=shown(text),
            )
        )
    fen = yuan * 100
    if fen.denominator != 1:
        raise Invalid(
            say("“{typed}” has a fraction of a fen: two decimals at most.", typed=shown(text))
        )
    if fen > _LARGEST:
        raise Invalid(
            say("“{typed}” is more than 10 million million yuan: look again.", typed=shown(text))
        )
    return Fen(int(fen))


def money_text(fen: int) -> str:
    """``1250050`` fen as ``12,500.50``; a difference may be negative."""
    yuan, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{cents:02}"


def _yuan(typed: str) -> Fraction | None:
    parts = _SUM.fullmatch(typed)
    if parts is None:
        return None
    if parts["alone"]:
        return _number(parts["alone"])
    yuan = _number(parts["yuan"]) if parts["yuan"] else None
    jiao, cent = parts["jiao"], parts["cent"]
    if not jiao and not cent:
        return yuan
    if parts["yuan"] and (yuan is None or yuan.denominator != 1):
        return None
    if jiao and not parts["mark"] and not parts["yuan"]:
        return None
    return (yuan or 0) + Fraction(digit(jiao or "0"), 10) + Fraction(digit(cent or "0"), 100)


def digit(char: str) -> int:
    """The value of one figure or Chinese numeral."""
    return DIGITS[char] if char in DIGITS else int(char)


def _number(typed: str) -> Fraction | None:
    """The number in Chinese numerals, figures or both (``三万零五``, ``3万5``), or None."""
    tokens = re.findall(r"[0-9][0-9,.]*|[^0-9]", typed)
    above = section = Fraction(0)  # what stands before the last 万 or 亿, and after it
    pending: Fraction | None = None  # a number still waiting for its unit
    zero = decimals = False
    last = 1  # the unit before; 1 when there was none
    large: list[int] = []  # the 万 and 亿 so far
    for token in tokens:
        if token not in UNITS:
            if pending is not None or decimals:
                return None
            if token in "零〇" and not zero:
                zero = True
            elif token in DIGITS:
                pending = Fraction(DIGITS[token])
            elif _GROUPED.fullmatch(token):
                pending = Fraction(token.replace(",", ""))
                decimals = "." in token
                zero = zero or (last > 1 and token[0] == "0")
            else:
                return None
            continue
        unit = 10 ** UNITS[token]
        if unit < 10**4:
            if pending is None and unit == 10 and last in (1, 10**4, 10**8):
                pending = Fraction(1)  # 十五 is short for 一十五
            if pending is None or (last > 1 and pending * unit >= last):
                return None
            section += pending * unit
        else:
            group = section + (pending or 0)
            if (large and large[-1] == unit) or (unit == 10**8 and unit in large):
                return None
            if unit == 10**8:
                group += above
                above = Fraction(0)
            if not group or (large and unit == 10**4 and group >= 10**4):
                return None
            above += group * unit
            section = Fraction(0)
            large.append(unit)
        last, pending, zero = unit, None, False
    whole = above + section
    if pending is None:
        return whole if not zero or len(tokens) == 1 else None
    figures = len(tokens[-1].partition(".")[0].replace(",", ""))
    if last == 1 or ((zero or 10**figures == last) and pending < last):
        return whole + pending
    return whole + pending * last / 10 if len(tokens[-1]) == 1 and not zero else None


_MOST: Final = 10**7
_PLACES: Final = 4


def number(text: str) -> Number:
    """A number that is no sum: hours, days, months, per cent; ``2.5``, ``两``, full width or not.

    :raises Invalid: for what is negative or no number, more than four decimals, and over 10^7.
    """
    typed = tight(text)
    if typed[:1] in ("-", "负"):
        raise Invalid(say("“{typed}” is negative: a number of 0 or more.", typed=shown(text)))
    found = _number(typed) if typed else None
    if found is None:
        raise Invalid(say("“{typed}” is no number: type it like 8 or 2.5.", typed=shown(text)))
    if found > _MOST or (found * 10**_PLACES).denominator != 1:
        raise Invalid(
            say("“{typed}” is too large, or has more than four decimals.", typed=shown(text))
        )
    return number_of(found)


def number_of(value: Fraction) -> Number:
    """A number as it is written, with at most four decimals (half up beyond)."""
    scaled = (value * 10**_PLACES + Fraction(1, 2)) // 1
    whole, rest = divmod(abs(scaled), 10**_PLACES)
    decimals = f".{rest:04}".rstrip("0") if rest else ""
    return Number(f"{'-' if scaled < 0 else ''}{whole}{decimals}")
