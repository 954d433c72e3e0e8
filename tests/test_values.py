"""Cleaning what people type, and finding values in messages."""

import string
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from laborcase import values
from laborcase.errors import Invalid
from laborcase.words import Said

TODAY = date(2026, 5, 6)  # a Wednesday
CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 5, 6, 16, 40, 59, 123, tzinfo=CHINA)

CODES = (
    "91110000600037341L",
    "91110108551385082Q",
    "91411671MA00000110",
    "91411671MA9000001N",
    "91411671MA9000002R",
)
RESIDENTS = (
    "11010519491231002X",
    "360426199101010071",
    "411627198503124010",
    "411621201107050028",
)


def refusal(cleaner, *typed) -> str:
    """The one sentence with which ``cleaner`` refuses, known to be translatable."""
    with pytest.raises(Invalid) as caught:
        cleaner(*typed)
    (problem,) = caught.value.problems
    assert problem.path == ""
    assert isinstance(problem.text, Said)
    return str(problem.text)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


# ------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  周口某快餐店　", "周口某快餐店"),
        ("a  b\r\n", "a  b"),
        ("\u202ea\u200b", "\u202ea\u200b"),
    ],
)
def test_a_line_loses_outer_white_space_alone(typed, kept):
    assert values.line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("　ab\x00c", "Character 4 is U+0000"),
        ("a\tb", "Character 2 is U+0009"),
        ("a\x7f", "Character 2 is U+007F"),
        ("\x9bm", "Character 1 is U+009B"),
        ("a\ud800", "Character 2 is U+D800"),
        ("a\nb", "Character 2 is a line break"),
        ("a\u2028b", "Character 2 is a line break"),
    ],
)
def test_a_line_names_the_place_of_what_it_cannot_hold(typed, said):
    assert refusal(values.line, typed).startswith(said)


def test_too_long_a_text_is_refused_with_both_lengths():
    assert values.line("x" * 200) == "x" * 200
    assert "201 characters, and 200" in refusal(values.line, "x" * 201)
    assert "6 characters, and 5" in refusal(values.text, "123456", 5)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\r\n\t")))
def test_text_alters_nothing_but_line_ends(typed):
    kept = values.text(typed)
    assert kept == typed.replace("\r\n", "\n").replace("\r", "\n")
    assert values.text(kept) == kept


def test_text_names_line_and_column_of_what_it_cannot_hold():
    assert refusal(values.text, "一\r\n二三\x1b[2J").startswith("Line 2, character 3 is U+001B")
    assert refusal(values.text, "\udfff").startswith("Line 1, character 1 is U+DFFF")


@given(st.text())
def test_a_clean_line_stays_as_it_is(typed):
    try:
        kept = values.line(typed)
    except Invalid:
        assume(False)
    assert values.line(kept) == kept


# ------------------------------------------------------------------ money


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12,500.50", 1250050),
        ("12500元", 1250000),
        ("¥1,234.5", 123450),
        ("￥３００", 30000),
        ("１２，５００．５０", 1250050),
        ("12。5", 1250),
        ("人民币 500 元整", 50000),
        ("0", 0),
        ("零元", 0),
        ("3千", 300000),
        ("5百", 50000),
        ("3万元", 3000000),
        ("1.2万", 1200000),
        ("1.23456万", 1234560),
        ("3w", 3000000),
        ("8K", 800000),
        ("3万5", 3500000),
        ("3万5千", 3500000),
        ("3万5000", 3500000),
        ("3万零5", 3000500),
        ("2万3千5百元", 2350000),
        ("壹万贰仟元整", 1200000),
        ("一万两千三百元五角", 1230050),
        ("壹元零伍分", 105),
        ("五角", 50),
        ("12块5", 1250),
        ("廿元", 2000),
        ("卅五元", 3500),
        ("一百廿元整", 12000),
        ("12元5角3分", 1253),
        ("十五", 1500),
        ("一百五", 15000),
        ("一百零五", 10500),
        ("三万零五十", 3005000),
        ("两千三", 230000),
        ("一亿二千万", 120_000_000_00),
        ("一万亿", 10**14),
        ("10000000000000", 10**15),
    ],
)
def test_money_is_read_as_people_write_it(typed, fen):
    assert values.money(typed) == fen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing was typed"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("¥-5", "negative"),
        ("$5", "foreign"),
        ("3000美元", "foreign"),
        ("1,2,3", "commas"),
        ("1,2345", "commas"),
        ("12.500,50", "commas"),
        ("1.234", "fraction of a fen"),
        ("0.0000001万", "fraction of a fen"),
        ("1.0000000000000000000000000000001", "fraction of a fen"),
        ("10000000000000.01", "more than"),
        ("9" * 100, "too long"),
        ("12500元左右", "cannot be read"),
        ("5 00", "cannot be read"),
        ("3万500", "cannot be read"),
        ("1.2万3", "cannot be read"),
        ("三百二千", "cannot be read"),
        ("三万零", "cannot be read"),
        ("三三", "cannot be read"),
        ("千元", "cannot be read"),
        ("¥", "cannot be read"),
        ("1.5元5角", "cannot be read"),
        ("万万", "cannot be read"),
        ("1亿1亿", "cannot be read"),
        ("3K\u212a", "cannot be read"),
        ("²", "cannot be read"),
    ],
)
def test_money_is_refused_rather_than_guessed(typed, said):
    assert said in refusal(values.money, typed)


