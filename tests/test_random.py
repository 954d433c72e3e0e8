"""Whatever people try, in whatever order: nothing crashes, nothing half happens, and a docket is
what its entries say."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from laborcase import acts, codec, demo
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import Invalid, LaborCaseError, NotFound, Refused
from laborcase.fields import fields_of
from laborcase.opening import found_register
from laborcase.parties import Identity, Person, Respondent, Worker
from laborcase.record.case import Case
from laborcase.record.complaint import Complaint
from laborcase.record.docket import Alleged, fold
from laborcase.record.payments import LineSum
from laborcase.record.tickets import Arrival
from tests.test_dates import stale

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 23)
OFFICERS = demo.founding().officers


def templates() -> list[Act]:
    """One or two plausible acts of every kind that goes into a complaint or a case."""
    soon = DAY + timedelta(days=7)
    when = datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI)
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=100)
    return [
        acts.Registered(
            channel="counter", received=when, complainant=Person(name="甲"), facts="欠薪",
            respondents=(Respondent(name="某店"),), allegations=(Alleged(cause="arrears"),),
        ),
        acts.Registered(
            channel="phone", received=when, tipoff=True, identity=Identity.ANONYMOUS, facts="超时",
            respondents=(Respondent(name="某厂"),), allegations=(Alleged(cause="hours"),),
        ),
        acts.Registered(
            channel="phone", received=when, tipoff=True, identity="confidential", facts="超时",
            complainant=Person(name="丙丙丙", phone="13900000003"),
            respondents=(Respondent(name="某厂"),), allegations=(Alleged(cause="hours"),),
        ),
        acts.IdentityOpened(purpose="回访"),
        acts.SupplementAsked(items="单位全称"),
        acts.SupplementReceived(what="来了", complainant=Person(name="乙")),
        acts.Disposed(how="guided", reason="已仲裁"),
        acts.Disposed(how="referred", to="住建", reason="工程款", told_on=DAY),
        acts.Accepted(told_on=DAY),
        acts.Accepted(case="26-000002"),
        acts.ComplainantTold(),
        acts.Withdrawn(reason="已付"),
        acts.Replied(what="正在办"),
        acts.Filed(),
        acts.NotFiled(reason="无此事"),
        acts.Assigned(lead="li", assistant="chen"),
        acts.Assigned(lead="zhao", assistant="li"),
        acts.Recused(officer="chen", reason="亲属"),
        acts.Replaced(old="chen", new="sun", note="交接"),
        acts.Registered(
            channel="hotline_12345", received=when, complainant=Person(name="丙"), facts="欠薪",
            respondents=(Respondent(name="某店"),), ticket=Arrival(number="GD1"),
        ),
        acts.TicketAttached(
            ticket=Arrival(channel="wage_platform", number="X1", received=when),
            allegations=(Alleged(cause="hours"),), new="又说",
        ),
        acts.TicketAttached(ticket=Arrival(channel="petition")),
        acts.TicketContacted(ticket="T1"),
        acts.TicketExtended(ticket="T1", until=when + timedelta(days=40), reason="忙"),
        acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已受理"),
        acts.TicketAnswered(ticket="T2", conclusion="repeated", reply="重复"),
        acts.TicketReturned(ticket="T1", why="未答复诉求"),
        acts.TicketRated(ticket="T1", satisfaction="fair"),
        acts.Linked(to="26-000001"),
        acts.Unlinked(to="26-000001", reason="不是"),
        acts.FiledOwnMotion(facts="巡查", respondents=(Respondent(name="某店"),)),
        acts.CasesMerged(case="26-000002", reason="一案"),
        acts.CasesMerged(case="26-000003", reason="一案"),
        acts.CasesUnmerged(case="26-000003", reason="两案"),
        acts.InquiryIssued(whom="某店", items="工资表"),
        acts.Interviewed(
            interviewer="li", recorder="chen", start=when, end=when, place="大队", person="甲",
            content="问答",
        ),
        acts.SiteRecorded(
            first="li", second="chen", start=when, end=when, place="店", findings="无"
        ),
        acts.EvidenceAdded(name="考勤"),
        acts.Preserved(name="账簿", reason="可能灭失"),
        acts.Released(evidence="E1", how="发还"),
        acts.Extended(clock="henan-close-30d", reason="复杂"),
        acts.Concluded(report="属实", proposal="handling"),
        acts.Ordered(what="付款", by=soon),
        acts.AdvanceNotice(intended="拟处理"),
        acts.Defended(views="无异议"),
        acts.Reviewed(opinion="合法"),
        acts.Discussed(present="三人", views="一致", conclusion="同意"),
        acts.Decided(outcome="order", findings=(finding,), content="履行"),
        acts.Decided(outcome="handling", findings=(finding,), content="处理", by=soon),
        acts.Transferred(receiver="police", organ="公安", reason="涉罪"),
        acts.Asked(what="guidance", reasons_given="如何办"),
        acts.Asked(what="request_upward", reasons_given="难"),
        acts.Asked(what="hand_down", reasons_given="已清", remaining="付款", report_by=soon),
        acts.Answered(handover="H1", answer="approved", text="同意"),
        acts.Answered(handover="H1", answer="refused", text="不同意"),
        acts.CarriedOut(handover="H1", received="案卷"),
        acts.Asked(what="consultation", reasons_given="难"),
        acts.Asked(what="property_query", reasons_given="查", about="账户"),
        acts.Asked(what="take_up", reasons_given="重大"),
        acts.Asked(what="designate", reasons_given="争议", rival="city"),
        acts.Asked(what="supervision", reasons_given="督"),
        acts.Asked(what="superior_correction", reasons_given="误", about="P1"),
        acts.HandoverReceived(handover="H1"),
        acts.HandoverSupplemented(handover="H1", added="补"),
        acts.HandoverWithdrawn(handover="H1", reason="付清"),
        acts.Answered(handover="H1", answer="returned", text="补"),
        acts.Consulted(handover="H1", present="三人", views="一致", conclusion="续办"),
        acts.HandoverReported(handover="H1", report="进展"),
        acts.HandoverReported(handover="H1", report="办结", final=True),
        acts.SupervisionExtended(handover="H1", reason="难"),
        acts.HandoverClosed(handover="H1", result="可"),
        acts.IncidentLogged(
            at=when, text="聚集", persons=12, place="门口", demands="工资",
            promises=({"whom": "代表", "what": "答复", "by": soon},),
        ),
        acts.IncidentReported(
            incident="N1", what="first", at=when, persons=12, told="市局", text="已疏导"
        ),
        acts.Served(paper="P1", receiver="店长"),
        acts.Performed(paper="P1", amount=100),
        acts.WorkerJoined(worker=Worker(name="丙", phone="13900000000")),
        acts.WorkerLeft(worker="W1", how="withdrawn", reason="已付"),
        acts.WorkerLeft(worker="W2", how="double", same_as="W1"),
        acts.SumsVerified(sums=(LineSum(line="W1-1", sum=90),), evidence="E1"),
        acts.Ordered(what="付款", by=soon, sums=(LineSum(line="W1-1", sum=80),)),
        acts.Paid(sums=(LineSum(line="W1", sum=100),), payer="某店", confirmed="signature"),
        acts.Paid(sums=(LineSum(line="W2", sum=50),), payer="总包", capacity="contractor",
                  nevertheless="多付"),
        acts.PaymentConfirmed(payment="M1"),
        acts.CoordinationOpened(),
        acts.Agreed(with_whom="某店", amount=100, by=soon),
        acts.CoordinationFailed(reason="未付"),
        acts.SettledWithoutFiling(result="已付", no_crime=True, no_others=True, told_on=DAY),
        acts.Contacted(whom="店长", reply="no_answer"),
        acts.Contacted(whom="店长", reply="promised", by=soon),
        acts.StepPlanned(what="再问", due=soon),
        acts.StepEnded(step="S1"),
        acts.Demanded(text="履行"),
        acts.CourtApplied(court="法院", request="执行"),
        acts.Decided(outcome="penalty", findings=(finding,), content="罚", fine=500, by=soon),
        acts.InspectionEnded(reason="不成立"),
        acts.EndTold(),
        acts.RemedyLodged(what="review", about=("P1",), organ="市政府"),
        acts.RemedyLodged(what="suit", organ="法院", lodger="complainant"),
        acts.RemedyDecided(remedy="M1", ruling="annulled", text="撤销"),
        acts.RemedyDecided(remedy="M1", ruling="upheld", in_force=False, text="维持"),
        acts.DecisionCorrected(paper="P1", content="更正"),
        acts.DecisionChanged(paper="P1", content="变更", reason="误", by=soon),
        acts.DecisionWithdrawn(paper="P1", reason="误"),
        acts.FinePaid(paper="P1", amount=200, receipt="1"),
        acts.FineDeferred(paper="P1", asked_on=DAY, until=soon, reason="困难"),
        acts.FineReturned(paper="P1", amount=200),
        acts.ExtraCompensation(order="P1", due=100, percent=50, by=soon, reason="逾期"),
        acts.ReportedUpward(paper="P1"),
        acts.Published(ground="wages", paper="P1", where="网站", content="公布"),
        acts.Unpublished(publication="G1", reason="误"),
        acts.Objected(about="G1", text="不服"),
        acts.ObjectionAnswered(about="G1", holds=True, text="成立"),
        acts.ListingNoticed(order="P1", ground="amount", content="拟列入"),
        acts.ListingSpared(listing="L1", reason="已付"),
        acts.Listed(listing="L1", content="列入"),
        acts.RemovalAsked(listing="L1", corrected_on=DAY),
        acts.RemovalAnswered(listing="L1", granted=True, text="准予"),
        acts.Delisted(listing="L1", why="term"),
        acts.AssistanceAsked(organ="住建局", items="资料"),
        acts.AssistanceAnswered(request="B1", answer="附后"),
        acts.UrgencySet(urgencies=("injury",), reason="工伤"),
        acts.UrgencySet(urgent=False, reason="平息"),
        acts.ChildFound(name="某", born=date(2012, 1, 1), since=date(2026, 9, 1)),
        acts.ChildSentHome(child="C1", how="送回"),
        acts.ChildReported(whom="police", organ="派出所"),
        acts.Closed(result="完"),
        acts.Reopened(reason="漏项"),
        acts.Archived(),
        acts.Noted(text="记"),
        acts.Corrected(
            entry=1, changes=(acts.Change(path="happened", value='"2026-11-20"'),), reason="错"
        ),
        acts.TakenBack(entry=2, reason="误"),
        acts.TakenBack(entry=1, reason="误"),
    ]  # fmt: skip


TEMPLATES = templates()
STEPS = st.lists(
    st.tuples(st.sampled_from(TEMPLATES), st.integers(0, 99), st.integers(1, 4), st.integers(0, 9)),
    max_size=60,
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_is_tried_the_dockets_stay_whole(
    steps: list[tuple[Act, int, int, int]],
) -> None:
    times = count(1)

    def clock() -> datetime:
        return datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI) + timedelta(seconds=next(times))

    with found_register("memory:", demo.founding(), clock=clock, account="test") as desk:
        wang = desk.as_officer("wang")
        wang.enter(TEMPLATES[0])
        desk.as_officer("zhou").enter(acts.Accepted(), on="26-000001")
        for act, who, docket, luck in steps:
            # Mostly somebody who may do it, so that dockets get far; now and then anybody.
            may = [o for o in OFFICERS if luck == 0 or act.who & set(o.positions)]
            officer = may[who % len(may)].id
            seat = desk.as_officer(officer)
            opens = isinstance(act, acts.Registered | acts.FiledOwnMotion)
            on = "" if opens else f"26-{docket:06d}"
            before = desk.head()
            if luck > 6 and not isinstance(act, acts.Registered):
                act = evolve(act, irregular="当时如此")
            try:
                seat.enter(act, on=on)
                note(f"{officer} {act.kind} {on}")
            except (Refused, Invalid, NotFound) as refused:
                assert str(refused)
                assert desk.head() == before
        whole(desk)


def whole(desk: Desk) -> None:
    """Every docket folds to the same from the start, has one authority, and is provable."""
    zhou = desk.as_officer("zhou")
    for row in zhou.find(zhou.asking(limit=200)).rows:
        docket = zhou.docket(row.key)
        fresh = codec.entries_from(row.key, desk._store.lines(row.key))
        assert fold(fresh) == zhou._docket(row.key).state  # as folded, not as seen
        assert [e.n for e in fresh] == list(range(1, len(fresh) + 1))
        assert row.entries == len(fresh)
        state = docket.state
        if isinstance(state, Case):
            assert state.authority in ("zone", "city")
            assert state.body in ("zone-brigade", "city-brigade", "joint")
            if state.paired:
                assert state.lead.officer != state.assistant.officer
            for key in state.complaints:
                assert isinstance(zhou.docket(key).state, Complaint)
        assert {p.kind for p in zhou.permitted(row.key)} >= {"noted", "corrected", "taken_back"}
        if docket.state.moments:
            zhou.why(row.key)
        totals = docket.state.claims.totals()
        assert row.persons == totals.persons
        assert row.paid == totals.paid
        days = [t.day.isoformat() for t in docket.state.agenda]
        assert days == sorted(days)
        assert row.next_day == (days[0] if days else None)
    assert stale(zhou) == []
    numbers = [n.text for line in desk._store.each_line() for n in _numbers(line.body)]
    assert len(numbers) == len(set(numbers)), "no number is given twice"
    desk.verify()


def _numbers(body: object) -> tuple[object, ...]:
    import msgspec

    from laborcase.record.docket import Number

    return msgspec.convert(body["given"]["numbers"], tuple[Number, ...])


def test_every_template_is_the_kind_it_says_and_survives_the_ledgers_json() -> None:
    for act in TEMPLATES:
        made = codec.checked(act)
        open_part, sealed = codec.pack(made)
        assert codec.act_from(codec._put_back(open_part, sealed)) == made


def test_what_is_left_of_an_act_when_all_of_it_is_covered_is_an_act() -> None:
    for act in TEMPLATES:
        made = codec.checked(act)
        hidden = dict.fromkeys((f.name for f in fields_of(type(made))), frozenset())
        covered, kept = codec.pack_covered(made, hidden)
        assert isinstance(codec.act_from(covered), type(made))
        assert codec.act_from({**covered, **kept}) == made


def test_errors_are_sentences(desk: Desk) -> None:
    try:
        desk.as_officer("nobody")
    except LaborCaseError as wrong:
        assert "nobody" in str(wrong)
