"""A list that a person arranges: its order, columns and groups, saved as views and found again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...records.views.saved import SavedView
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.record_type import RecordType
from .. import messages
from ..actions import Action
from ..listing import Question
from ..presentation.cells import Column
from ..presentation.grouped import HEADING, group_titles, lay_out, money_of, turned
from ..presentation.tables import columns_named, row_maker
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import RecordTable, TableModel
from .filtered import FilteredScreen

if TYPE_CHECKING:
    from ...records.query.groups import Group


class ArrangedScreen(FilteredScreen):
    """Shows records in a table whose order, columns and groups are chosen."""

    def __init__(self, view: SavedView) -> None:
        super().__init__(Question(view.types, view.query, view.order, view.group))
        self.saved = view
        """The view it was opened with or chosen since; its name is empty where it is none."""
        self.chosen: tuple[str, ...] = view.columns
        """The columns chosen; empty for the usual ones."""
        self._folded: frozenset[str] = frozenset()
        self._cursor = ""
        """The record on which the cursor stands when the rows come; empty where it stays."""

    # What sub-classes say

    @abstractmethod
    def usual_columns(self) -> tuple[Column, ...]:
        """Return what the table shows of each record unasked."""

    def own_orders(self) -> tuple[Column, ...]:
        """Return by what it can be ordered that is no field."""
        return ()

    def is_view_of(self, view: SavedView) -> bool:
        """Return whether a saved view can be shown here."""
        return set(view.types) == set(self.question.types)

    # How it stands

    @property
    def types(self) -> list[RecordType]:
        """The record types it lists, with the fields of every industry."""
        known = self.facts.types
        return [known[each] for each in self.question.types or known]

    @property
    def present(self) -> SavedView:
        """The list as it stands, as a view."""
        asked = self.question
        return replace(
            self.saved,
            types=asked.types,
            query=asked.text.strip(),
            order=asked.order,
            columns=self.chosen,
            group=asked.group,
        )

    @property
    def view_title(self) -> str:
        """What the view it shows is called, with a star where it was changed since; empty where it shows none."""
        if not self.saved.name:
            return ""
        changed = "*" if self.present != self.saved else ""
        return f"{clean(self.saved.title(self.language))}{changed}"

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table: those chosen, else the usual ones."""
        if not self.chosen:
            return self.usual_columns()
        return columns_named(self.types, self.chosen, self.facts, self.language)

    def selected(self) -> str:
        """Return the id under the cursor."""
        return self.query_one(RecordTable).selected

    def row_ids(self) -> Sequence[str]:
        """Return the records in the order they stand in the table: what one can step through."""
        model = self.query_one(RecordTable).model
        return [each for each in model.ids if each not in model.headings] if model.headings else model.ids

    # Arranging

    def set_out(self, view: SavedView, *, as_saved: bool = False) -> None:
        """Show the list in another arrangement; ``as_saved`` where it is the view itself that was chosen."""
        if as_saved:
            self.saved = view
            self._folded = frozenset()
        self.chosen = view.columns
        self.ask(replace(self._question, text=view.query, order=view.order, group=view.group))
        if self.query_one(FilterBar).text.strip() not in {view.query, self.said(view.query)}:
            self.show_filter()
        self.keep()

    def ask(self, question: Question | None = None) -> None:
        """Ask with the column of money that is shown, whose sums stand over groups."""
        asked = question or self._question
        if asked.group and self.listed is not None:
            asked = replace(asked, money=money_of(self.types, self.columns(), self.facts))
        super().ask(asked)

    def on_ordered(self, message: messages.Ordered) -> None:
        """Order by a column that was clicked; again turns it round."""
        message.stop()
        self.order_by(turned(self.question.order, message.column.name))

    def order_by(self, order: str) -> None:
        """Ask for the records in another order."""
        self.set_out(replace(self.present, order=order))

    def on_heading_chosen(self, message: messages.HeadingChosen) -> None:
        """Fold a group that was clicked, or unfold it."""
        message.stop()
        self._fold(message.key)

    def perform(self, action: Action) -> None:
        """Do ``action``; to open the heading of a group is to fold or unfold it."""
        table = self.query_one(RecordTable)
        if action.id == "open" and table.display and table.row_key in table.model.headings:
            self._fold(table.row_key)
        else:
            super().perform(action)

    def do_order(self) -> None:
        """Choose by what the list is ordered."""
        from ..arranging import choose_order

        choose_order(self)

    def do_columns(self) -> None:
        """Choose what the list shows."""
        from ..arranging import choose_columns

        choose_columns(self)

    def do_group(self) -> None:
        """Choose by what the list is grouped."""
        from ..arranging import choose_group

        choose_group(self)

    def do_views(self) -> None:
        """Choose a saved view, or save this one."""
        from ..viewing import choose_view

        choose_view(self)

    # Showing

    def table_model(self, ids: Sequence[str]) -> TableModel:
        """Return the table of the records, in their groups where the list has any."""
        columns, facts = self.columns(), self.facts
        rows = row_maker(facts, columns, self.reader)
        groups = self._rows.groups if self._rows else ()
        if not groups:
            return TableModel(columns, ids, rows, self.question.order)
        laid, headings = lay_out(groups, self._folded, self.group_title(), self.language)
        return TableModel(columns, laid, rows, self.question.order, headings)

    def group_title(self) -> Callable[[Group], str]:
        """Return what says how a group is called."""
        return group_titles(self.facts, self.reader)

    def show_table(self, ids: Sequence[str]) -> None:
        """Show records in the table; the cursor comes back to where the list was left."""
        table = self.query_one(RecordTable)
        cursor, self._cursor = self._cursor, ""
        model = self.table_model(ids)
        table.show(model, cursor if cursor in model.ids else "")

    def _fold(self, key: str) -> None:
        self._folded ^= {key.removeprefix(HEADING)}
        self.show_table(self.found)
        self.keep()

    def keep(self) -> None:
        """Remember how the list stands; sub-classes that are found again do."""
