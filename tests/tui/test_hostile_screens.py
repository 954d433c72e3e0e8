"""Every screen of the program on a register in which every name is a hostile text.

Such texts are refused when they are typed today, but history is never judged again: a register may
hold them from a program of before.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from textual.screen import Screen

from laborcase import acts, codec
from laborcase.desk import Desk
from laborcase.law import basis
from laborcase.opening import found_register
from laborcase.parties import Certificate, Claim, Officer, Person, Respondent, Site, Worker
from laborcase.record.docket import Alleged
from laborcase.record.tickets import Arrival, Channel
from laborcase.values import typed
from laborcase.visible import visible
from laborcase.words import say
from tui.app import LaborcaseApp
from tui.base import Failure
from tui.commands import Commands, form_of
from tui.drafts import Draft, Drafts
from tui.screens.docket import DocketScreen, EntryView
from tui.screens.draft_list import DraftList
from tui.screens.figures import Report
from tui.screens.first_run import FirstRun
from tui.screens.help import Help
from tui.screens.identity import Purpose
from tui.screens.joint import Joint
from tui.screens.law import CitingDockets, LawScreen
from tui.screens.leaving import Leavers, Leaving
from tui.screens.moved import MovedDates
from tui.screens.officers import Officers
from tui.screens.papers import Papers
from tui.screens.suggestion import Escalation, PackageView
from tui.screens.today import Today
from tui.screens.why import Why
from tui.screens.worklist import Worklist

from .conftest import CaptureDriver, Program

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
NASTY = "[@click=app.quit()]点[/]\x1b]0;t\x07\x1b[2J\x9b2J\u202e\u200b[/"
"""What everything bears of which there is but one."""
CASE, COMPLAINT = "26-000002", "26-000001"


@pytest.fixture(scope="module")
def texts(hostile: list[str]) -> list[str]:
    """The corpus, but for what no ledger can hold (lone surrogates, NUL) and what is longer than a
    name."""
    return [
        t for t in hostile if t.strip() and len(t) <= 200 and not re.search("[\0\ud800-\udfff]", t)
    ]


@pytest.fixture(scope="module")
def desk(texts: list[str]) -> Iterator[Desk]:
    """The desk of the head of a zone, with a case, its complaint, and one docket for each text."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("_UNFIT_IN_LINE", "_UNFIT_IN_TEXT"):
                patch.setattr(typed, name, re.compile("(?!)"))
            founded = found_register("memory:", _office(texts), clock=lambda: NOW, account="test")
            desk = stack.enter_context(founded)
            _fill(desk, texts)
        yield desk.as_officer("zhou")


def _office(texts: list[str]) -> acts.Founded:
    raw = tomllib.loads((ROOT / "laborcase" / "data" / "demo.toml").read_text("utf-8"))
    act = codec.read_act("founded", raw)
    assert isinstance(act, acts.Founded)
    authorities = (
        evolve(a, name=f"{n}{NASTY}", words=f"{n}{NASTY}", court=NASTY, review_by=NASTY,
               bodies=tuple(evolve(b, name=f"{n}{NASTY}") for b in a.bodies))
        for n, a in enumerate(act.authorities)
    )  # fmt: skip
    certificate = Certificate(number=NASTY, start=date(2024, 1, 1), end=date(2029, 12, 31))
    further = (
        Officer(id=f"o{n}", name=text, authority="zone", body="zone-brigade",
                positions=("inspector",), certificates=(evolve(certificate, number=text),))
        for n, text in enumerate(texts)
    )  # fmt: skip
    return evolve(
        act,
        name=NASTY,
        authorities=tuple(authorities),
        joint_offices=tuple(evolve(j, name=NASTY) for j in act.joint_offices),
        officers=(*(evolve(o, name=f"{o.id}{NASTY}") for o in act.officers), *further),
        settings=evolve(
            act.settings,
            series=tuple(evolve(s, word=f"{s.word}{NASTY}") for s in act.settings.series),
        ),
    )


