"""Whether a case is complex or difficult enough to be handed up, criterion by criterion.

Computed from the dockets alone, with the facts that were taken; what no docket knows a person
answers. It suggests and decides nothing: a person hands up, or says why not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen
from dateutil.relativedelta import relativedelta

from ..evolving import evolve
from ..fields import DocketKey
from ..law.acceptance import causes
from ..law.answers import WORDS, Answer, Opinion, judged, opinion_lines, word
from ..law.criteria import Criterion, criteria
from ..law.jurisdiction import RANKS
from ..parties import HEADS, Role
from ..values import money_text, plain
from ..words import Said, say
from .case import Case, Outcome
from .complaint import Complaint
from .complexity import ComplexFor, Weight
from .crime import crime_signs, line_of
from .handovers import HandoverKind
from .incidents import Incident
from .office import LocalCriterion, Office
from .opinions import jurisdiction_of
from .tickets import Channel, Conclusion, Satisfaction
from .urgent import Urgency

ENOUGH: Final = 2
"""How many criteria that count together suggest a handing up."""
CLOSING: Final = "henan-close-30d"
STATE_OWNED: Final = "110"
PRESSING_CAUSES: Final = ("child_labour", "forced_labour")
MONTHS: Final = 12
CHAIN: Final = frozenset(
    {Role.GENERAL_CONTRACTOR, Role.SUBCONTRACTOR, Role.CLIENT, Role.DISPATCH_UNIT, Role.USER_UNIT}
)
ABOVE: Final = (Channel.PETITION, Channel.SUPERIOR)


@frozen(kw_only=True)
class Seen:
    """What the criteria are computed from: a case as it stands on a day, its office, the complaints
    that brought it something, and the other cases against the same respondents."""

    case: Case
    office: Office
    today: date
    complaints: Sequence[Complaint] = ()
    others: Sequence[Case] = ()


@frozen(kw_only=True)
class Found:
    """What the docket says of one criterion: whether it holds (``None``: cannot be known), on
    which facts, and what is missing."""

    holds: bool | None
    facts: tuple[Said, ...] = ()
    missing: tuple[Said, ...] = ()


@frozen(kw_only=True)
class Held:
    """One criterion, asked of a case: its row, the office's own figures, and the answer."""

    rule: Criterion
    figure: int | None
    second: int | None
    weight: Weight
    own: LocalCriterion | None
    answer: Answer

    @property
    def holds(self) -> bool:
        """It is met."""
        return self.answer.answer == "yes"


@frozen(kw_only=True)
class Suggestion:
    """All criteria that the office lets count, and what they come to: ``verdict`` is ``mandatory``,
    ``suggested`` or ``none``."""

    held: tuple[Held, ...]

    @property
    def met(self) -> tuple[Held, ...]:
        """Those that hold."""
        return tuple(h for h in self.held if h.holds)

    @property
    def unknown(self) -> tuple[Held, ...]:
        """Those that the docket cannot tell, and nobody answered."""
        return tuple(h for h in self.held if h.answer.answer == "unknown")

    @property
    def verdict(self) -> str:
        """What the criteria come to."""
        if any(h.weight is Weight.MANDATORY for h in self.met):
            return "mandatory"
        return "suggested" if len(self.met) >= ENOUGH else "none"

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of those that hold."""
        return tuple(h.rule.id for h in self.met)

    @property
    def opinion(self) -> Opinion:
        """It as an opinion: first what holds, then what is not known, last what does not."""
        order = {"yes": 0, "unknown": 1, "no": 2}
        rows = sorted(self.held, key=lambda h: order[h.answer.answer])
        return Opinion(
            id="criteria",
            title=say("Is it to be handed up? By the office's criteria"),
            answers=tuple(h.answer for h in rows),
            verdict=self.verdict,
            follows=FOLLOWS[self.verdict],
        )


FOLLOWS: Final = {
    "mandatory": say(
        "by the office's rule it is handed up; a person decides, and says why where it is not."
    ),
    "suggested": say(
        "two criteria or more hold: handing up is suggested; a person decides, and says why where "
        "it is not."
    ),
    "none": say("nothing suggests that it is handed up."),
}


def suggestion(seen: Seen, local: Sequence[LocalCriterion] | None = None) -> Suggestion:
    """The criteria asked of a case; ``local`` stands in the place of the office's own settings."""
    own = {str(c.criterion): c for c in (seen.office.settings.criteria if local is None else local)}
    found = []
    for rule in criteria().values():
        mine = own.get(rule.id)
        if mine is None or mine.on:
            found.append(_held(rule, mine, seen))
    return Suggestion(held=tuple(found))


