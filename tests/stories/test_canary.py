"""A confidential complaint and an anonymous tip-off, with canary names in every field, are played
through the command line and the terminal: nothing that is printed, drawn, titled, written into a
file or rendered as a paper names anybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from laborcase import acts, cli
from laborcase.opening import found_register
from tests.canaries import (
    CALLED,
    CALLED_PHONE,
    CALLER,
    HEARD,
    JOINER,
    JOINER_PHONE,
    NAME,
    NUMBER,
    OPEN,
    PHONE,
    RAW_PHONE,
    SAID,
    SPEAKER,
    STREET,
    TRADE,
    UNIT,
    WORKER,
    WORKER_NUMBER,
    WORKER_PHONE,
    files_that_name,
    holds,
)
from tests.conftest import Clock

from .doors import CommandLine, Step, Story, Terminal, begins, step

KEY, TIP, CASE = "26-000001", "26-000002", "26-000003"
FIRST = (
    "channel=hotline_12345", "received=2026-11-23 09:05", "ticket.number=GD2026112300001",
    f"ticket.raw=来电人：{CALLER}，{RAW_PHONE}", "respondents.1.name=周口某快餐店",
    "site.address=七一路", f"facts={OPEN[0]}，拖欠工资", "allegations.1.cause=arrears",
    "allegations.1.amount=3200",
)  # fmt: skip
WHO = (
    f"complainant.name={NAME}", f"complainant.phone={PHONE}",
    f"complainant.resident_number={NUMBER}", f"complainant.address={STREET}",
    f"complainant.occupation={TRADE}", f"complainant.work_unit={UNIT}",
    f"representatives={SPEAKER}",
    f"workers.1.name={WORKER}", f"workers.1.phone={WORKER_PHONE}",
    f"workers.1.resident_number={WORKER_NUMBER}", "workers.1.claims.1.amount=3200",
)  # fmt: skip
STORY: Story = (
    step("2026-11-23 09:10", "wang", "registered", "", *FIRST, *WHO, "identity=confidential"),
    step("2026-11-23 09:20", "wang", "contacted", KEY, "side=complainant", f"whom={CALLED}",
         f"phone={CALLED_PHONE}", "reply=reached", f"said={HEARD}"),
    step("2026-11-23 09:25", "wang", "ticket_contacted", KEY, "ticket=T1", f"note={SAID[1]}"),
    step("2026-11-23 09:30", "wang", "worker_joined", KEY, f"worker.name={JOINER}",
         f"worker.phone={JOINER_PHONE}"),
    step("2026-11-23 09:35", "wang", "noted", KEY, f"text={NAME}又来电",
         refused="names the person who must stay unknown"),
    step("2026-11-23 09:40", "wang", "registered", "", "tipoff=true", "identity=anonymous",
         "channel=hotline_12345", "received=2026-11-23 09:38", "ticket.number=GD2026112300002",
         f"ticket.raw=来电人：{CALLER}\n{RAW_PHONE}", "site.address=五一路", "facts=有人干活不发钱",
         "allegations.1.cause=arrears"),
    step("2026-11-23 09:50", "wang", "accepted", KEY, propose="拟立案"),
    step("2026-11-23 10:00", "zhou", "signed", KEY, "proposal=R1"),
    step("2026-11-23 10:05", "zhou", "assigned", CASE, "lead=li", "assistant=chen"),
    step("2026-11-23 10:10", "zhou", "noted", CASE, f"text=催办人{NAME}",
         refused="names the person who must stay unknown"),
    step("2026-11-23 10:20", "zhou", "filed", TIP, f"case={CASE}"),
    step("2026-11-23 10:30", "li", "noted", CASE, "text=约店主来所"),
)  # fmt: skip


def asked(url: str, folder: Path) -> Iterator[list[str]]:
    """Every verb by which somebody can ask something of these dockets."""
    month = ["figures", "2026-11-01", "2026-11-30"]
    for officer in ("wang", "zhou", "li", "guan"):
        for lang in ("en", "zh_CN"):
            seat = ["--register", url, "--officer", officer, "--lang", lang]
            every = [["list"], ["today"], ["verify"], ["permitted"], ["hand-over", "wang"], month]
            for key in (KEY, TIP, CASE):
                every += [[verb, key] for verb in ("show", "docket", "permitted", "why", "print")]
            for words in every:
                yield [*seat, *words]
                yield [*seat, *words, "--json"]
            yield [*seat, *month, "--csv"]
            yield [*seat, "list", "--text", NAME]
            yield [*seat, "enter", "accepted", TIP]
            yield [
                *seat,
                "enter",
                "supplement_received",
                KEY,
                "--field",
                f"complainant.phone={PHONE}9",
            ]
            for key, paper in ((KEY, "D01"), (KEY, "P1"), (KEY, "P2"), (TIP, "D02"), (CASE, "D10")):
                for ending in ("txt", "html"):
                    out = folder / f"{officer}-{lang}-{key}-{paper}.{ending}"
                    yield [*seat, "print", key, paper, "-o", str(out)]


async def test_the_command_line_prints_and_writes_nobody(
    founding: acts.Founded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LABORCASE_IDENTITY_KEY", str(tmp_path / "identity.key"))
    clock, url = Clock(begins(STORY)), str(tmp_path / "register")
    found_register(url, founding, clock=clock, account="test").close()
    door = CommandLine(url, clock, monkeypatch, capsys)
    heard: list[str] = []
    reading = capsys.readouterr

    def read() -> object:
        found = reading()
        heard.extend((found.out, found.err))
        return found

    monkeypatch.setattr(capsys, "readouterr", read)
    await door.play(STORY)
    papers = tmp_path / "papers"
    papers.mkdir()
    done = [cli.main(words) for words in asked(url, papers)]
    read()
    assert done.count(0) > 80, "most of it can be asked"
    assert len(list(papers.iterdir())) > 20
    assert holds("".join(heard)) == []
    assert files_that_name(tmp_path) == []


async def test_the_terminal_draws_and_keeps_nobody(
    founding: acts.Founded,
    program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While a name is typed it stands in its field; from the moment it is entered nowhere."""
    monkeypatch.setenv("LABORCASE_IDENTITY_KEY", str(tmp_path / "identity.key"))
    clock, url = Clock(begins(STORY)), str(tmp_path / "register")
    with found_register(url, founding, clock=clock, account="test") as desk:
        async with program(desk.as_officer("wang"), demo=True) as p:
            door = Terminal(p, desk, clock)
            sent: list[str] = p.app._driver.sent
            for part in STORY:
                assert isinstance(part, Step)
                await door.play((part,))
                if not part.refused:
                    assert holds(p.text) == [], part
                await door.go_to("")
                sent.clear()
                await door.keys("f5")
                assert holds("".join(sent)) == [], part
                assert files_that_name(tmp_path) == [], part
            for officer, key in (("wang", KEY), ("zhou", TIP), ("li", CASE)):
                await door.sit(officer)
                await door.go_to(key)
                await door.keys("f12", "escape", "enter", "escape", "ctrl+p", "enter", "escape")
                await door.go_to("")
            assert "七一路" in "".join(sent), "the dockets were drawn"
            assert holds("".join(sent)) == []
    assert files_that_name(tmp_path) == []
