"""Why a limit falls on its day, told to a program: adding up its lines gives the day."""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from laborcase.law import (
    OFFICIAL,
    Calendar,
    Change,
    Deadline,
    Limit,
    Moment,
    Rule,
    account,
    rules,
    run,
    why,
)
from laborcase.law.clocks import RESUMED, SUSPENDED, moment_names

DAY = timedelta(days=1)
DOCKETS = 10_000
SHANGHAI = ZoneInfo("Asia/Shanghai")
Account = dict[str, Any]


def told(deadline: Deadline) -> Account:
    """The account of a limit as a program reads it."""
    return dict(json.loads(msgspec.json.encode(account(deadline))))


def day(text: str) -> date:
    return date.fromisoformat(text)


def added_up(found: Account) -> date:
    """The last day that the lines of an account come to, by nothing but these lines; each is
    checked to be what it says."""
    start, *lines, end = found["steps"]
    assert (start["kind"], end["kind"], start["count"]) == ("start", "end", 0)
    assert day(start["date"]) == day(found["counted_from"])
    step = DAY if found["length"] > 0 else -DAY
    at, count = day(start["date"]), 0
    for line in lines:
        if line["kind"] == "rolled":
            assert day(line["date"]) == at >= day(found["unrolled"])
            assert line["name"]
            at += DAY
            continue
        if found["unit"] in ("month", "year"):
            at = day(line["date"])
        else:
            at += step
            assert day(line["date"]) == at
        if line["kind"] in ("counted", "made_up"):
            count += 1
        else:
            assert line["kind"] in ("skipped", "paused")
            assert count < abs(found["length"]) or line["kind"] == "paused"
            assert line["name"] or line["kind"] == "paused"
        assert line["count"] == count
        if line["kind"] == "made_up":
            assert at.weekday() > 4
    assert count == abs(found["length"])
    assert at == day(found["unrolled"]) + DAY * sum(line["kind"] == "rolled" for line in lines)
    assert day(end["date"]) == at
    return at


def holds(deadline: Deadline) -> None:
    """The account of one limit agrees with the limit, and with itself."""
    found = told(deadline)
    assert day(found["due"]) == deadline.due
    if found["unit"] in ("working", "calendar", "month", "year"):
        assert added_up(found) == deadline.due
    elif found["at"]:
        assert datetime.fromisoformat(found["at"]).date() == deadline.due
    else:
        assert day(found["unrolled"]) == deadline.due
    assert found["start"]["moment"] == deadline.started.name
    assert len(found["extensions"]) == len(deadline.extended)
    assert (found["safe"] is not None) == (deadline.safe is not None)
    assert found["provisional"] == (found["doubt"] is not None)
    assert all(basis["citation"] for basis in found["bases"])
    head = why(deadline)[0]
    assert found["due"] in head


def moments(rule: Rule, dice: random.Random) -> Iterator[Moment]:
    """What happened in a docket that has this clock: its start, or that of what it follows, and,
    as the dice fall, extensions, standstills and an end."""
    on = date(2006, 1, 1) + DAY * dice.randrange(7_800)
    at = datetime(on.year, on.month, on.day, dice.randrange(24), 7, tzinfo=SHANGHAI)
    limit = Limit(length=dice.randint(1, 40), unit=dice.choice(["hour", "working", "calendar"]))
    ends = at + timedelta(hours=dice.randint(1, 400)) if dice.random() < 0.2 else None
    yield Moment(
        name=rule.starts, on=on, at=at, entry=1, subject="X", clock=rule.id,
        until=on + DAY * dice.randint(20, 90),
        limit=limit if rule.unit == "office" else None,
        ends=ends if rule.unit == "office" else None,
    )  # fmt: skip
    entry = 2
    if rule.needs:
        yield Moment(name=rule.needs, on=on, entry=entry)
    for _ in range(dice.choice((0, 0, 1, 2))):
        if rule.extension_moment:
            later = on + DAY * dice.randint(0, 100)
            longer = datetime(later.year, later.month, later.day, 17, tzinfo=SHANGHAI)
            yield Moment(
                name=rule.extension_moment, on=later, entry=(entry := entry + 1), clock=rule.id,
                ends=longer + DAY * 9 if rule.unit == "office" else None,
            )  # fmt: skip
    for begin, go_on in zip(rule.pause_from, rule.pause_to, strict=True):
        if dice.random() < 0.5:
            since = on + DAY * dice.randint(0, 30)
            yield Moment(name=begin, on=since, entry=(entry := entry + 1))
            if dice.random() < 0.8:
                yield Moment(name=go_on, on=since + DAY * dice.randint(0, 40), entry=entry + 1)
    if rule.stops and dice.random() < 0.5:
        yield Moment(
            name=dice.choice(rule.stops), on=on + DAY * dice.randint(0, 120), entry=entry + 2
        )


