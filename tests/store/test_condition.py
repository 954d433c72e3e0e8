"""What the doctor says of the register itself: damage, clock, anchors, place; and the refusals."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from laborcase import acts, proof
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.entering import clock_jump
from laborcase.errors import Refused
from laborcase.opening import open_desk
from laborcase.refusals import count, log_of, recent
from laborcase.standing import newest_backup, note_backup, room
from laborcase.store import Line
from laborcase.store.files import RealDisk
from laborcase.values import Text

NOW = datetime(2026, 11, 27, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def desk(register: Path) -> Iterator[Desk]:
    with open_desk(str(register), officer="zhou", clock=lambda: NOW) as desk:
        proof.note(desk.checkpoint())
        yield desk


def told(desk: Desk, about: str = "") -> list[str]:
    return [
        str(f.text)
        for f in desk.doctor()
        if f.kind == "register" and (not about or f.about == about)
    ]


def test_a_register_in_order_has_nothing_to_look_at(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RealDisk, "free", lambda self, path: 10**12)
    assert told(desk) == []


@pytest.mark.parametrize(
    ("wrong", "odd"),
    [
        (timedelta(minutes=-4), False),
        (timedelta(minutes=-6), True),
        (timedelta(days=-400), True),
        (timedelta(days=300), False),
        (timedelta(days=3650), True),
    ],
)
def test_a_clock_that_runs_back_or_jumps_is_told_and_stays_on_record(
    desk: Desk, wrong: timedelta, odd: bool
) -> None:
    desk.enter(acts.Noted(text=Text("in time")), on="26-000001")
    newest = desk.head()
    crooked = desk.at(lambda: NOW + wrong)
    assert bool(told(crooked, "time")) is odd
    crooked.enter(acts.Noted(text=Text("later")), on="26-000002")  # no bar to anybody
    line = list(desk.store.each_line())[-1]
    assert (line.seq, line.body.get("clock")) == (
        newest + 1,
        {"commit": newest, "at": NOW.isoformat(timespec="seconds")} if odd else None,
    )
    again = told(crooked, "time")
    assert again == (
        [
            "1 commit was entered while a clock stood before the one before it, or more than a year"
            f" after: commit {newest + 1}."
        ]
        if odd
        else []
    )
    assert desk.verify().commits == newest + 1


def test_a_time_that_cannot_be_read_is_no_jump() -> None:
    for body in ({}, {"at": None}, {"at": "yesterday"}, {"at": "2020-01-01T00:00:00"}):
        assert clock_jump(Line(1, "", dict(body)), NOW) is None  # type: ignore[arg-type]
    assert clock_jump(None, NOW) is None


def test_the_leap_day_and_another_offset_are_no_jumps() -> None:
    leap = datetime.fromisoformat("2028-02-29T23:59:00+08:00")
    line = Line(1, "", {"at": leap.isoformat()})
    assert clock_jump(line, leap + timedelta(minutes=2)) is None
    assert clock_jump(line, leap.astimezone(ZoneInfo("America/New_York"))) is None


def test_damage_is_told_and_is_the_exit_code(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--register", str(register), "--officer", "zhou", "--lang", "en"]
    with open_desk(str(register), officer="zhou"):
        pass  # leaves a snapshot, by which it opens
    ledger = register / "ledger.jsonl"
    data = bytearray(ledger.read_bytes())
    ends = [n for n, byte in enumerate(data) if byte == 10]
    data[ends[-2] - 70] ^= 1
    ledger.write_bytes(data)
    code = main([*words, "--json", "doctor"])
    out, err = capsys.readouterr()
    assert code == 4
    assert "is damaged or was changed" in out + err


def test_files_open_to_others_are_named_one_by_one(desk: Desk, register: Path) -> None:
    kept = next((register / "files").glob("??/*"))
    (register / "copy.txt").write_text("by hand")
    (register / "copy.txt").chmod(0o644)
    kept.chmod(0o604)
    assert [s for s in told(desk, "place") if "Other accounts" in s] == [
        f"Other accounts of this computer can get at {register / 'copy.txt'} (mode 0644).",
        f"Other accounts of this computer can get at {kept} (mode 0604).",
    ]


def test_little_room_and_a_missing_snapshot_are_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RealDisk, "free", lambda self, path: 5 * 1024**2)
    assert any("Only 5 MB are free" in s for s in told(desk, "place"))
    monkeypatch.setattr("laborcase.store.tiny._EVERY", 5)
    assert any("snapshot is far behind (by 18)" in s for s in told(desk, "place"))


def test_who_holds_the_lock_is_named(tmp_path: Path) -> None:
    if not Path("/proc/locks").exists():
        pytest.skip("this system does not list its locks")
    lock = RealDisk().lock(tmp_path / "lock")
    assert RealDisk().holders(tmp_path / "lock") == []
    pid = os.fork()
    if pid == 0:  # another process takes it, and ends when it was seen
        try:
            lock.acquire()
            (tmp_path / "taken").write_text("x")
            while not (tmp_path / "seen").exists():
                os.sched_yield()
        finally:
            os._exit(0)
    try:
        while not (tmp_path / "taken").exists():
            os.sched_yield()
        assert RealDisk().holders(tmp_path / "lock") == [pid]
    finally:
        (tmp_path / "seen").write_text("x")
        os.waitpid(pid, 0)


def test_an_old_anchor_is_told(desk: Desk) -> None:
    late = desk.at(lambda: NOW + timedelta(days=9))
    assert told(late, "anchor") == []  # nothing came since
    desk.enter(acts.Noted(text=Text("x")), on="26-000001")
    (sentence,) = told(late, "anchor")
    assert "9 days old: commit 18; 1 commit later" in sentence


def test_that_no_anchor_was_ever_made_is_told_too_and_is_due_after_a_week(
    register: Path, tmp_path: Path
) -> None:
    with open_desk(str(register), officer="zhou", clock=lambda: NOW) as desk:
        began = datetime.fromisoformat(str(desk.store.lines("office")[0].body["at"]))
        for days, due in ((7, False), (8, True)):
            now = began + timedelta(days=days)
            assert desk.at(lambda now=now: now).standing().due is due
            assert (desk.at(lambda now=now: now).reminder() is not None) is due
        late = desk.at(lambda: began + timedelta(days=8))
        assert [late.as_officer(o).reminder() is None for o in ("guan", "zhou", "wang", "li")] == [
            False, False, True, True
        ]  # fmt: skip
        assert "No anchor of this register is known here" in told(late, "anchor")[0]


def test_today_reminds_on_the_command_line_too_and_json_stays_json(
    desk: Desk, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    desk.enter(acts.Noted(text=Text("x")), on="26-000001")
    for officer, reminded in (("zhou", True), ("wang", False)):
        for json_ in ((), ("--json",)):
            words = ["--register", str(register), "--officer", officer, "--lang", "en", *json_]
            with monkeypatch.context() as later:
                later.setattr("laborcase.standing.proof.STALE", -1)
                capsys.readouterr()
                assert main([*words, "today"]) == 0
            out, err = capsys.readouterr()
            assert ("The newest anchor known here is" in err) is reminded
            assert "anchor" not in out
            assert not json_ or isinstance(json.loads(out), list)


def test_the_newest_backup_is_remembered_and_a_damaged_note_is_none(
    desk: Desk, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newest_backup(desk.register) is None
    assert "No backup was made" in str(desk.standing().backup)
    words = ["--register", str(register), "--officer", "zhou", "--lang", "en"]
    assert main([*words, "backup", str(tmp_path / "b")]) == 0
    made = newest_backup(desk.register)
    assert made is not None
    assert (made.seq, made.path) == (18, str(tmp_path / "b"))
    assert f"commit 18; 0 commits later: {tmp_path / 'b'}" in str(desk.standing().backup)
    (note,) = (tmp_path / "state").rglob("backups/*.json")
    for bad in (b"", b"{}", b"[1]", b"\xff", b"[" * 100_000, b'{"seq":1,"at":"x","path":"y"}'):
        note.write_bytes(bad)
        assert newest_backup(desk.register) is None
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    note_backup(desk.register, made)  # cannot be written, and stops nobody
    assert newest_backup(desk.register) is None
    assert desk.standing().free is not None
    shutil.move(register, tmp_path / "moved")
    assert room(str(register)) is None
    assert room("memory:") is None
    assert room("postgresql://host/x?register=y") is None


def test_refusals_are_counted_in_a_local_log_without_names(
    desk: Desk, register: Path, tmp_path: Path
) -> None:
    ledger = (register / "ledger.jsonl").read_bytes()
    for _ in range(2):
        with pytest.raises(Refused):
            desk.as_officer("zhou").enter(acts.Closed(result=Text("张某某")), on="26-000002")
    assert told(desk, "refused") == ["Acts refused here within a month: 2."]
    assert (register / "ledger.jsonl").read_bytes() == ledger
    log = log_of(desk.register)
    assert log.is_relative_to(tmp_path / "state")
    assert log.stat().st_mode & 0o777 == 0o600
    rows = [line.split("\t") for line in log.read_text("utf-8").splitlines()]
    assert [row[:2] for row in rows] == [["2026-11-27", "closed"]] * 2
    text = log.read_text("utf-8")
    assert not any(word in text for word in ("张", "zhou", "26-0000", "王"))
    assert recent(desk.register, NOW.date() + timedelta(days=31)) == 0


def test_a_log_that_cannot_be_written_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    count("r", "closed", (), NOW.date())
    assert recent("r", NOW.date()) == 0


def test_the_doctor_tells_it_in_chinese_too(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--register", str(register), "--officer", "zhou", "--lang", "zh_CN"]
    assert main([*words, "doctor"]) == 0
    assert "登记台账\n  此处没有本登记台账的锚" in capsys.readouterr().out
    assert main([*words, "--json", "doctor"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"register"} <= {row["kind"] for row in rows}
