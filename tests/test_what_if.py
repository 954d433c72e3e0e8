"""What an act would move is told before it is entered, and nothing is entered by asking."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.cli import main, out
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.opening import found_register, open_desk
from laborcase.record.docket import OFFICE
from laborcase.shifting import Moving
from tests.conftest import Clock

YEAR = Path(__file__).parent / "data" / "2027.toml"


def ends(moved: tuple[Moving, ...]) -> dict[str, tuple[object, object]]:
    """The last days before and after, by clock; with a dash where it is stopped."""
    return {
        one.clock: tuple(  # type: ignore[misc]
            None if d is None else f"{d.due}-" if d.stopped else str(d.due) for d in pair
        )
        for pair in moved
        for one in [pair[0] or pair[1]]
        if one is not None
    }


def test_an_act_that_opens_a_docket_tells_every_clock_that_would_start(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    wang, head = desk.as_officer("wang"), desk.head()
    found = wang.what_if(complaint())
    told = ends(found.moved)
    assert told["accept-5wd"] == told["henan-file-7d"] == (None, "2026-11-30")
    assert desk.head() == head
    key = wang.enter(complaint()).docket
    started = {d.clock: str(d.due) for d in wang.deadlines(key) if not d.stopped}
    assert started == {clock: after for clock, (_, after) in told.items()}


def test_what_moves_in_another_docket_and_in_one_newly_opened_is_told_too(
    desk: Desk, complaint: Callable[..., acts.Registered]
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    zhou = desk.as_officer("zhou")
    found = zhou.what_if(acts.Accepted(told_on=date(2026, 11, 23)), on=key)
    assert ends(found.moved)["accept-5wd"] == ("2026-11-30", "2026-11-30-")
    ((where, opened),) = found.elsewhere
    assert where == ""
    assert ends(opened)["investigate-60wd"] == (None, "2027-02-15")
    assert len(zhou.docket(key).entries) == 1


def test_a_proposal_tells_what_moves_once_it_is_signed(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    act = acts.Extended(clock="investigate-60wd", reason="案情复杂")
    with pytest.raises(Refused):
        li.what_if(act, on=case)
    found = li.what_if(act, on=case, propose=True)
    assert ends(found.moved) == {"investigate-60wd": ("2027-02-15", "2027-03-29")}
    assert li.case(case).proposals == ()
    number = desk.as_officer("ma").enter(act, on=case)
    assert number.new
    assert ends(found.moved)["investigate-60wd"][1] == str(
        next(d.due for d in li.deadlines(case) if d.clock == "investigate-60wd")
    )


def test_what_may_not_be_proposed_is_refused_by_asking_too(desk: Desk, case: str) -> None:
    act = acts.Extended(clock="investigate-60wd", reason="")
    with pytest.raises(Invalid, match="“Reason” is empty"):
        desk.as_officer("li").what_if(act, on=case, propose=True)


def test_an_act_that_moves_nothing_says_so(desk: Desk, case: str) -> None:
    found = desk.as_officer("li").what_if(acts.Noted(text="记"), on=case)
    assert not found.moves
    assert found.told("en") == []


@pytest.mark.parametrize(
    ("act", "officer", "moves"),
    [
        (acts.InquiryIssued(whom="某店", items="工资表"), "li", set()),
        (acts.Preserved(name="账簿", reason="可能灭失"), "ma", {"preserve-7wd"}),
        (acts.Extended(clock="henan-close-30d", reason="复杂"), "ma", {"henan-close-30d"}),
        (acts.Ordered(what="付款", by=date(2026, 12, 9)), "li", set()),
        (acts.Concluded(report="属实", proposal="handling"), "li", {"investigate-60wd"}),
    ],
)
def test_acts_that_start_stop_or_move_a_clock_tell_it_and_it_comes_true(
    desk: Desk, case: str, act: acts.Act, officer: str, moves: set[str]
) -> None:
    seat = desk.as_officer(officer)
    before = {(d.clock, d.subject): d for d in seat.deadlines(case)}
    told = seat.what_if(act, on=case)
    assert {d.clock: d for d in before.values()} == {d.clock: d for d in seat.deadlines(case)}
    seat.enter(act, on=case)
    after = {(d.clock, d.subject): d for d in seat.deadlines(case)}
    really = {
        name
        for name in {*before, *after}
        if name not in before
        or name not in after
        or (before[name].due, before[name].stopped) != (after[name].due, after[name].stopped)
        if name in before or after[name].stopped is None
    }
    named = {(one.clock, one.subject) for pair in told.moved for one in [pair[0] or pair[1]] if one}
    assert named == really
    assert {clock for clock, _ in named} >= moves


# At the command line


@pytest.fixture
def url(
    founding: acts.Founded,
    complaint: Callable[..., acts.Registered],
    clock: Clock,
    tmp_path: Path,
) -> str:
    """A register with a complaint, 26-000001, and a case of another, 26-000003."""
    folder = str(tmp_path / "register")
    with found_register(folder, founding, clock=clock, account="test") as desk:
        wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
        wang.enter(complaint())
        key = wang.enter(complaint()).docket
        case = zhou.enter(acts.Accepted(told_on=date(2026, 11, 23)), on=key).opened
        zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
        act = acts.Extended(clock="investigate-60wd", reason="案情复杂")
        desk.as_officer("ma").enter(act, on=case)
    return folder


@pytest.fixture(autouse=True)
def same_morning(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """The command line has the register's own day, whatever the machine's is."""
    monkeypatch.setattr(out, "open_desk", partial(open_desk, clock=clock))


def run(url: str, officer: str, *words: str) -> int:
    return main(["--register", url, "--officer", officer, "--lang", "en", *words])


def commits(url: str) -> int:
    with open_desk(url, officer="zhou") as desk:
        return desk.head()


def test_enter_what_if_prints_the_dates_before_and_after_and_enters_nothing(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = commits(url)
    words = ["enter", "accepted", "26-000001", "--field", "told_on=today"]
    assert run(url, "zhou", *words, "--what-if") == 0
    out = capsys.readouterr().out
    assert "Acceptance, 5 working days: 2026-11-30 becomes stopped on" in out
    assert "Newly opened: Investigation, 60 working days: begins, " in out
    assert out.endswith("Nothing was entered.\n")
    assert run(url, "zhou", *words, "--what-if", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    moved = {row["clock"]: row for row in told["moved"]}
    assert moved["accept-5wd"]["before"]["due"] == "2026-11-30"
    assert moved["accept-5wd"]["after"]["stopped"] is not None
    assert told["elsewhere"][0]["docket"] == ""
    assert commits(url) == before


def test_enter_what_if_goes_with_propose_and_is_refused_as_entering_is(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = commits(url)
    words = ["enter", "extended", "26-000003", "--field", "clock=henan-close-30d"]
    assert run(url, "li", *words, "--field", "reason=复杂", "--propose", "--what-if") == 0
    out = capsys.readouterr().out
    assert "Once it is signed:" in out
    assert "Henan closing, 30 days: 2026-12-23 becomes" in out
    assert run(url, "li", *words, "--field", "reason=复杂", "--what-if") == 1
    assert "is for" in capsys.readouterr().err
    assert commits(url) == before


def test_enter_what_if_of_the_office_tells_what_moves_in_all_open_dockets(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import tomllib

    raw = tomllib.loads(YEAR.read_text("utf-8"))
    act = {**{k: v for k, v in raw.items() if k != "holiday"}, "holidays": raw["holiday"]}
    file = tmp_path / "act.json"
    file.write_text(json.dumps(act, default=str), "utf-8")
    words = ["enter", "calendar_added", OFFICE, "--json", str(file), "--what-if"]
    assert run(url, "zhou", *words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["office"]["dockets"] == 2
    assert {row["clock"] for row in told["office"]["limits"]} >= {"investigate-60wd"}


def test_why_tells_a_program_everything_that_it_tells_people(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(url, "li", "why", "26-000003", "investigate-60wd", "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["start"]["moment"] == "filed"
    assert (found["unit"], found["length"], found["certainty"]) == ("working", 90, "full")
    (extension,) = found["extensions"]
    with open_desk(url, officer="li") as desk:
        name = desk.office.officer("ma")
        assert name is not None
        assert extension["signed_by"] == name.name
    names = {step["date"]: step["name"] for step in found["steps"]}
    assert names["2026-11-28"] == "weekend"
    assert found["steps"][-1]["date"] == found["due"]
    assert found["doubt"][0] <= found["due"] <= found["doubt"][1]
    assert [row["id"] for row in found["bases"]] == ["jc-17"]
    assert run(url, "li", "why", "26-000003", "investigate-60wd") == 0
    out = capsys.readouterr().out
    assert f"by the head of the department, signed by {name.name}." in out
    assert "it may become any day from" in out


def test_lists_show_and_today_mark_a_day_in_doubt_with_its_range(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(url, "li", "show", "26-000003") == 0
    line = next(x for x in capsys.readouterr().out.splitlines() if "60 working days" in x)
    assert "(provisional: 2027-" in line
    assert run(url, "li", "show", "26-000003", "--json") == 0
    limits = {d["clock"]: d for d in json.loads(capsys.readouterr().out)["deadlines"]}
    first, last = limits["investigate-60wd"]["doubt"]
    assert first <= limits["investigate-60wd"]["due"] < last
    assert run(url, "li", "days", "2026-12-30", "5", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["provisional"]
    assert told["doubt"][0] <= told["end"] <= told["doubt"][1]
