"""What every form of an act does: keep a draft of each change, ask the desk in the background what
stands against the act, enter it, and lose nothing when that fails.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from urllib.parse import unquote, urlsplit

from attrs import evolve, field, frozen
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.worker import WorkerFailed

from laborcase import codec
from laborcase.acts import ACTS, Act
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.errors import (
    Conflict,
    Invalid,
    LaborCaseError,
    NotFound,
    Problem,
    Reason,
    Refused,
    Unreachable,
)
from laborcase.fields import FileHash, fields_of
from laborcase.law.approvals import approvals
from laborcase.parties import Position
from laborcase.record.docket import OFFICE
from laborcase.record.proposals import Proposal
from laborcase.shifting import WhatIf
from laborcase.telling import signature_line
from laborcase.values import text as read_text
from laborcase.words import Said, say

from ..base import BaseScreen, Words
from ..drafts import Draft, Drafts, covered
from ..terms import short_day
from ..widgets.field import Field, Labelled
from ..widgets.grid import Grid
from ..widgets.offered import Pick, lines, listed
from .reading import told_moves

OPINION: Final = "~opinion"
"""Where a draft keeps the opinion an act is proposed with; no field of an act begins so."""
TINY: Final = 40
"""Cells of a screen that has no room for a label and a field side by side."""
COMMON: Final = tuple(fields_of(Act))
"""The fields that every act has; they stand last in its form."""


# ------------------------------------------------------------------ what the desk says of it


@frozen
class Looked:
    """What stands against an act as it is typed: problems of fields, reasons of rules."""

    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    propose: bool = field(default=False, kw_only=True)
    """It cannot be entered by this officer, but proposed for signature."""
    would: WhatIf | None = field(default=None, kw_only=True)
    """Which limits and papers it would move, where nothing stands against it."""


@frozen
class Proposing:
    """What an officer is told who proposes a kind of act, before its fields can be read."""

    against: frozenset[str]
    """The sentences that only say who enters it at once; none where its fields decide whether it is
    proposed."""
    back: Proposal | None = None
    """The proposal that came back to this officer, to be proposed again."""


def proposing(desk: Desk, kind: str, on: str) -> Proposing | None:
    """How this officer proposes a kind of act in a docket; ``None`` where nothing is known of that
    yet. Asks the desk, so it is called in a thread."""
    if not on or on == OFFICE or kind not in approvals():
        return None
    found = next((p for p in desk.permitted(on) if p.kind == kind and p.proposable), None)
    back = desk.sent_back(kind, on)
    if found is None and back is None:
        return None
    return Proposing(frozenset(r.text for r in found.reasons) if found else frozenset(), back)


def looked_at(desk: Desk, kind: str, on: str, typed: Mapping[str, str]) -> Looked:
    """All that stands against the act, as far as it can be read."""
    try:
        act = codec.from_text(kind, typed, desk.now())
        reasons = desk.check(act, on=on)
        propose = bool(reasons and on) and desk.proposable(act, on=on)
        would = None
        if propose or not reasons:
            with suppress(Refused, Invalid):  # a file not kept yet: the entering tells
                would = desk.what_if(act, on=on, propose=propose)
        return Looked((), reasons, propose=propose, would=would)
    except Invalid as wrong:
        told = desk.unreadable(wrong, ACTS[kind], on)
        return Looked(told.problems, told.reasons)


# ------------------------------------------------------------------ every form


class Form(BaseScreen[Commit | None]):
    """A form of an act: its draft, its checks, its entering. Dismissed with the commit, or with
    None when it was left; the draft is kept then.

    ``on`` is the docket and ``expected`` how many entries it had when the form was opened, both
    empty for an act that opens a docket. ``prefill`` maps paths to texts.
    """

    BINDINGS = [
        Binding("ctrl+s", "enter", say("Enter it"), id="form.enter", priority=True),
        Binding("f5", "look_again", say("Look again"), id="form.again"),
        Binding("f6", "mend", say("What is missing"), id="form.mend"),
        Binding("escape", "leave", say("Leave (draft is kept)"), id="form.leave"),
    ]
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("ctrl+s", "f6", "escape", "f1")
    PURPOSE: ClassVar[tuple[Said, ...]] = ()
    """What the screen is for, as its help says it."""

    SCOPED_CSS = False
    CSS = """
    Form .columns { height: 1fr; }
    Form .fields { width: 2fr; height: 1fr; padding: 0 1; }
    Form .side { width: 1fr; height: 1fr; padding: 0 1; border-left: solid $foreground 25%; }
    Form.-narrow .columns { layout: vertical; }
    Form.-narrow .fields { width: 1fr; }
    Form.-narrow .side {
        width: 1fr; height: auto; max-height: 7;
        border-left: none; border-top: solid $foreground 25%;
    }
    Form Labelled .label { width: 21; }
    Form Labelled .sentence { margin-left: 21; }
    Form Labelled .below { margin-left: 21; }
    Form Lookup OptionList { margin-left: 21; }
    Form .group { height: auto; margin-top: 1; }
    Form .group-title, Form .grid-title { text-style: bold; }
    Form .would { margin-top: 1; }
    Form .todo, Form .kept { color: $text-muted; margin-top: 1; }
    Form.-narrow .todo, Form.-narrow .kept { margin-top: 0; }
    Form.-tiny .row, Form.-tiny .fields Labelled > HorizontalGroup { layout: vertical; }
    Form.-tiny .fields .row Labelled, Form.-tiny .fields Labelled .label { width: 1fr; }
    Form.-tiny .fields Labelled .sentence, Form.-tiny .fields Labelled .below { margin-left: 0; }
    Form.-tiny .fields Lookup OptionList { margin-left: 0; }
    Form Grid { margin-top: 1; }
    Form Cells { height: auto; }
    """

    def __init__(
        self,
        desk: Desk,
        kind: str,
        on: str = "",
        expected: int | None = None,
        prefill: Mapping[str, str] | None = None,
        *,
        draft: Draft | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.cls = ACTS[kind]
        self.drafts = Drafts()
        self.draft = draft or Draft(
            kind=kind,
            register=desk.register,
            officer=str(desk.officer_id),
            on=on or None,
            expected=expected,
        )
        self.fields: dict[str, Labelled] = {}
        self.looked = Looked()
        self.loaded = dict(draft.fields if draft else prefill or {})
        self._kept = dict(self.loaded)
        self._unkept = False
        self._busy = False
        self._begun = False
        self._loss_told = False
        self._failed: tuple[Said, ...] = ()
        self._first_texts: dict[str, str] = {}
        self._told_at: dict[str, Said] = {}
        self._kept = dict(self.draft.fields)
        self._reasons = Words(classes="reasons")
        self._todo = Words(classes="todo")
        self._would = Words(classes="would")
        self._proposing: Proposing | None = None
        self._back = Words(classes="back")
        self._remark = Field(
            say("{label} *", label=say("Opinion")), read_text, path=OPINION, lines=3
        )
        self._told_kept = Words(classes="kept")

    def on_resize(self, event: events.Resize) -> None:
        """Where label and field have no room side by side, they stand one below the other."""
        self.set_class(event.size.width < TINY, "-tiny")

    def on_mount(self) -> None:
        self.run_worker(self._lay(), exit_on_error=False)

    async def _lay(self) -> None:
        """Lay out the fields, in a worker of the screen; ends with :meth:`begin`."""

    @property
    def on(self) -> str:
        """The docket it is entered in; empty for an act that opens one."""
        return self.draft.on or ""

    def heading(self) -> str:
        if self.on in ("", OFFICE):
            return self.cls.title
        return say("{act}, {key}", act=self.cls.title, key=self.on)

    def body(self) -> ComposeResult:
        with Horizontal(classes="columns"):
            yield VerticalScroll(classes="fields", can_focus=False)
            with VerticalScroll(classes="side", can_focus=False):
                yield from self.side()

    def side(self) -> ComposeResult:
        """What stands beside the fields."""
        yield self._back
        yield self._reasons
        yield self._remark
        yield self._todo
        yield self._would
        yield self._told_kept

    # -- the fields

    def take(self, widget: Labelled) -> Labelled:
        """Know a field by its path, filled with what the draft or the caller says."""
        self.fields[widget.path] = widget
        if widget.path in self.loaded and not isinstance(widget, Grid):
            set_text(widget, self.loaded[widget.path])
        return widget

    def load_rows(self) -> None:
        """Fill the grids, once they are mounted."""
        for widget in self.fields.values():
            if isinstance(widget, Grid):
                widget.load(self.loaded)

    def typed(self) -> dict[str, str]:
        """What was typed, by path, without empty fields."""
        found: dict[str, str] = {}
        for path, widget in self.fields.items():
            if isinstance(widget, Grid):
                found.update(widget.typed())
            elif text := text_in(widget):
                found[path] = text
        return found

    def texts(self) -> dict[str, str]:
        """What a draft keeps: each field's text, a grid's whole."""
        found = {path: text_in(widget) for path, widget in self.fields.items()}
        found[OPINION] = self._remark.text
        return {path: text for path, text in found.items() if text}

    def label_at(self, path: str) -> str:
        """What people call the field at a path."""
        if path == OPINION:
            return say("Opinion")
        f = codec.field_at(self.cls, path)
        return f.label if f else path

    def field_at(self, path: str) -> Labelled | None:
        """The field whose path is, or begins, ``path``; else the first below it."""
        if path == OPINION:
            return self._remark
        start = path
        while start:
            if start in self.fields:
                return self.fields[start]
            start = start.rpartition(".")[0]
        below = (w for at, w in self.fields.items() if path and at.startswith(f"{path}."))
        return next(below, None)

    # -- drafts

    def on_labelled_changed(self, event: Labelled.Changed) -> None:
        event.stop()
        self.changed()
        if any(p.path == event.field.path for p in self.looked.problems):
            self.tell()

    def changed(self) -> None:
        """Keep the draft; the disk is written off the screen, and a burst of changes once."""
        self._failed = ()
        self._loss_told = False
        self._unkept = True
        if not self._busy:
            self._busy = True
            self._keeping()

    @work(group="keep", exit_on_error=False)
    async def _keeping(self) -> None:
        try:
            while self._unkept:
                self._unkept = False
                texts = self.texts()
                if texts in (self._first_texts, self._kept):
                    continue
                draft = evolve(self.draft, fields=texts)
                await asyncio.to_thread(self._save, draft)
                self._kept = texts
                time = self.app.now().strftime("%H:%M:%S")
                self._told_kept.text = say("Draft kept {time}", time=time)
        finally:
            self._busy = False

    def keep_now(self) -> bool:
        """Keep the draft before the form goes; False if there is nothing to keep."""
        self._unkept = False
        if not self._has_typed():
            self.drafts.delete(self.draft.key)
            return False
        self._save(evolve(self.draft, fields=self.texts()))
        return True

    def _has_typed(self) -> bool:
        texts = self.texts()
        return bool(texts) and texts != self._first_texts

    def may_go(self) -> bool:
        if not self._begun:  # what a draft said does not stand in the fields yet
            return True
        try:
            self.keep_now()
        except LaborCaseError as error:
            if self._loss_told:
                return True
            self._loss_told = True
            self.app.fail(error)
            self.app.notify(say("Leave once more, and what you typed here is lost."))
            return False
        return True

    def _save(self, draft: Draft) -> None:
        self.drafts.save(covered(draft, self.desk), self.app.now())

    def begin(self) -> None:
        """All fields stand: note what they say untouched, and look for the first time."""
        self._remark.text = self.loaded.get(OPINION, "")
        back = self._proposing.back if self._proposing else None
        if back is not None:
            sent = signature_line(back.signatures[-1], partial(short_day, today=self.app.today()))
            self._back.text = say("{id} came back: {line}", id=back.id, line=sent)
        self._first_texts = {} if self.draft.changed else self.texts()
        self._begun = True
        if self.draft.changed:
            time = self.draft.changed[:16].replace("T", " ")
            self._told_kept.text = say("Your draft of {time} goes on here.", time=time)
        self.look()

    # -- checks

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self.look()

    def look(self) -> None:
        """Ask the desk in the background what stands against the act as it is typed."""
        if self.is_running:
            self._ask()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _ask(self) -> None:
        try:
            await self._looking()
        except Unreachable as error:  # told beside the fields: one types on meanwhile
            self._failed = (error.sentence,)
            self.tell()

    async def _looking(self) -> None:
        typed = self.typed()
        self.looked = await asyncio.to_thread(self.ask, typed)
        self.tell()

    def ask(self, typed: Mapping[str, str]) -> Looked:
        """What stands against the act; runs in a thread."""
        return looked_at(self.desk, self.cls.kind, self.on, typed)

    def tell(self) -> None:
        """Show what failed, what stands against the act, and what is still to be filled."""
        self._lift()
        reasons: list[str] = list(self._failed)
        own = self._proposing.against if self._proposing else frozenset[str]()
        proposes = self.looked.propose or bool(own)
        self._back.display = bool(self._back.text)
        self._remark.display = proposes
        if proposes and not reasons:
            signs = [p.label for p in map(Position, approvals()[self.cls.kind].signs)]
            reasons = [say("^S proposes it for signature by: {who}.", who=listed(signs))]
        empty = self._empty_fields()
        against = (
            r
            for r in self.looked.reasons
            if (r.path not in empty or self._failed) and r.text not in own
        )
        for reason in () if self.looked.propose and not self._failed else against:
            text = say("- {reason}", reason=reason.text)
            if reason.soft:
                text = say("{text} (it can be entered as an irregularity)", text=text)
            reasons.append(text)
        if not reasons and not self.looked.problems:
            reasons = [say("Nothing stands against it.")]
        self._reasons.text = lines(reasons)
        self._reasons.display = bool(reasons)
        names = [self.label_at(path) for path in empty.values()]
        self._todo.text = say("Still to fill: {names}", names=listed(names)) if names else ""
        self._todo.display = bool(names)
        would = self.looked.would if self.looked.would and self.looked.would.moves else None
        self._would.text = lines(told_moves(self.app.lang, would))
        self._would.display = would is not None
        self._show_common()

    def _empty_fields(self) -> dict[str, str]:
        """What is still to be filled: the paths that problems and reasons name, each with that of
        its field. While nothing is missing, the sentences of the reasons say more than names."""
        looked, typed = self.looked, self.typed()
        paths = _paths(looked.problems, looked.reasons if looked.problems else ())
        bare = (p for p in paths if not any(f"{t}.".startswith(f"{p}.") for t in typed))
        fields = ((path, self.field_at(path)) for path in bare)
        return {path: widget.path if widget else path for path, widget in fields}

    def _show_common(self) -> None:
        """The reason for lateness and the irregularity appear only when they are asked for."""
        reasons = self.looked.reasons
        asked = {r.text.values.get("field") for r in reasons}
        wanted = {
            "late_reason": _label("late_reason") in asked,
            "irregular": bool(reasons) and all(r.soft for r in reasons),
        }
        for name, show in wanted.items():
            widget = self.fields.get(name)
            if widget is not None:
                widget.display = show or bool(text_in(widget))

    # -- keys

    def action_mend(self) -> None:
        """Go to the first field that is missing or cannot be read, else that a reason is about."""
        for path, widget in self.fields.items():
            if isinstance(widget, Grid) and widget.problems:
                widget.go_to_problem()
                return
            if isinstance(widget, Field) and widget.problem:
                self.show_field(path)
                return
        for path in _paths(self.looked.problems, self.looked.reasons):
            if self.field_at(path):
                self.show_field(path)
                return
        if self._remark.display and not self._remark.text.strip():
            self._remark.go()
            return
        self.app.notify(say("Nothing is missing here."))

    def show_field(self, path: str) -> None:
        """Put the cursor into the field at ``path``."""
        widget = self.field_at(path)
        if widget is not None:
            widget.display = True
            widget.go()

    def action_look_again(self) -> None:
        """After somebody else was first: take the newer entries into account."""
        self._failed = ()
        self._counting()

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _counting(self) -> None:
        if self.on:
            docket = await asyncio.to_thread(self.desk.docket, self.on)
            self.draft = evolve(self.draft, expected=len(docket.entries))
        self.look()

    def action_leave(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        if not self.may_go():
            return
        if self._has_typed() and not self._loss_told:
            self.app.notify(say("What you typed is kept as a draft; F7 in the worklist shows it."))
        self.dismiss(None)

    def action_enter(self) -> None:
        """Enter the act. A press before all fields stand, or a second one while the first is on its
        way, does nothing."""
        if self._begun and not any(w.group == "enter" and w.is_running for w in self.workers):
            self._entering()

    @work(group="enter", exit_on_error=False)
    async def _entering(self) -> None:
        typed = self.typed()
        try:
            if self.on == OFFICE and not await self._agreed(typed):
                return
            commit = await asyncio.to_thread(self.commit, typed)
        except (Invalid, Refused, Conflict) as error:
            self.failed(error)
            return
        self._unkept = False
        for worker in [w for w in self.workers if w.group == "keep"]:
            with suppress(WorkerFailed):  # the screen has told it; a late draft must not come back
                await worker.wait()
        await asyncio.to_thread(self.drafts.delete, self.draft.key)
        self.done(commit)

    async def _agreed(self, typed: Mapping[str, str]) -> bool:
        """Whether an act of the office is entered after it is told which limits it moves, and what
        other criteria would have made of a year; asked only where the office would count or hand
        up otherwise."""
        from .shifts import ShiftsTold  # imported when first shown

        def tell(read: int) -> None:
            if read % 1000 == 0:
                told = say("Open dockets read: {n}", n=read)
                self.app.call_from_thread(setattr, self._told_kept, "text", told)

        act = await asyncio.to_thread(self.trial, typed)
        shifts = await asyncio.to_thread(self.desk.shifts, act, on=self.on, tell=tell)
        replay = await asyncio.to_thread(self.desk.replay_of, act)
        if shifts is None and not replay:
            return True
        agreed = await self.app.push_screen_wait(ShiftsTold(shifts, replay))
        return agreed is True

    def trial(self, typed: Mapping[str, str]) -> Act:
        """The act that is typed, as it is tried before it is entered."""
        return self.act_of(typed)

    def commit(self, typed: Mapping[str, str]) -> Commit:
        """Read what was typed and enter it; runs in a thread."""
        act = self.act_of(typed)
        draft = self.draft
        sure = self._proposing is not None and bool(self._proposing.against)
        if sure or (self.on and self.desk.proposable(act, on=self.on)):
            return self._propose(act)
        return self.desk.enter(act, on=self.on, expected=draft.expected, key=draft.key)

    def _propose(self, act: Act) -> Commit:
        """Propose the act with the opinion that stands beside its fields."""
        draft = self.draft
        try:
            return self.desk.propose(
                act,
                on=self.on,
                opinion=self._remark.text,
                expected=draft.expected,
                key=draft.key,
            )
        except Refused as refused:
            if self._remark.text.strip():
                raise
            raise Refused(
                evolve(r, path=OPINION) if r.path == "opinion" else r for r in refused.reasons
            ) from None

    def act_of(self, typed: Mapping[str, str]) -> Act:
        """The act that is typed.

        :raises Invalid: with all that stands against it, as far as it can be read.
        """
        try:
            return codec.from_text(self.cls.kind, self.with_files(typed), self.desk.now())
        except Invalid as wrong:
            raise self.desk.unreadable(wrong, self.cls, self.on) from None

    def with_files(self, typed: Mapping[str, str]) -> dict[str, str]:
        """``typed`` with each path of a file replaced by its hash, the file kept first."""
        found = dict(typed)
        for path, text in typed.items():
            f = codec.field_at(self.cls, path)
            if f is not None and f.type is FileHash and not is_hash(text):
                try:
                    secret = self.desk.keeps_secret(self.on, typed)
                    found[path] = self.desk.add_file(pasted_path(text), secret=secret)
                except NotFound as error:
                    raise Invalid(Problem(path, error.sentence)) from error
        return found

    def failed(self, error: Invalid | Refused | Conflict) -> None:
        """Show why it was not entered; everything typed stays."""
        if isinstance(error, Invalid):
            self._place(error.problems, error.reasons)
            self.looked = evolve(self.looked, problems=error.problems, reasons=error.reasons)
            n = len(_paths(error.problems, error.reasons))
            self._failed = (say("Not entered; fields to mend: {n}.", n=n),)
        elif isinstance(error, Refused):
            self._place((), error.reasons)
            self.looked = Looked((), error.reasons, propose=self.looked.propose)
            self._failed = (say("Not entered, because:"),)
            self.app.fail(error)
        else:
            self._failed = (
                error.sentence,
                say("F5 takes the newer entries into account, then enter it once more."),
            )
            self.app.fail(error)
        self.tell()

    def _place(self, problems: Sequence[Problem], reasons: Sequence[Reason]) -> None:
        """Put each sentence to its field, and the cursor into the first of them; what is missing or
        cannot be read comes first."""
        for reason in reasons:
            self._complain(reason.path, reason.text)
            self._told_at[reason.path] = reason.text
        for problem in problems:
            self._complain(problem.path, problem.text)
        wrong = {self.field_at(path) for path in _paths(problems) or _paths((), reasons)}
        first = next((w for w in (*self.fields.values(), self._remark) if w in wrong), None)
        if isinstance(first, Grid):
            first.go_to_problem()
        elif first is not None:
            self.show_field(first.path)

    def _complain(self, path: str, text: Said) -> None:
        widget = self.field_at(path)
        if isinstance(widget, Grid):
            widget.complain_at(path.removeprefix(f"{widget.path}."), text)
        elif widget is not None:
            widget.complain(text)

    def _lift(self) -> None:
        """Take the sentences of reasons that stand no longer from their fields: what was mended
        may be another field."""
        stand = {r.path: r.text for r in self.looked.reasons}
        for path in [p for p, text in self._told_at.items() if stand.get(p) != text]:
            del self._told_at[path]
            widget = self.field_at(path)
            if widget is not None:
                widget.recheck()

    def done(self, commit: Commit) -> None:
        """After the commit: give it to whoever opened the form."""
        self.dismiss(commit)


def _paths(problems: Sequence[Problem], reasons: Sequence[Reason] = ()) -> tuple[str, ...]:
    """The fields that sentences are about, each once."""
    found = (*(p.path for p in problems), *(r.path for r in reasons))
    return tuple(dict.fromkeys(path for path in found if path))


def _label(name: str) -> Said:
    return next(f.label for f in COMMON if f.name == name)


def text_in(widget: Labelled) -> str:
    """The text of any field, as a draft keeps it and an act reads it."""
    return widget.key if isinstance(widget, Pick) else widget.text


def set_text(widget: Labelled, text: str) -> None:
    """Put a text into any field."""
    if isinstance(widget, Pick):
        widget.key = text
    else:
        widget.text = text


# ------------------------------------------------------------------ files


def is_hash(text: str) -> bool:
    """Whether a text is the SHA-256 of a kept file."""
    return len(text) == 64 and all(c in "0123456789abcdef" for c in text)


def pasted_path(text: str) -> Path:
    """The file that a typed or dropped text names: quotes and ``file://`` are taken off."""
    bare = text.strip().strip("'\"")
    if bare.startswith("file://"):
        bare = unquote(urlsplit(bare).path)
    return Path(bare).expanduser()
