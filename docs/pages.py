"""The generated pages of ``docs/``, each with the function that makes its text; a test checks that they are fresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ..schema.language import ENGLISH, SPANISH
from .command_line import render_command_line
from .commands import render_commands
from .fields import render_fields
from .jobs import render_jobs
from .keymap import render_keymap
from .keys import render_keys
from .kpis import render_kpis

FOLDER = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": render_commands,
    "command-line.md": render_command_line,
    "keys.md": render_keys,
    "keymap.md": render_keymap,
    "jobs.md": render_jobs,
    "fields.md": partial(render_fields, ENGLISH),
    "fields.es.md": partial(render_fields, SPANISH),
    "kpis.md": partial(render_kpis, ENGLISH),
    "kpis.es.md": partial(render_kpis, SPANISH),
}
"""File name → what makes it."""
