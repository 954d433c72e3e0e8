"""What a docket knows of each slot and table of a printed paper; an empty text is not known.

Who a tip-off's author or a confidential complainant is never gets here: not even the papers that go
to that person name them, whoever prints.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from attrs import field, frozen

from .. import law
from ..acts import (
    Closed,
    Disposed,
    Interviewed,
    Ordered,
    Served,
    SumsVerified,
    SupplementAsked,
    WagesCounted,
    WageSheetTaken,
)
from ..acts.wages import SheetSum, line_for
from ..errors import Invalid
from ..fields import Choice
from ..law.bases import bases
from ..law.papers import code_of, paper_rule
from ..parties import Identity, Person, Respondent, Site
from ..record.case import Case, Seat
from ..record.claims import Claimant, ClaimLine
from ..record.complaint import Complaint, Disposition
from ..record.docket import Alleged, Brought, Entry
from ..record.papers import Paper
from ..record.payments import worker_of
from ..record.proposals import Proposal
from ..record.wages import kind_of
from ..values import Line, ResidentNumber, money_text, resident
from ..words import speak
from .sheets import Origin

Row = tuple[str, ...]
_ID: Final = re.compile(r" ?\[[a-z][a-z0-9_]*\](?=[:：])")
"""By which the program knows a figure that a result rests on; no paper needs it."""


@frozen(kw_only=True)
class Facts:
    """Slots to texts, tables to rows, and slots that cite provisions to their ids."""

    texts: Mapping[str, str]
    tables: Mapping[str, Sequence[Row]] = field(factory=dict)
    cited: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def and_(self, more: "Facts") -> "Facts":
        """These facts and more; what is newer counts."""
        return Facts(
            texts={**self.texts, **more.texts},
            tables={**self.tables, **more.tables},
            cited={**self.cited, **more.cited},
        )


def facts_of(o: Origin) -> Facts:
    """Everything that can stand on a sheet."""
    return common(o).and_(_OF[o.sheet.code](o))


# ------------------------------------------------------------------ words


def zh_day(day: date | None) -> str:
    """``2026年11月23日``; nothing for a day that is not known."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def zh_minute(moment: datetime) -> str:
    """``2026年11月23日9时05分``."""
    return f"{zh_day(moment.date())}{moment.hour}时{moment.minute:02}分"


def _word(choice: Choice | None) -> str:
    return speak(choice.label, "zh_CN") if choice is not None else ""


def _name(signer: str) -> str:
    """Who signed, with whoever was stood in for."""
    return speak(signer, "zh_CN")


def _sum(fen: int | None) -> str:
    return money_text(fen) if fen else ""


def _period(start: date | None, end: date | None, continuing: bool = False) -> str:
    until = end.isoformat() if end else "今" if continuing else ""
    return f"{start.isoformat() if start else ''} 至 {until}" if start or until else ""


def _cause(code: str) -> str:
    known = law.causes().get(code)
    return known.title("zh_CN") if known else code


def _born_and_sex(number: str | None, on: date) -> tuple[str, str]:
    """Age in years and sex, as a resident number tells them."""
    if not number:
        return "", ""
    try:
        known = resident(ResidentNumber(number))
    except Invalid:
        return "", ""
    return f"{known.age(on)}岁", "女" if known.sex == "female" else "男"


# ------------------------------------------------------------------ common to all


def common(o: Origin) -> Facts:
    """What every sheet says: whose it is, of what day, against whom, where."""
    then, on = o.then, o.entry.on
    issuer = o.paper.authority if o.paper else then.authority
    authority = o.office.authority(o.office.deciding(issuer, on))
    texts = {
        "authority": authority.name if authority else "",
        "office_address": authority.address if authority else "",
        "office_phone": authority.phone if authority else "",
        "review_by": authority.review_by if authority else "",
        "court": authority.court if authority else "",
        "body": _body(o),
        "date": "" if o.draft else zh_day(o.paper.issued_on if o.paper else on),
        "number": o.sheet.number or then.number,
        **_place(then.site),
    }
    return Facts(texts=texts, tables={"respondents": [*map(_respondent, then.respondents)]})


