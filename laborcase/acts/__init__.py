"""What people do. One room per phase; an act is one class: fields, who, when, basis, effect."""

from typing import Final

from ..record.docket import Compared
from .always import Change, Corrected, IrregularitySettled, Noted, TakenBack
from .answering import Answered, Consulted, HandoverReceived
from .approval import ProposalWithdrawn, Proposed, Signed
from .base import Act, Scene
from .closing import Archived, Closed, Reopened
from .complexity import ComplexityJudged, CriterionNoted, KeptHere
from .contacts import Contacted, StepEnded, StepPlanned
from .coordination import Agreed, CoordinationFailed, CoordinationOpened, SettledWithoutFiling
from .decision import (
    AdvanceNotice,
    Decided,
    Defended,
    Discussed,
    FindingOn,
    Ordered,
    Reviewed,
)
from .filing import (
    Assigned,
    CasesMerged,
    CasesUnmerged,
    Filed,
    FiledOwnMotion,
    Linked,
    NotFiled,
    RecusalAsked,
    RecusalRefused,
    Recused,
    Replaced,
    Unlinked,
)
from .grounds import Ground
from .handover import Asked, HandoverSupplemented, HandoverWithdrawn
from .hearing import Heard, HearingAsked, HearingSet
from .identity import IdentityOpened
from .incident import IncidentLogged, IncidentReported
from .intake import (
    AcceptanceJudged,
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
    InquiryAnswered,
    InquiryIssued,
    Interviewed,
    Preserved,
    Released,
    SiteRecorded,
)
from .leaving import HandedOver
from .limits import HarmNoted, LimitRelied, Resumed, Suspended
from .money import Paid, PaymentConfirmed, SumsVerified, WorkerJoined, WorkerLeft
from .office import (
    AbsenceEntered,
    AuthorisationEnded,
    AuthorisationGiven,
    AuthoritySet,
    CalendarAdded,
    DiscretionSet,
    Founded,
    JointOfficeSet,
    OfficerAdded,
    OfficerChanged,
    SettingsChanged,
)
from .opening import AllegationTaken, Opening, PaperTaken
from .papers import ScanKept, Voided
from .publicity import (
    CreditGraded,
    Delisted,
    Listed,
    ListingNoticed,
    ListingRestored,
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
    ReviewMoved,
)
from .reporting import CarriedOut, HandoverClosed, HandoverReported, SupervisionExtended
from .sanctions import ExtraCompensation, FineDeferred, FinePaid, FineReturned, ReportedUpward
from .service import CourtAnswered, CourtApplied, Demanded, Performed, Served
from .spot import SpotPenalty, SpotReported
from .tickets import (
    TicketAnswered,
    TicketAttached,
    TicketContacted,
    TicketExtended,
    TicketRated,
    TicketReturned,
)
from .transfer import (
    MaterialHanded,
    RefusalChallenged,
    TransferAnswered,
    TransferDelivered,
    Transferred,
)
from .urgent import ChildFound, ChildReported, ChildSentHome, UrgencySet

ACTS: Final[dict[str, type[Act]]] = {
    cls.kind: cls
    for cls in (
        # intake
        Registered, SupplementAsked, SupplementReceived, AcceptanceJudged, Accepted, Disposed,
        ComplainantTold, Withdrawn, Replied, Opening,
        # coordination
        CoordinationOpened, Agreed, CoordinationFailed, SettledWithoutFiling,
        # tickets
        TicketAttached, TicketContacted, TicketExtended, TicketAnswered, TicketReturned,
        TicketRated,
        # filing
        Filed, FiledOwnMotion, NotFiled, Assigned, RecusalAsked, RecusalRefused, Recused, Replaced,
        HandedOver, Linked, Unlinked, CasesMerged, CasesUnmerged,
        # investigation
        InquiryIssued, InquiryAnswered, Interviewed, SiteRecorded, EvidenceAdded, Preserved,
        Released, Extended, LimitRelied, HarmNoted, Suspended, Resumed, AssistanceAsked,
        AssistanceAnswered, Concluded,
        # urgent
        UrgencySet, ChildFound, ChildSentHome, ChildReported,
        # decision
        Ordered, AdvanceNotice, Defended, HearingAsked, HearingSet, Heard, Reviewed, Discussed,
        Decided, SpotPenalty, SpotReported, Transferred, TransferDelivered, TransferAnswered,
        RefusalChallenged, MaterialHanded,
        # hand-over
        Asked, HandoverReceived, HandoverSupplemented, HandoverWithdrawn, Answered, Consulted,
        CarriedOut, HandoverReported, SupervisionExtended, HandoverClosed, IncidentLogged,
        IncidentReported,
        Asked, Answered, CarriedOut, CriterionNoted, ComplexityJudged, KeptHere,
        # approval
        Proposed, Signed, ProposalWithdrawn,
        # service and performance
        Served, Performed, Demanded, CourtApplied, CourtAnswered,
        # papers
        Voided, ScanKept,
        # claims and payments
        WorkerJoined, WorkerLeft, SumsVerified, Paid, PaymentConfirmed,
        # contacts and next steps
        Contacted, StepPlanned, StepEnded,
        # remedies
        InspectionEnded, EndTold, RemedyLodged, ReviewMoved, RemedyDecided, DecisionCorrected,
        DecisionChanged, DecisionWithdrawn,
        # sanctions
        FinePaid, FineDeferred, FineReturned, ExtraCompensation, ReportedUpward,
        # publicity
        Published,
        Objected, ObjectionAnswered, Unpublished, ListingNoticed, ListingSpared, Listed,
        RemovalAsked, RemovalAnswered, Delisted, ListingRestored,
        CreditGraded,
        # closing
        Closed, Reopened, Archived,
        # always
        Noted, Corrected, TakenBack, IrregularitySettled, IdentityOpened,
        # office
        Founded, OfficerAdded, OfficerChanged, AbsenceEntered, AuthoritySet, JointOfficeSet,
        SettingsChanged, CalendarAdded, DiscretionSet, AuthorisationGiven, AuthorisationEnded,
    )
}  # fmt: skip
"""Every kind of act by its stored word, in the order in which people meet them."""

