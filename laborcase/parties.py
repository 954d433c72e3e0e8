"""Who and where: people, workers, employers, sites, officers, authorities.

*Party* on paper always means the respondent. Fields marked sealed go into the sealed part of an
entry; who may see them says ``may_see`` (``record/secrecy.py``). Where the author of a docket must
stay unknown, they are encrypted, persons as a whole.
"""

from datetime import date
from typing import Final

from attrs import field, frozen

from .fields import AuthorityId, BodyId, Choice, OfficerId, label
from .values import CreditCode, Fen, Line, Phone, ResidentNumber, plain, resident
from .words import Said, say

ADULT: Final = 18
"""The age in years from which nobody is a minor worker."""
SECRET: Final = Line("举报人（保密）")
"""What stands wherever a text could name a tip-off's author or a confidential complainant. It says
nothing of who it is: two of them are not the same person."""


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


class Size(Choice):
    """The size class of an employer (统计上大中小微型企业划分办法（2017）)."""

    LARGE = "large", say("large")
    MEDIUM = "medium", say("medium")
    SMALL = "small", say("small")
    MICRO = "micro", say("micro")


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


def above(position: Position) -> tuple[Position, ...]:
    """The heads over a head, the nearest first; nobody over any other position."""
    order = [p for p in Position if p in HEADS]  # they are declared from below to above
    return tuple(order[order.index(position) + 1 :]) if position in HEADS else ()


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
    sex: Sex | None = field(default=None, metadata=label("Sex"))
    born: date | None = field(default=None, metadata=label("Born", sealed=True))
    migrant: bool = field(default=False, metadata=label("Migrant worker"))

    @property
    def claimed(self) -> Fen:
        """The worker's claims added up, in fen."""
        return Fen(sum(c.amount or 0 for c in self.claims))

    @property
    def woman(self) -> bool:
        """A woman, by the resident number or else as it is said."""
        return who_is(self.resident_number, self.sex, self.born)[0] is Sex.FEMALE

    def minor(self, on: date) -> bool:
        """Younger than 18 on a day, by the resident number or else as it is said."""
        born = who_is(self.resident_number, self.sex, self.born)[1]
        return born is not None and young(born, on)


def who_is(
    number: ResidentNumber | None, sex: Sex | None, born: date | None
) -> tuple[Sex | None, date | None]:
    """Sex and birth date: by the resident number where there is one, else as they are said."""
    if number is None:
        return sex, born
    holder = resident(number)
    return Sex(holder.sex), holder.born


def young(born: date, on: date) -> bool:
    """Younger than 18 on a day: a minor worker (未成年工), under 16 a child."""
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) < ADULT


@frozen(kw_only=True)
class People:
    """How many of the workers concerned are of a kind that the reports ask for; empty where nobody
    said, and then what the list of workers says counts."""

    migrants: int | None = field(default=None, metadata=label("Migrant workers"))
    women: int | None = field(default=None, metadata=label("Women"))
    minors: int | None = field(default=None, metadata=label("Under 18"))

    def completed(self, workers: tuple[Worker, ...], on: date) -> "People":
        """The same counts, those that nobody said made from a list of workers as of a day."""
        if not workers:
            return self
        return People(
            migrants=_else(self.migrants, sum(w.migrant for w in workers)),
            women=_else(self.women, sum(w.woman for w in workers)),
            minors=_else(self.minors, sum(w.minor(on) for w in workers)),
        )


def _else(said: int | None, counted: int) -> int:
    return counted if said is None else said


def same_person(one: Person | Worker, other: Person | Worker) -> Said | None:
    """Why two rows may be one person, the surest first; ``None`` when they are two, or when that is
    kept secret."""
    if SECRET in (one.name, other.name):
        return None
    if one.resident_number and other.resident_number:
        same = one.resident_number == other.resident_number
        return say("same resident number") if same else None
    if one.phone and one.phone == other.phone:
        return say("same phone")
    name = plain(one.name)
    return say("same name of the person") if name and name == plain(other.name) else None


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
    industry: Line = field(
        default=Line(""), metadata=label("Industry", of="industries", hint="letter of GB/T 4754")
    )
    registration_type: Line = field(
        default=Line(""), metadata=label("Registration type", of="registration_types")
    )
    size: Size | None = field(default=None, metadata=label("Size class"))


@frozen(kw_only=True)
class Site:
    """The place of work; it decides jurisdiction (《劳动保障监察条例》 art. 13)."""

    address: Line = field(default=Line(""), metadata=label("Place of work"))
    subdistrict: Line = field(default=Line(""), metadata=label("Sub-district"))
    project: Line = field(default=Line(""), metadata=label("Project"))
    government_funded: bool = field(default=False, metadata=label("Government-funded"))
    regulator: Line = field(default=Line(""), metadata=label("Regulator"))
    construction: bool = field(default=False, metadata=label("Construction site"))


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
    the delegating authority decides and this one only handles. Address, telephone, reviewing organ
    and court stand on its papers; where they are not known, a blank does. ``areas`` are the places
    whose labour it inspects, by their names as they stand in an address.
    """

    id: AuthorityId = field(metadata=label("Authority"))
    name: Line = field(metadata=label("Name"))
    words: Line = field(metadata=label("Number words"))
    level: Level = field(metadata=label("Level"))
    superior: AuthorityId | None = field(default=None, metadata=label("Superior", of="authorities"))
    bodies: tuple[Body, ...] = field(default=(), metadata=label("Handling bodies"))
    delegation: Delegation | None = field(default=None, metadata=label("Delegation"))
    address: Line = field(default=Line(""), metadata=label("Office address"))
    phone: Line = field(default=Line(""), metadata=label("Office telephone"))
    review_by: Line = field(
        default=Line(""),
        metadata=label("Who reviews its acts", hint="the people's government of its level"),
    )
    court: Line = field(default=Line(""), metadata=label("Court for suits against it"))
    areas: tuple[Line, ...] = field(
        default=(), metadata=label("Sub-districts and areas", hint="empty = not known")
    )


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
