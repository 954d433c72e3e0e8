"""Workers pasted from a spreadsheet or a chat."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcase.paste import COLUMNS, read, rows, split, table
from laborcase.values import resident_number

TODAY = date(2026, 11, 23)


def number(serial: int, born: str = "19850312") -> str:
    """An invented resident number with a fitting check character."""
    body = f"411602{born}{serial:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(w * int(c) for w, c in zip(weights, body, strict=True)) % 11]
    return resident_number(body + check)


def test_columns_are_found_by_their_header_in_any_order() -> None:
    text = (
        "序号\t姓名\t工种\t欠薪金额（元）\t身份证号码\t联系电话\t开始时间\t结束时间\n"
        f"1\t王五\t钢筋工\t12,500.50\t{number(1)}\t13800000000\t2026-3-1\t2026.3.31\n"
    )
    found, meant = rows(text, TODAY)
    (worker,) = meant.workers
    assert (worker.name, worker.occupation, worker.phone) == ("王五", "钢筋工", "13800000000")
    (claim,) = worker.claims
    assert (claim.start, claim.end) == (date(2026, 3, 1), date(2026, 3, 31))
    assert claim.amount == 1_250_050
    assert claim.cause == "arrears"
    assert found.ignored == ()


def test_columns_are_found_by_their_shape_without_a_header() -> None:
    text = (
        f"1\t王五\t{number(1)}\t13800000000\t3200\t2026-3-1\t2026-3-31\t木工\n"
        f"2\t李六\t{number(2)}\t13800000001\t3300\t2026-3-1\t2026-3-31\t瓦工\n"
    )
    _, meant = rows(text, TODAY)
    assert [(w.name, w.occupation, w.claimed) for w in meant.workers] == [
        ("王五", "木工", 320_000),
        ("李六", "瓦工", 330_000),
    ]


@pytest.mark.parametrize(
    ("last", "question"),
    [
        ("合计\t\t\t17,500", "The row of the total is no worker: left out."),
        ("\t合 计：\t\t1.75万", "The row of the total is no worker: left out."),
        ("\t总计\t\t18000", "It says 18,000.00, and the rows before it add up to 17,500.00."),
    ],
)
def test_the_row_of_the_total_is_no_worker(last: str, question: str) -> None:
    text = f"序号\t姓名\t电话\t欠薪金额\n1\t张三\t\t12,500\n2\t李四\t\t5000\n{last}\n"
    _, meant = rows(text, TODAY)
    assert [w.name for w in meant.workers] == ["张三", "李四"]
    assert meant.problems == ()
    (asked,) = meant.questions
    assert question in asked


def test_a_total_hides_no_serial_number_and_is_found_without_a_header() -> None:
    _, meant = rows("1\t张三\t12,500\n2\t李四\t5000\n合计\t\t17500\n", TODAY)
    assert [(w.name, w.claimed) for w in meant.workers] == [("张三", 1_250_000), ("李四", 500_000)]
    assert len(meant.questions) == 1


def test_a_column_without_a_place_is_named() -> None:
    found, _ = rows("姓名\t电话\t备注\n王五\t13800000000\t回族\n", TODAY)
    assert found.ignored == ("备注",)


WAGES = "序号|姓名|性别|身份证号|联系电话|工种|出勤天数|日工资|应发工资|已发工资|欠发金额"


@pytest.mark.parametrize(
    ("head", "row", "claimed"),
    [
        (WAGES, "1|张三|男||13800000000|木工|20|300|6000|2000|4000", 4000),
        ("姓名|拖欠月份|欠薪", "张三|2026年3月|4000", 4000),
        (
            "序号|班组|姓名|工种|工资标准|出勤|借支|生活费|扣款|实欠|银行卡号|备注",
            "1|木工班|张三|木工|300元/天|26|1000|500|0|6300|6222000000000000|",
            6300,
        ),
        (
            "姓名|联系方式|总工资|已付工资|剩余工资|工人签字",
            "张三|13800000000|9000|3000|6000|",
            6000,
        ),
        ("工人|单价|工程量|合计|预支|未付工资（元）", "张三|20|100|2000|500|1500", 1500),
        ("姓名|月工资标准|3月欠薪|4月欠薪|欠薪合计", "张三|5000|3000|3000|6000", 6000),
        ("姓名|1|2|3|4|5|合计出勤|工价|金额|借支|欠付", "张三|1|1|1|1|1|5|300|1500|0|1500", 1500),
        (
            "姓名|身份证住址|合同起始日期|应付未付|截至目前欠薪月数",
            "张三|某地|2025-1-1|3000|2",
            3000,
        ),
        ("姓名|拖欠工资金额（单位：万元）|欠薪起止时间", "张三|1.2|2026.3-2026.5", 12000),
        ("姓名|工种|金额", "张三|木工|3000", 3000),
        ("name|phone|daily rate|days|paid|unpaid", "Zhang|13800000000|300|20|1000|5000", 5000),
    ],
)
def test_the_sum_claimed_is_what_is_still_owed(head: str, row: str, claimed: int) -> None:
    found, meant = rows(f"{head}\n{row}\n".replace("|", "\t"), TODAY)
    assert meant.problems == ()
    (worker,) = meant.workers
    assert worker.name in ("张三", "Zhang")
    assert worker.claimed == claimed * 100
    assert not any("Which column" in told or "taken from" in told for told in found.told)


@pytest.mark.parametrize(
    "head",
    [
        "姓名|应发工资|已发工资",
        "姓名|总工资|已支付",
        "姓名|金额|借支",
        "姓名|日工资",
        "姓名|月工资|拖欠月数",
    ],
)
def test_what_is_owed_is_not_worked_out_from_what_was_earned_and_paid(head: str) -> None:
    row = "|".join(["张三", "6000", "2000"][: head.count("|") + 1])
    found, meant = rows(f"{head}\n{row}\n".replace("|", "\t"), TODAY)
    (worker,) = meant.workers
    assert worker.claims == ()
    (asked,) = [told for told in found.told if "still owed" in told]
    assert f"“{head.split('|')[1]}”" in asked


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("姓名|3月欠薪|4月欠薪\n张三|3000|2000", "“3月欠薪” “4月欠薪”"),
        ("姓名|拖欠工资总额|已付|剩余未付\n张三|3000|1000|2000", "“拖欠工资总额” “剩余未付”"),
        ("1|张三|300|6000\n2|李四|300|9000", "“300” “6000”"),
    ],
)
def test_of_two_columns_that_may_be_the_sum_claimed_neither_is_taken(text: str, both: str) -> None:
    found, meant = rows(text.replace("|", "\t"), TODAY)
    assert all(worker.claims == () for worker in meant.workers)
    assert any(f"Which column is the sum claimed: {both}?" in told for told in found.told)


def test_a_sum_that_may_be_what_was_earned_is_taken_and_said() -> None:
    found, meant = rows("姓名\t日工资\t天数\t合计\n张三\t300\t20\t6000\n", TODAY)
    assert meant.workers[0].claimed == 600_000
    assert any("taken from the column “合计”" in told for told in found.told)


def test_what_stands_above_and_below_a_sheet_is_left_out_and_said() -> None:
    text = (
        "某某小区拖欠农民工工资花名册\t\t\t\n"
        "项目名称：某某小区\t\t日期：2026-11-1\t\n"
        "序号\t姓名\t欠薪金额\t备注\n"
        "1\t张三\t4000\t\n"
        "合计：\t\t4000\t\n"
        "制表人：某某\t\t审核：\t\n"
    )
    found, meant = rows(text, TODAY)
    assert [(w.name, w.claimed) for w in meant.workers] == [("张三", 400_000)]
    assert [str(told) for told in found.told] == [
        "Above the header, left out: “某某小区拖欠农民工工资花名册”",
        "Above the header, left out: “项目名称：某某小区 日期：2026-11-1”",
        "Columns left out: “备注”",
        "The row of the total is no worker: left out.",
        "No worker, left out: “制表人：某某 审核：”",
    ]


def test_a_header_of_two_lines_is_read_as_one() -> None:
    text = (
        "序号\t姓名\t工资\t\t\t欠薪时间\t\t备注\n"
        "\t\t应发\t已发\t欠发\t起\t止\t\n"
        "1\t张三\t6000\t2000\t4000\t2026-3-1\t2026-4-30\t\n"
    )
    found, meant = rows(text, TODAY)
    (claim,) = meant.workers[0].claims
    assert (claim.start, claim.end) == (date(2026, 3, 1), date(2026, 4, 30))
    assert claim.amount == 400_000
    assert found.ignored == ("工资应发", "工资已发", "备注")


@pytest.mark.parametrize("text", ["王五 拖欠工资 3200元", "王五 工人 13800000000 拖欠工资 3200"])
def test_words_of_a_header_in_a_row_make_no_header_of_it(text: str) -> None:
    _, meant = rows(text, TODAY)
    assert [(w.name, w.claimed) for w in meant.workers] == [("王五", 320_000)]


def test_a_list_from_a_chat_is_read_by_commas_or_gaps() -> None:
    for text in ("王五，13800000000，12,500元", "王五 13800000000 12,500元"):
        _, meant = rows(text, TODAY)
        assert [(w.name, w.phone, w.claimed) for w in meant.workers] == [
            ("王五", "13800000000", 1_250_000)
        ]


def test_a_bad_cell_keeps_its_text_and_names_its_place() -> None:
    text = "姓名\t电话\t金额\n王五\t1380000\t3200\n李六\t13800000001\t三百多吧\n\t13800000002\t1\n"
    found, meant = rows(text, TODAY)
    assert [p.path for p in meant.problems] == ["1.phone", "2.amount", "3.name"]
    assert found.cells[0][COLUMNS.index("phone")] == "1380000"
    assert meant.workers == ()


def test_an_end_before_the_start_is_a_problem_of_the_end() -> None:
    cells = (("王五", "", "", "", "", "2026-3-31", "2026-3-1", ""),)
    assert [p.path for p in read(cells, TODAY).problems] == ["1.end"]


def test_the_same_worker_twice_is_a_question_and_no_refusal() -> None:
    one = number(1)
    cells = [[name, who, *[""] * 6] for name, who in (("王五", one), ("王伍", one), ("王五", ""))]
    meant = read(cells, TODAY)
    assert len(meant.workers) == 3
    assert [str(q) for q in meant.questions] == [
        "Rows 1 and 2 bear the same resident number: one person?",
        "Rows 1 and 3 bear the same name: one person?",
    ]


def test_namesakes_with_numbers_of_their_own_are_no_question() -> None:
    cells = [["王五", number(n), *[""] * 6] for n in (1, 2)]
    assert read(cells, TODAY).questions == ()


def test_quoted_cells_may_hold_tabs_and_line_breaks() -> None:
    assert split('王五\t"a\tb\nc ""d"""\t1\n') == [["王五", 'a\tb c "d"', "1"]]


