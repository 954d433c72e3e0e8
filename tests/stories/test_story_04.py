"""Story 4, two years, two bodies: four allegations of one worker go four ways, as the opinion
proposes; an earlier tip-off on the same overtime turns the first into one that is in time.
"""

from datetime import date

from attrs import evolve

from laborcase import acts, law
from laborcase.desk import Desk
from laborcase.parties import Level
from laborcase.record.complaint import Disposition
from tests.conftest import Clock

from .conftest import Play
from .doors import Given, step

TIP_OFF, KEY, CASE = "25-000001", "26-000001", "26-000002"
EMPLOYER = "respondents.1.name=周口某电子有限公司"


def both_limits_end_on_the_same_day(desk: Desk, clock: Clock) -> None:
    found = {d.clock: d.due for d in desk.as_officer("wang").deadlines(KEY)}
    assert found == {
        "accept-5wd": date(2026, 11, 16), "henan-file-7d": date(2026, 11, 16),
        "arbitration-1y": date(2027, 11, 9), "breach-2y": date(2027, 6, 30),
    }  # fmt: skip


def the_office_says_its_areas_and_that_pension_is_pooled_by_the_city(desk: Desk) -> None:
    zone = desk.office.authority("zone")
    assert zone is not None
    areas = evolve(zone, areas=("文昌街道",))
    desk.enter(acts.AuthoritySet(body=areas, reason="录入"), on="office")
    settings = evolve(desk.office.settings, pooling=Level.CITY)
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")


def opined(desk: Desk) -> dict[str, tuple[str, dict[str, str]]]:
    """Per allegation what the opinion comes to, and its answers."""
    found = desk.as_officer("wang").opinions(KEY)
    return {o.about: (o.verdict, {a.id: a.answer for a in o.answers})
            for o in found if o.id == "acceptance"}  # fmt: skip


def the_opinion_proposes_four_ways(desk: Desk, clock: Clock) -> None:
    found = opined(desk)
    assert (found["A1"][0], found["A1"][1]["in_time"]) == ("refuse", "no")
    assert (found["A2"][0], found["A2"][1]["in_time"]) == ("accept", "yes")
    verdict, insurance = found["A3"]
    assert (verdict, insurance["competent"]) == ("refer", "no"), "the level of pooling"
    assert insurance["in_time"] != "no", "insurance is never rejected by itself"
    verdict, severance = found["A4"]
    assert (verdict, severance["elsewhere"]) == ("guide", "yes")


def the_first_one_is_in_time_by_the_tip_off_and_why_names_its_entry(
    desk: Desk, clock: Clock
) -> None:
    wang = desk.as_officer("wang")
    limits = {d.subject: d for d in wang.deadlines(KEY) if d.clock == "breach-2y"}
    first = limits["A1"]
    assert first.stopped is not None
    assert (first.due, first.stopped.on, first.late) == (
        date(2026, 8, 31), date(2025, 3, 12), False,
    )  # fmt: skip
    assert any(TIP_OFF in line for line in law.why(first))
    second = limits["A2"].stopped
    assert second is not None
    assert second.on == date(2025, 6, 30), "known while it went on, of the same cause"


def four_dispositions_stand(desk: Desk, clock: Clock) -> None:
    complaint = desk.as_officer("wang").complaint(KEY)
    assert [a.disposition for a in complaint.allegations] == [
        Disposition.REFUSED, Disposition.ACCEPTED, Disposition.FORWARDED, Disposition.GUIDED,
    ]  # fmt: skip
    (accepted,) = desk.as_officer("zhou").case(CASE).allegations
    assert accepted.alleged.start == date(2025, 1, 1)


def the_refusal_states_review_first(desk: Desk, clock: Clock) -> None:
    wang = desk.as_officer("wang")
    refusal = next(p for p in wang.complaint(KEY).papers if p.kind.value == "refusal")
    text = wang.paper(KEY, refusal.id)
    assert text.index("先向") < text.index("提起行政诉讼")
    assert "行政复议" in text


