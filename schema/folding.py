"""Texts made comparable: without case and accents, so that “Logística” is found by ``logistica``."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return ``text`` without case and without combining marks; ``ñ`` becomes ``n``."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def fold_word(text: str) -> str:
    """Return ``text`` folded and written as one word: ``Fecha prevista`` and ``fecha-prevista`` are the same."""
    return "_".join(fold(text).replace("-", " ").replace("_", " ").split())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded and, for every character of it, where it came from in ``text``."""
    pieces = [fold(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), places