def test_no_sentence_repeats_a_resident_number() -> None:
    bad = number(1)[:-1] + ("0" if number(1)[-1] != "0" else "1")
    meant = read([["王五", bad, *[""] * 6], ["王五", bad, *[""] * 6]], TODAY)
    told = [str(p.text) for p in meant.problems] + [str(q) for q in meant.questions]
    assert told
    assert not any(bad in sentence for sentence in told)


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n", " "])
def test_nothing_pasted_is_nothing(text: str) -> None:
    assert table(text, TODAY).cells == ()


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found, meant = rows(text, TODAY)
    assert all(len(row) == len(COLUMNS) for row in found.cells)
    assert len(meant.workers) <= len(found.cells)


cell = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1)


@given(
    st.lists(
        st.lists(cell.filter(lambda c: not c.startswith('"')), min_size=2, max_size=5),
        min_size=1,
        max_size=5,
    )
)
def test_tab_separated_cells_come_back_as_they_were(lines: list[list[str]]) -> None:
    stripped = [[c.strip() for c in line] for line in lines]
    assert split("\n".join("\t".join(line) for line in lines)) == [s for s in stripped if any(s)]


def test_five_thousand_workers_are_read_without_one_being_lost() -> None:
    text = "\n".join(f"工{n}\t{number(n % 1000)}\t{n % 7}200" for n in range(5000))
    _, meant = rows(text, TODAY)
    assert len(meant.workers) == 5000
