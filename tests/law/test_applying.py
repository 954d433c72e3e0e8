"""The version of a day and the law of a breach: the days of the facts, or the milder later law."""

from datetime import date

import pytest
from attrs import evolve

from laborcase import law
from laborcase.errors import Invalid, NotFound
from laborcase.law import applying
from laborcase.words import speak

DECIDED = date(2026, 11, 23)


def d(text: str) -> date:
    return date.fromisoformat(text)


def names(found: tuple[law.Basis, ...]) -> set[str]:
    return {one.id for one in found}


# ------------------------------------------------------------------ the version of a day


@pytest.mark.parametrize("article", [17, "17", "十七", "第十七条"])
@pytest.mark.parametrize("name", ["条例", "劳动保障监察条例", "《劳动保障监察条例》"])
def test_an_article_is_asked_for_by_any_name_and_number(name: str, article: str | int) -> None:
    found = law.in_force(name, article, DECIDED)
    assert names(found.provisions) == {"jc-17"}


def test_an_inserted_article_is_another_one() -> None:
    assert names(law.in_force("刑法", "276/1", DECIDED).provisions) == {"xf-276-1"}
    assert names(law.in_force("刑法", "第二百七十六条之一", DECIDED).provisions) == {"xf-276-1"}
    assert law.in_force("刑法", 276, DECIDED).provisions == ()


def test_where_one_version_is_known_the_answer_says_that_others_are_not() -> None:
    found = law.in_force("条例", 17, DECIDED)
    assert "Only one version of it is held here; others are not known." in found.unknown


def test_a_day_before_the_version_that_is_held_gives_no_provision_and_says_why() -> None:
    found = law.in_force("处罚法", 37, d("2020-01-01"))
    assert found.provisions == ()
    assert names(found.others) == {"cf-37"}
    assert "from 2021-07-15; whether another stood before" in found.unknown[0]


def test_a_day_before_the_last_amendment_says_that_its_text_is_not_known() -> None:
    found = law.in_force("河南条例", 16, d("2009-01-01"))
    assert names(found.provisions) == {"hn-lsi-16"}
    assert "only the text as amended on 2010-07-30 is known" in found.unknown[0]


def test_an_article_that_is_not_held_is_not_guessed() -> None:
    found = law.in_force("条例", 1, DECIDED)
    assert found.provisions == found.others == ()
    assert "not held here" in found.unknown[0]


@pytest.mark.parametrize("name", ["没有这部法", "", "河南省"])
def test_an_instrument_unknown_or_one_of_several_is_said(name: str) -> None:
    with pytest.raises(NotFound):
        law.in_force(name, 1, DECIDED)


def test_an_article_that_is_no_number_is_refused() -> None:
    with pytest.raises(Invalid, match="no number of an article"):
        law.in_force("条例", "seventeen", DECIDED)


# ------------------------------------------------------------------ the law of a breach


def test_an_allegation_that_crosses_an_amendment_splits_into_parts_with_their_own_law() -> None:
    found = law.for_breach("child_labour", d("2021-03-01"), d("2021-08-31"), DECIDED)
    assert [(p.start, p.end) for p in found.parts] == [
        (d("2021-03-01"), d("2021-05-31")),
        (d("2021-06-01"), d("2021-08-31")),
    ]
    before, after = found.parts
    assert "tg-06-1" in names(before.provisions)
    assert "wb-125" not in names(before.provisions)
    assert {"tg-06-1", "wb-125"} <= names(after.provisions), "both ladders, none chosen"


def test_the_parts_of_a_breach_cover_it_day_by_day() -> None:
    found = law.for_breach("insurance", d("2008-02-03"), d("2014-05-06"), DECIDED)
    days = [day for p in found.parts for day in (p.start.toordinal(), p.end.toordinal() + 1)]
    assert days[0] == d("2008-02-03").toordinal()
    assert days[-1] == d("2014-05-06").toordinal() + 1
    assert days[1:-1:2] == days[2:-1:2]


def test_a_later_law_that_is_stricter_does_not_reach_back() -> None:
    """条例 27: one to three times; 社会保险法 88 since 2011-07-01: two to five times."""
    (part, *_) = law.for_breach("insurance", d("2011-01-01"), d("2011-02-01"), DECIDED).parts
    later = {one.basis.id: one for one in part.later}["sb-88"]
    assert names(later.instead_of) == {"jc-27-2"}
    assert later.milder is False


def test_a_later_law_that_is_milder_is_shown_as_the_one_that_applies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    milder = evolve(law.basis("sb-88"), fine_min=1, fine_max=2)
    monkeypatch.setattr(applying, "bases", lambda: {**law.bases(), "sb-88": milder})
    monkeypatch.setattr(applying, "basis", lambda key: {**law.bases(), "sb-88": milder}[key])
    found = law.for_breach("insurance", d("2011-01-01"), d("2011-02-01"), DECIDED)
    assert {x.basis.id: x.milder for x in found.parts[0].later}["sb-88"] is True
    told = [speak(line, "en") for line in found.in_words("en")]
    assert any("since 2011-07-01, milder, so it applies (Administrative Penalty Law, art. 37)" in t
               and "Social Insurance Law, art. 88" in t for t in told)  # fmt: skip


def test_what_cannot_be_compared_is_left_to_a_person() -> None:
    (part, *_) = law.for_breach("child_labour", d("2021-03-01"), d("2021-03-31"), DECIDED).parts
    assert [(x.basis.id, x.milder) for x in part.later] == [("wb-125", None)]


def test_an_equal_range_is_not_milder() -> None:
    assert applying._milder(law.basis("ht-85-1"), law.basis("jc-26-1")) is False


def test_a_multiple_and_a_percentage_of_the_same_sum_are_compared() -> None:
    new, old = law.basis("ht-85-2"), law.basis("zd-13-2")  # 50-100 % against 1-5 times
    assert applying._milder(evolve(new, measures=old.measures), old) is True


def test_a_law_that_is_not_in_force_when_it_is_decided_never_counts() -> None:
    found = law.for_breach("child_labour", d("2021-01-01"), d("2021-02-01"), d("2021-03-01"))
    assert found.parts[0].later == ()


def test_a_breach_that_goes_on_runs_until_it_is_decided() -> None:
    assert law.for_breach("arrears", d("2026-01-01"), None, DECIDED).parts[-1].end == DECIDED


def test_what_is_not_known_of_a_provision_is_said() -> None:
    found = law.for_breach("dispatch", d("2015-01-01"), d("2015-02-01"), DECIDED)
    assert any("came into force is not known" in text for text in found.unknown)


@pytest.mark.parametrize(
    ("start", "end", "decided", "reason"),
    [
        ("2003-12-31", "2004-02-01", "2026-01-01", "before 2004"),
        ("2025-02-01", "2025-01-01", "2026-01-01", "before it starts"),
        ("2025-01-01", "2026-02-01", "2026-01-01", "before the breach ends"),
    ],
)
def test_days_that_cannot_be_are_refused(start: str, end: str, decided: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        law.for_breach("arrears", d(start), d(end), d(decided))


def test_every_cause_of_inspection_has_its_law() -> None:
    for code, cause in law.causes().items():
        found = law.for_breach(code, d("2026-01-01"), d("2026-02-01"), DECIDED)
        assert found.parts[0].provisions, code
        assert not any(k for k in cause.categories if k == "procedure")
