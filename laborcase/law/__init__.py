"""What the statutes say: provisions, the working-day calendar, the clocks, the acceptance test.

Pure functions over values and days. The rows in ``law/data`` are read at the first question.
"""

from .acceptance import Answer, Cause, Facts, cause, causes, in_words, opinion
from .bases import Basis, bases, basis
from .calendar import OFFICIAL, Calendar, Due, Holiday, Step, Year, due, read_year, year_of
from .clocks import (
    Change,
    Deadline,
    Limit,
    Moment,
    Rule,
    clock_title,
    nearest,
    rules,
    run,
)
from .rows import LawDataError
from .telling import Signer, account, counted, why

__all__ = [
    "OFFICIAL",
    "Answer",
    "Basis",
    "Calendar",
    "Cause",
    "Change",
    "Deadline",
    "Due",
    "Facts",
    "Holiday",
    "LawDataError",
    "Limit",
    "Moment",
    "Rule",
    "Signer",
    "Step",
    "Year",
    "account",
    "bases",
    "basis",
    "cause",
    "causes",
    "clock_title",
    "counted",
    "due",
    "in_words",
    "nearest",
    "opinion",
    "read_year",
    "rules",
    "run",
    "why",
    "year_of",
]
