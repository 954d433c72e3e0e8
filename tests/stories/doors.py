"""A story is told once, as steps, and played through three doors: the library, the command line
and the terminal.

A step says when, who, which act, in which docket, and its fields in the words that ``laborcase
enter --field`` takes. Between the steps stand functions: what must be true then, asked once, of the
library's register.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from textual import events

from laborcase import cli, codec, law
from laborcase.acts import Registered
from laborcase.acts.office import present_of
from laborcase.cli import acting, out
from laborcase.codec import text_of
from laborcase.desk import Desk
from laborcase.errors import LaborCaseError
from laborcase.fields import FileHash
from laborcase.opening import open_desk
from laborcase.record.docket import OFFICE, Likeness, fold
from laborcase.record.office import Office
from tests.conftest import SHANGHAI, Clock
from tui.base import Failure, Words
from tui.commands import Commands
from tui.screens.act_form import FileField
from tui.screens.correct import BECAUSE, Which
from tui.screens.docket import DocketScreen
from tui.screens.form import Form, text_in
from tui.screens.intake import Intake
from tui.screens.leaving import Leavers, Leaving
from tui.screens.officers import Officers
from tui.screens.same_matter import SameMatter
from tui.screens.worklist import Worklist
from tui.widgets.field import Labelled
from tui.widgets.grid import Grid
from tui.widgets.offered import Ticks
from tui.widgets.pick import Choice

# ------------------------------------------------------------------ what a story is made of


@frozen
class Step:
    """One act of somebody at a time. ``propose`` is the opinion it is proposed with instead of
    entered; ``refused`` what the refusal says, where the program must refuse it."""

    at: str
    who: str
    kind: str
    on: str = ""
    fields: Mapping[str, str] = field(factory=dict, repr=False)
    propose: str | None = None
    refused: str = ""


@frozen
class HandOver:
    """Everything that one officer holds goes to others, each docket to one (or, with ``None``, to
    nobody yet), in one batch."""

    at: str
    who: str
    officer: str
    to: Mapping[str, str | None]
    note: str
    refused: str = ""


@frozen
class Given:
    """What was there before the story begins, put into the register through the library."""

    at: str
    make: Callable[[Desk], None]


Then = Callable[[Desk, Clock], None]
"""What is true at a place of the story; ``Clock`` for what is seen some time later."""
Part = Step | HandOver | Given | Then
Story = Sequence[Part]


def step(
    at: str,
    who: str,
    kind: str,
    on: str = "",
    *fields: str,
    propose: str | None = None,
    refused: str = "",
) -> Step:
    """A step, its fields as ``path=value``."""
    pairs = (pair.partition("=")[::2] for pair in fields)
    return Step(at, who, kind, on, dict(pairs), propose, refused)


def begins(story: Story) -> datetime:
    """When the first thing of a story happens."""
    return _time(next(p for p in story if isinstance(p, (Step, HandOver, Given))).at)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


# ------------------------------------------------------------------ what is compared in the end


def told(desk: Desk) -> dict[str, object]:
    """Everything the dockets of a register say, value by value, identity blocks open: each entry
    with its act, officer, minute, numbers and certificates, and the stage, numbers and limits they
    add up to. Left out are the system account and what the engine alone knows."""
    store = desk._store
    bodies = [line.body for line in store.each_line()]
    found: dict[str, object] = {"commits": len(bodies)}
    for key in sorted({entry["d"] for body in bodies for entry in body["entries"]}):
        entries = codec.entries_from(key, store.lines(key), desk._vault.open(key))
        for e in entries:
            raw = {**codec.pack_plain(e), "kind": e.act.kind, "account": None}
            if "package" in raw["act"]:  # it names the head of its own ledger
                raw["act"] = {**raw["act"], "package": True}
            found |= _values(f"{key} {e.n}", raw)
        state = fold(entries)
        if state is not None and not isinstance(state, Office):
            found[f"{key} stage"] = (state.stage.value, state.number, len(entries))
            found[f"{key} limits"] = [
                (d.clock, d.subject, d.due, d.stopped and d.stopped.on)
                for d in law.run(state.moments)
            ]
    return found


def _values(path: str, raw: Any) -> dict[str, object]:
    """Each value below a place of plain JSON, by its path."""
    if isinstance(raw, dict):
        inner = raw.items()
    elif isinstance(raw, list):
        inner = ((str(n), item) for n, item in enumerate(raw, 1))
    else:
        return {path: raw}
    found: dict[str, object] = {}
    for name, item in inner:
        found |= _values(f"{path} {name}", item)
    return found


# ------------------------------------------------------------------ the doors


class Door(ABC):
    """One way into a register, with a clock that the steps set."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def play(self, story: Story, *, checked: bool = False) -> None:
        """Play a story from its first part to its last; ``checked`` asks what must be true."""
        for part in story:
            if isinstance(part, (Step, HandOver, Given)):
                self.clock.now = _time(part.at)
            if isinstance(part, Step):
                await self.step(part)
            elif isinstance(part, HandOver):
                await self.hand_over(part)
            elif isinstance(part, Given):
                self.given(part)
            elif checked:
                part(self.desk(), self.clock)

    @abstractmethod
    def desk(self) -> Desk:
        """A desk to read by."""

    @abstractmethod
    def given(self, given: Given) -> None:
        """Put into the register what was there before."""

    @abstractmethod
    async def step(self, step: Step) -> None:
        """Enter or propose an act, or see it refused."""

    @abstractmethod
    async def hand_over(self, part: HandOver) -> None:
        """Hand over what an officer holds, or see it refused."""


