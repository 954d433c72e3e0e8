"""The same acts on every engine: the same bytes in the ledger, the same summaries, the same answer
to every question."""

import os
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve

from laborcase import acts, demo, opening, vault
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Refused
from laborcase.store import QUEUES, create_store
from laborcase.store.lists import groups
from tests.test_random import OFFICERS, SHANGHAI, TEMPLATES

SORTS = ("due", "dies", "ticket_due", "key", "changed")


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """From now on chance gives the same to whoever asks, from a seed."""

    def begin(seed: int) -> None:
        chance = random.Random(seed)
        monkeypatch.setattr(
            uuid, "uuid4", lambda: uuid.UUID(int=chance.getrandbits(128), version=4)
        )
        own = SimpleNamespace(**{**vars(os), "urandom": random.Random(seed).randbytes})
        monkeypatch.setattr(vault, "os", own)

    return begin


def played(desk: Desk, seed: int) -> list[str]:
    """Random acts by people who may, and now and then by anybody; what became of each."""
    chance = random.Random(seed)
    told = []
    for _ in range(90):
        act = chance.choice(TEMPLATES)
        may = [o for o in OFFICERS if chance.random() < 0.1 or act.who & set(o.positions)]
        seat = desk.as_officer(chance.choice(may).id)
        opens = isinstance(act, acts.Registered | acts.FiledOwnMotion)
        on = "" if opens else f"26-{chance.randint(1, 5):06}"
        if chance.random() < 0.3 and not isinstance(act, acts.Registered):
            act = evolve(act, irregular="当时如此")
        try:
            made = seat.enter(act, on=on)
            told.append(f"{act.kind} {made.seq} {made.numbers}")
        except (Refused, Invalid, NotFound) as refused:
            told.append(f"{act.kind} {refused}")
    return told


def answers(desk: Desk) -> list[object]:
    """What the register says to everything that can be asked of its lists."""
    found: list[object] = [line.body for line in desk._store.each_line()]
    zhou = desk.as_officer("zhou")
    keys = [row.key for row in zhou.find(zhou.asking(sort="key", limit=200)).rows]
    found += [desk._store.summary(key) for key in keys]
    found += [sorted(groups(desk._store.summary(key) or {})) for key in keys]
    for queue in (*QUEUES, "waits", "urgent", "planned", "irregular"):
        for sort in SORTS:
            page = zhou.find(zhou.asking(queue=queue, sort=sort, limit=3))
            found.append((queue, sort, page.total, [row.key for row in page.rows], page.next))
            if page.next:
                after = zhou.find(zhou.asking(queue=queue, sort=sort, limit=3, after=page.next))
                found.append([row.key for row in after.rows])
    texts = ("某店", "某厂 26", "26-000002", "欠薪", "0001", "（2026）", "没有这个")
    for text in (*texts, *"某2２6周李陈aＡ（号", "周 李", "李 某店"):
        found.append([r.key for r in zhou.find(zhou.asking(text=text, sort="key")).rows])
        found.append([r.key for r in zhou.find(zhou.asking(respondent=text, sort="key")).rows])
    found.append(zhou.counts())
    for officer in ("zhou", "li", "wang"):
        seat = desk.as_officer(officer)
        found.append([(t.docket, t.group, str(t.what), t.act) for t in seat.today()])
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_engine_keeps_and_answers_the_same(
    seed: int,
    alike: Callable[[int], None],
    address: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register = "11111111-1111-4111-8111-111111111111"
    monkeypatch.setattr(
        opening,
        "create_store",
        lambda url, *rest, **more: create_store(url, *rest, **more, register=register),
    )
    key_file = tmp_path / "identity.key"
    of_engine = []
    for url in ("memory:", str(tmp_path / "register"), f"{address()}&identity_key={key_file}"):
        times = count(1)

        def clock(times: "count[int]" = times) -> datetime:
            return datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI) + timedelta(seconds=next(times))

        alike(seed)
        with opening.found_register(url, demo.founding(), clock=clock, account="test") as desk:
            became = played(desk, seed)
            of_engine.append((became, answers(desk)))
    memory, tiny, postgres = of_engine
    assert tiny[0] == memory[0] == postgres[0]
    assert tiny[1] == memory[1]
    assert postgres[1] == memory[1]
    assert any("refused" not in told for told in memory[0])
