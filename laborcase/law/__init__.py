"""What the statutes say: provisions, the working-day calendar, the clocks, the acceptance test.

Pure functions over values and days. The rows in ``law/data`` are read at the first question.
"""

from .acceptance import Cause, Facts, cause, causes, opinion, verdict
from .answers import WORDS, Answer, Judged, Opinion, in_words, opinion_data, opinion_lines, told
from .applying import BreachLaw, Later, Part, Version, for_breach, in_force
from .bases import Basis, bases, basis, past_review
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
from .provision import amount, provision_lines
from .rows import LawDataError
from .search import meant, search, search_text
from .telling import Signer, account, counted, why

__all__ = [
    "OFFICIAL",
    "WORDS",
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
    "Judged",
    "Later",
    "LawDataError",
    "Limit",
    "Moment",
    "Opinion",
    "Part",
    "Rule",
    "Signer",
    "Step",
    "Version",
    "Year",
    "account",
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
    "opinion_data",
    "opinion_lines",
    "past_review",
    "provision_lines",
    "read_year",
    "rules",
    "run",
    "search",
    "search_text",
    "told",
    "verdict",
    "why",
    "year_of",
]
