"""The identity blocks: what could name an author who must stay unknown, encrypted at rest.

AES-256-GCM, each field bound to its docket and its name. Every docket has a data key of its own,
made with its first block, and so has every kept file that belongs to a block (voice file, raw
ticket). The register's key file wraps them; neither the key file nor the wrapped keys stand in the
ledger, so a key can be destroyed: the ledger verifies as before, and what the key opened is
unreadable in it, in every snapshot and in every backup that is made later.

The keys are backed up apart from the register, and moved as they are: wrapped keys by docket, key
file by hand. ``cryptography`` (50 ms) is imported when a block is written or opened, never before.
"""

import base64
import json
import os
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Final, cast

from attrs import frozen

from .errors import Reason, Refused, RegisterError
from .store import Json, Line, Store
from .words import Said, say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Raw = dict[str, Json]

ALG: Final = "A256GCM"
_NONCE: Final = 12
_STEP: Final = 64
"""Texts are filled up to multiples of this, so that no length tells a name."""
_FILE: Final = b"laborcase identity file A256GCM\n"


class Unreadable(RegisterError):
    """A block or file that cannot be read, with the reason; the rest of the register can."""


@frozen
class Vault:
    """The blocks of one register."""

    store: Store

    # -- the fields of an act

    def seal(self, docket: str, fields: Raw, first: bool) -> Raw:
        """The block of a commit. ``first`` makes the docket's key if there is none yet.

        :raises Refused: when the docket's key was destroyed.
        :raises RegisterError: when it, or the key file, is missing or another one's.
        """
        if first and not self.store.key(docket):
            self.store.keep_key(docket, self._wrapped(docket, os.urandom(32)))
        if self.store.key(docket) == b"":
            raise Refused([Reason(_destroyed())])
        key = self._key(docket)
        return {
            "alg": ALG,
            "fields": {n: _locked(key, _filled(v), f"{docket}\n{n}") for n, v in fields.items()},
        }

    def open(self, docket: str) -> "Opening":
        """What reads the blocks of one docket."""
        return Opening(self, docket, [])

    def read(self, docket: str, block: Raw, name: str) -> Json:
        """One field of a block.

        :raises Unreadable: when its key is not here or destroyed, or it is not as it was written.
        """
        if block.get("alg") != ALG:
            raise Unreadable(
                say(
                    "It was encrypted by a newer program ({alg}): update this program.",
                    alg=str(block.get("alg"))[:40],
                )
            )
        token = cast("str", cast("Raw", block["fields"])[name])
        return cast("Json", json.loads(_unlocked(self._key(docket), token, f"{docket}\n{name}")))

    # -- kept files

    def seal_file(self, data: bytes) -> bytes:
        """What is kept of a file that belongs to an identity block; its key is kept with it.

        :raises RegisterError: when the key file is missing or another one's.
        """
        key = os.urandom(32)
        nonce = os.urandom(_NONCE)
        kept = _FILE + nonce + _cipher(key).encrypt(nonce, data, _FILE)
        name = sha256(kept).hexdigest()
        self.store.keep_key(name, self._wrapped(name, key))
        return kept

    def open_file(self, kept: bytes) -> bytes:
        """The file as it was before.

        :raises Unreadable: as :meth:`read`.
        """
        key = self._key(sha256(kept).hexdigest())
        body = kept[len(_FILE) :]
        return _decrypted(key, body[:_NONCE], body[_NONCE:], _FILE)

    # -- what is not committed yet

    def hide(self, text: str, name: str) -> str:
        """A text that only this register's key file shows again, under the same name (a draft).

        :raises RegisterError: when the key file is missing.
        """
        return _locked(self._own(), text.encode("utf-8", "surrogatepass"), f"draft\n{name}")

    def show(self, token: str, name: str) -> str:
        """The text that was hidden.

        :raises Unreadable: when it cannot be read.
        """
        return _unlocked(self._own(), token, f"draft\n{name}").decode("utf-8", "surrogatepass")

    # -- keys

    def _own(self) -> bytes:
        try:
            key = self.store.own_key(make=True)
        except RegisterError as wrong:  # damaged, or open to other accounts
            raise Unreadable(wrong.sentence) from wrong
        if key is None:
            raise Unreadable(
                say(
                    "The key file of this register's identity blocks is not here. Bring it from "
                    "its backup; for a register on a server say where it lies, with "
                    "LABORCASE_IDENTITY_KEY or ?identity_key=/path in the address."
                )
            )
        return key

    def shut(self, dockets: Iterable[str]) -> tuple[str, ...]:
        """Those of the dockets whose keys are not here or do not fit. One that was destroyed is
        none of them: nobody is to read it."""
        return tuple(d for d in dockets if self._shut(d))

    def _shut(self, docket: str) -> bool:
        if self.store.key(docket) == b"":
            return False
        try:
            self._key(docket)
        except Unreadable:
            return True
        return False

    def _wrapped(self, name: str, key: bytes) -> bytes:
        own = self._own()
        token = _locked(own, key, f"{self.store.register}\n{name}")
        return json.dumps({"alg": ALG, "by": _mark(own), "key": token}).encode("ascii")

    def _key(self, name: str) -> bytes:
        wrapped = self.store.key(name)
        if wrapped is None:
            raise Unreadable(
                say(
                    "Its key is not here, so it cannot be read. Bring the keys of this register "
                    "back from their backup."
                )
            )
        if not wrapped:
            raise Unreadable(_destroyed())
        own = self._own()
        try:
            found = json.loads(wrapped)
            by, token = str(found["by"]), str(found["key"])
        except (ValueError, KeyError, TypeError):
            raise Unreadable(_damaged()) from None
        if by != _mark(own):
            raise Unreadable(
                say(
                    "Its key was wrapped by another key file (mark {other}) than the one here "
                    "(mark {mark}). Bring the right one back.",
                    other=by[:16],
                    mark=_mark(own),
                )
            )
        return _unlocked(own, token, f"{self.store.register}\n{name}")