def _body(o: Origin) -> str:
    """The brigade that handles it; a joint office never stands on a paper as the one that acts."""
    office = o.office
    body = o.then.body if isinstance(o.then, Case) else o.entry.given.body
    if office.joint_office(body) is not None and isinstance(o.then, Case):
        lead = o.then.lead and office.officer(o.then.lead.officer)
        body = lead.body if lead else body
    return "" if office.joint_office(body) is not None else office.body_name(body)


def _place(site: Site) -> dict[str, str]:
    return {"place": site.address, "subdistrict": site.subdistrict, "project": site.project}


def _respondent(r: Respondent) -> Row:
    code = r.credit_code or f"无（{_word(r.no_code)}）"
    head = " ".join(t for t in (r.representative, r.post) if t)
    return (r.name, _word(r.role), code, head, r.phone or "", r.address)


def _matter(n: int, a: Alleged) -> Row:
    return (
        str(n),
        _cause(a.cause),
        _period(a.start, a.end, a.continuing),
        _sum(a.amount),
        str(a.workers) if a.workers else "",
        a.detail,
    )


def _matters(alleged: Iterable[Alleged]) -> list[Row]:
    return [_matter(n, a) for n, a in enumerate(alleged, 1)]


# ------------------------------------------------------------------ papers of a complaint


def _complaint(o: Origin) -> Complaint:
    assert isinstance(o.then, Complaint)
    return o.then


def _to_complainant(o: Origin) -> Facts:
    """What every paper to a complainant says."""
    c = _complaint(o)
    about = o.paper.about if o.paper else ()
    told = [a.alleged for a in c.allegations if not about or a.id in about]
    texts = {
        "addressee": _complainant(c),
        "what": "举报" if c.tipoff else "投诉",
        "own": "" if c.tipoff else "是",
        "registration": c.number,
        "received": zh_minute(c.received),
        "received_day": zh_day(c.received.date()),
        "channel": _word(c.channel),
        "respondent": _against(c.respondents, c.site),
        "clerk": _name(o.entry.signer),
        "others": "是" if about and len(about) < len(c.allegations) else "",
    }
    return Facts(texts=texts, tables={"matters": _matters(told)})


def _complainant(c: Complaint) -> str:
    if c.secret:
        return "举报人（身份保密）" if c.tipoff else "投诉人（身份保密）"
    if c.complainant is None:
        return ""
    more = len(c.workers)
    return f"{c.complainant.name}等{more}人" if more > 1 else c.complainant.name


def _against(respondents: tuple[Respondent, ...], site: Site) -> str:
    if not respondents:
        return site.address
    several = len(respondents)
    return f"{respondents[0].name}等{several}个单位" if several > 1 else respondents[0].name


def _due(deadline: law.Deadline) -> str:
    """The last day of a limit, marked where a calendar notice that is not out yet may move it."""
    told = zh_day(deadline.due)
    if not deadline.doubt:
        return told
    first, last = deadline.doubt
    return (
        f"{told}（暂定：国务院办公厅尚未公布{deadline.due.year}年放假安排，公布后可能为"
        f"{zh_day(first)}至{zh_day(last)}中的一日）"
    )


def _receipt(o: Origin) -> Facts:
    due = {d.clock: _due(d) for d in o.office.deadlines(_complaint(o).clock_moments)}
    by = {"accept_by": due.get("accept-5wd", ""), "file_by": due.get("henan-file-7d", "")}
    return _to_complainant(o).and_(Facts(texts=by))


def _supplement(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, SupplementAsked)
    return _to_complainant(o).and_(Facts(texts={"items": act.items, "by": zh_day(act.by)}))


def _acceptance(o: Origin) -> Facts:
    given = [n.text for n in o.entry.given.numbers if n.kind == "case"]
    into = _complaint(o).case
    found = o.open(into) if into and not given else None
    if found and isinstance(found.state, Case) and o.paper:
        # The number under which the accepting authority itself filed it.
        given = [n.text for n in found.state.numbers if n.authority == o.paper.authority]
    number = given[0] if given else ""
    return _to_complainant(o).and_(Facts(texts={"case_number": number}))


