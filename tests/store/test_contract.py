"""What every engine promises: the same tests on each."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from laborcase.errors import Invalid, NotFound, RegisterError, Usage
from laborcase.store import (
    COUNTED,
    QUEUES,
    RULING,
    Find,
    Json,
    Line,
    Make,
    Store,
    Summary,
    Txn,
    create_store,
    open_store,
)

TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=3)
State = Callable[..., Make]


def numbered(txn: Txn) -> Mapping[str, Json]:
    return {"dockets": [f"26-{txn.take('26'):06}"]}


def ask(store: Store, **conditions: object) -> list[str]:
    page = store.find(Find(today=TODAY, soon=SOON, **conditions))  # type: ignore[arg-type]
    return [str(row["key"]) for row in page.rows]


def test_an_empty_register_has_a_head_but_no_commits(store: Store) -> None:
    assert store.head().seq == 0
    assert len(store.head().hash) == 64
    assert list(store.each_line()) == []
    assert store.lines("26-000001") == []
    assert store.count("26-000001") == 0
    assert store.summary("26-000001") is None
    assert ask(store) == []


def test_a_commit_is_linked_to_the_one_before(store: Store, state: State) -> None:
    empty = store.head()
    first, new = store.commit("a", state("26-000001", search="一"))
    second, _ = store.commit("b", state("26-000001"))
    assert new
    assert (first.seq, first.body["prev"], first.body["key"]) == (1, empty.hash, "a")
    assert (second.seq, second.body["prev"]) == (2, first.hash)
    assert store.head().hash == second.hash
    assert store.lines("26-000001") == [first, second] == list(store.each_line())
    assert store.count("26-000001") == 2


def test_a_client_key_twice_gives_the_first_line_and_asks_no_maker(
    store: Store, state: State
) -> None:
    def never(txn: Txn) -> Mapping[str, Json]:
        raise AssertionError

    first, _ = store.commit("a", state("26-000001"))
    store.commit("b", state("26-000001"))
    assert store.commit("a", never) == (first, False)
    assert store.head().seq == 2


def test_a_maker_that_raises_writes_nothing_and_uses_no_number(store: Store) -> None:
    def fails(txn: Txn) -> Mapping[str, Json]:
        txn.take("26")
        raise KeyError("refused")

    with pytest.raises(KeyError, match="refused"):
        store.commit("a", fails)
    assert store.head().seq == 0
    line, _ = store.commit("a", numbered)
    assert line.body["dockets"] == ["26-000001"]


def test_numbers_have_no_gaps_and_each_series_its_own(store: Store) -> None:
    taken: list[tuple[int, int, int]] = []

    def takes(txn: Txn) -> Mapping[str, Json]:
        taken.append((txn.take("立字"), txn.take("罚字", 100), txn.take("罚字", 100)))
        return {"dockets": ["26-000001"]}

    lines = [store.commit(str(i), takes)[0] for i in range(3)]
    assert taken == [(1, 100, 101), (2, 102, 103), (3, 104, 105)]
    assert lines[1].body["takes"] == {"立字": 2, "罚字": 103}


def test_a_maker_sees_the_newest_state(store: Store, state: State) -> None:
    first, _ = store.commit("a", state("26-000001", names="周人社[2026]1号", search="甲"))
    store.commit("z", state("26-000002", names="周人社[2026]1号"))

    def looks(txn: Txn) -> Mapping[str, Json]:
        assert txn.head == store.head()
        assert txn.lines("26-000001") == [first]
        assert txn.lines("26-000009") == []
        summary = txn.summary("26-000001")
        assert summary is not None
        assert summary["search"] == "甲"
        assert txn.named("周人社[2026]1号") == ("26-000001", "26-000002")
        return {"dockets": ["26-000001"]}

    assert store.commit("b", looks)[1]


def test_a_commit_may_concern_several_dockets(store: Store) -> None:
    def joins(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": ["26-000001", "26-000002"], "facts": {"26-000002": {"search": "乙方"}}}

    line, _ = store.commit("a", joins)
    assert store.lines("26-000001") == store.lines("26-000002") == [line]
    assert ask(store, text="乙方") == ["26-000002"]


def test_in_a_batch_later_makers_see_earlier_ones(store: Store, state: State) -> None:
    def looks(txn: Txn) -> Mapping[str, Json]:
        assert txn.named("旧") == ()
        assert txn.named("新") == ("26-000001",)
        assert len(txn.lines("26-000001")) == 2
        summary = txn.summary("26-000001")
        assert summary is not None
        assert summary["changed"] == txn.head.seq == 2
        return {"dockets": ["26-000001"]}

    lines = store.commit_many(
        [("a", state("26-000001", names="旧")), ("b", state("26-000001", names="新")), ("c", looks)]
    )
    assert [line.seq for line in lines] == [1, 2, 3]
    assert [line.body["batch"] for line in lines] == [[1, 3]] * 3
    assert list(store.each_line()) == list(lines) == store.lines("26-000001")
    assert store.named("新") == ("26-000001",)


def test_a_maker_sees_the_summary_as_the_commit_before_it_in_its_batch_left_it(
    store: Store, state: State
) -> None:
    def looks(txn: Txn) -> Mapping[str, Json]:
        summary = txn.summary("26-000001")
        assert summary is not None
        assert summary["changed"] == 1
        assert txn.summary("26-000002") is None
        return {"dockets": ["26-000002"]}

    store.commit_many([("a", state("26-000001")), ("b", looks)])
    assert store.head().seq == 2


def test_a_maker_is_told_the_newest_commit_that_of_its_own_batch_too(
    store: Store, state: State
) -> None:
    seen: list[Json] = []

    def looks(txn: Txn) -> Mapping[str, Json]:
        newest = txn.newest()
        seen.append(newest.body["key"] if newest is not None else None)
        return {"dockets": ["26-000001"]}

    store.commit("a", looks)
    store.commit("b", looks)
    store.commit_many([("c", looks), ("d", looks)])
    assert seen == [None, "a", "b", "c"]


def test_what_was_given_elsewhere_is_never_given_again(store: Store) -> None:
    """A number that came along with an import: the series goes on behind it, and never back."""

    def reaches(number: int) -> Make:
        def make(txn: Txn) -> Mapping[str, Json]:
            txn.reach("第", number)
            return {"dockets": ["26-000001"]}

        return make

    def takes(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": ["26-000001"], "number": txn.take("第")}

    store.commit("a", reaches(7))
    assert store.commit("b", takes)[0].body["number"] == 8
    store.commit("c", reaches(3))
    assert store.commit("d", takes)[0].body["number"] == 9
    store.commit_many([("e", reaches(20)), ("f", reaches(12)), ("g", takes)])
    assert store.commit("h", takes)[0].body["number"] == 22


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    def fails(txn: Txn) -> Mapping[str, Json]:
        raise KeyError("refused")

    with pytest.raises(KeyError):
        store.commit_many([("a", numbered), ("b", numbered), ("c", fails)])
    assert store.head().seq == 0
    assert store.commit("a", numbered)[0].body["dockets"] == ["26-000001"]


def test_a_batch_gives_known_keys_their_first_lines(store: Store) -> None:
    first, _ = store.commit("a", numbered)
    lines = store.commit_many([("b", numbered), ("a", numbered), ("b", numbered)])
    assert lines[1] == first
    assert lines[0] == lines[2]
    assert store.head().seq == 2
    assert "batch" not in lines[0].body
    assert store.commit_many([]) == ()


def test_what_the_ledger_cannot_hold_is_refused_all_at_once(store: Store) -> None:
    deep: Json = []
    for _ in range(60):
        deep = [deep]
    body: dict[str, object] = {
        "dockets": ["26-000001", "26-000001"],
        "seq": 7,
        "sum": 1.5,
        "large": 2**53,
        "text": ["好", "\ud800"],
        "end": "甲\0",
        "day": TODAY,
        "deep": deep,
        "names": {1.5: "x"},
    }
    with pytest.raises(Invalid) as refused:
        store.commit("a", lambda txn: body)  # type: ignore[arg-type, return-value]
    paths = {p.path.split(".0.0")[0] for p in refused.value.problems}
    assert paths == {"dockets", "seq", "sum", "large", "text.1", "end", "day", "deep", "names"}
    assert store.head().seq == 0


def test_a_client_key_must_be_text_that_can_be_stored(store: Store) -> None:
    with pytest.raises(Invalid, match="half a character"):
        store.commit("\ud800", numbered)


@pytest.mark.parametrize("dockets", [None, [], ["a", 1], "26-000001", [""]])
def test_a_commit_must_name_its_dockets(store: Store, dockets: Json) -> None:
    with pytest.raises(Invalid, match="dockets"):
        store.commit("a", lambda txn: {"dockets": dockets})


def test_a_commit_is_at_most_16_megabytes(store: Store) -> None:
    with pytest.raises(Invalid, match="16 MB"):
        store.commit("a", lambda txn: {"dockets": ["a"], "text": "x" * 16 * 1024**2})
    assert store.head().seq == 0


def test_a_maker_cannot_commit(store: Store, state: State) -> None:
    def nests(txn: Txn) -> Mapping[str, Json]:
        store.commit("b", state("26-000001"))
        return {"dockets": ["26-000001"]}

    with pytest.raises(RuntimeError, match="cannot make another"):
        store.commit("a", nests)
    assert store.commit("a", state("26-000001"))[0].seq == 1


def test_a_summary_must_carry_the_key_of_its_docket(tmp_path: object) -> None:
    with (
        create_store("memory:", lambda docket, lines: {"key": "other"}) as store,
        pytest.raises(ValueError, match="other"),
    ):
        store.commit("a", numbered)


def test_typed_text_comes_back_as_it_was(store: Store, state: State) -> None:
    text = '张\t三\n"\\ \x7f\u2028 👩\u200d🏭 \U00020000'
    store.commit("a", state("26-000001", search=text))
    found = store.summary("26-000001")
    assert found is not None
    assert found["search"] == text


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_what_no_register_can_hold_is_found_nowhere(store: Store, state: State, text: str) -> None:
    store.commit("a", state("26-000001", search="甲", lead="l"))
    assert (store.count(text), store.lines(text), store.summary(text)) == (0, [], None)
    assert store.named(text) == ()
    assert ask(store, text=text) == ask(store, respondent=text) == ask(store, officer=text) == []
    assert store.counts(TODAY, text, SOON)["mine"] == 0


@pytest.fixture
def office(store: Store, state: State) -> Store:
    """A small office: dockets 1 to 8, and the office itself."""
    day = {n: (TODAY + timedelta(days=n)).isoformat() for n in range(-9, 10)}
    rows: dict[str, dict[str, Json]] = {
        "1": {"open": 1, "queue": "decide", "due": day[0], "clerk": "c", "search": "甲公司 张三"},
        "2": {"open": 1, "queue": "file", "due": day[3], "lead": "l", "clerk": "c"},
        "3": {"open": 1, "queue": "assign", "due": day[-1], "joint": 1, "authority": "kf"},
        "4": {
            "open": 1,
            "queue": "work",
            "due": day[4],
            "lead": "l",
            "assistant": "m",
            "marks": " irregular waits planned ",
        },
        "5": {"open": 1, "queue": "close", "due": None, "lead": "m", "dies": day[9]},
        "6": {
            "open": 0,
            "queue": "done",
            "due": day[-2],
            "lead": "l",
            "joint": 1,
            "marks": " irregular owed archive ",
        },
        "7": {
            "open": 1,
            "queue": "work",
            "due": day[3],
            "kind": "tipoff",
            "dies": day[1],
            "marks": " urgent ",
        },
        "8": {
            "open": 0,
            "queue": "work",
            "against": "甲公司",
            "search": "李四 甲公司",
            "marks": "",
        },
    }
    store.commit(
        "office",
        state("office", kind="office", open=1, queue="work", lead="l", marks=" irregular "),
    )
    store.commit_many((key, state(key, **facts)) for key, facts in rows.items())
    return store


def test_each_queue_holds_what_its_name_says(office: Store) -> None:
    expected = {
        "decide": ["1"],
        "file": ["2"],
        "assign": ["3"],
        "work": ["7", "4"],
        "close": ["5"],
        "mine": ["2", "4"],
        "due": ["1", "2", "7"],
        "overdue": ["3"],
        "joint": ["3"],
        "irregular": ["6", "4"],
        "waits": ["4"],
        "planned": ["4"],
        "urgent": ["7"],
        "owed": ["6"],
        "archive": ["6"],
        "done": ["6"],
        "all": ["6", "3", "1", "2", "7", "4", "5", "8"],
    }
    assert {queue: ask(office, queue=queue, me="l") for queue in QUEUES} == expected
    assert office.counts(TODAY, "l", SOON) == {q: len(keys) for q, keys in expected.items()}


def test_a_clerk_handles_a_docket_while_it_has_no_lead(office: Store) -> None:
    assert ask(office, queue="mine", me="c") == ["1"]
    assert ask(office, officer="c") == ["1"]
    assert ask(office, officer="m") == ["4", "5"]
    assert ask(office, queue="mine", me="") == []


def test_lists_are_sorted_with_missing_dates_last_and_equals_by_key(office: Store) -> None:
    assert ask(office, sort="key") == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert ask(office, sort="dies") == ["7", "5", "1", "2", "3", "4", "6", "8"]
    assert ask(office, sort="changed") == ["8", "7", "6", "5", "4", "3", "2", "1"]
    assert ask(office, queue="due", sort="changed") == ["7", "2", "1"]


def test_every_piece_of_the_text_must_occur(office: Store) -> None:
    assert ask(office, text="甲公司") == ["1", "8"]
    assert ask(office, text="  张三 甲公 ") == ["1"]
    assert ask(office, text="张三 李四") == []
    assert ask(office, text="甲公司", queue="decide") == ["1"]


@pytest.fixture
def begun(store: Store, state: State) -> Store:
    """Three dockets with numbers, respondents and officers, all of them in the search text."""
    rows: dict[str, dict[str, Json]] = {
        "26-000001": {
            "names": "周人社立(2026)3号\n(2026)豫01号",
            "against": "甲公司\nacme有限公司",
            "search": "26-000001周人社立(2026)3号甲公司acme有限公司林某李川",
            "lead_name": "李川",
            "assistant_name": "Ｗei Chen",
        },
        "26-000002": {
            "against": "周口甲厂",
            "search": "26-000002周口甲厂林某王五",
            "lead_name": "王五",
        },
        "x\\1": {"search": "x\\1林", "against": "\n丙店\n"},
    }
    store.commit("office", state("office", kind="office", names="周", against="周", lead_name="周"))
    store.commit_many((key, state(key, **facts)) for key, facts in rows.items())
    return store


def test_one_character_finds_the_numbers_respondents_and_officers_that_begin_with_it(
    begun: Store,
) -> None:
    one, two, x = "26-000001", "26-000002", "x\\1"
    found = {
        "2": [one, two],
        "x": [x],
        "周": [one, two],
        "(": [one],
        "甲": [one],
        "a": [one],
        "丙": [x],
        "李": [one],
        "王": [two],
        "w": [one],
    }
    assert {text: ask(begun, text=text, sort="key") for text in found} == found
    for within in ("6", "1", "厂", "公", "林", "川", "五", "店", "\\", "%", "_", "W", "Ｗ", "-"):
        assert ask(begun, text=within) == [], within
    assert ask(begun, text="林某", sort="key") == ask(begun, text="2", sort="key") == [one, two]


def test_words_of_one_and_of_more_characters_hold_together(begun: Store) -> None:
    one, two = "26-000001", "26-000002"
    assert ask(begun, text="周 王") == ask(begun, text="甲厂 2 周") == [two]
    assert ask(begun, text="周 林某", sort="key") == [one, two]
    assert ask(begun, text="甲 甲厂") == ask(begun, text="李 王") == []
    assert ask(begun, text="周", respondent="厂") == [two]
    assert ask(begun, text="周", respondent="甲", sort="key") == [one, two]
    assert ask(begun, text="周", queue="work") == []


def test_what_a_docket_begins_with_follows_each_commit(begun: Store, state: State) -> None:
    assert ask(begun, text="王") == ["26-000002"]
    begun.commit("a", state("26-000002", lead_name="李四"))
    begun.commit("b", state("26-000001", names="", against="丁公司", assistant_name=""))
    assert ask(begun, text="王") == ask(begun, text="w") == ask(begun, text="甲") == []
    assert ask(begun, text="李", sort="key") == ["26-000001", "26-000002"]
    assert ask(begun, text="丁") == ["26-000001"]
    begun.commit("c", state("26-000001", kind="hidden"))
    assert ask(begun, text="丁") == []
    assert begun.resummarise() == []
    assert ask(begun, text="李") == ["26-000002"]


def test_conditions_hold_together(office: Store) -> None:
    assert ask(office, respondent="甲公") == ["8"]
    assert ask(office, authority="kf") == ["3"]
    assert ask(office, kind="tipoff") == ["7"]
    assert ask(office, due_before=TODAY) == ["6", "3"]
    assert ask(office, officer="l", due_before=SOON) == ["6"]
    assert ask(office, kind="tipoff", authority="kf") == []


def test_pages_join_to_the_whole_list(office: Store) -> None:
    found: list[str] = []
    after, pages = "", 0
    while True:
        page = office.find(Find(today=TODAY, soon=SOON, limit=3, after=after))
        assert page.total == 8
        found += [str(row["key"]) for row in page.rows]
        pages, after = pages + 1, page.next
        if not after:
            break
    assert pages == 3
    assert found == ask(office)


def test_a_page_goes_on_where_the_last_ended_though_rows_came_and_went(
    office: Store, state: State
) -> None:
    page = office.find(Find(today=TODAY, soon=SOON, limit=2, sort="key"))
    office.commit("gone", state("2", kind="hidden"))
    office.commit("came", state("0"))
    assert ask(office, sort="key", limit=2, after=page.next) == ["3", "4"]


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"limit": 201}, {"queue": "none"}, {"sort": "lead"}]
)
def test_a_find_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Usage):
        Find(today=TODAY, soon=SOON, **wrong)  # type: ignore[arg-type]


def test_a_narrowed_list_is_counted_to_a_thousand_and_says_that_there_are_more(
    store: Store, state: State
) -> None:
    def made(numbers: range) -> None:
        facts = {"queue": "work", "open": 1, "lead": "li"}
        keys = [f"26-{n:06}" for n in numbers]
        store.commit_many((key, state(key, search=f"{key} 拖欠工资", **facts)) for key in keys)

    def find(**asked: Any) -> Find:
        return Find(today=TODAY, soon=SOON, **asked)

    def total(**asked: str) -> tuple[int, bool]:
        page = store.find(find(limit=3, **asked))
        assert len(page.rows) == 3
        return page.total, page.over

    narrowed = (
        {"text": "拖欠"},
        {"text": "2"},
        {"text": "2 拖欠"},
        {"officer": "li"},
        {"kind": "case"},
    )
    made(range(COUNTED))
    assert {total(**asked) for asked in narrowed} == {(COUNTED, False)}
    made(range(COUNTED, COUNTED + 2))
    assert {total(**asked) for asked in narrowed} == {(COUNTED, True)}
    assert total(text="拖欠", queue="work") == total(text="拖欠", sort="key") == (COUNTED, True)
    whole = {"all": {}, "work": {"queue": "work"}, "mine": {"queue": "mine", "me": "li"}}
    assert {total(**asked) for asked in whole.values()} == {(COUNTED + 2, False)}
    assert [ask(store, text=f"{one} 26-000007") for one in "2x"] == [["26-000007"], []]
    rows, after = 0, ""
    while page := store.find(find(text="拖欠工资", limit=200, after=after)):
        rows, after = rows + len(page.rows), page.next
        if not after:
            break
    assert (rows, page.over) == (COUNTED + 2, True)


@pytest.mark.parametrize("mark", ["x", "key|a|b", "due|only"])
def test_a_mark_of_another_list_is_refused(office: Store, mark: str) -> None:
    with pytest.raises(Usage):
        ask(office, after=mark)


def test_lists_follow_each_commit(office: Store, state: State) -> None:
    assert ask(office, queue="mine", me="l") == ["2", "4"]
    before = office.counts(TODAY, "l", SOON)
    office.commit("n", state("1", queue="file", lead="l", due=None, names="号", search="王五"))
    assert ask(office, queue="file") == ["2", "1"]
    assert ask(office, queue="mine", me="l") == ["2", "4", "1"]
    assert ask(office, queue="decide") == ask(office, text="张三") == []
    assert ask(office, text="王五") == ["1"]
    after = office.counts(TODAY, "l", SOON)
    assert (after["due"], after["decide"], after["file"]) == (before["due"] - 1, 0, 2)
    assert office.named("号") == ("1",)


def test_a_docket_is_irregular_until_the_last_irregularity_is_settled_open_or_closed(
    office: Store, state: State
) -> None:
    def irregular(**conditions: object) -> list[str]:
        found = ask(office, queue="irregular", **conditions)
        if not conditions:
            assert office.counts(TODAY, "l", SOON)["irregular"] == len(found)
        return found

    assert irregular(officer="m") == ["4"]
    assert irregular(sort="changed", limit=1) == ["6"]
    office.commit("n", state("1", marks=" irregular "))
    assert irregular() == ["6", "1", "4"]
    office.commit("o", state("4", marks=" irregular ", open=0, queue="done"))
    assert irregular() == ["6", "1", "4"]
    office.commit("p", state("4", marks=""))
    office.commit("q", state("6", kind="hidden"))
    assert irregular() == ["1"]


def test_a_docket_without_summary_is_not_listed_but_kept(office: Store, state: State) -> None:
    assert len(ask(office)) == 8
    office.commit("n", state("1", kind="hidden", names="号"))
    assert "1" not in ask(office)
    assert office.summary("1") is None
    assert office.named("号") == ()
    assert office.count("1") == 2
    office.commit("m", state("1", kind="case"))
    assert "1" in ask(office)


def test_a_name_may_change_and_be_shared(store: Store, state: State) -> None:
    store.commit("a", state("26-000002", names="甲\n乙"))
    store.commit("b", state("26-000001", names="乙"))
    assert store.named("乙") == ("26-000001", "26-000002")
    store.commit("c", state("26-000002", names="丙"))
    assert (store.named("甲"), store.named("乙")) == ((), ("26-000001",))


def test_changing_what_was_handed_out_changes_nothing(office: Store) -> None:
    page = office.find(Find(today=TODAY, soon=SOON))
    for row in page.rows:
        assert isinstance(row, dict)
        row["queue"] = "done"
    one = office.summary("1")
    assert isinstance(one, dict)
    one.clear()
    assert ask(office, queue="done") == ["6"]
    assert office.summary("1") is not None


def test_resummarise_tells_what_moved() -> None:
    rule = {"extra": 0}

    def summarise(docket: str, lines: object) -> Summary | None:
        if docket == "none" and not rule["extra"]:
            return None
        return {"key": docket, "due": f"2026-12-{10 + rule['extra'] * (docket == 'b')}"}

    with create_store("memory:", summarise) as store:
        for docket in ("b", "a", "none"):
            store.commit(docket, lambda txn, d=docket: {"dockets": [d]})  # type: ignore[misc]
        assert store.resummarise() == []
        rule["extra"] = 1
        assert store.resummarise() == [
            ({"key": "b", "due": "2026-12-10"}, {"key": "b", "due": "2026-12-11"}),
            ({}, {"key": "none", "due": "2026-12-10"}),
        ]
        assert store.resummarise() == []


def test_a_register_is_made_once_but_one_without_commits_is_made_again(
    kept: str, summarise: Callable[[str, Sequence[Line]], Summary | None], state: State
) -> None:
    """Its making was cut off before the first commit, and nothing else would mend it."""
    create_store(kept, summarise, register="first").close()
    with create_store(kept, summarise, register="second") as store:
        assert (store.register, store.head().seq) == ("second", 0)
        store.commit("a", state("26-000001"))
    with pytest.raises(RegisterError, match="already"):
        create_store(kept, summarise)
    with open_store(kept, summarise) as store:
        assert store.register == "second"
        assert len(list(store.each_line())) == 1


# Dates that other rules moved

Summarised = Callable[[str, Sequence[Line]], Summary | None]


@pytest.fixture
def ruled(summarise: Summarised) -> Callable[..., Summarised]:
    """Rules that put limits ``days`` later, name their clock and set the day of lapsing."""

    def make(days: int = 0, **more: str) -> Summarised:
        def by_rules(docket: str, lines: Sequence[Line]) -> Summary | None:
            made = summarise(docket, lines)
            if made is None or not made.get("due"):
                return made
            due = date.fromisoformat(str(made["due"])) + timedelta(days=days)
            return {**made, **more, "due": due.isoformat()}

        return by_rules

    return make


@pytest.fixture
def dated(kept: str, ruled: Callable[..., Summarised], state: State) -> str:
    """A closed register of a few dockets, its summaries made by rules 1."""
    rows: dict[str, dict[str, Json]] = {
        "1": {"open": 1, "due": "2026-12-01", "due_clock": "investigate"},
        "2": {"open": 1, "due": "2026-12-02"},
        "3": {"open": 0, "due": "2026-12-03"},
        "4": {"open": 1, "due": None},
        "5": {"open": 1, "due": "2026-12-05", "kind": "hidden"},
    }
    with create_store(kept, ruled(), rules="1") as store:
        store.commit_many((key, state(key, **facts)) for key, facts in rows.items())
    return kept


def days_moved(store: Store, field: str = "due") -> list[tuple[object, ...]]:
    return [(old["key"], old.get(field), new.get(field)) for old, new in store.moved]


def test_opening_by_other_rules_tells_which_dates_of_open_dockets_moved(
    dated: str, ruled: Callable[..., Summarised]
) -> None:
    with open_store(dated, ruled(1), rules="2") as store:
        assert days_moved(store) == [
            ("1", "2026-12-01", "2026-12-02"),
            ("2", "2026-12-02", "2026-12-03"),
        ]
        assert store.moved[0][1] == store.summary("1")
        assert ask(store, due_before=date(2026, 12, 3)) == ["1"]


def test_what_moved_is_told_once_whether_or_not_it_was_closed_well(
    dated: str, ruled: Callable[..., Summarised], state: State
) -> None:
    with open_store(dated, ruled(1), rules="2") as first:
        assert len(first.moved) == 2
        with open_store(dated, ruled(1), rules="2") as second:
            assert second.moved == ()
            second.commit("x", state("1", due="2026-12-20"))
    with open_store(dated, ruled(1), rules="2") as store:
        assert store.moved == ()
        assert store.summary("1") is not None
        assert store.summary("1")["due"] == "2026-12-21"  # type: ignore[index]


def test_a_clock_or_a_day_of_lapsing_that_moved_is_told_too(
    dated: str, ruled: Callable[..., Summarised]
) -> None:
    with open_store(dated, ruled(dies="2027-01-01"), rules="2") as store:
        assert days_moved(store, "dies") == [("1", None, "2027-01-01"), ("2", None, "2027-01-01")]
    with open_store(dated, ruled(dies="2027-01-01", due_clock="close"), rules="3") as store:
        assert days_moved(store, "due_clock") == [
            ("1", "investigate", "close"),
            ("2", None, "close"),
        ]


def test_other_rules_that_move_no_date_tell_nothing(
    dated: str, ruled: Callable[..., Summarised]
) -> None:
    with open_store(dated, ruled(added="new"), rules="2") as store:
        assert store.moved == ()
        assert store.summary("1")["added"] == "new"  # type: ignore[index]
    with open_store(dated, ruled(added="new"), rules="2") as store:
        assert store.moved == ()


def test_what_an_act_moved_or_ended_is_not_told_as_moved_by_rules(
    dated: str, ruled: Callable[..., Summarised], state: State
) -> None:
    with open_store(dated, ruled(), rules="1") as store:
        store.commit("x", state("1", due="2026-12-20"))
        store.commit("y", state("6", open=1, due="2026-12-06"))
    with open_store(dated, ruled(added="new"), rules="2") as store:
        assert store.moved == ()
        store.commit("z", state("2", open=0))
    with open_store(dated, ruled(3), rules="3") as store:
        told = {key: after for key, _, after in days_moved(store)}
        assert "2" not in told
        assert told["1"] == "2026-12-23"


def test_a_register_in_memory_or_a_new_one_has_nothing_to_tell(
    kept: str, ruled: Callable[..., Summarised]
) -> None:
    with create_store("memory:", ruled()) as made:
        assert made.moved == ()
    with create_store(kept, ruled(), rules="1") as made:
        assert made.moved == ()
    with open_store(kept, ruled(1), rules="2") as empty:
        assert empty.moved == ()


# What the register itself says summaries are made by


class Counted:
    """Summaries whose limits lie as many days later as the newest line of the ruling docket says,
    and how often that docket was read and others were made."""

    def __init__(self, summarise: Summarised, *, breaks_at: int = -1) -> None:
        self.days = 0
        self.asked = 0
        self.made: list[str] = []
        self._summarise = summarise
        self._breaks_at = breaks_at

    def terms(self, lines: Sequence[Line]) -> str:
        self.asked += 1
        found = lines[-1].body.get("days", 0) if lines else 0
        assert isinstance(found, int)
        self.days = found
        return f"{found} days" if found else ""

    def __call__(self, docket: str, lines: Sequence[Line]) -> Summary | None:
        self.made.append(docket)
        if docket == RULING:
            return None
        if self.days == self._breaks_at:
            raise RuntimeError("cannot be made")
        made = self._summarise(docket, lines)
        if made is None or not made.get("due"):
            return made
        due = date.fromisoformat(str(made["due"])) + timedelta(days=self.days)
        return {**made, "due": due.isoformat()}


def rules_say(days: int) -> Make:
    return lambda txn: {"dockets": [RULING], "days": days}


def dues(store: Store) -> dict[object, object]:
    return {row["key"]: row["due"] for row in store.find(Find(today=TODAY, soon=TODAY)).rows}


TWO = {"1": "2026-12-01", "2": "2026-12-02"}
LATER = {"1": "2026-12-04", "2": "2026-12-05"}


@pytest.fixture
def by_terms(place: str, summarise: Summarised, state: State) -> Iterator[tuple[Store, Counted]]:
    """A register of two dockets whose summaries are made by terms of its own, on each engine."""
    counted = Counted(summarise, breaks_at=9)
    with create_store(place, counted, rules="1", terms=counted.terms) as store:
        store.commit("o", rules_say(0))
        for key, due in TWO.items():
            store.commit(key, state(key, open=1, due=due))
        yield store, counted


def test_a_commit_that_changes_the_terms_makes_all_summaries_anew_in_the_same_step(
    by_terms: tuple[Store, Counted],
) -> None:
    store, _ = by_terms
    assert dues(store) == TWO
    store.commit("o2", rules_say(3))
    assert dues(store) == LATER
    assert store.summary("1")["due"] == "2026-12-04"  # type: ignore[index]
    assert ask(store, due_before=date(2026, 12, 5)) == ["1"]
    store.commit("o3", rules_say(0))
    assert dues(store) == TWO
    assert store.resummarise() == []


def test_the_terms_are_read_only_when_their_own_docket_grows(
    by_terms: tuple[Store, Counted], state: State
) -> None:
    store, counted = by_terms
    store.commit("o2", rules_say(3))
    store.commit("settle", state("1", open=1, due="2026-12-01"))
    counted.asked, counted.made = 0, []
    for n in range(3):
        store.commit(f"x{n}", state("2", search=str(n)))
    assert (counted.asked, counted.made) == (0, ["2"] * 3)


def test_terms_that_stay_as_they_were_make_nothing_anew(by_terms: tuple[Store, Counted]) -> None:
    store, counted = by_terms
    counted.made = []
    store.commit("o2", rules_say(0))
    assert counted.made == [RULING]


def test_a_batch_that_changes_the_terms_leaves_no_docket_behind(
    by_terms: tuple[Store, Counted], state: State
) -> None:
    store, _ = by_terms
    store.commit_many(
        [
            ("a", state("3", open=1, due="2026-12-03")),
            ("b", rules_say(3)),
            ("c", state("4", open=1, due="2026-12-04")),
        ]
    )
    assert dues(store) == {**LATER, "3": "2026-12-06", "4": "2026-12-07"}


def test_a_commit_that_is_not_written_changes_no_terms(
    by_terms: tuple[Store, Counted], state: State
) -> None:
    store, _ = by_terms

    def fails(txn: Txn) -> dict[str, Json]:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        store.commit_many([("a", rules_say(3)), ("b", fails)])
    with pytest.raises(RuntimeError, match="cannot be made"):
        store.commit("c", rules_say(9))
    assert dues(store) == TWO
    store.commit("d", state("1", open=1, due="2026-12-01"))
    assert dues(store) == TWO


def test_terms_changed_by_another_opener_hold_for_all_who_have_it_open(
    kept: str, summarise: Summarised, state: State
) -> None:
    one, two = Counted(summarise), Counted(summarise)
    with create_store(kept, one, rules="1", terms=one.terms) as first:
        first.commit("o", rules_say(0))
        for key, due in TWO.items():
            first.commit(key, state(key, open=1, due=due))
        with open_store(kept, two, rules="1", terms=two.terms) as second:
            assert dues(second) == TWO
            first.commit("o2", rules_say(3))
            assert dues(second) == LATER
            second.commit("x", state("1", open=1, due="2026-12-01"))
            assert dues(first) == dues(second) == LATER
            second.commit("o3", rules_say(0))
            first.commit("y", state("2", open=1, due="2026-12-02"))
            assert dues(first) == dues(second) == TWO
    for _ in range(2):
        again = Counted(summarise)
        with open_store(kept, again, rules="1", terms=again.terms) as store:
            assert (dues(store), store.moved) == (TWO, ())


@pytest.mark.parametrize("saved", ["before", "after"])
def test_an_opening_after_changed_terms_has_the_dates_of_the_newest(
    kept: str, summarise: Summarised, state: State, saved: str
) -> None:
    """Whether what was kept of the lists is of before the change or of after it."""
    one = Counted(summarise)
    with create_store(kept, one, rules="1", terms=one.terms) as store:
        store.commit("o", rules_say(0))
        for key, due in TWO.items():
            store.commit(key, state(key, open=1, due=due))
        if saved == "after":
            store.commit("o2", rules_say(3))
    two, three = Counted(summarise), Counted(summarise)
    with open_store(kept, two, rules="1", terms=two.terms) as still_open:
        if saved == "before":
            still_open.commit("o2", rules_say(3))
        with open_store(kept, three, rules="1", terms=three.terms) as store:
            assert (dues(store), store.moved) == (LATER, ())
    four = Counted(summarise)
    with open_store(kept, four, rules="1", terms=four.terms) as store:
        assert dues(store) == LATER
        assert four.made == []


def test_other_rules_tell_what_they_moved_and_not_what_the_terms_did(
    kept: str, summarise: Summarised, state: State
) -> None:
    one = Counted(summarise)
    with create_store(kept, one, rules="1", terms=one.terms) as store:
        store.commit("o", rules_say(3))
        for key, due in TWO.items():
            store.commit(key, state(key, open=1, due=due))

    def plus_one(docket: str, lines: Sequence[Line]) -> Summary | None:
        made = two(docket, lines)
        if made is None or made.get("key") != "2":
            return made
        return {**made, "due": "2026-12-31"}

    two = Counted(summarise)
    with open_store(kept, plus_one, rules="2", terms=two.terms) as store:
        assert days_moved(store) == [("2", "2026-12-05", "2026-12-31")]
    with open_store(kept, plus_one, rules="2", terms=two.terms) as store:
        assert store.moved == ()


def test_files_are_found_by_their_hash(store: Store) -> None:
    data = "证据".encode() * 1000
    name = store.put_file(data)
    assert name == sha256(data).hexdigest() == store.put_file(data)
    assert store.get_file(name) == data
    assert store.has_file(name)
    assert store.get_file(store.put_file(b"")) == b""


@pytest.mark.parametrize("name", ["0" * 64, "../ledger.jsonl", "", "A" * 64])
def test_a_file_that_is_not_kept_is_not_found(store: Store, name: str) -> None:
    with pytest.raises(NotFound):
        store.get_file(name)
    assert not store.has_file(name)


def test_eight_threads_lose_nothing(store: Store) -> None:
    errors: list[BaseException] = []

    def work(thread: int) -> None:
        try:
            for i in range(50):
                store.commit(f"{thread}-{i}", numbered)
                store.find(Find(today=TODAY, soon=SOON, limit=1))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    lines = list(store.each_line())
    assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(400)]
    assert len({line.body["key"] for line in lines}) == 400


@pytest.mark.parametrize("url", ["", "postgres:", "ftp://x/y", "tinydb:"])
def test_an_address_of_no_known_kind_is_refused(url: str) -> None:
    with pytest.raises(Usage, match="address of a register"):
        open_store(url, lambda docket, lines: None)


def test_a_register_in_memory_cannot_be_opened_again() -> None:
    with pytest.raises(RegisterError, match="ends with its program"):
        open_store("memory:", lambda docket, lines: None)
