"""What an act is. One class declares its fields, who may do it, when, on which legal basis, and
what it does to a docket; everything else (codec, schema, form, verb, timeline) reads that.

``enter`` checks, ``fold`` trusts: :func:`reasons_against` is asked once, when the act is entered;
the ``on_...`` methods never refuse.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, Final, Self

from attrs import Factory, field, frozen

from ..errors import Problem, Reason
from ..evolving import evolve
from ..fields import AuthorityId, DocketKey, OfficerId, fields_of, label
from ..parties import HEADS, Officer, Position, Respondent
from ..record.case import Case, CaseStage
from ..record.complaint import Complaint, ComplaintStage
from ..record.docket import OFFICE, Brought, Docket, Entry, Given, Number, fold
from ..record.office import Office
from ..values import ResidentNumber, Text, resident
from ..words import Said, say

ANYBODY: Final = frozenset(Position) - {Position.ADMINISTRATOR}
ADMIN: Final = frozenset({Position.ADMINISTRATOR})
HANDLERS: Final = frozenset({Position.CLERK, Position.INSPECTOR}) | HEADS
INSPECTORS: Final = frozenset({Position.INSPECTOR}) | HEADS
LEADERS: Final = frozenset({Position.BUREAU_LEADER, Position.PRINCIPAL_HEAD})

NEW_COMPLAINT: Final = DocketKey("new complaint")
NEW_CASE: Final = DocketKey("new case")


@frozen(kw_only=True)
class Scene:
    """What is known when an act is asked whether it may happen: the newest state, under lock."""

    now: datetime
    officer: Officer
    office: Office
    key: DocketKey | None = None
    docket: Complaint | Case | Office | None = None
    entries: Sequence[Entry] = ()
    open: Callable[[str], Docket | None]
    """Another docket by its key or any of its numbers, as it stands under the lock."""
    against: Callable[[Sequence[Respondent]], Sequence[Case]] = lambda respondents: ()
    """The cases against any of these respondents, found by their names."""
    complaints: Callable[[Sequence[Respondent]], Sequence[Complaint]] = lambda respondents: ()
    """The complaints and tip-offs against any of them."""
    whole: Callable[[], Complaint | Case | Office | None] = field(
        default=Factory(lambda self: lambda: self.docket, takes_self=True)
    )
    """The docket with its identity block read: for checks alone, and no reason repeats any of it.
    """
    whole_of: Callable[[str], Complaint | Case | Office | None] = field(
        default=Factory(lambda self: self.look, takes_self=True)
    )
    """The same of another docket by its key."""
    proposing: bool = False
    """The act is only proposed: it is judged as if its last signatory were at the desk."""
    positions: frozenset[Position] = field(
        default=Factory(
            lambda self: self.office.positions(self.officer, self.now.date()), takes_self=True
        )
    )
    """What the officer is today: the own positions, and those exercised by authorisation."""

    @property
    def today(self) -> date:
        """The date in the register's zone."""
        return self.now.date()

    def look(self, key: str) -> Complaint | Case | Office | None:
        """Another docket's state by its key or any of its numbers."""
        docket = self.open(key)
        return docket.state if docket else None

    @property
    def complaint(self) -> Complaint:
        """The docket, known to be a complaint's."""
        assert isinstance(self.docket, Complaint)
        return self.docket

    @property
    def case(self) -> Case:
        """The docket, known to be a case's."""
        assert isinstance(self.docket, Case)
        return self.docket


@frozen(kw_only=True)
class Written:
    """One docket an act is written into, and what it brings there."""

    docket: DocketKey
    brought: tuple[Brought, ...] = ()
    absorbed: Case | None = None
    """The case that is merged into this docket, or comes back to it."""


