"""The schema and settings of one book: our types and packs, extended by what its ``schema/`` folder says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..schema.declare import BadDeclaration, declare_schema
from ..schema.errors import CarteraError, NotFound
from ..schema.problems import Problem, Severity
from ..schema.record_type import Schema
from ..schema.tree import Tree
from .config import CONFIG_FILE, BookConfig, read_config
from .files.atomic import read_file
from .files.parse import read_text
from .own_trees import OwnTrees

SCHEMA_FOLDER = "schema"


@dataclass(frozen=True, slots=True)
class BookRules:
    """What a book says about itself."""

    schema: Schema
    """Our types and the book's."""
    config: BookConfig
    """Its settings."""
    problems: tuple[Problem, ...]
    """What is wrong in its settings and schema; the parts that are sound still count."""
    fingerprint: str
    """Changes whenever any of these files does."""


def read_rules(root: Path, own: OwnTrees) -> BookRules:
    """Return the rules of the book at ``root``; a mistake in them is a Problem and leaves ours in force."""
    problems: list[Problem] = []
    digest = hashlib.sha256(own.fingerprint.encode())
    config_tree = _read_tree(root, CONFIG_FILE, digest, problems)
    config, wrong = read_config(config_tree or {})
    problems.extend(wrong)
    trees: list[tuple[str, Mapping[str, Tree]]] = []
    for path in _schema_files(root):
        tree = _read_tree(root, path, digest, problems)
        if tree is not None:
            trees.append((path, tree))
    schema, wrong = _declare(own, trees)
    return BookRules(schema, config, (*problems, *wrong), digest.hexdigest())


def _declare(own: OwnTrees, trees: list[tuple[str, Mapping[str, Tree]]]) -> tuple[Schema, list[Problem]]:
    """Return the schema with every sound file of the book, and a Problem for each other one."""
    sound: list[Mapping[str, Tree]] = []
    problems: list[Problem] = []
    schema = declare_schema(own.types, own.packs)
    for path, tree in trees:
        try:
            schema = declare_schema(own.types, own.packs, [*sound, tree])
        except BadDeclaration as mistake:
            problems.append(Problem(path, "bad-declaration", mistake.sentence, Severity.ERROR, hint=mistake.hint))
        else:
            sound.append(tree)
    return schema, problems


def _schema_files(root: Path) -> list[str]:
    folder = root / SCHEMA_FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []
    found = (each for each in folder.iterdir() if each.suffix in {".yaml", ".yml"} and not each.name.startswith("."))
    return sorted(f"{SCHEMA_FOLDER}/{each.name}" for each in found)


def _read_tree(root: Path, path: str, digest: hashlib._Hash, problems: list[Problem]) -> Mapping[str, Tree] | None:
    """Return the tree of a settings file, None (and a Problem) where it cannot be read."""
    try:
        content = read_file(root, path)
    except NotFound:
        return None
    except CarteraError as mistake:
        problems.append(Problem(path, "unreadable", mistake.sentence, Severity.ERROR, hint=mistake.hint))
        return None
    digest.update(path.encode() + b"\0" + content)
    document = read_text(content, path)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    problems.extend(document.problems)
    return document.tree
