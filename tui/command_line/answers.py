"""What jobs of the command line answer, beside what is saved."""

from __future__ import annotations

from collections.abc import Mapping

from textual.message import Message

from ...records.guards import Missing
from ...schema.machine import State
from ...schema.record import Record
from ...schema.tree import Tree


class RecordMeant(Message):
    """The record that was called by a name on the command line."""

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        """Which one."""


class MoveLacks(Message):
    """A state asks for more than the command line gave."""

    def __init__(self, record: Record, state: State, missing: tuple[Missing, ...], given: Mapping[str, Tree]) -> None:
        super().__init__()
        self.record = record
        """What is to be moved."""
        self.state = state
        """Where to."""
        self.missing = missing
        """What it asks for."""
        self.given = given
        """What was given already."""


class NewLacks(Message):
    """A new record needs more than the command line gave."""

    def __init__(self, type_name: str, client: str, fields: Mapping[str, Tree]) -> None:
        super().__init__()
        self.type_name = type_name
        """Of which type."""
        self.client = client
        """The slug of its client; empty where none is known."""
        self.fields = fields
        """What was given."""
