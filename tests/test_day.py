"""A whole day of an office, played by a script through the public library: 200 acts of five
officers on one register, several files at once as on real desks, with what they get wrong. At the
end nothing is lost, no number is missing, and nothing lies on nobody's desk."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen

import laborcase
from laborcase import Commit, Desk, acts, cli
from laborcase.parties import Person, Respondent, Worker
from tests import canaries as c
from tests.law.test_account import holds
from tests.test_dates import stale

MONDAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
FIVE = ("wang", "li", "chen", "zhou", "ma")
"""The clerk, two inspectors, the head of the brigade, the bureau leader."""
AT_ONCE = 6
"""Files that are worked side by side."""


@frozen
class Step:
    """What an officer does next in a file; ``refused``: what the program answers, and nothing is
    written."""

    officer: str
    act: acts.Act
    on: str = ""
    propose: bool = False
    refused: str = ""


File: TypeAlias = Generator[Step, Commit, None]
"""The steps of one matter; each is sent the commit that came of it."""


# ------------------------------------------------------------------ what comes to the office


def told(employer: str, at: datetime, **more: object) -> acts.Registered:
    """What somebody says at the counter: 3,200 yuan of one month's wages."""
    given: dict[str, object] = {
        "channel": "counter",
        "received": at,
        "complainant": Person(name="王某某", phone="13900000000"),
        "respondents": (Respondent(name=employer),),
        "facts": "十月工资没有发。",
        "demand": "支付十月工资",
        "allegations": (
            {
                "cause": "arrears",
                "start": date(2026, 10, 1),
                "end": date(2026, 10, 31),
                "amount": 12_000_00 if more.get("workers") else 3_200_00,
            },
        ),
    }
    return acts.Registered(**{**given, **more})


def filed(
    employer: str, at: datetime, lead: str, assistant: str, **more: object
) -> Generator[Step, Commit, tuple[str, str]]:
    """Registered, accepted and given to a pair; returns the complaint and the case."""
    key = (yield Step("wang", told(employer, at, **more))).docket
    yield Step("wang", acts.Accepted(told_on=MONDAY), key, refused="is for")
    case = (yield Step("zhou", acts.Accepted(told_on=MONDAY), key)).opened
    assert case is not None
    same = acts.Assigned(lead=lead, assistant=lead)
    yield Step("zhou", same, case, refused="two different inspectors")
    yield Step("zhou", acts.Assigned(lead=lead, assistant=assistant), case)
    return key, case


def paid_at_the_counter(n: int, at: datetime) -> File:
    """The owner is called, promises, pays the same day; settled without filing."""
    key = (yield Step("wang", told(f"周口第{n}快餐店", at))).docket
    settle = acts.SettledWithoutFiling(
        result="当日付清", no_crime=True, no_others=True, told_on=MONDAY
    )
    yield Step("wang", acts.CoordinationOpened(plan="电话联系店主"), key)
    yield Step("wang", acts.Contacted(whom="店主", reply="no_answer"), key)
    yield Step("wang", acts.Contacted(whom="店主", reply="promised", by=MONDAY), key)
    yield Step("zhou", settle, key, refused="is outstanding")
    sums = ({"line": "W1", "sum": 3_200_00},)
    yield Step("wang", acts.Paid(sums=sums, payer="店主", means="mobile"), key)
    yield Step("zhou", settle, key, refused="has not confirmed")
    yield Step("wang", acts.PaymentConfirmed(payment="M1", how="signature"), key)
    yield Step("wang", settle, key, refused="is for")
    yield Step("zhou", settle, key)


