"""Settling a conflict: an ordinary edit that puts the chosen value in its place and takes the entry away."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema.errors import NeedsPerson
from ...schema.explain import label_of
from ...schema.field import Labels
from ...schema.record import CONFLICTS, Record
from ...schema.record_type import RecordType
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Bare, Path, Tree, value_at
from ..book import Book
from ..files.atomic import read_file
from ..files.edits import Append, Drop, Edit, Put, PutBody
from ..files.write import splice
from ..merge.body import BODY
from ..merge.decisions import MISSING, Value
from ..merge.entries import ConflictKind, read_entries
from ..merge.named_places import find_places
from ..plan import Plan
from ..saving.writes import FileWrite
from ..settings_files import SETTINGS
from .folding import plan_fold
from .inbox import Choice, RecordConflict, conflicts_of
from .mistakes import NobodysSide, NoSuchConflict, ValueMoved, WrittenSince


class SeveralConflicts(NeedsPerson):
    """Several conflicts fit what the person named."""

    def __init__(self, field: str, ids: Sequence[str]) -> None:
        super().__init__(
            sentence("“{field}” is in several conflicts: {ids}.", field=field, ids=", ".join(ids)),
            sentence("Name one of them by its id, or give the value with --value."),
        )


class ChoiceImpossible(NeedsPerson):
    """The conflict cannot be settled that way."""

    def __init__(self, field: str) -> None:
        super().__init__(
            sentence("“{field}” cannot be settled that way.", field=field),
            sentence("Edit the record by hand; taking the entry out of its conflicts settles it."),
        )


def find_conflict(record: Record, words: str = "") -> RecordConflict:
    """Return the conflict that ``words`` mean: a field, or an id; the only one where nothing is said.

    Raises ``NoSuchConflict`` or ``SeveralConflicts``.
    """
    conflicts = conflicts_of(record)
    fitting = [each for each in conflicts if not words or words in {each.entry.field, each.entry.id}]
    if not fitting:
        fields = tuple(dict.fromkeys(each.entry.field or each.entry.id for each in conflicts))
        raise NoSuchConflict(record.title, words, fields)
    if len(fitting) > 1:
        raise SeveralConflicts(words or record.title, [f"{each.entry.id} ({each.entry.field})" for each in fitting])
    return fitting[0]


def choose_side(conflict: RecordConflict, who: str, *, mine: bool) -> Choice:
    """Return the choice that stands for the value of ``who`` (the name on commits), or for the other person's.

    Raises:
        NobodysSide: neither value is theirs.
        WrittenSince: the value that was kept is meant, and it does not stand any more.

    """
    own, entry = conflict.side_of(who), conflict.entry
    if own is None:
        raise NobodysSide(entry.field or entry.kind.value, entry.kept_credit.who, entry.other_credit.who)
    choice = own if mine else Choice.OTHER if own is Choice.KEPT else Choice.KEPT
    if choice is Choice.KEPT and conflict.is_written_since:
        raise WrittenSince(entry.field)
    return choice


def plan_resolution(book: Book, conflict: RecordConflict, choice: Choice) -> Plan:
    """Plan that a conflict is settled with one of its values.

    Raises ``ChoiceImpossible``, ``ValueMoved``, or as ``plan_fold`` where a record that stands twice is made one.
    """
    return plan_resolutions(book, [(conflict, choice)])


def plan_resolutions(book: Book, chosen: Sequence[tuple[RecordConflict, Choice]]) -> Plan:
    """Plan that conflicts of one record are settled, each with one of its values. Raises as ``plan_resolution``."""
    for conflict, choice in chosen:
        if choice not in conflict.choices:
            raise ChoiceImpossible(conflict.entry.field or conflict.entry.kind.value)
    record = chosen[0][0].record
    subject = _subject(book, [conflict for conflict, _ in chosen])
    doubled = [each for each, choice in chosen if each.entry.kind is ConflictKind.DOUBLED and choice is Choice.OTHER]
    if doubled:
        return plan_fold(book, record, doubled[0].entry, subject)
    if any(each.entry.is_of_presence and choice is Choice.OTHER for each, choice in chosen):
        return book.remove(record) if record.type != SETTINGS else Plan(subject, extras=(_removal(record),))
    # Of two conflicts in one field the one settled last is what stands.
    by_field = {each.entry.field: (each, choice) for each, choice in chosen if choice is not Choice.KEPT}
    texts = [(each, choice) for each, choice in chosen if each.entry.field == BODY and choice is not Choice.KEPT]
    edits = [
        edit for each, choice in by_field.values() if each.entry.field != BODY for edit in _edits(book, each, choice)
    ]
    edits += [PutBody(_settled_text(record.body, texts))] if texts else []
    return _plan(book, record, [*edits, *_removals(record, {each.entry.id for each, _ in chosen})], subject)


def plan_value(book: Book, record: Record, field: str, value: Tree) -> Plan:
    """Plan that all conflicts of one field are settled with a value of the person's own. Raises as ``find_conflict``."""
    fitting = [each for each in conflicts_of(record) if each.entry.field == field]
    if not fitting:
        find_conflict(record, field)
    edits = _put(book, fitting[0], value)
    return _plan(
        book, record, [*edits, *_removals(record, {each.entry.id for each in fitting})], _subject(book, fitting)
    )


