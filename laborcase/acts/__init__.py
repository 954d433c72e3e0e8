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
    AssistanceAnswered,
    AssistanceAsked,
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
from .publicity import (
    Delisted,
    Listed,
    ListingNoticed,
    ListingSpared,
    Objected,
    ObjectionAnswered,
    Published,
    RemovalAnswered,
    RemovalAsked,
    Unpublished,
)
from .remedies import (
    DecisionChanged,
    DecisionCorrected,
    DecisionWithdrawn,
    EndTold,
    InspectionEnded,
    RemedyDecided,
    RemedyLodged,
)
from .sanctions import ExtraCompensation, FineDeferred, FinePaid, FineReturned, ReportedUpward
from .service import CourtApplied, Demanded, Performed, Served
from .urgent import ChildFound, ChildReported, ChildSentHome, UrgencySet

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
        AssistanceAsked, AssistanceAnswered, Concluded,
        # urgent
        UrgencySet, ChildFound, ChildSentHome, ChildReported,
        # decision
        Ordered, AdvanceNotice, Defended, Heard, Reviewed, Discussed, Decided, Transferred,
        TransferAnswered,
        # hand-over
        Asked, Answered, CarriedOut,
        # approval
        Proposed, Signed, ProposalWithdrawn,
        # service and performance
        Served, Performed, Demanded, CourtApplied,
        # remedies
        InspectionEnded, EndTold, RemedyLodged, RemedyDecided, DecisionCorrected, DecisionChanged,
        DecisionWithdrawn,
        # sanctions
        FinePaid, FineDeferred, FineReturned, ExtraCompensation, ReportedUpward,
        # publicity
        Published,
        Objected, ObjectionAnswered, Unpublished, ListingNoticed, ListingSpared, Listed,
        RemovalAsked, RemovalAnswered, Delisted,
        # closing
        Closed, Reopened, Archived,
        # always
        Noted, Corrected, TakenBack, IrregularitySettled,
        # office
        Founded, OfficerAdded, OfficerChanged, AbsenceEntered, AuthoritySet, JointOfficeSet,
        SettingsChanged, AuthorisationGiven, AuthorisationEnded,
    )
}  # fmt: skip
"""Every kind of act by its stored word, in the order in which people meet them."""

__all__ = [
    "ACTS", "AbsenceEntered", "Accepted", "Act", "AdvanceNotice", "Answered", "Archived", "Asked",
    "Assigned", "AssistanceAnswered", "AssistanceAsked", "AuthorisationEnded",
    "AuthorisationGiven", "AuthoritySet", "CarriedOut", "Change", "ChildFound", "ChildReported",
    "ChildSentHome", "Closed", "ComplainantTold", "Concluded", "Corrected", "CourtApplied",
    "Decided", "DecisionChanged", "DecisionCorrected", "DecisionWithdrawn", "Defended", "Delisted",
    "Demanded", "Discussed", "Disposed", "EndTold", "EvidenceAdded", "Extended",
    "ExtraCompensation", "Filed", "FiledOwnMotion", "FindingOn", "FineDeferred", "FinePaid",
    "FineReturned", "Founded", "Heard", "InquiryIssued", "InspectionEnded", "Interviewed",
    "IrregularitySettled", "JointOfficeSet", "Linked", "Listed", "ListingNoticed", "ListingSpared",
    "NotFiled", "Noted", "Objected", "ObjectionAnswered", "OfficerAdded", "OfficerChanged",
    "Ordered", "Performed", "Preserved", "ProposalWithdrawn", "Proposed", "Published", "Recused",
    "Registered", "Released", "RemedyDecided", "RemedyLodged", "RemovalAnswered", "RemovalAsked",
    "Reopened", "Replaced", "Replied", "ReportedUpward", "Reviewed", "Scene", "Served",
    "SettingsChanged", "Signed", "SiteRecorded", "SupplementAsked", "SupplementReceived",
    "TakenBack", "TransferAnswered", "Transferred", "Unlinked", "Unpublished", "UrgencySet",
    "Withdrawn",
]  # fmt: skip
