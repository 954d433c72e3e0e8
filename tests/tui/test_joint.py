"""The joint office's desk, and from a docket to the suggestion and the form."""

import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.record.case import HandoverKind
from laborcase.record.docket import OFFICE
from tui.base import Failure
from tui.commands import form_of
from tui.screens.act_form import ActForm
from tui.screens.docket import DocketScreen
from tui.screens.figures import Report
from tui.screens.handover import HandOver
from tui.screens.joint import Joint
from tui.screens.shifts import ShiftsTold
from tui.screens.suggestion import Escalation, PackageView, PaperView

UP = acts.Asked(what="request_upward", reasons_given="需查询单位账户")
SIZES = [(80, 24), (160, 45)]


@pytest.fixture
def busy(desk: Desk, case: str, complaint, clock) -> Desk:
    """A register with guidance and a request that wait, and a case that was taken up."""
    li, zhou = desk.as_officer("li"), desk.as_officer("zhou")
    taken = zhou.enter(acts.Accepted(), on=desk.as_officer("wang").enter(complaint()).docket).opened
    zhou.enter(UP, on=taken)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="approved", text="同意"), on=taken
    )
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="全卷"), on=taken)
    li.enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    zhou.enter(UP, on=case)
    clock.to("2026-11-27", 8)
    return desk


def sides(desk: Desk) -> list[tuple[str, str]]:
    return [(x.side, x.kind.value if x.kind else "") for x in desk.joint().lines]


def test_both_sides_see_the_same_each_from_its_own(busy: Desk, case: str) -> None:
    zheng, zhou, wu = (busy.as_officer(o) for o in ("zheng", "zhou", "wu"))
    assert ("answer", "request_upward") in sides(zheng)
    assert ("answer", "guidance") in sides(wu)
    assert ("asked", "request_upward") in sides(zhou)
    assert ("asked", "guidance") in sides(zhou)
    for desk in (zheng, zhou, wu):
        assert ("taken", "") in sides(desk)
    request = next(x for x in zheng.joint().lines if x.kind is HandoverKind.REQUEST_UPWARD)
    assert (request.act, request.waited, request.package) == ("answered", 4, True)
    assert request.due is not None
    mirrored = next(x for x in zhou.joint().lines if x.kind is HandoverKind.REQUEST_UPWARD)
    assert mirrored.act == ""
    assert mirrored.other == "周口市人力资源和社会保障局"


def test_who_sits_in_no_joint_office_and_heads_no_authority_of_one_has_no_such_desk(
    busy: Desk,
) -> None:
    for officer in ("guan", "wang"):
        with pytest.raises(NotFound, match="for those who sit"):
            busy.as_officer(officer).joint()


def test_the_desk_reads_only_dockets_that_lie_there(
    busy: Desk, complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        busy.as_officer("wang").enter(complaint())
    zheng = busy.as_officer("zheng")
    read: list[str] = []
    plain = Desk._docket
    monkeypatch.setattr(Desk, "_docket", lambda self, key: read.append(key) or plain(self, key))
    lying = {x.docket for x in zheng.joint().lines}
    assert sorted(read) == sorted(lying)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("officer", ["zheng", "zhou"])
async def test_the_joint_desk_looks_as_drawn(
    program, golden, busy: Desk, lang, size, officer
) -> None:
    async with program(busy.as_officer(officer), lang=lang, size=size) as p:
        await p.press("ctrl+x")
        assert isinstance(p.screen, Joint)
        golden(p.app, f"joint_{officer}_{lang}_{size[0]}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_suggestion_looks_as_drawn(
    program, golden, desk: Desk, case: str, lang, size
) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.CriterionNoted(criterion="C08", holds=True, why="须查账户"), on=case)
    async with program(zhou, lang=lang, size=size) as p:
        await p.app.push_screen(DocketScreen(zhou, case))
        await p.rest()
        await p.press("ctrl+u")
        assert isinstance(p.screen, Escalation)
        golden(p.app, f"escalation_{lang}_{size[0]}")


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_the_package_looks_as_drawn(program, golden, desk: Desk, case: str, lang) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, lang=lang, size=(100, 30)) as p:
        await p.app.push_screen(PackageView(zhou, case))
        await p.rest()
        golden(p.app, f"package_{lang}_100")


