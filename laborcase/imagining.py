"""What a proposal would make: its dockets as they will be once it is signed, without numbers."""

from typing import cast

from . import codec
from .acts.base import Scene
from .entering import Dry, Raw, signed_act, unsealed, written
from .fields import DocketKey
from .folding import Folder
from .record.docket import Docket, fold
from .record.proposals import Proposal
from .store import Line, Store


class Unnumbered(Dry):
    """Numbers that nobody has: the key of a docket that is not there, and nothing on paper."""

    def take(self, series: str, first: int = 1) -> int:
        return 999_999


def imagined(
    store: Store, proposal: Proposal, scene: Scene, account: str, folder: Folder
) -> tuple[Docket, ...]:
    """The dockets that the act of a proposal would be written into, each with that entry last.
    Nothing is written, no number is taken, and none stands in the entry."""
    body = written(Unnumbered(store), signed_act(proposal), scene, account, folder, seal=unsealed)
    given = cast("Raw", body["given"])
    given["numbers"] = [{**n, "text": ""} for n in cast("list[Raw]", given["numbers"])]
    new = Line(seq=store.head().seq + 1, hash="", body=body)
    made = []
    for key in cast("list[str]", body["dockets"]):
        entries = codec.entries_from(key, [*store.lines(key), new])
        state = fold(entries)
        assert state is not None
        made.append(Docket(key=DocketKey(key), entries=entries, state=state))
    return tuple(made)
