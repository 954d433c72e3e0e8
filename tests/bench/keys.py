"""How many keys it takes from Today to the form of each of the twenty commonest acts, besides typed
text: ``python tests/bench/keys.py [en|zh_CN]`` prints the table as JSON.

Each act is played by key presses on the longest way there is: its docket is none of the lines of
Today, so its number is typed into the finder; the docket is read; then comes the act's own key
there, or F9 and its name. A line of Today that is about the act itself opens it with Enter alone.
"""

import asyncio
import json
import sys
from contextlib import contextmanager, suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.widgets import Input
from textual.worker import WorkerCancelled

from laborcase import acts, demo
from laborcase.parties import Person, Respondent
from laborcase.words import speak
from tui.app import LaborcaseApp
from tui.screens.docket import STEPS, DocketScreen
from tui.screens.form import Form
from tui.screens.today import Today

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))

# No published figure counts acts. What is common follows from what every matter goes through: the
# course of a case in the working systems (register, approve filing, assign, inquire, order, close),
# the papers that each case file must hold (inquiry, interview, on-site record, evidence, order,
# proof of service, closing), and from where the work comes from: most of it are wages, by hotline,
# most of them settled by telephone before or beside a case.
COMMONEST = (
    # (kind, officer)
    ("registered", "wang"),  # the registration form, one for each matter
    ("contacted", "wang"),  # calls to employer and worker, several for each matter
    ("noted", "wang"),
    ("ticket_contacted", "wang"),  # hotline and platform want both, one of each for a ticket
    ("ticket_answered", "wang"),
    ("supplement_asked", "wang"),
    ("disposed", "wang"),  # guided, referred, forwarded: what is no matter of inspection
    ("paid", "wang"),  # wages, the commonest cause, worker by worker
    ("settled_without_filing", "zhou"),
    ("accepted", "zhou"),  # the filing approval, one for each case
    ("assigned", "zhou"),
    ("signed", "zhou"),  # every proposal, once or twice
    ("inquiry_issued", "li"),  # the papers of every case file
    ("interviewed", "li"),
    ("site_recorded", "li"),
    ("evidence_added", "li"),
    ("ordered", "li"),
    ("served", "li"),  # each paper, with its proof
    ("performed", "li"),
    ("closed", "zhou"),
)
"""The twenty commonest acts of an inspection office, and an officer who does each."""


@contextmanager
def office():
    """The demonstration, and beside it what it has none of: a ticket whose caller nobody has spoken
    to, a complaint paid and confirmed, a proposal to sign, a paper to serve."""
    with demo.office("memory:", lambda: NOW) as desk:
        wang, li, zhou = (desk.as_officer(one) for one in ("wang", "li", "zhou"))

        def registered(**more):
            act = acts.Registered(
                received=NOW, complainant=Person(name="邹某"), facts="工资没发。",
                respondents=(Respondent(name="周口某餐馆"),),
                allegations=({"cause": "arrears", "amount": 1_000_00},), **more,
            )  # fmt: skip
            return wang.enter(act).docket

        registered(channel="hotline_12345", ticket={"number": "2026112300099"})
        paid = registered(channel="counter")
        sums = ({"line": "W1", "sum": 1_000_00},)
        wang.enter(acts.Paid(sums=sums, payer="店主", confirmed="signature"), on=paid)
        accepted = acts.Accepted(told_on=NOW.date())
        case = zhou.enter(accepted, on=registered(channel="counter")).opened
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
        li.enter(acts.InquiryIssued(whom="周口某餐馆", items="工资表"), on=case)
        li.propose(
            acts.Extended(clock="investigate-60wd", reason="案情复杂"), on=case, opinion="情况属实"
        )
        yield desk


def docket_for(desk, kind):
    """A docket in which the officer at the desk can do such an act now."""
    rows = desk.find(desk.asking(sort="key", limit=200)).rows
    for row in rows:
        if any(p.kind == kind and not p.reasons for p in desk.permitted(row.key)):
            return row.key
    raise SystemExit(f"no docket takes {kind}")


class Keyboard:
    """The program, with keys that are counted and text that is not."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot
        self.pressed = []

    async def rest(self):
        """Until what a key set going is done and drawn."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, key):
        self.pressed.append(key)
        await self.pilot.press(key)
        await self.rest()

    async def type(self, text):
        """Text goes in at once, as a paste does: it is not what is counted."""
        self.pressed.append(f"<{text}>")
        assert isinstance(self.app.focused, Input)
        self.app.focused.insert_text_at_cursor(text)
        await self.rest()

    @property
    def count(self):
        """The keys besides typed text."""
        return sum(not key.startswith("<") for key in self.pressed)

    def opened(self, kind):
        """Whether the form of this act stands there."""
        screen = self.app.screen
        return isinstance(screen, Form) and screen.cls.kind == kind


async def way(keys, desk, kind, lang):
    """The keys from this officer's Today to the form of an act."""
    title, app = speak(acts.ACTS[kind].title, lang), keys.app
    keys.pressed = []
    app.sit(desk)
    await keys.rest()
    assert isinstance(app.screen, Today)
    if kind == "registered":
        await keys.press("f2")
    else:
        await keys.press("slash")
        await keys.type(docket_for(desk, kind))
        await keys.press("enter")
        assert isinstance(app.screen, DocketScreen)
        own = next((key for key, _, kinds in STEPS if kind in kinds), None)
        if own is not None:
            await keys.press(own)
        else:
            await keys.press("f9")
            await keys.type(title)
            await keys.press("enter")
    if not keys.opened(kind):
        raise SystemExit(f"{keys.pressed} opens {app.screen}, not {kind}")
    return {"act": kind, "title": title, "count": keys.count, "keys": " ".join(keys.pressed)}


async def ways(lang="en"):
    """The way to each of the twenty, one after another."""
    with office() as desk:
        app = LaborcaseApp(desk, lang=lang)
        async with app.run_test(size=(80, 24)) as pilot:
            keys = Keyboard(app, pilot)
            return [await way(keys, desk.as_officer(one), kind, lang) for kind, one in COMMONEST]


def table(lang="en"):
    """The way to each of the twenty, and how many keys the longest takes."""
    found = asyncio.run(ways(lang))
    return {"longest": max(one["count"] for one in found), "ways": found}


if __name__ == "__main__":
    print(json.dumps(table(*sys.argv[1:]), indent=2, ensure_ascii=False))
