"""Finding provisions: words, articles and short names, in both languages, the best first."""

import json
from datetime import date
from pathlib import Path

import pytest

from laborcase import law
from laborcase.errors import Invalid

HOSTILE = Path(__file__).parents[1] / "data" / "hostile.json"
TODAY = date(2026, 11, 23)


def ids(text: str, on: date | None = TODAY) -> list[str]:
    return [one.id for one in law.search(text, on)]


@pytest.mark.parametrize(
    "typed",
    ["条例 17", "条例第十七条", "第十七条 条例", "条例 art. 17", "《劳动保障监察条例》第十七条",
     "监察条例 17", "423号令 第17条", "inspection article 17", "jc-17"],
)  # fmt: skip
def test_an_article_is_found_however_it_is_named(typed: str) -> None:
    assert ids(typed)[0] == "jc-17"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("处罚法第37条", "cf-37"),
        ("刑法第二百七十六条之一", "xf-276-1"),
        ("条例第三十条第(三)项", "jc-30-3"),
        ("art. 30 item (3) inspection", "jc-30-3"),
        ("河南条例 16", "hn-lsi-16"),
        ("order 25 第十八条", "gd-18-1"),
        ("724 54", "cn-mw-54"),
        ("第二十一条 河南省行政执法条例", "hn-ae-21"),
    ],
)
def test_short_names_paragraphs_items_and_ranges_of_articles_are_understood(
    typed: str, first: str
) -> None:
    assert ids(typed)[0] == first


def test_several_words_all_have_to_be_there_in_either_language() -> None:
    both = set(ids("工资 罚款"))
    assert both
    assert both == set(ids("工资")) & set(ids("罚款"))
    assert ids("child labour")[0] == "tg-06-1"
    assert ids("CHILD 童工")


def test_nothing_typed_or_nothing_that_is_there_finds_nothing() -> None:
    assert ids("") == ids("   ") == ids("没有这样的词") == []


def test_what_something_speaks_against_is_found_too_but_stands_last() -> None:
    found = ids("加付赔偿金")
    doubtful = [i for i in found if law.basis(i).objections(TODAY)]
    assert doubtful
    assert found[-len(doubtful) :] == doubtful


def test_the_day_decides_what_speaks_against_a_provision() -> None:
    """90 days of leave (条例 23) until 98 came into force on 2012-04-28."""
    assert ids("产假", date(2012, 4, 27))[0] == "jc-23-5"
    assert ids("产假", date(2012, 4, 28))[0] == "nz-13-1"


@pytest.mark.parametrize(
    "typed", ["jc-26-1", "条例 26 (1)", "《劳动保障监察条例》第二十六条第(一)项", "条例第26条第1项"]
)
def test_one_provision_is_meant_by_its_id_its_citation_or_words_that_only_it_holds(
    typed: str,
) -> None:
    assert law.meant(typed, TODAY).id == "jc-26-1"


@pytest.mark.parametrize(
    ("typed", "told"), [("条例 26", "jc-26-2"), ("xyzzy", "No provision"), (" ", "No provision")]
)
def test_several_or_none_being_meant_is_said(typed: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        law.meant(typed, TODAY)


def test_hostile_texts_break_nothing() -> None:
    for text in json.loads(HOSTILE.read_text(encoding="ascii")):
        assert isinstance(law.search(text, TODAY), tuple)
