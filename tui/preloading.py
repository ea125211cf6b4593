"""What few first keys need is loaded beside the first screen, so that the key that needs it does not wait for it."""

from __future__ import annotations

from importlib import import_module

from ..records.breath import breathe

ROOMS = (
    "pages",
    "modals.palette",
    "modals.command_line",
    "bulk",
    "editing",
    "screens.inbox",
    "screens.numbers",
    "screens.forecast",
    "screens.history",
    "screens.record_form",
)
"""Modules of the terminal, with all that they import: those whose loading takes longer than a key may wait first."""


def load_rooms() -> None:
    """Load them all, which takes a tenth of a second; for a thread."""
    for name in ROOMS:
        import_module(f"{__package__}.{name}")
        breathe()