def _rows(texts: list[str], width: int) -> list[list[str]]:
    """The texts in rows, the last one filled up."""
    filled = texts + texts[:1] * (-len(texts) % width)
    return [filled[at : at + width] for at in range(0, len(filled), width)]


def _registered(texts: list[str], one: str, n: int = 0) -> acts.Registered:
    return acts.Registered(
        channel=Channel.HOTLINE_12345,
        received=NOW,
        complainant=Person(name=one, phone="13900000000", address=one, occupation=one),
        respondents=tuple(
            Respondent(name=a, representative=b, post=c, address=d)
            for a, b, c, d in _rows(texts, 4)
        ),
        site=Site(address=one, project=one, regulator=one),
        workers=tuple(
            Worker(name=a, occupation=b, claims=(Claim(amount=100, start=date(2026, 3, 1)),))
            for a, b in _rows(texts, 2)
        ),
        allegations=(Alleged(cause="arrears", start=date(2026, 3, 1), detail=one),),
        facts=one,
        ticket=Arrival(number=f"T{n} {one}", raw=one),
    )


def _fill(desk: Desk, texts: list[str]) -> None:
    wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))
    wang.enter(_registered(texts, NASTY))
    zhou.enter(acts.Accepted(told_on=NOW.date()), on=COMPLAINT)
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=CASE)
    for n, t in enumerate(texts, 1):
        li.enter(acts.Noted(text=t), on=CASE)
        wang.enter(acts.Noted(text=t), on=COMPLAINT)
        wang.enter(_registered([t], t, n))
    for t in texts[::12]:
        li.enter(acts.InquiryIssued(whom=t, items=t, by=NOW.date() + timedelta(days=3)), on=CASE)
        li.enter(acts.Contacted(whom=t, reply="reached", said=t), on=CASE)
        li.enter(acts.StepPlanned(what=t, due=NOW.date() + timedelta(days=1)), on=CASE)
        li.enter(acts.EvidenceAdded(name=t, origin=t), on=CASE)
    li.enter(acts.Served(paper="P1", receiver=NASTY), on=CASE)
    li.enter(acts.Asked(what="guidance", reasons_given=NASTY), on=CASE)
    li.enter(acts.CriterionNoted(criterion="C08", holds=True, why=NASTY), on=CASE)
    li.propose(acts.Preserved(name=NASTY, reason=NASTY), on=CASE, opinion=NASTY)


# ------------------------------------------------------------------ the screens

Opens = Callable[[Desk, list[str], Screen[Any]], Screen[Any]]


def _form(kind: str, officer: str = "zhou", on: str = CASE, **prefill: str) -> Opens:
    """The form of an act, with what is typed in it."""
    return lambda desk, texts, below: form_of(
        desk.as_officer(officer), kind, "" if kind == "registered" else on, None, prefill
    )


def _drafts(desk: Desk, texts: list[str], below: Screen[Any]) -> Screen[Any]:
    for t in texts:
        typed = {"facts": t, "respondents.1.name": t}
        draft = Draft(
            kind="registered", register=desk.register, officer=desk.officer.id, fields=typed
        )
        Drafts().save(draft, NOW)
    return DraftList(desk)


def _moved(desk: Desk, texts: list[str], below: Screen[Any]) -> Screen[Any]:
    said = [say("{key} ({number})", key=CASE, number=t) for t in texts]
    return MovedDates(SimpleNamespace(moved_in_words=lambda lang: said))  # type: ignore[arg-type]


def _entry(n: int, of: str) -> Opens:
    def opens(desk: Desk, texts: list[str], below: Screen[Any]) -> Screen[Any]:
        docket = desk.docket(of)
        return EntryView(docket, docket.entries[n - 1], desk.office, desk, True)

    return opens


