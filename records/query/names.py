"""Which field a word of a query means: by name, short name or label in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...schema.field import Field
from ...schema.folding import fold_word
from ...schema.record_type import RecordType
from ..field_names import SHORT_NAMES, label_words
from .derived import Derived, derived_of

QUESTIONS: Mapping[str, str] = {"is": "is", "es": "is", "has": "has", "tiene": "has", "no": "no", "sin": "no"}
"""Words that ask about a record as a whole: ``is:overdue``, ``has:next_step``, ``no:amount``."""


def find_field(record_type: RecordType, word: str) -> Field | Derived | None:
    """Return the field of a type that ``word`` means first of all."""
    return next(find_fields(record_type, word), None)


def find_fields(record_type: RecordType, word: str) -> Iterator[Field | Derived]:
    """Return what ``word`` can mean, the likeliest first: names before labels, stored before derived.

    A label can be that of two fields: “Tipo” is the kind of a contract, and the type of every record.
    """
    wanted = fold_word(word)
    derived = derived_of(record_type.name)
    by_name = record_type.by_name.get(wanted) or _named(derived, wanted)
    if by_name:
        yield by_name
        return
    yield from (record_type.by_name[name] for name in SHORT_NAMES.get(wanted, ()) if name in record_type.by_name)
    yield from (each for each in record_type.fields if wanted in label_words(each))
    yield from (each for each in derived.values() if wanted in label_words(each.field))


def _named(derived: Mapping[str, Derived], wanted: str) -> Derived | None:
    # The title of a record is its name; the name of its file is asked for by “path”.
    return derived.get(wanted) if wanted != "name" else None


def find_part(field: Field, word: str) -> Field | None:
    """Return the sub-field that ``word`` means."""
    wanted = fold_word(word)
    return field.sub_field(wanted) or next((each for each in field.fields if wanted in label_words(each)), None)


def names_of_fields(types: Iterable[RecordType]) -> list[str]:
    """Return every name and label by which a field of ``types`` can be asked for, names first."""
    found = list(types)
    names = dict.fromkeys(each.name for record_type in found for each in fields_of(record_type))
    labels = dict.fromkeys(
        word for record_type in found for each in fields_of(record_type) for word in sorted(label_words(each))
    )
    return [*(names | dict.fromkeys(SHORT_NAMES) | dict.fromkeys(QUESTIONS) | labels)]


def fields_of(record_type: RecordType) -> Iterator[Field]:
    """Return the fields of a type, the derived ones after its own."""
    yield from record_type.fields
    derived = derived_of(record_type.name)
    yield from (each.field for name, each in derived.items() if name not in record_type.by_name)
