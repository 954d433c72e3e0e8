"""What a docket says of claims and payments, coordination, contacts and next steps, in short
lines."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

from laborcase.record.case import Case
from laborcase.record.claims import Claimant, ClaimLine, Claims, Totals, workers_words
from laborcase.record.complaint import Complaint
from laborcase.record.contacts import Contact, Coordination, NextStep
from laborcase.record.crime import CrimeSigns, crime_signs, lapsed_words, silent_words
from laborcase.record.office import Office
from laborcase.record.payments import Payment
from laborcase.record.wages import Calculation, kind_of
from laborcase.telling import (
    contact_line,
    coordination_line,
    promise_line,
    reached_words,
    step_line,
)
from laborcase.values import masked_phone, masked_resident, money_text
from laborcase.words import Said, say

from ..terms import cause_title, money, short_day
from ..widgets.sheet import ALARM, HEAD, MUTED, Part

MOST_WORKERS: Final = 30
"""Workers shown in a docket; the entries themselves show all."""
MOST_CONTACTS: Final = 5
"""The newest contacts shown in a docket."""


def money_parts(
    state: Complaint | Case, office: Office, today: date, lang: str, opened: bool
) -> Iterator[Part]:
    """Claims with their totals, payments, promises, coordination, contacts and steps; numbers
    masked unless ``opened``."""
    standing = state.standing if isinstance(state, Case) else frozenset()
    contacts = state.every_contact if isinstance(state, Case) else state.contacts
    yield from _claims(state.claims, standing, today, lang, opened)
    yield from _payments(state.claims.payments, today)
    yield from _calculations(state.claims.calculations, today, lang)
    yield from _coordination(state.coordination, state.claims, today)
    yield from _contacts(contacts, today)
    yield from _crime(crime_signs(state, office.settings, today), today, lang)
    yield from _steps(state.steps, today)


# ------------------------------------------------------------------ claims


def _claims(
    claims: Claims, standing: frozenset[str], today: date, lang: str, opened: bool
) -> Iterator[Part]:
    if not claims.workers:
        return
    totals = claims.totals(standing)
    yield Part("")
    yield Part(say("Claims: {workers}", workers=workers_words(totals.persons)), HEAD)
    left = money(totals.outstanding)
    yield Part(say("{told}, outstanding {sum}", told=_sums(totals), sum=left))
    if claims.lump:
        yield Part(say("{sum} of it paid without saying to whom", sum=money(claims.lump)), MUTED)
    paid = claims.paid_by_line()
    for w in claims.workers[:MOST_WORKERS]:
        yield from _worker(w, paid, standing, today, lang, opened)
    if len(claims.workers) > MOST_WORKERS:
        yield Part(say("and {n} more", n=len(claims.workers) - MOST_WORKERS), MUTED, indent=2)


def _worker(
    w: Claimant,
    paid: Mapping[str, int],
    standing: frozenset[str],
    today: date,
    lang: str,
    opened: bool,
) -> Iterator[Part]:
    who: str = say("{id} {name}", id=w.id, name=w.name) if w.name else w.id
    if w.count > 1:
        who = say("{who}, {n} people", who=who, n=w.count)
    if w.phone:
        who = say("{who}  phone {phone}", who=who,
                  phone=w.phone if opened else masked_phone(w.phone))  # fmt: skip
    if w.resident_number:
        number = w.resident_number
        who = say("{who}  No. {number}", who=who,
                  number=number if opened else masked_resident(number))  # fmt: skip
    if w.left:
        how = say("{how}, {day}", how=w.left.how.label, day=short_day(w.left.on, today))
        if w.left.same_as:
            how = say("{how}: {other}", how=how, other=w.left.same_as)
        yield Part(say("{who}: {how}", who=who, how=how), MUTED, indent=2)
        return
    if len(w.lines) == 1:
        (line,) = w.lines
        yield Part(say("{who}: {sums}", who=who, sums=_of_line(line, paid, standing)), indent=2)
        return
    yield Part(who, indent=2)
    for line in w.lines:
        what = say(
            "{id} {cause} {month}",
            id=line.id,
            cause=cause_title(line.cause, lang),
            month=f"{line.start:%Y-%m}" if line.start else "",
        )
        sums = _of_line(line, paid, standing)
        yield Part(say("{who}: {sums}", who=what, sums=sums), indent=4)


def _of_line(line: ClaimLine, paid: Mapping[str, int], standing: frozenset[str]) -> Said:
    """The four sums of a line: what it was verified on, and which paper orders it."""
    verified, ordered = line.verified, line.ordered(standing)
    told = say("claimed {sum}", sum="?" if line.claimed is None else money_text(line.claimed))
    if verified is not None:
        proof = line.verifications[-1].evidence
        told = say("{told}, verified {sum} ({proof})", told=told, sum=money_text(verified),
                   proof=proof)  # fmt: skip
    if ordered is not None:
        told = say("{told}, ordered {sum} ({proof})", told=told, sum=money_text(ordered.sum),
                   proof=ordered.paper)  # fmt: skip
    return _and_paid(told, paid.get(line.id, 0))


def _sums(totals: Totals) -> Said:
    """The four totals, as far as there are any."""
    told = say("claimed {sum}", sum=money_text(totals.claimed))
    if totals.verified is not None:
        told = say("{told}, verified {sum}", told=told, sum=money_text(totals.verified))
    if totals.ordered is not None:
        told = say("{told}, ordered {sum}", told=told, sum=money_text(totals.ordered))
    return _and_paid(told, totals.paid)


def _and_paid(told: Said, paid: int) -> Said:
    return say("{told}, paid {sum}", told=told, sum=money_text(paid)) if paid else told


def _payments(payments: tuple[Payment, ...], today: date) -> Iterator[Part]:
    if payments:
        yield Part("")
        yield Part(say("Payments"), HEAD)
    for p in payments:
        by = say("{payer}, {capacity}", payer=p.payer, capacity=p.capacity.label)
        line = say(
            "{id} {day} {sum} ({by})",
            id=p.id,
            day=short_day(p.on, today),
            sum=money_text(p.total),
            by=by if p.payer else p.capacity.label,
        )
        sure = len(p.workers) - len(p.unconfirmed)
        if p.workers:
            line = say("{line}, confirmed {sure} of {n}", line=line, sure=sure, n=len(p.workers))
        yield Part(line)


def _calculations(kept: tuple[Calculation, ...], today: date, lang: str) -> Iterator[Part]:
    """What was counted and kept; ^P prints each with its lines."""
    if kept:
        yield Part("")
        yield Part(say("Calculations"), HEAD)
    for k in kept:
        line = say(
            "{id} {day} {what} {line}: {sum}",
            id=k.id,
            day=short_day(k.on, today),
            what=kind_of(k.what).title,
            line=k.line,
            sum="-" if k.total is None else money_text(k.total),
        )
        yield Part(say("{line}, taken over", line=line) if k.taken else line)


# ------------------------------------------------------------------ coordination and promises


def _coordination(now: Coordination | None, claims: Claims, today: date) -> Iterator[Part]:
    promises = claims.promises()
    if now is None and not promises:
        return
    yield Part("")
    yield Part(say("Coordination"), HEAD)
    day = partial(short_day, today=today)
    if now is not None:
        yield Part(coordination_line(now, day))
    for p in promises:
        line = promise_line(p, day)
        if p.by < today:
            yield Part(say("! broken promise: {line}", line=line), ALARM)
        else:
            yield Part(line)


# ------------------------------------------------------------------ contacts, crime, steps


def _contacts(contacts: tuple[Contact, ...], today: date) -> Iterator[Part]:
    if not contacts:
        return
    yield Part("")
    yield Part(say("Contacts"), HEAD)
    newest = sorted(contacts, key=lambda c: c.at, reverse=True)
    day = partial(short_day, today=today)
    yield from (Part(contact_line(c, day)) for c in newest[:MOST_CONTACTS])
    if len(newest) > MOST_CONTACTS:
        yield Part(say("and {n} more", n=len(newest) - MOST_CONTACTS), MUTED)


def _crime(signs: CrimeSigns, today: date, lang: str) -> Iterator[Part]:
    """Whether the unpaid sums reach the criminal line; beside it whether the employer may count as
    out of contact, which is a figure of the office."""
    if signs.line is not None or signs.silent:
        yield Part("")
        yield Part(say("Criminal line"), HEAD)
    if signs.line is not None:
        yield Part(reached_words(signs, lang), ALARM)
        yield Part(lapsed_words(signs), "" if signs.lapsed else MUTED)
    for s in signs.silent:
        yield Part(silent_words(s, short_day(s.since, today)), ALARM)


def _steps(steps: tuple[NextStep, ...], today: date) -> Iterator[Part]:
    planned = [s for s in steps if s.ended_on is None]
    if planned:
        yield Part("")
        yield Part(say("Next steps"), HEAD)
    for s in sorted(planned, key=lambda s: s.due):
        line = step_line(s, partial(short_day, today=today))
        yield Part(line, ALARM if s.due < today else "")
