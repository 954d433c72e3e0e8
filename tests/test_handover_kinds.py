"""Who may hand over what, to whom and at which stage; who decides before and after; which limits
move. And what is refused, with nothing written and the case on one desk."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Conflict, Refused
from laborcase.fields import AuthorityId
from laborcase.law import basis
from laborcase.law.handovers import handover_rules, load
from laborcase.law.rows import LawDataError
from laborcase.opening import found_register
from laborcase.parties import Authority, Body, Certificate, JointOffice, Officer
from laborcase.record.case import Case, HandoverKind, HandoverState
from laborcase.record.handovers import HandoverLimit
from tests.conftest import Clock

ZONE = ("wang", "li", "zhou", "ma", "gao", "xu")
CITY = ("zhao", "wu", "zheng", "feng", "han")
EVERYBODY = (*ZONE, *CITY)
"""Of the zone: clerk, inspector, institution head, leader, principal head, legal reviewer; of the
city: the same without a clerk."""
FAMILY = [k for k in HandoverKind if not handover_rules()[k.value].carried]
OF_THEIR_OWN = [k for k in HandoverKind if handover_rules()[k.value].carried]


def asked(kind: str, **more: object) -> acts.Asked:
    """An ordinary request of a kind, complete as far as the kind wants it."""
    given: dict[str, object] = {"what": kind, "reasons_given": "情况如附"}
    if kind == "hand_down":
        given |= {"to": "zone", "remaining": "送达", "report_by": date(2026, 12, 20)}
    if kind == "designate":
        given |= {"rival": "east"}
    if kind == "property_query":
        given |= {"about": "单位银行账户"}
    if kind == "superior_correction":
        given |= {"about": "P1"}
    return acts.Asked(**{**given, **more})  # type: ignore[arg-type]


def why(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


@pytest.fixture
def founding(founding: acts.Founded) -> acts.Founded:
    """A city with three zones, and two joint offices: one for the first, one for the others."""

    def zone(key: str, words: str) -> Authority:
        return Authority(
            id=key, name=f"{words}人力资源和社会保障局", words=words, level="zone",
            superior="city", bodies=(Body(id=f"{key}-brigade", name=f"{words}大队"),),
        )  # fmt: skip

    def officer(key: str, authority: str, *positions: str) -> Officer:
        number = Certificate(number=f"豫监{key}", start=date(2024, 1, 1), end=date(2029, 12, 31))
        return Officer(
            id=key, name=f"某{key}", authority=authority, body=f"{authority}-brigade",
            positions=positions, certificates=(number,),
        )  # fmt: skip

    both = JointOffice(
        id="joint-2", name="第二联合执法办公室", authorities=("city", "east", "west")
    )
    return evolve(
        founding,
        authorities=(*founding.authorities, zone("east", "周东"), zone("west", "周西")),
        joint_offices=(*founding.joint_offices, both),
        officers=(
            *founding.officers,
            officer("e-head", "east", "institution_head", "inspector"),
            officer("e-one", "east", "inspector"),
            officer("e-two", "east", "inspector"),
            officer("w-head", "west", "institution_head", "inspector"),
        ),
    )


@pytest.fixture
def ordered(desk: Desk, case: str) -> str:
    """The case with an order, P1."""
    act = acts.Ordered(what="支付工资", by=date(2026, 12, 20))
    desk.as_officer("li").enter(act, on=case)
    return case


def taken_up(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(asked("request_upward"), on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    desk.as_officer("zheng").enter(yes, on=case)
    desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="案卷"), on=case)


def may(desk: Desk, act: acts.Act, on: str) -> set[str]:
    return {who for who in EVERYBODY if not desk.as_officer(who).check(act, on=on)}


# ------------------------------------------------------------------ the rows


def test_all_fourteen_kinds_are_declared_once_with_papers_and_provisions_that_exist() -> None:
    rules = handover_rules()
    assert set(rules) == {k.value for k in HandoverKind}
    assert len(rules) == 14
    for row in rules.values():
        assert row.papers_out
        assert row.papers_back
        assert all(basis(b) for b in (row.basis_asked, row.basis_answered) if b)
        assert set(row.acts) <= set(acts.ACTS)
        assert not row.title("zh_CN").isascii()
    assert {k for k, r in rules.items() if r.moves} == {
        "request_upward", "take_up", "designate", "hand_down",
    }  # fmt: skip
    assert rules["request_upward"].basis_asked == "", "asking upward is no right"


def test_what_is_wrong_in_the_rows_is_told_all_at_once() -> None:
    rows = {
        "handover": [
            {"id": "x", "to": "the moon", "colour": "red"},
            {
                "id": "y", "title_zh": "甲", "title_en": "A", "asks_from": ["own"], "to": "own",
                "decides": "to", "lands": "to", "asked_by": ["inspector"], "papers_out": ["a"],
                "papers_back": ["b"], "reply": 3,
            },
        ]
    }  # fmt: skip
    with pytest.raises(LawDataError) as wrong:
        load(rows, "h.toml")
    told = str(wrong.value)
    for part in ("colour", "title_zh is missing", "the moon", "time for the reply", "a receipt"):
        assert part in told


# ------------------------------------------------------------------ the matrix

HEADS_BELOW, HEADS_ABOVE = {"zhou", "ma", "gao"}, {"wu", "zheng", "feng"}
INSIDE = {"li", *HEADS_BELOW}
MAY_ASK = {
    "guidance": INSIDE,
    "consultation": HEADS_BELOW | HEADS_ABOVE,
    "property_query": HEADS_BELOW,  # the pair proposes it to its head
    "request_upward": HEADS_BELOW,
    "take_up": HEADS_ABOVE,
    "designate": HEADS_BELOW,
    "hand_down": set(),
    "supervision": HEADS_ABOVE,
    "joint_operation": HEADS_BELOW | HEADS_ABOVE,
    "superior_correction": HEADS_ABOVE,
}
ASKS = {kind: "zhou" if "zhou" in may else "wu" for kind, may in MAY_ASK.items()}
MAY_ANSWER = {
    "guidance": {"zhao", *HEADS_ABOVE},
    "consultation": HEADS_BELOW | HEADS_ABOVE,  # whoever held the chair writes the minutes
    "property_query": {"zheng", "feng"},
    "request_upward": {"zheng", "feng"},
    "take_up": {"zheng", "feng"},
    "designate": {"zheng", "feng"},
    "hand_down": {"zheng", "feng"},
    "supervision": {"zheng", "feng"},
    "joint_operation": HEADS_ABOVE,
    "superior_correction": {"zheng", "feng"},
}
AFTER = {"request_upward": "city", "take_up": "city", "designate": "east", "hand_down": "zone"}
OWN_LIMITS = {
    "guidance": {"handover-receive", "handover-reply"},
    "consultation": {"handover-receive"},
    "property_query": {"handover-receive", "handover-reply"},
    "request_upward": {"handover-receive", "handover-reply"},
    "take_up": set(),
    "designate": {"handover-receive"},
    "hand_down": {"handover-report"},
    "supervision": {"supervision"},
    "joint_operation": {"handover-receive"},
    "superior_correction": set(),
}


def answer(kind: str, handover: str) -> acts.Act:
    if kind == "consultation":
        return acts.Consulted(handover=handover, present="双方", views="一致", conclusion="续办")
    word = "advice" if kind == "guidance" else "approved"
    named = "east" if kind == "designate" else None
    return acts.Answered(handover=handover, answer=word, text="同意", named=named)


def test_the_matrix_speaks_of_every_kind_of_the_family() -> None:
    kinds = {k.value for k in FAMILY}
    assert set(MAY_ASK) == kinds == set(MAY_ANSWER) == set(OWN_LIMITS)
    assert {k.value for k in OF_THEIR_OWN} == {
        "assistance", "criminal_transfer", "other_dept_transfer", "incident_response",
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(MAY_ASK))
def test_while_the_zone_decides_a_kind_is_asked_for_by_these_alone(
    desk: Desk, ordered: str, kind: str
) -> None:
    assert may(desk, asked(kind), ordered) == MAY_ASK[kind]


@pytest.mark.parametrize("kind", sorted(MAY_ASK))
def test_after_a_taking_up_only_the_citys_own_ask_and_nothing_goes_higher(
    desk: Desk, ordered: str, kind: str
) -> None:
    taken_up(desk, ordered)
    wanted = {
        "property_query": {"zhao", *HEADS_ABOVE},  # a city's own head approves it there
        "hand_down": HEADS_ABOVE,
    }
    assert may(desk, asked(kind), ordered) == wanted.get(kind, set())


@pytest.mark.parametrize("kind", sorted(MAY_ASK))
@pytest.mark.parametrize("stage", ["closed", "open move"])
def test_a_closed_case_goes_nowhere_and_a_moving_one_moves_one_step_at_a_time(
    desk: Desk, fined: str, kind: str, stage: str
) -> None:
    if stage == "closed":
        desk.as_officer("li").enter(
            acts.FinePaid(paper="P2", amount=5_000_00, receipt="1"), on=fined
        )
        desk.as_officer("zhou").enter(acts.Closed(result="已缴"), on=fined)
        assert may(desk, asked(kind), fined) == set()
        return
    desk.as_officer("gao").enter(asked("request_upward"), on=fined)
    moves = handover_rules()[kind].moves
    assert may(desk, asked(kind), fined) == (set() if moves else MAY_ASK[kind])


@pytest.mark.parametrize("kind", sorted(MAY_ANSWER))
def test_who_answers_who_decides_before_and_after_and_which_limits_move(
    desk: Desk, ordered: str, clock: Clock, kind: str
) -> None:
    if kind == "hand_down":
        taken_up(desk, ordered)
        pair = acts.Assigned(lead="zhao", assistant="li")
        desk.as_officer("wu").enter(pair, on=ordered)
    asker = "wu" if kind == "hand_down" else ASKS[kind]
    seat = desk.as_officer(asker)
    zhou = desk.as_officer("zhou")
    law_before = [(d.clock, d.due) for d in zhou.deadlines(ordered) if not d.handover]
    before = zhou.case(ordered)
    old = {h.id for h in before.handovers}
    seat.enter(asked(kind), on=ordered)
    waiting = zhou.case(ordered)
    (one,) = (h for h in waiting.handovers if h.id not in old)
    assert (waiting.authority, waiting.seats, one.state) == (
        before.authority, before.seats, HandoverState.SUBMITTED,
    )  # fmt: skip
    assert may(desk, answer(kind, one.id), ordered) - {asker} == MAY_ANSWER[kind] - {asker}
    assert asker not in may(desk, answer(kind, one.id), ordered) or kind == "consultation"
    clock.forward(hours=1)
    desk.as_officer("feng").enter(answer(kind, one.id), on=ordered)
    after = zhou.case(ordered)
    assert after.authority == AFTER.get(kind, before.authority)
    moved = handover_rules()[kind].moves
    assert (after.seats == before.seats) is not moved
    assert after.paired is not moved, "a case that moved needs a pair"
    assert [(d.clock, d.due) for d in zhou.deadlines(ordered) if not d.handover] == law_before
    own = {d.clock for d in zhou.deadlines(ordered) if d.handover and d.subject == one.id}
    assert own == OWN_LIMITS[kind]


@pytest.mark.parametrize("kind", [k.value for k in OF_THEIR_OWN])
def test_a_kind_with_acts_of_its_own_names_them(desk: Desk, case: str, kind: str) -> None:
    with pytest.raises(Refused, match="has acts of its own") as refused:
        desk.as_officer("zhou").enter(acts.Asked(what=kind, reasons_given="x"), on=case)
    for word in handover_rules()[kind].acts:
        assert acts.ACTS[word].title in why(refused)


# ------------------------------------------------------------------ the life of one


def test_each_step_has_who_when_and_a_number_and_the_state_follows(
    desk: Desk, case: str, clock: Clock
) -> None:
    zhou, zheng, wu = (desk.as_officer(x) for x in ("zhou", "zheng", "wu"))

    def state() -> HandoverState:
        return zhou.case(case).handovers[0].state

    seen = []
    for seat, act in (
        (zhou, asked("request_upward")),
        (wu, acts.HandoverReceived(handover="H1")),
        (zheng, acts.Answered(handover="H1", answer="returned", text="补充工资台账")),
        (zhou, acts.HandoverSupplemented(handover="H1", added="工资台账")),
        (wu, acts.HandoverReceived(handover="H1")),
        (zheng, acts.Answered(handover="H1", answer="approved", text="同意")),
        (wu, acts.CarriedOut(handover="H1", received="案卷一册")),
    ):
        clock.forward(minutes=5)
        seat.enter(act, on=case)
        seen.append(state().value)
    assert seen == [
        "submitted", "under_review", "returned", "submitted", "under_review", "approved",
        "executed",
    ]  # fmt: skip
    steps = zhou.case(case).handovers[0].steps
    assert [s.what.value for s in steps] == [
        "submitted", "received", "returned", "supplemented", "received", "approved", "executed",
    ]  # fmt: skip
    assert [s.name for s in steps] == ["周明", "吴泽", "郑林", "周明", "吴泽", "郑林", "吴泽"]
    assert steps[0].number.startswith("周开人社监办字")
    assert steps[1].number.startswith("周人社监办字"), "numbered by the side that receives it"
    assert steps[5].number.startswith("周人社监办字")


def test_a_case_handed_down_is_reported_back_and_closed_by_who_handed_it_down(
    desk: Desk, ordered: str, clock: Clock
) -> None:
    taken_up(desk, ordered)
    wu, zheng, zhou = (desk.as_officer(x) for x in ("wu", "zheng", "zhou"))
    wu.enter(asked("hand_down"), on=ordered)
    zheng.enter(acts.Answered(handover="H2", answer="approved", text="交办"), on=ordered)
    zhou.enter(acts.CarriedOut(handover="H2", received="案卷"), on=ordered)
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=ordered)
    (limit,) = [d for d in zhou.deadlines(ordered) if d.clock == "handover-report"]
    assert limit.due == date(2026, 12, 20)
    clock.to("2026-12-18")
    (line,) = [t for t in desk.as_officer("li").today() if t.act == "handover_reported"]
    assert (line.group, line.day) == ("do", date(2026, 12, 20))
    with pytest.raises(Refused, match="Hand-over H2 is: carried out"):
        zheng.enter(acts.HandoverClosed(handover="H2", result="可"), on=ordered)
    done = acts.HandoverReported(handover="H2", report="已送达履行", final=True)
    desk.as_officer("li").enter(done, on=ordered)
    assert [t.act for t in zheng.today() if t.docket == ordered] == ["handover_closed"]
    with pytest.raises(Refused, match="This is for 周口市"):
        desk.as_officer("gao").enter(acts.HandoverClosed(handover="H2", result="可"), on=ordered)
    zheng.enter(acts.HandoverClosed(handover="H2", result="可"), on=ordered)
    assert zhou.case(ordered).handovers[1].state is HandoverState.CLOSED


def test_a_supervision_has_its_own_fifteen_days_once_to_thirty_and_is_struck_off(
    desk: Desk, case: str, clock: Clock
) -> None:
    wu, zheng, li = (desk.as_officer(x) for x in ("wu", "zheng", "li"))
    wu.enter(asked("supervision"), on=case)
    zheng.enter(acts.Answered(handover="H1", answer="approved", text="挂牌督办"), on=case)

    def limit() -> tuple[date, bool]:
        (found,) = [d for d in li.deadlines(case) if d.clock == "supervision"]
        return found.due, found.stopped is not None

    assert limit() == (date(2026, 12, 8), False)
    li.enter(acts.HandoverReported(handover="H1", report="已约谈"), on=case)
    clock.to("2026-12-07")
    longer = acts.SupervisionExtended(handover="H1", reason="账户待查")
    with pytest.raises(Refused, match="to 2026-12-23 at most"):
        zheng.enter(evolve(longer, until=date(2026, 12, 24)), on=case)
    zheng.enter(longer, on=case)
    assert limit() == (date(2026, 12, 23), False)
    with pytest.raises(Refused, match="extended once"):
        zheng.enter(longer, on=case)
    clock.to("2026-12-22")
    li.enter(acts.HandoverReported(handover="H1", report="已办结", final=True), on=case)
    zheng.enter(acts.HandoverClosed(handover="H1", result="销号"), on=case)
    assert limit() == (date(2026, 12, 23), True)
    assert li.case(case).handovers[0].state is HandoverState.CLOSED


def test_the_offices_own_figures_go_before_the_programs(
    desk: Desk, case: str, clock: Clock
) -> None:
    settings = desk.office.settings
    own = HandoverLimit(what="supervision", length=10, unit="calendar", source="本单位督办办法")
    asks = HandoverLimit(what="request_upward", length=1, source="本单位办法")
    desk.enter(
        acts.SettingsChanged(
            settings=evolve(settings, handovers=(own, asks), handover_days=1), reason="本单位办法"
        ),
        on="office",
    )
    desk.as_officer("wu").enter(asked("supervision"), on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="督办")
    desk.as_officer("zheng").enter(yes, on=case)
    desk.as_officer("zhou").enter(asked("request_upward"), on=case)
    found = {(d.clock, d.subject): d for d in desk.as_officer("li").deadlines(case) if d.handover}
    assert found["supervision", "H1"].due == clock.now.date() + timedelta(days=10)
    assert found["handover-reply", "H2"].due == date(2026, 11, 24)
    assert found["handover-reply", "H2"].started.limit.source == "本单位办法"
    with pytest.raises(Refused, match="no time to extend"):
        desk.as_officer("zheng").enter(
            acts.SupervisionExtended(handover="H1", reason="难"), on=case
        )


def test_the_minutes_of_a_consultation_stand_on_it_and_change_nothing(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(asked("consultation"), on=case)
    with pytest.raises(Refused, match="minutes are entered with"):
        desk.as_officer("wu").enter(
            acts.Answered(handover="H1", answer="minutes", text="纪要"), on=case
        )
    desk.as_officer("wu").enter(
        acts.Consulted(
            handover="H1", present="吴泽、周明", views="宜先查账户", conclusion="报批查询",
            dissent="赵岩：宜先约谈",
        ),
        on=case,
    )  # fmt: skip
    after = desk.as_officer("zhou").case(case)
    minutes = after.handovers[0].minutes
    assert (minutes.conclusion, minutes.dissent) == ("报批查询", "赵岩：宜先约谈")
    assert (after.authority, after.lead.officer) == ("zone", "li")


def test_silence_shows_on_both_desks_and_climbs(desk: Desk, case: str, clock: Clock) -> None:
    desk.as_officer("zhou").enter(asked("request_upward"), on=case)

    def told(officer: str) -> list[str]:
        lines = desk.as_officer(officer).today()
        return [t.what for t in lines if t.fill.get("handover") == "H1"]

    assert told("wu") == ["to be received: request upward"]
    assert told("feng") == told("zheng"), "either may answer it"
    clock.to("2026-11-26")
    assert told("zhou") == ["3 working days not received: request upward"]
    (line,) = [t for t in desk.as_officer("zheng").today() if t.fill.get("handover") == "H1"]
    assert (line.act, line.pressing) == ("answered", True)
    desk.as_officer("wu").enter(acts.HandoverReceived(handover="H1"), on=case)
    assert told("zhou") == []
    clock.to("2026-12-01")
    assert told("zhou") == ["6 working days unanswered: request upward"]


def test_a_query_of_property_that_nobody_receives_stands_with_who_asked(
    desk: Desk, case: str, clock: Clock
) -> None:
    desk.as_officer("zhou").enter(asked("property_query"), on=case)
    clock.to("2026-11-26")
    lines = desk.as_officer("zhou").today()
    assert [t.what for t in lines if t.fill.get("handover") == "H1"] == [
        "3 working days not received: query of accounts, houses and vehicles"
    ]


# ------------------------------------------------------------------ property, incidents


def test_the_zone_cannot_approve_a_query_of_property_and_is_told_who_can(
    desk: Desk, case: str
) -> None:
    with pytest.raises(Refused, match="own work: propose it"):
        desk.as_officer("li").enter(asked("property_query"), on=case)
    desk.as_officer("li").propose(asked("property_query"), on=case, opinion="情况属实")
    desk.as_officer("zhou").enter(acts.Signed(proposal="R1"), on=case)
    with pytest.raises(Refused) as refused:
        desk.as_officer("gao").enter(answer("property_query", "H1"), on=case)
    assert "head of a city-level department" in why(refused)
    assert "cn-mw-40" in {r.basis for r in refused.value.reasons}
    desk.as_officer("zheng").enter(answer("property_query", "H1"), on=case)
    after = desk.as_officer("li").case(case)
    assert (after.authority, after.handovers[0].open) == ("zone", False)


def test_an_incident_has_a_log_by_the_minute_three_reports_and_promises_become_steps(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    at = clock.now
    opened = acts.IncidentLogged(
        at=at, text="三十人聚集", persons=30, place="管委会门口", demands="支付工资",
        on_site="李川、公安", told="管委会值班室",
        promises=({"whom": "工人代表", "what": "答复支付日期", "by": date(2026, 11, 25)},),
    )  # fmt: skip
    li.enter(opened, on=case)
    (limit,) = [d for d in li.deadlines(case) if d.clock == "incident-first"]
    assert limit.at == at + timedelta(hours=1)
    assert [s.what for s in li.case(case).steps] == ["工人代表: 答复支付日期"]
    assert [t.act for t in li.today() if t.fill.get("incident") == "N1"] == ["incident_reported"]
    clock.forward(minutes=30)
    report = acts.IncidentReported(
        incident="N1", what="final", at=clock.now, persons=30, told="市局", text="已疏导"
    )
    with pytest.raises(Refused, match="first report comes first"):
        li.enter(report, on=case)
    li.enter(evolve(report, what="first"), on=case)
    li.enter(acts.IncidentLogged(incident="N1", at=clock.now, text="代表进场"), on=case)
    li.enter(evolve(report, what="follow_up"), on=case)
    li.enter(report, on=case)
    one = li.case(case).incidents[0]
    assert [r.what.value for r in one.reports] == ["first", "follow_up", "final"]
    assert [x.text for x in one.log] == ["三十人聚集", "代表进场"]
    assert one.ended
    with pytest.raises(Refused, match="No incident is going on"):
        li.enter(evolve(report, what="follow_up"), on=case)
    wrong = evolve(opened, linked=(case, "26-999999"), at=clock.now + timedelta(hours=1))
    with pytest.raises(Refused) as refused:
        li.enter(wrong, on=case)
    for part in ("linked to itself", "no docket 26-999999", "in the future"):
        assert part in why(refused)


# ------------------------------------------------------------------ several zones and offices


def test_each_zone_goes_up_into_its_own_joint_office_and_comes_back_under_its_own_number(
    desk: Desk, case: str, clock: Clock
) -> None:
    opened = acts.FiledOwnMotion(
        facts="巡查发现", respondents=({"name": "周东某厂"},), allegations=({"cause": "arrears"},)
    )
    head = desk.as_officer("e-head")
    other = head.enter(opened).opened
    head.enter(acts.Assigned(lead="e-one", assistant="e-two"), on=other)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    for seat, key in ((desk.as_officer("zhou"), case), (head, other)):
        seat.enter(asked("request_upward"), on=key)
        desk.as_officer("zheng").enter(yes, on=key)
        desk.as_officer("wu").enter(acts.CarriedOut(handover="H1", received="案卷"), on=key)
    one, two = desk.as_officer("wu").case(case), desk.as_officer("wu").case(other)
    assert (one.authority, one.body, two.authority, two.body) == (
        "city",
        "joint",
        "city",
        "joint-2",
    )
    assert one.number != two.number
    assert {one.number[:3], two.number[:3]} == {"周人社"}
    wu = desk.as_officer("wu")
    with pytest.raises(Refused, match="Say to which authority"):
        wu.enter(asked("hand_down", to=None), on=other)
    wu.enter(asked("hand_down", to="east"), on=other)
    down = acts.Answered(handover="H2", answer="approved", text="交办")
    desk.as_officer("zheng").enter(down, on=other)
    head.enter(acts.CarriedOut(handover="H2", received="案卷"), on=other)
    back = head.case(other)
    assert (back.authority, back.body) == ("east", "east-brigade")
    first, second = (n.text for n in back.numbers)
    assert back.number == first
    assert first.startswith("周东")
    assert {head.key_of(first), head.key_of(second)} == {other}


def test_a_dispute_goes_to_the_common_superior_and_the_decision_names_who(
    desk: Desk, case: str
) -> None:
    head = desk.as_officer("e-head")
    with pytest.raises(Refused, match="is for"):
        head.enter(acts.Asked(what="request_upward", reasons_given="归我"), on=case)
    head.enter(acts.Asked(what="designate", reasons_given="用工地在周东"), on=case)
    h = desk.as_officer("zhou").case(case).handovers[0]
    assert (h.asked_by, h.rival, h.to) == ("east", "east", "city")
    zheng = desk.as_officer("zheng")
    with pytest.raises(Refused, match="which authority is designated"):
        zheng.enter(acts.Answered(handover="H1", answer="approved", text="指定"), on=case)
    named = acts.Answered(handover="H1", answer="approved", text="指定", named="east")
    zheng.enter(named, on=case)
    after = head.case(case)
    assert (after.authority, after.body, after.paired) == ("east", "east-brigade", False)
    assert after.number.startswith("周东")
    assert head.key_of("周开人社监立字〔2026〕第0001号") == case


def test_a_designation_may_confirm_who_has_the_case_and_then_nothing_moves(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(asked("designate"), on=case)
    named = acts.Answered(handover="H1", answer="approved", text="指定", named="zone")
    desk.as_officer("zheng").enter(named, on=case)
    after = desk.as_officer("zhou").case(case)
    assert (after.authority, after.paired, after.moving) == ("zone", True, None)
    assert len([n for n in after.numbers if n.kind == "case"]) == 1


def test_after_a_taking_up_a_city_inspector_leads_and_the_zones_may_assist(
    desk: Desk, case: str
) -> None:
    taken_up(desk, case)
    wu = desk.as_officer("wu")
    with pytest.raises(Refused, match="lead must belong to the deciding authority"):
        wu.enter(acts.Assigned(lead="li", assistant="zhao"), on=case)
    wu.enter(acts.Assigned(lead="zhao", assistant="li"), on=case)
    assert wu.case(case).paired


# ------------------------------------------------------------------ bad input


def nowhere(desk: Desk, case: str, seat: str, act: acts.Act, *parts: str) -> None:
    """The act is refused for these reasons, nothing is written, the case is on the same desk."""
    before: Case = desk.as_officer("zhou").case(case)
    head = desk.head()
    with pytest.raises(Refused) as refused:
        desk.as_officer(seat).enter(act, on=case)
    for part in parts:
        assert part in why(refused)
    assert desk.head() == head
    assert desk.as_officer("zhou").case(case) == before


@pytest.mark.parametrize(
    ("act", "parts"),
    [
        (asked("request_upward", to="moon"), ["no authority “moon”"]),
        (asked("request_upward", to="zone"), ["has the case already"]),
        (asked("request_upward", to="east"), ["No case goes sideways"]),
        (asked("hand_down", to="east"), ["no authority below"]),
        (asked("take_up"), ["“taking up by the superior” is for 周口市"]),
        (asked("designate", rival="zone"), ["has the case already"]),
        (asked("designate", rival="moon"), ["no authority “moon”"]),
        (asked("superior_correction", about="P9"), ["is for 周口市", "no paper P9"]),
        (asked("guidance", reasons_given=" "), ["is empty"]),
    ],
    ids=lambda x: x[0][:20] if isinstance(x, list) else str(x.what),
)
def test_a_request_that_cannot_be_is_refused_with_all_its_reasons(
    desk: Desk, case: str, act: acts.Asked, parts: list[str]
) -> None:
    nowhere(desk, case, "zhou", act, *parts)


def test_an_answer_without_level_by_the_asker_or_without_reason_is_refused(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(asked("request_upward"), on=case)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    nowhere(desk, case, "zhou", yes, "is for 周口市", "own request", "leaders of the bureau")
    nowhere(desk, case, "wu", yes, "leaders of the bureau")
    blank = acts.Answered(handover="H1", answer="returned", text=" ")
    nowhere(desk, case, "zheng", blank, "is empty")
    nowhere(desk, case, "zheng", evolve(yes, body="west-brigade"), "cannot handle")
    nowhere(desk, case, "zheng", evolve(yes, body="joint-2"), "cannot handle")
    nowhere(desk, case, "zhou", acts.HandoverReceived(handover="H1"), "to receive")
    nowhere(desk, case, "zheng", acts.HandoverWithdrawn(handover="H1", reason="x"), "asked for it")
    desk.as_officer("zhou").enter(acts.HandoverWithdrawn(handover="H1", reason="已付清"), on=case)
    nowhere(desk, case, "zheng", yes, "No hand-over H1 waits")
    nowhere(desk, case, "wu", acts.HandoverReceived(handover="H1"), "withdrawn")


def test_two_authorities_that_decide_in_the_same_minute_are_one_and_a_refusal(
    desk: Desk, case: str
) -> None:
    """Zone and city decide at once; whoever comes second sees what the first did."""
    desk.as_officer("zhou").enter(asked("request_upward"), on=case)
    n = len(desk.as_officer("zhou").docket(case).entries)
    yes = acts.Answered(handover="H1", answer="approved", text="同意")
    desk.as_officer("zheng").enter(yes, on=case, expected=n)
    order = acts.Ordered(what="支付工资", by=date(2026, 12, 20))
    with pytest.raises(Conflict):
        desk.as_officer("li").enter(order, on=case, expected=n)
    nowhere(desk, case, "li", order, "deciding authority is 周口市")
    nowhere(desk, case, "feng", yes, "No hand-over H1 waits")
    marked = evolve(order, irregular="尚未接到通知")
    desk.as_officer("li").enter(marked, on=case)
    assert not desk.as_officer("li").case(case).papers[0].regular


def test_a_correction_is_carried_out_by_the_authority_that_is_corrected(
    desk: Desk, ordered: str
) -> None:
    desk.as_officer("wu").enter(asked("superior_correction"), on=ordered)
    yes = acts.Answered(handover="H1", answer="approved", text="责令改正文书")
    desk.as_officer("feng").enter(yes, on=ordered)
    assert [t.act for t in desk.as_officer("li").today() if "to be carried out" in t.what]
    done = acts.CarriedOut(handover="H1", received="已更正")
    nowhere(desk, ordered, "zhao", done, "deciding authority is 周口经济")
    desk.as_officer("li").enter(done, on=ordered)
    after = desk.as_officer("li").case(ordered)
    assert (after.authority, after.handovers[0].state) == ("zone", HandoverState.EXECUTED)


def test_authorities_are_found_upward_without_end_in_a_circle(founding: acts.Founded) -> None:
    with found_register("memory:", founding, account="test") as desk:
        assert [a.id for a in desk.office.superiors(AuthorityId("east"))] == ["city"]
        assert desk.office.superiors(AuthorityId("city")) == ()
