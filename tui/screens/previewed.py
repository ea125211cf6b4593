"""A list with the record under its cursor beside it, or under it where there is no room."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial

from textual import events
from textual.widget import Widget

from ...records.snapshot import Snapshot
from ...records.views.saved import SavedView
from ...schema.record import Record
from .. import messages
from ..presentation.lines import Item
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable
from .beside import arrange_panes, show_story
from .marked import MarkedScreen


class PreviewedScreen(MarkedScreen):
    """Shows the first screenful of a record, so that few need to be opened."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(view)
        self._preview_wanted: bool | None = None
        """Whether the person wants it; None until they have said, and then it depends on the room."""
        self._gathering: Snapshot | None = None
        """The snapshot whose records are being gathered for it."""

    @abstractmethod
    def preview(self, record: Record) -> Sequence[Item]:
        """Return what is shown of the record under the cursor."""

    def begin_at(self) -> Widget:
        """Return what has the keys at first."""
        return self.query_one(RecordTable)

    def mover(self) -> object:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def focus_rows(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def on_mount(self) -> None:
        """Give the keys to what one begins at."""
        self.begin_at().focus()
        self._arrange(self.size.width)

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor."""
        message.stop()
        self.show_preview()

    def on_gathered(self, message: messages.Gathered) -> None:
        """Show the record now that its client's other records are at hand."""
        message.stop()
        self.show_preview()

    def show_judged(self) -> None:
        """Show the problems in the preview."""
        self.show_preview()

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def do_preview(self) -> None:
        """Show or hide the preview; in a narrow window it comes under the list."""
        self._preview_wanted = not self.query_one("#preview").display
        self._arrange(self.size.width)

    def show_preview(self) -> None:
        """Show the record under the cursor and its story, where they are shown."""
        preview = self.query_one_optional("#preview", LineView)
        snapshot = self.cartera.snapshot
        if preview is None or not preview.display or snapshot is None:
            return  # being built, or hidden
        if not snapshot.is_gathered:
            self._gather(snapshot)
            return
        record = snapshot.with_id(self.selected())
        preview.show(self.preview(record) if record else (), from_top=True)
        show_story(self, snapshot, record, self.reader)

    def _gather(self, snapshot: Snapshot) -> None:
        """Have the records of a whole client put at hand, once, and not while the first rows are waited for."""
        if self._gathering is not snapshot:
            self._gathering = snapshot
            self.cartera.once_drawn(partial(self.cartera.bridge.compute, self, partial(_gather, snapshot)))

    def _arrange(self, width: int) -> None:
        if arrange_panes(self, width, wanted=self._preview_wanted):
            self.show_preview()


def _gather(snapshot: Snapshot) -> messages.Gathered:
    snapshot.gather()
    return messages.Gathered()
