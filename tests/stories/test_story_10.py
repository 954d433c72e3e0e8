"""Story 10, nothing lost at the counter: a terminal killed while the facts are typed, two clerks
with the same worker, and a day of service that was typed wrong.

What a later issue adds: the period in which a hearing can be asked for as a limit of the notice, so
that the correction shows it move by a day, and the head's signature under such a correction.
"""

import shutil
from datetime import date
from pathlib import Path

from laborcase import acts
from laborcase.desk import Desk
from laborcase.opening import found_register
from laborcase.record.docket import Likeness
from tests.conftest import Clock
from tests.tui.conftest import Program, _type, screen_text
from tui.app import LaborcaseApp
from tui.drafts import Drafts
from tui.screens.draft_list import DraftList
from tui.screens.intake import Intake
from tui.screens.same_matter import SameMatter

from .conftest import Play
from .doors import Library, Step, Terminal, begins, step

KEY, CASE = "26-000001", "26-000002"
SERVED = 4
"""The entry of the case."""
WORKER = (
    "channel=counter", "received=2026-04-07 09:10",
    "complainant.name=赵小川", "complainant.phone=13900001234",
    "respondents.1.name=周口A1商贸有限公司", "facts=三月工资没有发",
    "allegations.1.cause=arrears", "allegations.1.start=2026-03-01",
    "allegations.1.end=2026-03-31", "allegations.1.amount=4600",
)  # fmt: skip


def it_is_one_complaint(desk: Desk, clock: Clock) -> None:
    wang = desk.as_officer("wang")
    (row,) = wang.find(wang.asking()).rows
    assert (row.key, row.persons, row.claimed) == (KEY, 1, 4_600_00)


def the_correction_says_beforehand_which_paper_it_changes(desk: Desk, clock: Clock) -> None:
    li = desk.as_officer("li")
    (notice,) = li.case(CASE).papers
    assert notice.served_on == date(2026, 4, 16)
    change = acts.Change(path="happened", value='"2026-04-15"')
    act = acts.Corrected(entry=SERVED, changes=(change,), reason="送达日期录错")
    assert li.what_if(act, on=CASE).papers == (notice.number,)


def both_days_are_readable(desk: Desk, clock: Clock) -> None:
    li = desk.as_officer("li")
    (notice,) = li.case(CASE).papers
    assert notice.served_on == date(2026, 4, 15)
    entry = li.docket(CASE).entries[SERVED - 1]
    assert entry.first is not None
    assert (entry.first.happened, entry.act.happened) == (date(2026, 4, 16), date(2026, 4, 15))
    assert entry.corrected_by == SERVED + 1


TWO_CLERKS = (
    step("2026-04-07 09:12", "xie", "registered", "", *WORKER),
    step(
        "2026-04-07 09:12", "wang", "registered", "", *WORKER,
        f"likeness.1.docket={KEY}", "likeness.1.answer=same",
    ),
)  # fmt: skip
STORY = (
    *TWO_CLERKS,
    it_is_one_complaint,
    step("2026-04-07 10:00", "zhou", "accepted", KEY, "told_on=2026-04-07"),
    step("2026-04-07 10:10", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    step(
        "2026-04-14 09:00", "li", "advance_notice", CASE,
        "intended=拟罚款五千元", "hearing_right=true",
    ),
    # Served on 04-15, typed as 04-16.
    step(
        "2026-04-16 17:00", "li", "served", CASE,
        "paper=P1", "receiver=店长", "happened=2026-04-16",
    ),
    the_correction_says_beforehand_which_paper_it_changes,
    *(
        step(
            "2026-04-21 09:00", who, "corrected", CASE,
            f"entry={SERVED}", "changes.1.path=happened", 'changes.1.value="2026-04-15"',
            "reason=送达日期录错", refused=refused,
        )
        for who, refused in (("sun", "Only the author of an entry or a head"), ("li", ""))
    ),
    both_days_are_readable,
)  # fmt: skip


async def test_nothing_is_lost_at_the_counter(by_library: Play) -> None:
    await by_library(STORY)


async def test_a_killed_terminal_resumes_and_the_second_clerk_is_told_who_was_first(
    founding: acts.Founded, state_folder: Path, tmp_path: Path
) -> None:
    clock = Clock(begins(STORY))
    first, second = TWO_CLERKS
    composed = ("三月", "工资", "没有发", "，", "老板说", "等到月底")
    with found_register("memory:", founding, clock=clock, account="test") as desk:
        wang = desk.as_officer("wang")
        app = LaborcaseApp(wang, lang="zh_CN", demo=True, today=False)
        async with app.run_test() as pilot:
            await Terminal(Program(app, pilot), desk, clock).keys("f2")
            form = app.screen
            assert isinstance(form, Intake)
            form.show_field("facts")
            await pilot.pause()
            for word in composed:  # an input method sends a word at a time
                await _type(pilot, word)
            await Program(app, pilot).rest()
            (draft,) = Drafts().all()[0]
            assert draft.fields["facts"] == "".join(composed)
            shutil.copytree(state_folder, tmp_path / "kept")
        # Killed: nothing that a program does when it is left has been done.
        shutil.rmtree(state_folder, ignore_errors=True)
        shutil.copytree(tmp_path / "kept", state_folder)

        app = LaborcaseApp(wang, lang="en", demo=True, today=False)
        async with app.run_test() as pilot:
            door = Terminal(Program(app, pilot), desk, clock)
            await door.keys("f7")
            assert isinstance(app.screen, DraftList)
            await door.keys("enter")
            form = app.screen
            assert isinstance(form, Intake)
            assert form.typed()["facts"] == "".join(composed)

            # While the rest is typed, another clerk registers the same worker.
            rest = {p: t for p, t in second.fields.items() if p != "facts" and "likeness" not in p}
            await door.fill(Step(second.at, "wang", "registered", "", rest))
            clock.forward(seconds=1)
            await Library(desk, clock).step(first)
            await door.keys("ctrl+s")
            assert isinstance(app.screen, SameMatter)
            told = screen_text(app)
            assert KEY in told
            assert "registered by 谢坪, 2026-04-07 09:12" in told
            await door.keys("escape")
            assert form.typed()["facts"] == "".join(composed), "what was typed is kept"
            await door.keys("ctrl+s", str(list(Likeness).index(Likeness.SAME) + 1))
            assert len(wang.complaint(KEY).tickets) == 1
            assert Drafts().all() == ((), ())
