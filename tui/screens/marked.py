"""A list of which several records can be marked, and then worked on together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...records.views.saved import SavedView
from ...schema.record import Record
from ...schema.sentences import plural, sentence
from .. import messages
from ..actions import Action
from ..presentation.marks import Marks
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import RecordTable
from .recalled import RecalledScreen


class MarkedScreen(RecalledScreen):
    """Marks rows; what is done while some are marked is done to all of them."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(view)
        self.marks = Marks()
        """The records that are marked."""

    @property
    def due_by(self) -> Mapping[str, str]:
        """By which field each record is due that stands here for another reason than its own, by its id."""
        return {}

    @property
    def marked_text(self) -> str:
        """How many are marked, and how many of them the filter hides; empty where none is."""
        if not self.marks:
            return ""
        says = plural("{n} marked", "{n} marked", len(self.marks)).text(self.language)
        hidden = len(self.marks.ids.difference(self.found))
        if not hidden:
            return says
        beside = plural("{n} not shown", "{n} not shown", hidden).text(self.language)
        return f"{says}, {beside}"

    def marked_records(self) -> list[Record]:
        """Return the marked records, those that are shown in the order of the list."""
        shown = [each for each in self.found if each in self.marks.ids]
        hidden = sorted(self.marks.ids.difference(shown))
        known = self.snapshot.records
        return [known[each] for each in (*shown, *hidden) if each in known]

    def perform(self, action: Action) -> None:
        """Do ``action``; where records are marked and it can be done to many, to all of them."""
        if not self.marks:
            super().perform(action)
            return
        from ..bulk import ALONE, TOGETHER  # what is done to many is loaded when many are marked

        if action.id in TOGETHER:
            TOGETHER[action.id](self, self.marked_records())
        elif action.id in ALONE:
            self.cartera.tell(sentence("That is done to one record at a time. Esc takes the marks away."), "warning")
        else:
            super().perform(action)

    @property
    def row_id(self) -> str:
        """The row under the cursor; empty where there is none."""
        return self.selected()

    def rows_shown(self) -> Sequence[str]:
        """Return the rows in the order they stand."""
        return self.row_ids()

    def do_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go on to the next."""
        if self.row_id:
            self.mark(self.marks.toggle(self.row_id))
            self.query_one(RecordTable).step("down")
        else:
            self.cartera.tell(sentence("Put the cursor on a row to mark it."), "warning")

    def do_mark_range(self) -> None:
        """Mark from the record marked last to the one under the cursor."""
        if self.row_id:
            self.mark(self.marks.reach(self.row_id, self.rows_shown()))
        else:
            self.cartera.tell(sentence("Put the cursor on a row to mark it."), "warning")

    def do_mark_all(self) -> None:
        """Mark all that is shown, or take all marks away."""
        if not self.found and not self.marks:
            self.cartera.tell(sentence("Nothing is shown that could be marked."), "warning")
            return
        self.mark(self.marks.all_or_none(self.found))

    def do_back(self) -> None:
        """Leave the filter one types in; else take the marks away first, then the filter, then leave."""
        if self.marks and not self.query_one(FilterBar).is_typed_in:
            self.unmark()
        else:
            super().do_back()

    def unmark(self) -> None:
        """Take all marks away."""
        self.mark(Marks())

    def on_bulk_planned(self, message: messages.BulkPlanned) -> None:
        """Show what would be done to the marked records before it is done."""
        message.stop()
        from ..bulk import show_preview

        show_preview(self, message)

    def mark(self, marks: Marks) -> None:
        """Mark other records."""
        self.marks = marks
        self.query_one(RecordTable).mark(marks.ids)
        self.refresh_header()

    def show_snapshot(self) -> None:
        """Forget the marks of records that are gone."""
        if self.marks and self.listed is not None:
            self.mark(self.marks.among(self.listed.records))
        super().show_snapshot()