async def test_one_key_to_the_suggestion_and_one_to_each_form(
    program, desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou, size=(120, 45)) as p:
        await p.app.push_screen(DocketScreen(zhou, case))
        await p.rest()
        await p.press("ctrl+u", "f6")
        assert isinstance(p.screen, HandOver)
        assert p.screen.typed()["what"] == "request_upward"
        await p.press("f7")
        assert isinstance(p.screen, PackageView)
        assert "报请上级办理书" in p.text
        await p.press("escape", "escape")
        assert isinstance(p.screen, Escalation)
        await p.press("f7")
        assert isinstance(p.screen, ActForm)
        assert p.screen.cls is acts.KeptHere
        await p.press("escape", "f4")
        assert p.screen.cls is acts.CriterionNoted


async def test_a_complaint_has_no_such_key(program, desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    async with program(zhou) as p:
        await p.app.push_screen(DocketScreen(zhou, "26-000001"))
        await p.rest()
        await p.press("ctrl+u")
        assert isinstance(p.screen, DocketScreen)


async def test_enter_opens_the_answer_where_it_is_mine_and_the_package_is_read(
    program, busy: Desk, case: str
) -> None:
    zheng = busy.as_officer("zheng")
    async with program(zheng, size=(120, 45)) as p:
        await p.press("ctrl+x")
        lines = p.screen._shown
        at = next(i for i, x in enumerate(lines) if x and x.kind is HandoverKind.REQUEST_UPWARD)
        p.screen.listed.highlighted = at
        await p.press("ctrl+p")
        assert isinstance(p.screen, PaperView)
        assert "报请上级办理书" in p.text
        await p.press("escape", "enter")
        assert isinstance(p.screen, HandOver)
        assert p.screen.typed()["handover"] == "H2"
        await p.press("f7")
        assert isinstance(p.screen, PackageView)
        await p.press("escape", "escape")
        assert isinstance(p.screen, Joint)
        await p.press("ctrl+o")
        assert isinstance(p.screen, DocketScreen)


async def test_a_zone_head_opens_the_docket_and_another_officer_an_empty_desk(
    program, busy: Desk
) -> None:
    async with program(busy.as_officer("zhou")) as p:
        await p.press("ctrl+x", "enter")
        assert isinstance(p.screen, DocketScreen)
    async with program(busy.as_officer("wang")) as p:
        await p.press("ctrl+x")
        assert "Nothing lies here" in p.text
        assert not isinstance(p.screen, Failure)


def test_an_answer_leaves_the_desk_and_what_is_not_carried_out_stays(busy: Desk, case: str) -> None:
    zheng = busy.as_officer("zheng")
    zheng.enter(acts.Answered(handover="H2", answer="refused", text="本级能办"), on=case)
    assert ("answer", "request_upward") not in sides(zheng)
    assert ("asked", "guidance") in sides(busy.as_officer("zhou"))


@pytest.fixture
def full(busy: Desk, case: str, clock) -> Desk:
    """The same with a supervision, an incident and the minutes of a consultation."""
    wu, zheng, li = (busy.as_officer(o) for o in ("wu", "zheng", "li"))
    wu.enter(acts.Asked(what="supervision", reasons_given="久拖"), on=case)
    zheng.enter(acts.Answered(handover="H3", answer="approved", text="督办"), on=case)
    busy.as_officer("zhou").enter(acts.Asked(what="consultation", reasons_given="难"), on=case)
    wu.enter(
        acts.Consulted(
            handover="H4", present="吴泽、周明", views="宜先查账户", conclusion="报批查询账户",
            dissent="赵岩：宜先约谈",
        ),
        on=case,
    )  # fmt: skip
    li.enter(
        acts.IncidentLogged(
            at=clock.now, text="聚集", persons=12, place="管委会门口", demands="支付工资",
            on_site="李川",
        ),
        on=case,
    )  # fmt: skip
    return busy


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_supervision_incident_and_minutes_look_as_drawn(
    program, golden, full: Desk, lang, size
) -> None:
    async with program(full.as_officer("zheng"), lang=lang, size=size) as p:
        await p.press("ctrl+x")
        golden(p.app, f"joint_full_{lang}_{size[0]}")


async def test_the_minutes_are_read_from_the_desk_and_the_figures_are_those_of_the_office(
    program, full: Desk
) -> None:
    async with program(full.as_officer("zheng"), size=(160, 45)) as p:
        await p.press("ctrl+x")
        shown = p.screen._shown
        p.screen.listed.highlighted = next(
            i for i, x in enumerate(shown) if x and x.side == "consulted"
        )
        await p.press("ctrl+p")
        assert isinstance(p.screen, PaperView)
        assert "赵岩：宜先约谈" in p.text
        await p.press("escape")
        p.screen.listed.highlighted = next(
            i for i, x in enumerate(shown) if x and x.side == "taken"
        )
        await p.press("ctrl+p")
        assert isinstance(p.screen, Joint), "a case that was taken up is read in its docket"
        await p.press("f6")
        assert isinstance(p.screen, Report)
        await p.rest()
        assert "劳动保障监察联合执法办公室" in p.text
        await p.press("escape")
        assert isinstance(p.screen, Joint)


async def test_the_form_offers_what_can_be_asked_here_and_says_why_not_the_rest(
    program, desk: Desk, case: str
) -> None:
    wu = desk.as_officer("wu")
    async with program(wu, size=(160, 45)) as p:
        await p.app.push_screen(DocketScreen(wu, case))
        await p.rest()
        await p.press("f6")
        assert isinstance(p.screen, HandOver)
        offered = [key for key, _ in p.screen.field_at("what")._line.choices]
        assert offered == [
            "consultation", "take_up", "supervision", "joint_operation", "superior_correction",
        ]  # fmt: skip
        told = "\n".join(str(part.text) for part in p.screen.query_one("#effects").parts)
        assert "- request upward: “request upward” is for" in told
        assert "- transfer to the police: “transfer to the police” has acts of its own" in told


async def test_of_a_request_only_the_answers_it_can_get_are_offered(
    program, busy: Desk, case: str
) -> None:
    zheng = busy.as_officer("zheng")
    for handover, wanted in (("H1", ["refused", "returned", "advice"]),
                             ("H2", ["approved", "refused", "returned"])):  # fmt: skip
        async with program(zheng, size=(160, 45)) as p:
            await p.press("ctrl+x")
            shown = p.screen._shown
            p.screen.listed.highlighted = next(
                i for i, x in enumerate(shown) if x and x.handover == handover
                and x.docket == case and x.act == "answered"
            )  # fmt: skip
            await p.press("enter")
            assert isinstance(p.screen, HandOver)
            assert [key for key, _ in p.screen.field_at("answer")._line.choices] == wanted


async def test_changed_criteria_are_replayed_before_they_are_entered(
    program, desk: Desk, case: str
) -> None:
    prefill = {
        "settings.criteria.1.criterion": "C02", "settings.criteria.1.figure": "1000",
        "settings.criteria.1.reason": "本单位办法", "reason": "试行",
    }  # fmt: skip
    async with program(desk, size=(120, 45)) as p:
        entries = len(desk.docket(OFFICE).entries)
        await p.app.push_screen(form_of(desk, "settings_changed", OFFICE, entries, prefill))
        await p.rest()
        await p.pilot.press("ctrl+s")
        await until(p, ShiftsTold)
        assert "1 instead of 0 of 1 cases" in p.text
        assert case not in p.text, "the administrator sees no docket"
        await p.pilot.press("escape")
        await until(p, ActForm)
        assert desk.office.settings.criteria == ()
        await p.pilot.press("ctrl+s")
        await until(p, ShiftsTold)
        await p.pilot.press("ctrl+s")
        for _ in range(1000):
            if desk.office.settings.criteria:
                break
            await p.pilot.pause()
    (own,) = desk.office.settings.criteria
    assert (own.criterion, own.figure) == ("C02", 1000)


async def until(p, screen: type) -> None:
    """Until another screen stands on top; a worker waits for what is answered there."""
    for _ in range(1000):
        if isinstance(p.screen, screen):
            break
        await p.pilot.pause()
    assert isinstance(p.screen, screen), p.text
    await p.pilot.pause()
