"""What computes and shows the numbers of a client on its page."""

from __future__ import annotations

from functools import partial

from textual.message import Message

from ...schema.record import Record
from .. import reports
from ..presentation.client_page import NUMBERS
from ..presentation.disputed import disputed_of
from ..presentation.lines import text_item
from ..widgets.line_view import LineView
from .marked import MarkedScreen


class AccountScreen(MarkedScreen):
    """A screen with a page on which the numbers of a client can stand."""

    @property
    def tab(self) -> str:
        """The tab that is open."""
        return ""

    @property
    def shows_account(self) -> bool:
        """Whether they are what the page shows now."""
        return self.tab == NUMBERS

    def show_account(self, client: Record) -> None:
        """Compute the numbers of a client, and show them when they are there."""
        self.query_one("#page", LineView).show([text_item(self.language.gettext("Counting..."))])
        self.cartera.bridge.compute(self, partial(self._count, client))

    def _count(self, client: Record) -> Message | None:
        from ...records.kpis.account import account_of
        from ...records.kpis.engine import Question
        from ...records.kpis.spans import quarter_of

        snapshot, today = self.cartera.snapshot, self.cartera.now.date()
        if snapshot is None or snapshot.with_id(client.id) is not client:
            return None
        span = quarter_of(today, snapshot.config.fiscal_year_start)
        numbers = self.cartera.counting.of(snapshot, self.language)
        seen = numbers.slice(Question(span, today, me=self.cartera.me, compares=False))
        return reports.AccountCounted(snapshot, account_of(seen, client))

    def on_account_counted(self, message: reports.AccountCounted) -> None:
        """Show the numbers, unless another tab or another state of the book is shown by now."""
        from ..presentation.account_page import account_items

        message.stop()
        if self.shows_account and message.snapshot is self.cartera.snapshot:
            disputed = disputed_of(self.snapshot, message.account.client)
            items = account_items(message.account, self.snapshot.schema.types["client"], self.reader, disputed)
            self.query_one("#page", LineView).show(items)
