"""The look of a tone in text that is not drawn line by line; the words always say it too."""

from __future__ import annotations

from ..presentation.cells import Tone

TONES = {
    Tone.BAD: "$text-error",
    Tone.WARNING: "$text-warning",
    Tone.GOOD: "$text-success",
    Tone.MUTED: "$text-muted",
    Tone.STRONG: "bold",
    Tone.LINK: "$text-accent",
    Tone.MONEY: "$tone-money",
}
"""Textual styles by tone."""
