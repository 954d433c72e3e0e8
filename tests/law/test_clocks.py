"""What the moments of a docket start, stop and lengthen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase.law import (
    Deadline,
    LawDataError,
    Moment,
    bases,
    basis,
    due,
    nearest,
    rows,
    rules,
    run,
    why,
)
from laborcase.law.bases import CERTAINTIES
from laborcase.law.clocks import load

DAYS = st.dates(date(2005, 1, 1), date(2027, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def moment(name: str, on: str, entry: int = 1, **more: object) -> Moment:
    return Moment(name=name, on=d(on), entry=entry, **more)  # type: ignore[arg-type]


def clock(key: str, *moments: Moment) -> Deadline:
    (found,) = (x for x in run(moments) if x.clock == key)
    return found


def complaint(on: str) -> tuple[Moment, Moment]:
    return moment("received", on), moment("complaint_received", on)


def test_the_clocks_are_exactly_these() -> None:
    assert [rule.id for rule in rules()] == [
        "accept-5wd",
        "henan-file-7d",
        "investigate-60wd",
        "henan-close-30d",
        "order-day",
        "preserve-7wd",
        "ticket-contact",
        "ticket-reply",
        "report-10wd",
        "instalment-day",
        "listing-20wd",
        "listing-objection-5wd",
        "removal-15wd",
        "delist-10wd",
        "unpublish-3wd",
    ]


def test_a_clock_is_as_certain_as_the_worst_of_its_provisions() -> None:
    order = list(CERTAINTIES)
    for rule in (r for r in rules() if r.rank != "office"):
        worst = max((basis(key).certainty for key in rule.bases), key=order.index)
        assert rule.certainty == worst


def test_henans_clocks_are_targets_and_the_national_ones_limits() -> None:
    assert {r.id for r in rules() if r.target} == {"henan-file-7d", "henan-close-30d"}
    law = [r for r in rules() if r.rank != "office"]
    assert all(r.rank == ("provincial" if r.target else "national") for r in law)


def test_only_ticket_limits_are_the_offices_own_and_they_claim_no_provision() -> None:
    own = [r for r in rules() if r.rank == "office"]
    assert {r.scope for r in own} == {"ticket"} == {r.scope for r in rules() if r.scope == "ticket"}
    assert all((r.unit, r.bases, r.target) == ("office", (), False) for r in own)


def test_a_complaint_runs_both_intake_clocks_the_nearest_first() -> None:
    found = run(complaint("04-30"))
    assert [(x.clock, x.due) for x in found] == [
        ("henan-file-7d", d("05-07")),
        ("accept-5wd", d("05-11")),
    ]
    assert nearest(found) == found[0]


def test_a_tip_off_has_no_acceptance_clock() -> None:
    (found,) = run([moment("received", "02-14")])
    assert (found.clock, found.unrolled, found.due, found.safe) == (
        "henan-file-7d",
        d("02-21"),
        d("02-24"),
        d("02-14"),
    )


def test_several_doors_count_from_the_first_receipt() -> None:
    later = moment("received", "06-17", 5), moment("complaint_received", "06-17", 5)
    found = run([*later, *complaint("06-15")])
    assert {x.clock: x.due for x in found} == {
        "henan-file-7d": d("06-22"),
        "accept-5wd": d("06-23"),
    }


def test_a_filing_on_the_fifth_working_day_is_in_time_and_a_day_later_late() -> None:
    told = clock("accept-5wd", *complaint("08-24"), moment("disposed_and_told", "08-31", 4))
    assert told.stopped is not None
    assert not told.late
    assert clock("accept-5wd", *complaint("08-24"), moment("disposed_and_told", "09-01", 4)).late


def test_the_case_clocks_run_side_by_side_from_the_filing() -> None:
    found = {x.clock: x for x in run([moment("filed", "09-07")])}
    assert found["investigate-60wd"].due == d("12-04")
    assert found["henan-close-30d"].due == d("10-08")
    assert found["henan-close-30d"].safe == d("09-30")


def test_an_extension_lengthens_from_the_start_and_only_the_clock_it_names() -> None:
    extended = moment("extended", "10-08", 5, clock="henan-close-30d")
    found = {x.clock: x for x in run([moment("filed", "09-07"), extended])}
    assert found["henan-close-30d"].due == d("11-06")
    assert found["henan-close-30d"].extended == (extended,)
    assert found["investigate-60wd"].due == d("12-04")
    longer = clock(
        "investigate-60wd",
        moment("filed", "03-02"),
        moment("extended", "05-20", 5, clock="investigate-60wd"),
    )
    assert longer.due == d("07-10")


def test_a_second_extension_lengthens_nothing() -> None:
    twice = [moment("extended", f"09-1{i}", i, clock="henan-close-30d") for i in (1, 2)]
    assert clock("henan-close-30d", moment("filed", "09-07"), *twice).due == d("11-06")


def test_an_extension_signed_after_the_end_lengthens_nothing_and_stays_visible() -> None:
    late = moment("extended", "10-09", 5, clock="henan-close-30d")
    found = clock("henan-close-30d", moment("filed", "09-07"), late)
    assert (found.due, found.extended, found.too_late) == (d("10-08"), (), (late,))
    assert any("lengthens nothing" in line for line in why(found))


def test_two_orders_have_two_days_and_stop_one_by_one() -> None:
    found = run(
        [
            moment("order_served", "03-16", 3, subject="P1", until=d("03-25")),
            moment("order_served", "03-18", 4, subject="P2", until=d("03-28")),
            moment("order_obeyed", "03-24", 6, subject="P1"),
        ]
    )
    assert [(x.subject, x.due, x.stopped is None) for x in found] == [
        ("P1", d("03-25"), False),
        ("P2", d("03-28"), True),
    ]
    assert found[1].safe is None


def test_each_preserved_item_has_its_own_clock() -> None:
    found = run([moment("preserved", "02-06", i, subject=f"E{i}") for i in (1, 2)])
    assert [(x.subject, x.due) for x in found] == [("E1", d("02-24")), ("E2", d("02-24"))]


def test_closing_the_case_stops_what_still_runs_in_it() -> None:
    found = run(
        [
            moment("filed", "09-07"),
            moment("order_served", "09-10", 3, subject="P1", until=d("09-30")),
            moment("closed", "09-28", 9),
        ]
    )
    assert nearest(found) is None
    assert not any(x.late for x in found)


def test_a_stop_before_its_start_is_ignored() -> None:
    found = clock("henan-close-30d", moment("closed", "09-01", 9), moment("filed", "09-07"))
    assert found.stopped is None


def test_nothing_starts_without_its_moment() -> None:
    assert run([moment("closed", "09-07")]) == ()
    assert run([moment("order_served", "09-07", subject="P1")]) == ()


def test_what_is_left_is_counted_in_the_clocks_own_unit() -> None:
    five = clock("accept-5wd", *complaint("02-12"))
    assert [five.left(d(day)) for day in ("02-12", "02-13", "02-23", "02-26", "02-27")] == [
        5,
        4,
        3,
        0,
        -1,
    ]
    seven = clock("henan-file-7d", *complaint("04-30"))
    assert [seven.left(d(day)) for day in ("04-30", "05-07", "05-08")] == [7, 0, -1]


def test_a_clock_is_overdue_only_after_its_last_day_and_while_it_runs() -> None:
    open_clock = clock("accept-5wd", *complaint("02-12"))
    assert not open_clock.overdue(d("02-26"))
    assert open_clock.overdue(d("02-27"))
    told = moment("disposed_and_told", "02-27", 4)
    assert not clock("accept-5wd", *complaint("02-12"), told).overdue(d("03-01"))


@given(DAYS, st.permutations(range(4)))
def test_the_order_of_entering_does_not_matter(start: date, order: list[int]) -> None:
    moments = [
        Moment(name="filed", on=start, entry=1),
        Moment(name="filed", on=start + timedelta(days=3), entry=2),
        Moment(name="extended", on=start, entry=3, clock="henan-close-30d"),
        Moment(name="closed", on=start + timedelta(days=50), entry=4),
    ]
    assert run([moments[i] for i in order]) == run(moments)


@given(DAYS)
def test_an_extended_clock_ends_where_one_of_the_whole_length_would(start: date) -> None:
    filed = Moment(name="filed", on=start, entry=1)
    for key, total, unit in (
        ("henan-close-30d", 60, "calendar"),
        ("investigate-60wd", 90, "working"),
    ):
        found = clock(key, filed, Moment(name="extended", on=start, entry=2, clock=key))
        expected = due(start, total, unit)
        assert (found.due, found.unrolled, found.safe, found.provisional) == (
            expected.date,
            expected.unrolled,
            expected.safe,
            expected.provisional,
        )
        assert found.steps == expected.steps


def test_why_tells_start_holiday_roll_safe_day_and_citation() -> None:
    (found,) = run([moment("received", "02-14")])
    told = why(found)
    assert told[0] == "Henan filing decision, 7 days: 2026-02-24 Tuesday"
    assert "(entry 1); weekend day worked for Spring Festival." in told[1]
    assert told[3] == "1–7: 2026-02-15 Sunday … 2026-02-21 Saturday"
    assert "is off (Spring Festival), so it moves to 2026-02-24 Tuesday" in told[4]
    assert "by analogy" in told[4]
    assert told[4].endswith("Safe day: 2026-02-14 Saturday.")
    assert "art. 15 item (1), provincial regulation, as amended on 2010-07-30" in told[5]
    assert told[5].endswith("full text read")
    assert told[6].startswith("A target")


def test_why_tells_each_day_worked_in_exchange_and_each_holiday_passed_over() -> None:
    told = why(clock("accept-5wd", *complaint("02-12")))
    assert told[3:7] == (
        "1: 2026-02-13 Friday",
        "2: 2026-02-14 Saturday, weekend day worked for Spring Festival",
        "not counted: 2026-02-15 Sunday … 2026-02-23 Monday, Spring Festival",
        "3–5: 2026-02-24 Tuesday … 2026-02-26 Thursday",
    )
    assert told[7].endswith("seen only as quoted elsewhere")


def test_why_tells_the_extension_with_its_entry_and_who_approves() -> None:
    extended = moment("extended", "10-08", 5, clock="henan-close-30d")
    told = why(clock("henan-close-30d", moment("filed", "09-07"), extended))
    assert (
        "Extended by 30 days to 60 days from the same start: 2026-10-08 Thursday, extension "
        "approved (entry 5), by the head of the department." in told
    )


def test_why_marks_a_provisional_date() -> None:
    told = why(clock("investigate-60wd", moment("filed", "11-09")))
    assert told[0].endswith("(provisional)")
    assert any("up to 2026" in line for line in told)


MOMENT: rows.Row = {"name": "filed", "zh": "立案", "en": "filing"}
CLOCK: rows.Row = {
    "id": "x-5wd",
    "title_zh": "某期限",
    "title_en": "Some limit",
    "scope": "case",
    "starts": "filed",
    "stops": ["filed"],
    "length": 5,
    "unit": "working",
    "roll": "none",
    "expiry_zh": "逾期。",
    "expiry_en": "Late.",
    "bases": ["jc-17"],
    "rank": "national",
    "certainty": "full",
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"unit": "wd"}, "unit is 'wd'"),
        ({"roll": "forward"}, "roll is 'forward'; it may be next_working_day, none"),
        ({"starts": "born"}, "the moment born is not known"),
        ({"stops": ["died"]}, "the moment died is not known"),
        ({"stops": []}, "a clock needs a stop and a provision"),
        ({"bases": ["jc-99"]}, "there is no provision jc-99"),
        ({"bases": [], "certainty": "full"}, "a clock needs a stop and a provision"),
        ({"unit": "office", "length": 0}, "a clock needs a stop and a provision"),
        ({"length": 0}, "the length 0 does not fit its unit"),
        (
            {"length": -5, "unit": "calendar", "roll": "next_working_day"},
            "the length -5 does not fit its unit",
        ),
        ({"unit": "named"}, "the length 5 does not fit its unit"),
        ({"extension": 5}, "its extension is incomplete"),
        ({"speed": "fast"}, "the key speed is not known"),
        ({"target": "yes"}, "target cannot be 'yes'"),
    ],
)
def test_a_malformed_clock_is_refused(change: rows.Row, reason: str) -> None:
    with pytest.raises(LawDataError, match=r"some\.toml, clock 1 \(x-5wd\): ") as caught:
        load({"moment": [MOMENT], "clock": [{**CLOCK, **change}]}, "some.toml", ["jc-17"])
    assert reason in str(caught.value)


def test_a_clock_that_restarts_counts_from_its_last_start() -> None:
    made = load({"moment": [MOMENT], "clock": [{**CLOCK, "restart": True}]}, "some.toml", ["jc-17"])
    starts = [moment("filed", "09-07", 1), moment("filed", "09-14", 2)]
    (found,) = run(starts, rules=made.rules)
    assert found.started == starts[1]


def test_a_clock_switched_off_does_not_run() -> None:
    made = load({"moment": [MOMENT], "clock": [{**CLOCK, "on": False}]}, "some.toml", ["jc-17"])
    assert run([moment("filed", "09-07")], rules=made.rules) == ()


def test_every_clock_rests_on_provisions_that_we_hold() -> None:
    known = bases()
    assert all(key in known for rule in rules() for key in rule.bases)
