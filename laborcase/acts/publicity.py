"""Publicity: major violations are made public, and who owes migrant workers their wages comes onto
the list and off it (人社部令第45号). The unit is heard first, and may object."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from ..errors import Reason
from ..evolving import evolve
from ..fields import label
from ..law.bases import basis
from ..parties import HEADS
from ..record.case import Case
from ..record.docket import Entry, Given
from ..record.papers import DECISIONS, PaperKind, issued
from ..record.sanctions import (
    CreditGrade,
    Listing,
    ListingGround,
    Objection,
    OffGround,
    Publication,
    PublicationGround,
)
from ..values import Line, Text
from ..words import Said, say
from .base import INSPECTORS, LEADERS, Act, Scene, impossible_day, need_text
from .investigation import LATE_REPAIR, PAPER_REPAIR
from .sanctions import SANCTIONS, lapsed_order

OBJECTION_DAYS: Final = 5
"""Working days in which the unit may object to its listing (art. 6)."""
LISTED_YEARS: Final = 3
"""Years a listing lasts from its decision (art. 11)."""
MONTHS_LISTED: Final = 6
"""Months on the list, counted from the correction, before early removal (art. 12)."""


# ------------------------------------------------------------------ publication


@frozen(kw_only=True)
class Published(Act):
    """A major violation that was dealt with is made public: who, what, and what was decided, but
    no secrets and nobody's private affairs (《劳动保障监察条例》 art. 22; 人社部令第29号,
    second-hand)."""

    kind: ClassVar[str] = "published"
    title: ClassVar[Said] = say("Publish a major violation")
    group: ClassVar[Said] = SANCTIONS
    who = LEADERS
    into = Case
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("jc-22", "gb-05", "cn-mw-47")
    repair: ClassVar[Said] = say("take it back, and publish what was decided")
    ground: PublicationGround = field(metadata=label("Kind of violation"))
    paper: Line = field(
        default=Line(""), metadata=label("Decision", of="remediable", hint="empty = a transfer")
    )
    where: Line = field(metadata=label("Where it was published"))
    content: Text = field(metadata=label("What was published"))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        case = scene.case
        yield from need_text(self.content, "What was published", "content")
        paper = case.paper(self.paper) if self.paper else None
        if self.paper and (paper is None or paper.void_on):
            yield Reason(say("There is no paper {id} in force here.", id=self.paper), path="paper")
        if paper is None and case.transferred_on is None:
            yield Reason(
                say("Only what was decided, or transferred to the police, is published."),
                basis="gb-05",
                soft=True,
                stands=True,
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        one = Publication(
            id=f"G{len(was.sanctions.publications) + 1}",
            ground=self.ground,
            on=entry.on,
            where=self.where,
            paper=self.paper,
        )
        after = evolve(was, sanctions=was.sanctions.with_publication(one))
        return after.with_moment("published", entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        return say("{ground}: {where}", ground=self.ground.label, where=self.where)


@frozen(kw_only=True)
class Unpublished(Act):
    """What was made public is taken back, with a public word why (行政处罚法 art. 48: within three
    working days where the decision was changed or fell)."""

    kind: ClassVar[str] = "unpublished"
    title: ClassVar[Said] = say("Take a publication back")
    group: ClassVar[Said] = SANCTIONS
    who = HEADS
    into = Case
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("cf-48", "cf-85")
    publication: Line = field(metadata=label("Publication", of="publications"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(p.ended_on is None for p in scene.case.sanctions.publications):
            yield Reason(say("Nothing is published."))

    def earliest(self, scene: Scene) -> date | None:
        one = scene.case.sanctions.publication(self.publication)
        return one.on if one else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        one = scene.case.sanctions.publication(self.publication)
        if one is None or one.ended_on:
            yield Reason(
                say("There is no publication {id} in force.", id=self.publication),
                path="publication",
            )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        one = was.sanctions.publication(self.publication) if was else None
        if was is None or one is None:
            return was
        sanctions = was.sanctions.with_publication(evolve(one, ended_on=entry.on))
        after = evolve(was, sanctions=sanctions)
        return after.with_moment("unpublished", entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.publication)


@frozen(kw_only=True)
class Objected(Act):
    """The unit objects to a publication or to its listing, in writing (人社部令第45号 art. 6)."""

    kind: ClassVar[str] = "objected"
    title: ClassVar[Said] = say("Objection to publication or listing")
    group: ClassVar[Said] = SANCTIONS
    who = INSPECTORS
    into = Case
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("bl-06", "gb-05", "hn-credit-28")
    about: Line = field(metadata=label("Objected to", of="publicity"))
    text: Text = field(metadata=label("What is objected"))

    def earliest(self, scene: Scene) -> date | None:
        one = _about(scene.case, self.about)
        if isinstance(one, Listing):
            return one.noticed_on
        return one.on if one else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What is objected", "text")
        one = _about(scene.case, self.about)
        if one is None:
            yield Reason(
                say("There is no publication or listing {id} here.", id=self.about), path="about"
            )
        elif isinstance(one, Listing) and not one.undecided:
            yield Reason(
                say("Listing {id} is decided: go against it by review or suit.", id=self.about),
                path="about",
            )
        elif isinstance(one, Publication) and one.ended_on:
            yield Reason(say("Publication {id} was taken back.", id=self.about), path="about")
        elif any(o.answered_on is None for o in one.objections):
            yield Reason(say("An objection to {id} is open already.", id=self.about), path="about")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        one = _about(was, self.about) if was else None
        if was is None or one is None:
            return was
        after = _objecting(was, one, (*one.objections, Objection(on=entry.on)))
        return after.with_moment(f"{_word(one)}_objected", entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.about)


@frozen(kw_only=True)
class ObjectionAnswered(Act):
    """What was found of an objection, and that the unit was told; one that holds spares the
    listing, or takes the publication back (人社部令第45号 art. 6)."""

    kind: ClassVar[str] = "objection_answered"
    title: ClassVar[Said] = say("Answer an objection")
    group: ClassVar[Said] = SANCTIONS
    who = HEADS
    into = Case
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("answer it again by a head")
    basis: ClassVar[tuple[str, ...]] = ("bl-06", "gb-05")
    about: Line = field(metadata=label("Objected to", of="publicity"))
    holds: bool = field(metadata=label("It holds"))
    text: Text = field(metadata=label("What was found"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        sanctions = scene.case.sanctions
        made = [o for p in sanctions.publications for o in p.objections]
        made += [o for x in sanctions.listings for o in x.objections]
        if all(o.answered_on for o in made):
            yield Reason(say("No objection is open."))

    def earliest(self, scene: Scene) -> date | None:
        one = _about(scene.case, self.about)
        return max((o.on for o in one.objections), default=None) if one else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "What was found", "text")
        one = _about(scene.case, self.about)
        if one is None or all(o.answered_on for o in one.objections):
            yield Reason(say("No objection to {id} is open.", id=self.about), path="about")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        one = _about(was, self.about) if was else None
        if was is None or one is None:
            return was
        answered = tuple(
            o if o.answered_on else evolve(o, answered_on=entry.on, holds=self.holds)
            for o in one.objections
        )
        after = _objecting(was, one, answered)
        name = f"{_word(one)}_objection_answered"
        return after.with_moment(name, entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        holds = say("it holds") if self.holds else say("it does not hold")
        return say("{id}: {answer}", id=self.about, answer=holds)


def _about(case: Case, one: str) -> Publication | Listing | None:
    return case.sanctions.publication(one) or case.sanctions.listing(one)


def _word(one: Publication | Listing) -> str:
    return "publication" if isinstance(one, Publication) else "listing"


def _objecting(case: Case, one: Publication | Listing, objections: tuple[Objection, ...]) -> Case:
    if isinstance(one, Publication):
        now = case.sanctions.with_publication(evolve(one, objections=objections))
    else:
        now = case.sanctions.with_listing(evolve(one, objections=objections))
    return evolve(case, sanctions=now)


# ------------------------------------------------------------------ the list


@frozen(kw_only=True)
class ListingNoticed(Act):
    """The unit is told beforehand that it comes onto the list of those who owe migrant workers
    their wages, why, and that it may object within five working days (人社部令第45号 art. 5, 6;
    河南省社会信用条例 art. 28)."""

    kind: ClassVar[str] = "listing_noticed"
    title: ClassVar[Said] = say("Advance notice of listing")
    group: ClassVar[Said] = SANCTIONS
    who = HEADS
    into = Case
    authority = True
    overtaken = True
    number: ClassVar[str] = "listing_notice"
    basis: ClassVar[tuple[str, ...]] = ("bl-05", "bl-06", "hn-credit-28")
    repair = PAPER_REPAIR
    tells = frozenset({"order", "ground", "persons", "content"})
    order: Line = field(metadata=label("Order that lapsed", of="orders"))
    ground: ListingGround = field(metadata=label("Why it is listed"))
    persons: tuple[Line, ...] = field(
        default=(), metadata=label("Representative and persons directly responsible")
    )
    content: Text = field(metadata=label("Facts, reasons, basis, rights"))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.order)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.content, "Facts, reasons, basis, rights", "content")
        yield from lapsed_order(scene, self.order, self.day(scene), "bl-05")
        for x in scene.case.sanctions.listings:
            if x.order == self.order and (x.undecided or x.on_list):
                yield Reason(
                    say("Listing {id} because of this order runs already.", id=x.id), path="order"
                )

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        if was is None:
            return None
        order = was.paper(self.order)
        to = order.addressees if order else ()
        paper = issued(was, entry, PaperKind.LISTING_NOTICE, None, self.content, addressees=to)
        after = evolve(was, papers=(*was.papers, paper))
        if not entry.regular:
            return after
        one = Listing(
            id=f"L{len(was.sanctions.listings) + 1}",
            ground=self.ground,
            order=self.order,
            notice=paper.id,
            noticed_on=entry.on,
            persons=tuple(self.persons),
        )
        after = evolve(after, sanctions=after.sanctions.with_listing(one))
        if order is not None and order.until is not None:
            # The time for the listing decision runs from the day the order's own time was over.
            after = after.with_moment("order_lapsed", order.until, entry, subject=one.id)
            after = after.with_moment("listing_taken_up", entry.on, entry, subject=self.order)
        return after.with_moment("listing_noticed", entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        return self.ground.label


def _undecided(scene: Scene) -> Iterator[Reason]:
    if not any(x.undecided for x in scene.case.sanctions.listings):
        yield Reason(say("No listing was noticed that is still to be decided."))


@frozen(kw_only=True)
class ListingAct(Act):
    """The parent of what happens to one listing of the case."""

    group: ClassVar[Said] = SANCTIONS
    into = Case

    listing: Line = field(metadata=label("Listing", of="listings"))

    def earliest(self, scene: Scene) -> date | None:
        one = scene.case.sanctions.listing(self.listing)
        return (one.listed_on or one.noticed_on) if one else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        listings = scene.case.sanctions.listings
        one = scene.case.sanctions.listing(self.listing)
        if one is None:
            known = ", ".join(x.id for x in listings) or "-"
            yield Reason(
                say("There is no listing {id}; there are: {ids}.", id=self.listing, ids=known)
            )
        else:
            yield from self.against(scene, one)

    @abstractmethod
    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        """Why it cannot happen to this listing."""

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        one = was.sanctions.listing(self.listing) if was else None
        return self.on_listing(was, one, entry) if was and one else was

    @abstractmethod
    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        """The case after it happened to this listing."""

    def line(self, given: Given) -> Said:
        return say("{id}", id=self.listing)


def _with(was: Case, listing: Listing) -> Case:
    return evolve(was, sanctions=was.sanctions.with_listing(listing))


@frozen(kw_only=True)
class ListingSpared(ListingAct):
    """The unit put things right and promised in writing before the decision, and is not listed
    (人社部令第45号 art. 7)."""

    kind: ClassVar[str] = "listing_spared"
    title: ClassVar[Said] = say("Spare from listing")
    who = HEADS
    authority = True
    relied_on = True
    repair: ClassVar[Said] = say("decide on the listing, or spare it on a written promise")
    basis: ClassVar[tuple[str, ...]] = ("bl-07", "bl-06")
    corrected_on: date | None = field(default=None, metadata=label("Put right on"))
    promised_on: date | None = field(default=None, metadata=label("Written promise of"))
    reason: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _undecided(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        yield from super().reasons(scene)
        for day in (self.corrected_on, self.promised_on):
            if day is not None:
                yield from impossible_day(day, scene)

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if not one.undecided:
            yield Reason(say("Listing {id} is decided already.", id=one.id))
        held = any(o.holds for o in one.objections)
        if not held and not (self.corrected_on and self.promised_on):
            yield Reason(
                say(
                    "Who is spared has put things right and promised in writing, or an objection "
                    "was found to hold."
                ),
                basis="bl-07",
                soft=True,
            )

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        now = evolve(
            one,
            spared_on=entry.on,
            corrected_on=self.corrected_on,
        )
        after = _with(was, now)
        return after.with_moment("listing_decided", entry.on, entry, subject=one.id)


@frozen(kw_only=True)
class Listed(ListingAct):
    """The listing is decided: for three years from that day (人社部令第45号 art. 8, 11)."""

    kind: ClassVar[str] = "listed"
    title: ClassVar[Said] = say("Decide on listing")
    who = LEADERS
    authority = True
    number: ClassVar[str] = "listing"
    basis: ClassVar[tuple[str, ...]] = ("bl-08", "bl-11")
    repair: ClassVar[Said] = say("take the name off, and decide anew after the notice and its time")
    tells = frozenset({"persons", "content"})
    persons: tuple[Line, ...] = field(
        default=(),
        metadata=label("Persons listed with it", hint="empty = those named in the notice"),
    )
    content: Text = field(metadata=label("What is decided and why"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _undecided(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.content, "What is decided and why", "content")
        yield from super().reasons(scene)

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if not one.undecided:
            yield Reason(say("Listing {id} is decided already.", id=one.id))
        notice = scene.case.paper(one.notice)
        served = notice.served_on if notice and notice.stands else None
        if served is None:
            yield Reason(
                say("The advance notice of listing {id} has not been served.", id=one.id),
                basis="bl-06",
                soft=True,
            )
        else:
            until = scene.office.calendar.add(served, OBJECTION_DAYS)
            if self.day(scene) <= until and not one.objections:
                yield Reason(
                    say("The unit may object until {day}.", day=until.isoformat()),
                    basis="bl-06",
                    soft=True,
                )
        if any(o.answered_on is None for o in one.objections):
            yield Reason(
                say("The objection to listing {id} is not answered.", id=one.id),
                basis="bl-06",
                soft=True,
            )
        if any(o.holds for o in one.objections):
            yield Reason(
                say("The objection to listing {id} was found to hold.", id=one.id),
                basis="bl-06",
                soft=True,
            )

    def settled(self, scene: Scene) -> "Listed":
        one = scene.case.sanctions.listing(self.listing)
        return evolve(self, persons=one.persons) if one and not self.persons else self

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        notice = was.paper(one.notice)
        to = notice.addressees if notice else ()
        paper = issued(was, entry, PaperKind.LISTING, None, self.content, addressees=to)
        after = evolve(was, papers=(*was.papers, paper))
        if not entry.regular:
            return after
        until = entry.on + relativedelta(years=LISTED_YEARS)
        now = evolve(
            one,
            decision=paper.id,
            listed_on=entry.on,
            until=until,
            persons=tuple(self.persons),
        )
        after = _with(after, now)
        after = after.with_moment("listing_decided", entry.on, entry, subject=one.id)
        after = after.with_moment("listed", entry.on, entry, subject=one.id)
        # The term ends by itself; from then on the name has to come off.
        return after.with_moment("off_list_due", until, entry, subject=one.id)


def _on_list(scene: Scene) -> Iterator[Reason]:
    if not any(x.on_list for x in scene.case.sanctions.listings):
        yield Reason(say("Nobody is on the list because of this case."))


@frozen(kw_only=True)
class RemovalAsked(ListingAct):
    """The unit asks to come off the list early; the department answers within 15 working days
    (人社部令第45号 art. 12-14)."""

    kind: ClassVar[str] = "removal_asked"
    title: ClassVar[Said] = say("Early removal asked for")
    who = INSPECTORS
    handling = True
    basis: ClassVar[tuple[str, ...]] = ("bl-12", "bl-14")
    corrected_on: date = field(metadata=label("Put right on"))
    text: Text = field(default=Text(""), metadata=label("What was handed in"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _on_list(scene)

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from super().reasons(scene)
        yield from impossible_day(self.corrected_on, scene)

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if not one.on_list:
            yield Reason(say("Listing {id} is not on the list.", id=one.id))
        if one.asked_on is not None:
            yield Reason(say("Early removal of {id} was asked for already.", id=one.id))

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        now = evolve(one, asked_on=entry.on, corrected_on=self.corrected_on)
        since = max(self.corrected_on, one.listed_on or self.corrected_on)
        after = _with(was, now).with_moment("listing_corrected", since, entry, subject=one.id)
        return after.with_moment("removal_asked", entry.on, entry, subject=one.id)


@frozen(kw_only=True)
class RemovalAnswered(ListingAct):
    """Early removal is granted or refused (人社部令第45号 art. 12-14): things were put right, six
    months on the list have passed since, and a written promise was given."""

    kind: ClassVar[str] = "removal_answered"
    title: ClassVar[Said] = say("Answer on early removal")
    who = LEADERS
    authority = True
    relied_on = True
    basis: ClassVar[tuple[str, ...]] = ("bl-12", "bl-14")
    repair: ClassVar[Said] = say(
        "answer it anew when six months have passed since it was put right"
    )
    granted: bool = field(metadata=label("Granted"))
    promised: bool = field(default=True, metadata=label("Written promise given"))
    text: Text = field(metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(x.on_list and x.asked_on for x in scene.case.sanctions.listings):
            yield Reason(say("No early removal is asked for."))

    def earliest(self, scene: Scene) -> date | None:
        one = scene.case.sanctions.listing(self.listing)
        return one.asked_on if one else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.text, "Reason", "text")
        yield from super().reasons(scene)

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if one.asked_on is None or not one.on_list:
            yield Reason(say("Early removal of {id} is not asked for.", id=one.id))
            return
        since = max(one.corrected_on or one.asked_on, one.listed_on or one.asked_on)
        earliest = since + relativedelta(months=MONTHS_LISTED)
        if self.granted and (self.day(scene) < earliest or not self.promised):
            yield Reason(
                say(
                    "Early removal takes a written promise and six months on the list since it was "
                    "put right, here from {day} on.",
                    day=earliest.isoformat(),
                ),
                basis="bl-12",
                soft=True,
            )

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        now = evolve(one, asked_on=None, granted_on=entry.on if self.granted else None)
        after = _with(was, now)
        after = after.with_moment("removal_answered", entry.on, entry, subject=one.id)
        if self.granted:
            after = after.with_moment("off_list_due", entry.on, entry, subject=one.id)
        return after

    def line(self, given: Given) -> Said:
        return say("granted") if self.granted else say("refused")


@frozen(kw_only=True)
class Delisted(ListingAct):
    """The name is off the list and no longer shown, and who was told of it before is told so
    (人社部令第45号 art. 17: within ten working days)."""

    kind: ClassVar[str] = "delisted"
    title: ClassVar[Said] = say("Take off the list")
    who = HEADS
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("bl-17", "bl-11")
    repair = LATE_REPAIR
    why: OffGround = field(metadata=label("Why"))
    reason: Text = field(default=Text(""), metadata=label("Reason"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        yield from _on_list(scene)

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if not one.on_list:
            yield Reason(say("Listing {id} is not on the list.", id=one.id))
            return
        if self.why is OffGround.REVOKED:
            yield from need_text(self.reason, "Reason", "reason")
        if self.why is OffGround.TERM and one.until and self.day(scene) < one.until:
            yield Reason(
                say(
                    "The term of listing {id} ends on {day}.", id=one.id, day=one.until.isoformat()
                ),
                basis="bl-11",
                soft=True,
                stands=True,
                path="why",
            )
        if self.why is OffGround.GRANTED and one.granted_on is None:
            yield Reason(
                say("No early removal of listing {id} was granted.", id=one.id),
                basis="bl-12",
                soft=True,
                stands=True,
                path="why",
            )

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        now = evolve(one, off_on=entry.on)
        after = _with(was, now)
        return after.with_moment("delisted", entry.on, entry, subject=one.id)

    def line(self, given: Given) -> Said:
        return say("{id}: {why}", id=self.listing, why=self.why.label)


@frozen(kw_only=True)
class ListingRestored(ListingAct):
    """Early removal was got by fraud: the name is put back, and its dates start again
    (人社部令第45号 art. 15). The listing gets a number of its own; the old one stays as it was."""

    kind: ClassVar[str] = "listing_restored"
    title: ClassVar[Said] = say("Put a name back on the list")
    who = LEADERS
    authority = True
    relied_on = True
    basis: ClassVar[tuple[str, ...]] = ("bl-15", "bl-11")
    repair: ClassVar[Said] = say("take the name off, and decide anew")
    reason: Text = field(metadata=label("What the fraud was"))

    @classmethod
    def ready(cls, scene: Scene) -> Iterator[Reason]:
        if not any(x.off_on and x.granted_on for x in scene.case.sanctions.listings):
            yield Reason(say("No name came off the list early."))

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "What the fraud was", "reason")
        yield from super().reasons(scene)

    def earliest(self, scene: Scene) -> date | None:
        one = scene.case.sanctions.listing(self.listing)
        return one.off_on if one else None

    def against(self, scene: Scene, one: Listing) -> Iterator[Reason]:
        if one.off_on is None or one.granted_on is None:
            yield Reason(say("Listing {id} did not come off the list early.", id=one.id))
        if any(x.order == one.order and x.on_list for x in scene.case.sanctions.listings):
            yield Reason(say("Listing {id} was put back already.", id=one.id))

    def on_listing(self, was: Case, one: Listing, entry: Entry) -> Case:
        if not entry.regular:
            return was
        until = entry.on + relativedelta(years=LISTED_YEARS)
        new = Listing(
            id=f"L{len(was.sanctions.listings) + 1}",
            ground=one.ground,
            order=one.order,
            notice=one.notice,
            noticed_on=one.noticed_on,
            persons=one.persons,
            decision=one.decision,
            listed_on=entry.on,
            until=until,
        )
        after = _with(was, new).with_moment("listed", entry.on, entry, subject=new.id)
        return after.with_moment("off_list_due", until, entry, subject=new.id)


@frozen(kw_only=True)
class CreditGraded(Act):
    """How grave a decision is for the credit record: from its day the shortest and the longest time
    for which it is shown run, and after the shortest its repair can be asked for
    (信用修复管理办法, in force since 2026-04-01, second-hand). A new answer outweighs an older one.
    """

    kind: ClassVar[str] = "credit_graded"
    title: ClassVar[Said] = say("Grade a decision for the credit record")
    group: ClassVar[Said] = SANCTIONS
    who = HEADS
    into = Case
    authority = True
    basis: ClassVar[tuple[str, ...]] = ("xy-36",)
    repair: ClassVar[Said] = say("take the record off where it should not be shown")
    paper: Line = field(metadata=label("Decision", of="remediable"))
    grade: CreditGrade = field(metadata=label("Grade"))
    reason: Text = field(metadata=label("Reason"))

    def earliest(self, scene: Scene) -> date | None:
        paper = scene.case.paper(self.paper)
        return paper.issued_on if paper else None

    def reasons(self, scene: Scene) -> Iterator[Reason]:
        yield from need_text(self.reason, "Reason", "reason")
        paper = scene.case.paper(self.paper)
        if paper is None or not paper.stands or paper.kind not in DECISIONS:
            yield Reason(say("{id} is no decision in force.", id=self.paper), path="paper")
            return
        since = basis("xy-36").effective_from
        if since is not None and paper.issued_on < since:
            yield Reason(
                say("Such records are graded since {day}; it is older.", day=since.isoformat()),
                basis="xy-36",
                soft=True,
                stands=True,
                path="paper",
            )
        if paper.id in {p for p, _ in scene.case.sanctions.graded}:
            known = dict(scene.case.sanctions.graded)[paper.id]
            if known is self.grade:
                yield Reason(say("{id} is graded so already.", id=paper.id), path="grade")

    def on_case(self, was: Case | None, entry: Entry) -> Case | None:
        paper = was.paper(self.paper) if was else None
        if was is None or paper is None:
            return was
        others = tuple(pair for pair in was.sanctions.graded if pair[0] != paper.id)
        graded = evolve(was.sanctions, graded=(*others, (paper.id, self.grade)))
        # The grade before runs no longer; the new one begins on the day of the document, too.
        moments = tuple(
            m for m in was.moments if m.subject != paper.id or not m.name.startswith("credit_")
        )
        after = evolve(was, sanctions=graded, moments=moments)
        name = f"credit_{self.grade.value}"
        return after.with_moment(name, paper.issued_on, entry, subject=paper.id)

    def line(self, given: Given) -> Said:
        return say("{id}: {grade}", id=self.paper, grade=self.grade.label)
