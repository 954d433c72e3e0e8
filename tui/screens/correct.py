"""Mending: an entry gets new values, or a whole commit is taken back. All stays readable."""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import msgspec
from attrs import evolve, frozen
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from laborcase import codec, values
from laborcase.acts import Act, Change, Corrected, TakenBack
from laborcase.codec import texts_of
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.errors import Invalid, Problem, Refused
from laborcase.fields import fields_of
from laborcase.record.complaint import NAMING, Complaint
from laborcase.record.docket import Docket, Entry
from laborcase.shifting import WhatIf
from laborcase.store import Json
from laborcase.telling import line_of
from laborcase.values import Line
from laborcase.values import Text as Written
from laborcase.words import Said, say

from ..base import BaseModal, Words
from ..drafts import Draft
from ..text import show_line
from ..widgets.field import Field
from ..widgets.offered import lines, listed
from .act_form import ActForm, marked
from .form import COMMON, Form, Looked
from .offers import Around, around
from .reading import told_moves

BECAUSE = "because"
"""The path of the reason for mending; the paths of the mended act's own fields stay as they are."""
IDENTIFYING = frozenset(NAMING)


@frozen
class Mended(Looked):
    """What stands against it, what is changed in words, and which limits and papers move."""

    changed: tuple[Said, ...] = ()
    moves: WhatIf | None = None


def changes(
    act: Act,
    before: Mapping[str, str],
    after: Mapping[str, str],
    here: Callable[[str], bool],
    desk: Desk,
) -> tuple[Change, ...]:
    """The changes that make of ``act``, typed as ``before``, what is typed as ``after``.

    Only fields that stand in the form (``here``) and whose text differs count: what nobody touched
    stays to the second as it was. Rows added or taken away change the list as a whole.

    :raises Invalid: when a text cannot be read.
    """
    new = codec.from_text(act.kind, after, desk.now())
    found: list[Change] = []

    def compare(path: str, old: Json, fresh: Json) -> None:
        if old == fresh or (path and not here(path)):
            return
        if isinstance(old, dict) and isinstance(fresh, dict):
            for name in fresh:
                compare(f"{path}.{name}".lstrip("."), old.get(name), fresh[name])
        elif isinstance(old, list) and isinstance(fresh, list) and _rows(old, fresh):
            for n, (one, other) in enumerate(zip(old, fresh, strict=True), 1):
                compare(f"{path}.{n}", one, other)
        elif _texts(before, path) != _texts(after, path):
            value = msgspec.json.encode(fresh).decode()
            found.append(Change(path=Line(path), value=Written(value)))

    compare("", codec.pack_plain(act), codec.pack_plain(new))
    return tuple(found)


def _rows(old: list[Json], fresh: list[Json]) -> bool:
    return len(old) == len(fresh) and all(isinstance(row, dict) for row in (*old, *fresh))


def _texts(texts: Mapping[str, str], path: str) -> dict[str, str]:
    """The texts at a path and below it."""
    return {p: t for p, t in texts.items() if p == path or p.startswith(f"{path}.")}


# ------------------------------------------------------------------ what both have in common


