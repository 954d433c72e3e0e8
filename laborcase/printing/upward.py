"""The package of a request upward as a document to be read: the same facts as its JSON, no more."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from ..law.papers import joint_wording, paper_rule
from ..record.package import Package
from ..values import money_text
from .facts import Facts, zh_day
from .filling import BLANK, Printed, filled, harmless, short
from .handing import limit_row
from .sheets import PACKAGE


def printed_package(package: Package, number: str = "", marks: tuple[str, ...] = ()) -> Printed:
    """The package filled into its wording, under the number of the request. It bears the hash of
    what is sent, and the head of the ledger when it was made."""
    facts = _facts(package)
    day = package.request.on
    blocks = tuple(
        filled(b, facts, day) for b in joint_wording()[PACKAGE] if b.stands(facts.texts, day)
    )
    return Printed(
        authority=harmless(package.request.asked_by) or BLANK,
        title=paper_rule(PACKAGE).title_zh,
        number=harmless(number),
        marks=marks,
        blocks=blocks,
        notes=(f"报送文件 SHA-256：{sha256(package.data).hexdigest()}",),
        foot=f"案卷 {package.docket}　登记台账第 {package.ledger_seq} 笔　"
        f"校验 {short(package.ledger_hash)}",
    )


def _facts(p: Package) -> Facts:
    return Facts(
        texts={
            "to": p.request.to,
            "number": p.number,
            "numbers": "、".join(n for n in p.numbers if n != p.number) or "无",
            "source": p.source,
            "came": "、".join(f"{c.number or c.docket}（{c.received.isoformat()}）" for c in p.came)
            or "无",
            "filed_on": zh_day(p.filed_on),
            "authority": p.authority,
            "body": p.body,
            "place": f"{p.place.subdistrict} {p.place.address}".strip(),
            "project": _joined([p.place.project, "政府投资" if p.place.government_funded else ""])
            or "无",
            "facts": p.facts,
            "persons": f"{p.persons} 人",
            "claimed": _money(p.sums.claimed),
            "verified": _money(p.sums.verified),
            "paid": _money(p.sums.paid),
            "outstanding": _money(p.sums.outstanding),
            "verdict": p.verdict,
            "risk": _joined(p.risk) or "无",
            "complex_for": _joined(p.complex_for) or "无",
            "law": _joined(p.law),
            "what": p.request.what,
            "reasons": p.request.reasons,
            "opinion": p.request.opinion,
            "remaining": p.request.remaining or "无",
            "added": p.request.added,
            "asked_by": p.request.asked_by,
            "officer": p.request.officer,
            "on": zh_day(p.request.on),
        },
        tables={
            "parties": [
                (r.name, r.role, r.credit_code, r.representative, r.address,
                 _joined([r.registration_type, r.size]))
                for r in p.parties
            ],
            "matters": [
                (m.id, m.title, _period(m.start, m.end), _money(m.amount), m.finding,
                 _money(m.verified))
                for m in p.matters
            ],
            "workers": [
                (w.id, w.name, str(w.count), _money(w.claimed), _money(w.verified), _money(w.paid),
                 _money(w.outstanding))
                for w in p.workers
            ],
            "measures": [
                (f"#{m.entry}", m.on.isoformat(), m.what, _joined(m.numbers)) for m in p.measures
            ],
            "evidence": [(e.id, e.name, e.on.isoformat(), e.sha256) for e in p.evidence],
            "limits": [limit_row(x) for x in p.limits],
            "criteria": [
                (c.id, c.title, "；".join(c.facts), f"{c.source}（{c.certainty}）")
                for c in p.criteria
            ],
            "handlers": [(h.role, h.name, h.certificate) for h in p.handlers],
        },
    )  # fmt: skip


def _joined(words: Iterable[str]) -> str:
    return "、".join(w for w in words if w)


def _money(fen: int | None) -> str:
    return "" if fen is None else money_text(fen)


def _period(start: date | None, end: date | None) -> str:
    return " - ".join(day.isoformat() for day in (start, end) if day)
