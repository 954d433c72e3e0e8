"""What a list of entries says of each."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from laborcase import acts
from laborcase.acts.base import Act
from laborcase.cli import entry_line
from laborcase.codec import holds_sealed
from laborcase.desk import Desk
from laborcase.fields import fields_of
from laborcase.telling import line_of

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
