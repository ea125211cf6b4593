"""Marks the texts of help pages for translation: they are made at import, and translated when somebody reads them."""

from __future__ import annotations


def mark(message: str) -> str:
    """Return ``message`` itself; imported as ``_`` it tells ``make messages`` to collect the literal."""
    return message