@given(st.integers(0, 10**15))
def test_money_text_reads_back(fen):
    shown = values.money_text(fen)
    assert values.money(shown) == fen
    assert values.money(full_width(shown)) == fen


def test_a_difference_is_shown_with_its_sign():
    assert values.money_text(-4500000) == "-45,000.00"
    assert values.money_text(5) == "0.05"


CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def capitals(n: int) -> str:
    """A whole number below 10^12 as it stands on a cheque, by groups of four digits."""
    if not n:
        return "零"
    words = ""
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        group = n // 10**power % 10**4
        if not group:
            continue
        if words and (group < 1000 or n // 10 ** (power + 4) % 10**4 == 0):
            words += "零"
        part = ""
        for p, u in ((3, "仟"), (2, "佰"), (1, "拾"), (0, "")):
            d = group // 10**p % 10
            if d:
                part += CAPITALS[d] + u
            elif part and not part.endswith("零") and group % 10 ** (p + 1):
                part += "零"
        words += part + unit
    return words


@given(st.integers(0, 10**12 - 1))
def test_capitals_of_a_cheque_are_read(yuan):
    assert values.money(f"{capitals(yuan)}元整") == yuan * 100


@given(st.text(alphabet=f"0123456789,.元块角分整十百千万亿两{CAPITALS} ¥w", max_size=12))
def test_money_gives_a_lawful_sum_or_a_sentence(typed):
    try:
        fen = values.money(typed)
    except Invalid:
        return
    assert 0 <= fen <= 10**15


# ------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2023年1月5日", "2023-01-05"),
        ("2023 年 1 月 5 号", "2023-01-05"),
        ("2023-1-5", "2023-01-05"),
        ("2023/1/5", "2023-01-05"),
        ("2023.1.5", "2023-01-05"),
        ("2023。1。5", "2023-01-05"),
        ("20230105", "2023-01-05"),
        ("23.1.5", "2023-01-05"),
        ("05/01/23", "2005-01-23"),
        ("２０２３－１－５", "2023-01-05"),
        ("二〇二三年十二月三十一日", "2023-12-31"),
        ("5 Jan 2023", "2023-01-05"),
        ("January 5th, 2023", "2023-01-05"),
        ("2024-2-29", "2024-02-29"),
    ],
)
def test_a_stated_day_needs_no_today(typed, iso):
    assert values.day(typed) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1/5", "2026-01-05"),
        ("1月5日", "2026-01-05"),
        ("一月十五号", "2026-01-15"),
        ("11月5日", "2026-11-05"),
        ("11月6日", "2025-11-06"),
        ("去年12月1日", "2025-12-01"),
        ("明年1月5日", "2027-01-05"),
        ("15日", "2026-05-15"),
        ("上月15日", "2026-04-15"),
        ("下个月3号", "2026-06-03"),
        ("月底", "2026-05-31"),
        ("上月底", "2026-04-30"),
        ("大前天", "2026-05-03"),
        ("前天", "2026-05-04"),
        ("昨天", "2026-05-05"),
        ("今天", "2026-05-06"),
        ("Today", "2026-05-06"),
        ("yesterday", "2026-05-05"),
        ("tomorrow", "2026-05-07"),
        ("明天", "2026-05-07"),
        ("后天", "2026-05-08"),
        ("上周五", "2026-05-01"),
        ("上上周日", "2026-04-26"),
        ("本周三", "2026-05-06"),
        ("星期天", "2026-05-10"),
        ("下个礼拜一", "2026-05-11"),
        ("周7", "2026-05-10"),
        ("+30", "2026-06-05"),
        ("－3", "2026-05-03"),
        ("3天前", "2026-05-03"),
        ("两周之后", "2026-05-20"),
        ("三个月前", "2026-02-06"),
    ],
)
def test_a_relative_day_is_seen_from_today_and_refused_without_it(typed, iso):
    assert values.day(typed, TODAY) == date.fromisoformat(iso)
    assert "type the full date" in refusal(values.day, typed)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("88.5.1", "1988-05-01"),
        ("85年5月1日", "1985-05-01"),
        ("99.1.5", "1999-01-05"),
        ("36-12-31", "2036-12-31"),
        ("37-1-1", "1937-01-01"),
        ("00/2/29", "2000-02-29"),
        ("26.5.6", "2026-05-06"),
        ("28年1月1日", "2028-01-01"),
    ],
)
def test_a_two_digit_year_lies_at_most_ten_years_ahead(typed, iso):
    assert values.day(typed, TODAY) == date.fromisoformat(iso)


