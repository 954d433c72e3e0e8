"""Tables as they come from outside: CSV, or one sheet of an XLSX workbook, read with care.

A workbook is a ZIP of XML, and a small one can unpack to more than a machine holds: its members are
counted, measured and looked through *before* anything opens it (:data:`MOST_BYTES` and below).
Formulas are never run, and what a program left beside them as their result is never taken for a
number: it may be anything. What a person does not see (hidden sheets, rows and columns) is not
counted in silence.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import field, frozen

from .bulk import csv_rows
from .errors import Invalid
from .words import Said, say

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

MOST_BYTES: Final = 20 * 2**20
"""Bytes of a file."""
MOST_UNPACKED: Final = 100 * 2**20
"""Bytes that all members of a workbook unpack to."""
MOST_MEMBERS: Final = 1_000
MOST_RATIO: Final = 300
"""How many times larger than packed a member above a megabyte may be."""
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 300
_MEGABYTE: Final = 2**20

Cell = object
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 1."""

_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']"
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SEEN: Final = 1.0
"""Points of height, or characters of width, below which nobody sees a row or column."""
_MAY_HIDE: Final = (b"hidden", b" ht=", b" ht =", b"\nht=", b"\tht=")
"""One of these stands in a sheet of which a row is hidden; looked for first, since it is quick."""
_ROWS_HIDDEN: Final = re.compile(
    rb"<(?:\w+:)?sheetFormatPr\s[^>]*?zeroHeight\s*=\s*[\"'](?:1|true)[\"']"
)
_PLAIN_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<[A-Za-z]")
_SYMBOL: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_TOKEN: Final = re.compile(r"\[[^\]]*\]")
_FOREIGN: Final = re.compile(
    r"(?:HK|US|NT|A|C|S)?\$|[€£₩₽฿₫₹￡＄]"
    "|(?<![A-Z])(?:USD|EUR|HKD|GBP|JPY|TWD|CHF|KRW|SGD|AUD|CAD|NZD|THB|VND|MYR|RUB|INR|MOP|IDR|PHP"
    "|SEK|NOK|DKK|AED|USDT)(?![A-Z])"
    "|美[元金]|[港日韩台澳加欧]元|[港台澳]币|英镑|日[币圆]|法郎|卢布|泰铢|越南盾|林吉特|新加坡[元币]|新币",
    re.IGNORECASE,
)
_YEN: Final = re.compile(r"\[\$[¥￥JP]+-(?:\w*0)?411\]")
"""The sign of the yuan, with the language of Japan."""


@frozen(kw_only=True)
class Grid:
    """The cells of a table, rows and columns counted from 1 as a spreadsheet counts them.

    ``typed``: every cell is text that somebody typed (CSV), so that text is no odd thing there.
    ``foreign`` are cells shown in a foreign currency, each with its name. ``told`` is what a person
    has to know.
    """

    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    typed: bool = False
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    foreign: Mapping[tuple[int, int], str] = field(factory=dict)
    told: tuple[Said, ...] = ()


def column_name(n: int) -> str:
    """``1`` as ``A``, ``28`` as ``AB``."""
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """``AB`` as ``28``."""
    n = 0
    for char in name:
        n = n * 26 + ord(char) - ord("A") + 1
    return n


