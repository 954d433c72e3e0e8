"""What a sheet comes to beside what was claimed, and the act that takes it over."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from ..acts.wages import SheetSum, WageSheetTaken, line_for, months_of
from ..errors import Invalid, Usage
from ..fields import FileHash
from ..law.answers import joined
from ..law.wages import KINDS
from ..law.wages.rules import told_assumed
from ..record.claims import Claims
from ..record.office import Office
from ..record.wages import kept_lines
from ..values import Fen, Line, Text, money_text
from ..words import LANGUAGES, Said, say
from .columns import FIELDS, base_of
from .counting import Owed, SheetResult, months_text

if TYPE_CHECKING:
    from ..desk import Desk


@frozen(kw_only=True)
class Compared:
    """What was found beside what was claimed, for one claim line (``line`` is empty where there is
    none yet). ``months`` are those of the sheet, ``wanted`` how many the line speaks of."""

    worker: str
    name: str
    line: str
    start: date
    end: date
    months: int
    wanted: int
    claimed: Fen | None
    found: Fen

    @property
    def differs(self) -> bool:
        """Whether what was found is not what was claimed."""
        return self.claimed is not None and self.claimed != self.found


def usual_cause(claims: Claims) -> str:
    """The cause that a sheet is most likely about: the one of wages that most lines have, else the
    only one there is."""
    causes = Counter(line.cause for line in claims.lines)
    wage = [cause for cause, _ in causes.most_common() if cause in KINDS["wages"].causes]
    if wage or len(causes) == 1:
        return str((wage or [*causes])[0])
    return "arrears"


def compared(result: SheetResult, claims: Claims, cause: str) -> tuple[Compared, ...]:
    """What was found beside what was claimed: one row for each claim line, or new month."""
    workers = {w.id: w for w in claims.workers}
    found: dict[tuple[str, str], list[Owed]] = {}
    for one in result.owed:
        known = workers.get(one.worker)  # who joins with the sheet stands nowhere yet
        line = line_for(known, one.month, cause) if known and known.lines else None
        key = line.id if line else f"{one.month:%Y-%m}"
        found.setdefault((one.worker, key), []).append(one)
    made, lines = [], claims.by_id()
    for (worker, key), rows in found.items():
        _, line = lines.get(key, (None, None))
        start = min(one.month for one in rows)
        wanted = (months_of(line) if line else 0) or len(rows)
        made.append(
            Compared(
                worker=worker,
                name=rows[0].name,
                line=line.id if line else "",
                start=start,
                end=max(one.month for one in rows),
                months=len(rows),
                wanted=wanted,
                claimed=line.claimed if line else None,
                found=Fen(sum(one.found for one in rows)),
            )
        )
    return tuple(made)


def compared_line(one: Compared) -> Said:
    """A comparison in a line, a difference marked."""
    told = say(
        "{line} {name} {month}: found {found}",
        line=one.line or (say("joins") if one.worker.startswith("+") else one.worker),
        name=one.name,
        month=months_text({one.start, one.end}),
        found=money_text(one.found),
    )
    if one.claimed is None:
        told = say("{told}, nothing claimed", told=told)
    else:
        told = say("{told}, claimed {sum}", told=told, sum=money_text(one.claimed))
    if one.differs:
        told = say("{told} ≠ {difference}", told=told,
                   difference=money_text(one.found - (one.claimed or 0)))  # fmt: skip
    if one.months < one.wanted:
        told = say("{told}; the sheet has {n} of {wanted} months", told=told, n=one.months,
                   wanted=one.wanted)  # fmt: skip
    return told


def columns_line(result: SheetResult) -> Said:
    """Which column was taken for what, so that a person sees a wrong one."""
    pairs = (
        say("{what} = {head}", what=FIELDS[base_of(c.name)], head=c.head) for c in result.columns
    )
    return say("Columns: {pairs}.", pairs=joined(pairs))


def missing_lines(result: SheetResult, claims: Claims, cause: str) -> Iterator[Said]:
    """Whose claims of a cause the sheet says nothing of."""
    there = {one.worker for one in result.owed}
    if result.problems:  # whose rows are still open is not known
        return
    names = [
        say("{id} {name}", id=w.id, name=w.name)
        for w in claims.workers
        if w.id not in there and not w.left and any(x.cause == cause for x in w.lines)
    ]
    if names:
        more = [say("{n} more", n=len(names) - 20)] if len(names) > 20 else []
        yield say("Of these workers the sheet has no row: {names}.",
                  names=joined([*names[:20], *more]))  # fmt: skip


def stated_lines(result: SheetResult) -> Iterator[Said]:
    """Rows in which the employer's own count says otherwise."""
    for one in result.owed:
        if one.stated is not None and one.stated != one.due:
            yield say(
                "row {n}, {name}: {due} is due, the employer counts {stated}.",
                n=one.row,
                name=one.name or one.worker,
                due=money_text(one.due),
                stated=money_text(one.stated),
            )


def result_lines(result: SheetResult, lang: str) -> Iterator[tuple[str, Said]]:
    """What a sheet rests on, line by line, each with what it is: ``column``, ``assumed`` or
    ``note``."""
    for column in result.columns:
        yield "column", say("{head}: {what}", head=column.head, what=FIELDS[base_of(column.name)])
    for one in result.assumed:
        yield "assumed", told_assumed(one, lang)
    for text in result.told:
        yield "note", text


def taking(
    result: SheetResult,
    name: str,
    file: FileHash,
    cause: str = "arrears",
    nevertheless: str = "",
) -> WageSheetTaken:
    """The act that takes a sheet over.

    :raises Invalid: while any row is open, or anything must be said of the sheet.
    """
    if result.problems or result.asks:
        raise Invalid(*result.problems, *result.asks)
    told = [tuple(result_lines(result, lang)) for lang in LANGUAGES]
    return WageSheetTaken(
        name=Line(name),
        file=file,
        cause=Line(cause),
        columns=result.columns,
        sums=tuple(
            SheetSum(worker=Line(o.worker), month=o.month, due=o.due, paid=o.paid, found=o.found,
                     withheld=o.withheld, how=Line(o.counted.how), stated=o.stated)
            for o in result.owed
        ),
        joining=result.joining,
        result=kept_lines(told),
        nevertheless=Text(nevertheless),
    )  # fmt: skip


def kept_columns(desk: "Desk", key: str) -> Mapping[str, str]:
    """What the columns of the newest sheet of the same employer meant: of this docket, else of
    another docket against the same respondent."""
    docket = desk.docket(key)
    state = docket.state
    if isinstance(state, Office):
        raise Usage(say("{key} is not a case.", key=key))
    keys = [docket.key]
    for respondent in state.respondents:
        page = desk.find(desk.asking(respondent=respondent.name, sort="changed", limit=20))
        keys += [row.key for row in page.rows]
    for one in dict.fromkeys(keys):
        for entry in reversed(desk.docket(one).entries):
            if isinstance(entry.act, WageSheetTaken) and entry.taken_back_by is None:
                return {c.name: c.head for c in entry.act.columns}
    return {}