def ordered_and_paid(n: int, at: datetime) -> File:
    """Two workers of a building firm: inspected, ordered, paid one by one, decided, closed."""
    employer = f"周口第{n}建筑劳务有限公司"
    workers = tuple(
        Worker(name=name, claims=({"start": date(2026, 9, 1), "end": date(2026, 10, 31),
                                   "amount": 6_000_00},))
        for name in ("李某某", "赵某某")
    )  # fmt: skip
    key, case = yield from filed(employer, at, "li", "chen", workers=workers)
    yield Step("li", acts.InquiryIssued(whom=employer, items="考勤表、工资表"), case)
    yield Step("li", acts.Served(paper="P1", receiver="项目负责人"), case)
    yield Step("li", _site(at), case)
    yield Step("chen", _talk(at), case)
    yield Step("chen", acts.EvidenceAdded(name="考勤表", origin="劳动者"), case)
    sums = tuple({"line": f"W{i}-1", "sum": 6_000_00} for i in (1, 2))
    yield Step("li", acts.SumsVerified(sums=sums, evidence="E1"), case)
    order = acts.Ordered(what="支付工资", by=MONDAY + timedelta(days=7))
    yield Step("wang", order, case, refused="is for")
    yield Step("li", order, case)
    yield Step("li", acts.Served(paper="P2", receiver="项目负责人"), case)
    for worker in ("W1", "W2"):
        part = ({"line": worker, "sum": 6_000_00},)
        paid = acts.Paid(sums=part, payer=employer, confirmed="signature", paper="P2")
        yield Step("chen", paid, case)
    yield Step("li", acts.Performed(paper="P2", proof="转账凭证与领取签字"), case)
    yield Step("li", acts.Concluded(report="欠薪属实，已付清", proposal="handling"), case)
    finding = acts.FindingOn(allegation="A1", finding="upheld", verified=12_000_00)
    decide = acts.Decided(outcome="order", findings=(finding,), content="已履行")
    yield Step("li", decide, case, refused="is for")
    yield Step("ma", decide, case)
    close = acts.Closed(result="工资已付清，劳动者签字确认")
    yield Step("li", close, case, propose=True)
    yield Step("li", acts.Signed(proposal="R1"), case, refused="own proposal")
    yield Step("zhou", acts.Signed(proposal="R1"), case)
    yield Step("wang", acts.Replied(what="案件已办结"), key)


def fined(n: int, at: datetime) -> File:
    """No contracts and no answer: advance notice, a penalty signed by three, served, paid."""
    _, case = yield from filed(
        f"周口第{n}服饰有限公司", at, "chen", "li", allegations=({"cause": "contracts"},)
    )
    yield Step("chen", _site(at), case)
    yield Step("chen", acts.AdvanceNotice(intended="拟罚款二千元"), case)
    yield Step("chen", acts.Served(paper="P1", receiver="人事"), case)
    yield Step("chen", acts.Defended(views="无异议"), case)
    yield Step("chen", acts.Concluded(report="未订立劳动合同属实", proposal="penalty"), case)
    finding = acts.FindingOn(allegation="A1", finding="upheld")
    decide = acts.Decided(
        outcome="penalty", findings=(finding,), content="罚款二千元", fine=2_000_00,
        by=MONDAY + timedelta(days=15),
    )  # fmt: skip
    yield Step("chen", decide, case, propose=True)
    back = acts.Signed(proposal="R1", answer="send_back", opinion="补充裁量理由")
    yield Step("zhou", back, case)
    yield Step("li", decide, case, propose=True, refused="proposed already")
    yield Step("chen", decide, case, propose=True)
    yield Step("zhou", acts.Signed(proposal="R1", opinion="同意"), case)
    yield Step("ma", acts.Signed(proposal="R1"), case)
    yield Step("chen", acts.Served(paper="P2", receiver="人事"), case)
    yield Step("chen", acts.FinePaid(paper="P2", amount=2_000_00, receipt=f"票{n}"), case)


def by_the_hotline(n: int, at: datetime) -> File:
    """A 12345 ticket about a dispute: contacted, guided elsewhere, answered; once more on the
    platform; returned and answered again."""
    number = f"GD20261123{n:05d}"
    raw = {"number": number, "raw": "来电反映工资问题，联系电话 13900000000"}
    key = (
        yield Step("wang", told(f"周口第{n}商贸有限公司", at, channel="hotline_12345", ticket=raw))
    ).docket
    yield Step("wang", acts.TicketContacted(ticket="T1", note="已联系"), key)
    twice = acts.TicketAttached(ticket={"channel": "hotline_12345", "number": number})
    yield Step("wang", twice, key, refused="already")
    other = acts.TicketAttached(ticket={"channel": "wage_platform", "number": f"QX{n:05d}"})
    yield Step("wang", other, key)
    guided = acts.Disposed(how="guided", reason="已申请仲裁", told_on=MONDAY)
    yield Step("wang", guided, key)
    reply = "已告知其依法申请仲裁"
    yield Step("wang", acts.TicketAnswered(ticket="T1", conclusion="dispute", reply=reply), key)
    yield Step("wang", acts.TicketReturned(ticket="T1", why="未说明依据"), key)
    again = acts.TicketAnswered(ticket="T1", conclusion="dispute", reply=f"{reply}，附依据")
    yield Step("wang", again, key)
    yield Step("wang", acts.TicketRated(ticket="T1", satisfaction="fair"), key)


