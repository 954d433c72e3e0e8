"""The register kept safe by keys alone: checked, anchored, backed up; nothing half done stays."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from laborcase import acts, keeping, proof
from laborcase.desk import Desk
from laborcase.opening import found_register, open_desk
from laborcase.standing import newest_backup
from laborcase.store.files import RealDisk
from laborcase.store.tiny import TinyStore
from laborcase.words import say
from tui.base import Failure
from tui.commands import Commands
from tui.screens.today import Today
from tui.screens.upkeep import StoppedHere, Target, Upkeep
from tui.screens.worklist import Worklist

Complaint = Callable[..., acts.Registered]


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents folder of this test."""
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    return tmp_path / "documents" / "laborcase"


@pytest.fixture
def kept(founding: acts.Founded, clock, complaint: Complaint, tmp_path: Path) -> Iterator[Desk]:
    """The administrator's desk of a register in a folder, with 3 complaints, one of them secret."""
    with found_register(str(tmp_path / "register"), founding, clock=clock, account="test") as desk:
        wang = desk.as_officer("wang")
        for secret in (False, False, True):
            wang.enter(complaint(tipoff=secret))
        yield desk


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").replace("▌", " ").split())


async def opened(p) -> Upkeep:
    """The screen, by the list of commands."""
    await p.press("f9")
    await p.type("register safe")
    await p.press("enter")
    assert isinstance(p.screen, Upkeep)
    return p.screen


async def test_it_is_found_among_the_commands_in_both_languages_by_everybody(
    program, kept: Desk
) -> None:
    for officer in ("guan", "zhou", "wang"):
        async with program(kept.as_officer(officer)) as p:
            await opened(p)
            assert kept.register in p.text
            await p.press("escape")
            assert isinstance(p.screen, Worklist)
    async with program(kept, lang="zh_CN") as p:
        await p.press("f9")
        assert isinstance(p.screen, Commands)
        await p.type("保管登记台账")
        await p.press("enter")
        assert isinstance(p.screen, Upkeep)


async def test_it_says_how_the_register_stands(program, kept: Desk, tmp_path: Path) -> None:
    async with program(kept) as p:
        await opened(p)
        text = flat(p.text)
        # A long path goes on in the next line.
        assert f"Liesin{tmp_path / 'register'}" in text.replace(" ", "")
        assert "Commits 4" in text
        assert f"For papers {kept.checkpoint().short}" in text
        assert "Checkpoint None is known here." in text
        assert "No backup was made from this account." in text
        assert "Free room" in text


