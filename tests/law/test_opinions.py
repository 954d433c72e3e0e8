"""The opinions of the law: pure functions, each with its grounds (procedure-national.md)."""

from datetime import date

import pytest

from laborcase.law import OFFICIAL, Answer, Facts, Judged, Moment, basis, opinion, run, verdict
from laborcase.law.criminal import (
    Arrears,
    Package,
    criminal_line,
    lacking,
    limbs,
    package,
    reached,
)
from laborcase.law.deciding import Deciding, LookUp, Threshold, hearing, look_up, review
from laborcase.law.inspections import Visit, once_a_year, planned
from laborcase.law.jurisdiction import Where, competent, jurisdiction
from laborcase.law.publicity import Publicity, listing, publication, quarter_end

TODAY = date(2026, 11, 23)


def breach(ended: date, known: date) -> Facts:
    """A complaint whose breach ended and became known on these days."""
    moments = [
        Moment(name="breach_ended", on=ended, entry=1, subject="A1"),
        Moment(name="first_known", on=max(known, ended), entry=1, subject="A1", docket="26-000001"),
    ]
    (limit,) = (d for d in run(moments) if d.clock == "breach-2y")
    return Facts(own_right=True, missing=(), cause="arrears", end=ended, limit=limit,
                 known_in="26-000001")  # fmt: skip


def by_id(answers: tuple[Answer, ...]) -> dict[str, Answer]:
    assert all(basis(key) for a in answers for key in a.bases), "every answer has its provisions"
    return {a.id: a for a in answers}


# ------------------------------------------------------------------ acceptance


def test_two_years_from_the_end_of_the_breach_to_the_earliest_knowledge() -> None:
    kept = by_id(opinion(breach(date(2024, 11, 24), TODAY)))["in_time"]
    assert kept.answer == "yes"
    assert any("26-000001" in f for f in kept.facts), "an earlier docket saves a later complaint"
    answers = opinion(breach(date(2024, 11, 22), TODAY))
    assert by_id(answers)["in_time"].answer == "no"
    assert verdict(answers)[0] == "refuse"


def test_a_breach_that_goes_on_is_in_time_and_one_without_days_is_not_known() -> None:
    facts = Facts(own_right=True, missing=(), cause="arrears", continuing=True)
    assert by_id(opinion(facts))["in_time"].answer == "yes"
    unknown = by_id(opinion(Facts(own_right=True, missing=(), cause="arrears")))["in_time"]
    assert (unknown.answer, bool(unknown.missing)) == ("unknown", True)


def test_insurance_arrears_are_never_refused_by_themselves() -> None:
    lapsed = breach(date(2020, 1, 1), TODAY)
    facts = Facts(own_right=True, missing=(), cause="insurance", end=lapsed.end, limit=lapsed.limit)
    answers = opinion(facts)
    assert by_id(answers)["in_time"].answer == "unknown"
    assert verdict(answers)[0] != "refuse"


def test_wage_arrears_are_not_swallowed_by_the_dispute_procedure() -> None:
    wages = by_id(opinion(Facts(own_right=True, missing=(), cause="severance")))["elsewhere"]
    assert wages.answer == "unknown"
    assert "dealt with here" in wages.note
    assert "tj-09" in wages.bases
    other = by_id(opinion(Facts(own_right=True, missing=(), cause="contracts")))["elsewhere"]
    assert "tj-09" not in other.bases


def test_a_persons_own_answer_counts_and_what_the_docket_says_stays_readable() -> None:
    said = (
        Judged(question="elsewhere", answer="yes", why="已申请仲裁", by="周", on=TODAY),
        Judged(question="in_time", answer="yes", why="持续催讨", by="周", on=TODAY),
    )
    lapsed = breach(date(2024, 1, 1), TODAY)
    facts = Facts(own_right=True, missing=(), cause="contracts", end=lapsed.end,
                  limit=lapsed.limit, said=said)  # fmt: skip
    answers = by_id(opinion(facts))
    assert (answers["elsewhere"].answer, answers["elsewhere"].by) == ("yes", "周")
    assert answers["in_time"].answer == "yes"
    assert any("By the docket alone: no" in f for f in answers["in_time"].facts)
    assert verdict(opinion(facts))[0] == "guide"


