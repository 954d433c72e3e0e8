"""Two openers of one register on a disk that fails and forgets, against a plain list of commits.

``LABORCASE_LONG=1`` tries many more programs.
"""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from laborcase.errors import RegisterError
from laborcase.store import Json, Make, Txn
from laborcase.store.ledger import create_ledger
from laborcase.store.tiny import TinyStore
from tests.store.conftest import simple
from tests.store.simdisk import SimDisk

LONG = os.environ.get("LABORCASE_LONG") == "1"
HERE = Path("/r")
OPENERS = st.sampled_from((0, 1))
TEXTS = st.sampled_from(("", "a", "拖欠工资" * 30, "x" * 900, '{"seq":1}\t', "\n"))


class Register(RuleBasedStateMachine):
    """``told`` are the commits that were acknowledged, in order; ``maybe`` those between them of
    which it is not known."""

    @initialize()
    def begin(self) -> None:
        self.disk = SimDisk()
        create_ledger(HERE, register="model", disk=self.disk)
        self.stores: list[TinyStore | None] = [None, None]
        self.told: dict[str, str] = {}
        self.tried: list[str] = []
        self.seen: list[str] = []
        self.count = 0
        self.year = 2026

    def store(self, which: int) -> TinyStore | None:
        if self.stores[which] is None:
            with suppress(RegisterError):
                self.stores[which] = TinyStore(HERE, simple, disk=self.disk)
        return self.stores[which]

    def _make(self, text: str) -> Make:
        def make(txn: Txn) -> Mapping[str, Json]:
            at = f"{self.year}-03-01T00:00:00+08:00"
            return {"dockets": [f"26-{txn.take('26'):06}"], "text": text, "at": at}

        return make

    def _fresh(self) -> str:
        self.count += 1
        self.tried.append(f"k{self.count}")
        return self.tried[-1]

    @rule(which=OPENERS, text=TEXTS)
    def commit(self, which: int, text: str) -> None:
        store, key = self.store(which), self._fresh()
        with suppress(RegisterError):
            if store is not None:
                self.told[key] = store.commit(key, self._make(text))[0].hash

    @rule(which=OPENERS, text=TEXTS, size=st.integers(2, 4))
    def batch(self, which: int, text: str, size: int) -> None:
        store, keys = self.store(which), [self._fresh() for _ in range(size)]
        with suppress(RegisterError):
            if store is not None:
                lines = store.commit_many((key, self._make(text)) for key in keys)
                self.told |= {str(line.body["key"]): line.hash for line in lines}

    @rule(which=OPENERS, place=st.integers(0, 20))
    def once_more(self, which: int, place: int) -> None:
        store = self.store(which)
        if store is None or not self.told:
            return
        key = list(self.told)[place % len(self.told)]
        with suppress(RegisterError):
            line, new = store.commit(key, self._make("again"))
            assert (line.hash, new) == (self.told[key], False)

    @rule(which=OPENERS)
    def look(self, which: int) -> None:
        store = self.store(which)
        if store is None:
            return
        with suppress(RegisterError):
            head = store.head()
            found = [line.hash for line in store.each_line()]
            assert (len(found), [store.head().hash]) == (head.seq, found[-1:] or [head.hash])
            told = list(self.told.values())
            if store._ledger.broken:  # it stays where it was until it is opened again
                told = told[: len([h for h in told if h in found])]
            assert [h for h in found if h in told] == told

    @rule(which=OPENERS)
    def close(self, which: int) -> None:
        store = self.stores[which]
        if store is not None:
            with suppress(RegisterError):
                store.close()
        self.stores[which] = None

    @rule()
    def new_year(self) -> None:
        self.year = min(self.year + 1, 2040)

    @rule(
        call=st.sampled_from(("write", "flush", "truncate", "replace", "flush_folder", "read")),
        after=st.integers(0, 4),
        times=st.integers(1, 3),
    )
    def will_fail(self, call: str, after: int, times: int) -> None:
        asked = [0]

        def fails(name: str, path: Path) -> OSError | None:
            asked[0] += name == call
            bad = name == call and after < asked[0] <= after + times
            return OSError(errno.EIO, "bad", str(path)) if bad else None

        self.disk.fails = fails

    @rule()
    def well_again(self) -> None:
        self.disk.fails = lambda name, path: None

    @rule()
    def both_die(self) -> None:
        self.stores = [None, None]
        self.disk = self.disk.after_death()

    @precondition(lambda self: self.count)
    @rule(seed=st.integers(0, 2**32))
    def power_cut(self, seed: int) -> None:
        self.stores = [None, None]
        self.disk = self.disk.after_power_cut(seed)
        self._check()

    def teardown(self) -> None:
        if hasattr(self, "disk"):
            self.stores = [None, None]
            self.disk = self.disk.after_death()
            self._check()

    def _check(self) -> None:
        with TinyStore(HERE, simple, disk=self.disk) as store:
            lines = list(store.each_line())
        found = {str(line.body["key"]): line.hash for line in lines}
        assert {key: h for key, h in found.items() if key in self.told} == self.told
        assert list(found) == [key for key in self.tried if key in found]
        assert [line.body["takes"] for line in lines] == [{"26": n + 1} for n in range(len(lines))]
        self.told = found  # what is there stays


PARTS = 6  # so that the workers of one run share them


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
@pytest.mark.parametrize("part", range(PARTS))
def test_two_openers_on_a_bad_disk_agree_with_a_list_of_commits(part: int) -> None:
    """3,000 little programs of 50 steps; Hypothesis prints how to repeat one that fails."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Register,
        settings=settings(
            max_examples=(50_000 if LONG else 3000) // PARTS,
            stateful_step_count=50,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
