"""The desk: what may be entered, what is refused, what is written, what can be mended."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Conflict, Invalid, NotFound, Refused
from laborcase.parties import Identity, Person, Respondent, Site, Worker
from laborcase.record.case import Case, CaseStage, Outcome
from laborcase.record.complaint import Complaint, ComplaintStage, Disposition
from laborcase.record.docket import Alleged
from laborcase.record.summary import Summary
from laborcase.telling import complaint_lines
from laborcase.words import speak

Make = Callable[..., acts.Registered]


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


# ------------------------------------------------------------------ registration


def test_a_complaint_needs_five_things_only(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    commit = wang.enter(complaint())
    assert commit.docket == "26-000001"
    assert commit.numbers[0].text == "周开人社监登字〔2026〕第0001号"
    made = wang.complaint("26-000001")
    assert made.stage is ComplaintStage.REGISTERED
    assert made.claimed == 320_000
    assert "what is asked for" in made.missing()


def test_all_reasons_are_given_at_once_and_nothing_is_written(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    before = wang.head()
    with pytest.raises(Refused) as refused:
        wang.enter(
            complaint(
                complainant=None,
                respondents=(),
                received=wang.now().replace(year=2027),
                allegations=(
                    Alleged(cause="arrears", start=date(2026, 5, 1), end=date(2026, 4, 1)),
                ),
            )
        )
    told = reasons(refused)
    for part in ("future", "against whom", "who it is", "lies before the start"):
        assert part in told
    assert wang.head() == before


def test_only_a_tipoff_can_be_anonymous(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused) as refused:
        wang.enter(complaint(identity=Identity.ANONYMOUS, complainant=None))
    assert "Only a tip-off can be anonymous" in reasons(refused)
    wang.enter(complaint(identity=Identity.ANONYMOUS, complainant=None, tipoff=True))


def test_a_tipoff_needs_no_employer_but_a_place(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    tipoff = {"tipoff": True, "identity": Identity.ANONYMOUS, "complainant": None}
    with pytest.raises(Refused):
        wang.enter(complaint(**tipoff, respondents=()))
    wang.enter(complaint(**tipoff, respondents=(), site=Site(address="某鞋厂")))


def test_typed_fields_are_cleaned_and_every_problem_has_its_path(desk: Desk) -> None:
    from laborcase import codec

    with pytest.raises(Invalid) as wrong:
        codec.read_act(
            "registered",
            {
                "channel": "counter",
                "received": "2026-11-23T09:00:00+08:00",
                "complainant": {"name": "王\x00某", "phone": "12", "resident_number": "1"},
                "facts": "没发工资",
            },
        )
    assert {p.path for p in wrong.value.problems} == {
        "complainant.name",
        "complainant.phone",
        "complainant.resident_number",
    }


def test_what_cannot_be_read_is_told_with_all_else_that_cannot_be_read(desk: Desk) -> None:
    from laborcase import codec

    raw = {
        "channel": "nope",
        "received": "2026-11-01",
        "complainant": {"name": "甲", "phone": "1", "zz": 1},
        "respondents": [{"name": "店", "role": "zz", "credit_code": "1"}, {"name": 5}],
        "facts": "a\0",
        "allegations": [{"cause": "arrears", "amount": -5}],
        "workers": [{"name": "", "claims": "none"}],
    }
    with pytest.raises(Invalid) as wrong:
        codec.read_act("registered", raw)
    assert {p.path for p in wrong.value.problems} == {
        "channel", "received", "complainant", "complainant.phone", "respondents.1.role",
        "respondents.1.credit_code", "respondents.2.name", "facts", "allegations.1.amount",
        "workers.1.name", "workers.1.claims",
    }  # fmt: skip
    respondent = Respondent(name="x" * 300, credit_code="1", role="zz")  # type: ignore[arg-type]
    act = acts.Registered(
        channel="phone",  # type: ignore[arg-type]
        received=desk.now(), respondents=(respondent,), facts="a\0\ud800",
    )  # fmt: skip
    wang = desk.as_officer("wang")
    with pytest.raises(Invalid) as wrong:
        wang.enter(act)
    paths = {p.path for p in wrong.value.problems}
    assert paths == {
        "respondents.1.name", "respondents.1.role", "respondents.1.credit_code", "facts",
    }  # fmt: skip
    assert [r.path for r in wrong.value.reasons] == ["complainant"], "and who it is, is not said"


def test_an_empty_text_hides_no_other_reason(desk: Desk, complaint: Make, case: str) -> None:
    wang, zhou, li = (desk.as_officer(name) for name in ("wang", "zhou", "li"))
    with pytest.raises(Invalid) as wrong:
        wang.enter(complaint(facts="", complainant=None, respondents=()))
    assert [p.path for p in wrong.value.problems] == ["facts"]
    assert {r.path for r in wrong.value.reasons} == {"complainant", "respondents"}
    key = wang.enter(complaint()).docket
    with pytest.raises(Invalid) as wrong:
        zhou.enter(acts.Disposed(allegations=("A9",), how=Disposition.REFERRED, reason=""), on=key)
    assert {r.path for r in wrong.value.reasons} == {"allegations", "to"}
    with pytest.raises(Invalid) as wrong:
        li.enter(
            acts.Interviewed(
                interviewer="li", recorder="li", start=li.now(),
                end=li.now().replace(hour=1), place="店内", person="赵某", content="",
            ),
            on=case,
        )  # fmt: skip
    assert [p.path for p in wrong.value.problems] == ["content"]
    assert {r.path for r in wrong.value.reasons} >= {"end", "recorder"}


def test_what_is_missing_because_it_cannot_be_read_is_no_reason(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    alleged = Alleged(cause="arrears", start=date(2026, 5, 1), end=date(2026, 4, 1))
    with pytest.raises(Invalid) as wrong:
        wang.enter(
            complaint(
                complainant=Person(name="甲\0"),
                respondents=(),
                site=Site(address="\0"),
                allegations=(alleged, Alleged(cause="ar\0")),
            )
        )
    assert {p.path for p in wrong.value.problems} == {
        "complainant.name", "site.address", "allegations.2.cause",
    }  # fmt: skip
    assert [r.path for r in wrong.value.reasons] == ["allegations.1.end"]


def test_reasons_name_the_field_in_which_they_are_mended(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    alleged = (Alleged(cause="none", start=date(2026, 5, 1), end=date(2026, 4, 1)),)
    found = wang.check(
        complaint(
            complainant=None,
            respondents=(Respondent(name="店", industry="?"),),
            received=wang.now().replace(year=2027),
            allegations=alleged,
        )
    )
    assert {r.path for r in found} >= {
        "complainant", "received", "respondents.1.industry", "allegations.1.cause",
        "allegations.1.end",
    }  # fmt: skip
    (cause,) = (r for r in found if r.path == "allegations.1.cause")
    assert "arrears" in cause.text, "which causes there are"


# ------------------------------------------------------------------ filing


def test_accepting_files_a_new_case_on_the_same_day_in_one_commit(
    desk: Desk, complaint: Make
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    commit = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key)
    assert [d for d, _ in commit.dockets] == ["26-000001", "26-000002"]
    assert commit.numbers[0].text == "周开人社监立字〔2026〕第0001号"
    case = zhou.case(commit.opened)
    assert case.filed_on == date(2026, 11, 23)
    assert case.brought[0].complaint == key
    assert case.claimed == 320_000
    assert zhou.complaint(key).stage is ComplaintStage.IN_CASE
    assert zhou.complaint(key).case == commit.opened


def test_a_second_complaint_joins_the_open_case(desk: Desk, complaint: Make, case: str) -> None:
    second = desk.as_officer("wang").enter(
        complaint(complainant=Person(name="李某"), allegations=(Alleged(cause="overtime_pay"),))
    )
    zhou = desk.as_officer("zhou")
    commit = zhou.enter(acts.Accepted(case=case), on=second.docket)
    assert [n.kind for n in commit.numbers] == ["acceptance"]
    assert commit.opened is None
    joined = zhou.case(case)
    assert joined.complaints == ("26-000001", second.docket)
    assert [a.id for a in joined.allegations] == ["A1", "A2"]
    assert zhou.complaint(second.docket).case == case


def test_a_clerk_cannot_accept(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    with pytest.raises(Refused) as refused:
        wang.enter(acts.Accepted(), on=key)
    assert "institution head" in reasons(refused)


@pytest.mark.parametrize(
    ("lead", "assistant", "why"),
    [
        ("li", "li", "two different inspectors"),
        ("wang", "chen", "may not inspect"),
        ("nobody", "chen", "no officer"),
        ("zhao", "chen", "must belong to the deciding authority"),
    ],
)
def test_a_pair_is_two_different_present_certified_inspectors(
    desk: Desk, complaint: Make, lead: str, assistant: str, why: str
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    opened = zhou.enter(acts.Accepted(), on=key).opened
    with pytest.raises(Refused) as refused:
        zhou.enter(acts.Assigned(lead=lead, assistant=assistant), on=opened)
    assert why in reasons(refused)
    assert zhou.case(opened).stage is CaseStage.FILED


def test_an_absent_or_recused_inspector_is_not_assigned(desk: Desk, case: str) -> None:
    desk.enter(
        acts.AbsenceEntered(officer="sun", start=date(2026, 11, 20), end=date(2026, 11, 30)),
        on="office",
    )
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Recused(officer="chen", reason="亲属在该单位"), on=case)
    assert zhou.case(case).stage is CaseStage.FILED
    with pytest.raises(Refused) as refused:
        zhou.enter(acts.Assigned(lead="chen", assistant="sun"), on=case)
    assert "recused" in reasons(refused)
    assert "absent until 2026-11-30" in reasons(refused)


def test_no_act_of_investigation_without_a_valid_pair(desk: Desk, case: str) -> None:
    desk.as_officer("zhou").enter(acts.Recused(officer="chen", reason="回避"), on=case)
    li = desk.as_officer("li")
    act = acts.InquiryIssued(whom="周口某快餐店", items="工资表")
    with pytest.raises(Refused) as refused:
        li.enter(act, on=case)
    assert "two different inspectors" in reasons(refused)


def test_what_happened_irregularly_can_be_entered_and_is_marked_for_ever(
    desk: Desk, case: str
) -> None:
    desk.as_officer("zhou").enter(acts.Recused(officer="chen", reason="回避"), on=case)
    li = desk.as_officer("li")
    act = acts.InquiryIssued(whom="周口某快餐店", items="工资表", irregular="单人送达，事后补正")
    li.enter(act, on=case)
    entry = li.docket(case).entries[-1]
    assert entry.given.departures[0].text.startswith("The case needs two different inspectors")


# ------------------------------------------------------------------ disposition


def test_each_allegation_has_its_own_disposition(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(
        complaint(allegations=tuple(Alleged(cause=c) for c in ("arrears", "insurance", "other")))
    ).docket
    wang.enter(
        acts.Disposed(
            allegations=("A2",), how=Disposition.FORWARDED, to="市医疗保障局", reason="统筹层次"
        ),
        on=key,
    )
    desk.as_officer("zhou").enter(acts.Accepted(allegations=("A1",)), on=key)
    assert wang.complaint(key).stage is ComplaintStage.REGISTERED
    wang.enter(acts.Disposed(how=Disposition.GUIDED, reason="已申请仲裁"), on=key)
    made = wang.complaint(key)
    assert [a.disposition for a in made.allegations] == [
        Disposition.ACCEPTED,
        Disposition.FORWARDED,
        Disposition.GUIDED,
    ]
    assert made.stage is ComplaintStage.TO_TELL
    wang.enter(acts.ComplainantTold(), on=key)
    assert wang.complaint(key).stage is ComplaintStage.IN_CASE
    assert [m.name for m in wang.complaint(key).moments].count("disposed_and_told") == 1


# ------------------------------------------------------------------ time


def test_a_day_long_past_asks_why_it_is_entered_only_now(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    late = acts.EvidenceAdded(name="考勤表", happened=date(2026, 11, 16))
    with pytest.raises(Refused) as refused:
        li.enter(late, on=case)
    assert "3 working days" in reasons(refused)
    li.enter(acts.EvidenceAdded(name="考勤表", happened=date(2026, 11, 18)), on=case)
    li.enter(
        acts.EvidenceAdded(name="考勤表", happened=date(2026, 11, 16), late_reason="出差"), on=case
    )
    assert li.docket(case).entries[-1].on == date(2026, 11, 16)


def test_a_group_is_represented_by_workers_of_its_list(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    group = {
        "acting": "representative",
        "workers": (Worker(name="李某"), Worker(name="王某某")),
    }
    key = wang.enter(complaint(**group)).docket
    lacking = "names of the representatives of the group"
    assert lacking in wang.complaint(key).missing(), "missing for acceptance, and no bar"
    with pytest.raises(Refused) as refused:
        wang.enter(complaint(**group, representatives=("李某", "赵某某")))
    (reason,) = refused.value.reasons
    assert reason.path == "representatives"
    assert "Representative 2" in reason.text
    key = wang.enter(complaint(**group, representatives=("李某",))).docket
    assert lacking not in wang.complaint(key).missing()
    wang.enter(complaint(acting="representative", representatives=("赵某某",)))
    wang.enter(complaint(**group, representatives=("赵某某",), identity="confidential"))


def test_what_was_received_long_ago_asks_why_it_is_registered_only_now(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    wang.enter(complaint(received=wang.now().replace(day=18)))  # three working days ago
    with pytest.raises(Refused) as refused:
        wang.enter(complaint(received=wang.now().replace(day=17)))
    (reason,) = refused.value.reasons
    assert "2026-11-17 is more than 3 working days ago" in reason.text
    assert reason.path == "late_reason"
    late = complaint(received=wang.now().replace(day=17), late_reason="值班本漏录")
    key = wang.enter(late).docket
    assert wang.docket(key).entries[0].act.late_reason == "值班本漏录"


def test_nothing_is_entered_for_the_future(desk: Desk, case: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("li").enter(
            acts.EvidenceAdded(name="考勤表", happened=date(2026, 11, 24)), on=case
        )
    assert "future" in reasons(refused)


# ------------------------------------------------------------------ conflicts and repeats


def test_a_stale_form_is_told_who_was_first_and_nothing_is_written(desk: Desk, case: str) -> None:
    li, chen = desk.as_officer("li"), desk.as_officer("chen")
    seen = len(li.docket(case).entries)
    chen.enter(acts.Noted(text="先到一步"), on=case)
    with pytest.raises(Conflict) as conflict:
        li.enter(acts.Noted(text="晚了一步"), on=case, expected=seen)
    assert "陈岭" in str(conflict.value)
    assert len(li.docket(case).entries) == seen + 1


def test_the_same_client_key_writes_once(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = "0d7e9a34-3f0e-4c80-9d29-3b8e2c6f1a11"
    first = wang.enter(complaint(), key=key)
    again = wang.enter(complaint(), key=key)
    assert (first.new, again.new) == (True, False)
    assert (first.docket, first.seq) == (again.docket, again.seq)


def test_a_docket_is_found_by_its_number_without_its_word_and_zeros(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    for number in (
        "周开人社监立字〔2026〕第1号",
        "周开人社监立字〔2026〕1号",
        "周开人社监立字[2026]0001号",
        "周开人社监立字（２０２６） 第 001 号",
    ):
        assert zhou.key_of(number) == case
        found = zhou.find(zhou.asking(text="".join(number.split()))).rows
        assert case in [row.key for row in found]
    for other in ("周开人社监立字〔2026〕第10号", "周开人社监立字2026第1号", "〔2026〕第1号"):
        with pytest.raises(NotFound):
            zhou.key_of(other)


def test_a_docket_is_found_by_any_of_its_numbers_in_any_brackets(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    for number in (
        "周开人社监立字〔2026〕第0001号",
        "周开人社监立字[2026]第0001号",
        "周开人社监立字（2026）第0001号",
        case,
    ):
        assert zhou.key_of(number) == case
    with pytest.raises(NotFound):
        zhou.key_of("周开人社监立字〔2026〕第9999号")


# ------------------------------------------------------------------ mending


def test_a_correction_gives_new_values_and_keeps_both_readable(
    desk: Desk, complaint: Make, case: str
) -> None:
    wang = desk.as_officer("wang")
    commit = wang.enter(
        acts.Corrected(
            entry=1,
            changes=(
                acts.Change(path="allegations.1.amount", value="230000"),
                acts.Change(path="complainant.phone", value='"13900000001"'),
            ),
            reason="数额看错",
        ),
        on="26-000001",
    )
    assert wang.complaint("26-000001").claimed == 230_000
    assert wang.complaint("26-000001").complainant.phone == "13900000001"
    entries = wang.docket("26-000001").entries
    assert entries[0].corrected_by == 3
    assert entries[0].first.allegations[0].amount == 320_000
    assert entries[0].act.allegations[0].amount == 230_000
    assert [d for d, _ in commit.dockets] == ["26-000001", case]
    assert wang.case(case).claimed == 230_000, "the case follows what its complaint says"
    assert entries[2].act.changes == (acts.Change(path="allegations.1.amount", value="230000"),)


def test_a_correction_is_checked_like_what_it_corrects(desk: Desk, case: str) -> None:
    wang = desk.as_officer("wang")
    for path, value in (
        ("allegations.1.amount", '"many"'),
        ("allegations.2.amount", "1"),
        ("no_such_field", "1"),
        ("complainant.phone", '"1"'),
    ):
        with pytest.raises(Invalid):
            wang.enter(
                acts.Corrected(
                    entry=1, changes=(acts.Change(path=path, value=value),), reason="改"
                ),
                on="26-000001",
            )


def test_only_the_author_or_a_head_corrects(desk: Desk, case: str) -> None:
    act = acts.Corrected(
        entry=1, changes=(acts.Change(path="facts", value='"四月工资"'),), reason="改"
    )
    with pytest.raises(Refused):
        desk.as_officer("li").enter(act, on="26-000001")
    desk.as_officer("zhou").enter(act, on="26-000001")


def test_the_newest_commit_can_be_taken_back_and_its_number_stays_used(
    desk: Desk, complaint: Make
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint()).docket
    opened = zhou.enter(acts.Accepted(), on=key).opened
    zhou.enter(acts.TakenBack(entry=2, reason="点错了"), on=key)
    assert zhou.complaint(key).stage is ComplaintStage.REGISTERED
    assert zhou.case(opened).stage is CaseStage.VOID
    assert zhou.docket(key).entries[1].taken_back_by == 3
    again = zhou.enter(acts.Accepted(), on=key)
    assert again.numbers[0].n == 2, "a number once taken is never reused"


def test_what_others_built_on_is_not_taken_back(desk: Desk, case: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(acts.TakenBack(entry=2, reason="想撤"), on="26-000001")
    assert "Assign the pair" in reasons(refused)


# ------------------------------------------------------------------ closing


def test_closing_names_every_open_duty(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    desk.as_officer("ma").enter(acts.Preserved(name="账簿", reason="可能灭失"), on=case)
    li.enter(acts.Ordered(what="支付工资", by=date(2026, 11, 30), amount=320_000), on=case)
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(acts.Closed(result="办结"), on=case)
    told = reasons(refused)
    for part in ("E1", "is not served", "not concluded", "not decided", "No finding yet on: A1"):
        assert part in told


def test_closing_a_case_settles_its_complaints_in_one_commit(
    desk: Desk, complaint: Make, case: str
) -> None:
    walk_to_decision(desk, case)
    commit = desk.as_officer("zhou").enter(acts.Closed(result="已全部支付"), on=case)
    assert [d for d, _ in commit.dockets] == [case, "26-000001"]
    assert desk.as_officer("wang").complaint("26-000001").stage is ComplaintStage.SETTLED
    he = desk.as_officer("he")
    he.enter(acts.Archived(), on=case)
    assert he.case(case).stage is CaseStage.ARCHIVED


def walk_to_decision(desk: Desk, case: str) -> None:
    from laborcase.acts.investigation import Proposal
    from laborcase.record.case import Finding

    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付工资", by=date(2026, 11, 30), amount=320_000), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1", amount=320_000), on=case)
    li.enter(acts.Concluded(report="欠薪属实，已付清", proposal=Proposal.HANDLING), on=case)
    desk.as_officer("ma").enter(
        acts.Decided(
            outcome=Outcome.ORDER,
            findings=(acts.FindingOn(allegation="A1", finding=Finding.UPHELD, verified=320_000),),
            content="责令改正已履行",
        ),
        on=case,
    )


# ------------------------------------------------------------------ secrets


@pytest.mark.parametrize(
    ("tipoff", "identity"),
    [(True, Identity.CONFIDENTIAL), (True, Identity.NAMED), (False, Identity.CONFIDENTIAL)],
)
def test_who_an_author_is_that_must_stay_unknown_stays_with_the_clerk_and_the_heads(
    desk: Desk, complaint: Make, tipoff: bool, identity: Identity
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(
        complaint(
            tipoff=tipoff,
            identity=identity,
            complainant=Person(name="金丝雀", phone="13900000009"),
        )
    ).docket
    for seat in ("wang", "zhou"):
        opened = desk.as_officer(seat).open_identity(key, "回访")
        assert opened.docket.state.complainant.name == "金丝雀"
    for other in ("wang", "zhou", "li", "xie", "he"):
        seen = desk.as_officer(other).docket(key)
        assert "金丝雀" not in repr(seen)
        assert "13900000009" not in repr(seen)
        row = desk.as_officer(other).find(desk.as_officer(other).asking(text="金丝雀"))
        assert row.total == 0
    with pytest.raises(NotFound):
        desk.docket(key)


def test_sealed_fields_stand_in_a_part_of_their_own_in_the_ledger(
    desk: Desk, complaint: Make
) -> None:
    desk.as_officer("wang").enter(
        complaint(complainant=Person(name="王某某", phone="13900000009", address="某村"))
    )
    body = list(desk._store.each_line())[-1].body
    assert body["sealed"] == {"complainant": {"phone": "13900000009", "address": "某村"}}
    assert "13900000009" not in str(body["act"])


def test_the_administrator_sees_no_complaint(desk: Desk, complaint: Make) -> None:
    desk.as_officer("wang").enter(complaint())
    assert desk.find(desk.asking()).total == 0
    assert set(desk.counts().values()) == {0}


# ------------------------------------------------------------------ office


def test_an_officer_removed_while_a_form_is_open_is_refused(desk: Desk, complaint: Make) -> None:
    from attrs import evolve

    wang = desk.as_officer("wang")
    gone = evolve(wang.officer, active=False)
    desk.enter(acts.OfficerChanged(officer=gone), on="office")
    with pytest.raises(Refused) as refused:
        wang.enter(complaint())
    assert "no longer in service" in reasons(refused)


def test_permitted_lists_every_act_of_the_docket_with_its_reasons(desk: Desk, case: str) -> None:
    found = {p.kind: p.reasons for p in desk.as_officer("li").permitted(case)}
    assert found["inquiry_issued"] == ()
    assert found["noted"] == ()
    assert found["closed"]
    assert "registered" not in found
    opening = {p.kind for p in desk.as_officer("li").permitted()}
    assert opening == {"registered", "filed_own_motion", "opening"}


def test_the_whole_register_can_be_read_and_proved(desk: Desk, case: str) -> None:
    proof = desk.verify()
    assert proof.commits == desk.head()
    assert proof.files == 0


def test_states_are_what_their_entries_say(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    assert isinstance(li.docket(case).state, Case)
    assert isinstance(li.docket("26-000001").state, Complaint)
    with pytest.raises(NotFound):
        li.case("26-000001")
    with pytest.raises(NotFound):
        li.complaint(case)


def test_several_respondents_keep_their_roles(desk: Desk, complaint: Make) -> None:
    from laborcase.parties import Role

    wang = desk.as_officer("wang")
    key = wang.enter(
        complaint(
            respondents=(
                Respondent(name="甲建设集团", role=Role.GENERAL_CONTRACTOR),
                Respondent(name="乙劳务公司", role=Role.SUBCONTRACTOR),
            )
        )
    ).docket
    assert [r.role for r in wang.complaint(key).respondents] == [
        Role.GENERAL_CONTRACTOR,
        Role.SUBCONTRACTOR,
    ]


# ------------------------------------------------------------------ what if


def test_what_if_shows_which_limits_an_act_moves_and_writes_nothing(desk: Desk, case: str) -> None:
    from laborcase.acts.investigation import Extendable

    ma = desk.as_officer("ma")
    head = ma.head()
    act = acts.Extended(clock=Extendable.HENAN_CLOSE, reason="情况复杂")
    moved = ma.what_if(act, on=case).moved
    assert [(old.clock, old.due, new.due) for old, new in moved] == [
        ("henan-close-30d", date(2026, 12, 23), date(2027, 1, 22))
    ]
    assert ma.head() == head


def test_what_if_names_the_papers_a_correction_changes(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付工资", by=date(2026, 11, 30), amount=320_000), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    correction = acts.Corrected(
        entry=3, changes=(acts.Change(path="by", value='"2026-12-02"'),), reason="日期写错"
    )
    found = li.what_if(correction, on=case)
    assert found.papers == ("周开人社监令字〔2026〕第0001号",)


def test_an_unknown_cause_is_refused_and_an_urgent_one_marks_the_complaint(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused) as refused:
        wang.enter(complaint(allegations=(Alleged(cause="weather"),)))
    assert "no cause" in reasons(refused)
    key = wang.enter(complaint(allegations=(Alleged(cause="child_labour"),))).docket
    assert wang.complaint(key).urgent


# ------------------------------------------------------------------ hostile surroundings


def test_a_clock_set_back_is_no_bar_but_stays_on_record(
    desk: Desk, case: str, clock: "object"
) -> None:
    li = desk.as_officer("li")
    clock.forward(days=-1)
    li.enter(acts.Noted(text="时钟被拨回"), on=case)
    entry = li.docket(case).entries[-1]
    assert [d.text.split(" ")[:4] for d in entry.given.departures] == [
        ["The", "clock", "of", "this"]
    ]
    assert entry.n == 3, "the order is that of the ledger, never of the clock"


def test_five_thousand_workers_go_into_one_complaint_and_into_its_case(
    desk: Desk, complaint: Make
) -> None:
    from laborcase.parties import Claim, Worker

    workers = tuple(
        Worker(name=f"工人{i}", phone="13900000000", claims=(Claim(amount=100_000 + i),))
        for i in range(5_000)
    )
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(complaint(workers=workers)).docket
    opened = zhou.enter(acts.Accepted(), on=key).opened
    case = zhou.case(opened)
    assert case.persons == 5_000
    assert case.claimed == sum(100_000 + i for i in range(5_000))
    assert len(case.brought[0].workers) == 5_000
    assert zhou.find(zhou.asking(text="工人4321")).total == 2


def test_a_docket_named_by_its_number_in_an_act_is_stored_by_its_key(
    desk: Desk, complaint: Make, case: str
) -> None:
    second = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    zhou.enter(acts.Accepted(case="周开人社监立字[2026]第0001号"), on=second)
    assert zhou.complaint(second).case == case
    assert second in zhou.case(case).complaints


def test_a_corrected_pair_bears_the_names_and_certificates_of_the_new_ones(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    change = acts.Change(path="assistant", value='"sun"')
    zhou.enter(acts.Corrected(entry=2, changes=(change,), reason="写错人"), on=case)
    seat = zhou.case(case).assistant
    assert (seat.officer, seat.name, seat.certificate) == ("sun", "孙桥", "豫监16710003")


def test_a_list_is_searched_by_any_respondent_however_its_name_was_written(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    names = ("甲建设（集团）有限公司", "乙　劳务公司")
    key = wang.enter(complaint(respondents=tuple(Respondent(name=n) for n in names))).docket
    for typed in ("甲建设(集团)", "乙劳务", "甲建设（集团）"):
        assert [r.key for r in wang.find(wang.asking(respondent=typed)).rows] == [key]


def test_one_character_is_looked_for_however_it_was_typed(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(respondents=(Respondent(name="Ａcme 有限公司"),))).docket
    for typed in ("a", "A", "ａ", "Ａ", " Ａ  ２ "):
        assert [r.key for r in wang.find(wang.asking(text=typed)).rows] == [key]
    for typed in ("c", "Ｃ", "有", "司"):
        assert wang.find(wang.asking(text=typed)).rows == ()
    assert [r.key for r in wang.find(wang.asking(text="ＣＭ")).rows] == [key]


# ------------------------------------------------------------------ what cannot have happened


def correction(entry: int, path: str, value: str) -> acts.Corrected:
    return acts.Corrected(
        entry=entry, changes=(acts.Change(path=path, value=value),), reason="看错"
    )


@pytest.mark.parametrize(
    ("on", "entry", "path", "value", "told"),
    [
        ("26-000001", 1, "received", '"2030-01-01T09:00:00+08:00"', "in the future"),
        ("26-000001", 1, "complainant", "null", "who it is"),
        ("26-000001", 1, "allegations.1.end", '"2020-01-01"', "lies before the start"),
        ("26-000001", 1, "allegations.1.cause", '"nonsense"', "no cause"),
        ("26-000002", 2, "assistant", '"li"', "two different inspectors"),
        ("26-000002", 2, "lead", '"wang"', "may not inspect"),
        ("26-000002", 2, "happened", '"2030-01-01"', "is in the future"),
        ("26-000002", 2, "happened", '"2026-01-05"', "cannot have happened"),
        ("26-000001", 2, "case", '"26-000009"', "is not corrected"),
        ("26-000002", 1, "told_on", '"2026-11-23"', "belongs to 26-000001"),
    ],
)
def test_a_correction_cannot_say_what_could_not_have_been_entered(
    desk: Desk, case: str, on: str, entry: int, path: str, value: str, told: str
) -> None:
    zhou = desk.as_officer("zhou")
    before = zhou.head()
    with pytest.raises(Refused) as refused:
        zhou.enter(correction(entry, path, value), on=on)
    assert told in reasons(refused)
    assert told in "\n".join(r.text for r in zhou.check(correction(entry, path, value), on=on))
    assert zhou.head() == before


def test_a_correction_is_not_refused_for_what_was_so_before(
    desk: Desk, case: str, clock: Callable[[], object]
) -> None:
    clock.to("2030-06-03")  # type: ignore[attr-defined]  # both certificates have run out
    desk.as_officer("zhou").enter(correction(2, "happened", '"2026-11-24"'), on=case)
    assert desk.as_officer("zhou").case(case).lead.since == date(2026, 11, 24)


def test_a_correction_of_the_allegations_reaches_the_case(
    desk: Desk, complaint: Make, case: str
) -> None:
    two = '[{"cause": "arrears"}, {"cause": "overtime_pay"}]'
    desk.as_officer("wang").enter(correction(1, "allegations", two), on="26-000001")
    assert [a.source_id for a in desk.as_officer("zhou").case(case).allegations] == ["A1", "A2"]


def test_nothing_happens_before_what_it_follows(desk: Desk, complaint: Make, case: str) -> None:
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    early = {"happened": date(2026, 11, 20), "late_reason": "补记"}
    li.enter(acts.Ordered(what="付款", by=date(2026, 12, 1)), on=case)
    other = desk.as_officer("wang").enter(complaint()).docket
    for seat, act, on in (
        (desk.as_officer("wang"), complaint(**early), ""),
        (zhou, acts.Accepted(**early), other),
        (li, acts.Ordered(what="付款", by=date(2026, 12, 1), **early), case),
        (li, acts.Performed(paper="P1", **early), case),
    ):
        with pytest.raises(Refused, match="cannot have happened on 2026-11-20"):
            seat.enter(act, on=on)
    li.enter(acts.EvidenceAdded(name="立案前取得的考勤表", **early), on=case)


def test_an_interview_happened_on_the_day_of_its_record(desk: Desk, case: str) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    desk = desk.at(lambda: datetime(2026, 12, 7, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    start = datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    fields: dict[str, object] = {
        "interviewer": "li", "recorder": "chen", "start": start, "end": start,
        "place": "大队", "person": "王某某", "content": "问答",
    }  # fmt: skip
    li = desk.as_officer("li")
    with pytest.raises(Refused, match="why it is entered only now"):
        li.enter(acts.Interviewed(**fields), on=case)
    with pytest.raises(Refused, match="The record begins on 2026-11-27"):
        li.enter(acts.Interviewed(**fields, happened=date(2026, 12, 7)), on=case)
    li.enter(acts.Interviewed(**fields, late_reason="外出取证"), on=case)
    assert li.docket(case).entries[-1].on == date(2026, 11, 27)


def test_the_day_of_receipt_is_the_one_in_the_registers_zone(desk: Desk, complaint: Make) -> None:
    from datetime import UTC, datetime

    wang = desk.as_officer("wang")
    key = wang.enter(complaint(received=datetime(2026, 11, 22, 20, 0, tzinfo=UTC))).docket
    assert {m.on for m in wang.complaint(key).moments} == {date(2026, 11, 23)}


def test_an_extension_signed_late_is_irregular(
    desk: Desk, case: str, clock: Callable[[], object]
) -> None:
    clock.to("2027-06-01")  # type: ignore[attr-defined]
    ma = desk.as_officer("ma")
    late = acts.Extended(clock="investigate-60wd", reason="案情复杂")
    with pytest.raises(Refused, match="lengthens nothing"):
        ma.enter(late, on=case)
    ma.enter(acts.Extended(clock="investigate-60wd", reason="案情复杂", irregular="漏批"), on=case)
    assert "lengthens nothing" in ma.docket(case).entries[-1].given.departures[0].text


# ------------------------------------------------------------------ dockets that belong together


def test_a_decided_case_takes_no_more_complaints(desk: Desk, complaint: Make, case: str) -> None:
    walk_to_decision(desk, case)
    second = desk.as_officer("wang").enter(complaint()).docket
    with pytest.raises(Refused, match="is decided"):
        desk.as_officer("zhou").enter(acts.Accepted(case=case), on=second)


def test_the_allegations_of_a_complaint_go_into_one_case_and_all_before_it_closes(
    desk: Desk, complaint: Make
) -> None:
    zhou = desk.as_officer("zhou")
    two = (Alleged(cause="arrears"), Alleged(cause="overtime_pay"))
    key = desk.as_officer("wang").enter(complaint(allegations=two)).docket
    case = zhou.enter(acts.Accepted(allegations=("A1",)), on=key).opened
    with pytest.raises(Refused, match="already"):
        zhou.enter(acts.Accepted(allegations=("A2",)), on=key)
    with pytest.raises(Refused, match="not disposed of yet: A2"):
        zhou.enter(acts.Closed(result="完"), on=case)
    zhou.enter(acts.Accepted(allegations=("A2",), case=case), on=key)
    assert len(zhou.case(case).allegations) == 2


def test_an_act_that_opens_a_docket_names_none(desk: Desk, complaint: Make, case: str) -> None:
    with pytest.raises(Refused, match="a docket of its own"):
        desk.as_officer("wang").enter(complaint(), on="26-000001")
    with pytest.raises(Refused, match="needs a docket"):
        desk.as_officer("wang").enter(acts.Noted(text="记"))


def test_a_register_is_founded_once(desk: Desk, founding: acts.Founded) -> None:
    with pytest.raises(Refused, match="its office already"):
        desk.enter(founding)


def test_every_number_of_a_docket_finds_it_void_ones_too(
    desk: Desk, complaint: Make, case: str
) -> None:
    wang, li = desk.as_officer("wang"), desk.as_officer("li")
    order = li.enter(acts.Ordered(what="付款", by=date(2026, 12, 1)), on=case).numbers[0].text
    assert li.key_of(order) == case
    key = wang.enter(complaint()).docket
    void = wang.enter(acts.SupplementAsked(items="身份证"), on=key).numbers[0].text
    wang.enter(acts.TakenBack(entry=2, reason="点错"), on=key)
    assert wang.key_of(void) == key
    assert wang.key_of(" ２６-０００００２ ") == case


def test_a_mended_entry_is_named_by_its_own_docket_in_the_others(desk: Desk, case: str) -> None:
    wang = desk.as_officer("wang")
    wang.enter(correction(1, "facts", '"四月工资"'), on="26-000001")
    assert wang.docket("26-000001").entries[-1].line == "entry 1"
    assert wang.docket(case).entries[-1].line == "26-000001, entry 1"


# ------------------------------------------------------------------ who


def test_another_authority_mends_decides_and_knows_nothing_here(
    desk: Desk, complaint: Make, case: str
) -> None:
    wu = desk.as_officer("wu")  # head in the city; the case is the zone's
    for act, on in (
        (correction(1, "facts", '"另说"'), "26-000001"),
        (acts.TakenBack(entry=2, reason="误"), case),
        (acts.Concluded(report="完", proposal="handling"), case),
    ):
        with pytest.raises(Refused):
            wu.enter(act, on=on)
    key = (
        desk.as_officer("wang")
        .enter(complaint(identity=Identity.CONFIDENTIAL, complainant=Person(name="金丝雀")))
        .docket
    )
    for act in (acts.Withdrawn(reason="撤"), acts.SupplementAsked(items="身份证")):
        with pytest.raises(Refused, match="deciding authority"):
            wu.enter(act, on=key)
    assert "金丝雀" not in repr(wu.docket(key))
    with pytest.raises(Refused, match="heads there"):
        wu.open_identity(key, "看看")
    assert "金丝雀" in repr(desk.as_officer("zhou").open_identity(key, "回访").docket)


def test_who_is_recused_does_nothing_in_the_case_any_more(desk: Desk, case: str) -> None:
    desk.as_officer("gao").enter(acts.Recused(officer="zhou", reason="亲属"), on=case)
    with pytest.raises(Refused, match="is recused"):
        desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="sun"), on=case)


def test_a_complainant_who_asks_for_secrecy_later_is_hidden_in_the_case_too(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(complainant=Person(name="金丝雀"))).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
    change = acts.Corrected(
        entry=1,
        changes=(
            acts.Change(path="identity", value='"confidential"'),
            acts.Change(path="complainant.name", value='"金丝雀儿"'),
        ),
        reason="本人要求保密",
    )
    wang.enter(change, on=key)
    li = desk.as_officer("li")
    for docket in (key, case):
        assert "金丝雀" not in repr(li.docket(docket))
    assert li.find(li.asking(text="金丝雀")).total == 0
    body = list(desk._store.each_line())[-1].body
    assert "金丝雀" not in str(body["act"])
    assert "金丝雀儿" not in str(body)
    assert "金丝雀儿" in repr(desk.as_officer("zhou").open_identity(key, "回访").docket)


def test_the_administrator_reads_no_limits_of_a_complaint(desk: Desk, complaint: Make) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    for asks in (desk.deadlines, desk.why, desk.permitted):
        with pytest.raises(NotFound):
            asks(key)


# ------------------------------------------------------------------ settings and odd values


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"zone": "../../etc/passwd"}, "no time zone"),
        ({"soon_days": 10**9}, "at most 366"),
        ({"backdate_days": 10**6}, "at most 366"),
        ({"series": "alike"}, "look like others"),
    ],
)
def test_no_setting_can_lock_the_register_or_give_a_number_twice(
    desk: Desk, founding: acts.Founded, change: dict[str, object], told: str
) -> None:
    from attrs import evolve

    from laborcase.opening import found_register

    now = desk.office.settings
    if change.get("series"):
        change = {"series": tuple(evolve(s, word="同") for s in now.series)}
    settings = evolve(now, **change)
    with pytest.raises(Refused, match=told):
        desk.enter(acts.SettingsChanged(settings=settings, reason="改"), on="office")
    with pytest.raises(Refused, match=told):
        found_register("memory:", evolve(founding, settings=settings))


def test_odd_numbers_and_times_are_sentences(desk: Desk, complaint: Make, case: str) -> None:
    from datetime import datetime, timedelta, timezone

    end = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    with pytest.raises(Refused, match="future"):
        desk.as_officer("wang").enter(complaint(received=end))
    with pytest.raises(Invalid, match="negative"):
        desk.as_officer("li").enter(
            acts.Ordered(what="付款", by=date(2026, 12, 1), workers=-5), on=case
        )
    with pytest.raises(Invalid, match="not JSON"):
        desk.as_officer("wang").enter(correction(1, "urgent", "[" * 9_000), on="26-000001")


def test_complaints_are_not_joined_in_a_circle(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    first, second = wang.enter(complaint()).docket, wang.enter(complaint()).docket
    with pytest.raises(Refused, match="earlier complaint"):
        wang.enter(acts.Disposed(how="joined", reason="重复", to=second), on=first)
    wang.enter(acts.Disposed(how="joined", reason="重复", to=first), on=second)


def test_a_transfer_is_not_received_in_the_future(desk: Desk, case: str) -> None:
    act = acts.Transferred(
        receiver="other", organ="税务局", reason="线索", accepted_on=date(2030, 1, 1)
    )
    with pytest.raises(Refused, match="is in the future"):
        desk.as_officer("ma").enter(act, on=case)


def test_a_row_that_a_program_of_before_wrote_is_still_listed(desk: Desk, case: str) -> None:
    """It knows nothing of irregularities, and may be at work on the same server for days."""
    row = dict(desk._store.summary(case) or {})
    assert row.pop("marks") == ""
    assert msgspec.convert(row, Summary).marks == ""


def test_the_queue_of_irregular_dockets_is_counted_and_listed(desk: Desk, case: str) -> None:
    seat = desk.as_officer("zhou")
    assert seat.counts()["irregular"] == 0
    assert seat.find(seat.asking(queue="irregular")).rows == ()


def test_a_series_that_has_given_numbers_is_not_removed(
    desk: Desk, complaint: Make, founding: acts.Founded
) -> None:
    from attrs import evolve

    def without(kind: str) -> acts.SettingsChanged:
        now = desk.office.settings
        left = tuple(s for s in now.series if s.kind != kind)
        return acts.SettingsChanged(settings=evolve(now, series=left), reason="停用")

    desk.enter(without("archive"), on="office")
    desk.as_officer("wang").enter(complaint())
    renamed = tuple(
        evolve(s, word="新登") if s.kind == "registration" else s
        for s in desk.office.settings.series
    )
    settings = evolve(desk.office.settings, series=renamed)
    desk.enter(acts.SettingsChanged(settings=settings, reason="改字"), on="office")
    with pytest.raises(Refused, match="cannot be removed"):
        desk.enter(without("registration"), on="office")
    change = acts.Change(path="settings.series", value="[]")
    with pytest.raises(Refused, match="cannot be removed"):
        desk.enter(acts.Corrected(entry=3, changes=(change,), reason="误"), on="office")


def test_a_correction_is_told_everything_at_once(desk: Desk, case: str) -> None:
    act = acts.Corrected(
        entry=2, changes=(acts.Change(path="assistant", value='"li"'),), reason=" "
    )
    with pytest.raises(Refused) as refused:
        desk.as_officer("zhou").enter(act, on=case)
    assert "“Reason” is empty" in reasons(refused)
    assert "two different inspectors" in reasons(refused)


def test_every_provision_that_a_reason_names_is_one_of_the_law_data() -> None:
    import ast
    from pathlib import Path

    from laborcase import law

    named: set[str] = set()
    for path in Path(acts.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "basis":
                named |= {
                    c.value for c in ast.walk(node.value)
                    if isinstance(c, ast.Constant) and isinstance(c.value, str) and "-" in c.value
                }  # fmt: skip
    assert len(named) > 10
    assert {law.basis(name).id for name in named} == named


def test_no_limit_runs_in_a_docket_whose_opening_was_taken_back(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint()).docket
    assert wang.deadlines(key)
    wang.enter(acts.TakenBack(entry=1, reason="登记错了"), on=key)
    assert wang.complaint(key).void
    assert wang.deadlines(key) == ()
    (row,) = wang.find(wang.asking()).rows
    assert (row.due, row.open) == (None, 0)


def test_a_complaint_shows_the_questions_of_acceptance_until_it_is_disposed_of(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(acting="agent")).docket
    told = [speak(line, "en") for line in complaint_lines(wang.complaint(key), wang.office, "en")]
    first = next(line for line in told if "own rights" in line)
    assert "not known yet" in first, "nobody has shown a power of attorney"
    assert "Labour Security Inspection" in first, "with its provision"
    assert [line[0] for line in told if line[:2] in ("1 ", "2 ", "3 ", "4 ", "5 ", "6 ")] == list(
        "123456"
    )
    desk.as_officer("zhou").enter(acts.Accepted(), on=key)
    told = [speak(line, "en") for line in complaint_lines(wang.complaint(key), wang.office, "en")]
    assert not any("own rights" in line for line in told)


def test_the_place_of_work_is_told_with_all_that_decides_who_is_competent(
    desk: Desk, complaint
) -> None:
    site = Site(address="某项目部", subdistrict="文昌街道", construction=True,
                government_funded=True, regulator="住建局")  # fmt: skip
    key = desk.as_officer("wang").enter(complaint(site=site)).docket
    told = [
        speak(line, "en")
        for line in complaint_lines(desk.as_officer("wang").complaint(key), desk.office, "en")
    ]
    assert (
        "Place of work: 某项目部, 文昌街道, construction site, government-funded, "
        "regulated by 住建局"
    ) in told
