"""Story 3: an anonymous tip-off on a child at work, played through the library."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec
import pytest

from laborcase import acts, codec
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.opening import found_register
from laborcase.parties import SECRET, Identity, Person, Site
from laborcase.record.case import CaseStage
from laborcase.record.docket import Alleged
from laborcase.record.urgent import Urgency
from laborcase.values import resident_number
from tests.conftest import SHANGHAI, Clock

GIRL = "411621201107050028"
NAME = "小某娟"
CALLER = "13912345678"
SATURDAY = date(2026, 2, 14)


@pytest.fixture
def desk(founding: acts.Founded) -> Iterator[Desk]:
    clock = Clock(datetime(2026, 2, 14, 10, 5, tzinfo=SHANGHAI))
    with found_register("memory:", founding, clock=clock, account="test") as made:
        yield made


def registered(desk: Desk, **more: object) -> str:
    wang = desk.as_officer("wang")
    told: dict[str, object] = {
        "tipoff": True,
        "identity": Identity.ANONYMOUS,
        "channel": "phone",
        "received": wang.now(),
        "site": Site(address="城东工业路鞋厂"),
        "facts": "鞋厂有个娃娃，不到16",
        "allegations": (Alleged(cause="child_labour"),),
        **more,
    }
    return wang.enter(acts.Registered(**told)).docket


def test_an_urgent_tip_off_needs_no_employer_and_stands_on_the_heads_list_at_once(
    desk: Desk,
) -> None:
    key = registered(desk)
    zhou = desk.as_officer("zhou")
    (row,) = zhou.find(zhou.asking(queue="file")).rows
    assert (row.key, row.urgent, row.urgent_step, row.respondent) == (key, 1, 1, "")
    tipoff = zhou.complaint(key)
    assert tipoff.urgency.kinds == (Urgency.CHILD_LABOUR,)
    assert tipoff.missing() == (), "no acceptance test is run"
    assert [(d.clock, d.unrolled, d.due, d.safe) for d in zhou.deadlines(key)] == [
        ("henan-file-7d", date(2026, 2, 21), date(2026, 2, 24), SATURDAY)
    ]


def test_the_day_is_played_through(desk: Desk) -> None:
    key = registered(desk)
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Filed(), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    assert zhou.case(case).urgent_step
    assert not zhou.complaint(key).urgent_step, "the case owes it now"
    (row,) = zhou.find(zhou.asking(kind="case")).rows
    assert (row.urgent, row.urgent_step) == (1, 1)
    assert "site_recorded" in {d.kind for d in zhou.case(case).duties()}

    afternoon = datetime(2026, 2, 14, 14, 0, tzinfo=SHANGHAI)
    li = li.at(lambda: afternoon.replace(hour=15))
    li.enter(
        acts.SiteRecorded(
            first="li",
            second="chen",
            start=afternoon,
            end=afternoon.replace(minute=40),
            place="鞋厂二楼",
            findings="一名女孩在流水线作业",
        ),
        on=case,
    )
    li.enter(
        acts.ChildFound(
            name=NAME,
            resident_number=resident_number(GIRL),
            how_known="identity_card",
            since=date(2025, 12, 4),
        ),
        on=case,
    )
    after = li.case(case)
    (child,) = after.pressing.children
    assert not after.urgent_step
    assert (child.born, child.age(SATURDAY)) == (date(2011, 7, 5), 14)
    assert child.worked(SATURDAY) == (2, 10)
    question = child.question(SATURDAY)
    assert question is not None
    assert "2 whole months and 10 days" in question

    bars = {d.kind for d in after.duties()}
    assert "child_sent_home" in bars
    assert [d.kind for d in after.reminders()] == ["child_reported", "child_reported"]
    li.enter(acts.ChildReported(whom="police", organ="城东派出所 某警官"), on=case)
    li.enter(
        acts.ChildSentHome(child="C1", to="parents", receiver="某某（父）", how="单位派车送回"),
        on=case,
    )
    home = li.case(case).pressing.child("C1")
    assert home is not None
    assert home.sent_home_on == SATURDAY
    assert home.told[0][1] == SATURDAY
    li.enter(acts.ChildReported(child="C1", whom="civil_affairs", organ="区民政局"), on=case)
    assert li.case(case).reminders() == ()
    assert "child_sent_home" not in {d.kind for d in li.case(case).duties()}
    assert li.case(case).stage is CaseStage.INVESTIGATION
    with pytest.raises(Refused, match="was sent home on 2026-02-14 already"):
        li.enter(acts.ChildSentHome(child="C1", how="再"), on=case)
    with pytest.raises(Refused, match="There is no child C2"):
        li.enter(acts.ChildReported(child="C2", whom="police", organ="派出所"), on=case)


def everything_seen(desk: Desk, officer: str) -> str:
    """All that lists and dockets give this officer, as the JSON of the command line."""
    seat = desk.as_officer(officer)
    rows = seat.find(seat.asking(limit=200)).rows
    seen = [msgspec.json.encode(rows).decode()]
    for row in rows:
        docket = seat.docket(row.key)
        seen.append(msgspec.json.encode(docket.state).decode())
        seen += [msgspec.json.encode(e).decode() for e in docket.entries]
        seen += [e.line for e in docket.entries]
        seen += [r.text for p in seat.permitted(row.key) for r in p.reasons]
    return "\n".join(seen)


def test_the_caller_and_the_child_are_in_no_list_no_title_and_no_open_part(desk: Desk) -> None:
    person = Person(name="来电未留名", phone=CALLER)
    key = registered(desk, identity=Identity.CONFIDENTIAL, complainant=person)
    zhou = desk.as_officer("zhou")
    case = zhou.enter(acts.Filed(), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li = desk.as_officer("li")
    li.enter(acts.ChildFound(name=NAME, resident_number=resident_number(GIRL)), on=case)
    seen = everything_seen(desk, "li").replace(SECRET, "")  # what stands in the name's place
    for canary in (CALLER, CALLER[:7], "来电未留名", "举报人"):
        assert canary not in seen
    listed = msgspec.json.encode(zhou.find(zhou.asking(limit=200)).rows).decode()
    state = msgspec.json.encode(li.case(case)).decode()
    for canary in (NAME, GIRL):
        assert canary not in listed + state
        assert all(canary not in str(e.line) for e in li.docket(case).entries)
    for line in desk._store.each_line():
        open_part = codec.plain_value({**line.body, "sealed": None, "entries": None})
        text = msgspec.json.encode(open_part).decode()
        assert not any(canary in text for canary in (CALLER, NAME, GIRL))
