"""From the schema language to record types: our own files and a book's say it in the same words.

A declaration arrives as a tree (schema/tree.py). Ours is read with PyYAML's base loader; a book's, which is
untrusted, comes from the strict reader of ``records/files``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from .errors import Refused
from .field import Choice, Condition, Field, Labels, Shape
from .kinds import KINDS
from .machine import Effect, Flow, Guard, Machine, State
from .problems import Severity
from .record_type import Layout, Pack, RecordType, Schema
from .sentences import sentence
from .tree import Tree, dotted

FOLDER = Path(__file__).parent
HOMES = frozenset({"client", "person", "book"})
STATE_FIELDS = frozenset(
    {"label", "kind", "to", "probability", "forecast", "asks", "guards", "effects"},
)
FIELD_WORDS = frozenset(
    {
        "kind", "shape", "label", "about", "required", "required_when", "default", "choices", "to", "fields", "key",
        "written_by_program",
    },
)  # fmt: skip


class BadDeclaration(Refused):
    """A schema file says something the schema language does not have."""

    def __init__(self, where: tuple[str, ...], what: str) -> None:
        super().__init__(sentence("In the schema, {where}: {what}.", where=dotted(where), what=what))
        self.where = where
        """The path inside the declaration."""


def read_own_trees(folder: str) -> dict[str, dict[str, Tree]]:
    """Return our declarations of ``folder`` (``types`` or ``packs``) by file stem, sorted by name."""
    import yaml

    trees: dict[str, dict[str, Tree]] = {}
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        trees[path.stem] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return trees


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
    trees: dict[str, Mapping[str, Tree]] = {name: tree for name, tree in own_types.items() if name != "_common"}
    packs: dict[str, Mapping[str, Tree]] = dict(own_packs)
    ours = frozenset(trees)
    for tree in book:
        if "pack" in tree:
            name = _text(tree, "pack", ("pack",))
            packs[name] = overlay(packs.get(name, {}), tree)
            continue
        name = _text(tree, "extends", ()) or _text(tree, "type", ("type",))
        if "extends" in tree and name not in trees:
            raise BadDeclaration((name,), f"extends an unknown type {name!r}")
        trees[name] = overlay(trees.get(name, {}), _mark_fields(tree))
    types = {name: declare_type(tree, common, from_book=name not in ours) for name, tree in trees.items()}
    return Schema(types=types, packs={name: declare_pack(tree) for name, tree in packs.items()})


def overlay(base: Mapping[str, Tree], extension: Mapping[str, Tree]) -> dict[str, Tree]:
    """Return ``base`` with the maps of ``extension`` laid over it; lists and scalars replace."""
    result: dict[str, Tree] = dict(base)
    for name, tree in extension.items():
        below = result.get(name)
        result[name] = overlay(below, tree) if isinstance(below, dict) and isinstance(tree, dict) else tree
    return result


def _mark_fields(tree: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """Return a book's declaration with its fields marked as the book's."""
    fields = tree.get("fields")
    if not isinstance(fields, dict):
        return tree
    marked: dict[str, Tree] = {
        name: {**each, "_from_book": "true"} if isinstance(each, dict) else each for name, each in fields.items()
    }
    return {**tree, "fields": marked}


def declare_type(tree: Mapping[str, Tree], common: Mapping[str, Tree], *, from_book: bool = False) -> RecordType:
    """Return the record type of a declaration; fields of ``common`` (``first``, ``last``) stand around its own."""
    name = _text(tree, "type", ()) or _text(tree, "extends", ())
    where = (name,)
    machine = _machine(_map(tree, "machine", where), (*where, "machine")) if "machine" in tree else None
    own = {**_map(common, "first", where), **_map(tree, "fields", where)}
    own.update({key: each for key, each in _map(common, "last", where).items() if key not in own})
    fields = tuple(_field(key, each, (*where, "fields", key)) for key, each in own.items())
    if machine:
        fields = tuple(_with_states(each, machine) for each in fields)
    return RecordType(
        name=name,
        label=_labels(tree, "label", where),
        plural=_labels(tree, "plural", where),
        about=_labels(tree, "about", where),
        layout=_layout(_map(tree, "layout", where), (*where, "layout")),
        fields=fields,
        machine=machine,
        listed=_words(tree, "listed", where),
        rules=_words(tree, "rules", where),
        from_book=from_book,
    )


def declare_pack(tree: Mapping[str, Tree]) -> Pack:
    """Return the industry pack of a declaration."""
    name = _text(tree, "pack", ("pack",))
    places = _map(tree, "fields", (name,))
    compliance = tree.get("compliance") or []
    if not isinstance(compliance, list) or not all(isinstance(item, dict) for item in compliance):
        raise BadDeclaration((name, "compliance"), "must be a list of maps")
    return Pack(
        name=name,
        label=_labels(tree, "label", (name,)),
        fields={
            place: tuple(_field(key, each, (name, place, key)) for key, each in _map(places, place, (name,)).items())
            for place in places
        },
        compliance=tuple(item for item in compliance if isinstance(item, dict)),
        cadence=_map(tree, "cadence", (name,)) or None,
    )


def _field(name: str, tree: Tree, where: tuple[str, ...]) -> Field:
    if not isinstance(tree, dict):
        raise BadDeclaration(where, "must be a map with a kind")
    unknown = set(tree) - FIELD_WORDS - {"_from_book"}
    if unknown:
        raise BadDeclaration(where, f"unknown word {min(unknown)!r}")
    shape_word = _text(tree, "shape", where) or "scalar"
    if shape_word not in set(Shape):
        raise BadDeclaration(where, f"unknown shape {shape_word!r}")
    kind_word = _text(tree, "kind", where) or ("choice" if "choices" in tree else "text")
    if kind_word not in KINDS:
        raise BadDeclaration(where, f"unknown kind {kind_word!r}")
    required = _text(tree, "required", where)
    return Field(
        name=name,
        shape=Shape(shape_word),
        kind=KINDS[kind_word],
        label=_labels(tree, "label", where),
        about=_labels(tree, "about", where, may_lack=True),
        required=_severity("error" if required == "true" else required, where) if required else None,
        required_when=tuple(_condition(each, where) for each in _maps(tree, "required_when", where)),
        default=_text(tree, "default", where),
        choices=tuple(
            Choice(word, _labels(_map(tree, "choices", where), word, (*where, "choices")))
            for word in _map(tree, "choices", where)
        ),
        to=_words(tree, "to", where),
        fields=tuple(_field(key, each, (*where, "fields", key)) for key, each in _map(tree, "fields", where).items()),
        key=_text(tree, "key", where),
        written_by_program=_text(tree, "written_by_program", where) == "true",
        from_book=_text(tree, "_from_book", where) == "true",
    )


def _with_states(field: Field, machine: Machine) -> Field:
    """Return the machine's own fields with the machine's words as choices."""
    from dataclasses import replace

    if field.name == machine.field:
        states = machine.all_states().values()
        return replace(field, kind=KINDS["choice"], choices=tuple(Choice(each.word, each.label) for each in states))
    if machine.selector and field.name == machine.selector:
        flows = machine.flows.values()
        return replace(field, kind=KINDS["choice"], choices=tuple(Choice(each.name, each.label) for each in flows))
    return field


def _machine(tree: Mapping[str, Tree], where: tuple[str, ...]) -> Machine:
    flows = {
        name: _flow(name, _map(_map(tree, "flows", where), name, where), (*where, "flows", name))
        for name in _map(tree, "flows", where)
    }
    if not flows:
        raise BadDeclaration(where, "has no flows")
    return Machine(
        field=_text(tree, "field", where),
        history=_text(tree, "history", where),
        selector=_text(tree, "selector", where),
        flows=flows,
    )


def _flow(name: str, tree: Mapping[str, Tree], where: tuple[str, ...]) -> Flow:
    trees = {word: _map(_map(tree, "states", where), word, where) for word in _map(tree, "states", where)}
    kinds = {word: _text(each, "kind", where) or "open" for word, each in trees.items()}
    states = {word: _state(word, each, kinds, (*where, "states", word)) for word, each in trees.items()}
    if not states:
        raise BadDeclaration(where, "has no states")
    return Flow(name=name, label=_labels(tree, "label", where, may_lack=True) or {"en": name}, states=states)


def _state(word: str, tree: Mapping[str, Tree], kinds: Mapping[str, str], where: tuple[str, ...]) -> State:
    unknown = set(tree) - STATE_FIELDS
    if unknown:
        raise BadDeclaration(where, f"unknown word {min(unknown)!r}")
    probability = _text(tree, "probability", where)
    if probability and not probability.isdigit():
        raise BadDeclaration(where, f"probability {probability!r} is not a whole number")
    return State(
        word=word,
        label=_labels(tree, "label", where),
        kind=kinds[word],
        to=_targets(word, _words(tree, "to", where), kinds, where),
        probability=int(probability) if probability else None,
        forecast=_text(tree, "forecast", where),
        asks=_words(tree, "asks", where),
        guards=tuple(_guard(each, where) for each in _maps(tree, "guards", where)),
        effects=tuple(_effect(each, where) for each in _maps(tree, "effects", where)),
    )


def _targets(word: str, wanted: tuple[str, ...], kinds: Mapping[str, str], where: tuple[str, ...]) -> tuple[str, ...]:
    """Return the target states in flow order; ``forward``, ``back``, ``open`` and ``closed`` stand for several."""
    order = list(kinds)
    place = order.index(word)
    groups = {
        "forward": [each for each in order[place + 1 :] if kinds[each] == "open"],
        "back": [each for each in order[:place] if kinds[each] == "open"],
        "open": [each for each in order if kinds[each] == "open"],
        "closed": [each for each in order if kinds[each] != "open"],
    }
    chosen: set[str] = set()
    for each in wanted:
        if each not in groups and each not in kinds:
            raise BadDeclaration(where, f"leads to an unknown state {each!r}")
        chosen.update([each] if each in kinds else groups[each])
    return tuple(each for each in order if each in chosen and each != word)


def _guard(tree: Mapping[str, Tree], where: tuple[str, ...]) -> Guard:
    return Guard(
        says=_labels(tree, "says", where),
        field=_text(tree, "field", where),
        on=_text(tree, "at", where),
        entry_has=_text(tree, "entry_has", where),
        record=_text(tree, "record", where),
        where=_facts(_map(tree, "where", where), where),
    )


def _effect(tree: Mapping[str, Tree], where: tuple[str, ...]) -> Effect:
    return Effect(
        on=_text(tree, "at", where),
        field=_text(tree, "set", where),
        value=_text(tree, "value", where),
        unless=frozenset(_words(tree, "unless", where)),
    )


def _condition(tree: Mapping[str, Tree], where: tuple[str, ...]) -> Condition:
    severity = _text(tree, "severity", where)
    facts = {name: each for name, each in tree.items() if name != "severity"}
    return Condition(_facts(facts, where), _severity(severity, where) if severity else Severity.WARNING)


def _facts(tree: Mapping[str, Tree], where: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(_words(tree, name, where))) for name in tree)


def _layout(tree: Mapping[str, Tree], where: tuple[str, ...]) -> Layout:
    homes = _words(tree, "homes", where)
    if not homes or set(homes) - HOMES:
        raise BadDeclaration(where, f"homes must be some of {sorted(HOMES)}")
    return Layout(
        folder=_text(tree, "folder", where),
        homes=homes,
        name=_text(tree, "name", where),
        dated_by=_text(tree, "dated_by", where),
    )


def _severity(word: str, where: tuple[str, ...]) -> Severity:
    try:
        return Severity[word.upper()]
    except KeyError:
        raise BadDeclaration(where, f"unknown severity {word!r}") from None


def _text(tree: Mapping[str, Tree], name: str, where: tuple[str, ...]) -> str:
    value = tree.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadDeclaration((*where, name), "must be one word or text")
    return value


def _map(tree: Mapping[str, Tree], name: str, where: tuple[str, ...]) -> dict[str, Tree]:
    value = tree.get(name)
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise BadDeclaration((*where, name), "must be a map")
    return value


def _maps(tree: Mapping[str, Tree], name: str, where: tuple[str, ...]) -> list[dict[str, Tree]]:
    value = tree.get(name) or []
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadDeclaration((*where, name), "must be a list of maps")
    return [each for each in value if isinstance(each, dict)]


def _words(tree: Mapping[str, Tree], name: str, where: tuple[str, ...]) -> tuple[str, ...]:
    value = tree.get(name) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadDeclaration((*where, name), "must be a list of words")
    return tuple(each for each in value if isinstance(each, str))


def _labels(tree: Mapping[str, Tree], name: str, where: tuple[str, ...], *, may_lack: bool = False) -> Labels:
    labels = _map(tree, name, where)
    if not labels and not may_lack:
        raise BadDeclaration((*where, name), "needs a label in en and es")
    if set(labels) - {"en", "es"} or not all(isinstance(each, str) for each in labels.values()):
        raise BadDeclaration((*where, name), "labels are texts under en and es")
    return {code: text for code, text in labels.items() if isinstance(text, str)}
