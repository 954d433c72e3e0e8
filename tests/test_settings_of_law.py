"""What an office enters of the law's figures: the criminal line of its province, its discretion
table; and that harm is said of one allegation."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.desk import Desk
from laborcase.errors import Refused
from laborcase.law.amounts import ranges
from laborcase.record.docket import Alleged
from laborcase.record.office import CrimeFigures, GradeRow

GRADE = GradeRow(
    basis="jc-25", grade="轻微", when="十人以下", unit="yuan_per_worker", least=100, most=200,
    start=date(2026, 1, 1), source="×人社规〔2026〕1号",
)  # fmt: skip
FIGURES = CrimeFigures(
    start=date(2026, 1, 1), months=3, one=20_000_00, workers=10, together=100_000_00,
    citation="×高法〔2026〕1号",
)  # fmt: skip


def settled(desk: Desk, *figures: CrimeFigures) -> None:
    settings = evolve(desk.office.settings, criminal=figures)
    desk.enter(acts.SettingsChanged(settings=settings, reason="录入"), on="office")


def limb(desk: Desk, case: str) -> tuple[str, tuple[str, ...]]:
    """Whether one worker reaches the line, and on what that rests."""
    found = desk.as_officer("li").opinions(case)
    (one,) = (a for o in found if o.id == "transfer" for a in o.answers if a.id == "one")
    return one.answer, tuple(map(str, one.facts))


@pytest.fixture
def owed(desk: Desk, complaint) -> str:
    """A case in which one worker claims 9,000 yuan of four months; nothing is verified."""
    wages = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 6, 30), amount=900_000)
    key = desk.as_officer("wang").enter(complaint(allegations=(wages,))).docket
    case = desk.as_officer("zhou").enter(acts.Accepted(told_on=desk.now().date()), on=key).opened
    assert case
    return case


def test_the_provinces_figures_are_a_dated_setting_with_its_rule(desk: Desk, owed: str) -> None:
    assert limb(desk, owed)[0] == "yes"
    settled(desk, FIGURES)
    answer, facts = limb(desk, owed)
    assert (answer, facts[0]) == ("no", "×高法〔2026〕1号")
    settled(desk, evolve(FIGURES, start=date(2027, 1, 1)))
    assert limb(desk, owed)[0] == "yes", "not in force yet"


def test_sums_that_are_only_claimed_are_said_to_be(desk: Desk, owed: str) -> None:
    assert any("only claimed and not verified" in f for f in limb(desk, owed)[1])
    li = desk.as_officer("li")
    desk.as_officer("zhou").enter(acts.Assigned(lead="li", assistant="chen"), on=owed)
    li.enter(acts.EvidenceAdded(name="工资表"), on=owed)
    (line,) = li.case(owed).claims.lines
    li.enter(acts.SumsVerified(sums=({"line": line.id, "sum": 9_000_00},), evidence="E1"), on=owed)
    assert not any("only claimed" in f for f in limb(desk, owed)[1])


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ((FIGURES, evolve(FIGURES, start=date(2025, 1, 1))), "put them in order"),
        ((evolve(FIGURES, one=0),), "above nothing"),
        ((evolve(FIGURES, start=date(1999, 1, 1)),), "lies before 2004"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(
    desk: Desk, figures: tuple[CrimeFigures, ...], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        settled(desk, *figures)


def test_the_discretion_table_is_an_act_of_the_office_and_splits_its_ranges(desk: Desk) -> None:
    assert dict(desk.office.discretion) == {}
    desk.enter(acts.DiscretionSet(grades=(GRADE,), reason="本省公布"), on="office")
    (grade,) = desk.office.discretion.values()
    day = date(2026, 11, 23)
    (found,) = (
        r for r in ranges("jc-25", {"workers": 10}, day, desk.office.discretion) if r.offered
    )
    assert [(g.source, low, high) for g, low, high in found.grades] == [
        (GRADE.source, 1_000_00, 2_000_00)
    ]
    before = date(2025, 12, 31)
    (old,) = (r for r in ranges("jc-25", {"workers": 10}, before, {"x": grade}) if r.offered)
    assert old.grades == (), "not in force yet"
    desk.enter(acts.DiscretionSet(reason="废止"), on="office")
    assert dict(desk.office.discretion) == {}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (evolve(GRADE, basis="xx-1"), "there is no provision xx-1"),
        (evolve(GRADE, most=900), "goes beyond the range of jc-25"),
        (evolve(GRADE, unit="multiple_of_amount"), "of belongs to a multiple"),
        (evolve(GRADE, unit="groats"), "there is no unit groats"),
        (evolve(GRADE, end=date(2025, 1, 1)), "ends before it begins"),
    ],
)
def test_a_grade_that_cannot_be_is_refused_with_its_row(
    desk: Desk, row: GradeRow, why: str
) -> None:
    with pytest.raises(Refused, match=why) as caught:
        desk.enter(acts.DiscretionSet(grades=(GRADE, row), reason="录入"), on="office")
    assert "grades.2" in {r.path for r in caught.value.reasons}


def test_the_same_grade_stands_there_once(desk: Desk) -> None:
    with pytest.raises(Refused, match="stands there twice"):
        desk.enter(acts.DiscretionSet(grades=(GRADE, GRADE), reason="录入"), on="office")


def test_harm_is_noted_of_one_allegation_in_complaint_and_case(
    desk: Desk, complaint, case: str
) -> None:
    key = desk.as_officer("wang").enter(complaint()).docket
    for seat, docket in ((desk.as_officer("wang"), key), (desk.as_officer("li"), case)):
        with pytest.raises(Refused, match="no allegation A9 here; there are: A1"):
            seat.enter(acts.HarmNoted(allegation="A9", why="中毒"), on=docket)
        assert "penalty-5y" not in {d.clock for d in seat.deadlines(docket)}
        seat.enter(acts.HarmNoted(allegation="A1", why="职业中毒，诊断书在卷"), on=docket)
        (five,) = (d for d in seat.deadlines(docket) if d.clock == "penalty-5y")
        assert (five.subject, five.due) == ("A1", date(2031, 3, 31))
    opened = desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened
    assert opened
    assert "penalty-5y" in {d.clock for d in desk.as_officer("li").deadlines(opened)}
