"""A register kept safe and carried elsewhere: backups, restoring, moving between engines.

A backup is a folder like an embedded register's: the ledger's segments and the kept files, byte for
byte, from whatever engine, up to the commit that was the newest when it began; the office works on
meanwhile. The keys of the identity blocks are no part of it: they have a backup of their own, so
that a key that was destroyed does not come back with the ledger. Nothing says that it is done
before the copy was opened and read from its first to its last line.
"""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from attrs import define, field

from .entering import files_of, files_perhaps
from .errors import RegisterError, Usage
from .folding import Folder, rules_hash
from .proof import Checkpoint, Verified, prove
from .store import (
    SERVER,
    Head,
    Json,
    Line,
    Make,
    Store,
    Summary,
    Taker,
    Trace,
    create_store,
    open_store,
    shown,
)
from .store.chain import Copied, batch_of, closing_line, dockets_of, seal, segment_line, year_of
from .store.chain import first_line as first_line_of
from .store.files import failed
from .store.keys import key_line
from .store.ledger import FILES, KEY_FILE, KEYS, LEDGER, LOCK, SNAPSHOT, segment_name
from .vault import Vault, sealed_docket
from .words import Said, say

_PART: Final = ".part"
_DIGITS: Final = re.compile("[0-9a-f]{2}")
_HASH: Final = re.compile("[0-9a-f]{64}")
_AT_ONCE: Final = 2000
"""How many commits are written at once. A copy that breaks off holds a part of them, which is an
older state, and goes on from there."""

Tell = Callable[[int], None]
"""Is told now and then how many commits were copied."""


def _silent(n: int) -> None:
    """Tells nobody."""


def verifier() -> bytes:
    """The stand-alone verifier, as it lies beside backups and exports."""
    return (Path(__file__).parent / "standalone" / "verify_ledger.py").read_bytes()


def backup(store: Store, target: Path, tell: Tell = _silent) -> Verified:
    """Copy a register, without its keys, into a folder that is not there yet, and prove the copy.
    ``tell`` is told what was copied, then what was read through; what it raises ends it.

    :raises Usage: when the target is there already or lies inside the register.
    :raises RegisterError: when the disk is full or fails, or the register is not intact; nothing is
        left behind.
    """
    apart(target, store.url)
    with whole(target) as part:
        files = _ledger_written(store, part, tell)
        for digest in files:
            kept(part / FILES / digest[:2] / digest, store.get_file(digest))
        kept(part / "verify_ledger.py", verifier())
        found = _proved(part, tell=tell)
        for name in (LOCK, SNAPSHOT):  # of no use to whoever keeps it
            (part / name).unlink(missing_ok=True)
        return found


def backup_keys(store: Store, target: Path) -> int:
    """Copy the keys of the identity blocks, wrapped as they are, and the key file that opens them,
    into a folder that is not there yet; a key that was destroyed stays so. Returns how many.

    :raises Usage: when the target is there already or lies inside the register.
    :raises RegisterError: when the disk is full or fails; nothing is left behind.
    """
    apart(target, store.url)
    with whole(target) as part:
        own = store.own_key()
        if own is not None:
            kept(part / KEY_FILE, key_line(own))
        count = 0
        for name in sorted(_key_names(store)):
            wrapped = store.key(name)
            if wrapped is not None:
                kept(part / KEYS / name, wrapped)
                count += bool(wrapped)
    return count


def restore(
    source: Path, target: Path, anchors: Sequence[Checkpoint] = (), keys: Path | None = None
) -> Verified:
    """Bring a backup, or any plain copy of a register's folder, back as a register in a folder that
    is not there yet, and prove it before it gets its name. The source is only read.

    ``keys`` is a backup of the keys; one that was destroyed since the backup stays in no register
    that is restored without it.

    :raises Usage: when the target is there already, or inside the source.
    :raises RegisterError: when the source is no register, or not intact, or does not agree with the
        anchors; nothing is left behind.
    """
    if not (source / LEDGER).is_file():
        raise RegisterError(
            say("{path} is no backup of a register: it holds no file {name}.", path=source,
                name=LEDGER)
        )  # fmt: skip
    if keys is not None and not any(os.path.lexists(keys / n) for n in (KEY_FILE, KEYS)):
        raise Usage(say("{path} is no backup of keys.", path=keys))
    apart(target, str(source))
    with whole(target) as part:
        for path in sorted(source.glob("ledger*.jsonl")):
            _copied(path, part / path.name)
        for path in _files_of(source):
            _copied(path, part / FILES / path.parent.name / path.name)
        from_keys = keys if keys is not None else source
        if os.path.lexists(from_keys / KEY_FILE):
            _copied(from_keys / KEY_FILE, part / KEY_FILE)
        for path in _names_in(from_keys / KEYS):
            _copied(path, part / KEYS / path.name)
        return _proved(part, anchors)


