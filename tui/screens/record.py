"""The page of one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...schema.clean import clean
from ..actions import Place
from ..presentation.lines import text_item
from ..presentation.record_page import record_items
from ..widgets.line_view import LineView
from .book_screen import BookScreen


class RecordScreen(BookScreen):
    """All fields by their labels, the text, the links both ways."""

    place: ClassVar[Place] = Place.RECORD

    def __init__(self, record_id: str) -> None:
        super().__init__()
        self.record_id = record_id
        """Which record; after a rename or removal there may be none."""

    def content(self) -> Iterable[Widget]:
        """Return the page."""
        yield LineView(id="page")

    def trail(self) -> tuple[str, ...]:
        """Return the client, the type and the title."""
        snapshot = self.cartera.snapshot
        record = snapshot.records.get(self.record_id) if snapshot else None
        if snapshot is None or record is None:
            return (clean(self.record_id),)
        kind = clean(self.language.choose(snapshot.type_of(record).label))
        client = snapshot.client_of(record)
        before = (clean(client.title),) if client and client is not record else ()
        return (*before, f"{kind}: {clean(record.title)}")

    def selected(self) -> str:
        """Return the id of the record the page shows."""
        return self.record_id

    @property
    def chosen_field(self) -> str:
        """The dotted field under the cursor; empty on links, text and headings."""
        item = self.query_one(LineView).chosen
        return item.key if item else ""

    def mover(self) -> object:
        """Movements move the page."""
        return self.query_one(LineView)

    def on_mount(self) -> None:
        """Give the keys to the page."""
        self.query_one(LineView).focus()

    def show_judged(self) -> None:
        """Show the problems on the page."""
        self.show_snapshot()

    def show_snapshot(self) -> None:
        """Show the record as it is now, or say that it is gone."""
        page = self.query_one(LineView)
        record = self.snapshot.records.get(self.record_id)
        if record is None:
            page.show([text_item(self.language.gettext("This record is gone: deleted, renamed or not readable."))])
        else:
            page.show(record_items(self.snapshot, record, self.reader))

    def do_open(self) -> None:
        """Open the record under the cursor; on a plain field, edit it."""
        item = self.query_one(LineView).chosen
        if item is not None and item.target in self.snapshot.absent.ids:
            from ..holding import offer_hold  # few clones hold only a part

            offer_hold(self.cartera, item.target)
        elif item is not None and item.target:
            self.cartera.open_record(item.target)
        elif item is not None and item.key:
            self.cartera.perform("edit-field")
