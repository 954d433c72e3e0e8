"""Story 9, Month-end twice: a report is asked again after a payment in it was corrected."""

from collections.abc import Callable
from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk

FIRST, LAST = date(2026, 6, 21), date(2026, 7, 20)


@pytest.fixture
def paid(desk: Desk, complaint: Callable[..., acts.Registered], clock) -> str:
    """A case of June in which 50,000 were entered as paid on 07-18."""
    clock.to("2026-06-22")
    wang, zhou, li = (desk.as_officer(one) for one in ("wang", "zhou", "li"))
    key = wang.enter(complaint(received=clock.now)).docket
    case = zhou.enter(acts.Accepted(told_on=clock.now.date()), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    clock.to("2026-07-06")
    li.enter(acts.Ordered(what="支付工资", amount=60_000_00, by=date(2026, 7, 17)), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    clock.to("2026-07-18", 16)
    part = acts.Performed(paper="P1", amount=50_000_00, workers=4, complete=False)
    li.enter(part, on=case)
    return case


def test_month_end_twice(desk: Desk, paid: str, clock) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    clock.to("2026-07-20", 17)
    report = zhou.figures(FIRST, LAST)
    assert report.figure("recovered").total == 50_000_00
    assert [p.docket for p in report.figure("recovered").parts] == [paid]
    made = report.json(), report.csv("zh_CN")

    # On 08-03 the payment of 07-18 is corrected from 50,000 to 5,000.
    clock.to("2026-08-03")
    performed = next(e.n for e in li.docket(paid).entries if e.act.kind == "performed")
    change = acts.Change(path="amount", value="500000")
    corrected = acts.Corrected(entry=performed, changes=(change,), reason="多录一个零")
    commit = li.enter(corrected, on=paid)

    again = zhou.figures(FIRST, LAST, as_known_on=date(2026, 7, 20))
    assert (again.json(), again.csv("zh_CN")) == made, "to the byte"
    now = zhou.figures(FIRST, LAST)
    assert now.figure("recovered").total == 50_000_00 - 45_000_00
    (difference,) = zhou.figures_changed(FIRST, LAST, date(2026, 7, 20))
    assert (difference.figure, difference.docket) == ("recovered", paid)
    assert (difference.then, difference.now) == (50_000_00, 5_000_00)
    (entry,) = difference.entries
    assert (entry.n, entry.kind, entry.on) == (
        dict(commit.dockets)[paid], "corrected", date(2026, 8, 3),
    )  # fmt: skip
