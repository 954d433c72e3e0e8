"""The catalogue of papers and their wording: whole, and lawful in what it says of remedies."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from laborcase import printing
from laborcase.acts import ACTS
from laborcase.law import LawDataError, bases
from laborcase.law.papers import (
    Block,
    code_of,
    load_rules,
    load_wording,
    paper_rule,
    paper_rules,
    wording,
)
from laborcase.printing.facts import facts_of
from laborcase.record.papers import PaperKind

ROOT = Path(__file__).parents[2]
PRINTED = sorted(wording())
GOOD = {
    "code": "D99",
    "title_zh": "某书",
    "title_en": "Some paper",
    "step": "intake",
    "source": "somewhere",
    "certainty": "own",
}


def lines(code: str) -> str:
    return "\n".join(line for block in wording()[code] for line in block.lines)


def test_nine_papers_and_their_kin_have_a_wording() -> None:
    nine = {"D01", "D01R", "D04", "D05", "D05N", "D10", "D21", "D40", "D68", "D70"}
    assert set(PRINTED) == nine | {"D02", "D06", "D40S", "D40T"}


def test_every_kind_that_a_docket_keeps_has_exactly_one_code_and_every_code_its_kind() -> None:
    kinds = [rule.kind for rule in paper_rules().values() if rule.kind]
    assert sorted(kinds) == sorted(kind.value for kind in PaperKind)
    for kind in PaperKind:
        assert paper_rule(code_of(kind.value)).kind == kind.value


def test_every_act_named_in_the_catalogue_exists_and_every_series_is_in_the_sample_office() -> None:
    sample = tomllib.loads((ROOT / "laborcase" / "data" / "demo.toml").read_text("utf-8"))
    series = {row["kind"] for row in sample["settings"]["series"]}
    for rule in paper_rules().values():
        assert set(rule.acts) <= set(ACTS), rule.code
        assert not rule.series or rule.series in series, rule.code


def test_every_paper_says_where_it_was_seen_and_how_in_both_languages() -> None:
    for rule in paper_rules().values():
        assert rule.source
        assert rule.title("en").isascii()
        assert not rule.title("zh_CN").isascii()
        assert rule.seen("zh_CN") != rule.seen("en")


@pytest.mark.parametrize("code", PRINTED)
def test_what_is_left_to_the_hand_stands_on_the_paper(code: str) -> None:
    words = {"signature": "签名", "fingerprint": "捺印", "seal": "印章"}
    for blank in paper_rule(code).blanks:
        assert words[blank] in lines(code), blank


@pytest.mark.parametrize("code", PRINTED)
def test_every_slot_is_a_fact_of_the_paper_or_a_provision(
    code: str, origins: dict[str, printing.Origin]
) -> None:
    facts = facts_of(origins[code])
    known = set(facts.texts) | set(facts.cited)
    for block in wording()[code]:
        for slot in block.slots - known:
            assert set(slot.split("、")) <= set(bases()), slot
        assert {block.needs, block.without} - {""} <= set(facts.texts)
        if block.kind == "list":
            assert block.lines[0] in facts.tables
        if block.kind == "rows":
            assert all(re.fullmatch(r"[^{}]+：.*", line) for line in block.lines)


def test_a_refusal_tells_of_review_first_and_of_no_direct_suit() -> None:
    told = lines("D05N")
    assert "应当" in told
    assert "先向{review_by}申请行政复议" in told
    assert "fy-23" in told
    assert "六个月" not in told
    assert "ss-46" not in told


def test_an_order_tells_of_either_way_and_an_acceptance_of_none_but_silence() -> None:
    assert "六个月内，直接向{court}提起行政诉讼" in lines("D40")
    assert "fy-23" not in lines("D40")
    assert "不履行法定职责的，应当先向{review_by}申请行政复议" in lines("D05")
    assert "六个月" not in lines("D05")


def test_who_is_sent_elsewhere_is_told_by_the_rule_of_the_way() -> None:
    by = {block.needs: block for block in wording()["D06"] if block.needs}
    assert "nm-10-3" in "".join(by["forwarded"].lines)
    assert "nm-10-3" not in "".join(by["referred"].lines)
    assert "jc-21-2" in "".join(by["guided"].lines)
    assert "zc-27" in lines("D06")


def test_no_paper_of_before_2024_bears_todays_remedies() -> None:
    facts = dict.fromkeys(("secret", "others"), "")
    for code in ("D05N", "D40"):
        blocks = [b for b in wording()[code] if "救济途径" in "".join(b.lines)]
        old = [b for b in blocks if b.stands(facts, date(2023, 12, 31))]
        new = [b for b in blocks if b.stands(facts, date(2024, 1, 1))]
        assert [b.slots for b in old] == [frozenset()]
        assert any("review_by" in b.slots for b in new)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"certainty": "sure"}, "certainty is 'sure'"),
        ({"blanks": ["thumb"]}, "blanks is"),
        ({"colour": "red"}, "the key colour is not known"),
        ({"title_zh": ""}, "title_zh cannot be"),
    ],
)
def test_a_malformed_row_of_the_catalogue_is_named(row: dict[str, object], why: str) -> None:
    with pytest.raises(LawDataError, match=why):
        load_rules([{**GOOD, **row}])


def test_a_code_that_stands_twice_a_block_of_no_kind_and_a_missing_part_are_named() -> None:
    with pytest.raises(LawDataError, match="D99 is there twice"):
        load_rules([GOOD, GOOD])
    with pytest.raises(LawDataError, match="kind is 'shout'"):
        load_wording({"D01": [{"kind": "shout", "lines": ["x"]}]})
    with pytest.raises(LawDataError, match="no part nowhere"):
        load_wording({"D01": [{"kind": "part", "lines": ["nowhere"]}]})


def test_a_shared_part_is_put_in_where_it_is_named() -> None:
    made = load_wording(
        {
            "part": {"seal": [{"kind": "sign", "lines": ["（印章）"]}]},
            "D01": [{"kind": "say", "lines": ["x"]}, {"kind": "part", "lines": ["seal"]}],
        }
    )
    seal = Block(kind="sign", lines=("（印章）",))
    assert made["D01"] == (Block(kind="say", lines=("x",)), seal)
