"""The history of a record, or of a client with all it holds: who changed which field when, and the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.message import Message

from ...records.book import Book
from ...records.git.history import HistoryEntry, history
from ...records.git.reading import ObjectReader
from ...records.git.run import Git
from ...records.history.asking import ask_changes
from ...records.history.narrowing import follow_field, keep_changes, place_of
from ...records.history.restoring import Past, plan_restore, plan_return
from ...records.plan import Plan
from ...schema.clean import clean
from ...schema.errors import Misused
from ...schema.record import Record
from ...schema.sentences import sentence
from .. import messages
from ..actions import Place
from ..modals.ask import AskModal
from ..modals.line import LineModal, Understood
from ..presentation.answers import Answer
from ..presentation.cells import Tone
from ..presentation.history_page import Point, Told, empty_history, history_items, point_at, restore_lines
from ..presentation.lines import Span
from ..widgets.line_view import LineView
from .paged import PagedScreen

MOST = 200
"""Commits shown where nothing narrows them."""


class HistoryScreen(PagedScreen):
    """Newest first; each entry says its moment, its author and every field before and after."""

    place: ClassVar[Place] = Place.HISTORY

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self._entries: tuple[HistoryEntry, ...] = ()
        self._field = ""
        """The field that is followed; empty: all."""
        self._question = ""
        """Which changes are asked for; empty: all."""

    def trail(self) -> tuple[str, ...]:
        """Return the record and what is shown of it."""
        what = self._field or self._question
        return (
            clean(self._record.title),
            self.language.gettext("History"),
            *((clean(what),) if what else ()),
        )

    def selected(self) -> str:
        """Return the id of the record."""
        return self._record.id

    def waiting(self) -> str:
        """Return that git is asked."""
        return self.language.gettext("Asking git...")

    def show_snapshot(self) -> None:
        """Ask git; a save made meanwhile is in it."""
        root = self.cartera.bridge.root
        if root is not None:
            self.cartera.bridge.compute(self, partial(self._read, root, self._field, self._question))

    def _read(self, root: Path, field: str, question: str) -> Message:
        """Read the history in a thread."""
        narrowed = bool(field or question)
        entries = list(history(root, place_of(self._record), None if narrowed else MOST))
        if field:
            entries = follow_field(entries, field)
        if question:
            found = ask_changes(entries, question, self.snapshot, self.cartera.now, self.language)
            wanted = {id(each.change) for each in found}
            entries = keep_changes(entries, lambda change: id(change) in wanted)
        return messages.HistoryRead(tuple(entries))

    def on_history_read(self, message: messages.HistoryRead) -> None:
        """Show the entries."""
        message.stop()
        self._entries = message.entries
        narrowed = bool(self._field or self._question)
        items = history_items(self._entries, self._told()) or empty_history(self.reader, narrowed=narrowed)
        self.query_one(LineView).show(items)
        self.refresh_header()

    def _told(self) -> Told:
        alone = place_of(self._record) == self._record.path
        return Told(self.snapshot, self.reader, self.cartera.now, alone)

    @property
    def _point(self) -> Point | None:
        chosen = self.query_one(LineView).chosen
        return point_at(self._entries, chosen.key) if chosen else None

    # Narrowing

    def do_open(self) -> None:
        """Follow the field under the cursor through the whole history; a record of a client's opens."""
        point = self._point
        if point is None or point.file is None:
            return
        if point.change is None:
            record = self.snapshot.at_path(point.file.path)
            if record is not None and record is not self._record:
                self.app.push_screen(HistoryScreen(record))
        else:
            self._narrow(field=point.change.field.partition(".")[0])

    def do_ask_changes(self) -> None:
        """Ask for changes in the language of queries."""
        words = self.language.gettext
        title = words("Which changes? field: before: after: who: when: went:back")
        self.app.push_screen(
            LineModal(title, words("Enter asks, Esc closes."), self._judge, self._question),
            lambda text: self._narrow(question=text) if text else None,
        )

    def _judge(self, text: str) -> Understood:
        """Return whether a question means something; nothing is read for it."""
        if not text.strip():
            return Understood((), is_good=False)
        try:
            ask_changes((), text, self.snapshot, self.cartera.now, self.language)
        except Misused as mistake:
            hint = f" {mistake.hint.text(self.language)}" if mistake.hint else ""
            says = f"! {mistake.sentence.text(self.language)}{hint}"
            return Understood(((Span(clean(says), Tone.WARNING),),), is_good=False)
        return Understood((), is_good=True)

    def _narrow(self, field: str = "", question: str = "") -> None:
        self._field, self._question = field, question
        self.show_snapshot()

    def do_back(self) -> None:
        """Show everything again, then leave."""
        if self._field or self._question:
            self._narrow()
        else:
            self.cartera.perform("back")

    # The way back

    def do_restore(self) -> None:
        """Find out what bringing back would change, then ask."""
        point = self._point
        if point is None:
            self.cartera.tell(sentence("Put the cursor on a save or one of its fields."), "warning")
            return
        self.cartera.bridge.ask(self, lambda book: messages.RestorePlanned(self._plan(book, point)))

    def _plan(self, book: Book, point: Point) -> Plan:
        git = Git(book.root)
        snapshot = book.snapshot()
        path = point.file.path if point.file else self._record.path
        record = snapshot.at_path(path)
        with ObjectReader(git) as reader:
            past = Past(git, reader, point.entry.commit)
            if record is None:
                return plan_return(snapshot, past, path)
            field = point.change.field.partition(".")[0] if point.change else ""
            return plan_restore(snapshot, book.root, record, past.read(record), field)

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

        lines = restore_lines(plan.changes, self._told())
        self.app.push_screen(AskModal(words("Bring back as it was then?"), lines, answers), answered)
