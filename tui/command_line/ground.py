"""What the command line stands on: where it was opened, on what, the records and who types."""

from __future__ import annotations

from ...records.query.facts import Facts
from ...records.snapshot import Snapshot
from ...schema.dataclass import dataclass
from ...schema.language import Language
from ...schema.reader import Desk
from ...schema.record import Record
from ..actions import ActionTable, Standing


@dataclass(frozen=True, slots=True)
class CommandGround:
    """Everything that decides what a line means; immutable."""

    standing: Standing
    """Where the user is and on what."""
    facts: Facts
    """The records at this moment, as this person sees them."""
    table: ActionTable
    """What can be done, with the keys in force."""
    listed: tuple[str, ...] = ()
    """The record types of the list on the screen; empty where there is none."""
    themes: tuple[str, ...] = ()
    """The themes there are."""
    of_list: Facts | None = None
    """What is known of the rows of that list; None where they are records of the book."""

    @property
    def list_facts(self) -> Facts:
        """What a filter and an order of the list on the screen are asked of."""
        return self.of_list or self.facts

    @property
    def snapshot(self) -> Snapshot:
        """The records."""
        return self.facts.snapshot

    @property
    def desk(self) -> Desk:
        """How typed values are read."""
        return self.facts.desk

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.desk.moment.language

    @property
    def record(self) -> Record | None:
        """The selected record."""
        return self.snapshot.records.get(self.standing.record)
