"""The doctor lists what an office should look at before it trusts its dates."""

import json
from datetime import date

from attrs import evolve

from laborcase import acts, law
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.record.office import LocalClock
from laborcase.words import speak


def about(desk: Desk, kind: str) -> dict[str, str]:
    return {f.about: speak(f.text, "en") for f in desk.doctor() if f.kind == kind}


def test_a_calendar_that_ends_before_a_live_limit_is_named_with_how_many_wait_for_it(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    waiting = [d for d in li.deadlines(case) if d.provisional and d.stopped is None]
    assert {d.due.year for d in waiting} == {2027}
    told = about(li, "calendar")
    assert set(told) == {"2027"}
    assert told["2027"].startswith(f"{len(waiting)} running")


def test_clocks_that_never_ran_and_those_switched_off_are_told_apart(desk: Desk, case: str) -> None:
    told = about(desk.as_officer("li"), "clock")
    assert "switched off" in told["recusal-3wd"]
    assert "never run in this register" in told["court-3m"]
    assert "investigate-60wd" not in told


def test_a_clock_that_an_office_switches_on_is_no_longer_among_those_off(
    desk: Desk, case: str
) -> None:
    own = (LocalClock(clock="recusal-3wd", citation="若干规定第二十四条"),)
    settings = evolve(desk.office.settings, clocks=own)
    desk.enter(acts.SettingsChanged(settings=settings, reason="已核对文本"), on="office")
    assert "switched off" not in about(desk.as_officer("li"), "clock")["recusal-3wd"]


def test_rules_that_were_not_read_in_full_are_listed_with_how_often_they_run(
    desk: Desk, case: str
) -> None:
    told = about(desk.as_officer("li"), "second_hand")
    named = {r.id for r in law.rules() if r.on and r.rank != "office" and r.certainty != "full"}
    assert set(told) == named
    assert "accept-5wd" in named


def test_provisions_past_their_day_to_look_again_are_listed(desk: Desk, case: str, clock) -> None:
    assert not about(desk.as_officer("li"), "provision")
    clock.to("2028-01-03")
    told = about(desk.as_officer("li"), "provision")
    assert set(told) == {b.id for b in law.past_review(date(2028, 1, 3))}


def test_the_verb_tells_the_same_in_text_and_as_json(capsys, desk: Desk, tmp_path) -> None:
    from datetime import datetime

    from laborcase import demo
    from tests.conftest import SHANGHAI

    url = str(tmp_path / "r")
    with demo.office(url, lambda: datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)):
        pass
    assert main(["--register", url, "--officer", "zhou", "doctor"]) == 0
    text = capsys.readouterr().out
    assert "Clocks that do not run" in text
    assert main(["--register", url, "--officer", "zhou", "doctor", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in rows} >= {"calendar", "clock", "second_hand"}
    assert all(row["text"] in text for row in rows)
