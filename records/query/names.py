"""Which field a word of a query means: by name, short name or label in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...schema.field import Field
from ...schema.folding import fold_word
from ...schema.record_type import RecordType
from .derived import Derived, derived_of

SHORT_NAMES: Mapping[str, tuple[str, ...]] = {
    "close": ("expected_close", "closed_on"),
    "cierre": ("expected_close", "closed_on"),
    "tag": ("tags",),
    "etiqueta": ("tags",),
    "contact": ("contacts", "contact"),
    "contacto": ("contacts", "contact"),
    "name": ("title",),
    "nombre": ("title",),
    "state": ("stage", "status", "lifecycle"),
    "status": ("stage", "lifecycle"),
    "estado": ("stage", "status", "lifecycle"),
    "etapa": ("stage", "status"),
    "value": ("amount", "net", "total"),
    "valor": ("amount", "net", "total"),
    "product": ("products", "lines.product"),
    "producto": ("products", "lines.product"),
    "email": ("emails",),
    "correo": ("emails",),
    "phone": ("phones",),
    "telefono": ("phones",),
}
"""What people call fields beside their names; the first one a type has is meant, and only if no field is so called."""

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


def label_words(field: Field) -> set[str]:
    """Return the labels of a field as one word each, as they may be typed in a query."""
    return {fold_word(label) for label in field.label.values()}


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
