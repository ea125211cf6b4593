"""What the types of rows are called that are no records."""

from __future__ import annotations

_SIGN = "="
CHANGE, ARRIVAL, CONFLICT, PROBLEM, NUMBER = (
    f"{_SIGN}{word}" for word in ("change", "arrival", "conflict", "problem", "number")
)


def is_row_type(name: str) -> bool:
    """Return whether a type is one of rows: its name begins with a sign with which no type of a book may."""
    return name.startswith(_SIGN)
