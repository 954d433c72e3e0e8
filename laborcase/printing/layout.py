"""A filled paper laid out: as plain text, and as a page for A4 that holds no script."""

import html
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, east_asian_width

from .filling import Filled, Printed

WIDTH: Final = 72
"""Cells of a line that titles are centred in."""

STYLE: Final = """
@page { size: A4; margin: 25mm 22mm; }
body { font: 12pt/1.7 "FangSong", "STFangsong", "SimSun", "Noto Serif CJK SC", serif; color: #000;
  max-width: 166mm; margin: 0 auto; }
h1 { font-size: 20pt; text-align: center; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 4mm 0 1mm; }
p { margin: 0 0 2mm; white-space: pre-wrap; overflow-wrap: anywhere; }
.authority { font-size: 16pt; text-align: center; }
.number { text-align: center; margin-bottom: 6mm; }
.mark { border: 1pt solid #000; padding: 1mm 2mm; font-weight: bold; }
.say { text-indent: 2em; text-align: justify; }
.sign { text-align: right; margin-top: 6mm; }
.small { font-size: 9pt; }
table { border-collapse: collapse; width: 100%; margin-bottom: 3mm; }
th, td { border: .5pt solid #000; padding: 1mm 2mm; vertical-align: top; text-align: left;
  white-space: pre-wrap; overflow-wrap: anywhere; }
th { font-weight: normal; }
.rows th { width: 30%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
footer { border-top: .5pt solid #000; margin-top: 8mm; font-size: 8pt; }
"""


# ------------------------------------------------------------------ text


def as_text(paper: Printed) -> str:
    """The paper as plain text. A line break that somebody typed never begins a line of its own at
    the left edge, so that nothing typed looks like a part of the form."""
    lines = [_centred(paper.authority), _centred(paper.title)]
    if paper.number:
        lines.append(_centred(paper.number))
    lines.extend(f"【{_hung(mark)}】" for mark in paper.marks)
    lines.append("")
    for block in paper.blocks:
        lines.extend(_text_of(block))
    lines.extend(["", "-" * WIDTH, *paper.notes, paper.foot])
    return "\n".join(lines) + "\n"


def _text_of(block: Filled) -> Iterator[str]:
    if block.kind == "rows":
        for name, value in block.rows:
            yield f"{name}：{_hung(value)}"
    elif block.kind == "list":
        yield from _columns(block.rows)
    elif block.kind == "head":
        yield ""
        yield from (f"【{line}】" for line in block.lines)
    elif block.kind == "say":
        yield from (f"    {_hung(line)}" for line in block.lines)
    elif block.kind == "sign":
        yield ""
        yield from (f"{' ' * 24}{_hung(line)}" for line in block.lines)
    else:
        yield from (_hung(line) for line in block.lines)


def _hung(text: str) -> str:
    return text.replace("\n", "\n    ")


def _columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _centred(text: str) -> str:
    return " " * max(0, (WIDTH - cells(text)) // 2) + _hung(text)


def cells(text: str) -> int:
    """How many cells of a terminal or typewriter a text takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


# ------------------------------------------------------------------ page


def as_html(paper: Printed) -> str:
    """The paper as a page to be printed: one style sheet inside, no script, everything escaped."""
    body = [_tag("p", paper.authority, "authority"), _tag("h1", paper.title)]
    if paper.number:
        body.append(_tag("p", paper.number, "number"))
    body.extend(_tag("p", mark, "mark") for mark in paper.marks)
    for block in paper.blocks:
        body.extend(_html_of(block))
    notes = "\n".join(_tag("p", note) for note in (*paper.notes, paper.foot))
    return (
        "<!DOCTYPE html>\n"
        '<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"{_tag('title', paper.title)}\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + f"\n<footer>\n{notes}\n</footer>\n</body>\n</html>\n"
    )


def _html_of(block: Filled) -> Iterator[str]:
    if block.kind == "rows":
        rows = (f"<tr>{_tag('th', name)}{_tag('td', value)}</tr>" for name, value in block.rows)
        yield '<table class="rows">\n' + "\n".join(rows) + "\n</table>"
    elif block.kind == "list":
        head, *rest = block.rows
        yield (
            '<table class="list">\n<thead><tr>'
            + "".join(_tag("th", cell) for cell in head)
            + "</tr></thead>\n"
            + "\n".join(f"<tr>{''.join(_tag('td', cell) for cell in row)}</tr>" for row in rest)
            + "\n</table>"
        )
    else:
        name = "h2" if block.kind == "head" else "p"
        for line in block.lines:
            yield _tag(name, line, "" if name == "h2" else block.kind)


def _tag(name: str, text: str, css: str = "") -> str:
    shown = html.escape(text, quote=True)
    return f'<{name} class="{css}">{shown}</{name}>' if css else f"<{name}>{shown}</{name}>"