def _held(rule: Criterion, own: LocalCriterion | None, seen: Seen) -> Held:
    figure = rule.figure if own is None or own.figure is None else own.figure
    second = rule.second if own is None or own.second is None else own.second
    weight = Weight(rule.level) if own is None or own.weight is None else own.weight
    got = ASKED[rule.fact](seen, figure or 0, second or 0)
    note = say(
        "{source} ({certainty}).",
        source=rule.source if own is None or not own.reason else own.reason,
        certainty=rule.certainty if own is None else say("the office's own"),
    )
    if figure is not None:
        note = say("From {figure}: {note}", figure=_figure(rule.unit, figure, second), note=note)
    answer = Answer(
        id=rule.id,
        question=say("{id} {title}?", id=rule.id, title=TITLES[rule.id]),
        answer=word(got.holds),
        bases=rule.bases,
        note=note,
        facts=got.facts,
        missing=got.missing if got.holds is None else (),
    )
    said = [j for j in seen.case.complexity.noted if j.question == rule.id]
    answer = judged(answer, said, dict.fromkeys(("yes", "no"), note))
    return Held(rule=rule, figure=figure, second=second, weight=weight, own=own, answer=answer)


def _figure(unit: str, figure: int, second: int | None) -> Said:
    if unit == "yuan":
        one = money_text(figure * 100)
        if second is not None:
            return say("{sum} or {other} yuan", sum=one, other=money_text(second * 100))
        return say("{sum} yuan", sum=one)
    if unit == "percent":
        return say("{n} %", n=figure)
    return say("{n}", n=figure)


TITLES: Final[Mapping[str, Said]] = {
    "C01": say("workers concerned"),
    "C02": say("sum at stake"),
    "C03": say("collective complaint"),
    "C04": say("group incident, happened or likely"),
    "C05": say("incident of grade B (10 persons) or above"),
    "C06": say("employer fled or cannot be reached"),
    "C07": say("criminal line reached"),
    "C08": say("accounts, houses or vehicles have to be looked up"),
    "C09": say("employer, site or registered seat elsewhere"),
    "C10": say("jurisdiction disputed, or the body itself recused"),
    "C11": say("several legal relations, a chain of subcontracts, or an unclear labour relation"),
    "C12": say("upheld cases against it in twelve months"),
    "C13": say("hearing asked for, or a large fine intended"),
    "C14": say("press, an instruction from above, or a petition to a higher level"),
    "C15": say("government-funded or state-owned project"),
    "C16": say("child labour, forced labour, injury or violence"),
    "C17": say("share of Henan's thirty days used, or extended already"),
    "C18": say("social insurance pooled above this level"),
    "C19": say("tickets returned, repeated or rated dissatisfied"),
    "C20": say("severity by headcount (≤10, 11–30, 31–50, 51–100, >100)"),
}
"""The titles of the rows as sentences."""


# ------------------------------------------------------------------ what is asked of a docket


def _persons(s: Seen, figure: int, second: int) -> Found:
    n = s.case.persons
    return Found(holds=n >= figure, facts=(say("workers: {n}", n=n),))


def _sum(s: Seen, figure: int, second: int) -> Found:
    verified = s.case.verified
    at_stake = s.case.claimed if verified is None else verified
    told = (
        say("claimed {sum} yuan", sum=money_text(at_stake))
        if verified is None
        else say("verified {sum} yuan", sum=money_text(at_stake))
    )
    return Found(holds=at_stake >= figure * 100, facts=(told,))


