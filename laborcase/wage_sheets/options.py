"""How a wage sheet is read."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from ..values import Fen
from ..words import say

OTHERS: Final = {
    "join": say("they join as workers of the docket"),
    "apart": say("they are not concerned"),
}
"""What a person can say of those who do not stand in the docket."""

ADMITTED: Final = say("The employer's higher count is due")
"""What a form calls the answer that takes what the employer admits as due."""


@frozen(kw_only=True)
class Options:
    """How a sheet is read: the columns that a person named (``{"name": "姓名"}``) and those known
    from the employer's last sheet, which count where they are there; the month of all rows where no
    column says it; place and class for the local minimum wage, the figure where the office has
    none, and whether a wage below it is meant; whether text that looks like a number is taken for
    one; what becomes of workers who do not stand in the docket (see :data:`OTHERS`; the names in
    ``join`` join in any case); whether somebody says why it is right nevertheless; whether the
    employer's own count is taken as due where it is more than the row comes to."""

    columns: Mapping[str, str] = field(factory=dict)
    kept: Mapping[str, str] = field(factory=dict)
    month: date | None = None
    place: str = ""
    grade: str = ""
    minimum: Fen | None = None
    below: bool = False
    text_numbers: bool = False
    others: str = ""
    join: tuple[str, ...] = ()
    nevertheless: bool = False
    admitted: bool = False
