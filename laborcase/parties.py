"""Who and where: people, workers, employers, sites, officers, authorities.

*Party* on paper always means the respondent. Fields marked sealed go into the sealed part of an
entry; nothing takes them from there but through the desk's one door (``Desk.may_see``).
"""

from datetime import date
from typing import Final

from attrs import field, frozen

from .fields import AuthorityId, BodyId, Choice, OfficerId, label
from .values import CreditCode, Fen, Line, Phone, ResidentNumber
from .words import say


class Sex(Choice):
    FEMALE = "female", say("female")
    MALE = "male", say("male")


class Identity(Choice):
    """How openly the person who comes to the office may be named."""

    NAMED = "named", say("named")
    CONFIDENTIAL = "confidential", say("confidential")
    ANONYMOUS = "anonymous", say("anonymous")


class Acting(Choice):
    """For whom the person acts."""

    SELF = "self", say("for oneself")
    AGENT = "agent", say("agent with a power of attorney")
    GUARDIAN = "guardian", say("guardian")
    REPRESENTATIVE = "representative", say("representative of a group")


class Role(Choice):
    """What a respondent is in the matter."""

    EMPLOYER = "employer", say("employer")
    GENERAL_CONTRACTOR = "general_contractor", say("general contractor")
    SUBCONTRACTOR = "subcontractor", say("subcontractor")
    CLIENT = "client", say("client")
    DISPATCH_UNIT = "dispatch_unit", say("dispatch unit")
    USER_UNIT = "user_unit", say("user unit")
    NATURAL_PERSON = "natural_person", say("natural person")
    UNLICENSED = "unlicensed", say("unlicensed employer")
    ORGAN = "organ", say("state organ or institution")


class NoCode(Choice):
    """Why a respondent has no unified social credit code."""

    NOT_KNOWN = "not_known", say("not known yet")
    UNLICENSED = "unlicensed", say("unlicensed")
    NATURAL_PERSON = "natural_person", say("natural person")
    ORGAN = "organ", say("organ")
    FOREIGN = "foreign", say("foreign")


class Position(Choice):
    """What an officer is in the office; the administrator changes the office, sees no complaint."""

    CLERK = "clerk", say("clerk")
    INSPECTOR = "inspector", say("inspector")
    INSTITUTION_HEAD = "institution_head", say("institution head")
    BUREAU_LEADER = "bureau_leader", say("bureau leader in charge")
    PRINCIPAL_HEAD = "principal_head", say("principal head")
    LEGAL_REVIEWER = "legal_reviewer", say("legal reviewer")
    ARCHIVIST = "archivist", say("archivist")
    ADMINISTRATOR = "administrator", say("administrator")


HEADS: Final = frozenset(
    {Position.INSTITUTION_HEAD, Position.BUREAU_LEADER, Position.PRINCIPAL_HEAD}
)


class Level(Choice):
    """Where an authority stands: a zone counts as a county (it has no own people's government)."""

    ZONE = "zone", say("development zone")
    COUNTY = "county", say("county or district")
    CITY = "city", say("city")
    PROVINCE = "province", say("province")


# ------------------------------------------------------------------ people and places


@frozen(kw_only=True)
class Person:
    """Whoever comes to the office: what form D01 wants of a complainant."""

    name: Line = field(metadata=label("Name"))
    phone: Phone | None = field(default=None, metadata=label("Phone", sealed=True))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )
    sex: Sex | None = field(default=None, metadata=label("Sex"))
    born: date | None = field(default=None, metadata=label("Born", sealed=True))
    occupation: Line = field(default=Line(""), metadata=label("Occupation"))
    work_unit: Line = field(default=Line(""), metadata=label("Work unit"))
    address: Line = field(default=Line(""), metadata=label("Address", sealed=True))


@frozen(kw_only=True)
class Claim:
    """What one worker says is owed, for one cause and period; the sum in fen."""

    cause: Line = field(default=Line("arrears"), metadata=label("Cause", of="causes"))
    start: date | None = field(default=None, metadata=label("From"))
    end: date | None = field(default=None, metadata=label("Until"))
    amount: Fen | None = field(default=None, metadata=label("Sum"))


@frozen(kw_only=True)
class Worker:
    """One row of a collective complaint."""

    name: Line = field(metadata=label("Name"))
    resident_number: ResidentNumber | None = field(
        default=None, metadata=label("Resident number", sealed=True)
    )
    phone: Phone | None = field(default=None, metadata=label("Phone", sealed=True))
    occupation: Line = field(default=Line(""), metadata=label("Occupation"))
    claims: tuple[Claim, ...] = field(default=(), metadata=label("Claims"))

    @property
    def claimed(self) -> Fen:
        """The worker's claims added up, in fen."""
        return Fen(sum(c.amount or 0 for c in self.claims))