def _collective(s: Seen, figure: int, second: int) -> Found:
    most = max((b.persons for b in s.case.brought if not b.tipoff), default=0)
    return Found(
        holds=most >= figure, facts=(say("persons in one complaint: {n}", n=most),) if most else ()
    )


def _kinds(case: Case) -> tuple[Urgency, ...]:
    return case.urgency.kinds if case.urgency else ()


def _group_incident(s: Seen, figure: int, second: int) -> Found:
    if _every_incident(s):
        return Found(holds=True, facts=tuple(_incidents(s)))
    if Urgency.GROUP_INCIDENT in _kinds(s.case):
        return Found(holds=True, facts=(say("it is urgent as a group incident"),))
    return Found(holds=None, missing=(say("whether one is likely"),))


def _every_incident(s: Seen) -> tuple[Incident, ...]:
    """The incidents of the case and of its complaints."""
    return (*s.case.incidents, *(i for c in s.complaints for i in c.incidents))


def _incidents(s: Seen) -> Iterator[Said]:
    for i in _every_incident(s):
        began = i.began.date().isoformat()
        yield say("incident {id} of {day}: {n} persons at most", id=i.id, day=began, n=i.most)


def _incident_grade(s: Seen, figure: int, second: int) -> Found:
    if _every_incident(s):
        most = max(i.most for i in _every_incident(s))
        return Found(holds=most >= figure, facts=tuple(_incidents(s)))
    if Urgency.GROUP_INCIDENT not in _kinds(s.case):
        return Found(holds=False)
    n = s.case.persons
    facts = (say("it is urgent as a group incident"), say("workers: {n}", n=n))
    if n >= figure:
        return Found(holds=True, facts=facts)
    return Found(holds=None, facts=facts, missing=(say("how many came"),))


def _unreachable(s: Seen, figure: int, second: int) -> Found:
    silent = crime_signs(s.case, s.office.settings, s.today).silent
    facts = tuple(
        say("{side}: contacts without an answer: {n}", side=x.side.label, n=len(x.contacts))
        for x in silent
    )
    return Found(holds=bool(silent), facts=facts)


def _criminal(s: Seen, figure: int, second: int) -> Found:
    line = line_of(s.office.settings, s.today)
    signs = crime_signs(s.case, s.office.settings, s.today)
    if line is None or signs.line is None:
        return Found(holds=False, facts=(say("the unpaid sums do not reach the line"),))
    facts = [say("the sum reaches the line of the crime")]
    if signs.lapsed:
        facts.append(say("an order to pay has lapsed: {ids}", ids=", ".join(signs.lapsed)))
    else:
        facts.append(say("no order to pay has lapsed"))
    return Found(holds=bool(signs.lapsed), facts=tuple(facts))


def _asked_for(case: Case, kind: HandoverKind) -> tuple[Said, ...]:
    """The hand-overs of a kind that were asked for and not withdrawn."""
    return tuple(
        say("{id} {kind}, asked for {day}", id=h.id, kind=h.kind.label, day=h.asked_on.isoformat())
        for h in case.handovers
        if h.kind is kind and h.withdrawn_on is None
    )


def _property(s: Seen, figure: int, second: int) -> Found:
    asked = _asked_for(s.case, HandoverKind.PROPERTY_QUERY)
    if asked:
        return Found(holds=True, facts=asked)
    return Found(holds=None, missing=(say("whether they have to be looked up"),))


def _disputed(s: Seen, figure: int, second: int) -> Found:
    """A designation was asked for, or a head of the side that handles the case is recused."""
    case, office = s.case, s.office
    owner = office.owner(case.body)
    own = owner.id if owner else case.authority
    facts = list(_asked_for(case, HandoverKind.DESIGNATE))
    for one in case.recused:
        known = office.officer(one)
        if known and known.authority == own and HEADS & office.positions(known, s.today):
            facts.append(say("recused: {name}", name=known.name))
    if facts:
        return Found(holds=True, facts=tuple(facts))
    return Found(holds=None, missing=(say("whether another department disputes it"),))


