"""When an employer that is typed may be one the register knows."""

from hypothesis import given
from hypothesis import strategies as st

from laborcase.likeness import Known, likely

CODE, OTHER = "91411600MA40000000", "91411600MA4000001X"


def why(name: str, known: str, code: str = "", known_code: str = "") -> str | None:
    found = likely(name, code, [Known(name=known, credit_code=known_code)])
    return str(found[0].why) if found else None


def test_the_same_credit_code_is_the_same_whatever_the_name() -> None:
    assert why("甲", "乙丙丁有限公司", CODE, CODE) == "same credit code"


def test_the_same_name_in_any_width_is_the_same() -> None:
    assert why("周口（川汇）鞋厂", "周口(川汇)鞋厂") == "same name"


def test_the_same_name_with_another_code_is_offered_with_that_warning() -> None:
    assert why("甲鞋厂", "甲鞋厂", CODE, OTHER) == "same name, another credit code"


def test_forms_of_company_and_places_do_not_tell_employers_apart() -> None:
    assert why("周口市康来餐饮有限公司", "康来餐饮") == "same core of the name"


def test_an_unfinished_name_is_found() -> None:
    assert why("康来", "周口市康来餐饮管理有限公司") == "one name contains the other"


def test_one_character_is_too_little_to_contain() -> None:
    assert why("康", "康来餐饮") is None


def test_one_character_different_is_offered() -> None:
    for typed in ("康莱餐饮", "康来餐", "康来的餐饮"):
        assert why(typed, "康来餐饮") in ("one character different", "one name contains the other")


def test_two_characters_different_is_another_employer() -> None:
    assert why("康莱饭饮", "康来餐饮") is None


def test_another_code_makes_a_similar_name_another_employer() -> None:
    assert why("康莱餐饮", "康来餐饮", CODE, OTHER) is None


def test_nothing_typed_is_like_nothing() -> None:
    assert why("", "康来餐饮") is None


def test_the_likeliest_stands_first_and_equals_keep_their_order() -> None:
    known = [
        Known(name="康来餐饮管理", docket="a"),
        Known(name="康来餐饮", docket="b"),
        Known(name="康来餐饮", docket="c"),
        Known(name="乙", docket="d", credit_code=CODE),
    ]
    found = likely("康来餐饮", CODE, known)
    assert [like.known.docket for like in found] == ["d", "b", "c", "a"]


names = st.text(st.sampled_from("甲乙丙丁周口有限公司店厂()（） "), max_size=12)


@given(names, names)
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert why(one, other) == why(other, one) or not one.strip() or not other.strip()


@given(names.filter(str.strip))
def test_every_name_is_like_itself(name: str) -> None:
    assert why(name, name) == "same name"
