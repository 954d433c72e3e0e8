"""What lies on the desk of a joint office, what its members may do, each by the own department, and
what a silent request climbs to."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Conflict, NotFound, Refused
from laborcase.opening import found_register
from laborcase.parties import Authority, Body, JointOffice, Officer, Person
from laborcase.record.case import HandoverKind
from laborcase.record.office import LocalCriterion
from tests.canaries import RARE
from tests.conftest import Clock

UP = acts.Asked(what="request_upward", reasons_given="需查询单位账户", opinion="建议提级")
YES = acts.Answered(handover="H1", answer="approved", text="同意")


def why(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def lines(desk: Desk, side: str) -> list[object]:
    return [x for x in desk.joint().lines if x.side == side]


def incident(at: datetime, **more: object) -> acts.IncidentLogged:
    given: dict[str, object] = {
        "at": at, "text": "聚集", "persons": 12, "place": "管委会门口", "demands": "支付工资",
        "on_site": "李川",
    }  # fmt: skip
    return acts.IncidentLogged(**{**given, **more})  # type: ignore[arg-type]


def supervised(desk: Desk, case: str) -> None:
    asked = acts.Asked(what="supervision", reasons_given="久拖不决")
    desk.as_officer("wu").enter(asked, on=case)
    desk.as_officer("zheng").enter(YES, on=case)


# ------------------------------------------------------------------ the desk


def test_a_supervised_case_lies_there_with_its_last_day_until_it_is_struck_off(
    desk: Desk, case: str, clock: Clock
) -> None:
    supervised(desk, case)
    zheng, li = desk.as_officer("zheng"), desk.as_officer("li")
    (line,) = lines(zheng, "watched")
    assert (line.kind, line.clock, line.due, line.act) == (
        HandoverKind.SUPERVISION, "supervision", date(2026, 12, 8), "",
    )  # fmt: skip
    assert lines(desk.as_officer("zhou"), "watched"), "the zone's head sees the mirror image"
    zheng.enter(acts.SupervisionExtended(handover="H1", reason="账户待查"), on=case)
    (line,) = lines(zheng, "watched")
    assert (line.due, line.state) == (date(2026, 12, 23), "report owed, extended once")
    li.enter(acts.HandoverReported(handover="H1", report="已办结", final=True), on=case)
    (line,) = lines(zheng, "watched")
    assert (line.act, line.fill) == ("handover_closed", {"handover": "H1"})
    zheng.enter(acts.HandoverClosed(handover="H1", result="销号"), on=case)
    assert lines(zheng, "watched") == []


def test_a_consultation_stays_on_the_desk_with_its_minutes(desk: Desk, case: str) -> None:
    asked = acts.Asked(what="consultation", reasons_given="认定有争议")
    desk.as_officer("zhou").enter(asked, on=case)
    wu = desk.as_officer("wu")
    wu.enter(
        acts.Consulted(
            handover="H1", present="吴泽、周明", views="宜先查账户", conclusion="报批查询",
            dissent="赵岩：宜先约谈",
        ),
        on=case,
    )  # fmt: skip
    for seat in (wu, desk.as_officer("zhou")):
        (line,) = lines(seat, "consulted")
        assert (line.state, line.minutes.dissent) == ("报批查询", "赵岩：宜先约谈")
        assert "宜先查账户" in seat.paper(case, line.paper)
        assert line.due is None


def test_an_incident_lies_there_until_its_final_report_and_makes_the_case_urgent(
    desk: Desk, case: str, clock: Clock
) -> None:
    li, wu = desk.as_officer("li"), desk.as_officer("wu")
    li.enter(incident(clock.now), on=case)
    state = li.case(case)
    assert [k.value for k in state.urgency.kinds] == ["group_incident"]
    assert not state.urgent_step, "somebody is there"
    (line,) = lines(wu, "incident")
    assert (line.clock, line.act, line.fill) == (
        "incident-first", "incident_reported", {"incident": "N1"},
    )  # fmt: skip
    assert line.state == "12 persons, grade B; owed: first report"
    clock.forward(minutes=10)
    li.enter(acts.IncidentLogged(incident="N1", at=clock.now, text="增多", persons=31), on=case)
    one = li.case(case).incidents[0]
    assert [(x.persons, x.on_site) for x in one.log] == [(12, "李川"), (31, "")]
    assert one.grade.value == "a"
    report = acts.IncidentReported(
        incident="N1", what="first", at=clock.now, persons=31, told="市局", text="疏导"
    )
    li.enter(report, on=case)
    li.enter(evolve(report, what="final", persons=2), on=case)
    assert li.case(case).incidents[0].most == 31, "the grade is that of the worst minute"
    assert lines(wu, "incident") == []


def test_an_incident_on_which_nobody_is_yet_owes_the_first_step(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    li.enter(incident(clock.now, on_site=""), on=case)
    assert li.case(case).urgent_step


def test_an_incident_goes_with_a_case_that_is_merged_and_comes_back_with_it(
    desk: Desk, case: str, complaint, clock: Clock
) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    other = zhou.enter(acts.Accepted(), on=desk.as_officer("wang").enter(complaint()).docket)
    zhou.enter(acts.Assigned(lead="sun", assistant="chen"), on=other.opened)
    li.enter(incident(clock.now), on=case)
    desk.as_officer("sun").enter(incident(clock.now, place="工地"), on=other.opened)
    zhou.enter(acts.CasesMerged(case=other.opened, reason="同一工地"), on=case)
    assert [(i.id, i.place) for i in li.case(case).incidents] == [
        ("N1", "管委会门口"), ("N2", "工地"),
    ]  # fmt: skip
    limits = [d.subject for d in li.deadlines(case) if d.clock == "incident-first"]
    assert sorted(limits) == ["N1", "N2"]
    clock.forward(minutes=5)
    report = acts.IncidentReported(
        incident="N2", what="first", at=clock.now, persons=12, told="市局", text="疏导"
    )
    li.enter(report, on=case)
    zhou.enter(acts.CasesUnmerged(case=other.opened, reason="两回事"), on=case)
    assert [i.place for i in li.case(case).incidents] == ["管委会门口"]
    (back,) = li.case(other.opened).incidents
    assert (back.id, back.place, len(back.reports)) == ("N1", "工地", 1)


def test_figures_count_supervisions_in_time_and_what_was_withdrawn_waits_no_more(
    desk: Desk, case: str, clock: Clock
) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    supervised(desk, case)
    zhou.enter(UP, on=case)

    def counted(start: str = "2026-11-21", end: str = "2026-12-20") -> dict[str, int]:
        days = (date.fromisoformat(start), date.fromisoformat(end))
        found = zhou.figures(*days, authority="joint")
        return {f.id: f.total for f in found.figures if f.total}

    now = counted(end="2026-11-30")
    assert (now["supervised"], now["supervision_running"], now["upward_waiting"]) == (1, 1, 1)
    assert "supervision_overdue" not in now
    assert counted()["supervision_overdue"] == 1, "by then its last day has passed"
    zhou.enter(acts.HandoverWithdrawn(handover="H2", reason="已付清"), on=case)
    assert "upward_waiting" not in counted()
    clock.to("2026-12-08")
    li.enter(acts.HandoverReported(handover="H1", report="已办结", final=True), on=case)
    now = counted()
    assert (now["supervision_ended"], now["supervised_on_time"]) == (1, 1)
    assert "supervision_running" not in now


def test_a_supervision_that_ends_after_its_day_is_not_in_time(
    desk: Desk, case: str, clock: Clock
) -> None:
    supervised(desk, case)
    clock.to("2026-12-09")
    li = desk.as_officer("li")
    li.enter(acts.HandoverReported(handover="H1", report="已办结", final=True), on=case)
    found = li.figures(date(2026, 11, 21), date(2026, 12, 20))
    assert found.figure("supervision_ended").total == 1
    assert found.figure("supervised_on_time").total == 0


def test_the_command_line_tells_the_desk_its_minutes_and_its_figures(
    founding: acts.Founded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "register")
    with found_register(url, founding, account="test") as made:
        zhou = made.as_officer("zhou")
        opened = acts.FiledOwnMotion(
            facts="巡查", respondents=({"name": "某店"},), allegations=({"cause": "arrears"},)
        )
        key = zhou.enter(opened).opened
        zhou.enter(acts.Asked(what="consultation", reasons_given="难"), on=key)
        minutes = acts.Consulted(handover="H1", present="双方", views="一致", conclusion="续办")
        made.as_officer("wu").enter(minutes, on=key)

    def run(*words: str) -> str:
        start = ["--register", url, "--officer", "zheng", "--lang", "en", "joint", *words]
        assert main(start) == 0
        return capsys.readouterr().out

    told = run("--figures")
    for part in (
        "Consultations held",
        "Present: 双方",
        "Conclusion: 续办",
        "Consultations held: 1",
    ):
        assert part in told
    assert "Requests upward: 0" in told
    found = json.loads(run("--json", "--figures"))
    assert found["lines"][0]["minutes"]["conclusion"] == "续办"
    assert found["figures"]["joint"]["consulted"] == 1
    assert json.loads(run("--json"))["figures"] == {}


# ------------------------------------------------------------------ who may what

MEMBERS = ("li", "zhou", "zhao", "wu", "zheng")


@pytest.fixture
def founding(founding: acts.Founded) -> acts.Founded:
    """The sample office whose joint office has members of both sides."""
    (joint,) = founding.joint_offices
    return evolve(founding, joint_offices=(evolve(joint, members=("li", "zhao", "wu")),))


WHAT = {
    "order": acts.Ordered(what="支付工资", by=date(2026, 12, 20)),
    "assign": acts.Assigned(lead="li", assistant="chen"),
    "guide": acts.Answered(handover="H1", answer="advice", text="宜查账户"),
    "receive": acts.HandoverReceived(handover="H2"),
    "approve": acts.Answered(handover="H2", answer="approved", text="同意"),
    "supervise": acts.Asked(what="supervision", reasons_given="久拖"),
    "take up": acts.Asked(what="take_up", reasons_given="重大"),
    "ask guidance": acts.Asked(what="guidance", reasons_given="如何认定"),
}
WHILE_THE_ZONE_DECIDES = {
    "order": {"li", "zhou"},
    "assign": {"zhou"},
    "guide": {"zhao", "wu", "zheng"},
    "receive": {"zhao", "wu", "zheng"},
    "approve": {"zheng"},
    "supervise": {"wu", "zheng"},
    "take up": set(),  # the request upward is open
    "ask guidance": {"li", "zhou"},
}
AFTER_THE_TAKING_UP = {
    "order": {"zhao", "wu", "zheng"},
    "assign": set(),  # a lead of the zone
    "guide": {"zhao", "wu", "zheng"},  # what the zone asked before
    "receive": set(),
    "approve": set(),
    "supervise": set(),
    "take up": set(),
    "ask guidance": set(),
}


def may(desk: Desk, what: str, case: str) -> set[str]:
    act = WHAT[what]
    return {who for who in MEMBERS if not desk.as_officer(who).check(act, on=case)}


@pytest.mark.parametrize("what", sorted(WHAT))
def test_a_member_of_the_joint_office_may_what_the_own_department_lets_do_and_no_more(
    desk: Desk, case: str, what: str
) -> None:
    """The office decides nothing: being seated there gives nobody a right in the other's cases."""
    desk.as_officer("li").enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    desk.as_officer("zhou").enter(UP, on=case)
    assert may(desk, what, case) == WHILE_THE_ZONE_DECIDES[what]
    zheng, wu = desk.as_officer("zheng"), desk.as_officer("wu")
    zheng.enter(evolve(YES, handover="H2"), on=case)
    wu.enter(acts.CarriedOut(handover="H2", received="全卷"), on=case)
    wu.enter(acts.Assigned(lead="zhao", assistant="li"), on=case)
    assert wu.case(case).joint
    assert may(desk, what, case) == AFTER_THE_TAKING_UP[what]


