"""The generated pages of ``docs/``, each with the function that makes its text; a test checks that they are fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .commands import render_commands

FOLDER = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": render_commands,
}
"""File name → what makes it."""
