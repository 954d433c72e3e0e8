"""What form D01 still wants of a registration, and the window that leads there."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.parties import Acting, Person, Respondent, Role, Site
from laborcase.record.complaint import own_right, wanted
from laborcase.record.docket import Alleged
from laborcase.values import Line, Phone, ResidentNumber
from laborcase.words import Said, say

from ..base import BaseModal, Words
from ..text import show_line
from ..widgets.pick import Options


def own_right_typed(typed: Mapping[str, str]) -> bool | None:
    """Whether what is typed shows that somebody complains about own rights."""

    def person(who: str) -> Person | None:
        name = typed.get(f"{who}.name", "").strip()
        return Person(name=Line(name)) if name else None

    return own_right(
        typed.get("tipoff") == "true",
        person("complainant"),
        Acting(typed.get("acting") or "self"),
        person("agent"),
        typed.get("power_of_attorney", ""),
        "workers.1.name" in typed,
    )


def missing_in(typed: Mapping[str, str]) -> tuple[tuple[str, Said], ...]:
    """What form D01 wants of a registration as it is typed, before it is one."""

    def at(path: str) -> str:
        return typed.get(path, "").strip()

    who = (
        Person(
            name=Line(at("complainant.name")),
            phone=Phone(at("complainant.phone")) or None,
            resident_number=ResidentNumber(at("complainant.resident_number")) or None,
            occupation=Line(at("complainant.occupation")),
            work_unit=Line(at("complainant.work_unit")),
            address=Line(at("complainant.address")),
        )
        if at("complainant.name")
        else None
    )
    respondent = Respondent(
        name=Line(at("respondents.1.name")),
        role=Role.EMPLOYER,
        representative=Line(at("respondents.1.representative")),
        address=Line(at("respondents.1.address")),
    )
    start = date.min if at("allegations.1.start") or at("workers.1.claims.1.start") else None
    found = wanted(
        who,
        (respondent,) if respondent.name else (),
        Site(address=Line(at("site.address"))),
        at("demand"),
        (Alleged(cause=Line("other"), start=start),),
        Acting(at("acting") or "self"),
        Person(name=Line(at("agent.name"))) if at("agent.name") else None,
        at("power_of_attorney"),
        bool(at("representatives")),
    )
    typed_otherwise = {
        "complainant.sex": at("complainant.sex"),
        "complainant.born": at("complainant.born"),
    }
    return tuple((path, text) for path, text in found if not typed_otherwise.get(path))


class Missing(BaseModal[str | None]):
    """What is still missing; Enter goes to the field."""

    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="missing.back")]

    def __init__(self, gaps: Sequence[tuple[str, Said]]) -> None:
        super().__init__()
        self._gaps = tuple(gaps)
        self._list = Options()

    def heading(self) -> str:
        return say("Missing: {n}", n=len(self._gaps))

    def body(self) -> ComposeResult:
        yield Words(
            say("Enter goes to the field.") if self._gaps else say("Nothing is missing."),
            classes="paragraph",
        )
        yield self._list

    def on_mount(self) -> None:
        self._list.focus()

    def retitle(self) -> None:
        super().retitle()
        self._list.set_options(Option(show_line(text, self.app.lang)) for _, text in self._gaps)
        self._list.highlighted = 0 if self._gaps else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._gaps[event.option_index][0])
