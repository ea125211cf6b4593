"""Today: what is due, overdue or coming under the headings people think in, with the record beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget

from ...records.views.saved import SavedView
from ...schema.dataclass import replace
from ...schema.record import Record
from ...schema.record_type import RecordType
from ...schema.tree import dotted
from .. import messages
from ..actions import Place, Standing
from ..listing import Question
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.cells import Column
from ..presentation.empty import empty_today, filtered_away
from ..presentation.lines import Item
from ..presentation.tables import columns_named, row_maker
from ..presentation.today import (
    BY_SCORE,
    Day,
    day_words,
    due_items,
    only,
    read_day,
    score_lines,
    today_columns,
    today_rows,
    today_sections,
)
from ..widgets.filter_bar import FilterBar
from ..widgets.record_table import TableModel
from ..widgets.section_list import SectionList
from .beside import panes_beside
from .previewed import PreviewedScreen

IS_DUE = "has:urgency"
"""What a view that was saved here begins with, so that it shows the same in any list and in commands."""


class TodayScreen(PreviewedScreen):
    """One list of everything due, whatever record makes it due; arranged and marked as any other list."""

    place: ClassVar[Place] = Place.TODAY

    def __init__(self) -> None:
        super().__init__(SavedView("", {}, ()))
        self.day: Day | None = None
        """What is due; None until it is computed."""
        self._day_of: object = None
        """The snapshot it was computed from."""

    @property
    def list_key(self) -> str:
        """Remembered apart from lists of types."""
        return "today"

    @property
    def types(self) -> list[RecordType]:
        """The types of what is due, with the fields of every industry."""
        known = self.cartera.facts.types
        return [known[name] for name in self.day.types] if self.day else []

    def content(self) -> Iterable[Widget]:
        """Return the filter, the list and the preview."""
        yield FilterBar(self.language.gettext("Filter"), self.filter_example)
        yield Horizontal(SectionList(id="rows"), *panes_beside(), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return the name, how the day stands, and how many records are marked."""
        name = self.language.gettext("Today")
        here = f"{name}: {day_words(self.day, self.reader)}" if self.day else name
        return (here, self.marked_text) if self.marks else (here,)

    def standing(self) -> Standing:
        """Return where the user is; what is due says itself which field holds its day."""
        standing = super().standing()
        due = self.day.by_id.get(standing.record) if self.day else None
        return replace(standing, day_field=dotted(due.dated.field)) if due else standing

    @property
    def due_by(self) -> Mapping[str, str]:
        """The field that makes each record due."""
        return {name: dotted(each.dated.field) for name, each in self.day.by_id.items()} if self.day else {}

    # As a view

    @property
    def present(self) -> SavedView:
        """The list as it stands, as a view of any list: of the types that are due, those records that are."""
        shown = super().present
        types = self.saved.types or tuple(each.name for each in self.types)
        order = "urgency-" if self._is_ranked else shown.order
        return replace(shown, types=types, query=f"{IS_DUE} {shown.query}".strip(), order=order)

    def is_view_of(self, view: SavedView) -> bool:
        """Return whether a saved view asks for what is due."""
        return IS_DUE in view.query.split()

    def set_out(self, view: SavedView, *, as_saved: bool = False) -> None:
        """Show what is due in another arrangement; that it is due need not be asked here."""
        query = " ".join(word for word in view.query.split() if word != IS_DUE)
        order = BY_SCORE if view.order == "urgency-" else view.order
        super().set_out(replace(view, query=query, order=order), as_saved=as_saved)
        if as_saved:
            self.saved = view

    # Asking

    def ask(self, question: Question | None = None) -> None:
        """Ask among what is due, once it is known: the day is computed in a thread, anew for every snapshot."""
        snapshot = self.cartera.snapshot
        if question is not None:
            self._question = question
        if snapshot is None or self._day_of is snapshot:
            super().ask()
            return
        now, me = self.cartera.now, self.cartera.me or None
        self.cartera.bridge.compute(self, lambda: messages.DueReady(snapshot, read_day(snapshot, now, me)))

    def on_due_ready(self, message: messages.DueReady) -> None:
        """Ask among what is due, unless the book has changed meanwhile."""
        message.stop()
        if message.snapshot is self.cartera.snapshot:
            self.day, self._day_of = message.day, message.snapshot
            super().ask(replace(self._question, among=message.day.ids))

    # Showing

    def show_rows(self) -> None:
        """Show what is due under its headings, or as it was arranged."""
        if self.day is None:
            return
        rows = self.query_one(SectionList)
        rows.say_empty(filtered_away(self.reader) if self.hides_some() else empty_today(self.reader))
        asked = self.question
        if asked.group or (asked.order and not self._is_ranked):
            self.show_table(self.found)
        else:
            model = self.table_model(self.found)
            day = only(self.day, frozenset(self.found)) if asked.text else self.day
            sections = today_sections(day, model.columns, model.row, self.reader, ranked=self._is_ranked)
            cursor, self._cursor = self._cursor, ""
            rows.show_sections(sections, cursor)
        self.show_preview()

    def table_model(self, ids: Sequence[str]) -> TableModel:
        """Return the table; when, why and what come from the day, chosen columns from the records."""
        model = super().table_model(ids)
        if self.day is None:
            return model
        chosen = self._chosen_columns()
        other = row_maker(self.cartera.facts, chosen, self.reader) if chosen else None
        return replace(model, row=today_rows(self.day, self.snapshot, self.reader, model.columns, other))

    def columns(self) -> tuple[Column, ...]:
        """Return when, why and what, then the columns chosen, else client and date."""
        return today_columns(self.reader, self._chosen_columns(), ranked=self._is_ranked)

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what is shown unasked."""
        return today_columns(self.reader, ranked=self._is_ranked)

    def own_orders(self) -> tuple[Column, ...]:
        """Return the score, the same for whatever is due."""
        return (Column(BY_SCORE, self.language.gettext("Score")),)

    def order_by(self, order: str) -> None:
        """Ask for another order; by score there is only one way, and a column of the day is no field."""
        if order.startswith(BY_SCORE):
            order = BY_SCORE
        super().order_by(order if order == BY_SCORE or not order.startswith("=") else "")

    def preview(self, record: Record) -> Sequence[Item]:
        """Return why it is due, how its score comes about, and the record."""
        if self.day is None:
            return ()
        others = self.day.others.get(record.id, ())
        return due_items(self.day.by_id.get(record.id), others, self.snapshot, record, self.reader)

    # Deeds

    def do_rank(self) -> None:
        """Show the other order."""
        self.order_by("" if self._is_ranked else BY_SCORE)

    def do_explain(self) -> None:
        """Say line by line how the score of the selected thing comes about."""
        due = self.day.by_id.get(self.selected()) if self.day else None
        if due is not None:
            words = self.language.gettext
            title = words("Why it stands here: {what}").format(what=due.what)
            answers = (Answer("escape", "Esc", words("Close"), ""),)
            self.app.push_screen(AskModal(title, score_lines(due, self.reader), answers))

    @property
    def _is_ranked(self) -> bool:
        return self.question.order == BY_SCORE

    def _chosen_columns(self) -> tuple[Column, ...]:
        if not self.chosen:
            return ()
        named = columns_named(self.types, self.chosen, self.cartera.facts, self.language) if self.types else ()
        return tuple(each for each in named if each.name != "title" or "title" in self.chosen)