def read_grid(data: bytes, sheet: str = "") -> Grid:
    """The cells of a CSV file, or of one sheet of a workbook; ``sheet`` is its name, needed where
    there is more than one, or one is hidden.

    :raises Invalid: with a sentence for what is too large, no table, or must be said first.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(say("The file has more than {n} MB: part it.", n=MOST_BYTES // _MEGABYTE))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Invalid(
            say("It is an old (.xls) or locked workbook: save it as .xlsx without a password.")
        )
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise Invalid(
            say("It is a web page or XML under the name of a table: open it in a spreadsheet "
                "program and save it as .xlsx.")
        )  # fmt: skip
    if not data.startswith(b"PK"):
        rows = tuple(tuple(row) for row in csv_rows(data))
        if len(rows) > MOST_ROWS:
            raise Invalid(say("The table has too many rows, {n} at most: part it.", n=MOST_ROWS))
        return Grid(rows=rows, typed=True)
    return _workbook(data, sheet)


# ------------------------------------------------------------------ before it is opened


def _checked(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _unreadable() from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Invalid(say("The workbook has more than {n} parts inside: it is not opened.",
                          n=MOST_MEMBERS))  # fmt: skip
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise Invalid(
            say(
                "The workbook unpacks to more than {n} MB: it is not opened. Save the one sheet "
                "as a new file.",
                n=MOST_UNPACKED // _MEGABYTE,
            )
        )
    for m in members:
        if m.flag_bits & 1:
            raise Invalid(say("The workbook is locked: save it without a password."))
        if m.file_size > _MEGABYTE and m.file_size > MOST_RATIO * max(1, m.compress_size):
            raise Invalid(
                say("A part of the workbook unpacks to {n} times its size: it is not opened.",
                    n=m.file_size // max(1, m.compress_size))
            )  # fmt: skip
    for m in members:
        if m.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(m) as part:
                    head = part.read(4096)
            except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError):
                raise _unreadable() from None
            # A spreadsheet program writes UTF-8, and its root element first: no declarations.
            if not _PLAIN_XML.match(head):
                raise Invalid(say("A part of the workbook declares things of its own: it is not "
                                  "opened."))  # fmt: skip
    return archive


def _unreadable() -> Invalid:
    return Invalid(say("The file is no workbook that can be read: save it anew as .xlsx or CSV."))


# ------------------------------------------------------------------ the sheet


def _workbook(data: bytes, sheet: str) -> Grid:
    archive = _checked(data)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of features that nobody needs here
        try:
            book = load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False
            )
            try:
                return _sheet(book, archive, sheet)
            finally:
                book.close()
        except Invalid:
            raise
        except Exception:  # whatever a broken part makes of the reader
            raise _unreadable() from None


def _sheet(book: "Workbook", archive: zipfile.ZipFile, name: str) -> Grid:
    shown = {w.title: w.sheet_state == "visible" for w in book.worksheets}
    if not shown:
        raise Invalid(say("The workbook has no sheet with cells."))
    hidden = [title for title, visible in shown.items() if not visible]
    if name and name not in shown:
        raise Invalid(say("There is no sheet “{name}”; there are: {names}.", name=name,
                          names=", ".join(shown)))  # fmt: skip
    if not name and hidden:
        raise Invalid(
            say(
                "The workbook has hidden sheets ({hidden}): say which sheet is meant; there are: "
                "{names}.",
                hidden=", ".join(hidden),
                names=", ".join(shown),
            )
        )
    if not name and len(shown) > 1:
        raise Invalid(say("Say which sheet is meant; there are: {names}.", names=", ".join(shown)))
    found = name or next(iter(shown))
    sheet = cast("Any", book[found])
    told = [say("The sheet “{name}” is hidden.", name=found)] if found in hidden else []
    # The path of its part stands nowhere public; openpyxl keeps it for its own lazy reading.
    raw = archive.read(sheet._worksheet_path)
    merged = tuple(
        (int(r1), column_number(c1.decode()), int(r2), column_number(c2.decode()))
        for c1, r1, c2, r2 in (_MERGED.findall(raw) if b"mergeCell" in raw else ())
    )
    hidden_rows, columns = _hidden_rows(raw), _hidden_columns(raw)
    del raw
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    foreign: dict[tuple[int, int], str] = {}
    if _has_foreign_formats(archive):
        rows = tuple(_cells(sheet, foreign))
    else:
        rows = tuple(sheet.iter_rows(max_row=MOST_ROWS + 1, values_only=True))
    if len(rows) > MOST_ROWS:
        raise Invalid(say("The table has too many rows, {n} at most: part it.", n=MOST_ROWS))
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Invalid(say("The table has more than {n} columns.", n=MOST_COLUMNS))
    return Grid(
        rows=rows,
        sheet=found,
        merged=merged,
        hidden_rows=hidden_rows,
        hidden_columns=columns,
        foreign=foreign,
        told=tuple(told),
    )


def _hidden_rows(raw: bytes) -> frozenset[int]:
    """The rows that nobody sees: hidden, filtered away, or without height."""
    if b"zeroHeight" in raw and _ROWS_HIDDEN.search(raw):
        raise Invalid(say("The sheet hides its rows unless they say otherwise: show them first."))
    if not any(mark in raw for mark in _MAY_HIDE):
        return frozenset()
    found, n = set(), 0
    for row in _ROW.findall(raw):
        said = dict(_ATTRIBUTE.findall(row))
        n = int(said.get(b"r", n + 1))
        if said.get(b"hidden") in (b"1", b"true") or float(said.get(b"ht", b"15")) < _SEEN:
            found.add(n)
    return frozenset(found)


def _hidden_columns(raw: bytes) -> frozenset[int]:
    """The columns that nobody sees: hidden, or without width."""
    found: set[int] = set()
    for column in _COLUMN.findall(raw) if b"cols>" in raw else ():
        said = dict(_ATTRIBUTE.findall(column))
        if said.get(b"hidden") in (b"1", b"true") or float(said.get(b"width", b"9")) < _SEEN:
            last = min(int(said.get(b"max", b"0")), MOST_COLUMNS)
            found |= set(range(int(said.get(b"min", b"1")), last + 1))
    return frozenset(found)


def _cells(sheet: Any, foreign: dict[tuple[int, int], str]) -> Iterator[tuple[Cell, ...]]:
    """The values of the cells, those shown in a foreign currency noted."""
    for n, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1), 1):
        for i, cell in enumerate(row, 1):
            currency = foreign_format(cell.number_format) if cell.value is not None else ""
            if currency:
                foreign[n, i] = currency
        yield tuple(cell.value for cell in row)


def _has_foreign_formats(archive: zipfile.ZipFile) -> bool:
    try:
        styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
    except KeyError:
        return False
    from html import unescape

    codes = re.findall(r'formatCode="([^"]*)"', styles)
    return any(foreign_format(unescape(code)) for code in codes)


def foreign_in(text: str) -> str:
    """The foreign currency that a text names (``USD``, ``$``, 美元); empty for none."""
    found = _FOREIGN.search(text)
    return found[0] if found else ""


@lru_cache(maxsize=256)
def foreign_format(code: str) -> str:
    """The foreign currency in which a number format shows its cell: ``$`` of ``[$$-409]#,##0``,
    none of ``[$-804]0`` (a language alone) and ``[$¥-804]0``."""
    if _YEN.search(code):
        return "JPY"
    symbols = "".join(_SYMBOL.findall(code))
    return foreign_in(symbols) or foreign_in(_TOKEN.sub("", code).replace("\\", ""))
