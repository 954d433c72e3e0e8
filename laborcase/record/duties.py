"""What is still to be done in a case, each with the act that does it."""

from attrs import frozen

from ..words import Said


@frozen(kw_only=True)
class Duty:
    """An open duty: what it is, and the kind of act that settles it.

    One that ``bars`` stands in the way of closing; the others stay open beside it (a penalty not
    reported upward yet, a letter that nobody has answered).
    """

    text: Said
    kind: str
    about: str = ""
    bars: bool = True
