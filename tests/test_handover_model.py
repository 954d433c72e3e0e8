"""Whatever is handed over, whoever is away or recused, in whatever order: exactly one authority
decides, one desk has the case, it has a valid pair or visibly needs one, and no limit is lost."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from laborcase import acts, demo
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law.handovers import handover_rules
from laborcase.opening import found_register
from laborcase.parties import Authority, Body, JointOffice
from laborcase.record.case import Case, CaseStage
from laborcase.record.handovers import HandoverKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
KINDS = [k.value for k in HandoverKind if not handover_rules()[k.value].carried]
PEOPLE = ["li", "chen", "sun", "zhou", "ma", "gao", "zhao", "qian", "wu", "zheng", "feng"]
INSPECTORS = ["li", "chen", "sun", "zhou", "zhao", "qian", "wu"]
ABOVE, BELOW = ["wu", "zheng", "feng"], ["zhou", "ma", "gao"]


def office() -> acts.Founded:
    """A city, three zones and two joint offices."""
    founding = demo.founding()
    more = tuple(
        Authority(
            id=key, name=f"{words}局", words=words, level="zone", superior="city",
            bodies=(Body(id=f"{key}-brigade", name=f"{words}大队"),),
        )
        for key, words in (("east", "周东"), ("west", "周西"))
    )  # fmt: skip
    second = JointOffice(id="joint-2", name="第二联合办公室", authorities=("city", "east", "west"))
    return evolve(
        founding,
        authorities=(*founding.authorities, *more),
        joint_offices=(*founding.joint_offices, second),
    )


WHAT = [
    "ask", "ask", "ask up", "receive", "answer", "answer", "answer", "carry out", "carry out",
    "assign", "assign", "report", "close", "withdraw", "supplement", "recuse", "absent", "replace",
    "order", "night",
]  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 10_000), st.integers(0, 10_000)),
    min_size=60,
    max_size=120,
)


def step(what: str, a: int, b: int, case: Case, today: date) -> Act | None:
    """A plausible act; often one that cannot be."""
    waits = [h for h in case.handovers if h.awaits]
    handover = waits[a % len(waits)].id if waits else "H1"
    two = [INSPECTORS[a % 7], INSPECTORS[b % 7]]
    match what:
        case "ask" | "ask up":
            kind = "request_upward" if what == "ask up" else KINDS[a % len(KINDS)]
            return acts.Asked(
                what=kind, reasons_given="难", remaining="送达", about="P1",
                report_by=today + timedelta(days=20), to="zone" if kind == "hand_down" else None,
                rival=("zone", "east", "west")[b % 3] if kind == "designate" else None,
            )  # fmt: skip
        case "receive":
            return acts.HandoverReceived(handover=handover)
        case "answer":
            kind = next((h.kind.value for h in waits if h.id == handover), "guidance")
            if kind == "consultation":
                return acts.Consulted(
                    handover=handover, present="双方", views="一致", conclusion="续办"
                )
            words = handover_rules()[kind].answers
            word = words[0] if b % 3 else words[b % len(words)]
            named = ("zone", "city")[b % 2] if kind == "designate" else None
            return acts.Answered(handover=handover, answer=word, text="如上", named=named)
        case "carry out":
            return acts.CarriedOut(handover=handover, received="案卷")
        case "assign":
            return acts.Assigned(lead=two[0], assistant=two[1])
        case "report":
            return acts.HandoverReported(handover=handover, report="进展", final=b % 2 == 0)
        case "close":
            return acts.HandoverClosed(handover=handover, result="办结")
        case "withdraw":
            return acts.HandoverWithdrawn(handover=handover, reason="不再需要")
        case "supplement":
            return acts.HandoverSupplemented(handover=handover, added="补充")
        case "recuse":
            return acts.Recused(officer=two[0], reason="亲属") if b % 4 == 0 else None
        case "replace":
            return acts.Replaced(old=two[0], new=two[1], note="交接")
        case "order":
            return acts.Ordered(what="支付", by=today + timedelta(days=7))
    return None


def holds(desk: Desk, key: str, before: Case, limits: dict[str, date]) -> Case:
    """What must hold after every step."""
    case = desk.case(key)
    known = {a.id for a in desk.office.authorities}
    assert case.authority in known
    moved = case.authority != before.authority
    if moved:
        (h,) = (
            h
            for h in case.handovers
            if h.moved and h not in before.handovers and h.answer is not None
        )
        assert (h.before, h.landed) == (before.authority, case.authority)
        assert not case.paired
        assert case.number != before.number or not case.numbers
    # One desk: the body that handles it is the deciding authority's, or its joint office.
    owner = desk.office.owner(case.body)
    joint = desk.office.joint_office(case.body)
    assert (owner is None) != (joint is None)
    assert owner is None or owner.id == case.authority
    assert joint is None or case.authority in joint.authorities
    assert case.joint is (joint is not None)
    assert len([h for h in case.handovers if h.open and h.rule.moves]) <= 1
    # A valid pair, or it visibly needs one.
    if case.paired:
        lead = desk.office.officer(case.lead.officer)
        assert lead.authority == case.authority
        assert not {s.officer for s in case.seats} & set(case.recused)
    else:
        assert case.stage is CaseStage.FILED
        rows = desk.find(desk.asking(queue="assign")).rows
        assert key in {r.key for r in rows}
    # Every number it ever had finds it; the clocks run from the filing, none is lost.
    for n in case.numbers:
        assert desk.key_of(n.text) == key
    now = {d.clock: d.due for d in desk.deadlines(key) if d.clock in limits}
    assert now == limits
    # Whoever issued a paper decided on its day.
    for p in case.papers:
        assert p.authority in known
    for h in case.handovers:
        assert (h.duty is None) == (h.awaits == "")
        assert h.steps[0].what.value == "submitted"
    return case


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_over_hundreds_of_steps_a_case_has_one_authority_one_desk_and_all_its_limits(
    steps: list[tuple[str, int, int]],
) -> None:
    ticks = [START]

    def clock() -> datetime:
        ticks[0] += timedelta(seconds=1)
        return ticks[0]

    with found_register("memory:", office(), clock=clock, account="test") as desk:
        zhou = desk.as_officer("zhou")
        opened = acts.FiledOwnMotion(
            facts="巡查", respondents=({"name": "某店"},), allegations=({"cause": "arrears"},)
        )
        key = zhou.enter(opened).opened
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=key)
        limits = {d.clock: d.due for d in zhou.deadlines(key)}
        case = zhou.case(key)
        for what, a, b in steps:
            if what == "night":
                ticks[0] += timedelta(hours=12)
                continue
            if what == "absent":
                today = ticks[0].date()
                away = acts.AbsenceEntered(
                    officer=INSPECTORS[a % 7], start=today, end=today + timedelta(days=b % 3)
                )
                tried(desk, "zhou", away, "office")
                continue
            act = step(what, a, b, case, ticks[0].date())
            if act is None:
                continue
            # Mostly somebody who may, so that the case gets far; now and then anybody.
            able = [p for p in (*ABOVE, *BELOW) if not desk.as_officer(p).check(act, on=key)]
            who = able[b % len(able)] if able and a % 8 else PEOPLE[a % len(PEOPLE)]
            before, head = case, desk.head()
            if not tried(desk, who, act, key):
                assert desk.head() == head, "nothing is written when it is refused"
            case = holds(zhou, key, before, limits)
        desk.verify()


def tried(desk: Desk, who: str, act: Act, on: str) -> bool:
    """Whether it was entered."""
    try:
        desk.as_officer(who).enter(act, on=on)
    except Refused:
        return False
    note(f"{who} {act.kind} {on}")
    return True
