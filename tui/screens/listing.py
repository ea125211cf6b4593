"""A list of records: filtered as you type, arranged, marked, with a preview where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from ...records.views.saved import SavedView
from ...schema.clean import clean
from ...schema.record import Record
from ...schema.record_type import RecordType
from ..actions import Place
from ..presentation.cells import Column
from ..presentation.empty import empty_list
from ..presentation.lines import Item
from ..presentation.preview import preview_items
from ..presentation.tables import columns_named, columns_of
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import RecordTable
from .beside import panes_beside
from .previewed import PreviewedScreen


class ListScreen(PreviewedScreen):
    """The records of one type, or those of a saved view."""

    place: ClassVar[Place] = Place.LIST

    def __init__(self, type_name: str, query: str = "", *, order: str = "", view: SavedView | None = None) -> None:
        super().__init__(view or SavedView("", {}, (type_name,), query, order))
        self._key = f"view:{view.name}" if view else f"list:{type_name}"

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

    def show_rows(self) -> None:
        """Show the records in the table, and the one under the cursor beside it."""
        table = self.query_one(RecordTable)
        table.say_empty(empty_list(self.record_type, self.reader, filtered=self.hides_some()))
        self.show_table(self.found)
        self.show_preview()
