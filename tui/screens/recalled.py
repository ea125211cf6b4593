"""A list that is found again as it was left: filter, order, columns, groups and cursor."""

from __future__ import annotations

from abc import abstractmethod

from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from .. import messages
from ..remembering import Remembered
from ..widgets.record_table import RecordTable
from .arranged import ArrangedScreen


class RecalledScreen(ArrangedScreen):
    """Remembers how it stands, and comes back so."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(view)
        self._stands_on = ""
        self._left_view = ""
        """The view that was shown when the list was left; it is found once the book is open."""

    @property
    @abstractmethod
    def list_key(self) -> str:
        """Under which word it is remembered how the list was left; empty where it is not."""

    def choose(self, record_id: str) -> None:
        """Put the cursor on a record when the list is shown again."""
        table = self.query_one(RecordTable)
        if record_id in table.model.ids:
            table.show(table.model, record_id)

    def on_selected(self, message: messages.Selected) -> None:
        """Note where the cursor stands: that is asked when the rows are gone already."""
        self._stands_on = message.record_id or self._stands_on

    def recall(self) -> None:
        """Show the list as it was left; a filter it was opened with counts more than the one it was left with."""
        left = self.cartera.lists.recall(self.list_key) if self.list_key else None
        if left is None:
            return
        self._cursor = left.cursor
        if self._is_asked_for():
            return
        self.chosen, self._left_view = left.columns, left.view
        self._folded = frozenset(left.folded)
        query = left.query or (self.saved.query if self.saved.name else "")
        self._question = replace(self._question, text=query, order=left.order, group=left.group)

    def show_snapshot(self) -> None:
        """Find the view again that was shown when the list was left."""
        name, self._left_view = self._left_view, ""
        if name and not self.saved.name:
            from ..viewing import fitting_views

            self.saved = next((each for each in fitting_views(self) if each.name == name), self.saved)
        super().show_snapshot()

    def keep(self) -> None:
        """Remember how the list stands."""
        if self.list_key:
            asked = self.question
            left = Remembered(
                asked.text,
                asked.order,
                self.chosen,
                asked.group,
                tuple(sorted(self._folded)),
                self.saved.name,
                self._stands_on,
            )
            self.cartera.lists.keep(self.list_key, left)

    def on_mount(self) -> None:
        """Come back to how the list was left, before anything is asked."""
        self.recall()
        self.show_filter()

    def on_screen_suspend(self) -> None:
        """Remember how the list is left."""
        self.keep()

    def on_unmount(self) -> None:
        """Remember how the list is left."""
        self.keep()

    def _is_asked_for(self) -> bool:
        """Return whether the list was opened with a filter of its own that is no saved view."""
        return bool(self.saved.query) and not self.saved.name
