"""A frozen thing with some fields changed: what every act does to the state of its docket."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import fields

if TYPE_CHECKING:
    from attrs import evolve as evolve  # for the checker of types they are the same
else:

    def evolve(thing, /, **changes):
        """What :func:`attrs.evolve` makes of a class without validators, converters and aliases,
        such as all that states consist of.

        attrs passes every field by its name, which takes more than twice as long for the seventy
        of a case; opening a register without its snapshot is a million of them.
        """
        made = object.__new__(type(thing))
        values, setters = _slots(type(thing))
        for put, value in zip(setters, values(thing), strict=True):
            put(made, value)
        for name, value in changes.items():
            object.__setattr__(made, name, value)
        return made


@cache
def _slots(
    cls: type,
) -> tuple[Callable[[Any], tuple[object, ...]], tuple[Callable[..., None], ...]]:
    """What reads all fields of a class at once, and what sets each: an attrs class with slots, of
    two fields or more."""
    names = [f.name for f in fields(cls)]
    return attrgetter(*names), tuple(getattr(cls, name).__set__ for name in names)