def a_child_at_work(n: int, at: datetime) -> File:
    """A nameless caller; the inspectors go at once, the child is sent home the same day."""
    call = acts.Registered(
        tipoff=True, identity="anonymous", channel="phone", received=at,
        site={"address": f"七一路{n}号鞋厂"}, facts="有个娃娃，不到十六岁。",
        allegations=({"cause": "child_labour"},),
    )  # fmt: skip
    key = (yield Step("wang", call)).docket
    yield Step("wang", acts.Filed(reason="线索具体"), key, refused="is for")
    case = (yield Step("zhou", acts.Filed(reason="线索具体"), key)).opened
    assert case is not None
    yield Step("zhou", acts.Assigned(lead="chen", assistant="li"), case)
    yield Step("chen", _site(at), case)
    born, since = date(2011, 5, 1), date(2026, 9, 1)
    found = acts.ChildFound(name="某某", born=born, since=since, how_known="identity_card")
    yield Step("chen", found, case)
    yield Step("chen", acts.ChildSentHome(child="C9", how="送回"), case, refused="no child C9")
    yield Step("chen", acts.ChildSentHome(child="C1", how="两人送回，父母签收"), case)
    yield Step("li", acts.ChildReported(whom="police", organ="派出所"), case)
    yield Step("li", acts.ChildReported(whom="civil_affairs", organ="民政局"), case)
    yield Step("li", acts.StepPlanned(what="回访", due=MONDAY + timedelta(days=7)), case)


def refused_in_writing(n: int, at: datetime) -> File:
    """Three years ago: the clerk proposes, the head signs, the notice is served; and one that
    lacks the name of the employer waits for it."""
    old = ({"cause": "arrears", "start": date(2023, 10, 1), "end": date(2023, 10, 31)},)
    key = (yield Step("wang", told(f"周口第{n}机械有限公司", at, allegations=old))).docket
    refusal = acts.Disposed(how="refused", reason="已逾二年", provision="gd-18-2")
    yield Step("wang", refusal, key, refused="signed by a head")
    yield Step("wang", refusal, key, propose=True)
    yield Step("zhou", acts.Signed(proposal="R1"), key)
    yield Step("wang", acts.Served(paper="P2", receiver="王某某"), key)
    other = (yield Step("wang", told(f"周口第{n}制衣厂", at))).docket
    yield Step("wang", acts.SupplementAsked(items="单位全称"), other)
    yield Step("wang", acts.Linked(to=key, how="related"), other)
    yield Step("wang", acts.Noted(text="来电说明日补齐"), other)


def mended_and_moved(n: int, at: datetime) -> File:
    """A wrong sum is corrected, a note taken back, an inspector is recused and another comes; the
    books are preserved, more time is asked for and the asking withdrawn."""
    key, case = yield from filed(f"周口第{n}运输有限公司", at, "li", "chen")
    right = acts.Change(path="allegations.1.amount", value="230000")
    yield Step("wang", acts.Corrected(entry=1, changes=(right,), reason="听错"), key)
    noted = (yield Step("li", acts.Noted(text="记错了案件"), case)).dockets[0][1]
    yield Step("li", acts.TakenBack(entry=noted, reason="记错"), case)
    yield Step("zhou", acts.Recused(officer="chen", reason="亲属"), case)
    yield Step("zhou", acts.Assigned(lead="li", assistant="chen"), case, refused="recused")
    yield Step("zhou", acts.Assigned(lead="li", assistant="sun"), case)
    keep = acts.Preserved(name="工资账簿", place="财务室", reason="可能灭失")
    yield Step("li", keep, case, propose=True)
    yield Step("zhou", acts.Signed(proposal="R1"), case)
    yield Step("ma", acts.Signed(proposal="R1"), case)
    yield Step("li", acts.Released(evidence="E1", how="复制后发还"), case)
    more = acts.Extended(clock="investigate-60wd", reason="案情复杂")
    yield Step("li", more, case, propose=True)
    yield Step("li", acts.ProposalWithdrawn(proposal="R2"), case)
    yield Step("zhou", acts.Asked(what="request_upward", reasons_given="需查账户"), case)


