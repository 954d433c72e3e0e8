"""A number is shown when it is final, and belongs to one thing for ever."""

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from laborcase import acts
from laborcase.cli import main
from laborcase.errors import Refused, RegisterError
from laborcase.opening import found_register, open_desk
from laborcase.store.ledger import Ledger
from laborcase.values import Text
from laborcase.words import say

Complaint = Callable[..., acts.Registered]
NUMBER = re.compile(r"第[0-9]{4}号")
FIELDS = (
    "enter", "registered", "--field", "channel=counter", "--field", "complainant.name=甲",
    "--field", "respondents.1.name=某厂", "--field", "facts=三月工资没发",
)  # fmt: skip


def everything(folder: Path) -> str:
    """What lies in any file of a folder, as far as it is text."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def test_a_number_is_told_and_lies_in_a_file_only_when_its_commit_is_on_the_disk(
    founding: acts.Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The disk fails at the boundary: the act was made, its number was taken, nothing is there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found_register(str(tmp_path / "register"), founding, account="test").close()
    words = ["--register", str(tmp_path / "register"), "--officer", "wang", "--lang", "en"]
    assert main([*words, "list"]) == 0
    before = everything(tmp_path)
    made: list[str] = []

    def fails(self: Ledger, lines: Sequence[tuple[object, bytes]]) -> None:
        made.extend(NUMBER.findall(lines[0][1].decode()))
        raise RegisterError(say("The disk failed."))

    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "append", fails)
        for more in ((), ("--json",)):
            capsys.readouterr()
            assert main([*words, *FIELDS, *more]) == 4
            told = "".join(capsys.readouterr())
            assert NUMBER.search(told) is None, told
    assert made[:1] == ["第0001号"]
    assert everything(tmp_path) == before
    capsys.readouterr()
    assert main([*words, *FIELDS]) == 0
    assert NUMBER.findall(capsys.readouterr().out) == ["第0001号"]


@pytest.mark.parametrize("kind", ["memory", "tiny"])
def test_no_number_or_key_is_given_twice_or_left_out_whatever_is_taken_back_or_refused(
    kind: str, founding: acts.Founded, complaint: Complaint, clock, tmp_path: Path
) -> None:
    chance = random.Random(2026)
    sys.stdout.write("seed 2026\n")
    url = "memory:" if kind == "memory" else str(tmp_path / "register")
    desk = found_register(url, founding, clock=clock, account="test")
    numbers: dict[str, list[int]] = {}
    keys: list[str] = []
    refused = 0
    for step in range(150):
        wang = desk.as_officer("wang")
        commit = None
        key = chance.choice(keys) if keys else ""
        try:
            match chance.randrange(6):
                case 0 | 1:
                    commit = wang.enter(complaint(facts=f"第{step}件"))
                    keys.append(str(commit.opened))
                case 2 if key:
                    n = len(wang.docket(key).entries)
                    wang.enter(acts.TakenBack(entry=n, reason=Text("录错")), on=key)
                case 3 if key:
                    commit = wang.enter(acts.SupplementAsked(items=Text("身份证")), on=key)
                case 4:
                    with pytest.raises(RuntimeError):
                        desk.store.commit(f"broken-{step}", _breaks_off)
                case 5 if kind == "tiny":  # another program goes on
                    desk.close()
                    desk = open_desk(url, officer="guan", clock=clock)
        except Refused:
            refused += 1
        for number in commit.numbers if commit else ():
            numbers.setdefault(f"{number.kind}/{number.authority}", []).append(number.n)
    assert refused
    assert len(numbers) > 1
    for series in numbers.values():
        assert series == list(range(1, len(series) + 1))
    assert keys == [f"26-{n:06}" for n in range(1, len(keys) + 1)]
    assert any(desk.as_officer("wang").complaint(key).void for key in keys)
    desk.close()


def _breaks_off(txn):
    """A maker that takes a number and then fails."""
    txn.take("docket/26")
    raise RuntimeError
