"""The proof of the past: where the chain stood at a time, kept outside, and whether it still does.

A *checkpoint* says which register, which commit was its newest, that commit's hash, and when. Kept
where nobody who can write the register can reach it, it is an *anchor*: a ledger that was changed
before that commit, or cut short of it, does not agree with it any more. It is one line of JSON; an
Ed25519 signature of exactly these bytes lies beside it in a file ``.sig``, and any program can
check it: ``openssl pkeyutl -verify``.
"""

import json
import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from .entering import files_of
from .errors import NotFound, RegisterError, Usage
from .store import Line, Store
from .words import Said, say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT: Final = "laborcase checkpoint"
SHORT: Final = 20
"""How many digits of a hash stand on a paper."""
STALE: Final = 7
"""After how many days without an anchor it is time for a new one."""
_LONGEST: Final = 1_000_000
_HEX: Final = re.compile("[0-9a-f]{20,64}")
_PAGE: Final = re.compile(
    r"\s*(?:[^第]{0,200}第)?\s*([1-9][0-9]{0,14})\s*(?:笔\s*校验\s*)?[:：\s]\s*([0-9a-fA-F\s]{20,100})\s*"
)
"""As a checkpoint is told, or as it stands at the foot of a paper."""


def grouped(hash_: str) -> str:
    """The first 20 hex digits in groups of four, as they stand on a paper."""
    return " ".join(hash_[i : i + 4] for i in range(0, SHORT, 4))


@frozen(kw_only=True)
class Checkpoint:
    """``hash`` (64 hex digits, or at least 20 from a paper) was that of commit ``seq``, the newest
    of ``register``, at the time ``at`` (ISO 8601 with offset)."""

    register: str
    seq: int
    hash: str
    at: str

    @property
    def short(self) -> str:
        """As it is written on a paper: ``18: ecd6 2a3e b3e0 e929 48ed``."""
        return f"{self.seq}: {grouped(self.hash)}"

    def data(self) -> bytes:
        """The bytes that are kept and signed."""
        body = {
            "at": self.at,
            "format": FORMAT,
            "hash": self.hash,
            "register": self.register,
            "seq": self.seq,
            "version": 1,
        }
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def age(self, now: datetime) -> int:
        """How many whole days ago it was made; 0 if that lies ahead."""
        try:
            then = datetime.fromisoformat(self.at)
        except ValueError:
            return 0
        return max(0, (now - then).days) if then.tzinfo else 0