@frozen(kw_only=True)
class Act:
    """The parent of all acts: three fields every act has, and the checks common to all."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    title: ClassVar[Said] = say("")
    group: ClassVar[Said] = say("")
    who: ClassVar[frozenset[Position]] = ANYBODY
    into: ClassVar[type[Complaint] | type[Case] | type[Office] | None] = None
    """The kind of docket it is written into; ``None`` where it opens one."""
    both: ClassVar[bool] = False
    """True for the few acts that complaints and cases share."""
    always: ClassVar[bool] = False
    """True for those of them that the office's own docket has too, for its administrator."""
    stages: ClassVar[
        frozenset[ComplaintStage] | frozenset[CaseStage] | frozenset[ComplaintStage | CaseStage]
    ] = frozenset()
    """Stages it may happen in; empty for all but void ones."""
    pair: ClassVar[bool] = False
    """True where the law wants two inspectors on the case first."""
    authority: ClassVar[bool] = False
    """True where only the deciding authority's own people may do it (papers, decisions)."""
    handling: ClassVar[bool] = False
    """True where those who handle it may do it: in a case the deciding authority's people and the
    pair, and until the receipt of a hand-over is signed the pair that was bound before; in a
    complaint the people of its authority, and those who handle the case it is in."""
    limits_run_on: ClassVar[bool] = False
    """True where people may think that a limit stands still: its form says how much is left."""
    relied_on: ClassVar[bool] = False
    """True where later acts rest on it: as an irregularity it leaves its mark and nothing else."""
    overtaken: ClassVar[bool] = False
    """True for facts and papers of the work on a case: those of the authority that decided before
    a hand-over are entered afterwards too, as they were if they are of a day before it, as an
    irregularity if its people did not know yet that the case had gone."""
    first_step: ClassVar[bool] = False
    """True for the acts that are the first step in an urgent matter: somebody was spoken to or
    somebody went there."""
    of_others: ClassVar[frozenset[str]] = frozenset()
    """Sealed fields about somebody else than who complains: where an author must stay unknown they
    are sealed as everywhere, and do not go into the identity block."""
    names_whom: ClassVar[frozenset[str]] = frozenset()
    """Fields for the name of whoever it was done with, which does not say who reported."""
    speaks: ClassVar[tuple[str, ...]] = ()
    """Open fields whose first words tell this act from others of its kind in a list of entries."""
    repair: ClassVar[Said] = say("do it again as the rule wants")
    """How it can be mended when it was irregular."""
    number: ClassVar[str] = ""
    """The number series it takes from, at most one."""
    basis: ClassVar[tuple[str, ...]] = ()
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Fields no correction changes: other dockets, powers or numbers follow from them."""
    tells: ClassVar[frozenset[str]] = frozenset()
    """Fields that say what its paper tells whoever is served with it: no correction changes them
    after that."""

    happened: date | None = field(default=None, metadata=label("Day it happened"))
    late_reason: Text = field(default=Text(""), metadata=label("Why entered late"))
    irregular: Text = field(default=Text(""), metadata=label("Irregular because"))

    # -- may it happen?

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        """Reasons that hold whatever the fields say; greys the act out before its form opens."""
        yield from ()

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        """Reasons that come from what the fields say."""
        yield from ()

    def settled(self, scene: Scene) -> Self:
        """The act with what it leaves open filled in from the scene, before it is checked and
        stored: what is stored says everything."""
        return self

    def day(self, scene: Scene) -> date:
        """The day it happened; today unless it says another."""
        return self.happened or scene.today

    def waited_since(self, scene: Scene) -> date:
        """The day from which it could have been entered: the one it happened, unless the office
        knew earlier of what had to be entered."""
        return self.day(scene)

    def earliest(self, scene: Scene) -> date | None:
        """The first day it can have happened; where nothing else is known, its docket's."""
        if isinstance(scene.docket, Complaint):
            return scene.docket.received.date()
        return scene.docket.filed_on if isinstance(scene.docket, Case) else None

    # -- where is it written, and what does it do there?

    def lines(self, scene: Scene) -> tuple[Written, ...]:
        """The dockets it is written into; its own unless it says more."""
        assert scene.key is not None
        return (Written(docket=scene.key),)

    def numbering(self, scene: Scene) -> tuple[tuple[str, AuthorityId], ...]:
        """The numbers it takes: kind of series and whose."""
        return ((self.number, issuer(self, scene)),) if self.number else ()

    def outside(self) -> tuple[Number, ...]:
        """Numbers it brings in that were given outside the register: none of them is ever given
        here again."""
        return ()

    def seals(self, docket: Complaint | Case | Office | None) -> frozenset[str]:
        """Own fields, or parts of their rows (``ticket.raw``), that could name an author who must
        stay unknown: they go encrypted into the identity block. In a complaint whose author must
        stay unknown every person and every field that its class seals goes there unasked."""
        return frozenset()

    @property
    def stepped(self) -> bool:
        """Whether somebody was spoken to, or somebody went there, by it."""
        return self.first_step

    def inspectors(self, scene: Scene) -> tuple[OfficerId, ...]:
        """By whom it was done where it takes two inspectors: the pair of its day, unless it
        names others."""
        case = scene.case
        on = self.day(scene) if self.overtaken else scene.today
        return case.pair_on(on)

    def speaks_of(self) -> tuple[OfficerId, ...]:
        """Officers it names, whose names and certificates are copied into the entry."""
        return ()

    def on_complaint(self, was: Complaint | None, entry: Entry) -> Complaint | None:
        """The complaint after this act."""
        return was

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        """The case after this act."""
        return was

    def on_office(self, was: Office | None, entry: Entry) -> Office | None:
        """The office after this act."""
        return was

    def line(self, given: Given) -> Said:
        """What a timeline says beside the title, with what the desk gave; nothing sealed."""
        return say("")


