"""Which rows stand in a list of what is no record, which of them are worked on, and in which records they are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ...records.query.facts import facts_at
from ...records.rows.rows import Rows
from ...records.views.saved import SavedView
from ...schema.sentences import sentence
from ..actions import Action, Group
from ..widgets.record_table import RecordTable
from .marked import MarkedScreen

if TYPE_CHECKING:
    from ...records.query.facts import Facts
    from ...records.snapshot import Snapshot

Thing = TypeVar("Thing")
"""What a row stands for."""


class ToldScreen(MarkedScreen, Generic[Thing]):
    """Asks the small records that stand for its rows (records/rows/), where other lists ask those of the book."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(view)
        self.told: Rows[Thing] | None = None
        """What there is; None until it is found out."""
        self._facts: Facts | None = None

    @abstractmethod
    def record_of(self, thing: Thing) -> str:
        """Return the id of the record it is in; empty where it is in none."""

    def perform(self, action: Action) -> None:
        """Do ``action``; what is done to a list waits until there is one."""
        if self.told is None and action.group is Group.LIST:
            self.cartera.tell(sentence("What stands here is still being found out."), "warning")
        else:
            super().perform(action)

    # What it is a list of

    @property
    def listed(self) -> Snapshot | None:
        """The small records that stand for the rows."""
        return self.told.snapshot if self.told else None

    @property
    def facts(self) -> Facts:
        """What is known of the rows: kept as long as they and the day are the same."""
        assert self.told is not None, "asked before anything was found out"
        known, snapshot = self._facts, self.told.snapshot
        if known is None or known.snapshot is not snapshot or known.today != self.cartera.now.date():
            known = self._facts = facts_at(snapshot, self.cartera.now, self.cartera.me, self.language)
        return known

    @property
    def thing(self) -> Thing | None:
        """What is under the cursor; None where nothing is."""
        return self.told.things.get(self.row_id) if self.told else None

    @property
    def chosen_things(self) -> list[Thing]:
        """What is worked on: all that is marked, in the order of the list, else what is under the cursor."""
        if self.told is None:
            return []
        if not self.marks:
            return [self.thing] if self.thing is not None else []
        shown = [each for each in self.found if each in self.marks.ids]
        hidden = sorted(self.marks.ids.difference(shown))
        return [self.told.things[each] for each in (*shown, *hidden) if each in self.told.things]

    @property
    def count_text(self) -> str:
        """How many there are, and how many of them the filter shows."""
        shown, total = len(self.found), len(self.told.things) if self.told else 0
        return f"({total if shown == total else f'{shown}/{total}'})"

    # The rows and their records

    @property
    def row_id(self) -> str:
        """The row under the cursor."""
        return self.query_one(RecordTable).selected

    def rows_shown(self) -> Sequence[str]:
        """Return the rows in the order they stand."""
        return super().row_ids()

    def selected(self) -> str:
        """Return the id of the record that the row under the cursor is in."""
        return self.record_of(self.thing) if self.thing is not None else ""

    def row_ids(self) -> Sequence[str]:
        """Return the records of the rows, each once, in the order they stand: what one can step through."""
        things = self.told.things if self.told else {}
        found = (self.record_of(things[each]) for each in self.rows_shown() if each in things)
        return tuple(dict.fromkeys(each for each in found if each))

    def choose(self, record_id: str) -> None:
        """Put the cursor on the first row of a record when the list is shown again."""
        things = self.told.things if self.told else {}
        rows = (each for each in self.rows_shown() if each in things and self.record_of(things[each]) == record_id)
        if row := next(rows, ""):
            super().choose(row)
