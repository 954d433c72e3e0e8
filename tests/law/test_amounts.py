"""How much a provision gives (pitfalls 17-30): bases kept apart, ladders side by side, nothing
overtaken offered."""

from datetime import date
from pathlib import Path

import pytest

from laborcase.errors import Invalid, NotFound
from laborcase.law import LawDataError, Moment, bases, run
from laborcase.law.amounts import (
    LADDERS,
    additional,
    discretion,
    figures,
    fines,
    higher,
    lenient,
    load_figures,
    outside,
    range_data,
    range_lines,
    ranges,
    read_discretion,
    read_facts,
)

DAY = date(2026, 11, 23)
GRADE = """
[[grade]]
id = "x-25-1"
basis = "jc-25"
grade_zh = "轻微"
grade_en = "slight"
when_zh = "十人以下"
when_en = "up to ten workers"
unit = "yuan_per_worker"
min = 100
max = 200
effective_from = 2025-01-01
source = "×人社规〔2025〕1号"
"""


def spans(key: str, **facts: int) -> list[tuple[int | None, int | None]]:
    return [(r.low, r.high) for r in ranges(key, facts, DAY) if r.offered]


def test_a_fine_by_worker_counts_the_workers_harmed() -> None:
    assert spans("jc-25", workers=35) == [(3_500_00, 17_500_00)]
    (missing,) = (r for r in ranges("jc-25", {}, DAY) if r.offered)
    assert (missing.low, missing.high, missing.missing) == (None, None, ("workers",))


@pytest.mark.parametrize(
    ("key", "base", "span"),
    [
        ("jc-27-1", "concealed_wages", (1_000, 3_000)),
        ("sb-86", "premium_arrears", (1_000, 3_000)),
        ("sb-88", "sum_defrauded", (2_000, 5_000)),
        ("ht-92-1", "illegal_gain", (1_000, 5_000)),
    ],
)
def test_each_multiple_is_taken_of_its_own_base(key: str, base: str, span: tuple[int, int]) -> None:
    assert span in spans(key, **{base: 1_000})
    others = {"sum_due": 1_000, "premiums_due": 1_000, "wage": 1_000}
    assert span not in spans(key, **others), "no base stands in for another"


def test_child_labour_has_two_ladders_and_nobody_chose() -> None:
    found = ranges("tg-06-1", {"workers": 2, "months": 3}, DAY)
    assert {r.basis for r in found if r.offered} == {"tg-06-1", "wb-125"}
    assert (30_000_00, 30_000_00) in [(r.low, r.high) for r in found]
    assert (100_000_00, 1_000_000_00) in [(r.low, r.high) for r in found]
    assert higher(found) is None
    assert {r.basis for r in ranges("wb-125", {}, DAY)} == {r.basis for r in found}
    assert any("nobody has chosen" in line for line in range_lines(found, "en"))


def test_one_breach_is_fined_once_by_the_higher_rule() -> None:
    found = [*ranges("jc-25", {"workers": 3}, DAY), *ranges("jc-30-1", {}, DAY)]
    one = higher(found)
    assert one is not None
    assert one.basis == "jc-30-1"
    unknown = [*ranges("jc-25", {}, DAY), *ranges("jc-30-1", {}, DAY)]
    assert higher(unknown) is None, "what cannot be counted is not compared"


def test_what_higher_law_has_overtaken_is_shown_and_never_offered() -> None:
    found = {r.basis: r for r in ranges("jc-26-1", {"sum_due": 10_000_00, "order_lapsed": 1}, DAY)}
    assert (found["jc-26-1"].low, found["jc-26-1"].high) == (5_000_00, 10_000_00)
    old = found["hn-lsi-21-1"]
    assert (old.low, old.high, old.offered) == (10_000_00, 50_000_00, False)
    assert "overtaken by jc-26-1" in old.why
    assert not [r for r in fines(ranges("jc-27-2", {"sum_defrauded": 1}, DAY)) if
                r.basis == "jc-27-2"]  # fmt: skip


def test_extra_compensation_is_no_fine_and_waits_for_a_lapsed_order() -> None:
    (open_,) = (r for r in ranges("ht-85-1", {"sum_due": 1}, DAY) if r.offered)
    assert open_.kind == "compensation"
    assert open_.missing == ("order_lapsed",)
    assert not fines([open_])


def test_a_provision_not_in_force_on_the_day_is_not_offered() -> None:
    (early,) = (r for r in ranges("fn-83", {}, date(2022, 12, 31)) if r.basis == "fn-83")
    assert not early.offered
    with pytest.raises(NotFound):
        ranges("jc-99", {}, DAY)


def test_a_fine_outside_the_range_is_told_and_several_breaches_add_up() -> None:
    worked, obstructed = ranges("jc-25", {"workers": 10}, DAY), ranges("jc-30-1", {}, DAY)
    assert outside(5_000_00, [worked]) is None
    assert outside(5_000_01, [worked]) == (1_000_00, 5_000_00)
    assert outside(999_99, [worked]) == (1_000_00, 5_000_00)
    assert outside(25_000_00, [worked, obstructed]) is None
    assert outside(1, [ranges("jc-25", {}, DAY)]) is None, "what is not known refuses nothing"
    assert outside(1, [ranges("jc-26-1", {"sum_due": 1}, DAY)]) is None, "no fine, no range"
    child = ranges("tg-06-1", {"workers": 1, "months": 1}, DAY)
    assert outside(900_000_00, [child]) is None, "either ladder"
    assert outside(1_000_000_01, [child]) is not None


