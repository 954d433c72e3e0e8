"""The causes and the six questions of the acceptance test (procedure-national.md 3)."""

import pytest

from laborcase.errors import NotFound
from laborcase.law import Facts, LawDataError, basis, cause, causes, opinion, rows
from laborcase.law.acceptance import load

GOOD: rows.Row = {
    "code": "wages",
    "group": "WAG",
    "title_zh": "工资",
    "title_en": "Wages",
    "bases": ["jc-11"],
}


def answers(facts: Facts) -> list[str]:
    return [one.answer for one in opinion(facts)]


def test_the_sixteen_groups_all_have_a_first_level_cause() -> None:
    first = [one.group for one in causes().values() if not one.parent]
    assert len(first) == len(set(first)) == 16


def test_every_cause_rests_on_provisions_and_comes_after_its_parent() -> None:
    seen: list[str] = []
    for one in causes().values():
        assert all(basis(key) for key in one.bases)
        assert not one.parent or one.parent in seen
        assert one.title("zh_CN") != one.title("en")
        seen.append(one.code)


def test_only_child_labour_and_forced_labour_are_urgent() -> None:
    assert {c.code for c in causes().values() if c.urgent} == {"child_labour", "forced_labour"}


def test_a_complete_wage_complaint_passes_the_questions_that_its_words_answer() -> None:
    found = answers(Facts(own_right=True, missing=(), cause="arrears"))
    assert found == ["yes", "yes", "yes", "unknown", "unknown", "unknown"]


def test_one_who_does_not_complain_about_own_rights_tips_off_and_no_more_is_asked() -> None:
    (only,) = opinion(Facts(own_right=False, missing=("name",), cause="arrears"))
    assert only.answer == "no"
    assert "tip-off" in only.note
    assert only.bases == ("jc-09",)


def test_what_is_missing_is_named_and_asked_for() -> None:
    found = opinion(Facts(own_right=True, missing=("address", "facts"), cause="arrears"))
    assert [one.answer for one in found[:3]] == ["yes", "no", "yes"]
    assert found[1].note == "Ask for a supplement: address, facts."


def test_what_is_not_known_yet_stays_open() -> None:
    found = answers(Facts(own_right=None, missing=(), cause=None))
    assert found == ["unknown", "yes", "unknown", "unknown", "unknown", "unknown"]


def test_other_causes_are_for_a_person_to_judge() -> None:
    found = opinion(Facts(own_right=True, missing=(), cause="other"))
    assert found[2].answer == "unknown"
    assert "Judge" in found[2].note


def test_a_cause_not_in_the_list_is_not_found() -> None:
    with pytest.raises(NotFound, match="There is no cause noise"):
        opinion(Facts(own_right=True, missing=(), cause="noise"))
    with pytest.raises(NotFound):
        cause("noise")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"group": "XXX"}, "group is 'XXX'"),
        ({"bases": ["jc-99"]}, "there is no provision jc-99"),
        ({"parent": "hours"}, "hours cannot be the parent of wages"),
        ({"urgent": 1}, "urgent cannot be 1"),
    ],
)
def test_a_malformed_cause_is_refused(change: rows.Row, reason: str) -> None:
    with pytest.raises(LawDataError, match=r"some\.toml, row 1 \(wages\): ") as caught:
        load([{**GOOD, **change}], "some.toml", ["jc-11"])
    assert reason in str(caught.value)


def test_a_cause_met_twice_is_refused() -> None:
    with pytest.raises(LawDataError, match="the id wages is there twice"):
        load([GOOD, GOOD], "some.toml", ["jc-11"])


def test_a_third_level_is_refused() -> None:
    second = {**GOOD, "code": "arrears", "parent": "wages"}
    third = {**GOOD, "code": "late", "parent": "arrears"}
    with pytest.raises(LawDataError, match="arrears cannot be the parent of late"):
        load([GOOD, second, third], "some.toml", ["jc-11"])
