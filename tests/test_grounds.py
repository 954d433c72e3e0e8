"""What decisions rest on: a provision that something speaks against needs a recorded reason."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import acts, law, telling
from laborcase.acts import grounds
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.record.docket import Alleged
from laborcase.words import LANGUAGES, speak

BY = date(2026, 12, 8)
WHY = "经法制审核，本案仍适用该条"


def on_ground(key: str, why: str = "") -> tuple[acts.Ground, ...]:
    return (acts.Ground(basis=key, why=why),)


def ordered(key: str, why: str = "") -> acts.Ordered:
    return acts.Ordered(what="支付工资", by=BY, grounds=on_ground(key, why))


def refused(desk: Desk, act: acts.Act, key: str) -> dict[str, str]:
    """The reasons against an act by the field in which each is mended."""
    with pytest.raises(Refused) as caught:
        desk.enter(act, on=key)
    return {r.path: speak(r.text, "en") for r in caught.value.reasons}


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("hn-lsi-21-1", "probably overtaken by superior law"),  # contested and displaced
        ("hn-lsi-24-p", "probably overtaken"),  # contested
        ("hn-ui-47-1", "validity today is uncertain"),  # doubtful
        ("zd-13-2", "It is displaced: ht-85-2, jc-26-2 comes before it."),
        ("jc-28-1", "It is displaced"),
    ],
)
def test_nothing_is_ordered_on_a_shaky_provision_without_a_recorded_reason(
    desk: Desk, case: str, key: str, reason: str
) -> None:
    li = desk.as_officer("li")
    before = len(li.docket(case).entries)
    told = refused(li, ordered(key), case)
    assert reason in told["grounds.1.why"]
    assert "or take another" in told["grounds.1.why"]
    assert refused(li, ordered(key, "  "), case).keys() == {"grounds.1.why"}
    assert len(li.docket(case).entries) == before
    li.enter(ordered(key, WHY), on=case)
    assert len(li.docket(case).entries) == before + 1


def test_a_provision_that_was_read_second_hand_is_a_ground_and_keeps_its_mark(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(ordered("gd-37"), on=case)
    docket = li.docket(case)
    told = [
        speak(line, "en")
        for line in telling.entry_lines(docket.entries[-1], docket.state, li.office, "en")
    ]
    assert any("Legal grounds: " in t and "[seen only second-hand]" in t for t in told)


def test_the_recorded_reason_stands_in_the_docket_and_the_timeline_marks_the_ground(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    li.enter(ordered("hn-lsi-21-1", WHY), on=case)
    docket = li.docket(case)
    entry = docket.entries[-1]
    assert telling.line_of(entry, docket.state).endswith(
        "rests on Henan Regulation on Labour Security Inspection, art. 21 item (1)※"
    )
    for lang in LANGUAGES:
        told = [
            speak(line, lang) for line in telling.entry_lines(entry, docket.state, li.office, lang)
        ]
        citation = law.basis("hn-lsi-21-1").cited(lang)
        assert any(citation in t and WHY in t for t in told)


def test_the_paper_names_its_grounds_with_their_marks(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    act = evolve(ordered("hn-lsi-21-1", WHY), grounds=(*on_ground("hn-lsi-21-1", WHY),
                                                       *on_ground("ht-85-1")))  # fmt: skip
    li.enter(act, on=case)
    text = li.paper(case, "P1")
    assert ("违反和适用的条款：《河南省劳动保障监察条例》第二十一条第(一)项※、"
            "《中华人民共和国劳动合同法》第八十五条第(一)项\n") in text  # fmt: skip
    assert "※《河南省劳动保障监察条例》第二十一条第(一)项：可能与上位法不一致" in text


def test_a_provision_that_is_not_held_or_named_twice_is_refused(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    assert "no provision xx-1" in refused(li, ordered("xx-1"), case)["grounds.1.basis"]
    act = evolve(ordered("jc-17"), grounds=on_ground("jc-17") * 2)
    assert "twice" in refused(li, act, case)["grounds"]


def test_every_act_that_decides_asks_for_it(desk: Desk, fined: str) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    shaky = on_ground("hn-lsi-22")
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    deciding: list[tuple[Desk, acts.Act]] = [
        (li, acts.AdvanceNotice(intended="拟罚款", grounds=shaky)),
        (ma, acts.Decided(outcome="penalty", findings=(finding,), content="x", grounds=shaky)),
        (ma, acts.ExtraCompensation(order="P1", due=100, percent=50, by=BY, reason="x",
                                    grounds=shaky)),
        (ma, acts.DecisionChanged(paper="P2", content="x", reason="x", grounds=shaky)),
    ]  # fmt: skip
    for seat, act in deciding:
        assert "hn-lsi-22" in refused(seat, act, fined)["grounds.1.why"], act.kind


def test_a_finding_on_a_shaky_provision_finds_its_reason_among_the_grounds(
    desk: Desk, case: str
) -> None:
    li, ma = desk.as_officer("li"), desk.as_officer("ma")
    li.enter(acts.Concluded(report="属实", proposal="no_penalty"), on=case)
    finding = acts.FindingOn(
        allegation="A1", finding="upheld", verified=3_200_00, basis="hn-lsi-21-1"
    )
    act = acts.Decided(
        outcome="no_penalty", findings=(finding,), content="不予处罚", lenient="first",
        education="已当面教育",
    )  # fmt: skip
    assert "hn-lsi-21-1" in refused(ma, act, case)["grounds"]
    unknown = evolve(act, findings=(evolve(finding, basis="xx-1"),))
    assert "xx-1" in refused(ma, unknown, case)["findings.1.basis"]
    ma.enter(evolve(act, grounds=on_ground("hn-lsi-21-1", WHY)), on=case)


def test_a_refusal_to_accept_rests_on_a_shaky_provision_only_with_a_reason(
    desk: Desk, complaint
) -> None:
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(complaint()).docket
    act = acts.Disposed(
        how="refused", reason="已逾二年", provision="hn-lsi-22", otherwise="月份有误"
    )
    assert "hn-lsi-22" in refused(zhou, act, key)["provision_why"]
    zhou.enter(evolve(act, provision_why=WHY), on=key)


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2011-01-01", "2011-05-31", True),  # before 社会保险法 (2011-07-01)
        ("2011-01-01", "2011-07-31", True),  # it held on a part of the days
        ("2011-07-01", "2011-07-31", False),
    ],
)
def test_what_was_law_on_the_days_of_the_facts_is_a_ground_without_more(
    desk: Desk, complaint, start: str, end: str, held: bool
) -> None:
    one = law.basis("jc-27-2")
    period = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    claim = (Alleged(cause="insurance", **period),)
    key = desk.as_officer("wang").enter(complaint(allegations=claim)).docket
    opened = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
    case = desk.as_officer("li").case(opened)
    assert (grounds.objections(one, case, date(2026, 11, 23)) == ()) is held


def test_a_later_law_is_no_ground_for_facts_before_it_without_a_reason(
    desk: Desk, complaint
) -> None:
    claim = (Alleged(cause="child_labour", start=date(2021, 3, 1), end=date(2021, 4, 1)),)
    key = desk.as_officer("wang").enter(complaint(allegations=claim)).docket
    zhou = desk.as_officer("zhou")
    opened = zhou.enter(acts.Accepted(otherwise="有危害后果，五年内可以处罚"), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=opened)
    told = refused(desk.as_officer("li"), ordered("wb-125"), opened)
    assert "It came into force only on 2021-06-01." in told["grounds.1.why"]


def test_a_rule_of_procedure_has_to_hold_on_the_day_of_the_decision(desk: Desk, case: str) -> None:
    held = desk.as_officer("li").case(case)
    assert grounds.days_of(law.basis("cf-58"), held, BY) == (BY,)
    assert grounds.days_of(law.basis("jc-26-1"), held, BY) == (date(2026, 3, 1), date(2026, 3, 31))
