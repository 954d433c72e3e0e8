"""Fixtures for all tests: a fixed clock, the sample office, desks of its officers."""

import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import settings

from laborcase import acts, codec, law, opening
from laborcase.desk import Desk
from laborcase.opening import found_register
from laborcase.parties import Person, Respondent, Worker
from laborcase.record.complaint import Channel
from laborcase.record.docket import Alleged
from laborcase.record.office import Office
from tests.canaries import RARE, files_that_name

# A property says what holds, not how fast: a slow machine fails none of them.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

ROOT = Path(__file__).parent.parent
SHANGHAI = ZoneInfo("Asia/Shanghai")


NAMED: list[str] = []
"""Tests that printed or logged the name of somebody who must stay unknown."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Looks through what a test printed and logged."""
    if any(word in text for _, text in report.sections for word in RARE):
        NAMED.append(report.nodeid)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_behind_names_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """The sweep after the last test: no file that any test left behind (registers, snapshots,
    drafts, logs, papers, exports, lists), nothing that was printed or logged, and nothing that is
    drawn or described in the repository holds a canary."""
    yield
    assert files_that_name(tmp_path_factory.getbasetemp()) == []
    assert [n for n in ("schemas", "examples", "laborcase", "tui")
            if files_that_name(ROOT / n)] == []  # fmt: skip
    goldens = [f for folder in ROOT.glob("tests/**/golden") for f in files_that_name(folder)]
    assert goldens == []
    assert NAMED == []


WITH_A_SERVER: set[str] = set()
"""Tests that work with a database server, which is reached over sockets."""
GOES_OUT = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.getnameinfo",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Notes which tests work with a server."""
    servers = {"server", "server_16", "database", "address", "address_16", "guarded", "own_server"}
    for item in items:
        if servers & set(getattr(item, "fixturenames", ())) or "postgres" in item.nodeid:
            WITH_A_SERVER.add(item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def nothing_goes_out() -> Iterator[None]:
    """Nothing in the whole suite opens a connection but what works with a server: no address is
    asked for, none is connected to, none is listened on."""
    went: list[tuple[str, str]] = []

    def watch(event: str, args: object) -> None:
        if event in GOES_OUT:
            test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
            if test not in WITH_A_SERVER:
                went.append((test, event))

    sys.addaudithook(watch)
    yield
    assert went == []


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def to(self, day: str, hour: int = 9) -> None:
        self.now = datetime.fromisoformat(day).replace(hour=hour, tzinfo=SHANGHAI)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI))


@pytest.fixture
def founding() -> acts.Founded:
    raw = tomllib.loads((ROOT / "laborcase" / "data" / "demo.toml").read_text("utf-8"))
    act = codec.read_act("founded", raw)
    assert isinstance(act, acts.Founded)
    return act


@pytest.fixture
def desk(founding: acts.Founded, clock: Clock) -> Iterator[Desk]:
    """The administrator's desk of a register in memory; ``as_officer("wang")`` changes seat."""
    with found_register("memory:", founding, clock=clock, account="test") as desk:
        yield desk


@pytest.fixture
def complaint(clock: Clock) -> Callable[..., acts.Registered]:
    """Makes an ordinary complaint; every field can be given anew. Where workers claim sums, the
    allegation names none of its own."""

    def make(**fields: object) -> acts.Registered:
        own = any(w.claims for w in cast("tuple[Worker, ...]", fields.get("workers", ())))
        given: dict[str, object] = {
            "channel": Channel.COUNTER,
            "received": clock.now,
            "complainant": Person(name="王某某", phone="13900000000"),
            "respondents": (Respondent(name="周口某快餐店"),),
            "facts": "三月工资一直没发。",
            "allegations": (
                Alleged(
                    cause="arrears",
                    start=date(2026, 3, 1),
                    end=date(2026, 3, 31),
                    amount=None if own else 320_000,
                ),
            ),
            **fields,
        }
        return acts.Registered(**given)

    return make


@pytest.fixture
def older(
    founding: acts.Founded,
    complaint: Callable[..., acts.Registered],
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[int], str]:
    """``older(n)``: the folder of a register with n complaints, its dates computed by law data
    under which the Henan filing decision took 4 days."""

    def make(count: int) -> str:
        url = str(tmp_path / "older")
        rules = [evolve(r, length=4) if r.id == "henan-file-7d" else r for r in law.rules()]
        with monkeypatch.context() as patch:
            patch.setattr(Office, "clocks", tuple(rules))
            patch.setattr(opening, "rules_hash", lambda: "older")
            with found_register(url, founding, clock=clock, account="test") as desk:
                seat = desk.as_officer("wang")
                desk.enter_many([(seat, complaint(), "") for _ in range(count)])
        return url

    return make


@pytest.fixture
def case(desk: Desk, complaint: Callable[..., acts.Registered], clock: Clock) -> str:
    """A case with its pair (li leads, chen assists), by its key; its complaint is 26-000001."""
    key = desk.as_officer("wang").enter(complaint()).docket
    opened = desk.as_officer("zhou").enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=opened)
    return opened


@pytest.fixture
def fined(desk: Desk, case: str, clock: Clock) -> str:
    """A case with a served penalty decision, P2, of 5,000.00."""
    li = desk.as_officer("li")
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    li.enter(acts.AdvanceNotice(intended="拟罚款"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Defended(views="无异议"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    desk.as_officer("ma").enter(
        acts.Decided(
            outcome="penalty",
            findings=(finding,),
            content="罚款五千元",
            fine=5_000_00,
            by=date(2026, 12, 8),
        ),
        on=case,
    )
    li.enter(acts.Served(paper="P2", receiver="店长"), on=case)
    return case