def deciding_authority(scene: Scene) -> AuthorityId:
    """Whose paper it would be: the case's deciding authority, else the one that decides in the
    affairs of the officer's own."""
    if isinstance(scene.docket, Case):
        return scene.docket.authority
    if isinstance(scene.docket, Complaint):
        return scene.office.deciding(scene.docket.authority, scene.today)
    return scene.office.deciding(scene.officer.authority, scene.today)


def issuer(act: Act, scene: Scene) -> AuthorityId:
    """Whose paper it is: the authority's that decided on its day, or the earlier one's whose
    people had not learnt yet that the case had gone."""
    case, officer = scene.docket, scene.officer
    if not isinstance(case, Case) or not act.overtaken:
        return deciding_authority(scene)
    day = act.day(scene)
    decides = case.authority_on(day)
    own = scene.office.deciding(officer.authority, day)
    return own if own != decides and own in case.former else decides


FIRST_YEAR: Final = 2004
"""The first year the calendar and 《劳动保障监察条例》 (in force 2004-12-01) can speak of."""


def before_our_law(day: date) -> Said:
    """Why a day of an act cannot lie before the first year."""
    return say(
        "{day} lies before {year}, where no limit can be counted: look again.",
        day=day.isoformat(),
        year=FIRST_YEAR,
    )


# ------------------------------------------------------------------ the checks common to all


def gate(cls: type[Act], scene: Scene, on: date | None = None) -> Iterator[Reason]:
    """Why this officer cannot do this kind of act in this docket now, whatever its fields; ``on``
    is the day it happened, today unless said otherwise."""
    officer, docket = scene.officer, scene.docket
    if not officer.active:
        yield Reason(
            say("{name} is no longer in service.", name=officer.name),
            who=say("administrator"),
        )
    who = ADMIN if cls.always and isinstance(docket, Office) else cls.who
    if not who & scene.positions:
        positions = listed([p.label for p in Position if p in who])
        yield Reason(
            say("“{act}” is for: {who}.", act=cls.title, who=positions),
            basis=cls.basis[0] if cls.basis else "",
            who=positions,
        )
    if cls.into is None and not cls.both:
        if docket is not None:
            yield Reason(say("“{act}” opens a docket of its own: name none.", act=cls.title))
        return
    if not fits(cls, docket):
        yield Reason(say("“{act}” does not belong into this kind of docket.", act=cls.title))
        return
    if isinstance(docket, (Complaint, Case)):
        stage = docket.stage
        if docket.void or (cls.stages and stage not in cls.stages):
            yield Reason(
                say(
                    "“{act}” is not possible while it is: {stage}.",
                    act=cls.title,
                    stage=stage.label,
                )
            )
    if isinstance(docket, Case):
        yield from _case_gate(cls, scene, docket, on or scene.today)
    if (
        isinstance(docket, Complaint)
        and cls.authority
        and not scene.office.works_for(
            officer, deciding_authority(scene), officer.body, scene.today
        )
    ):
        yield _not_ours(scene, deciding_authority(scene))
    if isinstance(docket, Complaint) and cls.handling and not _handles(scene, docket):
        yield Reason(
            say("{name} does not handle this complaint or its case.", name=officer.name),
            basis="hn-lsi-09-3",
        )
    yield from cls.ready(scene)


