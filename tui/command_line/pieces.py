"""What follows a verb, cut into the words before the first field, ``field=value`` pieces and ``--option value`` pieces.

Blanks belong to the value they stand in: ``set next_step=Call Ana due=friday`` needs no quotes, though it may have them.
"""

from __future__ import annotations

import re

from ...schema.dataclass import dataclass
from ...schema.late_pattern import late

_TOKEN = late(r'(?:"[^"]*"?|[^\s"])+')
_FIELD = late(r'(?:"[^"]*"|[^\s=+\-"][^\s="]*?)(?:\+=|-=|=)')
_OPTION = late(r"--([^\W\d_][\w-]*)(=?)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    """What it says, without the quotes around values."""
    at: int
    """Where it begins in the line."""
    end: int
    """The character after it."""

    @property
    def length(self) -> int:
        """How many characters of the line it takes."""
        return self.end - self.at


@dataclass(frozen=True, slots=True)
class Pieces:
    """A line cut up."""

    words: Piece
    """What stands before the first field or option."""
    fields: tuple[Piece, ...]
    """Each ``field=value``."""
    options: tuple[tuple[str, Piece], ...]
    """Each option by its name, with its value."""

    def option(self, *names: str) -> str:
        """Return the value of an option that goes by any of these names; empty where it was not given."""
        return next((piece.text for name, piece in self.options if name in names), "")


def cut_up(line: str, at: int) -> Pieces:
    """Return the pieces of ``line`` from the character ``at`` on."""
    starts: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(line, at):
        if _FIELD.match(token[0]):
            starts.append((token.start(), "field"))
        elif _OPTION.fullmatch(token[0].partition("=")[0]):
            starts.append((token.start(), "option"))
    ends = [*(start for start, _ in starts[1:]), len(line)][: len(starts)]
    words = _piece(line, at, starts[0][0] if starts else len(line))
    fields: list[Piece] = []
    options: list[tuple[str, Piece]] = []
    for (start, kind), end in zip(starts, ends, strict=True):
        if kind == "field":
            fields.append(_piece(line, start, end))
        elif (found := _OPTION.match(line, start)) is not None:
            options.append((found[1], _piece(line, found.end(), end)))
    return Pieces(words, tuple(fields), tuple(options))


def _piece(line: str, at: int, end: int) -> Piece:
    raw = line[at:end]
    begin = at + len(raw) - len(raw.lstrip())
    text = raw.strip()
    return Piece(re.sub(r'"([^"]*)"?', r"\1", text), begin, begin + len(text))
