"""Story 1, paid at the counter: registered on 2026-04-30, promised by phone, paid by WeChat on
2026-05-06, signed for, and settled without filing by the institution head."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from laborcase import acts, codec
from laborcase.opening import found_register
from laborcase.parties import Person, Respondent
from laborcase.record.complaint import ComplaintStage, Disposition
from laborcase.record.docket import Alleged
from laborcase.record.payments import LineSum

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Path(__file__).parents[2] / "laborcase" / "data" / "demo.toml"


class Clock:
    """A clock that is set from step to step."""

    now = datetime(2026, 4, 30, 16, 40, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.now

    def to(self, day: int, month: int, hour: int, minute: int) -> None:
        self.now = datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def test_paid_at_the_counter() -> None:
    clock = Clock()
    founding = codec.read_act("founded", tomllib.loads(OFFICE.read_text("utf-8")))
    with found_register("memory:", founding, clock=clock, account="test") as desk:
        wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")

        # Thursday 2026-04-30, 16:40: the clerk registers; the employer has no known code.
        key = wang.enter(
            acts.Registered(
                channel="counter",
                received=clock.now,
                complainant=Person(name="王某某", resident_number="411627198503124010"),
                respondents=(Respondent(name="周口某快餐店"),),
                facts="三月工资一直没发。",
                allegations=(
                    Alleged(
                        cause="arrears",
                        start=date(2026, 3, 1),
                        end=date(2026, 3, 31),
                        amount=3_200_00,
                    ),
                ),
            )
        ).docket
        due = {d.clock: d.due for d in wang.deadlines(key)}
        assert due == {"henan-file-7d": date(2026, 5, 7), "accept-5wd": date(2026, 5, 11)}

        # 16:52: the owner is called and promises to pay on 2026-05-06.
        clock.to(30, 4, 16, 52)
        wang.enter(
            acts.Contacted(
                whom="周口某快餐店老板", phone="13900000000", reply="promised", by=date(2026, 5, 6)
            ),
            on=key,
        )
        (contact,) = wang.complaint(key).contacts
        assert (contact.at, contact.name) == (clock.now, "王禾")
        assert {d.clock: d.due for d in wang.deadlines(key)} == due
        (row,) = wang.find(wang.asking()).rows
        assert (row.next_day, row.next_what) == ("2026-05-06", "promise")
        (promise,) = wang.complaint(key).agenda
        assert (promise.act, promise.officer) == ("paid", "wang")

        # 2026-05-06: the promise is on Today; the owner pays by WeChat, the worker signs, the head.
        clock.to(6, 5, 8, 31)
        assert [(t.group, t.act, t.day) for t in wang.today() if t.act == "paid"] == [
            ("do", "paid", date(2026, 5, 6))
        ]
        clock.to(6, 5, 10, 15)
        wang.enter(
            acts.Paid(
                sums=(LineSum(line="W1", sum=3_200_00),),
                payer="周口某快餐店",
                means="mobile",
                proof="微信转账截图",
                confirmed="signature",
            ),
            on=key,
        )
        assert wang.complaint(key).agenda == ()
        zhou.enter(
            acts.SettledWithoutFiling(
                result="店主当日微信支付 3,200 元，劳动者签字确认。",
                no_crime=True,
                no_others=True,
                told_on=date(2026, 5, 6),
            ),
            on=key,
        )

        # Then: settled without filing; persons 1, recovered 3,200.00; no case number consumed.
        state = wang.complaint(key)
        assert state.stage is ComplaintStage.SETTLED
        assert [a.disposition for a in state.allegations] == [Disposition.SETTLED]
        assert (state.persons, state.claims.paid) == (1, 3_200_00)
        assert state.claims.totals().outstanding == 0
        assert not any(d.late for d in wang.deadlines(key))
        (row,) = wang.find(wang.asking()).rows
        assert (row.open, row.persons, row.paid, row.next_day) == (0, 1, 3_200_00, None)
        numbers = [n.kind for e in wang.docket(key).entries for n in e.given.numbers]
        assert numbers == ["registration"]
        report = zhou.figures(date(2026, 4, 21), date(2026, 5, 20))
        wanted = ("settled_unfiled", "filed", "settled_unfiled_persons", "recovered")
        assert [report.figure(name).total for name in wanted] == [1, 0, 1, 3_200_00]
        other = wang.enter(
            acts.Registered(
                channel="counter",
                received=clock.now,
                complainant=Person(name="李某某"),
                respondents=(Respondent(name="周口某商贸有限公司"),),
                facts="四月工资没发。",
            )
        ).docket
        numbers = zhou.enter(acts.Accepted(told_on=date(2026, 5, 6)), on=other).numbers
        (number,) = [n for n in numbers if n.kind == "case"]
        assert number.n == 1, "the settled complaint took no case number"
        desk.verify()
