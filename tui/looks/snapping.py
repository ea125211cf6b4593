"""The themes where there are 256 colours and no more, as over most SSH lines: ``COLORTERM`` does not travel with a session.

Arithmetic makes black of a near-black blue, navy of a bar and teal of the cursor's row, and the green of the light theme
turns blue. These few are therefore chosen by eye among those that such a terminal has; the others stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...schema.dataclass import replace
from .themes import PALETTES, Palette

SNAPPED: Mapping[str, Mapping[str, Any]] = {
    "dark": {
        "ground": "#121212",
        "raised": "#1c1c1c",
        "bar": "#303030",
        "cursor": "#005f87",
        "resting": "#303030",
        "line": "#585858",
    },
    "light": {
        "raised": "#f2f2f2",
        "bar": "#e8e8e8",
        "accent": "#005faf",
        "good": "#005f00",
        "cursor": "#afd7ff",
    },
    "contrast": {"cursor": "#ffff00"},
}
"""By theme, the colours that are other than the theme's own."""


def snapped(name: str) -> Palette:
    """Return the palette of the theme ``name`` for 256 colours."""
    return replace(PALETTES[name], **SNAPPED.get(name, {}))
