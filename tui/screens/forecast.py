"""Forecast: from closed to target, what the deals behind each step are, and what changed since the last one."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import ClassVar

from textual.message import Message

from ...records.book import Book
from ...records.kpis.engine import Numbers, Question
from ...records.kpis.outlook import Outlook, outlook
from ...records.kpis.simulation import SEED
from ...records.kpis.submitting import plan_forecast
from ...records.plan import Plan
from ...schema.formats import show_money
from ...schema.kinds import BadValueError
from ...schema.money_in_words import read_money
from ...schema.sentences import sentence
from ...schema.values import Money
from .. import reports
from ..actions import Place
from ..asking import Asking
from ..modals.line import LineModal, Understood
from ..presentation.cells import Tone
from ..presentation.forecast import forecast_items
from ..presentation.lines import Span
from ..presentation.numbers import period_title
from ..widgets.line_view import LineView
from .asked import AskedScreen
from .paged import PagedScreen


class ForecastScreen(PagedScreen, AskedScreen):
    """A page on what a period will come to; its deals open."""

    place: ClassVar[Place] = Place.FORECAST

    def __init__(self) -> None:
        super().__init__(Asking())
        self._found: Outlook | None = None

    def trail(self) -> tuple[str, ...]:
        """Return the period and the scope."""
        period = period_title(self.of_numbers().span, self.language) if self.cartera.snapshot else ""
        parts = (self.language.gettext("Forecast"), period)
        return tuple(each for each in (*parts, self.scope_title) if each)

    def waiting(self) -> str:
        """Return that it is counted."""
        return self.language.gettext("Counting...")

    def show_snapshot(self) -> None:
        """Begin with one's own deals; compute in a thread."""
        self.begin_with_own()
        super().show_snapshot()

    def count(self, question: Question) -> Message | None:
        """Compute the outlook."""
        snapshot = self.cartera.snapshot
        if snapshot is None:
            return None
        seen = self.cartera.counting.of(snapshot, self.language).slice(question)
        # A fixed start of the simulation, so that the same deals give the same range.
        return reports.OutlookReady(snapshot, question, outlook(seen, Random(SEED), self._who))  # noqa: S311

    @property
    def _who(self) -> str:
        """Whose forecasts it is compared with: one's own where only one's own deals count."""
        return self.cartera.me if self.is_own else ""

    def on_outlook_ready(self, message: reports.OutlookReady) -> None:
        """Show the page."""
        message.stop()
        if not self.is_present(message):
            return
        self._found = message.found
        self.query_one(LineView).show(forecast_items(message.found, self.frame))
        self.refresh_header()

    def do_submit_forecast(self) -> None:
        """Ask for the number one commits to, then keep it with the deals behind it."""
        found = self._found
        if found is None:
            return
        if self._who != self.cartera.me or not self.cartera.me:
            self.cartera.tell(sentence("Submit your own forecast: set the scope to owner:me."), "warning")
            return
        words = self.language.gettext
        title = words("The number you commit to for {period}").format(
            period=period_title(self.of_numbers().span, self.language)
        )
        box = LineModal(title, words("Enter submits, Esc closes."), self._judge_call, str(int(found.commit)))
        self.app.push_screen(box, self._submit)

    def _judge_call(self, text: str) -> Understood:
        try:
            amount = self._read_call(text)
        except BadValueError as mistake:
            return Understood(((Span(f"! {mistake.reason.text(self.language)}", Tone.WARNING),),), is_good=False)
        shown = show_money(Money(self.snapshot.config.currency, amount), self.language)
        return Understood(((Span(shown),),), is_good=True)

    def _read_call(self, text: str) -> Decimal:
        return read_money(text, self.snapshot.config.currency, self.language).value.amount

    def _submit(self, text: str | None) -> None:
        if not text:
            return
        call, question, who, found = self._read_call(text), self.of_numbers(), self._who, self._found

        def make(book: Book) -> Plan:
            assert found is not None
            seen = Numbers(book.snapshot(), self.language).slice(question)
            return plan_forecast(book, seen, found, who, call)

        self.cartera.bridge.save(self.app, make)
