"""The schema and settings of one book: our types and packs, extended by what its ``schema/`` folder says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.dataclass import dataclass, replace
from ..schema.declare import BadDeclaration, declare_schema
from ..schema.errors import CarteraError, NotFound
from ..schema.problems import Problem, Severity
from ..schema.record import CONFLICTS, Record
from ..schema.record_type import Schema
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .config import CONFIG_FILE, BookConfig, read_config
from .digest import sha256
from .files.atomic import read_file
from .files.mistakes import told
from .files.parse import read_text
from .files.paths import is_portable_name
from .files.refusals import MAX_BYTES, too_large, unreadable
from .files.scan import is_walked
from .own_trees import OwnTrees
from .rates import RATES_FILE, Rates, read_rates
from .settings_files import disputed
from .tiering import BROKEN, TIERS_FILE, TierFormula, read_tiers

if TYPE_CHECKING:
    from hashlib import _Hash

SCHEMA_FOLDER = "schema"
MAX_FILES = 200
"""Files in ``schema/``: each is tried together with those before it, so more would keep a start waiting."""


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
    in_conflict: list[Record] = []
    digest = sha256(own.fingerprint.encode())
    config_tree = _read_tree(root, CONFIG_FILE, digest, problems, in_conflict)
    config, wrong = read_config(config_tree or {})
    problems.extend(wrong)
    tiering = _read_tiering(root, digest, problems, in_conflict)
    config = replace(config, rates=_read_rates(root, digest, problems), tiering=tiering)
    trees: list[tuple[str, Mapping[str, Tree]]] = []
    for path in _schema_files(root, problems):
        tree = _read_tree(root, path, digest, problems, in_conflict)
        if tree is not None:
            trees.append((path, tree))
    config = replace(config, disputed=tuple(in_conflict))
    schema, wrong = _declare(own, trees)
    return BookRules(schema, config, (*problems, *wrong), digest.hexdigest())


def _declare(own: OwnTrees, trees: list[tuple[str, Mapping[str, Tree]]]) -> tuple[Schema, list[Problem]]:
    """Return the schema with every sound file of the book, and a Problem for each other one."""
    sound: list[Mapping[str, Tree]] = []
    problems: list[Problem] = []
    schema = declare_schema(own.types, own.packs)
    for path, tree in trees:
        try:
            schema = _checked(declare_schema(own.types, own.packs, [*sound, tree]))
        except BadDeclaration as mistake:
            problems.append(Problem(path, "bad-declaration", mistake.sentence, Severity.ERROR, hint=mistake.hint))
        else:
            sound.append(tree)
    return schema, problems


def _checked(schema: Schema) -> Schema:
    """Return a schema whose folders are ones that records are looked for in, on every computer.

    Raises:
        BadDeclaration: a record in one of them would never be seen again.

    """
    for place, name in schema.folders.items():
        folder = place.removeprefix("/")
        if not (is_walked(folder) and is_portable_name(folder)):
            where = (name, "layout", "folder")
            raise BadDeclaration(where, sentence("No records are looked for in a folder “{folder}”.", folder=folder))
    return schema


def _schema_files(root: Path, problems: list[Problem]) -> list[str]:
    """Return the paths of the book's schema files; a folder that is not to be looked into is a Problem."""
    folder = root / SCHEMA_FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []  # a symlink is told by the scan
    try:
        with told(SCHEMA_FOLDER, writing=False):
            names = sorted(each.name for each in folder.iterdir())
    except CarteraError as mistake:
        problems.append(unreadable(SCHEMA_FOLDER, mistake))
        return []
    if len(names) > MAX_FILES:
        message = sentence("There are more than {most} files in schema/; none of them counts.", most=MAX_FILES)
        hint = sentence("Put what belongs together in one file.")
        problems.append(Problem(SCHEMA_FOLDER, "too-many-files", message, hint=hint))
        return []
    return [f"{SCHEMA_FOLDER}/{each}" for each in names if each.endswith((".yaml", ".yml")) and each[0] != "."]


def _read_rates(root: Path, digest: _Hash, problems: list[Problem]) -> Rates:
    """Return the exchange rates of a book; what is wrong in them is a Problem."""
    content = _read_content(root, RATES_FILE, digest, problems)
    if content is None:
        return Rates()
    rates, wrong = read_rates(content.decode("utf-8-sig", errors="replace"))
    problems.extend(wrong)
    return rates


def _read_tiering(root: Path, digest: _Hash, problems: list[Problem], in_conflict: list[Record]) -> TierFormula | None:
    """Return the tier formula of a book; what is wrong in it is a Problem, and no other formula takes its place."""
    known = len(problems)
    tree = _read_tree(root, TIERS_FILE, digest, problems, in_conflict)
    if not tree:
        return None if len(problems) == known else BROKEN
    formula, wrong = read_tiers(tree)
    problems.extend(wrong)
    return formula


def _read_tree(
    root: Path, path: str, digest: _Hash, problems: list[Problem], in_conflict: list[Record]
) -> Mapping[str, Tree] | None:
    """Return the tree of a settings file, None (and a Problem) where it cannot be read.

    What two people wrote differently stands in it beside the settings, and is none.
    """
    content = _read_content(root, path, digest, problems)
    if content is None:
        return None
    document = read_text(content, path)
    if isinstance(document, Problem):
        problems.append(document)
        return None
    if document.tree:  # an empty cartera.yaml is a sound one: every setting has a default
        problems.extend(document.problems)
    record = disputed(path, document, content)
    if record is None:
        return document.tree
    in_conflict.append(record)
    problems.append(
        Problem(
            path,
            "settings-in-conflict",
            sentence("Two people wrote it differently; what stands in it counts for now."),
            Severity.WARNING,
            hint=sentence("“cartera conflicts” lists what is to be decided."),
        )
    )
    return {name: each for name, each in document.tree.items() if name != CONFLICTS}


def _read_content(root: Path, path: str, digest: _Hash, problems: list[Problem]) -> bytes | None:
    """Return what a settings file holds, None where there is none or (and a Problem) it cannot be opened."""
    found = os.lstat(root / path) if os.path.lexists(root / path) else None
    if found is not None and found.st_size > MAX_BYTES:
        digest.update(f"{path}\0{found.st_mtime_ns}".encode(errors="surrogateescape"))
        problems.append(too_large(path, found.st_size))
        return None
    try:
        content = read_file(root, path)
    except NotFound:
        return None
    except CarteraError as mistake:
        problems.append(unreadable(path, mistake))
        return None
    digest.update(os.fsencode(path) + b"\0" + content)
    return content
