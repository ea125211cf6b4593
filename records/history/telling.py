"""Changes of fields in the reader's words: label, what it was, what it is; texts by their paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from difflib import SequenceMatcher
from itertools import zip_longest

from ...schema.dataclass import dataclass
from ...schema.explain import label_of
from ...schema.language import Language
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.sentences import sentence
from ...schema.showing import Retelling, show_as_written, show_tree
from ...schema.tree import Tree
from ..git.history import BODY, FieldChange, FileFate
from ..link_titles import by_titles
from ..snapshot import Snapshot
from .comparison import ComparedRecord, Comparison


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One field that changed, as a reader is told it. The texts come from records: clean them before showing."""

    field: str
    """The dotted field path; ``body`` for the text."""
    label: str
    """What the field is called, the number of the entry included."""
    before: str
    """What it was, in the reader's form; empty where there was nothing."""
    after: str
    """What it is; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """One record that is not the same at two moments, as a reader is told it."""

    id: str
    """Its id at the later moment, or the last it had."""
    was: str
    """The id it had before, where it was renamed; else empty."""
    title: str
    """Its title."""
    kind: str
    """The label of its type."""
    place: str
    """The title of the client, or the name of the person, in whose folder it lies; empty elsewhere."""
    fate: FileFate
    """What became of it."""
    changes: tuple[ToldChange, ...]
    """Its fields that differ; of a new one all it has."""


def tell_comparison(
    comparison: Comparison, snapshot: Snapshot, language: Language, zone: tzinfo
) -> tuple[ToldRecord, ...]:
    """Return what differs between two moments in words, client by client; ``snapshot`` knows what clients are called."""
    told = [_tell_record(each, snapshot, language, zone) for each in comparison.records]
    return tuple(sorted(told, key=lambda each: (not each.place, each.place.casefold(), each.id)))


def _tell_record(each: ComparedRecord, snapshot: Snapshot, language: Language, zone: tzinfo) -> ToldRecord:
    record, record_type = each.record, snapshot.schema.types[each.record.type]
    changes: Iterable[FieldChange] = each.fields
    if each.fate is FileFate.CREATED:
        changes = [FieldChange(name, None, tree) for name, tree in record.tree.items() if name != "title"]
        changes = [*changes, FieldChange(BODY, None, record.body)]
    return ToldRecord(
        id=record.id,
        was=each.before.id if each.before is not None and each.fate is FileFate.RENAMED else "",
        title=record.title,
        kind=language.choose(record_type.label),
        place=_place(record, snapshot),
        fate=each.fate,
        changes=tuple(tell_changes(changes, record_type, language, zone, by_titles(snapshot, record))),
    )


def _place(record: Record, snapshot: Snapshot) -> str:
    parts = record.id.split("/")
    if len(parts) < 3 or parts[0] not in {"clients", "people"}:
        return ""
    owner = record if record.name == parts[1] else snapshot.records.get(f"{parts[0]}/{parts[1]}/{_FILES[parts[0]]}")
    return owner.title if owner else parts[1]


_FILES = {"clients": "client", "people": "user"}


def tell_changes(
    changes: Iterable[FieldChange],
    record_type: RecordType | None,
    language: Language,
    zone: tzinfo,
    retell: Retelling | None = None,
) -> list[ToldChange]:
    """Return the changes in words; a changed text gives one line for each paragraph that differs.

    ``retell`` puts better words in the place of values: titles in that of links.
    """
    return [told for change in changes for told in _tell(change, record_type, language, zone, retell)]


def _tell(
    change: FieldChange, record_type: RecordType | None, language: Language, zone: tzinfo, retell: Retelling | None
) -> Iterator[ToldChange]:
    if change.field == BODY:
        label = sentence("Text").text(language)
        for before, after in _changed_paragraphs(_text(change.before), _text(change.after)):
            yield ToldChange(BODY, label, before, after)
        return
    field = record_type.field_at(change.field) if record_type else None
    label = _label(change.field, record_type, language)
    trees = (_with_states(change, each, record_type, language) for each in (change.before, change.after))
    before, after = (show_tree(field, each, language, zone, retell) for each in trees)
    if before == after:
        before, after = show_as_written(change.before), show_as_written(change.after)
    yield ToldChange(change.field, label, before, after)


def _with_states(change: FieldChange, tree: Tree, record_type: RecordType | None, language: Language) -> Tree:
    """Return entries of a history of states with the states by their labels: the field of an entry holds any word."""
    machine = record_type.machine if record_type else None
    if machine is None or change.field.partition(".")[0] != machine.history:
        return tree
    labels = {word: language.choose(state.label) for word, state in machine.all_states().items()}
    return labels.get(tree, tree) if isinstance(tree, str) and change.field.endswith(".to") else _labelled(tree, labels)


def _labelled(tree: Tree, labels: Mapping[str, str]) -> Tree:
    if isinstance(tree, list):
        return [_labelled(each, labels) for each in tree]
    if isinstance(tree, dict):
        return {
            name: labels.get(each, each) if name == "to" and isinstance(each, str) else each
            for name, each in tree.items()
        }
    return tree


def _label(path: str, record_type: RecordType | None, language: Language) -> str:
    """Return what a field is called; an entry of a list by its number, counted from 1."""
    if record_type is None:
        return path
    label = language.choose(label_of(record_type, path))
    number = next((int(step) + 1 for step in path.split(".") if step.isdigit()), None)
    if number is None:
        return label
    outer, colon, inner = label.partition(": ")
    return f"{outer} {number}{colon}{inner}"


def _text(tree: Tree) -> str:
    return tree if isinstance(tree, str) else ""


def _changed_paragraphs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs that differ, side by side where one took another's place."""
    old, new = ([part.strip("\n") for part in text.split("\n\n") if part.strip()] for text in (before, after))
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(old[first:last], new[start:end], fillvalue="")
