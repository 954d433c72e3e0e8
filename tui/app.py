"""The program: one desk, its screens, and the keys that work everywhere."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from textual.binding import Binding
from textual.driver import Driver

from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.fields import OfficerId
from laborcase.opening import system_clock
from laborcase.record.office import Settings
from laborcase.words import Said, say

from .base import BaseApp, BaseScreen
from .terms import officer_title


class LaborcaseApp(BaseApp):
    """The terminal program at one desk.

    ``demo`` lets one person take any officer's seat; ``today`` opens what waits for the officer
    above the worklist.
    """

    BINDINGS = [
        Binding("f1", "help", say("Help"), id="help"),
        Binding("f2", "register", say("Register"), id="register"),
        Binding("f3", "worklist", say("Worklist"), id="worklist", show=False),
        Binding("f8", "officer", say("Change officer"), id="officer", show=False),
        Binding("ctrl+b", "figures", say("Figures"), id="figures", show=False),
        Binding(
            "ctrl+y", "leaving", say("Hand over an officer's dockets"), id="leaving", show=False
        ),
        Binding("ctrl+x", "joint", say("Joint office"), id="joint", show=False),
        Binding("ctrl+t", "law", say("Law"), id="law", show=False),
        Binding("f9", "commands", say("Commands"), id="commands"),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        lang: str,
        demo: bool = False,
        today: bool = True,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(
            lang=lang,
            now=desk.time,
            officer=officer_title(desk.officer),
            driver_class=driver_class,
        )
        self.desk = desk
        self.demo = demo
        self.papers_folder = ""
        """Where papers were saved last in this session."""
        self._begins_today = today

    def on_mount(self) -> None:
        from .screens.worklist import Worklist

        self.push_screen(Worklist())
        if self._begins_today:
            self.action_today()
        if self.desk.moved_in_words(self.lang):
            from .screens.moved import MovedDates

            self.push_screen(MovedDates(self.desk))

    def sit(self, desk: Desk) -> None:
        """Let the officer of ``desk`` go on from here, beginning at the worklist.

        What another officer had open is closed: it may be more than this one may see.
        """
        if not self.may_go():
            return
        self.desk = desk
        self.now = desk.time
        self.officer = officer_title(desk.officer)
        self.call_later(self._to_worklist, anew=True)

    def committed(self, commit: Commit | None) -> None:
        """Say what a form entered, with the numbers given; nothing if it was only closed."""
        if commit is None:
            return
        key = commit.opened or commit.docket
        entered: Said = say("Entered in {key}.", key=key)
        if commit.numbers:
            numbers = ", ".join(number.text for number in commit.numbers)
            entered = say("{entered} Number given: {numbers}", entered=entered, numbers=numbers)
        if not commit.new:
            entered = say("{entered} It had been entered before.", entered=entered)
        self.notify(entered)
        if commit.warning is not None:
            self.notify(commit.warning, severity="warning", timeout=30)

    async def _to_worklist(self, anew: bool = False) -> None:
        from .screens.worklist import Worklist

        while len(self.screen_stack) > 1 and not isinstance(self.screen, Worklist):
            if isinstance(self.screen, BaseScreen) and not self.screen.may_go():
                return
            await self.pop_screen()
        self.retitle()
        if isinstance(self.screen, Worklist):
            if anew:  # what the officer before looked for is not this one's business
                self.screen.begin()
            self.screen.reload()
        if anew and self._begins_today:
            self.action_today()

    def action_today(self) -> None:
        """What waits for this officer today."""
        from .screens.today import Today

        if not isinstance(self.screen, Today):
            self.push_screen(Today(self.desk))

    async def action_worklist(self) -> None:
        """Back to the worklist; forms keep their drafts."""
        await self._to_worklist()

    def action_register(self) -> None:
        """Register a complaint or a tip-off."""
        from .commands import open_act

        open_act(self, "registered")

    def action_officer(self) -> None:
        """Change the officer at this desk."""
        from .screens.officers import Officers

        if not isinstance(self.screen, Officers):
            self.push_screen(Officers(self.desk, free=self.demo), self._seated)

    def action_figures(self) -> None:
        """The figures of a period."""
        from .screens.figures import Report

        self.push_screen(Report(self.desk))

    def action_upkeep(self) -> None:
        """How the register stands: checking, checkpoints, backups."""
        from .screens.upkeep import Upkeep

        if not isinstance(self.screen, Upkeep):
            self.push_screen(Upkeep(self.desk))

    def action_joint(self) -> None:
        """The desk of the joint office."""
        from .screens.joint import Joint

        if not isinstance(self.screen, Joint):
            self.push_screen(Joint(self.desk))

    def action_law(self) -> None:
        """Find and read provisions."""
        from .screens.law import LawScreen

        self.push_screen(LawScreen(self.desk))

    def action_leaving(self) -> None:
        """Everything one officer holds, and who takes it over."""
        from .screens.leaving import Leavers, Leaving

        def chosen(officer: OfficerId | None) -> None:
            if officer is not None:
                self.push_screen(Leaving(self.desk, officer), self._handed_over)

        self.push_screen(Leavers(self.desk), chosen)

    def _handed_over(self, count: int | None) -> None:
        if count:
            self.notify(
                say(
                    "{n} docket was handed over."
                    if count == 1
                    else "{n} dockets were handed over.",
                    n=count,
                )
            )

    def action_commands(self) -> None:
        """Everything that can be done here."""
        from .commands import Commands

        if not isinstance(self.screen, Commands):
            self.push_screen(Commands(self.screen), self._chosen)

    def _seated(self, desk: Desk | None) -> None:
        if desk is not None:
            self.sit(desk)

    def _chosen(self, go: Callable[[], None] | None) -> None:
        if go is not None:
            go()


def run(desk: Desk, lang: str, demo: bool = False) -> int:
    """Run the program at ``desk`` until it is left; returns the exit code."""
    app = LaborcaseApp(desk, lang=lang, demo=demo)
    result = app.run()
    return result if result is not None else app.return_code or 0


class FirstApp(BaseApp):
    """The program before there is a register; it ends with 1 when one was made."""

    def __init__(self, url: str, *, lang: str, driver_class: type[Driver] | None = None) -> None:
        zone = ZoneInfo(Settings().zone)
        super().__init__(
            lang=lang, now=lambda: system_clock().astimezone(zone), driver_class=driver_class
        )
        self._url = url

    def on_mount(self) -> None:
        from .screens.first_run import FirstRun

        self.push_screen(FirstRun(self._url))


def first_run(url: str, lang: str) -> bool:
    """Offer to make a register at ``url``; whether it was made."""
    return FirstApp(url, lang=lang).run() == 1