def _handles(scene: Scene, complaint: Complaint) -> bool:
    officer = scene.officer
    decides = deciding_authority(scene)
    if scene.office.works_for(officer, decides, officer.body, scene.today):
        return True
    case = scene.look(complaint.case) if complaint.case else None
    return isinstance(case, Case) and (
        officer.id in {s.officer for s in case.seats} | case.bound
        or scene.office.works_for(officer, case.authority, case.body, scene.today)
    )


def _case_gate(cls: type[Act], scene: Scene, case: Case, on: date) -> Iterator[Reason]:
    officer, office = scene.officer, scene.office
    # Who decided on its day; the present people enter late what was theirs to record, too.
    authority = case.authority_on(on) if cls.overtaken else case.authority
    ours = _works_there(scene, case, authority)
    before = ours and authority != case.authority
    pair = case.pair_on(on) if before else tuple(s.officer for s in case.seats)
    paired = len(pair) > 1 if before else case.paired
    keeps = cls.handling and officer.id in case.bound
    if cls.pair and not paired and not keeps:
        yield Reason(
            say("The case needs two different inspectors, a lead and an assistant, first."),
            basis="jc-16",
            who=Position.INSTITUTION_HEAD.label,
            soft=True,
        )
    gone = cls.overtaken and any(_works_there(scene, case, a) for a in case.former)
    if cls.authority and not ours:
        yield _not_ours(scene, authority, soft=gone)
    handles = ours or keeps or officer.id in pair or _works_there(scene, case, case.authority)
    if cls.handling and not handles:
        yield Reason(
            say(
                "{name} does not handle this case: that is for its pair and for {authority}.",
                name=officer.name,
                authority=_name_of(scene, authority),
            ),
            basis="hn-lsi-09-3",
            soft=gone,
        )
    if cls.pair and paired and not (keeps or officer.id in pair or HEADS & scene.positions):
        names = (o.name for one in pair if (o := office.officer(one)))
        yield Reason(
            say(
                "This case is worked by its pair, {pair}: one of them or a head enters it.",
                pair=", ".join(names),
            ),
            basis="jc-16",
            soft=True,
        )
    if not cls.always and officer.id in case.recused:
        yield Reason(
            say("{name} is recused from this case.", name=scene.officer.name),
            basis="hn-lsi-12",
        )


def _works_there(scene: Scene, case: Case, authority: AuthorityId) -> bool:
    """Whether the officer works for an authority that decides in the case, or did before."""
    body = case.body if authority == case.authority else scene.officer.body
    return scene.office.works_for(scene.officer, authority, body, scene.today)


def _not_ours(scene: Scene, authority: AuthorityId, *, soft: bool = False) -> Reason:
    return Reason(
        say(
            "The deciding authority is {authority}; only its own people can do this.",
            authority=_name_of(scene, authority),
        ),
        basis="hn-lsi-09-3",
        soft=soft,
    )


def _name_of(scene: Scene, authority: AuthorityId) -> str:
    known = scene.office.authority(authority)
    return known.name if known else authority


def kinds_of(cls: type[Act]) -> tuple[type[Complaint] | type[Case] | type[Office], ...]:
    """The kinds of docket an act can be entered in; none for those that open one."""
    if cls.both:
        return (Complaint, Case, Office) if cls.always else (Complaint, Case)
    return (cls.into,) if cls.into else ()


def fits(cls: type[Act], docket: Complaint | Case | Office | None) -> bool:
    """Whether a docket is of the kind that an act goes into; none for those that open one."""
    kinds = kinds_of(cls)
    return isinstance(docket, kinds) if kinds else docket is None


