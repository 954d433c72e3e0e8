"""Verbs that prove a register and keep it safe: verify, checkpoint, backup, restore, move,
export, import."""

import argparse
from collections.abc import Callable
from pathlib import Path

from .. import carrying, keeping, proof
from ..desk import Desk
from ..doctor import keys_told
from ..errors import RegisterError, Usage
from ..standing import Backup, note_backup
from ..store import shown
from ..words import Said, say
from .out import Out, complain, open_seat


def _commits(n: int) -> Said:
    return say("{n} commit" if n == 1 else "{n} commits", n=n)


def run_verify(args: argparse.Namespace, out: Out) -> int:
    """Read everything; exit 4 names the first wrong commit, 1 with --strict that some is newer than
    the anchors."""
    anchors = [one for name in args.anchor for one in proof.checkpoints_in(Path(name))]
    signatures = {name: _signature(Path(name), args.public_key) for name in args.anchor}
    with open_seat(args) as desk:
        anchors += [proof.from_page(text, desk.register) for text in args.page]
        found = desk.verify(anchors)
        for one in anchors:
            proof.note(one)
        newer = found.commits - found.anchored
        told, stale = proof.anchor_told(desk.register, found.commits, desk.now())
    code = 1 if args.strict and newer else 0
    if out.as_json:
        out.json(
            {
                "commits": found.commits,
                "hash": found.hash,
                "files": found.files,
                "anchored": found.anchored,
                "signatures": signatures,
            }
        )
        return code
    through: Said = say("not anchored")
    if found.anchored:
        through = say(
            "anchored through {n}; newer and not anchored: {newer}",
            n=found.anchored,
            newer=_commits(newer),
        )
    out.say(
        say(
            "intact: {commits}, {files}, head {hash}, {anchored}",
            commits=_commits(found.commits),
            files=say("{n} file" if found.files == 1 else "{n} files", n=found.files),
            hash=found.hash,
            anchored=through,
        )
    )
    for name, signature in signatures.items():
        if signature == "absent":
            out.say(say("{path}: not signed", path=name))
        elif signature == "valid":
            out.say(say("{path}: its signature is that of the key", path=name))
        else:
            out.say(say("{path}: signed; anybody checks it with", path=name))
            out.say(proof.openssl_line(Path(name)))
    out.say(told)
    if stale:
        complain(_stale(), out.lang)
    return code


def _signature(path: Path, public: str) -> str:
    """Whether a checkpoint is signed: ``absent``, ``unchecked`` or ``valid``."""
    if public:
        if not proof.signed(path, Path(public)):
            raise RegisterError(
                say(
                    "The signature of {path} is not that of the key: the checkpoint or its"
                    " signature was changed, or another key signed it.",
                    path=str(path),
                )
            )
        return "valid"
    return "unchecked" if path.with_name(path.name + ".sig").exists() else "absent"


def _stale() -> Said:
    return say(
        "That is more than a week: whoever can write the register could change what came since,"
        " and nobody would know. Make a checkpoint, and keep it elsewhere."
    )


def run_checkpoint(args: argparse.Namespace, out: Out) -> int:
    """Where the chain stands, for a paper or a file; signing, also where no register is."""
    if bool(args.new_key) + bool(args.sign) + bool(args.to) > 1:
        raise Usage(say("--to, --sign and --new-key each stand alone."))
    if args.key and not (args.to or args.sign):
        raise Usage(say("--key goes with --to or --sign."))
    if args.new_key:
        public = proof.new_signing_key(Path(args.new_key))
        if out.as_json:
            out.json({"key": args.new_key, "public_key": str(public)})
        else:
            out.say(
                say(
                    "{path} signs: keep it where no clerk's machine reads it. {public} is for"
                    " everybody.",
                    path=args.new_key,
                    public=str(public),
                )
            )
        return 0
    if args.sign:
        if not args.key:
            raise Usage(say("--sign wants the key, too: --key FILE."))
        _signed(Path(args.sign), args.key, out)
        return 0
    with open_seat(args) as desk:
        return _written(desk, args, out)


def _written(desk: Desk, args: argparse.Namespace, out: Out) -> int:
    told, stale = proof.anchor_told(desk.register, desk.head(), desk.now())
    one = desk.checkpoint()
    if args.to:
        keeping.outside(Path(args.to), desk.store.url)
        if args.key:
            proof.can_sign(Path(args.to), Path(args.key))
        proof.write_once(Path(args.to), one.data())
        proof.note(one)
    if out.as_json:
        signature = str(proof.sign(Path(args.to), Path(args.key))) if args.key else ""
        out.json(
            {
                "register": one.register,
                "seq": one.seq,
                "hash": one.hash,
                "at": one.at,
                "short": one.short,
                "file": args.to,
                "signature": signature,
            }
        )
        return 0
    out.say(say("register {register}, {at}", register=one.register, at=one.at))
    out.say(one.short)
    if not args.to:
        out.say(told)
        if stale:
            complain(_stale(), out.lang)
        return 0
    out.say(say("Saved as {path}", path=args.to))
    if args.key:
        _signed(Path(args.to), args.key, out)
    return 0


