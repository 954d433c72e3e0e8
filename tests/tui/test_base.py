import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

import tui
from laborcase.errors import Conflict, Invalid, Problem, Reason, Refused, RegisterError
from laborcase.words import LANGUAGES, say, speak
from tui.base import BaseModal, BaseScreen, Failure, Words, in_words

RESERVED = {f"ctrl+{key}" for key in ("i", "m", "h", "j", "left_square_bracket", "space", "@")}
RESERVED |= {"f10", "f11"}


class Counting(BaseScreen[None]):
    """A screen that counts the times its action ran."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "count", say("Count"), id="count", tooltip=say("Count once more")),
        Binding("question_mark,fullwidth_question_mark", "count", say("Why"), show=False),
        Binding("slash,ideographic_comma", "count", say("Find"), show=False),
    ]
    count = 0

    def heading(self) -> str:
        return say("Counter")

    def body(self) -> ComposeResult:
        yield Words(say("Nothing here"))

    def action_count(self) -> None:
        self.count += 1


def empty() -> ComposeResult:
    yield Words(say("Nothing here"))


async def test_the_title_line_names_screen_day_officer_and_key(run_screen, golden) -> None:
    async with run_screen(Counting(), size=(100, 5)) as pilot:
        golden(pilot.app, "title_line_100")
    async with run_screen(Counting(), size=(60, 5)) as pilot:
        golden(pilot.app, "title_line_60")


@pytest.mark.usefixtures("brackets")
async def test_the_language_switches_live_in_title_body_and_footer(run_screen, drawn) -> None:
    async with run_screen(Counting(), size=(100, 5)) as pilot:
        assert "〈" not in drawn(pilot.app)
        await pilot.press("ctrl+l")
        await pilot.pause()
        shown = drawn(pilot.app)
        for words in (
            "〈Counter〉",
            "〈〈Monday〉",
            "〈F8 周明〉",
            "〈Nothing here〉",
            "F2 〈Count〉",
        ):
            assert words in shown
        assert pilot.app.screen.active_bindings["f2"].tooltip == "〈Count once more〉"
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "〈" not in drawn(pilot.app)


@pytest.mark.usefixtures("brackets")
async def test_a_language_switch_reaches_the_screens_underneath(run_screen, drawn) -> None:
    async with run_screen(Counting()) as pilot:
        await pilot.app.push_screen(Failure(Refused([Reason(say("No."))])))
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "〈This was not done〉" in drawn(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert "〈Nothing here〉" in drawn(pilot.app)


async def test_a_question_mark_and_a_slash_work_in_chinese_punctuation_too(
    run_screen, type_in
) -> None:
    screen = Counting()
    async with run_screen(screen) as pilot:
        await type_in(pilot, "?/？、")
        assert screen.count == 4


async def test_the_title_line_shows_the_new_day_when_a_screen_comes_back(run_screen, drawn) -> None:
    async with run_screen(Counting()) as pilot:
        await pilot.app.push_screen(Failure(Refused([Reason(say("No."))])))
        pilot.app.now = lambda: datetime(2026, 11, 24, tzinfo=UTC)
        await pilot.resize_terminal(100, 24)
        await pilot.press("escape")
        await pilot.pause()
        assert "Tuesday 2026-11-24" in drawn(pilot.app)


async def test_many_reasons_can_be_scrolled_with_keys(run_screen, drawn) -> None:
    async with run_screen(empty) as pilot:
        pilot.app.fail(Refused(Reason(say("Reason {n}.", n=n)) for n in range(40)))
        await pilot.pause()
        assert "Reason 39." not in drawn(pilot.app)
        await pilot.press("end")
        await pilot.pause()
        assert "Reason 39." in drawn(pilot.app)


async def test_ctrl_q_leaves_and_ctrl_c_says_so(run_screen, drawn) -> None:
    async with run_screen(empty) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Ctrl+Q leaves the program." in drawn(pilot.app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not pilot.app.is_running


async def test_a_notification_is_never_parsed(run_screen, drawn) -> None:
    async with run_screen(empty) as pilot:
        pilot.app.notify("[/][b]x[/b]\x1b[2J", title="[red]t", markup=True)
        pilot.app.screen.query_one(Words).notify("[/]二")
        await pilot.pause()
        shown = drawn(pilot.app)
        assert "[/][b]x[/b]␛[2J" in shown
        assert "[red]t" in shown
        assert "[/]二" in shown


@pytest.mark.parametrize(
    ("error", "sentences"),
    [
        (
            Refused(
                [
                    Reason(say("No pair."), basis="regulation-11", who=say("the head")),
                    Reason(say("Too early.")),
                ]
            ),
            ["No pair. Basis: regulation-11. Who can supply it: the head.", "Too early."],
        ),
        (Invalid(Problem("sum", say("Not a sum.")), say("No name.")), ["Not a sum.", "No name."]),
        (Conflict(say("Another officer was first.")), ["Another officer was first."]),
        (RegisterError(say("The disk is full.")), ["The disk is full."]),
    ],
)
def test_a_failure_is_told_in_its_own_words(error: Exception, sentences: list[str]) -> None:
    assert list(in_words(error, "en")) == sentences


def test_a_refusal_cites_its_provision_and_names_nobody_twice() -> None:
    who = say("the head")
    reason = Reason(say("Done by: {who}.", who=who), basis="gd-18-1", who=who)
    (english,) = in_words(Refused([reason]), "en")
    assert "gd-18-1" not in speak(english, "en")
    assert speak(english, "en").count("the head") == 1
    (chinese,) = in_words(Refused([reason]), "zh_CN")
    assert "《关于实施〈劳动保障监察条例〉若干规定》" in speak(chinese, "zh_CN")


def test_an_unexpected_failure_tells_its_place_and_nothing_personal() -> None:
    try:
        {}["王某 13800000000"]
    except KeyError as error:
        (sentence,) = in_words(error, "en")
    assert "KeyError test_base.py:" in sentence
    assert "look whether it was saved" in sentence
    assert "王某" not in sentence
    assert "13800000000" not in sentence


async def test_a_worker_that_fails_is_told_in_a_window_and_ends_nothing(run_screen, drawn) -> None:
    async with run_screen(empty) as pilot:

        async def enter() -> None:
            raise Refused([Reason(say("The pair is missing [/]."))])

        for starter in (pilot.app.screen, pilot.app):
            starter.run_worker(enter(), exit_on_error=False)
            await pilot.pause()
            await pilot.pause()
            assert isinstance(pilot.app.screen, Failure)
            assert "The pair is missing [/]." in drawn(pilot.app)
            await pilot.press("enter")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Failure)


async def test_a_crash_prints_no_traceback_with_peoples_data(
    run_screen, capsys: pytest.CaptureFixture[str]
) -> None:
    class Crashing(BaseScreen[None]):
        BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "crash", say("Crash"))]

        def action_crash(self) -> None:
            name = "王某"
            raise ValueError(name)

    with pytest.raises(ValueError, match="王某"):
        async with run_screen(Crashing()) as pilot:
            await pilot.press("f2")
    printed = capsys.readouterr().err
    assert "ValueError test_base.py" in printed
    assert "王某" not in printed


@pytest.mark.parametrize(
    ("width", "expected"), [(20, "-narrow"), (80, "-narrow"), (100, "-wide"), (132, "-broad")]
)
async def test_the_width_sets_one_class(run_screen, width: int, expected: str) -> None:
    async with run_screen(empty, size=(width, 24)) as pilot:
        classes = pilot.app.screen.classes & {"-narrow", "-wide", "-broad"}
        assert classes == {expected}


async def test_a_modal_bears_its_heading_and_its_keys(run_screen, golden) -> None:
    class Asking(BaseModal[None]):
        BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", say("Back"))]

        def heading(self) -> str:
            return "26-000371 [/]"

        def body(self) -> ComposeResult:
            yield Words(say("Nothing here"))

    async with run_screen(empty, size=(60, 9)) as pilot:
        await pilot.app.push_screen(Asking())
        await pilot.pause()
        golden(pilot.app, "modal_60")


async def test_a_lone_surrogate_can_be_copied_without_harm(run_screen) -> None:
    async with run_screen(empty) as pilot:
        pilot.app.copy_to_clipboard("坏\udfff字")
        assert pilot.app.clipboard == "坏?字"


def bindings_of_tui() -> list[Binding]:
    """Each binding that a class of tui declares."""
    found: list[Binding] = []
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            for node in vars(importlib.import_module(module.name)).values():
                if isinstance(node, type) and node.__module__ == module.name:
                    found += Binding.make_bindings(vars(node).get("BINDINGS", []))
    return found


def bound_in_tui() -> set[tuple[str, str]]:
    return {(binding.key, binding.action) for binding in bindings_of_tui()}


def test_no_tooltip_of_a_binding_could_be_parsed_as_markup() -> None:
    tooltips = [binding.tooltip for binding in bindings_of_tui()]
    assert not [t for t in tooltips for lang in LANGUAGES if "[" in speak(t, lang)]


def test_no_binding_sits_on_a_key_that_terminals_keep() -> None:
    bound = bound_in_tui()
    assert bound
    assert not [key for key, _ in bound if key in RESERVED]


def test_a_question_mark_or_slash_is_bound_together_with_its_chinese_twin() -> None:
    bound = bound_in_tui()
    for key, twin in (("question_mark", "fullwidth_question_mark"), ("slash", "ideographic_comma")):
        assert {a for k, a in bound if k == key} == {a for k, a in bound if k == twin}


@pytest.mark.parametrize(("given", "read"), [("", True), ("0", False), ("1", True)])
def test_the_richer_keyboard_protocol_is_off_unless_the_user_says_otherwise(
    given: str, read: bool
) -> None:
    program = "import tui; from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    environment = {"TEXTUAL_DISABLE_KITTY_KEY": given} if given else {}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(read)


async def test_nothing_moves_by_itself(run_screen) -> None:
    def make() -> ComposeResult:
        from tui.widgets.field import Field

        yield Field("x", str)

    async with run_screen(make) as pilot:
        assert pilot.app.animation_level == "none"
        assert not pilot.app.screen.query_one(Input).cursor_blink


def test_the_fixture_s_check_finds_each_forbidden_sequence(
    hostile: list[str], forbidden: Callable[[str], str | None]
) -> None:
    assert forbidden("\x1b[1;1H\x1b[38;2;1;2;3m张三\x1b[0m\x1b[?25h") is None
    for bad in ("\x1b]0;t\x07", "\x1b]52;c;eA==\x07", "\x1bP1$r\x1b\\", "\x9b2J", "\x07", "\u202e"):
        assert forbidden(f"ab{bad}") is not None
    assert forbidden("ab\x07") == r"offset 2: '\x07'"
