"""The page of a client: summary, timeline, and a tab for each type it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.views.overview import overview
from ...records.views.timeline import client_timeline, timeline
from ...schema.clean import clean
from ...schema.record import Record
from ..actions import Place
from ..presentation.client_page import (
    SUMMARY,
    TIMELINE,
    client_tabs,
    summary_items,
    timeline_columns,
    timeline_rows,
)
from ..presentation.lines import text_item
from ..presentation.tables import columns_of, row_maker
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from ..widgets.tab_bar import TabBar, TabChosen
from .book_screen import BookScreen


class ClientScreen(BookScreen):
    """Everything about one client."""

    place: ClassVar[Place] = Place.CLIENT

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        """The client's record."""

    @property
    def client(self) -> Record | None:
        """The client; None when it is gone or the book not yet read."""
        snapshot = self.cartera.snapshot
        return snapshot.records.get(self.record_id) if snapshot else None

    def content(self) -> Iterable[Widget]:
        """Return the tabs, the page and the table; one of the two is shown."""
        yield TabBar()
        yield LineView(id="page")
        yield RecordTable(id="rows")

    def trail(self) -> tuple[str, ...]:
        """Return the client's name."""
        return (clean(self.client.title if self.client else self.record_id),)

    def selected(self) -> str:
        """Return the record under the cursor: on the summary the client itself, unless a link is chosen."""
        if self._in_table:
            return self.query_one(RecordTable).selected
        item = self.query_one(LineView).chosen
        return item.target if item and item.target else self.record_id

    @property
    def client_slug(self) -> str:
        """The folder of the client."""
        return self.client.client or "" if self.client else ""

    @property
    def _in_table(self) -> bool:
        return self.query_one(TabBar).active not in {"", SUMMARY}

    def mover(self) -> object:
        """Movements move what is shown."""
        return self.query_one(RecordTable) if self._in_table else self.query_one(LineView)

    def on_mount(self) -> None:
        """Begin with the summary."""
        self.query_one(TabBar).active = SUMMARY
        self._show_tab()

    def show_judged(self) -> None:
        """Show the problems on the page."""
        self.show_snapshot()

    def show_snapshot(self) -> None:
        """Show the client as it is now, or say that it is gone."""
        client = self.client
        if client is None:
            gone = self.language.gettext("This record is gone: deleted, renamed or not readable.")
            self.query_one(LineView).show([text_item(gone)])
            return
        bar = self.query_one(TabBar)
        bar.tabs = client_tabs(overview(self.snapshot, client, self.cartera.now), self.snapshot, self.reader)
        if bar.active not in {tab.name for tab in bar.tabs}:
            bar.active = SUMMARY
        self._show_tab()

    def on_tab_chosen(self, message: TabChosen) -> None:
        """Open a tab that was clicked."""
        message.stop()
        self._open_tab(message.name)

    def do_left(self) -> None:
        """Open the tab on the left."""
        self._open_tab(self.query_one(TabBar).neighbour(-1))

    def do_right(self) -> None:
        """Open the tab on the right."""
        self._open_tab(self.query_one(TabBar).neighbour(1))

    def do_open(self) -> None:
        """Open the record under the cursor; on a field of the client itself, edit the client."""
        if self.selected() != self.record_id:
            self.cartera.open_record(self.selected())
        else:
            self.cartera.perform("edit")

    def _open_tab(self, name: str) -> None:
        self.query_one(TabBar).active = name
        self._show_tab()

    def _show_tab(self) -> None:
        page, table = self.query_one(LineView), self.query_one(RecordTable)
        page.display, table.display = not self._in_table, self._in_table
        (table if self._in_table else page).focus()
        client = self.client
        if client is None:
            return
        name = self.query_one(TabBar).active
        if name == SUMMARY:
            page.show(summary_items(self.snapshot, client, self.reader, self.cartera.now))
        elif name == TIMELINE:
            table.show(self._timeline())
        else:
            table.show(self._records(name))

    def _is_over(self, record: Record) -> bool:
        state = self.snapshot.type_of(record).state_of(record)
        return state is not None and state.kind != "open"

    def _timeline(self) -> TableModel:
        events = client_timeline(self.snapshot, self.client_slug)
        rows = timeline_rows(self.snapshot, events, self.reader)
        return TableModel(timeline_columns(self.reader), tuple(each.record.id for each in events), rows)

    def _records(self, type_name: str) -> TableModel:
        columns = columns_of(self.snapshot.schema.types[type_name], self.language)
        snapshot = self.snapshot
        held = [each for each in snapshot.of_client(self.client_slug) if each.type == type_name]
        newest = [event.record for event in timeline(snapshot, held)]
        dated = {each.id for each in newest}
        ordered = [*newest, *(each for each in held if each.id not in dated)]
        ids = tuple(each.id for each in sorted(ordered, key=self._is_over))
        return TableModel(columns, ids, row_maker(self.cartera.facts, columns, self.reader))
