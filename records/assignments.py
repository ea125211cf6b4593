"""``f=v`` as a person types it: which field is meant, what the words mean, and the edits that follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ..schema.dataclass import dataclass
from ..schema.errors import Misused, NotFound, Refused
from ..schema.field import Field, Shape
from ..schema.folding import fold_word
from ..schema.kinds import BadValueError
from ..schema.late_pattern import late
from ..schema.nearest import nearest
from ..schema.reader import Desk, read_one, split_list
from ..schema.record_type import RecordType
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Path, Step, Tree, dotted, value_at
from .field_names import label_words, stored_fields
from .files.edits import Append, Drop, Edit, Put, PutBody

_ASSIGNMENT = late(r"([^\s=+\-][^=\n]*?)(\+=|-=|=)(.*)", re.DOTALL)
BODY = "body"
"""What the text below the fields is called in assignments."""

Linker = Callable[[Field, str], str]
"""Turns what a person calls a record into the link that stands in a file."""


class BadAssignment(Misused):
    """A word that should be ``field=value`` is not."""

    def __init__(self, word: str) -> None:
        super().__init__(
            sentence("“{word}” is not of the form field=value.", word=word),
            sentence("Write amount=48000, tags+=urgent, tags-=urgent, or amount= to clear it."),
        )


class UnknownField(NotFound):
    """The type has no such field."""

    def __init__(self, record_type: RecordType, name: str) -> None:
        near = nearest(name, record_type.by_name)
        hint = sentence("Did you mean “{field}”?", field=near) if near else None
        super().__init__(
            sentence("{type} has no field “{field}”.", type=record_type.label, field=name),
            hint or sentence("“cartera schema {type}” lists its fields.", type=record_type.name),
        )


class BadFieldValue(Misused):
    """The words given for a field mean nothing there."""

    def __init__(self, field: str, mistake: BadValueError) -> None:
        super().__init__(sentence("{field}: {reason}", field=field, reason=mistake.reason), mistake.hint)


class AmbiguousNumber(Misused):
    """A point or comma could mean thousands or decimals."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(
            sentence("{field}: “{text}” can be read as two numbers.", field=field, text=text),
            sentence("Write it without separators, or with both: 1234 or 1.234,00."),
        )


class KeptByProgram(Refused):
    """The field is written by the program when something happens."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence("“{field}” is written by Cartera itself and not set by hand.", field=field),
            sentence("To correct it, open the record with “cartera edit”."),
        )


class NotAList(Misused):
    """``+=`` and ``-=`` are for lists."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence("“{field}” is no list: += and -= do not apply.", field=field),
            sentence("Write {field}=value.", field=field),
        )


class NoSuchEntry(NotFound):
    """The list has no entry like that."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(sentence("“{field}” holds no “{text}”.", field=field, text=text))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One ``field=value``, its field found."""

    path: Path
    """Where it writes."""
    field: Field | None
    """The field's declaration; None for the body."""
    sign: str
    """``=``, ``+=`` or ``-=``."""
    text: str
    """As typed."""


def read_assignment(word: str, record_type: RecordType) -> Assignment:
    """Return the assignment of a word; the field may be called by its label in either language.

    Raises:
        BadAssignment: it has no ``=``.
        UnknownField: the type has no such field.

    """
    found = _ASSIGNMENT.fullmatch(word)
    if not found:
        raise BadAssignment(word)
    name, sign, text = found[1].strip(), found[2], found[3]
    if name == BODY and BODY not in record_type.by_name:
        return Assignment((BODY,), None, sign, text)
    path, field = find_field(record_type, name)
    if field.written_by_program and len(path) == 1:
        raise KeptByProgram(field.name)
    return Assignment(path, field, sign, text)


def find_field(record_type: RecordType, name: str) -> tuple[Path, Field]:
    """Return the path and declaration of a dotted field name.

    Raises:
        UnknownField: the type has no such field.

    """
    first, *rest = name.split(".")
    field = next(stored_fields(record_type, first), None)
    if field is None:
        raise UnknownField(record_type, name)
    path: list[Step] = [field.name]
    for step in rest:
        if step.isdecimal() and field.shape in {Shape.ENTRIES, Shape.LIST}:
            path.append(int(step))
            continue
        inner = _called(field.fields, step)
        if inner is None and field.shape is not Shape.TABLE:
            raise UnknownField(record_type, name)
        path.append(inner.name if inner else step)
        field = inner or field
    return tuple(path), field


def _called(fields: Sequence[Field], word: str) -> Field | None:
    """Return the field with this name, or with this label in either language."""
    wanted = fold_word(word)
    for field in fields:
        if wanted in {field.name, fold_word(field.name)}:
            return field
    return next((each for each in fields if wanted in label_words(each)), None)


def fields_of(assignments: Sequence[Assignment], desk: Desk, link: Linker) -> tuple[dict[str, Tree], str]:
    """Return the fields of a new record, or those given with a move, and its body."""
    from .files.edits import edited

    tree: dict[str, Tree] = {}
    body = ""
    for each in assignments:
        for edit in edits_of(each, tree, desk, link):
            if isinstance(edit, PutBody):
                body = edit.text
            else:
                tree = edited(tree, edit)
    return tree, body


