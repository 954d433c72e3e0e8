"""README says what the code does: its examples are the files, its list is ``__all__``."""

import csv
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import laborcase
from laborcase import acts
from laborcase.desk import Desk

ROOT = Path(__file__).parent.parent


def made() -> str:
    """The README with its generated parts filled in."""
    text = (ROOT / "README.md").read_text("utf-8")
    for name in ("examples/one_complaint.py", "examples/up_and_down.py", "examples/feed.py"):
        code = (ROOT / name).read_text("utf-8")
        text = re.sub(
            rf"(<!-- {re.escape(name)} -->\n)```python\n.*?```\n<!-- end -->",
            lambda m, code=code: f"{m[1]}```python\n{code}```\n<!-- end -->",
            text,
            flags=re.DOTALL,
        )
    names = ", ".join(f"`{n}`" for n in laborcase.__all__)
    return re.sub(
        r"<!-- __all__ -->.*?<!-- end -->",
        f"<!-- __all__ -->{names}.<!-- end -->",
        text,
        flags=re.DOTALL,
    )


def test_the_readme_shows_the_examples_and_the_public_names_as_they_are() -> None:
    wanted = made()
    if os.environ.get("LABORCASE_UPDATE_GOLDEN"):
        (ROOT / "README.md").write_text(wanted, "utf-8")
    assert (ROOT / "README.md").read_text("utf-8") == wanted


def test_every_public_name_exists_and_the_list_is_sorted() -> None:
    assert list(laborcase.__all__) == sorted(laborcase.__all__)
    for name in laborcase.__all__:
        assert getattr(laborcase, name) is not None


def test_the_story_of_one_complaint_runs_and_is_short() -> None:
    path = ROOT / "examples" / "one_complaint.py"
    assert len(path.read_text("utf-8").splitlines()) <= 60
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) == 16
    assert lines[0].endswith("周明 受理并立案")
    assert lines[-1].endswith("周明 结案")


def test_the_story_up_and_down_says_who_decided_what_under_which_number() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "up_and_down.py")],
        capture_output=True, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    lines = [line.strip() for line in done.stdout.splitlines()]
    city, zone = "周口市人力资源和社会保障局", "周口经济开发区人力资源和社会保障局"
    assert f"{zone} → {city}" in lines
    assert f"{city} → {zone}" in lines
    (paper,) = (line for line in lines if line.startswith("P1 "))
    assert paper.startswith("P1 周人社监令字"), "the order stays the city's"
    assert paper.endswith(f"（{city}）")
    own, _, former = lines[-1].partition(" 曾用 ")
    assert own.startswith("案号 周开人社监立字")
    assert former.startswith("周人社监立字")


def test_the_feed_enters_good_rows_and_names_bad_ones(desk: Desk) -> None:
    feed = runpy.run_path(str(ROOT / "examples" / "feed.py"))["feed"]
    with (ROOT / "examples" / "complaints.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.append({**rows[0], "phone": "12"})
    entered, problems = feed(desk.as_officer("wang"), rows)
    assert entered == 3
    assert len(problems) == 1
    assert problems[0].startswith("line 5: complainant.phone")


def test_the_sample_office_is_the_one_the_program_carries() -> None:
    sample = (ROOT / "examples" / "zhoukou-zone.toml").read_bytes()
    assert sample == (ROOT / "laborcase" / "data" / "demo.toml").read_bytes()
    assert isinstance(laborcase.sample_office(), acts.Founded)
