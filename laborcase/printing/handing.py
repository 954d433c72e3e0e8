"""What a docket knows of the papers of hand-overs and incidents.

Each bears the name of the authority whose number it has, which is the one that decides for those
who sign it; a joint office stands on none.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ..acts import (
    Answered,
    Asked,
    CarriedOut,
    Consulted,
    HandoverReported,
    IncidentReported,
    SupervisionExtended,
)
from ..fields import AuthorityId
from ..law.papers import code_of, paper_rule
from ..record.case import Case, Handover
from ..record.complaint import Complaint
from ..record.handovers import HandoverAnswer, HandoverStep, HandoverStepKind
from ..record.incidents import Incident
from ..record.package import Limit, limits_of
from ..words import speak
from .facts import Facts, Row, common, of_case, zh_day, zh_minute
from .sheets import Origin

UNITS: Final = {"working": "工作日", "calendar": "日", "month": "月", "year": "年", "hour": "小时"}


def handed_facts(o: Origin) -> Facts:
    """Everything that can stand on a paper of a hand-over, or on a report of an incident."""
    case = o.then
    if isinstance(case, Complaint):
        return _of_complaint(o, case)
    day = o.entry.on
    signed = _named(o, _issuer(o, case))
    texts = {
        "authority": signed,
        "against": "、".join(r.name for r in case.respondents),
        "filed_on": zh_day(case.filed_on),
        "case_authority": _named(o, case.authority),
        "officer": _person(o),
    }
    limits = limits_of((d for d in o.office.deadlines(case.clock_moments) if d.presses), day)
    tables: dict[str, Sequence[Row]] = {"limits": [limit_row(x) for x in limits]}
    made = common(o).and_(of_case(o)).and_(Facts(texts=texts, tables=tables))
    act = o.entry.act
    if isinstance(act, IncidentReported):
        return made.and_(_incident(o, case, act))
    h = next(x for x in case.handovers if x.id == o.sheet.handover)
    return made.and_(_handover(o, case, h))


def _of_complaint(o: Origin, complaint: Complaint) -> Facts:
    """The same for an incident that began before there was a case; nobody who complained or
    reported is named."""
    act = o.entry.act
    assert isinstance(act, IncidentReported)
    texts = {
        "authority": _named(o, _issuer(o, complaint)),
        "against": "、".join(r.name for r in complaint.respondents),
        "case_number": complaint.number,
    }
    return common(o).and_(Facts(texts=texts)).and_(_incident(o, complaint, act))


def _issuer(o: Origin, case: Complaint | Case) -> AuthorityId:
    """Whose paper it is: whose number it took; without one, the deciding authority's."""
    taken = next((n.authority for n in o.entry.given.numbers if n.kind == "handover"), None)
    return taken or case.authority


def _named(o: Origin, authority: AuthorityId | None) -> str:
    """The name of an authority; of one that acts by delegation, of the one that decides."""
    if not authority:
        return ""
    known = o.office.authority(o.office.deciding(authority, o.entry.on))
    return known.name if known else authority


def _person(o: Origin) -> str:
    """Who entered it, with the certificate where there is one."""
    given = o.entry.given
    return f"{given.name}（执法证号 {given.certificate}）" if given.certificate else given.name