def expect(told: str, part: Step | HandOver) -> None:
    """What was told is the refusal that the story expects; nothing where it expects none."""
    assert bool(told) == bool(part.refused), (part, told)
    assert _letters(part.refused) in _letters(told), (part, told)


def _letters(text: str) -> str:
    """A text without what a screen's width changes in it."""
    return "".join(text.split())


class Library(Door):
    """The calls of ``Desk``."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(clock)
        self._desk = desk

    def desk(self) -> Desk:
        return self._desk

    def given(self, given: Given) -> None:
        given.make(self._desk)

    async def step(self, step: Step) -> None:
        seat = self._desk.as_officer(step.who)
        cls = codec.act_class(step.kind)
        typed = dict(step.fields)
        for path, text in typed.items():
            f = codec.field_at(cls, path)
            if f is not None and f.type is FileHash:
                secret = seat.keeps_secret(step.on, typed)
                typed[path] = seat.add_file(Path(text.removeprefix("@")), secret=secret)
        if step.kind == "corrected":
            typed = acting._as_in_a_form(typed, step.on, seat)
        refusal = ""
        try:
            act = codec.from_text(step.kind, typed, seat.now(), present_of(cls, seat.office, typed))
            if step.propose is not None:
                seat.propose(act, on=step.on, opinion=step.propose)
            elif isinstance(act, Registered):
                seat.take_in(act)
            else:
                seat.enter(act, on=step.on)
        except LaborCaseError as wrong:
            refusal = wrong.sentence
        expect(refusal, step)

    async def hand_over(self, part: HandOver) -> None:
        refusal = ""
        try:
            self._desk.as_officer(part.who).hand_over(part.officer, part.to, part.note)
        except LaborCaseError as wrong:
            refusal = wrong.sentence
        expect(refusal, part)


class CommandLine(Door):
    """``laborcase enter`` and ``laborcase hand-over`` on a register in a folder."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        super().__init__(clock)
        self._url = url
        self._capsys = capsys
        monkeypatch.setattr(out, "open_desk", self._open)

    def _open(self, url: str, **more: Any) -> Desk:
        return open_desk(url, clock=self.clock, **more)

    def desk(self) -> Desk:
        return self._open(self._url, officer="guan")

    def given(self, given: Given) -> None:
        with self.desk() as desk:
            given.make(desk)

    async def step(self, step: Step) -> None:
        words = ["enter", step.kind, *([step.on] if step.on else [])]
        for path, text in step.fields.items():
            words += ["--field", f"{path}={text}"]
        if step.propose is not None:
            words += ["--propose", "--opinion", step.propose]
        self._run(step, words)

    async def hand_over(self, part: HandOver) -> None:
        words = ["hand-over", part.officer, "--note", part.note]
        for key, to in part.to.items():
            words += ["--docket", f"{key}={to or ''}"]
        self._run(part, words)

    def _run(self, part: Step | HandOver, words: list[str]) -> None:
        seat = ["--register", self._url, "--officer", part.who, "--lang", "en"]
        code = cli.main([*seat, *words])
        lines = self._capsys.readouterr().err.splitlines()
        # A story may rest for more than a year: then the clock is asked about, and the act stands.
        told = "\n".join(x for x in lines if not x.startswith("The clock of this machine stood"))
        assert (code == 1) == bool(told), (part, code, told)
        expect(told, part)


MANY = 5
"""More rows than that are pasted."""


class NotOffered(Exception):
    """The terminal offers only what there is, so what the story tries cannot even be chosen."""


