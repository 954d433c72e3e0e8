"""Going live: a running paper docket is taken over in one entry with its own numbers, days and
pair; a table of them is entered whole or not at all; no number taken over is given again."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import laborcase
from laborcase import acts, cli
from laborcase.acts.opening import number_of
from laborcase.bulk import read_table
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Refused, Usage
from laborcase.opening import found_register, open_desk
from laborcase.parties import Person, Respondent, Worker
from laborcase.record.case import CaseStage
from laborcase.record.complaint import Complaint, ComplaintStage
from laborcase.words import speak

CASE = "周开人社监立字〔2026〕第0057号"
REGISTERED = "周开人社监登字〔2026〕第0088号"
ORDER = "周开人社监令字〔2026〕第0012号"
PERIOD = (date(2026, 11, 21), date(2026, 12, 20))


@pytest.fixture
def paper() -> Callable[..., acts.Opening]:
    """A running case on paper: received 08-31, filed 09-07; every field can be given anew."""

    def make(**fields: object) -> acts.Opening:
        taken: dict[str, object] = {
            "received": date(2026, 8, 31),
            "registration_number": REGISTERED,
            "complainant": Person(name="王某某", phone="13900000000"),
            "respondents": (Respondent(name="周口某鞋厂"),),
            "facts": "拖欠工资三个月。",
            "allegations": (acts.AllegationTaken(cause="arrears", amount=30_000_00, workers=6),),
            "filed": date(2026, 9, 7),
            "case_number": CASE,
            "told": date(2026, 9, 8),
            "lead": "li",
            "assistant": "chen",
            **fields,
        }
        return acts.Opening(**taken)

    return make


def unfiled(make: Callable[..., acts.Opening], **fields: object) -> acts.Opening:
    """The same on paper before it was filed."""
    nothing = {"filed": None, "case_number": "", "told": None, "lead": None, "assistant": None}
    return make(**{**nothing, **fields})


def reasons(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.text for r in error.value.reasons]


# ------------------------------------------------------------------ one docket


def test_a_case_is_taken_over_with_its_complaint_in_one_commit(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    commit = zhou.enter(paper(paid=5_000_00))
    assert [n for _, n in commit.dockets] == [1, 1]
    assert commit.numbers == (), "its numbers are its own"
    case = zhou.case(commit.opened)
    assert (case.number, case.filed_on, case.authority) == (CASE, date(2026, 9, 7), "zone")
    assert case.stage is CaseStage.INVESTIGATION
    assert [s.officer for s in case.seats] == ["li", "chen"]
    assert case.lead.since == date(2026, 9, 7)
    assert (case.claimed, case.persons, case.paid) == (30_000_00, 6, 5_000_00)
    (key,) = case.complaints
    complaint = zhou.complaint(key)
    assert (complaint.number, complaint.stage) == (REGISTERED, ComplaintStage.IN_CASE)
    assert complaint.received.date() == date(2026, 8, 31)
    assert complaint.case == commit.opened
    (entry,) = zhou.docket(commit.opened).entries
    assert speak(entry.act.title, "zh_CN") == "期初建档"
    assert entry.on == date(2026, 11, 23), "the entry is of the day it was made"


def test_its_clocks_run_from_the_days_on_paper(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper()).opened
    clocks = {d.clock: d.due for d in zhou.deadlines(key)}
    assert clocks == {
        "henan-close-30d": date(2026, 10, 8), "investigate-60wd": date(2026, 12, 4),
        "penalty-90d": date(2026, 12, 7),
    }  # fmt: skip
    complaint = zhou.deadlines(zhou.case(key).complaints[0])
    told = {d.clock: (d.stopped.on, d.late) for d in complaint if d.stopped}
    assert told["accept-5wd"] == (date(2026, 9, 8), True)
    more = paper(case_number="", filed=None, lead=None, assistant=None, told=None,
                 registration_number="")  # fmt: skip
    open_one = zhou.enter(more).opened
    clocks = {d.clock: d.due for d in zhou.deadlines(open_one)}
    assert clocks["accept-5wd"] == date(2026, 9, 7)


def test_an_extension_on_paper_counts(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper(henan_extended=date(2026, 9, 30))).opened
    assert {d.clock: d.due for d in zhou.deadlines(key)}["henan-close-30d"] == date(2026, 11, 6)


def test_every_number_on_paper_finds_it_in_any_bracket_style(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    order = acts.PaperTaken(
        kind="order", number=ORDER, issued=date(2026, 10, 12), by=date(2026, 10, 20)
    )
    key = zhou.enter(paper(papers=(order,))).opened
    assert zhou.key_of("周开人社监立字[2026]第0057号") == key
    assert zhou.key_of("周开人社监令字（2026）第0012号") == key
    assert zhou.key_of(REGISTERED) == zhou.case(key).complaints[0]


def test_a_running_order_is_served_and_lapses_like_any_other(desk: Desk, paper) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    order = acts.PaperTaken(
        kind="order", number=ORDER, issued=date(2026, 10, 12), by=date(2026, 10, 20),
        served=date(2026, 10, 13),
    )  # fmt: skip
    key = zhou.enter(paper(papers=(order,))).opened
    assert {d.clock: d.due for d in zhou.deadlines(key)}["order-day"] == date(2026, 10, 20)
    case = zhou.case(key)
    assert (case.papers[0].number, case.papers[0].served_on) == (ORDER, date(2026, 10, 13))
    li.enter(acts.Performed(paper="P1", lapsed=True, complete=False), on=key)
    assert li.case(key).papers[0].lapsed


def test_a_decided_case_goes_on_to_its_end(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    found = acts.AllegationTaken(
        cause="arrears", amount=30_000_00, finding="upheld", verified=28_000_00
    )
    notice = acts.PaperTaken(
        kind="advance_notice", number="周开人社监告字〔2026〕第0003号", issued=date(2026, 10, 9),
        served=date(2026, 10, 9),
    )  # fmt: skip
    act = paper(
        allegations=(found,), papers=(notice,), defence=date(2026, 10, 12),
        concluded=date(2026, 10, 15), decided=date(2026, 10, 20), outcome="handling",
        decision_number="周开人社监理字〔2026〕第0004号", decision_by=date(2026, 11, 5),
        decision_served=date(2026, 10, 21), paid=28_000_00, stage="performance",
    )  # fmt: skip
    key = zhou.enter(act).opened
    case = zhou.case(key)
    assert (case.stage, case.decided_on) == (CaseStage.PERFORMANCE, date(2026, 10, 20))
    assert (case.verified, case.paid) == (28_000_00, 28_000_00)
    assert [(p.id, p.number[-6:], p.served_on is not None) for p in case.papers] == [
        ("P1", "第0003号", True), ("P2", "第0004号", True),
    ]  # fmt: skip
    assert zhou.key_of("周开人社监理字〔2026〕第0004号") == key
    desk.as_officer("li").enter(acts.Performed(paper="P2"), on=key)
    zhou.enter(acts.Closed(result="已履行"), on=key)
    assert zhou.complaint(case.complaints[0]).stage is ComplaintStage.SETTLED


def test_an_open_complaint_is_taken_over_with_its_clerk_and_accepted_here(
    desk: Desk, paper
) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(unfiled(paper, clerk="wang")).opened
    complaint = zhou.complaint(key)
    assert (complaint.stage, complaint.clerk) == (ComplaintStage.REGISTERED, "wang")
    wang = desk.as_officer("wang")
    assert [r.key for r in wang.find(wang.asking(queue="mine")).rows] == [key]
    commit = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key)
    assert zhou.case(commit.opened).claimed == 30_000_00


def test_an_own_finding_is_taken_over_as_a_case_alone(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    act = paper(own_motion=True, complainant=None, received=None, told=None,
                registration_number="")  # fmt: skip
    commit = zhou.enter(act)
    assert len(commit.dockets) == 1
    assert zhou.case(commit.opened).source.value == "own_motion"
    assert zhou.case(commit.opened).complaints == ()


def test_a_case_without_a_pair_stands_on_the_heads_list(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper(lead=None, assistant=None)).opened
    assert [r.key for r in zhou.find(zhou.asking(queue="assign")).rows] == [key]


def test_who_tipped_off_on_paper_stays_unknown_here_too(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    canary = Person(name="金丝雀", phone="13712345678")
    act = paper(tipoff=True, complainant=canary, workers=(Worker(name="金丝雀"),))
    key = zhou.enter(act).opened
    complaint = zhou.case(key).complaints[0]
    for officer in ("li", "wang"):
        seat = desk.as_officer(officer)
        seen = (
            repr(seat.docket(key))
            + repr(seat.docket(complaint))
            + repr(seat.find(seat.asking()).rows)
        )
        assert "金丝雀" not in seen
        assert "13712345678" not in seen
    opened = zhou.open_identity(complaint, "告知立案情况").docket.state
    assert isinstance(opened, Complaint)
    assert opened.complainant == canary
    assert zhou.case(key).source.value == "tipoff"
    raw = desk._store.lines(key)[0].body
    assert "金丝雀" not in json.dumps(raw, ensure_ascii=False)


def test_what_was_paid_on_paper_is_no_income_of_the_month_it_was_taken_over_in(
    desk: Desk, paper
) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper(paid=5_000_00)).opened
    assert zhou.figures(*PERIOD).figure("recovered").total == 0
    assert zhou.figures(*PERIOD).figure("filed").total == 0
    assert zhou.figures(date(2026, 9, 1), date(2026, 9, 30)).figure("filed").total == 1
    act = acts.Performed(paper="", amount=1_000_00, complete=False)
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=key)
    li.enter(acts.Served(paper="P1", receiver="厂长"), on=key)
    li.enter(evolve(act, paper="P1"), on=key)
    assert zhou.figures(*PERIOD).figure("recovered").total == 1_000_00


def test_a_penalty_and_its_notice_on_paper_run_as_if_they_had_been_entered(
    desk: Desk, paper
) -> None:
    notice = acts.PaperTaken(
        kind="advance_notice", issued=date(2026, 11, 2), served=date(2026, 11, 3),
        hearing_right=True,
    )  # fmt: skip
    order = acts.PaperTaken(
        kind="order", issued=date(2026, 9, 14), served=date(2026, 9, 15), by=date(2026, 9, 25),
        amount=30_000_00,
    )  # fmt: skip
    found = acts.AllegationTaken(cause="arrears", amount=30_000_00, workers=6, finding="upheld")
    act = paper(
        papers=(order, notice), concluded=date(2026, 10, 30), decided=date(2026, 11, 16),
        outcome="penalty", decision_number="周开人社监罚字〔2026〕第0009号", fine=5_000_00,
        decision_served=date(2026, 11, 18), allegations=(found,), defence=date(2026, 11, 5),
    )  # fmt: skip
    zhou = desk.as_officer("zhou")
    key = zhou.enter(act).opened
    ends = {d.clock: d.due for d in zhou.deadlines(key)}
    assert ends["pay-fine-15d"] == date(2026, 12, 3)
    assert ends["hearing-request-5wd"] == date(2026, 11, 10)
    case = zhou.case(key)
    assert (case.sanctions.fine("P3").imposed, case.paper("P1").pays) == (5_000_00, True)
    with pytest.raises(Refused, match="fine belongs to a penalty"):
        zhou.enter(evolve(act, outcome="handling"))


# ------------------------------------------------------------------ what cannot be


def test_days_that_contradict_each_other_are_refused_all_at_once(desk: Desk, paper) -> None:
    order = acts.PaperTaken(
        kind="order", number=ORDER, issued=date(2026, 9, 1), by=date(2026, 8, 1),
        served=date(2026, 8, 30),
    )  # fmt: skip
    act = paper(
        received=date(2026, 9, 10), told=date(2026, 9, 1), assigned=date(2026, 9, 1),
        concluded=date(2027, 1, 1), decided=date(2026, 12, 31), outcome="penalty",
        papers=(order,), lead="li", assistant="li", stage="decision",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(act)
    told = "\n".join(reasons(refused))
    for one in (
        "“Filed on” (2026-09-07) lies before “Received on” (2026-09-10)",
        "“Complainant told on” (2026-09-01) lies before “Received on”",
        "“Pair assigned on” (2026-09-01) lies before “Filed on”",
        "“Investigation concluded on”: 2027-01-01 is in the future",
        "“Decided on”: 2026-12-31 is in the future",
        "“Decided on” (2026-12-31) lies before “Investigation concluded on”",
        "“Paper 1, issued on” (2026-09-01) lies before “Filed on”",
        "“Paper 1, served on” (2026-08-30) lies before “Paper 1, issued on”",
        "Paper 1: “To be done by” (2026-08-01) lies before “Issued on”",
        "“Outcome” needs “Number of the decision”",
        "say what was found",
        "two different inspectors",
        "By its days the case is",
    ):
        assert one in told, one
    assert desk.head() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"received": None}, "“Received on” is empty"),
        ({"received": date(1999, 1, 1)}, "lies before 2004"),
        ({"case_number": ""}, "“Filed on” needs “Case number”"),
        ({"filed": None}, "“Lead” needs “Filed on”"),
        ({"decided": date(2026, 10, 1)}, "“Decided on” needs “Outcome”"),
        ({"decision_by": date(2026, 10, 1)}, "needs “Outcome”"),
        ({"assistant": None}, "Name both"),
        ({"lead": "zhao"}, "The lead must belong"),
        ({"lead": "xie"}, "may not inspect"),
        ({"lead": "nobody"}, "no officer"),
        ({"facts": " "}, "“What happened” is empty"),
        ({"complainant": None}, "Say who it is"),
        ({"respondents": ()}, "Say against whom"),
        ({"identity": "anonymous"}, "Only a tip-off can be anonymous"),
        ({"case_number": REGISTERED}, "stands here twice"),
        ({"case_number": "周人社监立字〔2026〕第0001号"}, "its own head takes it over"),
        ({"stage": "closed"}, "On paper it says: closed"),
        ({"own_motion": True, "filed": None}, "taken over as a case"),
        ({"allegations": (acts.AllegationTaken(cause="nothing"),)}, "there is no cause"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    desk: Desk, paper, fields: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(paper(**fields))
    assert any(why in text for text in reasons(refused)), reasons(refused)


def test_a_decision_is_no_paper_of_its_own_and_an_order_names_its_day(desk: Desk, paper) -> None:
    issued = date(2026, 10, 1)
    papers = (acts.PaperTaken(kind="penalty", issued=issued),
              acts.PaperTaken(kind="order", issued=issued))  # fmt: skip
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(paper(papers=papers))
    told = "\n".join(reasons(refused))
    assert "Paper 1: penalty decision is no paper of its own" in told
    assert "Paper 2: an order names a day" in told


def test_only_a_head_takes_over(desk: Desk, paper) -> None:
    with pytest.raises(Refused, match="is for: institution head"):
        desk.as_officer("wang").enter(paper())


def test_a_number_that_is_taken_already_names_its_docket(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper()).opened
    with pytest.raises(Refused) as refused:
        zhou.enter(paper(registration_number="周开人社监登字[2026]第0088号"))
    assert len([t for t in reasons(refused) if "already" in t]) == 2
    assert any(key in t for t in reasons(refused))


def test_taken_back_it_can_be_entered_again_with_the_same_numbers(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    key = zhou.enter(paper()).opened
    zhou.enter(acts.TakenBack(entry=1, reason="录错"), on=key)
    with pytest.raises(NotFound):
        zhou.key_of(CASE)
    again = zhou.enter(paper(respondents=(Respondent(name="周口另一鞋厂"),))).opened
    assert zhou.key_of(CASE) == again


def test_a_wrong_day_is_corrected_in_both_dockets_and_the_clocks_follow(desk: Desk, paper) -> None:
    zhou = desk.as_officer("zhou")
    commit = zhou.enter(paper())
    main, key = commit.docket, commit.opened
    change = acts.Change(path="received", value='"2026-09-01"')
    zhou.enter(acts.Corrected(entry=1, changes=(change,), reason="看错"), on=main)
    complaint = zhou.complaint(zhou.case(key).complaints[0])
    assert complaint.received.date() == date(2026, 9, 1)
    assert zhou.case(key).brought[0].received == date(2026, 9, 1)
    filed = acts.Change(path="filed", value='"2026-09-08"')
    zhou.enter(acts.Corrected(entry=1, changes=(filed,), reason="看错"), on=main)
    clocks = {d.clock: d.due for d in zhou.deadlines(key)}
    assert clocks["investigate-60wd"] == date(2026, 12, 7)
    nothing = acts.Change(path="filed", value="null")
    with pytest.raises(Refused, match="“Case number” needs “Filed on”"):
        zhou.enter(acts.Corrected(entry=1, changes=(nothing,), reason="x"), on=main)
    early = acts.Change(path="assigned", value='"2026-09-01"')
    with pytest.raises(Refused, match="lies before “Filed on”"):
        zhou.enter(acts.Corrected(entry=1, changes=(early,), reason="x"), on=main)
    number = acts.Change(path="case_number", value='"周开人社监立字〔2026〕第0099号"')
    with pytest.raises(Refused, match="is not corrected"):
        zhou.enter(acts.Corrected(entry=1, changes=(number,), reason="x"), on=main)


# ------------------------------------------------------------------ number series


def test_a_series_goes_on_behind_the_highest_number_that_was_taken_over(
    desk: Desk, paper, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    zhou.enter(paper())
    zhou.enter(paper(case_number="周开人社监立字〔2026〕31号", registration_number=""))
    registered = desk.as_officer("wang").enter(complaint())
    assert registered.numbers[0].text == "周开人社监登字〔2026〕第0089号"
    filed = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=registered.docket)
    assert filed.numbers[0].text == "周开人社监立字〔2026〕第0058号"


def test_the_offices_own_first_number_is_kept(desk: Desk, paper, complaint) -> None:
    settings_ = desk.office.settings
    series = tuple(
        evolve(s, first=413) if s.kind == "registration" else s for s in settings_.series
    )
    act = acts.SettingsChanged(settings=evolve(settings_, series=series), reason="启用")
    desk.enter(act, on="office")
    desk.as_officer("zhou").enter(paper())
    assert desk.as_officer("wang").enter(complaint()).numbers[0].n == 413


def test_numbers_of_another_year_do_not_move_this_years_series(
    desk: Desk, paper, complaint
) -> None:
    old = paper(registration_number="周开人社监登字〔2025〕第0900号", case_number="旧案 17")
    desk.as_officer("zhou").enter(old)
    assert desk.as_officer("wang").enter(complaint()).numbers[0].n == 1
    assert desk.as_officer("zhou").key_of("旧案17")


@pytest.mark.parametrize(
    ("text", "n"),
    [
        (CASE, 57),
        ("周开人社监立字[2026]57号", 57),
        ("周开人社监立字（２０２６）第 0057 号", 57),
        ("开人社立〔2026〕57号", 0),
        ("周开人社监立字〔2026〕第0057号之一", 0),
    ],
)
def test_a_number_is_read_as_the_series_writes_it(desk: Desk, text: str, n: int) -> None:
    found = number_of(desk.office, "case", text, date(2026, 1, 1), "zone")
    assert (found.n, found.text, found.authority) == (n, text, "zone")


@settings(max_examples=25, deadline=None)
@given(
    taken=st.lists(st.integers(1, 60), min_size=1, max_size=6, unique=True),
    before=st.integers(0, 5),
    first=st.integers(1, 70),
)
def test_no_number_is_ever_given_twice(taken: list[int], before: int, first: int) -> None:
    now = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with found_register("memory:", laborcase.sample_office(), clock=lambda: now) as desk:
        office = desk.office.settings
        series = tuple(evolve(s, first=first) for s in office.series)
        act = acts.SettingsChanged(settings=evolve(office, series=series), reason="x")
        desk.enter(act, on="office")
        made = acts.Registered(
            channel="counter", received=now, facts="欠薪", complainant=Person(name="甲"),
            respondents=(Respondent(name="某店"),),
        )  # fmt: skip
        wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
        texts = [wang.enter(made).numbers[0].text for _ in range(before)]
        for n in taken:
            number = f"周开人社监登字〔2026〕第{n:04}号"
            opening = acts.Opening(
                received=date(2026, 11, 1), registration_number=number, facts="欠薪",
                complainant=Person(name="甲"), respondents=(Respondent(name="某店"),),
            )  # fmt: skip
            try:
                zhou.enter(opening)
                texts.append(number)
            except Refused:
                assert number in texts
        texts += [wang.enter(made).numbers[0].text for _ in range(3)]
        assert len(set(texts)) == len(texts)
        assert all(int(t[-5:-1]) >= first for t in texts[-3:])


# ------------------------------------------------------------------ a table of them


def table(rows: int, **changes: object) -> bytes:
    """A table of running cases; ``changes`` maps ``"row.column"`` to another cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for n in range(1, rows + 1):
        cells = {
            "channel": "窗口", "received": "2026年9月1日",
            "registration_number": f"周开人社监登字〔2026〕第{n:04}号",
            "complainant.name": f"工人{n}", "complainant.phone": "13900000000",
            "respondents.1.name": f"某厂{n}", "respondents.1.industry": "制造业",
            "facts": "拖欠工资", "allegations.1.cause": "拖欠工资",
            "allegations.1.amount": "3,200.00", "filed": "2026-09-07",
            "case_number": f"周开人社监立字〔2026〕第{n:04}号", "told": "9月7日",
            "lead": "李川", "assistant": "chen",
        }  # fmt: skip
        row = [str(changes.get(f"{n + 1}.{c}", cells[c])) for c in COLUMNS]
        writer.writerow(row)
    return out.getvalue().encode("utf-8-sig")


