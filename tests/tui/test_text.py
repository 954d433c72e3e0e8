import sys
from datetime import date
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from laborcase.visible import visible
from laborcase.words import say
from tui.text import breaks, day_in_words, show, show_cell, show_line, show_plain

any_text = st.text(st.characters(exclude_categories=()))
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("codes", "sign"),
    [
        (range(0x20), None),  # C0: the control picture of each
        (range(0x7F, 0x80), "\u2421"),
        (range(0x80, 0xA0), "\ufffd"),  # C1
        (range(0x200B, 0x2010), "\ufffd"),  # zero width, direction marks
        (range(0x2028, 0x202F), "\ufffd"),  # separators, direction overrides
        (range(0x2060, 0x2070), "\ufffd"),  # joiners, isolates
        (range(0xFE00, 0xFE10), "\ufffd"),  # variation selectors
        ([0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0], "\ufffd"),
        (range(0xD800, 0xE000), "\ufffd"),  # lone surrogates
        (range(0xE0000, 0xE1000), "\ufffd"),  # tags, more variation selectors
    ],
)
def test_each_hidden_character_gets_its_visible_sign(
    codes: range | list[int], sign: str | None
) -> None:
    for code in codes:
        assert visible(f"a{chr(code)}b") == f"a{sign or chr(0x2400 + code)}b"


def test_no_code_point_of_a_hidden_category_is_left() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    shown = visible(everything)
    assert len(shown) == len(everything)
    assert not {category(character) for character in set(shown)} & HIDDEN


def test_every_ordinary_character_stays() -> None:
    for text in (
        "张三（监察员）",
        "〔2026〕第0001号",
        "€¥½ ａ　ｂ",
        "שלום",
        "é e\u0301",
        "𰻝",
        "\ue000",
    ):
        assert visible(text) == text


def test_a_flood_of_combining_marks_stops_at_the_fourth() -> None:
    assert visible("e" + "\u0301" * 9) == "e" + "\u0301" * 4 + "\ufffd" * 5
    assert visible("e\u0301" * 9) == "e\u0301" * 9


@given(any_text)
def test_signs_replace_characters_one_for_one_and_only_once(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)


@given(any_text, st.integers(0, 30))
def test_one_line_has_no_break_and_fits_its_width(text: str, width: int) -> None:
    for shown in (show_line(text, "en", width).plain, show_cell(text, "en", width).plain):
        assert "\n" not in shown
        assert cell_len(shown) <= width


@given(any_text)
def test_nothing_is_parsed_as_markup(text: str) -> None:
    assert show(text, "en").plain == show_plain(text, "en")
    assert show(text, "en").spans == []
    assert show_line(text, "en").plain == visible(text)
    assert show_cell(text, "en").spans == []


def test_a_cut_is_marked_with_characters_of_known_width() -> None:
    assert show_line("周口某快餐店", "en", 9).plain == "周口某.."
    assert show_line("周口某快", "en", 8).plain == "周口某快"


def test_many_lines_keep_their_breaks_and_one_line_shows_them() -> None:
    assert show("甲\r\n乙\n丙", "en").plain == "甲\n乙\n丙"
    assert show_line("甲\n乙", "en").plain == "甲␊乙"


@pytest.mark.usefixtures("brackets")
def test_sentences_of_the_program_are_translated_and_other_peoples_are_not() -> None:
    assert show("Name", "zh_CN").plain == "Name"
    assert show(say("Name {who}", who="[/]"), "zh_CN").plain == "〈Name [/]〉"


def test_a_hidden_character_inside_a_sentence_is_shown_too() -> None:
    assert show_plain(say("Name {who}", who="\x1b[2J"), "en") == "Name ␛[2J"


def test_a_day_is_told_with_its_weekday() -> None:
    assert day_in_words(date(2026, 11, 23)) == "Monday 2026-11-23"


def _wrapped(text: str, width: int) -> list[str]:
    cuts = [0, *breaks(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


def test_a_chinese_sentence_fills_its_lines_and_no_mark_begins_one() -> None:
    text = "! “拖”不在可选范围内：工资、拖欠工资。节假日安排只公布到 2026 年；（暂定）"
    lines = _wrapped(text, 20)
    assert "".join(lines) == text
    assert lines[0].startswith("! “拖”不在")
    assert all(cell_len(line.rstrip()) <= 20 for line in lines)
    assert not any(line[0] in "，。、；：）” " for line in lines)
    assert not any(line.rstrip()[-1] in "（“" for line in lines)
    assert len(lines) <= 5


def test_english_words_stay_whole_and_what_is_too_long_is_folded() -> None:
    assert _wrapped("one two three", 8) == ["one two ", "three"]
    assert _wrapped("abcdefghij kl", 4) == ["abcd", "efgh", "ij ", "kl"]


@given(st.text(max_size=60), st.integers(min_value=2, max_value=30))
@example("00000\x1f0 ", 2)
def test_no_character_is_lost_by_breaking_lines(text: str, width: int) -> None:
    cuts = breaks(text, width)
    assert cuts == sorted(set(cuts))
    assert all(0 < cut < len(text) for cut in cuts)
    assert all(cell_len(line.rstrip()) <= width for line in _wrapped(text, width))
