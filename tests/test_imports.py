"""The arrows of the house: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each room may import the rooms before it in its row, and itself.
ALLOWED = {
    "words": set(),
    "visible": set(),
    "evolving": set(),
    "errors": {"words"},
    "values": {"errors", "words"},
    "fields": {"errors", "words", "values"},
    "law": {"errors", "words", "values"},
    "parties": {"errors", "words", "values", "fields"},
    "record": {"errors", "words", "evolving", "values", "fields", "law", "parties"},
    "acts": {"errors", "words", "evolving", "values", "fields", "law", "parties", "record"},
    "printing": {
        "errors", "words", "values", "fields", "law", "parties", "record", "acts", "visible"
    },
    "store": {"errors", "words", "values"},
}  # fmt: skip
FORBIDDEN_BELOW_THE_DESK = {
    "textual", "tinydb", "psycopg", "rich", "filelock", "platformdirs", "cryptography"
}  # fmt: skip


def imported(path: Path) -> set[str]:
    """The rooms of laborcase, and foreign top-level packages, that a file imports."""
    package = path.relative_to(ROOT).with_suffix("").parts
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level]
                names = [*base, *(node.module or "").split(".")]
                whole = [n for n in names if n]
                if whole == ["laborcase"]:
                    found |= {f"laborcase.{a.name}" for a in node.names}
                else:
                    found.add(".".join(whole[:2]))
            elif node.module:
                parts = node.module.split(".")
                found.add(".".join(parts[:2]) if parts[0] == "laborcase" else parts[0])
    return found


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    folder = ROOT / "laborcase" / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    for path in files:
        names = imported(path)
        rooms = {n.split(".")[1] for n in names if n.startswith("laborcase.")}
        assert rooms <= ALLOWED[room] | {room}, path
        assert "cryptography" not in names, path  # the vault alone encrypts
        if room != "store":
            assert not names & FORBIDDEN_BELOW_THE_DESK, path


def test_nobody_in_the_library_imports_the_terminal_but_the_command_line() -> None:
    for path in sorted((ROOT / "laborcase").rglob("*.py")):
        if path.parent.name != "cli":
            assert "tui" not in imported(path), path


def test_importing_the_library_loads_no_screen_no_storage_and_no_database_driver() -> None:
    code = (
        "import sys, laborcase; "
        "names = ('textual', 'tinydb', 'psycopg', 'filelock', 'cryptography'); "
        "print([m for m in names if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
