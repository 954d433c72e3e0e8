"""Assistance of other organs: asked in writing, answered in writing."""

from datetime import date

from attrs import frozen

from ..fields import Choice
from ..values import Line, Text
from ..words import say
from .duties import Duty


class AssistanceGround(Choice):
    """Why the help of another organ is asked for (河南省行政执法条例 art. 17)."""

    NOT_ALONE = "not_alone", say("the aim cannot be reached alone")
    FACTS = "facts", say("the facts cannot be found out alone")
    MATERIAL = "material", say("the other organ holds the material")
    OTHER = "other", say("another reason")


@frozen(kw_only=True)
class Assistance:
    """One request for assistance. Help that cannot be given is refused in writing with reasons."""

    id: str
    organ: Line
    ground: AssistanceGround
    asked_on: date
    number: str = ""
    by: date | None = None
    answered_on: date | None = None
    helped: bool | None = None
    answer: Text = Text("")

    @property
    def duty(self) -> Duty | None:
        """That no answer came; it does not stand in the way of closing."""
        if self.answered_on is not None:
            return None
        text = say("{organ} has not answered request {id}.", organ=self.organ, id=self.id)
        return Duty(text=text, kind="assistance_answered", about=self.id, bars=False)
