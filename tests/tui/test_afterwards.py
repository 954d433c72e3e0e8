"""What follows a decision, and what cannot wait, on the screens: lines of the docket, and keys."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Site
from tests.tui.test_docket import opened, told
from tui.screens.act_form import ActForm
from tui.screens.close import Close
from tui.screens.intake import Intake

NAME = "小某娟"


@pytest.fixture
def eventful(desk: Desk, fined: str) -> str:
    """A fined case with a review, a part payment, a publication, a letter and a child."""
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.FinePaid(paper="P2", amount=2_000_00, receipt="001"), on=fined)
    li.enter(acts.RemedyLodged(what="review", about=("P2",), organ="周口市人民政府"), on=fined)
    ma.enter(acts.Published(ground="wages", paper="P2", where="局网站", content="……"), on=fined)
    li.enter(acts.AssistanceAsked(organ="市住建局", items="施工许可"), on=fined)
    child = acts.ChildFound(
        name=NAME, born=date(2012, 7, 5), how_known="police", since=date(2026, 9, 4)
    )
    li.enter(child, on=fined)
    return fined


async def test_the_docket_tells_what_followed_in_short_lines(
    program, desk: Desk, eventful: str
) -> None:
    li = desk.as_officer("li")
    async with program(li, size=(160, 45)) as p:
        facts = told(await opened(p, li, eventful))
    for line in (
        "! urgent: child labour",
        "C1 found 11-23, 14 years old, at work since 2026-09-04",
        "2 whole months and 19 days",
        "B1 市住建局 周开人社监协字〔2026〕第0001号, asked 11-23: no answer yet",
        "M1 administrative review, 周口市人民政府, 11-23, against P2, pending",
        "Fine of 周开人社监罚字〔2026〕第0001号: 5,000.00 yuan, paid 2,000.00 yuan",
        "G1 published 11-23: larger wage arrears",
        "- Fine of 周开人社监罚字〔2026〕第0001号: 3,000.00 yuan not paid.",
        "- 周开人社监罚字〔2026〕第0001号 is not reported upward.",
    ):
        assert line in facts
    assert NAME not in facts
    assert "2012" not in facts, "an age, not the birth date"


async def test_the_form_of_a_duty_opens_filled_in_from_the_closing(
    program, desk: Desk, fined: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        await p.app.push_screen(Close(zhou, "closed", fined, None))
        await p.rest()
        p.screen.query_one("#duties").focus()
        await p.press("home", "enter")
        assert isinstance(p.screen, ActForm)
        assert p.screen.cls.kind == "fine_paid"
        assert p.screen.fields["paper"].text == "P2"


async def test_a_fine_is_paid_by_keys(program, desk: Desk, fined: str) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await p.app.push_screen(ActForm(li, "fine_paid", fined, None))
        await p.rest()
        p.screen.fields["amount"].go()
        await p.type("5000")
        p.screen.fields["receipt"].go()
        await p.type("001")
        await p.press("ctrl+s")
    assert li.case(fined).sanctions.fine("P2").left == 0


async def test_why_it_is_urgent_is_ticked_at_the_counter(program, desk: Desk) -> None:
    wang = desk.as_officer("wang")
    async with program(wang) as p:
        await p.app.push_screen(Intake(wang))
        await p.rest()
        form = p.screen
        for path, text in (
            ("complainant.name", "王某"),
            ("site.address", "鞋厂"),
            ("facts", "有人要跳楼"),
        ):
            form.fields[path].go()
            await p.type(text)
        form.fields["urgencies"].go()
        await p.press("5")
        await p.press("ctrl+s")
    (row,) = wang.find(wang.asking()).rows
    assert (row.urgent, row.urgent_step) == (1, 1)
    assert wang.complaint(row.key).urgency.kinds == ("suicide",)
    assert wang.complaint(row.key).site == Site(address="鞋厂")
