"""Acts to JSON and back.

Two ways in. What the *ledger* says is trusted: types are restored, nothing is judged, and older
shapes are lifted to today's. What a *person or script* hands in is checked field by field, all
errors at once, each with its path. On the way out every sealed field goes into a part of its own;
where an author must stay unknown, what could name that person is covered, and goes into an identity
block that is encrypted (``vault.py``). What is read is read covered unless it is unlocked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final, cast

import attrs
import msgspec
from attrs import frozen

from .acts import ACTS
from .acts.base import Act
from .errors import Invalid, Problem, RegisterError, Usage
from .evolving import evolve
from .fields import (
    CLEANERS,
    UNREAD,
    Choice,
    Declared,
    DocketKey,
    FileHash,
    OfficerId,
    blank,
    clean,
    cleaned,
    fields_of,
    read,
    walk,
)
from .law import causes
from .parties import SECRET
from .paste import cause_of
from .record.case import Case
from .record.docket import Brought, Entry, Given
from .store import Json, Line
from .values import Fen, money_text
from .words import say

Raw = dict[str, Json]

FORMAT: Final = 1
"""The version of a commit's body."""

Hidden = Mapping[str, frozenset[str]]
"""Fields of an act that could name its author, each with its parts that could; none named: all."""

Unlock = Callable[[Raw], Raw]
"""What an identity block holds, by field; of what cannot be read, nothing."""

LIFTS: Final[dict[tuple[str, int], Callable[[Raw], Raw]]] = {}
"""For each act kind and old version, the pure function to the next version."""


# ------------------------------------------------------------------ out


def pack(act: Act) -> tuple[Raw, Raw]:
    """An act as plain JSON, and its sealed part taken out of it."""
    raw = pack_plain(act)
    sealed = _take_sealed(type(act), raw)
    return {"kind": act.kind, "version": act.version, **raw}, sealed


def pack_covered(act: Act, hidden: Hidden, target: type[Act] | None = None) -> tuple[Raw, Raw]:
    """An act as anybody may read it, and the whole values of the fields that were covered there.

    ``target`` is the class that a correction changes.
    """
    raw = pack_plain(act)
    covered, kept = cover(type(act), raw, hidden, target), {}
    for name in hidden:
        if covered[name] != raw[name]:
            kept[name] = raw[name]
    return {"kind": act.kind, "version": act.version, **covered}, kept


def left_sealed(open_part: Raw, target: type[Act]) -> Raw:
    """Of a covered correction, taken out of it, the changes that are sealed and yet not kept in the
    identity block: those of fields about others."""
    rows = cast("list[Raw]", open_part.get("sealed_changes", []))
    if any(cast("str", row["path"]).partition(".")[0] in target.of_others for row in rows):
        return {"sealed_changes": open_part.pop("sealed_changes")}
    return {}


def cover(cls: type, raw: Raw, hidden: Hidden, target: type[Act] | None = None) -> Raw:
    """Plain JSON of a declared class with what could name an author covered: texts read
    :data:`~laborcase.parties.SECRET`, numbers and days are gone, rows and what they claim stay."""
    covered = dict(raw)
    for f in fields_of(cls):
        if f.name not in hidden:
            continue
        if f.name == "sealed_changes" and target is not None:
            rows = cast("list[Raw]", raw[f.name])
            covered[f.name] = [{**row, "value": _covered_change(row, target)} for row in rows]
        else:
            covered[f.name] = _covered(f, raw[f.name], hidden[f.name])
    return covered


def _covered(f: Declared, value: Json, parts: frozenset[str] = frozenset()) -> Json:
    is_text = getattr(f.type, "__supertype__", f.type) is str
    if value in (None, "", []) or f.type is FileHash:  # a file is encrypted, its hash proves it
        return value
    if isinstance(value, list) and (f.rows or is_text):
        return [_covered(f, item, parts) for item in value]
    if f.rows:
        row = dict(cast("Raw", value))
        for g in fields_of(cast("type", f.type)):
            whole = not parts and (not g.rows or holds_sealed(g))
            if g.name in row and (whole or g.name in parts):
                row[g.name] = _covered(g, row[g.name])
        return row
    if is_text and not f.optional:
        return SECRET
    return value if f.required else plain_value(f.default)