def test_a_two_digit_year_without_today_is_2049_at_most():
    assert values.day("49.12.31") == date(2049, 12, 31)
    assert values.day("50.1.1") == date(1950, 1, 1)


@pytest.mark.parametrize("typed", ["2023年元月5日", "23年元月5号", "２０２３年元月５日"])
def test_the_first_month_has_a_name_of_its_own(typed):
    assert values.day(typed) == date(2023, 1, 5)
    assert values.day("元月5日", TODAY) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "2023年1月",
        "2023年元月",
        "23年1月份",
        "2023-1",
        "2023.12",
        "去年3月",
        "3月",
        "上个月",
        "二〇二三年一月",
    ],
)
def test_a_month_is_no_day_and_none_is_invented(typed):
    assert "is a month: add the day" in refusal(values.day, typed)
    assert "is a month: add the day" in refusal(lambda text: values.day(text, TODAY), typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing was typed"),
        ("2023-2-29", "no day 29 in 2023-02, which has 28 days"),
        ("2/29", "no day 29 in 2026-02"),
        ("2023-0-1", "no month 0"),
        ("1/13/2023", "cannot be read"),
        ("5-1-2023", "cannot be read"),
        ("13/5", "no month 13"),
        ("2023-1/5", "cannot be read"),
        ("230105", "cannot be read"),
        ("5 Foo 2023", "cannot be read"),
        ("5 Mon 2023", "cannot be read"),
        ("1 1/5", "cannot be read"),
        ("0099年1月1日", "outside the years"),
        ("1899-12-31", "outside the years"),
        ("2200-1-1", "outside the years"),
        ("9999年前", "outside the years"),
        ("+99999", "outside the years"),
        ("半天前", "cannot be read"),
    ],
)
def test_a_day_is_refused_with_its_reason(typed, said):
    assert said in refusal(values.day, typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_written_days_read_back(on):
    for typed in (
        on.isoformat(),
        f"{on:%Y%m%d}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on.year}.{on.month}.{on.day}",
    ):
        assert values.day(typed) == on


@given(
    st.dates(date(1950, 1, 1), date(2150, 12, 31)),
    st.integers(1, 12),
    st.integers(1, 28),
)
def test_a_month_and_day_lies_within_a_year_and_never_far_ahead(today, month, on):
    found = values.day(f"{month}月{on}日", today)
    assert (found.month, found.day) == (month, on)
    assert today - timedelta(days=366) <= found <= today + timedelta(days=183)


@given(st.text(max_size=20) | st.text("0123456789年月日号-/.+ 上下周三天前底T:点", max_size=12))
def test_a_day_or_moment_is_read_or_refused_in_words(typed):
    for read in (lambda: values.day(typed, TODAY), lambda: values.moment(typed, NOW)):
        try:
            found = read()
        except Invalid:
            continue
        assert 1900 <= found.year <= 2199


# ------------------------------------------------------------------ moments


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("9:14", "2026-05-06T09:14"),
        ("09：14", "2026-05-06T09:14"),
        ("16:40:05", "2026-05-06T16:40:05"),
        ("15时30分", "2026-05-06T15:30"),
        ("15点30分20秒", "2026-05-06T15:30:20"),
        ("下午3点", "2026-05-06T15:00"),
        ("下午三点半", "2026-05-06T15:30"),
        ("下午15点", "2026-05-06T15:00"),
        ("下午12点", "2026-05-06T12:00"),
        ("中午1点", "2026-05-06T13:00"),
        ("凌晨2点", "2026-05-06T02:00"),
        ("晚上8点整", "2026-05-06T20:00"),
        ("3:15 pm", "2026-05-06T15:15"),
        ("12:00 AM", "2026-05-06T00:00"),
        ("昨天9:14", "2026-05-05T09:14"),
        ("上周三三点", "2026-04-29T03:00"),
        ("2023-1-5 9:14", "2023-01-05T09:14"),
        ("2023-01-05T09:14", "2023-01-05T09:14"),
        ("20230105，09:14", "2023-01-05T09:14"),
        ("1月5日下午3点", "2026-01-05T15:00"),
        ("5 Jan 2023 9:14", "2023-01-05T09:14"),
        ("2023-01-05T09:14:00+08:00", "2023-01-05T09:14"),
        ("2023-01-05T23:14:00Z", "2023-01-06T07:14"),
        ("现在", "2026-05-06T16:40:59"),
    ],
)
def test_a_moment_is_read_in_the_zone_of_now(typed, iso):
    found = values.moment(typed, NOW)
    assert found == datetime.fromisoformat(f"{iso}+08:00")
    assert found.utcoffset() == NOW.utcoffset()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("昨天", "without a time"),
        ("2023-1-5", "without a time"),
        ("2023-2-30", "no day 30"),
        ("2023-2-30 9:14", "no day 30"),
        ("24:00", "no time of the day"),
        ("9:60", "no time of the day"),
        ("晚上12点", "no time of the day"),
        ("上午13点", "no time of the day"),
        ("下午3:00 pm", "no time of the day"),
        ("13:00 pm", "no time of the day"),
        ("2023-01-05T25:00:00Z", "no time of the day"),
        ("0001-01-01T00:00:00+14:00", "no time of the day"),
        ("1800-01-01T00:00:00Z", "outside the years"),
        ("2023-1-515:30", "cannot be read"),
        ("5:30:15:20", "cannot be read"),
        ("", "Nothing was typed"),
    ],
)
def test_no_time_is_invented(typed, said):
    assert said in refusal(values.moment, typed, NOW)


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)), st.times())
def test_iso_moments_read_back(on, at):
    aware = datetime.combine(on, at, tzinfo=CHINA)
    assert values.moment(aware.isoformat(), NOW) == aware


