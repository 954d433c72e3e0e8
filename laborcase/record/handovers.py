"""A hand-over as a case's docket says it is: its kind, its steps, and what it still waits for."""

from datetime import date

from attrs import field, frozen

from ..evolving import evolve
from ..fields import AuthorityId, Choice, FileHash, OfficerId, label
from ..law.handovers import HandoverRule, handover_rules
from ..values import Line, Text
from ..words import Said, say
from .docket import Entry
from .duties import Duty
from .tickets import LimitUnit


class HandoverKind(Choice):
    """The kinds of hand-over; what each does is a row of ``law/data/handovers.toml``."""

    GUIDANCE = "guidance", say("guidance")
    REQUEST_UPWARD = "request_upward", say("request upward")
    HAND_DOWN = "hand_down", say("handing down")
    CONSULTATION = "consultation", say("consultation")
    PROPERTY_QUERY = "property_query", say("query of accounts, houses and vehicles")
    TAKE_UP = "take_up", say("taking up by the superior")
    DESIGNATE = "designate", say("designation")
    SUPERVISION = "supervision", say("listed supervision")
    JOINT_OPERATION = "joint_operation", say("joint operation")
    SUPERIOR_CORRECTION = "superior_correction", say("correction by the superior")
    ASSISTANCE = "assistance", say("assistance")
    CRIMINAL_TRANSFER = "criminal_transfer", say("transfer to the police")
    OTHER_DEPT_TRANSFER = "other_dept_transfer", say("transfer to another department")
    INCIDENT_RESPONSE = "incident_response", say("response to a group incident")


class HandoverAnswer(Choice):
    """What the asked side said."""

    APPROVED = "approved", say("approved")
    REFUSED = "refused", say("refused")
    RETURNED = "returned", say("returned for supplement")
    ADVICE = "advice", say("advice given")
    MINUTES = "minutes", say("minutes written")


class HandoverState(Choice):
    """Where one hand-over stands; a draft is a proposal. Computed, never stored."""

    SUBMITTED = "submitted", say("submitted")
    UNDER_REVIEW = "under_review", say("received, under review")
    RETURNED = "returned", say("returned for supplement")
    APPROVED = "approved", say("approved")
    REFUSED = "refused", say("refused")
    WITHDRAWN = "withdrawn", say("withdrawn")
    ANSWERED = "answered", say("answered")
    EXECUTED = "executed", say("carried out, receipt signed")
    REPORTED = "reported", say("reported back")
    CLOSED = "closed", say("brought to a close")


class HandoverStepKind(Choice):
    """One step in the life of a hand-over."""

    SUBMITTED = "submitted", say("submitted")
    RECEIVED = "received", say("received")
    RETURNED = "returned", say("returned for supplement")
    SUPPLEMENTED = "supplemented", say("supplemented")
    APPROVED = "approved", say("approved")
    REFUSED = "refused", say("refused")
    ADVICE = "advice", say("advice given")
    MINUTES = "minutes", say("minutes written")
    WITHDRAWN = "withdrawn", say("withdrawn")
    EXECUTED = "executed", say("receipt signed")
    EXTENDED = "extended", say("time extended")
    PROGRESS = "progress", say("progress reported")
    REPORTED = "reported", say("reported back")
    CLOSED = "closed", say("brought to a close")


@frozen(kw_only=True)
class HandoverLimit:
    """The office's own figure for a kind of hand-over: how long an answer, or a supervision, may
    take, and where that stands. No text of law."""

    what: HandoverKind = field(metadata=label("Kind of hand-over"))
    length: int = field(metadata=label("Length"))
    unit: LimitUnit = field(default=LimitUnit.WORKING, metadata=label("Counted in"))
    extended: int = field(
        default=0, metadata=label("Once extended to", hint="of a supervision; 0 = not")
    )
    source: Line = field(metadata=label("Source"))


@frozen(kw_only=True)
class HandoverStep:
    """One step: what, when, by whom, under which number, in which entry."""

    what: HandoverStepKind
    on: date
    officer: OfficerId
    name: str
    entry: int
    number: str = ""


@frozen(kw_only=True)
class Minutes:
    """The minutes of a consultation (会商纪要)."""

    present: Text = field(metadata=label("Who was present"))
    views: Text = field(metadata=label("Views"))
    conclusion: Text = field(metadata=label("Conclusion"))
    dissent: Text = field(default=Text(""), metadata=label("Dissent", hint="empty = none"))


