"""What the list of clients shows: what a seller looks for first."""

from __future__ import annotations

from ...schema.language import Language
from ...schema.record_type import RecordType
from .cells import Column
from .tables import columns_of


def client_columns(record_type: RecordType, language: Language) -> tuple[Column, ...]:
    """Return where each client stands, the silence, the next step."""
    words = language.gettext
    names = {"lifecycle": "", "last_touch": words("Last touch"), "next_step_due": words("Next by")}
    names |= dict.fromkeys(("next_step", "tier", "owner", "industry", "city"), "")
    return columns_of(record_type, language, names=names)