def _disposed(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, Disposed)
    texts = {
        "reason": act.reason,
        "to": act.to,
        "referred": "是" if act.how is Disposition.REFERRED else "",
        "forwarded": "是" if act.how is Disposition.FORWARDED else "",
        "guided": "是" if act.how is Disposition.GUIDED else "",
    }
    cited: dict[str, tuple[str, ...]] = {"provision": ()}
    if act.provision in bases():
        cited["provision"] = (act.provision,)
    return _to_complainant(o).and_(Facts(texts=texts, cited=cited))


def _registered(o: Origin) -> Facts:
    c = _complaint(o)
    on = c.received.date()
    agent = None if c.secret else c.agent
    texts = {
        "agent": agent.name if agent else "",
        "agent_number": (agent and agent.resident_number) or "",
        "agent_phone": (agent and agent.phone) or "",
        "power_of_attorney": "" if c.secret else c.power_of_attorney,
        "secret": "是" if c.secret else "",
        "identity": _word(c.identity),
        "acting": _word(c.acting),
        "facts": c.facts,
        "demand": c.demand,
        "persons": str(c.persons),
        "claimed": _sum(c.claimed),
        "representatives": "" if c.secret else "、".join(c.representatives),
        "workers": "是" if c.workers and not c.secret else "",
        **_person(None if c.secret else c.complainant, on),
    }
    workers = [
        (str(n), w.name, w.resident_number or "", w.phone or "", _sum(w.claimed), "")
        for n, w in enumerate(() if c.secret else c.workers, 1)
    ]
    differences = [
        (u.allegation.removeprefix("A"), _sum(u.stated), _sum(u.listed),
         _sum(abs(u.stated - u.listed)), "".join(c.sums_differ.splitlines()))
        for u in c.unequal
    ]  # fmt: skip
    texts["differences"] = "是" if differences else ""
    more = Facts(texts=texts, tables={"workers": workers, "differences": differences})
    return _to_complainant(o).and_(more)


def _person(who: Person | None, on: date) -> dict[str, str]:
    if who is None:
        names = ("who", "sex", "age", "resident_number", "occupation", "work_unit", "phone")
        return dict.fromkeys((*names, "address"), "")
    age, sex = _born_and_sex(who.resident_number, on)
    if who.born and not age:
        had = (on.month, on.day) >= (who.born.month, who.born.day)
        age = f"{on.year - who.born.year - (not had)}岁"
    return {
        "who": who.name,
        "sex": _word(who.sex) or sex,
        "age": age,
        "resident_number": who.resident_number or "",
        "occupation": who.occupation,
        "work_unit": who.work_unit,
        "phone": who.phone or "",
        "address": who.address,
    }


# ------------------------------------------------------------------ papers of a case


def _case(o: Origin) -> Case:
    assert isinstance(o.then, Case)
    return o.then


def of_case(o: Origin) -> Facts:
    """What every paper of a case says."""
    case = _case(o)
    codes = tuple(dict.fromkeys(a.alleged.cause for a in case.allegations))
    known = [law.causes()[code] for code in codes if code in law.causes()]
    texts = {
        "case_number": case.number,
        "cause": "、".join(map(_cause, codes)),
        "source": _word(case.source),
        "wages": "是" if any(cause.group == "WAG" for cause in known) else "",
        "inspectors": "、".join(_inspector(o, seat) for seat in case.seats),
        "received_day": zh_day(min((b.received for b in case.brought), default=None)),
        "persons": _persons(case),
        "claimed": _sum(case.claimed),
    }
    cited = dict.fromkeys(key for cause in known for key in cause.bases)
    return Facts(
        texts=texts,
        tables={"matters": _matters(a.alleged for a in case.allegations)},
        cited={"provisions": tuple(cited)},
    )


def _inspector(o: Origin, seat: Seat) -> str:
    officer = o.office.officer(seat.officer)
    valid = officer.certificate(o.entry.on) if officer else None
    return f"{seat.name}（执法证号 {valid.number if valid else seat.certificate}）"