def shut_in(folder: Path) -> int:
    """Of how many dockets of a register the identity blocks cannot be read, since their keys are
    not here or do not fit."""
    with _opened(str(folder)) as store:
        return len(Vault(store).shut({sealed_docket(line) for line in store.each_line()} - {""}))


def _files_of(source: Path) -> list[Path]:
    """The kept files of a folder: by their hashes, in folders of their first two digits."""
    folders = [p for p in _names_in(source / FILES) if _DIGITS.fullmatch(p.name)]
    return [p for folder in folders for p in _names_in(folder) if _HASH.fullmatch(p.name)]


def _names_in(folder: Path) -> list[Path]:
    """What lies in a folder, if there is one; a link is none, for it may point anywhere.

    :raises RegisterError: when it is a link or a file.
    """
    if not os.path.lexists(folder):
        return []
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise RegisterError(_not_ours(folder))
    return sorted(folder.iterdir())


def move(source: str, target: str, tell: Tell = _silent) -> Verified:
    """Copy a whole register to another engine or folder: the same lines with the same hashes,
    files and wrapped keys; what was broken off goes on where it stopped. The source stays.

    The key file of a server lies where its address says; it is carried there by hand.

    :raises RegisterError: when the target holds something else, either cannot be reached, or the
        copy is not intact.
    """
    with _opened(source) as old:
        with _target(target, old) as new:
            began = new.head()
            moved = _go_on(old, new, tell)
            if new.head() != began:
                _carry_summaries(old, new, moved.dockets)
            for digest in moved.files:
                if not new.has_file(digest):
                    new.put_file(old.get_file(digest))
            _move_keys(old, new, target, moved.dockets | moved.files)
            proof = _proved_same(new, moved)
        if (proof.commits, proof.hash) != (old.head().seq, old.head().hash):
            raise _worked_in(proof.commits)
        return proof


def _worked_in(commits: int) -> RegisterError:
    return RegisterError(
        say(
            "The register was worked in while it was moved: the copy ends with commit {n},"
            " and there are more. Let nobody work in it, and repeat the command; it goes"
            " on where it stopped.",
            n=commits,
        )
    )


def _opened(url: str) -> Store:
    folder = Folder()
    return open_store(url, folder.summarise, rules=rules_hash(), terms=folder.terms)


def _target(url: str, old: Store) -> Store:
    """The register at ``url``: made, if nothing is there; else the one whose moving broke off."""
    folder = Folder()

    def made() -> Store:
        return create_store(
            url, folder.summarise, rules=rules_hash(), terms=folder.terms, register=old.register
        )

    try:
        new = _opened(url)
    except RegisterError as missing:
        try:
            return made()
        except RegisterError:
            raise missing from None
    if new.register == old.register:
        return new
    empty = not new.head().seq
    new.close()
    if empty:
        return made()
    raise RegisterError(say("At {url} is another register. Nothing was written.", url=shown(url)))


@define
class Moved:
    """What was read of a register that moves: its files and dockets, how many of the files its acts
    name for certain, and the trace of its commits, each checked when it was read."""

    files: set[str] = field(factory=set)
    named: set[str] = field(factory=set)
    dockets: set[str] = field(factory=set)
    trace: Trace = field(factory=Trace)


