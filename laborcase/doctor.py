"""What an office should look at before it trusts its dates and its register: the law's rows
against it, its clock, and where it lies."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from attrs import frozen

from . import law
from .entering import clock_jump
from .errors import RegisterError
from .law import Deadline
from .law.bases import CERTAINTIES
from .proof import Tell, newest, silent
from .record.office import Office
from .standing import anchor_due
from .store import Line, Store
from .vault import Vault, sealed_docket
from .words import Said, say


@frozen(kw_only=True)
class Finding:
    """One thing found. ``kind`` is ``calendar``, ``clock``, ``provision`` or ``second_hand``,
    ``about`` the id of the clock or provision, or the year; or ``register``, about ``damage``,
    ``time``, ``anchor``, ``keys``, ``place`` or ``refused``."""

    kind: str
    about: str
    text: Said


def register_findings(
    store: Store, now: datetime, recent: int, tell: Tell = silent
) -> Iterable[Finding]:
    """What to look at in the register itself; reads all of it. ``recent`` is how many acts were
    refused here lately; ``tell`` is told the number of each commit that was read."""
    last: Line | None = None
    odd: list[Line] = []
    sealed: set[str] = set()
    try:
        for line in store.each_line():
            last = line
            if "clock" in line.body:
                odd.append(line)
            sealed.add(sealed_docket(line))
            tell(line.seq)
    except RegisterError as wrong:
        yield Finding(kind="register", about="damage", text=wrong.sentence)
    if clock_jump(last, now) is not None:
        assert last is not None
        text = say(
            "The clock of this machine stands at {now}, and the newest commit is of {then}: see"
            " which of them is wrong before anything is entered.",
            now=now.isoformat(timespec="minutes"),
            then=last.body["at"],
        )
        yield Finding(kind="register", about="time", text=text)
    if odd:
        text = say(
            "{n} commit was entered while a clock stood before the one before it, or more than a"
            " year after: commit {seqs}."
            if len(odd) == 1
            else "{n} commits were entered while a clock stood before the one before it, or more"
            " than a year after: commits {seqs}.",
            n=len(odd),
            seqs=", ".join(str(line.seq) for line in odd[-10:]),
        )
        yield Finding(kind="register", about="time", text=text)
    told, due = anchor_due(store, now)
    if due or newest(store.register) is None:
        yield Finding(kind="register", about="anchor", text=told)
    shut = Vault(store).shut(sorted(sealed - {""}))
    if shut:
        yield Finding(kind="register", about="keys", text=keys_told(len(shut)))
    for sentence in store.condition():
        yield Finding(kind="register", about="place", text=sentence)
    if recent:
        text = say("Acts refused here within a month: {n}.", n=recent)
        yield Finding(kind="register", about="refused", text=text)


def keys_told(n: int) -> Said:
    """That keys of identity blocks are missing."""
    return say(
        "Who must stay unknown in {n} docket cannot be read: its key is not here, or is another"
        " register's. Bring the keys back from their backup."
        if n == 1
        else "Who must stay unknown in {n} dockets cannot be read: their keys are not here, or are"
        " another register's. Bring the keys back from their backup.",
        n=n,
    )


def findings(
    office: Office, running: Iterable[Deadline], fired: Iterable[str], today: date, lang: str
) -> tuple[Finding, ...]:
    """Everything found: calendars that end before a live limit, clocks that never ran or cannot,
    provisions past the day to look at them again, second-hand rules in use.

    ``running`` are the limits of open dockets that nothing stopped, ``fired`` the ids of all clocks
    that ever ran in the register.
    """
    live = [d for d in running if d.stopped is None]
    made = list(_calendar(office, live))
    for one in law.past_review(today):
        assert one.review_by is not None
        text = say(
            "{citation}: to be looked at again since {day}.",
            citation=one.citation(lang),
            day=one.review_by.isoformat(),
        )
        made.append(Finding(kind="provision", about=one.id, text=text))
    made += _second_hand(office, live, lang)
    # In a young register most clocks never ran: what is to be done comes before them.
    made += _clocks(office, set(fired), lang)
    return tuple(made)


def _calendar(office: Office, live: list[Deadline]) -> Iterable[Finding]:
    beyond = Counter(d.due.year for d in live if d.provisional)
    for year, n in sorted(beyond.items()):
        text = say(
            "{n} running limit ends in {year} or depends on it; its notice of days off is not here."
            if n == 1
            else "{n} running limits end in {year} or depend on it; its notice of days off is not "
            "here.",
            n=n,
            year=year,
        )
        yield Finding(kind="calendar", about=str(year), text=text)
    until = office.calendar.until
    if not beyond and any(d.due.year > until for d in live):
        text = say("Limits reach beyond {year}, the last year of the calendar.", year=until)
        yield Finding(kind="calendar", about=str(until), text=text)


def _clocks(office: Office, fired: set[str], lang: str) -> Iterable[Finding]:
    on = {rule.id for rule in office.clocks if rule.on}
    for rule in office.clocks:
        if not rule.on:
            text = say("{clock}: switched off, it never runs.", clock=rule.title(lang))
        elif rule.after and not on & set(rule.after):
            text = say(
                "{clock}: it can never start, what it follows is off.", clock=rule.title(lang)
            )
        elif rule.id not in fired:
            text = say("{clock}: it has never run in this register.", clock=rule.title(lang))
        else:
            continue
        yield Finding(kind="clock", about=rule.id, text=text)


def _second_hand(office: Office, live: list[Deadline], lang: str) -> Iterable[Finding]:
    used = Counter(d.clock for d in live)
    for rule in office.clocks:
        if not rule.on or rule.rank == "office" or rule.certainty == "full":
            continue
        text = say(
            "{clock}: {certainty}; {n} running.",
            clock=rule.title(lang),
            certainty=CERTAINTIES[rule.certainty],
            n=used[rule.id],
        )
        yield Finding(kind="second_hand", about=rule.id, text=text)
