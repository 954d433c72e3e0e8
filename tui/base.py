"""What every screen stands on: the app with its language, the screen with title line and footer.

A screen inherits :class:`BaseScreen` (or :class:`BaseModal`), gives its ``heading`` and ``body``
and writes its texts with :class:`Words` and the widgets of ``tui.widgets``, which translate for
themselves. Bindings carry ``say`` sentences as description and tooltip, and each action sits on an
F key or ctrl+letter, never on ctrl+i, m, h, j, [, space, F10 or F11, which terminals keep.

Switching the language rebuilds nothing, so nothing typed can be lost: each node that has a
``retitle`` method is asked to set its words again.

Work off the screen runs in workers started by the screen with ``exit_on_error=False``; whatever
goes wrong there arrives in :meth:`BaseApp.fail`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar, Final, Protocol, runtime_checkable

from rich.text import Text
from textual import events, getters
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import HorizontalGroup, VerticalGroup, VerticalScroll
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Footer, Static
from textual.worker import Worker, WorkerState

from laborcase.errors import Invalid, LaborCaseError, Reason, Refused
from laborcase.law.bases import bases
from laborcase.words import LANGUAGES, Said, say

from .text import day_in_words, show, show_line, show_plain
from .theme import LIGHT, THEMES

_KEYS: Final = {
    "enter": say("Enter"),
    "escape": say("Esc"),
    "space": say("Space"),
    "question_mark": "?",
    "fullwidth_question_mark": "？",
    "slash": "/",
    "ideographic_comma": "、",
}


@runtime_checkable
class Spoken(Protocol):
    """A node whose words depend on the language."""

    def retitle(self) -> None:
        """Set every word of this node again, in the app's language."""


class BaseApp(App[int]):
    """The program without its register: language, clock, officer in the title, failures.

    ``now`` tells the time in the register's zone; ``officer`` is who the title names.
    """

    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (130, "-broad")]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("ctrl+q", "quit", say("Quit"), id="quit", show=False, priority=True),
        Binding("ctrl+l", "switch_language", say("Language"), id="language", show=False),
    ]

    def __init__(
        self,
        *,
        lang: str,
        now: Callable[[], datetime],
        officer: str = "",
        theme: str = LIGHT.name,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.lang = lang
        self.now = now
        self.officer = officer
        self.animation_level = "none"  # moving things drag an input method's window about
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def today(self) -> date:
        """The date in the register's zone."""
        return self.now().date()

    def retitle(self) -> None:
        """Set the words of all open screens again, after the language or the officer changed."""
        for screen in self.screen_stack:
            for node in screen.walk_children(with_self=True):
                if isinstance(node, Spoken):
                    node.retitle()
            screen.refresh_bindings()

    def action_switch_language(self) -> None:
        """Change to the other language; everything typed stays."""
        self.lang = LANGUAGES[(LANGUAGES.index(self.lang) + 1) % len(LANGUAGES)]
        self.retitle()

    def action_help(self) -> None:
        """The keys of this screen and what it is for."""
        from .screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.screen))

    def may_go(self) -> bool:
        """Whether all that is open can be left: what was typed is kept, or its loss was told."""
        open_ = [screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]
        return all(screen.may_go() for screen in reversed(open_))

    async def action_quit(self) -> None:
        """Leave the program."""
        if self.may_go():
            self.exit()

    def action_help_quit(self) -> None:
        """Say how to leave: many people press Ctrl+C first."""
        self.notify(say("Ctrl+Q leaves the program."))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a few seconds, translated; ``markup`` is never obeyed."""
        super().notify(
            show_plain(message, self.lang),
            title=show_plain(title, self.lang),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def fail(self, error: BaseException) -> None:
        """Say in a window why something did not happen. What was typed stays underneath."""
        self.push_screen(Failure(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.fail(event.worker.error)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy ``text``; a lone surrogate in it, which no terminal can take, becomes ``?``."""
        super().copy_to_clipboard(text.encode("utf-8", "replace").decode("utf-8"))

    def get_key_display(self, binding: Binding) -> str:
        """A key as people write it: ``^S``, ``F2``, ``Enter``."""
        named = _KEYS.get(binding.key)
        if named is not None:
            return show_plain(named, self.lang)
        key = super().get_key_display(binding)
        return key.upper() if binding.key.startswith(("ctrl+", "f")) else key

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of local variables: people's names.
        if self._exception is not None:
            self._exit_renderables.append(
                Text(show_plain("\n".join(_spoken(self._exception, self.lang)), self.lang))
            )
        self._close_messages_no_wait()


