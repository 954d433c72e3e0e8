"""Changed rules: which dates moved is told once, by whoever opens the register next."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from laborcase import law
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import NotFound
from laborcase.opening import open_desk

ROOT = Path(__file__).parent.parent
Older = Callable[[int], str]
ENGLISH = (
    "26-000001 (周开人社监登字〔2026〕第0001号): 2026-11-27 (Henan filing decision, 7 days)"
    " → 2026-11-30 (Acceptance, 5 working days)"
)
CHINESE = (
    "26-000001（周开人社监登字〔2026〕第0001号）：2026-11-27（河南立案 7 日）"
    " → 2026-11-30（受理 5 个工作日）"
)


def told(url: str, officer: str, capsys: pytest.CaptureFixture[str], lang: str = "en") -> list[str]:
    """What ``list`` says on stderr."""
    words = ["--register", url, "--officer", officer, "--lang", lang, "list", "--json"]
    main(words)
    return capsys.readouterr().err.splitlines()


def test_the_desk_has_each_moved_docket_with_its_dates_before_and_after(older: Older) -> None:
    with open_desk(older(2), officer="wang") as desk:
        assert [row.key for row in desk.moved] == ["26-000001", "26-000002"]
        row = desk.moved[0]
        assert (row.clock_before, row.due_before) == ("henan-file-7d", date(2026, 11, 27))
        assert (row.clock, row.due) == ("accept-5wd", date(2026, 11, 30))
        assert (row.dies_before, row.dies) == (None, None)
        assert desk.find(desk.asking()).rows[0].due == "2026-11-30"


def test_the_command_line_says_it_once_on_stderr_in_either_language(
    older: Older, capsys: pytest.CaptureFixture[str]
) -> None:
    url = older(1)
    copy = shutil.copytree(url, url + "-2")
    head, line = told(url, "wang", capsys)
    assert head.endswith("Open dockets whose dates moved with it: 1.")
    assert line == ENGLISH
    assert told(url, "wang", capsys) == []
    head, line = told(str(copy), "wang", capsys, "zh_CN")
    assert head.endswith("未办结案卷中日期随之变动的有 1 件。")
    assert line == CHINESE


def test_of_very_many_the_first_fifty_are_told_and_how_many_more(
    older: Older, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines, more = told(older(53), "wang", capsys)
    assert "moved with it: 53." in head
    assert [line[:9] for line in lines] == [f"26-{n:06}" for n in range(1, 51)]
    assert more == "and 3 more"


@pytest.mark.parametrize("officer", ["guan", "nobody"])
def test_who_may_see_no_docket_is_told_how_many_moved_but_not_which(
    older: Older, capsys: pytest.CaptureFixture[str], officer: str
) -> None:
    """Else an opening that nobody reads would swallow it."""
    url = older(1)
    head, *rest = told(url, officer, capsys)
    assert head.endswith("moved with it: 1.")
    assert "26-0" not in "".join(rest)
    assert told(url, "wang", capsys) == []


def test_whoever_opens_is_told_also_when_nobody_can_take_the_seat(older: Older) -> None:
    heard: list[tuple[str, ...]] = []

    def tell(desk: Desk) -> None:
        heard.append(desk.moved_in_words("en"))
        assert desk.moved == ()

    with pytest.raises(NotFound):
        open_desk(older(1), officer="nobody", tell=tell)
    assert [len(lines) for lines in heard] == [1]


def test_a_program_with_other_law_data_says_what_it_moves_and_nothing_else(
    older: Older, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Real programs: one with today's law data, then a newer one."""
    url = older(2)
    assert len(told(url, "wang", capsys)) == 3
    shutil.copytree(ROOT / "laborcase", tmp_path / "newer" / "laborcase")
    clocks = tmp_path / "newer" / "laborcase" / "law" / "data" / "clocks.toml"
    text = clocks.read_text("utf-8")
    assert text.count("\nlength = 7\n") >= 1
    head, tail = text.split('id = "henan-file-7d"')
    clocks.write_text(
        head + 'id = "henan-file-7d"' + tail.replace("length = 7", "length = 3", 1), "utf-8"
    )
    for expected in (["26-000001", "26-000002"], []):
        done = subprocess.run(
            [sys.executable, "-m", "laborcase", "--register", url, "--officer", "wang",
             "--lang", "en", "list", "--json"],
            cwd=tmp_path / "newer", capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        lines = done.stderr.splitlines()
        assert [line[:9] for line in lines[1:]] == expected
        assert all(
            line.endswith("2026-11-26 (Henan filing decision, 7 days)") for line in lines[1:]
        )
        assert {row["due"] for row in json.loads(done.stdout)["rows"]} == {"2026-11-26"}


def test_without_a_stderr_nothing_gets_among_the_answers(older: Older) -> None:
    command = (
        f"exec 2>&-; {sys.executable} -m laborcase --register {older(1)} --officer wang list --json"
    )
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, check=True)
    assert json.loads(done.stdout)["total"] == 1


def test_a_clock_that_this_program_does_not_know_keeps_its_id() -> None:
    assert law.clock_title("no-such-clock", "zh_CN") == "no-such-clock"
