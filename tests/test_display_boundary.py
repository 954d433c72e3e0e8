"""Widgets get no text but what ``tui.text`` made: read from the source of ``tui``.

Textual parses a plain ``str`` as markup and sends its control characters on to the terminal, so the
raw widgets may only be given the result of a ``show`` function. The program's own widgets
(``Words``, ``Field``, ``Choice``, ...) take any text, because they call ``show`` themselves; their
source is checked here like the rest.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

TUI = Path(__file__).parents[1] / "tui"
SOURCES = sorted(TUI.rglob("*.py"))
TEXT = TUI / "text.py"

# What makes a text safe, and what makes a str that is safe only where a str is not parsed.
MAKERS = {"show", "show_line", "show_cell"}
STR_MAKERS = {"show_plain", "visible"}
UNPARSED = {"Content", "Text", "placeholder"}

# Textual's widgets in use. One that is not listed here may not be imported.
RAW = {"Static", "OptionList", "Option", "DataTable", "Footer"}
INPUTS = {"Input", "TextArea"}  # drawn safely by widgets/line.py, their only subclasses

# Names of calls whose arguments are drawn, and of attributes and keywords that are.
DRAWING_CALLS = RAW | INPUTS | {"Content", "Text"}
DRAWING_METHODS = {
    *("update", "update_cell", "update_cell_at", "add_row", "add_rows", "add_column"),
    *("add_columns", "add_option", "add_options", "set_options", "replace_option_prompt"),
    *("replace_option_prompt_at_index", "set_label", "write_line", "with_tooltip"),
}
DRAWN_NAMES = {"border_title", "border_subtitle", "title", "sub_title", "tooltip", "placeholder"}

# Keywords of those calls that are no text.
PLAIN_KEYWORDS = {"id", "classes", "key", "width", "height", "markup", "compact", "cursor_type"}
PLAIN_KEYWORDS |= {"zebra_stripes", "select_on_focus", "show_command_palette", "justify"}
PLAIN_KEYWORDS |= {"no_wrap", "overflow", "end", "name", "disabled", "right"}

# What a widget's ``render`` may return.
RENDERED = {"Content", "Text", "Strip"}

# What parses markup by its nature.
FORBIDDEN = {"from_markup", "render_markup", "from_ansi"}

# Calls that take foreign text and are safe for another reason. ``notify`` is safe everywhere,
# because BaseApp.notify shows message and title itself and switches markup off; ``say`` only makes
# a sentence, which still has to be shown.
EXCEPTIONS = {
    # An input's text is the typed text itself; Line and Lines draw it through ``visible``.
    ("widgets/line.py", "super().__init__"),
    # A binding's tooltip must be a str, which is parsed: it holds the program's own words only, and
    # tests/tui/test_base.py looks for brackets in them.
    ("base.py", "bound._replace"),
    ("base.py", "replace"),
}


def called(node: ast.Call) -> str:
    """The last name of what is called: ``update`` in ``self.line.update(...)``."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