def _signed(path: Path, key: str, out: Out) -> None:
    signature = proof.sign(path, Path(key))
    line = proof.openssl_line(path, f"{key}.pub")
    if out.as_json:
        out.json({"file": str(path), "signature": str(signature), "openssl": line})
        return
    out.say(say("Signed: {path}", path=str(signature)))
    out.say(line)


def run_backup(args: argparse.Namespace, out: Out) -> int:
    """Copy the register, or its keys alone, into a new folder, while the office works."""
    target = Path(args.target)
    with open_seat(args) as desk:
        if args.keys:
            n = keeping.backup_keys(desk.store, target)
            if out.as_json:
                out.json({"target": str(target), "keys": n})
            else:
                out.say(
                    say(
                        "Saved as {path}: {n} key. Keep it apart from the register's backups."
                        if n == 1
                        else "Saved as {path}: {n} keys. Keep it apart from the register's"
                        " backups.",
                        path=str(target),
                        n=n,
                    )
                )
            return 0
        found = keeping.backup(desk.store, target, _progress(out.lang))
        at = desk.now().isoformat(timespec="seconds")
        made = Backup(seq=found.commits, at=at, path=str(target.absolute()))
        note_backup(desk.register, made)
    _copied(found, str(target), out)
    return 0


def run_restore(args: argparse.Namespace, out: Out) -> int:
    """Bring a backup back as a register, proved before it gets its name."""
    anchors = [one for name in args.anchor for one in proof.checkpoints_in(Path(name))]
    keys = Path(args.keys) if args.keys else None
    found = keeping.restore(Path(args.source), Path(args.target), anchors, keys)
    _copied(found, args.target, out)
    shut = keeping.shut_in(Path(args.target))
    if shut:
        complain(keys_told(shut), out.lang)
    return 0


def run_move(args: argparse.Namespace, out: Out) -> int:
    """Copy the register to another engine or folder; goes on where it was broken off."""
    found = keeping.move(args.source, args.target, _progress(out.lang))
    _copied(found, shown(args.target), out)
    if not out.as_json and args.target.startswith("postgresql:"):
        out.say(say("The key file of the identity blocks is carried there by hand."))
    return 0


def run_export(args: argparse.Namespace, out: Out) -> int:
    """Write the acts of dockets into a new folder, after the schemas."""
    with open_seat(args) as desk:
        found = carrying.written(desk, args.keys, Path(args.target))
    if out.as_json:
        out.json(
            {
                "target": args.target,
                "acts": found.acts,
                "files": len(found.files),
                "dockets": found.dockets,
                "left_out": found.left_out,
            }
        )
        return 0
    n = found.acts
    out.say(
        say(
            "Saved as {path}: {n} act." if n == 1 else "Saved as {path}: {n} acts.",
            path=args.target,
            n=n,
        )
    )
    if found.left_out:
        complain(
            say(
                "Left out, since their author must stay unknown: {keys}.",
                keys=", ".join(found.left_out),
            ),
            out.lang,
        )
    return 0


def run_import(args: argparse.Namespace, out: Out) -> int:
    """Enter the acts of an export here, each once."""
    with open_seat(args) as desk:
        made = carrying.read(desk, Path(args.source), _progress(out.lang))
    new = sum(commit.new for commit in made)
    if out.as_json:
        out.json(made)
        return 0
    out.say(
        say(
            "{n} act was entered, {known} had been entered before."
            if new == 1
            else "{n} acts were entered, {known} had been entered before.",
            n=new,
            known=len(made) - new,
        )
    )
    return 0


def _progress(lang: str) -> Callable[[int], None]:
    """Tells on stderr how many commits were copied, where there are many."""

    def tell(n: int) -> None:
        if n % 10_000 == 0:
            complain(say("Commits copied: {n}", n=n), lang)

    return tell


def _copied(found: proof.Verified, target: str, out: Out) -> None:
    if out.as_json:
        out.json({"target": target, "commits": found.commits, "hash": found.hash,
                  "files": found.files, "anchored": found.anchored})  # fmt: skip
        return
    out.say(
        say(
            "Saved as {path}, and read through: {commits}, {files}, head {hash}",
            path=target,
            commits=_commits(found.commits),
            files=say("{n} file" if found.files == 1 else "{n} files", n=found.files),
            hash=found.hash,
        )
    )