def edits_of(assignment: Assignment, tree: Mapping[str, Tree], desk: Desk, link: Linker) -> list[Edit]:
    """Return the edits of one assignment on a record's tree.

    Raises:
        Misused: the value means nothing in that field.

    """
    field, path, text = assignment.field, assignment.path, assignment.text
    if field is None:
        return [PutBody(f"{text.rstrip()}\n" if text.strip() else "")]
    is_inside = isinstance(path[-1], int) or path[-1] != field.name
    is_list = field.shape in {Shape.LIST, Shape.ENTRIES} and not is_inside
    if assignment.sign == "=":
        if not text.strip():
            return [Drop(path)]
        return [Put(path, tree_of(field, text, desk, link, whole=not is_inside))]
    if not is_list:
        raise NotAList(dotted(path))
    if assignment.sign == "+=":
        return [Append(path, each) for each in _entries_of(field, text, desk, link)]
    return [Drop((*path, place)) for place in _places_of(field, path, text, value_at(dict(tree), path))]


def tree_of(field: Field, text: str, desk: Desk, link: Linker, *, whole: bool) -> Tree:
    """Return what stands in the file for what was typed; ``whole`` when the field's own shape is meant."""
    shape = field.shape if whole else Shape.SCALAR
    if shape is Shape.LIST:
        return [_leaf(field, each, desk, link) for each in split_list(text)]
    if shape is Shape.SCALAR and not (field.fields and not whole):
        return _leaf(field, text, desk, link)
    read = _read_flow(field, text)
    entries = read if isinstance(read, list) else [read]
    typed: list[Tree] = [_map_of(field, each, desk, link) for each in entries]
    return typed if shape is Shape.ENTRIES else typed[0]


def _entries_of(field: Field, text: str, desk: Desk, link: Linker) -> list[Tree]:
    tree = tree_of(field, text, desk, link, whole=True)
    return tree if isinstance(tree, list) else [tree]


def _leaf(field: Field, text: str, desk: Desk, link: Linker) -> str:
    """Return the file text of one scalar as typed."""
    if field.kind.name in {"ref", "user"}:
        return link(field, text.strip())
    try:
        reading = read_one(field, text.strip() if field.kind.name != "text" else text, desk)
    except BadValueError as mistake:
        raise BadFieldValue(field.name, mistake) from mistake
    if reading.ambiguous:
        raise AmbiguousNumber(field.name, text)
    return field.kind.write(reading.value)


def _map_of(field: Field, tree: Tree, desk: Desk, link: Linker) -> Tree:
    """Return an entry or map whose scalars were typed in words."""
    if not isinstance(tree, dict):
        raise BadFieldValue(field.name, BadValueError(_NEEDS_PAIRS))
    typed: dict[str, Tree] = {}
    for name, each in tree.items():
        inner = _called(field.fields, name) or (field if field.shape is Shape.TABLE else None)
        if inner is None:
            near = nearest(name, [each.name for each in field.fields])
            hint = sentence("Did you mean “{field}”?", field=near) if near else None
            raise BadFieldValue(
                field.name, BadValueError(sentence("“{field}” is not one of its parts.", field=name), hint)
            )
        key = name if inner is field else inner.name
        typed[key] = _inner(inner, each, desk, link)
    return typed


_NEEDS_PAIRS: Sentence = sentence("it holds pairs: write “{example}”.", example="name: value, other: value")


def _inner(field: Field, tree: Tree, desk: Desk, link: Linker) -> Tree:
    if isinstance(tree, str):
        return tree_of(field, tree, desk, link, whole=field.shape is not Shape.TABLE)
    if isinstance(tree, list):
        return [_inner(field, each, desk, link) if isinstance(each, dict) else each for each in tree]
    return _map_of(field, tree, desk, link) if isinstance(tree, dict) else None


def _read_flow(field: Field, text: str) -> Tree:
    """Return the map or list written as ``key: value, …`` with or without braces."""
    from ..schema.problems import Problem
    from .files.parse import read_text

    stripped = text.strip()
    braced = stripped if stripped.startswith(("{", "[")) else f"{{{stripped}}}"
    document = read_text(f"value: {braced}\n".encode(), "value.yaml")
    if isinstance(document, Problem):
        raise BadFieldValue(field.name, BadValueError(_NEEDS_PAIRS))
    return document.tree.get("value")


def _places_of(field: Field, path: Path, text: str, present: Tree) -> list[int]:
    """Return the positions of the entries that ``text`` names, the last first so that none shifts."""
    entries = present if isinstance(present, list) else []
    wanted = [text] if field.shape is Shape.ENTRIES else split_list(text)
    places: set[int] = set()
    for word in wanted:
        found = [place for place, each in enumerate(entries) if _is_called(field, each, word.strip(), place)]
        if not found:
            raise NoSuchEntry(dotted(path), word)
        places.update(found)
    return sorted(places, reverse=True)


def _is_called(field: Field, entry: Tree, word: str, place: int) -> bool:
    if isinstance(entry, dict):
        key = entry.get(field.key) if field.key else None
        return word == key or (word.isdecimal() and int(word) == place) or word in entry.values()
    return entry == word
