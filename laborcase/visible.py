"""Making text harmless to show: no control, direction or invisible character gets through.

Text typed by people may hold terminal commands or signs that turn or hide other text. The screens
and the command line print nothing that has not passed :func:`visible`.
"""

from itertools import chain
from typing import Final
from unicodedata import category

_UNKNOWN: Final = "\ufffd"
_MARKS: Final = 4  # no script stacks more marks on a letter; floods of them cover other lines

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# Characters that show nothing, or change the width of their neighbour, though their category does
# not say so ("Default_Ignorable_Code_Point" of the Unicode Character Database).
_INVISIBLE: Final = frozenset(
    map(
        chr,
        chain(
            (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0),
            range(0x180B, 0x1810),
            range(0xFE00, 0xFE10),
            range(0xFFF0, 0xFFF9),
            range(0xE0000, 0xE1000),
        ),
    )
)


def visible(text: str, keep: str = "") -> str:
    """``text`` with a visible sign for every character that is none, one for one.

    C0 controls and DEL become control pictures (U+2400 to U+2421); C1, direction, format,
    zero-width and tag characters, variation selectors, line and paragraph separators, lone
    surrogates, and combining marks beyond the fourth on one letter become U+FFFD. The length stays
    the same. ``keep`` names control characters to leave alone.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = []
    marks = 0
    for character in text:
        kind = category(character)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if (kind in _HIDDEN or character in _INVISIBLE or marks > _MARKS) and character not in keep:
            shown.append(_sign(ord(character)))
        else:
            shown.append(character)
    return "".join(shown)


def _sign(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _UNKNOWN
