"""One complaint, all the way: registered, accepted, assigned, handed up, handed down, closed."""

from datetime import timedelta

import laborcase
from laborcase import acts
from laborcase.parties import Person, Respondent

with laborcase.found_register("memory:", laborcase.sample_office()) as office:
    now = office.now()
    today = now.date()

    def enter(officer, act, on=""):
        return office.as_officer(officer).enter(act, on=on)

    registered = acts.Registered(
        channel="counter",
        received=now,
        complainant=Person(name="王某某", phone="13900000000"),
        respondents=(Respondent(name="周口某快餐店"),),
        facts="三月工资一直没发。",
        demand="支付三月工资",
        allegations=({"cause": "arrears", "amount": 3_200_00},),  # sums are whole fen
    )
    complaint = enter("wang", registered).docket
    case = enter("zhou", acts.Accepted(told_on=today), complaint).opened
    pair = acts.Assigned(lead="li", assistant="chen")
    enter("zhou", pair, case)

    enter("zhou", acts.Asked(what="request_upward", reasons_given="需查询单位账户"), case)
    enter("zheng", acts.Answered(handover="H1", answer="approved", text="同意提级"), case)
    enter("wu", acts.CarriedOut(handover="H1", received="案卷一册"), case)
    down = acts.Asked(
        what="hand_down",
        reasons_given="账户已查明",
        remaining="责令支付",
        report_by=today + timedelta(days=20),
    )
    enter("wu", down, case)
    enter("zheng", acts.Answered(handover="H2", answer="approved", text="同意交办"), case)
    enter("zhou", acts.CarriedOut(handover="H2", received="案卷两册"), case)
    enter("zhou", pair, case)

    enter("li", acts.Ordered(what="支付工资", by=today + timedelta(days=7)), case)
    enter("li", acts.Served(paper="P1", receiver="店长"), case)
    wages = ({"line": "W1", "sum": 3_200_00},)  # worker by worker
    enter("li", acts.Paid(sums=wages, payer="周口某快餐店", confirmed="signature"), case)
    enter("li", acts.Performed(paper="P1"), case)
    enter("li", acts.Concluded(report="欠薪属实，已付清", proposal="handling"), case)
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=3_200_00)
    enter("ma", acts.Decided(outcome="order", findings=(finding,), content="已履行"), case)
    enter("zhou", acts.Closed(result="工资已付清，劳动者签字确认"), case)

    for entry in office.as_officer("zhou").docket(case).entries:
        print(entry.n, entry.on, entry.given.name, laborcase.speak(entry.act.title, "zh_CN"))