class Which(BaseModal[str | None]):
    """Which entry is meant; Enter takes one."""

    BINDINGS = [Binding("escape", "dismiss", say("Back"), id="which.back")]

    def __init__(self, docket: Docket) -> None:
        super().__init__()
        self._state = docket.state
        self._entries = tuple(
            e
            for e in reversed(docket.entries)
            if not isinstance(e.act, (Corrected, TakenBack)) and e.taken_back_by is None
        )
        self._list = OptionList(compact=True)

    def heading(self) -> str:
        return say("Which entry")

    def body(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self._list.focus()

    def retitle(self) -> None:
        super().retitle()
        lang = self.app.lang
        told = [
            say(
                "{n}  {day}  {title}  {line}",
                n=e.n,
                day=e.on.isoformat(),
                title=e.act.title,
                line=line_of(e, self._state),
            )
            for e in self._entries
        ]
        self._list.set_options(Option(show_line(text, lang)) for text in told)
        self._list.highlighted = 0 if told else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(str(self._entries[event.option_index].n))


class Mending(Form):
    """A form about one entry of a docket, chosen first if the caller did not."""

    kind = ""

    def __init__(
        self,
        desk: Desk,
        on: str,
        expected: int | None = None,
        prefill: Mapping[str, str] | None = None,
        *,
        draft: Draft | None = None,
    ) -> None:
        super().__init__(desk, self.kind, on, expected, prefill, draft=draft)
        self.entry: Entry | None = None
        self.told = Words(classes="moves")

    def side(self) -> ComposeResult:
        yield self.told
        yield from super().side()

    def heading(self) -> str:
        if self.entry is None:
            return super().heading()
        return say(
            "{act}, {key}: entry {n}, {title}",
            act=self.acting.title,
            key=self.on,
            n=self.entry.n,
            title=self.entry.act.title,
        )

    @property
    def acting(self) -> type[Act]:
        """The act that this form enters."""
        return Corrected if self.kind == Corrected.kind else TakenBack

    async def _lay(self) -> None:
        here = await asyncio.to_thread(around, self.desk, self.on)
        assert here.docket is not None
        if self.draft.expected is None:
            self.draft = evolve(self.draft, expected=len(here.docket.entries))
        n = self.loaded.get("entry", "")
        if not n:
            self.app.push_screen(Which(here.docket), self._picked)
            return
        self.entry = next(e for e in here.docket.entries if str(e.n) == n)
        area = self.query_one(".fields", VerticalScroll)
        await area.mount_all([*self.mended(here), *self._because()])
        self.load_rows()
        self.app.retitle()
        next(iter(self.fields.values())).go()
        self.begin()

    def _picked(self, n: str | None) -> None:
        if n is None:
            self.dismiss(None)
            return
        self.loaded["entry"] = n
        self.run_worker(self._lay(), exit_on_error=False)

    @abstractmethod
    def mended(self, here: Around) -> Iterator[Widget]:
        """What stands above the reason."""

    def _because(self) -> Iterator[Widget]:
        yield self.take(Field(marked(say("Reason"), True), values.text, path=BECAUSE, lines=2))

    def texts(self) -> dict[str, str]:
        n = {"entry": str(self.entry.n)} if self.entry else {}
        return n | super().texts()

    def label_at(self, path: str) -> str:
        return say("Reason") if path == BECAUSE else super().label_at(path)

    @abstractmethod
    def act(self, typed: Mapping[str, str]) -> Corrected | TakenBack:
        """The act that is typed.

        :raises Invalid: when a text cannot be read.
        """

    def changed_in(self, act: Corrected | TakenBack, typed: Mapping[str, str]) -> tuple[Said, ...]:
        """What the act changes, in words."""
        return ()

    def ask(self, typed: Mapping[str, str]) -> Looked:
        try:
            act = self.act(typed)
        except Invalid as wrong:
            return Mended(wrong.problems)
        empty = say("“{name}” is empty: type it.", name=say("Reason"))
        problems = () if act.reason.strip() else (Problem(BECAUSE, empty),)
        trial = evolve(act, reason=act.reason if act.reason.strip() else Written("-"))
        moves: WhatIf | None = None
        reasons = self.desk.check(trial, on=self.on)
        if not reasons:
            try:
                moves = self.desk.what_if(trial, on=self.on)
            except Refused as refused:  # it may say more than the check: files, rows, fields
                reasons = refused.reasons
        return Mended(problems, reasons, self.changed_in(act, typed), moves)

    def tell(self) -> None:
        super().tell()
        if isinstance(self.looked, Mended):
            self.told.text = lines(
                [*self.looked.changed, *told_moves(self.app.lang, self.looked.moves)]
            )

    def trial(self, typed: Mapping[str, str]) -> Act:
        return self.act(typed)

    def commit(self, typed: Mapping[str, str]) -> Commit:
        draft = self.draft
        try:
            return self.desk.enter(
                self.act(typed), on=self.on, expected=draft.expected, key=draft.key
            )
        except Invalid as wrong:
            raise Invalid(
                *(evolve(p, path=BECAUSE) if p.path == "reason" else p for p in wrong.problems),
                reasons=wrong.reasons,
            ) from None


# ------------------------------------------------------------------ correcting


class Correct(Mending, ActForm):
    """The form of an entry's act with its values; what is changed is entered as a correction."""

    kind = Corrected.kind
    PURPOSE = (
        say("Here an earlier entry gets new values; the docket and its limits follow."),
        say("Change the fields that are wrong and say why. Both versions stay readable."),
        say("Beside the fields stands which limits and papers would move."),
    )

    def mended(self, here: Around) -> Iterator[Widget]:
        assert self.entry is not None
        act = cast("Act", self.entry.act)
        self.cls = type(act)
        self.before = texts_of(act)
        if not self.draft.changed:
            self.loaded = {**self.before, **self.loaded}
        hidden = self._hidden(here)
        own = [f for f in fields_of(self.cls) if f not in COMMON and f.name not in hidden]
        yield from self.lay(here, own)
        yield from self.lay(here, list(COMMON))

    def _hidden(self, here: Around) -> frozenset[str]:
        """Fields that this officer may not see, and so cannot correct."""
        state = here.docket.state if here.docket else None
        if not isinstance(state, Complaint) or not state.secret:
            return frozenset()
        if self.desk.may_see(self.on, "identity"):
            return frozenset()
        assert self.entry is not None
        return IDENTIFYING | {n.partition(".")[0] for n in cast("Act", self.entry.act).seals(state)}

    def act(self, typed: Mapping[str, str]) -> Corrected | TakenBack:
        assert self.entry is not None
        after = {path: text for path, text in typed.items() if path != BECAUSE}
        found = changes(
            cast("Act", self.entry.act), self.before, self.with_files(after), self.stands, self.desk
        )
        reason = Written(typed.get(BECAUSE, ""))
        return Corrected(entry=self.entry.n, changes=found, reason=reason)

    def changed_in(self, act: Corrected | TakenBack, typed: Mapping[str, str]) -> tuple[Said, ...]:
        return tuple(
            say(
                "{name}: {before} becomes {after}",
                name=self.label_at(change.path),
                before=_shown(self.before, change.path),
                after=_shown(typed, change.path),
            )
            for change in (act.changes if isinstance(act, Corrected) else ())
        )

    def stands(self, path: str) -> bool:
        """Whether a field at this path, or below it, stands in the form."""
        below = any(p.startswith(f"{path}.") for p in self.fields)
        return below or self.field_at(path) is not None

    def _show_common(self) -> None:
        for name in ("late_reason", "irregular"):
            widget = self.fields.get(name)
            if widget is not None:
                widget.display = bool(widget.text)


def _shown(texts: Mapping[str, str], path: str) -> str:
    return " ".join(_texts(texts, path).values())[:60] or "-"


# ------------------------------------------------------------------ taking back


class TakeBack(Mending):
    """Names the entry, every docket it stands in and its numbers, and asks for the reason."""

    kind = TakenBack.kind
    PURPOSE = (
        say("Here a whole entry is taken back while nothing has followed it."),
        say("It stays readable, struck through; its numbers stay used and read void."),
    )

    def mended(self, here: Around) -> Iterator[Widget]:
        assert self.entry is not None
        entry = self.entry
        yield Words(
            lines(
                [
                    say(
                        "Entry {n}: {title}, by {name} on {day}",
                        n=entry.n,
                        title=entry.act.title,
                        name=entry.signer,
                        day=entry.on.isoformat(),
                    ),
                    say("It is taken back in: {keys}", keys=listed(entry.dockets)),
                    *(
                        say("Number that becomes void: {number}", number=number.text)
                        for number in entry.given.numbers
                    ),
                ]
            ),
            classes="paragraph",
        )

    def act(self, typed: Mapping[str, str]) -> Corrected | TakenBack:
        assert self.entry is not None
        return TakenBack(entry=self.entry.n, reason=Written(typed.get(BECAUSE, "")))
