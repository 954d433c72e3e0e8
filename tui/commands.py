"""F9: everything that can be done here, found by typing; and the one way an act's form is opened.

What cannot be done now stands below, greyed, with every reason.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

from attrs import evolve, field, frozen
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.fuzzy import Matcher
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from laborcase.desk import Desk, Permission
from laborcase.entering import Commit
from laborcase.errors import Reason, Refused, RegisterError
from laborcase.parties import Position
from laborcase.record.docket import OFFICE
from laborcase.words import LANGUAGES, Said, say, speak

from .app import LaborcaseApp
from .base import BaseModal, BaseScreen, Words
from .drafts import Draft, Drafts, uncovered
from .text import show_plain
from .widgets.line import Line
from .widgets.sheet import MUTED, Part, told

MOST: Final = 200
"""Commands shown at once; typing finds the others."""

CALLED: Final = dict.fromkeys(("wages", "wages_counted"), say("wage calculator"))
"""What else people call a command when they look for it, by its alias."""


# ------------------------------------------------------------------ opening the form of an act


def open_act(
    app: LaborcaseApp,
    kind: str,
    key: str = "",
    expected: int | None = None,
    prefill: Mapping[str, str] | None = None,
) -> None:
    """Open the form of an act: its own screen where it has one, else the form of its fields. What
    this officer began in that docket and did not enter goes on where it was left."""
    draft = begun(app.desk, kind, key, prefill or {}) if key else None
    if draft is not None:
        draft = evolve(draft, expected=expected)
    app.push_screen(form_of(app.desk, kind, key, expected, prefill, draft), app.committed)


def begun(desk: Desk, kind: str, key: str, about: Mapping[str, str]) -> Draft | None:
    """The latest draft of this officer for an act in a docket ``about`` the same thing, if it can
    be read."""
    own = (desk.register, str(desk.officer_id), kind, key)
    drafts, _ = Drafts().all()
    for found in (d for d in drafts if (d.register, d.officer, d.kind, d.on) == own):
        with suppress(RegisterError):  # its key is missing; the list of drafts says so
            draft = uncovered(found, desk)
            if about.items() <= draft.fields.items():
                return draft
    return None


def form_of(
    desk: Desk,
    kind: str,
    key: str = "",
    expected: int | None = None,
    prefill: Mapping[str, str] | None = None,
    draft: Draft | None = None,
) -> BaseScreen[Commit | None]:
    """The form of an act, as it is opened anew or from a draft."""
    # Imported when first shown: a screen that is not opened costs nothing at the start.
    match kind:
        case "registered":
            from .screens.intake import Intake

            return Intake(desk, prefill, draft=draft)
        case "assigned":
            from .screens.assign import Assign

            return Assign(desk, kind, key, expected, prefill, draft=draft)
        case "asked" | "answered":
            from .screens.handover import HandOver

            return HandOver(desk, kind, key, expected, prefill, draft=draft)
        case "closed":
            from .screens.close import Close

            return Close(desk, kind, key, expected, prefill, draft=draft)
        case "signed":
            from .screens.sign import Sign

            return Sign(desk, kind, key, expected, prefill, draft=draft)
        case "corrected" | "taken_back":
            from .screens.correct import Correct, TakeBack

            mending = Correct if kind == "corrected" else TakeBack
            return mending(desk, key, expected, prefill, draft=draft)
        case "calendar_added":
            from .screens.calendar_year import CalendarYear

            return CalendarYear(desk, kind, key, expected, prefill, draft=draft)
        case "wages_counted":
            from .screens.wages import WagesForm

            return WagesForm(desk, kind, key, expected, prefill, draft=draft)
        case "wage_sheet_taken":
            from .screens.wages import SheetForm

            return SheetForm(desk, kind, key, expected, prefill, draft=draft)
    from laborcase.codec import texts_of

    from .screens.act_form import ActForm

    if kind == "settings_changed" and draft is None:
        # They are changed from what they are: what is left out would be taken away.
        prefill = {**texts_of(desk.office.settings, "settings"), **(prefill or {})}
    return ActForm(desk, kind, key, expected, prefill, draft=draft)


# ------------------------------------------------------------------ the list of commands


@frozen
class Command:
    """Something that can be done: its name, the group or key beside it, and what it does."""

    name: str
    note: str
    alias: str
    go: Callable[[], None] = field(eq=False)
    reasons: tuple[Reason, ...] = ()
    propose: bool = False
    """It is proposed for signature, not entered."""

    @property
    def possible(self) -> bool:
        return self.propose or not self.reasons


class Commands(BaseModal[Callable[[], None] | None]):
    """Type a few letters or characters of what you want to do; Enter does it."""

    PURPOSE = (
        say("Here stands everything that can be done from where you are."),
        say("Type part of its name, in Chinese or by its Latin short name, then Enter."),
        say("What is greyed cannot be done now; the reasons stand below the list."),
    )
    BINDINGS = [
        Binding("escape,f9", "dismiss", say("Back"), id="commands.back"),
        Binding("down", "move(1)", say("Next"), show=False, priority=True),
        Binding("up", "move(-1)", say("Previous"), show=False, priority=True),
        Binding("enter", "choose", say("Do it"), id="commands.do", priority=True),
    ]

    app = getters.app(LaborcaseApp)
    finder = getters.query_one(Line)
    listed = getters.query_one(OptionList)
    reasons = getters.query_one("#reasons", Words)

    class Found(Message):
        """What the desk permits and what not, each with its docket and how long that is."""

        def __init__(self, permissions: tuple[tuple[Permission, str, int | None], ...]) -> None:
            super().__init__()
            self.permissions = permissions

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        self._key: str | None = getattr(below, "docket_key", None)
        self._own = (*_bound(below), self._upkeep())
        self._acts: tuple[Command, ...] = ()
        self._shown: tuple[Command, ...] = ()

    def _upkeep(self) -> Command:
        """What is done too seldom for a key of its own."""
        go = partial(_run, self.app, "app.upkeep", None)
        return Command(name=say("Keep the register safe"), note="F9", alias="upkeep", go=go)

    def heading(self) -> str:
        if self._key is None:
            return say("What do you want to do?")
        return say("What do you want to do with {key}?", key=self._key)

    def body(self) -> ComposeResult:
        yield Line()
        listed = OptionList(compact=True, markup=False)
        listed.can_focus = False
        yield listed
        yield Words(id="reasons")

    def on_mount(self) -> None:
        super().on_mount()
        self.finder.focus()
        self._load(self.app.desk, self._key)

    @work(thread=True, group="commands", exit_on_error=False)
    def _load(self, desk: Desk, key: str | None) -> None:
        found: list[tuple[Permission, str, int | None]] = []
        if key is not None:
            n = len(desk.docket(key).entries)
            found += [(p, key, n) for p in desk.permitted(key)]
        found += [(p, "", None) for p in desk.permitted()]
        changes = Position.ADMINISTRATOR in desk.officer.positions
        n = len(desk.docket(OFFICE).entries)
        found += [(p, OFFICE, n) for p in desk.permitted(OFFICE) if changes or not p.reasons]
        self.post_message(self.Found(tuple(found)))

    def on_commands_found(self, event: Found) -> None:
        self._acts = tuple(self._of(*each) for each in event.permissions)
        self._write()

    def _of(self, permission: Permission, key: str, n: int | None) -> Command:
        return Command(
            name=permission.title,
            note=permission.group,
            alias=permission.kind,
            go=partial(open_act, self.app, permission.kind, key, n),
            reasons=permission.reasons,
            propose=permission.proposable,
        )

    def retitle(self) -> None:
        super().retitle()
        self.finder.placeholder = show_plain(say("type part of its name"), self.app.lang)
        self._write()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._write()

    def _write(self) -> None:
        lang, typed = self.app.lang, self.finder.value.strip()
        possible = [c for c in self._acts if c.possible]
        impossible = [c for c in self._acts if not c.possible]
        found = [*_matching(typed, [*possible, *self._own]), *_matching(typed, impossible)]
        self._shown = tuple(found[:MOST])
        self.listed.set_options(Option(told(_parts(c), lang)) for c in self._shown)
        self.listed.highlighted = 0 if self._shown else None
        self._explain()

    def _explain(self) -> None:
        command = self._command
        if command is None:
            self.reasons.text = say("Nothing by that name.") if self._acts else say("reading")
            return
        text = ""
        for reason in command.reasons:
            sentence: Said = reason.text
            if reason.who and reason.who not in sentence.values.values():
                sentence = say(
                    "{sentence} Who can supply it: {who}.", sentence=sentence, who=reason.who
                )
            text = say("{first}\n{second}", first=text, second=sentence) if text else sentence
        self.reasons.text = text

    @property
    def _command(self) -> Command | None:
        at = self.listed.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def action_move(self, by: int) -> None:
        """Move the cursor in the list while the typing goes on."""
        if self._shown:
            at = (self.listed.highlighted or 0) + by
            self.listed.highlighted = max(0, min(at, len(self._shown) - 1))
            self._explain()

    def action_choose(self) -> None:
        """Do what is under the cursor, or say why it cannot be done."""
        command = self._command
        if command is None:
            return
        # The form of the closing is itself the list of what stands against it.
        soft = command.alias == "closed" or all(reason.soft for reason in command.reasons)
        if not (command.possible or soft):
            self.app.fail(Refused(command.reasons))
        else:
            self.dismiss(command.go)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.listed.highlighted = event.option_index
        self.action_choose()


def _parts(command: Command) -> tuple[Part, ...]:
    line = say("{name}  ({note})", name=command.name, note=command.note)
    if command.propose:
        return (Part(say("{line} propose", line=line)),)
    if not command.reasons:
        return (Part(line),)
    if all(reason.soft for reason in command.reasons):
        return (Part(say("{line} only as an irregularity", line=line), MUTED),)
    return (Part(say("{line} not now", line=line), MUTED),)


def _bound(screen: Screen[Any]) -> Sequence[Command]:
    """What the keys of a screen do, as commands."""
    from .screens.help import keys_of

    app = screen.app
    assert isinstance(app, LaborcaseApp)
    found = []
    for action, (keys, what, node) in keys_of(screen).items():
        # What a key does with an act stands in the list under the act's own name.
        if not action.removeprefix("app.").startswith(("commands", "register", "step(")):
            found.append(
                Command(
                    name=what,
                    note=app.get_key_display(Binding(keys[0], "", "")) if keys else "F9",
                    alias=action.split("(")[0],
                    go=partial(_run, app, action, node),
                )
            )
    return found


def _run(app: LaborcaseApp, action: str, node: Any) -> None:
    app.call_later(app.run_action, action, node)


def _matching(typed: str, commands: Sequence[Command]) -> list[Command]:
    """The commands whose name in any language, or alias, holds what was typed; best first."""
    if not typed:
        return list(commands)
    matcher = Matcher(typed)
    scored = []
    for command in commands:
        words = (command.name, CALLED.get(command.alias, command.name))
        names = (*(speak(word, lang) for word in words for lang in LANGUAGES), command.alias)
        score = max(matcher.match(name) for name in names)
        if score > 0:
            scored.append((score, command))
    scored.sort(key=lambda each: -each[0])
    return [command for _, command in scored]