def _covered_change(change: Raw, target: type[Act]) -> Json:
    f = field_at(target, cast("str", change["path"]))
    if f is not None and f.name in target.of_others:
        return change["value"]
    value = msgspec.json.decode(cast("str", change["value"]))
    return msgspec.json.encode(_covered(f, value) if f else None).decode()


def pack_plain(thing: object) -> Raw:
    """Anything declared, as plain JSON (lists, no tuples), nothing taken out."""
    return cast("Raw", msgspec.json.decode(msgspec.json.encode(thing)))


def pack_brought(brought: Brought) -> tuple[Raw, Raw]:
    """What a complaint brings into a case, as plain JSON, and its sealed part."""
    raw = pack_plain(brought)
    return raw, _take_sealed(Brought, raw)


def _take_sealed(cls: type, raw: Raw) -> Raw:
    if not _has_sealed(cls):
        return {}
    sealed: Raw = {}
    for f in fields_of(cls):
        value = raw.get(f.name)
        if value in (None, "", []):
            continue
        if f.sealed:
            sealed[f.name] = raw.pop(f.name)
        elif f.rows:
            inner = cast("type", f.type)
            if f.many:
                rows: Raw = {}
                for i, item in enumerate(cast("list[Raw]", value)):
                    part = _take_sealed(inner, item)
                    if part:
                        rows[str(i)] = part
                if rows:
                    sealed[f.name] = rows
            else:
                part = _take_sealed(inner, cast("Raw", value))
                if part:
                    sealed[f.name] = part
    return sealed


@cache
def _has_sealed(cls: type) -> bool:
    return any(f.sealed or (f.rows and _has_sealed(cast("type", f.type))) for f in fields_of(cls))


def holds_sealed(f: Declared) -> bool:
    """Whether a field is sealed, or has parts that are."""
    return f.sealed or (f.rows and _has_sealed(cast("type", f.type)))


def _put_back(raw: Raw, sealed: Raw) -> Raw:
    """Merges the sealed part into the open one; both are left as they are."""
    if not sealed:
        return raw
    made = dict(raw)
    for name, value in sealed.items():
        here = made.get(name)
        if isinstance(value, dict) and isinstance(here, dict):
            made[name] = _put_back(here, value)
        elif isinstance(value, dict) and isinstance(here, list):
            made[name] = [
                _put_back(cast("Raw", item), cast("Raw", value[str(i)]))
                if str(i) in value
                else item
                for i, item in enumerate(here)
            ]
        else:
            made[name] = value
    return made


# ------------------------------------------------------------------ in, from the ledger


def act_from(raw: Raw) -> Act:
    """The act that the ledger holds, lifted to today's shape.

    :raises RegisterError: when a newer program wrote it.
    """
    kind, version = cast("str", raw["kind"]), cast("int", raw["version"])
    cls = ACTS.get(kind)
    if cls is None or version > cls.version:
        raise RegisterError(
            say(
                "An entry here is of a newer kind ({kind} {version}): update this program.",
                kind=kind,
                version=version,
            )
        )
    fields = {k: v for k, v in raw.items() if k not in ("kind", "version")}
    unknown = next(_unknown(cls, fields), None) if version == cls.version else None
    while version < cls.version:
        fields = LIFTS[kind, version](fields)
        version += 1
    if unknown is not None:
        raise RegisterError(
            say(
                "An entry here ({kind}) holds a field that this program does not know ({name}): "
                "update this program.",
                kind=kind,
                name=unknown,
            )
        )
    return msgspec.convert(fields, cls)


def _unknown(cls: type, raw: Raw) -> Iterator[str]:
    """Fields that a class does not declare: dropping them would lose what somebody entered."""
    declared = _parts(cls)
    for name, value in raw.items():
        if name not in declared:
            yield name
        elif (inner := declared[name]) is not None:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield from _unknown(inner, item)


@cache
def _parts(cls: type) -> Mapping[str, type | None]:
    """The declared fields of a class, each with the class of its rows."""
    return {f.name: cast("type", f.type) if f.rows else None for f in fields_of(cls)}


