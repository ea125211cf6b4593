"""How one text is written as a YAML scalar, so that every reader of YAML 1.1 and 1.2 reads just that text."""

from __future__ import annotations

import re

from ...schema.late_pattern import late
from ...schema.tree import Bare
from .lines import NULLS

_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null", "~", "=", "<<", ".nan", ".inf", "..."))
"""What some reader takes for a truth value, nothing, a number or a sign of its own, in any case of letters."""

_NUMBER = late(
    r"""[-+]?(?:
        0[xX][0-9a-fA-F_,]+ | 0[oO][0-7_,]+ | 0[bB][01_,]+     # other bases
      | \d[\d_,]*(?::[0-5]?\d)+(?:\.[\d_]*)?                   # sexagesimal: 12:30 is 750 to a YAML 1.1 reader
      | (?:\d[\d_,]*\.?[\d_]*|\.[\d_]+)(?:[eE][-+]?\d+)?       # 1_000, 1,000, 1., .5, 1e3
      | \.inf
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_MOMENT = late(
    r"\d{4}-\d\d?(?:-\d\d?(?:(?:[Tt]|[ ]+)\d\d?(?::\d\d?){0,2}(?:\.\d*)?[ ]*(?:Z|[-+]\d\d?(?::?\d\d)?)?)?)?", re.ASCII
)
"""Months, dates and times: 2026-07, 2026-07-14, 2026-07-14 9:30."""

_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)
"""Controls, line separators, marks that turn the reading direction or have no width; joiners stay, emoji and Persian need them."""
_ESCAPED = late(f'[{_UNSEEN}"\\\\]')
_HIDDEN = late(f"[{_UNSEEN}]")
_HIDDEN_IN_LINES = late(f"[{_UNSEEN}]".replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))

_SIGNS = tuple("-?:,[]{}#&*!|>'\"%@`")
"""What a plain scalar cannot start with, or only in some readers' eyes."""
_IN_FLOW = late(r"[,?\[\]{}]")
_NAMES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", '"': '\\"', "\\": "\\\\"}


def scalar(text: str, *, flow: bool, quote: str = "") -> str:
    """Return ``text`` as one line of YAML.

    ``flow`` tells that it stands between brackets or braces. ``quote`` is the quote that stood there before (``"``, ``'``
    or empty for none) and is kept where the text allows. A ``Bare`` text is a number, date or truth value to its field
    and is written without quotes where there were none.
    """
    if quote == "'" and not _HIDDEN.search(text):
        return "'" + text.replace("'", "''") + "'"
    if quote != '"' and is_plain(text, flow=flow) and (isinstance(text, Bare) or not is_mistakable(text)):
        return str(text)
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether every reader finds just ``text`` where it stands without quotes, leaving its type aside."""
    if text in NULLS or text.startswith(_SIGNS):
        return isinstance(text, Bare) and _is_signed_number(text)
    if text != text.strip() or text.endswith(":") or ": " in text or " #" in text:
        return False
    return not (_HIDDEN.search(text) or (flow and _IN_FLOW.search(text)) or text.startswith("..."))


def is_mistakable(text: str) -> bool:
    """Tell whether some reader of YAML takes the unquoted ``text`` for a number, a date, a truth value or nothing."""
    return text.lower() in _WORDS or bool(_NUMBER.fullmatch(text) or _MOMENT.fullmatch(text))


def fits_lines(text: str) -> bool:
    """Tell whether ``text`` can stand as lines below a ``|``: more than one line, and every character of them seen."""
    if "\n" not in text.rstrip("\n") or text.endswith("\n\n") or text[0] in " \t\n":
        return False
    return not _HIDDEN_IN_LINES.search(text) and all(line == line.rstrip() for line in text.split("\n"))


def _is_signed_number(text: str) -> bool:
    return text[:1] == "-" and text[1:2].isdigit() and is_plain(Bare(text[1:]), flow=True)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character in _NAMES:
        return _NAMES[character]
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
