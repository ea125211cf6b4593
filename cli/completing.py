"""What the shell offers when a person presses Tab."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from ..schema.errors import CarteraError
from .session import Session
from .world import World

MOST = 50
"""More names than this help nobody."""


def complete_reference(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return names of records that begin with what was typed."""
    session = _session_of(ctx)
    try:
        names = {each.name for each in session.book.snapshot()}
    except CarteraError:
        return []
    return list(islice(sorted(each for each in names if each.startswith(incomplete)), MOST))


def complete_client(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return names of clients that begin with what was typed."""
    session = _session_of(ctx)
    try:
        names = [each.name for each in session.book.snapshot().of_type("client")]
    except CarteraError:
        return []
    return [each for each in names if each.startswith(incomplete)][:MOST]


def complete_type(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return record types that begin with what was typed."""
    session = _session_of(ctx)
    try:
        types = session.book.schema.types
    except CarteraError:
        return []
    return [each for each in types if each.startswith(incomplete)]


def _session_of(ctx: click.Context) -> Session:
    folder = ctx.find_root().params.get("folder")
    return Session(World(), folder if isinstance(folder, Path) else Path())
