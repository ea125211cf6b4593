"""A record as lines of its fields, for ``git diff`` and ``git log -p``: one field, or one entry of a list, a line."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.problems import Problem
from ...schema.showing import show_as_written
from ...schema.tree import Tree
from ..files.parse import read_text


def flat_lines(content: bytes, path: str) -> Iterator[str]:
    """Yield a file's fields and text; the file as it is where it cannot be read as a record.

    Entries of lists have no number, so that one more is one more line.
    """
    is_markdown = path.endswith(".md") or content.startswith(b"---")
    document = read_text(content, "record.md" if is_markdown else "record.yaml")
    if isinstance(document, Problem):
        yield from content.decode("utf-8", "replace").splitlines()
        return
    for name, tree in document.tree.items():
        yield from _field_lines(name, tree)
    if document.body.strip():
        yield ""
        yield from document.body.strip("\n").split("\n")


def _field_lines(name: str, tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for inner, each in tree.items():
            yield from _field_lines(f"{name}.{inner}", each)
    elif isinstance(tree, list):
        for each in tree:
            yield f"{name}: {_on_one_line(each)}"
    else:
        yield f"{name}: {_on_one_line(tree)}"


def _on_one_line(tree: Tree) -> str:
    return " ⏎ ".join(show_as_written(tree).split("\n"))