def entries_from(
    key: str, lines: Sequence[Line], unlock: Unlock | None = None
) -> tuple[Entry, ...]:
    """The entries of a docket from its commits, corrections applied and takings-back marked.

    What stands in the docket's identity block is covered in them unless ``unlock`` reads it.

    :raises RegisterError: when a newer program wrote one of them, or no program of ours.
    """
    lines = list(lines)
    if any(line.body.get("v") != FORMAT for line in lines):
        raise RegisterError(
            say("Docket {key} holds a commit of a newer form: update this program.", key=key)
        )
    try:
        return _entries(key, lines, unlock)
    except (msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError) as wrong:
        # The hashes fit, so it is no damage: somebody wrote what this program never writes.
        why = str(wrong) if isinstance(wrong, msgspec.MsgspecError) else type(wrong).__name__
        raise RegisterError(
            say(
                "Docket {key} holds an entry that this program cannot read ({why}): it was "
                "written by another program. Nothing was touched.",
                key=key,
                why=why,
            )
        ) from wrong


def _entries(key: str, lines: Sequence[Line], unlock: Unlock | None) -> tuple[Entry, ...]:
    corrections: dict[int, list[tuple[int, Raw, Given]]] = {}
    taken: dict[int, int] = {}
    owns = [_own(key, line.body) for line in lines]
    own_n = {line.seq: cast("int", own["n"]) for line, own in zip(lines, owns, strict=True)}
    for line in lines:
        n = own_n[line.seq]
        act = cast("Raw", line.body["act"])
        target = cast("int | None", cast("Raw", line.body["given"]).get("target"))
        if target is not None and act["kind"] == "corrected":
            given = msgspec.convert({**cast("Raw", line.body["given"]), "brought": []}, Given)
            raw = _merged(key, line.body, unlock)
            corrections.setdefault(target, []).append((n, raw, given))
        elif target is not None and act["kind"] == "taken_back":
            taken[target] = n
    gone = {own_n[seq] for seq in taken if seq in own_n}
    made = []
    for line, own in zip(lines, owns, strict=True):
        raw = _merged(key, line.body, unlock)
        live = [c for c in corrections.get(line.seq, ()) if c[0] not in gone]
        entry = _entry(key, line, own, raw)
        if live:
            changed = raw
            given = entry.given
            for _, correction, added in live:
                names = {**given.names, **added.names}
                certificates = {**given.certificates, **added.certificates}
                given = evolve(given, names=names, certificates=certificates)
                for change in (
                    *cast("list[Raw]", correction["changes"]),
                    *cast("list[Raw]", correction["sealed_changes"]),
                ):
                    changed = changed_at(
                        changed,
                        cast("str", change["path"]),
                        msgspec.json.decode(cast("str", change["value"])),
                    )
            entry = evolve(
                entry,
                act=act_from(changed),
                given=given,
                first=entry.act,
                corrected_by=live[-1][0],
            )
        if line.seq in taken:
            entry = evolve(entry, taken_back_by=taken[line.seq])
        made.append(entry)
    return tuple(made)


def _own(key: str, body: Raw) -> Raw:
    for own in cast("list[Raw]", body["entries"]):
        if own["d"] == key:
            return own
    raise LookupError(key)


def _merged(key: str, body: Raw, unlock: Unlock | None) -> Raw:
    raw = _put_back(cast("Raw", body["act"]), cast("Raw", body.get("sealed", {})))
    block = _block(key, body)
    return {**raw, **unlock(block)} if unlock and block else raw


def _block(key: str, body: Raw) -> Raw:
    """The identity block of a commit, if it is this docket's: another's is under another key."""
    own = cast("Raw", body["given"])["main"] == key
    return cast("Raw", body.get("identity", {})) if own else {}


def _entry(key: str, line: Line, own: Raw, raw: Raw) -> Entry:
    body = line.body
    brought = zip(
        cast("list[Raw]", own.get("brought", [])),
        cast("list[Raw]", own.get("sealed", [])),
        strict=True,
    )
    given: Raw = {
        **cast("Raw", body["given"]),
        "brought": [_put_back(part, sealed) for part, sealed in brought],
    }
    return Entry(
        docket=DocketKey(key),
        n=cast("int", own["n"]),
        seq=line.seq,
        at=datetime.fromisoformat(cast("str", body["at"])),
        officer=OfficerId(cast("str", body["officer"])),
        account=cast("str", body["account"]),
        act=act_from(raw),
        given=msgspec.convert(given, Given),
        dockets=tuple(DocketKey(d) for d in cast("list[str]", body["dockets"])),
        absorbed=msgspec.convert(own["absorbed"], Case) if "absorbed" in own else None,
        kept_secret=tuple(sorted(cast("Raw", _block(key, body).get("fields", {})))),
    )


