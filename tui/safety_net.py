"""The last net before the terminal: no line is written with a character that a terminal would obey.

Everything drawn is cleaned where it is made; a widget of the library, such as the line one types in, draws what it is
given. What is caught here loses the character.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ..schema.clean import must_hide


class SafetyNet(LineFilter):
    """Takes out what ``schema/clean.py`` would have shown as a sign."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's call
        """Return the segments without characters that a terminal would obey."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.text.isprintable() else _caught(segment) for segment in segments]


def _caught(segment: Segment) -> Segment:
    text = "".join(each for each in segment.text if not must_hide(each))
    return Segment(text, segment.style, segment.control)
