"""Names for new files: a slug a person can read and four random signs that keep two people's files apart."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from ...schema.errors import Refused
from ...schema.late_pattern import late
from ...schema.sentences import sentence
from .paths import is_portable_name

LONGEST = 40
"""Characters of a slug."""

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
"""What random suffixes are made of; letters that look like digits (i, l, o) or make words (u) are left out."""

UNNAMED = "record"
"""The slug of a title without any letter or digit that ASCII can show."""

_NAME = late(r"[^\W_][\w-]*(?:\.[\w-]+)*")
MAX_NAME = 200
"""Bytes of a name: with its ending and the beginning of a temporary file it still fits every disk."""

_SPECIAL = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n",
    "€": " eur ", "&": " ", "@": " ",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_ASCII = str.maketrans({**_SPECIAL, **_GREEK, **_CYRILLIC})


def slug(title: str) -> str:
    """Return the slug of ``title``: lower-case ASCII words and dashes, at most ``LONGEST``, never empty or reserved.

    Accents go (``ñ`` becomes ``n``); Greek and Cyrillic are written in Latin letters; other scripts are left out, and a
    title of nothing else is ``record``.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", title.casefold()).translate(_ASCII))
    words = re.sub(
        r"[^a-z0-9]+", "-", "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_ASCII)
    )
    short = words.strip("-")[:LONGEST].rstrip("-") or UNNAMED
    return short if is_portable_name(short) else f"{short}-{UNNAMED}"


class UnusableName(Refused):
    """A name that is no file name everywhere, or that links could not say."""

    def __init__(self, name: str) -> None:
        super().__init__(
            sentence("A record cannot be called “{name}”.", name=name),
            sentence("A name is letters, digits and dashes, such as {example}.", example=slug(name)),
        )


def check_name(name: str) -> None:
    """Return when a record may be called ``name``: letters of any script, digits, ``-``, ``_`` and dots within.

    Raises:
        UnusableName: it may not.

    """
    if not _NAME.fullmatch(name) or len(name.encode()) > MAX_NAME or not is_portable_name(name):
        raise UnusableName(name)


def r4(source: Random) -> str:
    """Return four random signs from ``source``."""
    return "".join(source.choices(SIGNS, k=4))