def test_over_age_workers_complain_of_wages_and_hours_alone() -> None:
    facts = Facts(own_right=True, missing=(), cause="insurance", retired=True)
    assert by_id(opinion(facts))["inspection_matter"].answer == "unknown"
    facts = Facts(own_right=True, missing=(), cause="arrears", retired=True)
    assert by_id(opinion(facts))["inspection_matter"].answer == "yes"


def test_migrant_wages_are_forwarded_and_the_rest_is_told() -> None:
    no = Answer(id="competent", question="?", answer="no", bases=("jc-13-1",), note="")  # type: ignore[arg-type]
    both = [
        by_id(opinion(Facts(own_right=True, missing=(), cause="arrears", competent=no, migrant=m)))
        for m in (True, False)
    ]
    assert "Forward" in both[0]["competent"].note
    assert "Tell" in both[1]["competent"].note


def test_what_only_lacks_a_supplement_is_asked_for_first() -> None:
    facts = Facts(own_right=True, missing=("address",), cause="arrears")  # type: ignore[arg-type]
    assert verdict(opinion(facts))[0] == "supplement"


# ------------------------------------------------------------------ jurisdiction


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({}, "unknown"),
        ({"address": "文昌街道8号"}, "unknown"),
        ({"address": "文昌街道8号", "areas": ("文昌街道",)}, "yes"),
        ({"subdistrict": "七一街道", "areas": ("文昌街道",)}, "no"),
        ({"address": "某路8号", "areas": ("文昌街道",)}, "unknown"),
        ({"subdistrict": "七一街道", "others": (("川汇区局", ("七一街道",)),)}, "no"),
    ],
)
def test_the_place_where_the_labour_is_used_decides(more: dict[str, object], answer: str) -> None:
    where = Where(name="区局", level="county", **more)  # type: ignore[arg-type]
    found = jurisdiction(where)
    assert by_id(found)["place"].answer == answer
    assert competent(found).answer == answer


def test_insurance_follows_the_level_of_pooling() -> None:
    def of(level: str, pooling: str) -> str:
        where = Where(name="局", level=level, insurance=True, pooling=pooling)
        return by_id(jurisdiction(where))["pooling"].answer

    assert (of("county", "city"), of("city", "city"), of("zone", "county")) == ("no", "yes", "yes")
    assert of("county", "") == "unknown"
    assert "pooling" not in by_id(jurisdiction(Where(name="局", level="county")))


def test_unlicensed_employers_individuals_and_organs_are_told_apart() -> None:
    where = Where(name="局", level="county", kinds=("unlicensed", "natural_person", "organ"))
    found = by_id(jurisdiction(where))
    assert [found[k].answer for k in where.kinds] == ["yes", "unknown", "yes"]
    assert "jc-33" in found["unlicensed"].bases
    assert "jc-34" in found["organ"].bases


# ------------------------------------------------------------------ what a decision needs


def test_a_hearing_is_owed_from_the_local_figure_on_which_nobody_but_the_office_sets() -> None:
    assert hearing(Deciding(fine=50_000_00)).answer == "unknown"
    assert any("nobody entered it" in m for m in hearing(Deciding(fine=1)).missing)
    rule = Threshold(sum=30_000_00, citation="×规")
    assert hearing(Deciding(fine=30_000_00, threshold=rule)).answer == "yes"
    assert hearing(Deciding(fine=29_999_99, threshold=rule)).answer == "no"


def test_to_revoke_or_to_close_always_takes_a_hearing() -> None:
    heavy = hearing(Deciding(measures=("revoke_licence",)))
    assert heavy.answer == "yes"
    rule = Threshold(sum=30_000_00, citation="×规")
    assert hearing(Deciding(fine=1, measures=("stop_business",), threshold=rule)).answer == "yes"


