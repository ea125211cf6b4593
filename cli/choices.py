"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from ..schema.dataclass import dataclass
from .marking import mark as _

Callback = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a command that writes was asked to behave."""

    dry_run: bool = False
    """Show what would change and change nothing."""
    yes: bool = False
    """Ask nothing."""
    json: bool = False
    """Answer in JSON."""
    ids: bool = False
    """Answer with ids only."""


as_json = click.option("--json", "json", is_flag=True, help=_("Print JSON, in the form of docs/commands.md."))
as_csv = click.option("--csv", "csv", is_flag=True, help=_("Print comma separated values, safe for a spreadsheet."))
as_ids = click.option("--ids", "ids", is_flag=True, help=_("Print one id a line."))
dry_run = click.option("--dry-run", is_flag=True, help=_("Show what would change, and change nothing."))
say_yes = click.option("-y", "--yes", is_flag=True, help=_("Ask nothing; go ahead."))


def writes(callback: Callback) -> Callback:
    """Give a command the options of all writing commands, joined in one ``writing`` argument."""

    @wraps(callback)
    def joined(*arguments: Any, dry_run: bool, yes: bool, json: bool, ids: bool, **others: Any) -> Any:
        writing = Writing(dry_run=dry_run, yes=yes, json=json, ids=ids)
        return callback(*arguments, writing=writing, **others)

    return dry_run(say_yes(as_json(as_ids(joined))))
