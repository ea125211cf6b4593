"""The review of a morning or an evening: a few short steps by keys alone, left and taken up again at will."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from ...records.book import Book
from ...records.journal import plan_marks
from ...records.views.news import News, last_evening, news_since
from ...records.views.review import KIND_TITLES, Kind, Point, Review, evening_review, morning_review
from ...schema.dataclass import replace
from ...schema.sentences import sentence
from ...schema.tree import dotted
from .. import messages
from ..actions import Place, Standing
from ..modals.ask import AskModal
from ..presentation.answers import Answer
from ..presentation.review import review_model, way_words
from ..presentation.today import due_items, score_lines
from ..widgets.line_view import LineView
from ..widgets.section_list import SectionList
from .beside import arrange_panes, panes_beside, show_story
from .book_screen import BookScreen


class ReviewScreen(BookScreen):
    """One step at a time; what is dealt with leaves the list, and the journal keeps how far it went."""

    place: ClassVar[Place] = Place.REVIEW

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.review: Review | None = None
        """What is shown; None until it is computed."""
        self.at = -1
        """The step shown."""
        self._news: tuple[News, ...] | None = None if kind is Kind.MORNING else ()
        self._walked: set[str] = set()
        self._preview_wanted: bool | None = None

    @property
    def plans(self) -> date:
        """The day whose priorities are chosen here."""
        return self.review.plans if self.review else self.cartera.now.date()

    def content(self) -> Iterable[Widget]:
        """Return the list and the preview."""
        yield Horizontal(SectionList(id="rows"), *panes_beside(), id="with-preview")

    def trail(self) -> tuple[str, ...]:
        """Return which review it is and how far it is."""
        title = KIND_TITLES[self.kind].text(self.language)
        return (title, way_words(self.review, self.at, self.reader)) if self.review else (title,)

    def selected(self) -> str:
        """Return what is under the cursor."""
        return self.query_one(SectionList).selected

    def mover(self) -> object:
        """Movements move the list."""
        return self.query_one(SectionList)

    def standing(self) -> Standing:
        """Return where the user is; what is due says itself which field holds its day."""
        standing = super().standing()
        due = next((each.due for each in self._points() if each.record.id == standing.record), None)
        return replace(standing, day_field=dotted(due.dated.field)) if due else standing

    def on_mount(self) -> None:
        """Give the keys to the list."""
        self.query_one(SectionList).focus()
        self._arrange(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Show the preview where there is room for it."""
        self._arrange(event.size.width)

    def show_snapshot(self) -> None:
        """Compute the review in a thread; what others did is asked of git once."""
        if self._news is None:
            whose = self.cartera.me or None
            self.cartera.bridge.ask(self, lambda book: messages.NewsRead(_read_news(book, whose)))
            return
        snapshot, now, me, kind, news = self.snapshot, self.cartera.now, self.cartera.me or None, self.kind, self._news

        def compute() -> messages.ReviewReady:
            morning = kind is Kind.MORNING
            review = morning_review(snapshot, now, me, news) if morning else evening_review(snapshot, now, me)
            return messages.ReviewReady(snapshot, review)

        self.cartera.bridge.compute(self, compute)

    def on_news_read(self, message: messages.NewsRead) -> None:
        """Go on with what others did."""
        message.stop()
        self._news = message.news
        self.show_snapshot()

    def on_review_ready(self, message: messages.ReviewReady) -> None:
        """Show the step one is at, unless the book has changed meanwhile."""
        message.stop()
        if message.snapshot is not self.cartera.snapshot:
            return
        if self.review is None:
            self.at = message.review.begins_at
        self.review = message.review
        self._show_step()

    def on_selected(self, message: messages.Selected) -> None:
        """Show the record under the cursor beside the list."""
        message.stop()
        self._show_preview()

    def do_next_step(self) -> None:
        """Go to the next step; after the last one the review is done."""
        if self.review is None:
            return
        self._walked.add(self.review.steps[self.at].step)
        if self.at + 1 < len(self.review.steps):
            self._go_to(self.at + 1)
        else:
            self.do_back()

    def do_step_before(self) -> None:
        """Go back to the step before."""
        if self.review is not None and self.at > 0:
            self._go_to(self.at - 1)
        elif self.review is not None:
            self.cartera.tell(sentence("This is the first step."))

    def do_back(self) -> None:
        """Leave; the journal keeps which steps were passed."""
        if self.review is not None and self._walked:
            self._keep(self.review)
        self.cartera.perform("back")

    def do_preview(self) -> None:
        """Show or hide the preview; in a narrow window it comes under the list."""
        self._preview_wanted = not self.query_one("#preview").display
        self._arrange(self.size.width)

    def do_explain(self) -> None:
        """Say line by line how the score of the selected thing comes about."""
        due = next((each.due for each in self._points() if each.record.id == self.selected()), None)
        if due is not None:
            words = self.language.gettext
            answers = (Answer("escape", "Esc", words("Close"), ""),)
            title = words("Why it stands here: {what}").format(what=due.what)
            self.app.push_screen(AskModal(title, score_lines(due, self.reader), answers))

    def _keep(self, review: Review) -> None:
        """Write how far it went into the journal of the day."""
        marks = {each.step.value: each.mark for each in review.steps if each.step in self._walked}
        whole = all(each.step in self._walked or each.step in review.passed for each in review.steps)
        says = sentence("{review}: done.", review=KIND_TITLES[self.kind]) if whole else None

        def job(book: Book) -> messages.Saved | None:
            plan = plan_marks(book, review.day, review.kind.value, marks)
            if not plan:
                return messages.Saved(says, ()) if says else None
            saved = book.apply(plan)
            return messages.Saved(says or plan.subject, saved.ids, saved.receipt)

        self.cartera.bridge.ask(self.cartera, job)

    def _go_to(self, place: int) -> None:
        self.at = place
        self._show_step(anew=True)

    def _points(self) -> tuple[Point, ...]:
        return self.review.steps[self.at].points if self.review else ()

    def _show_step(self, *, anew: bool = False) -> None:
        if self.review is None:
            return
        rows = self.query_one(SectionList)
        model = review_model(self.review, self.at, self.snapshot, self.cartera.now, self.reader)
        rows.show_sections(model, select=model.ids[0] if anew and model.ids else "")
        self._show_preview()
        self.refresh_header()

    def _arrange(self, width: int) -> None:
        arrange_panes(self, width, wanted=self._preview_wanted)
        self._show_preview()

    def _show_preview(self) -> None:
        preview = self.query_one("#preview", LineView)
        record = self.snapshot.records.get(self.selected()) if self.cartera.snapshot else None
        if not preview.display or record is None:
            preview.show(())
            return
        due = next((each.due for each in self._points() if each.record.id == record.id), None)
        preview.show(due_items(due, (), self.snapshot, record, self.reader), from_top=True)
        show_story(self, self.snapshot, record, self.reader)


def _read_news(book: Book, me: str | None) -> tuple[News, ...]:
    """Return what others did since the last evening in the records of ``me``."""
    name = book.identity[0] if book.identity else ""
    since = last_evening(book.now())
    return tuple(news_since(book.root, book.snapshot(), since, me=me, name=name))
