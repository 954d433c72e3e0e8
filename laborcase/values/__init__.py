"""What people type, cleaned: text, money, days, telephone and identity numbers.

Each cleaning function takes what was typed and returns the clean value or raises
:class:`~laborcase.errors.Invalid` with one sentence; cleaning a clean value again returns it
unchanged. Sentences about telephone and identity numbers never repeat them: those are sealed.
The checks of numbers are our own: python-stdnum 2.2 refuses lawful codes that begin with a letter.
"""

from .days import day, in_figures, moment, month
from .messages import Found, Hit, find_in
from .numbers import (
    CreditCode,
    Phone,
    Resident,
    ResidentNumber,
    credit_code,
    masked_name,
    masked_phone,
    masked_resident,
    phone,
    remarks,
    resident,
    resident_number,
)
from .sums import Fen, Number, money, money_text, number, number_of
from .typed import (
    Line,
    Raw,
    Text,
    as_name,
    fits,
    line,
    place_of,
    plain,
    raw,
    readable,
    similar_name,
    text,
)

__all__ = [
    "CreditCode",
    "Fen",
    "Found",
    "Hit",
    "Line",
    "Number",
    "Phone",
    "Raw",
    "Resident",
    "ResidentNumber",
    "Text",
    "as_name",
    "credit_code",
    "day",
    "find_in",
    "fits",
    "in_figures",
    "line",
    "masked_name",
    "masked_phone",
    "masked_resident",
    "moment",
    "money",
    "money_text",
    "month",
    "number",
    "number_of",
    "phone",
    "place_of",
    "plain",
    "raw",
    "readable",
    "remarks",
    "resident",
    "resident_number",
    "similar_name",
    "text",
]
