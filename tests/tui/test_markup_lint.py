"""Textual parses a bare string as markup: only literals and texts made by ``plain`` may reach its widgets."""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).resolve().parents[2] / "tui"
PARSING = {"Static", "Label", "Button", "Option", "Tab", "TabPane", "Collapsible", "Checkbox", "RadioButton", "Digits"}
PARSING_METHODS = {"update", "notify"}
PARSED_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder", "label"}
SAFE_CALLS = {"plain", "Content", "assemble", "styled"}


def is_safe(node):
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in SAFE_CALLS
    return isinstance(node, ast.IfExp) and is_safe(node.body) and is_safe(node.orelse)


def unsafe_places(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            without_markup = any(
                word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
                for word in node.keywords
            )
            parses = name in PARSING or (isinstance(node.func, ast.Attribute) and name in PARSING_METHODS)
            if parses and not without_markup and node.args and not is_safe(node.args[0]):
                yield f"line {node.lineno}: {name}"
        if isinstance(node, ast.Assign) and not is_safe(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in PARSED_ATTRIBUTES:
                    yield f"line {node.lineno}: {target.attr}"


@pytest.mark.parametrize("path", sorted(TUI.rglob("*.py")), ids=lambda path: path.relative_to(TUI).as_posix())
def test_no_widget_parses_text_of_a_record(path):
    assert not list(unsafe_places(path.read_text()))


@pytest.mark.parametrize(
    "line", ["Static(record.title)", "self.notify(title)", "x.update(f'{a}')", "self.border_title = record.title"]
)
def test_the_lint_sees_what_is_parsed(line):
    assert list(unsafe_places(line))
