"""A register of any size with the mix of a real office, for the benchmarks.

A few matters are played once through the desk; then their lines are written again and again, each
time with other keys, numbers and names, chained and hashed as a register's lines are. So a hundred
thousand dockets with their million entries are there in a minute, and every byte is what the desk
writes.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from laborcase import acts, demo
from laborcase.desk import Desk
from laborcase.opening import found_register
from laborcase.parties import Claim, Person, Respondent, Worker
from laborcase.record.docket import Alleged

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
FIRM, NAME = "周口某建筑劳务有限公司77001", "工人88001"
STORY = "工地自六月起只发生活费，约定月底结清而未结；包工头说甲方没有拨款，项目部让等到年底。"
"""What a worker tells: forty characters, repeated for a long text."""
MIX = (7, 1, 3, 1)
"""How many of each matter come in turn: an ordinary case, a collective one, a refused complaint, a
tip-off in work."""


def complaint(workers: int, words: int, **more: object) -> acts.Registered:
    """A complaint of so many workers, told in so many sentences."""
    rows = tuple(
        Worker(name=f"{NAME}{i:02}", claims=(Claim(cause="arrears", amount=500_000 + i * 100),))
        for i in range(workers)
    )
    total = sum(row.claims[0].amount or 0 for row in rows)
    return acts.Registered(
        **{
            "channel": "counter",
            "received": NOW,
            "complainant": Person(name=NAME, phone="13900000000"),
            "respondents": (Respondent(name=FIRM),),
            "facts": STORY * words,
            "allegations": (Alleged(cause="arrears", amount=total or 900_000),),
            "workers": rows,
            **more,
        }
    )  # fmt: skip


INVESTIGATION: tuple[tuple[str, acts.Act], ...] = (
    ("zhou", acts.Assigned(lead="li", assistant="chen")),
    ("li", acts.InquiryIssued(whom="项目负责人", items="工资表、考勤表、劳动合同")),
    ("li", acts.Served(paper="P1", receiver="项目负责人")),
    ("li", acts.InquiryAnswered(paper="P1", text="交来三个月工资表和考勤表")),
    ("li", acts.EvidenceAdded(name="工资表")),
    ("li", acts.EvidenceAdded(name="考勤表")),
    ("li", acts.Ordered(what="支付所欠工资", by=date(2026, 12, 8))),
    ("li", acts.Served(paper="P2", receiver="项目负责人")),
    ("ma", acts.Extended(clock="henan-close-30d", reason="涉及多方用工")),
)
"""What is entered into every case after its filing."""


def play(desk: Desk) -> Iterator[None]:
    """Plays one matter after the other; yields when one is through."""
    wang, zhou, li = (desk.as_officer(name) for name in ("wang", "zhou", "li"))

    def case(registered: acts.Registered, before: int, notes: int) -> None:
        key = wang.enter(registered).docket
        for _ in range(before):
            wang.enter(acts.Noted(text=STORY), on=key)
        opened = zhou.enter(acts.Accepted(told_on=NOW.date()), on=key).opened
        assert opened
        for who, act in INVESTIGATION:
            desk.as_officer(who).enter(act, on=opened)
        for _ in range(notes):
            li.enter(acts.Noted(text=STORY * 3), on=opened)

    case(complaint(0, 2), before=6, notes=7)
    yield
    case(complaint(40, 80), before=10, notes=25)
    yield
    key = wang.enter(complaint(0, 3)).docket
    for _ in range(9):
        wang.enter(acts.Noted(text=STORY), on=key)
    yield
    key = wang.enter(complaint(0, 4, tipoff=True, complainant=None, identity="anonymous")).docket
    for _ in range(9):
        wang.enter(acts.Noted(text=STORY), on=key)
    yield


class Matter:
    """The lines of one matter with holes for what differs, and how many dockets and entries."""

    def __init__(self, lines: list[dict[str, object]]) -> None:
        keys = list(dict.fromkeys(k for line in lines for k in line["dockets"]))  # type: ignore[attr-defined]
        self.dockets = len(keys)
        self.entries = sum(len(line["entries"]) for line in lines)  # type: ignore[arg-type]
        numbers: dict[int, int] = {}

        def number(found: re.Match[str]) -> str:
            at = numbers.setdefault(int(found[1]), len(numbers))
            return f"第%(N{at})b号"

        self.lines = []
        for line in lines:
            series = line.pop("takes", {})
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            text = text.replace("%", "%%")
            for i, key in enumerate(keys):
                text = text.replace(str(key), f"%(K{i})b")
            text = text.replace(FIRM, "%(FIRM)b").replace(NAME, "%(NAME)b")
            text = re.sub(r"第(\d{4,})号", number, text)
            for field in ("key", "prev"):
                text = re.sub(rf'"{field}":"[0-9a-f-]{{36,64}}"', f'"{field}":"%({field})b"', text)
            text = re.sub(r'"seq":\d+', '"seq":%(seq)b', text)
            if series:  # what was given last is all that a register keeps of them
                taken = ",".join(f'"{name}":%(copy)b' for name in sorted(series))  # type: ignore[call-overload]
                text = text.removesuffix(',"v":1}') + f',"takes":{{{taken}}},"v":1}}'
            self.lines.append(text.encode())
        self.numbers = len(numbers)


def matters(folder: str) -> tuple[list[Matter], bytes]:
    """The matters of an office, and the first two lines of its register: id and founding."""
    with found_register(folder, demo.founding(), clock=lambda: NOW, account="bench") as desk:
        ledger = Path(folder) / "ledger.jsonl"
        before = ledger.read_bytes()
        seen, found = len(before.splitlines()), []
        for _ in play(desk):
            lines = ledger.read_bytes().splitlines()
            found.append(Matter([json.loads(x.rpartition(b"\t")[0]) for x in lines[seen:]]))
            seen = len(lines)
    return found, before


def lines(made: list[Matter], last: bytes, dockets: int) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """The lines of so many dockets, chained behind ``last``; with each, the dockets it is of."""
    prev, seq, opened = last[-65:-1], 1, 0
    for copy in count():
        matter = made[_turn(copy)]
        keys = [f"26-{opened + i + 1:06}" for i in range(matter.dockets)]
        filled = {
            **{f"K{i}".encode(): key.encode() for i, key in enumerate(keys)},
            **{f"N{i}".encode(): b"%04d" % (copy * 10 + i + 1) for i in range(matter.numbers)},
            b"FIRM": f"周口某建筑劳务有限公司{copy * 7919 % 9973}".encode(),
            b"NAME": f"工人{copy}".encode(),
            b"copy": b"%d" % (copy + 1),
        }
        for template in matter.lines:
            seq += 1
            filled |= {b"seq": b"%d" % seq, b"prev": prev, b"key": b"%036x" % seq}
            body = template % filled
            prev = sha256(body).hexdigest().encode()
            yield b"%b\t%b\n" % (body, prev), tuple(keys)
        opened += matter.dockets
        if opened >= dockets:
            return


def _turn(copy: int) -> int:
    place = copy % sum(MIX)
    for i, times in enumerate(MIX):
        if place < times:
            return i
        place -= times
    raise AssertionError


def register(folder: str, dockets: int) -> dict[str, int]:
    """Makes a register of so many dockets in a folder; how much it holds."""
    made, first = matters(f"{folder}-played")
    Path(folder).mkdir(mode=0o700)
    held = {"dockets": 0, "entries": 0, "lines": 0, "bytes": 0}
    seen = ""
    with (Path(folder) / "ledger.jsonl").open("xb") as ledger:
        (Path(folder) / "ledger.jsonl").chmod(0o600)
        ledger.write(first)
        for line, keys in lines(made, first, dockets):
            ledger.write(line)
            held["lines"] += 1
            held["bytes"] += len(line)
            held["entries"] += line.count(b'{"d":"')
            if keys[-1] != seen:
                seen = keys[-1]
                held["dockets"] += len(keys)
    return held