def _plan(book: Book, record: Record, edits: Sequence[Edit], subject: Sentence) -> Plan:
    """Plan the edits of a record, or of a settings file as it was when the conflict was read."""
    if record.type != SETTINGS:
        return book.edit(record, edits, subject)
    content = splice(read_file(book.root, record.path), record.path, edits, tuple(record.tree))
    return Plan(subject, extras=(FileWrite(record.path, content, record.digest),))


def _removal(record: Record) -> FileWrite:
    return FileWrite(record.path, None, record.digest)


def _edits(book: Book, conflict: RecordConflict, choice: Choice) -> list[Edit]:
    return _put(book, conflict, _chosen_value(conflict, choice))


def _chosen_value(conflict: RecordConflict, choice: Choice) -> Value:
    entry = conflict.entry
    return entry.other if choice is Choice.OTHER else _join(entry.kept, entry.other)


def _settled_text(text: str, chosen: Sequence[tuple[RecordConflict, Choice]]) -> str:
    """Return the text below the fields with each disputed part of it exchanged."""
    for conflict, choice in chosen:
        kept = _text(conflict.entry.kept)
        if not kept or text.count(kept) != 1:
            raise ValueMoved(BODY)
        text = text.replace(kept, _text(_chosen_value(conflict, choice)))
    return text


def _put(book: Book, conflict: RecordConflict, value: Value) -> list[Edit]:
    """Return the edits that put a value where the conflict is, with the entry of the history where it is a state."""
    record, field = conflict.record, conflict.entry.field
    if field == BODY and isinstance(value, str):
        return [PutBody(value)]
    tree = dict(record.tree)
    place = _place(conflict, find_places(tree, field))
    if value is MISSING:
        return [Drop(place)]
    edits: list[Edit] = [Put(place, value)]
    machine = book.snapshot().type_of(record).machine
    if machine and field == machine.field and machine.history and value != tree.get(machine.field):
        author = book.author
        moved: dict[str, Tree] = {"at": Bare(author.now.isoformat(timespec="seconds")), "to": value}
        edits.append(Append((machine.history,), {**moved, **({"by": author.me} if author.me else {})}))
    return edits


def _place(conflict: RecordConflict, places: Sequence[Path]) -> Path:
    """Return the one place that holds what the conflict says stands there."""
    if len(places) == 1:
        return places[0]
    tree = dict(conflict.record.tree)
    fitting = [each for each in places if value_at(tree, each) == conflict.entry.kept]
    if len(fitting) != 1:
        raise ValueMoved(conflict.entry.field)
    return fitting[0]


def _removals(record: Record, ids: set[str]) -> list[Edit]:
    entries: Tree = record.tree.get(CONFLICTS)
    found = entries if isinstance(entries, list) else []
    if len(ids) >= len(read_entries(found)) == len(found):
        return [Drop((CONFLICTS,))]
    places = [place for place, each in enumerate(found) if isinstance(each, dict) and each.get("id") in ids]
    return [Drop((CONFLICTS, place)) for place in reversed(places)]


def _join(kept: Value, other: Value) -> Value:
    if isinstance(kept, list) and isinstance(other, list):
        return [*kept, *(each for each in other if each not in kept)]
    return f"{_text(kept)}\n\n{_text(other)}"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _subject(book: Book, conflicts: Sequence[RecordConflict]) -> Sentence:
    record = conflicts[0].record
    record_type = book.snapshot().type_of(record)
    names = dict.fromkeys(each.entry.field for each in conflicts)
    fields = tuple(_called(record_type, name) for name in names)
    return sentence("“{title}”: conflict in {field} settled", title=record.title, field=fields)


def _called(record_type: RecordType, name: str) -> Labels | Sentence:
    if not name or name == BODY:
        return sentence("text") if name else sentence("the whole record")
    return label_of(record_type, name)
