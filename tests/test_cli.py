"""The command line: verbs, exit codes, sentences on stderr, hostile surroundings."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from laborcase.cli import main

ROOT = Path(__file__).parent.parent
OFFICE = str(ROOT / "examples" / "zhoukou-zone.toml")
FIVE = [
    "--field", "channel=counter", "--field", "received=2026-01-05T09:10:00+08:00",
    "--field", "complainant.name=王某某", "--field", "respondents.1.name=周口某快餐店",
    "--field", "facts=三月工资一直没发",
]  # fmt: skip


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
    assert "no cause" in capsys.readouterr().err
    for officer, *words in (
        ("wang", "registered", *FIVE, "--field", "allegations.1.cause=arrears",
         "--field", "allegations.1.amount=3,200"),
        ("zhou", "accepted", "26-000001", "--field", "told_on=今天"),
        ("zhou", "assigned", "26-000002", "--field", "lead=li", "--field", "assistant=chen"),
        ("zhou", "asked", "26-000002", "--field", "what=报请上级办理", "--field",
         "reasons_given=需查询账户"),
        ("zheng", "answered", "26-000002", "--field", "handover=H1", "--field", "answer=approved",
         "--field", "text=同意"),
        ("wu", "carried_out", "26-000002", "--field", "handover=H1", "--field", "received=案卷"),
        ("wu", "asked", "26-000002", "--field", "what=hand_down", "--field", "reasons_given=已查明",
         "--field", "remaining=责令", "--field", "report_by=+20"),
        ("zheng", "answered", "26-000002", "--field", "handover=H2", "--field", "answer=approved",
         "--field", "text=同意"),
        ("zhou", "carried_out", "26-000002", "--field", "handover=H2", "--field", "received=案卷"),
        ("zhou", "assigned", "26-000002", "--field", "lead=li", "--field", "assistant=chen"),
        ("li", "ordered", "26-000002", "--field", "what=支付工资", "--field", "by=+7"),
        ("li", "served", "26-000002", "--field", "paper=P1", "--field", "receiver=店长"),
        ("li", "performed", "26-000002", "--field", "paper=P1", "--field", "amount=3200"),
        ("li", "concluded", "26-000002", "--field", "report=属实", "--field", "proposal=handling"),
        ("ma", "decided", "26-000002", "--field", "outcome=order", "--field", "content=已履行",
         "--field", "findings.1.allegation=A1", "--field", "findings.1.finding=upheld"),
        ("zhou", "closed", "26-000002", "--field", "result=已付清"),
        ("he", "archived", "26-000002"),
    ):  # fmt: skip
        assert enter(register, officer, *words) == 0, (words, capsys.readouterr().err)
    capsys.readouterr()
    assert main(["--register", register, "--officer", "he", "docket", "26-000002", "--json"]) == 0
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
    }
    path.write_text(json.dumps(act), "utf-8")
    words = ["--register", register, "--officer", "wang", "enter", "registered"]
    assert main([*words, "--json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["docket"] == "26-000001"
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
        (["enter", "noted", "26-000099", "--field", "text=x"], 1),
        (["enter", "registered", "--field", "facts=a", "--field", "facts=b"], 2),
        (["enter", "registered", "--field", "facts"], 2),
        (["enter", "registered", "--json", "/no/such/file"], 2),
        (["show", "26-000099"], 1),
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
    note = ("noted", "26-000001", "--field", "text=一")
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
    assert enter(register, "zhou", "accepted", "26-000001") == 0
    pair = ("--field", "lead=li", "--field", "assistant=chen")
    assert enter(register, "zhou", "assigned", "26-000002", *pair) == 0
    evidence = ("evidence_added", "26-000002", "--field", "name=照片")
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
    ):
        (tmp_path / "act.json").write_text(text, "utf-8")
        words = ("noted", "26-000001", "--json", str(tmp_path / "act.json"))
        assert enter(register, "wang", *words) == 1
        assert told in capsys.readouterr().err


def test_show_tells_the_office_and_a_void_number_reads_void(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "office", "--register", register, "--officer", "wang"]) == 0
    assert "周口市人力资源和社会保障局" in capsys.readouterr().out
    assert enter(register, "wang", "registered", *FIVE) == 0
    back = ("--field", "entry=1", "--field", "reason=点错")
    assert enter(register, "wang", "taken_back", "26-000001", *back) == 0
    capsys.readouterr()
    read = ["docket", "26-000001", "--register", register, "--officer", "wang", "--lang", "en"]
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
    shown = run("--register", register, "--officer", "wang", "docket", "26-000001", "--json")
    entry = json.loads(shown.stdout)["entries"][0]
    assert entry["at"].endswith("+08:00")
    assert entry["act"]["received"] == "2026-01-05T09:10:00+08:00"


def test_ascii_output_loses_no_line(register: str) -> None:
    assert run("--register", register, "--officer", "wang", "enter", "registered",
               *FIVE).returncode == 0  # fmt: skip
    done = run("--register", register, "--officer", "wang", "list",
               LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")  # fmt: skip
    assert done.returncode == 0
    assert "26-000001" in done.stdout
    assert "\\u" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(register: str) -> None:
    for _ in range(3):
        assert run("--register", register, "--officer", "wang", "enter", "registered",
                   *FIVE).returncode == 0  # fmt: skip
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


def test_text_typed_by_people_cannot_command_the_terminal(register: str) -> None:
    words = [w.replace("三月工资", "[/]\u202e\u200b{x}%s") for w in FIVE]
    assert run("--register", register, "--officer", "wang", "enter", "registered",
               *words).returncode == 0  # fmt: skip
    shown = run("--register", register, "--officer", "wang", "show", "26-000001")
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
    key = "26-000001"
    assert enter(register, "wang", "accepted", key, "--opinion", "x") == 2
    assert enter(register, "wang", "accepted", key) == 1
    assert enter(register, "wang", "accepted", key, "--propose", "--opinion", "拟立案") == 0
    back = ("--field", "proposal=R1", "--field", "answer=退回", "--field", "opinion=案由不准")
    assert enter(register, "zhou", "signed", key, *back) == 0
    assert enter(register, "wang", "accepted", key, "--propose", "--again", "R1") == 0
    capsys.readouterr()
    assert enter(register, "zhou", "signed", key, "--field", "proposal=R1") == 0
    assert "监立字" in capsys.readouterr().out


def test_today_lists_what_waits_for_an_officer(
    register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = ["--field", "channel=counter", "--field", "complainant.name=王某某"]
    now += ["--field", "respondents.1.name=周口某快餐店", "--field", "facts=没发工资"]
    assert enter(register, "wang", "registered", *now) == 0
    assert enter(register, "wang", "accepted", "26-000001", "--propose") == 0
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