def checkpoints_in(path: Path) -> list[Checkpoint]:
    """The checkpoints of a file, one a line.

    :raises Usage: when it cannot be read or holds something else.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
    try:
        if len(data) > _LONGEST:
            raise ValueError
        found = [_read(json.loads(line)) for line in data.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        found = []
    if not found:
        raise Usage(
            say(
                "{path} is no checkpoint, or it is damaged: “laborcase checkpoint --to FILE” makes"
                " one.",
                path=str(path),
            )
        )
    return found


def _read(body: object) -> Checkpoint:
    if not isinstance(body, dict) or (body.get("format"), body.get("version")) != (FORMAT, 1):
        raise ValueError
    register, seq, hash_, at = (body.get(name) for name in ("register", "seq", "hash", "at"))
    if not (isinstance(register, str) and isinstance(at, str) and isinstance(hash_, str)):
        raise ValueError
    if type(seq) is not int or seq < 1 or not _HEX.fullmatch(hash_):
        raise ValueError
    return Checkpoint(register=register, seq=seq, hash=hash_, at=at)


def from_page(text: str, register: str) -> Checkpoint:
    """The checkpoint that stands in short form on a paper of this register.

    :raises Usage: when it is none.
    """
    found = _PAGE.fullmatch(text)
    digits = re.sub(r"\s", "", found[2]).lower() if found else ""
    if found is None or not _HEX.fullmatch(digits):
        raise Usage(
            say(
                "“{text}” is not how a checkpoint stands on a paper: a number, a colon, and the"
                " hash in groups of four.",
                text=text[:100],
            )
        )
    return Checkpoint(register=register, seq=int(found[1]), hash=digits, at="")


def against(lines: Iterable[Line], register: str, anchors: Sequence[Checkpoint]) -> Iterator[Line]:
    """The lines of a register passed on, each compared with the anchors.

    :raises Usage: when an anchor is another register's.
    :raises RegisterError: naming the first commit that is not the anchored one, or is missing.
    """
    for one in anchors:
        if one.register != register:
            raise Usage(
                say(
                    "The anchor is of another register ({other}, commit {n}); this one is"
                    " {register}.",
                    other=one.register,
                    n=one.seq,
                    register=register,
                )
            )
    waiting = sorted(anchors, key=lambda a: a.seq, reverse=True)
    held = last = 0
    for line in lines:
        last = line.seq
        while waiting and waiting[-1].seq == line.seq:
            one = waiting.pop()
            if not line.hash.startswith(one.hash):
                raise RegisterError(
                    say(
                        "Commit {n} is not the one that was anchored ({at}): its hash begins with"
                        " {found}, the anchor says {hash}. The register was changed between commit"
                        " {first} and this one. Keep a copy, and go back to a backup.",
                        n=one.seq,
                        at=one.at or "-",
                        found=grouped(line.hash),
                        hash=grouped(one.hash),
                        first=held + 1,
                    )
                )
            held = one.seq
        yield line
    if waiting:
        one = waiting[0]
        raise RegisterError(
            say(
                "Commit {first} is missing: the register ends with commit {last}, but commit {n}"
                " was anchored ({at}). Its end was cut off, or this is an older copy.",
                n=one.seq,
                at=one.at or "-",
                last=last,
                first=last + 1,
            )
        )


@frozen(kw_only=True)
class Verified:
    """What ``verify`` read through without finding fault."""

    commits: int
    hash: str
    files: int
    anchored: int = 0
    """The newest commit that an anchor vouches for; 0 without any."""


Tell = Callable[[int], None]
"""Is told how far it is; what it raises ends the work."""


def silent(n: int) -> None:
    """Tells nobody."""


def prove(store: Store, anchors: Sequence[Checkpoint] = (), tell: Tell = silent) -> Verified:
    """Read a whole register: every hash, every link, every file an act names; and whether the
    anchored commits are those that were anchored. ``tell`` is told the number of each commit that
    was read.

    :raises Usage: when an anchor is another register's.
    :raises RegisterError: naming the first commit that is not as it was written.
    """
    count, head = 0, store.head().hash
    files: set[str] = set()
    for line in against(store.each_line(), store.register, anchors):
        count, head = line.seq, line.hash
        for digest in files_of(line.body.get("act")):
            if digest not in files:
                _proved(store, digest, line.seq)
                files.add(digest)
        tell(count)
    through = max((one.seq for one in anchors), default=0)
    return Verified(commits=count, hash=head, files=len(files), anchored=through)


def _proved(store: Store, digest: str, commit: int) -> None:
    try:
        store.get_file(digest)
    except NotFound as missing:
        raise RegisterError(
            say(
                "Commit {n} names the file {file}, and it is not here: the register is not "
                "whole. Bring it back from a backup.",
                n=commit,
                file=digest[:12],
            )
        ) from missing


# Signatures


def new_signing_key(path: Path) -> Path:
    """Make a key for checkpoints: ``path`` for whoever signs, ``path.pub`` for everybody; returns
    the latter.

    :raises Usage: when one of them is there already or cannot be written.
    """
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    shown = path.with_name(path.name + ".pub")
    if shown.exists():
        raise _exists(shown)
    write_once(path, private)
    write_once(shown, public)
    return shown


def can_sign(path: Path, key_file: Path) -> None:
    """Refuse a key that cannot sign, or a checkpoint that has a signature: asked before a
    checkpoint is written that is to be signed at once.

    :raises Usage: when it is so.
    """
    _key(key_file)
    if os.path.lexists(_signature_of(path)):
        raise _exists(_signature_of(path))


def _signature_of(path: Path) -> Path:
    return path.with_name(path.name + ".sig")


def sign(path: Path, key_file: Path) -> Path:
    """Sign a checkpoint that was written; returns the file of the signature beside it.

    :raises Usage: when the key or the checkpoint cannot be read, or a signature is there already.
    """
    checkpoints_in(path)
    key = _key(key_file)
    signature = _signature_of(path)
    write_once(signature, key.sign(path.read_bytes()))
    return signature


def _key(path: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        shut = os.name == "nt" or not path.stat().st_mode & 0o077
        data = path.read_bytes()
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
    if not shut:
        raise Usage(
            say(
                "Other accounts of this computer can read {path}. Close it to them with: chmod"
                " go= {quoted}",
                path=str(path),
                quoted=shlex.quote(str(path)),
            )
        )
    try:
        key = load_pem_private_key(data, None)
    except (ValueError, TypeError) as wrong:
        raise _no_key(path) from wrong
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def signed(path: Path, public: Path) -> bool:
    """Whether the signature beside a checkpoint is that of the key.

    :raises Usage: when one of the files cannot be read or is no public Ed25519 key.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    signature = _signature_of(path)
    try:
        key = load_pem_public_key(public.read_bytes())
        data, given = path.read_bytes(), signature.read_bytes()
    except OSError as wrong:
        raise Usage(
            say(
                "{path} cannot be read: {why}.",
                path=str(wrong.filename or path),
                why=wrong.strerror or "",
            )
        ) from wrong
    except (ValueError, TypeError) as wrong:
        raise _no_key(public) from wrong
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(public)
    try:
        key.verify(given, data)
    except InvalidSignature:
        return False
    return True


