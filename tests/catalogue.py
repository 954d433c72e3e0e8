"""The Chinese catalogue from the code: ``python tests/catalogue.py [words.tsv ...]``.

Collects every sentence of the program (``say``, ``label``, ``need_text``), keeps the translations
there are, takes new ones from tab-separated files (English, Chinese), writes the .po sorted by
sentence and compiles the .mo. Sentences that nobody says any more are dropped.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "laborcase" / "locales" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "laborcase.po", FOLDER / "laborcase.mo"


def sentences() -> set[str]:
    """Every sentence the code can say."""
    found: set[str] = set()
    for package in ("laborcase", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            found |= set(_said(ast.parse(path.read_text("utf-8"))))
    return found - {""}


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in ("say", "label") and node.args:
            yield from _text(node.args[0])
        if name == "need_text" and len(node.args) > 1:
            yield from _text(node.args[1])
        if name == "label":
            for keyword in node.keywords:
                if keyword.arg == "hint":
                    yield from _text(keyword.value)


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _text(node.body)
        yield from _text(node.orelse)


def translations() -> dict[str, str]:
    """What the committed .po says."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def written(words: dict[str, str]) -> bytes:
    """The .po of these translations."""
    catalog = Catalog(
        locale="zh_CN", project="laborcase", charset="utf-8", fuzzy=False, version="1",
        header_comment="# The Chinese of laborcase, made by tests/catalogue.py.",
        last_translator="laborcase", language_team="laborcase", msgid_bugs_address="laborcase",
        creation_date=datetime(2026, 1, 1), revision_date=datetime(2026, 1, 1),  # noqa: DTZ001
    )  # fmt: skip
    for msgid in sorted(words):
        catalog.add(msgid, words[msgid])
    out = io.BytesIO()
    write_po(out, catalog, omit_header=False, width=100)
    return out.getvalue()


def compiled(po: bytes) -> bytes:
    """The .mo of a .po."""
    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po)))
    return out.getvalue()


def main() -> None:
    """Merge, write, compile; print what still has no Chinese."""
    known = translations()
    for name in sys.argv[1:]:
        for line in Path(name).read_text("utf-8").splitlines():
            english, tab, chinese = line.partition("\t")
            if tab and chinese.strip():
                known[english.replace("\\n", "\n")] = chinese.replace("\\n", "\n")
    words = {msgid: known.get(msgid, "") for msgid in sentences()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(words))
    MO.write_bytes(compiled(PO.read_bytes()))
    for msgid in sorted(words):
        if not words[msgid]:
            sys.stdout.write(msgid.replace("\n", "\\n") + "\n")


if __name__ == "__main__":
    main()
