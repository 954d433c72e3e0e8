"""Complaints that look like the one that is being registered: is it the same matter?"""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase.likeness import Similar
from laborcase.record.docket import Likeness
from laborcase.words import Said, say

from ..base import BaseModal, Words
from ..text import show_line


class SameMatter(BaseModal[Mapping[str, Likeness] | None]):
    """Complaints that look like this one; of each it is said whether it is the same matter."""

    PURPOSE = (
        say("1 the same matter: it joins that complaint as one more ticket."),
        say("2 related: it is registered and linked. 3 different: it is registered."),
    )
    BINDINGS = [
        *(
            Binding(str(n), f"answer({likeness.value!r})", likeness.label, id=f"alike.{n}")
            for n, likeness in enumerate(Likeness, 1)
        ),
        Binding("ctrl+s,enter", "done", say("Go on"), id="alike.done", priority=True),
        Binding("escape", "dismiss", say("Back"), id="alike.back"),
    ]
    CSS = "SameMatter OptionList { height: auto; max-height: 10; margin-top: 1; }"

    def __init__(self, found: Sequence[Similar], answers: Mapping[str, Likeness]) -> None:
        super().__init__()
        self._found = tuple(found)
        self._answers = dict(answers)
        self._list = OptionList(compact=True)

    def heading(self) -> str:
        n = len(self._found)
        return say(
            "The same matter? {n} looks like it" if n == 1 else "The same matter? {n} look like it",
            n=n,
        )

    def body(self) -> ComposeResult:
        yield Words(say("1 the same matter, 2 related, 3 different; the answer is kept."))
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self._list.focus()

    def retitle(self) -> None:
        super().retitle()
        lang, at = self.app.lang, self._list.highlighted
        self._list.set_options(
            Option(show_line(self._line(s), lang) + Content("\n   ") + show_line(s.by, lang))
            for s in self._found
        )
        self._list.highlighted = at or 0

    def _line(self, one: Similar) -> Said:
        answer = self._answers.get(one.docket)
        return say(
            "{answer}  {key} {why}",
            answer=answer.label if answer else "?",
            key=one.docket,
            why=one.why,
        )

    def action_answer(self, answer: str) -> None:
        """Answer for the complaint under the cursor; the last answer goes on."""
        at = self._list.highlighted or 0
        chosen = Likeness(answer)
        if chosen is Likeness.SAME:  # one matter is the same as one other
            for key in [k for k, a in self._answers.items() if a is Likeness.SAME]:
                del self._answers[key]
        self._answers[self._found[at].docket] = chosen
        left = [i for i, s in enumerate(self._found) if s.docket not in self._answers]
        if chosen is Likeness.SAME or not left:
            self.action_done()
            return
        self._list.highlighted = left[0]
        self.retitle()

    def action_done(self) -> None:
        """Go on with what was answered."""
        self.dismiss(self._answers)