__all__ = [
    "ACTS", "AbsenceEntered", "AcceptanceJudged", "Accepted", "Act", "AdvanceNotice", "Agreed",
    "AllegationTaken", "Answered", "Archived", "Asked", "Assigned", "AssistanceAnswered",
    "AssistanceAsked", "AuthorisationEnded", "AuthorisationGiven", "AuthoritySet", "CalendarAdded",
    "CarriedOut", "CasesMerged", "CasesUnmerged", "Change", "ChildFound", "ChildReported",
    "ChildSentHome", "Closed", "Compared", "ComplainantTold", "Concluded", "Consulted", "Contacted",
    "CoordinationFailed", "CoordinationOpened", "Corrected", "CourtAnswered", "CourtApplied",
    "CreditGraded", "Decided", "DecisionChanged", "DecisionCorrected", "DecisionWithdrawn",
    "Defended", "Delisted", "Demanded", "DiscretionSet", "Discussed", "Disposed", "EndTold",
    "EvidenceAdded", "Extended", "ExtraCompensation", "Filed", "FiledOwnMotion", "FindingOn",
    "FineDeferred", "FinePaid", "FineReturned", "Founded", "Ground", "HandedOver", "HandoverClosed",
    "HandoverReceived", "HandoverReported", "HandoverSupplemented", "HandoverWithdrawn",
    "HarmNoted", "Heard", "HearingAsked", "HearingSet", "IdentityOpened", "IncidentLogged",
    "IncidentReported", "InquiryAnswered", "InquiryIssued", "InspectionEnded", "Interviewed",
    "IrregularitySettled", "JointOfficeSet", "LimitRelied", "Linked", "Listed", "ListingNoticed",
    "ListingRestored", "ListingSpared", "MaterialHanded", "NotFiled", "Noted", "Objected",
    "ObjectionAnswered", "OfficerAdded", "OfficerChanged", "Opening", "Ordered", "Paid",
    "PaperTaken", "PaymentConfirmed", "Performed", "Preserved", "ProposalWithdrawn", "Proposed",
    "Published", "RecusalAsked", "RecusalRefused", "Recused", "RefusalChallenged", "Registered",
    "Released", "RemedyDecided", "RemedyLodged", "RemovalAnswered", "RemovalAsked", "Reopened",
    "Replaced", "Replied", "ReportedUpward", "Resumed", "ReviewMoved", "Reviewed", "ScanKept",
    "Scene", "Served", "SettingsChanged", "SettledWithoutFiling", "Signed", "SiteRecorded",
    "SpotPenalty", "SpotReported", "StepEnded", "StepPlanned", "SumsVerified",
    "SupervisionExtended", "SupplementAsked", "SupplementReceived", "Suspended", "TakenBack",
    "TicketAnswered", "TicketAttached", "TicketContacted", "TicketExtended", "TicketRated",
    "TicketReturned", "TransferAnswered", "TransferDelivered", "Transferred", "Unlinked",
    "Unpublished", "UrgencySet", "Voided", "Withdrawn", "WorkerJoined", "WorkerLeft",
]  # fmt: skip
