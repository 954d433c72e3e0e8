"""Who a row of a wage sheet is: a worker of the docket, somebody who joins with the sheet, or
somebody who is not concerned."""

from collections.abc import Iterator
from typing import Final

from ..acts.wages import SheetWorker
from ..errors import Invalid, Problem
from ..law.answers import joined
from ..record.claims import Claimant, Claims
from ..values import Line, ResidentNumber, plain, resident_number
from ..values import text as read_text
from ..words import Said, say
from .cells import Row
from .options import OTHERS, Options

MOST_NAMED: Final = 60
"""So many people are named in one sentence."""
APART: Final = "-"
"""Stands for the id of somebody who is not concerned."""


class People:
    """The workers of a docket by id, resident number and name, and those who are none of them."""

    def __init__(self, claims: Claims, options: Options) -> None:
        self.options = options
        self.join = {plain(name) for name in options.join}
        self.ids = {w.id: w for w in claims.workers}
        self.names: dict[str, list[Claimant]] = {}
        self.numbers: dict[str, Claimant] = {}
        for w in claims.workers:
            if w.double:
                continue
            if w.name:
                self.names.setdefault(plain(w.name), []).append(w)
            if w.resident_number:
                self.numbers[w.resident_number] = w
        self.joining: list[SheetWorker] = []
        self.strangers: list[tuple[int, str]] = []
        """Of whom nothing was said: row and name."""
        self.apart: set[str] = set()
        self._found: dict[str, str] = {}
        """Names that were looked up already: the same ones stand there month after month."""
        self._new: dict[str, tuple[str, str]] = {}

    def who(self, row: Row) -> tuple[str, str]:
        """The worker's id, and the name that stands there; no id, and said so, where it is not
        clear."""
        name = row.text("name") if "name" in row.columns else ""
        typed = row.text("worker").upper() if "worker" in row.columns else ""
        if typed:
            one = self.ids.get(typed)
            if one is None or one.double:
                row.wrong("worker", say("There is no worker {id} here.", id=typed[:20]))
                return "", name
            return self._of_name(row, "worker", one, name), name
        number = None
        if isinstance(row.cell("number"), (int, float)):
            row.wrong("number", say("The resident number is stored as a number, which loses its "
                                    "last digits: store it as text."))  # fmt: skip
            return "", name
        if row.cell("number") is not None:
            try:
                number = resident_number(row.text("number"))
            except Invalid:
                row.wrong("number", say("It is no resident number."))
                return "", name
            one = self.numbers.get(number)
            if one is not None:
                return self._of_name(row, "number", one, name), name
        if number is None and name in self._found:
            return self._found[name], name
        # Two resident numbers tell two people of one name apart.
        namesakes = self.names.get(plain(name), []) if name else []
        found = [w.id for w in namesakes if not (number and w.resident_number)]
        if len(found) == 1:
            if number is None:
                self._found[name] = found[0]
            return found[0], name
        if found:
            row.wrong("name", say("Several workers of that name stand here ({ids}): say which in a "
                                  "column with their ids.", ids=", ".join(found)))  # fmt: skip
            return "", name
        if name:
            return self._stranger(row, name, number), name
        text = say("Nobody is named: name the worker, or take the row out of the file if it adds "
                   "up the others.")  # fmt: skip
        row.wrong("number" if number else "", text)
        return "", name

    def _of_name(self, row: Row, column: str, one: Claimant, name: str) -> str:
        if name and one.name and plain(name) != plain(one.name):
            row.wrong(column, say("That is {id}, {known}, and the row says {name}: which is right?",
                                  id=one.id, known=one.name, name=name[:20]))  # fmt: skip
            return ""
        return one.id

    def _stranger(self, row: Row, name: str, number: ResidentNumber | None) -> str:
        """The id for now of somebody who joins (``+1``), :data:`APART` of somebody who is not
        concerned; empty for anybody else."""
        word = plain(name)
        joins = word in self.join or (self.options.others == "join")
        if not joins:
            if self.options.others == "apart":
                self.apart.add(word)
                return APART
            self.strangers.append((row.n, name))
            return ""
        key = number or word
        if key in self._new:
            known, before = self._new[key]
            if plain(before) != word:
                row.wrong("number", say("{name} stands with this number too: which is right?",
                                        name=before[:20]))  # fmt: skip
                return ""
            return known
        try:
            made = SheetWorker(name=Line(read_text(name)), resident_number=number)
        except Invalid as wrong:
            for problem in wrong.problems:
                row.wrong("name", say("{text}", text=problem.text))
            return ""
        self.joining.append(made)
        self._new[key] = (f"+{len(self.joining)}", name)
        return self._new[key][0]

    def asks(self) -> Iterator[Problem]:
        """What must be said of those who do not stand in the docket."""
        rows: dict[str, int] = {}
        for n, name in self.strangers:
            rows.setdefault(name, n)
        if rows:
            shown = [say("{name} (row {n})", name=name, n=n) for name, n in rows.items()]
            more = [say("…")] if len(shown) > MOST_NAMED else []
            yield Problem(
                "others",
                say(
                    "{names} do not stand in this docket ({n} people): say whether they join as "
                    "workers (--others join; some alone: --join NAME), or are not concerned "
                    "(--others apart)."
                    if len(rows) > 1
                    else "{names} does not stand in this docket: say whether the person joins as a "
                    "worker (--others join), or is not concerned (--others apart).",
                    n=len(rows),
                    names=joined([*shown[:MOST_NAMED], *more]),
                ),
            )
        if self.options.others not in ("", *OTHERS):
            yield Problem("others", say("“{typed}” is none of: {choices}.",
                                        typed=self.options.others[:40],
                                        choices=", ".join(OTHERS)))  # fmt: skip

    def told(self) -> Iterator[Said]:
        """Who joins, and how many are left out."""
        if self.joining:
            yield say("They join as workers of the docket with it: {n}." if len(self.joining) > 1
                      else "One person joins as a worker of the docket with it.",
                      n=len(self.joining))  # fmt: skip
        if self.apart:
            yield say("People on the sheet who are not concerned, and left out: {n}.",
                      n=len(self.apart))  # fmt: skip
