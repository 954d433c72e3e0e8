"""The law on screen: found while typing, read with what speaks against it, copied, and cited by."""

import pytest

from laborcase import acts, law
from laborcase.desk import Desk
from tui.commands import open_act
from tui.screens.docket import DocketScreen
from tui.screens.law import CitingDockets, LawScreen
from tui.widgets.grid import Grid
from tui.widgets.line import Line


async def test_one_key_opens_the_law_and_words_find_a_provision(program, desk: Desk) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        assert isinstance(p.screen, LawScreen)
        await p.type("条例第十七条")
        assert p.screen.provision.id == "jc-17"
        assert "Investigation ends within 60 working days" in " ".join(p.text.split())
        await p.press("escape")
        assert not isinstance(p.screen, LawScreen)


async def test_the_commands_know_the_law_by_name(program, desk: Desk) -> None:
    async with program(desk.as_officer("li"), lang="zh_CN") as p:
        await p.press("f9")
        await p.type("法律依据")
        await p.press("enter")
        assert isinstance(p.screen, LawScreen)


async def test_the_law_opens_above_a_docket_and_a_form_and_leaves_them_as_they_were(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.app.push_screen(DocketScreen(p.app.desk, case))
        await p.rest()
        await p.press("ctrl+t")
        assert isinstance(p.screen, LawScreen)
        await p.press("escape")
        assert isinstance(p.screen, DocketScreen)
        open_act(p.app, "noted", case)
        await p.rest()
        form = p.screen
        await p.press("f9")
        await p.type("law")
        await p.press("enter")
        assert isinstance(p.screen, LawScreen)
        await p.press("escape")
        assert p.screen is form


async def test_help_names_no_key_for_what_it_does_not_do_here(program, desk: Desk) -> None:
    """F3 is the worklist everywhere but in the intake, where it saves."""
    async with program(desk.as_officer("wang"), size=(80, 60)) as p:
        await p.press("f2", "f1")
        lines = [line.strip("│ ").split() for line in p.text.splitlines()]
        told = [" ".join(words[1:]) for words in lines if words[:1] == ["F3"]]
        assert "Save, next co-worker" in told
        assert "Worklist" not in told


async def test_from_the_count_of_a_limit_its_provisions_are_read(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.app.push_screen(DocketScreen(p.app.desk, case))
        await p.rest()
        await p.press("f12", "ctrl+g")
        assert isinstance(p.screen, LawScreen)
        clocks = [d for d in desk.as_officer("li").deadlines(case) if d.stopped is None]
        assert p.screen.provision.id in {key for d in clocks for key in d.rule.bases}


async def test_what_something_speaks_against_says_so_and_what_to_prefer(
    program, desk: Desk
) -> None:
    async with program(desk.as_officer("li"), size=(160, 45)) as p:
        await p.press("ctrl+t")
        await p.type("河南条例 22")
        text = " ".join(p.text.split())
        assert "! It is probably overtaken by superior law." in text
        assert "! Prefer Regulation on Labour Security Inspection, art. 25" in text


async def test_a_second_hand_provision_bears_its_mark_in_the_list_and_beside_it(
    program, desk: Desk
) -> None:
    async with program(desk.as_officer("li"), size=(160, 45)) as p:
        await p.press("ctrl+t")
        await p.type("若干规定 18")
        assert "! seen only as quoted elsewhere" in p.text
        assert "! Seen only as quoted elsewhere." in p.text


async def test_the_citation_is_copied_in_the_trades_form(
    program, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    async with program(desk.as_officer("li"), lang="zh_CN") as p:
        monkeypatch.setattr(p.app, "copy_to_clipboard", copied.append)
        await p.press("ctrl+t")
        await p.type("条例")
        await p.press("ctrl+y")
        assert copied == [p.screen.provision.citation("zh_CN")]
        await p.press("down", "ctrl+y")
        assert copied[-1] == p.screen.provision.citation("zh_CN") != copied[0]


async def test_enter_lists_the_open_dockets_that_cite_it_and_opens_one(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        await p.type("条例 26 (1)")
        await p.press("enter")
        assert isinstance(p.screen, CitingDockets)
        assert case in p.text
        await p.press("down", "enter")
        assert isinstance(p.screen, DocketScreen)
        assert p.screen.docket_key == case


async def test_typing_reads_no_docket(program, desk: Desk, case: str, monkeypatch) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        read: list[str] = []
        monkeypatch.setattr(Desk, "_docket", lambda self, key: read.append(key))
        await p.type("拖欠工资")
        assert p.screen.provision is not None
        assert read == []


async def test_nothing_found_says_so_and_nothing_can_be_opened(program, desk: Desk) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        await p.type("xyzzy")
        assert "nothing by these words" in p.text
        await p.press("enter", "ctrl+y", "down", "pagedown")
        assert isinstance(p.screen, LawScreen)


async def test_the_language_changes_what_is_read_and_keeps_what_was_typed(
    program, desk: Desk
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        await p.type("处罚法 37")
        await p.press("ctrl+l")
        assert "《中华人民共和国行政处罚法》第三十七条" in p.text
        assert p.screen.provision.id == "cf-37"


async def test_a_form_understands_a_provision_by_article_and_short_name(
    program, desk: Desk, case: str
) -> None:
    async with program(desk.as_officer("li"), size=(140, 45)) as p:
        open_act(p.app, "ordered", case, None, {"what": "支付工资", "by": "+7"})
        await p.rest()
        grid = next(g for g in p.screen.query(Grid) if g.columns[0].path == "basis")
        grid.query_one(Line).focus()
        await p.type("条例 26 (1)")
        assert "Inspection, art. 26 item (1)" in p.text
        await p.press("ctrl+s")
        assert [g.basis for g in desk.as_officer("li").docket(case).entries[-1].act.grounds] == [
            "jc-26-1"
        ]


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_law_looks_as_drawn(
    program, desk: Desk, golden, lang: str, size: tuple[int, int]
) -> None:
    async with program(desk.as_officer("li"), lang=lang, size=size) as p:
        await p.press("ctrl+t")
        await p.type("加付赔偿金")
        await p.press(*["down"] * 20)
        golden(p.app, f"law_{lang}_{size[0]}")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_dockets_citing_a_provision_look_as_drawn(
    program, desk: Desk, case: str, golden, lang: str, size: tuple[int, int]
) -> None:
    act = acts.Ordered(what="支付工资", by=desk.now().date(),
                       grounds=(acts.Ground(basis="jc-26-1"),))  # fmt: skip
    desk.as_officer("li").enter(act, on=case)
    async with program(desk.as_officer("li"), lang=lang, size=size) as p:
        await p.press("ctrl+t")
        await p.type("jc-26-1")
        await p.press("enter")
        golden(p.app, f"law_citing_{lang}_{size[0]}")


async def test_hostile_texts_typed_are_drawn_harmless(
    program, desk: Desk, hostile: list[str], sent_nothing_forbidden
) -> None:
    async with program(desk.as_officer("li")) as p:
        await p.press("ctrl+t")
        for text in hostile:
            p.screen.finder.value = text
            await p.rest()
        assert isinstance(p.screen, LawScreen)
        sent_nothing_forbidden(p.app)


def test_every_provision_is_told_in_both_languages() -> None:
    for one in law.bases().values():
        for lang in ("zh_CN", "en"):
            assert len(list(law.provision_lines(one, lang))) >= 5
