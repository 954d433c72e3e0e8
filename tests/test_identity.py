"""The identity block: what could name a tip-off's author or a confidential complainant is encrypted
where it lies, covered wherever it is read, and opened by an act that stands before it is seen."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from laborcase import acts, codec, entering, vault
from laborcase.acts.base import Act
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import NotFound, Refused, RegisterError
from laborcase.fields import FileHash, label
from laborcase.opening import found_register, open_desk
from laborcase.parties import SECRET, Claim, Identity, Person, Position, Worker
from laborcase.record.complaint import Complaint
from laborcase.record.office import Office
from laborcase.seeing import hidden_in
from laborcase.values import Line, Text
from laborcase.words import say, speak
from tests.conftest import SHANGHAI

Make = Callable[..., acts.Registered]

WHO = Person(
    name="金丝雀鸣",
    phone="13912345670",
    resident_number="411627198707193210",
    address="密巷七号",
    occupation="电焊",
    work_unit="三车间",
)
WORKERS = (
    Worker(name="密工甲", phone="13987654321", claims=(Claim(amount=1_000_00),)),
    Worker(name="密工乙", resident_number="411627198808084179", claims=(Claim(amount=50_00),)),
)
NAMING = ("金丝雀鸣", "13912345670", "411627198707193210", "密巷七号", "密工甲", "13987654321",
          "密工乙", "411627198808084179", "密代表")  # fmt: skip


def tipoff(complaint: Make, **fields: object) -> acts.Registered:
    given = {
        "tipoff": True,
        "identity": Identity.CONFIDENTIAL,
        "complainant": WHO,
        "workers": WORKERS,
        "representatives": ("密代表",),
    }
    return complaint(**{**given, **fields})


def reasons(error: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(r.text for r in error.value.reasons)


def body(desk: Desk) -> codec.Raw:
    return list(desk._store.each_line())[-1].body


def names_nobody(text: str) -> bool:
    return not any(word in text for word in NAMING)


# ------------------------------------------------------------------ at rest


def test_nothing_in_the_ledger_names_the_author_and_the_block_names_its_algorithm(
    desk: Desk, complaint: Make
) -> None:
    desk.as_officer("wang").enter(tipoff(complaint))
    written = body(desk)
    assert names_nobody(str(written))
    assert "sealed" not in written
    assert written["identity"]["alg"] == "A256GCM"
    assert set(written["identity"]["fields"]) == {"complainant", "workers", "representatives"}
    assert written["act"]["complainant"]["name"] == SECRET


def test_no_length_tells_a_name(desk: Desk, complaint: Make) -> None:
    lengths = set()
    for name in ("李", "欧阳雪梅", "Alexandra"):
        who = Person(name=name)
        desk.as_officer("wang").enter(tipoff(complaint, complainant=who, workers=()))
        lengths.add(len(body(desk)["identity"]["fields"]["complainant"]))
    assert len(lengths) == 1


def test_a_named_complainants_numbers_stay_in_the_sealed_part_and_need_no_key(
    desk: Desk, complaint: Make
) -> None:
    desk.as_officer("wang").enter(complaint(complainant=WHO))
    assert "identity" not in body(desk)
    assert body(desk)["sealed"]["complainant"]["phone"] == WHO.phone


@given(
    name=st.text(st.characters(categories=["Lo"]), min_size=3, max_size=12),
    claimed=st.lists(st.none() | st.integers(0, 10**9), max_size=4),
)
def test_what_is_covered_names_nobody_counts_the_same_and_comes_back_whole(
    name: str, claimed: list[int | None]
) -> None:
    person = evolve(WHO, name=Line(name))
    workers = tuple(Worker(name=Line(name), claims=(Claim(amount=a),)) for a in claimed)
    act = acts.Registered(
        tipoff=True, channel="phone", received=datetime(2026, 11, 23, 9, tzinfo=UTC),
        complainant=person, workers=workers, facts="……",
    )  # fmt: skip
    hidden = hidden_in(act, None)
    covered, kept = codec.pack_covered(act, hidden)
    assert name not in json.dumps(covered, ensure_ascii=False)
    read = codec.act_from(covered)
    assert isinstance(read, acts.Registered)
    assert [w.claimed for w in read.workers] == [w.claimed for w in workers]
    assert codec.act_from({**covered, **kept}) == act


def test_a_secret_docket_counts_persons_and_sums_without_its_key(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    (row,) = wang.find(wang.asking()).rows
    assert (row.persons, row.claimed, row.who) == (2, 1_050_00, SECRET)
    assert [w.name for w in wang.complaint(key).workers] == [SECRET, SECRET]


def test_old_registers_with_plain_sealed_parts_stay_readable_and_covered(
    desk: Desk, complaint: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_before(act: Act) -> tuple[codec.Raw, codec.Raw]:
        whole = codec.pack_plain(act)
        taken = {n: whole.pop(n) for n in sorted(act.seals(None)) if whole.get(n)}
        return {"kind": act.kind, "version": act.version, **whole}, taken

    wang = desk.as_officer("wang")
    with monkeypatch.context() as patch:
        patch.setattr(entering, "hidden_in", lambda *_, **__: {})
        patch.setattr(codec, "pack", as_before)
        key = wang.enter(tipoff(complaint)).docket
    assert body(desk)["sealed"]["complainant"]["name"] == WHO.name  # as programs of before wrote
    for seat in ("wang", "zhou", "li"):
        assert names_nobody(repr(desk.as_officer(seat).docket(key)))
    assert wang.open_identity(key, "回访").docket.state.complainant == WHO
    change = acts.Change(path="complainant.phone", value='"13911112222"')
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="换号"), on=key)
    assert "13911112222" not in str(body(desk))
    assert wang.open_identity(key, "回访").docket.state.complainant.phone == "13911112222"


# ------------------------------------------------------------------ keys


@pytest.fixture
def folder(founding: acts.Founded, clock, complaint: Make, tmp_path: Path) -> Path:
    """A register in a folder with one tip-off, 26-000001."""
    path = tmp_path / "register"
    with found_register(str(path), founding, clock=clock, account="test") as desk:
        desk.as_officer("wang").enter(tipoff(complaint))
    return path


def opened(folder: Path, officer: str = "wang") -> Desk:
    later = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)  # not the machine's day: it moves on
    return open_desk(str(folder), officer=officer, clock=lambda: later)


def test_the_key_file_is_made_with_the_register_and_both_keys_are_private(folder: Path) -> None:
    key = folder / "identity.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert (folder / "keys").stat().st_mode & 0o777 == 0o700
    assert (folder / "keys" / "26-000001").stat().st_mode & 0o777 == 0o600
    key.chmod(0o640)
    with pytest.raises(RegisterError, match="chmod"):
        opened(folder)


def test_a_destroyed_key_leaves_the_ledger_provable_and_the_block_unreadable_for_ever(
    folder: Path, complaint: Make
) -> None:
    before = (folder / "ledger.jsonl").read_bytes()
    with opened(folder) as desk:
        desk._store.drop_key("26-000001")
        assert (folder / "ledger.jsonl").read_bytes() == before
        assert desk.verify().commits == 2
        seen = desk.open_identity("26-000001", "回访")
        assert [speak(t, "zh_CN") for t in seen.troubles] == [
            "密钥已销毁：身份信息任何人都无法再读取。"
        ]
        assert seen.docket.state.complainant == evolve(
            WHO, name=SECRET, phone=None, resident_number=None, address=SECRET, occupation=SECRET,
            work_unit=SECRET,
        )  # fmt: skip
        assert desk.docket("26-000001").state.persons == 2
        desk.enter(acts.Noted(text="办理照常"), on="26-000001")
        change = acts.Change(path="complainant.name", value='"某某某"')
        with pytest.raises(Refused, match="destroyed"):
            desk.enter(acts.Corrected(entry=1, changes=(change,), reason="误"), on="26-000001")
        assert desk.verify().commits == 4
        assert desk.enter(tipoff(complaint)).docket == "26-000002"
        assert desk.open_identity("26-000002", "回访").docket.state.complainant == WHO
    assert (folder / "keys" / "26-000001").read_bytes() == b""


@pytest.mark.parametrize(
    ("gone", "why"),
    [("keys/26-000001", "Its key is not here"), ("identity.key", "The key file of this register")],
)
def test_a_missing_key_is_a_sentence_in_place_of_the_block_and_no_other_takes_its_place(
    folder: Path, gone: str, why: str
) -> None:
    kept = (folder / gone).read_bytes()
    (folder / gone).unlink()
    with opened(folder) as desk:
        seen = desk.open_identity("26-000001", "回访")
        assert [t.startswith(why) for t in seen.troubles] == [True]
        assert names_nobody(repr(seen))
        desk.verify()
        desk.enter(acts.Noted(text="办理照常"), on="26-000001")
        change = acts.Change(path="complainant.name", value='"某某某"')
        with pytest.raises(RegisterError, match=why):
            desk.enter(acts.Corrected(entry=1, changes=(change,), reason="误"), on="26-000001")
        assert not (folder / gone).exists()
        (folder / gone).write_bytes(kept)
        (folder / gone).chmod(0o600)
        assert desk.open_identity("26-000001", "回访").docket.state.complainant == WHO


def test_another_registers_key_file_is_told_from_the_right_one(folder: Path) -> None:
    other = b"laborcase identity key 1 " + b"7" * 64 + b"\n"
    (folder / "identity.key").write_bytes(other)
    with opened(folder) as desk:
        (trouble,) = desk.open_identity("26-000001", "回访").troubles
        assert trouble.startswith("Its key was wrapped by another key file")


@pytest.mark.parametrize("wrong", [b"", b"laborcase identity key 2 00", b"\0" * 200])
def test_a_damaged_key_file_is_a_sentence(folder: Path, wrong: bytes) -> None:
    (folder / "identity.key").write_bytes(wrong)
    with opened(folder) as desk:
        (trouble,) = desk.open_identity("26-000001", "回访").troubles
        assert "is not the key file of a register" in trouble


def test_a_wrapped_key_that_was_swapped_or_damaged_opens_nothing(
    folder: Path, complaint: Make
) -> None:
    with opened(folder) as desk:
        desk.enter(tipoff(complaint))
        keys = folder / "keys"
        (keys / "26-000001").write_bytes((keys / "26-000002").read_bytes())
        (trouble,) = desk.open_identity("26-000001", "回访").troubles
        assert trouble.startswith("It is not as it was written")
        (keys / "26-000001").write_bytes(b'{"by": 7')
        (trouble,) = desk.open_identity("26-000001", "回访").troubles
        assert trouble.startswith("It is not as it was written")


@pytest.fixture
def two(desk: Desk, complaint: Make) -> vault.Vault:
    """The vault of a register with two tip-offs."""
    for _ in range(2):
        desk.as_officer("wang").enter(tipoff(complaint))
    return vault.Vault(desk._store)


def blocks(desk: Desk) -> list[codec.Raw]:
    return [line.body["identity"] for line in desk._store.each_line() if "identity" in line.body]


def test_what_was_moved_from_another_docket_or_field_is_refused(
    desk: Desk, two: vault.Vault
) -> None:
    first, second = blocks(desk)
    assert two.read("26-000001", first, "complainant")["name"] == WHO.name
    moved = {**first, "fields": {**first["fields"], "workers": first["fields"]["complainant"]}}
    for docket, block, name in (
        ("26-000001", second, "complainant"),
        ("26-000002", first, "complainant"),
        ("26-000001", moved, "workers"),
    ):
        with pytest.raises(vault.Unreadable, match="moved here"):
            two.read(docket, block, name)


def test_of_a_field_that_was_touched_nothing_is_shown_and_the_others_are(
    desk: Desk, two: vault.Vault
) -> None:
    block, _ = blocks(desk)
    token = block["fields"]["complainant"]
    for at in (0, 20, len(token) - 4):
        flipped = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        touched = {**block, "fields": {**block["fields"], "complainant": flipped}}
        opening = two.open("26-000001")
        assert set(opening(touched)) == {"workers", "representatives"}
        assert len(opening.troubles) == 1
    for no_token in ("", "?", "AAAA"):
        touched = {**block, "fields": {"complainant": no_token}}
        assert two.open("26-000001")(touched) == {}


def test_an_algorithm_of_a_newer_program_is_told(desk: Desk, two: vault.Vault) -> None:
    with pytest.raises(vault.Unreadable, match="newer program"):
        two.read("26-000001", {**blocks(desk)[0], "alg": "SM4"}, "complainant")


def test_a_hidden_text_is_shown_under_its_own_name_and_by_its_own_register_alone(
    desk: Desk, founding: acts.Founded
) -> None:
    """What a draft holds of an author lies outside the register, encrypted too."""
    keeper = vault.Vault(desk._store)
    typed = f"{WHO.name}\ud800"  # as a terminal may hand it over
    token = keeper.hide(typed, "complainant")
    assert WHO.name not in token
    assert names_nobody(token)
    assert keeper.show(token, "complainant") == typed
    with pytest.raises(vault.Unreadable, match="moved here"):
        keeper.show(token, "workers")
    other = found_register("memory:", founding, account="test")
    with other, pytest.raises(vault.Unreadable, match="not as it was written"):
        vault.Vault(other._store).show(token, "complainant")


# ------------------------------------------------------------------ opening


def test_the_opening_stands_before_anything_is_read(
    desk: Desk, complaint: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    stood: list[str] = []

    def killed(*_: object) -> object:
        stood.append(wang.docket(key).entries[-1].act.kind)
        raise KeyboardInterrupt

    monkeypatch.setattr(vault.Vault, "read", killed)
    monkeypatch.setattr(Desk, "_naming", lambda *_: iter(()))
    with pytest.raises(KeyboardInterrupt):
        wang.open_identity(key, "回访")
    assert stood == ["identity_opened"]


def test_only_the_clerk_who_registered_and_the_heads_there_open_it(
    desk: Desk, complaint: Make
) -> None:
    key = desk.as_officer("wang").enter(tipoff(complaint)).docket
    for other in ("xie", "li", "wu", "qian"):
        with pytest.raises(Refused, match="the heads there"):
            desk.as_officer(other).open_identity(key, "看看")
        assert not desk.as_officer(other).may_see(key, "identity")
    for other in ("he", "xu"):
        with pytest.raises(Refused, match="is for"):
            desk.as_officer(other).open_identity(key, "看看")
    with pytest.raises(Refused):
        desk.open_identity(key, "看看")
    assert len(desk.as_officer("wang").docket(key).entries) == 1
    for seat in ("wang", "zhou", "ma", "gao"):
        assert desk.as_officer(seat).open_identity(key, "回访").docket.state.complainant == WHO


def test_who_stands_in_for_a_head_opens_it_as_long_as_the_authorisation_runs(
    desk: Desk, complaint: Make, clock
) -> None:
    key = desk.as_officer("wang").enter(tipoff(complaint)).docket
    today = clock.now.date()
    letter = acts.AuthorisationGiven(
        giver="zhou", holder="li", document="授权1号", start=today, end=today
    )
    desk.as_officer("zhou").enter(letter, on="office")
    li = desk.as_officer("li")
    assert li.open_identity(key, "代为核实").docket.state.complainant == WHO
    clock.forward(days=1)
    with pytest.raises(Refused, match="the heads there"):
        li.open_identity(key, "再看")


def test_the_heads_and_who_opened_read_the_purpose_and_everybody_that_it_was_opened(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    wang.open_identity(key, "电话回访核实地址")
    for seat, read in (("zhou", True), ("ma", True), ("wang", True), ("li", False), ("wu", False)):
        entry = desk.as_officer(seat).docket(key).entries[-1]
        assert entry.act.title == "Open the identity block"
        assert (entry.act.purpose == "电话回访核实地址") is read


def test_without_a_purpose_or_in_an_ordinary_docket_nothing_is_opened(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    with pytest.raises(Refused, match="Purpose"):
        wang.open_identity(key, "  ")
    ordinary = wang.enter(complaint()).docket
    with pytest.raises(Refused, match="Nothing is kept secret"):
        wang.open_identity(ordinary, "看看")
    anonymous = wang.enter(complaint(tipoff=True, identity="anonymous", complainant=None)).docket
    with pytest.raises(Refused, match="Nothing is kept secret"):
        wang.open_identity(anonymous, "看看")


def test_an_opening_is_neither_taken_back_nor_put_on_another_day_nor_given_another_purpose(
    desk: Desk, complaint: Make
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(tipoff(complaint)).docket
    wang.open_identity(key, "回访")
    with pytest.raises(Refused, match="not taken back"):
        zhou.enter(acts.TakenBack(entry=2, reason="误"), on=key)
    change = acts.Change(path="purpose", value='"别的"')
    with pytest.raises(Refused, match="is not corrected"):
        zhou.enter(acts.Corrected(entry=2, changes=(change,), reason="误"), on=key)
    with pytest.raises(Refused, match="on which it happens"):
        wang.enter(acts.IdentityOpened(purpose="补登", happened=date(2026, 11, 20)), on=key)
    wang.enter(acts.TakenBack(entry=1, reason="登记有误"), on=key)  # it stands in nothing's way
    assert wang.complaint(key).void


def test_the_block_of_a_complaint_is_no_block_of_the_case_it_is_in(
    desk: Desk, complaint: Make
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(tipoff(complaint)).docket
    case = zhou.enter(acts.Filed(), on=key).opened
    change = acts.Change(path="complainant.phone", value='"13911112222"')
    wang.enter(acts.Corrected(entry=1, changes=(change,), reason="换号"), on=key)
    assert len(zhou.docket(case).entries) == 2
    with pytest.raises(Refused, match="Nothing is kept secret"):
        zhou.open_identity(case, "看看")
    assert zhou.open_identity(key, "回访").troubles == ()


def test_every_opening_is_checked_and_is_an_entry_of_its_own(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    assert [wang.open_identity(key, "回访").entry for _ in range(2)] == [2, 3]
    with pytest.raises(TypeError):  # a client key that is known already would pass the checks by
        wang.open_identity(key, "回访", key="one")  # type: ignore[call-arg]


def test_the_administrator_asks_nothing_of_a_docket(desk: Desk, complaint: Make) -> None:
    key = desk.as_officer("wang").enter(tipoff(complaint)).docket
    note = acts.Noted(text="……")
    for ask in (
        lambda: desk.docket(key),
        lambda: desk.complaint(key),
        lambda: desk.permitted(key),
        lambda: desk.check(note, on=key),
        lambda: desk.what_if(note, on=key),
        lambda: desk.deadlines(key),
        lambda: desk.why(key),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotFound):
        desk.file("0" * 64)
    assert desk.find(desk.asking()).rows == ()


# ------------------------------------------------------------------ correcting what is covered


def test_single_fields_are_corrected_unseen_and_both_versions_are_there_once_it_is_opened(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    changes = (
        acts.Change(path="complainant.name", value='"金丝雀歌"'),
        acts.Change(path="workers.2.phone", value='"13922223333"'),
        acts.Change(path="facts", value='"改述"'),
    )
    wang.enter(acts.Corrected(entry=1, changes=changes, reason="听错"), on=key)
    assert "金丝雀歌" not in str(body(desk))
    assert "13922223333" not in str(body(desk))
    assert wang.complaint(key).facts == "改述"
    docket = wang.open_identity(key, "回访").docket
    assert docket.state.complainant == evolve(WHO, name="金丝雀歌")
    assert docket.state.workers[1] == evolve(WORKERS[1], phone="13922223333")
    assert docket.entries[0].first.complainant == WHO


def test_what_covers_a_field_never_takes_its_place(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    rows = msgspec.json.encode([*wang.complaint(key).workers, Worker(name="新来的")]).decode()
    change = acts.Change(path="workers", value=rows)
    with pytest.raises(Refused, match="change the single fields"):
        wang.enter(acts.Corrected(entry=1, changes=(change,), reason="多一人"), on=key)


def test_a_supplement_that_names_the_author_is_kept_in_the_block_too(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint, tipoff=False, complainant=Person(name="只知姓"))).docket
    wang.enter(acts.SupplementAsked(items="住址"), on=key)
    wang.enter(acts.SupplementReceived(what="补来住址", complainant=WHO), on=key)
    assert names_nobody(str(body(desk)))
    assert wang.complaint(key).complainant.name == SECRET
    assert wang.open_identity(key, "回访").docket.state.complainant == WHO


def test_who_asks_to_stay_unknown_later_is_encrypted_from_then_on(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(complainant=Person(name="王某某"))).docket
    changes = (
        acts.Change(path="identity", value='"confidential"'),
        acts.Change(path="complainant.phone", value=f'"{WHO.phone}"'),
    )
    wang.enter(acts.Corrected(entry=1, changes=changes, reason="本人要求保密"), on=key)
    assert WHO.phone not in str(body(desk))
    assert wang.complaint(key).complainant.name == SECRET
    assert wang.find(wang.asking(text="王某某")).total == 0
    who = wang.open_identity(key, "回访").docket.state.complainant
    assert who == Person(name="王某某", phone=WHO.phone)


def test_what_form_d01_wants_of_a_confidential_complainant_is_told_only_where_it_is_known(
    desk: Desk, complaint: Make
) -> None:
    wang = desk.as_officer("wang")
    act = tipoff(complaint, tipoff=False, complainant=Person(name="只知姓"), workers=())
    key = wang.enter(act).docket
    assert not any("of the complainant" in m for m in wang.complaint(key).missing())
    opened = wang.open_identity(key, "补正").docket.state
    assert isinstance(opened, Complaint)
    assert any("phone or address of the complainant" in m for m in opened.missing())


# ------------------------------------------------------------------ open texts


@pytest.mark.parametrize("naming", [WHO.name, WHO.phone, "4116 2719870719 3210", "金丝 雀鸣"])
def test_an_open_text_that_names_the_author_is_refused_and_not_repeated(
    desk: Desk, complaint: Make, naming: str
) -> None:
    wang = desk.as_officer("wang")
    with pytest.raises(Refused) as refused:
        wang.enter(tipoff(complaint, facts=f"来电人{naming}反映欠薪"))
    assert "“What happened” names the person" in reasons(refused)
    assert naming not in reasons(refused)
    key = wang.enter(tipoff(complaint)).docket
    for act in (
        acts.Noted(text=f"{naming}又来电"),
        acts.Replied(what=f"已答复{naming}"),
        acts.IdentityOpened(purpose=f"给{naming}回电话"),
    ):
        with pytest.raises(Refused, match="names the person"):
            wang.enter(act, on=key)
        assert wang.check(act, on=key)
    wang.enter(complaint(facts=f"{WHO.name}说没发工资", complainant=WHO))


def test_nobody_finds_out_by_guessing_who_it_is(desk: Desk, complaint: Make) -> None:
    key = desk.as_officer("wang").enter(tipoff(complaint)).docket
    li = desk.as_officer("li")
    assert li.check(acts.Noted(text=f"是不是{WHO.name}"), on=key) == ()
    assert li.check(acts.Noted(text="是不是别人"), on=key) == ()


def in_a_case(desk: Desk, complaint: Make, **fields: object) -> str:
    """The case of a tip-off, with its pair."""
    zhou = desk.as_officer("zhou")
    key = desk.as_officer("wang").enter(tipoff(complaint, **fields)).docket
    case = zhou.enter(acts.Filed(), on=key).opened
    assert case
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    return case


@pytest.mark.parametrize("naming", [WHO.name, WHO.phone, "4116 2719870719 3210"])
def test_what_is_said_in_the_case_does_not_name_the_author_either(
    desk: Desk, complaint: Make, naming: str
) -> None:
    zhou = desk.as_officer("zhou")
    case = in_a_case(desk, complaint)
    for act in (
        acts.Noted(text=f"{naming}又来电"),
        acts.EvidenceAdded(name=f"{naming}的考勤表"),
        acts.Asked(what="guidance", reasons_given=f"{naming}反映"),
    ):
        with pytest.raises(Refused, match="names the person") as refused:
            zhou.enter(act, on=case)
        assert naming not in reasons(refused)
        assert zhou.check(act, on=case)
    with pytest.raises(Refused, match="names the person"):
        zhou.propose(
            acts.Extended(clock="investigate-60wd", reason=f"等{naming}补证"),
            on=case,
            opinion="情况属实",
        )
    zhou.enter(acts.Noted(text="来电催办"), on=case)


def test_what_is_written_into_the_case_from_another_one_does_not_name_the_author(
    desk: Desk, complaint: Make
) -> None:
    """A merger stands in both cases, whichever of them it is entered in."""
    zhou = desk.as_officer("zhou")
    secret = in_a_case(desk, complaint)
    plain = desk.as_officer("wang").enter(complaint()).docket
    other = zhou.enter(acts.Accepted(told_on=desk.now().date()), on=plain).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=other)
    for into, taken in ((other, secret), (secret, other)):
        with pytest.raises(Refused, match="names the person"):
            zhou.enter(acts.CasesMerged(case=taken, reason=f"与{WHO.name}同案"), on=into)
    zhou.enter(acts.CasesMerged(case=secret, reason="同一用人单位同一事实"), on=other)


def test_a_worker_of_the_case_is_named_in_the_fields_for_it_whoever_reported(
    desk: Desk, complaint: Make
) -> None:
    zhou = desk.as_officer("zhou")
    case = in_a_case(desk, complaint)
    zhou.enter(acts.WorkerJoined(worker=Worker(name=WHO.name, phone=WHO.phone)), on=case)
    now = desk.now()
    talk = acts.Interviewed(
        interviewer="li", recorder="chen", start=now, end=now, place="工地", person=WHO.name,
        content=f"问：姓名？答：{WHO.name}。",
    )  # fmt: skip
    zhou.enter(talk, on=case)
    zhou.enter(acts.Contacted(whom=WHO.name, side="worker", reply="reached"), on=case)


def test_of_an_anonymous_caller_the_raw_text_tells_who_is_not_named(
    desk: Desk, complaint: Make
) -> None:
    zhou = desk.as_officer("zhou")
    raw = {"number": "GD1", "raw": "来电人：慕容雪\n联系电话：13800000001"}
    nobody = {"identity": "anonymous", "complainant": None, "channel": "hotline_12345"}
    case = in_a_case(desk, complaint, **nobody, ticket=raw)
    (brought,) = zhou.case(case).brought
    for docket in (case, brought.complaint):
        for naming in ("慕容雪", "13800000001"):
            with pytest.raises(Refused, match="names the person"):
                zhou.enter(acts.Noted(text=f"已联系{naming}"), on=docket)


def test_nobody_finds_out_by_guessing_in_the_case_either(desk: Desk, complaint: Make) -> None:
    case = in_a_case(desk, complaint)
    li = desk.as_officer("li")
    assert li.check(acts.Noted(text=f"是不是{WHO.name}"), on=case) == ()


def test_in_a_case_of_which_nobody_is_secret_no_other_docket_is_read(
    desk: Desk, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zhou = desk.as_officer("zhou")
    complaint = zhou.case(case).complaints[0]
    read: list[str] = []
    scene_of = Desk._scene

    def watched(self: Desk, *args: object) -> object:
        made = scene_of(self, *args)
        return evolve(
            made,
            open=lambda key: read.append(key) or made.open(key),
            whole_of=lambda key: read.append(key) or made.whole_of(key),
        )

    monkeypatch.setattr(Desk, "_scene", watched)
    zhou.enter(acts.Noted(text="王某某来电催办"), on=case)
    assert complaint not in read


# ------------------------------------------------------------------ counted once


def same(**fields: object) -> Worker:
    given = {"name": "密工甲", "phone": "13987654321", "claims": (Claim(amount=1_000_00),)}
    return Worker(**{**given, **fields})


def test_who_is_told_twice_in_a_secret_docket_counts_once(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    rows = (*WORKERS, same(), same(name="密工丙"))
    key = wang.enter(tipoff(complaint, workers=rows)).docket
    for seat in ("wang", "zhou", "li"):
        claims = desk.as_officer(seat).complaint(key).claims
        assert [w.id for w in claims.workers] == ["W1", "W2", "W4"]
        assert (claims.persons, claims.claimed) == (3, 2_050_00)
    ticket = {"channel": "petition"}
    wang.enter(acts.TicketAttached(ticket=ticket, workers=(same(), same(name="密工丁"))), on=key)
    assert wang.complaint(key).persons == 4
    with pytest.raises(Refused, match="This is W1, who stands here already"):
        wang.enter(acts.WorkerJoined(worker=same()), on=key)
    left = acts.WorkerLeft(worker="W1", how="elsewhere", reason="已申请仲裁")
    wang.enter(left, on=key)
    wang.enter(acts.WorkerJoined(worker=same()), on=key)
    assert wang.complaint(key).persons == 4
    assert wang.complaint(key).claims.worker("W1").left is None
    opened = wang.open_identity(key, "核对人数").docket.state
    assert [w.id for w in opened.claims.workers] == [
        w.id for w in wang.complaint(key).claims.workers
    ]


def test_that_two_rows_are_one_person_tells_nobody_who_it_is(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint, workers=(*WORKERS, same()))).docket
    raw = wang.docket(key).entries[0].act
    assert raw.repeats == (0, 0, 1)
    body = next(b for line in desk._store.lines(key) for b in (line.body,))
    assert body["act"]["repeats"] == [0, 0, 1]
    assert not any(name in str(body["act"]) for name in NAMING)


def test_who_may_not_know_the_workers_learns_of_none_by_adding_one(
    desk: Desk, complaint: Make
) -> None:
    li = desk.as_officer("li")
    key = desk.as_officer("wang").enter(tipoff(complaint)).docket
    known, stranger = (acts.WorkerJoined(worker=w) for w in (same(), same(name="路人甲")))
    assert li.check(known, on=key) == li.check(stranger, on=key) == ()
    li.enter(known, on=key)
    assert li.docket(key).entries[-1].act.same_as == ("",)
    li.enter(acts.WorkerJoined(worker=same()), on=key)
    assert li.complaint(key).persons == 4
    double = acts.WorkerLeft(worker="W3", how="double", same_as="W1")
    desk.as_officer("wang").enter(double, on=key)  # who knows says so
    assert li.complaint(key).persons == 3


def test_a_named_docket_says_of_no_row_whose_it_is(desk: Desk, complaint: Make) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(workers=(*WORKERS, same()))).docket
    assert wang.docket(key).entries[0].act.repeats == ()
    assert wang.complaint(key).persons == 2


def test_a_complaint_that_is_typed_is_compared_with_no_secret_author_whoever_types(
    desk: Desk, complaint: Make
) -> None:
    """A form that answered to a name would be an opening without a purpose."""
    desk.as_officer("wang").enter(tipoff(complaint))
    asked = complaint(complainant=WHO)
    stranger = complaint(complainant=Person(name="路人甲"))
    for seat in ("wang", "zhou", "li", "ma"):
        desk_there = desk.as_officer(seat)
        found = desk_there.similar(asked)
        assert found == desk_there.similar(stranger)
        assert not any(one.likely for one in found)


# ------------------------------------------------------------------ files, and acts to come


@frozen(kw_only=True)
class _Arrival:
    number: Line = field(metadata=label("Number"))
    raw: Text = field(default=Text(""), metadata=label("Text", sealed=True))
    file: FileHash | None = field(default=None, metadata=label("File", of="file"))


@frozen(kw_only=True)
class _Ticket(Act):
    """An act as others will declare it: rows with a sealed part, texts it names itself."""

    kind = "ticket_for_test"
    title = say("Note")
    who = frozenset(Position)
    into = Complaint
    arrival: _Arrival = field(metadata=label("Text"))
    whom: Line = field(default=Line(""), metadata=label("Name"))
    place: Line = field(default=Line(""), metadata=label("Place"))

    def seals(self, docket: object) -> frozenset[str]:
        return frozenset({"whom"}) if isinstance(docket, Complaint) else frozenset()


@pytest.fixture
def ticket(monkeypatch: pytest.MonkeyPatch) -> type[_Ticket]:
    monkeypatch.setitem(codec.ACTS, _Ticket.kind, _Ticket)
    return _Ticket


def test_what_an_act_seals_is_encrypted_in_a_secret_docket_and_the_rest_stays_open(
    desk: Desk, complaint: Make, ticket: type[_Ticket]
) -> None:
    wang = desk.as_officer("wang")
    key = wang.enter(tipoff(complaint)).docket
    act = ticket(
        arrival=_Arrival(number="GD2026", raw=f"来电人{WHO.name}\n原文" * 9), whom=WHO.name,
        place="七一路",
    )  # fmt: skip
    wang.enter(act, on=key)
    assert names_nobody(str(body(desk)))
    seen = wang.docket(key).entries[-1].act
    assert (seen.arrival.number, seen.arrival.raw, seen.whom) == ("GD2026", SECRET, SECRET)
    assert seen.place == "七一路"
    opened = wang.open_identity(key, "核对工单")
    assert opened.docket.entries[1].act.arrival == act.arrival
    assert ("arrival.raw", act.arrival.raw) in [(p, v) for _, p, _, v in opened.parts()]


def test_a_file_of_an_identity_block_is_kept_encrypted_proved_without_a_key_and_opened_with_it(
    folder: Path, ticket: type[_Ticket], tmp_path: Path
) -> None:
    voice = tmp_path / "voice.amr"
    voice.write_bytes(b"who it is, spoken" * 50)
    with opened(folder) as desk:
        assert desk.keeps_secret("26-000001")
        digest = desk.add_file(voice, secret=True)
        desk.enter(ticket(arrival=_Arrival(number="1", file=digest)), on="26-000001")
        assert desk.verify().files == 1
        with pytest.raises(Refused, match="identity block"):
            desk.file(digest)
        seen = desk.open_identity("26-000001", "听取录音")
        assert seen.file(digest) == voice.read_bytes()
        with pytest.raises(NotFound, match="names this file"):
            seen.file("0" * 64)
        desk._store.drop_key(digest)
        with pytest.raises(RegisterError, match="destroyed"):
            seen.file(digest)
        assert desk.verify().files == 1
    kept = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"spoken" not in kept


def test_a_file_alone_can_be_the_block_of_an_anonymous_tipoff(
    desk: Desk, complaint: Make, ticket: type[_Ticket], tmp_path: Path
) -> None:
    voice = tmp_path / "voice.amr"
    voice.write_bytes(b"spoken")
    wang = desk.as_officer("wang")
    key = wang.enter(complaint(tipoff=True, identity="anonymous", complainant=None)).docket
    digest = wang.add_file(voice, secret=wang.keeps_secret(key))
    wang.enter(ticket(arrival=_Arrival(number="1", file=digest)), on=key)
    assert wang.open_identity(key, "听取录音").file(digest) == b"spoken"


# ------------------------------------------------------------------ the command line


def test_the_verb_opens_for_a_purpose_and_prints_what_was_kept_secret(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--register", str(folder), "--officer", "wang"]
    assert main([*at, "identity", "26-000001", "--purpose", "回访", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["entry"] == 2
    assert {"entry": 1, "path": "complainant.phone", "value": WHO.phone} in told["parts"]
    assert main([*at, "--lang", "zh_CN", "identity", "26-000001", "--purpose", "回访"]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in NAMING)
    at[-1] = "li"
    assert main([*at, "identity", "26-000001", "--purpose", "看看"]) == 1
    captured = capsys.readouterr()
    assert names_nobody(captured.out + captured.err)


def test_an_unreadable_block_is_a_sentence_and_exit_4(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "keys" / "26-000001").unlink()
    at = ["--register", str(folder), "--officer", "wang", "--lang", "zh_CN"]
    assert main([*at, "identity", "26-000001", "--purpose", "回访"]) == 4
    assert "密钥不在此处" in capsys.readouterr().out
    assert main([*at, "docket", "26-000001"]) == 0
    assert main([*at, "verify"]) == 0


def test_a_kept_file_is_written_out_for_this_account_only_and_never_over_another(
    folder: Path, ticket: type[_Ticket], tmp_path: Path
) -> None:
    voice, out = tmp_path / "voice.amr", tmp_path / "out.amr"
    voice.write_bytes(b"spoken")
    with opened(folder) as desk:
        digest = desk.add_file(voice, secret=True)
        desk.enter(ticket(arrival=_Arrival(number="1", file=digest)), on="26-000001")
    at = ["--register", str(folder), "--officer", "wang", "identity", "26-000001"]
    given = [*at, "--purpose", "听录音", "--file", digest, "--output", str(out)]
    assert main(given) == 0
    assert out.read_bytes() == b"spoken"
    assert out.stat().st_mode & 0o777 == 0o600
    assert main(given) == 2
    assert main([*at, "--purpose", "听录音", "--file", digest]) == 2


# ------------------------------------------------------------------ what it costs


ORDINARY = """
import sys
from datetime import UTC, datetime
import laborcase
from laborcase import acts
from laborcase.parties import Person, Respondent
url, secret = sys.argv[1], sys.argv[2] == "secret"
with laborcase.found_register(url, laborcase.sample_office()) as desk:
    wang = desk.as_officer("wang")
    key = wang.enter(acts.Registered(
        tipoff=secret, channel="phone", received=datetime.now(UTC), facts="欠薪",
        complainant=Person(name="王某某", phone="13900000000"),
        respondents=(Respondent(name="某店"),),
    )).docket
with laborcase.open_desk(url, officer="xie") as desk:
    desk.docket(key), desk.find(desk.asking()), desk.permitted(key), desk.verify()
    desk.enter(acts.Noted(text="……"), on=key)
    desk.check(acts.Noted(text="……"), on=key)
print("cryptography" in sys.modules)
"""


@pytest.mark.parametrize("kind", ["ordinary", "secret"])
def test_cryptography_is_imported_where_a_block_is_written_and_nowhere_else(
    kind: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ORDINARY, str(tmp_path / "register"), kind],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(kind == "secret")


def test_reading_a_secret_docket_imports_no_cryptography_either(folder: Path) -> None:
    code = (
        "import sys, laborcase\n"
        "with laborcase.open_desk(sys.argv[1], officer='li') as desk:\n"
        "    desk.docket('26-000001'), desk.find(desk.asking()), desk.verify()\n"
        "    desk.enter(laborcase.acts.Noted(text='去过现场'), on='26-000001')\n"
        "print('cryptography' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_an_office_docket_is_nobodys_secret(desk: Desk) -> None:
    assert isinstance(desk.docket("office").state, Office)
    assert not desk.keeps_secret("office")
