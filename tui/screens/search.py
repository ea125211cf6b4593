"""Search everything as you type: names, fields and texts, ranked, one mistyped letter forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from ...records.index.words import Hit
from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from ...schema.record import Record
from ...schema.record_type import RecordType
from .. import messages
from ..actions import Place
from ..presentation.cells import OWN, Column
from ..presentation.empty import filtered_away
from ..presentation.hits import hit_columns, hit_rows, search_lines
from ..presentation.lines import Item
from ..presentation.preview import preview_items
from ..presentation.tables import columns_named, row_maker
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import RecordTable, TableModel
from .beside import panes_beside
from .previewed import PreviewedScreen


class SearchScreen(PreviewedScreen):
    """One line to type, what it finds, and a preview; what is found is arranged and marked as any other list."""

    place: ClassVar[Place] = Place.SEARCH

    def __init__(self, text: str = "") -> None:
        super().__init__(SavedView("", {}, ()))
        self._question = replace(self._question, among=())
        self._begun = text
        self._hits: tuple[Hit, ...] = ()
        self._searched = ""
        """The text that found them."""

    @property
    def list_key(self) -> str:
        """A search begins anew: how the last one was arranged says nothing of it."""
        return ""

    @property
    def types(self) -> list[RecordType]:
        """The types of what was found, with the fields of every industry."""
        known, records = self.cartera.facts.types, self.snapshot.records
        return [known[name] for name in dict.fromkeys(records[each.id].type for each in self._hits)]

    def content(self) -> Iterable[Widget]:
        """Return the line, the filter, the table and the preview."""
        words = self.language.gettext
        yield Input(
            self._begun, id="search-text", compact=True, select_on_focus=False, placeholder=words("Search everything")
        )
        yield FilterBar(words("Filter"), self.filter_example)
        yield Horizontal(RecordTable(id="rows"), *panes_beside(), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return where one is, and how many records are marked."""
        here = self.language.gettext("Search")
        return (here, self.marked_text) if self.marks else (here,)

    @property
    def line(self) -> Input:
        """The line in which one types what is searched."""
        return self.query_one("#search-text", Input)

    def on_mount(self) -> None:
        """Say what can be searched."""
        self.query_one(RecordTable).say_empty(search_lines("", self.language))

    def begin_at(self) -> Widget:
        """Begin to type."""
        return self.line

    @property
    def present(self) -> SavedView:
        """What was found as a view: records of these types in which the text stands, and what the filter leaves of them."""
        shown = super().present
        types = tuple(each.name for each in self.types) if self._quoted else ()
        return replace(shown, types=types, query=f"{self._quoted} {shown.query}".strip())

    def set_out(self, view: SavedView, *, as_saved: bool = False) -> None:
        """Show what was found in another arrangement; the text need not be asked for here."""
        query = view.query.removeprefix(self._quoted).strip()
        super().set_out(replace(view, query=query), as_saved=as_saved)

    @property
    def _quoted(self) -> str:
        """The text as a query asks for it; empty where there is none."""
        text = " ".join(self.line.value.replace('"', " ").split())
        return f'"{text}"' if text else ""

    # Asking

    def show_snapshot(self) -> None:
        """Search again in the records as they are now."""
        super().show_snapshot()
        self._search()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        event.stop()
        self._search()

    def on_found(self, message: messages.Found) -> None:
        """Ask among what was found, unless something else was typed meanwhile."""
        message.stop()
        if message.text != self.line.value or message.snapshot is not self.cartera.snapshot:
            return
        self._hits = message.hits
        self.ask(replace(self._question, among=tuple(each.id for each in message.hits)))

    # Showing

    def show_rows(self) -> None:
        """Show what was found; another text begins at its best."""
        table, text = self.query_one(RecordTable), self.line.value
        filtered = self.hides_some()
        table.say_empty(filtered_away(self.reader) if filtered else search_lines(text, self.language))
        if text != self._searched:
            self._searched = text
            self._cursor = self.found[0] if self.found else ""
        self.show_table(self.found)
        self.show_preview()

    def table_model(self, ids: Sequence[str]) -> TableModel:
        """Return the table; title, type, client and place come from the search, chosen columns from the records."""
        model = super().table_model(ids)
        chosen = self._chosen_columns()
        other = row_maker(self.cartera.facts, chosen, self.reader) if chosen else None
        return replace(model, row=hit_rows(self.snapshot, self._hits, self.reader, model.columns, other))

    def columns(self) -> tuple[Column, ...]:
        """Return the title, then the columns chosen, else type, client and where it was found."""
        return hit_columns(self.language, self._chosen_columns())

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what is shown unasked."""
        return hit_columns(self.language)

    def order_by(self, order: str) -> None:
        """Ask for another order; where it was found is no field."""
        super().order_by("" if order.startswith(OWN) else order)

    def preview(self, record: Record) -> Sequence[Item]:
        """Return what is shown of the record under the cursor."""
        return preview_items(self.snapshot, record, self.reader)

    # Deeds

    def do_search(self) -> None:
        """Type something else."""
        self.line.focus()
        self.line.select_all()

    def do_to_list(self) -> None:
        """Let the keys work on what was found, or type again."""
        (self.query_one(RecordTable) if self.line.has_focus else self.line).focus()

    def do_back(self) -> None:
        """Empty the line first, then take marks and filter away, then leave."""
        if self.line.value and self.line.has_focus:
            self.line.value = ""
        else:
            super().do_back()

    def _search(self) -> None:
        snapshot, text = self.cartera.snapshot, self.line.value
        if snapshot is not None:
            searcher = self.cartera.searcher
            self.cartera.bridge.compute(self, lambda: searcher.find(snapshot, text))

    def _chosen_columns(self) -> tuple[Column, ...]:
        if not self.chosen or not self._hits:
            return ()
        named = columns_named(self.types, self.chosen, self.cartera.facts, self.language)
        return tuple(each for each in named if each.name != "title")
