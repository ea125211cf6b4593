"""What people call the fields of records beside their names: in queries, in ``f=v``, and where a form looks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..schema.field import Field
from ..schema.folding import fold_word
from ..schema.record_type import RecordType

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


def stored_fields(record_type: RecordType, word: str) -> Iterator[Field]:
    """Return the fields of a type that ``word`` can mean: by name, by short name, by label in either language."""
    wanted = fold_word(word)
    for field in record_type.fields:
        if wanted in {field.name, fold_word(field.name)}:
            yield field
    yield from (record_type.by_name[name] for name in SHORT_NAMES.get(wanted, ()) if name in record_type.by_name)
    yield from (field for field in record_type.fields if wanted in label_words(field))


def label_words(field: Field) -> set[str]:
    """Return the labels of a field as one word each, as they may be typed."""
    return {fold_word(label) for label in field.label.values()}
