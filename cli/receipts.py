"""What a save says of itself beside its result: what waits, what somebody else was writing too, what was damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..schema.sentences import sentence
from .session import Session

if TYPE_CHECKING:
    from ..records.saving.writes import Receipt
    from ..records.snapshot import Snapshot


def tell_receipt(session: Session, receipt: Receipt, snapshot: Snapshot | None = None) -> None:
    """Say on stderr what a person must know of a save; ``snapshot`` names records where files have to be named."""
    for conflict in receipt.conflicts:
        session.say(
            sentence(
                "{path} was changed outside too; the save is kept for history, look at what the file says now.",
                path=conflict.path,
            )
        )
    if receipt.conflicts and snapshot is not None:
        from ..records.undoing import name_conflicts

        for words in name_conflicts(snapshot, receipt.conflicts):
            session.say(sentence("Both changed: {what}", what=words))
    for name in receipt.damaged:
        session.say(sentence("A journal entry could not be read and was set aside: {name}", name=name))
    for waiting in (receipt.pending, receipt.hint):
        if waiting is not None:
            session.say(waiting)
