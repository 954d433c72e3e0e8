"""The register kept safe: how it stands, and the four things that whoever looks after it does now
and then, for an office where nobody types commands."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from platformdirs import user_documents_path
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase import keeping, proof
from laborcase.desk import Desk
from laborcase.doctor import Finding
from laborcase.errors import Usage
from laborcase.standing import Backup, Standing, newest_backup, note_backup
from laborcase.values import plain
from laborcase.words import Said, say

from ..app import LaborcaseApp
from ..base import BaseModal, BaseScreen, Words
from ..text import fitted
from ..widgets.field import Field
from ..widgets.sheet import ALARM, BOLD, HEAD, MUTED, Part, Sheet, told

DEEDS: Final = (
    ("check", say("Check everything now")),
    ("checkpoint", say("Write a checkpoint into a file")),
    ("backup", say("Back the register up into a folder")),
    ("keys", say("Back its keys up into another folder")),
)
"""What can be done here, in its order."""
_TOLD_EACH: Final = 500
"""After so many commits the screen says how far it is."""


class StoppedHere(Exception):
    """Whoever began it does not want it any more."""


class Deeds(OptionList):
    """What can be done."""

    BINDINGS = [Binding("enter", "select", say("Do it"), id="upkeep.do")]


class Upkeep(BaseScreen[None]):
    """How the register stands; Enter checks it, anchors it or backs it up."""

    PURPOSE = (
        say("Here you see whether the register is kept safe, and do what keeps it so."),
        say("Checking reads everything and changes nothing; colleagues work on meanwhile."),
        say("A checkpoint says where the register stands: kept elsewhere, it shows any change."),
        say("A backup is a whole copy. Its keys are backed up by themselves, and kept apart."),
        say("Esc ends what is running; nothing half done is left."),
    )
    BINDINGS = [
        Binding("f5", "reload", say("Refresh"), id="upkeep.reload"),
        Binding("escape", "back", say("Back"), id="upkeep.back"),
        Binding("f1", "app.help", say("Help"), id="upkeep.help"),
    ]
    SCOPED_CSS = False
    CSS = """
    Upkeep VerticalScroll { height: 1fr; padding: 0 1; }
    Upkeep Deeds { height: auto; margin: 0 1; }
    Upkeep #progress { height: auto; max-height: 3; margin: 0 1; text-style: bold; }
    """

    app = getters.app(LaborcaseApp)
    deeds = getters.query_one(Deeds)
    progress = getters.query_one("#progress", Words)

    class Read(Message):
        """How the register stands."""

        def __init__(self, found: Standing) -> None:
            super().__init__()
            self.found = found

    class Far(Message):
        """How far the work is."""

        def __init__(self, commits: int) -> None:
            super().__init__()
            self.commits = commits

    class Ended(Message):
        """The work is done, or ended without a result (None: a window says why)."""

        def __init__(self, result: Said | None, found: tuple[Finding, ...] | None = None) -> None:
            super().__init__()
            self.result = result
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standing: Standing | None = None
        self._found: tuple[Finding, ...] | None = None
        self._doing: Said | None = None
        self._stop = False
        self._warned = False
        self._typed: dict[str, str] = {}

    def heading(self) -> str:
        return say("Keep the register safe")

    def body(self) -> ComposeResult:
        with VerticalScroll():  # Tab leads there, where there is much to look at
            yield Sheet()
        yield Words(id="progress")
        yield Deeds(compact=True, markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.deeds.focus()
        self.deeds.highlighted = 0
        self.action_reload()

    def on_unmount(self) -> None:
        self._stop = True

    def may_go(self) -> bool:
        """Work that is running is ended by leaving; that is told first."""
        if self._doing is None or self._warned:
            return True
        self._warned = True
        self.app.notify(
            say("{what} is not finished. Wait, or leave again: then it is ended.", what=self._doing)
        )
        return False

    # -- asking the desk

    def action_reload(self) -> None:
        """Look again how it stands."""
        self._load(self._desk)

    @work(thread=True, exclusive=True, group="standing", exit_on_error=False)
    def _load(self, desk: Desk) -> None:
        self.post_message(self.Read(desk.standing()))

    def on_upkeep_read(self, event: Read) -> None:
        self._standing = event.found
        self.retitle()

    # -- writing

    def retitle(self) -> None:
        super().retitle()
        lang, at = self.app.lang, self.deeds.highlighted
        self.deeds.set_options(Option(told((Part(title),), lang)) for _, title in DEEDS)
        self.deeds.highlighted = at
        if self._standing is not None:
            self.query_one(Sheet).parts = tuple(self._parts(self._standing))

    def _parts(self, now: Standing) -> Iterator[Part]:
        def line(name: Said, text: str, style: str = "") -> Part:
            return Part(
                say("{name} {text}", name=fitted(name, self.app.lang, 12), text=text), style
            )

        yield line(say("Its id"), now.register)
        yield line(say("Lies in"), now.place)
        yield line(say("Commits"), str(now.commits))
        yield line(say("For papers"), now.short or "-", BOLD)
        anchor = now.anchor if now.anchored else say("None is known here. Write one now and then.")
        yield line(say("Checkpoint"), anchor, ALARM if now.due else "")
        yield line(say("Backup"), now.backup)
        if now.free is not None:
            yield line(say("Free room"), say("{n} GB", n=f"{now.free / 1024**3:.1f}"))
        yield Part("")
        yield Part(say("To look at"), HEAD)
        said = list(now.troubles)
        said += [f.text for f in self._found or () if f.text not in said and f.about != "anchor"]
        for sentence in said:
            yield Part(say("! {problem}", problem=sentence), indent=2)
        if not said:
            yield Part(say("Nothing is known that is wrong."), indent=2)
        if self._found is None:
            yield Part(say("The commits themselves are read by “{deed}”.", deed=DEEDS[0][1]), MUTED)

    # -- what the person does

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._doing is not None:
            self.app.notify(say("{what} is not finished. Esc ends it.", what=self._doing))
            return
        deed, title = DEEDS[event.option_index]
        if deed == "check":
            self._begin(title)
            self._check(self._desk)
            return

        def go(typed: str | None) -> None:
            if typed is None:
                return
            self._typed[deed] = typed
            self._begin(title)
            self._copy(self._desk, deed, typed)

        self.app.push_screen(Target(title, self._typed.get(deed) or self._offered(deed)), go)

    def _begin(self, what: Said) -> None:
        self._doing, self._stop, self._warned = what, False, False
        self.progress.text = say("{what} …", what=what)

    def action_back(self) -> None:
        """End what is running; else leave."""
        if self._doing is None:
            self.dismiss()
        else:
            self._stop = True

    def _offered(self, deed: str) -> str:
        """A path that can be taken as it stands: beside the last one, else with the documents."""
        day = self.app.today().isoformat()
        last = newest_backup(self._desk.register)
        folder = Path(last.path).parent if last and deed != "keys" else documents()
        names = {"checkpoint": f"checkpoint-{day}.json", "backup": f"backup-{day}"}
        return str(folder / names.get(deed, f"keys-{day}"))

    # -- the work, in threads

    def _tell(self, commits: int) -> None:
        if self._stop:
            raise StoppedHere
        if commits % _TOLD_EACH == 0:
            self.post_message(self.Far(commits))

    def _worked(self, do: Callable[[], "Upkeep.Ended"]) -> None:
        ended = self.Ended(None)
        try:
            ended = do()
        except StoppedHere:
            ended = self.Ended(say("Ended before it was done; nothing was changed or left behind."))
        finally:
            self.post_message(ended)

    @work(thread=True, exclusive=True, group="deed", exit_on_error=False)
    def _check(self, desk: Desk) -> None:
        self._worked(lambda: checked(desk, self._tell))

    @work(thread=True, exclusive=True, group="deed", exit_on_error=False)
    def _copy(self, desk: Desk, deed: str, typed: str) -> None:
        deeds = {"checkpoint": anchored, "backup": backed_up, "keys": keys_backed_up}
        self._worked(lambda: self.Ended(deeds[deed](desk, target_of(typed), self._tell)))

    def on_upkeep_far(self, event: Far) -> None:
        if self._doing is not None:
            total = self._standing.commits if self._standing else 0
            self.progress.text = say(
                "{what}: {n} of {total}; Esc ends it",
                what=self._doing,
                n=event.commits,
                total=max(total, event.commits),
            )

    def on_upkeep_ended(self, event: Ended) -> None:
        self._doing = None
        self.progress.text = event.result or ""
        if event.found is not None:
            self._found = event.found
        self.action_reload()


def checked(desk: Desk, tell: Callable[[int], None]) -> Upkeep.Ended:
    """Read everything, against the newest checkpoint that is known here; and what the doctor finds.

    :raises RegisterError: naming the first commit that is not as it was written.
    """
    known = proof.newest(desk.register)
    found = desk.verify([known] if known else [], tell)
    result = say(
        "Everything was read, and is as it was written: {commits}, {files}.",
        commits=say("{n} commit" if found.commits == 1 else "{n} commits", n=found.commits),
        files=say("{n} file" if found.files == 1 else "{n} files", n=found.files),
    )
    if found.anchored:
        result = say(
            "{result} It agrees with the checkpoint of commit {n}.", result=result, n=found.anchored
        )
    return Upkeep.Ended(result, desk.looked_through(tell))


def anchored(desk: Desk, target: Path, tell: Callable[[int], None]) -> Said:
    """Write a checkpoint."""
    keeping.outside(target, desk.store.url)
    one = desk.checkpoint()
    proof.write_once(target, one.data())
    proof.note(one)
    return say(
        "Saved as {path}. Keep it where nobody who works here can change it; on papers it reads"
        " {short}",
        path=str(target),
        short=one.short,
    )


def backed_up(desk: Desk, target: Path, tell: Callable[[int], None]) -> Said:
    """Back the register up, and remember it."""
    found = keeping.backup(desk.store, target, tell)
    at = desk.now().isoformat(timespec="seconds")
    note_backup(desk.register, Backup(seq=found.commits, at=at, path=str(target)))
    return say(
        "Saved as {path}, and read through: {commits}. The keys of the identity blocks are not in"
        " it.",
        path=str(target),
        commits=say("{n} commit" if found.commits == 1 else "{n} commits", n=found.commits),
    )


def keys_backed_up(desk: Desk, target: Path, tell: Callable[[int], None]) -> Said:
    """Back the keys up."""
    n = keeping.backup_keys(desk.store, target)
    return say(
        "Saved as {path}: {n} key. Keep it apart from the register's backups."
        if n == 1
        else "Saved as {path}: {n} keys. Keep it apart from the register's backups.",
        path=str(target),
        n=n,
    )


def documents() -> Path:
    """Where a path is offered for whoever never named one."""
    return user_documents_path() / "laborcase"


def target_of(typed: str) -> Path:
    """The file or folder that somebody means; the folder that is offered is made.

    :raises Usage: when it cannot be one.
    """
    try:
        typed.encode()  # a lone surrogate, which no name of a file can hold
        path = Path(typed.strip()).expanduser()
        whole, there = path.is_absolute() and "\0" not in typed, path.parent.is_dir()
    except (OSError, ValueError, RuntimeError):  # too long, or the home of nobody
        path, whole, there = Path(), False, False
    if not whole:
        raise Usage(
            say("“{path}” is not a whole path: give it from its beginning on.", path=typed[:200])
        )
    if path.parent == documents():
        keeping.made_folder(path.parent)
    elif not there:
        raise Usage(
            say(
                "There is no folder {path}: is the disk or stick connected? Nothing was written.",
                path=str(path.parent),
            )
        )
    return path


class Target(BaseModal[str | None]):
    """Asks where to: a file or folder that is not there yet."""

    PURPOSE = (
        say("Here you say where it is written to: a place that does not exist yet."),
        say("Best is a stick or another disk: what lies beside the register is lost with it."),
    )
    BINDINGS = [
        Binding("ctrl+s,enter", "take", say("Write it there"), id="target.take", priority=True),
        Binding("escape", "dismiss", say("Back"), id="target.back"),
    ]

    def __init__(self, title: Said, offered: str) -> None:
        super().__init__()
        self._title = title
        self._path = Field(say("Where to"), str, text=offered)

    def heading(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        yield Words(
            say("Best is a stick or another disk: what lies beside the register is lost with it."),
            classes="paragraph",
        )
        yield self._path

    def on_mount(self) -> None:
        super().on_mount()
        self._path.go()

    def action_take(self) -> None:
        """Give the path, if there is one."""
        if plain(self._path.text):
            self.dismiss(self._path.text)
        else:
            self._path.complain(say("“{name}” is empty: type it.", name=say("Where to")))