def _proved_same(new: Store, moved: Moved) -> Verified:
    """The proof of a copy. Where its bytes are those that were just read and checked, to the last
    commit, they are not taken apart a second time."""
    if not isinstance(new, Taker) or new.trace() != moved.trace.told():
        return prove(new)
    for digest in moved.named:
        new.get_file(digest)  # which checks it
    head = new.head()
    return Verified(commits=head.seq, hash=head.hash, files=len(moved.named), anchored=0)


def _go_on(old: Store, new: Store, tell: Tell) -> Moved:
    """Write to ``new`` what it does not have yet."""
    moved = Moved()
    done, last = new.head(), old.head()
    waiting: list[Line] = []
    year: int | None = None
    for line in old.each_line():
        if line.seq > last.seq:
            break
        named, perhaps = _files_in(old, line)
        moved.named |= named
        moved.files |= named | perhaps
        moved.dockets.update(dockets_of(line))
        prev, key = str(line.body["prev"]), str(line.body["key"])
        moved.trace.add(line.seq, prev, line.hash, key)
        if line.seq <= done.seq:
            if line.seq == done.seq and line.hash != done.hash:
                raise RegisterError(
                    say(
                        "The register at {url} went on by itself after commit {n}: it is no part of"
                        " this one any more. Nothing was written.",
                        url=new.url,
                        n=line.seq,
                    )
                )
            continue
        begins = line.seq == batch_of(line)[0]
        if waiting and begins and (len(waiting) >= _AT_ONCE or year_of(line.body) != year):
            _write(new, waiting)  # a folder has a file for each year
            waiting = []
            tell(line.seq - 1)
        year = year_of(line.body)
        waiting.append(line)
    if waiting:
        _write(new, waiting)
    if done.seq > last.seq:
        raise RegisterError(
            say(
                "The register at {url} is newer than this one. Nothing was written.",
                url=new.url,
            )
        )
    return moved


def _write(new: Store, lines: Sequence[Line]) -> None:
    if isinstance(new, Taker):
        new.take_over(lines)
    else:
        new.commit_many([(str(line.body["key"]), _as_it_is(line)) for line in lines])


def _as_it_is(line: Line) -> Make:
    return lambda txn: Copied(line.body)


def _carry_summaries(old: Store, new: Store, dockets: Iterable[str]) -> None:
    """What the old register lists of its dockets, as the same rules have made it there: nothing is
    folded a second time. Only if both end with the same commit; else the new one makes its own."""
    if not isinstance(new, Taker):
        return
    head = new.head()

    def each() -> Iterator[Summary]:
        for docket in sorted(dockets):
            summary = old.summary(docket)
            if summary is not None:
                yield summary
        if old.head() != head:
            raise _worked_in(head.seq)

    new.take_summaries(each())


def _move_keys(old: Store, new: Store, target: str, names: Iterable[str]) -> None:
    own = old.own_key()
    folder = Path(target.removeprefix("tinydb:"))
    if own is not None and new.own_key() is None and not target.startswith(SERVER):
        kept(folder / KEY_FILE, key_line(own))
    for name in sorted(names):
        wrapped = old.key(name)
        if wrapped == b"":
            new.drop_key(name)
        elif wrapped is not None:
            new.keep_key(name, wrapped)


def _files_in(store: Store, line: Line) -> tuple[set[str], set[str]]:
    """The kept files that one commit names: those for certain, and those that something in it
    names that is no act of its own."""
    act = line.body.get("act")
    perhaps = files_perhaps(act)
    if not perhaps:
        return perhaps, perhaps
    certain = set(files_of(act))
    return certain, {d for d in perhaps - certain if store.has_file(d)}


def _key_names(store: Store) -> set[str]:
    """Under what names keys may be kept: dockets, and files that their acts name."""
    names: set[str] = set()
    for line in store.each_line():
        names.update(dockets_of(line))
        names.update(*_files_in(store, line))
    return names


