"""Story 8, Leave: an inspector leaves with 17 dockets, three proposals and two account books."""

from collections.abc import Callable

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.record.case import CaseStage


@pytest.fixture
def cases(desk: Desk, complaint: Callable[..., acts.Registered]) -> Callable[[int, str, str], list]:
    """``cases(n, lead, assistant)``: n cases with that pair, by their keys."""

    def make(count: int, lead: str, assistant: str) -> list[str]:
        wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
        keys = []
        for _ in range(count):
            key = wang.enter(complaint()).docket
            opened = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
            zhou.enter(acts.Assigned(lead=lead, assistant=assistant), on=opened)
            keys.append(opened)
        return keys

    return make


def test_an_inspector_leaves(desk: Desk, cases, complaint) -> None:
    zhou = desk.as_officer("zhou")
    led, assisted = cases(9, "chen", "li"), cases(8, "sun", "chen")
    proposed = [desk.as_officer("wang").enter(complaint()).docket for _ in range(3)]
    for key in proposed:
        desk.as_officer("chen").propose(acts.Accepted(), on=key, opinion="拟受理立案")
    sent_back = acts.Signed(proposal="R1", answer="send_back", opinion="案由不准")
    zhou.enter(sent_back, on=proposed[0])
    kept = cases(2, "chen", "li")
    for key in kept:
        book = acts.Preserved(name="工资账册", reason="可能灭失", kept_by="chen")
        desk.as_officer("ma").enter(book, on=key)
        zhou.enter(acts.Replaced(old="chen", new="zhou", note="分工调整"), on=key)

    # What chen holds: 9 lead, 8 assistant, 3 proposals, 2 preserved account books.
    duties = zhou.leaving("chen")
    kinds = [h.kind for d in duties for h in d.held]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "lead": 9, "assistant": 8, "proposal": 3, "evidence": 2,
    }  # fmt: skip

    # In one docket sun, who is to take over, is recused.
    recused = led[0]
    zhou.enter(acts.Recused(officer="sun", reason="与被投诉人有亲属关系"), on=recused)
    to: dict[str, str | None] = {
        **dict.fromkeys(led, "sun"),
        **dict.fromkeys(assisted, "li"),
        **dict.fromkeys(proposed, "li"),
        **dict.fromkeys(kept, "li"),
    }
    head = zhou.head()
    with pytest.raises(Refused) as refused:
        zhou.hand_over("chen", to, "陈岭调离，见各卷附注")
    assert [r.text for r in refused.value.reasons] == [
        f"{recused}: 孙桥 is recused from this case."
    ]
    assert zhou.head() == head, "all or none"

    # The head says that this one needs a pair; 22 entries in one batch.
    commits = zhou.hand_over("chen", {**to, recused: None}, "陈岭调离，见各卷附注")
    assert len(commits) == 22
    assert [c.seq for c in commits] == list(range(head + 1, head + 23))
    assert len({docket for c in commits for docket, _ in c.dockets}) == 22
    assert zhou.leaving("chen") == ()
    assert all(zhou.case(key).lead.officer == "sun" for key in led[1:])
    assert all(zhou.case(key).assistant.officer == "li" for key in assisted)
    assert all(zhou.complaint(key).proposals[0].held_by == "li" for key in proposed)
    assert all(zhou.case(key).evidence[0].keeper == "li" for key in kept)

    # The one stays "needs a pair" and is on the head's list and Today.
    assert zhou.case(recused).stage is CaseStage.FILED
    assert [row.key for row in zhou.find(zhou.asking(queue="assign")).rows] == [recused]
    (line,) = [line for line in zhou.today() if line.act == "assigned"]
    assert line.docket == recused

    # What was sent back to chen lies with li now.
    (back,) = [line for line in desk.as_officer("li").today() if line.group == "do"]
    assert (back.docket, back.act) == (proposed[0], "accepted")
