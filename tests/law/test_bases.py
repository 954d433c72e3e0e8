"""The provisions: all there, one shape, cited in the trade's form, malformed rows refused."""

import csv
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from laborcase import law
from laborcase.errors import LaborCaseError, NotFound
from laborcase.law import rows
from laborcase.law.bases import load
from laborcase.words import speak

FACTS = Path(__file__).parents[1] / "data" / "provisions.tsv"


def D(year: int) -> date:  # noqa: N802 - it stands in a table
    """New Year of a year."""
    return date(year, 1, 1)


GOOD: rows.Row = {
    "id": "x-1",
    "instrument": "某条例",
    "instrument_en": "Some Regulation",
    "rank": "provincial",
    "category": "wages",
    "role": "penalty",
    "summary_zh": "拖欠工资的，处罚款。",
    "summary_en": "Wage arrears are fined.",
    "source": "official gazette",
    "certainty": "full",
}


def read_rows(*table: rows.Row) -> dict[str, law.Basis]:
    return load({"some.toml": list(table)}, {"fine", "warning"})


def test_all_343_provisions_are_there() -> None:
    known = law.bases()
    assert len(known) == 343
    assert sum(key.startswith(("hn-", "cn-")) for key in known) == 142


def test_nothing_that_was_read_of_the_263_provisions_is_lost_or_altered() -> None:
    """``tests/data/provisions.tsv`` is what the study of the texts found, row by row."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["id"] for row in facts}) == 263
    for row in facts:
        one = law.basis(row["id"])
        ours = {key: getattr(one, key) for key in row}
        ours["measures"] = len(one.measures)
        told = {key: "" if value is None else str(value) for key, value in ours.items()}
        assert told == row


def test_what_others_come_before_says_why_in_both_languages() -> None:
    """Traps 20 to 25 of the study: who only sees an id does not know what went wrong."""
    displaced = [one for one in law.bases().values() if one.superseded_by]
    assert {"jc-23-5", "jc-27-2", "jc-28-1", "zd-13-2", "hn-lsi-22"} <= {b.id for b in displaced}
    for one in displaced:
        assert re.search("[一-鿿]", one.displaced_because("zh_CN")), one.id
        assert not re.search("[一-鿿]", one.displaced_because("en")), one.id


def test_a_provision_is_displaced_only_once_what_comes_before_it_is_in_force() -> None:
    one = law.basis("jc-27-2")  # 社会保险法 since 2011-07-01
    assert one.displaced_by(date(2011, 6, 30)) == ()
    assert one.objections(date(2011, 6, 30)) == ()
    assert [b.id for b in one.displaced_by(date(2011, 7, 1))] == ["sb-88"]
    assert one.marks("en", date(2011, 7, 1)) == ("displaced by later or higher law",)
    assert one.objections(date(2011, 7, 1)) == ("It is displaced: sb-88 comes before it.",)
    assert "sets 2-5 times" in one.warnings("en", date(2011, 7, 1))[0]


def test_a_provision_says_when_it_was_not_in_force_yet_or_not_known_as_it_was() -> None:
    assert law.basis("wb-125").marks("en", date(2021, 5, 31)) == ("not in force on 2021-05-31",)
    early = law.basis("hn-lsi-16").warnings("en", date(2009, 1, 1))
    assert [speak(w, "en") for w in early] == [
        "The text known is that amended on 2010-07-30; what it said before is not known."
    ]


def test_a_second_hand_provision_is_cited_with_its_mark() -> None:
    assert law.basis("gd-18-1").cited("en").endswith("[seen only as quoted elsewhere]")


def test_what_cannot_be_relied_on_without_more_has_a_day_to_look_again() -> None:
    for one in law.bases().values():
        assert bool(one.review_by) == bool(one.second_hand or one.standing != "in_force"
                                           or one.superseded_by), one.id  # fmt: skip
    assert law.past_review(date(2027, 5, 31)) == ()
    assert "gd-19" in {one.id for one in law.past_review(date(2027, 6, 1))}


def test_every_provision_has_both_languages_and_a_source() -> None:
    for one in law.bases().values():
        assert re.search("[一-鿿]", one.summary_zh), one.id
        assert not re.search("[一-鿿]", one.instrument_en + one.summary_en), one.id
        assert bool(one.note_zh) == bool(one.note_en), one.id
        assert one.source


def test_no_provision_leans_on_the_row_before_it() -> None:
    for one in law.bases().values():
        assert not re.search("(^|[^共])同上", one.summary_zh + one.note_zh), one.id
        assert not one.summary_en.endswith(": same."), one.id


def test_one_instrument_has_one_english_name_number_and_rank() -> None:
    seen: dict[str, tuple[str, str, str]] = {}
    for one in law.bases().values():
        told = one.instrument_en, one.number, one.rank
        assert seen.setdefault(one.instrument, told) == told, one.id


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        (
            "jc-17",
            "《劳动保障监察条例》第十七条",
            "Regulation on Labour Security Inspection, art. 17",
        ),
        (
            "jc-09",
            "《劳动保障监察条例》第九条第一款至第三款",
            "Regulation on Labour Security Inspection, art. 9 paras. 1-3",
        ),
        (
            "hn-lsi-15-1",
            "《河南省劳动保障监察条例》第十五条第(一)项",
            "Henan Regulation on Labour Security Inspection, art. 15 item (1)",
        ),
        (
            "cn-apl-58-3",
            "《中华人民共和国行政处罚法》第五十八条第一款第(三)项",
            "Administrative Penalty Law, art. 58 para. 1 item (3)",
        ),
        (
            "fy-23",
            "《中华人民共和国行政复议法》第二十三条第(一)、(三)项",
            "Administrative Reconsideration Law, art. 23 item (1), (3)",
        ),
        (
            "wb-125",
            "《中华人民共和国未成年人保护法》第一百二十五条",
            "Law on the Protection of Minors, art. 125",
        ),
        ("ld-101", "《中华人民共和国劳动法》第一百零一条", "Labour Law, art. 101"),
        (
            "xf-276-1",
            "《中华人民共和国刑法》第二百七十六条之一第一款至第三款",
            "Criminal Law, art. 276-1 paras. 1-3",
        ),
        (
            "hn-ae-21",
            "《河南省行政执法条例》第二十条至第二十一条",
            "Henan Regulation on Administrative Enforcement, arts. 20-21",
        ),
        (
            "hn-zone2024",
            "《河南省开发区高质量发展促进条例》",
            "Henan Regulation on Promoting High-quality Development of Development Zones",
        ),
    ],
)
def test_a_provision_is_cited_in_the_trades_form(key: str, zh: str, en: str) -> None:
    assert law.basis(key).citation("zh_CN") == zh
    assert law.basis(key).citation("en") == en


def test_a_provision_not_read_in_full_is_second_hand_and_says_so() -> None:
    assert law.basis("gd-18-1").second_hand
    assert law.basis("gd-18-1").marks() == ("seen only as quoted elsewhere",)
    assert not law.basis("jc-17").second_hand
    assert law.basis("jc-17").marks() == ()


def test_a_provision_probably_overtaken_names_what_to_prefer() -> None:
    one = law.basis("hn-lsi-21-2")
    assert one.standing == "contested"
    assert one.superseded_by == ("ht-85-3",)
    assert one.marks() == ("probably overtaken by superior law",)


def test_henans_fine_for_retaliation_is_not_displaced_since_the_national_one_has_none() -> None:
    assert law.basis("hn-lsi-24-4").superseded_by == ()
    assert law.basis("jc-30-4").fine_max is None


def test_measures_have_words_in_both_languages() -> None:
    one = law.basis("jc-25")
    assert one.measure_titles("zh_CN") == ("警告", "责令改正", "罚款")
    assert one.measure_titles("en") == ("warning", "order to correct", "fine")


def test_an_unknown_provision_is_not_found() -> None:
    with pytest.raises(NotFound, match="There is no provision jc-99"):
        law.basis("jc-99")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "red"}, "the key colour is not known"),
        ({"certainty": "high"}, "certainty is 'high'; it may be full, quoted, secondary"),
        ({"rank": "county"}, "rank is 'county'"),
        ({"article": 15}, "article cannot be 15"),
        ({"article": ""}, "article cannot be ''"),
        ({"effective_from": "2004-12-01"}, "effective_from cannot be '2004-12-01'"),
        ({"fine_min": True}, "fine_min cannot be True"),
        ({"measures": ["flogging"]}, "the measure flogging is not known"),
        ({"measures": "fine"}, "measures cannot be 'fine'"),
        ({"fine_unit": "yuan_flat"}, "fine_max is missing"),
        ({"fine_unit": "multiple_of_amount", "fine_max": 3}, "fine_of belongs to"),
        ({"fine_unit": "yuan_flat", "fine_min": 9, "fine_max": 3}, "fine_min is above fine_max"),
        ({"superseded_by": ["x-2"]}, "superseded by x-2, which is not there"),
        ({"superseded_by": ["x-1"]}, "superseded by itself (x-1 > x-1)"),
        ({"superseded_by": ["x-2"]}, "superseded_by and the reason for it belong together"),
        ({"superseded_zh": "理由", "superseded_en": "why"}, "the reason for it belong together"),
        ({"superseded_zh": "理由"}, "superseded_en is missing"),
        ({"note_en": "mind"}, "note_zh is missing"),
        ({"certainty": "quoted"}, "review_by is missing"),
        ({"standing": "contested"}, "review_by is missing"),
        ({"standing": "sound"}, "standing is 'sound'"),
        ({"category": "fishing"}, "category is 'fishing'"),
        ({"role": "judge"}, "role is 'judge'"),
        ({"fine_unit": "euro"}, "fine_unit is 'euro'"),
        ({"article": "fifteen"}, "article cannot be 'fifteen'"),
        ({"paragraph": "0"}, "paragraph cannot be '0'"),
        ({"effective_from": D(2010), "effective_to": D(2009)}, "it ends before it begins"),
        ({"effective_from": D(2010), "amended_on": D(2009)}, "it was amended before it begins"),
        ({"effective_to": D(2010), "amended_on": D(2011)}, "it was amended after it ended"),
        ({"amended_by_zh": "决定", "amended_by_en": "decision"}, "amended_on is missing"),
    ],
)
def test_a_malformed_row_is_refused_with_file_row_and_reason(change: rows.Row, reason: str) -> None:
    with pytest.raises(law.LawDataError, match=r"some\.toml, row 1 \(x-1\): ") as caught:
        read_rows({**GOOD, **change})
    assert reason in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, LaborCaseError)


def test_provisions_that_displace_each_other_in_a_circle_are_refused() -> None:
    why = {"superseded_zh": "后法", "superseded_en": "later", "review_by": date(2027, 1, 1)}
    two = [{**GOOD, **why, "id": a, "superseded_by": [b]} for a, b in (("a", "b"), ("b", "a"))]
    with pytest.raises(law.LawDataError, match=r"superseded by itself \(a > b > a\)"):
        read_rows(*two)


def test_a_row_without_an_id_is_refused() -> None:
    with pytest.raises(law.LawDataError, match=r"row 1 \(\?\): id is missing"):
        read_rows({k: v for k, v in GOOD.items() if k != "id"})


def test_an_id_met_twice_is_refused_across_files() -> None:
    with pytest.raises(law.LawDataError, match=r"two\.toml, row 1 \(x-1\): the id x-1 is there"):
        load({"one.toml": [GOOD], "two.toml": [GOOD]}, ())


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(law.LawDataError) as caught:
        read_rows({**GOOD, "colour": 1, "role": "judge"}, {**GOOD, "id": "x-2", "certainty": "?"})
    assert len(caught.value.problems) == 3


def test_importing_the_law_reads_no_data() -> None:
    script = (
        "import sys; from laborcase import law;"
        "from laborcase.law.bases import bases; from laborcase.law.clocks import _shipped;"
        "assert not bases.cache_info().currsize;"
        "assert not _shipped.cache_info().currsize;"
        "assert 'years' not in vars(law.OFFICIAL); sys.exit(7)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 7
