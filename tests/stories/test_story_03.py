"""Story 3, an anonymous tip-off on a child at work: urgent at once, visited the same day, the girl
sent home; who called is in no list, title or open part of the ledger.

What a later issue adds: both ladders of the penalty beside each other (per child and month, with
the question of the part month, and 未成年人保护法 art. 125), none of them chosen by the program.
"""

from datetime import date

import msgspec

from laborcase import codec
from laborcase.desk import Desk
from laborcase.parties import SECRET
from laborcase.record.case import CaseStage
from laborcase.record.urgent import Urgency
from tests.conftest import Clock

from .conftest import Play
from .doors import step

KEY, CASE = "26-000001", "26-000002"
GIRL = "411621201107050028"
NAME = "小某娟"
CALLER, PHONE = "来电未留名", "13912345678"
SATURDAY = date(2026, 2, 14)


def it_stands_on_the_heads_list_at_once_without_an_employer(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    (row,) = zhou.find(zhou.asking(queue="file")).rows
    assert (row.key, row.urgent, row.urgent_step, row.respondent) == (KEY, 1, 1, "")
    assert any(line.docket == KEY for line in zhou.today())
    tipoff = zhou.complaint(KEY)
    assert tipoff.urgency is not None
    assert tipoff.urgency.kinds == (Urgency.CHILD_LABOUR,)
    assert tipoff.missing() == (), "no acceptance test is run"
    assert [(d.clock, d.unrolled, d.due, d.safe) for d in zhou.deadlines(KEY)] == [
        ("henan-file-7d", date(2026, 2, 21), date(2026, 2, 24), SATURDAY)
    ]


def the_case_owes_the_first_step(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    assert zhou.case(CASE).urgent_step
    assert not zhou.complaint(KEY).urgent_step, "the case owes it now"
    (row,) = zhou.find(zhou.asking(kind="case")).rows
    assert (row.urgent, row.urgent_step) == (1, 1)
    assert "site_recorded" in {d.kind for d in zhou.case(CASE).duties()}


def the_child_is_found(desk: Desk, clock: Clock) -> None:
    after = desk.as_officer("li").case(CASE)
    (child,) = after.pressing.children
    assert not after.urgent_step
    assert (child.born, child.age(SATURDAY)) == (date(2011, 7, 5), 14)
    assert child.worked(SATURDAY) == (2, 10)
    question = child.question(SATURDAY)
    assert question is not None
    assert "2 whole months and 10 days" in question
    assert "child_sent_home" in {d.kind for d in after.duties()}
    assert [d.kind for d in after.reminders()] == ["child_reported", "child_reported"]


def she_is_sent_home(desk: Desk, clock: Clock) -> None:
    home = desk.as_officer("li").case(CASE).pressing.child("C1")
    assert home is not None
    assert home.sent_home_on == SATURDAY
    assert home.told[0][1] == SATURDAY


def nothing_more_is_owed_to_her(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("li").case(CASE)
    assert case.reminders() == ()
    assert "child_sent_home" not in {d.kind for d in case.duties()}
    assert case.stage is CaseStage.INVESTIGATION


def everything_seen(desk: Desk, officer: str) -> str:
    """All that lists, dockets and papers give this officer, as the JSON of the command line."""
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


def who_called_and_the_child_are_nowhere(desk: Desk, clock: Clock) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    seen = everything_seen(desk, "li").replace(SECRET, "")  # what stands in the name's place
    for canary in (PHONE, PHONE[:7], CALLER, "举报人"):
        assert canary not in seen
    listed = msgspec.json.encode(zhou.find(zhou.asking(limit=200)).rows).decode()
    state = msgspec.json.encode(li.case(CASE)).decode()
    for canary in (NAME, GIRL):
        assert canary not in listed + state
        assert all(canary not in str(e.line) for e in li.docket(CASE).entries)
    for line in desk._store.each_line():
        open_part = codec.plain_value({**line.body, "sealed": None, "entries": None})
        text = msgspec.json.encode(open_part).decode()
        assert not any(canary in text for canary in (PHONE, CALLER, NAME, GIRL))
    for key in (KEY, CASE):
        for sheet in li.papers(key):
            paper = li.paper(key, sheet.id)
            assert not any(canary in paper for canary in (PHONE, PHONE[:7], CALLER))


TIP_OFF = (
    "tipoff=true", "channel=phone", "received=2026-02-14 10:05",
    "site.address=城东工业路鞋厂", "facts=鞋厂有个娃娃，不到16",
    "allegations.1.cause=child_labour",
)  # fmt: skip
FILED = (
    step("2026-02-14 10:30", "zhou", "filed", KEY),
    step("2026-02-14 10:35", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
)
STORY = (
    # Saturday 2026-02-14, a working day: the clerk is called; no name, a place only.
    step("2026-02-14 10:10", "wang", "registered", "", *TIP_OFF, "identity=anonymous"),
    it_stands_on_the_heads_list_at_once_without_an_employer,
    *FILED,
    the_case_owes_the_first_step,
    # The same afternoon at the shoe factory.
    step(
        "2026-02-14 15:00", "li", "site_recorded", CASE,
        "first=li", "second=chen", "start=2026-02-14 14:00", "end=2026-02-14 14:40",
        "place=鞋厂二楼", "findings=一名女孩在流水线作业",
    ),
    step(
        "2026-02-14 15:10", "li", "child_found", CASE,
        f"name={NAME}", f"resident_number={GIRL}", "how_known=identity_card", "since=2025-12-04",
    ),
    the_child_is_found,
    step(
        "2026-02-14 15:30", "li", "child_reported", CASE,
        "whom=police", "organ=城东派出所 某警官",
    ),
    step(
        "2026-02-14 17:00", "li", "child_sent_home", CASE,
        "child=C1", "to=parents", "receiver=某某（父）", "how=单位派车送回",
    ),
    she_is_sent_home,
    step(
        "2026-02-14 17:10", "li", "child_reported", CASE,
        "child=C1", "whom=civil_affairs", "organ=区民政局",
    ),
    nothing_more_is_owed_to_her,
    step(
        "2026-02-14 17:20", "li", "child_sent_home", CASE, "child=C1", "how=再",
        refused="was sent home on 2026-02-14 already",
    ),
    step(
        "2026-02-14 17:20", "li", "child_reported", CASE,
        "child=C2", "whom=police", "organ=派出所", refused="There is no child C2",
    ),
)  # fmt: skip
WITH_A_CALLER = (
    # The same by somebody who is known and must stay unknown.
    step(
        "2026-02-14 10:10", "wang", "registered", "", *TIP_OFF, "identity=confidential",
        f"complainant.name={CALLER}", f"complainant.phone={PHONE}",
    ),
    *FILED,
    step(
        "2026-02-14 15:10", "li", "child_found", CASE,
        f"name={NAME}", f"resident_number={GIRL}", "how_known=identity_card",
    ),
    who_called_and_the_child_are_nowhere,
)  # fmt: skip


async def test_a_child_at_work(by_library: Play) -> None:
    await by_library(STORY)


async def test_the_caller_and_the_child_are_in_no_list_no_title_and_no_open_part(
    by_library: Play,
) -> None:
    await by_library(WITH_A_CALLER)