def test_lenient_grounds_come_before_any_sum() -> None:
    told = {a.id: a.answer for a in lenient({"slight": 1, "corrected": 1, "harmless": 1})}
    assert told == {"harmless": "yes", "first": "unknown", "no_fault": "unknown",
                    "lessened": "unknown"}  # fmt: skip
    told = {a.id: a.answer for a in lenient({"corrected": 0})}
    assert (told["harmless"], told["first"]) == ("no", "no")


def test_facts_are_read_the_way_people_write_them_and_all_errors_are_told_at_once() -> None:
    assert read_facts([("workers", "35"), ("illegal_gain", "2万"), ("first", "是")]) == {
        "workers": 35, "illegal_gain": 20_000_00, "first": 1,
    }  # fmt: skip
    wrong = [("workers", "0"), ("noise", "1"), ("first", "maybe"), ("sum_due", "-1"),
             ("workers", "2")]  # fmt: skip
    with pytest.raises(Invalid) as caught:
        read_facts(wrong)
    assert {p.path for p in caught.value.problems} == {"workers", "noise", "first", "sum_due"}


# ------------------------------------------------------------------ the additional fine


def overdue(*more: Moment) -> list[Moment]:
    return [
        Moment(name="fine_served", on=date(2026, 9, 1), entry=1, subject="P1"),
        Moment(name="decision_served", on=date(2026, 9, 1), entry=1, subject="P1"),
        *more,
    ]


def grown(on: date, *more: Moment, paid: tuple[tuple[date, int], ...] = ()) -> tuple[int, int]:
    found = [d for d in run(overdue(*more)) if d.clock == "additional-fine"]
    if not found:
        pytest.fail("the clock did not begin")
    one = additional(1_000_00, paid, found[0], on)
    return one.days, one.sum


def test_the_additional_fine_grows_by_three_per_cent_a_day_up_to_the_fine() -> None:
    first = next(d for d in run(overdue()) if d.clock == "additional-fine").first_day
    assert grown(date.fromordinal(first.toordinal() + 1)) == (1, 30_00)
    assert grown(date.fromordinal(first.toordinal() + 10)) == (10, 300_00)
    assert grown(date.fromordinal(first.toordinal() + 200)) == (34, 1_000_00)


def test_it_stands_still_while_a_review_is_pending() -> None:
    first = next(d for d in run(overdue()) if d.clock == "additional-fine").first_day
    day = date.fromordinal
    lodged = Moment(name="review_lodged", on=day(first.toordinal() + 5), entry=2, subject="P1")
    decided = Moment(name="review_decided", on=day(first.toordinal() + 40), entry=3, subject="P1")
    assert grown(day(first.toordinal() + 30), lodged) == (5, 150_00)
    assert grown(day(first.toordinal() + 42), lodged, decided) == (7, 210_00)


def test_what_was_paid_grows_no_more() -> None:
    first = next(d for d in run(overdue()) if d.clock == "additional-fine").first_day
    half = ((date.fromordinal(first.toordinal() + 2), 500_00),)
    assert grown(date.fromordinal(first.toordinal() + 4), paid=half) == (4, 90_00)


# ------------------------------------------------------------------ data


def test_the_shipped_rows_are_whole_and_the_table_for_henan_is_empty() -> None:
    assert all(f.basis in bases() for f in figures().values())
    assert not discretion()
    assert all(key in bases() for ladder in LADDERS for key in ladder)


def test_every_provision_with_a_figure_can_be_counted_and_told() -> None:
    for key, one in bases().items():
        if one.fine_max is None and not any(f.basis == key for f in figures().values()):
            continue
        found = ranges(key, {}, DAY)
        assert found
        assert all(line for lang in ("en", "zh_CN") for line in range_lines(found, lang))
        assert all(range_data(r, "zh_CN")["citation"] for r in found)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"jc-25"', '"jc-99"', "there is no provision jc-99"),
        ('"yuan_per_worker"', '"yuan_each"', "unit is 'yuan_each'"),
        ("max = 200", "max = 5000", "beyond the range of jc-25"),
        ("min = 100", "min = 300", "min is above max"),
        ("min = 100", "", "min is missing"),
        ("2025-01-01", "2025-01-01\neffective_to = 2024-01-01", "ends before it begins"),
    ],
)
def test_a_malformed_grade_is_refused_with_file_row_and_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GRADE.replace(old, new, 1), "utf-8")
    with pytest.raises(LawDataError, match=r"mine\.toml, row 1 \(x-25-1\)") as caught:
        read_discretion(file)
    assert reason in str(caught.value)


def test_a_grade_stands_under_the_range_from_its_day_on(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GRADE, "utf-8")
    table = read_discretion(file)
    (one,) = (r for r in ranges("jc-25", {"workers": 2}, DAY, table) if r.offered)
    assert [(low, high) for _, low, high in one.grades] == [(200_00, 400_00)]
    (before,) = (r for r in ranges("jc-25", {}, date(2024, 1, 1), table) if r.offered)
    assert not before.grades


def test_a_malformed_figure_is_refused() -> None:
    row = {"id": "x", "basis": "jc-25", "when_zh": "是", "when_en": "so", "unit": "yuan_flat",
           "max": 1, "of": "wage"}  # fmt: skip
    with pytest.raises(LawDataError, match=r"a\.toml, row 1 \(x\): of belongs"):
        load_figures([row], "a.toml")
