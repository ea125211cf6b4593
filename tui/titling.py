"""The title of the terminal's window: where one is, and the old title when Cartera leaves.

These, and the text for the clipboard, are all that is written to the terminal beside what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..schema.clean import clean

SAVE_TITLE = "\x1b[22;2t"
"""Asks the terminal to remember its title; one that cannot does nothing."""
RESTORE_TITLE = "\x1b[23;2t"
"""Asks for the title remembered last."""

LONGEST = 120
"""Characters of a title; what comes after is on the screen anyway."""


def title_order(parts: Sequence[str], between: str) -> str:
    """Return what sets the title to ``parts``; nothing in them can end it early or begin another order."""
    text = between.join(filter(None, map(clean, parts)))
    return f"\x1b]2;{''.join(each for each in text if each.isprintable())[:LONGEST]}\x07"
