"""What people do. One room per phase; an act is one class: fields, who, when, basis, effect."""

from typing import Final

from .always import Change, Corrected, IrregularitySettled, Noted, TakenBack
from .approval import ProposalWithdrawn, Proposed, Signed
from .base import Act, Scene
from .closing import Archived, Closed, Reopened
from .decision import (
    AdvanceNotice,
    Decided,
    Defended,
    Discussed,
    FindingOn,
    Heard,
    Ordered,
    Reviewed,
    TransferAnswered,
    Transferred,
)
from .filing import Assigned, Filed, FiledOwnMotion, Linked, NotFiled, Recused, Replaced, Unlinked
from .handover import Answered, Asked, CarriedOut
from .identity import IdentityOpened
from .intake import (
    Accepted,
    ComplainantTold,
    Disposed,
    Registered,
    Replied,
    SupplementAsked,
    SupplementReceived,
    Withdrawn,
)
from .investigation import (
    Concluded,
    EvidenceAdded,
    Extended,
    InquiryIssued,
    Interviewed,
    Preserved,
    Released,
    SiteRecorded,
)
from .office import (
    AbsenceEntered,
    AuthorisationEnded,
    AuthorisationGiven,
    AuthoritySet,
    Founded,
    JointOfficeSet,
    OfficerAdded,
    OfficerChanged,
    SettingsChanged,
)
from .service import CourtApplied, Demanded, Performed, Served

ACTS: Final[dict[str, type[Act]]] = {
    cls.kind: cls
    for cls in (
        # intake
        Registered, SupplementAsked, SupplementReceived, Accepted, Disposed, ComplainantTold,
        Withdrawn, Replied,
        # filing
        Filed, FiledOwnMotion, NotFiled, Assigned, Recused, Replaced, Linked, Unlinked,
        # investigation
        InquiryIssued, Interviewed, SiteRecorded, EvidenceAdded, Preserved, Released, Extended,
        Concluded,
        # decision
        Ordered, AdvanceNotice, Defended, Heard, Reviewed, Discussed, Decided, Transferred,
        TransferAnswered,
        # hand-over
        Asked, Answered, CarriedOut,
        # approval
        Proposed, Signed, ProposalWithdrawn,
        # service and performance
        Served, Performed, Demanded, CourtApplied,
        # closing
        Closed, Reopened, Archived,
        # always
        Noted, Corrected, TakenBack, IrregularitySettled, IdentityOpened,
        # office
        Founded, OfficerAdded, OfficerChanged, AbsenceEntered, AuthoritySet, JointOfficeSet,
        SettingsChanged, AuthorisationGiven, AuthorisationEnded,
    )
}  # fmt: skip
"""Every kind of act by its stored word, in the order in which people meet them."""

__all__ = [
    "ACTS", "AbsenceEntered", "Accepted", "Act", "AdvanceNotice", "Answered", "Archived", "Asked",
    "Assigned", "AuthorisationEnded", "AuthorisationGiven", "AuthoritySet", "CarriedOut", "Change",
    "Closed", "ComplainantTold", "Concluded", "Corrected", "CourtApplied", "Decided", "Defended",
    "Demanded", "Discussed", "Disposed", "EvidenceAdded", "Extended", "Filed", "FiledOwnMotion",
    "FindingOn", "Founded", "Heard", "IdentityOpened", "InquiryIssued", "Interviewed",
    "IrregularitySettled", "JointOfficeSet", "Linked", "NotFiled", "Noted", "OfficerAdded",
    "OfficerChanged", "Ordered", "Performed", "Preserved", "ProposalWithdrawn", "Proposed",
    "Recused", "Registered", "Released", "Reopened", "Replaced", "Replied", "Reviewed", "Scene",
    "Served", "SettingsChanged", "Signed", "SiteRecorded", "SupplementAsked", "SupplementReceived",
    "TakenBack", "TransferAnswered", "Transferred", "Unlinked", "Withdrawn",
]  # fmt: skip
