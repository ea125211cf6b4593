"""Search everything as you type: names, fields and texts, ranked, one mistyped letter forgiven."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from .. import messages
from ..actions import Place
from ..presentation.hits import hit_columns, hit_rows, search_lines
from ..presentation.preview import preview_items
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .beside import PREVIEW_FROM
from .book_screen import BookScreen


class SearchScreen(BookScreen):
    """One line to type, what it finds, and a preview where there is room."""

    place: ClassVar[Place] = Place.SEARCH

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._begun = text

    def content(self) -> Iterable[Widget]:
        """Return the line, the table and the preview."""
        yield Input(
            self._begun,
            id="search-text",
            compact=True,
            select_on_focus=False,
            placeholder=self.language.gettext("Search everything"),
        )
        yield Horizontal(RecordTable(id="rows"), LineView(id="preview", can_focus=False), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return where one is."""
        return (self.language.gettext("Search"),)

    def selected(self) -> str:
        """Return the id under the cursor."""
        return self.query_one(RecordTable).selected

    def mover(self) -> Widget | None:
        """Movements move the table, also while one types."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(RecordTable).say_empty(search_lines("", self.language))
        self.query_one(Input).focus()
        self._arrange(self.size.width)

    def show_snapshot(self) -> None:
        """Search again in the records as they are now."""
        self._ask()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        event.stop()
        self._ask()

    def on_found(self, message: messages.Found) -> None:
        """Show what was found, unless something else was typed meanwhile."""
        message.stop()
        if message.text != self.query_one(Input).value or message.snapshot is not self.cartera.snapshot:
            return
        table = self.query_one(RecordTable)
        table.say_empty(search_lines(message.text, self.language))
        columns = hit_columns(self.language)
        rows = hit_rows(message.snapshot, message.hits, self.reader)
        first = message.hits[0].id if message.hits else ""
        table.show(TableModel(columns, tuple(each.id for each in message.hits), rows), first)
        self._show_preview()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def do_open(self) -> None:
        """Open what is under the cursor, if anything was found."""
        if self.selected():
            super().do_open()

    def do_search(self) -> None:
        """Type something else."""
        line = self.query_one(Input)
        line.focus()
        line.select_all()

    def do_to_list(self) -> None:
        """Let the keys work on what was found, or type again."""
        line, rows = self.query_one(Input), self.query_one(RecordTable)
        (rows if line.has_focus else line).focus()

    def do_back(self) -> None:
        """Empty the line first, then leave."""
        line = self.query_one(Input)
        if line.value and line.has_focus:
            line.value = ""
        else:
            self.cartera.perform("back")

    def _ask(self) -> None:
        snapshot, text = self.cartera.snapshot, self.query_one(Input).value
        if snapshot is not None:
            searcher = self.cartera.searcher
            self.cartera.bridge.compute(self, lambda: searcher.find(snapshot, text))

    def _arrange(self, width: int) -> None:
        self.query_one("#preview").display = width >= PREVIEW_FROM
        self._show_preview()

    def _show_preview(self) -> None:
        preview, snapshot = self.query_one("#preview", LineView), self.cartera.snapshot
        record = snapshot.records.get(self.selected()) if snapshot else None
        if preview.display and snapshot is not None:
            preview.show(preview_items(snapshot, record, self.reader) if record else (), from_top=True)
