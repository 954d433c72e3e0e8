"""What labour inspection brought about besides wages: counted in every monthly report (效果)."""

from attrs import field, frozen

from ..fields import label
from ..values import Fen


@frozen(kw_only=True)
class Effects:
    """What was put right for workers; empty where nobody said. Sums in fen."""

    contracts: int | None = field(default=None, metadata=label("Contracts signed (workers)"))
    insured: int | None = field(
        default=None, metadata=label("Social insurance made good (workers)")
    )
    insurance: Fen | None = field(default=None, metadata=label("Social insurance paid up (sum)"))
    deposits: int | None = field(
        default=None, metadata=label("Deposits or papers returned (workers)")
    )
    deposit_sum: Fen | None = field(default=None, metadata=label("Deposits returned (sum)"))
