"""Texts made comparable: without case and accents, so that “Logística” is found by ``logistica``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from .late_pattern import late

_MARKS = late("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""The blocks of combining marks: accents and the like, once a letter is taken apart."""
_BEYOND_ASCII = late("[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Return ``text`` without case and without accents; ``ñ`` becomes ``n``.

    Only the letters beyond ASCII are taken apart: in Spanish they are few, and the same few.
    """
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_fold_run, text).lower()


def _fold_run(found: re.Match[str]) -> str:
    run = found[0]
    return _fold_letter(run) if len(run) == 1 else _take_apart(run)


@lru_cache(maxsize=2048)
def _fold_letter(letter: str) -> str:
    return _take_apart(letter)


def _take_apart(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())


def fold_word(text: str) -> str:
    """Return ``text`` folded and written as one word: ``Fecha prevista`` and ``fecha-prevista`` are the same."""
    return "_".join(fold(text).replace("-", " ").replace("_", " ").split())


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` folded and, for every character of it, where it came from in ``text``."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces = [fold(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), places
