"""The engine: Jinja2 in its sandbox, strict about what is missing, escaping what it prints.

What goes in is plain text, numbers, tuples and mappings of these: never an object of ours, whose methods a template
could call even inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

OWN = Path(__file__).parent
"""The folder of our own templates."""

Plain = str | int | bool | None | tuple["Plain", ...] | Mapping[str, "Plain"]
"""What a template is given."""


def render_own(name: str, context: Mapping[str, Plain]) -> str:
    """Return one of our own pages, filled; ``name`` is its path below this folder."""
    return _environment().get_template(name).render(context)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(OWN),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
