"""Wage sheets: attendance and pay of many workers over many months, and what each is still owed.

A column means what its name says, or what a person says it means; that is kept with what is taken
over, so that the next sheet of the same employer is read alike. Each row is one worker and one
month. What is due is counted as the calculators of :mod:`laborcase.law.wages` count it: the wage of
the month, or paid days times the daily wage (at most the month's), and overtime at 150, 200 and
300 per cent; it is rounded once, at its end. A row that leaves anything open is a sentence with row
and column, and no sum.
"""

from .beside import (
    Compared,
    columns_line,
    compared,
    compared_line,
    kept_columns,
    missing_lines,
    result_lines,
    stated_lines,
    taking,
    usual_cause,
)
from .columns import FIELDS, meaning_of, numbered
from .counting import Owed, SheetResult
from .options import ADMITTED, OTHERS, Options
from .reading import read_sheet

__all__ = [
    "ADMITTED",
    "FIELDS",
    "OTHERS",
    "Compared",
    "Options",
    "Owed",
    "SheetResult",
    "columns_line",
    "compared",
    "compared_line",
    "kept_columns",
    "meaning_of",
    "missing_lines",
    "numbered",
    "read_sheet",
    "result_lines",
    "stated_lines",
    "taking",
    "usual_cause",
]