# ------------------------------------------------------------------ telephone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000000", "13800000000"),
        ("+86 138 0000 0000", "13800000000"),
        ("0086-138-0000-0000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("\u202d138 0000 0000\u202c", "13800000000"),
        ("0394-8221234", "0394-8221234"),
        ("(0394)8221234", "0394-8221234"),
        ("（0394） 822-1234", "0394-8221234"),
        ("03948221234", "0394-8221234"),
        ("+86 394 8221234", "0394-8221234"),
        ("0394—8221234转801", "0394-8221234-801"),
        ("010-62345678 ext. 12", "010-62345678-12"),
        ("12345", "12345"),
        ("110", "110"),
        ("400-123-4567", "4001234567"),
    ],
)
def test_telephone_numbers_are_brought_to_one_form(typed, number):
    assert values.phone(typed) == number
    assert values.phone(number) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing was typed"),
        ("1380000000", "10 digits, and a mobile number has 11"),
        ("138000000001", "12 digits"),
        ("8221234", "area code"),
        ("138****0000", "no telephone number"),
        ("12800000000", "no telephone number"),
        ("+852 1234 5678", "no telephone number"),
        ("无", "no telephone number"),
        ("1" * 61, "too long"),
    ],
)
def test_what_is_no_telephone_number_is_refused(typed, said):
    assert said in refusal(values.phone, typed)


@pytest.mark.parametrize(
    ("cleaner", "typed"),
    [
        (values.phone, "139876543210"),
        (values.phone, "7654321"),
        (values.resident_number, "411627198503124011"),
        (values.resident_number, "411627198502304010"),
        (values.resident_number, "4116271985031240"),
        (values.resident_number, "41162719850312401O"),
    ],
)
def test_a_refusal_never_repeats_a_sealed_number(cleaner, typed):
    said = refusal(cleaner, typed)
    assert not any(typed[i : i + 4] in said for i in range(len(typed) - 3))


# ------------------------------------------------------------------ credit codes


@pytest.mark.parametrize("code", CODES)
def test_lawful_credit_codes_pass_in_any_dress(code):
    assert values.credit_code(code) == code
    assert values.credit_code(full_width(code.lower())) == code
    assert values.credit_code(f" {code[:8]}-{code[8:17]} {code[17]}") == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing was typed"),
        ("91411671MA9000001", "17 characters"),
        ("9141167IMA9000001N", "Character 8 is “I”"),
        ("914116A1MA9000001N", "Character 7 is “A”, and places 3 to 8"),
        ("91411671MA9000001R", "check character"),
    ],
)
def test_unlawful_credit_codes_are_refused_without_a_guess(typed, said):
    assert said in refusal(values.credit_code, typed)


LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.sampled_from(CODES), st.integers(0, 17), st.sampled_from(LETTERS))
def test_any_single_wrong_character_in_a_credit_code_is_caught(code, at, char):
    assume(code[at] != char)
    refusal(values.credit_code, code[:at] + char + code[at + 1 :])


@given(
    st.text(LETTERS, min_size=2, max_size=2),
    st.text(string.digits, min_size=6, max_size=6),
    st.text(LETTERS, min_size=9, max_size=9),
)
def test_each_lawful_beginning_has_exactly_one_check_character(kind, division, organisation):
    fitting = []
    for check in LETTERS:
        code = kind + division + organisation + check
        try:
            fitting.append(values.credit_code(code))
        except Invalid:
            continue
        assert all(isinstance(remark, Said) for remark in values.remarks(fitting[-1]))
    assert len(fitting) == 1


# ------------------------------------------------------------------ resident numbers


@pytest.mark.parametrize("number", RESIDENTS)
def test_lawful_resident_numbers_pass_in_any_dress(number):
    assert values.resident_number(number) == number
    assert values.resident_number(full_width(number.lower())) == number
    assert values.resident_number(f" {number[:6]} {number[6:14]} {number[14:]} ") == number


def test_an_old_number_of_15_digits_stays_as_it_is():
    number = values.resident_number("411627850312401")
    assert number == "411627850312401"
    assert values.resident(number).born == date(1985, 3, 12)
    assert values.resident(number).sex == "male"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing was typed"),
        ("41162719850312401", "17 characters"),
        ("4116271985O3124010", "digits alone"),
        ("4116271985031240X0", "digits alone"),
        ("411627198502304010", "birth date"),
        ("411627850230401", "birth date"),
        ("411627198503124011", "check character"),
    ],
)
def test_unlawful_resident_numbers_are_refused(typed, said):
    assert said in refusal(values.resident_number, typed)


@given(st.sampled_from(RESIDENTS), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_in_a_resident_number_is_caught(number, at, char):
    assume(number[at] != char)
    refusal(values.resident_number, number[:at] + char + number[at + 1 :])


@given(st.sampled_from(RESIDENTS), st.integers(0, 16))
def test_any_two_neighbours_exchanged_in_a_resident_number_are_caught(number, at):
    assume(number[at] != number[at + 1])
    refusal(values.resident_number, number[:at] + number[at + 1] + number[at] + number[at + 2 :])


def test_a_resident_number_tells_birth_sex_and_division():
    girl = values.resident(values.ResidentNumber("411621201107050028"))
    assert (girl.born, girl.sex, girl.division) == (date(2011, 7, 5), "female", "411621")
    assert girl.age(date(2026, 2, 14)) == 14
    assert girl.age(date(2027, 7, 4)) == 15
    assert girl.age(date(2027, 7, 5)) == 16


def test_a_leap_day_birthday_completes_a_year_on_1_march():
    born = values.Resident(born=date(2008, 2, 29), sex="male", division="411602")
    assert born.age(date(2024, 2, 28)) == 15
    assert born.age(date(2024, 2, 29)) == 16
    assert born.age(date(2025, 2, 28)) == 16
    assert born.age(date(2025, 3, 1)) == 17


def with_check(first17: str) -> values.ResidentNumber:
    """The resident number that begins with ``first17``."""
    for check in "0123456789X":
        try:
            return values.resident_number(first17 + check)
        except Invalid:
            continue
    raise AssertionError(first17)


@given(
    st.sampled_from((values.phone, values.credit_code, values.resident_number)),
    st.text(max_size=25) | st.text("0123456789Xx- +()转A", min_size=3, max_size=22),
)
def test_a_clean_number_stays_as_it_is(cleaner, typed):
    try:
        kept = cleaner(typed)
    except Invalid:
        return
    assert cleaner(kept) == kept


# ------------------------------------------------------------------ remarks


@pytest.mark.parametrize("value", [*RESIDENTS, *CODES[:2], "13800000000", "0394-8221234"])
def test_the_ordinary_gets_no_remark(value):
    assert values.remarks(value, TODAY) == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("12345", "service number"),
        ("411627850312401", "old number"),
        (CODES[2], "organisation code"),
        (with_check("66010119900101001"), "no known province"),
        (with_check("41169919900101001"), "Zhoukou has no division"),
        (with_check("41160220270101001"), "in the future"),
        (with_check("41160219050101001"), "120 years"),
    ],
)
def test_the_odd_but_lawful_is_remarked(value, said):
    (remark,) = values.remarks(value, TODAY)
    assert said in remark


def test_numbers_of_foreign_permanent_residents_have_their_province_behind_a_nine():
    assert values.remarks(with_check("94184019900101001"), TODAY) == ()


