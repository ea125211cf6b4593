"""JSON Schema 2020-12 of a type's front matter, for editors: completion, hovers and red lines before saving.

An editor reads YAML 1.2, where an unquoted ``2026`` is a number and ``true`` a truth value, while Cartera reads every
scalar as text first. So a field allows the JSON types its text may turn into; patterns judge the strings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from .field import Condition, Field, Shape
from .kinds import KINDS
from .language import Language
from .machine import Machine
from .record_type import RecordType, Schema

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""What JSON can say."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schema/json"
"""Where a book keeps these, so that editors find them without Cartera."""
EMPTY: list[Json] = [None, "", [], {}]
"""What counts as absent."""
NUMBERS = frozenset({"int", "dec", "pct"})
WORDLIKE = frozenset({"text", "ref", "user", "phone", "period", "year", "quantity", "choice"})
"""Kinds whose text an editor may take for a number."""


def json_schema(record_type: RecordType, language: Language) -> dict[str, Json]:
    """Return the JSON Schema of ``record_type``, its titles in ``language``."""
    named: dict[str, Json] = {
        "$schema": DIALECT,
        "title": language.choose(record_type.label),
        "description": language.choose(record_type.about),
    }
    rules: list[Json] = [
        _rule(field, condition, record_type.machine)
        for field in record_type.fields
        for condition in field.required_when
    ]
    body = _object(record_type.fields, language)
    return {**named, **body, **({"allOf": rules} if rules else {})}


def schema_path(type_name: str) -> str:
    """Return the file of a book that holds a type's JSON Schema."""
    return f"{FOLDER}/{type_name}.json"


def modeline(record_path: str, type_name: str) -> str:
    """Return the text of the comment, first in the front matter, by which yaml-language-server finds the schema."""
    up = "../" * record_path.count("/")
    return f"yaml-language-server: $schema={up}{schema_path(type_name)}"


def editor_files(schema: Schema, language: Language) -> dict[str, bytes]:
    """Return every JSON Schema of a book, by its path: the same bytes for the same schema."""
    return {
        schema_path(name): (
            json.dumps(json_schema(schema.type_with_packs(name), language), ensure_ascii=False) + "\n"
        ).encode()
        for name in schema.types
    }


def _object(fields: Sequence[Field], language: Language) -> dict[str, Json]:
    required: list[Json] = [each.name for each in fields if each.required is not None]
    tree: dict[str, Json] = {
        "type": "object",
        "properties": {each.name: _field(each, language) for each in fields},
        "additionalProperties": False,
    }
    return {**tree, **({"required": required} if required else {})}


def _field(field: Field, language: Language) -> dict[str, Json]:
    """Return the schema of one field, with what an editor shows of it."""
    about = language.choose(field.about) if field.about else ""
    named: dict[str, Json] = {"title": language.choose(field.label), **({"description": about} if about else {})}
    return {**named, **_shape(field, language, may_lack=field.required is None)}


def _shape(field: Field, language: Language, *, may_lack: bool) -> dict[str, Json]:
    if field.shape is Shape.SCALAR:
        return _scalar(field, language, may_lack=may_lack)
    if field.shape is Shape.MAP:
        return _or_empty(_object(field.fields, language), may_lack=may_lack)
    if field.shape is Shape.TABLE:
        one = _object(field.fields, language) if field.fields else _scalar(field, language, may_lack=True)
        many: Json = one if field.fields else {"anyOf": [one, {"type": "array", "items": one}]}
        return _or_empty({"type": "object", "additionalProperties": many}, may_lack=may_lack)
    is_list = field.shape is Shape.LIST
    items = _scalar(field, language, may_lack=True) if is_list else _object(field.fields, language)
    tree: dict[str, Json] = {"type": "array", "items": items}
    if is_list and field.most is not None:
        tree["maxItems"] = field.most
    return _or_empty(tree, may_lack=may_lack)


def _or_empty(tree: dict[str, Json], *, may_lack: bool) -> dict[str, Json]:
    """Return a schema that also takes an absent value, or one that refuses it."""
    if may_lack:
        return {"anyOf": [tree, {"enum": [None, ""]}]}
    return {**tree, "not": {"enum": EMPTY}}


def _scalar(field: Field, language: Language, *, may_lack: bool) -> dict[str, Json]:
    kind = field.kind.name
    absent: list[Json] = [None, ""] if may_lack else []
    if field.choices:
        words: list[Json] = [each.word for each in field.choices]
        labels: list[Json] = [language.choose(each.label) for each in field.choices]
        return {"enum": [*words, *absent], "enumDescriptions": [*labels, *("" for _ in absent)]}
    if kind == "bool":
        return {"enum": [True, False, "true", "false", *absent]}
    if kind in NUMBERS:
        return _number(field, may_lack=may_lack)
    types: list[Json] = ["string", *(["number", "boolean"] if kind in WORDLIKE else [])]
    if may_lack:
        types.append("null")
    tree: dict[str, Json] = {"type": types}
    if field.kind.pattern:
        tree["pattern"] = f"^(?:{field.kind.pattern}{'|' if may_lack else ''})$"
    elif not may_lack:
        tree["minLength"] = 1
    if kind == "date" and not may_lack:
        tree["format"] = "date"
    return tree


def _number(field: Field, *, may_lack: bool) -> dict[str, Json]:
    """Return the schema of a number; a quoted one is a number to Cartera too."""
    types: list[Json] = ["integer" if field.kind.name == "int" else "number", "string", *(["null"] if may_lack else [])]
    tree: dict[str, Json] = {"type": types, "pattern": f"^(?:{field.kind.pattern}{'|' if may_lack else ''})$"}
    is_share = field.kind is KINDS["pct"]
    least = 0 if is_share else field.least
    most = 100 if is_share else field.most
    if least is not None:
        tree["minimum"] = least
    if most is not None and field.shape is not Shape.LIST:
        tree["maximum"] = most
    return tree


def _rule(field: Field, condition: Condition, machine: Machine | None) -> Json:
    """Return the rule that ``field`` may not be absent while ``condition`` holds."""
    facts: dict[str, Json] = {}
    for name, words in condition.facts:
        place, listed = (name, sorted(words)) if name != "state" else (machine.field if machine else name, [])
        if name == "state" and machine:
            listed = sorted(_states_of(machine, words))
        numbers: list[Json] = [int(each) for each in listed if each.isdecimal()]
        facts[place] = {"enum": [*listed, *numbers]}
    wanted: dict[str, Json] = {"required": [field.name], "properties": {field.name: {"not": {"enum": EMPTY}}}}
    return {"if": {"properties": facts, "required": list(facts)}, "then": wanted}


def _states_of(machine: Machine, kinds: frozenset[str]) -> set[str]:
    return {word for flow in machine.flows.values() for word, state in flow.states.items() if state.kind in kinds}