def judged(act: Act, scene: Scene) -> tuple[Act, tuple[Reason, ...]]:
    """The act, settled, and every reason why it cannot be entered in ``scene``; none when it can.

    What its fields say is asked wherever its kind of docket lies before it. The soft reasons that
    an irregular act goes against do not count (:func:`departures_of` has them).
    """
    found = [*gate(type(act), scene, act.day(scene))]
    found.extend(_day_reasons(act, scene))
    if fits(type(act), scene.docket):
        act = act.settled(scene)
        found.extend(act.reasons(scene))
        found.extend(pair_reasons(act, scene))
        found.extend(too_early(act, scene))
    if act.irregular:
        found = [r for r in found if not r.soft]
    return act, once(found)


def _day_reasons(act: Act, scene: Scene) -> Iterator[Reason]:
    yield from impossible_day(act.day(scene), scene)
    since = act.waited_since(scene)
    if since >= scene.today or since.year < FIRST_YEAR or act.late_reason:
        return
    days = scene.office.settings.backdate_days
    if since < (scene.office.calendar.add(scene.today, -days) if days else scene.today):
        yield Reason(
            say(
                "{day} is more than {days} working day ago: say in “{field}” why it is entered "
                "only now."
                if days == 1
                else "{day} is more than {days} working days ago: say in “{field}” why it is "
                "entered only now.",
                day=since.isoformat(),
                days=days,
                field=say("Why entered late"),
            ),
            path="late_reason",
        )


def impossible_day(happened: date, scene: Scene) -> Iterator[Reason]:
    """Why nothing can have happened on a day: it is still to come, or before our law."""
    if happened > scene.today:
        yield Reason(
            say(
                "{day} is in the future; what has not happened cannot be entered.",
                day=happened.isoformat(),
            ),
            path="happened",
        )
    elif happened.year < FIRST_YEAR:
        yield Reason(before_our_law(happened), path="happened")


def too_early(act: Act, scene: Scene) -> Iterator[Reason]:
    """Why an act cannot have happened before what it follows."""
    earliest = act.earliest(scene)
    if earliest is not None and act.day(scene) < earliest:
        yield Reason(
            say(
                "It cannot have happened on {day}: what it follows was on {earliest}.",
                day=act.day(scene).isoformat(),
                earliest=earliest.isoformat(),
            ),
            path="happened",
        )


def pair_reasons(act: Act, scene: Scene) -> Iterator[Reason]:
    """Why the two inspectors by whom it was done could not do it on its day: out of service,
    absent or without a valid certificate (《劳动保障监察条例》 art. 16)."""
    if not act.pair or not isinstance(scene.docket, Case):
        return
    day = act.day(scene)
    then = evolve(scene, office=office_on(scene, day))
    for one in dict.fromkeys(act.inspectors(scene)):
        # Who has left since, or has the certificate since, could do it then.
        both = {r.text for r in officer_reasons(then, one, on=day)}
        for reason in officer_reasons(scene, one, on=day):
            if reason.text in both:
                yield evolve(reason, basis="jc-16", soft=scene.office.officer(one) is not None)


def office_on(scene: Scene, day: date) -> Office:
    """The office with the people and certificates it had on a day, and all absences known now."""
    docket = scene.open(OFFICE) if day < scene.today else None
    was = fold([e for e in docket.entries if e.on <= day]) if docket else None
    if not isinstance(was, Office):
        return scene.office
    return evolve(was, absences=scene.office.absences)


def departures_of(act: Act, scene: Scene) -> tuple[Reason, ...]:
    """The soft reasons that an irregular act was entered against."""
    if not act.irregular:
        return ()
    found = (
        *gate(type(act), scene, act.day(scene)),
        *act.reasons(scene),
        *pair_reasons(act, scene),
    )
    return once(r for r in found if r.soft)