async def test_what_does_not_fit_is_scrolled_to_by_keys(
    program, kept: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tuple(say("trouble {n}", n=n) for n in range(40))
    monkeypatch.setattr(TinyStore, "condition", lambda self: told)
    async with program(kept) as p:
        await opened(p)
        assert "! trouble 0" in p.text
        assert "! trouble 39" not in p.text
        await p.press("tab", "end")
        assert "! trouble 39" in p.text


async def test_checking_reads_everything_and_says_so(program, kept: Desk, monkeypatch) -> None:
    monkeypatch.setattr(RealDisk, "free", lambda self, path: 10**12)
    async with program(kept) as p:
        await opened(p)
        assert "The commits themselves are read by “Check everything now”." in flat(p.text)
        await p.press("enter")
        text = flat(p.text)
        assert "Everything was read, and is as it was written: 4 commits, 0 files." in text
        assert "Nothing is known that is wrong." in text
        assert "are read by" not in text


async def test_checking_compares_with_the_newest_checkpoint_that_is_known_here(
    program, kept: Desk, tmp_path: Path, documents: Path
) -> None:
    async with program(kept, size=(160, 45)) as p:
        await opened(p)
        await p.press("down", "enter")
        assert isinstance(p.screen, Target)
        await p.press("enter")
        written = documents / f"checkpoint-{kept.now().date()}.json"
        assert f"Savedas{written}" in flat(p.text).replace(" ", "")
        assert json.loads(written.read_bytes())["hash"] == kept.checkpoint().hash
        assert written.stat().st_mode & 0o777 == 0o600
        assert "The newest anchor known here is 0 days old: commit 4" in flat(p.text)
        await p.press("up", "enter")
        assert "It agrees with the checkpoint of commit 4." in flat(p.text)
    # Somebody cuts the newest commit off. Without the checkpoint that could not be told.
    ledger = tmp_path / "register" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    kept.close()
    (tmp_path / "register" / "snapshot.json").unlink()
    ledger.write_bytes(b"".join(lines[:-1]))
    with open_desk(str(tmp_path / "register"), officer="guan") as again:
        async with program(again) as p:
            screen = await opened(p)
            await p.press("enter")
            assert isinstance(p.screen, Failure)
            assert "Commit 4 is missing" in flat(p.text)
            await p.press("escape")
            assert p.screen is screen
            assert screen.progress.text == ""


async def test_a_backup_and_its_keys_are_made_where_one_says_and_told_afterwards(
    program, kept: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with program(kept, size=(160, 45)) as p:
        screen = await opened(p)
        for deed, name in (("backup", "monday"), ("keys", "monday-keys")):
            await p.press("home", *["down"] * (2 if deed == "backup" else 3), "enter")
            p.screen.query_one("Field").text = str(stick / name)
            await p.press("enter")
            assert p.screen is screen, p.text
            assert f"Saved as {stick / name}" in flat(p.text)
        assert "commit 4; 0 commits later" in flat(p.text)
        made = newest_backup(kept.register)
        assert made is not None
        assert (made.seq, made.path) == (4, str(stick / "monday"))
        # The next is offered beside it, under a name that is free.
        await p.press("home", "down", "down", "enter")
        assert p.screen.query_one("Field").text == str(stick / "monday")
        await p.press("enter")
        assert isinstance(p.screen, Failure)
        assert "is there already" in flat(p.text)
    found = keeping.restore(stick / "monday", tmp_path / "again", keys=stick / "monday-keys")
    assert found.commits == 4
    with open_desk(str(tmp_path / "again"), officer="wang") as again:
        assert again.open_identity("26-000003", "试验恢复").troubles == ()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("monday", "is not a whole path"),
        ("{tmp}/gone/monday", "is the disk or stick connected?"),
        ("{tmp}/register/monday", "lies inside"),
        ("{tmp}/register", "is there already"),
        ("{tmp}/a\tb/x", "There is no folder"),
        ("~nobody-of-that-name/x", "is not a whole path"),
        ("{tmp}/" + "x" * 5000 + "/y", "is not a whole path"),
        ("{tmp}/\ud800", "is not a whole path"),
        ("{tmp}/a\0b", "is not a whole path"),
    ],
)
async def test_a_place_that_is_none_is_refused_and_nothing_is_written(
    program, kept: Desk, tmp_path: Path, typed: str, why: str
) -> None:
    typed = typed.format(tmp=tmp_path)
    before = sorted(tmp_path.rglob("*"))
    async with program(kept, size=(160, 45)) as p:
        screen = await opened(p)
        for deed in (2, 3):
            await p.press("home", *["down"] * deed, "enter")
            p.screen.query_one("Field").text = typed
            await p.press("enter")
            assert isinstance(p.screen, Failure)
            assert why in flat(p.text)
            await p.press("escape")
            assert p.screen is screen
            await p.press("enter")  # what was typed is still there
            assert p.screen.query_one("Field").text == typed
            await p.press("escape")
    after = [path for path in sorted(tmp_path.rglob("*")) if "state" not in path.parts]
    assert after == [path for path in before if "state" not in path.parts]


async def test_an_empty_place_is_asked_for_and_escape_writes_nothing(
    program, kept: Desk, documents: Path
) -> None:
    async with program(kept) as p:
        screen = await opened(p)
        await p.press("down", "enter")
        p.screen.query_one("Field").text = " "
        await p.press("enter")
        assert "“Where to” is empty: type it." in flat(p.text)
        await p.press("escape")
        assert p.screen is screen
        assert not documents.exists()


