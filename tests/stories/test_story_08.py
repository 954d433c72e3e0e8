"""Story 8, leave: an inspector leaves with 17 dockets, three proposals and two account books."""

from datetime import date, datetime

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Person, Respondent
from laborcase.record.case import CaseStage
from laborcase.record.complaint import Channel
from laborcase.record.docket import Alleged
from tests.conftest import SHANGHAI, Clock

from .conftest import Play
from .doors import Given, HandOver, step

LED = [f"26-{n:06}" for n in range(2, 20, 2)]
ASSISTED = [f"26-{n:06}" for n in range(20, 36, 2)]
PROPOSED = [f"26-{n:06}" for n in range(35, 38)]
KEPT = ["26-000039", "26-000041"]
RECUSED = LED[0]
TO: dict[str, str | None] = {
    **dict.fromkeys(LED, "sun"),
    **dict.fromkeys((*ASSISTED, *PROPOSED, *KEPT), "li"),
}
NOTE = "陈岭调离，见各卷附注"


def registered(desk: Desk) -> str:
    return (
        desk.as_officer("wang")
        .enter(
            acts.Registered(
                channel=Channel.COUNTER,
                received=datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI),
                complainant=Person(name="王某某", phone="13900000000"),
                respondents=(Respondent(name="周口某快餐店"),),
                facts="三月工资一直没发。",
                allegations=(Alleged(cause="arrears", start=date(2026, 3, 1)),),
            )
        )
        .docket
    )


def cases(desk: Desk, count: int, lead: str, assistant: str) -> list[str]:
    """So many cases with that pair, by their keys."""
    zhou, keys = desk.as_officer("zhou"), []
    for _ in range(count):
        act = acts.Accepted(told_on=date(2026, 11, 23))
        opened = zhou.enter(act, on=registered(desk)).opened
        assert opened is not None
        zhou.enter(acts.Assigned(lead=lead, assistant=assistant), on=opened)
        keys.append(opened)
    return keys


def what_chen_holds(desk: Desk) -> None:
    """9 cases led, 8 assisted, 3 proposals, one of them sent back, 2 account books preserved in
    cases that others have now."""
    zhou = desk.as_officer("zhou")
    assert cases(desk, 9, "chen", "li") == LED
    assert cases(desk, 8, "sun", "chen") == ASSISTED
    assert [registered(desk) for _ in range(3)] == PROPOSED
    for key in PROPOSED:
        desk.as_officer("chen").propose(acts.Accepted(), on=key, opinion="拟受理立案")
    sent_back = acts.Signed(proposal="R1", answer="send_back", opinion="案由不准")
    zhou.enter(sent_back, on=PROPOSED[0])
    assert cases(desk, 2, "chen", "li") == KEPT
    for key in KEPT:
        book = acts.Preserved(name="工资账册", reason="可能灭失", kept_by="chen")
        desk.as_officer("ma").enter(book, on=key)
        zhou.enter(acts.Replaced(old="chen", new="zhou", note="分工调整"), on=key)


def all_of_it_is_listed(desk: Desk, clock: Clock) -> None:
    kinds = [h.kind for d in desk.as_officer("zhou").leaving("chen") for h in d.held]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "lead": 9, "assistant": 8, "proposal": 3, "evidence": 2,
    }  # fmt: skip


def nothing_lies_on_nobodys_desk(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    newest = [zhou.docket(key).entries[-1] for key in TO]
    assert {e.act.kind for e in newest} == {"handed_over"}
    assert sorted(e.seq for e in newest) == list(range(zhou.head() - 21, zhou.head() + 1))
    assert zhou.leaving("chen") == ()
    assert all(zhou.case(key).lead.officer == "sun" for key in LED[1:])
    assert all(zhou.case(key).assistant.officer == "li" for key in ASSISTED)
    assert all(zhou.complaint(key).proposals[0].held_by == "li" for key in PROPOSED)
    assert all(zhou.case(key).evidence[0].keeper == "li" for key in KEPT)


def one_needs_a_pair_and_is_on_the_heads_today(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    assert zhou.case(RECUSED).stage is CaseStage.FILED
    assert [row.key for row in zhou.find(zhou.asking(queue="assign")).rows] == [RECUSED]
    (line,) = [line for line in zhou.today() if line.act == "assigned"]
    assert line.docket == RECUSED


def what_was_sent_back_lies_with_the_successor(desk: Desk, clock: Clock) -> None:
    (back,) = [line for line in desk.as_officer("li").today() if line.group == "do"]
    assert (back.docket, back.act) == (PROPOSED[0], "accepted")


STORY = (
    Given("2026-11-23 09:30", what_chen_holds),
    all_of_it_is_listed,
    # In one docket sun, who is to take over, is recused.
    step(
        "2026-11-23 10:00", "zhou", "recused", RECUSED,
        "officer=sun", "reason=与被投诉人有亲属关系",
    ),
    HandOver(
        "2026-11-23 10:10", "zhou", "chen", TO, NOTE,
        refused="孙桥 is recused from this case.",
    ),
    all_of_it_is_listed,
    # The head says that this one needs a pair; 22 entries in one batch.
    HandOver("2026-11-23 10:20", "zhou", "chen", {**TO, RECUSED: None}, NOTE),
    nothing_lies_on_nobodys_desk,
    one_needs_a_pair_and_is_on_the_heads_today,
    what_was_sent_back_lies_with_the_successor,
)  # fmt: skip


async def test_an_inspector_leaves(by_library: Play) -> None:
    await by_library(STORY)
