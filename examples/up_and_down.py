"""One case up to the city and back down: who decided what, under which number."""

from datetime import timedelta

import laborcase
from laborcase import acts
from laborcase.parties import Respondent

with laborcase.found_register("memory:", laborcase.sample_office()) as office:
    today = office.now().date()
    case = ""

    def enter(officer, act):
        return office.as_officer(officer).enter(act, on=case)

    opened = acts.FiledOwnMotion(
        facts="巡查发现多层分包、拖欠工资",
        respondents=(Respondent(name="周口某建筑劳务有限公司"),),
        allegations=({"cause": "migrant_wages", "amount": 120_000_00},),
    )
    case = enter("zhou", opened).opened
    enter("zhou", acts.Assigned(lead="li", assistant="chen"))

    enter("zhou", acts.Asked(what="request_upward", reasons_given="多层分包，需市级查处"))
    enter("wu", acts.HandoverReceived(handover="H1"))
    enter("zheng", acts.Answered(handover="H1", answer="approved", text="同意提级办理"))
    enter("wu", acts.CarriedOut(handover="H1", received="案卷一册"))
    enter("wu", acts.Assigned(lead="zhao", assistant="li"))
    enter("zhao", acts.Ordered(what="支付所欠工资", by=today + timedelta(days=14)))

    back = today + timedelta(days=20)
    down = acts.Asked(
        what="hand_down", reasons_given="分包关系已查明", remaining="送达并督促履行", report_by=back
    )
    enter("wu", down)
    enter("zheng", acts.Answered(handover="H2", answer="approved", text="交开发区继续办理"))
    enter("zhou", acts.CarriedOut(handover="H2", received="案卷两册"))
    enter("zhou", acts.Assigned(lead="li", assistant="chen"))
    enter("li", acts.HandoverReported(handover="H2", report="已送达，单位已履行", final=True))
    enter("zheng", acts.HandoverClosed(handover="H2", result="同意办结"))

    now = office.as_officer("zhou").case(case)
    names = {a.id: a.name for a in office.office.authorities}
    for handover in now.handovers:
        print(f"{handover.id} {laborcase.speak(handover.kind.label, 'zh_CN')}")
        print(f"   {names[handover.before]} → {names[handover.landed]}")
        for step in handover.steps:
            print("  ", step.on, step.name, laborcase.speak(step.what.label, "zh_CN"), step.number)
    for paper in now.papers:
        print(f"{paper.id} {paper.number}（{names[paper.authority]}）")
    print("案号", now.number, "曾用", *(n.text for n in now.numbers if n.text != now.number))