def changed_at(raw: Raw, path: str, value: Json) -> Raw:
    """``raw`` with the value at ``path`` (``complainant.name``, ``allegations.1.amount``; rows
    count from 1) replaced.

    :raises Invalid: when there is no such place.
    """
    head, _, rest = path.partition(".")
    here: Json = raw.get(head)
    if head not in raw:
        raise Invalid(Problem(path, say("There is no such field.")))
    if not rest:
        return {**raw, head: value}
    if isinstance(here, list):
        index, _, deeper = rest.partition(".")
        if not index.isdecimal() or not 1 <= int(index) <= len(here):
            raise Invalid(Problem(path, say("There is no such row.")))
        item = here[int(index) - 1]
        new = changed_at(item, deeper, value) if deeper and isinstance(item, dict) else value
        return {**raw, head: [*here[: int(index) - 1], new, *here[int(index) :]]}
    if isinstance(here, dict):
        return {**raw, head: changed_at(here, rest, value)}
    raise Invalid(Problem(path, say("There is no such field.")))


# ------------------------------------------------------------------ in, from people and scripts


def read_act(kind: str, raw: object) -> Act:
    """An act from plain data somebody handed in, checked and cleaned.

    :raises Usage: when there is no such kind.
    :raises Invalid: with all problems, each at its path; unknown fields are refused.
    """
    cls = act_class(kind)
    if not isinstance(raw, dict):
        raise Invalid(say("An act is an object of fields."))
    stated = raw.get("kind", kind)
    if stated != kind:
        raise Invalid(
            Problem(
                "kind", say("The data say “{stated}”, not “{kind}”.", stated=str(stated), kind=kind)
            )
        )
    fields = {k: v for k, v in raw.items() if k not in ("kind", "version")}
    problems: list[Problem] = []
    made, more = cleaned(cast("Act", _made(cls, fields, "", problems)))
    seen = {p.path for p in problems}
    problems.extend(p for p in more if p.path not in seen)
    if problems:
        raise Invalid(*problems, act=None if _gap(made) else made)
    return made


def checked(act: Act) -> Act:
    """An act that a script made, its types restored (plain words for choices, plain dicts for
    rows) and its fields cleaned.

    :raises Invalid: with all problems, each at its path.
    """
    raw = msgspec.to_builtins(act)
    try:
        made = msgspec.convert(raw, type(act))
        if made == act:
            return clean(made)
    except (msgspec.ValidationError, Invalid):
        pass  # read anew: that finds everything that is wrong
    return read_act(act.kind, raw)


def act_class(kind: str) -> type[Act]:
    """The class of an act kind.

    :raises Usage: when there is none.
    """
    cls = ACTS.get(kind)
    if cls is None:
        raise Usage(
            say("There is no act “{kind}”; there are: {kinds}.", kind=kind, kinds=", ".join(ACTS))
        )
    return cls


def from_text(
    kind: str,
    typed: Mapping[str, str],
    now: datetime,
    present: Mapping[str, object] | None = None,
) -> Act:
    """An act from typed texts by path (``complainant.name``, ``allegations.1.amount``), each read
    the way its field is read in a form. ``present`` holds fields that it begins from: what is not
    typed stays as it is there.

    :raises Invalid: with all problems, unknown paths among them.
    """
    cls = act_class(kind)
    raw: Raw = _present(pack_plain(present or {}))
    problems: list[Problem] = []
    for path, text in typed.items():
        try:
            _place(raw, cls, path.split("."), text, now)
        except Invalid as wrong:
            problems.extend(Problem(path, p.text) for p in wrong.problems)
    try:
        act = read_act(kind, raw)
    except Invalid as wrong:
        raise Invalid(*problems, *wrong.problems, act=wrong.act) from None
    if problems:
        raise Invalid(*problems, act=act)
    return act