def _cross(s: Seen, figure: int, second: int) -> Found:
    answers = jurisdiction_of(s.case, s.office, s.today).answers
    place = next((a for a in answers if a.id == "place"), None)
    if place is not None and place.answer == "no":
        return Found(holds=True, facts=place.facts)
    return Found(holds=None, missing=(say("whether a site or seat lies elsewhere"),))


def _relations(s: Seen, figure: int, second: int) -> Found:
    chain = [r for r in s.case.respondents if r.role in CHAIN]
    if len(s.case.respondents) > 1 and chain:
        roles = tuple(dict.fromkeys(r.role.label for r in s.case.respondents))
        return Found(
            holds=True,
            facts=(
                say("respondents: {n}", n=len(s.case.respondents)),
                *roles,
            ),
        )
    return Found(holds=None, missing=(say("whether several legal relations are touched"),))


def _repeat(s: Seen, figure: int, second: int) -> Found:
    since = s.today - relativedelta(months=MONTHS)
    upheld = {
        c.key: c
        for c in s.others
        if c.key != s.case.key
        and not c.void
        and c.outcome in (Outcome.HANDLING, Outcome.PENALTY, Outcome.ORDER)
        and c.decided_on is not None
        and since < c.decided_on <= s.today
    }
    facts = tuple(say("{key} {number}", key=c.key, number=c.number) for c in upheld.values())
    return Found(holds=len(upheld) >= figure, facts=facts)


def _large_fine(s: Seen, figure: int, second: int) -> Found:
    case = s.case
    if case.hearing_asked_on is not None:
        day = case.hearing_asked_on.isoformat()
        return Found(holds=True, facts=(say("a hearing was asked for {day}", day=day),))
    fines = [f for f in case.sanctions.fines if f.void_on is None]
    if fines:
        total = sum(f.imposed for f in fines)
        migrants = any(a.alleged.cause == "migrant_wages" for a in case.allegations)
        line = second if migrants and second else figure
        facts = (say("fine of {sum} yuan", sum=money_text(total)),)
        return Found(holds=total >= line * 100, facts=facts)
    if case.outcome is not None:
        return Found(holds=False)
    return Found(holds=None, missing=(say("the fine that is intended"),))


def _attention(s: Seen, figure: int, second: int) -> Found:
    channels = [t.channel for c in s.complaints for t in c.tickets if t.channel in ABOVE]
    if channels:
        return Found(holds=True, facts=tuple(dict.fromkeys(c.label for c in channels)))
    return Found(holds=None, missing=(say("whether the press or a leader took it up"),))


def _government(s: Seen, figure: int, second: int) -> Found:
    facts: list[Said] = []
    sites = (s.case.own_site, *(b.site for b in s.case.brought))
    if any(site.government_funded for site in sites):
        facts.append(say("the project is government-funded"))
    owned = [r.name for r in s.case.respondents if r.registration_type == STATE_OWNED]
    if owned:
        facts.append(say("state-owned: {names}", names=", ".join(owned)))
    if facts:
        return Found(holds=True, facts=tuple(facts))
    return Found(holds=None, missing=(say("who pays for the project"),))


def _child(s: Seen, figure: int, second: int) -> Found:
    wanted = (Urgency.CHILD_LABOUR, Urgency.FORCED_LABOUR, Urgency.INJURY)
    facts = [k.label for k in _kinds(s.case) if k in wanted]
    facts += [
        say("alleged: {cause}", cause=Urgency(a.alleged.cause).label)
        for a in s.case.allegations
        if a.alleged.cause in PRESSING_CAUSES
    ]
    if s.case.pressing.children:
        facts.append(say("children found at work: {n}", n=len(s.case.pressing.children)))
    return Found(holds=bool(facts), facts=tuple(dict.fromkeys(facts)))


