"""Story 2, 35 workers, boss fled: 35 rows pasted, 587,900.00 verified for 33 workers, 200,000.00
paid by the general contractor to twelve of them, two newcomers; three calls and a letter without an
answer; the order lapses, the look-up of accounts goes to the city since the zone's head cannot
approve it, and the principal head sends the matter to the police in time.
"""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from laborcase import acts, paste
from laborcase.desk import Desk
from laborcase.law.criminal import criminal_line, reached
from laborcase.record.contacts import Side, out_of_contact
from laborcase.values import money_text, resident_number
from tests.conftest import SHANGHAI, Clock

from .conftest import Play
from .doors import step

KEY, CASE = "26-000001", "26-000002"
VIDEO = Path(__file__).parents[2] / "laborcase" / "data" / "demo.toml"
"""Any file will do."""


def number(n: int) -> str:
    """An invented resident number with its check digit."""
    body = f"4116271985031{n:04d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]
    return resident_number(body + check)


WRONG = number(20)[:-1] + ("0" if number(20)[-1] != "0" else "1")


def claimed(who: int) -> int:
    """What a worker claims, in yuan: 612,400 altogether."""
    return 18_500 if who < 33 else 20_400


def rows(of_20: str) -> list[tuple[str, ...]]:
    """35 rows: 33 people claiming 612,400.00, two of them twice."""
    made = []
    for n in range(1, 36):
        who = {34: 3, 35: 7}.get(n, n)
        name = f"工人{'甲乙丙丁戊己庚辛壬癸子'[who % 11]}{'一二三四'[who // 11]}"
        told = of_20 if n == 20 else number(who)
        made.append((name, told, "", "瓦工", "", "2025-12-01", "2026-02-28", str(claimed(who))))
    return made


def workers(of_20: str) -> tuple[str, ...]:
    """The rows as fields."""
    places = (
        "name", "resident_number", "phone", "occupation",
        "claims.1.cause", "claims.1.start", "claims.1.end", "claims.1.amount",
    )  # fmt: skip
    return tuple(
        f"workers.{n}.{place}={cell}"
        for n, row in enumerate(rows(of_20), 1)
        for place, cell in zip(places, row, strict=True)
        if cell
    )


def lowered(total: int) -> list[int]:
    """What each of the 33 claims comes to, in fen, the first ones lowered until they add up."""
    over = sum(claimed(who) for who in range(1, 34)) * 100 - total
    made = []
    for who in range(1, 34):
        off = min(over, 1_000_00)
        over -= off
        made.append(claimed(who) * 100 - off)
    return made


def sums(each: list[int]) -> tuple[str, ...]:
    """A sum for the line of each of the first workers."""
    lines = ((f"sums.{n}.line=W{n}-1", f"sums.{n}.sum={money_text(s)}")
             for n, s in enumerate(each, 1))  # fmt: skip
    return tuple(pair for line in lines for pair in line)


VERIFIED = lowered(587_900_00)
SHARES = [16_666_66] * 11 + [200_000_00 - 11 * 16_666_66]
COMPLAINT = (
    "channel=counter", "received=2026-03-02 09:00",
    "complainant.name=工人乙一", "acting=representative",
    "respondents.1.name=某总包建设有限公司", "respondents.1.role=general_contractor",
    "respondents.1.credit_code=91411671MA9000001N",
    "respondents.2.name=某劳务有限公司", "respondents.2.role=subcontractor",
    "respondents.2.credit_code=91411671MA9000002R",
    "respondents.3.name=李包工头", "respondents.3.role=natural_person",
    "facts=三个月工资未付，包工头失联。", "allegations.1.cause=migrant_wages",
)  # fmt: skip


def three_rows_are_asked_about_and_nothing_is_lost(desk: Desk, clock: Clock) -> None:
    table, read = paste.rows("\n".join("\t".join(row) for row in rows(WRONG)), date(2026, 3, 2))
    assert len(table.cells) == 35
    assert len(read.questions) + len(read.problems) == 3


def a_worker_is_counted_once(desk: Desk, clock: Clock) -> None:
    told = desk.as_officer("wang").complaint(KEY)
    assert (told.persons, told.claimed) == (33, 612_400_00)