@frozen(kw_only=True)
class Respondent:
    """An employer or another unit complained of, in its role."""

    name: Line = field(metadata=label("Name"))
    role: Role = field(default=Role.EMPLOYER, metadata=label("Role"))
    credit_code: CreditCode | None = field(default=None, metadata=label("Credit code"))
    no_code: NoCode = field(default=NoCode.NOT_KNOWN, metadata=label("Why no code"))
    representative: Line = field(
        default=Line(""), metadata=label("Legal representative or person in charge")
    )
    post: Line = field(default=Line(""), metadata=label("Post"))
    phone: Phone | None = field(default=None, metadata=label("Phone"))
    address: Line = field(default=Line(""), metadata=label("Address"))


@frozen(kw_only=True)
class Site:
    """The place of work; it decides jurisdiction (《劳动保障监察条例》 art. 13)."""

    address: Line = field(default=Line(""), metadata=label("Place of work"))
    subdistrict: Line = field(default=Line(""), metadata=label("Sub-district"))
    project: Line = field(default=Line(""), metadata=label("Project"))
    government_funded: bool = field(default=False, metadata=label("Government-funded"))
    regulator: Line = field(default=Line(""), metadata=label("Regulator"))


# ------------------------------------------------------------------ the office


@frozen(kw_only=True)
class Certificate:
    """An enforcement certificate; without a valid one nobody inspects (行政处罚法 art. 42)."""

    number: Line = field(metadata=label("Number"))
    start: date = field(metadata=label("Valid from"))
    end: date = field(metadata=label("Valid until"))


@frozen(kw_only=True)
class Officer:
    """Somebody who enters acts. ``accounts`` are operating-system accounts bound to this officer
    (``uid:1000``); auxiliary staff (not established) may register, never inspect."""

    id: OfficerId = field(metadata=label("Officer"))
    name: Line = field(metadata=label("Name"))
    authority: AuthorityId = field(metadata=label("Authority", of="authorities"))
    body: BodyId = field(metadata=label("Handling body", of="bodies"))
    positions: tuple[Position, ...] = field(metadata=label("Positions"))
    established: bool = field(default=True, metadata=label("Established post"))
    certificates: tuple[Certificate, ...] = field(default=(), metadata=label("Certificates"))
    accounts: tuple[Line, ...] = field(default=(), metadata=label("System accounts"))
    active: bool = field(default=True, metadata=label("In service"))

    def certificate(self, on: date) -> Certificate | None:
        """The certificate valid on a day, if there is one."""
        return next((c for c in self.certificates if c.start <= on <= c.end), None)


@frozen(kw_only=True)
class Authorisation:
    """A written authorisation: for some days one officer signs in the place of another."""

    giver: OfficerId = field(metadata=label("Whose place", of="officers"))
    holder: OfficerId = field(metadata=label("Who stands in", of="officers"))
    document: Line = field(metadata=label("Document"))
    start: date = field(metadata=label("Valid from"))
    end: date = field(metadata=label("Valid until"))


@frozen(kw_only=True)
class Delegation:
    """A written delegation: the delegate acts in the delegator's name (行政处罚法 art. 20-21)."""

    by: AuthorityId = field(metadata=label("Delegating authority", of="authorities"))
    document: Line = field(metadata=label("Document"))
    scope: Line = field(metadata=label("Scope"))
    start: date = field(metadata=label("Valid from"))
    end: date = field(metadata=label("Valid until"))


@frozen(kw_only=True)
class Body:
    """A handling body (承办机构): a brigade of one authority, or a joint office."""

    id: BodyId = field(metadata=label("Handling body"))
    name: Line = field(metadata=label("Name"))


@frozen(kw_only=True)
class Authority:
    """A labour department: the one whose seal can stand on a paper.

    ``words`` is the place-and-department word of its numbers (周开人社). With a delegation in force
    the delegating authority decides and this one only handles.
    """

    id: AuthorityId = field(metadata=label("Authority"))
    name: Line = field(metadata=label("Name"))
    words: Line = field(metadata=label("Number words"))
    level: Level = field(metadata=label("Level"))
    superior: AuthorityId | None = field(default=None, metadata=label("Superior", of="authorities"))
    bodies: tuple[Body, ...] = field(default=(), metadata=label("Handling bodies"))
    delegation: Delegation | None = field(default=None, metadata=label("Delegation"))


@frozen(kw_only=True)
class JointOffice:
    """A joint enforcement office (联合执法办公室): guides and handles, never decides."""

    id: BodyId = field(metadata=label("Joint office"))
    name: Line = field(metadata=label("Name"))
    authorities: tuple[AuthorityId, ...] = field(metadata=label("Authorities", of="authorities"))
    members: tuple[OfficerId, ...] = field(default=(), metadata=label("Members", of="officers"))


@frozen(kw_only=True)
class Absence:
    """An officer away; a substitute gets the reminders, never the signature."""

    officer: OfficerId = field(metadata=label("Officer", of="officers"))
    start: date = field(metadata=label("From"))
    end: date = field(metadata=label("Until"))
    substitute: OfficerId | None = field(default=None, metadata=label("Substitute", of="officers"))
