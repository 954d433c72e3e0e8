"""The acts that clocks of the law start and stop at: hearing, recusal, inquiry, service, transfer,
pause, and the limit that is relied on."""

from datetime import date, datetime

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.record.case import CaseStage
from laborcase.record.office import LocalClock
from laborcase.record.papers import PaperKind
from laborcase.words import speak
from tests.conftest import SHANGHAI, Clock

FINDING = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)


def limits(desk: Desk, case: str) -> dict[str, date]:
    return {d.clock: d.due for d in desk.deadlines(case) if d.stopped is None}


def stopped(desk: Desk, case: str, clock: str) -> bool:
    return all(d.stopped for d in desk.deadlines(case) if d.clock == clock)


def refused(desk: Desk, act: acts.Act, case: str) -> str:
    with pytest.raises(Refused) as caught:
        desk.enter(act, on=case)
    return "\n".join(r.text for r in caught.value.reasons)


def noticed(desk: Desk, case: str) -> Desk:
    li = desk.as_officer("li")
    li.enter(acts.AdvanceNotice(intended="拟罚款五千元", hearing_right=True), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    return li


# ------------------------------------------------------------------ hearing


def test_no_penalty_is_decided_while_a_hearing_can_be_asked_for_or_was_not_held(
    desk: Desk, case: str, clock: Clock
) -> None:
    li, ma = noticed(desk, case), desk.as_officer("ma")
    assert limits(li, case)["hearing-request-5wd"] == date(2026, 11, 30)
    assert "penalty-90d" in limits(li, case)
    li.enter(acts.Defended(views="不同意"), on=case)
    li.enter(acts.Concluded(report="属实", proposal="penalty"), on=case)
    penalty = acts.Decided(outcome="penalty", findings=(FINDING,), content="罚款", fine=500_000)
    assert "may ask for a hearing until 2026-11-30" in refused(ma, penalty, case)
    clock.to("2026-11-30")
    li.enter(acts.HearingAsked(by="店长"), on=case)
    assert stopped(li, case, "hearing-request-5wd")
    clock.to("2026-12-01")
    assert "asked for a hearing on 2026-11-30; none was held" in refused(ma, penalty, case)
    too_soon = acts.HearingSet(hearing=date(2026, 12, 9), place="上午九时，会议室", chair="xu")
    assert "7 working days before, here by 2026-11-30" in refused(li, too_soon, case)
    li.enter(evolve(too_soon, hearing=date(2026, 12, 10)), on=case)
    assert limits(li, case)["hearing-notice-7wd"] == date(2026, 12, 1)
    notice = li.case(case).papers[-1]
    assert (notice.kind, notice.number[-1]) == (PaperKind.HEARING_NOTICE, "号")
    li.enter(acts.Served(paper=notice.id, receiver="店长"), on=case)
    assert stopped(li, case, "hearing-notice-7wd")
    clock.to("2026-12-10")
    li.enter(acts.Heard(chair="xu", record="……"), on=case)
    desk.as_officer("xu").enter(acts.Reviewed(opinion="合法"), on=case)
    ma.enter(penalty, on=case)


def test_who_asks_for_a_hearing_too_late_has_no_right_to_it_and_that_stands(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = noticed(desk, case)
    clock.to("2026-12-01")
    asked = acts.HearingAsked(by="店长")
    assert "could be asked for until 2026-11-30" in refused(li, asked, case)
    li.enter(evolve(asked, irregular="逾期要求，仍记录"), on=case)
    assert li.case(case).hearing_asked_on == date(2026, 12, 1)


def test_an_investigator_chairs_no_hearing(desk: Desk, case: str) -> None:
    li = noticed(desk, case)
    act = acts.HearingSet(hearing=date(2026, 12, 18), place="会议室", chair="chen")
    assert "can neither hear nor review" in refused(li, act, case)


# ------------------------------------------------------------------ recusal, inquiry


def test_a_request_for_recusal_is_open_until_it_is_granted_or_refused(
    desk: Desk, case: str
) -> None:
    li, zhou, ma = (desk.as_officer(name) for name in ("li", "zhou", "ma"))
    li.enter(acts.RecusalAsked(officer="chen", by="店长", grounds="亲属"), on=case)
    assert "recusal-3wd" not in limits(li, case), "no text of that limit was seen"
    assert any("recusal of chen" in d.text for d in li.case(case).reminders())
    again = acts.RecusalAsked(officer="chen", by="店长", grounds="亲属")
    assert "open already" in refused(li, again, case)
    zhou.enter(acts.Recused(officer="chen", reason="亲属属实"), on=case)
    (asked,) = li.case(case).recusals
    assert (asked.granted, asked.decided_on) == (True, date(2026, 11, 23))
    li.enter(acts.RecusalAsked(officer="li", by="店长", grounds="不公"), on=case)
    ma.enter(acts.RecusalRefused(officer="li", reason="没有关系"), on=case)
    assert [r.granted for r in li.case(case).recusals] == [True, False]
    assert li.case(case).lead.officer == "li"


def test_the_unit_has_seven_days_to_answer_an_inquiry_in_writing(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.InquiryIssued(whom="某快餐店", items="工资表"), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    assert limits(li, case)["inquiry-7d"] == date(2026, 11, 30)
    clock.to("2026-11-25")
    li.enter(acts.InquiryAnswered(paper="P1", complete=False, text="只交了十月的"), on=case)
    assert "inquiry-7d" in limits(li, case)
    li.enter(acts.InquiryAnswered(paper="P1", text="全部交齐"), on=case)
    assert stopped(li, case, "inquiry-7d")


# ------------------------------------------------------------------ service


def test_a_paper_has_its_time_to_be_served_and_a_public_notice_takes_thirty_days(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付工资", by=date(2027, 1, 29), addressees=("某快餐店",)), on=case)
    assert limits(li, case)["serve-7d"] == date(2026, 11, 30)
    assert limits(li, case)["serve-7wd"] == date(2026, 12, 2)
    reached = acts.Served(paper="P1", mode="notice", receiver="公告")
    assert "enter the notice as not reached on its day first" in refused(li, reached, case)
    li.enter(evolve(reached, reached=False), on=case)
    assert stopped(li, case, "serve-7wd")
    assert limits(li, case)["public-notice-30d"] == date(2026, 12, 23)
    clock.to("2026-12-22")
    assert "from 2026-12-23 on" in refused(li, reached, case)
    clock.to("2026-12-23")
    li.enter(reached, on=case)
    assert stopped(li, case, "public-notice-30d")
    assert li.case(case).papers[0].served_on == date(2026, 12, 23)


# ------------------------------------------------------------------ police


def test_a_transfer_to_the_police_is_taken_there_answered_challenged_and_followed(
    desk: Desk, case: str, clock: Clock
) -> None:
    li, ji = desk.as_officer("li"), desk.as_officer(principal(desk))
    ji.enter(acts.Transferred(receiver="police", organ="某公安分局", reason="逾期不支付"), on=case)
    (day,) = (d for d in li.deadlines(case) if d.clock == "transfer-24h")
    assert day.at == datetime(2026, 11, 24, clock.now.hour, clock.now.minute, tzinfo=SHANGHAI)
    assert any("not been taken to the police" in d.text for d in li.case(case).duties())
    clock.forward(hours=3)
    carried = acts.TransferDelivered(at=clock.now, receiver="值班民警", contents="移送书、报告")
    li.enter(carried, on=case)
    assert stopped(li, case, "transfer-24h")
    assert limits(li, case)["police-3d"] == date(2026, 11, 26)
    clock.to("2026-11-26")
    li.enter(acts.TransferAnswered(taken=False, text="证据不足"), on=case)
    assert limits(li, case)["challenge-3d"] == date(2026, 11, 29)
    assert li.case(case).stage is not CaseStage.TO_CLOSE
    ji.enter(acts.RefusalChallenged(whom="procuratorate", grounds="已有责令"), on=case)
    assert stopped(li, case, "challenge-3d")
    ji.enter(acts.Transferred(receiver="police", organ="某公安分局", reason="补充证据"), on=case)
    li.enter(evolve(carried, at=clock.now), on=case)
    li.enter(acts.TransferAnswered(), on=case)
    assert limits(li, case)["material-3d"] == date(2026, 11, 29)
    li.enter(acts.MaterialHanded(receiver="民警", contents="账册三本"), on=case)
    assert stopped(li, case, "material-3d")


def principal(desk: Desk) -> str:
    """A principal head of the authority that decides."""
    zone = desk.as_officer("li").officer.authority
    return next(
        o.id
        for o in desk.office.officers
        if "principal_head" in {p.value for p in o.positions} and o.authority == zone
    )


# ------------------------------------------------------------------ what a head or an office sets


def test_a_head_records_which_limit_is_relied_on_and_every_limit_runs_on(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    before = limits(zhou, case)
    act = acts.LimitRelied(clock="investigate-60wd", reason="国务院条例优先于地方条例")
    zhou.enter(act, on=case)
    assert limits(zhou, case) == before
    assert zhou.case(case).relied[0].reason == act.reason
    assert "does not run in this case" in refused(zhou, evolve(act, clock="listing-20wd"), case)


def local(desk: Desk, *clocks: LocalClock) -> acts.SettingsChanged:
    return acts.SettingsChanged(
        settings=evolve(desk.office.settings, clocks=clocks), reason="本地规定"
    )


def test_nothing_stands_still_unless_the_office_switched_a_local_rule_on(
    desk: Desk, case: str, clock: Clock
) -> None:
    ma, admin = desk.as_officer("ma"), desk.as_officer(administrator(desk))
    assert "no national text" in refused(ma, acts.Suspended(reason="等鉴定"), case)
    pauses = LocalClock(clock="investigate-60wd", pauses=True)
    assert "on which local rule" in refused(admin, local(desk, pauses), "office")
    admin.enter(local(desk, evolve(pauses, citation="某市规定第三十条")), on="office")
    before = limits(ma, case)
    ma.enter(acts.Suspended(reason="等鉴定"), on=case)
    assert "investigate-60wd" in limits(ma, case)
    clock.to("2026-12-07")
    ma.enter(acts.Resumed(reason="鉴定已到"), on=case)
    after = limits(ma, case)
    worked = ma.office.calendar.between(date(2026, 11, 23), date(2026, 12, 7))
    assert after["investigate-60wd"] == ma.office.calendar.add(before["investigate-60wd"], worked)
    assert after["henan-close-30d"] == before["henan-close-30d"]


def administrator(desk: Desk) -> str:
    return next(
        o.id for o in desk.office.officers if "administrator" in {p.value for p in o.positions}
    )


@pytest.mark.parametrize(
    ("local_clock", "reason"),
    [
        (LocalClock(clock="investigate-60wd", on=False, citation="x"), "cannot be switched off"),
        (LocalClock(clock="nothing", citation="x"), "no clock of the law"),
        (LocalClock(clock="henan-close-30d", stop="filed", citation="x"), "it is stopped by"),
        (LocalClock(clock="suit-6m", pauses=True, citation="x"), "only a period of days"),
        (LocalClock(clock="recusal-3wd"), "on which local rule it rests"),
    ],
)
def test_what_no_rule_allows_is_refused(desk: Desk, local_clock: LocalClock, reason: str) -> None:
    admin = desk.as_officer(administrator(desk))
    assert reason in refused(admin, local(desk, local_clock), "office")


# ------------------------------------------------------------------ the breach itself


def test_a_linked_tip_off_stops_the_two_years_at_its_own_day_and_unlinking_takes_it_back(
    desk: Desk, complaint, clock: Clock
) -> None:
    wang = desk.as_officer("wang")
    old = acts.Registered(
        channel="phone",
        received=datetime(2026, 3, 2, 9, tzinfo=SHANGHAI),
        tipoff=True,
        identity="anonymous",
        allegations=({"cause": "overtime_pay"},),
        respondents=complaint().respondents,
        facts="加班费",
        late_reason="补录",
    )
    first = wang.enter(old).docket
    alleged = (
        {"cause": "overtime_pay", "start": "2024-01-01", "end": "2024-03-31"},
        {"cause": "contracts", "start": "2024-01-01", "end": "2024-03-31"},
    )
    key = wang.enter(complaint(allegations=alleged)).docket

    def barred() -> list[str]:
        return [d.subject for d in wang.deadlines(key) if d.clock == "breach-2y" and d.late]

    assert barred() == ["A1", "A2"]
    wang.enter(acts.Linked(to=first, how="related"), on=key)
    assert barred() == ["A2"], "only what the tip-off was about"
    wang.enter(acts.Unlinked(to=first, reason="不是同一事"), on=key)
    assert barred() == ["A1", "A2"]


def test_what_a_later_ticket_tells_of_is_known_from_that_ticket_on(
    desk: Desk, complaint, clock: Clock
) -> None:
    wang = desk.as_officer("wang")
    clock.to("2026-04-05")
    key = wang.enter(complaint()).docket
    clock.to("2026-09-10")
    more = acts.TicketAttached(
        ticket={"number": "GD2", "channel": "hotline_12345"},
        allegations=({"cause": "overtime_pay", "start": "2024-06-01", "end": "2024-06-30"},),
        nevertheless="另案数额",
    )
    wang.enter(more, on=key)
    late = {d.subject: d.late for d in wang.deadlines(key) if d.clock == "breach-2y"}
    assert late["A2"] is True


def test_an_own_finding_counts_from_the_day_it_was_found(desk: Desk, clock: Clock) -> None:
    zhou = desk.as_officer("zhou")
    clock.to("2026-09-10")
    act = acts.FiledOwnMotion(
        facts="巡查发现", site={"address": "某工地"}, found_on=date(2026, 8, 28),
        allegations=({"cause": "overtime_pay", "start": "2024-08-01", "end": "2024-08-31"},),
    )  # fmt: skip
    case = zhou.enter(act).opened
    assert case
    by = {d.clock: d for d in zhou.deadlines(case)}
    assert not by["breach-2y"].late
    assert by["henan-file-7d"].due == date(2026, 9, 4)
    assert by["henan-file-7d"].late


def test_with_several_addressees_everything_runs_from_the_last_service(
    desk: Desk, case: str, clock: Clock
) -> None:
    li = desk.as_officer("li")
    names = ("某快餐店", "某劳务公司")
    notice = acts.AdvanceNotice(intended="拟罚款", hearing_right=True, addressees=names)
    li.enter(notice, on=case)
    li.enter(acts.Served(paper="P1", addressee=names[0], receiver="店长"), on=case)
    assert "hearing-request-5wd" not in limits(li, case)
    clock.to("2026-11-30")
    li.enter(acts.Served(paper="P1", addressee=names[1], receiver="经理"), on=case)
    assert limits(li, case)["hearing-request-5wd"] == date(2026, 12, 7)


def test_only_the_partys_own_remedy_stays_its_periods(desk: Desk, fined: str) -> None:
    zhou = desk.as_officer("zhou")
    before = {d.clock for d in zhou.deadlines(fined) if d.stopped is None}
    assert {"review-60d", "suit-6m", "court-3m"} <= before
    other = acts.RemedyLodged(what="review", lodger="complainant", organ="某区人民政府")
    zhou.enter(other, on=fined)
    assert {d.clock for d in zhou.deadlines(fined) if d.stopped is None} == before
    own = acts.RemedyLodged(what="review", lodger="party", organ="某区人民政府", about=("P2",))
    zhou.enter(own, on=fined)
    now = {d.clock for d in zhou.deadlines(fined) if d.stopped is None}
    assert not {"review-60d", "suit-6m"} & now


def test_limits_of_the_breach_and_of_the_worker_press_nobody(desk: Desk, complaint) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    quiet = [d for d in wang.deadlines(key) if d.rule.lapses]
    assert {d.clock for d in quiet} >= {"arbitration-1y"}
    assert not any(d.presses for d in quiet)
    assert speak(quiet[0].title("zh_CN"), "zh_CN")
