"""Story 9, month-end twice: a report is asked again after a payment in it was corrected."""

from datetime import date
from pathlib import Path

import pytest

from laborcase.cli import main
from laborcase.desk import Desk
from tests.conftest import Clock

from .conftest import Play
from .doors import step

KEY, CASE = "26-000001", "26-000002"
FIRST, LAST = date(2026, 6, 21), date(2026, 7, 20)
PERFORMED, CORRECTED = 5, 6
"""Entries of the case."""


MADE: dict[str, str] = {}
"""The report of 07-20, as JSON and as a table."""


def the_month_holds_the_payment(desk: Desk, clock: Clock) -> None:
    clock.to("2026-07-20", 17)
    report = desk.as_officer("zhou").figures(FIRST, LAST)
    assert report.figure("recovered").total == 50_000_00
    assert [p.docket for p in report.figure("recovered").parts] == [CASE]
    MADE.update(json=report.json().decode(), csv=report.csv("zh_CN"))


def asked_again_as_known_then_it_is_the_same_to_the_byte(desk: Desk, clock: Clock) -> None:
    again = desk.as_officer("zhou").figures(FIRST, LAST, as_known_on=date(2026, 7, 20))
    assert {"json": again.json().decode(), "csv": again.csv("zh_CN")} == MADE


def today_it_is_45_000_less_and_the_entry_is_named(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    now = zhou.figures(FIRST, LAST)
    assert now.figure("recovered").total == 50_000_00 - 45_000_00
    (difference,) = zhou.figures_changed(FIRST, LAST, date(2026, 7, 20))
    assert (difference.figure, difference.docket) == ("recovered", CASE)
    assert (difference.then, difference.now) == (50_000_00, 5_000_00)
    (entry,) = difference.entries
    assert (entry.n, entry.kind, entry.on) == (CORRECTED, "corrected", date(2026, 8, 3))


STORY = (
    step(
        "2026-06-22 09:00", "wang", "registered", "",
        "channel=counter", "received=2026-06-22 09:00",
        "complainant.name=王某某", "complainant.phone=13900000000",
        "respondents.1.name=周口某快餐店", "facts=三月工资一直没发。",
        "allegations.1.cause=arrears", "allegations.1.start=2026-03-01",
        "allegations.1.end=2026-03-31", "allegations.1.amount=3200",
    ),
    step("2026-06-22 10:00", "zhou", "accepted", KEY, "told_on=2026-06-22"),
    step("2026-06-22 10:10", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    step(
        "2026-07-06 09:00", "li", "ordered", CASE,
        "what=支付工资", "amount=60000", "by=2026-07-17",
    ),
    step("2026-07-06 09:30", "li", "served", CASE, "paper=P1", "receiver=店长"),
    step(
        "2026-07-18 16:00", "li", "performed", CASE,
        "paper=P1", "amount=50000", "workers=4", "complete=false",
    ),
    the_month_holds_the_payment,
    # On 08-03 the payment of 07-18 is corrected from 50,000 to 5,000.
    step(
        "2026-08-03 09:00", "li", "corrected", CASE,
        f"entry={PERFORMED}", "changes.1.path=amount", "changes.1.value=5000",
        "reason=多录一个零",
    ),
    asked_again_as_known_then_it_is_the_same_to_the_byte,
    today_it_is_45_000_less_and_the_entry_is_named,
)  # fmt: skip


async def test_month_end_twice(by_library: Play) -> None:
    await by_library(STORY)


async def test_the_command_line_gives_the_same_bytes_as_known_then(
    by_library: Play, by_command_line: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await by_library(STORY)
    await by_command_line(STORY)
    words = ["--register", str(tmp_path / "register"), "--officer", "zhou", "--lang", "zh_CN"]
    words += ["figures", FIRST.isoformat(), LAST.isoformat()]
    for form, made in MADE.items():
        assert main([*words, "--as-known-on", "2026-07-20", f"--{form}"]) == 0
        assert capsys.readouterr().out.rstrip() == made.rstrip()
        assert main([*words, f"--{form}"]) == 0
        assert capsys.readouterr().out.rstrip() != made.rstrip()
