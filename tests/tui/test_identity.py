"""Who must stay unknown, on screens and in drafts: shown by ^R with a purpose, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.parties import Identity, Person, Respondent, Worker
from tui.base import Failure
from tui.drafts import HIDDEN, Drafts, uncovered
from tui.screens.act_form import ActForm
from tui.screens.correct import Correct
from tui.screens.docket import DocketScreen, EntryView
from tui.screens.draft_list import DraftList
from tui.screens.identity import Purpose
from tui.screens.intake import Intake

NAME, PHONE, WORKER = "冒仉嫘", "13912345670", "亓官彧"
CANARIES = (NAME, PHONE, WORKER)
FACTS = "犇羴鱻"


@pytest.fixture
def tip(desk: Desk, complaint: Callable[..., acts.Registered]) -> str:
    """A confidential tip-off by its key, registered by wang."""
    act = complaint(
        tipoff=True, identity=Identity.CONFIDENTIAL, facts=FACTS,
        complainant=Person(name=NAME, phone=PHONE), workers=(Worker(name=WORKER),),
    )  # fmt: skip
    return desk.as_officer("wang").enter(act).docket


async def shown(p, desk: Desk, key: str) -> DocketScreen:
    screen = DocketScreen(desk, key)
    await p.app.push_screen(screen)
    await p.rest()
    return screen


def stream(p) -> str:
    """Everything the terminal ever got."""
    return p.app._driver.stream


def named(text: str) -> list[str]:
    return [word for word in CANARIES if word in text]


async def test_the_block_opens_by_a_purpose_that_is_entered_first_and_shuts_again(
    program, desk: Desk, tip: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, lang="zh_CN", size=(160, 45)) as p:
        screen = await shown(p, clerk, tip)
        assert "举报人（保密）" in p.text
        assert named(stream(p)) == []
        await p.press("ctrl+r")
        assert isinstance(p.screen, Purpose)
        await p.press("enter")
        assert "为空" in p.text or "填写" in p.text  # a purpose is wanted
        assert len(clerk.docket(tip).entries) == 1
        await p.type("回访")
        await p.press("enter")
        assert p.screen is screen
        assert named(p.text) == list(CANARIES)
        assert [e.act.kind for e in clerk.docket(tip).entries] == ["registered", "identity_opened"]
        await p.press("f5")
        assert named(p.text) == list(CANARIES)
        await p.press("ctrl+r")
        assert named(p.text) == []
        await p.press("escape")
        assert named(p.text) == []


async def test_a_reading_from_before_the_opening_that_arrives_late_does_not_shut_the_block(
    program, desk: Desk, tip: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(160, 45)) as p:
        screen = await shown(p, clerk, tip)
        early = screen._read
        assert early is not None
        await p.press("ctrl+r", *"callback", "ctrl+s")
        assert named(p.text) == list(CANARIES)
        late = DocketScreen.Read(
            early.docket, early.deadlines, early.permitted, early.office, early.seen
        )
        screen.post_message(late)
        await p.rest()
        assert named(p.text) == list(CANARIES)


async def test_the_block_shuts_when_somebody_enters_something(
    program, desk: Desk, tip: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(160, 45)) as p:
        screen = await shown(p, clerk, tip)
        await p.press("ctrl+r", *"callback", "ctrl+s")
        assert named(p.text)
        desk.as_officer("zhou").enter(acts.Noted(text="……"), on=tip)
        screen.reload()
        await p.rest()
        assert named(p.text) == []
        await p.press("ctrl+r")
        assert isinstance(p.screen, Purpose)  # what for is asked anew


async def test_escape_shows_the_other_numbers_only_and_enters_nothing(
    program, desk: Desk, complaint, tip: str
) -> None:
    clerk = desk.as_officer("wang")
    employer = Respondent(name="某店", representative="店长", phone="13700001111")
    act = complaint(
        tipoff=True, complainant=Person(name=NAME, phone=PHONE), respondents=(employer,)
    )
    key = clerk.enter(act).docket
    async with program(clerk, size=(160, 45)) as p:
        await shown(p, clerk, key)
        await p.press("ctrl+r", "escape")
        assert "13700001111" in p.text
        assert named(p.text) == []
        assert len(clerk.docket(key).entries) == 1


async def test_who_may_not_know_is_asked_nothing_and_shown_nothing(
    program, desk: Desk, tip: str
) -> None:
    inspector = desk.as_officer("li")
    desk.as_officer("wang").open_identity(tip, "回访核实")
    async with program(inspector, size=(160, 45)) as p:
        screen = await shown(p, inspector, tip)
        await p.press("ctrl+r")
        assert p.screen is screen
        await p.press("enter", "ctrl+r")
        assert isinstance(p.screen, EntryView)
        assert named(stream(p)) == []
        assert "回访核实" not in stream(p)


async def test_the_head_reads_for_what_it_was_opened(program, desk: Desk, tip: str) -> None:
    desk.as_officer("wang").open_identity(tip, "回访核实")
    head = desk.as_officer("zhou")
    async with program(head, size=(160, 45)) as p:
        await shown(p, head, tip)
        await p.press("enter")
        assert "Purpose: 回访核实" in p.text


async def test_an_unreadable_block_is_a_sentence_in_its_place(
    program, desk: Desk, tip: str
) -> None:
    desk._store.drop_key(tip)
    clerk = desk.as_officer("wang")
    async with program(clerk, lang="zh_CN", size=(160, 45)) as p:
        await shown(p, clerk, tip)
        await p.press("ctrl+r", *"回访", "enter")
        assert "密钥已销毁" in p.text
        assert "举报人（保密）" in p.text


async def test_neither_lists_nor_previews_nor_searches_show_anything_of_it(
    program, desk: Desk, tip: str
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, lang="zh_CN", size=(160, 45)) as p:
        await p.press("space")
        for word in (NAME, FACTS):
            await p.press("slash")
            await p.type(word)
            await p.press("enter", "escape")
        await p.press("f9")
        assert tip in stream(p)
        assert PHONE not in stream(p)  # the name stands where it was typed to look for it
        assert WORKER not in stream(p)


# ------------------------------------------------------------------ drafts


def on_disk(state_folder: Path) -> str:
    return "\n".join(p.read_text("utf-8") for p in state_folder.rglob("*") if p.is_file())


async def typed_tipoff(p, desk: Desk) -> Intake:
    form = Intake(desk)
    await p.app.push_screen(form)
    await p.rest()
    for path, text in (
        ("tipoff", "true"),
        ("complainant.name", NAME),
        ("complainant.phone", PHONE),
        ("facts", FACTS),
    ):
        form.fields[path].text = text
        await p.rest()
    form.changed()
    await p.rest()
    return form


async def test_a_draft_of_a_tipoff_lies_encrypted_and_comes_back_whole(
    program, desk: Desk, state_folder: Path
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, lang="zh_CN", size=(120, 40)) as p:
        form = await typed_tipoff(p, clerk)
        (draft,), _ = Drafts().all()
        assert list(draft.fields) == [HIDDEN]
        kept = on_disk(state_folder)
        for word in (*CANARIES, FACTS):
            assert word not in kept
            assert word.encode("unicode_escape").decode() not in kept
        assert uncovered(draft, clerk).fields["complainant.phone"] == PHONE
        await p.press("escape")
        await p.app.push_screen(DraftList(clerk))
        await p.rest()
        assert "举报人（保密）" in p.text
        assert named(p.text) == []
        await p.press("enter")
        again = p.screen
        assert isinstance(again, Intake)
        assert again is not form
        assert again.fields["complainant.name"].text == NAME
        assert again.fields["facts"].text == FACTS


async def test_a_draft_whose_key_is_gone_is_a_sentence_and_stays(
    program, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, lang="zh_CN", size=(120, 40)) as p:
        await typed_tipoff(p, clerk)
        await p.press("escape")
        monkeypatch.setattr(type(desk._store), "own_key", lambda *_, **__: None)
        await p.app.push_screen(DraftList(clerk))
        await p.rest()
        await p.press("enter")
        assert isinstance(p.screen, Failure)
        assert "密钥文件" in p.text
        assert len(Drafts().all()[0]) == 1


async def test_a_draft_of_an_ordinary_complaint_lies_as_before(program, desk: Desk) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(120, 40)) as p:
        form = Intake(clerk)
        await p.app.push_screen(form)
        await p.rest()
        form.fields["complainant.name"].text = "王某某"
        form.changed()
        await p.rest()
        (draft,), _ = Drafts().all()
        assert draft.fields["complainant.name"] == "王某某"


async def test_what_is_typed_in_the_case_of_a_secret_complaint_lies_encrypted_too(
    program, desk: Desk, tip: str, case: str, state_folder: Path
) -> None:
    head = desk.as_officer("zhou")
    assert not head.hides_drafts(case), "nobody of that case is kept secret"
    head.enter(acts.Filed(case=case), on=tip)
    assert head.hides_drafts(case)
    async with program(head, size=(120, 40)) as p:
        form = ActForm(head, "noted", case)
        await p.app.push_screen(form)
        await p.rest()
        form.fields["text"].text = f"{NAME}又来电"
        form.changed()
        await p.rest()
        (draft,), _ = Drafts().all()
        assert list(draft.fields) == [HIDDEN]
        assert uncovered(draft, head).fields["text"] == f"{NAME}又来电"


async def test_a_correction_of_a_secret_docket_lies_encrypted_too(
    program, desk: Desk, tip: str, state_folder: Path
) -> None:
    clerk = desk.as_officer("wang")
    async with program(clerk, size=(120, 40)) as p:
        form = Correct(clerk, tip, None, {"entry": "1"})
        await p.app.push_screen(form)
        await p.rest()
        assert form.fields["complainant.name"].text == "举报人（保密）"
        form.fields["complainant.phone"].text = "13800002222"
        form.fields["because"].text = "换号"
        form.changed()
        await p.rest()
        assert "13800002222" not in on_disk(state_folder)
        await p.press("ctrl+s")
    opened = clerk.open_identity(tip, "回访").docket.state
    assert opened.complainant == Person(name=NAME, phone="13800002222")