SCREENS: dict[str, Opens] = {
    "worklist": lambda desk, texts, below: Worklist(),
    "today": lambda desk, texts, below: Today(desk.as_officer("li")),
    "docket of a case": lambda desk, texts, below: DocketScreen(desk, CASE),
    "docket of a complaint": lambda desk, texts, below: DocketScreen(desk, COMPLAINT),
    "entry": _entry(1, COMPLAINT),
    "intake": _form("registered", "wang", **{"respondents.1.name": "x"}),
    "act form": _form("served", "li", receiver=NASTY),
    "assign": _form("assigned"),
    "close": _form("closed", result=NASTY),
    "correction": _form("corrected", "wang", COMPLAINT, entry="1"),
    "which entry": _form("corrected", "wang", COMPLAINT),
    "taking back": _form("taken_back", "wang", COMPLAINT),
    "hand-over": _form("asked", "zhou"),
    "answer": _form("answered", "wu"),
    "money": _form("paid", "li"),
    "sums": _form("sums_verified", "li"),
    "sign": _form("signed", "ma"),
    "leavers": lambda desk, texts, below: Leavers(desk),
    "leaving": lambda desk, texts, below: Leaving(desk, "li"),
    "officers": lambda desk, texts, below: Officers(desk, free=True),
    "drafts": _drafts,
    "identity": lambda desk, texts, below: Purpose(),
    "law": lambda desk, texts, below: LawScreen(desk, ("jc-26-1",)),
    "citing": lambda desk, texts, below: CitingDockets(desk, basis("jc-26-1")),
    "joint": lambda desk, texts, below: Joint(desk),
    "escalation": lambda desk, texts, below: Escalation(desk, CASE),
    "package": lambda desk, texts, below: PackageView(desk, CASE),
    "why": lambda desk, texts, below: Why(desk, CASE),
    "papers": lambda desk, texts, below: Papers(desk, CASE),
    "papers of a complaint": lambda desk, texts, below: Papers(desk, COMPLAINT),
    "figures": lambda desk, texts, below: Report(desk),
    "help": lambda desk, texts, below: Help(below),
    "moved": _moved,
    "first start": lambda desk, texts, below: FirstRun(NASTY),
    "palette": lambda desk, texts, below: Commands(below),
}


OVER_A_DOCKET = {"help", "palette"}
WHOLE = {
    "docket of a complaint", "which entry", "taking back", "leavers", "leaving", "officers",
    "drafts", "papers", "papers of a complaint", "moved",
}  # fmt: skip
"""Screens that show every text whole; the others cut some, or show a few of them at a time."""


def _squeezed(text: str) -> str:
    """A text without white space, signs of it, and the frames of windows."""
    return re.sub("[\\s\u2409\u240a\u240d\u2500-\u259f]", "", text)


@pytest.mark.parametrize("name", SCREENS)
async def test_no_screen_lets_a_hostile_register_through(
    monkeypatch, desk: Desk, texts: list[str], sent_nothing_forbidden, name: str
) -> None:
    monkeypatch.setattr(LaborcaseApp, "on_mount", lambda self: None)  # no worklist below each
    app = LaborcaseApp(desk, lang="en", demo=True, driver_class=CaptureDriver)
    async with app.run_test(headless=False, size=(150, 180), notifications=True) as pilot:
        p = Program(app, pilot)
        if name in OVER_A_DOCKET:
            await app.push_screen(DocketScreen(desk, CASE))
            await p.rest()
        screen = SCREENS[name](desk, texts, app.screen)
        await app.push_screen(screen)
        await p.rest()
        if name in WHOLE:
            shown = _squeezed(p.text)
            short = [t for t in texts if len(t) < 20]
            assert len(short) > 90
            assert [t for t in short if _squeezed(visible(t.strip())) not in shown] == []
        for strip in p.screen._compositor.render_strips():
            for style in (segment.style for segment in strip if segment.style is not None):
                assert style.link is None
                assert "app.quit" not in str(style.meta)
        await p.press("down", "tab", "end")
        assert not isinstance(p.screen, Failure)
        assert screen in app.screen_stack
        assert app.is_running
        sent_nothing_forbidden(app)
