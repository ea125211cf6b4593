"""The generated pages of ``docs/``, each with the function that makes its text; a test checks that they are fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..schema.language import ENGLISH, SPANISH
from .commands import render_commands
from .fields import render_fields

FOLDER = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": render_commands,
    "fields.md": lambda: render_fields(ENGLISH),
    "fields.es.md": lambda: render_fields(SPANISH),
}
"""File name → what makes it."""
