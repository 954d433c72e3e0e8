"""What the law makes of a docket: its facts gathered for the questions that ``law`` asks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from ..law.acceptance import DEALT_WITH, Facts, against, causes, opinion, verdict
from ..law.amounts import Grade, Range, additional, ranges
from ..law.answers import Answer, Opinion, word
from ..law.applying import FIRST_DAY, MILDER, BreachLaw, Part, for_breach
from ..law.bases import bases
from ..law.clocks import Deadline
from ..law.criminal import Package, lacking, limbs, package
from ..law.deciding import (
    HEAVY,
    Deciding,
    LookUp,
    Threshold,
    discussion,
    hearing,
    look_up,
    review,
)
from ..law.inspections import planned
from ..law.jurisdiction import Where, competent, jurisdiction
from ..law.publicity import Publicity, listing, publication
from ..parties import NoCode, Respondent, Role, Sex, who_is
from ..values import money_text
from ..words import Said, say
from .case import Case, Finding
from .complaint import Allegation, Complaint
from .complexity import ComplexFor
from .crime import crime_signs, line_of
from .docket import Alleged
from .office import Office, Settings
from .papers import ORDERS, PENALTIES, PaperKind, ServiceMode
from .sanctions import Measure
from .urgent import Urgency

RETIRED: Final = {Sex.FEMALE: 50, Sex.MALE: 60}
"""Ages in years from which somebody may be past retirement age; which one counts since 2025 is
for a person to look up."""
OVER_AGE_SINCE: Final = date(2026, 7, 1)
"""Since when they may complain at all (56号令)."""


def opinions(
    state: Complaint | Case,
    office: Office,
    today: date,
    fine: int | None = None,
    measures: Sequence[Measure] = (),
) -> tuple[Opinion, ...]:
    """All opinions on a docket as it stands on a day; what a decision needs, for this fine and
    these measures where they are given."""
    if isinstance(state, Complaint):
        return (*acceptance(state, office), jurisdiction_of(state, office, today))
    found: list[Opinion | None] = [jurisdiction_of(state, office, today)]
    if state.closed_on is None:
        found.append(approvals_of(state, office, today, fine, measures))
    if state.outcome is None:
        found += law_of_breaches(state, today)
    found += [
        transfer_of(state, office.settings, today),
        *publicity_of(state, office, today),
        *additional_of(state, office, today),
        inspection_of(state),
    ]
    return tuple(o for o in found if o is not None)


def pressing(case: Case, office: Office, today: date) -> tuple[Opinion, ...]:
    """The opinions that a case itself shows: those on what presses. The others stand beside the
    forms that they are about."""
    found: list[Opinion] = []
    if case.closed_on is None:
        crime = transfer_of(case, office.settings, today)
        if crime is not None and crime.verdict != "below":
            found.append(crime)
        found += (o for o in publicity_of(case, office, today) if o.id == "listing")
        if case.outcome is None:
            found += (o for o in law_of_breaches(case, today) if o.verdict in ("splits", "open"))
    return (*found, *additional_of(case, office, today))


# ------------------------------------------------------------------ acceptance


def acceptance(c: Complaint, office: Office, ids: tuple[str, ...] = ()) -> tuple[Opinion, ...]:
    """The questions of acceptance of each open allegation, or of those named; of a tip-off none."""
    if c.tipoff:
        return ()
    limits = {d.subject: d for d in office.deadlines(c.clock_moments) if d.clock == "breach-2y"}
    asked = [a for a in c.allegations if a.id in ids] if ids else list(c.open_allegations)
    return tuple(_of_allegation(c, a, office, limits.get(a.id)) for a in asked)


def _of_allegation(c: Complaint, a: Allegation, office: Office, limit: Deadline | None) -> Opinion:
    alleged = a.alleged
    known = limit.stopped if limit else None
    facts = Facts(
        own_right=c.own_right,
        missing=c.missing(),
        cause=alleged.cause,
        competent=competent(jurisdiction(where(c, office, c.received.date(), (alleged,)))),
        continuing=alleged.continuing,
        end=alleged.end or alleged.start,
        limit=limit,
        known_in=known.docket if known else "",
        migrant=_migrants(c, alleged),
        retired=_retired(c),
        said=a.said,
    )
    answers = opinion(facts)
    word, follows = verdict(answers)
    return Opinion(
        id="acceptance",
        about=a.id,
        title=say("Can it be accepted? An opinion"),
        answers=answers,
        verdict=word,
        follows=follows,
    )


def refusable(found: tuple[Opinion, ...]) -> tuple[str, ...]:
    """The allegations whose opinion gives no ground to refuse them, by id."""
    return tuple(o.about for o in found if not against(o.answers))


def unacceptable(found: tuple[Opinion, ...]) -> tuple[str, ...]:
    """The allegations whose opinion speaks against accepting them, by id."""
    return tuple(o.about for o in found if against(o.answers))


def _migrants(c: Complaint, alleged: Alleged) -> bool:
    wages = alleged.cause in DEALT_WITH
    return alleged.cause == "migrant_wages" or (wages and bool(c.of_whom.migrants))


def _retired(c: Complaint) -> bool:
    """Whether the complainant may be past retirement age; of one kept secret nothing is told."""
    day = c.received.date()
    if c.secret or c.complainant is None or day < OVER_AGE_SINCE:
        return False
    who = c.complainant
    sex, born = who_is(who.resident_number, who.sex, who.born)
    if born is None or sex is None:
        return False
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return age >= RETIRED[sex]


# ------------------------------------------------------------------ jurisdiction


def where(state: Complaint | Case, office: Office, on: date, alleged: tuple[Alleged, ...]) -> Where:
    """What jurisdiction over some allegations of a docket is asked by."""
    own = office.authority(state.authority)
    decides = office.deciding(state.authority, on)
    above = office.authority(own.superior) if own and own.superior else None
    decider = office.authority(decides)
    known = (causes().get(a.cause) for a in alleged)
    return Where(
        name=own.name if own else state.authority,
        level=own.level.value if own else "county",
        address=state.site.address,
        subdistrict=state.site.subdistrict,
        areas=tuple(own.areas) if own else (),
        others=tuple(
            (a.name, tuple(a.areas))
            for a in office.authorities
            if a.id != state.authority and (own is None or a.id != own.superior)
        ),
        insurance=any(c is not None and c.group == "INS" for c in known),
        pooling=office.settings.pooling.value if office.settings.pooling else "",
        superior=above.name if above else "",
        delegated_by=decider.name if decider and decides != state.authority else "",
        kinds=tuple(dict.fromkeys(_kinds(state.respondents))),
    )


def jurisdiction_of(state: Complaint | Case, office: Office, today: date) -> Opinion:
    """The questions of jurisdiction of a docket."""
    alleged = tuple(a.alleged for a in state.allegations)
    answers = jurisdiction(where(state, office, today, alleged))
    whole: Answer = competent(answers)
    follows = {
        "yes": say("this department is competent."),
        "no": say("another department is competent."),
        "unknown": say("it is not known yet whether this department is competent."),
    }
    return Opinion(
        id="jurisdiction",
        title=say("Whose matter is it? An opinion"),
        answers=answers,
        verdict=whole.answer,
        follows=follows[whole.answer],
    )


def _kinds(respondents: tuple[Respondent, ...]) -> Iterator[str]:
    for r in respondents:
        if r.role is Role.UNLICENSED or r.no_code is NoCode.UNLICENSED:
            yield "unlicensed"
        if r.role is Role.NATURAL_PERSON or r.no_code is NoCode.NATURAL_PERSON:
            yield "natural_person"
        if r.role is Role.ORGAN or r.no_code is NoCode.ORGAN:
            yield "organ"


# ------------------------------------------------------------------ approvals, amounts


def approvals_of(
    case: Case,
    office: Office,
    today: date,
    fine: int | None = None,
    measures: Iterable[Measure] = (),
    grounds: Iterable[str] = (),
) -> Opinion:
    """What a decision in the case needs, and who must give it: for this fine (in fen) and these
    measures, or for those that were decided or, before that, intended last. ``grounds`` are the
    provisions that it names."""
    named = [a for a in case.allegations if a.finding is not Finding.NOT_UPHELD]
    thought = frozenset(m.value for m in measures)
    if fine is None and not thought:
        fine, thought = _thought_of(case)
    deciding = Deciding(
        fine=fine,
        measures=thought,
        allowing=[key for key in grounds if key in bases() and HEAVY & set(bases()[key].measures)],
        threshold=threshold(case, office, today),
        heard=case.hearing_on,
        reviewed=case.legal_review_on,
        discussed=case.discussed_on,
        complex=case.complexity.complex_for(ComplexFor.REVIEW),
        serious=case.complexity.complex_for(ComplexFor.DISCUSSION),
    )
    answers = [hearing(deciding), review(deciding), discussion(deciding)]
    migrants = bool(case.of_whom.migrants) or any(a.alleged.cause == "migrant_wages" for a in named)
    if migrants:
        answers.insert(0, look_up(looking_up(case, office)))
    return Opinion(
        id="approvals",
        title=say("What a decision needs, and from whom"),
        answers=tuple(answers),
    )


def _thought_of(case: Case) -> tuple[int | None, frozenset[str]]:
    """The fine and the measures that were decided; where nothing was, those of the last notice."""
    for kinds in (PENALTIES, (PaperKind.ADVANCE_NOTICE,)):
        for paper in reversed(case.issued(*kinds)):
            known = case.sanctions.fine(paper.id)
            return known.imposed if known else paper.fine, frozenset(paper.measures)
    return None, frozenset()


def looking_up(case: Case, office: Office) -> LookUp:
    """Who would look up accounts in a case, and who stands above."""
    own = office.authority(case.authority)
    above: list[tuple[str, str]] = []
    one = own
    while one is not None and one.superior and len(above) < len(office.authorities):
        one = office.authority(one.superior)
        if one is not None:
            above.append((one.name, one.level.value))
    return LookUp(
        name=own.name if own else case.authority,
        level=own.level.value if own else "county",
        above=tuple(above),
    )


def threshold(case: Case, office: Office, today: date) -> Threshold | None:
    """The local figure from which a fine takes a hearing, on a day; none where nobody entered
    one."""
    rows = [h for h in office.settings.hearing if h.start <= today]
    if not rows:
        return None
    row = max(rows, key=lambda h: h.start)
    citizen = all(kind == "natural_person" for kind in _kinds(case.respondents)) and any(
        r.role is Role.NATURAL_PERSON for r in case.respondents
    )
    return Threshold(sum=row.citizen if citizen else row.unit, citation=row.citation)


def breach_facts(case: Case, allegation: str, day: date) -> dict[str, int]:
    """What the docket knows on a day of one breach that a fine is counted by: workers harmed,
    months, the sum due, whether an order lapsed. What it does not know stays out; bases such as
    illegal gain are never guessed."""
    one = next((a for a in case.allegations if a.id == allegation), None)
    if one is None:
        return {}
    found: dict[str, int] = {}
    harmed = [
        w
        for w in case.claims.workers
        if not w.double and any(line.allegation == allegation for line in w.lines)
    ]
    workers = one.alleged.workers or sum(w.count for w in harmed)
    if one.alleged.cause == "child_labour" and case.pressing.children:
        workers = len(case.pressing.children)
    if workers:
        found["workers"] = workers
    due = case.verified_by_allegation.get(allegation, one.verified)
    if due is None:
        due = one.alleged.amount
    if due:
        found["sum_due"] = due
    months = _months(one.alleged)
    if months:
        found["months"] = months
    lapsed = [p for p in case.issued(*ORDERS) if p.has_lapsed(day)]
    if any(p.pays for p in lapsed):
        found["order_lapsed"] = 1
    if lapsed:
        found["correction_lapsed"] = 1
    return found


def _months(alleged: Alleged) -> int:
    """How many whole months a breach lasted; 0 where that is not known, or a part of a month is
    left, of which no rule says how it counts."""
    if alleged.start is None or alleged.end is None or alleged.continuing:
        return 0
    whole = relativedelta(alleged.end + timedelta(days=1), alleged.start)
    return 0 if whole.days else whole.years * 12 + whole.months


def law_of(alleged: Alleged, day: date) -> BreachLaw | None:
    """The law of the days of an allegation, decided on a day; none where its days are not known,
    or lie where no law is held."""
    end = None if alleged.continuing else (alleged.end or alleged.start)
    start = alleged.start or end
    if start is None or start < FIRST_DAY or alleged.cause not in causes():
        return None
    last = day if end is None else min(end, day)
    return for_breach(alleged.cause, start, last, day) if start <= last else None


def law_of_breaches(case: Case, day: date) -> Iterator[Opinion]:
    """The law of each allegation, part by part: that of the days of the facts, and what came
    later (行政处罚法 art. 37). Of one whose days are not known it says so."""
    for a in case.allegations:
        if a.finding is Finding.NOT_UPHELD:
            continue
        law = law_of(a.alleged, day)
        answers = tuple(_of_part(part) for part in law.parts) if law else (_no_days(),)
        splits = law is not None and len(law.parts) > 1
        whole = all(answer.answer == "yes" for answer in answers)
        yield Opinion(
            id="breach_law",
            about=a.id,
            title=say("Which law? The days of the facts, or a milder later one"),
            answers=answers,
            verdict="unknown"
            if law is None
            else "splits"
            if splits
            else ("one" if whole else "open"),
            follows=say("the law changed in between: each part is judged by its own.")
            if splits
            else "",
        )


def _of_part(part: Part) -> Answer:
    penalties = [one for one in part.provisions if one.role == "penalty"]
    standing = tuple(one.id for one in penalties if not one.displaced_by(part.start))
    milder = [x.basis.id for x in part.later if x.milder]
    harsher = [x.basis.id for x in part.later if x.milder is False]
    open_ = [x.basis.id for x in part.later if x.milder is None]
    facts = []
    if milder:
        facts.append(say("milder since then, so it applies: {ids}", ids=", ".join(milder)))
    if harsher:
        facts.append(say("later and not milder: {ids}", ids=", ".join(harsher)))
    return Answer(
        id="law",
        question=say(
            "{start} to {end}: does the law of these days apply?",
            start=part.start.isoformat(),
            end=part.end.isoformat(),
        ),
        answer=word(None if open_ else not milder),
        bases=(*standing, MILDER),
        note=say("") if standing else say("No provision of these days is held here."),
        facts=tuple(facts),
        missing=(say("whether it is milder, which a person judges: {ids}", ids=", ".join(open_)),)
        if open_
        else (),
    )


def _no_days() -> Answer:
    return Answer(
        id="law",
        question=say("Does the law of the days of the facts apply?"),
        answer="unknown",
        bases=(MILDER,),
        note=say("Ranges are those of the day of the decision until then."),
        missing=(say("the days of the breach"),),
    )


def breach_ranges(
    case: Case,
    findings: Sequence[tuple[str, str]],
    grounds: Sequence[str],
    day: date,
    table: Mapping[str, Grade] | None = None,
) -> tuple[tuple[str, tuple[Range, ...]], ...]:
    """What the provisions named for each allegation that is upheld give for its facts: by
    allegation, all ranges of its provisions. The grounds of the whole decision are its, where there
    is one alone; of several they do not say which. A provision that is not known is left out."""
    upheld = list(dict.fromkeys(allegation for allegation, _ in findings))
    named = dict.fromkeys(findings)
    if len(upheld) == 1:
        named |= dict.fromkeys((upheld[0], key) for key in grounds)
    laws = {a.id: law_of(a.alleged, day) for a in case.allegations}
    by: dict[str, list[Range]] = {}
    for allegation, key in named:
        if key in bases():
            facts = breach_facts(case, allegation, day)
            given = ranges(key, facts, day, table, laws.get(allegation))
            by.setdefault(allegation, []).extend(given)
    return tuple((allegation, tuple(found)) for allegation, found in by.items())


def additional_of(case: Case, office: Office, today: date) -> Iterator[Opinion]:
    """The additional fine of each fine that was due and not paid, by a day."""
    limits = [d for d in office.deadlines(case.clock_moments) if d.clock == "additional-fine"]
    for f in case.sanctions.fines:
        for d in limits:
            paper, _, part = d.subject.partition("/")
            if paper != f.paper or f.void_on is not None:
                continue
            base = f.imposed
            if part and f.deferral is not None:
                n = int(part.rpartition(".")[2])
                rows = f.deferral.instalments
                base = rows[n - 1].amount if n <= len(rows) else base
            paid = () if part else tuple((p.on, p.amount) for p in f.payments)
            grown = additional(base, paid, d, today)
            if not grown.days:
                continue
            facts = [
                say("days since {day}: {n}, at 3 % of {sum} yuan: {grown} yuan", n=grown.days,
                    sum=money_text(base), day=d.first_day.isoformat(),
                    grown=money_text(grown.sum)),
            ]  # fmt: skip
            if grown.capped:
                facts.append(say("it has reached the fine itself"))
            if grown.standing:
                facts.append(say("stands still since {day}", day=grown.standing.isoformat()))
            if f.additional:
                facts.append(say("paid {sum} yuan", sum=money_text(f.additional)))
            answer = Answer(
                id="grows",
                question=say("Does the additional fine grow?"),
                answer="no" if grown.capped or grown.standing or d.stopped else "yes",
                bases=("cf-72", "cf-73"),
                note=say("At most the fine itself; it has to have been announced in the decision."),
                facts=tuple(facts),
            )
            yield Opinion(
                id="additional_fine",
                about=d.subject,
                title=say("Additional fine"),
                answers=(answer,),
                verdict=str(grown.sum),
            )


# ------------------------------------------------------------------ crime, publicity, inspections


def transfer_of(case: Case, settings: Settings, today: date) -> Opinion | None:
    """The signs that refusing to pay may be a crime, and what a package for the police lacks; none
    where no wages are owed and no transfer is thought of."""
    line = line_of(settings, today)
    owed = case.claims.arrears(line.causes) if line else ()
    proposed = any(p.what == "transferred" and p.pending for p in case.proposals)
    if line is None or not (any(a.sum > 0 for a in owed) or proposed or case.to_police):
        return None
    signs = crime_signs(case, settings, today)
    both = limbs(line, owed)
    reached_ = any(a.answer == "yes" for a in both)
    kinds = (PaperKind.ORDER, PaperKind.HANDLING)
    orders = [p for p in case.papers if p.kind in kinds and p.pays]
    order = max(
        (p for p in orders if p.stands), key=lambda p: (p.lapsed, p.issued_on), default=None
    )
    up = [s for s in (order.services if order else ()) if s.mode is ServiceMode.POSTED_UP]
    posted = any(s.reached for s in up)
    party = case.respondents[0] if case.respondents else None
    found = package(
        Package(
            order=(order.number or order.id) if order else "",
            served=order.served_on if order else None,
            posted=posted,
            photos=posted and any(s.regular for s in up),
            pictures=tuple(s.file for s in up if s.reached and s.file),
            until=order.until if order else None,
            lapsed=bool(signs.lapsed) or bool(order and order.lapsed),
            report=case.concluded_on,
            statements=case.interviews,
            party=party is not None
            and bool(party.representative)
            and (party.credit_code is not None or party.no_code is not NoCode.NOT_KNOWN),
            articles=sum(1 for e in case.evidence if e.preserved_on),
            evidence=len(case.evidence),
            approved=case.transferred_on is not None and case.to_police,
            proposed=proposed,
            paid=case.paid,
        )
    )
    lacks = lacking(found)
    follows = say("the unpaid sums do not reach the line.")
    verdict_ = "below"
    if reached_:
        verdict_ = "incomplete" if lacks else "complete"
        follows = (
            say("missing in the package: {n}.", n=len(lacks))
            if lacks
            else say("nothing of the package is missing; look whether it is still unpaid.")
        )
    return Opinion(
        id="transfer",
        title=say("Refusing to pay: a matter for the police?"),
        answers=(*both, *(found if reached_ or case.to_police or proposed else ())),
        verdict=verdict_,
        follows=follows,
    )


def listing_ground(case: Case, office: Office, today: date) -> bool:
    """Whether a migrant-wage case reaches a ground for listing, once an order to pay lapsed
    (人社部令第45号 art. 5): the sum is at the line of the crime, or there was a group incident."""
    migrants = bool(case.of_whom.migrants) or any(
        a.alleged.cause == "migrant_wages" for a in case.allegations
    )
    incident = case.urgency is not None and Urgency.GROUP_INCIDENT in case.urgency.kinds
    return migrants and (incident or crime_signs(case, office.settings, today).line is not None)


def publicity_of(case: Case, office: Office, today: date) -> tuple[Opinion, ...]:
    """Whether the matter is published, and whether the employer is listed."""
    signs = crime_signs(case, office.settings, today)
    sanctions = case.sanctions
    lapsed = next((p for p in case.papers if p.lapsed and p.stands and p.pays), None)
    x = next((x for x in reversed(sanctions.listings) if x.off_on is None), None)
    notice = case.paper(x.notice) if x else None
    about = (x.id, x.notice) if x else (lapsed.id,) if lapsed else ()
    every = office.deadlines(case.clock_moments)
    limits = {d.clock: d for d in every if d.subject in about}
    migrants = bool(case.of_whom.migrants) or any(
        a.alleged.cause == "migrant_wages" for a in case.allegations
    )
    urgency = case.urgency
    order = case.paper(x.order) if x else lapsed
    objections = limits.get("listing-objection-right-5wd")
    decide = limits.get("listing-20wd")
    p = Publicity(
        concluded=case.transferred_on if case.to_police else case.decided_on,
        published=max((g.on for g in sanctions.publications), default=None),
        grave=_grave(case, reached_=signs.line is not None),
        order=(order.number or order.id) if order else "",
        order_until=order.until if order else None,
        lapsed=bool(order and order.lapsed),
        migrants=migrants,
        reached=signs.line is not None,
        incident=urgency is not None and Urgency.GROUP_INCIDENT in urgency.kinds,
        noticed=x.noticed_on if x else None,
        notice_served=notice.served_on if notice else None,
        objection_until=objections.due if objections else None,
        objection_open=bool(x and any(o.answered_on is None for o in x.objections)),
        spared=x.spared_on if x else None,
        listed=x.listed_on if x else None,
        decide_by=decide.due if decide else None,
    )
    found = []
    if p.concluded:
        found.append(
            Opinion(
                id="publication",
                title=say("Is it to be published? An opinion"),
                answers=publication(p),
            )
        )
    if p.lapsed:
        found.append(
            Opinion(
                id="listing",
                title=say("Does it come onto the list? An opinion"),
                answers=listing(p, office.calendar),
            )
        )
    return tuple(found)


def _grave(case: Case, *, reached_: bool) -> tuple[Said, ...]:
    found = []
    if case.to_police and case.transferred_on:
        found.append(say("transferred to the police"))
    if reached_:
        found.append(say("the sum reaches the line of the crime"))
    if any(a.alleged.cause == "child_labour" for a in case.allegations):
        found.append(say("child labour"))
    return tuple(found)


def inspection_of(case: Case) -> Opinion | None:
    """What an inspection that nobody complained of needs; whether another docket has one of the
    same year is asked when it is entered."""
    if not case.inspections:
        return None
    last = case.inspections[-1]
    return Opinion(
        id="inspection",
        title=say("Routine inspection, {day}", day=last.on.isoformat()),
        answers=(planned(last.inspection.plan),),
    )
