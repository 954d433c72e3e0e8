"""Correcting an entry and taking one back."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest
from textual.pilot import Pilot

from laborcase.acts import Corrected, Noted, Registered
from laborcase.codec import from_text, texts_of
from laborcase.desk import Desk
from laborcase.entering import Commit
from laborcase.parties import SECRET, Identity, Person
from laborcase.record.complaint import Complaint
from tui.base import BaseApp, Words
from tui.drafts import Drafts
from tui.screens.correct import Correct, Mending, TakeBack, changes
from tui.screens.draft_list import DraftList


class Mended:
    """A form of mending on its own app, with what it was dismissed with."""

    def __init__(self, pilot: Pilot[int], form: Mending, commits: list[Commit | None]) -> None:
        self.pilot = pilot
        self.form = form
        self.commits = commits

    async def rest(self) -> None:
        await self.pilot.pause()
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def key(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.rest()

    async def write(self, path: str, text: str) -> None:
        self.form.fields[path].text = text
        self.form.fields[path].go()
        await self.key("tab")

    def side(self) -> str:
        return "\n".join(w.text for w in self.form.query(".side Words").results(Words))


@pytest.fixture
def mend(make_app) -> Callable[..., object]:
    @asynccontextmanager
    async def open_(
        desk: Desk,
        on: str,
        entry: int | None,
        *,
        back: bool = False,
        lang: str = "en",
        size: tuple[int, int] = (100, 40),
    ) -> AsyncIterator[Mended]:
        app: BaseApp = make_app(desk, lang)
        commits: list[Commit | None] = []
        cls = TakeBack if back else Correct
        form = cls(desk, on, None, {"entry": str(entry)} if entry else None)
        async with app.run_test(headless=False, size=size, notifications=True) as pilot:
            await app.push_screen(form, commits.append)
            found = Mended(pilot, form, commits)
            await found.rest()
            yield found

    return open_


def changed(act: Registered, desk: Desk, **texts: str | None) -> dict[str, str]:
    """The corrections that other texts make of an act."""
    before = texts_of(act)
    after = {p: t for p, t in (before | texts).items() if t is not None}
    found = changes(act, before, after, lambda path: True, desk)
    return {change.path: change.value for change in found}


def test_only_what_was_changed_is_corrected(complaint, desk: Desk) -> None:
    assert changed(complaint(), desk) == {}
    assert changed(complaint(), desk, **{"complainant.name": "李某"}) == {
        "complainant.name": '"李某"'
    }
    assert changed(complaint(), desk, **{"allegations.1.amount": "1.5"}) == {
        "allegations.1.amount": "150"
    }


def test_another_spelling_of_the_same_value_is_no_change(complaint, desk: Desk) -> None:
    assert changed(complaint(), desk, **{"allegations.1.amount": "3200"}) == {}


def test_an_emptied_field_is_corrected_to_its_default(complaint, desk: Desk) -> None:
    assert changed(complaint(), desk, **{"allegations.1.amount": None}) == {
        "allegations.1.amount": "null"
    }


def test_a_row_more_changes_the_rows_as_a_whole(complaint, desk: Desk) -> None:
    found = changed(complaint(), desk, **{"allegations.2.cause": "hours"})
    assert list(found) == ["allegations"]


def test_a_time_that_nobody_touched_stays_to_the_second(complaint, desk: Desk, clock) -> None:
    clock.forward(seconds=17.25)
    act = complaint()
    assert changed(act, desk) == {}
    assert from_text("registered", texts_of(act), clock.now).received == act.received


async def test_a_correction_shows_beforehand_which_limits_move(mend, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        await at.write("received", "2026-11-20 9:00")
        assert "Acceptance, 5 working days: 2026-11-30 becomes 2026-11-27" in at.side()
        await at.write("because", "misread")
        await at.key("ctrl+s")
        (commit,) = at.commits
        assert commit is not None
    entry = wang.docket(key).entries[0]
    assert isinstance(entry.act, Registered)
    assert isinstance(entry.first, Registered)
    assert entry.act.received.date() == date(2026, 11, 20)
    assert entry.first.received.date() == date(2026, 11, 23)


async def test_without_a_reason_or_a_change_nothing_is_entered(mend, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        await at.key("ctrl+s")
        assert at.form.fields["because"].has_class("-problem")
        await at.write("because", "x")
        await at.key("ctrl+s", "escape")
        assert "Nothing is changed." in at.side()
        assert at.commits == []
        assert len(wang.docket(key).entries) == 1


async def test_a_bad_value_is_said_at_its_field_and_kept(mend, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        await at.write("complainant.phone", "12")
        await at.write("because", "x")
        await at.key("ctrl+s")
        assert at.form.fields["complainant.phone"].has_class("-problem")
        assert at.form.fields["complainant.phone"].text == "12"


async def test_the_entry_is_chosen_when_nobody_named_one(mend, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with mend(zhou, "26-000001", None) as at:
        await at.key("down", "enter")
        assert at.form.entry is not None
        assert at.form.entry.n == 1


async def test_a_correction_left_is_a_draft_that_opens_again(mend, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        await at.write("facts", "x")
        await at.key("escape")
        assert len(Drafts().all()[0]) == 1
        await at.pilot.app.push_screen(DraftList(wang))
        await at.rest()
        await at.key("enter")
        form = at.pilot.app.screen
        assert isinstance(form, Correct)
        assert form.fields["facts"].text == "x"
        assert form.entry is not None


async def test_an_untouched_correction_leaves_no_draft(mend, desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        await at.key("escape")
        assert Drafts().all() == ((), ())


async def test_who_may_not_see_a_name_cannot_correct_it_away(mend, desk: Desk, complaint) -> None:
    key = (
        desk.as_officer("wang").enter(complaint(tipoff=True, identity=Identity.CONFIDENTIAL)).docket
    )
    async with mend(desk.as_officer("xie"), key, 1) as at:
        assert not any(path.startswith("complainant") for path in at.form.fields)
        assert "workers" not in at.form.fields


def test_a_person_put_in_by_a_correction_is_sealed_where_it_has_to_be(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    anonymous = complaint(tipoff=True, identity=Identity.ANONYMOUS, complainant=None)
    key = wang.enter(anonymous).docket
    named = {"identity": "named", "complainant.name": "李某", "complainant.phone": "13900000009"}
    before = texts_of(anonymous)
    found = changes(anonymous, before, before | named, lambda path: True, wang)
    wang.enter(Corrected(entry=1, changes=found, reason="came by"), on=key)
    assert wang.docket(key).state.complainant.name == SECRET
    opened = wang.open_identity(key, "回访").docket
    correction = opened.entries[1].act
    assert isinstance(correction, Corrected)
    assert [change.path for change in correction.sealed_changes] == ["complainant"]
    assert isinstance(opened.state, Complaint)
    assert opened.state.complainant == Person(name="李某", phone="13900000009")


async def test_taking_back_names_the_entry_its_dockets_and_its_numbers(
    mend, desk: Desk, case: str, drawn
) -> None:
    zhou = desk.as_officer("zhou")
    n = len(zhou.docket(case).entries)
    async with mend(zhou, case, n, back=True) as at:
        shown = drawn(at.pilot.app)
        assert f"Entry {n}:" in shown
        assert f"It is taken back in: {case}" in shown
        await at.write("because", "wrong pair")
        await at.key("ctrl+s")
        assert at.commits[0] is not None
    assert zhou.docket(case).entries[n - 1].taken_back_by == n + 1


async def test_what_something_has_followed_is_not_taken_back(mend, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with mend(zhou, case, 1, back=True) as at:
        assert "has followed" in at.side()
        await at.write("because", "x")
        await at.key("ctrl+s", "escape")
        assert at.commits == []
        assert at.form.fields["because"].text == "x"


async def test_no_hostile_text_gets_through_a_correction(
    mend, desk: Desk, complaint, hostile: list[str], sent_nothing_forbidden
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1) as at:
        for text in hostile:
            at.form.fields["complainant.name"].text = text
            at.form.fields["facts"].text = text
            await at.pilot.pause()
        await at.key("tab")
        sent_nothing_forbidden(at.pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_the_correction_looks_as_drawn(
    mend, desk: Desk, complaint, golden, lang: str, size: tuple[int, int]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    async with mend(wang, key, 1, lang=lang, size=size) as at:
        await at.write("received", "2026-11-20 9:00")
        golden(at.pilot.app, f"correct_{lang}_{size[0]}")


async def test_which_entry_is_meant_is_told_by_its_first_words(
    mend, desk: Desk, complaint, drawn
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    for text in ("店长下午来", "等工资表"):
        wang.enter(Noted(text=text), on=key)
    async with mend(wang, key, 0) as at:
        assert "Note  店长下午来" in drawn(at.pilot.app)
        assert "Note  等工资表" in drawn(at.pilot.app)
