"""Checks a ledger of laborcase with the standard library alone.

    python3 verify_ledger.py FOLDER [--anchor CHECKPOINT ...] [--strict]

What is checked: a ledger is one file a year, ledger.jsonl and then ledger-YYYY.jsonl. A line is
JSON (UTF-8, keys sorted, no spaces), a tab, the SHA-256 of exactly the bytes before the tab in hex,
a newline. The first line of the first file names the format and the register. Every other line is a
commit with "seq", one more than the line before, and "prev", the hash of the line before (of the
first line for the first commit). A file that is followed by another ends with a line "closed",
which says where the chain stands; the next one begins with a line that says the same. A last line
that was never finished does not count. An anchor says which hash a commit had.

Exit: 0 intact, 4 changed, damaged or unreadable; with --strict 1 when anything is not anchored.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Wrong(Exception):
    """What is wrong, and where."""


def constant(name: str) -> None:
    raise ValueError(name)


def read(raw: bytes) -> Any:
    """The JSON of a line whose hash agrees and whose bytes are the only ones it may have."""
    text, tab, found = raw[:-1].rpartition(b"\t")
    if raw[-1:] != b"\n" or not tab or not text:
        return None
    if hashlib.sha256(text).hexdigest().encode() != found:
        return None
    try:
        body = json.loads(text.decode("utf-8"), parse_constant=constant)
        again = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return body if isinstance(body, dict) and again.encode("utf-8") == text else {}
    except (ValueError, RecursionError):
        return {}


def batch(body: Any) -> tuple[int, int]:
    """The first and the last commit written together with this one."""
    first, last = body.get("batch", [body["seq"]] * 2)
    if not (isinstance(first, int) and isinstance(last, int) and first <= body["seq"] <= last):
        raise Wrong(f"commit {body['seq']} is not in the batch that it names")
    return first, last


def hidden_line(tail: bytes, seq: int) -> bool:
    """Whether a whole line of commit ``seq`` or a later one stands anywhere behind a bad one."""
    begins = 0
    for end in re.finditer(rb"\t[0-9a-f]{64}(?s:.)", tail):
        opens = [m.start() for m in re.finditer(rb'(?<![:\[,])\{"', tail[begins : end.start()])]
        for start in {begins, *(begins + o for o in opens[:64])}:
            body = read(tail[start : end.end() - 1] + b"\n")
            if body and tail[end.end() - 1 : end.end()] == b"\n" and body.get("seq", 0) > seq:
                first, last = batch(body)
                if not first <= seq < last or body["seq"] == last:
                    return True
        begins = end.end()
    return False


def commits(folder: Path) -> Iterator[tuple[Any, Any]]:
    """Yields the register's id, then each commit as (number, hash)."""
    names = sorted(p.name for p in folder.iterdir() if re.fullmatch(r"ledger-\d{4}\.jsonl", p.name))
    register, seq, prev, stamp = "", 0, "", None
    closed: Any = None
    for place, name in enumerate(["ledger.jsonl", *names]):
        *lines, rest = (folder / name).read_bytes().split(b"\n")
        lines = [x + b"\n" for x in lines] + ([rest] if rest else [])
        if place and closed is None:
            if len(lines) > 1:
                raise Wrong(f"{name}: it goes on though the file before was not closed")
            continue
        head = read(lines[0]) if lines else None
        if not head or (head.get("format"), head.get("version")) != ("laborcase ledger", 1):
            raise Wrong(f"{name}: line 1 is not the beginning of a ledger")
        if head.get("hash") != "sha256":
            raise Wrong(f"{name}: its hashes are not SHA-256; use a newer program")
        if place:
            after = {"seq": seq, "hash": prev}
            said = head.get("register"), head.get("after"), head.get("segment")
            if said != (register, after, closed["next"]) or f"-{closed['next']:04}." not in name:
                raise Wrong(f"{name}: line 1 does not go on where the file before ended")
        else:
            register, prev = head["register"], lines[0][-65:-1].decode()
            yield register, 0
        closed, waiting = None, list[tuple[int, str]]()
        for number, raw in enumerate(lines[1:], 2):
            body = read(raw)
            if body and "closed" in body and not waiting:
                closed = body["closed"]
                if [*closed.values()] != [stamp, prev, closed["next"], register, seq]:
                    raise Wrong(f"{name}: line {number} closes it at another place")
                if number != len(lines):
                    raise Wrong(f"{name}: line {number + 1} stands behind its end")
                break
            at, link = (waiting[-1][:2]) if waiting else (seq, prev)
            fits = body and (body.get("seq"), body.get("prev")) == (at + 1, link)
            if not fits or body.get("alg", "sha256") != "sha256" or not body.get("key"):
                if body is not None or hidden_line(b"".join(lines[number - 1 :]), seq + 1):
                    raise Wrong(f"{name}: line {number} (commit {seq + 1}) is damaged or changed")
                break  # the unfinished end of a commit that nobody was told of
            waiting.append((at + 1, raw[-65:-1].decode()))
            if body["seq"] == batch(body)[1]:
                yield from waiting
                (seq, prev), waiting, stamp = waiting[-1], [], body.get("at")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--anchor", type=Path, action="append", default=[])
    parser.add_argument("--strict", action="store_true")
    given = parser.parse_args(argv)
    try:
        anchors = [json.loads(x) for p in given.anchor for x in p.read_bytes().splitlines()]
        wanted: dict[int, list[Any]] = {}
        for one in anchors:
            wanted.setdefault(one["seq"], []).append(one)
        chain = commits(given.folder)
        register, last, head, through = next(chain)[0], 0, "", 0
        for last, head in chain:
            for one in wanted.pop(last, []):
                if (one["register"], one["hash"]) != (register, head):
                    raise Wrong(f"commit {last} is not the one that was anchored ({one['at']})")
                through = last
        if wanted:
            raise Wrong(f"commit {last + 1} is missing: commit {max(wanted)} was anchored")
    except (Wrong, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as wrong:
        print(f"CHANGED OR DAMAGED 已被改动或损坏: {wrong}")
        return 4
    anchored = f"anchored 已锚定 through {through}" if through else "unanchored 未锚定"
    print(f"intact 完好: register {register}, {last} commits, head {head or '-'}, {anchored}")
    for p in given.anchor:
        print(f"openssl pkeyutl -verify -pubin -inkey KEY.pub -rawin -in {p} -sigfile {p}.sig")
    return 1 if given.strict and through < last else 0


if __name__ == "__main__":
    sys.exit(main())
