"""What the statutes say: provisions, the working-day calendar, the clocks, the acceptance test.

Pure functions over values and days. The rows in ``law/data`` are read at the first question.
"""

from .acceptance import Answer, Cause, Facts, cause, causes, in_words, opinion
from .applying import BreachLaw, Later, Part, Version, for_breach, in_force
from .bases import Basis, bases, basis, past_review
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
from .provision import amount, provision_lines
from .rows import LawDataError
from .search import meant, search, search_text
from .telling import counted, why

__all__ = [
    "OFFICIAL",
    "Answer",
    "Basis",
    "BreachLaw",
    "Calendar",
    "Cause",
    "Change",
    "Deadline",
    "Due",
    "Facts",
    "Holiday",
    "Later",
    "LawDataError",
    "Limit",
    "Moment",
    "Part",
    "Rule",
    "Step",
    "Version",
    "Year",
    "amount",
    "bases",
    "basis",
    "cause",
    "causes",
    "clock_title",
    "counted",
    "due",
    "for_breach",
    "in_force",
    "in_words",
    "meant",
    "nearest",
    "opinion",
    "past_review",
    "provision_lines",
    "rules",
    "run",
    "search",
    "search_text",
    "why",
    "year_of",
]
