"""What is asked or ends by itself, through all three doors: an allegation that claims another sum
than its workers' lines, a child found before the filing, a proposal that is overtaken, an
inspection that ends before anything was inspected."""

from laborcase.desk import Desk
from laborcase.record.complaint import Complaint
from laborcase.record.proposals import ProposalState
from tests.conftest import Clock

from .conftest import Play
from .doors import Story, step

FIRST, TIP, CASE = "26-000001", "26-000002", "26-000003"
TOLD = (
    "channel=counter", "received=2026-11-23 09:00", "complainant.name=王某某",
    "respondents.1.name=周口某快餐店", "facts=三月工资没有发", "allegations.1.cause=arrears",
    "allegations.1.amount=3200", "workers.1.name=王某某", "workers.1.claims.1.cause=arrears",
    "workers.1.claims.1.amount=3000",
)  # fmt: skip


def the_proposal_has_ended(desk: Desk, clock: Clock) -> None:
    state = desk.as_officer("wang").docket(FIRST).state
    assert isinstance(state, Complaint)
    assert [p.state for p in state.proposals] == [ProposalState.OVERTAKEN]
    assert not [t for t in desk.as_officer("zhou").today() if t.act == "signed"]


def the_child_is_in_the_case(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("zhou").case(CASE)
    assert [(c.id, c.origin) for c in case.pressing.children] == [("C1", (TIP, "C1"))]
    assert not case.urgent_step


STORY: Story = (
    step("2026-11-23 09:10", "wang", "registered", "", *TOLD,
         refused="the workers' lines add up to 3,000.00"),
    step("2026-11-23 09:12", "wang", "registered", "", *TOLD, "nevertheless=另有二百元报销款"),
    step("2026-11-23 09:20", "wang", "accepted", FIRST, propose="拟立案"),
    step("2026-11-23 09:30", "wang", "disposed", FIRST, "how=guided", "reason=已申请仲裁"),
    the_proposal_has_ended,
    step("2026-11-23 10:00", "wang", "registered", "", "tipoff=true", "identity=anonymous",
         "channel=phone", "received=2026-11-23 09:55", "site.address=七一路",
         "facts=有个娃娃在干活", "allegations.1.cause=child_labour"),
    step("2026-11-23 11:00", "li", "child_found", TIP, "name=小某娟", "born=2012-07-05"),
    step("2026-11-23 11:10", "zhou", "not_filed", TIP, "reason=不属实",
         refused="it goes into a case"),
    step("2026-11-23 11:20", "zhou", "filed", TIP),
    the_child_is_in_the_case,
    step("2026-11-23 11:30", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    step("2026-11-23 11:40", "li", "child_sent_home", CASE, "child=C1", "how=两人送回"),
    step("2026-11-23 11:50", "zhou", "inspection_ended", CASE, "reason=无",
         refused="Nothing was inspected yet"),
)  # fmt: skip


async def test_by_the_library_it_is_so(by_library: Play) -> None:
    await by_library(STORY)


async def test_by_the_command_line_too(by_library: Play, by_command_line: Play) -> None:
    assert await by_command_line(STORY) == await by_library(STORY)


async def test_by_the_terminal_too(by_library: Play, by_terminal: Play) -> None:
    assert await by_terminal(STORY) == await by_library(STORY)
