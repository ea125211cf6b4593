"""From the schema language to record types, packs and the whole schema: our files and a book's say it the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from .dataclass import replace
from .declaration import BadDeclaration, Declaration, Vocabulary, is_plain_word, overlay
from .declare_field import FROM_BOOK, declare_fields
from .declare_machine import declare_machine
from .field import Choice, Field
from .kinds import KINDS
from .late_pattern import late
from .lazily import Lazily
from .machine import Machine
from .record_type import ComplianceItem, Layout, Pack, RecordType, Schema
from .sentences import sentence
from .tree import Tree

FOLDER = Path(__file__).parent
HOMES = ("client", "person", "book")
ENDINGS = ("md", "yaml")
TYPE_WORDS = (
    "type", "extends", "label", "plural", "also", "about", "layout", "fields", "machine", "listed", "in_order",
    "known_keys", "rules",
)  # fmt: skip
PACK_WORDS = ("pack", "label", "about", "fields", "compliance", "cadence")
RULE_NAMES = (
    "line-sum", "splits", "phase-sum", "tier-sum", "net-sum", "one-reading-per-period", "score-in-scale",
    "ascending-tiers",
)  # fmt: skip
"""The rules of ``integrity.py`` that a type may name."""
PLACES = ("client.pack", "contact", "opportunity", "project.pack", "product.sheet")
"""Where a pack may add fields: top-level fields of a type, or fields inside one of its maps."""

NAME_PLACES = ("slug", "r4", "date", "year", "kind")
"""What the name of a type's new files may be made of."""
_PIECE = rf"(?:[a-z0-9_-]|\{{(?:{'|'.join(NAME_PLACES)})\}})+"
_FILE_NAME = late(rf"{_PIECE}(?:/{_PIECE})?")

__all__ = ["BadDeclaration", "declare_pack", "declare_schema", "declare_type", "read_own_trees", "stamp_own_files"]


def read_own_trees(folder: str) -> dict[str, dict[str, Tree]]:
    """Return our declarations of ``folder`` (``types`` or ``packs``) by file stem, sorted by name."""
    import yaml

    trees: dict[str, dict[str, Tree]] = {}
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        trees[path.stem] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return trees


def stamp_own_files() -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time (ns) of each of our files: whoever keeps their trees knows by it if they are stale."""
    found = ((each, each.stat()) for folder in ("types", "packs") for each in (FOLDER / folder).glob("*.yaml"))
    return tuple(sorted((f"{path.parent.name}/{path.stem}", stat.st_size, stat.st_mtime_ns) for path, stat in found))


def declare_schema(
    own_types: Mapping[str, Mapping[str, Tree]],
    own_packs: Mapping[str, Mapping[str, Tree]],
    book: Iterable[Mapping[str, Tree]] = (),
) -> Schema:
    """Return the schema of our declarations, extended by a book's.

    Raises:
        BadDeclaration: a declaration is not in the language.

    """
    common = own_types.get("_common", {})
    vocabulary = Vocabulary(own_types.get("_words", {}), Declaration(common, ("_common",)).child("shared").tree)
    trees: dict[str, Mapping[str, Tree]] = {name: tree for name, tree in own_types.items() if name[0] != "_"}
    packs: dict[str, Mapping[str, Tree]] = dict(own_packs)
    ours = frozenset(trees)
    extended = [_extend(Declaration(tree, (), vocabulary), trees, packs) for tree in book]
    types = Lazily(
        {
            name: partial(declare_type, Declaration(tree, (name,), vocabulary), common, from_book=name not in ours)
            for name, tree in trees.items()
        }
    )
    schema = Schema(
        types=types,
        packs=Lazily(
            {name: partial(declare_pack, Declaration(tree, (name,), vocabulary)) for name, tree in packs.items()}
        ),
        folders=_folders(trees),
    )
    for kind, name in extended:
        # What a book says may be wrong, and its mistakes are wanted now; ours are tested.
        _ = dict(schema.packs[name].fields) if kind == "pack" else schema.types[name]
    return schema


def _extend(
    node: Declaration, trees: dict[str, Mapping[str, Tree]], packs: dict[str, Mapping[str, Tree]]
) -> tuple[str, str]:
    """Lay one of the book's declarations over what it extends; return ``pack`` or ``type``, and its name."""
    if "pack" in node.tree:
        name = _plain_name(node, "pack")
        packs[name] = overlay(packs.get(name, {}), node.tree)
        return "pack", name
    name = _plain_name(node, "extends") or _plain_name(node, "type")
    if not name:
        raise BadDeclaration((), sentence("It must begin with type, extends or pack."))
    if "extends" in node.tree and name not in trees:
        raise node.unknown(name, trees)
    trees[name] = overlay(trees.get(name, {}), _mark_fields(node.tree))
    return "type", name


