"""The page of a client: summary, timeline, numbers, and a tab for each type it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from ...records.views.overview import overview
from ...records.views.saved import SavedView
from ...records.views.timeline import client_timeline
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.record import Record
from ...schema.sentences import sentence
from ..actions import Action, Place
from ..listing import Question
from ..presentation.cells import Column
from ..presentation.client_page import (
    PAGES,
    SUMMARY,
    TIMELINE,
    client_tabs,
    summary_items,
    timeline_columns,
    timeline_rows,
)
from ..presentation.lines import text_item
from ..presentation.marks import Marks
from ..presentation.tables import columns_of
from ..widgets.filter_bar import FilterBar
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from ..widgets.tab_bar import TabBar, TabChosen
from .account import AccountScreen

OF_LISTS = frozenset({"filter", "order", "columns", "group", "views", "mark", "mark-range", "mark-all"})
"""What can be done to a list, and so not to a page."""


class ClientScreen(AccountScreen):
    """Everything about one client."""

    place: ClassVar[Place] = Place.CLIENT

    def __init__(self, record_id: str, tab: str = SUMMARY) -> None:
        super().__init__(SavedView("", {}, ()))
        self.record_id = record_id
        """The client's record."""
        self._tab = tab

    @property
    def client(self) -> Record | None:
        """The client; None when it is gone or the book not yet read."""
        snapshot = self.cartera.snapshot
        return snapshot.records.get(self.record_id) if snapshot else None

    def content(self) -> Iterable[Widget]:
        """Return the tabs, the filter, the page and the table; one of the last two is shown."""
        yield TabBar()
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield LineView(id="page")
        yield RecordTable(id="rows")

    def trail(self) -> tuple[str, ...]:
        """Return the client's name."""
        here = clean(self.client.title if self.client else self.record_id)
        return (here, *filter(None, (self.view_title if self.in_table else "", self.marked_text)))

    def selected(self) -> str:
        """Return the record under the cursor: on the summary the client itself, unless a link is chosen."""
        if self.in_table:
            return self.query_one(RecordTable).selected
        item = self.query_one(LineView).chosen
        return item.target if item and item.target else self.record_id

    @property
    def client_slug(self) -> str:
        """The folder of the client."""
        return self.client.client or "" if self.client else ""

    @property
    def tab(self) -> str:
        """The tab that is open."""
        return self._tab

    @property
    def in_table(self) -> bool:
        """Whether the tab is a list."""
        return self.tab not in PAGES

    @property
    def list_key(self) -> str:
        """A tab is remembered for all clients together."""
        return f"tab:{self.tab}" if self.in_table else ""

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what a tab shows of each record."""
        if self.tab == TIMELINE:
            return timeline_columns(self.reader)
        return columns_of(self.snapshot.schema.types[self.tab], self.language)

    def perform(self, action: Action) -> None:
        """Do ``action``; what is done to lists is not done to the summary."""
        if action.id in OF_LISTS and not self.in_table:
            self.cartera.tell(sentence("This tab is no list: the arrow keys lead to the others."), "warning")
        else:
            super().perform(action)

    def mover(self) -> object:
        """Movements move what is shown."""
        return self.query_one(RecordTable) if self.in_table else self.query_one(LineView)

    def on_mount(self) -> None:
        """Begin with the summary, or the tab that was open on the client before."""
        self.query_one(TabBar).active = self._tab
        self._question = _asked_of(self.tab, self.client_slug)

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
            self._open_tab(SUMMARY)
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
        if not self.in_table and self.selected() == self.record_id:
            self.cartera.perform("edit")
        else:
            super().do_open()

    def recall(self) -> None:
        """Show the tab as it was left, without its filter and place, which were another client's."""
        super().recall()
        self._question = replace(self._question, text="")
        self._cursor = ""

    def show_rows(self) -> None:
        """Show the records of the tab."""
        if self.in_table:
            self.show_table(self.found)

    def table_model(self, ids: Sequence[str]) -> TableModel:
        """Return the table of the records; the timeline has columns of its own."""
        model = super().table_model(ids)
        if self.tab != TIMELINE or self.chosen:
            return model
        events = client_timeline(self.snapshot, self.client_slug)
        return replace(model, row=timeline_rows(self.snapshot, events, self.reader))

    def focus_rows(self) -> None:
        """Give the keys to what is shown."""
        (self.query_one(RecordTable) if self.in_table else self.query_one(LineView)).focus()

    def _open_tab(self, name: str) -> None:
        self.keep()
        self._tab = self.query_one(TabBar).active = name
        self.saved, self.chosen, self._folded = SavedView("", {}, ()), (), frozenset()
        self._rows = None
        self._question = _asked_of(self.tab, self.client_slug)
        self.mark(Marks())
        self.recall()
        self.show_filter()
        self._show_tab()

    def _show_tab(self) -> None:
        page, table = self.query_one(LineView), self.query_one(RecordTable)
        page.display, table.display = not self.in_table, self.in_table
        self.focus_rows()
        client = self.client
        if client is None:
            return
        if self.in_table:
            self.ask(replace(self._question, within=self.client_slug))
        elif self.shows_account:
            self.show_account(client)
        else:
            page.show(summary_items(self.snapshot, client, self.reader, self.cartera.now))


def _asked_of(tab: str, slug: str) -> Question:
    """Return what a tab of a client asks for."""
    return Question(() if tab == TIMELINE or tab in PAGES else (tab,), within=slug)