def paused_too() -> tuple[Rule, ...]:
    """The clocks of the law, those that can be paused standing still where a suspension says so."""
    changes = [
        Change(clock=rule.id, pauses=True)
        for rule in rules()
        if rule.unit in ("working", "calendar") and rule.length > 0 and not rule.pause_from
        if {SUSPENDED, RESUMED} <= moment_names().keys()
    ]
    return rules(changes)


def with_bases(rule: Rule, clocks: dict[str, Rule]) -> Iterator[Rule]:
    """A clock after those that it follows."""
    for key in rule.after:
        yield from with_bases(clocks[key], clocks)
    yield rule


def test_adding_up_the_lines_gives_the_day_in_ten_thousand_dockets() -> None:
    clocks = {rule.id: rule for rule in (*rules(), *paused_too())}
    both = [*rules(), *paused_too()]
    dice, seen = random.Random(20261123), set()
    for _ in range(DOCKETS):
        rule = dice.choice(both)
        wanted = list(with_bases(rule, clocks))
        things = [m for one in wanted if not one.after for m in moments(one, dice)]
        for deadline in run(things, rules=wanted):
            holds(deadline)
            seen.add(deadline.clock)
    assert seen >= {rule.id for rule in rules() if rule.on and not rule.after}


@given(st.sampled_from(paused_too()), st.integers(0, 10**6))
def test_adding_up_the_lines_gives_the_day_of_any_clock(rule: Rule, seed: int) -> None:
    if not rule.after:
        for deadline in run(moments(rule, random.Random(seed)), rules=[rule]):
            holds(deadline)


@given(st.integers(0, 10**6))
def test_it_holds_on_a_calendar_whose_last_years_are_not_out(seed: int) -> None:
    dice = random.Random(seed)
    rule = dice.choice(rules())
    short = Calendar(rows for year, rows in OFFICIAL.years.items() if year <= 2019)
    if not rule.after:
        for deadline in run(moments(rule, dice), short, [rule]):
            holds(deadline)


def test_an_account_names_the_holiday_of_each_day_passed_over_and_who_signed_an_extension() -> None:
    rule = next(rule for rule in rules() if rule.id == "investigate-60wd")
    things = [
        Moment(name="filed", on=date(2025, 12, 8), entry=1),
        Moment(name="extended", on=date(2026, 3, 2), entry=7, clock=rule.id),
    ]
    (deadline,) = run(things, rules=[rule])
    found = account(deadline, "zh_CN", lambda moment: "马某" if moment.entry == 7 else "")
    steps = found["steps"]
    assert isinstance(steps, list)
    names = {step["date"]: (step["kind"], step["name"]) for step in steps}
    assert names[date(2026, 2, 17)] == ("skipped", "春节")
    assert names[date(2026, 2, 14)][0] == "made_up"
    assert names[date(2026, 2, 14)][1].endswith("调休上班")
    (extension,) = found["extensions"]  # type: ignore[misc]
    assert (extension["entry"], extension["signed_by"], extension["by"]) == (7, "马某", 30)
    assert any(
        "马某" in line
        for line in why(deadline, "zh_CN", lambda moment: "马某" if moment.entry == 7 else "")
    )
