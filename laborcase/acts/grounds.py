"""The provisions that a decision rests on, and when one of them needs a recorded reason.

A provision that is displaced, ended, uncertain or contested stays readable and can be taken, but
nothing is decided on it without saying why (``law.Basis.objections``).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from ..errors import Reason
from ..fields import label
from ..law.bases import Basis, bases
from ..record.case import Case
from ..record.papers import ORDERS
from ..values import Line, Text
from ..words import Both, Said, say
from .base import Act, Scene, listed

GROUNDS: Final = label("Legal grounds")


@frozen(kw_only=True)
class Ground:
    """One provision that a decision rests on, by its id; ``why`` is the recorded reason where
    something speaks against it."""

    basis: Line = field(metadata=label("Provision", of="bases"))
    why: Text = field(default=Text(""), metadata=label("Why it is relied on nonetheless"))


def days_of(
    one: Basis, case: Case | None, day: date, about: Collection[str] = ()
) -> tuple[date, ...]:
    """The days on which a ground has to hold: of a rule of procedure that of the decision, of any
    other those of the facts (行政处罚法 art. 37), where they are known; ``about`` are the
    allegations that it is a ground for, all of the case unless it says which."""
    if one.role == "procedure" or case is None:
        return (day,)
    facts = {
        min(known, day)
        for a in case.allegations
        if not about or a.id in about
        for known in (a.alleged.start, a.alleged.end or (day if a.alleged.start else None))
        if known
    }
    return tuple(sorted(facts)) or (day,)


def objections(
    one: Basis, case: Case | None, day: date, about: Collection[str] = ()
) -> tuple[Said, ...]:
    """What speaks against a ground on its days; nothing where it holds on any of them."""
    found = [one.objections(on) for on in days_of(one, case, day, about)]
    return () if () in found else found[-1]


def ground_reasons(
    grounds: Sequence[Ground],
    scene: Scene,
    day: date,
    *,
    findings: Sequence[tuple[str, str]] = (),
    upheld: Collection[str] = (),
    fined: bool = False,
) -> Iterator[Reason]:
    """Why a decision of a day cannot rest on these grounds: not held here, named twice, or
    something speaks against one and no reason is recorded. ``findings`` are the allegations, each
    with the provision that its finding names, which has to hold on the days of that one: its reason
    stands among the grounds too. ``upheld`` are the allegations that the grounds are for;
    ``fined`` says that a fine rests on them."""
    named: list[str] = [g.basis for g in grounds]
    said = {g.basis for g in grounds if g.why.strip()}
    for twice in sorted({key for key in named if named.count(key) > 1}):
        yield Reason(
            say("The provision {id} stands among the grounds twice.", id=twice), path="grounds"
        )
    case = scene.docket if isinstance(scene.docket, Case) else None
    for n, key in enumerate(named, 1):
        mend = "" if key in said else f"grounds.{n}.why"
        yield from _against(key, case, day, f"grounds.{n}.basis", mend, upheld, fined=fined)
    for n, (allegation, key) in enumerate(findings, 1):
        if key:
            mend = "" if key in said else "grounds"
            where = f"findings.{n}.basis"
            yield from _against(key, case, day, where, mend, (allegation,), fined=fined)


def provision_reasons(key: str, why: str, day: date) -> Iterator[Reason]:
    """Why a paper of a day cannot rest on one provision."""
    yield from _against(key, None, day, "provision", "" if why.strip() else "provision_why", ())


def _against(
    key: str,
    case: Case | None,
    day: date,
    where: str,
    mend: str,
    about: Collection[str],
    *,
    fined: bool = False,
) -> Iterator[Reason]:
    """Reasons against one provision; ``mend`` is where its recorded reason is missing, ``about``
    the allegations it is a ground for."""
    one = bases().get(key)
    if one is None:
        yield Reason(say("There is no provision {id}.", id=key), path=where)
        return
    against = objections(one, case, day, about)
    if fined and one.after_order and case and not _lapsed(case, day):
        text = say("Its fine takes an order that was not obeyed in time; none stands here.")
        against = (*against, text)
    if against and mend:
        yield Reason(
            say(
                "Something speaks against the provision {id}: {why} Say in “{field}” why it is "
                "relied on, or take another.",
                id=key,
                why=_joined(against),
                field=say("Why it is relied on nonetheless"),
            ),
            basis=key,
            path=mend,
        )


def _lapsed(case: Case, day: date) -> bool:
    return any(p.has_lapsed(day) for p in case.issued(*ORDERS))


def _joined(sentences: Sequence[Said]) -> Said:
    whole = sentences[0]
    for one in sentences[1:]:
        whole = say("{first} {second}", first=whole, second=one)
    return whole


def grounds_said(grounds: Sequence[Ground]) -> Said:
    """What a timeline says of grounds; ``※`` marks one that was taken with a recorded reason."""
    if not grounds:
        return say("")
    named = (_named(g) for g in grounds)
    return say("rests on {provisions}", provisions=listed(tuple(named)))


def _named(ground: Ground) -> Said:
    known = bases().get(ground.basis)
    name = Both(known.citation("zh_CN"), known.citation("en")) if known else ground.basis
    return say("{name}※", name=name) if ground.why else say("{name}", name=name)


def with_grounds(line: Said, grounds: Sequence[Ground]) -> Said:
    """A timeline line with its grounds behind it."""
    told = grounds_said(grounds)
    return listed([line, told]) if line and told else line or told


def grounds_of(act: Act) -> tuple[str, ...]:
    """The ids of all provisions that an act names as its grounds, findings among them."""
    rows = (*getattr(act, "grounds", ()), *getattr(act, "findings", ()))
    found = [*(getattr(row, "basis", "") for row in rows), getattr(act, "provision", "")]
    return tuple(dict.fromkeys(str(key) for key in found if key))