def once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons in their order, each sentence once."""
    known: dict[str, Reason] = {}
    for reason in reasons:
        known.setdefault(reason.text, reason)
    return tuple(known.values())


def listed(labels: Sequence[Said]) -> Said:
    """Several words or sentences as one, with commas."""
    whole = labels[0]
    for nxt in labels[1:]:
        whole = say("{first}, {second}", first=whole, second=nxt)
    return whole


# ------------------------------------------------------------------ helpers for act classes


def here(moment: datetime, scene: Scene) -> datetime:
    """A moment in the register's zone; as it is at the very ends of the calendar."""
    try:
        return moment.astimezone(scene.now.tzinfo)
    except OverflowError:
        return moment


def need_text(value: str, name: str, path: str = "") -> Iterator[Reason]:
    """A reason when a text that the act cannot do without is empty."""
    if not value.strip():
        yield Reason(say("“{field}” is empty: type it.", field=say(name)), path=path)


def asked_anyway(nevertheless: str, questions: Iterable[Said]) -> Iterator[Reason]:
    """What looks odd and may still be so, until somebody says why it is right nevertheless."""
    if nevertheless.strip():
        return
    for question in questions:
        yield Reason(
            say(
                "{question} If it is right, say why in “{field}”.",
                question=question,
                field=say("Why it is right nevertheless"),
            ),
            path="nevertheless",
        )


def besides(problems: Sequence[Problem], reasons: Iterable[Reason]) -> Iterator[Reason]:
    """The reasons against an act with blanks that are about other fields than those that cannot be
    read: what is missing because it could not be read is no reason."""
    places = [f"{p.path}." for p in problems]
    for reason in reasons:
        place = f"{reason.path}."
        if reason.path and not any(place.startswith(p) or p.startswith(place) for p in places):
            yield reason


def at(path: str, reasons: Iterable[Reason]) -> Iterator[Reason]:
    """Reasons that are about one field of the act, with its path."""
    return (evolve(reason, path=path) for reason in reasons)


def in_order(start: date | None, end: date | None, what: Said, path: str = "") -> Iterator[Reason]:
    """A reason when a period ends before it starts; ``path`` is that of its end."""
    if start and end and end < start:
        yield Reason(
            say(
                "{what}: the end {end} lies before the start {start}.",
                what=what,
                start=start.isoformat(),
                end=end.isoformat(),
            ),
            path=path,
        )


def birth_reasons(
    scene: Scene, number: ResidentNumber | None, born: date | None, what: Said, path: str = ""
) -> Iterator[Reason]:
    """Why somebody cannot have been born when the fields say; the number itself is not told.
    ``path`` is the person's, with its dot."""
    by_number = resident(number).born if number else None
    path += "born" if born else "resident_number"
    if any(day > scene.today for day in (by_number, born) if day):
        yield Reason(say("{what}: the birth date lies in the future.", what=what), path=path)
    if by_number and born and by_number != born:
        yield Reason(
            say("{what}: the birth date is not the one in the resident number.", what=what),
            path=path,
        )


def officer_reasons(
    scene: Scene, officer_id: OfficerId, *, inspect: bool = True, on: date | None = None
) -> Iterator[Reason]:
    """Why an officer cannot be given work (or could not on a day): unknown, gone, absent, without
    a valid certificate."""
    day = on or scene.today
    officer = scene.office.officer(officer_id)
    if officer is None:
        yield Reason(say("There is no officer “{id}” in this office.", id=officer_id))
        return
    if not officer.active:
        yield Reason(say("{name} is no longer in service.", name=officer.name), basis="jc-16")
        return
    away = scene.office.absent(officer_id, day)
    if away:
        yield Reason(
            say("{name} is absent until {day}.", name=officer.name, day=away.end.isoformat()),
            basis="jc-16",
        )
    if inspect and not scene.office.may_inspect(officer_id, day):
        yield Reason(
            say(
                "{name} may not inspect: that takes an established post and a valid certificate.",
                name=officer.name,
            ),
            basis="jc-16",
        )


def named_fields(act: Act) -> Mapping[str, object]:
    """The act's own fields and values, in order, without the three common ones."""
    common = {f.name for f in fields_of(Act)}
    return {f.name: getattr(act, f.name) for f in fields_of(type(act)) if f.name not in common}