class Terminal(Door):
    """The program itself, by its keys; texts are pasted, as from a chat or a ticket."""

    def __init__(self, program: Any, desk: Desk, clock: Clock) -> None:
        super().__init__(clock)
        self._p = program
        self._desk = desk

    def desk(self) -> Desk:
        return self._desk

    def given(self, given: Given) -> None:
        given.make(self._desk)

    # -- going about

    async def keys(self, *keys: str) -> None:
        """Press keys one after another, and wait for what they do."""
        await self._p.pilot.press(*keys)
        await self.rest()

    async def paste(self, text: str) -> None:
        """Paste where the cursor stands."""
        focused = self._p.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text).stop())
        await self._p.pilot.pause()
        await self.rest()

    async def rest(self) -> None:
        """Until every worker has answered."""
        if any(not worker.is_finished for worker in self._p.app.workers):
            await self._p.rest()

    @property
    def screen(self) -> Any:
        """What stands on top."""
        return self._p.screen

    def words(self) -> str:
        """Everything that the screen on top says."""
        return "\n".join(str(w.text) for w in self.screen.query(Words) if w.text)

    async def sit(self, who: str) -> None:
        """F8: somebody else takes the seat."""
        if self._p.app.desk.officer_id == who:
            return
        await self.keys("f8")
        assert isinstance(self.screen, Officers)
        ids = [o.id for o in self.screen._officers]
        await self.keys("home", *["down"] * ids.index(who), "enter")
        assert self._p.app.desk.officer_id == who

    async def go_to(self, key: str) -> None:
        """Find a docket in the worklist and open it."""
        if isinstance(self.screen, DocketScreen) and self.screen.docket_key == key:
            return
        while not isinstance(self.screen, Worklist):
            await self.keys("escape")
        if key in ("", OFFICE):
            return
        await self.keys("ctrl+f", "ctrl+u")
        await self.paste(key)
        await self.keys("enter")
        assert isinstance(self.screen, DocketScreen), self._p.text
        assert self.screen.docket_key == key

    async def choose(self, kind: str) -> None:
        """F9: find the act by its short name and open its form."""
        await self.keys("f9")
        assert isinstance(self.screen, Commands)
        await self.paste(kind)
        shown = [c.alias for c in self.screen._shown]
        assert kind in shown, f"{kind} is not among the commands"
        await self.keys(*["down"] * shown.index(kind), "enter")

    # -- a step

    async def step(self, step: Step) -> None:
        head = self._desk.head()
        await self.sit(step.who)
        if step.kind == Registered.kind:
            if not isinstance(self.screen, Intake):
                await self.keys("f2")
        else:
            await self.go_to(step.on)
            await self.choose(step.kind)
        if not isinstance(self.screen, Failure):  # else the list of commands says why not
            try:
                await self.fill(step)
                await self.keys("ctrl+s")
                await self.compare(step)
            except NotOffered as wrong:
                assert step.refused, wrong
                refusal = step.refused
            else:
                refusal = "" if self._desk.head() > head else self.words() or "nothing is said"
        else:
            refusal = self.words()
        if refusal:
            assert self._desk.head() == head
            while not isinstance(self.screen, (Worklist, DocketScreen)):
                await self.keys("escape")
        expect(refusal, step)

    async def compare(self, step: Step) -> None:
        """Answer whether it is the same matter, as the story says."""
        said = {
            v: step.fields[p.replace(".docket", ".answer")]
            for p, v in step.fields.items()
            if p.startswith("likeness.") and ".docket" in p
        }
        for _ in range(len(said)):
            if isinstance(self.screen, SameMatter):
                under = self.screen._found[self.screen._list.highlighted or 0].docket
                await self.keys(str(list(Likeness).index(Likeness(said[under])) + 1))
        assert not isinstance(self.screen, SameMatter), (step, self._p.text)

    async def fill(self, step: Step) -> None:
        """Fill the form that stands there."""
        form = self.screen
        fields = dict(step.fields)
        if step.kind == "corrected":
            fields = await self.corrections(fields)
            form = self.screen
        assert isinstance(form, Form), (step, self._p.text)
        tables: dict[str, dict[int, dict[str, str]]] = {}
        for path, text in fields.items():
            if path.startswith("likeness."):
                continue
            more = {"allegations": "ctrl+n", "respondents": "ctrl+r"}.get(path.partition(".")[0])
            if isinstance(form, Intake) and more and path not in form.fields:
                await self.keys(more)
            widget = form.field_at(path)
            assert widget is not None, f"the form of {step.kind} has no field {path}"
            if isinstance(widget, Grid):
                n, _, column = path.removeprefix(f"{widget.path}.").partition(".")
                tables.setdefault(widget.path, {}).setdefault(int(n), {})[column] = text
            else:
                if not widget.display:  # the form asks for it once it has looked
                    await self.keys("tab")
                    assert widget.display, f"the form of {step.kind} does not ask for {path}"
                form.show_field(widget.path)
                await self._p.pilot.pause()
                await self.put(widget, text)
        for path, rows in tables.items():
            await self.table(form.fields[path], rows)
        if step.propose is not None:
            await self.keys("tab")  # the form looks whether it must be proposed
            assert form._remark.display
            form._remark.go()
            await self._p.rest()
            await self.put(form._remark, step.propose)

    async def put(self, widget: Labelled, text: str) -> None:
        """Put a text into the field under the cursor, as its kind wants it."""
        if text_in(widget) == text:
            return
        if isinstance(widget, Ticks):
            names = [key for key, _ in widget._line.choices]
            await self.keys(*(str(names.index(one.strip()) + 1) for one in text.split(",")))
        elif isinstance(widget, Choice):
            names = [key for key, _ in widget._line.choices]
            if text not in names:
                raise NotOffered(f"{widget.path} does not offer {text}, but {names}")
            at = names.index(widget.text) if widget.text in names else -1
            by = names.index(text) - at
            await self.keys(*["right" if by > 0 else "left"] * abs(by))
        else:
            while widget.text:  # what the form suggests, or a draft of before
                await self.keys("end", "ctrl+u", "delete", "backspace")
            await self.paste(text.removeprefix("@") if isinstance(widget, FileField) else text)
            if isinstance(widget, FileField):
                await self.keys("tab")

    async def table(self, grid: Any, rows: Mapping[int, Mapping[str, str]]) -> None:
        """Fill a grid: a few cells one by one, more by pasted lines, for which those there go."""
        self.screen.show_field(grid.path)
        await self._p.rest()
        columns = [c.path for c in grid.columns]
        for row in rows.values():
            assert set(row) <= set(columns), f"{grid.path} has only the columns {columns}"
        if len(rows) > MANY:
            await self.keys(
                *["pageup"] * (len(grid.rows) // 8 + 1), *["ctrl+d"] * 2 * len(grid.rows)
            )
        if not grid.rows:
            lines = ("\t".join(rows[n].get(c, "") for c in columns) for n in sorted(rows))
            await self.paste("\n".join(lines) + "\n")
            return
        assert len(rows) == len(grid.rows), f"{grid.path} begins with {grid.rows}"
        for n in sorted(rows):
            for column in sorted(rows[n], key=columns.index):
                if grid.typed().get(f"{grid.path}.{n}.{column}") != rows[n][column]:
                    await self.to_cell(grid._cells, n - 1, columns.index(column))
                    if grid._cells.rows[n - 1][columns.index(column)]:
                        await self.keys("ctrl+u")
                    await self.paste(rows[n][column])

    async def to_cell(self, cells: Any, row: int, column: int) -> None:
        """Go to a cell: Enter to the next one, and at the end of a row into the row below."""
        while cells.column > column:
            await self.keys("enter")
        while cells.row != row:
            await self.keys("up" if cells.row > row else "down")
        while cells.column < column:
            await self.keys("enter")

    async def corrections(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Choose the entry that is corrected; what is typed into its fields."""
        assert isinstance(self.screen, Which)
        ns = [str(e.n) for e in self.screen._entries]
        act = next(e.act for e in self.screen._entries if str(e.n) == fields["entry"])
        await self.keys(*["down"] * ns.index(fields["entry"]), "enter")
        typed = {}
        for path, name in fields.items():
            if path.startswith("changes.") and path.endswith(".path"):
                f = codec.field_at(type(act), name)
                assert f is not None
                value = fields[path.replace(".path", ".value")]
                new = codec.changed_value(type(act), name, value, self.clock.now)
                typed[name] = text_of(f, json.loads(new))
        return {**typed, BECAUSE: fields["reason"]}

    async def hand_over(self, part: HandOver) -> None:
        head = self._desk.head()
        await self.sit(part.who)
        await self.go_to("")
        await self.keys("ctrl+y")
        assert isinstance(self.screen, Leavers)
        ids = [o.id for o in self.screen._officers]
        await self.keys("home", *["down"] * ids.index(part.officer), "enter")
        screen = self.screen
        assert isinstance(screen, Leaving)
        refusal = ""
        for at, duties in enumerate(screen._duties or ()):
            screen.table.move_cursor(row=at)
            await self._p.rest()
            to = part.to[duties.docket]
            if to is None:
                await self.keys("f6")
                continue
            heirs = {heir.officer.id: heir for heir in screen._heard.heirs}
            await self.keys("enter", "home", *["down"] * list(heirs).index(to), "enter")
            if heirs[to].against:  # Enter says why not, and names nobody
                refusal = "\n".join(str(n.message) for n in self._p.app._notifications)
                await self.keys("escape")
        if not refusal:
            screen._note.go()
            await self._p.rest()
            await self.paste(part.note)
            await self.keys("ctrl+s")
            refusal = self.words() if self._desk.head() == head else ""
        while not isinstance(self.screen, Worklist):
            await self.keys("escape")
        expect(refusal, part)
