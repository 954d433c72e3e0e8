"""What a list of entries says of each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.acts.base import Act
from laborcase.cli.reading import entry_line
from laborcase.codec import holds_sealed
from laborcase.desk import Desk
from laborcase.fields import fields_of
from laborcase.parties import Claim, Identity, Person, Worker
from laborcase.record.docket import OFFICE
from laborcase.record.tickets import Arrival, TicketLimit
from laborcase.telling import approval_lines, entry_lines, line_of, work_lines

Make = Callable[..., acts.Registered]
LONG = "电话里店长说下周一到单位来，带三月和四月的工资表与考勤记录，另说工资已付给带班的人"


def lines(desk: Desk, key: str) -> list[str]:
    docket = desk.docket(key)
    return [str(line_of(entry, docket.state)) for entry in docket.entries]


def test_notes_are_told_apart_by_their_first_words(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    for text in ("等工资表", "店长\n 下午来", LONG):
        wang.enter(acts.Noted(text=text), on=key)
    assert lines(wang, key)[1:] == ["等工资表", "店长 下午来", f"{LONG[:29]}…"]
    docket = wang.docket(key)
    assert "Note  等工资表" in entry_line(docket.entries[1], docket.state)


def test_a_contact_a_record_and_a_notice_say_what_they_are_about(
    desk: Desk, case: str, clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Contacted(whom="店长", reply="reached", said="下周付"), on=case)
    li.enter(acts.InquiryIssued(whom="周口某快餐店", items="工资表、考勤表"), on=case)
    hour = {"start": clock.now - timedelta(hours=2), "end": clock.now - timedelta(hours=1)}
    li.enter(
        acts.Interviewed(
            interviewer="li", recorder="chen", place="七一路大队", person="赵某", capacity="店长",
            phone="13900000009", content="三月没发", **hour,
        ),
        on=case,
    )  # fmt: skip
    hour = {"start": clock.now - timedelta(minutes=50), "end": clock.now - timedelta(minutes=20)}
    li.enter(
        acts.SiteRecorded(first="li", second="chen", place="店内", findings="无考勤表", **hour),
        on=case,
    )
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    contact, notice, interview, site, service = lines(li, case)[-5:]
    assert contact == "call, employer: reached, 下周付"
    assert notice == "to 周口某快餐店, 工资表、考勤表"
    assert interview == "店长 七一路大队"
    assert site == "无考勤表"
    number = li.case(case).papers[0].number
    assert service == f"P1: handed over in person, inquiry notice {number}"


@pytest.mark.parametrize("secret", [{"tipoff": True}, {"identity": "confidential"}])
def test_where_an_author_must_stay_unknown_no_words_are_told(
    desk: Desk, complaint: Make, clock, secret: dict[str, object]
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint(**secret)).docket
    wang.enter(acts.Noted(text="穿红衣的怕被认出"), on=key)
    act = acts.Filed() if "tipoff" in secret else acts.Accepted(told_on=clock.now.date())
    case = zhou.enter(act, on=key).opened
    zhou.enter(acts.Noted(text="穿红衣的怕被认出"), on=case)
    for officer in ("wang", "zhou", "li"):
        for docket in (key, case):
            assert not any("红衣" in line for line in lines(desk.as_officer(officer), docket))


@pytest.mark.parametrize("name", acts.__all__)
def test_no_act_speaks_of_a_sealed_field(name: str) -> None:
    cls = getattr(acts, name)
    if isinstance(cls, type) and issubclass(cls, Act):
        declared = {f.name: f for f in fields_of(cls)}
        assert not any(holds_sealed(declared[field]) for field in cls.speaks)


# ------------------------------------------------------------------ what an entry came of

EXTEND = acts.Extended(clock="investigate-60wd", reason="案情复杂")


def approval(desk: Desk, key: str, n: int) -> list[str]:
    docket = desk.docket(key)
    return [str(line) for line in approval_lines(docket.entries[n], docket.state)]


def test_an_act_that_came_of_a_proposal_names_it_and_every_signature_with_its_opinion(
    desk: Desk, case: str
) -> None:
    li, zhou, ma = (desk.as_officer(o) for o in ("li", "zhou", "ma"))
    li.propose(EXTEND, on=case, opinion="拟延长")
    zhou.enter(acts.Signed(proposal="R1", answer="send_back", opinion="写明人数"), on=case)
    li.propose(EXTEND, on=case, opinion="涉及三十五人")
    zhou.enter(acts.Signed(proposal="R1"), on=case)
    ma.enter(acts.Signed(proposal="R1", opinion="同意延长三十个工作日"), on=case)
    made = [
        "came of R1, proposed by 李川, 2026-11-23, round 2, “涉及三十五人”",
        "周明 (institution head), 2026-11-23: send back, “写明人数”",
        "周明 (institution head), 2026-11-23: agree",
        "马原 (bureau leader in charge), 2026-11-23: agree, “同意延长三十个工作日”",
    ]
    assert approval(li, case, -1) == made
    assert approval(li, case, -2) == []
    docket = li.docket(case)
    told = [str(s) for s in entry_lines(docket.entries[-1], docket.state, li.office, "en")]
    assert told[-4:] == made
    # Taken back, it still says what it came of; what is signed anew says its own.
    n = docket.entries[-1].n
    ma.enter(acts.TakenBack(entry=n, reason="误签"), on=case)
    assert approval(li, case, n - 1) == made
    ma.enter(acts.Signed(proposal="R1"), on=case)
    assert approval(li, case, -1)[-1] == "马原 (bureau leader in charge), 2026-11-23: agree"


def test_an_entry_in_another_docket_names_the_docket_of_its_proposal(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    wang.propose(acts.Accepted(), on=key, opinion="情况属实")
    sign = acts.Signed(proposal="R1", opinion="同意立案")
    case = desk.as_officer("zhou").enter(sign, on=key).opened
    assert approval(wang, case, 0) == [f"came of R1 in {key}, “同意立案”"]


# ------------------------------------------------------------------ how the work stands


def work(desk: Desk, key: str) -> str:
    state = desk.docket(key).state
    found = work_lines(state, desk.office, desk.deadlines(key), desk.now().date(), "en")
    return "\n".join(map(str, found))


def test_the_work_on_a_complaint_is_told_with_who_holds_it_and_what_is_promised(
    desk: Desk, complaint: Make, clock
) -> None:
    rows = (
        TicketLimit(channel="hotline_12345", step="contact", length=24, unit="hour", source="规"),
        TicketLimit(channel="hotline_12345", step="reply", length=5, unit="working", source="规"),
    )
    settings = evolve(desk.office.settings, tickets=rows)
    desk.enter(acts.SettingsChanged(settings=settings, reason="试行"), on=OFFICE)
    wang = desk.as_officer("wang")
    quarter = {"start": date(2026, 3, 1), "end": date(2026, 5, 31)}
    owed = (Worker(name="甲", claims=(Claim(amount=9_000_00, **quarter),)),)
    ticket = Arrival(number="GD1")
    act = complaint(channel="hotline_12345", ticket=ticket, workers=owed)
    key = wang.enter(act).docket
    clock.forward(hours=1)
    wang.enter(acts.Contacted(whom="李老板", reply="promised", by=date(2026, 11, 24)), on=key)
    wang.enter(acts.StepPlanned(what="回访甲", due=date(2026, 12, 1)), on=key)
    for day, way in (("2026-11-25", "call"), ("2026-11-26", "call"), ("2026-11-27", "letter")):
        clock.to(day)
        wang.enter(acts.Contacted(whom="李老板", way=way, reply="no_answer"), on=key)
    wang.propose(acts.Accepted(), on=key, opinion="拟立案")
    told = work(wang, key)
    for line in (
        "Proposal R1 Accept and file, proposed by 王禾: with institution head since 2026-11-27",
        "Ticket T1 12345 hotline GD1, received 2026-11-23 09:30",
        "  to be answered",
        "  Ticket, first contact: 2026-11-24 09:30",
        "  Ticket, reply: 2026-11-30",
        "! broken promise: G1 李老板 is to pay 9,000.00 by 2026-11-24",
        "Contact 2026-11-27 09:00 letter, employer 李老板: no answer (王禾)",
        "Next step S1 2026-12-01 回访甲 (王禾)",
        "No order to pay has lapsed yet.",
        "employer: 3 contacts without an answer since 2026-11-25; may count as out of contact "
        "(the office's figure, not law).",
    ):
        assert line in told.splitlines(), line
    assert "Unpaid sums reach the criminal line" in told
    signs = wang.crime_signs(key)
    assert (signs.line is not None, signs.lapsed) == (True, ())
    assert [(s.side.value, s.since) for s in signs.silent] == [("employer", date(2026, 11, 25))]
    wang.enter(acts.Contacted(whom="李老板", reply="reached"), on=key)
    assert wang.crime_signs(key).silent == (), "who answers is not out of contact"
    assert desk.crime_signs(OFFICE) == evolve(signs, line=None, silent=())


def test_the_work_on_a_secret_docket_names_nobody_who_may_be_its_author(
    desk: Desk, complaint: Make
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    author = Person(name="秘某某", phone="13900000009")
    tip = complaint(tipoff=True, identity=Identity.CONFIDENTIAL, complainant=author)
    key = wang.enter(tip).docket
    for side in ("complainant", "worker"):
        wang.enter(acts.Contacted(whom="秘某某", side=side, reply="reached"), on=key)
    case = zhou.enter(acts.Filed(), on=key).opened
    wang.enter(acts.Contacted(whom="秘某某", side="worker", reply="reached"), on=case)
    for officer in (wang, zhou, desk.as_officer("li")):
        assert "秘某某" not in work(officer, key)
        assert "秘某某" not in work(officer, case)
    assert "Contact" in work(zhou, key)
