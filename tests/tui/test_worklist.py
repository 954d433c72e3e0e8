"""The worklist: queues, counts, filter, pages, empty states; other people's commits appear."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from laborcase import acts, store
from laborcase.desk import Desk
from laborcase.errors import Invalid, RegisterError
from laborcase.parties import Identity, Person, Respondent, Site
from laborcase.words import say
from tui.screens.docket import DocketScreen
from tui.screens.help import Help
from tui.screens.worklist import PAGE, Worklist, columns
from tui.widgets.empty import EmptyState


@pytest.fixture
def some(desk: Desk, complaint: Callable[..., acts.Registered], case: str) -> Desk:
    """A case with its pair, two complaints to decide on, an urgent anonymous tip-off."""
    clerk = desk.as_officer("wang")
    clerk.enter(complaint(respondents=(Respondent(name="周口某电子有限公司"),)))
    clerk.enter(complaint(complainant=Person(name="林某"), facts="押金不退"))
    clerk.enter(
        complaint(
            tipoff=True,
            identity=Identity.ANONYMOUS,
            complainant=None,
            respondents=(),
            site=Site(address="七一路某鞋厂"),
            urgent=True,
        )
    )
    return desk.as_officer("zhou")


def keys_shown(p) -> list[str]:
    return [row.key for row in p.screen.table._shown]


async def test_each_queue_shows_its_count_and_only_its_dockets(program, some: Desk) -> None:
    async with program(some, size=(132, 30)) as p:
        assert "To decide on" in p.text
        counts = p.screen.queues.counts
        assert counts["decide"] == 2
        assert counts["file"] == 1
        assert len(keys_shown(p)) == 5
        await p.press("1")
        assert len(keys_shown(p)) == 2
        await p.press("2")
        assert len(keys_shown(p)) == 1
        await p.press("9")
        assert len(keys_shown(p)) == 5


async def test_the_narrow_worklist_is_one_column_and_f4_unfolds_the_queues(
    program, some: Desk
) -> None:
    async with program(some) as p:
        assert not p.screen.queues.display
        assert "F4 All 5" in p.text
        await p.press("f4")
        assert p.screen.queues.display
        assert "To decide on" in p.text
        await p.press(*["up"] * 7, "enter")
        assert not p.screen.queues.display
        assert keys_shown(p) == p_queue(some, "file")


def p_queue(desk: Desk, queue: str) -> list[str]:
    return [row.key for row in desk.find(desk.asking(queue=queue)).rows]


@pytest.mark.parametrize("key", ["slash", "ideographic_comma", "ctrl+f"])
async def test_the_filter_is_a_key_away_and_narrows_while_typing(
    program, some: Desk, key: str
) -> None:
    async with program(some) as p:
        await p.press(key)
        await p.type("电子")
        assert len(keys_shown(p)) == 1
        await p.press("escape")
        assert len(keys_shown(p)) == 5
        assert p.app.focused is p.screen.table


async def test_one_character_finds_what_begins_with_it_and_two_what_has_them(
    program, some: Desk, complaint, case: str
) -> None:
    clerk = some.as_officer("wang")
    first, second = (
        clerk.enter(complaint(respondents=(Respondent(name=name),))).docket
        for name in ("鑫达鞋厂", "郸城鑫达店")
    )
    found = {
        "鑫": [first],
        "鑫达": [first, second],
        "鞋": [],  # within a respondent and a place
        "李": [case],  # its lead
        "川": [],
        "林": [],  # who complains
        "林某": ["26-000004"],
        "Ｘ": [],
        "２": [row.key for row in some.find(some.asking(sort="key")).rows],
    }
    async with program(some) as p:
        await p.press("slash")
        for typed, keys in found.items():
            await p.type(typed)
            assert sorted(keys_shown(p)) == keys, typed
            await p.press(*["backspace"] * len(typed))


async def test_where_the_preview_tells_stage_and_cause_the_pair_takes_their_place(
    program, some: Desk, case: str
) -> None:
    async with program(some, size=(132, 30)) as p:
        names = [head.name for head in p.screen.table.heads]
        assert names == ["key", "respondent", "pair", "limit"]
        p.screen.table.move_cursor(row=keys_shown(p).index(case))
        await p.rest()
        assert "李川 / 陈岭" in p.text
        preview = p.screen.query_one("#peek").parts[1].text
        assert str(preview) == "under investigation  Wage arrears"
        for size in ((80, 24), (160, 45), (20, 24)):
            await p.pilot.resize_terminal(*size)
            await p.rest()
            assert p.screen.table.key == case
        assert "stage" in [head.name for head in p.screen.table.heads]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("previewed", [True, False])
def test_the_columns_fill_the_width_and_no_more(previewed: bool, lang: str) -> None:
    for width in range(78, 240):
        heads = columns(width, lang, previewed)
        assert sum(head.width + 2 for head in heads) + 2 == width
        assert {"key", "respondent", "limit"} <= {head.name for head in heads}


async def test_a_filter_that_finds_nothing_says_so_and_how_to_go_on(program, some: Desk) -> None:
    async with program(some) as p:
        await p.press("slash")
        await p.type("没有这个")
        assert p.screen.query_one(EmptyState).display
        assert "Nothing found" in p.text
        assert "Esc" in p.text


async def test_a_filter_that_finds_more_than_is_counted_says_so(
    program, some: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "COUNTED", 2)
    async with program(some) as p:
        assert "/ 5  by" in str(p.screen.query_one("#list").border_subtitle)
        await p.press("slash")
        await p.type("周口")
        assert len(keys_shown(p)) > 2
        assert "/ over 2  by" in str(p.screen.query_one("#list").border_subtitle)


async def test_escape_in_the_table_takes_the_filter_away(program, some: Desk) -> None:
    async with program(some) as p:
        await p.press("slash")
        await p.type("电子")
        await p.press("enter")
        assert p.app.focused is p.screen.table
        assert len(keys_shown(p)) == 1
        await p.press("escape")
        assert len(keys_shown(p)) == 5


async def test_what_one_queue_has_not_enter_looks_for_in_all(program, some: Desk) -> None:
    async with program(some) as p:
        p.screen.action_queue("joint")
        await p.rest()
        await p.press("slash")
        p.screen.finder.value = "电子"
        await p.rest()
        assert "Enter looks in all queues" in p.text
        await p.press("enter")
        await p.rest()
        assert len(keys_shown(p)) == 1
        p.screen.action_queue("joint")
        await p.rest()
        await p.press("slash")
        p.screen.finder.value = "26-000001"
        await p.press("enter")
        await p.rest()
        assert isinstance(p.screen, DocketScreen)


async def test_a_number_typed_whole_opens_its_docket_and_any_other_word_leads_to_the_table(
    program, some: Desk
) -> None:
    some.enter(acts.Noted(text="与 26-000001 为同一单位"), on="26-000002")
    number = some.complaint("26-000001").number
    async with program(some) as p:
        for typed in ("26-000001", number, number.replace("〔", "(").replace("〕", ")")):
            await p.press("slash")
            p.screen.finder.value = typed
            await p.press("enter")
            assert isinstance(p.screen, DocketScreen), typed
            assert p.screen.docket_key == "26-000001"
            await p.press("escape", "escape")
            assert isinstance(p.screen, Worklist)
            assert len(keys_shown(p)) == 5
        for typed in ("26-00000", "26-000009"):
            await p.press("slash")
            p.screen.finder.value = typed
            await p.press("enter")
            assert isinstance(p.screen, Worklist)
            await p.press("escape")
        await p.press("slash")
        p.screen.finder.value = "26-000001"
        p.screen.finder.action_open()  # before the list has answered
        p.screen.finder.value = "电子"  # what is typed on is not meant yet
        await p.rest()
        assert isinstance(p.screen, Worklist)


async def test_a_register_out_of_reach_is_said_once_and_the_list_stays(
    program, some: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> int:
        raise RegisterError(say("The register cannot be reached."))

    async with program(some) as p:
        monkeypatch.setattr(some, "head", gone)
        for _ in range(3):
            p.screen.look()
            await p.rest()
        assert isinstance(p.screen, Worklist)
        assert len(keys_shown(p)) == 5
        assert p.text.count("The register cannot be reached.") == 1


async def test_a_docket_that_cannot_be_read_says_so_in_the_preview_only(
    program, some: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(name: str) -> None:
        raise RegisterError(say("A newer program wrote this."))

    async with program(some, size=(132, 30)) as p:
        monkeypatch.setattr(some, "docket", newer)
        await p.press("down", "down")
        assert isinstance(p.screen, Worklist)
        assert "A newer program wrote this." in " ".join(p.text.split())


async def test_forms_begun_and_not_entered_are_offered_at_the_start(
    program, some: Desk, case: str
) -> None:
    async with program(some) as p:
        await p.press("enter", "ctrl+n")
        await p.type("half")
        await p.press("escape")
    async with program(some) as p:
        assert "F7" in p.text
        await p.press("f7")
        assert "half" in p.text


async def test_an_empty_register_names_the_key_that_registers(program, desk: Desk) -> None:
    async with program(desk.as_officer("wang")) as p:
        assert "No dockets yet" in p.text
        assert "F2" in p.text


async def test_the_administrator_is_told_why_the_lists_are_empty(program, some: Desk) -> None:
    async with program(some.as_officer("guan")) as p:
        assert keys_shown(p) == []
        assert "The administrator changes the office" in p.text


async def test_pages_are_turned_and_counted(program, desk: Desk, complaint) -> None:
    clerk = desk.as_officer("wang")
    clerk.enter_many([(clerk, complaint(), "") for _ in range(PAGE + 5)])
    async with program(desk.as_officer("zhou")) as p:
        first = keys_shown(p)
        assert f"1-{PAGE} / {PAGE + 5}" in p.text or p.screen._extent().startswith(f"1-{PAGE} /")
        await p.press("ctrl+n")
        assert len(keys_shown(p)) == 5
        assert not set(first) & set(keys_shown(p))
        await p.press("ctrl+n")
        assert len(keys_shown(p)) == 5
        await p.press("ctrl+p")
        assert keys_shown(p) == first


async def test_what_a_colleague_enters_appears_and_the_cursor_stays(
    program, some: Desk, complaint
) -> None:
    async with program(some) as p:
        await p.press("down", "down")
        here = p.screen.table.key
        some.as_officer("wang").enter(complaint(facts="新来的"))
        p.screen.look()
        await p.rest()
        assert len(keys_shown(p)) == 6
        assert p.screen.table.key == here


async def test_a_new_day_moves_the_queues(program, some: Desk, clock) -> None:
    async with program(some, size=(132, 30)) as p:
        assert p.screen.queues.counts["overdue"] == 0
        clock.forward(days=30)
        p.screen.look()
        await p.rest()
        assert p.screen.queues.counts["overdue"] == len(p_queue(some, "overdue")) > 0
        assert "▸" in p.text
        assert "overdue" in p.text


async def test_a_stale_answer_is_dropped(program, some: Desk) -> None:
    async with program(some) as p:
        old = p.screen._listed
        await p.press("1")
        p.screen.post_message(old)
        await p.rest()
        assert len(keys_shown(p)) == 2


async def test_the_preview_shows_the_docket_under_the_cursor(program, some: Desk) -> None:
    async with program(some, size=(160, 45)) as p:
        for _ in range(3):
            await p.press("down")
            assert p.screen._preview.docket.key == p.screen.table.key
            assert str(p.screen.query_one("#preview").border_title) == p.screen.table.key
        assert "Limits" in p.text
        assert "Last entries" in p.text


async def test_the_urgent_one_is_marked_and_found_by_place(program, some: Desk) -> None:
    async with program(some) as p:
        await p.press("2")
        assert " !" in p.text
        assert "(place:" in p.text


async def test_enter_or_a_click_opens_the_docket(program, some: Desk) -> None:
    async with program(some) as p:
        key = p.screen.table.key
        await p.press("enter")
        assert isinstance(p.screen, DocketScreen)
        assert p.screen.docket_key == key
        await p.press("escape")
        assert isinstance(p.screen, Worklist)
        await p.pilot.click("#dockets", offset=(5, 2))
        await p.rest()
        assert isinstance(p.screen, DocketScreen)


async def test_a_queue_is_clicked(program, some: Desk) -> None:
    async with program(some, size=(132, 30)) as p:
        await p.pilot.click("#queues", offset=(5, 2))
        await p.rest()
        assert len(keys_shown(p)) == 2


async def test_sorting_goes_round(program, some: Desk) -> None:
    async with program(some) as p:
        await p.press("f6")
        assert keys_shown(p) == sorted(keys_shown(p))
        await p.press("s", "f6")
        assert p.screen._asked.sort == "due"


async def test_help_names_every_key_of_the_screen(program, some: Desk) -> None:
    async with program(some, size=(100, 60)) as p:
        await p.press("f1")
        assert isinstance(p.screen, Help)
        for word in ("F2", "F4", "F6", "F12", "F9", "^F", "^N", "^Q", "Register", "Sort", "Why"):
            assert word in p.text
        await p.press("escape")
        assert isinstance(p.screen, Worklist)


async def test_the_language_switches_live_with_the_cursor_where_it_was(
    program, some: Desk, brackets: None
) -> None:
    async with program(some, size=(132, 30)) as p:
        await p.press("down", "down")
        here = p.screen.table.key
        await p.press("ctrl+l")
        assert p.screen.table.key == here
        assert "〈Worklist〉" in p.text
        assert "〈Queues〉" in p.text
        await p.press("ctrl+l")
        assert "〈" not in p.text


async def test_ctrl_q_leaves_the_program(program, some: Desk) -> None:
    async with program(some) as p:
        await p.pilot.press("ctrl+q")
        assert p.app._exit


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_worklist_looks_as_drawn(program, some: Desk, golden, lang: str, size) -> None:
    async with program(some, lang=lang, size=size) as p:
        golden(p.app, f"worklist_{lang}_{size[0]}")


async def test_hostile_names_and_facts_are_shown_and_nothing_more(
    program, desk: Desk, complaint, hostile, sent_nothing_forbidden
) -> None:
    clerk = desk.as_officer("wang")
    for text in hostile:
        _tried(clerk, complaint, text)
    async with program(desk.as_officer("zhou"), size=(160, 45)) as p:
        assert p.screen.table.row_count > len(hostile) // 3
        for _ in range(20):
            await p.press("down")
        await p.press("slash")
        for text in hostile[:12]:
            p.screen.finder.value = text
            await p.rest()
        p.screen.finder.value = ""
        await p.rest()
        sent_nothing_forbidden(p.app)
        assert isinstance(p.screen, Worklist)


def _tried(clerk: Desk, complaint, text: str) -> None:
    """Register what the register takes; what it refuses cannot reach a screen."""
    with suppress(Invalid):
        clerk.enter(
            complaint(
                complainant=Person(name=text[:150]),
                respondents=(Respondent(name=text[:150]),),
                facts=text,
            )
        )
