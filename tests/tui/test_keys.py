"""From Today to each of the twenty commonest acts in at most four keys besides typed text."""

import importlib.util
from pathlib import Path

import pytest

from laborcase import acts

MOST = 4
BENCH = Path(__file__).parents[1] / "bench" / "keys.py"


@pytest.fixture
def keys():
    """The measure itself, which ``tests/bench/run.py`` prints."""
    spec = importlib.util.spec_from_file_location("keys_bench", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
async def test_each_of_the_twenty_commonest_acts_is_four_keys_from_today(keys, lang: str) -> None:
    found = await keys.ways(lang)
    assert len({one["act"] for one in found} & set(acts.ACTS)) == 20
    assert {one["act"]: one["keys"] for one in found if one["count"] > MOST} == {}
