"""Which open dockets a provision stands in, and who may ask."""

from datetime import date

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.words import speak


def where(desk: Desk, key: str) -> dict[str, list[str]]:
    return {one.docket: [speak(w, "en") for w in one.where] for one in desk.citing(key)}


def test_a_limit_that_runs_a_ground_and_a_cause_cite_a_provision(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    assert any(w.startswith("limit: ") for w in where(li, "jc-17")[case])
    act = acts.Ordered(what="支付工资", by=date(2026, 12, 8),
                       grounds=(acts.Ground(basis="ht-85-1"),))  # fmt: skip
    li.enter(act, on=case)
    n = len(li.docket(case).entries)
    assert where(li, "ht-85-1") == {case: [f"ground of #{n} Order to correct"]}
    assert where(li, "jc-26-1")[case] == ["cause of A1: Wage arrears"]


def test_a_limit_that_stopped_and_an_entry_taken_back_cite_nothing(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    assert "26-000001" not in where(li, "gd-18-1"), "the complaint was accepted and told"
    act = acts.AdvanceNotice(intended="拟处理", grounds=(acts.Ground(basis="ht-85-1"),))
    li.enter(act, on=case)
    assert where(li, "ht-85-1")
    n = len(li.docket(case).entries)
    li.enter(acts.TakenBack(entry=n, reason="写错"), on=case)
    assert where(li, "ht-85-1") == {}


def test_a_closed_docket_is_not_among_them(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    assert key in where(wang, "jc-26-1")
    wang.enter(acts.Withdrawn(reason="已付清"), on=key)
    assert key not in where(wang, "jc-26-1")


def test_a_seat_that_sees_no_docket_is_told_of_none(desk: Desk, case: str) -> None:
    assert desk.citing("jc-26-1") == ()


def test_no_author_who_must_stay_unknown_is_named(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint(tipoff=True)).docket
    (one,) = desk.as_officer("li").citing("jc-26-1")
    assert one.docket == key
    assert "王某某" not in repr(one)


def test_a_provision_that_is_not_held_is_not_found(desk: Desk, case: str) -> None:
    with pytest.raises(NotFound):
        desk.as_officer("li").citing("xx-1")
