"""The table of commands: name, module and section. A command's module is imported when the command is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .marking import mark as _


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is."""

    module: str
    """The module in ``cli/commands/``; its ``command`` is the command."""
    section: str
    """The heading it stands under in the help."""


BEGIN = _("Begin")
LOOK = _("Look")
WRITE = _("Write")
SELL = _("The day")
KEEP = _("Keep")

COMMANDS: Mapping[str, Entry] = {
    "schema": Entry("schema", LOOK),
    "where": Entry("where", KEEP),
}
"""Every command in the order of its section."""
