"""Today: what is due, overdue or coming under the headings people think in, with the record beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from ...schema.tree import dotted
from .. import messages
from ..actions import Place, Standing
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.empty import empty_today
from ..presentation.today import Day, day_words, due_items, read_day, score_lines, today_model
from ..widgets.line_view import LineView
from ..widgets.section_list import SectionList
from .beside import arrange_panes, panes_beside, show_story
from .book_screen import BookScreen


class TodayScreen(BookScreen):
    """One list of everything due, whatever record makes it due."""

    place: ClassVar[Place] = Place.TODAY

    def __init__(self) -> None:
        super().__init__()
        self.day: Day | None = None
        """What is shown; None until it is computed."""
        self._ranked = False
        self._preview_wanted = True

    def content(self) -> Iterable[Widget]:
        """Return the list and the preview."""
        yield Horizontal(SectionList(id="rows"), *panes_beside(), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return the name and how the day stands."""
        name = self.language.gettext("Today")
        return (f"{name}: {day_words(self.day, self.reader)}",) if self.day else (name,)

    def selected(self) -> str:
        """Return what is under the cursor."""
        return self.query_one(SectionList).selected

    def mover(self) -> object:
        """Movements move the list."""
        return self.query_one(SectionList)

    def standing(self) -> Standing:
        """Return where the user is; what is due says itself which field holds its day."""
        standing = super().standing()
        due = self.day.by_id.get(standing.record) if self.day else None
        return replace(standing, day_field=dotted(due.dated.field)) if due else standing

    def on_mount(self) -> None:
        """Give the keys to the list."""
        self.query_one(SectionList).focus()
        self._arrange(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def show_snapshot(self) -> None:
        """Compute what is due, in a thread."""
        snapshot, now, me = self.snapshot, self.cartera.now, self.cartera.me or None
        self.cartera.bridge.compute(self, lambda: messages.DueReady(snapshot, read_day(snapshot, now, me)))

    def on_due_ready(self, message: messages.DueReady) -> None:
        """Show what is due, unless the book has changed meanwhile."""
        message.stop()
        if message.snapshot is self.cartera.snapshot:
            self.day = message.day
            self._show_day()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def show_judged(self) -> None:
        """Show the problems in the preview."""
        self._show_preview()

    def do_rank(self) -> None:
        """Show the other order."""
        self._ranked = not self._ranked
        self._show_day()

    def do_preview(self) -> None:
        """Show or hide the preview."""
        self._preview_wanted = not self._preview_wanted
        self._arrange(self.size.width)

    def do_explain(self) -> None:
        """Say line by line how the score of the selected thing comes about."""
        due = self.day.by_id.get(self.selected()) if self.day else None
        if due is not None:
            words = self.language.gettext
            title = words("Why it stands here: {what}").format(what=due.what)
            answers = (Answer("escape", "Esc", words("Close"), ""),)
            self.app.push_screen(AskModal(title, score_lines(due, self.reader), answers))

    def _show_day(self) -> None:
        if self.day is None:
            return
        rows = self.query_one(SectionList)
        rows.say_empty(empty_today(self.reader))
        rows.show(today_model(self.day, self.snapshot, self.reader, ranked=self._ranked))
        self._show_preview()
        self.refresh_header()

    def _arrange(self, width: int) -> None:
        arrange_panes(self, width, wanted=self._preview_wanted)
        self._show_preview()

    def _show_preview(self) -> None:
        preview = self.query_one("#preview", LineView)
        record = self.snapshot.records.get(self.selected()) if self.cartera.snapshot else None
        if not preview.display or record is None or self.day is None:
            preview.show(())
            return
        others = self.day.others.get(record.id, ())
        items = due_items(self.day.by_id.get(record.id), others, self.snapshot, record, self.reader)
        preview.show(items, from_top=True)
        show_story(self, self.snapshot, record, self.reader)
