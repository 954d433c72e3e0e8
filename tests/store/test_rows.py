"""The summaries of an embedded register in memory: rows that answer as the summaries would."""

from collections.abc import Mapping

import msgspec
import pytest

from laborcase.store.rows import row_of, rows_in

SUMMARY = {"key": "26-000001", "open": 1, "lead": "李", "due": None}


def test_a_row_answers_like_the_summary_it_was_made_of() -> None:
    row = row_of(SUMMARY)
    assert isinstance(row, Mapping)
    assert dict(row) == SUMMARY
    assert (list(row), len(row)) == (list(SUMMARY), 4)
    assert ("due" in row, "dies" in row) == (True, False)
    assert (row["lead"], row.get("due", "-"), row.get("dies", "-")) == ("李", None, "-")
    assert dict(row.items()) == SUMMARY
    assert list(row.values()) == list(SUMMARY.values())
    with pytest.raises(KeyError):
        row["dies"]


def test_rows_of_one_summary_are_equal() -> None:
    assert row_of(SUMMARY) == row_of(dict(SUMMARY))
    assert row_of(SUMMARY) != row_of({**SUMMARY, "open": 0})


def documents(n: int) -> list[msgspec.Raw]:
    return [
        msgspec.Raw(msgspec.json.encode({"key": f"26-{i:06}", "lead": f"officer-{i % 7}"}))
        for i in range(n)
    ]


def test_words_that_many_rows_have_are_kept_once() -> None:
    rows = rows_in(documents(1_000), ("key", "lead"))
    assert [dict(row) for row in rows] == [
        {"key": f"26-{i:06}", "lead": f"officer-{i % 7}"} for i in range(1_000)
    ]
    later = rows[500:]
    assert len({id(row["lead"]) for row in later}) == 7
    assert len({id(row["key"]) for row in later}) == 500


@pytest.mark.parametrize("wrong", [b'{"key":"x"}', b'{"key":"x","lead":1.5}', b"[]", b"{"])
def test_what_is_no_such_row_is_refused(wrong: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        rows_in([msgspec.Raw(wrong)], ("key", "lead"))


def test_summaries_of_different_fields_are_rows_too() -> None:
    mixed = [{"key": "a", "x": 1}, {"key": "b"}]
    raws = [msgspec.Raw(msgspec.json.encode(one)) for one in mixed]
    assert [dict(row) for row in rows_in(raws, ())] == mixed
