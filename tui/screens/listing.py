"""A list of records: filtered as you type, arranged, marked, with a preview where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from ...records.snapshot import Snapshot
from ...records.views.saved import SavedView
from ...schema.clean import clean
from ...schema.record import Record
from ...schema.record_type import RecordType
from .. import messages
from ..actions import Place
from ..presentation.cells import Column
from ..presentation.empty import empty_list
from ..presentation.lines import Item
from ..presentation.preview import preview_items
from ..presentation.tables import columns_named, columns_of
from ..widgets.filter_bar import FilterBar
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable
from .beside import arrange_panes, panes_beside, show_story
from .marked import MarkedScreen


class ListScreen(MarkedScreen):
    """The records of one type, or those of a saved view."""

    place: ClassVar[Place] = Place.LIST

    def __init__(self, type_name: str, query: str = "", *, order: str = "", view: SavedView | None = None) -> None:
        super().__init__(view or SavedView("", {}, (type_name,), query, order))
        self._key = f"view:{view.name}" if view else f"list:{type_name}"
        self._preview_wanted = True

    @classmethod
    def of_view(cls, view: SavedView) -> ListScreen:
        """Return the list of a saved view."""
        return cls(view.types[0], view=view)

    @property
    def type_name(self) -> str:
        """The record type it lists; of several, the first."""
        return self.question.types[0]

    @property
    def record_type(self) -> RecordType:
        """The declaration of the type."""
        return self.snapshot.schema.types[self.type_name]

    @property
    def list_key(self) -> str:
        """Lists of types and views are remembered each by itself."""
        return self._key

    def content(self) -> Iterable[Widget]:
        """Return the filter, the table and the preview."""
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield Horizontal(RecordTable(id="rows"), *panes_beside(), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return what the list is called, how many records are shown and how many are marked."""
        if self.cartera.snapshot is None:
            return (self.language.gettext("Reading the book..."),)
        count = len(self.found)
        total = sum(len(self.snapshot.of_type(each)) for each in self.question.types)
        name = self.view_title or clean(self.language.choose(self.record_type.plural))
        shown = f"{name} ({total if count == total else f'{count}/{total}'})"
        return (shown, self.marked_text) if self.marks else (shown,)

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what the table shows of each record unasked."""
        if len(self.question.types) > 1:
            return columns_named(self.types, ("type", "client", "owner"), self.cartera.facts, self.language)
        return columns_of(self.record_type, self.language, with_client=True)

    def preview(self, record: Record) -> Sequence[Item]:
        """Return what is shown beside the list of the record under the cursor."""
        return preview_items(self.snapshot, record, self.reader)

    def mover(self) -> object:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()
        self._arrange(self.size.width)

    def show_rows(self) -> None:
        """Show the records in the table, and the one under the cursor beside it."""
        table = self.query_one(RecordTable)
        table.say_empty(empty_list(self.record_type, self.reader, filtered=self.hides_some()))
        self.show_table(self.found)
        self._show_preview()

    def show_judged(self) -> None:
        """Show the problems in the preview."""
        self._show_preview()

    def focus_rows(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def on_gathered(self, message: messages.Gathered) -> None:
        """Show the record now that its client's other records are at hand."""
        message.stop()
        self._show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self._preview_wanted = not self._preview_wanted
        self._arrange(self.size.width)

    def _arrange(self, width: int) -> None:
        if arrange_panes(self, width, wanted=self._preview_wanted):
            self._show_preview()

    def _show_preview(self) -> None:
        preview = self.query_one("#preview", LineView)
        snapshot = self.cartera.snapshot
        if not preview.display or snapshot is None:
            return
        if not snapshot.is_gathered:
            self.cartera.bridge.compute(self, partial(_gather, snapshot))
            return
        record = snapshot.with_id(self.selected())
        preview.show(self.preview(record) if record else (), from_top=True)
        show_story(self, snapshot, record, self.reader)


def _gather(snapshot: Snapshot) -> messages.Gathered:
    snapshot.gather()
    return messages.Gathered()