def _plain_name(node: Declaration, key: str) -> str:
    """Return the name at ``key``, empty where it is missing."""
    name = node.text(key)
    if name and not is_plain_word(name):
        raise node.refuse(key, sentence("“{name}” is no name: it takes letters, digits, dashes and _.", name=name))
    return name


def _mark_fields(tree: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """Return a book's declaration with its fields marked as the book's."""
    fields = tree.get("fields")
    if not isinstance(fields, dict):
        return tree
    marked: dict[str, Tree] = {
        name: {**each, FROM_BOOK: "true"} if isinstance(each, dict) else each for name, each in fields.items()
    }
    return {**tree, "fields": marked}


def declare_type(node: Declaration, common: Mapping[str, Tree], *, from_book: bool = False) -> RecordType:
    """Return the record type of a declaration; fields of ``common`` (``first``, ``last``) stand around its own.

    Raises:
        BadDeclaration: it is not in the language.

    """
    node.allow(TYPE_WORDS)
    name = node.text("type") or node.text("extends")
    fields = _fields(node, common)
    machine = declare_machine(node.child("machine")) if "machine" in node.tree else None
    if machine:
        fields = tuple(_with_states(each, machine) for each in fields)
    listed = node.word_list("listed")
    by_name = [each.name for each in fields]
    for word in listed:
        if word.partition(".")[0] not in by_name:
            raise Declaration({}, (*node.where, "listed")).unknown(word, by_name)
    return RecordType(
        name=name,
        label=node.labels("label", name),
        plural=node.labels("plural") or node.labels("label", name),
        about=node.labels("about"),
        layout=_layout(node.child("layout")),
        fields=fields,
        machine=machine,
        listed=listed,
        in_order=tuple(_pair(node, "in_order", each, "<=", by_name) for each in node.word_list("in_order")),
        known_keys=tuple(_pair(node, "known_keys", each, "in", by_name) for each in node.word_list("known_keys")),
        rules=_rules(node),
        from_book=from_book,
        also=node.word_list("also"),
    )


def _pair(node: Declaration, name: str, text: str, between: str, fields: list[str]) -> tuple[str, str]:
    """Return both fields of ``start <= end`` or ``chosen in options``."""
    words = text.split()
    if len(words) != 3 or words[1] != between:
        raise node.refuse(
            name, sentence("“{text}” must name two fields with {between} between them.", text=text, between=between)
        )
    for word in (words[0], words[2]):
        if word.partition(".")[0] not in fields:
            raise Declaration({}, (*node.where, name)).unknown(word, fields)
    return words[0], words[2]


def _rules(node: Declaration) -> tuple[str, ...]:
    for word in node.word_list("rules"):
        if word not in RULE_NAMES:
            raise Declaration({}, (*node.where, "rules")).unknown(word, RULE_NAMES)
    return node.word_list("rules")


def _fields(node: Declaration, common: Mapping[str, Tree]) -> tuple[Field, ...]:
    """Return the type's own fields between the first and the last common ones, which it may adjust."""
    around = Declaration(common, ("_common",), node.vocabulary)
    first, last = around.child("first").tree, around.child("last").tree
    own = node.child("fields").tree
    trees: dict[str, Tree] = {**first, **{name: each for name, each in own.items() if name not in last}, **last}
    trees = {name: _laid_over(trees[name], own.get(name)) for name in trees}
    return declare_fields(Declaration(trees, (*node.where, "fields"), node.vocabulary))


def _laid_over(tree: Tree, own: Tree) -> Tree:
    return overlay(tree, own) if isinstance(tree, dict) and isinstance(own, dict) else own or tree


def declare_pack(node: Declaration) -> Pack:
    """Return the industry pack of a declaration.

    Raises:
        BadDeclaration: it is not in the language.

    """
    node.allow(PACK_WORDS)
    places = node.child("fields")
    places.allow(PLACES)
    name = node.text("pack")
    return Pack(
        name=name,
        label=node.labels("label", name),
        about=node.labels("about"),
        fields=Lazily({place: partial(declare_fields, places.child(place)) for place in places.tree}),
        compliance=tuple(_compliance_item(each) for each in node.entries("compliance")),
        cadence=node.child("cadence").tree or None,
    )


def _compliance_item(node: Declaration) -> ComplianceItem:
    node.allow(("item", "label", "every", "blocks", "source"))
    return ComplianceItem(
        item=node.text("item"),
        label=node.labels("label", node.text("item")),
        every=node.text("every"),
        blocks=node.word_list("blocks"),
        source=node.text("source"),
    )


def _with_states(field: Field, machine: Machine) -> Field:
    """Return the machine's own fields with the machine's words as choices."""
    if field.name == machine.field:
        states = machine.all_states().values()
        choices = tuple(Choice(each.word, each.label) for each in states)
        return replace(field, kind=KINDS["choice"], choices=choices, default=field.default or choices[0].word)
    if machine.selector and field.name == machine.selector:
        flows = tuple(Choice(each.name, each.label) for each in machine.flows.values())
        return replace(field, kind=KINDS["choice"], choices=flows, default=field.default or flows[0].word)
    return field


def _layout(node: Declaration) -> Layout:
    node.allow(("folder", "homes", "name", "dated_by", "ending"))
    homes = node.word_list("homes")
    for home in homes or ("",):
        if home not in HOMES:
            raise node.unknown(home, HOMES)
    if node.text("ending") and node.text("ending") not in ENDINGS:
        raise node.unknown(node.text("ending"), ENDINGS)
    if not is_plain_word(node.text("folder")):
        raise node.refuse("folder", sentence("It must be the name of one folder."))
    name = node.text("name") or "{slug}-{r4}"
    if not _FILE_NAME.fullmatch(name):
        # A format string could reach into the program's objects, or fill the memory: {slug:>1000000000}.
        places = ", ".join(f"{{{each}}}" for each in NAME_PLACES)
        reason = sentence("“{name}” may hold letters, digits, dashes, slashes and {places}.", name=name, places=places)
        raise node.refuse("name", reason)
    return Layout(
        folder=node.text("folder"),
        homes=homes,
        name=name,
        dated_by=node.text("dated_by"),
        ending=node.text("ending") or ENDINGS[0],
    )


def _folders(trees: Mapping[str, Mapping[str, Tree]]) -> dict[str, str]:
    """Return which type lies in which folder; two in one are refused, because the folder decides the type.

    A folder at the book's root may hold another type than those of the same name inside clients: ``/kpis`` beside ``kpis``.
    """
    folders: dict[str, str] = {}
    homes: dict[str, frozenset[str]] = {}
    for name, tree in trees.items():
        layout = Declaration(tree, (name,)).child("layout")
        folder, homes[name] = layout.text("folder"), frozenset(layout.word_list("homes"))
        if folder in folders and homes[name] == {"book"} and "book" not in homes[folders[folder]]:
            folder = f"/{folder}"
        other = folders.setdefault(folder, name)
        if other != name:
            reason = sentence("The folder belongs to the type “{other}”.", other=other)
            raise BadDeclaration((name, "layout", "folder"), reason)
    return folders
