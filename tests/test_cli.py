"""The command line: verbs, exit codes, sentences on stderr, hostile surroundings."""

import errno
import hashlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from laborcase import store
from laborcase.cli import main

ROOT = Path(__file__).parent.parent
OFFICE = str(ROOT / "examples" / "zhoukou-zone.toml")
FIVE = [
    "--field", "channel=counter", "--field", "received=2026-01-05T09:10:00+08:00",
    "--field", "complainant.name=王某某", "--field", "respondents.1.name=周口某快餐店",
    "--field", "facts=三月工资一直没发", "--field", "late_reason=补录",
]  # fmt: skip


def another(n: int) -> list[str]:
    """The same complaint of another worker, the ``n``-th."""
    return [w.replace("王某某", f"王某{'甲乙丙丁'[n]}") for w in FIVE]


def nth(n: int) -> str:
    """The key of the n-th docket of a register that was made just now."""
    return f"{datetime.now(ZoneInfo('Asia/Shanghai')):%y}-{n:06}"


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    url = str(tmp_path / "register")
    assert main(["init", url, "--office", OFFICE, "--lang", "en"]) == 0
    capsys.readouterr()
    return url


def run(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """A real process, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "laborcase", *words],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        check=False,
    )


def enter(register: str, officer: str, *words: str) -> int:
    return main(["--register", register, "--officer", officer, "--lang", "en", "enter", *words])


def test_the_story_of_a_complaint_runs_from_the_command_line(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [
        ("wang", "registered", *FIVE, "--field", "demand=支付工资",
         "--field", "allegations.1.cause=拖欠", "--field", "allegations.1.amount=3,200"),
    ]  # fmt: skip
    assert enter(register, *steps[0]) == 1, "a cause is a code of the list"
    told = capsys.readouterr().err
    assert "no cause" in told
    assert "arrears, " in told, "which codes there are"
    for officer, *words in (
        ("wang", "registered", *FIVE, "--field", "allegations.1.cause=arrears",
         "--field", "allegations.1.amount=3,200"),
        ("zhou", "accepted", nth(1), "--field", "told_on=今天"),
        ("zhou", "assigned", nth(2), "--field", "lead=li", "--field", "assistant=chen"),
        ("zhou", "asked", nth(2), "--field", "what=报请上级办理", "--field",
         "reasons_given=需查询账户"),
        ("zheng", "answered", nth(2), "--field", "handover=H1", "--field", "answer=approved",
         "--field", "text=同意"),
        ("wu", "carried_out", nth(2), "--field", "handover=H1", "--field", "received=案卷"),
        ("wu", "asked", nth(2), "--field", "what=hand_down", "--field", "reasons_given=已查明",
         "--field", "remaining=责令", "--field", "report_by=+20"),
        ("zheng", "answered", nth(2), "--field", "handover=H2", "--field", "answer=approved",
         "--field", "text=同意"),
        ("zhou", "carried_out", nth(2), "--field", "handover=H2", "--field", "received=案卷"),
        ("zhou", "assigned", nth(2), "--field", "lead=li", "--field", "assistant=chen"),
        ("li", "ordered", nth(2), "--field", "what=支付工资", "--field", "by=+7"),
        ("li", "served", nth(2), "--field", "paper=P1", "--field", "receiver=店长"),
        ("li", "performed", nth(2), "--field", "paper=P1", "--field", "amount=3200"),
        ("li", "concluded", nth(2), "--field", "report=属实", "--field", "proposal=handling"),
        ("ma", "decided", nth(2), "--field", "outcome=order", "--field", "content=已履行",
         "--field", "findings.1.allegation=A1", "--field", "findings.1.finding=upheld"),
        ("zhou", "closed", nth(2), "--field", "result=已付清"),
        ("he", "archived", nth(2)),
    ):  # fmt: skip
        assert enter(register, officer, *words) == 0, (words, capsys.readouterr().err)
    capsys.readouterr()
    assert main(["--register", register, "--officer", "he", "docket", nth(2), "--json"]) == 0
    docket = json.loads(capsys.readouterr().out)
    assert [e["kind"] for e in docket["entries"]] == [
        "accepted", "assigned", "asked", "answered", "carried_out", "asked", "answered",
        "carried_out", "assigned", "ordered", "served", "performed", "concluded", "decided",
        "closed", "archived",
    ]  # fmt: skip
    assert main(["--register", register, "--officer", "he", "verify"]) == 0


def test_an_act_is_entered_from_json_and_the_answer_is_json(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "act.json"
    act = {
        "kind": "registered",
        "channel": "phone",
        "received": "2026-01-05T09:10:00+08:00",
        "complainant": {"name": "王某某"},
        "respondents": [{"name": "周口某快餐店"}],
        "facts": "没发工资",
        "late_reason": "补录",
    }
    path.write_text(json.dumps(act), "utf-8")
    words = ["--register", register, "--officer", "wang", "enter", "registered"]
    assert main([*words, "--json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["docket"] == nth(1)
    path.write_text(json.dumps({**act, "colour": "red", "facts": 3}), "utf-8")
    assert main([*words, "--json", str(path), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "colour" in told
    assert "facts: A text is wanted here." in told


def test_every_wrong_field_is_named_at_once(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        enter(
            register, "wang", "registered", *FIVE,
            "--field", "complainant.phone=12", "--field", "no.such=1",
            "--field", "allegations.0.amount=1", "--field", "allegations.1.amount=many",
        )
        == 1
    )  # fmt: skip
    told = capsys.readouterr().err
    for path in ("complainant.phone", "no.such", "allegations.0.amount", "allegations.1.amount"):
        assert path in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["enter", "unheard_of"], 2),
        (["enter", "noted", nth(99), "--field", "text=x"], 1),
        (["enter", "registered", "--field", "facts=a", "--field", "facts=b"], 2),
        (["enter", "registered", "--field", "facts"], 2),
        (["enter", "registered", "--json", "/no/such/file"], 2),
        (["show", nth(99)], 1),
        (["list", "--queue", "nowhere"], 2),
        (["list", "--limit", "500"], 2),
        (["why", "office"], 1),
    ],
)
def test_wrong_use_and_refusals_have_their_exit_codes(
    register: str, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--register", register, "--officer", "wang", *words]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip()


def test_a_stale_expectation_is_a_conflict(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    note = ("noted", nth(1), "--field", "text=一")
    assert enter(register, "wang", *note, "--expected", "1") == 0
    assert enter(register, "wang", *note, "--expected", "1") == 3
    assert "王禾" in capsys.readouterr().err


def test_an_option_before_the_verb_counts_like_one_behind_it(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--register", register, "--officer", "wang", "--lang", "en", "list"]) == 0
    before = capsys.readouterr().out
    assert main(["list", "--register", register, "--officer", "wang", "--lang", "en"]) == 0
    assert capsys.readouterr().out == before


def test_a_file_named_by_a_field_is_kept_by_its_hash(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8 not a real photo")
    assert enter(register, "wang", "registered", *FIVE) == 0
    assert enter(register, "zhou", "accepted", nth(1)) == 0
    pair = ("--field", "lead=li", "--field", "assistant=chen")
    assert enter(register, "zhou", "assigned", nth(2), *pair) == 0
    evidence = ("evidence_added", nth(2), "--field", "name=照片")
    assert enter(register, "li", *evidence, "--field", f"file=@{photo}") == 0
    assert enter(register, "li", *evidence, "--field", "file=" + "0" * 64) == 1
    capsys.readouterr()
    assert main(["--register", register, "--officer", "li", "--json", "verify"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1


def test_a_complaint_is_received_now_unless_said_otherwise(register: str) -> None:
    assert FIVE[3].startswith("received=")
    assert enter(register, "wang", "registered", *FIVE[:2], *FIVE[4:]) == 0


def test_a_list_is_narrowed_by_everything_a_find_knows(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    capsys.readouterr()
    for words, total in (
        (("--respondent", "快餐"), 1),
        (("--respondent", "电子"), 0),
        (("--of", "wang"), 1),
        (("--of", "li"), 0),
        (("--authority", "zone", "--kind", "complaint"), 1),
        (("--kind", "case"), 0),
        (("--due-before", "2026-01-12"), 0),
        (("--due-before", "2026年2月1日"), 1),
        (("--text", "三月 工资"), 1),
    ):
        assert main(["list", "--register", register, "--officer", "wang", "--json", *words]) == 0
        assert json.loads(capsys.readouterr().out)["total"] == total, words


def test_a_list_too_long_to_be_counted_says_that_there_is_more(
    register: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "COUNTED", 1)
    assert enter(register, "wang", "registered", *FIVE) == 0
    assert enter(register, "wang", "registered", *another(1)) == 0
    words = ["list", "--register", register, "--officer", "wang", "--lang", "en", "--limit", "1"]
    capsys.readouterr()
    assert main([*words, "--kind", "complaint"]) == 0
    assert "1 of more than 1\n" in capsys.readouterr().out
    assert main([*words, "--json", "--kind", "complaint"]) == 0
    assert json.loads(capsys.readouterr().out)["over"] is True
    assert main(words) == 0
    assert "1 of 2\n" in capsys.readouterr().out


def test_a_field_that_stands_twice_in_json_is_refused(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    for text, told in (
        (r'{"text": "a", "text": "b"}', "text: given twice"),
        (r'{"text": "\ud800"}', "U+D800"),
        (r'{"text": 1e400}', "A text is wanted"),
        (r'{"text": NaN}', "A text is wanted"),
        ("[" * 100_000, "is not JSON"),
        ('{"text": ' + "[" * 60 + "]" * 60 + "}", "text: A text is wanted"),
        ('{"text": ' + "9" * 5000 + "}", "is not JSON"),
        ('{"text": "' + "x" * 2_000_000 + '"}', "text: This has 2000000 characters"),
        ('{"text": {"a": 1}}', "text: A text is wanted"),
        ("[]", "An act is an object"),
        ("", "is not JSON"),
    ):
        (tmp_path / "act.json").write_text(text, "utf-8")
        words = ("noted", nth(1), "--json", str(tmp_path / "act.json"))
        assert enter(register, "wang", *words) == 1
        assert told in capsys.readouterr().err


def test_show_tells_the_office_and_a_void_number_reads_void(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "office", "--register", register, "--officer", "wang"]) == 0
    assert "周口市人力资源和社会保障局" in capsys.readouterr().out
    assert enter(register, "wang", "registered", *FIVE) == 0
    back = ("--field", "entry=1", "--field", "reason=点错")
    assert enter(register, "wang", "taken_back", nth(1), *back) == 0
    capsys.readouterr()
    read = ["docket", nth(1), "--register", register, "--officer", "wang", "--lang", "en"]
    assert main(read) == 0
    assert "第0001号 (void)" in capsys.readouterr().out


# ------------------------------------------------------------------ without a register


@pytest.mark.parametrize(
    ("start", "n", "unit", "end"),
    [
        ("2026-02-12", "5", "working", "2026-02-26"),
        ("2026年4月30日", "5", "working", "2026-05-11"),
        ("2026-01-05", "60", "working", "2026-04-03"),
        ("2026-09-18", "15", "calendar", "2026-10-08"),
        ("2026-01-31", "1", "month", "2026-02-28"),
    ],
)
def test_days_counts_periods_on_the_official_calendar(
    start: str, n: str, unit: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["days", start, n, "--unit", unit]) == 0
    assert capsys.readouterr().out.splitlines()[0] == end


@pytest.mark.parametrize("value", ["91110000600037341L", "９１１１００００６０００３７３４１ｌ"])
def test_check_returns_the_clean_credit_code(
    value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "credit-code", value]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "91110000600037341L"
    assert main(["check", "credit-code", "91110000600037341M"]) == 1


def test_check_reads_a_resident_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "resident-number", "11010519491231002x", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "11010519491231002X"
    assert main(["check", "resident-number", "110105194912310021"]) == 1


# ------------------------------------------------------------------ surroundings


def test_a_missing_foreign_or_empty_register_is_a_sentence_and_exit_4(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir(mode=0o700)
    (foreign / "ledger.jsonl").write_text("hello\n")
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    (empty / "ledger.jsonl").write_text("")
    for folder in (tmp_path / "missing", foreign, empty):
        before = sorted(p.name for p in folder.glob("*")) if folder.exists() else None
        done = run("--register", str(folder), "--officer", "wang", "list")
        assert done.returncode == 4
        assert str(folder) in done.stderr
        assert "Traceback" not in done.stderr
        after = sorted(p.name for p in folder.glob("*")) if folder.exists() else None
        assert before == after


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_the_machines_zone_changes_nothing(register: str, zone: str) -> None:
    done = run("--register", register, "--officer", "wang", "enter", "registered", *FIVE, TZ=zone)
    assert done.returncode == 0
    shown = run("--register", register, "--officer", "wang", "docket", nth(1), "--json")
    entry = json.loads(shown.stdout)["entries"][0]
    assert entry["at"].endswith("+08:00")
    assert entry["act"]["received"] == "2026-01-05T09:10:00+08:00"


def test_ascii_output_loses_no_line(register: str) -> None:
    assert run("--register", register, "--officer", "wang", "enter", "registered",
               *FIVE).returncode == 0  # fmt: skip
    done = run("--register", register, "--officer", "wang", "list",
               LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")  # fmt: skip
    assert done.returncode == 0
    assert nth(1) in done.stdout
    assert "\\u" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(register: str) -> None:
    for n in range(3):
        assert run("--register", register, "--officer", "wang", "enter", "registered",
                   *another(n)).returncode == 0  # fmt: skip
    done = subprocess.run(
        f"{sys.executable} -m laborcase schema | head -n 1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_without_a_terminal_the_program_says_so(register: str) -> None:
    done = run("--register", register, "--officer", "wang", "--lang", "en")
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    for words in (["--register", register, "--officer", "wang"], ["demo"]):
        closed = subprocess.run(
            ["sh", "-c", 'exec "$0" -m laborcase --lang en "$@" <&-', sys.executable, *words],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (closed.returncode, "Traceback" in closed.stderr) == (2, False)
        assert "needs a terminal" in closed.stderr


def test_the_demonstration_without_the_program_keeps_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "demo", "--headless", "--keep", str(tmp_path / "kept")]) == 2
    assert "--headless" in capsys.readouterr().err
    assert not (tmp_path / "kept").exists()


def test_the_docket_prints_what_was_corrected_beside_what_holds_now(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    assert enter(register, "zhou", "corrected", nth(1), "--field", "entry=1",
                 "--field", "changes.1.path=facts", "--field", 'changes.1.value="四月工资没发"',
                 "--field", "reason=听错了") == 0  # fmt: skip
    capsys.readouterr()
    assert main(["--register", register, "--officer", "zhou", "--lang", "en",
                 "docket", nth(1)]) == 0  # fmt: skip
    printed = capsys.readouterr().out
    assert "What happened: 四月工资没发" in printed
    assert "as first entered: What happened: 三月工资一直没发" in printed
    assert printed.count("as first entered") == 1


def test_text_typed_by_people_cannot_command_the_terminal(register: str) -> None:
    words = [w.replace("三月工资", "[/]\u202e\u200b{x}%s") for w in FIVE]
    assert run("--register", register, "--officer", "wang", "enter", "registered",
               *words).returncode == 0  # fmt: skip
    shown = run("--register", register, "--officer", "wang", "show", nth(1))
    assert "[/]" in shown.stdout
    assert "{x}%s" in shown.stdout
    assert "\u202e" not in shown.stdout
    bad = [w.replace("三月工资", "\x1b]52;c;AAAA\x07") for w in FIVE]
    done = run("--register", register, "--officer", "wang", "enter", "registered", *bad)
    assert done.returncode == 1
    assert "\x1b" not in done.stderr


def test_the_officer_is_bound_by_the_account_and_never_by_environment_names(register: str) -> None:
    shown = run("--register", register, "list", "--json", LOGNAME="wang", USER="wang",
                USERNAME="wang", LABORCASE_OFFICER="")  # fmt: skip
    assert shown.returncode == 0, "who made the register is its administrator"
    done = run("--register", register, "enter", "registered", *FIVE, LOGNAME="wang", USER="wang")
    assert done.returncode == 1, "an administrator registers nothing"
    done = run("--register", register, "enter", "registered", *FIVE, LABORCASE_OFFICER="wang")
    assert done.returncode == 0


def test_the_headless_demonstration_plays_a_story_from_registration_to_archive() -> None:
    done = run("demo", "--headless", "--json")
    assert done.returncode == 0
    complaint, case = json.loads(done.stdout)
    assert [e["kind"] for e in complaint["entries"]] == ["registered", "accepted", "closed"]
    kinds = [e["kind"] for e in case["entries"]]
    assert kinds[0] == "accepted"
    assert kinds[-1] == "archived"
    assert kinds.count("answered") == 2


def test_the_schemas_in_the_repository_are_what_the_acts_say() -> None:
    assert main(["schema", "--check", str(ROOT / "schemas")]) == 0


def test_a_making_that_the_full_disk_cut_off_is_repeated_with_the_same_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from laborcase.store.files import RealDisk

    url = str(tmp_path / "register")
    real = RealDisk.write

    def full(disk: RealDisk, file: int, offset: int, data: bytes) -> None:
        if offset:
            raise OSError(errno.ENOSPC, "full")
        real(disk, file, offset, data)

    with monkeypatch.context() as patch:
        patch.setattr(RealDisk, "write", full)
        assert main(["init", url, "--office", OFFICE, "--lang", "en"]) == 4
        assert "is full" in capsys.readouterr().err
    words = ["--register", url, "--officer", "wang", "--lang", "en", "list"]
    assert main(words) == 4
    assert "initialise it" in capsys.readouterr().err
    assert main(["init", url, "--office", OFFICE, "--lang", "en"]) == 0
    assert main(words) == 0
    assert main(["init", url, "--office", OFFICE, "--lang", "en"]) == 4
    assert "something at" in capsys.readouterr().err


def test_an_act_is_proposed_and_signed_from_the_command_line(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    key = nth(1)
    assert enter(register, "wang", "accepted", key, "--opinion", "x") == 2
    assert enter(register, "wang", "accepted", key) == 1
    assert enter(register, "wang", "accepted", key, "--propose", "--opinion", "拟立案") == 0
    back = ("--field", "proposal=R1", "--field", "answer=退回", "--field", "opinion=案由不准")
    assert enter(register, "zhou", "signed", key, *back) == 0
    assert enter(register, "wang", "accepted", key, "--propose", "--again", "R1") == 0
    capsys.readouterr()
    assert enter(register, "zhou", "signed", key, "--field", "proposal=R1") == 0
    assert "监立字" in capsys.readouterr().out


def test_what_comes_back_is_proposed_again_with_what_is_not_given_anew(
    register: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    a_case(register)
    key, propose = nth(2), ("--propose", "--opinion", "拟延长")
    whole = ("--field", "clock=investigate-60wd", "--field", "reason=案情复杂")
    assert enter(register, "li", "extended", key, *whole, "--propose") == 1
    assert "“Opinion” is empty" in capsys.readouterr().err
    assert enter(register, "li", "extended", key, *whole, *propose) == 0
    assert enter(register, "li", "extended", key, "--propose", "--again", "R9") == 1
    assert "No proposal R9 was sent back." in capsys.readouterr().err
    file = tmp_path / "new.json"
    file.write_text('{"reason": "需向银行查询"}', encoding="utf-8")
    back = ("--field", "proposal=R1", "--field", "answer=send_back", "--field", "opinion=写明")
    for n, (reason, *given) in enumerate(
        (("需审计工资账", "--field", "reason=需审计工资账"), ("需向银行查询", "--json", str(file)))
    ):
        assert enter(register, "zhou", "signed", key, *back) == 0
        again = ("--propose", "--again", "R1", "--client-key", str(UUID(int=n)))
        for _ in range(2):  # the second try is the first one
            assert enter(register, "li", "extended", key, *given, *again) == 0
        capsys.readouterr()
        assert main(["--register", register, "--officer", "li", "show", key, "--json"]) == 0
        (proposal,) = json.loads(capsys.readouterr().out)["proposals"]
        assert len(proposal["rounds"]) == n + 2
        last = proposal["rounds"][-1]
        act = json.loads(last["content"])
        assert (act["clock"], act["reason"], last["opinion"]) == (
            "investigate-60wd", reason, "拟延长",
        )  # fmt: skip


def test_what_is_likely_the_same_matter_is_asked_about(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    capsys.readouterr()
    assert enter(register, "wang", "registered", *FIVE) == 1
    assert f"{nth(1)} may be the same matter" in capsys.readouterr().err
    said = ("--field", f"likeness.1.docket={nth(1)}", "--field", "likeness.1.answer=different")
    assert enter(register, "wang", "registered", *FIVE, *said) == 0
    assert nth(2) in capsys.readouterr().out


def test_permitted_says_what_may_be_proposed(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    capsys.readouterr()
    here = ["--register", register, "--officer", "li", "permitted", nth(2)]
    assert main([*here, "--json"]) == 0
    found = {p["kind"]: p["proposable"] for p in json.loads(capsys.readouterr().out)}
    assert found["extended"]
    assert not found["noted"]
    assert main([*here, "--lang", "zh_CN"]) == 0
    told = capsys.readouterr().out
    assert "^ extended  延长期限\n      可以呈批：--propose。" in told
    assert "+ noted" in told


def test_today_lists_what_waits_for_an_officer(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = ["--field", "channel=counter", "--field", "complainant.name=王某某"]
    now += ["--field", "respondents.1.name=周口某快餐店", "--field", "facts=没发工资"]
    assert enter(register, "wang", "registered", *now) == 0
    propose = ("--propose", "--opinion", "拟立案")
    assert enter(register, "wang", "accepted", nth(1), *propose) == 0
    capsys.readouterr()
    here = ["--register", register, "--officer", "zhou"]
    assert main([*here, "--lang", "zh_CN", "today"]) == 0
    out = capsys.readouterr().out
    assert "待我签批 1" in out
    assert "周口某快餐店" in out
    assert "王某某" not in out
    assert main([*here, "today", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["group"], line["act"], line["fill"]) == ("sign", "signed", {"proposal": "R1"})


# ------------------------------------------------------------------ what is said, and how


def in_chinese(register: str, officer: str, *words: str) -> int:
    return main(["--register", register, "--officer", officer, "--lang", "zh_CN", *words])


def a_case(register: str) -> None:
    """The first docket is a complaint, the second its case with a pair."""
    claim = ("--field", "allegations.1.cause=拖欠工资", "--field", "allegations.1.amount=3200")
    assert enter(register, "wang", "registered", *FIVE, *claim) == 0
    assert enter(register, "zhou", "accepted", nth(1), "--field", "told_on=今天") == 0
    pair = ("--field", "lead=li", "--field", "assistant=chen")
    assert enter(register, "zhou", "assigned", nth(2), *pair) == 0


def test_a_refusal_cites_its_provision_and_says_who_can_supply_what_is_missing(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    assert in_chinese(register, "wang", "enter", "accepted", nth(1)) == 1
    told = capsys.readouterr().err
    assert "若干规定" in told
    assert "监察机构负责人" in told
    assert "gd-18-1" not in told


def test_permitted_is_json_with_its_reasons_provisions_and_people(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    capsys.readouterr()
    assert in_chinese(register, "li", "permitted", nth(2), "--json") == 0
    found = {p["kind"]: p for p in json.loads(capsys.readouterr().out)}
    assert found["noted"] == {"kind": "noted", "title": "备注", "proposable": False,
        "reasons": [],
    }  # fmt: skip
    assert all(set(r) == {"text", "basis", "who"} for p in found.values() for r in p["reasons"])
    assert found["court_applied"]["reasons"][-1]["basis"] == "qz-54"


def test_fields_that_cannot_be_read_and_what_stands_in_the_way_are_told_in_one_round(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    capsys.readouterr()
    assert enter(register, "wang", "ordered", nth(2), "--field", "by=never") == 1
    told = capsys.readouterr().err
    for part in ("by: ", "what: This field is missing", "is for:", "one of them or a head"):
        assert part in told, part
    assert enter(register, "wang", "ordered", "--field", "by=never") == 1
    assert "needs a docket" in capsys.readouterr().err


def test_a_refusal_is_json_with_the_paths_too(
    register: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "act.json"
    file.write_text(
        json.dumps(
            {"channel": "counter", "complainant": {"name": "甲", "phone": "1"}, "facts": "没发工资",
             "allegations": [{"cause": "arrears", "start": "2026-05-01", "end": "2026-04-01"}]}
        )
    )  # fmt: skip
    assert enter(register, "wang", "registered", "--json", str(file)) == 1
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert [p["path"] for p in answer["problems"]] == ["complainant.phone"]
    reasons = {r["path"]: r["text"] for r in answer["reasons"]}
    assert reasons.keys() == {"respondents", "allegations.1.end"}
    assert all(text in told.err for text in reasons.values()), "for people as ever"
    words = ("registered", *FIVE, "--field", "tipoff=no", "--field", "identity=anonymous")
    assert enter(register, "wang", *words, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == []
    assert answer["reasons"][0]["path"] == "identity"


def test_an_office_file_is_refused_with_everything_that_is_wrong_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, file, url = Path(OFFICE).read_text("utf-8"), tmp_path / "o.toml", str(tmp_path / "r")
    without = office.replace('"administrator"', '"clerk"').replace('id = "chen"', 'id = "li"')
    file.write_text(without, "utf-8")
    assert main(["init", url, "--office", str(file), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "must be administrator" in told
    assert "“li” stands twice" in told
    wrong = office.replace('level = "city"', 'level = "town"')
    file.write_text(wrong.replace("Asia/Shanghai", "Asia/Nowhere"), "utf-8")
    assert main(["init", url, "--office", str(file), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "“town” is none of" in told
    assert "no time zone" in told
    assert not Path(url).exists()


BAD_TOML = (
    b"a = " + b"[" * 100_000, b"a = " + b"9" * 5000, b"\xff\xfe", b'a = "\\ud800"', b"a = 1\na = 2"
)  # fmt: skip


@pytest.mark.parametrize("bad", BAD_TOML, ids=["depth", "number", "bytes", "surrogate", "twice"])
def test_what_is_no_toml_is_a_sentence_wherever_a_file_is_named(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    file, new = str(tmp_path / "bad.toml"), str(tmp_path / "new")
    Path(file).write_bytes(bad)
    ledger = (Path(register) / "ledger.jsonl").read_bytes()
    head = ["--register", register, "--officer", "guan", "--lang", "en"]
    for words in (
        ["init", new, "--office", file, "--lang", "en"],
        [*head, "calendar", "add", file, "--yes"],
        [*head, "escalate", "--replay", file],
        [*head, "wages", "figures", "add", file],
    ):
        assert main(words) in (1, 2), words
        assert "TOML" in capsys.readouterr().err, words
    assert (Path(register) / "ledger.jsonl").read_bytes() == ledger
    assert not Path(new).exists()


def test_an_answer_that_cannot_be_written_out_is_no_refusal(register: str, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    done = subprocess.run(
        f"{sys.executable} -m laborcase --register {register} --officer wang --lang en "
        f"enter registered {' '.join(repr(w) for w in FIVE)} > /dev/full",
        shell=True, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 74
    assert "could not be written out" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert run("--register", register, "--officer", "wang", "show", nth(1)).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["enter"], "缺少：KIND"),
        (["list", "--limit", "viel"], "“viel”不是整数"),
        (["list", "--sort", "colour"], "不在可选项内"),
        (["list", "--limit"], "缺少值"),
        (["fliegen"], "不在可选项内"),
        (["list", "\x1b[31mrot"], "无法识别"),
    ],
)
def test_wrong_words_of_a_command_are_told_in_chinese(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--lang", "zh_CN", *words])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.startswith("用法：laborcase")
    assert "\x1b" not in error


def test_choices_are_typed_and_listed_in_the_words_of_the_trade(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for n, channel in enumerate(("12345", "12333", "欠薪平台", "窗口")):
        five = [f"channel={channel}" if w.startswith("channel=") else w for w in another(n)]
        assert enter(register, "wang", "registered", *five) == 0
    refused = ("--field", "how=不予受理", "--field", "reason=已逾二年")
    assert enter(register, "zhou", "disposed", nth(1), *refused) == 1
    assert "no ground to refuse A1" in capsys.readouterr().err
    refused = (*refused, "--field", "otherwise=月份有误")
    assert enter(register, "zhou", "disposed", nth(1), *refused) == 0
    capsys.readouterr()
    wrong = ("--field", "how=扔掉", "--field", "reason=无")
    assert in_chinese(register, "zhou", "enter", "disposed", nth(2), *wrong) == 1
    assert "refused（不予受理（书面告知））" in capsys.readouterr().err


def test_a_number_that_is_no_sum_is_not_told_about_fen(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act = tmp_path / "act.json"
    act.write_text('{"what": "付款", "by": "2026-12-01", "workers": "3", "amount": "5"}', "utf-8")
    assert enter(register, "wang", "ordered", nth(1), "--json", str(act)) == 1
    told = capsys.readouterr().err.splitlines()
    assert "workers: A whole number is wanted here." in told
    assert "amount: A whole number is wanted here (sums in fen)." in told


# ------------------------------------------------------------------ reading a docket


def test_docket_tells_what_every_entry_says(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    fact = "--field"
    for officer, *words in (
        ("li", "noted", nth(2), fact, "text=老板电话关机\n明日再打"),
        ("li", "interviewed", nth(2), fact, "interviewer=li", fact, "recorder=chen",
         fact, "start=现在", fact, "end=现在", fact, "place=大队询问室", fact, "person=金丝雀",
         fact, "phone=13900000009", fact, "capacity=会计", fact, "content=问答内容"),
        ("wang", "replied", nth(1), fact, "what=已告知正在办理"),
        ("wang", "corrected", nth(1), fact, "entry=1", fact, "changes.1.path=facts",
         fact, 'changes.1.value="四月工资"', fact, "reason=月份看错"),
    ):  # fmt: skip
        assert enter(register, officer, *words) == 0, (words, capsys.readouterr().err)
    capsys.readouterr()
    assert in_chinese(register, "li", "docket", nth(2)) == 0
    told = capsys.readouterr().out
    for part in ("老板电话关机\n", "明日再打", "大队询问室", "会计"):
        assert part in told, part
    for sealed in ("金丝雀", "13900000009", "问答内容"):
        assert sealed not in told
    assert in_chinese(register, "li", "docket", nth(1)) == 0
    told = capsys.readouterr().out
    for part in ("已告知正在办理", "四月工资", "月份看错", "拖欠工资", "3,200.00 元"):
        assert part in told, part


def test_docket_and_show_name_no_author_who_must_stay_unknown(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    five = [w.replace("王某某", "金丝雀") for w in FIVE]
    secret = ("--field", "tipoff=是", "--field", "identity=confidential",
              "--field", "workers.1.name=金丝雀二")  # fmt: skip
    assert enter(register, "wang", "registered", *five, *secret) == 0
    assert enter(register, "zhou", "filed", nth(1)) == 0
    capsys.readouterr()
    for verb in ("docket", "show"):
        for key in (nth(1), nth(2)):
            assert in_chinese(register, "zhou", verb, key) == 0
    assert "金丝雀" not in capsys.readouterr().out


def test_show_tells_the_state_and_what_is_still_to_do(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--field", "workers.1.name=李某某", "--field", "workers.1.claims.1.amount=800")
    assert enter(register, "wang", "registered", *FIVE, *more) == 0
    capsys.readouterr()
    assert in_chinese(register, "wang", "show", nth(1)) == 0
    told = capsys.readouterr().out
    for part in ("受理还缺", "李某某", "800.00 元", "待处理", "受理 5 个工作日"):
        assert part in told, part
    assert "accept-5wd" not in told
    assert enter(register, "zhou", "accepted", nth(1)) == 0
    pair = ("--field", "lead=li", "--field", "assistant=chen")
    assert enter(register, "zhou", "assigned", nth(2), *pair) == 0
    order = ("--field", "what=付款", "--field", "by=+7")
    assert enter(register, "li", "ordered", nth(2), *order) == 0
    assert enter(register, "li", "evidence_added", nth(2), "--field", "name=考勤表") == 0
    asked = ("--field", "what=guidance", "--field", "reasons_given=如何认定")
    assert enter(register, "zhou", "asked", nth(2), *asked) == 0
    capsys.readouterr()
    assert in_chinese(register, "li", "show", nth(2)) == 0
    told = capsys.readouterr().out
    for part in ("李川", "陈岭", "周开人社监令字", "考勤表", "业务指导", "尚未送达", "李某某"):
        assert part in told, part


def test_show_and_docket_tell_who_signed_in_whose_place_and_what_is_planned(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lent = ("giver=zhou", "holder=sun", "document=授权〔2026〕1号", "start=today", "end=+3")
    words = [word for pair in lent for word in ("--field", pair)]
    assert enter(register, "zhou", "authorised", "office", *words) == 0
    assert enter(register, "wang", "registered", *FIVE) == 0
    step = ("--field", "what=回访", "--field", "due=+3")
    assert enter(register, "wang", "step_planned", nth(1), *step) == 0
    propose = ("--propose", "--opinion", "拟立案")
    assert enter(register, "wang", "accepted", nth(1), *propose) == 0
    capsys.readouterr()
    assert in_chinese(register, "wang", "show", nth(1)) == 0
    told = capsys.readouterr().out
    for part in ("呈报：R1 受理并立案", "起在监察机构负责人处", "下一步：S1", "回访"):
        assert part in told, part
    sign = ("--field", "proposal=R1", "--field", "opinion=同意立案")
    assert enter(register, "sun", "signed", nth(1), *sign) == 0
    capsys.readouterr()
    signer = "孙桥（代周明，授权〔2026〕1号）"
    for verb in ("show", "docket"):
        assert in_chinese(register, "wang", verb, nth(1)) == 0
        told = capsys.readouterr().out
        (line,) = [x for x in told.splitlines() if f"{signer}（监察机构负责人）" in x]
        assert "“同意立案”" in line
    assert "由呈报 R1 形成" in told
    assert in_chinese(register, "wang", "docket", nth(2)) == 0
    assert signer in capsys.readouterr().out


def test_show_as_json_has_stage_duties_what_is_missing_and_the_limits(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    assert enter(register, "wang", "registered", *another(0)) == 0
    capsys.readouterr()
    assert in_chinese(register, "wang", "show", nth(2), "--json") == 0
    case = json.loads(capsys.readouterr().out)
    assert case["stage"] == "investigation"
    assert {d["kind"] for d in case["duties"]} == {"concluded", "decided"}
    assert "investigate-60wd" in {d["clock"] for d in case["deadlines"]}
    assert in_chinese(register, "wang", "show", nth(3), "--json") == 0
    complaint = json.loads(capsys.readouterr().out)
    assert complaint["stage"] == "registered"
    assert "请求事项" in complaint["missing"]
    assert (complaint["criminal_line"], complaint["out_of_contact"]) == (None, [])


# ------------------------------------------------------------------ entering


def test_an_office_act_typed_in_part_leaves_the_rest_as_it_stands(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def office() -> dict[str, object]:
        assert main(["--register", register, "--officer", "guan", "show", "office", "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert isinstance(shown, dict)
        return shown

    def officer(name: str) -> dict[str, object]:
        (found,) = (o for o in office()["officers"] if o["id"] == name)
        return found

    capsys.readouterr()
    before, li = office(), officer("li")
    five_days = ("--field", "settings.soon_days=5", "--field", "reason=试行")
    assert enter(register, "guan", "settings_changed", "office", *five_days) == 0
    capsys.readouterr()
    assert office()["settings"] == {**before["settings"], "soon_days": 5}
    post = ("--field", "officer.id=li", "--field", "officer.positions=clerk")
    assert enter(register, "guan", "officer_changed", "office", *post) == 0
    capsys.readouterr()
    assert officer("li") == {**li, "positions": ["clerk"]}
    renamed = ("--field", "body.id=zone", "--field", "body.name=开发区人社局",
               "--field", "reason=改名")  # fmt: skip
    assert enter(register, "guan", "authority_set", "office", *renamed) == 0
    capsys.readouterr()
    zone = next(a for a in office()["authorities"] if a["id"] == "zone")
    old = next(a for a in before["authorities"] if a["id"] == "zone")
    assert zone == {**old, "name": "开发区人社局"}


def test_a_field_is_given_once_however_its_row_is_written(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for twice in ("respondents.01.name=乙", "respondents.１.name=乙"):
        assert enter(register, "wang", "registered", *FIVE, "--field", twice) == 2
        assert "is given twice" in capsys.readouterr().err


def test_a_json_answer_can_be_asked_for_before_the_verb_and_beside_fields(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seat = ["--register", register, "--officer", "wang"]
    assert main(["--json", *seat, "enter", "registered", *FIVE]) == 0
    assert json.loads(capsys.readouterr().out)["docket"] == nth(1)
    note = ["--field", "text=记"]
    assert main([*seat, "enter", "noted", "--json", nth(1), *note]) == 0
    assert json.loads(capsys.readouterr().out)["docket"] == nth(1)
    act = tmp_path / "act.json"
    act.write_text('{"channel": "phone", "facts": "欠薪", "complainant": {"name": "甲"}, '
                   '"respondents": [{"name": "某店"}]}', "utf-8")  # fmt: skip
    assert main([*seat, "enter", "registered", "--json", str(act)]) == 0, "received now"
    assert json.loads(capsys.readouterr().out)["docket"] == nth(2)


def test_a_registration_said_to_be_the_same_matter_joins_the_first_complaint(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    same = ("--field", f"likeness.1.docket={nth(1)}", "--field", "likeness.1.answer=same")
    assert enter(register, "wang", "registered", *FIVE, *same) == 0
    capsys.readouterr()
    assert main(["--register", register, "--officer", "wang", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["key"], row["tickets"]) == (nth(1), 1)


def test_a_client_key_used_again_says_that_nothing_new_was_written(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    key = ("--client-key", "0D7E9A34-3f0e-4c80-9d29-3b8e2c6f1a11")
    assert enter(register, "wang", "registered", *FIVE, *key) == 0
    assert "nothing new" not in capsys.readouterr().out
    assert enter(register, "wang", "registered", *FIVE, *key) == 0
    assert "nothing new was written" in capsys.readouterr().out
    assert enter(register, "wang", "registered", *FIVE, "--client-key", "x") == 2


def test_an_expectation_beyond_the_docket_says_so(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    note = ("noted", nth(1), "--field", "text=一", "--expected", "99")
    assert enter(register, "wang", *note) == 3
    assert "has 1 entry, and 99 were expected" in capsys.readouterr().err


# ------------------------------------------------------------------ damaged and newer registers


def test_a_missing_evidence_file_is_damage(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case(register)
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"not a real photo")
    evidence = ("--field", "name=照片", "--field", f"file=@{photo}")
    assert enter(register, "li", "evidence_added", nth(2), *evidence) == 0
    (kept,) = (p for p in (Path(register) / "files").rglob("*") if p.is_file())
    kept.unlink()
    capsys.readouterr()
    assert main(["--register", register, "--officer", "li", "--lang", "en", "verify"]) == 4
    assert "Commit 5 names the file" in capsys.readouterr().err


def rewritten(register: str, change: Callable[[dict[str, Any]], None]) -> None:
    """The register with its last commit changed by another program, its hashes fitting."""
    ledger = Path(register) / "ledger.jsonl"
    lines = ledger.read_bytes().split(b"\n")[:-1]
    body = json.loads(lines[-1].rsplit(b"\t", 1)[0])
    change(body)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    last = text + b"\t" + hashlib.sha256(text).hexdigest().encode()
    ledger.write_bytes(b"\n".join([*lines[:-1], last]) + b"\n")
    (Path(register) / "snapshot.json").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda body: body.update(v=2), "of a newer form"),
        (lambda body: body["act"].update(colour="red"), "does not know (colour)"),
        (lambda body: body["act"].update(text=5), "cannot read (Expected"),
        (lambda body: body.update(at="yesterday"), "cannot read"),
        (lambda body: body["given"].pop("name"), "cannot read"),
    ],
)
def test_what_another_program_wrote_is_a_sentence_and_only_its_own_docket_is_shut(
    register: str,
    change: Callable[[dict[str, Any]], None],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for n in range(2):
        assert enter(register, "wang", "registered", *another(n)) == 0
    assert enter(register, "wang", "noted", nth(2), "--field", "text=一") == 0
    rewritten(register, change)
    seat = ["--register", register, "--officer", "wang", "--lang", "en"]
    for words in (["show", nth(2)], ["docket", nth(2)], ["permitted", nth(2)],
                  ["enter", "noted", nth(2), "--field", "text=二"]):  # fmt: skip
        capsys.readouterr()
        assert main([*seat, *words]) == 4, words
        assert told in capsys.readouterr().err
    assert main([*seat, "show", nth(1)]) == 0
    assert main([*seat, "list"]) == 0


# ------------------------------------------------------------------ without a register, again


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_days_are_those_of_the_office_whatever_the_machines_zone(zone: str) -> None:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    done = run("days", "今天", "1", "--unit", "calendar", "--json", TZ=zone)
    near = {(today + timedelta(days=n)).isoformat() for n in (1, 2)}  # midnight may lie between
    assert json.loads(done.stdout)["unrolled"] in near


def test_days_says_that_the_last_day_moved(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["days", "2026-09-18", "15", "--unit", "calendar", "--lang", "en"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in told] == [
        "2026-10-08",
        "15 days, days off included; the day it starts is not counted.",
        "1–15: 2026-09-19 Saturday … 2026-10-03 Saturday",
        "The last day, 2026-10-03, is off, so it moves to 2026-10-08.",
    ]


def test_days_tells_which_days_it_counted_and_which_it_passed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["days", "2026-09-23", "4", "--lang", "en"]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert told[2:] == [
        "1: 2026-09-24 Thursday",
        "not counted: 2026-09-25 Friday … 2026-09-27 Sunday, Mid-Autumn Festival",
        "2–4: 2026-09-28 Monday … 2026-09-30 Wednesday",
    ]
    assert main(["days", "2026-09-18", "1", "--lang", "en", "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    kinds = [(s["date"], s["kind"]) for s in steps[1:3]]
    assert kinds == [("2026-09-19", "skipped"), ("2026-09-20", "made_up")]
    assert main(["days", "2026-09-18 9:00", "30", "--unit", "hour", "--lang", "en"]) == 0
    assert "counted by the minute" in capsys.readouterr().out


def test_schemas_are_compared_only_with_a_folder_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--check", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "There is no folder schemas here" in told.err
    assert told.out == ""
    (tmp_path / "schemas").mkdir()
    assert main(["schema", "--check"]) == 1


def test_a_correction_reads_its_new_values_as_a_form_does(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = ("--field", "allegations.1.cause=arrears", "--field", "allegations.1.amount=3200")
    assert enter(register, "wang", "registered", *FIVE, *claim) == 0

    def correct(path: str, value: str) -> int:
        return enter(
            register, "wang", "corrected", nth(1), "--field", "entry=1", "--field",
            f"changes.1.path={path}", "--field", f"changes.1.value={value}",
            "--field", "reason=看错",
        )  # fmt: skip

    changed = {
        "facts": "四月工资没发", "channel": "电话", "received": "2026-01-06 9:00",
        "allegations.1.amount": "3,400.50", "allegations.1.start": "2026年3月1日",
        "complainant.phone": "139 0000 0001", "respondents": '[{"name": "周口某酒店"}]',
        "urgencies": '["injury"]', "demand": '"支付工资"',
        "late_reason": "20261123", "allegations.1.workers": "3",
    }  # fmt: skip
    for path, value in changed.items():
        assert correct(path, value) == 0, (path, capsys.readouterr().err)
    capsys.readouterr()
    main(["--register", register, "--officer", "wang", "docket", nth(1), "--json"])
    act = json.loads(capsys.readouterr().out)["entries"][0]["act"]
    assert (act["facts"], act["channel"], act["demand"]) == ("四月工资没发", "phone", "支付工资")
    assert act["received"] == "2026-01-06T09:00:00+08:00"
    assert act["complainant"]["phone"] == "13900000001"
    assert act["respondents"][0]["name"] == "周口某酒店"
    assert act["late_reason"] == "20261123"
    (alleged,) = act["allegations"]
    assert (alleged["amount"], alleged["start"]) == (340_050, "2026-03-01")
    assert correct("allegations.1.amount", "3500") == 0  # yuan, as everywhere else
    assert correct("allegations.1.workers", "4") == 0
    capsys.readouterr()
    main(["--register", register, "--officer", "wang", "docket", nth(1), "--json"])
    (alleged,) = json.loads(capsys.readouterr().out)["entries"][0]["act"]["allegations"]
    assert (alleged["amount"], alleged["workers"]) == (350_000, 4)
    for path, value, told in (
        ("received", "soon", "changes.1.value: “soon”"),
        ("respondents", "周口某酒店", "Say which row"),
        ("complainant", "王某某", "has parts: name"),
        ("colour", "red", "no field “colour”"),
    ):
        capsys.readouterr()
        assert correct(path, value) == 1, path
        assert told in capsys.readouterr().err


def test_check_remarks_a_birth_in_the_future(capsys: pytest.CaptureFixture[str]) -> None:
    number = "41160221000101001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(c) for w, c in zip(weights, number, strict=True))
    number += "10X98765432"[total % 11]
    assert main(["check", "resident-number", number, "--lang", "en"]) == 0
    assert "lies in the future" in capsys.readouterr().out


def test_the_schemas_do_not_depend_on_how_python_keeps_docstrings() -> None:
    acts = json.loads((ROOT / "schemas" / "acts.json").read_text("utf-8"))
    told = [part["description"] for part in acts["$defs"].values() if "description" in part]
    assert any("\n" in text for text in told)
    assert all(text == inspect.cleandoc(text) for text in told)


def test_schemas_are_written_where_they_are_wanted_or_a_sentence_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "not" / "there" / "yet"
    assert main(["schema", "--write", str(new)]) == 0
    assert main(["schema", "--check", str(new)]) == 0
    file = tmp_path / "file"
    file.write_text("x")
    assert main(["schema", "--write", str(file), "--lang", "en"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_ticket_comes_in_by_the_command_line_and_what_looks_the_same_is_told(
    register: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ticket = ("--field", "ticket.number=GD1", "--field", "ticket.raw=来电 13900000000")
    words = [word.replace("counter", "hotline_12345") for word in FIVE]
    assert enter(register, "wang", "registered", *words, *ticket) == 0
    answer = ("--field", "ticket=T1", "--field", "conclusion=filed", "--field", "reply=已受理")
    capsys.readouterr()
    again = {
        "channel": "counter", "received": "2026-01-05T09:10:00+08:00", "facts": "没发",
        "complainant": {"name": "王某某"}, "respondents": [{"name": "周口某快餐店"}],
    }  # fmt: skip
    path = tmp_path / "again.json"
    path.write_text(json.dumps(again), "utf-8")
    common = ["--register", register, "--officer", "wang", "--lang", "zh_CN"]
    assert main([*common, "similar", "--json", str(path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert "王禾" in found.pop("by")
    assert found == {"docket": nth(1), "why": "同一被投诉人、姓名相同", "likely": True}
    assert main([*common, "similar"]) == 2
    assert enter(register, "wang", "ticket_answered", "GD1", *answer) == 0


def test_reasons_are_json_too(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(register, "wang", "registered", *FIVE) == 0
    capsys.readouterr()
    words = ["--register", register, "--officer", "wang", "permitted", nth(1), "--json"]
    assert main([*words, "--lang", "zh_CN"]) == 0
    told = {p["kind"]: p["reasons"] for p in json.loads(capsys.readouterr().out)}
    assert [r["text"] for r in told["ticket_contacted"]] == ["本件没有工单，请先接入工单。"]


# ------------------------------------------------------------------ the law


def test_law_search_lists_the_best_first_with_its_marks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "search", "条例", "第十七条", "--lang", "zh_CN"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "jc-17        《劳动保障监察条例》第十七条"
    words = ["law", "search", "若干规定", "18", "--on", "2026-11-23", "--lang", "en"]
    assert main(words) == 0
    assert "[seen only as quoted elsewhere]" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["id"], first["second_hand"]) == ("gd-18-1", True)
    assert first["marks"] == ["seen only as quoted elsewhere"]
    assert main(["law", "search", "xyzzy", "--lang", "en"]) == 0
    assert "No provision holds all" in capsys.readouterr().out


def test_law_show_tells_what_speaks_against_a_provision_and_what_to_prefer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "zd-13-2", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "! Prefer Labour Contract Law, art. 85 item (2)" in told
    assert "Amount: 1 to 5 times the sum due" in told
    assert main(["law", "show", "zd-13-2", "--on", "2004-04-01", "--lang", "en"]) == 0
    assert "!" not in capsys.readouterr().out, "nothing came before it yet"
    assert main(["law", "show", "xx-1", "--lang", "en"]) == 1
    assert "no provision xx-1" in capsys.readouterr().err


def test_law_show_names_the_open_dockets_that_cite_it(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cause = ["--field", "allegations.1.cause=arrears"]
    assert enter(register, "wang", "registered", *FIVE, *cause) == 0
    capsys.readouterr()
    at = ["--register", register, "--officer", "wang", "--lang", "en", "law", "show", "gd-18-1"]
    assert main([*at, "--dockets"]) == 0
    assert f"{nth(1)}  周口某快餐店  limit: " in capsys.readouterr().out
    assert main([*at, "--dockets", "--json"]) == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert [one["docket"] for one in shown["dockets"]] == [nth(1)]


def test_law_breach_tells_the_law_part_by_part(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["law", "breach", "child_labour", "2021-03-01", "2021-08-31", "--on", "2026-11-23"]
    assert main([*words, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "2021-03-01 to 2021-05-31: the law of the days of the facts" in told
    assert "since 2021-06-01, for these days only if milder, which a person judges" in told
    assert main([*words, "--json"]) == 0
    parts = json.loads(capsys.readouterr().out)["parts"]
    assert [part["start"] for part in parts] == ["2021-03-01", "2021-06-01"]
    assert parts[0]["later"] == [{"id": "wb-125", "milder": None, "instead_of": []}]
    assert main(["law", "breach", "arrears", "2003-01-01", "--lang", "en"]) == 1
    assert main(["law", "breach", "arrears", "--lang", "en"]) == 2