@frozen
class Opening:
    """Reads the blocks of one docket, field by field; what cannot be read is left out, and
    ``troubles`` says why."""

    vault: Vault
    docket: str
    troubles: list[Said]

    def __call__(self, block: Raw) -> Raw:
        found: Raw = {}
        for name in cast("Raw", block["fields"]):
            try:
                found[name] = self.vault.read(self.docket, block, name)
            except Unreadable as why:
                if why.sentence not in self.troubles:
                    self.troubles.append(why.sentence)
        return found


def sealed_docket(line: Line) -> str:
    """The docket whose identity block a commit adds to; empty if it adds to none."""
    given = line.body.get("given")
    return str(given["main"]) if "identity" in line.body and isinstance(given, dict) else ""


def is_sealed_file(data: bytes) -> bool:
    """Whether a kept file belongs to an identity block."""
    return data.startswith(_FILE)


def _destroyed() -> Said:
    return say("Its key was destroyed: who it is cannot be read any more, by nobody.")


def _damaged() -> Said:
    return say(
        "It is not as it was written: damaged, or moved here from another docket or field. It "
        "cannot be read."
    )


def _mark(own: bytes) -> str:
    """Names a key file without telling anything of it."""
    return sha256(b"laborcase identity key\n" + own).hexdigest()[:16]


def _filled(value: Json) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % _STEP)


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # here alone: 50 ms

    return AESGCM(key)


def _locked(key: bytes, data: bytes, bound: str) -> str:
    nonce = os.urandom(_NONCE)
    token = nonce + _cipher(key).encrypt(nonce, data, bound.encode())
    return base64.b64encode(token).decode("ascii")


def _unlocked(key: bytes, token: str, bound: str) -> bytes:
    try:
        data = base64.b64decode(token, validate=True)
    except ValueError:
        raise Unreadable(_damaged()) from None
    return _decrypted(key, data[:_NONCE], data[_NONCE:], bound.encode())


def _decrypted(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(key).decrypt(nonce, data, bound)
    except (InvalidTag, ValueError):
        raise Unreadable(_damaged()) from None