class Boundary(ast.NodeVisitor):
    """Collects the places of one file where a widget gets a text that no ``show`` made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []
        self.made: set[str] = set()  # local names bound to safe values only
        self.dicts: set[str] = (
            set()
        )  # local names of dictionaries, which have an update of their own
        self.makers: set[str] = set()  # functions of tui that return safe values only
        self.bases: set[str] = set()

    def safe(self, node: ast.expr, where: str = "") -> bool:
        """Whether ``node`` is a fixed text without ``[``, or made by ``show`` out of such parts."""
        match node:
            case ast.Call() if called(node) in STR_MAKERS:
                return where in UNPARSED
            case ast.Attribute(attr="plain", value=ast.Call() as made):
                return where in UNPARSED and called(made) in MAKERS
            case ast.Constant(value=str(text)):
                return "[" not in text and text.replace("\n", "").isprintable()
            case ast.Constant():
                return True
            case ast.Call():
                if called(node) in MAKERS:
                    return True
                if called(node) in DRAWING_CALLS:
                    return True  # its own arguments are visited
                if isinstance(node.func, ast.Attribute):
                    whole = called(node) == "stylize" or all(map(self.safe, node.args))
                    return (
                        whole and called(node) in {"join", "stylize"} and self.safe(node.func.value)
                    )
                return called(node) in self.makers
            case ast.Name():
                return node.id in self.made
            case ast.Starred():
                return self.safe(node.value)
            case ast.BinOp():
                return self.safe(node.left) and self.safe(node.right)
            case ast.IfExp():
                return self.safe(node.body) and self.safe(node.orelse)
            case ast.GeneratorExp() | ast.ListComp():
                return self.safe(node.elt)
            case ast.JoinedStr():
                return self.name == "widgets/pick.py" and ast.unparse(node) == "f'({mark}) '"
            case _:
                return False

    def report(self, node: ast.AST, what: str) -> None:
        self.found.append(f"{self.name}:{getattr(node, 'lineno', 0)}: {what}")

    def check(self, node: ast.expr, what: str, where: str) -> None:
        if not self.safe(node, where):
            self.report(node, f"{what} gets {ast.unparse(node)}")

    def visit_Module(self, node: ast.Module) -> None:
        for each in node.body:
            if isinstance(each, ast.ImportFrom):
                self.visit(each)
            if isinstance(each, ast.FunctionDef) and self.makes_safe(each):
                self.makers.add(each.name)
        self.made = set()
        self.found.clear()
        self.generic_visit(node)

    def makes_safe(self, node: ast.FunctionDef) -> bool:
        """Whether all that a function returns is safe."""
        self.made = self.safe_names(node)
        returned = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Return)]
        return bool(returned) and all(v is not None and self.safe(v) for v in returned)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if node.name == "render" and ast.unparse(node.returns or node.args) not in RENDERED:
            self.report(node, "a str that is rendered is parsed, so render must return Content")
        outer = self.made, self.dicts
        self.made = self.safe_names(node)
        self.dicts = {
            ast.unparse(inner.target)
            for inner in ast.walk(node)
            if isinstance(inner, ast.AnnAssign)
            and ast.unparse(inner.annotation).startswith("dict[")
        }
        self.generic_visit(node)
        self.made, self.dicts = outer

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - the name is Python's

    def safe_names(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
        """The local names that are bound to safe values and in no other way."""
        assigned: dict[str, list[ast.expr]] = {}
        stored: list[str] = []
        for inner in ast.walk(node):
            if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Name):
                assigned.setdefault(inner.targets[0].id, []).append(inner.value)
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                stored.append(inner.id)
        return {
            name
            for name, values in assigned.items()
            if stored.count(name) == len(values) and all(map(self.safe, values))
        }

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer = self.bases
        self.bases = {
            n.id for base in node.bases for n in ast.walk(base) if isinstance(n, ast.Name)
        }
        if self.bases & INPUTS and self.name != "widgets/line.py":
            self.report(node, "a subclass of Textual's inputs")
        self.generic_visit(node)
        self.bases = outer

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if (node.module or "").startswith("textual.widgets"):
            for each in node.names:
                if each.name not in RAW | INPUTS:
                    self.report(node, f"{each.name} is not among the widgets checked here")
        source = TUI / f"widgets/{(node.module or '').rpartition('.')[2]}.py"
        if source in SOURCES:
            self.makers |= makers(source) & {each.name for each in node.names}

    def visit_Call(self, node: ast.Call) -> None:
        name = called(node)
        whole = ast.unparse(node.func)
        if name in FORBIDDEN:
            self.report(node, name)
        parent = whole == "super().__init__" and bool(self.bases & (RAW | INPUTS))
        drawing = name in DRAWING_CALLS or name in DRAWING_METHODS or parent
        if name == "update" and whole.removesuffix(".update") in self.dicts:
            drawing = False
        if not {(self.name, whole), (self.name, name)} & EXCEPTIONS:
            for arg in node.args if drawing else ():
                self.check(arg, whole, name)
            for keyword in node.keywords:
                drawn = drawing and keyword.arg not in PLAIN_KEYWORDS
                if drawn or (keyword.arg in DRAWN_NAMES and name not in {"notify", "say"}):
                    self.check(keyword.value, f"{whole}({keyword.arg}=)", str(keyword.arg))
        if name in INPUTS:
            self.report(node, f"{name} instead of Line or Lines")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in DRAWN_NAMES and node.value:
                self.check(node.value, f".{target.attr}", target.attr)
        self.generic_visit(node)

    visit_AnnAssign = visit_AugAssign = visit_Assign  # noqa: N815


@cache
def makers(path: Path) -> frozenset[str]:
    """The functions of a file that return safe values only."""
    boundary = Boundary(path.relative_to(TUI).as_posix())
    boundary.visit(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(boundary.makers)


def broken(source: str, name: str) -> list[str]:
    boundary = Boundary(name)
    boundary.visit(ast.parse(source))
    return boundary.found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TUI)))
def test_widgets_get_only_what_a_show_function_made(path: Path) -> None:
    if path != TEXT:
        name = path.relative_to(TUI).as_posix()
        assert broken(path.read_text(encoding="utf-8"), name) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(name)",
        "Static(f'{name}')",
        "Static('[b]x[/b]')",
        "Option(case.respondent, id=case.key)",
        "table.add_row(case.key, show_cell(case.name, lang))",
        "table.add_column(say('Name'))",
        "table.add_row(*(str(cell) for cell in cells))",
        "static.update(show(name, lang) + note)",
        "widget.border_title = f'{count}'",
        "self.title = case.key",
        "widget.tooltip = reason.text",
        "Content(name)",
        "Content.from_markup('x')",
        "Input(name)",
        "Field(tooltip=name)",
        "note = show(name, lang); note += name; static.update(note)",
        "self.sub_title += name",
        "static.update(show_plain(name, lang))",
        "widget.border_title = show_line(name, lang).plain",
        "static.update(Content(' ').join([name]))",
        "static.update(unknown(name, lang))",
        "def render(self) -> str: return name",
        "from textual.widgets import Markdown",
    ],
)
def test_the_rule_finds_a_breach(line: str) -> None:
    assert broken(f"def f():\n    {line}\n", "screens/new.py")


@pytest.mark.parametrize(
    "line",
    [
        "Static(show(name, lang), id=name)",
        "static.update('')",
        "Option(show_line(a, lang) + Content('  ') + show_line(b, lang))",
        "table.add_row(*(show_cell(text, lang) for text in row.cells), key=row.key)",
        "widget.border_title = show_line(count, lang) if count else None",
        "Words(name)",
        "line.placeholder = show_plain(hint, lang)",
        "note = show(name, lang); static.update(note)",
        "found: dict[str, str] = {}; found.update(typed)",
        "self.notify(say('Saved {name}.', name=name), title=name)",
    ],
)
def test_the_rule_lets_safe_lines_pass(line: str) -> None:
    assert broken(f"def f():\n    {line}\n", "screens/new.py") == []


def test_a_function_of_the_same_file_may_make_texts_if_all_it_returns_is_shown() -> None:
    maker = "def told(parts, lang):\n    return Content(' ').join([show(p, lang) for p in parts])\n"
    leaking = "def told(parts, lang):\n    return parts[0] if parts else show('', lang)\n"
    use = "def f():\n    static.update(told(parts, lang))\n"
    assert broken(maker + use, "screens/new.py") == []
    assert broken(leaking + use, "screens/new.py") != []