def _persons(case: Case) -> str:
    """How many workers are concerned; nothing where a tip-off did not say."""
    said = sum(0 if b.tipoff and not _counted(b) else b.persons for b in case.brought)
    return str(said) if said else ""


def _counted(b: Brought) -> bool:
    return bool(b.workers) or any(a.workers for _, a in b.allegations)


def _filing(o: Origin) -> Facts:
    texts = {"facts": "\n".join(_told(o)), "number": _case(o).number}
    return of_case(o).and_(Facts(texts=texts, tables={"opinions": _opinions(o)}))


def _told(o: Origin) -> Iterator[str]:
    case = _case(o)
    if case.facts:
        yield case.facts
    for b in case.brought:
        found = o.open(b.complaint)
        if found is None or not isinstance(found.state, Complaint):
            continue
        # What the author of a tip-off told could give the author away.
        yield f"见登记表 {b.number}（内容保密）" if found.state.secret else found.state.facts


def _opinions(o: Origin) -> list[Row]:
    """Who proposed, reviewed and approved the act of a form, with their opinions."""
    entry = o.entry
    if o.draft is not None:
        return [*_signed(o, o.draft), *((_word(p), "", "", "", "", "") for p in o.draft.left)]
    own = entry.given.main == o.docket.key
    home = o.docket if own else o.open(entry.given.main)
    state = home.state if home else None
    proposals = state.proposals if isinstance(state, (Complaint, Case)) else ()
    made = next((p for p in proposals if p.id == entry.given.proposal), None)
    if made is None:
        given = entry.given
        held = next(iter(given.positions), None)
        position = _word(given.stands_in.position if given.stands_in else held)
        return [
            ("承办人", "", "", "", "", ""),
            (position, "", _name(entry.signer), given.certificate, zh_day(entry.on), ""),
        ]
    return _signed(o, made)


def _signed(o: Origin, made: Proposal) -> list[Row]:
    last = made.rounds[-1]
    rows = [_opinion(o, "承办人", last.opinion, made.proposer, made.proposer_name, last.on)]
    rows += [
        _opinion(o, _word(s.position), s.opinion or "同意", s.officer, _name(s.signer), s.on)
        for s in made.agreed
    ]
    return rows


def _opinion(o: Origin, step: str, text: str, officer_id: str, name: str, on: date) -> Row:
    officer = o.office.officer(officer_id)
    valid = officer.certificate(on) if officer else None
    return (step, text, name, valid.number if valid else "", zh_day(on), "")


def _interview(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, Interviewed)
    age, sex = _born_and_sex(act.resident_number, o.entry.on)
    texts = {
        "start": zh_minute(act.start),
        "end": zh_minute(act.end),
        "place": act.place,
        "interviewer": _on_record(o, act.interviewer),
        "recorder": _on_record(o, act.recorder),
        "person": act.person,
        "sex": sex,
        "age": age,
        "resident_number": act.resident_number or "",
        "capacity": act.capacity,
        "phone": act.phone or "",
        "content": act.content,
        "comment": act.comment,
        "refused": "是" if act.refused_to_sign else "",
        "number": _case(o).number,
    }
    return of_case(o).and_(Facts(texts=texts))


def _on_record(o: Origin, officer_id: str) -> str:
    """An inspector as a record names one: with unit and certificate, as they were that day."""
    given = o.entry.given
    officer = o.office.officer(officer_id)
    unit = o.office.body_name(officer.body) if officer else ""
    number = given.certificates.get(officer_id, "")
    told = "，".join(t for t in (unit, f"执法证号 {number}" if number else "") if t)
    name = given.names.get(officer_id, officer_id)
    return f"{name}（{told}）" if told else name


