"""The demonstration: one story from registration to archive, and an office full of work.

Everybody and every number in it is invented; the institutions exist. All days are counted back
from the day it is made.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from . import acts
from .acts.base import Act
from .acts.decision import FindingOn
from .acts.grounds import Ground
from .acts.investigation import EvidenceKind, Extendable, Proposal
from .desk import Clock, Desk
from .entering import Commit
from .fields import FileHash, OfficerId
from .opening import found_register, read_office, system_clock
from .parties import (
    Claim,
    Identity,
    Person,
    Respondent,
    Role,
    Sex,
    Site,
    Worker,
)
from .record.case import (
    ClosingKind,
    Finding,
    HandoverAnswer,
    HandoverKind,
    Outcome,
)
from .record.complaint import Channel, Disposition
from .record.docket import Alleged
from .record.papers import ServiceMode
from .record.payments import Confirmed, LineSum
from .record.tickets import Arrival
from .values import Fen, Line, Phone, Raw, Text

ZONE: Final = ZoneInfo("Asia/Shanghai")
SAMPLE: Final = Path(__file__).parent / "data" / "demo.toml"
ATTENDANCE: Final = Path(__file__).parent / "data" / "attendance.csv"


def founding() -> acts.Founded:
    """The sample office (``data/demo.toml``, the same as ``examples/zhoukou-zone.toml``)."""
    return read_office(SAMPLE)


class _Load:
    """Collects acts with their time and officer, then enters them all as one bulk load."""

    def __init__(self, desk: Desk, today: date) -> None:
        self._desk = desk
        self._today = today
        self._rows: list[tuple[datetime, int, str, Act, int | None]] = []
        self._officers: dict[str, Desk] = {}

    def at(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """A time so many days before today."""
        day = self._today - timedelta(days=days)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)

    def day(self, days: int) -> date:
        """A day so many days before today (negative: after)."""
        return self._today - timedelta(days=days)

    def keep(self, path: Path) -> FileHash:
        """A file that an act of the load names, kept beforehand."""
        return self._desk.add_file(path)

    def enter(self, officer: str, at: datetime, act: Act, on: int | None = None) -> int:
        """One act; ``on`` is the number of the row whose docket it goes into (the one that row
        opened, if it opened one)."""
        self._rows.append((at, len(self._rows), officer, act, on))
        return len(self._rows) - 1

    def go(self) -> tuple[Commit, ...]:
        """Enter everything in the order of time; the commits, row by row."""
        rows = sorted(self._rows, key=lambda row: (row[0], row[1]))
        place = {row[1]: i for i, row in enumerate(rows)}

        def docket(of: int) -> "_Docket":
            return _Docket(place[of])

        made = [
            (self._at(officer, at), act, "" if on is None else docket(on))
            for at, _, officer, act, on in rows
        ]
        commits = self._desk.enter_many(made)
        return tuple(commits[place[row]] for row in range(len(rows)))

    def _at(self, officer: str, at: datetime) -> Desk:
        return self._desk.as_officer(officer).at(lambda: at)


class _Docket:
    """The docket of an earlier row: the one it opened, else the one it was entered on."""

    def __init__(self, row: int) -> None:
        self._row = row

    def __call__(self, made: Sequence[Commit]) -> str:
        commit = made[self._row]
        return commit.opened or commit.docket


def _person(name: str, phone: str = "13900000000", sex: Sex = Sex.MALE) -> Person:
    return Person(name=Line(name), phone=Phone(phone), sex=sex, occupation=Line("普工"))


def _employer(name: str, role: Role = Role.EMPLOYER) -> Respondent:
    return Respondent(name=Line(name), role=role)


def _register(
    load: _Load,
    days: int,
    who: str,
    employer: str,
    *,
    facts: str,
    cause: str = "arrears",
    amount: int | None = None,
    channel: Channel = Channel.COUNTER,
    place: str = "太昊路",
    hour: int = 9,
    clerk: str = "wang",
    workers: tuple[Worker, ...] = (),
    ticket: Arrival | None = None,
    ended: int = 2,
) -> int:
    """``ended``: how many days before it was received the breach ended."""
    start = load.day(days + ended + 58)
    at = load.at(days, hour, 10)
    return load.enter(
        clerk,
        at,
        acts.Registered(
            channel=channel,
            received=at - timedelta(minutes=6),
            complainant=_person(who),
            respondents=(_employer(employer),),
            site=Site(address=Line(f"{place}与某街交叉口"), subdistrict=Line("太昊路街道")),
            facts=Text(facts),
            demand=Text("支付所欠工资" if cause == "arrears" else "依法处理"),
            allegations=(
                Alleged(
                    cause=Line(cause),
                    start=start,
                    end=load.day(days + ended),
                    amount=None if amount is None else Fen(amount * 100),
                ),
            ),
            workers=workers,
            ticket=ticket,
        ),
    )


def _accept(load: _Load, days: int, complaint: int, officer: str = "zhou") -> int:
    return load.enter(officer, load.at(days, 10), acts.Accepted(told_on=load.day(days)), complaint)


def _assign(
    load: _Load, days: int, case: int, lead: str, assistant: str, head: str = "zhou"
) -> int:
    return load.enter(
        head,
        load.at(days, 11),
        acts.Assigned(lead=OfficerId(lead), assistant=OfficerId(assistant)),
        case,
    )


def _inquiry(load: _Load, days: int, case: int, lead: str, whom: str) -> int:
    return load.enter(
        lead,
        load.at(days, 14),
        acts.InquiryIssued(
            whom=Line(whom),
            items=Text("营业执照、职工名册、近三个月考勤表与工资支付台账"),
            by=load.day(days - 7),
        ),
        case,
    )


def _inquiry_answered(load: _Load, days: int, case: int, lead: str) -> int:
    answered = acts.InquiryAnswered(paper=Line("P1"), text=Text("交来职工名册、考勤表和工资台账"))
    return load.enter(lead, load.at(days, 17), answered, case)


def _interview(load: _Load, days: int, case: int, lead: str, assistant: str, who: str) -> int:
    return load.enter(
        lead,
        load.at(days, 16, 30),
        acts.Interviewed(
            interviewer=OfficerId(lead),
            recorder=OfficerId(assistant),
            start=load.at(days, 15),
            end=load.at(days, 16),
            place=Line("大队询问室"),
            person=Line(who),
            capacity=Line("劳动者"),
            content=Text("问：工资何时起未付？\n答：近两个月未付，有考勤截图。"),
        ),
        case,
    )


def _serve(load: _Load, days: int, case: int, officer: str, paper: str, who: str) -> int:
    return load.enter(
        officer,
        load.at(days, 17),
        acts.Served(paper=Line(paper), mode=ServiceMode.DIRECT, receiver=Line(who)),
        case,
    )


def _conclude(load: _Load, days: int, case: int, lead: str) -> int:
    return load.enter(
        lead,
        load.at(days, 9, 30),
        acts.Concluded(
            report=Text("经查，欠付工资属实，证据有考勤表、工资表与询问笔录。"),
            proposal=Proposal.HANDLING,
        ),
        case,
    )


def _order(
    load: _Load, days: int, case: int, lead: str, amount: int, by: int, workers: int = 1
) -> int:
    return load.enter(
        lead,
        load.at(days, 10, 30),
        acts.Ordered(
            found=Text("欠付劳动者工资，有考勤表、工资表和询问笔录为证。"),
            what=Text("足额支付所欠工资，并书面报告整改情况"),
            amount=Fen(amount * 100),
            workers=workers,
            by=load.day(by),
            grounds=(Ground(basis=Line("jc-26-1")),),
        ),
        case,
    )


def _perform(
    load: _Load, days: int, case: int, lead: str, paper: str, amount: int, workers: int = 1
) -> int:
    """Each of the workers gets the same share, and signs for it; then the paper is performed."""
    share = Fen(amount * 100 // workers)
    load.enter(
        lead,
        load.at(days, 15, 30),
        acts.Paid(
            sums=tuple(LineSum(line=Line(f"W{n}"), sum=share) for n in range(1, workers + 1)),
            payer=Line("用人单位"),
            proof=Text("银行转账凭证与领取签字"),
            confirmed=Confirmed.SIGNATURE,
            paper=Line(paper),
        ),
        case,
    )
    return load.enter(
        lead,
        load.at(days, 16),
        acts.Performed(paper=Line(paper), proof=Text("银行转账凭证与领取签字")),
        case,
    )


def _decide(load: _Load, days: int, case: int, officer: str, verified: int) -> int:
    return load.enter(
        officer,
        load.at(days, 15),
        acts.Decided(
            outcome=Outcome.ORDER,
            findings=(
                FindingOn(
                    allegation=Line("A1"),
                    finding=Finding.UPHELD,
                    verified=Fen(verified * 100),
                    basis=Line("jc-26-1"),
                ),
            ),
            content=Text("责令改正已履行，不再作出处理决定"),
        ),
        case,
    )


def _close(load: _Load, days: int, case: int, officer: str = "zhou") -> int:
    return load.enter(
        officer,
        load.at(days, 17, 30),
        acts.Closed(how=ClosingKind.PERFORMED, result=Text("所欠工资已全部支付，劳动者已签字确认")),
        case,
    )


def _handed_up_and_down(load: _Load, start: int) -> int:
    """The whole story: registered, filed, assigned, handed up, taken up, handed down, ordered,
    paid, decided, closed, archived. Returns the row that opened the case."""
    complaint = _register(
        load, start, "王某某", "周口某建筑劳务有限公司",
        facts="工地三名工人两个月工资未发，包工头不接电话。", amount=36_000,
        workers=tuple(
            Worker(
                name=Line(name),
                claims=(
                    Claim(
                        start=load.day(start + 60),
                        end=load.day(start + 2),
                        amount=Fen(1_200_000),
                    ),
                ),
            )
            for name in ("王某某", "李某某", "赵某某")
        ),
    )  # fmt: skip
    case = _accept(load, start - 2, complaint)
    _assign(load, start - 2, case, "li", "chen")
    _inquiry(load, start - 3, case, "li", "周口某建筑劳务有限公司")
    _serve(load, start - 3, case, "li", "P1", "某项目部负责人")
    _interview(load, start - 5, case, "li", "chen", "王某某")
    _inquiry_answered(load, start - 6, case, "li")
    load.enter(
        "zhou",
        load.at(start - 8, 9),
        acts.Asked(
            what=HandoverKind.REQUEST_UPWARD,
            reasons_given=Text(
                "涉及总包与分包，需查询单位账户；已送达询问通知书，已制作询问笔录。"
            ),
            opinion=Text("建议由市级办理"),
        ),
        case,
    )
    load.enter(
        "zheng",
        load.at(start - 11, 10),
        acts.Answered(
            handover=Line("H1"),
            answer=HandoverAnswer.APPROVED,
            text=Text("同意提级办理，由联合执法办公室承办"),
        ),
        case,
    )
    load.enter(
        "wu", load.at(start - 12, 10),
        acts.CarriedOut(handover=Line("H1"), received=Text("案卷一册，证据清单一份")), case,
    )  # fmt: skip
    _assign(load, start - 12, case, "zhao", "li", "wu")
    load.enter(
        "zhao", load.at(start - 15, 10),
        acts.EvidenceAdded(name=Line("总包单位拨付劳务费凭证"), sort=EvidenceKind.DOCUMENT,
                           pages=3), case,
    )  # fmt: skip
    load.enter(
        "wu",
        load.at(start - 18, 9),
        acts.Asked(
            what=HandoverKind.HAND_DOWN,
            reasons_given=Text("账户已查明，分包关系已厘清"),
            remaining=Text("下达责令改正并督促支付"),
            report_by=load.day(start - 40),
        ),
        case,
    )
    load.enter(
        "zheng", load.at(start - 19, 9),
        acts.Answered(handover=Line("H2"), answer=HandoverAnswer.APPROVED,
                      text=Text("同意交开发区继续办理")), case,
    )  # fmt: skip
    load.enter(
        "zhou", load.at(start - 20, 9),
        acts.CarriedOut(handover=Line("H2"), received=Text("案卷两册")), case,
    )  # fmt: skip
    _assign(load, start - 20, case, "li", "chen")
    _order(load, start - 21, case, "li", 36_000, start - 28, workers=3)
    _serve(load, start - 21, case, "li", "P2", "某项目部负责人")
    _perform(load, start - 26, case, "li", "P2", 36_000, workers=3)
    _conclude(load, start - 27, case, "li")
    _decide(load, start - 28, case, "ma", 36_000)
    _close(load, start - 29, case)
    load.enter("he", load.at(start - 30, 9), acts.Archived(pages=86), case)
    return case


@contextmanager
def story(
    clock: Clock = system_clock, office: acts.Founded | None = None
) -> Iterator[tuple[Desk, str]]:
    """One complaint from registration to archive in a register in memory: the desk of the
    institution head, and the key of the case. ``office`` else the sample office."""
    with found_register(
        "memory:", office or founding(), clock=_earlier(clock), account="demo"
    ) as desk:
        load = _Load(desk, clock().astimezone(ZONE).date())
        case = _handed_up_and_down(load, 45)
        key = load.go()[case].opened
        assert key is not None
        yield desk.as_officer("zhou").at(clock), key


def _earlier(clock: Clock) -> Clock:
    """The founding lies before everything that the demonstration enters."""
    return lambda: clock() - timedelta(days=200)


@contextmanager
def office(folder: Path | str, clock: Clock = system_clock) -> Iterator[Desk]:
    """An office with some sixty dockets in every stage, at the desk of the institution head."""
    with found_register(str(folder), founding(), clock=_earlier(clock), account="demo") as desk:
        load = _Load(desk, clock().astimezone(ZONE).date())
        doubled = _fill(load)
        made = load.go()
        desk = desk.as_officer("zhou").at(clock)
        case, other = (made[row].opened for row in doubled)
        assert case is not None
        assert other is not None
        desk.enter(acts.CasesMerged(case=other, reason=Text("同一用人单位、同一事由")), on=case)
        yield desk


def _fill(load: _Load) -> tuple[int, int]:
    """All rows; those that open the two cases about one matter."""
    _handed_up_and_down(load, 75)
    _at_intake(load)
    _tipoffs(load)
    _cases(load)
    _mistaken(load)
    _to_be_performed(load)
    _moving(load)
    return _doubled(load)


def _at_intake(load: _Load) -> None:
    _register(
        load, 0, "张某某", "周口某快餐店", facts="八月、九月工资一直没发。", amount=6_400, hour=0
    )
    _register(
        load,
        1,
        "刘某",
        "周口某食品有限公司",
        facts="入职半年未签劳动合同。",
        cause="contracts",
        channel=Channel.ONLINE,
    )
    _ticket(
        load, 3, Channel.HOTLINE_12345, "0007", "孙某某", "周口某物业服务有限公司",
        facts="加班不给加班费。", cause="overtime_pay", amount=2_350, due=load.at(0, 17),
    )  # fmt: skip
    _register(
        load,
        6,
        "马某",
        "周口某运输有限公司",
        facts="扣押驾驶证不还。",
        cause="contracts",
        channel=Channel.PHONE,
    )
    _ticket(
        load, 9, Channel.WAGE_PLATFORM, "0031", "朱某某", "周口某电子有限公司",
        facts="最后一个月工资没结。", cause="arrears", amount=4_120, due=load.at(0, 12),
    )  # fmt: skip
    waiting = _register(
        load,
        4,
        "胡某",
        "周口某制衣厂",
        facts="工资少发，单位名称记不准。",
        amount=1_900,
        channel=Channel.LETTER,
    )
    load.enter(
        "wang",
        load.at(3, 15),
        acts.SupplementAsked(items=Text("用人单位全称；工资拖欠的月份与数额"), by=load.day(-5)),
        waiting,
    )
    guided = _register(
        load, 20, "林某", "周口某商贸有限公司", facts="要求恢复劳动关系。", cause="other"
    )
    load.enter(
        "wang",
        load.at(18, 10),
        acts.Disposed(
            how=Disposition.GUIDED, reason=Text("属劳动争议，已申请仲裁"), told_on=load.day(18)
        ),
        guided,
    )
    refused = _register(
        load,
        30,
        "郭某",
        "周口某机械有限公司",
        facts="三年前的加班费。",
        cause="overtime_pay",
        amount=5_000,
        ended=1_000,
    )
    load.enter(
        "zhou",
        load.at(27, 10),
        acts.Disposed(
            how=Disposition.REFUSED,
            reason=Text("违法行为终了已逾二年"),
            provision=Line("gd-18-2"),
        ),
        refused,
    )
    _serve(load, 27, refused, "wang", "P2", "郭某")
    to_tell = _register(
        load, 5, "何某某", "周口某装饰有限公司", facts="工程款纠纷。", cause="other"
    )
    load.enter(
        "wang",
        load.at(2, 11),
        acts.Disposed(
            how=Disposition.FORWARDED, to=Line("住房和城乡建设部门"), reason=Text("属工程款结算")
        ),
        to_tell,
    )
    gone = _register(
        load, 14, "高某", "周口某酒店", facts="押金五百元不退。", cause="contracts", amount=500
    )
    load.enter("wang", load.at(12, 10), acts.Withdrawn(reason=Text("单位已退还押金")), gone)
    twice = _register(
        load, 7, "张某某", "周口某快餐店", facts="八月、九月工资一直没发。", amount=6_400, hour=15
    )
    load.enter("wang", load.at(7, 15, 30), acts.TakenBack(entry=1, reason=Text("重复登记")), twice)


def _ticket(
    load: _Load,
    days: int,
    channel: Channel,
    number: str,
    who: str,
    employer: str,
    *,
    facts: str,
    cause: str,
    amount: int,
    due: datetime,
) -> None:
    """A complaint by a ticket that wants its answer today; the caller was spoken to."""
    ticket = Arrival(
        number=Line(f"{load.day(days):%Y%m%d}{number}"), due=due, raw=Raw(f"来电反映：{facts}")
    )
    row = _register(
        load, days, who, employer,
        facts=facts, cause=cause, amount=amount, channel=channel, ticket=ticket,
    )  # fmt: skip
    load.enter(
        "wang", load.at(days, 11),
        acts.TicketContacted(ticket=Line("T1"), note=Text("已电话联系，情况属实")), row,
    )  # fmt: skip


def _tipoffs(load: _Load) -> None:
    for days, place, facts, urgent, identity in (
        (1, "七一路某鞋厂", "鞋厂有个娃娃，不到十六岁。", True, Identity.ANONYMOUS),
        (4, "某工业园三号楼", "车间每天干十四个小时。", False, Identity.CONFIDENTIAL),
    ):
        load.enter(
            "wang",
            load.at(days, 8, 40),
            acts.Registered(
                tipoff=True,
                identity=identity,
                channel=Channel.PHONE,
                received=load.at(days, 8, 35),
                complainant=None if identity is Identity.ANONYMOUS else _person("周某"),
                site=Site(address=Line(place), subdistrict=Line("太昊路街道")),
                facts=Text(facts),
                allegations=(Alleged(cause=Line("child_labour" if urgent else "hours")),),
                urgent=urgent,
            ),
        )
    dropped = load.enter(
        "wang", load.at(25, 9),
        acts.Registered(
            tipoff=True, identity=Identity.ANONYMOUS, channel=Channel.LETTER,
            received=load.at(25, 8), site=Site(address=Line("某早餐摊")),
            facts=Text("说早餐摊不交社保。"), allegations=(Alleged(cause=Line("insurance")),),
        ),
    )  # fmt: skip
    load.enter("zhou", load.at(20, 9), acts.NotFiled(reason=Text("系家庭经营，无用工")), dropped)
    filed = load.enter(
        "wang", load.at(16, 9),
        acts.Registered(
            tipoff=True, identity=Identity.ANONYMOUS, channel=Channel.PHONE,
            received=load.at(16, 8), respondents=(_employer("周口某鞋业有限公司"),),
            facts=Text("不给工人缴社会保险。"), allegations=(Alleged(cause=Line("insurance")),),
        ),
    )  # fmt: skip
    case = load.enter("zhou", load.at(13, 9), acts.Filed(reason=Text("线索具体")), filed)
    _assign(load, 13, case, "sun", "li")


def _cases(load: _Load) -> None:
    """Ordinary cases, one after another further along."""
    pairs = (("li", "chen"), ("chen", "sun"), ("sun", "li"))
    steps = (
        # days ago, complainant, employer, sum, how far
        (6, "许某", "周口某家具有限公司", 8_200, "filed"),
        (8, "罗某某", "周口某包装有限公司", 5_600, "filed"),
        (12, "梁某", "周口某服饰有限公司", 12_300, "assigned"),
        (22, "宋某某", "周口某餐饮管理有限公司", 9_900, "inquiry"),
        (28, "唐某", "周口某汽修厂", 7_450, "interview"),
        (34, "韩某某", "周口某印刷有限公司", 15_000, "preserved"),
        (55, "冯某", "周口某新能源有限公司", 48_000, "extended"),
        (40, "邓某某", "周口某幼儿园", 6_000, "concluded"),
        (33, "曹某", "周口某仓储有限公司", 10_400, "ordered"),
        (36, "彭某某", "周口某健身中心", 3_300, "paid"),
        (44, "曾某", "周口某药业有限公司", 21_000, "decided"),
        (60, "萧某", "周口某纸业有限公司", 5_050, "closed"),
        (70, "田某某", "周口某纺织有限公司", 18_800, "archived"),
    )
    order = [s[4] for s in steps]
    for i, (days, who, employer, amount, upto) in enumerate(steps):
        lead, assistant = pairs[i % len(pairs)]
        reach = order.index(upto)

        def reached(name: str, reach: int = reach) -> bool:
            return reach >= order.index(name)

        complaint = _register(
            load, days, who, employer, facts="拖欠工资，多次讨要未果。", amount=amount, hour=10
        )
        case = _accept(load, days - 2, complaint)
        if not reached("assigned"):
            continue
        _assign(load, days - 3, case, lead, assistant)
        if not reached("inquiry"):
            continue
        _inquiry(load, days - 4, case, lead, employer)
        _serve(load, days - 4, case, lead, "P1", "单位前台")
        if reached("interview"):
            _interview(load, days - 6, case, lead, assistant, who)
        if reached("interview") and upto != "interview":
            _inquiry_answered(load, days - 6, case, lead)
        if upto == "paid":
            load.enter(
                lead, load.at(days - 7, 9),
                acts.EvidenceAdded(name=Line("考勤记录"), sort=EvidenceKind.DATA,
                                   origin=Line(who), file=load.keep(ATTENDANCE)), case,
            )  # fmt: skip
        if upto == "preserved":
            load.enter(
                "ma",
                load.at(3, 9),
                acts.Preserved(
                    name=Line("工资账簿二册"), place=Line("单位财务室"), reason=Text("可能灭失")
                ),
                case,
            )
        if upto == "extended":
            load.enter(
                "ma",
                load.at(days - 29, 9),
                acts.Extended(clock=Extendable.HENAN_CLOSE, reason=Text("涉及多方用工，情况复杂")),
                case,
            )
        if reached("ordered"):
            _order(load, days - 9, case, lead, amount, days - 25 if upto != "ordered" else -4)
            _serve(load, days - 9, case, lead, "P2", "单位负责人")
        if reached("paid"):
            _perform(load, days - 14, case, lead, "P2", amount)
        if reached("concluded"):
            _conclude(load, days - 16, case, lead)
        if reached("decided"):
            _decide(load, days - 18, case, "ma", amount)
        if reached("closed"):
            _close(load, days - 20, case)
        if reached("archived"):
            load.enter("he", load.at(days - 22, 9), acts.Archived(pages=42), case)


def _doubled(load: _Load) -> tuple[int, int]:
    """Two cases about one matter, to be merged into the first: the key of the second is known only
    when all is entered."""
    employer = "周口某建材有限公司"
    cases = []
    for days, who, facts, amount in (
        (24, "丁某", "三个月工资没发。", 13_500),
        (15, "任某某", "同一车间，工资也没发。", 9_000),
    ):
        complaint = _register(load, days, who, employer, facts=facts, amount=amount, hour=14)
        cases.append(_accept(load, days - 2, complaint))
    _assign(load, 22, cases[0], "sun", "li")
    return cases[0], cases[1]


def _mistaken(load: _Load) -> None:
    """A case filed by mistake, taken back at once; the complaint is to be decided on again."""
    complaint = _register(
        load, 2, "方某", "周口某装卸队", facts="搬运费没给。", amount=1_200, hour=8
    )
    _accept(load, 1, complaint)
    load.enter(
        "zhou",
        load.at(1, 10, 30),
        acts.TakenBack(entry=2, reason=Text("选错了投诉")),
        complaint,
    )


def _to_be_performed(load: _Load) -> None:
    """A handling decision after an order that was not obeyed: served, the sum not paid yet."""
    employer, amount = "周口某装备制造有限公司", 26_500
    complaint = _register(
        load, 48, "史某某", employer, facts="离职两个月，工资未结清。", amount=amount
    )
    case = _accept(load, 46, complaint)
    _assign(load, 45, case, "chen", "sun")
    _interview(load, 42, case, "chen", "sun", "史某某")
    _order(load, 38, case, "chen", amount, 30)
    _serve(load, 38, case, "chen", "P1", "单位负责人")
    load.enter("chen", load.at(28, 9), acts.Performed(paper=Line("P1"), lapsed=True), case)
    load.enter(
        "chen", load.at(27, 9),
        acts.AdvanceNotice(intended=Text("拟责令支付所欠工资；可在三日内陈述、申辩")), case,
    )  # fmt: skip
    _serve(load, 27, case, "chen", "P2", "单位负责人")
    load.enter("chen", load.at(22, 9), acts.Defended(waived=True), case)
    _conclude(load, 20, case, "chen")
    load.enter(
        "ma",
        load.at(17, 15),
        acts.Decided(
            outcome=Outcome.HANDLING,
            findings=(
                FindingOn(
                    allegation=Line("A1"),
                    finding=Finding.UPHELD,
                    verified=Fen(amount * 100),
                    basis=Line("jc-26-1"),
                ),
            ),
            content=Text("责令支付所欠工资；逾期不支付的，加付赔偿金"),
            amount=Fen(amount * 100),
            by=load.day(-5),
        ),
        case,
    )
    _serve(load, 16, case, "chen", "P3", "单位负责人")


def _moving(load: _Load) -> None:
    """Cases with the joint office: asked, taken up, guidance."""
    for days, who, employer, upto in (
        (18, "苏某", "周口某建设集团有限公司", "asked"),
        (26, "卢某某", "周口某劳务派遣有限公司", "taken"),
        (21, "蒋某", "周口某物流有限公司", "guidance"),
    ):
        complaint = _register(
            load,
            days,
            who,
            employer,
            facts="多个工地拖欠工资，人数较多。",
            amount=96_000,
            channel=Channel.WAGE_PLATFORM,
        )
        case = _accept(load, days - 2, complaint)
        _assign(load, days - 2, case, "chen", "sun")
        what = HandoverKind.GUIDANCE if upto == "guidance" else HandoverKind.REQUEST_UPWARD
        load.enter(
            "zhou", load.at(days - 10, 9),
            acts.Asked(what=what, reasons_given=Text("多层分包，责任主体不清"),
                       opinion=Text("建议市级办理或指导")), case,
        )  # fmt: skip
        if upto == "taken":
            load.enter(
                "zheng", load.at(days - 13, 9),
                acts.Answered(handover=Line("H1"), answer=HandoverAnswer.APPROVED,
                              text=Text("同意提级办理")), case,
            )  # fmt: skip
            _assign(load, days - 14, case, "zhao", "qian", "wu")