COLUMNS = (
    "channel", "received", "registration_number", "complainant.name", "complainant.phone",
    "respondents.1.name", "respondents.1.industry", "facts", "allegations.1.cause",
    "allegations.1.amount", "filed", "case_number", "told", "lead", "assistant",
)  # fmt: skip


def test_two_hundred_rows_are_entered_in_one_bulk_load(desk: Desk, complaint) -> None:
    zhou = desk.as_officer("zhou")
    found = read_table(zhou, "opening", table(200))
    commits = zhou.enter_many([(zhou, act, "") for act in found])
    assert len(commits) == 200
    page = zhou.find(zhou.asking(kind="case", queue="work"))
    assert page.total == 200
    assert zhou.counts()["all"] == 400
    case = zhou.case("周开人社监立字〔2026〕第0137号")
    assert (case.lead.officer, case.respondents[0].industry) == ("li", "C")
    assert case.claimed == 3_200_00
    assert desk.as_officer("wang").enter(complaint()).numbers[0].n == 201


def test_every_wrong_cell_is_named_with_row_and_column_and_nothing_is_written(
    desk: Desk,
) -> None:
    data = table(
        6,
        **{
            "2.received": "二月三十", "2.allegations.1.cause": "不知道", "3.filed": "2026-08-01",
            "4.lead": "张三", "5.complainant.phone": "无", "6.case_number":
            "周开人社监立字[2026]第0001号", "7.channel": "鸽子",
        },
    )  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        read_table(desk.as_officer("zhou"), "opening", data)
    told = [f"{p.path}: {p.text}" for p in wrong.value.problems]
    assert any(t.startswith("row 2, received: ") for t in told), told
    assert any(t.startswith("row 5, complainant.phone: ") for t in told)
    assert any(t.startswith("row 7, channel: ") for t in told)
    assert any("row 3: “Filed on” (2026-08-01) lies before “Received on”" in t for t in told)
    assert any(t.startswith("row 4, lead: “张三” is none of those") for t in told)
    assert any(t.startswith("row 2, allegations.1.cause: ") for t in told)
    assert not any("row 6" in t and "already" in t for t in told)
    assert desk.head() == 1
    only = table(6, **{"6.case_number": "周开人社监立字[2026]第0001号"})
    with pytest.raises(Invalid) as wrong:
        read_table(desk.as_officer("zhou"), "opening", only)
    (problem,) = wrong.value.problems
    assert (problem.path, "stands in row 2 too" in problem.text) == ("row 6", True)