def the_earlier_tip_off_is_linked(desk: Desk, clock: Clock) -> None:
    wang = desk.as_officer("wang")
    assert TIP_OFF in [key for _, key in wang.complaint(KEY).links]
    assert KEY in [key for _, key in wang.complaint(TIP_OFF).links]


STORY = (
    Given(
        "2025-03-12 09:00", the_office_says_its_areas_and_that_pension_is_pooled_by_the_city
    ),
    # A third person's tip-off on the same overtime, in the spring of the year before.
    step(
        "2025-03-12 10:00", "wang", "registered", "",
        "tipoff=true", "identity=anonymous", "channel=phone", "received=2025-03-12 09:50",
        EMPLOYER, "facts=流水线经常加班到半夜，不给加班费",
        "allegations.1.cause=overtime_pay", "allegations.1.start=2023-03-01",
        "allegations.1.end=2024-08-31",
    ),
    # Monday 2026-11-09.
    step(
        "2026-11-09 09:20", "wang", "registered", "",
        "channel=counter", "received=2026-11-09 09:00", "complainant.name=赵某",
        "complainant.phone=13900000004", "complainant.sex=female", "complainant.born=1990-05-01",
        "complainant.occupation=操作工", "complainant.work_unit=周口某电子有限公司",
        EMPLOYER, "site.address=文昌街道某路8号", "respondents.1.representative=钱某",
        "demand=补发加班费，补缴养老保险",
        "facts=两段加班费未付，养老保险未缴，经济补偿有争议",
        "allegations.1.cause=overtime_pay", "allegations.1.start=2023-03-01",
        "allegations.1.end=2024-08-31",
        "allegations.2.cause=overtime_pay", "allegations.2.start=2025-01-01",
        "allegations.2.end=2025-06-30",
        "allegations.3.cause=insurance", "allegations.3.start=2022-06-01",
        "allegations.3.end=2025-06-30",
        "allegations.4.cause=severance",
    ),
    both_limits_end_on_the_same_day,
    step(
        "2026-11-09 10:00", "zhou", "acceptance_judged", KEY,
        "allegations=A4", "question=elsewhere", "answer=true", "why=已向仲裁委申请，通知书在卷",
    ),
    step(
        "2026-11-09 10:05", "zhou", "acceptance_judged", KEY,
        "allegations=A2", "question=elsewhere", "answer=false", "why=加班费未申请仲裁",
    ),
    the_opinion_proposes_four_ways,
    step(
        "2026-11-10 09:00", "wang", "disposed", KEY,
        "allegations=A1", "how=refused", "reason=违法行为已于 2024-08-31 终了，超过二年",
        "provision=jc-20", propose="拟不予受理",
    ),
    step(
        "2026-11-10 09:10", "wang", "disposed", KEY,
        "allegations=A3", "how=forwarded", "reason=养老保险由统筹层级的经办机构核定",
        refused="Say to which department",
    ),
    step(
        "2026-11-10 09:10", "wang", "disposed", KEY,
        "allegations=A3", "how=forwarded", "reason=养老保险由统筹层级的经办机构核定",
        "to=市社会保险中心", "told_on=2026-11-10",
    ),
    step(
        "2026-11-10 09:20", "wang", "disposed", KEY,
        "allegations=A4", "how=guided", "reason=经济补偿争议，先申请劳动仲裁", "told_on=2026-11-10",
    ),
    step("2026-11-10 14:00", "zhou", "signed", KEY, "proposal=R1", "opinion=同意"),
    step("2026-11-10 14:10", "zhou", "accepted", KEY, "allegations=A2"),
    step("2026-11-10 15:00", "wang", "complainant_told", KEY, "how=phone"),
    four_dispositions_stand,
    the_refusal_states_review_first,
    step("2026-11-11 09:00", "wang", "linked", KEY, "how=related", f"to={TIP_OFF}"),
    the_earlier_tip_off_is_linked,
    the_first_one_is_in_time_by_the_tip_off_and_why_names_its_entry,
)  # fmt: skip


async def test_two_years_two_bodies(by_library: Play) -> None:
    await by_library(STORY)
