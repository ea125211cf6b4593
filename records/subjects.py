"""What a change is called: in the commit, in a toast, and where an undo says what it takes back."""

from __future__ import annotations

from collections.abc import Sequence

from ..schema.field import Labels
from ..schema.record import Record
from ..schema.record_type import RecordType, type_tree
from ..schema.sentences import Sentence, sentence
from ..schema.tree import Tree
from .plan import FieldDiff
from .snapshot import Snapshot

LONGEST_VALUE = 32
"""Characters of a value worth naming; a longer one says less than the field's name."""

_FORMED = frozenset({"money", "date"})
"""Kinds whose values stand in the form of the book's language."""


def edit_subject(place: str, record_type: RecordType, record: Record, diffs: Sequence[FieldDiff]) -> Sentence:
    """Return what an edit is called: of one short value what it was and is, of several the fields by their labels."""
    diffs = [each for each in diffs if not _is_trace(record_type, each.field)] or diffs
    said = {"place": place, "type": record_type.label, "title": record.title}
    if len(diffs) == 1 and _is_short(diffs[0].before) and _is_short(diffs[0].after):
        diff = diffs[0]
        return sentence(
            "{place}{type} “{title}”: {field} {before} → {after}",
            **said,
            field=_label(record_type, diff.field),
            before=_spoken(record_type, diff.field, diff.before),
            after=_spoken(record_type, diff.field, diff.after),
        )
    labels = tuple(_label(record_type, each.field) for each in diffs)
    return sentence("{place}{type} “{title}”: {fields}", **said, fields=labels)


def subject_by_title(subject: str, snapshot: Snapshot) -> str:
    """Return a subject as a person hears it: by the title of the client or person, not the name of their folder.

    Where the title stands in it anyway, nothing takes the folder's place.
    """
    folder, colon, rest = subject.partition(": ")
    owner = snapshot.records.get(f"clients/{folder}/client") or snapshot.records.get(f"people/{folder}/user")
    if not colon or not rest or owner is None:
        return subject
    return f"{rest[0].upper()}{rest[1:]}" if owner.title in rest else f"{owner.title}: {rest}"


def _label(record_type: RecordType, name: str) -> Labels | Sentence | str:
    if name == "body":
        return sentence("text")
    field = record_type.by_name.get(name)
    return field.label if field else name


def _is_trace(record_type: RecordType, name: str) -> bool:
    """Return whether the program writes the field beside what a person changed."""
    field = record_type.by_name.get(name)
    return field is not None and field.written_by_program


def _spoken(record_type: RecordType, name: str, tree: Tree) -> object:
    field = record_type.by_name.get(name)
    if field is None or not isinstance(tree, str):
        return tree or "–"
    if field.kind.name in _FORMED:
        return type_tree(field, tree) or tree
    choice = field.choice(tree)
    return choice.label if choice else tree or "–"


def _is_short(tree: Tree) -> bool:
    return tree is None or (isinstance(tree, str) and len(tree) <= LONGEST_VALUE and "\n" not in tree)
