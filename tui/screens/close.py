"""Closing a case: every open duty by name, Enter goes and does it."""

import asyncio
from typing import Final

from attrs import frozen
from textual import getters, on, work
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.desk import Desk
from laborcase.record.complaint import Complaint
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import Words
from ..commands import open_act
from ..widgets.pick import Options
from ..widgets.sheet import Part, told
from .act_form import ActForm
from .form import text_in

FIELDS: Final = {
    "released": "evidence",
    "served": "paper",
    "performed": "paper",
    "answered": "handover",
    "carried_out": "handover",
    "irregularity_settled": "entry",
    "remedy_decided": "remedy",
    "fine_paid": "paper",
    "fine_returned": "paper",
    "objection_answered": "about",
    "unpublished": "publication",
    "listed": "listing",
    "delisted": "listing",
    "child_sent_home": "child",
}
"""The field of each act that says what a duty is about."""


@frozen
class Todo:
    """Something that stands before the closing: the act that settles it, where, about what."""

    text: Said
    kind: str
    on: str
    about: str = ""


class Close(ActForm):
    """Why the case ends and with which result; beside it what must be done first."""

    PURPOSE = (
        say("Here a case is closed, and with it every complaint in it."),
        say("The list names each duty that is still open; Enter on one goes and does it."),
        say("When the list is empty, say why the case ends and press ^S."),
    )

    app = getters.app(LaborcaseApp)

    _todo_list: tuple[Todo, ...] = ()

    def side(self) -> ComposeResult:
        yield Words(id="duties-title")
        yield Options(id="duties")
        yield from super().side()

    def begin(self) -> None:
        super().begin()
        self._read_again()

    def on_screen_resume(self) -> None:
        if self.fields:
            self.action_look_again()
            self._read_again()

    def _read_again(self) -> None:
        self._read_duties()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _read_duties(self) -> None:
        self._todo_list = await asyncio.to_thread(todo_list, self.desk, self.on)
        self.retitle()
        self.tell()
        self._lead()

    def _lead(self) -> None:
        """While something stands before the closing and nothing is typed, Enter goes to do it."""
        duties = self.query_one("#duties", OptionList)
        if self._todo_list and not text_in(self.fields["result"]):
            duties.highlighted = duties.highlighted or 0
            duties.focus()
        elif not self._todo_list and self.focused in (None, duties):
            self.fields["result"].go()

    def retitle(self) -> None:
        super().retitle()
        lang, duties = self.app.lang, self.query_one("#duties", OptionList)
        at = duties.highlighted
        duties.set_options(
            Option(told((Part(say("[ ] {duty}", duty=each.text)),), lang))
            for each in self._todo_list
        )
        duties.highlighted = at if at is not None and at < len(self._todo_list) else None
        duties.display = bool(self._todo_list)
        self.query_one("#duties-title", Words).text = (
            say("Still to be done: {n} (Enter goes there)", n=len(self._todo_list))
            if self._todo_list
            else say("Nothing is left open.")
        )

    def tell(self) -> None:
        super().tell()
        # The same duties once more would only be noise.
        self._reasons.display = not self._todo_list or bool(self._failed)

    @on(OptionList.OptionSelected, "#duties")
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        duty = self._todo_list[event.option_index]
        name = FIELDS.get(duty.kind)
        prefill = {name: duty.about} if name and duty.about else None
        open_act(self.app, duty.kind, duty.on, None, prefill)


def todo_list(desk: Desk, key: str) -> tuple[Todo, ...]:
    """What stands before the closing of a case; asks the desk, so it is called in a thread."""
    case = desk.case(key)
    found = [Todo(d.text, d.kind, key, d.about) for d in case.duties()]
    for name in case.complaints:
        state = desk.docket(name).state
        if isinstance(state, Complaint) and state.to_be_told:
            text = say("Complaint {key}: its author has not been told of the filing.", key=name)
            found.append(Todo(text, "complainant_told", name))
    return tuple(found)
