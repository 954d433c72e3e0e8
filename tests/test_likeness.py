"""When an employer that is typed may be one the register knows, and a complaint the same matter."""

import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase.desk import Desk
from laborcase.errors import Conflict, Refused
from laborcase.likeness import Known, Matter, likely, similar
from laborcase.parties import Person, Respondent
from laborcase.record.docket import Alleged, Compared, Likeness

NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=timezone(timedelta(hours=8)))
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


# ------------------------------------------------------------------ the same matter

MARCH = Alleged(cause="arrears", start=date(2026, 3, 1), end=date(2026, 3, 31))
APRIL = Alleged(cause="arrears", start=date(2026, 4, 1), end=date(2026, 4, 30))


def matter(name: str = "", phone: str | None = None, **more: object) -> Matter:
    given: dict[str, object] = {
        "people": (Person(name=name, phone=phone),) if name else (),
        "respondents": (Respondent(name="周口××商贸"),),
        "periods": (MARCH,),
        **more,
    }
    return Matter(**given)


def told(new: Matter, old: Matter) -> tuple[str, bool] | None:
    found = similar(new, "26-000001", old)
    return (str(found.why), found.likely) if found else None


@pytest.mark.parametrize(
    ("new", "why", "likely_same"),
    [
        (matter("王某", "13900000001"), "same respondent, same phone, overlapping period", True),
        (matter("王 某"), "same respondent, same name of the person, overlapping period", True),
        (matter("王某", periods=()), "same respondent, same name", True),
        (
            matter("王某", periods=(APRIL,)),
            "same respondent, same name of the person, another period",
            False,
        ),
        (matter("李某"), "same respondent, overlapping period", False),
        (matter(), "same respondent, overlapping period", False),
        (
            matter("王某", respondents=(Respondent(name="周口××商贸有限公司"),)),
            "same respondent, same name of the person, overlapping period",
            True,
        ),
        (
            matter("王某", respondents=(Respondent(name="周口××商贸行"),)),
            "similar respondent, same name of the person, overlapping period",
            True,
        ),
        (
            matter("李某", respondents=(), tickets=("hotline_12345/GD1",)),
            "same ticket GD1",
            True,
        ),
        (matter("王某", respondents=(), place="七一路 1 号"), "same place of work", True),
    ],
)
def test_the_reason_names_all_that_agrees(new: Matter, why: str, likely_same: bool) -> None:
    old = matter("王某", "13900000001", tickets=("hotline_12345/GD1",), place="七一路1号")
    found = told(new, old)
    assert found is not None
    assert found[0].startswith(why)
    assert found[1] is likely_same


def test_two_resident_numbers_are_two_people_of_one_name() -> None:
    one = Person(name="王某", resident_number="411602198503120012")
    other = Person(name="王某", resident_number="411627198503124010")
    found = told(matter(people=(one,)), matter(people=(other,)))
    assert found == ("same respondent, overlapping period", False)


def test_the_same_worker_against_another_respondent_is_another_matter() -> None:
    assert told(matter("王某"), matter("王某", respondents=(Respondent(name="某建筑"),))) is None


people = st.lists(
    st.builds(
        Person,
        name=st.sampled_from(["王某", "李某"]),
        phone=st.none() | st.sampled_from(["13900000001", "13900000002"]),
    ),
    max_size=3,
).map(tuple)
sides = st.lists(
    st.builds(Respondent, name=st.sampled_from(["甲餐饮", "甲餐饮管理", "乙厂"])), max_size=2
).map(tuple)
matters = st.builds(
    Matter,
    people=people,
    respondents=sides,
    periods=st.lists(st.sampled_from([MARCH, APRIL]), max_size=2).map(tuple),
    tickets=st.lists(st.sampled_from(["petition/1", "petition/2"]), max_size=1).map(tuple),
)


@given(matters, matters)
def test_whatever_is_entered_first_the_other_looks_the_same_to_it(one: Matter, two: Matter) -> None:
    there, back = similar(one, "26-000001", two), similar(two, "26-000001", one)
    assert (there and there.rank) == (back and back.rank)


def test_what_is_registered_while_one_looks_for_the_same_is_looked_at_before(
    desk: Desk, complaint
) -> None:
    wang, xie = desk.as_officer("wang"), desk.as_officer("xie")
    head = wang.head()
    key = xie.enter(complaint()).docket
    with pytest.raises(Conflict, match="meanwhile"):
        wang.take_in(complaint(), expected=head)
    other = (Compared(docket=key, answer=Likeness.DIFFERENT),)
    wang.take_in(complaint(likeness=other), expected=wang.head())


def test_what_is_likely_the_same_is_registered_once_it_is_said_whether_it_is(
    desk: Desk, complaint
) -> None:
    wang = desk.as_officer("wang")
    first = wang.take_in(complaint(), key="a")
    assert wang.take_in(complaint(), key="a").docket == first.docket  # a second try asks nothing
    asked = f"{first.docket} may be the same matter (same respondent, same phone, overlapping"
    with pytest.raises(Refused, match=re.escape(asked)) as refused:
        wang.take_in(complaint())
    assert [r.path for r in refused.value.reasons] == ["likeness"]
    with pytest.raises(Refused) as refused:  # with every other reason
        wang.take_in(complaint(received=NEXT_YEAR))
    assert len(refused.value.reasons) > 1
    assert wang.head() == first.seq
    said = (Compared(docket=first.docket, answer=Likeness.RELATED),)
    assert wang.take_in(complaint(likeness=said)).docket != first.docket