def text_of(f: Declared, value: object) -> str:
    """A value of a field as it is typed; a moment keeps its whole precision."""
    if f.type is Fen:
        return money_text(cast("int", value))
    match value:
        case bool():
            return "true" if value else "false"
        case datetime(second=0, microsecond=0):
            return value.strftime("%Y-%m-%d %H:%M")
        case datetime() | date():
            return value.isoformat()
        case Choice():
            return value.value
    return str(value)


def texts_of(thing: object, prefix: str = "") -> dict[str, str]:
    """Every value below a thing as typed text, by its path below ``prefix``; :func:`from_text`
    reads it back."""
    found: dict[str, str] = {}
    for path, f, value in walk(thing, prefix):
        if value is None or value == "":
            continue
        text = text_of(f, value)
        if f.many:
            path = path.rpartition(".")[0]
            text = f"{found[path]}, {text}" if path in found else text
        found[path] = text
    return found


@frozen
class _Unread:
    """Stands in plain data where a typed text cannot be read."""

    problems: tuple[Problem, ...]


def changed_value(cls: type[Act], path: str, text: str, now: datetime) -> str:
    """The JSON of the new value that a correction gives the field at ``path``, typed as in a form
    or as JSON: a number alone is typed as in a form, so a sum is in yuan.

    :raises Invalid: when the text cannot be read as that field.
    """
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        value = 0.0  # not JSON: like a number that stands in a text
    f = field_at(cls, path)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    whole = isinstance(value, int) and f is not None and f.type is int
    if text.strip() and (whole or not number):
        return text
    raw: Raw = {}
    _place(raw, cls, path.split("."), text, now)
    made: Any = raw
    for part in path.split("."):
        made = made[-1] if isinstance(made, list) else made[part]
    if isinstance(made, _Unread):
        raise Invalid(*made.problems)
    return msgspec.json.encode(made).decode()


def _read(f: Declared, text: str, now: datetime) -> Any:
    """A typed text as plain data."""
    try:
        value = _cause(text) if f.of == "causes" and text.strip() else read(f, text, now)
    except Invalid as wrong:
        return _Unread(wrong.problems)
    return plain_value(value)


def _cause(text: str) -> str:
    try:
        return cause_of(text)
    except Invalid as wrong:
        codes = ", ".join(causes())
        raise Invalid(
            say("{sentence} There are: {codes}.", sentence=wrong.sentence, codes=codes)
        ) from None


def _present(value: Json) -> Any:
    """What an act begins from: lists of rows can be added to, row by row; another list is a tuple,
    which what is typed replaces as a whole."""
    if isinstance(value, dict):
        return {name: _present(item) for name, item in value.items()}
    if isinstance(value, list):
        made = [_present(item) for item in value]
        return made if any(isinstance(item, dict) for item in made) else tuple(made)
    return value


def _place(raw: Raw, cls: type, path: list[str], text: str, now: datetime) -> None:
    f = next((f for f in fields_of(cls) if f.name == path[0]), None)
    if f is None:
        raise Invalid(
            say(
                "There is no field “{name}”; there are: {names}.",
                name=path[0],
                names=", ".join(f.name for f in fields_of(cls) if not f.system),
            )
        )
    rest = path[1:]
    if not f.rows:
        if rest and not (f.many and len(rest) == 1):
            raise Invalid(say("“{name}” has no parts.", name=f.name))
        if f.many:
            pieces = [p for p in text.replace("，", ",").replace("、", ",").split(",") if p.strip()]
            if not isinstance(raw.get(f.name), list):
                raw[f.name] = []
            items = cast("list[Json]", raw[f.name])
            items.extend(_read(f, p.strip(), now) for p in pieces)
        else:
            raw[f.name] = _read(f, text, now)
        return
    inner = cast("type", f.type)
    if f.many:
        if not rest or not rest[0].isdecimal() or not 1 <= int(rest[0]) <= 10_000:
            raise Invalid(say("Say which row: {name}.1, {name}.2 …", name=f.name))
        rows = cast("list[Json]", raw.setdefault(f.name, []))
        while len(rows) < int(rest[0]):
            rows.append({})
        target = cast("Raw", rows[int(rest[0]) - 1])
        rest = rest[1:]
    else:
        target = cast("Raw", raw.setdefault(f.name, {}))
    if not rest:
        raise Invalid(
            say(
                "“{name}” has parts: {names}.",
                name=f.name,
                names=", ".join(g.name for g in fields_of(inner)),
            )
        )
    _place(target, inner, rest, text, now)