def _site(at: datetime) -> acts.SiteRecorded:
    return acts.SiteRecorded(
        first="li", second="chen", start=at - timedelta(minutes=20), end=at, place="单位",
        findings="现场查看考勤与工资支付情况",
    )  # fmt: skip


def _talk(at: datetime) -> acts.Interviewed:
    return acts.Interviewed(
        interviewer="chen", recorder="li", start=at - timedelta(minutes=20), end=at,
        place="大队询问室", person="李某某", content="问：工资何时起未付？\n答：九月起。",
    )  # fmt: skip


def kept_secret(n: int, at: datetime) -> File:
    """Who complains asks to stay unknown; the names are looked for after the day."""
    workers = (
        Worker(name=c.WORKER, phone=c.WORKER_PHONE, resident_number=c.WORKER_NUMBER,
               claims=({"amount": 3_200_00},)),
        Worker(name=c.JOINER, phone=c.JOINER_PHONE),
    )  # fmt: skip
    secret = told(
        f"周口第{n}食品厂", at, identity="confidential", channel="hotline_12345",
        complainant=Person(name=c.NAME, phone=c.PHONE, resident_number=c.NUMBER, address=c.STREET,
                           occupation=c.TRADE, work_unit=c.UNIT),
        workers=workers, representatives=(c.SPEAKER,), allegations=({"cause": "arrears"},),
        ticket={"number": f"GD20261123{n:05d}", "raw": f"来电人：{c.CALLER}，{c.RAW_PHONE}"},
    )  # fmt: skip
    key = (yield Step("wang", secret)).docket
    reply = acts.TicketAnswered(ticket="T1", conclusion="filed", reply=f"已联系{c.NAME}")
    yield Step("wang", acts.TicketContacted(ticket="T1", note=c.SAID[1]), key)
    yield Step("wang", reply, key, refused="whoever reported")
    yield Step("wang", acts.Noted(text=f"{c.NAME}又来电"), key, refused="must stay unknown")
    called = acts.Contacted(
        side="complainant", whom=c.CALLED, phone=c.CALLED_PHONE, reply="reached", said=c.HEARD
    )
    yield Step("wang", called, key)
    case = (yield Step("zhou", acts.Accepted(), key)).opened
    assert case is not None
    yield Step("zhou", acts.Assigned(lead="li", assistant="chen"), case)
    yield Step("zhou", acts.Noted(text=f"{c.NAME}催办"), case, refused="must stay unknown")
    yield Step("wang", acts.ComplainantTold(what="已告知立案"), key)
    yield Step("li", _site(at), case)


KINDS: tuple[Callable[[int, datetime], File], ...] = (
    paid_at_the_counter, ordered_and_paid, by_the_hotline, fined, refused_in_writing,
    a_child_at_work, kept_secret, mended_and_moved,
)  # fmt: skip


# ------------------------------------------------------------------ the day


class Day:
    """The desks of one register, and a clock that goes on by two minutes at each step."""

    def __init__(self, office: Desk) -> None:
        self.office = office
        self.now = START
        self.done: list[tuple[Step, Commit]] = []
        self.refusals = 0

    def step(self, step: Step) -> Commit | None:
        """One step at its officer's desk; the commit, or nothing where it is refused."""
        self.now += timedelta(minutes=2)
        desk = self.office.as_officer(step.officer).at(lambda: self.now)
        does = partial(desk.propose, opinion="情况属实") if step.propose else desk.enter
        if not step.refused:
            commit = does(step.act, on=step.on)
            self.done.append((step, commit))
            return commit
        before = desk.head()
        with pytest.raises(laborcase.Refused, match=step.refused):
            does(step.act, on=step.on)
        assert desk.head() == before, "what is refused writes nothing"
        self.refusals += 1
        return None

    def play(self, most: int) -> None:
        """Files come one after another and are worked in turn, until so many acts are entered."""
        coming = (KINDS[n % len(KINDS)](n + 1, self.now) for n in count())
        open_files: list[tuple[File, Commit | None]] = []
        while len(self.done) < most:
            while len(open_files) < AT_ONCE:
                open_files.append((next(coming), None))
            file, last = open_files.pop(0)
            try:
                step = file.send(last)  # type: ignore[arg-type]
            except StopIteration:
                continue
            open_files.append((file, self.step(step)))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Day]]:
    """The day, played once; its register stays open."""
    path = tmp_path_factory.mktemp("day") / "register"
    founded = laborcase.found_register(
        str(path), laborcase.sample_office(), clock=lambda: START, account="test"
    )
    with founded as office:
        day = Day(office)
        day.play(200)
        yield path, day


