"""A screen whose records are asked for in the query language, answered in a thread as the filter is typed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from ...records.query.mistakes import BadQuery
from ...schema.dataclass import replace
from .. import messages
from ..listing import Question, answer, answer_plain
from ..presentation.offered import offered_of
from ..presentation.plain import mistake_text, sentence_text
from ..widgets.filter_bar import FilterAsked, FilterBar, FilterChanged, FilterLeft
from .book_screen import BookScreen

if TYPE_CHECKING:
    from ...records.query.facts import Facts
    from ...records.snapshot import Snapshot


class FilteredScreen(BookScreen):
    """Asks for records and shows the answer; sub-classes say how."""

    AUTO_FOCUS: ClassVar = ""
    """Nothing has the keys until the screen gives them to its rows: Textual would give them to the filter, the first
    that takes any, and a key typed on the way would be written there."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._is_asked = bool(question.text)
        self._asked: Question | None = None
        self._rows: messages.RowsReady | None = None

    @property
    def listed(self) -> Snapshot | None:
        """What is asked: the records of the book; None until they are known."""
        return self.cartera.snapshot

    @property
    def facts(self) -> Facts:
        """What is known of what is asked."""
        return self.cartera.facts

    @property
    def question(self) -> Question:
        """What is asked now."""
        return self._question

    @property
    def is_asked(self) -> bool:
        """Whether it was opened with a filter."""
        return self._is_asked

    @property
    def found(self) -> tuple[str, ...]:
        """The records that answer it, in order."""
        return self._rows.ids if self._rows else ()

    @property
    def awaits_rows(self) -> bool:
        """Whether the rows it is to show are still to be found."""
        return self._rows is None or self._rows.snapshot is not self.listed

    @property
    def filter_example(self) -> str:
        """What an empty filter shows: how one is written, and the keys."""
        return self.language.gettext("word owner:me -tag:parked created:>30d   Enter: to the list, Esc: everything")

    @abstractmethod
    def show_rows(self) -> None:
        """Show the records that answer the present question, of the present snapshot."""

    @abstractmethod
    def focus_rows(self) -> None:
        """Give the keys to what shows the records."""

    def hides_some(self) -> bool:
        """Return whether the filter is why nothing is shown: there are records it could show."""
        asked = self.question
        if asked.among is not None:
            return bool(asked.text and asked.among)
        return bool(asked.text) and any(self.snapshot.of_type(each) for each in asked.types)

    def show_snapshot(self) -> None:
        """Ask for the records of the present snapshot."""
        self.ask()

    def on_filter_changed(self, message: FilterChanged) -> None:
        """Ask for the records of another filter."""
        message.stop()
        if message.text not in {self._question.text, self.said(self._question.text)}:
            self.ask(replace(self._question, text=message.text))

    def on_filter_asked(self, message: FilterAsked) -> None:
        """Find what could stand at the cursor, in a thread: it may have to look at every record."""
        message.stop()
        text, cursor, types = message.text, message.cursor, self._question.types

        def complete() -> messages.CompletionReady:
            from ...records.query.complete import complete_query
            from ...records.query.said import say_completion

            found = complete_query(text, cursor, self.facts, types or None)
            return messages.CompletionReady(text, say_completion(text, found, self.facts, types, self.language))

        self.cartera.bridge.compute(self, complete)

    def on_completion_ready(self, message: messages.CompletionReady) -> None:
        """Offer what could stand at the cursor."""
        message.stop()
        self.query_one(FilterBar).offer(message.text, offered_of(message.text, message.completion, self.language))

    def on_filter_left(self, message: FilterLeft) -> None:
        """Move among the records again."""
        message.stop()
        if self.question.text:
            self.cartera.guide.saw("filtered")
        self.focus_rows()

    def on_rows_ready(self, message: messages.RowsReady) -> None:
        """Show the records, unless something else was asked for meanwhile."""
        message.stop()
        if message.question == self._asked and message.snapshot is self.listed:
            self._take(message)

    def on_question_refused(self, message: messages.QuestionRefused) -> None:
        """Say what is wrong with the filter; the records stay."""
        message.stop()
        if message.question == self._asked:
            mistake, bar = message.mistake, self.query_one(FilterBar)
            if isinstance(mistake, BadQuery):
                says = sentence_text(mistake.reason, mistake.hint, self.language)
                bar.say_refused(f"{says[:1].upper()}{says[1:]}", mistake.at, mistake.length)
            else:
                bar.say_refused(mistake_text(mistake, self.language))

    def do_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBar).open()

    def do_back(self) -> None:
        """Leave the filter first, then the screen."""
        bar = self.query_one(FilterBar)
        if bar.has_class("shown"):
            bar.clear()
            self.focus_rows()
        else:
            self.cartera.perform("back")

    def show_filter(self) -> None:
        """Show the filter that is asked for; hidden where there is none."""
        bar, text = self.query_one(FilterBar), self.question.text
        if text:
            bar.set_text(self.said(text))
        else:
            bar.clear()

    def said(self, text: str) -> str:
        """Return a query in the reader's words, as the filter shows it; as it is until the book is known."""
        from ...records.query.said import say_query

        return say_query(text, self.facts, self.question.types, self.language) if self.listed and text else text

    def ask(self, question: Question | None = None) -> None:
        """Ask for records: again, or with another question."""
        snapshot = self.listed
        if question is not None:
            self._question = question
        if snapshot is None:
            return
        asked = self._asked = self._question
        if asked.among is not None and asked.is_plain:
            self._take(messages.RowsReady(snapshot, asked.among, asked))  # nothing that a thread would have to find out
            return
        if asked.is_plain and self.cartera.is_starting:
            self._take(answer_plain(snapshot, asked))
            return
        self.cartera.bridge.compute(self, lambda: answer(snapshot, asked, lambda: self.facts))

    def _take(self, rows: messages.RowsReady) -> None:
        self._rows = rows
        self.query_one(FilterBar).say_count(self.language.gettext("{n} shown").format(n=len(rows.ids)))
        self.show_rows()
        self.refresh_header()
        self.cartera.raise_curtain()