def _ledger_written(store: Store, folder: Path, tell: Tell) -> list[str]:
    """Write the segments of a ledger; returns the files that its acts name."""
    last = store.head().seq
    files: dict[str, None] = {}
    path = folder / LEDGER
    out = _new(path)
    try:
        out.write(first_line_of(store.register)[0])
        year: int | None = None
        head: Head | None = None
        at: Json = None
        for line in store.each_line():
            if line.seq > last:
                break
            now = year_of(line.body)
            begins = line.seq == batch_of(line)[0]
            if head is not None and begins and now is not None and now > (year or 9999):
                out.write(closing_line(store.register, head, at, now))
                _done(out)
                out = _new(folder / segment_name(now))
                out.write(segment_line(store.register, head, now))
                year = now
            if head is None:
                year = now
            out.write(seal(line.body)[0])
            head, at = Head(line.seq, line.hash), line.body.get("at")
            files |= dict.fromkeys(sorted(set().union(*_files_in(store, line))))
            if line.seq % 1000 == 0:
                tell(line.seq)
    except BaseException:
        out.close()
        raise
    _done(out)
    return list(files)


def made_folder(path: Path) -> None:
    """A folder for this account only, and those above it, where they are not there yet.

    :raises RegisterError: when it cannot be made.
    """
    try:
        _make_folders(path)
    except OSError as error:
        raise failed(error, path) from error


def _make_folders(path: Path) -> None:
    for folder in reversed([p for p in (path, *path.parents) if not p.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)


def _new(path: Path) -> BinaryIO:
    """A file that is not there yet, for this account only, in folders that are, too."""
    _make_folders(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _done(out: BinaryIO) -> None:
    """What was written is on the disk itself."""
    with out:
        out.flush()
        os.fsync(out.fileno())


def kept(path: Path, data: bytes) -> None:
    """Write one new file, onto the disk itself."""
    out = _new(path)
    try:
        out.write(data)
    except BaseException:
        out.close()
        raise
    _done(out)


def _copied(old: Path, new: Path) -> None:
    """Copy one file; a link that points out of a backup is not followed."""
    if not stat.S_ISREG(old.lstat().st_mode):
        raise RegisterError(_not_ours(old))
    out = _new(new)
    try:
        with old.open("rb") as data:
            shutil.copyfileobj(data, out, 1024 * 1024)
    except BaseException:
        out.close()
        raise
    _done(out)


def apart(target: Path, source: str) -> None:
    """Refuse a target that is there already, or lies inside what is copied or inside a register.

    :raises Usage: when it does.
    """
    if os.path.lexists(target):
        raise Usage(say("{path} is there already; nothing was written.", path=target))
    outside(target, source)


def outside(target: Path, source: str) -> None:
    """Refuse a target that lies inside what is copied, or inside any register.

    :raises Usage: when it does.
    """
    above = target.resolve().parents
    within = [p for p in above if os.path.lexists(p / LEDGER)]
    if not (source.startswith(SERVER) or source == "memory:"):
        copied = Path(source.removeprefix("tinydb:")).resolve()
        within += [p for p in above if p == copied]
    for inside in within:
        raise Usage(
            say(
                "{path} lies inside {inside}, and would be lost with it. Take a folder elsewhere,"
                " best on another disk; nothing was written.",
                path=target,
                inside=inside,
            )
        )


def _not_ours(path: Path) -> Said:
    return say("{path} is not a file of a register. Nothing was written.", path=path)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A folder to be filled, which gets its name when everything went well, or is gone."""
    part = target.with_name(target.name + _PART)
    if not target.parent.is_dir():
        raise RegisterError(
            say(
                "The copy failed, for there is no folder {path}: is the disk or stick connected?"
                " Nothing was written.",
                path=target.parent,
            )
        )
    try:
        part.mkdir(mode=0o700)
    except FileExistsError:
        raise Usage(
            say(
                "{path} is there: another copy to the same place is being made just now, or it is"
                " left from a copy that broke off. If none is being made, look at it and remove"
                " it; nothing was written.",
                path=part,
            )
        ) from None
    except OSError as error:
        raise failed(error, part) from error
    try:
        yield part
        for folder in (*(p for p in part.rglob("*") if p.is_dir()), part):
            _flushed(folder)
        part.rename(target)
        _flushed(target.parent)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise failed(error, part) from error
        raise


def _flushed(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there, and names need no flush
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _proved(part: Path, anchors: Sequence[Checkpoint] = (), tell: Tell = _silent) -> Verified:
    with _opened(str(part)) as copy:
        return prove(copy, anchors, tell)