@frozen(kw_only=True)
class Handover:
    """One hand-over with its own life."""

    id: str
    kind: HandoverKind
    asked_on: date
    asked_by: AuthorityId
    asker: OfficerId
    to: AuthorityId
    reasons: Text
    answer: HandoverAnswer | None = None
    answered_on: date | None = None
    carried_out_on: date | None = None
    report_by: date | None = None
    bound: tuple[OfficerId, ...] = ()
    """The pair that stays bound until the receipt is signed."""
    package: FileHash | None = None
    """What was sent with it, as a kept file; after a supplement the newer one."""
    holder: OfficerId | None = None
    """Who follows it up since the asker handed it over; none while that is the asker."""
    rival: AuthorityId | None = None
    """The other authority in a dispute about who is competent."""
    about: Line = Line("")
    """The paper or property that it is about."""
    before: AuthorityId | None = None
    """Who decided in the case until it was approved; none where it moved nothing."""
    landed: AuthorityId | None = None
    """Who decides in it since; none where it moved nothing."""
    received_on: date | None = None
    withdrawn_on: date | None = None
    reported_on: date | None = None
    """When the final report was given."""
    closed_on: date | None = None
    ends_on: date | None = None
    """The last day of a supervision."""
    extended: bool = False
    minutes: Minutes | None = None
    steps: tuple[HandoverStep, ...] = ()

    @property
    def rule(self) -> HandoverRule:
        """The row of its kind."""
        return handover_rules()[self.kind.value]

    @property
    def held_by(self) -> OfficerId:
        """Who follows it up on the asking side."""
        return self.holder or self.asker

    @property
    def decides(self) -> AuthorityId:
        """The authority that answers it."""
        return self.asked_by if self.rule.decides == "asked_by" else self.to

    @property
    def moved(self) -> bool:
        """Whether another authority came to decide by it."""
        approved = self.answer is HandoverAnswer.APPROVED and self.rule.moves
        # A designation may confirm the authority that has the case.
        return approved and (self.landed is not None or self.rule.lands != "named")

    @property
    def awaits(self) -> str:
        """What comes next: ``answer``, ``supplement``, ``receipt``, ``report``, ``closing``, or
        nothing."""
        if self.withdrawn_on or self.closed_on:
            return ""
        if self.answer is None:
            return "answer"
        if self.answer is HandoverAnswer.RETURNED:
            return "supplement"
        if self.answer is not HandoverAnswer.APPROVED:
            return ""
        waits = self.rule.receipt and (self.moved or not self.rule.moves)
        if waits and self.carried_out_on is None:
            return "receipt"
        if self.rule.report:
            return "report" if self.reported_on is None else "closing"
        return ""

    @property
    def open(self) -> bool:
        """An answer or the receipt is still to come; reports are owed beside that."""
        return self.awaits in ("answer", "supplement", "receipt")

    @property
    def state(self) -> HandoverState:
        """Where it stands."""
        if self.withdrawn_on:
            return HandoverState.WITHDRAWN
        if self.closed_on:
            return HandoverState.CLOSED
        if self.answer is None:
            return HandoverState.UNDER_REVIEW if self.received_on else HandoverState.SUBMITTED
        if self.answer is HandoverAnswer.RETURNED:
            return HandoverState.RETURNED
        if self.answer is HandoverAnswer.REFUSED:
            return HandoverState.REFUSED
        if self.answer is not HandoverAnswer.APPROVED:
            return HandoverState.ANSWERED
        if self.reported_on:
            return HandoverState.REPORTED
        return HandoverState.EXECUTED if self.carried_out_on else HandoverState.APPROVED

    @property
    def told(self) -> Said:
        """How it stands, in words."""
        if self.state is HandoverState.SUBMITTED:
            return say("no answer yet")
        if self.state is HandoverState.ANSWERED and self.answer:
            return self.answer.label
        return self.state.label

    def stepped(self, what: HandoverStepKind, entry: Entry, number: str = "") -> "Handover":
        """The same hand-over with one more step."""
        given = entry.given
        known = next((n.text for n in given.numbers if n.kind == "handover"), "")
        step = HandoverStep(
            what=what,
            on=entry.on,
            officer=entry.officer,
            name=given.name,
            entry=entry.n,
            number=number or known,
        )
        return evolve(self, steps=(*self.steps, step))

    @property
    def duty(self) -> Duty | None:
        """What is to be done about it next."""
        named = {"id": self.id, "kind": self.kind.label}
        text: Said
        match self.awaits:
            case "receipt":
                text = say("Hand-over {id} ({kind}): the file is not signed for.", **named)
                if not self.rule.moves:
                    text = say("Hand-over {id} ({kind}) is not carried out.", **named)
                return Duty(text=text, kind="carried_out", about=self.id)
            case "answer" | "supplement":
                text = say("Hand-over {id} ({kind}) is not answered.", **named)
                return Duty(text=text, kind="answered", about=self.id)
            case "report":
                text = say("Hand-over {id} ({kind}): the final report is owed.", **named)
                return Duty(text=text, kind="handover_reported", about=self.id, bars=False)
            case "closing":
                text = say("Hand-over {id} ({kind}) is reported back and not closed.", **named)
                return Duty(text=text, kind="handover_closed", about=self.id, bars=False)
        return None
