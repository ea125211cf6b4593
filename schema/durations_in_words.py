"""Lengths of time as people write them: ``14d``, ``3 meses``, ``1h30``, ``30 min``, ``P7D``."""

from __future__ import annotations

import re

from .calendar_words import NUMBERS, UNITS
from .folding import fold
from .kinds import KINDS, BadValueError
from .sentences import sentence
from .values import Duration

_SIZES = {"year": ("Y", 1), "quarter": ("M", 3), "month": ("M", 1), "week": ("W", 1), "day": ("D", 1)}
_ORDER = "YMWD"


def read_duration(text: str, unit: str = "day") -> Duration:
    """Return the duration of ``text``; a bare number counts in ``unit``.

    Raises:
        BadValueError: it is no length of time.

    """
    tidy = " ".join(fold(text).split())
    try:
        if re.fullmatch(r"p[0-9ymwdths]+", tidy):
            return _parse(tidy.upper())
        parts = _read_parts(tidy, unit) if len(tidy) < 60 else {}
        if parts:
            return _parse(_write(parts))
    except BadValueError:
        pass
    raise BadValueError(
        sentence("“{text}” is not understood as a length of time.", text=text[:60]),
        sentence("Write it like 30 min, 14d, 2 weeks or 3 months."),
    )


def _read_parts(text: str, unit: str) -> dict[str, int]:
    """Return ISO designators with their counts: days and above by letter, ``TH`` and ``TM`` for the clock."""
    if text.isdigit():
        text = f"{text} {unit}"
    # “1h30” leaves its minutes without a unit.
    text = re.sub(r"(\d+) ?h(?:oras?|ours?|rs?)? ?(\d{1,2})$", r"\1 h \2 min", text)
    pieces = re.findall(rf"(\d{{1,5}}|\b(?:{'|'.join(NUMBERS)})) ?([a-z]+)(?: ?(?:y|and|,) |,? ?)", text)
    if not pieces or re.sub(r"[\s,]|\b(?:y|and)\b", "", text) != "".join(
        count + word for count, word in pieces if word not in {"y", "and"} or count.isdigit()
    ):
        return {}
    parts: dict[str, int] = {}
    for count, word in pieces:
        named = UNITS.get(word)
        size = NUMBERS.get(count) or int(count)
        if named in {"hour", "minute"}:
            letter, times = f"T{named[0].upper()}", 1
        elif named in _SIZES:
            letter, times = _SIZES[named]
        else:
            return {}
        parts[letter] = parts.get(letter, 0) + size * times
    return parts


def _write(parts: dict[str, int]) -> str:
    days = "".join(f"{parts[letter]}{letter}" for letter in _ORDER if letter in parts)
    clock = "".join(f"{parts[letter]}{letter[1]}" for letter in ("TH", "TM") if letter in parts)
    return f"P{days}{'T' + clock if clock else ''}"


def _parse(text: str) -> Duration:
    found = KINDS["duration"].parse(text)
    assert isinstance(found, Duration)
    return found
