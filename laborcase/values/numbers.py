"""Telephone numbers, credit codes and resident numbers: read, explained, masked."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NewType

from attrs import frozen

from ..errors import Invalid
from ..words import Said, say
from .typed import bare, nothing_typed, tight

Phone = NewType("Phone", str)
"""A telephone number: ``13800000000``, ``0394-8221234``, ``0394-8221234-801``, ``12345``."""
CreditCode = NewType("CreditCode", str)
"""A unified social credit code (GB 32100-2015): 18 characters in capitals."""
ResidentNumber = NewType("ResidentNumber", str)
"""A resident identity number (GB 11643-1999): 18 characters, or the 15 digits used before."""

# ------------------------------------------------------------------ telephone

_MOBILE: Final = re.compile("1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(
    "(010|02[0-9]|0[3-9][0-9]{2})-?([2-9][0-9]{6,7}|[2-9][0-9]{2,3}-[0-9]{4})(?:-([0-9]{1,6}))?"
)
_SERVICE: Final = re.compile("1[0-2][0-9](?:[0-9]{2})?|9[56][0-9]{3,4}|[48]00[0-9]{7}")


def phone(text: str) -> Phone:
    """A mainland telephone number: digits, with ``-`` after the area code and before an extension.

    Mobiles with or without +86, landlines with their area code, 400/800 and short service numbers.

    :raises Invalid: for anything else. The sentence does not repeat the number.
    """
    typed = re.sub("转|分机|ext\\.?|x|#", "-", tight(text), flags=re.IGNORECASE)
    typed = re.sub(r"[-\s().·]+", "-", typed).strip("-")
    abroad = re.match(r"(?:\+|00)86-?", typed)
    if abroad:
        typed = typed[abroad.end() :]
        if typed[:1] not in ("0", "1", "4", "8"):
            typed = f"0{typed}"  # the area code loses its 0 behind +86
    digits = typed.replace("-", "")
    if len(digits) == 13:
        digits = digits.removeprefix("86")
    if _MOBILE.fullmatch(digits):
        return Phone(digits)
    landline = _LANDLINE.fullmatch(typed)
    if landline:
        area, local, extension = landline.groups()
        number = f"{area}-{local.replace('-', '')}"
        return Phone(f"{number}-{extension}" if extension else number)
    if _SERVICE.fullmatch(digits):
        return Phone(digits)
    if re.fullmatch("[2-9][0-9]{6,7}", digits):
        raise Invalid(say("A landline needs its area code: type it in front, such as 0394-."))
    if re.fullmatch("1[3-9][0-9]*", digits):
        raise Invalid(
            say(
                "This has {count} digits, and a mobile number has 11: read it again.",
                count=len(digits),
            )
        )
    raise Invalid(
        say(
            "This is no telephone number of the mainland: type the 11 digits of a mobile, "
            "or area code, dash and number."
        )
    )


# ------------------------------------------------------------------ unified social credit code

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(text: str) -> CreditCode:
    """A unified social credit code, GB 32100-2015; small letters and full width are accepted.

    :raises Invalid: for a wrong length, letters the standard does not use, letters in the division
        code (places 3-8), or a check character that does not fit.
    """
    code = re.sub(r"[\s-]", "", bare(text)).upper()
    if not code:
        raise nothing_typed()
    if len(code) != 18:
        raise Invalid(
            say(
                "This has {count} character, and a credit code has 18: read it again."
                if len(code) == 1
                else "This has {count} characters, and a credit code has 18: read it again.",
                count=len(code),
            )
        )
    for at, char in enumerate(code, 1):
        if char not in _ALPHABET:
            raise Invalid(
                say(
                    "Character {at} is “{char}”: credit codes use digits and capital letters "
                    "without I, O, S, V and Z.",
                    at=at,
                    char=char,
                )
            )
        if 3 <= at <= 8 and char not in "0123456789":
            raise Invalid(
                say(
                    "Character {at} is “{char}”, and places 3 to 8 are digits: read it again.",
                    at=at,
                    char=char,
                )
            )
    if not _code_fits(code):
        raise Invalid(say("The check character of this credit code does not fit: read it again."))
    return CreditCode(code)


def _code_fits(code: str) -> bool:
    total = sum(3**i * _ALPHABET.index(char) for i, char in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]


# ------------------------------------------------------------------ resident number

_RESIDENT_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_number(text: str) -> ResidentNumber:
    """A resident identity number, GB 11643-1999: 18 characters, or the 15 digits used before.

    An unknown division is no error (see :func:`remarks`): divisions come and go.

    :raises Invalid: for a wrong form, a birth date that does not exist, or a check character that
        does not fit. The sentence does not repeat the number.
    """
    number = re.sub(r"\s", "", bare(text)).upper()
    if not number:
        raise nothing_typed()
    if len(number) not in (15, 18):
        raise Invalid(
            say(
                "This has {count} character, and a resident number has 18 (an old one 15): read "
                "it again."
                if len(number) == 1
                else "This has {count} characters, and a resident number has 18 (an old one 15): "
                "read it again.",
                count=len(number),
            )
        )
    if not re.fullmatch("[0-9]{17}[0-9X]|[0-9]{15}", number):
        raise Invalid(
            say("A resident number is digits alone, with X at most in place 18: read it again.")
        )
    if _birth(number) is None:
        raise Invalid(say("The birth date in this resident number does not exist: read it again."))
    if len(number) == 18 and not _resident_fits(number):
        raise Invalid(
            say("The check character of this resident number does not fit: read it again.")
        )
    return ResidentNumber(number)


def _resident_fits(number: str) -> bool:
    total = sum(w * int(c) for w, c in zip(_RESIDENT_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17]


def _birth(number: str) -> date | None:
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@frozen
class Resident:
    """What a resident number says of its holder."""

    born: date
    sex: Literal["female", "male"]
    division: str
    """The six-digit division that gave out the number."""

    def age(self, on: date) -> int:
        """Completed years on the day ``on``; the birthday itself completes a year.

        Who was born on 29 February completes it on 1 March of common years. (Criminal law counts
        from the day after the birthday: 法释〔2006〕1号 art. 2.)
        """
        not_yet = (on.month, on.day) < (self.born.month, self.born.day)
        return on.year - self.born.year - not_yet


def resident(number: ResidentNumber) -> Resident:
    """Birth date, sex and division in a clean resident number.

    :raises Invalid: when the number is not a clean one.
    """
    clean = resident_number(number)
    born = _birth(clean)
    assert born is not None  # resident_number has looked
    odd = int(clean[16] if len(clean) == 18 else clean[14]) % 2
    return Resident(born=born, sex="male" if odd else "female", division=clean[:6])


# ------------------------------------------------------------------ remarks

# The first two digits of GB/T 2260; 91 marks places abroad.
PROVINCES: Final = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)))
) | frozenset(map(str, (*range(61, 66), 71, 81, 82, 83, 91)))
# 11 was Huaiyang county (26) before it became a district (03); 71 and 90 are the statistical
# codes of the economic development zone, which the civil-affairs list does not have.
_ZHOUKOU: Final = frozenset(f"4116{n:02}" for n in (0, 1, 2, 3, *range(21, 29), 71, 81, 90))
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


def remarks(
    value: CreditCode | ResidentNumber | Phone, today: date | None = None
) -> tuple[Said, ...]:
    """What is lawful but odd in a clean credit code, resident number or telephone number.

    The kinds are told apart by shape: 15 digits, or 18 characters that fit GB 11643, are a
    resident number, 18 others a credit code (but digits alone, with X at most at the end, that fit
    neither standard are a mistyped resident number), the rest a telephone number. With ``today``,
    births in the future or more than 120 years ago are remarked too.
    """
    if len(value) == 18 and not _is_resident(value):
        return tuple(_code_remarks(value))
    if len(value) in (15, 18) and value[:15].isdecimal():
        return tuple(_resident_remarks(value, today))
    if _SERVICE.fullmatch(value):
        return (say("This is a service number, at which no private person can be reached."),)
    return ()


def _is_resident(value: str) -> bool:
    """Whether 18 characters are a resident number, if need be a mistyped one."""
    if not re.fullmatch("[0-9]{17}[0-9X]", value):
        return False
    fits = _resident_fits(value) and _birth(value) is not None
    return fits or value[-1] == "X" or not _code_fits(value)


def _code_remarks(code: str) -> Iterator[Said]:
    # The registering departments of GB 32100-2015 and its first amendment.
    if code[0] not in "123456789ANY":
        yield say("No registering department has the first character “{char}”.", char=code[0])
    division = code[2:8]
    if division[:2] not in PROVINCES | {"10"}:  # 100000: registered with the State
        yield say("The division {division} lies in no known province.", division=division)
    elif division[:4] == "4116" and division not in _ZHOUKOU:
        yield say("Zhoukou has no division {division}.", division=division)
    pairs = zip(_ORGANISATION_WEIGHTS, code[8:16], strict=True)
    total = sum(weight * int(char, 36) for weight, char in pairs)
    if "0X987654321"[total % 11] != code[16]:
        yield say(
            "Places 9 to 17, the organisation code, do not fit their own check character; "
            "newer codes need not."
        )


def _resident_remarks(number: str, today: date | None) -> Iterator[Said]:
    # The cards of foreign permanent residents have a 9 before the province.
    if number[:2] not in PROVINCES and not (number[0] == "9" and number[1:3] in PROVINCES):
        yield say("The first two digits of this resident number are of no known province.")
    elif number[:4] == "4116" and number[:6] not in _ZHOUKOU:
        yield say("Zhoukou has no division with the first six digits of this resident number.")
    if len(number) == 15:
        yield say("This is an old number without a check character: ask for the one of 18.")
    born = _birth(number)
    if today is not None and born is not None:
        if born > today:
            yield say("The birth date in this resident number lies in the future.")
        elif today.year - born.year > 120:
            yield say("The birth date in this resident number lies more than 120 years back.")


# ------------------------------------------------------------------ masks

_DOUBLE_SURNAMES: Final = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒")
)


def masked_phone(number: str) -> str:
    """``138****0000``; a landline keeps its area code and last four digits (``0394-***1234``).

    Service numbers, nobody's own, are shown whole; anything unknown only as stars.
    """
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    landline = _LANDLINE.fullmatch(number)
    if landline:
        return f"{landline[1]}-***{landline[2][-4:]}"
    return number if _SERVICE.fullmatch(number) else "*" * len(number)


def masked_resident(number: str) -> str:
    """The first and the last four characters: ``4116**********4010``."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def masked_name(name: str) -> str:
    """The surname and one star, whatever the length: ``王*``, ``欧阳*``."""
    kept = name.strip()
    if not kept:
        return ""
    return f"{kept[:2] if kept[:2] in _DOUBLE_SURNAMES else kept[0]}*"