def _order(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, Ordered)
    paper = o.paper.id if o.paper else ""
    listed = _listed(_case(o), paper)
    texts = {
        "addressee": "、".join(act.addressees),
        "found": act.found,
        "what": act.what,
        "until": zh_day(act.by),
        "amount": _sum(act.amount),
        "people": str(act.workers) if act.workers else "",
        "workers": "是" if listed else "",
        "listed": str(len(listed)),
        "listed_sum": _sum(sum(line.claimed or 0 for w in listed for line in w.lines)),
        "ordered_sum": _sum(sum(ordered_by(line, paper) for w in listed for line in w.lines)),
    }
    texts["rests"] = "是" if act.grounds else ""
    rows = [_worker(n, w, paper) for n, w in enumerate(listed, 1)]
    cited = {"grounds": tuple(g.basis for g in act.grounds if g.basis in bases())}
    return of_case(o).and_(Facts(texts=texts, tables={"workers": rows}, cited=cited))


def ordered_by(line: ClaimLine, paper: str) -> int:
    """What one paper orders for a line, in fen."""
    found = line.ordered({paper})
    return found.sum if found else 0


def _may_be_named(docket: Complaint | Case) -> list[Claimant]:
    """The workers who may be named to the employer. Nobody whose complaint must stay unknown is
    ever among them."""
    if isinstance(docket, Complaint):
        return [] if docket.secret else [w for w in docket.claims.workers if w.name]
    secret = {b.complaint for b in docket.brought if b.tipoff or b.identity is not Identity.NAMED}
    return [
        w
        for w in docket.claims.workers
        if w.name and not secret.intersection(o.docket for o in w.origins)
    ]


def _listed(case: Case, paper: str) -> list[Claimant]:
    """The workers on the list of an order: those it orders a sum for, else all who may be named to
    the employer and have not left."""
    named = [w for w in _may_be_named(case) if not w.left]
    ordered = [w for w in named if any(line.ordered({paper}) for line in w.lines)]
    return ordered or named


def _worker(n: int, w: Claimant, paper: str) -> Row:
    starts = [line.start for line in w.lines if line.start]
    ends = [line.end for line in w.lines if line.end]
    causes = "、".join(dict.fromkeys(_cause(line.cause) for line in w.lines))
    period = _period(min(starts, default=None), max(ends, default=None))
    claimed, verified, ordered = (
        _sum(sum(sums))
        for sums in (
            [line.claimed or 0 for line in w.lines],
            [line.verified or 0 for line in w.lines],
            [ordered_by(line, paper) for line in w.lines],
        )
    )
    return (str(n), w.name, causes, period, claimed, verified, ordered)


# ------------------------------------------------------------------ proof of service


def _proof(o: Origin) -> Facts:
    paper = o.paper
    assert paper is not None
    secret = isinstance(o.then, Complaint) and o.then.secret
    tried = [
        (e, e.act)
        for e in o.docket.entries
        if isinstance(e.act, Served)
        and e.taken_back_by is None
        and e.act.paper == paper.id
        and e.act.addressee in ("", o.sheet.addressee)
    ]
    done = next(((e, a) for e, a in tried if a.reached and e.regular), None)
    last = done or (tried[-1] if tried else None)
    act = last[1] if last else None
    texts = {
        "case_number": o.then.number,
        "paper": paper_rule(code_of(paper.kind.value)).title_zh,
        "addressee": o.sheet.addressee
        or (_complainant(o.then) if isinstance(o.then, Complaint) else ""),
        "mode": _word(act.mode) if act else "",
        "served_on": zh_day(done[0].on) if done else "",
        "receiver": act.receiver if done and act and not secret else "",
        "refusal": act.refusal if act and not secret else "",
        "witness": act.witness if act and not secret else "",
        "attempts": "是" if tried else "",
    }
    rows = [_attempt(n, e, a, secret) for n, (e, a) in enumerate(tried, 1)]
    return Facts(texts=texts, tables={"attempts": rows})


def _attempt(n: int, entry: Entry, act: Served, secret: bool) -> Row:
    number = entry.given.certificate
    name = _name(entry.signer)
    server = f"{name}（{number}）" if number else name
    result = "送达" if act.reached else "未送达"
    receiver = "" if secret else act.receiver
    return (str(n), zh_day(entry.on), _word(act.mode), receiver, result, server)