async def test_escape_ends_a_check_or_a_backup_and_nothing_half_done_is_left(
    program, kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with program(kept) as p:
        screen = await opened(p)
        lines = TinyStore.each_line

        def each_line(store):
            for line in lines(store):
                if line.seq == 2:
                    p.app.call_from_thread(screen.action_back)  # the key comes in between
                yield line

        monkeypatch.setattr(TinyStore, "each_line", each_line)
        await p.press("enter")
        assert p.screen is screen
        assert "Ended before it was done" in flat(p.text)
        await p.press("down", "down", "enter")
        p.screen.query_one("Field").text = str(tmp_path / "monday")
        await p.press("enter")
        assert "Ended before it was done" in flat(p.text)
        assert not list(tmp_path.glob("monday*"))
        assert newest_backup(kept.register) is None
        monkeypatch.setattr(TinyStore, "each_line", lines)
        await p.press("home", "enter")
        assert "Everything was read" in flat(p.text)


async def test_what_is_running_is_said_before_it_is_left_and_a_second_is_not_begun(
    program, kept: Desk
) -> None:
    async with program(kept, size=(160, 45)) as p:
        screen = await opened(p)
        screen._begin("X")  # a long one
        await p.press("enter")
        assert "is not finished. Esc ends it." in flat(p.text)
        await p.press("f3")
        assert p.screen is screen
        assert "Wait, or leave again" in flat(p.text)
        await p.press("f3")
        assert isinstance(p.screen, Worklist)
        with pytest.raises(StoppedHere):
            screen._tell(1)


async def test_the_administrator_and_the_heads_are_reminded_after_a_week_and_nobody_else(
    program, kept: Desk, clock, tmp_path: Path
) -> None:
    clock.forward(days=7)
    async with program(kept, today=True) as p:
        assert isinstance(p.screen, Today)
        assert "anchor" not in p.text
    clock.forward(days=1)
    for officer, reminded in (("guan", True), ("zhou", True), ("wang", False), ("li", False)):
        async with program(kept.as_officer(officer), today=True) as p:
            assert ("No anchor of this register is known here" in flat(p.text)) is reminded
    proof.note(kept.checkpoint())
    async with program(kept, today=True) as p:
        assert "anchor" not in p.text
        clock.forward(days=9)
        kept.as_officer("zhou").enter(acts.Noted(text="x"), on="26-000001")
        p.screen.look()
        await p.rest()
        assert "9 days old: commit 4; 1 commit later" in flat(p.text)
        assert "F9 “Keep the register safe”" in flat(p.text)
    async with program(kept, today=True, demo=True) as p:
        assert "anchor" not in p.text


async def test_who_enters_while_the_clock_runs_back_is_warned_at_once(
    program, kept: Desk, clock
) -> None:
    behind = kept.as_officer("zhou").at(lambda: clock.now - timedelta(days=2))
    async with program(behind, size=(160, 45)) as p:
        p.app.committed(behind.enter(acts.Noted(text="x"), on="26-000001"))
        await p.rest()
        assert "set the clock right before more is entered" in flat(p.text)
    right = kept.as_officer("zhou").enter(acts.Noted(text="y"), on="26-000001")
    assert right.warning is None


async def test_hostile_names_reach_no_terminal(
    program, founding: acts.Founded, clock, tmp_path: Path, sent_nothing_forbidden
) -> None:
    folder = tmp_path / "re\x1b[2Jg\u202eister[@click=app.quit()]x[/]"
    with found_register(str(folder), founding, clock=clock, account="test") as desk:
        async with program(desk, size=(160, 45)) as p:
            await opened(p)
            await p.press("enter", "down", "down", "enter", "enter")
            assert isinstance(p.screen, Upkeep)
            sent_nothing_forbidden(p.app)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_register_looks_as_drawn(
    program, kept: Desk, golden, monkeypatch: pytest.MonkeyPatch, size, lang
) -> None:
    standing = Desk.standing

    def fixed(desk: Desk):
        return evolve(
            standing(desk), register="0b7e7c1e-8f43-4c2a-9a3f-5d1c22a9b001",
            place="/srv/zone/register", short="4: ecd6 2a3e b3e0 e929 48ed",
            free=23 * 1024**3, troubles=(),
        )  # fmt: skip

    monkeypatch.setattr(Desk, "standing", fixed)
    async with program(kept, size=size, lang=lang) as p:
        await p.app.run_action("upkeep")
        await p.rest()
        await p.press("enter")
        golden(p.app, f"upkeep-{lang}-{size[0]}")


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_where_to_is_asked_as_drawn(
    program, kept: Desk, golden, monkeypatch: pytest.MonkeyPatch, lang
) -> None:
    monkeypatch.setattr(Upkeep, "_offered", lambda self, deed: "/media/stick/backup-2026-11-23")
    async with program(kept, lang=lang) as p:
        await p.app.run_action("upkeep")
        await p.rest()
        await p.press("home", "down", "down", "enter")
        golden(p.app, f"upkeep-target-{lang}")
