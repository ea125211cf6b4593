"""What can be done with the past of a record."""

from __future__ import annotations

from ...schema.sentences import sentence
from .action import Action, Group, without_book
from .places import Place

_HISTORY = frozenset({Place.HISTORY})

IN_HISTORY: tuple[Action, ...] = (
    Action(
        "restore",
        sentence("Bring back as it was then"),
        ("R",),
        Group.RECORD,
        _HISTORY,
        74,
        sentence("Restore"),
        without_book,
    ),
)
"""In the order of help."""