# ------------------------------------------------------------------ closing


def _closing(o: Origin) -> Facts:
    case = _case(o)
    act = o.entry.act
    assert isinstance(act, Closed)
    now = o.docket.state
    texts = {
        "number": case.number,
        "filed_on": zh_day(case.filed_on),
        "outcome": _word(case.outcome),
        "decided_on": zh_day(case.decided_on),
        "paid": _sum(case.paid),
        "closing": _word(act.how),
        "result": act.result,
        "archive": now.archive_number if isinstance(now, Case) else "",
    }
    findings = [
        (
            str(n),
            _cause(a.alleged.cause),
            _period(a.alleged.start, a.alleged.end, a.alleged.continuing),
            _word(a.finding),
            _sum(a.verified),
        )
        for n, a in enumerate(case.allegations, 1)
    ]
    tables: dict[str, Sequence[Row]] = {
        "findings": findings,
        "papers": [*map(_issued, case.papers)],
        "opinions": _opinions(o),
    }
    return of_case(o).and_(Facts(texts=texts, tables=tables))


def _issued(p: Paper) -> Row:
    done = zh_day(p.performed_on) or ("期满未履行" if p.lapsed else "" if p.until else "不适用")
    return (
        paper_rule(code_of(p.kind.value)).title_zh,
        p.number,
        zh_day(p.issued_on),
        "作废" if p.void_on else zh_day(p.served_on),
        zh_day(p.until) or "不适用",
        done,
    )


# ------------------------------------------------------------------ annexes of sums


def _calculation(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, WagesCounted)
    names = {w.id: w.name for w in _may_be_named(o.then)}
    line = o.then.claims.line(act.about)
    worker = worker_of(act.about) if act.about else ""
    proofs = {e.id: e.name for e in o.then.evidence} if isinstance(o.then, Case) else {}
    texts = {
        "what": speak(kind_of(act.what).title, "zh_CN"),
        "against": "、".join(r.name for r in o.then.respondents),
        "worker": f"{worker} {names.get(worker, '')}".strip(),
        "period": _period(line.start, line.end) if line else "",
        "evidence": f"{act.evidence} {proofs.get(act.evidence, '')}".strip(),
        "total": "" if act.total is None else money_text(act.total),
        "counted_on": zh_day(o.entry.on),
    }
    parts: dict[str, list[Row]] = {"line": [], "assumed": [], "note": []}
    for kept in act.result:
        if kept.part in parts:
            rows = parts[kept.part]
            rows.append((str(len(rows) + 1), _ID.sub("", kept.zh)))
    texts["noted"] = "是" if parts["note"] else ""
    tables: dict[str, Sequence[Row]] = {
        "lines": parts["line"],
        "figures": parts["assumed"],
        "remarks": parts["note"],
    }
    return Facts(texts=texts, tables=tables)