def _deadline(s: Seen, figure: int, second: int) -> Found:
    case = s.case
    if any(clock == CLOSING for clock, _ in case.extended_on):
        return Found(holds=True, facts=(say("extended already"),))
    limits = [d for d in s.office.deadlines(case.clock_moments) if d.clock == CLOSING]
    if not limits or not limits[0].length:
        return Found(holds=False)
    one = limits[0]
    end = min(s.today, one.stopped.on) if one.stopped else s.today
    used = max(0, (end - one.first_day).days)
    share = used * 100 // one.length
    facts = (
        say("days used: {used} of {n} ({share} %)", used=used, n=one.length, share=share),
    )  # fmt: skip
    return Found(holds=share >= figure, facts=facts)


def _insurance(s: Seen, figure: int, second: int) -> Found:
    known = (causes().get(a.alleged.cause) for a in s.case.allegations)
    if not any(c is not None and c.group == "INS" for c in known):
        return Found(holds=False)
    pooling, level = s.office.settings.pooling, s.office.level(s.case.authority)
    if pooling is None or level is None:
        return Found(holds=None, missing=(say("the level of pooling (a setting of the office)"),))
    return Found(
        holds=RANKS[level.value] < RANKS[pooling.value],
        facts=(say("insurance is pooled by the {level}", level=pooling.label),),
    )


def _tickets(s: Seen, figure: int, second: int) -> Found:
    tickets = [t for c in s.complaints for t in c.tickets]
    returned = sum(len(t.returns) for t in tickets)
    repeated = sum(any(r.conclusion is Conclusion.REPEATED for r in t.replies) for t in tickets)
    bad = sum(t.satisfaction is Satisfaction.DISSATISFIED for t in tickets)
    if not returned + repeated + bad:
        return Found(holds=False)
    return Found(
        holds=bad > 0 or returned + repeated >= figure,
        facts=(
            say("returned: {n}, repeated: {k}, dissatisfied: {m}", n=returned, k=repeated, m=bad),
        ),
    )


def _ladder(s: Seen, figure: int, second: int) -> Found:
    n = s.case.persons
    step = next((text for top, text in STEPS if n <= top), ">100")
    return Found(
        holds=n >= figure, facts=(say("workers: {n} (step {step})", n=n, step=step),)
    )  # fmt: skip


STEPS: Final = ((10, "≤10"), (30, "11–30"), (50, "31–50"), (100, "51–100"))
Ask = Callable[[Seen, int, int], Found]
ASKED: Final[Mapping[str, Ask]] = {
    "persons": _persons,
    "sum": _sum,
    "collective": _collective,
    "group_incident": _group_incident,
    "incident_grade": _incident_grade,
    "unreachable": _unreachable,
    "criminal_line": _criminal,
    "property_query": _property,
    "cross_jurisdiction": _cross,
    "jurisdiction_disputed": _disputed,
    "legal_relations": _relations,
    "repeat": _repeat,
    "large_fine": _large_fine,
    "attention": _attention,
    "government_funded": _government,
    "child_or_forced": _child,
    "deadline": _deadline,
    "insurance_level": _insurance,
    "tickets_returned": _tickets,
    "ladder": _ladder,
}
"""How each fact of a row is looked up."""


# ------------------------------------------------------------------ replay


@frozen(kw_only=True)
class Replayed:
    """What other criteria would have made of one case: its verdicts, and the codes that held."""

    docket: DocketKey
    number: str
    before: str
    after: str
    was: tuple[str, ...]
    would: tuple[str, ...]


@frozen(kw_only=True)
class Replay:
    """A period of the office's own cases under its present criteria and under others."""

    start: date
    end: date
    cases: tuple[Replayed, ...]

    @property
    def now(self) -> int:
        """How many are suggested, or mandatory, as the office counts now."""
        return sum(r.before != "none" for r in self.cases)

    @property
    def then(self) -> int:
        """How many would be."""
        return sum(r.after != "none" for r in self.cases)

    @property
    def changed(self) -> tuple[Replayed, ...]:
        """The cases whose verdict differs."""
        return tuple(r for r in self.cases if r.before != r.after)

    def told(self) -> Iterator[Said]:
        """It in words, first the count, then each case that differs."""
        yield say(
            "{then} instead of {now} of {n} cases filed from {start} to {end} would have gone up.",
            then=self.then,
            now=self.now,
            n=len(self.cases),
            start=self.start.isoformat(),
            end=self.end.isoformat(),
        )
        for r in self.changed:
            yield say(
                "{key} {number}: {before} becomes {after} ({was} -> {would})",
                key=r.docket,
                number=r.number,
                before=VERDICTS[r.before],
                after=VERDICTS[r.after],
                was=", ".join(r.was) or "-",
                would=", ".join(r.would) or "-",
            )