class Words(Static):
    """A text on a screen, translated by itself and never parsed."""

    app = getters.app(BaseApp)

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._text = text

    @property
    def text(self) -> str:
        """What stands here, untranslated; setting it shows it."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text != self._text:  # each update lays the whole screen out again
            self._text = text
            self.retitle()

    def on_mount(self) -> None:
        self.retitle()

    def retitle(self) -> None:
        self.update(show(self._text, self.app.lang))


class TitleLine(HorizontalGroup):
    """The first line: what this screen is; the day; who acts, behind F8; the language."""

    app = getters.app(BaseApp)

    def __init__(self, heading: Callable[[], str]) -> None:
        super().__init__()
        self._heading = heading

    def compose(self) -> ComposeResult:
        yield Words(classes="heading")
        yield Words(classes="day")
        yield Words(classes="officer")
        yield Words("中/EN", classes="language")

    def on_mount(self) -> None:
        self.retitle()

    async def on_click(self, event: events.Click) -> None:
        """A click on the officer or the language does what their keys do."""
        if event.widget is self.query_one(".language"):
            self.app.action_switch_language()
        elif event.widget is self.query_one(".officer"):
            await self.run_action("app.officer")

    def retitle(self) -> None:
        self.query_one(".heading", Words).text = self._heading()
        self.query_one(".day", Words).text = day_in_words(self.app.today())
        officer = self.app.officer
        self.query_one(".officer", Words).text = (
            say("F8 {officer}", officer=officer) if officer else ""
        )


class Keys(Footer):
    """The last line: the keys that work now. Textual would build it anew at each step from field
    to field, which costs more than all else a key does; here only other keys do that."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._told: tuple[ActiveBinding, ...] = ()

    async def recompose(self) -> None:
        """Build the line anew if other keys work now, or are called something else."""
        if not self.is_attached:
            return
        works = tuple(b for b in self.screen.active_bindings.values() if b.binding.show)
        if works != self._told:
            self._told = works
            await super().recompose()


class BaseScreen(Screen[ScreenResultType]):
    """A full screen: title line, ``body``, footer with the keys that work now."""

    app = getters.app(BaseApp)

    FIRST_KEYS: ClassVar[tuple[str, ...]] = ()
    """The keys that stand first in the footer, which a narrow terminal cuts at its end."""

    def heading(self) -> str:
        """What the title line calls this screen."""
        return ""

    def body(self) -> ComposeResult:
        """The widgets between title line and footer."""
        yield from ()

    def compose(self) -> ComposeResult:
        yield TitleLine(self.heading)
        yield from self.body()
        yield Keys()

    def on_mount(self) -> None:
        self.retitle()

    def may_go(self) -> bool:
        """Whether it can be left now; who asks again has been told what that loses."""
        return True

    def on_screen_resume(self) -> None:
        for line in self.query(TitleLine):  # midnight may have passed
            line.retitle()

    def retitle(self) -> None:
        """Set words that no widget holds, such as border titles. Called once mounted."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now, described in the app's language."""
        bound = super().active_bindings
        keys = [key for key in self.FIRST_KEYS if key in bound]
        return {key: self._told(bound[key]) for key in dict.fromkeys((*keys, *bound))}

    def _told(self, bound: ActiveBinding) -> ActiveBinding:
        lang = self.app.lang
        tooltip = show_plain(bound.tooltip, lang)
        binding = replace(
            bound.binding,
            description=show_plain(bound.binding.description, lang),
            tooltip=tooltip,
        )
        return bound._replace(binding=binding, tooltip=tooltip)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.app.fail(event.worker.error)


class BaseModal(BaseScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A window over a screen: ``body`` in a frame that bears the heading, keys in the footer."""

    # A modal screen hides the bindings of the app; these work everywhere.
    BINDINGS = [
        Binding("f1", "app.help", say("Help"), show=False),
        Binding("ctrl+q", "app.quit", say("Quit"), show=False),
        Binding("ctrl+l", "app.switch_language", say("Language"), show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog"):
            yield from self.body()
        yield Keys()

    def retitle(self) -> None:
        super().retitle()
        self.query_one(".dialog").border_title = show_line(self.heading(), self.app.lang)


class Failure(BaseModal[None]):
    """Why something did not happen, one sentence a paragraph."""

    BINDINGS = [
        Binding("escape,enter", "dismiss", say("Back"), id="back"),
    ]

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def heading(self) -> str:
        return say("This was not done")

    def body(self) -> ComposeResult:
        with VerticalScroll():
            for sentence in in_words(self._error, self.app.lang):
                yield Words(sentence, classes="paragraph")

    def retitle(self) -> None:
        super().retitle()
        sentences = in_words(self._error, self.app.lang)
        for words, sentence in zip(self.query(".paragraph").results(Words), sentences, strict=True):
            words.text = sentence


def in_words(error: BaseException, lang: str) -> tuple[Said, ...]:
    """What a failure is to a person, one sentence per reason, provisions cited as in ``lang``.

    Of an unexpected error only its kind and its place in the program are told: its own text could
    hold a name or a number.
    """
    if isinstance(error, Refused):
        return tuple(_reason(reason, lang) for reason in error.reasons)
    if isinstance(error, Invalid):
        return tuple(problem.text for problem in error.problems)
    if isinstance(error, LaborCaseError):
        return (error.sentence,)
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return (
        say(
            "The program failed ({kind} {place}). Before you do the last step again, look whether "
            "it was saved. Give this line to whoever looks after the program.",
            kind=type(error).__name__,
            place=place,
        ),
    )


def _reason(reason: Reason, lang: str) -> Said:
    sentence = reason.text
    if reason.basis:
        known = bases().get(reason.basis)
        basis = known.cited(lang) if known else reason.basis
        sentence = say("{sentence} Basis: {basis}.", sentence=sentence, basis=basis)
    if reason.who and reason.who not in reason.text.values.values():
        sentence = say("{sentence} Who can supply it: {who}.", sentence=sentence, who=reason.who)
    return sentence


def _spoken(error: BaseException, lang: str) -> list[str]:
    return [show_plain(sentence, lang) for sentence in in_words(error, lang)]