def _wage_sheet(o: Origin) -> Facts:
    act = o.entry.act
    assert isinstance(act, WageSheetTaken)
    names = {w.id: w.name for w in _may_be_named(o.then)}
    numbered = list(enumerate(act.sums, 1))
    by_worker: dict[str, list[SheetSum]] = {}
    for s in act.sums:
        by_worker.setdefault(s.worker, []).append(s)
    claims = [*_beside_claims(o, act, names)]
    parts: dict[str, list[Row]] = {"column": [], "assumed": [], "note": []}
    remarks = [kept for kept in act.result if kept.part in parts]
    for kept in remarks:
        rows = parts[kept.part]
        rows.append((str(len(rows) + 1), _ID.sub("", kept.zh)))
    if act.nevertheless.strip():
        parts["note"].append((str(len(parts["note"]) + 1), f"核对意见：{act.nevertheless}"))
    replaced = [*_replaced(o, act)]
    proofs = o.then.evidence if isinstance(o.then, Case) else ()
    proof = next((e.id for e in reversed(proofs) if e.file == act.file), "")
    texts = {
        "what": f"{proof} {act.name}".strip(),
        "against": "、".join(r.name for r in o.then.respondents),
        "due": money_text(sum(s.due for s in act.sums)),
        "paid": money_text(sum(s.paid for s in act.sums)),
        "withheld": money_text(sum(s.withheld for s in act.sums)),
        "total": money_text(sum(s.found for s in act.sums)),
        "count": f"{len(by_worker)}人，{len(act.sums)}人月",
        "counted_on": zh_day(o.entry.on),
        "counted": "是" if any(s.how for s in act.sums) else "",
        "replaced": "是" if replaced else "",
        "read": "是" if parts["column"] else "",
        "claimed": "是" if claims else "",
        "figured": "是" if parts["assumed"] else "",
        "noted": "是" if parts["note"] else "",
    }
    tables: dict[str, Sequence[Row]] = {
        "sums": [
            (str(n), s.worker, names.get(s.worker, ""), f"{s.month:%Y-%m}", *_added([s]))
            for n, s in numbered
        ],
        "formulas": [
            (str(n), s.how, "未列" if s.stated is None else money_text(s.stated), money_text(s.due))
            for n, s in numbered
            if s.how
        ],
        "workers": [
            (worker, names.get(worker, ""), str(len(rows)), *_added(rows))
            for worker, rows in by_worker.items()
        ],
        "claims": claims,
        "later": replaced,
        "columns": parts["column"],
        "figures": parts["assumed"],
        "remarks": parts["note"],
    }
    return Facts(texts=texts, tables=tables)


def _added(rows: Sequence[SheetSum]) -> Row:
    """What is due, paid, withheld and owed, added up."""
    return (
        money_text(sum(s.due for s in rows)),
        money_text(sum(s.paid for s in rows)),
        money_text(sum(s.withheld for s in rows)),
        money_text(sum(s.found for s in rows)),
    )


def _replaced(o: Origin, act: WageSheetTaken) -> Iterator[Row]:
    """The lines of a sheet that were verified anew after it, each with the entry that counts."""
    workers = {w.id: w for w in o.then.claims.workers}
    own: dict[str, None] = {}
    for s in act.sums:
        line = s.line
        if not line and s.worker in workers:  # it began with the sheet
            begun = line_for(workers[s.worker], s.month, act.cause)
            line = Line(begun.id if begun else "")
        if line:
            own[line] = None
    newer: dict[str, Entry] = {}
    for entry in o.docket.entries:
        later = entry.act
        if entry.n <= o.entry.n or entry.taken_back_by is not None:
            continue
        if isinstance(later, (WageSheetTaken, SumsVerified)):
            newer |= dict.fromkeys((s.line for s in later.sums), entry)
        elif isinstance(later, WagesCounted) and later.take:
            newer[later.about] = entry
    for key in own:
        if key in newer:
            entry = newer[key]
            yield (key, zh_day(entry.on), f"#{entry.n} {speak(entry.act.title, 'zh_CN')}")


def _beside_claims(o: Origin, act: WageSheetTaken, names: Mapping[str, str]) -> Iterator[Row]:
    """For each claim that the sheet speaks of: what was claimed, and what was found."""
    found: dict[str, int] = {}
    for s in act.sums:
        if s.line:
            found[s.line] = found.get(s.line, 0) + s.found
    lines = o.then.claims.by_id()
    for key, sum_ in found.items():
        _, line = lines.get(key, (None, None))
        if line is None or line.claimed is None:
            continue
        yield (
            key,
            names.get(worker_of(key), ""),
            _period(line.start, line.end),
            money_text(line.claimed),
            money_text(sum_),
            money_text(sum_ - line.claimed),
        )


_OF: Final[Mapping[str, Callable[[Origin], Facts]]] = {
    "D01": _registered,
    "D02": _registered,
    "D01R": _receipt,
    "D04": _supplement,
    "D05": _acceptance,
    "D05N": _disposed,
    "D06": _disposed,
    "D10": _filing,
    "D21": _interview,
    "D40": _order,
    "D68": _proof,
    "D70": _closing,
    "D40S": _calculation,
    "D40T": _wage_sheet,
}