def so_it_is_in_the_case(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("li").case(CASE)
    assert (case.persons, case.claimed) == (33, 612_400_00)


def the_crew_boss_may_count_as_out_of_contact(desk: Desk, clock: Clock) -> None:
    figures = desk.office.settings
    gone = out_of_contact(
        desk.as_officer("li").case(CASE).every_contact,
        Side.EMPLOYER,
        times=figures.unanswered,
        ways=figures.unanswered_ways,
    )
    assert len(gone) == 4


def the_sums_are_verified_and_ordered(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("li").case(CASE)
    assert len(case.claims.lines) == 33
    assert (case.verified, case.totals.ordered) == (587_900_00, 587_900_00)


def what_is_outstanding_adds_up(desk: Desk, clock: Clock) -> None:
    li = desk.as_officer("li")
    state, totals = li.case(CASE), li.case(CASE).totals
    assert totals.persons == 35
    assert totals.claimed == 612_400_00 + 20_300_00
    assert (totals.verified, totals.ordered) == (587_900_00, 587_900_00)
    assert totals.paid == 200_000_00
    missing = state.claims.missing()
    newcomers = [w for w in state.claims.workers if w.joined_on]
    assert [w.id for w in newcomers] == ["W36", "W37"]
    theirs = sum(missing[line.id] or 0 for w in newcomers for line in w.lines)
    assert theirs == 20_300_00
    assert sum(sum_ or 0 for sum_ in missing.values()) - theirs == 387_900_00
    assert totals.outstanding == 387_900_00 + 20_300_00
    row = next(r for r in li.find(li.asking(kind="case")).rows if r.key == CASE)
    assert (row.persons, row.claimed, row.paid) == (35, 632_700_00, 200_000_00)


def the_sums_are_beyond_the_criminal_line_and_the_limits_run(desk: Desk, clock: Clock) -> None:
    li = desk.as_officer("li")
    line = criminal_line(date(2026, 3, 26))
    assert line is not None
    assert reached(line, li.case(CASE).claims.arrears(line.causes))
    assert li.case(CASE).paid == 200_000_00
    dues = {d.clock: (d.unrolled, d.due) for d in li.deadlines(CASE)}
    assert dues["investigate-60wd"] == (date(2026, 5, 28),) * 2
    assert dues["henan-close-30d"] == (date(2026, 4, 1),) * 2
    assert dues["penalty-90d"] == (date(2026, 5, 31), date(2026, 6, 1))
    (penalty,) = (d for d in li.deadlines(CASE) if d.clock == "penalty-90d")
    assert (penalty.presses, penalty.safe) == (True, date(2026, 5, 29))
    assert (penalty.warned - date(2026, 3, 2)).days <= 75, "it warns from day 75 on at the latest"


def the_zone_cannot_approve_the_look_up_and_the_opinion_says_who_can(
    desk: Desk, clock: Clock
) -> None:
    found = desk.as_officer("li").opinions(CASE)
    (asked,) = (a for o in found for a in o.answers if a.id == "look_up")
    assert (asked.answer, asked.bases) == ("no", ("nm-40",))
    assert "周口市人力资源和社会保障局" in asked.note


def the_request_for_the_look_up_is_open_at_the_city(desk: Desk, clock: Clock) -> None:
    (query,) = desk.as_officer("li").case(CASE).handovers
    assert (query.kind.value, query.to, query.open) == ("property_query", "city", True)
    assert any(d.clock == "handover-reply" and d.subject == "H1"
               for d in desk.as_officer("li").deadlines(CASE))  # fmt: skip
    answer = acts.Answered(handover="H1", answer="approved", text="同意查询")
    reasons = desk.as_officer("ma").check(answer, on=CASE)
    assert {r.basis for r in reasons} == {"cn-mw-40"}, "refused with its basis"
    assert not desk.as_officer("zheng").check(answer, on=CASE), "the city's head can"


def limit(desk: Desk, clock: str) -> tuple[date, datetime | None, bool]:
    """A clock of the case: its day, its minute, and whether it was stopped in time."""
    (found,) = (d for d in desk.as_officer("li").deadlines(CASE) if d.clock == clock)
    return found.due, found.at, found.stopped is not None and not found.late


def it_waits_for_the_principal_head(desk: Desk, clock: Clock) -> None:
    (line,) = [t for t in desk.as_officer("gao").today() if t.group == "sign"]
    assert line.docket == CASE
    assert desk.as_officer("li").case(CASE).handovers[0].open
    assert limit(desk, "transfer-approval-3d") == (date(2026, 3, 30), None, False)


def it_is_to_be_with_the_police_within_a_day_by_the_minute(desk: Desk, clock: Clock) -> None:
    case = desk.as_officer("li").case(CASE)
    assert (case.transferred_to, case.transferred_on) == ("市公安局", date(2026, 3, 30))
    assert limit(desk, "transfer-approval-3d") == (date(2026, 3, 30), None, True)
    end = datetime(2026, 3, 31, 9, 0, tzinfo=SHANGHAI)
    assert limit(desk, "transfer-24h") == (date(2026, 3, 31), end, False)


def the_package_lists_the_video_and_the_police_have_three_days(desk: Desk, clock: Clock) -> None:
    assert limit(desk, "transfer-24h")[2]
    assert limit(desk, "police-3d") == (date(2026, 4, 3), None, False)
    found = desk.as_officer("li").opinions(CASE)
    (posted,) = (a for o in found if o.id == "transfer" for a in o.answers if a.id == "photos")
    assert posted.answer == "yes"
    digest = sha256(VIDEO.read_bytes()).hexdigest()
    assert any(digest[:12] in fact for fact in posted.facts), "with the hash of the file"


STORY = (
    # Monday 2026-03-02: three row questions, nothing lost; the wrong number is mended.
    three_rows_are_asked_about_and_nothing_is_lost,
    step(
        "2026-03-02 09:00", "wang", "registered", "", *COMPLAINT, *workers(WRONG),
        refused="The check character of this resident number does not fit",
    ),
    step("2026-03-02 09:20", "wang", "registered", "", *COMPLAINT, *workers(number(20))),
    a_worker_is_counted_once,
    # Filed the same day.
    step("2026-03-02 10:00", "zhou", "accepted", KEY, "told_on=2026-03-02"),
    step("2026-03-02 10:10", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    so_it_is_in_the_case,
    # (a) Three calls and a letter fail.
    *(
        step(
            f"{day} 10:00", "li", "contacted", CASE,
            "whom=李包工头", f"way={way}", "reply=no_answer",
        )
        for day, way in (
            ("2026-03-03", "call"), ("2026-03-04", "call"), ("2026-03-05", "call"),
            ("2026-03-06", "letter"),
        )
    ),
    the_crew_boss_may_count_as_out_of_contact,
    # Verified 587,900.00 for 33 workers, on evidence.
    step("2026-03-12 10:00", "li", "evidence_added", CASE, "name=考勤表与工资核算表"),
    step("2026-03-12 10:10", "li", "sums_verified", CASE, *sums(VERIFIED), "evidence=E1"),
    # The order, worker by worker, served by posting with video on 03-16, until 03-25.
    step(
        "2026-03-16 10:00", "li", "ordered", CASE,
        "what=支付农民工工资", "by=2026-03-25", *sums(VERIFIED), "addressees=某劳务有限公司",
    ),
    step(
        "2026-03-16 10:30", "li", "served", CASE,
        "paper=P1", "mode=posted_up", "receiver=工地围挡", f"file=@{VIDEO}",
    ),
    the_sums_are_verified_and_ordered,
    step(
        "2026-03-19 10:00", "li", "paid", CASE, *sums(SHARES), "payer=某总包建设有限公司",
        "capacity=contractor", "proof=银行代付回单", "paper=P1",
    ),
    *(
        step(
            "2026-03-20 10:00", "li", "worker_joined", CASE,
            f"worker.name=新工人{n}", f"worker.resident_number={number(n)}",
            "worker.claims.1.cause=migrant_wages", "worker.claims.1.start=2026-01-01",
            "worker.claims.1.end=2026-02-28", f"worker.claims.1.amount={amount}",
        )
        for n, amount in ((41, 9_000), (42, 11_300))
    ),
    what_is_outstanding_adds_up,
    # (b) The period lapses unpaid.
    step(
        "2026-03-26 10:00", "li", "performed", CASE,
        "paper=P1", "lapsed=true", "complete=false",
    ),
    the_sums_are_beyond_the_criminal_line_and_the_limits_run,
    the_zone_cannot_approve_the_look_up_and_the_opinion_says_who_can,
    step(
        "2026-03-26 11:00", "zhou", "asked", CASE,
        "what=property_query", "about=某劳务有限公司账户、房产", "reasons_given=需查询账户与房产",
    ),
    the_request_for_the_look_up_is_open_at_the_city,
    step(
        "2026-03-26 11:30", "ma", "answered", CASE,
        "handover=H1", "answer=approved", "text=同意查询", refused="周口市人力资源和社会保障局",
    ),
    step(
        "2026-03-27 09:00", "li", "transferred", CASE,
        "receiver=police", "organ=市公安局", "reason=涉嫌拒不支付劳动报酬", propose="拟移送",
    ),
    step("2026-03-27 10:00", "zhou", "signed", CASE, "proposal=R1", "opinion=同意移送"),
    step(
        "2026-03-27 10:05", "zhou", "signed", CASE, "proposal=R1", refused="principal head",
    ),
    it_waits_for_the_principal_head,
    step("2026-03-30 09:00", "gao", "signed", CASE, "proposal=R1", "opinion=同意"),
    it_is_to_be_with_the_police_within_a_day_by_the_minute,
    step(
        "2026-03-31 08:40", "li", "transfer_delivered", CASE,
        "at=2026-03-31 08:30", "receiver=某警官", "contents=案卷材料一套",
    ),
    the_package_lists_the_video_and_the_police_have_three_days,
)  # fmt: skip


async def test_thirty_five_workers_and_a_boss_who_fled(by_library: Play) -> None:
    await by_library(STORY)
