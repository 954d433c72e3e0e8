"""What an allegation claims and what its workers' lines add up to: where the two differ it is asked
why, and the complaint form prints both sums with the difference."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.parties import Claim, Identity, Person, Worker
from laborcase.record.docket import Alleged
from laborcase.record.tickets import Arrival, Channel

Make = Callable[..., acts.Registered]
WHY = "王某某另有二百元报销款，不在名单内"
MARCH = {"start": date(2026, 3, 1), "end": date(2026, 3, 31)}


def row(name: str, *sums: int | None) -> Worker:
    claims = tuple(Claim(cause="arrears", amount=sum_, **MARCH) for sum_ in sums)
    return Worker(name=name, phone="13900000000", claims=claims)


def of(amount: int, *rows: Worker, complaint: Make, **fields: object) -> acts.Registered:
    alleged = Alleged(cause="arrears", amount=amount, **MARCH)
    return complaint(allegations=(alleged,), workers=rows, **fields)


def test_another_sum_than_that_of_the_lines_is_a_question_that_names_both(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    told = of(320_000, row("王某某", 300_000), complaint=complaint)
    with pytest.raises(Refused) as error:
        wang.enter(told)
    (reason,) = error.value.reasons
    for figure in ("3,200.00", "3,000.00", "200.00", "A1"):
        assert figure in reason.text
    assert reason.path == "nevertheless"
    key = wang.enter(evolve(told, nevertheless=WHY)).docket
    (differing,) = wang.complaint(key).unequal
    assert (differing.stated, differing.listed) == (320_000, 300_000)


def test_sums_that_agree_or_are_not_all_known_yet_are_not_asked_about(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    for rows in (
        (row("王某某", 200_000, 120_000),),
        (row("王某某", 200_000), row("李某某", 120_000)),
        (row("王某某", 200_000), row("李某某", None)),
        (row("王某某"), row("李某某")),
        (),
    ):
        assert wang.check(of(320_000, *rows, complaint=complaint)) == ()
    alleged = Alleged(cause="arrears", amount=320_000, workers=2, **MARCH)
    one_of_two = complaint(allegations=(alleged,), workers=(row("王某某", 200_000),))
    assert wang.check(one_of_two) == ()
    too_much = (row("王某某", 330_000), row("李某某", None))
    assert wang.check(of(320_000, *too_much, complaint=complaint))


def test_an_allegation_that_no_line_claims_would_be_missing_from_the_total(
    desk: Desk, complaint: Make
) -> None:
    alleged = (
        Alleged(cause="arrears", amount=320_000),
        Alleged(cause="overtime_pay", amount=50_000),
    )
    told = complaint(allegations=alleged, workers=(row("王某某", 320_000),))
    (reason,) = desk.as_officer("wang").check(told)
    assert "A2" in reason.text
    assert "500.00" in reason.text


def test_a_correction_by_which_they_come_to_differ_is_asked_about(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(of(300_000, row("王某某", 300_000), complaint=complaint)).docket
    wrong = acts.Change(path="allegations.1.amount", value="320000")
    mended = acts.Corrected(entry=1, changes=(wrong,), reason="听错")
    with pytest.raises(Refused, match=r"3,200\.00.*3,000\.00"):
        wang.enter(mended, on=key)
    because = acts.Change(path="nevertheless", value=f'"{WHY}"')
    wang.enter(evolve(mended, changes=(wrong, because)), on=key)
    assert wang.complaint(key).sums_differ == WHY


def test_a_ticket_that_joins_lines_by_which_they_come_to_differ_is_asked_about(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(of(300_000, row("王某某", 300_000), complaint=complaint)).docket
    ticket = Arrival(channel=Channel.PETITION)
    more = acts.TicketAttached(ticket=ticket, workers=(row("李某某", 100_000),))
    with pytest.raises(Refused, match=r"3,000\.00.*4,000\.00"):
        wang.enter(more, on=key)
    wang.enter(evolve(more, nevertheless="李某某后到"), on=key)
    again = acts.TicketAttached(ticket=ticket, new="又来电催办")
    wang.enter(again, on=key)  # what was answered is not asked again
    assert wang.complaint(key).sums_differ == "李某某后到"


def test_the_complaint_form_prints_the_difference_and_why(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    told = of(320_000, row("王某某", 300_000), complaint=complaint, nevertheless=WHY)
    paper = wang.paper(wang.enter(told).docket, "D01")
    (line,) = (x for x in paper.splitlines() if WHY in x)
    assert line.split()[:4] == ["1", "3,200.00", "3,000.00", "200.00"]
    plain = wang.paper(wang.enter(complaint()).docket, "D01")
    assert "相差" not in plain


def test_of_a_confidential_complaint_sums_are_asked_about_and_nobody_is_named(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    told = of(
        320_000, row("王某某", 150_000), row("李某某", 150_000), complaint=complaint,
        identity=Identity.CONFIDENTIAL, complainant=Person(name="冒仉嫘"),
    )  # fmt: skip
    (reason,) = wang.check(told)
    assert "3,000.00" in reason.text
    assert "王某某" not in reason.text
    assert wang.check(evolve(told, nevertheless="冒仉嫘另有二百元")), "names are left out of it"
    key = wang.enter(evolve(told, nevertheless="另有二百元")).docket
    assert [u.listed for u in wang.complaint(key).unequal] == [300_000]