def test_refused_rows_of_a_table_are_counted_but_not_those_of_a_dry_run(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    counted: list[tuple[str, date]] = []
    zhou.refused = lambda kind, reasons, day: counted.append((kind, day))
    wrong = table(6, **{"3.filed": "2026-08-01", "4.filed": "2026-08-01", "5.channel": "鸽子"})
    with pytest.raises(Invalid):
        read_table(zhou, "opening", wrong, dry_run=True)
    assert counted == []
    with pytest.raises(Invalid):
        read_table(zhou, "opening", wrong)
    assert counted == [("opening", zhou.now().date())] * 2  # what cannot be read is no refusal
    found = read_table(zhou, "opening", table(6))
    zhou.enter_many([(zhou, act, "") for act in found])
    assert len(counted) == 2
    # Between the reading of the table and its entering somebody used one of its numbers.
    with pytest.raises(Refused):
        zhou.enter_many([(zhou, found[3], "")])
    assert counted[2:] == [("opening", zhou.now().date())]


def test_columns_may_be_called_as_the_form_calls_them(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    text = table(2).decode("utf-8-sig")
    for lang in ("zh_CN", "en"):
        heads = {
            "channel": "Channel", "received": "Received on",
            "registration_number": "Registration number", "complainant.name": "Complainant",
            "respondents.1.name": "Respondents", "facts": "What happened", "filed": "Filed on",
            "case_number": "Case number", "lead": "Lead", "assistant": "Assistant",
            "told": "Complainant told on",
        }  # fmt: skip
        named = [speak(laborcase.words.say(heads[c]), lang) if c in heads else c for c in COLUMNS]
        data = ",".join(named) + "\n" + text.split("\n", 1)[1]
        (one, _) = read_table(zhou, "opening", data.encode("gb18030"))
        assert isinstance(one, acts.Opening)
        assert (one.lead, one.complainant.name) == ("li", "工人1")


def test_the_example_can_be_entered_as_it_stands(desk: Desk) -> None:
    zhou = desk.as_officer("zhou")
    example = Path(__file__).parents[1] / "examples" / "opening.csv"
    found = read_table(zhou, "opening", example.read_bytes())
    zhou.enter_many([(zhou, act, "") for act in found])
    assert zhou.counts()["all"] == 3
    case = zhou.case("周开人社监立字〔2026〕第0057号")
    assert (case.site.subdistrict, case.respondents[0].industry) == ("太昊路街道", "C")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no rows"),
        (b"facts\n", "no rows"),
        (b"facts,moon\nx,y\n", "row 1, moon: There is no such column"),
        (b"facts,facts\nx,y\n", "row 1, facts: This column stands twice"),
        (b"channel\ncounter\n", "The column “What happened” is missing"),
        (b"facts\nx,y\n", "more cells than columns"),
        (b'facts\n"x', "not CSV"),
        (b"facts\nx\0\n", "NUL"),
        (b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
    ],
)
def test_a_table_that_is_none_says_why(desk: Desk, data: bytes, why: str) -> None:
    with pytest.raises(Invalid) as wrong:
        read_table(desk.as_officer("zhou"), "opening", data)
    assert any(why in f"{p.path}: {p.text}" for p in wrong.value.problems), str(wrong.value)


def test_only_acts_that_open_a_docket_come_from_a_table(desk: Desk) -> None:
    with pytest.raises(Usage, match="opens no docket"):
        read_table(desk.as_officer("zhou"), "noted", b"text\nx\n")


def test_complaints_come_from_a_table_too(desk: Desk) -> None:
    wang = desk.as_officer("wang")
    data = (
        "channel,received,complainant.name,respondents.1.name,facts\n窗口,今天 9:00,甲,某店,欠薪\n"
    )
    (act,) = read_table(wang, "registered", data.encode())
    assert isinstance(act, acts.Registered)
    with pytest.raises(Invalid) as wrong:
        read_table(wang, "registered", data.replace("甲,某店,欠薪", ",,").encode())
    told = "\n".join(f"{p.path}: {p.text}" for p in wrong.value.problems)
    for part in ("row 2, facts: ", "row 2: Say who it is", "row 2: Say against whom"):
        assert part in told


def test_the_command_line_tries_a_table_and_enters_it(
    older, clock, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.out, "open_desk", partial(open_desk, clock=clock))
    url, file = older(0), tmp_path / "old.csv"
    args = ["--register", url, "--officer", "zhou", "--lang", "en", "enter", "opening"]
    file.write_bytes(table(20, **{"3.filed": "2026-08-01"}))
    assert main([*args, "--csv", str(file), "--dry-run"]) == 1
    assert "row 3: “Filed on” (2026-08-01) lies before" in capsys.readouterr().err
    file.write_bytes(table(20))
    assert main([*args, "--csv", str(file), "--dry-run"]) == 0
    assert "20 rows can be entered; nothing was written." in capsys.readouterr().out
    assert main([*args, "--csv", str(file)]) == 0
    assert "20 rows were entered." in capsys.readouterr().out
    assert main([*args, "--csv", str(file)]) == 1, "its numbers are taken"
    assert "already" in capsys.readouterr().err
    with open_desk(url, officer="zhou", clock=clock) as desk:
        assert desk.counts()["all"] == 40
        desk.verify()
    assert main([*args, "26-000001", "--csv", str(file)]) == 2
    assert main([*args, "--dry-run"]) == 2
    assert main([*args, "--csv", str(tmp_path / "none.csv")]) == 2
