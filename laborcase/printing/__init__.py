"""Papers as plain text and as a printable page, from what a docket says.

``sheets`` says what can be printed of a docket, ``printed`` fills the wording of one of them with
its facts, ``as_text`` and ``as_html`` lay it out, ``write_new`` puts it into a new file. Nothing
typed by people is ever read as markup or as a slot.
"""

from .facts import zh_day
from .filling import Printed, marks_of, printed
from .layout import as_html, as_text
from .sheets import PACKAGE, Origin, Sheet, chosen, drafts, origin, sheets
from .upward import printed_package
from .writing import file_name, write_into, write_new

__all__ = [
    "PACKAGE",
    "Origin",
    "Printed",
    "Sheet",
    "as_html",
    "as_text",
    "chosen",
    "drafts",
    "file_name",
    "marks_of",
    "origin",
    "printed",
    "printed_package",
    "sheets",
    "write_into",
    "write_new",
    "zh_day",
]