VERDICTS: Final = {
    "mandatory": say("to be handed up"),
    "suggested": say("handing up suggested"),
    "none": say("nothing suggested"),
}
"""The verdicts in words."""


def year_before(day: date) -> date:
    """The first day of the year that ends on a day."""
    return day + relativedelta(years=-1, days=1)


def seen_of(
    states: Iterable[Complaint | Case | Office], office: Office, today: date, start: date, end: date
) -> Iterator[Seen]:
    """The cases filed in a period, each with its complaints and the cases against the same
    respondents, out of all dockets as they stand."""
    cases: dict[str, Case] = {}
    complaints: dict[str, Complaint] = {}
    against: dict[str, list[Case]] = {}
    for state in states:
        if isinstance(state, Complaint):
            complaints[state.key] = state
        elif isinstance(state, Case) and not state.void and state.merged_into is None:
            cases[state.key] = state
            for name in {plain(r.name) for r in state.respondents}:
                against.setdefault(name, []).append(state)
    for case in cases.values():
        if start <= case.filed_on <= end:
            names = {plain(r.name) for r in case.respondents}
            yield Seen(
                case=case,
                office=office,
                today=today,
                complaints=tuple(complaints[k] for k in case.complaints if k in complaints),
                others=tuple(c for name in sorted(names) for c in against[name]),
            )


def replayed(
    every: Iterable[Seen], start: date, end: date, local: Sequence[LocalCriterion]
) -> Replay:
    """Cases filed in a period under the office's criteria and under ``local``. Each is looked at as
    it stands now, a closed one on the day it was closed."""
    found = []
    for one in every:
        on = min(one.today, one.case.closed_on or one.today)
        seen = evolve(one, today=on)
        before, after = suggestion(seen), suggestion(seen, local)
        found.append(
            Replayed(
                docket=one.case.key,
                number=one.case.number,
                before=before.verdict,
                after=after.verdict,
                was=before.codes,
                would=after.codes,
            )
        )
    return Replay(start=start, end=end, cases=tuple(found))


def held_data(h: Held, lang: str) -> dict[str, object]:
    """One criterion for a program: row, the office's figures, answer, facts, what is missing."""
    return {
        "id": h.rule.id,
        "title": h.rule.title(lang),
        "level": h.weight.value,
        "figure": h.figure,
        "second": h.second,
        "unit": h.rule.unit,
        "source": h.rule.source,
        "certainty": h.rule.certainty,
        "own": h.own.reason if h.own else "",
        "answer": h.answer.answer,
        "by": h.answer.by,
        "facts": list(h.answer.facts),
        "missing": list(h.answer.missing),
        "bases": list(h.answer.bases),
    }


def criteria_lines(found: Suggestion, case: Case, lang: str) -> tuple[Said, ...]:
    """The criteria of a case line by line, and what people said beside them."""
    lines = list(opinion_lines([found.opinion], lang))
    lines.append(say("Kept apart, each answered by a person for itself:"))
    for what in ComplexFor:
        said = case.complexity.complex_for(what)
        answer = WORDS["unknown" if said is None else "yes" if said else "no"]
        lines.append(say("- {what}: {answer}", what=what.label, answer=answer))
    lines += [
        say(
            "{day} {name} did not hand it up ({criteria}): {why}",
            day=k.said.on.isoformat(),
            name=k.said.by,
            criteria=", ".join(k.met),
            why=k.said.why,
        )
        for k in case.complexity.kept
    ]
    return tuple(lines)
