"""The inbox of conflicts: what two people wrote differently, and one key to settle each, or all that are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.message import Message

from ...records.rows.names import CONFLICT
from ...records.settings_files import SETTINGS
from ...records.snapshot import Snapshot
from ...records.sync.conflict_rows import rows_of_conflicts
from ...records.sync.copies import FileCopy, list_copies, text_of_file
from ...records.sync.inbox import RecordConflict
from ...records.sync.settling import Waiting, Way
from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from .. import reports
from ..actions import Place, Standing
from ..presentation.cells import Cell, Column
from ..presentation.inbox import (
    conflict_cells,
    conflict_columns,
    conflict_items,
    copy_cells,
    copy_items,
    no_conflict_lines,
)
from ..presentation.lines import Item, Span
from ..settling import path_of, settle, show_settlement, write_third
from .rows import RowsScreen


class InboxScreen(RowsScreen[Waiting]):
    """A list of conflicts with the values of the one under the cursor below."""

    place: ClassVar[Place] = Place.INBOX

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, (CONFLICT,)))

    def trail(self) -> tuple[str, ...]:
        """Return the name, how many there are and how many are marked."""
        name = self.view_title or self.language.gettext("Conflicts")
        return tuple(filter(None, (f"{name} {self.count_text}", self.marked_text)))

    @property
    def list_key(self) -> str:
        """It is found again as it was arranged."""
        return "inbox"

    @property
    def filter_example(self) -> str:
        """What can be asked of a conflict."""
        return self.language.gettext(
            "field:owner who:eva of:opportunity kind:copy   Enter: to the list, Esc: everything"
        )

    @property
    def conflict(self) -> RecordConflict | None:
        """The conflict under the cursor; None where there is none, or two versions of a file."""
        return self.thing if isinstance(self.thing, RecordConflict) else None

    def standing(self) -> Standing:
        """Return where the user is; a conflict may stand in a file that is no record."""
        return replace(super().standing(), file=path_of(self.thing) if self.thing is not None else "")

    # What there is

    def gather(self) -> None:
        """Look through the records, and through the folders for second versions of files."""
        root = self.cartera.bridge.root
        if root is not None:
            self.cartera.bridge.compute(self, partial(_read, root, self.snapshot))

    def show_copies(self) -> None:
        """List them anew."""
        self.gather()

    def usual_columns(self) -> tuple[Column, ...]:
        """Return the record, the field, both values and who wrote them."""
        return conflict_columns(self.reader)

    def cells(self, thing: Waiting) -> Mapping[str, Cell]:
        """Return both values in words."""
        if isinstance(thing, FileCopy):
            return copy_cells(thing, self.reader)
        return conflict_cells(thing, self.snapshot, self.reader)

    def sign_of(self, thing: Waiting) -> str:  # noqa: ARG002 - every one of them needs somebody
        """Return that it needs somebody."""
        return "!"

    def detail(self, thing: Waiting) -> Sequence[Item]:
        """Return the three values, or how the two versions of a file differ."""
        if isinstance(thing, RecordConflict):
            return conflict_items(thing, self.snapshot, self.reader)
        root = self.cartera.bridge.root
        kept, other = (text_of_file(root, each) if root else None for each in (thing.original, thing.path))
        return copy_items(thing, kept, other, self.reader)

    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return what would stand here."""
        return no_conflict_lines(self.reader)

    def record_of(self, thing: Waiting) -> str:
        """Return the record it is in."""
        return thing.record.id if isinstance(thing, RecordConflict) else ""

    def open_row(self) -> None:
        """Open the record; a settings file, or one of two versions, in the editor."""
        if self.thing is None:
            return
        if isinstance(self.thing, FileCopy) or self.thing.record.type == SETTINGS:
            self.cartera.edit_file(path_of(self.thing))
        else:
            self.cartera.open_record(self.thing.record.id, self.row_ids())

    def do_open_conflict(self) -> None:
        """Open what is under the cursor."""
        self.open_row()

    # Settling

    def do_keep_mine(self) -> None:
        """Settle it with one's own value."""
        settle(self, Way.MINE)

    def do_take_theirs(self) -> None:
        """Settle it with the other person's value."""
        settle(self, Way.THEIRS)

    def do_keep_standing(self) -> None:
        """Settle it with what stands now, whoever wrote it."""
        settle(self, Way.KEPT)

    def do_take_other(self) -> None:
        """Settle it with the other value, whoever wrote it."""
        settle(self, Way.OTHER)

    def do_take_probable(self) -> None:
        """Settle it as a person probably would."""
        settle(self, Way.PROBABLE)

    def do_keep_both(self) -> None:
        """Settle it with both values."""
        settle(self, Way.BOTH)

    def do_write_third(self) -> None:
        """Settle it with a value of one's own."""
        write_third(self)

    def on_settlement_planned(self, message: reports.SettlementPlanned) -> None:
        """Show what would be settled before it is."""
        message.stop()
        show_settlement(self, message.settlement)


def _read(root: Path, snapshot: Snapshot) -> Message:
    return reports.RowsTold(snapshot, rows_of_conflicts(snapshot, list_copies(root)))
