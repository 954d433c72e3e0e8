import json
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laborcase.acts import Noted
from laborcase.desk import Desk
from laborcase.errors import NotFound, RegisterError
from tui.base import Failure
from tui.commands import begun
from tui.drafts import Draft, Drafts
from tui.screens.docket import DocketScreen
from tui.screens.intake import Intake

NOW = datetime(2026, 11, 23, 9, 17, 42, tzinfo=timezone(timedelta(hours=8)))


def draft(**fields: str) -> Draft:
    return Draft(kind="registered", register="file:demo", officer="w01", fields=fields)


def test_a_draft_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    saved = drafts.save(draft(name="王某", note="一行\n二行"), NOW)
    assert saved.changed == "2026-11-23T09:17:42+08:00"
    assert drafts.load(saved.key) == saved
    assert drafts.all() == ((saved,), ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.dictionaries(st.text(), st.text(st.characters(exclude_categories=()))))
def test_any_text_survives_even_a_lone_surrogate(tmp_path: Path, fields: dict[str, str]) -> None:
    drafts = Drafts(tmp_path)
    saved = drafts.save(draft(**fields), NOW)
    assert drafts.load(saved.key).fields == fields


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    saved = Drafts(folder).save(draft(), NOW)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / f"{saved.key}.json").stat().st_mode) == 0o600


def test_each_change_replaces_the_one_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    first = drafts.save(draft(name="王"), NOW)
    again = drafts.save(
        Draft(kind="registered", register="", officer="", fields={"name": "王某"}, key=first.key),
        NOW,
    )
    assert [path.name for path in tmp_path.iterdir()] == [f"{first.key}.json"]
    assert drafts.all() == ((again,), ())


def test_a_failed_save_leaves_the_draft_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(tmp_path)
    saved = drafts.save(draft(name="王"), NOW)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.open", full)
    with pytest.raises(RegisterError, match="cannot be kept as a draft"):
        drafts.save(Draft(kind="", register="", officer="", key=saved.key), NOW)
    monkeypatch.undo()
    assert drafts.load(saved.key) == saved


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RegisterError, match="cannot be kept as a draft"):
        Drafts(tmp_path / "file" / "drafts").save(draft(), NOW)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff", b'{"kind": "x"}', b"[" * 100_000, b'{"fields": 3}', b"null"],
    ids=["empty", "half", "list", "bytes", "short", "deep", "wrong", "null"],
)
def test_a_damaged_draft_is_reported_and_left_alone(tmp_path: Path, data: bytes) -> None:
    drafts = Drafts(tmp_path)
    good = drafts.save(draft(name="王"), NOW)
    path = tmp_path / f"{uuid4()}.json"
    path.write_bytes(data)
    found, damaged = drafts.all()
    assert found == (good,)
    assert [each.path for each in damaged] == [path]
    assert str(path) in damaged[0].text
    assert path.read_bytes() == data
    with pytest.raises(RegisterError, match="cannot be read"):
        drafts.load(path.stem)


def test_a_file_under_another_drafts_name_is_damaged(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    saved = drafts.save(draft(), NOW)
    (tmp_path / "copy.json").write_bytes((tmp_path / f"{saved.key}.json").read_bytes())
    assert [each.path.name for each in drafts.all()[1]] == ["copy.json"]


def test_a_newer_program_s_draft_is_reported_not_cut(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    saved = drafts.save(draft(), NOW)
    path = tmp_path / f"{saved.key}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "red"}))
    assert len(drafts.all()[1]) == 1


def test_the_latest_draft_comes_first(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    early = drafts.save(draft(), NOW)
    late = drafts.save(draft(), NOW + timedelta(minutes=1))
    assert drafts.all()[0] == (late, early)


def test_no_folder_means_no_drafts(tmp_path: Path) -> None:
    assert Drafts(tmp_path / "none").all() == ((), ())


def test_a_deleted_draft_is_gone_with_all_its_traces(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    saved = drafts.save(draft(), NOW)
    (tmp_path / f"{saved.key}.new").write_bytes(b"half written")
    drafts.delete(saved.key)
    drafts.delete(saved.key)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotFound, match="no draft"):
        drafts.load(saved.key)


def test_a_key_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="UUID"):
        Drafts(tmp_path).load("../../etc/passwd")


@pytest.mark.parametrize("leave", ["escape", "ctrl+q", "f4"])
async def test_where_no_draft_can_be_kept_the_form_stays_until_the_loss_was_told(
    program, desk: Desk, tmp_path: Path, leave: str
) -> None:
    (tmp_path / "file").touch()
    async with program(desk.as_officer("wang")) as p:
        await p.press("f2")
        form = p.screen
        assert isinstance(form, Intake)
        form.drafts = Drafts(tmp_path / "file" / "drafts")
        form.fields["facts"].go()
        await p.type("x")
        assert isinstance(p.screen, Failure)  # told while typing
        await p.press("escape", leave)
        assert isinstance(p.screen, Failure)
        assert "here is lost." in p.text
        await p.press("escape")
        assert p.screen is form
        assert form.fields["facts"].text == "x"
        await p.press(leave)
        if leave == "f4":
            assert form.fields["facts"].text == ""
        else:
            assert p.screen is not form or p.app._exit


def test_a_form_that_speaks_of_one_paper_does_not_take_up_the_draft_of_another(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    own = Draft(kind="served", register=li.register, officer="li", on=case,
                fields={"paper": "P1", "receiver": "店长"})  # fmt: skip
    saved = Drafts().save(own, NOW)
    assert begun(li, "served", case, {"paper": "P1"}) == saved
    assert begun(li, "served", case, {"paper": "P2"}) is None
    assert begun(li, "served", case, {}) == saved
    assert begun(desk.as_officer("chen"), "served", case, {}) is None


async def test_a_form_left_goes_on_where_it_was_left(program, desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    async with program(li) as p:
        await p.app.push_screen(DocketScreen(li, case))
        await p.rest()
        await p.press("ctrl+n")
        p.screen.fields["text"].go()
        await p.type("half")
        await p.press("escape")
        li.enter(Noted(text="meanwhile"), on=case)
        await p.press("f5", "ctrl+n")
        assert p.screen.fields["text"].text == "half"
        assert "Your draft of 2026-11-23 09:30 goes on" in p.text
        p.screen.fields["text"].go()
        await p.press("ctrl+s")
        await p.press("ctrl+n")
        assert p.screen.fields["text"].text == "", "entered: no draft any more"
    assert [e.act.text for e in li.docket(case).entries[-2:]] == ["meanwhile", "half"]


def test_the_drafts_of_a_register_that_is_gone_go_with_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    gone = drafts.save(draft(name="王"), NOW)
    kept = drafts.save(evolve(draft(name="李"), register="file:office"), NOW)
    drafts.drop(gone.register)
    assert drafts.all() == ((kept,), ())
