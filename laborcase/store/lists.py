"""The lists of the embedded register: who stands in which queue, in which order, and what matches.

All of it is made from the summaries when it is first asked for, and kept up as commits come.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from datetime import date

from tinydb import where
from tinydb.queries import QueryInstance

from . import Find, Summary
from .memory import Rank, beginnings, marks, rank


def groups(summary: Summary) -> set[str]:
    """The lists a docket stands in; an officer's own begin with ``@``."""
    if summary.get("kind") == "office":
        return set()
    found = {"all"}
    queue = summary.get("queue")
    if queue == "done":
        found.add("done")
    found.update(marks(summary).split())
    if not summary.get("open"):
        return found
    found.add("open")
    if queue in ("decide", "file", "assign", "work", "close"):
        found.add(str(queue))
    if summary.get("joint"):
        found.add("joint")
    pair = [summary.get("lead"), summary.get("assistant")]
    if not pair[0]:
        pair.append(summary.get("clerk"))
    return found.union(f"@{officer}" for officer in pair if officer)


class Lists:
    """Who stands in which list, and in which order: kept up as commits come, never recounted.

    An order is made when it is first asked for, and so is what dockets begin with.
    """

    def __init__(self, summaries: Mapping[str, Summary]) -> None:
        self._summaries = summaries
        self._texts = {key: str(s.get("search") or "") for key, s in summaries.items()}
        self._begins: dict[str, str] | None = None
        self._members: dict[str, set[str]] = {}
        self._orders: dict[tuple[str, str], list[Rank]] = {}
        for key, summary in summaries.items():
            for group in groups(summary):
                self._members.setdefault(group, set()).add(key)

    def change(self, key: str, old: Summary | None, new: Summary | None) -> None:
        """A docket gets its first summary, another one, or has none any more; the store puts it."""
        self._texts.pop(key, None)
        if new is not None:
            self._texts[key] = str(new.get("search") or "")
        if self._begins is not None:
            self._begins.pop(key, None)
            if new is not None:
                self._begins[key] = beginnings(new)
        before = groups(old) if old is not None else set()
        after = groups(new) if new is not None else set()
        for group in before - after:
            self._members[group].discard(key)
        for group in after - before:
            self._members.setdefault(group, set()).add(key)
        for (group, sort), order in self._orders.items():
            was = rank(old, sort) if old is not None and group in before else None
            now = rank(new, sort) if new is not None and group in after else None
            if was == now:
                continue
            if was is not None:
                del order[bisect_left(order, was)]
            if now is not None:
                insort(order, now)

    def _order(self, group: str, sort: str) -> list[Rank]:
        order = self._orders.get((group, sort))
        if order is None:
            order = self._orders[group, sort] = self._sorted(self._members.get(group, ()), sort)
        return order

    def size(self, group: str) -> int:
        return len(self._members.get(group, ()))

    def matching(self, find: Find) -> list[Rank]:
        """What matches, in the order that is asked for."""
        ranks = self._queue(find)
        words = find.text.split()
        if words:
            ranks = self._with_text(ranks, words, find.sort)
        asked = query(find)
        return ranks if asked is None else [r for r in ranks if asked(self._summaries[r[1]])]

    def _searched(self, word: str) -> dict[str, str]:
        """Where a word is looked for, by docket."""
        if len(word) > 1:
            return self._texts
        if self._begins is None:
            self._begins = {key: beginnings(s) for key, s in self._summaries.items()}
        return self._begins

    def _with_text(self, ranks: list[Rank], words: list[str], sort: str) -> list[Rank]:
        """Those in which all words are found. TinyDB would take thirty times as long to look."""
        first, *others = dict.fromkeys(words)
        keys = [key for key, text in self._searched(first).items() if first in text]
        for word in others:
            searched = self._searched(word)
            keys = [key for key in keys if word in searched[key]]
        if len(keys) * 20 > len(ranks):
            hits = set(keys)
            return [r for r in ranks if r[1] in hits]
        # A few are found in a long list sooner than the list is walked through.
        few = self._sorted(keys, sort)
        return [r for r in few if ranks[min(bisect_left(ranks, r), len(ranks) - 1)] == r]

    def _queue(self, find: Find) -> list[Rank]:
        if find.queue in ("due", "overdue"):
            days = self._order("open", "due")[self.days(find.queue, find.today, find.soon)]
            return days if find.sort == "due" else self._sorted((k for _, k in days), find.sort)
        if find.queue == "mine":
            return self._mine(find)
        return self._order(find.queue, find.sort)

    def _mine(self, find: Find) -> list[Rank]:
        if len(find.handlers) == 1:
            return self._order(f"@{find.handlers[0]}", find.sort)
        return self._sorted(self.handled(find.handlers), find.sort)

    def handled(self, officers: Iterable[str]) -> set[str]:
        """The open dockets that one of these officers handles."""
        return set().union(*(self._members.get(f"@{officer}", ()) for officer in officers))

    def days(self, queue: str, today: date, soon: date) -> slice:
        """Where in the open dockets by date those lie that are due soon, or overdue."""
        order = self._order("open", "due")
        start = bisect_left(order, (today.isoformat(), ""))
        if queue == "overdue":
            return slice(0, start)
        return slice(start, max(start, bisect_left(order, (soon.isoformat() + "~", ""))))

    def _sorted(self, keys: Iterable[str], sort: str) -> list[Rank]:
        return sorted(rank(self._summaries[key], sort) for key in keys)


def _handled(officer: str) -> QueryInstance:
    led: QueryInstance = where("lead").test(bool)
    lead: QueryInstance = where("lead") == officer
    assistant: QueryInstance = where("assistant") == officer
    clerk: QueryInstance = where("clerk") == officer
    return lead | assistant | (~led & clerk)


def query(find: Find) -> QueryInstance | None:
    """The conditions of a :class:`Find` besides queue and text, in TinyDB's language."""
    parts: list[QueryInstance] = []
    if find.kind:
        parts.append(where("kind") == find.kind)
    if find.authority:
        parts.append(where("authority") == find.authority)
    if find.officer:
        parts.append(_handled(find.officer))
    if find.respondent:
        parts.append(where("against").test(lambda text: find.respondent in (text or "")))
    if find.due_before is not None:
        day = find.due_before.isoformat()
        parts.append(where("due").test(lambda due: isinstance(due, str) and "" < due < day))
    if not parts:
        return None
    whole, *others = parts
    for part in others:
        whole = whole & part
    return whole
