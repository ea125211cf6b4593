"""What a recipe adds to the book's schema: laid under what the book says already, which is never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...schema.dataclass import dataclass
from ...schema.declaration import overlay
from ...schema.declare import declare_schema
from ...schema.errors import NotFound
from ...schema.problems import Problem
from ...schema.record_type import Schema
from ...schema.tree import Path as TreePath
from ...schema.tree import Tree
from ..book_schema import SCHEMA_FOLDER
from ..files.atomic import read_file
from ..files.compose import field_text
from ..files.edits import Put
from ..files.parse import Document, read_text
from ..files.write import BrokenRecord, splice
from ..own_trees import read_own


@dataclass(frozen=True, slots=True)
class Growth:
    """A schema after an import, and the files that make it so."""

    schema: Schema
    """All types, with what the recipe adds."""
    files: Mapping[str, bytes]
    """The files of the book's ``schema/`` that change, by path."""


def grow_schema(root: Path, present: Schema, wanted: Mapping[str, Mapping[str, Tree]]) -> Growth:
    """Return the schema of the book at ``root`` with the ``wanted`` declarations (by file stem) added.

    Raises:
        BadDeclaration: what the recipe wants is not in the schema language.
        BrokenRecord: a file it would add to is there and cannot be read.

    """
    if not wanted:
        return Growth(present, {})
    own = read_own()
    files: dict[str, bytes] = {}
    found = _present_files(root)
    trees: dict[str, Mapping[str, Tree]] = {
        path: each.tree for path, (_, each) in found.items() if not isinstance(each, Problem)
    }
    for stem, declaration in wanted.items():
        path = f"{SCHEMA_FOLDER}/{stem}.yaml"
        content, document = found.get(path, (b"", None))
        if isinstance(document, Problem):
            raise BrokenRecord(path, document.message)
        before = trees.get(path)
        trees[path] = overlay(declaration, before or {})
        if before is None:
            files[path] = "".join(field_text(name, each) for name, each in declaration.items()).encode()
        elif trees[path] != before:
            edits = [Put(place, each) for place, each in _missing(before, declaration, ())]
            files[path] = splice(content, path, edits, ())
    return Growth(declare_schema(own.types, own.packs, [trees[path] for path in sorted(trees)]), files)


def _present_files(root: Path) -> dict[str, tuple[bytes, Document | Problem]]:
    """Return the book's own declarations as they are and as they read, by path."""
    folder = root / SCHEMA_FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return {}
    found: dict[str, tuple[bytes, Document | Problem]] = {}
    for name in sorted(each.name for each in folder.iterdir() if each.suffix in {".yaml", ".yml"}):
        path = f"{SCHEMA_FOLDER}/{name}"
        try:
            content = read_file(root, path)
        except NotFound:
            continue
        found[path] = (content, read_text(content, path))
    return found


def _missing(
    present: Mapping[str, Tree], wanted: Mapping[str, Tree], path: TreePath
) -> Iterator[tuple[TreePath, Tree]]:
    """Yield the highest places of ``wanted`` that ``present`` lacks."""
    for name, each in wanted.items():
        here = present.get(name)
        if name not in present:
            yield (*path, name), each
        elif isinstance(each, dict) and isinstance(here, dict):
            yield from _missing(here, each, (*path, name))
