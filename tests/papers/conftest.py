"""The demonstration office on a fixed day, and everything that can be printed of it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from laborcase import acts, demo, printing
from laborcase.acts.wages import SheetSum
from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.parties import Claim, Person, Respondent, Worker
from laborcase.record.docket import OFFICE, Alleged, Docket, fold
from laborcase.record.office import Office
from laborcase.record.papers import PaperState
from laborcase.record.wages import WageInput
from laborcase.values import Fen

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def office() -> Iterator[Desk]:
    """The desk of the institution head in the demonstration office."""
    with demo.office("memory:", lambda: NOW) as desk:
        _with_sums(desk)
        yield desk


def _with_sums(desk: Desk) -> None:
    """One more complaint, with a calculation and a wage sheet."""
    wang = desk.as_officer("wang")
    worker = Worker(name="测试工人", claims=(Claim(amount=Fen(900_00)),))
    key = wang.enter(
        acts.Registered(
            channel="counter",
            received=NOW,
            complainant=Person(name="测试工人", phone="13900000000"),
            respondents=(Respondent(name="周口某制衣有限公司"),),
            facts="拖欠加班工资。",
            allegations=(Alleged(cause="arrears", amount=Fen(900_00)),),
            workers=(worker,),
        )
    ).docket
    inputs = {"monthly": "4350", "worked": "2026-10-01 8"}
    wang.enter(
        acts.WagesCounted(
            what="overtime",
            inputs=tuple(WageInput(name=name, value=value) for name, value in inputs.items()),
            about="W1-1",
        ),
        on=key,
    )
    row = SheetSum(worker="W1", month=NOW.date(), due=Fen(3), paid=Fen(1), found=Fen(2))
    file = desk.add_file(Path(__file__))
    desk.as_officer("li").enter(acts.WageSheetTaken(name="工资表", file=file, sums=(row,)), on=key)


@pytest.fixture(scope="session")
def dockets(office: Desk) -> list[str]:
    """The keys of all its dockets."""
    return [row.key for row in office.find(office.asking(limit=200, sort="key")).rows]


def origin(desk: Desk, key: str, sheet: printing.Sheet) -> printing.Origin:
    """What a sheet is printed from."""

    def other(name: str) -> Docket | None:
        try:
            return desk.docket(name)
        except NotFound:
            return None

    entries = desk.as_officer("guan").docket(OFFICE).entries
    office = fold(entries)
    assert isinstance(office, Office)
    return printing.origin(sheet, desk.docket(key), office, other)


@pytest.fixture(scope="session")
def origins(office: Desk, dockets: list[str]) -> dict[str, printing.Origin]:
    """For every D-code that the demonstration can print, one sheet of it; a proof of service of
    what was served."""
    found: dict[str, printing.Origin] = {}
    for key in dockets:
        for sheet in office.papers(key):
            if sheet.code != "D68" or sheet.state is PaperState.SERVED:
                found.setdefault(sheet.code, origin(office, key, sheet))
    return found