def _handover(o: Origin, case: Case, h: Handover) -> Facts:
    act, asked = o.entry.act, _asked(o, h)
    moved = h.moved and h.landed is not None
    texts = {
        "id": h.id,
        "kind": h.rule.title_zh,
        "asker": _named(o, h.asked_by),
        "to": _named(o, h.to),
        "decider": _named(o, h.decides),
        "rival": _named(o, h.rival),
        "asked_on": zh_day(h.asked_on),
        "asked_number": h.steps[0].number,
        "answered_number": _step(h, HandoverStepKind.APPROVED).number,
        "reasons": h.reasons,
        "opinion": asked.opinion if asked else "",
        "remaining": (asked.remaining if asked else "") or "无",
        "report_by": zh_day(h.report_by),
        "about": h.about,
        "paper": next((p.number for p in case.papers if p.id == h.about), ""),
        "text": _text(o),
        "until": zh_day(h.ends_on),
        "moved": "是" if moved else "",
        "stays": "" if moved else "是",
        "before": _named(o, h.before),
        "after": _named(o, h.landed or case.authority),
        "old_numbers": "、".join(n.text for n in case.numbers if n.text != case.number) or "无",
        "handled_by": "" if o.office.joint_office(case.body) else o.office.body_name(case.body),
        "bound": "、".join(_officer(o, one) for one in h.bound),
        "source": act.source if isinstance(act, Answered) else "",
        "days": str(act.supervised_for) if isinstance(act, Answered) else "",
        "present": act.present if isinstance(act, Consulted) else "",
        "views": act.views if isinstance(act, Consulted) else "",
        "conclusion": act.conclusion if isinstance(act, Consulted) else "",
        "dissent": (act.dissent if isinstance(act, Consulted) else "") or "无",
    }
    evidence = [(e.id, e.name, zh_day(e.on), e.file or "") for e in case.evidence if e.regular]
    papers = [
        (paper_rule(code_of(p.kind.value)).title_zh, p.number, zh_day(p.issued_on),
         _named(o, p.authority))
        for p in case.papers
    ]  # fmt: skip
    tables: dict[str, Sequence[Row]] = {
        "evidence": evidence,
        "papers": papers,
        "signed": [*_signed(o, h)],
    }
    return Facts(texts=texts, tables=tables)


def _asked(o: Origin, h: Handover) -> Asked | None:
    act = next((e.act for e in o.docket.entries if e.n == h.steps[0].entry), None)
    return act if isinstance(act, Asked) else None


def _step(h: Handover, what: HandoverStepKind) -> HandoverStep:
    """The newest step of a kind; the first one where there is none."""
    return next((s for s in reversed(h.steps) if s.what is what), h.steps[0])


def _officer(o: Origin, officer: str) -> str:
    known = o.office.officer(officer)
    return known.name if known else officer


def _text(o: Origin) -> str:
    """What the signer wrote."""
    match o.entry.act:
        case Answered() as act:
            return act.text
        case CarriedOut() as act:
            return act.received
        case HandoverReported() as act:
            return act.report
        case SupervisionExtended() as act:
            return act.reason
    return ""


def _signed(o: Origin, h: Handover) -> Iterator[Row]:
    """Who asked and who answered a query of property, as it stands now."""
    state = o.docket.state
    now = next((x for x in state.handovers if x.id == h.id), h) if isinstance(state, Case) else h
    first = now.steps[0]
    yield ("申请", h.reasons, first.name, zh_day(first.on), "")
    for s in now.steps[1:]:
        entry = next((e for e in o.docket.entries if e.n == s.entry), None)
        if entry is not None and isinstance(entry.act, Answered):
            told = {HandoverAnswer.APPROVED: "批准", HandoverAnswer.REFUSED: "不批准"}
            word = told.get(entry.act.answer, "退回补充")
            yield (word, entry.act.text, s.name, zh_day(s.on), "")


def _incident(o: Origin, case: Complaint | Case, act: IncidentReported) -> Facts:
    i: Incident = next(x for x in case.incidents if x.id == act.incident)
    which = {"first": "初报", "follow_up": "续报", "final": "终报"}[act.what.value]
    texts = {
        "which": which,
        "began": zh_minute(i.began),
        "sent": zh_minute(act.at),
        "incident_place": i.place,
        "people": str(act.persons),
        "grade": speak(i.grade.label, "zh_CN") if i.grade else "未达分级",
        "demands": i.demands,
        "on_site": i.on_site,
        "told": act.told,
        "linked": "、".join(i.linked) or "无",
        "text": act.text,
    }
    log = [
        (zh_minute(x.at), x.text, str(x.persons) if x.persons is not None else "", x.told)
        for x in i.log
    ]
    promised = [
        (p.whom, p.what, zh_day(p.by), _officer(o, p.officer) if p.officer else "")
        for p in i.promises
    ]
    return Facts(texts=texts, tables={"log": log, "promised": promised})


def limit_row(x: Limit) -> tuple[str, ...]:
    """A limit as a row: its title, from and to when, the days used and left."""
    used = f"{x.used} {UNITS.get(x.unit, '日')}"
    return (x.title, x.started.isoformat(), x.due.isoformat(), used, _left(x))


def _left(limit: Limit) -> str:
    if limit.left is None:
        return f"已停止（{limit.stopped.isoformat()}）" if limit.stopped else ""
    if limit.left < 0:
        return f"已超 {-limit.left}"
    return f"{limit.left}{'（暂定）' if limit.provisional else ''}"