def test_the_members_see_the_desk_by_their_seat_and_others_of_the_authorities_by_their_head(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    sees = set()
    for who in ("wang", "li", "chen", "sun", "zhou", "ma", "gao", "zhao", "qian", "wu", "zheng",
                "feng", "guan"):  # fmt: skip
        try:
            assert desk.as_officer(who).joint().lines
            sees.add(who)
        except NotFound:
            continue
    assert sees == {"li", "zhou", "ma", "gao", "zhao", "wu", "zheng", "feng"}


def test_a_city_inspector_at_the_joint_office_stands_on_the_paper_with_the_own_department(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    wu = desk.as_officer("wu")
    wu.enter(acts.CarriedOut(handover="H1", received="全卷"), on=case)
    wu.enter(acts.Assigned(lead="zhao", assistant="li"), on=case)
    desk.as_officer("zhao").enter(WHAT["order"], on=case)
    text = wu.paper(case, "P1")
    assert "联合执法办公室" not in text
    assert "周口市人力资源和社会保障局（印章）" in text
    assert "周口市劳动保障监察支队" in text or "承办机构" in text


# ------------------------------------------------------------------ what climbs


def test_silence_climbs_past_the_first_head_to_the_principal_heads_further_up(
    founding: acts.Founded, complaint, clock: Clock
) -> None:
    province = Authority(
        id="province", name="河南省人力资源和社会保障厅", words="豫人社", level="province",
        bodies=(Body(id="province-corps", name="省总队"),),
    )  # fmt: skip
    top = Officer(
        id="top", name="厅长某", authority="province", body="province-corps",
        positions=("principal_head",),
    )  # fmt: skip
    leader = evolve(top, id="deputy", name="副厅长某", positions=("bureau_leader",))
    office = evolve(
        founding,
        authorities=tuple(
            evolve(a, superior="province") if a.id == "city" else a
            for a in (*founding.authorities, province)
        ),
        officers=(*founding.officers, top, leader),
    )
    with found_register("memory:", office, clock=clock, account="test") as desk:
        key = desk.as_officer("wang").enter(complaint()).docket
        case = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
        desk.as_officer("zhou").enter(UP, on=case)

        def told(officer: str) -> list[str]:
            today = desk.as_officer(officer).today()
            return [t.what for t in today if t.fill.get("handover") == "H1"]

        clock.to("2026-11-26")  # the two working days to receive it are over
        assert told("wu") == ["to be received: request upward"]
        assert told("top") == []
        clock.to("2026-11-30")
        assert told("top") == ["5 working days not received: request upward"]
        assert told("deputy") == [], "it climbs to who answers for the authority"
        assert told("zhou")
        assert told("zheng")
        desk.as_officer("wu").enter(acts.HandoverReceived(handover="H1"), on=case)
        assert told("top") == []
        clock.to("2026-12-10")
        assert told("top") == ["13 working days unanswered: request upward"]
        desk.as_officer("zheng").enter(YES, on=case)
        assert told("top") == []


# ------------------------------------------------------------------ bad input


def test_nobody_decides_on_the_own_recusal_neither_at_once_nor_by_a_signature(
    desk: Desk, case: str
) -> None:
    zhou, ma = desk.as_officer("zhou"), desk.as_officer("ma")
    act = acts.Recused(officer="zhou", reason="亲属")
    with pytest.raises(Refused, match="own recusal"):
        zhou.enter(act, on=case)
    head = desk.head()
    assert desk.head() == head
    ma.enter(act, on=case)
    assert "zhou" in zhou.case(case).recused
    for again in (UP, acts.Asked(what="guidance", reasons_given="x")):
        with pytest.raises(Refused, match="recused"):
            zhou.enter(again, on=case)


def test_a_leader_of_the_city_who_is_recused_approves_no_taking_up(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("gao").enter(acts.Recused(officer="zheng", reason="亲属"), on=case)
    with pytest.raises(Refused, match="recused"):
        desk.as_officer("zheng").enter(YES, on=case)
    desk.as_officer("feng").enter(YES, on=case)
    assert desk.as_officer("feng").case(case).authority == "city"


def test_two_leaders_of_the_city_who_answer_in_the_same_minute_are_one_and_a_conflict(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    n = len(desk.as_officer("zheng").docket(case).entries)
    no = acts.Answered(handover="H1", answer="refused", text="本级能办")
    desk.as_officer("zheng").enter(YES, on=case, expected=n)
    head = desk.head()
    with pytest.raises(Conflict):
        desk.as_officer("feng").enter(no, on=case, expected=n)
    with pytest.raises(Refused, match="No hand-over H1 waits"):
        desk.as_officer("feng").enter(no, on=case)
    assert desk.head() == head
    state = desk.as_officer("feng").case(case)
    assert (state.authority, len([x for x in state.numbers if x.kind == "case"])) == ("city", 2)


def test_a_withdrawal_and_an_approval_in_the_same_minute_leave_the_case_on_one_desk(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    n = len(desk.as_officer("zheng").docket(case).entries)
    gone = acts.HandoverWithdrawn(handover="H1", reason="已付清")
    desk.as_officer("zhou").enter(gone, on=case, expected=n)
    with pytest.raises(Conflict):
        desk.as_officer("zheng").enter(YES, on=case, expected=n)
    with pytest.raises(Refused, match="No hand-over H1 waits"):
        desk.as_officer("zheng").enter(YES, on=case)
    assert desk.as_officer("zhou").case(case).authority == "zone"


def test_a_supplement_sends_the_package_anew_and_none_whose_evidence_changed(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    zhou, zheng = desk.as_officer("zhou"), desk.as_officer("zheng")
    zhou.enter(UP, on=case)
    first = zhou.case(case).handovers[0].package
    zheng.enter(acts.Answered(handover="H1", answer="returned", text="补充工资台账"), on=case)
    file = tmp_path / "payroll.txt"
    file.write_text("三月工资表", "utf-8")
    li = desk.as_officer("li")
    digest = li.add_file(file)
    li.enter(acts.EvidenceAdded(name="工资台账", file=digest), on=case)
    files = desk._store._files
    kept = files.pop(digest)
    head = desk.head()
    again = acts.HandoverSupplemented(handover="H1", added="工资台账已补")
    with pytest.raises(Refused, match="evidence E1 is no longer what was hashed"):
        zhou.enter(again, on=case)
    assert desk.head() == head
    files[digest] = kept
    zhou.enter(again, on=case)
    (h,) = zhou.case(case).handovers
    assert h.package != first
    sent = zhou.sent(case)
    assert [e.sha256 for e in sent.evidence] == [digest]
    assert (sent.request.reasons, sent.request.added) == ("需查询单位账户", "工资台账已补")
    assert zhou.file(first), "what was sent first stays, too"
    del files[digest]
    with pytest.raises(Refused, match="evidence E1 is no longer"):
        zheng.enter(YES, on=case)
    files[digest] = kept
    zheng.enter(YES, on=case)
    zhou.verify()


def test_what_supplements_guidance_sends_no_package(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    desk.as_officer("wu").enter(
        acts.Answered(handover="H1", answer="returned", text="说明用工关系"), on=case
    )
    li.enter(acts.HandoverSupplemented(handover="H1", added="已说明"), on=case)
    assert li.case(case).handovers[0].package is None


# ------------------------------------------------------------------ criteria and the form


def held(desk: Desk, case: str) -> dict[str, str]:
    found = desk.criteria(case)
    return {h.rule.id: h.answer.answer for h in found.held}


def test_criteria_are_known_from_hand_overs_incidents_and_recusals(
    desk: Desk, case: str, clock: Clock
) -> None:
    zhou = desk.as_officer("zhou")
    before = held(zhou, case)
    assert {before[c] for c in ("C04", "C08", "C10")} == {"unknown"}
    zhou.enter(acts.Asked(what="property_query", reasons_given="查", about="账户"), on=case)
    assert held(zhou, case)["C08"] == "yes"
    zhou.enter(acts.HandoverWithdrawn(handover="H1", reason="已付"), on=case)
    assert held(zhou, case)["C08"] == "unknown"
    desk.as_officer("li").enter(incident(clock.now, persons=9), on=case)
    now = held(zhou, case)
    assert (now["C04"], now["C05"]) == ("yes", "no")
    clock.forward(minutes=1)
    more = acts.IncidentLogged(incident="N1", at=clock.now, text="增多", persons=10)
    desk.as_officer("li").enter(more, on=case)
    assert held(zhou, case)["C05"] == "yes"
    desk.as_officer("ma").enter(acts.Recused(officer="chen", reason="亲属"), on=case)
    assert held(zhou, case)["C10"] == "unknown", "an inspector is not the body"
    desk.as_officer("gao").enter(acts.Recused(officer="ma", reason="亲属"), on=case)
    assert held(zhou, case)["C10"] == "yes"


def test_changed_criteria_say_before_they_count_what_they_would_have_made_of_a_year(
    desk: Desk, case: str
) -> None:
    settings = desk.office.settings
    lower = (LocalCriterion(criterion="C02", figure=1000, reason="本单位办法"),)
    act = acts.SettingsChanged(settings=evolve(settings, criteria=lower), reason="本单位办法")
    told = desk.as_officer("zhou").replay_of(act)
    assert str(told[0]).startswith("1 instead of 0 of 1 cases")
    assert case in str(told[1])
    assert len(desk.replay_of(act)) == 1, "the administrator is told how many, not which"
    assert case not in str(desk.replay_of(act)[0])
    same = acts.SettingsChanged(settings=settings, reason="x")
    assert desk.replay_of(same) == ()
    bad = (LocalCriterion(criterion="C08", figure=3, reason="x"),)
    wrong = acts.SettingsChanged(settings=evolve(settings, criteria=bad), reason="x")
    assert desk.replay_of(wrong) == ()
    assert desk.replay_of(UP) == ()
    assert desk.office.settings == settings


def test_the_form_is_told_what_this_person_can_ask_for_here_and_why_not_the_rest(
    desk: Desk, case: str
) -> None:
    def can(officer: str) -> set[str]:
        found = desk.as_officer(officer).askable(case)
        assert set(found) == set(HandoverKind)
        return {k.value for k, reasons in found.items() if not reasons}

    up = {"request_upward", "consultation", "property_query", "designate", "joint_operation"}
    assert can("zhou") == up | {"guidance"}
    assert can("li") == up | {"guidance"}, "the pair proposes to its head"
    assert can("wang") == up, "a clerk proposes, too"
    above = {"consultation", "take_up", "supervision", "joint_operation", "superior_correction"}
    assert can("wu") == above
    asked = desk.as_officer("zhou").askable(case)
    assert "has acts of its own" in asked[HandoverKind.CRIMINAL_TRANSFER][0].text
    assert "is for 周口市" in asked[HandoverKind.TAKE_UP][0].text
    desk.as_officer("zhou").enter(UP, on=case)
    assert "request_upward" not in can("zhou")
    assert "designate" not in can("zhou"), "a case moves one step at a time"
    assert "take_up" not in can("wu")


def test_two_joint_offices_each_lie_on_their_own_desk(founding: acts.Founded) -> None:
    other = JointOffice(id="joint-2", name="第二办公室", authorities=("city",), members=("qian",))
    office = evolve(founding, joint_offices=(*founding.joint_offices, other))
    with found_register("memory:", office, account="test") as desk:
        assert desk.as_officer("qian").joint().ids == ("joint-2",)
        assert desk.as_officer("li").joint().ids == ("joint",)
        assert desk.as_officer("zheng").joint().ids == ("joint", "joint-2")


# ------------------------------------------------------------------ between decision and receipt


def test_until_the_receipt_is_signed_limits_stand_on_both_desks_and_the_old_pair_keeps_the_file(
    desk: Desk, case: str, clock: Clock
) -> None:
    desk.as_officer("zhou").enter(UP, on=case)
    desk.as_officer("zheng").enter(YES, on=case)
    clock.to("2026-12-22")

    def told(officer: str) -> set[str]:
        return {t.clock or str(t.what) for t in desk.as_officer(officer).today()}

    keep = "hand the file over; until it is signed for, keep it: request upward"
    for officer in ("li", "chen", "zhou"):
        assert {keep, "henan-close-30d"} <= told(officer), officer
    for officer in ("sun", "wang", "qian"):
        assert not {keep, "henan-close-30d"} & told(officer), officer
    assert "henan-close-30d" in told("wu")
    assert keep not in told("wu")
    li = desk.as_officer("li")
    li.enter(acts.EvidenceAdded(name="转来的工资单"), on=case)
    with pytest.raises(Refused, match="deciding authority is 周口市"):
        li.enter(WHAT["order"], on=case)
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="全卷"), on=case)
    for officer in ("li", "chen", "zhou"):
        assert not {keep, "henan-close-30d"} & told(officer), officer
    with pytest.raises(Refused):
        li.enter(acts.EvidenceAdded(name="又一份"), on=case)


def test_a_member_of_the_joint_office_who_is_no_head_sees_what_to_answer_today(
    desk: Desk, case: str
) -> None:
    desk.as_officer("li").enter(acts.Asked(what="guidance", reasons_given="如何认定"), on=case)
    assert [t.act for t in desk.as_officer("zhao").today()] == ["answered"]
    assert [t.act for t in desk.as_officer("sun").today()] == []


# ------------------------------------------------------------------ an incident before a case


def test_an_incident_can_begin_in_a_complaint_and_is_reported_there_to_its_end(
    desk: Desk, complaint, clock: Clock
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    wang.enter(incident(clock.now, linked=()), on=key)
    state = wang.complaint(key)
    assert [k.value for k in state.urgency.kinds] == ["group_incident"]
    (limit,) = [d for d in wang.deadlines(key) if d.clock == "incident-first"]
    assert limit.at == clock.now + timedelta(hours=1)
    assert [t.act for t in wang.today() if t.fill.get("incident")] == ["incident_reported"]
    (line,) = lines(desk.as_officer("zheng"), "incident")
    assert (line.docket, line.act) == (key, "incident_reported")
    case = zhou.enter(acts.Accepted(), on=key).opened
    with pytest.raises(Refused, match="in case"):
        wang.enter(incident(clock.now), on=key)
    found = {h.rule.id: h.answer.answer for h in zhou.criteria(case).held}
    assert (found["C04"], found["C05"]) == ("yes", "yes")
    clock.forward(minutes=20)
    report = acts.IncidentReported(
        incident="N1", what="first", at=clock.now, persons=12, told="市局", text="疏导"
    )
    wang.enter(report, on=key)
    (sheet,) = [s for s in wang.papers(key) if s.code == "D95"]
    text = wang.paper(key, sheet.id)
    assert sheet.number.startswith("周开人社监办字")
    assert "王某某" not in text
    wang.enter(evolve(report, what="final"), on=key)
    assert lines(desk.as_officer("zheng"), "incident") == []
    assert not [d for d in wang.deadlines(key) if d.clock == "incident-first" and d.presses]


def test_who_is_of_neither_side_logs_no_incident_of_a_complaint(
    founding: acts.Founded, complaint, clock: Clock
) -> None:
    east = Authority(
        id="east", name="周东局", words="周东", level="zone", superior="city",
        bodies=(Body(id="east-brigade", name="周东大队"),),
    )  # fmt: skip
    clerk = Officer(id="e-clerk", name="某", authority="east", body="east-brigade",
                    positions=("clerk",))  # fmt: skip
    office = evolve(
        founding, authorities=(*founding.authorities, east), officers=(*founding.officers, clerk)
    )
    with found_register("memory:", office, clock=clock, account="test") as desk:
        key = desk.as_officer("wang").enter(complaint()).docket
        with pytest.raises(Refused, match="only its own people"):
            desk.as_officer("e-clerk").enter(incident(clock.now), on=key)
        desk.as_officer("wu").enter(incident(clock.now), on=key)


@pytest.mark.parametrize("identity", ["anonymous", "confidential"])
def test_an_incident_of_a_tip_off_names_nobody_who_must_stay_unknown(
    desk: Desk, complaint, clock: Clock, identity: str
) -> None:
    wang = desk.as_officer("wang")
    who = None if identity == "anonymous" else Person(name=RARE[0], phone="13900001234")
    key = wang.enter(complaint(tipoff=True, identity=identity, complainant=who)).docket
    wang.enter(incident(clock.now), on=key)
    report = acts.IncidentReported(
        incident="N1", what="first", at=clock.now, persons=12, told="市局", text="疏导"
    )
    wang.enter(report, on=key)
    text = wang.paper(key, "D95")
    assert not any(word in text for word in RARE)
    if who is not None:
        with pytest.raises(Refused):
            wang.enter(evolve(report, what="follow_up", text=f"{RARE[0]}在场"), on=key)


def test_other_dockets_of_an_incident_are_linked_both_ways_and_owe_no_report(
    desk: Desk, case: str, complaint, clock: Clock
) -> None:
    wang, li = desk.as_officer("wang"), desk.as_officer("li")
    other = wang.enter(complaint()).docket
    number = wang.complaint(other).number
    with pytest.raises(Refused, match="no docket office"):
        li.enter(incident(clock.now, linked=("office",)), on=case)
    li.enter(incident(clock.now, linked=(number,)), on=case)
    assert ("incident", other) in li.case(case).links
    assert li.case(case).incidents[0].linked == (other,)
    told = wang.complaint(other)
    assert told.links == (("incident", case),)
    assert (told.incidents, told.urgency, told.steps) == ((), None, ())
    assert not [d for d in wang.deadlines(other) if d.clock == "incident-first"]
    again = acts.IncidentLogged(incident="N1", at=clock.now, text="散去", linked=(other,))
    li.enter(again, on=case)
    assert wang.complaint(other).links == (("incident", case),), "once is enough"
    assert [e.act.kind for e in wang.docket(other).entries].count("incident_logged") == 2


def test_a_supervision_stays_on_the_desk_when_its_case_is_closed_until_it_is_struck_off(
    desk: Desk, fined: str
) -> None:
    supervised(desk, fined)
    li, zheng = desk.as_officer("li"), desk.as_officer("zheng")
    li.enter(acts.FinePaid(paper="P2", amount=5_000_00, receipt="1"), on=fined)
    desk.as_officer("zhou").enter(acts.Closed(result="已缴"), on=fined)
    (line,) = lines(zheng, "watched")
    assert (line.docket, line.state) == (fined, "report owed")
    li.enter(acts.HandoverReported(handover="H1", report="已结案", final=True), on=fined)
    assert [t.act for t in zheng.today() if t.docket == fined] == ["handover_closed"]
    zheng.enter(acts.HandoverClosed(handover="H1", result="销号"), on=fined)
    assert zheng.joint().lines == ()
    assert [t for t in zheng.today() if t.docket == fined] == []
