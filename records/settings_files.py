"""The files in which a book says what it is: settings, schema, tiers. They are no records, and two people write them too.

What a merge could not decide in one stands in it as it would in a record, and is settled in the same inbox.
"""

from __future__ import annotations

from ..schema.record import CONFLICTS, Record
from ..schema.record_type import Layout, RecordType
from .files.atomic import blob_id
from .files.parse import Document

SETTINGS = "settings"
"""What such a file is called where conflicts are listed by the type of their record."""
SETTINGS_TYPE = RecordType(
    SETTINGS,
    {"en": "Settings", "es": "Ajustes"},
    {"en": "Settings", "es": "Ajustes"},
    {"en": "What a book says about itself.", "es": "Lo que una cartera dice de sí misma."},
    Layout("", (), ""),
    (),
)
"""It has no fields of its own: each file has others."""


def disputed(path: str, document: Document, content: bytes) -> Record | None:
    """Return a settings file as the inbox takes it; None where nothing in it is in conflict."""
    if CONFLICTS not in document.tree:
        return None
    return Record(path, SETTINGS, {"title": path, **document.tree}, document.body, blob_id(content))
