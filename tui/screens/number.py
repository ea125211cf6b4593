"""One number: "why this number?", with its formula, its parts, the records behind it and those left out."""

from __future__ import annotations

from typing import ClassVar

from textual.message import Message

from ...records.kpis.engine import Question
from ...records.kpis.grouping import DIMENSIONS
from ...records.kpis.headlines import headlines, with_trend
from ...records.kpis.kpi import Kpi
from ...records.kpis.team_weeks import ACTIVITY, team_weeks
from ...schema.dataclass import replace
from .. import reports
from ..actions import Place
from ..asking import Asking
from ..presentation.numbers import span_title, why_items
from ..widgets.line_view import LineView
from .asked import AskedScreen
from .paged import PagedScreen


class NumberScreen(PagedScreen, AskedScreen):
    """A page on one number; the records on it open."""

    place: ClassVar[Place] = Place.NUMBER

    def __init__(self, kpi: Kpi, asking: Asking) -> None:
        super().__init__(asking)
        self._kpi = kpi
        self._by = ""
        self._period = ""

    def trail(self) -> tuple[str, ...]:
        """Return the number, its period, its scope and by what it is broken down."""
        name = f"{self._kpi.code} {self.language.choose(self._kpi.names)}"
        parts = (self.language.gettext("Numbers"), name, self._period, self.scope_title, self._by_title)
        return tuple(each for each in parts if each)

    @property
    def _by_title(self) -> str:
        """By what it is broken down; empty where it is not."""
        words = self.language.gettext
        name = self.language.choose(DIMENSIONS[self._by]) if self._by in DIMENSIONS else words("month")
        return words("by {dimension}").format(dimension=name) if self._by else ""

    def waiting(self) -> str:
        """Return that it is counted."""
        return self.language.gettext("Counting...")

    def of_numbers(self, by: str = "") -> Question:
        """Return what is asked, with the breakdown that was chosen."""
        return super().of_numbers(by or self._by)

    def count(self, question: Question) -> Message | None:
        """Compute the number, its groups and its trend."""
        snapshot = self.cartera.snapshot
        if snapshot is None:
            return None
        numbers = self.cartera.counting.of(snapshot, self.language)
        values = numbers.answer([self._kpi], question)
        whole = replace(question, by="")
        (headline,) = headlines(numbers, [self._kpi], whole)
        team = team_weeks(numbers.slice(whole)) if self._kpi.code == ACTIVITY else None
        return reports.NumberOpened(snapshot, question, tuple(values), with_trend(numbers, headline, whole), team)

    def on_number_opened(self, message: reports.NumberOpened) -> None:
        """Show the page."""
        message.stop()
        if not self.is_present(message):
            return
        self._period = span_title(message.values[0], self.language)
        self.query_one(LineView).show(why_items(self._kpi, message.values, message.headline, self.frame, message.team))
        self.refresh_header()

    def do_break_down(self) -> None:
        """Break it down by the next dimension, at last by none."""
        words = ("", *DIMENSIONS, "month")
        self._by = words[(words.index(self._by) + 1) % len(words)]
        self.show_snapshot()
