"""Acts to JSON and back: older shapes are lifted, newer ones refused, sealed parts put back."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts, codec
from laborcase.acts.base import Act
from laborcase.desk import Desk
from laborcase.errors import Invalid, RegisterError, Usage
from laborcase.fields import Choice, fields_of, label, read
from laborcase.parties import Person, Worker
from laborcase.record.complaint import Channel
from laborcase.values import Fen, Text

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_an_older_shape_is_lifted_to_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    @frozen(kw_only=True)
    class Noted2(Act):
        kind = "noted"
        version = 3
        body: Text = field(metadata=label("Text"))

    monkeypatch.setitem(codec.ACTS, "noted", Noted2)
    monkeypatch.setitem(codec.LIFTS, ("noted", 1), lambda raw: {**raw, "words": raw.pop("text")})
    monkeypatch.setitem(codec.LIFTS, ("noted", 2), lambda raw: {**raw, "body": raw.pop("words")})
    old = {"kind": "noted", "version": 1, "happened": None, "late_reason": "", "irregular": ""}
    assert codec.act_from({**old, "text": "旧"}).body == "旧"
    assert codec.act_from({**old, "version": 3, "body": "新"}).body == "新"


def test_a_newer_entry_makes_only_its_own_docket_unreadable(
    desk: Desk, complaint: Callable[..., acts.Registered], monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = desk.as_officer("wang")
    first, second = wang.enter(complaint()).docket, wang.enter(complaint()).docket
    wang.enter(acts.Noted(text="来自将来"), on=second)
    older = {kind: cls for kind, cls in codec.ACTS.items() if kind != "noted"}
    monkeypatch.setattr(codec, "ACTS", older)
    desk._folder._kept.clear()
    assert wang.complaint(first)
    with pytest.raises(RegisterError, match="update this program"):
        wang.complaint(second)
    assert [s["key"] for s, _ in desk._store.resummarise()] == [second]
    rows = {r.key: r.stage for r in wang.find(wang.asking()).rows}
    assert rows == {first: "registered", second: "newer"}


def test_sealed_rows_come_back_to_their_own_rows() -> None:
    workers = tuple(
        Worker(name=f"工人{i}", phone="13900000000" if i % 2 else None) for i in range(5)
    )
    act = acts.Registered(
        channel=Channel.COUNTER, received=NOW, complainant=Person(name="甲", phone="13900000001"),
        facts="欠薪", workers=workers,
    )  # fmt: skip
    open_part, sealed = codec.pack(act)
    assert "13900000000" not in str(open_part)
    assert sealed == {
        "complainant": {"phone": "13900000001"},
        "workers": {"1": {"phone": "13900000000"}, "3": {"phone": "13900000000"}},
    }
    assert codec.act_from(codec._put_back(open_part, sealed)) == act


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s, max_size=4) | st.dictionaries(st.text(), s, max_size=4),
    )
)
def test_whatever_is_handed_in_is_an_act_or_sentences(raw: object) -> None:
    for kind in ("registered", "noted", "decided", "founded"):
        try:
            assert codec.read_act(kind, raw).kind == kind
        except Invalid as wrong:
            assert wrong.problems


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=40), max_size=5))
def test_whatever_is_typed_is_an_act_or_sentences(typed: dict[str, str]) -> None:
    try:
        codec.from_text("registered", typed, NOW)
    except Invalid as wrong:
        assert wrong.problems


def test_typed_fields_are_read_as_people_write_them() -> None:
    act = codec.from_text(
        "registered",
        {
            "channel": "窗口",
            "received": "今天 9:10",
            "tipoff": "否",
            "complainant.name": "　王某某　",
            "complainant.phone": "１３９ ０００００００１",
            "facts": "没发工资",
            "allegations.2.cause": "insurance",
            "allegations.1.cause": "arrears",
            "allegations.1.amount": "1.2万",
            "allegations.1.start": "2026年3月1日",
            "representatives": "甲，乙",
        },
        NOW,
    )
    assert act.channel is Channel.COUNTER
    assert act.received == datetime(2026, 11, 23, 9, 10, tzinfo=NOW.tzinfo)
    assert act.complainant == Person(name="王某某", phone="13900000001")
    assert act.allegations[0].amount == 1_200_000
    assert act.allegations[0].start == date(2026, 3, 1)
    assert act.allegations[1].cause == "insurance"
    assert act.representatives == ("甲", "乙")


def test_every_choice_is_read_by_its_word_and_its_names_in_both_languages() -> None:
    kinds = {
        f.type
        for cls in acts.ACTS.values()
        for f in fields_of(cls)
        if isinstance(f.type, type) and issubclass(f.type, Choice)
    }
    assert len(kinds) > 10
    for kind in kinds:
        f = next(f for cls in acts.ACTS.values() for f in fields_of(cls) if f.type is kind)
        for member in kind:
            assert read(evolve(f, optional=False), member.value, NOW) is member
            assert read(evolve(f, optional=False), member.label, NOW) is member


def test_an_unknown_act_is_wrong_use() -> None:
    with pytest.raises(Usage):
        codec.read_act("unheard_of", {})


def test_a_scripts_plain_words_and_rows_become_their_types() -> None:
    made = codec.checked(
        acts.Registered(
            channel="phone",
            received=NOW,
            complainant={"name": "甲"},
            facts="欠薪",
            allegations=({"cause": "arrears", "amount": 100},),
        )
    )
    assert made.channel is Channel.PHONE
    assert made.complainant == Person(name="甲")
    assert made.allegations[0].amount == Fen(100)
    with pytest.raises(Invalid) as wrong:
        codec.checked(
            acts.Registered(
                channel="pigeon", received=NOW, complainant={"name": "甲", "shoe": 43}, facts=7
            )
        )
    assert {p.path for p in wrong.value.problems} == {"channel", "complainant", "facts"}