def openssl_line(path: Path, public: str = "KEY.pub") -> str:
    """The command by which anybody checks the signature of a checkpoint."""
    quoted = (shlex.quote(str(p)) for p in (public, path, f"{path}.sig"))
    return "openssl pkeyutl -verify -pubin -inkey {} -rawin -in {} -sigfile {}".format(*quoted)


def _no_key(path: Path) -> Usage:
    return Usage(
        say(
            "{path} is no Ed25519 key in PEM form: “laborcase checkpoint --new-key FILE” makes"
            " one.",
            path=str(path),
        )
    )


def _exists(path: Path) -> Usage:
    return Usage(say("{path} is there already; nothing was written.", path=str(path)))


def write_once(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, for this account only, onto the disk itself.

    :raises Usage: when it is there, or cannot be written.
    """
    try:
        file = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
    except FileExistsError:
        raise _exists(path) from None
    except OSError as wrong:
        raise _unwritten(path, wrong) from wrong
    try:
        with os.fdopen(file, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except OSError as wrong:
        path.unlink(missing_ok=True)
        raise _unwritten(path, wrong) from wrong


def _unwritten(path: Path, wrong: OSError) -> Usage:
    return Usage(say("{path} cannot be written: {why}.", path=str(path), why=wrong.strerror or ""))


# The newest anchor that this account knows of


def _noted(register: str) -> Path:
    name = re.sub("[^0-9A-Za-z-]", "_", register)[:64]
    from platformdirs import user_state_path

    return user_state_path("laborcase", appauthor=False) / "anchors" / f"{name}.json"


def note(one: Checkpoint) -> None:
    """Remember, in the user's state folder, that this checkpoint was made or held; only the newest
    is kept, and if it cannot be, nothing is lost but the reminder."""
    known = newest(one.register)
    if not one.at or (known is not None and known.seq >= one.seq and known.at >= one.at):
        return
    path = _noted(one.register)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_bytes(one.data())
        fresh.replace(path)
    except OSError:
        return


def newest(register: str) -> Checkpoint | None:
    """The newest checkpoint of a register that this account made or found to hold."""
    path = _noted(register)
    try:
        return checkpoints_in(path)[-1] if path.exists() else None
    except (Usage, OSError):
        return None


def anchor_told(register: str, head: int, now: datetime) -> tuple[Said, bool]:
    """How old the newest known anchor is, and whether it is time for a new one."""
    known = newest(register)
    if known is None:
        return say("No anchor of this register is known here: make one with “checkpoint”."), False
    days, later = known.age(now), max(0, head - known.seq)
    told = say(
        "The newest anchor known here is {days} day old: commit {n}; {later} later."
        if days == 1
        else "The newest anchor known here is {days} days old: commit {n}; {later} later.",
        days=days,
        n=known.seq,
        later=say("{n} commit" if later == 1 else "{n} commits", n=later),
    )
    return told, later > 0 and days > STALE
