"""Drafts: what was typed and is not yet entered, one file per open form.

Each change replaces the file whole, so a killed program leaves the draft before or the draft after,
never half of one. The files hold personal data: folder 0700, files 0600; where an author must stay
unknown, what was typed is encrypted besides, and no list shows it. A draft's ``key`` is the
key of the commit it becomes, so entering the same draft twice writes once.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import cattrs
from attrs import evolve, field, frozen
from platformdirs import user_state_path

from laborcase.desk import Desk
from laborcase.errors import NotFound, RegisterError
from laborcase.words import Said, say

HIDDEN: Final = "~hidden"
"""Where a draft keeps all that was typed, encrypted; no field of an act begins so."""

_converter: Final = cattrs.Converter(forbid_extra_keys=True)


@frozen
class Draft:
    """One form as it stands.

    ``kind`` is the act's; ``register`` and ``officer`` tell where and as whom it was typed; ``on``
    is the docket's key and ``expected`` its number of entries then, both empty for a new docket;
    ``fields`` maps the paths of the fields to what was typed, unread; ``changed`` is an ISO time.
    """

    kind: str
    register: str
    officer: str
    on: str | None = None
    expected: int | None = None
    fields: Mapping[str, str] = field(factory=dict)
    changed: str = ""
    key: str = field(factory=lambda: str(uuid4()))


@frozen
class DamagedDraft:
    """A draft file that cannot be read: where it lies, and the sentence that says so."""

    path: Path
    text: Said


def covered(draft: Draft, desk: Desk) -> Draft:
    """The draft as it may lie on the disk: where an author must stay unknown, all that was typed is
    encrypted by the register's key file.

    Raises RegisterError if that is not here.
    """
    if not desk.hides_drafts(draft.on or "", draft.fields):
        return draft
    hidden = desk.hide_draft(json.dumps(dict(draft.fields)), draft.key)
    return evolve(draft, fields={HIDDEN: hidden})


def uncovered(draft: Draft, desk: Desk) -> Draft:
    """The draft as it was typed. Raises RegisterError if it was encrypted and cannot be read."""
    if HIDDEN not in draft.fields:
        return draft
    return evolve(draft, fields=json.loads(desk.show_draft(draft.fields[HIDDEN], draft.key)))


class Drafts:
    """The drafts of this account, in ``folder`` (the user's state folder if none is given)."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_state_path("laborcase", appauthor=False) / "drafts"

    def save(self, draft: Draft, now: datetime) -> Draft:
        """Replace the file of ``draft`` and return the draft with its time.

        Raises RegisterError if the disk will not take it; the draft before is then still there.
        """
        draft = evolve(draft, changed=now.isoformat(timespec="seconds"))
        # ASCII JSON also carries a lone surrogate, which UTF-8 could not.
        data = json.dumps(_converter.unstructure(draft), indent=1).encode("ascii")
        path = self._path(draft.key)
        fresh = path.with_suffix(".new")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as file:
                file.write(data)
            # Not flushed to the disk: a lost second of typing after a power cut is a smaller harm
            # than a wait at each key.
            fresh.replace(path)
        except OSError as error:
            raise RegisterError(
                say(
                    "What you type cannot be kept as a draft in {folder}: {why}. It is safe only "
                    "once it is entered. Make room there or have the folder made writable.",
                    folder=str(self.folder),
                    why=error.strerror or type(error).__name__,
                )
            ) from error
        return draft

    def all(self) -> tuple[tuple[Draft, ...], tuple[DamagedDraft, ...]]:
        """All drafts, the latest first, and the files that cannot be read. Nothing is deleted."""
        drafts: list[Draft] = []
        damaged: list[DamagedDraft] = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                drafts.append(_read(path))
            except (OSError, ValueError) as error:
                damaged.append(DamagedDraft(path, _unreadable(path, error)))
        drafts.sort(key=lambda draft: draft.changed, reverse=True)
        return tuple(drafts), tuple(damaged)

    def load(self, key: str) -> Draft:
        """The draft ``key``. Raises NotFound, or RegisterError if its file cannot be read."""
        path = self._path(key)
        try:
            return _read(path)
        except FileNotFoundError:
            raise NotFound(
                say("There is no draft {key}: it was entered or deleted meanwhile.", key=key)
            ) from None
        except (OSError, ValueError) as error:
            raise RegisterError(_unreadable(path, error)) from error

    def delete(self, key: str) -> None:
        """Delete the draft ``key``, if it is there: its act was entered or given up."""
        path = self._path(key)
        # One that stays is harmless: entered again, its key brings back the first commit.
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.with_suffix(".new").unlink(missing_ok=True)

    def drop(self, register: str) -> None:
        """Delete the drafts of a register that is gone, such as a demonstration's."""
        for draft in self.all()[0]:
            if draft.register == register:
                self.delete(draft.key)

    def _path(self, key: str) -> Path:
        return self.folder / f"{UUID(key)}.json"


def _read(path: Path) -> Draft:
    try:
        data = json.loads(path.read_bytes())
        if not isinstance(data, dict):
            raise ValueError(type(data).__name__)
        draft = _converter.structure(data, Draft)
    except (cattrs.BaseValidationError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error
    if path.stem != draft.key:
        raise ValueError("the name of the file is not the key in it")
    return draft


def _unreadable(path: Path, error: OSError | ValueError) -> Said:
    return say(
        "The draft {path} cannot be read ({kind}). It was left as it is: open it with a text "
        "editor to save what was typed, then delete it.",
        path=str(path),
        kind=type(error).__name__,
    )