def test_a_ground_that_would_allow_more_asks_whether_it_is_intended() -> None:
    rule = Threshold(sum=30_000_00, citation="×规")
    small = hearing(Deciding(fine=1, threshold=rule, allowing=("wb-125",)))
    assert small.answer == "no"
    assert any("wb-125 would allow more than a fine" in fact for fact in small.facts)


def test_a_review_is_compulsory_after_a_hearing() -> None:
    assert review(Deciding(heard=TODAY)).answer == "yes"
    assert review(Deciding()).answer == "unknown"


def test_a_zone_cannot_approve_a_look_up_and_is_told_who_can() -> None:
    zone = look_up(LookUp(name="区局", level="zone", above=(("市局", "city"),)))
    assert zone.answer == "no"
    assert "市局" in zone.note
    assert look_up(LookUp(name="市局", level="city")).answer == "yes"


# ------------------------------------------------------------------ the criminal line


@pytest.mark.parametrize(
    ("owed", "said"),
    [
        ([(800_000, 3)], ("yes", "no")),
        ([(800_000, 2)], ("no", "no")),
        ([(799_999, 4)], ("no", "no")),
        ([(400_000, 0)] * 10, ("no", "yes")),
        ([(400_000, 0)] * 9, ("no", "no")),
        ([(800_000, 0)], ("unknown", "no")),
    ],
)
def test_both_ways_to_the_criminal_line(owed: list[tuple[int, int]], said: tuple[str, str]) -> None:
    line = criminal_line(TODAY)
    assert line is not None
    arrears = [
        Arrears(sum=s, periods=((date(2026, 1, 1), date(2026, m, 28 if m == 2 else 30 + m % 2)),)
                if m else ())
        for s, m in owed
    ]  # fmt: skip
    both = limbs(line, arrears)
    assert tuple(a.answer for a in both) == said
    assert reached(line, arrears) == ("yes" in said)


def test_the_checklist_names_what_a_package_lacks() -> None:
    lacks = {a.id for a in lacking(package(Package()))}
    assert lacks == {"order", "lapsed", "report", "statements", "party", "evidence", "approved"}
    whole = Package(order="监令1号", served=TODAY, until=TODAY, lapsed=True, report=TODAY,
                    statements=2, party=True, evidence=3, approved=True)  # fmt: skip
    answers = package(whole)
    assert not lacking(answers)
    assert by_id(answers)["unpaid"].answer == "unknown", "it is looked at again just before"


def test_an_order_that_was_posted_up_needs_its_picture() -> None:
    posted = Package(order="监令1号", served=TODAY, posted=True)
    assert "photos" in {a.id for a in lacking(package(posted))}
    assert "photos" not in by_id(package(Package()))


# ------------------------------------------------------------------ publicity, inspections


def test_the_listing_decision_is_due_twenty_working_days_after_the_time_to_pay() -> None:
    known = Publicity(order="监令1号", order_until=date(2026, 1, 20), lapsed=True, migrants=True,
                      reached=True)  # fmt: skip
    found = by_id(listing(known, OFFICIAL))
    assert "2026-02-24" in found["listed"].note, "the worked date of procedure-national.md 1H"
    assert (found["lapsed"].answer, found["ground"].answer) == ("yes", "yes")
    assert found["noticed"].answer == "no"


def test_publication_waits_for_a_decision_and_for_a_person_to_say_that_it_is_grave() -> None:
    early = by_id(publication(Publicity()))
    assert (early["concluded"].answer, early["kind"].answer) == ("no", "unknown")
    late = by_id(publication(Publicity(concluded=TODAY)))
    assert "2026-12-31" in late["concluded"].note


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_end_of_a_quarter(day: date, end: date) -> None:
    assert quarter_end(day) == end


def test_one_routine_inspection_a_year_without_suspicion() -> None:
    earlier = [Visit(docket="26-000003", on=date(2026, 2, 1))]
    assert once_a_year(TODAY, earlier, "").answer == "no"
    assert once_a_year(TODAY, earlier, "举报称仍在欠薪").answer == "yes"
    assert once_a_year(date(2027, 1, 4), earlier, "").answer == "yes"
    assert (planned("").answer, planned("年度计划第3项").answer) == ("no", "yes")
