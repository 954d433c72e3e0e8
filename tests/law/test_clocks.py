"""What the moments of a docket start, stop and lengthen."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcase.acts import ACTS
from laborcase.law import (
    OFFICIAL,
    Change,
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
        "accept-5wd", "henan-file-7d", "investigate-60wd", "henan-close-30d", "order-day",
        "preserve-7wd", "ticket-contact", "ticket-reply", "handover-receive", "handover-reply",
        "handover-report", "supervision", "incident-first", "report-10wd", "instalment-day",
        "listing-20wd", "listing-objection-5wd", "removal-15wd", "delist-10wd", "unpublish-3wd",
        "filing-approval", "inquiry-7d", "recusal-3wd", "decide-15wd", "decide-anew-15wd",
        "penalty-90d",
        "hearing-request-5wd", "hearing-notice-7wd", "spot-report-2d", "serve-penalty-7wd",
        "serve-7d", "serve-7wd",
        "public-notice-30d", "pay-fine-15d", "additional-fine", "review-60d", "suit-6m",
        "review-1y", "suit-1y", "review-decision-60d", "review-decision-30d", "suit-15d",
        "suit-15d-silence", "refusal-review-60d", "refusal-review-1y", "spot-review-60d",
        "demand-10wd", "court-3m",
        "court-accept-5wd", "court-rule-7wd", "court-challenge-15d",
        "transfer-approval-3d", "transfer-24h", "police-3d", "challenge-3d", "material-3d",
        "listing-objection-right-5wd", "publication-objection-15wd", "listing-3y",
        "removal-6m", "credit-slight-longest", "credit-ordinary-shortest",
        "credit-ordinary-longest", "credit-serious-shortest", "credit-serious-longest", "retain-3y",
        "arbitration-1y", "breach-2y", "penalty-5y",
    ]  # fmt: skip


def test_a_clock_is_as_certain_as_the_worst_of_its_provisions() -> None:
    order = list(CERTAINTIES)
    for rule in (r for r in rules() if r.rank != "office"):
        worst = max((basis(key).certainty for key in rule.bases), key=order.index)
        assert rule.certainty == worst


def test_henans_clocks_are_targets_and_the_national_ones_limits() -> None:
    henan = {r.id for r in rules() if r.rank == "provincial"}
    assert henan == {"henan-file-7d", "henan-close-30d", "inquiry-7d"}
    beside = {r.id for r in rules() if r.target}
    assert beside == {
        "henan-file-7d", "henan-close-30d", "filing-approval", "serve-7d", "penalty-90d",
    }  # fmt: skip


def test_only_limits_of_tickets_and_hand_overs_are_the_offices_own_and_claim_no_provision() -> None:
    own = [r for r in rules() if r.rank == "office"]
    assert own == [r for r in rules() if r.scope in ("ticket", "handover")]
    assert all((r.unit, r.bases, r.target) == ("office", (), False) for r in own)


def test_a_complaint_runs_both_intake_clocks_the_nearest_first() -> None:
    found = run(complaint("04-30"))
    assert [(x.clock, x.due) for x in found] == [
        ("henan-file-7d", d("05-07")),
        ("accept-5wd", d("05-11")),
        ("arbitration-1y", date(2027, 4, 30)),
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
        "arbitration-1y": date(2027, 6, 15),
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
    assert [x.clock for x in run([moment("closed", "09-07")])] == ["retain-3y"]
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
        ({"length": 10_000_000}, "the length 10000000 does not fit its unit"),
        (
            {
                "length": 36_500,
                "extension": 1,
                "extension_times": 1,
                "extension_by": "department_head",
                "extension_moment": "filed",
            },
            "the length 36500 does not fit its unit",
        ),
        ({"unit": "calendar", "roll": "next_working_day"}, "moves by analogy only; say so"),
        ({"act": "unheard_of"}, "there is no act unheard_of"),
        ({"speed": "fast"}, "the key speed is not known"),
        ({"target": "yes"}, "target cannot be 'yes'"),
    ],
)
def test_a_malformed_clock_is_refused(change: rows.Row, reason: str) -> None:
    with pytest.raises(LawDataError, match=r"some\.toml, clock 1 \(x-5wd\): ") as caught:
        load({"moment": [MOMENT], "clock": [{**CLOCK, **change}]}, "some.toml", ["jc-17"], ACTS)
    assert reason in str(caught.value)


def test_a_clock_that_restarts_counts_from_its_last_start() -> None:
    made = load({"moment": [MOMENT], "clock": [{**CLOCK, "restart": True}]}, "some.toml", ["jc-17"])
    starts = [moment("filed", "09-07", 1), moment("filed", "09-14", 2)]
    (found,) = run(starts, rules=made.rules)
    assert found.started == starts[1]


def test_a_clock_switched_off_does_not_run() -> None:
    made = load({"moment": [MOMENT], "clock": [{**CLOCK, "on": False}]}, "some.toml", ["jc-17"])
    assert run([moment("filed", "09-07")], rules=made.rules) == ()


def test_every_clock_rests_on_provisions_that_we_hold_and_names_an_act_that_there_is() -> None:
    known = bases()
    assert all(key in known for rule in rules() for key in rule.bases)
    assert all(rule.act in ACTS for rule in rules() if rule.act)


def test_five_years_run_only_for_an_allegation_of_which_somebody_said_that_it_harmed() -> None:
    ended = [moment("breach_ended", "03-02", subject=one) for one in ("A1", "A2")]
    noted = moment("health_harmed", "06-01", 4, subject="A2")
    found = [x.subject for x in run([*ended, noted]) if x.clock == "penalty-5y"]
    assert found == ["A2"]
    two = [x.subject for x in run([*ended, noted]) if x.clock == "breach-2y"]
    assert two == ["A1", "A2"], "the two years of the Regulation run on beside them"


def test_the_notice_of_a_hearing_warns_a_day_before_its_last_day() -> None:
    set_ = moment("hearing_set", "05-08", subject="P2", until=d("05-26"))
    found = clock("hearing-notice-7wd", set_)
    assert (found.due, found.warned) == (d("05-15"), d("05-14"))


# ------------------------------------------------------------------ the clocks after the filing


def test_the_worked_dates_of_the_law_research_come_out() -> None:
    told = moment("hearing_right_told", "04-28", subject="P1")
    assert clock("hearing-request-5wd", told).due == d("05-08")
    fined = moment("fine_served", "09-18", subject="P2")
    assert clock("pay-fine-15d", fined).unrolled == d("10-03")
    assert clock("pay-fine-15d", fined).due == d("10-08")
    assert clock("demand-10wd", moment("demand_served", "09-21", subject="P3")).due == d("10-12")
    for start, unrolled, end in (("01-05", "04-05", "04-07"), ("03-02", "05-31", "06-01")):
        found = clock("penalty-90d", moment("filed", start))
        assert (found.unrolled, found.due) == (d(unrolled), d(end))


def test_the_ninety_days_run_from_the_filing_and_warn_from_the_seventy_fifth() -> None:
    found = clock("penalty-90d", moment("filed", "03-02"))
    assert (found.due, found.warned) == (d("06-01"), found.safe - timedelta(days=15))
    assert d("03-02") + timedelta(days=72) <= found.warned <= d("03-02") + timedelta(days=75)
    assert found.target, "an aim until a penalty is to follow"
    late = clock("penalty-90d", moment("filed", "03-02"), moment("decided", "06-16", 9))
    assert late.late


def test_a_decision_follows_the_investigation_within_fifteen_working_days() -> None:
    assert clock("decide-15wd", moment("investigation_concluded", "04-03")).due == d("04-27")


def test_a_hearing_is_noticed_seven_working_days_before_counted_back() -> None:
    held = moment("hearing_set", "09-08", subject="", until=d("09-28"))
    found = clock("hearing-notice-7wd", held)
    # 25 to 27 September are off, Sunday the 20th is worked: 24, 23, 22, 21, 20, 18, 17 count.
    assert found.due == d("09-17")
    counted = [s for s in found.steps if s.kind in ("counted", "made_up")]
    assert len(counted) == 7 == -found.length
    assert counted[-1].date == found.due
    in_time = clock("hearing-notice-7wd", held, moment("hearing_noticed", "09-17", 3))
    late = clock("hearing-notice-7wd", held, moment("hearing_noticed", "09-18", 3))
    assert (in_time.late, late.late) == (False, True)
    assert any("Counted back from 2026-09-28" in line for line in why(found))


def test_review_and_suit_run_beside_each_other_and_press_nobody() -> None:
    served = moment("decision_served", "03-16", subject="P2")
    found = run([served])
    ends = {x.clock: x.due for x in found}
    assert ends == {"review-60d": d("05-15"), "suit-6m": d("09-16")}
    assert nearest(found) is None
    assert not any(x.overdue(date(2027, 1, 1)) for x in found)
    assert all(x.over(date(2027, 1, 1)) for x in found)


COURT = (
    moment("decision_served", "03-16", 8, subject="P2"),
    moment("enforceable_served", "03-16", 8, subject="P2"),
)


def test_the_court_is_asked_within_three_months_after_both_remedies_lapsed() -> None:
    found = clock("court-3m", *COURT)
    assert (found.started.on, found.unrolled, found.due) == (
        d("09-16"), d("12-16"), d("12-16")
    )  # fmt: skip
    assert nearest(run(COURT)) == found
    assert any("It begins where this ended unused" in line for line in why(found))


def test_after_a_review_the_three_months_begin_when_the_fifteen_days_for_a_suit_are_over() -> None:
    lodged = moment("review_lodged", "04-20", 9, subject="P2")
    decided = moment("review_decided", "06-12", 10, subject="P2")
    told = moment("review_told", "06-15", 10, subject="P2")
    found = clock("court-3m", *COURT, lodged, decided, told)
    assert clock("suit-15d", *COURT, lodged, decided, told).due == d("06-30"), "from its receipt"
    assert (found.started.on, found.due) == (d("06-30"), d("09-30"))


def test_a_deferral_that_ends_before_the_remedies_do_does_not_close_the_courts_window() -> None:
    granted = moment("instalment", "03-20", 9, subject="P2/1", until=d("04-10"))
    assert clock("court-3m", *COURT, granted).started.on == d("09-16")
    longer = moment("instalment", "03-20", 9, subject="P2/1", until=d("11-10"))
    assert clock("court-3m", *COURT, longer).started.on == d("11-10")


LODGED = tuple(moment(f"review_{word}", "04-20", 9, subject="P2") for word in ("lodged", "running"))


def test_after_a_review_that_stays_silent_suit_and_court_follow() -> None:
    ends = {x.clock: x.due for x in run([*COURT, *LODGED])}
    assert ends["review-decision-60d"] == d("06-22")
    assert ends["suit-15d-silence"] == d("07-07")
    assert ends["court-3m"] == d("10-08")


def test_the_time_of_a_review_is_counted_from_its_acceptance_and_can_be_lengthened_once() -> None:
    accepted = moment("review_running", "04-24", 10, subject="P2")
    key = "review-decision-60d"
    assert clock(key, *COURT, *LODGED, accepted).due == d("06-23")
    more = moment("review_extended", "06-10", 11, subject="P2", clock=key)
    ends = {x.clock: x.due for x in run([*COURT, *LODGED, accepted, more])}
    assert (ends[key], ends["suit-15d-silence"]) == (d("07-23"), d("08-07"))
    other = moment("review_extended", "06-10", 11, subject="P9", clock=key)
    assert clock(key, *COURT, *LODGED, accepted, other).due == d("06-23")


@pytest.mark.parametrize("day", ["04-20", "04-24"])
def test_by_the_simple_procedure_it_is_thirty_days(day: str) -> None:
    simple = moment("review_simple", day, 10, subject="P2")
    ends = {x.clock: x for x in run([*COURT, *LODGED, simple])}
    due = d("05-20") if day == "04-20" else d("05-25")
    assert (ends["review-decision-30d"].due, ends["review-decision-60d"].stopped) == (due, simple)
    assert ends["suit-15d-silence"].started.on == due


def test_where_no_remedy_was_told_it_is_a_year_and_the_court_waits_for_it() -> None:
    untold = evolve(COURT[0], name="decision_served_untold")
    ends = {x.clock: x for x in run([untold, *COURT[1:]])}
    assert ends["review-1y"].unrolled == untold.on.replace(year=2027)
    assert ends["court-3m"].base == ends["suit-1y"]
    assert "review-60d" not in ends


def test_a_refusal_to_accept_can_be_reviewed_and_not_sued_over_at_once() -> None:
    told = {x.clock: x.due for x in run([moment("refusal_served", "03-02", 3, subject="P1")])}
    assert told == {"refusal-review-60d": d("05-06")}, "60 days end on a holiday"
    (year,) = run([moment("refusal_served_untold", "03-02", 3, subject="P1")])
    assert (year.clock, year.due) == ("refusal-review-1y", date(2027, 3, 2))


def test_what_fell_is_decided_anew_in_the_time_of_a_decision() -> None:
    done = [moment("investigation_concluded", "03-02"), moment("decided", "03-10", 3)]
    anew = moment("to_decide_anew", "06-15", 9)
    assert clock("decide-anew-15wd", *done, anew).due == d("07-07")
    again = moment("decided", "06-30", 11)
    assert clock("decide-anew-15wd", *done, anew, again).stopped == again


def test_against_a_court_that_refuses_the_next_one_is_asked_within_fifteen_days() -> None:
    applied = moment("court_applied", "09-01", 3)
    refused = moment("court_refused", "09-07", 4)
    found = clock("court-challenge-15d", applied, refused)
    assert (found.due, found.rule.fatal, found.presses) == (d("09-22"), True, True)
    assert clock("court-accept-5wd", applied, refused).stopped == refused
    accepted = moment("court_accepted", "09-03", 4)
    assert clock("court-rule-7wd", applied, accepted).due == d("09-14")


def test_six_months_on_the_list_are_counted_from_the_correction() -> None:
    put_right = moment("listing_corrected", "03-31", 5, subject="L1")
    found = clock("removal-6m", put_right)
    assert (found.due, found.rule.binds) == (d("09-30"), "party")


def test_a_listing_is_to_be_decided_from_the_day_the_order_lapsed_without_a_notice() -> None:
    lapsed = moment("order_lapsed", "01-20", 5, subject="P1")
    assert clock("listing-20wd", lapsed).due == d("02-24"), "the worked date of 1H"
    taken = [moment("order_lapsed", "01-20", 6, subject="L1"),
             moment("listing_taken_up", "02-02", 6, subject="P1")]  # fmt: skip
    one, two = (x for x in run([lapsed, *taken]) if x.clock == "listing-20wd")
    assert {one.subject: bool(one.stopped), two.subject: bool(two.stopped)} == {
        "P1": True, "L1": False,
    }  # fmt: skip


def test_while_a_suit_is_pending_the_court_is_not_asked() -> None:
    suit = moment("suit_lodged", "08-03", 9, subject="P2")
    assert "court-3m" not in {x.clock for x in run([*COURT, suit])}


def test_a_decision_that_orders_nothing_is_not_brought_to_the_court() -> None:
    assert "court-3m" not in {x.clock for x in run(COURT[:1])}


def test_a_remedy_sought_too_late_does_not_move_the_court_window() -> None:
    late = moment("review_lodged", "10-20", 9, subject="P2")
    assert clock("court-3m", *COURT, late).started.on == d("09-16")


FINE = moment("fine_served", "09-18", 8, subject="P2")


def test_the_additional_fine_reaches_the_fine_on_the_thirty_fourth_day() -> None:
    found = clock("additional-fine", FINE)
    assert (found.started.on, found.due) == (d("10-08"), d("11-11"))


def test_the_additional_fine_stands_still_during_review_and_suit() -> None:
    lodged = moment("review_lodged", "10-12", 9, subject="P2")
    standing = clock("additional-fine", FINE, lodged)
    assert standing.standing == lodged
    assert not standing.over(date(2027, 12, 31))
    decided = moment("review_decided", "11-20", 10, subject="P2")
    found = clock("additional-fine", FINE, lodged, decided)
    assert found.due == d("11-11") + timedelta(days=(d("11-20") - d("10-12")).days)
    counted = [s for s in found.steps if s.kind == "counted"]
    assert len(counted) == 34
    assert sum(s.kind == "paused" for s in found.steps) == (d("11-20") - d("10-12")).days
    assert any("It stood still from" in line for line in why(found))


def test_each_missed_instalment_grows_from_its_own_day() -> None:
    deferred = moment("fine_deferred", "09-28", 9, subject="P2")
    rows = [
        moment("instalment", "09-28", 9, subject=f"P2/{n}", until=d(day))
        for n, day in ((1, "10-20"), (2, "11-20"))
    ]
    paid = moment("instalment_paid", "11-18", 10, subject="P2/2")
    found = [x for x in run([FINE, deferred, *rows, paid]) if x.clock == "additional-fine"]
    assert [(x.subject, x.started.on) for x in found] == [("P2/1", d("10-20"))]


def test_an_order_to_correct_is_one_of_the_decisions_that_follow_an_investigation() -> None:
    ended = moment("investigation_concluded", "03-10")
    found = clock("decide-15wd", ended, moment("order_issued", "03-12", 9))
    assert found.stopped is not None
    assert not found.late


def test_a_fine_paid_in_time_grows_not() -> None:
    paid = moment("fine_paid", "09-28", 9, subject="P2")
    assert "additional-fine" not in {x.clock for x in run([FINE, paid])}


def test_a_transfer_to_the_police_is_brought_within_twenty_four_hours_by_the_minute() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    at = datetime(2026, 9, 30, 16, 20, tzinfo=zone)
    approved = moment("transfer_decided", "09-30", at=at)
    found = clock("transfer-24h", approved)
    assert found.at == datetime(2026, 10, 1, 16, 20, tzinfo=zone)
    assert found.due == d("10-01")
    assert not found.overdue(datetime(2026, 10, 1, 16, 20, tzinfo=zone))
    assert found.overdue(datetime(2026, 10, 1, 16, 21, tzinfo=zone))
    assert any("24 hours" in line for line in why(found))


def test_the_days_of_a_criminal_transfer_are_calendar_days_that_do_not_move() -> None:
    proposed = moment("transfer_proposed", "09-30", subject="R1", until=d("09-30"))
    assert clock("transfer-approval-3d", proposed).due == d("10-03")
    assert clock("police-3d", moment("transfer_delivered", "09-30")).due == d("10-03")
    refused = clock("challenge-3d", moment("police_refused", "09-30"))
    assert (refused.due, refused.rule.fatal) == (d("10-03"), True)
    assert clock("material-3d", moment("police_filed", "09-30")).due == d("10-03")


def test_service_has_seven_days_as_target_and_seven_working_days_as_limit() -> None:
    order = moment("paper_issued", "09-21", subject="P1")
    assert clock("serve-7d", order).due == d("09-28")
    assert clock("serve-7wd", order).due == d("10-08")
    assert (clock("serve-7d", order).target, clock("serve-7wd", order).target) == (True, False)


def test_a_party_has_no_safe_day_and_its_period_is_said_to_be_its_own() -> None:
    found = clock("inquiry-7d", moment("inquiry_served", "09-19", subject="P1"))
    assert (found.unrolled, found.due, found.safe) == (d("09-26"), d("09-28"), None)
    assert any("A period of the party" in line for line in why(found))


# ------------------------------------------------------------------ the breach itself


def test_the_two_years_of_a_breach_end_by_themselves_and_do_not_move() -> None:
    ended = moment("breach_ended", "02-28", subject="A1")
    found = clock("breach-2y", ended)
    assert (found.unrolled, found.due) == (date(2028, 2, 28), date(2028, 2, 28))
    leap = Moment(name="breach_ended", on=date(2024, 2, 29), entry=1, subject="A1")
    assert clock("breach-2y", leap).due == d("02-28")


def test_a_breach_that_became_known_in_time_is_never_barred() -> None:
    ended = moment("breach_ended", "02-28", subject="A1")
    known = Moment(name="first_known", on=date(2028, 2, 28), entry=1, subject="A1")
    late = Moment(name="first_known", on=date(2028, 2, 29), entry=1, subject="A1")
    assert not clock("breach-2y", ended, known).late
    assert clock("breach-2y", ended, late).late


# ------------------------------------------------------------------ what an office changes


def changed(key: str, *moments: Moment, **change: object) -> Deadline:
    ours = rules([Change(clock=key, **change)])  # type: ignore[arg-type]
    (found,) = (x for x in run(moments, rules=ours) if x.clock == key)
    return found


def test_a_clock_off_by_default_runs_where_an_office_switches_it_on() -> None:
    asked = moment("recusal_asked", "09-21", subject="li")
    assert "recusal-3wd" not in {x.clock for x in run([asked])}
    found = changed("recusal-3wd", asked)
    assert found.due == d("09-24")
    assert found.rule.certainty == "recalled"


def test_henans_closing_clock_stops_at_what_the_office_says() -> None:
    filed, served = moment("filed", "09-01"), moment("decision_served", "09-20", 9, subject="P2")
    assert clock("henan-close-30d", filed, served).stopped is None
    found = changed("henan-close-30d", filed, moment("decision_served", "09-20", 9),
                    stop="decision_served")  # fmt: skip
    assert found.stopped is not None


@given(DAYS, st.integers(0, 20), st.integers(1, 60))
def test_a_pause_is_counted_in_the_unit_of_its_clock(start: date, after: int, days: int) -> None:
    """So many working days later as working days were paused; without a local rule none."""
    begin = start + timedelta(days=after)
    end = begin + timedelta(days=days)
    moments = (
        Moment(name="filed", on=start, entry=1),
        Moment(name="suspended", on=begin, entry=2),
        Moment(name="resumed", on=end, entry=3),
    )
    plain = clock("investigate-60wd", *moments)
    assert plain.due == due(start, 60, "working").date
    found = changed("investigate-60wd", *moments, pauses=True)
    paused = OFFICIAL.between(begin, end)
    assert found.due == due(start, 60 + paused, "working").date if paused else plain.due
    counted = [s for s in found.steps if s.kind in ("counted", "made_up")]
    assert len(counted) == 60
    assert counted[-1].date == found.due or found.steps[-2].kind == "paused"