def plain_value(value: object) -> Json:
    """One value as JSON."""
    if type(value) is str:  # also one with a lone surrogate, which no JSON can hold
        return value
    return cast("Json", msgspec.json.decode(msgspec.json.encode(value)))


def field_at(cls: type, path: str) -> Declared | None:
    """The declared field at a path, rows counted from 1; ``None`` when there is none."""
    here: type = cls
    found: Declared | None = None
    for part in path.split("."):
        if part.isdecimal() and found is not None and found.many:
            continue
        found = next((f for f in fields_of(here) if f.name == part), None)
        if found is None:
            return None
        if found.rows:
            here = cast("type", found.type)
    return found


def _made(cls: type, raw: object, path: str, problems: list[Problem]) -> object:
    """A declared class from plain data, blanks where that cannot be read."""
    if not isinstance(raw, dict):
        problems.append(Problem(path, say("This cannot be read.")))
        return UNREAD
    declared = fields_of(cls)
    unknown = raw.keys() - {f.name for f in declared}
    if unknown:
        names = ", ".join(sorted(str(name) for name in unknown))
        problems.append(Problem(path, say("Unknown: {names}.", names=names)))
    values: dict[str, object] = {}
    for f in declared:
        where = f"{path}.{f.name}" if path else f.name
        if f.name in raw:
            values[f.name] = _value(f, raw[f.name], where, problems)
        elif f.required:
            problems.append(Problem(where, say("This field is missing.")))
            values[f.name] = () if f.many else "" if f.type in CLEANERS else blank(f)
    return cls(**values)


def _value(f: Declared, value: object, where: str, problems: list[Problem]) -> object:
    if not f.many:
        return _one(f, value, where, problems)
    if isinstance(value, (list, tuple)):
        return tuple(_one(f, v, f"{where}.{i}", problems) for i, v in enumerate(value, 1))
    problems.append(Problem(where, say("A list is wanted here.")))
    return ()


def _one(f: Declared, value: object, where: str, problems: list[Problem]) -> object:
    if value is None and f.optional:
        return None
    try:
        if isinstance(value, _Unread):
            raise Invalid(*value.problems)
        if f.rows:
            return _made(cast("type", f.type), value, where, problems)
        return _typed(f.type, value)
    except Invalid as wrong:
        problems.extend(Problem(where, p.text) for p in wrong.problems)
    if "." in where and isinstance(f.type, type) and issubclass(f.type, Choice):
        return next(iter(f.type))  # which fields are wanted hangs on choices of the act alone
    return blank(f)


def _typed(kind: object, value: object) -> object:
    """A plain value as the type of its field.

    :raises Invalid: with a sentence, when it is another.
    """
    if isinstance(kind, type) and issubclass(kind, Choice):
        try:
            return kind(cast("str", value))
        except ValueError:
            raise Invalid(
                say(
                    "“{typed}” is none of: {choices}.",
                    typed=str(value)[:40],
                    choices=", ".join(m.value for m in kind),
                )
            ) from None
    if kind is Fen or kind is int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if kind is int:
            raise Invalid(say("A whole number is wanted here."))
        raise Invalid(say("A whole number is wanted here (sums in fen)."))
    if kind is bool:
        if isinstance(value, bool):
            return value
        raise Invalid(say("true or false is wanted here."))
    if kind is datetime:
        return _moment(value)
    if kind is date:
        if type(value) is date:
            return value
        try:
            return date.fromisoformat(cast("str", value))
        except (ValueError, TypeError):
            raise Invalid(say("A day like 2026-11-23 is wanted here.")) from None
    if not isinstance(value, str):
        raise Invalid(say("A text is wanted here."))
    return value


def _moment(value: object) -> datetime:
    try:
        made = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if made.tzinfo is None:
            raise ValueError
    except ValueError:
        raise Invalid(say("A time like 2026-11-23T09:14:00+08:00 is wanted here.")) from None
    return made


def _gap(thing: object) -> bool:
    """Whether something in a thing was not read, and nothing stands for it."""
    if not attrs.has(type(thing)):
        return thing is UNREAD
    values = (getattr(thing, f.name) for f in fields_of(type(thing)))
    return any(
        _gap(v) for value in values for v in (value if isinstance(value, tuple) else [value])
    )