@pytest.mark.parametrize(
    "typed", ["411602198503120019", "010519198503120013", "41160219850312001X"]
)
def test_a_mistyped_resident_number_is_not_remarked_on_as_a_credit_code(typed):
    refusal(values.resident_number, typed)
    said = " ".join(values.remarks(typed, TODAY))
    assert "organisation code" not in said
    assert "registering department" not in said
    assert typed[:6] not in said


DIGITS_ALONE = "914116020000000021"


def test_a_credit_code_of_digits_alone_is_remarked_on_as_one():
    (remark,) = values.remarks(values.credit_code(DIGITS_ALONE), TODAY)
    assert "organisation code" in remark


def test_a_resident_remark_does_not_repeat_the_number():
    number = with_check("66999919050101001")
    assert not any(number[:3] in remark for remark in values.remarks(number, TODAY))


# ------------------------------------------------------------------ masks


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800000000", "138****0000"),
        ("0394-8221234", "0394-***1234"),
        ("0394-8221234-801", "0394-***1234"),
        ("12345", "12345"),
        ("unknown", "*******"),
        ("", ""),
    ],
)
def test_a_masked_telephone_number_keeps_four_digits(number, shown):
    assert values.masked_phone(number) == shown


def test_a_masked_resident_number_keeps_no_birth_date():
    assert values.masked_resident("411627198503124010") == "4116**********4010"
    assert values.masked_resident("411627850312401") == "4116*******2401"
    assert values.masked_resident("4116") == "****"


@pytest.mark.parametrize(
    ("name", "shown"), [("王某某", "王*"), ("王某", "王*"), ("欧阳某", "欧阳*"), (" ", "")]
)
def test_a_masked_name_keeps_the_surname_and_hides_the_length(name, shown):
    assert values.masked_name(name) == shown


# ------------------------------------------------------------------ likeness


def test_a_document_number_is_alike_in_any_bracket_style():
    styles = ("〔{}〕", "[{}]", "（{}）", "【{}】", "({})", "［{}］")
    forms = {values.plain(f"周开人社监 {style.format('２０２６')} 第3号") for style in styles}
    assert forms == {"周开人社监(2026)第3号"}


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("周开人社监立字〔2026〕第0001号", "周开人社监立字(2026)1号"),
        ("周开人社监立字【2026】1号", "周开人社监立字(2026)1号"),
        ("周开人社监立字〔2026〕第0100号", "周开人社监立字(2026)100号"),
        ("周开人社监立字〔2026〕第0号", "周开人社监立字(2026)0号"),
        ("第0001号", "第0001号"),
        ("26-000001", "26-000001"),
        ("GD0001", "gd0001"),
    ],
)
def test_a_number_names_a_docket_without_its_word_and_zeros(number, name):
    assert values.as_name(number) == name
    assert values.as_name(name) == name


@given(st.text())
def test_plain_is_idempotent(text):
    once = values.plain(text)
    assert values.plain(once) == once
    assert not any(char.isspace() for char in once)


@pytest.mark.parametrize(
    "name",
    [
        "周口××商贸",
        "周口××商贸有限公司",
        "周口市××商贸（集团）有限责任公司",
        "河南省周口市××商贸股份有限公司",
        "周口经济开发区××商贸　有限公司分公司",
    ],
)
def test_spellings_of_one_employer_have_one_core(name):
    assert values.similar_name(name) == "××商贸"


def test_kinds_of_workplace_stay_in_the_core_and_no_core_is_empty():
    assert values.similar_name("周口市淮阳区某鞋厂") == "某鞋厂"
    assert values.similar_name("太康县某快餐店（个体工商户）") == "某快餐店"
    assert values.similar_name("周口市有限公司") == "周口市有限公司"


@given(
    st.lists(
        st.sampled_from(("周口市", "河南", "有限", "公司", "某", "集团", "（", "）", "A", "店"))
    )
)
def test_the_core_of_a_core_is_itself(pieces):
    core = values.similar_name("".join(pieces))
    assert values.similar_name(core) == core


# ------------------------------------------------------------------ finding in messages


def pieces(text: str, hits) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits]


def test_a_hotline_message_gives_up_its_values():
    message = (
        "来电人王某某（13800000000，座机０３９４－８２２１２３４）反映：2023年1月5日至2023-3-2在周口某工地"
        "干活，拖欠工资12500元，身份证411627198503124010，总包91411671MA9000001N，拨打12345投诉无果。"
    )
    found = values.find_in(message)
    assert [(h.value, h.unclear) for h in found.amounts] == [(1250000, False)]
    assert pieces(message, found.amounts) == ["12500元"]
    assert [h.value for h in found.dates] == [date(2023, 1, 5), date(2023, 3, 2)]
    assert [h.value for h in found.phones] == ["13800000000", "0394-8221234"]
    assert [h.value for h in found.residents] == ["411627198503124010"]
    assert [h.value for h in found.codes] == ["91411671MA9000001N"]
    everything = (*found.dates, *found.phones, *found.residents, *found.codes)
    assert not any(h.unclear for h in everything)


