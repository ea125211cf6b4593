"""When a save met somebody else's: which records and fields, shown in a box and never silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.undoing import name_conflicts
from ..schema.clean import clean
from .modals.ask import AskModal
from .presentation.answers import Answer

if TYPE_CHECKING:
    from ..records.saving.writes import Receipt, Recovery
    from .app import Cartera


def show_met(app: Cartera, receipt: Receipt | Recovery) -> None:
    """Show what was changed outside while it was saved, and journal entries that could not be read."""
    snapshot, words = app.snapshot, app.language.gettext
    lines: list[str] = []
    if receipt.conflicts and snapshot is not None:
        lines.append(words("Somebody else was writing there too. Your save is in the history, theirs is in the file:"))
        lines += [f"  - {each.text(app.language)}" for each in name_conflicts(snapshot, receipt.conflicts)]
        lines.append(words("H on the record shows both; edit it if yours should stand."))
    if receipt.damaged:
        lines.append(words("Parts of an earlier save could not be read and were set aside in .git/cartera/journal:"))
        lines += [f"  - {each}" for each in receipt.damaged]
    answers = (Answer("enter", "Enter", words("I have seen it"), ""),)
    app.push_screen(AskModal(words("Look at this"), [clean(each) for each in lines], answers))
