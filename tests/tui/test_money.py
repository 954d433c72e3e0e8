"""Claims, payments, coordination, contacts and steps on the screens: what a docket shows of them,
and their forms, with real keys."""

from collections.abc import Callable
from datetime import date

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Claim, Identity, Person, Worker
from laborcase.record.complaint import ComplaintStage
from laborcase.record.payments import LineSum
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen


async def opened(p, desk: Desk, key: str) -> DocketScreen:
    screen = DocketScreen(desk, key)
    await p.app.push_screen(screen)
    await p.rest()
    return screen


def told(screen: DocketScreen) -> list[str]:
    """The lines of the facts, in English."""
    return [str(part.text) for part in screen.facts.parts]


async def command(p, typed: str) -> None:
    """Choose something from the list of commands."""
    await p.press("f9")
    await p.type(typed)
    await p.press("enter")
    assert isinstance(p.screen, ActForm)


def three(complaint: Callable[..., acts.Registered]) -> acts.Registered:
    rows = (
        Worker(name="甲", phone="13900000001", claims=(Claim(amount=300_00),)),
        Worker(
            name="乙",
            claims=(
                Claim(amount=200_00, start=date(2026, 3, 1), end=date(2026, 3, 31)),
                Claim(amount=50_00, start=date(2026, 4, 1), end=date(2026, 4, 30)),
            ),
        ),
        Worker(name="丙", claims=(Claim(amount=100_00),)),
    )
    return complaint(workers=rows)


