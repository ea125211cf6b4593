"""The history of a record, or of a client with all it holds: who changed which field when, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ...records.git.history import FileFate, HistoryEntry, history
from ...records.history.asking import FoundChange, rows_of_changes
from ...records.history.bringing_back import Point, plan_points
from ...records.history.narrowing import place_of
from ...records.rows.names import CHANGE
from ...records.rows.rows import Rows
from ...records.snapshot import Snapshot
from ...records.views.saved import SavedView
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.record import Record
from ...schema.sentences import sentence
from .. import messages, reports
from ..actions import Place
from ..listing import Question
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.cells import Cell, Column
from ..presentation.grouped import HEADING
from ..presentation.history_page import (
    Told,
    change_cells,
    change_columns,
    change_detail,
    empty_history,
    odd_saves,
    restore_lines,
    save_items,
    save_title,
)
from ..presentation.lines import Item, Span
from ..widgets.filter_bar import FilterBar
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable
from .rows import RowsScreen

if TYPE_CHECKING:
    from ...records.query.groups import Group

MOST = 200
"""Saves read where nothing is asked of them."""
BY_SAVE = "save"
"""The field by which changes are grouped unasked."""


class HistoryScreen(RowsScreen[FoundChange]):
    """Newest first, under the heading of each save; the filter asks of changes what ``history --query`` does."""

    place: ClassVar[Place] = Place.HISTORY

    def __init__(self, record: Record) -> None:
        super().__init__(SavedView("", {}, (CHANGE,), group=BY_SAVE))
        self._record = record
        self._is_whole = False
        """Whether all saves are read, and not the newest alone."""
        self._doubted: frozenset[str] = frozenset()

    def trail(self) -> tuple[str, ...]:
        """Return the record, the view and how much is marked."""
        name = self.language.gettext("History")
        here = self.view_title or (f"{name} {self.count_text}" if self.told else name)
        return tuple(filter(None, (clean(self._record.title), here, self.marked_text)))

    @property
    def list_key(self) -> str:
        """The histories of all records are arranged alike."""
        return "history"

    @property
    def filter_example(self) -> str:
        """What can be asked of a change."""
        return self.language.gettext("field:amount went:down who:ana when:>=-30d   Enter: to the list, Esc: everything")

    def recall(self) -> None:
        """Show it arranged as the last one was left, without its filter, which asked something of another record."""
        super().recall()
        self._question = replace(self._question, text="")

    # What there is

    def gather(self) -> None:
        """Ask git; a save made meanwhile is in it."""
        root, limit = self.cartera.bridge.root, None if self._is_whole else MOST
        if root is not None:
            self.cartera.bridge.compute(self, partial(_read, root, self.snapshot, place_of(self._record), limit))

    def ask(self, question: Question | None = None) -> None:
        """Ask of the whole history as soon as anything is asked of it."""
        super().ask(question)
        if self.question.text.strip() and not self._is_whole:
            self._is_whole = True
            self.gather()

    def take(self, rows: Rows[FoundChange]) -> None:
        """Find out which clocks were wrong, too."""
        self._doubted = odd_saves(_entries(rows), self._told_with)
        super().take(rows)

    @property
    def _told_with(self) -> Told:
        alone = place_of(self._record) == self._record.path
        return Told(self.snapshot, self.reader, self.cartera.now, alone)

    # How it looks

    def usual_columns(self) -> tuple[Column, ...]:
        """Return what is shown of a change."""
        return change_columns(self._told_with, by_save=self.question.group == BY_SAVE)

    def cells(self, thing: FoundChange) -> Mapping[str, Cell]:
        """Return the change in words."""
        return change_cells(thing, self._told_with)

    def detail(self, thing: FoundChange) -> Sequence[Item]:
        """Return the whole of both values."""
        return change_detail(thing, self._told_with, is_odd=thing.entry.commit in self._doubted)

    def show_detail(self) -> None:
        """Show the change under the cursor, or the save whose heading it is."""
        super().show_detail()
        entry = self._entry_at_heading()
        if entry is not None:
            items = save_items(entry, self._told_with, is_odd=entry.commit in self._doubted)
            self.query_one("#detail", LineView).show(items, from_top=True)

    def group_title(self) -> Callable[[Group], str]:
        """Return what calls a save by its moment, its author and what it was for."""
        usual, things = super().group_title(), self.told.things if self.told else {}
        if self.question.group != BY_SAVE:
            return usual
        told = self._told_with

        def title(group: Group) -> str:
            entry = things[group.ids[0]].entry
            return save_title(entry, told, is_odd=entry.commit in self._doubted)

        return title

    def say_empty(self) -> Sequence[Sequence[Span]]:
        """Return that git knows nothing."""
        return empty_history(self.reader) if self.told else ((Span(self.language.gettext("Asking git...")),),)

    # Going on

    def selected(self) -> str:
        """Return the record the change is in; where there is none, the one whose history it is."""
        return super().selected() or self._record.id

    def record_of(self, thing: FoundChange) -> str:
        """Return the record whose file was changed."""
        record = self.snapshot.at_path(thing.file.path)
        return record.id if record else ""

    def open_row(self) -> None:
        """Follow the field under the cursor through the whole history; of a file as a whole, show its own history."""
        found = self.thing
        if found is None:
            return
        if found.change is not None:
            bar = self.query_one(FilterBar)
            bar.set_text(self.said(f"field:{found.change.field.partition('.')[0]}"))
            return
        record = self.snapshot.at_path(found.file.path)
        if record is None:
            self.cartera.tell(sentence("This record is not there any more; R brings it back."), "warning")
        elif record is self._record:
            self.cartera.open_record(record.id)
        else:
            self.app.push_screen(HistoryScreen(record))

    # The way back

    def do_restore(self) -> None:
        """Find out what bringing back would change, then ask."""
        points = [_point_of(each) for each in self.chosen_things]
        entry = None if self.marks else self._entry_at_heading()
        if entry is not None:
            path = entry.files[0].path if len(entry.files) == 1 else self._record.path
            points = [Point(entry.commit, path)]
        if not points:
            self.cartera.tell(sentence("Put the cursor on a save or one of its fields."), "warning")
            return
        self.cartera.bridge.ask(self, lambda book: messages.RestorePlanned(plan_points(book, points)))

    def _entry_at_heading(self) -> HistoryEntry | None:
        """Return the save on whose heading the cursor stands; None where it does on none."""
        table = self.query_one(RecordTable)
        groups = self._rows.groups if self._rows and self.question.group == BY_SAVE else ()
        if self.told is None or table.row_key not in table.model.headings:
            return None
        group = next((each for each in groups if f"{HEADING}{each.key}" == table.row_key), None)
        return self.told.things[group.ids[0]].entry if group is not None else None

    def on_restore_planned(self, message: messages.RestorePlanned) -> None:
        """Show the fields that would change; save on a yes."""
        message.stop()
        plan = message.plan
        if not plan:
            self.cartera.tell(sentence("It says so already."))
            return
        words = self.language.gettext
        answers = (Answer("y", "y", words("Bring it back"), "yes"), Answer("escape", "Esc", words("Leave it"), ""))

        def answered(word: str | None) -> None:
            if word:
                self.cartera.bridge.save(self.app, lambda _book: plan)
                self.unmark()

        lines = restore_lines(plan.changes, self._told_with)
        self.app.push_screen(AskModal(words("Bring back as it was then?"), lines, answers), answered)


def _read(root: Path, snapshot: Snapshot, place: str, limit: int | None) -> Message:
    return reports.RowsTold(snapshot, rows_of_changes([*history(root, place, limit)], snapshot))


def _entries(rows: Rows[FoundChange]) -> list[HistoryEntry]:
    return list({each.entry.commit: each.entry for each in rows.things.values()}.values())


def _point_of(found: FoundChange) -> Point:
    field = found.change.field.partition(".")[0] if found.change else ""
    is_gone = found.change is None and found.file.fate is FileFate.DELETED
    return Point(found.entry.commit, found.file.path, field, before=is_gone)
