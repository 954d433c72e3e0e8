"""Case management for labour-inspection offices: open a desk, enter acts, read dockets.

>>> import laborcase
>>> desk = laborcase.found_register("memory:", laborcase.sample_office())
>>> desk.office.name
'周口经济开发区劳动保障监察'
"""

from . import acts, law, parties, record, values
from .desk import Desk, Found, Permission
from .entering import Commit
from .errors import (
    Conflict,
    Invalid,
    LaborCaseError,
    NotFound,
    Problem,
    Reason,
    Refused,
    RegisterError,
    Usage,
)
from .opening import found_register, open_desk
from .proof import Verified
from .store import Find
from .words import speak


def sample_office() -> acts.Founded:
    """The founding act of the sample office (``examples/zhoukou-zone.toml``)."""
    from .demo import founding

    return founding()


__all__ = [
    "Commit",
    "Conflict",
    "Desk",
    "Find",
    "Found",
    "Invalid",
    "LaborCaseError",
    "NotFound",
    "Permission",
    "Problem",
    "Reason",
    "Refused",
    "RegisterError",
    "Usage",
    "Verified",
    "acts",
    "found_register",
    "law",
    "open_desk",
    "parties",
    "record",
    "sample_office",
    "speak",
    "values",
]
