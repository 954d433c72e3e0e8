"""What a worker is owed: kinds of calculation with their inputs, and results with their lines,
citations and assumptions. How sums are rounded is said in :mod:`.rules`.

Each kind has a class of inputs, whose fields with their labels and options make the command line,
the form and the JSON, and one function from inputs and ground to a :class:`Found`. An input that
cannot be, or a local figure that nobody has said, raises :class:`~laborcase.errors.Invalid` with
everything that is open; no sum is ever guessed.
"""

from .kinds import KINDS, Kind, kind_for
from .pay import hours_had
from .rules import (
    LOCALS,
    ORIGINS,
    POLICIES,
    Assumed,
    Found,
    Ground,
    Line,
    Local,
    Policy,
    exact_text,
    found_data,
    found_lines,
    kind_of_day,
    parameter,
    statutory,
    to_fen,
    told_assumed,
    told_line,
)

__all__ = [
    "KINDS",
    "LOCALS",
    "ORIGINS",
    "POLICIES",
    "Assumed",
    "Found",
    "Ground",
    "Kind",
    "Line",
    "Local",
    "Policy",
    "exact_text",
    "found_data",
    "found_lines",
    "hours_had",
    "kind_for",
    "kind_of_day",
    "parameter",
    "statutory",
    "to_fen",
    "told_assumed",
    "told_line",
]
