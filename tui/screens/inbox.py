"""The inbox of conflicts: what two people wrote differently, and one key to settle each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from ...records.assignments import tree_of
from ...records.book import Book
from ...records.plan import Plan
from ...records.settings_files import SETTINGS
from ...records.spoken import linker_of
from ...records.sync.inbox import Choice, RecordConflict, all_conflicts
from ...records.sync.resolving import choose_side, plan_resolution, plan_value
from ...schema.clean import clean
from ...schema.dataclass import replace
from ...schema.errors import CarteraError
from ...schema.sentences import sentence
from ...schema.showing import show_tree
from .. import messages
from ..actions import Place, Standing
from ..modals.line import LineModal, Understood
from ..presentation.cells import Tone
from ..presentation.inbox import conflict_columns, conflict_items, conflict_key, conflict_row
from ..presentation.lines import Span
from ..widgets.line_view import LineView
from ..widgets.record_table import RecordTable, TableModel
from .book_screen import BookScreen


class InboxScreen(BookScreen):
    """A list of conflicts with the values of the one under the cursor below."""

    place: ClassVar[Place] = Place.INBOX

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: dict[str, RecordConflict] = {}

    def content(self) -> Iterable[Widget]:
        """Return the table and the values."""
        yield RecordTable(id="rows")
        yield LineView(id="conflict", can_focus=False)

    def trail(self) -> tuple[str, ...]:
        """Return the name and how many there are."""
        return (f"{self.language.gettext('Conflicts')} ({len(self._conflicts)})",)

    @property
    def conflict(self) -> RecordConflict | None:
        """The conflict under the cursor."""
        return self._conflicts.get(self.query_one(RecordTable).row_key)

    def selected(self) -> str:
        """Return the id of the record it is in."""
        return self.conflict.record.id if self.conflict else ""

    def standing(self) -> Standing:
        """Return where the user is; a conflict may stand in a file that is no record."""
        return replace(super().standing(), file=self.conflict.record.path if self.conflict else "")

    def mover(self) -> Widget | None:
        """Movements move the table."""
        return self.query_one(RecordTable)

    def on_mount(self) -> None:
        """Give the keys to the table."""
        self.query_one(RecordTable).focus()

    def show_snapshot(self) -> None:
        """Show the conflicts of the present records; the cursor stays on its conflict."""
        snapshot, reader = self.snapshot, self.reader
        self._conflicts = {conflict_key(each): each for each in all_conflicts(snapshot)}
        conflicts = self._conflicts
        table = self.query_one(RecordTable)
        table.say_empty(
            (
                (Span(reader.words("There are no conflicts.")),),
                (Span(reader.words("Where two people write one field, both values stand here to be settled.")),),
            )
        )
        table.show(
            TableModel(
                conflict_columns(reader), tuple(conflicts), lambda key: conflict_row(conflicts[key], snapshot, reader)
            )
        )
        self._show_values()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the values."""
        message.stop()
        self._show_values()

    def on_opened(self, message: messages.Opened) -> None:
        """Open the record of what was clicked twice."""
        message.stop()
        message.prevent_default()
        self.do_open_conflict()

    def do_open_conflict(self) -> None:
        """Open the record; a settings file in the editor."""
        if self.conflict is not None and self.conflict.record.type == SETTINGS:
            self.cartera.edit_file(self.conflict.record.path)
        elif self.conflict is not None:
            self.cartera.open_record(self.conflict.record.id)

    def do_keep_mine(self) -> None:
        """Settle it with one's own value."""
        self._settle_by_side(mine=True)

    def do_take_theirs(self) -> None:
        """Settle it with the other person's value."""
        self._settle_by_side(mine=False)

    def do_keep_both(self) -> None:
        """Settle it with both values."""
        conflict = self.conflict
        if conflict is not None and Choice.BOTH not in conflict.choices:
            self.cartera.tell(sentence("This field can hold only one of the two."), "warning")
        elif conflict is not None:
            self.cartera.bridge.save(self.app, lambda book: plan_resolution(book, conflict, Choice.BOTH))

    def do_write_third(self) -> None:
        """Settle it with a value of one's own; texts and whole records are edited in the file."""
        conflict = self.conflict
        if conflict is None:
            return
        declared = self.snapshot.type_of(conflict.record).field_at(conflict.entry.field)
        if declared is None or conflict.entry.field == "body":
            self.cartera.edit_file(conflict.record.path)
            return
        desk = self.cartera.facts.desk
        link = linker_of(self.snapshot, lambda: self.cartera.me, conflict.record)

        def judge(text: str) -> Understood:
            try:
                tree = tree_of(declared, text, desk, link, whole=True)
            except CarteraError as mistake:
                return Understood(((Span(f"! {mistake.sentence.text(self.language)}", Tone.WARNING),),), is_good=False)
            shown = show_tree(declared, tree, self.language, self.reader.zone)
            return Understood(((Span(clean(shown)),),), is_good=bool(text.strip()))

        def typed(text: str | None) -> None:
            if text:
                tree = tree_of(declared, text, desk, link, whole=True)
                self.cartera.bridge.save(
                    self.app, lambda book: plan_value(book, conflict.record, conflict.entry.field, tree)
                )

        words = self.language.gettext
        title = words("What is right? {field}").format(field=clean(self.language.choose(declared.label)))
        self.app.push_screen(LineModal(title, words("Enter settles it, Esc closes."), judge), typed)

    def _settle_by_side(self, *, mine: bool) -> None:
        conflict = self.conflict
        if conflict is None:
            return

        def make(book: Book) -> Plan:
            who = book.identity[0] if book.identity else ""
            return plan_resolution(book, conflict, choose_side(conflict, who, mine=mine))

        self.cartera.bridge.save(self.app, make)

    def _show_values(self) -> None:
        items = conflict_items(self.conflict, self.snapshot, self.reader) if self.conflict else []
        self.query_one("#conflict", LineView).show(items, from_top=True)
