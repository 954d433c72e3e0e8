"""Canaries: names, numbers and addresses in every field of a tip-off and of a confidential
complaint are found nowhere but through the one act that opens them: not in a list, a search, an
answer of any verb, an error, a summary, a snapshot, the ledger or any table; whatever is done with
the docket."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path

import msgspec
import psycopg
import pytest
from attrs import evolve

from laborcase import acts, cli
from laborcase.desk import Desk
from laborcase.errors import LaborCaseError
from laborcase.opening import found_register, open_desk
from laborcase.parties import SECRET, Identity, Person, Respondent, Sex, Site, Worker
from laborcase.record.docket import Alleged
from laborcase.record.tickets import Arrival, Channel
from laborcase.store import QUEUES
from tests.canaries import (
    AGENT,
    AGENT_PHONE,
    BORN,
    CALLED,
    CALLED_PHONE,
    CALLER,
    CANARIES,
    HEARD,
    JOINER,
    JOINER_PHONE,
    LATER_NAME,
    LATER_PHONE,
    LETTER,
    NAME,
    NUMBER,
    OPEN,
    PHONE,
    POWER,
    RAW_PHONE,
    RECEIVER,
    REFUSAL,
    SAID,
    SPEAKER,
    STREET,
    TRADE,
    UNIT,
    WITNESS,
    WORKER,
    WORKER_NUMBER,
    WORKER_PHONE,
    forms,
    holds,
)

OFFICERS = ("guan", "wang", "li", "xie", "zhou", "ma", "he", "xu", "wu", "zhao")

Make = Callable[..., acts.Registered]
NUMBERS = count(1)


def author(complaint: Make, **fields: object) -> acts.Registered:
    who = Person(
        name=NAME, phone=PHONE, resident_number=NUMBER, sex=Sex.MALE, born=date(1987, 7, 19),
        occupation=TRADE, work_unit=UNIT, address=STREET,
    )  # fmt: skip
    worker = Worker(
        name=WORKER, phone=WORKER_PHONE, resident_number=WORKER_NUMBER, occupation=TRADE
    )
    given: dict[str, object] = {
        "identity": Identity.CONFIDENTIAL,
        "complainant": who,
        "workers": (worker, worker),
        "representatives": (SPEAKER,),
        "facts": f"{OPEN[0]}，拖欠工资",
        "demand": OPEN[1],
        "respondents": (Respondent(name="周口某快餐店"),),
        "site": Site(address="七一路"),
        "allegations": (Alleged(cause="arrears", amount=320_000, detail="三月"),),
        "ticket": Arrival(number=f"GD{next(NUMBERS)}", raw=f"来电人{CALLER}，{RAW_PHONE}"),
        **fields,
    }
    return complaint(**given)


def lived(desk: Desk, complaint: Make, clock) -> list[str]:
    """All that can be done with a tip-off and a confidential complaint; the keys of the dockets."""
    wang, zhou, li, ma = (desk.as_officer(o) for o in ("wang", "zhou", "li", "ma"))
    today = clock.now.date()
    tip = wang.enter(author(complaint, tipoff=True)).docket
    helped = {"acting": "agent", "agent": Person(name=AGENT, phone=AGENT_PHONE, address=STREET)}
    told = wang.enter(author(complaint, **helped, power_of_attorney=POWER)).docket
    gone = wang.enter(author(complaint, tipoff=True)).docket
    wang.enter(acts.TakenBack(entry=1, reason="登记有误"), on=gone)
    changes = (
        acts.Change(path="complainant.name", value=f'"{LATER_NAME}"'),
        acts.Change(path="workers.1.phone", value=f'"{LATER_PHONE}"'),
        acts.Change(path="demand", value=f'"{OPEN[1]}等"'),
    )
    for key in (tip, told):
        wang.enter(acts.Corrected(entry=1, changes=changes, reason="听错"), on=key)
        wang.enter(acts.Noted(text=OPEN[2]), on=key)
        lived_ticket(wang, key)
        wang.enter(
            acts.Contacted(
                side="complainant", whom=CALLED, phone=CALLED_PHONE, reply="reached", said=HEARD
            ),
            on=key,
        )  # fmt: skip
        joiner = Worker(name=JOINER, phone=JOINER_PHONE)
        wang.enter(acts.WorkerJoined(worker=joiner), on=key)
    wang.enter(acts.Linked(to=told), on=tip)
    wang.enter(acts.SupplementAsked(items="住址"), on=told)
    served = acts.Served(paper="P2", receiver=RECEIVER, witness=WITNESS, refusal=REFUSAL)
    wang.enter(served, on=told)
    more = Person(name=LATER_NAME, phone=PHONE, address=STREET)
    wang.enter(acts.SupplementReceived(what="已补", complainant=more), on=told)
    wang.propose(acts.Accepted(told_on=None), on=told, opinion="拟立案")
    case = zhou.enter(acts.Signed(proposal="R1", answer="agree"), on=told).opened
    zhou.enter(acts.Filed(case=case), on=tip)
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    changes = (acts.Change(path="complainant.phone", value=f'"{LATER_PHONE}"'),)
    wang.enter(acts.Corrected(entry=1, changes=changes, reason="换号"), on=told)
    for key in (told, tip):
        wang.enter(acts.ComplainantTold(what="已告知立案"), on=key)
    wang.open_identity(told, "电话告知")
    zhou.open_identity(tip, "核对线索")
    zhou.enter(acts.Asked(what="request_upward", reasons_given="需查询账户"), on=case)
    desk.as_officer("zheng").enter(
        acts.Answered(handover="H1", answer="refused", text="由开发区办理"), on=case
    )
    li.enter(acts.Ordered(what="支付工资", by=today, amount=320_000), on=case)
    li.enter(acts.Served(paper="P1", receiver="店长"), on=case)
    li.enter(acts.Performed(paper="P1", amount=320_000), on=case)
    li.enter(acts.Concluded(report="欠薪属实，已付清", proposal="handling"), on=case)
    findings = tuple(
        acts.FindingOn(allegation=a.id, finding="upheld", verified=320_000)
        for a in li.case(case).allegations
    )
    ma.enter(acts.Decided(outcome="order", findings=findings, content="已履行"), on=case)
    zhou.enter(acts.Closed(result="已付清"), on=case)
    wang.enter(acts.Replied(what="已办结"), on=told)
    return [tip, told, gone, str(case)]


def lived_ticket(wang: Desk, key: str) -> None:
    """All that can be told of the tickets of a docket; the second one's text is kept as a file."""
    more = Arrival(channel=Channel.PETITION, raw=f"{LETTER}\0")
    attached = acts.TicketAttached(
        ticket=more, new=SAID[0], complainant=Person(name=NAME, phone=PHONE, address=STREET),
        workers=(Worker(name=WORKER, phone=WORKER_PHONE),),
    )  # fmt: skip
    wang.enter(attached, on=key)
    wang.enter(acts.TicketContacted(ticket="T1", note=SAID[1]), on=key)
    wang.enter(acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已依法处理"), on=key)
    later = wang.at(lambda: wang.now() + timedelta(minutes=2))
    due = wang.now() + timedelta(days=5)
    later.enter(acts.TicketReturned(ticket="T1", why=SAID[2], due=due), on=key)
    later.enter(
        acts.TicketExtended(ticket="T1", until=wang.now() + timedelta(days=30), reason=SAID[3]),
        on=key,
    )
    later.enter(acts.TicketAnswered(ticket="T1", conclusion="filed", reply="已依法处理"), on=key)
    later.enter(acts.TicketRated(ticket="T1", satisfaction="dissatisfied", remark=SAID[4]), on=key)


def printed(desk: Desk, key: str) -> str:
    """All papers of a docket, in both forms."""
    names = [sheet.id for sheet in desk.papers(key)]
    return "".join(desk.paper(key, n, form) for n in names for form in ("text", "html"))


def answers(desk: Desk, keys: list[str]) -> Iterator[str]:
    """Everything that an officer at a desk can ask, as text."""

    def tried(ask: Callable[[], object]) -> str:
        try:
            found = ask()
        except LaborCaseError as error:
            return f"{error} {error.sentence!r}"
        try:
            return repr(found) + msgspec.json.encode(found).decode()
        except TypeError:
            return repr(found)

    for queue in QUEUES:
        yield tried(lambda q=queue: desk.find(desk.asking(queue=q, limit=200)))
    yield tried(desk.counts)
    yield tried(desk.permitted)
    yield tried(desk.today)
    asked = acts.Registered(
        channel="counter", received=desk.now(), facts="拖欠工资",
        complainant=Person(name=NAME, phone=PHONE, resident_number=NUMBER),
        respondents=(Respondent(name="周口某快餐店"),),
    )  # fmt: skip
    stranger = evolve(asked, complainant=Person(name="丁某某"))
    yield tried(lambda: desk.similar(asked))
    assert tried(lambda: desk.similar(asked)) == tried(lambda: desk.similar(stranger))
    probe = acts.Noted(text="……")
    for key in keys:
        yield tried(lambda k=key: desk.docket(k))
        yield tried(lambda k=key: desk.complaint(k))
        yield tried(lambda k=key: desk.case(k))
        yield tried(lambda k=key: desk.permitted(k))
        yield tried(lambda k=key: desk.deadlines(k))
        yield tried(lambda k=key: desk.why(k))
        yield tried(lambda k=key: desk.papers(k))
        yield tried(lambda k=key: printed(desk, k))
        for ticket in ("T1", "T2"):
            yield tried(lambda k=key, t=ticket: desk.raw_text(k, t))
        for act in (
            probe,
            acts.Accepted(),
            acts.Withdrawn(reason="撤"),
            acts.TakenBack(entry=1, reason="误"),
            acts.SupplementReceived(what="来了", complainant=Person(name="丁某某")),
            acts.Corrected(
                entry=1,
                changes=(acts.Change(path="complainant.name", value='"丁某某"'),),
                reason="误",
            ),
        ):
            yield tried(lambda k=key, a=act: desk.check(a, on=k))
            yield tried(lambda k=key, a=act: desk.what_if(a, on=k))
        yield tried(lambda k=key: desk.enter(probe, on=k, expected=1))


@pytest.fixture
def register(
    kept: str, founding: acts.Founded, complaint: Make, clock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[str, list[str]]:  # fmt: skip
    """A register in which all of that was done, closed; and its dockets."""
    monkeypatch.setenv("LABORCASE_IDENTITY_KEY", str(tmp_path / "identity.key"))
    with found_register(kept, founding, clock=clock, account="test") as desk:
        keys = lived(desk, complaint, clock)
    return kept, keys


def test_nothing_that_anybody_can_ask_names_them(register: tuple[str, list[str]], clock) -> None:
    url, keys = register
    with open_desk(url, officer="wang", clock=clock) as desk:
        for officer in OFFICERS:
            for text in answers(desk.as_officer(officer), keys):
                assert not holds(text), (officer, text)
        for word in (*CANARIES, *OPEN):
            for officer in OFFICERS:
                seat = desk.as_officer(officer)
                assert seat.find(seat.asking(text=word)).total == 0, word
                assert seat.find(seat.asking(respondent=word)).total == 0, word
        rows = desk.find(desk.asking(limit=200)).rows
        assert {row.who for row in rows if row.kind != "case"} == {SECRET}
        assert not any(word in repr(rows) for word in OPEN)


def test_the_one_act_opens_them_all(register: tuple[str, list[str]], clock) -> None:
    url, keys = register
    with open_desk(url, officer="zhou", clock=clock) as desk:
        opened = [desk.open_identity(key, "核对") for key in keys[:2]]
        text = "".join(f"{path}={value} " for o in opened for _, path, _, value in o.parts())
        firsts = "".join(repr(e.first) for o in opened for e in o.docket.entries)
        assert not [c for c in CANARIES if c not in text + firsts]
        assert BORN in text
        assert opened[0].docket.state.complainant.name == LATER_NAME
        assert opened[1].docket.state.complainant.phone == PHONE


def test_no_verb_prints_them_in_text_in_json_or_in_an_error(
    register: tuple[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, keys = register
    for officer in ("wang", "zhou", "li", "guan"):
        for lang in ("en", "zh_CN"):
            at = ["--register", url, "--officer", officer, "--lang", lang]
            given = [["list"], ["verify"], ["today"], ["list", "--text", NAME[:1]], ["permitted"]]
            for key in keys:
                given += [["show", key], ["docket", key], ["permitted", key], ["why", key]]
                note = ["--field", "text=……", "--expected", "1"]
                given.append(["enter", "noted", key, *note])
                given += [["print", key], ["print", key, "D01"], ["print", key, "P2"]]
                bad = ["--field", f"complainant.phone={PHONE}99", "--field", "what=……"]
                given.append(["enter", "supplement_received", key, *bad])
            given.append(["identity", keys[0], "--purpose", " "])
            for words in given:
                for extra in ([], ["--json"]) if words[0] != "enter" else ([],):
                    cli.main([*at, *words, *extra])
                    captured = capsys.readouterr()
                    assert not holds(captured.out + captured.err), words


def test_nothing_that_lies_on_a_disk_or_in_a_database_names_them(
    register: tuple[str, list[str]], tmp_path: Path
) -> None:
    url, _ = register
    everything = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    if url.startswith("postgresql"):
        everything += b"\n".join(rows(url))
    assert len(everything) > 10_000
    for word in (*CANARIES, BORN):
        for form in forms(word):
            assert form not in everything, word
    assert OPEN[0].encode() in everything  # what was told stands in the ledger, and is open


def test_no_summary_holds_what_a_secret_docket_tells(
    register: tuple[str, list[str]], summarise: object
) -> None:
    url, keys = register
    with open_desk(url, officer="zhou") as desk:
        for key in keys:
            told = str(desk._store.summary(key))
            assert not holds(told)
            assert not any(word in told for word in OPEN)
    if url.startswith("postgresql"):
        pieces = b"\n".join(rows(url, "piece"))
        for word in (*CANARIES, *OPEN):
            if not word.isascii():
                pairs = [a + b for a, b in pairwise(word)]
                assert not [pair for pair in pairs if pair.encode() in pieces]
    else:
        snapshot = Path(url.removeprefix("tinydb:")) / "snapshot.json"
        assert snapshot.stat().st_size > 1000
        text = snapshot.read_text("utf-8")
        assert not holds(text)
        assert not any(word in text for word in OPEN)


def rows(url: str, *only: str) -> Iterator[bytes]:
    """Every row of every table of a register's database, in bytes."""
    tables = only or ("head", "ledger", "entry", "counter", "summary", "tally", "name", "piece",
                      "file", "identity_key")  # fmt: skip
    name = re.search(r"register=([0-9a-f]+)", url)
    assert name is not None
    with psycopg.connect(re.sub(r"[?&]register=[0-9a-f]+", "", url)) as conn:
        for table in tables:
            found = conn.cursor(binary=True).execute(
                f"SELECT * FROM laborcase.{table} WHERE register = %s",  # type: ignore[arg-type]
                [name[1]],
            )
            for row in found:
                yield b" ".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