@pytest.mark.parametrize(
    ("message", "fen", "unclear"),
    [
        ("拖欠一万五千元整", 1500000, False),
        ("欠三万二千五百元五角。", 3250050, False),
        ("押金３００元", 30000, False),
        ("每天¥150", 15000, True),
        ("日工资300元", 30000, True),
        ("日薪300元，拖欠两个月", 30000, True),
        ("工资300元一天", 30000, True),
        ("拖欠3月工资3000元", 300000, False),
        ("欠工钱廿元", 2000, False),
        ("8,500.50元", 850050, False),
        ("欠我3万5，不给", 3500000, False),
        ("一共80万工资", 80000000, False),
        ("欠薪5千一个月", 500000, True),
        ("300元/天", 30000, True),
        ("给了3千", 300000, True),
        ("欠了2万多元", 2000000, True),
        ("共80余万元", 80000000, True),
        ("5000元左右", 500000, True),
        ("约3000元", 300000, True),
        ("工资3，500元", 350000, True),
        ("拖欠工资12500，未给", 1250000, True),
        ("拖欠工资2000", 200000, True),
        ("工资4500.50，不给", 450050, True),
        ("工资5000/月", 500000, True),
    ],
)
def test_a_sum_is_clear_with_currency_or_wage_word_and_unclear_else(message, fen, unclear):
    assert [(h.value, h.unclear) for h in values.find_in(message).amounts] == [(fen, unclear)]


@pytest.mark.parametrize(
    "message",
    [
        "拖欠2023年工资",
        "欠薪投诉12345没人管",
        "欠工资打12333",
        "欠费10086",
        "欠薪报警110",
        "工资2023到2024",
        "100人，3栋5层",
        "工地300工人欠薪",
        "一块去要钱",
        "千万不要，万一",
        "百分之五",
        "工单GD2026061500123",
        "欠薪身份证411627198503124010",
        "工资电话138****5678",
        "银行卡6217000000000000123",
        "工资3000美元",
        "欠12,3456",
        "欠十几万",
    ],
)
def test_years_hotlines_counts_and_other_numbers_are_no_sums(message):
    assert values.find_in(message, TODAY).amounts == ()


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("张三12,500元、李四 9800元", [(1250000, False), (980000, False)]),
        ("欠薪：王五1.15万", [(1150000, False)]),
        ("王五1.15万", [(1150000, True)]),
        ("一二三12,500", []),
        ("两万3千元", [(2300000, False)]),
    ],
)
def test_a_name_may_end_in_a_numeral_and_a_number_may_not_begin_in_another(message, found):
    assert [(h.value, h.unclear) for h in values.find_in(message).amounts] == found


@pytest.mark.parametrize(
    ("message", "fen"),
    [
        ("欠3个月共13500", 1350000),
        ("微信转账转了2000", 200000),
        ("上月发了1500。", 150000),
    ],
)
def test_a_sum_alone_is_found_behind_a_word_of_paying_and_is_unclear(message, fen):
    assert [(h.value, h.unclear) for h in values.find_in(message).amounts] == [(fen, True)]


def test_a_sum_in_capital_numerals_is_found_to_its_last_fen():
    message = "欠款壹仟陆佰捌拾元零叁角贰分未付"
    (found,) = values.find_in(message).amounts
    assert (found.value, message[found.start : found.end]) == (
        168032,
        "壹仟陆佰捌拾元零叁角贰分",
    )


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("工单20261123001 12345热线", "20261123001"),
        ("工单编号：GD2026112300077", "GD2026112300077"),
        ("线索：XS202611230001，欠薪", "XS202611230001"),
        ("信访件202611230001", "202611230001"),
    ],
)
def test_the_number_of_a_ticket_is_found(message, number):
    assert [(h.value, message[h.start : h.end]) for h in values.find_in(message).tickets] == [
        (number, number)
    ]


@pytest.mark.parametrize("message", ["工单13800000000", "工单20261123", "工单 12345", "线索举报人"])
def test_a_telephone_or_a_day_behind_the_word_is_no_number_of_a_ticket(message):
    assert values.find_in(message, TODAY).tickets == ()


