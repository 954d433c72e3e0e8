"""One complaint, all the way: registered, accepted, assigned, handed up, handed down, closed."""

from datetime import timedelta

import laborcase
from laborcase.acts import (
    Accepted,
    Answered,
    Asked,
    Assigned,
    CarriedOut,
    Closed,
    Concluded,
    Decided,
    FindingOn,
    Ordered,
    Performed,
    Registered,
    Served,
)  # fmt: skip
from laborcase.parties import Person, Respondent

with laborcase.found_register("memory:", laborcase.sample_office()) as office:

    def at(officer):
        return office.as_officer(officer)

    now = office.now()
    complaint = at("wang").enter(
        Registered(
            channel="counter",
            received=now,
            complainant=Person(name="王某某", phone="13900000000"),
            respondents=(Respondent(name="周口某快餐店"),),
            facts="三月工资一直没发。",
            demand="支付三月工资",
            allegations=({"cause": "arrears", "amount": 3_200_00},),
        )
    )
    accepted = at("zhou").enter(Accepted(told_on=now.date()), on=complaint.docket)
    case = accepted.opened
    at("zhou").enter(Assigned(lead="li", assistant="chen"), on=case)

    at("zhou").enter(Asked(what="request_upward", reasons_given="需查询单位账户"), on=case)
    at("zheng").enter(Answered(handover="H1", answer="approved", text="同意提级"), on=case)
    at("wu").enter(CarriedOut(handover="H1", received="案卷一册"), on=case)
    at("wu").enter(
        Asked(what="hand_down", reasons_given="账户已查明", remaining="责令支付",
              report_by=now.date() + timedelta(days=20)), on=case,
    )  # fmt: skip
    at("zheng").enter(Answered(handover="H2", answer="approved", text="同意交办"), on=case)
    at("zhou").enter(CarriedOut(handover="H2", received="案卷两册"), on=case)
    at("zhou").enter(Assigned(lead="li", assistant="chen"), on=case)

    at("li").enter(Ordered(what="支付工资", by=now.date() + timedelta(days=7)), on=case)
    at("li").enter(Served(paper="P1", receiver="店长"), on=case)
    at("li").enter(Performed(paper="P1", amount=3_200_00), on=case)
    at("li").enter(Concluded(report="欠薪属实，已付清", proposal="handling"), on=case)
    finding = FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    at("ma").enter(
        Decided(outcome="order", findings=(finding,), content="责令改正已履行"), on=case
    )
    at("zhou").enter(Closed(result="工资已付清，劳动者签字确认"), on=case)

    for entry in at("zhou").docket(case).entries:
        print(entry.n, entry.on, entry.given.name, laborcase.speak(entry.act.title, "zh_CN"))
