"""Time limits as rows of data, and what a docket's moments make of them."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Moment:
    """Something that happened in a docket and that a clock may start, stop or lengthen at.

    ``name`` is one of the words that ``law/data/clocks.toml`` uses, ``on`` the day it happened,
    ``entry`` the number of the docket entry that says so. ``subject`` tells apart several things of
    one kind (two orders, three preserved items). ``until`` is a day the paper itself names;
    ``clock`` is the id of the one clock that an extension lengthens.
    """

    name: str
    on: date
    entry: int
    subject: str = ""
    until: date | None = None
    clock: str = ""


@frozen(kw_only=True)
class Deadline:
    """One running or stopped clock of a docket."""

    clock: str
    subject: str
    started: Moment
    due: date
    safe: date | None
    provisional: bool
    stopped: Moment | None
    extended: tuple[Moment, ...]
    late: bool
    target: bool
