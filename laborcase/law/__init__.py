"""What the statutes say: provisions, the working-day calendar, the clocks, the acceptance test.

Pure functions over values and days. The rows in ``law/data`` are read at the first question.
"""

from .acceptance import Cause, Facts, cause, causes, opinion, verdict
from .answers import Answer, Judged, Opinion, in_words, opinion_data, opinion_lines, told
from .bases import Basis, bases, basis
from .calendar import OFFICIAL, Calendar, Due, Holiday, Step, Year, due, year_of
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
from .telling import counted, why

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
    "Judged",
    "LawDataError",
    "Limit",
    "Moment",
    "Opinion",
    "Rule",
    "Step",
    "Year",
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
    "opinion_data",
    "opinion_lines",
    "rules",
    "run",
    "told",
    "verdict",
    "why",
    "year_of",
]
