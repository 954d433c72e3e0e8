"""Who sits at this desk: F8."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.acts import OfficerChanged
from laborcase.desk import Desk
from laborcase.errors import Reason, Refused
from laborcase.fields import fields_of
from laborcase.parties import Officer
from laborcase.record.office import Office
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, Words
from ..terms import authority_name, officer_title
from ..widgets.pick import Options
from ..widgets.sheet import MUTED, Part, told


class Officers(BaseModal[Desk | None]):
    """The officers of the office; Enter takes the seat of one, if this account may."""

    PURPOSE = (
        say("Here you say which officer acts from now on; every entry bears that name."),
        say("In a real register only officers bound to your system account can be taken."),
    )
    BINDINGS = [Binding("escape,f8", "dismiss", say("Back"), id="officers.back")]

    app = getters.app(LaborcaseApp)
    listed = getters.query_one(OptionList)

    class Found(Message):
        """The office, read."""

        def __init__(self, office: Office) -> None:
            super().__init__()
            self.office = office

    def __init__(self, desk: Desk, *, free: bool) -> None:
        super().__init__()
        self._desk = desk
        self._free = free
        self._office: Office | None = None
        self._officers: tuple[Officer, ...] = ()

    def heading(self) -> str:
        return say("Who acts?")

    def body(self) -> ComposeResult:
        yield Options()
        yield Words(self._rule(), classes="hint")

    def _rule(self) -> Said:
        if self._free:
            return say("In the demonstration every seat can be taken.")
        return say(
            "Only officers bound to this system account ({account}) can be taken.",
            account=self._desk.account,
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.listed.focus()
        self._load()

    @work(thread=True, group="office", exit_on_error=False)
    def _load(self) -> None:
        self.post_message(self.Found(self._desk.office))

    def on_officers_found(self, event: Found) -> None:
        self._office = event.office
        self._officers = tuple(o for o in event.office.officers if o.active)
        self.retitle()
        ids = [o.id for o in self._officers]
        if self._desk.officer_id in ids:
            self.listed.highlighted = ids.index(self._desk.officer_id)

    def retitle(self) -> None:
        super().retitle()
        lang, at = self.app.lang, self.listed.highlighted
        self.listed.set_options(Option(told(self._parts(o), lang)) for o in self._officers)
        self.listed.highlighted = at

    def _parts(self, officer: Officer) -> tuple[Part, ...]:
        assert self._office is not None
        line = say(
            "{officer}  {authority}",
            officer=officer_title(officer),
            authority=authority_name(self._office, officer.authority),
        )
        if not self._may(officer):
            return (Part(say("{officer}  (not bound to this account)", officer=line), MUTED),)
        return (Part(line),)

    def _may(self, officer: Officer) -> bool:
        return self._free or self._desk.account in officer.accounts

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        officer = self._officers[event.option_index]
        if self._may(officer):
            self._sit(officer)
            return
        self.app.fail(
            Refused(
                [
                    Reason(
                        say(
                            "{name} is not bound to this system account ({account}). “{act}” binds "
                            "it (field “{field}”); until then, start the program with --officer "
                            "{id}.",
                            name=officer.name,
                            account=self._desk.account,
                            act=OfficerChanged.title,
                            field=next(f.label for f in fields_of(Officer) if f.name == "accounts"),
                            id=officer.id,
                        ),
                        who=say("administrator"),
                    )
                ]
            )
        )

    @work(group="office", exit_on_error=False)
    async def _sit(self, officer: Officer) -> None:
        self.dismiss(self._desk.as_officer(officer.id))
