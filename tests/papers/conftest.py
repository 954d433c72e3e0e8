"""The demonstration office on a fixed day, and everything that can be printed of it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from laborcase import demo, printing
from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.record.docket import OFFICE, Docket, fold
from laborcase.record.office import Office
from laborcase.record.papers import PaperState

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def office() -> Iterator[Desk]:
    """The desk of the institution head in the demonstration office."""
    with demo.office("memory:", lambda: NOW) as desk:
        yield desk


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
