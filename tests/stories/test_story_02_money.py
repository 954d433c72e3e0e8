"""Story 2, its money: 35 rows pasted, 587,900.00 verified for 33 workers, 200,000.00 paid by the
general contractor to twelve of them, two newcomers; three calls and a letter without an answer."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from laborcase import acts, codec, paste
from laborcase.law.criminal import criminal_line, reached
from laborcase.opening import found_register
from laborcase.parties import Claim, Person, Respondent, Role, Worker
from laborcase.record.contacts import Side, out_of_contact
from laborcase.record.docket import Alleged
from laborcase.record.payments import LineSum
from laborcase.values import resident_number

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Path(__file__).parents[2] / "laborcase" / "data" / "demo.toml"


class Clock:
    """A clock that is set from step to step."""

    now = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.now

    def to(self, month: int, day: int, hour: int = 10) -> None:
        self.now = datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def number(n: int) -> str:
    """An invented resident number with its check digit."""
    body = f"4116271985031{n:04d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]
    return resident_number(body + check)


def pasted() -> str:
    """35 rows: 33 people claiming 612,400.00, two of them twice; one wrong check digit."""
    lines = []
    for n in range(1, 36):
        who = {34: 3, 35: 7}.get(n, n)
        told = number(who)
        if n == 20:
            told = told[:-1] + ("0" if told[-1] != "0" else "1")
        amount = 18_500 if who < 33 else 20_400
        name = f"工人{'甲乙丙丁戊己庚辛壬癸子'[who % 11]}{'一二三四'[who // 11]}"
        lines.append(
            "\t".join((name, told, "", "瓦工", "", "2025-12-01", "2026-02-28", str(amount)))
        )
    return "\n".join(lines)


def test_thirty_five_rows_and_where_the_money_is() -> None:
    clock = Clock()
    founding = codec.read_act("founded", tomllib.loads(OFFICE.read_text("utf-8")))
    with found_register("memory:", founding, clock=clock, account="test") as desk:
        wang, zhou, li = (desk.as_officer(o) for o in ("wang", "zhou", "li"))

        # Monday 2026-03-02: three row questions, nothing lost; the wrong number is mended.
        table, read = paste.rows(pasted(), date(2026, 3, 2))
        assert len(table.cells) == 35
        assert len(read.questions) + len(read.problems) == 3
        cells = [list(row) for row in table.cells]
        cells[19][paste.COLUMNS.index("resident_number")] = number(20)
        rows = paste.read(cells, date(2026, 3, 2)).workers
        assert len(rows) == 35
        key = wang.enter(
            acts.Registered(
                channel="counter",
                received=clock.now,
                complainant=Person(name="工人乙一"),
                acting="representative",
                respondents=(
                    Respondent(
                        name="某总包建设有限公司", role=Role.GENERAL_CONTRACTOR,
                        credit_code="91411671MA9000001N",
                    ),
                    Respondent(
                        name="某劳务有限公司", role=Role.SUBCONTRACTOR,
                        credit_code="91411671MA9000002R",
                    ),
                    Respondent(name="李包工头", role=Role.NATURAL_PERSON),
                ),
                facts="三个月工资未付，包工头失联。",
                allegations=(Alleged(cause="migrant_wages"),),
                workers=rows,
            )
        ).docket  # fmt: skip
        told = wang.complaint(key)
        assert (told.persons, told.claimed) == (33, 612_400_00)

        # Filed the same day; a worker is counted once.
        case = zhou.enter(acts.Accepted(told_on=date(2026, 3, 2)), on=key).opened
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
        assert (li.case(case).persons, li.case(case).claimed) == (33, 612_400_00)

        # (a) Three calls and a letter fail.
        for (month, day), way in zip(
            ((3, 3), (3, 4), (3, 5), (3, 6)), ("call", "call", "call", "letter"), strict=True
        ):
            clock.to(month, day)
            li.enter(acts.Contacted(whom="李包工头", way=way, reply="no_answer"), on=case)
        figures = desk.office.settings
        gone = out_of_contact(
            li.case(case).every_contact,
            Side.EMPLOYER,
            times=figures.unanswered,
            ways=figures.unanswered_ways,
        )
        assert len(gone) == 4

        # Verified 587,900.00 for 33 workers, on evidence.
        clock.to(3, 12)
        li.enter(acts.EvidenceAdded(name="考勤表与工资核算表"), on=case)
        lines = li.case(case).claims.lines
        assert len(lines) == 33
        told = tuple(LineSum(line=line.id, sum=line.claimed) for line in lines)
        verified = lowered(told, 587_900_00)
        li.enter(acts.SumsVerified(sums=verified, evidence="E1"), on=case)
        assert li.case(case).verified == 587_900_00

        # The order, worker by worker, served by posting with video on 03-16, until 03-25.
        clock.to(3, 16)
        order = acts.Ordered(
            what="支付农民工工资",
            by=date(2026, 3, 25),
            sums=verified,
            addressees=("某劳务有限公司",),
        )
        li.enter(order, on=case)
        video = desk.add_file(OFFICE)
        li.enter(
            acts.Served(paper="P1", mode="posted_up", receiver="工地围挡", file=video), on=case
        )
        assert li.case(case).totals.ordered == 587_900_00

        # The general contractor pays 200,000.00 to twelve workers.
        clock.to(3, 19)
        due = {s.line: s.sum for s in verified}
        twelve = [line.id for line in lines[:12]]
        shares = [16_666_66] * 11 + [200_000_00 - 11 * 16_666_66]
        assert all(share <= due[line] for line, share in zip(twelve, shares, strict=True))
        li.enter(
            acts.Paid(
                sums=tuple(
                    LineSum(line=line, sum=share)
                    for line, share in zip(twelve, shares, strict=True)
                ),
                payer="某总包建设有限公司",
                capacity="contractor",
                proof="银行代付回单",
                paper="P1",
            ),
            on=case,
        )

        # Two more workers join on 03-20.
        clock.to(3, 20)
        for n, amount in ((41, 9_000_00), (42, 11_300_00)):
            new = Worker(
                name=f"新工人{n}",
                resident_number=number(n),
                claims=(
                    Claim(
                        cause="migrant_wages", start=date(2026, 1, 1), end=date(2026, 2, 28),
                        amount=amount,
                    ),
                ),
            )  # fmt: skip
            li.enter(acts.WorkerJoined(worker=new), on=case)

        # Then: outstanding per worker sums to 387,900.00 plus the two newcomers.
        state = li.case(case)
        totals = state.totals
        assert totals.persons == 35
        assert totals.claimed == 612_400_00 + 20_300_00
        assert (totals.verified, totals.ordered) == (587_900_00, 587_900_00)
        assert totals.paid == 200_000_00
        missing = state.claims.missing()
        newcomers = [w for w in state.claims.workers if w.joined_on]
        assert [w.id for w in newcomers] == ["W36", "W37"]
        theirs = sum(missing[line.id] for w in newcomers for line in w.lines)
        assert theirs == 20_300_00
        assert sum(missing.values()) - theirs == 387_900_00
        assert totals.outstanding == 387_900_00 + 20_300_00
        row = next(r for r in li.find(li.asking(kind="case")).rows if r.key == case)
        assert (row.persons, row.claimed, row.paid) == (35, 632_700_00, 200_000_00)

        # (b) The period lapses unpaid: the sums are far beyond the criminal line.
        clock.to(3, 26)
        li.enter(acts.Performed(paper="P1", lapsed=True, complete=False), on=case)
        line = criminal_line(date(2026, 3, 26))
        assert reached(line, li.case(case).claims.arrears(line.causes))
        assert li.case(case).paid == 200_000_00
        dues = {d.clock: d.due for d in li.deadlines(case)}
        assert dues["investigate-60wd"] == date(2026, 5, 28)
        assert dues["henan-close-30d"] == date(2026, 4, 1)
        desk.verify()


def lowered(sums: tuple[LineSum, ...], total: int) -> tuple[LineSum, ...]:
    """The sums, the first ones lowered until they add up to ``total``."""
    over = sum(s.sum for s in sums) - total
    made = []
    for s in sums:
        off = min(over, 1_000_00)
        over -= off
        made.append(LineSum(line=s.line, sum=s.sum - off))
    return tuple(made)