async def test_a_docket_shows_each_workers_sums_and_where_the_money_is(
    program, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(three(complaint)).docket
    wang.enter(acts.WorkerLeft(worker="W3", how="withdrawn", reason="不要了"), on=key)
    wang.enter(
        acts.Paid(sums=(LineSum(line="W2", sum=220_00),), payer="周口某快餐店", means="cash"),
        on=key,
    )
    wang.enter(acts.Agreed(with_whom="周口某快餐店", by=date(2026, 11, 24)), on=key)
    wang.enter(acts.CoordinationOpened(), on=key)
    wang.enter(acts.StepPlanned(what="回访甲", due=date(2026, 11, 25)), on=key)
    async with program(wang, size=(160, 60)) as p:
        screen = await opened(p, wang, key)
        lines = told(screen)
        for line in (
            "Claims: 3 workers",
            "claimed 650.00, paid 220.00, outstanding 330.00 yuan",
            "W1 甲  phone 139****0001: claimed 300.00",
            "W2-1 Wage arrears 2026-03: claimed 200.00, paid 200.00",
            "W2-2 Wage arrears 2026-04: claimed 50.00, paid 20.00",
            "W3 丙: withdraws in writing, 11-23",
            "M1 11-23 220.00 (周口某快餐店, employer), confirmed 0 of 1",
            "opened 11-23",
            "G1 周口某快餐店 is to pay 330.00 by 11-24",
            "S1 11-25 回访甲 (王禾)",
        ):
            assert line in lines, line
        assert "13900000001" not in p.text


async def test_a_broken_promise_and_who_may_be_out_of_contact_stand_out_marked_as_a_setting(
    program, desk: Desk, complaint: Callable[..., acts.Registered], clock
) -> None:
    wang = desk.as_officer("wang")
    quarter = {"start": date(2026, 3, 1), "end": date(2026, 5, 31)}
    rows = (Worker(name="甲", claims=(Claim(amount=9_000_00, **quarter),)),)
    key = wang.enter(complaint(workers=rows)).docket
    wang.enter(acts.Contacted(whom="李老板", reply="promised", by=date(2026, 11, 24)), on=key)
    for day, way in (("2026-11-25", "call"), ("2026-11-26", "call"), ("2026-11-27", "letter")):
        clock.to(day)
        wang.enter(acts.Contacted(whom="李老板", way=way, reply="no_answer"), on=key)
    async with program(wang, size=(160, 60)) as p:
        lines = told(await opened(p, wang, key))
        broken = "! broken promise: G1 李老板 is to pay 9,000.00 by 11-24"
        assert broken in lines
        (crime,) = [line for line in lines if line.startswith("Unpaid sums reach")]
        assert "seen only second-hand" in crime
        assert "No order to pay has lapsed yet." in lines
        (gone,) = [line for line in lines if "out of contact" in line]
        assert gone.startswith("employer: 3 contacts without an answer since 11-25")
        assert "the office's figure, not law" in gone
        assert "11-27 09:00 letter, employer 李老板: no answer (王禾)" in lines


async def test_a_secret_complaints_workers_have_ids_and_sums_but_no_names(
    program, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    key = (
        desk.as_officer("wang")
        .enter(
            complaint(
                identity=Identity.CONFIDENTIAL,
                complainant=Person(name="秘某某", phone="13900000009"),
                workers=(Worker(name="秘某某", claims=(Claim(amount=300_00),)),),
            )
        )
        .docket
    )
    li = desk.as_officer("li")
    async with program(li, size=(160, 60)) as p:
        lines = told(await opened(p, li, key))
        assert "W1: claimed 300.00" in lines
        await p.press("ctrl+r")
        assert "秘某某" not in p.text


async def test_a_payment_is_typed_worker_by_worker_and_an_odd_sum_is_asked_about(
    program, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(three(complaint)).docket
    async with program(wang, size=(120, 50)) as p:
        await opened(p, wang, key)
        await command(p, "paid")
        for line in ("W1-1 甲", "W2-1 乙", "W2-2 乙", "W3-1 丙"):
            assert line in p.text
        # The sum of the first row is the first empty cell; the others stay without one.
        await p.type("400")
        await p.press("tab")
        await p.type("shop")
        await p.press("tab")
        await p.rest()
        (question,) = p.screen.looked.reasons
        assert "400.00 would be paid, more than the 300.00 claimed" in question.text
        assert not question.soft
        assert wang.complaint(key).claims.payments == ()
        p.screen.show_field("nevertheless")
        await p.type("with April")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    (payment,) = wang.complaint(key).claims.payments
    assert [(s.line, s.sum) for s in payment.sums] == [("W1-1", 400_00)]
    assert payment.payer == "shop"


async def test_the_forms_of_coordination_say_how_many_days_are_left(
    program, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with program(wang, size=(160, 45)) as p:
        await opened(p, wang, key)
        await command(p, "agreed")
        assert [str(part.text) for part in p.screen.query_one(".limits").parts] == [
            "No limit stands still meanwhile:",
            "Acceptance, 5 working days: 11-30, 5 working days left",
            "Henan filing decision, 7 days: 11-30, 7 d left",
        ]
    async with program(wang, lang="zh_CN", size=(160, 45)) as p:
        await opened(p, wang, key)
        await command(p, "agreed")
        assert "协调期间各项期限照常计算" in p.text
        assert "受理 5 个工作日" in p.text


async def test_paid_at_the_counter_through_the_keys(
    program, desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    """Story 1 from the promise on: call, payment with the worker's signature, the head's end."""
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    async with program(wang, size=(120, 60)) as p:
        await opened(p, wang, key)
        await command(p, "contacted")
        p.screen.show_field("whom")
        await p.type("owner")
        p.screen.show_field("reply")
        await p.press("2")
        p.screen.show_field("by")
        await p.type("+3")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
        await command(p, "paid")
        await p.type("3200")
        p.screen.show_field("payer")
        await p.type("owner")
        p.screen.show_field("confirmed")
        await p.press("2")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    (contact,) = wang.complaint(key).contacts
    assert contact.reply == "promised"
    assert wang.complaint(key).claims.payments[0].agreement == "G1"
    assert wang.complaint(key).agenda == ()
    async with program(zhou, size=(120, 60)) as p:
        await opened(p, zhou, key)
        await command(p, "settled_without")
        await p.type("paid and signed for")
        for name in ("no_crime", "no_others"):
            p.screen.show_field(name)
            await p.press("1")
        p.screen.show_field("told_on")
        await p.type("today")
        await p.press("ctrl+s")
        assert isinstance(p.screen, DocketScreen)
    assert zhou.complaint(key).stage is ComplaintStage.SETTLED