def keys(desk: Desk, queue: str = "all") -> list[str]:
    return [row.key for row in desk.find(desk.asking(queue=queue, limit=200)).rows]


def test_two_hundred_acts_of_many_kinds_by_five_officers(played) -> None:
    _, day = played
    assert len(day.done) == 200
    kinds = Counter("proposed" if step.propose else step.act.kind for step, _ in day.done)
    assert len(kinds) >= 25, kinds
    assert {step.officer for step, _ in day.done} == set(FIVE)
    assert day.refusals >= 20
    assert day.now.date() == MONDAY


def test_the_ledger_holds_each_of_them_and_is_intact(played) -> None:
    _, day = played
    assert day.office.verify().commits == 1 + 200, "the founding and the day"
    assert [commit.seq for _, commit in day.done] == list(range(2, 202))


def test_read_afresh_from_the_disk_every_docket_is_what_was_kept(played) -> None:
    path, day = played
    kept = day.office.as_officer("zhou").at(lambda: day.now)
    with laborcase.open_desk(str(path), officer="zhou", clock=lambda: day.now) as fresh:
        assert keys(fresh) == keys(kept)
        for key in keys(kept):
            assert fresh.docket(key) == kept.docket(key)
            assert fresh.deadlines(key) == kept.deadlines(key)


def test_the_dates_in_the_lists_are_those_computed_afresh(played) -> None:
    _, day = played
    desk = day.office.as_officer("zhou").at(lambda: day.now)
    assert stale(desk) == []
    for key in keys(desk):
        for limit in desk.deadlines(key):
            holds(limit)


def test_no_number_is_missing_or_given_twice(played) -> None:
    _, day = played
    series: dict[tuple[str, str, int], list[int]] = {}
    for _, commit in day.done:
        for number in commit.numbers:
            series.setdefault((number.kind, number.authority, number.year), []).append(number.n)
    assert len(series) >= 10
    for name, given in series.items():
        assert given == list(range(1, len(given) + 1)), name


def test_every_open_docket_is_on_somebodys_desk(played) -> None:
    _, day = played
    zhou = day.office.as_officer("zhou").at(lambda: day.now)
    everybody = zhou.office.officers
    held = {duties.docket for one in everybody for duties in zhou.leaving(one.id)}
    waiting = {line.docket for line in zhou.today() if line.act == "assigned"}
    for queue in ("decide", "file", "assign", "work", "close"):
        assert set(keys(zhou, queue)) <= held | waiting, queue


def test_each_officers_today_leads_to_dockets_and_acts_there_are(played) -> None:
    _, day = played
    for officer in FIVE:
        desk = day.office.as_officer(officer).at(lambda: day.now)
        for line in desk.today():
            assert desk.docket(line.docket).entries
            assert not line.act or line.act in acts.ACTS
    assert day.office.as_officer("zhou").at(lambda: day.now).today()


def test_nothing_of_the_day_names_who_asked_to_stay_unknown(
    played, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a file of the register nor a list, docket, paper or figure that anybody asks for."""
    path, day = played
    secret = [
        c_.docket for step, c_ in day.done if getattr(step.act, "identity", "") == "confidential"
    ]
    assert secret
    assert c.files_that_name(path.parent) == []
    cases = [day.office.as_officer("zhou").complaint(key).case for key in secret]
    for officer in ("wang", "li", "zhou"):
        seat = ["--register", str(path), "--officer", officer]
        every = [["list"], ["today"], ["figures", "2026-11-01", "2026-11-30"]]
        for key in (*secret, *filter(None, cases)):
            every += [[verb, key] for verb in ("show", "docket", "print", "why")]
            papers = day.office.as_officer(officer).papers(key)
            every += [["print", key, sheet.id] for sheet in papers]
        for words in every:
            for more in ([], ["--json"]):
                cli.main([*seat, *words, *more])
    found = capsys.readouterr()
    assert secret[0] in found.out
    assert c.holds(found.out + found.err) == []