def test_the_first_month_is_found_by_its_name_in_a_message():
    found = values.find_in("2023年元月5日进场，元月8日停工，工资3000元月底发", TODAY)
    assert [h.value for h in found.dates] == [date(2023, 1, 5), date(2026, 1, 8)]
    assert [h.value for h in found.amounts] == [300_000]


@pytest.mark.parametrize("message", ["工号：20230105", "编号20230105", "号码 20230105"])
def test_a_number_that_names_something_is_no_day(message):
    assert values.find_in(message, TODAY).dates == ()


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("壹佰元零伍角", 10050),
        ("壹仟陆佰捌拾元零叁角贰分", 168032),
        ("100元零5角", 10050),
        ("伍角零叁分", 53),
        ("12块零5分", 1205),
    ],
)
def test_a_zero_may_stand_between_yuan_and_jiao(typed, fen):
    assert values.money(typed) == fen


@pytest.mark.parametrize("typed", ["100元零5", "壹佰元零伍", "零零5角"])
def test_a_last_digit_behind_a_zero_says_neither_jiao_nor_fen(typed):
    refusal(values.money, typed)


def test_parts_of_longer_numbers_and_masked_numbers_are_no_telephone_numbers():
    message = "411627138000000001 138****5678 1380000000012 x13800000000 91411671138000000000"
    assert values.find_in(message).phones == ()


def test_a_resident_number_in_three_parts_is_found_whole_and_is_no_day():
    found = values.find_in("身份证 411627 19850312 4010，")
    assert [(h.value, h.start, h.end) for h in found.residents] == [("411627198503124010", 4, 24)]
    assert found.dates == ()


def test_days_that_depend_on_the_day_of_receipt_need_it_and_are_unclear():
    message = "上周五说好，去年12月20日起，3月8日，三月九日，昨天，10天前；2月30日"
    assert values.find_in(message).dates == ()
    found = values.find_in(message, TODAY).dates
    assert all(h.unclear for h in found)
    assert [h.value for h in found] == [
        date(2026, 5, 1),
        date(2025, 12, 20),
        date(2026, 3, 8),
        date(2026, 3, 9),
        date(2026, 5, 5),
        date(2026, 4, 26),
    ]


def test_previously_every_day_is_not_the_day_before_yesterday():
    assert values.find_in("以前天天去", TODAY).dates == ()


def test_numbers_that_have_the_form_but_do_not_fit_are_unclear():
    found = values.find_in("411627198503124011 91411671MA9000001R 411627850312401")
    assert [(h.value, h.unclear) for h in found.residents] == [
        ("411627198503124011", True),
        ("411627850312401", True),
    ]
    assert [(h.value, h.unclear) for h in found.codes] == [("91411671MA9000001R", True)]


FRAGMENTS = st.sampled_from(
    (
        *(
            "工资",
            "欠",
            "，",
            "。",
            " ",
            "元",
            "万",
            "千",
            "块",
            "五",
            "十",
            "12",
            "3",
            "2023",
            "年",
            "月",
        ),
        *(
            "1",
            "日",
            "上周五",
            "13800000000",
            "0394-8221234",
            "１２",
            ",",
            ".",
            "*",
            "¥",
            "多",
            "转",
        ),
        *("411627198503124010", "91411671MA9000001N", "昨天", "前", "个", "/", "-", "A", "w"),
    )
)


@given(st.text() | st.lists(FRAGMENTS, max_size=30).map("".join), st.none() | st.just(TODAY))
def test_hits_lie_in_the_text_in_order_and_apart_and_clean_values_stay_clean(message, received):
    found = values.find_in(message, received)
    kinds = (found.amounts, found.dates, found.phones, found.residents, found.codes)
    for hits in kinds:
        assert list(hits) == sorted(hits, key=lambda h: h.start)
    places = sorted((h.start, h.end) for hits in kinds for h in hits)
    assert all(0 <= start < end <= len(message) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    for amount in found.amounts:
        assert 0 <= amount.value <= 10**15
    for hit in found.phones:
        assert values.phone(message[hit.start : hit.end]) == hit.value
    for hit in found.residents:
        assert hit.unclear or values.resident_number(message[hit.start : hit.end]) == hit.value
    for hit in found.codes:
        assert hit.unclear or values.credit_code(message[hit.start : hit.end]) == hit.value


@pytest.mark.parametrize(
    "piece", ["一", "1", "1,", "3万", "万", "元1", "欠12345", "0394-", "上", "1.1"]
)
def test_long_monotonous_messages_are_read_to_the_end(piece):
    message = piece * (20_000 // len(piece)) + "。拖欠12500元"
    assert values.find_in(message, TODAY).amounts[-1].value == 1250000
