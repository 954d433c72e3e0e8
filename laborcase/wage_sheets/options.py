"""How a wage sheet is read."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen


@frozen(kw_only=True)
class Options:
    """How a sheet is read: the columns that a person named (``{"name": "姓名"}``), the month of all
    rows where no column says it, place and class for the local minimum wage, whether a wage below
    it is meant, and whether text that looks like a number is taken for one."""

    columns: Mapping[str, str] = field(factory=dict)
    month: date | None = None
    place: str = ""
    grade: str = ""
    below: bool = False
    text_numbers: bool = False
